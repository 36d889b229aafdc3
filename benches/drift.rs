//! Comparing a source with what it was, on texts far longer than any bulletin and on texts made to be slow.
//!
//! `cargo bench --bench drift` prints, for each change, how long two texts of 20 MB take with 2,000 anchors, and how many of these were placed.

use std::time::{Duration, Instant};

use piyue::annotation::drift::Drift;
use piyue::text::{Span, Text};

const N_BYTES: usize = 20_000_000;
const N_ANCHORS: usize = 2_000;

fn main() {
    let bulletin = sentences("省数据局召开数字乡村工作会议,部署下一阶段重点任务第");
    let other = sentences("省农业农村厅举办数字素养培训班,累计参训学员人数达到");
    let edited = |every: usize| -> Vec<String> {
        let edit = |(n, sentence): (usize, &String)| {
            if n.is_multiple_of(every) {
                sentence.replace("部署", "布署")
            } else {
                sentence.clone()
            }
        };
        bulletin.iter().enumerate().map(edit).collect()
    };
    let mut backwards = bulletin.clone();
    backwards.reverse();
    let repeated = vec!["会议召开。".to_owned(); N_BYTES / 15];
    let fewer = repeated[1..].to_vec();
    let by_turns = |a: &str, b: &str| -> Vec<String> {
        let turns = (0..N_BYTES / 9).map(|n| if n % 3 == 0 { a } else { b });
        turns.map(|c| format!("{c}。")).collect()
    };
    let endless = vec!["数".repeat(N_BYTES / 3)];
    let longer = vec![format!("字{}", endless[0])];
    let unmarked: Vec<String> = bulletin.iter().map(|s| s.replace('。', "、")).collect();
    let wrapped: Vec<String> = unmarked
        .iter()
        .map(|s| s.replace("乡村", "乡\n村"))
        .collect();
    let cases = [
        ("every 50th sentence is edited", &bulletin, &edited(50)),
        ("every sentence is edited", &bulletin, &edited(1)),
        (
            "one sentence in front",
            &bulletin,
            &[vec!["新。".to_owned()], bulletin.clone()].concat(),
        ),
        ("wholly another text", &bulletin, &other),
        ("backwards", &bulletin, &backwards),
        (
            "twice",
            &bulletin,
            &[bulletin.clone(), bulletin.clone()].concat(),
        ),
        ("one sentence again and again", &repeated, &fewer),
        (
            "two by turns, out of step",
            &by_turns("甲", "乙"),
            &by_turns("乙", "甲"),
        ),
        ("one character again and again", &endless, &longer),
        ("one line, wrapped anew", &unmarked, &wrapped),
    ];
    for (name, old, new) in cases {
        let (old, new) = (Text::new(old.concat()), Text::new(new.concat()));
        let start = Instant::now();
        let mut drift = Drift::new(&old, &new);
        let compared = start.elapsed();
        let n_placed = anchors(&old)
            .filter(|span| drift.place(*span).is_some())
            .count();
        println!(
            "{name:<34} compared in {}, all in {}, {n_placed} of {N_ANCHORS} placed",
            seconds(compared),
            seconds(start.elapsed())
        );
    }
}

/// A line each, no two alike.
fn sentences(words: &str) -> Vec<String> {
    let n = N_BYTES / (words.len() + 12);
    (0..n).map(|n| format!("{words}{n}号。\n")).collect()
}

/// Spans of four characters, evenly over the text.
fn anchors(text: &Text) -> impl Iterator<Item = Span> {
    let step = text.n_chars() / N_ANCHORS as u32;
    (0..N_ANCHORS as u32).filter_map(move |n| text.span_from_chars(n * step, n * step + 4))
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
