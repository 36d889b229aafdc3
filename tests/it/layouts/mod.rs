//! The same content comes out the same in every form in which such texts circulate (issue #3).
//!
//! Every bundled sample is set differently by each function of [`transform`]; what is found then is compared by content, because offsets
//! differ.

mod traditional;
mod transform;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use piyue::codebook::Codebook;
use piyue::document::{self, NodeId, NodeKind, Outline};
use piyue::extract::{self, MentionType};
use piyue::source;
use piyue::text::Text;

use self::transform::{Sample, plain};

/// What may differ between the two settings of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Apart {
    Nothing,
    /// Nodes of this kind come or go.
    Kind(NodeKind),
    /// Names of provinces are written differently.
    Provinces,
    /// Months are written differently.
    Months,
}

/// What is expected of mentions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mentions {
    Same,
    /// As many dates, metrics and documents.
    AsMany,
}

struct Layout {
    name: &'static str,
    set: fn(&Sample) -> Option<String>,
    apart: Apart,
    mentions: Mentions,
}

const fn layout(name: &'static str, set: fn(&Sample) -> Option<String>) -> Layout {
    Layout {
        name,
        set,
        apart: Apart::Nothing,
        mentions: Mentions::Same,
    }
}

impl Layout {
    const fn apart(self, apart: Apart) -> Self {
        Self { apart, ..self }
    }

    const fn mentions(self, mentions: Mentions) -> Self {
        Self { mentions, ..self }
    }
}

const LAYOUTS: [Layout; 37] = [
    layout("without blank lines", |sample| {
        Some(transform::without_blank_lines(sample))
    }),
    layout("blank lines between all", |sample| {
        Some(transform::blank_lines_between_all(sample))
    }),
    layout("paragraphs indented", |sample| {
        Some(transform::indented(sample))
    }),
    layout("without indents", |sample| {
        Some(transform::without_indents(sample))
    }),
    layout("☆ before headings", transform::hollow_stars),
    layout("● before headings", transform::dots),
    layout("■ before headings", transform::squares),
    layout("◆ before headings", transform::diamonds),
    layout("▲ before headings", transform::triangles),
    layout("no sign before headings", transform::without_signs),
    layout("1．", transform::full_width_points),
    layout("1、", transform::enumeration_commas),
    layout("（1）", transform::numbers_in_brackets),
    layout("①", transform::circled_numbers),
    layout("第一章", transform::chapters),
    layout("(一)", transform::half_width_brackets_of_numbers),
    layout("wrapped at 30", |sample| {
        Some(transform::wrapped_at(sample, 30))
    }),
    layout("wrapped at 35", |sample| {
        Some(transform::wrapped_at(sample, 35))
    }),
    layout("wrapped at 40", |sample| {
        Some(transform::wrapped_at(sample, 40))
    }),
    layout("wrapped at 72 columns", |sample| {
        Some(transform::wrapped_at_columns(sample, 72))
    }),
    layout("wrapped in blocks", |sample| {
        Some(transform::wrapped_in_blocks(sample, 34))
    }),
    layout("full width", |sample| Some(transform::full_width(sample))),
    layout("half-width marks", |sample| {
        Some(transform::half_width_marks(sample))
    }),
    layout("traditional", |sample| Some(transform::traditional(sample))).mentions(Mentions::AsMany),
    layout("with 【摘要】", transform::with_summary).apart(Apart::Kind(NodeKind::Summary)),
    layout("without 【摘要】", transform::without_summary).apart(Apart::Kind(NodeKind::Summary)),
    layout("河北：", transform::provinces_before_colons).apart(Apart::Provinces),
    layout("河北省", transform::full_names_of_provinces).apart(Apart::Provinces),
    layout("河北省：", transform::full_names_before_colons).apart(Apart::Provinces),
    layout("【河北】", transform::provinces_in_brackets).apart(Apart::Provinces),
    layout("一月", transform::chinese_months).apart(Apart::Months),
    layout("2023年1月", transform::months_with_year).apart(Apart::Months),
    layout("【1月】", transform::months_in_brackets).apart(Apart::Months),
    layout("on a site", |sample| Some(transform::on_a_site(sample)))
        .apart(Apart::Kind(NodeKind::Boilerplate)),
    layout("page numbers", |sample| {
        Some(transform::with_page_numbers(sample))
    })
    .apart(Apart::Kind(NodeKind::Boilerplate)),
    layout("without a last line feed", |sample| {
        Some(sample.text.as_str().trim_end().to_owned())
    }),
    layout("indents of tabs and spaces", |sample| {
        Some(sample.text.as_str().replace("\u{3000}\u{3000}", "\t "))
    }),
];

/// The bundled samples.
fn samples() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut samples: Vec<Sample> = fs::read_dir(folder)
        .expect("the samples are there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let bytes = fs::read(&path).expect("readable");
            let text = source::read(&path, &bytes, None).expect("decodes").text;
            let outline = document::parse(&text);
            let name = path
                .file_name()
                .expect("a file")
                .to_string_lossy()
                .into_owned();
            Sample {
                name,
                text,
                outline,
            }
        })
        .collect();
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(
        samples.len() >= 7
            && samples
                .iter()
                .all(|sample| transform::is_chinese(sample.text.as_str()))
    );
    samples
}

impl Apart {
    fn leaves_out(self, kind: NodeKind) -> bool {
        self == Self::Kind(kind)
    }

    /// A heading as it is compared.
    fn heading(self, text: &Text, outline: &Outline, id: NodeId) -> Option<String> {
        let node = outline.node(id);
        let words = plain(&node.heading_text(text)?);
        match self {
            Self::Provinces if node.region.is_some() => None,
            Self::Months if node.kind == NodeKind::Section => Some(month(&words)),
            _ => Some(words),
        }
    }
}

/// 一月 and 2023年1月 as 1月.
fn month(words: &str) -> String {
    let month = words.rsplit('年').next().unwrap_or(words);
    let number = month
        .strip_suffix('月')
        .and_then(piyue::text::parse_chinese_integer);
    number.map_or_else(|| month.to_owned(), |number| format!("{number}月"))
}

/// A node's path from the outermost section, with all that must not change, in words.
fn nodes(text: &Text, outline: &Outline, apart: Apart) -> Vec<String> {
    let kept = outline
        .iter()
        .filter(|(_, node)| !apart.leaves_out(node.kind));
    kept.map(|(id, node)| {
        let mut words = node.kind.name().to_owned();
        if node.level > 0 {
            write!(words, " of level {}", node.level).expect("fits");
        }
        if let Some(heading) = apart.heading(text, outline, id) {
            write!(words, " “{heading}”").expect("fits");
        }
        if let Some(region) = node.region {
            write!(words, " about {region}").expect("fits");
        }
        if node.redacted {
            words.push_str(" left out");
        }
        let mut parent = node.parent;
        while let Some(id) = parent {
            let heading = apart.heading(text, outline, id).unwrap_or_default();
            write!(words, " under “{heading}”").expect("fits");
            parent = outline.node(id).parent;
        }
        if matches!(
            node.kind,
            NodeKind::Entry
                | NodeKind::Paragraph
                | NodeKind::Summary
                | NodeKind::Boilerplate
                | NodeKind::Byline
        ) {
            write!(words, ": {}", plain(text.slice(node.body()))).expect("fits");
        }
        words
    })
    .collect()
}

/// Each mention in words: where, what, value.
fn mentions(text: &Text, outline: &Outline, layout: &Layout) -> Vec<String> {
    let extraction = extract::extract(text, &Codebook::built_in(), outline);
    let kept = |id: NodeId| !layout.apart.leaves_out(outline.node(id).kind);
    let mut found = Vec::new();
    for mention in extraction
        .mentions
        .iter()
        .filter(|mention| kept(mention.node))
    {
        if layout.mentions == Mentions::AsMany {
            if matches!(
                mention.kind,
                MentionType::Date | MentionType::Metric | MentionType::Doc
            ) {
                found.push(mention.kind.name().to_owned());
            }
            continue;
        }
        let node = outline.node(mention.node);
        let nth = outline.nodes[..mention.node.index()]
            .iter()
            .filter(|node| !layout.apart.leaves_out(node.kind))
            .count();
        let in_lead = mention.span.start < node.body_start;
        if in_lead && layout.apart == Apart::Provinces && node.region.is_some() {
            continue;
        }
        found.push(format!(
            "node {nth}: {} “{}” = {}",
            mention.kind,
            plain(text.slice(mention.span)),
            piyue::text::fold_width(&mention.value)
        ));
    }
    if layout.mentions == Mentions::AsMany {
        found.sort();
    }
    found
}

/// The first few places where two lists differ, or nothing.
fn difference(before: &[String], after: &[String]) -> Option<String> {
    const MOST: usize = 6;
    let show = |list: &[String], sign: char| {
        let other = if sign == '-' { after } else { before };
        let missing = list.iter().filter(|item| !other.contains(item)).take(MOST);
        missing.fold(String::new(), |mut shown, item| {
            let words: String = item.chars().take(150).collect();
            write!(shown, "\n    {sign} {words}").expect("fits");
            shown
        })
    };
    (before != after).then(|| {
        format!(
            " ({} before, {} after){}{}",
            before.len(),
            after.len(),
            show(before, '-'),
            show(after, '+')
        )
    })
}

/// Compares every sample in every layout that applies to it.
fn compare(read: impl Fn(&Text, &Outline, &Layout) -> Vec<String>) {
    let mut report = String::new();
    for sample in samples() {
        for layout in &LAYOUTS {
            let Some(text) = (layout.set)(&sample) else {
                continue;
            };
            let before = read(&sample.text, &sample.outline, layout);
            let text = Text::new(text);
            let after = read(&text, &document::parse(&text), layout);
            if let Some(difference) = difference(&before, &after) {
                writeln!(report, "{} | {}{difference}", layout.name, sample.name).expect("fits");
            }
        }
    }
    assert!(report.is_empty(), "what differs:\n{report}");
}

#[test]
fn every_layout_of_a_text_has_the_same_nodes() {
    compare(|text, outline, layout| nodes(text, outline, layout.apart));
}

#[test]
fn every_layout_of_a_text_has_the_same_mentions() {
    compare(mentions);
}

#[test]
fn every_width_of_lines_has_the_same_nodes() {
    let mut report = String::new();
    for sample in samples() {
        let before = nodes(&sample.text, &sample.outline, Apart::Nothing);
        for width in 28..=44 {
            let forms = [
                ("characters", transform::wrapped_at(&sample, width)),
                ("columns", transform::wrapped_at_columns(&sample, width * 2)),
                (
                    "characters in blocks",
                    transform::wrapped_in_blocks(&sample, width),
                ),
            ];
            for (unit, text) in forms {
                let text = Text::new(text);
                let after = nodes(&text, &document::parse(&text), Apart::Nothing);
                if let Some(difference) = difference(&before, &after) {
                    writeln!(report, "{width} {unit} | {}{difference}", sample.name).expect("fits");
                }
            }
        }
    }
    assert!(report.is_empty(), "what differs:\n{report}");
}

#[test]
fn every_layout_is_that_of_some_sample() {
    let samples = samples();
    for layout in &LAYOUTS {
        assert!(
            samples.iter().any(|sample| (layout.set)(sample).is_some()),
            "{} applies to no sample",
            layout.name
        );
    }
}
