//! The command line: the real program on folders of its own.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const BULLETIN: &str =
    "2024年5月工作月报\n\n★工作进展\n  数字治理 5月24日,教育部公布了1276家企业。\n";

/// A folder with two bulletins, one of them in a subfolder and in GB18030.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let (gb, _, _) = encoding_rs::GB18030.encode(BULLETIN);
    fs::create_dir(folder.path().join("各省")).expect("creates");
    fs::write(folder.path().join("各省/来稿.txt"), gb).expect("writes");
    folder
}

/// The program, speaking English, without a display.
fn piyue() -> Command {
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

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let run = piyue().current_dir(folder).args(arguments).output();
    run.expect("the program runs")
}

/// Runs `annotate` with these edits on standard input.
fn annotate(folder: &Path, arguments: &[&str], edits: &[Value]) -> Output {
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

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn json_lines(words: &str) -> Vec<Value> {
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
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
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
    fs::write(folder.path().join("附件.pdf"), "%PDF").expect("writes");
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
    let saved: String = (1..=6).map(|n| format!("saved {n}\n")).collect();
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
    assert!(complaints.contains("“教育部” stands there"), "{complaints}");
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
    assert_eq!(fs::read_dir(backups).expect("kept").count(), 1);
}

#[test]
fn a_reviewer_with_a_name_has_sidecars_of_their_own() {
    let folder = folder();
    let edit = json!({"path": "通报.txt", "op": "tag", "tag": "重要"});
    let output = annotate(folder.path(), &["--reviewer", "李"], &[edit]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let own = fs::read_to_string(folder.path().join("通报.txt.李.piyue.ron")).expect("written");
    assert!(own.contains("reviewer: \"李\""), "{own}");
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
        words.contains("来稿.txt.piyue.ron: there is no such document"),
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

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_one_sentence_names_what_works_without_one() {
    let folder = folder();
    for (lang, word) in [
        ("zh_CN.UTF-8", "显示器"),
        ("en_US.UTF-8", "display"),
        ("C", "display"),
    ] {
        for arguments in [&[][..], &["."], &["通报.txt", "--reviewer", "李"]] {
            let output = piyue()
                .env("LANG", lang)
                .current_dir(folder.path())
                .args(arguments)
                .output();
            let output = output.expect("the program runs");
            assert_eq!((code(&output), out(&output).as_str()), (Some(2), ""));
            let words = err(&output);
            assert_eq!(words.lines().count(), 1, "{words}");
            for word in [word, "extract", "export", "annotate", "check"] {
                assert!(words.contains(word), "{words}");
            }
        }
    }
}

#[test]
fn help_is_in_the_language_asked_for_and_shows_an_example_of_every_command() {
    let folder = folder();
    let clap = [
        "Usage:",
        "Options:",
        "Arguments:",
        "Commands:",
        "Print",
        "possible values",
    ];
    for command in ["extract", "export", "annotate", "check"] {
        let help = |lang: &str| {
            let output = run(folder.path(), &[command, "--help", "--lang", lang]);
            assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
            out(&output)
        };
        let (chinese, english) = (help("zh"), help("en"));
        for (help, heading) in [(&chinese, "例："), (&english, "Example:")] {
            let (_, example) = help.split_once(heading).expect("an example");
            assert!(example.contains(&format!("piyue {command} ")), "{help}");
            assert!(!help.contains("cli-"), "every message is there: {help}");
        }
        for word in clap {
            assert!(!chinese.contains(word), "{word}: {chinese}");
        }
        let top = out(&run(folder.path(), &["--help", "--lang", "zh"]));
        assert!(top.contains(&format!("  {command} ")), "{top}");
    }
    let version = out(&run(folder.path(), &["--version"]));
    assert_eq!(version, format!("piyue {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_use_is_said_in_our_own_words() {
    let folder = folder();
    for (arguments, word) in [
        (&["export", "."][..], "--format"),
        (&["export", ".", "--format", "doc", "-o", "x"], "“doc”"),
        (
            &[
                "export", ".", "--format", "csv", "-o", "x", "--period", "May",
            ],
            "“May”",
        ),
        (&["export", ".", "--format", "csv", "-o"], "--output"),
        (&["annotate"], "FOLDER"),
        (&["check", ".", "--nothing"], "--nothing"),
        (&[".", "check", "."], "check"),
        (&["extract"], "PATH"),
    ] {
        let arguments = [arguments, &["--lang", "zh"]].concat();
        let output = run(folder.path(), &arguments);
        assert_eq!(
            (code(&output), out(&output).as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        let words = err(&output);
        assert!(words.contains(word), "{words}");
        assert!(words.contains("用法见"), "{words}");
        assert!(!words.contains("error"), "{words}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = folder();
    for n in 0..200 {
        fs::write(folder.path().join(format!("{n}.txt")), BULLETIN.repeat(20)).expect("writes");
    }
    let mut child = piyue()
        .current_dir(folder.path())
        .args(["extract", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
}
