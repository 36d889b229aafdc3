//! 导出: what, how much of it, and where to; then progress and what came of it.

mod form;
mod formats;
mod result;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Align, Layout, ProgressBar, RichText, Ui};

use self::form::plan_ui;
use self::result::{failure_words, summary_ui};
use super::dialogs::Dialogs;
use super::modal;
use super::theme::Tokens;
use crate::export::{
    Choices, CodebookFormat, EntryChoice, Filter, Format, LogFormat, Period, Table,
};
use crate::i18n::Language;
use crate::session::{Action, ExportPlan, ExportState, Exported, Session};
use crate::workspace::{
    CodebookRequest, ExportFailure, ExportRequest, LogRequest, Reviewer, TargetState, target_state,
};

/// Of the window, in points: the names of all formats of a purpose stand in one row.
const WIDTH: f32 = 640.0;

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Records,
    /// The log of decisions.
    Log,
    /// The codebook as a table, with counts.
    Codebook,
}

impl What {
    const ALL: [Self; 3] = [Self::Records, Self::Log, Self::Codebook];

    /// Its message, which is in the name of the file that is proposed too.
    const fn message(self) -> &'static str {
        match self {
            Self::Records => "export-records",
            Self::Log => "export-log",
            Self::Codebook => "export-codebook",
        }
    }

    /// Whether it can be written in a format.
    fn has(self, format: Format) -> bool {
        match self {
            Self::Records => true,
            Self::Log => LogFormat::from_name(format.name()).is_some(),
            Self::Codebook => codebook_format(format).is_some(),
        }
    }
}

fn codebook_format(format: Format) -> Option<CodebookFormat> {
    CodebookFormat::from_extension(format.extension()?)
}

/// The window's own state.
#[derive(Debug)]
pub struct ExportWindow {
    is_open: bool,
    what: What,
    format: Format,
    choices: Choices,
    filter: Filter,
    /// Corrections of the source are applied.
    with_errata: bool,
    period: String,
    target: String,
    /// What was at the target when its name was last changed.
    at_target: TargetState,
}

impl Default for ExportWindow {
    fn default() -> Self {
        Self {
            is_open: false,
            what: What::Records,
            format: Format::Xlsx,
            choices: Choices::default(),
            filter: Filter::default(),
            with_errata: false,
            period: String::new(),
            target: String::new(),
            at_target: TargetState::Free,
        }
    }
}

impl ExportWindow {
    /// Opens the window with a target beside the folder.
    pub fn open(&mut self, session: &Session, language: Language) {
        self.filter.entries = None;
        self.show(session, language);
    }

    /// Opens it for entries that were picked out.
    pub fn open_for(&mut self, entries: EntryChoice, session: &Session, language: Language) {
        self.filter = Filter {
            entries: Some(Arc::new(entries)),
            ..Filter::default()
        };
        self.period.clear();
        self.choices.table = Table::Entries;
        self.what = What::Records;
        self.show(session, language);
    }

    /// Opens it for the table of codes.
    pub fn open_for_codebook(&mut self, session: &Session, language: Language) {
        self.set_what(What::Codebook, session, language);
    }

    fn show(&mut self, session: &Session, language: Language) {
        self.is_open = true;
        let Some(folder) = session.folder() else {
            return;
        };
        let opened = folder.opened_path();
        let name = opened
            .file_stem()
            .map_or_else(|| "piyue".into(), |name| name.to_string_lossy());
        let beside = opened.parent().unwrap_or(opened);
        let what = language.t(self.what.message());
        let target = beside.join(format!("{name}-{what}{}", suffix(self.format)));
        self.set_target(&target);
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Takes what the file dialog answered.
    pub fn set_target(&mut self, path: &Path) {
        self.target = path.display().to_string();
        self.look_at_target();
    }

    /// Chooses what to export. Not everything can be written in every format.
    fn set_what(&mut self, what: What, session: &Session, language: Language) {
        self.what = what;
        if !what.has(self.format) {
            let usual = [Format::Xlsx, Format::Csv, Format::Docx];
            let fits = usual.into_iter().find(|format| what.has(*format));
            self.format = fits.unwrap_or(self.format);
        }
        self.show(session, language);
    }

    /// Chooses a format; what the target's name ends with follows.
    fn set_format(&mut self, format: Format) {
        let target = self.target.trim_end();
        let kept = target.strip_suffix(&suffix(self.format));
        self.target = format!("{}{}", kept.unwrap_or(target), suffix(format));
        self.format = format;
        self.look_at_target();
    }

    /// Looks at the disk: once a change of the name, never in a mere frame.
    fn look_at_target(&mut self) {
        self.at_target = target_state(Path::new(self.target.trim()), self.format.is_folder());
    }

    /// What was asked for; none while the period cannot be read.
    fn plan(&self, session: &Session, language: Language) -> Option<ExportPlan> {
        let target = PathBuf::from(self.target.trim());
        target.file_name()?;
        if self.at_target == TargetState::Refused {
            return None;
        }
        let reviewer = session.reviewer().cloned();
        let what = match self.what {
            What::Records => Exported::Records(self.request(reviewer, language)?),
            What::Log => Exported::Log(LogRequest {
                format: LogFormat::from_name(self.format.name())?,
                language,
                reviewer,
            }),
            What::Codebook => Exported::Codebook(CodebookRequest {
                format: codebook_format(self.format)?,
                language,
                reviewer,
            }),
        };
        Some(ExportPlan { what, target })
    }

    /// Which records, and how; none while the period cannot be read.
    fn request(&self, reviewer: Option<Reviewer>, language: Language) -> Option<ExportRequest> {
        let mut filter = self.filter.clone();
        filter.period = match self.period.trim() {
            "" => None,
            period => Some(Period::parse(period)?),
        };
        Some(ExportRequest {
            format: self.format,
            choices: self.choices.clone(),
            filter,
            with_errata: self.with_errata,
            language,
            reviewer,
        })
    }
}

/// What the name of a target ends with: folders say by it what is in them.
fn suffix(format: Format) -> String {
    match format.extension() {
        Some(extension) => format!(".{extension}"),
        None => format!("-{}", format.name()),
    }
}

/// Paints the window where it is open.
pub fn export_window_ui(
    ctx: &egui::Context,
    window: &mut ExportWindow,
    session: &Session,
    dialogs: &Dialogs,
    language: Language,
    actions: &mut Vec<Action>,
) {
    if !window.is_open {
        return;
    }
    let mut wants_close = false;
    let title = language.t("export-title");
    let answer = modal::show(ctx, "export", &title, WIDTH, language, |ui| {
        match session.export() {
            None => wants_close = plan_ui(ui, window, session, dialogs, language, actions),
            Some(ExportState::Waiting(_)) => {
                ui.label(language.t("export-waiting"));
                cancel_ui(ui, language, actions);
            }
            Some(ExportState::Running(running)) => {
                let part = running.n_done as f32 / running.n_documents.max(1) as f32;
                let arguments = [
                    ("done", running.n_done.into()),
                    ("all", running.n_documents.into()),
                ];
                let words = language.with("export-running", &arguments);
                ui.add(
                    ProgressBar::new(part)
                        .text(words)
                        .fill(Tokens::of(ui.ctx()).ok),
                );
                cancel_ui(ui, language, actions);
            }
            Some(ExportState::Finished { target, summary }) => {
                summary_ui(ui, target, summary, language);
                wants_close = close_ui(ui, language);
            }
            Some(ExportState::Failed(failure)) => {
                let tokens = Tokens::of(ui.ctx());
                let colour = if matches!(failure, ExportFailure::Cancelled) {
                    tokens.ink
                } else {
                    tokens.red
                };
                ui.label(RichText::new(failure_words(failure, language)).color(colour));
                if ui.button(language.t("export-again")).clicked() {
                    actions.push(Action::DismissExport);
                }
                wants_close = close_ui(ui, language);
            }
        }
    });
    // A running export is left with its own button, not by a click beside the window.
    let is_running = matches!(
        session.export(),
        Some(ExportState::Running(_) | ExportState::Waiting(_))
    );
    if wants_close || (answer.wants_close && !is_running) {
        window.is_open = false;
        actions.push(Action::DismissExport);
    }
}

fn cancel_ui(ui: &mut Ui, language: Language, actions: &mut Vec<Action>) {
    ui.add_space(8.0);
    if ui.button(language.t("export-cancel")).clicked() {
        actions.push(Action::CancelExport);
    }
}

fn close_ui(ui: &mut Ui, language: Language) -> bool {
    ui.add_space(8.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.button(language.t("export-close")).clicked()
    })
    .inner
}
