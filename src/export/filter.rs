//! Which documents and entries an export is to hold.
//!
//! The type and period are asked of documents, tag and status of entries. Where an entry is asked for, documents without one that fits are
//! left out whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::annotation::Status;
use crate::codebook::Codebook;
use crate::document::{DocType, DocumentField, Node, NodeId, NodeKind, Outline};
use crate::record::{MentionRecord, NodeRecord, Record};

/// What to export; everything by default. Conditions add up: an entry must fulfil all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Documents of this type.
    pub doc_type: Option<DocType>,
    /// Documents whose period has at least a day in common with this one; a document without a period has none.
    pub period: Option<Period>,
    /// Entries of this status (their own, not the document's).
    pub status: Option<Status>,
    /// Entries with this tag, and all entries of documents with this tag. Names that it had count as it, and so does what stands under it.
    pub tag: Option<String>,
    /// Entries that are reviewed, and all entries of documents that are reviewed as a whole.
    pub reviewed_only: bool,
    /// These entries; without it all.
    pub entries: Option<Arc<EntryChoice>>,
    /// Mentions that somebody decided on; without it the machine's findings too.
    pub decided_only: bool,
    /// What the website put there is left out: its nodes and mentions. Texts are whole all the same, so that positions hold.
    pub without_boilerplate: bool,
}

/// Entries that were picked out one by one, by the path of their document: relative to the root, with `/`.
pub type EntryChoice = BTreeMap<String, BTreeSet<NodeId>>;

/// Days from `from` to `to`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
}

/// The entries of one document that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// None where no condition on entries was made: everything.
    chosen: Option<Chosen>,
    /// Boilerplate that was not asked for.
    left_out: BTreeSet<NodeId>,
    is_decided_only: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Chosen {
    /// The entries that fit, with all nodes inside them.
    inside: BTreeSet<NodeId>,
    /// The nodes above them.
    above: BTreeSet<NodeId>,
}

impl Filter {
    /// The part of a document that fits; none where nothing does. The path is as in [`EntryChoice`]; the codebook knows the tags.
    #[must_use]
    pub fn scope_of(
        &self,
        path: &str,
        outline: &Outline,
        record: &Record,
        codebook: &Codebook,
    ) -> Option<Scope> {
        if !self.wants_document(record) {
            return None;
        }
        let is_boilerplate = |(_, node): &(NodeId, &Node)| node.kind == NodeKind::Boilerplate;
        let left_out = outline
            .iter()
            .filter(is_boilerplate)
            .filter(|_| self.without_boilerplate);
        let whole = Scope {
            chosen: None,
            left_out: left_out.map(|(id, _)| id).collect(),
            is_decided_only: self.decided_only,
        };
        let is_whole = self.status.is_none() && self.tag.is_none() && !self.reviewed_only;
        if is_whole && self.entries.is_none() {
            return Some(whole);
        }
        let is_picked = |id: NodeId| {
            self.entries
                .as_ref()
                .is_none_or(|entries| entries.get(path).is_some_and(|picked| picked.contains(&id)))
        };
        let mut chosen = Chosen::default();
        for (id, _) in outline.entries() {
            if is_picked(id) && self.wants_entry(record.node(id), record, codebook) {
                chosen.inside.insert(id);
                let mut at = outline.node(id).parent;
                while let Some(parent) = at {
                    chosen.above.insert(parent);
                    at = outline.node(parent).parent;
                }
            }
        }
        // A parent comes before its children.
        for (id, node) in outline.iter() {
            if node
                .parent
                .is_some_and(|parent| chosen.inside.contains(&parent))
            {
                chosen.inside.insert(id);
            }
        }
        (!chosen.inside.is_empty()).then_some(Scope {
            chosen: Some(chosen),
            ..whole
        })
    }

    fn wants_document(&self, record: &Record) -> bool {
        let value = |field| record.field(field).value.as_deref();
        let doc_type = value(DocumentField::DocType)
            .and_then(DocType::from_name)
            .unwrap_or_default();
        let period = value(DocumentField::Period).and_then(Period::parse);
        self.doc_type.is_none_or(|wanted| wanted == doc_type)
            && self
                .period
                .is_none_or(|wanted| period.is_some_and(|period| period.overlaps(wanted)))
    }

    fn wants_entry(&self, entry: &NodeRecord, document: &Record, codebook: &Codebook) -> bool {
        let has_tag = |wanted: &String| {
            let tags = entry.tags.iter().chain(&document.tags);
            tags.into_iter().any(|tag| codebook.is_within(tag, wanted))
        };
        let is_reviewed = [entry.status, document.status].contains(&Status::Reviewed);
        self.status.is_none_or(|wanted| wanted == entry.status)
            && self.tag.as_ref().is_none_or(has_tag)
            && (!self.reviewed_only || is_reviewed)
    }
}

impl Scope {
    /// Whether what stands in this node was asked for. Where entries were chosen, only what is inside one.
    #[must_use]
    pub fn holds(&self, node: Option<NodeId>) -> bool {
        match (&self.chosen, node) {
            (_, Some(id)) if self.left_out.contains(&id) => false,
            (None, _) => true,
            (Some(chosen), Some(id)) => chosen.inside.contains(&id),
            (Some(_), None) => false,
        }
    }

    /// Whether no part of the document is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.chosen.is_none() && self.left_out.is_empty()
    }

    /// Whether a mention was asked for: it stands in what was, and somebody decided on it where only such were.
    #[must_use]
    pub fn holds_mention(&self, mention: &MentionRecord) -> bool {
        self.holds(mention.node) && (!self.is_decided_only || mention.verdict.is_some())
    }

    /// Whether a node belongs into the tree: what was asked for, and what is above it.
    #[must_use]
    pub fn shows_node(&self, id: NodeId) -> bool {
        !self.left_out.contains(&id)
            && self
                .chosen
                .as_ref()
                .is_none_or(|chosen| chosen.inside.contains(&id) || chosen.above.contains(&id))
    }
}

impl Period {
    /// Reads a year, month or day, or two of them with `/` between, of which one may be missing (`2024-05/` is from May on).
    #[must_use]
    pub fn parse(words: &str) -> Option<Self> {
        let (from, to) = words.trim().split_once('/').unwrap_or((words, words));
        let (from, to) = (from.trim(), to.trim());
        if from.is_empty() && to.is_empty() {
            return None;
        }
        let first = |words| days_of(words).map(|(first, _)| first);
        let last = |words| days_of(words).map(|(_, last)| last);
        let period = Self {
            from: if from.is_empty() {
                Date::MIN
            } else {
                first(from)?
            },
            to: if to.is_empty() { Date::MAX } else { last(to)? },
        };
        (period.from <= period.to).then_some(period)
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// The first and the last day of an ISO 8601 year, month or day.
fn days_of(words: &str) -> Option<(Date, Date)> {
    let is_plain =
        |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = words.trim().split('-').collect();
    let [year, rest @ ..] = parts.as_slice() else {
        return None;
    };
    if !is_plain(year, 4) || rest.len() > 2 || !rest.iter().all(|part| is_plain(part, 2)) {
        return None;
    }
    let number = |at: usize| rest.get(at).and_then(|part| part.parse::<i8>().ok());
    let year: i16 = year.parse().ok()?;
    Some(match (number(0), number(1)) {
        (None, _) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            (first, first.last_of_month())
        }
        (Some(month), Some(day)) => {
            let day = Date::new(year, month, day).ok()?;
            (day, day)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    const PATH: &str = "通报/5月.txt";

    /// The leads of the entries that a filter lets through; none where it leaves the document out.
    fn chosen(filter: &Filter) -> Option<Vec<String>> {
        let sample = Sample::new();
        let codebook = Codebook::built_in();
        let scope = filter.scope_of(PATH, &sample.outline, &sample.record, &codebook)?;
        let entries = sample.outline.entries();
        let chosen = entries.filter(|(id, _)| scope.holds(Some(*id)));
        let leads = chosen.filter_map(|(_, node)| node.heading_text(&sample.text));
        Some(leads.map(String::from).collect())
    }

    #[test]
    fn entries_are_chosen_by_status_and_tag_and_documents_without_one_left_out() {
        let by_status = |status| Filter {
            status: Some(status),
            ..Filter::default()
        };
        let by_tag = |tag: &str| Filter {
            tag: Some(tag.to_owned()),
            ..Filter::default()
        };
        let first = || Some(vec!["数字治理".to_owned()]);
        assert_eq!(chosen(&by_status(Status::Reviewed)), first());
        assert_eq!(chosen(&by_status(Status::InReview)), None);
        assert_eq!(chosen(&by_tag("待核实")), first());
        assert_eq!(chosen(&by_tag("没有")), None);
        let reviewed_only = Filter {
            reviewed_only: true,
            ..Filter::default()
        };
        assert_eq!(chosen(&reviewed_only), first());
        let both = Filter {
            status: Some(Status::Unreviewed),
            ..by_tag("重要")
        };
        assert_eq!(chosen(&both), None, "conditions add up");
    }

    #[test]
    fn a_tag_is_chosen_by_what_stands_under_it_and_by_names_that_it_had() {
        let codebook = Codebook::from_ron(
            "Codebook(version: 2, tags: [(name: \"处理\", was: [\"办理\"]), (name: \"待核实\", parent: \"处理\")])",
        )
        .expect("a codebook");
        let sample = Sample::new();
        let fits = |tag: &str| {
            let filter = Filter {
                tag: Some(tag.to_owned()),
                ..Filter::default()
            };
            let scope = filter.scope_of(PATH, &sample.outline, &sample.record, &codebook);
            scope.is_some()
        };
        assert!(fits("待核实") && fits("处理") && fits("办理"));
        assert!(!fits("核实"));
    }

    #[test]
    fn entries_are_chosen_one_by_one() {
        let outline = Sample::new().outline;
        let (second, _) = outline.entries().nth(1).expect("two entries");
        let of = |path: &str| Filter {
            entries: Some(Arc::new(BTreeMap::from([(
                path.to_owned(),
                BTreeSet::from([second]),
            )]))),
            ..Filter::default()
        };
        assert_eq!(chosen(&of(PATH)), Some(vec!["=北京".to_owned()]));
        assert_eq!(chosen(&of("别的.txt")), None);
        let reviewed = Filter {
            status: Some(Status::Reviewed),
            ..of(PATH)
        };
        assert_eq!(chosen(&reviewed), None, "conditions add up");
    }

    #[test]
    fn boilerplate_and_what_nobody_decided_on_can_be_left_out() {
        let mut sample = Sample::new();
        sample.outline.nodes[2].kind = NodeKind::Boilerplate;
        let quotes = |filter: &Filter, nodes: usize| -> Vec<String> {
            let codebook = Codebook::built_in();
            let scope = filter.scope_of(PATH, &sample.outline, &sample.record, &codebook);
            let scope = scope.expect("it fits");
            let shown = sample
                .outline
                .iter()
                .filter(|(id, _)| scope.shows_node(*id));
            assert_eq!(shown.count(), nodes);
            let mentions = sample.record.mentions.iter();
            let held = mentions.filter(|mention| scope.holds_mention(mention));
            held.map(|mention| sample.text.slice(mention.span).to_owned())
                .collect()
        };
        let decided = Filter {
            decided_only: true,
            ..Filter::default()
        };
        assert_eq!(quotes(&decided, 3), ["5月底", "示范项目", "市教委"]);
        let bare = Filter {
            without_boilerplate: true,
            ..Filter::default()
        };
        assert_eq!(quotes(&bare, 2), ["5月底", "1276家"]);
        let both = Filter {
            decided_only: true,
            status: Some(Status::Reviewed),
            ..bare
        };
        assert_eq!(quotes(&both, 2), ["5月底"]);
    }

    #[test]
    fn documents_are_chosen_by_type_and_period() {
        let all = || Some(vec!["数字治理".to_owned(), "=北京".to_owned()]);
        let by_type = |doc_type| Filter {
            doc_type: Some(doc_type),
            ..Filter::default()
        };
        assert_eq!(chosen(&by_type(DocType::MonthlyBulletin)), all());
        assert_eq!(chosen(&by_type(DocType::Chronicle)), None);
        let by_period = |words| Filter {
            period: Period::parse(words),
            ..Filter::default()
        };
        assert_eq!(chosen(&by_period("2024-04/2024-05")), all());
        assert_eq!(chosen(&by_period("2024-06")), None);
    }

    #[test]
    fn periods_are_read_at_any_precision_and_compared_by_day() {
        let period = |words| Period::parse(words).expect("a period");
        assert_eq!(period("2024-05"), period("2024-05-01/2024-05-31"));
        assert_eq!(period("2024/2024"), period("2024"));
        assert!(period("2024-05").overlaps(period("2024-05-31/2024-06-30")));
        assert!(!period("2024-05").overlaps(period("2024-06")));
        assert!(period("2024-05/").overlaps(period("2030")));
        assert!(!period("/2024-05").overlaps(period("2024-06")));
        for wrong in [
            "",
            "/",
            "五月",
            "2024-13",
            "2024-02-30",
            "2024-06/2024-05",
            "24-05",
        ] {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
    }
}
