//! What our exports write for other programs is read back from each of their formats.

use super::*;

/// A bulletin with characters of two UTF-16 units, decided on in every way.
fn reviewed() -> tempfile::TempDir {
    let folder = folder();
    let words = "2024年5月工作月报\n\n★工作进展\n  数字治理 😀5月24日,教育部公布了1276家企业。\n  𠮷林省 6月1日，省数据局印发《管理办法》。\n";
    fs::write(folder.path().join("各省/特字.txt"), words).expect("writes");
    let of = |op: &str, kind: &str, quote: &str, more: &Value| {
        let at = words.find(quote).expect("there");
        let start = words[..at].chars().count();
        let mut edit = json!({"path": "各省/特字.txt", "op": op, "type": kind, "start": start, "end": start + quote.chars().count(), "quote": quote, "by": "王"});
        edit.as_object_mut()
            .expect("one")
            .extend(more.as_object().expect("one").clone());
        edit
    };
    let node = words[..words.find("数字治理").expect("there")]
        .chars()
        .count();
    let edits = [
        of("accept", "date", "5月24日", &json!({})),
        of(
            "correct",
            "org",
            "省数据局",
            &json!({"value": "吉林省数据局"}),
        ),
        of("add", "event", "数字治理", &json!({"value": "数字治理"})),
        of("add", "event", "家企业", &json!({"value": "企业"})),
        mention("accept", "org", "教育部", &json!({"by": "王"})),
        json!({"path": "各省/特字.txt", "op": "tag", "node": node, "tag": "重要", "by": "王"}),
        json!({"path": "各省/特字.txt", "op": "note", "node": node, "text": "待核", "by": "王"}),
        json!({"path": "各省/特字.txt", "op": "status", "node": node, "status": "reviewed", "by": "王"}),
    ];
    let output = annotate(folder.path(), &[], &edits);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    folder
}

/// The same documents without decisions.
fn fresh(folder: &Path) -> tempfile::TempDir {
    let fresh = tempfile::tempdir().expect("a folder");
    fs::create_dir(fresh.path().join("各省")).expect("creates");
    for name in ["通报.txt", "各省/来稿.txt", "各省/特字.txt"] {
        fs::copy(folder.join(name), fresh.path().join(name)).expect("copies");
    }
    fresh
}

#[test]
fn decisions_on_mentions_come_back_from_every_format() {
    let folder = reviewed();
    let all = decided(folder.path());
    assert_eq!(all.len(), 5);
    let elsewhere = tempfile::tempdir().expect("a folder");
    for (format, more) in [
        ("label-studio", &[][..]),
        ("doccano", &[]),
        ("brat", &[]),
        ("web-annotation", &[]),
        ("web-annotation", &["--utf-16"]),
        ("cas-json", &[]),
        ("cas-xmi", &[]),
    ] {
        let target = elsewhere.path().join(format!("{format}{}", more.len()));
        let target = target.display().to_string();
        let export = ["export", ".", "--format", format, "-o", &target];
        let exported = run(folder.path(), &[&export[..], more].concat());
        assert_eq!(code(&exported), Some(0), "{}", err(&exported));
        let fresh = fresh(folder.path());
        let imported = run(fresh.path(), &["import", ".", &target, "--by", "李"]);
        assert_eq!(
            (code(&imported), err(&imported).as_str()),
            (Some(0), ""),
            "{format}"
        );
        assert_eq!(decided(fresh.path()), all, "{format}");
        let once = contents(fresh.path());
        let twice = run(fresh.path(), &["import", ".", &target, "--by", "李"]);
        assert!(
            out(&twice).contains("new decisions: 0"),
            "{format}: {}",
            out(&twice)
        );
        assert_eq!(contents(fresh.path()), once, "{format}");
    }
}

#[test]
fn what_is_said_of_entries_comes_back_where_the_format_has_it() {
    let folder = reviewed();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let entry = |folder: &Path| {
        let lines = records(folder, &[]);
        let line = lines
            .into_iter()
            .find(|line| line["path"] == "各省/特字.txt");
        let nodes = line.expect("there")["nodes"].clone();
        let mut nodes = nodes.as_array().expect("nodes").clone().into_iter();
        let node = nodes.find(|node| node["kind"] == "entry").expect("one");
        [
            node["tags"].clone(),
            node["note"].clone(),
            node["status"].clone(),
        ]
    };
    for format in ["web-annotation", "cas-json", "cas-xmi"] {
        let target = elsewhere.path().join(format).display().to_string();
        run(
            folder.path(),
            &["export", ".", "--format", format, "-o", &target],
        );
        let fresh = fresh(folder.path());
        let imported = run(fresh.path(), &["import", ".", &target, "--by", "李"]);
        assert_eq!(code(&imported), Some(0), "{}", err(&imported));
        assert_eq!(
            entry(fresh.path()),
            [json!(["重要"]), json!("待核"), json!("reviewed")],
            "{format}"
        );
    }
}

#[test]
fn files_of_other_people_are_understood() {
    let (date, org) = (place("5月24日"), place("教育部"));
    let brat = format!(
        "T1\tDATE {} {}\t5月24日\nT2\tORG {} {}\t教育部\n",
        date.0, date.1, org.0, org.1
    );
    let min = json!([{"id": 1, "text": BULLETIN, "annotator": 1, "label": [
        {"start": date.0, "end": date.1, "text": "5月24日", "labels": ["Dates"]},
        {"start": org.0, "end": org.1, "text": "教育部", "labels": ["ORG"]},
    ]}]);
    let target = |exact: &str, before: &str| json!({"source": "https://例.cn/库/通报.txt", "selector": {"type": "TextQuoteSelector", "exact": exact, "prefix": before}});
    let w3c = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [
        {"type": "Annotation", "body": {"type": "TextualBody", "purpose": "tagging", "value": "date"}, "target": target("5月24日", "数字治理 ")},
        {"type": "Annotation", "motivation": "tagging", "body": "org", "target": target("教育部", "24日,")},
    ]});
    let named = |words: &str, label: &str| {
        let at = BULLETIN.find(words).expect("there");
        let begin = BULLETIN[..at].encode_utf16().count();
        json!({"%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "@sofa": 1, "begin": begin, "end": begin + words.chars().count(), "value": label})
    };
    let cas = json!({"%TYPES": {}, "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": BULLETIN}, named("5月24日", "DATE"), named("教育部", "ORG"),
    ]});
    let lines = [
        doccano(&[("5月24日", "date")]),
        json!({"id": 7, "text": BULLETIN, "entities": [{"id": 1, "label": "org", "start_offset": org.0, "end_offset": org.1}], "relations": [], "Comments": []}).to_string(),
    ];
    for (name, words) in [
        ("通报.ann", brat),
        ("min.json", min.to_string()),
        ("w3c.jsonld", w3c.to_string()),
        ("cas.json", cas.to_string()),
        ("lines.jsonl", lines.join("\n")),
    ] {
        let folder = folder();
        // Of two documents with the same text the name tells which.
        fs::remove_file(folder.path().join("各省/来稿.txt")).expect("removes");
        let output = import(folder.path(), name, &words, &[]);
        assert_eq!(
            (code(&output), err(&output).as_str()),
            (Some(0), ""),
            "{name}"
        );
        let decided = decided(folder.path());
        let shown: Vec<_> = decided
            .iter()
            .map(|it| (it[2].as_str(), it[4].as_str()))
            .collect();
        assert_eq!(
            shown,
            [("5月24日", "accepted"), ("教育部", "accepted")],
            "{name}"
        );
    }
}

#[test]
fn classes_of_a_document_are_its_tags() {
    let folder = folder();
    let choices = json!([{"data": {"text": BULLETIN, "file": "通报.txt"}, "annotations": [{"result": [{"type": "choices", "value": {"choices": ["会议"]}}]}]}]);
    assert_eq!(
        code(&import(folder.path(), "a.json", &choices.to_string(), &[])),
        Some(0)
    );
    let line = json!({"text": BULLETIN, "label": ["重要", "会议"], "file": "通报.txt"});
    assert_eq!(
        code(&import(folder.path(), "a.jsonl", &line.to_string(), &[])),
        Some(0)
    );
    assert_eq!(
        records(folder.path(), &[])[1]["review"]["tags"],
        json!(["会议", "重要"])
    );
}
