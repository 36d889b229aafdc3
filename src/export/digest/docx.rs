//! The digest as DOCX, laid out as GB/T 9704 has official documents: A4, 仿宋 three, headings in 黑体 and 楷体, page numbers between dashes.
//!
//! The text goes out as it comes; the footnotes, which are a file of their own in the container, wait packed until the end.

use std::io::{self, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

use super::{Pages, Part, Statement};
use crate::export::ExportError;
use crate::export::xml::escaped;

/// The parts that are always the same.
const PARTS: [(&str, &str); 6] = [
    (
        "[Content_Types].xml",
        include_str!("../../../assets/digest/docx/content_types.xml"),
    ),
    (
        "_rels/.rels",
        include_str!("../../../assets/digest/docx/package_rels.xml"),
    ),
    (
        "word/_rels/document.xml.rels",
        include_str!("../../../assets/digest/docx/document_rels.xml"),
    ),
    (
        "word/styles.xml",
        include_str!("../../../assets/digest/docx/styles.xml"),
    ),
    (
        "word/settings.xml",
        include_str!("../../../assets/digest/docx/settings.xml"),
    ),
    (
        "word/footer.xml",
        include_str!("../../../assets/digest/docx/footer.xml"),
    ),
];

/// The namespaces of a part with text.
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A4, margins in twentieths of a point.
const SECTION: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/></w:sectPr>"#;

/// The two notes that Word wants there for the lines above the notes.
const SEPARATORS: &str = r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"#;

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

    fn start(&mut self, name: &str) -> Result<(), ExportError> {
        // The same documents give the same bytes, so no time is noted.
        let options = SimpleFileOptions::default();
        Ok(self.zip.start_file(name, options)?)
    }

    fn paragraph(&mut self, style: &str, words: &str) -> io::Result<()> {
        write!(
            self.zip,
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#,
            run("", words)
        )
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
        for (name, content) in PARTS {
            self.start(name)?;
            self.zip.write_all(content.as_bytes())?;
        }
        self.start("docProps/core.xml")?;
        write!(
            self.zip,
            r#"{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>"#,
            escaped(title)
        )?;
        self.start("word/document.xml")?;
        write!(self.zip, "{DECLARATION}<w:document {NAMESPACES}><w:body>")?;
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

    fn end(mut self) -> Result<(), ExportError> {
        write!(self.zip, "{SECTION}</w:body></w:document>")?;
        self.start("word/footnotes.xml")?;
        write!(
            self.zip,
            "{DECLARATION}<w:footnotes {NAMESPACES}>{SEPARATORS}"
        )?;
        let packed = self.notes.finish()?;
        io::copy(&mut DeflateDecoder::new(&packed[..]), &mut self.zip)?;
        self.zip.write_all(b"</w:footnotes>")?;
        self.zip.finish()?.into_inner().flush()?;
        Ok(())
    }
}

/// Words of one kind.
fn run(properties: &str, words: &str) -> String {
    let words = escaped(words);
    format!(r#"<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>"#)
}
