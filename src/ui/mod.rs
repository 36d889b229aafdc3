//! The window: one file a panel. Panels paint what a session says and answer with actions; nothing is changed while painting.
//!
//! The only importer of egui, eframe and rfd.

mod about_window;
mod app;
mod changing_window;
mod closing;
mod codebook;
mod command;
mod composing;
mod default_keys;
mod dialogs;
mod documents;
mod elsewhere;
mod everywhere;
mod export_window;
mod focus;
mod form;
mod hit_list;
mod icon;
mod import_window;
mod keymap;
mod keys;
mod keys_window;
mod legend;
mod messages_window;
mod modal;
mod notices;
mod open_window;
mod outline;
mod outline_shape;
mod palette;
mod past_window;
mod placeholder;
mod reading;
mod samples;
mod search;
mod settings;
mod settings_window;
mod shape_commands;
mod start;
mod status_bar;
mod table;
mod tabs;
pub mod text_pane;
pub mod theme;
mod top_bar;
mod tour;
mod widgets;

use std::path::PathBuf;

pub use app::App;
pub use settings::Settings;

use crate::codebook::Codebook;
use crate::extract::MentionType;
use crate::i18n::Language;
use crate::workspace::Reviewer;

/// What the command line asks of the window.
#[derive(Debug, Clone, Default)]
pub struct WindowOptions {
    /// A folder or file to open; the start screen without one.
    pub path: Option<PathBuf>,
    /// Whose sidecars are used, in place of the name in the settings.
    pub reviewer: Option<Reviewer>,
    /// In place of the language in the settings.
    pub language: Option<Language>,
}

/// Opens the window and returns when it was closed.
///
/// # Errors
/// Where the system gives no window, with the reason in its words.
pub fn run(options: WindowOptions) -> Result<(), String> {
    let WindowOptions {
        path,
        reviewer,
        language,
    } = options;
    let mut settings = Settings::load();
    let path = path.or_else(|| settings.to_reopen());
    let reviewer = reviewer.or_else(|| Reviewer::new(settings.reviewer.as_deref()?));
    settings.language = language.or(settings.language);
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("批阅")
            .with_app_id("piyue")
            .with_inner_size(settings.window)
            .with_maximized(settings.is_maximised)
            .with_min_inner_size([640.0, 360.0])
            .with_drag_and_drop(true),
        centered: true,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "piyue",
        native,
        Box::new(|creation| {
            Ok(Box::new(App::new(
                &creation.egui_ctx,
                settings,
                path,
                reviewer,
            )))
        }),
    )
    .map_err(|error| error.to_string())
}

/// The types that mentions can be given, in the order of menus.
#[must_use]
pub fn offered_types(codebook: &Codebook) -> Vec<MentionType> {
    let own = codebook.types.iter();
    let own = own.map(|definition| MentionType::Custom(definition.name.clone()));
    let all = MentionType::BUILT_IN.into_iter().chain(own);
    all.filter(|kind| codebook.offers_type(kind.name()))
        .collect()
}

/// The name of a mention type in the interface's language.
#[must_use]
pub fn type_name(kind: &MentionType, codebook: &Codebook, language: Language) -> String {
    let (label, label_en) = match kind {
        MentionType::Custom(name) => match codebook.own_type(name) {
            Some(known) => (Some(&known.label), known.label_en.as_ref()),
            None => return name.to_string(),
        },
        _ => codebook
            .built_in_type(kind.name())
            .map_or((None, None), |known| {
                (known.label.as_ref(), known.label_en.as_ref())
            }),
    };
    match (language, label, label_en) {
        (Language::English, _, Some(label)) | (_, Some(label), _) => label.clone(),
        _ => language.t(&format!("type-{}", kind.name())).into_owned(),
    }
}
