//! Decisions without a place in the text as it is: where they may belong now, and the edits that settle them.

use super::decision::Refusal;
use super::scribe::Scribe;
use super::{Record, entry_holding};
use crate::annotation::{
    Anchor, Annotation, Detached, DetachedDecision, Edit, EntryDecision, Erratum, MentionDecision,
    OutlineDecision, Stamp, Status, Target, Verdict,
};
use crate::extract;
use crate::text::{Span, Text, is_space};

/// Places that are offered for one decision at most.
const MAX_CANDIDATES: usize = 4;

/// Occurrences of a quote that are compared by their context at most.
const MAX_COMPARED: usize = 500;

/// Characters of old context that a place without the quote must have in front of it.
const MIN_CONTEXT_CHARS: usize = 4;

/// A decision without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// The source has changed, and where its words are now is not certain.
    Detached(Detached),
    /// Its words are there, but in no entry, or in one that has decisions of its own.
    Homeless(EntryDecision),
}

/// A place where a lost decision may belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub span: Span,
    /// Whether its quote stands there; the words there are others else.
    pub is_exact: bool,
}

impl Lost {
    /// What has no place in a document, in the order of the text that each was made on.
    #[must_use]
    pub fn all(annotation: &Annotation, record: &Record) -> Vec<Self> {
        let detached = annotation.detached.iter().cloned().map(Self::Detached);
        let homeless = record.homeless.iter().cloned().map(Self::Homeless);
        let mut lost: Vec<_> = detached.chain(homeless).collect();
        lost.sort_by_key(|lost| lost.anchor().start);
        lost
    }

    /// Where it was; the numbers are those of an earlier text.
    #[must_use]
    pub const fn anchor(&self) -> &Anchor {
        match self {
            Self::Detached(detached) => detached.anchor(),
            Self::Homeless(decision) => &decision.anchor,
        }
    }

    /// What was decided, where it was on a mention.
    #[must_use]
    pub const fn mention(&self) -> Option<&MentionDecision> {
        match self {
            Self::Detached(Detached {
                decision: DetachedDecision::Mention(decision),
                ..
            }) => Some(decision),
            _ => None,
        }
    }

    /// What was decided, where it was on an entry.
    #[must_use]
    pub const fn entry(&self) -> Option<&EntryDecision> {
        match self {
            Self::Detached(Detached {
                decision: DetachedDecision::Entry(decision),
                ..
            })
            | Self::Homeless(decision) => Some(decision),
            Self::Detached(_) => None,
        }
    }

    /// The correction, where it is one of the source.
    #[must_use]
    pub const fn erratum(&self) -> Option<&Erratum> {
        match self {
            Self::Detached(Detached {
                decision: DetachedDecision::Erratum(erratum),
                ..
            }) => Some(erratum),
            _ => None,
        }
    }

    /// What was decided, where it was about the tree.
    #[must_use]
    pub const fn outline(&self) -> Option<&OutlineDecision> {
        match self {
            Self::Detached(Detached {
                decision: DetachedDecision::Outline(decision),
                ..
            }) => Some(decision),
            _ => None,
        }
    }

    /// Where it may belong, likeliest first: where its quote stands, those with the most of its old context first; where it stands nowhere, between
    /// what stood before and behind it.
    #[must_use]
    pub fn candidates(&self, text: &Text) -> Vec<Candidate> {
        let anchor = self.anchor();
        let mut exact: Vec<(usize, Span)> = places_of(&anchor.quote, text)
            .map(|span| (n_context(anchor, span, text), span))
            .collect();
        exact.sort_by_key(|(n_context, _)| std::cmp::Reverse(*n_context));
        let (is_exact, mut spans): (bool, Vec<Span>) = if exact.is_empty() {
            (false, places_by_context(anchor, text))
        } else {
            (true, exact.into_iter().map(|(_, span)| span).collect())
        };
        spans.truncate(MAX_CANDIDATES);
        let candidate = |span| Candidate { span, is_exact };
        spans.into_iter().map(candidate).collect()
    }

    /// The one place where its quote stands, `None` where there is none or another.
    #[must_use]
    pub fn only_place(&self, text: &Text) -> Option<Span> {
        let mut places = places_of(&self.anchor().quote, text);
        places.next().filter(|_| places.next().is_none())
    }
}

fn places_of<'t>(words: &'t str, text: &'t Text) -> impl Iterator<Item = Span> + 't {
    let places = text.as_str().match_indices(words);
    let spans = places.map(|(at, words)| Span::from_usize(at, at + words.len()));
    spans.filter(|span| !span.is_empty()).take(MAX_COMPARED)
}

/// How many characters of an anchor's context stand around a span.
fn n_context(anchor: &Anchor, span: Span, text: &Text) -> usize {
    let (before, behind) = (
        &text.as_str()[..span.start as usize],
        &text.as_str()[span.end as usize..],
    );
    let same = |(a, b): &(char, char)| a == b;
    let before = before.chars().rev().zip(anchor.before.chars().rev());
    let behind = behind.chars().zip(anchor.after.chars());
    before.take_while(same).count() + behind.take_while(same).count()
}

/// What stands between an anchor's old neighbours now.
fn places_by_context(anchor: &Anchor, text: &Text) -> Vec<Span> {
    let n_chars = anchor.quote.chars().count();
    let starts: Vec<usize> = anchor.before.char_indices().map(|(at, _)| at).collect();
    let n_starts = starts.len().saturating_sub(MIN_CONTEXT_CHARS - 1);
    for start in &starts[..n_starts] {
        let found: Vec<Span> = places_of(&anchor.before[*start..], text)
            .filter_map(|before| {
                let rest = &text.as_str()[before.end as usize..];
                let rest = rest.split('\n').next().unwrap_or_default();
                // What followed may be near, behind words that are longer or shorter than the old ones.
                let end_of = |n: usize| rest.char_indices().nth(n).map_or(rest.len(), |(at, _)| at);
                let window = &rest[..end_of(2 * n_chars + MIN_CONTEXT_CHARS)];
                let behind: String = anchor.after.chars().take(2).collect();
                let until = (!behind.is_empty()).then(|| window.find(&behind)).flatten();
                let end = until.unwrap_or_else(|| end_of(n_chars));
                let span = Span::from_usize(before.end as usize, before.end as usize + end);
                Some(text.trim(span)).filter(|span| !span.is_empty())
            })
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

impl Scribe<'_> {
    /// Gives a lost decision a place: the mention there, or the entry that holds it. Its quote becomes what stands there.
    pub(super) fn place_lost(&self, lost: &Lost, span: Span) -> Result<Vec<Edit>, Refusal> {
        let mut edits = self.drop_lost(lost);
        if let Some(decision) = lost.mention() {
            edits.extend(self.place_mention(decision, span)?);
        } else if let Some(decision) = lost.entry() {
            edits.extend(self.place_entry(decision, span)?);
        } else if let Some(erratum) = lost.erratum() {
            edits.extend(self.place_erratum(erratum, span)?);
        } else if let Some(decision) = lost.outline() {
            edits.extend(self.place_outline(decision, span)?);
        }
        Ok(edits)
    }

    /// Keeps a lost decision no longer; the history and undo still have it.
    pub(super) fn drop_lost(&self, lost: &Lost) -> Vec<Edit> {
        let decision = match lost {
            Lost::Detached(detached) => {
                return vec![Edit::Detached {
                    detached: detached.clone(),
                    is_kept: false,
                }];
            }
            Lost::Homeless(decision) => decision,
        };
        let stamp = || self.stamp.clone();
        let target = || Target::Entry(decision.anchor.clone());
        let fields = decision.fields.keys().map(|field| Edit::EntryField {
            entry: decision.anchor.clone(),
            field: field.clone(),
            decision: None,
            stamp: stamp(),
        });
        let mut edits: Vec<Edit> = fields.collect();
        if !decision.tags.is_empty() {
            edits.push(Edit::Tags {
                target: target(),
                tags: Vec::new(),
                stamp: stamp(),
            });
        }
        if decision.note.is_some() {
            edits.push(Edit::Note {
                target: target(),
                note: None,
                stamp: stamp(),
            });
        }
        if decision.status != Status::Unreviewed {
            edits.push(Edit::Status {
                target: target(),
                status: Status::Unreviewed,
                stamp: stamp(),
            });
        }
        edits
    }

    /// A decision that finds its words again keeps who made it and its value; on other words it is one of the reviewer who says so, with their value.
    fn place_mention(&self, decision: &MentionDecision, span: Span) -> Result<Vec<Edit>, Refusal> {
        self.check_span(span)?;
        let has_its_words = self.text.slice(span) == decision.anchor.quote;
        let original = Stamp {
            by: decision.by.clone(),
            at: decision.at.clone(),
        };
        let stamp = if has_its_words { &original } else { self.stamp };
        let scribe = Scribe { stamp, ..*self };
        let kind = &decision.kind;
        let known = self.mention(kind, span).ok();
        let is_taken = self.record.mentions.iter().any(|mention| {
            let is_it = mention.kind == *kind && mention.span == span;
            !is_it && mention.verdict.is_some() && mention.origin == (kind.clone(), span)
        });
        if is_taken {
            return Err(Refusal::AlreadyThere);
        }
        let decided = known.and_then(|known| Some((known, known.verdict?)));
        if decision.verdict == Verdict::Rejected {
            return match (known, decided) {
                (_, Some((_, Verdict::Rejected))) => Ok(Vec::new()),
                (_, Some(_)) => Err(Refusal::AlreadyThere),
                (Some(_), None) => scribe.verdict(kind, span, Verdict::Rejected),
                (None, None) => Ok(vec![scribe.rejection(decision, span)]),
            };
        }
        let value = decision.value.clone().filter(|_| has_its_words);
        let value = value.unwrap_or_else(|| match known {
            Some(known) => known.value.clone(),
            None => extract::value_of_span(kind, span, self.text, self.outline),
        });
        match (known, decided) {
            (_, Some((known, _))) if known.is_in_force() && known.value == value => Ok(Vec::new()),
            (_, Some(_)) => Err(Refusal::AlreadyThere),
            (Some(_), None) => scribe.correct(kind, span, None, None, Some(value)),
            (None, None) => scribe.add(kind.clone(), span, value),
        }
    }

    /// A correction that finds its words again keeps who made it; on other words it is one of the reviewer who says so.
    fn place_erratum(&self, erratum: &Erratum, span: Span) -> Result<Vec<Edit>, Refusal> {
        let original = Stamp {
            by: erratum.by.clone(),
            at: erratum.at.clone(),
        };
        let has_its_words = self.text.get(span) == Some(erratum.anchor.quote.as_str());
        let stamp = if has_its_words { &original } else { self.stamp };
        Scribe { stamp, ..*self }.erratum(span, Some(erratum.text.clone()))
    }

    /// Rejects what the machine does not find there now, in case it does again.
    fn rejection(&self, decision: &MentionDecision, span: Span) -> Edit {
        let anchor = Anchor::of(span, self.text);
        Edit::Mention {
            kind: decision.kind.clone(),
            anchor: anchor.clone(),
            decision: Some(MentionDecision {
                verdict: Verdict::Rejected,
                kind: decision.kind.clone(),
                anchor,
                value: decision.value.clone(),
                was: None,
                by: self.stamp.by.clone(),
                at: self.stamp.at.clone(),
            }),
        }
    }

    /// What was decided on an entry comes to what is decided on the entry there: no tag, note or field that is there is replaced.
    pub(super) fn place_entry(
        &self,
        decision: &EntryDecision,
        span: Span,
    ) -> Result<Vec<Edit>, Refusal> {
        let id = entry_holding(self.outline, span.start).ok_or(Refusal::NotAnEntry)?;
        let anchor = self.anchor(id)?;
        let known = self.record.node(id);
        let stamp = if known.anchor.is_none() {
            Stamp {
                by: decision.by.clone(),
                at: decision.at.clone(),
            }
        } else {
            self.stamp.clone()
        };
        let target = || Target::Entry(anchor.clone());
        let is_decided = |name: &str| {
            let mut fields = known.fields.iter();
            fields.any(|(field, value)| field.name() == name && value.decision.is_some())
                || known.own_fields.contains_key(name)
        };
        let fields = decision.fields.iter().filter(|(name, _)| !is_decided(name));
        let mut edits: Vec<Edit> = fields
            .map(|(name, value)| Edit::EntryField {
                entry: anchor.clone(),
                field: name.clone(),
                decision: Some(value.clone()),
                stamp: stamp.clone(),
            })
            .collect();
        let mut tags = known.tags.clone();
        tags.extend(decision.tags.iter().cloned());
        let mut seen = std::collections::HashSet::new();
        tags.retain(|tag| seen.insert(tag.clone()));
        if tags != known.tags {
            edits.push(Edit::Tags {
                target: target(),
                tags,
                stamp: stamp.clone(),
            });
        }
        if let Some(note) = &decision.note {
            edits.push(Edit::Note {
                target: target(),
                note: Some(with_more(known.note.as_deref(), note)),
                stamp: stamp.clone(),
            });
        }
        if known.status == Status::Unreviewed && decision.status != Status::Unreviewed {
            edits.push(Edit::Status {
                target: target(),
                status: decision.status,
                stamp,
            });
        }
        Ok(edits)
    }
}

/// A note with another one below it.
#[must_use]
pub fn with_more(note: Option<&str>, more: &str) -> String {
    match note.map(|note| note.trim_end_matches(is_space)) {
        Some(note) if !note.is_empty() => format!("{note}\n{more}"),
        _ => more.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::MentionType;

    fn lost(before: &str, quote: &str, after: &str) -> Lost {
        let text = Text::new(format!("{before}{quote}{after}"));
        let span = Span::from_usize(before.len(), before.len() + quote.len());
        Lost::Detached(Detached {
            sha256: "00".into(),
            decision: DetachedDecision::Mention(MentionDecision {
                verdict: Verdict::Added,
                kind: MentionType::Metric,
                anchor: Anchor::of(span, &text),
                value: None,
                was: None,
                by: None,
                at: String::new(),
            }),
        })
    }

    fn offered(lost: &Lost, text: &str) -> Vec<(u32, String, bool)> {
        let text = Text::new(text.to_owned());
        let candidates = lost.candidates(&text).into_iter();
        candidates
            .map(|Candidate { span, is_exact }| {
                let words = text.slice(span).to_owned();
                (text.chars_before(span.start), words, is_exact)
            })
            .collect()
    }

    #[test]
    fn the_place_with_most_of_the_old_context_is_offered_first() {
        let lost = lost("各市参加。", "会议", "召开。");
        assert_eq!(
            offered(&lost, "会议要求抓紧。省直单位参加。会议召开。"),
            [(14, "会议".into(), true), (0, "会议".into(), true)]
        );
        let text = Text::new("会议要求抓紧。会议召开。".into());
        assert_eq!(lost.only_place(&text), None);
    }

    #[test]
    fn other_words_between_the_old_neighbours_are_offered() {
        let lost = lost("截至5月底,平台覆盖", "31个省份", "的270个城市。");
        assert_eq!(
            offered(&lost, "数字治理 截至6月底,平台覆盖28个省份的270个城市。"),
            [(15, "28个省份".into(), false)]
        );
        assert!(offered(&lost, "人员培训 举办一期。").is_empty());
        assert!(offered(&lost, "").is_empty());
    }

    #[test]
    fn a_note_goes_below_the_one_that_is_there() {
        assert_eq!(with_more(None, "二"), "二");
        assert_eq!(with_more(Some("一\n"), "二"), "一\n二");
    }
}
