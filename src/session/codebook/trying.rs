//! 试一试: what a term or pattern would find in the document on show, looked for on a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};

use super::{CodebookEditor, OpenCodebook, Session};
use crate::codebook::{Change, Codebook, Edit, Pattern, Refusal, Term};
use crate::document::Outline;
use crate::extract::{Extraction, MentionType, Trial, trial};
use crate::text::{Span, Text};

/// How many places are listed.
const MOST_HITS: usize = 200;
/// How long is looked for before it is given up: what takes longer on one document would make a folder unbearable.
const LONGEST: Duration = Duration::from_secs(2);
/// Characters shown on either side of a place.
const CONTEXT_CHARS: usize = 14;

/// What is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Candidate {
    Term(Term),
    Pattern(Pattern),
}

impl Candidate {
    /// What makes it part of the codebook.
    #[must_use]
    pub fn change(&self) -> Change {
        match self {
            Self::Term(term) => Change::AddTerm(term.clone()),
            Self::Pattern(pattern) => Change::AddPattern(pattern.clone()),
        }
    }
}

/// How far a trial is.
#[derive(Debug, Default)]
pub enum TrialState {
    #[default]
    Nothing,
    /// It is no term or pattern.
    Refused(Candidate, Refusal),
    /// No document is on show.
    NoDocument(Candidate),
    Running(RunningTrial),
    Done(Candidate, Box<TrialResult>),
}

/// A trial on its thread; given up when it is dropped.
#[derive(Debug)]
pub struct RunningTrial {
    candidate: Candidate,
    result: Receiver<TrialResult>,
    is_cancelled: Arc<AtomicBool>,
}

impl Drop for RunningTrial {
    fn drop(&mut self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }
}

/// What was found, and where in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrialResult {
    pub trial: Trial,
    /// For each place listed.
    pub places: Vec<TrialPlace>,
}

/// A place in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialPlace {
    pub span: Span,
    /// From 1.
    pub line: usize,
    pub before: String,
    pub quote: String,
    pub after: String,
    /// What the present extraction has there: type and words.
    pub overlaps: Vec<(MentionType, String)>,
    /// It would not count: inside the 《》 of a document, or no value of its type.
    pub is_left: bool,
}

impl TrialState {
    /// What is tried; none for nothing.
    #[must_use]
    pub const fn candidate(&self) -> Option<&Candidate> {
        match self {
            Self::Nothing => None,
            Self::Running(running) => Some(&running.candidate),
            Self::Refused(candidate, _)
            | Self::NoDocument(candidate)
            | Self::Done(candidate, _) => Some(candidate),
        }
    }

    /// Whether it may become part of the codebook: it came to an end, or there was nothing to try it on.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        match self {
            Self::NoDocument(_) => true,
            Self::Done(_, result) => !result.trial.is_cut,
            _ => false,
        }
    }
}

impl OpenCodebook {
    /// The codebook with the candidate alone to be found.
    fn with_only(&self, candidate: &Candidate) -> Result<Codebook, Refusal> {
        let mut codebook = self.codebook.clone();
        codebook.apply(Edit::Terms(Vec::new()));
        codebook.apply(Edit::Patterns(Vec::new()));
        let edits = codebook.edits_of(&candidate.change())?;
        codebook.apply_all(edits);
        Ok(codebook)
    }
}

impl Session {
    pub(super) fn try_candidate(&mut self, candidate: Option<Candidate>) {
        let document = self.document().map(|document| {
            let loaded = &document.loaded;
            let text = loaded.source.text.clone();
            (text, loaded.outline.clone(), loaded.extraction.clone())
        });
        let wake = self.wake.clone();
        let Some(CodebookEditor::Open(open)) = &mut self.editor else {
            return;
        };
        if open.trial.candidate() == candidate.as_ref() {
            return;
        }
        let Some(candidate) = candidate else {
            open.trial = TrialState::Nothing;
            return;
        };
        open.trial = match (open.with_only(&candidate), document) {
            (Err(refusal), _) => TrialState::Refused(candidate, refusal),
            (Ok(_), None) => TrialState::NoDocument(candidate),
            (Ok(codebook), Some((text, outline, extraction))) => {
                let (sender, result) = bounded(1);
                let is_cancelled = Arc::new(AtomicBool::new(false));
                let running = RunningTrial {
                    candidate,
                    result,
                    is_cancelled: is_cancelled.clone(),
                };
                let job = move || {
                    let result = run(&text, &codebook, &outline, &extraction, &is_cancelled);
                    // Nobody listens any more when something else is tried.
                    if sender.send(result).is_ok() {
                        wake();
                    }
                };
                let thread = thread::Builder::new().name("trial".into()).spawn(job);
                thread.expect("a thread starts");
                TrialState::Running(running)
            }
        };
    }

    /// Takes in what a trial found.
    pub(in crate::session) fn drain_trial(&mut self) {
        let Some(CodebookEditor::Open(open)) = &mut self.editor else {
            return;
        };
        if let TrialState::Running(running) = &open.trial
            && let Ok(result) = running.result.try_recv()
        {
            open.trial = TrialState::Done(running.candidate.clone(), Box::new(result));
        }
    }
}

fn run(
    text: &Text,
    codebook: &Codebook,
    outline: &Outline,
    extraction: &Extraction,
    is_cancelled: &AtomicBool,
) -> TrialResult {
    let begun = Instant::now();
    let is_enough = || is_cancelled.load(Ordering::Relaxed) || begun.elapsed() > LONGEST;
    let trial = trial(text, codebook, outline, extraction, MOST_HITS, &is_enough);
    let places = trial.hits.iter().map(|hit| {
        let words = text.as_str();
        let (from, to) = (hit.span.start as usize, hit.span.end as usize);
        let before = words[..from].char_indices().rev();
        let before = before.take_while(|(_, c)| *c != '\n').take(CONTEXT_CHARS);
        let start = before.last().map_or(from, |(at, _)| at);
        let after = words[to..].chars().take_while(|c| *c != '\n');
        let quote = |span: Span| text.slice(span).replace('\n', "");
        TrialPlace {
            span: hit.span,
            line: text.line_at(hit.span.start) + 1,
            before: words[start..from].trim_start().to_owned(),
            quote: quote(hit.span),
            after: after.take(CONTEXT_CHARS).collect(),
            overlaps: hit
                .overlaps
                .iter()
                .map(|(kind, span)| (kind.clone(), quote(*span)))
                .collect(),
            is_left: hit.is_left,
        }
    });
    TrialResult {
        places: places.collect(),
        trial,
    }
}
