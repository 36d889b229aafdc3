//! Typing: input methods, punctuation, letters that are commands elsewhere.

use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::{BULLETIN, Desk};

#[test]
fn chinese_punctuation_and_composed_characters_arrive_once_each() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::N);
    let note = "备注";
    desk.harness.get_by_label(note).type_text("《》，。");
    desk.harness.run_steps(2);
    // 中文 as an input method gives it: what is being composed, then what came of it.
    for composing in ["z", "zhong", "zhong'wen"] {
        let preedit = ImeEvent::Preedit {
            text: composing.into(),
            active_range_chars: None,
        };
        desk.harness.event(Event::Ime(preedit));
        desk.harness.run_steps(2);
    }
    desk.harness.event(Event::Ime(ImeEvent::Preedit {
        text: String::new(),
        active_range_chars: None,
    }));
    desk.harness
        .event(Event::Ime(ImeEvent::Commit("中文".into())));
    desk.harness.run_steps(2);
    desk.harness.get_by_label(note).type_text("“”！");
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.wait_until_saved();
    assert_eq!(
        desk.on_disk().entries[0].note.as_deref(),
        Some("《》，。中文“”！")
    );
}

#[test]
fn letters_are_text_while_a_field_has_the_focus() {
    let mut desk = Desk::with(BULLETIN);
    let selected = desk.document().selection.node;
    desk.press(Key::N);
    for (key, letter) in [
        (Key::J, "j"),
        (Key::A, "a"),
        (Key::X, "x"),
        (Key::Num1, "1"),
    ] {
        desk.harness.key_press(key);
        desk.harness.event(Event::Text(letter.into()));
        desk.harness.run_steps(2);
    }
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.wait_until_saved();
    assert_eq!(desk.document().selection.node, selected);
    let on_disk = desk.on_disk();
    assert_eq!(on_disk.entries[0].note.as_deref(), Some("jax1"));
    assert!(on_disk.mentions.is_empty() && on_disk.entries[0].tags.is_empty());
}

#[test]
fn no_field_ends_what_an_input_method_composes_in_it() {
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::F),
        (Modifiers::COMMAND, Key::K),
        (Modifiers::COMMAND, Key::L),
        (Modifiers::NONE, Key::T),
        (Modifiers::NONE, Key::N),
        (Modifiers::NONE, Key::D),
    ] {
        let mut desk = Desk::with(BULLETIN);
        desk.press_with(modifiers, key);
        if key == Key::D {
            desk.harness.get_by_label("标题").focus();
        }
        desk.harness.run_steps(4);
        let ime = desk.harness.output().platform_output.ime;
        let ime = ime.unwrap_or_else(|| panic!("{key:?} leads to a field"));
        assert!(!ime.should_interrupt_composition, "{key:?}");
    }
}
