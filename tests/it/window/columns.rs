//! The columns of the table with their conditions, and changes of many documents, by key and by mouse.

use std::fs;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use piyue::annotation::Status;
use piyue::i18n::Language;
use piyue::session::{Folder, TableColumn};

use super::{BULLETIN, Desk, wait, window_over};

const CODEBOOK: &str = r#"Codebook(version: 2, fields: [
    (name: "grade", label: "规模", kind: Choice, choices: ["大", "小"]),
])"#;

/// The table over a folder with these documents.
fn table_over(documents: &[(String, String)]) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in documents {
        fs::write(folder.path().join(name), text).expect("writes");
    }
    fs::write(folder.path().join("codebook.piyue.ron"), CODEBOOK).expect("writes");
    let harness = window_over(folder.path());
    let mut desk = Desk { folder, harness };
    let n = documents.len();
    wait(&mut desk.harness, |app| {
        app.session().folder().map(Folder::progress) == Some((n, n))
    });
    desk.press_with(Modifiers::ALT, Key::Num2);
    desk.wait_for_table();
    desk
}

fn desk() -> Desk {
    table_over(&[("通报.txt".to_owned(), BULLETIN.to_owned())])
}

impl Desk {
    fn wait_for_table(&mut self) {
        self.harness.run_steps(3);
        wait(&mut self.harness, |app| {
            let table = app.session().table();
            !table.is_running() && table.rows().n_all() > 0
        });
        self.harness.run_steps(3);
    }

    fn listed(&mut self) -> Vec<String> {
        self.wait_for_table();
        let rows = self.harness.state().session().table().rows();
        let lead = |row| rows.cell(row, &TableColumn::Lead, Language::Chinese);
        (0..rows.len()).map(|row| lead(row).into_owned()).collect()
    }

    fn n_reviewed(&self) -> usize {
        let folder = self.harness.state().session().folder().expect("open");
        folder.n_reviewed()
    }
}

#[test]
fn a_column_is_filtered_by_ticking_values_and_freed_again() {
    let mut desk = desk();
    desk.click("筛选“动作”");
    desk.wait_for_table();
    let ticked = desk.harness.get_by_role_and_label(Role::CheckBox, "举办");
    ticked.click();
    desk.harness.run_steps(3);
    assert_eq!(desk.listed(), ["人员培训"]);
    assert!(desk.harness.query_by_label("1 / 2 条").is_some());
    desk.click("取消此列筛选");
    assert_eq!(desk.listed(), ["数字治理", "人员培训"]);
}

#[test]
fn a_column_is_filtered_from_the_keyboard() {
    let mut desk = desk();
    desk.harness.get_by_label("筛选“小标题”").focus();
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    assert!(desk.harness.ctx.text_edit_focused(), "typed at once");
    desk.harness.event(egui::Event::Text("rypx".into()));
    desk.harness.run_steps(2);
    assert_eq!(desk.listed(), ["人员培训"]);
    desk.press(Key::Escape);
    assert_eq!(
        desk.listed(),
        ["人员培训"],
        "it holds when its window is closed"
    );
    desk.click("清除筛选");
    assert_eq!(desk.listed().len(), 2);
}

#[test]
fn a_field_of_the_codebook_becomes_a_column_and_is_filled_in_for_the_selected_rows() {
    let mut desk = desk();
    assert!(desk.harness.query_by_label("规模").is_none());
    desk.click("列 ▾");
    desk.click("规模");
    desk.press(Key::Escape);
    assert!(
        desk.harness.query_by_label("筛选“规模”").is_some(),
        "it has a heading"
    );
    desk.press(Key::Home);
    desk.press_with(Modifiers::ALT, Key::F);
    let fields = desk.harness.get_all_by_label("规模");
    // The heading stands above.
    let field = fields.max_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
    field.expect("offered").click();
    desk.harness.run_steps(3);
    desk.click("大");
    desk.click("改 1 条");
    desk.wait_for_table();
    let rows = desk.harness.state().session().table().rows();
    let columns = TableColumn::all(&desk.harness.state().session().codebook());
    let grade = columns.last().expect("its column");
    assert_eq!(rows.cell(0, grade, Language::Chinese), "大");
    assert_eq!(rows.cell(1, grade, Language::Chinese), "");
}

#[test]
fn a_change_of_many_documents_shows_how_far_it_is_and_is_stopped_with_escape() {
    let text = format!(
        "{BULLETIN}\n\u{3000}\u{3000}各地动态 {}\n",
        "推进平台建设。".repeat(600)
    );
    let documents: Vec<(String, String)> = (0..120)
        .map(|at| (format!("{at:02}.txt"), text.clone()))
        .collect();
    let mut desk = table_over(&documents);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.click("改状态 ▾");
    desk.harness.get_by_label("✓ 已审").click();
    let is_shown = |desk: &Desk| desk.harness.query_all_by_label("停下").count() == 1;
    wait(&mut desk.harness, |app| app.session().changing().is_some());
    desk.harness.run_steps(2);
    assert!(is_shown(&desk));
    desk.harness.key_press(Key::Escape);
    desk.harness.run_steps(2);
    let n_done = desk.n_reviewed();
    assert!(n_done > 0 && n_done < 120, "{n_done}");
    assert!(!is_shown(&desk));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    wait(&mut desk.harness, |app| app.session().changing().is_none());
    assert_eq!(desk.n_reviewed(), 0);
    let status = |desk: &Desk| {
        let rows = desk.harness.state().session().table().rows();
        (0..rows.len()).all(|row| rows.status(row) == Status::Unreviewed)
    };
    desk.wait_for_table();
    assert!(status(&desk), "all taken back with one undo");
}
