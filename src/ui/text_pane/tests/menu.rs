//! The context menu by mouse and keyboard.

use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::kittest::Queryable;

use super::{button, inside, press, sample, sample_window};
use crate::extract::MentionType;
use crate::record::decision::Decision;
use crate::session::Action;

#[test]
fn the_menu_makes_marked_text_a_mention_by_letter() {
    let mut harness = sample_window();
    let span = sample::span_of(&harness.state().document.text, "备案系统");
    harness.state_mut().selection.text = Some((span.start, span.end));
    harness.state_mut().view.open_add_menu();
    assert!(harness.state().view.is_menu_open());
    harness.run();
    harness.get_by_label("机构");
    harness.event(Event::Text("o".to_owned()));
    harness.key_down(Key::O);
    harness.step();
    assert!(
        !harness.ctx.input(|input| input.key_pressed(Key::O)),
        "the window must not see it"
    );
    harness.run();
    let wanted = Action::AddFromSelection(MentionType::Org);
    assert!(harness.state().wanted.contains(&wanted));
    assert!(!harness.state().view.is_menu_open());
}

#[test]
fn the_menu_works_with_arrows_and_its_second_list_too() {
    let mut harness = sample_window();
    harness.state_mut().select(MentionType::Metric, "1276家");
    harness.state_mut().view.open_add_menu();
    harness.run();
    for key in [Key::K, Key::ArrowDown, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    let span = sample::span_of(&harness.state().document.text, "1276家");
    let Some(Action::Decide(_, decisions)) = harness.state().wanted.last() else {
        panic!("{:?}", harness.state().wanted);
    };
    assert_eq!(
        decisions[..],
        [Decision::Correct {
            kind: MentionType::Metric,
            span,
            new_kind: Some(MentionType::Org),
            new_span: None,
            value: None,
        }]
    );
    harness.state_mut().view.open_add_menu();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!harness.state().view.is_menu_open());
    assert!(harness.state().view.has_focus());
}

#[test]
fn a_right_click_on_a_mention_selects_it_and_offers_to_reject_it() {
    let mut harness = sample_window();
    let at = inside(&harness, "3004个");
    harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        button(
            &harness,
            at,
            PointerButton::Secondary,
            pressed,
            Modifiers::NONE,
        );
    }
    harness.run();
    harness.get_by_label("剔除").click();
    harness.run();
    let app = harness.state();
    let span = sample::span_of(&app.document.text, "3004个");
    assert_eq!(app.selection.mention, Some((MentionType::Metric, span)));
    assert_eq!(app.wanted.last(), Some(&Action::RejectMention));
    assert!(!app.view.is_menu_open());
}

#[test]
fn without_a_mark_the_menu_by_key_is_about_the_word_at_the_caret() {
    let mut harness = sample_window();
    press(&harness, inside(&harness, "备案系统"), Modifiers::NONE);
    harness.run();
    harness.state_mut().view.open_add_menu();
    harness.run();
    assert_eq!(harness.state().marked(), "备案");
    harness.key_press(Key::D);
    harness.run();
    let wanted = Action::AddFromSelection(MentionType::Date);
    assert_eq!(harness.state().wanted.last(), Some(&wanted));
}
