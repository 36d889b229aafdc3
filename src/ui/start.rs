//! The start screen: what to do when nothing is open.

use egui::{Align, Layout, RichText, TextEdit, Ui};

use super::command::Command;
use super::settings::Settings;
use super::theme::{self, Tokens, size};
use super::tour::invitation_ui;
use super::widgets;
use crate::i18n::Language;
use crate::session::Action;

/// The screen's own state.
#[derive(Debug, Default)]
pub struct StartView {
    path: String,
}

/// Paints the screen.
pub fn start_ui(
    ui: &mut Ui,
    view: &mut StartView,
    settings: &Settings,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    const WIDTH: f32 = 520.0;
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
                        recent_ui(ui, settings, language, actions);
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
    widgets::input_frame(tokens, tokens.line).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = size::INPUT;
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

fn recent_ui(ui: &mut Ui, settings: &Settings, language: Language, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(widgets::small(language.t("start-recent"), tokens.ink2));
    widgets::hairline(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    for path in &settings.recent {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy();
        let (rect, response) = widgets::list_row(ui, &name, false);
        let y = rect.center().y;
        let start = egui::pos2(rect.left() + 8.0, y);
        let end = widgets::paint_words(
            ui,
            start,
            rect.width() * 0.5,
            &name,
            theme::regular(size::TEXT),
            tokens.ink,
        );
        let parent = path
            .parent()
            .map_or_else(String::new, |parent| parent.display().to_string());
        let at = egui::pos2(end + 12.0, y);
        widgets::paint_words(
            ui,
            at,
            rect.right() - at.x,
            &parent,
            theme::regular(size::SMALL),
            tokens.ink3,
        );
        if response.on_hover_text(path.display().to_string()).clicked() {
            actions.push(Action::Open(path.clone()));
        }
    }
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
