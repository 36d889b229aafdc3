//! The columns of the Parquet tables, as data. Names and codes are those of native JSONL, in no language.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::annotation::Verdict;
use crate::document::regions::province_name;
use crate::document::{DocumentField, NodeId};
use crate::export::column::{place_of, quantity_of};
use crate::export::facts::{
    Filled, as_json, fields_of_document, fields_of_entry, lead, section_path,
};
use crate::export::table::Row;
use crate::export::{Period, Table};
use crate::extract::{EntryField, MentionType};
use crate::record::{NodeRecord, amended_value};

/// A column of a table.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) datum: for<'a> fn(&Row<'a>) -> Datum<'a>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    MaybeText,
    /// A list.
    Texts,
    Number,
    MaybeReal,
    MaybeDay,
    Flag,
}

impl Kind {
    pub(super) const fn is_optional(self) -> bool {
        matches!(self, Self::MaybeText | Self::MaybeReal | Self::MaybeDay)
    }
}

/// What a row holds in a column: of the column's kind.
pub(super) enum Datum<'a> {
    None,
    Text(Cow<'a, str>),
    Texts(&'a [String]),
    /// A count, or a day since 1970-01-01.
    Number(i32),
    Real(f64),
    Flag(bool),
}

const fn column(
    name: &'static str,
    kind: Kind,
    datum: for<'a> fn(&Row<'a>) -> Datum<'a>,
) -> Column {
    Column { name, kind, datum }
}

/// The tables of an export with their columns, group by group.
pub(super) static COLUMNS: [(Table, &[&[Column]]); 3] = [
    (Table::Documents, &[&DOCUMENTS]),
    (Table::Entries, &[&OF_DOCUMENT, &ENTRIES]),
    (Table::Mentions, &[&OF_DOCUMENT, &MENTIONS]),
];

static DOCUMENTS: [Column; 17] = [
    column("file", Kind::Text, |row| text(row.document.path)),
    column("sha256", Kind::Text, |row| text(row.document.sha256)),
    column("encoding", Kind::Text, |row| {
        text(row.document.encoding.name())
    }),
    column("converter", Kind::MaybeText, |row| {
        let converter = row.document.format.converter();
        converter.map_or(Datum::None, |made| text(made.name().to_owned()))
    }),
    column("length", Kind::Number, |row| {
        number(row.document.text.n_chars())
    }),
    column("doc_type", Kind::MaybeText, |row| {
        field(row, DocumentField::DocType)
    }),
    column("title", Kind::MaybeText, |row| {
        field(row, DocumentField::Title)
    }),
    column("period_from", Kind::MaybeDay, |row| {
        day(period(row).map(|period| period.from))
    }),
    column("period_to", Kind::MaybeDay, |row| {
        day(period(row).map(|period| period.to))
    }),
    column("issuer", Kind::MaybeText, |row| {
        field(row, DocumentField::Issuer)
    }),
    column("published", Kind::MaybeText, |row| {
        field(row, DocumentField::Published)
    }),
    column("source", Kind::MaybeText, |row| {
        field(row, DocumentField::Source)
    }),
    column("status", Kind::Text, |row| {
        text(row.document.record.status.name())
    }),
    column("tags", Kind::Texts, |row| {
        Datum::Texts(&row.document.record.tags)
    }),
    column("note", Kind::MaybeText, |row| {
        maybe(row.document.record.note.as_deref())
    }),
    column("fields", Kind::MaybeText, |row| {
        filled(&fields_of_document(row.document))
    }),
    column("text", Kind::Text, |row| text(row.document.text.as_str())),
];

/// Which document a row is from.
static OF_DOCUMENT: [Column; 6] = [
    column("file", Kind::Text, |row| text(row.document.path)),
    column("title", Kind::MaybeText, |row| {
        field(row, DocumentField::Title)
    }),
    column("doc_type", Kind::MaybeText, |row| {
        field(row, DocumentField::DocType)
    }),
    column("period_from", Kind::MaybeDay, |row| {
        day(period(row).map(|period| period.from))
    }),
    column("period_to", Kind::MaybeDay, |row| {
        day(period(row).map(|period| period.to))
    }),
    column("issuer", Kind::MaybeText, |row| {
        field(row, DocumentField::Issuer)
    }),
];

static ENTRIES: [Column; 17] = [
    column("node", Kind::Number, |row| {
        number(row.node.map_or(0, |id| id.0))
    }),
    column("section_path", Kind::Text, path),
    column("lead", Kind::MaybeText, lead_of),
    column("start", Kind::Number, |row| number(row.place.start)),
    column("end", Kind::Number, |row| number(row.place.end)),
    column("quote", Kind::Text, |row| text(row.place.quote)),
    column("region", Kind::MaybeText, |row| maybe(region(row))),
    column("region_name", Kind::MaybeText, |row| {
        maybe(region(row).and_then(province_name))
    }),
    column("redacted", Kind::Flag, |row| {
        Datum::Flag(entry(row).is_some_and(|id| row.document.outline.node(id).redacted))
    }),
    column("date", Kind::MaybeText, |row| {
        entry_field(row, EntryField::Date)
    }),
    column("action", Kind::MaybeText, |row| {
        entry_field(row, EntryField::Action)
    }),
    column("body", Kind::MaybeText, |row| {
        entry_field(row, EntryField::Body)
    }),
    column("status", Kind::MaybeText, |row| {
        maybe(decided(row).map(|entry| entry.status.name()))
    }),
    column("tags", Kind::Texts, tags),
    column("note", Kind::MaybeText, |row| {
        maybe(decided(row).and_then(|entry| entry.note.as_deref()))
    }),
    column("reviewer", Kind::MaybeText, |row| {
        maybe(decided(row).and_then(|entry| entry.by.as_deref()))
    }),
    column("fields", Kind::MaybeText, of_entry),
];

static MENTIONS: [Column; 24] = [
    column("section_path", Kind::Text, path),
    column("lead", Kind::MaybeText, lead_of),
    column("region", Kind::MaybeText, |row| maybe(region(row))),
    column("entry_status", Kind::MaybeText, |row| {
        maybe(decided(row).map(|entry| entry.status.name()))
    }),
    column("entry_tags", Kind::Texts, tags),
    column("entry_fields", Kind::MaybeText, of_entry),
    column("type", Kind::Text, |row| {
        maybe(row.mention.map(|mention| mention.kind.name()))
    }),
    column("start", Kind::Number, |row| number(row.place.start)),
    column("end", Kind::Number, |row| number(row.place.end)),
    column("quote", Kind::Text, |row| text(row.place.quote)),
    column("value", Kind::Text, |row| {
        row.mention.map_or(Datum::None, |mention| {
            let errata = row.document.errata;
            text(amended_value(&mention.value, mention.span, errata))
        })
    }),
    column("verdict", Kind::MaybeText, |row| {
        maybe(
            row.mention
                .and_then(|mention| mention.verdict)
                .map(Verdict::name),
        )
    }),
    column("was", Kind::MaybeText, |row| {
        maybe(row.mention.and_then(|mention| mention.was_value.as_deref()))
    }),
    column("reviewer", Kind::MaybeText, |row| {
        maybe(row.mention.and_then(|mention| mention.by.as_deref()))
    }),
    column("at", Kind::MaybeText, |row| {
        maybe(
            row.mention
                .map(|mention| mention.at.as_str())
                .filter(|at| !at.is_empty()),
        )
    }),
    column("rule", Kind::MaybeText, |row| {
        maybe(row.mention.and_then(|mention| mention.rule))
    }),
    column("attributes", Kind::Text, attributes),
    // What the value says, by its type.
    column("date_from", Kind::MaybeDay, |row| {
        day(value_period(row).map(|period| period.from))
    }),
    column("date_to", Kind::MaybeDay, |row| {
        day(value_period(row).map(|period| period.to))
    }),
    column("number", Kind::MaybeReal, |row| {
        quantity(row).map_or(Datum::None, |(number, _)| Datum::Real(number))
    }),
    column("unit", Kind::MaybeText, |row| {
        maybe(quantity(row).map(|(_, unit)| unit))
    }),
    column("indicator", Kind::MaybeText, |row| {
        maybe(
            row.mention
                .and_then(|mention| mention.attributes.get("indicator")),
        )
    }),
    column("place_name", Kind::MaybeText, |row| {
        maybe(value(row, &MentionType::Place).map(|value| place_of(value).0))
    }),
    column("place_code", Kind::MaybeText, |row| {
        maybe(value(row, &MentionType::Place).and_then(|value| place_of(value).1))
    }),
];

fn text<'a>(text: impl Into<Cow<'a, str>>) -> Datum<'a> {
    Datum::Text(text.into())
}

fn maybe(text: Option<&str>) -> Datum<'_> {
    text.map_or(Datum::None, |text| Datum::Text(Cow::Borrowed(text)))
}

fn number<'a>(number: u32) -> Datum<'a> {
    Datum::Number(i32::try_from(number).unwrap_or(i32::MAX))
}

fn day<'a>(day: Option<Date>) -> Datum<'a> {
    let epoch = Date::constant(1970, 1, 1);
    let days = day.and_then(|day| epoch.until(day).ok());
    days.map_or(Datum::None, |days| Datum::Number(days.get_days()))
}

fn field<'a>(row: &Row<'a>, field: DocumentField) -> Datum<'a> {
    let value = row.document.value(row.document.record.field(field));
    value.map_or(Datum::None, Datum::Text)
}

fn period(row: &Row<'_>) -> Option<Period> {
    let period = row.document.record.field(DocumentField::Period);
    period.value.as_deref().and_then(Period::parse)
}

fn path<'a>(row: &Row<'a>) -> Datum<'a> {
    text(section_path(row.document, row.entry.or(row.node)))
}

fn lead_of<'a>(row: &Row<'a>) -> Datum<'a> {
    lead(row.document, row.entry).map_or(Datum::None, Datum::Text)
}

const fn entry(row: &Row<'_>) -> Option<NodeId> {
    row.entry
}

fn region(row: &Row<'_>) -> Option<&'static str> {
    row.document.outline.node(row.entry?).region
}

fn decided<'a>(row: &Row<'a>) -> Option<&'a NodeRecord> {
    row.entry.map(|id| row.document.record.node(id))
}

fn tags<'a>(row: &Row<'a>) -> Datum<'a> {
    Datum::Texts(decided(row).map_or(&[], |entry| &entry.tags))
}

/// What was filled in of the codebook's fields of an entry.
fn of_entry<'a>(row: &Row<'a>) -> Datum<'a> {
    row.entry
        .map_or(Datum::None, |id| filled(&fields_of_entry(row.document, id)))
}

/// A JSON object.
fn filled<'a>(fields: &Filled<'_>) -> Datum<'a> {
    as_json(fields).map_or(Datum::None, text)
}

fn entry_field<'a>(row: &Row<'a>, field: EntryField) -> Datum<'a> {
    let value = row
        .entry
        .and_then(|id| row.document.record.entry_field(id, field));
    let value = value.and_then(|value| row.document.value(value));
    value.map_or(Datum::None, Datum::Text)
}

fn value<'a>(row: &Row<'a>, kind: &MentionType) -> Option<&'a str> {
    let mention = row.mention.filter(|mention| mention.kind == *kind)?;
    Some(&mention.value)
}

fn value_period(row: &Row<'_>) -> Option<Period> {
    Period::parse(value(row, &MentionType::Date)?)
}

fn quantity<'a>(row: &Row<'a>) -> Option<(f64, &'a str)> {
    quantity_of(value(row, &MentionType::Metric)?)
}

/// A JSON object.
fn attributes<'a>(row: &Row<'a>) -> Datum<'a> {
    let attributes = row.mention.map(|mention| &mention.attributes);
    text(serde_json::to_string(&attributes).expect("plain data has a JSON form"))
}
