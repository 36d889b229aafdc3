//! `annotate` on the tree: what entries, exports and the log are after it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{annotate, code, err, json_lines, out, run};

const BULLETIN: &str = "教育信息化工作月报\n\n一、重点工作\n数字治理 截至5月底，备案系统公布了1276家企业。\n人员培训 5月20日，举办培训班，参训2000余人。\n\n二、各地动态\n北京 印发《管理办法》，启动示范项目。\n天津 5月8日，召开推进会议，部署下一步工作。\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    folder
}

fn start(words: &str) -> usize {
    let at = BULLETIN.find(words).expect("in the bulletin");
    BULLETIN[..at].chars().count()
}

fn on_node(op: &str, words: &str, more: &Value) -> Value {
    with(
        json!({"path": "通报.txt", "op": op, "node": start(words), "by": "李"}),
        more,
    )
}

fn on_words(op: &str, quote: &str, more: &Value) -> Value {
    let place = json!({
        "path": "通报.txt", "op": op, "by": "李",
        "start": start(quote), "end": start(quote) + quote.chars().count(), "quote": quote,
    });
    with(place, more)
}

fn with(mut edit: Value, more: &Value) -> Value {
    let more = more.as_object().expect("an object").clone();
    edit.as_object_mut().expect("an object").extend(more);
    edit
}

fn apply(folder: &Path, edits: &[Value]) {
    let output = annotate(folder, &[], edits);
    assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
}

fn exported(folder: &Path) -> Value {
    let output = run(folder, &["export", ".", "--format", "jsonl", "-o", "-"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    json_lines(&out(&output)).remove(0)
}

/// The nodes of a document as text: two spaces a level, kind and heading.
fn tree(document: &Value) -> String {
    let nodes = document["nodes"].as_array().expect("nodes");
    let mut depths: Vec<usize> = Vec::new();
    let mut rows = String::new();
    for node in nodes {
        let parent = node["parent"].as_u64();
        let depth = parent.map_or(0, |parent| {
            depths[usize::try_from(parent).expect("small")] + 1
        });
        depths.push(depth);
        let kind = node["kind"].as_str().expect("a kind");
        let heading = node["heading"].as_str().unwrap_or("–");
        writeln!(rows, "{}{kind} {heading}", "  ".repeat(depth)).expect("a string");
    }
    rows
}

fn node<'a>(document: &'a Value, heading: &str) -> &'a Value {
    let nodes = document["nodes"].as_array().expect("nodes");
    let node = nodes.iter().find(|node| node["heading"] == heading);
    node.unwrap_or_else(|| panic!("no {heading} in {nodes:#?}"))
}

#[test]
fn the_tree_follows_what_was_decided_and_extraction_follows_the_tree() {
    let folder = folder();
    let before = exported(folder.path());
    apply(
        folder.path(),
        &[
            on_node("kind", "二、各地动态", &json!({"kind": "boilerplate"})),
            on_node("depth", "数字治理", &json!({"depth": 0})),
            on_words("split", "举办培训班", &json!({})),
            on_node("join", "天津", &json!({})),
            on_node(
                "lead",
                "北京",
                &json!({"start": start("北京"), "end": start("《管理办法》"), "quote": "北京 印发"}),
            ),
            on_words("kind", "一、重点工作", &json!({"kind": "title"})),
        ],
    );
    let after = exported(folder.path());
    assert_eq!(
        tree(&after),
        "\
title 教育信息化工作月报
title 重点工作
entry 数字治理
entry 人员培训
entry –
boilerplate –
entry 北京 印发
"
    );
    // The entry that was joined has its mentions in the one before, with the same values.
    let place = |document: &Value| {
        let mentions = document["mentions"].as_array().expect("mentions").clone();
        let date = mentions
            .into_iter()
            .find(|mention| mention["quote"] == "5月8日")
            .expect("a date");
        let owner = usize::try_from(date["node"].as_u64().expect("a node")).expect("small");
        let heading = document["nodes"][owner]["heading"].clone();
        (heading, date["value"].clone())
    };
    assert_eq!(place(&before).0, "天津");
    assert_eq!(place(&after), (json!("北京 印发"), place(&before).1));
    // What the machine alone sees is not touched by it.
    let output = run(folder.path(), &["extract", "通报.txt"]);
    assert_eq!(tree(&json_lines(&out(&output))[0]), tree(&before));
}

#[test]
fn what_was_decided_on_an_entry_stays_with_its_words() {
    let folder = folder();
    apply(
        folder.path(),
        &[
            on_node("tag", "北京", &json!({"tag": "重要"})),
            on_node("tag", "天津", &json!({"tag": "督办"})),
            on_node("note", "天津", &json!({"text": "核对过"})),
            on_node("status", "北京", &json!({"status": "reviewed"})),
            on_words("accept", "《管理办法》", &json!({"type": "doc"})),
        ],
    );
    let before = exported(folder.path());
    // A lead is edited, an entry split: the part with the old lead has the decisions.
    apply(
        folder.path(),
        &[
            on_node(
                "lead",
                "北京",
                &json!({"start": start("印发《"), "end": start("《管理"), "quote": "印发"}),
            ),
            on_words("split", "启动示范项目", &json!({})),
        ],
    );
    let document = exported(folder.path());
    assert_eq!(node(&document, "印发")["tags"], json!(["重要"]));
    assert_eq!(node(&document, "印发")["status"], "reviewed");
    let nodes = document["nodes"].as_array().expect("nodes");
    let new = nodes
        .iter()
        .find(|node| node["start"] == start("启动示范项目"))
        .expect("a new entry");
    assert_eq!(
        (&new["tags"], &new["status"]),
        (&json!([]), &json!("unreviewed"))
    );
    let verdict = |document: &Value| {
        let mentions = document["mentions"].as_array().expect("mentions");
        let known = mentions.iter().find(|it| it["quote"] == "《管理办法》");
        known.expect("a mention")["verdict"].clone()
    };
    assert_eq!(verdict(&document), "accepted");

    // Boilerplate for a while: nothing is lost, and nothing is left over.
    for kind in ["boilerplate", "entry"] {
        apply(
            folder.path(),
            &[on_node("kind", "北京", &json!({"kind": kind}))],
        );
        let check = run(folder.path(), &["check", "."]);
        assert_eq!(code(&check), Some(0), "{}", out(&check));
        assert_eq!(verdict(&exported(folder.path())), "accepted");
    }
    assert_eq!(exported(folder.path()), document);

    // As the machine had it.
    apply(
        folder.path(),
        &[
            on_node("join", "启动示范项目", &json!({})),
            on_node("as_parsed", "北京", &json!({})),
        ],
    );
    assert_eq!(exported(folder.path())["nodes"], before["nodes"]);
    let ron = fs::read_to_string(folder.path().join("通报.txt.piyue.ron")).expect("a sidecar");
    assert!(!ron.contains("outline: ["), "{ron}");

    // Two become one: it has the tags and notes of both, and is not reviewed, as one of them was not.
    apply(folder.path(), &[on_node("join", "天津", &json!({}))]);
    let document = exported(folder.path());
    let joined = node(&document, "北京");
    assert_eq!(joined["tags"], json!(["重要", "督办"]));
    assert_eq!(joined["note"], "核对过");
    assert_eq!(joined["status"], "in_review");
}

#[test]
fn a_change_that_does_not_fit_is_refused_and_the_log_tells_the_others() {
    let folder = folder();
    let edits = [
        on_node("join", "教育信息化", &json!({})),
        on_node("kind", "数字治理", &json!({"kind": "chapter"})),
        on_node("depth", "备案系统", &json!({"depth": 1})),
        on_node(
            "lead",
            "数字治理",
            &json!({"start": start("北京"), "end": start("北京") + 2, "quote": "北京"}),
        ),
        on_words("split", "天津", &json!({})),
        on_node("kind", "数字治理", &json!({"kind": "paragraph"})),
        on_node("lead", "人员培训", &json!({})),
        on_node("as_parsed", "数字治理", &json!({})),
    ];
    let output = annotate(folder.path(), &[], &edits);
    assert_eq!(code(&output), Some(1));
    assert_eq!(out(&output), "saved 6\nsaved 7\nsaved 8\n");
    let complaints = err(&output);
    for (n, words) in [
        (1, "nothing before to join"),
        (2, "chapter"),
        (3, "no part of the outline begins at"),
        (4, "cannot be its lead"),
        (5, "nothing can begin here"),
    ] {
        let line = complaints.lines().nth(n - 1).expect("a complaint");
        assert!(
            line.contains(&format!(":{n}:")) || line.contains(&format!(" {n}")),
            "{line}"
        );
        let words = words.replace("cannot be its lead", "lead");
        assert!(line.contains(&words), "{line}");
    }
    let log = run(folder.path(), &["log", ".", "--format", "jsonl", "-o", "-"]);
    let lines = json_lines(&out(&log));
    let told: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                line["what"].as_str().expect("what"),
                line["old"].as_str(),
                line["new"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("kind", None, Some("paragraph")),
            ("lead", None, None),
            ("put_back", Some("paragraph"), None),
        ]
    );
    assert!(lines.iter().all(|line| line["about"] == "outline"));
    let csv = run(folder.path(), &["log", ".", "--format", "csv", "-o", "-"]);
    assert!(out(&csv).contains("paragraph"), "{}", out(&csv));
}

#[test]
fn changes_to_the_tree_go_with_their_words_into_a_changed_source() {
    let folder = folder();
    apply(
        folder.path(),
        &[
            on_node("kind", "北京", &json!({"kind": "paragraph"})),
            on_node("join", "人员培训", &json!({})),
        ],
    );
    let source = folder.path().join("通报.txt");
    let kinds = || tree(&exported(folder.path()));
    let changed = kinds();
    let longer = BULLETIN.replace("\n一、", "\n科技与信息化司\n\n一、");
    fs::write(&source, longer).expect("writes");
    assert!(
        kinds().ends_with(changed.split_once('\n').expect("rows").1),
        "{}",
        kinds()
    );
    // Of the line that is another now, what was decided waits to be looked at; of the other one it holds.
    fs::write(
        &source,
        BULLETIN.replace("人员培训 5月20日", "人才培养 6月20日"),
    )
    .expect("writes");
    assert!(kinds().contains("entry 人才培养"), "{}", kinds());
    assert!(kinds().contains("  paragraph –\n"), "{}", kinds());
    let check = run(folder.path(), &["check", "."]);
    assert!(out(&check).contains("人员培训"), "{}", out(&check));
    fs::write(&source, BULLETIN).expect("writes");
    assert_eq!(kinds(), changed);
}
