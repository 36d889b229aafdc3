//! What kind of document a text is: from its title, otherwise from what its content looks like.

use super::DocType;

use super::chronicle;
use super::lead;
use super::line::Para;
use super::marker::MarkerKind;
use super::month;
use super::regions;
use crate::text::{Span, Text, words};

/// The type, the title's words that show it where it is the title, and the rule.
pub(super) struct Kind {
    pub(super) doc_type: DocType,
    pub(super) from_title: bool,
    pub(super) rule: &'static str,
}

/// Detects the type. `title` is the folded title without spaces, `paras` the content.
#[must_use]
pub(super) fn detect(text: &Text, title: Option<&str>, paras: &[Para], loose: bool) -> Kind {
    if let Some(doc_type) = title.and_then(by_title) {
        return Kind {
            doc_type,
            from_title: true,
            rule: "field.doc_type.title",
        };
    }
    let evidence = Evidence::of(text, paras, loose);
    let (doc_type, rule) = if evidence.is_chronicle() {
        (DocType::Chronicle, "field.doc_type.months")
    } else if title.is_none_or(may_be_bulletin) && evidence.is_bulletin() {
        (DocType::MonthlyBulletin, "field.doc_type.items")
    } else if title.is_none() && evidence.is_work_points() {
        (DocType::WorkPoints, "field.doc_type.points")
    } else {
        (DocType::Other, "field.doc_type.other")
    };
    Kind {
        doc_type,
        from_title: false,
        rule,
    }
}

fn by_title(title: &str) -> Option<DocType> {
    let monthly = title.contains("月") && !title.contains("个月");
    if words!("月报|月刊|月度简报|每月要情").is_in(title)
        || (monthly
            && words!("简报|动态|工作情况|快报|要情|工作进展|工作通报|要闻|工作信息").is_in(title)
            && !words!("通知|关于|宣传月|活动月|提升月").is_in(title))
    {
        Some(DocType::MonthlyBulletin)
    } else if words!("出版|首发|面世|发行").ends(title) {
        // News of a book is not the book.
        None
    } else if words!("大事记|大事件|十件大事|大事纪要|大事盘点|编年").is_in(title)
    {
        Some(DocType::Chronicle)
    } else if words!("工作要点|重点工作任务|重点工作安排|工作任务要点|重点任务").is_in(title)
        || (words!("要点").ends(title) && title.contains('年'))
    {
        Some(DocType::WorkPoints)
    } else {
        None
    }
}

/// Whether a title leaves open that the text is a bulletin.
fn may_be_bulletin(title: &str) -> bool {
    !words!("通知|意见|规划|总结|方案|办法|条例|规定|决定|报告|季度|年报|周报|半年|简报|计划|细则|公告|公报|函|讲话").is_in(title)
}

/// What the content looks like.
struct Evidence {
    n_running: usize,
    n_months: usize,
    n_dated: usize,
    n_regions: usize,
    n_leads: usize,
    n_symbols: usize,
    n_points: usize,
    n_plans: usize,
    summary: bool,
    region_heading: bool,
}

impl Evidence {
    fn of(text: &Text, paras: &[Para], loose: bool) -> Self {
        let mut seen = Self {
            n_running: 0,
            n_months: 0,
            n_dated: 0,
            n_regions: 0,
            n_leads: 0,
            n_symbols: 0,
            n_points: 0,
            n_plans: 0,
            summary: false,
            region_heading: false,
        };
        for para in paras {
            seen.add(text, para, loose);
        }
        seen
    }

    fn add(&mut self, text: &Text, para: &Para, loose: bool) {
        let cue = para.cue.as_str();
        self.n_months += usize::from(month::is_heading(cue));
        self.summary |= cue.starts_with("【摘要】") || cue.starts_with("摘要");
        self.region_heading |= para.n_chars <= 20
            && words!("各地|各省|地方|各市|市州|盟市|基层").begins(para.cue_after_marker())
            && words!("动态|工作|资讯|信息|进展").is_in(cue);
        let signed = para
            .marker
            .is_some_and(|marker| matches!(marker.kind, MarkerKind::Symbol(_)));
        self.n_symbols += usize::from(signed && !para.is_running_text());
        if !para.is_running_text() {
            return;
        }
        self.n_running += 1;
        // A list of news may count its days: 1.3月1日，…
        self.n_dated += usize::from(chronicle::begins_with_day(para.cue_after_marker()));
        if let Some(marker) = para.marker {
            let numbered = marker.kind.is_numbered();
            let point = numbered && lead::of_marked(text, para, loose).is_some();
            self.n_points += usize::from(point);
            self.n_plans += usize::from(point && is_plan(para.cue_after_marker()));
        } else if let Some(lead) = item_lead(text, para, loose) {
            self.n_leads += 1;
            self.n_regions += usize::from(regions::province_code(text.slice(lead)).is_some());
        }
    }

    fn is_chronicle(&self) -> bool {
        self.n_months >= 2 || (self.n_dated >= 5 && self.n_dated * 3 >= self.n_running * 2)
    }

    fn is_bulletin(&self) -> bool {
        let mostly_leads = self.n_leads >= 4 && self.n_leads * 2 >= self.n_running;
        let cues = usize::from(self.summary)
            + usize::from(self.region_heading)
            + usize::from(self.n_regions >= 3)
            + usize::from(self.n_symbols >= 2)
            + usize::from(mostly_leads);
        cues >= 2
    }

    fn is_work_points(&self) -> bool {
        self.n_points >= 5 && self.n_plans * 5 >= self.n_points * 3
    }
}

fn item_lead(text: &Text, para: &Para, loose: bool) -> Option<Span> {
    lead::bracketed(text, para)
        .or_else(|| lead::spaced(text, para, loose))
        .or_else(|| super::other::region_lead(text, para))?
        .heading
}

/// Whether a point says what is to be done.
fn is_plan(cue: &str) -> bool {
    words!("推进|加强|提升|完善|开展|优化|强化|落实|深化|培养|健全|坚定|持续|发展|构建|建设|实施|推动|加快|做好|\
            组织|扩大|夯实|规范|压实|建立|提高|统筹|深入|全面|积极|打造|拓展|抓好|严格|支持|促进|创新|培育|扎实|\
            制定|引导|探索|巩固|着力|切实").begins(cue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::line::paragraphs;

    #[test]
    fn titles_name_the_type() {
        for (title, doc_type) in [
            ("2024年3月数字政务工作月报", Some(DocType::MonthlyBulletin)),
            (
                "某某省2024年5月数据工作简报",
                Some(DocType::MonthlyBulletin),
            ),
            ("2024年数据工作要点", Some(DocType::WorkPoints)),
            ("2023年数据工作大事记", Some(DocType::Chronicle)),
            ("《全省水利大事记》出版", None),
            ("关于召开座谈会的通知", None),
            ("2022年第四季度网络安全工作简报", None),
        ] {
            assert_eq!(by_title(title), doc_type, "{title}");
        }
    }

    #[test]
    fn the_content_shows_the_type_where_there_is_no_title() {
        let text = Text::new("1月\n数据工作会议召开。\n会议部署全年工作，各市参加。\n2月\n数据条例公布。\n条例自五月起施行，共六章。\n".to_owned());
        let kind = detect(&text, None, &paragraphs(&text), false);
        assert_eq!(kind.doc_type, DocType::Chronicle);
        let text = Text::new("★重点工作\n数据大会 4月25日，大会在厦门举办，各市参加。\n★各地工作动态\n北京 市经信局召开座谈会，部署数据工作。\n天津 市数据局印发工作方案，推进数据共享。\n河北 省数据局开展业务培训，提升工作能力。\n".to_owned());
        let kind = detect(&text, None, &paragraphs(&text), false);
        assert_eq!(kind.doc_type, DocType::MonthlyBulletin);
    }
}
