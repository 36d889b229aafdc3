//! The full names of bodies that a text calls by short ones, as the attribute `full_name`; values stay as the rules of values want them.
//!
//! A name is short where the document introduces it (某某领导小组（以下简称领导小组）), where a body is well known by it (中央网信办), or where
//! it is that of a local department (浙江省经信厅). Nothing becomes a mention here.

use std::collections::HashMap;

use crate::text::{Text, is_cjk, is_space};

use super::lexicon::lexicon;
use super::{Mention, MentionType};

/// The attribute's name.
const FULL_NAME: &str = "full_name";
/// What introduces a short name behind the full one.
const LABELS: [&str; 5] = ["以下统称", "以下简称", "以下称", "下称", "简称"];
/// The longest short name (characters) and the longest end of a department's name (bytes).
const LONGEST_SHORT_CHARS: usize = 16;
const LONGEST_END_BYTES: usize = 24;

/// Adds the attribute to the bodies among the mentions.
pub(super) fn add(text: &Text, mentions: &mut [Mention]) {
    let introduced = introduced(text, mentions);
    for body in mentions
        .iter_mut()
        .filter(|mention| mention.kind == MentionType::Org)
    {
        let quote = text.get(body.span).unwrap_or_default();
        let full = introduced
            .get(quote)
            .cloned()
            .or_else(|| Some((*lexicon().full_names.get(body.value.as_str())?).to_owned()))
            .or_else(|| of_department(&body.value));
        if let Some(full) = full.filter(|full| *full != body.value) {
            body.attributes.insert(FULL_NAME, full);
        }
    }
}

/// The full names of the short ones that the document introduces.
fn introduced<'t>(text: &'t Text, mentions: &[Mention]) -> HashMap<&'t str, String> {
    let bodies = mentions
        .iter()
        .filter(|mention| mention.kind == MentionType::Org);
    bodies
        .filter_map(|body| {
            let after = text.as_str().get(body.span.end as usize..)?;
            Some((short_name(after)?, body.value.clone()))
        })
        .collect()
}

/// X in （以下简称X）, （以下简称“X”）, (简称：X).
fn short_name(after: &str) -> Option<&str> {
    let inner = after
        .strip_prefix(['（', '('])?
        .trim_start_matches(is_space);
    let rest = LABELS.iter().find_map(|label| inner.strip_prefix(label))?;
    let name =
        rest.trim_start_matches(|c| is_space(c) || matches!(c, '：' | ':' | '“' | '"' | '为'));
    let end = name
        .char_indices()
        .take(LONGEST_SHORT_CHARS + 1)
        .find(|(_, c)| !(is_cjk(*c) || c.is_alphanumeric()))?
        .0;
    let closed = name[end..].starts_with(['”', '"', '）', ')', '，', ',', '；', ';', '、']);
    (closed && name[..end].chars().count() > 1).then(|| &name[..end])
}

/// 浙江省经信厅 → 浙江省经济和信息化厅: a division and the short name of a department.
fn of_department(name: &str) -> Option<String> {
    let from = name.ceil_char_boundary(name.len().saturating_sub(LONGEST_END_BYTES));
    name[from..]
        .char_indices()
        .map(|(at, _)| from + at)
        .filter(|&at| name[..at].ends_with(['省', '市', '县', '区', '州', '盟', '旗']))
        .find_map(|at| {
            let full = lexicon().departments.get(&name[at..])?;
            Some(format!("{}{full}", &name[..at]))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebook;
    use crate::document;

    fn full_names(text: &str) -> Vec<(String, String)> {
        let text = Text::new(text.to_owned());
        let outline = document::parse(&text);
        let found = super::super::extract(&text, &Codebook::default(), &outline);
        found
            .mentions
            .iter()
            .filter_map(|mention| {
                let full = mention.attributes.get(FULL_NAME)?;
                Some((text.slice(mention.span).to_owned(), full.to_owned()))
            })
            .collect()
    }

    fn pair(short: &str, full: &str) -> (String, String) {
        (short.to_owned(), full.to_owned())
    }

    #[test]
    fn well_known_bodies_have_their_full_names() {
        assert_eq!(
            full_names(
                "5月6日，中央网信办、水利部联合印发《关于加强水利网络安全工作的通知》，部署年度任务。"
            ),
            [pair("中央网信办", "中央网络安全和信息化委员会办公室")]
        );
    }

    #[test]
    fn local_departments_are_named_in_full() {
        assert_eq!(
            full_names(
                "江西省水利厅会同江西省发改委、吉安市人社局开展调研，形成调研报告并提出对策建议。"
            ),
            [
                pair("江西省发改委", "江西省发展和改革委员会"),
                pair("吉安市人社局", "吉安市人力资源和社会保障局"),
            ]
        );
    }

    #[test]
    fn a_document_introduces_its_own_short_names() {
        for text in ["（以下简称“江西灌溉院”）", "(以下简称江西灌溉院)"] {
            let text = format!(
                "江西省灌溉试验研究院{text}成立于2019年，承担全省灌溉试验任务。江西灌溉院现有职工46人。"
            );
            let names = full_names(&text);
            assert!(
                names
                    .iter()
                    .all(|(short, full)| short == "江西灌溉院" && full == "江西省灌溉试验研究院"),
                "{names:?}"
            );
        }
        assert_eq!(short_name("（以下简称《方案》）"), None);
        assert_eq!(short_name("（以下简称领导小组，下同）"), Some("领导小组"));
    }
}
