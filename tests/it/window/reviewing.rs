//! Reviewing: decisions, fields, tags, statuses, undo, and what of them lies on disk.

use std::fs;
use std::path::Path;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use piyue::annotation::{Status, Verdict};
use piyue::extract::{EntryField, MentionType};
use piyue::source::sha256_hex;

use super::{BULLETIN, Desk, read_sidecar, wait, window_over};

#[test]
fn a_day_at_the_desk() {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let name = "2024年3月数字政务工作月报.txt";
    let document = folder.path().join(name);
    fs::copy(samples.join(name), &document).expect("copies");
    fs::copy(
        samples.join("2023年数字教育大事记.txt"),
        folder.path().join("2023年数字教育大事记.txt"),
    )
    .expect("copies");
    let hash = sha256_hex(&fs::read(&document).expect("reads"));
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };

    // Open, and go to an entry.
    desk.click("2024年3月数字政务工作月报");
    wait(&mut desk.harness, |app| app.session().document().is_some());
    desk.harness.run_steps(4);
    desk.click("数字政务能力提升");

    // Correct a date.
    desk.click("3月20日");
    desk.press(Key::E);
    desk.harness.get_by_label("值").type_text("2024-03-21");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    assert_eq!(
        desk.verdict(&MentionType::Date, "3月20日"),
        Some(Verdict::Corrected)
    );

    // Reject a body.
    desk.click("国家数据局");
    desk.press(Key::X);
    assert_eq!(
        desk.verdict(&MentionType::Org, "国家数据局"),
        Some(Verdict::Rejected)
    );

    // Add a mention from a selection.
    desk.mark("数字政务能力提升 3月20日", "等五部门");
    desk.press(Key::M);
    desk.press(Key::E);
    assert_eq!(
        desk.verdict(&MentionType::Event, "等五部门"),
        Some(Verdict::Added)
    );
    // Its value has the focus; Escape leaves it as it is.
    desk.press(Key::Escape);

    // Tag, take back, do again.
    desk.press(Key::Num3);
    let tags = |desk: &Desk| {
        let document = desk.document();
        document
            .record
            .node(document.selected_entry().expect("an entry"))
            .tags
            .clone()
    };
    assert_eq!(tags(&desk), ["数据成效"]);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert!(tags(&desk).is_empty());
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.verdict(&MentionType::Event, "等五部门"), None);
    desk.press_with(Modifiers::COMMAND, Key::Y);
    desk.press_with(Modifiers::COMMAND, Key::Y);
    assert_eq!(tags(&desk), ["数据成效"]);

    // Close, open again: everything is there.
    let record = desk.document().record.clone();
    let Desk { harness, folder } = desk;
    drop(harness);
    let on_disk = read_sidecar(&document);
    assert_eq!(on_disk.review.status, Status::InReview);
    assert_eq!(on_disk.mentions.len(), 3);
    assert_eq!(on_disk.entries.len(), 1);
    assert!(
        on_disk
            .mentions
            .iter()
            .all(|decision| decision.by.as_deref() == Some("李"))
    );
    assert!(
        on_disk.log.len() >= 4,
        "what was undone is in the history too"
    );
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };
    desk.click("2024年3月数字政务工作月报");
    wait(&mut desk.harness, |app| app.session().document().is_some());
    desk.harness.run_steps(4);
    assert_eq!(*desk.document().record, record);
    assert_eq!(
        sha256_hex(&fs::read(&document).expect("reads")),
        hash,
        "the source is untouched"
    );
}

#[test]
fn settling_every_entry_reviews_the_document() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    assert_eq!(desk.document().record.status, Status::InReview);
    desk.press(Key::Enter);
    assert_eq!(desk.document().record.status, Status::Reviewed);
    desk.wait_until_saved();
    let on_disk = desk.on_disk();
    assert_eq!(on_disk.review.status, Status::Reviewed);
    assert!(
        on_disk
            .entries
            .iter()
            .all(|entry| entry.status == Status::Reviewed)
    );
    assert!(
        on_disk
            .mentions
            .iter()
            .all(|decision| decision.verdict == Verdict::Accepted)
    );
    assert!(!on_disk.mentions.is_empty());
    for _ in 0..2 {
        desk.press_with(Modifiers::COMMAND, Key::Z);
    }
    desk.wait_until_saved();
    let record = &desk.document().record;
    assert_eq!(record.status, Status::Unreviewed);
    assert!(
        record
            .mentions
            .iter()
            .all(|mention| mention.verdict.is_none())
    );
}

#[test]
fn a_value_that_cannot_be_is_refused_beside_its_field() {
    let mut desk = Desk::with(BULLETIN);
    desk.click("5月底");
    desk.press(Key::E);
    desk.harness.get_by_label("值").type_text("2024-02-30");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    assert!(desk.harness.query_by_label("日历上没有这一天").is_some());
    assert_eq!(desk.verdict(&MentionType::Date, "5月底"), None);
    desk.press(Key::E);
    desk.harness.get_by_label("值").type_text("2024-05-30");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    assert_eq!(
        desk.verdict(&MentionType::Date, "5月底"),
        Some(Verdict::Corrected)
    );
}

#[test]
fn document_fields_tags_and_encoding_belong_to_the_document() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::D);
    desk.harness.get_by_label("报告期").focus();
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.harness
        .get_by_label("报告期")
        .type_text("2023-05-01/2023-05-31");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    let dates: Vec<String> = desk
        .document()
        .record
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionType::Date)
        .map(|mention| mention.value.clone())
        .collect();
    assert_eq!(
        dates,
        ["2023-05-31", "2023-05-20"],
        "dates follow the corrected period"
    );
    desk.press(Key::Num6);
    desk.wait_until_saved();
    assert_eq!(desk.on_disk().review.tags, ["重要"]);
}

#[test]
fn an_entry_can_be_given_back_for_review() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    desk.press(Key::K);
    desk.click("✓ 已审");
    desk.click("○ 未审");
    let entry = desk.document().selected_entry().expect("an entry");
    assert_eq!(
        desk.document().record.node(entry).status,
        Status::Unreviewed
    );
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.document().record.node(entry).status, Status::Reviewed);
}

#[test]
fn the_entrys_date_follows_the_mention_it_was_read_from() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::J);
    desk.click("5月20日");
    desk.press(Key::E);
    desk.harness.get_by_label("值").type_text("2024-05-21");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    let date = |desk: &Desk| {
        let document = desk.document();
        let entry = document.selected_entry().expect("an entry");
        document
            .record
            .entry_field(entry, EntryField::Date)
            .expect("a field")
            .value
            .clone()
    };
    assert_eq!(date(&desk).as_deref(), Some("2024-05-21"));
    desk.press(Key::X);
    assert_eq!(date(&desk), None);
    desk.press(Key::Z);
    assert_eq!(date(&desk).as_deref(), Some("2024-05-20"));
}
