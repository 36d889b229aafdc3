//! Two reviewers on one document, for any decisions.

use proptest::prelude::*;

use super::*;

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
