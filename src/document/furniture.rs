//! Website furniture: what a site put around and into the text it shows.
//!
//! In: a paragraph's cue. Out: whether it reads like navigation, a view counter, an imprint, a disclaimer or related reading. Where in the
//! document furniture may stand is decided in [`super::frame`].

use std::sync::LazyLock;

use super::cue::without_spaces;
use super::date;
use super::line::Para;
use super::page_table;
use crate::text::{WordList, words};

/// Words that no bulletin uses of itself.
static SITE_WORDS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::new(
        "浏览次数|浏览量|点击数|点击量|点击率|阅读次数|阅读量|访问量|围观|人气:|字号:|字号 |字体:|【字体|[字体|\
            字体大小|【打印|[打印|打印本页|打印此页|关闭窗口|关闭本页|【关闭|[关闭|分享到|分享至|扫一扫|扫码|\
            责任编辑|责编:|责编 |【编辑|(编辑:|[编辑|本文编辑|网络编辑|icp备|icp证|备案号|公网安备|网安备|版权所有|\
            版权归|copyright|all rights reserved|技术支持:|网站标识码|网站地图|设为首页|加入收藏|我要投稿|返回顶部|\
            返回首页|返回列表|您现在的位置|您当前的位置|您的位置|当前位置|当前的位置|首页>|首页 >|首页 »|首页»|\
            首页 /|免责声明|版权声明|凡本网注明|本网注明|凡注明|转载请注明|无障碍浏览|微信公众号二维码|二维码|\
            上一页|下一页|免费使用|免费下载|每天仅需|网络整理|侵权联系|联系删除|下载app|手机版|繁体版|违法和不良信息举报|保护视力色|点赞|收藏本文|主办单位:|承办单位:",
    )
});

/// Words that begin an imprint line at a document's end, but may well stand inside a notice.
static IMPRINT_BEGINNINGS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::new(
        "主办:|承办:|协办:|地址:|邮编:|邮政编码|电话:|联系电话|传真:|邮箱:|电子邮箱|编辑:|审核:|校对:|监制:|\
            审校:|初审:|复审:|终审:|一审:|二审:|三审:|排版:|图文:|作者:|来源:|稿源:|文章来源|信息来源|本文来源|\
            本文来自|供稿:|撰稿:|通讯员:|记者:|声明:|标签:|关键词:|关键字:|投稿|联系我们|关于我们|网站声明|编辑 |\
            审核 |素材来源|图片来源|end|- end|-end",
    )
});

/// Headings after which only other pages' titles follow.
static RELATED: LazyLock<WordList> = LazyLock::new(|| {
    WordList::new(
        "相关阅读|相关链接|相关新闻|相关文章|相关推荐|相关信息|相关内容|相关资讯|相关报道|相关附件下载|热门推荐|\
            热门文章|热点推荐|热门阅读|延伸阅读|推荐阅读|精彩推荐|猜你喜欢|更多阅读|更多推荐|最新文章|新闻推荐|上一篇|下一篇|\
            上一条|下一条|往期回顾|往期推荐|友情链接|阅读排行|版权与免责声明|免责声明|版权声明|法律声明|特别声明|\
            凡本网注明|网友评论|发表评论|扫一扫|分享到",
    )
});

/// Whether the line can only come from a website.
#[must_use]
pub(super) fn is_site_line(para: &Para) -> bool {
    let known = &para.answers.is_site_line;
    *known.get_or_init(|| reads_as_site_line(para))
}

fn reads_as_site_line(para: &Para) -> bool {
    let cue = para.cue.as_str();
    // A long report may speak of 二维码 or 访问量.
    if para.n_chars > 24 && para.n_stops > 0 {
        return words!("责任编辑|版权所有|免责声明|版权声明|凡本网|copyright").begins(cue)
            || words!(
                "不得转载|转载请注明|转载须注明|转载务必|并不代表本网|版权咨询电话|授权本网"
            )
            .is_in(cue);
    }
    SITE_WORDS.is_in(cue)
        || is_size_switch(cue)
        || has_steps(cue)
        || is_rule(cue)
        || page_table::is_row(cue)
        || is_image(cue)
        || is_host(para)
        || is_paper_page(cue)
        || para.n_chars <= 8
            && words!("官方微|官方公众|官方视频|官方抖音|官方百家|官方头条").begins(cue)
}

/// ———— or ****: a line drawn with characters.
fn is_rule(cue: &str) -> bool {
    !cue.chars().any(char::is_alphanumeric)
}

/// What sites call the columns under which they file documents.
const COLUMNS: [&str; 22] = [
    "通知公告",
    "公告公示",
    "公示公告",
    "通知公示",
    "政务公开",
    "信息公开",
    "政府信息公开",
    "政策文件",
    "政策法规",
    "规范性文件",
    "新闻中心",
    "新闻动态",
    "政府动态",
    "政务动态",
    "学校新闻",
    "校园新闻",
    "图片新闻",
    "部门动态",
    "媒体聚焦",
    "媒体报道",
    "时政要闻",
    "法定主动公开内容",
];

/// A line above the title that only a site has there: the name of a column.
#[must_use]
pub(super) fn is_column(cue: &str) -> bool {
    COLUMNS.contains(&&*without_spaces(cue)) || is_foreign(cue)
}

/// A short line of English letters alone (announcement, close).
#[must_use]
pub(super) fn is_foreign(cue: &str) -> bool {
    let mut letters = cue.chars().filter(|c| c.is_alphabetic()).peekable();
    cue.len() <= 40 && letters.peek().is_some() && letters.all(|c| c.is_ascii())
}

/// 图片1.png: the name of a picture that was lost.
fn is_image(cue: &str) -> bool {
    cue.len() <= 160 && words!(".png|.jpg|.jpeg|.gif|.bmp").ends(cue)
}

/// 某某网www.example.cn: a site's name and address.
fn is_host(para: &Para) -> bool {
    let cue = para.cue.as_str();
    let host = || {
        cue.rsplit_once("www.")
            .map(|(name, host)| (name.trim(), host))
    };
    para.n_chars <= 40
        && !cue.contains([':', ',', '，'])
        && host().is_some_and(|(name, host)| {
            !host.is_empty()
                && name.chars().all(crate::text::is_cjk)
                && host
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || ".-/".contains(c))
        })
}

/// 1886期 / 第2版: where a paper printed what follows.
#[must_use]
pub(super) fn is_paper_page(cue: &str) -> bool {
    const LONGEST_BYTES: usize = 60;
    if cue.len() > LONGEST_BYTES || !cue.contains(['版', '·', '•']) {
        return false;
    }
    let packed = without_spaces(cue);
    // · 52 · 某某区志: the head of a page of a book.
    let is_number =
        |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = packed
        .split(['·', '•'])
        .filter(|part| !part.is_empty())
        .collect();
    if packed.starts_with(['·', '•']) || packed.ends_with(['·', '•']) {
        let is_book = |part: &str| {
            (2..=12).contains(&part.chars().count()) && part.chars().all(crate::text::is_cjk)
        };
        return matches!(parts[..], [number, book] | [book, number] if is_number(number) && is_book(book));
    }
    let mut written = packed.chars().filter(|c| crate::text::is_cjk(*c));
    packed.contains('第')
        && packed.contains(|c: char| c.is_ascii_digit())
        && written.all(|c| "第期版总号一二三四五六七八九十".contains(c))
}

/// 字号 大 中 小, also without its label.
fn is_size_switch(cue: &str) -> bool {
    let is_sign = |c: char| "[]【】()|/:".contains(c);
    let mut signs = cue.chars().filter(|c| !c.is_whitespace() && !is_sign(*c));
    if !matches!(signs.next(), Some('大' | '小' | '字' | 't' | '打' | '关')) {
        return false;
    }
    let bare = without_spaces(cue).replace(is_sign, "");
    words!("大中小|小中大|字号大|t大中小").begins(&bare)
        || matches!(
            bare.as_str(),
            "打印" | "打印关闭" | "关闭" | "字号" | "字体"
        )
}

/// The longest line that is the number of a page.
const LONGEST_PAGE_NUMBER_BYTES: usize = 120;

/// The number of a page on a line of its own: — 3 —, - 3 -, 第 3 页, 第 3 页 共 5 页.
#[must_use]
pub(super) fn is_page_number(cue: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '―');
    if cue.len() > LONGEST_PAGE_NUMBER_BYTES
        || !cue
            .trim_start()
            .starts_with(|c| is_dash(c) || matches!(c, '第' | '本'))
    {
        return false;
    }
    let bare = without_spaces(cue);
    let is_number =
        |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let inner = bare.trim_matches(is_dash);
    let dashed = bare.starts_with(is_dash) && bare.ends_with(is_dash) && is_number(inner);
    let counted = bare.strip_prefix('第').is_some_and(|rest| {
        let parts = rest.split_once('页');
        parts.is_some_and(|(number, total)| {
            let total = total.trim_start_matches([',', '，', '/', '(']);
            let total = total.trim_end_matches(')');
            let all = total
                .strip_prefix('共')
                .and_then(|rest| rest.strip_suffix('页'));
            is_number(number) && (total.is_empty() || all.is_some_and(is_number))
        })
    });
    // 本文共1页
    let whole = bare
        .strip_prefix("本文共")
        .and_then(|rest| rest.strip_suffix('页'));
    dashed || counted || whole.is_some_and(is_number)
}

/// 首页 > 政务公开 > 通知.
#[must_use]
pub(super) fn is_breadcrumb(cue: &str) -> bool {
    words!("您现在的位置|您当前的位置|您的位置|当前位置|当前的位置").is_in(cue) || has_steps(cue)
}

fn has_steps(cue: &str) -> bool {
    if !cue.contains(['>', '»']) {
        return false;
    }
    let n_steps = cue.matches(" > ").count() + cue.matches(">>").count() + cue.matches('»').count();
    n_steps >= 1 && (cue.contains("首页") || n_steps >= 2) && !cue.contains('。')
}

/// Whether the line begins as an imprint does.
#[must_use]
pub(super) fn is_imprint(para: &Para) -> bool {
    let bare = para.cue.trim_start_matches(['(', '[', '【', '<', '|', ' ']);
    let begin = &bare[..super::cue::byte_of(bare, 16)];
    para.n_chars <= 160
        && (IMPRINT_BEGINNINGS.begins(bare) || IMPRINT_BEGINNINGS.begins(&without_spaces(begin)))
}

/// Whether only furniture can follow.
#[must_use]
pub(super) fn opens_related(para: &Para) -> bool {
    let bare = para.cue.trim_start_matches([
        '【', '[', '(', '■', '◆', '●', '▶', '>', '<', '|', ' ', '«', '☆', '★',
    ]);
    RELATED.begins(bare)
        && ((para.n_chars <= 40 && para.n_stops == 0)
            || words!("凡本网注明|上一|下一|免责声明|版权声明|特别声明").begins(bare))
}

/// Menus: several short words side by side without a sentence.
#[must_use]
pub(super) fn is_menu(para: &Para) -> bool {
    let words = || {
        let words = para.cue.split([' ', '|', '·', '/', '>']);
        words.filter(|word| !word.is_empty())
    };
    let n_words = || words().count();
    let n_short = || words().filter(|word| word.chars().count() <= 6).count();
    para.n_stops == 0
        && words().nth(3).is_some()
        && para.cue.chars().any(crate::text::is_cjk)
        && words().any(|word| word.chars().nth(1).is_some())
        && n_short() * 5 >= n_words() * 4
        && !words!(",|《|。").is_in(&para.cue)
        && date::all(&para.cue).is_empty()
}

/// A line of data about the page: 时间, 来源, 作者, views.
#[must_use]
pub(super) fn is_meta(para: &Para) -> bool {
    let cue = para.cue.as_str();
    if para.n_chars > 160 || cue.contains('。') {
        return false;
    }
    let labelled = words!("时间:|来源:|日期:|作者:|发布:|时间 :|来源 :|稿源:|发布人:|发布单位:|发布机构:|信息来源|文章来源|时间:").is_in(cue);
    if labelled && para.n_chars <= 60 {
        return true;
    }
    // 2021-01-21 某某在线: the day and who put it there.
    let bare_name = || {
        let rest: String = cue
            .chars()
            .filter(|c| crate::text::is_cjk(*c) || c.is_alphabetic())
            .collect();
        let parts = cue.split(' ').filter(|part| !part.is_empty()).count();
        cue.starts_with(|c: char| c.is_ascii_digit())
            && cue.contains(['-', '/'])
            && (2..=3).contains(&parts)
            && (1..=10).contains(&rest.chars().count())
            && para.n_chars <= 30
    };
    (labelled || has_views(cue) || bare_name() || cue.contains([':', '时']) && has_clock(cue))
        && date::all(cue).iter().any(|(day, ..)| day.is_whole())
}

/// A counter of views.
#[must_use]
pub(super) fn has_views(cue: &str) -> bool {
    words!("浏览|点击|阅读|围观|人气|访问").is_in(cue)
}

/// 2023-10-11 12:50:20 alone on its line: when the site's page was made.
#[must_use]
pub(super) fn is_timestamp(para: &Para) -> bool {
    para.n_chars <= 24 && !para.cue.contains(crate::text::is_cjk) && has_clock(&para.cue)
}

fn has_clock(cue: &str) -> bool {
    date::all(cue).iter().any(|(day, ..)| day.time.is_some())
}

/// Whether a source is a medium that took the text over rather than an issuing department.
#[must_use]
pub(super) fn is_medium(source: &str) -> bool {
    words!("网|网站|日报|报|晚报|时报|客户端|公众号|微信|在线|频道|社|传媒|周刊|杂志|微博|头条|平台|app|融媒体中心|\
            新闻中心|号").ends(source)
}

/// The words under a photograph: 签约仪式现场, 图为…, （某某 摄）.
#[must_use]
pub(super) fn is_caption(para: &Para) -> bool {
    if para.n_chars > 60 {
        return false;
    }
    let cue = para.cue.trim_end_matches([')', ' ', '。']);
    let packed = without_spaces(cue);
    let begins = words!("图为|图片说明|▲|△|(图|图:").begins(&packed);
    let short = para.n_chars <= 40 && para.n_stops == 0 && !packed.contains([',', ':']);
    begins
        || short
            && packed.chars().count() > 6
            && words!(
                "现场|会场|合影|现场图|资料图|供图|摄影|仪式现场|封面|截图|书影|示意图|效果图"
            )
            .ends(&packed)
        || short && cue.contains(' ') && packed.ends_with('摄')
}

/// A line that ends a site's page when it stands among furniture: short and no sentence.
#[must_use]
pub(super) fn is_scrap(para: &Para) -> bool {
    para.n_chars <= 40 && para.n_stops == 0
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
    fn site_lines_are_known_by_their_words() {
        for line in [
            "您现在的位置：首页 > 政务公开 > 工作动态",
            "责任编辑：某某",
            "【字体：大 中 小】 【打印】 【关闭】",
            "浏览次数：312",
            "皖ICP备12345678号",
            "版權所有 某某中心",
            "大 中 小",
            "上一页 1 2 3 下一页",
        ] {
            assert!(is_site_line(&para(line)), "{line}");
        }
    }

    #[test]
    fn reports_are_no_furniture_even_where_they_use_its_words() {
        for line in [
            "统一门户3月份访问量突破两亿次，较上月增长百分之十二，移动端占比继续提高，群众办事更加方便，其中二维码亮证服务使用最多。",
            "会议由省数据局主办，各市数据管理部门负责同志参加。",
            "北京 市教委召开座谈会。",
        ] {
            assert!(!is_site_line(&para(line)), "{line}");
            assert!(!is_imprint(&para(line)), "{line}");
        }
    }

    #[test]
    fn columns_and_tables_of_page_data_are_the_sites() {
        for line in ["通知公告", "Announcement", "政 务 公 开"] {
            assert!(is_column(&para(line).cue), "{line}");
        }
        assert!(!is_column(&para("全省水利信息化工作月报").cue));
        assert!(is_site_line(&para(
            "索引号: | 0042/2023-11 | 主题分类: | 水利 |"
        )));
        assert!(is_site_line(&para("---|---|---|---|")));
        assert!(is_site_line(&para("截图20230401.png")));
        assert!(is_site_line(&para(
            "某某晚报、某某早报所有自采新闻，未经允许不得转载。授权转载务必注明来源。"
        )));
        assert!(is_site_line(&para("近百万份材料免费使用")));
    }

    #[test]
    fn menus_and_page_data_are_told_from_titles() {
        assert!(is_menu(&para("首页 资讯 政策 专题 案例 下载")));
        assert!(!is_menu(&para("2024年数据工作要点")));
        assert!(is_meta(&para("发布时间：2024-05-06 09:00 来源：综合处")));
        assert!(is_meta(&para("某某网 2024-05-06 09:12 围观89次")));
        assert!(!is_meta(&para("会议定于2024年5月6日召开。")));
    }

    #[test]
    fn words_under_photographs_are_told_from_headings() {
        for line in [
            "全省水利工作会议现场",
            "图为技术人员检修渠道。",
            "水库泄洪（周文 摄）",
        ] {
            assert!(is_caption(&para(line)), "{line}");
        }
        for line in ["现场", "会议在主会场召开，各市设分会场。", "摄影比赛"] {
            assert!(!is_caption(&para(line)), "{line}");
        }
    }

    #[test]
    fn page_numbers_are_no_headings() {
        for line in [
            "— 3 —",
            "-12-",
            "第 2 页 共 5 页",
            "第3页",
            "第１页，共９页",
            "本文共 2 页",
        ] {
            assert!(is_page_number(&para(line).cue), "{line}");
        }
        for line in ["第3页指出", "2024", "— —", "第三页"] {
            assert!(!is_page_number(&para(line).cue), "{line}");
        }
    }

    #[test]
    fn related_reading_opens_the_end() {
        assert!(opens_related(&para("相關閱讀")));
        assert!(opens_related(&para("上一篇：关于开展检查的通知")));
        assert!(!opens_related(&para(
            "相关信息系统的安全检查由各单位自行组织开展，检查结果于月底前报送综合处。"
        )));
    }
}
