//! The rows of the list of hits, without egui.

use crate::codebook::FieldOwner;
use crate::document::NodeId;
use crate::i18n::Language;
use crate::session::{DocumentHits, Found, Hit, HitSource, Query, Scope, Session};
use crate::ui::form::{document_field_message, entry_field_message};
use crate::ui::type_name;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row<'a> {
    /// A document with hits.
    Document(&'a DocumentHits),
    /// A hit and its position among the listed ones.
    Hit(usize, &'a Hit),
    /// So many hits of the document are not listed.
    More(usize, usize),
}

/// The rows of what was found.
#[must_use]
pub fn rows(found: &Found) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut at = 0;
    for document in &found.documents {
        rows.push(Row::Document(document));
        for hit in &document.hits {
            rows.push(Row::Hit(at, hit));
            at += 1;
        }
        let n_more = document.n_hits - document.hits.len();
        if n_more > 0 {
            rows.push(Row::More(document.document, n_more));
        }
    }
    rows
}

/// In what a hit was found, in words; none for the text itself.
#[must_use]
pub fn source_words(hit: &Hit, session: &Session, language: Language) -> Option<String> {
    Some(match &hit.source {
        HitSource::Text | HitSource::Lead => return None,
        HitSource::Value(kind) => type_name(kind, &session.codebook(), language),
        HitSource::DocumentField(field) => language.t(document_field_message(*field)).into_owned(),
        HitSource::EntryField(field) => language.t(entry_field_message(*field)).into_owned(),
        HitSource::OwnField(name) => {
            let codebook = session.codebook();
            let owner = hit.node.map_or(FieldOwner::Document, |_| FieldOwner::Entry);
            let field = codebook.field(owner, name);
            field.map_or_else(|| name.clone(), |field| field.label_in(language).to_owned())
        }
        HitSource::Tag => language.t("form-tags").into_owned(),
        HitSource::Note => language.t("form-note").into_owned(),
    })
}

/// What is said of a hit beside its own words: the lead of the entry that it stands in, for what does not stand in the text.
#[must_use]
pub fn entry_words(document: usize, node: Option<NodeId>, session: &Session) -> Option<String> {
    let open = session.folder()?.documents().get(document)?.open()?;
    let node = open.loaded.outline.nodes.get(node?.index())?;
    let text = &open.loaded.source.text;
    node.heading_text(text).map(std::borrow::Cow::into_owned)
}

/// How much was found, in words, and which of it is on show.
#[must_use]
pub fn count_words(
    found: &Found,
    shown: Option<usize>,
    query: &Query,
    language: Language,
) -> String {
    if let Some(at) = shown {
        let at = ("at", (at + 1).into());
        return language.with("search-count-at", &[at, ("n", found.n_listed().into())]);
    }
    let hits = ("n", found.n_hits.into());
    match query.scope {
        Scope::Document => language.with("search-count-document", &[hits]),
        Scope::Folder => {
            let documents = ("documents", found.n_documents.into());
            language.with("search-count", &[hits, documents])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(words: &str) -> Hit {
        Hit {
            source: HitSource::Text,
            node: None,
            span: None,
            before: String::new(),
            words: words.into(),
            after: String::new(),
        }
    }

    #[test]
    fn hits_are_numbered_through_all_documents_and_what_is_not_listed_is_said() {
        let document = |document, n_hits, words: &[&str]| DocumentHits {
            document,
            path: format!("{document}.txt"),
            hits: words.iter().map(|words| hit(words)).collect(),
            n_hits,
        };
        let found = Found {
            documents: vec![document(2, 1, &["甲"]), document(5, 40, &["乙", "丙"])],
            n_hits: 41,
            n_documents: 2,
        };
        let lines: Vec<String> = rows(&found)
            .iter()
            .map(|row| match row {
                Row::Document(document) => document.path.clone(),
                Row::Hit(at, hit) => format!("{at} {}", hit.words),
                Row::More(document, n) => format!("{document}: {n} more"),
            })
            .collect();
        assert_eq!(
            lines,
            ["2.txt", "0 甲", "5.txt", "1 乙", "2 丙", "5: 38 more"]
        );
        assert_eq!(
            count_words(&found, None, &Query::default(), Language::Chinese),
            "41 处 · 2 篇"
        );
        assert_eq!(
            count_words(&found, Some(1), &Query::default(), Language::Chinese),
            "2 / 3",
            "which of those that can be gone through"
        );
    }
}
