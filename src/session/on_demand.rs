//! The record of a document, made when somebody asks for it.
//!
//! A record takes more memory than everything that it is made of, and most documents of a folder are neither on show nor decided on: of these only
//! the parts are kept. Making a record again takes some hundred microseconds for a usual bulletin.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::annotation::Annotation;
use crate::codebook::Naming;
use crate::document::Outline;
use crate::extract::Extraction;
use crate::record::Record;
use crate::text::Text;
use crate::workspace::LoadedDocument;

/// The record of a longer text would take longer than a frame to make again.
const MAX_PUT_AWAY_BYTES: u32 = 1 << 20;

/// A record, or what it is made of. Reads like the record: the first look makes it.
#[derive(Debug, Default)]
pub struct RecordOnDemand {
    made: OnceLock<Arc<Record>>,
    /// Of a document that nobody has decided anything on.
    undecided: Option<Undecided>,
    /// Goes with the same state of the document wherever it is shared.
    identity: Arc<()>,
}

/// What a record without decisions is made of.
#[derive(Debug, Clone)]
pub(super) struct Undecided {
    text: Arc<Text>,
    outline: Arc<Outline>,
    pub extraction: Arc<Extraction>,
    pub naming: Naming,
}

impl Undecided {
    fn record(&self) -> Record {
        let nothing = Annotation::default();
        Record::new(&self.text, &self.outline, &self.extraction, &nothing).named(&self.naming)
    }
}

impl RecordOnDemand {
    /// The record of a document as it is now; `made` where somebody made it already.
    pub(super) fn of(loaded: &LoadedDocument, made: Option<Arc<Record>>) -> Self {
        let is_undecided = loaded.annotation == Annotation::default();
        let record = Self {
            made: OnceLock::new(),
            undecided: is_undecided.then(|| Undecided {
                text: loaded.source.text.clone(),
                outline: loaded.parsed.clone(),
                extraction: loaded.extraction.clone(),
                naming: loaded.naming.clone(),
            }),
            identity: Arc::default(),
        };
        let made = made.or_else(|| (!is_undecided).then(|| Arc::new(loaded.record())));
        if let Some(made) = made {
            record.made.get_or_init(|| made);
        }
        record
    }

    /// The parts, where nobody has decided anything.
    pub(super) const fn undecided(&self) -> Option<&Undecided> {
        self.undecided.as_ref()
    }

    /// The same for somebody else: what they make of it is theirs and goes with them.
    pub(super) fn share(&self) -> Self {
        Self {
            made: self.made.clone(),
            undecided: self.undecided.clone(),
            identity: self.identity.clone(),
        }
    }

    /// Another one for every state of a document, made or not.
    pub(super) const fn identity(&self) -> &Arc<()> {
        &self.identity
    }

    /// The record for one look, without keeping what is made for it.
    pub(super) fn once(&self) -> Arc<Record> {
        match (self.made.get(), &self.undecided) {
            (None, Some(parts)) => Arc::new(parts.record()),
            _ => (**self).clone(),
        }
    }

    /// Keeps only the parts where they are enough.
    pub(super) fn put_away(&mut self) {
        let parts = self.undecided.as_ref();
        if parts.is_some_and(|parts| parts.text.len() <= MAX_PUT_AWAY_BYTES) {
            self.made = OnceLock::new();
        }
    }
}

impl Deref for RecordOnDemand {
    type Target = Arc<Record>;

    fn deref(&self) -> &Arc<Record> {
        self.made.get_or_init(|| {
            let parts = self.undecided.as_ref();
            Arc::new(parts.map(Undecided::record).unwrap_or_default())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::annotation::{Edit, Stamp, Status, Target};
    use crate::codebook::Codebook;
    use crate::workspace::load;

    fn loaded() -> LoadedDocument {
        let folder = tempfile::tempdir().expect("a folder");
        let text =
            "2024年5月工作月报\n\n★重点工作\n\n　　数字治理 5月20日,省数据局备案1276家企业。\n";
        std::fs::write(folder.path().join("通报.txt"), text).expect("writes");
        load(folder.path(), Path::new("通报.txt"), &Codebook::built_in()).expect("loads")
    }

    #[test]
    fn what_was_put_away_is_made_again_as_it_was() {
        let loaded = loaded();
        let mut record = RecordOnDemand::of(&loaded, None);
        let first = record.clone();
        assert!(first.mentions.len() > 2);
        assert_eq!(*first, loaded.record());
        record.put_away();
        let shared = record.share();
        assert_eq!(*first, **shared);
        assert_eq!(first, record.once());
        assert!(record.made.get().is_none(), "what others make is theirs");
    }

    #[test]
    fn decisions_are_never_put_away() {
        let mut loaded = loaded();
        loaded.annotation.apply(&Edit::Status {
            target: Target::Document,
            status: Status::InReview,
            stamp: Stamp::now(None),
        });
        let mut record = RecordOnDemand::of(&loaded, None);
        let first = record.clone();
        record.put_away();
        assert!(Arc::ptr_eq(&first, &record));
        assert_eq!(record.status, Status::InReview);
    }
}
