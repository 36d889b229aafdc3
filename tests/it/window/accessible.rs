//! For who does not see the window, or has no mouse: names and roles.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use piyue::ui::App;

use super::{BULLETIN, Desk};

/// What a person can press, type into or choose from.
const ACTIVE: [Role; 14] = [
    Role::Button,
    Role::DefaultButton,
    Role::CheckBox,
    Role::RadioButton,
    Role::ComboBox,
    Role::TextInput,
    Role::MultilineTextInput,
    Role::SearchInput,
    Role::Slider,
    Role::SpinButton,
    Role::Link,
    Role::MenuItem,
    Role::Tab,
    Role::ListBoxOption,
];

/// What is active and has no name of letters, or what takes clicks and has no role.
fn nameless(harness: &Harness<'_, App>) -> Vec<String> {
    let mut wrong = Vec::new();
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let name = node.label().unwrap_or_default();
        let has_name = name.chars().any(char::is_alphanumeric);
        if ACTIVE.contains(&node.role()) && !has_name {
            wrong.push(format!(
                "{:?} “{name}” at {:?}",
                node.role(),
                node.bounding_box()
            ));
        }
    }
    wrong
}

#[test]
fn whatever_can_be_pressed_or_typed_into_has_a_name() {
    let views: [(&str, &[(Modifiers, Key)]); 16] = [
        ("review", &[]),
        ("a mention", &[(Modifiers::NONE, Key::L)]),
        (
            "a value",
            &[(Modifiers::NONE, Key::L), (Modifiers::NONE, Key::E)],
        ),
        ("tags", &[(Modifiers::NONE, Key::T)]),
        ("the document", &[(Modifiers::NONE, Key::D)]),
        ("search", &[(Modifiers::COMMAND, Key::F)]),
        ("the table", &[(Modifiers::ALT, Key::Num2)]),
        ("the palette", &[(Modifiers::COMMAND, Key::K)]),
        ("keys", &[(Modifiers::NONE, Key::Questionmark)]),
        ("settings", &[(Modifiers::COMMAND, Key::Comma)]),
        ("about", &[(Modifiers::NONE, Key::F12)]),
        ("messages", &[(Modifiers::NONE, Key::F6)]),
        ("opening", &[(Modifiers::COMMAND, Key::L)]),
        ("export", &[(Modifiers::COMMAND, Key::E)]),
        ("earlier versions", &[(Modifiers::COMMAND, Key::H)]),
        ("the tour", &[(Modifiers::COMMAND, Key::F1)]),
    ];
    let mut wrong = Vec::new();
    for (view, keys) in views {
        let mut desk = Desk::with(BULLETIN);
        for (modifiers, key) in keys {
            desk.press_with(*modifiers, *key);
        }
        desk.harness.run_steps(3);
        let found = nameless(&desk.harness).into_iter();
        wrong.extend(found.map(|found| format!("{view}: {found}")));
    }
    for menu in ["打开 ▾", "更多", "UTF-8 ▾", "校核人 李 ▾"] {
        let mut desk = Desk::with(BULLETIN);
        desk.click(menu);
        let found = nameless(&desk.harness).into_iter();
        wrong.extend(found.map(|found| format!("{menu}: {found}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
