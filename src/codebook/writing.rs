//! Writing a codebook: a definition a line, in the order of the codebook, so that people can read a diff.

use std::fmt::Write;

use serde::Serialize;

use super::{Codebook, VERSION};

impl Codebook {
    /// The text of the file. Comments that somebody wrote into it by hand are not in it ([`n_comments`]).
    #[must_use]
    pub fn to_ron(&self) -> String {
        let Self {
            version: _,
            built_in,
            types,
            tags,
            fields,
            terms,
            patterns,
        } = self;
        let mut ron = format!("Codebook(\n    version: {VERSION},\n");
        list(&mut ron, "built_in", built_in);
        list(&mut ron, "types", types);
        list(&mut ron, "tags", tags);
        list(&mut ron, "fields", fields);
        list(&mut ron, "terms", terms);
        list(&mut ron, "patterns", patterns);
        ron.push_str(")\n");
        ron
    }
}

/// A part of the file; nothing where it is empty.
fn list<T: Serialize>(ron: &mut String, name: &str, definitions: &[T]) {
    if definitions.is_empty() {
        return;
    }
    let format =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let line = ron::ser::PrettyConfig::new().depth_limit(0);
    let mut line_of = |words: std::fmt::Arguments<'_>| {
        // Writing into a string cannot fail.
        let _ = writeln!(ron, "{words}");
    };
    line_of(format_args!("    {name}: ["));
    for definition in definitions {
        let words = format
            .to_string_pretty(definition, line.clone())
            .expect("definitions are plain data");
        line_of(format_args!("        {words},"));
    }
    line_of(format_args!("    ],"));
}

/// How many comments a file has, which writing it anew would lose: lines from `//` on, and each `/* … */`.
#[must_use]
pub fn n_comments(ron: &str) -> usize {
    let mut n = 0;
    let mut rest = ron;
    while let Some(at) = rest.find(['"', '\'', '/', 'r']) {
        let (before, from) = rest.split_at(at);
        let follows_name = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        rest = if let Some(line) = from.strip_prefix("//") {
            n += 1;
            line.split_once('\n').map_or("", |(_, rest)| rest)
        } else if let Some(block) = from.strip_prefix("/*") {
            n += 1;
            block.split_once("*/").map_or("", |(_, rest)| rest)
        } else if let Some(string) = from.strip_prefix('"') {
            after_quoted(string, '"')
        } else if let Some(character) = from.strip_prefix('\'') {
            after_quoted(character, '\'')
        } else {
            let raw = from.strip_prefix('r').filter(|_| !follows_name);
            raw.and_then(after_raw).unwrap_or(&from[1..])
        };
    }
    n
}

/// What follows a quoted string or character whose opening mark is gone.
fn after_quoted(text: &str, mark: char) -> &str {
    let mut is_escaped = false;
    let end = text.char_indices().find(|(_, c)| {
        let is_end = *c == mark && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_end
    });
    end.map_or("", |(at, _)| &text[at + mark.len_utf8()..])
}

/// What follows a raw string whose `r` is gone; none where it is none.
fn after_raw(text: &str) -> Option<&str> {
    let inner = text.trim_start_matches('#');
    let hashes = &text[..text.len() - inner.len()];
    let (_, rest) = inner
        .strip_prefix('"')?
        .split_once(&format!("\"{hashes}"))?;
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again_and_every_definition_has_its_line() {
        let ron = r##"Codebook(
    version: 2,
    built_in: [
        (name: "org", label: "单位", mark: '单', archived: true),
    ],
    types: [
        (name: "project", label: "项目", label_en: "Project", mark: '项', colour: "#55702B", key: 'G'),
    ],
    tags: [
        (name: "会议活动", key: '2', group: "性质", was: ["会议", "活动"]),
        (name: "培训", parent: "会议活动", archived: true),
    ],
    fields: [
        (name: "级别", label: "级别", kind: Choice, choices: ["国家级", "省级"], required: true),
        (name: "密级", label: "密级", of: Document, kind: Text),
    ],
    terms: [
        (type: "org", text: "省电教馆", value: "河北省电化教育馆"),
    ],
    patterns: [
        (type: "project", pattern: "“[^”]{1,12}”工程\\d"),
    ],
)
"##;
        let codebook = Codebook::from_ron(ron).expect("a codebook");
        assert_eq!(codebook.to_ron(), ron);
        let built_in = Codebook::built_in();
        let again = Codebook::from_ron(&built_in.to_ron()).expect("a codebook");
        assert_eq!(again.tags, built_in.tags);
    }

    #[test]
    fn comments_are_counted_and_what_looks_like_one_is_not() {
        let built_in = include_str!("../../assets/codebook.piyue.ron");
        assert!(n_comments(built_in) >= 5);
        assert_eq!(n_comments(&Codebook::built_in().to_ron()), 0);
        assert_eq!(n_comments("Codebook(/* 甲 */ version: 1, // 乙\n)"), 2);
        let without = r##"(pattern: "https?://\"//", mark: '"', other: r#"// " //"#, for: "/*")"##;
        assert_eq!(n_comments(without), 0);
    }
}
