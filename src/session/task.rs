//! Work on a thread of its own that reports as it goes on and is given up when nobody wants it any more.
//!
//! In: the work, which reports messages and asks now and then whether it is still wanted. Out: what was reported since one last looked. Dropping
//! the [`Task`] gives the work up; nothing waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::workspace::Wake;

/// Work on its thread; given up when it is dropped.
#[derive(Debug)]
pub(super) struct Task<M> {
    messages: Receiver<M>,
    is_cancelled: Arc<AtomicBool>,
}

/// What the work sees of the world.
pub(super) struct Reporter<M> {
    messages: Sender<M>,
    is_cancelled: Arc<AtomicBool>,
    wake: Wake,
}

impl<M: Send + 'static> Task<M> {
    /// Starts the work. `wake` is called whenever something is there to be taken in.
    pub(super) fn start(
        name: &str,
        wake: &Wake,
        work: impl FnOnce(&Reporter<M>) + Send + 'static,
    ) -> Self {
        let (sender, messages) = unbounded();
        let is_cancelled = Arc::new(AtomicBool::new(false));
        let reporter = Reporter {
            messages: sender,
            is_cancelled: is_cancelled.clone(),
            wake: wake.clone(),
        };
        let thread = thread::Builder::new().name(name.to_owned());
        // A machine that cannot start a thread cannot show a window either.
        thread
            .spawn(move || work(&reporter))
            .expect("a thread starts");
        Self {
            messages,
            is_cancelled,
        }
    }

    /// What was reported since the last call.
    pub(super) fn messages(&self) -> Vec<M> {
        self.messages.try_iter().collect()
    }
}

impl<M> Drop for Task<M> {
    fn drop(&mut self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }
}

impl<M> Reporter<M> {
    /// Whether nobody wants the work any more.
    pub(super) fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }

    /// The same for work that looks by itself.
    pub(super) fn cancelled(&self) -> &AtomicBool {
        &self.is_cancelled
    }

    /// Whether anybody heard it: nobody does when something else is wanted by now.
    pub(super) fn report(&self, message: M) -> bool {
        let is_heard = !self.is_cancelled() && self.messages.send(message).is_ok();
        if is_heard {
            (self.wake)();
        }
        is_heard
    }
}
