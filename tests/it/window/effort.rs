//! Effort, counted: how many keys, and by mouse how many clicks, what a reviewer does all day costs.
//!
//! A modifier held down counts as a key of its own; the characters of a value do not count, everything around them does.

use std::fmt::Write as _;

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable;
use piyue::annotation::{Status, Verdict};
use piyue::extract::MentionType;

use super::Desk;

const KEYS_OF_BULLETIN: usize = 35;
const KEYS_OF_DATE: usize = 4;
const KEYS_OF_REJECTION: usize = 1;
const KEYS_OF_TAG: usize = 1;
const KEYS_OF_ADDITION: usize = 6;

/// An entry whose extraction misses a course, and whose date a reviewer may know better.
const ENTRY: &str = "2024年5月数字乡村工作月报\n\n★重点工作\n\n\
    \u{3000}\u{3000}人员培训 省农业农村厅田间课堂5月20日开讲，参训2000余人。\n";

/// A month's bulletin of thirty entries.
fn bulletin() -> String {
    const TASKS: [(&str, &str); 10] = [
        ("数字治理", "省数据局备案1276家企业的3004个应用"),
        ("人员培训", "省农业农村厅举办数字素养培训班，参训2000余人"),
        ("网络建设", "省通信管理局新建基站1500个"),
        ("智慧教育", "省教育厅印发《智慧校园建设指南》"),
        ("便民服务", "省政务服务中心开通网上办理事项320项"),
        ("数据安全", "省网信办开展数据安全检查，走访企业86家"),
        ("数字医疗", "省卫生健康委接入县级医院112所"),
        ("智慧农业", "省农业农村厅建成示范基地45个"),
        ("数字文化", "省文化和旅游厅上线数字展览24个"),
        ("标准规范", "省市场监管局发布地方标准9项"),
    ];
    let mut text = String::from("2024年5月数字乡村工作月报\n");
    for (section, heading) in ["重点工作", "各地动态", "能力建设"].iter().enumerate() {
        write!(text, "\n★{heading}\n").expect("a string takes all");
        for (at, (lead, did)) in TASKS.iter().enumerate() {
            let day = section * 10 + at + 1;
            write!(text, "\n\u{3000}\u{3000}{lead} 5月{day}日，{did}。\n")
                .expect("a string takes all");
        }
    }
    text
}

/// A desk at which every key and click is counted.
struct Counted {
    desk: Desk,
    keys: usize,
    clicks: usize,
}

impl Counted {
    fn with(text: &str) -> Self {
        let desk = Desk::with(text);
        Self {
            desk,
            keys: 0,
            clicks: 0,
        }
    }

    fn press(&mut self, key: Key) {
        self.keys += 1;
        self.desk.press(key);
    }

    fn type_value(&mut self, value: &str) {
        let focused = self.desk.harness.ctx.text_edit_focused();
        assert!(focused, "typing goes to a field");
        self.desk.harness.event(Event::Text(value.to_owned()));
        self.desk.harness.run_steps(3);
    }

    fn click(&mut self, label: &str) {
        self.clicks += 1;
        self.desk.click(label);
    }

    fn click_at(&mut self, at: Pos2, button: PointerButton) {
        self.clicks += 1;
        self.desk.harness.hover_at(at);
        self.desk.harness.run_steps(2);
        for pressed in [true, false] {
            self.desk.harness.event(Event::PointerButton {
                pos: at,
                button,
                pressed,
                modifiers: Modifiers::NONE,
            });
            self.desk.harness.run_steps(2);
        }
        self.desk.harness.run_steps(3);
    }

    /// Nothing counted so far belongs to what comes.
    fn start(&mut self) {
        self.keys = 0;
        self.clicks = 0;
    }

    fn tags(&self) -> Vec<String> {
        let document = self.desk.document();
        let entry = document.selected_entry().expect("an entry is selected");
        document.record.node(entry).tags.clone()
    }
}

/// What is done, with keys and by mouse, and the most keys that it may cost.
struct Row {
    what: &'static str,
    keys: usize,
    most: usize,
    clicks: usize,
    most_clicks: usize,
}

#[test]
fn what_is_done_all_day_costs_few_keys_and_few_clicks() {
    let rows = [
        reviewing_thirty_entries(),
        correcting_a_date(),
        rejecting_a_mention(),
        giving_a_tag(),
        adding_a_mention(),
    ];
    println!("| what | keys | at most | clicks | at most |\n| --- | --- | --- | --- | --- |");
    for row in &rows {
        let Row {
            what,
            keys,
            most,
            clicks,
            most_clicks,
        } = row;
        println!("| {what} | {keys} | {most} | {clicks} | {most_clicks} |");
    }
    for row in &rows {
        assert!(row.keys <= row.most, "{}: {} keys", row.what, row.keys);
        assert!(
            row.clicks <= row.most_clicks,
            "{}: {} clicks",
            row.what,
            row.clicks
        );
    }
}

fn reviewing_thirty_entries() -> Row {
    let review = |settle: &dyn Fn(&mut Counted)| {
        let mut counted = Counted::with(&bulletin());
        let n_entries = counted.desk.document().loaded.outline.entries().count();
        assert_eq!(n_entries, 30);
        // Never more than would fail the test anyway.
        for _ in 0..2 * n_entries {
            if counted.desk.document().record.status == Status::Reviewed {
                break;
            }
            settle(&mut counted);
        }
        let record = &counted.desk.document().record;
        assert_eq!(record.status, Status::Reviewed);
        let decided =
            |mention: &piyue::record::MentionRecord| mention.verdict == Some(Verdict::Accepted);
        assert!(record.mentions.len() >= 60 && record.mentions.iter().all(decided));
        (counted.keys, counted.clicks)
    };
    let (keys, _) = review(&|counted| counted.press(Key::Enter));
    let (_, clicks) = review(&|counted| counted.click("审定并到下一条  Enter"));
    Row {
        what: "thirty entries, all right",
        keys,
        most: KEYS_OF_BULLETIN,
        clicks,
        most_clicks: KEYS_OF_BULLETIN,
    }
}

fn correcting_a_date() -> Row {
    let check = |counted: &Counted| {
        let verdict = counted.desk.verdict(&MentionType::Date, "5月20日");
        assert_eq!(verdict, Some(Verdict::Corrected));
        let mentions = &counted.desk.document().record.mentions;
        assert!(mentions.iter().any(|mention| mention.value == "2024-05-21"));
    };
    let mut by_key = Counted::with(ENTRY);
    by_key.press(Key::L);
    by_key.press(Key::L);
    by_key.press(Key::E);
    by_key.type_value("2024-05-21");
    by_key.press(Key::Enter);
    check(&by_key);

    let mut by_mouse = Counted::with(ENTRY);
    let (from, to) = by_mouse.desk.place("人员培训 省农业", "5月20日");
    by_mouse.click_at(from + (to - from) / 2.0, PointerButton::Secondary);
    by_mouse.click("改值");
    by_mouse.type_value("2024-05-21");
    by_mouse.click_at(to + egui::vec2(0.0, 200.0), PointerButton::Primary);
    check(&by_mouse);
    Row {
        what: "correcting a date, besides typing it",
        keys: by_key.keys,
        most: KEYS_OF_DATE,
        clicks: by_mouse.clicks,
        most_clicks: KEYS_OF_DATE,
    }
}

fn rejecting_a_mention() -> Row {
    let verdict = |counted: &Counted| counted.desk.verdict(&MentionType::Org, "省农业农村厅");
    let mut by_key = Counted::with(ENTRY);
    by_key.press(Key::L);
    // A reviewer who goes from mention to mention stands on it already.
    by_key.start();
    by_key.press(Key::X);
    assert_eq!(verdict(&by_key), Some(Verdict::Rejected));

    let mut by_mouse = Counted::with(ENTRY);
    let rows = by_mouse.desk.harness.get_all_by_label("剔除");
    let first = rows
        .map(|row| row.rect().center())
        .min_by(|a, b| a.y.total_cmp(&b.y))
        .expect("every mention can be rejected");
    by_mouse.click_at(first, PointerButton::Primary);
    assert_eq!(verdict(&by_mouse), Some(Verdict::Rejected));
    Row {
        what: "rejecting a mention",
        keys: by_key.keys,
        most: KEYS_OF_REJECTION,
        clicks: by_mouse.clicks,
        most_clicks: 1,
    }
}

fn giving_a_tag() -> Row {
    let mut by_key = Counted::with(ENTRY);
    by_key.press(Key::Num3);
    assert_eq!(by_key.tags(), ["数据成效"]);

    let mut by_mouse = Counted::with(ENTRY);
    by_mouse.click("＋ 标签");
    let tag = by_mouse.desk.harness.get_by_label_contains("数据成效");
    let at = tag.rect().center();
    by_mouse.click_at(at, PointerButton::Primary);
    assert_eq!(by_mouse.tags(), ["数据成效"]);
    Row {
        what: "giving a tag",
        keys: by_key.keys,
        most: KEYS_OF_TAG,
        clicks: by_mouse.clicks,
        most_clicks: 2,
    }
}

fn adding_a_mention() -> Row {
    const COURSE: &str = "田间课堂";
    let verdict = |counted: &Counted| counted.desk.verdict(&MentionType::Event, COURSE);
    let mut by_key = Counted::with(ENTRY);
    assert_eq!(verdict(&by_key), None);
    // The body that stands before it, then word for word.
    by_key.press(Key::L);
    by_key.press(Key::W);
    for _ in 0..4 {
        let document = by_key.desk.document();
        let span = document.selection.text_span().expect("a word is marked");
        if document.loaded.source.text.slice(span) == COURSE {
            break;
        }
        by_key.press(Key::R);
    }
    by_key.press(Key::M);
    by_key.press(Key::E);
    assert_eq!(verdict(&by_key), Some(Verdict::Added));

    let mut by_mouse = Counted::with(ENTRY);
    by_mouse.desk.mark("人员培训 省农业", COURSE);
    by_mouse.clicks += 1;
    let (from, to) = by_mouse.desk.place("人员培训 省农业", COURSE);
    by_mouse.click_at(from + (to - from) / 2.0, PointerButton::Secondary);
    by_mouse.click("活动");
    assert_eq!(verdict(&by_mouse), Some(Verdict::Added));
    Row {
        what: "adding a mention",
        keys: by_key.keys,
        most: KEYS_OF_ADDITION,
        clicks: by_mouse.clicks,
        most_clicks: 3,
    }
}
