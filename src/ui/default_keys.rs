//! The keys that commands have where the reviewer chose no others: one table.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::command::Command;
use super::shape_commands::shape_keys;

impl Command {
    /// The keys that start it where the reviewer chose no others; the first is shown.
    #[must_use]
    pub const fn defaults(self) -> &'static [KeyboardShortcut] {
        match self {
            Self::Shape(shape) => shape_keys(shape),
            Self::Settle => const { &[plain(Key::Enter)] },
            Self::NextEntry => const { &[plain(Key::J)] },
            Self::PreviousEntry => const { &[plain(Key::K)] },
            Self::NextUnreviewed => const { &[plain(Key::U)] },
            Self::NextConflict => const { &[plain(Key::C)] },
            Self::NextMention => const { &[plain(Key::L)] },
            Self::PreviousMention => const { &[plain(Key::H)] },
            Self::AcceptMention => const { &[plain(Key::Y)] },
            Self::RejectMention => const { &[plain(Key::X)] },
            Self::EditValue => const { &[plain(Key::E)] },
            Self::PutBack => const { &[plain(Key::Z)] },
            Self::AcceptAll => const { &[plain(Key::A)] },
            Self::MarkNextWord => const { &[plain(Key::W)] },
            Self::MarkPreviousWord => const { &[plain(Key::B)] },
            Self::WidenMark => const { &[plain(Key::R)] },
            Self::AddMention => const { &[plain(Key::M)] },
            Self::SpanFromSelection => const { &[plain(Key::S)] },
            Self::Readings => const { &[plain(Key::O)] },
            Self::EndBack => const { &[alt(Key::ArrowLeft)] },
            Self::EndForward => const { &[alt(Key::ArrowRight)] },
            Self::EndWordBack => const { &[alt(Key::Comma)] },
            Self::EndWordForward => const { &[alt(Key::Period)] },
            Self::StartBack => const { &[alt_shift(Key::ArrowLeft)] },
            Self::StartForward => const { &[alt_shift(Key::ArrowRight)] },
            Self::StartWordBack => const { &[alt_shift(Key::Comma)] },
            Self::StartWordForward => const { &[alt_shift(Key::Period)] },
            Self::Correct => const { &[plain(Key::V)] },
            Self::Everywhere => const { &[plain(Key::Q)] },
            Self::EditTag => const { &[plain(Key::T)] },
            Self::EditNote => const { &[plain(Key::N)] },
            Self::ShowDocumentForm => const { &[plain(Key::D)] },
            Self::Undo => const { &[command(Key::Z)] },
            Self::Redo => const { &[command(Key::Y), shifted(Key::Z)] },
            Self::NextDocument => const { &[plain(Key::CloseBracket)] },
            Self::PreviousDocument => const { &[plain(Key::OpenBracket)] },
            Self::OpenFolder => const { &[command(Key::O)] },
            Self::OpenFile => const { &[shifted(Key::O)] },
            Self::Export => const { &[command(Key::E)] },
            Self::Palette => const { &[command(Key::K)] },
            Self::Keys => const { &[plain(Key::Questionmark), plain(Key::F1)] },
            Self::ZoomIn => const { &[command(Key::Plus), command(Key::Equals)] },
            Self::ZoomOut => const { &[command(Key::Minus)] },
            Self::ZoomReset => const { &[command(Key::Num0)] },
            Self::LargerText => const { &[alt(Key::Num0)] },
            Self::SmallerText => const { &[alt(Key::Num9)] },
            Self::Settings => const { &[command(Key::Comma)] },
            Self::OpenPath => const { &[command(Key::L)] },
            Self::Messages => const { &[plain(Key::F6)] },
            Self::Tour => const { &[command(Key::F1)] },
            Self::About => const { &[plain(Key::F12)] },
            Self::Reading => const { &[plain(Key::F7)] },
            Self::LooserLines => const { &[alt(Key::Equals)] },
            Self::TighterLines => const { &[alt(Key::Minus)] },
            Self::LongerLines => const { &[alt(Key::CloseBracket)] },
            Self::ShorterLines => const { &[alt(Key::OpenBracket)] },
            Self::ToggleSerif => const { &[alt(Key::S)] },
            Self::Quit => const { &[command(Key::Q)] },
            Self::ToggleDocuments => const { &[command(Key::Num1)] },
            Self::ToggleOutline => const { &[command(Key::Num2)] },
            Self::ToggleForm => const { &[command(Key::Num3)] },
            Self::Search => const { &[command(Key::F)] },
            Self::SearchDocument => const { &[shifted(Key::F)] },
            Self::NextHit => const { &[plain(Key::F3)] },
            Self::PreviousHit => const { &[KeyboardShortcut::new(Modifiers::SHIFT, Key::F3)] },
            // Escape closes the search too, where nothing else is to be left before.
            Self::CloseSearch => const { &[plain(Key::F4)] },
            Self::ShowReview => const { &[alt(Key::Num1)] },
            Self::ShowTable => const { &[alt(Key::Num2)] },
            Self::SelectRows => const { &[command(Key::A)] },
            Self::CopyRows => const { &[command(Key::C)] },
            // In the table Enter alone does it; elsewhere that settles an entry.
            Self::OpenRow => const { &[command(Key::Enter)] },
            Self::RowViews => const { &[alt(Key::V)] },
            Self::EditRowField => const { &[alt(Key::F)] },
            Self::ExportRows => const { &[shifted(Key::E)] },
            Self::ShowLost => const { &[plain(Key::G)] },
            Self::OpenSamples => const { &[plain(Key::F2)] },
            Self::CloseFolder => const { &[command(Key::W)] },
            Self::Import => const { &[command(Key::I)] },
            Self::Past => const { &[command(Key::H)] },
            Self::Codebook => const { &[command(Key::B)] },
            Self::RetrySave => const { &[command(Key::S)] },
            Self::SaveElsewhere => const { &[shifted(Key::S)] },
            Self::ToggleTheme => const { &[plain(Key::F9)] },
            Self::ToggleContrast => const { &[KeyboardShortcut::new(Modifiers::SHIFT, Key::F9)] },
            Self::ToggleSafeTypes => const { &[command(Key::F9)] },
            Self::ToggleLanguage => const { &[plain(Key::F8)] },
        }
    }
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn shifted(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn alt_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT.plus(Modifiers::SHIFT), key)
}
