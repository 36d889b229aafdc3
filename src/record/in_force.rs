//! The outline in force: as parsed, with what reviewers decided about the tree and the document's fields. Extraction works on it.

use std::sync::Arc;

use crate::annotation::{Anchor, Annotation, FieldName, OutlineDecision, OutlineOp};
use crate::document::reshape::{Begin, Change, Changes, reshape};
use crate::document::{Found, Outline};
use crate::text::Text;

/// What was decided about the tree, as [`reshape`] takes it.
#[must_use]
pub fn outline_changes(decisions: &[OutlineDecision]) -> Changes {
    let mut changes = Changes::new();
    for OutlineDecision { op, anchor, .. } in decisions {
        let change: &mut Change = changes.entry(anchor.start).or_default();
        match op {
            OutlineOp::Split => change.begin = Some(Begin::SameKind),
            OutlineOp::Join => change.begin = Some(Begin::Nothing),
            OutlineOp::Kind(kind) => change.begin = Some(Begin::Kind(*kind)),
            OutlineOp::Depth(depth) => change.depth = Some(*depth),
            OutlineOp::Lead(lead) => change.lead = Some(lead.as_ref().map(Anchor::span)),
        }
    }
    changes
}

/// An outline, as parsed or as it was changed before, with the tree as it was decided now and the fields as the machine reads them.
#[must_use]
pub fn tree_in_force(text: &Text, outline: &Arc<Outline>, annotation: &Annotation) -> Arc<Outline> {
    let parsed = outline.origin.as_ref().unwrap_or(outline);
    if annotation.outline.is_empty() {
        return parsed.clone();
    }
    let changes = outline_changes(&annotation.outline);
    Arc::new(reshape(text, parsed, &changes))
}

/// The outline with the reviewer's document fields in place of the machine's: what extraction works on.
#[must_use]
pub fn outline_in_force(outline: &Outline, annotation: &Annotation) -> Outline {
    let mut outline = outline.clone();
    for (field, decision) in &annotation.document {
        // Extraction knows nothing of a codebook's fields.
        let FieldName::BuiltIn(field) = field else {
            continue;
        };
        match &decision.value {
            Some(value) => {
                let found = Found {
                    value: value.clone(),
                    span: None,
                    rule: "reviewer",
                };
                outline.fields.insert(*field, found);
            }
            None => {
                outline.fields.remove(field);
            }
        }
    }
    outline
}
