//! 标签体系: the window where the folder's types, tags, fields, terms and patterns are edited.
//!
//! In: what the session has of the codebook. Out: actions on it. Nothing is in force before it is saved; every change before that can be taken back.
//! One file a part of the codebook.

mod asking;
mod bottom;
mod fields;
mod line;
mod tag_form;
mod tag_lines;
mod tag_tree;
mod terms;
mod trial;
mod types;

use egui::{Key, Modal, Modifiers, RichText, Ui};

use super::theme::{self, Tokens, size};
use super::widgets;
use crate::codebook::{self, Change, Codebook};
use crate::i18n::Language;
use crate::session::{Action, CodebookAction, CodebookEditor, OpenCodebook, Session};

/// Points of the whole, of the list at its left, and of the least and the most that both are high.
const WIDTH: f32 = 900.0;
const LIST_WIDTH: f32 = 330.0;
const HEIGHT: std::ops::RangeInclusive<f32> = 300.0..=560.0;
/// What stands above and below list and form.
const AROUND: f32 = 240.0;

/// A part of the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Tags,
    Types,
    Fields,
    Terms,
}

impl Part {
    const ALL: [(Self, Key); 4] = [
        (Self::Tags, Key::Num1),
        (Self::Types, Key::Num2),
        (Self::Fields, Key::Num3),
        (Self::Terms, Key::Num4),
    ];

    const fn message(self) -> &'static str {
        match self {
            Self::Tags => "codebook-part-tags",
            Self::Types => "codebook-part-types",
            Self::Fields => "codebook-part-fields",
            Self::Terms => "codebook-part-terms",
        }
    }
}

/// The window's own state.
#[derive(Debug, Default)]
pub struct CodebookWindow {
    part: Part,
    /// What is shown from the next frame on: what is being typed is done in this one.
    next_part: Option<Part>,
    tags: tag_tree::TagsView,
    types: types::TypesView,
    fields: fields::FieldsView,
    terms: terms::TermsView,
    /// Ctrl+S was pressed: what is being typed is part of it.
    wants_save: bool,
    /// The table of codes was asked for.
    wants_export: bool,
    is_shown: bool,
}

impl CodebookWindow {
    /// Whether the table of codes was asked for since the last call. The window closes then: another one asks where to.
    pub fn takes_export(&mut self) -> bool {
        std::mem::take(&mut self.wants_export)
    }
}

/// What every part of the window needs to see.
#[derive(Clone, Copy)]
struct Bench<'a> {
    open: &'a OpenCodebook,
    session: &'a Session,
    language: Language,
    is_editable: bool,
    height: f32,
}

impl Bench<'_> {
    fn codebook(&self) -> &Codebook {
        self.open.codebook()
    }

    fn t(&self, id: &str) -> String {
        self.language.t(id).into_owned()
    }

    /// A message that speaks of a name and a number of uses.
    fn of_uses(&self, id: &str, name: &str, n: usize) -> String {
        self.language
            .with(id, &[("name", name.into()), ("n", n.into())])
    }
}

fn change(actions: &mut Vec<Action>, change: Change) {
    actions.push(Action::Codebook(CodebookAction::Change(change)));
}

/// Paints the window while the codebook is edited.
pub fn codebook_window_ui(
    ctx: &egui::Context,
    window: &mut CodebookWindow,
    session: &Session,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let Some(editor) = session.codebook_editor() else {
        if window.is_shown {
            *window = CodebookWindow {
                wants_export: window.wants_export,
                ..CodebookWindow::default()
            };
        }
        return;
    };
    window.is_shown = true;
    // Escape leaves a field before it leaves the window.
    let was_typing = ctx.text_edit_focused();
    let modal = Modal::new(egui::Id::unique("codebook"))
        .frame(widgets::modal_frame(ctx))
        .show(ctx, |ui| {
            ui.set_width(WIDTH.min(ctx.content_rect().width() - 60.0));
            let height = ctx.content_rect().height() - AROUND;
            match editor {
                CodebookEditor::Reading => {
                    head_ui(ui, session, language);
                    ui.label(language.t("codebook-reading"));
                }
                CodebookEditor::Broken(error) => {
                    head_ui(ui, session, language);
                    bottom::broken_ui(ui, session, error, language, actions);
                }
                CodebookEditor::Open(open) => {
                    let bench = Bench {
                        open,
                        session,
                        language,
                        is_editable: !session.is_view_only(),
                        height: height.clamp(*HEIGHT.start(), *HEIGHT.end()),
                    };
                    open_ui(ui, window, &bench, actions);
                }
            }
        });
    let is_escape = ctx.input(|input| input.key_pressed(Key::Escape));
    if modal.should_close() && !(was_typing && is_escape) {
        actions.push(Action::Codebook(CodebookAction::Close));
    }
}

fn head_ui(ui: &mut Ui, session: &Session, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        let title = language.t("command-codebook");
        ui.label(RichText::new(title).font(theme::bold(size::SOURCE)));
        if let Some(listing) = session.folder().and_then(|folder| folder.listing()) {
            let path = listing.root.join(codebook::FILE_NAME).display().to_string();
            ui.add(egui::Label::new(widgets::small(path, tokens.ink3)).truncate());
        }
    });
}

fn open_ui(ui: &mut Ui, window: &mut CodebookWindow, bench: &Bench<'_>, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    head_ui(ui, bench.session, bench.language);
    let about = if bench.open.is_on_disk() {
        "codebook-about"
    } else {
        "codebook-about-built-in"
    };
    ui.label(widgets::small(bench.t(about), tokens.ink2));
    ui.add_space(6.0);
    window.part = window.next_part.take().unwrap_or(window.part);
    take_keys(ui, window, bench, actions);
    parts_ui(ui, window, bench);
    widgets::hairline(ui);
    ui.add_space(6.0);
    ui.allocate_ui(egui::vec2(ui.available_width(), bench.height), |ui| {
        ui.set_min_height(bench.height);
        match window.part {
            Part::Tags => tag_tree::tags_ui(ui, &mut window.tags, bench, actions),
            Part::Types => types::types_ui(ui, &mut window.types, bench, actions),
            Part::Fields => fields::fields_ui(ui, &mut window.fields, bench, actions),
            Part::Terms => terms::terms_ui(ui, &mut window.terms, bench, actions),
        }
    });
    window.wants_export |= bottom::bottom_ui(ui, bench, actions);
    if std::mem::take(&mut window.wants_save) {
        actions.push(Action::Codebook(CodebookAction::Save));
    }
}

/// The parts, and how much is in each.
fn parts_ui(ui: &mut Ui, window: &mut CodebookWindow, bench: &Bench<'_>) {
    let codebook = bench.codebook();
    ui.horizontal(|ui| {
        for (part, _) in Part::ALL {
            let n = match part {
                Part::Tags => codebook.tags.len(),
                Part::Types => codebook::BUILT_IN_TYPES.len() + codebook.types.len(),
                Part::Fields => codebook.fields.len(),
                Part::Terms => codebook.terms.len() + codebook.patterns.len(),
            };
            let words = format!("{} {n}", bench.language.t(part.message()));
            let button = egui::Button::selectable(window.part == part, words);
            if ui.add(button).clicked() {
                window.next_part = Some(part);
            }
        }
    });
}

/// The keys of the window itself: Alt and a digit for a part, and what undoes, does again and saves.
fn take_keys(ui: &Ui, window: &mut CodebookWindow, bench: &Bench<'_>, actions: &mut Vec<Action>) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (part, key) in Part::ALL {
        if pressed(Modifiers::ALT, key) {
            window.next_part = Some(part);
        }
    }
    if pressed(Modifiers::COMMAND, Key::S) && bench.is_editable {
        // A field gives what was typed when it loses the focus, in this very frame.
        ui.memory_mut(egui::Memory::stop_text_input);
        window.wants_save = true;
    }
    if ui.text_edit_focused() {
        return;
    }
    if pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) || pressed(Modifiers::COMMAND, Key::Y)
    {
        actions.push(Action::Codebook(CodebookAction::Redo));
    } else if pressed(Modifiers::COMMAND, Key::Z) {
        actions.push(Action::Codebook(CodebookAction::Undo));
    }
}
