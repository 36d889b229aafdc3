//! The list of occurrences: documents with their counts, below each its places in context, every one with a box to tick.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2};

use super::rows::{self, Row};
use super::{EverywhereView, Wanted, tick_box};
use crate::annotation::Verdict;
use crate::i18n::Language;
use crate::session::{
    Action, FolderDocument, Occurrence, OccurrencesOf, OnEverywhere, Session, Standing, Ticks,
};
use crate::ui::hit_list::{self, Context};
use crate::ui::theme::{self, Tokens, size};
use crate::ui::widgets;

/// Left and right of a row.
pub const MARGIN: f32 = 12.0;
/// Room for the box, and for the badge at the right.
const BOX: f32 = 30.0;
const BADGE: f32 = 40.0;

/// Paints the rows in view and takes clicks on them.
pub fn list_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut EverywhereView,
    has_focus: bool,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let everywhere = session.everywhere();
    let EverywhereView {
        rows,
        tops,
        cursor,
        reveals,
        wants_focus,
        ..
    } = view;
    let reveals = reveals.take();
    hit_list::rows_ui(ui, "places", tops, reveals, |ui, rect, at| {
        let row = rows[at];
        let (label, ticked, ticks) = match row {
            Row::Document(document) => {
                let of = &everywhere.documents()[document];
                let known = session
                    .folder()
                    .and_then(|folder| folder.documents().get(of.document()));
                let name = known.map_or(of.path(), FolderDocument::name).to_owned();
                (
                    name,
                    rows::tick_of(everywhere, of),
                    Ticks::Document(document),
                )
            }
            Row::Place(place) => {
                let Some((of, occurrence)) = everywhere.occurrence(place) else {
                    return;
                };
                let ticked = everywhere.is_ticked(of, occurrence);
                let label = of.context(occurrence).concat();
                (label, Some(ticked), Ticks::One(place))
            }
        };
        let id = ui.make_persistent_id(("everywhere row", at));
        let response = ui.interact(rect, id, Sense::CLICK);
        response.widget_info(|| {
            WidgetInfo::selected(Role::CheckBox, true, ticked == Some(true), label.clone())
        });
        if *cursor == at && has_focus {
            ui.painter().rect_filled(rect, 0.0, tokens.selection);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0.0, tokens.hover);
        }
        let tick_rect = rect.with_max_x(rect.left() + BOX + 6.0);
        tick_box(ui, tick_rect, ticked, tokens);
        match row {
            Row::Document(document) => {
                let of = &everywhere.documents()[document];
                document_ui(ui, rect, of, &label, tokens);
            }
            Row::Place(place) => {
                if let Some((of, occurrence)) = everywhere.occurrence(place) {
                    place_ui(ui, rect, of, occurrence, session, language);
                }
            }
        }
        if response.clicked() {
            *cursor = at;
            *wants_focus = Some(Wanted::List);
            let is_on_box = response
                .interact_pointer_pos()
                .is_none_or(|pointer| tick_rect.contains(pointer));
            actions.push(Action::Everywhere(match row {
                Row::Place(place) if !is_on_box => OnEverywhere::Show(place),
                _ => OnEverywhere::Tick(ticks),
            }));
        }
    });
}

fn document_ui(ui: &Ui, rect: Rect, of: &OccurrencesOf, name: &str, tokens: &Tokens) {
    let end = pos2(rect.right() - MARGIN, rect.center().y);
    let small = theme::regular(size::SMALL);
    let count = of.occurrences.len().to_string();
    let end = widgets::paint_words_right(ui, end, &count, small, tokens.ink3);
    let left = pos2(rect.left() + MARGIN + BOX - 6.0, rect.center().y);
    let width = end - left.x - 8.0;
    widgets::paint_words(ui, left, width, name, theme::bold(size::TEXT), tokens.ink);
}

/// The words with their context, what is said of them, and at the right the type with what was decided.
fn place_ui(
    ui: &Ui,
    rect: Rect,
    of: &OccurrencesOf,
    occurrence: &Occurrence,
    session: &Session,
    language: Language,
) {
    let tokens = Tokens::of(ui.ctx());
    let about = rows::about(session.everywhere(), of, occurrence, session, language);
    let [before, words, after] = of.context(occurrence);
    let left = rect.left() + MARGIN + BOX - 6.0;
    let context = Context {
        about: about.as_deref(),
        before: &before,
        words: &words,
        after: &after,
        more: None,
    };
    let width = rect.right() - MARGIN - BADGE - left;
    let galley = hit_list::context_galley(ui, context, width);
    let at = pos2(left, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, tokens.ink);
    let Some(mention) = of.mention(occurrence) else {
        return;
    };
    let codebook = session.codebook();
    let mark = theme::badge_of(&mention.kind, &codebook);
    let colours = tokens.of_type(&mention.kind, &codebook);
    let centre = pos2(rect.right() - MARGIN - 9.0, rect.center().y);
    if let Standing::Taken(_) = occurrence.standing {
        // The ground is another's: its sign stands quietly.
        let font = theme::regular(size::TINY);
        let align = egui::Align2::CENTER_CENTER;
        ui.painter().text(centre, align, mark, font, tokens.ink3);
        return;
    }
    widgets::paint_badge(ui, centre, mark, colours);
    let sign = match mention.verdict {
        None => return,
        Some(Verdict::Rejected) => ("✕", tokens.red),
        Some(Verdict::Corrected | Verdict::Added) => ("✓", tokens.red),
        Some(Verdict::Accepted) => ("✓", tokens.ok),
    };
    let end = pos2(centre.x - 13.0, centre.y);
    widgets::paint_words_right(ui, end, sign.0, theme::regular(size::TEXT), sign.1);
}
