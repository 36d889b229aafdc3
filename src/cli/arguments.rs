//! What may stand on the command line, with its help in the language of the interface.
//!
//! Every text is a message `cli-…` of `assets/i18n`. clap's own English headings are replaced by the templates here, its errors by
//! [`super::usage`].

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};

use crate::i18n::Language;

pub(super) const PATH: &str = "path";
pub(super) const REVIEWER: &str = "reviewer";
pub(super) const OUTPUT: &str = "output";
pub(super) const FOLDER: &str = "folder";
const LANGUAGE: &str = "lang";

/// The language that `--lang` asks for. Looked for before everything else, since help and complaints are in it.
pub(super) fn language_of(arguments: &[OsString]) -> Option<Language> {
    let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        let name = match argument.strip_prefix("--lang") {
            Some("") => arguments.next()?.into_owned(),
            Some(rest) => rest.strip_prefix('=')?.to_owned(),
            None if argument == "--" => return None,
            None => continue,
        };
        return match name.as_str() {
            "zh" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => None,
        };
    }
    None
}

/// The whole command line.
pub(super) fn command(language: Language) -> Command {
    let words = Words(language);
    let root = words.command("piyue", "cli-about", "cli-usage");
    root.version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .subcommand_help_heading(words.t("cli-heading-commands"))
        .arg(words.path(PATH, "FOLDER|FILE", "cli-arg-open"))
        .arg(words.value(REVIEWER, "NAME", "cli-arg-reviewer"))
        .arg(
            words
                .option(LANGUAGE, "cli-arg-lang")
                .value_name("zh|en")
                .hide_possible_values(true)
                .value_parser(PossibleValuesParser::new(["zh", "en"]))
                .global(true),
        )
        .arg(
            words
                .option("version", "cli-arg-version")
                .short('V')
                .action(ArgAction::Version),
        )
        .arg(words.help())
        .subcommand(extract(words))
        .after_help(words.t("cli-after"))
}

fn extract(words: Words) -> Command {
    words
        .command("extract", "cli-extract-about", "cli-extract-usage")
        .arg(
            words
                .path(PATH, "PATH", "cli-extract-arg-path")
                .required(true)
                .action(ArgAction::Append)
                .num_args(1..),
        )
        .arg(words.output("cli-extract-arg-output"))
        .arg(words.help())
        .after_help(words.t("cli-extract-after"))
}

/// Makes commands and arguments whose texts are messages of one language.
#[derive(Clone, Copy)]
struct Words(Language);

impl Words {
    fn t(self, id: &str) -> String {
        self.0.t(id).into_owned()
    }

    fn command(self, name: &'static str, about: &str, usage: &str) -> Command {
        let usage_heading = self.t("cli-heading-usage");
        let template = format!(
            "{{about-with-newline}}\n{usage_heading} {{usage}}\n\n{{all-args}}{{after-help}}"
        );
        Command::new(name)
            .about(self.t(about))
            .override_usage(self.t(usage))
            .help_template(template)
            .next_help_heading(self.t("cli-heading-options"))
            // Chinese has no spaces to break at: the texts are broken by hand.
            .term_width(0)
            .disable_help_flag(true)
            .disable_help_subcommand(true)
    }

    /// Added last: headings come in the order of the arguments.
    fn help(self) -> Arg {
        self.option("help", "cli-arg-help")
            .short('h')
            .action(ArgAction::Help)
            .display_order(1000)
    }

    fn option(self, name: &'static str, help: &str) -> Arg {
        Arg::new(name).long(name).help(self.t(help))
    }

    fn value(self, name: &'static str, value_name: &'static str, help: &str) -> Arg {
        self.option(name, help).value_name(value_name)
    }

    fn path(self, name: &'static str, value_name: &'static str, help: &str) -> Arg {
        Arg::new(name)
            .value_name(value_name)
            .help(self.t(help))
            .help_heading(self.t("cli-heading-arguments"))
            .value_parser(value_parser!(PathBuf))
    }

    fn output(self, help: &str) -> Arg {
        self.value(OUTPUT, "FILE", help)
            .short('o')
            .value_parser(value_parser!(PathBuf))
    }
}
