//! What the window shows and tests drive: the open folder, the selection, drafts, history.
//!
//! In: [`Action`]s, and what the [`crate::workspace`] reports. Out: state to paint, and [`Effect`]s for what only a window can do. One frame of the
//! window is: [`Session::drain`], paint what the session says, [`Session::apply`] the actions that came of it. No egui here.

mod action;
mod bulk;
mod changing;
mod codebook;
mod conflicts;
mod corrections;
mod draft;
mod everywhere;
mod exporting;
mod folder;
mod history;
mod importing;
mod left;
mod lost;
mod messages;
mod navigation;
mod on_demand;
mod open_document;
mod others;
mod past;
mod returning;
mod review;
mod saving;
mod search;
mod shaping;
mod snapshot;
mod table;
mod task;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use action::{Action, Effect, Move};
pub use bulk::{BulkEdit, BulkField, BulkPreview, FieldChange};
pub use changing::Changing;
pub use codebook::{
    Candidate, CodebookAction, CodebookEditor, CodebookSaving, OpenCodebook, Question, TrialPlace,
    TrialState,
};
pub use corrections::Proposal;
pub use draft::{Draft, DraftKey, Drafts};
pub use everywhere::{
    Everywhere, Hint, Likeness, MAX_OCCURRENCES, Occurrence, OccurrencesOf, OnEverywhere, Outcome,
    Preview, Standing, Subject, Ticks, Treatment,
};
pub use exporting::{ExportPlan, ExportState, Exported, RunningExport};
pub use folder::{Folder, FolderDocument, Loading};
pub use history::{Change, History, Label, Step};
pub use importing::{Asked, ImportState, OnImport, Report};
pub use messages::{Message, Messages, Notice, Tone};
pub use on_demand::RecordOnDemand;
pub use open_document::OpenDocument;
pub use others::Others;
pub use past::{ChosenGeneration, Past, PastState};
pub use returning::LeftAt;
pub use saving::SaveState;
pub use search::{
    DocumentHits, Found, Hit, HitSource, MAX_HITS, MAX_OF_DOCUMENT, Query, Scope, Search,
    SearchState,
};
pub use shaping::Shape;
pub use table::{
    CellCondition, MAX_VALUES, RowKey, Rows, Sort, Table, TableColumn, TableFilter, TableSpec,
    Values, tab_separated,
};

use crate::annotation::Stamp;
use crate::document::NodeId;
use crate::extract::MentionType;
use crate::text::Span;
use crate::workspace::{Reviewer, Wake};

/// What is selected in the current document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The entry or other node that the form shows; none for the document itself.
    pub node: Option<NodeId>,
    /// The mention of that type at that place.
    pub mention: Option<(MentionType, Span)>,
    /// Marked text: where marking began and where it is now (bytes; the second may lie before the first). Equal for a mere caret.
    pub text: Option<(u32, u32)>,
    /// The form shows the decisions without a place, whatever is marked in the text meanwhile.
    pub is_on_lost: bool,
}

impl Selection {
    /// The marked text in order, `None` for none or a mere caret.
    #[must_use]
    pub fn text_span(&self) -> Option<Span> {
        let (from, to) = self.text?;
        (from != to).then(|| Span::new(from.min(to), from.max(to)))
    }
}

/// Everything the window shows that is not the window's own.
pub struct Session {
    wake: Wake,
    /// Whose sidecars are used; none is those in nobody's name.
    reviewer: Option<Reviewer>,
    /// Signs decisions.
    name: Option<String>,
    folder: Option<Folder>,
    drafts: Drafts,
    left: left::LeftDrafts,
    history: History,
    messages: Messages,
    export: Option<ExportState>,
    import: Option<ImportState>,
    search: Search,
    everywhere: Everywhere,
    table: Table,
    changing: Option<Changing>,
    editor: Option<CodebookEditor>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// A session with no folder open. `wake` is called from other threads when [`Session::drain`] has something to do.
    #[must_use]
    pub fn new(wake: Wake, reviewer: Option<Reviewer>, name: Option<String>) -> Self {
        Self {
            wake,
            reviewer,
            name,
            folder: None,
            drafts: Drafts::default(),
            left: left::LeftDrafts::default(),
            history: History::default(),
            messages: Messages::default(),
            export: None,
            import: None,
            search: Search::default(),
            everywhere: Everywhere::default(),
            table: Table::default(),
            changing: None,
            editor: None,
        }
    }

    #[must_use]
    pub const fn folder(&self) -> Option<&Folder> {
        self.folder.as_ref()
    }

    /// The document on show, where one is open and loaded.
    #[must_use]
    pub fn document(&self) -> Option<&OpenDocument> {
        self.folder.as_ref()?.current_document()
    }

    /// Position of the document on show in the folder's list.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        self.folder.as_ref()?.current()
    }

    #[must_use]
    pub const fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    #[must_use]
    pub const fn history(&self) -> &History {
        &self.history
    }

    /// What the reviewer was told.
    #[must_use]
    pub const fn messages(&self) -> &Messages {
        &self.messages
    }

    #[must_use]
    pub const fn export(&self) -> Option<&ExportState> {
        self.export.as_ref()
    }

    #[must_use]
    pub const fn reviewer(&self) -> Option<&Reviewer> {
        self.reviewer.as_ref()
    }

    /// The name that signs decisions: the reviewer's own where sidecars are kept by reviewer.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.reviewer
            .as_ref()
            .map(Reviewer::name)
            .or(self.name.as_deref())
    }

    /// Takes in what happened in the background. Call once a frame, before painting.
    pub fn drain(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(folder) = &mut self.folder {
            let events: Vec<_> = folder.workspace().events().collect();
            for event in events {
                folder.take_event(event, &mut self.messages, &mut effects);
            }
        }
        self.take_all_incoming();
        self.drain_codebook();
        self.keep_drafts();
        self.drain_changing(&mut effects);
        self.drain_export(&mut effects);
        self.drain_import(&mut effects);
        // What changes with every portion is looked through when all of it is done.
        if self.changing.is_none() {
            self.drain_search();
            self.drain_everywhere();
            self.drain_table();
        }
        effects
    }

    /// Carries out what the reviewer wants.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.changing.is_some() && !action.only_looks() {
            self.put_off(action);
            return effects;
        }
        match action {
            Action::Open(path) => self.open(&path),
            Action::CloseFolder => {
                if self.may_close() {
                    self.close();
                }
            }
            Action::SetName(name) => self.name = name.filter(|name| !name.trim().is_empty()),
            Action::Tell(notice) => self.tell(notice),
            Action::CloseMessage(at) => self.messages.close(at),
            Action::ReturnTo(place) => self.return_to(&place, &mut effects),
            Action::Show(index) => self.show(index, &mut effects),
            Action::Navigate(step) => self.navigate(step, &mut effects),
            Action::SelectNode(node) => self.select_node(node, &mut effects),
            Action::SelectMention(kind, span) => self.select_mention(&kind, span, &mut effects),
            Action::ShowPlace(span) => {
                self.select_text(Some((span.start, span.end)));
                effects.push(Effect::ScrollToSelection);
            }
            Action::SelectText(text) => self.select_text(text),
            Action::FollowScroll(node) => self.follow_scroll(node),
            Action::Decide(label, decisions) => self.decide(label, decisions, &mut effects),
            Action::AcceptAll => self.accept_all(&mut effects),
            Action::Settle => self.settle(&mut effects),
            Action::AcceptMention => self.decide_selected(review::OnMention::Accept, &mut effects),
            Action::RejectMention => self.decide_selected(review::OnMention::Reject, &mut effects),
            Action::PutBackMention => {
                self.decide_selected(review::OnMention::PutBack, &mut effects);
            }
            Action::SpanFromSelection => self.span_from_selection(&mut effects),
            Action::MoveMention(span) => self.move_mention(span, &mut effects),
            Action::CorrectProposed => self.correct_proposed(&mut effects),
            Action::AddFromSelection(kind) => self.add_from_selection(&kind, &mut effects),
            Action::ToggleTag(tag) => self.toggle_tag(&tag, &mut effects),
            Action::ToggleTagOfKey(key) => self.toggle_tag_of_key(key, &mut effects),
            Action::Shape(shape) => self.shape(shape, &mut effects),
            Action::Reshape(reshaping) => self.reshape(vec![reshaping], &mut effects),
            Action::ShowLost(shows) => self.show_lost(shows),
            Action::PlaceAllLost => self.place_all_lost(&mut effects),
            Action::Undo => self.undo(&mut effects),
            Action::Redo => self.redo(&mut effects),
            Action::WriteDraft(key, text) => self.drafts.write(key, text),
            Action::CommitDraft(key) => self.commit_draft(&key, &mut effects),
            Action::CommitDrafts { except } => self.commit_drafts(except.as_ref(), &mut effects),
            Action::DropDraft(key) => self.drafts.remove(&key),
            Action::SetEncoding(encoding) => self.set_encoding(encoding),
            Action::TakeBackDraft => self.take_back_draft(&mut effects),
            Action::DropLeftDraft => self.drop_left_draft(),
            Action::RetrySave => self.retry_save(),
            Action::SaveElsewhere(folder) => self.save_elsewhere(folder),
            Action::LookAtPast => self.look_at_past(),
            Action::ChooseGeneration(at) => self.choose_generation(at),
            Action::RestoreGeneration => self.restore_chosen(),
            Action::ClosePast => self.close_past(),
            Action::SettleConflict(slot, side) => self.settle_conflict(&slot, side, &mut effects),
            Action::MergeCopies => {
                if let Some(folder) = &mut self.folder {
                    folder.merge_copies();
                }
            }
            Action::LoadSourceAgain => self.load_source_again(),
            Action::SetViewOnly(is_view_only) => self.set_view_only(is_view_only, &mut effects),
            Action::Export(plan) => self.start_export(plan),
            Action::CancelExport => self.cancel_export(),
            Action::DismissExport => self.dismiss_export(),
            Action::Import(what) => self.on_import(what, &mut effects),
            Action::Search(query) => self.start_search(query),
            Action::CloseSearch => self.close_search(&mut effects),
            Action::ShowHit(at) => self.show_hit(at, &mut effects),
            Action::StepHit { is_forward } => self.step_hit(is_forward, &mut effects),
            Action::StayAtHit => self.stay_at_hit(&mut effects),
            Action::Everywhere(what) => self.on_everywhere(what, &mut effects),
            Action::WatchTable(spec) => self.watch_table(spec),
            Action::Codebook(action) => self.edit_codebook(action),
            Action::DecideOnEntries(entries, edit) => {
                self.decide_on_entries(&entries, edit, &mut effects);
            }
            Action::StopChanging => self.stop_changing(&mut effects),
        }
        effects
    }

    /// Whether every decision is on disk.
    #[must_use]
    pub fn is_all_saved(&self) -> bool {
        self.changing.is_none() && self.folder.as_ref().is_none_or(Folder::is_all_saved)
    }

    fn open(&mut self, path: &Path) {
        if !self.may_close() {
            return;
        }
        // Dropping the old folder waits for its last save; a document opened again must find it.
        self.close();
        let open = |path: PathBuf| {
            Folder::open(
                &path,
                self.reviewer.clone(),
                self.name.as_deref(),
                &self.wake,
            )
        };
        let opened = std::path::absolute(path).map(open);
        if let Err(error) = opened.map(|folder| self.folder = Some(folder)) {
            let notice = Notice::new("notice-not-opened").with("path", path.display().to_string());
            self.tell(notice.with("reason", error.to_string()));
        }
    }

    /// Whether nothing would be lost by closing the folder; tells where something would.
    fn may_close(&mut self) -> bool {
        if self.has_unsaved_codebook() {
            self.edit_codebook(CodebookAction::Close);
            return false;
        }
        let Some(folder) = &mut self.folder else {
            return true;
        };
        folder.settle(&mut self.messages);
        let is_lost = matches!(
            folder.save_state(),
            SaveState::Failed {
                elsewhere: None,
                ..
            }
        );
        if is_lost {
            self.tell(Notice::new("notice-not-closed"));
        }
        !is_lost
    }

    /// Closes the folder with whatever could not be saved.
    pub fn close(&mut self) {
        self.finish_changing();
        self.cancel_export();
        self.export = None;
        self.import = None;
        if let Some(folder) = &mut self.folder {
            folder.settle(&mut self.messages);
        }
        // What was refused or could not be saved is offered at the next start.
        self.keep_drafts();
        self.search = Search::default();
        self.everywhere = Everywhere::default();
        self.table = Table::default();
        self.editor = None;
        self.folder = None;
        self.left = left::LeftDrafts::default();
        self.drafts = Drafts::default();
        self.history = History::default();
    }

    fn show(&mut self, index: usize, effects: &mut Vec<Effect>) {
        if let Some(folder) = &mut self.folder {
            folder.show(index);
            effects.push(Effect::ScrollToSelection);
        }
    }

    fn set_encoding(&mut self, encoding: crate::source::Encoding) {
        let Some(folder) = &mut self.folder else {
            return;
        };
        // The document is read from disk again: what is not there yet would be lost.
        folder.settle(&mut self.messages);
        let current = folder.current();
        let Some(index) = current.filter(|index| folder.is_saved(*index)) else {
            return self.tell(Notice::new("notice-not-reloaded"));
        };
        self.forget_steps_of(index);
        self.drafts.forget_document(index);
        if let Some(folder) = &mut self.folder {
            folder.load_again(index, Some(encoding));
        }
    }

    /// Shows a notice, once however often it is due.
    fn tell(&mut self, notice: Notice) {
        self.messages.push(notice);
    }

    fn stamp(&self) -> Stamp {
        Stamp::now(self.name())
    }

    /// The codebook in force: the folder's own or the built-in one.
    #[must_use]
    pub fn codebook(&self) -> Arc<crate::codebook::Codebook> {
        self.folder
            .as_ref()
            .map_or_else(Arc::default, |folder| folder.codebook().clone())
    }
}
