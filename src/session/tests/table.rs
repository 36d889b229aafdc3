//! The table over a folder, and deciding on many entries at once.

use super::{Desk, JUNE, MAY};
use crate::annotation::Status;
use crate::codebook::{FILE_NAME, FieldOwner};
use crate::document::DocType;
use crate::extract::EntryField;
use crate::i18n::Language;
use crate::session::{
    Action, BulkEdit, BulkField, FieldChange, RowKey, Sort, TableColumn, TableFilter, TableSpec,
    tab_separated,
};

const COLUMNS: [TableColumn; 3] = [
    TableColumn::Document,
    TableColumn::Lead,
    TableColumn::Status,
];

const FIELDS: &str = r#"Codebook(version: 2, fields: [
    (name: "grade", label: "规模", label_en: "Size", kind: Choice, choices: ["大", "小"]),
    (name: "cost", label: "经费", kind: Number),
    (name: "origin", label: "来文", of: Document, kind: Text),
], tags: [(name: "活动", was: ["会务"]), (name: "培训", parent: "活动")])"#;

impl Desk {
    fn show(&mut self, filter: TableFilter, sort: Option<Sort>) {
        self.session.apply(Action::WatchTable(Some(TableSpec {
            filter,
            sort,
            language: Language::Chinese,
            lists: None,
            ahead: Vec::new(),
        })));
        self.wait_for_rows();
    }

    fn wait_for_rows(&mut self) {
        self.session.drain();
        self.wait(|session| !session.table().is_running());
    }

    /// The rows as lines.
    fn table(&self) -> String {
        let rows = self.session.table().rows();
        let all = 0..rows.len();
        tab_separated(rows, all, &COLUMNS, Language::Chinese).replace('\t', " ")
    }

    fn keys(&self) -> Vec<RowKey> {
        let rows = self.session.table().rows();
        (0..rows.len()).map(|row| rows.key(row)).collect()
    }
}

fn filter(words: &str) -> TableFilter {
    TableFilter {
        words: words.into(),
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
fn each_entry_of_the_folder_has_a_row_with_what_is_known_of_it() {
    let mut desk = Desk::with(&[("5月.txt", MAY), ("6月.txt", JUNE)]);
    desk.show(TableFilter::default(), None);
    assert_eq!(
        desk.table(),
        "文档 小标题 状态\n5月 数据治理 未审\n5月 人员培训 未审\n6月 平台建设 未审\n"
    );
    let rows = desk.session.table().rows();
    let line: Vec<_> = TableColumn::BUILT_IN
        .iter()
        .map(|column| rows.cell(2, column, Language::Chinese).into_owned())
        .collect();
    assert_eq!(
        line,
        [
            "6月",
            "2024-06",
            "重点工作",
            "平台建设",
            "2024-06-03",
            "上线",
            "省数据局",
            "未审",
            "",
            "",
            "2"
        ]
    );
}

#[test]
fn rows_are_sorted_as_a_chinese_list_is() {
    let mut desk = Desk::with(&[("5月.txt", MAY), ("6月.txt", JUNE)]);
    let leads = |desk: &Desk| -> Vec<String> {
        let rows = desk.session.table().rows();
        (0..rows.len())
            .map(|row| {
                rows.cell(row, &TableColumn::Lead, Language::Chinese)
                    .into_owned()
            })
            .collect()
    };
    desk.show(TableFilter::default(), Some(by(TableColumn::Lead, false)));
    assert_eq!(leads(&desk), ["平台建设", "人员培训", "数据治理"]);
    desk.show(TableFilter::default(), Some(by(TableColumn::Lead, true)));
    assert_eq!(leads(&desk), ["数据治理", "人员培训", "平台建设"]);
    desk.show(
        TableFilter::default(),
        Some(by(TableColumn::Document, true)),
    );
    assert_eq!(
        leads(&desk),
        ["平台建设", "数据治理", "人员培训"],
        "alike in the folder's order"
    );
    desk.show(TableFilter::default(), Some(by(TableColumn::Note, true)));
    assert_eq!(
        leads(&desk).len(),
        3,
        "nothing to sort by is no reason to be left out"
    );
}

#[test]
fn conditions_add_up_and_words_may_stand_in_any_column() {
    let mut desk = Desk::with(&[("5月.txt", MAY), ("6月.txt", JUNE)]);
    let count = |desk: &mut Desk, filter: TableFilter| {
        desk.show(filter, None);
        let rows = desk.session.table().rows();
        (rows.len(), rows.n_all())
    };
    assert_eq!(count(&mut desk, filter("省数据局")), (2, 3));
    assert_eq!(count(&mut desk, filter("省数据局 2024-06")), (1, 3));
    assert_eq!(count(&mut desk, filter("sjzl")), (1, 3));
    assert_eq!(count(&mut desk, filter("没有")), (0, 3));
    let of_kind = |doc_type| TableFilter {
        doc_type: Some(doc_type),
        ..TableFilter::default()
    };
    assert_eq!(count(&mut desk, of_kind(DocType::MonthlyBulletin)), (3, 3));
    assert_eq!(count(&mut desk, of_kind(DocType::Chronicle)), (0, 3));
}

#[test]
fn many_entries_are_decided_on_at_once_and_taken_back_at_once() {
    let mut desk = Desk::with(&[("5月.txt", MAY), ("6月.txt", JUNE)]);
    desk.show(TableFilter::default(), None);
    let untouched = desk.table();
    let tag = BulkEdit::Tag {
        tag: "重要".into(),
        on: true,
    };
    desk.session
        .apply(Action::DecideOnEntries(desk.keys()[1..].to_vec(), tag));
    desk.wait_for_rows();
    assert_eq!(
        desk.table(),
        "文档 小标题 状态\n5月 数据治理 未审\n5月 人员培训 在审\n6月 平台建设 在审\n",
        "a first decision puts an entry in review"
    );
    assert_eq!(desk.session.table().rows().tags(), ["重要"]);
    let reviewed = BulkEdit::Status(Status::Reviewed);
    desk.session
        .apply(Action::DecideOnEntries(desk.keys(), reviewed));
    let folder = desk.session.folder().expect("open");
    assert_eq!(
        folder.n_reviewed(),
        2,
        "documents are done with their entries"
    );
    desk.session.apply(Action::Undo);
    desk.session.apply(Action::Undo);
    desk.wait_for_rows();
    assert_eq!(desk.table(), untouched);
    assert_eq!(desk.session.history().undo_label(), None);
    desk.session.apply(Action::Redo);
    desk.wait_for_rows();
    desk.show(
        TableFilter {
            tag: Some("重要".into()),
            status: Some(Status::InReview),
            ..TableFilter::default()
        },
        None,
    );
    assert_eq!(desk.session.table().rows().len(), 2);
    desk.wait(crate::session::Session::is_all_saved);
}

#[test]
fn cells_are_copied_so_that_a_spreadsheet_takes_them_as_text() {
    let mut desk = Desk::with(&[("5月.txt", MAY)]);
    let entry = desk.session.document().expect("open").selection.node;
    let note = crate::record::decision::Decision::Note {
        entry,
        note: "=1+1\n“备注”\"二\"".into(),
    };
    desk.session.apply(Action::Decide("step-note", vec![note]));
    desk.show(TableFilter::default(), None);
    let rows = desk.session.table().rows();
    let copied = tab_separated(
        rows,
        [0],
        &[TableColumn::Lead, TableColumn::Note],
        Language::Chinese,
    );
    assert_eq!(
        copied,
        "小标题\t备注\n数据治理\t\"'=1+1\n“备注”\"\"二\"\"\"\n"
    );
}

#[test]
fn a_field_of_many_entries_is_set_cleared_and_put_back_after_it_was_counted() {
    let mut desk = Desk::with(&[("5月.txt", MAY), ("6月.txt", JUNE)]);
    desk.show(TableFilter::default(), None);
    let keys = desk.keys();
    let bodies = |desk: &mut Desk| -> Vec<String> {
        desk.wait_for_rows();
        let rows = desk.session.table().rows();
        let body = |row| rows.cell(row, &TableColumn::Body, Language::Chinese);
        (0..rows.len()).map(|row| body(row).into_owned()).collect()
    };
    let by_machine = bodies(&mut desk);
    let set = FieldChange::Set("省数据局".into());
    let count = |desk: &Desk, change: &FieldChange| {
        let preview = desk
            .session
            .preview_of_field(&keys, &EntryField::Body.into(), change);
        (preview.n_changes, preview.n_decided, preview.n_same)
    };
    let n_same = by_machine.iter().filter(|body| *body == "省数据局").count();
    assert_eq!(count(&desk, &set), (3 - n_same, 0, n_same));
    let edit = |change: &FieldChange| {
        Action::DecideOnEntries(
            keys.clone(),
            BulkEdit::Field(EntryField::Body.into(), change.clone()),
        )
    };
    desk.session.apply(edit(&set));
    assert_eq!(bodies(&mut desk), ["省数据局"; 3]);
    assert_eq!(count(&desk, &FieldChange::Clear), (3, 3 - n_same, 0));
    desk.session.apply(edit(&FieldChange::Clear));
    assert_eq!(bodies(&mut desk), [""; 3]);
    desk.session.apply(edit(&FieldChange::PutBack));
    assert_eq!(bodies(&mut desk), by_machine);
    for _ in 0..3 {
        desk.session.apply(Action::Undo);
    }
    assert_eq!(bodies(&mut desk), by_machine);
    assert_eq!(desk.session.history().undo_label(), None);
    let wrong = FieldChange::Set("五月".into());
    let preview = desk
        .session
        .preview_of_field(&keys, &EntryField::Date.into(), &wrong);
    assert!(preview.problem.is_some(), "that is no date");
}

#[test]
fn a_field_of_the_codebook_is_filled_in_for_many_entries_and_emptied_again() {
    let mut desk = Desk::with_others(
        &[("5月.txt", MAY), ("6月.txt", JUNE)],
        &[(FILE_NAME, FIELDS)],
    );
    desk.show(TableFilter::default(), None);
    let keys = desk.keys();
    let field = desk.session.codebook();
    let field = field.field(FieldOwner::Entry, "grade").expect("a field");
    let field = BulkField::Own(field.clone());
    let wrong = FieldChange::Set("很大".into());
    let preview = desk.session.preview_of_field(&keys, &field, &wrong);
    assert!(preview.problem.is_some(), "that is none of the choices");
    let set = FieldChange::Set("大".into());
    let preview = desk.session.preview_of_field(&keys[..2], &field, &set);
    assert_eq!((preview.n_changes, preview.n_decided), (2, 0));
    let filled = |desk: &mut Desk| -> Vec<Option<String>> {
        let folder = desk.session.folder().expect("open");
        let of = |key: &RowKey| {
            let open = folder.documents()[key.document].open().expect("loaded");
            let known = open.record.node(key.entry).own_fields.get("grade");
            known.and_then(|known| known.value.clone())
        };
        keys.iter().map(of).collect()
    };
    let decide = |desk: &mut Desk, change: FieldChange| {
        let edit = BulkEdit::Field(field.clone(), change);
        desk.session
            .apply(Action::DecideOnEntries(keys[..2].to_vec(), edit));
    };
    decide(&mut desk, set.clone());
    let large = || Some("大".to_owned());
    assert_eq!(filled(&mut desk), [large(), large(), None]);
    let preview = desk.session.preview_of_field(&keys, &field, &set);
    assert_eq!((preview.n_changes, preview.n_same), (1, 2));
    decide(&mut desk, FieldChange::Clear);
    assert_eq!(filled(&mut desk), [None, None, None]);
    desk.session.apply(Action::Undo);
    assert_eq!(filled(&mut desk), [large(), large(), None]);
}
