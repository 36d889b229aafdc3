//! One Parquet file: rows are gathered by column and written a group at a time.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::columns::{Column, Datum, Kind};
use crate::export::ExportError;
use crate::export::table::Row;

/// Rows of a group.
const GROUP_ROWS: usize = 20_000;

/// A file being written.
pub(super) struct TableFile {
    writer: SerializedFileWriter<Box<dyn Write + Send>>,
    columns: Vec<&'static Column>,
    waiting: Vec<Waiting>,
    n_rows: usize,
    n_bytes: usize,
}

/// The values of one column that wait to be written, with the levels that say which are there (Dremel's definition and repetition levels).
#[derive(Default)]
struct Waiting {
    definition: Vec<i16>,
    /// Of lists only.
    repetition: Vec<i16>,
    texts: Vec<ByteArray>,
    numbers: Vec<i32>,
    reals: Vec<f64>,
    flags: Vec<bool>,
}

impl TableFile {
    pub(super) fn begin(
        groups: &'static [&'static [Column]],
        out: Box<dyn Write + Send>,
    ) -> Result<Self, ExportError> {
        let columns: Vec<&Column> = groups.iter().copied().flatten().collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("piyue {}", env!("CARGO_PKG_VERSION")))
            .build();
        let writer = SerializedFileWriter::new(out, schema(&columns)?, Arc::new(properties))?;
        Ok(Self {
            writer,
            waiting: columns.iter().map(|_| Waiting::default()).collect(),
            columns,
            n_rows: 0,
            n_bytes: 0,
        })
    }

    pub(super) const fn n_waiting_bytes(&self) -> usize {
        self.n_bytes
    }

    pub(super) fn push(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        for (column, waiting) in self.columns.iter().zip(&mut self.waiting) {
            self.n_bytes += waiting.push(column.kind, (column.datum)(row));
        }
        self.n_rows += 1;
        if self.n_rows == GROUP_ROWS {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what waits as a group.
    pub(super) fn flush(&mut self) -> Result<(), ExportError> {
        if self.n_rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for (column, waiting) in self.columns.iter().zip(&mut self.waiting) {
            let mut writer = group.next_column()?.expect("a writer for each column");
            std::mem::take(waiting).write(column.kind, &mut writer)?;
            writer.close()?;
        }
        group.close()?;
        (self.n_rows, self.n_bytes) = (0, 0);
        Ok(())
    }

    pub(super) fn close(mut self) -> Result<(), ExportError> {
        self.flush()?;
        self.writer.finish()?;
        Ok(self.writer.inner_mut().flush()?)
    }
}

impl Waiting {
    /// Adds a value and says about how many bytes it takes.
    fn push(&mut self, kind: Kind, datum: Datum<'_>) -> usize {
        if let Datum::Texts(texts) = datum {
            if texts.is_empty() {
                self.definition.push(0);
                self.repetition.push(0);
            }
            for (at, text) in texts.iter().enumerate() {
                self.definition.push(1);
                self.repetition.push(i16::from(at > 0));
                self.texts.push(text.as_str().into());
            }
            return texts.iter().map(String::len).sum::<usize>() + 4;
        }
        let is_there = !matches!(datum, Datum::None);
        if kind.is_optional() {
            self.definition.push(i16::from(is_there));
        }
        match datum {
            Datum::None | Datum::Texts(_) => return 2,
            Datum::Text(text) => {
                let n_bytes = text.len();
                self.texts.push(text.into_owned().into_bytes().into());
                return n_bytes + 40;
            }
            Datum::Number(number) => self.numbers.push(number),
            Datum::Real(number) => self.reals.push(number),
            Datum::Flag(flag) => self.flags.push(flag),
        }
        10
    }

    fn write(self, kind: Kind, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ExportError> {
        let Self {
            definition,
            repetition,
            texts,
            numbers,
            reals,
            flags,
        } = self;
        let definition = (kind.is_optional() || kind == Kind::Texts).then_some(&definition[..]);
        let repetition = (kind == Kind::Texts).then_some(&repetition[..]);
        match kind {
            Kind::Text | Kind::MaybeText | Kind::Texts => {
                batch::<ByteArrayType>(writer, &texts, definition, repetition)
            }
            Kind::Number | Kind::MaybeDay => {
                batch::<Int32Type>(writer, &numbers, definition, repetition)
            }
            Kind::MaybeReal => batch::<DoubleType>(writer, &reals, definition, repetition),
            Kind::Flag => batch::<BoolType>(writer, &flags, definition, repetition),
        }
    }
}

fn batch<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    values: &[T::T],
    definition: Option<&[i16]>,
    repetition: Option<&[i16]>,
) -> Result<(), ExportError> {
    writer
        .typed::<T>()
        .write_batch(values, definition, repetition)?;
    Ok(())
}

fn schema(columns: &[&Column]) -> Result<TypePtr, ExportError> {
    let fields = columns
        .iter()
        .map(|column| column_type(column).map(Arc::new));
    let schema = Type::group_type_builder("schema")
        .with_fields(fields.collect::<Result<_, _>>()?)
        .build()?;
    Ok(Arc::new(schema))
}

fn column_type(column: &Column) -> Result<Type, ExportError> {
    let Column { name, kind, .. } = *column;
    let (physical, logical) = match kind {
        Kind::Text | Kind::MaybeText | Kind::Texts => {
            (Physical::BYTE_ARRAY, Some(LogicalType::String))
        }
        Kind::Number => (Physical::INT32, None),
        Kind::MaybeDay => (Physical::INT32, Some(LogicalType::Date)),
        Kind::MaybeReal => (Physical::DOUBLE, None),
        Kind::Flag => (Physical::BOOLEAN, None),
    };
    let repetition = if kind.is_optional() {
        Repetition::OPTIONAL
    } else {
        Repetition::REQUIRED
    };
    let primitive = |name| {
        Type::primitive_type_builder(name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical.clone())
            .build()
    };
    if kind != Kind::Texts {
        return Ok(primitive(name)?);
    }
    // A list has three levels, as the format lays down.
    let list = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(primitive("element")?)])
        .build()?;
    Ok(Type::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(list)])
        .build()?)
}
