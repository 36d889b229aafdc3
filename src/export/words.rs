//! Codes in the words of the interface, as tables for people show them.

use std::borrow::Cow;

use super::{Layout, Notice};
use crate::annotation::{Status, Verdict};
use crate::document::NodeKind;
use crate::extract::MentionType;
use crate::i18n::Language;

pub(super) fn doc_type(name: &str, language: Language) -> String {
    let id = format!("doc-type-{}", name.replace('_', "-"));
    if language.has(&id) {
        language.t(&id).into_owned()
    } else {
        name.to_owned()
    }
}

pub(super) fn field(name: &str, language: Language) -> String {
    let id = format!("field-{}", name.replace('_', "-"));
    if language.has(&id) {
        language.t(&id).into_owned()
    } else {
        name.to_owned()
    }
}

pub(super) fn node_kind(kind: NodeKind, language: Language) -> Cow<'static, str> {
    language.t(&format!("node-{}", kind.name()))
}

pub(super) fn status(status: Status, language: Language) -> Cow<'static, str> {
    language.t(match status {
        Status::Unreviewed => "status-unreviewed",
        Status::InReview => "status-in-review",
        Status::Reviewed => "status-reviewed",
    })
}

pub(super) fn verdict(verdict: Option<Verdict>, language: Language) -> Cow<'static, str> {
    language.t(match verdict {
        None => "export-verdict-none",
        Some(Verdict::Accepted) => "verdict-accepted",
        Some(Verdict::Corrected) => "verdict-corrected",
        Some(Verdict::Rejected) => "verdict-rejected",
        Some(Verdict::Added) => "verdict-added",
    })
}

/// A type's name for people: the codebook's label for its own types, the bare name where the codebook has none.
pub(super) fn mention_type<'a>(kind: &'a MentionType, layout: &Layout<'a>) -> Cow<'a, str> {
    let MentionType::Custom(name) = kind else {
        return layout.language.t(&format!("type-{}", kind.name()));
    };
    let types = &layout.codebook.types;
    let Some(known) = types.iter().find(|known| known.name == *name) else {
        return Cow::Borrowed(name);
    };
    Cow::Borrowed(match (layout.language, &known.label_en) {
        (Language::English, Some(label)) => label,
        _ => &known.label,
    })
}

/// What should be known about an export, in a sentence.
#[must_use]
pub fn notice_words(notice: &Notice, language: Language) -> String {
    let of_document = |id: &str, path: &String, n: usize| {
        language.with(id, &[("path", path.as_str().into()), ("n", n.into())])
    };
    match notice {
        Notice::CellCut { path, heading } => language.with(
            "export-notice-cell-cut",
            &[
                ("path", path.as_str().into()),
                ("column", heading.as_str().into()),
            ],
        ),
        Notice::SheetContinued { name } => language.with(
            "export-notice-sheet-continued",
            &[("sheet", name.as_str().into())],
        ),
        Notice::Overlapping { path, n } => of_document("export-notice-overlapping", path, *n),
        Notice::Conflicts { path, n } => of_document("export-notice-conflicts", path, *n),
        Notice::Lost { path, n } => of_document("export-notice-lost", path, *n),
    }
}
