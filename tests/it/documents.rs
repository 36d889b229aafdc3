//! The same bulletin as programs write it (`tests/data`): whatever the format, the same sections, entries and mentions are found as in the plain text.

use std::fs;
use std::path::{Path, PathBuf};

use piyue::codebook::Codebook;
use piyue::document::{self, NodeKind};
use piyue::extract;
use piyue::source::{self, Source};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/documents")
}

fn read(name: &str) -> Source {
    let path = folder().join(name);
    let bytes = fs::read(&path).expect("is there");
    source::read(&path, &bytes, None).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// What is found in a document, a line each. Headers and page numbers are told apart and left out.
fn found(source: &Source) -> Vec<String> {
    let outline = document::parse_part(&source.text, source.content);
    let extraction = extract::extract(&source.text, &Codebook::built_in(), &outline);
    let nodes = outline
        .nodes
        .iter()
        .filter(|node| node.kind != NodeKind::Boilerplate);
    let nodes = nodes.map(|node| {
        let heading = node.heading_text(&source.text).unwrap_or_default();
        format!("{} {} {heading}", node.kind.name(), node.level)
    });
    let mentions = extraction.mentions.iter().map(|mention| {
        let quote = source.text.slice(mention.span);
        format!("{} {quote} = {}", mention.kind, mention.value)
    });
    nodes.chain(mentions).collect()
}

#[track_caller]
fn same(name: &str, plain: &str) {
    let (found, expected) = (found(&read(name)), found(&read(plain)));
    assert!(expected.len() > 10, "{plain} has much in it");
    assert_eq!(found, expected, "{name}");
}

#[test]
fn docx_is_read_as_it_is_shown_whoever_wrote_it() {
    for name in ["word.docx", "wps.docx", "python-docx.docx", "pandoc.docx"] {
        same(name, "plain.txt");
    }
}

#[test]
fn odt_is_read_as_it_is_shown_whoever_wrote_it() {
    for name in ["libreoffice.odt", "pandoc.odt"] {
        same(name, "plain.txt");
    }
}

#[test]
fn rtf_is_read_as_it_is_shown_whoever_wrote_it() {
    for name in ["libreoffice.rtf", "pandoc.rtf"] {
        same(name, "plain.txt");
    }
}

#[test]
fn pages_books_and_markdown_say_the_same() {
    for name in ["browser.html", "pandoc.epub", "pandoc.md"] {
        same(name, "plain.txt");
    }
}

#[test]
fn a_printed_page_is_put_together_again() {
    same("libreoffice.pdf", "printed.txt");
    same("chromium.pdf", "excerpt.txt");
}

#[test]
fn the_words_of_a_printed_page_are_those_of_the_text() {
    let printed = read("libreoffice.pdf");
    let plain = read("printed.txt");
    let lines = |source: &Source| -> Vec<String> {
        let content = source.text.slice(source.content);
        let squeezed = |line: &str| line.split_whitespace().collect::<String>();
        content.lines().map(squeezed).collect()
    };
    assert_eq!(lines(&printed), lines(&plain));
    let places = printed.places.as_ref().expect("pages");
    let at = |words: &str| {
        let at = printed.text.as_str().find(words).expect("is there");
        places.at(u32::try_from(at).expect("small"))
    };
    assert_eq!((at("重要会议"), at("南宁市教育局")), (Some(1), Some(2)));
}

#[test]
fn any_of_them_cut_off_is_read_as_far_as_it_goes_or_refused_in_words() {
    for entry in fs::read_dir(folder()).expect("lists") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("reads");
        for part in 1..8 {
            // No panic, and no hang: whether there is a text is the format's own business.
            let _ = source::read(&path, &bytes[..bytes.len() * part / 8], None);
        }
    }
}
