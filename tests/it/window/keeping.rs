//! Nothing is lost: saves that fail, text that was not committed, earlier versions.

use std::fs;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use piyue::annotation::Status;
use piyue::session::{ExportState, SaveState};
use piyue::ui::App;

use super::{BULLETIN, Desk, wait, window_over};

fn save_state(app: &App) -> SaveState {
    app.session()
        .folder()
        .expect("a folder is open")
        .save_state()
}

/// A desk on which nothing can be saved: a folder stands where the temporary file would be.
fn blocked() -> (Desk, std::path::PathBuf) {
    let mut desk = Desk::with(BULLETIN);
    let obstacle = desk.folder.path().join(".通报.txt.piyue.ron.tmp");
    fs::create_dir(&obstacle).expect("creates");
    desk.press(Key::Enter);
    wait(&mut desk.harness, |app| {
        matches!(save_state(app), SaveState::Failed { .. })
    });
    desk.harness.run_steps(3);
    (desk, obstacle)
}

#[test]
fn a_save_that_failed_says_which_and_why_and_goes_well_when_tried_again() {
    let (mut desk, obstacle) = blocked();
    assert!(
        desk.harness
            .query_by_label_contains("未能保存 通报.txt（共 1 篇未存）")
            .is_some()
    );
    let entry = desk
        .document()
        .record
        .nodes
        .iter()
        .find(|node| node.status == Status::Reviewed);
    assert!(entry.is_some(), "the decision is still there");
    fs::remove_dir(&obstacle).expect("removes");
    desk.click("重试");
    desk.wait_until_saved();
    assert!(desk.harness.query_by_label_contains("未能保存").is_none());
    assert_eq!(desk.on_disk().entries[0].status, Status::Reviewed);
}

#[test]
fn what_cannot_be_saved_is_written_elsewhere_and_the_folder_is_not_closed_over_it() {
    let (mut desk, _) = blocked();
    desk.harness.get_by_label_contains("打开 ▾").click();
    desk.harness.run_steps(3);
    desk.harness.get_by_label_contains("关闭文件夹").click();
    desk.harness.run_steps(3);
    assert!(desk.harness.state().session().folder().is_some());
    assert!(
        desk.harness
            .query_by_label_contains("文件夹没有关闭")
            .is_some()
    );
    let elsewhere = tempfile::tempdir().expect("a folder");
    desk.click("另存到…");
    desk.harness.get_by_label("位置").focus();
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.harness
        .get_by_label("位置")
        .type_text(&elsewhere.path().display().to_string());
    desk.harness.run_steps(2);
    desk.click("另存");
    wait(&mut desk.harness, |app| {
        matches!(
            save_state(app),
            SaveState::Failed {
                elsewhere: Some(_),
                ..
            }
        )
    });
    let SaveState::Failed {
        elsewhere: Some(folder),
        ..
    } = save_state(desk.harness.state())
    else {
        panic!("it was written elsewhere");
    };
    assert!(folder.starts_with(elsewhere.path()));
    let ron = fs::read_to_string(folder.join("通报.txt.piyue.ron")).expect("written");
    assert!(ron.contains("status: Reviewed"));
    desk.harness.run_steps(2);
    assert!(desk.harness.query_by_label_contains("已另存到").is_some());
}

#[test]
fn text_that_was_not_committed_is_offered_at_the_next_start() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::N);
    desk.harness.get_by_label("备注").type_text("与口径核对");
    desk.harness.run_steps(2);
    let kept = desk.folder.path().join(".piyue/drafts.ron");
    wait(&mut desk.harness, |_| kept.exists());
    // As after a crash: the window is gone, nothing was committed.
    let Desk { folder, harness } = desk;
    drop(harness);
    assert!(!folder.path().join("通报.txt.piyue.ron").exists());
    let harness = window_over(folder.path());
    let mut desk = Desk { folder, harness };
    wait(&mut desk.harness, |app| {
        !app.session().left_drafts().is_empty()
    });
    desk.harness.run_steps(3);
    assert!(
        desk.harness
            .query_by_label_contains("上次有 1 处未完成的输入。通报.txt：“与口径核对”")
            .is_some()
    );
    desk.click("取回");
    assert!(desk.harness.state().session().left_drafts().is_empty());
    assert!(
        !desk.folder.path().join("通报.txt.piyue.ron").exists(),
        "not a decision yet"
    );
    desk.harness.get_by_label("备注").type_text("！");
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.wait_until_saved();
    assert_eq!(
        desk.on_disk().entries[0].note.as_deref(),
        Some("与口径核对！")
    );
    wait(&mut desk.harness, |_| !kept.exists());
}

#[test]
fn a_draft_whose_field_is_gone_is_shown_and_can_be_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    fs::create_dir(folder.path().join(".piyue")).expect("creates");
    let kept = folder.path().join(".piyue/drafts.ron");
    let place = "(start: 3, end: 6, quote: \"没有了\")";
    fs::write(
        &kept,
        format!("[(path: \"通报.txt\", field: Note(Some({place})), text: \"旧话\")]"),
    )
    .expect("writes");
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };
    wait(&mut desk.harness, |app| {
        !app.session().left_drafts().is_empty()
    });
    desk.harness.run_steps(3);
    assert!(desk.harness.query_by_label("取回").is_none());
    assert!(desk.harness.query_by_label("复制").is_some());
    desk.click("丢弃");
    wait(&mut desk.harness, |_| !kept.exists());
    assert!(desk.harness.query_by_label_contains("上次有").is_none());
}

/// Opens 历史版本 from the palette and waits for the list.
fn look_at_past(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.harness
        .get_by_label("输入命令名称：中文、拼音、拼音首字母或英文")
        .type_text("历史版本");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    wait_for_past(desk);
}

fn wait_for_past(desk: &mut Desk) {
    wait(&mut desk.harness, |app| {
        let past = app
            .session()
            .folder()
            .and_then(piyue::session::Folder::past);
        past.is_some_and(|past| matches!(past.state, piyue::session::PastState::Found { .. }))
    });
    desk.harness.run_steps(3);
}

#[test]
fn an_earlier_version_shows_what_it_would_change_and_is_taken_back() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    desk.wait_until_saved();
    let Desk { folder, harness } = desk;
    drop(harness);
    let harness = window_over(folder.path());
    let mut desk = Desk { folder, harness };
    desk.press(Key::Num1);
    desk.wait_until_saved();
    look_at_past(&mut desk);
    let row = desk.harness.get_by_label_contains("之前 在审，");
    row.click();
    desk.harness.run_steps(3);
    assert!(desk.harness.query_by_label("取回后有 2 处变化：").is_some());
    let tagged = |desk: &Desk| {
        desk.on_disk()
            .entries
            .iter()
            .any(|entry| !entry.tags.is_empty())
    };
    assert!(tagged(&desk));
    desk.click("取回此版本");
    wait(&mut desk.harness, |app| app.session().document().is_some());
    desk.harness.run_steps(3);
    assert!(!tagged(&desk));
    assert!(
        desk.document()
            .record
            .nodes
            .iter()
            .all(|node| node.tags.is_empty())
    );
    // What it replaced is the newest version now.
    look_at_past(&mut desk);
    desk.harness
        .get_all_by_label_contains("之前 在审，")
        .next()
        .expect("a row")
        .click();
    desk.harness.run_steps(3);
    desk.click("取回此版本");
    wait(&mut desk.harness, |app| app.session().document().is_some());
    assert!(tagged(&desk));
}

#[test]
fn a_document_whose_sidecar_was_broken_gets_an_earlier_version_back() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    desk.wait_until_saved();
    let Desk { folder, harness } = desk;
    drop(harness);
    let harness = window_over(folder.path());
    let mut desk = Desk { folder, harness };
    desk.press(Key::Num1);
    desk.wait_until_saved();
    let Desk { folder, harness } = desk;
    drop(harness);
    let sidecar = folder.path().join("通报.txt.piyue.ron");
    fs::write(&sidecar, "<<<<<<< HEAD\n").expect("writes");
    let harness = window_over(folder.path());
    let mut desk = Desk { folder, harness };
    assert!(!desk.document().is_editable());
    desk.click("历史版本");
    wait_for_past(&mut desk);
    desk.harness.get_by_label_contains("之前 在审，").click();
    desk.harness.run_steps(3);
    desk.click("取回此版本");
    wait(&mut desk.harness, |app| {
        let document = app.session().document();
        document.is_some_and(piyue::session::OpenDocument::is_editable)
    });
    assert_eq!(desk.on_disk().entries[0].status, Status::Reviewed);
}

#[test]
fn the_form_says_who_decided_on_a_mention_before_and_when() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::L);
    desk.press(Key::Y);
    desk.press(Key::X);
    let lines = ["李 剔除“", "李 采纳“"];
    for line in lines {
        let n = desk.harness.query_all_by_label_contains(line).count();
        assert!(n >= 2, "{line} stands with the mention and with the entry");
    }
}

#[test]
fn the_log_of_decisions_is_exported_from_the_window() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    desk.press_with(Modifiers::COMMAND, Key::E);
    desk.click("批注记录");
    let target = desk.folder.path().join("记录.csv");
    desk.harness.get_by_label("存为").focus();
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.harness
        .get_by_label("存为")
        .type_text(&target.display().to_string());
    desk.harness.run_steps(2);
    desk.harness
        .get_all_by_label("导出")
        .last()
        .expect("the button")
        .click();
    desk.harness.run_steps(2);
    wait(&mut desk.harness, |app| {
        matches!(app.session().export(), Some(ExportState::Finished { .. }))
    });
    let csv = fs::read_to_string(&target).expect("written");
    assert!(csv.contains(",李,改状态,"), "{csv}");
}
