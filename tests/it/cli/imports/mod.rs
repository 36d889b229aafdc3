//! `import`: annotations that were made elsewhere become decisions, and nothing that was there is lost.

mod formats;
mod hostile;
mod round_trip;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use super::{BULLETIN, annotate, code, contents, err, folder, json_lines, mention, out, run};

/// Imports a file of these words as 李.
fn import(folder: &Path, name: &str, words: &str, more: &[&str]) -> Output {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let file = elsewhere.path().join(name);
    fs::write(&file, words).expect("writes");
    let file = file.display().to_string();
    run(
        folder,
        &[&["import", ".", &file, "--by", "李"], more].concat(),
    )
}

/// The records of a folder as lines of native JSONL.
fn records(folder: &Path, reviewer: &[&str]) -> Vec<Value> {
    let all = [&["export", ".", "--format", "jsonl", "-o", "-"], reviewer].concat();
    let output = run(folder, &all);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    json_lines(&out(&output))
}

/// What was decided on mentions, of all documents: path, type, words, value, verdict, who.
fn decided(folder: &Path) -> Vec<[String; 6]> {
    let mut decided = Vec::new();
    for line in records(folder, &[]) {
        for mention in line["mentions"].as_array().expect("mentions") {
            if !mention["verdict"].is_null() {
                let of = |key: &str| mention[key].as_str().unwrap_or("–").to_owned();
                let path = line["path"].as_str().unwrap_or_default().to_owned();
                let keys = ["type", "quote", "value", "verdict", "by"];
                let [kind, quote, value, verdict, by] = keys.map(of);
                decided.push([path, kind, quote, value, verdict, by]);
            }
        }
    }
    decided
}

/// A line of doccano about the first bulletin with these words labelled.
fn doccano(labelled: &[(&str, &str)]) -> String {
    let labels: Vec<Value> = labelled
        .iter()
        .map(|(words, label)| {
            let (start, end) = place(words);
            json!([start, end, label])
        })
        .collect();
    json!({"text": BULLETIN, "label": labels, "file": "通报.txt"}).to_string()
}

/// Where words stand in the bulletin, in code points.
fn place(words: &str) -> (usize, usize) {
    let at = BULLETIN.find(words).expect("in the bulletin");
    let start = BULLETIN[..at].chars().count();
    (start, start + words.chars().count())
}

#[test]
fn what_a_person_marked_is_accepted_corrected_or_added() {
    let folder = folder();
    let task = json!([{
        "data": {"text": BULLETIN, "file": "通报.txt"},
        "annotations": [{"result": [
            {"id": "a", "type": "labels", "value": {"start": place("5月24日").0, "end": place("5月24日").1, "labels": ["DATE"]}},
            {"id": "b", "type": "labels", "value": {"start": place("教育部").0, "end": place("教育部").1, "labels": ["机构"]}},
            {"id": "b", "type": "textarea", "value": {"start": 0, "end": 0, "text": ["国家教育部"]}},
            {"id": "c", "type": "labels", "value": {"start": place("数字治理").0, "end": place("数字治理").1, "labels": ["event"]}},
        ]}],
        "predictions": [{"result": [
            {"id": "p", "type": "labels", "value": {"start": 0, "end": 4, "labels": ["person"]}},
        ]}],
    }]);
    let output = import(folder.path(), "tasks.json", &task.to_string(), &[]);
    assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
    assert!(
        out(&output).contains("documents: 1, changed: 1; new decisions: 3"),
        "{}",
        out(&output)
    );
    let of = |kind: &str, quote: &str, value: &str, verdict: &str| {
        ["通报.txt", kind, quote, value, verdict, "李"].map(String::from)
    };
    assert_eq!(
        decided(folder.path()),
        [
            of("event", "数字治理", "数字治理", "added"),
            of("date", "5月24日", "2024-05-24", "accepted"),
            of("org", "教育部", "国家教育部", "corrected"),
        ]
    );
}

#[test]
fn importing_twice_is_importing_once_and_a_dry_run_writes_nothing() {
    let folder = folder();
    let words = doccano(&[("数字治理", "event"), ("5月24日", "date")]);
    let before = contents(folder.path());
    let dry = import(folder.path(), "a.jsonl", &words, &["--dry-run"]);
    assert!(out(&dry).contains("new decisions: 2"), "{}", out(&dry));
    assert_eq!(contents(folder.path()), before);
    assert_eq!(
        code(&import(folder.path(), "a.jsonl", &words, &[])),
        Some(0)
    );
    let once = contents(folder.path());
    assert_ne!(once, before);
    let twice = import(folder.path(), "a.jsonl", &words, &[]);
    assert!(
        out(&twice).contains("new decisions: 0, known: 2"),
        "{}",
        out(&twice)
    );
    assert_eq!(contents(folder.path()), once);
}

/// A folder in which 王 has corrected the date and rejected the body.
fn decided_before() -> tempfile::TempDir {
    let folder = folder();
    let edits = [
        mention(
            "correct",
            "date",
            "5月24日",
            &json!({"value": "2024-05-23", "by": "王"}),
        ),
        mention("reject", "org", "教育部", &json!({"by": "王"})),
    ];
    assert_eq!(code(&annotate(folder.path(), &[], &edits)), Some(0));
    folder
}

/// Two labels against what 王 decided, one more, with values where they are given.
fn against() -> String {
    let value = |words: &str, kind: &str, value: &str| {
        let (start, end) = place(words);
        json!({"type": kind, "start": start, "end": end, "quote": words, "value": value, "verdict": "corrected", "reviewer": "赵"})
    };
    let mut line: Value = serde_json::from_str(&doccano(&[
        ("5月24日", "date"),
        ("教育部", "org"),
        ("数字治理", "event"),
    ]))
    .expect("JSON");
    line["mentions"] = json!([
        value("5月24日", "date", "2024-05-25"),
        value("教育部", "org", "教育部")
    ]);
    line.to_string()
}

#[test]
fn what_people_decided_before_stays_unless_the_reviewer_says_otherwise() {
    let verdicts = |folder: &Path| {
        let decided = decided(folder);
        let of_two = decided.into_iter().filter(|it| it[1] != "event");
        of_two
            .map(|[_, _, _, value, verdict, by]| format!("{verdict} {value} {by}"))
            .collect::<Vec<_>>()
    };
    let kept = decided_before();
    let output = import(kept.path(), "a.jsonl", &against(), &[]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    assert_eq!(
        out(&output).matches("王 (20").count(),
        2,
        "{}",
        out(&output)
    );
    assert!(
        out(&output).contains("new decisions: 1, known: 0, decided otherwise: 2"),
        "{}",
        out(&output)
    );
    assert_eq!(
        verdicts(kept.path()),
        ["corrected 2024-05-23 王", "rejected 教育部 王"]
    );

    let taken = decided_before();
    let output = import(
        taken.path(),
        "a.jsonl",
        &against(),
        &["--on-conflict", "take"],
    );
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    assert_eq!(
        verdicts(taken.path()),
        ["corrected 2024-05-25 赵", "corrected 教育部 赵"]
    );
    // What was there can be taken back.
    let restored = run(taken.path(), &["restore", ".", "通报.txt"]);
    assert_eq!(code(&restored), Some(0), "{}", err(&restored));
    assert_eq!(
        verdicts(taken.path()),
        ["corrected 2024-05-23 王", "rejected 教育部 王"]
    );
}

#[test]
fn both_decisions_can_be_kept_until_a_person_settles_it() {
    let folder = decided_before();
    let output = import(
        folder.path(),
        "a.jsonl",
        &against(),
        &["--on-conflict", "ask"],
    );
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let check = out(&run(folder.path(), &["check", "."]));
    assert!(check.contains("2 conflicts wait to be settled"), "{check}");
    assert_eq!(
        decided(folder.path())[1][3],
        "2024-05-23",
        "what was decided holds meanwhile"
    );
    let once = contents(folder.path());
    let again = import(
        folder.path(),
        "a.jsonl",
        &against(),
        &["--on-conflict", "ask"],
    );
    assert!(
        out(&again).contains("known: 3, decided otherwise: 0"),
        "{}",
        out(&again)
    );
    assert_eq!(contents(folder.path()), once);
}

#[test]
fn types_that_the_codebook_lacks_are_named_meant_or_added() {
    let folder = folder();
    let words = doccano(&[
        ("教育部", "ORG"),
        ("数字治理", "PROJECT"),
        ("工作进展", "PROJECT"),
    ]);
    let output = import(folder.path(), "a.jsonl", &words, &["--dry-run"]);
    assert_eq!(code(&output), Some(1));
    assert!(
        err(&output).contains("no type “PROJECT”, 2 not imported"),
        "{}",
        err(&output)
    );
    assert!(
        out(&output).contains("new decisions: 1"),
        "{}",
        out(&output)
    );
    let meant = import(
        folder.path(),
        "a.jsonl",
        &words,
        &["--dry-run", "--type", "PROJECT=event"],
    );
    assert_eq!(code(&meant), Some(0), "{}", err(&meant));
    assert!(out(&meant).contains("new decisions: 3"), "{}", out(&meant));
    let nothing = import(
        folder.path(),
        "a.jsonl",
        &words,
        &["--type", "PROJECT=nothing"],
    );
    assert_eq!(code(&nothing), Some(2));
    let added = import(folder.path(), "a.jsonl", &words, &["--new-types"]);
    assert_eq!(code(&added), Some(0), "{}", err(&added));
    assert!(
        out(&added).contains("Types added to the codebook: PROJECT"),
        "{}",
        out(&added)
    );
    let codebook = fs::read_to_string(folder.path().join("codebook.piyue.ron")).expect("written");
    assert!(codebook.contains("\"PROJECT\""), "{codebook}");
    assert_eq!(decided(folder.path()).len(), 3);
    assert_eq!(code(&run(folder.path(), &["check", "."])), Some(0));
}

#[test]
fn decisions_go_to_the_sidecars_of_the_reviewer_who_is_named() {
    let folder = folder();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let file = elsewhere.path().join("a.jsonl");
    fs::write(&file, doccano(&[("数字治理", "event")])).expect("writes");
    let file = file.display().to_string();
    let output = run(folder.path(), &["import", ".", &file, "--reviewer", "王"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let sidecar =
        fs::read_to_string(folder.path().join("通报.txt.王.piyue.ron")).expect("a sidecar");
    assert!(sidecar.contains("by: \"王\""), "{sidecar}");
    assert!(!folder.path().join("通报.txt.piyue.ron").exists());
    let nobody = run(folder.path(), &["import", ".", &file]);
    assert_eq!(code(&nobody), Some(2), "decisions are somebody's");
}

#[test]
fn a_text_with_other_line_ends_and_a_file_under_another_name_are_the_same_document() {
    let folder = folder();
    let text = BULLETIN
        .replace('\n', "\r\n")
        .replace("工作进展", "工作 进展");
    let at = text.find("教育部").expect("there");
    let start = text[..at].chars().count();
    let line = json!({"text": text, "labels": [{"start_offset": start, "end_offset": start + 3, "label": "ORG"}], "filename": "各省/来稿.txt"});
    let output = import(folder.path(), "a.jsonl", &line.to_string(), &[]);
    assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
    let decided = decided(folder.path());
    assert_eq!(decided.len(), 1);
    assert_eq!(
        decided[0][..3],
        ["各省/来稿.txt", "org", "教育部"].map(String::from)
    );
}
