//! Documents that are large, in one line, or full of mentions.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers, vec2};
use piyue::ui::App;

use crate::corpus::Corpus;
use crate::driver::{Times, Window, button, key};
use crate::frames::{dragging, scrolling};
use crate::{report, window_over};

const MEGABYTE: usize = 1_000_000;
const N_OPENINGS: usize = 5;
const N_FRAMES: usize = 200;

pub fn run() {
    let mut corpus = Corpus::new();
    let line = corpus.text(5 * MEGABYTE).replace('\n', "");
    for (name, text) in [
        ("20 MB", corpus.text(20 * MEGABYTE)),
        ("a line of 5 MB", line),
        ("100,000 mentions", mentions(100_000)),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("通报.txt");
        fs::write(&path, &text).expect("writes");
        println!("\n{name}, {:.1} MB", text.len() as f64 / 1e6);
        open(&path);
    }
}

/// Bulletin lines with so many dates and figures.
fn mentions(n: usize) -> String {
    let mut text = String::from("2024年5月数字政务工作月报\n\n");
    for at in 0..n / 4 {
        let (day, figure) = (at % 28 + 1, at * 7 % 9_973 + 11);
        writeln!(
            text,
            "　　第{at}项 5月{day}日，省数据局接入{figure}个系统，同比增长{}%。\n",
            day + 3
        )
        .expect("strings grow");
    }
    text
}

fn open(path: &Path) {
    let is_open = |app: &App| app.session().document().is_some();
    let mut openings: Vec<Duration> = Vec::new();
    let mut while_opening = Vec::new();
    let mut last = None;
    for _ in 0..N_OPENINGS {
        drop(last.take());
        let began = Instant::now();
        let mut window = window_over(path);
        while_opening.extend(window.frames_until(is_open));
        while_opening.push(window.frame(Vec::new()));
        openings.push(began.elapsed());
        last = Some(window);
    }
    let mut window = last.expect("opened");
    let record = &window.app.session().document().expect("open").record;
    println!("{:<44} {:>9}", "mentions", record.mentions.len());
    report::line("from opening to the first frame of it", &mut openings);
    report::frames("opening", &while_opening);
    window.come_to_rest();
    let frames: Vec<Times> = (0..N_FRAMES).map(|_| window.frame(Vec::new())).collect();
    report::frames("nothing happens", &frames);
    report::frames("scrolling", &scrolling(&mut window, 60.0));
    report::frames("scrolling fast", &scrolling(&mut window, 6_000.0));
    report::frames("dragging the form's border", &dragging(&mut window));
    report::frames("selecting across it", &selecting(&mut window));
    report::frames("mention after mention", &pressing(&mut window, Key::L));
    report::frames("entry after entry", &pressing(&mut window, Key::J));
}

/// The mouse held below the text's lower edge, then everything from the caret to either end of the text.
fn selecting(window: &mut Window<App>) -> Vec<Times> {
    let from = window.in_text();
    let mut frames = vec![window.frame(vec![Event::PointerMoved(from), button(from, true)])];
    let below = from + vec2(40.0, window.size().y / 2.0 - 2.0);
    for n in 0..N_FRAMES {
        let jitter = vec2((n % 3) as f32, 0.0);
        frames.push(window.paced_frame(vec![Event::PointerMoved(below + jitter)]));
    }
    frames.push(window.frame(vec![button(below, false)]));
    let is_marked = |app: &App| {
        let document = app.session().document();
        document.is_some_and(|document| document.selection.text_span().is_some())
    };
    assert!(is_marked(&window.app), "the mouse marks text");
    for to in [Key::End, Key::Home] {
        frames.push(window.frame(key(to, Modifiers::COMMAND | Modifiers::SHIFT)));
        frames.extend((0..4).map(|_| window.frame(Vec::new())));
    }
    frames.push(window.frame(key(Key::Escape, Modifiers::NONE)));
    frames
}

fn pressing(window: &mut Window<App>, pressed: Key) -> Vec<Times> {
    let mut frames = Vec::new();
    for _ in 0..N_FRAMES / 2 {
        frames.push(window.frame(key(pressed, Modifiers::NONE)));
        frames.push(window.frame(Vec::new()));
    }
    frames
}
