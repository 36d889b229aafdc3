//! Every place of the document on show at which what is looked for stands, for the text pane to mark.
//!
//! Looked for on a thread of its own whenever the query, the document or its text is another: a text of twenty megabytes does not hold up the
//! frame. The places found before stay until the new ones are there, but never beyond the text that they are of.

use std::sync::Arc;

use super::{Query, Search};
use crate::session::task::Task;
use crate::session::{Folder, OpenDocument, Session};
use crate::text::find::{FindMode, Finder};
use crate::text::{Span, Text};
use crate::workspace::Wake;

/// How many places are marked; a text has no more that anybody goes through.
const MAX_MARKS: usize = 200_000;

/// The places in one text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// From front to back.
    spans: Vec<Span>,
    /// The text that they are of.
    text: Option<Arc<Text>>,
    /// What they were looked for by, and are still being looked for where that runs.
    wanted: Option<(String, FindMode)>,
    running: Option<Task<Vec<Span>>>,
}

impl Marks {
    /// Takes in what was found, and looks anew where the query or the text is another.
    pub(super) fn follow(&mut self, query: &Query, text: Option<&Arc<Text>>, wake: &Wake) {
        if let Some(running) = &self.running
            && let Some(spans) = running.messages().pop()
        {
            self.spans = spans;
            self.running = None;
        }
        let is_same_text = match (&self.text, text) {
            (Some(known), Some(text)) => Arc::ptr_eq(known, text),
            (None, None) => true,
            _ => false,
        };
        let wanted = (!query.words.trim().is_empty()).then(|| (query.words.clone(), query.mode));
        if is_same_text && self.wanted == wanted {
            return;
        }
        if !is_same_text || wanted.is_none() {
            self.spans.clear();
        }
        self.text = text.cloned();
        self.running = None;
        self.wanted = wanted;
        if let (Some((words, mode)), Some(text)) = (&self.wanted, text) {
            match Finder::new(words, *mode) {
                Ok(Some(finder)) => self.running = Some(start(text.clone(), finder, wake)),
                // The search says what is wrong with the query.
                _ => self.spans.clear(),
            }
        }
    }
}

fn start(text: Arc<Text>, finder: Finder, wake: &Wake) -> Task<Vec<Span>> {
    Task::start("marker", wake, move |task| {
        let wanted = finder.spans(text.as_str());
        let found = wanted.take_while(|_| !task.is_cancelled()).take(MAX_MARKS);
        task.report(found.collect());
    })
}

impl Search {
    /// The places in the text of this document, from front to back; none of a text that was not looked through yet.
    #[must_use]
    pub fn marks_in(&self, document: &OpenDocument) -> &[Span] {
        let is_its = |text: &Arc<Text>| Arc::ptr_eq(text, &document.loaded.source.text);
        if self.marks.text.as_ref().is_some_and(is_its) {
            &self.marks.spans
        } else {
            &[]
        }
    }
}

impl Session {
    pub(super) fn drain_marks(&mut self) {
        let document = self.folder.as_ref().and_then(Folder::current_document);
        let text = document.map(|document| &document.loaded.source.text);
        let Search { query, marks, .. } = &mut self.search;
        marks.follow(query, text, &self.wake);
    }
}
