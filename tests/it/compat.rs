//! Annotation files of earlier versions: they load, nothing of them is lost, and writing them again changes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use piyue::annotation::Verdict;
use piyue::workspace::{
    LoadOptions, LoadedDocument, Reviewer, document_ron, list, load_with, read_codebook,
    sidecar_path,
};

fn compat() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat")
}

/// Loads a document of a folder with the annotation of a reviewer.
fn loaded(root: &Path, path: &str, reviewer: Option<&str>) -> LoadedDocument {
    let codebook = read_codebook(root).expect("a codebook of version 1 is read");
    let options = LoadOptions {
        encoding: None,
        reviewer: reviewer.and_then(Reviewer::new),
    };
    let document = load_with(root, Path::new(path), &codebook, &options).expect("loads");
    assert_eq!(document.read_only, None, "{path}");
    document
}

/// Checks that what the document would be saved as is what is on disk, byte for byte.
fn assert_saved_unchanged(root: &Path, document: &LoadedDocument) {
    let sidecar = document.sidecar_path();
    let kept = fs::read_to_string(root.join(&sidecar)).expect("is there");
    let written = document_ron(document).expect("places hold");
    assert_eq!(written, kept, "{}", sidecar.display());
}

#[test]
fn every_annotation_file_of_version_1_is_written_again_as_it_was() {
    let root = compat();
    for (path, reviewer) in [
        ("通报.txt", None),
        ("来稿.txt", Some("李")),
        ("简报.txt", None),
        ("简讯.txt", None),
    ] {
        assert_saved_unchanged(&root, &loaded(&root, path, reviewer));
    }
}

#[test]
fn the_annotation_of_a_document_with_a_long_name_is_found_by_its_hash() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = format!("{}.txt", "报".repeat(81));
    fs::copy(compat().join("长名.txt"), folder.path().join(&name)).expect("copies");
    let sidecar = folder.path().join(sidecar_path(Path::new(&name)));
    fs::create_dir_all(sidecar.parent().expect("has one")).expect("creates");
    let kept = compat()
        .join("长名")
        .join(sidecar.file_name().expect("has one"));
    fs::copy(kept, &sidecar).expect("the hash is what it was");
    let document = loaded(folder.path(), &name, None);
    assert_eq!(document.annotation.mentions.len(), 1);
    assert_saved_unchanged(folder.path(), &document);
}

#[test]
fn every_decision_of_version_1_is_still_one() {
    let annotation = loaded(&compat(), "通报.txt", None).annotation;
    let n = |verdict: Verdict| {
        let of_verdict =
            |decision: &&piyue::annotation::MentionDecision| decision.verdict == verdict;
        annotation.mentions.iter().filter(of_verdict).count()
    };
    let verdicts = [
        Verdict::Accepted,
        Verdict::Corrected,
        Verdict::Rejected,
        Verdict::Added,
    ];
    assert_eq!(verdicts.map(n), [2, 3, 2, 3]);
    assert_eq!(annotation.document.len(), 5);
    assert_eq!(annotation.entries.len(), 3);
    assert_eq!(annotation.entries[0].tags, ["重要", "自己的标签"]);
    assert_eq!(annotation.log.len(), 30);
    let detached = loaded(&compat(), "简报.txt", None).annotation.detached;
    assert_eq!(detached.len(), 4);
    let reviewers = loaded(&compat(), "来稿.txt", Some("李")).annotation;
    assert_eq!((reviewers.mentions.len(), reviewers.entries.len()), (1, 1));
}

#[test]
fn every_annotation_file_in_the_folder_is_under_test() {
    let mut names: Vec<String> = fs::read_dir(compat())
        .expect("lists")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(".piyue.ron"))
        .collect();
    names.sort();
    let listing = list(&compat()).expect("lists");
    let texts = listing.documents.iter();
    let n_texts = texts.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    assert_eq!(n_texts.count(), 5);
    assert_eq!(
        names,
        [
            "codebook.piyue.ron",
            "来稿.txt.李.piyue.ron",
            "简报.txt.piyue.ron",
            "简讯.txt.piyue.ron",
            "通报.txt.piyue.ron",
        ]
    );
}
