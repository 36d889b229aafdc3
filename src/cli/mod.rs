//! The command line: reads the arguments, calls the library, prints.
//!
//! In: the arguments. Out: words on standard output and standard error, and an exit code: 0 well, 1 a document, sidecar or edit could not
//! be read or applied, 2 wrong use or no display. All words come from [`crate::i18n`], help and the complaints about arguments included.

mod annotate;
mod arguments;
mod check;
mod codebook;
mod console;
pub mod edit_line;
mod export;
mod extract;
mod extract_stdin;
mod folder;
mod import;
mod log;
mod merge;
mod opened;
mod restore;
mod usage;
mod window;
mod words;

use std::ffi::OsString;
use std::io::{self, Write};
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::i18n::Language;
use crate::workspace::Reviewer;
use console::{Console, Outcome};

/// Runs the program with these arguments, the program's own name first.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    keep_words_out_of_panics();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let chosen = arguments::language_of(&arguments);
    let language = chosen.unwrap_or_else(Language::of_system);
    let console = Console::new(language);
    match arguments::command(language).try_get_matches_from(arguments) {
        Ok(matches) => dispatch(&console, &matches, chosen),
        Err(error) => usage::report(&console, &error),
    }
    .into()
}

/// A fault of the program is told by its place alone: the words of a panic can be those of a document.
fn keep_words_out_of_panics() {
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string);
        let place = place.unwrap_or_default();
        let _ = writeln!(io::stderr().lock(), "internal error at {place}");
    }));
}

fn dispatch(console: &Console, matches: &ArgMatches, chosen: Option<Language>) -> Outcome {
    let path = matches.get_one::<PathBuf>(arguments::PATH).cloned();
    let reviewer = matches.get_one::<Reviewer>(arguments::REVIEWER).cloned();
    let Some((name, matches)) = matches.subcommand() else {
        return window::open(console, path, reviewer, chosen);
    };
    if path.is_some() || reviewer.is_some() {
        console.complain(&console.with("cli-error-before-command", &[("command", name.into())]));
        console.complain(&console.t("cli-error-see-help"));
        return Outcome::WrongUse;
    }
    match name {
        "extract" => extract::run(console, matches),
        "export" => export::run(console, matches),
        "annotate" => annotate::run(console, matches),
        "import" => import::run(console, matches),
        "check" => check::run(console, matches),
        "merge" => merge::run(console, matches),
        "restore" => restore::run(console, matches),
        "log" => log::run(console, matches),
        "codebook" => codebook::run(console, matches),
        _ => unreachable!("clap knows the commands"),
    }
}
