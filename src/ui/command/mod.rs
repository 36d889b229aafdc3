//! Everything that can be done from the keyboard, as data: name, key, and whether it can be done now.
//!
//! The palette, the menus, the tooltips and the list of keys all come from this table. A command without modifiers is a letter: it
//! works only while no text field has the focus, so that no input method loses a key.

mod state;

use egui::KeyboardShortcut;

use super::keys::key_text;
use super::shape_commands::shape_id;
use crate::document::NodeKind;
use crate::i18n::Language;
use crate::session::{Action, CodebookAction, Move, OnEverywhere, Shape};

/// A parameterless command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Settle,
    NextEntry,
    PreviousEntry,
    NextUnreviewed,
    NextConflict,
    NextMention,
    PreviousMention,
    AcceptMention,
    RejectMention,
    EditValue,
    PutBack,
    AcceptAll,
    MarkNextWord,
    MarkPreviousWord,
    WidenMark,
    AddMention,
    SpanFromSelection,
    Readings,
    EndBack,
    EndForward,
    EndWordBack,
    EndWordForward,
    StartBack,
    StartForward,
    StartWordBack,
    StartWordForward,
    Correct,
    Everywhere,
    EditTag,
    EditNote,
    ShowDocumentForm,
    ShowLost,
    Undo,
    Redo,
    NextDocument,
    PreviousDocument,
    OpenFolder,
    OpenFile,
    OpenSamples,
    CloseFolder,
    Export,
    Import,
    Past,
    Codebook,
    RetrySave,
    SaveElsewhere,
    OpenPath,
    Palette,
    Keys,
    Settings,
    Messages,
    Tour,
    About,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    LargerText,
    SmallerText,
    Reading,
    LooserLines,
    TighterLines,
    LongerLines,
    ShorterLines,
    ToggleDocuments,
    ToggleOutline,
    ToggleForm,
    ToggleTheme,
    ToggleSerif,
    ToggleContrast,
    ToggleSafeTypes,
    ToggleLanguage,
    Quit,
    // The tree.
    Shape(Shape),
    // Search.
    Search,
    SearchDocument,
    NextHit,
    PreviousHit,
    CloseSearch,
    // Tabs and table.
    ShowReview,
    ShowTable,
    OpenRow,
    SelectRows,
    CopyRows,
    ExportRows,
    RowViews,
    EditRowField,
}

impl Command {
    /// In the order of the palette and the list of keys.
    pub const ALL: &'static [Self] = &[
        Self::Settle,
        Self::NextEntry,
        Self::PreviousEntry,
        Self::NextUnreviewed,
        Self::NextConflict,
        Self::NextMention,
        Self::PreviousMention,
        Self::AcceptMention,
        Self::RejectMention,
        Self::EditValue,
        Self::PutBack,
        Self::AcceptAll,
        Self::MarkNextWord,
        Self::MarkPreviousWord,
        Self::WidenMark,
        Self::AddMention,
        Self::SpanFromSelection,
        Self::Readings,
        Self::EndBack,
        Self::EndForward,
        Self::EndWordBack,
        Self::EndWordForward,
        Self::StartBack,
        Self::StartForward,
        Self::StartWordBack,
        Self::StartWordForward,
        Self::Correct,
        Self::Everywhere,
        Self::EditTag,
        Self::EditNote,
        Self::Shape(Shape::Kind(NodeKind::Entry)),
        Self::Shape(Shape::Kind(NodeKind::Section)),
        Self::Shape(Shape::Kind(NodeKind::Paragraph)),
        Self::Shape(Shape::Kind(NodeKind::Boilerplate)),
        Self::Shape(Shape::Kind(NodeKind::Title)),
        Self::Shape(Shape::Kind(NodeKind::Byline)),
        Self::Shape(Shape::Kind(NodeKind::Summary)),
        Self::Shape(Shape::Split),
        Self::Shape(Shape::JoinBefore),
        Self::Shape(Shape::JoinAfter),
        Self::Shape(Shape::Shallower),
        Self::Shape(Shape::Deeper),
        Self::Shape(Shape::Lead),
        Self::Shape(Shape::NoLead),
        Self::Shape(Shape::PutBack),
        Self::ShowDocumentForm,
        Self::ShowLost,
        Self::Undo,
        Self::Redo,
        Self::NextDocument,
        Self::PreviousDocument,
        Self::OpenFolder,
        Self::OpenFile,
        Self::OpenSamples,
        Self::CloseFolder,
        Self::Export,
        Self::Import,
        Self::Past,
        Self::Codebook,
        Self::RetrySave,
        Self::SaveElsewhere,
        Self::OpenPath,
        Self::Palette,
        Self::Keys,
        Self::Settings,
        Self::Messages,
        Self::Tour,
        Self::About,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::LargerText,
        Self::SmallerText,
        Self::Reading,
        Self::LooserLines,
        Self::TighterLines,
        Self::LongerLines,
        Self::ShorterLines,
        Self::ToggleDocuments,
        Self::ToggleOutline,
        Self::ToggleForm,
        Self::ToggleTheme,
        Self::ToggleSerif,
        Self::ToggleContrast,
        Self::ToggleSafeTypes,
        Self::ToggleLanguage,
        Self::Quit,
        Self::Search,
        Self::SearchDocument,
        Self::NextHit,
        Self::PreviousHit,
        Self::CloseSearch,
        Self::ShowReview,
        Self::ShowTable,
        Self::OpenRow,
        Self::SelectRows,
        Self::CopyRows,
        Self::ExportRows,
        Self::RowViews,
        Self::EditRowField,
    ];

    /// The name of its message; the description is the same with `-about`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Shape(shape) => shape_id(shape),
            Self::Settle => "command-settle",
            Self::NextEntry => "command-next-entry",
            Self::PreviousEntry => "command-previous-entry",
            Self::NextUnreviewed => "command-next-unreviewed",
            Self::NextConflict => "command-next-conflict",
            Self::NextMention => "command-next-mention",
            Self::PreviousMention => "command-previous-mention",
            Self::AcceptMention => "command-accept",
            Self::RejectMention => "command-reject",
            Self::EditValue => "command-edit-value",
            Self::PutBack => "command-put-back",
            Self::AcceptAll => "command-accept-all",
            Self::MarkNextWord => "command-mark-next-word",
            Self::MarkPreviousWord => "command-mark-previous-word",
            Self::WidenMark => "command-widen-mark",
            Self::AddMention => "command-add-mention",
            Self::SpanFromSelection => "command-span-from-selection",
            Self::Readings => "command-readings",
            Self::EndBack => "command-end-back",
            Self::EndForward => "command-end-forward",
            Self::EndWordBack => "command-end-word-back",
            Self::EndWordForward => "command-end-word-forward",
            Self::StartBack => "command-start-back",
            Self::StartForward => "command-start-forward",
            Self::StartWordBack => "command-start-word-back",
            Self::StartWordForward => "command-start-word-forward",
            Self::Correct => "command-correct",
            Self::Everywhere => "command-everywhere",
            Self::EditTag => "command-edit-tag",
            Self::EditNote => "command-edit-note",
            Self::ShowDocumentForm => "command-document-form",
            Self::ShowLost => "command-lost",
            Self::Undo => "command-undo",
            Self::Redo => "command-redo",
            Self::NextDocument => "command-next-document",
            Self::PreviousDocument => "command-previous-document",
            Self::OpenFolder => "command-open-folder",
            Self::OpenFile => "command-open-file",
            Self::OpenSamples => "command-open-samples",
            Self::CloseFolder => "command-close-folder",
            Self::Export => "command-export",
            Self::Import => "command-import",
            Self::Past => "command-past",
            Self::Codebook => "command-codebook",
            Self::RetrySave => "command-retry-save",
            Self::SaveElsewhere => "command-save-elsewhere",
            Self::Palette => "command-palette",
            Self::Keys => "command-keys",
            Self::OpenPath => "command-open-path",
            Self::Settings => "command-settings",
            Self::Messages => "command-messages",
            Self::Tour => "command-tour",
            Self::About => "command-about",
            Self::ZoomIn => "command-zoom-in",
            Self::ZoomOut => "command-zoom-out",
            Self::ZoomReset => "command-zoom-reset",
            Self::LargerText => "command-larger-text",
            Self::SmallerText => "command-smaller-text",
            Self::Reading => "command-reading",
            Self::LooserLines => "command-looser-lines",
            Self::TighterLines => "command-tighter-lines",
            Self::LongerLines => "command-longer-lines",
            Self::ShorterLines => "command-shorter-lines",
            Self::ToggleDocuments => "command-toggle-documents",
            Self::ToggleOutline => "command-toggle-outline",
            Self::ToggleForm => "command-toggle-form",
            Self::ToggleTheme => "command-toggle-theme",
            Self::ToggleSerif => "command-toggle-serif",
            Self::ToggleContrast => "command-toggle-contrast",
            Self::ToggleSafeTypes => "command-toggle-safe-types",
            Self::ToggleLanguage => "command-toggle-language",
            Self::Quit => "command-quit",
            Self::Search => "command-search",
            Self::SearchDocument => "command-search-document",
            Self::NextHit => "command-next-hit",
            Self::PreviousHit => "command-previous-hit",
            Self::CloseSearch => "command-close-search",
            Self::ShowReview => "command-show-review",
            Self::ShowTable => "command-show-table",
            Self::OpenRow => "command-open-row",
            Self::SelectRows => "command-select-rows",
            Self::CopyRows => "command-copy-rows",
            Self::ExportRows => "command-export-rows",
            Self::RowViews => "command-row-views",
            Self::EditRowField => "command-edit-row-field",
        }
    }

    /// The keys that start it, as the reviewer has them; the first is shown.
    #[must_use]
    pub fn shortcuts(self) -> Vec<KeyboardShortcut> {
        super::keymap::in_force(self)
    }

    /// Its name in the interface's language.
    #[must_use]
    pub fn name(self, language: Language) -> String {
        language.t(self.id()).into_owned()
    }

    /// What it does, in one sentence.
    #[must_use]
    pub fn about(self, language: Language) -> String {
        language.t(&format!("{}-about", self.id())).into_owned()
    }

    /// Its first key as menus show it; empty for none.
    #[must_use]
    pub fn key_text(self) -> String {
        self.shortcuts()
            .first()
            .copied()
            .map_or_else(String::new, key_text)
    }

    /// What the session is asked to do; none for what is the window's own.
    #[must_use]
    pub const fn action(self) -> Option<Action> {
        Some(match self {
            Self::Shape(shape) => Action::Shape(shape),
            Self::Settle => Action::Settle,
            Self::NextEntry => Action::Navigate(Move::NextEntry),
            Self::PreviousEntry => Action::Navigate(Move::PreviousEntry),
            Self::NextUnreviewed => Action::Navigate(Move::NextUnreviewed),
            Self::NextConflict => Action::Navigate(Move::NextConflict),
            Self::NextMention => Action::Navigate(Move::NextMention),
            Self::PreviousMention => Action::Navigate(Move::PreviousMention),
            Self::NextDocument => Action::Navigate(Move::NextDocument),
            Self::PreviousDocument => Action::Navigate(Move::PreviousDocument),
            Self::AcceptMention => Action::AcceptMention,
            Self::RejectMention => Action::RejectMention,
            Self::PutBack => Action::PutBackMention,
            Self::AcceptAll => Action::AcceptAll,
            Self::SpanFromSelection => Action::SpanFromSelection,
            Self::Everywhere => Action::Everywhere(OnEverywhere::Open),
            Self::ShowDocumentForm => Action::SelectNode(None),
            Self::ShowLost => Action::ShowLost(true),
            Self::Undo => Action::Undo,
            Self::Redo => Action::Redo,
            Self::CloseFolder => Action::CloseFolder,
            Self::Codebook => Action::Codebook(CodebookAction::Open),
            Self::RetrySave => Action::RetrySave,
            Self::NextHit => Action::StepHit { is_forward: true },
            Self::PreviousHit => Action::StepHit { is_forward: false },
            Self::CloseSearch => Action::CloseSearch,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn every_command_is_listed_once_and_named_in_both_languages() {
        let mut ids: Vec<_> = Command::ALL.iter().map(|command| command.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Command::ALL.len());
        for language in Language::ALL {
            for id in &ids {
                assert!(
                    language.has(id) && language.has(&format!("{id}-about")),
                    "{id} in {language}"
                );
            }
        }
    }

    #[test]
    fn no_key_starts_two_commands() {
        let mut known = HashMap::new();
        for &command in Command::ALL {
            assert!(!command.defaults().is_empty(), "{command:?} has a key");
            for shortcut in command.defaults() {
                assert_eq!(
                    known.insert(key_text(*shortcut), command),
                    None,
                    "{}",
                    key_text(*shortcut)
                );
            }
        }
    }
}
