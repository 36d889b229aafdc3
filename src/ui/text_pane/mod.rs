//! 原文: the source's text with the mentions marked in it.

use egui::Ui;

use crate::i18n::Language;
use crate::session::{Action, Session};

#[derive(Debug, Default)]
pub struct TextOptions {
    pub font_size: f32,
}

#[derive(Debug, Default)]
pub struct TextView {
    pub options: TextOptions,
    pub wants_note: bool,
    pub wants_value_edit: bool,
}

impl TextView {
    pub fn scroll_to_selection(&mut self) {}
    pub fn has_focus(&self) -> bool {
        false
    }
    pub fn is_menu_open(&self) -> bool {
        false
    }
    pub fn open_add_menu(&mut self) {}
}

pub fn text_pane_ui(
    ui: &mut Ui,
    session: &Session,
    _view: &mut TextView,
    _language: Language,
    _actions: &mut Vec<Action>,
) {
    if let Some(document) = session.document() {
        egui::ScrollArea::vertical().show(ui, |ui| ui.label(document.loaded.source.text.as_str()));
    }
}
