//! Two reviewers on one document, by example and for any decisions.

use proptest::prelude::*;

use super::super::sidecar::{self, SourceNote};
use super::super::{
    EntryDecision, Erratum, FieldDecision, MentionDecision, OutlineAspect, OutlineDecision,
    OutlineOp, Verdict, outline_anchor,
};
use super::*;
use crate::document::{DocumentField, NodeKind};
use crate::extract::MentionType;
use crate::source::Encoding;
use crate::text::{Span, Text};

const TEXT: &str =
    "数字治理 截至5月底,备案1276家企业。\n人员培训 5月20日,举办培训班,参训2000余人。\n";
const MENTIONS: [(MentionType, &str); 3] = [
    (MentionType::Date, "5月底"),
    (MentionType::Metric, "1276家"),
    (MentionType::Date, "5月20日"),
];
const ENTRIES: [&str; 2] = ["数字治理", "人员培训"];

fn text() -> Text {
    Text::new(TEXT.into())
}

fn anchor(quote: &str) -> Anchor {
    let text = text();
    let at = TEXT.find(quote).expect("in the text");
    Anchor::of(Span::from_usize(at, at + quote.len()), &text)
}

fn stamp(by: &str, minute: usize) -> Stamp {
    Stamp {
        by: Some(by.into()),
        at: format!(
            "2026-11-21T{:02}:{:02}:00+08:00",
            8 + minute / 60,
            minute % 60
        ),
    }
}

/// Applies an edit as a program does: the log has it.
fn decide(annotation: &mut Annotation, edit: Edit, stamp: &Stamp) {
    let settled = annotation.settling(std::slice::from_ref(&edit));
    for edit in std::iter::once(edit).chain(settled) {
        annotation.apply(&edit);
        annotation.record_in_log(edit, stamp);
    }
}

fn mention(at: usize, verdict: Option<Verdict>, value: &str, stamp: &Stamp) -> Edit {
    let (kind, quote) = &MENTIONS[at];
    Edit::Mention {
        kind: kind.clone(),
        anchor: anchor(quote),
        decision: verdict.map(|verdict| MentionDecision {
            verdict,
            kind: kind.clone(),
            anchor: anchor(quote),
            value: Some(value.into()),
            was: None,
            by: stamp.by.clone(),
            at: stamp.at.clone(),
        }),
    }
}

fn note(entry: usize, note: &str, stamp: &Stamp) -> Edit {
    Edit::Note {
        target: Target::Entry(anchor(ENTRIES[entry])),
        note: Some(note.into()),
        stamp: stamp.clone(),
    }
}

fn tags(entry: usize, tags: &[&str], stamp: &Stamp) -> Edit {
    Edit::Tags {
        target: Target::Entry(anchor(ENTRIES[entry])),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        stamp: stamp.clone(),
    }
}

fn status(entry: usize, status: Status, stamp: &Stamp) -> Edit {
    Edit::Status {
        target: Target::Entry(anchor(ENTRIES[entry])),
        status,
        stamp: stamp.clone(),
    }
}

fn source() -> SourceNote {
    SourceNote {
        name: "通报.txt".into(),
        sha256: "00".into(),
        length: text().n_chars(),
        encoding: Encoding::Utf8,
        converter: None,
    }
}

/// Two annotations that began as one.
fn apart(
    ours: impl FnOnce(&mut Annotation),
    theirs: impl FnOnce(&mut Annotation),
) -> (Annotation, Annotation, Annotation) {
    let mut base = Annotation::default();
    let at = stamp("张", 0);
    decide(
        &mut base,
        mention(0, Some(Verdict::Accepted), "2024-05-31", &at),
        &at,
    );
    decide(&mut base, tags(0, &["重要"], &at), &at);
    let (mut one, mut other) = (base.clone(), base.clone());
    ours(&mut one);
    theirs(&mut other);
    (base, one, other)
}

/// With the common state known, and with the logs alone.
fn both_ways(base: &Annotation, ours: &Annotation, theirs: &Annotation) -> Annotation {
    let merged = merge(Some(base), ours, theirs);
    assert_eq!(
        merged,
        merge(Some(base), theirs, ours),
        "sides can change places"
    );
    assert_eq!(merged, merge(None, ours, theirs), "the logs say it too");
    merged
}

#[test]
fn what_each_decided_alone_is_in_the_result() {
    let (li, wang) = (stamp("李", 10), stamp("王", 11));
    let (base, ours, theirs) = apart(
        |ours| {
            decide(
                ours,
                mention(1, Some(Verdict::Rejected), "1276 家", &li),
                &li,
            );
            decide(ours, tags(0, &["重要", "督办"], &li), &li);
            decide(ours, status(1, Status::InReview, &li), &li);
        },
        |theirs| {
            decide(
                theirs,
                mention(2, Some(Verdict::Accepted), "2024-05-20", &wang),
                &wang,
            );
            decide(theirs, tags(0, &[], &wang), &wang);
            decide(theirs, note(1, "人数待核", &wang), &wang);
            decide(theirs, status(1, Status::Reviewed, &wang), &wang);
        },
    );
    let merged = both_ways(&base, &ours, &theirs);
    assert_eq!(merged.mentions.len(), 3);
    assert_eq!(
        merged.entries[0].tags,
        ["督办"],
        "given by one, taken away by the other"
    );
    assert_eq!(merged.entries[1].note.as_deref(), Some("人数待核"));
    assert_eq!(
        merged.entries[1].status,
        Status::Reviewed,
        "that one began is nothing against that the other came to an end"
    );
    assert!(merged.conflicts.is_empty());
    assert_eq!(merged.log.len(), 2 + 3 + 4);
    assert!(merged.log.is_sorted_by(|a, b| a.at <= b.at));
    assert_eq!(n_changes(&ours, &merged), 4);
}

#[test]
fn a_slot_decided_differently_is_a_conflict_with_both_and_what_was_before() {
    let (li, wang) = (stamp("李", 10), stamp("王", 11));
    let (base, ours, theirs) = apart(
        |ours| {
            decide(
                ours,
                mention(0, Some(Verdict::Corrected), "2024-05-30", &li),
                &li,
            );
        },
        |theirs| {
            decide(
                theirs,
                mention(0, Some(Verdict::Rejected), "2024-05-31", &wang),
                &wang,
            );
        },
    );
    let merged = merge(Some(&base), &ours, &theirs);
    assert_eq!(merged, merge(Some(&base), &theirs, &ours));
    let [conflict] = merged.conflicts.as_slice() else {
        panic!("{:?}", merged.conflicts)
    };
    let by: Vec<_> = conflict
        .sides
        .iter()
        .map(|side| side.by.as_deref())
        .collect();
    assert_eq!(by, [Some("李"), Some("王")]);
    assert!(matches!(
        conflict.base.as_deref(),
        Some(Edit::Mention { decision: Some(decision), .. }) if decision.verdict == Verdict::Accepted
    ));
    assert_eq!(
        merged.mentions[0].verdict,
        Verdict::Corrected,
        "what was decided first holds meanwhile"
    );
    assert_eq!(merge(None, &ours, &theirs).conflicts.len(), 1);
}

#[test]
fn the_tree_is_decided_place_by_place() {
    let (li, wang) = (stamp("李", 10), stamp("王", 11));
    let (base, ours, theirs) = apart(
        |ours| decide(ours, outline(0, 1, &li), &li),
        |theirs| decide(theirs, outline(1, 3, &wang), &wang),
    );
    let merged = both_ways(&base, &ours, &theirs);
    let ops: Vec<_> = merged.outline.iter().map(|it| it.op.clone()).collect();
    assert_eq!(ops, [OutlineOp::Kind(NodeKind::Section), OutlineOp::Join]);
    assert!(merged.conflicts.is_empty());

    // One says that it is a heading, the other that nothing begins there; of its lead only one spoke.
    let (base, ours, theirs) = apart(
        |ours| {
            decide(ours, outline(0, 1, &li), &li);
            decide(ours, outline(2, 2, &li), &li);
        },
        |theirs| decide(theirs, outline(0, 3, &wang), &wang),
    );
    let merged = merge(Some(&base), &ours, &theirs);
    assert_eq!(merged, merge(Some(&base), &theirs, &ours));
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].sides.len(), 2);
    assert_eq!(merged.outline.len(), 2);
}

#[test]
fn the_same_decision_of_two_is_no_conflict() {
    let (li, wang) = (stamp("李", 10), stamp("王", 11));
    let (base, ours, theirs) = apart(
        |ours| {
            decide(
                ours,
                mention(1, Some(Verdict::Accepted), "1276 家", &li),
                &li,
            );
        },
        |theirs| {
            decide(
                theirs,
                mention(1, Some(Verdict::Accepted), "1276 家", &wang),
                &wang,
            );
        },
    );
    let merged = both_ways(&base, &ours, &theirs);
    assert!(merged.conflicts.is_empty());
    assert_eq!(
        merged.mentions[1].by.as_deref(),
        Some("李"),
        "who was first"
    );
}

#[test]
fn a_conflict_outlives_the_program_and_goes_when_a_person_settles_it() {
    let (li, wang, zhao) = (stamp("李", 10), stamp("王", 11), stamp("赵", 12));
    let (base, ours, theirs) = apart(
        |ours| decide(ours, note(0, "甲", &li), &li),
        |theirs| decide(theirs, note(0, "乙", &wang), &wang),
    );
    let merged = merge(Some(&base), &ours, &theirs);
    let ron = sidecar::write(&merged, &text(), source()).expect("quotes hold");
    let (read, _) = sidecar::read(&ron, &text(), "00").expect("reads");
    assert_eq!(read, merged, "on disk and back");

    let mut settled = merged.clone();
    decide(&mut settled, note(0, "乙", &zhao), &zhao);
    assert!(settled.conflicts.is_empty());
    assert_eq!(
        merge(Some(&merged), &merged, &settled),
        settled,
        "who has not heard of it yet hears of it"
    );
    for old in [&ours, &theirs] {
        assert_eq!(
            merge(None, old, &settled).conflicts,
            [],
            "an old copy does not bring it up again"
        );
    }
    let mut otherwise = merged.clone();
    let at = stamp("钱", 13);
    decide(&mut otherwise, note(0, "甲", &at), &at);
    let again = merge(Some(&merged), &settled, &otherwise);
    assert_eq!(
        again.conflicts.len(),
        1,
        "settled in two ways is not settled"
    );

    let mut back = merged.clone();
    let edits: Vec<Edit> = settled.log[merged.log.len()..]
        .iter()
        .map(|line| line.edit.clone())
        .collect();
    let inverses: Vec<Edit> = edits.iter().map(|edit| back.apply(edit)).collect();
    for inverse in inverses.iter().rev() {
        back.apply(inverse);
    }
    assert_eq!(back, merged, "settling can be taken back");
}

#[test]
fn a_file_that_never_saw_ours_does_not_overrule_it() {
    let (li, wang) = (stamp("李", 10), stamp("王", 11));
    let mut ours = Annotation::default();
    decide(&mut ours, note(0, "甲", &li), &li);
    decide(&mut ours, tags(1, &["督办"], &li), &li);
    let mut theirs = Annotation::default();
    decide(&mut theirs, note(0, "乙", &wang), &wang);
    // A network drive put theirs in the place of ours, which was the last that lay there.
    let merged = merge(Some(&ours), &ours, &theirs);
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.entries[1].tags, ["督办"]);
}

#[test]
fn what_was_decided_and_taken_back_is_nothing_against_a_decision() {
    let (li, wang) = (stamp("李", 10), stamp("王", 11));
    let (base, ours, theirs) = apart(
        |ours| {
            let edit = mention(1, Some(Verdict::Rejected), "1276 家", &li);
            decide(ours, edit, &li);
            decide(ours, mention(1, None, "", &li), &stamp("李", 12));
        },
        |theirs| {
            let edit = mention(1, Some(Verdict::Accepted), "1276 家", &wang);
            decide(theirs, edit, &wang);
        },
    );
    let merged = both_ways(&base, &ours, &theirs);
    assert!(merged.conflicts.is_empty());
    assert_eq!(merged.mentions[1].verdict, Verdict::Accepted);
}

#[test]
fn a_tag_that_was_taken_away_does_not_come_back_with_an_older_copy() {
    let (li, wang) = (stamp("李", 10), stamp("王", 11));
    let (base, ours, theirs) = apart(
        |ours| {
            decide(ours, tags(1, &["督办"], &li), &li);
            let at = stamp("李", 12);
            decide(ours, tags(1, &[], &at), &at);
        },
        |theirs| decide(theirs, tags(1, &["督办"], &wang), &wang),
    );
    let merged = both_ways(&base, &ours, &theirs);
    let mut without = theirs.clone();
    let at = stamp("王", 20);
    decide(&mut without, tags(1, &[], &at), &at);
    let later = both_ways(&theirs, &merged, &without);
    let has_tag = |it: &Annotation| {
        it.entries
            .iter()
            .any(|entry| entry.tags.contains(&"督办".into()))
    };
    assert!(has_tag(&merged) && !has_tag(&later));
    assert_eq!(both_ways(&merged, &later, &merged), later);
}

#[test]
fn without_logs_the_last_common_state_tells() {
    let (li, wang) = (stamp("李", 10), stamp("王", 11));
    let (mut base, mut ours, mut theirs) = apart(
        |ours| decide(ours, note(0, "甲", &li), &li),
        |theirs| decide(theirs, mention(0, None, "", &wang), &wang),
    );
    for side in [&mut base, &mut ours, &mut theirs] {
        side.log.clear();
    }
    let merged = merge(Some(&base), &ours, &theirs);
    assert!(merged.mentions.is_empty(), "taken back by one");
    assert_eq!(merged.entries[0].note.as_deref(), Some("甲"));
    assert_eq!(
        merge(None, &ours, &theirs).mentions.len(),
        1,
        "nothing is lost"
    );
}

#[test]
fn three_reviewers_make_one_conflict_of_three_sides() {
    let [li, wang, zhao] = [stamp("李", 10), stamp("王", 11), stamp("赵", 12)];
    let (base, ours, theirs) = apart(
        |ours| decide(ours, note(0, "甲", &li), &li),
        |theirs| decide(theirs, note(0, "乙", &wang), &wang),
    );
    let mut third = base.clone();
    decide(&mut third, note(0, "丙", &zhao), &zhao);
    let one_way = merge(Some(&base), &merge(Some(&base), &ours, &theirs), &third);
    let other_way = merge(Some(&base), &ours, &merge(Some(&base), &third, &theirs));
    assert_eq!(one_way, other_way);
    assert_eq!(one_way.conflicts.len(), 1);
    assert_eq!(one_way.conflicts[0].sides.len(), 3);
}

#[test]
fn on_another_text_every_side_of_a_conflict_is_kept_without_a_place() {
    let (li, wang) = (stamp("李", 10), stamp("王", 11));
    let (base, ours, theirs) = apart(
        |ours| decide(ours, note(0, "甲", &li), &li),
        |theirs| decide(theirs, note(0, "乙", &wang), &wang),
    );
    let merged = merge(Some(&base), &ours, &theirs);
    let ron = sidecar::write(&merged, &text(), source()).expect("quotes hold");
    let other = Text::new(TEXT.replace("数字", "数据"));
    let (read, _) = sidecar::read(&ron, &other, "11").expect("reads");
    assert!(read.conflicts.is_empty());
    let kept = format!("{:?}", read.detached);
    assert!(kept.contains("甲") && kept.contains("乙"), "{kept}");
}

#[test]
fn what_one_side_took_out_of_the_detached_ones_is_out() {
    let detached = |quote: &str| Detached {
        sha256: "11".into(),
        decision: super::super::DetachedDecision::Entry(EntryDecision {
            note: Some("旧".into()),
            ..EntryDecision::new(anchor(quote))
        }),
    };
    let (one, other) = (detached(ENTRIES[0]), detached(ENTRIES[1]));
    let with = |detached: Vec<Detached>| Annotation {
        detached,
        ..Annotation::default()
    };
    let base = with(vec![one.clone(), other.clone()]);
    let merged = merge(Some(&base), &base, &with(vec![other.clone()]));
    assert_eq!(merged.detached, std::slice::from_ref(&other));
    let united = merge(None, &with(vec![one.clone()]), &with(vec![other.clone()]));
    assert_eq!(united.detached, [one, other]);
}

#[test]
fn logs_become_one_by_time_whatever_the_offset_of_the_clocks() {
    let line = |at: &str, text: &str| LogEntry {
        at: at.into(),
        by: None,
        edit: Edit::Note {
            target: Target::Document,
            note: Some(text.into()),
            stamp: Stamp::default(),
        },
    };
    let (early, late) = (
        line("2026-11-21T20:00:00+08:00", "早"),
        line("2026-11-21T13:00:00+00:00", "晚"),
    );
    let merged = lines::merged(
        &[late.clone(), early.clone()],
        &[early.clone(), early.clone()],
    );
    assert_eq!(
        merged,
        [early.clone(), early, late],
        "a line that stands twice on one side stands twice"
    );
}

/// A decision on one of few slots, so that sides often meet.
fn any_edit() -> impl Strategy<Value = (usize, usize)> {
    (0..19_usize, 0..4_usize)
}

fn edit_of(what: (usize, usize), stamp: &Stamp) -> Edit {
    let (slot, value) = what;
    let verdict = [
        None,
        Some(Verdict::Accepted),
        Some(Verdict::Corrected),
        Some(Verdict::Rejected),
    ][value];
    let words = ["", "甲", "乙", "丙"][value];
    let all_tags: [&[&str]; 4] = [&[], &["甲"], &["甲", "乙"], &["乙", "丙"]];
    let field = (value > 0).then(|| FieldDecision {
        value: (value > 1).then(|| words.to_owned()),
        was: None,
        by: stamp.by.clone(),
        at: stamp.at.clone(),
    });
    let entry = slot % 2;
    let target = if slot.is_multiple_of(3) {
        Target::Document
    } else {
        Target::Entry(anchor(ENTRIES[entry]))
    };
    match slot {
        0..3 => mention(slot, verdict, words, stamp),
        3 => Edit::DocumentField {
            field: DocumentField::Issuer.into(),
            decision: field,
        },
        4 | 5 => Edit::EntryField {
            entry: anchor(ENTRIES[entry]),
            field: "date".into(),
            decision: field,
            stamp: stamp.clone(),
        },
        6..9 => Edit::Tags {
            target,
            tags: all_tags[value]
                .iter()
                .map(|tag| (*tag).to_owned())
                .collect(),
            stamp: stamp.clone(),
        },
        9..12 => Edit::Note {
            target,
            note: (value > 0).then(|| words.to_owned()),
            stamp: stamp.clone(),
        },
        14 => Edit::Erratum {
            anchor: anchor("备案"),
            erratum: (value > 0).then(|| Erratum {
                anchor: anchor("备案"),
                text: words.into(),
                by: stamp.by.clone(),
                at: stamp.at.clone(),
            }),
        },
        15.. => outline(slot - 15, value, stamp),
        _ => Edit::Status {
            target,
            status: Status::ALL[value % 3],
            stamp: stamp.clone(),
        },
    }
}

/// An answer to one of four questions about the tree; none where the value is 0.
fn outline(question: usize, value: usize, stamp: &Stamp) -> Edit {
    let anchor = outline_anchor(&text(), anchor(ENTRIES[question % 2]).start).expect("words");
    let (aspect, op) = if question < 2 {
        let kinds = [NodeKind::Entry, NodeKind::Section];
        let op = match value {
            3 => OutlineOp::Join,
            value => OutlineOp::Kind(kinds[value % 2]),
        };
        (OutlineAspect::Begin, op)
    } else {
        let lead = Some(Anchor::of(anchor.span(), &text())).filter(|_| value > 1);
        (OutlineAspect::Lead, OutlineOp::Lead(lead))
    };
    let decision = OutlineDecision {
        op,
        anchor: anchor.clone(),
        by: stamp.by.clone(),
        at: stamp.at.clone(),
    };
    Edit::Outline {
        aspect,
        anchor,
        decision: (value > 0).then_some(decision),
    }
}

fn extended(base: &Annotation, by: &str, from: usize, edits: &[(usize, usize)]) -> Annotation {
    let mut annotation = base.clone();
    for (n, what) in edits.iter().enumerate() {
        let stamp = stamp(by, from + n);
        decide(&mut annotation, edit_of(*what, &stamp), &stamp);
    }
    annotation
}

fn edits(most: usize) -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec(any_edit(), 0..most)
}

/// What a slot but tags holds.
fn state(annotation: &Annotation, slot: &Slot) -> State {
    let side = Side::of(annotation);
    let of_slot = |slot: &Slot| match slot {
        Slot::Mention(_, span) | Slot::Erratum(span) => Some(Anchor::of(*span, &text())),
        Slot::EntryField(at, _) | Slot::Note(Some(at)) | Slot::Status(Some(at)) => ENTRIES
            .map(anchor)
            .into_iter()
            .find(|known| known.start == *at),
        Slot::Outline(at, _) => outline_anchor(&text(), *at),
        _ => None,
    };
    side.state(slot, of_slot(slot).as_ref())
}

/// The same in words without people and times.
fn held(annotation: &Annotation, slot: &Slot) -> String {
    if let Slot::Tags(entry) = slot {
        return format!("{:?}", Side::of(annotation).tags(*entry));
    }
    let state = state(annotation, slot);
    match state.edit {
        Edit::Mention { decision, .. } => {
            format!("{:?}", decision.map(|it| (it.verdict, it.value)))
        }
        Edit::DocumentField { decision, .. } | Edit::EntryField { decision, .. } => {
            format!("{:?}", decision.map(|it| it.value))
        }
        Edit::Erratum { erratum, .. } => format!("{:?}", erratum.map(|it| it.text)),
        Edit::Outline { decision, .. } => format!("{:?}", decision.map(|it| it.op)),
        Edit::Note { note, .. } => format!("{note:?}"),
        Edit::Status { status, .. } => format!("{status:?}"),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn merging_with_oneself_or_with_what_went_on_from_oneself_changes_nothing(
        before in edits(12), after in edits(12)
    ) {
        let base = extended(&Annotation::default(), "张", 0, &before);
        let later = extended(&base, "李", 60, &after);
        for side in [&base, &later] {
            prop_assert_eq!(&merge(None, side, side), side);
            prop_assert_eq!(&merge(Some(&base), side, side), side);
        }
        prop_assert_eq!(&merge(Some(&base), &base, &later), &later);
        prop_assert_eq!(&merge(Some(&base), &later, &base), &later);
        prop_assert_eq!(&merge(None, &base, &later), &later);
        prop_assert_eq!(&merge(None, &later, &base), &later);
    }

    #[test]
    fn nothing_is_lost_and_nothing_invented(
        before in edits(8), one in edits(10), other in edits(10)
    ) {
        let base = extended(&Annotation::default(), "张", 0, &before);
        let ours = extended(&base, "李", 60, &one);
        let theirs = extended(&base, "王", 60, &other);
        for known in [Some(&base), None] {
            let merged = merge(known, &ours, &theirs);
            prop_assert_eq!(&merged, &merge(known, &theirs, &ours), "sides can change places");
            let slots: BTreeSet<Slot> = ours.slots().chain(theirs.slots()).chain(base.slots()).collect();
            for slot in slots {
                let [a, b, after] = [&ours, &theirs, &merged].map(|it| held(it, &slot));
                if let Slot::Tags(entry) = slot {
                    let [before, a, b, after] = [&base, &ours, &theirs, &merged].map(|it| Side::of(it).tags(entry));
                    for tag in a.iter().chain(b) {
                        let lives = a.contains(tag) && b.contains(tag) || !before.contains(tag);
                        prop_assert!(known.is_none() || after.contains(tag) == lives, "{tag} of {slot:?}");
                    }
                    prop_assert!(after.iter().all(|tag| a.contains(tag) || b.contains(tag)));
                    continue;
                }
                prop_assert!(after == a || after == b, "{slot:?} holds {after}, which nobody decided");
                // Who says the same again has said it, with a time of its own.
                let is_untouched = |side: &Annotation| state(side, &slot) == state(&base, &slot);
                let sides = merged.conflict(&slot).map_or(0, |conflict| conflict.sides.len());
                if a == b {
                    prop_assert_eq!((after, sides), (a, 0));
                } else if known.is_some() && is_untouched(&ours) {
                    prop_assert_eq!((after, sides), (b, 0));
                } else if known.is_some() && is_untouched(&theirs) {
                    prop_assert_eq!((after, sides), (a, 0));
                } else if known.is_some() && !matches!(slot, Slot::Status(_)) {
                    prop_assert_eq!(sides, 2, "{:?} was decided differently", slot);
                }
            }
            for line in ours.log.iter().chain(&theirs.log) {
                prop_assert!(merged.log.contains(line));
            }
            let again = merge(Some(&ours), &ours, &merged);
            prop_assert_eq!(&again, &merged, "merging once more changes nothing");
            let ron = sidecar::write(&merged, &text(), source()).expect("quotes hold");
            prop_assert_eq!(sidecar::read(&ron, &text(), "00").expect("reads").0, merged);
        }
    }
}
