//! A type that the codebook lacks, made of nothing but what it is called.

use std::sync::Arc;

use super::{Codebook, PALETTE, TypeDefinition};

/// What the badge of a new type shows where no character of its name is free.
const MARKS: &str = "新项甲乙丙丁戊己庚辛";

impl Codebook {
    /// A type of this name with a character and a colour that no other has, as far as there are any.
    #[must_use]
    pub fn new_type(&self, name: &str) -> TypeDefinition {
        let is_free = |mark: &char| {
            let mut built_in = self.built_in.iter();
            !built_in.any(|known| known.mark == Some(*mark))
                && !"日机人文会数地".contains(*mark)
                && self.types.iter().all(|known| known.mark != *mark)
        };
        let of_name = name.chars().filter(|c| c.is_alphanumeric());
        let mark = of_name.chain(MARKS.chars()).find(is_free);
        let is_unused = |colour: &&&str| self.types.iter().all(|known| known.colour != ***colour);
        let colour = PALETTE.iter().rev().find(is_unused).unwrap_or(&PALETTE[0]);
        TypeDefinition {
            name: Arc::from(name),
            label: name.to_owned(),
            label_en: None,
            mark: mark.unwrap_or('新'),
            colour: (*colour).to_owned(),
            key: None,
            archived: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Change;
    use super::*;

    #[test]
    fn a_new_type_fits_the_codebook_whatever_it_is_called() {
        let mut codebook = Codebook::built_in();
        for name in ["机构类", "机构别", "PER", "?"] {
            let definition = codebook.new_type(name);
            let edits = codebook.edits_of(&Change::AddType(definition));
            codebook.apply_all(edits.expect("it fits"));
        }
        let marks: String = codebook.types.iter().map(|known| known.mark).collect();
        assert_eq!(marks, "构别P新");
    }
}
