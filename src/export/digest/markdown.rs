//! The digest as Markdown (`CommonMark` with footnotes), the notes at the end of each document.

use std::io::Write;

use super::{Pages, Part, Statement};
use crate::export::ExportError;
use crate::export::made_here::MARKDOWN_MARK;

/// Signs that mean something in Markdown wherever they stand.
const SIGNS: [char; 12] = ['\\', '`', '*', '_', '[', ']', '<', '>', '#', '|', '~', '&'];

/// Writes Markdown.
pub(in crate::export) struct Markdown<W> {
    out: W,
    n_notes: usize,
    /// Of this document.
    notes: Vec<String>,
}

impl<W: Write> Markdown<W> {
    pub(in crate::export) const fn new(out: W) -> Self {
        Self {
            out,
            n_notes: 0,
            notes: Vec::new(),
        }
    }

    fn statement(&mut self, statement: &Statement<'_>) -> Result<(), ExportError> {
        self.n_notes += 1;
        let n = self.n_notes;
        if let Some(lead) = &statement.lead {
            write!(self.out, "**{}**  ", plain(lead))?;
        }
        let last = statement.paragraphs.len() - 1;
        for (at, paragraph) in statement.paragraphs.iter().enumerate() {
            write!(self.out, "{}", plain(paragraph))?;
            if at == last {
                write!(self.out, "[^{n}]")?;
            }
            write!(self.out, "\n\n")?;
        }
        if !statement.remark.is_empty() {
            write!(self.out, "> {}\n\n", plain(&statement.remark))?;
        }
        self.notes
            .push(format!("[^{n}]: {}\n", plain(&statement.source)));
        Ok(())
    }
}

impl<W: Write> Pages for Markdown<W> {
    fn begin(&mut self, title: &str) -> Result<(), ExportError> {
        Ok(write!(self.out, "{MARKDOWN_MARK}\n# {}\n\n", plain(title))?)
    }

    fn part(&mut self, part: &Part<'_>) -> Result<(), ExportError> {
        match part {
            Part::Title(title) => write!(self.out, "## {}\n\n", plain(title))?,
            Part::About(about) => write!(self.out, "*{}*\n\n", plain(about))?,
            Part::Heading { level, words } => {
                let marks = "#".repeat(usize::from(*level).min(4) + 2);
                write!(self.out, "{marks} {}\n\n", plain(words))?;
            }
            Part::Statement(statement) => self.statement(statement)?,
            Part::End => {
                for note in self.notes.drain(..) {
                    self.out.write_all(note.as_bytes())?;
                }
                writeln!(self.out)?;
            }
        }
        Ok(())
    }

    fn end(mut self) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}

/// Text of one line that Markdown takes for nothing else.
pub(in crate::export) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if SIGNS.contains(&c) {
            plain.push('\\');
        }
        plain.push(if c.is_control() { ' ' } else { c });
    }
    // At the beginning of a line these begin a list, a rule or a heading.
    let begins_list = plain.starts_with(['-', '+', '='])
        || plain
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with(['.', ')']);
    match plain
        .find(['-', '+', '=', '.', ')'])
        .filter(|_| begins_list)
    {
        Some(at) => format!("{}\\{}", &plain[..at], &plain[at..]),
        None => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_markdown() {
        assert_eq!(plain("《办法》[2024]*5*号"), "《办法》\\[2024\\]\\*5\\*号");
        assert_eq!(plain("1. 甲"), "1\\. 甲");
        assert_eq!(plain("-甲-乙"), "\\-甲-乙");
        assert_eq!(plain("2024年1.5亿元"), "2024年1.5亿元");
    }
}
