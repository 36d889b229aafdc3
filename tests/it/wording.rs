//! The words of the interface: every message that code asks for exists in both languages, every message is asked for, and no words stand in the code itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Words that are the same in every language: names, signs on buttons, the names of formats.
const SAME_EVERYWHERE: &[&str] = &[
    "批阅",
    "批阅示例",
    "{} – 批阅",
    "Aa",
    "Alt+",
    "Ctrl+",
    "Shift+",
    "  Enter",
    "{}  Esc",
    "Apache-2.0",
    "BSD-3-Clause",
    "Unicode-3.0",
    "Zlib",
    // The letters that new types are offered.
    "新项甲乙丙丁戊己庚辛",
];

/// Names the sample bulletins, which are Chinese.
const OF_SAMPLES: &str = "samples.rs";

/// Whose arguments are not shown: words for programmers, names that tell parts of the window apart, files.
const NOT_SHOWN: [&str; 16] = [
    "expect",
    "panic",
    "assert",
    "debug_assert",
    "unreachable",
    "include_bytes",
    "include_str",
    "unique",
    "id_salt",
    "from_id_salt",
    "request_discard",
    "Grid",
    "Panel",
    "push_id",
    "TableBuilder",
    "make_persistent_id",
];

/// What a source file says outside its tests.
#[derive(Default)]
struct Said {
    /// String literals.
    literals: BTreeSet<String>,
    /// Those that are the first argument of what looks up a message.
    looked_up: BTreeSet<String>,
}

impl Said {
    fn in_file(path: &Path) -> Self {
        let source = fs::read_to_string(path).expect("reads");
        let tokens: TokenStream = source.parse().expect("Rust");
        let mut said = Self::default();
        said.collect(tokens);
        said
    }

    fn collect(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            let word = |at: usize| tokens.get(at).map(TokenTree::to_string).unwrap_or_default();
            match &tokens[at] {
                // An attribute, documentation among them; what is for tests alone is passed over with it.
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    let is_inner = word(at + 1) == "!";
                    at += if is_inner { 2 } else { 1 };
                    let is_test = word(at) == "[cfg (test)]";
                    while is_test && at + 1 < tokens.len() && !is_body(&tokens[at]) {
                        at += 1;
                    }
                }
                // What is said to programmers, and what nobody reads.
                TokenTree::Ident(name) if NOT_SHOWN.iter().any(|other| name == other) => {
                    while !matches!(tokens.get(at), None | Some(TokenTree::Group(_))) {
                        at += 1;
                    }
                }
                TokenTree::Ident(name)
                    if (name == "t" || name == "with") && at > 0 && word(at - 1) == "." =>
                {
                    if let Some(TokenTree::Group(arguments)) = tokens.get(at + 1) {
                        let mut inner = arguments.stream().into_iter().peekable();
                        let first = inner.peek().and_then(words_of);
                        // The name of a part of the window is put together like a message.
                        if first.as_ref().is_some_and(|words| !is_name(words)) {
                            inner.next();
                        } else {
                            self.looked_up.extend(first);
                        }
                        self.collect(inner.collect());
                        at += 1;
                    }
                }
                TokenTree::Group(group) => self.collect(group.stream()),
                token => self.literals.extend(words_of(token)),
            }
            at += 1;
        }
    }
}

/// Whether words can be the name of a message.
fn is_name(words: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    words.contains('-') && words.chars().all(is_letter)
}

fn is_body(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == proc_macro2::Delimiter::Brace,
        TokenTree::Punct(sign) => sign.as_char() == ';',
        _ => false,
    }
}

/// The words of a string literal, as they stand in the source.
fn words_of(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    let literal = literal.to_string();
    let words = literal.strip_prefix('"')?.strip_suffix('"')?;
    Some(words.to_owned())
}

fn files_in(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("is there") {
            let path = entry.expect("listed").path();
            let name = path.file_name().unwrap_or_default().to_owned();
            if path.is_dir() {
                if name != "tests" {
                    folders.push(path);
                }
            } else if name != "tests.rs"
                && name != "sample.rs"
                && path.extension().is_some_and(|it| it == "rs")
            {
                files.push(path);
            }
        }
    }
    files
}

/// What all of `src` says.
fn all_said() -> Said {
    let mut all = Said::default();
    for path in files_in("src") {
        let Said {
            literals,
            looked_up,
        } = Said::in_file(&path);
        all.literals.extend(literals);
        all.looked_up.extend(looked_up);
    }
    all
}

/// The messages of a language with their texts.
fn messages(language: &str) -> BTreeMap<String, String> {
    let path = Path::new(ROOT).join(format!("assets/i18n/{language}.ftl"));
    let ftl = fs::read_to_string(path).expect("a translation");
    let mut messages = BTreeMap::new();
    let mut last = String::new();
    for line in ftl.lines() {
        let is_message = line.starts_with(|c: char| c.is_ascii_lowercase());
        if is_message && let Some((name, text)) = line.split_once('=') {
            name.trim().clone_into(&mut last);
            messages.insert(last.clone(), text.to_owned());
        } else if line.starts_with(' ')
            && let Some(text) = messages.get_mut(&last)
        {
            text.push_str(line);
        }
    }
    messages
}

/// Whether words in the code are a pattern like `type-{}` that this name was put together by, out of something else that stands there.
fn is_put_together(name: &str, literals: &BTreeSet<String>) -> bool {
    let patterns = literals.iter().filter_map(|words| {
        let (start, rest) = words.split_once('{')?;
        let (_, end) = rest.split_once('}')?;
        let is_part = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let is_pattern = start.ends_with('-') || end.starts_with('-');
        (is_pattern && is_part(start) && is_part(end)).then_some((start, end))
    });
    let mut parts = patterns.filter_map(|(start, end)| {
        let part = name.strip_prefix(start)?.strip_suffix(end)?;
        (!part.is_empty()).then_some(part)
    });
    parts.any(|part| {
        literals
            .iter()
            .any(|words| words == part || words.replace(['.', '_'], "-") == part)
    })
}

#[test]
fn every_message_that_is_looked_up_is_there_in_both_languages() {
    let said = all_said();
    assert!(said.looked_up.len() > 300, "{}", said.looked_up.len());
    for language in ["zh-CN", "en"] {
        let messages = messages(language);
        let missing: Vec<_> = said
            .looked_up
            .iter()
            .filter(|id| !messages.contains_key(*id))
            .collect();
        assert!(missing.is_empty(), "{language}: {missing:#?}");
    }
}

#[test]
fn every_message_is_asked_for() {
    let mut said = all_said();
    said.literals.extend(said.looked_up);
    let messages = messages("zh-CN");
    let texts: String = messages.values().map(String::as_str).collect();
    let unused: Vec<_> = messages
        .keys()
        .filter(|id| !said.literals.contains(*id))
        .filter(|id| !texts.contains(&format!("{{ {id} }}")))
        .filter(|id| !is_put_together(id, &said.literals))
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn the_window_has_no_words_of_its_own() {
    let mut untranslated = Vec::new();
    for path in files_in("src/ui") {
        if path.ends_with(OF_SAMPLES) {
            continue;
        }
        for words in Said::in_file(&path).literals {
            let is_ours = SAME_EVERYWHERE.contains(&words.as_str());
            let has_chinese = words
                .chars()
                .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            // Without what is put in.
            let mut plain = String::new();
            let mut depth = 0;
            for c in words.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    c if depth == 0 => plain.push(c),
                    _ => {}
                }
            }
            let mut runs = plain.split(|c: char| !c.is_ascii_alphabetic());
            let is_sentence = plain.contains(' ') && runs.clone().any(|run| run.len() > 1);
            let is_title = runs.any(|run| {
                let has_small = run.chars().any(|c| c.is_ascii_lowercase());
                has_small && run.starts_with(|c: char| c.is_ascii_uppercase())
            });
            if !is_ours && (has_chinese || is_sentence || is_title) {
                let path = path.strip_prefix(ROOT).expect("ours");
                untranslated.push(format!("{}: {words}", path.display()));
            }
        }
    }
    assert!(untranslated.is_empty(), "{untranslated:#?}");
}
