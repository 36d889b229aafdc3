//! OFD, the national layout format (GB/T 33190): the text of its pages. Places are pages.
//!
//! A page keeps pieces of text with their places, in millimetres; what a page template adds is on every page and left to the margins. References
//! between parts are followed once each, so that a circle of them ends.

use std::collections::BTreeSet;

use super::Unreadable;
use super::lines::Converted;
use super::package::Package;
use super::page::{Composer, Page, Piece};
use super::xml::{self, Element, Flow, Visitor};

/// Where every package begins.
pub(super) const ROOT: &str = "OFD.xml";

/// The height of a page that says nothing of it: A4, in millimetres.
const USUAL_HEIGHT: f64 = 297.0;

/// Converts the documents of a package.
///
/// # Errors
/// Where the package is damaged, encrypted or unpacks to more than any document, or where its pages are pictures only.
pub(super) fn convert(package: &mut Package<'_>) -> Result<Converted, Unreadable> {
    if package
        .names()
        .iter()
        .any(|name| name.ends_with("Encryptions.xml"))
    {
        return Err(Unreadable::Encrypted);
    }
    let mut root = Targets::new("DocRoot");
    xml::walk(package.part(ROOT)?, &mut root)?;
    let mut composer = Composer::default();
    let mut n_pages = 0;
    let mut n_images = 0;
    let mut seen = BTreeSet::new();
    for document in root.found {
        let document = document.trim_start_matches('/').to_owned();
        if !package.has(&document) || !seen.insert(document.clone()) {
            continue;
        }
        let folder = document
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned();
        let mut parts = Targets::new("Page");
        xml::walk(package.part(&document)?, &mut parts)?;
        for page in parts.found {
            let name = resolve(package, &folder, &page);
            let Some(name) = name.filter(|name| seen.insert(name.clone())) else {
                continue;
            };
            let mut reader = PageReader::new(parts.height, composer.n_left());
            xml::walk(package.part(&name)?, &mut reader)?;
            n_images += reader.n_images;
            n_pages += 1;
            composer.add(reader.page)?;
        }
    }
    if n_pages == 0 {
        return Err(Unreadable::Damaged);
    }
    if n_images > 0 && composer.is_empty() {
        return Err(Unreadable::Scanned);
    }
    composer.finish()
}

/// A part by its place from the root or from a folder.
fn resolve(package: &Package<'_>, folder: &str, target: &str) -> Option<String> {
    let target = target.trim();
    let from_root = target.trim_start_matches('/').to_owned();
    let beside = format!("{folder}/{from_root}");
    let is_absolute = target.starts_with('/');
    [beside, from_root]
        .into_iter()
        .skip(usize::from(is_absolute))
        .find(|name| package.has(name))
}

/// The places of other parts: of documents as text, of pages as an attribute; and the size of pages where it is said for all.
struct Targets {
    wanted: &'static str,
    found: Vec<String>,
    /// Millimetres.
    height: f64,
    in_wanted: bool,
    in_box: bool,
}

impl Targets {
    fn new(wanted: &'static str) -> Self {
        Self {
            wanted,
            found: Vec::new(),
            height: USUAL_HEIGHT,
            in_wanted: false,
            in_box: false,
        }
    }
}

impl Visitor for Targets {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        if name == self.wanted {
            match element.attribute("BaseLoc") {
                Some(target) => self.found.push(target),
                None => self.in_wanted = true,
            }
        }
        self.in_box = name == "PhysicalBox";
        Flow::Into
    }

    fn close(&mut self, _: &str) {
        self.in_wanted = false;
        self.in_box = false;
    }

    fn text(&mut self, words: &str) {
        if self.in_wanted {
            self.found.push(words.trim().to_owned());
        } else if self.in_box
            && let [_, _, _, height] = numbers(words)[..]
        {
            self.height = height;
        }
    }
}

/// Takes the pieces of a page.
struct PageReader {
    page: Page,
    /// Characters that the document may still have.
    n_left: usize,
    n_images: usize,
    /// Of the text object that is open.
    left: f64,
    top: f64,
    size: f64,
    scale: [f64; 6],
    code: Option<Code>,
    in_box: bool,
}

/// A piece being read.
struct Code {
    x: f64,
    y: f64,
    steps: Vec<f64>,
    words: String,
}

impl PageReader {
    fn new(height: f64, n_left: usize) -> Self {
        Self {
            n_left,
            page: Page {
                pieces: Vec::new(),
                height,
            },
            n_images: 0,
            left: 0.0,
            top: 0.0,
            size: 0.0,
            scale: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            code: None,
            in_box: false,
        }
    }

    fn begin_object(&mut self, element: &Element<'_>) {
        let edges = numbers(&element.attribute("Boundary").unwrap_or_default());
        if let [left, top, ..] = edges[..] {
            (self.left, self.top) = (left, top);
        }
        self.size = element
            .attribute("Size")
            .and_then(|size| size.parse().ok())
            .unwrap_or(4.0);
        let matrix = numbers(&element.attribute("CTM").unwrap_or_default());
        self.scale = matrix.try_into().unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else {
            return;
        };
        let [xx, xy, yx, yy, dx, dy] = self.scale;
        let size = self.size * yy.hypot(yx);
        let place = |x: f64, y: f64| {
            (
                self.left + xx * x + yx * y + dx,
                self.top + xy * x + yy * y + dy,
            )
        };
        // Where the steps are not told, a wide character is as wide as high.
        let width = |c: char| if c.is_ascii() { 0.5 } else { 1.0 } * self.size;
        let mut x = code.x;
        let n_left = (self.n_left + 1).saturating_sub(self.page.pieces.len());
        for (at, word) in code.words.chars().enumerate().take(n_left) {
            let (left, baseline) = place(x, code.y);
            let (right, _) = place(x + width(word), code.y);
            self.page.pieces.push(Piece {
                words: word.to_string(),
                left,
                right,
                baseline,
                size,
            });
            x += code.steps.get(at).copied().unwrap_or_else(|| width(word));
        }
    }
}

impl Visitor for PageReader {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Flow {
        match name {
            "TextObject" => self.begin_object(element),
            "ImageObject" => self.n_images += 1,
            "TextCode" => {
                let number =
                    |name: &str| element.attribute(name).and_then(|n| n.trim().parse().ok());
                let steps = steps(&element.attribute("DeltaX").unwrap_or_default());
                let (x, y) = (number("X").unwrap_or(0.0), number("Y").unwrap_or(0.0));
                self.code = Some(Code {
                    x,
                    y,
                    steps,
                    words: String::new(),
                });
            }
            "PhysicalBox" => self.in_box = true,
            _ => {}
        }
        Flow::Into
    }

    fn close(&mut self, name: &str) {
        match name {
            "TextCode" => self.end_code(),
            "PhysicalBox" => self.in_box = false,
            _ => {}
        }
    }

    // One more than may come is enough to tell that there are too many.
    fn is_done(&self) -> bool {
        self.page.pieces.len() > self.n_left
    }

    fn text(&mut self, words: &str) {
        if let Some(code) = &mut self.code {
            code.words.push_str(words.trim_matches(['\n', '\r']));
        } else if self.in_box
            && let [_, _, _, height] = numbers(words)[..]
        {
            self.page.height = height;
        }
    }
}

fn numbers(words: &str) -> Vec<f64> {
    words
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect()
}

/// The steps between characters; `g 5 3.2` stands for five steps of 3.2.
fn steps(words: &str) -> Vec<f64> {
    /// No line has more characters.
    const MOST: usize = 4096;
    let mut steps = Vec::new();
    let mut words = words.split_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let times = words.next().and_then(|n| n.parse().ok()).unwrap_or(0_usize);
            let step = words
                .next()
                .and_then(|step| step.parse().ok())
                .unwrap_or(0.0);
            steps.extend(std::iter::repeat_n(step, times.min(MOST)));
        } else {
            steps.extend(word.parse::<f64>());
        }
        if steps.len() > MOST {
            break;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::package::tests::package;
    use super::*;

    fn text_object(words: &str, left: f64, top: f64) -> String {
        format!(
            r#"<ofd:TextObject Boundary="{left} {top} 150 6" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g {} 5">{words}</ofd:TextCode></ofd:TextObject>"#,
            words.chars().count() - 1
        )
    }

    fn convert_pages(pages: &[String]) -> Result<Converted, Unreadable> {
        let mut parts = vec![(
            ROOT.to_owned(),
            "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".to_owned(),
        )];
        let mut targets = String::new();
        for (at, page) in pages.iter().enumerate() {
            let target = format!(r#"<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>"#);
            targets.push_str(&target);
            parts.push((
                format!("Doc_0/Pages/Page_{at}/Content.xml"),
                format!(
                    "<ofd:Page><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
                ),
            ));
        }
        parts.push((
            "Doc_0/Document.xml".to_owned(),
            format!("<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{targets}</ofd:Pages></ofd:Document>"),
        ));
        let parts: Vec<(&str, &str)> = parts
            .iter()
            .map(|(name, words)| (name.as_str(), words.as_str()))
            .collect();
        let bytes = package(&parts);
        convert(&mut Package::open(&bytes).expect("opens"))
    }

    #[test]
    fn pieces_become_lines_and_paragraphs() {
        let page = [
            text_object("关于印发要点的通知", 60.0, 30.0),
            text_object("各市教育局要结合实际认真贯", 40.0, 60.0),
            text_object("彻落实。", 30.0, 70.0),
            text_object("- 1 -", 100.0, 280.0),
        ]
        .concat();
        let converted = convert_pages(&[page]).expect("converts");
        let content = &converted.text[converted.content.range()];
        assert_eq!(
            content,
            "关于印发要点的通知\n各市教育局要结合实际认真贯彻落实。\n"
        );
        assert!(converted.text.ends_with("- 1 -\n"));
    }

    #[test]
    fn pages_that_are_pictures_are_told() {
        let page = r#"<ofd:ImageObject ID="3" Boundary="0 0 210 297"/>"#.to_owned();
        assert_eq!(convert_pages(&[page]).err(), Some(Unreadable::Scanned));
    }

    #[test]
    fn steps_are_counted_out() {
        assert_eq!(steps("g 3 5 2.5"), [5.0, 5.0, 5.0, 2.5]);
        assert!(steps("g 999999999 1").len() <= 4097);
    }
}
