//! The container of every DOCX that is written here, laid out as GB/T 9704 has official documents: A4, 仿宋 three, headings in 黑体 and 楷体, page
//! numbers between dashes.
//!
//! In: paragraphs as mark-up, as they come, and the footnotes at the end. Out: a package that says whose it is.

use std::io::{self, Read, Write};

use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

use super::ExportError;
use super::made_here::PACKAGE_MARK;
use super::xml::escaped;

/// The parts that are always the same.
const PARTS: [(&str, &str); 6] = [
    (
        "[Content_Types].xml",
        include_str!("../../assets/digest/docx/content_types.xml"),
    ),
    (
        "_rels/.rels",
        include_str!("../../assets/digest/docx/package_rels.xml"),
    ),
    (
        "word/_rels/document.xml.rels",
        include_str!("../../assets/digest/docx/document_rels.xml"),
    ),
    (
        "word/styles.xml",
        include_str!("../../assets/digest/docx/styles.xml"),
    ),
    (
        "word/settings.xml",
        include_str!("../../assets/digest/docx/settings.xml"),
    ),
    (
        "word/footer.xml",
        include_str!("../../assets/digest/docx/footer.xml"),
    ),
];

/// The namespaces of a part with text.
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A4, margins in twentieths of a point.
const SECTION: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/></w:sectPr>"#;

/// The two notes that Word wants there for the lines above the notes.
const SEPARATORS: &str = r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"#;

/// Begins a document: everything up to its first paragraph.
pub(super) fn begin<W: Write>(
    zip: &mut ZipWriter<StreamWriter<W>>,
    title: &str,
) -> Result<(), ExportError> {
    zip.set_comment(PACKAGE_MARK)?;
    for (name, content) in PARTS {
        start(zip, name)?;
        zip.write_all(content.as_bytes())?;
    }
    start(zip, "docProps/core.xml")?;
    write!(
        zip,
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>"#,
        escaped(title)
    )?;
    start(zip, "word/document.xml")?;
    Ok(write!(
        zip,
        "{DECLARATION}<w:document {NAMESPACES}><w:body>"
    )?)
}

/// Ends a document, with its footnotes as mark-up.
pub(super) fn end<W: Write>(
    mut zip: ZipWriter<StreamWriter<W>>,
    notes: &mut dyn Read,
) -> Result<(), ExportError> {
    write!(zip, "{SECTION}</w:body></w:document>")?;
    start(&mut zip, "word/footnotes.xml")?;
    write!(zip, "{DECLARATION}<w:footnotes {NAMESPACES}>{SEPARATORS}")?;
    io::copy(notes, &mut zip)?;
    zip.write_all(b"</w:footnotes>")?;
    zip.finish()?.into_inner().flush()?;
    Ok(())
}

fn start<W: Write>(zip: &mut ZipWriter<StreamWriter<W>>, name: &str) -> Result<(), ExportError> {
    // The same documents give the same bytes, so no time is noted.
    Ok(zip.start_file(name, SimpleFileOptions::default())?)
}

/// A paragraph of one style.
pub(super) fn paragraph(style: &str, words: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#,
        run("", words)
    )
}

/// Words of one kind.
pub(super) fn run(properties: &str, words: &str) -> String {
    let words = escaped(words);
    format!(r#"<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>"#)
}
