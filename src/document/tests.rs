//! What holds for every text, and whole documents of each kind as trees.

use super::*;

/// The tree as text: kind, level, heading or first words, indented by depth.
pub(super) fn tree(source: &str) -> Vec<String> {
    let text = Text::new(source.to_owned());
    let outline = parse(&text);
    check_invariants(&text, &outline);
    outline
        .iter()
        .map(|(id, node)| {
            let depth = outline.section_path(id, &text).len();
            let shown = node.heading_text(&text).map_or_else(
                || {
                    let words: String = text.slice(node.body()).chars().take(6).collect();
                    format!("| {words}")
                },
                Cow::into_owned,
            );
            let redacted = if node.redacted { " 略" } else { "" };
            let region = node.region.unwrap_or_default();
            format!(
                "{}{} {shown}{redacted}{region}",
                "  ".repeat(depth),
                node.kind.name()
            )
        })
        .collect()
}

pub(super) fn field(source: &str, field: DocumentField) -> Option<String> {
    let outline = parse(&Text::new(source.to_owned()));
    outline.fields.get(&field).map(|found| found.value.clone())
}

/// Every non-space character in exactly one top-level node, children inside their parents and in order, spans tight and on boundaries.
fn check_invariants(text: &Text, outline: &Outline) {
    let mut covered = 0;
    let mut ends: Vec<u32> = vec![0; outline.nodes.len()];
    for (id, node) in outline.iter() {
        let slice = text
            .get(node.span)
            .expect("spans lie on character boundaries");
        assert!(!slice.is_empty(), "no node is empty");
        assert_eq!(
            text.trim(node.span),
            node.span,
            "spans begin and end with characters: {slice:?}"
        );
        assert!(
            node.span.start <= node.body_start && node.body_start <= node.span.end,
            "body inside: {node:?}"
        );
        assert!(
            text.get(node.body()).is_some(),
            "bodies begin on a character boundary"
        );
        if let Some(heading) = node.heading {
            assert!(
                node.span.contains(heading) && !heading.is_empty(),
                "heading inside: {node:?}"
            );
            assert!(text.get(heading).is_some());
        }
        let from = match node.parent {
            None => {
                let gap = text.slice(Span::new(covered, node.span.start));
                assert!(
                    gap.chars().all(crate::text::is_space),
                    "nothing between nodes: {gap:?}"
                );
                covered = node.span.end;
                0
            }
            Some(parent) => {
                assert!(parent < id, "parents come first");
                let above = outline.node(parent);
                assert_eq!(above.kind, NodeKind::Section, "only sections have children");
                assert!(above.span.contains(node.span), "children lie inside");
                let before = &mut ends[parent.index()];
                std::mem::replace(before, node.span.end)
            }
        };
        assert!(from <= node.span.start, "siblings do not overlap");
    }
    let rest = text.slice(Span::new(covered, text.len()));
    assert!(
        rest.chars().all(crate::text::is_space),
        "nothing after the last node: {rest:?}"
    );
}

/// Marsaglia's xorshift: enough variety, the same on every machine.
struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

#[test]
fn any_text_gives_a_tree_that_covers_it() {
    const FRAGMENTS: &[&str] = &[
        "★",
        "☆",
        "一、",
        "（一）",
        "1.",
        "2、",
        "（1）",
        "①",
        "第一章",
        "第三条 ",
        "1月",
        "【1月】",
        "3日",
        "1月3日，",
        "2024年5月",
        "【摘要】",
        "【",
        "】",
        "《",
        "》",
        "“",
        "”",
        "（略）",
        "略",
        "北京 ",
        "北京：",
        "河北省",
        "：",
        "。",
        "，",
        "；",
        " ",
        "\u{3000}\u{3000}",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\t",
        "\u{feff}",
        "\u{200b}",
        "来源：某某网",
        "责任编辑：甲",
        "相关阅读",
        "首页 > 正文",
        "浏览次数：3",
        "会议指出",
        "数据工作会议在京召开",
        "省数据局印发通知",
        "各市数据局：",
        "附件",
        "附件：",
        "特此通知",
        "工作月报",
        "关于",
        "的通知",
        "全省数据工作会议在合肥召开，会议部署了全年重点任务，各市数据局负责同志参加会议。",
        "某某省数据局",
        "2024年9月2日",
        "A",
        "é",
        "😀",
        "12",
        "1.1 ",
        "目录",
        "〔2024〕5号",
        "本期要目",
    ];
    let mut random = Xorshift(0x9E37_79B9_7F4A_7C15);
    for _ in 0..800 {
        let n = random.below(60);
        let source: String = (0..n)
            .map(|_| FRAGMENTS[random.below(FRAGMENTS.len())])
            .collect();
        let text = Text::new(source);
        check_invariants(&text, &parse(&text));
    }
}

#[test]
fn hostile_texts_are_read_in_linear_time() {
    for source in [
        "《".repeat(100_000),
        "（".repeat(100_000) + "\n" + &"1.".repeat(50_000),
        "数".repeat(1_700_000),
        "一、\n".repeat(6_000),
        "a\n".repeat(8_000),
        "1. 完善机制\n文\n".repeat(2_000),
        "会议指出，\n1月\n".repeat(2_000),
        "附件\n某某省数据局\n2024年9月2日\n".repeat(1_000),
        "目录\n".to_owned() + &"某某工作\n".repeat(4_000),
        " ".repeat(1_000_000),
    ] {
        let text = Text::new(source);
        check_invariants(&text, &parse(&text));
    }
}

#[test]
fn an_empty_text_has_no_nodes() {
    assert!(parse(&Text::default()).nodes.is_empty());
    assert!(
        parse(&Text::new(" \n\u{3000}\n".to_owned()))
            .nodes
            .is_empty()
    );
}

#[test]
fn a_monthly_bulletin_has_sections_of_items() {
    let source = "某某省2024年4月数据工作月报\n\n时间：2024年05月06日 09:30  来源：综合规划处   点击数：\n\n★重点工作\n\n  数据要素大会 4月25—26日，第二届大会在厦门举办。\n\n  ★安全工作\n\n  （略）\n\n  ★各地动态\n\n  北京 市经信局召开座谈会，部署工作。\n\n  河北省：省数据局印发方案，推进共享。\n";
    assert_eq!(
        tree(source),
        [
            "title 某某省2024年4月数据工作月报",
            "byline | 时间：202",
            "section 重点工作",
            "  entry 数据要素大会",
            "section 安全工作",
            "  entry | （略） 略",
            "section 各地动态",
            "  entry 北京110000",
            "  entry 河北省130000",
        ]
    );
    assert_eq!(
        field(source, DocumentField::Period).as_deref(),
        Some("2024-04-01/2024-04-30")
    );
    assert_eq!(
        field(source, DocumentField::Published).as_deref(),
        Some("2024-05-06T09:30")
    );
    assert_eq!(
        field(source, DocumentField::Source).as_deref(),
        Some("综合规划处")
    );
}

#[test]
fn reposted_work_points_keep_the_sites_words_apart() {
    let source = "某某采购网\n首页 资讯 政策 专题 案例\n某某省发布2024年数据工作要点\n某某采购网 2024-03-21 16:40 浏览12次\n某某省数据局 某某省财政厅\n2024年数据工作要点\n2024年全省数据工作要坚持需求导向，推动数据汇聚共享和开发利用，服务经济社会发展。\n一、夯实基础\n1. 完善制度。制定管理办法，落实责任清单。\n2. 提升质量。一是开展核查，二是整改问题。\n二、强化保障\n3. 加强培训。培训干部一千名以上。\n来源：某某发布公众号 责任编辑：某某\n相关阅读\n某某市召开会议\n";
    assert_eq!(
        tree(source),
        [
            "boilerplate | 某某采购网\n",
            "byline | 某某省数据局",
            "title 2024年数据工作要点",
            "paragraph | 2024年全",
            "section 夯实基础",
            "  entry 完善制度",
            "  entry 提升质量",
            "section 强化保障",
            "  entry 加强培训",
            "boilerplate | 来源：某某发",
        ]
    );
    assert_eq!(
        field(source, DocumentField::Issuer).as_deref(),
        Some("某某省数据局 某某省财政厅")
    );
    assert_eq!(
        field(source, DocumentField::Source).as_deref(),
        Some("某某发布公众号")
    );
}

#[test]
fn events_of_a_chronicle_hold_all_their_paragraphs() {
    let source = "2023年，数据领域有哪些大事？一起来看：\n1月\n全国数据工作会议在北京召开。\n国家数据局局长出席会议并讲话。会议部署全年工作。\n会议期间还举办了成果展。\n《数据管理办法》公布，自三月起施行。\n办法共六章四十条，明确了各部门的职责和数据共享的要求。\n2月\n三部门启动数据支农行动。\n农业农村部等三部门联合印发方案，计划用两年时间覆盖六百个县。\n";
    assert_eq!(
        tree(source),
        [
            "summary | 2023年，",
            "section 1月",
            "  entry 全国数据工作会议在北京召开",
            "  entry 《数据管理办法》公布，自三月起施行",
            "section 2月",
            "  entry 三部门启动数据支农行动",
        ]
    );
    assert_eq!(
        field(source, DocumentField::Period).as_deref(),
        Some("2023-01-01/2023-12-31")
    );
}

#[test]
fn dated_events_need_no_headline() {
    let source = "某某省2023年数据工作大事记\n一月\n3日　省数据局召开例会，局长主持会议。\n11日，省数据局印发《数据目录管理办法》。\n二月\n2月1日至3日，全省数据工作培训班在某市举办。会议总结了工作。\n会议强调，要以应用为导向。\n";
    assert_eq!(
        tree(source),
        [
            "title 某某省2023年数据工作大事记",
            "section 一月",
            "  entry | 3日　省数据",
            "  entry | 11日，省数",
            "section 二月",
            "  entry | 2月1日至3",
        ]
    );
}

#[test]
fn a_notice_ends_with_attachments_and_a_signature() {
    let source = "某某省数据局关于召开座谈会的\n通知\n某数函〔2024〕12号\n各市数据局：\n为做好有关工作，定于近期召开座谈会。现将有关事项通知如下：\n一、时间地点\n会议定于2024年9月12日召开，会期一天。\n二、有关要求\n（一）请各市于9月6日前报送名单。\n（二）认真准备。请发言单位准备材料。\n附件：1.名单\n2.回执\n某某省数据局\n2024年9月2日\n";
    assert_eq!(
        tree(source),
        [
            "title 某某省数据局关于召开座谈会的通知",
            "byline | 某数函〔20",
            "paragraph | 各市数据局：",
            "paragraph | 为做好有关工",
            "section 时间地点",
            "  paragraph | 会议定于20",
            "section 有关要求",
            "  entry | 请各市于9月",
            "  entry 认真准备",
            "paragraph | 附件：1.名",
            "byline | 某某省数据局",
            "byline | 2024年9",
        ]
    );
    assert_eq!(
        field(source, DocumentField::Issuer).as_deref(),
        Some("某某省数据局")
    );
    assert_eq!(
        field(source, DocumentField::Published).as_deref(),
        Some("2024-09-02")
    );
    assert_eq!(field(source, DocumentField::Period), None);
}

#[test]
fn page_numbers_neither_head_nor_cut_what_stands_around_them() {
    let tree = tree(
        "某某省2024年数据工作要点\n\n一、夯实基础\n\n1. 完善制度。制定数据管理办法，明确各部门职责分工，建立健全统筹协调的工作\n\n— 1 —\n\n\
        机制，6月底前印发实施。\n\n2. 建设平台。建成省级数据平台，接入部门50个。\n第 2 页 共 5 页\n\
        3. 强化安全。开展安全检查，整改隐患30个。\n",
    );
    assert_eq!(
        tree,
        [
            "title 某某省2024年数据工作要点",
            "section 夯实基础",
            "  entry 完善制度",
            "  entry 建设平台",
            "  boilerplate | 第 2 页 ",
            "  entry 强化安全",
        ]
    );
}

#[test]
fn rows_of_a_table_are_no_headings() {
    let tree = tree(
        "2024年一季度某某省数据工作简报\n\n一、工作进展\n\n截至3月底，全省归集数据50亿条，各市情况如下表。\n\n序号\t市\t归集量\n\
        1\t合肥\t12.5\n2\t芜湖\t8.3\n\n二、下一步工作\n\n继续推进数据归集，6月底前完成全部任务。\n",
    );
    assert_eq!(
        tree,
        [
            "title 2024年一季度某某省数据工作简报",
            "section 工作进展",
            "  paragraph | 截至3月底，",
            "  paragraph | 序号\t市\t归",
            "section 下一步工作",
            "  paragraph | 继续推进数据",
        ]
    );
}

#[test]
fn the_list_below_an_articles_second_paragraph_is_the_articles() {
    let tree = tree(
        "某某省数据管理办法\n第一章 总则\n第一条 为了规范数据管理，根据有关法律，制定本办法。\n第二条 本办法适用于本省行政区域。\n\
        下列数据除外：\n（一）涉密数据；\n（二）个人数据。\n第三条 本办法自2024年7月1日起施行。\n",
    );
    assert_eq!(
        tree,
        [
            "title 某某省数据管理办法",
            "section 总则",
            "  entry | 为了规范数据",
            "  entry | 本办法适用于",
            "  entry | 本办法自20",
        ]
    );
}

#[test]
fn a_heading_without_sign_stands_over_left_out_text() {
    let tree = tree(
        "2022年第四季度某某省安全工作简报\n\n工作部署\n\n（一）开展监测。第四季度监测网站230个，整改问题51个。\n\n信息系统保护\n\n（略）\n",
    );
    assert_eq!(
        tree,
        [
            "title 2022年第四季度某某省安全工作简报",
            "section 工作部署",
            "  entry 开展监测",
            "section 信息系统保护",
            "  entry | （略） 略",
        ]
    );
}

#[test]
fn headlines_of_a_brief_are_items_and_subjects_are_sections() {
    let brief = tree(
        "全县水利工作简报\n\n县水利局召开防汛备汛工作会议\n5月6日，县水利局召开会议，部署防汛备汛工作，16个乡镇负责人参加。\n\n河道清淤工程在城关镇开工建设\n5月9日，工程开工，计划清淤12公里，投资860万元。\n会后，与会人员查看了施工现场。\n",
    );
    assert_eq!(
        brief,
        [
            "title 全县水利工作简报",
            "entry 县水利局召开防汛备汛工作会议",
            "entry 河道清淤工程在城关镇开工建设",
        ]
    );
    let plan = tree(
        "全县节水行动方案\n\n总体要求\n坚持节水优先，到2025年全县用水总量控制在2.3亿立方米以内。\n\n组织实施\n各乡镇要落实责任，按季度报送进展情况。\n",
    );
    assert_eq!(plan[1], "section 总体要求");
    assert!(plan.contains(&"section 组织实施".to_owned()), "{plan:?}");
}

#[test]
fn the_title_again_below_the_news_of_it_is_the_sites() {
    let tree = tree(
        "2024年水利信息化工作要点\n来源：信息中心 时间：2024-07-09\n省水利厅发布《2024年水利信息化工作要点》\n\
        近日，省水利厅发布通知，明确了2024年水利信息化工作思路和任务，全文如下。\n2024年水利信息化工作要点\n\
        一、工作思路\n坚持需求牵引、应用至上，全面提升水利治理管理的数字化水平。\n",
    );
    assert_eq!(
        tree,
        [
            "title 2024年水利信息化工作要点",
            "byline | 来源：信息中",
            "boilerplate | 省水利厅发布",
            "paragraph | 近日，省水利",
            "boilerplate | 2024年水",
            "section 工作思路",
            "  paragraph | 坚持需求牵引",
        ]
    );
}

#[test]
fn an_item_of_a_bulletin_may_be_left_out_beside_its_lead() {
    let tree = tree(
        "2024年5月水利工作月报\n★重要部署\n重点任务落实情况 （略）\n★工作进展\n\
        数字孪生流域 5月6日，省水利厅召开推进会，部署年度任务，各市参加。\n",
    );
    assert_eq!(tree[2], "  entry 重点任务落实情况 略");
    assert_eq!(tree[4], "  entry 数字孪生流域");
}
