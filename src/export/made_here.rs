//! How files that were exported are known again, so that they are not taken for documents when they lie in the folder.
//!
//! Only formats that are documents too have a mark: the digest and the table of the codebook. A file that somebody saved anew with another program
//! has lost it and is a document like any other. Folders have a mark of their own, which the workspace writes.

/// Bytes at the beginning or end of a file in which the mark stands.
pub const MARK_BYTES: usize = 256;

/// The comment of a package, which stands at its end.
pub(super) const PACKAGE_MARK: &str = "piyue-export";

/// In the head of a page.
pub(super) const PAGE_MARK: &str = r#"<meta name="generator" content="piyue-export">"#;

/// The first line of Markdown, which no reader shows.
pub(super) const MARKDOWN_MARK: &str = "<!-- piyue-export -->";

/// Whether a file of this ending is one that may have a mark.
#[must_use]
pub fn may_be_made_here(ending: &str) -> bool {
    ["docx", "html", "htm", "md", "markdown"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a file was exported, by its first and last [`MARK_BYTES`] bytes.
#[must_use]
pub fn is_made_here(beginning: &[u8], end: &[u8]) -> bool {
    let has = |mark: &str| memchr::memmem::find(beginning, mark.as_bytes()).is_some();
    beginning.starts_with(MARKDOWN_MARK.as_bytes())
        || beginning.starts_with(b"<!DOCTYPE html>") && has(PAGE_MARK)
        || beginning.starts_with(b"PK") && end.ends_with(PACKAGE_MARK.as_bytes())
}
