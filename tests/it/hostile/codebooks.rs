//! Codebooks that are damaged or hostile: the built-in one is used, and what is wrong said.

use std::fs;

use crate::cli::{code, err, folder, json_lines, out, run};

#[test]
fn one_that_cannot_be_used_is_named_and_the_work_goes_on_with_the_built_in_one() {
    let deep = format!("Codebook(version: 1, tags: {}", "[".repeat(500_000));
    let pattern = "(type: \"org\", pattern: \"\\\\w{50}\"),";
    let many = format!("Codebook(version: 1, patterns: [{}])", pattern.repeat(101));
    let large = format!("Codebook(version: 1) {}", " ".repeat(1 << 20));
    let bomb =
        "Codebook(version: 1, patterns: [(type: \"org\", pattern: \"((\\\\w{99}){99}){99}\")])";
    let utf16: Vec<u8> = "\u{FEFF}Codebook(version: 1)"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (codebook, words) in [
        (deep.as_bytes(), "codebook.piyue.ron:1:"),
        (many.as_bytes(), "the codebook has more than 100 patterns"),
        (large.as_bytes(), "the codebook is larger than 1 MB"),
        (bomb.as_bytes(), "cannot be used"),
        (&utf16, "not UTF-8"),
        (b"Codebook(version: 2, future: 1)", "codebook.piyue.ron"),
        (b"Codebook(version: 1, future: 1)", "codebook.piyue.ron:1:"),
        (b"", "codebook.piyue.ron:1:1"),
    ] {
        let folder = folder();
        fs::write(folder.path().join("codebook.piyue.ron"), codebook).expect("writes");
        let output = run(folder.path(), &["extract", "."]);
        assert_eq!(json_lines(&out(&output)).len(), 2);
        let complaints = err(&output);
        assert!(complaints.contains(words), "{words}: {complaints}");
        assert!(
            complaints.contains("(the built-in codebook is used)"),
            "{complaints}"
        );
        assert_eq!(code(&run(folder.path(), &["check", "."])), Some(1));
    }
}

#[test]
fn line_ends_and_marks_of_other_systems_change_nothing() {
    let folder = folder();
    let codebook = include_str!("../../compat/codebook.piyue.ron");
    let codebook = format!("\u{FEFF}{}", codebook.replace('\n', "\r\n"));
    fs::write(folder.path().join("codebook.piyue.ron"), codebook).expect("writes");
    let output = run(folder.path(), &["check", "."]);
    assert_eq!((code(&output), err(&output).as_str()), (Some(0), ""));
}
