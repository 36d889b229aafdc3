//! The frame around a document's content: site furniture, title, bylines and summary before it, signature and imprint behind it.
//!
//! In: the paragraphs. Out: a role for each paragraph of the frame and the range that is content. What the content is made of, the
//! document types' own files decide.

use std::ops::Range;

use super::byline;
use super::cue::without_spaces;
use super::furniture;
use super::line::Para;
use super::marker::MarkerKind;
use super::month;
use super::page_table;
use super::title;
use super::tree::Role;
use crate::text::{Text, words};

/// Roles so far (`None` is content that is still to be read) and where the content is.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) roles: Vec<Option<Role>>,
    /// The first paragraph behind the content.
    pub(super) tail: usize,
    /// The title's paragraphs.
    pub(super) title: Option<Range<usize>>,
}

/// Reads the frame.
#[must_use]
pub(super) fn read(text: &Text, paras: &[Para]) -> Frame {
    let mut frame = Frame {
        roles: vec![None; paras.len()],
        tail: paras.len(),
        title: None,
    };
    site_tail(paras, &mut frame);
    let table = page_table::find(&paras[..frame.tail]);
    let head = head_end(&paras[..frame.tail], &table);
    frame.title = title::find(&paras[..head], &table, head < frame.tail);
    read_head(text, paras, head, &mut frame);
    frame.roles[table].fill(Some(Role::Boilerplate));
    if frame.title.is_none() {
        read_enclosed_title(text, paras, &mut frame);
    }
    read_summary(paras, head, &mut frame);
    read_signature(paras, &mut frame);
    stray_furniture(paras, &mut frame);
    page_numbers(paras, &mut frame);
    frame
}

/// Where the head ends: at the first paragraph that says something or stands over such.
fn head_end(paras: &[Para], table: &Range<usize>) -> usize {
    /// A text without any running text has its title among the first lines or not at all.
    const MOST: usize = 40;
    let most = paras.len().min(MOST.max(table.end + 1));
    let begin = (0..most)
        .find(|i| !table.contains(i) && begins_content(&paras[*i]))
        .unwrap_or(most);
    let Some(title) = title::below_menu(paras, begin) else {
        return begin;
    };
    let below = paras[title + 1..].iter().position(begins_content);
    below.map_or(begin, |below| title + 1 + below)
}

fn begins_content(para: &Para) -> bool {
    let site = furniture::is_site_line(para) || furniture::is_meta(para);
    let marked = para
        .marker
        .is_some_and(|marker| !matches!(marker.kind, MarkerKind::Bracket | MarkerKind::Hash(1)))
        && para.n_chars > 3;
    !site
        && (is_summary_opening(&para.cue)
            || is_contents_heading(&para.cue)
            || para.is_running_text()
            || marked && !furniture::is_menu(para)
            || ((month::is_heading(&para.cue) || month::year_alone(&para.cue).is_some())
                && !byline::is_dated(&para.cue))
            || byline::is_addressee(para))
}

/// The website's part behind the content: related reading with all that follows, or imprint lines up to the end.
fn site_tail(paras: &[Para], frame: &mut Frame) {
    let Some(first_text) = paras.iter().position(Para::is_running_text) else {
        return;
    };
    let end = related_reading(paras, first_text).unwrap_or(paras.len());
    let mut start = end;
    for i in (first_text + 1..end).rev() {
        let para = &paras[i];
        let certain = furniture::is_site_line(para) || furniture::opens_related(para);
        if certain || furniture::is_imprint(para) {
            if certain || start < paras.len() || is_imprint_end(paras, i) {
                start = i;
            }
        } else if !furniture::is_scrap(para) || para.marker.is_some() || byline::is_signature(para)
        {
            break;
        }
    }
    for role in &mut frame.roles[start..] {
        *role = Some(Role::Boilerplate);
    }
    frame.tail = start;
}

/// The heading of related reading, if nothing behind it can be the document's own.
fn related_reading(paras: &[Para], first_text: usize) -> Option<usize> {
    let at = (first_text + 1..paras.len()).find(|&i| furniture::opens_related(&paras[i]))?;
    let goes_on = paras[at + 1..]
        .iter()
        .filter_map(|para| para.marker)
        .any(|marker| {
            matches!(
                marker.kind,
                MarkerKind::Chinese | MarkerKind::Symbol('★' | '■' | '◆')
            )
        });
    (!goes_on).then_some(at)
}

/// An imprint line that stands at the very end without surer furniture beside it: 来源 and 编辑 are a site's, 地址 and 电话 may be a notice's.
fn is_imprint_end(paras: &[Para], i: usize) -> bool {
    let cue = paras[i].cue.trim_start_matches(['(', '[', '【', ' ']);
    i + 3 >= paras.len()
        && words!("来源:|稿源:|文章来源|信息来源|本文来源|本文来自|编辑:|审核:|校对:|主办:|一审|初审|供稿|声明:|作者:|\
            素材来源").begins(cue)
}

/// What stands before the content around the title.
fn read_head(text: &Text, paras: &[Para], head: usize, frame: &mut Frame) {
    let title = frame.title.clone();
    let (from, to) = title
        .clone()
        .map_or((0, 0), |title| (title.start, title.end));
    if let Some(range) = title.clone() {
        for i in range.clone() {
            frame.roles[i] = Some(if i == range.start {
                Role::Title(title::heading(text, paras, range.clone()))
            } else {
                Role::Continue
            });
        }
    }
    let mut beside = true;
    for i in (0..from).rev() {
        beside &= byline::is_byline(&paras[i])
            && !furniture::is_site_line(&paras[i])
            && !furniture::is_timestamp(&paras[i]);
        frame.roles[i] = Some(if beside {
            Role::Byline
        } else {
            Role::Boilerplate
        });
    }
    let copied = title.map(|range| without_spaces(&title::cue(paras, range)).into_owned());
    let reposted = comes_from_medium(paras, frame);
    for (i, para) in paras.iter().enumerate().take(head).skip(to) {
        let copy = copied
            .as_deref()
            .is_some_and(|title| title == without_spaces(&para.cue));
        frame.roles[i] = if copy || furniture::is_menu(para) || furniture::is_foreign(&para.cue) {
            Some(Role::Boilerplate)
        } else if furniture::is_meta(para) {
            Some(byline::role_of_meta(para, reposted))
        } else if furniture::is_site_line(para)
            || (i < to + 2 && furniture::has_views(&para.cue) && para.n_chars <= 20)
        {
            Some(Role::Boilerplate)
        } else if byline::is_byline(para) {
            Some(Role::Byline)
        } else {
            None
        };
    }
}

/// The title of what a letter without a title encloses: a line that names a kind, right below the letter's signature.
fn read_enclosed_title(text: &Text, paras: &[Para], frame: &mut Frame) {
    const MOST: usize = 20;
    let to = frame.tail.min(MOST);
    let Some(signed) =
        (1..to).find(|&i| byline::is_bodies(&paras[i - 1].cue) && byline::is_dated(&paras[i].cue))
    else {
        return;
    };
    let is_note = |i: &usize| paras[*i].cue.starts_with('(') && byline::is_signature(&paras[*i]);
    let below = signed + 1 + (signed + 1..to).take_while(is_note).count();
    if below >= to || frame.roles[below].is_some() || !title::names_kind(&paras[below]) {
        return;
    }
    for i in signed - 1..below {
        frame.roles[i] = Some(Role::Byline);
    }
    let title = below..below + 1;
    frame.roles[below] = Some(Role::Title(title::heading(text, paras, title.clone())));
    frame.title = Some(title);
}

/// Whether a line around the content names a medium as its source: then the site took the text over, its page data are furniture.
fn comes_from_medium(paras: &[Para], frame: &Frame) -> bool {
    const HEAD: usize = 40;
    let head = paras.iter().take(HEAD);
    let tail = paras[frame.tail..].iter().take(HEAD);
    head.chain(tail)
        .filter(|para| !para.is_running_text())
        .filter_map(|para| byline::source(&para.cue))
        .any(|(source, _)| furniture::is_medium(&source))
}

/// 【摘要】 with its paragraphs, a table of contents, or a line that only announces what follows.
fn read_summary(paras: &[Para], head: usize, frame: &mut Frame) {
    let Some(first) = (0..frame.tail).find(|&i| frame.roles[i].is_none()) else {
        return;
    };
    let para = &paras[first];
    if is_contents_heading(&para.cue) {
        contents(paras, first, frame);
    } else if is_summary_opening(&para.cue) {
        frame.roles[first] = Some(Role::Summary);
        let bare = without_spaces(&para.cue);
        let rest = bare.trim_start_matches(['【', '[', '(']).chars().count();
        // The heading alone on its line: the next paragraphs are what it announces.
        if rest <= 8
            && !para.is_running_text()
            && first + 1 < frame.tail
            && paras[first + 1].marker.is_none()
        {
            frame.roles[first + 1] = Some(Role::Continue);
        }
    } else if first <= head && announces(para) && first + 1 < frame.tail {
        frame.roles[first] = Some(Role::Summary);
    }
}

/// 目录 and the lines after it that come again as headings.
fn contents(paras: &[Para], first: usize, frame: &mut Frame) {
    const MOST: usize = 60;
    let mut end = first + 1;
    let mut seen: Vec<String> = Vec::new();
    while end < frame.tail && end - first < MOST && !paras[end].is_running_text() {
        let entry = contents_key(&paras[end]);
        let kind = |at: usize| paras[at].marker.map(|marker| marker.kind);
        let looks_other = paras[end].blank_before && end > first + 1 && kind(end) != kind(end - 1);
        if seen.contains(&entry) || looks_other {
            break;
        }
        seen.push(entry);
        end += 1;
    }
    if end > first + 1
        && end < frame.tail
        && paras[end].is_running_text()
        && paras[end].marker.is_none()
    {
        // The heading of that text.
        end -= 1;
    }
    frame.roles[first] = Some(Role::Summary);
    for role in &mut frame.roles[first + 1..end] {
        *role = Some(Role::Continue);
    }
}

/// A line of a table of contents without dots and page number.
fn contents_key(para: &Para) -> String {
    without_spaces(para.cue_after_marker())
        .trim_end_matches(|c: char| c.is_ascii_digit() || "./…·-()".contains(c))
        .to_owned()
}

fn is_contents_heading(cue: &str) -> bool {
    let bare = without_spaces(cue);
    let bare = bare.trim_matches(['【', '】', '[', ']', ':', '■', '◆', '★']);
    matches!(
        bare,
        "目录" | "本期目录" | "本期要目" | "要目" | "本期导读" | "目次" | "内容目录"
    )
}

fn is_summary_opening(cue: &str) -> bool {
    const NAMES: &str = "摘要|内容摘要|内容提要|提要|导读|本期摘要|本期导读|内容概要|概要|核心提示|编者按|编者的话|本期提要|导语|\
            本期看点|要点提示";
    let bare = without_spaces(cue);
    let inner = bare.trim_start_matches(['【', '[', '(', '〔', '■', '◆', '★', '●']);
    let bracketed = inner.len() < bare.len();
    words!(NAMES).beginnings(inner).any(|name| {
        let rest = &inner[name.len()..];
        rest.starts_with(':')
            || rest.is_empty()
            || (bracketed && rest.starts_with(['】', ']', ')', '〕']))
    })
}

/// An introductory line that says nothing but that something follows.
fn announces(para: &Para) -> bool {
    let cue = para.cue.as_str();
    if para.n_chars > 160 || para.marker.is_some() || para.n_stops > 3 || byline::is_addressee(para)
    {
        return false;
    }
    let ends = cue.trim_end_matches([':', '。', '!', '…', ' ', '~', '?']);
    let invites = words!("一起来看|一起看|一同回顾|一起回顾|一起来回顾|共同回顾|一文读懂|一起了解|带您回顾|带你回顾|为您梳理|\
            为你梳理|作了梳理|进行了梳理|做了梳理|盘点|让我们").is_in(cue);
    let lists = words!("如下|以下内容|梳理如下|摘编如下|整理如下|汇总如下|通报如下").ends(ends)
        && para.n_stops <= 1
        && para.n_chars <= 60
        && !words!("现将|经研究|特制定|决定|根据").is_in(cue);
    invites || lists
}

/// The signature at the end: bodies and a date, marks such as （此件公开发布）, and 抄送 lines.
fn read_signature(paras: &[Para], frame: &mut Frame) {
    const MOST: usize = 12;
    let Some(first_content) = (0..frame.tail).find(|&i| frame.roles[i].is_none()) else {
        return;
    };
    for i in (first_content + 1..frame.tail).rev().take(MOST) {
        // 某某中心 / 2020年9月
        let of_month = byline::is_month(&paras[i].cue) && byline::is_bodies(&paras[i - 1].cue);
        if frame.roles[i].is_some() || !(of_month || byline::is_signature(&paras[i])) {
            break;
        }
        frame.roles[i] = Some(Role::Byline);
        frame.tail = i;
    }
}

/// Furniture that got between the paragraphs: page switches, share buttons, view counts, the words under photographs.
fn stray_furniture(paras: &[Para], frame: &mut Frame) {
    let title = frame
        .title
        .clone()
        .map(|range| without_spaces(&title::cue(paras, range)).into_owned());
    let mut after_text = false;
    for (para, role) in paras.iter().zip(&mut frame.roles) {
        let stray = para.n_chars <= 60 && furniture::is_site_line(para)
            || title
                .as_deref()
                .is_some_and(|title| para.n_stops == 0 && is_copy(&para.cue, title))
            || after_text
                && para.marker.is_none()
                && (furniture::is_caption(para) || byline::is_credit(&para.cue));
        if role.is_none() && stray {
            *role = Some(Role::Boilerplate);
        }
        after_text |= para.is_running_text();
    }
}

/// The title again, or the news that it came out: 某某厅发布《2024年工作要点》.
fn is_copy(cue: &str, title: &str) -> bool {
    const LONGEST_NEWS_BYTES: usize = 60;
    const SHORTEST_TITLE_BYTES: usize = 24;
    const SHORTEST_COPY_BYTES: usize = 15;
    let packed = without_spaces(cue);
    if title.len() < SHORTEST_TITLE_BYTES {
        return title.len() >= SHORTEST_COPY_BYTES && packed == title;
    }
    // A letter encloses what its title names: 关于印发《2024年工作要点》的通知.
    let enclosed = || {
        let (_, rest) = title
            .split_once("印发")
            .or_else(|| title.split_once('《'))?;
        let rest = rest.trim_start_matches('《').strip_prefix(&*packed)?;
        rest.starts_with(['》', '的']).then_some(())
    };
    let news = || {
        let rest = packed.strip_suffix('》')?.strip_suffix(title)?;
        rest.strip_suffix('《')
    };
    packed == title
        || packed.len() >= SHORTEST_TITLE_BYTES && enclosed().is_some()
        || news().is_some_and(|issued| {
            issued.len() <= LONGEST_NEWS_BYTES && words!("发布|印发|公布|出台").ends(issued)
        })
}

/// Page numbers between the paragraphs; where one cut a sentence in two, the halves stay together with it.
fn page_numbers(paras: &[Para], frame: &mut Frame) {
    for i in 0..frame.tail {
        if frame.roles[i].is_some() || !furniture::is_page_number(&paras[i].cue) {
            continue;
        }
        let is_free = |at: usize| at < frame.tail && frame.roles[at].is_none();
        let cuts = i > 0
            && is_free(i - 1)
            && is_free(i + 1)
            && paras[i - 1].n_chars >= 25
            && !paras[i - 1].is_finished()
            && paras[i + 1].marker.is_none();
        if cuts {
            frame.roles[i] = Some(Role::Continue);
            frame.roles[i + 1] = Some(Role::Continue);
        } else {
            frame.roles[i] = Some(Role::Boilerplate);
        }
    }
}
