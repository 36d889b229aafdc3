//! `restore` and `log`: what was decided before, and by whom.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::{annotate, code, err, folder, json_lines, mention, out, run};

/// Three sessions, each of which leaves one decision.
fn reviewed() -> tempfile::TempDir {
    let folder = folder();
    let value = json!({"value": "2024-05-23", "by": "李"});
    let edits = [
        mention("accept", "date", "5月24日", &json!({"by": "李"})),
        mention("correct", "date", "5月24日", &value),
        json!({"path": "通报.txt", "op": "status", "status": "reviewed", "by": "王"}),
    ];
    for edit in edits {
        assert_eq!(code(&annotate(folder.path(), &[], &[edit])), Some(0));
    }
    folder
}

fn sidecar(folder: &Path) -> String {
    fs::read_to_string(folder.join("通报.txt.piyue.ron")).expect("a sidecar")
}

#[test]
fn an_earlier_generation_is_listed_taken_back_and_the_restore_taken_back_too() {
    let folder = reviewed();
    let list = || out(&run(folder.path(), &["restore", ".", "通报.txt", "--list"]));
    let lines = list();
    assert_eq!(lines.lines().count(), 3, "{lines}");
    let first = |words: &str| words.lines().next().expect("a line").to_owned();
    assert!(
        first(&lines).starts_with("now  Reviewed; mentions 1"),
        "{lines}"
    );
    assert!(
        lines.lines().nth(1).expect("a line").starts_with("1  "),
        "{lines}"
    );
    let before = sidecar(folder.path());
    let restored = run(
        folder.path(),
        &["restore", ".", "通报.txt", "--generation", "2"],
    );
    assert_eq!(code(&restored), Some(0), "{}", err(&restored));
    assert!(sidecar(folder.path()).contains("verdict: Accepted"));
    assert_eq!(list().lines().count(), 4);
    // The newest generation is what the restore replaced, wherever the folder is named from.
    let from = folder.path().parent().expect("has one");
    let name = folder
        .path()
        .file_name()
        .expect("has one")
        .to_string_lossy()
        .into_owned();
    let file = format!("{name}/通报.txt");
    assert_eq!(code(&run(from, &["restore", &name, &file])), Some(0));
    assert_eq!(sidecar(folder.path()), before);
}

#[test]
fn a_sidecar_that_was_broken_or_removed_is_brought_back() {
    let folder = reviewed();
    let path = folder.path().join("通报.txt.piyue.ron");
    let good = sidecar(folder.path());
    annotate(
        folder.path(),
        &[],
        &[json!({"path": "通报.txt", "op": "note", "text": "一"})],
    );
    fs::write(&path, "<<<<<<< HEAD\n").expect("writes");
    let restored = run(folder.path(), &["restore", ".", "通报.txt"]);
    assert_eq!(code(&restored), Some(0), "{}", err(&restored));
    assert_eq!(sidecar(folder.path()), good);
    fs::remove_file(&path).expect("removes");
    // The newest is now the broken one that was replaced: it is not taken back, and named.
    let restored = run(folder.path(), &["restore", ".", "通报.txt"]);
    assert_eq!(code(&restored), Some(1));
    assert!(
        err(&restored).contains("cannot be read"),
        "{}",
        err(&restored)
    );
    let restored = run(
        folder.path(),
        &["restore", ".", "通报.txt", "--generation", "2"],
    );
    assert_eq!(code(&restored), Some(0), "{}", err(&restored));
    assert_eq!(sidecar(folder.path()), good);
}

#[test]
fn what_cannot_be_restored_is_said() {
    let folder = folder();
    let nothing = run(folder.path(), &["restore", ".", "通报.txt"]);
    assert_eq!(code(&nothing), Some(1));
    assert!(
        err(&nothing).contains("there is no generation 1, there are 0"),
        "{}",
        err(&nothing)
    );
    let outside = run(folder.path(), &["restore", ".", "../通报.txt"]);
    assert_eq!(code(&outside), Some(2));
    assert_eq!(code(&run(folder.path(), &["restore", "."])), Some(2));
}

#[test]
fn the_log_has_a_row_for_every_edit_with_who_made_it_and_what_stood_there_before() {
    let folder = reviewed();
    let log = run(folder.path(), &["log", "."]);
    assert_eq!((code(&log), err(&log).as_str()), (Some(0), ""));
    let rows = json_lines(&out(&log));
    let shown: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["what"].as_str(),
                row["by"].as_str(),
                row["old"].as_str(),
                row["new"].as_str(),
            )
        })
        .collect();
    let of_date = |what, old, new| (Some(what), Some("李"), old, new);
    assert_eq!(
        shown,
        [
            of_date("accepted", None, Some("2024-05-24")),
            of_date("corrected", Some("2024-05-24"), Some("2024-05-23")),
            (
                Some("status"),
                Some("王"),
                Some("unreviewed"),
                Some("reviewed")
            ),
        ]
    );
    assert!(
        rows.iter()
            .all(|row| row["path"] == "通报.txt" && row["at"] != "")
    );
    assert_eq!(rows[0]["quote"], "5月24日");
    let written = run(
        folder.path(),
        &["--lang=zh", "log", ".", "--format", "csv", "-o", "记录.csv"],
    );
    assert_eq!(code(&written), Some(0), "{}", err(&written));
    let csv = fs::read_to_string(folder.path().join("记录.csv")).expect("written");
    assert!(csv.contains(",李,更正,日期,"), "{csv}");
    assert_eq!(csv.lines().count(), 4);
    let onto = run(folder.path(), &["log", ".", "-o", "通报.txt"]);
    assert_eq!(code(&onto), Some(2), "sources are no targets");
}
