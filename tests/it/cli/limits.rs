//! A disk on which no more fits, by a real limit on the size of files.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use super::{annotate, code, contents, err, folder, out, piyue};

/// Runs the program where a file may have this many blocks of 512 bytes. What happens to one that grows beyond is the system's default, the
/// signal that ends the program, or, where that is ignored, an error as of a full disk.
fn run_limited(
    folder: &Path,
    n_blocks: u32,
    ends_program: bool,
    arguments: &str,
    edits: &[Value],
) -> Output {
    let ignore = if ends_program { "" } else { "trap '' XFSZ;" };
    let script = format!("{ignore} ulimit -f {n_blocks}; exec \"$0\" {arguments}");
    let program = piyue();
    let mut command = std::process::Command::new("sh");
    command
        .arg("-c")
        .arg(script)
        .arg(program.get_program())
        .current_dir(folder);
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the shell starts");
    let mut input = child.stdin.take().expect("piped");
    for edit in edits {
        // A program that was ended reads no more.
        let _ = writeln!(input, "{edit}");
    }
    drop(input);
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_full_disk_or_an_end_in_the_middle_of_a_save_leaves_what_was_saved() {
    let note = |text: &str| json!({"path": "通报.txt", "op": "note", "text": text});
    for ends_program in [false, true] {
        let folder = folder();
        assert_eq!(code(&annotate(folder.path(), &[], &[note("一")])), Some(0));
        let sidecar = folder.path().join("通报.txt.piyue.ron");
        let before = fs::read(&sidecar).expect("a sidecar");
        let long = note(&"二".repeat(4000));
        let output = run_limited(
            folder.path(),
            8,
            ends_program,
            "annotate .",
            std::slice::from_ref(&long),
        );
        assert_eq!(out(&output), "", "nothing was saved");
        assert_eq!(fs::read(&sidecar).expect("still there"), before);
        if ends_program {
            assert_eq!(code(&output), None, "the system ended it");
        } else {
            assert_eq!(code(&output), Some(1));
            let words = err(&output);
            assert!(
                words.contains("通报.txt.piyue.ron") && words.contains("cannot be written"),
                "{words}"
            );
            let left: Vec<_> = contents(folder.path())
                .into_keys()
                .filter(|path| Path::new(path).extension().is_some_and(|end| end == "tmp"))
                .collect();
            assert!(left.is_empty(), "{left:?}");
        }
        let again = annotate(folder.path(), &[], &[long]);
        assert_eq!(out(&again), "saved 1\n", "{}", err(&again));
    }
}

#[test]
fn a_workbook_for_which_there_is_no_room_is_an_error_and_no_target() {
    let folder = folder();
    let line = "  数字治理 5月24日,教育部公布了1276家企业的3004个应用。\n";
    fs::write(
        folder.path().join("长.txt"),
        format!("2024年5月工作月报\n\n★工作进展\n{}", line.repeat(400)),
    )
    .expect("writes");
    let target = folder.path().join("成果.xlsx");
    fs::write(&target, "旧").expect("writes");
    let output = run_limited(
        folder.path(),
        16,
        false,
        "export . --format xlsx -o 成果.xlsx",
        &[],
    );
    assert_eq!(code(&output), Some(1), "{}", err(&output));
    assert!(
        err(&output).contains("no room for its temporary files"),
        "{}",
        err(&output)
    );
    assert_eq!(fs::read_to_string(&target).expect("reads"), "旧");
}
