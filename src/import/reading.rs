//! What the formats in JSON share: values by key, lines, and what is wrong with them.

use serde_json::Value;

use super::{At, ImportFile, Misfit, Reason};

/// Of a value, an object's key as a string.
pub(super) fn string(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

/// Of a value, an object's key as a position. Some programs write positions as `3.0`.
pub(super) fn position(value: &Value, key: &str) -> Option<u32> {
    number(value.get(key)?)
}

pub(super) fn number(value: &Value) -> Option<u32> {
    let whole = value.as_u64().or_else(|| {
        let number = value.as_f64()?;
        (number >= 0.0 && number.fract() == 0.0 && number < 4e9).then_some(number as u64)
    })?;
    u32::try_from(whole).ok()
}

/// Of a value, an object's key as a list; nothing where it is none.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// One value or a list of them, as JSON-LD allows.
pub(super) fn one_or_more(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(values)) => values,
        Some(Value::Null) | None => &[],
        Some(value) => std::slice::from_ref(value),
    }
}

/// What is wrong with JSON. The words of the reader speak of signs that JSON has, never of what it holds.
pub(super) fn json_misfit(at: At, error: &serde_json::Error) -> Misfit {
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or_default();
    Misfit {
        at,
        reason: Reason::Json {
            line: error.line(),
            column: error.column(),
            what: what.to_owned(),
        },
    }
}

/// The file as one value.
pub(super) fn whole(file: &ImportFile<'_>) -> Result<Value, Misfit> {
    let bytes = without_mark(file.bytes);
    serde_json::from_slice(bytes).map_err(|error| json_misfit(At::Line(error.line()), &error))
}

/// The lines that are not empty, with their numbers from 1. A line that is no UTF-8 is none of JSON either.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let lines = without_mark(bytes).split(|byte| *byte == b'\n');
    let lines = (1..).zip(lines.map(<[u8]>::trim_ascii));
    lines.filter(|(_, line)| !line.is_empty())
}

/// What `take` makes of each line's value. Lines that are no JSON are misfits.
pub(super) fn each_line(
    bytes: &[u8],
    misfits: &mut Vec<Misfit>,
    mut take: impl FnMut(At, Value, &mut Vec<Misfit>),
) {
    for (line, bytes) in lines(bytes) {
        match serde_json::from_slice(bytes) {
            Ok(value) => take(At::Line(line), value, misfits),
            Err(error) => {
                let mut misfit = json_misfit(At::Line(line), &error);
                if let Reason::Json { line: number, .. } = &mut misfit.reason {
                    *number = line;
                }
                misfits.push(misfit);
            }
        }
    }
}

/// The first line's value, where it is one.
pub(super) fn first_line(bytes: &[u8]) -> Option<Value> {
    let (_, line) = lines(bytes).next()?;
    serde_json::from_slice(line).ok()
}

/// The beginning of a file, long enough to tell a format by.
pub(super) fn beginning(bytes: &[u8]) -> &[u8] {
    let bytes = without_mark(bytes).trim_ascii_start();
    &bytes[..bytes.len().min(4096)]
}

/// Whether words stand in the beginning.
pub(super) fn begins_with(bytes: &[u8], words: &str) -> bool {
    memchr::memmem::find(beginning(bytes), words.as_bytes()).is_some()
}

pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes)
}

/// Why a file is of none of the formats: broken JSON says where, so that it can be mended.
pub(super) fn not_known(file: &ImportFile<'_>) -> Misfit {
    let unknown = Misfit {
        at: At::File,
        reason: Reason::UnknownFormat,
    };
    if !matches!(beginning(file.bytes).first(), Some(b'{' | b'[')) {
        return unknown;
    }
    let first = lines(file.bytes).next().map_or(&[][..], |(_, line)| line);
    match (whole(file), serde_json::from_slice::<Value>(first)) {
        (Err(misfit), Err(_)) => misfit,
        _ => unknown,
    }
}
