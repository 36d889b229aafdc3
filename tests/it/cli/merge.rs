//! `merge`: two sidecars of one document, and what `check` says of conflict copies.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::{annotate, code, contents, err, folder, mention, out, run};

/// Two folders that began as one, with decisions of 李 in the first and of 王 in the second; the sidecars of the first bulletin.
fn apart() -> (tempfile::TempDir, tempfile::TempDir) {
    let (one, other) = (folder(), folder());
    let begun = [json!({"path": "通报.txt", "op": "tag", "tag": "共有", "by": "张"})];
    assert_eq!(code(&annotate(one.path(), &[], &begun)), Some(0));
    fs::copy(sidecar(one.path()), sidecar(other.path())).expect("copies");
    let li = [
        mention(
            "add",
            "event",
            "数字治理",
            &json!({"value": "数字治理", "by": "李"}),
        ),
        json!({"path": "通报.txt", "op": "note", "text": "李的备注", "by": "李"}),
    ];
    let wang = [
        mention(
            "add",
            "event",
            "工作进展",
            &json!({"value": "工作进展", "by": "王"}),
        ),
        json!({"path": "通报.txt", "op": "note", "text": "王的备注", "by": "王"}),
    ];
    assert_eq!(code(&annotate(one.path(), &[], &li)), Some(0));
    assert_eq!(code(&annotate(other.path(), &[], &wang)), Some(0));
    (one, other)
}

fn sidecar(folder: &Path) -> std::path::PathBuf {
    folder.join("通报.txt.piyue.ron")
}

#[test]
fn a_dry_run_counts_and_writes_nothing_and_the_real_one_keeps_everything() {
    let (one, other) = apart();
    let theirs = sidecar(other.path()).display().to_string();
    let before = contents(one.path());
    let arguments = [
        "merge",
        "通报.txt.piyue.ron",
        &theirs,
        "-o",
        "通报.txt.piyue.ron",
    ];
    let dry = run(one.path(), &[&arguments[..], &["--dry-run"]].concat());
    assert_eq!((code(&dry), err(&dry).as_str()), (Some(0), ""));
    assert_eq!(contents(one.path()), before);
    let words = out(&dry);
    assert!(
        words.contains("4 decisions after merging, 1 conflicts (nothing written)"),
        "{words}"
    );
    let conflict = words.lines().last().expect("a line");
    assert!(
        conflict.contains("李的备注") && conflict.contains("王的备注"),
        "{words}"
    );

    let real = run(one.path(), &arguments);
    assert_eq!((code(&real), err(&real).as_str()), (Some(0), ""));
    let merged = fs::read_to_string(sidecar(one.path())).expect("reads");
    for kept in [
        "数字治理",
        "工作进展",
        "李的备注",
        "王的备注",
        "共有",
        "conflicts: [",
    ] {
        assert!(merged.contains(kept), "{kept} in {merged}");
    }
    assert_eq!(
        code(&run(one.path(), &["check", "."])),
        Some(0),
        "it is a sidecar"
    );

    // Settled on the command line by deciding the disputed thing.
    let note = [json!({"path": "通报.txt", "op": "note", "text": "两人商定", "by": "张"})];
    assert_eq!(code(&annotate(one.path(), &[], &note)), Some(0));
    let again = run(one.path(), &arguments);
    assert!(
        out(&again).contains("4 decisions after merging, 0 conflicts"),
        "{}",
        out(&again)
    );
}

#[test]
fn what_cannot_be_merged_is_refused_in_a_sentence_and_nothing_written() {
    let (one, other) = apart();
    let edit = [json!({"path": "各省/来稿.txt", "op": "tag", "tag": "x"})];
    assert_eq!(code(&annotate(one.path(), &[], &edit)), Some(0));
    fs::write(
        other.path().join("坏.ron"),
        "Sidecar(\n  version: 1,\n  sorce",
    )
    .expect("writes");
    let before = contents(one.path());
    let broken = other.path().join("坏.ron").display().to_string();
    let ours = "通报.txt.piyue.ron";
    for (arguments, complaint) in [
        ([ours, "各省/来稿.txt.piyue.ron", ours], "another source"),
        ([ours, &broken, ours], "坏.ron:3:"),
        ([ours, "没有.ron", ours], "cannot be read"),
        ([ours, ours, "通报.txt"], "not overwritten"),
    ] {
        let [a, b, d] = arguments;
        let output = run(one.path(), &["merge", a, b, "-o", d]);
        assert_eq!(code(&output), Some(1), "{arguments:?}");
        assert!(err(&output).contains(complaint), "{}", err(&output));
    }
    assert_eq!(contents(one.path()), before);
}

#[test]
fn check_names_conflict_copies_with_their_document() {
    let (one, other) = apart();
    let copy = one
        .path()
        .join("通报.txt.piyue.sync-conflict-20241120-093000-ABCDEFG.ron");
    fs::copy(sidecar(other.path()), copy).expect("copies");
    let output = run(one.path(), &["check", "."]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    assert!(out(&output).contains("piyue merge"), "{}", out(&output));
}
