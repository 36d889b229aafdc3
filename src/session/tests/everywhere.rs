//! The same thing everywhere: what is found, what is ticked, and deciding on all of it in one step.

use std::fmt::Write;
use std::fs;

use super::{Desk, JUNE, MAY};
use crate::annotation::{Status, Verdict};
use crate::extract::MentionType;
use crate::record::decision::Decision;
use crate::session::{
    Action, Likeness, OnEverywhere, Outcome, Preview, Scope, Session, Standing, Ticks, Treatment,
};
use crate::text::Span;

const JULY: &str = "2024年7月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}数据治理 7月1日,省数据局召开会议,省数据局局长讲话,田间课堂开讲。\n\n\u{3000}\u{3000}人员培训 田间课堂共13期,新田间课堂共3期。\n";

impl Desk {
    fn everywhere(&mut self, what: OnEverywhere) {
        self.session.apply(Action::Everywhere(what));
        self.wait_for_occurrences();
    }

    fn wait_for_occurrences(&mut self) {
        self.session.drain();
        self.wait(|session| {
            let (n_looked, n_to_look) = session.everywhere().progress();
            n_looked == n_to_look && !session.everywhere().is_looking()
        });
    }

    /// The place where words stand first in the document on show.
    fn place(&self, words: &str) -> Span {
        let document = self.session.document().expect("open");
        let text = document.loaded.source.text.as_str();
        let at = text.find(words).expect("in the text");
        Span::from_usize(at, at + words.len())
    }

    fn select(&mut self, kind: MentionType, words: &str) {
        let span = self.place(words);
        self.session.apply(Action::SelectMention(kind, span));
    }

    /// Opens the list of what is like a mention of the document on show.
    fn open_at(&mut self, kind: MentionType, words: &str) {
        self.select(kind, words);
        self.everywhere(OnEverywhere::Open);
    }

    /// The list as lines: documents with their counts, occurrences with their context.
    fn occurrences(&self) -> String {
        let everywhere = self.session.everywhere();
        let mut lines = String::new();
        for of in everywhere.documents() {
            let _ = writeln!(lines, "{} {}", of.path(), of.occurrences.len());
            for at in &of.occurrences {
                let tick = if everywhere.is_ticked(of, at) {
                    'x'
                } else {
                    ' '
                };
                let [before, words, after] = of.context(at);
                let after: String = after.chars().take(4).collect();
                let mention = of.mention(at);
                let about = match (at.standing, mention) {
                    (Standing::Free, _) => "-".to_owned(),
                    (Standing::Taken(_), Some(of)) => format!("in {}", of.kind.name()),
                    (_, Some(of)) => match of.verdict {
                        Some(verdict) => format!("{} {}", of.kind.name(), verdict.name()),
                        None => of.kind.name().to_owned(),
                    },
                    _ => String::new(),
                };
                let _ = writeln!(lines, "  {tick} {before}[{words}]{after} {about}");
            }
        }
        lines
    }

    fn preview(&self) -> &Preview {
        self.session.everywhere().preview()
    }

    fn outcome(&self) -> &Outcome {
        self.session.everywhere().outcome().expect("it was done")
    }

    /// Verdicts on the mentions with these words, whatever their form, in all documents.
    fn verdicts(&self, words: &str) -> Vec<Option<Verdict>> {
        let folder = self.session.folder().expect("open");
        let open = folder
            .documents()
            .iter()
            .filter_map(|document| document.open());
        open.flat_map(|open| {
            let text = &open.loaded.source.text;
            let own = open.record.mentions.iter();
            let own =
                own.filter(|mention| crate::text::find::fold(text.slice(mention.span)) == words);
            own.map(|mention| mention.verdict)
        })
        .collect()
    }
}

fn three() -> Desk {
    let mut desk = Desk::with(&[("5月.txt", MAY), ("6月.txt", JUNE), ("7月.txt", JULY)]);
    desk.session.apply(Action::Show(1));
    desk
}

#[test]
fn the_same_words_are_found_in_every_form_with_what_stands_there() {
    let mut desk = three();
    desk.open_at(MentionType::Org, "省数据局");
    assert_eq!(
        desk.occurrences(),
        "5月.txt 1\n  x 数据治理 截至5月底,[省數據局]备案12 org\n\
         6月.txt 1\n  x 平台建设 6月3日,[省数据局]上线平台 org\n\
         7月.txt 2\n  x 数据治理 7月1日,[省数据局]召开会议 org\n  x 7月1日,省数据局召开会议,[省数据局]局长讲话 org\n"
    );
    desk.everywhere(OnEverywhere::Look(Likeness::Words, Scope::Document));
    assert_eq!(desk.session.everywhere().n_occurrences(), (1, 0));
}

#[test]
fn a_number_is_not_found_in_a_longer_one() {
    let mut desk = three();
    desk.session.apply(Action::Show(2));
    let at = desk.place("共3期");
    let span = Span::new(at.start + 3, at.end);
    desk.session
        .apply(Action::SelectMention(MentionType::Metric, span));
    desk.everywhere(OnEverywhere::Open);
    assert_eq!(desk.session.everywhere().n_occurrences(), (1, 0));
}

#[test]
fn all_are_rejected_in_one_step_and_taken_back_in_one() {
    let mut desk = three();
    desk.session.apply(Action::Show(2));
    desk.select(MentionType::Org, "省数据局");
    desk.session.apply(Action::AcceptMention);
    desk.session.apply(Action::Show(1));
    desk.open_at(MentionType::Org, "省数据局");
    desk.everywhere(OnEverywhere::Treat(Treatment::Reject));
    let preview = Preview {
        n_changes: 3,
        n_documents: 3,
        n_decided: 1,
        ..Preview::default()
    };
    assert_eq!(*desk.preview(), preview, "what was decided before is left");
    desk.everywhere(OnEverywhere::Apply);
    let rejected = Some(Verdict::Rejected);
    let accepted = Some(Verdict::Accepted);
    assert_eq!(
        desk.verdicts("省数据局"),
        [rejected, rejected, accepted, rejected]
    );
    assert_eq!(
        (desk.outcome().n_changes, desk.outcome().n_documents),
        (3, 3)
    );
    desk.wait(Session::is_all_saved);
    desk.session.apply(Action::Undo);
    assert_eq!(desk.verdicts("省数据局"), [None, None, accepted, None]);
    desk.session.apply(Action::Redo);
    assert_eq!(
        desk.verdicts("省数据局"),
        [rejected, rejected, accepted, rejected]
    );
    desk.session.apply(Action::Undo);
    desk.session.apply(Action::Undo);
    assert_eq!(desk.verdicts("省数据局"), [None; 4]);
    let folder = desk.session.folder().expect("open");
    let open = folder
        .documents()
        .iter()
        .filter_map(|document| document.open());
    for document in open {
        let entries = document.loaded.outline.entries();
        for (entry, _) in entries {
            let status = document.record.node(entry).status;
            assert_eq!(status, Status::Unreviewed, "statuses are taken back too");
        }
    }
}

#[test]
fn documents_that_cannot_be_edited_are_left_and_named() {
    let documents = [("5月.txt", MAY), ("6月.txt", JUNE), ("7月.txt", JULY)];
    let broken = [("7月.txt.piyue.ron", "Sidecar(version: 1, ")];
    let mut desk = Desk::with_others(&documents, &broken);
    desk.open_at(MentionType::Org, "省數據局");
    assert_eq!(
        (desk.preview().n_changes, desk.preview().n_documents),
        (2, 2)
    );
    assert_eq!(desk.preview().n_read_only, 1);
    desk.everywhere(OnEverywhere::Apply);
    assert_eq!(desk.outcome().read_only, ["7月.txt"]);
    let accepted = Some(Verdict::Accepted);
    assert_eq!(desk.verdicts("省数据局"), [accepted, accepted, None, None]);
    desk.wait(Session::is_all_saved);
    let kept = fs::read_to_string(desk.folder.path().join(broken[0].0)).expect("reads");
    assert_eq!(kept, broken[0].1);
}

#[test]
fn what_was_added_once_can_be_added_wherever_the_words_stand() {
    let mut desk = three();
    desk.session.apply(Action::Show(2));
    let Span { start, end } = desk.place("田间课堂");
    desk.session.apply(Action::SelectText(Some((start, end))));
    desk.session
        .apply(Action::AddFromSelection(MentionType::Event));
    let hint = desk.session.everywhere().hint().expect("there are more");
    assert_eq!(hint.n, 2);
    desk.everywhere(OnEverywhere::Open);
    assert_eq!(
        desk.occurrences(),
        "7月.txt 3\n    召开会议,省数据局局长讲话,[田间课堂]开讲。 event added\n  x 人员培训 [田间课堂]共13期 -\n  x 员培训 田间课堂共13期,新[田间课堂]共3期。 -\n"
    );
    desk.everywhere(OnEverywhere::Tick(Ticks::One(2)));
    desk.everywhere(OnEverywhere::Apply);
    let added = Some(Verdict::Added);
    assert_eq!(desk.verdicts("田间课堂"), [added, added]);
    desk.session.apply(Action::Undo);
    assert_eq!(desk.verdicts("田间课堂"), [added]);
}

#[test]
fn a_corrected_value_is_corrected_only_where_the_machine_had_the_same() {
    let text = |year: &str, twice: &str| {
        format!(
            "{year}年5月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}人员培训 5月20日,省农业农村厅举办培训班。{twice}\n"
        )
    };
    let of_2023 = text("2023", "");
    let of_2024 = text("2024", "5月20日,省数据局召开会议。");
    let mut desk = Desk::with(&[("2023.txt", &of_2023), ("2024.txt", &of_2024)]);
    desk.session.apply(Action::Show(1));
    desk.select(MentionType::Date, "5月20日");
    let correct = Decision::Correct {
        kind: MentionType::Date,
        span: desk.place("5月20日"),
        new_kind: None,
        new_span: None,
        value: Some("2024-05-21".into()),
    };
    desk.session
        .apply(Action::Decide("step-correct", vec![correct]));
    assert_eq!(desk.session.everywhere().hint().map(|hint| hint.n), Some(1));
    desk.everywhere(OnEverywhere::Open);
    assert_eq!(*desk.session.everywhere().treatment(), Treatment::Likewise);
    assert_eq!(desk.session.everywhere().n_occurrences(), (3, 0));
    assert_eq!(
        (desk.preview().n_changes, desk.preview().n_documents),
        (1, 1)
    );
    desk.everywhere(OnEverywhere::Apply);
    let corrected = Some(Verdict::Corrected);
    assert_eq!(desk.verdicts("5月20日"), [None, corrected, corrected]);
    let value = "2023-05-2".to_owned();
    desk.everywhere(OnEverywhere::Treat(Treatment::Value(value)));
    assert!(desk.preview().problem.is_some(), "that is no date");
    desk.everywhere(OnEverywhere::Apply);
    assert_eq!(desk.verdicts("5月20日")[0], None);
}

#[test]
fn another_type_is_given_to_all_that_the_machine_had_found_alike() {
    let mut desk = three();
    let correct = Decision::Correct {
        kind: MentionType::Org,
        span: desk.place("省数据局"),
        new_kind: Some(MentionType::Person),
        new_span: None,
        value: None,
    };
    desk.session
        .apply(Action::Decide("step-correct", vec![correct]));
    desk.open_at(MentionType::Person, "省数据局");
    assert_eq!(desk.preview().n_changes, 3);
    desk.everywhere(OnEverywhere::Apply);
    let corrected = Some(Verdict::Corrected);
    assert_eq!(desk.verdicts("省数据局"), [corrected; 4]);
}

#[test]
fn a_place_decided_on_meanwhile_is_left() {
    let mut desk = three();
    desk.open_at(MentionType::Org, "省数据局");
    desk.everywhere(OnEverywhere::Treat(Treatment::Reject));
    desk.session.apply(Action::AcceptMention);
    desk.session.apply(Action::Everywhere(OnEverywhere::Apply));
    let accepted = Some(Verdict::Accepted);
    assert_eq!(desk.verdicts("省数据局")[1], accepted);
    assert_eq!((desk.outcome().n_changes, desk.outcome().n_left), (3, 1));
}

#[test]
fn ticks_go_from_what_is_decided_meanwhile() {
    let mut desk = three();
    desk.open_at(MentionType::Org, "省数据局");
    desk.session.apply(Action::RejectMention);
    desk.wait(|session| session.everywhere().preview().n_decided == 1);
    assert_eq!(desk.preview().n_changes, 3);
    desk.everywhere(OnEverywhere::Tick(Ticks::All));
    assert_eq!(desk.preview().n_changes, 0, "all that can be were ticked");
    desk.everywhere(OnEverywhere::Tick(Ticks::Document(2)));
    assert_eq!(desk.preview().n_changes, 2);
    desk.everywhere(OnEverywhere::Tick(Ticks::One(1)));
    assert_eq!(
        (desk.preview().n_changes, desk.preview().n_decided),
        (3, 0),
        "whoever ticks what was decided means it"
    );
}

#[test]
fn entries_are_given_a_tag_once_however_often_the_words_stand_in_them() {
    let mut desk = three();
    desk.open_at(MentionType::Org, "省数据局");
    desk.everywhere(OnEverywhere::Treat(Treatment::Tag(" ".into())));
    assert!(desk.preview().problem.is_some());
    desk.everywhere(OnEverywhere::Treat(Treatment::Tag("数据".into())));
    assert_eq!(desk.preview().n_changes, 3);
    desk.everywhere(OnEverywhere::Apply);
    let folder = desk.session.folder().expect("open");
    let july = folder.documents()[2].open().expect("loaded");
    let tagged = july.loaded.outline.entries().filter(|(entry, _)| {
        let node = july.record.node(*entry);
        node.tags == ["数据"] && node.status == Status::InReview
    });
    assert_eq!(tagged.count(), 1);
}

#[test]
fn the_same_rule_and_the_same_value_find_other_words() {
    let mut desk = three();
    desk.select(MentionType::Org, "省数据局");
    desk.everywhere(OnEverywhere::Open);
    let rule = desk.session.everywhere().subject().expect("open").rule;
    desk.everywhere(OnEverywhere::Look(Likeness::Rule, Scope::Folder));
    let everywhere = desk.session.everywhere();
    let (n_by_rule, _) = everywhere.n_occurrences();
    assert!(n_by_rule > 4, "also 省农业农村厅");
    let of = &everywhere.documents()[0];
    assert_eq!(
        of.mention(&of.occurrences[0]).expect("a mention").rule,
        rule
    );
    desk.everywhere(OnEverywhere::Look(Likeness::Value, Scope::Folder));
    let everywhere = desk.session.everywhere();
    assert!(everywhere.n_occurrences().0 < n_by_rule);
    let july = everywhere.documents().last().expect("found");
    assert_eq!((july.path(), july.occurrences.len()), ("7月.txt", 2));
}

#[test]
fn a_look_that_is_stopped_keeps_what_it_found_and_does_not_go_on() {
    let mut desk = three();
    desk.select(MentionType::Org, "省数据局");
    desk.session.apply(Action::Everywhere(OnEverywhere::Open));
    desk.session.apply(Action::Everywhere(OnEverywhere::Stop));
    desk.session.drain();
    desk.session.drain();
    let everywhere = desk.session.everywhere();
    assert!(everywhere.is_stopped() && !everywhere.is_looking());
    assert_eq!(everywhere.progress(), (0, 3));
    desk.everywhere(OnEverywhere::Look(Likeness::Words, Scope::Folder));
    assert_eq!(desk.session.everywhere().n_occurrences(), (4, 0));
}

#[test]
fn places_are_shown_in_their_text_and_closing_leads_back() {
    let mut desk = three();
    desk.open_at(MentionType::Org, "省数据局");
    let before = desk.session.document().expect("open").selection.clone();
    desk.everywhere(OnEverywhere::Show(3));
    assert_eq!(desk.session.current(), Some(2));
    let selected = desk
        .session
        .document()
        .expect("open")
        .selection
        .mention
        .clone();
    assert_eq!(selected.map(|(kind, _)| kind), Some(MentionType::Org));
    desk.session.apply(Action::Everywhere(OnEverywhere::Close));
    assert_eq!(desk.session.current(), Some(1));
    assert_eq!(desk.session.document().expect("open").selection, before);
    assert!(desk.session.everywhere().subject().is_none());
}
