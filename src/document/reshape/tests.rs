//! What becomes of the tree by each change.

use super::*;
use crate::document::{NodeId, parse};

const TEXT: &str = "教育信息化工作月报\n\n一、重点工作\n数字治理 截至5月底，备案系统公布了1276家企业。\n人员培训 5月20日，举办培训班，参训2000余人。\n\n二、各地动态\n北京 印发《管理办法》，启动示范项目。\n天津 召开推进会议，部署下一步工作。\n\n责任编辑：某某\n";

struct Case {
    text: Text,
    parsed: Arc<Outline>,
    changes: Changes,
}

impl Case {
    fn of(text: &str) -> Self {
        let text = Text::new(text.to_owned());
        let parsed = Arc::new(parse(&text));
        Self {
            text,
            parsed,
            changes: Changes::new(),
        }
    }

    fn at(&self, words: &str) -> u32 {
        let at = self.text.as_str().find(words).expect("in the text");
        u32::try_from(at).expect("short")
    }

    fn span(&self, words: &str) -> Span {
        let at = self.at(words) as usize;
        Span::from_usize(at, at + words.len())
    }

    fn change(mut self, words: &str, change: impl FnOnce(&mut Change)) -> Self {
        let at = self.at(words);
        change(self.changes.entry(at).or_default());
        self
    }

    fn begin(self, words: &str, begin: Begin) -> Self {
        self.change(words, |change| change.begin = Some(begin))
    }

    fn kind(self, words: &str, kind: NodeKind) -> Self {
        self.begin(words, Begin::Kind(kind))
    }

    fn depth(self, words: &str, depth: u8) -> Self {
        self.change(words, |change| change.depth = Some(depth))
    }

    fn lead(self, words: &str, lead: &str) -> Self {
        let lead = self.span(lead);
        self.change(words, |change| change.lead = Some(Some(lead)))
    }

    fn outline(&self) -> Outline {
        reshape(&self.text, &self.parsed, &self.changes)
    }

    /// One row a node: two spaces a level, its kind, and its lead before its first words.
    fn shown(&self) -> String {
        let outline = self.outline();
        let mut rows = String::new();
        for (id, node) in outline.iter() {
            let indent = "  ".repeat(outline.depth(id).into());
            let own = outline.own_span(id, &self.text);
            let heading = node.heading_text(&self.text);
            let heading = heading.map_or_else(String::new, |heading| format!("[{heading}] "));
            let body = match node.kind {
                NodeKind::Section | NodeKind::Title => "",
                _ => self.text.slice(Span::new(node.body_start, own.end)),
            };
            let body: String = body.chars().take(6).collect();
            let row = format!("{indent}{} {heading}{body}", node.kind.name());
            rows.push_str(row.trim_end());
            rows.push('\n');
        }
        rows
    }
}

const PARSED: &str = "\
title [教育信息化工作月报]
section [重点工作]
  entry [数字治理] 截至5月底，
  entry [人员培训] 5月20日，
section [各地动态]
  entry [北京] 印发《管理办
  entry [天津] 召开推进会议
boilerplate 责任编辑：某
";

/// The rows that are not in the tree any more, `-`, and those that were not, `+`.
fn difference(case: &Case) -> Vec<String> {
    let now = case.shown();
    let only = |sign: char, rows: &str, other: &str| {
        let rows = rows
            .lines()
            .filter(|row| !other.lines().any(|known| known == *row));
        rows.map(|row| format!("{sign}{row}")).collect::<Vec<_>>()
    };
    [only('-', PARSED, &now), only('+', &now, PARSED)].concat()
}

#[test]
fn nothing_changed_leaves_the_tree_as_parsed() {
    let case = Case::of(TEXT);
    assert_eq!(case.shown(), PARSED);
    assert_eq!(case.outline(), *case.parsed);
    let same = Case::of(TEXT)
        .depth("人员培训", 1)
        .kind("北京", NodeKind::Entry);
    assert_eq!(same.outline().nodes, same.parsed.nodes);
    assert_eq!(same.outline().diagnostics, same.parsed.diagnostics);
    assert_eq!(same.outline().as_parsed(), &*same.parsed);
}

#[test]
fn an_entry_that_is_split_gives_a_new_one_with_a_lead_of_its_own() {
    let case = Case::of(&TEXT.replace("。\n人员培训", "。人员培训"));
    assert_eq!(difference(&case), ["-  entry [人员培训] 5月20日，"]);
    let case = case.begin("人员培训", Begin::SameKind);
    assert_eq!(case.shown(), PARSED);
}

#[test]
fn a_part_that_is_joined_belongs_to_the_one_before() {
    let case = Case::of(TEXT).begin("人员培训", Begin::Nothing);
    assert_eq!(difference(&case), ["-  entry [人员培训] 5月20日，"]);
    let outline = case.outline();
    let node = outline.node(NodeId(2));
    assert!(case.text.slice(node.span).ends_with("参训2000余人。"));
    let first = Case::of(TEXT).begin("教育信息化工作月报", Begin::Nothing);
    assert_eq!(
        first.outline().nodes,
        first.parsed.nodes,
        "none is before it"
    );
}

#[test]
fn what_stood_under_a_heading_that_is_none_stands_under_the_one_before() {
    let case = Case::of(TEXT).kind("二、各地动态", NodeKind::Boilerplate);
    assert_eq!(
        difference(&case),
        ["-section [各地动态]", "+  boilerplate 二、各地动态"]
    );
    let joined = Case::of(TEXT).begin("二、各地动态", Begin::Nothing);
    assert_eq!(difference(&joined), ["-section [各地动态]"]);
}

#[test]
fn a_new_heading_stands_over_what_follows() {
    let case = Case::of(TEXT).kind("人员培训", NodeKind::Section);
    assert_eq!(
        difference(&case),
        [
            "-  entry [人员培训] 5月20日，",
            "+  section [人员培训 5月20日，举办培训班，参训2000余人]",
        ]
    );
    let text = TEXT.replace(
        "人员培训 5月20日，举办培训班，参训2000余人。",
        "二、其他工作\n人员培训 5月20日，举办培训班，参训2000余人。",
    );
    let case = Case::of(&text);
    let missed = case.parsed.nodes.iter().any(|node| {
        node.kind == NodeKind::Section && case.text.slice(node.span).starts_with("二、其他")
    });
    assert!(missed, "the parser sees this one");
    let case = Case::of("工作简报\n\n数字治理 截至5月底，备案系统公布了1276家企业。\n各地情况\n北京 印发《管理办法》，启动示范项目。\n天津 召开推进会议，部署下一步工作。\n")
        .kind("各地情况", NodeKind::Section);
    let shown = case.shown();
    assert!(
        shown.ends_with(
            "section [各地情况]\n  entry [北京] 印发《管理办\n  entry [天津] 召开推进会议\n"
        ),
        "{shown}"
    );
}

#[test]
fn a_part_moved_out_of_its_section_takes_along_what_stands_behind_it_there() {
    let case = Case::of(TEXT).depth("数字治理", 0);
    assert_eq!(
        difference(&case),
        [
            "-  entry [数字治理] 截至5月底，",
            "-  entry [人员培训] 5月20日，",
            "+entry [数字治理] 截至5月底，",
            "+entry [人员培训] 5月20日，",
        ]
    );
    let deeper = Case::of(TEXT).depth("数字治理", 9);
    assert_eq!(deeper.shown(), PARSED, "there is no such depth");
}

#[test]
fn a_heading_that_is_moved_takes_along_what_stands_under_it() {
    let case = Case::of(TEXT).depth("二、各地动态", 1);
    let shown = case.shown();
    assert!(
        shown.contains("  section [各地动态]\n    entry [北京] 印发《管理办\n    entry [天津]"),
        "{shown}"
    );
    let outline = case.outline();
    let levels: Vec<u8> = outline.nodes.iter().map(|node| node.level).collect();
    assert_eq!(levels, [0, 1, 0, 0, 2, 0, 0, 0]);
    let path = outline.section_path(NodeId(5), &case.text);
    assert_eq!(path, ["重点工作", "各地动态"]);
}

#[test]
fn a_lead_is_the_words_that_are_said() {
    let case = Case::of(TEXT).lead("数字治理", "数字治理 截至5月底");
    assert_eq!(
        difference(&case),
        [
            "-  entry [数字治理] 截至5月底，",
            "+  entry [数字治理 截至5月底] ，备案系统公"
        ]
    );
    let none = Case::of(TEXT).change("数字治理", |change| change.lead = Some(None));
    assert_eq!(
        difference(&none),
        ["-  entry [数字治理] 截至5月底，", "+  entry 数字治理 截"]
    );
    let elsewhere = Case::of(TEXT).lead("数字治理", "天津");
    assert_eq!(elsewhere.shown(), PARSED, "not its words");
}

#[test]
fn the_region_follows_the_lead() {
    let text = TEXT.replace("北京 印发", "我市海南自由贸易港 印发");
    let region = |case: &Case| {
        let outline = case.outline();
        let at = outline.node_at(case.at("我市")).expect("a node");
        outline.node(at).region
    };
    let case = Case::of(&text);
    assert_eq!(region(&case), None);
    assert_eq!(region(&case.lead("我市", "海南")), Some("460000"));
}

#[test]
fn lines_made_boilerplate_one_by_one_are_one_part() {
    let case = Case::of(TEXT)
        .kind("北京 印发", NodeKind::Boilerplate)
        .kind("天津 召开", NodeKind::Boilerplate);
    assert_eq!(
        difference(&case),
        [
            "-  entry [北京] 印发《管理办",
            "-  entry [天津] 召开推进会议",
            "-boilerplate 责任编辑：某",
            "+  boilerplate 北京 印发《",
        ]
    );
}

#[test]
fn a_line_made_the_title_gives_the_document_its_title() {
    let case = Case::of(TEXT)
        .kind("教育信息化工作月报", NodeKind::Boilerplate)
        .kind("一、重点工作", NodeKind::Title);
    let outline = case.outline();
    assert_eq!(outline.fields[&DocumentField::Title].value, "重点工作");
    let none = Case::of(TEXT).kind("教育信息化工作月报", NodeKind::Byline);
    assert!(!none.outline().fields.contains_key(&DocumentField::Title));
}

#[test]
fn diagnostics_follow_the_tree() {
    let text = TEXT.replace("二、", "三、");
    let codes = |case: &Case| -> Vec<&str> {
        let outline = case.outline();
        let diagnostics = outline.diagnostics.iter();
        diagnostics.map(|diagnostic| diagnostic.code).collect()
    };
    let case = Case::of(&text);
    assert_eq!(codes(&case), ["outline.number_skipped"]);
    let case = case.kind("三、各地动态", NodeKind::Paragraph);
    assert!(codes(&case).is_empty());
}

#[test]
fn a_change_where_no_words_begin_changes_nothing() {
    let mut case = Case::of(TEXT);
    let blank = case.at("\n\n一、") + 1;
    for at in [blank, case.text.len(), case.text.len() + 9, 1] {
        let begin = Some(Begin::Kind(NodeKind::Entry));
        let change = Change {
            begin,
            ..Change::default()
        };
        case.changes.insert(at, change);
    }
    assert_eq!(case.shown(), PARSED);
    let empty = Case::of("\n \n").depth(" ", 3);
    assert!(empty.outline().nodes.is_empty());
}
