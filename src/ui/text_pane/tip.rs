//! What words of the text tell the pointer: of a mention its type and value, who or which rule says so, what it was and every decision on it; what
//! else it can be; the correction of the source there; and the fields that were read from these words.

use egui::{Rect, RichText, Ui, Vec2};

use super::brush;
use super::menu;
use super::readings::Reading;
use super::rows::{self, Mark, Page};
use crate::annotation::Edit;
use crate::codebook::Codebook;
use crate::extract::MentionType;
use crate::i18n::Language;
use crate::record::{FieldValue, MentionRecord};
use crate::text::Span;
use crate::ui::form;
use crate::ui::theme::{Tokens, size};
use crate::ui::type_name;

/// Lines of the history that are told at most.
const MOST_LINES: usize = 4;

/// What is told of the words at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The words that it is about.
    pub span: Span,
    mention: Option<OfMention>,
    /// The correction, and whose.
    erratum: Option<String>,
    /// The fields that were read from here.
    fields: Option<String>,
}

/// Of a mention: badge and type, value, origin, what it was, its history, and what else its words can be.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OfMention {
    kind: MentionType,
    type_name: String,
    value: String,
    origin: String,
    was: Option<String>,
    history: Vec<String>,
    readings: Option<String>,
}

impl Told {
    /// What there is to tell of a character; none where there is nothing.
    pub fn at(
        character: u32,
        page: &Page<'_>,
        language: Language,
        readings: impl FnOnce(&MentionRecord) -> Vec<Reading>,
    ) -> Option<Self> {
        let mention = rows::mention_at(page.record, character);
        let erratum = brush::erratum_at(&page.record.errata, character);
        let fields = fields_from(character, page);
        let span = mention
            .map(|mention| mention.span)
            .or_else(|| erratum.map(|erratum| erratum.anchor.span()))
            .or_else(|| fields.first().map(|(_, span)| *span))?;
        let names: Vec<_> = fields.iter().map(|(id, _)| language.t(id)).collect();
        Some(Self {
            span,
            mention: mention.map(|mention| of_mention(mention, page, language, &readings(mention))),
            erratum: erratum.map(|erratum| {
                let name = language.t("erratum");
                let who = signed(erratum.by.as_deref(), &erratum.at, language);
                let words = format!("{name}“{}” → “{}”", erratum.anchor.quote, erratum.text);
                [words, who].join(" · ").trim_end_matches(" · ").to_owned()
            }),
            fields: (!names.is_empty())
                .then(|| language.with("text-source-of", &[("fields", names.join("、").into())])),
        })
    }

    /// Paints the tooltip.
    pub fn show(&self, ui: &mut Ui, codebook: &Codebook) {
        let tokens = Tokens::of(ui);
        let small = |words: &str, colour| RichText::new(words).size(size::SMALL).color(colour);
        if let Some(of) = &self.mention {
            ui.horizontal(|ui| {
                let (_, rect) = ui.allocate_space(Vec2::splat(size::BADGE));
                let rect = Rect::from_center_size(rect.center(), Vec2::splat(size::BADGE));
                menu::badge(ui, rect, &of.kind, codebook, tokens);
                ui.label(small(&of.type_name, tokens.ink2));
            });
            ui.label(RichText::new(&of.value).color(tokens.ink));
            if let Some(was) = &of.was {
                ui.label(small(was, tokens.ink3));
            }
            ui.label(small(&of.origin, tokens.ink3));
            for line in &of.history {
                ui.label(small(line, tokens.ink3));
            }
            if let Some(readings) = &of.readings {
                ui.label(small(readings, tokens.ink2));
            }
        }
        if let Some(erratum) = &self.erratum {
            ui.label(small(erratum, tokens.red));
        }
        if let Some(fields) = &self.fields {
            ui.label(small(fields, tokens.ink2));
        }
    }
}

fn of_mention(
    mention: &MentionRecord,
    page: &Page<'_>,
    language: Language,
    readings: &[Reading],
) -> OfMention {
    let state = language.t(match Mark::of(mention) {
        Mark::Undecided => "origin-machine",
        Mark::Settled if mention.rule.is_none() => "verdict-added",
        Mark::Settled => "verdict-accepted",
        Mark::Corrected => "verdict-corrected",
        Mark::Rejected => "verdict-rejected",
    });
    let who = signed(mention.by.as_deref(), &mention.at, language);
    let parts = [&*state, &who, mention.rule.unwrap_or_default()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let (was_kind, was_span) = &mention.origin;
    let mut was = Vec::new();
    if *was_kind != mention.kind {
        was.push(type_name(was_kind, page.codebook, language));
    }
    if *was_span != mention.span {
        was.extend(page.text.get(*was_span).map(|quote| format!("“{quote}”")));
    }
    was.extend(mention.was_value.clone());
    let names: Vec<_> = readings
        .iter()
        .map(|reading| {
            let kind = type_name(&reading.kind, page.codebook, language);
            let quote = page.text.slice(reading.span).replace('\n', "");
            format!("{kind}“{quote}”")
        })
        .collect();
    OfMention {
        kind: mention.kind.clone(),
        type_name: type_name(&mention.kind, page.codebook, language),
        value: form::shown_value(&mention.kind, &mention.value),
        origin: parts.join(" · "),
        was: (!was.is_empty())
            .then(|| language.with("origin-was", &[("was", was.join(" ").into())])),
        history: history(mention, page, language),
        readings: (!names.is_empty())
            .then(|| language.with("text-readings", &[("readings", names.join("、").into())])),
    }
}

/// The decisions on a mention, newest first, where there was more than the one that holds.
fn history(mention: &MentionRecord, page: &Page<'_>, language: Language) -> Vec<String> {
    let is_it = |edit: &Edit| {
        matches!(edit, Edit::Mention { kind, anchor, .. }
            if (kind, anchor.span()) == (&mention.origin.0, mention.origin.1))
    };
    let log = page.annotation.log.iter().rev();
    let lines = log.filter(|line| is_it(&line.edit)).take(MOST_LINES);
    let lines: Vec<_> = lines
        .map(|line| form::history_line(line, language))
        .collect();
    if lines.len() > 1 { lines } else { Vec::new() }
}

/// The messages naming the fields that were read from the words at a character, and where these are.
fn fields_from(character: u32, page: &Page<'_>) -> Vec<(&'static str, Span)> {
    let span_here = |value: &FieldValue| {
        let span = value.machine.as_ref()?.span?;
        (span.contains_offset(character) && value.decision.is_none()).then_some(span)
    };
    let of_document = page.record.fields.iter().filter_map(|(field, value)| {
        Some((form::document_field_message(*field), span_here(value)?))
    });
    let entry = rows::node_for_form(page.outline, character);
    let fields = entry.map(|entry| page.record.node(entry).fields.iter());
    let of_entry = fields
        .into_iter()
        .flatten()
        .filter_map(|(field, value)| Some((form::entry_field_message(*field), span_here(value)?)));
    of_document.chain(of_entry).collect()
}

/// Who and when, in short.
fn signed(by: Option<&str>, at: &str, language: Language) -> String {
    let at = language.time_of_stamp(at);
    let parts = [by.unwrap_or_default(), &at];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Selection;
    use crate::ui::text_pane::sample;

    fn told(words: &str, readings: Vec<Reading>) -> Option<Told> {
        let document = sample::document();
        let selection = Selection::default();
        let page = document.page(&selection);
        let offset = sample::offset_of(&document.text, words);
        Told::at(offset, &page, Language::Chinese, |_| readings)
    }

    #[test]
    fn a_mention_tells_what_it_is_who_says_so_and_what_it_was() {
        let of = |words: &str| {
            let told = told(words, Vec::new()).expect("something to tell");
            told.mention.expect("a mention")
        };
        let corrected = of("5月底");
        assert_eq!(corrected.type_name, "日期");
        assert_eq!(corrected.value, "2024-05-31");
        assert_eq!(corrected.origin, "更正 · 李 · 11月21日 20:34 · sample.rule");
        assert_eq!(corrected.was.as_deref(), Some("原为 2024-05"));
        assert_eq!(of("4期").origin, "自动 · sample.rule");
        assert_eq!(of("4期").was, None);
        assert_eq!(
            told("截至", Vec::new()),
            None,
            "no mention, nothing to tell"
        );
    }

    #[test]
    fn what_else_its_words_can_be_is_told() {
        let document = sample::document();
        let reading = Reading {
            kind: MentionType::Place,
            span: sample::span_of(&document.text, "市"),
            value: "某市".to_owned(),
            is_mention: false,
        };
        let told = told("市教委", vec![reading]).expect("something to tell");
        let of = told.mention.expect("a mention");
        assert_eq!(of.readings.as_deref(), Some("也可能是：地域“市”"));
    }
}
