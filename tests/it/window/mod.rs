//! The window, driven by mouse and keys as a reviewer does, without a display.

mod accessible;
mod codebook;
mod columns;
mod drifting;
mod effort;
mod everywhere;
mod files;
mod focus;
mod importing;
mod keeping;
mod keys;
mod manners;
mod others;
mod outline;
mod reading;
mod reviewing;
mod searching;
mod table;
mod typing;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, HarnessBuilder};
use piyue::annotation::{Annotation, Verdict, sidecar};
use piyue::extract::MentionType;
use piyue::i18n::Language;
use piyue::session::{OpenDocument, SaveState};
use piyue::source;
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
        let mut mentions = document.mentions_of(entry).map(|(_, mention)| mention);
        mentions
            .find(|mention| mention.kind == *kind && text.slice(mention.span) == quote)?
            .verdict
    }
}

fn window_over(folder: &Path) -> Harness<'static, App> {
    window_built_by(Harness::builder(), folder)
}

pub(crate) fn window_built_by(
    builder: HarnessBuilder<App>,
    folder: &Path,
) -> Harness<'static, App> {
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

pub(crate) fn wait(harness: &mut Harness<'_, App>, is_done: impl Fn(&App) -> bool) {
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
