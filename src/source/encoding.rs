//! Which bytes stand for which characters.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The encodings that bulletins come in. GBK and GB 2312 are read as GB18030, which contains them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Utf8,
    /// UTF-8 with a byte-order mark.
    Utf8Bom,
    Utf16Le,
    Utf16Be,
    Gb18030,
    Big5,
}

impl Encoding {
    /// What a reviewer can choose from, likeliest first.
    pub const ALL: [Self; 6] = [
        Self::Utf8,
        Self::Utf8Bom,
        Self::Gb18030,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Big5,
    ];

    /// The name shown and written to files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 BOM",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|encoding| encoding.name() == name)
    }

    /// A byte-order mark decides; then the zero bytes of UTF-16; then UTF-8, valid or all but valid; then what the bytes look like most.
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Self {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => return Self::Utf8Bom,
            [0xFF, 0xFE, ..] => return Self::Utf16Le,
            [0xFE, 0xFF, ..] => return Self::Utf16Be,
            _ => {}
        }
        if let Some(utf16) = detect_utf16(bytes) {
            return utf16;
        }
        if std::str::from_utf8(bytes).is_ok() {
            return Self::Utf8;
        }
        if is_damaged_utf8(bytes) {
            return Self::Utf8;
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
        if guess == encoding_rs::UTF_8 {
            Self::Utf8
        } else if guess == encoding_rs::BIG5 {
            Self::Big5
        } else {
            Self::Gb18030
        }
    }

    /// The characters, without a byte-order mark, and whether some bytes had to be replaced.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        let encoding = match self {
            Self::Utf8 | Self::Utf8Bom => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
        };
        let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
        (text.into_owned(), has_errors)
    }
}

impl Serialize for Encoding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Encoding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let known = Self::ALL
            .into_iter()
            .find(|encoding| encoding.name() == name);
        known.ok_or_else(|| serde::de::Error::custom(format!("unknown encoding {name}")))
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// UTF-16 without a mark shows in ASCII digits, spaces and line ends: one byte of the pair is zero, always on the same side.
fn detect_utf16(bytes: &[u8]) -> Option<Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let mut n_zero = [0_usize; 2];
    for pair in bytes.chunks_exact(2).take(4096) {
        n_zero[0] += usize::from(pair[0] == 0 && is_plain(pair[1]));
        n_zero[1] += usize::from(pair[1] == 0 && is_plain(pair[0]));
        if pair == [0, 0] {
            return None;
        }
    }
    match n_zero {
        [0, n] if n > 1 => Some(Encoding::Utf16Le),
        [n, 0] if n > 1 => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// UTF-8 that was cut off or has a few wrong bytes in it. Text in another encoding has hardly a character that is one in UTF-8 too.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    const CHARS_A_FAULT: usize = 5;
    let (mut n_chars, mut n_faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_chars += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // Wrong bytes in a row are one fault.
        let is_fault = !chunk.invalid().is_empty() && !chunk.valid().is_empty();
        n_faults += usize::from(is_fault);
    }
    n_chars >= CHARS_A_FAULT * n_faults
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | b'\t' | b' '..=b'~')
}
