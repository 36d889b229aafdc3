//! The columns of the table: the codebook's fields among them, conditions on single columns, and the order that is kept from one sorting to the next.

use std::collections::BTreeSet;

use super::{Desk, JUNE, MAY};
use crate::codebook::{FILE_NAME, FieldOwner};
use crate::i18n::Language;
use crate::record::decision::Decision;
use crate::session::{
    Action, BulkEdit, BulkField, CellCondition, FieldChange, Query, RowKey, SearchState, Sort,
    TableColumn, TableFilter, TableSpec, tab_separated,
};

const CODEBOOK: &str = r#"Codebook(version: 2, fields: [
    (name: "grade", label: "规模", label_en: "Size", kind: Choice, choices: ["大", "小"]),
    (name: "cost", label: "经费", kind: Number),
    (name: "due", label: "期限", kind: Date),
    (name: "origin", label: "来文", of: Document, kind: Text),
], tags: [(name: "活动", was: ["会务"]), (name: "培训", parent: "活动"), (name: "重要")])"#;

impl Desk {
    fn asking() -> Self {
        Self::with_others(
            &[("5月.txt", MAY), ("6月.txt", JUNE)],
            &[(FILE_NAME, CODEBOOK)],
        )
    }

    fn show_spec(&mut self, spec: TableSpec) {
        self.session.apply(Action::WatchTable(Some(spec)));
        self.session.drain();
        self.wait(|session| !session.table().is_running());
    }

    fn leads_of(&mut self, filter: TableFilter, sort: Option<Sort>) -> Vec<String> {
        self.show_spec(TableSpec {
            filter,
            sort,
            language: Language::Chinese,
            lists: None,
            ahead: Vec::new(),
        });
        self.shown_leads()
    }

    fn shown_leads(&self) -> Vec<String> {
        let rows = self.session.table().rows();
        let lead = |row| rows.cell(row, &TableColumn::Lead, Language::Chinese);
        (0..rows.len()).map(|row| lead(row).into_owned()).collect()
    }

    /// Gives one of the entries, counted through the folder, a value.
    fn fill(&mut self, at: usize, field: &str, value: &str) {
        let codebook = self.session.codebook();
        let field = codebook.field(FieldOwner::Entry, field).expect("a field");
        let edit = BulkEdit::Field(
            BulkField::Own(field.clone()),
            FieldChange::Set(value.to_owned()),
        );
        let keys = vec![self.key(at)];
        self.session.apply(Action::DecideOnEntries(keys, edit));
    }

    fn tag(&mut self, at: usize, tag: &str) {
        let edit = BulkEdit::Tag {
            tag: tag.to_owned(),
            on: true,
        };
        let keys = vec![self.key(at)];
        self.session.apply(Action::DecideOnEntries(keys, edit));
    }

    fn key(&self, at: usize) -> RowKey {
        let documents = self.session.folder().expect("open").documents().iter();
        let mut keys = documents.enumerate().flat_map(|(document, of)| {
            let open = of.open().expect("loaded");
            let entries = open.loaded.outline.entries();
            entries.map(move |(entry, _)| RowKey { document, entry })
        });
        keys.nth(at).expect("an entry")
    }
}

fn own(name: &str) -> TableColumn {
    TableColumn::Own(FieldOwner::Entry, name.to_owned())
}

fn on(column: TableColumn, words: &str, values: &[&str]) -> TableFilter {
    let condition = CellCondition {
        words: words.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    TableFilter {
        columns: [(column, condition)].into(),
        ..TableFilter::default()
    }
}

fn by(column: TableColumn, is_descending: bool) -> Sort {
    Sort {
        column,
        is_descending,
    }
}

#[test]
fn what_the_codebook_asks_is_shown_sorted_filtered_and_found() {
    let mut desk = Desk::asking();
    for (at, value) in [(0, "1.5 万元"), (1, "1.25 万元"), (2, "12 万元")] {
        desk.fill(at, "cost", value);
    }
    desk.fill(1, "grade", "大");
    let origin = desk.session.codebook();
    let origin = origin.field(FieldOwner::Document, "origin").expect("one");
    let decision = Decision::SetOwnField {
        entry: None,
        field: origin.clone(),
        value: Some("省府办".into()),
    };
    desk.session
        .apply(Action::Decide("step-field", vec![decision]));
    let by_cost = desk.leads_of(TableFilter::default(), Some(by(own("cost"), false)));
    assert_eq!(by_cost, ["人员培训", "数据治理", "平台建设"], "as figures");
    let large = desk.leads_of(on(own("grade"), "", &["大"]), None);
    assert_eq!(large, ["人员培训"]);
    let not_filled = desk.leads_of(on(own("grade"), "", &[""]), None);
    assert_eq!(not_filled, ["数据治理", "平台建设"]);
    let words = TableFilter {
        words: "省府".into(),
        ..TableFilter::default()
    };
    assert_eq!(desk.leads_of(words, None), ["数据治理", "人员培训"]);
    let rows = desk.session.table().rows();
    let columns = [TableColumn::Lead, own("grade"), own("cost")];
    assert_eq!(
        tab_separated(rows, [1], &columns, Language::English),
        "Lead\tSize\t经费\n人员培训\t大\t1.25 万元\n"
    );
    desk.session.apply(Action::Search(Query {
        words: "1.25".into(),
        ..Query::default()
    }));
    desk.wait(|session| session.search().state() == SearchState::Done);
    assert_eq!(desk.session.search().found().n_hits, 1);
    assert!(TableColumn::all(&desk.session.codebook()).contains(&own("due")));
    assert!(!own("due").is_in(&crate::codebook::Codebook::built_in()));
}

#[test]
fn a_tag_finds_what_stands_under_it_and_what_was_given_under_its_former_name() {
    let mut desk = Desk::asking();
    desk.tag(0, "会务");
    desk.tag(1, "培训");
    desk.tag(2, "重要");
    let mut with = |tag: &str| {
        let filter = TableFilter {
            tag: Some(tag.to_owned()),
            ..TableFilter::default()
        };
        desk.leads_of(filter, None)
    };
    assert_eq!(with("活动"), ["数据治理", "人员培训"]);
    assert_eq!(with("会务"), ["数据治理", "人员培训"]);
    assert_eq!(with("培训"), ["人员培训"]);
    assert_eq!(with("重要"), ["平台建设"]);
}

#[test]
fn columns_have_conditions_of_their_own_and_those_of_dates_mean_time() {
    let mut desk = Desk::asking();
    let mut with = |column, words: &str| desk.leads_of(on(column, words, &[]), None);
    assert_eq!(with(TableColumn::Lead, "shuju"), ["数据治理"]);
    assert_eq!(
        with(TableColumn::Body, "数据治理"),
        [""; 0],
        "that is a lead"
    );
    assert_eq!(with(TableColumn::Date, "2024-06"), ["平台建设"]);
    assert_eq!(
        with(TableColumn::Date, "2024-05-25/2024-06"),
        ["数据治理", "平台建设"]
    );
    assert_eq!(
        with(TableColumn::Period, "2024-05"),
        ["数据治理", "人员培训"]
    );
    assert_eq!(with(TableColumn::Document, "6月"), ["平台建设"]);
}

#[test]
fn the_values_of_a_column_are_listed_as_the_other_conditions_leave_them() {
    let mut desk = Desk::asking();
    for (at, grade) in [(0, "大"), (1, "小"), (2, "大")] {
        desk.fill(at, "grade", grade);
    }
    let mut filter = on(own("grade"), "", &["小"]);
    let condition = CellCondition {
        words: "2024-05".into(),
        values: BTreeSet::new(),
    };
    filter.columns.insert(TableColumn::Period, condition);
    desk.show_spec(TableSpec {
        filter,
        sort: None,
        language: Language::Chinese,
        lists: Some(own("grade")),
        ahead: Vec::new(),
    });
    assert_eq!(desk.shown_leads(), ["人员培训"]);
    let rows = desk.session.table().rows();
    let counts = &rows.values().expect("listed").counts;
    let counts: Vec<(&str, usize)> = counts.iter().map(|(value, n)| (&**value, *n)).collect();
    assert_eq!(counts, [("大", 1), ("小", 1)], "6月 has none of this");
}

#[test]
fn the_order_that_is_kept_follows_what_is_changed() {
    let mut desk = Desk::asking();
    let sort = || Some(by(own("cost"), true));
    for (at, value) in [(0, "5 万元"), (1, "7 万元"), (2, "6 万元")] {
        desk.fill(at, "cost", value);
    }
    let sorted = desk.leads_of(TableFilter::default(), sort());
    assert_eq!(sorted, ["人员培训", "平台建设", "数据治理"]);
    desk.fill(0, "cost", "6.5 万元");
    let sorted = desk.leads_of(TableFilter::default(), sort());
    assert_eq!(sorted, ["人员培训", "数据治理", "平台建设"]);
    desk.session.apply(Action::Undo);
    desk.session.apply(Action::Undo);
    let sorted = desk.leads_of(TableFilter::default(), sort());
    assert_eq!(
        sorted,
        ["人员培训", "数据治理", "平台建设"],
        "nothing comes last"
    );
}
