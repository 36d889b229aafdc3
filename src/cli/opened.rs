//! A document on which lines decide one after another.
//!
//! What a line means depends on the record, and making that takes as long as the document and its decisions are: made anew for every line, the time of
//! many lines would grow with their square. So a record is used until a line asks for something that an earlier one changed in it.

use std::collections::HashSet;

use super::edit_line::{EditLine, Problem, Subject};
use crate::annotation::{Edit, Stamp, Status};
use crate::codebook::Codebook;
use crate::record::Record;
use crate::record::decision::edits_of;
use crate::text::Text;
use crate::workspace::LoadedDocument;

/// How many decisions on mentions are looked through before the record is made anew.
const MOST_PLACES: usize = 500;

pub(super) struct Opened {
    pub(super) document: LoadedDocument,
    /// As it was before what is in `since`.
    record: Record,
    since: Since,
    /// Whether the tree has changed since extraction. Lines about the tree need none of what is found in it.
    is_stale: bool,
    /// Whether there is something that the sidecar does not have yet.
    pub(super) is_changed: bool,
}

impl Opened {
    pub(super) fn new(document: LoadedDocument) -> Self {
        Self {
            record: document.record(),
            document,
            since: Since::default(),
            is_stale: false,
            is_changed: false,
        }
    }

    /// Applies what a line says, in memory.
    ///
    /// # Errors
    /// Where the document is read-only or the line does not fit it; nothing is changed then.
    pub(super) fn apply(
        &mut self,
        line: &EditLine,
        codebook: &Codebook,
        stamp: &Stamp,
    ) -> Result<(), Problem> {
        if let Some(read_only) = &self.document.read_only {
            return Err(Problem::ReadOnly(read_only.clone()));
        }
        let subject = line.subject();
        if self.is_stale && subject != Subject::Outline {
            self.extract_again(codebook);
        }
        if self.since.concerns(&subject) {
            self.make_record();
        }
        let document = &mut self.document;
        let decision = line.decision(document, &self.record, codebook)?;
        let text = &document.source.text;
        let edits = edits_of(decision, text, &document.parsed, &self.record, stamp)
            .map_err(Problem::Refused)?;
        if edits.is_empty() {
            return Ok(());
        }
        self.since.note(subject, &edits, text);
        let is_of_fields = |edit: &Edit| matches!(edit, Edit::DocumentField { .. });
        let must_extract = edits.iter().any(is_of_fields);
        let is_of_tree = |edit: &Edit| matches!(edit, Edit::Outline { .. });
        let must_reshape = edits.iter().any(is_of_tree);
        let settled = document.annotation.settling(&edits);
        for edit in edits.into_iter().chain(settled) {
            document.annotation.apply(&edit);
            document.annotation.record_in_log(edit, stamp);
        }
        if must_extract {
            self.extract_again(codebook);
        } else if must_reshape {
            self.document.outline_again();
            self.make_record();
            self.is_stale = true;
        }
        self.is_changed = true;
        Ok(())
    }

    /// Takes in that the annotation has become another.
    pub(super) fn extract_again(&mut self, codebook: &Codebook) {
        self.document.extract_again(codebook);
        self.make_record();
        self.is_stale = false;
    }

    fn make_record(&mut self) {
        self.record = self.document.record();
        self.since = Since::default();
    }
}

/// What was decided since a record was made.
#[derive(Default)]
struct Since {
    /// Where mentions were or are that it concerns: all that it can show or hide overlaps one of them. In code points.
    places: Vec<(u32, u32)>,
    others: HashSet<Subject>,
    /// Whether it may have changed more than what it was about.
    is_wide: bool,
}

impl Since {
    /// Whether a line about this needs a record with all of it.
    fn concerns(&self, subject: &Subject) -> bool {
        if self.is_wide || self.places.len() > MOST_PLACES {
            return true;
        }
        match subject {
            Subject::Mention { places } => {
                let mut known = self.places.iter();
                known.any(|known| places.iter().any(|place| overlap(*known, *place)))
            }
            // What was decided on an entry goes with it into another.
            Subject::Outline => !self.others.is_empty(),
            other => self.others.contains(other),
        }
    }

    fn note(&mut self, subject: Subject, edits: &[Edit], text: &Text) {
        match subject {
            Subject::Mention { places } => self.places.extend(places),
            other => {
                self.others.insert(other);
            }
        }
        for edit in edits {
            match edit {
                Edit::Mention {
                    anchor,
                    decision: Some(decision),
                    ..
                } => {
                    let spans = [anchor.span(), decision.anchor.span()];
                    self.places
                        .extend(spans.map(|span| text.chars_of_span(span)));
                }
                Edit::Erratum { anchor, .. } => {
                    self.places.push(text.chars_of_span(anchor.span()));
                }
                Edit::Tags { tags, .. } if !tags.is_empty() => {}
                Edit::Status { status, .. } if *status != Status::Unreviewed => {}
                Edit::Note { note: Some(_), .. }
                | Edit::EntryField {
                    decision: Some(_), ..
                } => {}
                // What takes a decision away can bring forward what lay behind it.
                _ => self.is_wide = true,
            }
        }
    }
}

const fn overlap(one: (u32, u32), other: (u32, u32)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::annotation::Annotation;
    use crate::document::NodeKind;
    use crate::extract::MentionType;
    use crate::text::Span;
    use crate::workspace::{LoadOptions, load_with};

    fn opened(words: &str, codebook: &Codebook) -> Opened {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("通报.txt"), words).expect("writes");
        let options = LoadOptions::default();
        let document = load_with(folder.path(), Path::new("通报.txt"), codebook, &options);
        Opened::new(document.expect("loads"))
    }

    fn line(line: &serde_json::Value) -> EditLine {
        EditLine::parse(&line.to_string()).expect("a line")
    }

    fn stamp() -> Stamp {
        Stamp {
            by: Some("李".into()),
            at: "2026-11-21T20:34:00+08:00".into(),
        }
    }

    const WORDS: &str = "重点工作\n\n数字治理 5月24—25日，省教育厅、省数据局召开推进会议，备案1276家企业。\n\n人员培训 5月20日，省教育厅举办培训班。\n";

    /// A line about one of few things, some of which lie over each other.
    fn line_about(steps: (usize, usize, usize, usize), opened: &Opened) -> EditLine {
        let (op, on, shift, how) = steps;
        let text = &opened.document.source.text;
        let found = &opened.document.extraction.mentions;
        let nothing = Span::new(0, text.byte_of_char(2).expect("longer"));
        let mention = found.get(on % found.len().clamp(1, 5));
        let (kind, span) = mention.map_or((MentionType::Org, nothing), |mention| {
            (mention.kind.clone(), mention.span)
        });
        let (start, end) = text.chars_of_span(span);
        let moved = |shift| match shift {
            0..4 => (start, end),
            4 => (start, end - 1),
            5 => (start + 1, end),
            _ => (start.saturating_sub(1), end),
        };
        let (start, end) = moved(shift % 7);
        let span = text.span_from_chars(start, end).expect("inside");
        let nodes: Vec<_> = opened.document.parsed.entries().collect();
        let entry = nodes.get(on % nodes.len().max(1)).filter(|_| on % 3 > 0);
        let node = entry.map(|(_, node)| text.chars_of_span(node.span).0);
        let op = [
            "accept",
            "reject",
            "correct",
            "add",
            "tag",
            "untag",
            "note",
            "status",
            "field",
            "kind",
            "join",
            "as_parsed",
        ][op];
        let value = ["2024-05-24", "2024-05", "甲"][how % 3];
        let mut words = json!({ "path": "通报.txt", "op": op });
        let more = match op {
            "accept" | "reject" | "correct" | "add" => {
                let (new_start, new_end) = moved(how % 7);
                let more = json!({ "type": kind.name(), "quote": text.slice(span), "start": start, "end": end });
                let mut more = more.as_object().expect("one").clone();
                if op == "correct" && how % 2 == 0 {
                    more.insert("new_start".into(), json!(new_start));
                    more.insert("new_end".into(), json!(new_end));
                }
                if op == "add" || how % 3 == 0 {
                    more.insert("value".into(), json!(value));
                }
                serde_json::Value::Object(more)
            }
            "tag" | "untag" => json!({ "node": node, "tag": (["甲", "乙"][how % 2]) }),
            "note" => json!({ "node": node, "text": (["", "甲", "乙"][how % 3]) }),
            "status" => {
                json!({ "node": node, "status": (["unreviewed", "in_review", "reviewed"][how % 3]) })
            }
            "kind" | "join" | "as_parsed" => {
                let nodes = &opened.document.parsed.nodes;
                let node = text.chars_of_span(nodes[on % nodes.len()].span).0;
                let kind = NodeKind::ALL[how % 7].name();
                json!({ "node": node, "kind": kind })
            }
            _ if node.is_none() => json!({ "field": "issuer", "value": value }),
            _ => json!({ "node": node, "field": "date", "value": value }),
        };
        let more = more.as_object().expect("one").clone();
        words.as_object_mut().expect("one").extend(more);
        line(&words)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn a_line_does_the_same_whatever_record_is_at_hand(
            steps in prop::collection::vec((0..12_usize, 0..9_usize, 0..9_usize, 0..9_usize), 1..40)
        ) {
            let codebook = Codebook::built_in();
            let mut kept = opened(WORDS, &codebook);
            let mut fresh = opened(WORDS, &codebook);
            for step in steps {
                let line = line_about(step, &kept);
                fresh.make_record();
                let [one, other] = [&mut kept, &mut fresh]
                    .map(|it| format!("{:?}", it.apply(&line, &codebook, &stamp())));
                prop_assert_eq!(one, other, "{:?}", &line);
                prop_assert_eq!(&kept.document.annotation, &fresh.document.annotation, "{:?}", &line);
            }
        }
    }

    /// With a record for every line this would take many minutes.
    #[test]
    fn ten_thousand_lines_on_one_document_take_a_moment() {
        const N: u32 = 10_000;
        let codebook = Codebook::built_in();
        let mut opened = opened(&"部、".repeat(N as usize), &codebook);
        assert_eq!(opened.document.annotation, Annotation::default());
        for at in 0..N {
            let add = json!({
                "path": "通报.txt", "op": "add", "type": "org", "value": "部", "quote": "部", "start": at * 2, "end": at * 2 + 1
            });
            opened
                .apply(&line(&add), &codebook, &stamp())
                .expect("fits");
        }
        assert_eq!(opened.document.annotation.mentions.len(), N as usize);
    }
}
