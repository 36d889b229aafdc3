//! Exports through the disk: whole or not at all, never over what is a reviewer's.

use std::fs;

use super::super::listing::list;
use super::*;
use crate::export::Table;

const NAMES: [&str; 3] = ["一.txt", "三.txt", "二.txt"];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in NAMES {
        fs::write(folder.path().join(name), "标题\n").expect("writes");
    }
    folder
}

fn request(format: Format) -> ExportRequest {
    ExportRequest {
        format,
        choices: Choices {
            table: Table::Documents,
            ..Choices::default()
        },
        filter: Filter::default(),
        with_errata: false,
        language: Language::Chinese,
        reviewer: None,
    }
}

fn export_to(
    root: &Path,
    format: Format,
    target: &Path,
    progress: &mut Progress<'_>,
) -> Result<ExportSummary, ExportFailure> {
    let listing = list(root).expect("lists");
    let codebook = Codebook::built_in();
    let folder = Folder {
        listing: &listing,
        codebook: &codebook,
    };
    export(folder, &request(format), Target::Path(target), progress)
}

fn n_files(folder: &Path) -> usize {
    fs::read_dir(folder).expect("lists").count()
}

#[test]
fn every_format_is_written_whole_with_progress() {
    let folder = folder();
    for format in Format::ALL {
        let out = tempfile::tempdir().expect("a folder");
        let target = out.path().join("成果");
        let mut steps = Vec::new();
        let summary = export_to(folder.path(), format, &target, &mut |done, total| {
            steps.push((done, total));
            ControlFlow::Continue(())
        });
        assert_eq!(summary.expect("exports").n_written, 3);
        assert_eq!(steps, [(0, 3), (1, 3), (2, 3), (3, 3)]);
        assert!(fs::metadata(&target).expect("is there").len() > 0);
        assert_eq!(n_files(out.path()), 1, "no temporary file stays");
    }
}

#[test]
fn cancelling_leaves_the_target_as_it_was_and_nothing_else() {
    let folder = folder();
    let out = tempfile::tempdir().expect("a folder");
    let target = out.path().join("成果.jsonl");
    fs::write(&target, "旧").expect("writes");
    for stop_at in 0..3 {
        let cancelled = export_to(folder.path(), Format::Jsonl, &target, &mut |done, _| {
            if done == stop_at {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert!(matches!(cancelled, Err(ExportFailure::Cancelled)));
        assert_eq!(fs::read_to_string(&target).expect("reads"), "旧");
        assert_eq!(n_files(out.path()), 1);
    }
}

#[test]
fn sources_and_sidecars_are_no_targets() {
    let folder = folder();
    let mut go_on = |_, _| ControlFlow::Continue(());
    let mut to = |name: &str| {
        let target = folder.path().join(name);
        export_to(folder.path(), Format::Csv, &target, &mut go_on)
    };
    assert!(matches!(to("一.txt"), Err(ExportFailure::IsSource(_))));
    for name in ["一.txt.piyue.ron", "codebook.piyue.ron", "X.PIYUE.RON"] {
        assert!(
            matches!(to(name), Err(ExportFailure::IsSidecar(_))),
            "{name}"
        );
    }
    assert!(matches!(
        to("没有/x.csv"),
        Err(ExportFailure::Target { .. })
    ));
    assert_eq!(n_files(folder.path()), NAMES.len());
}

#[test]
fn a_document_whose_decisions_cannot_be_read_is_left_out_and_named() {
    let folder = folder();
    fs::write(folder.path().join("三.txt.piyue.ron"), "Sidecar(").expect("writes");
    fs::write(folder.path().join("四.txt"), "\0\0\u{1}").expect("writes");
    let out = tempfile::tempdir().expect("a folder");
    let target = out.path().join("成果.jsonl");
    let summary = export_to(folder.path(), Format::Jsonl, &target, &mut |_, _| {
        ControlFlow::Continue(())
    })
    .expect("exports");
    assert_eq!(summary.n_written, 2);
    let [(three, sidecar), (four, unreadable)] = summary.skipped.as_slice() else {
        panic!("{:?}", summary.skipped)
    };
    assert_eq!(
        (three.as_path(), four.as_path()),
        (Path::new("三.txt"), Path::new("四.txt"))
    );
    assert!(matches!(sidecar, SkipReason::Sidecar(_)));
    assert!(matches!(unreadable, SkipReason::Unreadable(_)));
}

#[test]
fn a_folder_takes_the_place_of_an_earlier_export_and_of_nothing_else() {
    let folder = folder();
    let out = tempfile::tempdir().expect("a folder");
    let target = out.path().join("标注");
    let mut go_on = |_, _| ControlFlow::Continue(());
    let mut brat = |target: &Path| export_to(folder.path(), Format::Brat, target, &mut go_on);
    fs::create_dir(&target).expect("creates");
    assert_eq!(target_state(&target, true), TargetState::Replaced);
    brat(&target).expect("an empty folder is replaced");
    fs::write(target.join("多余.txt"), "旧").expect("writes");
    brat(&target).expect("an earlier export is replaced");
    assert!(!target.join("多余.txt").exists());
    assert!(target.join("一.ann").is_file());

    let kept = out.path().join("别的");
    fs::create_dir(&kept).expect("creates");
    fs::write(kept.join("要紧.txt"), "文").expect("writes");
    assert_eq!(target_state(&kept, true), TargetState::Refused);
    assert!(matches!(brat(&kept), Err(ExportFailure::NotEmpty(_))));
    let file = kept.join("要紧.txt");
    assert_eq!(target_state(&file, true), TargetState::Refused);
    assert!(matches!(brat(&file), Err(ExportFailure::Target { .. })));
    assert_eq!(fs::read_to_string(&file).expect("reads"), "文");
    assert_eq!(n_files(out.path()), 2, "no temporary folder stays");
    let states = [&file, &kept, &target, &out.path().join("新")].map(|at| target_state(at, false));
    let refused = TargetState::Refused;
    assert_eq!(
        states,
        [TargetState::Replaced, refused, refused, TargetState::Free]
    );
}

#[test]
fn a_folder_that_is_cancelled_leaves_the_earlier_one_and_what_a_crash_left_is_cleared() {
    let folder = folder();
    let out = tempfile::tempdir().expect("a folder");
    let target = out.path().join("标注");
    let mut go_on = |_, _| ControlFlow::Continue(());
    export_to(folder.path(), Format::Brat, &target, &mut go_on).expect("exports");
    fs::write(target.join("旧"), "").expect("writes");
    let cancelled = export_to(folder.path(), Format::Brat, &target, &mut |done, _| {
        if done == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(matches!(cancelled, Err(ExportFailure::Cancelled)));
    assert!(target.join("旧").exists());
    assert_eq!(n_files(out.path()), 1);

    let left = out.path().join(".标注.tmp");
    fs::rename(&target, &left).expect("renames");
    export_to(folder.path(), Format::Brat, &target, &mut go_on).expect("exports");
    assert!(!left.exists() && !target.join("旧").exists());
    fs::create_dir(&left).expect("creates");
    fs::write(left.join("要紧.txt"), "文").expect("writes");
    assert!(export_to(folder.path(), Format::Brat, &target, &mut go_on).is_err());
    assert!(left.join("要紧.txt").exists());
}

#[test]
fn a_folder_that_is_an_export_is_no_folder_of_documents() {
    let folder = folder();
    let target = folder.path().join("标注");
    let mut go_on = |_, _| ControlFlow::Continue(());
    export_to(folder.path(), Format::Brat, &target, &mut go_on).expect("exports");
    assert!(target.join("一.txt").is_file());
    let listing = list(folder.path()).expect("lists");
    assert_eq!(listing.documents.len(), NAMES.len());
    assert!(listing.unknown.is_empty());
    assert!(list(&target).expect("lists").documents.len() == NAMES.len());
}

#[test]
fn a_folder_of_files_cannot_be_written_to_a_stream() {
    let folder = folder();
    let listing = list(folder.path()).expect("lists");
    let codebook = Codebook::built_in();
    let of = Folder {
        listing: &listing,
        codebook: &codebook,
    };
    for format in Format::ALL {
        let mut bytes = Vec::new();
        let written = export(
            of,
            &request(format),
            Target::Writer(&mut bytes),
            &mut |_, _| ControlFlow::Continue(()),
        );
        let is_refused = matches!(written, Err(ExportFailure::NeedsFolder));
        assert_eq!(is_refused, format.is_folder(), "{format:?}");
        assert_eq!(bytes.is_empty(), format.is_folder());
    }
}
