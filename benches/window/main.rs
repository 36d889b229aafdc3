//! What the window's thread does in a frame, without a display, and how long a reviewer waits for what.
//!
//! `cargo bench --bench window` measures over 1,000 documents (13 MB); `-- 10000` over 10,000 (132 MB). `frames`, `large`, `search`, `saving`
//! and `idle` choose parts. The real window is measured by `.ci/measure_window.py`.
//!
//! A frame here is all that the program does before the renderer: taking in what happened, laying out, building shapes. Turning shapes into
//! triangles is egui's and stands beside it, as does the frame of an empty window. Frames are measured by the processor time of the window's thread,
//! since machines are busy with other things; beside it stands what the clock says.

mod corpus;
mod driver;
mod frames;
mod large;
mod report;
mod search;
mod waiting;

use std::env;
use std::path::Path;

use piyue::i18n::Language;
use piyue::session::Folder;
use piyue::ui::{App, Settings};

use corpus::Corpus;
use driver::Window;

fn main() {
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let n_documents = arguments
        .iter()
        .find_map(|a| a.parse().ok())
        .unwrap_or(1_000);
    let names: Vec<&String> = arguments
        .iter()
        .filter(|a| a.parse::<usize>().is_err())
        .collect();
    let is_wanted = |name: &str| names.is_empty() || names.iter().any(|n| *n == name);
    piyue::extract::warm_up();

    let folder = tempfile::tempdir().expect("a folder");
    if ["frames", "search", "saving", "idle"]
        .into_iter()
        .any(is_wanted)
    {
        let n_bytes = Corpus::new().fill(folder.path(), n_documents);
        println!("{n_documents} documents, {:.1} MB", n_bytes as f64 / 1e6);
    }
    if is_wanted("frames") {
        frames::run(folder.path());
    }
    if is_wanted("search") {
        search::run(folder.path());
    }
    if is_wanted("saving") {
        waiting::saving(folder.path());
    }
    if is_wanted("idle") {
        waiting::idle(folder.path());
    }
    if is_wanted("large") {
        large::run();
    }
}

/// The program's window over a folder or a file.
fn window_over(path: &Path) -> Window<App> {
    let settings = Settings {
        language: Some(Language::Chinese),
        name: Some("李".into()),
        ..Settings::default()
    };
    Window::new(|ctx| App::new(ctx, settings, Some(path.to_owned()), None))
}

/// Whether every document of the folder is loaded.
fn is_all_loaded(app: &App) -> bool {
    let progress = app.session().folder().map(Folder::progress);
    progress.is_some_and(|(n_loaded, n_documents)| n_documents > 0 && n_loaded == n_documents)
}
