//! The rows of the list and what is said of them, without egui.

use crate::annotation::Verdict;
use crate::i18n::Language;
use crate::session::{
    Everywhere, Occurrence, OccurrencesOf, Preview, Scope, Session, Standing, Treatment,
};
use crate::ui::form::verdict_message;
use crate::ui::type_name;

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A document, by its place among those with occurrences.
    Document(usize),
    /// An occurrence, by its place in the whole list.
    Place(usize),
}

/// The rows of what was found.
#[must_use]
pub fn rows(everywhere: &Everywhere) -> Vec<Row> {
    let mut rows = Vec::new();
    for (document, of) in everywhere.documents().iter().enumerate() {
        rows.push(Row::Document(document));
        let first = everywhere.first_of(document);
        rows.extend((first..first + of.occurrences.len()).map(Row::Place));
    }
    rows
}

/// Whether all occurrences of a document that can be ticked together are ticked; `None` where only some are.
#[must_use]
pub fn tick_of(everywhere: &Everywhere, of: &OccurrencesOf) -> Option<bool> {
    let n_ticked = of
        .occurrences
        .iter()
        .filter(|at| everywhere.is_ticked(of, at))
        .count();
    let n_open = of
        .occurrences
        .iter()
        .filter(|at| !of.is_decided(at))
        .count();
    match n_ticked {
        0 => Some(false),
        n if n >= n_open => Some(true),
        _ => None,
    }
}

/// What is said of an occurrence beside its words: what was decided, whose ground it is, that nothing was found, another value.
#[must_use]
pub fn about(
    everywhere: &Everywhere,
    of: &OccurrencesOf,
    occurrence: &Occurrence,
    session: &Session,
    language: Language,
) -> Option<String> {
    let Some(mention) = of.mention(occurrence) else {
        return Some(language.t("everywhere-free").into_owned());
    };
    let codebook = session.codebook();
    let kind = || type_name(&mention.kind, &codebook, language);
    if let Standing::Taken(_) = occurrence.standing {
        let words = of.words_of(mention);
        let arguments = [("type", kind().into()), ("words", words.into())];
        return Some(language.with("everywhere-taken", &arguments));
    }
    let subject = everywhere.subject()?;
    let mut said = Vec::new();
    if let Some(verdict) = mention.verdict {
        said.push(language.t(verdict_message(verdict)).into_owned());
    }
    if mention.kind != subject.kind {
        said.push(kind());
    }
    // Dates, figures and places: the same words need not mean the same.
    if mention.value != subject.value && mention.verdict != Some(Verdict::Rejected) {
        said.push(mention.value.clone());
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// How much was found, and how far the look is.
#[must_use]
pub fn state_words(session: &Session, language: Language) -> String {
    let everywhere = session.everywhere();
    let (n_listed, n_more) = everywhere.n_occurrences();
    let (n_looked, n_to_look) = everywhere.progress();
    let mut words = if n_listed == 0 && !everywhere.is_looking() {
        language.t("everywhere-nothing").into_owned()
    } else {
        let n = ("n", (n_listed + n_more).into());
        match everywhere.scope() {
            Scope::Document => language.with("search-count-document", &[n]),
            Scope::Folder => {
                let documents = ("documents", everywhere.documents().len().into());
                language.with("search-count", &[n, documents])
            }
        }
    };
    let looked = [("done", n_looked.into()), ("all", n_to_look.into())];
    let more = if everywhere.is_looking() {
        language.with("everywhere-looking", &looked)
    } else if everywhere.is_stopped() {
        language.with("everywhere-stopped", &looked)
    } else if n_more > 0 {
        language.with("everywhere-more", &[("n", n_listed.into())])
    } else {
        match session.folder().map(crate::session::Folder::progress) {
            Some((n_loaded, n_all)) if n_loaded < n_all => {
                language.with("search-loading", &[("n", (n_all - n_loaded).into())])
            }
            _ => return words,
        }
    };
    words.push_str(&language.t("everywhere-and"));
    words.push_str(&more);
    words
}

/// The name of what is done.
#[must_use]
pub const fn treatment_message(treatment: &Treatment) -> &'static str {
    match treatment {
        Treatment::Accept => "command-accept",
        Treatment::Reject => "command-reject",
        Treatment::Likewise => "everywhere-likewise",
        Treatment::Value(_) => "command-edit-value",
        Treatment::Type(_) => "text-change-type",
        Treatment::Add => "everywhere-add",
        Treatment::Tag(_) => "command-edit-tag",
    }
}

/// What would be done, in words: how much, and what is left as it is.
#[must_use]
pub fn preview_words(preview: &Preview, treatment: &Treatment, language: Language) -> String {
    let Preview {
        n_changes,
        n_documents,
        n_decided,
        n_unfit,
        n_read_only,
        ..
    } = preview;
    let what = language.t(treatment_message(treatment));
    let mut parts = Vec::new();
    parts.push(if *n_changes == 0 {
        language.t("everywhere-preview-nothing").into_owned()
    } else {
        let arguments = [
            ("what", what.into()),
            ("n", (*n_changes).into()),
            ("documents", (*n_documents).into()),
        ];
        let id = match treatment {
            Treatment::Tag(_) => "everywhere-preview-entries",
            _ => "everywhere-preview",
        };
        language.with(id, &arguments)
    });
    for (id, n) in [
        ("everywhere-decided", *n_decided),
        ("everywhere-unfit", *n_unfit),
        ("everywhere-read-only", *n_read_only),
    ] {
        if n > 0 {
            parts.push(language.with(id, &[("n", n.into())]));
        }
    }
    parts.join(&language.t("everywhere-and"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preview_says_what_changes_and_what_is_left() {
        let preview = Preview {
            n_changes: 24,
            n_documents: 6,
            n_decided: 3,
            ..Preview::default()
        };
        let words = |treatment| preview_words(&preview, &treatment, Language::Chinese);
        assert_eq!(
            words(Treatment::Reject),
            "剔除 24 处，6 篇文档；3 处已有判定，不改"
        );
        assert_eq!(
            words(Treatment::Tag("重要".into())),
            "加标签 24 个条目，6 篇文档；3 处已有判定，不改"
        );
        let nothing = Preview {
            n_unfit: 2,
            n_read_only: 1,
            ..Preview::default()
        };
        assert_eq!(
            preview_words(&nothing, &Treatment::Accept, Language::Chinese),
            "没有勾选可以处理的；2 处不适用，不改；1 篇只读，略过"
        );
    }
}
