//! Wrong arguments, and requests for help, put into words.

use std::io::{self, Write};

use clap::Error;
use clap::error::{ContextKind, ErrorKind};

use super::console::{Console, Outcome};

/// Prints the help that was asked for, or what is wrong with the arguments.
pub(super) fn report(console: &Console, error: &Error) -> Outcome {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // A reader that went away has seen enough.
        let _ = write!(io::stdout().lock(), "{}", error.render());
        return Outcome::Well;
    }
    console.complain(&sentence(console, error));
    console.complain(&console.t("cli-error-see-help"));
    Outcome::WrongUse
}

fn sentence(console: &Console, error: &Error) -> String {
    let context = |kind| {
        error
            .get(kind)
            .map_or_else(String::new, ToString::to_string)
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let choices = context(ContextKind::ValidValue);
    let id = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => "cli-error-value-missing",
        ErrorKind::InvalidValue => "cli-error-choice",
        ErrorKind::ValueValidation => "cli-error-value",
        ErrorKind::UnknownArgument => "cli-error-unknown",
        ErrorKind::ArgumentConflict => "cli-error-twice",
        ErrorKind::MissingRequiredArgument => "cli-error-missing",
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            "cli-error-number-of-values"
        }
        _ => "cli-error-other",
    };
    console.with(
        id,
        &[
            ("argument", argument.into()),
            ("value", value.into()),
            ("choices", choices.into()),
        ],
    )
}
