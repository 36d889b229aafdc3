//! A session over a real folder, without a window.

mod changing;
mod codebook;
mod columns;
mod everywhere;
mod search;
mod table;

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::{Action, Folder, Session};

const MAY: &str = "2024年5月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}数据治理 截至5月底,省數據局备案1276家企业。\n\n\u{3000}\u{3000}人员培训 5月20日,省农业农村厅举办数据素养培训班。\n";
const JUNE: &str = "2024年6月数字乡村工作月报\n\n★重点工作\n\n\u{3000}\u{3000}平台建设 6月3日,省数据局上线平台。\n";

/// A session over a folder with these documents, all loaded.
struct Desk {
    folder: tempfile::TempDir,
    session: Session,
}

impl Desk {
    fn with(documents: &[(&str, &str)]) -> Self {
        Self::with_others(documents, &[])
    }

    /// The same with files beside them that are no documents.
    fn with_others(documents: &[(&str, &str)], others: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in documents.iter().chain(others) {
            fs::write(folder.path().join(name), text).expect("writes");
        }
        let mut session = Session::new(Arc::new(|| {}), None, Some("李".into()));
        session.apply(Action::Open(folder.path().to_owned()));
        let mut desk = Self { folder, session };
        let n_documents = documents.len();
        desk.wait(|session| {
            session.folder().map(Folder::progress) == Some((n_documents, n_documents))
        });
        desk
    }

    fn wait(&mut self, is_so: impl Fn(&Session) -> bool) {
        let end = Instant::now() + Duration::from_mins(1);
        while !is_so(&self.session) {
            assert!(Instant::now() < end, "waited too long");
            thread::sleep(Duration::from_millis(2));
            self.session.drain();
        }
    }
}
