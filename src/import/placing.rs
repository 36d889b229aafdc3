//! Where something stands in our text that stands somewhere in theirs.
//!
//! Positions are believed where the text is the same, white space apart, or where the words quoted stand there. Otherwise the words are looked for,
//! white space apart, with those around them: one place is taken, more than one are not guessed at.

use super::{Counting, Quoted, Reason};
use crate::text::{Span, Text, is_space};

/// How many characters around a place of their text are used to find it in ours.
const CONTEXT_CHARS: usize = 16;

/// Our text, and theirs where the file has it.
#[derive(Debug)]
pub struct Ground<'a> {
    ours: &'a Text,
    our_words: Words,
    /// Where characters of two UTF-16 units begin, counted in these.
    doubled: Vec<u32>,
    theirs: Option<Theirs>,
}

#[derive(Debug)]
struct Theirs {
    text: Text,
    words: Words,
    doubled: Vec<u32>,
    is_same: bool,
}

/// A text without white space.
#[derive(Debug)]
struct Words {
    string: String,
    /// Of each character where it stands in `string` and where in the text (bytes).
    places: Vec<(u32, u32)>,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut string = String::with_capacity(text.len());
        let mut places = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| !is_space(*c)) {
            places.push((byte(string.len()), byte(at)));
            string.push(c);
        }
        Self { string, places }
    }

    /// Bytes of words before a byte of the text.
    fn before(&self, offset: u32) -> u32 {
        let at = self
            .places
            .partition_point(|(_, in_text)| *in_text < offset);
        self.places
            .get(at)
            .map_or(byte(self.string.len()), |(in_words, _)| *in_words)
    }

    /// The span of the text that these bytes of words have, without white space at its ends.
    fn span(&self, from: u32, to: u32) -> Option<Span> {
        let at = |words: u32| {
            self.places
                .binary_search_by_key(&words, |place| place.0)
                .ok()
        };
        let first = self.places[at(from)?].1;
        let last = match at(to) {
            Some(next) => next.checked_sub(1)?,
            None => self.places.len().checked_sub(1)?,
        };
        let (in_words, in_text) = self.places[last];
        let end = in_text + byte(self.string[in_words as usize..].chars().next()?.len_utf8());
        (first < end).then(|| Span::new(first, end))
    }
}

fn byte(n: usize) -> u32 {
    u32::try_from(n).expect("texts are limited to 4 GiB")
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !is_space(*c)).collect()
}

impl<'a> Ground<'a> {
    #[must_use]
    pub fn new(ours: &'a Text, theirs: Option<&str>) -> Self {
        let our_words = Words::of(ours.as_str());
        let theirs = theirs.map(|text| {
            let words = Words::of(text);
            Theirs {
                doubled: doubled(text),
                text: Text::new(text.to_owned()),
                is_same: words.string == our_words.string,
                words,
            }
        });
        Self {
            doubled: doubled(ours.as_str()),
            ours,
            our_words,
            theirs,
        }
    }

    /// The span that is meant, without white space at its ends.
    ///
    /// # Errors
    /// Where it is outside the text, its words stand nowhere, or in more than one place.
    pub fn span(&self, place: &Quoted) -> Result<Span, Reason> {
        let quote = place.quote.as_deref().map(squeezed);
        if quote.as_deref() == Some("") {
            return Err(Reason::Empty);
        }
        if let Some(theirs) = &self.theirs {
            return self.through(theirs, place, quote.as_deref());
        }
        let by_position = self.by_position(place, quote.as_deref());
        match (by_position, quote) {
            (Some(span), _) if span.is_empty() => Err(Reason::Empty),
            (Some(span), _) => Ok(span),
            (None, Some(quote)) => self.by_words(&quote, &place.before, &place.after),
            (None, None) => Err(Reason::OutOfRange),
        }
    }

    /// The place at the positions, if the words there are those quoted.
    fn by_position(&self, place: &Quoted, quote: Option<&str>) -> Option<Span> {
        let (start, end) = place.range?;
        let spans = spans(self.ours, &self.doubled, (start, end), place.units);
        let mut spans = spans.into_iter().flatten().map(|span| self.ours.trim(span));
        spans.find(|span| quote.is_none_or(|quote| squeezed(self.ours.slice(*span)) == quote))
    }

    /// The place by way of their text.
    fn through(
        &self,
        theirs: &Theirs,
        place: &Quoted,
        quote: Option<&str>,
    ) -> Result<Span, Reason> {
        let fits =
            |span: &Span| quote.is_none_or(|quote| squeezed(theirs.text.slice(*span)) == quote);
        let spans = place
            .range
            .map(|range| spans(&theirs.text, &theirs.doubled, range, place.units));
        let span = spans.into_iter().flatten().flatten().find(fits);
        let Some(span) = span else {
            return match quote {
                Some(quote) => self.by_words(quote, &place.before, &place.after),
                None => Err(Reason::OutOfRange),
            };
        };
        let (from, to) = (
            theirs.words.before(span.start),
            theirs.words.before(span.end),
        );
        if from == to {
            return Err(Reason::Empty);
        }
        if theirs.is_same {
            return self.our_words.span(from, to).ok_or(Reason::OutOfRange);
        }
        let words = &theirs.words.string;
        let (before, rest) = words.split_at(from as usize);
        let (quote, after) = rest.split_at((to - from) as usize);
        let from = before
            .char_indices()
            .rev()
            .take(CONTEXT_CHARS)
            .last()
            .map_or(before.len(), |(at, _)| at);
        let after: String = after.chars().take(CONTEXT_CHARS).collect();
        self.by_words(quote, &before[from..], &after)
    }

    /// The one place where these words stand between those; where these do not stand around them, the one place where they stand at all.
    fn by_words(&self, quote: &str, before: &str, after: &str) -> Result<Span, Reason> {
        let (before, after) = (squeezed(before), squeezed(after));
        let words = &self.our_words.string;
        let all: Vec<usize> = words.match_indices(quote).map(|(at, _)| at).collect();
        let follows = |at: &usize| words[at + quote.len()..].starts_with(&after);
        let is_between = |at: &usize| words[..*at].ends_with(&before) && follows(at);
        let has_context = !before.is_empty() || !after.is_empty();
        let between: Vec<usize> = all.iter().copied().filter(is_between).collect();
        let at = match (between.as_slice(), all.as_slice()) {
            ([one], _) if has_context => *one,
            (_, [one]) => *one,
            (_, []) => return Err(Reason::NotFound),
            _ => return Err(Reason::ManyPlaces),
        };
        let span = self.our_words.span(byte(at), byte(at + quote.len()));
        span.ok_or(Reason::NotFound)
    }
}

/// The span between two positions in each way of counting that is meant.
fn spans(
    text: &Text,
    doubled: &[u32],
    (start, end): (u32, u32),
    units: Counting,
) -> [Option<Span>; 2] {
    let chars = || text.span_from_chars(start, end);
    let utf_16 = || {
        let (start, end) = (chars_of(start, doubled)?, chars_of(end, doubled)?);
        text.span_from_chars(start, end)
    };
    match units {
        Counting::CodePoints => [chars(), None],
        Counting::Utf16 => [utf_16(), None],
        Counting::Either => [chars(), utf_16()],
    }
}

/// Where characters beyond the basic plane begin, in UTF-16 units.
fn doubled(text: &str) -> Vec<u32> {
    let mut at = 0;
    let mut doubled = Vec::new();
    for c in text.chars() {
        if c.len_utf16() == 2 {
            doubled.push(at);
            at += 1;
        }
        at += 1;
    }
    doubled
}

/// Code points before a UTF-16 unit; none inside a character.
fn chars_of(units: u32, doubled: &[u32]) -> Option<u32> {
    let n = doubled.partition_point(|at| *at < units);
    let is_inside = n > 0 && doubled[n - 1] + 1 == units;
    (!is_inside).then_some(units - byte(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "★𠮷林省 印发《办法》，😀印发通知。\n教育部召开会议。\n";

    fn found(theirs: Option<&str>, place: &Quoted) -> Result<&'static str, Reason> {
        let text = Text::new(OURS.to_owned());
        let span = Ground::new(&text, theirs).span(place)?;
        Ok(&OURS[span.range()])
    }

    fn at(start: u32, end: u32, units: Counting) -> Quoted {
        Quoted {
            range: Some((start, end)),
            units,
            ..Quoted::default()
        }
    }

    fn words(quote: &str, before: &str, after: &str) -> Quoted {
        Quoted {
            quote: Some(quote.to_owned()),
            before: before.to_owned(),
            after: after.to_owned(),
            ..Quoted::default()
        }
    }

    #[test]
    fn positions_count_as_the_format_says() {
        assert_eq!(found(None, &at(1, 4, Counting::CodePoints)), Ok("𠮷林省"));
        assert_eq!(found(None, &at(1, 5, Counting::Utf16)), Ok("𠮷林省"));
        let either = Quoted {
            quote: Some("通知".into()),
            ..at(17, 19, Counting::Either)
        };
        assert_eq!(found(None, &either), Ok("通知"));
        assert_eq!(
            found(None, &at(2, 5, Counting::Utf16)),
            Err(Reason::OutOfRange),
            "half a character"
        );
        assert_eq!(
            found(None, &at(5, 900, Counting::CodePoints)),
            Err(Reason::OutOfRange)
        );
        assert_eq!(
            found(None, &at(5, 4, Counting::CodePoints)),
            Err(Reason::OutOfRange)
        );
        assert_eq!(
            found(None, &at(4, 5, Counting::CodePoints)),
            Err(Reason::Empty)
        );
        assert_eq!(found(None, &at(3, 6, Counting::CodePoints)), Ok("省 印"));
        assert_eq!(
            found(None, &at(4, 7, Counting::CodePoints)),
            Ok("印发"),
            "white space at the ends goes"
        );
    }

    #[test]
    fn line_ends_and_spaces_of_their_text_do_not_matter() {
        let theirs = "★𠮷林省\u{3000}\r\n印发《办法》，😀印发通知。\r\n\r\n教育部召开会议。";
        assert_eq!(
            found(Some(theirs), &at(7, 9, Counting::CodePoints)),
            Ok("印发")
        );
        let in_line_two = theirs.chars().position(|c| c == '教').expect("there") as u32;
        let place = at(in_line_two - 2, in_line_two + 3, Counting::CodePoints);
        assert_eq!(found(Some(theirs), &place), Ok("教育部"));
        assert_eq!(
            found(Some(theirs), &at(4, 7, Counting::CodePoints)),
            Err(Reason::Empty)
        );
    }

    #[test]
    fn in_another_text_words_are_found_by_those_around_them_or_not_at_all() {
        let theirs = "前言。教育部召开会议。印发通知。";
        let of = |words: &str| {
            let at = theirs.find(words).expect("there");
            let start = theirs[..at].chars().count() as u32;
            self::at(
                start,
                start + words.chars().count() as u32,
                Counting::CodePoints,
            )
        };
        assert_eq!(found(Some(theirs), &of("教育部")), Ok("教育部"));
        assert_eq!(found(Some(theirs), &of("印发")), Err(Reason::ManyPlaces));
        assert_eq!(found(Some(theirs), &of("前言")), Err(Reason::NotFound));
        assert_eq!(found(None, &words("印发", "😀", "通 知")), Ok("印发"));
        assert_eq!(found(None, &words("印发", "", "")), Err(Reason::ManyPlaces));
        assert_eq!(found(None, &words("部召", "", "")), Ok("部召"));
        assert_eq!(found(None, &words("\u{3000}", "", "")), Err(Reason::Empty));
    }

    #[test]
    fn positions_at_which_other_words_stand_are_not_believed() {
        let off = Quoted {
            range: Some((0, 3)),
            ..words("教育部", "", "")
        };
        assert_eq!(found(None, &off), Ok("教育部"));
        let nowhere = Quoted {
            range: Some((0, 3)),
            ..words("科技部", "", "")
        };
        assert_eq!(found(None, &nowhere), Err(Reason::NotFound));
    }
}
