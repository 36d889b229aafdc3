//! What every command needs to speak with whoever called it.

use std::borrow::Cow;
use std::io::{self, Write};
use std::process::ExitCode;

use fluent_bundle::FluentValue;

use crate::i18n::Language;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    Well,
    /// A document, sidecar or edit could not be read or applied, or something not be written.
    Incomplete,
    /// Wrong use, or no display for the window.
    WrongUse,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Well => Self::SUCCESS,
            Outcome::Incomplete => Self::from(1),
            Outcome::WrongUse => Self::from(2),
        }
    }
}

/// The language spoken, and the two streams.
#[derive(Debug)]
pub(super) struct Console {
    pub(super) language: Language,
}

impl Console {
    pub(super) const fn new(language: Language) -> Self {
        Self { language }
    }

    /// A message's words.
    pub(super) fn t(&self, id: &str) -> Cow<'static, str> {
        self.language.t(id)
    }

    /// A message's words with arguments put in.
    pub(super) fn with(&self, id: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        self.language.with(id, arguments)
    }

    /// A line on standard error. Where that is closed nobody listens, and nothing is lost.
    #[expect(
        clippy::unused_self,
        reason = "one way of speaking: console.complain, console.say"
    )]
    pub(super) fn complain(&self, words: &str) {
        let _ = writeln!(io::stderr().lock(), "{}", printable(words));
    }

    /// A line on standard output, flushed, so that whoever waits for it has it at once.
    #[expect(
        clippy::unused_self,
        reason = "one way of speaking: console.complain, console.say"
    )]
    pub(super) fn say(&self, words: &str) {
        let mut out = io::stdout().lock();
        let _ = writeln!(out, "{}", printable(words)).and_then(|()| out.flush());
    }
}

/// Words without the characters that a terminal takes for commands: the name of a file can hold them.
fn printable(words: &str) -> Cow<'_, str> {
    let is_command = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if words.contains(is_command) {
        words.replace(is_command, "\u{FFFD}").into()
    } else {
        words.into()
    }
}
