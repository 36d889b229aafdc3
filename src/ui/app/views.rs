//! What the window shows: its bars, and between them the columns of 校核 or the table.

use egui::{CentralPanel, Frame, Panel, Rect, Ui};

use super::App;
use crate::i18n::Language;
use crate::session::{Action, Session};
use crate::ui::command::Command;
use crate::ui::documents::documents_ui;
use crate::ui::everywhere::{EverywhereView, everywhere_ui};
use crate::ui::focus::{Column, column_ui};
use crate::ui::form::{Wanted, form_ui};
use crate::ui::legend::legend_ui;
use crate::ui::notices::{has_notices, notices_ui};
use crate::ui::outline::outline_ui;
use crate::ui::placeholder::placeholder_ui;
use crate::ui::search::results_ui;
use crate::ui::settings::Columns;
use crate::ui::status_bar::status_bar_ui;
use crate::ui::table::table_ui;
use crate::ui::text_pane::text_pane_ui;
use crate::ui::theme::{Tokens, size};
use crate::ui::top_bar::{BarViews, top_bar_ui};
use crate::ui::tour::Part;
use crate::ui::widgets;

/// Below this width in points the columns beside the text shrink with the window.
const NARROW_WIDTH: f32 = 1240.0;

/// Of the list of what is the same everywhere, at first.
const EVERYWHERE_WIDTH: f32 = 320.0;

/// Below these, two of the columns beside the text have room, then one.
const WIDTH_FOR_THREE: f32 = 900.0;
const WIDTH_FOR_TWO: f32 = 760.0;

/// Which of the columns beside the text have room.
struct Fitting {
    documents: bool,
    outline: bool,
    form: bool,
}

impl Fitting {
    /// The form stays longest, then the outline. Who closes a column makes room for the next.
    fn of(width: f32, columns: Columns) -> Self {
        let n_fitting = match width {
            width if width >= WIDTH_FOR_THREE => 3,
            width if width >= WIDTH_FOR_TWO => 2,
            _ => 1,
        };
        let n_before_outline = usize::from(columns.form);
        let n_before_documents = n_before_outline + usize::from(columns.outline);
        Self {
            form: true,
            outline: n_before_outline < n_fitting,
            documents: n_before_documents < n_fitting,
        }
    }
}

impl App {
    /// The four columns.
    pub(super) fn review_ui(
        &mut self,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        commands: &mut Vec<Command>,
    ) {
        let language = self.language();
        let form = self.sides_ui(ui, actions);
        self.centre_ui(ui, actions, commands);
        if let Some(room) = form {
            let pointed = self.form.pointed;
            form_ui(
                &mut widgets::ui_in(ui, room),
                &self.session,
                &mut self.form,
                language,
                actions,
                commands,
            );
            // The text marks it.
            if self.form.pointed != pointed {
                ui.ctx().request_repaint();
            }
        }
        self.take_wishes(commands);
    }

    /// The columns beside the text. The form's room is taken before the text's and returned: it is painted after the text, as it is read.
    fn sides_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) -> Option<Rect> {
        let language = self.language();
        // In a narrow window the text keeps a readable width: the other columns give way, in the end all but one.
        let fitting = Fitting::of(ui.available_width(), self.settings.columns);
        let narrow = (ui.available_width() / NARROW_WIDTH).min(1.0);
        let widest = |width: f32| {
            if narrow < 1.0 {
                (width * narrow * narrow).max(120.0)
            } else {
                f32::INFINITY
            }
        };
        let Columns {
            documents,
            documents_width,
            outline,
            outline_width,
            form,
            form_width,
        } = &mut self.settings.columns;
        if *documents && fitting.documents {
            let column = Column {
                id: "documents",
                handle: &language.t("column-width-documents"),
                is_at_right: false,
                width: *documents_width,
                range: 120.0..=widest(226.0).min(480.0),
            };
            let shown = column_ui(ui, column, |ui| {
                documents_ui(ui, &self.session, &mut self.documents, language, actions);
            });
            *documents_width = shown.response.rect.width();
            self.windows
                .parts
                .note(Part::Documents, shown.response.rect);
        }
        // What was found takes the outline's place.
        let is_everywhere = self.session.everywhere().subject().is_some();
        let is_searching = self.session.search().is_open();
        if is_everywhere {
            let width = widest(EVERYWHERE_WIDTH).clamp(240.0, 560.0);
            everywhere_panel_ui(
                ui,
                &self.session,
                &mut self.everywhere,
                width,
                language,
                actions,
            );
        } else {
            self.everywhere.leave();
        }
        if !is_everywhere && ((*outline && fitting.outline) || is_searching) {
            // What is found needs more room than a tree.
            let least = if is_searching { 180.0 } else { 120.0 };
            let column = Column {
                id: "outline",
                handle: &language.t("column-width-outline"),
                is_at_right: false,
                width: *outline_width,
                range: least..=widest(262.0).clamp(least, 560.0),
            };
            let shown = column_ui(ui, column, |ui| {
                if is_searching {
                    results_ui(ui, &self.session, &mut self.search, language, actions);
                } else {
                    outline_ui(ui, &self.session, &mut self.outline, language, actions);
                }
            });
            *outline_width = shown.response.rect.width();
        }
        if !*form || !fitting.form {
            return None;
        }
        let column = Column {
            id: "form",
            handle: &language.t("column-width-form"),
            is_at_right: true,
            width: *form_width,
            range: 280.0..=widest(368.0).clamp(280.0, 640.0),
        };
        let shown = column_ui(ui, column, |ui| {
            ui.set_min_size(ui.available_size());
            ui.max_rect()
        });
        *form_width = shown.response.rect.width();
        self.windows.parts.note(Part::Form, shown.response.rect);
        Some(shown.inner)
    }

    /// The text with its header.
    fn centre_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>, commands: &mut Vec<Command>) {
        let language = self.language();
        let tokens = Tokens::of(ui.ctx());
        let shown = CentralPanel::default()
            .frame(Frame::new().fill(tokens.paper))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                if legend_ui(ui, &self.session, &mut self.settings, language, commands) {
                    self.settings.save();
                }
                self.text.options = self.settings.text_options();
                self.text.pointed = self.form.pointed.filter(|_| self.settings.columns.form);
                match self.session.folder() {
                    Some(folder) if folder.current_document().is_none() => {
                        placeholder_ui(ui, folder, language, actions);
                    }
                    _ => text_pane_ui(ui, &self.session, &mut self.text, language, actions),
                }
            });
        self.windows.parts.note(Part::Text, shown.response.rect);
    }

    /// What was wished for in the text is the form's to fulfil.
    fn take_wishes(&mut self, commands: &mut Vec<Command>) {
        if std::mem::take(&mut self.text.wants_note) {
            self.form.wants_focus = Some(Wanted::Note);
        }
        if std::mem::take(&mut self.text.wants_correction) {
            commands.push(Command::Correct);
        }
        if let Some(lost) = self.text.wants_lost.take() {
            self.form.lost = lost;
        }
        if std::mem::take(&mut self.text.wants_value_edit) {
            self.form.wants_focus = Some(Wanted::Value);
        }
    }

    /// The table over the whole window.
    pub(super) fn table_ui(
        &mut self,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        commands: &mut Vec<Command>,
    ) {
        let language = self.language();
        let tokens = Tokens::of(ui.ctx());
        CentralPanel::default()
            .frame(Frame::new().fill(tokens.paper))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                table_ui(
                    ui,
                    &self.session,
                    &mut self.table,
                    &mut self.settings,
                    language,
                    actions,
                    commands,
                );
            });
    }

    /// The bar above and what the reviewer is to be told. Returns the room of the bar below.
    pub(super) fn bars_ui(
        &mut self,
        ui: &mut Ui,
        actions: &mut Vec<Action>,
        commands: &mut Vec<Command>,
    ) -> Rect {
        let language = self.language();
        let tokens = Tokens::of(ui.ctx());
        let bar = Frame::new().fill(tokens.panel);
        self.windows.parts.clear();
        let top = Panel::top("top bar")
            .exact_size(size::TOP_BAR)
            .frame(bar)
            .show(ui, |ui| {
                top_bar_ui(
                    ui,
                    &self.session,
                    BarViews {
                        settings: &self.settings,
                        search: &mut self.search,
                        tab: self.tab,
                    },
                    language,
                    actions,
                    commands,
                );
            });
        self.windows.parts.note(Part::TopBar, top.response.rect);
        let bottom = Panel::bottom("status bar")
            .exact_size(size::STATUS_BAR)
            .frame(bar)
            .show(ui, |ui| ui.max_rect());
        self.windows
            .parts
            .note(Part::StatusBar, bottom.response.rect);
        if has_notices(&self.session, language) {
            Panel::top("notices")
                .resizable(false)
                .frame(bar)
                .show(ui, |ui| {
                    notices_ui(ui, &self.session, language, actions, commands);
                });
        }
        bottom.inner
    }

    /// The bar below: painted when all above it is, as it is read.
    pub(super) fn bottom_ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        actions: &mut Vec<Action>,
        commands: &mut Vec<Command>,
    ) {
        let language = self.language();
        status_bar_ui(
            &mut widgets::ui_in(ui, rect),
            &self.session,
            &mut self.settings.name,
            language,
            actions,
            commands,
        );
    }
}

/// What is the same everywhere, in a column at most so wide.
fn everywhere_panel_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut EverywhereView,
    widest: f32,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let column = Column {
        id: "everywhere",
        handle: &language.t("column-width-everywhere"),
        is_at_right: false,
        width: EVERYWHERE_WIDTH,
        range: 240.0..=widest,
    };
    column_ui(ui, column, |ui| {
        everywhere_ui(ui, session, view, language, actions);
    });
}
