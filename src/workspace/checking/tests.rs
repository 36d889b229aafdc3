//! What a check finds, as lines.

use super::super::listing::{list, portable};
use super::*;
use crate::annotation::sidecar;
use crate::annotation::sidecar::SourceNote;
use crate::annotation::{Annotation, MentionDecision, Verdict};
use crate::extract::MentionType;
use crate::text::{Span, Text};

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, words) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("has one")).expect("creates");
        fs::write(path, words).expect("writes");
    }
    folder
}

/// The findings as lines: what, and about which file.
fn found(folder: &Path, fix: bool) -> Vec<String> {
    let listing = list(folder).expect("lists");
    let name = |path: &Path| portable(path.strip_prefix(folder).unwrap_or(path));
    let findings = check(&listing, fix).found;
    let lines = findings.iter().map(|finding| match finding {
        Finding::Codebook(_) => "codebook".to_owned(),
        Finding::Document { path, .. } => format!("document {}", name(path)),
        Finding::Undecodable { path, encoding } => format!("bytes {} {encoding}", name(path)),
        Finding::Renamed {
            sidecar,
            to,
            renaming,
            ..
        } => format!("renamed {} {} {renaming:?}", name(sidecar), name(to)),
        Finding::OtherDocument {
            sidecar,
            name: other,
        } => {
            format!("of another {} {other}", name(sidecar))
        }
        Finding::OtherSource { sidecar } => format!("other source {}", name(sidecar)),
        Finding::Overlap {
            sidecar,
            first,
            second,
        } => format!("overlap {} {first:?} {second:?}", name(sidecar)),
        Finding::Sidecar(read_only) => format!("sidecar {}", name(&read_only.sidecar)),
        Finding::WithoutDocument { sidecar } => format!("without {}", name(sidecar)),
        Finding::Detached { sidecar, anchor } => {
            format!("detached {} {}", name(sidecar), anchor.quote)
        }
        Finding::WithoutEntry { sidecar, .. } => format!("no entry {}", name(sidecar)),
        Finding::UnknownTag { sidecar, tag, n } => format!("tag {} {tag} {n}", name(sidecar)),
        Finding::UnknownType { sidecar, kind, n } => {
            format!("type {} {kind} {n}", name(sidecar))
        }
        Finding::Unsettled { sidecar, n } => format!("unsettled {} {n}", name(sidecar)),
        Finding::ConflictCopy { copy, .. } => format!("copy {}", name(copy)),
        Finding::Leftover { path, is_removed } => {
            format!("leftover {} {is_removed}", name(path))
        }
        Finding::EndedWindow { lock, is_removed } => {
            format!("window {} {is_removed}", name(lock))
        }
    });
    lines.collect()
}

/// A sidecar of a document with this text.
fn sidecar_of(words: &str, annotation: &Annotation) -> String {
    let source = source::read(Path::new("甲.txt"), words.as_bytes(), None).expect("a text");
    let note = SourceNote {
        name: "甲.txt".into(),
        sha256: source.sha256,
        length: source.text.n_chars(),
        encoding: source.encoding,
        converter: None,
    };
    sidecar::write(annotation, &source.text, note).expect("quotes hold")
}

#[test]
fn every_fault_is_named_with_its_file_and_nothing_else_is_changed() {
    let mut annotation = Annotation::default();
    annotation.review.tags = vec!["重要".into(), "没有的".into()];
    let tagged = sidecar_of("数据", &annotation);
    let folder = folder_with(&[
        ("甲.txt", "数据"),
        ("甲.txt.piyue.ron", &tagged),
        ("甲.txt.李.piyue.ron", "<<<<<<< HEAD"),
        ("子/乙.txt", "\0\u{1}"),
        ("子/丙.txt.piyue.ron", &tagged),
        ("codebook.piyue.ron", "Codebook("),
        (".甲.txt.piyue.ron.tmp", "Side"),
        (".piyue/backups/甲.txt.piyue.ron.2026", "Side"),
        (".别人的.tmp", ""),
    ]);
    let expected = |is_removed: bool| {
        [
            "codebook".to_owned(),
            "document 子/乙.txt".to_owned(),
            "tag 甲.txt.piyue.ron 没有的 1".to_owned(),
            "sidecar 甲.txt.李.piyue.ron".to_owned(),
            "renamed 子/丙.txt.piyue.ron 甲.txt.piyue.ron Taken".to_owned(),
            format!("leftover .甲.txt.piyue.ron.tmp {is_removed}"),
        ]
    };
    assert_eq!(found(folder.path(), false), expected(false));
    assert_eq!(found(folder.path(), true), expected(true));
    assert_eq!(found(folder.path(), true), expected(true)[..5]);
    assert!(folder.path().join(".别人的.tmp").exists());
}

#[test]
fn whatever_a_crash_can_leave_is_named_and_removed_and_what_is_in_use_stays() {
    let in_use = [
        ("甲.txt", "数据"),
        (".piyue/drafts.ron", "[]"),
        (".piyue/write.lock", ""),
        (".piyue/backups/甲.txt.piyue.ron.20260101T080000", "Side"),
        (".piyue/backups/texts/0.utf-8.txt.gz", ""),
        (".表.csv.tmp", ""),
        ("backups/乙.txt", "数据"),
    ];
    let left = [
        ".piyue/.drafts.ron.tmp",
        ".piyue/.drafts.李.ron.tmp",
        ".piyue/backups/.甲.txt.piyue.ron.20260101T080000.tmp",
        ".piyue/backups/texts/.0.utf-8.txt.gz.tmp",
        ".piyue/long/.0.ron.tmp",
        ".甲.txt.piyue.ron.1f3a09c2.tmp",
        ".甲.txt.piyue.ron.tmp",
        "backups/.乙.txt.piyue.ron.tmp",
    ];
    let folder = folder_with(&in_use);
    for name in left {
        fs::create_dir_all(folder.path().join(name).parent().expect("has one")).expect("creates");
        fs::write(folder.path().join(name), "half").expect("writes");
    }
    let open = folder.path().join(".piyue/open");
    fs::create_dir(&open).expect("creates");
    for name in ["办公室-1-0.lock", "办公室-1-0.ron"] {
        fs::write(open.join(name), "").expect("writes");
    }
    let expected = |is_removed: bool| {
        let left = left.map(|name| format!("leftover {name} {is_removed}"));
        let mut lines = left.to_vec();
        lines.push(format!("window .piyue/open/办公室-1-0.lock {is_removed}"));
        lines
    };
    assert_eq!(found(folder.path(), false), expected(false));
    assert_eq!(found(folder.path(), true), expected(true));
    assert_eq!(found(folder.path(), true), Vec::<String>::new());
    for (name, words) in in_use {
        let still = fs::read_to_string(folder.path().join(name)).expect("it is there");
        assert_eq!(still, words);
    }
}

#[test]
fn decisions_on_a_changed_source_are_named_with_their_words() {
    let text = Text::new("数据".to_owned());
    let decision = MentionDecision {
        verdict: Verdict::Added,
        kind: MentionType::Org,
        anchor: Anchor::of(Span::new(0, text.len()), &text),
        value: None,
        was: None,
        by: None,
        at: String::new(),
    };
    let annotation = Annotation {
        mentions: vec![decision],
        ..Annotation::default()
    };
    let sidecar = sidecar_of("数据", &annotation);
    let folder = folder_with(&[("甲.txt", "新的数据"), ("甲.txt.piyue.ron", &sidecar)]);
    assert_eq!(
        found(folder.path(), true),
        [
            "other source 甲.txt.piyue.ron",
            "detached 甲.txt.piyue.ron 数据"
        ]
    );
}

#[test]
fn a_sidecar_follows_its_renamed_document_where_there_is_no_doubt() {
    let one = sidecar_of("数据", &Annotation::default());
    let folder = folder_with(&[
        ("改名.txt", "数据"),
        ("甲.txt.piyue.ron", &one),
        ("甲.txt.李.piyue.ron", &one),
        ("甲.piyue.ron", &one),
        ("乙.txt", "无关"),
    ]);
    let to = |state: &str| {
        [
            format!(
                "renamed 甲.piyue.ron 改名.txt.piyue.ron {}",
                if state == "Done" { "Taken" } else { "ByHand" }
            ),
            format!("renamed 甲.txt.piyue.ron 改名.txt.piyue.ron {state}"),
            format!("renamed 甲.txt.李.piyue.ron 改名.txt.李.piyue.ron {state}"),
        ]
    };
    let mut lines = found(folder.path(), false);
    lines.sort();
    assert_eq!(lines, to("Possible"));
    found(folder.path(), true);
    for name in ["改名.txt.piyue.ron", "改名.txt.李.piyue.ron"] {
        let moved = fs::read_to_string(folder.path().join(name)).expect("moved");
        assert_eq!(moved, one);
    }
    assert!(
        folder.path().join("甲.piyue.ron").exists(),
        "whose it is nobody knows"
    );
    // Now that one is there the other is in its way.
    assert_eq!(
        found(folder.path(), true),
        ["renamed 甲.piyue.ron 改名.txt.piyue.ron Taken"]
    );
}

#[test]
fn two_documents_of_the_same_bytes_leave_a_doubt() {
    let sidecar = sidecar_of("数据", &Annotation::default());
    let folder = folder_with(&[
        ("一.txt", "数据"),
        ("二.txt", "数据"),
        ("甲.txt.piyue.ron", &sidecar),
    ]);
    assert_eq!(found(folder.path(), true), ["without 甲.txt.piyue.ron"]);
}

#[test]
fn a_sidecar_of_another_document_is_told_from_a_source_that_changed() {
    let sidecar = sidecar_of("数据", &Annotation::default());
    let folder = folder_with(&[
        ("甲.txt", "新的数据"),
        ("甲.txt.piyue.ron", &sidecar),
        ("乙.txt", "别的"),
        ("乙.txt.piyue.ron", &sidecar),
    ]);
    assert_eq!(
        found(folder.path(), true),
        [
            "of another 乙.txt.piyue.ron 甲.txt",
            "other source 甲.txt.piyue.ron"
        ]
    );
}

#[test]
fn verdicts_that_overlap_are_named_once_and_rejected_ones_do_not_count() {
    let text = Text::new("省教育厅教育局".to_owned());
    let decision = |verdict: Verdict, from: u32, to: u32, kind: MentionType| MentionDecision {
        verdict,
        kind,
        anchor: Anchor::of(Span::new(from * 3, to * 3), &text),
        value: None,
        was: None,
        by: None,
        at: String::new(),
    };
    let annotation = Annotation {
        mentions: vec![
            decision(Verdict::Added, 0, 4, MentionType::Org),
            decision(Verdict::Rejected, 1, 4, MentionType::Event),
            decision(Verdict::Accepted, 3, 5, MentionType::Event),
            decision(Verdict::Accepted, 5, 7, MentionType::Org),
        ],
        ..Annotation::default()
    };
    let sidecar = sidecar_of(text.as_str(), &annotation);
    let folder = folder_with(&[("甲.txt", text.as_str()), ("甲.txt.piyue.ron", &sidecar)]);
    assert_eq!(
        found(folder.path(), false),
        ["overlap 甲.txt.piyue.ron (0, \"省教育厅\") (3, \"厅教\")"]
    );
}

#[test]
fn bytes_that_are_no_characters_are_named_until_a_sidecar_notes_an_encoding_that_fits() {
    let folder = folder_with(&[]);
    let path = folder.path().join("甲.txt");
    let mixed = [
        &encoding_rs::GB18030.encode("各市教育局报送工作总结").0[..],
        b"\xFF\xFF",
    ]
    .concat();
    fs::write(&path, &mixed).expect("writes");
    assert_eq!(found(folder.path(), true), ["bytes 甲.txt GB18030"]);
}
