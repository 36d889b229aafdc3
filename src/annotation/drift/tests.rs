//! Sources as they change, and which anchors move with them: what is in brackets in the old text, and in the new one what of it was placed.

use super::*;

/// Takes the brackets `⟦ ⟧` out of a text and returns what they held.
fn marked(words: &str) -> (Text, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in words.chars() {
        match c {
            '⟦' => open.push(text.len()),
            '⟧' => spans.push(Span::from_usize(open.pop().expect("opened"), text.len())),
            c => text.push(c),
        }
    }
    spans.sort_unstable();
    (Text::new(text), spans)
}

/// The bracketed words of the old text, with brackets in the new one where they were placed.
fn moved(old: &str, new: &str) -> String {
    let ((old, spans), (new, _)) = (marked(old), marked(new));
    let mut drift = Drift::new(&old, &new);
    let mut placed = Vec::new();
    for span in spans {
        if let Some(place) = drift.place(span) {
            assert_eq!(new.slice(place), old.slice(span), "a place holds its quote");
            placed.push(place);
        }
    }
    placed.sort_unstable();
    let mut words = new.as_str().to_owned();
    for place in placed.iter().rev() {
        words.insert(place.end as usize, '⟧');
        words.insert(place.start as usize, '⟦');
    }
    words
}

const HEAD: &str = "2024年5月数字乡村工作月报\n\n★重点工作\n";
const TAIL: &str = "★基层动态\n产业发展 5月12日,县农业农村局举办直播培训班,吸引种植户三百余人参加。\n来源:某某网 责任编辑:某某\n";

/// A bulletin with this between its head and its tail.
fn within(words: &str) -> String {
    format!("{HEAD}{words}\n{TAIL}")
}

/// What changes between the head and the tail of a bulletin, and what happens to the anchors there.
const CASES: &[(&str, &str, &str)] = &[
    (
        "a sentence before a repeated one",
        "⟦会议召开⟧。各市参加。⟦会议召开⟧。形成纪要。",
        "⟦会议召开⟧。各市参加。省长讲话。⟦会议召开⟧。形成纪要。",
    ),
    (
        "a copy of the sentence beside it",
        "各市参加。⟦会议召开⟧。形成⟦纪要⟧。",
        "各市参加。会议召开。会议召开。形成⟦纪要⟧。",
    ),
    (
        "one of three identical sentences that are neighbours is gone",
        "各市参加。⟦会议召开⟧。⟦会议召开⟧。⟦会议召开⟧。形成⟦纪要⟧。",
        "各市参加。会议召开。会议召开。形成⟦纪要⟧。",
    ),
    (
        "one of three identical sentences with others between is gone",
        "⟦会议召开⟧。各市参加。⟦会议召开⟧。省长讲话。⟦会议召开⟧。形成纪要。",
        "⟦会议召开⟧。各市参加。省长讲话。⟦会议召开⟧。形成纪要。",
    ),
    (
        "a number is corrected",
        "⟦数字治理⟧ 截至⟦5月底⟧,平台覆盖⟦31个省份⟧,汇聚数据⟦1276家⟧企业。",
        "⟦数字治理⟧ 截至⟦5月底⟧,平台覆盖28个省份,汇聚数据⟦1276家⟧企业。",
    ),
    (
        "a digit is put before a number",
        "数字治理 截至5月底,平台覆盖城市,⟦31个省份⟧参与,汇聚数据⟦1276家⟧企业。",
        "数字治理 截至5月底,平台覆盖城市,131个省份参与,汇聚数据⟦1276家⟧企业。",
    ),
    (
        "thousands are added to a number",
        "数字治理 截至5月底,平台接入单位⟦276家⟧,向社会⟦开放数据⟧。",
        "数字治理 截至5月底,平台接入单位1,276家,向社会⟦开放数据⟧。",
    ),
    (
        "a name in a list is corrected",
        "⟦培训⟧ 总工程师⟦陶立群⟧、⟦浙江省政府⟧副秘书长⟦廖文璟⟧、省教育厅处长出席。",
        "⟦培训⟧ 总工程师陶立新、⟦浙江省政府⟧副秘书长⟦廖文璟⟧、省教育厅处长出席。",
    ),
    (
        "a month in a list is corrected",
        "⟦培训⟧ 自2020年1月、⟦3月⟧以来,省教育厅已经举办⟦培训班⟧。",
        "⟦培训⟧ 自2021年1月、3月以来,省教育厅已经举办⟦培训班⟧。",
    ),
    (
        "a year is corrected, and the second month alone was marked",
        "⟦试点⟧ 自2020年1月至⟦3月⟧,在全省开展⟦数字乡村⟧试点工作。",
        "⟦试点⟧ 自2021年1月至3月,在全省开展⟦数字乡村⟧试点工作。",
    ),
    (
        "a year is corrected, and the month alone was marked",
        "⟦试点⟧ 自2020年⟦3月⟧起,在全省开展⟦数字乡村⟧试点工作。",
        "⟦试点⟧ 自2021年3月起,在全省开展⟦数字乡村⟧试点工作。",
    ),
    (
        "a date is corrected",
        "⟦试点⟧ 自⟦2020年3月⟧起,在全省开展⟦数字乡村⟧试点工作。",
        "⟦试点⟧ 自2021年3月起,在全省开展⟦数字乡村⟧试点工作。",
    ),
    (
        "two entries changed their order",
        "⟦数字治理⟧ 省数据局备案一批应用。\n⟦人员培训⟧ 省农业厅举办一期班次。",
        "人员培训 省农业厅举办一期班次。\n数字治理 省数据局备案一批应用。",
    ),
    (
        "two entries of several sentences changed their order",
        "⟦数字治理⟧ 省数据局备案应用。要求抓紧。\n⟦人员培训⟧ 省农业厅举办班次。学员很多。",
        "人员培训 省农业厅举办班次。学员很多。\n数字治理 省数据局备案应用。要求抓紧。",
    ),
    (
        "one entry of many was put elsewhere",
        "⟦甲项工作⟧ 省数据局备案应用。\n⟦乙项工作⟧ 省农业厅举办班次。\n⟦丙项工作⟧ 省教育厅印发要点。\n⟦丁项工作⟧ 省财政厅安排资金。",
        "⟦乙项工作⟧ 省农业厅举办班次。\n⟦丙项工作⟧ 省教育厅印发要点。\n⟦丁项工作⟧ 省财政厅安排资金。\n甲项工作 省数据局备案应用。",
    ),
    (
        "a typo is mended inside an entry",
        "⟦数字治理⟧ 截止⟦5月底⟧,⟦省数据局⟧备案1276家企业的3004个应用。",
        "⟦数字治理⟧ 截至5月底,⟦省数据局⟧备案1276家企业的3004个应用。",
    ),
    (
        "an entry goes on",
        "⟦数字治理⟧ 截至⟦5月底⟧,省数据局备案1276家企业。",
        "⟦数字治理⟧ 截至⟦5月底⟧,省数据局备案1276家企业。下一步,将扩大范围。",
    ),
    (
        "a paragraph is split between sentences",
        "⟦数字治理⟧ 省数据局备案应用。⟦省农业厅⟧举办班次。",
        "⟦数字治理⟧ 省数据局备案应用。\n⟦省农业厅⟧举办班次。",
    ),
    (
        "a line is broken in the middle of a sentence",
        "⟦数字治理⟧ 省数据局备案⟦一批应用⟧,并向社会公布名单和⟦联系方式⟧。",
        "⟦数字治理⟧ 省数据局备案一批\n应用,并向社会公布名单和⟦联系方式⟧。",
    ),
    (
        "lines are joined",
        "⟦数字治理⟧ 省数据局备案一批应用,并向社会公布\n名单和⟦联系方式⟧。",
        "⟦数字治理⟧ 省数据局备案一批应用,并向社会公布名单和⟦联系方式⟧。",
    ),
    (
        "full-width forms become half-width ones",
        "⟦数字治理⟧　截至⟦５月底⟧，⟦省数据局⟧备案１２７６家企业。",
        "⟦数字治理⟧ 截至5月底,⟦省数据局⟧备案1276家企业。",
    ),
    (
        "spaces come between all characters",
        "⟦数字治理⟧ 截至⟦5月底⟧,省数据局备案1276⟦家⟧企业。",
        "数 字 治 理 截 至 5 月 底,省 数 据 局 备 案 1 2 7 6 ⟦家⟧ 企 业 。",
    ),
    (
        "an entry is written anew under the same lead",
        "⟦数字治理⟧ 截至⟦5月底⟧,省数据局备案1276家企业的3004个应用。",
        "数字治理 我省召开数字乡村推进会,部署下一阶段重点任务和保障措施。",
    ),
    (
        "an entry is taken out and a like one comes in two places",
        "⟦四川省⟧召开会议,部署⟦春耕工作⟧。\n产业发展 各地推进。",
        "四川省召开会议,研究防汛工作。\n贵州省召开会议,部署春耕工作。\n产业发展 各地推进。",
    ),
    (
        "a phrase that all entries share, in an entry that is another",
        "数字治理 省数据局备案。⟦会议要求⟧抓好落实。",
        "人员培训 省农业厅举办了为期三天的数字素养专题研修班,参训学员两千余人,反响热烈。会议要求抓好落实。",
    ),
];

#[test]
fn anchors_move_where_their_place_is_certain_and_nowhere_else() {
    for (name, old, new) in CASES {
        let expected = within(new);
        assert_eq!(moved(&within(old), &expected), expected, "{name}");
    }
}

#[test]
fn whole_texts_that_change_keep_what_is_certain() {
    let body = "⟦数字治理⟧ 截至⟦5月底⟧,省数据局备案1276家企业的3004个应用。\n⟦人员培训⟧ 5月20日,省农业农村厅举办数字素养培训班,参训2000余人。";
    let plain = body.replace(['⟦', '⟧'], "");
    let may = within(body);
    let cut_in_front = format!("{body}\n{TAIL}");
    let other_navigation = format!(
        "首页 > 要闻 > 正文\n字号 大 中 小\n{}\n上一篇 下一篇",
        within(body)
    );
    let june = "2024年6月数字乡村工作月报\n\n★重点工作\n数字治理 截至6月底,省数据局备案1301家企业的3120个应用。\n村务公开 6月3日,省民政厅推广线上议事平台,覆盖3000个行政村。\n★基层动态\n电商助农 6月18日,县商务局组织直播带货节,销售额突破百万元。\n来源:某某网 责任编辑:某某\n";
    let twice = format!("{0}{0}", within(&plain));
    let unwrapped = "数字治理 省数据局备案一批应用,并向社会公布名单和⟦联系方式⟧,由各市负责核对。";
    let wrapped = "数字治理 省数据局备案一批应\n用,并向社会公布名单和⟦联系\n方式⟧,由各市负责核对。";
    let broken = "数字治理 省数据局备案一批应\n用,并向社会公布名单和⟦联系方式⟧,\n由各市负责核对。";
    let appended = format!("{may}附件:备案应用名单\n");
    for (name, old, new) in [
        ("text is appended", &*may, &*appended),
        ("the front is cut off", &may, &cut_in_front),
        ("navigation comes around it", &may, &other_navigation),
        ("navigation around it goes", &other_navigation, &may),
        ("another month's bulletin", &may, june),
        ("the text stands twice", &may, &twice),
        ("every line is broken", unwrapped, broken),
        ("every line is joined", broken, unwrapped),
        (
            "a line is broken within",
            unwrapped,
            &wrapped.replace(['⟦', '⟧'], ""),
        ),
        ("the file is empty", &may, ""),
        ("the file was empty", "", &may.replace(['⟦', '⟧'], "")),
    ] {
        assert_eq!(moved(old, new), new, "{name}");
    }
}

#[test]
fn an_equal_text_keeps_every_place() {
    let text = within("⟦会议召开⟧。⟦会议召开⟧。");
    assert_eq!(moved(&text, &text), text);
    let (text, _) = marked(&text);
    assert!(Drift::new(&text, &text).is_same());
}

#[test]
fn one_word_in_a_short_text_can_be_corrected() {
    let (old, new) = (
        "⟦省数据局⟧备案应用,平台覆盖31个省份。",
        "⟦省数据局⟧备案应用,平台覆盖28个省份。",
    );
    assert_eq!(moved(old, new), new);
}
