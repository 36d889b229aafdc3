//! The same thing everywhere, by keyboard and by mouse: what is like a mention is listed, ticked, previewed and done in one step.

use std::fs;

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use piyue::annotation::Verdict;
use piyue::extract::MentionType;
use piyue::session::{Folder, Session};

use super::{BULLETIN, Desk, wait, window_over};

const JUNE: &str = "2024年6月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}平台建设 6月3日,省数据局上线平台。\n\n\
    \u{3000}\u{3000}数据治理 6月9日,省數據局会同省农业农村厅召开会议,省数据局讲话。\n";

/// Two bulletins, the first open, with the body of its first entry selected.
fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    fs::write(folder.path().join("通报六月.txt"), JUNE).expect("writes");
    let mut harness = window_over(folder.path());
    wait(&mut harness, |app| {
        app.session().folder().map(Folder::progress) == Some((2, 2))
    });
    let mut desk = Desk { folder, harness };
    desk.press(Key::L);
    desk.press(Key::L);
    desk
}

impl Desk {
    fn session(&self) -> &Session {
        self.harness.state().session()
    }

    fn wait_for_places(&mut self) {
        self.harness.run_steps(2);
        wait(&mut self.harness, |app| {
            let everywhere = app.session().everywhere();
            let (n_looked, n_to_look) = everywhere.progress();
            n_looked == n_to_look && !everywhere.is_looking()
        });
        self.harness.run_steps(3);
    }

    fn is_shown(&self, words: &str) -> bool {
        self.harness.query_by_label(words).is_some()
    }

    /// Verdicts on the mentions of the body in a document.
    fn verdicts_of(&self, document: usize) -> Vec<Option<Verdict>> {
        let folder = self.session().folder().expect("open");
        let open = folder.documents()[document].open().expect("loaded");
        let text = &open.loaded.source.text;
        let mentions = open.record.mentions.iter();
        let own = mentions.filter(|mention| {
            mention.kind == MentionType::Org
                && piyue::text::find::fold(text.slice(mention.span)) == "省数据局"
        });
        own.map(|mention| mention.verdict).collect()
    }
}

#[test]
fn a_rejection_is_repeated_everywhere_with_two_keys_and_taken_back_with_one() {
    let mut desk = desk();
    desk.press(Key::X);
    desk.press(Key::Q);
    desk.wait_for_places();
    assert!(desk.is_shown("剔除 3 处，1 篇文档；1 处已有判定，不改"));
    desk.press(Key::Enter);
    let rejected = Some(Verdict::Rejected);
    assert_eq!(desk.verdicts_of(1), [rejected; 3]);
    assert!(desk.is_shown("各处剔除：3 处，1 篇文档，可一次撤销"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.verdicts_of(1), [None; 3]);
    assert_eq!(desk.verdicts_of(0), [rejected], "that was another step");
    desk.wait_for_places();
    desk.press(Key::Escape);
    assert!(!desk.is_shown("关闭"), "the panel is closed");
    desk.press(Key::J);
    let document = desk.document();
    assert!(
        document.selected_entry().is_some(),
        "letters are commands again"
    );
}

#[test]
fn places_are_gone_through_and_ticked_by_keyboard() {
    let mut desk = desk();
    desk.press(Key::Q);
    desk.wait_for_places();
    assert!(desk.is_shown("采纳 4 处，2 篇文档"));
    // Past the first document and its place, past the second to its first place.
    for _ in 0..3 {
        desk.press(Key::ArrowDown);
    }
    assert_eq!(desk.document().loaded.path.to_str(), Some("通报六月.txt"));
    desk.press(Key::Space);
    assert!(desk.is_shown("采纳 3 处，2 篇文档"));
    desk.press_with(Modifiers::COMMAND, Key::A);
    assert!(desk.is_shown("采纳 4 处，2 篇文档"));
    desk.press(Key::ArrowUp);
    desk.press(Key::Space);
    assert!(
        desk.is_shown("采纳 1 处，1 篇文档"),
        "all of a document at once"
    );
    desk.press(Key::Escape);
    assert_eq!(
        desk.document().loaded.path.to_str(),
        Some("通报.txt"),
        "back where one was"
    );
}

#[test]
fn another_value_is_typed_once_and_holds_everywhere() {
    let mut desk = desk();
    desk.press(Key::Q);
    desk.wait_for_places();
    desk.press(Key::E);
    assert!(
        desk.harness.ctx.text_edit_focused(),
        "typing goes to the field"
    );
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.harness.event(Event::Text("某省数据局".into()));
    desk.harness.run_steps(3);
    desk.press(Key::Enter);
    assert_eq!(
        desk.verdicts_of(1),
        [None; 3],
        "Enter in the field ends typing"
    );
    assert!(desk.is_shown("改值 4 处，2 篇文档"));
    desk.press(Key::Enter);
    assert_eq!(desk.verdicts_of(1), [Some(Verdict::Corrected); 3]);
}

#[test]
fn all_of_it_is_done_by_mouse_too() {
    let mut desk = desk();
    desk.click("各处相同  Q");
    desk.wait_for_places();
    desk.click("剔除 X");
    assert!(desk.is_shown("剔除 4 处，2 篇文档"));
    let place = "平台建设 6月3日,省数据局上线平台。";
    let rect = desk.harness.get_by_label(place).rect();
    desk.harness
        .drag_at(egui::pos2(rect.left() + 18.0, rect.center().y));
    desk.harness
        .drop_at(egui::pos2(rect.left() + 18.0, rect.center().y));
    desk.harness.run_steps(3);
    assert!(desk.is_shown("剔除 3 处，2 篇文档"), "the box was clicked");
    desk.click("本篇");
    desk.wait_for_places();
    assert!(desk.is_shown("剔除 1 处，1 篇文档"));
    desk.click("剔除 1 处");
    assert_eq!(desk.verdicts_of(0), [Some(Verdict::Rejected)]);
    desk.click("关闭");
    assert!(!desk.is_shown("关闭"), "the panel is closed");
}

#[test]
fn after_a_correction_it_is_said_quietly_where_else_it_fits() {
    let mut desk = desk();
    desk.press(Key::CloseBracket);
    desk.press(Key::J);
    desk.press(Key::L);
    desk.press(Key::L);
    desk.press(Key::X);
    assert!(desk.is_shown("本文档还有 2 处相同  Q"));
    desk.press(Key::Enter);
    assert!(
        !desk.is_shown("本文档还有 2 处相同  Q"),
        "it is in nobody's way"
    );
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.verdicts_of(1), [None; 3]);
}
