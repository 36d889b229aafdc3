//! The columns of the table of corrections: what the source says at a place, and what it should say.

use super::column::{self, Column, column};
use super::table::{Cell, Row};
use crate::annotation::Erratum;

/// The words of the source, corrected or not.
static SAYS: Column = column("quote", 30.0, |row| {
    Cell::maybe(row.erratum.map(|erratum| erratum.anchor.quote.as_str()))
});
static SHOULD_BE: Column = column("erratum_text", 40.0, |row| {
    Cell::maybe(row.erratum.map(|erratum| erratum.text.as_str()))
});
static BY: Column = column("erratum_by", 12.0, |row| {
    Cell::maybe(row.erratum.and_then(|erratum| erratum.by.as_deref()))
});
static AT: Column = column("erratum_at", 26.0, |row| {
    Cell::maybe(at(row).filter(|at| !at.is_empty()))
});

/// From left to right.
pub(super) static ERRATA: [&Column; 10] = [
    &column::FILE,
    &column::TITLE,
    &column::SECTION_PATH,
    &column::LEAD,
    &SAYS,
    &SHOULD_BE,
    &BY,
    &AT,
    &column::START,
    &column::END,
];

fn at<'a>(row: &Row<'a>) -> Option<&'a str> {
    row.erratum.map(|Erratum { at, .. }| at.as_str())
}
