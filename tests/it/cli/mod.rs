//! The command line: the real program on folders of its own.

mod edits;
mod exports;
mod history;
mod imports;
#[cfg(target_os = "linux")]
mod limits;
mod merge;
mod outline;
mod streams;
mod usage;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) const BULLETIN: &str =
    "2024年5月工作月报\n\n★工作进展\n  数字治理 5月24日,教育部公布了1276家企业。\n";

/// A folder with two bulletins, one of them in a subfolder and in GB18030.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let (gb, _, _) = encoding_rs::GB18030.encode(BULLETIN);
    fs::create_dir(folder.path().join("各省")).expect("creates");
    fs::write(folder.path().join("各省/来稿.txt"), gb).expect("writes");
    folder
}

/// The program, speaking English, without a display.
pub(crate) fn piyue() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_piyue"));
    for name in [
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "WAYLAND_SOCKET",
        "LC_ALL",
        "LANGUAGE",
    ] {
        command.env_remove(name);
    }
    command.env("LANG", "en_US.UTF-8");
    command
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    let run = piyue().current_dir(folder).args(arguments).output();
    run.expect("the program runs")
}

/// Runs `annotate` with these edits on standard input.
pub(crate) fn annotate(folder: &Path, arguments: &[&str], edits: &[Value]) -> Output {
    let mut child = piyue()
        .current_dir(folder)
        .args(["annotate", "."])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("piped");
    for edit in edits {
        writeln!(input, "{edit}").expect("it reads");
    }
    drop(input);
    child.wait_with_output().expect("it ends")
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

pub(crate) fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

pub(crate) fn json_lines(words: &str) -> Vec<Value> {
    words
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

/// An edit of the mention with these words in the first bulletin.
fn mention(op: &str, kind: &str, quote: &str, more: &Value) -> Value {
    let at = BULLETIN.find(quote).expect("in the bulletin");
    let start = BULLETIN[..at].chars().count();
    let mut edit = json!({
        "path": "通报.txt", "op": op, "type": kind,
        "start": start, "end": start + quote.chars().count(), "quote": quote,
    });
    let edit_object = edit.as_object_mut().expect("an object");
    edit_object.extend(more.as_object().expect("an object").clone());
    edit
}

/// The bytes of every file, by its path.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).expect("lists") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("reads");
                files.insert(path.display().to_string(), bytes);
            }
        }
    }
    files
}

#[test]
fn extract_writes_a_line_a_document_in_the_order_of_paths() {
    let folder = folder();
    fs::write(folder.path().join("附表.xlsx"), "PK").expect("writes");
    let before = contents(folder.path());
    let output = run(folder.path(), &["extract", "."]);
    assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
    let lines = json_lines(&out(&output));
    let paths: Vec<_> = lines.iter().map(|line| &line["path"]).collect();
    assert_eq!(paths, ["各省/来稿.txt", "通报.txt"]);
    for (line, encoding) in lines.iter().zip(["GB18030", "UTF-8"]) {
        assert_eq!(line["schema"], "piyue/document@1");
        assert_eq!(line["encoding"], encoding);
        assert_eq!(line["length"], BULLETIN.chars().count());
        assert_eq!(
            line["document"].as_object().map(serde_json::Map::len),
            Some(6)
        );
        assert_eq!(line["sha256"].as_str().map(str::len), Some(64));
    }
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn extract_ignores_sidecars_and_says_what_it_could_not_read() {
    let folder = folder();
    let added = mention("add", "project", "数字治理", &json!({"value": "数字治理"}));
    fs::write(
        folder.path().join("codebook.piyue.ron"),
        "Codebook(version: 1, types: [(name: \"project\", label: \"项目\", mark: '项', colour: \"#55702B\")])",
    )
    .expect("writes");
    assert_eq!(code(&annotate(folder.path(), &[], &[added])), Some(0));
    fs::write(folder.path().join("坏.txt"), b"\0\x01\x02").expect("writes");
    let output = run(
        folder.path(),
        &["extract", "通报.txt", "坏.txt", "没有.txt", "-o", "x.jsonl"],
    );
    assert_eq!(code(&output), Some(1));
    let complaints = err(&output);
    assert_eq!(complaints.lines().count(), 2, "{complaints}");
    assert!(
        complaints.contains("坏.txt: cannot be read: not text"),
        "{complaints}"
    );
    assert!(
        complaints.contains("没有.txt: cannot be read"),
        "{complaints}"
    );
    let written = fs::read_to_string(folder.path().join("x.jsonl")).expect("written");
    let lines = json_lines(&written);
    assert_eq!(lines.len(), 1);
    let mentions = lines[0]["mentions"].as_array().expect("mentions");
    assert!(mentions.iter().all(|mention| mention["type"] != "project"));
}

#[test]
fn a_csv_opens_in_a_spreadsheet_without_becoming_a_formula() {
    let folder = folder();
    let edits = [
        json!({"path": "通报.txt", "op": "field", "field": "title", "value": "=1+1"}),
        json!({"path": "通报.txt", "op": "note", "text": "@某,\"引号\""}),
    ];
    assert_eq!(code(&annotate(folder.path(), &[], &edits)), Some(0));
    let arguments = [
        "export",
        ".",
        "--format",
        "csv",
        "--table",
        "documents",
        "-o",
        "x.csv",
    ];
    let output = run(folder.path(), &[&arguments[..], &["--lang", "zh"]].concat());
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let csv = fs::read_to_string(folder.path().join("x.csv")).expect("written");
    assert!(csv.starts_with("\u{FEFF}文件,文档标题,"), "{csv}");
    assert_eq!(csv.matches("\r\n").count(), 3);
    assert!(csv.contains(",'=1+1,"), "{csv}");
    assert!(csv.contains("\"'@某,\"\"引号\"\"\""), "{csv}");
}

#[test]
fn conditions_on_documents_choose_them() {
    let folder = folder();
    let field = |path: &str, field: &str, value: &str| json!({"path": path, "op": "field", "field": field, "value": value});
    let edits = [
        field("通报.txt", "period", "2024-05-01/2024-05-31"),
        field("各省/来稿.txt", "period", "2023-01/2023-12"),
        field("通报.txt", "doc_type", "monthly_bulletin"),
        field("各省/来稿.txt", "doc_type", "chronicle"),
    ];
    assert_eq!(code(&annotate(folder.path(), &[], &edits)), Some(0));
    let paths = |conditions: &[&str]| {
        let all = [&["export", ".", "--format", "jsonl", "-o", "-"], conditions].concat();
        let output = run(folder.path(), &all);
        assert_eq!(code(&output), Some(0), "{}", err(&output));
        let lines = json_lines(&out(&output));
        lines
            .iter()
            .map(|line| line["path"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        paths(&["--period", "2024-05-20/2024-06-30"]),
        ["\"通报.txt\""]
    );
    assert_eq!(paths(&["--doc-type", "chronicle"]), ["\"各省/来稿.txt\""]);
    assert_eq!(paths(&["--period", "2030"]), [""; 0]);
}

#[test]
fn a_source_or_sidecar_is_never_the_target() {
    let folder = folder();
    let before = contents(folder.path());
    for target in ["通报.txt", "各省/../通报.txt", "通报.txt.piyue.ron"] {
        for command in [
            &["extract", ".", "-o", target][..],
            &["export", ".", "--format", "xlsx", "-o", target],
        ] {
            assert_eq!(code(&run(folder.path(), command)), Some(2), "{command:?}");
        }
    }
    assert_eq!(contents(folder.path()), before);
    let output = run(
        folder.path(),
        &["export", ".", "--format", "xlsx", "-o", "成果.xlsx"],
    );
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    assert!(
        fs::read(folder.path().join("成果.xlsx"))
            .expect("written")
            .starts_with(b"PK")
    );
    assert_eq!(contents(folder.path()).len(), before.len() + 1);
}

#[test]
fn check_names_what_is_wrong_and_mends_only_what_is_safe() {
    let folder = folder();
    let well = run(folder.path(), &["check", "."]);
    assert_eq!(code(&well), Some(0));
    assert_eq!(
        out(&well),
        "Documents: 2, sidecars: 0; errors: 0, notices: 0.\n"
    );
    let edit = json!({"path": "通报.txt", "op": "tag", "tag": "自己的标签"});
    assert_eq!(code(&annotate(folder.path(), &[], &[edit])), Some(0));
    fs::rename(
        folder.path().join("各省/来稿.txt"),
        folder.path().join("各省/改名.txt"),
    )
    .expect("renames");
    fs::copy(
        folder.path().join("通报.txt.piyue.ron"),
        folder.path().join("各省/来稿.txt.piyue.ron"),
    )
    .expect("copies");
    let leftover = folder.path().join(".通报.txt.piyue.ron.tmp");
    fs::write(&leftover, "Side").expect("writes");
    let output = run(folder.path(), &["check", "."]);
    assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
    let words = out(&output);
    assert!(words.contains("no tag “自己的标签”"), "{words}");
    assert!(
        words.contains("来稿.txt.piyue.ron: its source is the same as 通报.txt, but there is a"),
        "{words}"
    );
    assert!(words.contains("--fix removes it"), "{words}");
    assert!(words.ends_with("errors: 0, notices: 3.\n"), "{words}");
    assert!(leftover.exists());
    let n_before = contents(folder.path()).len();
    assert_eq!(code(&run(folder.path(), &["check", ".", "--fix"])), Some(0));
    assert!(!leftover.exists());
    assert_eq!(contents(folder.path()).len(), n_before - 1);
}

#[test]
fn a_codebook_that_cannot_be_read_is_named_and_the_built_in_one_used() {
    let folder = folder();
    fs::write(
        folder.path().join("codebook.piyue.ron"),
        "Codebook(\n  tag: []",
    )
    .expect("writes");
    let output = run(folder.path(), &["extract", "."]);
    assert_eq!(code(&output), Some(0), "a notice, not a failure");
    assert!(
        err(&output).contains("codebook.piyue.ron:2:"),
        "{}",
        err(&output)
    );
    assert_eq!(json_lines(&out(&output)).len(), 2);
    assert_eq!(code(&run(folder.path(), &["check", "."])), Some(1));
}
