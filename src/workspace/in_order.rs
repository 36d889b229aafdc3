//! Work on many items at once whose results come in the items' order.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::thread;

use crossbeam_channel::unbounded;

/// Runs `work` on the numbers from 0 to `n_items` on the available cores and hands the results to `take` in order. At most two results a core
/// wait, so memory stays bounded however many items there are. Stops where `take` breaks.
pub(crate) fn in_order<T: Send>(
    n_items: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let n_threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(n_items);
    let n_ahead = 2 * n_threads;
    let (jobs, job_receiver) = unbounded::<usize>();
    let (results, result_receiver) = unbounded::<(usize, T)>();
    thread::scope(|scope| {
        // Moved in, so that the threads end when this closure does, however it does.
        let jobs = jobs;
        for _ in 0..n_threads {
            let (job_receiver, results, work) = (job_receiver.clone(), results.clone(), &work);
            scope.spawn(move || {
                for item in job_receiver {
                    if results.send((item, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        let hand_out = |item: usize| {
            if item < n_items {
                // The threads live as long as the sender.
                let _ = jobs.send(item);
            }
        };
        (0..n_ahead).for_each(hand_out);
        let mut waiting = HashMap::new();
        for item in 0..n_items {
            let result = loop {
                if let Some(result) = waiting.remove(&item) {
                    break result;
                }
                // Fails where a thread panicked; the scope passes that on.
                let Ok((done, result)) = result_receiver.recv() else {
                    return ControlFlow::Break(());
                };
                waiting.insert(done, result);
            };
            if take(item, result).is_break() {
                // What no thread has begun need not be done.
                job_receiver.try_iter().for_each(drop);
                return ControlFlow::Break(());
            }
            hand_out(item + n_ahead);
        }
        ControlFlow::Continue(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_the_rest_is_left_when_it_is_broken_off() {
        let mut seen = Vec::new();
        let all = in_order(
            100,
            |n| {
                thread::sleep(std::time::Duration::from_micros((n % 7) as u64 * 50));
                n * 2
            },
            |n, double| {
                seen.push((n, double));
                ControlFlow::Continue(())
            },
        );
        assert!(all.is_continue());
        assert_eq!(seen, (0..100).map(|n| (n, n * 2)).collect::<Vec<_>>());

        let mut n_taken = 0;
        let broken = in_order(
            100,
            |n| n,
            |n, _| {
                n_taken += 1;
                if n == 9 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        assert!(broken.is_break());
        assert_eq!(n_taken, 10);
        assert!(in_order(0, |n| n, |_, _| ControlFlow::Break(())).is_continue());
    }
}
