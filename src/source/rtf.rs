//! RTF, as word processors write it: the text as it is shown.
//!
//! In: bytes. Out: lines. Characters come as Unicode, or in the code page of their font or of the document, which for Chinese files is 936. Tables' rows
//! become lines with tabs between cells; footnotes, numbered `[1]`, follow behind the document, headers and footers outside the content. Places are
//! paragraphs. The common Rust crates for RTF know Western code pages only.

use std::collections::HashMap;

use encoding_rs::Encoding as Charset;

use super::Unreadable;
use super::lines::{Converted, Lines, PlaceUnit};
use crate::text::Span;

/// Groups that nest deeper were made to.
const MAX_DEPTH: usize = 4096;

/// Whether bytes begin as RTF does.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Converts a document.
///
/// # Errors
/// Where its groups nest without end.
pub(super) fn convert(bytes: &[u8]) -> Result<Converted, Unreadable> {
    let mut reader = Reader::new();
    let mut at = 0;
    while at < bytes.len() && !reader.out.is_refused() {
        at = match bytes[at] {
            b'{' => {
                reader.open()?;
                at + 1
            }
            b'}' => {
                reader.close();
                at + 1
            }
            b'\\' => reader.control(bytes, at + 1),
            b'\r' | b'\n' => at + 1,
            byte => {
                reader.byte(byte);
                at + 1
            }
        };
    }
    reader.finish()
}

/// Where words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Body,
    Footnote,
    Margin,
    /// A text box: it follows the paragraph that it is anchored in.
    Box,
    /// Tables of fonts, the number of one being read.
    Fonts,
    Nowhere,
}

/// What holds inside a group.
#[derive(Debug, Clone, Copy)]
struct Group {
    target: Target,
    is_hidden: bool,
    /// Whether it holds the number of a list as it is shown.
    is_number: bool,
    charset: &'static Charset,
    /// Bytes that stand for a character already given in Unicode.
    n_fallback: usize,
    font: i32,
}

struct Reader {
    out: Lines,
    groups: Vec<Group>,
    group: Group,
    /// Bytes of characters that take two.
    pending: Vec<u8>,
    /// How many fallback bytes are still to be passed by.
    n_to_skip: usize,
    /// The first half of a character beyond the basic plane.
    high: Option<u16>,
    /// Of the document: what fonts without a code page of their own use.
    usual: &'static Charset,
    fonts: HashMap<i32, &'static Charset>,
    line: String,
    cells: Vec<String>,
    notes: Vec<String>,
    margins: Vec<String>,
    /// The lines of the text boxes in the paragraph that is open.
    boxes: Vec<String>,
    is_optional: bool,
    in_table: bool,
    n_paragraphs: u32,
}

impl Reader {
    fn new() -> Self {
        let group = Group {
            target: Target::Body,
            is_hidden: false,
            is_number: false,
            charset: encoding_rs::GBK,
            n_fallback: 1,
            font: 0,
        };
        Self {
            out: Lines::default(),
            groups: Vec::new(),
            group,
            pending: Vec::new(),
            n_to_skip: 0,
            high: None,
            usual: encoding_rs::GBK,
            fonts: HashMap::new(),
            line: String::new(),
            cells: Vec::new(),
            notes: Vec::new(),
            margins: Vec::new(),
            boxes: Vec::new(),
            is_optional: false,
            in_table: false,
            n_paragraphs: 0,
        }
    }

    fn open(&mut self) -> Result<(), Unreadable> {
        self.flush();
        self.n_to_skip = 0;
        if self.groups.len() >= MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        self.groups.push(self.group);
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.n_to_skip = 0;
        self.is_optional = false;
        if let Some(outer) = self.groups.pop() {
            self.group = outer;
        }
    }

    /// Reads what follows a backslash; returns where it ends.
    fn control(&mut self, bytes: &[u8], at: usize) -> usize {
        let Some(&first) = bytes.get(at) else {
            return at;
        };
        if first == b'\'' {
            let code = bytes
                .get(at + 1..at + 3)
                .and_then(|code| std::str::from_utf8(code).ok());
            if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
                self.byte(byte);
            }
            return (at + 3).min(bytes.len());
        }
        if !first.is_ascii_alphabetic() {
            self.flush();
            match first {
                b'\\' | b'{' | b'}' => self.byte(first),
                b'~' => self.words("\u{A0}"),
                b'_' => self.words("-"),
                b'*' => self.is_optional = true,
                b'\r' | b'\n' => self.end_paragraph(),
                _ => {}
            }
            return at + 1;
        }
        let end = at
            + bytes[at..]
                .iter()
                .take_while(|b| b.is_ascii_alphabetic())
                .count();
        let digits = bytes[end..]
            .iter()
            .enumerate()
            .take_while(|(n, b)| b.is_ascii_digit() || *n == 0 && **b == b'-')
            .count();
        let word = std::str::from_utf8(&bytes[at..end]).unwrap_or_default();
        let number = std::str::from_utf8(&bytes[end..end + digits]).unwrap_or_default();
        let number: Option<i32> = number.parse().ok();
        let after = end + digits;
        let after = after + usize::from(bytes.get(after) == Some(&b' '));
        if word == "bin" {
            let n = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            return after.saturating_add(n).min(bytes.len());
        }
        self.word(word, number);
        after
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if word != "u" {
            self.flush();
        }
        let is_on = number != Some(0);
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => {
                self.group.n_fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
            }
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" => self.words("\n"),
            // Between a list's number and its words stands what the number ends with.
            "tab" if self.group.is_number => {}
            "tab" => self.words("\t"),
            "listtext" | "pntext" => self.group.is_number = true,
            "intbl" => self.in_table = true,
            "pard" => self.in_table = false,
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            "emdash" => self.words("—"),
            "endash" => self.words("–"),
            "bullet" => self.words("•"),
            "lquote" => self.words("‘"),
            "rquote" => self.words("’"),
            "ldblquote" => self.words("“"),
            "rdblquote" => self.words("”"),
            "emspace" | "enspace" | "qmspace" => self.words(" "),
            "v" | "deleted" => self.group.is_hidden = is_on,
            "plain" => self.group.is_hidden = false,
            "ansicpg" => {
                self.usual = number.map_or(self.usual, charset_of_page);
                self.group.charset = self.usual;
            }
            "f" => self.font(number.unwrap_or(0)),
            "fcharset" if self.group.target == Target::Fonts => {
                let charset = charset_of_font(number.unwrap_or(0)).unwrap_or(self.usual);
                self.fonts.insert(self.group.font, charset);
            }
            _ => self.destination(word),
        }
        self.is_optional = false;
    }

    fn destination(&mut self, word: &str) {
        if self.group.target == Target::Nowhere {
            return;
        }
        self.group.target = match word {
            "fonttbl" => Target::Fonts,
            "footnote" => {
                self.notes.push(String::new());
                let mark = format!("[{}]", self.notes.len());
                self.words(&mark);
                Target::Footnote
            }
            "header" | "footer" | "headerl" | "headerr" | "headerf" | "footerl" | "footerr"
            | "footerf" => Target::Margin,
            "colortbl" | "stylesheet" | "info" | "pict" | "object" | "fldinst" | "listtable"
            | "listoverridetable" | "revtbl" | "themedata" | "datastore" | "generator"
            | "xmlnstbl" | "bkmkstart" | "bkmkend" | "annotation" | "atnid" | "atnauthor"
            | "nonshppict" | "template" | "upr" | "private" | "sp" | "shprslt" => Target::Nowhere,
            "shptxt" => {
                self.boxes.push(String::new());
                Target::Box
            }
            // What is announced as optional and shows something all the same.
            "shppict" | "shpinst" | "nesttableprops" | "ud" => {
                return;
            }
            _ if self.is_optional => Target::Nowhere,
            _ => return,
        };
    }

    fn font(&mut self, number: i32) {
        self.group.font = number;
        if self.group.target != Target::Fonts {
            let known = self.fonts.get(&number);
            self.group.charset = known.copied().unwrap_or(self.usual);
        }
    }

    fn unicode(&mut self, number: i32) {
        self.flush_bytes();
        // Above 32,767 numbers are written as negative ones.
        let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0);
        self.n_to_skip = self.group.n_fallback;
        match (self.high.take(), unit) {
            (None, 0xD800..=0xDBFF) => self.high = Some(unit),
            (Some(high), 0xDC00..=0xDFFF) => {
                let whole = char::decode_utf16([high, unit]).flatten().next();
                self.words(whole.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
            }
            _ => {
                let c = char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}');
                self.words(c.encode_utf8(&mut [0; 4]));
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.n_to_skip > 0 {
            self.n_to_skip -= 1;
            return;
        }
        if byte.is_ascii() && self.pending.is_empty() {
            self.words(char::from(byte).encode_utf8(&mut [0; 4]));
        } else {
            self.pending.push(byte);
        }
    }

    /// The bytes so far as characters.
    fn flush_bytes(&mut self) {
        if !self.pending.is_empty() {
            let bytes = std::mem::take(&mut self.pending);
            let (words, _) = self.group.charset.decode_without_bom_handling(&bytes);
            self.words(&words);
        }
    }

    fn flush(&mut self) {
        self.flush_bytes();
        self.n_to_skip = 0;
    }

    fn words(&mut self, words: &str) {
        if self.group.is_hidden {
            return;
        }
        match self.group.target {
            // Some write a space between the number and the paragraph's edge.
            Target::Body if self.group.is_number && self.line.is_empty() => {
                self.line.push_str(words.trim_start());
            }
            Target::Body => self.line.push_str(words),
            Target::Box => {
                if let Some(line) = self.boxes.last_mut() {
                    line.push_str(words);
                }
            }
            Target::Footnote => {
                if let Some(note) = self.notes.last_mut() {
                    note.push_str(words);
                }
            }
            Target::Margin => {
                if let Some(margin) = self.margins.last_mut() {
                    margin.push_str(words);
                } else {
                    self.margins.push(words.to_owned());
                }
            }
            Target::Fonts | Target::Nowhere => {}
        }
    }

    fn end_paragraph(&mut self) {
        match self.group.target {
            Target::Footnote => self.words(" "),
            Target::Margin => self.margins.push(String::new()),
            Target::Box => self.boxes.push(String::new()),
            Target::Body if self.in_table || !self.cells.is_empty() => self.line.push(' '),
            Target::Body => {
                let line = std::mem::take(&mut self.line);
                self.put(&line);
            }
            Target::Fonts | Target::Nowhere => {}
        }
    }

    fn end_cell(&mut self) {
        if self.group.target == Target::Body {
            let cell = std::mem::take(&mut self.line);
            self.cells.push(cell.trim().replace(['\n', '\t'], " "));
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.cells).join("\t");
        self.in_table = false;
        self.put(&row);
    }

    fn put(&mut self, line: &str) {
        self.n_paragraphs += 1;
        self.out.set_place(self.n_paragraphs);
        self.out.line(line);
        for line in std::mem::take(&mut self.boxes) {
            self.out.line(&line);
        }
    }

    fn finish(mut self) -> Result<Converted, Unreadable> {
        self.flush();
        if !self.cells.is_empty() {
            self.end_row();
        }
        let line = std::mem::take(&mut self.line);
        self.put(&line);
        for (at, note) in std::mem::take(&mut self.notes).iter().enumerate() {
            self.put(&format!("[{}] {}", at + 1, note.trim()));
        }
        let end = self.out.here();
        let mut seen = std::collections::BTreeSet::new();
        for margin in std::mem::take(&mut self.margins) {
            if seen.insert(margin.clone()) {
                self.out.line(&margin);
            }
        }
        self.out
            .finish_with(Some(PlaceUnit::Paragraph), Span::new(0, end))
    }
}

fn charset_of_page(page: i32) -> &'static Charset {
    match page {
        950 => encoding_rs::BIG5,
        932 => encoding_rs::SHIFT_JIS,
        949 => encoding_rs::EUC_KR,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 => encoding_rs::WINDOWS_1252,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::GBK,
    }
}

/// The character set of a font; none where it uses the document's.
fn charset_of_font(number: i32) -> Option<&'static Charset> {
    match number {
        134 => Some(encoding_rs::GBK),
        136 => Some(encoding_rs::BIG5),
        128 => Some(encoding_rs::SHIFT_JIS),
        129 => Some(encoding_rs::EUC_KR),
        204 => Some(encoding_rs::WINDOWS_1251),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(rtf: &str) -> String {
        convert(rtf.as_bytes()).expect("converts").text
    }

    #[test]
    fn characters_come_in_code_pages_and_in_unicode() {
        let rtf = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset136 x;}}\f0 \'ca\'fd\'be\'dd\par {\f1 \'b8\'ea}\uc2\u25968\'ca\'fd\uc1\u-10179 ?\u-8704 ?\par}";
        assert_eq!(text_of(rtf), "数据\n資数\u{1F600}\n");
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        let rtf = r"{\rtf1{\*\generator Word;}{\info{\title x}}{\stylesheet{\s1 y;}}{\v z}{\field{\*\fldinst PAGE}{\fldrslt 3}}{\pict 89504e47}{\deleted w} ab\~c\par}";
        assert_eq!(text_of(rtf), "3 ab\u{A0}c\n");
    }

    #[test]
    fn tables_notes_and_margins_have_their_places() {
        let rtf =
            r"{\rtf1{\header top\par}\trowd a\cell b\par c\cell\row d{\super 1{\footnote e}}\par}";
        let converted = convert(rtf.as_bytes()).expect("converts");
        assert_eq!(converted.text, "a\tb c\nd1[1]\n[1] e\ntop\n");
        let listed = r"{\rtf1 {\listtext\pard 1.\tab}x\par}";
        assert_eq!(text_of(listed), "1.x\n");
        assert!(converted.text[converted.content.range()].ends_with("e\n"));
    }

    #[test]
    fn binary_parts_are_passed_by_and_broken_ones_end_somewhere() {
        assert_eq!(text_of(r"{\rtf1 a\bin3 }}}b\par"), "ab\n");
        for broken in [
            r"{\rtf1 \'",
            r"{\rtf1 \'z",
            "{\\rtf1 \\",
            r"{\rtf1 \bin99999",
            "}}}}{\\rtf1 x",
        ] {
            let _ = convert(broken.as_bytes());
        }
        let deep = format!("{{\\rtf1 {}", "{".repeat(1_000_000));
        assert_eq!(convert(deep.as_bytes()).err(), Some(Unreadable::TooDeep));
    }
}
