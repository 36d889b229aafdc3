//! `annotate`: what is saved, refused and left alone.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::json;

use super::{annotate, code, contents, err, folder, json_lines, mention, out, piyue, run};

#[test]
fn edits_are_saved_one_by_one_and_come_back_in_an_export() {
    let folder = folder();
    let before = contents(folder.path());
    let edits = [
        mention(
            "add",
            "event",
            "数字治理",
            &json!({"value": "治理", "by": "李"}),
        ),
        json!({"path": "通报.txt", "op": "tag", "tag": "自己的标签"}),
        json!({"path": "各省/来稿.txt", "op": "status", "status": "in_review"}),
        json!({"path": "通报.txt", "op": "note", "text": "核对过\n第二行"}),
        json!({"path": "通报.txt", "op": "field", "field": "title", "value": "=月报"}),
        mention(
            "correct",
            "event",
            "数字治理",
            &json!({"value": "数字治理"}),
        ),
    ];
    let output = annotate(folder.path(), &[], &edits);
    assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
    let saved = [1, 2, 3, 4, 5, 6].map(|n| format!("saved {n}\n")).concat();
    assert_eq!(out(&output), saved);

    let output = run(
        folder.path(),
        &["export", ".", "--format", "jsonl", "-o", "-"],
    );
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let lines = json_lines(&out(&output));
    assert_eq!(lines[0]["review"]["status"], "in_review");
    assert_eq!(lines[1]["review"]["tags"], json!(["自己的标签"]));
    assert_eq!(lines[1]["review"]["note"], "核对过\n第二行");
    assert_eq!(lines[1]["document"]["title"], "=月报");
    let mentions = lines[1]["mentions"].as_array().expect("mentions");
    let added: Vec<_> = mentions
        .iter()
        .filter(|mention| mention["verdict"] == "added")
        .collect();
    let [added] = added.as_slice() else {
        panic!("{mentions:?}")
    };
    assert_eq!(
        (&added["quote"], &added["value"]),
        (&json!("数字治理"), &json!("数字治理"))
    );
    let after = contents(folder.path());
    for (path, bytes) in before {
        assert_eq!(after[&path], bytes, "{path} is as it was");
    }
}

#[test]
fn an_edit_that_does_not_fit_is_refused_by_its_line_and_the_others_applied() {
    let folder = folder();
    let edits = [
        mention(
            "add",
            "org",
            "教育部",
            &json!({"quote": "教育局", "value": "教育部"}),
        ),
        mention("reject", "person", "教育部", &json!({})),
        mention("add", "event", "数字治理", &json!({"value": ""})),
        json!({"path": "没有.txt", "op": "tag", "tag": "重要"}),
        json!({"path": "通报.txt", "op": "tag", "tag": "重要", "node": 1}),
        json!({"path": "通报.txt", "op": "erase"}),
        json!({"path": "通报.txt", "op": "field", "field": "nothing", "value": "x"}),
        json!({"path": "通报.txt", "op": "tag", "tag": "重要"}),
    ];
    fs::write(
        folder.path().join("edits.jsonl"),
        edits.map(|edit| edit.to_string()).join("\r\n"),
    )
    .expect("writes");
    let output = run(folder.path(), &["annotate", ".", "edits.jsonl"]);
    assert_eq!(code(&output), Some(1));
    assert_eq!(out(&output), "saved 8\n");
    let complaints = err(&output);
    for (n, complaint) in (1..).zip(complaints.lines()) {
        assert!(
            complaint.starts_with(&format!("edits.jsonl:{n}: ")),
            "{complaint}"
        );
    }
    assert_eq!(complaints.lines().count(), 7, "{complaints}");
    assert!(
        complaints.contains("what stands there is not the quote"),
        "{complaints}"
    );
}

#[test]
fn a_line_is_answered_when_it_is_on_disk_without_waiting_for_the_next() {
    let folder = folder();
    let mut child = piyue()
        .current_dir(folder.path())
        .args(["annotate", "."])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("piped");
    let mut answers = BufReader::new(child.stdout.take().expect("piped")).lines();
    for (n, tag) in (1..).zip(["重要", "待核实"]) {
        let edit = json!({"path": "通报.txt", "op": "tag", "tag": tag});
        writeln!(input, "{edit}").expect("it reads");
        let answer = answers.next().expect("an answer").expect("words");
        assert_eq!(answer, format!("saved {n}"));
        let sidecar = fs::read_to_string(folder.path().join("通报.txt.piyue.ron"));
        assert!(sidecar.expect("is there").contains(tag));
    }
    drop(input);
    assert_eq!(child.wait().expect("ends").code(), Some(0));
    let backups = folder.path().join(".piyue/backups");
    let kept = fs::read_dir(backups).expect("kept");
    let generations = kept.filter(|entry| entry.as_ref().expect("listed").path().is_file());
    assert_eq!(generations.count(), 1);
}

#[test]
fn a_reviewer_with_a_name_has_sidecars_of_their_own() {
    let folder = folder();
    let edit = json!({"path": "通报.txt", "op": "tag", "tag": "重要"});
    let output = annotate(folder.path(), &["--reviewer", "李"], &[edit]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let own = fs::read_to_string(folder.path().join("通报.txt.李.piyue.ron")).expect("written");
    assert!(own.contains("by: \"李\""), "{own}");
    assert!(!folder.path().join("通报.txt.piyue.ron").exists());
    let tags = |arguments: &[&str]| {
        let all = [&["export", ".", "--format", "jsonl", "-o", "-"], arguments].concat();
        json_lines(&out(&run(folder.path(), &all)))[1]["review"]["tags"].clone()
    };
    assert_eq!(tags(&[]), json!([]));
    assert_eq!(tags(&["--reviewer", "李"]), json!(["重要"]));
    let wrong = run(folder.path(), &["annotate", ".", "--reviewer", "a/b"]);
    assert_eq!(code(&wrong), Some(2));
}

#[test]
fn a_sidecar_of_a_newer_version_or_none_at_all_is_never_touched() {
    let folder = folder();
    let newer = "Sidecar(version: 2, chapters: [])";
    fs::write(folder.path().join("通报.txt.piyue.ron"), newer).expect("writes");
    let conflict = "<<<<<<< HEAD\nSidecar(\n";
    fs::write(folder.path().join("各省/来稿.txt.piyue.ron"), conflict).expect("writes");
    let before = contents(folder.path());
    let edits =
        ["通报.txt", "各省/来稿.txt"].map(|path| json!({"path": path, "op": "tag", "tag": "重要"}));
    let output = annotate(folder.path(), &[], &edits);
    assert_eq!((code(&output), out(&output).as_str()), (Some(1), ""));
    for command in [
        &["check", ".", "--fix"][..],
        &["export", ".", "--format", "csv", "-o", "-"],
    ] {
        let output = run(folder.path(), command);
        assert_eq!(code(&output), Some(1), "{command:?}");
        let complaints = err(&output);
        assert!(complaints.contains("来稿.txt.piyue.ron:1:"), "{complaints}");
        assert!(complaints.contains("newer version (2)"), "{complaints}");
    }
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn corrections_of_the_source_are_recorded_beside_it_and_applied_where_an_export_is_asked_to() {
    let folder = folder();
    let bulletin = folder.path().join("通报.txt");
    let before = fs::read(&bulletin).expect("reads");
    let erratum = |quote: &str, more: &serde_json::Value| {
        let mut edit = mention("erratum", "event", quote, more);
        edit.as_object_mut().expect("an object").remove("type");
        edit
    };
    let edits = [
        erratum("数字治理", &json!({"text": "数据治理", "by": "李"})),
        erratum("教育部公布了", &json!({"text": "教育部公布"})),
        erratum("公布了", &json!({"text": "发布了"})),
        erratum("企业", &json!({"text": "企 业"})),
        erratum("企业", &json!({})),
        erratum("企业", &json!({"text": "两\n行"})),
    ];
    let output = annotate(folder.path(), &[], &edits);
    assert_eq!(code(&output), Some(1));
    let complaints = err(&output);
    let complaints: Vec<_> = complaints.lines().collect();
    assert!(complaints[0].contains(":3:"), "{complaints:?}");
    assert!(complaints[1].contains(":6:"), "{complaints:?}");
    assert_eq!(complaints.len(), 2, "{complaints:?}");
    assert_eq!(fs::read(&bulletin).expect("reads"), before);

    let export = |arguments: &[&str]| {
        let arguments = [&["export", ".", "-o", "-", "--format"], arguments].concat();
        let output = run(folder.path(), &arguments);
        assert_eq!(code(&output), Some(0), "{}", err(&output));
        out(&output)
    };
    let plain = json_lines(&export(&["jsonl"]));
    let applied = json_lines(&export(&["jsonl", "--errata"]));
    let entry = |line: &serde_json::Value| line["nodes"][2].clone();
    assert_eq!(entry(&plain[1])["heading"], "数字治理");
    assert_eq!(entry(&applied[1])["heading"], "数据治理");
    assert_eq!(entry(&applied[1])["start"], entry(&plain[1])["start"]);
    assert!(plain[1]["errata_applied"].is_null());
    assert_eq!(applied[1]["errata_applied"], true);
    let errata = &plain[1]["errata"];
    assert_eq!(errata.as_array().expect("a list").len(), 2);
    assert_eq!(
        (&errata[0]["quote"], &errata[0]["text"], &errata[0]["by"]),
        (&json!("数字治理"), &json!("数据治理"), &json!("李"))
    );
    assert!(plain[0]["errata"].is_null(), "the other bulletin has none");
    let table = export(&["csv", "--table", "entries", "--errata"]);
    assert!(table.contains("数据治理"), "{table}");
    assert!(table.contains("教育部公布1276家企业"), "{table}");

    let log = out(&run(folder.path(), &["log", ".", "--format", "jsonl"]));
    let rows = json_lines(&log);
    let rows: Vec<_> = rows.iter().filter(|row| row["what"] == "erratum").collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(
        (&rows[2]["old"], &rows[2]["new"]),
        (&json!(null), &json!("企 业"))
    );
    assert_eq!(
        (&rows[3]["old"], &rows[3]["new"]),
        (&json!("企 业"), &json!(null))
    );
}
