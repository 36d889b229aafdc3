//! Two reviewers on one document, by example.

use super::*;
use crate::annotation::DetachedDecision;

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
        decision: DetachedDecision::Entry(EntryDecision {
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
