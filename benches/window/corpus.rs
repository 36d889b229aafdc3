//! Folders of documents made from the bundled sample bulletins, no two alike: the same text again and again would flatter caches.

use std::fs;
use std::path::{Path, PathBuf};

use piyue::source;

/// Each a little above 13 KB, as bulletins of provinces are.
const DOCUMENT_BYTES: usize = 13_200;
/// Documents to a subfolder: a year of a province.
const DOCUMENTS_OF_YEAR: usize = 100;

/// The samples, and what is varied in them.
pub struct Corpus {
    samples: Vec<String>,
    seed: u64,
}

impl Corpus {
    pub fn new() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
        let mut paths: Vec<PathBuf> = fs::read_dir(folder)
            .expect("the samples")
            .map(|entry| entry.expect("listed").path())
            .filter(|path| path.is_file() && source::is_known_format(path))
            .collect();
        paths.sort();
        let read = |path: &PathBuf| {
            let bytes = fs::read(path).expect("reads");
            let source = source::read(path, &bytes, None).expect("a text");
            source.text.as_str().to_owned()
        };
        Self {
            samples: paths.iter().map(read).collect(),
            seed: 0x2545_F491_4F6C_DD1D,
        }
    }

    fn random(&mut self, below: usize) -> usize {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        usize::try_from(self.seed % below as u64).expect("small")
    }

    fn varied(&mut self, c: char) -> char {
        const QUARTERS: [char; 4] = ['东', '南', '西', '北'];
        const WORDS: [char; 4] = ['新', '大', '建', '数'];
        match c {
            '1'..='9' if self.random(4) == 0 => {
                char::from_digit(1 + self.random(9) as u32, 10).expect("a digit")
            }
            '东' | '南' | '西' | '北' if self.random(3) == 0 => QUARTERS[self.random(4)],
            '新' | '大' | '建' | '数' if self.random(6) == 0 => WORDS[self.random(4)],
            c => c,
        }
    }

    /// A text of so many bytes or a little more, bulletin after bulletin.
    pub fn text(&mut self, n_bytes: usize) -> String {
        let mut text = String::with_capacity(n_bytes + 8_000);
        while text.len() < n_bytes {
            let sample = self.random(self.samples.len());
            let sample = self.samples[sample].clone();
            let end = sample.ceil_char_boundary(n_bytes - text.len());
            text.extend(sample[..end].chars().map(|c| self.varied(c)));
        }
        text
    }

    /// Fills a folder with so many documents; returns how many bytes they have.
    pub fn fill(&mut self, folder: &Path, n_documents: usize) -> usize {
        let mut n_bytes = 0;
        for n in 0..n_documents {
            let year = folder.join(format!("省份{:03}", n / DOCUMENTS_OF_YEAR));
            if n % DOCUMENTS_OF_YEAR == 0 {
                fs::create_dir_all(&year).expect("creates");
            }
            let text = self.text(DOCUMENT_BYTES);
            n_bytes += text.len();
            let name = format!("第{:03}期工作月报.txt", n % DOCUMENTS_OF_YEAR);
            fs::write(year.join(name), text).expect("writes");
        }
        n_bytes
    }
}
