//! Where the focus goes: Tab the way one reads, back with Shift, not out of a window over the rest, and back to where it was when that closes.

use egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::NodeT;

use super::{BULLETIN, Desk};

/// What has the focus: its name and place.
fn focused(desk: &Desk) -> Option<(String, Rect)> {
    let nodes = desk.harness.root().children_recursive();
    let mut focused = nodes
        .into_iter()
        .filter(|node| node.accesskit_node().is_focused());
    let node = focused.next()?;
    // A window that has just opened takes the focus for itself.
    let name = node.accesskit_node().label().unwrap_or_default();
    (node.accesskit_node().role() != egui::accesskit::Role::Window).then(|| (name, node.rect()))
}

/// What is visited from the first thing on until that comes again.
fn round(desk: &mut Desk, modifiers: Modifiers) -> Vec<(String, Rect)> {
    let mut visited: Vec<(String, Rect)> = Vec::new();
    for _ in 0..200 {
        desk.harness.key_press_modifiers(modifiers, Key::Tab);
        // Shown, and scrolled to.
        desk.harness.run_steps(4);
        let Some(at) = focused(desk) else { continue };
        if visited.first().is_some_and(|first| *first == at) {
            return visited;
        }
        visited.push(at);
    }
    panic!("no end: {visited:#?}");
}

const VIEWS: [(&str, &[(Modifiers, Key)]); 9] = [
    ("review", &[]),
    ("a value", &[(Modifiers::NONE, Key::L)]),
    ("the document", &[(Modifiers::NONE, Key::D)]),
    ("the table", &[(Modifiers::ALT, Key::Num2)]),
    ("settings", &[(Modifiers::COMMAND, Key::Comma)]),
    ("export", &[(Modifiers::COMMAND, Key::E)]),
    ("keys", &[(Modifiers::NONE, Key::Questionmark)]),
    ("about", &[(Modifiers::NONE, Key::F12)]),
    ("the codebook", &[(Modifiers::NONE, Key::F9)]),
];

#[test]
fn tab_goes_the_way_one_reads() {
    let mut wrong = Vec::new();
    for (view, keys) in VIEWS {
        let mut desk = Desk::with(BULLETIN);
        // So high that nothing scrolls: what is reached stays where it is.
        desk.harness.set_size(vec2(1440.0, 4000.0));
        desk.harness.run_steps(3);
        for (modifiers, key) in keys {
            desk.press_with(*modifiers, *key);
        }
        let visited = round(&mut desk, Modifiers::NONE);
        assert!(visited.len() > 2, "{view}: {visited:?}");
        // The handles of columns stand between them, those of the table's columns have no names.
        let is_handle = |name: &str| name.is_empty() || name.ends_with("的宽度");
        let visited: Vec<_> = visited
            .iter()
            .filter(|(name, _)| !is_handle(name))
            .collect();
        for pair in visited.windows(2) {
            let [(from, a), (to, b)] = pair else { continue };
            // Further right, or further down.
            if b.left() < a.left() + 1.0 && b.top() < a.center().y {
                wrong.push(format!("{view}: from {from} {a:?} to {to} {b:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn shift_and_tab_go_the_same_way_back() {
    let mut desk = Desk::with(BULLETIN);
    let there = round(&mut desk, Modifiers::NONE);
    let mut back = round(&mut desk, Modifiers::SHIFT);
    back.reverse();
    let names = |visited: &[(String, Rect)]| {
        let mut names: Vec<String> = visited.iter().map(|(name, _)| name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&there), names(&back));
}

#[test]
fn what_tab_reaches_in_a_small_window_is_scrolled_into_sight() {
    let mut desk = Desk::with(BULLETIN);
    desk.harness.set_size(vec2(640.0, 360.0));
    desk.harness.run_steps(3);
    desk.press_with(Modifiers::COMMAND, Key::Comma);
    let window = desk.harness.ctx.content_rect();
    let visited = round(&mut desk, Modifiers::NONE);
    assert!(visited.len() > 8, "{visited:?}");
    for (name, rect) in visited {
        assert!(window.contains(rect.center()), "{name} at {rect:?}");
    }
}

#[test]
fn a_window_over_the_rest_keeps_the_focus_and_gives_it_back() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::N);
    let note = focused(&desk).expect("the note has the focus");
    for key in [Key::K, Key::Comma] {
        desk.press_with(Modifiers::COMMAND, key);
        for _ in 0..40 {
            desk.press(Key::Tab);
            let (name, _) = focused(&desk).expect("something has the focus");
            assert_ne!(name, note.0, "nothing under the window");
        }
        desk.press(Key::Escape);
        let back = focused(&desk).map(|(name, _)| name);
        assert_eq!(back.as_ref(), Some(&note.0), "after {key:?}");
    }
}
