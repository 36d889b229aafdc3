//! Files: opening, encodings, sidecars and codebooks that cannot be read, exporting.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use piyue::i18n::Language;
use piyue::session::{ExportState, FolderDocument};
use piyue::ui::{App, Settings};

use super::{BULLETIN, Desk, wait, window_built_by, window_over};

#[test]
fn a_sidecar_that_cannot_be_read_is_left_alone_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let sidecar = folder.path().join("通报.txt.piyue.ron");
    let broken = "Sidecar(\n    version: 1,\n    soruce: (),\n)\n";
    fs::write(&sidecar, broken).expect("writes");
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };
    assert!(
        desk.harness
            .query_by_label_contains("通报.txt.piyue.ron 第 3 行第")
            .is_some()
    );
    desk.press(Key::Enter);
    desk.press(Key::Num1);
    desk.press(Key::A);
    let Desk { harness, folder } = desk;
    drop(harness);
    assert_eq!(
        fs::read_to_string(folder.path().join("通报.txt.piyue.ron")).expect("reads"),
        broken
    );
    assert!(!folder.path().join(".piyue").exists());
}

#[test]
fn a_document_is_called_by_its_title_where_a_program_named_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("004_43cdc825.txt"), BULLETIN).expect("writes");
    fs::write(folder.path().join("五月来稿.txt"), BULLETIN).expect("writes");
    let mut harness = window_over(folder.path());
    let folder = harness.state().session().folder().expect("open");
    let names: Vec<&str> = folder
        .documents()
        .iter()
        .map(FolderDocument::name)
        .collect();
    assert_eq!(names, ["2024年5月数字乡村工作月报", "五月来稿"]);
    let filter = harness.get_by_label("按名称筛选…");
    filter.focus();
    filter.type_text("43cdc");
    harness.run_steps(3);
    assert!(
        harness.query_by_label("五月来稿").is_none(),
        "the file's name finds it too"
    );
}

#[test]
fn the_folder_is_exported_from_the_window() {
    let mut desk = Desk::with(BULLETIN);
    let target = desk.folder.path().join("成果").join("五月.xlsx");
    fs::create_dir(target.parent().expect("has one")).expect("creates");
    desk.press(Key::Enter);
    desk.press_with(Modifiers::COMMAND, Key::E);
    let field = desk.harness.get_by_label("存为");
    field.focus();
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.harness
        .get_by_label("存为")
        .type_text(&target.display().to_string());
    desk.harness.run_steps(2);
    let start = desk
        .harness
        .get_all_by_label("导出")
        .last()
        .expect("the button");
    start.click();
    desk.harness.run_steps(2);
    wait(&mut desk.harness, |app| {
        matches!(app.session().export(), Some(ExportState::Finished { .. }))
    });
    desk.harness.run_steps(2);
    assert!(
        desk.harness
            .query_by_label_contains("已导出 1 篇文档")
            .is_some()
    );
    assert_eq!(fs::read(&target).expect("written")[..2], *b"PK");
    assert_eq!(
        fs::read_to_string(desk.folder.path().join("通报.txt")).expect("reads"),
        BULLETIN
    );
}

#[test]
fn a_format_is_found_by_what_it_is_for_and_the_name_of_the_target_follows() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    desk.press_with(Modifiers::COMMAND, Key::E);
    let target = |desk: &Desk| {
        let field = desk.harness.get_by_label("存为");
        field.value().expect("a name")
    };
    assert!(target(&desk).ends_with("-校核成果.xlsx"));
    for purpose in ["查看统计", "阅读成文", "标注软件", "编程训练"] {
        assert!(desk.harness.query_by_label(purpose).is_some(), "{purpose}");
    }
    desk.click("Word 摘编");
    assert!(target(&desk).ends_with("-校核成果.docx"));
    assert!(
        desk.harness
            .query_by_label_contains("每条以脚注注明出处")
            .is_some()
    );
    desk.click("CoNLL");
    assert!(target(&desk).ends_with("-校核成果-conll"));
    desk.click("空格");
    desk.click("只含判定过的要素");
    let folder = target(&desk);
    // A folder of other things stays, and the export cannot be started over it.
    fs::create_dir(&folder).expect("creates");
    fs::write(Path::new(&folder).join("要紧.txt"), "文").expect("writes");
    desk.click("brat");
    desk.click("CoNLL");
    assert!(desk.harness.query_by_label_contains("不能替换").is_some());
    fs::remove_dir_all(&folder).expect("removes");
    desk.click("brat");
    desk.click("CoNLL");
    let start = desk.harness.get_all_by_label("导出").last();
    start.expect("the button").click();
    desk.harness.run_steps(2);
    wait(&mut desk.harness, |app| {
        matches!(app.session().export(), Some(ExportState::Finished { .. }))
    });
    let characters = Path::new(&folder).join("characters.bio");
    let characters = fs::read_to_string(characters).expect("written");
    assert!(characters.starts_with("-DOCSTART- O\n"), "{characters}");
    fs::remove_dir_all(&folder).expect("removes");
}

#[test]
fn an_encoding_that_was_chosen_holds_and_a_wrong_one_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    // The garbled text has characters that no font need have.
    let harness = window_built_by(Harness::builder().allow_missing_glyphs(), folder.path());
    let mut desk = Desk { folder, harness };
    desk.press(Key::Enter);
    desk.wait_until_saved();
    let decided = desk.document().record.clone();
    let choose = |desk: &mut Desk, from: &str, to: &str| {
        desk.click(from);
        desk.click(to);
        wait(&mut desk.harness, |app| {
            let open = app.session().document();
            open.is_some_and(|document| document.loaded.source.encoding.name() == to)
                && app.session().is_all_saved()
        });
        desk.harness.run_steps(3);
    };
    choose(&mut desk, "UTF-8 ▾", "GB18030");
    assert!(
        desk.document().loaded.source.has_errors
            || desk.document().loaded.source.text.as_str() != BULLETIN
    );
    assert!(!desk.document().loaded.annotation.detached.is_empty());
    let label = if desk.document().loaded.source.has_errors {
        "GB18030 ! ▾"
    } else {
        "GB18030 ▾"
    };
    choose(&mut desk, label, "UTF-8");
    assert_eq!(
        *desk.document().record,
        decided,
        "in the right encoding every decision is back in its place"
    );
    assert!(desk.on_disk().detached.is_empty());
}

#[test]
fn a_codebook_that_cannot_be_read_is_named_and_the_built_in_one_used() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let codebook = folder.path().join("codebook.piyue.ron");
    fs::write(&codebook, "Codebook(\n    version: 1,\n    tag: [],\n)\n").expect("writes");
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };
    assert!(
        desk.harness
            .query_by_label_contains("codebook.piyue.ron:3:")
            .is_some()
    );
    desk.press(Key::Num1);
    desk.wait_until_saved();
    assert_eq!(desk.on_disk().entries[0].tags, ["政策文件"]);
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the program reads the folder itself".into())
    }
}

#[test]
fn a_folder_dropped_on_the_start_screen_is_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("五月")).expect("creates");
    fs::write(folder.path().join("五月/通报.txt"), BULLETIN).expect("writes");
    fs::write(folder.path().join("五月/附表.xlsx"), "PK").expect("writes");
    let mut harness = start_screen();
    harness
        .input_mut()
        .dropped_files
        .push(Arc::new(Dropped(folder.path().to_owned())));
    harness.step();
    wait(&mut harness, |app| app.session().document().is_some());
    harness.run_steps(3);
    assert!(
        harness.query_by_label("五月/通报").is_some(),
        "subfolders are listed"
    );
    assert!(
        harness.query_by_label("1 个文件无法读取").is_some(),
        "and so are files of other formats"
    );
}

#[test]
fn a_path_can_be_typed_on_the_start_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let mut harness = start_screen();
    harness.get_by_label("或者输入路径").focus();
    harness.run_steps(2);
    harness
        .get_by_label("或者输入路径")
        .type_text(&folder.path().display().to_string());
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    wait(&mut harness, |app| app.session().document().is_some());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = start_screen();
    let path = folder.path().join("没有");
    harness
        .input_mut()
        .dropped_files
        .push(Arc::new(Dropped(path)));
    harness.step();
    wait(&mut harness, |app| {
        app.session().messages().open().next().is_some()
    });
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("没有：").is_some());
}

fn start_screen() -> Harness<'static, App> {
    let settings = Settings {
        language: Some(Language::Chinese),
        ..Settings::default()
    };
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .with_max_steps(64)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, settings, None, None));
    harness.run_steps(3);
    harness
}
