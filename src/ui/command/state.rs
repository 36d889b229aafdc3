//! When a command can be done, and what it is about.

use super::Command;
use crate::session::{OpenDocument, SaveState, Session};

impl Command {
    /// Whether it is about the entry or mention that 校核 shows.
    #[must_use]
    pub const fn is_of_review(self) -> bool {
        matches!(
            self,
            Self::Settle
                | Self::NextEntry
                | Self::PreviousEntry
                | Self::NextUnreviewed
                | Self::NextMention
                | Self::PreviousMention
                | Self::AcceptMention
                | Self::RejectMention
                | Self::EditValue
                | Self::PutBack
                | Self::AcceptAll
                | Self::MarkNextWord
                | Self::MarkPreviousWord
                | Self::WidenMark
                | Self::AddMention
                | Self::SpanFromSelection
                | Self::Readings
                | Self::EndBack
                | Self::EndForward
                | Self::EndWordBack
                | Self::EndWordForward
                | Self::StartBack
                | Self::StartForward
                | Self::StartWordBack
                | Self::StartWordForward
                | Self::Correct
                | Self::Everywhere
                | Self::EditTag
                | Self::EditNote
                | Self::ShowDocumentForm
                | Self::NextHit
                | Self::PreviousHit
                | Self::Reading
                | Self::Shape(_)
        )
    }

    /// Whether it is about the rows of the table.
    #[must_use]
    pub const fn is_of_table(self) -> bool {
        matches!(
            self,
            Self::OpenRow
                | Self::SelectRows
                | Self::CopyRows
                | Self::ExportRows
                | Self::RowViews
                | Self::EditRowField
        )
    }

    /// Whether it changes the tree: with keys that mean something else in a field.
    #[must_use]
    pub const fn is_of_tree(self) -> bool {
        matches!(self, Self::Shape(_))
    }

    /// Whether it can be done now.
    #[must_use]
    pub fn is_enabled(self, session: &Session) -> bool {
        let document = session.document();
        let has_mention = || document.is_some_and(|document| document.selected_mention().is_some());
        let has_marked =
            || document.is_some_and(|document| document.selection.text_span().is_some());
        let has_proposal = || {
            document
                .is_some_and(|document| !document.proposals(document.selected_entry()).is_empty())
        };
        let is_on_lost = || document.is_some_and(OpenDocument::is_on_lost);
        match self {
            Self::AcceptMention
            | Self::RejectMention
            | Self::EditValue
            | Self::PutBack
            | Self::Everywhere
            | Self::Readings
            | Self::EndBack
            | Self::EndForward
            | Self::EndWordBack
            | Self::EndWordForward
            | Self::StartBack
            | Self::StartForward
            | Self::StartWordBack
            | Self::StartWordForward => has_mention(),
            Self::Correct => has_marked() || has_mention() || has_proposal(),
            Self::Shape(shape) => document.is_some_and(|document| {
                document.is_editable() && !document.reshapings(shape).is_empty()
            }),
            Self::AddMention => has_marked(),
            Self::ShowLost => document.is_some_and(|document| document.n_lost() > 0),
            // What is not on show in the form is not settled by a key.
            Self::Settle | Self::AcceptAll if is_on_lost() => false,
            Self::SpanFromSelection => has_mention() && has_marked(),
            Self::Settle
            | Self::NextEntry
            | Self::PreviousEntry
            | Self::NextUnreviewed
            | Self::NextMention
            | Self::PreviousMention
            | Self::AcceptAll
            | Self::MarkNextWord
            | Self::MarkPreviousWord
            | Self::WidenMark
            | Self::EditTag
            | Self::EditNote
            | Self::Past
            | Self::ShowDocumentForm => document.is_some(),
            Self::RetrySave | Self::SaveElsewhere => session
                .folder()
                .is_some_and(|folder| matches!(folder.save_state(), SaveState::Failed { .. })),
            Self::NextConflict => session
                .folder()
                .is_some_and(|folder| folder.n_conflicts() > 0),
            Self::NextDocument
            | Self::PreviousDocument
            | Self::CloseFolder
            | Self::Codebook
            | Self::Export
            | Self::Import
            | Self::Search
            | Self::SearchDocument
            | Self::ShowReview
            | Self::ShowTable => session.folder().is_some(),
            Self::NextHit | Self::PreviousHit => session.search().found().n_listed() > 0,
            Self::CloseSearch => session.search().is_open(),
            Self::RowViews => session.table().is_shown(),
            Self::OpenRow
            | Self::SelectRows
            | Self::CopyRows
            | Self::ExportRows
            | Self::EditRowField => {
                session.table().is_shown() && !session.table().rows().is_empty()
            }
            Self::Undo => session.history().undo_label().is_some(),
            Self::Redo => session.history().redo_label().is_some(),
            _ => true,
        }
    }
}
