//! Changing the tree in 章节: the menu of a row, and dragging a row to another level.
//!
//! The text keeps its order, so a row that is dragged stays where it stands and goes under another heading: the one that it is dropped on, the one
//! of the row that it is dropped on, or by how far it was dragged to the side. Only headings before it that have not ended can take it.

use egui::{
    CursorIcon, Id, LayerId, Order, PointerButton, Pos2, Rect, Response, Stroke, Ui, pos2, vec2,
};

use super::command::Command;
use super::shape_commands::KINDS;
use super::theme::{self, Tokens, size};
use crate::document::{NodeId, NodeKind, Outline};
use crate::i18n::Language;
use crate::record::shaping::{Reshaping, max_depth};
use crate::session::{Action, OpenDocument, Session, Shape};

/// Points to the side that are one level.
pub const INDENT: f32 = 18.0;

/// A row that is being dragged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drag {
    pub node: NodeId,
    from: Pos2,
}

/// Where a row would land.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landing {
    pub depth: u8,
    /// The heading that it would lie under.
    pub under: Option<NodeId>,
    /// Parts behind it that would come out of its section with it.
    pub n_behind: usize,
}

/// The headings that are open where a node stands, outermost first.
fn open_headings(outline: &Outline, node: NodeId) -> Vec<NodeId> {
    let mut open = Vec::new();
    let mut at = node.0.checked_sub(1).map(NodeId);
    if let Some(before) = at.filter(|before| outline.node(*before).kind != NodeKind::Section) {
        at = outline.node(before).parent;
    }
    while let Some(heading) = at {
        open.push(heading);
        at = outline.node(heading).parent;
    }
    open.reverse();
    open
}

/// Where a node lands that is dropped on the row of another one, or beside its own so many levels further in; none where it cannot.
#[must_use]
pub fn landing(
    outline: &Outline,
    node: NodeId,
    onto: Option<NodeId>,
    levels: i32,
) -> Option<Landing> {
    let open = open_headings(outline, node);
    let now = outline.depth(node);
    let depth = match onto {
        Some(onto) if onto != node => {
            let heading = match outline.node(onto).kind {
                NodeKind::Section => Some(onto),
                _ => outline.node(onto).parent,
            };
            match heading {
                None => 0,
                Some(heading) => open.iter().position(|known| *known == heading)? + 1,
            }
        }
        _ => {
            let deepest = i32::from(max_depth(outline, node));
            usize::try_from((i32::from(now) + levels).clamp(0, deepest)).unwrap_or(0)
        }
    };
    let depth = u8::try_from(depth).ok()?;
    // The outermost heading that it comes out of ends before it.
    let left = open.get(usize::from(depth)).filter(|_| depth < now);
    let own_end = outline.node(node).span.end;
    let n_behind = left.map_or(0, |left| {
        let end = outline.node(*left).span.end;
        let nodes = outline.nodes.iter();
        nodes
            .filter(|node| own_end <= node.span.start && node.span.start < end)
            .count()
    });
    Some(Landing {
        depth,
        under: depth
            .checked_sub(1)
            .and_then(|above| open.get(usize::from(above)).copied()),
        n_behind,
    })
}

/// Remembers which row is being dragged.
pub fn take_drag(ui: &Ui, row: &Response, node: NodeId, drag: &mut Option<Drag>) {
    if row.drag_started_by(PointerButton::Primary)
        && let Some(from) = ui.input(|input| input.pointer.press_origin())
    {
        *drag = Some(Drag { node, from });
    }
}

/// Shows where the dragged row would land, and moves it there when it is let go. `rows` are those in view.
pub fn drag_ui(
    ui: &Ui,
    document: &OpenDocument,
    rows: &[(NodeId, Rect)],
    drag: &mut Option<Drag>,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let Some(Drag { node, from }) = *drag else {
        return;
    };
    let outline = &document.loaded.outline;
    let is_cancelled = ui.input(|input| input.key_pressed(egui::Key::Escape));
    let (at, is_down) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.primary_down()));
    let (Some(at), false, true) = (at, is_cancelled, node.index() < outline.nodes.len()) else {
        *drag = None;
        return;
    };
    let onto = rows.iter().find(|(_, row)| row.y_range().contains(at.y));
    let levels = ((at.x - from.x) / INDENT).round() as i32;
    let landing = landing(outline, node, onto.map(|(onto, _)| *onto), levels);
    if !is_down {
        *drag = None;
        if let Some(Landing { depth, .. }) = landing {
            actions.push(Action::Reshape(Reshaping::Depth { node, depth }));
        }
        return;
    }
    ui.set_cursor_icon(match landing {
        Some(_) => CursorIcon::Grabbing,
        None => CursorIcon::NotAllowed,
    });
    let own = rows.iter().find(|(row, _)| *row == node);
    if let (Some(landing), Some((_, row))) = (&landing, own) {
        drop_line(ui, *row, landing.depth);
    }
    let words = landing_words(document, landing.as_ref(), language);
    hint(ui, at, &words, landing.is_some());
    ui.request_repaint();
}

/// The line at which the row would stand, as far in as it would.
fn drop_line(ui: &Ui, row: Rect, depth: u8) {
    let tokens = Tokens::of(ui.ctx());
    let left = row.left() + 12.0 + INDENT * f32::from(depth);
    let painter = ui.painter();
    let y = row.top();
    painter.circle_filled(pos2(left, y), 3.0, tokens.red);
    painter.hline(left..=row.right() - 8.0, y, Stroke::new(2.0, tokens.red));
}

/// What letting go here does.
fn landing_words(
    document: &OpenDocument,
    landing: Option<&Landing>,
    language: Language,
) -> Vec<String> {
    let Some(Landing {
        depth,
        under,
        n_behind,
    }) = landing
    else {
        return vec![language.t("outline-drop-nowhere").into_owned()];
    };
    let outline = &document.loaded.outline;
    let heading = under.and_then(|under| {
        outline
            .node(under)
            .heading_text(&document.loaded.source.text)
    });
    let level = (u32::from(*depth) + 1).into();
    let mut words = vec![match heading {
        Some(heading) => language.with(
            "outline-drop",
            &[("n", level), ("heading", heading.into_owned().into())],
        ),
        None => language.t("outline-drop-top").into_owned(),
    }];
    if *n_behind > 0 {
        words.push(language.with("outline-drop-behind", &[("n", (*n_behind).into())]));
    }
    words
}

/// Words beside the pointer.
fn hint(ui: &Ui, at: Pos2, words: &[String], is_allowed: bool) {
    let tokens = Tokens::of(ui.ctx());
    let layer = LayerId::new(Order::Tooltip, Id::unique("outline drop hint"));
    let painter = ui.ctx().layer_painter(layer);
    let colour = if is_allowed { tokens.ink } else { tokens.warn };
    let job =
        egui::text::LayoutJob::simple(words.join("\n"), theme::regular(size::SMALL), colour, 280.0);
    let galley = painter.layout_job(job);
    let rect = Rect::from_min_size(at + vec2(16.0, 12.0), galley.size() + vec2(16.0, 10.0));
    let screen = ui.ctx().content_rect();
    let rect = rect.translate(vec2(0.0, (screen.bottom() - rect.bottom()).min(0.0)));
    painter.rect(
        rect,
        6.0,
        tokens.panel,
        Stroke::new(1.0, tokens.line),
        egui::StrokeKind::Inside,
    );
    painter.galley(rect.min + vec2(8.0, 5.0), galley, colour);
}

/// The menu of a row: what the selected node can become.
pub fn row_menu_ui(ui: &mut Ui, session: &Session, language: Language, actions: &mut Vec<Action>) {
    ui.set_min_width(200.0);
    ui.menu_button(&*language.t("outline-menu-kind"), |ui| {
        let kind = session.document().and_then(|document| {
            let node = document.selection.node?;
            Some(document.loaded.outline.node(node).kind)
        });
        for of in KINDS {
            let words = language.t(super::form::node_message(of)).into_owned();
            item_ui(
                ui,
                session,
                Shape::Kind(of),
                &words,
                kind == Some(of),
                actions,
            );
        }
    });
    let groups: [&[Shape]; 4] = [
        &[Shape::Shallower, Shape::Deeper],
        &[Shape::Split, Shape::JoinBefore, Shape::JoinAfter],
        &[Shape::Lead, Shape::NoLead],
        &[Shape::PutBack],
    ];
    for group in groups {
        ui.separator();
        for shape in group {
            let words = Command::Shape(*shape).name(language);
            item_ui(ui, session, *shape, &words, false, actions);
        }
    }
}

fn item_ui(
    ui: &mut Ui,
    session: &Session,
    shape: Shape,
    words: &str,
    is_on: bool,
    actions: &mut Vec<Action>,
) {
    let command = Command::Shape(shape);
    let is_enabled = command.is_enabled(session) && !is_on;
    let mark = if is_on { "✓ " } else { "" };
    let button = egui::Button::new(format!("{mark}{words}")).shortcut_text(command.key_text());
    if ui.add_enabled(is_enabled, button).clicked() {
        actions.push(Action::Shape(shape));
        ui.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;
    use crate::text::Text;

    const TEXT: &str = "教育信息化工作月报\n\n一、重点工作\n数字治理 截至5月底，备案系统公布了1276家企业。\n人员培训 5月20日，举办培训班，参训2000余人。\n\n二、各地动态\n北京 印发《管理办法》，启动示范项目。\n";

    fn outline() -> Outline {
        parse(&Text::new(TEXT.into()))
    }

    fn landed(node: u32, onto: Option<u32>, levels: i32) -> Option<(u8, Option<u32>, usize)> {
        let landing = landing(&outline(), NodeId(node), onto.map(NodeId), levels)?;
        Some((
            landing.depth,
            landing.under.map(|id| id.0),
            landing.n_behind,
        ))
    }

    #[test]
    fn a_row_dragged_to_the_side_changes_its_level() {
        assert_eq!(
            landed(2, None, -1),
            Some((0, None, 1)),
            "with what is behind it"
        );
        assert_eq!(landed(3, Some(3), -4), Some((0, None, 0)));
        assert_eq!(
            landed(4, None, 1),
            Some((1, Some(1), 0)),
            "under the heading before"
        );
        assert_eq!(
            landed(2, None, 3),
            Some((1, Some(1), 0)),
            "there is no deeper place"
        );
    }

    #[test]
    fn a_row_dropped_on_another_goes_where_that_one_is() {
        assert_eq!(landed(4, Some(1), 0), Some((1, Some(1), 0)));
        assert_eq!(landed(4, Some(3), 0), Some((1, Some(1), 0)));
        assert_eq!(landed(3, Some(0), 0), Some((0, None, 0)));
    }

    #[test]
    fn a_heading_that_has_ended_or_is_still_to_come_takes_nothing() {
        assert_eq!(landed(5, Some(1), 0), None);
        assert_eq!(landed(2, Some(4), 0), None);
        assert_eq!(landed(4, Some(5), 0), None, "not under itself");
    }
}
