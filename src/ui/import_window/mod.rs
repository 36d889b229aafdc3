//! 导入批注: which files, as whose decisions; then what they would decide, before anything is changed; then what came of it.

mod report;

use std::path::{Path, PathBuf};

use egui::{Grid, Key, ProgressBar, TextEdit, Ui};

use self::report::{choices_ui, counts_ui, misfits_ui, save_ui};
use super::dialogs::Dialogs;
use super::modal;
use super::theme::Tokens;
use super::widgets;
use crate::annotation::Stamp;
use crate::i18n::Language;
use crate::session::{Action, Asked, ImportState, OnImport, Report, Session};
use crate::workspace::ImportChoices;

/// Of the window, in points.
const WIDTH: f32 = 640.0;

/// The window's own state.
#[derive(Debug, Default)]
pub struct ImportWindow {
    is_open: bool,
    /// The path takes the focus as soon as it is shown.
    wants_focus: bool,
    /// A file or folder.
    path: String,
    /// Signs what the files do not sign.
    name: String,
    /// Where the report goes.
    target: String,
}

impl ImportWindow {
    /// Opens it; the report of the last import is still there.
    pub fn open(&mut self, session: &Session) {
        self.is_open = true;
        self.wants_focus = true;
        if self.name.is_empty() {
            session
                .name()
                .unwrap_or_default()
                .clone_into(&mut self.name);
        }
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Takes what the file dialog answered.
    pub fn set_path(&mut self, path: &Path) {
        self.path = path.display().to_string();
    }

    /// What is to be looked at; none while no file or nobody is named.
    fn look(&self) -> Option<Action> {
        let (path, name) = (self.path.trim(), self.name.trim());
        (!path.is_empty() && !name.is_empty()).then(|| {
            let choices = ImportChoices::default();
            Action::Import(OnImport::Look(
                vec![PathBuf::from(path)],
                Stamp::now(Some(name)),
                choices,
            ))
        })
    }
}

/// Paints the window where it is open.
pub fn import_window_ui(
    ctx: &egui::Context,
    window: &mut ImportWindow,
    session: &Session,
    dialogs: &Dialogs,
    language: Language,
    actions: &mut Vec<Action>,
) {
    if !window.is_open {
        return;
    }
    let mut wants_close = false;
    let title = language.t("import-title");
    let answer = modal::show(ctx, "import", &title, WIDTH, language, |ui| {
        match session.import() {
            None => wants_close = files_ui(ui, window, dialogs, language, actions),
            Some(ImportState::Looking(looking)) => {
                let (n_done, n_all) = (looking.n_done, looking.n_all);
                progress_ui(ui, "import-looking", (n_done, n_all), language, actions);
            }
            Some(ImportState::Looked(report)) => {
                looked_ui(ui, report, session, language, actions);
            }
            Some(ImportState::Applying(applying)) => {
                let (n_done, n_all) = (applying.n_done, applying.n_all);
                progress_ui(ui, "import-applying", (n_done, n_all), language, actions);
            }
            Some(ImportState::Done(report)) => {
                wants_close = done_ui(ui, window, report, language, actions);
            }
        }
    });
    let is_applying = matches!(session.import(), Some(ImportState::Applying(_)));
    if wants_close || (answer.wants_close && !is_applying) {
        window.is_open = false;
        // What was only looked at is looked at anew; the report of what was done stays.
        if !matches!(session.import(), Some(ImportState::Done(_))) {
            actions.push(Action::Import(OnImport::Cancel));
            actions.push(Action::Import(OnImport::Dismiss));
        }
    }
}

/// Which files, and whose decisions they are. Returns whether the reviewer changed their mind.
fn files_ui(
    ui: &mut Ui,
    window: &mut ImportWindow,
    dialogs: &Dialogs,
    language: Language,
    actions: &mut Vec<Action>,
) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let mut is_entered = false;
    ui.label(widgets::small(language.t("import-about"), tokens.ink2));
    ui.add_space(8.0);
    Grid::new("import files")
        .num_columns(2)
        .spacing([16.0, 10.0])
        .show(ui, |ui| {
            let label = ui.label(widgets::small(language.t("import-path"), tokens.ink2));
            let width = ui.available_width();
            let edit = TextEdit::singleline(&mut window.path).desired_width(width);
            let edit = edit.hint_text(language.t("import-path-hint"));
            let response = ui.add(edit).labelled_by(label.id);
            if std::mem::take(&mut window.wants_focus) {
                response.request_focus();
            }
            is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.end_row();
            ui.label("");
            ui.horizontal(|ui| {
                if ui.button(language.t("import-choose-file")).clicked() {
                    dialogs.pick_import(false, language, ui.ctx());
                }
                if ui.button(language.t("import-choose-folder")).clicked() {
                    dialogs.pick_import(true, language, ui.ctx());
                }
            });
            ui.end_row();
            let label = ui.label(widgets::small(language.t("import-name"), tokens.ink2));
            let edit = TextEdit::singleline(&mut window.name).desired_width(200.0);
            ui.add(edit).labelled_by(label.id);
            ui.end_row();
        });
    ui.add_space(4.0);
    ui.label(widgets::small(language.t("import-untouched"), tokens.ink3));
    let look = window.look();
    modal::answers(ui, |ui| {
        let wants_close = ui.button(language.t("export-cancel")).clicked();
        if modal::main_button(ui, &language.t("import-look"), look.is_some()) || is_entered {
            actions.extend(look);
        }
        wants_close
    })
}

fn progress_ui(
    ui: &mut Ui,
    id: &str,
    (n_done, n_all): (usize, usize),
    language: Language,
    actions: &mut Vec<Action>,
) {
    let part = n_done as f32 / n_all.max(1) as f32;
    let words = language.with(id, &[("done", n_done.into()), ("all", n_all.into())]);
    ui.add(
        ProgressBar::new(part)
            .text(words)
            .fill(Tokens::of(ui.ctx()).ok),
    );
    ui.add_space(8.0);
    if ui.button(language.t("export-cancel")).clicked() {
        actions.push(Action::Import(OnImport::Cancel));
    }
}

/// What would be done.
fn looked_ui(
    ui: &mut Ui,
    report: &Report,
    session: &Session,
    language: Language,
    actions: &mut Vec<Action>,
) {
    counts_ui(ui, report, language);
    if let Some(choices) = choices_ui(ui, report, session, language) {
        let Asked { files, stamp, .. } = report.asked.clone();
        actions.push(Action::Import(OnImport::Look(files, stamp, choices)));
    }
    misfits_ui(ui, report, language);
    modal::answers(ui, |ui| {
        if ui.button(language.t("import-other")).clicked() {
            actions.push(Action::Import(OnImport::Dismiss));
        }
        let words = language.with("import-apply", &[("n", report.n_changed.into())]);
        if modal::main_button(ui, &words, report.n_changed > 0) {
            actions.push(Action::Import(OnImport::Apply));
        }
    });
}

/// What came of it. Returns whether the window may close.
fn done_ui(
    ui: &mut Ui,
    window: &mut ImportWindow,
    report: &Report,
    language: Language,
    actions: &mut Vec<Action>,
) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let words = language.with("import-applied", &[("n", report.n_changed.into())]);
    ui.label(egui::RichText::new(format!("✓ {words}")).color(tokens.ok));
    ui.label(widgets::small(language.t("import-undo"), tokens.ink3));
    ui.add_space(6.0);
    counts_ui(ui, report, language);
    misfits_ui(ui, report, language);
    if !report.misfits.is_empty() {
        save_ui(ui, &mut window.target, report, language, actions);
    }
    modal::answers(ui, |ui| {
        if ui.button(language.t("import-other")).clicked() {
            actions.push(Action::Import(OnImport::Dismiss));
        }
        modal::main_button(ui, &language.t("export-close"), true)
    })
}
