//! What a reviewer can want, and what only a window can do.

use std::path::PathBuf;

use super::bulk::BulkEdit;
use super::codebook::CodebookAction;
use super::draft::DraftKey;
use super::everywhere::OnEverywhere;
use super::exporting::ExportPlan;
use super::history::Label;
use super::importing::OnImport;
use super::messages::Notice;
use super::returning::LeftAt;
use super::search::Query;
use super::shaping::Shape;
use super::table::{RowKey, TableSpec};
use crate::annotation::Slot;
use crate::document::NodeId;
use crate::extract::MentionType;
use crate::record::decision::Decision;
use crate::record::shaping::Reshaping;
use crate::source::Encoding;
use crate::text::Span;

/// A step from where the reviewer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    NextEntry,
    PreviousEntry,
    /// The next entry not yet reviewed, on into the following documents.
    NextUnreviewed,
    /// The next place that reviewers decided differently, on into the following documents.
    NextConflict,
    NextMention,
    PreviousMention,
    NextDocument,
    PreviousDocument,
}

/// Any intent. Selecting and scrolling are not undoable; every decision is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// A folder or a single file.
    Open(PathBuf),
    CloseFolder,
    /// The name that signs decisions.
    SetName(Option<String>),
    /// Shows a notice until it is closed.
    Tell(Notice),
    /// Closes the one at this position among all that were told.
    CloseMessage(usize),
    /// Goes on where the reviewer was when the folder was closed.
    ReturnTo(LeftAt),
    /// Shows a document of the list.
    Show(usize),
    Navigate(Move),
    /// `None` is the document itself.
    SelectNode(Option<NodeId>),
    SelectMention(MentionType, Span),
    /// Marks a place that something was said about, and brings it into view.
    ShowPlace(Span),
    /// Marked text as in [`super::Selection::text`].
    SelectText(Option<(u32, u32)>),
    /// Scrolling brought this node to the reading line: select it without scrolling.
    FollowScroll(NodeId),
    /// Decisions on the current document, one step to undo.
    Decide(Label, Vec<Decision>),
    /// Accepts every undecided mention of the selected entry.
    AcceptAll,
    /// Accepts what is undecided, marks the entry reviewed and goes to the next.
    Settle,
    AcceptMention,
    RejectMention,
    PutBackMention,
    /// The selected mention gets the marked text as its place.
    SpanFromSelection,
    /// The selected mention gets this place, and the value that its words have there, if they have one.
    MoveMention(Span),
    /// Corrects the source where it is known how, in the selected entry: the first such place.
    CorrectProposed,
    /// The marked text becomes a mention.
    AddFromSelection(MentionType),
    /// Gives the selected entry or document the tag, or takes it.
    ToggleTag(String),
    /// The same for the tag that a digit stands for.
    ToggleTagOfKey(char),
    /// Changes the tree where the reviewer is.
    Shape(Shape),
    /// Changes the tree at a place that is named.
    Reshape(Reshaping),
    /// Shows the decisions without a place in the form, or what is selected.
    ShowLost(bool),
    /// Puts every decision whose words stand in exactly one place there.
    PlaceAllLost,
    Undo,
    Redo,
    WriteDraft(DraftKey, String),
    CommitDraft(DraftKey),
    /// Commits every draft that was not refused, except the one still being typed.
    CommitDrafts {
        except: Option<DraftKey>,
    },
    DropDraft(DraftKey),
    /// Reads the current document in another encoding.
    SetEncoding(Encoding),
    /// Puts the first of what an earlier session left typed into its field.
    TakeBackDraft,
    /// Drops the first of what an earlier session left typed.
    DropLeftDraft,
    /// Writes again what could not be written.
    RetrySave,
    /// Writes everything that is not on disk into a new folder inside this one.
    SaveElsewhere(PathBuf),
    /// Reads the generations of the document on show.
    LookAtPast,
    /// Looks at what taking a generation back would change.
    ChooseGeneration(usize),
    /// Takes the chosen generation back.
    RestoreGeneration,
    ClosePast,
    /// Makes this side of the conflict on a slot hold and ends the conflict.
    SettleConflict(Slot, usize),
    /// Merges the conflict copies that a synchronising program left.
    MergeCopies,
    /// Reads the source of the current document as it is on disk now.
    LoadSourceAgain,
    /// Only reads from now on, or decides again; either answers that the folder is open elsewhere.
    SetViewOnly(bool),
    Export(ExportPlan),
    CancelExport,
    DismissExport,
    /// What is wanted of annotations made elsewhere.
    Import(OnImport),
    /// Looks for something; a query of nothing ends the search.
    Search(Query),
    /// Ends the search and goes back to where the first hit was shown from.
    CloseSearch,
    /// Shows one of the listed hits.
    ShowHit(usize),
    /// Shows the hit after or before the one on show.
    StepHit {
        is_forward: bool,
    },
    /// Closing the search is not to leave the hit on show; without one the first is shown.
    StayAtHit,
    /// What is wanted of the same thing everywhere.
    Everywhere(OnEverywhere),
    /// The table of the folder is shown like this from now on; none while it is not shown.
    WatchTable(Option<TableSpec>),
    /// Decides on entries of any documents, one step to undo.
    DecideOnEntries(Vec<RowKey>, BulkEdit),
    /// Leaves what a change of many documents has not come to yet as it is.
    StopChanging,
    /// Opens, changes or saves the codebook.
    Codebook(CodebookAction),
}

impl Action {
    /// Whether it leaves the documents as they are, so that it can be done while many of them are changed.
    #[must_use]
    pub const fn only_looks(&self) -> bool {
        matches!(
            self,
            Self::StopChanging
                | Self::Tell(_)
                | Self::CloseMessage(_)
                | Self::Show(_)
                | Self::Navigate(_)
                | Self::SelectNode(_)
                | Self::SelectMention(..)
                | Self::ShowPlace(_)
                | Self::SelectText(_)
                | Self::FollowScroll(_)
                | Self::ShowLost(_)
                | Self::WriteDraft(..)
                | Self::CancelExport
                | Self::DismissExport
                | Self::Search(_)
                | Self::CloseSearch
                | Self::ShowHit(_)
                | Self::StepHit { .. }
                | Self::StayAtHit
                | Self::WatchTable(_)
        )
    }

    /// Whether it shows something in the text.
    #[must_use]
    pub const fn shows_text(&self) -> bool {
        matches!(
            self,
            Self::Search(_) | Self::ShowHit(_) | Self::StepHit { .. } | Self::ShowPlace(_)
        )
    }
}

/// What the window has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Brings the selected mention or node into view in text, outline and form.
    ScrollToSelection,
    /// A new mention was added: its value can be typed at once.
    EditValue,
    /// A draft was taken back: typing goes on in its field.
    EditDraft(DraftKey),
    /// An export came to its end, well or not.
    ExportEnded,
    /// A folder was opened: remember it among the recent ones.
    Opened(PathBuf),
}
