//! What an import comes to for a document: the edits in order, how many decisions came to what, and what was not taken in.

use super::Misfit;
use crate::annotation::Edit;

/// What is done where a person has decided otherwise before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnConflict {
    /// What was decided stays.
    #[default]
    Keep,
    /// What the file says holds.
    Take,
    /// Both are kept, and what was decided holds until a person settles it.
    Ask,
}

impl OnConflict {
    pub const ALL: [Self; 3] = [Self::Keep, Self::Take, Self::Ask];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Take => "take",
            Self::Ask => "ask",
        }
    }
}

/// How many decisions of a file came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Decided by it.
    pub n_new: usize,
    /// Decided so already.
    pub n_known: usize,
    /// Decided otherwise by a person before.
    pub n_conflicts: usize,
    /// Found by a machine and decided by nobody.
    pub n_undecided: usize,
    /// Not taken in.
    pub n_misfits: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.n_new += other.n_new;
        self.n_known += other.n_known;
        self.n_conflicts += other.n_conflicts;
        self.n_undecided += other.n_undecided;
        self.n_misfits += other.n_misfits;
    }
}

/// What is to be done with a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// In the order in which they are to be applied.
    pub edits: Vec<Edit>,
    pub counts: Counts,
    /// What was not taken in, and what a person had decided otherwise.
    pub misfits: Vec<Misfit>,
}
