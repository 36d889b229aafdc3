//! Out and in again: our own JSONL brings back everything, byte for byte.

use super::*;

/// The samples with decisions of every kind.
fn reviewed() -> tempfile::TempDir {
    let folder = samples();
    let lines = json_lines(&out(&run(folder.path(), &["extract", "."])));
    let mut edits = Vec::new();
    for line in &lines {
        let path = &line["path"];
        let of = |more: Value| {
            let mut edit = json!({"path": path, "by": "检"});
            edit.as_object_mut()
                .expect("one")
                .extend(more.as_object().expect("one").clone());
            edit
        };
        let mentions = line["mentions"].as_array().expect("mentions");
        for (n, found) in mentions.iter().enumerate() {
            let keys = ["type", "start", "end", "quote"];
            let at: serde_json::Map<_, _> = keys
                .iter()
                .map(|key| ((*key).to_owned(), found[*key].clone()))
                .collect();
            let on = |op: &str, more: Value| {
                let mut edit = json!({"op": op});
                let object = edit.as_object_mut().expect("one");
                object.extend(at.clone());
                object.extend(more.as_object().expect("one").clone());
                of(edit)
            };
            match n % 9 {
                0 => edits.push(on("accept", json!({}))),
                2 => edits.push(on("reject", json!({}))),
                3 if found["type"] == "org" => edits.push(on("correct", json!({"value": "另一机构"}))),
                4 if found["type"] == "org" => edits.push(on("correct", json!({"new_type": "event"}))),
                5 => edits.push(on("correct", json!({"new_end": found["end"].as_u64().expect("one") - 1, "value": found["value"]}))),
                6 => edits.push(on("add", json!({"type": "project", "value": "一个项目", "by": null}))),
                _ => {}
            }
        }
        let entries = line["nodes"]
            .as_array()
            .expect("nodes")
            .iter()
            .filter(|node| node["kind"] == "entry");
        for (n, entry) in entries.enumerate() {
            let node = &entry["start"];
            match n % 6 {
                0 => edits.extend([
                    of(json!({"op": "tag", "node": node, "tag": "重要"})),
                    of(json!({"op": "tag", "node": node, "tag": "自己的标签"})),
                    of(json!({"op": "note", "node": node, "text": "第一行\n第二行 “引号”"})),
                    of(json!({"op": "status", "node": node, "status": "reviewed"})),
                ]),
                1 => edits.push(of(
                    json!({"op": "field", "node": node, "field": "date", "value": "2024-05"}),
                )),
                2 => edits.push(of(
                    json!({"op": "field", "node": node, "field": "level", "value": "省级"}),
                )),
                3 => edits.push(of(json!({"op": "kind", "node": node, "kind": "paragraph"}))),
                4 => edits.push(of(json!({"op": "lead", "node": node}))),
                _ => edits.push(of(
                    json!({"op": "status", "node": node, "status": "in_review"}),
                )),
            }
        }
        edits.extend([
            of(json!({"op": "field", "field": "issuer", "value": "另一个单位"})),
            of(json!({"op": "field", "field": "period", "value": "2024-05-01/2024-05-31"})),
            of(json!({"op": "field", "field": "source"})),
            of(json!({"op": "field", "field": "batch", "value": "甲"})),
            of(json!({"op": "tag", "tag": "会议"})),
            of(json!({"op": "note", "text": "整篇的备注"})),
            of(json!({"op": "status", "status": "in_review"})),
        ]);
        if let Some(found) = mentions.last() {
            let erratum = json!({"op": "erratum", "start": found["start"], "end": found["end"], "quote": found["quote"], "text": "应为此"});
            edits.push(of(erratum));
        }
    }
    annotate(folder.path(), &[], &edits);
    folder
}

/// One sample of each kind.
const SAMPLES: [&str; 4] = [
    "2022年第四季度网络安全工作简报.txt",
    "2023年数字教育大事记.txt",
    "2024年3月数字政务工作月报.txt",
    "各省来稿/四川省2024年5月教育数字化工作月报.txt",
];

/// A copy of the samples with types and fields of their own.
fn samples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    for name in SAMPLES {
        let target = folder.path().join(name);
        fs::create_dir_all(target.parent().expect("has one")).expect("creates");
        fs::copy(samples.join(name), target).expect("copies");
    }
    let codebook = "Codebook(version: 2, types: [(name: \"project\", label: \"项目\", mark: '项', colour: \"#55702B\")], \
        fields: [(name: \"level\", label: \"级别\", of: Entry, kind: Choice, choices: [\"国家级\", \"省级\"]), (name: \"batch\", label: \"批次\", of: Document, kind: Text)])";
    fs::write(folder.path().join("codebook.piyue.ron"), codebook).expect("writes");
    folder
}

fn exported(folder: &Path, reviewer: &[&str]) -> String {
    let all = [&["export", ".", "--format", "jsonl", "-o", "-"], reviewer].concat();
    let output = run(folder, &all);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    out(&output)
}

#[test]
fn everything_decided_comes_back_byte_for_byte() {
    let folder = reviewed();
    let first = exported(folder.path(), &[]);
    for (what, least) in [
        ("\"verdict\":\"accepted\"", 20),
        ("\"verdict\":\"rejected\"", 20),
        ("\"verdict\":\"corrected\"", 20),
        ("\"verdict\":\"added\"", 20),
        ("\"was\":{\"type\"", 1),
        ("\"was\":{\"start\"", 3),
        ("\"note\":\"第一行", 3),
        ("\"status\":\"reviewed\"", 3),
        ("\"level\":{", 3),
        ("\"op\":\"kind\"", 3),
        ("\"op\":\"lead\"", 3),
        ("\"text\":\"应为此\"", 3),
        ("\"batch\":{", 3),
    ] {
        let n = first.matches(what).count();
        assert!(n >= least, "{what}: {n}");
    }
    let fresh = samples();
    let file = folder.path().join("成果.jsonl");
    fs::write(&file, &first).expect("writes");
    let file = file.display().to_string();
    let imported = run(fresh.path(), &["import", ".", &file, "--reviewer", "李"]);
    assert_eq!((code(&imported), err(&imported).as_str()), (Some(0), ""));
    let again = exported(fresh.path(), &["--reviewer", "李"]);
    let differs = first.chars().zip(again.chars()).position(|(a, b)| a != b);
    let around = |words: &str, at: usize| -> String {
        words
            .chars()
            .skip(at.saturating_sub(150))
            .take(250)
            .collect()
    };
    if let Some(at) = differs {
        panic!("{}\n{}", around(&first, at), around(&again, at));
    }
    assert_eq!(again.len(), first.len());
    let before = contents(fresh.path());
    let twice = run(fresh.path(), &["import", ".", &file, "--reviewer", "李"]);
    assert!(
        out(&twice).contains("changed: 0; new decisions: 0"),
        "{}",
        out(&twice)
    );
    assert_eq!(contents(fresh.path()), before);
}

#[test]
fn a_text_read_in_another_encoding_is_read_so_again() {
    let original = folder();
    let (big5, _, _) = encoding_rs::BIG5.encode("2024年5月\n\n一二三四\n");
    fs::write(original.path().join("短.txt"), &big5).expect("writes");
    let lines = records(original.path(), &[]);
    let mut line = lines
        .into_iter()
        .find(|line| line["path"] == "短.txt")
        .expect("there");
    line["encoding"] = json!("Big5");
    line["review"] = json!({"status": "reviewed", "tags": [], "note": null});
    let output = import(original.path(), "a.jsonl", &line.to_string(), &[]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let sidecar = fs::read_to_string(original.path().join("短.txt.piyue.ron")).expect("a sidecar");
    assert!(sidecar.contains("encoding: \"Big5\""), "{sidecar}");
}

#[test]
fn what_was_exported_with_corrections_applied_is_refused() {
    let folder = folder();
    let erratum = json!({"path": "通报.txt", "op": "erratum", "start": place("公布").0, "end": place("公布").1, "quote": "公布", "text": "发布"});
    assert_eq!(code(&annotate(folder.path(), &[], &[erratum])), Some(0));
    let applied = exported(folder.path(), &["--errata"]);
    let before = contents(folder.path());
    let output = import(folder.path(), "a.jsonl", &applied, &[]);
    assert_eq!(code(&output), Some(1));
    assert!(
        err(&output).contains("a.jsonl:2: exported with the corrections"),
        "{}",
        err(&output)
    );
    assert_eq!(contents(folder.path()), before);
}
