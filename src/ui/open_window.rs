//! 按路径打开: the program's own way to a folder or file, for systems whose file dialog does not answer, and for who rather types.
//!
//! A path can be typed; below it stands what lies in the folder. Folders are read in the background: a network drive may take its time.

use std::path::{Path, PathBuf};
use std::thread;

use crossbeam_channel::{Receiver, bounded};
use egui::{RichText, ScrollArea, TextEdit, Ui};

use super::theme::{self, Tokens, size};
use super::{icon, modal, widgets};
use crate::i18n::Language;
use crate::session::Action;
use crate::workspace::{Openable, browse};

/// What reading a folder gave, or why it cannot be read.
type Listed = Result<Vec<Openable>, String>;

/// The window's own state.
#[derive(Debug, Default)]
pub struct OpenWindow {
    is_open: bool,
    path: String,
    /// The folder whose contents are listed.
    folder: PathBuf,
    listed: Option<Listed>,
    reading: Option<Receiver<Listed>>,
    /// Nothing was typed yet: the field takes the focus.
    is_new: bool,
    /// The first folder is being read.
    is_first: bool,
}

impl OpenWindow {
    /// Opens the window where the last folder lies, or in the user's own.
    pub fn open(&mut self, near: Option<&Path>, ctx: &egui::Context) {
        self.is_open = true;
        self.is_new = true;
        self.is_first = true;
        let near = near
            .and_then(Path::parent)
            .map(Path::to_owned)
            .or_else(home);
        self.go_to(near.unwrap_or_else(|| "/".into()), ctx);
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    fn go_to(&mut self, folder: PathBuf, ctx: &egui::Context) {
        self.path = folder.display().to_string();
        self.list(folder, ctx);
    }

    fn list(&mut self, folder: PathBuf, ctx: &egui::Context) {
        let (sender, receiver) = bounded(1);
        let (asked, ctx) = (folder.clone(), ctx.clone());
        thread::spawn(move || {
            // Nobody listens any more where another folder was asked for.
            let _ = sender.send(browse(&asked).map_err(|error| error.to_string()));
            ctx.request_repaint();
        });
        self.folder = folder;
        self.listed = None;
        self.reading = Some(receiver);
    }

    /// Takes in what was read, and follows what is typed to the folder it lies in.
    fn follow(&mut self, ctx: &egui::Context) {
        if let Some(listed) = self.reading.as_ref().and_then(|from| from.try_recv().ok()) {
            self.reading = None;
            // The recent folder may be gone, with what it lay in.
            if std::mem::take(&mut self.is_first)
                && listed.is_err()
                && let Some(home) = home()
            {
                self.go_to(home, ctx);
            } else {
                self.listed = Some(listed);
            }
        }
        let typed = typed_path(&self.path);
        let folder = if self.path.ends_with(['/', '\\']) || typed == self.folder {
            typed
        } else {
            typed.parent().map(Path::to_owned).unwrap_or_default()
        };
        if folder != self.folder && folder.is_absolute() && typed_path(&self.path) != self.folder {
            self.list(folder, ctx);
        }
    }
}

/// The user's own folder.
fn home() -> Option<PathBuf> {
    Some(directories::UserDirs::new()?.home_dir().to_owned())
}

/// Paths copied from a file manager come in quotation marks.
fn typed_path(path: &str) -> PathBuf {
    PathBuf::from(path.trim().trim_matches('"'))
}

/// Paints the window where it is open.
pub fn open_window_ui(
    ctx: &egui::Context,
    window: &mut OpenWindow,
    language: Language,
    actions: &mut Vec<Action>,
) {
    if !window.is_open {
        return;
    }
    window.follow(ctx);
    let title = language.t("command-open-path");
    let mut chosen = None;
    let answer = modal::show(ctx, "open", &title, 560.0, language, |ui| {
        let is_entered = field_ui(ui, window, language);
        ui.add_space(size::GAP);
        list_ui(ui, window, language, &mut chosen);
        modal::answers(ui, |ui| {
            let path = typed_path(&window.path);
            let words = language.t("open-this");
            if modal::main_button(ui, &words, path.is_absolute()) || is_entered {
                chosen = Some(path);
            }
        });
    });
    if let Some(path) = chosen.filter(|path| path.is_absolute()) {
        actions.push(Action::Open(path));
        window.is_open = false;
    }
    if answer.wants_close {
        window.is_open = false;
    }
}

/// The path; returns whether it was entered.
fn field_ui(ui: &mut Ui, window: &mut OpenWindow, language: Language) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let label = ui.label(widgets::small(language.t("open-path"), tokens.ink2));
    let edit = TextEdit::singleline(&mut window.path).desired_width(f32::INFINITY);
    let response = ui.add(edit).labelled_by(label.id);
    if std::mem::take(&mut window.is_new) {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

/// The folder above, then folders, which lead further, then documents, which are opened.
fn list_ui(ui: &mut Ui, window: &mut OpenWindow, language: Language, chosen: &mut Option<PathBuf>) {
    let tokens = Tokens::of(ui.ctx());
    let height = (modal::room(ui.ctx()) - 150.0).clamp(90.0, 340.0);
    let mut to = None;
    ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if let Some(above) = window.folder.parent()
                && row_ui(ui, icon::UP, &language.t("open-above"))
            {
                to = Some(above.to_owned());
            }
            match &window.listed {
                None => {
                    ui.label(widgets::small(language.t("document-loading"), tokens.ink3));
                }
                Some(Err(reason)) => {
                    let reason = [("reason", reason.as_str().into())];
                    let words = language.with("unreadable-io", &reason);
                    ui.label(RichText::new(words).color(tokens.red));
                }
                Some(Ok(found)) if found.is_empty() => {
                    ui.add_space(size::GAP);
                    ui.label(widgets::small(language.t("open-nothing"), tokens.ink3));
                }
                Some(Ok(found)) => {
                    for openable in found {
                        let name = openable.path.file_name().unwrap_or_default();
                        let sign = if openable.is_folder {
                            icon::FOLDER
                        } else {
                            icon::FILE
                        };
                        if row_ui(ui, sign, &name.to_string_lossy()) {
                            let goes_on = if openable.is_folder {
                                &mut to
                            } else {
                                &mut *chosen
                            };
                            *goes_on = Some(openable.path.clone());
                        }
                    }
                }
            }
        });
    if let Some(folder) = to {
        window.go_to(folder, ui.ctx());
    }
}

fn row_ui(ui: &mut Ui, sign: lucide_icons::Icon, name: &str) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = widgets::list_row(ui, name, false);
    let y = rect.center().y;
    let font = theme::regular(size::TEXT);
    let (sign, at) = (icon::alone(sign), egui::pos2(rect.left() + 8.0, y));
    widgets::paint_words(ui, at, 20.0, &sign, font.clone(), tokens.ink3);
    let at = egui::pos2(rect.left() + 32.0, y);
    widgets::paint_words(ui, at, rect.width() - 44.0, name, font, tokens.ink);
    response.clicked()
}
