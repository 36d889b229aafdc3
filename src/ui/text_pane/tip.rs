//! What a mention tells the pointer: its type and value, who or which rule says so, and what it was before.

use egui::{Rect, RichText, Ui, Vec2};

use super::menu;
use super::rows::{Mark, Page};
use crate::i18n::Language;
use crate::record::MentionRecord;
use crate::ui::theme::{Tokens, size};
use crate::ui::type_name;

/// The lines of the tooltip after badge and type: value, origin, and what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    type_name: String,
    value: String,
    origin: String,
    was: Option<String>,
}

fn told(mention: &MentionRecord, page: &Page<'_>, language: Language) -> Told {
    let state = language.t(match Mark::of(mention) {
        Mark::Undecided => "origin-machine",
        Mark::Settled if mention.rule.is_none() => "verdict-added",
        Mark::Settled => "verdict-accepted",
        Mark::Corrected => "verdict-corrected",
        Mark::Rejected => "verdict-rejected",
    });
    let by = mention.by.as_deref().unwrap_or_default();
    let at = clock(&mention.at);
    let origin = match (mention.verdict, mention.rule) {
        (None, Some(rule)) => [state.as_ref(), rule].join(" · "),
        (Some(_), _) => {
            let parts = [state.as_ref(), by, at.as_str()];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(" · ")
        }
        (None, None) => state.into_owned(),
    };
    let (was_kind, was_span) = &mention.origin;
    let mut was = Vec::new();
    if *was_kind != mention.kind {
        was.push(type_name(was_kind, page.codebook, language));
    }
    if *was_span != mention.span {
        was.extend(page.text.get(*was_span).map(|quote| format!("“{quote}”")));
    }
    was.extend(mention.was_value.clone());
    Told {
        type_name: type_name(&mention.kind, page.codebook, language),
        value: mention.value.clone(),
        origin,
        was: (!was.is_empty())
            .then(|| language.with("origin-was", &[("was", was.join(" ").into())])),
    }
}

/// Day and time of day of an RFC 3339 time, as the reviewer's clock showed it.
fn clock(at: &str) -> String {
    match (at.get(5..10), at.get(11..16)) {
        (Some(day), Some(time)) => format!("{day} {time}"),
        _ => String::new(),
    }
}

/// Paints the tooltip.
pub fn show(ui: &mut Ui, mention: &MentionRecord, page: &Page<'_>, language: Language) {
    let tokens = Tokens::of(ui);
    let Told {
        type_name,
        value,
        origin,
        was,
    } = told(mention, page, language);
    ui.horizontal(|ui| {
        let (_, rect) = ui.allocate_space(Vec2::splat(size::BADGE));
        let rect = Rect::from_center_size(rect.center(), Vec2::splat(size::BADGE));
        menu::badge(ui, rect, &mention.kind, page.codebook, tokens);
        ui.label(
            RichText::new(type_name)
                .size(size::SMALL)
                .color(tokens.ink2),
        );
    });
    ui.label(RichText::new(value).color(tokens.ink));
    if let Some(was) = was {
        ui.label(RichText::new(was).size(size::SMALL).color(tokens.ink3));
    }
    ui.label(RichText::new(origin).size(size::SMALL).color(tokens.ink3));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Selection;
    use crate::ui::text_pane::{rows, sample};

    #[test]
    fn a_mention_tells_what_it_is_who_says_so_and_what_it_was() {
        let document = sample::document();
        let selection = Selection::default();
        let page = document.page(&selection);
        let of = |words: &str| {
            let offset = sample::offset_of(&document.text, words);
            let mention = rows::mention_at(&document.record, offset).expect("a mention");
            told(mention, &page, Language::Chinese)
        };
        let corrected = of("5月底");
        assert_eq!(corrected.type_name, "日期");
        assert_eq!(corrected.value, "2024-05-31");
        assert_eq!(corrected.origin, "更正 · 李 · 11-21 20:34");
        assert_eq!(corrected.was.as_deref(), Some("原为 2024-05"));
        assert_eq!(of("4期").origin, "自动 · sample.rule");
        assert_eq!(of("4期").was, None);
    }
}
