//! Logs: one of two, and when a line was written.

use std::collections::HashMap;

use super::super::LogEntry;

/// When something was decided, for comparing clocks with different offsets; what is no time comes first.
pub(super) fn moment(at: &str) -> (Option<jiff::Timestamp>, String) {
    (at.parse().ok(), at.to_owned())
}

/// Both logs by time without doubles. Each keeps its own order; what they begin with in common stays as it is.
pub(super) fn merged(ours: &[LogEntry], theirs: &[LogEntry]) -> Vec<LogEntry> {
    let n_common = ours
        .iter()
        .zip(theirs)
        .take_while(|(ours, theirs)| ours == theirs)
        .count();
    let mut log = ours[..n_common].to_vec();
    let (ours, theirs) = (keyed(&ours[n_common..]), keyed(&theirs[n_common..]));
    let (mut ours, mut theirs) = (Rest::of(&ours), Rest::of(&theirs));
    loop {
        ours.skip_taken();
        theirs.skip_taken();
        let is_theirs = match (ours.head(), theirs.head()) {
            (None, None) => return log,
            (Some(_), None) => false,
            (None, Some(_)) => true,
            (Some(ours), Some(theirs)) => ours.key() > theirs.key(),
        };
        let (from, other) = if is_theirs {
            (&mut theirs, &mut ours)
        } else {
            (&mut ours, &mut theirs)
        };
        if let Some(line) = from.next() {
            other.take(&line.words);
            log.push(line.entry.clone());
        }
    }
}

/// The lines of one side that are still to come.
struct Rest<'a> {
    lines: std::slice::Iter<'a, Line<'a>>,
    /// How often each comes.
    n_left: HashMap<&'a str, usize>,
    /// How often each was taken from the other side already.
    n_taken: HashMap<&'a str, usize>,
}

impl<'a> Rest<'a> {
    fn of(lines: &'a [Line<'a>]) -> Self {
        let mut n_left: HashMap<&str, usize> = HashMap::new();
        for line in lines {
            *n_left.entry(&line.words).or_default() += 1;
        }
        Self {
            lines: lines.iter(),
            n_left,
            n_taken: HashMap::new(),
        }
    }

    fn head(&self) -> Option<&'a Line<'a>> {
        self.lines.as_slice().first()
    }

    fn next(&mut self) -> Option<&'a Line<'a>> {
        let line = self.lines.next()?;
        if let Some(n) = self.n_left.get_mut(line.words.as_str()) {
            *n -= 1;
        }
        Some(line)
    }

    /// Notes that a line was taken from the other side, if it comes here too.
    fn take(&mut self, words: &str) {
        if let Some((words, n_left)) = self.n_left.get_key_value(words) {
            let n_taken = self.n_taken.entry(words).or_default();
            *n_taken = (*n_taken + 1).min(*n_left);
        }
    }

    fn skip_taken(&mut self) {
        while let Some(line) = self.head()
            && let Some(n) = self.n_taken.get_mut(line.words.as_str())
            && *n > 0
        {
            *n -= 1;
            self.next();
        }
    }
}

struct Line<'a> {
    entry: &'a LogEntry,
    words: String,
}

impl Line<'_> {
    fn key(&self) -> ((Option<jiff::Timestamp>, String), &str) {
        (moment(&self.entry.at), &self.words)
    }
}

fn keyed(log: &[LogEntry]) -> Vec<Line<'_>> {
    log.iter()
        .map(|entry| Line {
            entry,
            words: format!("{entry:?}"),
        })
        .collect()
}
