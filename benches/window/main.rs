//! What the window's thread does in a frame, without a display, and how long a reviewer waits for what.
//!
//! `cargo bench --bench window` measures over 1,000 documents (13 MB); `-- 10000` over 10,000 (132 MB). `frames`, `large`, `search`, `saving`
//! and `idle` choose parts. The real window is measured by `.ci/measure_window.py`.
//!
//! A frame here is all that the program does before the renderer: taking in what happened, laying out, building shapes. Turning shapes into
//! triangles is egui's and stands beside it, as does the frame of an empty window. Frames are measured by the processor time of the window's thread,
//! since machines are busy with other things; beside it stands what the clock says.
//!
//! What was tried. Memory is what a window under a virtual display held of no file, with 1,000 documents of 13 KB open.
//!
//! | tried | effect | stays |
//! | --- | --- | --- |
//! | of documents neither on show nor decided on only text, tree and findings are kept, the record is made for a look; facts about mentions are shared, in a list instead of a tree map | 369 MB to 162 MB | yes |
//! | the list of documents builds the rows in view, the outline its rows where something changed; the form finds an entry's mentions by their place | a frame over 20 MB (440,000 mentions) takes what one over 13 KB takes: 1.1 ms and 0.9 ms | yes |
//! | records of documents that are decided on or above 1 MB are made by those who load them | the frame that opens 20 MB still takes 0.2 s: lines are counted and the outline's rows made in it | yes |
//! | the lines of a text counted in runs of bytes instead of by character | not measured alone | yes |
//! | a search takes the documents once for all keys typed, not once a key | was 27 ms a key over 10,000 documents, on a busy machine | yes |
//! | hits behind those that fill the list are counted only; a value that is its own words, or a figure where Chinese is looked for, is not asked | a word everywhere in 132 MB took 3.5 s, one that is nowhere 0.9 s before, on a busy machine | yes |
//!
//! What is left: findings take about 75 KB for a document of 13 KB, so 10,000 take more than the 600 MB wanted. Packed (positions and lengths in a
//! byte or two, values as they stand in the text where they do) they would take a third.

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
