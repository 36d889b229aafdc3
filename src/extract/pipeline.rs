//! The order in which a document is read: passages, candidates of each type, names that come again, overlaps, derived fields.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::document::{NodeId, NodeKind, Outline};
use crate::text::{Span, Text};

use super::check;
use super::context::Context;
use super::passage::Passage;
use super::person_again::{self, Names};
use super::resolve::{Candidate, Kind, mention, resolve};
use super::{Extraction, Mention};
use super::{date, doc, entry, event, full_name, metric, org, person, place};

/// A passage with what was found in it so far.
struct Draft {
    passage: Passage,
    candidates: Vec<Candidate>,
    orgs: Vec<Range<usize>>,
}

pub(super) fn run(text: &Text, outline: &Outline) -> Extraction {
    let document = Context::of_document(text, outline);
    let mut extraction = Extraction::default();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut context = document.clone();
    let mut last_day = None;
    let mut last_node = None;
    for (node, span) in passages(text, outline) {
        if last_node.replace(node) != Some(node) {
            context.enter(&document, text, outline, node);
        }
        context.last_day.clone_from(&last_day);
        let passage = Passage::new(text, node, span);
        let (mut draft, impossible) = draft(passage, &context);
        let spans = impossible
            .iter()
            .map(|range| draft.passage.flat.span(range));
        extraction
            .diagnostics
            .extend(spans.map(|span| check::impossible_date(text, span)));
        last_day = last_day_of(&draft).or(last_day);
        draft.passage.forget();
        drafts.push(draft);
    }
    names_again(&mut drafts);
    for draft in drafts {
        finish(text, draft, &mut extraction);
    }
    extraction
        .mentions
        .sort_by_key(|mention| (mention.span.start, mention.span.end));
    let mut end = 0;
    extraction.mentions.retain(|mention| {
        let apart = mention.span.start >= end;
        if apart {
            end = mention.span.end;
        }
        apart
    });
    full_name::add(text, &mut extraction.mentions);
    entry::derive(text, outline, &mut extraction);
    extraction
}

/// Leads and running texts of entries, paragraphs and summaries, in text order.
pub(super) fn passages(text: &Text, outline: &Outline) -> Vec<(NodeId, Span)> {
    let mut passages = Vec::new();
    for (id, node) in outline.iter() {
        if !matches!(
            node.kind,
            NodeKind::Entry | NodeKind::Paragraph | NodeKind::Summary
        ) || node.redacted
        {
            continue;
        }
        let body = node.body();
        if node.kind == NodeKind::Entry
            && let Some(lead) = node.heading
            && lead.end <= body.start
        {
            passages.push((id, lead));
        }
        passages.push((id, body));
    }
    passages.retain(|(_, span)| span.start < span.end && text.get(*span).is_some());
    passages
}

/// Everything that is found in the words of one node, also what gives way to something stronger; in text order, the longer first. Dates that need
/// the day before them, and names that only another node introduces, are not among it.
pub(super) fn candidates(text: &Text, outline: &Outline, node: NodeId) -> Vec<Mention> {
    let context = Context::of(text, outline, node);
    let mut found = Vec::new();
    for (id, span) in passages(text, outline) {
        if id != node {
            continue;
        }
        let (draft, _) = draft(Passage::new(text, node, span), &context);
        let Draft {
            passage,
            candidates,
            ..
        } = draft;
        let mentions = candidates
            .into_iter()
            .filter(|candidate| !candidate.range.is_empty())
            .filter_map(|candidate| mention(text, &passage, candidate));
        found.extend(mentions);
    }
    found.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    found.dedup_by(|a, b| (&a.kind, a.span) == (&b.kind, b.span));
    found
}

fn draft(passage: Passage, context: &Context) -> (Draft, Vec<Range<usize>>) {
    let docs = doc::find(&passage);
    let dates = date::find(&passage, context);
    let orgs = org::find(&passage, context);
    let mut org_ranges: Vec<Range<usize>> = orgs.iter().map(|org| org.range.clone()).collect();
    org_ranges.sort_by_key(|range| (range.start, range.end));
    let org_ends: HashMap<usize, usize> = org_ranges
        .iter()
        .map(|range| (range.start, range.end))
        .collect();
    let events = event::find(&passage, &org_ends);
    let persons = person::find(&passage, &org_ranges);
    let mut candidates = docs;
    candidates.extend(events);
    candidates.extend(orgs);
    candidates.extend(persons);
    candidates.extend(dates.mentions);
    candidates.extend(metric::find(&passage));
    candidates.extend(place::find(&passage, context));
    let draft = Draft {
        passage,
        candidates,
        orgs: org_ranges,
    };
    (draft, dates.impossible)
}

/// The last day that a passage names.
fn last_day_of(draft: &Draft) -> Option<String> {
    let dates = draft
        .candidates
        .iter()
        .filter(|candidate| candidate.kind == Kind::Date);
    dates
        .filter_map(|date| date.value.as_deref()?.rsplit('/').next())
        .rfind(|day| day.len() == "2024-05-06".len())
        .map(str::to_owned)
}

/// A name that an office or title introduced anywhere in the document is a person wherever it stands.
fn names_again(drafts: &mut [Draft]) {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for draft in &*drafts {
        for person in draft
            .candidates
            .iter()
            .filter(|candidate| candidate.kind == Kind::Person)
        {
            names.insert(draft.passage.text()[person.range.clone()].to_owned());
        }
    }
    let names = Names::new(names);
    if names.is_empty() {
        return;
    }
    for draft in drafts {
        let mut taken: Vec<Range<usize>> = draft
            .candidates
            .iter()
            .filter(|candidate| {
                matches!(
                    candidate.kind,
                    Kind::Person | Kind::Doc | Kind::Event | Kind::Org
                )
            })
            .map(|candidate| candidate.range.clone())
            .collect();
        taken.sort_by_key(|range| range.end);
        let again = person_again::find(&draft.passage, &draft.orgs, &names, &taken);
        draft.candidates.extend(again);
    }
}

fn finish(text: &Text, draft: Draft, extraction: &mut Extraction) {
    let Draft {
        passage,
        candidates,
        ..
    } = draft;
    let mut kept = resolve(candidates);
    doc::add_issuers(passage.text(), &mut kept);
    metric::add_as_of(passage.text(), &mut kept);
    let mentions = kept
        .into_iter()
        .filter_map(|candidate| mention(text, &passage, candidate));
    extraction.mentions.extend(mentions);
}
