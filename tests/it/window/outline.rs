//! The tree changed in the window: by key, by menu, by dragging; undone, done again, and there when the folder is opened again.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use piyue::annotation::{OutlineOp, Status};
use piyue::document::{NodeId, NodeKind};

use super::{Desk, window_over};

const BULLETIN: &str = "教育信息化工作月报\n\n一、重点工作\n数字治理 截至5月底，备案系统公布了1276家企业。\n人员培训 5月20日，举办培训班，参训2000余人。\n\n二、各地动态\n北京 印发《管理办法》，启动示范项目。\n天津 5月8日，召开推进会议，部署下一步工作。\n";

const PARSED: &str = "\
title 教育信息化工作月报
section 重点工作
  entry 数字治理
  entry 人员培训
section 各地动态
  entry 北京
  entry 天津
";

/// The tree of the document on show: two spaces a level, kind and heading.
fn tree(desk: &Desk) -> String {
    let loaded = &desk.document().loaded;
    let outline = &loaded.outline;
    let rows = outline.iter().map(|(id, node)| {
        let heading = node.heading_text(&loaded.source.text);
        let words = heading.unwrap_or_else(|| "–".into());
        let indent = "  ".repeat(outline.depth(id).into());
        format!("{indent}{} {words}\n", node.kind.name())
    });
    rows.collect()
}

/// The rows that are in one tree and not in the other.
fn changed(desk: &Desk) -> Vec<String> {
    let now = tree(desk);
    let gone = PARSED
        .lines()
        .filter(|row| !now.lines().any(|it| it == *row));
    let new = now
        .lines()
        .filter(|row| !PARSED.lines().any(|it| it == *row));
    let gone = gone.map(|row| format!("-{row}"));
    gone.chain(new.map(|row| format!("+{row}"))).collect()
}

fn desk() -> Desk {
    let desk = Desk::with(BULLETIN);
    assert_eq!(tree(&desk), PARSED);
    desk
}

/// Selects a row of the outline.
fn select(desk: &mut Desk, row: &str) {
    let label = desk.harness.get_all_by_label(row).next().expect("a row");
    label.click();
    desk.harness.run_steps(3);
}

fn selected(desk: &Desk) -> String {
    let document = desk.document();
    let node = document.selection.node.expect("a node is selected");
    let text = &document.loaded.source.text;
    let own = document.loaded.outline.own_span(node, text);
    text.slice(own).chars().take(4).collect()
}

fn undo(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND, Key::Z);
}

#[test]
fn each_change_by_key_is_one_step_to_undo_and_the_selection_follows_it() {
    let mut desk = desk();
    let cases: [(&str, Key, &[&str], &str); 9] = [
        ("数字治理", Key::H, &["-  entry 数字治理"], "数字治理"),
        ("人员培训", Key::P, &["-  entry 人员培训"], "人员培训"),
        ("人员培训", Key::B, &["-  entry 人员培训"], "人员培训"),
        ("人员培训", Key::ArrowUp, &["-  entry 人员培训"], "数字治理"),
        (
            "数字治理",
            Key::ArrowDown,
            &["-  entry 人员培训"],
            "数字治理",
        ),
        (
            "人员培训",
            Key::OpenBracket,
            &["-  entry 人员培训"],
            "人员培训",
        ),
        (
            "各地动态",
            Key::CloseBracket,
            &["-section 各地动态"],
            "二、各地",
        ),
        ("北京", Key::N, &["-  entry 北京"], "北京 印"),
        ("重点工作", Key::T, &["-section 重点工作"], "一、重点"),
    ];
    for (row, key, gone, then) in cases {
        select(&mut desk, row);
        let is_bracket = matches!(key, Key::OpenBracket | Key::CloseBracket);
        let modifiers = if is_bracket {
            Modifiers::COMMAND
        } else {
            Modifiers::ALT
        };
        desk.press_with(modifiers, key);
        let rows = changed(&desk);
        for gone in gone {
            assert!(
                rows.iter().any(|row| row == gone),
                "{key:?} on {row}: {rows:?}"
            );
        }
        assert_eq!(selected(&desk), then, "{key:?} on {row}");
        let after = tree(&desk);
        undo(&mut desk);
        assert_eq!(tree(&desk), PARSED, "{key:?} on {row}");
        desk.press_with(Modifiers::COMMAND, Key::Y);
        assert_eq!(tree(&desk), after, "{key:?} on {row}");
        undo(&mut desk);
    }
    assert!(desk.document().loaded.annotation.outline.is_empty());
}

#[test]
fn an_entry_is_split_at_the_caret_and_joined_again() {
    let mut desk = desk();
    let (at, _) = desk.place("人员培训 5月20日", "参训2000余人");
    desk.harness.drag_at(at);
    desk.harness.run_steps(2);
    desk.harness.drop_at(at);
    desk.harness.run_steps(3);
    desk.press_with(Modifiers::ALT, Key::Enter);
    assert_eq!(changed(&desk), ["+  entry –"]);
    assert_eq!(selected(&desk), "参训20");
    desk.press_with(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(tree(&desk), PARSED);
    assert_eq!(selected(&desk), "人员培训"[..].to_owned());
    desk.wait_until_saved();
    assert!(desk.on_disk().outline.is_empty(), "nothing is left over");
}

#[test]
fn several_marked_lines_become_boilerplate_in_one_step_and_entries_again() {
    let mut desk = desk();
    let (from, _) = desk.place("数字治理 截至", "备案系统");
    let (_, to) = desk.place("人员培训 5月20日", "举办");
    desk.harness.drag_at(from);
    desk.harness.run_steps(2);
    desk.harness.hover_at(to);
    desk.harness.run_steps(2);
    desk.harness.drop_at(to);
    desk.harness.run_steps(3);
    desk.press_with(Modifiers::ALT, Key::B);
    assert_eq!(
        changed(&desk),
        ["-  entry 数字治理", "-  entry 人员培训", "+  boilerplate –"]
    );
    let found = desk.document().mentions_of(NodeId(2)).count();
    assert_eq!(found, 0, "none is looked for there");
    undo(&mut desk);
    assert_eq!(tree(&desk), PARSED);
    desk.press_with(Modifiers::COMMAND, Key::Y);
    select(&mut desk, "网页附属内容");
    // Put back by the button in the form.
    desk.click("恢复自动划分 ↶");
    assert_eq!(tree(&desk), PARSED);
}

#[test]
fn the_lead_is_the_words_that_are_marked_and_the_form_says_whose_they_are() {
    let mut desk = desk();
    desk.mark("北京 印发", "印发");
    desk.press_with(Modifiers::ALT, Key::L);
    assert_eq!(changed(&desk), ["-  entry 北京", "+  entry 印发"]);
    desk.harness.get_by_label_contains("小标题改为“印发”（李");
    desk.press_with(Modifiers::ALT, Key::Z);
    assert_eq!(tree(&desk), PARSED);
}

#[test]
fn the_menu_of_a_row_changes_it_and_marks_it() {
    let mut desk = desk();
    let right_click = |desk: &mut Desk, row: &str| {
        let row = desk.harness.get_all_by_label(row).next().expect("a row");
        row.click_secondary();
        desk.harness.run_steps(4);
    };
    right_click(&mut desk, "人员培训");
    desk.harness.get_by_label_contains("并入前一段").click();
    desk.harness.run_steps(4);
    assert_eq!(changed(&desk), ["-  entry 人员培训"]);
    right_click(&mut desk, "天津");
    desk.harness.get_by_label_contains("改为").click();
    desk.harness.run_steps(4);
    desk.harness.get_by_label_contains("段落").click();
    desk.harness.run_steps(4);
    assert!(changed(&desk).contains(&"-  entry 天津".to_owned()));
    let kinds: Vec<_> = desk
        .document()
        .record
        .outline
        .iter()
        .map(|it| &it.op)
        .collect();
    assert_eq!(
        kinds,
        [&OutlineOp::Join, &OutlineOp::Kind(NodeKind::Paragraph)]
    );
}

#[test]
fn the_menu_of_the_text_makes_a_line_what_it_is() {
    let mut desk = desk();
    let (at, _) = desk.place("天津 5月8日", "召开");
    for pressed in [true, false] {
        desk.harness.event(Event::PointerMoved(at));
        desk.harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    desk.harness.run_steps(4);
    desk.press(Key::A);
    desk.press(Key::H);
    assert_eq!(changed(&desk)[0], "-  entry 天津");
    let document = desk.document();
    let node = document.selection.node.expect("a node");
    assert_eq!(document.loaded.outline.node(node).kind, NodeKind::Section);
}

#[test]
fn a_row_is_dragged_to_another_level() {
    let mut desk = desk();
    let row_at = |desk: &Desk, row: &str| -> Pos2 {
        let row = desk.harness.get_all_by_label(row).next().expect("a row");
        row.rect().center()
    };
    let drag = |desk: &mut Desk, from: Pos2, to: Pos2| {
        desk.harness.drag_at(from);
        desk.harness.run_steps(2);
        for part in 1..=4_u8 {
            desk.harness
                .hover_at(from + (to - from) * (f32::from(part) / 4.0));
            desk.harness.run_steps(2);
        }
        desk.harness.drop_at(to);
        desk.harness.run_steps(3);
    };
    // The second heading under the first.
    let (from, to) = (row_at(&desk, "各地动态"), row_at(&desk, "重点工作"));
    drag(&mut desk, from, to);
    assert!(
        tree(&desk).contains("  section 各地动态\n    entry 北京\n    entry 天津"),
        "{}",
        tree(&desk)
    );
    assert_eq!(desk.document().loaded.outline.node(NodeId(4)).level, 2);
    undo(&mut desk);
    // An entry to the side, out of its section.
    let from = row_at(&desk, "天津");
    drag(&mut desk, from, from - vec2(20.0, 0.0));
    assert_eq!(changed(&desk), ["-  entry 天津", "+entry 天津"]);
    undo(&mut desk);
    // Not where the text has another heading between.
    let (from, to) = (row_at(&desk, "天津"), row_at(&desk, "数字治理"));
    drag(&mut desk, from, to);
    assert_eq!(tree(&desk), PARSED);
    assert!(desk.document().loaded.annotation.outline.is_empty());
}

#[test]
fn a_changed_tree_is_there_when_the_folder_is_opened_again_and_nothing_decided_is_lost() {
    let mut desk = desk();
    select(&mut desk, "北京");
    desk.press(Key::Num1);
    desk.press(Key::Enter);
    select(&mut desk, "天津");
    desk.press(Key::Enter);
    let tags = |desk: &Desk, id: u32| desk.document().record.node(NodeId(id)).tags.clone();
    let tag = tags(&desk, 5);
    assert_eq!(tag.len(), 1);
    select(&mut desk, "天津");
    desk.press_with(Modifiers::ALT, Key::ArrowUp);
    select(&mut desk, "人员培训");
    desk.press_with(Modifiers::ALT, Key::B);
    let (now, record) = (tree(&desk), desk.document().record.clone());
    assert_eq!(record.node(NodeId(5)).status, Status::Reviewed, "both were");
    desk.wait_until_saved();
    let Desk { harness, folder } = desk;
    drop(harness);
    let mut desk = Desk {
        harness: window_over(folder.path()),
        folder,
    };
    assert_eq!(tree(&desk), now);
    assert_eq!(*desk.document().record, record);
    assert_eq!(tags(&desk, 5), tag);
    assert_eq!(desk.document().n_lost(), 0);
    // A note that is being typed goes to its entry, whatever number that has now.
    select(&mut desk, "北京");
    desk.press(Key::N);
    desk.harness.get_by_label("备注").type_text("核对过");
    desk.harness.run_steps(2);
    select(&mut desk, "数字治理");
    desk.press_with(Modifiers::ALT, Key::ArrowUp);
    let noted = desk
        .document()
        .record
        .nodes
        .iter()
        .filter(|node| node.note.is_some());
    assert_eq!(noted.count(), 1);
    assert_eq!(
        desk.document().record.node(NodeId(4)).note.as_deref(),
        Some("核对过")
    );
}

#[test]
fn keys_that_change_the_tree_are_the_fields_own_while_one_types() {
    let mut desk = desk();
    select(&mut desk, "人员培训");
    desk.press(Key::N);
    desk.harness.get_by_label("备注").type_text("甲乙");
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::OpenBracket);
    assert_eq!(tree(&desk), PARSED);
}
