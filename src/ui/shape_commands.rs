//! The commands that change the tree: names and keys, one table.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::document::NodeKind;
use crate::session::Shape;

/// The kinds in the order of menus: what is needed most comes first.
pub const KINDS: [NodeKind; 7] = [
    NodeKind::Entry,
    NodeKind::Section,
    NodeKind::Paragraph,
    NodeKind::Boilerplate,
    NodeKind::Title,
    NodeKind::Byline,
    NodeKind::Summary,
];

/// The name of the message that names a command; its description is the same with `-about`.
#[must_use]
pub const fn shape_id(shape: Shape) -> &'static str {
    match shape {
        Shape::Split => "command-shape-split",
        Shape::JoinBefore => "command-shape-join-before",
        Shape::JoinAfter => "command-shape-join-after",
        Shape::Shallower => "command-shape-shallower",
        Shape::Deeper => "command-shape-deeper",
        Shape::Lead => "command-shape-lead",
        Shape::NoLead => "command-shape-no-lead",
        Shape::PutBack => "command-shape-put-back",
        Shape::Kind(NodeKind::Entry) => "command-shape-entry",
        Shape::Kind(NodeKind::Section) => "command-shape-section",
        Shape::Kind(NodeKind::Paragraph) => "command-shape-paragraph",
        Shape::Kind(NodeKind::Boilerplate) => "command-shape-boilerplate",
        Shape::Kind(NodeKind::Title) => "command-shape-title",
        Shape::Kind(NodeKind::Byline) => "command-shape-byline",
        Shape::Kind(NodeKind::Summary) => "command-shape-summary",
    }
}

/// Its keys where the reviewer chose no others: Ctrl with a bracket moves, Alt with an arrow joins, with a letter says what it is.
#[must_use]
pub const fn shape_keys(shape: Shape) -> &'static [KeyboardShortcut] {
    const fn command(key: Key) -> KeyboardShortcut {
        KeyboardShortcut::new(Modifiers::COMMAND, key)
    }
    const fn alt(key: Key) -> KeyboardShortcut {
        KeyboardShortcut::new(Modifiers::ALT, key)
    }
    match shape {
        Shape::Split => const { &[alt(Key::Enter)] },
        Shape::JoinBefore => const { &[alt(Key::ArrowUp)] },
        Shape::JoinAfter => const { &[alt(Key::ArrowDown)] },
        Shape::Shallower => const { &[command(Key::OpenBracket)] },
        Shape::Deeper => const { &[command(Key::CloseBracket)] },
        Shape::Lead => const { &[alt(Key::L)] },
        Shape::NoLead => const { &[alt(Key::N)] },
        Shape::PutBack => const { &[alt(Key::Z)] },
        Shape::Kind(NodeKind::Entry) => const { &[alt(Key::E)] },
        Shape::Kind(NodeKind::Section) => const { &[alt(Key::H)] },
        Shape::Kind(NodeKind::Paragraph) => const { &[alt(Key::P)] },
        Shape::Kind(NodeKind::Boilerplate) => const { &[alt(Key::B)] },
        Shape::Kind(NodeKind::Title) => const { &[alt(Key::T)] },
        Shape::Kind(NodeKind::Byline) => const { &[alt(Key::Y)] },
        Shape::Kind(NodeKind::Summary) => const { &[alt(Key::M)] },
    }
}
