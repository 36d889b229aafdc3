//! Where a span stands, as the outside counts: the one place where exports convert.
//!
//! In: byte spans of the core. Out: a [`Place`] with its words, in code points or UTF-16 units; or an error where the words that such a
//! reader would find there are others.

use super::{ExportError, ExportedDocument, Units};
use crate::text::{Span, Text};

/// A span as the outside counts it, with its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Half-open, in code points unless [`Places`] was made for UTF-16 units.
    pub start: u32,
    pub end: u32,
    pub quote: &'a str,
}

impl<'a> ExportedDocument<'a> {
    /// A span in code points with its words.
    ///
    /// # Errors
    /// Where the span does not lie on characters of the text, or its code points are not those of its words.
    pub fn place(&self, span: Span) -> Result<Place<'a>, ExportError> {
        let fault = || self.misplaced(span);
        let quote = self.text.get(span).ok_or_else(fault)?;
        let (start, end) = self.text.chars_of_span(span);
        if self.text.span_from_chars(start, end) != Some(span) {
            return Err(fault());
        }
        Ok(Place { start, end, quote })
    }

    fn misplaced(&self, span: Span) -> ExportError {
        ExportError::Place {
            path: self.path.to_owned(),
            start: span.start,
            end: span.end,
        }
    }
}

/// Converts the spans of one document.
pub(super) struct Places<'a> {
    document: ExportedDocument<'a>,
    /// Where characters stand that take two UTF-16 units (bytes, in order); empty where code points are counted.
    doubled: Vec<u32>,
    units: Units,
}

impl<'a> Places<'a> {
    pub(super) fn new(document: &ExportedDocument<'a>, units: Units) -> Self {
        let doubled = match units {
            Units::CodePoints => Vec::new(),
            Units::Utf16 => doubled(document.text),
        };
        Self {
            document: *document,
            doubled,
            units,
        }
    }

    /// As [`ExportedDocument::place`], in the units that were asked for.
    pub(super) fn place(&self, span: Span) -> Result<Place<'a>, ExportError> {
        let Place { start, end, quote } = self.document.place(span)?;
        if self.units == Units::CodePoints {
            return Ok(Place { start, end, quote });
        }
        let n_doubled = |offset: u32| {
            let n = self.doubled.partition_point(|&at| at < offset);
            u32::try_from(n).expect("no more than the text has bytes")
        };
        let place = Place {
            start: start + n_doubled(span.start),
            end: end + n_doubled(span.end),
            quote,
        };
        let n_units = quote.encode_utf16().count();
        if (place.end - place.start) as usize == n_units {
            Ok(place)
        } else {
            Err(self.document.misplaced(span))
        }
    }

    /// How long the text is.
    pub(super) fn length(&self) -> Result<u32, ExportError> {
        let whole = Span::new(0, self.document.text.len());
        self.place(whole).map(|place| place.end)
    }
}

/// Where characters beyond the basic plane begin: only they have four bytes.
fn doubled(text: &Text) -> Vec<u32> {
    let bytes = text.as_str().as_bytes().iter();
    (0..)
        .zip(bytes)
        .filter(|(_, byte)| **byte >= 0xF0)
        .map(|(at, _)| at)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, span};
    use super::*;

    #[test]
    fn positions_count_code_points_or_utf_16_units() {
        let sample = Sample::of("𠮷林省 5月😀底\n𠮷林");
        let document = sample.exported();
        let of = |units, words: &str| {
            let places = Places::new(&document, units);
            let place = places.place(span(&sample.text, words)).expect("stands");
            assert_eq!(place.quote, words);
            (place.start, place.end)
        };
        assert_eq!(of(Units::CodePoints, "𠮷林省"), (0, 3));
        assert_eq!(of(Units::Utf16, "𠮷林省"), (0, 4));
        assert_eq!(of(Units::CodePoints, "底\n𠮷林"), (7, 11));
        assert_eq!(of(Units::Utf16, "底\n𠮷林"), (9, 14));
        for (units, length) in [(Units::CodePoints, 11), (Units::Utf16, 14)] {
            assert_eq!(Places::new(&document, units).length().ok(), Some(length));
        }
    }

    #[test]
    fn a_span_inside_a_character_has_no_place() {
        let sample = Sample::of("𠮷林省");
        let document = sample.exported();
        for units in [Units::CodePoints, Units::Utf16] {
            let places = Places::new(&document, units);
            for span in [Span::new(1, 4), Span::new(0, 5), Span::new(4, 99)] {
                assert!(places.place(span).is_err(), "{span:?}");
            }
        }
    }
}
