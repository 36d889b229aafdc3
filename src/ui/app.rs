//! The program as eframe runs it: one frame is taking in what happened, painting, and carrying out what the reviewer wants.

mod commands;
mod views;
mod windows;

use std::path::PathBuf;
use std::sync::Arc;

use egui::{CentralPanel, Frame, Ui};

use super::closing::Closing;
use super::command::Command;
use super::composing::keep_candidates_off_the_line;
use super::dialogs::{Choice, Dialogs};
use super::documents::DocumentsView;
use super::everywhere::EverywhereView;
use super::focus::{Focus, ring_ui};
use super::form::{FormView, Wanted};
use super::keys::{self, Listening};
use super::notices::let_done_go;
use super::outline::OutlineView;
use super::search::SearchView;
use super::settings::Settings;
use super::start::{StartView, start_ui};
use super::table::TableView;
use super::tabs::Tab;
use super::text_pane::TextView;
use super::theme::{self, Tokens};
use crate::i18n::Language;
use crate::session::{Action, Effect, Notice, Session};
use crate::workspace::Reviewer;
use windows::Windows;

/// The window's whole state.
#[derive(Debug)]
pub struct App {
    session: Session,
    settings: Settings,
    dialogs: Dialogs,
    documents: DocumentsView,
    outline: OutlineView,
    text: TextView,
    form: FormView,
    start: StartView,
    windows: Windows,
    search: SearchView,
    everywhere: EverywhereView,
    table: TableView,
    tab: Tab,
    title: String,
    closing: Closing,
    focus: Focus,
}

impl App {
    /// A window over `path`, or the start screen.
    #[must_use]
    pub fn new(
        ctx: &egui::Context,
        settings: Settings,
        path: Option<PathBuf>,
        reviewer: Option<Reviewer>,
    ) -> Self {
        theme::install(ctx, settings.look());
        ctx.set_zoom_factor(settings.zoom);
        ctx.options_mut(|options| {
            // Zooming is a command like others and is kept; Ctrl+Q is ours, so that drafts are committed first.
            options.zoom_with_keyboard = false;
            options.fallback_theme = egui::Theme::Light;
            options.quit_shortcuts.clear();
        });
        let waker = ctx.clone();
        let mut session = Session::new(
            Arc::new(move || waker.request_repaint()),
            reviewer,
            settings.name.clone(),
        );
        if let Some(path) = path {
            session.apply(Action::Open(path));
        }
        // Words and readings are loaded while the first frame is painted.
        std::thread::spawn(crate::extract::warm_up);
        Self {
            session,
            settings,
            dialogs: Dialogs::default(),
            documents: DocumentsView::default(),
            outline: OutlineView::default(),
            text: TextView::default(),
            form: FormView::default(),
            start: StartView::default(),
            windows: Windows::default(),
            search: SearchView::default(),
            everywhere: EverywhereView::default(),
            table: TableView::default(),
            tab: Tab::default(),
            title: String::new(),
            closing: Closing::default(),
            focus: Focus::default(),
        }
    }

    /// What the window shows; for tests.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    fn language(&self) -> Language {
        self.settings.language()
    }

    /// Carries out actions, oldest first, and what follows from them.
    fn apply(&mut self, actions: Vec<Action>, ctx: &egui::Context) {
        for action in actions {
            if action.shows_text() {
                self.show_tab(Tab::Review, ctx);
            }
            if matches!(action, Action::Open(_) | Action::CloseFolder) {
                self.keep_place();
            }
            let effects = self.session.apply(action);
            self.take_effects(effects, ctx);
        }
    }

    fn take_effects(&mut self, effects: Vec<Effect>, ctx: &egui::Context) {
        for effect in effects {
            match effect {
                Effect::ScrollToSelection => {
                    self.outline.scroll_to_selection();
                    self.text.scroll_to_selection();
                    self.form.wants_selection = true;
                }
                Effect::EditValue => self.form.wants_focus = Some(Wanted::Value),
                Effect::EditDraft(key) => self.form.edit_draft(key),
                Effect::ExportEnded => {}
                Effect::Opened(path) => {
                    if let Some(place) = self.settings.place_in(&path) {
                        let followed = self.session.apply(Action::ReturnTo(place));
                        self.take_effects(followed, ctx);
                    }
                    self.settings.remember(&path);
                    self.settings.save();
                }
            }
            ctx.request_repaint();
        }
    }

    /// Keeps where the reviewer is in the open folder for the next time.
    fn keep_place(&mut self) {
        if let Some(folder) = self.session.folder() {
            let path = folder.opened_path().to_owned();
            self.settings.leave(&path, self.session.place());
            self.settings.save();
        }
    }

    fn show_tab(&mut self, tab: Tab, ctx: &egui::Context) {
        if self.tab != tab {
            self.tab = tab;
            // What was on show had the focus.
            ctx.memory_mut(egui::Memory::stop_text_input);
            match tab {
                Tab::Review => self.text.scroll_to_selection(),
                Tab::Table => self.table.place(),
            }
        }
    }

    /// The keys of this frame as commands. Letters count only while nobody types.
    fn take_keys(&self, ctx: &egui::Context, actions: &mut Vec<Action>) -> Vec<Command> {
        let is_modal = self.windows.takes_keys(&self.session);
        let is_menu = self.text.is_menu_open() || egui::Popup::is_any_open(ctx);
        if is_modal || is_menu {
            return Vec::new();
        }
        let focused = ctx.memory(egui::Memory::focused);
        let is_typing = ctx.text_edit_focused();
        // A button that was reached with Tab takes Enter for itself.
        let letters = !is_typing && (focused.is_none() || self.text.has_focus());
        if letters && let Some(digit) = keys::take_digit(ctx) {
            match self.tab {
                Tab::Review => actions.push(Action::ToggleTagOfKey(digit)),
                Tab::Table => {
                    if let Some(tag) = self.session.codebook().tag_of_key(digit) {
                        self.table.toggle_tag(&tag.name, actions);
                    }
                }
            }
        }
        let tab = self.tab;
        keys::take_pressed(ctx, &self.session, Listening { letters, tab })
    }

    fn take_dropped(ctx: &egui::Context, actions: &mut Vec<Action>) {
        let dropped = ctx.input(|input| {
            input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_owned())
                .find(|path| !path.as_os_str().is_empty())
        });
        actions.extend(dropped.map(Action::Open));
    }

    fn take_choices(&mut self, actions: &mut Vec<Action>, commands: &mut Vec<Command>) {
        for choice in self.dialogs.choices() {
            match choice {
                Choice::Folder(path) | Choice::File(path) => actions.push(Action::Open(path)),
                Choice::Target(path) => self.windows.export.set_target(&path),
                Choice::Import(path) => self.windows.import.set_path(&path),
                Choice::Unanswered => actions.push(Action::Tell(Notice::new("notice-no-dialog"))),
                Choice::UnansweredOpen => commands.push(Command::OpenPath),
                Choice::Elsewhere(path) => self.windows.elsewhere.set_path(&path),
            }
        }
    }

    fn set_title(&mut self, ctx: &egui::Context) {
        let name = self
            .session
            .folder()
            .and_then(|folder| folder.opened_path().file_name());
        let title = match name {
            Some(name) => format!("{} – 批阅", name.to_string_lossy()),
            None => "批阅".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.settings.keys.put_in_force();
        theme::wear(&ctx, self.settings.look());
        let mut actions = Vec::new();
        Self::take_dropped(&ctx, &mut actions);
        let mut commands = self.take_keys(&ctx, &mut actions);
        self.take_choices(&mut actions, &mut commands);
        let_done_go(&ctx, &self.session, &mut actions);
        let language = self.language();
        let tokens = Tokens::of(&ctx);
        self.focus.begin(&ctx);
        let bottom = self.bars_ui(ui, &mut actions, &mut commands);
        if self.session.folder().is_none() {
            self.tab = Tab::default();
        }
        if self.tab == Tab::Table {
            self.table_ui(ui, &mut actions, &mut commands);
        } else if self.session.folder().is_some() {
            self.start.leave();
            self.review_ui(ui, &mut actions, &mut commands);
            actions.push(Action::WatchTable(None));
        } else {
            CentralPanel::default()
                .frame(Frame::new().fill(tokens.paper))
                .show(ui, |ui| {
                    start_ui(
                        ui,
                        &mut self.start,
                        &mut self.settings,
                        language,
                        &mut actions,
                        &mut commands,
                    );
                });
        }
        self.bottom_ui(ui, bottom, &mut actions, &mut commands);
        self.windows_ui(&ctx, &mut actions, &mut commands);
        if !self.text.has_focus() {
            ring_ui(&ctx);
        }
        for command in commands {
            self.run(command, &ctx, &mut actions);
        }
        // Fields that lost the focus in whatever way are done: what was typed becomes a decision.
        actions.push(Action::CommitDrafts {
            except: self.form.focused.clone(),
        });
        self.apply(actions, &ctx);
        let is_away = self.windows.takes_keys(&self.session);
        self.focus.end(&ctx, is_away);
        keep_candidates_off_the_line(&ctx);
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let effects = self.session.drain();
        self.take_effects(effects, ctx);
        self.set_title(ctx);
        self.closing.close_when_saved(ctx, &mut self.session);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.settings.note_window(ui.ctx());
        self.frame(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.session.apply(Action::CommitDrafts { except: None });
        self.keep_place();
        self.settings.note_open(
            self.session
                .folder()
                .map(crate::session::Folder::opened_path),
        );
        // Waits until every decision is on disk.
        self.session.close();
        self.settings.save();
    }
}
