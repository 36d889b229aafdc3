//! How far the name of an event reaches to the left of the word for its kind.
//!
//! Words are walked backwards. The verb that governs the name (召开, 出席), function words and marks end the walk; quotation marks,
//! brackets, years and ordinals belong to the name; verbs inside a noun phrase (素养提升实践活动) do, too.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::{is_cjk, words};

use super::event::held_after;
use super::event_words::{
    enclosed, is_named_by_itself, is_numeral_part, ordinal, participants, reports_held,
};
use super::lexicon::{lexicon, longest_suffix};
use super::passage::Passage;
use super::words::Word;

/// The longest name in words and bytes.
const MOST_WORDS: usize = 40;
const MOST_BYTES: usize = 210;

/// How quotation marks stand to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoted {
    No,
    /// Around a part of it: “领航杯”…大赛.
    Brand,
    /// Around the whole of it.
    Whole,
}

/// A name with what was seen of it on the way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) has_year: bool,
    pub(super) has_ordinal: bool,
    pub(super) quoted: Quoted,
    pub(super) governor: Governor,
}

/// What the word before a name says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Governor {
    None,
    /// A verb, but none of holding.
    Verb,
    /// It was held or taken part in.
    Held,
    /// That it be held is only wished for: 鼓励高校举办.
    Wished,
}

enum Step {
    Take,
    TakeTo(usize),
    /// The name begins behind the word.
    Stop,
    /// The name begins here, inside quotation marks that open here.
    Quote,
}

pub(super) fn left_border(
    passage: &Passage,
    head: Range<usize>,
    orgs: &HashMap<usize, usize>,
) -> Name {
    let walk = Walk {
        passage,
        text: passage.text(),
        head: head.clone(),
        orgs,
    };
    let mut name = Name {
        start: head.start,
        end: head.end,
        has_year: false,
        has_ordinal: false,
        quoted: Quoted::No,
        governor: Governor::None,
    };
    if !walk.quoted_whole(&mut name) {
        walk.run(&mut name);
        if let Some(start) = participants(passage, &head) {
            (name.start, name.governor) = (start, Governor::Held);
        }
    }
    walk.tidy(&mut name);
    walk.marks(&mut name);
    name
}

struct Walk<'a> {
    passage: &'a Passage,
    text: &'a str,
    head: Range<usize>,
    orgs: &'a HashMap<usize, usize>,
}

impl Walk<'_> {
    /// “中外合作十年成果展”: the marks say where the name begins.
    fn quoted_whole(&self, name: &mut Name) -> bool {
        let close = name.end + '”'.len_utf8();
        let open = self.text[name.end..]
            .starts_with('”')
            .then(|| enclosed(&self.text[..close]))
            .flatten()
            .filter(|open| open + '“'.len_utf8() < self.head.start);
        if let Some(open) = open {
            name.start = open + '“'.len_utf8();
            name.quoted = Quoted::Whole;
            if let Some(word) = self.word_before(open) {
                self.governor(name, &word);
            }
        }
        open.is_some()
    }

    fn run(&self, name: &mut Name) {
        // Where the name begins if a list before it turns out to be none of it.
        let mut fallback = None;
        for _ in 0..MOST_WORDS {
            if self.head.start - name.start > MOST_BYTES {
                break;
            }
            if let Some(&body) = self
                .orgs
                .get(&name.start)
                .filter(|&&body| body < name.start)
            {
                name.start = body;
                continue;
            }
            let Some(word) = self.word_before(name.start) else {
                break;
            };
            let s = self.passage.word(&word);
            if matches!(s, "、" | "和" | "与" | "及") {
                if self.ends_item(word.start) {
                    break;
                }
                if s == "、" {
                    fallback.get_or_insert(name.start);
                }
                name.start = word.start;
                continue;
            }
            if s == "暨" {
                // What stands before it belongs to the name even where it is a verb of holding: 读书行动启动暨….
                name.start = self
                    .word_before(word.start)
                    .map_or(word.start, |before| before.start);
                continue;
            }
            match self.step(name, &word, s) {
                Step::Take => name.start = word.start,
                Step::TakeTo(to) => name.start = to,
                Step::Quote => {
                    self.close_quote(name);
                    break;
                }
                Step::Stop => {
                    self.governor(name, &word);
                    break;
                }
            }
        }
        let subject = self.edge_before(name.start) && held_after(&self.text[name.end..]);
        if let Some(start) = fallback
            && !subject
            && !matches!(name.governor, Governor::Held | Governor::Wished)
            && name.quoted != Quoted::Whole
        {
            name.start = start;
        }
    }

    /// Whether a name that begins at an offset begins its clause.
    fn edge_before(&self, start: usize) -> bool {
        self.text[..start]
            .chars()
            .next_back()
            .is_none_or(|c| matches!(c, ',' | '。' | ';' | ':' | '\n'))
    }

    fn word_before(&self, at: usize) -> Option<Word> {
        self.passage
            .words_before(at)
            .next()
            .filter(|word| word.end == at)
    }

    fn step(&self, name: &Name, word: &Word, s: &str) -> Step {
        let before = &self.text[..name.start];
        let lexicon = lexicon();
        match s.chars().next_back() {
            Some('”' | ')') => return enclosed(before).map_or(Step::Stop, Step::TakeTo),
            Some('“') => return Step::Quote,
            Some('—' | '-' | '·' | '+' | '.') => return Step::Take,
            Some('《' | '》' | '(' | ',' | '。' | ';' | ':' | '!' | '?' | '\n' | ' ') => {
                return Step::Stop;
            }
            _ => {}
        }

        if let Some(part) = is_numeral_part(self.text, word) {
            return if part { Step::Take } else { Step::Stop };
        }
        if lexicon.held.contains(s)
            || lexicon.event_stops.contains(s)
            || reports_held(s)
            || s.ends_with("围绕")
        {
            return Step::Stop;
        }
        if lexicon.event_weak.contains(s) || word.tag == "v" && s.chars().count() > 1 {
            return self.weak(word);
        }
        if matches!(
            word.tag,
            "p" | "uj" | "ul" | "uz" | "ud" | "uv" | "r" | "y" | "c"
        ) {
            return if word.tag == "c"
                && s.chars().count() == 1
                && !matches!(s, "而" | "但" | "并" | "且")
                || word.tag == "r"
                    && s.chars().count() > 1
                    && !s.starts_with(['该', '此', '这', '各', '本', '其', '每'])
            {
                Step::Take
            } else {
                Step::Stop
            };
        }
        Step::Take
    }

    /// A verb inside a noun phrase is part of it; one at its beginning governs it.
    fn weak(&self, word: &Word) -> Step {
        if self.orgs.contains_key(&word.start)
            && !matches!(self.passage.word(word), "成立" | "建立" | "诞生")
        {
            return Step::Stop;
        }
        let lexicon = lexicon();
        // 推进智能教育发展座谈会在京召开: the verb begins a name that is the subject.
        let subject = || {
            if held_after(&self.text[self.head.end..]) {
                Step::Take
            } else {
                Step::Stop
            }
        };
        let Some(mut previous) = self.word_before(word.start) else {
            return subject();
        };
        // 深入推进: verbs and adverbs in a row are judged by what stands before them.
        for _ in 0..3 {
            let s = self.passage.word(&previous);
            if !(lexicon.event_weak.contains(s)
                || matches!(previous.tag, "d" | "ad" | "vd") && !lexicon.event_stops.contains(s))
            {
                break;
            }
            match self.word_before(previous.start) {
                Some(word) => previous = word,
                None => return Step::Stop,
            }
        }
        let s = self.passage.word(&previous);
        let held = lexicon.held.contains(s)
            || s == "了"
                && self
                    .word_before(previous.start)
                    .is_some_and(|verb| lexicon.held.contains(self.passage.word(&verb)));
        let marks = !s.chars().any(char::is_alphanumeric) && !matches!(s, "”" | ")" | "、" | "+");
        let function = !matches!(s, "和" | "与" | "及" | "终身")
            && (lexicon.event_stops.contains(s)
                || matches!(
                    previous.tag,
                    "p" | "uj" | "ul" | "uv" | "ud" | "uz" | "u" | "d" | "r" | "c" | "ad"
                ));
        if matches!(s, "," | "。" | ";" | "\n" | ":") {
            return subject();
        }
        if held || !marks && !function {
            Step::Take
        } else {
            Step::Stop
        }
    }

    /// Whether what stands before a conjunction is an item of its own: an event, a body, a document.
    fn ends_item(&self, end: usize) -> bool {
        let before = &self.text[..end];
        let lexicon = lexicon();
        let heads = [
            &lexicon.gatherings,
            &lexicon.contests,
            &lexicon.seasons,
            &lexicon.activities,
            &lexicon.ceremonies,
            &lexicon.programmes,
        ];
        before.ends_with(['》', '。', ')'])
            || heads.iter().any(|set| {
                longest_suffix(before.trim_end_matches('”'), set, 6)
                    .is_some_and(|head| head.chars().count() > 1)
            })
            || self.orgs.contains_key(&end)
    }

    /// The head stands inside quotation marks: the name is what they hold, if it ends with them.
    fn close_quote(&self, name: &mut Name) {
        if self.text[name.end..].starts_with('”') {
            name.quoted = Quoted::Whole;
            if let Some(word) = self.word_before(name.start - '“'.len_utf8()) {
                self.governor(name, &word);
            }
        } else {
            // Part of a slogan or of a longer title.
            name.start = self.head.start;
        }
    }

    /// What the word before the name says of it.
    fn governor(&self, name: &mut Name, word: &Word) {
        let lexicon = lexicon();
        let counts = |word: &Word| {
            let s = self.passage.word(word);
            matches!(s, "了" | "过")
                || matches!(word.tag, "m" | "q")
                || s.starts_with(|c: char| c.is_ascii_digit())
                || matches!(s, "期" | "场" | "次" | "项")
        };
        let mut verb = Some(*word);
        for _ in 0..3 {
            if let Some(found) = verb.filter(|word| counts(word)) {
                verb = self.word_before(found.start);
            }
        }
        let Some(verb) = verb else { return };
        let s = self.passage.word(&verb);
        let sentence = self.passage.sentence_range(verb.start);
        let clause = &self.text[sentence.start..verb.start];
        let clause = clause.rfind([',', '、']).map_or(clause, |at| &clause[at..]);
        let wished = || words!("鼓励|支持|引导|允许|提倡|探索").is_in(clause);
        let held = lexicon.held.contains(s) || reports_held(s);
        let verb = verb.tag.starts_with('v')
            || lexicon.event_stops.contains(s)
            || lexicon.event_weak.contains(s);
        name.governor = match (held, verb) {
            (true, _) if wished() => Governor::Wished,
            (true, _) => Governor::Held,
            (false, true) => Governor::Verb,
            (false, false) => Governor::None,
        };
    }

    /// Drops what cannot begin a name.
    fn tidy(&self, name: &mut Name) {
        while name.start < self.head.start {
            let rest = &self.text[name.start..self.head.start];
            let Some(drop) = [
                "、", "和", "与", "及", "了", "暨", " ", ")", "-", "—", "等", "·", "+", ".",
            ]
            .iter()
            .find(|word| rest.starts_with(**word)) else {
                break;
            };
            name.start += drop.len();
        }
        // List marks that websites leave: ●, Δ, ◆.
        let rest = &self.text[name.start..self.head.start];
        let trimmed = rest.trim_start_matches(|c: char| {
            !(is_cjk(c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '('))
        });
        name.start = self.head.start - trimmed.len();
        // “名师直播月”活动: the quoted name is one by itself.
        let rest = &self.text[name.start..self.head.start];
        if let Some(inner) = rest
            .strip_prefix('“')
            .and_then(|inner| inner.strip_suffix('”'))
            && self.text[self.head.clone()].ends_with("活动")
            && !inner.contains('”')
            && is_named_by_itself(inner)
        {
            name.start += '“'.len_utf8();
            name.end = self.head.start - '”'.len_utf8();
            name.quoted = Quoted::Whole;
        }
    }

    /// Years, ordinals and quotation marks inside the name.
    fn marks(&self, name: &mut Name) {
        let words = &self.text[name.start..name.end];
        let begins_with_year = words.len() > 4
            && words.is_char_boundary(4)
            && words[..4].bytes().all(|b| b.is_ascii_digit());
        name.has_year = begins_with_year
            || words.match_indices('年').any(|(at, _)| {
                at >= 4
                    && words.is_char_boundary(at - 4)
                    && words[at - 4..at].bytes().all(|b| b.is_ascii_digit())
            });
        name.has_ordinal = ordinal(words);
        if name.quoted == Quoted::No && words.contains('“') {
            name.quoted = Quoted::Brand;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;

    fn name(text: &str, head: &str) -> String {
        let passage = Passage::from_slice(text, NodeId(0), 0);
        let at = passage.text().rfind(head).unwrap();
        let name = left_border(&passage, at..at + head.len(), &HashMap::new());
        passage.text()[name.start..name.end].to_owned()
    }

    #[test]
    fn verbs_inside_a_phrase_belong_to_the_name_and_governors_do_not() {
        assert_eq!(
            name("组织开展第二届学生节水素养提升实践活动", "活动"),
            "第二届学生节水素养提升实践活动"
        );
        assert_eq!(
            name("成功召开了深化应用节水平台部署会", "部署会"),
            "深化应用节水平台部署会"
        );
        assert_eq!(name("5月9日2023年灌区会议", "会议"), "2023年灌区会议");
        assert_eq!(
            name("在2019赣江互联网+创新发展论坛上", "论坛"),
            "2019赣江互联网+创新发展论坛"
        );
    }

    #[test]
    fn those_who_take_part_belong_to_the_name() {
        assert_eq!(
            name("主持召开各学会、省科协负责人和会员代表座谈会", "座谈会"),
            "各学会、省科协负责人和会员代表座谈会"
        );
    }
}
