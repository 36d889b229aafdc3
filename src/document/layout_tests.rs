//! The layouts in which chronicles and work points circulate: years over months, subjects over days, letters before what they enclose.

use super::DocumentField;
use super::tests::{field, tree};

#[test]
fn a_year_stands_over_its_months_and_says_the_period() {
    let source = "2005年\n1月\n7日 市水利局印发防汛预案，部署全年工作。\n是月 城北水厂建成投产，日供水两万吨。\n3月\n14日 全市春灌工作会议召开，各县区参加。\n2006年\n1月\n5日 南山水库开工建设，总投资三亿元。\n";
    assert_eq!(
        tree(source),
        [
            "section 2005年",
            "  section 1月",
            "    entry | 7日 市水利",
            "    entry | 是月 城北水",
            "  section 3月",
            "    entry | 14日 全市",
            "section 2006年",
            "  section 1月",
            "    entry | 5日 南山水",
        ]
    );
    assert_eq!(
        field(source, DocumentField::Period).as_deref(),
        Some("2005-01-01/2006-12-31")
    );
}

#[test]
fn a_chronicle_may_be_ordered_by_subjects() {
    assert_eq!(
        tree(
            "某某省水利厅2004年大事记\n（二〇〇四年一月至十二月）\n某某省水利厅办公室编\n重要活动\n2月28日 副厅长周文涛检查春灌工作，听取了汇报。\n5月15日 全省节水宣传活动在吉安举行，各市参加。\n重要会议\n1月15日 厅长范晓参加全国水利工作会议，会上作了发言。\n3月2日 全省春灌工作会议召开，部署春灌和防汛。\n"
        ),
        [
            "title 某某省水利厅2004年大事记",
            "byline | （二〇〇四年",
            "byline | 某某省水利厅",
            "section 重要活动",
            "  entry | 2月28日 ",
            "  entry | 5月15日 ",
            "section 重要会议",
            "  entry | 1月15日 ",
            "  entry | 3月2日 全",
        ]
    );
}

#[test]
fn a_month_that_a_site_repeats_stands_once() {
    assert_eq!(
        tree(
            "您的当前位置：\n十二月\n十二月\n1日 全市冬修水利现场会在城南召开，各县区参加。\n3日 市水利局举办节水讲座，干部职工参加。\n是日 城南泵站建成投产，受益农田三万亩。\n一月\n5日 全市水利工作会议召开，部署全年工作。\n"
        ),
        [
            "boilerplate | 您的当前位置",
            "section 十二月",
            "  entry | 1日 全市冬",
            "  entry | 3日 市水利",
            "  entry | 是日 城南泵",
            "section 一月",
            "  entry | 5日 全市水",
        ]
    );
}

#[test]
fn a_letter_may_enclose_the_document_that_has_the_title() {
    let source = "各县（区）人民政府，市直有关单位：\n《2023年某某市水利工作要点》已经市政府同意，现印发给你们，请认真贯彻落实。\n某某市人民政府办公室\n2023年8月7日\n（此件主动公开）\n2023年某某市水利工作要点\n为做好全市水利工作，制定本要点。\n一、夯实基础\n1.加强灌区改造。推进灌区续建配套，年内完成三处。\n";
    assert_eq!(
        tree(source)[2..6],
        [
            "byline | 某某市人民政",
            "byline | 2023年8",
            "byline | （此件主动公",
            "title 2023年某某市水利工作要点",
        ]
    );
    assert_eq!(
        field(source, DocumentField::DocType).as_deref(),
        Some("work_points")
    );
}

#[test]
fn page_data_may_stand_in_the_titles_own_line() {
    let source = "您当前的位置：首页 - 会务文献\n2005年某某市水利大事记 浏览:39 发布人:admin 发布时间:2009/07/22\n2005年1月24日，全市水利工作会议召开，各县区参加。\n2005年5月19日，城北水厂开工建设，总投资三亿元。\n";
    assert_eq!(tree(source)[1], "title 2005年某某市水利大事记");
    assert_eq!(
        field(source, DocumentField::Published).as_deref(),
        Some("2009-07-22")
    );
}

#[test]
fn heads_of_printed_pages_are_no_headings() {
    assert_eq!(
        tree(
            "· 52 · 某某区志\n2005年\n2月25日 城北水厂开工建设，总投资三亿元。\n3月5日 全区春灌工作会议召开，各乡镇参加。\n4月1日 南山水库除险加固完成，通过验收。\n5月9日 全区防汛演练在城南举行，各单位参加。\n6月1日 节水宣传活动启动，各学校参加。\n"
        )[..2],
        ["boilerplate | · 52 ·", "section 2005年"]
    );
}
