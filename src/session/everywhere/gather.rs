//! The occurrences in one document: what stands where, and whether anybody found it.

use std::sync::atomic::{AtomicBool, Ordering};

use super::subject::{Likeness, Subject};
use crate::document::NodeId;
use crate::record::{MentionRecord, Record};
use crate::session::snapshot::{Snapshot, entry_at};
use crate::text::find::{Finder, fold_form};
use crate::text::{Span, Text, is_space, parse_chinese_integer};

/// Mentions that begin further before a place do not reach it: the longest that rules find is a title of some hundred bytes.
const MAX_MENTION_BYTES: u32 = 1 << 14;

/// How many places are looked at before asking whether they are still wanted.
const PLACES_BETWEEN_LOOKS: usize = 1_024;

/// Characters of context before an occurrence, and half of those after it.
const CONTEXT_CHARS: usize = 14;

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The mention at this position in the record.
    Mention(u32),
    /// The words, and nobody found anything in them.
    Free,
    /// The words on ground that another mention holds, the one at this position in the record.
    Taken(u32),
}

/// A place like the subject's. It is what stood there when it was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    pub span: Span,
    /// Where the subject's words stand there, where they are what was looked for.
    pub(super) place: Option<Span>,
    /// The entry that it stands in.
    pub entry: Option<NodeId>,
    pub standing: Standing,
}

/// The occurrences in one document, in text order.
#[derive(Debug, Clone)]
pub struct OccurrencesOf {
    pub(super) snapshot: Snapshot,
    pub occurrences: Vec<Occurrence>,
}

impl OccurrencesOf {
    /// Position of the document in the folder's list.
    #[must_use]
    pub const fn document(&self) -> usize {
        self.snapshot.index
    }

    /// Relative to the root, with `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.snapshot.path
    }

    /// The mention that stands at an occurrence, or that holds its ground.
    #[must_use]
    pub fn mention(&self, occurrence: &Occurrence) -> Option<&MentionRecord> {
        match occurrence.standing {
            Standing::Mention(at) | Standing::Taken(at) => {
                self.snapshot.record.mentions.get(at as usize)
            }
            Standing::Free => None,
        }
    }

    /// The mention that stands at an occurrence.
    #[must_use]
    pub fn own_mention(&self, occurrence: &Occurrence) -> Option<&MentionRecord> {
        matches!(occurrence.standing, Standing::Mention(_))
            .then(|| self.mention(occurrence))
            .flatten()
    }

    /// Whether a reviewer has decided on what stands there.
    #[must_use]
    pub fn is_decided(&self, occurrence: &Occurrence) -> bool {
        self.own_mention(occurrence)
            .is_some_and(|mention| mention.verdict.is_some())
    }

    /// The words before an occurrence on its line, its own on one line, and those after.
    #[must_use]
    pub fn context(&self, occurrence: &Occurrence) -> [String; 3] {
        let text = self.snapshot.text.as_str();
        let Span { start, end } = occurrence.span;
        let (before, after) = (&text[..start as usize], &text[end as usize..]);
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = after.split('\n').next().unwrap_or_default();
        let from = before.char_indices().rev().nth(CONTEXT_CHARS - 1);
        let before = &before[from.map_or(0, |(at, _)| at)..];
        let after: String = after.chars().take(2 * CONTEXT_CHARS).collect();
        [
            before.trim_start_matches(is_space).to_owned(),
            super::subject::one_line(&text[occurrence.span.range()]),
            after.trim_end().to_owned(),
        ]
    }

    /// The text of any mention of the document.
    #[must_use]
    pub fn words_of(&self, mention: &MentionRecord) -> String {
        super::subject::one_line(self.snapshot.text.slice(mention.span))
    }
}

/// What is looked for.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub subject: Subject,
    pub likeness: Likeness,
    /// Of the subject's words; none where they are too long to be looked for.
    pub finder: Option<Finder>,
}

impl Wanted {
    pub(super) fn new(subject: Subject, likeness: Likeness) -> Self {
        let finder = Finder::as_written(&subject.words);
        Self {
            subject,
            likeness,
            finder,
        }
    }
}

/// Looks through a document; `None` where nobody wants to know any more.
pub(super) fn occurrences_in(
    snapshot: &Snapshot,
    wanted: &Wanted,
    is_cancelled: &AtomicBool,
) -> Option<OccurrencesOf> {
    // What is made to look at goes with the look where nothing comes of it.
    let snapshot = snapshot.clone();
    let occurrences = match wanted.likeness {
        Likeness::Words => of_words(&snapshot, wanted, is_cancelled)?,
        Likeness::Value => mentions_that(&snapshot, |mention| wanted.subject.shares_value(mention)),
        Likeness::Rule => mentions_that(&snapshot, |mention| {
            mention.rule.is_some() && mention.rule == wanted.subject.rule
        }),
    };
    (!is_cancelled.load(Ordering::Relaxed)).then(|| OccurrencesOf {
        snapshot,
        occurrences,
    })
}

fn mentions_that(snapshot: &Snapshot, is_like: impl Fn(&MentionRecord) -> bool) -> Vec<Occurrence> {
    let mut occurrences: Vec<Occurrence> = Vec::new();
    for (at, mention) in (0_u32..).zip(&snapshot.record.mentions) {
        // One place is ticked once, also where two mentions share it.
        let is_new = occurrences
            .last()
            .is_none_or(|last| last.span != mention.span);
        if is_new && is_like(mention) {
            occurrences.push(Occurrence {
                span: mention.span,
                place: None,
                entry: entry_at(&snapshot.outline, mention.span.start),
                standing: Standing::Mention(at),
            });
        }
    }
    occurrences
}

fn of_words(
    snapshot: &Snapshot,
    wanted: &Wanted,
    is_cancelled: &AtomicBool,
) -> Option<Vec<Occurrence>> {
    let Snapshot {
        text,
        outline,
        record,
        ..
    } = snapshot;
    let mut occurrences: Vec<Occurrence> = Vec::new();
    let places = wanted
        .finder
        .iter()
        .flat_map(|finder| finder.spans(text.as_str()));
    for (n, place) in places.enumerate() {
        if n.is_multiple_of(PLACES_BETWEEN_LOOKS) && is_cancelled.load(Ordering::Relaxed) {
            return None;
        }
        if !stands_alone(text, place) {
            continue;
        }
        let standing = standing_at(place, &wanted.subject, text, record);
        let span = match standing {
            Standing::Mention(at) => record.mentions[at as usize].span,
            _ => place,
        };
        // Words that stand twice in one mention are one occurrence.
        if occurrences.last().is_none_or(|last| last.span != span) {
            occurrences.push(Occurrence {
                span,
                place: Some(place),
                entry: entry_at(outline, span.start),
                standing,
            });
        }
    }
    Some(occurrences)
}

/// What stands at a place of the words. A mention of just these words goes before one as the machine had found the subject, that before one of
/// another type, and a rejected one holds no ground of others.
fn standing_at(place: Span, subject: &Subject, text: &Text, record: &Record) -> Standing {
    let first = place.start.saturating_sub(MAX_MENTION_BYTES);
    let from = record
        .mentions
        .partition_point(|mention| mention.span.start < first);
    let mut best = (0, Standing::Free);
    for (at, mention) in (0_u32..).zip(&record.mentions).skip(from) {
        if mention.span.start >= place.end {
            break;
        }
        if !mention.span.overlaps(place) {
            continue;
        }
        let is_exact = mention.span == place;
        let found = if is_exact && mention.kind == subject.kind {
            (4, Standing::Mention(at))
        } else if subject.is_as_before(mention, text) {
            (3, Standing::Mention(at))
        } else if is_exact && mention.is_in_force() {
            (2, Standing::Mention(at))
        } else if mention.is_in_force() {
            (1, Standing::Taken(at))
        } else {
            continue;
        };
        if found.0 > best.0 {
            best = found;
        }
    }
    best.1
}

/// Whether words are not the middle of a number or of a Latin word: 3个 does not stand in 13个, nor 三个 in 十三个.
fn stands_alone(text: &Text, place: Span) -> bool {
    let text = text.as_str();
    let words = &text[place.range()];
    let mut before = text[..place.start as usize].chars().rev().map(fold_form);
    let mut after = text[place.end as usize..].chars().map(fold_form);
    let goes_on = |edge: Option<char>, beyond: &mut dyn Iterator<Item = char>| {
        let (Some(edge), Some(next)) = (edge.map(fold_form), beyond.next()) else {
            return false;
        };
        if is_numeral(edge) && is_numeral(next) {
            return true;
        }
        let is_point = matches!(next, '.' | ',') && edge.is_ascii_digit();
        let is_digit = |c: char| c.is_ascii_digit();
        (edge.is_ascii_alphanumeric() && next.is_ascii_alphanumeric())
            || (is_point && beyond.next().is_some_and(is_digit))
    };
    !goes_on(words.chars().next(), &mut before) && !goes_on(words.chars().next_back(), &mut after)
}

/// Whether a character is one of those that Chinese numbers are written with.
fn is_numeral(c: char) -> bool {
    let mut one = [0; 4];
    parse_chinese_integer(c.encode_utf8(&mut one)).is_some() || "百千万亿".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_number_or_of_a_latin_word_is_no_occurrence() {
        let alone = |words: &str, text: &str| {
            let at = text.find(words).expect("in the text");
            let place = Span::from_usize(at, at + words.len());
            stands_alone(&Text::new(text.to_owned()), place)
        };
        assert!(alone("3个", "共3个部门"));
        assert!(!alone("3个", "共13个部门"));
        assert!(!alone("3个", "共１3个部门"));
        assert!(!alone("3个", "共1.3个部门"));
        assert!(alone("3个", "第1,共3个"));
        assert!(!alone("三个", "十三个省"));
        assert!(alone("三个", "这三个省"));
        assert!(!alone("AI", "MAIL系统"));
        assert!(alone("AI", "用AI教学"));
        assert!(!alone("5月3", "5月31日"));
        assert!(alone("2024年", "在2024年5月"));
    }
}
