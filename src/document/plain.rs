//! Paragraphs without a mark: headings that stand alone on a short line, attachments, addressees, and text that goes on.

use std::sync::LazyLock;

use super::byline;
use super::cue::{byte_of, without_spaces};
use super::lead;
use super::line::{self, Para};
use super::marker::MarkerKind;
use super::month;
use super::tree::{Lead, Role};
use crate::text::{Text, WordList, words};

/// The longest heading without a mark, in characters.
const LONGEST_HEADING: u32 = 34;

/// Whether the line can be a heading without a mark: short, no sentence, nothing that other rules know.
#[must_use]
pub(super) fn may_head(text: &Text, para: &Para) -> bool {
    let cue = para.cue.as_str();
    para.marker.is_none()
        && (2..=LONGEST_HEADING).contains(&para.n_chars)
        && para.n_stops == 0
        && !matches!(para.last, '；' | ';' | '，' | ',' | '、' | '：' | ':' | '…')
        && !cue.contains([':', ';'])
        && !lead::is_redacted(cue)
        && super::other::region_line(text, para).is_none()
        && !month::is_date_line(cue)
        && !byline::is_signature(para)
        && !is_roster_line(cue)
        && !(cue.starts_with('(') && cue.ends_with(')'))
        && !byline::is_credit(cue)
        && cue.chars().any(crate::text::is_cjk)
}

/// 吴敏　县水利局局长: a member of a group, name and office side by side.
fn is_roster_line(cue: &str) -> bool {
    cue.trim().split_once(' ').is_some_and(|(name, office)| {
        (2..=4).contains(&name.chars().count())
            && name.chars().all(crate::text::is_cjk)
            && words!("长|主任|书记|主席|委员|经理|院士|教授|科员|专员|队员|代表|总监|总编|主编|研究员|工程师").ends(office.trim())
    })
}

/// A line wholly in 【】.
#[must_use]
pub(super) fn is_bracket_heading(para: &Para) -> bool {
    let cue = para.cue.as_str();
    para.n_chars <= 40
        && cue.starts_with('【')
        && cue
            .find('】')
            .is_some_and(|at| at + '】'.len_utf8() == cue.len())
}

/// The role of an unmarked heading.
#[must_use]
pub(super) fn section(text: &Text, para: &Para) -> Role {
    let kind = if is_bracket_heading(para) {
        MarkerKind::Bracket
    } else {
        MarkerKind::Plain
    };
    super::marked::section(text, para, kind)
}

/// An entry whose lead is a line of its own; the body follows in the next paragraphs.
#[must_use]
pub(super) fn headline(text: &Text, para: &Para) -> Role {
    let heading = line::trim_end(
        text,
        lead::after_marker(text, para),
        &['。', '：', ':', '；', ';'],
    );
    Role::Entry(Lead {
        heading: (!heading.is_empty()).then_some(heading),
        body_start: para.span.end,
        redacted: false,
    })
}

/// Running text as it stands.
#[must_use]
pub(super) fn paragraph(para: &Para) -> Role {
    Role::Paragraph {
        body_start: para.span.start,
    }
}

/// 附件 alone on its line, also 附件1 or 附：.
#[must_use]
pub(super) fn is_attachment_heading(para: &Para) -> bool {
    let is_number = |bare: &str| {
        bare.strip_prefix("附件").is_some_and(|rest| {
            rest.trim_matches([':', '.', '-'])
                .chars()
                .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        })
    };
    para.n_chars <= 10 && is_number(&without_spaces(&para.cue))
}

/// Gives attachments their roles: a list of them is one paragraph, an attachment itself a section.
pub(super) fn attachments(text: &Text, paras: &[Para], roles: &mut [Option<Role>], to: usize) {
    let mut i = 0;
    while i < to {
        let para = &paras[i];
        if roles[i].is_some() {
            i += 1;
        } else if is_attachment_heading(para) && !para.last_is_colon() {
            sign_before(paras, roles, i);
            roles[i] = Some(super::marked::section(text, para, MarkerKind::Attachment));
            i += 1;
        } else if para.n_chars <= 200
            && para.cue.starts_with('附')
            && words!("附件:|附:|附件1:|附件1.|附件一:").begins(&without_spaces(&para.cue))
        {
            roles[i] = Some(paragraph(para));
            i += 1;
            while i < to && roles[i].is_none() && continues_list(&paras[i]) {
                roles[i] = Some(Role::Continue);
                i += 1;
            }
        } else {
            i += 1;
        }
    }
}

fn continues_list(para: &Para) -> bool {
    let numbered = para.marker.is_some_and(|marker| marker.kind.is_numbered());
    (numbered || words!("附件").begins(&para.cue) && !is_attachment_heading(para))
        && para.n_chars <= 80
        && para.n_stops == 0
}

/// The signature of the letter that the attachment belongs to.
fn sign_before(paras: &[Para], roles: &mut [Option<Role>], i: usize) {
    const MOST: usize = 8;
    for at in (0..i).rev().take(MOST) {
        if roles[at].is_some() || !byline::is_signature(&paras[at]) {
            break;
        }
        roles[at] = Some(Role::Byline);
    }
}

/// A signature amid the text, where a second document follows: bodies with a date right below.
pub(super) fn inner_signatures(paras: &[Para], roles: &mut [Option<Role>], to: usize) {
    for i in 1..to.saturating_sub(1) {
        let below = &paras[i + 1];
        if roles[i].is_none()
            && roles[i + 1].is_none()
            && paras[i].marker.is_none()
            && byline::is_bodies(&paras[i].cue)
            && byline::is_dated(&below.cue)
        {
            roles[i] = Some(Role::Byline);
            roles[i + 1] = Some(Role::Byline);
        }
    }
}

/// Gives the rows of tables their roles: lines with several columns between tabs, two or more in a row, are one paragraph.
pub(super) fn tables(text: &Text, paras: &[Para], roles: &mut [Option<Role>], to: usize) {
    let mut n_rows = 0;
    for i in 0..=to {
        let is_row = i < to && roles[i].is_none() && n_columns(text, &paras[i]) >= 3;
        if is_row {
            n_rows += 1;
            continue;
        }
        if n_rows >= 2 {
            roles[i - n_rows] = Some(paragraph(&paras[i - n_rows]));
            roles[i - n_rows + 1..i].fill(Some(Role::Continue));
        }
        n_rows = 0;
    }
}

fn n_columns(text: &Text, para: &Para) -> usize {
    let line = text.slice(para.span);
    if memchr::memchr(b'\t', line.as_bytes()).is_none() {
        return 1;
    }
    let columns = line.split('\t');
    columns.filter(|column| !column.trim().is_empty()).count()
}

/// Whether a paragraph goes on with what the one before it reports, as the first words show: 会议指出, 活动以…为主题, 期间, 该平台.
#[must_use]
pub(super) fn goes_on(cue: &str) -> bool {
    static NOUNS: LazyLock<WordList> = LazyLock::new(|| {
        WordList::new(
            "会议|大会|论坛|活动|年会|峰会|仪式|展会|展览|培训|培训班|研讨会|座谈会|发布会|推进会|总结会|大赛|比赛|\
            竞赛|决赛|赛事|调研|文件|意见|通知|条例|方案|规划|报告|指南|办法|规定|纲要|白皮书|计划|标准|公告|调查|\
            平台|名单|决定|细则|规范|讲座|交流会|开幕式|启动仪式|案例|项目|试点|文章|演练|展演|对话会|工作会|\
            专项行动|行动",
        )
    });
    static BEHIND: LazyLock<WordList> = LazyLock::new(|| {
        WordList::new(
            "指出|强调|要求|提出|以|围绕|由|上|期间|明确|设|认为|还|部署|听取|审议|总结|传达|学习|聚焦|邀请|吸引|从|\
            将|旨在|规定|自|共|分|结束|现场|发布|启动|宣布|显示|包括|对|深入|通报|介绍|为期|采取|采用|通过|号召|中|\
            后|当天|持续|主要|就|同期|由|在|决定|交流|组织|安排|主题|不仅|引导|倡议|覆盖|来自|增选|选举|补选|推选|选出|表决",
        )
    });
    static OPENINGS: LazyLock<WordList> = LazyLock::new(|| {
        WordList::new(
            "本次|此次|本届|该|同期|期间|其间|会上|会后|会前|会中|其中|此外|另外|同时|与此同时|下一步|接下来|随后|\
            之后|其后|此前|前期|据悉|据了解|据介绍|他|她|双方|与会|参会|旨在|首次|主要|截至|经|来自|现场|当天|当日|\
            当晚|活动现场|最终|根据|按照|为此|目前|今后|并|以上|上述|这是|这一|这些|这次|全文|文中|通过|共有|共计|\
            一是|二是|三是|四是|五是|首先|其次|最后|要|习近平指出|习近平强调|讲话|与此|仪式上|论坛上|活动中|活动上|\
            大会上|培训期间|论坛期间|大会期间|会议期间|研讨会期间|由此|对此|至此|此举|作为",
        )
    });
    let cue = cue.trim_start_matches(['《', '“']);
    if OPENINGS.begins(cue)
        && !words!("经济|首次公开|根据地|主要负责|要闻|经开区|目前国").begins(cue)
    {
        return true;
    }
    NOUNS.beginnings(cue).any(|noun| {
        let rest = cue[noun.len()..].trim_start_matches(['》', '”']);
        BEHIND.begins(rest) || rest.starts_with([',', '，'])
    })
}

/// A person with an office who attends what has already been named: 副部长某某出席会议并讲话.
#[must_use]
pub(super) fn takes_part(cue: &str) -> bool {
    /// The office stands near the beginning, as in 省教育厅副厅长某某出席会议.
    const OFFICE_WITHIN: usize = 24;
    static OFFICES: LazyLock<WordList> = LazyLock::new(|| {
        WordList::new(
            "部长|司长|主任|书记|省长|市长|主席|总理|院长|校长|局长|会长|秘书长|厅长|常委|委员|理事长|总裁|处长|县长|\
            区长|巡视员|总经理|董事长|专家|代表|负责人|负责同志",
        )
    });
    const ACTS: &str = "出席|主持|作主旨|致辞|讲话|发表|参加|参会|作报告|作交流|发言|到会";
    static BARE: LazyLock<WordList> = LazyLock::new(|| {
        WordList::new(
            "会议|大会|论坛|峰会|活动|开幕式|年会|仪式|启动仪式|发布会|座谈会|开班式|研讨会|并|本次|此次|推进会|\
            总结会|培训班|闭幕式",
        )
    });
    let head = &cue[..byte_of(cue, 70)];
    let head = head.split('。').next().unwrap_or(head);
    let begin = &head[..byte_of(head, OFFICE_WITHIN)];
    let Some(office) = OFFICES.find(begin) else {
        return false;
    };
    ACTS.split('|').any(|act| {
        head[office..].find(act).is_some_and(|at| {
            let rest = &head[office + at + act.len()..];
            rest.is_empty()
                || BARE.begins(rest)
                || words!("。|,|，|了会议|了大会|了活动|会").begins(rest)
                || matches!(act, "致辞" | "讲话" | "发言")
        })
    })
}

/// A closing paragraph of a document, which belongs to no item.
#[must_use]
pub(super) fn closes_document(cue: &str) -> bool {
    words!("特此|请各|各单位要|各地要|各部门要|各地各|联系人|联系电话|本通知|以上通知|附件|请遵照|请认真|各市要|\
            各县|专此|此致|敬礼|妥否|以上报告|以上意见|本意见|本办法").begins(cue)
}

/// Whether words report that something took place: a subject with 召开, 印发, 启动 and the like.
#[must_use]
pub(super) fn reports_event(cue: &str) -> bool {
    words!("召开|举行|举办|印发|发布|公布|公示|启动|上线|开展|成立|开幕|闭幕|揭牌|签署|签约|通过|出台|部署|入选|\
            加入|获|开通|揭晓|出席|会见|访问|考察|调研|上新|落幕|开班|结业|施行|实施|建成|投入|正式|宣布|推出|刊发|\
            回答|介绍|设立|挂牌|确定|遴选|通报|完成|突破|下达|批复|组织|签订|亮相|开工|竣工|交付|认定|评选|征集|\
            修订|任命|当选|达成|来华|抵达|致信|贺信|主持|听取|审议").is_in(cue)
}

/// 我市召开…: a headline in which the place of the brief speaks of itself.
#[must_use]
pub(super) fn reports_of_us(cue: &str) -> bool {
    words!("我市|我省|我县|我区|我州|我盟|我旗").begins(cue) && reports_event(cue)
}

/// A headline whose subject stands before a colon or in brackets: 某某县：“一张图”管好山塘, 【新春走基层】某某：守护一渠清水.
#[must_use]
pub(super) fn is_subject_headline(para: &Para) -> bool {
    const LONGEST_SUBJECT: usize = 18;
    let cue = para.cue.as_str();
    let Some(at) = cue.find(':') else {
        return false;
    };
    let (subject, rest) = (&cue[..at], &cue[at + 1..]);
    let label = words!("时间|地点|主题|来源|电话|联系|邮|地址|附件|抄|报|送|主办|承办|协办|责任|编辑|审核|记者|作者|会议|培训|活动|注|日期|单位").begins(subject);
    para.marker.is_none()
        && (10..=46).contains(&para.n_chars)
        && para.n_stops == 0
        && !matches!(para.last, '；' | ';' | '，' | ',' | '、' | '：' | ':' | '…')
        && (2..=LONGEST_SUBJECT).contains(&subject.chars().count())
        && rest.chars().filter(|c| crate::text::is_cjk(*c)).count() >= 6
        && !rest.contains(':')
        && !label
}

/// Whether a short line ends like a complete report: …在北京召开, …名单公布, …印发《…》.
#[must_use]
pub(super) fn ends_as_report(cue: &str) -> bool {
    let end = cue.trim_end_matches(['。', ' ', '！', '!', ')', '）']);
    words!("召开|举行|举办|启动|发布|公布|公示|上线|成立|印发|开幕|闭幕|揭晓|上新|落幕|开班|施行|实施|揭牌|签署|\
            出台|开通|开展|工作|活动|》|开赛|收官|亮相|运行|通过|入选|名单|获批|挂牌|结束|竣工|开工|完成|会议|\
            座谈会|推进会|培训班|研讨会|大会|论坛|研讨班|总结会|发布会|案例|活动周|仪式|调研|行动|计划|试点|决赛|\
            大赛").ends(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_may_name_their_subject_before_a_colon() {
        let para = |line: &str| line::paragraphs(&Text::new(line.to_owned())).remove(0);
        for line in [
            "宜春市：“一张图”管好千座山塘",
            "【新春走基层】周文涛：守护一渠清水到田头",
        ] {
            assert!(is_subject_headline(&para(line)), "{line}");
        }
        for line in [
            "会议时间：4月3日上午九点整在主楼",
            "联系电话：0790-1234567转水利股",
            "各市水利局、各灌区管理单位：",
        ] {
            assert!(!is_subject_headline(&para(line)), "{line}");
        }
    }

    #[test]
    fn members_of_a_group_are_no_headings() {
        assert!(is_roster_line("吴敏 县水利局局长"));
        assert!(is_roster_line("周文涛  副县长"));
        assert!(!is_roster_line("虚拟现实 教育培训"));
        assert!(!is_roster_line("灌区现代化改造工程 水利局局长"));
    }

    #[test]
    fn text_that_goes_on_is_known_by_its_first_words() {
        for cue in [
            "会议指出,要抓好落实。",
            "大会以“数据”为主题。",
            "同期举行成果展。",
            "该平台已覆盖各市。",
            "《办法》明确了六项任务。",
            "本届论坛由三部门主办。",
            "研讨会期间,代表参观了展览。",
        ] {
            assert!(goes_on(cue), "{cue}");
        }
        for cue in [
            "全国数据工作会议召开。",
            "省教育厅印发通知。",
            "第三届数据大会在杭州举办。",
            "三部门启动志愿服务行动。",
            "活动周名单公布。",
        ] {
            assert!(!goes_on(cue), "{cue}");
        }
    }
}
