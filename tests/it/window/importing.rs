//! 导入批注: looked at before anything is written, written as one step, told what did not fit.

use std::fs;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use piyue::annotation::Verdict;
use piyue::session::ImportState;
use serde_json::{Value, json};

use super::{BULLETIN, Desk, wait};

/// A file of doccano beside the folder, with these words labelled; the folder that holds it.
fn labelled(labels: &[(&str, &str)]) -> (tempfile::TempDir, String) {
    let labels: Vec<Value> = labels
        .iter()
        .map(|(words, label)| {
            let at = BULLETIN.find(words).expect("in the bulletin");
            let start = BULLETIN[..at].chars().count();
            json!([start, start + words.chars().count(), label])
        })
        .collect();
    let line = json!({"text": BULLETIN, "label": labels});
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("标注.jsonl");
    fs::write(&file, line.to_string()).expect("writes");
    let file = file.display().to_string();
    (folder, file)
}

/// Types into a field of the window.
fn fill(desk: &mut Desk, label: &str, words: &str) {
    desk.harness.get_by_label(label).focus();
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.harness.get_by_label(label).type_text(words);
    desk.harness.run_steps(2);
}

/// Opens the window by its key and looks at a file as 李.
fn look(desk: &mut Desk, file: &str) {
    desk.press_with(Modifiers::COMMAND, Key::I);
    fill(desk, "文件或文件夹", file);
    fill(desk, "决定署名", "李");
    desk.click("查看");
    wait_until_looked(desk);
}

fn wait_until_looked(desk: &mut Desk) {
    wait(&mut desk.harness, |app| {
        matches!(app.session().import(), Some(ImportState::Looked(_)))
    });
    desk.harness.run_steps(2);
}

fn apply(desk: &mut Desk) {
    desk.click("导入到 1 篇文档");
    wait(&mut desk.harness, |app| {
        matches!(app.session().import(), Some(ImportState::Done(_)))
    });
    desk.harness.run_steps(2);
}

#[test]
fn an_import_is_looked_at_then_written_and_taken_back_in_one_step() {
    let mut desk = Desk::with(BULLETIN);
    let (_kept, file) = labelled(&[("5月底", "date"), ("数字治理", "event")]);
    look(&mut desk, &file);
    assert!(!desk.folder.path().join("通报.txt.piyue.ron").exists());
    assert!(desk.document().loaded.annotation.mentions.is_empty());
    apply(&mut desk);
    assert!(
        desk.harness
            .query_by_label_contains("已导入到 1 篇文档")
            .is_some()
    );
    desk.wait_until_saved();
    let verdicts = |desk: &Desk| {
        let mentions = desk.on_disk().mentions;
        mentions
            .iter()
            .map(|it| (it.verdict, it.by.clone()))
            .collect::<Vec<_>>()
    };
    let by = || Some("李".to_owned());
    assert_eq!(
        verdicts(&desk),
        [(Verdict::Added, by()), (Verdict::Accepted, by())]
    );
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.wait_until_saved();
    assert!(desk.on_disk().mentions.is_empty());
}

#[test]
fn what_does_not_fit_is_listed_saved_as_a_table_and_seen_again() {
    let mut desk = Desk::with(BULLETIN);
    let (kept, file) = labelled(&[("5月底", "date"), ("数字治理", "date")]);
    look(&mut desk, &file);
    assert!(
        desk.harness
            .query_by_label_contains("标注.jsonl:1 · 通报.txt")
            .is_some()
    );
    apply(&mut desk);
    let table = kept.path().join("报告.csv");
    fill(&mut desk, "报告", &table.display().to_string());
    desk.click("存为表格");
    let words = fs::read_to_string(&table).expect("written");
    assert_eq!(words.lines().count(), 2, "{words}");
    assert!(words.contains("\"通报.txt\""), "{words}");
    // Closed and opened again, the report is still there; another file can be looked at.
    desk.press(Key::Escape);
    assert!(desk.harness.query_by_label_contains("已导入到").is_none());
    desk.press_with(Modifiers::COMMAND, Key::I);
    assert!(desk.harness.query_by_label_contains("已导入到").is_some());
    desk.click("换别的文件");
    assert!(desk.harness.query_by_label("查看").is_some());
}

#[test]
fn what_was_decided_stays_unless_the_reviewer_chooses_the_file() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::L);
    desk.press(Key::X);
    desk.wait_until_saved();
    let rejected = desk.on_disk().mentions[0].anchor.quote.clone();
    let kind = desk.on_disk().mentions[0].kind.name().to_owned();
    let (_kept, file) = labelled(&[(&rejected, &kind)]);
    look(&mut desk, &file);
    assert!(desk.harness.query_by_label("导入到 0 篇文档").is_some());
    desk.click("以文件为准");
    wait_until_looked(&mut desk);
    apply(&mut desk);
    desk.wait_until_saved();
    assert_eq!(desk.on_disk().mentions[0].verdict, Verdict::Accepted);
}

#[test]
fn an_unknown_type_is_left_out_or_becomes_one_of_the_codebook() {
    let mut desk = Desk::with(BULLETIN);
    let (_kept, file) = labelled(&[("数字治理", "PROJECT")]);
    look(&mut desk, &file);
    assert!(desk.harness.query_by_label("导入到 0 篇文档").is_some());
    desk.click("PROJECT × 1");
    desk.click("加入标签体系");
    wait_until_looked(&mut desk);
    apply(&mut desk);
    let path = desk.folder.path().join("codebook.piyue.ron");
    wait(&mut desk.harness, |_| path.exists());
    let codebook = fs::read_to_string(&path).expect("written");
    assert!(codebook.contains("\"PROJECT\""), "{codebook}");
    desk.wait_until_saved();
    assert_eq!(desk.on_disk().mentions[0].kind.name(), "PROJECT");
}

#[test]
fn nothing_is_written_where_the_reviewer_goes_away() {
    let mut desk = Desk::with(BULLETIN);
    let (_kept, file) = labelled(&[("5月底", "date")]);
    look(&mut desk, &file);
    desk.press(Key::Escape);
    assert!(desk.harness.state().session().import().is_none());
    desk.harness.run_steps(5);
    assert!(desk.document().loaded.annotation.mentions.is_empty());
    assert!(!desk.folder.path().join("通报.txt.piyue.ron").exists());
}
