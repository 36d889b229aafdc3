//! What people changed about the tree, in words.

use super::node_message;
use crate::annotation::{OutlineDecision, OutlineOp};
use crate::i18n::Language;

/// What a decision about the tree says, without its place.
#[must_use]
pub fn outline_words(decision: &OutlineDecision, language: Language) -> String {
    match &decision.op {
        OutlineOp::Split => language.t("outline-op-split").into_owned(),
        OutlineOp::Join => language.t("outline-op-join").into_owned(),
        OutlineOp::Kind(kind) => {
            let kind = language.t(node_message(*kind));
            language.with("outline-op-kind", &[("kind", kind.into())])
        }
        OutlineOp::Depth(depth) => {
            let level = u32::from(*depth) + 1;
            language.with("outline-op-depth", &[("n", level.into())])
        }
        OutlineOp::Lead(Some(lead)) => {
            let words = lead.quote.replace('\n', "");
            language.with("outline-op-lead", &[("words", words.into())])
        }
        OutlineOp::Lead(None) => language.t("outline-op-no-lead").into_owned(),
    }
}
