//! DOCX, as Word and WPS write it (ECMA-376, Office Open XML): the text as it is shown.
//!
//! Automatic numbers are computed, tracked changes taken as accepted, hidden text is left out. A table's row becomes a line with tabs between its
//! cells; what stands in a text box follows the paragraph that it is anchored in; a footnote's mark is `[1]`, its text a line `[1] …` behind the
//! document. Headers and footers come last, outside the content. Places are paragraphs.

mod body;
mod lists;

use std::collections::HashMap;

use self::body::Body;
use self::lists::Lists;
use super::lines::{Converted, Lines, PlaceUnit};
use super::package::Package;
use super::xml::{self, Element, Flow, Visitor};
use super::{Unreadable, lines};
use crate::text::Span;

/// Where the document's own text lies, unless the package says otherwise.
pub(super) const USUAL_PART: &str = "word/document.xml";

/// Converts a document.
///
/// # Errors
/// Where the package is damaged, encrypted or unpacks to more than any document.
pub(super) fn convert(package: &mut Package<'_>) -> Result<Converted, Unreadable> {
    let main = main_part(package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| {
        if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        }
    };
    let mut lists = Lists::default();
    for (name, read) in [
        (
            "styles.xml",
            Lists::read_styles as fn(&mut Lists, &[u8]) -> _,
        ),
        ("numbering.xml", Lists::read_numbering),
    ] {
        let name = beside(name);
        if package.has(&name) {
            read(&mut lists, &package.bytes(&name)?)?;
        }
    }
    let mut out = Lines::default();
    let mut body = Body::new(&mut out, &mut lists);
    xml::walk(package.part(&main)?, &mut body)?;
    let (mut n_paragraphs, notes) = body.finish();
    for (kind, name) in [
        (NoteKind::Foot, "footnotes.xml"),
        (NoteKind::End, "endnotes.xml"),
    ] {
        let name = beside(name);
        if notes.iter().any(|note| note.kind == kind) && package.has(&name) {
            n_paragraphs = write_notes(&mut out, package, &name, kind, &notes, n_paragraphs)?;
        }
    }
    let end = out.here();
    write_margins(&mut out, package, folder)?;
    out.finish_with(Some(PlaceUnit::Paragraph), Span::new(0, end))
}

/// A reference to a footnote or an endnote, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Note {
    kind: NoteKind,
    id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoteKind {
    Foot,
    End,
}

/// The notes in the order in which the text refers to them, a line each. Returns how many paragraphs there are by now.
fn write_notes(
    out: &mut Lines,
    package: &mut Package<'_>,
    name: &str,
    kind: NoteKind,
    notes: &[Note],
    mut n_paragraphs: u32,
) -> Result<u32, Unreadable> {
    let mut texts = Notes::default();
    xml::walk(package.part(name)?, &mut texts)?;
    for (at, note) in notes
        .iter()
        .enumerate()
        .filter(|(_, note)| note.kind == kind)
    {
        if let Some(words) = texts.texts.get(&note.id) {
            n_paragraphs += 1;
            out.set_place(n_paragraphs);
            out.line(&format!("[{}] {}", at + 1, words.trim()));
        }
    }
    Ok(n_paragraphs)
}

/// Headers and footers, each wording once.
fn write_margins(
    out: &mut Lines,
    package: &mut Package<'_>,
    folder: &str,
) -> Result<(), Unreadable> {
    let mut seen = std::collections::BTreeSet::new();
    for name in package.names() {
        let is_margin = name
            .strip_prefix(folder)
            .map(|rest| rest.trim_start_matches('/'))
            .is_some_and(|rest| {
                (rest.starts_with("header") || rest.starts_with("footer"))
                    && !rest.contains('/')
                    && rest.strip_suffix(".xml").is_some()
            });
        if !is_margin {
            continue;
        }
        let mut margin = lines::Lines::default();
        let mut lists = Lists::default();
        let mut body = Body::new(&mut margin, &mut lists);
        xml::walk(package.part(&name)?, &mut body)?;
        body.finish();
        for line in margin.finish(None)?.text.lines() {
            if seen.insert(line.to_owned()) {
                out.line(line);
            }
        }
    }
    Ok(())
}

/// The part that the package names as the document.
fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    struct Target(Option<String>);
    impl Visitor for Target {
        fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
            let is_main = name == "Relationship"
                && element
                    .attribute("Type")
                    .is_some_and(|kind| kind.ends_with("/officeDocument"));
            if is_main {
                self.0 = element.attribute("Target");
            }
            Flow::Into
        }
        fn close(&mut self, _: &str) {}
        fn text(&mut self, _: &str) {}
    }
    let mut target = Target(None);
    if package.has("_rels/.rels") {
        xml::walk(package.part("_rels/.rels")?, &mut target)?;
    }
    let named = target
        .0
        .map(|target| target.trim_start_matches('/').to_owned());
    Ok(named
        .filter(|name| package.has(name))
        .unwrap_or_else(|| USUAL_PART.to_owned()))
}

/// The texts of footnotes or endnotes by their ids, paragraphs joined by spaces.
#[derive(Default)]
struct Notes {
    texts: HashMap<String, String>,
    /// The note that is open.
    id: String,
    in_text: bool,
}

impl Visitor for Notes {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        match name {
            "footnote" | "endnote" => {
                // Separators are notes of a type of their own.
                if element
                    .attribute("type")
                    .is_some_and(|kind| kind != "normal")
                {
                    return Flow::Past;
                }
                self.id = element.attribute("id").unwrap_or_default();
                self.texts.entry(self.id.clone()).or_default();
            }
            "del" | "moveFrom" | "Fallback" => return Flow::Past,
            "t" => self.in_text = true,
            "tab" | "br" => self.text_in_note(" "),
            _ => {}
        }
        Flow::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.text_in_note(" "),
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if self.in_text {
            self.text_in_note(words);
        }
    }
}

impl Notes {
    fn text_in_note(&mut self, words: &str) {
        if let Some(text) = self.texts.get_mut(&self.id) {
            text.push_str(words);
        }
    }
}

#[cfg(test)]
mod tests;
