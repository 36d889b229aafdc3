//! Long documents: what comes into view, what stands still, what a frame costs.

use std::fmt::Write;
use std::time::Instant;

use egui::{Event, Modifiers, Pos2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{App, Document, sample, window};
use crate::extract::MentionType;
use crate::session::Action;
use crate::text::Span;
use crate::ui::theme::{self, Appearance};

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
        record: std::sync::Arc::new(record),
        annotation: crate::annotation::Annotation::default(),
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

#[test]
fn a_drag_beyond_the_edge_goes_on_marking_and_is_no_scrolling_of_the_reviewer() {
    let mut harness = window(App::new(long_document(100)));
    let bottom = harness.ctx.content_rect().bottom();
    harness.hover_at(pos2(200.0, 100.0));
    harness.run();
    harness.drag_at(pos2(200.0, 100.0));
    harness.hover_at(pos2(200.0, bottom + 60.0));
    harness.run_steps(60);
    let n_marked = |harness: &Harness<'_, App>| harness.state().marked().chars().count();
    let before = n_marked(&harness);
    harness.run_steps(60);
    let app = harness.state();
    assert!(n_marked(&harness) > before + 200, "{before}");
    assert!(app.view.scrolling.offset() > 400.0);
    let follows = |action: &Action| matches!(action, Action::FollowScroll(_));
    assert!(!app.wanted.iter().any(follows));
    harness.drop_at(pos2(200.0, bottom + 60.0));
    harness.run();
    harness.event(Event::Copy);
    harness.step();
    let copied = &harness.output().platform_output.commands;
    let marked = harness.state().marked().to_owned();
    assert!(copied.contains(&egui::OutputCommand::CopyText(marked)));
}

#[test]
fn page_down_and_the_ends_of_the_text_come_into_view_with_the_caret() {
    let mut harness = window(App::new(long_document(100)));
    super::press(&harness, pos2(200.0, 100.0), Modifiers::NONE);
    harness.run();
    harness.key_press(egui::Key::PageDown);
    harness.run();
    let caret = |harness: &Harness<'_, App>| harness.state().selection.text.expect("a caret").1;
    let offset = |harness: &Harness<'_, App>| harness.state().view.scrolling.offset();
    assert!(offset(&harness) > 50.0);
    harness.key_press_modifiers(Modifiers::COMMAND, egui::Key::End);
    harness.run();
    let text = harness.state().document.text.clone();
    assert_eq!(caret(&harness), text.trim(Span::new(0, text.len())).end);
    assert!(harness.query_by_label_contains("工作动态99 ").is_some());
    harness.key_press_modifiers(Modifiers::COMMAND, egui::Key::Home);
    harness.run();
    assert!(offset(&harness) < 1.0);
}

#[test]
fn without_a_document_there_is_empty_paper() {
    let session = crate::session::Session::new(std::sync::Arc::new(|| ()), None, None);
    let mut view = super::TextView::default();
    let mut actions = Vec::new();
    let mut harness = Harness::new_ui(|ui| {
        super::super::text_pane_ui(
            ui,
            &session,
            &mut view,
            super::Language::Chinese,
            &mut actions,
        );
    });
    harness.run();
    drop(harness);
    assert!(actions.is_empty() && !view.has_focus());
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
            record: std::sync::Arc::default(),
            annotation: crate::annotation::Annotation::default(),
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
            let meshes = ctx.tessellate(shapes, 1.0);
            let n_vertices: usize = meshes
                .iter()
                .map(|clipped| match &clipped.primitive {
                    egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
                    egui::epaint::Primitive::Callback(_) => 0,
                })
                .sum();
            output.textures_delta.clear();
            (laid, began.elapsed(), n_vertices)
        };
        let (first, _, _) = frame();
        for _ in 0..100 {
            frame();
        }
        let mut laid: Vec<_> = (0..200).map(|_| frame()).collect();
        laid.sort();
        let (steady, with_tessellation, n_vertices) = laid[100];
        println!(
            "{name}: first frame {first:?}, steady {steady:?}, tessellated {with_tessellation:?}, {n_vertices} vertices"
        );
    }
}
