//! The digest as DOCX.
//!
//! The text goes out as it comes; the footnotes, which are a file of their own in the container, wait packed until the end.

use std::io::{self, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use zip::write::{StreamWriter, ZipWriter};

use super::{Pages, Part, Statement};
use crate::export::ExportError;
use crate::export::docx::{self, run};

/// Writes DOCX.
pub(in crate::export) struct Docx<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    notes: DeflateEncoder<Vec<u8>>,
    n_notes: usize,
}

impl<W: Write> Docx<W> {
    pub(in crate::export) fn new(out: W) -> Self {
        Self {
            zip: ZipWriter::new_stream(out),
            notes: DeflateEncoder::new(Vec::new(), Compression::fast()),
            n_notes: 0,
        }
    }

    fn paragraph(&mut self, style: &str, words: &str) -> io::Result<()> {
        write!(self.zip, "{}", docx::paragraph(style, words))
    }

    fn statement(&mut self, statement: &Statement<'_>) -> io::Result<()> {
        self.n_notes += 1;
        let n = self.n_notes;
        let last = statement.paragraphs.len() - 1;
        for (at, paragraph) in statement.paragraphs.iter().enumerate() {
            write!(self.zip, "<w:p>")?;
            if let Some(lead) = statement.lead.as_ref().filter(|_| at == 0) {
                let style = r#"<w:rPr><w:rStyle w:val="Lead"/></w:rPr>"#;
                write!(self.zip, "{}", run(style, &format!("{lead}\u{3000}")))?;
            }
            write!(self.zip, "{}", run("", paragraph))?;
            if at == last {
                write!(
                    self.zip,
                    r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{n}"/></w:r>"#
                )?;
            }
            write!(self.zip, "</w:p>")?;
        }
        if !statement.remark.is_empty() {
            self.paragraph("Remark", &statement.remark)?;
        }
        write!(
            self.notes,
            r#"<w:footnote w:id="{n}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>{}</w:p></w:footnote>"#,
            run("", &format!(" {}", statement.source))
        )
    }
}

impl<W: Write> Pages for Docx<W> {
    fn begin(&mut self, title: &str) -> Result<(), ExportError> {
        docx::begin(&mut self.zip, title)?;
        Ok(self.paragraph("Title", title)?)
    }

    fn part(&mut self, part: &Part<'_>) -> Result<(), ExportError> {
        match part {
            Part::Title(title) => self.paragraph("Heading1", title)?,
            Part::About(about) => self.paragraph("About", about)?,
            Part::Heading { level, words } => {
                let style = format!("Heading{}", (*level).min(3) + 1);
                self.paragraph(&style, words)?;
            }
            Part::Statement(statement) => self.statement(statement)?,
            Part::End => {}
        }
        Ok(())
    }

    fn end(self) -> Result<(), ExportError> {
        let packed = self.notes.finish()?;
        docx::end(self.zip, &mut DeflateDecoder::new(&packed[..]))
    }
}
