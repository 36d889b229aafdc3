//! Annotation files that are damaged, hostile, or come from elsewhere: read whole, or left as they are and named. Never half.

use std::fs;
use std::path::Path;

use piyue::annotation::sidecar;
use piyue::source::sha256_hex;
use piyue::text::Text;
use serde_json::json;
use tempfile::TempDir;

use crate::cli::{annotate, code, contents, err, out, run};

const BULLETIN: &str = include_str!("../../compat/通报.txt");
const SIDECAR: &str = include_str!("../../compat/通报.txt.piyue.ron");

/// A folder with the bulletin and this annotation file.
fn folder_with(sidecar: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    fs::write(
        folder.path().join("codebook.piyue.ron"),
        include_str!("../../compat/codebook.piyue.ron"),
    )
    .expect("writes");
    fs::write(folder.path().join("通报.txt.piyue.ron"), sidecar).expect("writes");
    folder
}

fn read(ron: &str) -> Result<piyue::annotation::Annotation, sidecar::SidecarError> {
    let text = Text::new(BULLETIN.to_owned());
    sidecar::read(ron, &text, &sha256_hex(BULLETIN.as_bytes())).map(|(annotation, _)| annotation)
}

/// Checks that nothing can be decided, that every command says so in these words, and that the file stays as it is.
fn assert_left_alone(folder: &Path, words: &str) {
    let before = contents(folder);
    let edit = json!({"path": "通报.txt", "op": "tag", "tag": "重要"});
    let output = annotate(folder, &[], &[edit]);
    assert_eq!((code(&output), out(&output).as_str()), (Some(1), ""));
    assert!(err(&output).contains(words), "{words}: {}", err(&output));
    for arguments in [
        &["check", ".", "--fix"][..],
        &["export", ".", "--format", "jsonl", "-o", "-"],
    ] {
        let output = run(folder, arguments);
        assert_eq!(code(&output), Some(1), "{arguments:?}");
        assert!(err(&output).contains(words), "{words}: {}", err(&output));
    }
    assert!(
        contents(folder) == before,
        "{words}: the folder is as it was"
    );
}

#[test]
fn one_that_is_no_sidecar_is_left_alone_and_what_is_wrong_with_it_named() {
    let deep = format!("Sidecar(version: 1, log: {}", "[".repeat(1_000_000));
    let deep_newer = format!("Sidecar(version: 2, chapters: {}", "(".repeat(1_000_000));
    let comments = format!("{}Sidecar(version: 1)", "/*".repeat(500_000));
    let unknown = SIDECAR.replacen("    version: 1,", "    version: 1,\n    future: 1,", 1);
    let doubled = SIDECAR.replacen(
        "        \"title\": (",
        "        \"issuer\": (value: None),\n        \"title\": (",
        1,
    );
    let utf16: Vec<u8> = SIDECAR.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gb = encoding_rs::GB18030.encode(SIDECAR).0;
    for (sidecar, words) in [
        (&b""[..], "通报.txt.piyue.ron:1:1: the sidecar"),
        (
            &SIDECAR.as_bytes()[..SIDECAR.len() / 2 - 1],
            "通报.txt.piyue.ron:",
        ),
        (&[0; 4096], "通报.txt.piyue.ron:1:1: "),
        (b"<<<<<<< HEAD\nSidecar(", "通报.txt.piyue.ron:1:1: "),
        (deep.as_bytes(), "通报.txt.piyue.ron:1:"),
        (deep_newer.as_bytes(), "通报.txt.piyue.ron:1:"),
        (comments.as_bytes(), "nclosed block comment"),
        (
            b"Sidecar(version: 7, source: \"elsewhere\")",
            "a newer version (7)",
        ),
        (unknown.as_bytes(), "通报.txt.piyue.ron:3:"),
        (doubled.as_bytes(), "a name stands twice"),
        (&utf16, "通报.txt.piyue.ron:"),
        (
            &gb,
            "通报.txt.piyue.ron:4: this line of the sidecar is not in UTF-8",
        ),
    ] {
        assert_left_alone(folder_with(sidecar).path(), words);
    }
}

#[test]
fn one_that_is_cut_off_anywhere_is_never_read_as_a_whole_one() {
    let end = SIDECAR.trim_end().len();
    // A step that is no multiple of anything, so that cuts fall everywhere.
    for cut in (0..end)
        .step_by(37)
        .filter(|cut| SIDECAR.is_char_boundary(*cut))
    {
        assert!(read(&SIDECAR[..cut]).is_err(), "cut at {cut}");
    }
    assert!(read(&SIDECAR[..end]).is_ok());
}

#[test]
fn a_huge_one_is_refused_with_the_limit() {
    let folder = folder_with(b"");
    let file = fs::File::options()
        .write(true)
        .open(folder.path().join("通报.txt.piyue.ron"));
    file.expect("opens")
        .set_len(1 << 34)
        .expect("takes no room on disk");
    let edit = json!({"path": "通报.txt", "op": "tag", "tag": "重要"});
    let output = annotate(folder.path(), &[], &[edit]);
    assert_eq!((code(&output), out(&output).as_str()), (Some(1), ""));
    assert!(
        err(&output).contains("the sidecar is larger than 128 MB"),
        "{}",
        err(&output)
    );
}

/// Where a struct begins: at a `(` that a field's name follows.
fn structs(ron: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, c) in ron.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => {
                let name = ron[at + 1..].trim_start();
                let n = name.chars().take_while(char::is_ascii_lowercase).count();
                if n > 0 && name[n..].starts_with([':', '_']) {
                    places.push(at + 1);
                }
            }
            _ => {}
        }
    }
    places
}

#[test]
fn a_field_that_this_version_does_not_know_makes_it_read_only_wherever_it_stands() {
    let detached = include_str!("../../compat/简报.txt.piyue.ron");
    for (ron, at_least) in [(SIDECAR, 100), (detached, 20)] {
        let structs = structs(ron);
        assert!(structs.len() > at_least, "{}", structs.len());
        for at in structs {
            let with_more = format!("{}future: [1, 2], {}", &ron[..at], &ron[at..]);
            assert!(
                read(&with_more).is_err(),
                "would be dropped: {}",
                &with_more[at..(at + 90).min(with_more.len())].escape_debug()
            );
        }
    }
}

#[test]
fn line_ends_and_marks_of_other_systems_change_nothing() {
    let plain = read(SIDECAR).expect("reads");
    for bytes in [
        SIDECAR.replace('\n', "\r\n"),
        format!("\u{FEFF}{SIDECAR}"),
        format!("\u{FEFF}{}", SIDECAR.replace('\n', "\r\n")),
    ] {
        let folder = folder_with(bytes.as_bytes());
        let edit = json!({"path": "通报.txt", "op": "note", "text": "全文备注二", "by": "李"});
        let output = annotate(folder.path(), &[], &[edit]);
        assert_eq!(
            (out(&output).as_str(), err(&output).as_str()),
            ("saved 1\n", "")
        );
        let saved = fs::read_to_string(folder.path().join("通报.txt.piyue.ron")).expect("reads");
        let saved = read(&saved).expect("reads");
        assert_eq!(saved.mentions, plain.mentions);
        assert_eq!(saved.entries, plain.entries);
        assert_eq!(saved.log.len(), plain.log.len() + 1);
    }
}

#[test]
fn a_decision_that_stands_twice_is_kept_aside_and_not_lost() {
    let begin = SIDECAR.find("    mentions: [\n").expect("there") + "    mentions: [\n".len();
    let end =
        begin + SIDECAR[begin..].find("\n        ),\n").expect("there") + "\n        ),\n".len();
    let twice = format!("{}{}", &SIDECAR[..end], &SIDECAR[begin..]);
    let [once, twice] = [SIDECAR, &twice].map(|ron| read(ron).expect("reads"));
    assert_eq!(twice.mentions, once.mentions);
    assert_eq!(twice.detached.len(), 1);
}

#[test]
fn a_name_inside_leads_nowhere_outside_the_folder() {
    for name in [
        "../外.txt",
        "/etc/passwd",
        "C:\\\\Windows\\\\x.txt",
        "..",
        "",
    ] {
        let outer = tempfile::tempdir().expect("a folder");
        fs::write(outer.path().join("外.txt"), "外").expect("writes");
        let inner = outer.path().join("内");
        fs::create_dir_all(inner.join(".piyue/long")).expect("creates");
        fs::write(inner.join("通报.txt"), BULLETIN).expect("writes");
        let ron = SIDECAR.replacen("通报.txt", name, 1);
        fs::write(inner.join(".piyue/long/ab.ron"), &ron).expect("writes");
        fs::write(inner.join("通报.txt.piyue.ron"), &ron).expect("writes");
        let output = run(&inner, &["check", ".", "--fix"]);
        assert_eq!(code(&output), Some(0), "{}", err(&output));
        let edit = json!({"path": "通报.txt", "op": "status", "status": "reviewed"});
        assert_eq!(code(&annotate(&inner, &[], &[edit])), Some(0));
        assert_eq!(
            fs::read_dir(outer.path()).expect("lists").count(),
            2,
            "{name}"
        );
        let saved = fs::read_to_string(inner.join("通报.txt.piyue.ron")).expect("reads");
        assert!(saved.contains("name: \"通报.txt\""));
    }
}

#[cfg(unix)]
#[test]
fn one_that_is_a_link_or_a_folder_is_not_used() {
    let outer = folder_with(SIDECAR.as_bytes());
    let kept = outer.path().join("通报.txt.piyue.ron");
    let folder = folder_with(b"");
    let place = folder.path().join("通报.txt.piyue.ron");
    fs::remove_file(&place).expect("removes");
    std::os::unix::fs::symlink(&kept, &place).expect("links");
    assert_left_alone(folder.path(), "the sidecar is a symbolic link and not used");
    assert_eq!(fs::read_to_string(&kept).expect("reads"), SIDECAR);
    fs::remove_file(&place).expect("removes");
    fs::create_dir(&place).expect("creates");
    let edit = json!({"path": "通报.txt", "op": "tag", "tag": "重要"});
    let output = annotate(folder.path(), &[], &[edit]);
    assert!(
        err(&output).contains("no ordinary file"),
        "{}",
        err(&output)
    );
}

#[test]
fn every_character_that_a_reviewer_can_paste_comes_back_as_it_was() {
    let odd = ('\0'..'\u{A1}').chain('\u{200B}'..'\u{2030}').chain([
        '\u{D7FF}',
        '\u{E000}',
        '\u{FDD0}',
        '\u{FEFF}',
        '\u{FFFE}',
        '\u{FFFF}',
        '\u{1FFFF}',
        '\u{10FFFF}',
    ]);
    // Each between two others, and all in a row.
    let apart: String = odd.clone().flat_map(|c| ['字', c]).collect();
    let together: String = odd.collect();
    let text = Text::new(apart.clone());
    for note in [
        apart,
        together,
        "\r\n\r".to_owned(),
        "\\u{41}\\\"".to_owned(),
        "\"#\"##".to_owned(),
    ] {
        let mut annotation = piyue::annotation::Annotation::default();
        annotation.review.note = Some(note.clone());
        annotation.review.tags = vec![note];
        let about = sidecar::SourceNote {
            name: "甲.txt".into(),
            sha256: "0".into(),
            length: text.n_chars(),
            encoding: piyue::source::Encoding::Utf8,
            converter: None,
        };
        let ron = sidecar::write(&annotation, &text, about).expect("places hold");
        assert!(
            ron.is_ascii() || !ron.contains(['\0', '\u{7}', '\u{1B}']),
            "readable in an editor"
        );
        let (back, _) = sidecar::read(&ron, &text, "0").expect("reads back");
        assert_eq!(back, annotation);
        // As an editor on Windows would save it.
        let (back, _) = sidecar::read(&ron.replace('\n', "\r\n"), &text, "0").expect("reads back");
        assert_eq!(
            back, annotation,
            "line ends inside words are not the file's"
        );
    }
}
