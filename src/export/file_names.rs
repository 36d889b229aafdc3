//! Names for the files that formats of many files give to documents.

use std::collections::HashSet;

/// The longest name of a file that every file system takes, in bytes, with room for another extension.
const MAX_NAME_BYTES: usize = 240;

/// Gives every document a name that no other has.
#[derive(Default)]
pub(super) struct FileNames {
    /// In lower case: some file systems do not tell case.
    taken: HashSet<String>,
}

impl FileNames {
    /// The document's path without `.txt`, so that formats can add their own extension.
    pub(super) fn stem(&mut self, path: &str) -> String {
        let stem = path.strip_suffix(".txt").unwrap_or(path);
        let (folder, name) = match stem.rfind('/') {
            Some(at) => stem.split_at(at + 1),
            None => ("", stem),
        };
        let named = |n: usize| {
            let number = if n == 1 {
                String::new()
            } else {
                format!(" ({n})")
            };
            let n_kept = MAX_NAME_BYTES - number.len();
            let end = name.floor_char_boundary(n_kept);
            format!("{folder}{}{number}", &name[..end])
        };
        // Of one more name than there are documents one is free.
        (1..=self.taken.len() + 1)
            .map(named)
            .find(|stem| self.taken.insert(stem.to_lowercase()))
            .expect("one is free")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_a_name_of_its_own_that_a_disk_can_hold() {
        let mut names = FileNames::default();
        assert_eq!(names.stem("各省/通报.txt"), "各省/通报");
        assert_eq!(names.stem("各省/通报.html"), "各省/通报.html");
        assert_eq!(names.stem("各省/通报.html.txt"), "各省/通报.html (2)");
        assert_eq!(names.stem("A.txt"), "A");
        assert_eq!(names.stem("a.txt"), "a (2)");
        let long = names.stem(&format!("省/{}.txt", "长".repeat(83)));
        assert_eq!(long, format!("省/{}", "长".repeat(80)));
    }
}
