//! The types of mentions as labels of other programs: which there are, how they are called and coloured.

use super::{ExportedDocument, Layout, words};
use crate::extract::MentionType;

/// The colours of the built-in types on light ground.
const COLOURS: [(MentionType, &str); 7] = [
    (MentionType::Date, "#0B5FA5"),
    (MentionType::Org, "#0B7A5B"),
    (MentionType::Person, "#9A3B78"),
    (MentionType::Doc, "#6A45B0"),
    (MentionType::Event, "#B4490B"),
    (MentionType::Metric, "#7A6000"),
    (MentionType::Place, "#2B6F8F"),
];

/// Of a type that the codebook lacks.
const OTHER_COLOUR: &str = "#55606E";

/// The built-in types, those of the codebook, and whatever else documents have.
pub(super) struct Labels<'l> {
    layout: Layout<'l>,
    types: Vec<MentionType>,
}

/// A type for people.
pub(super) struct Label {
    /// In the files.
    pub(super) name: String,
    /// In the language of the interface.
    pub(super) words: String,
    /// `#RRGGBB`.
    pub(super) colour: String,
}

impl<'l> Labels<'l> {
    pub(super) fn new(layout: Layout<'l>) -> Self {
        let of_codebook = layout.codebook.types.iter();
        let types = MentionType::BUILT_IN
            .into_iter()
            .chain(of_codebook.map(|known| MentionType::Custom(known.name.clone())))
            .collect();
        Self { layout, types }
    }

    /// Decisions may have types that the codebook no longer has.
    pub(super) fn add_those_of(&mut self, document: &ExportedDocument<'_>) {
        for mention in document.mentions() {
            if !self.types.contains(&mention.kind) {
                self.types.push(mention.kind.clone());
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Label> {
        self.types.iter().map(|kind| Label {
            name: kind.name().to_owned(),
            words: words::mention_type(kind, &self.layout).into_owned(),
            colour: self.colour(kind).to_owned(),
        })
    }

    fn colour(&self, kind: &MentionType) -> &str {
        let built_in = COLOURS.iter().find(|(known, _)| known == kind);
        let of_codebook = || {
            let mut types = self.layout.codebook.types.iter();
            types.find(|known| *known.name == *kind.name())
        };
        match built_in {
            Some((_, colour)) => colour,
            None => of_codebook().map_or(OTHER_COLOUR, |known| &known.colour),
        }
    }
}
