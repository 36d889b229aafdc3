//! What our own exports write of a mention beside its span: [`crate::export`]'s facts, read back.

use serde::Deserialize;
use serde_json::Value;

use super::{ImportedWas, Signed, Standing};
use crate::annotation::Verdict;

/// The facts that matter for a decision; others follow from the document.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Facts {
    #[serde(rename = "type")]
    pub(super) label: String,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) value: String,
    verdict: Option<String>,
    reviewer: Option<String>,
    at: Option<String>,
    was: Option<String>,
}

impl Facts {
    /// None where it is not what our exports write.
    pub(super) fn of(value: &Value) -> Option<Self> {
        Self::deserialize(value).ok()
    }

    /// Whether they speak of this span still.
    pub(super) fn are_of(&self, range: Option<(u32, u32)>, label: &str) -> bool {
        range == Some((self.start, self.end)) && self.label == label
    }

    /// What they say of it.
    pub(super) fn standing(&self) -> Standing {
        standing(self.verdict.as_deref(), self.was.clone())
    }

    pub(super) fn signed(&self) -> Signed {
        signed(self.reviewer.clone(), self.at.clone())
    }
}

/// What a verdict of our exports says; without one the machine found it and nobody decided on it.
pub(super) fn standing(verdict: Option<&str>, was: Option<String>) -> Standing {
    let Some(verdict) = verdict.and_then(Verdict::from_name) else {
        return Standing::Found;
    };
    let was = was.map(|was| ImportedWas {
        value: Some(was),
        ..ImportedWas::default()
    });
    Standing::Decided(verdict, was)
}

/// Who and when, where a name is given.
pub(super) fn signed(by: Option<String>, at: Option<String>) -> Signed {
    Signed {
        by: by.map(Some),
        at,
    }
}
