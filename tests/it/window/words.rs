//! The text itself: the ends of mentions, overlapping readings, entries in the gutter, where values came from, corrections of the source.

use std::fs;

use egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use piyue::annotation::Verdict;
use piyue::extract::MentionType;
use piyue::source::sha256_hex;

use super::{BULLETIN, Desk, window_over};

const LINE: &str = "人员培训 5月20日";

/// The words and value of the selected mention.
fn selected(desk: &Desk) -> (String, String) {
    let document = desk.document();
    let at = document.selected_mention().expect("a mention is selected");
    let mention = &document.record.mentions[at];
    let words = document.loaded.source.text.slice(mention.span);
    (words.to_owned(), mention.value.clone())
}

fn pair(words: &str, value: &str) -> (String, String) {
    (words.to_owned(), value.to_owned())
}

/// Drags from a point to another.
fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    desk.harness.hover_at(from);
    desk.harness.run_steps(2);
    desk.harness.drag_at(from);
    desk.harness.run_steps(2);
    desk.harness.hover_at(to);
    desk.harness.run_steps(2);
    desk.harness.drop_at(to);
    desk.harness.run_steps(3);
}

#[test]
fn the_end_of_a_mention_is_dragged_and_its_value_follows_in_one_step() {
    let mut desk = Desk::with(BULLETIN);
    desk.click("人员培训");
    desk.click("5月20日");
    assert_eq!(selected(&desk), pair("5月20日", "2024-05-20"));
    let (_, end) = desk.place(LINE, "5月20日");
    let (_, to) = desk.place(LINE, "5月");
    drag(&mut desk, end + vec2(2.0, 0.0), to + vec2(1.0, 0.0));
    assert_eq!(selected(&desk), pair("5月", "2024-05"));
    assert_eq!(
        desk.verdict(&MentionType::Date, "5月"),
        Some(Verdict::Corrected)
    );
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.verdict(&MentionType::Date, "5月20日"), None);
    desk.press_with(Modifiers::COMMAND, Key::Y);
    assert_eq!(
        desk.verdict(&MentionType::Date, "5月"),
        Some(Verdict::Corrected)
    );
}

#[test]
fn the_ends_of_a_mention_are_moved_by_keys_and_stop_where_they_must() {
    let mut desk = Desk::with(BULLETIN);
    desk.click("人员培训");
    desk.click("省农业农村厅");
    let words = |desk: &Desk| selected(desk).0;
    desk.press_with(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(words(&desk), "省农业农村厅举");
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    desk.press_with(Modifiers::ALT, Key::Period);
    assert_eq!(words(&desk), "省农业农村厅举办");
    desk.press_with(Modifiers::ALT, Key::Comma);
    assert_eq!(words(&desk), "省农业农村厅");
    assert_eq!(
        desk.verdict(&MentionType::Org, "省农业农村厅"),
        Some(Verdict::Accepted),
        "where the machine had put it"
    );
    let shifted = Modifiers::ALT | Modifiers::SHIFT;
    desk.press_with(shifted, Key::ArrowRight);
    assert_eq!(words(&desk), "农业农村厅");
    desk.press_with(shifted, Key::ArrowLeft);
    for _ in 0..20 {
        desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    }
    assert_eq!(words(&desk), "省", "an end does not go beyond the other");
}

#[test]
fn what_gave_way_can_take_the_place_of_what_stands_there() {
    let text = "2024年5月工作月报\n\n★重点工作\n\n\u{3000}\u{3000}数字治理 5月6日,北京市教育委员会印发《关于做好2024年数据工作的通知》。\n";
    let mut desk = Desk::with(text);
    desk.click("北京市教育委员会");
    desk.press(Key::O);
    desk.harness.get_by_label("北京市");
    desk.press(Key::Enter);
    assert_eq!(selected(&desk).0, "北京市");
    assert_eq!(
        desk.verdict(&MentionType::Place, "北京市"),
        Some(Verdict::Corrected)
    );
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.verdict(&MentionType::Org, "北京市教育委员会"), None);
}

#[test]
fn a_click_on_overlapping_mentions_goes_through_them() {
    let mut desk = Desk::with(BULLETIN);
    desk.click("人员培训");
    desk.mark(LINE, "农业农村厅举办数字素养培训班");
    desk.press(Key::M);
    desk.press(Key::E);
    desk.press(Key::Escape);
    desk.mark(LINE, "数字素养培训班");
    desk.press(Key::M);
    desk.press(Key::E);
    desk.press(Key::Escape);
    let (from, to) = desk.place(LINE, "素养");
    let mut seen = Vec::new();
    for _ in 0..3 {
        let at = from + (to - from) / 2.0;
        desk.harness.hover_at(at);
        desk.harness.run_steps(1);
        desk.harness.drag_at(at);
        desk.harness.run_steps(1);
        desk.harness.drop_at(at);
        // So long that the next press is no double one.
        desk.harness.run_steps(40);
        seen.push(selected(&desk).0);
    }
    let (short, long) = ("数字素养培训班", "农业农村厅举办数字素养培训班");
    assert!(
        seen == [short, long, short] || seen == [long, short, long],
        "{seen:?}"
    );
}

#[test]
fn a_bracket_in_the_gutter_selects_its_entry() {
    let mut desk = Desk::with(BULLETIN);
    let first = desk.document().selected_entry();
    let row = desk.harness.get_by_label_contains(LINE).rect();
    let at = Pos2::new(row.left() - 40.0, row.center().y);
    desk.harness.hover_at(at);
    desk.harness.run_steps(2);
    desk.harness.drag_at(at);
    desk.harness.run_steps(1);
    desk.harness.drop_at(at);
    desk.harness.run_steps(3);
    assert_ne!(desk.document().selected_entry(), first);
    assert_eq!(
        desk.document().selection.text,
        None,
        "nothing is marked by it"
    );
}

#[test]
fn selecting_the_words_of_a_value_marks_its_field() {
    let mut desk = Desk::with(BULLETIN);
    desk.click("人员培训");
    assert!(desk.harness.query_by_label_contains("出自所选").is_none());
    desk.mark(LINE, "5月20日");
    desk.harness.get_by_label_contains("出自所选");
}

#[test]
fn a_correction_of_the_source_is_typed_kept_and_taken_back_and_the_source_untouched() {
    let mut desk = Desk::with(BULLETIN);
    let path = desk.folder.path().join("通报.txt");
    let hash = sha256_hex(&fs::read(&path).expect("reads"));
    desk.click("人员培训");
    desk.mark(LINE, "素养");
    desk.press(Key::V);
    let field = desk.harness.get_by_label("“素养” →");
    assert!(field.is_focused());
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.harness.get_by_label("“素养” →").type_text("素质");
    desk.harness.run_steps(2);
    desk.press(Key::Enter);
    let corrected = |desk: &Desk| {
        let errata = &desk.document().record.errata;
        errata.iter().map(|it| it.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(corrected(&desk), ["素质"]);
    desk.wait_until_saved();
    assert_eq!(desk.on_disk().errata[0].by.as_deref(), Some("李"));
    let Desk { harness, folder } = desk;
    drop(harness);
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };
    desk.click("人员培训");
    assert_eq!(corrected(&desk), ["素质"], "it is there again");
    desk.click("李 改 ↶");
    assert!(corrected(&desk).is_empty());
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(corrected(&desk), ["素质"]);
    assert_eq!(sha256_hex(&fs::read(&path).expect("reads")), hash);
}

#[test]
fn a_lost_plus_is_put_right_with_one_key() {
    let text = "2024年5月工作月报\n\n★重点工作\n\n\u{3000}\u{3000}数字治理 5月6日,省教育厅推进“互联网 教育”发展。\n";
    let mut desk = Desk::with(text);
    desk.harness
        .get_by_label_contains("“互联网 教育”改为“互联网+教育”");
    desk.harness.get_by_label_contains("可能丢失了加号");
    desk.press(Key::V);
    let errata = &desk.document().record.errata;
    assert_eq!(errata.len(), 1);
    assert_eq!(errata[0].anchor.quote, "互联网 教育");
    assert_eq!(errata[0].text, "互联网+教育");
    assert!(
        desk.harness
            .query_by_label_contains("改为“互联网+教育”")
            .is_none()
    );
    assert!(
        desk.harness
            .query_by_label_contains("可能丢失了加号")
            .is_none(),
        "nothing more is to be said of it"
    );
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert!(desk.document().record.errata.is_empty());
}
