//! Which paragraph has which automatic number: numbering definitions, the styles that use them, and counting.

use std::collections::HashMap;

use super::super::Unreadable;
use super::super::numbering::NumberForm;
use super::super::xml::{self, Element, Flow, Visitor};

/// Word knows nine levels.
const N_LEVELS: usize = 9;

/// A longer text of a number is no number.
const LONGEST_PATTERN: usize = 64;

/// What a paragraph or a style says of its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NumberUse {
    /// The list; `0` takes a number away that a style gives.
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    /// None for a bullet, whose sign is the pattern.
    form: Option<NumberForm>,
    /// `%1、`: the numbers of levels stand for their signs.
    pattern: String,
    /// Every number in decimal, whatever the form of its level.
    is_legal: bool,
    /// A space behind the number, where the list says so.
    has_space: bool,
    /// Whether a number of a higher level begins it anew.
    restarts: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            form: Some(NumberForm::Decimal),
            pattern: String::new(),
            is_legal: false,
            has_space: false,
            restarts: true,
        }
    }
}

/// A use of a definition, with what it sets itself.
#[derive(Debug, Clone, Default)]
struct List {
    definition: String,
    starts: [Option<u32>; N_LEVELS],
}

#[derive(Debug, Clone, Default)]
struct Style {
    number: NumberUse,
    based_on: Option<String>,
}

/// The lists and styles of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    definitions: HashMap<String, Vec<Level>>,
    /// A definition that only points at a style which has the levels.
    links: HashMap<String, String>,
    /// The definition that a style with levels stands for.
    style_definitions: HashMap<String, String>,
    uses: HashMap<String, List>,
    styles: HashMap<String, Style>,
    default_style: Option<String>,
    counts: HashMap<String, [Option<u32>; N_LEVELS]>,
    begun: std::collections::HashSet<(String, usize)>,
}

impl Lists {
    /// # Errors
    /// Where the part is no XML.
    pub(super) fn read_styles(&mut self, part: &[u8]) -> Result<(), Unreadable> {
        let mut visitor = Styles {
            lists: self,
            id: String::new(),
        };
        xml::walk(part, &mut visitor)
    }

    /// # Errors
    /// Where the part is no XML.
    pub(super) fn read_numbering(&mut self, part: &[u8]) -> Result<(), Unreadable> {
        let mut visitor = Definitions {
            lists: self,
            definition: String::new(),
            list: String::new(),
            level: 0,
        };
        xml::walk(part, &mut visitor)
    }

    /// The number of a paragraph, as it is shown with what separates it from the words; counts on.
    pub(super) fn number(&mut self, own: &NumberUse, style: Option<&str>) -> Option<String> {
        let of_style = self.of_style(style);
        let list = own.list.clone().or(of_style.list)?;
        let level = own.level.or(of_style.level).unwrap_or(0);
        if list == "0" || level >= N_LEVELS {
            return None;
        }
        let known = self.uses.get(&list)?.clone();
        let definition = self.resolve(&known.definition);
        let levels = self.definitions.get(&definition)?;
        let shape = levels.get(level)?.clone();
        let counts = self.counts.entry(definition.clone()).or_default();
        if self.begun.insert((list, level))
            && let Some(start) = known.starts[level]
        {
            counts[level] = start.checked_sub(1);
        }
        counts[level] = Some(counts[level].map_or(shape.start, |n| n.saturating_add(1)));
        for (below, count) in counts.iter_mut().enumerate().skip(level + 1) {
            if levels.get(below).is_none_or(|level| level.restarts) {
                *count = None;
            }
        }
        Some(shown(&shape, levels, counts))
    }

    /// What a style says, looked for in those that it is based on.
    fn of_style(&self, style: Option<&str>) -> NumberUse {
        let mut found = NumberUse::default();
        let mut at = style.or(self.default_style.as_deref());
        // Styles that are based on each other in a circle end here.
        for _ in 0..32 {
            let Some(style) = at.and_then(|id| self.styles.get(id)) else {
                break;
            };
            found.list = found.list.or_else(|| style.number.list.clone());
            found.level = found.level.or(style.number.level);
            at = style.based_on.as_deref();
        }
        found
    }

    fn resolve(&self, definition: &str) -> String {
        let linked = self.links.get(definition);
        let target = linked.and_then(|style| self.style_definitions.get(style));
        target.map_or_else(|| definition.to_owned(), Clone::clone)
    }
}

/// The characters of a number.
fn shown(shape: &Level, levels: &[Level], counts: &[Option<u32>; N_LEVELS]) -> String {
    if shape.form.is_none() {
        return format!("{} ", shape.pattern.chars().map(bullet).collect::<String>());
    }
    let mut words = String::new();
    let mut signs = shape.pattern.chars().peekable();
    while let Some(sign) = signs.next() {
        let digit = signs.peek().and_then(|c| c.to_digit(10));
        let Some(at) = (sign == '%').then_some(digit).flatten() else {
            words.push(sign);
            continue;
        };
        signs.next();
        let Some(level) = (at as usize).checked_sub(1).and_then(|at| levels.get(at)) else {
            continue;
        };
        let count = counts[at as usize - 1].unwrap_or(level.start);
        let form = match level.form {
            Some(form) if form != NumberForm::None && shape.is_legal => NumberForm::Decimal,
            Some(form) => form,
            None => NumberForm::None,
        };
        words.push_str(&form.write(count));
    }
    // A sign of Chinese separates by itself; a bare number would grow together with a number behind it.
    let is_bare = words.ends_with(|c: char| c.is_alphanumeric());
    if !words.is_empty() && (shape.has_space || is_bare) {
        words.push(' ');
    }
    words
}

/// A bullet of a symbol font as the character that looks like it.
fn bullet(c: char) -> char {
    match c {
        '\u{F06C}' => '●',
        '\u{F06E}' => '■',
        '\u{F075}' => '◆',
        '\u{F0D8}' => '➢',
        '\u{F0FC}' => '✓',
        '\u{F0A7}' => '▪',
        '\u{F0B2}' => '◇',
        '\u{F06F}' | '\u{F0A8}' => '□',
        '\u{E000}'..='\u{F8FF}' => '•',
        c => c,
    }
}

fn form(name: &str) -> NumberForm {
    match name {
        "decimalZero" => NumberForm::DecimalZero,
        "decimalFullWidth" | "decimalFullWidth2" => NumberForm::FullWidth,
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "japaneseDigitalTenThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "taiwaneseDigital" => NumberForm::Chinese,
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            NumberForm::ChineseFormal
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => NumberForm::Circled,
        "ideographTraditional" => NumberForm::Stem,
        "ideographZodiac" | "ideographZodiacTraditional" => NumberForm::Branch,
        "upperRoman" => NumberForm::UpperRoman,
        "lowerRoman" => NumberForm::LowerRoman,
        "upperLetter" => NumberForm::UpperLetter,
        "lowerLetter" => NumberForm::LowerLetter,
        "none" => NumberForm::None,
        _ => NumberForm::Decimal,
    }
}

/// `numPr` and what is in it, in a paragraph or a style.
pub(super) fn read_number_use(name: &str, element: &Element<'_>, to: &mut NumberUse) {
    match name {
        "numId" => to.list = element.attribute("val"),
        "ilvl" => to.level = element.number("val").map(|level| level as usize),
        _ => {}
    }
}

struct Styles<'a> {
    lists: &'a mut Lists,
    id: String,
}

impl Visitor for Styles<'_> {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        match name {
            "style" => {
                self.id = element.attribute("styleId").unwrap_or_default();
                let is_default = element
                    .attribute("default")
                    .is_some_and(|on| on == "1" || on == "true");
                if is_default
                    && element
                        .attribute("type")
                        .is_some_and(|kind| kind == "paragraph")
                {
                    self.lists.default_style = Some(self.id.clone());
                }
                self.lists.styles.insert(self.id.clone(), Style::default());
            }
            "pPrChange" | "rPrChange" => return Flow::Past,
            "basedOn" => {
                if let Some(style) = self.lists.styles.get_mut(&self.id) {
                    style.based_on = element.attribute("val");
                }
            }
            "numId" | "ilvl" => {
                if let Some(style) = self.lists.styles.get_mut(&self.id) {
                    read_number_use(name, element, &mut style.number);
                }
            }
            _ => {}
        }
        Flow::Into
    }
    fn close(&mut self, _: &str) {}
    fn text(&mut self, _: &str) {}
}

struct Definitions<'a> {
    lists: &'a mut Lists,
    /// Being read; empty outside.
    definition: String,
    /// Being read; empty outside.
    list: String,
    level: usize,
}

impl Definitions<'_> {
    fn level(&mut self) -> Option<&mut Level> {
        let levels = self.lists.definitions.get_mut(&self.definition)?;
        levels.get_mut(self.level)
    }
}

impl Visitor for Definitions<'_> {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        let value = || element.attribute("val").unwrap_or_default();
        match name {
            "abstractNum" => {
                self.definition = element.attribute("abstractNumId").unwrap_or_default();
                let levels = vec![Level::default(); N_LEVELS];
                self.lists
                    .definitions
                    .insert(self.definition.clone(), levels);
            }
            "numStyleLink" => {
                self.lists.links.insert(self.definition.clone(), value());
            }
            "styleLink" => {
                let style = value();
                self.lists
                    .style_definitions
                    .insert(style, self.definition.clone());
            }
            "num" => {
                self.list = element.attribute("numId").unwrap_or_default();
                self.lists.uses.insert(self.list.clone(), List::default());
            }
            "abstractNumId" => {
                if let Some(list) = self.lists.uses.get_mut(&self.list) {
                    list.definition = value();
                }
            }
            "lvl" | "lvlOverride" => {
                self.level = element
                    .number("ilvl")
                    .map_or(usize::MAX, |level| level as usize);
            }
            "startOverride" => {
                let (level, start) = (self.level, element.number("val"));
                let list = self.lists.uses.get_mut(&self.list);
                if let Some(slot) = list.and_then(|list| list.starts.get_mut(level)) {
                    *slot = start;
                }
            }
            _ => self.shape(name, element),
        }
        Flow::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "abstractNum" => self.definition.clear(),
            "num" => self.list.clear(),
            _ => {}
        }
    }

    fn text(&mut self, _: &str) {}
}

impl Definitions<'_> {
    /// What an element says of the level that is being read.
    fn shape(&mut self, name: &str, element: &Element<'_>) {
        let value = element.attribute("val").unwrap_or_default();
        let Some(level) = self.level() else {
            return;
        };
        match name {
            "start" => level.start = value.parse().unwrap_or(1),
            "numFmt" => {
                level.form = (value != "bullet").then(|| form(&value));
            }
            "lvlText" if value.len() <= LONGEST_PATTERN => level.pattern = value,
            "isLgl" => level.is_legal = value != "0" && value != "false",
            "suff" => level.has_space = value == "space",
            "lvlRestart" => level.restarts = value != "0",
            _ => {}
        }
    }
}
