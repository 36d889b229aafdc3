//! Search over a folder.

use std::fmt::Write;

use super::{Desk, JUNE, MAY};
use crate::record::decision::Decision;
use crate::session::{
    Action, HitSource, MAX_HITS, MAX_OF_DOCUMENT, Move, Query, Scope, SearchState,
};
use crate::text::find::FindMode;

impl Desk {
    fn look_for(&mut self, words: &str) {
        self.look_in(words, Scope::Folder);
    }

    fn look_in(&mut self, words: &str, scope: Scope) {
        self.session.apply(Action::Search(Query {
            words: words.to_owned(),
            scope,
            ..Query::default()
        }));
        self.wait(|session| session.search().state() != SearchState::Running);
    }

    /// The list as lines: documents with their counts, hits with their context.
    fn list(&self) -> String {
        let mut lines = String::new();
        for document in &self.session.search().found().documents {
            let _ = writeln!(lines, "{} {}", document.path, document.n_hits);
            for hit in &document.hits {
                let source = match &hit.source {
                    HitSource::Text => String::new(),
                    HitSource::Lead => "lead ".into(),
                    HitSource::Value(kind) => format!("{} ", kind.name()),
                    HitSource::DocumentField(field) => format!("{} ", field.name()),
                    HitSource::EntryField(field) => format!("{} ", field.name()),
                    HitSource::OwnField(name) => format!("{name} "),
                    HitSource::Tag => "tag ".into(),
                    HitSource::Note => "note ".into(),
                };
                let _ = writeln!(
                    lines,
                    "  {source}{}[{}]{}",
                    hit.before, hit.words, hit.after
                );
            }
        }
        lines
    }

    fn marked(&self) -> Option<&str> {
        let document = self.session.document()?;
        let span = document.selection.text_span()?;
        Some(document.loaded.source.text.slice(span))
    }
}

#[test]
fn hits_come_with_their_context_grouped_by_document() {
    let mut desk = Desk::with(&[("5月.txt", MAY), ("6月.txt", JUNE)]);
    desk.look_for("数据");
    assert_eq!(
        desk.list(),
        "5月.txt 3\n  lead [数据]治理 截至5月底,省數據局备案1276家企业。\n  数据治理 截至5月底,省[數據]局备案1276家企业。\n  \
         5月20日,省农业农村厅举办[数据]素养培训班。\n6月.txt 1\n  平台建设 6月3日,省[数据]局上线平台。\n"
    );
    let found = desk.session.search().found();
    assert_eq!((found.n_hits, found.n_documents), (4, 2));
    desk.look_for("szsc");
    assert_eq!(desk.session.search().found().n_hits, 0);
    desk.look_for("shujj");
    assert_eq!(desk.session.search().found().n_hits, 2);
}

#[test]
fn values_tags_and_notes_are_looked_through_too() {
    let mut desk = Desk::with(&[("5月.txt", MAY)]);
    desk.look_for("2024-05-20");
    assert_eq!(desk.list(), "5月.txt 1\n  date [2024-05-20]\n");
    let entry = desk.session.document().expect("open").selection.node;
    let decisions = vec![
        Decision::Tag {
            entry,
            tag: "重要事项".into(),
            on: true,
        },
        Decision::Note {
            entry,
            note: "这件事项要再核对".into(),
        },
    ];
    desk.session.apply(Action::Decide("step-tag", decisions));
    desk.look_for("事项");
    assert_eq!(
        desk.list(),
        "5月.txt 2\n  tag 重要[事项]\n  note 这件[事项]要再核对\n"
    );
}

#[test]
fn hits_are_shown_one_after_another_and_escape_leads_back() {
    let mut desk = Desk::with(&[("5月.txt", MAY), ("6月.txt", JUNE)]);
    desk.session.apply(Action::Navigate(Move::NextEntry));
    let before = desk.session.document().expect("open").selection.clone();
    desk.look_for("平台");
    desk.session.apply(Action::StepHit { is_forward: true });
    assert_eq!(desk.session.current(), Some(1));
    assert_eq!(desk.marked(), Some("平台"));
    let found = desk.session.document().expect("open").selection.text;
    desk.session.apply(Action::StepHit { is_forward: true });
    assert_ne!(desk.session.document().expect("open").selection.text, found);
    desk.session.apply(Action::StepHit { is_forward: true });
    assert_eq!(
        desk.session.document().expect("open").selection.text,
        found,
        "round again"
    );
    desk.session.apply(Action::CloseSearch);
    assert_eq!(desk.session.current(), Some(0));
    assert_eq!(desk.session.document().expect("open").selection, before);
    desk.look_for("平台");
    desk.session.apply(Action::StayAtHit);
    desk.session.apply(Action::CloseSearch);
    assert_eq!(
        desk.session.current(),
        Some(1),
        "a hit that was chosen is left alone"
    );
    assert_eq!(desk.session.search().state(), SearchState::Idle);
}

#[test]
fn a_search_in_the_open_document_goes_with_it() {
    let mut desk = Desk::with(&[("5月.txt", MAY), ("6月.txt", JUNE)]);
    desk.look_in("省数据局", Scope::Document);
    assert_eq!(desk.session.search().found().n_hits, 1);
    let at = desk.session.search().found().documents[0].document;
    assert_eq!(at, 0);
    desk.session.apply(Action::Show(1));
    desk.wait(|session| {
        let found = session.search().found();
        found
            .documents
            .first()
            .is_some_and(|hits| hits.document == 1)
    });
}

#[test]
fn every_place_in_the_open_document_is_known_to_be_marked() {
    let many = format!("通报\n\n{}", "数據,".repeat(150));
    let mut desk = Desk::with(&[("5月.txt", MAY), ("多.txt", &many)]);
    let marked = |session: &crate::session::Session| -> Vec<String> {
        let document = session.document().expect("open");
        let text = &document.loaded.source.text;
        let marks = session.search().marks_in(document).iter();
        marks.map(|span| text.slice(*span).to_owned()).collect()
    };
    desk.look_for("数据");
    desk.wait(|session| marked(session) == ["数据", "數據", "数据"]);
    desk.session.apply(Action::Show(1));
    assert!(marked(&desk.session).is_empty(), "they are of another text");
    desk.wait(|session| marked(session).len() == 150);
    assert_eq!(
        desk.session.search().found().documents[1].hits.len(),
        MAX_OF_DOCUMENT,
        "more are marked than listed"
    );
    desk.session.apply(Action::CloseSearch);
    desk.session.drain();
    assert!(marked(&desk.session).is_empty());
}

#[test]
fn decisions_made_meanwhile_are_found() {
    let mut desk = Desk::with(&[("5月.txt", MAY)]);
    desk.look_for("待核");
    assert_eq!(desk.session.search().found().n_hits, 0);
    let note = Decision::Note {
        entry: None,
        note: "待核".into(),
    };
    desk.session.apply(Action::Decide("step-note", vec![note]));
    desk.wait(|session| session.search().found().n_hits == 1);
    desk.session.apply(Action::Undo);
    desk.wait(|session| session.search().found().n_hits == 0);
}

#[test]
fn many_hits_are_counted_and_not_all_listed() {
    let many = format!("通报\n\n{}", "数据,".repeat(5_000));
    let documents: Vec<(String, String)> = (0..30)
        .map(|n| (format!("{n:02}.txt"), many.clone()))
        .collect();
    let documents: Vec<(&str, &str)> = documents
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let mut desk = Desk::with(&documents);
    desk.look_for("数据");
    let found = desk.session.search().found();
    assert_eq!((found.n_hits, found.n_documents), (150_000, 30));
    assert_eq!(found.n_listed(), MAX_HITS);
    assert_eq!(found.documents[0].hits.len(), MAX_OF_DOCUMENT);
    assert_eq!(found.documents[0].n_hits, 5_000);
}

#[test]
fn an_unfinished_expression_is_no_fault_of_the_reviewer() {
    let mut desk = Desk::with(&[("5月.txt", MAY)]);
    let query = |words: &str| Query {
        words: words.into(),
        mode: FindMode::Regex,
        scope: Scope::Folder,
    };
    desk.session.apply(Action::Search(query("(5月")));
    assert!(matches!(
        desk.session.search().state(),
        SearchState::Invalid(_)
    ));
    desk.session.apply(Action::Search(query("(5月)底")));
    desk.wait(|session| session.search().state() == SearchState::Done);
    assert_eq!(desk.session.search().found().n_hits, 1);
}
