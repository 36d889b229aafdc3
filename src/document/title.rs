//! The title: which line of a document's head it is, over how many lines, and where site-made copies stand.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::byline;
use super::cue::{self, without_spaces};
use super::furniture;
use super::line::Para;
use super::marker::MarkerKind;
use super::month;
use crate::text::{Span, Text, WordList, words};

/// What kinds of document are called.
static KINDS: LazyLock<WordList> = LazyLock::new(|| {
    WordList::new(
        "月报|要点|大事记|大事|通知|意见|简报|总结|规划|方案|报告|公报|通报|办法|计划|纪要|函|决定|批复|条例|\
            规定|细则|指南|白皮书|讲话|公告|通告|综述|年报|周报|季报|旬报|动态|专报|快报|要情|信息|安排|部署|情况|\
            制度|预案|规范|标准|倡议书|回顾|盘点|纪实|述职|清单|目录|汇编|摘编|一览|进展|工作|通讯|参考|要闻|答复|\
            请示|措施|政策",
    )
});

/// How a site words the news that a document came out.
static NEWS_ENDINGS: LazyLock<WordList> =
    LazyLock::new(|| WordList::new("发布|印发|公布|出台|来了|发布!|来了!|公开|下发"));

/// The paragraphs of the title in a document's head, if it has one; `table` is a table of page data in it. `has_content` says whether anything follows the head.
#[must_use]
pub(super) fn find(head: &[Para], table: &Range<usize>, has_content: bool) -> Option<Range<usize>> {
    // What stands above the breadcrumb is the site's menu.
    let from = head
        .iter()
        .rposition(|para| furniture::is_breadcrumb(&para.cue))
        .map_or(0, |at| at + 1);
    let best = (from..head.len())
        .filter(|i| !table.contains(i))
        .filter_map(|i| Some((score(&head[i])?, i)))
        // The last of equals: site-made copies come first.
        .max_by_key(|&(score, i)| (score, i))?;
    let (score, at) = best;
    let only_line = head.len() == 1 && !has_content;
    let range = extend(head, at);
    if score < 2 && (only_line || !heads_all(head, table, &range)) {
        return None;
    }
    Some(range)
}

/// The title of a page whose menu looks like content (• 电话：…): a line over page data (发布时间, 来源) and before any running text that is
/// more of a title than all lines above `begin`. Only its position is told.
#[must_use]
pub(super) fn below_menu(paras: &[Para], begin: usize) -> Option<usize> {
    const MOST: usize = 80;
    let to = paras.iter().take(MOST).position(Para::is_running_text)?;
    let above = LazyCell::new(|| paras[..begin].iter().filter_map(score).max());
    let speaks = |para: &Para| furniture::is_meta(para) || byline::is_dated(&para.cue);
    // Whether the two lines below speak of the page.
    let mut below = [false; 2];
    (begin..to).rev().find(|&at| {
        let over_data = below.contains(&true);
        below = [speaks(&paras[at]), below[0]];
        over_data && score(&paras[at]).is_some_and(|score| above.is_none_or(|best| score > best))
    })
}

/// How much a line looks like a title; `None` for lines that are none.
fn score(para: &Para) -> Option<i32> {
    if page_data_at(&para.cue).is_some() {
        return Some(SCORE_OF_KIND);
    }
    let cue = para.cue.trim();
    let n = para.n_chars;
    if !(4..=90).contains(&n)
        || para
            .marker
            .is_some_and(|marker| !matches!(marker.kind, MarkerKind::Bracket | MarkerKind::Hash(1)))
        || matches!(para.last, '。' | '.' | '；' | ';' | '：' | ':' | '，' | ',')
        || furniture::is_site_line(para)
        || furniture::is_menu(para)
        || furniture::is_meta(para)
        || furniture::is_column(cue)
        || furniture::is_paper_page(cue)
        || month::year_alone(cue).is_some()
    {
        return None;
    }
    let bare = bare_kind(cue);
    if byline::is_byline(para) && !words!("简报|月报").ends(&bare) || is_section_name(&bare) {
        return None;
    }
    let mut score = 0;
    if KINDS.ends(&bare) {
        score += SCORE_OF_KIND;
    } else if KINDS.is_in(&bare) {
        score += 1;
    }
    score += i32::from(bare.starts_with("关于") || bare.contains("关于"));
    score += i32::from(
        bare.contains('年')
            && bare.contains(|c: char| c.is_ascii_digit() || "〇一二三四五六七八九".contains(c)),
    );
    score += i32::from(n >= 8);
    // 《新闻联播》（20240311）
    let n_digits = cue.chars().filter(char::is_ascii_digit).count();
    if n_digits >= 6 && words!("联播|早间新闻|晚间新闻|新闻播报|早报|晚报").is_in(cue)
    {
        score += 4;
    }
    if NEWS_ENDINGS.ends(&bare) {
        score -= 1;
    }
    if n < 6 && !KINDS.ends(&bare) || cue.contains(['>', '|', '_']) {
        score -= 3;
    }
    Some(score)
}

/// What the name of a kind at a line's end counts for.
const SCORE_OF_KIND: i32 = 4;

/// At which character of a line that begins with the title the site's page data begin: 2023年大事记 浏览:39 发布时间:2024/01/05.
#[must_use]
pub(super) fn page_data_at(cue: &str) -> Option<usize> {
    const LONGEST_BYTES: usize = 240;
    let at = words!(
        " 浏览:| 浏览次数| 浏览量| 点击:| 点击数| 阅读:| 发布时间| 发布日期| 发布人| 时间:| 日期:| 来源:| 作者:| 编辑:"
    )
    .find(&cue[..cue.floor_char_boundary(LONGEST_BYTES)])?;
    let title = bare_kind(&cue[..at]);
    let n = title.chars().count();
    ((6..=60).contains(&n) && !title.contains([':', '。']) && KINDS.ends(&title))
        .then(|| cue[..at].chars().count())
}

/// Whether a line is the title of a document by the name of its kind and its year: 2023年某某市数据工作要点.
#[must_use]
pub(super) fn names_kind(para: &Para) -> bool {
    para.n_chars >= 8
        && para.n_stops == 0
        && score(para).is_some_and(|score| score > SCORE_OF_KIND)
        && KINDS.ends(&bare_kind(&para.cue))
}

/// The cue without spaces and without what stands in brackets at its end: …办法（试行）, …月报（第5期）.
fn bare_kind(cue: &str) -> Cow<'_, str> {
    let packed = without_spaces(cue);
    let mut end = packed.len();
    while packed[..end].ends_with([')', '〕', '】']) {
        match packed[..end].rfind(['(', '〔', '【']) {
            None | Some(0) => break,
            Some(open) => end = open,
        }
    }
    match packed {
        Cow::Borrowed(packed) => Cow::Borrowed(&packed[..end]),
        Cow::Owned(mut packed) => {
            packed.truncate(end);
            Cow::Owned(packed)
        }
    }
}

/// The names of a bulletin's sections, which no document has as its title.
fn is_section_name(bare: &str) -> bool {
    let dated = bare.contains(|c: char| c.is_ascii_digit()) || bare.contains('年');
    !dated
        && bare.chars().count() <= 12
        && (words!("本月|本期|今日|各地|各省|各市|地方|基层|相关工作|重点工作|重要会议|重要部署|工作部署|工作进展|主要工作|下一步|要闻|近期").begins(bare) || words!("工作进展|重点工作|工作资讯|重要部署|重要活动").ends(bare))
}

/// Whether a line without the name of a kind stands where only a title stands: above everything but bylines and furniture.
fn heads_all(head: &[Para], table: &Range<usize>, title: &Range<usize>) -> bool {
    let others = head
        .iter()
        .enumerate()
        .filter(|(i, _)| !title.contains(i) && !table.contains(i));
    let at = title.start;
    head[at].n_chars >= 5
        && others.map(|(_, para)| para).all(|para| {
            byline::is_byline(para)
                || furniture::is_meta(para)
                || furniture::is_site_line(para)
                || furniture::is_menu(para)
                || furniture::is_column(&para.cue)
                || para.cue == head[at].cue
        })
}

/// A title over several lines: a line that cannot end a title, or one that cannot begin one.
fn extend(head: &[Para], at: usize) -> Range<usize> {
    let (mut start, mut end) = (at, at + 1);
    // A report's slogan over two lines stands above the line that says where it was given (——在…上的报告).
    if at > 0
        && end < head.len()
        && byline::is_subtitle(&head[end].cue)
        && pairs(&head[at - 1], &head[at])
    {
        start -= 1;
    } else if end + 1 < head.len()
        && byline::is_subtitle(&head[end + 1].cue)
        && pairs(&head[at], &head[end])
    {
        end += 1;
    }
    while start > 0
        && end - start < 4
        && !head[start].blank_before
        && runs_on(&head[start - 1], &head[start])
    {
        start -= 1;
    }
    while end < head.len()
        && end - start < 4
        && !head[end].blank_before
        && runs_on(&head[end - 1], &head[end])
    {
        end += 1;
    }
    start..end
}

/// Whether two lines can be the halves of a slogan: no blank line between, neither of them a byline, a mark or furniture.
fn pairs(line: &Para, next: &Para) -> bool {
    !next.blank_before
        && [line, next]
            .iter()
            .all(|para| score(para).is_some() && !byline::is_byline(para) && para.n_chars >= 8)
}

/// Whether two neighbouring lines are one title.
fn runs_on(line: &Para, next: &Para) -> bool {
    let (cue, after) = (without_spaces(&line.cue), without_spaces(&next.cue));
    let usable = |para: &Para| {
        !furniture::is_site_line(para)
            && !furniture::is_menu(para)
            && !furniture::is_meta(para)
            && para.n_chars <= 60
            && !para.is_finished()
    };
    if !usable(line)
        || !usable(next)
        || cue == after
        || next.marker.is_some()
        || byline::is_document_number(&after)
        || byline::is_issue(&after)
    {
        return false;
    }
    let open = cue.matches('《').count() > cue.matches('》').count();
    let cut_before =
        words!("的|和|与|及|暨|、|关于|以及|年度|强调|强调:|指出|要求|时指出").ends(&cue) || open;
    // 某某市人民代表大会常务委员会 / 关于接受…的决定: one body is the beginning of its title, several are its byline.
    let of_body = after.starts_with("关于")
        && byline::is_bodies(&line.cue)
        && !line.cue.trim().contains([' ', '、']);
    let cut_after = words!("和|与|及|暨|的|、|》").begins(&after)
        || (after.chars().count() <= 6 && KINDS.ends(&after) && !KINDS.is_in(&cue))
        || (cue.contains("关于")
            && !KINDS.ends(&bare_kind(&cue))
            && KINDS.ends(&bare_kind(&after)));
    cut_before || of_body || (cut_after && !byline::is_bodies(&line.cue))
}

/// The title's text over its lines.
#[must_use]
pub(super) fn heading(text: &Text, paras: &[Para], range: Range<usize>) -> Span {
    let span = Span::new(paras[range.start].span.start, paras[range.end - 1].span.end);
    let skip = paras[range.start].marker.map_or(0, |marker| marker.n_chars);
    let slice = text.slice(span);
    let start = span.start as usize + cue::byte_of(slice, skip);
    let end =
        page_data_at(&paras[range.start].cue).map_or(slice.len(), |at| cue::byte_of(slice, at));
    text.trim(Span::from_usize(start, span.start as usize + end))
}

/// The folded title over its lines.
#[must_use]
pub(super) fn cue(paras: &[Para], range: Range<usize>) -> String {
    paras[range].iter().map(|para| para.cue.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::line::paragraphs;

    fn title(text: &str) -> Option<String> {
        let text = Text::new(text.to_owned());
        let paras = paragraphs(&text);
        let range = find(&paras, &(0..0), true)?;
        Some(text.slice(heading(&text, &paras, range)).replace('\n', ""))
    }

    #[test]
    fn the_documents_own_title_wins_over_the_sites_news_of_it() {
        assert_eq!(
            title("某某采购网\n2024年某某省数据工作要点发布\n某某采购网 2024-03-29 09:12\n2024年某某省数据工作要点发布\n某某省数据局\n2024年数据工作要点\n").as_deref(),
            Some("2024年数据工作要点")
        );
    }

    #[test]
    fn a_newscast_has_its_name_and_day_as_its_title() {
        assert_eq!(
            title("《早间新闻》 (20230412)\n春灌有序推进\n各地开闸放水").as_deref(),
            Some("《早间新闻》 (20230412)")
        );
    }

    #[test]
    fn titles_may_run_over_two_lines() {
        assert_eq!(
            title("某某省数据局关于印发《数据管理办法》的\n通知").as_deref(),
            Some("某某省数据局关于印发《数据管理办法》的通知")
        );
        assert_eq!(
            title("2024年全省数据共享开放\n和安全管理工作总结").as_deref(),
            Some("2024年全省数据共享开放和安全管理工作总结")
        );
    }

    #[test]
    fn a_first_line_that_is_complete_may_still_need_the_second() {
        assert_eq!(
            title(
                "守护一江碧水 保障千村供水\n奋力谱写水利现代化新篇章\n——在全省水利工作会议上的报告"
            )
            .as_deref(),
            Some("守护一江碧水 保障千村供水奋力谱写水利现代化新篇章")
        );
        assert_eq!(
            title("某某市人民代表大会常务委员会\n关于接受某某辞职请求的决定").as_deref(),
            Some("某某市人民代表大会常务委员会关于接受某某辞职请求的决定")
        );
        assert_eq!(
            title("某某在全市水利工作会议上强调\n切实抓好春灌和防汛工作").as_deref(),
            Some("某某在全市水利工作会议上强调切实抓好春灌和防汛工作")
        );
    }

    #[test]
    fn a_title_over_page_data_stands_below_whatever_the_menu_holds() {
        let paras = |text: &str| paragraphs(&Text::new(text.to_owned()));
        let page = paras(
            "规章制度\n帮助\n• 电话：0790-1234567\n• 邮箱：office@example.cn\n2023年4月全省水利工作月报\n2023-05-09 来源：办公室\n\
             4月3日，全省春灌工作会议在南昌召开，部署春灌和防汛备汛工作，各市水利局主要负责同志参加会议。",
        );
        assert_eq!(below_menu(&page, 2), Some(4));
        let plain =
            paras("2023年4月全省水利工作月报\n一、春灌工作\n4月3日，全省春灌工作会议召开。");
        assert_eq!(below_menu(&plain, 1), None);
    }

    #[test]
    fn a_line_without_the_name_of_a_kind_is_a_title_above_everything_else() {
        assert_eq!(
            title("全省公共数据授权运营稳步推进\n2024年5月6日").as_deref(),
            Some("全省公共数据授权运营稳步推进")
        );
        assert_eq!(title("各地工作动态"), None);
    }
}
