//! 试一试: what the words or form typed would find in the document on show.

use egui::text::LayoutJob;
use egui::{Label, ScrollArea, TextFormat, Ui};

use super::{Bench, bottom};
use crate::extract::Trial;
use crate::session::{TrialPlace, TrialState};
use crate::ui::theme::{self, Tokens, size};
use crate::ui::{type_name, widgets};

/// Paints what was found so far.
pub(super) fn trial_ui(ui: &mut Ui, bench: &Bench<'_>) {
    let tokens = Tokens::of(ui.ctx());
    let result = match bench.open.trial() {
        TrialState::Nothing => {
            ui.label(widgets::small(bench.t("codebook-try"), tokens.ink3));
            return;
        }
        TrialState::Refused(_, refusal) => {
            let words = bottom::refusal_words(refusal, bench.language);
            ui.label(widgets::small(words, tokens.red));
            return;
        }
        TrialState::NoDocument(_) => {
            ui.label(widgets::small(bench.t("codebook-try-nowhere"), tokens.ink3));
            return;
        }
        TrialState::Running(_) => {
            ui.label(widgets::small(bench.t("codebook-trying"), tokens.ink3));
            return;
        }
        TrialState::Done(_, result) => result,
    };
    let (words, colour) = summary(bench, &result.trial, tokens);
    ui.label(widgets::small(words, colour));
    let most = ui.available_height().max(60.0);
    ScrollArea::vertical()
        .id_salt("trial")
        .max_height(most)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for place in &result.places {
                place_ui(ui, bench, place);
            }
        });
}

fn summary(bench: &Bench<'_>, trial: &Trial, tokens: &Tokens) -> (String, egui::Color32) {
    if trial.is_cut {
        return (bench.t("codebook-try-slow"), tokens.red);
    }
    let arguments = [
        ("n", trial.n_hits.into()),
        ("replacing", trial.n_replacing.into()),
        ("left", trial.n_left.into()),
    ];
    let mut words = bench.language.with("codebook-tried", &arguments);
    for (n, id) in [
        (trial.n_replacing, "codebook-tried-replacing"),
        (trial.n_left, "codebook-tried-left"),
    ] {
        if n > 0 {
            words += &bench.language.with(id, &arguments);
        }
    }
    (words, tokens.ink2)
}

/// A place with the words around it, and what is there now.
fn place_ui(ui: &mut Ui, bench: &Bench<'_>, place: &TrialPlace) {
    let tokens = Tokens::of(ui.ctx());
    let format = |colour, background| TextFormat {
        font_id: theme::regular(size::SMALL),
        color: colour,
        background,
        ..TextFormat::default()
    };
    let clear = egui::Color32::TRANSPARENT;
    let mut job = LayoutJob::default();
    let line = bench.of_uses("codebook-line", "", place.line);
    job.append(&format!("{line}  "), 0.0, format(tokens.ink3, clear));
    job.append(&place.before, 0.0, format(tokens.ink2, clear));
    let (colour, ground) = if place.is_left {
        (tokens.ink3, clear)
    } else {
        (tokens.ink, tokens.red_ground)
    };
    job.append(&place.quote, 0.0, format(colour, ground));
    job.append(&place.after, 0.0, format(tokens.ink2, clear));
    job.wrap = egui::text::TextWrapping::truncate_at_width(ui.available_width());
    ui.add(Label::new(job));
    let now: Vec<String> = place
        .overlaps
        .iter()
        .map(|(kind, words)| {
            let kind = type_name(kind, bench.codebook(), bench.language);
            format!("{kind}“{words}”")
        })
        .collect();
    let id = match (place.is_left, now.is_empty()) {
        (true, _) => "codebook-place-left",
        (false, false) => "codebook-place-replaces",
        (false, true) => return,
    };
    let words = bench.language.with(id, &[("name", now.join(" ").into())]);
    ui.label(widgets::small(words, tokens.ink3));
}
