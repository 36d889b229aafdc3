//! The table of page data that government sites put over a document, in the forms in which it becomes text.
//!
//! In: paragraphs. Out: which of them are its lines: rows with bars, labels and values on lines of their own, or a label with its value a line.

use std::borrow::Cow;

use super::cue::without_spaces;
use super::line::Para;
use crate::text::words;

/// 索引号: | 0042/2023-11 | 主题分类: | 水利 |: a row of the table that government sites put over a document.
#[must_use]
pub(super) fn is_row(cue: &str) -> bool {
    cue.matches('|').count() >= 2
        && words!("索引号|索 引 号|主题分类|发布机构|发文机构|成文日期|公开日期|公开方式|公开形式|有效性|信息分类|文件名称|信息名称").is_in(cue)
}

/// Labels of the table of page data.
const LABELS: [&str; 33] = [
    "索引号",
    "信息索引",
    "信息名称",
    "文件名称",
    "信息类别",
    "生成日期",
    "发布单位",
    "发文单位",
    "发文部门",
    "发布时间",
    "政策级别",
    "分类号",
    "主题分类",
    "信息分类",
    "主题词",
    "关键词",
    "来源",
    "发文机构",
    "发文机关",
    "发布机构",
    "制发机构",
    "发文字号",
    "文号",
    "发文日期",
    "成文日期",
    "发布日期",
    "公开日期",
    "生效日期",
    "公开方式",
    "有效性",
    "名称",
    "标题",
    "内容概述",
];

/// The table of page data where each label and each value has a line of its own (• 索引号: / 0042 / • 来源: …): its lines, none where
/// fewer than four labels stand near each other at the beginning.
#[must_use]
pub(super) fn find(paras: &[Para]) -> std::ops::Range<usize> {
    const MOST: usize = 60;
    const LEAST_LABELS: usize = 4;
    const LONGEST_VALUE: u32 = 60;
    let is_label = |para: &Para| {
        para.n_chars <= 12
            && LABELS.contains(&without_spaces(para.cue_after_marker()).trim_end_matches(':'))
    };
    let labelled = labelled_lines(&paras[..paras.len().min(MOST)]);
    let mut labels = (0..paras.len().min(MOST)).filter(|&i| is_label(&paras[i]));
    let Some(first) = labels.next() else {
        return labelled;
    };
    let (mut last, mut n) = (first, 1);
    for at in labels.take_while(|&at| at < MOST) {
        if at > last + 2 {
            break;
        }
        (last, n) = (at, n + 1);
    }
    let value = paras.get(last + 1).is_some_and(|para| {
        para.marker.is_none() && para.n_stops == 0 && para.n_chars <= LONGEST_VALUE
    });
    if n < LEAST_LABELS {
        return labelled;
    }
    first..last + 1 + usize::from(value)
}

/// Three or more lines in a row that each begin with a label and go on with its value: 信息名称: … / 发文字号: …. Labels that tables
/// have make those beside them ones, too (政策级别: 市级).
fn labelled_lines(paras: &[Para]) -> std::ops::Range<usize> {
    const LEAST: usize = 3;
    const LEAST_KNOWN: usize = 2;
    let is_known = |para: &Para| {
        para.n_chars <= 200 && label(para).is_some_and(|label| LABELS.contains(&&*label))
    };
    let is_line = |para: &Para| {
        is_known(para) || para.n_chars <= 40 && para.n_stops == 0 && label(para).is_some()
    };
    let Some(known) = paras.iter().position(is_known) else {
        return 0..0;
    };
    let above = (0..known).rev().take_while(|&i| is_line(&paras[i]));
    let first = above.last().unwrap_or(known);
    let lines = paras[first..].iter().take_while(|para| is_line(para));
    let (n, n_known) = lines.fold((0, 0), |(n, n_known), para| {
        (n + 1, n_known + usize::from(is_known(para)))
    });
    if n < LEAST || n_known < LEAST_KNOWN {
        return 0..0;
    }
    first..first + n
}

/// The label with which a line begins, without spaces.
fn label(para: &Para) -> Option<Cow<'_, str>> {
    const LONGEST_BYTES: usize = 24;
    let (label, _) = para.cue_after_marker().split_once(':')?;
    let label = without_spaces(label);
    let written = !label.is_empty() && label.chars().all(crate::text::is_cjk);
    (written && label.len() <= LONGEST_BYTES).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::line::paragraphs;
    use crate::text::Text;

    #[test]
    fn a_table_with_a_line_for_each_label_is_page_data() {
        let table = |text: &str| find(&paragraphs(&Text::new(text.to_owned())));
        assert_eq!(
            table(
                "水利工作规则\n• 索引号:\n0042/2024\n• 主题分类:\n• 来源:\n• 发文日期:\n2024年4月6日\n• 内容概述:\n水利工作规则\n第一章 总则"
            ),
            1..9
        );
        assert_eq!(table("来源:\n水利月报\n一、春灌"), 0..0);
        assert_eq!(
            table(
                "信息名称: 水利工作要点\n发文机构: 水利厅\n发文字号: 水办[2023]2号\n水利工作要点"
            ),
            0..3
        );
    }
}
