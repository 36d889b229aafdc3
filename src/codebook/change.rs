//! What somebody wants of a codebook, turned into the edits that do it.
//!
//! A [`Change`] names what it is about, so that it can be done again on a codebook that somebody else has changed meanwhile. [`Codebook::edits_of`]
//! checks it and returns the edits, or a [`Refusal`] that the window puts into words. Nothing is changed here.

use super::tags::Tags;
use super::{
    BuiltInType, Codebook, CodebookError, Edit, FieldDefinition, FieldOwner, Pattern, Term,
    TypeDefinition,
};

/// Something wanted of a codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A tag more, as the last under its parent.
    AddTag {
        name: String,
        parent: Option<String>,
    },
    /// The uses follow, since the name of earlier is remembered.
    RenameTag {
        tag: String,
        name: String,
    },
    /// Gives it this digit, and takes the digit from the tag that had it.
    SetTagKey {
        tag: String,
        key: Option<char>,
    },
    /// The heading over tags at the top.
    SetTagGroup {
        tag: String,
        group: String,
    },
    /// Puts it elsewhere in the tree, with all that stands under it.
    MoveTag {
        tag: String,
        to: TagPlace,
    },
    /// Makes it the same as another tag: its uses are that one's from now on, and what stood under it stands under that one.
    MergeTag {
        tag: String,
        into: String,
    },
    /// Makes a name of earlier a tag of its own again, with the uses that were given under it.
    SplitTag {
        tag: String,
        was: String,
    },
    ArchiveTag {
        tag: String,
        archived: bool,
    },
    /// Takes it out of the codebook. Only for tags without uses; what stands under it goes up a level.
    RemoveTag {
        tag: String,
    },
    AddType(TypeDefinition),
    /// Everything but its name, of a type of this codebook's.
    SetType(TypeDefinition),
    /// Gives it this name and label, and what finds it too. Only for a type that was never saved: nothing was decided on it yet.
    NameType {
        name: String,
        to: String,
    },
    RemoveType {
        name: String,
    },
    SetBuiltIn(BuiltInType),
    AddField(FieldDefinition),
    /// Everything but its name and owner.
    SetField(FieldDefinition),
    /// Gives it this name and label. Only for a field that was never saved: it was never filled in.
    NameField {
        of: FieldOwner,
        name: String,
        to: String,
    },
    /// By so many places among the fields of its owner.
    MoveField {
        of: FieldOwner,
        name: String,
        by: isize,
    },
    RemoveField {
        of: FieldOwner,
        name: String,
    },
    AddTerm(Term),
    SetTerm {
        was: Term,
        term: Term,
    },
    RemoveTerm(Term),
    AddPattern(Pattern),
    SetPattern {
        was: Pattern,
        pattern: Pattern,
    },
    RemovePattern(Pattern),
}

/// A place in the tree of tags. At the top a tag stands under the heading of that beside which it is put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagPlace {
    Before(String),
    After(String),
    /// As the last of what stands under a tag.
    Under(String),
}

/// Why a change cannot be made. The codebook is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What it is about is not there any more.
    #[error("{0} is not there")]
    Gone(String),
    /// A tag cannot stand under itself, nor be merged into what stands under it.
    #[error("{0} would stand under itself")]
    UnderItself(String),
    /// Another type has the same character on its badge.
    #[error("the character {0} is another type's")]
    SameMark(char),
    /// The codebook would not be one any more.
    #[error("{0}")]
    Invalid(#[from] CodebookError),
}

impl Codebook {
    /// The edits that make a change; none where it holds already.
    ///
    /// # Errors
    /// Where what it is about is not there, or the codebook would not be a valid one any more.
    pub fn edits_of(&self, change: &Change) -> Result<Vec<Edit>, Refusal> {
        let mut edits = self.wanted(change)?;
        let mut changed = self.clone();
        edits.retain(|edit| {
            let inverse = changed.apply(edit.clone());
            inverse != *edit
        });
        changed.check()?;
        Ok(edits)
    }

    fn wanted(&self, change: &Change) -> Result<Vec<Edit>, Refusal> {
        let mut tags = Tags::of(self);
        match change {
            Change::AddTag { name, parent } => tags.add(name, parent.as_deref())?,
            Change::RenameTag { tag, name } => tags.rename(tag, name)?,
            Change::SetTagKey { tag, key } => tags.set_key(tag, *key)?,
            Change::SetTagGroup { tag, group } => tags.set_group(tag, group)?,
            Change::MoveTag { tag, to } => tags.put(tag, to)?,
            Change::MergeTag { tag, into } => tags.merge(tag, into)?,
            Change::SplitTag { tag, was } => tags.split(tag, was)?,
            Change::ArchiveTag { tag, archived } => tags.archive(tag, *archived)?,
            Change::RemoveTag { tag } => tags.remove(tag)?,
            _ => return self.wanted_of_lists(change),
        }
        Ok(vec![Edit::Tags(tags.into_list())])
    }

    /// Everything that is no tree.
    fn wanted_of_lists(&self, change: &Change) -> Result<Vec<Edit>, Refusal> {
        let edit = match change {
            Change::AddType(definition) => {
                self.refuse_same_mark(&definition.name, definition.mark)?;
                Edit::Types(added(&self.types, definition))
            }
            Change::SetType(definition) => {
                self.refuse_same_mark(&definition.name, definition.mark)?;
                let at = position(&self.types, &definition.name, |known| {
                    known.name == definition.name
                })?;
                Edit::Types(replaced(&self.types, at, definition))
            }
            Change::NameType { name, to } => return self.with_named_type(name, to),
            Change::RemoveType { name } => return self.without_type(name),
            Change::SetBuiltIn(definition) => {
                if let Some(mark) = definition.mark {
                    self.refuse_same_mark(&definition.name, mark)?;
                }
                let mut list = self.built_in.clone();
                list.retain(|known| known.name != definition.name);
                // What is as the program has it need not be written down.
                if *definition != BuiltInType::named(&definition.name) {
                    list.push(definition.clone());
                    list.sort_by_key(|known| {
                        super::BUILT_IN_TYPES
                            .iter()
                            .position(|name| *name == known.name)
                    });
                }
                Edit::BuiltIn(list)
            }
            Change::AddField(field) => Edit::Fields(added(&self.fields, field)),
            Change::SetField(field) => {
                let at = self.field_position(field.of, &field.name)?;
                Edit::Fields(replaced(&self.fields, at, field))
            }
            Change::NameField { of, name, to } => {
                let at = self.field_position(*of, name)?;
                let mut field = self.fields[at].clone();
                (field.name, field.label) = (to.clone(), to.clone());
                Edit::Fields(replaced(&self.fields, at, &field))
            }
            Change::MoveField { of, name, by } => Edit::Fields(self.moved_field(*of, name, *by)?),
            Change::RemoveField { of, name } => {
                let at = self.field_position(*of, name)?;
                Edit::Fields(without(&self.fields, at))
            }
            Change::AddTerm(term) if self.terms.contains(term) => return Ok(Vec::new()),
            Change::AddTerm(term) => Edit::Terms(added(&self.terms, term)),
            Change::SetTerm { was, term } => {
                let at = position(&self.terms, &was.text, |known| known == was)?;
                Edit::Terms(replaced(&self.terms, at, term))
            }
            Change::RemoveTerm(term) => {
                let at = position(&self.terms, &term.text, |known| known == term)?;
                Edit::Terms(without(&self.terms, at))
            }
            Change::AddPattern(pattern) if self.patterns.contains(pattern) => {
                return Ok(Vec::new());
            }
            Change::AddPattern(pattern) => Edit::Patterns(added(&self.patterns, pattern)),
            Change::SetPattern { was, pattern } => {
                let at = position(&self.patterns, &was.pattern, |known| known == was)?;
                Edit::Patterns(replaced(&self.patterns, at, pattern))
            }
            Change::RemovePattern(pattern) => {
                let at = position(&self.patterns, &pattern.pattern, |known| known == pattern)?;
                Edit::Patterns(without(&self.patterns, at))
            }
            _ => return Ok(Vec::new()),
        };
        Ok(vec![edit])
    }

    fn with_named_type(&self, name: &str, to: &str) -> Result<Vec<Edit>, Refusal> {
        let at = position(&self.types, name, |known| *known.name == *name)?;
        let mut definition = self.types[at].clone();
        definition.name = to.into();
        to.clone_into(&mut definition.label);
        let (mut terms, mut patterns) = (self.terms.clone(), self.patterns.clone());
        let terms_of_it = terms.iter_mut().map(|term| &mut term.kind);
        let patterns_of_it = patterns.iter_mut().map(|pattern| &mut pattern.kind);
        for kind in terms_of_it
            .chain(patterns_of_it)
            .filter(|kind| *kind == name)
        {
            to.clone_into(kind);
        }
        Ok(vec![
            Edit::Types(replaced(&self.types, at, &definition)),
            Edit::Terms(terms),
            Edit::Patterns(patterns),
        ])
    }

    /// A type goes with the terms and patterns that find it.
    fn without_type(&self, name: &str) -> Result<Vec<Edit>, Refusal> {
        let at = position(&self.types, name, |known| *known.name == *name)?;
        let mut terms = self.terms.clone();
        terms.retain(|term| term.kind != name);
        let mut patterns = self.patterns.clone();
        patterns.retain(|pattern| pattern.kind != name);
        Ok(vec![
            Edit::Types(without(&self.types, at)),
            Edit::Terms(terms),
            Edit::Patterns(patterns),
        ])
    }

    /// Types are told apart by their characters, not by their colours alone.
    fn refuse_same_mark(&self, name: &str, mark: char) -> Result<(), Refusal> {
        let mut built_in = self.built_in.iter();
        let is_built_in = built_in.any(|known| known.name != name && known.mark == Some(mark));
        let mut own = self.types.iter();
        let is_own = own.any(|known| *known.name != *name && known.mark == mark);
        if is_built_in || is_own || mark.is_whitespace() || mark.is_control() {
            return Err(Refusal::SameMark(mark));
        }
        Ok(())
    }

    fn field_position(&self, of: FieldOwner, name: &str) -> Result<usize, Refusal> {
        position(&self.fields, name, |known| {
            known.of == of && known.name == name
        })
    }

    fn moved_field(
        &self,
        of: FieldOwner,
        name: &str,
        by: isize,
    ) -> Result<Vec<FieldDefinition>, Refusal> {
        let at = self.field_position(of, name)?;
        let own: Vec<usize> = (0..self.fields.len())
            .filter(|at| self.fields[*at].of == of)
            .collect();
        let rank = own.iter().position(|known| *known == at).unwrap_or(0);
        let to = rank.saturating_add_signed(by).min(own.len() - 1);
        let mut list = self.fields.clone();
        let field = list.remove(at);
        list.insert(own[to], field);
        Ok(list)
    }
}

fn position<T>(list: &[T], name: &str, is_it: impl FnMut(&T) -> bool) -> Result<usize, Refusal> {
    list.iter()
        .position(is_it)
        .ok_or_else(|| Refusal::Gone(name.to_owned()))
}

fn added<T: Clone>(list: &[T], item: &T) -> Vec<T> {
    let mut list = list.to_vec();
    list.push(item.clone());
    list
}

fn replaced<T: Clone>(list: &[T], at: usize, item: &T) -> Vec<T> {
    let mut list = list.to_vec();
    list[at] = item.clone();
    list
}

fn without<T: Clone>(list: &[T], at: usize) -> Vec<T> {
    let mut list = list.to_vec();
    list.remove(at);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(ron: &str, change: &Change) -> Result<Codebook, Refusal> {
        let before = Codebook::from_ron(ron).expect("a codebook");
        let mut codebook = before.clone();
        let inverses = codebook.apply_all(before.edits_of(change)?);
        let after = codebook.clone();
        codebook.apply_all(inverses);
        assert_eq!(codebook, before, "taken back");
        Ok(after)
    }

    const TYPES: &str = r##"Codebook(version: 2,
        types: [(name: "project", label: "项目", mark: '项', colour: "#55702B"), (name: "fund", label: "资金", mark: '资', colour: "#7A6000")],
        terms: [(type: "project", text: "一网通办"), (type: "org", text: "省电教馆")],
        patterns: [(type: "project", pattern: "“[^”]{1,12}”工程")])"##;

    #[test]
    fn a_type_goes_with_what_finds_it() {
        let name = "project".to_owned();
        let codebook = changed(TYPES, &Change::RemoveType { name }).expect("can be");
        assert_eq!((codebook.types.len(), codebook.terms.len()), (1, 1));
        assert!(codebook.patterns.is_empty());
    }

    #[test]
    fn a_type_that_is_named_keeps_what_finds_it() {
        let (name, to) = ("project".to_owned(), "工程".to_owned());
        let codebook = changed(TYPES, &Change::NameType { name, to }).expect("can be");
        let known = codebook.own_type("工程").expect("named");
        assert_eq!((known.label.as_str(), known.mark), ("工程", '项'));
        assert_eq!(codebook.terms[0].kind, "工程");
        assert_eq!(codebook.terms[1].kind, "org");
    }

    #[test]
    fn two_types_never_have_the_same_character() {
        let known = Codebook::from_ron(TYPES).expect("a codebook");
        let mut fund = known.types[1].clone();
        fund.mark = '项';
        assert_eq!(
            changed(TYPES, &Change::SetType(fund)),
            Err(Refusal::SameMark('项'))
        );
    }

    #[test]
    fn a_built_in_type_that_is_as_the_program_has_it_is_not_written_down() {
        let mut org = BuiltInType::named("org");
        org.label = Some("单位".into());
        let codebook = changed(TYPES, &Change::SetBuiltIn(org)).expect("can be");
        assert_eq!(codebook.built_in.len(), 1);
        let back = Change::SetBuiltIn(BuiltInType::named("org"));
        let codebook = changed(&codebook.to_ron(), &back).expect("can be");
        assert!(codebook.built_in.is_empty());
    }

    #[test]
    fn a_pattern_that_is_none_is_refused_and_all_stays_as_it_was() {
        let change = Change::AddPattern(Pattern::new("project", "(未完"));
        assert!(matches!(
            changed(TYPES, &change),
            Err(Refusal::Invalid(CodebookError::Pattern(_)))
        ));
    }

    #[test]
    fn fields_move_among_those_of_their_owner() {
        let ron = r#"Codebook(version: 2, fields: [
            (name: "甲", label: "甲", kind: Text), (name: "丙", label: "丙", of: Document, kind: Text), (name: "乙", label: "乙", kind: Text)])"#;
        let change = Change::MoveField {
            of: FieldOwner::Entry,
            name: "乙".into(),
            by: -1,
        };
        let codebook = changed(ron, &change).expect("can be");
        let names: Vec<_> = codebook
            .fields_of(FieldOwner::Entry)
            .map(|field| field.name.as_str())
            .collect();
        assert_eq!(names, ["乙", "甲"]);
    }
}
