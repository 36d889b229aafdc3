//! What the reviewer was told: each thing with its time, on show until it is closed, and kept so that it can be read again.
//!
//! Only what this window said since it was opened; nothing of it is written anywhere.

use jiff::Zoned;

/// How many are kept; older ones are forgotten.
const MAX_KEPT: usize = 500;

/// Something the reviewer should be told, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The message's name in `assets/i18n`.
    pub id: &'static str,
    /// What it speaks of: a file, a reason.
    pub arguments: Vec<(&'static str, String)>,
}

impl Notice {
    #[must_use]
    pub fn new(id: &'static str) -> Self {
        Self {
            id,
            arguments: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// How much it matters.
    #[must_use]
    pub fn tone(&self) -> Tone {
        match self.id {
            "notice-restored"
            | "notice-restored-same"
            | "notice-saved-elsewhere"
            | "notice-exported"
            | "notice-lost-placed" => Tone::Done,
            "notice-source-changed"
            | "notice-sources-changed"
            | "notice-rewritten"
            | "notice-bulk-left"
            | "notice-change-stopped"
            | "notice-step-stopped" => Tone::Attention,
            _ => Tone::Problem,
        }
    }
}

/// How much a notice matters: whether it may go by itself, and how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Went well; leaves by itself.
    Done,
    /// Should be looked at.
    Attention,
    /// Did not work.
    Problem,
}

/// A notice with when it was told.
#[derive(Debug, Clone)]
pub struct Message {
    pub at: Zoned,
    pub notice: Notice,
    /// Not closed yet.
    pub is_open: bool,
}

/// Everything that was told, oldest first.
#[derive(Debug, Default)]
pub struct Messages {
    told: Vec<Message>,
}

impl Messages {
    /// Everything, oldest first.
    #[must_use]
    pub fn all(&self) -> &[Message] {
        &self.told
    }

    /// What was not closed yet, oldest first, each with its position among all.
    pub fn open(&self) -> impl Iterator<Item = (usize, &Message)> {
        let is_open = |(_, message): &(usize, &Message)| message.is_open;
        self.told.iter().enumerate().filter(is_open)
    }

    /// Shows a notice; one that is on show already is not shown twice.
    pub(super) fn push(&mut self, notice: Notice) {
        if !self.open().any(|(_, message)| message.notice == notice) {
            self.keep(notice, true);
        }
    }

    pub(super) fn extend(&mut self, notices: impl IntoIterator<Item = Notice>) {
        for notice in notices {
            self.push(notice);
        }
    }

    /// Keeps what was shown in another way, such as in a window of its own. The same again and again is kept once.
    pub(super) fn note(&mut self, notice: Notice) {
        if self.told.last().is_none_or(|last| last.notice != notice) {
            self.keep(notice, false);
        }
    }

    /// Closes the one at this position among all.
    pub(super) fn close(&mut self, at: usize) {
        if let Some(message) = self.told.get_mut(at) {
            message.is_open = false;
        }
    }

    /// Closes what does not hold any more.
    pub(super) fn close_all_of(&mut self, id: &str) {
        for message in &mut self.told {
            message.is_open &= message.notice.id != id;
        }
    }

    fn keep(&mut self, notice: Notice, is_open: bool) {
        if self.told.len() >= MAX_KEPT {
            self.told.remove(0);
        }
        self.told.push(Message {
            at: Zoned::now(),
            notice,
            is_open,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_closed_can_still_be_read() {
        let mut messages = Messages::default();
        messages.push(Notice::new("notice-refused"));
        messages.push(Notice::new("notice-refused"));
        assert_eq!(messages.open().count(), 1, "said once while it is on show");
        messages.close(0);
        assert_eq!(messages.open().count(), 0);
        messages.push(Notice::new("notice-refused"));
        assert_eq!(messages.all().len(), 2);
    }

    #[test]
    fn the_oldest_are_forgotten_before_there_are_too_many() {
        let mut messages = Messages::default();
        for n in 0..=MAX_KEPT {
            messages.note(Notice::new("notice-refused").with("reason", n.to_string()));
        }
        assert_eq!(messages.all().len(), MAX_KEPT);
        assert_eq!(messages.all()[0].notice.arguments[0].1, "1");
    }
}
