//! Which entries fulfil the conditions of a table, and what stands in a column to choose from.
//!
//! A document is looked at as a whole first: what all its entries share is looked through once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::cells::{self, TableColumn};
use crate::annotation::Status;
use crate::codebook::Codebook;
use crate::document::{DocType, NodeId};
use crate::export::Period;
use crate::i18n::Language;
use crate::session::snapshot::Snapshot;
use crate::text::find::{FindMode, Finder};
use crate::text::is_space;

/// Stands in no words, so that none reaches from one cell into the next.
const BETWEEN: char = '\u{1}';

/// Conditions add up: a row must fulfil all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TableFilter {
    /// Each of these words stands in one of the cells; as in a search of any form.
    pub words: String,
    /// Of the entry.
    pub status: Option<Status>,
    /// Of the entry or of its document; what stands under it in the codebook counts as it.
    pub tag: Option<String>,
    pub doc_type: Option<DocType>,
    /// Of single columns.
    pub columns: BTreeMap<TableColumn, CellCondition>,
}

/// What a cell must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CellCondition {
    /// Each of these words; in a column of dates a year, month, day or two of them with `/` between (`2024-04/2024-06`) is meant as time.
    pub words: String,
    /// One of these; an empty one is nothing. Any where there are none.
    pub values: BTreeSet<String>,
}

impl CellCondition {
    /// Whether it asks nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.trim_matches(is_space).is_empty() && self.values.is_empty()
    }
}

/// A filter made ready for many documents.
#[derive(Debug)]
pub(super) struct Matcher<'a> {
    filter: &'a TableFilter,
    codebook: &'a Codebook,
    language: Language,
    finders: Vec<Finder>,
    columns: Vec<Condition<'a>>,
    /// Of the column whose values are listed, which are those of the rows that fulfil all other conditions.
    listed: Option<Condition<'a>>,
    /// What there is to look for words in beside the sections.
    of_entries: Vec<TableColumn>,
    of_documents: Vec<TableColumn>,
    /// What each status is called.
    statuses: Vec<(Status, String)>,
}

#[derive(Debug)]
struct Condition<'a> {
    column: &'a TableColumn,
    values: &'a BTreeSet<String>,
    finders: Vec<Finder>,
    /// The words as time, in a column of dates.
    period: Option<Period>,
}

impl<'a> Matcher<'a> {
    /// For all conditions but those of the column `lists`, which is asked about by itself.
    pub(super) fn new(
        filter: &'a TableFilter,
        lists: Option<&TableColumn>,
        codebook: &'a Codebook,
        language: Language,
    ) -> Self {
        let conditions = filter.columns.iter();
        let columns = conditions.filter(|(_, condition)| !condition.is_empty());
        let columns = columns.map(|(column, condition)| Condition {
            column,
            values: &condition.values,
            finders: finders(&condition.words),
            period: Period::parse(&condition.words).filter(|_| column.is_of_dates(codebook)),
        });
        let (listed, columns): (Vec<_>, Vec<_>) =
            columns.partition(|condition| Some(condition.column) == lists);
        // Fields that are asked no more are looked through too.
        let own = codebook.fields.iter();
        let own = own.map(|field| TableColumn::Own(field.of, field.name.clone()));
        let all = TableColumn::BUILT_IN.into_iter().chain(own);
        // Sections are looked through once for all entries in them; a number of mentions is nothing that words are looked for in.
        let all = all.filter(|column| {
            !matches!(
                column,
                TableColumn::Section | TableColumn::Mentions | TableColumn::Status
            )
        });
        let (of_documents, of_entries) = all.partition(TableColumn::is_of_document);
        let statuses = Status::ALL.map(|status| {
            let name = language.t(cells::status_message(status));
            (status, name.into_owned())
        });
        Self {
            filter,
            codebook,
            language,
            finders: finders(&filter.words),
            columns,
            listed: listed.into_iter().next(),
            of_entries,
            of_documents,
            statuses: statuses.into(),
        }
    }

    /// For one document; `None` where none of its entries can fulfil the conditions.
    pub(super) fn of<'m>(&'m self, snapshot: &'m Snapshot) -> Option<DocumentMatcher<'m>> {
        let first = snapshot.outline.entries().map(|(id, _)| id).next()?;
        if self
            .filter
            .doc_type
            .is_some_and(|wanted| cells::doc_type(snapshot) != wanted)
        {
            return None;
        }
        let (of_document, of_entries): (Vec<_>, Vec<_>) = self
            .columns
            .iter()
            .partition(|condition| condition.column.is_of_document());
        let cell = |column: &TableColumn| column.cell(snapshot, first, self.language);
        if !of_document
            .iter()
            .all(|condition| condition.wants(&cell(condition.column)))
        {
            return None;
        }
        let finders = self.finders.iter();
        let is_shared = |finder: &&Finder| {
            let mut columns = self.of_documents.iter();
            columns.any(|column| finder.is_in(&cell(column)))
        };
        let tags = &snapshot.record.tags;
        Some(DocumentMatcher {
            matcher: self,
            snapshot,
            finders: finders.filter(|finder| !is_shared(finder)).collect(),
            columns: of_entries,
            is_tagged: tags.iter().any(|tag| self.wants_tag(tag)),
            section: None,
            cells: String::new(),
        })
    }

    /// Whether a cell of the listed column fulfils that column's condition.
    pub(super) fn wants_listed(&self, cell: &str) -> bool {
        let condition = self.listed.as_ref();
        condition.is_none_or(|condition| condition.wants(cell))
    }

    fn wants_tag(&self, tag: &str) -> bool {
        let wanted = self.filter.tag.as_ref();
        wanted.is_none_or(|wanted| self.codebook.is_within(tag, wanted))
    }
}

/// A filter for the entries of one document.
pub(super) struct DocumentMatcher<'m> {
    matcher: &'m Matcher<'m>,
    snapshot: &'m Snapshot,
    /// Those whose words do not stand in what all entries share.
    finders: Vec<&'m Finder>,
    columns: Vec<&'m Condition<'m>>,
    is_tagged: bool,
    /// The section looked at last, and which of `finders` stand in its path.
    section: Option<(Option<NodeId>, Vec<bool>)>,
    /// The cells of the entry looked at last, [`BETWEEN`] between.
    cells: String,
}

impl DocumentMatcher<'_> {
    /// Whether an entry fulfils the conditions.
    pub(super) fn wants(&mut self, entry: NodeId) -> bool {
        let (matcher, snapshot) = (self.matcher, self.snapshot);
        let node = snapshot.record.node(entry);
        let status = matcher.filter.status;
        status.is_none_or(|status| node.status == status)
            && (self.is_tagged
                || matcher.filter.tag.is_none()
                || node.tags.iter().any(|tag| matcher.wants_tag(tag)))
            && self.columns.iter().all(|condition| {
                condition.wants(&condition.column.cell(snapshot, entry, matcher.language))
            })
            && self.has_words(entry)
    }

    fn has_words(&mut self, entry: NodeId) -> bool {
        if self.finders.is_empty() {
            return true;
        }
        let (matcher, snapshot) = (self.matcher, self.snapshot);
        let parent = snapshot.outline.node(entry).parent;
        if self
            .section
            .as_ref()
            .is_none_or(|(known, _)| *known != parent)
        {
            let path = TableColumn::Section.cell(snapshot, entry, matcher.language);
            let found = self.finders.iter().map(|finder| finder.is_in(&path));
            self.section = Some((parent, found.collect()));
        }
        let in_section = self.section.as_ref().map(|(_, found)| &**found);
        let in_section = in_section.unwrap_or_default();
        // One long text is looked through faster than ten short ones.
        self.cells.clear();
        for column in &matcher.of_entries {
            self.cells
                .push_str(&column.cell(snapshot, entry, matcher.language));
            self.cells.push(BETWEEN);
        }
        let status = snapshot.record.node(entry).status;
        let mut statuses = matcher.statuses.iter();
        if let Some((_, name)) = statuses.find(|(known, _)| *known == status) {
            self.cells.push_str(name);
        }
        let mut finders = self.finders.iter().zip(in_section);
        finders.all(|(finder, is_in_section)| *is_in_section || finder.is_in(&self.cells))
    }
}

impl Condition<'_> {
    fn wants(&self, cell: &str) -> bool {
        let has_words = || match self.period {
            Some(period) => Period::parse(cell).is_some_and(|own| own.overlaps(period)),
            None => self.finders.iter().all(|finder| finder.is_in(cell)),
        };
        (self.values.is_empty() || self.values.contains(cell)) && has_words()
    }
}

/// One for each word.
fn finders(words: &str) -> Vec<Finder> {
    let words = words.split(is_space);
    // Nothing but an expression can be refused, and these are none.
    words
        .filter_map(|word| Finder::new(word, FindMode::Words).ok().flatten())
        .collect()
}
