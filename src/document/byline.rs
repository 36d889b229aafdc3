//! Lines that say who issued a document, when and under what number: below the title and as a signature at the end.

use std::sync::LazyLock;

use super::cue::without_spaces;
use super::date;
use super::furniture;
use super::line::Para;
use super::month;
use super::tree::Role;
use crate::text::{WordList, words};

/// How the names of bodies end that issue documents.
static BODY_ENDINGS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::new(
        "部|委|办|局|厅|处|司|院|室|府|总署|公署|审计署|组|中心|委员会|党组|党委|工委|协会|联合会|学会|理事会|总工会|基金会|\
            促进会|联盟|大学|学院|公司|馆|总站|总队|支队|指挥部|人民法院|检察院|银行|团委|团市委|团省委|妇联|残联|\
            科协|党校|海关|管委会|常委会|编辑部|科|股|总社|分行|支行|工作专班|专班",
    )
});

/// Words that a line of bodies may end with: who edits or prints.
const EDITED_BY: &str = "编印|主办|印发|编|印|供稿|编辑";

/// Whether the line belongs to the byline: bodies, document number, issue, date, author.
#[must_use]
pub(super) fn is_byline(para: &Para) -> bool {
    let cue = para.cue.as_str();
    if para.n_chars > 80 || cue.contains('。') {
        return false;
    }
    is_bodies(cue)
        || is_document_number(cue)
        || is_issue(cue)
        || is_dated(cue)
        || is_author(cue)
        || is_edited(cue)
        || is_adopted(cue)
        || is_subtitle(cue)
        || is_speaker(cue)
        || is_occasion(cue)
        || is_attendance(cue)
        || is_credit(cue)
        || is_unit(cue)
}

/// Whether the line consists of names of bodies.
#[must_use]
pub(super) fn is_bodies(cue: &str) -> bool {
    let names = || {
        let parts = cue.split([' ', '、', '\n']);
        parts.filter(|name| !name.is_empty())
    };
    let spaced_out = names().all(|name| name.chars().nth(1).is_none());
    if spaced_out && names().nth(1).is_some() {
        return is_body(&cue.split_whitespace().collect::<String>());
    }
    names().next().is_some() && names().all(is_body)
}

fn is_body(name: &str) -> bool {
    let n = name.chars().count();
    (3..=40).contains(&n)
        && BODY_ENDINGS.ends(name)
        && !name.contains(['，', ',', '。', ':', ';', '《', '“', '"', '?', '!', '>'])
        && !words!("关于|加强|推进|建设|强化|提升|完善|成立|各").begins(name)
        && !words!("全部|内部|干部|西部|东部|中部|南部|北部|工作部|一部|之处|用处|好处|益处|试办|举办|主办|承办|协办|督办|交办|格局|布局|全局|大局|开局|结局|重组|学科|本科|百科").ends(name)
}

/// 教办函〔2024〕5号, also with 文件 or a signatory in the line.
#[must_use]
pub(super) fn is_document_number(cue: &str) -> bool {
    if !cue.contains('号') {
        return false;
    }
    let bare = without_spaces(cue);
    let opened = bare.contains(['〔', '[', '(', '【']);
    let year = ["〔20", "[20", "(20", "【20", "〔19"]
        .iter()
        .any(|year| bare.contains(year));
    let numbered = bare.ends_with('号') || words!("号签发|号)|号签").is_in(&bare);
    (opened && year && numbered && bare.chars().count() <= 40)
        || (bare.starts_with("第") && bare.ends_with('号') && bare.chars().count() <= 10)
}

/// 第5期, （2024年第5期）, 总第123期, 2024年第4期（总第88期）.
#[must_use]
pub(super) fn is_issue(cue: &str) -> bool {
    if !cue.contains('期') {
        return false;
    }
    let bare = without_spaces(cue);
    let n = bare.chars().count();
    let Some(at) = bare.find('第').or_else(|| bare.find("20")) else {
        return false;
    };
    n <= 60
        && bare[at..].contains('期')
        && bare.contains('第')
        && !words!("，|,|学期|周期|时期|中期").is_in(&bare)
        && (n <= 30 || !date::all(&bare).is_empty())
        && (bare.starts_with(['第', '(', '〔', '[', '总', '2', '二', '《', '【'])
            || bare.ends_with(['期', ')', '日']))
}

/// A date alone, also as 发布日期：2024-05-06 or with 印发 behind it.
#[must_use]
pub(super) fn is_dated(cue: &str) -> bool {
    let bare = without_spaces(cue);
    let bare = bare.trim_matches(['(', ')', '〔', '〕', '[', ']']);
    let labelled = bare.starts_with(['发', '成', '印', '日', '时']);
    if !labelled && !bare.starts_with(date::is_numeral) && !cue.starts_with('(') {
        return false;
    }
    let bare = bare
        .trim_start_matches("发布")
        .trim_start_matches("成文")
        .trim_start_matches("印发")
        .trim_start_matches("日期:")
        .trim_start_matches("时间:")
        .trim_end_matches("印发")
        .trim_end_matches("发布");
    let bare = match bare.split_once("星期") {
        Some((day, weekday)) if weekday.chars().count() == 1 => day,
        _ => bare,
    };
    // （二〇二四年五月） or （二〇二四年一月至十二月） below a title.
    let of_months = || {
        let inner = bare.trim_end_matches('月');
        inner.len() < bare.len()
            && bare.contains('年')
            && inner
                .chars()
                .all(|c| date::is_numeral(c) || "年月至到-—–~".contains(c))
    };
    let in_brackets = cue.starts_with('(')
        && (month::is_date_line(cue)
            || (cue.contains('年') && month::is_heading(cue))
            || of_months());
    in_brackets || date::whole(bare).is_some_and(|day| day.year.is_some() && day.day.is_some())
}

/// 2020年9月 alone on its line.
#[must_use]
pub(super) fn is_month(cue: &str) -> bool {
    date::whole(&without_spaces(cue))
        .is_some_and(|day| day.year.is_some() && day.month.is_some() && day.day.is_none())
}

fn is_author(cue: &str) -> bool {
    words!("作者:|撰稿:|记者|通讯员|供稿:|签发:|签发人:|编辑单位|主办单位|主送:|执笔:|发文机关:|发布机构:|成文日期:|\
            发布日期:|发文日期:|索引号|发文字号:|文号:").begins(cue)
        && cue.chars().count() <= 40
}

/// （作者单位：某某处）: below the author's name.
fn is_unit(cue: &str) -> bool {
    cue.starts_with('(') && cue.ends_with(')') && words!("(作者单位|(作者系|(作者为").begins(cue)
}

/// 某某办公室编　2024年5月30日, 某某办公室　2024年5月30日印发.
fn is_edited(cue: &str) -> bool {
    let mut rest = cue.trim();
    rest = rest.strip_suffix("印发").unwrap_or(rest).trim_end();
    if !rest.ends_with(date::may_end) && !words!(EDITED_BY).ends(rest) {
        return false;
    }
    let dates = date::all(rest);
    if let Some((day, start, end)) = dates.last() {
        if day.day.is_none() || *end != rest.chars().count() || *start == 0 {
            return false;
        }
        rest = rest[..super::cue::byte_of(rest, *start)].trim();
    }
    let body = EDITED_BY
        .split('|')
        .find_map(|word| rest.strip_suffix(word))
        .unwrap_or(rest)
        .trim();
    (body.len() < rest.len() || !dates.is_empty()) && is_bodies(body)
}

/// （2024年5月6日某某会议通过）.
fn is_adopted(cue: &str) -> bool {
    cue.starts_with('(')
        && cue.trim_end().ends_with(')')
        && (words!("通过|公布|发布|施行|修订|印发|讲话|会议上)|大会上)").is_in(cue)
            && !date::all(cue).is_empty()
            || words!("征求意见稿|送审稿|试行|公开发布|主动公开|此件").is_in(cue))
}

/// 2025年3月21日在某某区第十九届 / 人民代表大会第四次会议上: where a report was given, without brackets and over one or two lines.
fn is_occasion(cue: &str) -> bool {
    if !cue.trim_end().ends_with(['上', '届', '次', '议', '会']) {
        return false;
    }
    let packed = without_spaces(cue);
    let dated = || {
        let dates = date::all(&packed);
        let first = dates
            .first()
            .filter(|(day, start, _)| *start == 0 && day.day.is_some());
        first.is_some_and(|&(_, _, end)| packed.chars().nth(end) == Some('在'))
    };
    packed.chars().count() <= 50
        && !packed.contains([',', '，', '；'])
        && (words!("会议上|大会上|全会上").ends(&packed)
            || words!("届|次|会议|大会").ends(&packed) && dated())
}

/// 辑 | 某某, 文/某某: who wrote or put together what follows.
#[must_use]
pub(super) fn is_credit(cue: &str) -> bool {
    if !cue
        .trim_start()
        .starts_with(['辑', '编', '文', '图', '撰', '整', '供'])
    {
        return false;
    }
    let packed = without_spaces(cue);
    [
        "辑", "编", "文", "图", "图文", "文图", "撰文", "编辑", "整理", "供图",
    ]
    .iter()
    .filter_map(|label| packed.strip_prefix(label))
    .filter_map(|rest| rest.strip_prefix(['|', '/', '丨', '｜']))
    .any(|name| {
        (2..=12).contains(&name.chars().count())
            && name.chars().all(|c| crate::text::is_cjk(c) || c == '、')
    })
}

/// 周文涛范晓出席: who attended, below a headline.
fn is_attendance(cue: &str) -> bool {
    if !cue.trim_end().ends_with(['席', '持', '话', '加']) {
        return false;
    }
    let packed = without_spaces(cue);
    (5..=20).contains(&packed.chars().count())
        && words!("出席|主持|讲话|参加").ends(&packed)
        && packed.chars().all(|c| crate::text::is_cjk(c) || c == '、')
}

/// ——在某某会议上的讲话.
#[must_use]
pub(super) fn is_subtitle(cue: &str) -> bool {
    cue.starts_with("——") && cue.chars().count() <= 50
}

/// 某某市市长　某某: who gives a report, an office and a name behind a space.
fn is_speaker(cue: &str) -> bool {
    const OFFICES: &str = "市长|省长|县长|区长|州长|盟长|旗长|镇长|乡长|主席|校长|院长|局长|部长|厅长|主任|书记|会长|理事长|秘书长|\
            总经理|董事长|检察长|台长|馆长|所长|园长";
    cue.trim().split_once(' ').is_some_and(|(office, name)| {
        let name = without_spaces(name);
        (2..=4).contains(&name.chars().count())
            && name.chars().all(crate::text::is_cjk)
            && office.chars().count() <= 30
            && words!(OFFICES).ends(office)
    })
}

/// Whether a notice addresses somebody in this line: 各市数据管理部门，省直有关单位：
#[must_use]
pub(super) fn is_addressee(para: &Para) -> bool {
    let cue = para.cue.as_str();
    para.marker.is_none()
        && para.last_is_colon()
        && para.n_chars <= 200
        && para.n_stops == 0
        && (words!("各|局机关|厅机关|委机关|机关各|有关|省直|市直|尊敬的|同志们|直属|部属|部内|全省各|全市各").begins(cue) || (words!("各省|各市|各县|各区|各有关|各单位|各部门|各高校|各处室|有关单位|各科室").is_in(cue) && !words!("如下|通知|要求|以下").is_in(cue)))
}

/// Whether the line belongs to a signature at the end.
#[must_use]
pub(super) fn is_signature(para: &Para) -> bool {
    // Tables that became text leave their bars: 某某局 2024年5月6日 |
    let cue = para.cue.trim_end_matches(['|', ' ']);
    if para.n_chars > 120 || para.marker.is_some() {
        return false;
    }
    let bare = without_spaces(cue);
    words!("抄送:|抄报:").begins(&bare)
        || para.n_stops <= 1
            && words!("报:|送:|发:|抄:|报送:|主送:|分送:|主报:|发送:|呈报:|呈送:").begins(&bare)
        || !cue.contains(['。', '！'])
            && (is_bodies(cue)
                || is_dated(cue)
                || is_edited(cue)
                || is_adopted(cue)
                || words!("抄送:|抄报:|报:|送:|发:|报送:|主送:|分送:|(此件|(共印|(信息公开形式|信息公开选项|公开方式|签发:|签发人:|\
            共印").begins(&bare)
                || (month::is_date_line(cue) && cue.contains('年')))
}

/// A line of page data below the title is the issuing department's own, or a site's that took the text over.
#[must_use]
pub(super) fn role_of_meta(para: &Para, reposted: bool) -> Role {
    let cue = para.cue.as_str();
    let labelled = words!("时间:|日期:|发布:|时间 :|来源:|来源 :").is_in(cue);
    let by_medium = source(cue).is_some_and(|(source, _)| furniture::is_medium(&source));
    let edited = words!("责任编辑|责编|编辑:|围观|作者:|作者/|本站").is_in(cue);
    if by_medium || edited || !labelled || (reposted && source(cue).is_none()) {
        Role::Boilerplate
    } else {
        Role::Byline
    }
}

/// What 来源 or 本文来自 names, and at which character of the cue it begins.
#[must_use]
pub(super) fn source(cue: &str) -> Option<(String, usize)> {
    const LABELS: &str = "信息来源:|文章来源:|新闻来源:|稿件来源:|内容来源:|本文来源:|来源:|来源 :|稿源:|本文来自:|本文来自|\
            信息来源 :|转载自:|转自:|摘自:";
    let at = words!(LABELS).find(cue)?;
    let label = words!(LABELS).beginnings(&cue[at..]).last()?;
    let after = &cue[at + label.len()..];
    let rest = after.trim_start_matches([' ', ':', '《', '“', '"']);
    let start = cue.len() - rest.len();
    let end = rest
        .find([
            ' ', '\n', '|', ';', '》', '”', '"', '。', ')', ']', '】', '(', ',', '\t',
        ])
        .unwrap_or(rest.len());
    // 某某网发布时间:2019-3-25, set without a space.
    let end = words!("发布时间|发布日期|时间:|作者:|编辑:|浏览|点击")
        .find(&rest[..end])
        .filter(|&at| at > 0)
        .unwrap_or(end);
    let name = rest[..end].trim();
    let stray = name.is_empty()
        || name.chars().count() > 40
        || words!("xxx|点击|浏览|作者:|字号|时间:|责任编辑|编辑:|发布|日期").begins(name)
        || words!("注明|转载时").is_in(cue)
        || cue.contains("版权") && !label.starts_with("本文来");
    (!stray).then(|| (name.to_owned(), cue[..start].chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::line::paragraphs;
    use crate::text::Text;

    fn para(line: &str) -> Para {
        paragraphs(&Text::new(line.to_owned())).remove(0)
    }

    #[test]
    fn bylines_of_every_kind() {
        for line in [
            "中共某某省委教育工委 某某省教育厅",
            "某某省数据局办公室",
            "某数函〔2024〕12号",
            "（2024年第5期）",
            "第5期 总第123期",
            "2024年第4期（总第88期）",
            "2024年9月2日",
            "二〇二四年九月二日",
            "2024年9月2日 星期一",
            "（作者单位：某某市志办编审处）",
            "（二〇二四年一月至十二月）",
            "某某省数据局办公室编　　2024年5月30日",
            "某某省数据局办公室　　　　2024年5月30日印发",
            "（2024年5月6日省政府常务会议通过）",
            "——在全省数据工作会议上的讲话",
            "某某市人民政府市长　王　平",
            "校长 陈建国",
            "周文涛范晓出席",
            "辑 | 周文涛",
            "2025年3月21日在某某区第十九届",
            "人民代表大会第四次会议上",
            "（2023年1月9日在某某市第九届人民代表大会第二次会议上）",
        ] {
            assert!(is_byline(&para(line)), "{line}");
        }
    }

    #[test]
    fn titles_and_headings_are_no_bylines() {
        for line in [
            "2024年全省数据资源工作要点",
            "全省数据工作会议召开",
            "重点工作部署",
            "各地工作动态",
            "关于召开座谈会的通知",
            "某某网",
            "会议期间",
            "加强干部队伍建设",
            "市长 调研春耕备耕",
        ] {
            assert!(!is_byline(&para(line)), "{line}");
        }
    }

    #[test]
    fn lists_of_receivers_close_a_brief() {
        for line in [
            "报：省水利厅，市委、市政府领导。",
            "送：各县区人民政府，市直各部门。",
            "抄送：市委办公室。",
            "抄：局属各单位。",
            "报送：省农业农村厅办公室，市委、市政府。",
            "某某市水利局 2023年11月10日 |",
        ] {
            assert!(is_signature(&para(line)), "{line}");
        }
        assert!(!is_signature(&para(
            "报送时间为每月5日前。逾期不报的予以通报。"
        )));
    }

    #[test]
    fn page_data_below_the_title_belongs_to_the_department_or_to_a_site() {
        assert_eq!(
            role_of_meta(
                &para("时间：2024年6月3日 10:00 来源：规划处 点击数："),
                false
            ),
            Role::Byline
        );
        assert_eq!(
            role_of_meta(
                &para("发布时间：2024-06-03 来源：某某日报 浏览次数：9"),
                false
            ),
            Role::Boilerplate
        );
        assert_eq!(
            role_of_meta(&para("某某网 2024-06-03 09:12 围观89次"), false),
            Role::Boilerplate
        );
    }

    #[test]
    fn the_source_is_what_stands_behind_its_label() {
        let read = |line: &str| source(&para(line).cue).map(|(name, _)| name);
        assert_eq!(
            read("来源：某某省教育厅公众号 责任编辑：甲").as_deref(),
            Some("某某省教育厅公众号")
        );
        assert_eq!(read("来源： 科技司   点击数："), Some("科技司".to_owned()));
        assert_eq!(
            read("声明：本文来自水利部，版权归作者所有。").as_deref(),
            Some("水利部")
        );
        assert_eq!(
            read("编辑：甲 信息来源： 某某网发布时间：2019-3-25").as_deref(),
            Some("某某网")
        );
        assert_eq!(read("来源：  浏览次数：3"), None);
        assert_eq!(read("凡注明来源：某某网的作品，版权归本网"), None);
    }
}
