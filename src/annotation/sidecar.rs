//! The RON form of an annotation, as it lies beside its document: version 1.
//!
//! Positions are code points here and bytes in memory; [`write`] and [`read`] are the one place that converts. What is written
//! is checked against the text: a span whose characters are not its quote is refused. What is read from a sidecar that was made on another
//! text goes through [`super::placing`]: nothing is ever put on words that are not its quote. What reviewers decided differently stands under
//! `conflicts` until a person settles it, corrections of the source under `errata`; a program that does not know such a list leaves such a file
//! alone, since it would lose what is in it.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::placing::{Moves, Present, Unplaced, place};
use super::{
    Anchor, Annotation, Conflict, Detached, DetachedDecision, EntryDecision, Erratum,
    FieldDecision, FieldName, LogEntry, MentionDecision, OutlineDecision, Review,
};
use crate::source::{Converter, Encoding, Reading};
use crate::text::Text;

/// The newest version that this program reads, and the one it writes.
pub const VERSION: u32 = 1;

/// The largest sidecar that is read or written, in bytes: about two hundred thousand decisions on one document. Reading it takes several times
/// as much memory.
pub const MAX_BYTES: usize = 128 << 20;

/// What a sidecar says about the file it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceNote {
    /// The file's name without folders.
    pub name: String,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Length of the text in code points.
    pub length: u32,
    pub encoding: Encoding,
    /// What made the text, where the file is no text itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub converter: Option<Converter>,
}

impl SourceNote {
    /// How the bytes became the text.
    #[must_use]
    pub fn reading(&self) -> Reading {
        Reading {
            encoding: self.encoding,
            converter: self.converter.clone(),
        }
    }
}

/// The file's layout.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sidecar {
    version: u32,
    source: SourceNote,
    #[serde(default)]
    review: Review,
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "map_without_doubles"
    )]
    document: BTreeMap<FieldName, FieldDecision>,
    /// Changes to the tree, in text order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    outline: Vec<OutlineDecision>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    entries: Vec<EntryDecision>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<MentionDecision>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    errata: Vec<Erratum>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    detached: Vec<Detached>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conflicts: Vec<Conflict>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    log: Vec<LogEntry>,
}

/// A first look at a file, before the rest is understood.
#[derive(Deserialize)]
#[serde(rename = "Sidecar")]
struct Version {
    version: u32,
}

/// Why a file is not a sidecar that this program may use. It is then never overwritten.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SidecarError {
    /// Line and column count from 1.
    #[error("{line}:{column}: {message}")]
    Syntax {
        line: usize,
        column: usize,
        message: String,
    },
    #[error("version {0} is newer than this program")]
    Newer(u32),
}

/// A decision's place in the text is not what its quote says; nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the text at byte {start} is not “{quote}”")]
pub struct QuoteMismatch {
    pub start: u32,
    pub quote: String,
}

/// The sidecar's text.
///
/// # Errors
/// Where a decision's span does not hold its quote in `text`.
pub fn write(
    annotation: &Annotation,
    text: &Text,
    source: SourceNote,
) -> Result<String, QuoteMismatch> {
    let Annotation {
        review,
        document,
        mut outline,
        mut entries,
        mut mentions,
        mut errata,
        detached,
        mut conflicts,
        mut log,
    } = annotation.clone();
    let mut mismatch = None;
    let mut to_chars = |anchor: &mut Anchor| {
        if text.get(anchor.span()) != Some(anchor.quote.as_str()) {
            mismatch = Some(QuoteMismatch {
                start: anchor.start,
                quote: anchor.quote.clone(),
            });
            return;
        }
        (anchor.start, anchor.end) = text.chars_of_span(anchor.span());
    };
    for decision in &mut outline {
        decision.for_each_anchor(&mut to_chars);
    }
    for entry in &mut entries {
        to_chars(&mut entry.anchor);
    }
    for mention in &mut mentions {
        mention.for_each_anchor(&mut to_chars);
    }
    for erratum in &mut errata {
        to_chars(&mut erratum.anchor);
    }
    for conflict in &mut conflicts {
        conflict.for_each_anchor(&mut to_chars);
    }
    if let Some(mismatch) = mismatch {
        return Err(mismatch);
    }
    // The history may speak of earlier texts: an anchor that no longer holds keeps the numbers it has.
    let mut in_history = |anchor: &mut Anchor| {
        if text.get(anchor.span()) == Some(anchor.quote.as_str()) {
            (anchor.start, anchor.end) = text.chars_of_span(anchor.span());
        }
    };
    for LogEntry { edit, .. } in &mut log {
        edit.for_each_anchor(&mut in_history);
    }
    let annotation = Annotation {
        review,
        document,
        outline,
        entries,
        mentions,
        errata,
        detached,
        conflicts,
        log,
    };
    Ok(write_unplaced(annotation, source))
}

/// The text of a sidecar whose positions are code points already, as [`read_unplaced`] gives them.
#[must_use]
pub fn write_unplaced(annotation: Annotation, source: SourceNote) -> String {
    let Annotation {
        review,
        document,
        outline,
        entries,
        mentions,
        errata,
        detached,
        conflicts,
        log,
    } = annotation;
    let sidecar = Sidecar {
        version: VERSION,
        source,
        review,
        document,
        outline,
        entries,
        mentions,
        errata,
        detached,
        conflicts,
        log,
    };
    let pretty = ron::ser::PrettyConfig::new().new_line("\n").depth_limit(4);
    let body = format()
        .to_string_pretty(&sidecar, pretty)
        .expect("plain data always has a RON form");
    let mut ron = format!("Sidecar{body}");
    ron.push('\n');
    ron
}

/// Reads a sidecar without its text: positions stay code points of the source that it was made on, and nothing is checked against words.
///
/// # Errors
/// Where the file is no sidecar, or from a newer version.
pub fn read_unplaced(ron: &str) -> Result<(Annotation, SourceNote), SidecarError> {
    // A newer version may have fields that this one does not know: say so rather than complain of the field.
    if let Ok(Version { version }) = format().from_str(ron)
        && version > VERSION
    {
        return Err(SidecarError::Newer(version));
    }
    let Sidecar {
        version,
        source,
        review,
        document,
        outline,
        entries,
        mentions,
        errata,
        detached,
        conflicts,
        log,
    } = format()
        .from_str(ron)
        .map_err(|error| SidecarError::Syntax {
            line: error.span.start.line,
            column: error.span.start.col,
            message: error.code.to_string(),
        })?;
    if version > VERSION {
        return Err(SidecarError::Newer(version));
    }
    let annotation = Annotation {
        review,
        document,
        outline,
        entries,
        mentions,
        errata,
        detached,
        conflicts,
        log,
    };
    Ok((annotation, source))
}

/// Reads a sidecar for this text, whose file's bytes have this hash, without a look at earlier texts.
///
/// # Errors
/// Where the file is no sidecar, or from a newer version.
pub fn read(
    ron: &str,
    text: &Text,
    sha256: &str,
) -> Result<(Annotation, SourceNote), SidecarError> {
    let present = Present {
        text,
        sha256,
        reading: None,
        earlier: &|_, _| Vec::new(),
    };
    read_on(ron, &present).map(|(annotation, note, _)| (annotation, note))
}

/// Reads a sidecar for a source that may have changed since: what is certain moves with the text, everything else is detached.
///
/// # Errors
/// Where the file is no sidecar, or from a newer version.
pub fn read_on(
    ron: &str,
    present: &Present<'_>,
) -> Result<(Annotation, SourceNote, Moves), SidecarError> {
    let (unplaced, source) = read_unplaced(ron)?;
    let Annotation {
        review,
        document,
        outline,
        entries,
        mentions,
        errata,
        detached,
        conflicts,
        log,
    } = unplaced;
    let mut annotation = Annotation {
        review,
        document,
        log,
        ..Annotation::default()
    };
    let mentions = mentions.into_iter().map(DetachedDecision::Mention);
    let entries = entries.into_iter().map(DetachedDecision::Entry);
    let errata = errata.into_iter().map(DetachedDecision::Erratum);
    let outline = outline.into_iter().map(DetachedDecision::Outline);
    let here = mentions
        .chain(entries)
        .chain(errata)
        .chain(outline)
        .map(|decision| Detached {
            sha256: source.sha256.clone(),
            decision,
        });
    let unplaced = Unplaced {
        here: here.collect(),
        conflicts,
        detached,
    };
    let moves = place(&mut annotation, &source, unplaced, present);
    Ok((annotation, source, moves))
}

/// Reads a map and refuses a name that stands in it twice, as a merge of two files can leave it: one of the two decisions would be lost.
pub(super) fn map_without_doubles<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord,
    V: Deserialize<'de>,
{
    struct WithoutDoubles<K, V>(PhantomData<(K, V)>);

    impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for WithoutDoubles<K, V> {
        type Value = BTreeMap<K, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map in which no name stands twice")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((name, value)) = entries.next_entry()? {
                if map.insert(name, value).is_some() {
                    return Err(A::Error::custom("a name stands twice in this map"));
                }
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(WithoutDoubles(PhantomData))
}

/// What a sidecar notes of its source, as far as the file can be read at all.
#[must_use]
pub fn source_noted(ron: &str) -> Option<SourceNote> {
    #[derive(Deserialize)]
    #[serde(rename = "Sidecar")]
    struct Head {
        source: SourceNote,
    }
    format().from_str::<Head>(ron).ok().map(|head| head.source)
}

/// RON in which what may be absent is written without `Some(…)`.
fn format() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

#[cfg(test)]
mod tests;
