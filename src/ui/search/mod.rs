//! 搜索: the box in the bar above, and the list of hits in place of the outline.
//!
//! What is typed is looked for at once, also while an input method still composes: nothing is decided by it. The arrows go through the hits, each
//! shown in its document; Enter stays there, Escape goes back to where one was.

mod bar;
mod panel;
mod rows;

pub use bar::search_box_ui;
pub use panel::results_ui;

use crate::session::{Action, Query, Scope, Search, Session};
use crate::text::find::FindMode;

/// The most characters of marked text that a search begins with.
const MAX_MARKED_CHARS: usize = 40;

/// The window's own state of the search.
#[derive(Debug, Default)]
pub struct SearchView {
    /// What stands in the box.
    words: String,
    mode: FindMode,
    scope: Scope,
    wants_focus: bool,
    /// Whether nothing had the focus in the last frame: Escape that left a field does not close the search too.
    was_free: bool,
    /// The hit that was brought into view last.
    revealed: Option<usize>,
}

impl SearchView {
    /// Puts the cursor into the box. Marked text is what is looked for.
    pub fn open(&mut self, scope: Scope, session: &Session, actions: &mut Vec<Action>) {
        self.wants_focus = true;
        let marked = session.document().and_then(|document| {
            let span = document.selection.text_span()?;
            Some(document.loaded.source.text.slice(span))
        });
        let marked = marked
            .filter(|marked| !marked.contains('\n') && marked.chars().count() <= MAX_MARKED_CHARS);
        let is_new = marked.is_some_and(|marked| marked != self.words);
        if let Some(marked) = marked.filter(|_| is_new && session.search().shown().is_none()) {
            marked.clone_into(&mut self.words);
        }
        if self.scope != scope || is_new {
            self.scope = scope;
            actions.push(Action::Search(self.query()));
        }
    }

    fn query(&self) -> Query {
        Query {
            words: self.words.clone(),
            mode: self.mode,
            scope: self.scope,
        }
    }

    /// What is looked for is the session's to say: a folder that was closed ended its search.
    fn follow(&mut self, search: &Search) {
        if search.query().words != self.words {
            self.words.clone_from(&search.query().words);
        }
        if search.is_open() {
            self.mode = search.query().mode;
            self.scope = search.query().scope;
        }
    }
}
