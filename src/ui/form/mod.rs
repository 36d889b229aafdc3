//! 校核: the form of the selected entry, or of the document.
//!
//! Each value answers three questions: what is it, who says so, how is it put back. Text being typed is a draft of the session's; it is committed when
//! the field loses the focus, never while an input method may still compose.

mod conflict;
mod document;
mod entry;
mod errata;
mod field;
mod history;
mod lost;
mod mentions;
mod own_fields;
mod tags;
mod tree;

use std::cell::Cell;

pub use document::{doc_type_message, document_field_message};
use egui::{Button, Direction, Layout, Panel, RichText, ScrollArea, Ui, vec2};
pub use entry::entry_field_message;
pub use field::problem_message;
pub use history::{change_words, words as history_line};
pub use mentions::{shown_value, verdict_message};
pub use tree::reshaped_words;

use super::command::Command;
use super::theme::{Tokens, size};
use super::widgets;
use crate::document::NodeKind;
use crate::i18n::Language;
use crate::record::FieldValue;
use crate::session::{Action, DraftKey, OpenDocument, Session};
use crate::text::Span;

/// Height of the row with the way on, in points.
const WAY_ON: f32 = 52.0;

/// The column's own state.
#[derive(Debug, Default)]
pub struct FormView {
    /// The field that has the focus: its draft is still being typed.
    pub focused: Option<DraftKey>,
    /// The field that takes the focus at the next frame.
    pub wants_focus: Option<Wanted>,
    /// Brings the selected mention's row into view at the next frame.
    pub wants_selection: bool,
    /// The field in which typing goes on: it takes the focus as soon as it is shown.
    wants_draft: Option<DraftKey>,
    /// Which of the decisions without a place is chosen in their list.
    pub lost: usize,
    /// Where the value came from that the pointer or the focus is on.
    pub pointed: Option<Span>,
    /// The words of the source that are being corrected, until that is done.
    correcting: Option<(usize, Span)>,
}

impl FormView {
    /// Lets typing go on in the field of this draft.
    pub fn edit_draft(&mut self, key: DraftKey) {
        if matches!(key, DraftKey::Tag(..)) {
            self.wants_focus = Some(Wanted::Tag);
        }
        if let DraftKey::Correction(index, span) = key {
            self.correcting = Some((index, span));
        }
        self.wants_draft = Some(key);
    }

    /// Opens the field for what words of the source should be.
    pub fn correct(&mut self, document: usize, span: Span) {
        self.correcting = Some((document, span));
        self.wants_draft = Some(DraftKey::Correction(document, span));
    }
}

/// A field that a command moves the focus to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The value of the selected mention.
    Value,
    Tag,
    Note,
}

/// What the parts of the form share.
pub(super) struct FormContext<'a> {
    pub session: &'a Session,
    pub document: &'a OpenDocument,
    /// Position of the document in the folder.
    pub index: usize,
    pub language: Language,
    pub is_editable: bool,
    /// Where the value came from that the pointer or the focus is on.
    pub pointed: Cell<Option<Span>>,
}

impl FormContext<'_> {
    /// Notes that the pointer or the focus is on a value, and where that came from.
    fn point_at(&self, value: &FieldValue) {
        self.pointed.set(source_of(value));
    }

    /// Whether a value came from words that are marked or selected in the text.
    fn is_of_selection(&self, value: &FieldValue) -> bool {
        let selection = &self.document.selection;
        let mention = selection.mention.as_ref().map(|(_, span)| *span);
        let selected = selection.text_span().or(mention);
        source_of(value).is_some_and(|span| selected.is_some_and(|it| it.overlaps(span)))
    }
}

/// Where the machine read a value that still holds.
fn source_of(value: &FieldValue) -> Option<Span> {
    let machine = value.machine.as_ref()?;
    machine.span.filter(|_| value.decision.is_none())
}

/// Paints the column.
pub fn form_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut FormView,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    view.focused = None;
    view.pointed = None;
    let (Some(document), Some(index)) = (session.document(), session.current()) else {
        widgets::column_header(ui, &language.t("form-title"), |_| {});
        return;
    };
    let form = FormContext {
        session,
        document,
        index,
        language,
        is_editable: document.is_editable(),
        pointed: Cell::new(None),
    };
    if document.is_on_lost() {
        return lost::lost_ui(ui, &form, view, actions);
    }
    form_header(ui, &form, commands);
    let entry = document.selected_entry();
    // Its room is taken before that of the parts above; it is painted after them, as it is read.
    let bottom = Panel::bottom("form bottom")
        .exact_size(WAY_ON)
        .show_separator_line(false)
        .frame(egui::Frame::new())
        .show(ui, |ui| ui.max_rect());
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .id_salt(("form", index, document.selection.node))
        .show(ui, |ui| {
            ui.add_space(6.0);
            match entry {
                Some(entry) => entry::entry_ui(ui, &form, view, entry, actions, commands),
                None => document::document_ui(ui, &form, view, actions),
            }
            ui.add_space(12.0);
        });
    way_on_ui(&mut widgets::ui_in(ui, bottom.inner), &form, commands);
    view.pointed = form.pointed.get();
}

fn form_header(ui: &mut Ui, form: &FormContext<'_>, commands: &mut Vec<Command>) {
    let tokens = Tokens::of(ui.ctx());
    let outline = &form.document.loaded.outline;
    let title = match form.document.selected_entry() {
        Some(entry) => {
            // What the source leaves out, （略）, is not counted anywhere, nor has it a number.
            let counted = || outline.entries().filter(|(_, node)| !node.redacted);
            let before = counted().take_while(|(id, _)| *id < entry).count();
            let n = if outline.node(entry).redacted {
                "–".into()
            } else {
                (before + 1).into()
            };
            let arguments = [("n", n), ("all", counted().count().into())];
            form.language.with("form-entry", &arguments)
        }
        None => form.language.t("form-document").into_owned(),
    };
    widgets::column_header(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let small = |words: &str| RichText::new(words).size(size::SMALL).color(tokens.ink2);
        for (command, words) in [(Command::PreviousEntry, "◀"), (Command::NextEntry, "▶")] {
            let button = egui::Button::new(small(words)).frame(false);
            let response = ui
                .add(button)
                .on_hover_text(widgets::tooltip(command, form.language));
            let name = command.name(form.language);
            response
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.clone()));
            if response.clicked() {
                commands.push(command);
            }
            if command == Command::PreviousEntry {
                let keys = [Command::NextEntry, Command::PreviousEntry].map(Command::key_text);
                ui.label(small(keys.join(" ").trim()));
            }
        }
    });
}

/// The one way on, always at the same place.
fn way_on_ui(ui: &mut Ui, form: &FormContext<'_>, commands: &mut Vec<Command>) {
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        ui.spacing_mut().item_spacing.x = 10.0;
        let width = ui.available_width() - 14.0 - 10.0;
        let layout = Layout::centered_and_justified(Direction::LeftToRight);
        let skip = RichText::new(form.language.t("form-skip")).color(tokens.ink2);
        let colours = [tokens.ink3, tokens.line];
        let response = ui
            .allocate_ui_with_layout(vec2(width * 0.3, 32.0), layout, |ui| {
                widgets::keyed(ui, skip, Command::NextEntry, colours, |words| {
                    Button::new(words).truncate()
                })
            })
            .inner;
        if response
            .on_hover_text(widgets::tooltip(Command::NextEntry, form.language))
            .clicked()
        {
            commands.push(Command::NextEntry);
        }
        let words = if form.document.selected_entry().is_some() {
            "form-settle"
        } else {
            "form-go-on"
        };
        let on_red = tokens.on_badge();
        let settle = RichText::new(form.language.t(words)).color(on_red);
        let colours = [on_red, on_red.gamma_multiply(0.6)];
        let response = ui
            .allocate_ui_with_layout(vec2(width * 0.7, 32.0), layout, |ui| {
                if !form.is_editable {
                    ui.disable();
                }
                widgets::keyed(ui, settle, Command::Settle, colours, |words| {
                    Button::new(words)
                        .fill(tokens.red)
                        .stroke(egui::Stroke::NONE)
                        .truncate()
                })
            })
            .inner;
        if response
            .on_hover_text(widgets::tooltip(Command::Settle, form.language))
            .clicked()
        {
            commands.push(Command::Settle);
        }
    });
}

/// The header of a part of the form.
pub(super) fn part_header(ui: &mut Ui, title: &str, right: impl FnOnce(&mut Ui)) {
    ui.add_space(6.0);
    widgets::column_header(ui, title, right);
    ui.add_space(4.0);
}

/// The message naming a kind of node.
#[must_use]
pub const fn node_message(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Title => "node-title",
        NodeKind::Byline => "node-byline",
        NodeKind::Summary => "node-summary",
        NodeKind::Section => "node-section",
        NodeKind::Entry => "node-entry",
        NodeKind::Paragraph => "node-paragraph",
        NodeKind::Boilerplate => "node-boilerplate",
    }
}
