//! The words of the interface in each language, for `ui` and `cli`.
//!
//! The texts stand in `assets/i18n/*.ftl` (Project Fluent), one file a language with the same messages; a test holds them together.
//! In: a message's name and its arguments. Out: the words. Nothing here decides which message is due.

mod time;

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// Chinese where the system's language is Chinese, English otherwise.
    #[must_use]
    pub fn of_system() -> Self {
        let is_chinese = sys_locale::get_locales()
            .next()
            .is_some_and(|locale| locale.to_lowercase().starts_with("zh"));
        if is_chinese {
            Self::Chinese
        } else {
            Self::English
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chinese => "中文",
            Self::English => "English",
        }
    }

    /// The message's words. A message that does not exist shows its name, so that the gap is seen.
    #[must_use]
    pub fn t(self, id: &str) -> Cow<'static, str> {
        self.format(id, None)
    }

    /// The message's words with arguments put in.
    #[must_use]
    pub fn with(self, id: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let arguments: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        self.format(id, Some(&arguments)).into_owned()
    }

    /// Whether there is such a message.
    #[must_use]
    pub fn has(self, id: &str) -> bool {
        self.bundle().has_message(id)
    }

    fn format(self, id: &str, arguments: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            return Cow::Owned(id.to_owned());
        };
        let mut errors = Vec::new();
        let words = bundle.format_pattern(pattern, arguments, &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        words
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static CHINESE: LazyLock<FluentBundle<FluentResource>> =
            LazyLock::new(|| bundle("zh-CN", include_str!("../../assets/i18n/zh-CN.ftl")));
        static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
            LazyLock::new(|| bundle("en", include_str!("../../assets/i18n/en.ftl")));
        match self {
            Self::Chinese => &CHINESE,
            Self::English => &ENGLISH,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A number as it is read in both languages, words that are none as they are: digits in groups of three where there are more than four: 1276, 12,345, as GB/T 15835 has it.
#[must_use]
pub fn grouped(number: &str) -> String {
    let (sign, rest) = number.split_at(usize::from(number.starts_with('-')));
    let (whole, decimals) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    if whole.len() <= 4 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut words = sign.to_owned();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words + decimals
}

fn bundle(language: &str, source: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(source.to_owned())
        .unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let language: LanguageIdentifier = language.parse().expect("a language tag");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks that keep right-to-left words apart show as boxes in a terminal; both our languages run left to right.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(&number.value.to_string())),
        _ => None,
    }));
    bundle
        .add_resource(resource)
        .unwrap_or_else(|errors| panic!("{errors:?}"));
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names of the messages of a translation, with the arguments each uses.
    fn messages(source: &str) -> BTreeSet<(String, BTreeSet<String>)> {
        let mut messages: Vec<(String, BTreeSet<String>)> = Vec::new();
        for line in source.lines() {
            let is_message = line.starts_with(|c: char| c.is_ascii_lowercase());
            if is_message && let Some((name, _)) = line.split_once(" =") {
                messages.push((name.to_owned(), BTreeSet::new()));
            }
            if let Some((_, arguments)) = messages.last_mut() {
                let names = line
                    .split("{ $")
                    .skip(1)
                    .filter_map(|rest| rest.split([' ', '}']).next());
                arguments.extend(names.map(str::to_owned));
            }
        }
        messages.into_iter().collect()
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_arguments() {
        let chinese = messages(include_str!("../../assets/i18n/zh-CN.ftl"));
        let english = messages(include_str!("../../assets/i18n/en.ftl"));
        let difference: Vec<_> = chinese.symmetric_difference(&english).collect();
        assert!(difference.is_empty(), "{difference:#?}");
    }

    #[test]
    fn long_numbers_are_read_in_groups() {
        let [chinese, english] = Language::ALL
            .map(|language| language.with("documents-unreadable", &[("n", 12345.into())]));
        assert_eq!(chinese, "12,345 个文件无法读取");
        assert!(english.starts_with("12,345 "), "{english}");
        let short = Language::Chinese.with("documents-unreadable", &[("n", 1276.into())]);
        assert_eq!(short, "1276 个文件无法读取");
        for (number, words) in [
            ("20000000000", "20,000,000,000"),
            ("-12345.6789", "-12,345.6789"),
            ("100000", "100,000"),
            ("9999", "9999"),
            ("3.14159", "3.14159"),
            ("316746/320000", "316746/320000"),
            ("次", "次"),
        ] {
            assert_eq!(grouped(number), words);
        }
    }
}
