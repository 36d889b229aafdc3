//! The list styles of an ODT and the numbers they give, and its headers and footers.

use std::collections::{HashMap, HashSet};

use super::N_LEVELS;
use crate::source::numbering::NumberForm;
use crate::source::xml::{Element, Flow, Visitor};

/// One level of a list.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) start: u32,
    form: NumberForm,
    bullet: Option<String>,
    prefix: String,
    suffix: String,
    /// How many levels' numbers are shown.
    n_shown: usize,
}

/// The list styles by name; the outline's own is under `""`.
pub(super) type ListStyles = HashMap<String, Vec<Option<Level>>>;

#[derive(Default)]
pub(super) struct Styles {
    pub(super) lists: ListStyles,
    name: String,
    pub(super) margins: Vec<String>,
    /// The margins so far: each wording is kept once.
    seen: HashSet<String>,
    margin: Option<String>,
}

impl Visitor for Styles {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        match name {
            "list-style" => self.begin(element.attribute("name").unwrap_or_default()),
            "outline-style" => self.begin(String::new()),
            "list-level-style-number" | "outline-level-style" => self.level(element, None),
            "list-level-style-bullet" => {
                let bullet = element.attribute("bullet-char");
                self.level(element, Some(bullet.unwrap_or_else(|| "•".to_owned())));
            }
            "header" | "footer" | "header-first" | "footer-first" | "header-left"
            | "footer-left" => {
                self.margin = Some(String::new());
            }
            // The document itself is read later.
            "body" => return Flow::Past,
            _ => {}
        }
        Flow::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                let line = self.margin.as_mut().map(std::mem::take);
                if let Some(line) = line
                    && !line.trim().is_empty()
                    && self.seen.insert(line.clone())
                {
                    self.margins.push(line);
                }
            }
            "header" | "footer" | "header-first" | "footer-first" | "header-left"
            | "footer-left" => {
                self.margin = None;
            }
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if let Some(line) = &mut self.margin {
            line.push_str(words.trim_matches(['\n', '\r']));
        }
    }
}

impl Styles {
    fn begin(&mut self, name: String) {
        self.lists.insert(name.clone(), vec![None; N_LEVELS]);
        self.name = name;
    }

    fn level(&mut self, element: &Element<'_>, bullet: Option<String>) {
        let form = match element.attribute("num-format").as_deref() {
            Some("1") => NumberForm::Decimal,
            Some("I") => NumberForm::UpperRoman,
            Some("i") => NumberForm::LowerRoman,
            Some("A") => NumberForm::UpperLetter,
            Some("a") => NumberForm::LowerLetter,
            Some("①, ②, ③, ..." | "①") => NumberForm::Circled,
            Some("１, ２, ３, ..." | "１") => NumberForm::FullWidth,
            Some("甲, 乙, 丙, ..." | "甲") => NumberForm::Stem,
            Some("子, 丑, 寅, ..." | "子") => NumberForm::Branch,
            Some("壹, 贰, 叁, ..." | "壹") => NumberForm::ChineseFormal,
            Some(name) if name.starts_with('一') => NumberForm::Chinese,
            _ => NumberForm::None,
        };
        let level = Level {
            start: element.number("start-value").unwrap_or(1),
            form,
            bullet,
            prefix: element.attribute("num-prefix").unwrap_or_default(),
            suffix: element.attribute("num-suffix").unwrap_or_default(),
            n_shown: element.number("display-levels").map_or(1, |n| n as usize),
        };
        let at = element
            .number("level")
            .and_then(|n| (n as usize).checked_sub(1));
        let slot = self.lists.get_mut(&self.name).zip(at);
        if let Some(slot) = slot.and_then(|(levels, at)| levels.get_mut(at)) {
            *slot = Some(level);
        }
    }
}

/// The characters of a number whose level is the last of `counts`.
pub(super) fn number(shape: &Level, counts: &[u32]) -> String {
    if let Some(bullet) = &shape.bullet {
        return format!("{bullet} ");
    }
    if shape.form == NumberForm::None {
        return String::new();
    }
    let from = counts.len().saturating_sub(shape.n_shown.max(1));
    let shown: Vec<String> = counts[from..]
        .iter()
        .map(|n| shape.form.write(*n))
        .collect();
    let mut words = format!("{}{}{}", shape.prefix, shown.join("."), shape.suffix);
    if words.ends_with(char::is_alphanumeric) {
        words.push(' ');
    }
    words
}
