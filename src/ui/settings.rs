//! What the window remembers between runs: language, appearance, name, recent folders, columns, text size.
//!
//! One RON file in the user's configuration folder. A file that cannot be read is set aside and the defaults used: nothing a reviewer decided is in it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::theme::{Appearance, size};
use crate::i18n::Language;

/// How many recent folders the start screen offers.
const MAX_RECENT: usize = 8;

/// Names the folder of settings and samples; for tests and for running from a stick.
const FOLDER_VARIABLE: &str = "PIYUE_HOME";

/// The window's settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// None follows the system.
    pub language: Option<Language>,
    pub appearance: Appearance,
    /// Signs decisions.
    pub name: Option<String>,
    /// Whose sidecars are used, where several review the same folder.
    pub reviewer: Option<String>,
    /// Newest first.
    pub recent: Vec<PathBuf>,
    /// Points; see [`size::SOURCE`].
    pub source_size: f32,
    pub columns: Columns,
    /// Of the window, in points.
    pub window: [f32; 2],
    /// Where they are kept; none keeps them nowhere.
    #[serde(skip)]
    pub file: Option<PathBuf>,
}

/// Which columns are open and how wide they are, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Columns {
    pub documents: bool,
    pub documents_width: f32,
    pub outline: bool,
    pub outline_width: f32,
    pub form: bool,
    pub form_width: f32,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            documents: true,
            documents_width: 226.0,
            outline: true,
            outline_width: 262.0,
            form: true,
            form_width: 368.0,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            appearance: Appearance::default(),
            name: None,
            reviewer: None,
            recent: Vec::new(),
            source_size: size::SOURCE,
            columns: Columns::default(),
            window: [1440.0, 900.0],
            file: None,
        }
    }
}

impl Settings {
    /// Reads the user's settings, the defaults where there are none.
    #[must_use]
    pub fn load() -> Self {
        let Some(path) = file() else {
            return Self::default();
        };
        let read = fs::read_to_string(&path).map(|ron| ron::from_str(&ron));
        let settings: Self = match read {
            Ok(Ok(settings)) => settings,
            Ok(Err(_)) => {
                // Kept for whoever wants to know what was in it; the next save writes a good one.
                let _ = fs::rename(&path, path.with_extension("ron.unreadable"));
                Self::default()
            }
            Err(_) => Self::default(),
        };
        Self {
            file: Some(path),
            ..settings
        }
    }

    /// Writes the settings. A folder that cannot be written costs comfort, not work: nothing is said.
    pub fn save(&self) {
        if let Some(path) = &self.file {
            let ron =
                ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default().new_line("\n"));
            let _ = write(path, &ron.unwrap_or_default());
        }
    }

    /// Puts a folder first among the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MAX_RECENT);
    }

    /// The language in force.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }
}

/// Where the user's copy of the sample bulletins lies.
#[must_use]
pub fn samples_folder() -> Option<PathBuf> {
    if let Some(home) = std::env::var_os(FOLDER_VARIABLE) {
        return Some(PathBuf::from(home).join("samples"));
    }
    let user = directories::UserDirs::new()?;
    Some(
        user.document_dir()
            .unwrap_or(user.home_dir())
            .join("批阅示例"),
    )
}

fn file() -> Option<PathBuf> {
    if let Some(home) = std::env::var_os(FOLDER_VARIABLE) {
        return Some(PathBuf::from(home).join("settings.ron"));
    }
    Some(
        directories::ProjectDirs::from("", "", "piyue")?
            .config_dir()
            .join("settings.ron"),
    )
}

fn write(path: &Path, ron: &str) -> std::io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    let temporary = path.with_extension("ron.tmp");
    fs::write(&temporary, ron)?;
    fs::rename(temporary, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_an_older_version_load_with_the_new_defaults() {
        let old: Settings =
            ron::from_str("(appearance: Dark, recent: [\"/档案\"])").expect("loads");
        assert_eq!(old.appearance, Appearance::Dark);
        assert_eq!(old.columns, Columns::default());
    }

    #[test]
    fn a_folder_opened_again_moves_to_the_front() {
        let mut settings = Settings::default();
        for n in 0..12 {
            settings.remember(Path::new(&format!("/{n}")));
        }
        settings.remember(Path::new("/8"));
        assert_eq!(settings.recent[0], Path::new("/8"));
        assert_eq!(settings.recent.len(), MAX_RECENT);
        assert_eq!(
            settings
                .recent
                .iter()
                .filter(|path| *path == Path::new("/8"))
                .count(),
            1
        );
    }
}
