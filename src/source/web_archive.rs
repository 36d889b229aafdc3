//! MHT, a page saved with everything in it as one MIME message (RFC 2557): its first part in HTML.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding as Transfer, MessageParser, PartType};

use super::Unreadable;

/// Bytes in which the head of a message stands.
const HEAD_BYTES: usize = 4096;

/// Whether bytes begin as a message of several parts does.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_lowercase();
    let is_header = head
        .lines()
        .next()
        .and_then(|line| line.split_once(':'))
        .is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    is_header
        && head.contains("\nmime-version:") | head.starts_with("mime-version:")
        && head.contains("multipart/related") | head.contains("text/html")
}

/// The bytes of the page in an archive, in whatever encoding they are.
///
/// # Errors
/// Where the archive is damaged or holds no page.
pub(super) fn page(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or(Unreadable::Damaged)?;
    let part = message
        .parts
        .iter()
        .find(|part| matches!(part.body, PartType::Html(_)))
        .ok_or(Unreadable::Damaged)?;
    let raw = bytes
        .get(part.offset_body as usize..part.offset_end as usize)
        .ok_or(Unreadable::Damaged)?;
    // The library's own text is decoded as the part says; what a page says of its encoding is often wrong.
    match part.encoding {
        Transfer::None => Ok(raw.to_vec()),
        Transfer::Base64 => base64_decode(raw).ok_or(Unreadable::Damaged),
        Transfer::QuotedPrintable => quoted_printable_decode(raw).ok_or(Unreadable::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCHIVE: &str = "From: <Saved by Browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>=E6=95=B0=E6=8D=AE=\r\n</p></html>\r\n--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--B--\r\n";

    #[test]
    fn the_page_is_taken_out_and_decoded() {
        assert!(is_one(ARCHIVE.as_bytes()));
        let page = page(ARCHIVE.as_bytes()).expect("has one");
        assert_eq!(
            String::from_utf8_lossy(&page).trim(),
            "<html><p>数据</p></html>"
        );
    }

    #[test]
    fn a_notice_is_no_archive() {
        assert!(!is_one("通知：各市教育局\nMIME-Version: 1.0".as_bytes()));
        assert!(!is_one(b"From: me\nhello"));
    }
}
