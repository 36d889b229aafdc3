//! Documents that come on standard input, the table of codes, and exports that lie in the folder.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use super::{BULLETIN, annotate, code, err, folder, json_lines, out, piyue, run};

/// Runs the program with this on standard input.
fn fed(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = piyue()
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("ends");
    writer.join().expect("writes").expect("reads all of it");
    output
}

/// A line without what differs by where the document came from.
fn without_path(mut line: Value) -> Value {
    line["path"] = Value::Null;
    line
}

#[test]
fn documents_of_a_stream_are_extracted_in_their_order_and_one_that_is_none_is_named() {
    let folder = folder();
    let mut stream = String::new();
    for n in 0..100 {
        let line = json!({"path": format!("{n:02}.txt"), "text": format!("{BULLETIN}第{n}篇\n")});
        stream.push_str(&line.to_string());
        stream.push('\n');
    }
    stream.push_str(
        "{\"text\": \"没有名称\"}\n\n{\"path\": \"通报.txt\"}\n{\"path\": \"没有.txt\"}\n",
    );
    let output = fed(folder.path(), &["extract", "--stdin"], stream.as_bytes());
    let lines = json_lines(&out(&output));
    let paths: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["path"].as_str())
        .collect();
    let expected: Vec<String> = (0..100).map(|n| format!("{n:02}.txt")).collect();
    assert_eq!(paths[..100], expected);
    assert_eq!(paths[100..], ["通报.txt"]);
    assert_eq!(code(&output), Some(1));
    let complaints = err(&output);
    let complaints: Vec<&str> = complaints.lines().collect();
    assert_eq!(complaints.len(), 2, "{complaints:?}");
    assert!(
        complaints[0].starts_with("-:101: no JSON object with a path"),
        "{complaints:?}"
    );
    assert!(complaints[1].starts_with("没有.txt: "), "{complaints:?}");
    // What is read from disk is as if the folder had been given.
    let of_folder = json_lines(&out(&run(folder.path(), &["extract", "通报.txt"])));
    assert_eq!(lines[100], of_folder[0]);
}

#[test]
fn standard_input_can_be_one_document_of_any_format() {
    let folder = folder();
    let page = format!(
        "<html><body><p>{}</p></body></html>",
        BULLETIN.replace('\n', "</p><p>")
    );
    let arguments = ["extract", "--stdin", "--name", "通报.html"];
    let output = fed(folder.path(), &arguments, page.as_bytes());
    assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
    let line = &json_lines(&out(&output))[0];
    assert_eq!(
        (&line["path"], &line["converter"]),
        (&json!("通报.html"), &json!("html 2"))
    );
    let text = fed(
        folder.path(),
        &["extract", "--stdin", "--name", "通报.txt"],
        BULLETIN.as_bytes(),
    );
    let of_folder = json_lines(&out(&run(folder.path(), &["extract", "通报.txt"])));
    let line = json_lines(&out(&text)).remove(0);
    assert_eq!(line["converter"], Value::Null, "text is what it is");
    assert_eq!(without_path(line), without_path(of_folder[0].clone()));
}

#[test]
fn the_table_of_codes_counts_what_was_given() {
    let folder = folder();
    let edit = json!({"path": "通报.txt", "op": "tag", "tag": "会议"});
    assert_eq!(code(&annotate(folder.path(), &[], &[edit])), Some(0));
    let shown = run(folder.path(), &["codebook", "."]);
    assert_eq!((code(&shown), err(&shown).as_str()), (Some(0), ""));
    let shown = out(&shown);
    let line = shown.lines().find(|line| line.starts_with("| 会议 |"));
    assert!(line.is_some_and(|line| line.ends_with("| 1 |")), "{shown}");
    let dates = shown.lines().find(|line| line.contains("| date |"));
    assert!(
        dates.is_some_and(|line| !line.ends_with("| 0 |")),
        "{shown}"
    );
    for name in ["编码表.docx", "编码表.md"] {
        let written = run(folder.path(), &["codebook", ".", "-o", name]);
        assert_eq!((code(&written), err(&written).as_str()), (Some(0), ""));
    }
    let wrong = run(folder.path(), &["codebook", ".", "-o", "编码表.xlsx"]);
    assert_eq!(code(&wrong), Some(2));
    assert!(err(&wrong).contains(".docx or .md"), "{}", err(&wrong));
}

#[test]
fn exports_in_the_folder_are_no_documents_and_are_replaced() {
    let folder = folder();
    let names = || {
        let lines = json_lines(&out(&run(folder.path(), &["extract", "."])));
        lines
            .iter()
            .map(|line| line["path"].clone())
            .collect::<Vec<_>>()
    };
    let before = names();
    for _ in 0..2 {
        for (format, name) in [
            ("docx", "摘编.docx"),
            ("html", "摘编.html"),
            ("markdown", "摘编.md"),
        ] {
            let arguments = ["export", ".", "--format", format, "-o", name];
            let output = run(folder.path(), &arguments);
            assert_eq!(
                (code(&output), err(&output).as_str()),
                (Some(0), ""),
                "{name}"
            );
        }
        let output = run(folder.path(), &["codebook", ".", "-o", "编码表.docx"]);
        assert_eq!(code(&output), Some(0));
        assert_eq!(names(), before);
    }
    // What somebody else wrote under such a name is a document.
    fs::write(folder.path().join("摘编.md"), "# 工作月报\n").expect("writes");
    assert_eq!(names().len(), before.len() + 1);
}
