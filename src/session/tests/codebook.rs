//! Editing the folder's codebook.

use std::fs;

use super::{Desk, MAY};
use crate::codebook::{Change, Codebook, Pattern, Term};
use crate::extract::MentionType;
use crate::session::{
    Action, Candidate, CodebookAction, CodebookEditor, CodebookSaving, OpenCodebook, Question,
    Session, TrialState,
};

const FILE: &str = "codebook.piyue.ron";

impl Desk {
    fn edit(&mut self, action: CodebookAction) {
        self.session.apply(Action::Codebook(action));
    }

    fn change(&mut self, change: Change) {
        self.edit(CodebookAction::Change(change));
    }

    fn open_codebook(&mut self) {
        self.edit(CodebookAction::Open);
        self.wait(|session| !matches!(session.codebook_editor(), Some(CodebookEditor::Reading)));
    }

    fn save(&mut self) {
        self.edit(CodebookAction::Save);
        self.wait(|session| {
            open(session).is_none_or(|open| *open.saving() != CodebookSaving::OnItsWay)
        });
    }

    fn open(&self) -> &OpenCodebook {
        open(&self.session).expect("the codebook is open")
    }

    fn tags_of_first_entry(&self) -> Vec<String> {
        let document = self.session.document().expect("a document");
        let (entry, _) = document.loaded.outline.entries().next().expect("an entry");
        document.record.node(entry).tags.clone()
    }

    fn codebook_on_disk(&self) -> String {
        fs::read_to_string(self.folder.path().join(FILE)).expect("reads")
    }
}

fn open(session: &Session) -> Option<&OpenCodebook> {
    match session.codebook_editor() {
        Some(CodebookEditor::Open(open)) => Some(open),
        _ => None,
    }
}

fn desk() -> Desk {
    let mut desk = Desk::with(&[("五月.txt", MAY)]);
    desk.open_codebook();
    desk
}

fn merge() -> Change {
    Change::MergeTag {
        tag: "人员培训".into(),
        into: "会议活动".into(),
    }
}

#[test]
fn a_merged_tag_reads_as_the_other_at_once_and_no_decision_is_touched() {
    let mut desk = desk();
    desk.session.apply(Action::ToggleTag("人员培训".into()));
    desk.wait(Session::is_all_saved);
    let sidecar = desk.folder.path().join("五月.txt.piyue.ron");
    let before = fs::read(&sidecar).expect("reads");
    desk.change(merge());
    assert_eq!(desk.tags_of_first_entry(), ["人员培训"], "not saved yet");
    desk.save();
    assert_eq!(desk.tags_of_first_entry(), ["会议活动"]);
    assert!(!desk.open().is_changed());
    assert_eq!(fs::read(&sidecar).expect("reads"), before);
    let on_disk = Codebook::from_ron(&desk.codebook_on_disk()).expect("a codebook");
    assert!(on_disk.tag("人员培训").is_some());

    desk.change(Change::SplitTag {
        tag: "会议活动".into(),
        was: "人员培训".into(),
    });
    desk.save();
    assert_eq!(desk.tags_of_first_entry(), ["人员培训"], "and back");
}

#[test]
fn uses_are_counted_under_whatever_name_they_were_given() {
    let mut desk = desk();
    desk.session.apply(Action::ToggleTag("人员培训".into()));
    desk.session.apply(Action::ToggleTag("会议活动".into()));
    desk.session.drain();
    let n_uses = |desk: &Desk, name: &str| {
        let open = desk.open();
        open.codebook().tag(name).map(|tag| open.uses().of_tag(tag))
    };
    assert_eq!(n_uses(&desk, "人员培训"), Some(1));
    assert_eq!(n_uses(&desk, "数据成效"), Some(0));
    desk.change(merge());
    assert_eq!(n_uses(&desk, "会议活动"), Some(2));
    assert!(desk.open().uses().of_type("metric") > 0);
}

#[test]
fn every_change_is_taken_back_and_made_again() {
    let mut desk = desk();
    let before = desk.open().codebook().clone();
    desk.change(merge());
    desk.change(Change::AddTag {
        name: "新".into(),
        parent: None,
    });
    let after = desk.open().codebook().clone();
    desk.edit(CodebookAction::Undo);
    desk.edit(CodebookAction::Undo);
    assert_eq!(*desk.open().codebook(), before);
    assert!(!desk.open().is_changed());
    desk.edit(CodebookAction::Redo);
    desk.edit(CodebookAction::Redo);
    assert_eq!(*desk.open().codebook(), after);
}

#[test]
fn what_somebody_else_saved_meanwhile_is_gone_on_from_and_never_overwritten() {
    let mut desk = desk();
    desk.change(Change::RenameTag {
        tag: "重要".into(),
        name: "重点".into(),
    });
    desk.change(Change::SetTagKey {
        tag: "待核实".into(),
        key: Some('7'),
    });
    let theirs = "Codebook(version: 2, tags: [(name: \"重要\", key: '1'), (name: \"同事的\")])";
    fs::write(desk.folder.path().join(FILE), theirs).expect("writes");
    desk.wait(|session| open(session).is_some_and(|open| open.n_lost().is_some()));
    assert_eq!(desk.open().n_lost(), Some(1), "待核实 is there no more");
    desk.save();
    let on_disk = Codebook::from_ron(&desk.codebook_on_disk()).expect("a codebook");
    assert!(on_disk.has_tag("同事的"));
    assert_eq!(on_disk.tag("重要").map(|tag| &*tag.name), Some("重点"));
    assert_eq!(
        desk.session
            .codebook()
            .tag_of_key('1')
            .map(|tag| &*tag.name),
        Some("重点")
    );
}

#[test]
fn comments_written_by_hand_are_lost_only_after_a_question() {
    let mut desk = Desk::with(&[("五月.txt", MAY)]);
    let by_hand = "Codebook(version: 1, tags: [(name: \"甲\")]) // 我写的\n";
    fs::write(desk.folder.path().join(FILE), by_hand).expect("writes");
    desk.wait(|session| session.codebook().has_tag("甲"));
    desk.open_codebook();
    desk.change(Change::ArchiveTag {
        tag: "甲".into(),
        archived: true,
    });
    desk.save();
    assert_eq!(desk.open().question(), Some(Question::Comments));
    assert_eq!(desk.codebook_on_disk(), by_hand);
    desk.edit(CodebookAction::SaveAnyway);
    desk.wait(|session| open(session).is_some_and(|open| !open.is_changed()));
    let backups = desk.folder.path().join(".piyue/backups");
    let kept = fs::read_dir(backups).expect("lists").filter_map(Result::ok);
    let kept = kept.map(|kept| fs::read_to_string(kept.path()).expect("reads"));
    assert!(kept.into_iter().any(|kept| kept == by_hand));
}

#[test]
fn a_codebook_that_cannot_be_read_is_left_alone() {
    let mut desk = Desk::with(&[("五月.txt", MAY)]);
    let broken = "Codebook(version: 2,\n  tags: [(name: 1)])";
    fs::write(desk.folder.path().join(FILE), broken).expect("writes");
    desk.open_codebook();
    let Some(CodebookEditor::Broken(error)) = desk.session.codebook_editor() else {
        panic!("it cannot be read");
    };
    assert_eq!(error.position().map(|(line, _)| line), Some(2));
    desk.edit(CodebookAction::Save);
    desk.edit(CodebookAction::Close);
    assert!(desk.session.codebook_editor().is_none());
    assert_eq!(desk.codebook_on_disk(), broken);
}

#[test]
fn closing_asks_before_anything_is_lost() {
    let mut desk = desk();
    desk.change(merge());
    desk.edit(CodebookAction::Close);
    assert_eq!(desk.open().question(), Some(Question::Unsaved));
    desk.session.apply(Action::CloseFolder);
    assert!(desk.session.folder().is_some(), "the folder waits too");
    desk.edit(CodebookAction::Save);
    desk.wait(|session| session.codebook_editor().is_none());
    assert!(
        !desk
            .session
            .codebook()
            .tags
            .iter()
            .any(|tag| tag.name == "人员培训")
    );
}

#[test]
fn a_term_is_tried_on_the_open_document_before_it_is_part_of_the_codebook() {
    let mut desk = desk();
    let term = Term {
        kind: "org".into(),
        text: "培训班".into(),
        value: None,
    };
    let candidate = Candidate::Term(term);
    desk.edit(CodebookAction::Try(Some(candidate.clone())));
    desk.wait(|session| open(session).is_some_and(|open| open.trial().is_passed()));
    let TrialState::Done(_, result) = desk.open().trial() else {
        panic!("tried");
    };
    assert_eq!(result.trial.n_hits, 1);
    assert_eq!(result.places[0].quote, "培训班");
    assert!(result.places[0].before.ends_with("素养"));
    assert!(!desk.open().is_changed());
    desk.change(candidate.change());
    desk.save();
    let document = desk.session.document().expect("a document");
    let text = &document.loaded.source.text;
    let mut mentions = document.record.mentions.iter();
    assert!(
        mentions.any(|mention| mention.kind == MentionType::Org
            && text.slice(mention.span) == "培训班"),
        "found at once"
    );
}

#[test]
fn a_form_that_is_none_is_refused_while_it_is_typed() {
    let mut desk = desk();
    let pattern = Pattern::new("org", "(未完");
    desk.edit(CodebookAction::Try(Some(Candidate::Pattern(pattern))));
    assert!(matches!(desk.open().trial(), TrialState::Refused(..)));
    assert!(!desk.open().trial().is_passed());
}
