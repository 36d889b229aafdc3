//! Which document of a folder is meant: by the hash of its bytes, by its text, by its name.

use std::collections::HashMap;

use super::{DocumentKey, Reason};
use crate::source::sha256_hex;
use crate::text::is_space;

/// A document of the folder, as far as it is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Relative to the folder, with `/`.
    pub path: String,
    sha256: String,
    /// Of the text, and of the text without white space.
    text: String,
    words: String,
}

impl Known {
    /// `sha256` is of the source's bytes.
    #[must_use]
    pub fn of(path: String, sha256: String, text: &str) -> Self {
        Self {
            path,
            sha256,
            text: sha256_hex(text.as_bytes()),
            words: hash_of_words(text),
        }
    }
}

fn hash_of_words(text: &str) -> String {
    let words: String = text.chars().filter(|c| !is_space(*c)).collect();
    sha256_hex(words.as_bytes())
}

/// The documents of a folder, to be found by what a file says of them.
#[derive(Debug, Default)]
pub struct Shelf {
    known: Vec<Known>,
    by_bytes: HashMap<String, Vec<usize>>,
    by_text: HashMap<String, Vec<usize>>,
    by_words: HashMap<String, Vec<usize>>,
}

impl Shelf {
    #[must_use]
    pub fn new(known: Vec<Known>) -> Self {
        let by = |hash: fn(&Known) -> &String| {
            let mut map: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, known) in known.iter().enumerate() {
                map.entry(hash(known).clone()).or_default().push(at);
            }
            map
        };
        Self {
            by_bytes: by(|known| &known.sha256),
            by_text: by(|known| &known.text),
            by_words: by(|known| &known.words),
            known,
        }
    }

    /// The document that is meant, by its position among those known.
    ///
    /// # Errors
    /// Where none is, or more than one may be.
    pub fn find(&self, key: &DocumentKey) -> Result<usize, Reason> {
        let bytes = key.sha256.as_ref().and_then(|hash| self.by_bytes.get(hash));
        if let Some(same) = bytes {
            return self.one_of(same, key);
        }
        if let Some(text) = &key.text {
            let exact = self.by_text.get(&sha256_hex(text.as_bytes()));
            let same = exact.or_else(|| self.by_words.get(&hash_of_words(text)));
            // Documents without words are all the same.
            if let Some(same) = same.filter(|_| text.contains(|c| !is_space(c))) {
                return self.one_of(same, key);
            }
        }
        let all: Vec<usize> = (0..self.known.len()).collect();
        let Some(path) = &key.path else {
            return Err(Reason::NoDocument);
        };
        self.named(&all, path)
    }

    /// Of documents with the same text the one with the name.
    fn one_of(&self, same: &[usize], key: &DocumentKey) -> Result<usize, Reason> {
        match (same, &key.path) {
            ([one], _) => Ok(*one),
            (_, Some(path)) => match self.named(same, path) {
                Err(Reason::NoDocument) => Err(self.many(same)),
                found => found,
            },
            (_, None) => Err(self.many(same)),
        }
    }

    fn many(&self, among: &[usize]) -> Reason {
        let paths = among.iter().map(|at| self.known[*at].path.clone());
        Reason::ManyDocuments(paths.take(4).collect())
    }

    /// The one that the name fits best: the whole path, the end of it, the file's name, the name without extension.
    fn named(&self, among: &[usize], path: &str) -> Result<usize, Reason> {
        let path = path.replace('\\', "/");
        let ends = |whole: &str, end: &str| {
            let before = whole.strip_suffix(end);
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let name = file_name(&path);
        // Of names that are all an end of the one that is looked for, the longest says most; otherwise none says more than another.
        let fits: [(bool, Fits<'_>); 6] = [
            (false, &|known| known == path || stem(known) == path),
            (true, &|known| ends(&path, known)),
            (true, &|known| ends(&path, stem(known))),
            (false, &|known| ends(known, &path)),
            (false, &|known| ends(stem(known), &path)),
            (false, &|known| {
                file_name(known) == name || stem(file_name(known)) == name
            }),
        ];
        for (is_longest_best, fits) in fits {
            let found = among.iter().copied();
            let mut found: Vec<usize> = found.filter(|at| fits(&self.known[*at].path)).collect();
            let length = |at: &usize| stem(&self.known[*at].path).len();
            let longest = found.iter().map(length).max();
            found.retain(|at| !is_longest_best || Some(length(at)) == longest);
            match found.as_slice() {
                [] => {}
                [one] => return Ok(*one),
                many => return Err(self.many(many)),
            }
        }
        Err(Reason::NoDocument)
    }
}

/// Whether a known path is what is looked for, in one way of looking.
type Fits<'a> = &'a dyn Fn(&str) -> bool;

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// A path without its extension.
fn stem(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') && !stem.is_empty() => stem,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf() -> Shelf {
        let known =
            |path: &str, text: &str| Known::of(path.into(), sha256_hex(path.as_bytes()), text);
        Shelf::new(vec![
            known("各省/来稿.txt", "一\n二"),
            known("来稿.txt", "三"),
            known("甲/通报.docx", "四"),
            known("乙/通报.docx", "四"),
            known("空.txt", ""),
        ])
    }

    fn find(path: &str, text: Option<&str>) -> Result<usize, Reason> {
        shelf().find(&DocumentKey {
            path: (!path.is_empty()).then(|| path.to_owned()),
            sha256: None,
            text: text.map(str::to_owned),
            encoding: None,
        })
    }

    #[test]
    fn a_document_is_found_by_bytes_then_text_then_words_then_name() {
        let bytes = DocumentKey {
            path: Some("来稿.txt".into()),
            sha256: Some(sha256_hex("各省/来稿.txt".as_bytes())),
            text: Some("三".into()),
            encoding: None,
        };
        assert_eq!(shelf().find(&bytes), Ok(0));
        assert_eq!(find("来稿.txt", Some("一\n二")), Ok(0), "text before name");
        assert_eq!(
            find("", Some("一\r\n 二\u{3000}")),
            Ok(0),
            "other line ends"
        );
        assert_eq!(find("来稿.txt", Some("改过")), Ok(1));
        assert_eq!(find("C:\\导出\\各省\\来稿", None), Ok(0));
        assert_eq!(find("库/各省/来稿.txt", None), Ok(0), "the longest end");
        assert_eq!(find("空.txt", Some("")), Ok(4));
    }

    #[test]
    fn where_two_may_be_meant_none_is() {
        let two = || Reason::ManyDocuments(vec!["甲/通报.docx".into(), "乙/通报.docx".into()]);
        assert_eq!(find("", Some("四")), Err(two()));
        assert_eq!(find("通报", None), Err(two()));
        assert_eq!(find("乙/通报.docx", Some("四")), Ok(3));
        assert_eq!(find("别的.txt", Some("五")), Err(Reason::NoDocument));
        assert_eq!(find("", Some("")), Err(Reason::NoDocument));
    }
}
