//! Folders that vanish, or may not be written or read any more, while the program works in them.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::json;

use crate::cli::{code, folder, piyue};

/// The program waiting for edits, and its answers.
struct Annotating {
    child: Child,
    answers: std::io::Lines<BufReader<ChildStdout>>,
}

impl Annotating {
    fn begin(mut command: Command, folder: &Path) -> Self {
        let mut child = command
            .arg("annotate")
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let answers = BufReader::new(child.stdout.take().expect("piped")).lines();
        Self { child, answers }
    }

    fn tag(&mut self, tag: &str) {
        let edit = json!({"path": "通报.txt", "op": "tag", "tag": tag});
        writeln!(self.child.stdin.as_mut().expect("piped"), "{edit}").expect("it reads");
    }

    fn answer(&mut self) -> Option<String> {
        self.answers.next().map(|answer| answer.expect("words"))
    }

    /// The complaints and exit code, once there are no more edits.
    fn end(mut self) -> (String, Option<i32>) {
        drop(self.child.stdin.take());
        let output = self.child.wait_with_output().expect("it ends");
        (
            String::from_utf8(output.stderr.clone()).expect("UTF-8"),
            code(&output),
        )
    }
}

#[test]
fn a_folder_that_vanished_is_not_made_anew_and_the_edit_not_called_saved() {
    let folder = folder();
    let mut annotating = Annotating::begin(piyue(), folder.path());
    annotating.tag("重要");
    assert_eq!(annotating.answer().as_deref(), Some("saved 1"));
    fs::remove_dir_all(folder.path()).expect("the drive is unplugged");
    annotating.tag("待核实");
    let (complaints, code) = annotating.end();
    assert_eq!(code, Some(1));
    assert!(complaints.starts_with("-:2: "), "{complaints}");
    assert!(!folder.path().exists(), "nothing was put in its place");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    use super::*;

    /// The program as a person for whom permissions hold: where the tests run as the administrator, somebody else.
    fn piyue_of_a_person(folder: &Path) -> Command {
        const NOBODY: u32 = 65534;
        let is_administrator = fs::metadata(folder).expect("is there").uid() == 0;
        if !is_administrator {
            return piyue();
        }
        // A copy where everybody may run it.
        let program = folder.join(".program");
        fs::copy(env!("CARGO_BIN_EXE_piyue"), &program).expect("copies");
        set_mode(&program, 0o755);
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("LANG", "en_US.UTF-8")
            .uid(NOBODY)
            .gid(NOBODY);
        command
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("changes");
    }

    #[test]
    fn a_folder_that_became_read_only_says_so_and_the_last_saved_state_stays() {
        let folder = folder();
        let command = piyue_of_a_person(folder.path());
        set_mode(folder.path(), 0o777);
        let mut annotating = Annotating::begin(command, folder.path());
        annotating.tag("重要");
        assert_eq!(annotating.answer().as_deref(), Some("saved 1"));
        let sidecar = folder.path().join("通报.txt.piyue.ron");
        let saved = fs::read_to_string(&sidecar).expect("reads");
        set_mode(folder.path(), 0o555);
        annotating.tag("待核实");
        let (complaints, code) = annotating.end();
        set_mode(folder.path(), 0o777);
        assert_eq!(code, Some(1));
        assert!(complaints.contains("Permission denied"), "{complaints}");
        assert_eq!(fs::read_to_string(&sidecar).expect("reads"), saved);
    }

    #[test]
    fn what_may_not_be_read_is_named_and_the_rest_goes_on() {
        let folder = folder();
        let mut command = piyue_of_a_person(folder.path());
        set_mode(folder.path(), 0o755);
        fs::create_dir(folder.path().join("密")).expect("creates");
        fs::write(folder.path().join("锁.txt"), "锁").expect("writes");
        for name in ["密", "锁.txt"] {
            set_mode(&folder.path().join(name), 0o000);
        }
        let output = command
            .arg("extract")
            .arg(folder.path())
            .output()
            .expect("runs");
        set_mode(&folder.path().join("密"), 0o755);
        assert_eq!(code(&output), Some(1));
        assert_eq!(crate::cli::json_lines(&crate::cli::out(&output)).len(), 2);
        let complaints = crate::cli::err(&output);
        assert_eq!(complaints.lines().count(), 2, "{complaints}");
        assert!(
            complaints.contains("密: cannot be read")
                && complaints.contains("锁.txt: cannot be read"),
            "{complaints}"
        );
    }

    #[test]
    fn a_sidecar_that_may_not_be_read_makes_its_document_read_only() {
        let folder = folder();
        let command = piyue_of_a_person(folder.path());
        set_mode(folder.path(), 0o777);
        let sidecar = folder.path().join("通报.txt.piyue.ron");
        fs::write(&sidecar, include_str!("../../compat/通报.txt.piyue.ron")).expect("writes");
        set_mode(&sidecar, 0o000);
        let mut annotating = Annotating::begin(command, folder.path());
        annotating.tag("重要");
        let (complaints, code) = annotating.end();
        assert_eq!(code, Some(1));
        assert!(
            complaints.contains("通报.txt.piyue.ron: cannot be read: Permission denied"),
            "{complaints}"
        );
    }
}
