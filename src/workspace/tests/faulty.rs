//! A disk that does what the real one does, tells the order of the calls, and fails at the one it is told to.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::super::disk::{Disk, RealDisk};

/// A call that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Call {
    Read(PathBuf),
    Create(PathBuf),
    Write(PathBuf, Vec<u8>),
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    CreateFolder(PathBuf),
    SyncFolder(PathBuf),
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The call fails and does nothing.
    Error(ErrorKind),
    /// A write takes half of its bytes.
    ShortWrite,
    /// A write takes half of its bytes, and whatever needs room afterwards fails.
    FillsUp,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Fault {
    /// Which call fails, counted from 0.
    pub(super) at: usize,
    pub(super) what: What,
    /// Whether every later call fails too.
    pub(super) lasts: bool,
}

#[derive(Debug, Default)]
pub(super) struct FaultyDisk {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    fault: Option<Fault>,
    is_full: bool,
    n_calls: usize,
    done: Vec<Call>,
}

impl FaultyDisk {
    pub(super) fn with(fault: Fault) -> Self {
        let state = State {
            fault: Some(fault),
            ..State::default()
        };
        Self {
            state: Mutex::new(state),
        }
    }

    /// From now on nothing fails.
    pub(super) fn mend(&self) {
        let mut state = self.state.lock().expect("no test panicked in here");
        (state.fault, state.is_full) = (None, false);
    }

    /// Calls made, those that failed included.
    pub(super) fn n_calls(&self) -> usize {
        self.state.lock().expect("no test panicked in here").n_calls
    }

    /// The calls that were carried out, in their order.
    pub(super) fn done(&self) -> Vec<Call> {
        self.state
            .lock()
            .expect("no test panicked in here")
            .done
            .clone()
    }

    /// What is to go wrong with the next call, if anything.
    fn next(&self, needs_room: bool) -> Result<Option<What>, io::Error> {
        let mut state = self.state.lock().expect("no test panicked in here");
        let n = state.n_calls;
        state.n_calls += 1;
        if state.is_full && needs_room {
            return Err(ErrorKind::StorageFull.into());
        }
        let due = state
            .fault
            .filter(|fault| n == fault.at || (fault.lasts && n > fault.at));
        match due.map(|fault| fault.what) {
            Some(What::Error(kind)) => Err(kind.into()),
            what => Ok(what),
        }
    }

    fn carry_out<T>(
        &self,
        needs_room: bool,
        call: Call,
        run: impl FnOnce() -> io::Result<T>,
    ) -> io::Result<T> {
        self.next(needs_room)?;
        let done = run()?;
        self.state
            .lock()
            .expect("no test panicked in here")
            .done
            .push(call);
        Ok(done)
    }
}

impl Disk for FaultyDisk {
    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.carry_out(false, Call::Read(file.into()), || RealDisk.read(file))
    }

    fn create(&self, file: &Path, like: &Path) -> io::Result<File> {
        let call = Call::Create(file.into());
        self.carry_out(true, call, || RealDisk.create(file, like))
    }

    fn write(&self, path: &Path, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        let what = self.next(true)?;
        let n = match what {
            Some(What::ShortWrite | What::FillsUp) => bytes.len().div_ceil(2),
            _ => bytes.len(),
        };
        io::Write::write_all(file, &bytes[..n])?;
        let mut state = self.state.lock().expect("no test panicked in here");
        state.is_full |= what == Some(What::FillsUp);
        state
            .done
            .push(Call::Write(path.into(), bytes[..n].to_vec()));
        Ok(n)
    }

    fn sync(&self, path: &Path, file: &File) -> io::Result<()> {
        self.carry_out(true, Call::Sync(path.into()), || RealDisk.sync(path, file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let call = Call::Rename(from.into(), to.into());
        self.carry_out(false, call, || RealDisk.rename(from, to))
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        self.carry_out(false, Call::Remove(file.into()), || RealDisk.remove(file))
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let call = Call::CreateFolder(folder.into());
        self.carry_out(true, call, || RealDisk.create_folder(folder))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let call = Call::SyncFolder(folder.into());
        self.carry_out(false, call, || RealDisk.sync_folder(folder))
    }
}
