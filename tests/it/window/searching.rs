//! Searching the folder as one types, by keyboard and by mouse.

use std::fs;

use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use piyue::session::SearchState;

use super::{BULLETIN, Desk, wait, window_over};

const BOX: &str = "搜索全部文档…";

/// Two bulletins, the first open.
fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let later = "2024年6月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}平台建设 6月3日,省数据局上线平台。\n";
    fs::write(folder.path().join("通报六月.txt"), later).expect("writes");
    let mut harness = window_over(folder.path());
    wait(&mut harness, |app| {
        app.session().folder().map(piyue::session::Folder::progress) == Some((2, 2))
    });
    Desk { folder, harness }
}

impl Desk {
    fn wait_until_searched(&mut self) {
        wait(&mut self.harness, |app| {
            app.session().search().state() != SearchState::Running
        });
        self.harness.run_steps(3);
    }

    /// Puts the cursor into the box and types.
    fn look_for(&mut self, words: &str) {
        self.press_with(Modifiers::COMMAND, Key::F);
        self.harness.get_by_label(BOX).type_text(words);
        self.harness.run_steps(2);
        self.wait_until_searched();
    }

    fn marked(&self) -> Option<(&str, &str)> {
        let document = self.document();
        let span = document.selection.text_span()?;
        let name = document.loaded.path.to_str()?;
        Some((name, document.loaded.source.text.slice(span)))
    }
}

#[test]
fn what_is_typed_is_found_everywhere_and_escape_returns() {
    let mut desk = desk();
    desk.press(Key::J);
    let before = desk.document().selection.clone();
    desk.look_for("shengsjj");
    assert!(desk.harness.query_by_label("2 处 · 2 篇").is_some());
    desk.press(Key::ArrowDown);
    assert_eq!(desk.marked(), Some(("通报.txt", "省数据局")));
    desk.press(Key::ArrowDown);
    assert_eq!(desk.marked(), Some(("通报六月.txt", "省数据局")));
    assert!(desk.harness.query_by_label("2 / 2").is_some());
    desk.press(Key::ArrowDown);
    assert_eq!(desk.marked(), Some(("通报.txt", "省数据局")), "round again");
    desk.press(Key::ArrowUp);
    desk.press(Key::Escape);
    assert_eq!(desk.document().loaded.path.to_str(), Some("通报.txt"));
    assert_eq!(desk.document().selection, before);
    assert!(
        desk.harness.query_by_label("文档信息").is_some(),
        "the outline is back"
    );
}

#[test]
fn enter_stays_at_the_hit_and_letters_are_commands_again() {
    let mut desk = desk();
    desk.look_for("平台");
    desk.press(Key::Enter);
    assert_eq!(desk.marked(), Some(("通报六月.txt", "平台")));
    desk.press(Key::F3);
    desk.press(Key::Num6);
    let document = desk.document();
    let entry = document.selected_entry().expect("an entry");
    assert_eq!(document.record.node(entry).tags, ["重要"]);
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    assert_eq!(desk.document().loaded.path.to_str(), Some("通报六月.txt"));
    assert_eq!(
        desk.harness.state().session().search().state(),
        SearchState::Idle
    );
}

#[test]
fn a_hit_is_shown_with_one_click() {
    let mut desk = desk();
    desk.look_for("平台");
    desk.click("平台建设 6月3日,省数据局上线平台。");
    assert_eq!(desk.marked(), Some(("通报六月.txt", "平台")));
}

#[test]
fn what_an_input_method_composes_is_looked_for_and_decides_nothing() {
    let mut desk = desk();
    desk.press_with(Modifiers::COMMAND, Key::F);
    for composing in ["s", "sheng", "sheng'shu"] {
        desk.harness.event(Event::Ime(ImeEvent::Preedit {
            text: composing.into(),
            active_range_chars: None,
        }));
        desk.harness.run_steps(2);
    }
    desk.wait_until_searched();
    let n_hits = |desk: &Desk| desk.harness.state().session().search().found().n_hits;
    assert_eq!(n_hits(&desk), 2);
    desk.harness.event(Event::Ime(ImeEvent::Preedit {
        text: String::new(),
        active_range_chars: None,
    }));
    desk.harness
        .event(Event::Ime(ImeEvent::Commit("省农业".into())));
    desk.harness.run_steps(2);
    desk.wait_until_searched();
    assert_eq!(n_hits(&desk), 1);
    assert_eq!(desk.marked(), None, "nothing moved while typing");
}

#[test]
fn the_same_box_finds_in_the_open_document_alone() {
    let mut desk = desk();
    desk.look_for("省数据局");
    desk.click("本篇");
    desk.wait_until_searched();
    assert!(desk.harness.query_by_label("1 处").is_some());
    desk.click("全部");
    desk.wait_until_searched();
    assert!(desk.harness.query_by_label("2 处 · 2 篇").is_some());
}
