//! brat standoff: a file `.ann` beside the text, a line an annotation. Positions are code points of the text as it lies there.

use std::collections::HashMap;

use super::facts::Facts;
use super::types::spelled;
use super::{
    At, Contents, DocumentKey, Import, ImportFile, Imported, ImportedDocument, ImportedMention,
    Misfit, Quoted, Reason, Signed, Standing, What,
};

pub(super) struct Brat;

impl Import for Brat {
    fn is_it(&self, file: &ImportFile<'_>) -> bool {
        file.name.to_lowercase().ends_with(".ann")
    }

    fn read(&self, file: &ImportFile<'_>, contents: &mut Contents) -> Result<(), Misfit> {
        let words = std::str::from_utf8(file.bytes).map_err(|error| {
            let before = &file.bytes[..error.valid_up_to()];
            Misfit {
                at: At::Line(memchr::memchr_iter(b'\n', before).count() + 1),
                reason: Reason::NotUtf8,
            }
        })?;
        // Other encodings are not what brat works with; then the words of the spans find the place.
        let text = file.text.and_then(|bytes| std::str::from_utf8(bytes).ok());
        let mut spans = Spans::default();
        for (number, line) in (1..).zip(words.lines()) {
            let line = line.trim_end_matches('\r').trim_start_matches('\u{FEFF}');
            if line.trim().is_empty() {
                continue;
            }
            let reason = spans.line(number, line, text).err();
            contents.misfits.extend(reason.map(|reason| Misfit {
                at: At::Line(number),
                reason,
            }));
        }
        let path = file
            .name
            .rsplit_once('.')
            .map_or(file.name, |(stem, _)| stem);
        contents.documents.push(ImportedDocument {
            at: At::File,
            key: DocumentKey {
                path: Some(path.to_owned()),
                sha256: None,
                text: text.map(str::to_owned),
                encoding: None,
            },
            items: spans.items,
        });
        Ok(())
    }
}

/// The spans read so far, by their ids.
#[derive(Default)]
struct Spans {
    items: Vec<Imported>,
    by_id: HashMap<String, usize>,
}

impl Spans {
    fn line(&mut self, number: usize, line: &str, text: Option<&str>) -> Result<(), Reason> {
        let mut parts = line.splitn(3, '\t');
        let id = parts.next().unwrap_or_default();
        let what = parts.next().ok_or(Reason::Line)?;
        let rest = parts.next();
        match id.chars().next() {
            Some('T') => {
                let mention = span(what, rest, text)?;
                self.by_id.insert(id.to_owned(), self.items.len());
                self.items.push(Imported {
                    at: At::Line(number),
                    what: What::Mention(mention),
                    signed: Signed::default(),
                });
                Ok(())
            }
            // Our verdict, which stands in the note with all facts.
            Some('A' | 'M') if what.starts_with("Verdict ") => Ok(()),
            Some('#') => self.note(what, rest.unwrap_or_default()),
            Some('A' | 'M' | 'R' | 'E' | 'N' | '*') => {
                let name = what.split([' ', ':']).next().unwrap_or_default();
                Err(Reason::Unsupported(name.to_owned()))
            }
            _ => Err(Reason::Line),
        }
    }

    /// The facts of a mention as our export notes them; other notes have no place.
    fn note(&mut self, what: &str, words: &str) -> Result<(), Reason> {
        let target = what.split(' ').nth(1).unwrap_or_default();
        let item = self.by_id.get(target).map(|at| &mut self.items[*at]);
        let facts = serde_json::from_str(words).ok();
        let facts = facts.as_ref().and_then(Facts::of);
        let (Some(item), Some(facts)) = (item, facts) else {
            let name = what.split(' ').next().unwrap_or_default();
            return Err(Reason::Unsupported(name.to_owned()));
        };
        if let What::Mention(mention) = &mut item.what
            && facts.are_of(mention.place.range, &facts.label)
            && spelled(&facts.label) == mention.label
        {
            mention.label.clone_from(&facts.label);
            mention.value = Some(facts.value.clone());
            mention.standing = facts.standing();
            item.signed = facts.signed();
        }
        Ok(())
    }
}

/// A line `T`: type and pieces, then the words.
fn span(what: &str, words: Option<&str>, text: Option<&str>) -> Result<ImportedMention, Reason> {
    let (label, pieces) = what.split_once(' ').ok_or(Reason::Line)?;
    let mut range: Option<(u32, u32)> = None;
    for piece in pieces.split(';') {
        let (start, end) = piece.trim().split_once(' ').ok_or(Reason::Line)?;
        let (Ok(start), Ok(end)) = (start.parse(), end.parse()) else {
            return Err(Reason::Line);
        };
        if let Some((_, before)) = range
            && !is_line_end(before, start, text)
        {
            return Err(Reason::Unsupported(pieces.to_owned()));
        }
        range = Some((range.map_or(start, |(first, _)| first), end));
    }
    Ok(ImportedMention {
        place: Quoted {
            range,
            quote: words.map(str::to_owned).filter(|words| !words.is_empty()),
            ..Quoted::default()
        },
        label: label.to_owned(),
        value: None,
        standing: Standing::Marked,
    })
}

/// Whether nothing but white space stands between two pieces. Without the text, one sign or two can only be a line end.
fn is_line_end(from: u32, to: u32, text: Option<&str>) -> bool {
    let Some(n) = to.checked_sub(from) else {
        return false;
    };
    match text {
        Some(text) => {
            let mut between = text.chars().skip(from as usize).take(n as usize);
            between.all(crate::text::is_space)
        }
        None => n <= 2,
    }
}
