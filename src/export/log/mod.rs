//! The log of decisions: a row an edit, who made it and when, what it changed from and to. JSONL for programs, CSV for spreadsheets.
//!
//! In: annotations with their texts. Out: rows in the order in which the edits were made, document by document. Old values come from
//! making the edits again one by one; what the machine had said is known where a decision noted it.

mod writing;

use serde::Serialize;

pub use self::writing::{LogFormat, LogWriter};
use crate::annotation::{
    Anchor, Annotation, Detached, DetachedDecision, Edit, FieldDecision, LogEntry, MentionDecision,
    OutlineOp, Target,
};
use crate::extract::MentionType;
use crate::text::Text;

/// One edit. Positions are code points; where the text has changed since, those that it had then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogRow {
    /// RFC 3339; empty where it was not noted.
    pub at: String,
    pub by: Option<String>,
    /// `accepted` `corrected` `rejected` `added` (mentions), `set` (fields), `put_back` (both), `tags`, `note`, `status`,
    /// `split` `joined` `kind` `depth` `lead` (the tree, which `put_back` concerns too), `erratum` (a correction of the source; without a new value
    /// one taken back), `settled` and `set_aside` (decisions without a place), `conflict_settled` and `conflict_back`.
    pub what: &'static str,
    /// The mention's type, the field's name, `outline` for the tree; none for tags, notes and statuses.
    pub about: Option<String>,
    /// Set where it is about a mention.
    #[serde(skip)]
    pub kind: Option<MentionType>,
    pub start: Option<u32>,
    pub end: Option<u32>,
    pub quote: Option<String>,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// The rows of a document's log, oldest first.
#[must_use]
pub fn log_rows(annotation: &Annotation, text: &Text) -> Vec<LogRow> {
    let mut so_far = Annotation::default();
    let row = |line: &LogEntry| {
        let before = so_far.apply(&line.edit);
        let (what, about) = what(&line.edit);
        let place = place(&line.edit, text);
        LogRow {
            at: line.at.clone(),
            by: line.by.clone(),
            what,
            about,
            kind: kind(&line.edit).cloned(),
            start: place.as_ref().map(|(start, ..)| *start),
            end: place.as_ref().map(|(_, end, _)| *end),
            quote: place.map(|(.., quote)| quote),
            old: value(&before).or_else(|| machine_value(&line.edit)),
            new: value(&line.edit),
        }
    };
    annotation.log.iter().map(row).collect()
}

fn what(edit: &Edit) -> (&'static str, Option<String>) {
    let of_field = |decision: &Option<FieldDecision>| match decision {
        Some(_) => "set",
        None => "put_back",
    };
    match edit {
        Edit::Mention { decision, .. } => (
            decision
                .as_ref()
                .map_or("put_back", |decision| decision.verdict.name()),
            kind(edit).map(|kind| kind.name().to_owned()),
        ),
        Edit::Outline { decision, .. } => {
            let what = match decision.as_ref().map(|decision| &decision.op) {
                None => "put_back",
                Some(OutlineOp::Split) => "split",
                Some(OutlineOp::Join) => "joined",
                Some(OutlineOp::Kind(_)) => "kind",
                Some(OutlineOp::Depth(_)) => "depth",
                Some(OutlineOp::Lead(_)) => "lead",
            };
            (what, Some("outline".to_owned()))
        }
        Edit::DocumentField { field, decision } => {
            (of_field(decision), Some(field.name().to_owned()))
        }
        Edit::EntryField {
            field, decision, ..
        } => (of_field(decision), Some(field.clone())),
        Edit::Tags { .. } => ("tags", None),
        Edit::Note { .. } => ("note", None),
        Edit::Status { .. } => ("status", None),
        Edit::Erratum { .. } => ("erratum", None),
        Edit::Detached { is_kept, .. } => (
            if *is_kept { "set_aside" } else { "settled" },
            kind(edit).map(|kind| kind.name().to_owned()),
        ),
        Edit::Conflict { is_settled, .. } => {
            let what = if *is_settled {
                "conflict_settled"
            } else {
                "conflict_back"
            };
            (what, None)
        }
    }
}

/// The type of the mention that an edit is about, as it holds afterwards.
fn kind(edit: &Edit) -> Option<&MentionType> {
    match edit {
        Edit::Mention { kind, decision, .. } => {
            Some(decision.as_ref().map_or(kind, |decision| &decision.kind))
        }
        Edit::Detached {
            detached:
                Detached {
                    decision: DetachedDecision::Mention(decision),
                    ..
                },
            ..
        } => Some(&decision.kind),
        _ => None,
    }
}

/// The words that an edit is about, and where they stand.
fn place(edit: &Edit, text: &Text) -> Option<(u32, u32, String)> {
    let anchor = match edit {
        Edit::Mention {
            decision: Some(decision),
            ..
        } => &decision.anchor,
        Edit::Mention { anchor, .. }
        | Edit::Erratum { anchor, .. }
        | Edit::Outline { anchor, .. }
        | Edit::EntryField { entry: anchor, .. } => anchor,
        Edit::Tags { target, .. } | Edit::Note { target, .. } | Edit::Status { target, .. } => {
            match target {
                Target::Entry(anchor) => anchor,
                Target::Document => return None,
            }
        }
        Edit::Conflict { conflict, .. } => return place(&conflict.sides.first()?.edit, text),
        Edit::DocumentField { .. } => return None,
        // It counts in the source that it was made on.
        Edit::Detached { detached, .. } => {
            let Anchor {
                start, end, quote, ..
            } = detached.anchor();
            return Some((*start, *end, quote.clone()));
        }
    };
    let holds = text.get(anchor.span()) == Some(anchor.quote.as_str());
    let (start, end) = if holds {
        text.chars_of_span(anchor.span())
    } else {
        (anchor.start, anchor.end)
    };
    Some((start, end, anchor.quote.clone()))
}

/// What the slot holds after an edit.
fn value(edit: &Edit) -> Option<String> {
    match edit {
        Edit::Mention { decision, .. } => decision.as_ref()?.value.clone(),
        Edit::DocumentField { decision, .. } | Edit::EntryField { decision, .. } => {
            decision.as_ref()?.value.clone()
        }
        Edit::Outline { decision, .. } => match &decision.as_ref()?.op {
            OutlineOp::Split | OutlineOp::Join => None,
            OutlineOp::Kind(kind) => Some(kind.name().to_owned()),
            OutlineOp::Depth(depth) => Some(depth.to_string()),
            OutlineOp::Lead(lead) => lead.as_ref().map(|lead| lead.quote.clone()),
        },
        Edit::Tags { tags, .. } => (!tags.is_empty()).then(|| tags.join("、")),
        Edit::Note { note, .. } => note.clone(),
        Edit::Erratum { erratum, .. } => Some(erratum.as_ref()?.text.clone()),
        Edit::Status { status, .. } => Some(status.name().to_owned()),
        Edit::Detached { .. } | Edit::Conflict { .. } => None,
    }
}

/// What the machine had said, where the edit notes it.
fn machine_value(edit: &Edit) -> Option<String> {
    match edit {
        Edit::Mention {
            decision: Some(MentionDecision { was: Some(was), .. }),
            ..
        } => was.value.clone(),
        Edit::DocumentField {
            decision: Some(decision),
            ..
        }
        | Edit::EntryField {
            decision: Some(decision),
            ..
        } => decision.was.clone(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Anchor, Stamp, Status, Verdict, Was};
    use crate::codebook::Codebook;
    use crate::document::DocumentField;
    use crate::export::Layout;
    use crate::i18n::Language;
    use crate::text::Span;

    const TEXT: &str = "数字治理 截至5月底，备案1276家。";

    /// A date corrected twice and put back, the issuer set, a status given.
    fn annotation(text: &Text) -> Annotation {
        let at = text.as_str().find("5月底").expect("in the text");
        let anchor = Anchor::of(Span::from_usize(at, at + "5月底".len()), text);
        let mention = |value: Option<&str>| Edit::Mention {
            kind: MentionType::Date,
            anchor: anchor.clone(),
            decision: value.map(|value| MentionDecision {
                verdict: Verdict::Corrected,
                kind: MentionType::Date,
                anchor: anchor.clone(),
                value: Some(value.to_owned()),
                was: Some(Was {
                    value: Some("2024-05".into()),
                    ..Was::default()
                }),
                by: None,
                at: String::new(),
            }),
        };
        let issuer = Edit::DocumentField {
            field: DocumentField::Issuer.into(),
            decision: Some(FieldDecision {
                value: Some("=科技司".into()),
                was: None,
                by: None,
                at: String::new(),
            }),
        };
        let stamp = Stamp {
            by: Some("李".into()),
            at: "2026-11-21T20:34:00+08:00".into(),
        };
        let status = Edit::Status {
            target: Target::Document,
            status: Status::InReview,
            stamp: stamp.clone(),
        };
        let edits = [
            mention(Some("2024-05-31")),
            mention(Some("2023-05-31")),
            mention(None),
            issuer,
            status,
        ];
        let mut annotation = Annotation::default();
        for edit in edits {
            annotation.apply(&edit);
            annotation.record_in_log(edit, &stamp);
        }
        annotation
    }

    fn written(format: LogFormat) -> String {
        let text = Text::new(TEXT.into());
        let codebook = Codebook::built_in();
        let layout = Layout {
            language: Language::Chinese,
            codebook: &codebook,
            scratch: None,
        };
        let mut bytes = Vec::new();
        let mut log = LogWriter::new(format, layout, &mut bytes).expect("begins");
        log.document("五月/通报.txt", &annotation(&text), &text)
            .expect("writes");
        log.finish().expect("ends");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn each_row_says_what_stood_there_before_and_what_stands_there_now() {
        let text = Text::new(TEXT.into());
        let rows = log_rows(&annotation(&text), &text);
        let changes: Vec<_> = rows
            .iter()
            .map(|row| (row.what, row.old.as_deref(), row.new.as_deref()))
            .collect();
        let expected = [
            ("corrected", Some("2024-05"), Some("2024-05-31")),
            ("corrected", Some("2024-05-31"), Some("2023-05-31")),
            ("put_back", Some("2023-05-31"), None),
            ("set", None, Some("=科技司")),
            ("status", Some("unreviewed"), Some("in_review")),
        ];
        assert_eq!(changes, expected);
        assert_eq!((rows[0].start, rows[0].end), (Some(7), Some(10)));
    }

    #[test]
    fn a_line_of_json_holds_one_edit() {
        let first = written(LogFormat::Jsonl);
        let first = first.lines().next().expect("a line");
        assert_eq!(
            first,
            "{\"path\":\"五月/通报.txt\",\"at\":\"2026-11-21T20:34:00+08:00\",\"by\":\"李\",\"what\":\"corrected\",\"about\":\"date\",\
             \"start\":7,\"end\":10,\"quote\":\"5月底\",\"old\":\"2024-05\",\"new\":\"2024-05-31\"}"
        );
    }

    #[test]
    fn a_spreadsheet_reads_the_log_in_words_and_no_formula() {
        let csv = written(LogFormat::Csv);
        assert!(csv.starts_with("\u{FEFF}文件,"), "{csv}");
        assert!(
            csv.contains(",李,更正,日期,7,10,5月底,2024-05,2024-05-31\r\n"),
            "{csv}"
        );
        assert!(csv.contains(",李,填写,发文单位,,,,,'=科技司\r\n"), "{csv}");
        assert!(csv.contains(",李,改状态,,,,,未审,在审\r\n"), "{csv}");
    }
}
