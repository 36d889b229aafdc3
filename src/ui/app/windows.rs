//! The windows that lie over the rest: which are open, and painting them.

use super::App;
use crate::session::{Action, Session};
use crate::ui::about_window::{AboutWindow, about_window_ui};
use crate::ui::changing_window::changing_window_ui;
use crate::ui::codebook::{CodebookWindow, codebook_window_ui};
use crate::ui::command::Command;
use crate::ui::elsewhere::{Elsewhere, elsewhere_ui};
use crate::ui::export_window::{ExportWindow, export_window_ui};
use crate::ui::import_window::{ImportWindow, import_window_ui};
use crate::ui::keys_window::{KeysWindow, keys_window_ui};
use crate::ui::messages_window::{MessagesWindow, messages_window_ui};
use crate::ui::open_window::{OpenWindow, open_window_ui};
use crate::ui::palette::{Palette, palette_ui};
use crate::ui::past_window::past_window_ui;
use crate::ui::settings_window::{SettingsWindow, settings_window_ui};
use crate::ui::start::drop_hint_ui;
use crate::ui::tour::{Parts, Tour, tour_ui};

/// Their states.
#[derive(Debug, Default)]
pub(super) struct Windows {
    pub palette: Palette,
    pub keys: KeysWindow,
    pub export: ExportWindow,
    pub import: ImportWindow,
    pub elsewhere: Elsewhere,
    pub codebook: CodebookWindow,
    pub settings: SettingsWindow,
    pub about: AboutWindow,
    pub messages: MessagesWindow,
    pub open: OpenWindow,
    pub tour: Tour,
    /// Where the tour finds what it speaks of.
    pub parts: Parts,
}

impl Windows {
    /// Whether one is open that takes the keys. The tour leaves them to the window.
    pub fn takes_keys(&self, session: &Session) -> bool {
        self.palette.is_open()
            || self.keys.is_open()
            || self.export.is_open()
            || self.import.is_open()
            || self.elsewhere.is_open()
            || self.settings.is_open()
            || self.about.is_open()
            || self.messages.is_open()
            || self.open.is_open()
            || session.changing().is_some()
            || session.codebook_editor().is_some()
            || session.folder().is_some_and(|at| at.past().is_some())
    }
}

impl App {
    /// Paints those that are open.
    pub(super) fn windows_ui(
        &mut self,
        ctx: &egui::Context,
        actions: &mut Vec<Action>,
        commands: &mut Vec<Command>,
    ) {
        let language = self.language();
        let Self {
            session,
            settings,
            dialogs,
            windows,
            closing,
            ..
        } = self;
        if windows.tour.is_on() && session.document().is_some() {
            tour_ui(ctx, &mut windows.tour, &windows.parts, language);
        }
        palette_ui(ctx, &mut windows.palette, session, language, commands);
        let mut is_changed = keys_window_ui(ctx, &mut windows.keys, &mut settings.keys, language);
        let window = &mut windows.settings;
        is_changed |= settings_window_ui(ctx, window, settings, session, actions, commands);
        about_window_ui(ctx, &mut windows.about, language);
        messages_window_ui(ctx, &mut windows.messages, session, language);
        open_window_ui(ctx, &mut windows.open, language, actions);
        if windows.codebook.takes_export() {
            windows.export.open_for_codebook(session, language);
        }
        export_window_ui(
            ctx,
            &mut windows.export,
            session,
            dialogs,
            language,
            actions,
        );
        let window = &mut windows.import;
        import_window_ui(ctx, window, session, dialogs, language, actions);
        past_window_ui(ctx, session, language, actions);
        codebook_window_ui(ctx, &mut windows.codebook, session, language, actions);
        drop_hint_ui(ctx, language);
        changing_window_ui(ctx, session, language, actions);
        closing.unsaved_ui(ctx, session, language, commands);
        elsewhere_ui(ctx, &mut windows.elsewhere, dialogs, language, actions);
        if is_changed {
            ctx.set_zoom_factor(settings.zoom);
            settings.save();
        }
    }
}
