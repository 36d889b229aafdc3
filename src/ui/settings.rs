//! What the window remembers between runs: language, appearance, name, recent folders, columns, how the text is set, keys.
//!
//! One RON file in the user's configuration folder. A file that cannot be read is set aside and the defaults used: nothing a reviewer decided is in it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::keymap::KeyMap;
use super::reading::{LINE_CHARS, LINE_HEIGHTS, Reading, SIZES};
use super::table::SavedView;
use super::theme::{Appearance, Motion, size};
use crate::i18n::Language;
use crate::session::{LeftAt, TableColumn};

/// How far the window can be zoomed.
pub const LEAST_ZOOM: f32 = 0.6;
pub const MOST_ZOOM: f32 = 3.0;

/// How many recent folders the start screen offers.
const MAX_RECENT: usize = 8;

/// The longest file of settings that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

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
    /// Where the reviewer was in recent folders.
    pub left: Vec<(PathBuf, LeftAt)>,
    /// Whether the program begins with what was open last.
    pub reopens: bool,
    /// What was open when the program was left.
    pub open: Option<PathBuf>,
    pub is_tour_seen: bool,
    /// Of the whole window; 1 is the system's own size.
    pub zoom: f32,
    pub motion: Motion,
    /// Points; see [`size::SOURCE`].
    pub source_size: f32,
    pub reading: Reading,
    pub columns: Columns,
    /// Of the table, from left to right.
    pub table_columns: Vec<TableColumn>,
    /// Of the table, in the order of their keys.
    pub table_views: Vec<SavedView>,
    pub keys: KeyMap,
    /// Of the window as it is not maximised, in the system's points.
    pub window: [f32; 2],
    pub is_maximised: bool,
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
            left: Vec::new(),
            reopens: true,
            open: None,
            is_tour_seen: false,
            zoom: 1.0,
            motion: Motion::Usual,
            source_size: size::SOURCE,
            reading: Reading::default(),
            columns: Columns::default(),
            table_columns: TableColumn::BUILT_IN.to_vec(),
            table_views: Vec::new(),
            keys: KeyMap::default(),
            window: [1440.0, 900.0],
            is_maximised: false,
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
        let read = read(&path).map(|ron| ron::from_str(&ron));
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
            ..settings.in_bounds()
        }
    }

    /// With every measure inside what a window can have: a file can say anything, also what is no number.
    #[must_use]
    fn in_bounds(mut self) -> Self {
        let usual = Self::default();
        let bound = |value: &mut f32, usual: f32, [least, most]: [f32; 2]| {
            *value = if value.is_finite() {
                value.clamp(least, most)
            } else {
                usual
            };
        };
        bound(&mut self.source_size, usual.source_size, SIZES);
        let (reading, usual_reading) = (&mut self.reading, usual.reading);
        bound(
            &mut reading.line_height,
            usual_reading.line_height,
            LINE_HEIGHTS,
        );
        bound(
            &mut reading.line_chars,
            usual_reading.line_chars,
            LINE_CHARS,
        );
        bound(&mut self.zoom, usual.zoom, [LEAST_ZOOM, MOST_ZOOM]);
        let (columns, usual_columns) = (&mut self.columns, usual.columns);
        for (width, usual) in [
            (&mut columns.documents_width, usual_columns.documents_width),
            (&mut columns.outline_width, usual_columns.outline_width),
            (&mut columns.form_width, usual_columns.form_width),
        ] {
            bound(width, usual, [100.0, 2000.0]);
        }
        for (side, usual) in self.window.iter_mut().zip(usual.window) {
            bound(side, usual, [300.0, 16000.0]);
        }
        self.recent.truncate(MAX_RECENT);
        self.left.truncate(MAX_RECENT);
        self
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

    /// Takes a folder from the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.left.retain(|(known, _)| known != path);
    }

    /// Keeps where the reviewer is in a folder.
    pub fn leave(&mut self, path: &Path, place: Option<LeftAt>) {
        let Some(place) = place else { return };
        self.left.retain(|(known, _)| known != path);
        self.left.insert(0, (path.to_owned(), place));
        self.left.truncate(MAX_RECENT);
    }

    /// Where the reviewer was in a folder the last time.
    #[must_use]
    pub fn place_in(&self, path: &Path) -> Option<LeftAt> {
        let found = self.left.iter().find(|(known, _)| known == path);
        found.map(|(_, place)| place.clone())
    }

    /// Keeps what is open as the program is left.
    pub fn note_open(&mut self, path: Option<&Path>) {
        self.open = path.map(Path::to_owned);
    }

    /// What the program begins with where nothing else was asked for: what was open last, if it is still there.
    #[must_use]
    pub fn to_reopen(&self) -> Option<PathBuf> {
        let open = self.open.as_ref().filter(|_| self.reopens)?;
        open.exists().then(|| open.clone())
    }

    /// Notes the window's size, which a maximised one keeps for later.
    pub fn note_window(&mut self, ctx: &egui::Context) {
        self.is_maximised = ctx.input(|input| input.viewport().maximized == Some(true));
        if !self.is_maximised {
            self.window = (ctx.content_rect().size() * ctx.zoom_factor()).into();
        }
    }

    /// The language in force.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }
}

/// Which of these folders and files are gone. May take its time where a network drive does not answer.
#[must_use]
pub fn missing_of(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().filter(|path| !path.exists()).collect()
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

/// The file's words, cut off where they are longer than settings can be; what is cut off cannot be read then.
fn read(path: &Path) -> std::io::Result<String> {
    let mut ron = String::new();
    fs::File::open(path)?
        .take(MAX_BYTES)
        .read_to_string(&mut ron)?;
    Ok(ron)
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
    fn measures_that_no_window_can_have_are_put_right() {
        let strange: Settings = ron::from_str(
            "(source_size: NaN, reading: (line_height: inf, line_chars: 1e9), columns: (form_width: inf, outline_width: -3), window: (1e30, 0))",
        )
        .expect("loads");
        let put_right = Settings {
            reading: Reading {
                line_chars: 72.0,
                ..Reading::default()
            },
            columns: Columns {
                outline_width: 100.0,
                ..Columns::default()
            },
            window: [16000.0, 300.0],
            ..Settings::default()
        };
        assert_eq!(strange.in_bounds(), put_right);
        let usual = Settings::default();
        assert_eq!(usual.clone().in_bounds(), usual);
    }

    #[test]
    fn settings_nested_without_end_or_longer_than_settings_are_do_no_harm() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("settings.ron");
        fs::write(&path, format!("(future: {}", "[".repeat(2 << 20))).expect("writes");
        let ron = read(&path).expect("reads");
        assert_eq!(ron.len(), 1 << 20);
        assert!(ron::from_str::<Settings>(&ron).is_err());
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
