//! What is wrong with the decisions of one sidecar.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::Finding;
use crate::annotation::{Anchor, Annotation, Verdict};
use crate::codebook::Codebook;
use crate::document;
use crate::extract::{Extraction, MentionType};
use crate::record::{Record, tree_in_force};
use crate::source::Source;

pub(super) fn check(
    codebook: &Codebook,
    sidecar: &Path,
    source: &Source,
    annotation: &Annotation,
    found: &mut Vec<Finding>,
) {
    let of_sidecar = || sidecar.to_owned();
    found.extend(
        annotation
            .detached
            .iter()
            .map(|detached| Finding::Detached {
                sidecar: of_sidecar(),
                anchor: detached.anchor().clone(),
            }),
    );
    if !annotation.conflicts.is_empty() {
        found.push(Finding::Unsettled {
            sidecar: of_sidecar(),
            n: annotation.conflicts.len(),
        });
    }
    // Whether an entry is there does not depend on what is found in it.
    let outline = Arc::new(document::parse_part(&source.text, source.content));
    let outline = tree_in_force(&source.text, &outline, annotation);
    let record = Record::new(&source.text, &outline, &Extraction::default(), annotation);
    found.extend(record.homeless.iter().map(|entry| Finding::WithoutEntry {
        sidecar: of_sidecar(),
        start: source.text.chars_before(entry.anchor.start),
        quote: entry.anchor.quote.clone(),
    }));
    overlaps(sidecar, source, annotation, found);
    unknown_names(codebook, sidecar, annotation, found);
}

/// Mentions held right that share characters with one before. Each is named once, however many it overlaps.
fn overlaps(sidecar: &Path, source: &Source, annotation: &Annotation, found: &mut Vec<Finding>) {
    let held = annotation.mentions.iter();
    let mut held: Vec<_> = held
        .filter(|decision| decision.verdict != Verdict::Rejected)
        .map(|decision| &decision.anchor)
        .collect();
    held.sort_by_key(|anchor| (anchor.start, anchor.end));
    let of = |anchor: &Anchor| {
        let start = source.text.chars_before(anchor.start);
        (start, anchor.quote.clone())
    };
    let mut reaching = None::<&Anchor>;
    for anchor in held {
        if let Some(before) = reaching.filter(|before| before.end > anchor.start) {
            found.push(Finding::Overlap {
                sidecar: sidecar.to_owned(),
                first: of(before),
                second: of(anchor),
            });
        }
        if reaching.is_none_or(|before| before.end < anchor.end) {
            reaching = Some(anchor);
        }
    }
}

/// Tags and types that the codebook lacks, each with how often it is given.
fn unknown_names(
    codebook: &Codebook,
    sidecar: &Path,
    annotation: &Annotation,
    found: &mut Vec<Finding>,
) {
    let (mut tags, mut kinds) = (BTreeMap::new(), BTreeMap::new());
    let of_entries = annotation.entries.iter().flat_map(|entry| &entry.tags);
    for tag in of_entries.chain(&annotation.review.tags) {
        if !codebook.has_tag(tag) {
            *tags.entry(tag).or_insert(0) += 1;
        }
    }
    for mention in &annotation.mentions {
        if let MentionType::Custom(name) = &mention.kind
            && !codebook.types.iter().any(|known| known.name == *name)
        {
            *kinds.entry(name).or_insert(0) += 1;
        }
    }
    found.extend(tags.into_iter().map(|(tag, n)| Finding::UnknownTag {
        sidecar: sidecar.to_owned(),
        tag: tag.clone(),
        n,
    }));
    found.extend(kinds.into_iter().map(|(kind, n)| Finding::UnknownType {
        sidecar: sidecar.to_owned(),
        kind: kind.to_string(),
        n,
    }));
}
