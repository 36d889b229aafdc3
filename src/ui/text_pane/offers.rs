//! What the context menu offers at a place, and what each offer does. No egui here.

use crate::annotation::Verdict;
use crate::codebook::{Codebook, TYPE_KEYS};
use crate::extract::MentionType;
use crate::i18n::Language;
use crate::record::MentionRecord;
use crate::record::decision::Decision;
use crate::session::{Action, OnEverywhere};
use crate::text::Span;
use crate::ui::type_name;

use super::readings::Reading;
use super::rows::{self, Page};
use super::tree_offers::tree_offers;

/// What choosing an offer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    /// Tells the session.
    Act(Action),
    Copy(Span),
    /// The value of the selected mention is to be typed, or a note: the window has the fields.
    EditValue,
    WriteNote,
    /// The source itself is to be corrected: the window has the field.
    Correct,
    /// There is nothing to be done.
    Nothing,
    /// Opens a second list.
    More(Vec<Offer>),
}

/// One line of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub words: String,
    /// Whose badge stands before the words.
    pub badge: Option<MentionType>,
    /// The letter or digit that chooses it.
    pub key: Option<char>,
    /// It holds already: the tag is given, the type is this one.
    pub is_on: bool,
    /// A line stands above it.
    pub begins_group: bool,
    pub does: Does,
}

impl Offer {
    pub(super) fn new(words: impl Into<String>, key: char, does: Does) -> Self {
        Self {
            words: words.into(),
            badge: None,
            key: Some(key),
            is_on: false,
            begins_group: false,
            does,
        }
    }
}

/// The letters of the built-in types, in their order.
const BUILT_IN_KEYS: [char; 7] = ['D', 'O', 'P', 'F', 'E', 'N', 'L'];
/// The types that are offered, in the order of menus with their letters; the codebook's types have one of their own, or get one that begins their
/// name where it is free.
#[must_use]
pub fn types_with_keys(codebook: &Codebook) -> Vec<(MentionType, Option<char>)> {
    let mut types: Vec<_> = MentionType::BUILT_IN
        .into_iter()
        .zip(BUILT_IN_KEYS.map(Some))
        .filter(|(kind, _)| codebook.offers_type(kind.name()))
        .collect();
    let own = || codebook.types.iter().filter(|known| !known.archived);
    let mut free = TYPE_KEYS.to_vec();
    free.retain(|key| own().all(|definition| definition.key != Some(*key)));
    let mut keys: Vec<Option<char>> = Vec::new();
    for definition in own() {
        if definition.key.is_some() {
            keys.push(definition.key);
            continue;
        }
        let first = definition.name.chars().next();
        let first = first.map(|c| c.to_ascii_uppercase());
        let at = free.iter().position(|key| Some(*key) == first);
        keys.push(at.map(|at| free.remove(at)));
    }
    // The others take what is left, as long as there is some.
    let mut rest = free.into_iter();
    for (definition, key) in own().zip(keys) {
        let kind = MentionType::Custom(definition.name.clone());
        types.push((kind, key.or_else(|| rest.next())));
    }
    types
}

/// What the menu offers: for marked text the types it can become, on a mention what can be decided on it, and for the entry tags and a note.
#[must_use]
pub fn offers(
    page: &Page<'_>,
    on_mention: bool,
    readings: &[Reading],
    language: Language,
) -> Vec<Offer> {
    let marked = page.selection.text_span();
    let mention = page.selected_mention();
    let mut offers = Vec::new();
    let mut group = |of_group: Vec<Offer>| {
        let is_first = offers.is_empty();
        for (at, offer) in of_group.into_iter().enumerate() {
            offers.push(Offer {
                begins_group: at == 0 && !is_first,
                ..offer
            });
        }
    };
    let words = |id: &str| language.t(id).into_owned();
    let mut copied = marked;
    if page.is_editable && marked.is_some() {
        group(additions(page.codebook, language));
        if mention.is_some() {
            let does = Does::Act(Action::SpanFromSelection);
            group(vec![Offer::new(
                words("command-span-from-selection"),
                'S',
                does,
            )]);
        }
    } else if let Some(mention) = mention.filter(|_| on_mention && marked.is_none()) {
        copied = Some(mention.span);
        if page.is_editable {
            group(on_the_mention(mention, page, readings, language));
        }
    }
    if let Some(span) = copied {
        let mut of_words = vec![Offer::new(words("text-copy"), 'C', Does::Copy(span))];
        if page.is_editable {
            of_words.push(Offer::new(words("command-correct"), 'V', Does::Correct));
        }
        group(of_words);
    }
    if page.is_editable {
        let mut of_entry = Vec::new();
        let tags = tags(page);
        if !tags.is_empty() {
            of_entry.push(Offer::new(words("command-edit-tag"), 'T', Does::More(tags)));
        }
        of_entry.push(Offer::new(words("command-edit-note"), 'B', Does::WriteNote));
        let tree = tree_offers(page, language);
        if !tree.is_empty() {
            of_entry.push(Offer::new(words("text-shape"), 'A', Does::More(tree)));
        }
        group(of_entry);
    }
    offers
}

fn additions(codebook: &Codebook, language: Language) -> Vec<Offer> {
    types_with_keys(codebook)
        .into_iter()
        .map(|(kind, key)| Offer {
            words: type_name(&kind, codebook, language),
            badge: Some(kind.clone()),
            key,
            is_on: false,
            begins_group: false,
            does: Does::Act(Action::AddFromSelection(kind)),
        })
        .collect()
}

fn on_the_mention(
    mention: &MentionRecord,
    page: &Page<'_>,
    readings: &[Reading],
    language: Language,
) -> Vec<Offer> {
    let words = |id: &str| language.t(id).into_owned();
    let act = |id: &str, key: char, action: Action| Offer::new(words(id), key, Does::Act(action));
    let mut offers = Vec::new();
    if mention.verdict.is_none() || mention.verdict == Some(Verdict::Rejected) {
        offers.push(act("command-accept", 'Y', Action::AcceptMention));
    }
    if mention.is_in_force() {
        offers.push(act("command-reject", 'X', Action::RejectMention));
    }
    if mention.verdict.is_some() {
        offers.push(act("command-put-back", 'Z', Action::PutBackMention));
    }
    offers.push(Offer::new(
        words("command-edit-value"),
        'E',
        Does::EditValue,
    ));
    let types = types_with_keys(page.codebook)
        .into_iter()
        .map(|(kind, key)| Offer {
            words: type_name(&kind, page.codebook, language),
            badge: Some(kind.clone()),
            key,
            is_on: kind == mention.kind,
            begins_group: false,
            does: Does::Act(change_of_type(mention, kind)),
        })
        .collect();
    offers.push(Offer::new(
        words("text-change-type"),
        'K',
        Does::More(types),
    ));
    if !readings.is_empty() {
        let more = self::readings(page, readings, language);
        let does = Does::More(more);
        offers.push(Offer::new(words("command-readings"), 'R', does));
    }
    let everywhere = Action::Everywhere(OnEverywhere::Open);
    offers.push(act("command-everywhere", 'A', everywhere));
    offers
}

/// What else the selected mention can be: choosing a mention selects it, choosing what gave way puts it in the mention's place.
#[must_use]
pub fn readings(page: &Page<'_>, readings: &[Reading], language: Language) -> Vec<Offer> {
    let Some(mention) = page.selected_mention() else {
        return Vec::new();
    };
    if readings.is_empty() {
        let words = language.t("text-no-readings");
        return vec![Offer {
            key: None,
            ..Offer::new(words, ' ', Does::Nothing)
        }];
    }
    let offer = |(at, reading): (usize, &Reading)| {
        let does = if reading.is_mention {
            Action::SelectMention(reading.kind.clone(), reading.span)
        } else {
            let decision = Decision::Correct {
                kind: mention.kind.clone(),
                span: mention.span,
                new_kind: Some(reading.kind.clone()),
                new_span: Some(reading.span),
                value: Some(reading.value.clone()),
            };
            Action::Decide("step-correct", vec![decision])
        };
        let quote = page.text.slice(reading.span).replace('\n', "");
        Offer {
            words: shortened(&quote),
            badge: Some(reading.kind.clone()),
            key: char::from_digit(at as u32 + 1, 10).filter(|_| at < 9),
            is_on: reading.is_mention,
            begins_group: false,
            does: Does::Act(does),
        }
    };
    let is_open = |reading: &&Reading| page.is_editable || reading.is_mention;
    let open = readings.iter().filter(is_open);
    open.enumerate().map(offer).collect()
}

/// Words that fit a row of the menu.
fn shortened(words: &str) -> String {
    const MOST: usize = 9;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// Another type means another form of value: what the machine makes of the words as that type.
fn change_of_type(mention: &MentionRecord, new_kind: MentionType) -> Action {
    let decision = Decision::Correct {
        kind: mention.kind.clone(),
        span: mention.span,
        new_kind: Some(new_kind),
        new_span: None,
        value: None,
    };
    Action::Decide("step-correct", vec![decision])
}

fn tags(page: &Page<'_>) -> Vec<Offer> {
    let entry = page
        .selection
        .node
        .and_then(|node| rows::entry_above(page.outline, node));
    let given = entry.map_or(&page.record.tags, |entry| &page.record.node(entry).tags);
    let mut group = None;
    page.codebook
        .offered_tags()
        .into_iter()
        .map(|row| {
            let tag = row.tag;
            let begins_group = group.is_some_and(|group| group != row.group);
            group = Some(row.group);
            Offer {
                words: format!("{}{}", "　".repeat(row.depth), tag.name),
                badge: None,
                key: tag.key,
                is_on: given.contains(&tag.name),
                begins_group,
                does: Does::Act(Action::ToggleTag(tag.name.clone())),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;
    use crate::session::Selection;
    use crate::ui::text_pane::sample;

    fn shown(offers: &[Offer]) -> String {
        let mut shown = Vec::new();
        for offer in offers {
            let line = if offer.begins_group { "| " } else { "" };
            let key = offer.key.map_or(String::new(), |key| format!(" {key}"));
            let on = if offer.is_on { " ✓" } else { "" };
            shown.push(format!("{line}{}{key}{on}", offer.words));
        }
        shown.join(" ")
    }

    #[test]
    fn marked_text_can_become_a_mention_of_each_type() {
        let document = sample::document();
        let span = sample::span_of(&document.text, "备案系统");
        let selection = Selection {
            node: Some(NodeId(3)),
            text: Some((span.start, span.end)),
            ..Selection::default()
        };
        let offers = offers(&document.page(&selection), false, &[], Language::Chinese);
        assert_eq!(
            shown(&offers),
            "日期 D 机构 O 人物 P 文件 F 活动 E 指标 N 地域 L | 复制 C 勘误 V | 加标签 T 写备注 B 章节结构 A"
        );
    }

    #[test]
    fn on_a_mention_what_does_not_hold_yet_is_offered() {
        let document = sample::document();
        let of = |kind: MentionType, words: &str| {
            let selection = Selection {
                node: Some(NodeId(4)),
                mention: Some((kind, sample::span_of(&document.text, words))),
                ..Selection::default()
            };
            shown(&offers(
                &document.page(&selection),
                true,
                &[],
                Language::Chinese,
            ))
        };
        let rest = "改值 E 改类型 K 各处相同 A | 复制 C 勘误 V | 加标签 T 写备注 B";
        assert_eq!(
            of(MentionType::Metric, "4期"),
            format!("采纳 Y 剔除 X {rest}")
        );
        assert_eq!(
            of(MentionType::Metric, "9篇"),
            format!("采纳 Y 恢复 Z {rest}")
        );
        assert_eq!(
            of(MentionType::Date, "5月底"),
            format!("剔除 X 恢复 Z {rest}")
        );
    }

    #[test]
    fn what_gave_way_can_take_the_mentions_place_and_another_mention_be_selected() {
        let document = sample::document();
        let span = |words| sample::span_of(&document.text, words);
        let selection = Selection {
            node: Some(NodeId(6)),
            mention: Some((MentionType::Org, span("市教委"))),
            ..Selection::default()
        };
        let page = document.page(&selection);
        let reading = |kind, words, is_mention| Reading {
            kind,
            span: span(words),
            value: words.to_owned(),
            is_mention,
        };
        let known = [
            reading(MentionType::Place, "北京", false),
            reading(MentionType::Event, "教委召开", true),
        ];
        let offers = readings(&page, &known, Language::Chinese);
        assert_eq!(shown(&offers), "北京 1 教委召开 2 ✓");
        let Does::Act(Action::Decide(_, decisions)) = &offers[0].does else {
            panic!("{offers:?}")
        };
        assert!(matches!(
            &decisions[0],
            Decision::Correct {
                new_kind: Some(MentionType::Place),
                ..
            }
        ));
        assert!(matches!(
            &offers[1].does,
            Does::Act(Action::SelectMention(..))
        ));
        assert_eq!(
            shown(&readings(&page, &[], Language::Chinese)),
            "没有别的读法"
        );
    }

    #[test]
    fn a_document_that_cannot_be_edited_offers_copying_only() {
        let document = sample::document();
        let selection = Selection {
            text: Some((0, 12)),
            ..Selection::default()
        };
        let page = Page {
            is_editable: false,
            ..document.page(&selection)
        };
        assert_eq!(
            shown(&offers(&page, false, &[], Language::Chinese)),
            "复制 C"
        );
    }

    #[test]
    fn every_key_of_a_list_is_its_own_also_with_types_of_the_codebook() {
        let types = ["project", "game", "data"].map(|name| {
            format!("(name: \"{name}\", label: \"{name}\", mark: '项', colour: \"#55702B\")")
        });
        let ron = format!("Codebook(version: 1, types: [{}])", types.join(","));
        let codebook = Codebook::from_ron(&ron).expect("a codebook");
        let keys: Vec<_> = types_with_keys(&codebook)[7..]
            .iter()
            .map(|(_, key)| key.expect("a key"))
            .collect();
        assert_eq!(
            keys,
            ['H', 'G', 'I'],
            "project has no letter of its own, game has"
        );
    }
}
