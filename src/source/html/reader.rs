//! From the elements of a page to its lines.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, Tag, TagKind, TagToken, Token, TokenSink, TokenSinkResult,
    Tokenizer, TokenizerOpts,
};

use super::super::Unreadable;
use super::super::lines::MOST_LINES;

/// Elements that nest deeper were made to.
const MAX_DEPTH: usize = 4096;

/// Bytes that are read before the next look at whether anything came of them.
const STEP_BYTES: usize = 64 << 10;

/// An element with this many attributes was made to have them.
const MOST_ATTRIBUTES: usize = 2000;

/// A page's lines with what is needed to find the document in it.
#[derive(Debug, Default)]
pub(super) struct WebPage {
    pub(super) lines: Vec<WebLine>,
    /// The parent of each container; the first is the page and its own parent.
    pub(super) parents: Vec<u32>,
    /// What the page's head calls it.
    pub(super) title: String,
}

/// A line as it is shown.
#[derive(Debug, Clone, Default)]
pub(super) struct WebLine {
    pub(super) words: String,
    /// The innermost container that it stands in.
    pub(super) container: u32,
    /// How many of its characters are links.
    pub(super) n_link_chars: usize,
    pub(super) is_heading: bool,
    cell: Option<CellPlace>,
}

/// A cell of a table: which table, row and cell of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CellPlace {
    table: u32,
    row: u32,
    cell: u32,
}

/// Reads a page.
///
/// # Errors
/// Where it nests or repeats without end.
pub(super) fn read(words: &str) -> Result<WebPage, Unreadable> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut rest = words;
    let mut silent = 0;
    while !rest.is_empty() {
        let end = rest.floor_char_boundary(STEP_BYTES);
        let (step, after) = rest.split_at(if end == 0 { rest.len() } else { end });
        let n_tokens = tokenizer.sink.n_tokens.get();
        input.push_back(StrTendril::from(step));
        let _ = tokenizer.feed(&input);
        // An element of many thousand attributes costs their square: what gives no token is looked at before there is more of it.
        silent = if tokenizer.sink.n_tokens.get() == n_tokens {
            silent + step.len()
        } else {
            0
        };
        let so_far = &words[..words.len() - after.len()];
        if silent > 0 && has_endless_element(so_far) {
            return Err(Unreadable::Bomb);
        }
        if tokenizer.sink.is_too_deep.get() {
            return Err(Unreadable::TooDeep);
        }
        if tokenizer.sink.has_too_many_lines.get() {
            return Err(Unreadable::Bomb);
        }
        rest = after;
    }
    tokenizer.end();
    Ok(tokenizer.sink.state.into_inner().finish())
}

/// Whether what is read so far ends inside an element with more attributes than any has; the inside of a comment is none.
fn has_endless_element(so_far: &str) -> bool {
    let from = so_far.floor_char_boundary(so_far.len().saturating_sub(2 * STEP_BYTES));
    let tail = &so_far[from..];
    let is_comment = so_far.rfind("<!--") > so_far.rfind("-->");
    !is_comment
        && tail
            .bytes()
            .filter(|b| b.is_ascii_whitespace() || *b == b'/')
            .count()
            > MOST_ATTRIBUTES
        && !tail.contains('>')
}

#[derive(Default)]
struct Sink {
    state: RefCell<State>,
    n_tokens: Cell<usize>,
    is_too_deep: Cell<bool>,
    has_too_many_lines: Cell<bool>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.n_tokens.set(self.n_tokens.get() + 1);
        let mut state = self.state.borrow_mut();
        match token {
            CharacterTokens(words) => state.text(&words),
            TagToken(tag) => {
                let name = tag.name.clone();
                match tag.kind {
                    TagKind::StartTag => {
                        state.open(&tag);
                        if state.stack.len() > MAX_DEPTH {
                            self.is_too_deep.set(true);
                            // Nothing that follows is looked at.
                            return TokenSinkResult::Plaintext;
                        }
                        let n_lines = state.page.lines.len();
                        self.has_too_many_lines.set(n_lines > MOST_LINES);
                        return match &*name {
                            "script" => TokenSinkResult::RawData(ScriptData),
                            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                                TokenSinkResult::RawData(Rawtext)
                            }
                            "textarea" | "title" => TokenSinkResult::RawData(Rcdata),
                            _ => TokenSinkResult::Continue,
                        };
                    }
                    TagKind::EndTag => state.close(&name),
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// What an element does to the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// Begins and ends a line, and holds others: a candidate for the document.
    Container,
    /// Begins and ends a line.
    Block,
    Heading,
    /// Neither it nor its content is shown.
    Hidden,
    Inline,
}

fn effect(name: &str) -> Effect {
    match name {
        "div" | "section" | "article" | "main" | "aside" | "nav" | "header" | "footer" | "ul"
        | "ol" | "dl" | "table" | "form" | "center" | "blockquote" | "fieldset" | "td" | "th"
        | "body" => Effect::Container,
        "p" | "li" | "dt" | "dd" | "tr" | "br" | "hr" | "pre" | "figure" | "figcaption"
        | "caption" | "address" | "option" | "legend" | "summary" | "details" | "thead"
        | "tbody" | "tfoot" => Effect::Block,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Effect::Heading,
        "script" | "style" | "svg" | "select" | "textarea" | "iframe" | "object" | "button"
        | "template" | "noframes" | "noembed" | "xmp" | "math" | "datalist" | "video" | "audio"
        | "map" => Effect::Hidden,
        _ => Effect::Inline,
    }
}

/// An element that is open: containers only, all others leave nothing to close.
struct Open {
    name: String,
    container: u32,
    /// The innermost table that is open, itself included.
    table: Option<u32>,
    /// The cell that holds it, itself excluded.
    outer_cell: Option<CellPlace>,
    /// Of a list with numbers: the next one.
    number: Option<u32>,
    is_hidden: bool,
}

/// Elements that only change how the words in them are taken.
#[derive(Debug, Clone, Copy)]
enum Mark {
    Link,
    Heading,
    Title,
    Pre,
}

#[derive(Default)]
struct State {
    page: WebPage,
    stack: Vec<Open>,
    /// The element that hides what is read, with how many of its name are open.
    hidden: Option<(String, u32)>,
    line: WebLine,
    /// Of the item that is open, until it has words: they may stand in a heading or paragraph in it.
    number: Option<String>,
    /// White space that counts only between two words of a line.
    has_gap: bool,
    /// By [`Mark`].
    marks: [bool; 4],
    cell: Option<CellPlace>,
    n_rows: u32,
    n_cells: u32,
    /// By table: whether another stands in it, which tables of data do not have.
    is_layout: Vec<bool>,
}

impl State {
    const fn has(&self, mark: Mark) -> bool {
        self.marks[mark as usize]
    }

    const fn set(&mut self, mark: Mark, is_open: bool) {
        self.marks[mark as usize] = is_open;
    }

    fn text(&mut self, words: &str) {
        let is_hidden = self.stack.last().is_some_and(|open| open.is_hidden);
        if self.hidden.is_some() || is_hidden {
            return;
        }
        if self.has(Mark::Title) {
            self.page.title.push_str(words);
            return;
        }
        let is_pre = self.has(Mark::Pre);
        for c in words.chars() {
            if is_pre && c == '\n' {
                self.end_line();
            } else if c.is_ascii_whitespace() {
                self.has_gap = true;
            } else {
                if std::mem::take(&mut self.has_gap) && !self.line.words.is_empty() {
                    self.line.words.push(' ');
                }
                if self.line.words.is_empty()
                    && let Some(number) = self.number.take()
                {
                    self.line.words = number;
                }
                self.line.words.push(c);
                self.line.n_link_chars += usize::from(self.has(Mark::Link));
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if let Some((hider, n_open)) = &mut self.hidden {
            *n_open += u32::from(hider == name && !tag.self_closing);
            return;
        }
        match effect(name) {
            Effect::Hidden if tag.self_closing => {}
            Effect::Hidden => self.hidden = Some((name.to_owned(), 1)),
            Effect::Container => self.open_container(tag),
            Effect::Heading => {
                self.end_line();
                self.set(Mark::Heading, true);
            }
            Effect::Block => self.open_block(name),
            Effect::Inline => self.set_inline(name, true),
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((hider, n_open)) = &mut self.hidden {
            if hider == name {
                *n_open -= 1;
                if *n_open == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        match effect(name) {
            Effect::Hidden => {}
            Effect::Container => self.close_container(&[name]),
            Effect::Heading => {
                self.end_line();
                self.set(Mark::Heading, false);
            }
            Effect::Block => {
                self.end_line();
                match name {
                    "pre" => self.set(Mark::Pre, false),
                    "li" => self.number = None,
                    _ => {}
                }
            }
            Effect::Inline => self.set_inline(name, false),
        }
    }

    fn set_inline(&mut self, name: &str, is_open: bool) {
        match name {
            "a" => self.set(Mark::Link, is_open),
            "title" => self.set(Mark::Title, is_open),
            _ => {}
        }
    }

    fn open_block(&mut self, name: &str) {
        self.end_line();
        match name {
            "tr" => {
                self.close_container(&["td", "th"]);
                self.n_rows += 1;
            }
            "li" => {
                if let Some(Some(number)) = self.stack.last_mut().map(|open| open.number.as_mut()) {
                    let words = format!("{number}. ");
                    *number = number.saturating_add(1);
                    self.number = Some(words);
                }
            }
            "pre" => self.set(Mark::Pre, true),
            _ => {}
        }
    }

    fn open_container(&mut self, tag: &Tag) {
        self.end_line();
        let name = &*tag.name;
        if matches!(name, "td" | "th") {
            self.close_container(&["td", "th"]);
        }
        let outer_cell = self.cell;
        let mut table = self.stack.last().and_then(|open| open.table);
        match (name, table) {
            ("td" | "th", Some(table)) => {
                self.n_cells += 1;
                self.cell = Some(CellPlace {
                    table,
                    row: self.n_rows,
                    cell: self.n_cells,
                });
            }
            ("table", outer) => {
                if let Some(outer) = outer {
                    self.is_layout[outer as usize] = true;
                }
                table = u32::try_from(self.is_layout.len()).ok();
                self.is_layout.push(false);
                self.cell = None;
            }
            _ => {}
        }
        let parent = self.stack.last().map_or(0, |open| open.container);
        self.page.parents.push(parent);
        let is_inside_hidden = self.stack.last().is_some_and(|open| open.is_hidden);
        self.stack.push(Open {
            name: name.to_owned(),
            container: u32::try_from(self.page.parents.len()).unwrap_or(0),
            table,
            outer_cell,
            number: (name == "ol").then(|| first_number(tag)),
            is_hidden: is_inside_hidden || hides(tag),
        });
    }

    /// Closes the innermost element of one of these names with all inside it. One that is not open, or too far out, leaves things as they are; a cell
    /// is not looked for outside its table.
    fn close_container(&mut self, names: &[&str]) {
        const FARTHEST: usize = 64;
        self.end_line();
        let is_cell = names.contains(&"td");
        let mut found = None;
        for (at, open) in self.stack.iter().enumerate().rev().take(FARTHEST) {
            if names.contains(&open.name.as_str()) {
                found = Some(at);
                break;
            }
            if is_cell && open.name == "table" {
                break;
            }
        }
        if let Some(at) = found {
            self.cell = self.stack[at].outer_cell;
            self.stack.truncate(at);
        }
    }

    fn end_line(&mut self) {
        self.has_gap = false;
        let mut line = std::mem::take(&mut self.line);
        if line.words.trim().is_empty() {
            return;
        }
        line.container = self.stack.last().map_or(0, |open| open.container);
        line.is_heading = self.has(Mark::Heading);
        line.cell = self.cell;
        self.page.lines.push(line);
    }

    fn finish(mut self) -> WebPage {
        self.end_line();
        let lines = std::mem::take(&mut self.page.lines);
        self.page.lines = with_rows(&lines, &self.is_layout);
        // The page itself stands before the containers, and is its own parent.
        self.page.parents.insert(0, 0);
        self.page
    }
}

/// The rows of tables of data as one line each, tabs between cells.
fn with_rows(lines: &[WebLine], is_layout: &[bool]) -> Vec<WebLine> {
    /// A cell of data is no text of many paragraphs.
    const MOST_LINES: usize = 4;
    let is_of_data = |line: &WebLine| line.cell.filter(|cell| !is_layout[cell.table as usize]);
    let same_row = |one: &WebLine, other: &WebLine| {
        let (one, other) = (is_of_data(one), is_of_data(other));
        one.zip(other)
            .is_some_and(|(one, other)| (one.table, one.row) == (other.table, other.row))
    };
    let mut joined: Vec<WebLine> = Vec::with_capacity(lines.len());
    for row in lines.chunk_by(same_row) {
        let in_cell = |one: &WebLine, other: &WebLine| one.cell == other.cell;
        let is_long = row.chunk_by(in_cell).any(|cell| cell.len() > MOST_LINES);
        let is_one_cell = row.chunk_by(in_cell).count() == 1;
        if is_long || is_one_cell {
            joined.extend_from_slice(row);
            continue;
        }
        let mut whole = row[0].clone();
        for pair in row.windows(2) {
            whole.words.push(if pair[0].cell == pair[1].cell {
                ' '
            } else {
                '\t'
            });
            whole.words.push_str(&pair[1].words);
            whole.n_link_chars += pair[1].n_link_chars;
        }
        joined.push(whole);
    }
    joined
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|one| &*one.name.local == name);
    found.map(|one| one.value.to_string())
}

fn first_number(tag: &Tag) -> u32 {
    attribute(tag, "start")
        .and_then(|start| start.trim().parse().ok())
        .unwrap_or(1)
}

/// Whether the page does not show an element.
fn hides(tag: &Tag) -> bool {
    let style = attribute(tag, "style").unwrap_or_default();
    style.len() < 1024
        && style
            .to_lowercase()
            .replace(' ', "")
            .contains("display:none")
        || attribute(tag, "hidden").is_some()
}
