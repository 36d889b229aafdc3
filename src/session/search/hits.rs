//! The hits in one document: in its text, in the values of its fields and mentions, in tags and notes.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::document::{DocumentField, NodeId, Outline};
use crate::extract::{EntryField, MentionType};
use crate::record::OwnFields;
use crate::session::snapshot::{Snapshot, entry_at};
use crate::text::find::Finder;
use crate::text::{Span, Text};

/// How many hits of one document among many are listed: a document full of a word does not hide the others.
pub const MAX_OF_DOCUMENT: usize = 100;

/// Characters of context on either side of a hit.
const CONTEXT_CHARS: usize = 14;

/// How many hits are counted before looking whether they are still wanted.
const HITS_BETWEEN_LOOKS: usize = 4_096;

/// In what a hit was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HitSource {
    Text,
    /// The lead of an entry or the heading of a section.
    Lead,
    /// The value of a mention whose words do not hold it.
    Value(MentionType),
    /// A value that a reviewer gave to a field.
    DocumentField(DocumentField),
    EntryField(EntryField),
    /// What was filled in of a field of the codebook, by its name; of the entry, or of the document where there is none.
    OwnField(String),
    Tag,
    Note,
}

/// Something found, with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub source: HitSource,
    /// The entry, or else the deepest node; none for the document itself.
    pub node: Option<NodeId>,
    /// The place in the text; none for tags, notes and fields.
    pub span: Option<Span>,
    pub before: String,
    pub words: String,
    pub after: String,
}

/// The hits in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentHits {
    /// Position in the folder's list.
    pub document: usize,
    /// Relative to the root, with `/`.
    pub path: String,
    /// Document's own first, then in text order; not all where there are many.
    pub hits: Vec<Hit>,
    /// All of them, listed or not.
    pub n_hits: usize,
}

/// Looks through a document and lists at most so many hits; `None` where nobody wants to know any more.
pub(super) fn hits_in(
    snapshot: &Snapshot,
    finder: &Finder,
    most: usize,
    is_cancelled: &AtomicBool,
) -> Option<DocumentHits> {
    let mut collector = Collector {
        snapshot,
        finder,
        most,
        hits: Vec::new(),
        n_hits: 0,
    };
    let undecided = snapshot.record.undecided();
    if undecided.is_none() {
        collector.document();
    }
    for span in finder.spans(snapshot.text.as_str()) {
        if collector.n_hits.is_multiple_of(HITS_BETWEEN_LOOKS)
            && is_cancelled.load(Ordering::Relaxed)
        {
            return None;
        }
        collector.text(span);
    }
    // Where nobody decided anything no record need be made.
    if let Some(undecided) = undecided {
        let found = undecided.extraction.mentions.iter();
        for mention in found.filter(|found| !undecided.naming.is_archived(found.kind.name())) {
            collector.value(&mention.kind, mention.span, &mention.value);
        }
    } else {
        collector.entries();
        for mention in &snapshot.record.mentions {
            if mention.is_in_force() {
                collector.value(&mention.kind, mention.span, &mention.value);
            }
        }
    }
    let Collector {
        mut hits, n_hits, ..
    } = collector;
    let outline = &snapshot.outline;
    hits.sort_by_key(|hit| {
        let of_node = hit.node.map(|node| outline.node(node).span.start);
        hit.span.map(|span| span.start).or(of_node)
    });
    hits.truncate(most);
    (!is_cancelled.load(Ordering::Relaxed)).then(|| DocumentHits {
        document: snapshot.index,
        path: snapshot.path.clone(),
        hits,
        n_hits,
    })
}

struct Collector<'a> {
    snapshot: &'a Snapshot,
    finder: &'a Finder,
    most: usize,
    hits: Vec<Hit>,
    n_hits: usize,
}

impl Collector<'_> {
    /// A hit in the text.
    fn text(&mut self, span: Span) {
        self.n_hits += 1;
        if self.hits.len() >= 2 * self.most {
            return;
        }
        let Snapshot { text, outline, .. } = self.snapshot;
        let node = node_of(outline, span.start);
        let is_lead = node.is_some_and(|node| {
            let heading = outline.node(node).heading;
            heading.is_some_and(|heading| heading.overlaps(span))
        });
        let source = if is_lead {
            HitSource::Lead
        } else {
            HitSource::Text
        };
        self.hits.push(hit_at(text, span, source, node));
    }

    /// A hit in words that stand beside the text: one for all places in them.
    fn beside(
        &mut self,
        source: HitSource,
        node: Option<NodeId>,
        place: Option<Span>,
        words: &str,
    ) {
        let Some(span) = self.finder.spans(words).next() else {
            return;
        };
        self.n_hits += 1;
        // What stands beside the text is little, and not lost behind what stands in it.
        if self.hits.len() < 3 * self.most {
            let hit = hit_in(words, span, source, node);
            self.hits.push(Hit { span: place, ..hit });
        }
    }

    fn document(&mut self) {
        let record = &self.snapshot.record;
        for (field, value) in &record.fields {
            // What the machine read stands in the text.
            if let (Some(_), Some(words)) = (&value.decision, &value.value) {
                self.beside(HitSource::DocumentField(*field), None, None, words);
            }
        }
        self.decided(
            None,
            &record.own_fields,
            &record.tags,
            record.note.as_deref(),
        );
    }

    /// What somebody filled in, tagged and noted on an entry or the document.
    fn decided(
        &mut self,
        entry: Option<NodeId>,
        fields: &OwnFields,
        tags: &[String],
        note: Option<&str>,
    ) {
        for (name, value) in fields {
            if let Some(words) = &value.value {
                self.beside(HitSource::OwnField(name.clone()), entry, None, words);
            }
        }
        for tag in tags {
            self.beside(HitSource::Tag, entry, None, tag);
        }
        if let Some(note) = note {
            self.beside(HitSource::Note, entry, None, note);
        }
    }

    fn entries(&mut self) {
        for (id, _) in self.snapshot.outline.entries() {
            let record = self.snapshot.record.node(id);
            for (field, value) in &record.fields {
                if let (Some(_), Some(words)) = (&value.decision, &value.value) {
                    self.beside(HitSource::EntryField(*field), Some(id), None, words);
                }
            }
            let note = record.note.as_deref();
            self.decided(Some(id), &record.own_fields, &record.tags, note);
        }
    }

    /// The value of a mention, where its words do not hold what is looked for.
    fn value(&mut self, kind: &MentionType, span: Span, value: &str) {
        let Snapshot { text, outline, .. } = self.snapshot;
        let quote = text.get(span);
        // Most values are the very words.
        let is_new = quote != Some(value)
            && self.finder.is_in(value)
            && !quote.is_some_and(|quote| self.finder.is_in(quote));
        if is_new {
            let source = HitSource::Value(kind.clone());
            let node = node_of(outline, span.start);
            self.beside(source, node, Some(span), value);
        }
    }
}

/// The entry at a place, or else the deepest node there.
fn node_of(outline: &Outline, offset: u32) -> Option<NodeId> {
    entry_at(outline, offset).or_else(|| outline.node_at(offset))
}

fn hit_at(text: &Text, span: Span, source: HitSource, node: Option<NodeId>) -> Hit {
    let hit = hit_in(text.as_str(), span, source, node);
    Hit {
        span: Some(span),
        ..hit
    }
}

/// A hit with its context, on one line.
fn hit_in(words: &str, span: Span, source: HitSource, node: Option<NodeId>) -> Hit {
    let (before, rest) = words.split_at(span.start as usize);
    let (found, after) = rest.split_at(span.len() as usize);
    // Context ends where its line does: beyond stands something else.
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    let from = before
        .char_indices()
        .rev()
        .nth(CONTEXT_CHARS - 1)
        .map_or(0, |(at, _)| at);
    // A number or a Latin word is not cut in two.
    let n_cut = before[from..]
        .starts_with(|c: char| c.is_ascii_alphanumeric())
        .then(|| before[..from].trim_end_matches(|c: char| c.is_ascii_alphanumeric()))
        .map_or(0, |whole| (from - whole.len()).min(CONTEXT_CHARS));
    let from = from - n_cut;
    Hit {
        source,
        node,
        span: None,
        before: before[from..]
            .trim_start_matches(crate::text::is_space)
            .to_owned(),
        words: found.split('\n').map(str::trim).collect(),
        after: after
            .chars()
            .take(2 * CONTEXT_CHARS)
            .collect::<String>()
            .trim_end()
            .to_owned(),
    }
}
