//! The window, driven by mouse and keys as a reviewer does, without a display.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::{Event, ImeEvent, Key, Modifiers, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, HarnessBuilder};
use piyue::annotation::{Annotation, Status, Verdict, sidecar};
use piyue::extract::MentionType;
use piyue::i18n::Language;
use piyue::session::{ExportState, OpenDocument, SaveState};
use piyue::source::{self, sha256_hex};
use piyue::ui::{App, Settings, theme};

const BULLETIN: &str = "2024年5月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}数字治理 截至5月底,省数据局备案1276家企业的3004个应用。\n\n\
    \u{3000}\u{3000}人员培训 5月20日,省农业农村厅举办数字素养培训班,参训2000余人。\n";

/// A folder with one bulletin, and the window open over it.
struct Desk {
    folder: tempfile::TempDir,
    harness: Harness<'static, App>,
}

impl Desk {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("通报.txt"), text).expect("writes");
        let harness = window_over(folder.path());
        Self { folder, harness }
    }

    fn document(&self) -> &OpenDocument {
        self.harness
            .state()
            .session()
            .document()
            .expect("a document is open")
    }

    fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run_steps(3);
    }

    fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(3);
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(3);
    }

    /// Marks words in the text by dragging over them.
    fn mark(&mut self, line: &str, words: &str) {
        let (from, to) = self.place(line, words);
        self.harness.drag_at(from);
        self.harness.run_steps(2);
        self.harness.hover_at(from + (to - from) / 2.0);
        self.harness.run_steps(2);
        self.harness.hover_at(to);
        self.harness.run_steps(2);
        self.harness.drop_at(to);
        self.harness.run_steps(3);
        let document = self.document();
        let span = document.selection.text_span().expect("something is marked");
        assert_eq!(document.loaded.source.text.slice(span), words);
    }

    /// Where words begin and end on the screen, in the first row of the line that holds `line`. What stands before its first space is bold.
    fn place(&self, line: &str, words: &str) -> (Pos2, Pos2) {
        let rect = self.harness.get_by_label_contains(line).rect();
        let text = &self.document().loaded.source.text;
        let mut lines = text
            .as_str()
            .lines()
            .map(|line| line.trim_matches(piyue::text::is_space));
        let label = lines
            .find(|text| text.contains(line))
            .expect("a line of the text");
        let at = label.find(words).expect("in the line");
        let lead = label.find(' ').unwrap_or(0);
        let x_of = |until: usize| -> f32 {
            let width = |(at, c): (usize, char)| {
                let font = if at < lead {
                    theme::bold(16.0)
                } else {
                    theme::regular(16.0)
                };
                self.harness
                    .ctx
                    .fonts_mut(|fonts| fonts.glyph_width(&font, c))
            };
            rect.left() + label[..until].char_indices().map(width).sum::<f32>()
        };
        let y = rect.top() + 14.0;
        (
            Pos2::new(x_of(at) + 1.0, y),
            Pos2::new(x_of(at + words.len()) - 1.0, y),
        )
    }

    /// Runs frames until everything decided is on disk.
    fn wait_until_saved(&mut self) {
        wait(&mut self.harness, |app| {
            matches!(
                app.session()
                    .folder()
                    .map(piyue::session::Folder::save_state),
                Some(SaveState::Saved(_))
            )
        });
    }

    /// The annotation as it lies on disk.
    fn on_disk(&self) -> Annotation {
        read_sidecar(&self.folder.path().join("通报.txt"))
    }

    /// The verdict on a mention of the selected entry.
    fn verdict(&self, kind: &MentionType, quote: &str) -> Option<Verdict> {
        let document = self.document();
        let text = &document.loaded.source.text;
        let entry = document.selected_entry().expect("an entry is selected");
        let mut mentions = document
            .record
            .mentions_of(entry)
            .map(|(_, mention)| mention);
        mentions
            .find(|mention| mention.kind == *kind && text.slice(mention.span) == quote)?
            .verdict
    }
}

fn window_over(folder: &Path) -> Harness<'static, App> {
    window_built_by(Harness::builder(), folder)
}

fn window_built_by(builder: HarnessBuilder<App>, folder: &Path) -> Harness<'static, App> {
    let folder = folder.to_owned();
    let settings = Settings {
        language: Some(Language::Chinese),
        name: Some("李".into()),
        ..Settings::default()
    };
    let mut harness = builder
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(64)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, settings, Some(folder), None));
    wait(&mut harness, |app| app.session().document().is_some());
    harness.run_steps(4);
    harness
}

fn wait(harness: &mut Harness<'_, App>, is_done: impl Fn(&App) -> bool) {
    let end = Instant::now() + Duration::from_mins(1);
    while !is_done(harness.state()) {
        assert!(Instant::now() < end, "waited too long");
        std::thread::sleep(Duration::from_millis(5));
        harness.step();
    }
}

fn read_sidecar(document: &Path) -> Annotation {
    let bytes = fs::read(document).expect("the source is there");
    let source = source::read(document, &bytes, None).expect("a text");
    let mut sidecar = document.as_os_str().to_owned();
    sidecar.push(".piyue.ron");
    let ron = fs::read_to_string(PathBuf::from(sidecar)).expect("a sidecar");
    sidecar::read(&ron, &source.text, &source.sha256)
        .expect("readable")
        .0
}

#[test]
fn a_day_at_the_desk() {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let name = "2024年3月数字政务工作月报.txt";
    let document = folder.path().join(name);
    fs::copy(samples.join(name), &document).expect("copies");
    fs::copy(
        samples.join("2023年数字教育大事记.txt"),
        folder.path().join("2023年数字教育大事记.txt"),
    )
    .expect("copies");
    let hash = sha256_hex(&fs::read(&document).expect("reads"));
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };

    // Open, and go to an entry.
    desk.click("2024年3月数字政务工作月报");
    wait(&mut desk.harness, |app| app.session().document().is_some());
    desk.harness.run_steps(4);
    desk.click("数字政务能力提升");

    // Correct a date.
    desk.click("3月20日");
    desk.press(Key::E);
    desk.harness.get_by_label("值").type_text("2024-03-21");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    assert_eq!(
        desk.verdict(&MentionType::Date, "3月20日"),
        Some(Verdict::Corrected)
    );

    // Reject a body.
    desk.click("国家数据局");
    desk.press(Key::X);
    assert_eq!(
        desk.verdict(&MentionType::Org, "国家数据局"),
        Some(Verdict::Rejected)
    );

    // Add a mention from a selection.
    desk.mark("数字政务能力提升 3月20日", "等五部门");
    desk.press(Key::M);
    desk.press(Key::E);
    assert_eq!(
        desk.verdict(&MentionType::Event, "等五部门"),
        Some(Verdict::Added)
    );
    // Its value has the focus; Escape leaves it as it is.
    desk.press(Key::Escape);

    // Tag, take back, do again.
    desk.press(Key::Num3);
    let tags = |desk: &Desk| {
        let document = desk.document();
        document
            .record
            .node(document.selected_entry().expect("an entry"))
            .tags
            .clone()
    };
    assert_eq!(tags(&desk), ["数据成效"]);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert!(tags(&desk).is_empty());
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.verdict(&MentionType::Event, "等五部门"), None);
    desk.press_with(Modifiers::COMMAND, Key::Y);
    desk.press_with(Modifiers::COMMAND, Key::Y);
    assert_eq!(tags(&desk), ["数据成效"]);

    // Close, open again: everything is there.
    let record = desk.document().record.clone();
    let Desk { harness, folder } = desk;
    drop(harness);
    let on_disk = read_sidecar(&document);
    assert_eq!(on_disk.review.status, Status::InReview);
    assert_eq!(on_disk.mentions.len(), 3);
    assert_eq!(on_disk.entries.len(), 1);
    assert!(
        on_disk
            .mentions
            .iter()
            .all(|decision| decision.by.as_deref() == Some("李"))
    );
    assert!(
        on_disk.log.len() >= 4,
        "what was undone is in the history too"
    );
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };
    desk.click("2024年3月数字政务工作月报");
    wait(&mut desk.harness, |app| app.session().document().is_some());
    desk.harness.run_steps(4);
    assert_eq!(desk.document().record, record);
    assert_eq!(
        sha256_hex(&fs::read(&document).expect("reads")),
        hash,
        "the source is untouched"
    );
}

#[test]
fn chinese_punctuation_and_composed_characters_arrive_once_each() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::N);
    let note = "备注";
    desk.harness.get_by_label(note).type_text("《》，。");
    desk.harness.run_steps(2);
    // 中文 as an input method gives it: what is being composed, then what came of it.
    for composing in ["z", "zhong", "zhong'wen"] {
        let preedit = ImeEvent::Preedit {
            text: composing.into(),
            active_range_chars: None,
        };
        desk.harness.event(Event::Ime(preedit));
        desk.harness.run_steps(2);
    }
    desk.harness.event(Event::Ime(ImeEvent::Preedit {
        text: String::new(),
        active_range_chars: None,
    }));
    desk.harness
        .event(Event::Ime(ImeEvent::Commit("中文".into())));
    desk.harness.run_steps(2);
    desk.harness.get_by_label(note).type_text("“”！");
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.wait_until_saved();
    assert_eq!(
        desk.on_disk().entries[0].note.as_deref(),
        Some("《》，。中文“”！")
    );
}

#[test]
fn letters_are_text_while_a_field_has_the_focus() {
    let mut desk = Desk::with(BULLETIN);
    let selected = desk.document().selection.node;
    desk.press(Key::N);
    for (key, letter) in [
        (Key::J, "j"),
        (Key::A, "a"),
        (Key::X, "x"),
        (Key::Num1, "1"),
    ] {
        desk.harness.key_press(key);
        desk.harness.event(Event::Text(letter.into()));
        desk.harness.run_steps(2);
    }
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.wait_until_saved();
    assert_eq!(desk.document().selection.node, selected);
    let on_disk = desk.on_disk();
    assert_eq!(on_disk.entries[0].note.as_deref(), Some("jax1"));
    assert!(on_disk.mentions.is_empty() && on_disk.entries[0].tags.is_empty());
}

#[test]
fn settling_every_entry_reviews_the_document() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    assert_eq!(desk.document().record.status, Status::InReview);
    desk.press(Key::Enter);
    assert_eq!(desk.document().record.status, Status::Reviewed);
    desk.wait_until_saved();
    let on_disk = desk.on_disk();
    assert_eq!(on_disk.review.status, Status::Reviewed);
    assert!(
        on_disk
            .entries
            .iter()
            .all(|entry| entry.status == Status::Reviewed)
    );
    assert!(
        on_disk
            .mentions
            .iter()
            .all(|decision| decision.verdict == Verdict::Accepted)
    );
    assert!(!on_disk.mentions.is_empty());
    for _ in 0..2 {
        desk.press_with(Modifiers::COMMAND, Key::Z);
    }
    desk.wait_until_saved();
    let record = &desk.document().record;
    assert_eq!(record.status, Status::Unreviewed);
    assert!(
        record
            .mentions
            .iter()
            .all(|mention| mention.verdict.is_none())
    );
}

#[test]
fn a_value_that_cannot_be_is_refused_beside_its_field() {
    let mut desk = Desk::with(BULLETIN);
    desk.click("5月底");
    desk.press(Key::E);
    desk.harness.get_by_label("值").type_text("2024-02-30");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    assert!(desk.harness.query_by_label("日历上没有这一天").is_some());
    assert_eq!(desk.verdict(&MentionType::Date, "5月底"), None);
    desk.press(Key::E);
    desk.harness.get_by_label("值").type_text("2024-05-30");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    assert_eq!(
        desk.verdict(&MentionType::Date, "5月底"),
        Some(Verdict::Corrected)
    );
}

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
fn document_fields_tags_and_encoding_belong_to_the_document() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::D);
    desk.harness.get_by_label("报告期").focus();
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.harness
        .get_by_label("报告期")
        .type_text("2023-05-01/2023-05-31");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    let dates: Vec<String> = desk
        .document()
        .record
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionType::Date)
        .map(|mention| mention.value.clone())
        .collect();
    assert_eq!(
        dates,
        ["2023-05-31", "2023-05-20"],
        "dates follow the corrected period"
    );
    desk.press(Key::Num6);
    desk.wait_until_saved();
    assert_eq!(desk.on_disk().review.tags, ["重要"]);
}

#[test]
fn an_entry_can_be_given_back_for_review() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    desk.press(Key::K);
    desk.click("✓ 已审");
    desk.click("○ 未审");
    let entry = desk.document().selected_entry().expect("an entry");
    assert_eq!(
        desk.document().record.node(entry).status,
        Status::Unreviewed
    );
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.document().record.node(entry).status, Status::Reviewed);
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
        desk.document().record,
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
