//! Marking text with mouse and keyboard.

use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{App, inside, place_of, press, sample, sample_window};
use crate::extract::MentionType;
use crate::session::Action;

#[test]
fn dragging_marks_text_across_lines_exactly_as_it_stands_in_the_source() {
    let mut harness = sample_window();
    let (from, to) = (place_of(&harness, "4期"), place_of(&harness, "文章。"));
    harness.drag_at(from);
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.drop_at(to);
    harness.run();
    assert_eq!(
        harness.state().marked(),
        "4期信息化专刊,共刊发《智能技术如何\n推进教育变革》等9篇"
    );
    assert!(harness.state().view.has_focus());
    harness.event(Event::Copy);
    harness.step();
    let copied = &harness.output().platform_output.commands;
    let expected = harness.state().marked().to_owned();
    assert!(
        copied.contains(&egui::OutputCommand::CopyText(expected)),
        "{copied:?}"
    );
}

#[test]
fn a_slow_frame_that_holds_press_and_movement_marks_from_where_the_press_was() {
    let mut harness = sample_window();
    let (from, to) = (place_of(&harness, "备案系统"), place_of(&harness, "企业"));
    let press = Event::PointerButton {
        pos: from,
        button: PointerButton::Primary,
        pressed: true,
        modifiers: Modifiers::NONE,
    };
    let events = [Event::PointerMoved(from), press, Event::PointerMoved(to)];
    harness.hover_at(from);
    harness.run();
    harness.input_mut().events.extend(events);
    harness.step();
    harness.drop_at(to);
    harness.run();
    assert_eq!(harness.state().marked(), "备案系统通过并公布了1276家");
}

#[test]
fn two_presses_mark_a_word_and_three_the_paragraph() {
    let mut harness = sample_window();
    let at = inside(&harness, "备案系统");
    press(&harness, at, Modifiers::NONE);
    press(&harness, at, Modifiers::NONE);
    harness.run();
    assert_eq!(harness.state().marked(), "备案");
    press(&harness, at, Modifiers::NONE);
    harness.run();
    assert!(harness.state().marked().starts_with("教育数字化治理 截至"));
    assert!(harness.state().marked().ends_with("App。"));
}

#[test]
fn shift_and_a_click_extend_the_mark() {
    let mut harness = sample_window();
    press(&harness, place_of(&harness, "备案系统"), Modifiers::NONE);
    harness.run();
    press(&harness, place_of(&harness, "企业"), Modifiers::SHIFT);
    harness.run();
    assert_eq!(harness.state().marked(), "备案系统通过并公布了1276家");
}

#[test]
fn a_click_on_a_mention_selects_it_and_the_caret_goes_there() {
    let mut harness = sample_window();
    let at = inside(&harness, "1276家");
    press(&harness, at, Modifiers::NONE);
    harness.run();
    let app = harness.state();
    let span = sample::span_of(&app.document.text, "1276家");
    let wanted = Action::SelectMention(MentionType::Metric, span);
    assert!(app.wanted.contains(&wanted), "{:?}", app.wanted);
    assert_eq!(app.selection.mention, Some((MentionType::Metric, span)));
    assert_eq!(app.selection.text, Some((span.start, span.start)));
}

#[test]
fn a_click_beside_mentions_selects_the_entry() {
    let mut harness = sample_window();
    harness.get_by_label("★各地工作动态").click();
    harness.run();
    let at = inside(&harness, "进行研讨");
    press(&harness, at, Modifiers::NONE);
    harness.run();
    let app = harness.state();
    assert_eq!(app.selection.node, Some(crate::document::NodeId(6)));
    assert_eq!(app.selection.mention, None);
    assert_eq!(app.marked(), "");
}

#[test]
fn the_keyboard_moves_the_caret_and_marks() {
    let mut harness = sample_window();
    press(&harness, place_of(&harness, "备案系统"), Modifiers::NONE);
    harness.run();
    let keys = |harness: &mut Harness<'_, App>, modifiers: Modifiers, keys: &[Key]| {
        for key in keys {
            harness.key_press_modifiers(modifiers, *key);
            harness.run();
        }
        harness.state().marked().to_owned()
    };
    let shift = Modifiers::SHIFT;
    assert_eq!(
        keys(&mut harness, shift, &[Key::ArrowRight, Key::ArrowRight]),
        "备案"
    );
    assert_eq!(keys(&mut harness, shift, &[Key::ArrowLeft]), "备");
    let by_word = Modifiers::SHIFT | Modifiers::COMMAND;
    assert_eq!(
        keys(&mut harness, by_word, &[Key::ArrowRight, Key::ArrowRight]),
        "备案系统"
    );
    assert_eq!(keys(&mut harness, Modifiers::NONE, &[Key::Escape]), "");
    assert!(
        harness.state().view.has_focus(),
        "Escape took the mark, not the focus"
    );
    press(&harness, place_of(&harness, "数字化治理"), Modifiers::NONE);
    harness.run();
    let down = keys(&mut harness, shift, &[Key::ArrowDown]);
    assert!(
        down.starts_with("数字化治理 截至") && !down.contains('。'),
        "{down}"
    );
    let all = keys(&mut harness, Modifiers::COMMAND, &[Key::A]);
    assert!(
        all.starts_with("教育数字化治理") && all.ends_with("App。"),
        "{all}"
    );
    assert_eq!(
        keys(&mut harness, Modifiers::COMMAND, &[Key::A]),
        sample::SOURCE
    );
    assert_eq!(keys(&mut harness, Modifiers::COMMAND, &[Key::Home]), "");
    assert_eq!(
        harness.state().selection.text,
        Some((6, 6)),
        "after the indent"
    );
}

#[test]
fn letters_digits_and_enter_are_left_to_the_window() {
    let mut harness = sample_window();
    press(&harness, place_of(&harness, "备案系统"), Modifiers::NONE);
    harness.run();
    let n_wanted = harness.state().wanted.len();
    for key in [Key::J, Key::A, Key::Num1, Key::Enter] {
        harness.key_down(key);
        harness.step();
        let is_left = harness.ctx.input(|input| input.key_pressed(key));
        assert!(is_left, "{key:?}");
    }
    assert_eq!(harness.state().wanted.len(), n_wanted);
}
