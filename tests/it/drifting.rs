//! A source that changes while there are decisions on it: nothing is lost, and nothing stands on words that are not its quote.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use piyue::annotation::drift::Drift;
use piyue::annotation::sidecar::{self, SourceNote};
use piyue::annotation::{Annotation, Present, Stamp};
use piyue::codebook::Codebook;
use piyue::document;
use piyue::extract::{self, MentionType};
use piyue::record::Record;
use piyue::record::decision::{Decision, edits_of};
use piyue::record::lost::Lost;
use piyue::source::{Encoding, Reading};
use piyue::text::{Span, Text, is_space};
use piyue::workspace::{LoadedDocument, load, save};
use proptest::prelude::*;

const BULLETIN: &str = "2024年5月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}数字治理 截至5月底,省数据局备案1276家企业的3004个应用。\n\n\
    \u{3000}\u{3000}人员培训 5月20日,省农业农村厅举办数字素养培训班,参训2000余人。\n";

/// Accepts everything, tags every entry, corrects a word of the source, and saves.
fn decide_everything(root: &Path) -> LoadedDocument {
    let codebook = Codebook::built_in();
    let mut document = load(root, Path::new("通报.txt"), &codebook).expect("loads");
    let record = document.record();
    let accept = record.mentions.iter().map(|mention| Decision::Accept {
        kind: mention.kind.clone(),
        span: mention.span,
    });
    let tag = document.outline.entries().map(|(id, _)| Decision::Tag {
        entry: Some(id),
        tag: "重要".into(),
        on: true,
    });
    let text = &document.source.text;
    let at = text.as_str().find("举办").expect("in the bulletin");
    let correction = Decision::Correction {
        span: Span::from_usize(at, at + "举办".len()),
        words: Some("主办".into()),
    };
    for decision in accept.chain(tag).chain([correction]).collect::<Vec<_>>() {
        decide(&mut document, decision);
    }
    save(root, &mut document, "1").expect("saves");
    document
}

fn decide(document: &mut LoadedDocument, decision: Decision) {
    let stamp = Stamp {
        by: Some("李".into()),
        at: "2026-11-21T20:34:00+08:00".into(),
    };
    let record = document.record();
    let text = &document.source.text;
    let edits = edits_of(decision, text, &document.outline, &record, &stamp).expect("can be done");
    for edit in edits {
        document.annotation.apply(&edit);
        document.annotation.record_in_log(edit, &stamp);
    }
}

/// A folder with a bulletin on which everything is decided, the bulletin then replaced.
fn replaced_by(bytes: &[u8]) -> (tempfile::TempDir, LoadedDocument, LoadedDocument) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("通报.txt");
    fs::write(&path, BULLETIN).expect("writes");
    let before = decide_everything(folder.path());
    fs::write(&path, bytes).expect("writes");
    let after = load(folder.path(), Path::new("通报.txt"), &Codebook::built_in()).expect("loads");
    (folder, before, after)
}

#[test]
fn other_line_ends_and_encodings_detach_nothing() {
    let crlf = BULLETIN.replace('\n', "\r\n");
    let utf_16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(BULLETIN.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let gb = encoding_rs::GB18030.encode(&crlf).0.into_owned();
    for bytes in [
        crlf.as_bytes(),
        BULLETIN.replace('\n', "\r").as_bytes(),
        format!("\u{FEFF}{BULLETIN}").as_bytes(),
        &utf_16,
        &gb,
    ] {
        let (_folder, before, after) = replaced_by(bytes);
        assert_ne!(before.source.sha256, after.source.sha256);
        assert_eq!(after.annotation, before.annotation);
        assert!(!after.moves.is_changed, "there is nothing to tell");
    }
}

#[test]
fn opening_a_changed_source_writes_nothing_and_the_next_decision_everything() {
    let changed = format!("首页 > 要闻\n{}", BULLETIN.replace("1276家", "1301家"));
    let (folder, before, mut after) = replaced_by(changed.as_bytes());
    let n_before = before.annotation.mentions.len()
        + before.annotation.entries.len()
        + before.annotation.errata.len();
    assert!(after.moves.is_changed);
    assert_eq!(
        (after.moves.n_moved, after.moves.n_detached),
        (n_before - 1, 1)
    );
    let sidecar = folder.path().join("通报.txt.piyue.ron");
    assert!(
        fs::read_to_string(&sidecar)
            .expect("there")
            .contains(&before.source.sha256)
    );
    let again = load(folder.path(), Path::new("通报.txt"), &Codebook::built_in()).expect("loads");
    assert_eq!(again.annotation, after.annotation);
    save(folder.path(), &mut after, "2").expect("saves");
    let on_disk = fs::read_to_string(&sidecar).expect("there");
    assert!(on_disk.contains(&after.source.sha256));
    assert_eq!(
        load(folder.path(), Path::new("通报.txt"), &Codebook::built_in())
            .expect("loads")
            .annotation,
        after.annotation
    );
    // The words come back, and with them the last decision's place.
    fs::write(folder.path().join("通报.txt"), BULLETIN).expect("writes");
    let back = load(folder.path(), Path::new("通报.txt"), &Codebook::built_in()).expect("loads");
    assert_eq!(back.annotation.mentions, before.annotation.mentions);
    assert_eq!(back.annotation.errata, before.annotation.errata);
    assert!(back.annotation.detached.is_empty());
}

#[test]
fn without_the_old_text_everything_is_detached_and_nothing_lost() {
    let changed = format!("{BULLETIN}附件\n");
    let (folder, before, after) = replaced_by(changed.as_bytes());
    assert!(after.annotation.detached.is_empty());
    let texts = folder.path().join(".piyue/backups/texts");
    for text in fs::read_dir(&texts).expect("kept") {
        fs::write(text.expect("listed").path(), b"\x1f\x8b\x08broken").expect("writes");
    }
    let after = load(folder.path(), Path::new("通报.txt"), &Codebook::built_in()).expect("loads");
    assert!(after.annotation.mentions.is_empty() && after.annotation.entries.is_empty());
    assert_eq!(
        after.annotation.detached.len(),
        before.annotation.mentions.len() + before.annotation.entries.len() + 1
    );
    assert!(after.annotation.errata.is_empty());
}

#[test]
fn a_decision_on_an_entry_can_be_put_on_another_or_dropped() {
    let changed = BULLETIN.replace(
        "数字治理 截至5月底,省数据局备案1276家企业的3004个应用。",
        "应用备案 另见附件。",
    );
    let (folder, _, mut after) = replaced_by(changed.as_bytes());
    let lost = |document: &LoadedDocument| Lost::all(&document.annotation, &document.record());
    let entry = lost(&after)
        .into_iter()
        .find(|lost| lost.entry().is_some())
        .expect("the entry is gone");
    let at = changed.find("应用备案").expect("there");
    let span = Span::from_usize(at, at + "应用备案".len());
    decide(&mut after, Decision::PlaceLost { lost: entry, span });
    for lost in lost(&after) {
        decide(&mut after, Decision::DropLost(lost));
    }
    let tagged = after.record().nodes.into_iter();
    assert_eq!(tagged.filter(|node| node.tags == ["重要"]).count(), 2);
    save(folder.path(), &mut after, "2").expect("saves");
    let back = load(folder.path(), Path::new("通报.txt"), &Codebook::built_in()).expect("loads");
    assert!(back.annotation.detached.is_empty());
    assert_eq!(back.annotation, after.annotation);
}

/// What texts are made of that repeat themselves.
const SENTENCES: [&str; 9] = [
    "会议召开。",
    "各市参加会议。",
    "会议要求抓好落实。",
    "数字治理 截至5月底,备案1276家企业。",
    "数字治理 截至6月底,备案1301家企业。",
    "\n",
    "\n人员培训 省教育厅举办培训班,参训2000余人。",
    "\n（略）\n",
    "省教育厅印发《数字教育工作要点》,部署年度任务;",
];

fn sentences(n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    let sentence = prop_oneof![
        5 => prop::sample::select(SENTENCES.to_vec()).prop_map(str::to_owned),
        2 => "[一-龥]{2,16}。",
    ];
    prop::collection::vec(sentence, n)
}

/// A change to a list of sentences whose characters are numbered; new characters have no number.
fn change(sentences: &mut Vec<Vec<(char, Option<usize>)>>, what: u8, a: usize, b: usize) {
    let unnumbered = |words: &str| words.chars().map(|c| (c, None)).collect::<Vec<_>>();
    let (at, to) = (a % sentences.len(), b % sentences.len());
    match what % 7 {
        0 => drop(sentences.remove(at)),
        1 => sentences.insert(at, unnumbered(SENTENCES[b % SENTENCES.len()])),
        2 => {
            let copy = sentences[at].iter().map(|(c, _)| (*c, None)).collect();
            sentences.insert(to, copy);
        }
        3 => sentences.swap(at, to),
        4 => {
            let place = b % (sentences[at].len() + 1);
            sentences[at].insert(place, ('新', None));
        }
        5 => {
            let place = b % sentences[at].len();
            sentences[at][place] = ('改', None);
        }
        _ => {
            let place = b % sentences[at].len();
            sentences[at].remove(place);
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    if sentences.is_empty() {
        sentences.push(unnumbered("空"));
    }
}

fn numbered(sentences: &[String]) -> Vec<Vec<(char, Option<usize>)>> {
    let mut n = 0;
    let mut number = |c| {
        n += 1;
        (c, Some(n - 1))
    };
    sentences
        .iter()
        .map(|words| words.chars().map(&mut number).collect())
        .collect()
}

fn text_of(sentences: &[Vec<(char, Option<usize>)>]) -> Text {
    Text::new(sentences.iter().flatten().map(|(c, _)| *c).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn after_one_change_whatever_moves_goes_where_its_very_characters_went(
        old in sentences(2..24),
        (what, a, b) in (any::<u8>(), any::<usize>(), any::<usize>()),
    ) {
        // Of two alike nobody can say which is which after they changed places with others.
        let is_swap = what % 7 == 3;
        let mut known = std::collections::HashSet::new();
        prop_assume!(!is_swap || old.iter().all(|sentence| known.insert(sentence.trim())));
        let mut changed = numbered(&old);
        change(&mut changed, what, a, b);
        let (old, new) = (Text::new(old.concat()), text_of(&changed));
        let numbers: Vec<Option<usize>> = changed.iter().flatten().map(|(_, number)| *number).collect();
        let mut drift = Drift::new(&old, &new);
        for start in (0..old.n_chars()).step_by(2) {
            for length in [1, 4, 9] {
                let Some(span) = old.span_from_chars(start, start + length) else { continue };
                // No anchor begins with white space, of which one is as good as another.
                let Some(place) = drift.place(span).filter(|_| !old.slice(span).starts_with(is_space)) else { continue };
                prop_assert_eq!(new.slice(place), old.slice(span));
                let now = new.chars_before(place.start) as usize;
                let number = numbers[now];
                // One character beside its like cannot be told from that: the words around are the same.
                let around = |text: &Text, at: u32| -> String {
                    let (before, behind) = text.as_str().split_at(text.byte_of_char(at).expect("inside") as usize);
                    let solid = |c: &char| !is_space(*c);
                    before.chars().rev().filter(solid).take(8).chain(behind.chars().filter(solid).take(8)).collect()
                };
                let can_be_told = what % 7 <= 3;
                prop_assert!(
                    number == Some(start as usize) || (!can_be_told && around(&new, now as u32) == around(&old, start)),
                    "{:?} at {} went to {}: {} → {}", old.slice(span), start, now, old.as_str(), new.as_str()
                );
            }
        }
    }

    #[test]
    fn after_any_changes_every_decision_is_on_its_quote_or_detached(
        old in sentences(2..20),
        changes in prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>()), 1..8),
        places in prop::collection::vec((any::<u32>(), 1_u32..9), 1..24),
    ) {
        let mut changed = numbered(&old);
        for (what, a, b) in changes {
            change(&mut changed, what, a, b);
        }
        let (old, new) = (Text::new(old.concat()), text_of(&changed));
        let annotation = annotation_on(&old, &places);
        let n_placed = |it: &Annotation| it.mentions.len() + it.entries.len() + it.errata.len();
        let n_decisions = n_placed(&annotation);
        let note = |text: &Text, sha256: &str| SourceNote {
            name: "通报.txt".into(), sha256: sha256.into(), length: text.n_chars(), encoding: Encoding::Utf8, converter: None
        };
        let ron = sidecar::write(&annotation, &old, note(&old, "old")).expect("quotes hold");
        let texts = [("old", Arc::new(old.clone())), ("new", Arc::new(new.clone()))];
        let earlier = |sha256: &str, _: Option<&Reading>| {
            texts.iter().filter(|(known, _)| *known == sha256).map(|(_, text)| text.clone()).collect()
        };
        let on = |text, sha256| Present { text, sha256, reading: Some(Reading { encoding: Encoding::Utf8, converter: None }), earlier: &earlier };
        let (moved, _, moves) = sidecar::read_on(&ron, &on(&new, "new")).expect("reads");
        prop_assert_eq!(n_placed(&moved) + moved.detached.len(), n_decisions, "nothing is lost");
        if moves.is_changed {
            prop_assert_eq!(moves.n_detached, moved.detached.len());
            prop_assert_eq!(moves.n_moved + moves.n_detached, n_decisions);
        }
        // Writing refuses whatever is not on its quote.
        let again = sidecar::write(&moved, &new, note(&new, "new")).expect("every place holds its quote");
        let (read, _, _) = sidecar::read_on(&again, &on(&new, "new")).expect("reads");
        prop_assert_eq!(&read, &moved, "what was written reads back as it was");
        let (back, _, _) = sidecar::read_on(&again, &on(&old, "old")).expect("reads");
        prop_assert_eq!(n_placed(&back) + back.detached.len(), n_decisions, "nor on the way back");
        sidecar::write(&back, &old, note(&old, "old")).expect("every place holds its quote");
        settle_in_turn(&moved, &new)?;
    }
}

/// Puts each lost decision somewhere or drops it, and takes everything back.
fn settle_in_turn(moved: &Annotation, text: &Text) -> Result<(), TestCaseError> {
    let outline = document::parse(text);
    let extraction = extract::extract(text, &Codebook::built_in(), &outline);
    let mut annotation = moved.clone();
    let mut inverses = Vec::new();
    for lost in Lost::all(moved, &Record::new(text, &outline, &extraction, moved)) {
        let record = Record::new(text, &outline, &extraction, &annotation);
        let place = lost
            .candidates(text)
            .first()
            .map(|candidate| candidate.span);
        let decision = match place {
            Some(span) => Decision::PlaceLost { lost, span },
            None => Decision::DropLost(lost),
        };
        let Ok(edits) = edits_of(decision, text, &outline, &record, &Stamp::default()) else {
            continue;
        };
        for edit in edits {
            let before = annotation.clone();
            let inverse = annotation.apply(&edit);
            inverses.push((before, inverse));
        }
    }
    for (before, inverse) in inverses.into_iter().rev() {
        annotation.apply(&inverse);
        prop_assert_eq!(&annotation, &before, "settling can be taken back");
    }
    prop_assert_eq!(&annotation, moved);
    Ok(())
}

/// Additions and corrections of the source at some places, and a tag on every entry.
fn annotation_on(text: &Text, places: &[(u32, u32)]) -> Annotation {
    let outline = document::parse(text);
    let extraction = extract::extract(text, &Codebook::built_in(), &outline);
    let mut annotation = Annotation::default();
    let n = text.n_chars().max(1);
    let adds = places.iter().filter_map(|(at, length)| {
        let start = at % n;
        Some(Decision::Add {
            kind: MentionType::Event,
            span: text.span_from_chars(start, (start + length).min(n))?,
            value: "某会".into(),
        })
    });
    let tags = outline.entries().map(|(id, _)| Decision::Tag {
        entry: Some(id),
        tag: "重要".into(),
        on: true,
    });
    let corrections = places.iter().filter_map(|(at, length)| {
        let start = (at / 2) % n;
        Some(Decision::Correction {
            span: text.span_from_chars(start, (start + length).min(n))?,
            words: Some("订正".into()),
        })
    });
    for decision in adds.chain(tags).chain(corrections).collect::<Vec<_>>() {
        let record = Record::new(text, &outline, &extraction, &annotation);
        let Ok(edits) = edits_of(decision, text, &outline, &record, &Stamp::default()) else {
            continue;
        };
        for edit in edits {
            annotation.apply(&edit);
            annotation.record_in_log(edit, &Stamp::default());
        }
    }
    annotation
}
