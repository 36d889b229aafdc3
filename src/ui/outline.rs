//! 章节: the outline of the open document, with counts and status.

use std::collections::HashSet;
use std::sync::Arc;

use egui::{Align2, ScrollArea, Ui, pos2};

use super::form::reshaped_words;
use super::outline_shape::{Drag, INDENT, drag_ui, row_menu_ui, take_drag};
use super::theme::{self, Tokens, size};
use super::widgets;
use crate::annotation::Status;
use crate::document::{NodeId, NodeKind, Outline};
use crate::i18n::Language;
use crate::record::Record;
use crate::session::{Action, OpenDocument, Session};

/// How many characters of a text without lead stand for it.
const LABEL_CHARS: usize = 40;

/// The column's own state.
#[derive(Debug, Default)]
pub struct OutlineView {
    /// Sections that the reviewer folded, of the document on show.
    folded: HashSet<NodeId>,
    document: Option<usize>,
    rows: Rows,
    wants_selection: bool,
    drag: Option<Drag>,
}

impl OutlineView {
    /// Brings the selected row into view at the next frame.
    pub const fn scroll_to_selection(&mut self) {
        self.wants_selection = true;
    }

    /// Takes over the document as it is now.
    fn prepare(&mut self, document: &OpenDocument, current: Option<usize>, language: Language) {
        if self.document != current {
            self.document = current;
            self.folded.clear();
        }
        // A selected row is never folded away.
        let selected = document.selection.node.filter(|_| self.wants_selection);
        let mut at = selected.and_then(|node| document.loaded.outline.node(node).parent);
        while let Some(section) = at {
            self.folded.remove(&section);
            at = document.loaded.outline.node(section).parent;
        }
        self.rows.update(document, &self.folded, language);
    }
}

/// The rows, made anew where anything changed that they show.
#[derive(Debug, Default)]
struct Rows {
    unfolded: Vec<OutlineRow>,
    /// Entries reviewed and entries in all.
    progress: (usize, usize),
    made_for: Option<MadeFor>,
}

/// What rows depend on. Each decision makes a new record.
#[derive(Debug)]
struct MadeFor {
    record: Arc<Record>,
    outline: Arc<Outline>,
    n_lost: usize,
    n_conflicts: usize,
    folded: HashSet<NodeId>,
    language: Language,
}

impl MadeFor {
    fn holds(&self, document: &OpenDocument, folded: &HashSet<NodeId>, language: Language) -> bool {
        Arc::ptr_eq(&self.record, &document.record)
            && Arc::ptr_eq(&self.outline, &document.loaded.outline)
            && self.n_lost == document.n_lost()
            && self.n_conflicts == document.loaded.annotation.conflicts.len()
            && self.folded == *folded
            && self.language == language
    }
}

impl Rows {
    fn update(&mut self, document: &OpenDocument, folded: &HashSet<NodeId>, language: Language) {
        let known = self.made_for.as_ref();
        if known.is_some_and(|known| known.holds(document, folded, language)) {
            return;
        }
        self.unfolded = outline_rows(document, folded, language);
        self.progress = document.progress();
        self.made_for = Some(MadeFor {
            record: document.record.clone(),
            outline: document.loaded.outline.clone(),
            n_lost: document.n_lost(),
            n_conflicts: document.loaded.annotation.conflicts.len(),
            folded: folded.clone(),
            language,
        });
    }
}

/// A row of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineRow {
    /// None stands for the document itself.
    pub node: Option<NodeId>,
    /// Sections above it.
    pub depth: usize,
    pub label: String,
    pub kind: RowKind,
    /// Entries reviewed and entries in all; of sections.
    pub count: Option<(usize, usize)>,
    /// Whether something in it was decided differently and waits for a person.
    pub is_disputed: bool,
    /// Whether people changed the tree here.
    pub is_changed: bool,
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    Document,
    /// The decisions without a place.
    Lost,
    Section {
        is_folded: bool,
    },
    Entry(Status),
    /// An entry that was left out: nothing to decide.
    Redacted,
    /// Title, byline, paragraphs, furniture.
    Quiet,
}

/// The rows that are not folded away.
#[must_use]
pub fn outline_rows(
    document: &OpenDocument,
    folded: &HashSet<NodeId>,
    language: Language,
) -> Vec<OutlineRow> {
    let outline = &document.loaded.outline;
    let text = &document.loaded.source.text;
    let counts = section_counts(document);
    let disputed = document.disputed();
    let changes = document.record.outline.iter();
    let changed: HashSet<NodeId> = changes
        .filter_map(|decision| outline.node_at(decision.anchor.start))
        .collect();
    let mut rows = vec![OutlineRow {
        node: None,
        depth: 0,
        label: language.t("outline-document").into_owned(),
        kind: RowKind::Document,
        count: None,
        is_disputed: disputed.contains(&None),
        is_changed: false,
    }];
    if document.n_lost() > 0 {
        rows.push(OutlineRow {
            node: None,
            depth: 0,
            label: language.with("documents-detached", &[("n", document.n_lost().into())]),
            kind: RowKind::Lost,
            count: None,
            is_disputed: false,
            is_changed: false,
        });
    }
    let mut hidden_below: Option<NodeId> = None;
    let mut depths: Vec<usize> = Vec::with_capacity(outline.nodes.len());
    for (id, node) in outline.iter() {
        let depth = node.parent.map_or(0, |parent| depths[parent.index()] + 1);
        depths.push(depth);
        if let Some(folded) = hidden_below {
            if is_below(document, id, folded) {
                continue;
            }
            hidden_below = None;
        }
        let kind = match node.kind {
            NodeKind::Section => RowKind::Section {
                is_folded: folded.contains(&id),
            },
            NodeKind::Entry if node.redacted => RowKind::Redacted,
            NodeKind::Entry => RowKind::Entry(document.record.node(id).status),
            _ => RowKind::Quiet,
        };
        if kind == (RowKind::Section { is_folded: true }) {
            hidden_below = Some(id);
        }
        let label = match (node.kind, node.heading_text(text)) {
            (NodeKind::Boilerplate, _) => language.t("node-boilerplate").into_owned(),
            (_, Some(heading)) => heading.into_owned(),
            _ => first_words(text.slice(node.span)),
        };
        rows.push(OutlineRow {
            node: Some(id),
            depth,
            label,
            kind,
            count: counts[id.index()],
            is_disputed: disputed.contains(&Some(id)),
            is_changed: changed.contains(&id),
        });
    }
    rows
}

/// Entries reviewed and in all below each section.
fn section_counts(document: &OpenDocument) -> Vec<Option<(usize, usize)>> {
    let outline = &document.loaded.outline;
    let mut counts = vec![None; outline.nodes.len()];
    for (id, node) in outline.entries().filter(|(_, node)| !node.redacted) {
        let is_reviewed = document.record.node(id).status == Status::Reviewed;
        let mut at = node.parent;
        while let Some(section) = at {
            let (n_reviewed, n_entries) = counts[section.index()].get_or_insert((0, 0));
            *n_reviewed += usize::from(is_reviewed);
            *n_entries += 1;
            at = outline.node(section).parent;
        }
    }
    counts
}

fn is_below(document: &OpenDocument, id: NodeId, above: NodeId) -> bool {
    let mut at = document.loaded.outline.node(id).parent;
    while let Some(parent) = at {
        if parent == above {
            return true;
        }
        at = document.loaded.outline.node(parent).parent;
    }
    false
}

fn first_words(words: &str) -> String {
    words
        .chars()
        .filter(|c| *c != '\n')
        .take(LABEL_CHARS)
        .collect()
}

/// Paints the column.
pub fn outline_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut OutlineView,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let document = session.document();
    if let Some(document) = document {
        view.prepare(document, session.current(), language);
    }
    widgets::column_header(ui, &language.t("outline-title"), |ui| {
        if document.is_some() {
            let (n_reviewed, n_entries) = view.rows.progress;
            ui.label(widgets::small(
                format!("{n_reviewed} / {n_entries}"),
                tokens.ink3,
            ));
        }
    });
    let Some(document) = document else { return };
    let selected = document.selection.node;
    let rows = &view.rows.unfolded;
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical()
        .auto_shrink([false, false])
        .id_salt(("outline", session.current()));
    if std::mem::take(&mut view.wants_selection)
        && let Some(at) = rows.iter().position(|row| row.node == selected)
        && let Some(offset) = offset_showing(ui, at, session.current())
    {
        area = area.vertical_scroll_offset(offset);
    }
    let mut seen: Vec<(NodeId, egui::Rect)> = Vec::new();
    let output = area.show_rows(ui, size::ROW, rows.len(), |ui, visible| {
        for row in &rows[visible] {
            let is_lost = row.kind == RowKind::Lost;
            let is_selected = if document.is_on_lost() {
                is_lost
            } else {
                row.node == selected && !is_lost
            };
            let (click, response) = outline_row_ui(ui, row, is_selected, language);
            if let Some(node) = row.node {
                if document.is_editable() {
                    take_drag(ui, &response, node, &mut view.drag);
                    seen.push((node, response.rect));
                }
                if response.secondary_clicked() {
                    actions.push(Action::SelectNode(Some(node)));
                }
                egui::Popup::context_menu(&response)
                    .show(|ui| row_menu_ui(ui, session, language, actions));
            }
            response.on_hover_ui(|ui| row_tip_ui(ui, document, row, language));
            match click {
                Some(_) if is_lost => actions.push(Action::ShowLost(true)),
                Some(Click::Fold) => {
                    if let Some(node) = row.node
                        && !view.folded.remove(&node)
                    {
                        view.folded.insert(node);
                    }
                }
                Some(Click::Select) => actions.push(Action::SelectNode(row.node)),
                None => {}
            }
        }
    });
    drag_ui(ui, document, &seen, &mut view.drag, language, actions);
    ui.data_mut(|data| {
        data.insert_temp(
            offset_id(session.current()),
            output.state.clamped_offset().y,
        )
    });
}

/// The whole label of a row, and what people changed there.
fn row_tip_ui(ui: &mut Ui, document: &OpenDocument, row: &OutlineRow, language: Language) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(&row.label);
    let changes = row
        .node
        .map(|node| reshaped_words(document, node, language));
    for words in changes.unwrap_or_default() {
        ui.label(widgets::small(words, tokens.red));
    }
}

/// The offset that brings a row into view, `None` where it is.
fn offset_showing(ui: &Ui, row: usize, document: Option<usize>) -> Option<f32> {
    let now: f32 = ui
        .data(|data| data.get_temp(offset_id(document)))
        .unwrap_or(0.0);
    let (top, height) = (row as f32 * size::ROW, ui.available_height());
    let is_visible = top >= now && top + size::ROW <= now + height;
    (!is_visible).then(|| (top - height / 3.0).max(0.0))
}

fn offset_id(document: Option<usize>) -> egui::Id {
    egui::Id::unique(("outline offset", document))
}

/// What a click on a row wants.
enum Click {
    Select,
    Fold,
}

fn outline_row_ui(
    ui: &mut Ui,
    row: &OutlineRow,
    is_selected: bool,
    language: Language,
) -> (Option<Click>, egui::Response) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = widgets::list_row(ui, &row.label, is_selected);
    let response = response.interact(egui::Sense::click_and_drag());
    let y = rect.center().y;
    let is_section = matches!(row.kind, RowKind::Section { .. });
    let indent = 12.0 + INDENT * row.depth as f32;
    let sign_centre = pos2(rect.left() + indent + 7.0, y);
    let (sign, sign_colour) = match row.kind {
        RowKind::Document => ("≡", tokens.ink3),
        RowKind::Lost => ("!", tokens.warn),
        RowKind::Section { is_folded: true } => ("▸", tokens.ink3),
        RowKind::Section { is_folded: false } => ("▾", tokens.ink3),
        RowKind::Entry(status) => widgets::status_sign(status, tokens),
        RowKind::Redacted => ("–", tokens.ink3),
        RowKind::Quiet => ("·", tokens.ink3),
    };
    ui.painter().text(
        sign_centre,
        Align2::CENTER_CENTER,
        sign,
        theme::regular(size::TEXT),
        sign_colour,
    );
    let mut end = rect.right() - 12.0;
    if let Some((n_reviewed, n_entries)) = row.count {
        let words = format!("{n_reviewed}/{n_entries}");
        end = widgets::paint_words_right(
            ui,
            pos2(end, y),
            &words,
            theme::regular(size::SMALL),
            tokens.ink3,
        ) - 8.0;
    }
    if row.is_changed {
        let words = language.t("outline-changed");
        let font = theme::regular(size::TINY);
        end = widgets::paint_words_right(ui, pos2(end, y), &words, font, tokens.red) - 8.0;
    }
    if row.is_disputed {
        let font = theme::bold(size::TEXT);
        end = widgets::paint_words_right(ui, pos2(end, y), "!", font, tokens.warn) - 8.0;
    }
    let font = if is_section {
        theme::bold(size::TEXT)
    } else {
        theme::regular(size::TEXT)
    };
    let is_quiet = matches!(
        row.kind,
        RowKind::Quiet | RowKind::Redacted | RowKind::Document
    );
    let colour = if is_quiet { tokens.ink3 } else { tokens.ink };
    let start = pos2(rect.left() + indent + 22.0, y);
    widgets::paint_words(ui, start, end - start.x, &row.label, font, colour);
    let hit_fold = is_section
        && response
            .interact_pointer_pos()
            .is_some_and(|at| at.x < rect.left() + indent + 18.0);
    let click = response
        .clicked()
        .then_some(if hit_fold { Click::Fold } else { Click::Select });
    let click = if response.double_clicked() && is_section {
        Some(Click::Fold)
    } else {
        click
    };
    (click, response)
}
