//! What a file calls types, and which of ours is meant.

use std::collections::BTreeMap;

use crate::codebook::Codebook;
use crate::extract::MentionType;
use crate::i18n::Language;

/// What a reviewer says of names that the codebook does not know: which type is meant. One that is not among them is left out.
pub type TypeChoices = BTreeMap<String, TypeChoice>;

/// The type that a reviewer says is meant.
pub type TypeChoice = MentionType;

/// The type that a name means: by its name in files or its label in either language, in any case; spelled as our export does for brat too.
#[must_use]
pub fn known_type(label: &str, codebook: &Codebook, choices: &TypeChoices) -> Option<MentionType> {
    if let Some(chosen) = choices.get(label) {
        return Some(chosen.clone());
    }
    let own = codebook.types.iter().map(|own| own.name.clone());
    let own = own.map(MentionType::Custom);
    let types: Vec<MentionType> = MentionType::BUILT_IN.into_iter().chain(own).collect();
    let exact = types.iter().find(|kind| kind.name() == label);
    let wanted = label.trim().to_lowercase();
    let called = || {
        let mut types = types.iter();
        types.find(|kind| names(kind, codebook).any(|name| name.to_lowercase() == wanted))
    };
    exact.or_else(called).cloned()
}

/// Whatever a type is called.
fn names<'a>(kind: &'a MentionType, codebook: &'a Codebook) -> impl Iterator<Item = String> + 'a {
    let name = kind.name();
    let own = codebook.own_type(name);
    let own = own.map(|own| [Some(own.label.clone()), own.label_en.clone()]);
    let changed = codebook.built_in_type(name);
    let changed = changed.map(|known| [known.label.clone(), known.label_en.clone()]);
    let words = Language::ALL.map(|language| {
        (!matches!(kind, MentionType::Custom(_)))
            .then(|| language.t(&format!("type-{name}")).into_owned())
    });
    let labels = own.into_iter().chain(changed).chain([words]).flatten();
    [name.to_owned(), spelled(name)]
        .into_iter()
        .chain(labels.flatten())
}

/// A type's name as our export spells it for brat, which allows plain letters only.
pub(super) fn spelled(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let spell = |c: char| {
        if is_plain(c) {
            c.to_string()
        } else {
            format!("u{:04X}", c as u32)
        }
    };
    name.chars().map(spell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_known_by_name_and_label_in_any_case() {
        let codebook = Codebook::from_ron(
            "Codebook(version: 1, types: [(name: \"项目\", label: \"示范项目\", mark: '项', colour: \"#55702B\")])",
        );
        let codebook = codebook.expect("a codebook");
        let none = TypeChoices::new();
        let known = |label| known_type(label, &codebook, &none);
        assert_eq!(known("ORG"), Some(MentionType::Org));
        assert_eq!(known("机构"), Some(MentionType::Org));
        assert_eq!(known("Dates"), Some(MentionType::Date));
        let project = Some(MentionType::Custom("项目".into()));
        assert_eq!(
            [known("示范项目"), known("u9879u76EE")],
            [project.clone(), project]
        );
        assert_eq!(known("PER"), None);
        let chosen = TypeChoices::from([("PER".to_owned(), MentionType::Person)]);
        assert_eq!(
            known_type("PER", &codebook, &chosen),
            Some(MentionType::Person)
        );
    }
}
