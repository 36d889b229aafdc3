//! The columns of all tables, as data.
//!
//! A column is a constant: to have another, write it and put it into the lists at the end. Headings are the messages `column-…`.

use super::own_column::{DOC_OWN_FIELDS, OWN_FIELDS};
use super::table::{Cell, Row};
use super::{Period, words};
use crate::annotation::{Status, Verdict};
use crate::document::regions::province_name;
use crate::document::{DocumentField, NodeId};
use crate::extract::{EntryField, MentionType};
use crate::record::{MentionRecord, amended_value};

/// A column of a table.
#[derive(Debug)]
pub(super) struct Column {
    /// Its heading is the message `column-ID`.
    pub(super) id: &'static str,
    /// In characters of a spreadsheet's default face; a Chinese one is two.
    pub(super) width: f64,
    pub(super) value: for<'a> fn(&Row<'a>) -> Cell<'a>,
}

pub(super) const fn column(
    id: &'static str,
    width: f64,
    value: for<'a> fn(&Row<'a>) -> Cell<'a>,
) -> Column {
    Column { id, width, value }
}

// Of the document.

pub(super) static FILE: Column = column("file", 32.0, |row| Cell::text(row.document.path));
pub(super) static TITLE: Column = column("doc_title", 36.0, |row| field(row, DocumentField::Title));
static DOC_TYPE: Column = column("doc_type", 10.0, |row| {
    let name = row.document.record.field(DocumentField::DocType);
    name.value.as_deref().map_or(Cell::Empty, |name| {
        Cell::text(words::doc_type(name, row.layout.language))
    })
});
static PERIOD: Column = column("period", 22.0, |row| field(row, DocumentField::Period));
static ISSUER: Column = column("issuer", 24.0, |row| field(row, DocumentField::Issuer));
static PUBLISHED: Column = column("published", 17.0, |row| {
    field(row, DocumentField::Published)
});
static SOURCE: Column = column("source", 24.0, |row| field(row, DocumentField::Source));
static DOC_STATUS: Column = column("doc_status", 10.0, |row| {
    status(row, row.document.record.status)
});
static DOC_TAGS: Column = column("doc_tags", 16.0, |row| tags(row, &row.document.record.tags));
static DOC_NOTE: Column = column("doc_note", 30.0, |row| {
    Cell::maybe(row.document.record.note.as_deref())
});
static N_ENTRIES: Column = column("n_entries", 8.0, |row| Cell::count(entries(row).count()));
static N_REVIEWED: Column = column("n_reviewed", 8.0, |row| {
    let is_reviewed = |id: &NodeId| row.document.record.node(*id).status == Status::Reviewed;
    Cell::count(entries(row).filter(is_reviewed).count())
});
static N_ACCEPTED: Column = column("n_accepted", 8.0, |row| {
    n_with(row, Some(Verdict::Accepted))
});
static N_CORRECTED: Column = column("n_corrected", 8.0, |row| {
    n_with(row, Some(Verdict::Corrected))
});
static N_REJECTED: Column = column("n_rejected", 8.0, |row| {
    n_with(row, Some(Verdict::Rejected))
});
static N_ADDED: Column = column("n_added", 8.0, |row| n_with(row, Some(Verdict::Added)));
static N_UNDECIDED: Column = column("n_undecided", 8.0, |row| n_with(row, None));
static ENCODING: Column = column("encoding", 11.0, |row| {
    Cell::text(row.document.encoding.name())
});
static LENGTH: Column = column("length", 8.0, |row| {
    Cell::count(row.document.text.n_chars() as usize)
});
static SHA256: Column = column("sha256", 20.0, |row| Cell::text(row.document.sha256));

// Of the entry.

pub(super) static SECTION_PATH: Column = column("section_path", 34.0, |row| {
    let Some(id) = row.entry.or(row.node) else {
        return Cell::Empty;
    };
    let path = row.document.section_path(id);
    Cell::text(path.join(" › "))
});
pub(super) static LEAD: Column = column("lead", 28.0, |row| {
    let lead = row.entry.and_then(|id| {
        let node = row.document.outline.node(id);
        row.document.heading(node)
    });
    lead.map_or(Cell::Empty, Cell::text)
});
static TEXT: Column = column("text", 60.0, |row| {
    let body = row.entry.map(|id| row.document.outline.node(id).body());
    let body = body.filter(|body| row.document.text.get(*body).is_some());
    body.map_or(Cell::Empty, |body| Cell::text(row.document.words(body)))
});
static REGION: Column = column("region", 9.0, |row| Cell::maybe(region(row)));
static REGION_NAME: Column = column("region_name", 16.0, |row| {
    Cell::maybe(region(row).and_then(province_name))
});
static ENTRY_DATE: Column = column("entry_date", 22.0, |row| entry_field(row, EntryField::Date));
static ENTRY_ACTION: Column = column("entry_action", 10.0, |row| {
    entry_field(row, EntryField::Action)
});
static ENTRY_BODY: Column = column("entry_body", 24.0, |row| entry_field(row, EntryField::Body));
static STATUS: Column = column("status", 10.0, |row| {
    let of_entry = row.entry.map(|id| row.document.record.node(id).status);
    of_entry.map_or(Cell::Empty, |of_entry| status(row, of_entry))
});
static TAGS: Column = column("tags", 18.0, |row| {
    row.entry.map_or(Cell::Empty, |id| {
        tags(row, &row.document.record.node(id).tags)
    })
});
static NOTE: Column = column("note", 30.0, |row| {
    Cell::maybe(
        row.entry
            .and_then(|id| row.document.record.node(id).note.as_deref()),
    )
});
static ENTRY_BY: Column = column("entry_by", 12.0, |row| {
    Cell::maybe(
        row.entry
            .and_then(|id| row.document.record.node(id).by.as_deref()),
    )
});
static ENTRY_AT: Column = column("entry_at", 26.0, |row| {
    Cell::maybe(row.entry.map(|id| row.document.record.node(id).at.as_str()))
});
/// Of a document all mentions that were exported, of an entry those in it; rejected ones do not count.
static N_MENTIONS: Column = column("n_mentions", 8.0, |row| {
    Cell::count(
        mentions(row)
            .filter(|mention| mention.is_in_force())
            .count(),
    )
});

// Of the mention.

static TYPE: Column = column("type", 8.0, |row| {
    row.mention.map_or(Cell::Empty, |mention| {
        Cell::text(words::mention_type(&mention.kind, row.layout))
    })
});
static QUOTE: Column = column("quote", 30.0, |row| {
    row.mention.map_or(Cell::Empty, |mention| {
        Cell::text(row.document.words(mention.span))
    })
});
static VALUE: Column = column("value", 30.0, |row| {
    row.mention.map_or(Cell::Empty, |mention| {
        Cell::text(amended_value(
            &mention.value,
            mention.span,
            row.document.errata,
        ))
    })
});
static VERDICT: Column = column("verdict", 10.0, |row| {
    row.mention.map_or(Cell::Empty, |mention| {
        Cell::text(words::verdict(mention.verdict, row.layout.language))
    })
});
static WAS: Column = column("was", 24.0, |row| {
    Cell::maybe(row.mention.and_then(|mention| mention.was_value.as_deref()))
});
static BY: Column = column("by", 12.0, |row| {
    Cell::maybe(row.mention.and_then(|mention| mention.by.as_deref()))
});
static AT: Column = column("at", 26.0, |row| {
    Cell::maybe(row.mention.map(|mention| mention.at.as_str()))
});
static RULE: Column = column("rule", 22.0, |row| {
    Cell::maybe(row.mention.and_then(|mention| mention.rule))
});
pub(super) static START: Column = column("start", 8.0, |row| Cell::count(row.place.start as usize));
pub(super) static END: Column = column("end", 8.0, |row| Cell::count(row.place.end as usize));

// What the values and attributes of one type say.

static DATE_FROM: Column = column("date_from", 12.0, |row| {
    days(row).map_or(Cell::Empty, |days| Cell::text(days.from.to_string()))
});
static DATE_TO: Column = column("date_to", 12.0, |row| {
    days(row).map_or(Cell::Empty, |days| Cell::text(days.to.to_string()))
});
static NUMBER: Column = column("number", 14.0, |row| {
    quantity(row).map_or(Cell::Empty, |(number, _)| Cell::Number(number))
});
static UNIT: Column = column("unit", 8.0, |row| {
    Cell::maybe(quantity(row).map(|(_, unit)| unit))
});
static INDICATOR: Column = column("indicator", 24.0, |row| attribute(row, "indicator"));
static AS_OF: Column = column("as_of", 14.0, |row| attribute(row, "as_of"));
static APPROXIMATE: Column = column("approximate", 8.0, |row| attribute(row, "approximate"));
static FULL_NAME: Column = column("full_name", 34.0, |row| attribute(row, "full_name"));
static PLACE_NAME: Column = column("place_name", 18.0, |row| {
    Cell::maybe(place(row).map(|(name, _)| name))
});
static PLACE_CODE: Column = column("place_code", 9.0, |row| {
    Cell::maybe(place(row).and_then(|(_, code)| code))
});
static DOC_NAME: Column = column("doc_name", 44.0, VALUE.value);
static DOC_KIND: Column = column("doc_kind", 10.0, |row| attribute(row, "kind"));
static DOC_NUMBER: Column = column("doc_number", 20.0, |row| attribute(row, "number"));
static DOC_ISSUER: Column = column("doc_issuer", 28.0, |row| attribute(row, "issuer"));
/// When it was issued: where the text says who issued it but not when, the main date of its entry.
static DOC_DATE: Column = column("doc_date", 22.0, |row| match attribute(row, "date") {
    Cell::Empty if attribute(row, "issuer") != Cell::Empty => entry_field(row, EntryField::Date),
    date => date,
});

/// One row a document.
pub(super) static DOCUMENTS: [&Column; 22] = [
    &FILE,
    &TITLE,
    &DOC_TYPE,
    &PERIOD,
    &ISSUER,
    &PUBLISHED,
    &SOURCE,
    &DOC_STATUS,
    &DOC_TAGS,
    &DOC_NOTE,
    &DOC_OWN_FIELDS,
    &N_ENTRIES,
    &N_REVIEWED,
    &N_MENTIONS,
    &N_UNDECIDED,
    &N_ACCEPTED,
    &N_CORRECTED,
    &N_REJECTED,
    &N_ADDED,
    &ENCODING,
    &LENGTH,
    &SHA256,
];

/// One row an entry.
pub(super) static ENTRIES: [&Column; 22] = [
    &FILE,
    &TITLE,
    &DOC_TYPE,
    &PERIOD,
    &ISSUER,
    &SECTION_PATH,
    &LEAD,
    &TEXT,
    &REGION,
    &REGION_NAME,
    &ENTRY_DATE,
    &ENTRY_ACTION,
    &ENTRY_BODY,
    &STATUS,
    &TAGS,
    &NOTE,
    &OWN_FIELDS,
    &N_MENTIONS,
    &ENTRY_BY,
    &ENTRY_AT,
    &START,
    &END,
];

/// One row a mention of any type.
pub(super) static MENTIONS: [&Column; 28] = [
    &FILE,
    &TITLE,
    &DOC_TYPE,
    &PERIOD,
    &ISSUER,
    &SECTION_PATH,
    &LEAD,
    &REGION,
    &REGION_NAME,
    &STATUS,
    &TAGS,
    &NOTE,
    &TYPE,
    &QUOTE,
    &VALUE,
    &INDICATOR,
    &AS_OF,
    &APPROXIMATE,
    &DOC_KIND,
    &DOC_NUMBER,
    &DOC_ISSUER,
    &VERDICT,
    &WAS,
    &BY,
    &AT,
    &RULE,
    &START,
    &END,
];

/// One row a 《》.
pub(super) static FILES: [&Column; 22] = [
    &FILE,
    &DOC_NAME,
    &DOC_KIND,
    &DOC_ISSUER,
    &DOC_DATE,
    &DOC_NUMBER,
    &ENTRY_ACTION,
    &ENTRY_DATE,
    &ENTRY_BODY,
    &SECTION_PATH,
    &LEAD,
    &TEXT,
    &REGION_NAME,
    &TAGS,
    &TITLE,
    &DOC_TYPE,
    &PERIOD,
    &ISSUER,
    &VERDICT,
    &BY,
    &START,
    &END,
];

/// One row a mention of one type: what its values say stands right behind them.
pub(super) fn of_type(kind: &MentionType) -> Vec<&'static Column> {
    let of_values: &[&Column] = match kind {
        MentionType::Date => &[&DATE_FROM, &DATE_TO],
        MentionType::Metric => &[&NUMBER, &UNIT, &INDICATOR, &AS_OF, &APPROXIMATE],
        MentionType::Org => &[&FULL_NAME],
        MentionType::Place => &[&PLACE_NAME, &PLACE_CODE],
        MentionType::Doc => &[&DOC_KIND, &DOC_ISSUER, &DOC_NUMBER],
        _ => &[],
    };
    let columns = [
        &[&FILE, &SECTION_PATH, &LEAD, &QUOTE, &VALUE],
        of_values,
        &[
            &REGION,
            &REGION_NAME,
            &STATUS,
            &TAGS,
            &TITLE,
            &DOC_TYPE,
            &PERIOD,
            &ISSUER,
            &VERDICT,
            &WAS,
            &BY,
            &AT,
            &RULE,
            &START,
            &END,
        ],
    ];
    columns.concat()
}

fn field<'a>(row: &Row<'a>, field: DocumentField) -> Cell<'a> {
    let value = row.document.value(row.document.record.field(field));
    value.map_or(Cell::Empty, Cell::text)
}

fn entry_field<'a>(row: &Row<'a>, field: EntryField) -> Cell<'a> {
    let value = row
        .entry
        .and_then(|id| row.document.record.entry_field(id, field));
    let value = value.and_then(|value| row.document.value(value));
    value.map_or(Cell::Empty, Cell::text)
}

fn attribute<'a>(row: &Row<'a>, name: &str) -> Cell<'a> {
    let attributes = row.mention.map(|mention| &mention.attributes);
    match attributes.and_then(|attributes| attributes.get(name)) {
        Some("true") => Cell::text(row.layout.language.t("export-yes")),
        Some(value) => Cell::text(value),
        None => Cell::Empty,
    }
}

fn status<'a>(row: &Row<'a>, status: Status) -> Cell<'a> {
    Cell::text(words::status(status, row.layout.language))
}

fn tags<'a>(row: &Row<'a>, tags: &[String]) -> Cell<'a> {
    Cell::text(tags.join(&row.layout.language.t("export-list-separator")))
}

fn region(row: &Row<'_>) -> Option<&'static str> {
    row.document.outline.node(row.entry?).region
}

/// The entries of the document that were exported; those left out, （略）, do not count.
fn entries<'a>(row: &Row<'a>) -> impl Iterator<Item = NodeId> + use<'a> {
    let document = row.document;
    let entries = document.outline.entries();
    entries
        .filter(|(id, node)| !node.redacted && document.scope.holds(Some(*id)))
        .map(|(id, _)| id)
}

/// The mentions of the row's entry, or of the whole document where it is about no entry.
fn mentions<'a>(row: &Row<'a>) -> impl Iterator<Item = &'a MentionRecord> + use<'a> {
    let (document, entry) = (row.document, row.entry);
    let of_entry = entry.map(|id| document.outline.node(id).span);
    document
        .mentions()
        .filter(move |mention| of_entry.is_none_or(|of_entry| of_entry.contains(mention.span)))
}

fn n_with<'a>(row: &Row<'a>, verdict: Option<Verdict>) -> Cell<'a> {
    let n = mentions(row)
        .filter(|mention| mention.verdict == verdict)
        .count();
    Cell::count(n)
}

fn days(row: &Row<'_>) -> Option<Period> {
    Period::parse(&row.mention?.value)
}

fn quantity<'a>(row: &Row<'a>) -> Option<(f64, &'a str)> {
    quantity_of(&row.mention?.value)
}

fn place<'a>(row: &Row<'a>) -> Option<(&'a str, Option<&'a str>)> {
    Some(place_of(&row.mention?.value))
}

/// A metric's value as number and unit.
pub(super) fn quantity_of(value: &str) -> Option<(f64, &str)> {
    let (number, unit) = value.split_once(' ').unwrap_or((value, ""));
    let number: f64 = number.parse().ok()?;
    number.is_finite().then_some((number, unit))
}

/// A place's value as name and six-digit code.
pub(super) fn place_of(value: &str) -> (&str, Option<&str>) {
    let is_code = |code: &str| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    match value.rsplit_once(' ') {
        Some((name, code)) if is_code(code) => (name, Some(code)),
        _ => (value, None),
    }
}
