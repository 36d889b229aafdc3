//! Words and forms that are mentions wherever they stand: listed, and typed with a look at what they would find.

use egui::{ComboBox, ScrollArea, TextEdit, Ui, pos2};

use super::{Bench, LIST_WIDTH, change, trial};
use crate::codebook::{BUILT_IN_TYPES, Change, Pattern, Term};
use crate::extract::MentionType;
use crate::session::{Action, Candidate, CodebookAction};
use crate::ui::theme::{self, Tokens, size};
use crate::ui::{type_name, widgets};

/// What the part remembers: which one is chosen, and what is typed.
#[derive(Debug)]
pub(super) struct TermsView {
    /// Of the codebook; none for a new one.
    chosen: Option<Candidate>,
    is_pattern: bool,
    kind: String,
    words: String,
    value: String,
}

impl Default for TermsView {
    fn default() -> Self {
        Self {
            chosen: None,
            is_pattern: false,
            kind: BUILT_IN_TYPES[1].to_owned(),
            words: String::new(),
            value: String::new(),
        }
    }
}

impl TermsView {
    fn choose(&mut self, candidate: Candidate) {
        match &candidate {
            Candidate::Term(term) => {
                self.is_pattern = false;
                self.kind.clone_from(&term.kind);
                self.words.clone_from(&term.text);
                self.value = term.value.clone().unwrap_or_default();
            }
            Candidate::Pattern(pattern) => {
                self.is_pattern = true;
                self.kind.clone_from(&pattern.kind);
                self.words.clone_from(&pattern.pattern);
                self.value.clear();
            }
        }
        self.chosen = Some(candidate);
    }

    /// What is typed; none for nothing.
    fn candidate(&self) -> Option<Candidate> {
        let words = self.words.trim();
        if words.is_empty() {
            return None;
        }
        Some(if self.is_pattern {
            Candidate::Pattern(Pattern::new(&self.kind, words))
        } else {
            let value = Some(self.value.trim().to_owned());
            Candidate::Term(Term {
                kind: self.kind.clone(),
                text: words.to_owned(),
                value: value.filter(|value| !value.is_empty()),
            })
        })
    }

    /// Back to a new one of the same kind.
    fn clear(&mut self) {
        self.chosen = None;
        self.words.clear();
        self.value.clear();
    }
}

/// Paints the part: the list, and beside it what is typed and what it would find.
pub(super) fn terms_ui(
    ui: &mut Ui,
    view: &mut TermsView,
    bench: &Bench<'_>,
    actions: &mut Vec<Action>,
) {
    let codebook = bench.codebook();
    // What was taken back or changed by somebody else is not chosen any more.
    let is_there = |chosen: &Candidate| match chosen {
        Candidate::Term(term) => codebook.terms.contains(term),
        Candidate::Pattern(pattern) => codebook.patterns.contains(pattern),
    };
    if view.chosen.as_ref().is_some_and(|chosen| !is_there(chosen)) {
        view.chosen = None;
    }
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(LIST_WIDTH);
            list_ui(ui, view, bench);
        });
        ui.add_space(16.0);
        ui.vertical(|ui| form_ui(ui, view, bench, actions));
    });
}

fn list_ui(ui: &mut Ui, view: &mut TermsView, bench: &Bench<'_>) {
    let tokens = Tokens::of(ui.ctx());
    let codebook = bench.codebook();
    let height = bench.height - 40.0;
    let n_terms = codebook.terms.len();
    let n_rows = n_terms + codebook.patterns.len();
    let scroll = ScrollArea::vertical()
        .id_salt("terms")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, false]);
    if n_rows == 0 {
        scroll.show(ui, |ui| {
            ui.label(widgets::small(bench.t("codebook-no-terms"), tokens.ink2));
        });
    } else {
        ui.spacing_mut().item_spacing.y = 0.0;
        // There may be thousands.
        scroll.show_rows(ui, size::ROW, n_rows, |ui, rows| {
            for row in rows {
                let candidate = match codebook.terms.get(row) {
                    Some(term) => Candidate::Term(term.clone()),
                    None => Candidate::Pattern(codebook.patterns[row - n_terms].clone()),
                };
                row_ui(ui, view, bench, candidate);
            }
        });
        ui.spacing_mut().item_spacing.y = 4.0;
    }
    ui.add_space(4.0);
    let button = egui::Button::new(format!("＋ {}", bench.t("codebook-add-term")));
    if ui.add_enabled(bench.is_editable, button).clicked() {
        view.clear();
    }
}

fn row_ui(ui: &mut Ui, view: &mut TermsView, bench: &Bench<'_>, candidate: Candidate) {
    let tokens = Tokens::of(ui.ctx());
    let (kind, words, right) = match &candidate {
        Candidate::Term(term) => {
            let value = term.value.as_ref().map(|value| format!("→ {value}"));
            (&term.kind, &term.text, value.unwrap_or_default())
        }
        Candidate::Pattern(pattern) => (
            &pattern.kind,
            &pattern.pattern,
            bench.t("codebook-pattern-kind"),
        ),
    };
    let is_chosen = view.chosen.as_ref() == Some(&candidate);
    let (rect, response) = widgets::list_row(ui, words, is_chosen);
    let kind = MentionType::from_name(kind);
    let (y, codebook) = (rect.center().y, bench.codebook());
    let colours = tokens.of_type(&kind, codebook);
    let mark = theme::badge_of(&kind, codebook);
    widgets::paint_badge(ui, pos2(rect.left() + 18.0, y), mark, colours);
    let start = pos2(rect.left() + 36.0, y);
    let (font, most) = (theme::regular(size::TEXT), rect.width() * 0.6);
    let at = widgets::paint_words(ui, start, most, words, font, tokens.ink);
    let font = theme::regular(size::SMALL);
    let width = rect.right() - at - 16.0;
    widgets::paint_words(ui, pos2(at + 8.0, y), width, &right, font, tokens.ink3);
    if response.clicked() {
        view.choose(candidate);
    }
}

fn form_ui(ui: &mut Ui, view: &mut TermsView, bench: &Bench<'_>, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        for (is_pattern, id) in [
            (false, "codebook-term-kind"),
            (true, "codebook-pattern-kind"),
        ] {
            let button = egui::Button::selectable(view.is_pattern == is_pattern, bench.t(id));
            if ui.add_enabled(view.chosen.is_none(), button).clicked() {
                view.is_pattern = is_pattern;
            }
        }
        kind_ui(ui, view, bench);
    });
    ui.add_space(4.0);
    let (label, hint) = if view.is_pattern {
        ("codebook-pattern-words", "codebook-pattern-hint")
    } else {
        ("codebook-term-words", "codebook-term-hint")
    };
    let label = ui.label(widgets::small(bench.t(label), tokens.ink2));
    let edit = TextEdit::singleline(&mut view.words)
        .hint_text(bench.t(hint))
        .interactive(bench.is_editable)
        .desired_width(ui.available_width());
    let response = ui.add(edit).labelled_by(label.id);
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if !view.is_pattern {
        ui.add_space(4.0);
        let label = ui.label(widgets::small(bench.t("codebook-term-value"), tokens.ink2));
        let edit = TextEdit::singleline(&mut view.value)
            .hint_text(bench.t("codebook-term-value-hint"))
            .interactive(bench.is_editable)
            .desired_width(ui.available_width());
        ui.add(edit).labelled_by(label.id);
    }
    let candidate = view.candidate();
    // Looked for while it is typed: there is nothing to press.
    actions.push(Action::Codebook(CodebookAction::Try(candidate.clone())));
    ui.add_space(6.0);
    buttons_ui(ui, view, bench, candidate, is_entered, actions);
    ui.add_space(6.0);
    trial::trial_ui(ui, bench);
}

fn kind_ui(ui: &mut Ui, view: &mut TermsView, bench: &Bench<'_>) {
    let tokens = Tokens::of(ui.ctx());
    let codebook = bench.codebook();
    let words = |name: &str| {
        let kind = MentionType::from_name(name);
        let mark = theme::badge_of(&kind, codebook);
        format!("{mark} {}", type_name(&kind, codebook, bench.language))
    };
    let label = ui.label(widgets::small(bench.t("codebook-term-type"), tokens.ink2));
    ui.add_enabled_ui(bench.is_editable, |ui| {
        let combo = ComboBox::from_id_salt("term type")
            .height(360.0)
            .selected_text(words(&view.kind));
        let response = combo.show_ui(ui, |ui| {
            let own = codebook.types.iter().map(|known| &*known.name);
            let names = BUILT_IN_TYPES.into_iter().chain(own);
            for name in names.filter(|name| codebook.offers_type(name)) {
                let is_it = view.kind == name;
                if ui.selectable_label(is_it, words(name)).clicked() {
                    name.clone_into(&mut view.kind);
                }
            }
        });
        response.response.labelled_by(label.id);
    });
}

/// Taking it in, or changing or removing the one that is chosen. Only what was tried to the end becomes part of the codebook.
fn buttons_ui(
    ui: &mut Ui,
    view: &mut TermsView,
    bench: &Bench<'_>,
    candidate: Option<Candidate>,
    is_entered: bool,
    actions: &mut Vec<Action>,
) {
    let trial = bench.open.trial();
    let is_tried = candidate.is_some() && trial.candidate() == candidate.as_ref();
    let is_new = candidate.is_some() && candidate != view.chosen;
    let can_take = bench.is_editable && is_new && is_tried && trial.is_passed();
    ui.horizontal(|ui| {
        let id = if view.chosen.is_some() {
            "codebook-term-change"
        } else {
            "codebook-term-take"
        };
        let button = ui.add_enabled(can_take, egui::Button::new(bench.t(id)));
        if (button.clicked() || (is_entered && can_take))
            && let Some(candidate) = candidate
        {
            change(actions, changed(view.chosen.clone(), &candidate));
            // The next one can be typed at once.
            view.clear();
        }
        if let Some(chosen) = view.chosen.clone() {
            let button = egui::Button::new(bench.t("codebook-remove"));
            if ui.add_enabled(bench.is_editable, button).clicked() {
                change(
                    actions,
                    match chosen {
                        Candidate::Term(term) => Change::RemoveTerm(term),
                        Candidate::Pattern(pattern) => Change::RemovePattern(pattern),
                    },
                );
                view.clear();
            }
        }
    });
}

fn changed(chosen: Option<Candidate>, candidate: &Candidate) -> Change {
    match (chosen, candidate) {
        (Some(Candidate::Term(was)), Candidate::Term(term)) => Change::SetTerm {
            was,
            term: term.clone(),
        },
        (Some(Candidate::Pattern(was)), Candidate::Pattern(pattern)) => Change::SetPattern {
            was,
            pattern: pattern.clone(),
        },
        _ => candidate.change(),
    }
}
