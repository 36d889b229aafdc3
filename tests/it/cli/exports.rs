//! `export` to the formats of other programs: folders, choices, and what an export cannot show as it is.

use std::fs;

use serde_json::{Value, json};

use super::{annotate, code, contents, err, folder, json_lines, mention, out, run};
use piyue::export::Format;

#[test]
fn every_format_is_written_by_its_name_and_sources_stay_as_they_are() {
    let folder = folder();
    let edit = mention(
        "add",
        "event",
        "数字治理",
        &json!({"value": "数字治理", "by": "李"}),
    );
    assert_eq!(code(&annotate(folder.path(), &[], &[edit])), Some(0));
    let before = contents(folder.path());
    let elsewhere = tempfile::tempdir().expect("a folder");
    for format in Format::ALL {
        let target = elsewhere.path().join(format.name()).display().to_string();
        let arguments = ["export", ".", "--format", format.name(), "-o", &target];
        let output = run(folder.path(), &arguments);
        assert_eq!(code(&output), Some(0), "{}", err(&output));
        assert_eq!(
            fs::metadata(&target).expect("written").is_dir(),
            format.is_folder()
        );
    }
    assert_eq!(contents(folder.path()), before);
    let table = fs::read_to_string(elsewhere.path().join("conll/mentions.tsv")).expect("reads");
    assert!(
        table.contains("\tevent\t数字治理\t数字治理\tadded\t李\t"),
        "{table}"
    );
}

#[test]
fn a_folder_goes_neither_to_standard_output_nor_over_other_files() {
    let folder = folder();
    let before = contents(folder.path());
    for (target, words) in [
        ("-", "name a folder with -o"),
        ("各省", "holds other files"),
    ] {
        let output = run(
            folder.path(),
            &["export", ".", "--format", "brat", "-o", target],
        );
        assert_eq!(code(&output), Some(2), "{target}");
        assert!(err(&output).contains(words), "{}", err(&output));
    }
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn mentions_nobody_decided_on_and_website_text_can_be_left_out() {
    let folder = folder();
    let edit = mention(
        "add",
        "event",
        "数字治理",
        &json!({"value": "数字治理", "by": "李"}),
    );
    assert_eq!(code(&annotate(folder.path(), &[], &[edit])), Some(0));
    let all = ["export", ".", "--format", "jsonl", "-o", "-"];
    let mentions = |more: &[&str]| -> Vec<Value> {
        let output = run(folder.path(), &[&all[..], more].concat());
        assert_eq!(code(&output), Some(0), "{}", err(&output));
        let lines = json_lines(&out(&output));
        let of_lines = lines.iter().filter_map(|line| line["mentions"].as_array());
        of_lines
            .flatten()
            .map(|mention| mention["verdict"].clone())
            .collect()
    };
    assert_eq!(mentions(&["--decided-only"]), ["added"]);
    assert!(mentions(&["--no-boilerplate"]).len() > 1);
}

#[test]
fn conflicts_and_decisions_without_a_place_are_named_and_stop_nothing() {
    let (one, other) = (folder(), folder());
    for (folder, by) in [(&one, "李"), (&other, "王")] {
        let note =
            json!({"path": "通报.txt", "op": "note", "text": format!("{by}的备注"), "by": by});
        assert_eq!(code(&annotate(folder.path(), &[], &[note])), Some(0));
    }
    let theirs = other
        .path()
        .join("通报.txt.piyue.ron")
        .display()
        .to_string();
    let ours = "通报.txt.piyue.ron";
    let merged = run(one.path(), &["merge", ours, &theirs, "-o", ours]);
    assert_eq!(code(&merged), Some(0), "{}", err(&merged));
    let output = run(
        one.path(),
        &["export", ".", "--format", "html", "-o", "摘编.html"],
    );
    assert_eq!(code(&output), Some(0));
    assert_eq!(
        err(&output),
        "通报.txt: 1 conflicts are not settled; what was decided first is exported.\n"
    );
}
