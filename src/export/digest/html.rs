//! The digest as HTML: one file without anything from elsewhere, for browsers and printing, the notes at the end of each document.

use std::io::Write;

use super::{Pages, Part, Statement};
use crate::export::ExportError;
use crate::export::made_here::PAGE_MARK;
use crate::export::xml::escaped;
use crate::i18n::Language;

const STYLE: &str = include_str!("../../../assets/digest/digest.css");

/// Writes HTML.
pub(in crate::export) struct Html<W> {
    out: W,
    language: Language,
    n_notes: usize,
    /// Number and words, of this document.
    notes: Vec<(usize, String)>,
}

impl<W: Write> Html<W> {
    pub(in crate::export) const fn new(language: Language, out: W) -> Self {
        Self {
            out,
            language,
            n_notes: 0,
            notes: Vec::new(),
        }
    }

    fn statement(&mut self, statement: &Statement<'_>) -> Result<(), ExportError> {
        self.n_notes += 1;
        let n = self.n_notes;
        let last = statement.paragraphs.len() - 1;
        for (at, paragraph) in statement.paragraphs.iter().enumerate() {
            write!(self.out, "<p>")?;
            if let Some(lead) = statement.lead.as_ref().filter(|_| at == 0) {
                write!(self.out, "<b>{}</b>\u{3000}", escaped(lead))?;
            }
            write!(self.out, "{}", escaped(paragraph))?;
            if at == last {
                write!(
                    self.out,
                    r##"<sup><a id="r{n}" href="#n{n}">{n}</a></sup>"##
                )?;
            }
            writeln!(self.out, "</p>")?;
        }
        if !statement.remark.is_empty() {
            writeln!(
                self.out,
                r#"<p class="remark">{}</p>"#,
                escaped(&statement.remark)
            )?;
        }
        self.notes.push((n, statement.source.clone()));
        Ok(())
    }

    fn notes(&mut self) -> Result<(), ExportError> {
        if let Some((first, _)) = self.notes.first() {
            writeln!(self.out, r#"<ol class="notes" start="{first}">"#)?;
            for (n, words) in self.notes.drain(..) {
                writeln!(
                    self.out,
                    r##"<li id="n{n}">{} <a href="#r{n}">↩</a></li>"##,
                    escaped(&words)
                )?;
            }
            writeln!(self.out, "</ol>")?;
        }
        Ok(writeln!(self.out, "</article>")?)
    }
}

impl<W: Write> Pages for Html<W> {
    fn begin(&mut self, title: &str) -> Result<(), ExportError> {
        let language = match self.language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        };
        let title = escaped(title).to_string();
        Ok(write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n{PAGE_MARK}\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body lang=\"zh-CN\">\n<h1>{title}</h1>\n"
        )?)
    }

    fn part(&mut self, part: &Part<'_>) -> Result<(), ExportError> {
        match part {
            Part::Title(title) => writeln!(self.out, "<article>\n<h2>{}</h2>", escaped(title))?,
            Part::About(about) => {
                writeln!(self.out, r#"<p class="about">{}</p>"#, escaped(about))?;
            }
            Part::Heading { level, words } => {
                let level = (*level).min(4) + 2;
                writeln!(self.out, "<h{level}>{}</h{level}>", escaped(words))?;
            }
            Part::Statement(statement) => self.statement(statement)?,
            Part::End => self.notes()?,
        }
        Ok(())
    }

    fn end(mut self) -> Result<(), ExportError> {
        self.out.write_all(b"</body>\n</html>\n")?;
        Ok(self.out.flush()?)
    }
}
