//! The columns of the codebook's own fields: one for all of them, since every folder has others.

use super::column::{Column, column};
use super::table::{Cell, Row};
use crate::codebook::FieldOwner;
use crate::record::OwnFields;

pub(super) static OWN_FIELDS: Column = column("own_fields", 30.0, |row| {
    row.entry.map_or(Cell::Empty, |id| {
        own_fields(
            row,
            FieldOwner::Entry,
            &row.document.record.node(id).own_fields,
        )
    })
});
pub(super) static DOC_OWN_FIELDS: Column = column("doc_own_fields", 30.0, |row| {
    own_fields(row, FieldOwner::Document, &row.document.record.own_fields)
});

/// What was filled in of the codebook's fields, a line each.
fn own_fields<'a>(row: &Row<'a>, owner: FieldOwner, fields: &OwnFields) -> Cell<'a> {
    let lines = fields.iter().filter_map(|(name, value)| {
        let value = value.value.as_deref()?;
        let field = row.layout.codebook.field(owner, name);
        let label = field.map_or(name, |field| &field.label);
        Some(format!("{label}：{value}"))
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        Cell::Empty
    } else {
        Cell::text(lines.join("\n"))
    }
}
