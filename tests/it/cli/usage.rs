//! Help, wrong use, and surroundings that the program has to live with.

use std::fs;
use std::process::Stdio;

use super::{BULLETIN, code, err, folder, out, piyue, run};

#[test]
#[cfg(target_os = "linux")]
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
