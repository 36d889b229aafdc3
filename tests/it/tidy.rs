//! The rules of the house that a compiler does not hold.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src`, each knowing only those after it. What shares a line does not know each other.
const FLOORS: [&[&str]; 12] = [
    &["cli"],
    &["ui"],
    &["session"],
    &["workspace"],
    &["export", "import"],
    &["record"],
    &["annotation"],
    &["extract"],
    &["document"],
    &["codebook"],
    &["source", "i18n"],
    &["text"],
];

/// Crates that only some folders may use.
const KEPT_APART: [(&str, &[&str]); 6] = [
    ("egui", &["ui"]),
    ("eframe", &["ui"]),
    ("egui_extras", &["ui"]),
    ("rfd", &["ui"]),
    ("clap", &["cli"]),
    ("notify", &["workspace"]),
];

/// Where files may be read and written: the workspace, files named on the command line, the settings and samples.
const TOUCH_FILES: [&str; 4] = [
    "src/workspace/",
    "src/cli/",
    "src/ui/settings.rs",
    "src/ui/samples.rs",
];

struct SourceFile {
    /// From the package's root, with `/`.
    path: String,
    /// Without the unit tests, which may use anything.
    code: String,
    text: String,
}

fn source_files() -> Vec<SourceFile> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src is there") {
            let path = entry.expect("listed").path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("reads");
        // Test modules in files of their own are `tests.rs` or lie in a folder `tests`.
        let is_test = path.ends_with("tests.rs")
            || path
                .parent()
                .is_some_and(|parent| parent.ends_with("tests"));
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code = if is_test { "" } else { code };
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join(
            "
",
        );
        let path = path.strip_prefix(root).expect("inside").components();
        let path = path
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        SourceFile { path, code, text }
    };
    paths.into_iter().map(read).collect()
}

fn floor(folder: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&folder))
}

/// The folders of `src` that a file names as `crate::…`, also in braces.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .collect(),
            None => vec![rest],
        };
        for name in names {
            let name: String = name
                .trim()
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_' || c.is_ascii_digit())
                .collect();
            if !name.is_empty() {
                found.push(name);
            }
        }
    }
    found
}

#[test]
fn a_folder_imports_only_folders_below_it() {
    let mut wrong = Vec::new();
    for file in source_files() {
        let Some(folder) = file
            .path
            .strip_prefix("src/")
            .and_then(|path| path.split_once('/'))
            .map(|(folder, _)| folder)
        else {
            continue;
        };
        let own = floor(folder).unwrap_or_else(|| panic!("{folder} is not on the map"));
        for import in imports(&file.code) {
            let Some(other) = floor(&import) else {
                continue;
            };
            if import != folder && other <= own {
                wrong.push(format!("{} imports {import}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn crates_for_one_purpose_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for file in source_files() {
        for (krate, folders) in KEPT_APART {
            let is_allowed = folders
                .iter()
                .any(|folder| file.path.starts_with(&format!("src/{folder}/")));
            if !is_allowed && file.code.contains(&format!("{krate}::")) {
                wrong.push(format!("{} uses {krate}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_workspace_touches_files() {
    let is_allowed = |path: &str| TOUCH_FILES.iter().any(|allowed| path.starts_with(allowed));
    let wrong: Vec<String> = source_files()
        .into_iter()
        .filter(|file| !is_allowed(&file.path))
        .filter(|file| {
            ["std::fs", "File::open", "File::create", "walkdir::"]
                .iter()
                .any(|word| file.code.contains(word))
        })
        .map(|file| file.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_core_prints_nothing() {
    let wrong: Vec<String> = source_files()
        .into_iter()
        .filter(|file| !file.path.starts_with("src/cli/"))
        .filter(|file| {
            ["println!", "eprintln!", "print!(", "dbg!("]
                .iter()
                .any(|word| file.code.contains(word))
        })
        .map(|file| file.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_left_to_do_names_its_issue() {
    let mut wrong = Vec::new();
    for file in source_files() {
        for (at, line) in file.text.lines().enumerate() {
            let is_unfinished = ["TODO", "FIXME", "todo!(", "unimplemented!("]
                .iter()
                .any(|word| line.contains(word));
            if is_unfinished && !line.contains('#') {
                wrong.push(format!("{}:{}", file.path, at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let wrong: Vec<String> = source_files()
        .into_iter()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| file.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names of messages that the sources hold as literals, such as `"save-retry"`.
#[test]
fn every_message_named_in_the_code_exists() {
    let known = [
        "about-",
        "bar-",
        "cli-",
        "codebook-",
        "command-",
        "conflict-",
        "documents-",
        "draft-",
        "elsewhere-",
        "everywhere-",
        "document-",
        "field-",
        "form-",
        "history-",
        "hint-",
        "import-",
        "messages-",
        "notice-",
        "open-",
        "origin-",
        "outline-",
        "palette-",
        "past-",
        "problem-",
        "reading-",
        "read-only-",
        "refused-",
        "save-",
        "search-",
        "settings-",
        "table-",
        "start-",
        "status-",
        "step-",
        "tag-",
        "text-",
        "time-",
        "tour-",
        "unreadable-",
        "verdict-",
        "export-",
        "sheet-",
        "column-",
        "dialog-",
        "encoding-",
        "keys-",
        "lost-",
    ];
    let mut wrong = Vec::new();
    // Readers of file formats name the formats' elements and know of no messages.
    let files = source_files();
    let speaking = files
        .iter()
        .filter(|file| !file.path.starts_with("src/source/"));
    for file in speaking {
        for literal in file.code.split('"').skip(1).step_by(2) {
            let is_name = literal.len() < 60
                && literal
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit());
            let is_message = is_name
                && known.iter().any(|prefix| literal.starts_with(prefix))
                && !literal.ends_with('-');
            if is_message && !piyue::i18n::Language::Chinese.has(literal) {
                wrong.push(format!("{}: {literal}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_diagnostic_has_words() {
    let mut n_codes = 0;
    for file in source_files() {
        if !["src/document/check.rs", "src/extract/check.rs"].contains(&file.path.as_str()) {
            continue;
        }
        for literal in file.code.split('"').skip(1).step_by(2) {
            let is_code = literal.split_once('.').is_some_and(|(area, name)| {
                [area, name].iter().all(|part| {
                    !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                })
            });
            if is_code {
                n_codes += 1;
                let id = format!("diagnostic-{}", literal.replace(['.', '_'], "-"));
                assert!(
                    piyue::i18n::Language::Chinese.has(&id),
                    "{literal} has no {id}"
                );
            }
        }
    }
    assert!(n_codes >= 9, "the codes are found");
}
