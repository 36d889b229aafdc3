//! 关于: the program's version, what the executable is made of, and under which licences.
//!
//! The list and the texts stand in `assets/licences`, written by `.ci/licences` from Cargo's metadata; a test holds them to `Cargo.lock`.

use egui::{RichText, ScrollArea, TextEdit, Ui};

use super::theme::{self, Tokens, size};
use super::{modal, widgets};
use crate::i18n::Language;

const COMPONENTS: &str = include_str!("../../assets/licences/components.tsv");

/// A licence's text by its name.
macro_rules! licence {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../assets/licences/", $name, ".txt")),
        )
    };
}

const LICENCES: [(&str, &str); 10] = [
    licence!("MIT"),
    licence!("Apache-2.0"),
    licence!("BSD-3-Clause"),
    licence!("BSL-1.0"),
    licence!("CC0-1.0"),
    licence!("ISC"),
    licence!("MPL-2.0"),
    licence!("Unicode-3.0"),
    licence!("Zlib"),
    ("OFL-1.1", include_str!("../../fonts/OFL.txt")),
];

/// What the executable is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Component {
    pub name: &'static str,
    pub version: &'static str,
    pub licence: &'static str,
    pub holders: &'static str,
}

/// The components, by name; what is only built or tested with is left out.
pub fn components() -> impl Iterator<Item = Component> {
    COMPONENTS.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let [name, version, licence, holders] = [(); 4].map(|()| cells.next().unwrap_or_default());
        (licence != "-").then_some(Component {
            name,
            version,
            licence,
            holders,
        })
    })
}

/// The window's own state.
#[derive(Debug, Default)]
pub struct AboutWindow {
    is_open: bool,
    filter: String,
    /// The licence whose text is shown in place of the list.
    licence: Option<usize>,
}

impl AboutWindow {
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

/// Paints the window where it is open.
pub fn about_window_ui(ctx: &egui::Context, window: &mut AboutWindow, language: Language) {
    if !window.is_open {
        return;
    }
    let title = language.t("command-about");
    let answer = modal::show(ctx, "about", &title, 640.0, language, |ui| {
        head_ui(ui, language);
        ui.add_space(size::PAD);
        licences_ui(ui, window, language);
        widgets::hairline(ui);
        let most = (modal::room(ctx) - 220.0).clamp(120.0, 320.0);
        match window.licence {
            Some(at) => text_ui(ui, LICENCES[at].1, most),
            None => components_ui(ui, &mut window.filter, most, language),
        }
    });
    if answer.wants_close {
        window.is_open = false;
    }
}

fn head_ui(ui: &mut Ui, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.label(
            RichText::new("批阅")
                .font(theme::bold(28.0))
                .color(tokens.red)
                .extra_letter_spacing(4.0),
        );
        ui.vertical(|ui| {
            let version = [("version", env!("CARGO_PKG_VERSION").into())];
            ui.label(language.with("about-version", &version));
            ui.label(widgets::small(language.t("start-about"), tokens.ink2));
        });
    });
    ui.add_space(size::GAP);
    for about in ["about-licence", "about-typeface", "status-offline-about"] {
        ui.label(widgets::small(language.t(about), tokens.ink2));
    }
}

/// The list of components and the licences' texts, one of them shown.
fn licences_ui(ui: &mut Ui, window: &mut AboutWindow, language: Language) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let words = language.t("about-components");
        ui.selectable_value(&mut window.licence, None, &*words);
        for (at, (name, _)) in LICENCES.iter().enumerate() {
            ui.selectable_value(&mut window.licence, Some(at), *name);
        }
    });
}

fn components_ui(ui: &mut Ui, filter: &mut String, height: f32, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(size::GAP);
    let hint = language.t("about-filter");
    let edit = TextEdit::singleline(filter)
        .hint_text(&*hint)
        .desired_width(f32::INFINITY);
    ui.add(edit)
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &*hint));
    let wanted = filter.trim().to_lowercase();
    let found: Vec<Component> = components()
        .filter(|component| component.name.contains(&wanted))
        .collect();
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("components")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, false])
        .show_rows(ui, size::ROW, found.len(), |ui, visible| {
            for component in &found[visible] {
                component_ui(ui, *component, tokens);
            }
        });
}

fn component_ui(ui: &mut Ui, component: Component, tokens: &Tokens) {
    let Component {
        name,
        version,
        licence,
        holders,
    } = component;
    let room = egui::vec2(ui.available_width(), size::ROW);
    let (rect, response) = ui.allocate_exact_size(room, egui::Sense::hover());
    let words = format!("{name} {version} {licence}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    let y = rect.center().y;
    let (text, small) = (theme::regular(size::TEXT), theme::regular(size::SMALL));
    let at = |part: f32| egui::pos2(rect.left() + rect.width() * part, y);
    let width = |part: f32| rect.width() * part - 8.0;
    widgets::paint_words(ui, at(0.0), width(0.38), name, text, tokens.ink);
    widgets::paint_words(
        ui,
        at(0.38),
        width(0.18),
        version,
        small.clone(),
        tokens.ink3,
    );
    widgets::paint_words(ui, at(0.56), width(0.44), licence, small, tokens.ink2);
    if !holders.is_empty() {
        response.on_hover_text(holders);
    }
}

fn text_ui(ui: &mut Ui, text: &str, height: f32) {
    let tokens = Tokens::of(ui.ctx());
    ScrollArea::vertical()
        .id_salt("licence")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.add_space(size::GAP);
            ui.add(egui::Label::new(widgets::small(text, tokens.ink2)).wrap());
        });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Name and version of every crate of the lock file but our own.
    fn locked() -> BTreeSet<(String, String)> {
        let lock = include_str!("../../Cargo.lock");
        let value = |line: &str, key: &str| {
            let quoted = line.strip_prefix(key)?.strip_prefix(" = \"")?;
            Some(quoted.trim_end_matches('"').to_owned())
        };
        let mut crates = BTreeSet::new();
        for package in lock.split("[[package]]").skip(1) {
            let of = |key| package.lines().find_map(|line| value(line, key));
            let (name, version) = (of("name").expect("a name"), of("version").expect("one"));
            if name != "piyue" {
                crates.insert((name, version));
            }
        }
        crates
    }

    #[test]
    fn the_list_of_components_is_in_step_with_the_lock_file() {
        let listed: BTreeSet<_> = COMPONENTS
            .lines()
            .map(|line| {
                let mut cells = line.split('\t').map(str::to_owned);
                let mut next = || cells.next().expect("a cell");
                (next(), next())
            })
            .collect();
        let locked = locked();
        let difference: Vec<_> = locked.symmetric_difference(&listed).collect();
        assert!(difference.is_empty(), "run .ci/licences: {difference:?}");
    }

    #[test]
    fn every_component_is_under_a_licence_whose_text_is_shown() {
        for component in components() {
            let parts = component.licence.split(" AND ");
            for part in parts {
                let mut offered = part.split([' ', '(', ')']);
                let is_shown = |name: &str| LICENCES.iter().any(|(known, _)| *known == name);
                assert!(offered.any(is_shown), "{component:?}");
            }
        }
        assert!(components().count() > 100);
    }
}
