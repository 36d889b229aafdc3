//! The paragraphs, tables and text boxes of a part, as lines.

use super::super::Unreadable;
use super::super::lines::{LONGEST_LINE, Lines, MOST_NESTED};
use super::super::xml::{Element, Flow, Visitor};
use super::lists::{Lists, NumberUse, read_number_use};
use super::{Note, NoteKind};

/// What is written when the paragraph ends that a text box is anchored in.
type Anchored = Vec<String>;

/// A paragraph being read. Paragraphs nest where one holds a text box.
#[derive(Default)]
struct Paragraph {
    words: String,
    number: NumberUse,
    style: Option<String>,
    /// Whether its end was deleted: the next one goes on in it.
    goes_on: bool,
    anchored: Anchored,
}

/// A table being read. Tables nest.
#[derive(Default)]
struct Table {
    cells: Vec<String>,
}

/// Turns the elements of a part into lines.
pub(super) struct Body<'a> {
    out: &'a mut Lines,
    lists: &'a mut Lists,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// For each text box that is open, how many tables were open outside it.
    boxes: Vec<usize>,
    /// Words of a paragraph whose end was deleted.
    left_over: String,
    notes: Vec<Note>,
    n_paragraphs: u32,
    inside: Inside,
    /// Whether the run that is open is not shown.
    is_hidden: bool,
}

/// The element that tells what what is read means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Text,
    ParagraphProperties,
    RunProperties,
    Other,
}

impl<'a> Body<'a> {
    pub(super) fn new(out: &'a mut Lines, lists: &'a mut Lists) -> Self {
        Self {
            out,
            lists,
            paragraphs: Vec::new(),
            tables: Vec::new(),
            boxes: Vec::new(),
            left_over: String::new(),
            notes: Vec::new(),
            n_paragraphs: 0,
            inside: Inside::Other,
            is_hidden: false,
        }
    }

    /// How many paragraphs there were, and the notes that they refer to.
    pub(super) fn finish(mut self) -> (u32, Vec<Note>) {
        while let Some(paragraph) = self.paragraphs.pop() {
            self.end_paragraph(paragraph);
        }
        if !self.left_over.is_empty() {
            let words = std::mem::take(&mut self.left_over);
            self.out.line(&words);
        }
        (self.n_paragraphs, self.notes)
    }

    fn words(&mut self, words: &str) {
        if self.is_hidden {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.words.push_str(words);
            if paragraph.words.len() > LONGEST_LINE {
                self.out.refuse(Unreadable::TooLarge);
            }
        }
    }

    fn is_in_paragraph_properties(&self) -> bool {
        self.inside == Inside::ParagraphProperties
    }

    /// A mark `[3]` for a note, and the note itself for later.
    fn note(&mut self, kind: NoteKind, element: &Element<'_>) {
        if let Some(id) = element.attribute("id") {
            self.notes.push(Note { kind, id });
            self.words(&format!("[{}]", self.notes.len()));
        }
    }

    /// Properties of the paragraph or run that is open.
    fn property(&mut self, name: &str, element: &Element<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if self.inside == Inside::ParagraphProperties {
            match name {
                "pStyle" => paragraph.style = element.attribute("val"),
                "del" => paragraph.goes_on = true,
                _ => read_number_use(name, element, &mut paragraph.number),
            }
        } else if self.inside == Inside::RunProperties && matches!(name, "vanish" | "webHidden") {
            let value = element.attribute("val");
            self.is_hidden = value.is_none_or(|value| value != "0" && value != "false");
        }
    }

    fn end_paragraph(&mut self, paragraph: Paragraph) {
        let Paragraph {
            words,
            number,
            style,
            goes_on,
            anchored,
        } = paragraph;
        let mut line = std::mem::take(&mut self.left_over);
        let is_empty = line.is_empty() && words.trim().is_empty();
        if !is_empty || goes_on {
            // The number of a list stands before words only.
            if line.is_empty()
                && !words.is_empty()
                && let Some(number) = self.lists.number(&number, style.as_deref())
            {
                line.push_str(&number);
            }
            line.push_str(&words);
        }
        if goes_on {
            self.left_over = line;
            self.put_all(anchored);
            return;
        }
        self.put(line);
        self.put_all(anchored);
    }

    /// Puts a paragraph where it belongs: into the cell, the text box or the text.
    fn put(&mut self, line: String) {
        let in_box = self.boxes.last();
        let in_table = self.tables.len() > in_box.copied().unwrap_or(0);
        if in_table {
            let cell = self
                .tables
                .last_mut()
                .and_then(|table| table.cells.last_mut());
            if let Some(cell) = cell
                && !line.trim().is_empty()
            {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&line.replace(['\n', '\t'], " "));
                if cell.len() > LONGEST_LINE {
                    self.out.refuse(Unreadable::TooLarge);
                }
            }
        } else if in_box.is_some()
            && let Some(outer) = self.paragraphs.last_mut()
        {
            outer.anchored.push(line);
        } else {
            self.n_paragraphs += 1;
            self.out.set_place(self.n_paragraphs);
            self.out.line(&line);
        }
    }

    /// What stands in a table or text box is carried out of every one around it.
    fn check_nesting(&mut self) {
        if self.tables.len().max(self.boxes.len()) > MOST_NESTED {
            self.out.refuse(Unreadable::TooDeep);
        }
    }

    fn put_all(&mut self, lines: Anchored) {
        for line in lines {
            self.put(line);
        }
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let row = std::mem::take(&mut table.cells).join("\t");
        // A row in a table in a cell becomes words of that cell.
        let table = self.tables.pop();
        if !row.trim().is_empty() {
            self.put(row);
        }
        self.tables.extend(table);
    }
}

impl Visitor for Body<'_> {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.inside = Inside::ParagraphProperties,
            "rPr" if !self.is_in_paragraph_properties() => self.inside = Inside::RunProperties,
            "pPrChange" | "rPrChange" | "moveFrom" | "Fallback" | "rt" | "instrText"
            | "sectPrChange" | "tblPrChange" => return Flow::Past,
            // A deleted end of a paragraph is a property, deleted words are content.
            "del" if !self.is_in_paragraph_properties() => return Flow::Past,
            "t" => self.inside = Inside::Text,
            "tab" | "ptab" if !self.is_in_paragraph_properties() => self.words("\t"),
            "br" | "cr" => self.words("\n"),
            "noBreakHyphen" => self.words("-"),
            "footnoteReference" => self.note(NoteKind::Foot, element),
            "endnoteReference" => self.note(NoteKind::End, element),
            "txbxContent" => {
                self.boxes.push(self.tables.len());
                self.check_nesting();
            }
            "tbl" => {
                self.tables.push(Table::default());
                self.check_nesting();
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cells.push(String::new());
                }
            }
            _ => self.property(name, element),
        }
        Flow::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(paragraph);
                }
            }
            "pPr" | "t" => self.inside = Inside::Other,
            "rPr" if !self.is_in_paragraph_properties() => self.inside = Inside::Other,
            "r" => self.is_hidden = false,
            "txbxContent" => {
                self.boxes.pop();
            }
            "tr" => self.end_row(),
            "tbl" => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if self.inside == Inside::Text {
            self.words(words);
        }
    }

    fn is_done(&self) -> bool {
        self.out.is_refused()
    }
}
