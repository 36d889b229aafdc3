//! Changes of many documents: in portions, stopped or not, and one step to undo.

use super::{Desk, MAY};
use crate::annotation::Status;
use crate::extract::MentionType;
use crate::session::{Action, BulkEdit, Changing, OnEverywhere, RowKey, Session, Treatment};

/// So many documents that they are changed in several portions, two entries in each.
fn many() -> Desk {
    let entries = "\u{3000}\u{3000}省数据局7月1日召开会议,推进平台建设。".repeat(60);
    let names: Vec<String> = (0..60).map(|at| format!("{at:02}.txt")).collect();
    let text = format!("{MAY}\n\u{3000}\u{3000}各地动态 {entries}\n");
    let documents: Vec<(&str, &str)> = names.iter().map(|name| (&**name, &*text)).collect();
    Desk::with(&documents)
}

impl Desk {
    fn all_entries(&self) -> Vec<RowKey> {
        let documents = self.session.folder().expect("open").documents();
        let documents = documents.iter().enumerate();
        let keys = documents.flat_map(|(document, of)| {
            let open = of.open().expect("loaded");
            let entries = open.loaded.outline.entries();
            entries.map(move |(entry, _)| RowKey { document, entry })
        });
        keys.collect()
    }

    /// How many documents have an entry with this status.
    fn n_with(&self, status: Status) -> usize {
        let documents = self.session.folder().expect("open").documents();
        let has_any = |open: &&crate::session::OpenDocument| {
            let mut entries = open.loaded.outline.entries();
            entries.any(|(entry, _)| open.record.node(entry).status == status)
        };
        let open = documents.iter().filter_map(|document| document.open());
        open.filter(has_any).count()
    }

    fn wait_for_change(&mut self) {
        self.wait(|session| session.changing().is_none());
    }
}

fn reviewed() -> BulkEdit {
    BulkEdit::Status(Status::Reviewed)
}

#[test]
fn many_documents_are_changed_in_portions_and_that_is_one_step() {
    let mut desk = many();
    let keys = desk.all_entries();
    desk.session
        .apply(Action::DecideOnEntries(keys, reviewed()));
    let (n_done, n_all) = desk
        .session
        .changing()
        .map(Changing::progress)
        .expect("more is to come");
    assert!(n_done > 0 && n_done < n_all && n_all == 60);
    assert_eq!(desk.n_with(Status::Reviewed), n_done);
    assert!(
        !desk.session.is_all_saved(),
        "nobody closes the window meanwhile"
    );
    desk.session.drain();
    assert!(desk.n_with(Status::Reviewed) > n_done, "another portion");
    desk.wait_for_change();
    assert_eq!(desk.n_with(Status::Reviewed), 60);
    desk.session.apply(Action::Undo);
    desk.wait_for_change();
    assert_eq!(desk.n_with(Status::Reviewed), 0);
    assert_eq!(desk.session.history().undo_label(), None);
    desk.session.apply(Action::Redo);
    desk.wait_for_change();
    assert_eq!(desk.n_with(Status::Reviewed), 60);
    desk.wait(Session::is_all_saved);
}

#[test]
fn where_a_change_is_stopped_what_was_done_is_one_step_and_the_rest_untouched() {
    let mut desk = many();
    let keys = desk.all_entries();
    desk.session
        .apply(Action::DecideOnEntries(keys, reviewed()));
    desk.session.apply(Action::StopChanging);
    assert!(desk.session.changing().is_none());
    let n_done = desk.n_with(Status::Reviewed);
    assert!(n_done > 0 && n_done < 60);
    let told = desk.session.messages().all().last().expect("told");
    assert_eq!(told.notice.id, "notice-change-stopped");
    desk.session.apply(Action::Undo);
    desk.wait_for_change();
    assert_eq!(desk.n_with(Status::Reviewed), 0);
    assert_eq!(desk.session.history().undo_label(), None);
}

#[test]
fn an_undo_that_is_stopped_goes_on_with_the_next() {
    let mut desk = many();
    let keys = desk.all_entries();
    desk.session
        .apply(Action::DecideOnEntries(keys, reviewed()));
    desk.wait_for_change();
    desk.session.apply(Action::Undo);
    desk.session.apply(Action::StopChanging);
    let n_left = desk.n_with(Status::Reviewed);
    assert!(n_left > 0 && n_left < 60);
    desk.session.apply(Action::Undo);
    desk.wait_for_change();
    assert_eq!(desk.n_with(Status::Reviewed), 0);
    assert_eq!(desk.session.history().undo_label(), None);
    for _ in 0..2 {
        desk.session.apply(Action::Redo);
        desk.wait_for_change();
    }
    assert_eq!(desk.n_with(Status::Reviewed), 60);
    assert_eq!(desk.session.history().redo_label(), None);
}

#[test]
fn what_is_decided_meanwhile_waits_and_is_a_step_of_its_own_behind() {
    let mut desk = many();
    let keys = desk.all_entries();
    let last = *keys.last().expect("entries");
    desk.session
        .apply(Action::DecideOnEntries(keys, reviewed()));
    let back = BulkEdit::Status(Status::Unreviewed);
    desk.session
        .apply(Action::DecideOnEntries(vec![last], back));
    let folder = |desk: &Desk| {
        let folder = desk.session.folder().expect("open");
        let open = folder.documents()[last.document].open().expect("loaded");
        open.record.node(last.entry).status
    };
    desk.wait_for_change();
    assert_eq!(folder(&desk), Status::Unreviewed);
    desk.session.apply(Action::Undo);
    assert_eq!(folder(&desk), Status::Reviewed);
    desk.session.apply(Action::Undo);
    desk.wait_for_change();
    assert_eq!(desk.n_with(Status::Reviewed), 0);
}

#[test]
fn a_folder_that_is_closed_meanwhile_has_all_of_the_change() {
    let mut desk = many();
    let keys = desk.all_entries();
    desk.session
        .apply(Action::DecideOnEntries(keys, reviewed()));
    assert!(desk.session.changing().is_some());
    desk.session.close();
    let files = std::fs::read_dir(desk.folder.path()).expect("listed");
    let names = files.map(|file| file.expect("a file").file_name());
    let n_sidecars = names
        .filter(|name| name.to_string_lossy().ends_with(".txt.piyue.ron"))
        .count();
    assert_eq!(n_sidecars, 60);
}

#[test]
fn the_same_thing_everywhere_is_done_in_portions_too_and_stopped_it_leaves_the_rest_ticked() {
    let mut desk = many();
    let text = &desk.session.document().expect("open").loaded.source.text;
    let at = text.as_str().find("省数据局").expect("there");
    let span = crate::text::Span::from_usize(at, at + "省数据局".len());
    desk.session
        .apply(Action::SelectMention(MentionType::Org, span));
    desk.session.apply(Action::Everywhere(OnEverywhere::Open));
    desk.wait(|session| {
        let (n_looked, n_to_look) = session.everywhere().progress();
        n_looked == n_to_look && !session.everywhere().is_looking()
    });
    desk.session
        .apply(Action::Everywhere(OnEverywhere::Treat(Treatment::Reject)));
    let n_all = desk.session.everywhere().preview().n_changes;
    desk.session.apply(Action::Everywhere(OnEverywhere::Apply));
    assert!(desk.session.changing().is_some());
    desk.session.apply(Action::StopChanging);
    let outcome = desk.session.everywhere().outcome().expect("done").clone();
    assert!(outcome.n_changes > 0 && outcome.n_changes < n_all);
    desk.wait(|session| {
        let preview = session.everywhere().preview();
        preview.n_changes == n_all - outcome.n_changes
    });
    desk.session.apply(Action::Everywhere(OnEverywhere::Apply));
    desk.wait_for_change();
    let again = desk.session.everywhere().outcome().expect("done");
    assert_eq!(again.n_changes, n_all - outcome.n_changes);
    for _ in 0..2 {
        desk.session.apply(Action::Undo);
        desk.wait_for_change();
    }
    assert_eq!(desk.session.history().undo_label(), None);
    assert_eq!(desk.n_with(Status::InReview), 0, "all taken back");
}
