//! A folder that the `datasets` library of Hugging Face loads as it is: the tables of [`super::parquet`] under `data/`, and `README.md`, the
//! card that names them.

use super::parquet::{Parquet, tables};
use super::{ExportError, ExportedDocument, Exporter, Files, Layout, Notice};

/// Writes the tables and the card.
pub(super) struct HuggingFace<'w> {
    tables: Box<Parquet<'w>>,
    n_documents: usize,
    n_mentions: usize,
    n_decided: usize,
}

impl<'w> HuggingFace<'w> {
    pub(super) fn new(layout: Layout<'w>, files: Box<dyn Files + 'w>) -> Self {
        Self {
            tables: Box::new(Parquet::new(false, "data/", layout, files)),
            n_documents: 0,
            n_mentions: 0,
            n_decided: 0,
        }
    }

    fn card(&self) -> String {
        let configurations = tables().enumerate().map(|(at, table)| {
            // The first one is what loads where none is named.
            let default = if at == 0 { "  default: true\n" } else { "" };
            format!(
                "- config_name: {table}\n{default}  data_files:\n  - split: train\n    path: data/{table}.parquet\n"
            )
        });
        let configurations: String = configurations.collect();
        let Self {
            n_documents,
            n_mentions,
            n_decided,
            ..
        } = self;
        format!(
            "---\nlanguage:\n- zh\ntask_categories:\n- token-classification\nconfigs:\n{configurations}---\n\n\
             # 公报标注集 / Annotated bulletins\n\n\
             {n_documents} documents, {n_mentions} mentions, {n_decided} of them decided on by people.\n\n\
             - `documents`: one row a document, with its text\n\
             - `entries`: one row a reported item\n\
             - `mentions`: one row a mention; `verdict` is null where nobody decided, `rejected` where it is none\n\n\
             `start` and `end` count Unicode code points in the `text` of the document of the same `file`.\n\n\
             Made by piyue {}.\n",
            env!("CARGO_PKG_VERSION")
        )
    }
}

impl Exporter for HuggingFace<'_> {
    fn document(&mut self, document: &ExportedDocument<'_>) -> Result<(), ExportError> {
        self.n_documents += 1;
        self.n_mentions += document.mentions().count();
        let decided = document
            .mentions()
            .filter(|mention| mention.verdict.is_some());
        self.n_decided += decided.count();
        self.tables.document(document)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<Notice>, ExportError> {
        let card = self.card();
        let mut out = self.tables.files().create("README.md")?;
        out.write_all(card.as_bytes())?;
        out.flush()?;
        drop(out);
        self.tables.finish()
    }
}
