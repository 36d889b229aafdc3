//! Walking through an XML part, element by element, in memory that does not grow with it.
//!
//! In: the bytes of a part as they are unpacked. Out: calls of a [`Visitor`]. Names come without their prefixes: the formats read here use no name
//! in two meanings. Entities that a document type declares are not expanded, external ones never looked for.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::Unreadable;

/// No document that people wrote nests deeper.
const MAX_DEPTH: usize = 4096;

/// An element's tag or the words between two tags; longer ones were made to fill memory.
const LONGEST_EVENT: usize = 16 << 20;

/// Whether a visitor wants to see what is inside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Into,
    /// Neither its content nor its end is shown.
    Past,
}

/// What wants to know of elements and text.
pub(super) trait Visitor {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow;
    fn close(&mut self, name: &str);
    fn text(&mut self, words: &str);
    /// Whether it has seen enough.
    fn is_done(&self) -> bool {
        false
    }
}

/// An element with its attributes.
pub(super) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// An attribute by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes
            .with_checks(false)
            .flatten()
            .filter(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())
            .find_map(|attribute| {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
                Some(value.into_owned())
            })
    }

    /// A number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// Walks through a part.
///
/// # Errors
/// [`Unreadable::Damaged`] where it is no XML in UTF-8 or cannot be unpacked, [`Unreadable::TooDeep`] where it nests deeper than any document, and
/// [`Unreadable::Bomb`] where it unpacks to more than any document.
pub(super) fn walk(part: impl BufRead, visitor: &mut impl Visitor) -> Result<(), Unreadable> {
    let mut reader = Reader::from_reader(part);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    // The depth at which an element was passed by.
    let mut past: Option<usize> = None;
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| failure(&error))?;
        if event.len() > LONGEST_EVENT {
            return Err(Unreadable::Bomb);
        }
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Unreadable::TooDeep);
                }
                if past.is_none() && open(&start, visitor)? == Flow::Past {
                    past = Some(depth);
                }
            }
            Event::Empty(start) if past.is_none() => {
                let flow = open(&start, visitor)?;
                if flow == Flow::Into {
                    visitor.close(name_of(start.local_name().as_ref())?);
                }
            }
            Event::End(end) => {
                let is_end_of_past = past == Some(depth);
                depth = depth.saturating_sub(1);
                if is_end_of_past {
                    past = None;
                } else if past.is_none() {
                    visitor.close(name_of(end.local_name().as_ref())?);
                }
            }
            Event::Text(text) if past.is_none() => {
                visitor.text(std::str::from_utf8(&text).map_err(|_| Unreadable::Damaged)?);
            }
            Event::CData(text) if past.is_none() => {
                visitor.text(std::str::from_utf8(&text).map_err(|_| Unreadable::Damaged)?);
            }
            Event::GeneralRef(reference) if past.is_none() => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    visitor.text(c.encode_utf8(&mut [0; 4]));
                } else if let Ok(name) = std::str::from_utf8(&reference)
                    && let Some(words) = quick_xml::escape::resolve_predefined_entity(name)
                {
                    visitor.text(words);
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        if visitor.is_done() {
            return Ok(());
        }
    }
}

fn open(start: &BytesStart<'_>, visitor: &mut impl Visitor) -> Result<Flow, Unreadable> {
    let local = start.local_name();
    Ok(visitor.open(name_of(local.as_ref())?, &Element(start)))
}

fn name_of(local: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(local).map_err(|_| Unreadable::Damaged)
}

fn failure(error: &quick_xml::Error) -> Unreadable {
    match error {
        quick_xml::Error::Io(error) if super::package::is_bomb(error) => Unreadable::Bomb,
        _ => Unreadable::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Words(String);

    impl Visitor for Words {
        fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
            if let Some(value) = element.attribute("val") {
                self.0.push_str(&value);
            }
            if name == "del" {
                Flow::Past
            } else {
                Flow::Into
            }
        }
        fn close(&mut self, name: &str) {
            self.0.extend(["/", name, " "]);
        }
        fn text(&mut self, words: &str) {
            self.0.push_str(words);
        }
    }

    fn words(xml: &str) -> Result<String, Unreadable> {
        let mut words = Words::default();
        walk(xml.as_bytes(), &mut words).map(|()| words.0)
    }

    #[test]
    fn elements_come_without_prefixes_and_what_is_passed_by_is_not_seen() {
        let xml = r#"<w:p><w:t w:val="甲&lt;">数&amp;据&#x4E00;</w:t><w:del><w:t>旧</w:t><w:del/></w:del><w:t/></w:p>"#;
        assert_eq!(words(xml).expect("reads"), "甲<数&据一/t /t /p ");
    }

    #[test]
    fn declared_entities_are_not_expanded() {
        let bomb = r#"<!DOCTYPE a [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>前&b;&c;后</a>"#;
        assert_eq!(words(bomb).expect("reads"), "前后/a ");
    }

    #[test]
    fn nesting_without_end_is_told() {
        assert_eq!(words(&"<a>".repeat(1_000_000)), Err(Unreadable::TooDeep));
        assert_eq!(words("<a><b"), Err(Unreadable::Damaged));
    }
}
