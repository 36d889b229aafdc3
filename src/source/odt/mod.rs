//! ODT, the text of an `OpenDocument` package (ISO/IEC 26300), as it is shown.
//!
//! Numbers of lists and headings are computed; a table's row becomes a line with tabs between its cells; deleted text, which a package keeps apart,
//! and comments are left out; a note's mark is `[1]`, its text a line behind the document. Headers and footers come last, outside the content. Places are paragraphs.

mod styles;

use std::collections::HashMap;

use self::styles::{ListStyles, Styles, number};
use super::Unreadable;
use super::lines::{Converted, LONGEST_LINE, Lines, MOST_NESTED, PlaceUnit};
use super::package::Package;
use super::xml::{self, Element, Flow, Visitor};
use crate::text::Span;

/// What the part `mimetype` says.
pub(super) const MIME: &str = "application/vnd.oasis.opendocument.text";

/// Deeper lists are shown without numbers.
const N_LEVELS: usize = 10;

/// Converts a document.
///
/// # Errors
/// Where the package is damaged, encrypted or unpacks to more than any document.
pub(super) fn convert(package: &mut Package<'_>) -> Result<Converted, Unreadable> {
    if package.has("META-INF/manifest.xml") {
        let manifest = package.bytes("META-INF/manifest.xml")?;
        if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
            return Err(Unreadable::Encrypted);
        }
    }
    let mut styles = Styles::default();
    if package.has("styles.xml") {
        xml::walk(package.part("styles.xml")?, &mut styles)?;
    }
    // The lists of a document are declared in front of it in the same part.
    xml::walk(package.part("content.xml")?, &mut styles)?;
    let mut body = Body::new(styles.lists);
    xml::walk(package.part("content.xml")?, &mut body)?;
    let Body {
        mut out,
        notes,
        n_paragraphs,
        ..
    } = body;
    for (at, note) in notes.iter().enumerate() {
        out.set_place(n_paragraphs);
        out.line(&format!("[{}] {}", at + 1, note.trim()));
    }
    let end = out.here();
    for line in &styles.margins {
        out.line(line);
    }
    out.finish_with(Some(PlaceUnit::Paragraph), Span::new(0, end))
}

/// A list that is open.
struct OpenList {
    style: String,
    /// What its item says that it is numbered with.
    start: Option<u32>,
    /// Whether the paragraph to come is the first of its item.
    is_item_new: bool,
}

/// A paragraph that is open.
struct Paragraph {
    words: String,
    /// How many rows were open when it began: what has no more stands in a text box in it.
    n_rows: usize,
}

struct Body {
    out: Lines,
    styles: ListStyles,
    lists: Vec<OpenList>,
    /// How far each list style has counted, level by level.
    counted: HashMap<String, [Option<u32>; N_LEVELS]>,
    headings: [Option<u32>; N_LEVELS],
    /// The paragraphs that are open; they nest in notes and text boxes.
    paragraphs: Vec<Paragraph>,
    /// What stands in the text boxes of the paragraph that is open: it follows behind that.
    anchored: Vec<String>,
    /// The cells of the rows that are open.
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
    in_note: bool,
    n_paragraphs: u32,
}

impl Body {
    fn new(styles: ListStyles) -> Self {
        Self {
            out: Lines::default(),
            styles,
            lists: Vec::new(),
            counted: HashMap::new(),
            headings: [None; N_LEVELS],
            paragraphs: Vec::new(),
            anchored: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
            in_note: false,
            n_paragraphs: 0,
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.words.push_str(words);
            if paragraph.words.len() > LONGEST_LINE {
                self.out.refuse(Unreadable::TooLarge);
            }
        }
    }

    /// The number of a heading, counted over the whole document.
    fn heading_number(&mut self, level: usize) -> String {
        let Some(shape) = self
            .styles
            .get("")
            .and_then(|levels| levels.get(level)?.clone())
        else {
            return String::new();
        };
        let Some(count) = self.headings.get_mut(level) else {
            return String::new();
        };
        *count = Some(count.map_or(shape.start, |n| n.saturating_add(1)));
        for below in &mut self.headings[level + 1..] {
            *below = None;
        }
        let counts: Vec<u32> = (0..=level)
            .map(|at| self.headings[at].unwrap_or(1))
            .collect();
        number(&shape, &counts)
    }

    /// The number of a list's item, before its first paragraph only. An item that has no paragraph of its own, only a list in it, does not count.
    fn item_number(&mut self) -> String {
        let depth = self.lists.len();
        let Some(list) = self.lists.last_mut() else {
            return String::new();
        };
        if !std::mem::take(&mut list.is_item_new) || depth > N_LEVELS {
            return String::new();
        }
        let level = depth - 1;
        let levels = self.styles.get(&list.style);
        let shape = |level: usize| levels.and_then(|levels| levels.get(level)?.as_ref());
        let first = |level: usize| shape(level).map_or(1, |shape| shape.start);
        let counts = self.counted.entry(list.style.clone()).or_default();
        let next = counts[level].map_or(first(level), |n| n.saturating_add(1));
        counts[level] = Some(list.start.take().unwrap_or(next));
        counts[depth..].fill(None);
        let shown: Vec<u32> = (0..depth)
            .map(|level| counts[level].unwrap_or(first(level)))
            .collect();
        shape(level).map_or_else(String::new, |shape| number(shape, &shown))
    }

    fn begin_item(&mut self, start: Option<u32>) {
        if let Some(list) = self.lists.last_mut() {
            list.start = start;
            list.is_item_new = true;
        }
    }

    fn begin_list(&mut self, element: &Element<'_>) {
        let outer = self.lists.last();
        let style = element
            .attribute("style-name")
            .or_else(|| outer.map(|list| list.style.clone()))
            .unwrap_or_default();
        let goes_on = element
            .attribute("continue-numbering")
            .is_some_and(|on| on == "true")
            || element.attribute("continue-list").is_some();
        // In an item that has nothing before it, a list goes on if the one around it does.
        let is_new = !goes_on && outer.is_none_or(|outer| !outer.is_item_new);
        let level = self.lists.len();
        if is_new
            && let Some(counts) = self.counted.get_mut(&style)
            && level < N_LEVELS
        {
            counts[level..].fill(None);
        }
        self.lists.push(OpenList {
            style,
            start: None,
            is_item_new: false,
        });
    }

    fn begin_paragraph(&mut self, number: String) {
        let n_rows = self.rows.len();
        self.paragraphs.push(Paragraph {
            words: number,
            n_rows,
        });
    }

    fn end_paragraph(&mut self) {
        let Some(Paragraph { words, .. }) = self.paragraphs.pop() else {
            return;
        };
        self.put(&words);
        if self.paragraphs.is_empty() {
            for line in std::mem::take(&mut self.anchored) {
                self.put(&line);
            }
        }
    }

    /// Puts a paragraph into the note, the text box, the cell or the text.
    fn put(&mut self, line: &str) {
        if self.in_note {
            if let Some(note) = self.notes.last_mut() {
                note.push_str(line);
                note.push(' ');
            }
        } else if self
            .paragraphs
            .last()
            .is_some_and(|outer| outer.n_rows == self.rows.len())
        {
            self.anchored.push(line.to_owned());
        } else if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() && !line.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&line.replace(['\n', '\t'], " "));
            if cell.len() > LONGEST_LINE {
                self.out.refuse(Unreadable::TooLarge);
            }
        } else {
            self.n_paragraphs += 1;
            self.out.set_place(self.n_paragraphs);
            self.out.line(line);
        }
    }
}

impl Visitor for Body {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        match name {
            "tracked-changes" | "annotation" | "ruby-text" | "automatic-styles"
            | "note-citation" | "sequence-decls" => return Flow::Past,
            "p" => {
                let number = self.item_number();
                self.begin_paragraph(number);
            }
            "h" => {
                let level = element.number("outline-level").unwrap_or(1).max(1) as usize - 1;
                let is_listed = !self.lists.is_empty();
                let number = if is_listed {
                    self.item_number()
                } else {
                    self.heading_number(level)
                };
                self.begin_paragraph(number);
            }
            "list" => self.begin_list(element),
            "list-item" => self.begin_item(element.number("start-value")),
            "s" => {
                let n = element.number("c").unwrap_or(1).min(64) as usize;
                self.words(&" ".repeat(n));
            }
            "tab" => self.words("\t"),
            "line-break" => self.words("\n"),
            "note" => self.notes.push(String::new()),
            "note-body" => {
                self.words(&format!("[{}]", self.notes.len()));
                self.in_note = true;
            }
            "table-row" => {
                self.rows.push(Vec::new());
                if self.rows.len() > MOST_NESTED {
                    self.out.refuse(Unreadable::TooDeep);
                }
            }
            "table-cell" | "covered-table-cell" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            _ => {}
        }
        Flow::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.end_paragraph(),
            "list" => {
                self.lists.pop();
            }
            "note-body" => self.in_note = false,
            "table-row" => {
                let row = self.rows.pop().unwrap_or_default().join("\t");
                if !row.trim().is_empty() {
                    self.put(&row);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        // White space of the mark-up counts as one space, line ends between elements as none.
        if words.trim().is_empty() && words.contains('\n') {
            return;
        }
        let folded = words.replace(['\n', '\r', '\t'], " ");
        self.words(&folded);
    }

    fn is_done(&self) -> bool {
        self.out.is_refused()
    }
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::package;
    use super::*;

    fn convert_content(content: &str, styles: &str) -> Converted {
        let bytes = package(&[("content.xml", content), ("styles.xml", styles)]);
        convert(&mut Package::open(&bytes).expect("opens")).expect("converts")
    }

    #[test]
    fn lists_and_headings_are_numbered_as_shown() {
        let content = r#"<office:document-content><office:automatic-styles>
            <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
            <text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/></text:list-style></office:automatic-styles>
            <office:body><office:text><text:h text:outline-level="1">要点</text:h>
            <text:list text:style-name="L1"><text:list-item><text:p>总体要求</text:p><text:list><text:list-item><text:p>目标<text:s text:c="2"/>任务</text:p><text:p>续段</text:p></text:list-item></text:list></text:list-item>
            <text:list-item><text:p>保障</text:p></text:list-item></text:list>
            <text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>附则</text:p></text:list-item></text:list>
            </office:text></office:body></office:document-content>"#;
        let styles = r#"<s><text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="第" style:num-suffix="章"/></text:outline-style></s>"#;
        assert_eq!(
            convert_content(content, styles).text,
            "第1章 要点\n一、总体要求\n（1）目标  任务\n续段\n二、保障\n三、附则\n"
        );
    }

    #[test]
    fn tables_notes_and_margins_have_their_places() {
        let content = "<c><office:body><office:text><text:tracked-changes><text:p>删去</text:p></text:tracked-changes>
            <text:p>备案<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>指应用</text:p></text:note-body></text:note>办理</text:p>
            <table:table><table:table-row><table:table-cell><text:p>甲省</text:p></table:table-cell><table:table-cell><text:p>12</text:p><text:p>个</text:p></table:table-cell></table:table-row></table:table>
            </office:text></office:body></c>";
        let styles = "<s><style:header><text:p>内部资料</text:p></style:header></s>";
        let converted = convert_content(content, styles);
        assert_eq!(
            converted.text,
            "备案[1]办理\n甲省\t12 个\n[1] 指应用\n内部资料\n"
        );
        assert!(converted.text[converted.content.range()].ends_with("指应用\n"));
    }

    #[test]
    fn an_encrypted_document_is_told() {
        let bytes = package(&[
            ("content.xml", "??"),
            (
                "META-INF/manifest.xml",
                "<m><manifest:encryption-data/></m>",
            ),
        ]);
        let result = convert(&mut Package::open(&bytes).expect("opens"));
        assert_eq!(result.err(), Some(Unreadable::Encrypted));
    }
}
