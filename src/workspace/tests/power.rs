//! What a disk may hold after the power went: a model as strict as the standards allow.
//!
//! The words of a file last once it was synced; before, none, half or all of them may be there. Names in a folder last once the folder was
//! synced; before, each change of a name may have lasted or not, whatever became of the others. A file whose folder is gone is gone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::faulty::Call;

/// Files by their paths.
pub(super) type Files = BTreeMap<PathBuf, Vec<u8>>;

#[derive(Debug, Clone, Copy)]
enum Node {
    Folder,
    /// By its number among the contents.
    File(usize),
}

#[derive(Debug, Clone, Default)]
struct Content {
    lasting: Vec<u8>,
    written: Vec<u8>,
}

/// A change of names in one folder that may not have lasted yet: what goes and what comes.
#[derive(Debug, Clone)]
struct Change {
    gone: Option<PathBuf>,
    come: Option<(PathBuf, Node)>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Machine {
    lasting: BTreeMap<PathBuf, Node>,
    seen: BTreeMap<PathBuf, Node>,
    pending: Vec<Change>,
    contents: Vec<Content>,
}

impl Machine {
    /// A disk on which these files and folders have long been.
    pub(super) fn with(folders: &[PathBuf], files: &Files) -> Self {
        let mut machine = Self::default();
        for folder in folders {
            machine.lasting.insert(folder.clone(), Node::Folder);
        }
        for (path, bytes) in files {
            let content = Content {
                lasting: bytes.clone(),
                written: bytes.clone(),
            };
            machine.contents.push(content);
            let node = Node::File(machine.contents.len() - 1);
            machine.lasting.insert(path.clone(), node);
        }
        machine.seen = machine.lasting.clone();
        machine
    }

    pub(super) fn play(&mut self, call: &Call) {
        match call {
            Call::Read(_) => {}
            Call::Create(path) => {
                if let Some(Node::File(n)) = self.seen.get(path) {
                    self.contents[*n].written.clear();
                } else {
                    self.contents.push(Content::default());
                    let node = Node::File(self.contents.len() - 1);
                    self.change(None, Some((path.clone(), node)));
                }
            }
            Call::Write(path, bytes) => {
                let n = self.content(path);
                self.contents[n].written.extend_from_slice(bytes);
            }
            Call::Sync(path) => {
                let n = self.content(path);
                self.contents[n].lasting = self.contents[n].written.clone();
            }
            Call::Rename(from, to) => {
                let node = self.seen[from];
                self.change(Some(from.clone()), Some((to.clone(), node)));
            }
            Call::Remove(path) => self.change(Some(path.clone()), None),
            Call::CreateFolder(path) => self.change(None, Some((path.clone(), Node::Folder))),
            Call::SyncFolder(folder) => {
                let (due, rest) = std::mem::take(&mut self.pending)
                    .into_iter()
                    .partition(|change: &Change| change.folder() == Some(folder));
                self.pending = rest;
                let due: Vec<Change> = due;
                for change in &due {
                    change.happen(&mut self.lasting);
                }
            }
        }
    }

    fn change(&mut self, gone: Option<PathBuf>, come: Option<(PathBuf, Node)>) {
        let change = Change { gone, come };
        change.happen(&mut self.seen);
        self.pending.push(change);
    }

    fn content(&self, path: &Path) -> usize {
        match self.seen.get(path) {
            Some(Node::File(n)) => *n,
            other => panic!("{} is written to and is {other:?}", path.display()),
        }
    }

    /// Everything that may be found when the power comes back.
    pub(super) fn outcomes(&self) -> Vec<Files> {
        let mut outcomes = Vec::new();
        for chosen in 0..1_u32 << self.pending.len() {
            let mut names = self.lasting.clone();
            for (at, change) in self.pending.iter().enumerate() {
                if chosen & (1 << at) != 0 {
                    change.happen(&mut names);
                }
            }
            for quarters in [None, Some(0), Some(2), Some(4)] {
                let found = names.iter().filter_map(|(path, node)| {
                    let Node::File(n) = node else { return None };
                    let Content { lasting, written } = &self.contents[*n];
                    let bytes = match quarters {
                        Some(quarters) if lasting != written => {
                            &written[..written.len() * quarters / 4]
                        }
                        _ => lasting,
                    };
                    is_reachable(path, &names).then(|| (path.clone(), bytes.to_vec()))
                });
                outcomes.push(found.collect());
            }
        }
        outcomes
    }
}

impl Change {
    fn folder(&self) -> Option<&Path> {
        let come = self.come.as_ref().map(|(path, _)| path);
        self.gone.as_ref().or(come)?.parent()
    }

    fn happen(&self, names: &mut BTreeMap<PathBuf, Node>) {
        if let Some(gone) = &self.gone {
            names.remove(gone);
        }
        if let Some((path, node)) = &self.come {
            names.insert(path.clone(), *node);
        }
    }
}

/// Whether every folder above a file is there; the folders above the first known one always are.
fn is_reachable(path: &Path, names: &BTreeMap<PathBuf, Node>) -> bool {
    let Some(root) = names.keys().next() else {
        return false;
    };
    path.ancestors()
        .skip(1)
        .take_while(|folder| folder.starts_with(root))
        .all(|folder| matches!(names.get(folder), Some(Node::Folder)))
}
