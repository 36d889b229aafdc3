//! What must hold for any bytes, one function a door through which they come in.
//!
//! `tests/fuzz` runs each for as long as one likes, `cargo test` on a bounded number of inputs. A body panics where something does not hold, and
//! for no other reason.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use piyue::annotation::merge::{changed_slots, merge};
use piyue::annotation::sidecar::{self, SourceNote};
use piyue::annotation::{Annotation, Edit, Moves, Stamp, Status};
use piyue::cli::edit_line::EditLine;
use piyue::codebook::Codebook;
use piyue::document::{self, DocumentField, NodeId, NodeKind, Outline};
use piyue::extract::{self, EntryField, Extraction, MentionType};
use piyue::record::Record;
use piyue::record::decision::{Decision, edits_of};
use piyue::record::shaping::Reshaping;
use piyue::source::{self, Encoding};
use piyue::text::{Text, is_space};
use piyue::workspace::LoadedDocument;

/// A bulletin with an entry and a mention of every kind, and the sidecar and codebook that `tests/compat` holds of it.
const BULLETIN: &str = include_str!("../../compat/通报.txt");
const SIDECAR: &str = include_str!("../../compat/通报.txt.piyue.ron");
const CODEBOOK: &str = include_str!("../../compat/codebook.piyue.ron");

const EDITS: &str = r#"{"path":"通报.txt","op":"accept","type":"date","start":31,"end":39,"quote":"5月24—25日"}
{"path":"通报.txt","op":"correct","type":"date","start":31,"end":39,"quote":"5月24—25日","value":"2024-05-24","new_start":31,"new_end":36,"by":"李"}
{"path":"通报.txt","op":"reject","type":"org","start":85,"end":90,"quote":"省教育厅"}
{"path":"通报.txt","op":"add","type":"event","start":26,"end":30,"quote":"数字中国","value":"数字中国"}
{"path":"通报.txt","op":"tag","node":26,"tag":"重要"}
{"path":"通报.txt","op":"untag","tag":"重要"}
{"path":"通报.txt","op":"note","node":26,"text":"核对过\n第二行"}
{"path":"通报.txt","op":"field","node":26,"field":"date","value":"2024-05-24"}
{"path":"通报.txt","op":"field","field":"issuer","value":null}
{"path":"通报.txt","op":"status","node":26,"status":"reviewed"}
{"path":"通报.txt","op":"kind","node":26,"kind":"boilerplate"}
{"path":"通报.txt","op":"split","start":31,"end":39,"quote":"5月24—25日"}
{"path":"通报.txt","op":"join","node":31,"by":"李"}
{"path":"通报.txt","op":"depth","node":26,"depth":0}
{"path":"通报.txt","op":"lead","node":26,"start":26,"end":30,"quote":"数字中国"}
{"path":"通报.txt","op":"as_parsed","node":26}
"#;

/// Any bytes, in any encoding, are a text or refused; a text holds no CR and what cannot be decoded is counted.
pub fn decoding(data: &[u8]) {
    for encoding in [None].into_iter().chain(Encoding::ALL.map(Some)) {
        let Ok(source) = source::read(Path::new("a.txt"), data, encoding) else {
            continue;
        };
        assert!(encoding.is_none_or(|chosen| chosen == source.encoding));
        let text = source.text.as_str();
        assert!(!text.contains('\r'));
        // What came in is what is there, unless something could not be read.
        if source.encoding == Encoding::Utf8 && !source.has_errors {
            let lines = String::from_utf8(data.to_vec()).expect("no errors");
            let lines = lines.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
            assert_eq!(
                text.trim_start_matches('\u{FEFF}'),
                lines.replace('\r', "\n")
            );
        }
        let n_chars = source.text.n_chars();
        assert_eq!(source.text.byte_of_char(n_chars), Some(source.text.len()));
    }
}

/// Any text has an outline that holds all of it, and mentions that are their quotes.
pub fn extraction(data: &[u8]) {
    let Ok(source) = source::read(Path::new("a.txt"), data, None) else {
        return;
    };
    let outline = document::parse(&source.text);
    check_outline(&source.text, &outline);
    let extraction = extract::extract(&source.text, &CODEBOOKS.built_in, &outline);
    check_mentions(&source.text, &outline, &extraction);
}

/// Any file is a sidecar or refused; what is read is written again, and reads as the same.
pub fn sidecar(data: &[u8]) {
    let ron = mutated(SIDECAR, data);
    let own = source::sha256_hex(BULLETIN.as_bytes());
    let _ = sidecar::source_noted(&ron);
    for sha256 in [own.as_str(), "of another text"] {
        let text = &BULLETIN_PARSED.text;
        let Ok((annotation, note)) = sidecar::read(&ron, text, sha256) else {
            continue;
        };
        let note = SourceNote {
            sha256: sha256.to_owned(),
            ..note
        };
        let written = sidecar::write(&annotation, text, note.clone()).expect("places hold");
        let (back, note_back) = sidecar::read(&written, text, sha256).expect("reads back");
        assert_eq!((&back, &note_back), (&annotation, &note));
        let again = sidecar::write(&back, text, note).expect("places hold");
        assert_eq!(again, written, "writing again changes nothing");
        let BulletinParsed {
            outline,
            extraction,
            ..
        } = &*BULLETIN_PARSED;
        let _ = Record::new(text, outline, extraction, &annotation);
    }
}

/// Any file is a codebook or refused; one that is read can be worked with.
pub fn codebook(data: &[u8]) {
    let Ok(codebook) = Codebook::from_ron(&mutated(CODEBOOK, data)) else {
        return;
    };
    let BulletinParsed { text, outline, .. } = &*BULLETIN_PARSED;
    check_mentions(text, outline, &extract::extract(text, &codebook, outline));
}

/// Any line is an edit or refused; one that is applied can be taken back, and is written and read.
pub fn edits(data: &[u8]) {
    let mut document = BULLETIN_PARSED.loaded();
    let stamp = Stamp {
        by: Some("李".into()),
        at: "2026-11-21T20:34:00+08:00".into(),
    };
    let mut record = document.record();
    for line in mutated(EDITS, data).lines() {
        let Ok(line) = EditLine::parse(line) else {
            continue;
        };
        let Ok(decision) = line.decision(&document, &record, &CODEBOOKS.own) else {
            continue;
        };
        let text = document.source.text.clone();
        let Ok(edits) = edits_of(decision, &text, &document.parsed, &record, &stamp) else {
            continue;
        };
        for edit in edits {
            let before = document.annotation.clone();
            let inverse = document.annotation.apply(&edit);
            let mut back = document.annotation.clone();
            back.apply(&inverse);
            assert_eq!(back, before, "an edit and its inverse change nothing");
            document.annotation.record_in_log(edit, &stamp);
        }
        document.extract_again(&CODEBOOKS.own);
        record = document.record();
    }
    let written = sidecar::write(
        &document.annotation,
        &document.source.text,
        document.source_note(),
    )
    .expect("places hold");
    let read = sidecar::read(&written, &document.source.text, &document.source.sha256);
    assert_eq!(read.expect("reads back").0, document.annotation);
}

/// Two who went on from one annotation are merged, and whoever goes on from either is merged with that: nothing is lost, whoever comes first.
pub fn merging(data: &[u8]) {
    let mut steps = data.chunks_exact(3);
    let mut next = |from: &Annotation, by: &str, hour: usize| {
        let steps = steps.by_ref().take_while(|step| step[0] != 0);
        decided(from, steps, by, hour)
    };
    let base = next(&Annotation::default(), "张", 8);
    let (ours, theirs) = (next(&base, "李", 9), next(&base, "王", 9));
    let merged = check_merge(&base, &ours, &theirs);
    let (later, theirs_later) = (next(&merged, "李", 10), next(&theirs, "王", 10));
    check_merge(&theirs, &later, &theirs_later);
}

/// Merges two that both went on from `base`, and checks what must hold of that.
fn check_merge(base: &Annotation, ours: &Annotation, theirs: &Annotation) -> Annotation {
    for side in [base, ours, theirs] {
        assert_eq!(merge(Some(base), side, side), *side, "with itself");
        assert_eq!(merge(None, side, side), *side, "with itself");
    }
    let merged = merge(Some(base), ours, theirs);
    assert_eq!(merged, merge(Some(base), theirs, ours), "change places");
    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let new_lines = other.log.iter().filter(|line| !base.log.contains(line));
        let meets: Vec<_> = new_lines.filter_map(|line| line.edit.slot()).collect();
        let differs = changed_slots(one, &merged);
        for slot in changed_slots(base, one) {
            let is_alone = !meets.contains(&slot);
            assert!(!is_alone || !differs.contains(&slot), "{slot:?} is lost");
        }
        for line in &one.log {
            assert!(merged.log.contains(line), "{line:?} is lost");
        }
        let again = merge(Some(one), &merged, one);
        assert_eq!(again, merged, "what is merged once is merged");
    }
    let BulletinParsed { text, .. } = &*BULLETIN_PARSED;
    let note = BULLETIN_PARSED.loaded().source_note();
    let written = sidecar::write(&merged, text, note.clone()).expect("places hold");
    let (back, _) = sidecar::read(&written, text, &note.sha256).expect("reads back");
    assert_eq!(back, merged);
    merged
}

/// What becomes of an annotation when somebody decides one thing after another: three bytes say what, on what and how, or how much is undone.
fn decided<'a>(
    from: &Annotation,
    steps: impl Iterator<Item = &'a [u8]>,
    by: &str,
    hour: usize,
) -> Annotation {
    let mut document = BULLETIN_PARSED.loaded();
    document.annotation = from.clone();
    document.extract_again(&CODEBOOKS.own);
    let mut inverses: Vec<Edit> = Vec::new();
    for (n, step) in steps.enumerate() {
        let stamp = Stamp {
            by: Some(by.to_owned()),
            at: format!(
                "2026-11-21T{:02}:{:02}:{:02}+08:00",
                hour + n / 3600,
                n / 60 % 60,
                n % 60
            ),
        };
        if step[0] % 8 == 7 {
            if let Some(inverse) = inverses.pop() {
                document.annotation.apply(&inverse);
                document.annotation.record_in_log(inverse, &stamp);
                document.extract_again(&CODEBOOKS.own);
            }
            continue;
        }
        let record = document.record();
        let decision = decision_of(step, &record, &document.outline);
        let text = &BULLETIN_PARSED.text;
        let edits = edits_of(decision, text, &document.parsed, &record, &stamp);
        let edits = edits.unwrap_or_default();
        let settled = document.annotation.settling(&edits);
        for edit in edits.into_iter().chain(settled) {
            inverses.push(document.annotation.apply(&edit));
            document.annotation.record_in_log(edit, &stamp);
        }
        if document.annotation.outline != record.outline {
            document.extract_again(&CODEBOOKS.own);
        }
    }
    document.annotation
}

/// A decision on one of few things, so that those of two often meet.
fn decision_of(step: &[u8], record: &Record, outline: &Outline) -> Decision {
    let [what, on, how] = [step[0], step[1], step[2]].map(usize::from);
    let words = ["甲", "乙", "2024-05-24", "丙\n丁"][how % 4].to_owned();
    let node = NodeId(u32::try_from(on % outline.nodes.len()).expect("few"));
    let entries: Vec<_> = outline.entries().collect();
    let id = entries.get(on % entries.len().max(1)).map(|(id, _)| *id);
    let entry = id.filter(|_| on % 3 > 0);
    let mention = record.mentions.get(on % record.mentions.len().clamp(1, 8));
    let (Some(id), Some(mention)) = (id, mention) else {
        return Decision::Reshape(Reshaping::PutBack { node });
    };
    let (kind, span) = (mention.kind.clone(), mention.span);
    match what % 8 {
        0 => Decision::Accept { kind, span },
        1 => Decision::Reject { kind, span },
        2 => Decision::Correct {
            kind,
            span,
            new_kind: (how % 5 == 4).then_some(MentionType::Event),
            new_span: (how % 7 == 6).then(|| BULLETIN_PARSED.text.line(on % 5)),
            value: (how % 3 > 0).then_some(words),
        },
        3 if how % 2 == 0 => Decision::PutBack { kind, span },
        3 => Decision::Add {
            kind: MentionType::Event,
            span: BULLETIN_PARSED.text.line(on % 5),
            value: words,
        },
        4 => Decision::Tag {
            entry,
            tag: ["督办", "重要", "会议"][how / 2 % 3].to_owned(),
            on: how % 2 == 0,
        },
        5 if how % 2 == 0 => Decision::Note { entry, note: words },
        5 => Decision::Reshape(match how / 2 % 8 {
            0..3 => Reshaping::Kind {
                span: outline.own_span(node, &BULLETIN_PARSED.text),
                kind: NodeKind::ALL[how / 16 % 7],
            },
            3 => Reshaping::Join { node },
            4 => Reshaping::Split { at: span.start },
            5 => Reshaping::Depth {
                node,
                depth: u8::from(how > 99),
            },
            6 => Reshaping::Lead {
                node,
                lead: Some(span),
            },
            _ => Reshaping::PutBack { node },
        }),
        _ if how % 2 == 0 => Decision::SetStatus {
            entry,
            status: Status::ALL[how / 2 % 3],
        },
        _ if how % 4 == 1 => Decision::SetDocumentField {
            field: DocumentField::ALL[on % 3],
            value: (how % 8 == 1).then_some(words),
        },
        _ => Decision::SetEntryField {
            entry: id,
            field: EntryField::ALL[on % 3],
            value: (how % 8 == 3).then_some(words),
        },
    }
}

/// The bytes as they are, or the seed changed by them: bytes alone seldom become a file of any sense.
///
/// The first byte says which. Then come changes: where (two bytes), how many characters go (one byte), how many of the following bytes come in
/// their place (one byte; above 200 a piece of the seed itself instead, from where the next two bytes say).
fn mutated(seed: &str, data: &[u8]) -> String {
    let Some((&how, mut data)) = data.split_first() else {
        return String::new();
    };
    if how.is_multiple_of(4) {
        return String::from_utf8_lossy(data).into_owned();
    }
    let own: Vec<char> = seed.chars().collect();
    let mut chars = own.clone();
    while let [high, low, n_gone, n_new, rest @ ..] = data {
        let at = (usize::from(*high) << 8 | usize::from(*low)) % (chars.len() + 1);
        let end = (at + usize::from(*n_gone)).min(chars.len());
        let new: Vec<char> = if *n_new > 200 {
            let from = rest
                .iter()
                .take(2)
                .fold(0, |from, &byte| from << 8 | usize::from(byte))
                % own.len();
            data = rest.get(2..).unwrap_or_default();
            own[from..]
                .iter()
                .copied()
                .take(usize::from(*n_new) - 150)
                .collect()
        } else {
            let n = usize::from(*n_new).min(rest.len());
            data = &rest[n..];
            String::from_utf8_lossy(&rest[..n]).chars().collect()
        };
        chars.splice(at..end, new);
    }
    chars.into_iter().collect()
}

struct Codebooks {
    built_in: Codebook,
    own: Codebook,
}

static CODEBOOKS: LazyLock<Codebooks> = LazyLock::new(|| Codebooks {
    built_in: Codebook::built_in(),
    own: Codebook::from_ron(CODEBOOK).expect("a codebook"),
});

struct BulletinParsed {
    text: Arc<Text>,
    outline: Arc<Outline>,
    extraction: Arc<Extraction>,
}

static BULLETIN_PARSED: LazyLock<BulletinParsed> = LazyLock::new(|| {
    let text = Text::new(BULLETIN.to_owned());
    let outline = document::parse(&text);
    let extraction = extract::extract(&text, &CODEBOOKS.own, &outline);
    BulletinParsed {
        text: text.into(),
        outline: outline.into(),
        extraction: extraction.into(),
    }
});

impl BulletinParsed {
    /// As a document of a folder, with nothing decided.
    fn loaded(&self) -> LoadedDocument {
        LoadedDocument {
            naming: piyue::codebook::Naming::default(),
            path: PathBuf::from("通报.txt"),
            source: source::read(Path::new("通报.txt"), BULLETIN.as_bytes(), None).expect("a text"),
            outline: self.outline.clone(),
            parsed: self.outline.clone(),
            extraction: self.extraction.clone(),
            annotation: Annotation::default(),
            sidecar_sha256: None,
            reviewer: None,
            moves: Moves::default(),
            read_only: None,
        }
    }
}

/// Whether the outline holds every line in one deepest node, and its spans are what they should be.
pub fn check_outline(text: &Text, outline: &Outline) {
    for (id, node) in outline.iter() {
        let words = text
            .get(node.span)
            .expect("spans lie on character boundaries");
        assert!(
            !words.is_empty() && words.trim_matches(is_space) == words,
            "{node:?} has space at its ends"
        );
        assert!(
            node.span.start <= node.body_start && node.body_start <= node.span.end,
            "{node:?}"
        );
        assert!(text.as_str().is_char_boundary(node.body_start as usize));
        if let Some(heading) = node.heading {
            assert!(
                node.span.contains(heading) && text.get(heading).is_some(),
                "{node:?}"
            );
        }
        if let Some(parent) = node.parent {
            assert!(
                parent < id && outline.node(parent).span.contains(node.span),
                "{node:?} outside its parent"
            );
        }
    }
    for line in 0..text.n_lines() {
        let span = text.trim(text.line(line));
        if span.is_empty() {
            continue;
        }
        let inside = outline
            .node_at(span.start)
            .unwrap_or_else(|| panic!("line {line} is in no node"));
        let mut last = span.start;
        for (at, c) in text.slice(span).char_indices() {
            if !is_space(c) {
                last = span.start + u32::try_from(at).expect("fits");
            }
        }
        assert!(
            outline.node_at(last).is_some(),
            "the end of line {line} is in no node"
        );
        assert!(outline.node(inside).span.contains_offset(span.start));
    }
    for (a, b) in outline.nodes.iter().zip(outline.nodes.iter().skip(1)) {
        assert!(a.span.start <= b.span.start, "nodes are in text order");
        assert!(
            a.span.contains(b.span) || !a.span.overlaps(b.span),
            "nodes nest or lie apart"
        );
    }
}

/// Whether every mention lies in its node on words of its own.
pub fn check_mentions(text: &Text, outline: &Outline, extraction: &Extraction) {
    let mut end = 0;
    for mention in &extraction.mentions {
        let quote = text
            .get(mention.span)
            .expect("spans lie on character boundaries");
        assert!(
            !quote.is_empty() && quote.trim_matches(is_space) == quote,
            "{mention:?}"
        );
        assert!(
            outline.node(mention.node).span.contains(mention.span),
            "{mention:?} outside its node"
        );
        assert!(
            mention.span.start >= end,
            "{mention:?} overlaps the one before"
        );
        end = mention.span.end;
    }
}
