//! HTML: what is shown, what is the document, and pages made to do harm.

use super::*;

fn content(converted: &Converted) -> &str {
    &converted.text[converted.content.range()]
}

#[test]
fn the_document_is_told_from_what_the_site_put_around_it() {
    let page = r#"<!DOCTYPE html><html><head><title>5月工作通报-某省教育厅</title><style>p{}</style></head><body>
        <div class="nav"><a href="/">首页</a> <a href="/a">政务公开</a><ul><li><a>通知公告</a></li><li><a>政策文件</a></li></ul></div>
        <div class="box"><h1>5月工作通报</h1><div class="info">发布时间：2024-06-03　来源：办公室</div>
        <div class="TRS_Editor"><p>　　截至5月底，全省备案教育移动应用112个。</p><p>　　各市结合实际推进数据汇聚，<a href="x">查看附件</a>。</p>
        <script>if (a<b) { document.write("<p>广告</p>") }</script></div></div>
        <div class="foot">版权所有：某省教育厅<br>地址：某市某路1号</div></body></html>"#;
    let converted = convert(page).expect("converts");
    assert_eq!(
        content(&converted),
        "5月工作通报\n发布时间：2024-06-03　来源：办公室\n　　截至5月底，全省备案教育移动应用112个。\n　　各市结合实际推进数据汇聚，查看附件。\n"
    );
    assert!(converted.text.starts_with("首页 政务公开\n通知公告\n"));
    assert!(
        converted
            .text
            .ends_with("版权所有：某省教育厅\n地址：某市某路1号\n")
    );
}

#[test]
fn tables_of_data_are_lines_with_tabs_and_tables_for_layout_are_not() {
    let page = "<table><tr><td><p>各地备案情况，截至5月底：</p><table><tr><th>地区<th>数量<tr><td>甲省</td><td><p>12</p><p>个</p></td></tr></table></td><td>旁栏</td></tr></table>";
    assert_eq!(
        plain(page).expect("converts"),
        "各地备案情况，截至5月底：\n地区\t数量\n甲省\t12 个\n旁栏\n"
    );
}

#[test]
fn lists_keep_their_numbers() {
    let page = "<ol start=3><li>汇聚</li><li>共享<ul><li>编目</li></ul></ol><p>后</p>";
    assert_eq!(
        plain(page).expect("converts"),
        "3. 汇聚\n4. 共享\n编目\n后\n"
    );
}

#[test]
fn what_is_not_shown_is_left_out() {
    let page = r#"<div style="display: none"><p>隐</p></div><svg><title>图</title></svg><select><option>选</option></select><p>显&nbsp;&amp;&#x4E00;<!-- 注 --></p>"#;
    assert_eq!(plain(page).expect("converts"), "显\u{A0}&一\n");
}

#[test]
fn the_encoding_is_the_declared_one_only_where_the_bytes_agree() {
    let page = |charset: &str| {
        format!(
            r#"<html><meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>数据</p>"#
        )
    };
    let gb = encoding_rs::GBK.encode(&page("gb2312")).0.into_owned();
    assert_eq!(encoding_of(&gb), Encoding::Gb18030);
    assert_eq!(
        encoding_of(page("gb2312").as_bytes()),
        Encoding::Utf8,
        "wrongly declared"
    );
    let big5 = encoding_rs::BIG5.encode(&page("big5")).0.into_owned();
    assert_eq!(encoding_of(&big5), Encoding::Big5);
}

#[test]
fn a_page_is_told_by_its_beginning() {
    assert!(is_one(
        "\u{FEFF}\n<!-- saved from url --><!DOCTYPE HTML PUBLIC>"
    ));
    assert!(is_one("<?xml version=\"1.0\"?>\n<html>"));
    assert!(!is_one("<通知>各市"));
    assert!(!is_one("关于<html>的通知"));
}

#[test]
fn endless_nesting_and_endless_elements_are_refused() {
    assert_eq!(plain(&"<div>".repeat(1_000_000)), Err(Unreadable::TooDeep));
    let attributes: Vec<String> = (0..500_000).map(|n| format!("a{n}")).collect();
    assert_eq!(
        plain(&format!("<p {}>", attributes.join(" "))),
        Err(Unreadable::Bomb)
    );
    // Neither a long comment nor a picture written into the page is one of these.
    let comment = format!("<!-- {} --><p>字</p>", "a b ".repeat(100_000));
    assert_eq!(plain(&comment).as_deref(), Ok("字\n"));
    let picture = format!("<img src='data:{}'><p>字</p>", "Qx".repeat(200_000));
    assert_eq!(plain(&picture).as_deref(), Ok("字\n"));
}
