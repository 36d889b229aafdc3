//! Runs of work in turn, their median and how far they lie apart.

use std::time::{Duration, Instant};

/// What several runs of the same work took.
#[derive(Debug, Default)]
pub struct Runs(Vec<Duration>);

impl Runs {
    pub fn add(&mut self, work: impl FnOnce()) {
        let start = Instant::now();
        work();
        self.0.push(start.elapsed());
    }

    /// Seconds of the run in the middle.
    pub fn median(&self) -> f64 {
        self.sorted()[self.0.len() / 2].as_secs_f64()
    }

    /// Prints median, minimum and maximum, and the speed of the median.
    pub fn print(&self, name: &str, n_bytes: usize) {
        let sorted = self.sorted();
        let ms = |time: &Duration| time.as_secs_f64() * 1e3;
        println!(
            "{name:<20} median {:>9.2} ms (min {:.2}, max {:.2})  {:>6.2} MB/s",
            ms(&sorted[sorted.len() / 2]),
            ms(&sorted[0]),
            ms(&sorted[sorted.len() - 1]),
            n_bytes as f64 / 1e6 / self.median()
        );
    }

    fn sorted(&self) -> Vec<Duration> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        sorted
    }
}
