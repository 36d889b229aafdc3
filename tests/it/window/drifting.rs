//! A source that changed on disk between two sessions: what lost its place is listed, put where it belongs, and taken back.

use std::fs;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use piyue::annotation::Verdict;
use piyue::extract::MentionType;

use super::{BULLETIN, Desk, window_over};

/// A desk on which the first entry was settled, its text then changed by somebody else, and the folder opened again.
fn reopened_over(changed: &str) -> Desk {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    desk.wait_until_saved();
    let Desk { folder, harness } = desk;
    drop(harness);
    fs::write(folder.path().join("通报.txt"), changed).expect("writes");
    let harness = window_over(folder.path());
    Desk { folder, harness }
}

#[test]
fn what_lost_its_place_is_listed_put_and_taken_back() {
    let changed = format!("首页 > 要闻\n{}", BULLETIN.replace("1276家", "1301家"));
    let mut desk = reopened_over(&changed);
    let n_moved = desk.document().loaded.moves.n_moved;
    assert!(
        desk.harness
            .query_by_label_contains(&format!("{n_moved} 条批注已随文字移到新位置，1 条失锚"))
            .is_some(),
        "the reviewer is told what moved and what did not"
    );
    desk.click("1 失锚");
    desk.harness.get_by_label_contains("第 1 处").click();
    desk.harness.run_steps(3);
    let document = desk.document();
    let marked = document.selection.text_span().expect("the place is marked");
    assert!(document.loaded.source.text.slice(marked).contains("1301家"));
    desk.harness.get_by_label_contains("放到“1301家").click();
    desk.harness.run_steps(3);
    desk.wait_until_saved();
    assert_eq!(desk.document().n_lost(), 0);
    assert!(desk.on_disk().detached.is_empty());
    let placed = |desk: &Desk| {
        let record = &desk.document().record;
        let text = &desk.document().loaded.source.text;
        let mut mentions = record.mentions.iter();
        mentions
            .find(|mention| {
                mention.kind == MentionType::Metric && text.slice(mention.span) == "1301家"
            })
            .and_then(|mention| mention.verdict)
    };
    assert_eq!(placed(&desk), Some(Verdict::Accepted));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.wait_until_saved();
    assert_eq!(placed(&desk), None);
    assert_eq!(desk.document().n_lost(), 1);
    assert_eq!(desk.on_disk().detached.len(), 1);
    assert!(
        desk.harness.query_by_label_contains("第 1 处").is_some(),
        "the list is there again"
    );
}

#[test]
fn all_that_lost_their_place_can_be_kept_as_notes_or_put_where_they_are_unique() {
    let changed = BULLETIN
        .replace(
            "数字治理 截至5月底,省数据局备案1276家企业的3004个应用。",
            "平台运行平稳,未发生安全事件,各项指标处于正常区间。",
        )
        .replace(
            "参训2000余人。",
            "参训2000余人。全年还将备案3004个应用,由省数据局负责。",
        );
    let mut desk = reopened_over(&changed);
    let n_lost = desk.document().n_lost();
    assert!(n_lost >= 4, "{n_lost}");
    desk.click(&format!("{n_lost} 失锚"));
    desk.click("原文唯一的都放回");
    desk.wait_until_saved();
    let n_left = desk.document().n_lost();
    assert!(0 < n_left && n_left < n_lost, "{n_left} of {n_lost}");
    desk.click("都留作备注");
    desk.wait_until_saved();
    assert_eq!(desk.document().n_lost(), 0);
    let note = desk.on_disk().review.note.expect("a note");
    assert_eq!(note.lines().count(), n_left);
    assert!(note.contains("【1276家】") && note.contains("李"), "{note}");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.wait_until_saved();
    assert_eq!(desk.on_disk().detached.len(), n_lost);
    assert_eq!(desk.on_disk().review.note, None);
}
