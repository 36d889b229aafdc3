//! Keys: listed where one is, given to other commands, kept.

use std::fs;

use egui::{Key, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use piyue::annotation::Status;
use piyue::i18n::Language;
use piyue::ui::{App, Settings};

use super::{BULLETIN, Desk, wait};

/// A desk whose settings are kept in the folder.
fn desk_with_settings() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let path = folder.path().to_owned();
    let settings = Settings {
        language: Some(Language::Chinese),
        file: Some(path.join(".settings/settings.ron")),
        ..Settings::default()
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(64)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, settings, Some(path), None));
    wait(&mut harness, |app| app.session().document().is_some());
    harness.run_steps(4);
    Desk { folder, harness }
}

fn kept(desk: &Desk) -> String {
    let path = desk.folder.path().join(".settings/settings.ron");
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn a_key_of_another_command_is_given_only_after_that_was_said() {
    let mut desk = desk_with_settings();
    let clash = "J 已是“下一条”的快捷键，改给“审定并到下一条”吗？";
    desk.press(Key::Questionmark);
    desk.click("更改“审定并到下一条”的快捷键");
    desk.press(Key::J);
    assert!(desk.harness.query_by_label(clash).is_some());
    desk.click("不改");
    assert!(desk.harness.query_by_label(clash).is_none());
    assert!(!kept(&desk).contains("command-settle"));

    desk.click("更改“审定并到下一条”的快捷键");
    desk.press(Key::J);
    desk.click("改过来");
    assert!(kept(&desk).contains("command-settle"));
    desk.press(Key::Escape);
    assert!(
        desk.harness.query_by_label("审定并到下一条  J").is_some(),
        "buttons show the key in force"
    );
    desk.press(Key::Enter);
    assert_eq!(desk.document().record.status, Status::Unreviewed);
    desk.press(Key::J);
    assert_eq!(desk.document().record.status, Status::InReview);

    desk.press(Key::Questionmark);
    desk.click("恢复默认");
    assert!(!kept(&desk).contains("command-settle"));
    desk.press(Key::Escape);
    desk.press(Key::Enter);
    assert_eq!(desk.document().record.status, Status::Reviewed);
}

#[test]
fn keys_with_a_fixed_meaning_are_refused_and_escape_leaves_all_as_it_is() {
    let mut desk = desk_with_settings();
    desk.press(Key::Questionmark);
    desk.click("更改“审定并到下一条”的快捷键");
    desk.press(Key::Num1);
    let refused = "这个键另有固定用途，请换一个";
    assert!(desk.harness.query_by_label(refused).is_some());
    desk.press(Key::Escape);
    assert!(
        desk.harness.query_by_label("恢复默认").is_some(),
        "Escape gave up the key, not the window"
    );
    desk.press(Key::Escape);
    assert!(desk.harness.query_by_label("恢复默认").is_none());
    desk.press(Key::Enter);
    assert_eq!(desk.document().record.status, Status::InReview);
}

#[test]
fn the_keys_of_where_one_is_come_first() {
    let mut desk = desk_with_settings();
    desk.press(Key::Questionmark);
    assert!(desk.harness.query_by_label("校核（当前位置）").is_some());
    desk.press(Key::Escape);
    desk.press(Key::W);
    desk.press(Key::Questionmark);
    assert!(desk.harness.query_by_label("原文（当前位置）").is_some());
}
