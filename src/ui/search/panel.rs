//! The list of hits: documents with their counts, below each its hits in context.

use egui::{Button, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::SearchView;
use super::rows::{self, Row};
use crate::i18n::Language;
use crate::session::{Action, FolderDocument, Hit, Scope, SearchState, Session};
use crate::text::find::FindMode;
use crate::ui::hit_list::{self, CONTEXT_HEIGHT, Context};
use crate::ui::theme::{self, Tokens, size};
use crate::ui::widgets;

/// Left and right of a row.
const MARGIN: f32 = 12.0;

/// Paints the list in place of a column.
pub fn results_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut SearchView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let search = session.search();
    let found = search.found();
    widgets::column_header(ui, &language.t("search-title"), |ui| {
        if found.n_hits > 0 {
            let words = rows::count_words(found, search.shown(), search.query(), language);
            ui.label(widgets::small(words, tokens.ink3));
        }
        let close = Button::new(widgets::small("✕", tokens.ink2)).frame(false);
        let about = language.t("command-close-search-about");
        let response = ui.add(close).on_hover_text(&*about);
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, language.t("command-close-search"))
        });
        if response.clicked() {
            actions.push(Action::CloseSearch);
        }
    });
    ui.add_space(6.0);
    choices_ui(ui, view, language, actions);
    ui.add_space(6.0);
    if let Some(words) = state_words(session, language) {
        ui.horizontal_wrapped(|ui| {
            ui.add_space(MARGIN);
            ui.label(widgets::small(words, tokens.ink2));
        });
        ui.add_space(6.0);
    }
    widgets::hairline(ui);
    list_ui(ui, session, view, language, actions);
    let is_free = ui.memory(|memory| memory.focused().is_none());
    let was_free = std::mem::replace(&mut view.was_free, is_free);
    if is_free && was_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
    {
        actions.push(Action::CloseSearch);
    }
}

/// Where to look and how the query is meant.
fn choices_ui(ui: &mut Ui, view: &mut SearchView, language: Language, actions: &mut Vec<Action>) {
    let (scope, mode) = (view.scope, view.mode);
    let tokens = Tokens::of(ui.ctx());
    // Rows that wrap begin where the first does.
    let margin = egui::Margin {
        left: MARGIN as i8 - 2,
        ..egui::Margin::ZERO
    };
    let frame = egui::Frame::new().inner_margin(margin);
    frame.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
            ui.spacing_mut().button_padding = vec2(6.0, 2.0);
            ui.visuals_mut().selection.bg_fill = tokens.selection;
            let choose = |ui: &mut Ui, is_chosen: bool, id: &str| {
                let colour = if is_chosen { tokens.ink } else { tokens.ink2 };
                let words = widgets::small(language.t(id), colour);
                ui.add(Button::selectable(is_chosen, words))
                    .on_hover_text(language.t(&format!("{id}-about")))
                    .clicked()
            };
            for (choice, id) in [
                (Scope::Folder, "search-all"),
                (Scope::Document, "search-here"),
            ] {
                if choose(ui, scope == choice, id) {
                    view.scope = choice;
                }
            }
            ui.add_space(10.0);
            for (choice, id) in [
                (FindMode::Words, "search-words"),
                (FindMode::Exact, "search-exact"),
                (FindMode::Regex, "search-regex"),
            ] {
                if choose(ui, mode == choice, id) {
                    view.mode = choice;
                }
            }
        })
    });
    if (view.scope, view.mode) != (scope, mode) {
        actions.push(Action::Search(view.query()));
    }
}

/// What the reviewer should know beside the list.
fn state_words(session: &Session, language: Language) -> Option<String> {
    let search = session.search();
    let found = search.found();
    let (n_loaded, n_documents) = session.folder()?.progress();
    Some(match search.state() {
        SearchState::Invalid(_) => language.t("search-invalid").into_owned(),
        SearchState::Running => language.t("search-running").into_owned(),
        SearchState::Done if n_loaded < n_documents => {
            language.with("search-loading", &[("n", (n_documents - n_loaded).into())])
        }
        SearchState::Done if found.n_hits == 0 => language.t("search-nothing").into_owned(),
        SearchState::Done if found.documents.len() < found.n_documents => {
            let n_listed = ("listed", found.n_listed().into());
            language.with("search-more", &[n_listed, ("n", found.n_hits.into())])
        }
        SearchState::Idle | SearchState::Done => return None,
    })
}

fn list_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut SearchView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let search = session.search();
    let rows = rows::rows(search.found());
    let tops = hit_list::tops(rows.iter().map(|row| match row {
        Row::Hit(..) => CONTEXT_HEIGHT,
        _ => size::ROW,
    }));
    let mut reveals = None;
    if view.revealed != search.shown() {
        view.revealed = search.shown();
        let is_shown =
            |row: &Row<'_>| matches!(row, Row::Hit(at, _) if Some(*at) == search.shown());
        reveals = rows.iter().position(is_shown);
    }
    let mut document = None;
    hit_list::rows_ui(ui, "results", &tops, reveals, |ui, rect, at| {
        let own = |row: &Row<'_>| match row {
            Row::Document(hits) => Some(hits.document),
            _ => None,
        };
        // The first row in view may be in the middle of a document.
        document = own(&rows[at])
            .or(document)
            .or_else(|| rows[..at].iter().rev().find_map(own));
        row_ui(ui, rect, &rows[at], document, session, language, actions);
    });
}

fn row_ui(
    ui: &Ui,
    rect: Rect,
    row: &Row<'_>,
    document: Option<usize>,
    session: &Session,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let (label, is_selected) = match row {
        Row::Document(hits) => {
            let document = session
                .folder()
                .and_then(|folder| folder.documents().get(hits.document));
            let name = document.map_or(hits.path.as_str(), FolderDocument::name);
            (name.to_owned(), false)
        }
        Row::Hit(at, hit) => (
            format!("{}{}{}", hit.before, hit.words, hit.after),
            session.search().shown() == Some(*at),
        ),
        Row::More(_, n) => (
            language.with("search-more-here", &[("n", (*n).into())]),
            false,
        ),
    };
    let key = match row {
        Row::Document(document) => ("document", document.document),
        Row::Hit(at, _) => ("hit", *at),
        Row::More(document, _) => ("more", *document),
    };
    let response = ui.interact(rect, ui.make_persistent_id(key), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, label.clone()));
    if is_selected {
        ui.painter().rect_filled(rect, 0.0, tokens.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, tokens.hover);
    }
    let left = pos2(rect.left() + MARGIN, rect.center().y);
    match row {
        Row::Document(hits) => {
            let end = pos2(rect.right() - MARGIN, rect.center().y);
            let count = hits.n_hits.to_string();
            let small = theme::regular(size::SMALL);
            let end = widgets::paint_words_right(ui, end, &count, small, tokens.ink3);
            let width = end - left.x - 8.0;
            widgets::paint_words(ui, left, width, &label, theme::bold(size::TEXT), tokens.ink);
            if response.clicked() {
                actions.push(Action::Show(hits.document));
            }
        }
        Row::Hit(at, hit) => {
            hit_ui(ui, rect, hit, document, session, language);
            if response.clicked() {
                actions.push(Action::ShowHit(*at));
                actions.push(Action::StayAtHit);
            }
        }
        Row::More(document, _) => {
            let small = theme::regular(size::SMALL);
            widgets::paint_words(
                ui,
                left,
                rect.width() - 2.0 * MARGIN,
                &label,
                small,
                tokens.ink3,
            );
            if response.clicked() {
                let query = session.search().query().clone();
                actions.push(Action::Show(*document));
                actions.push(Action::Search(crate::session::Query {
                    scope: Scope::Document,
                    ..query
                }));
            }
        }
    }
}

/// The words of a hit with their context, on two lines.
fn hit_ui(
    ui: &Ui,
    rect: Rect,
    hit: &Hit,
    document: Option<usize>,
    session: &Session,
    language: Language,
) {
    let tokens = Tokens::of(ui.ctx());
    let source = rows::source_words(hit, session, language);
    // What stands beside the text is told by its entry.
    let is_beside = hit.span.is_none();
    let entry = document.filter(|_| is_beside);
    let entry = entry.and_then(|at| rows::entry_words(at, hit.node, session));
    let indent = 2.0 * MARGIN;
    let context = Context {
        about: source.as_deref(),
        before: &hit.before,
        words: &hit.words,
        after: &hit.after,
        more: entry.as_deref(),
    };
    let galley = hit_list::context_galley(ui, context, rect.width() - indent - MARGIN);
    let at = pos2(
        rect.left() + indent,
        rect.center().y - galley.size().y / 2.0,
    );
    ui.painter().galley(at, galley, tokens.ink);
}
