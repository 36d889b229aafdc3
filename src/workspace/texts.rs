//! The texts that decisions were made on, kept so that a source that changes can be compared with what it was.
//!
//! One compressed file for a hash and a way of reading, under `.piyue/backups/texts/`: `SHA256.ENCODING.txt.gz`, or `SHA256.ENCODING.CONVERTER.txt.gz`
//! where the file is no text itself; the text as decoded or converted, in UTF-8. Written once,
//! before the first decision on that text is saved, and never removed: a sidecar or an older generation of it may name the hash. One that is
//! missing or broken is as good as none: decisions are then detached.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::disk::{Disk, OWN_FOLDER, write_whole};
use super::reading::read_own;
use crate::annotation::sidecar::SourceNote;
use crate::source::{self, Converter, Encoding, Reading};
use crate::text::Text;

/// Two bytes of UTF-16 can be three of UTF-8.
const MAX_TEXT_BYTES: usize = source::MAX_BYTES / 2 * 3;

/// Keeps the text of a source, unless it is kept already. Where that fails the decision is saved all the same: it matters more than the means to find
/// its place after the source has changed, and the next save tries again.
pub(super) fn keep_if_possible(disk: &dyn Disk, root: &Path, note: &SourceNote, text: &Text) {
    let _ = keep(disk, root, note, text);
}

fn keep(disk: &dyn Disk, root: &Path, note: &SourceNote, text: &Text) -> io::Result<()> {
    let Some(name) = file_name(&note.sha256, &note.reading()) else {
        return Ok(());
    };
    let path = folder_in(root).join(name);
    if path.exists() {
        return Ok(());
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_str().as_bytes())?;
    write_whole(disk, &path, &encoder.finish()?)
}

/// The texts that a document had when its source had this hash: in an encoding, or in each that is kept. They lie in the folder that was open at the
/// time, which may have been one above or below the one that is open now.
pub(super) fn kept(
    root: &Path,
    document: &Path,
    sha256: &str,
    reading: Option<&Reading>,
) -> Vec<Arc<Text>> {
    let readings = match reading {
        Some(reading) => vec![reading.clone()],
        None => every_reading(),
    };
    let document = root.join(document);
    let read_in_any_folder = |reading| {
        let name = file_name(sha256, &reading)?;
        let mut folders = document.ancestors().skip(1);
        folders.find_map(|folder| read(&folder_in(folder).join(&name)))
    };
    readings
        .into_iter()
        .filter_map(read_in_any_folder)
        .collect()
}

/// Every way in which a text may have been read: in each encoding, by itself or by each converter that there has been.
fn every_reading() -> Vec<Reading> {
    let converters = || std::iter::once(None).chain(Converter::all().map(Some));
    let of_encoding = |encoding| {
        converters().map(move |converter| Reading {
            encoding,
            converter,
        })
    };
    Encoding::ALL.into_iter().flat_map(of_encoding).collect()
}

fn folder_in(root: &Path) -> PathBuf {
    root.join(OWN_FOLDER).join("backups").join("texts")
}

/// None where a sidecar names something that is no hash and could lead anywhere.
fn file_name(sha256: &str, reading: &Reading) -> Option<String> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
    let plain = |name: &str| name.to_lowercase().replace(' ', "-");
    let encoding = plain(reading.encoding.name());
    let Some(converter) = &reading.converter else {
        return is_hash.then(|| format!("{sha256}.{encoding}.txt.gz"));
    };
    let converter = plain(converter.name());
    let is_name = converter.len() <= 32
        && converter
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (is_hash && is_name).then(|| format!("{sha256}.{encoding}.{converter}.txt.gz"))
}

/// The text of a file that is whole: its check sum holds, and it is no larger than the text of a source can be.
fn read(path: &Path) -> Option<Arc<Text>> {
    let compressed = read_own(source::MAX_BYTES, path)?;
    let mut text = String::new();
    GzDecoder::new(&*compressed)
        .take(MAX_TEXT_BYTES as u64)
        .read_to_string(&mut text)
        .ok()?;
    (text.len() < MAX_TEXT_BYTES).then(|| Arc::new(Text::new(text)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::disk::RealDisk;
    use super::*;

    const HASH: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    fn note(sha256: &str, encoding: Encoding) -> SourceNote {
        SourceNote {
            name: "通报.txt".into(),
            sha256: sha256.into(),
            length: 2,
            encoding,
            converter: None,
        }
    }

    fn words(root: &Path, document: &str, encoding: Option<Encoding>) -> Vec<String> {
        let reading = encoding.map(|encoding| Reading {
            encoding,
            converter: None,
        });
        let texts = kept(root, Path::new(document), HASH, reading.as_ref());
        texts.iter().map(|text| text.as_str().to_owned()).collect()
    }

    #[test]
    fn a_text_is_kept_for_its_hash_and_encoding_and_found_from_any_folder_around() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir(root.join("子")).expect("creates");
        let keep = |root: &Path, encoding, words: &str| {
            keep(
                &RealDisk,
                root,
                &note(HASH, encoding),
                &Text::new(words.into()),
            )
            .expect("keeps");
        };
        keep(root, Encoding::Gb18030, "数据");
        keep(root, Encoding::Utf8, "乱码");
        keep(root, Encoding::Utf8, "别的");
        assert_eq!(words(root, "通报.txt", Some(Encoding::Gb18030)), ["数据"]);
        assert_eq!(words(root, "子/通报.txt", None), ["乱码", "数据"]);
        assert_eq!(
            words(&root.join("子"), "通报.txt", Some(Encoding::Utf8)),
            ["乱码"]
        );
        keep(&root.join("子"), Encoding::Big5, "下");
        assert_eq!(words(root, "子/通报.txt", Some(Encoding::Big5)), ["下"]);
        assert!(words(root, "通报.txt", Some(Encoding::Big5)).is_empty());
    }

    #[test]
    fn a_broken_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = Text::new("数据资源".repeat(100));
        keep(&RealDisk, folder.path(), &note(HASH, Encoding::Utf8), &text).expect("keeps");
        let path = folder_in(folder.path()).join(format!("{HASH}.utf-8.txt.gz"));
        let whole = fs::read(&path).expect("there");
        assert!(
            whole.len() < text.as_str().len() / 4,
            "it is compressed: {}",
            whole.len()
        );
        for broken in [&whole[..whole.len() / 2], &[], b"\x1f\x8b????"] {
            fs::write(&path, broken).expect("writes");
            assert!(words(folder.path(), "通报.txt", None).is_empty());
        }
    }

    #[test]
    fn a_sidecar_cannot_name_a_file_elsewhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let elsewhere = note("../../../通报", Encoding::Utf8);
        keep(
            &RealDisk,
            folder.path(),
            &elsewhere,
            &Text::new("数据".into()),
        )
        .expect("nothing to do");
        assert!(!folder.path().join(".piyue").exists());
        assert!(kept(folder.path(), Path::new("通报.txt"), "../../通报", None).is_empty());
    }
}
