//! 命令 (Ctrl+K): every command by name.

use egui::{Key, Modal, ScrollArea, TextEdit, Ui};

use super::command::Command;
use super::theme::{Tokens, size};
use super::widgets;
use crate::i18n::Language;
use crate::session::Session;
use crate::text::find::{FindMode, Finder};

/// The palette's own state.
#[derive(Debug, Default)]
pub struct Palette {
    is_open: bool,
    query: String,
    selected: usize,
}

impl Palette {
    pub fn open(&mut self) {
        *self = Self {
            is_open: true,
            ..Self::default()
        };
    }

    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }
}

/// The commands whose Chinese or English name or description holds every word of the query, a Chinese name also by its pinyin, whole or by
/// first letters. Those whose name begins with the query come first, those in whose description it stands last.
#[must_use]
pub fn matching(query: &str) -> Vec<Command> {
    let words: Vec<Finder> = query
        .split_whitespace()
        .filter_map(|word| Finder::new(word, FindMode::Words).ok().flatten())
        .collect();
    let mut found: Vec<(u8, Command)> = Command::ALL
        .iter()
        .copied()
        .filter_map(|command| Some((rank(command, &words)?, command)))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, command)| command).collect()
}

/// How far down a command stands; none where it is not meant.
fn rank(command: Command, words: &[Finder]) -> Option<u8> {
    let names = Language::ALL.map(|language| command.name(language));
    let begins = |word: &Finder| {
        let at = |name: &String| word.spans(name).next().is_some_and(|span| span.start == 0);
        names.iter().any(at)
    };
    let is_named = |word: &Finder| names.iter().any(|name| word.is_in(name));
    // By pinyin nearly every description would hold two letters.
    let is_described = |word: &Finder| {
        let mut abouts = Language::ALL
            .map(|language| command.about(language))
            .into_iter();
        abouts.any(|about| word.is_written_in(&about))
    };
    if words.iter().all(is_named) {
        Some(u8::from(!words.first().is_none_or(begins)))
    } else {
        let is_meant = |word: &Finder| is_named(word) || is_described(word);
        words.iter().all(is_meant).then_some(2)
    }
}

/// Of the palette, and of its list, in points.
const WIDTH: f32 = 560.0;
const LIST_HEIGHT: f32 = 360.0;

/// Paints the palette where it is open.
pub fn palette_ui(
    ctx: &egui::Context,
    palette: &mut Palette,
    session: &Session,
    language: Language,
    commands: &mut Vec<Command>,
) {
    if !palette.is_open {
        return;
    }
    let found = matching(&palette.query);
    palette.selected = palette.selected.min(found.len().saturating_sub(1));
    let mut chosen = None;
    let modal = Modal::new(egui::Id::unique("palette"))
        .frame(widgets::modal_frame(ctx))
        .backdrop_color(widgets::backdrop(ctx))
        .show(ctx, |ui| {
            ui.set_width(WIDTH.min(ctx.content_rect().width() - 64.0));
            ui.input_mut(|input| {
                if input.consume_key(egui::Modifiers::NONE, Key::ArrowDown) {
                    palette.selected = (palette.selected + 1).min(found.len().saturating_sub(1));
                }
                if input.consume_key(egui::Modifiers::NONE, Key::ArrowUp) {
                    palette.selected = palette.selected.saturating_sub(1);
                }
            });
            let hint = language.t("palette-hint");
            let edit = TextEdit::singleline(&mut palette.query)
                .hint_text(&*hint)
                .desired_width(f32::INFINITY);
            let response = ui.add(edit);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &*hint));
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                chosen = found.get(palette.selected).copied();
            } else if !response.has_focus() {
                // Asking again in every frame would end what an input method composes.
                response.request_focus();
            }
            ui.add_space(6.0);
            // As high for one as for all: what is typed stays in its place.
            let height = (ctx.content_rect().height() - 160.0).clamp(120.0, LIST_HEIGHT);
            ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    for (at, command) in found.iter().enumerate() {
                        if command_row(ui, *command, at == palette.selected, session, language) {
                            chosen = Some(*command);
                        }
                    }
                    if found.is_empty() {
                        ui.label(language.t("palette-nothing"));
                    }
                });
        });
    if let Some(command) = chosen.filter(|command| command.is_enabled(session)) {
        commands.push(command);
        palette.is_open = false;
    }
    if modal.should_close() {
        palette.is_open = false;
    }
}

fn command_row(
    ui: &mut Ui,
    command: Command,
    is_selected: bool,
    session: &Session,
    language: Language,
) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let is_enabled = command.is_enabled(session);
    let name = command.name(language);
    let (rect, response) = widgets::list_row(ui, &name, is_selected);
    if is_selected {
        response.scroll_to_me(None);
    }
    let y = rect.center().y;
    let font = super::theme::regular(size::TEXT);
    let small = super::theme::regular(size::SMALL);
    let ink = if is_enabled { tokens.ink } else { tokens.ink3 };
    let end = egui::pos2(rect.right() - 10.0, y);
    let key_start =
        widgets::paint_words_right(ui, end, &command.key_text(), small.clone(), tokens.ink2);
    let name_end = widgets::paint_words(
        ui,
        egui::pos2(rect.left() + 10.0, y),
        rect.width() * 0.5,
        &name,
        font,
        ink,
    );
    let at = egui::pos2(name_end + 12.0, y);
    widgets::paint_words(
        ui,
        at,
        key_start - at.x - 12.0,
        &command.about(language),
        small,
        tokens.ink3,
    );
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_by_chinese_and_by_english_words() {
        assert_eq!(matching("撤销").first(), Some(&Command::Undo));
        assert!(matching("next entry").contains(&Command::NextEntry));
        assert_eq!(matching("").len(), Command::ALL.len());
        assert!(matching("没有这个命令").is_empty());
    }

    #[test]
    fn commands_are_found_by_whole_pinyin_and_by_first_letters() {
        for query in ["shending", "sd", "shend", "SD", "shen ding", "shen'ding"] {
            assert_eq!(matching(query).first(), Some(&Command::Settle), "{query}");
        }
        assert_eq!(matching("cx").first(), Some(&Command::Undo));
        assert!(matching("kjj").contains(&Command::Keys));
    }

    #[test]
    fn a_command_so_named_comes_before_one_so_described() {
        let found = matching("条目");
        let at = |command| found.iter().position(|known| *known == command);
        assert!(at(Command::NextUnreviewed) < at(Command::Settle));
        assert!(at(Command::Settle).is_some());
    }
}
