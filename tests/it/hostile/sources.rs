//! Documents: odd bytes, odd names, odd places.

use std::fs::{self, File};
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::cli::{annotate, code, err, json_lines, out, run};

const BULLETIN: &str =
    "2024年5月工作月报\n\n★工作进展\n  数字治理 5月24日,教育部公布了1276家企业。\n";

fn folder_with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("writes");
    }
    folder
}

/// The names of the documents that `extract` writes, with their encodings.
fn extracted(folder: &Path) -> (Vec<(String, String)>, String, Option<i32>) {
    let output = run(folder, &["extract", "."]);
    let lines = json_lines(&out(&output));
    let words = |value: &serde_json::Value| value.as_str().expect("words").to_owned();
    let documents = lines
        .iter()
        .map(|line| (words(&line["path"]), words(&line["encoding"])));
    (documents.collect(), err(&output), code(&output))
}

#[test]
fn odd_bytes_are_documents_where_they_are_text_and_named_where_they_are_not() {
    let surrogate = [
        &b"\xFF\xFE"[..],
        &[0x00, 0xD8, b'a', 0],
        &[0x2D, 0x4E, 0x87, 0x65],
    ]
    .concat();
    // A character outside the basic plane as two surrogates, each coded by itself: what some databases give out as UTF-8.
    let cesu = [
        BULLETIN.as_bytes(),
        b"\xED\xA0\xBD\xED\xB8\x80",
        "完\n".as_bytes(),
    ]
    .concat();
    let mixed = [
        BULLETIN.as_bytes(),
        &encoding_rs::GB18030.encode(BULLETIN).0[..],
    ]
    .concat();
    let folder = folder_with(&[
        ("01空.txt", b""),
        ("02零.txt", &[0; 4096]),
        (
            "03无换行.txt",
            "省教育厅召开推进会。".repeat(2000).as_bytes(),
        ),
        ("04半字.txt", &surrogate),
        ("05代理.txt", &cesu),
        ("06混合.txt", &mixed),
        ("07只有标记.txt", b"\xEF\xBB\xBF"),
        ("08空白.txt", "\u{3000}\u{3000}\r\r\n \n".as_bytes()),
        ("09控制.txt", &[0x1B; 64]),
    ]);
    let (documents, complaints, code) = extracted(folder.path());
    let names: Vec<&str> = documents.iter().map(|(name, _)| &name[..2]).collect();
    assert_eq!(names, ["01", "03", "04", "05", "06", "07", "08"]);
    let encodings: Vec<&str> = documents[2..5]
        .iter()
        .map(|(_, encoding)| &**encoding)
        .collect();
    assert_eq!(encodings, ["UTF-16LE", "UTF-8", "GB18030"]);
    assert_eq!(code, Some(1));
    let complaints: Vec<&str> = complaints.lines().collect();
    assert_eq!(
        complaints,
        [
            "02零.txt: cannot be read: not text",
            "09控制.txt: cannot be read: not text"
        ]
    );
    let checked = out(&run(folder.path(), &["check", "."]));
    for name in ["04半字.txt", "05代理.txt", "06混合.txt"] {
        let named = format!("{name}: some bytes are no ");
        assert!(checked.contains(&named), "{name}: {checked}");
    }
}

#[cfg(unix)]
#[test]
fn a_gigabyte_is_refused_with_the_limit_and_without_taking_the_memory() {
    let folder = folder_with(&[("小.txt", BULLETIN.as_bytes())]);
    for name in ["大一.txt", "大二.txt", "大三.txt"] {
        let file = File::create(folder.path().join(name)).expect("creates");
        file.set_len(1 << 30).expect("takes no room on disk");
    }
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("无尽.txt")).expect("links");
    // A gigabyte of addresses is room for the program, not for one of these files.
    let limited = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 1500000; exec \"$0\" extract . --lang zh"])
        .arg(env!("CARGO_BIN_EXE_piyue"))
        .current_dir(folder.path())
        .output()
        .expect("runs");
    assert_eq!(json_lines(&out(&limited)).len(), 1);
    let complaints = err(&limited);
    for name in ["大一.txt", "大二.txt", "大三.txt"] {
        let words = format!("{name}: 读不了：文件超过 64 MB 的上限，请拆分成几个较小的文件");
        assert!(complaints.contains(&words), "{complaints}");
    }
    assert!(
        complaints.contains("无尽.txt: 读不了：不是普通文件"),
        "{complaints}"
    );
    assert_eq!(code(&limited), Some(1));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = folder_with(&[("小.txt", BULLETIN.as_bytes())]);
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path().join("管道.txt"))
        .status();
    assert!(made.expect("mkfifo runs").success());
    let (documents, complaints, _) = extracted(folder.path());
    assert_eq!(documents.len(), 1);
    assert_eq!(complaints, "管道.txt: cannot be read: no ordinary file\n");
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end_and_a_link_to_a_file_is_a_document() {
    use std::os::unix::fs::symlink;
    let folder = folder_with(&[("甲.txt", BULLETIN.as_bytes())]);
    symlink(".", folder.path().join("圈")).expect("links");
    symlink("..", folder.path().join("上")).expect("links");
    symlink("自己.txt", folder.path().join("自己.txt")).expect("links");
    symlink("没有.txt", folder.path().join("断.txt")).expect("links");
    symlink("甲.txt", folder.path().join("乙.txt")).expect("links");
    let (documents, complaints, code) = extracted(folder.path());
    let names: Vec<&str> = documents.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["乙.txt"],
        "a file is written once, whatever leads to it"
    );
    assert_eq!(
        (complaints.lines().count(), code),
        (2, Some(1)),
        "{complaints}"
    );
}

#[test]
fn a_name_of_255_bytes_has_its_annotation_by_its_hash() {
    let name = format!("{}aa.txt", "报".repeat(83));
    assert_eq!(name.len(), 255);
    let folder = folder_with(&[(&name, BULLETIN.as_bytes())]);
    let edit = json!({"path": name, "op": "tag", "tag": "重要"});
    let output = annotate(folder.path(), &[], &[edit]);
    assert_eq!(
        (out(&output).as_str(), err(&output).as_str()),
        ("saved 1\n", "")
    );
    let long = fs::read_dir(folder.path().join(".piyue/long")).expect("is there");
    assert_eq!(long.count(), 1);
    assert_eq!(code(&run(folder.path(), &["check", "."])), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf_8_keep_their_annotations_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().expect("a folder");
    let one = OsStr::from_bytes(b"\xD6\xD0.txt");
    fs::write(folder.path().join(one), BULLETIN).expect("writes");
    let edit = json!({"path": "\u{FFFD}\u{FFFD}.txt", "op": "tag", "tag": "重要"});
    let output = annotate(folder.path(), &[], std::slice::from_ref(&edit));
    assert_eq!(
        (out(&output).as_str(), err(&output).as_str()),
        ("saved 1\n", "")
    );
    let sidecar = OsStr::from_bytes(b"\xD6\xD0.txt.piyue.ron");
    assert!(folder.path().join(sidecar).exists());
    // Two names that look the same: it cannot be said which one is meant.
    fs::write(
        folder.path().join(OsStr::from_bytes(b"\xD6\xD1.txt")),
        BULLETIN,
    )
    .expect("writes");
    let output = annotate(folder.path(), &[], &[edit]);
    assert_eq!(code(&output), Some(1));
    assert!(
        err(&output).contains("more than one document"),
        "{}",
        err(&output)
    );
    assert_eq!(extracted(folder.path()).0.len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_only_in_their_normal_form_are_two_documents() {
    let [composed, decomposed] = ["caf\u{E9}.txt", "cafe\u{301}.txt"];
    let folder = folder_with(&[
        (composed, BULLETIN.as_bytes()),
        (decomposed, BULLETIN.as_bytes()),
    ]);
    let edits = [
        json!({"path": composed, "op": "tag", "tag": "重要"}),
        json!({"path": decomposed, "op": "note", "text": "另一篇"}),
    ];
    assert_eq!(code(&annotate(folder.path(), &[], &edits)), Some(0));
    let output = run(
        folder.path(),
        &["export", ".", "--format", "jsonl", "-o", "-"],
    );
    let lines = json_lines(&out(&output));
    let review = |path: &str| {
        let line = lines
            .iter()
            .find(|line| line["path"] == path)
            .expect("is there");
        (
            line["review"]["tags"].clone(),
            line["review"]["note"].clone(),
        )
    };
    assert_eq!(review(composed), (json!(["重要"]), json!(null)));
    assert_eq!(review(decomposed), (json!([]), json!("另一篇")));
}

#[test]
fn an_edit_cannot_name_a_document_outside_the_folder() {
    let outer = folder_with(&[("外.txt", BULLETIN.as_bytes())]);
    let inner = outer.path().join("内");
    fs::create_dir(&inner).expect("creates");
    fs::write(inner.join("内.txt"), BULLETIN).expect("writes");
    let absolute = outer.path().join("外.txt").display().to_string();
    let edits = ["../外.txt", "./../外.txt", &absolute, "内/../../外.txt"]
        .map(|path| json!({"path": path, "op": "tag", "tag": "重要"}));
    let output = annotate(&inner, &[], &edits);
    assert_eq!((code(&output), out(&output).as_str()), (Some(1), ""));
    assert_eq!(err(&output).lines().count(), 4);
    assert_eq!(fs::read_dir(outer.path()).expect("lists").count(), 2);
}

#[test]
fn a_line_of_edits_without_end_is_refused_and_the_next_one_read() {
    let folder = folder_with(&[("甲.txt", BULLETIN.as_bytes())]);
    let endless = "x".repeat(17 << 20);
    let edit = json!({"path": "甲.txt", "op": "tag", "tag": "重要"});
    fs::write(
        folder.path().join("edits.jsonl"),
        format!("{endless}\n{edit}\n"),
    )
    .expect("writes");
    let output = run(folder.path(), &["annotate", ".", "edits.jsonl"]);
    assert_eq!(
        (code(&output), out(&output).as_str()),
        (Some(1), "saved 2\n")
    );
    assert_eq!(
        err(&output),
        "edits.jsonl:1: the line is longer than 16 MB\n"
    );
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_gives_no_commands_to_the_terminal() {
    let folder = folder_with(&[("红\u{1B}[31m\u{7}.txt", b"\0\0")]);
    let (_, complaints, _) = extracted(folder.path());
    assert_eq!(
        complaints,
        "红\u{FFFD}[31m\u{FFFD}.txt: cannot be read: not text\n"
    );
}
