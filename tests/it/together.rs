//! Several reviewers, windows and programs on one folder: nobody's decisions are lost, and nobody decides for another.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use piyue::annotation::{Annotation, Slot, Verdict, sidecar};
use piyue::codebook::Codebook;
use piyue::extract::MentionType;
use piyue::record::decision::Decision;
use piyue::session::{Action, OpenDocument, SaveState, Session};
use piyue::source;
use piyue::text::Span;
use piyue::workspace::{load, save};

const BULLETIN: &str = "2024年5月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}数字治理 截至5月底,省数据局备案1276家企业的3004个应用。\n\n\
    \u{3000}\u{3000}人员培训 5月20日,省农业农村厅举办数字素养培训班,参训2000余人。\n";
const SIDECAR: &str = "通报.txt.piyue.ron";

fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    folder
}

/// A reviewer before an open window.
struct Reviewer(Session);

impl Reviewer {
    fn sits_down(name: &str, folder: &Path) -> Self {
        let mut session = Session::new(Arc::new(|| {}), None, Some(name.to_owned()));
        session.apply(Action::Open(folder.to_owned()));
        let mut reviewer = Self(session);
        reviewer.waits_for("the document", |session| session.document().is_some());
        reviewer
    }

    fn waits_for(&mut self, what: &str, is_there: impl Fn(&Session) -> bool) {
        let end = Instant::now() + Duration::from_mins(1);
        while !is_there(&self.0) {
            assert!(Instant::now() < end, "waited too long for {what}");
            std::thread::sleep(Duration::from_millis(5));
            self.0.drain();
        }
    }

    fn waits_until_saved(&mut self) {
        self.waits_for("the disk", Session::is_all_saved);
    }

    fn document(&self) -> &OpenDocument {
        self.0.document().expect("a document is open")
    }

    fn annotation(&self) -> &Annotation {
        &self.document().loaded.annotation
    }

    fn decides(&mut self, decision: Decision) {
        self.0.apply(Action::Decide("step-correct", vec![decision]));
    }

    fn rejects(&mut self, kind: MentionType, quote: &str) {
        let span = span(quote);
        self.decides(Decision::Reject { kind, span });
    }

    fn accepts(&mut self, kind: MentionType, quote: &str) {
        let span = span(quote);
        self.decides(Decision::Accept { kind, span });
    }

    fn notes(&mut self, note: &str) {
        let note = note.to_owned();
        self.decides(Decision::Note { entry: None, note });
    }

    fn sees(&mut self, what: &str, has_it: impl Fn(&Annotation) -> bool) {
        self.waits_for(what, |session| {
            let document = session.document();
            document.is_some_and(|document| has_it(&document.loaded.annotation))
        });
    }
}

fn span(quote: &str) -> Span {
    let at = BULLETIN.find(quote).expect("in the bulletin");
    Span::from_usize(at, at + quote.len())
}

fn verdict(annotation: &Annotation, kind: &MentionType, quote: &str) -> Option<Verdict> {
    Some(annotation.mention(kind, span(quote))?.verdict)
}

fn on_disk(folder: &Path) -> Annotation {
    let bytes = fs::read(folder.join("通报.txt")).expect("reads");
    let source = source::read(Path::new("通报.txt"), &bytes, None).expect("a text");
    let ron = fs::read_to_string(folder.join(SIDECAR)).expect("a sidecar");
    let (annotation, _) = sidecar::read(&ron, &source.text, &source.sha256).expect("readable");
    annotation
}

/// The sidecar as somebody would have it who had begun with the one in this folder and made this decision elsewhere.
fn sidecar_from_elsewhere(folder: &Path, decision: Decision) -> Vec<u8> {
    let elsewhere = desk();
    if folder.join(SIDECAR).exists() {
        fs::copy(folder.join(SIDECAR), elsewhere.path().join(SIDECAR)).expect("copies");
    }
    let path = Path::new("通报.txt");
    let mut document = load(elsewhere.path(), path, &Codebook::built_in()).expect("loads");
    let stamp = piyue::annotation::Stamp::now(Some("远方"));
    let record = document.record();
    let edits = piyue::record::decision::edits_of(
        decision,
        &document.source.text,
        &document.parsed,
        &record,
        &stamp,
    );
    for edit in edits.expect("fits") {
        document.annotation.apply(&edit);
        document.annotation.record_in_log(edit, &stamp);
    }
    save(elsewhere.path(), &mut document, "elsewhere").expect("saves");
    fs::read(elsewhere.path().join(SIDECAR)).expect("reads")
}

#[test]
fn what_two_reviewers_decide_beside_each_other_comes_to_both() {
    let folder = desk();
    let mut li = Reviewer::sits_down("李", folder.path());
    let mut wang = Reviewer::sits_down("王", folder.path());
    li.rejects(MentionType::Date, "5月底");
    wang.accepts(MentionType::Date, "5月20日");
    li.notes("李的备注");
    let has_all = |annotation: &Annotation| {
        annotation.mentions.len() == 2 && annotation.review.note.is_some()
    };
    li.sees("all decisions", has_all);
    wang.sees("all decisions", has_all);
    li.waits_until_saved();
    wang.waits_until_saved();
    for annotation in [li.annotation(), wang.annotation(), &on_disk(folder.path())] {
        assert_eq!(
            verdict(annotation, &MentionType::Date, "5月底"),
            Some(Verdict::Rejected)
        );
        assert_eq!(
            verdict(annotation, &MentionType::Date, "5月20日"),
            Some(Verdict::Accepted)
        );
        assert!(annotation.conflicts.is_empty());
    }
    assert!(
        li.0.folder().expect("open").others().n_decisions > 0,
        "and is told so"
    );
    li.0.apply(Action::Undo);
    wang.sees("that the note was taken back", |annotation| {
        annotation.review.note.is_none()
    });
}

#[test]
fn two_who_decide_at_once_end_with_the_same_and_lose_nothing() {
    const N_EACH: usize = 12;
    let folder = desk();
    let mut reviewers = ["李", "王"].map(|name| Reviewer::sits_down(name, folder.path()));
    for n in 0..N_EACH {
        for (name, reviewer) in ["李", "王"].iter().zip(&mut reviewers) {
            reviewer.0.drain();
            reviewer.decides(Decision::Tag {
                entry: None,
                tag: format!("{name}{n}"),
                on: true,
            });
        }
    }
    for reviewer in &mut reviewers {
        reviewer.sees("every tag", |annotation| {
            annotation.review.tags.len() == 2 * N_EACH
        });
        reviewer.waits_until_saved();
    }
    let [li, wang] = reviewers.map(|reviewer| reviewer.annotation().clone());
    assert_eq!(
        (&li, &wang),
        (&on_disk(folder.path()), &on_disk(folder.path()))
    );
}

#[test]
fn the_same_place_decided_differently_waits_for_a_person() {
    let folder = desk();
    let mut li = Reviewer::sits_down("李", folder.path());
    li.notes("甲");
    li.waits_until_saved();
    // Decided without knowing of it, as on a train.
    let mine = fs::read(folder.path().join(SIDECAR)).expect("reads");
    fs::remove_file(folder.path().join(SIDECAR)).expect("removes");
    let theirs = sidecar_from_elsewhere(
        folder.path(),
        Decision::Note {
            entry: None,
            note: "乙".into(),
        },
    );
    fs::write(folder.path().join(SIDECAR), mine).expect("writes");
    fs::write(folder.path().join(SIDECAR), theirs).expect("writes");
    let is_disputed = |annotation: &Annotation| annotation.conflict(&Slot::Note(None)).is_some();
    li.sees("the conflict", is_disputed);
    li.notes("甲");
    assert_eq!(
        li.0.folder().expect("open").n_conflicts(),
        1,
        "the same again settles nothing"
    );
    drop(li);
    assert!(
        is_disputed(&on_disk(folder.path())),
        "closing decides nothing"
    );

    let mut wang = Reviewer::sits_down("王", folder.path());
    let conflict = wang
        .annotation()
        .conflict(&Slot::Note(None))
        .expect("still there");
    let side = conflict
        .sides
        .iter()
        .position(|side| side.by.as_deref() == Some("远方"));
    wang.0.apply(Action::SettleConflict(
        Slot::Note(None),
        side.expect("both are there"),
    ));
    wang.waits_until_saved();
    let settled = on_disk(folder.path());
    assert_eq!(
        (settled.review.note.as_deref(), settled.conflicts.len()),
        (Some("乙"), 0)
    );
    wang.0.apply(Action::Undo);
    wang.waits_until_saved();
    assert!(
        is_disputed(&on_disk(folder.path())),
        "settling can be taken back"
    );
}

#[test]
fn a_sidecar_replaced_from_outside_is_merged_with_what_is_decided_here() {
    let folder = desk();
    let mut li = Reviewer::sits_down("李", folder.path());
    li.notes("李的备注");
    li.waits_until_saved();
    let tag = Decision::Tag {
        entry: None,
        tag: "督办".into(),
        on: true,
    };
    let theirs = sidecar_from_elsewhere(folder.path(), tag);
    li.rejects(MentionType::Date, "5月底");
    li.waits_until_saved();
    fs::write(folder.path().join(SIDECAR), theirs).expect("writes");
    // Saving compares by itself, whether or not the change was noticed before.
    li.accepts(MentionType::Date, "5月20日");
    li.sees("the tag", |annotation| annotation.review.tags == ["督办"]);
    li.waits_until_saved();
    let both = on_disk(folder.path());
    assert_eq!(both.review.tags, ["督办"]);
    assert_eq!(both.mentions.len(), 2, "{:?}", both.mentions);
    assert_eq!(both.review.note.as_deref(), Some("李的备注"));
}

#[test]
fn a_sidecar_that_became_unreadable_is_left_alone_until_it_is_whole() {
    let folder = desk();
    let mut li = Reviewer::sits_down("李", folder.path());
    li.notes("一");
    li.waits_until_saved();
    let whole = fs::read(folder.path().join(SIDECAR)).expect("reads");
    fs::write(folder.path().join(SIDECAR), "<<<<<<< HEAD").expect("writes");
    li.notes("二");
    li.waits_for("the complaint", |session| {
        let state = session.folder().map(piyue::session::Folder::save_state);
        matches!(state, Some(SaveState::Failed { .. }))
    });
    assert_eq!(
        fs::read_to_string(folder.path().join(SIDECAR)).expect("reads"),
        "<<<<<<< HEAD"
    );
    fs::write(folder.path().join(SIDECAR), whole).expect("writes");
    li.waits_until_saved();
    assert_eq!(on_disk(folder.path()).review.note.as_deref(), Some("二"));
}

#[test]
fn a_sidecar_that_vanished_is_written_again() {
    let folder = desk();
    let mut li = Reviewer::sits_down("李", folder.path());
    li.notes("要紧");
    li.waits_until_saved();
    fs::remove_file(folder.path().join(SIDECAR)).expect("removes");
    li.waits_for("the word of it", |session| {
        let mut open = session.messages().open();
        open.any(|(_, message)| message.notice.id == "notice-rewritten")
    });
    assert_eq!(on_disk(folder.path()).review.note.as_deref(), Some("要紧"));
}

#[test]
fn documents_that_come_and_go_move_no_other() {
    let folder = desk();
    fs::write(folder.path().join("月报.txt"), BULLETIN).expect("writes");
    let mut li = Reviewer::sits_down("李", folder.path());
    li.0.apply(Action::Show(1));
    li.waits_for("both", |session| {
        session
            .folder()
            .is_some_and(|folder| folder.progress() == (2, 2))
    });
    fs::write(folder.path().join("丁.txt"), BULLETIN).expect("writes");
    let names = |session: &Session| {
        let folder = session.folder().expect("open");
        let paths = folder
            .in_order()
            .map(|at| folder.documents()[at].path.clone());
        paths.collect::<Vec<_>>()
    };
    li.waits_for("the new one", |session| names(session).len() == 3);
    assert_eq!(
        names(&li.0),
        ["丁.txt", "月报.txt", "通报.txt"],
        "in its place"
    );
    assert_eq!(
        li.document().loaded.path,
        Path::new("通报.txt"),
        "and still at the same"
    );
    fs::remove_file(folder.path().join("月报.txt")).expect("removes");
    li.waits_for("its going", |session| names(session).len() == 2);
    li.notes("在通报上");
    li.waits_until_saved();
    assert_eq!(
        on_disk(folder.path()).review.note.as_deref(),
        Some("在通报上")
    );
    fs::remove_file(folder.path().join("通报.txt")).expect("removes");
    li.waits_for("the word of it", |session| {
        let folder = session.folder().expect("open");
        folder
            .current()
            .is_some_and(|at| folder.documents()[at].is_gone)
    });
    assert_eq!(names(&li.0).len(), 2, "the one on show stays");
}

#[test]
fn a_source_that_changed_is_offered_and_a_codebook_taken_at_once() {
    let folder = desk();
    let mut li = Reviewer::sits_down("李", folder.path());
    let codebook = "Codebook(version: 1, tags: [(name: \"新标签\", key: '9')])";
    fs::write(folder.path().join("codebook.piyue.ron"), codebook).expect("writes");
    li.waits_for("the codebook", |session| {
        session.codebook().has_tag("新标签")
    });
    fs::write(
        folder.path().join("通报.txt"),
        BULLETIN.replace("1276", "1277"),
    )
    .expect("writes");
    li.waits_for("the change", |session| {
        session
            .document()
            .is_some_and(|document| document.has_new_source)
    });
    assert!(
        li.document().loaded.source.text.as_str().contains("1276"),
        "nothing moves by itself"
    );
    li.0.apply(Action::LoadSourceAgain);
    li.waits_for("the new text", |session| {
        let document = session.document();
        document.is_some_and(|document| document.loaded.source.text.as_str().contains("1277"))
    });
}

#[test]
fn a_second_window_is_told_and_can_only_read() {
    let folder = desk();
    let mut li = Reviewer::sits_down("李", folder.path());
    let mut wang = Reviewer::sits_down("王", folder.path());
    wang.waits_for("the word of it", |session| {
        let others = session.folder().map(piyue::session::Folder::others);
        others.is_some_and(|others| others.open_elsewhere.len() == 1)
    });
    let others = wang.0.folder().expect("open").others();
    assert_eq!(others.open_elsewhere[0].reviewer.as_deref(), Some("李"));
    assert!(
        li.0.folder()
            .expect("open")
            .others()
            .open_elsewhere
            .is_empty()
    );
    wang.0.apply(Action::SetViewOnly(true));
    wang.notes("不该有");
    assert_eq!(wang.annotation().review.note, None);
    li.notes("看得到");
    wang.sees("the note", |annotation| {
        annotation.review.note.as_deref() == Some("看得到")
    });
    wang.0.apply(Action::SetViewOnly(false));
    wang.decides(Decision::Tag {
        entry: None,
        tag: "王".into(),
        on: true,
    });
    li.sees("the tag", |annotation| annotation.review.tags == ["王"]);
    drop(wang);
    drop(li);
    assert!(
        !folder.path().join(".piyue/open").exists(),
        "nothing stays behind"
    );
}

#[test]
fn a_conflict_copy_is_offered_merged_and_put_away() {
    let folder = desk();
    let mut li = Reviewer::sits_down("李", folder.path());
    li.notes("李的备注");
    li.waits_until_saved();
    let tag = Decision::Tag {
        entry: None,
        tag: "督办".into(),
        on: true,
    };
    let copy = folder.path().join("通报 (王的冲突副本).piyue.ron");
    fs::write(&copy, sidecar_from_elsewhere(folder.path(), tag)).expect("writes");
    li.waits_for("the offer", |session| {
        session
            .folder()
            .is_some_and(|folder| folder.copies().count() == 1)
    });
    li.0.apply(Action::MergeCopies);
    li.sees("the tag", |annotation| annotation.review.tags == ["督办"]);
    li.waits_until_saved();
    let both = on_disk(folder.path());
    assert_eq!(
        (both.review.tags.len(), both.review.note.as_deref()),
        (1, Some("李的备注"))
    );
    assert!(!copy.exists());
    let kept = fs::read_dir(folder.path().join(".piyue/backups")).expect("lists");
    let names = kept.map(|file| {
        file.expect("a file")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    assert!(
        names
            .into_iter()
            .any(|name| name.starts_with("通报 (王的冲突副本)"))
    );
    assert_eq!(li.0.folder().expect("open").copies().count(), 0);
}
