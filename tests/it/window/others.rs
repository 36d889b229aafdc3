//! What others do, in the window: a second window, conflicts, copies.

use std::fs;

use egui::Key;
use egui_kittest::kittest::Queryable;
use piyue::annotation::{
    Conflict, Edit, LogEntry, OutlineAspect, OutlineDecision, OutlineOp, Stamp, Target,
    outline_anchor, sidecar,
};
use piyue::document::NodeKind;
use piyue::source;
use piyue::text::Text;

use super::{BULLETIN, Desk, wait, window_over};

/// Signed edits by two reviewers.
fn sides(edits: [(&str, Edit); 2]) -> Vec<LogEntry> {
    let sides = edits.into_iter().map(|(by, edit)| LogEntry {
        at: "2026-11-21T20:34:00+08:00".into(),
        by: Some(by.into()),
        edit,
    });
    sides.collect()
}

/// A folder whose document has two notes that nobody chose between yet.
fn disputed() -> tempfile::TempDir {
    let note = |note: &str| Edit::Note {
        target: Target::Document,
        note: Some(note.into()),
        stamp: Stamp::default(),
    };
    disputed_by(sides([
        ("李", note("口径一致")),
        ("王", note("口径不一致")),
    ]))
}

/// A folder whose document has a conflict, the first side of which holds.
fn disputed_by(sides: Vec<LogEntry>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("通报.txt");
    fs::write(&path, BULLETIN).expect("writes");
    let source = source::read(&path, BULLETIN.as_bytes(), None).expect("a text");
    let mut annotation = piyue::annotation::Annotation::default();
    annotation.apply(&sides[0].edit);
    annotation.conflicts = vec![Conflict { sides, base: None }];
    let note = sidecar::SourceNote {
        name: "通报.txt".into(),
        sha256: source.sha256,
        length: source.text.n_chars(),
        encoding: source.encoding,
        converter: None,
    };
    let ron = sidecar::write(&annotation, &source.text, note).expect("quotes hold");
    fs::write(folder.path().join("通报.txt.piyue.ron"), ron).expect("writes");
    folder
}

#[test]
fn a_conflict_is_shown_side_by_side_and_settled_by_choosing() {
    let folder = disputed();
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };
    assert!(desk.harness.query_by_label("! 1 处分歧待定").is_some());
    desk.press(Key::C);
    assert_eq!(
        desk.document().selection.node,
        None,
        "it is on the document"
    );
    assert!(
        desk.harness
            .query_by_label_contains("2 种不同的决定")
            .is_some()
    );
    assert!(desk.harness.query_by_label("李 11月21日 20:34").is_some());
    desk.click("选定：口径不一致");
    assert_eq!(desk.document().record.note.as_deref(), Some("口径不一致"));
    desk.wait_until_saved();
    assert!(desk.on_disk().conflicts.is_empty());
    assert!(desk.harness.query_by_label("! 1 处分歧待定").is_none());
}

#[test]
fn a_dispute_about_the_tree_is_settled_at_its_place() {
    let text = Text::new(BULLETIN.into());
    let at = u32::try_from(BULLETIN.find("人员培训").expect("in the text")).expect("short");
    let anchor = outline_anchor(&text, at).expect("words");
    let edit = |by: &str, op: OutlineOp| Edit::Outline {
        aspect: OutlineAspect::Begin,
        anchor: anchor.clone(),
        decision: Some(OutlineDecision {
            op,
            anchor: anchor.clone(),
            by: Some(by.into()),
            at: "2026-11-21T20:34:00+08:00".into(),
        }),
    };
    let folder = disputed_by(sides([
        ("李", edit("李", OutlineOp::Kind(NodeKind::Boilerplate))),
        ("王", edit("王", OutlineOp::Join)),
    ]));
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };
    let n_nodes = |desk: &Desk| desk.document().loaded.outline.nodes.len();
    let before = n_nodes(&desk);
    desk.press(Key::C);
    let node = desk.document().selection.node.expect("the disputed node");
    let kind = desk.document().loaded.outline.node(node).kind;
    assert_eq!(kind, NodeKind::Boilerplate, "what was decided first holds");
    desk.click("选定：并入前一段");
    assert_eq!(n_nodes(&desk), before - 1);
    desk.wait_until_saved();
    let on_disk = desk.on_disk();
    assert!(on_disk.conflicts.is_empty());
    assert_eq!(on_disk.outline[0].op, OutlineOp::Join);
    assert_eq!(
        on_disk.outline[0].by.as_deref(),
        Some("王"),
        "it stays his decision"
    );
}

#[test]
fn a_second_window_asks_whether_to_edit_or_only_to_read() {
    let first = Desk::with(BULLETIN);
    let mut second = window_over(first.folder.path());
    wait(&mut second, |app| {
        let others = app.session().folder().map(piyue::session::Folder::others);
        others.is_some_and(|others| !others.open_elsewhere.is_empty())
    });
    second.run_steps(3);
    assert!(second.query_by_label_contains("打开着这个文件夹").is_some());
    second.get_by_label("只看不改").click();
    second.run_steps(3);
    assert!(second.query_by_label_contains("您选择了只看不改").is_some());
    second.key_press(Key::Num1);
    second.run_steps(3);
    let tags = |harness: &egui_kittest::Harness<'_, piyue::ui::App>| {
        let document = harness.state().session().document().expect("open");
        document.loaded.annotation.entries.len()
    };
    assert_eq!(tags(&second), 0);
    second.get_by_label("开始编辑").click();
    second.run_steps(3);
    second.key_press(Key::Num1);
    second.run_steps(3);
    assert_eq!(tags(&second), 1);
}
