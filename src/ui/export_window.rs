//! 导出: what, how much of it, and where to; then progress and what came of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Align, ComboBox, Id, Layout, Modal, ProgressBar, RichText, TextEdit, Ui};

use super::dialogs::Dialogs;
use super::export_result::{failure_words, summary_ui};
use super::form::doc_type_message;
use super::theme::{self, Tokens, size};
use super::widgets;
use crate::annotation::Status;
use crate::document::DocType;
use crate::export::{EntryChoice, Filter, Format, LogFormat, Period, Table};
use crate::i18n::Language;
use crate::session::{Action, ExportPlan, ExportState, Exported, Session};
use crate::workspace::{ExportFailure, ExportRequest, LogRequest, file_exists};

/// The window's own state.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each a choice of its own")]
pub struct ExportWindow {
    is_open: bool,
    /// The log of decisions, in place of records.
    is_log: bool,
    format: Format,
    table: Table,
    filter: Filter,
    /// Corrections of the source are applied.
    with_errata: bool,
    period: String,
    target: String,
    /// Whether a file of that name was there when the name was last changed.
    is_taken: bool,
}

impl Default for ExportWindow {
    fn default() -> Self {
        Self {
            is_open: false,
            is_log: false,
            format: Format::Xlsx,
            table: Table::Mentions,
            filter: Filter::default(),
            with_errata: false,
            period: String::new(),
            target: String::new(),
            is_taken: false,
        }
    }
}

impl ExportWindow {
    /// Opens the window with a target beside the folder.
    pub fn open(&mut self, session: &Session) {
        self.filter.entries = None;
        self.show(session);
    }

    /// Opens it for entries that were picked out.
    pub fn open_for(&mut self, entries: EntryChoice, session: &Session) {
        self.filter = Filter {
            entries: Some(Arc::new(entries)),
            ..Filter::default()
        };
        self.period.clear();
        self.table = Table::Entries;
        self.is_log = false;
        self.show(session);
    }

    fn show(&mut self, session: &Session) {
        self.is_open = true;
        let Some(folder) = session.folder() else {
            return;
        };
        let opened = folder.opened_path();
        let name = opened
            .file_stem()
            .map_or_else(|| "piyue".into(), |name| name.to_string_lossy());
        let beside = opened.parent().unwrap_or(opened);
        let what = if self.is_log {
            "批注记录"
        } else {
            "批阅成果"
        };
        let target = beside.join(format!("{name}-{what}.{}", self.format.name()));
        self.set_target(&target);
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Takes what the file dialog answered.
    pub fn set_target(&mut self, path: &Path) {
        self.target = path.display().to_string();
        self.look_whether_taken();
    }

    /// Chooses between records and log. A log is no workbook.
    fn set_log(&mut self, is_log: bool, session: &Session) {
        self.is_log = is_log;
        if is_log && self.format == Format::Xlsx {
            self.format = Format::Csv;
        }
        self.show(session);
    }

    fn set_format(&mut self, format: Format) {
        self.format = format;
        let target = Path::new(&self.target).with_extension(format.name());
        self.set_target(&target);
    }

    /// Looks at the disk: once a change of the name, never in a mere frame.
    fn look_whether_taken(&mut self) {
        self.is_taken = file_exists(Path::new(self.target.trim()));
    }

    /// What was asked for; none while the period cannot be read.
    fn plan(&self, session: &Session, language: Language) -> Option<ExportPlan> {
        let target = PathBuf::from(self.target.trim());
        target.file_name()?;
        if self.is_log {
            let request = LogRequest {
                format: LogFormat::from_name(self.format.name())?,
                language,
                reviewer: session.reviewer().cloned(),
            };
            let what = Exported::Log(request);
            return Some(ExportPlan { what, target });
        }
        let mut filter = self.filter.clone();
        filter.period = match self.period.trim() {
            "" => None,
            period => Some(Period::parse(period)?),
        };
        let request = ExportRequest {
            format: self.format,
            table: self.table.clone(),
            filter,
            with_errata: self.with_errata,
            language,
            reviewer: session.reviewer().cloned(),
        };
        let what = Exported::Records(request);
        Some(ExportPlan { what, target })
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
    let modal = Modal::new(Id::unique("export"))
        .frame(widgets::modal_frame(ctx))
        .show(ctx, |ui| {
            ui.set_width(520.0);
            ui.label(RichText::new(language.t("export-title")).font(theme::bold(size::SOURCE)));
            ui.add_space(8.0);
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
    if wants_close || (modal.should_close() && !is_running) {
        window.is_open = false;
        actions.push(Action::DismissExport);
    }
}

/// What to export. Returns whether the reviewer changed their mind.
fn plan_ui(
    ui: &mut Ui,
    window: &mut ExportWindow,
    session: &Session,
    dialogs: &Dialogs,
    language: Language,
    actions: &mut Vec<Action>,
) -> bool {
    let tokens = Tokens::of(ui.ctx());
    egui::Grid::new("export plan")
        .num_columns(2)
        .spacing([16.0, 10.0])
        .show(ui, |ui| {
            what_ui(ui, window, session, language);
            format_ui(ui, window, language);
            if !window.is_log {
                filter_ui(ui, window, session, language);
            }
            let label = ui.label(widgets::small(language.t("export-target"), tokens.ink2));
            ui.horizontal(|ui| {
                let width = ui.available_width() - 72.0;
                let edit = TextEdit::singleline(&mut window.target).desired_width(width);
                if ui.add(edit).labelled_by(label.id).changed() {
                    window.look_whether_taken();
                }
                if ui.button(language.t("export-choose")).clicked() {
                    dialogs.pick_target(Path::new(&window.target), language, ui.ctx());
                }
            });
            ui.end_row();
        });
    ui.add_space(6.0);
    let (words, colour) = if window.is_taken {
        ("export-replaces", tokens.warn)
    } else {
        ("export-sources-untouched", tokens.ink3)
    };
    ui.label(widgets::small(language.t(words), colour));
    ui.add_space(8.0);
    let plan = window.plan(session, language);
    let mut wants_close = false;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let words = RichText::new(language.t("export-start")).color(tokens.on_badge());
        let button = egui::Button::new(words)
            .fill(tokens.red)
            .stroke(egui::Stroke::NONE);
        if ui.add_enabled(plan.is_some(), button).clicked()
            && let Some(plan) = plan
        {
            actions.push(Action::Export(plan));
        }
        wants_close = ui.button(language.t("export-cancel")).clicked();
    });
    wants_close
}

fn what_ui(ui: &mut Ui, window: &mut ExportWindow, session: &Session, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(language.t("export-what"), tokens.ink2));
    ui.horizontal(|ui| {
        for (is_log, id) in [(false, "export-records"), (true, "export-log")] {
            let words = language.t(id);
            if ui
                .add(egui::Button::selectable(window.is_log == is_log, &*words))
                .clicked()
            {
                window.set_log(is_log, session);
            }
        }
    });
    ui.end_row();
}

fn format_ui(ui: &mut Ui, window: &mut ExportWindow, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(language.t("export-format"), tokens.ink2));
    ui.horizontal(|ui| {
        for format in [Format::Xlsx, Format::Csv, Format::Jsonl] {
            if window.is_log && format == Format::Xlsx {
                continue;
            }
            let words = language.t(&format!("export-format-{}", format.name()));
            if ui
                .add(egui::Button::selectable(window.format == format, &*words))
                .clicked()
            {
                window.set_format(format);
            }
        }
    });
    ui.end_row();
    if window.format == Format::Csv && !window.is_log {
        let label = ui.label(widgets::small(language.t("export-table"), tokens.ink2));
        let choices = [
            (Table::Mentions, "sheet-mentions"),
            (Table::Entries, "sheet-entries"),
            (Table::Documents, "sheet-documents"),
            (Table::Files, "sheet-files"),
        ];
        let chosen = choices
            .iter()
            .find(|(table, _)| *table == window.table)
            .map_or("sheet-mentions", |(_, id)| *id);
        let combo = ComboBox::from_id_salt("export table").selected_text(language.t(chosen));
        let response = combo.show_ui(ui, |ui| {
            for (table, id) in choices {
                ui.selectable_value(&mut window.table, table, language.t(id));
            }
        });
        response.response.labelled_by(label.id);
        ui.end_row();
    }
}

fn filter_ui(ui: &mut Ui, window: &mut ExportWindow, session: &Session, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    let any = language.t("export-any");
    let filter = &mut window.filter;

    if let Some(entries) = &filter.entries {
        let n_entries: usize = entries.values().map(BTreeSet::len).sum();
        ui.label(widgets::small(language.t("export-entries"), tokens.ink2));
        ui.label(language.with("export-only-rows", &[("n", n_entries.into())]));
        ui.end_row();
    }
    let label = ui.label(widgets::small(language.t("field-doc-type"), tokens.ink2));
    let chosen = filter
        .doc_type
        .map_or(any.clone(), |kind| language.t(doc_type_message(kind)));
    let combo = ComboBox::from_id_salt("export type").selected_text(chosen);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut filter.doc_type, None, &*any);
        for kind in DocType::ALL {
            ui.selectable_value(
                &mut filter.doc_type,
                Some(kind),
                language.t(doc_type_message(kind)),
            );
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();

    let label = ui.label(widgets::small(
        language.t("export-entry-status"),
        tokens.ink2,
    ));
    let chosen = filter.status.map_or(any.clone(), |status| {
        language.t(widgets::status_message(status))
    });
    let combo = ComboBox::from_id_salt("export status").selected_text(chosen);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut filter.status, None, &*any);
        for status in Status::ALL {
            ui.selectable_value(
                &mut filter.status,
                Some(status),
                language.t(widgets::status_message(status)),
            );
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();

    let label = ui.label(widgets::small(language.t("form-tags"), tokens.ink2));
    let chosen = filter.tag.clone().unwrap_or_else(|| any.to_string());
    let combo = ComboBox::from_id_salt("export tag").selected_text(chosen);
    let response = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut filter.tag, None, &*any);
        for tag in session
            .folder()
            .into_iter()
            .flat_map(|folder| &folder.codebook().tags)
        {
            ui.selectable_value(&mut filter.tag, Some(tag.name.clone()), &tag.name);
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();

    let label = ui.label(widgets::small(language.t("field-period"), tokens.ink2));
    let is_wrong =
        !window.period.trim().is_empty() && Period::parse(window.period.trim()).is_none();
    let colour = if is_wrong { tokens.red } else { tokens.ink };
    let edit = TextEdit::singleline(&mut window.period)
        .hint_text(language.t("export-period-hint"))
        .text_color(colour);
    ui.add(edit.desired_width(f32::INFINITY))
        .labelled_by(label.id);
    ui.end_row();

    ui.label("");
    ui.checkbox(
        &mut filter.reviewed_only,
        language.t("export-reviewed-only"),
    );
    ui.end_row();

    ui.label("");
    ui.checkbox(&mut window.with_errata, language.t("export-errata"))
        .on_hover_text(&*language.t("export-errata-about"));
    ui.end_row();
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
