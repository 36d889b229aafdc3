//! An export in the background, with progress and cancel.
//!
//! What is exported is what lies on disk: the export waits until every decision is saved, and does not start while one cannot be.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::{Effect, Notice, Session};
use crate::workspace::{
    CodebookRequest, ExportFailure, ExportRequest, ExportSummary, Folder, LogRequest, Target, Wake,
    export, export_codebook, export_log, list, read_codebook,
};

/// What to export where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPlan {
    pub what: Exported,
    /// The file to write; one that is there is replaced when the new one is whole.
    pub target: PathBuf,
}

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    Records(ExportRequest),
    /// Every decision with who made it and when.
    Log(LogRequest),
    /// The codebook as a table, with counts.
    Codebook(CodebookRequest),
}

/// How far an export is.
#[derive(Debug)]
pub enum ExportState {
    /// Decisions are still on their way to disk.
    Waiting(ExportPlan),
    Running(RunningExport),
    Finished {
        target: PathBuf,
        summary: ExportSummary,
    },
    /// Nothing was written.
    Failed(ExportFailure),
}

/// An export on its thread.
#[derive(Debug)]
pub struct RunningExport {
    pub target: PathBuf,
    pub n_done: usize,
    pub n_documents: usize,
    messages: Receiver<Message>,
    is_cancelled: Arc<AtomicBool>,
}

#[derive(Debug)]
enum Message {
    Progress(usize, usize),
    Done(Box<Result<ExportSummary, ExportFailure>>),
}

impl Session {
    pub(super) fn start_export(&mut self, plan: ExportPlan) {
        self.export = Some(ExportState::Waiting(plan));
        self.drain_export(&mut Vec::new());
    }

    pub(super) fn cancel_export(&mut self) {
        match &self.export {
            Some(ExportState::Running(running)) => {
                running.is_cancelled.store(true, Ordering::Relaxed);
            }
            Some(ExportState::Waiting(_)) => self.export = None,
            _ => {}
        }
    }

    pub(super) fn dismiss_export(&mut self) {
        self.cancel_export();
        if !matches!(self.export, Some(ExportState::Running(_))) {
            self.export = None;
        }
    }

    /// Starts an export that waited for the last save, and takes in what a running one reports.
    pub(super) fn drain_export(&mut self, effects: &mut Vec<Effect>) {
        if let Some(ExportState::Waiting(plan)) = &self.export {
            let Some(folder) = &self.folder else { return };
            match folder.save_state() {
                super::SaveState::Saving => return,
                super::SaveState::Failed { path, reason, .. } => {
                    let notice = Notice::new("notice-export-unsaved")
                        .with("path", path)
                        .with("reason", reason);
                    self.tell(notice);
                    self.export = None;
                    return;
                }
                _ => {}
            }
            let opened = folder.opened_path().to_owned();
            self.export = Some(ExportState::Running(run(
                plan.clone(),
                opened,
                self.wake.clone(),
            )));
        }
        let Some(ExportState::Running(running)) = &mut self.export else {
            return;
        };
        let mut done = None;
        for message in running.messages.try_iter() {
            match message {
                Message::Progress(n_done, n_documents) => {
                    (running.n_done, running.n_documents) = (n_done, n_documents);
                }
                Message::Done(result) => done = Some(*result),
            }
        }
        if let Some(result) = done {
            let target = running.target.clone();
            self.export = Some(match result {
                Ok(summary) => {
                    // Its window says so now; where the file lies may be asked later.
                    let notice = Notice::new("notice-exported")
                        .with("n", summary.n_written.to_string())
                        .with("path", target.display().to_string());
                    self.messages.note(notice);
                    ExportState::Finished { target, summary }
                }
                Err(failure) => ExportState::Failed(failure),
            });
            effects.push(Effect::ExportEnded);
        }
    }
}

/// Starts an export on a thread of its own.
fn run(plan: ExportPlan, opened: PathBuf, wake: Wake) -> RunningExport {
    let (sender, messages) = unbounded();
    let is_cancelled = Arc::new(AtomicBool::new(false));
    let running = RunningExport {
        target: plan.target.clone(),
        n_done: 0,
        n_documents: 0,
        messages,
        is_cancelled: is_cancelled.clone(),
    };
    let exporter = thread::Builder::new().name("exporter".into());
    let job = exporter.spawn(move || {
        let result = export_opened(&plan, &opened, &sender, &is_cancelled, &wake);
        // Nobody listens any more when the window was closed.
        let _ = sender.send(Message::Done(Box::new(result)));
        wake();
    });
    job.expect("a thread starts");
    running
}

fn export_opened(
    plan: &ExportPlan,
    opened: &std::path::Path,
    sender: &Sender<Message>,
    is_cancelled: &AtomicBool,
    wake: &Wake,
) -> Result<ExportSummary, ExportFailure> {
    let unlistable = |error| ExportFailure::Target {
        path: opened.to_owned(),
        error,
    };
    let listing = list(opened).map_err(unlistable)?;
    // One that cannot be read was reported when the folder was opened.
    let codebook = read_codebook(&listing.root).unwrap_or_default();
    let folder = Folder {
        listing: &listing,
        codebook: &codebook,
    };
    let target = Target::Path(&plan.target);
    let mut progress = |n_done, n_documents| {
        let _ = sender.send(Message::Progress(n_done, n_documents));
        wake();
        if is_cancelled.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    match &plan.what {
        Exported::Records(request) => export(folder, request, target, &mut progress),
        Exported::Log(request) => export_log(folder, request, target, &mut progress),
        Exported::Codebook(request) => export_codebook(folder, request, target, &mut progress),
    }
}
