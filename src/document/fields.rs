//! The fields of a document: type, title, period, issuer, publication, source.
//!
//! In: paragraphs with their roles. Out: values with the words they were read from. What the text does not show is absent.

use super::byline;
use super::cue::without_spaces;
use super::date;
use super::furniture;
use super::kind::Kind;
use super::line::Para;
use super::period;
use super::title;
use super::tree::Role;
use super::{DocType, DocumentField, Fields, Found};
use crate::text::{Span, Text, words};

/// A document as far as its fields need it.
pub(super) struct Read<'a> {
    pub(super) text: &'a Text,
    pub(super) paras: &'a [Para],
    pub(super) roles: &'a [Role],
    pub(super) title: Option<Span>,
    pub(super) kind: Kind,
}

/// Reads every field that the text shows.
#[must_use]
pub(super) fn read(document: &Read<'_>) -> Fields {
    let mut fields = Fields::new();
    fields.insert(
        DocumentField::DocType,
        Found {
            value: document.kind.doc_type.name().to_owned(),
            span: document.title.filter(|_| document.kind.from_title),
            rule: document.kind.rule,
        },
    );
    let found = [
        (DocumentField::Title, document.title()),
        (DocumentField::Issuer, document.issuer()),
        (DocumentField::Published, document.published()),
        (DocumentField::Source, document.source()),
    ];
    fields.extend(
        found
            .into_iter()
            .filter_map(|(field, found)| Some((field, found?))),
    );
    let published = fields
        .get(&DocumentField::Published)
        .map(|found| found.value.clone());
    if let Some(found) = period::find(document, published.as_deref()) {
        fields.insert(DocumentField::Period, found);
    }
    fields
}

impl Read<'_> {
    pub(super) fn doc_type(&self) -> DocType {
        self.kind.doc_type
    }

    /// The title's text as one line, unfolded.
    pub(super) fn title_text(&self) -> Option<String> {
        let slice = self.text.slice(self.title?);
        Some(
            slice
                .lines()
                .map(|line| line.trim_matches(crate::text::is_space))
                .collect(),
        )
    }

    fn title(&self) -> Option<Found> {
        let Some(value) = self.title_text() else {
            return self.tabled_title();
        };
        Some(Found {
            value,
            span: self.title,
            rule: "field.title.first_line",
        })
    }

    /// 文件名称 | 2025年政府工作报告 |: the title in the table of page data, where the text itself has none.
    fn tabled_title(&self) -> Option<Found> {
        self.of_role(Role::Boilerplate)
            .take_while(|(_, in_head)| *in_head)
            .find_map(|(para, _)| {
                let mut cells = self.text.slice(para.span).split('|').map(str::trim);
                cells.find(|cell| {
                    let label = cell.trim_end_matches([':', '：']).split_whitespace();
                    let label: String = label.collect();
                    matches!(label.as_str(), "标题" | "名称" | "文件名称" | "信息名称")
                })?;
                let value = cells.next().filter(|title| !title.is_empty())?;
                Some(Found {
                    value: value.to_owned(),
                    span: span_of(para, self.text.slice(para.span), value),
                    rule: "field.title.page_table",
                })
            })
    }

    /// The paragraphs of a role in text order, each with whether it stands before the content.
    fn of_role(&self, wanted: Role) -> impl Iterator<Item = (&Para, bool)> {
        let first = self
            .roles
            .iter()
            .position(|role| {
                !matches!(
                    role,
                    Role::Title(_) | Role::Byline | Role::Boilerplate | Role::Continue
                )
            })
            .unwrap_or(self.roles.len());
        self.paras
            .iter()
            .zip(self.roles)
            .enumerate()
            .filter(move |(_, (_, role))| **role == wanted)
            .map(move |(i, (para, _))| (para, i < first))
    }

    /// Paragraphs that may say when and from where: bylines first, then furniture up to related reading.
    fn page_data(&self) -> Vec<(&Para, bool)> {
        let bylines = self.of_role(Role::Byline);
        let site = self
            .of_role(Role::Boilerplate)
            .take_while(|(para, in_head)| *in_head || !furniture::opens_related(para));
        let titled = self
            .paras
            .iter()
            .zip(self.roles)
            .filter(|(para, role)| {
                matches!(role, Role::Title(_)) && title::page_data_at(&para.cue).is_some()
            })
            .map(|(para, _)| (para, true));
        let mut lines: Vec<_> = titled.chain(bylines).chain(site).collect();
        // What stands above the text speaks of the text; a signature's date comes after the page's.
        let labelled = |para: &Para| words!("发布时间|发布日期").is_in(&para.cue);
        lines.sort_by_key(|(para, in_head)| (!in_head, !labelled(para)));
        lines
    }

    fn issuer(&self) -> Option<Found> {
        self.bodies(true)
            .map(|found| (found, "field.issuer.byline"))
            .or_else(|| Some((self.editor()?, "field.issuer.editor")))
            .or_else(|| {
                let titled = self.title_issuer().filter(|(name, _)| !is_relative(name))?;
                Some((titled, "field.issuer.title"))
            })
            .or_else(|| Some((self.bodies(false)?, "field.issuer.signature")))
            .or_else(|| Some((self.title_issuer()?, "field.issuer.title")))
            .map(|((value, span), rule)| Found { value, span, rule })
    }

    /// Lines of bodies before or after the content.
    fn bodies(&self, in_head: bool) -> Option<(String, Option<Span>)> {
        let lines: Vec<&Para> = self
            .of_role(Role::Byline)
            .filter(|(para, head)| *head == in_head && byline::is_bodies(&para.cue))
            .map(|(para, _)| para)
            .collect();
        let names: Vec<&str> = lines
            .iter()
            .flat_map(|para| self.text.slice(para.span).split(crate::text::is_space))
            .filter(|name| !name.is_empty())
            .collect();
        let spaced_out = names.iter().all(|name| name.chars().count() <= 1);
        let value = names.join(if spaced_out { "" } else { " " });
        let span = Span::new(lines.first()?.span.start, lines.last()?.span.end);
        Some((value, Some(span).filter(|_| lines.len() == 1)))
    }

    /// 某某办公室编 2024年5月30日, 发文机关：某某局.
    fn editor(&self) -> Option<(String, Option<Span>)> {
        self.of_role(Role::Byline).find_map(|(para, _)| {
            let slice = self.text.slice(para.span);
            let labelled = ["发文机关", "发布机构", "发布单位", "印发机关", "编发单位"]
                .iter()
                .find_map(|label| {
                    Some((
                        slice
                            .strip_prefix(label)?
                            .trim_start_matches(['：', ':', ' ']),
                        true,
                    ))
                });
            let (rest, labelled) = labelled.unwrap_or((slice, false));
            let name = rest.split(crate::text::is_space).next()?;
            let body = name
                .trim_end_matches("主办")
                .trim_end_matches("编印")
                .trim_end_matches("印发")
                .trim_end_matches(['编', '印']);
            let dated = !date::all(&para.cue).is_empty();
            let is_editor =
                (labelled || body.len() < name.len() || dated) && byline::is_bodies(body);
            is_editor.then(|| (body.to_owned(), span_of(para, slice, body)))
        })
    }

    /// 某某省教育厅 in 某某省教育厅关于印发…的通知.
    fn title_issuer(&self) -> Option<(String, Option<Span>)> {
        let title = self.title_text()?;
        let of_act = title.find("关于").or_else(|| title.find("印发《"))?;
        let body = title[..of_act]
            .trim_start_matches("转发")
            .trim_start_matches([':', '：']);
        let body = body.trim_matches(crate::text::is_space);
        let names: Vec<&str> = body
            .split(crate::text::is_space)
            .filter(|name| !name.is_empty())
            .collect();
        byline::is_bodies(body).then(|| (names.join(" "), None))
    }

    /// Whether a paragraph is a byline.
    fn is_byline(&self, para: &Para) -> bool {
        let at = self
            .paras
            .partition_point(|other| other.span.start < para.span.start);
        self.roles.get(at) == Some(&Role::Byline)
    }

    fn published(&self) -> Option<Found> {
        self.page_data().into_iter().find_map(|(para, in_head)| {
            // 2025年6月25日 星期三: today, as the site tells it.
            if para.cue.contains("星期") && !self.is_byline(para) {
                return None;
            }
            let in_byline = self.is_byline(para);
            let speaks = (in_head && (in_byline || furniture::is_meta(para)))
                || byline::is_signature(para)
                || words!("发布时间|时间:|日期:").is_in(&para.cue);
            if !speaks || (byline::is_document_number(&para.cue) && date::all(&para.cue).is_empty())
            {
                return None;
            }
            let (day, start, end) = date::all(&para.cue)
                .into_iter()
                .find(|(day, ..)| day.is_whole())?;
            Some(Found {
                value: day.iso()?,
                span: Some(self.cue_span(para, start, end)),
                rule: if in_head {
                    "field.published.head"
                } else {
                    "field.published.end"
                },
            })
        })
    }

    fn source(&self) -> Option<Found> {
        self.page_data().into_iter().find_map(|(para, _)| {
            let (name, at) = byline::source(&para.cue)?;
            let span = self.cue_span(para, at, at + name.chars().count());
            Some(Found {
                value: self.text.slice(span).to_owned(),
                span: Some(span),
                rule: "field.source.label",
            })
        })
    }

    /// The place of characters of a paragraph's cue.
    pub(super) fn cue_span(&self, para: &Para, start: usize, end: usize) -> Span {
        let slice = self.text.slice(para.span);
        let base = para.span.start as usize;
        Span::from_usize(
            base + super::cue::byte_of(slice, start),
            base + super::cue::byte_of(slice, end),
        )
    }

    /// The folded title without spaces.
    pub(super) fn title_cue(&self) -> Option<String> {
        self.title_text()
            .map(|title| without_spaces(&super::cue::fold_prefix(&title, 200)).into_owned())
    }
}

/// 市教育局 in a title: the signature says of which city.
fn is_relative(name: &str) -> bool {
    name.starts_with(['省', '市', '县', '区', '州', '盟', '旗']) || name.starts_with("自治")
}

/// The place of a part of a paragraph's text.
fn span_of(para: &Para, slice: &str, words: &str) -> Option<Span> {
    let start = para.span.start as usize + slice.find(words)?;
    Some(Span::from_usize(start, start + words.len()))
}
