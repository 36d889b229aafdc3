//! Medians, extremes and lines of a table.

use std::time::Duration;

use crate::driver::Times;

/// What is wanted of a frame: the 99th of a hundred, and every one.
const FRAME_BOUND: Duration = Duration::from_millis(8);
const FRAME_LIMIT: Duration = Duration::from_millis(25);

pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// A part of a sorted list, from 0 to 1.
fn at(sorted: &[Duration], part: f64) -> Duration {
    let last = sorted.len().saturating_sub(1);
    sorted
        .get((last as f64 * part).ceil() as usize)
        .copied()
        .unwrap_or_default()
}

pub fn median(durations: &mut [Duration]) -> Duration {
    durations.sort_unstable();
    at(durations, 0.5)
}

/// Prints what was measured several times.
pub fn line(what: &str, durations: &mut [Duration]) {
    let middle = median(durations);
    println!(
        "{what:<44} median {:>9.2} ms  (min {:.2}, max {:.2}, {} runs)",
        ms(middle),
        ms(at(durations, 0.0)),
        ms(at(durations, 1.0)),
        durations.len()
    );
}

/// Prints the times of frames.
pub fn frames(what: &str, frames: &[Times]) {
    let mut own: Vec<Duration> = frames.iter().map(|times| times.own).collect();
    let mut wall: Vec<Duration> = frames.iter().map(|times| times.wall).collect();
    wall.sort_unstable();
    let mut tessellation: Vec<Duration> = frames.iter().map(|times| times.tessellation).collect();
    own.sort_unstable();
    let (ninety_ninth, most) = (at(&own, 0.99), at(&own, 1.0));
    let verdict = if ninety_ninth <= FRAME_BOUND && most <= FRAME_LIMIT {
        ""
    } else {
        "  ABOVE"
    };
    println!(
        "{what:<44} median {:>6.2}  99th {:>6.2}  max {:>6.2} ms  (wall 99th {:.2}; tessellation {:.2}; {} frames){verdict}",
        ms(at(&own, 0.5)),
        ms(ninety_ninth),
        ms(most),
        ms(at(&wall, 0.99)),
        ms(median(&mut tessellation)),
        frames.len()
    );
}
