//! The program's manners: settings, messages, the tour, zooming, going on where one was, files dropped on the window.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use piyue::i18n::Language;
use piyue::ui::{App, Settings};

use super::{BULLETIN, Desk, wait};

/// A window with these settings, kept in a file of the folder, over a path or the start screen.
fn window_with(folder: &Path, settings: Settings, is_open: bool) -> Harness<'static, App> {
    let settings = Settings {
        language: Some(Language::Chinese),
        file: Some(folder.join(".settings/settings.ron")),
        ..settings
    };
    let path = is_open.then(|| folder.to_owned());
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 720.0))
        .with_max_steps(64)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, settings, path, None));
    if is_open {
        wait(&mut harness, |app| app.session().document().is_some());
    }
    harness.run_steps(4);
    harness
}

fn desk_with(settings: Settings) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    fs::write(folder.path().join("来稿.txt"), BULLETIN).expect("writes");
    let harness = window_with(folder.path(), settings, true);
    Desk { folder, harness }
}

/// The settings as they were kept.
fn kept(desk: &Desk) -> Settings {
    let path = desk.folder.path().join(".settings/settings.ron");
    ron::from_str(&fs::read_to_string(path).expect("kept")).expect("readable")
}

#[test]
fn what_is_set_in_the_settings_window_holds_at_once_and_is_kept() {
    let mut desk = desk_with(Settings::default());
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    desk.click("English");
    assert!(
        desk.harness.query_by_label("Language").is_some(),
        "the window itself speaks English now"
    );
    desk.click("中文");
    desk.click("减少动画");
    assert!(desk.harness.ctx.global_style().animation_time.abs() < f32::EPSILON);
    desk.harness.get_by_label("姓名").focus();
    desk.harness.run_steps(2);
    desk.harness.get_by_label("姓名").type_text("王");
    desk.harness.run_steps(2);
    desk.press(Key::Tab);
    assert_eq!(desk.harness.state().session().name(), Some("王"));
    desk.press(Key::Escape);
    assert!(desk.harness.query_by_label("语言").is_none());
    let kept = kept(&desk);
    assert_eq!(kept.name.as_deref(), Some("王"));
    assert_eq!(kept.language, Some(Language::Chinese));
}

#[test]
fn the_window_is_zoomed_by_key_and_stays_so() {
    let mut desk = desk_with(Settings::default());
    for _ in 0..3 {
        desk.press_with(Modifiers::COMMAND, Key::Plus);
    }
    assert!((desk.harness.ctx.zoom_factor() - 1.3).abs() < 0.001);
    assert!((kept(&desk).zoom - 1.3).abs() < 0.001);
    desk.press_with(Modifiers::COMMAND, Key::Minus);
    assert!((desk.harness.ctx.zoom_factor() - 1.2).abs() < 0.001);
    desk.press_with(Modifiers::COMMAND, Key::Num0);
    assert!((desk.harness.ctx.zoom_factor() - 1.0).abs() < 0.001);
}

#[test]
fn a_message_that_was_closed_can_be_read_again() {
    let mut desk = desk_with(Settings::default());
    fs::remove_file(desk.folder.path().join("来稿.txt")).expect("removes");
    let missing = desk.folder.path().join("没有");
    let words = "请检查路径后再试";
    desk.press_with(Modifiers::COMMAND, Key::L);
    desk.harness.get_by_label("路径").focus();
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::A);
    let field = desk.harness.get_by_label("路径");
    field.type_text(&missing.display().to_string());
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    wait(&mut desk.harness, |app| {
        app.session().messages().open().next().is_some()
    });
    desk.harness.run_steps(3);
    assert!(desk.harness.query_by_label_contains(words).is_some());
    desk.click("知道了");
    assert!(desk.harness.query_by_label_contains(words).is_none());
    desk.press(Key::F6);
    assert!(desk.harness.query_by_label_contains(words).is_some());
}

#[test]
fn a_folder_opened_again_is_where_it_was_left() {
    let mut desk = desk_with(Settings::default());
    desk.press(Key::CloseBracket);
    desk.press(Key::J);
    let left = desk.harness.state().session().place().expect("a place");
    assert_eq!(left.document, "通报.txt");
    desk.press_with(Modifiers::COMMAND, Key::W);
    assert!(desk.harness.state().session().folder().is_none());

    let settings = kept(&desk);
    let harness = window_with(desk.folder.path(), settings, true);
    let mut again = Desk {
        folder: desk.folder,
        harness,
    };
    wait(&mut again.harness, |app| {
        app.session().place().as_ref() == Some(&left)
    });
}

#[test]
fn the_tour_takes_six_steps_and_can_be_left_at_any() {
    let mut desk = desk_with(Settings::default());
    desk.press_with(Modifiers::COMMAND, Key::F1);
    assert!(desk.harness.query_by_label("文件夹里的文档").is_some());
    // The button to go on has the focus.
    for n in 2..=6 {
        desk.press(Key::Enter);
        assert!(desk.harness.query_by_label(&format!("{n} / 6")).is_some());
    }
    desk.press(Key::Enter);
    assert!(desk.harness.query_by_label("6 / 6").is_none());
    desk.press_with(Modifiers::COMMAND, Key::F1);
    desk.press(Key::Escape);
    assert!(desk.harness.query_by_label("1 / 6").is_none());
    let undecided = desk.document().record.status;
    assert_eq!(undecided, piyue::annotation::Status::Unreviewed);
}

#[test]
fn a_folder_is_found_without_typing_where_the_system_has_no_dialog() {
    let outer = tempfile::tempdir().expect("a folder");
    let inner = outer.path().join("月报");
    fs::create_dir(&inner).expect("creates");
    fs::write(inner.join("通报.txt"), BULLETIN).expect("writes");
    let settings = Settings {
        recent: vec![outer.path().join("旧")],
        ..Settings::default()
    };
    let mut harness = window_with(outer.path(), settings, false);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    harness.run_steps(3);
    let see = |harness: &mut Harness<'_, App>, label: &str| {
        let end = std::time::Instant::now() + std::time::Duration::from_mins(1);
        while harness.query_by_label(label).is_none() {
            assert!(std::time::Instant::now() < end, "no {label}");
            harness.run_steps(1);
        }
        harness.get_by_label(label).click();
        harness.run_steps(2);
    };
    see(&mut harness, "月报");
    see(&mut harness, "通报.txt");
    wait(&mut harness, |app| app.session().document().is_some());
    let folder = harness.state().session().folder().expect("open");
    assert_eq!(folder.opened_path(), inner.join("通报.txt"));
}

/// A path let go over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("a folder has none".into())
    }
}

#[test]
fn a_folder_dropped_on_the_window_is_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let mut harness = window_with(folder.path(), Settings::default(), false);
    let dropped = Dropped(folder.path().to_owned());
    harness.input_mut().dropped_files.push(Arc::new(dropped));
    wait(&mut harness, |app| app.session().document().is_some());
}

#[test]
fn everything_a_window_says_fits_into_half_the_smallest_screen() {
    // What 1280 × 720 at 200 % has room for.
    for (modifiers, key, title) in [
        (Modifiers::COMMAND, Key::Comma, "设置"),
        (Modifiers::NONE, Key::F6, "消息"),
        (Modifiers::NONE, Key::F12, "关于批阅"),
        (Modifiers::NONE, Key::Questionmark, "快捷键"),
        (Modifiers::COMMAND, Key::E, "导出校核成果"),
        (Modifiers::COMMAND, Key::L, "按路径打开"),
    ] {
        let mut desk = desk_with(Settings::default());
        desk.harness.set_size(vec2(640.0, 360.0));
        desk.harness.run_steps(3);
        desk.press_with(modifiers, key);
        desk.harness.run_steps(2);
        let window = desk.harness.ctx.content_rect();
        let close = desk
            .harness
            .get_all_by_label("关闭")
            .next()
            .expect("a cross");
        assert!(window.contains_rect(close.rect()), "{title}");
    }
}

#[test]
fn a_recent_folder_that_is_gone_says_so_and_is_taken_from_the_list_by_mouse_or_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let gone = ["旧甲", "旧乙"].map(|name| folder.path().join(name));
    let settings = Settings {
        recent: gone.to_vec(),
        ..Settings::default()
    };
    let mut harness = window_with(folder.path(), settings, false);
    harness.get_by_label("从列表中移除“旧甲”").click();
    harness.run_steps(2);
    assert!(harness.query_by_label("旧甲").is_none());
    harness.get_by_label("旧乙").focus();
    harness.run_steps(2);
    harness.key_press(Key::Delete);
    harness.run_steps(2);
    assert!(harness.query_by_label("旧乙").is_none());
    let kept = fs::read_to_string(folder.path().join(".settings/settings.ron")).expect("kept");
    let kept: Settings = ron::from_str(&kept).expect("readable");
    assert!(kept.recent.is_empty());
}

#[test]
fn loading_a_folder_can_be_stopped_and_leaves_the_start_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..2000 {
        fs::write(folder.path().join(format!("通报{n}.txt")), BULLETIN).expect("writes");
    }
    let settings = Settings {
        language: Some(Language::Chinese),
        ..Settings::default()
    };
    let path = folder.path().to_owned();
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 720.0))
        .build_eframe(move |creation| App::new(&creation.egui_ctx, settings, Some(path), None));
    harness.step();
    harness.get_by_label_contains("停止载入").click();
    harness.step();
    harness.step();
    assert!(harness.state().session().folder().is_none());
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("打开文件夹").is_some());
}
