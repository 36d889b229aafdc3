//! EPUB: the chapters of a package in their order of reading, each as HTML. Places are chapters.

use std::collections::HashMap;

use super::lines::{Converted, Lines, PlaceUnit};
use super::package::Package;
use super::xml::{self, Element, Flow, Visitor};
use super::{Unreadable, html};
use crate::source::Encoding;

/// What the part `mimetype` says.
pub(super) const MIME: &str = "application/epub+zip";

/// Converts a book.
///
/// # Errors
/// Where the package is damaged, encrypted or unpacks to more than any document.
pub(super) fn convert(package: &mut Package<'_>) -> Result<Converted, Unreadable> {
    let mut container = Container::default();
    xml::walk(package.part("META-INF/container.xml")?, &mut container)?;
    let book = container.book.ok_or(Unreadable::Damaged)?;
    let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut contents = Contents::default();
    xml::walk(package.part(&book)?, &mut contents)?;
    let mut out = Lines::default();
    let mut seen = std::collections::BTreeSet::new();
    let mut n_chapters = 0;
    for id in &contents.order {
        let Some(target) = contents.items.get(id) else {
            continue;
        };
        let name = resolve(folder, target);
        if !package.has(&name) || !seen.insert(name.clone()) {
            continue;
        }
        n_chapters += 1;
        out.set_place(n_chapters);
        let bytes = package.bytes(&name)?;
        let (words, _) = Encoding::detect(&bytes).decode(&bytes);
        for line in html::plain(&words)?.lines() {
            out.line(line);
        }
        if out.is_refused() {
            break;
        }
    }
    out.finish(Some(PlaceUnit::Chapter))
}

#[derive(Default)]
struct Container {
    book: Option<String>,
}

impl Visitor for Container {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        if name == "rootfile" && self.book.is_none() {
            self.book = element.attribute("full-path");
        }
        Flow::Into
    }
    fn close(&mut self, _: &str) {}
    fn text(&mut self, _: &str) {}
}

/// The parts of a book and their order.
#[derive(Default)]
struct Contents {
    /// Targets by their identifiers.
    items: HashMap<String, String>,
    order: Vec<String>,
}

impl Visitor for Contents {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        match name {
            "item" => {
                // The table of contents repeats the headings.
                let is_contents = element
                    .attribute("properties")
                    .is_some_and(|properties| properties.split(' ').any(|one| one == "nav"));
                if !is_contents
                    && let Some((id, target)) =
                        element.attribute("id").zip(element.attribute("href"))
                {
                    self.items.entry(id).or_insert(target);
                }
            }
            "itemref" => self.order.extend(element.attribute("idref")),
            _ => {}
        }
        Flow::Into
    }
    fn close(&mut self, _: &str) {}
    fn text(&mut self, _: &str) {}
}

/// A target relative to a folder, with its percent signs decoded and without a fragment.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default();
    let decoded = percent_decoded(target);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn percent_decoded(words: &str) -> String {
    let bytes = words.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| words.get(at + 1..at + 3))
            .flatten()
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        decoded.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::package;
    use super::*;

    #[test]
    fn chapters_come_in_the_order_of_reading() {
        let bytes = package(&[
            (
                "META-INF/container.xml",
                r#"<c><rootfile full-path="OEBPS/book.opf"/></c>"#,
            ),
            (
                "OEBPS/book.opf",
                r#"<package><item id="b" href="%E4%BA%8C.xhtml"/><item id="a" href="text/../一.xhtml#x"/><item id="n" href="nav.xhtml" properties="nav"/><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="a"/></spine></package>"#,
            ),
            (
                "OEBPS/一.xhtml",
                "<html><body><h1>第一章</h1><p>总则</p></body></html>",
            ),
            ("OEBPS/二.xhtml", "<html><body><p>第二章</p></body></html>"),
            ("OEBPS/nav.xhtml", "<html><body><p>目录</p></body></html>"),
        ]);
        let converted = convert(&mut Package::open(&bytes).expect("opens")).expect("converts");
        assert_eq!(converted.text, "第一章\n总则\n第二章\n");
        let places = converted.places.expect("has places");
        assert_eq!(
            (places.at(0), places.at(converted.text.len() as u32 - 2)),
            (Some(1), Some(2))
        );
    }
}
