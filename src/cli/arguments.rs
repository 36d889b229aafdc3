//! What may stand on the command line, with its help in the language of the interface.
//!
//! Every text is a message `cli-…` of `assets/i18n`. clap's own English headings are replaced by the templates here, its errors by
//! [`super::usage`].

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};

use crate::annotation::Status;
use crate::document::DocType;
use crate::export::{Format, LogFormat, Period, Separator, Table};
use crate::i18n::Language;
use crate::import::OnConflict;
use crate::workspace::Reviewer;

pub(super) const PATH: &str = "path";
pub(super) const REVIEWER: &str = "reviewer";
pub(super) const OUTPUT: &str = "output";
pub(super) const FOLDER: &str = "folder";
pub(super) const EDITS: &str = "edits";
pub(super) const FORMAT: &str = "format";
pub(super) const STATUS: &str = "status";
pub(super) const TAG: &str = "tag";
pub(super) const DOC_TYPE: &str = "doc-type";
pub(super) const PERIOD: &str = "period";
pub(super) const ERRATA: &str = "errata";
pub(super) const REVIEWED_ONLY: &str = "reviewed-only";
pub(super) const DECIDED_ONLY: &str = "decided-only";
pub(super) const NO_BOILERPLATE: &str = "no-boilerplate";
pub(super) const TABLE: &str = "table";
pub(super) const PARTITION: &str = "partition";
pub(super) const UTF_16: &str = "utf-16";
pub(super) const SEPARATOR: &str = "separator";
pub(super) const FIX: &str = "fix";
pub(super) const FILE: &str = "file";
pub(super) const FILES: &str = "files";
pub(super) const BY: &str = "by";
pub(super) const ON_CONFLICT: &str = "on-conflict";
pub(super) const TYPE: &str = "type";
pub(super) const NEW_TYPES: &str = "new-types";
pub(super) const OURS: &str = "a";
pub(super) const THEIRS: &str = "b";
pub(super) const BASE: &str = "base";
pub(super) const DRY_RUN: &str = "dry-run";
pub(super) const LIST: &str = "list";
pub(super) const STDIN: &str = "stdin";
pub(super) const NAME: &str = "name";
pub(super) const GENERATION: &str = "generation";
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
        .arg(words.reviewer())
        .arg(
            words
                .choice(LANGUAGE, "zh|en", "cli-arg-lang")
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
        .subcommand(export(words))
        .subcommand(annotate(words))
        .subcommand(import(words))
        .subcommand(check(words))
        .subcommand(merge(words))
        .subcommand(restore(words))
        .subcommand(log(words))
        .subcommand(codebook(words))
        .after_help(words.t("cli-after"))
}

fn extract(words: Words) -> Command {
    words
        .command("extract", "cli-extract-about", "cli-extract-usage")
        .arg(
            words
                .path(PATH, "PATH", "cli-extract-arg-path")
                .required_unless_present(STDIN)
                .conflicts_with(STDIN)
                .action(ArgAction::Append)
                .num_args(1..),
        )
        .arg(
            words
                .option(STDIN, "cli-extract-arg-stdin")
                .action(ArgAction::SetTrue),
        )
        .arg(
            words
                .value(NAME, "NAME", "cli-extract-arg-name")
                .requires(STDIN),
        )
        .arg(words.output("cli-extract-arg-output"))
        .arg(words.help())
        .after_help(words.t("cli-extract-after"))
}

fn export(words: Words) -> Command {
    words
        .command("export", "cli-export-about", "cli-export-usage")
        .arg(words.folder("cli-export-arg-folder"))
        .arg(
            words
                .choice(FORMAT, "F", "cli-export-arg-format")
                .value_parser(names(Format::ALL.map(Format::name)))
                .required(true),
        )
        .arg(
            words
                .output("cli-export-arg-output")
                .value_name("TARGET")
                .required(true),
        )
        .arg(
            words
                .choice(TABLE, "T", "cli-export-arg-table")
                .value_parser(names(Table::NAMED.each_ref().map(Table::name))),
        )
        .arg(words.flag(PARTITION, "cli-export-arg-partition"))
        .arg(
            words
                .choice(SEPARATOR, "S", "cli-export-arg-separator")
                .value_parser(names(Separator::ALL.map(Separator::name))),
        )
        .arg(words.flag(UTF_16, "cli-export-arg-utf-16"))
        .arg(
            words
                .choice(DOC_TYPE, "D", "cli-export-arg-doc-type")
                .value_parser(names(DocType::ALL.map(DocType::name))),
        )
        .arg(
            words
                .value(PERIOD, "FROM/TO", "cli-export-arg-period")
                .value_parser(|words: &str| Period::parse(words).ok_or("no period")),
        )
        .arg(
            words
                .choice(STATUS, "S", "cli-export-arg-status")
                .value_parser(names(Status::ALL.map(Status::name))),
        )
        .arg(words.value(TAG, "T", "cli-export-arg-tag"))
        .arg(words.flag(REVIEWED_ONLY, "cli-export-arg-reviewed-only"))
        .arg(words.flag(ERRATA, "cli-export-arg-errata"))
        .arg(words.flag(DECIDED_ONLY, "cli-export-arg-decided-only"))
        .arg(words.flag(NO_BOILERPLATE, "cli-export-arg-no-boilerplate"))
        .arg(words.reviewer())
        .arg(words.help())
        .after_help(words.t("cli-export-after"))
}

fn annotate(words: Words) -> Command {
    words
        .command("annotate", "cli-annotate-about", "cli-annotate-usage")
        .arg(words.folder("cli-annotate-arg-folder"))
        .arg(words.path(EDITS, "EDITS.jsonl", "cli-annotate-arg-edits"))
        .arg(words.reviewer())
        .arg(words.help())
        .after_help(words.t("cli-annotate-after"))
}

fn import(words: Words) -> Command {
    words
        .command("import", "cli-import-about", "cli-import-usage")
        .arg(words.folder("cli-import-arg-folder"))
        .arg(
            words
                .path(FILES, "FILE", "cli-import-arg-files")
                .required(true)
                .action(ArgAction::Append)
                .num_args(1..),
        )
        .arg(words.reviewer().required_unless_present(BY))
        .arg(words.value(BY, "NAME", "cli-import-arg-by"))
        .arg(
            words
                .choice(ON_CONFLICT, "C", "cli-import-arg-on-conflict")
                .value_parser(names(OnConflict::ALL.map(OnConflict::name))),
        )
        .arg(
            words
                .value(TYPE, "NAME=TYPE", "cli-import-arg-type")
                .action(ArgAction::Append)
                .value_parser(|words: &str| {
                    let (label, kind) = words.split_once('=').ok_or("no type")?;
                    Ok::<_, &str>((label.to_owned(), kind.to_owned()))
                }),
        )
        .arg(words.flag(NEW_TYPES, "cli-import-arg-new-types"))
        .arg(words.flag(DRY_RUN, "cli-import-arg-dry-run"))
        .arg(words.help())
        .after_help(words.t("cli-import-after"))
}

fn check(words: Words) -> Command {
    words
        .command("check", "cli-check-about", "cli-check-usage")
        .arg(words.folder("cli-check-arg-folder"))
        .arg(words.flag(FIX, "cli-check-arg-fix"))
        .arg(words.help())
        .after_help(words.t("cli-check-after"))
}

fn restore(words: Words) -> Command {
    words
        .command("restore", "cli-restore-about", "cli-restore-usage")
        .arg(words.folder("cli-restore-arg-folder"))
        .arg(
            words
                .path(FILE, "FILE", "cli-restore-arg-file")
                .required(true),
        )
        .arg(words.flag(LIST, "cli-restore-arg-list"))
        .arg(
            words
                .value(GENERATION, "N", "cli-restore-arg-generation")
                .value_parser(value_parser!(usize))
                .conflicts_with(LIST),
        )
        .arg(words.reviewer())
        .arg(words.help())
        .after_help(words.t("cli-restore-after"))
}

fn log(words: Words) -> Command {
    words
        .command("log", "cli-log-about", "cli-log-usage")
        .arg(words.folder("cli-log-arg-folder"))
        .arg(
            words
                .choice(FORMAT, "F", "cli-log-arg-format")
                .value_parser(names(LogFormat::ALL.map(LogFormat::name)))
                .default_value(LogFormat::Jsonl.name())
                .hide_default_value(true),
        )
        .arg(words.output("cli-log-arg-output"))
        .arg(words.reviewer())
        .arg(words.help())
        .after_help(words.t("cli-log-after"))
}

fn codebook(words: Words) -> Command {
    words
        .command("codebook", "cli-codebook-about", "cli-codebook-usage")
        .arg(words.folder("cli-codebook-arg-folder"))
        .arg(words.output("cli-codebook-arg-output"))
        .arg(words.reviewer())
        .arg(words.help())
        .after_help(words.t("cli-codebook-after"))
}

fn merge(words: Words) -> Command {
    words
        .command("merge", "cli-merge-about", "cli-merge-usage")
        .arg(words.path(OURS, "A", "cli-merge-arg-a").required(true))
        .arg(words.path(THEIRS, "B", "cli-merge-arg-b").required(true))
        .arg(
            words
                .value(BASE, "C", "cli-merge-arg-base")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            words
                .output("cli-merge-arg-output")
                .value_name("D")
                .required(true),
        )
        .arg(words.flag(DRY_RUN, "cli-merge-arg-dry-run"))
        .arg(words.help())
        .after_help(words.t("cli-merge-after"))
}

fn names<const N: usize>(names: [&str; N]) -> PossibleValuesParser {
    PossibleValuesParser::new(names.map(str::to_owned))
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

    fn flag(self, name: &'static str, help: &str) -> Arg {
        self.option(name, help).action(ArgAction::SetTrue)
    }

    fn value(self, name: &'static str, value_name: &'static str, help: &str) -> Arg {
        self.option(name, help).value_name(value_name)
    }

    fn choice(self, name: &'static str, value_name: &'static str, help: &str) -> Arg {
        self.value(name, value_name, help)
            .hide_possible_values(true)
    }

    fn folder(self, help: &str) -> Arg {
        self.path(FOLDER, "FOLDER", help).required(true)
    }

    fn reviewer(self) -> Arg {
        self.value(REVIEWER, "NAME", "cli-arg-reviewer")
            .value_parser(|name: &str| Reviewer::new(name).ok_or("no name"))
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
