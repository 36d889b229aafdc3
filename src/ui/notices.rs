//! What the reviewer must be told, in strips under the bar: what could not be saved, notices until dismissed, why a document is read-only, what
//! was left typed. Each with its ways out.

use std::time::Duration;

use egui::{Color32, RichText, Ui};
use jiff::{SignedDuration, Zoned};
use lucide_icons::Icon;

use super::command::Command;
use super::elsewhere::save_failure;
use super::theme::{Tokens, size};
use super::{icon, widgets};
use crate::annotation::sidecar::{self, SidecarError};
use crate::i18n::Language;
use crate::session::{Action, Folder, Message, Notice, Session, Tone};
use crate::workspace::{KeptDraft, ReadOnly, ReadOnlyReason, portable};

/// How much of a draft that was left is shown.
const DRAFT_CHARS: usize = 40;

/// How many messages are on show at once; the others are in their list.
const MAX_SHOWN: usize = 3;

/// How long a word of success stays before it leaves by itself; it can be read again in the list.
const DONE_STAYS: SignedDuration = SignedDuration::from_secs(15);

/// A button of a strip: its words and what it does.
struct Button {
    words: String,
    press: Press,
}

enum Press {
    Act(Action),
    Run(Command),
    /// Puts words on the clipboard.
    Copy(String),
}

/// Whether there is anything to say.
#[must_use]
pub fn has_notices(session: &Session, language: Language) -> bool {
    let document = session.document();
    session.messages().open().next().is_some()
        || !session.left_drafts().is_empty()
        || save_failure(session).is_some()
        || session
            .folder()
            .is_some_and(|folder| !questions(session, folder, language).is_empty())
        || document.is_some_and(|document| document.loaded.read_only.is_some())
}

/// Paints the strips; nothing where there is nothing to say.
pub fn notices_ui(
    ui: &mut Ui,
    session: &Session,
    language: Language,
    actions: &mut Vec<Action>,
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let mut strip =
        |words: &str, tone: Tone, buttons: Vec<Button>, close: Option<Action>| match strip_ui(
            ui, words, tone, buttons, close, language,
        ) {
            Some(Press::Act(action)) => actions.push(action),
            Some(Press::Run(command)) => commands.push(command),
            Some(Press::Copy(words)) => ui.ctx().copy_text(words),
            None => {}
        };
    if let Some((notice, _)) = save_failure(session) {
        let buttons = [Command::RetrySave, Command::SaveElsewhere].map(|command| Button {
            words: command.name(language),
            press: Press::Run(command),
        });
        let words = notice_words(&notice, language);
        strip(&words, Tone::Problem, buttons.into(), None);
    }
    let open: Vec<(usize, &Message)> = session.messages().open().collect();
    let n_hidden = open.len().saturating_sub(MAX_SHOWN);
    for (at, message) in open.iter().skip(n_hidden) {
        let words = notice_words(&message.notice, language);
        let close = Action::CloseMessage(*at);
        strip(&words, message.notice.tone(), Vec::new(), Some(close));
    }
    if n_hidden > 0 {
        let words = language.with("messages-more", &[("n", n_hidden.into())]);
        let buttons = vec![Button {
            words: Command::Messages.name(language),
            press: Press::Run(Command::Messages),
        }];
        strip(&words, Tone::Attention, buttons, None);
    }
    let Some(folder) = session.folder() else {
        return;
    };
    if let Some(read_only) = session
        .document()
        .and_then(|document| document.loaded.read_only.as_ref())
    {
        let buttons = vec![Button {
            words: Command::Past.name(language),
            press: Press::Run(Command::Past),
        }];
        let words = read_only_words(read_only, language);
        strip(&words, Tone::Problem, buttons, None);
    }
    if let Some(draft) = session.left_drafts().first() {
        let (words, buttons) = left_draft(session, draft, language);
        strip(&words, Tone::Attention, buttons, None);
    }
    for (words, answers) in questions(session, folder, language) {
        question_ui(ui, &words, answers, language, actions);
    }
}

/// What waits for an answer: the words, and the names of the answers with what they do.
type Question = (String, Vec<(&'static str, Action)>);

fn questions(session: &Session, folder: &Folder, language: Language) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let others = folder.others();
    if let Some(first) = others.open_elsewhere.first() {
        let nobody = language.t("conflict-unsigned");
        let arguments = [
            ("who", first.reviewer.as_deref().unwrap_or(&nobody).into()),
            ("machine", first.machine.as_str().into()),
            ("since", language.time_of_stamp(&first.since).into()),
            ("n", others.open_elsewhere.len().into()),
        ];
        let answers = vec![
            ("notice-work-beside", Action::SetViewOnly(false)),
            ("notice-view-only", Action::SetViewOnly(true)),
        ];
        questions.push((language.with("notice-open-elsewhere", &arguments), answers));
    }
    if others.is_view_only {
        let answers = vec![("notice-edit-again", Action::SetViewOnly(false))];
        let words = language.t("notice-is-view-only").into_owned();
        questions.push((words, answers));
    }
    let copies: Vec<String> = folder.copies().map(|copy| portable(&copy.path)).collect();
    if let Some(first) = copies.first() {
        let arguments = [("path", first.as_str().into()), ("n", copies.len().into())];
        let answers = vec![("notice-merge-copies", Action::MergeCopies)];
        questions.push((language.with("notice-copies", &arguments), answers));
    }
    if session
        .document()
        .is_some_and(|document| document.has_new_source)
    {
        let answers = vec![("notice-load-again", Action::LoadSourceAgain)];
        let words = language.t("notice-new-source").into_owned();
        questions.push((words, answers));
    }
    let current = folder.current().and_then(|at| folder.documents().get(at));
    if let Some(gone) = current.filter(|document| document.is_gone) {
        let arguments = [("path", gone.path.as_str().into())];
        questions.push((language.with("notice-gone", &arguments), Vec::new()));
    }
    questions
}

/// A strip with buttons, which stays until it is answered.
fn question_ui(
    ui: &mut Ui,
    words: &str,
    answers: Vec<(&'static str, Action)>,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = Tokens::of(ui.ctx());
    let frame = egui::Frame::new()
        .fill(tokens.selection)
        .inner_margin(egui::Margin::symmetric(14, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.add(
                egui::Label::new(RichText::new(words).size(size::TEXT).color(tokens.ink)).wrap(),
            );
            for (answer, action) in answers {
                let words = RichText::new(language.t(answer))
                    .size(size::SMALL)
                    .color(tokens.ink);
                if ui.button(words).clicked() {
                    actions.push(action);
                }
            }
        });
    });
}

/// What an earlier session left typed: back into its field, or to the clipboard where the field is gone, or away.
fn left_draft(session: &Session, draft: &KeptDraft, language: Language) -> (String, Vec<Button>) {
    let n_chars = draft.text.chars().count();
    let mut shown: String = draft.text.chars().take(DRAFT_CHARS).collect();
    if n_chars > DRAFT_CHARS {
        shown.push('…');
    }
    let arguments = [
        ("n", session.left_drafts().len().into()),
        ("path", draft.path.as_str().into()),
        ("text", shown.replace('\n', " ").into()),
    ];
    let words = language.with("draft-left", &arguments);
    let take_back = match session.left_draft_key() {
        Some(_) => ("draft-take-back", Press::Act(Action::TakeBackDraft)),
        None => ("text-copy", Press::Copy(draft.text.clone())),
    };
    let drop = ("draft-drop", Press::Act(Action::DropLeftDraft));
    let buttons = [take_back, drop].map(|(id, press)| Button {
        words: language.t(id).into_owned(),
        press,
    });
    (words, buttons.into())
}

/// Takes away the words of success that were on show long enough, and has the window painted again when the next one is due.
pub fn let_done_go(ctx: &egui::Context, session: &Session, actions: &mut Vec<Action>) {
    let now = Zoned::now();
    for (at, message) in session.messages().open() {
        match stays(message, &now) {
            Some(left) if left.is_zero() => actions.push(Action::CloseMessage(at)),
            Some(left) => ctx.request_repaint_after(left),
            None => {}
        }
    }
}

/// How long a message stays by itself from now on; none for until it is closed.
fn stays(message: &Message, now: &Zoned) -> Option<Duration> {
    if message.notice.tone() != Tone::Done {
        return None;
    }
    let left = DONE_STAYS.saturating_sub(now.duration_since(&message.at));
    Some(Duration::try_from(left).unwrap_or_default())
}

/// The sign of a message, told apart by shape and colour, and the message naming it.
#[must_use]
pub const fn tone_sign(tone: Tone, tokens: &Tokens) -> (Icon, Color32, &'static str) {
    match tone {
        Tone::Done => (icon::DONE, tokens.ok, "messages-done"),
        Tone::Attention => (icon::ATTENTION, tokens.warn, "messages-attention"),
        Tone::Problem => (icon::PROBLEM, tokens.red, "messages-problem"),
    }
}

/// A strip; returns what was pressed.
fn strip_ui(
    ui: &mut Ui,
    words: &str,
    tone: Tone,
    buttons: Vec<Button>,
    close: Option<Action>,
    language: Language,
) -> Option<Press> {
    let tokens = Tokens::of(ui.ctx());
    let mut pressed = None;
    let ground = match tone {
        Tone::Done => tokens.panel,
        Tone::Attention => tokens.selection,
        Tone::Problem => tokens.red_ground,
    };
    let (sign, colour, tone_name) = tone_sign(tone, tokens);
    egui::Frame::new()
        .fill(ground)
        .inner_margin(egui::Margin::symmetric(14, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                let mut ends = widgets::Ends::of(ui);
                let sign = RichText::new(icon::alone(sign)).color(colour);
                ends.start.label(sign).on_hover_text(language.t(tone_name));
                let words = RichText::new(words).size(size::TEXT).color(tokens.ink);
                ends.start.add(egui::Label::new(words).wrap());
                for button in buttons {
                    let words = widgets::small(button.words, tokens.ink);
                    if ends.end.button(words).clicked() {
                        pressed = Some(button.press);
                    }
                }
                if let Some(close) = close {
                    let name = language.t("notice-dismiss");
                    let cross =
                        widgets::icon_button(&mut ends.end, icon::CLOSE, &name, tokens.ink2);
                    if cross.clicked() {
                        pressed = Some(Press::Act(close));
                    }
                }
                ends.finish(ui);
            });
        });
    pressed
}

/// A notice in words.
#[must_use]
pub fn notice_words(notice: &Notice, language: Language) -> String {
    let plain: Vec<_> = notice
        .arguments
        .iter()
        .map(|(name, value)| (*name, value.as_str().into()))
        .collect();
    let arguments: Vec<_> = notice
        .arguments
        .iter()
        // A reason may itself be the name of a message, which then speaks of the same things.
        .map(|(name, value)| {
            let is_message = *name == "reason" && language.has(value);
            let value = if is_message {
                language.with(value, &plain)
            } else {
                value.clone()
            };
            (*name, value.into())
        })
        .collect();
    language.with(notice.id, &arguments)
}

fn read_only_words(read_only: &ReadOnly, language: Language) -> String {
    let path = read_only.sidecar.display().to_string();
    let (id, mut arguments) = match &read_only.reason {
        ReadOnlyReason::Sidecar(SidecarError::Syntax {
            line,
            column,
            message,
        }) => (
            "read-only-syntax",
            vec![
                ("line", (*line).into()),
                ("column", (*column).into()),
                ("reason", message.as_str().into()),
            ],
        ),
        ReadOnlyReason::Sidecar(SidecarError::Newer(version)) => {
            ("read-only-newer", vec![("version", (*version).into())])
        }
        ReadOnlyReason::Io(reason) => ("read-only-io", vec![("reason", reason.as_str().into())]),
        ReadOnlyReason::TooLarge => (
            "read-only-too-large",
            vec![("limit", (sidecar::MAX_BYTES >> 20).into())],
        ),
        ReadOnlyReason::Link => ("read-only-link", Vec::new()),
        ReadOnlyReason::NotAFile => ("read-only-not-a-file", Vec::new()),
        ReadOnlyReason::NotUtf8 { line } => ("read-only-not-utf-8", vec![("line", (*line).into())]),
    };
    arguments.push(("path", path.into()));
    language.with(id, &arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn success_leaves_by_itself_and_what_went_wrong_stays() {
        let told = |id: &'static str| Message {
            at: Zoned::now(),
            notice: Notice::new(id),
            is_open: true,
        };
        let (done, problem) = (told("notice-restored"), told("notice-not-restored"));
        let later = |message: &Message, secs: i64| {
            let now = message.at.saturating_add(SignedDuration::from_secs(secs));
            stays(message, &now)
        };
        assert_eq!(later(&done, 5), Some(Duration::from_secs(10)));
        assert_eq!(later(&done, 60), Some(Duration::ZERO));
        assert_eq!(later(&problem, 60), None);
    }
}
