//! The start screen: what to do when nothing is open.

use std::path::{Path, PathBuf};
use std::thread;

use crossbeam_channel::{Receiver, bounded};
use egui::{Align, Key, Layout, Modifiers, RichText, TextEdit, Ui, vec2};

use super::command::Command;
use super::settings::{self, Settings};
use super::theme::{self, Tokens, size};
use super::tour::invitation_ui;
use super::{icon, widgets};
use crate::i18n::Language;
use crate::session::Action;

/// The screen's own state.
#[derive(Debug, Default)]
pub struct StartView {
    path: String,
    /// The recent folders that were looked for last.
    looked_for: Vec<PathBuf>,
    /// Those of them that are gone.
    missing: Vec<PathBuf>,
    looking: Option<Receiver<Vec<PathBuf>>>,
}

impl StartView {
    /// Looks in the background which recent folders are gone: a network drive may take its time.
    fn follow(&mut self, settings: &Settings, ctx: &egui::Context) {
        if self.looked_for != settings.recent {
            self.looked_for.clone_from(&settings.recent);
            let (sender, receiver) = bounded(1);
            let (paths, ctx) = (settings.recent.clone(), ctx.clone());
            thread::spawn(move || {
                // Nobody listens any more where the list is another by now.
                let _ = sender.send(settings::missing_of(paths));
                ctx.request_repaint();
            });
            self.looking = Some(receiver);
        }
        if let Some(missing) = self.looking.as_ref().and_then(|from| from.try_recv().ok()) {
            (self.missing, self.looking) = (missing, None);
        }
    }

    /// Looks again the next time it is shown.
    pub fn leave(&mut self) {
        self.looked_for.clear();
    }
}

/// Paints the screen.
pub fn start_ui(
    ui: &mut Ui,
    view: &mut StartView,
    settings: &mut Settings,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    const WIDTH: f32 = 520.0;
    view.follow(settings, ui.ctx());
    let tokens = Tokens::of(ui.ctx());
    let side = ((ui.available_width() - WIDTH) / 2.0).max(16.0);
    egui::ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.add_space(side);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.set_max_width(WIDTH.min(ui.available_width() - 16.0));
                    ui.add_space((ui.ctx().content_rect().height() * 0.16).max(24.0));
                    ui.label(
                        RichText::new("批阅")
                            .font(theme::bold(36.0))
                            .color(tokens.red)
                            .extra_letter_spacing(6.0),
                    );
                    ui.label(
                        RichText::new(language.t("start-about"))
                            .size(15.0)
                            .color(tokens.ink2),
                    );
                    ui.add_space(24.0);
                    buttons_ui(ui, language, commands);
                    ui.add_space(8.0);
                    ui.label(widgets::small(language.t("start-drop"), tokens.ink3));
                    ui.add_space(20.0);
                    path_ui(ui, view, language, actions);
                    if !settings.is_tour_seen {
                        ui.add_space(size::SECTION);
                        if invitation_ui(ui, language) {
                            commands.push(Command::Tour);
                        }
                    }
                    if !settings.recent.is_empty() {
                        ui.add_space(24.0);
                        recent_ui(ui, view, settings, language, actions);
                    }
                });
            });
        });
}

fn buttons_ui(ui: &mut Ui, language: Language, commands: &mut Vec<Command>) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        let open = Command::OpenFolder;
        let words = RichText::new(format!("{}  {}", open.name(language), open.key_text()))
            .color(tokens.on_badge());
        let button = egui::Button::new(words)
            .fill(tokens.red)
            .stroke(egui::Stroke::NONE)
            .min_size([0.0, 34.0].into());
        if ui.add(button).on_hover_text(open.about(language)).clicked() {
            commands.push(open);
        }
        for command in [Command::OpenFile, Command::OpenSamples] {
            let button = egui::Button::new(command.name(language)).min_size([0.0, 34.0].into());
            if ui
                .add(button)
                .on_hover_text(widgets::tooltip(command, language))
                .clicked()
            {
                commands.push(command);
            }
        }
    });
}

/// A path can be typed where the system has no file dialog.
fn path_ui(ui: &mut Ui, view: &mut StartView, language: Language, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    let label = ui.label(widgets::small(language.t("start-path"), tokens.ink2));
    widgets::input_ui(ui, tokens.line, |ui| {
        let edit = TextEdit::singleline(&mut view.path)
            .frame(egui::Frame::NONE)
            .margin(egui::Margin::ZERO)
            .hint_text(language.t("start-path-hint"))
            .desired_width(ui.available_width());
        let response = ui.add(edit).labelled_by(label.id);
        let is_done =
            response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        // Paths copied from a file manager come in quotation marks.
        let path = view.path.trim().trim_matches('"');
        if is_done && !path.is_empty() {
            actions.push(Action::Open(path.into()));
        }
    });
}

/// The recent folders; each can be taken from the list, with its cross or with Delete while it has the focus.
fn recent_ui(
    ui: &mut Ui,
    view: &mut StartView,
    settings: &mut Settings,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(language.t("start-recent"), tokens.ink2));
    widgets::hairline(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut forgotten = None;
    for path in &settings.recent {
        let is_missing = view.missing.contains(path);
        let (response, is_removed) = recent_row_ui(ui, path, is_missing, language);
        if response.clicked() {
            actions.push(Action::Open(path.clone()));
        }
        let wants_delete = response.has_focus()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete));
        if is_removed || wants_delete {
            forgotten = Some(path.clone());
        }
    }
    if let Some(path) = forgotten {
        settings.forget(&path);
        settings.save();
    }
}

/// A recent folder: its name, where it lies or that it is gone, a cross. Returns whether the cross was pressed.
fn recent_row_ui(
    ui: &mut Ui,
    path: &Path,
    is_missing: bool,
    language: Language,
) -> (egui::Response, bool) {
    let tokens = Tokens::of(ui.ctx());
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy();
    let (rect, response) = widgets::list_row(ui, &name, false);
    let y = rect.center().y;
    let ink = if is_missing { tokens.ink3 } else { tokens.ink };
    let font = theme::regular(size::TEXT);
    let start = egui::pos2(rect.left() + 8.0, y);
    let end = widgets::paint_words(ui, start, rect.width() * 0.5, &name, font, ink);
    let parent = path.parent().map(|parent| parent.display().to_string());
    let (about, colour) = if is_missing {
        (format!("! {}", language.t("start-missing")), tokens.warn)
    } else {
        (parent.unwrap_or_default(), tokens.ink3)
    };
    let at = egui::pos2(end + 12.0, y);
    let cross = egui::Rect::from_center_size(egui::pos2(rect.right() - 16.0, y), vec2(26.0, 26.0));
    let font = theme::regular(size::SMALL);
    widgets::paint_words(ui, at, cross.left() - at.x - 8.0, &about, font, colour);
    let words = language.with("start-forget", &[("name", name.as_ref().into())]);
    let mut inner = widgets::ui_in(ui, cross);
    let is_removed = widgets::icon_button(&mut inner, icon::CLOSE, &words, tokens.ink3).clicked();
    (
        response.on_hover_text(path.display().to_string()),
        is_removed,
    )
}

/// While something is held over the window: what letting go does.
pub fn drop_hint_ui(ctx: &egui::Context, language: Language) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let tokens = Tokens::of(ctx);
    let painter = ctx.layer_painter(egui::LayerId::new(
        egui::Order::Foreground,
        egui::Id::unique("drop hint"),
    ));
    let rect = ctx.content_rect();
    painter.rect_filled(rect, 0.0, tokens.paper.gamma_multiply(0.85));
    let words = language.t("start-drop-now");
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        words,
        theme::regular(20.0),
        tokens.ink,
    );
}
