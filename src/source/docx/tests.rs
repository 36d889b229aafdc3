//! DOCX: every part of the format that is read, in the smallest package that has it.

use super::*;
use crate::source::package::tests::package;

/// A document of these paragraphs and tables.
fn document(body: &str) -> String {
    format!("<w:document><w:body>{body}</w:body></w:document>")
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn numbered(list: u32, level: u32, words: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
    )
}

fn convert_parts(parts: &[(&str, &str)]) -> Converted {
    let bytes = package(parts);
    convert(&mut Package::open(&bytes).expect("opens")).expect("converts")
}

fn text_of(body: &str) -> String {
    convert_parts(&[(USUAL_PART, &document(body))]).text
}

#[test]
fn paragraphs_are_lines_with_their_numbers_as_places() {
    let body = [paragraph("通知"), paragraph(""), paragraph("各市教育局：")].concat();
    let converted = convert_parts(&[(USUAL_PART, &document(&body))]);
    assert_eq!(converted.text, "通知\n各市教育局：\n");
    assert_eq!(converted.places.expect("has places").at(7), Some(3));
}

#[test]
fn automatic_numbers_are_written_as_they_are_shown() {
    let level = |level: u32, form: &str, pattern: &str| {
        format!(
            r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>"#
        )
    };
    let levels = [
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimal", "%3.%4"),
    ]
    .concat();
    let numbering = format!(
        r#"<w:numbering><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#
    );
    let body = [
        numbered(2, 0, "总体要求"),
        numbered(2, 1, "指导思想"),
        numbered(2, 1, "主要目标"),
        numbered(2, 2, "2025年底前完成"),
        numbered(2, 3, "数据"),
        numbered(2, 0, "重点任务"),
        numbered(2, 1, "汇聚"),
    ]
    .concat();
    let converted = convert_parts(&[
        (USUAL_PART, &document(&body)),
        ("word/numbering.xml", &numbering),
    ]);
    assert_eq!(
        converted.text,
        "一、总体要求\n（一）指导思想\n（二）主要目标\n1.2025年底前完成\n1.1 数据\n二、重点任务\n（一）汇聚\n"
    );
}

#[test]
fn a_style_gives_its_number_and_a_list_can_begin_anew() {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="第%1条"/><w:suff w:val="space"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"#;
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="条"><w:basedOn w:val="列"/></w:style><w:style w:type="paragraph" w:styleId="列"><w:basedOn w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;
    let styled = |words: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="条"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#)
    };
    let body = [
        styled("甲"),
        styled("乙"),
        numbered(2, 0, "丙"),
        numbered(0, 0, "丁"),
    ]
    .concat();
    let converted = convert_parts(&[
        (USUAL_PART, &document(&body)),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
    ]);
    assert_eq!(converted.text, "第1条 甲\n第2条 乙\n第1条 丙\n丁\n");
}

#[test]
fn tables_are_lines_with_tabs() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(words));
    let inner = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell("内一"),
        cell("内二")
    );
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc>{}{}{inner}</w:tc></w:tr></w:tbl>",
        cell("地区"),
        cell("备案数"),
        cell("甲省"),
        paragraph("12"),
        paragraph("个")
    );
    assert_eq!(text_of(&table), "地区\t备案数\n甲省\t12 个 内一 内二\n");
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let body = "<w:p><w:r><w:t>印发</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p><w:p><w:r><w:t>后半。</w:t></w:r></w:p>";
    assert_eq!(text_of(body), "印发新\n前半，后半。\n");
}

#[test]
fn text_boxes_follow_their_paragraph_and_come_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("内部资料"));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{content}</mc:Choice><mc:Fallback>{content}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>"
    );
    assert_eq!(text_of(&body), "正文\n内部资料\n");
}

#[test]
fn footnotes_come_behind_the_text_and_headers_outside_the_content() {
    let body = r#"<w:p><w:r><w:t>备案</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:t>办理</w:t></w:r></w:p>"#;
    let footnotes = r#"<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote><w:footnote w:id="5"><w:p><w:r><w:t> 指教育移动应用</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let header = format!("<w:hdr>{}</w:hdr>", paragraph("内部资料 注意保存"));
    let converted = convert_parts(&[
        (USUAL_PART, &document(body)),
        ("word/footnotes.xml", footnotes),
        ("word/header1.xml", &header),
        ("word/header2.xml", &header),
    ]);
    assert_eq!(
        converted.text,
        "备案[1]办理\n[1] 指教育移动应用\n内部资料 注意保存\n"
    );
    let content = &converted.text[converted.content.range()];
    assert!(content.ends_with("应用\n"), "{content}");
}

#[test]
fn hidden_words_and_codes_of_fields_are_not_shown() {
    let body = r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r><w:r><w:tab/><w:t>后</w:t><w:br/><w:t>下行</w:t></w:r></w:p>"#;
    assert_eq!(text_of(body), "显\t后\n下行\n");
}
