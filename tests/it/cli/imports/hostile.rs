//! Files that do not fit: each is told by its place and cause, and what fits is taken in all the same.

use std::fs::File;

use super::*;

#[test]
fn what_does_not_fit_is_told_by_file_line_and_cause() {
    let folder = folder();
    let other = json!({"text": "别处的公报。\n", "label": [[0, 2, "org"]], "file": "别的.txt"});
    let far = json!({"text": BULLETIN, "label": [[5, 4000, "org"], [9, 5, "org"], [0, 4_000_000_000_u64, "org"], ["a"]], "file": "通报.txt"});
    let lines = [
        doccano(&[("数字治理", "event")]),
        "{\"text\": \"没有写完".to_owned(),
        other.to_string(),
        far.to_string(),
        String::new(),
        doccano(&[("公布了", "date"), ("教育部", "org")]),
    ];
    let output = import(folder.path(), "a.jsonl", &lines.join("\n"), &[]);
    assert_eq!(code(&output), Some(1));
    let complaints = err(&output);
    for words in [
        "a.jsonl:2: broken JSON at line 2, column",
        "a.jsonl:3: 别的.txt: this document is not in the folder",
        "a.jsonl:4: “label” is missing or cannot be",
        "a.jsonl:4: 通报.txt: outside the text",
        "a.jsonl:6: 通报.txt: the value is no date",
    ] {
        assert!(complaints.contains(words), "{words}: {complaints}");
    }
    assert_eq!(complaints.lines().count(), 7, "{complaints}");
    for secret in ["没有写完", "公布", "别处"] {
        assert!(!complaints.contains(secret), "{complaints}");
    }
    assert_eq!(decided(folder.path()).len(), 2, "what fits is taken in");
}

#[test]
fn files_that_are_none_of_the_formats_are_refused_and_nothing_is_written() {
    let folder = folder();
    let before = contents(folder.path());
    let deep = format!("[{}", "[".repeat(100_000));
    let n_lines = "{\n\"data\": 1,\n \"x\" 2}";
    for (name, words, cause) in [
        ("a.json", "", "no known file of annotations"),
        ("a.json", "随便写的", "no known file of annotations"),
        ("a.json", "{\"a\": 1}", "no known file of annotations"),
        (
            "a.json",
            n_lines,
            "a.json:3: broken JSON at line 3, column 6",
        ),
        ("a.json", deep.as_str(), "broken JSON"),
        (
            "a.json",
            "[{\"data\": {\"text\": \"一\"}, \"annotations\": []},\n{]",
            "a.json:2: broken JSON at line 2",
        ),
        ("a.xmi", "<xmi:XMI><a b=></xmi:XMI", "broken XML"),
        (
            "a.ann",
            "T1 坏行\nX\n",
            "a.ann:1: this line cannot be understood",
        ),
        (
            "a.ann",
            "R1\tPart Arg1:T1 Arg2:T2\n",
            "no annotation for “Part”",
        ),
        (
            "a.jsonl",
            "{\"schema\":\"piyue/document@9\"}",
            "“schema” is missing or cannot be",
        ),
    ] {
        let output = import(folder.path(), name, words, &[]);
        assert_eq!(code(&output), Some(1), "{words:.40}");
        assert!(
            err(&output).contains(cause),
            "{words:.40}: {}",
            err(&output)
        );
    }
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_huge_file_a_folder_and_a_missing_file_are_refused_without_reading() {
    let folder = folder();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let at = |name: &str| elsewhere.path().join(name).display().to_string();
    let huge = File::create(at("大.json")).expect("creates");
    huge.set_len(1 << 30).expect("takes no room");
    let output = run(
        folder.path(),
        &[
            "import",
            ".",
            &at("大.json"),
            &at("没有.json"),
            "--by",
            "李",
        ],
    );
    assert_eq!(code(&output), Some(1));
    assert!(
        err(&output).contains("大.json: larger than 128 MB"),
        "{}",
        err(&output)
    );
    assert!(
        err(&output).contains("没有.json: cannot be read"),
        "{}",
        err(&output)
    );
    let empty = tempfile::tempdir().expect("a folder");
    let empty = empty.path().display().to_string();
    let nothing = run(folder.path(), &["import", ".", &empty, "--by", "李"]);
    assert_eq!((code(&nothing), err(&nothing).as_str()), (Some(0), ""));
    assert!(out(&nothing).contains("Files: 0"), "{}", out(&nothing));
}

#[test]
fn saying_the_same_twice_counts_once_and_saying_otherwise_is_told() {
    let folder = folder();
    let (start, end) = place("教育部");
    let of = |value: &str| {
        json!([{"data": {"text": BULLETIN, "file": "通报.txt"}, "annotations": [{"result": [
            {"id": "a", "type": "labels", "value": {"start": start, "end": end, "labels": ["org"]}},
            {"id": "a", "type": "textarea", "value": {"start": start, "end": end, "text": ["教育部"]}},
            {"id": "b", "type": "labels", "value": {"start": start, "end": end, "labels": ["org"]}},
            {"id": "b", "type": "textarea", "value": {"start": start, "end": end, "text": [value]}},
        ]}]}])
        .to_string()
    };
    let same = import(folder.path(), "a.json", &of("教育部"), &["--dry-run"]);
    assert_eq!(code(&same), Some(0), "{}", err(&same));
    assert!(
        out(&same).contains("new decisions: 1, known: 1"),
        "{}",
        out(&same)
    );
    let other = import(folder.path(), "a.json", &of("别的部"), &[]);
    assert_eq!(code(&other), Some(1));
    assert!(
        err(&other).contains("a.json[1].b: 通报.txt: something else was said"),
        "{}",
        err(&other)
    );
    assert_eq!(decided(folder.path())[0][3], "教育部");
}

#[test]
fn a_document_whose_sidecar_is_broken_is_left_alone() {
    let folder = folder();
    fs::write(folder.path().join("通报.txt.piyue.ron"), "Sidecar(").expect("writes");
    let before = contents(folder.path());
    let output = import(
        folder.path(),
        "a.jsonl",
        &doccano(&[("教育部", "org")]),
        &[],
    );
    assert_eq!(code(&output), Some(1));
    assert!(
        err(&output).contains("cannot be used now"),
        "{}",
        err(&output)
    );
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn of_documents_with_the_same_text_none_is_guessed() {
    let folder = folder();
    let mut line: Value = serde_json::from_str(&doccano(&[("教育部", "org")])).expect("JSON");
    line.as_object_mut().expect("one").remove("file");
    let output = import(folder.path(), "a.jsonl", &line.to_string(), &[]);
    assert_eq!(code(&output), Some(1));
    assert!(
        err(&output).contains("more than one document may be meant (各省/来稿.txt, 通报.txt)"),
        "{}",
        err(&output)
    );
}
