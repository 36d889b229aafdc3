//! Documents of other formats that were made to do harm: each is refused in words or read as far as it makes sense, in bounded memory.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::cli::{annotate, code, err, json_lines, out};

const DAMAGED: &str = "damaged";
const BOMB: &str = "unpacks or nests far beyond";
const ENCRYPTED: &str = "protected by a password";

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().large_file(false);
        writer.start_file(*name, options).expect("begins a part");
        writer.write_all(bytes).expect("writes");
    }
    writer.finish().expect("finishes").into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    package(&[("word/document.xml", body.as_bytes())])
}

fn odt(content: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let mime: &[u8] = b"application/vnd.oasis.opendocument.text";
    let parts = [("mimetype", mime), ("content.xml", content.as_bytes())];
    package(&[&parts[..], others].concat())
}

/// A PDF of these objects, numbered from 1, the first of them the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let n = objects.len() + 1;
    let end = format!(
        "xref\n0 {n}\n0000000000 65535 f \n{places}trailer\n<< /Size {n} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(end.bytes());
    bytes
}

fn stream(dictionary: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("<< /Length {} {dictionary} >>\nstream\n", body.len());
    [head.as_bytes(), body, b"\nendstream"].concat()
}

/// A page whose content is this stream.
fn page_of(content: Vec<u8>, resources: &str, others: Vec<Vec<u8>>) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>"
    );
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.into_bytes(),
        content,
    ];
    objects.extend(others);
    pdf(&objects)
}

/// Extracts files one by one, each within a gigabyte of addresses: most of that is what a program with threads reserves and never touches.
fn check(files: &[(&str, Vec<u8>, &str)]) {
    let folder: TempDir = tempfile::tempdir().expect("a folder");
    for (name, bytes, expected) in files {
        fs::write(folder.path().join(name), bytes).expect("writes");
        let output = std::process::Command::new("sh")
            .args([
                "-c",
                "ulimit -v 1000000; exec \"$0\" extract \"$1\" --lang en",
            ])
            .arg(env!("CARGO_BIN_EXE_piyue"))
            .arg(Path::new(name))
            .current_dir(folder.path())
            .output()
            .expect("runs");
        let complaint = err(&output);
        if expected.is_empty() {
            assert_eq!((code(&output), complaint.as_str()), (Some(0), ""), "{name}");
            assert_eq!(json_lines(&out(&output)).len(), 1, "{name}");
        } else {
            let words = format!("{name}: cannot be read: {expected}");
            assert!(complaint.contains(&words), "{name}: {complaint}");
            assert_eq!(complaint.lines().count(), 1, "{complaint}");
        }
    }
}

#[cfg(unix)]
#[test]
fn packages_that_unpack_to_more_than_any_document_are_left_packed() {
    let spaces = " ".repeat(40 << 20);
    let long_text = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "数".repeat(9 << 20));
    let cells = "<w:tc><w:p/></w:tc>".repeat(1 << 20);
    let inner = docx(&spaces);
    let nested = package(&[("a.docx", &inner), ("b.docx", &inner)]);
    check(&[
        ("空格.docx", docx(&spaces), BOMB),
        ("长字.docx", docx(&long_text), BOMB),
        ("套娃.docx", nested, "unknown format"),
        (
            "单元格.docx",
            docx(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")),
            BOMB,
        ),
        ("空格.odt", odt(&spaces, &[]), BOMB),
        (
            "标记.docx",
            docx(&format!("<w:p w:val=\"{}\"/>", "x".repeat(30 << 20))),
            BOMB,
        ),
    ]);
}

#[cfg(unix)]
#[test]
fn parts_that_lie_over_each_other_are_each_read_once() {
    // Two names in the directory for the same bytes: the second entry is given the place of the first.
    let bytes = package(&[
        (
            "word/document.xml",
            b"<w:document><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>",
        ),
        ("word/styles.xml", b"<w:styles/>"),
    ]);
    let at = |name: &str| {
        let found = bytes
            .windows(name.len())
            .rposition(|here| here == name.as_bytes());
        found.expect("in the directory") - 46
    };
    let mut overlapping = bytes.clone();
    let place = at("word/styles.xml") + 42;
    overlapping[place..place + 4].copy_from_slice(&[0; 4]);
    let read = piyue::source::read(Path::new("a.docx"), &overlapping, None);
    if let Ok(source) = read {
        assert_eq!(source.text.as_str(), "a\n");
    }
}

#[cfg(unix)]
#[test]
fn what_refers_to_itself_ends() {
    let entities = r#"<!DOCTYPE a [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"#;
    let with_entities = format!(
        "{entities}<w:document><w:body><w:p><w:r><w:t>甲&c;&c;乙</w:t></w:r></w:p></w:body></w:document>"
    );
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#;
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="s"/><w:styleLink w:val="s"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let body = r#"<w:document><w:body><w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>"#;
    let relations = r#"<Relationships><Relationship Type="x/officeDocument" Target="_rels/.rels"/></Relationships>"#;
    let circle = package(&[
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", body.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
    ]);
    let pages = pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>".to_vec(),
    ]);
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >>",
        b"/A Do /A Do",
    );
    let itself = page_of(stream("", b"/A Do"), "/XObject << /A 5 0 R >>", vec![form]);
    let ofd = package(&[(
        "OFD.xml",
        b"<OFD><DocBody><DocRoot>OFD.xml</DocRoot></DocBody></OFD>",
    )]);
    check(&[
        (
            "实体.docx",
            package(&[("word/document.xml", with_entities.as_bytes())]),
            "",
        ),
        ("自指.docx", circle, ""),
        ("自指.ofd", ofd, DAMAGED),
        ("页.pdf", pages, DAMAGED),
        ("图.pdf", itself, ""),
    ]);
}

#[cfg(unix)]
#[test]
fn forms_that_draw_each_other_ten_times_over_are_left() {
    let form = |next: usize| {
        let resources = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A {next} 0 R >> >>"
        );
        stream(&resources, "/A Do ".repeat(10).as_bytes())
    };
    let mut forms: Vec<Vec<u8>> = (6..14).map(form).collect();
    forms.push(stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b""));
    let laughs = page_of(stream("", b"/A Do"), "/XObject << /A 5 0 R >>", forms);
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&vec![b' '; 60 << 20]).expect("packs");
    let packed = packed.finish().expect("packs");
    let inflated = page_of(stream("/Filter /FlateDecode", &packed), "", Vec::new());
    check(&[("十倍.pdf", laughs, BOMB), ("膨胀.pdf", inflated, BOMB)]);
}

#[cfg(unix)]
#[test]
fn nesting_without_end_is_told_in_every_format() {
    const DEEP: usize = 1_000_000;
    let tables = |n: usize| {
        let open = "<w:tbl><w:tr><w:tc>".repeat(n);
        docx(&format!("{open}<w:p><w:r><w:t>a</w:t></w:r></w:p>"))
    };
    let rows = "<table:table-row><table:table-cell>".repeat(100);
    check(&[
        ("深.html", "<div>".repeat(DEEP).into_bytes(), BOMB),
        (
            "深.rtf",
            format!("{{\\rtf1 {}", "{".repeat(DEEP)).into_bytes(),
            BOMB,
        ),
        ("深.docx", docx(&"<w:p>".repeat(DEEP)), BOMB),
        ("深.odt", odt(&"<text:p>".repeat(DEEP), &[]), BOMB),
        ("表中表.docx", tables(100), BOMB),
        ("表中表.odt", odt(&format!("<a>{rows}"), &[]), BOMB),
        ("深.md", ">".repeat(DEEP).into_bytes(), ""),
        ("行.html", "<p>a".repeat(DEEP).into_bytes(), BOMB),
        ("括号.md", "[".repeat(DEEP).into_bytes(), ""),
    ]);
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("甲.txt"), "★进展\n甲 6月1日。\n").expect("writes");
    let lines = format!("{}\n", "[".repeat(DEEP));
    fs::write(folder.path().join("edits.jsonl"), lines).expect("writes");
    let output = annotate(folder.path(), &["edits.jsonl"], &[]);
    assert_eq!((code(&output), err(&output).lines().count()), (Some(1), 1));
}

#[cfg(unix)]
#[test]
fn files_with_a_password_say_so() {
    let manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let mut office = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....".to_vec();
    office.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let locked = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let pages = b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec();
    // The standard handler with a password that is not the empty one.
    let hash = "00".repeat(32);
    let handler =
        format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <{hash}> /U <{hash}> >>");
    let mut with_password = pdf(&[locked, pages, handler.into_bytes()]);
    let trailer = b"/Root 1 0 R";
    let at = with_password
        .windows(trailer.len())
        .rposition(|here| here == trailer);
    let at = at.expect("the trailer") + trailer.len();
    with_password.splice(at..at, b" /Encrypt 3 0 R /ID [<00> <00>]".iter().copied());
    check(&[
        ("锁.docx", office, ENCRYPTED),
        (
            "锁.odt",
            odt("<a/>", &[("META-INF/manifest.xml", manifest)]),
            ENCRYPTED,
        ),
        (
            "锁.ofd",
            package(&[("OFD.xml", b"<OFD/>"), ("Encryptions.xml", b"<a/>")]),
            ENCRYPTED,
        ),
        ("锁.pdf", with_password, ENCRYPTED),
    ]);
}

#[cfg(unix)]
#[test]
fn a_great_many_of_something_takes_no_square_of_the_time() {
    let mut notes = String::from("<w:footnotes>");
    let mut body = String::from("<w:document><w:body><w:p>");
    for n in 0..60_000 {
        let _ = write!(
            notes,
            r#"<w:footnote w:id="{n}"><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:footnote>"#
        );
        let _ = write!(
            body,
            r#"<w:r><w:footnoteReference w:id="{}"/></w:r>"#,
            59_999 - n
        );
    }
    let many_notes = package(&[
        (
            "word/document.xml",
            format!("{body}</w:p></w:body></w:document>").as_bytes(),
        ),
        (
            "word/footnotes.xml",
            format!("{notes}</w:footnotes>").as_bytes(),
        ),
    ]);
    let mut fonts = String::from("{\\rtf1{\\fonttbl");
    for n in 0..200_000 {
        let _ = write!(fonts, "{{\\f{n}\\fcharset134 x;}}");
    }
    fonts.push('}');
    for n in 0..200_000 {
        let _ = write!(fonts, "\\f{n} ");
    }
    fonts.push_str("a\\par}");
    let lists = format!("<a>{}", "<list><list-item>".repeat(1900));
    let items = "<p>x</p></list-item><list-item>".repeat(40_000);
    check(&[
        ("注.docx", many_notes, ""),
        ("字体.rtf", fonts.into_bytes(), ""),
        ("列表.odt", odt(&format!("{lists}{items}"), &[]), ""),
        (
            "一行.rtf",
            format!("{{\\rtf1 {}", "x ".repeat(4 << 20)).into_bytes(),
            "",
        ),
    ]);
}
