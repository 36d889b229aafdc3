//! Texts for the benchmarks: the bundled sample bulletins with numbers and names changed from copy to copy, since one text again and again
//! would flatter caches. The same on every run and on every machine.
#![allow(dead_code, reason = "not every benchmark has use for all of it")]

use std::path::Path;

use piyue::source;

/// The samples over and over, no copy like another.
pub fn copies(n_copies: usize) -> Vec<String> {
    let samples = samples();
    let mut vary = Variation::new();
    (0..n_copies)
        .flat_map(|_| samples.iter().map(|text| vary.of(text)).collect::<Vec<_>>())
        .collect()
}

/// As many documents, one sample after the other.
pub fn documents(n: usize) -> Vec<String> {
    let samples = samples();
    let mut vary = Variation::new();
    samples
        .iter()
        .cycle()
        .take(n)
        .map(|text| vary.of(text))
        .collect()
}

/// One text of so many bytes, all samples one below the other, whole characters.
pub fn text(n_bytes: usize) -> String {
    let samples = samples();
    let mut vary = Variation::new();
    let mut text = String::with_capacity(n_bytes);
    for sample in samples.iter().cycle() {
        text.push_str(&vary.of(sample));
        text.push('\n');
        if text.len() >= n_bytes {
            break;
        }
    }
    text.truncate(text.floor_char_boundary(n_bytes));
    text
}

fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the samples")
        .map(|entry| entry.expect("listed").path())
        .collect();
    paths.sort();
    let known = paths.iter().filter(|path| source::is_known_format(path));
    known
        .map(|path| {
            let bytes = std::fs::read(path).expect("reads");
            let source = source::read(path, &bytes, None).expect("a text");
            source.text.as_str().to_owned()
        })
        .collect()
}

/// Changes a text a little, each time otherwise (xorshift from a fixed seed).
struct Variation(u64);

impl Variation {
    const fn new() -> Self {
        Self(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, n: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n) as usize
    }

    fn of(&mut self, text: &str) -> String {
        let vary = |c| match c {
            '1'..='9' if self.below(4) == 0 => char::from(b'1' + self.below(9) as u8),
            '东' | '南' | '西' | '北' if self.below(3) == 0 => {
                ['东', '南', '西', '北'][self.below(4)]
            }
            '新' | '大' | '建' | '数' if self.below(6) == 0 => {
                ['新', '大', '建', '数'][self.below(4)]
            }
            _ => c,
        };
        text.chars().map(vary).collect()
    }
}
