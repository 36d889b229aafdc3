//! The table of all entries: sorting, filtering, deciding on many at once, copying, and the way back to the text.

use std::fs;

use egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable;
use piyue::annotation::Status;
use piyue::document::NodeId;
use piyue::i18n::Language;
use piyue::session::{Folder, TableColumn};

use super::{BULLETIN, Desk, wait, window_over};

/// Two bulletins with three entries, the table open over them.
fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let later = "2024年6月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}平台建设 6月3日,省数据局上线平台。\n";
    fs::write(folder.path().join("通报六月.txt"), later).expect("writes");
    let mut harness = window_over(folder.path());
    wait(&mut harness, |app| {
        app.session().folder().map(Folder::progress) == Some((2, 2))
    });
    let mut desk = Desk { folder, harness };
    desk.press_with(Modifiers::ALT, Key::Num2);
    desk.wait_for_rows();
    desk
}

impl Desk {
    fn wait_for_rows(&mut self) {
        self.harness.run_steps(3);
        wait(&mut self.harness, |app| {
            let table = app.session().table();
            !table.is_running() && table.rows().n_all() == 3
        });
        self.harness.run_steps(3);
    }

    fn leads(&self) -> Vec<String> {
        let rows = self.harness.state().session().table().rows();
        let lead = |row| rows.cell(row, &TableColumn::Lead, Language::Chinese);
        (0..rows.len()).map(|row| lead(row).into_owned()).collect()
    }

    /// Status and tags of the entries of a document.
    fn decided(&self, document: usize) -> Vec<(Status, Vec<String>)> {
        let folder = self.harness.state().session().folder().expect("open");
        let open = folder.documents()[document].open().expect("loaded");
        let of = |id: NodeId| {
            let node = open.record.node(id);
            (node.status, node.tags.clone())
        };
        let entries = open.loaded.outline.entries();
        entries.map(|(id, _)| of(id)).collect()
    }
}

#[test]
fn a_click_on_a_heading_sorts_and_the_third_click_ends_it() {
    let mut desk = desk();
    assert_eq!(desk.leads(), ["数字治理", "人员培训", "平台建设"]);
    for sorted in [
        ["平台建设", "人员培训", "数字治理"],
        ["数字治理", "人员培训", "平台建设"],
        ["数字治理", "人员培训", "平台建设"],
    ] {
        desk.click("小标题");
        desk.wait_for_rows();
        assert_eq!(desk.leads(), sorted);
    }
}

#[test]
fn what_is_typed_filters_and_letters_in_the_table_decide_nothing() {
    let mut desk = desk();
    desk.press(Key::X);
    desk.press(Key::A);
    desk.harness.get_by_label("在各列中筛选…").focus();
    desk.harness.run_steps(2);
    desk.harness.get_by_label("在各列中筛选…").type_text("ptjs");
    desk.wait_for_rows();
    assert_eq!(desk.leads(), ["平台建设"]);
    assert!(desk.harness.query_by_label("1 / 3 条").is_some());
    let history = desk.harness.state().session().history();
    assert_eq!(history.undo_label(), None);
}

#[test]
fn many_rows_are_decided_on_in_one_step_and_taken_back_in_one() {
    let mut desk = desk();
    let untouched = (desk.decided(0), desk.decided(1));
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.press(Key::Num6);
    let tagged = |desk: &Desk| {
        let all = desk.decided(0).into_iter().chain(desk.decided(1));
        all.filter(|(_, tags)| tags == &["重要"]).count()
    };
    assert_eq!(tagged(&desk), 3);
    desk.click("改状态 ▾");
    desk.click("✓ 已审");
    let folder = desk.harness.state().session().folder().expect("open");
    assert_eq!(folder.n_reviewed(), 2);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!((desk.decided(0), desk.decided(1)), untouched);
    desk.press_with(Modifiers::COMMAND, Key::Y);
    assert_eq!(tagged(&desk), 3);
    desk.wait_until_saved();
    assert_eq!(desk.on_disk().entries.len(), 2);
}

#[test]
fn rows_are_copied_as_cells() {
    let mut desk = desk();
    desk.press(Key::Home);
    desk.harness
        .key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    desk.harness.run_steps(1);
    // Ctrl+C reaches a program as this.
    desk.harness.event(Event::Copy);
    desk.harness.step();
    let commands = desk.harness.output().platform_output.commands.iter();
    let mut texts = commands.filter_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text),
        _ => None,
    });
    let copied = texts.next().expect("something was copied");
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines.len(), 3, "a heading and two rows: {lines:?}");
    assert!(lines[2].starts_with("通报\t2024-05\t重点工作\t人员培训\t2024-05-20\t举办\t"));
}

#[test]
fn enter_opens_the_entry_in_the_text() {
    let mut desk = desk();
    desk.press(Key::End);
    desk.press(Key::Enter);
    assert!(desk.harness.query_by_label("文档信息").is_some());
    let document = desk.document();
    assert_eq!(document.loaded.path.to_str(), Some("通报六月.txt"));
    let entry = document.selected_entry().expect("an entry");
    assert_eq!(
        document.record.node(entry).status,
        Status::Unreviewed,
        "Enter settled nothing"
    );
    desk.press_with(Modifiers::ALT, Key::Num2);
    desk.wait_for_rows();
    assert!(desk.harness.query_by_label("已选 1 条").is_some());
}

#[test]
fn only_the_chosen_rows_are_exported() {
    let mut desk = desk();
    desk.press(Key::End);
    desk.click("导出各行");
    assert!(
        desk.harness
            .query_by_label("只导出表格中选定的 1 条")
            .is_some()
    );
    let target = desk.folder.path().join("条目.csv");
    // The window has found its size and place.
    desk.harness.run_steps(6);
    desk.click("CSV 表格");
    desk.harness.get_by_label("存为").focus();
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::A);
    let field = desk.harness.get_by_label("存为");
    field.type_text(&target.display().to_string());
    desk.harness.run_steps(2);
    let start = desk.harness.get_all_by_label("导出").last();
    start.expect("the button").click();
    desk.harness.run_steps(2);
    wait(&mut desk.harness, |app| {
        matches!(
            app.session().export(),
            Some(piyue::session::ExportState::Finished { .. })
        )
    });
    let csv = fs::read_to_string(&target).expect("written");
    assert!(
        csv.contains("平台建设") && !csv.contains("人员培训"),
        "{csv}"
    );
}

#[test]
fn a_view_is_saved_under_a_name_chosen_with_a_digit_renamed_and_deleted() {
    let mut desk = desk();
    desk.click("小标题");
    desk.harness.get_by_label("在各列中筛选…").focus();
    desk.harness.run_steps(2);
    desk.harness.get_by_label("在各列中筛选…").type_text("省");
    desk.wait_for_rows();
    let shown = desk.leads();
    assert!(shown.len() < 4 && !shown.is_empty());
    desk.click("视图 ▾");
    let field = "把现在的样子存为…回车";
    desk.harness.get_by_label(field).focus();
    desk.harness.run_steps(2);
    desk.harness.get_by_label(field).type_text("按标题");
    desk.press(Key::Enter);
    assert!(
        desk.harness.query_by_label("按标题 ▾").is_some(),
        "it holds"
    );
    desk.click("清除筛选");
    desk.click("小标题");
    desk.click("小标题");
    desk.wait_for_rows();
    assert_eq!(desk.leads(), ["数字治理", "人员培训", "平台建设"]);
    desk.press_with(Modifiers::ALT, Key::V);
    desk.press(Key::Num1);
    desk.wait_for_rows();
    assert_eq!(desk.leads(), shown);
    desk.click("按标题 ▾");
    desk.click("给“按标题”改名");
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.harness.event(Event::Text("省里的".into()));
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    assert!(desk.harness.query_by_label("省里的 ▾").is_some());
    desk.click("删除“省里的”");
    desk.click("确定删除“省里的”");
    assert!(desk.harness.query_by_label("视图 ▾").is_some());
}

#[test]
fn a_field_of_the_selected_rows_is_set_by_keyboard_and_cleared_by_mouse() {
    let mut desk = desk();
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.press_with(Modifiers::ALT, Key::F);
    assert!(
        desk.harness.ctx.text_edit_focused(),
        "the value is typed at once"
    );
    desk.harness.event(Event::Text("2024-06-30".into()));
    desk.harness.run_steps(3);
    assert!(desk.harness.query_by_label("将改 3 条").is_some());
    desk.press(Key::Enter);
    let dates = |desk: &mut Desk| -> Vec<String> {
        desk.wait_for_rows();
        let rows = desk.harness.state().session().table().rows();
        let date = |row| rows.cell(row, &TableColumn::Date, Language::Chinese);
        (0..rows.len()).map(|row| date(row).into_owned()).collect()
    };
    assert_eq!(dates(&mut desk), ["2024-06-30"; 3]);
    desk.click("改字段 ▾");
    desk.click("清空");
    assert!(
        desk.harness
            .query_by_label("将改 3 条；其中 3 条已有人改过")
            .is_some()
    );
    desk.click("改 3 条");
    assert_eq!(dates(&mut desk), [""; 3]);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(dates(&mut desk), ["2024-06-30"; 3]);
}

#[test]
fn columns_are_moved_in_their_list() {
    let mut desk = desk();
    desk.click("列 ▾");
    desk.click("小标题 上移");
    desk.harness.run_steps(3);
    let left = |desk: &Desk, label: &str| {
        let headings = desk.harness.get_all_by_label(label);
        let rects = headings.map(|node| node.rect());
        rects
            .min_by(|a, b| a.top().total_cmp(&b.top()))
            .expect("a heading")
            .left()
    };
    assert!(left(&desk, "小标题") < left(&desk, "章节"));
}
