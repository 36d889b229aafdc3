//! What must hold of any file of a format that is converted: real ones, changed at random. One more door for `tests/fuzz`.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use piyue::document;
use piyue::source;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Files that programs wrote. Those of one format stand apart, since the first byte of the data chooses among them.
const SEEDS: [(&str, &[u8]); 9] = [
    ("a.docx", include_bytes!("../../data/documents/wps.docx")),
    (
        "a.odt",
        include_bytes!("../../data/documents/libreoffice.odt"),
    ),
    (
        "a.rtf",
        include_bytes!("../../data/documents/libreoffice.rtf"),
    ),
    (
        "a.pdf",
        include_bytes!("../../data/documents/libreoffice.pdf"),
    ),
    ("b.pdf", include_bytes!("../../data/documents/chromium.pdf")),
    (
        "a.html",
        include_bytes!("../../data/documents/browser.html"),
    ),
    ("a.md", include_bytes!("../../data/documents/pandoc.md")),
    ("a.epub", include_bytes!("../../data/documents/pandoc.epub")),
    ("b.docx", include_bytes!("../../data/documents/pandoc.docx")),
];

/// Any file is a text or refused; a text has no CR, the document lies in it, and the same bytes give the same text.
pub fn reading(data: &[u8]) {
    let Some((&which, data)) = data.split_first() else {
        return;
    };
    let (name, seed) = SEEDS[usize::from(which) % SEEDS.len()];
    let bytes = match data.split_first() {
        Some((&part, data)) if seed.starts_with(b"PK") => repacked(seed, part, data),
        _ => changed(seed, data),
    };
    let read = || source::read(Path::new(name), &bytes, None);
    let Ok(source) = read() else {
        return;
    };
    let text = source.text.as_str();
    assert!(!text.contains('\r'));
    assert!(source.text.get(source.content).is_some());
    assert_eq!(read().expect("as before").text.as_str(), text);
    let outline = document::parse_part(&source.text, source.content);
    super::bodies::check_outline(&source.text, &outline);
}

/// A package with one of its parts changed.
fn repacked(seed: &[u8], part: u8, data: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(seed)).expect("a package");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = usize::from(part) % archive.len();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("unpacks");
        if at == chosen {
            bytes = changed(&bytes, data);
        }
        let name = file.name().expect("a name").into_owned();
        out.start_file(name, SimpleFileOptions::default())
            .and_then(|()| Ok(out.write_all(&bytes)?))
            .expect("packs");
    }
    out.finish().expect("packs").into_inner()
}

/// Changes: where (three bytes), how many bytes go (one), how many of those that follow come in their place (one; above 200 a piece of the seed).
fn changed(seed: &[u8], mut data: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    while let [a, b, c, n_gone, n_new, rest @ ..] = data {
        let at = u32::from_be_bytes([0, *a, *b, *c]) as usize % (bytes.len() + 1);
        let end = (at + usize::from(*n_gone)).min(bytes.len());
        let new = if *n_new > 200 && !seed.is_empty() {
            let from = at * 7 % seed.len();
            data = rest;
            seed[from..]
                .iter()
                .take(usize::from(*n_new) * 3)
                .copied()
                .collect()
        } else {
            let n = usize::from(*n_new).min(rest.len());
            data = &rest[n..];
            rest[..n].to_vec()
        };
        bytes.splice(at..end, new);
    }
    bytes
}
