//! The window's own commands: what they start, open and set.

use std::path::PathBuf;

use super::App;
use crate::i18n::Language;
use crate::record::errata_in;
use crate::session::{Action, Notice, Scope};
use crate::ui::command::Command;
use crate::ui::form::Wanted;
use crate::ui::keys_window::Place;
use crate::ui::settings_window::stepped_zoom;
use crate::ui::tabs::Tab;
use crate::ui::text_pane::{End, EndStep, Pace, WordStep};
use crate::ui::theme::Appearance;
use crate::ui::{reading, samples};

impl App {
    /// Starts what is the window's own; everything else goes to the session.
    pub(super) fn run(&mut self, command: Command, ctx: &egui::Context, actions: &mut Vec<Action>) {
        if command.is_of_review() {
            self.show_tab(Tab::Review, ctx);
        }
        if let Some(action) = command.action() {
            actions.push(action);
            return;
        }
        match command {
            Command::OpenFolder => self.dialogs.pick_folder(self.language(), ctx),
            Command::OpenFile => self.dialogs.pick_file(self.language(), ctx),
            Command::OpenPath => {
                let near = self.settings.recent.first().map(PathBuf::as_path);
                self.windows.open.open(near, ctx);
            }
            Command::OpenSamples => self.open_samples(actions),
            Command::Tour => {
                self.windows.tour.start();
                if self.session.folder().is_none() {
                    self.open_samples(actions);
                }
            }
            Command::Settings => self.windows.settings.open(&self.settings),
            Command::Messages => self.windows.messages.open(),
            Command::About => self.windows.about.open(),
            Command::ZoomIn => self.zoom_to(stepped_zoom(self.settings.zoom, 0.1), ctx),
            Command::ZoomOut => self.zoom_to(stepped_zoom(self.settings.zoom, -0.1), ctx),
            Command::ZoomReset => self.zoom_to(1.0, ctx),
            Command::Export => self.windows.export.open(&self.session, self.language()),
            Command::Import => self.windows.import.open(&self.session),
            Command::Past => actions.push(Action::LookAtPast),
            Command::SaveElsewhere => self.windows.elsewhere.open(),
            Command::Palette => self.windows.palette.open(),
            Command::Keys => self.windows.keys.open(self.place()),
            Command::EditValue => self.form.wants_focus = Some(Wanted::Value),
            Command::EditTag => self.form.wants_focus = Some(Wanted::Tag),
            Command::EditNote => self.form.wants_focus = Some(Wanted::Note),
            Command::MarkNextWord => self.text.step_word(WordStep::Next),
            Command::MarkPreviousWord => self.text.step_word(WordStep::Previous),
            Command::WidenMark => self.text.step_word(WordStep::Widen),
            Command::AddMention => self.text.open_add_menu(),
            Command::Readings => self.text.open_readings(),
            Command::Correct => self.correct(actions),
            Command::Reading => reading::toggle(ctx),
            Command::ToggleDocuments => self.settings.columns.documents ^= true,
            Command::ToggleOutline => self.settings.columns.outline ^= true,
            Command::ToggleForm => self.settings.columns.form ^= true,
            Command::ToggleTheme => {
                let is_dark = ctx.theme() == egui::Theme::Dark;
                self.settings.appearance = if is_dark {
                    Appearance::Light
                } else {
                    Appearance::Dark
                };
            }
            Command::ToggleLanguage => {
                self.settings.language = Some(match self.language() {
                    Language::Chinese => Language::English,
                    Language::English => Language::Chinese,
                });
            }
            Command::Search => self.search.open(Scope::Folder, &self.session, actions),
            Command::SearchDocument => self.search.open(Scope::Document, &self.session, actions),
            Command::ShowReview | Command::OpenRow => self.show_tab(Tab::Review, ctx),
            Command::ShowTable => self.show_tab(Tab::Table, ctx),
            Command::SelectRows => self.table.select_all(),
            Command::RowViews => self.table.open_views(),
            Command::EditRowField => self.table.open_field(),
            Command::ExportRows => {
                let (entries, language) = (self.table.entries(), self.language());
                self.windows
                    .export
                    .open_for(entries, &self.session, language);
            }
            Command::CopyRows => {
                let columns = &self.settings.table_columns;
                let codebook = self.session.codebook();
                ctx.copy_text(self.table.copied(columns, &codebook, self.language()));
            }
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            command => {
                if let Some(step) = end_step(command) {
                    self.text.step_end(step);
                }
                self.settings.read_by(command);
            }
        }
        self.settings.save();
    }

    /// Opens the field for what the marked words should be, or the selected mention's; with nothing marked, a correction that is proposed is made.
    fn correct(&mut self, actions: &mut Vec<Action>) {
        let (Some(document), Some(index)) = (self.session.document(), self.session.current())
        else {
            return;
        };
        let marked = document.selection.text_span();
        let entry = document.selected_entry();
        if marked.is_none() && !document.proposals(entry).is_empty() {
            actions.push(Action::CorrectProposed);
            return;
        }
        let mention = document.selection.mention.as_ref().map(|(_, span)| *span);
        let text = &document.loaded.source.text;
        let span = marked.or(mention).map(|span| text.trim(span));
        let Some(span) = span.filter(|span| !span.is_empty() && document.is_editable()) else {
            return;
        };
        // Words that are corrected already go on from there.
        let mut known = errata_in(&document.record.errata, span);
        let span = known.next().map_or(span, |erratum| erratum.anchor.span());
        self.settings.columns.form = true;
        self.form.correct(index, span);
        actions.push(Action::ShowLost(false));
    }

    /// Where the reviewer stands, for the keys that are of use there.
    fn place(&self) -> Place {
        match self.session.folder() {
            None => Place::Window,
            Some(_) if self.tab == Tab::Table => Place::Table,
            Some(_) if self.text.has_focus() => Place::Text,
            Some(_) => Place::Review,
        }
    }

    fn zoom_to(&mut self, zoom: f32, ctx: &egui::Context) {
        self.settings.zoom = zoom;
        ctx.set_zoom_factor(zoom);
    }

    /// The first time the tour goes with them.
    fn open_samples(&mut self, actions: &mut Vec<Action>) {
        match samples::unpack() {
            Ok(folder) => {
                if !std::mem::replace(&mut self.settings.is_tour_seen, true) {
                    self.windows.tour.start();
                }
                actions.push(Action::Open(folder));
            }
            Err(error) => {
                let notice = Notice::new("notice-samples").with("reason", error.to_string());
                actions.push(Action::Tell(notice));
            }
        }
    }
}

/// Which end of the selected mention a command moves, and how.
const fn end_step(command: Command) -> Option<EndStep> {
    use {End::Finish, End::Start, Pace::Character, Pace::Word};
    let (end, pace, is_forward) = match command {
        Command::EndBack => (Finish, Character, false),
        Command::EndForward => (Finish, Character, true),
        Command::EndWordBack => (Finish, Word, false),
        Command::EndWordForward => (Finish, Word, true),
        Command::StartBack => (Start, Character, false),
        Command::StartForward => (Start, Character, true),
        Command::StartWordBack => (Start, Word, false),
        Command::StartWordForward => (Start, Word, true),
        _ => return None,
    };
    Some(EndStep {
        end,
        pace,
        is_forward,
    })
}
