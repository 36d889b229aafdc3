//! The system's file dialogs.
//!
//! On Linux they come from the desktop portal and answer later: each runs on a thread of its own, its answer is taken once a frame. Where no
//! portal answers, that is said too, and the window asks for the path itself.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::i18n::Language;

/// An answer of nothing that comes sooner than this is no person's.
const TOO_SOON: Duration = Duration::from_millis(400);

/// What a dialog was asked for and what the reviewer chose.
#[derive(Debug)]
pub enum Choice {
    /// To open.
    Folder(PathBuf),
    /// To open.
    File(PathBuf),
    /// To write an export to.
    Target(PathBuf),
    /// To import annotations from, a file or a folder.
    Import(PathBuf),
    /// To write into what cannot be saved in its place.
    Elsewhere(PathBuf),
    /// The system has no dialog; the path can be typed in the window that asked.
    Unanswered,
    /// The same where something was to be opened: there is no field yet to type the path into.
    UnansweredOpen,
}

/// The dialogs that are open, and their answers.
#[derive(Debug)]
pub struct Dialogs {
    sender: Sender<Choice>,
    receiver: Receiver<Choice>,
}

impl Default for Dialogs {
    fn default() -> Self {
        let (sender, receiver) = unbounded();
        Self { sender, receiver }
    }
}

impl Dialogs {
    /// What was chosen since the last call.
    pub fn choices(&self) -> impl Iterator<Item = Choice> {
        self.receiver.try_iter()
    }

    /// Asks for a folder to open.
    pub fn pick_folder(&self, language: Language, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new().set_title(language.t("dialog-open-folder"));
        self.ask(
            dialog.pick_folder(),
            ctx,
            Choice::Folder,
            Choice::UnansweredOpen,
        );
    }

    /// Asks for a file to open.
    pub fn pick_file(&self, language: Language, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new()
            .set_title(language.t("dialog-open-file"))
            .add_filter(language.t("dialog-text-files"), &["txt"]);
        self.ask(
            dialog.pick_file(),
            ctx,
            Choice::File,
            Choice::UnansweredOpen,
        );
    }

    /// Asks where to write an export.
    pub fn pick_target(&self, proposed: &std::path::Path, language: Language, ctx: &egui::Context) {
        let mut dialog = rfd::AsyncFileDialog::new().set_title(language.t("dialog-export"));
        if let Some(name) = proposed.file_name() {
            dialog = dialog.set_file_name(name.to_string_lossy());
        }
        if let Some(folder) = proposed.parent() {
            dialog = dialog.set_directory(folder);
        }
        self.ask(dialog.save_file(), ctx, Choice::Target, Choice::Unanswered);
    }

    /// Asks for a file to import, or a folder of them.
    pub fn pick_import(&self, is_folder: bool, language: Language, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new().set_title(language.t("import-title"));
        if is_folder {
            let answer = dialog.pick_folder();
            self.ask(answer, ctx, Choice::Import, Choice::Unanswered);
        } else {
            let answer = dialog.pick_file();
            self.ask(answer, ctx, Choice::Import, Choice::Unanswered);
        }
    }

    /// Asks for a folder to write into what cannot be saved in its place.
    pub fn pick_elsewhere(&self, language: Language, ctx: &egui::Context) {
        let dialog = rfd::AsyncFileDialog::new().set_title(language.t("elsewhere-title"));
        self.ask(
            dialog.pick_folder(),
            ctx,
            Choice::Elsewhere,
            Choice::Unanswered,
        );
    }

    fn ask(
        &self,
        answer: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
        ctx: &egui::Context,
        choice: fn(PathBuf) -> Choice,
        unanswered: Choice,
    ) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        thread::spawn(move || {
            let asked = Instant::now();
            let choice = match pollster::block_on(answer) {
                Some(file) => choice(file.path().to_owned()),
                None if asked.elapsed() < TOO_SOON => unanswered,
                None => return,
            };
            // The window may be gone by now.
            let _ = sender.send(choice);
            ctx.request_repaint();
        });
    }
}
