//! How the source is set and which theme the window wears, by mouse and by key.

use std::fs;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use piyue::i18n::Language;
use piyue::ui::theme::Tokens;
use piyue::ui::{App, Settings};

use super::{BULLETIN, Desk, wait};

#[test]
fn the_way_of_reading_is_chosen_from_a_list_that_the_text_follows_at_once() {
    let mut desk = Desk::with(BULLETIN);
    let height = |desk: &Desk| {
        let line = desk.harness.get_by_label_contains("数字治理 截至");
        line.rect().height()
    };
    let before = height(&desk);
    desk.click("阅读方式");
    desk.click("宋体");
    let slider = desk.harness.get_by_role_and_label(Role::Slider, "行距");
    slider.focus();
    desk.harness.run_steps(2);
    for _ in 0..4 {
        desk.press(Key::ArrowRight);
    }
    assert!(height(&desk) > before, "lines are looser");
    desk.click("深色");
    desk.click("高对比度");
    desk.click("色觉友好配色");
    let tokens = Tokens::of(&desk.harness.ctx);
    assert!(tokens.is_dark && tokens.is_high_contrast);
    desk.click("恢复默认");
    let tokens = Tokens::of(&desk.harness.ctx);
    assert!(!tokens.is_dark && !tokens.is_high_contrast);
    assert_eq!(height(&desk).to_bits(), before.to_bits());
    // Escape leaves the list, and letters are commands again.
    desk.press(Key::Escape);
    assert!(desk.harness.query_by_label("恢复默认").is_none());
}

#[test]
fn everything_about_reading_has_a_key() {
    let mut desk = Desk::with(BULLETIN);
    let height = |desk: &Desk| {
        let line = desk.harness.get_by_label_contains("数字治理 截至");
        line.rect().height()
    };
    let before = height(&desk);
    desk.press_with(Modifiers::ALT, Key::Equals);
    assert!(height(&desk) > before);
    desk.press_with(Modifiers::ALT, Key::Minus);
    desk.press_with(Modifiers::COMMAND, Key::Equals);
    assert!(height(&desk) > before);
    desk.press_with(Modifiers::COMMAND, Key::Minus);
    for _ in 0..12 {
        desk.press_with(Modifiers::ALT, Key::OpenBracket);
    }
    assert!(height(&desk) > before, "short lines need more rows");
    desk.press_with(Modifiers::SHIFT, Key::F9);
    assert!(Tokens::of(&desk.harness.ctx).is_high_contrast);
    let plain = *Tokens::of(&desk.harness.ctx);
    desk.press_with(Modifiers::COMMAND, Key::F9);
    assert_ne!(
        *Tokens::of(&desk.harness.ctx),
        plain,
        "types in other colours"
    );
    desk.press(Key::F7);
    desk.click("恢复默认");
    assert_eq!(height(&desk).to_bits(), before.to_bits());
}

#[test]
fn how_one_reads_is_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let file = folder.path().join("settings.ron");
    let settings = Settings {
        language: Some(Language::Chinese),
        file: Some(file.clone()),
        ..Settings::default()
    };
    let path = folder.path().to_owned();
    let mut harness = Harness::builder()
        .build_eframe(move |creation| App::new(&creation.egui_ctx, settings, Some(path), None));
    wait(&mut harness, |app| app.session().document().is_some());
    harness.key_press_modifiers(Modifiers::ALT, Key::S);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F9);
    harness.run_steps(3);
    let ron = fs::read_to_string(file).expect("settings");
    assert!(ron.contains("typeface: Serif"), "{ron}");
    assert!(ron.contains("high_contrast: true"), "{ron}");
}
