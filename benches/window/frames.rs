//! The frames of a window over a whole folder: while it loads, while the reviewer scrolls, drags a border, types, resizes.

use std::path::Path;
use std::time::Instant;

use eframe::App;
use egui::{CentralPanel, Event, Key, Modifiers, Pos2, Ui, pos2, vec2};
use piyue::ui::theme::{Appearance, install};

use crate::driver::{Times, Window, button, key, wheel};
use crate::{is_all_loaded, report, window_over};

/// Enough that the ninety-ninth of a hundred is not the largest.
const N_FRAMES: usize = 400;

/// A window with the same typefaces and nothing in it.
struct Empty;

impl App for Empty {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        CentralPanel::default().show(ui, |_| {});
    }
}

pub fn run(folder: &Path) {
    println!("\nframes, 1920 x 1080");
    let mut empty = Window::new(|ctx| {
        install(ctx, Appearance::Light);
        Empty
    });
    let frames: Vec<Times> = (0..N_FRAMES).map(|_| empty.frame(Vec::new())).collect();
    report::frames("an empty window", &frames[2..]);

    let began = Instant::now();
    let mut window = window_over(folder);
    let first = window.frame(Vec::new());
    report::frames("the first frame", &[first]);
    let mut frames = window.frames_until(|app| app.session().document().is_some());
    println!(
        "{:<44} {:>9.2} ms",
        "first document readable after",
        report::ms(began.elapsed())
    );
    frames.extend(window.frames_until(is_all_loaded));
    println!(
        "{:<44} {:>9.2} ms",
        "all documents listed after",
        report::ms(began.elapsed())
    );
    report::frames("loading", &frames);
    println!(
        "{:<44} {:>9}",
        "frames until nothing is asked for",
        window.come_to_rest()
    );
    let frames: Vec<Times> = (0..N_FRAMES).map(|_| window.frame(Vec::new())).collect();
    report::frames("nothing happens", &frames);
    report::frames("scrolling", &scrolling(&mut window, 60.0));
    report::frames("dragging the form's border", &dragging(&mut window));
    report::frames("resizing", &resizing(&mut window));
    report::frames("document after document", &stepping(&mut window));
    report::frames("typing in search", &typing(&mut window));
}

/// Down for half of the frames and up again.
pub fn scrolling<A: App>(window: &mut Window<A>, points: f32) -> Vec<Times> {
    window.frame(vec![Event::PointerMoved(window.in_text())]);
    let step = |n: usize| {
        let points = if n < N_FRAMES / 2 { -points } else { points };
        window.frame(vec![wheel(points)])
    };
    (0..N_FRAMES).map(step).collect()
}

/// The border between text and form, to and fro: the text is wrapped anew with every frame.
pub fn dragging<A: App>(window: &mut Window<A>) -> Vec<Times> {
    let border = border(window);
    window.frame(vec![button(border, true)]);
    let step = |n: usize| {
        let x = (n as f32 / 20.0).sin() * 80.0;
        window.frame(vec![Event::PointerMoved(border - vec2(x.abs(), 0.0))])
    };
    let frames = (0..N_FRAMES).map(step).collect();
    window.frame(vec![Event::PointerMoved(border), button(border, false)]);
    frames
}

/// Where the pointer can move the form's border.
fn border<A: App>(window: &mut Window<A>) -> Pos2 {
    let size = window.size();
    for n in 0..100 {
        let at = pos2(size.x - 250.0 - 3.0 * n as f32, size.y / 2.0);
        window.frame(vec![Event::PointerMoved(at)]);
        window.frame(Vec::new());
        if window.is_on_border() {
            return at;
        }
    }
    panic!("the form has a border");
}

fn resizing<A: App>(window: &mut Window<A>) -> Vec<Times> {
    let whole = window.size();
    let step = |n: usize| {
        let part = 0.8 + 0.2 * (n as f32 / 15.0).cos();
        window.resize((whole * part).round());
        window.frame(Vec::new())
    };
    let frames = (0..N_FRAMES).map(step).collect();
    window.resize(whole);
    frames
}

/// The next document with every fourth frame.
fn stepping<A: App>(window: &mut Window<A>) -> Vec<Times> {
    let step = |n: usize| {
        let events = if n.is_multiple_of(4) {
            key(Key::CloseBracket, Modifiers::NONE)
        } else {
            Vec::new()
        };
        window.frame(events)
    };
    (0..N_FRAMES).map(step).collect()
}

/// A phrase, a character with every sixth frame, taken back and typed again.
fn typing<A: App>(window: &mut Window<A>) -> Vec<Times> {
    const PHRASE: [&str; 8] = ["数", "据", "资", "源", "共", "享", "开", "放"];
    window.frame(key(Key::F, Modifiers::COMMAND));
    window.frame(Vec::new());
    let step = |n: usize| {
        let at = n / 6 % (2 * PHRASE.len());
        let events = match PHRASE.get(at) {
            _ if !n.is_multiple_of(6) => Vec::new(),
            Some(character) => vec![Event::Text((*character).to_owned())],
            None => key(Key::Backspace, Modifiers::NONE),
        };
        window.paced_frame(events)
    };
    let frames = (0..N_FRAMES).map(step).collect();
    window.frame(key(Key::Escape, Modifiers::NONE));
    window.come_to_rest();
    frames
}
