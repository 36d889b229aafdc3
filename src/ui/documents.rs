//! 文档: the folder's documents with status, progress and filter.

use egui::{ScrollArea, TextEdit, Ui, pos2, vec2};

use super::theme::{self, Tokens, size};
use super::widgets;
use crate::annotation::Status;
use crate::i18n::Language;
use crate::session::{Action, Folder, FolderDocument, Loading, Session};
use crate::source::{self, Unreadable};
use crate::workspace::LoadFailure;

/// The column's own state.
#[derive(Debug, Default)]
pub struct DocumentsView {
    filter: String,
    matching: Matching,
    /// The document that was brought into view last.
    shown: Option<usize>,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// What the document is called; see [`FolderDocument::name`].
    pub name: String,
    /// The file, relative to the folder.
    pub path: String,
    pub sign: Sign,
    /// Entries: reviewed of all where some are, all of them where none is; or what needs a decision.
    pub count: String,
    /// Why it cannot be read.
    pub problem: Option<String>,
}

/// What stands before a document's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Loading,
    Status(Status),
    /// Something needs a decision, or the file cannot be read.
    Attention,
}

/// The documents that the filter leaves, found anew where anything changed.
#[derive(Debug, Default)]
struct Matching {
    documents: Vec<usize>,
    /// The filter, the folder's revision and the document on show when they were found.
    found_for: Option<(String, u64, Option<usize>)>,
}

impl Matching {
    fn update(&mut self, folder: &Folder, filter: &str) {
        let wanted = (filter, folder.revision(), folder.current());
        let known = self.found_for.as_ref();
        if known.map(|(filter, revision, current)| (filter.as_str(), *revision, *current))
            == Some(wanted)
        {
            return;
        }
        let words = filter.trim().to_lowercase();
        let matches = |index: &usize| {
            let document = &folder.documents()[*index];
            let has = |name: &str| name.to_lowercase().contains(&words);
            words.is_empty() || has(&document.path) || has(document.name())
        };
        self.documents.clear();
        self.documents.extend(folder.in_order().filter(matches));
        let (filter, revision, current) = wanted;
        self.found_for = Some((filter.to_owned(), revision, current));
    }
}

fn document_row(document: &FolderDocument, language: Language) -> DocumentRow {
    let (sign, count, problem) = match &document.loading {
        Loading::Waiting => (Sign::Loading, String::new(), None),
        Loading::Failed(failure) => {
            let problem = failure_words(failure, language);
            (Sign::Attention, String::new(), Some(problem))
        }
        Loading::Loaded(open) => {
            let n_detached = open.n_lost();
            let (n_reviewed, n_entries) = open.progress();
            let n_conflicts = open.loaded.annotation.conflicts.len();
            let count = if n_conflicts > 0 {
                language.with("documents-conflicts", &[("n", n_conflicts.into())])
            } else if n_detached > 0 {
                language.with("documents-detached", &[("n", n_detached.into())])
            } else if n_reviewed > 0 && n_reviewed < n_entries {
                format!("{n_reviewed} / {n_entries}")
            } else {
                n_entries.to_string()
            };
            let needs_decision = n_detached + n_conflicts > 0
                || open.has_new_source
                || document.is_gone
                || open.loaded.read_only.is_some();
            let sign = if needs_decision {
                Sign::Attention
            } else {
                Sign::Status(open.status())
            };
            (sign, count, None)
        }
    };
    DocumentRow {
        name: document.name().to_owned(),
        path: document.path.clone(),
        sign,
        count,
        problem,
    }
}

/// Why a file is not read, and what can be done.
#[must_use]
pub fn failure_words(failure: &LoadFailure, language: Language) -> String {
    let id = match failure {
        LoadFailure::Io(reason) => {
            return language.with("unreadable-io", &[("reason", reason.as_str().into())]);
        }
        LoadFailure::Unreadable(Unreadable::TooLarge) => {
            let limit = source::MAX_BYTES >> 20;
            return language.with("unreadable-too-large", &[("limit", limit.into())]);
        }
        LoadFailure::Unreadable(Unreadable::UnknownFormat) => "unreadable-format",
        LoadFailure::Unreadable(Unreadable::NotText) => "unreadable-not-text",
        LoadFailure::Unreadable(Unreadable::NotAFile) => "unreadable-not-a-file",
        LoadFailure::Unreadable(Unreadable::Legacy) => "unreadable-legacy",
        LoadFailure::Unreadable(Unreadable::Encrypted) => "unreadable-encrypted",
        LoadFailure::Unreadable(Unreadable::Scanned) => "unreadable-scanned",
        LoadFailure::Unreadable(Unreadable::Damaged) => "unreadable-damaged",
        LoadFailure::Unreadable(Unreadable::Bomb | Unreadable::TooDeep) => "unreadable-bomb",
        LoadFailure::Fault => "unreadable-fault",
    };
    language.t(id).into_owned()
}

/// Paints the column.
pub fn documents_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut DocumentsView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let Some(folder) = session.folder() else {
        return;
    };
    let tokens = Tokens::of(ui.ctx());
    let (n_loaded, n_documents) = folder.progress();
    widgets::column_header(ui, &language.t("documents-title"), |ui| {
        let words = if n_loaded < n_documents {
            language.with(
                "documents-loading",
                &[("done", n_loaded.into()), ("all", n_documents.into())],
            )
        } else {
            let arguments = [
                ("done", folder.n_reviewed().into()),
                ("all", n_documents.into()),
            ];
            language.with("documents-reviewed", &arguments)
        };
        ui.label(widgets::small(words, tokens.ink3));
    });
    progress_bar(ui, folder.n_reviewed(), n_loaded, n_documents);
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        let hint = language.t("documents-filter");
        let edit = TextEdit::singleline(&mut view.filter)
            .hint_text(&*hint)
            .desired_width(ui.available_width() - 12.0);
        ui.add(edit)
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &*hint));
    });
    ui.add_space(4.0);
    view.matching.update(folder, &view.filter);
    let matching = &view.matching.documents;
    let n_unknown = folder
        .listing()
        .map_or(0, |listing| listing.unknown.len() + listing.failed.len());
    let n_rows = matching.len() + usize::from(n_unknown > 0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().auto_shrink([false, false]);
    if view.shown != folder.current() {
        view.shown = folder.current();
        let mut listed = matching.iter();
        if let Some(at) = listed.position(|index| Some(*index) == folder.current()) {
            let in_view = (ui.available_height() / size::ROW).floor() * 0.5;
            area = area.vertical_scroll_offset((at as f32 - in_view).max(0.0) * size::ROW);
        }
    }
    area.show_rows(ui, size::ROW, n_rows, |ui, visible| {
        for at in visible {
            match matching.get(at) {
                Some(&index) => {
                    let row = document_row(&folder.documents()[index], language);
                    if document_row_ui(ui, &row, folder.current() == Some(index), language) {
                        actions.push(Action::Show(index));
                    }
                }
                None => unknown_files_ui(ui, session, n_unknown, language),
            }
        }
    });
}

/// Reviewed in green; while the folder loads, loaded in ink.
fn progress_bar(ui: &mut Ui, n_reviewed: usize, n_loaded: usize, n_documents: usize) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), egui::Sense::hover());
    let bar = egui::Rect::from_center_size(rect.center(), vec2(rect.width() - 24.0, 6.0));
    let part = |n: usize| {
        let width = bar.width() * n as f32 / n_documents.max(1) as f32;
        egui::Rect::from_min_size(bar.min, vec2(width, bar.height()))
    };
    ui.painter().rect_filled(bar, 3.0, tokens.line);
    if n_loaded < n_documents {
        ui.painter().rect_filled(part(n_loaded), 3.0, tokens.ink3);
    }
    ui.painter().rect_filled(part(n_reviewed), 3.0, tokens.ok);
}

fn document_row_ui(ui: &mut Ui, row: &DocumentRow, is_selected: bool, language: Language) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = widgets::list_row(ui, &row.name, is_selected);
    let (sign, colour) = match row.sign {
        Sign::Loading => ("…", tokens.ink3),
        Sign::Attention => ("!", tokens.warn),
        Sign::Status(status) => widgets::status_sign(status, tokens),
    };
    let y = rect.center().y;
    ui.painter().text(
        pos2(rect.left() + 19.0, y),
        egui::Align2::CENTER_CENTER,
        sign,
        theme::regular(size::TEXT),
        colour,
    );
    let count_start = widgets::paint_words_right(
        ui,
        pos2(rect.right() - 12.0, y),
        &row.count,
        theme::regular(size::SMALL),
        tokens.ink3,
    );
    let name_colour = if row.problem.is_some() {
        tokens.ink3
    } else {
        tokens.ink
    };
    let name = pos2(rect.left() + 34.0, y);
    widgets::paint_words(
        ui,
        name,
        count_start - name.x - 8.0,
        &row.name,
        theme::regular(size::TEXT),
        name_colour,
    );
    let is_clicked = response.clicked();
    response.on_hover_ui(|ui| {
        ui.label(&row.name);
        ui.label(widgets::small(row.path.as_str(), tokens.ink3));
        match (&row.problem, row.sign) {
            (Some(problem), _) => {
                ui.label(problem);
            }
            (None, Sign::Status(status)) => {
                ui.label(widgets::small(
                    language.t(widgets::status_message(status)),
                    tokens.ink3,
                ));
            }
            _ => {}
        }
    });
    is_clicked
}

/// One row for all files of other formats; which ones, and why, in the tooltip.
fn unknown_files_ui(ui: &mut Ui, session: &Session, n_unknown: usize, language: Language) {
    const MAX_NAMED: usize = 20;
    let tokens = Tokens::of(ui.ctx());
    let words = language.with("documents-unreadable", &[("n", n_unknown.into())]);
    let (rect, response) = widgets::list_row(ui, &words, false);
    let at = pos2(rect.left() + 34.0, rect.center().y);
    widgets::paint_words(
        ui,
        at,
        rect.width() - 46.0,
        &words,
        theme::regular(size::SMALL),
        tokens.ink3,
    );
    let Some(listing) = session.folder().and_then(crate::session::Folder::listing) else {
        return;
    };
    response.on_hover_ui(|ui| {
        ui.label(widgets::small(language.t("unreadable-format"), tokens.ink3));
        for path in listing.unknown.iter().take(MAX_NAMED) {
            ui.label(path.display().to_string());
        }
        for (path, reason) in listing.failed.iter().take(MAX_NAMED) {
            ui.label(format!("{}: {reason}", path.display()));
        }
        if n_unknown > MAX_NAMED {
            ui.label("…");
        }
    });
}
