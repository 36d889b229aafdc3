//! `CoNLL` by character: `characters.bio`, a character a line with its BIO tag, and `mentions.tsv`, the mentions with all facts.
//!
//! Lines of the text are sentences, parted by an empty line; documents begin with `-DOCSTART-`. White space is no character here, since
//! readers part columns at it; what remains stands in the order of the text, so a reader who has the text knows where each stands.
//!
//! A character has one tag. Of mentions that overlap the longest is tagged, the first of equally long ones; how many were not is said as a
//! [`Notice`], and the table has them. Lines that were not asked for are not written: there the lack of a tag would mean nothing.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::Write;

use super::facts::{Facts, as_json};
use super::place::Places;
use super::xml::one_line;
use super::{ExportError, ExportedDocument, Exporter, Files, Notice, Separator, Units};
use crate::record::MentionRecord;
use crate::text::{Span, is_space};

/// Of `mentions.tsv`.
const HEADINGS: &str = "file\tstart\tend\ttype\tquote\tvalue\tverdict\treviewer\trule\tsection_path\tlead\tis_tagged\tentry_fields";

/// Writes the two files.
pub(super) struct Conll {
    characters: Box<dyn Write + Send>,
    mentions: Box<dyn Write + Send>,
    separator: char,
    notices: Vec<Notice>,
}

impl Conll {
    pub(super) fn new(
        separator: Separator,
        mut files: Box<dyn Files + '_>,
    ) -> Result<Self, ExportError> {
        let characters = files.create("characters.bio")?;
        let mut mentions = files.create("mentions.tsv")?;
        writeln!(mentions, "{HEADINGS}")?;
        Ok(Self {
            characters,
            mentions,
            separator: separator.sign(),
            notices: Vec::new(),
        })
    }

    fn write_lines<'a>(
        &mut self,
        document: &ExportedDocument<'a>,
        tagged: impl Iterator<Item = &'a MentionRecord>,
    ) -> Result<(), ExportError> {
        let text = document.text;
        let out = &mut self.characters;
        write!(out, "-DOCSTART-{}O\n\n", self.separator)?;
        let mut mentions = tagged.peekable();
        let scope = document.scope;
        let is_asked_for = |at| scope.is_everything() || scope.holds(document.outline.node_at(at));
        for line in (0..text.n_lines()).map(|line| text.line(line)) {
            let mut n_written = 0;
            for (at, c) in text.slice(line).char_indices() {
                let at = line.start + u32::try_from(at).expect("as in the text");
                while mentions.next_if(|mention| mention.span.end <= at).is_some() {}
                if is_space(c) || c.is_control() || !is_asked_for(at) {
                    continue;
                }
                n_written += 1;
                write!(out, "{c}{}", self.separator)?;
                match mentions.peek() {
                    Some(mention) if mention.span.contains_offset(at) => {
                        let part = if begins(document, mention.span, at) {
                            'B'
                        } else {
                            'I'
                        };
                        writeln!(out, "{part}-{}", one_word(mention.kind.name()))?;
                    }
                    _ => writeln!(out, "O")?,
                }
            }
            if n_written > 0 {
                writeln!(out)?;
            }
        }
        Ok(())
    }
}

/// A type's name without white space, which would begin another column.
fn one_word(name: &str) -> String {
    name.replace(is_space, "_")
}

/// Whether a character is the first of a mention that is written.
fn begins(document: &ExportedDocument<'_>, span: Span, at: u32) -> bool {
    document.text.trim(span).start == at
}

/// Which of the mentions are tagged, so that no two overlap.
fn tagged(document: &ExportedDocument<'_>, mentions: &[&MentionRecord]) -> Vec<bool> {
    let mut longest: Vec<(usize, Span)> = mentions
        .iter()
        .map(|mention| document.text.trim(mention.span))
        .enumerate()
        .filter(|(_, span)| !span.is_empty())
        .collect();
    longest.sort_by_key(|(_, span)| (Reverse(span.len()), span.start));
    let mut is_tagged = vec![false; mentions.len()];
    // By start; none overlaps another.
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    for (at, span) in longest {
        let before = taken.range(..span.end).next_back();
        if before.is_none_or(|(_, end)| *end <= span.start) {
            taken.insert(span.start, span.end);
            is_tagged[at] = true;
        }
    }
    is_tagged
}

impl Exporter for Conll {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        let places = Places::new(document, Units::CodePoints);
        let mentions: Vec<_> = document.mentions_in_force().collect();
        // First of all: a mention that is no words of the text has no tags either.
        let facts = mentions
            .iter()
            .map(|mention| Facts::of(document, &places, mention))
            .collect::<Result<Vec<_>, _>>()?;
        let is_tagged = tagged(document, &mentions);
        let of_tags = mentions.iter().zip(&is_tagged);
        let of_tags: Vec<_> = of_tags.filter(|(_, tagged)| **tagged).collect();
        self.write_lines(document, of_tags.into_iter().map(|(mention, _)| *mention))?;
        let n_left = is_tagged.iter().filter(|tagged| !**tagged).count();
        for (facts, is_tagged) in facts.iter().zip(is_tagged) {
            let entry_fields = as_json(&facts.entry_fields).unwrap_or_default();
            let (start, end) = (facts.start.to_string(), facts.end.to_string());
            let cells = [
                facts.file,
                &start,
                &end,
                facts.kind,
                facts.quote,
                &facts.value,
                facts.verdict.unwrap_or_default(),
                facts.reviewer.unwrap_or_default(),
                facts.rule.unwrap_or_default(),
                &facts.section_path,
                facts.lead.as_deref().unwrap_or_default(),
                if is_tagged { "true" } else { "false" },
                &entry_fields,
            ];
            writeln!(self.mentions, "{}", cells.map(one_line).join("\t"))?;
        }
        if n_left > 0 {
            self.notices.push(Notice::Overlapping {
                path: document.path.to_owned(),
                n: n_left,
            });
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        self.characters.flush()?;
        self.mentions.flush()?;
        Ok(self.notices)
    }
}
