//! The pane in a window of its own: mouse and keys in, actions out.

use std::fmt::Write;
use std::time::Instant;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::sample::{self, Document};
use super::{TextView, page_ui, rows};
use crate::extract::MentionType;
use crate::i18n::Language;
use crate::record::decision::Decision;
use crate::session::{Action, Selection};
use crate::text::Span;
use crate::ui::theme::{self, Appearance};

/// A window's part for the pane: keeps the selection as a session does, and what else was wanted.
struct App {
    document: Document,
    selection: Selection,
    view: TextView,
    wanted: Vec<Action>,
}

impl App {
    fn new(document: Document) -> Self {
        Self {
            document,
            selection: Selection::default(),
            view: TextView::default(),
            wanted: Vec::new(),
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        let mut actions = Vec::new();
        let page = self.document.page(&self.selection);
        page_ui(ui, &page, &mut self.view, Language::Chinese, &mut actions);
        for action in actions {
            self.apply(&action);
            self.wanted.push(action);
        }
    }

    fn apply(&mut self, action: &Action) {
        let outline = &self.document.outline;
        match action {
            Action::SelectText(text) => {
                self.selection.text = *text;
                let at = text.map(|(from, to)| from.min(to));
                let node = at.and_then(|at| rows::node_for_form(outline, at));
                if let Some(node) = node {
                    if self.selection.node != Some(node) {
                        self.selection.mention = None;
                    }
                    self.selection.node = Some(node);
                }
            }
            Action::SelectMention(kind, span) => {
                self.selection = Selection {
                    node: rows::node_for_form(outline, span.start),
                    mention: Some((kind.clone(), *span)),
                    text: None,
                };
                self.view.scroll_to_selection();
            }
            Action::FollowScroll(node) => {
                self.selection.node = Some(*node);
                self.selection.mention = None;
            }
            _ => {}
        }
    }

    fn marked(&self) -> &str {
        self.selection
            .text_span()
            .map_or("", |span| self.document.text.slice(span))
    }

    fn select(&mut self, kind: MentionType, words: &str) {
        let span = sample::span_of(&self.document.text, words);
        self.apply(&Action::SelectMention(kind, span));
    }
}

fn window(app: App) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size([640.0, 480.0])
        .with_theme(egui::Theme::Light)
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(40)
        .with_context_setup(|ctx| theme::install(ctx, Appearance::Light))
        .build_ui_state(|ui, app: &mut App| app.ui(ui), app);
    harness.run();
    harness
}

fn sample_window() -> Harness<'static, App> {
    window(App::new(sample::document()))
}

/// Left of a character of the text on the screen, in the middle of its row.
fn place_of(harness: &Harness<'_, App>, words: &str) -> Pos2 {
    let app = harness.state();
    let offset = sample::offset_of(&app.document.text, words);
    let view = &app.view;
    let page = app.document.page(&app.selection);
    let line = rows::line_holding(view.sheet.lines(), offset).expect("a line");
    let y = (view.sheet.top(line) - view.scrolling.offset()) as f32;
    let left = super::column_in(harness.ctx.content_rect().shrink(8.0), 16.0).min;
    // The harness puts a frame of 8 points around what it shows.
    let laid = view
        .sheet
        .laid(line, pos2(left, y + 8.0), &page, &harness.ctx);
    laid.caret(offset, false).1.center()
}

fn press(harness: &Harness<'_, App>, at: Pos2, modifiers: Modifiers) {
    harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        button(harness, at, PointerButton::Primary, pressed, modifiers);
    }
}

fn button(
    harness: &Harness<'_, App>,
    pos: Pos2,
    button: PointerButton,
    pressed: bool,
    modifiers: Modifiers,
) {
    harness.event_modifiers(
        Event::PointerButton {
            pos,
            button,
            pressed,
            modifiers,
        },
        modifiers,
    );
}

/// A little inside the first character of some words.
fn inside(harness: &Harness<'_, App>, words: &str) -> Pos2 {
    place_of(harness, words) + egui::vec2(4.0, 0.0)
}

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
            value: Some("1276家".to_owned()),
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
    harness.get_by_label("驳回").click();
    harness.run();
    let app = harness.state();
    let span = sample::span_of(&app.document.text, "3004个");
    assert_eq!(app.selection.mention, Some((MentionType::Metric, span)));
    assert_eq!(app.wanted.last(), Some(&Action::RejectMention));
    assert!(!app.view.is_menu_open());
}

/// A document of many entries, each a line of some two hundred characters with ten mentions.
fn long_document(n_entries: usize) -> Document {
    let mut source = String::new();
    for n in 0..n_entries {
        write!(source, "\u{3000}\u{3000}工作动态{n} ").expect("strings grow");
        for _ in 0..10 {
            source.push_str("教育部印发通知，推进数字校园建设试点，");
        }
        source.push_str("成效明显。\n\n");
    }
    let text = crate::text::Text::new(source);
    let mut nodes = Vec::new();
    let mut mentions = Vec::new();
    for n in 0..text.n_lines() {
        let line = text.trim(text.line(n));
        if line.is_empty() {
            continue;
        }
        let words = text.slice(line);
        let heading = Span::new(
            line.start,
            line.start + words.find(' ').expect("a lead") as u32,
        );
        let node = crate::document::NodeId(nodes.len() as u32);
        let kind = crate::document::NodeKind::Entry;
        nodes.push(sample::node(kind, None, line, Some(heading)));
        mentions.extend(words.match_indices("教育部").map(|(at, quote)| {
            let start = line.start + at as u32;
            crate::extract::Mention {
                node,
                kind: MentionType::Org,
                span: Span::new(start, start + quote.len() as u32),
                value: quote.to_owned(),
                attributes: crate::extract::Attributes::new(),
                rule: "sample.rule",
            }
        }));
    }
    let outline = sample::outline(nodes);
    let extraction = crate::extract::Extraction {
        mentions,
        ..Default::default()
    };
    let annotation = crate::annotation::Annotation::default();
    let record = crate::record::Record::new(&text, &outline, &extraction, &annotation);
    Document {
        text: text.into(),
        outline: outline.into(),
        record,
        codebook: crate::codebook::Codebook::built_in(),
    }
}

#[test]
fn what_is_selected_far_away_comes_into_view_and_near_things_do_not_move_it() {
    let mut app = App::new(long_document(100));
    let mentions = app.document.record.mentions.clone();
    let select = |app: &mut App, at: usize| {
        let mention = &mentions[at];
        app.apply(&Action::SelectMention(mention.kind.clone(), mention.span));
    };
    select(&mut app, 700);
    let mut harness = window(app);
    let offset = harness.state().view.scrolling.offset();
    assert!(offset > 1_000.0);
    assert!(harness.query_by_label_contains("工作动态70 ").is_some());
    assert!(harness.query_by_label_contains("工作动态30 ").is_none());
    select(harness.state_mut(), 703);
    harness.run();
    assert!((harness.state().view.scrolling.offset() - offset).abs() < 0.1);
    let n_followed = |app: &App| {
        let follows = |action: &&Action| matches!(action, Action::FollowScroll(_));
        app.wanted.iter().filter(follows).count()
    };
    assert_eq!(
        n_followed(harness.state()),
        0,
        "that was no scrolling of the reviewer's"
    );
    harness.hover_at(pos2(300.0, 200.0));
    for _ in 0..8 {
        harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -100.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        harness.run();
    }
    let app = harness.state();
    let node = app.selection.node.expect("an entry");
    assert!(node.0 > 70, "{node:?}");
    assert!((1..=8).contains(&n_followed(app)));
}

#[test]
fn heights_become_exact_without_moving_what_is_in_view() {
    let mut app = App::new(long_document(100));
    app.selection.node = Some(crate::document::NodeId(50));
    app.view.scroll_to_selection();
    let mut harness = window(app);
    let top_of =
        |harness: &Harness<'_, App>| harness.get_by_label_contains("工作动态50 ").rect().top();
    let before = top_of(&harness);
    harness.run_steps(30);
    assert!((top_of(&harness) - before).abs() <= 1.0);
    harness.state_mut().view.options.font_size = 20.0;
    harness.run();
    let view = harness.ctx.content_rect();
    assert!(
        view.y_range().contains(top_of(&harness)),
        "still in view at another size"
    );
}

/// Prints what a steady frame costs: `cargo test --release --lib text_pane -- --ignored --nocapture`.
#[test]
#[ignore = "measures, does not judge"]
fn what_a_frame_costs() {
    let one_line = {
        let text =
            crate::text::Text::new("各地要加强统筹协调，推动数据资源共享开放。".repeat(80_000));
        Document {
            text: text.into(),
            outline: std::sync::Arc::default(),
            record: crate::record::Record::default(),
            codebook: crate::codebook::Codebook::built_in(),
        }
    };
    for (name, document) in [
        ("20,000 characters, 1,000 mentions", long_document(100)),
        (
            "2,000,000 characters, 100,000 mentions",
            long_document(10_000),
        ),
        ("5 MB in one line", one_line),
    ] {
        let ctx = egui::Context::default();
        theme::install(&ctx, Appearance::Light);
        let mut app = App::new(document);
        let mut frame = || {
            let screen = egui::Rect::from_min_size(Pos2::ZERO, egui::vec2(800.0, 860.0));
            let input = egui::RawInput {
                screen_rect: Some(screen),
                ..egui::RawInput::default()
            };
            let began = Instant::now();
            let mut output = ctx.run_ui(input, |ui| app.ui(ui));
            let laid = began.elapsed();
            let shapes = std::mem::take(&mut output.shapes);
            let tessellated = ctx.tessellate(shapes, 1.0).len();
            output.textures_delta.clear();
            (laid, began.elapsed(), tessellated)
        };
        let (first, _, _) = frame();
        for _ in 0..100 {
            frame();
        }
        let mut laid: Vec<_> = (0..200).map(|_| frame()).collect();
        laid.sort();
        println!(
            "{name}: first frame {first:?}, steady median {:?}, with tessellation {:?}",
            laid[100].0, laid[100].1
        );
    }
}
