//! After a correction: how many other places of the document it would fit.

use std::sync::atomic::AtomicBool;

use super::gather::{Wanted, occurrences_in};
use super::subject::{Likeness, Subject};
use super::ticks::is_ticked_by_itself;
use super::treatment::Treatment;
use crate::annotation::Verdict;
use crate::extract::MentionType;
use crate::session::Session;
use crate::text::Span;

/// Longer texts are not looked through after every decision, in bytes.
const MAX_BYTES: u32 = 1 << 21;

/// That what was just decided on a mention could be decided elsewhere in its document too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Position of the document in the folder's list.
    pub document: usize,
    pub kind: MentionType,
    pub span: Span,
    /// How many other places, at least one.
    pub n: usize,
}

impl Session {
    /// Looks whether what was just decided on the selected mention fits elsewhere in the document.
    pub(in crate::session) fn hint_at_same(&mut self) {
        self.everywhere.hint = self.same_in_document();
    }

    /// Whatever was hinted at is out of date.
    pub(in crate::session) fn drop_hint(&mut self) {
        self.everywhere.hint = None;
    }

    fn same_in_document(&self) -> Option<Hint> {
        let index = self.current()?;
        let document = self.document()?;
        let mention = &document.record.mentions[document.selected_mention()?];
        let is_changed = !matches!(mention.verdict, None | Some(Verdict::Accepted));
        let text = &document.loaded.source.text;
        if !is_changed || text.len() > MAX_BYTES {
            return None;
        }
        let subject = Subject::new(index, mention, text, &document.loaded.outline);
        let snapshot = self.folder.as_ref()?.snapshots(Some(index)).pop()?;
        let wanted = Wanted::new(subject, Likeness::Words);
        let of = occurrences_in(&snapshot, &wanted, &AtomicBool::new(false))?;
        let subject = &wanted.subject;
        let treatment = Treatment::after(subject);
        let is_it = |at: &&super::Occurrence| {
            is_ticked_by_itself(subject, &of, at) && treatment.fits(subject, &of, at)
        };
        let n = of.occurrences.iter().filter(is_it).count();
        (n > 0).then(|| Hint {
            document: index,
            kind: subject.kind.clone(),
            span: subject.span,
            n,
        })
    }
}
