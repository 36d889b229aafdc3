//! How much the streams of a PDF unpack to, before anything is unpacked: the library that reads them takes all that comes.
//!
//! In: a file's bytes. Out: nothing, or the reason to leave the file alone. Streams are found by their keyword, whatever the tables of the file say
//! of them. Pictures are passed by, because nothing here unpacks them. What is encrypted cannot be looked into and passes.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::super::Unreadable;

/// A single stream: a page's content, a font with all its characters.
const MOST_OF_ONE: u64 = 24 << 20;

/// All streams of a file but its pictures.
const MOST_OF_ALL: u64 = 256 << 20;

/// The dictionary of a stream stands before it in this many bytes.
const DICTIONARY_BYTES: usize = 4096;

/// The filters after which there may be more than before.
const GROWING: [&[u8]; 3] = [b"FlateDecode", b"LZWDecode", b"RunLengthDecode"];

/// Looks at every stream of a file.
///
/// # Errors
/// [`Unreadable::Bomb`] where they unpack to more than those of any document.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut total = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let dictionary = dictionary(&bytes[..at]);
        let has = |word: &[u8]| memchr::memmem::find(dictionary, word).is_some();
        if has(b"/Image") && has(b"/Width") && has(b"/Height") {
            continue;
        }
        let times = GROWING.map(|name| memchr::memmem::find_iter(dictionary, name).count());
        if times.iter().sum::<usize>() > 1 {
            // One after the other is done by those who want to do harm.
            return Err(Unreadable::Bomb);
        }
        let body = body(&bytes[at + b"stream".len()..]);
        let is_spelled_out = has(b"ASCIIHexDecode") || has(b"ASCII85Decode");
        let packed = if is_spelled_out {
            Cow::Owned(spelled(body, has(b"ASCII85Decode")))
        } else {
            Cow::Borrowed(body)
        };
        let unpacked = match times {
            [1, ..] => inflated(&packed),
            [_, 1, _] => of_codes(&packed),
            [.., 1] => of_runs(&packed),
            _ => 0,
        };
        total += unpacked;
        if unpacked > MOST_OF_ONE || total > MOST_OF_ALL {
            return Err(Unreadable::Bomb);
        }
    }
    Ok(())
}

/// What stands between the beginning of an object and its stream.
fn dictionary(before: &[u8]) -> &[u8] {
    let near = &before[before.len().saturating_sub(DICTIONARY_BYTES)..];
    let begin = memchr::memmem::rfind(near, b"obj").map_or(0, |at| at + 3);
    &near[begin..]
}

/// The bytes of a stream, from behind its keyword on.
fn body(behind: &[u8]) -> &[u8] {
    let line_end = behind
        .iter()
        .take(2)
        .take_while(|b| matches!(b, b'\r' | b'\n'));
    let behind = &behind[line_end.count()..];
    let end = memchr::memmem::find(behind, b"endstream");
    &behind[..end.unwrap_or(behind.len())]
}

/// How much DEFLATE unpacks to; what breaks off counts as far as it goes.
fn inflated(packed: &[u8]) -> u64 {
    let mut unpacked = ZlibDecoder::new(packed);
    let mut buffer = [0; 16 << 10];
    let mut n = 0;
    while n <= MOST_OF_ONE {
        match unpacked.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => n += read as u64,
        }
    }
    n
}

/// How much LZW unpacks to: only the lengths of its codes are kept.
fn of_codes(packed: &[u8]) -> u64 {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut lengths = vec![1_u64; 4096];
    let (mut next, mut before) = (END + 1, None::<u64>);
    let (mut bits, mut n_bits) = (0_u32, 0_u32);
    let mut n = 0;
    for byte in packed {
        bits = bits << 8 | u32::from(*byte);
        n_bits += 8;
        // A code grows wider one before it has to.
        let width = (usize::BITS - next.leading_zeros()).clamp(9, 12);
        if n_bits < width {
            continue;
        }
        n_bits -= width;
        let code = (bits >> n_bits) as usize & ((1 << width) - 1);
        match code {
            CLEAR => (next, before) = (END + 1, None),
            END => break,
            _ => {
                let longer = before.map_or(1, |length| length + 1);
                let length = if code < next { lengths[code] } else { longer };
                n += length;
                if before.is_some() && next < lengths.len() {
                    lengths[next] = longer;
                    next += 1;
                }
                before = Some(length);
            }
        }
    }
    n
}

/// How much runs of the same byte unpack to.
fn of_runs(packed: &[u8]) -> u64 {
    let (mut at, mut n) = (0, 0);
    while let Some(&length) = packed.get(at) {
        let length = usize::from(length);
        let (read, written) = match length {
            0..=127 => (length + 2, length + 1),
            128 => break,
            _ => (2, 257 - length),
        };
        at += read;
        n += written as u64;
    }
    n
}

/// The bytes that letters and digits stand for: two of base 16 for one, or five of base 85 for four.
fn spelled(words: &[u8], is_85: bool) -> Vec<u8> {
    let (base, in_group, out_of_group): (u32, usize, usize) =
        if is_85 { (85, 5, 4) } else { (16, 2, 1) };
    let mut bytes = Vec::with_capacity(words.len());
    let (mut group, mut n) = (0_u32, 0);
    for word in words {
        let digit = match word {
            b'~' if is_85 => break,
            b'>' if !is_85 => break,
            b'z' if is_85 && n == 0 => {
                bytes.extend([0; 4]);
                continue;
            }
            b'!'..=b'u' if is_85 => u32::from(*word - b'!'),
            _ if is_85 => continue,
            _ => match char::from(*word).to_digit(16) {
                Some(digit) => digit,
                None => continue,
            },
        };
        group = group.wrapping_mul(base).wrapping_add(digit);
        n += 1;
        if n == in_group {
            bytes.extend(&group.to_be_bytes()[4 - out_of_group..]);
            (group, n) = (0, 0);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn deflated(n_mb: usize) -> Vec<u8> {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
        out.write_all(&vec![b' '; n_mb << 20]).expect("writes");
        out.finish().expect("finishes")
    }

    fn stream(dictionary: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("4 0 obj\n<< {dictionary} >>\nstream\r\n");
        [head.as_bytes(), body, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn a_stream_that_unpacks_to_more_than_a_page_is_told_and_a_picture_is_not_looked_at() {
        let flate = "/Filter /FlateDecode";
        assert_eq!(check(&stream(flate, &deflated(2))), Ok(()));
        let bomb = deflated(60);
        assert_eq!(check(&stream(flate, &bomb)), Err(Unreadable::Bomb));
        let picture = format!("/Subtype /Image /Width 9000 /Height 7000 {flate}");
        assert_eq!(check(&stream(&picture, &bomb)), Ok(()));
        let many = stream(flate, &deflated(20)).repeat(13);
        assert_eq!(check(&many), Err(Unreadable::Bomb));
        let twice = "/Filter [/FlateDecode /FlateDecode]";
        assert_eq!(check(&stream(twice, b"")), Err(Unreadable::Bomb));
    }

    #[test]
    fn other_ways_of_packing_are_counted_too() {
        // Ten times the letter a, then the end; as the standard's own example is built.
        let codes: [u16; 6] = [256, 97, 258, 259, 260, 257];
        let bits = codes.map(|code| format!("{code:09b}")).concat();
        let bytes: Vec<u8> = bits
            .as_bytes()
            .chunks(8)
            .map(|byte| byte.iter().fold(0, |all, bit| all << 1 | (bit - b'0')) << (8 - byte.len()))
            .collect();
        assert_eq!(of_codes(&bytes), 10);
        assert_eq!(of_runs(&[2, 1, 2, 3, 255, 9, 129, 7, 128, 5]), 3 + 2 + 128);
        assert_eq!(spelled(b"4a6F 6b>", false), b"Jok");
        assert_eq!(spelled(b"87cURD]j7BEbo80~>", true), b"Hello world!");
        let digit = |half: u8| b"0123456789abcdef"[usize::from(half)];
        let packed = deflated(60).into_iter();
        let hex: Vec<u8> = packed
            .flat_map(|b| [digit(b >> 4), digit(b & 15)])
            .collect();
        let spelled_out = stream("/Filter [/ASCIIHexDecode /FlateDecode]", &hex);
        assert_eq!(check(&spelled_out), Err(Unreadable::Bomb));
    }
}
