//! The codebook, edited by keys and by mouse: tags, types, terms, saving, and what must not be lost.

use std::fs;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use piyue::codebook::Codebook;
use piyue::extract::MentionType;
use piyue::session::{CodebookEditor, ExportState, OpenCodebook};

use super::{BULLETIN, Desk, wait};

impl Desk {
    fn open_codebook(&mut self) {
        self.press_with(Modifiers::COMMAND, Key::B);
        wait(&mut self.harness, |app| {
            matches!(
                app.session().codebook_editor(),
                Some(CodebookEditor::Open(_) | CodebookEditor::Broken(_))
            )
        });
        self.harness.run_steps(3);
    }

    fn codebook(&self) -> &OpenCodebook {
        match self.harness.state().session().codebook_editor() {
            Some(CodebookEditor::Open(open)) => open,
            other => panic!("the codebook is open: {other:?}"),
        }
    }

    fn save_codebook(&mut self) {
        self.press_with(Modifiers::COMMAND, Key::S);
        wait(&mut self.harness, |app| {
            !app.session().has_unsaved_codebook()
        });
        self.harness.run_steps(3);
    }

    fn codebook_on_disk(&self) -> Codebook {
        let path = self.folder.path().join("codebook.piyue.ron");
        let ron = fs::read_to_string(path).expect("reads");
        Codebook::from_ron(&ron).expect("a codebook")
    }

    /// The tree as lines, those at the top without a mark.
    fn tree(&self) -> String {
        let rows = self.codebook().codebook().tag_rows();
        let rows = rows
            .iter()
            .map(|row| format!("{}{}", "-".repeat(row.depth), row.tag.name));
        rows.collect::<Vec<_>>().join(" ")
    }

    fn type_over(&mut self, label: &str, text: &str) {
        self.click(label);
        self.press_with(Modifiers::COMMAND, Key::A);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run_steps(2);
        self.press(Key::Enter);
    }

    fn has(&self, label: &str) -> bool {
        self.harness.query_by_label(label).is_some()
    }
}

fn row(tag: &str, n_uses: usize) -> String {
    format!("标签 {tag}，{n_uses} 处")
}

#[test]
fn a_tag_is_renamed_merged_and_archived_and_the_form_shows_it_at_once() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Num4);
    desk.press(Key::Num2);
    desk.wait_until_saved();
    let sidecar = desk.folder.path().join("通报.txt.piyue.ron");
    let before = fs::read(&sidecar).expect("reads");

    desk.open_codebook();
    desk.click(&row("人员培训", 1));
    desk.type_over("标签名称", "队伍建设");
    assert!(desk.has(&row("队伍建设", 1)), "its uses follow");
    desk.click("并入 ▾");
    desk.click("并入“会议活动”");
    assert!(desk.has(
        "把“队伍建设”（1 处）并入“会议活动”（1 处）：这 2 处今后都显示和导出为“会议活动”。批注文件不动，随时可以再分出来。"
    ));
    desk.click("合并");
    assert!(desk.has(&row("会议活动", 2)));
    desk.click(&row("待核实", 0));
    desk.click("停用");
    assert!(
        desk.harness
            .query_by_label_contains("停用“待核实”及其下级")
            .is_some()
    );
    desk.harness
        .get_all_by_label("停用")
        .next()
        .expect("the answer")
        .click();
    desk.harness.run_steps(3);
    assert!(desk.has("标签 待核实，0 处，已停用"));
    desk.save_codebook();
    desk.press(Key::Escape);

    assert_eq!(
        fs::read(&sidecar).expect("reads"),
        before,
        "no decision is touched"
    );
    assert!(desk.has("2 会议活动 ✕"));
    assert!(!desk.has("4 人员培训 ✕"));
    desk.press(Key::Num8);
    assert!(
        desk.harness.query_by_label_contains("待核实 ✕").is_none(),
        "archived tags have no key"
    );
}

#[test]
fn tags_move_by_drag_and_by_key_and_every_move_is_taken_back() {
    let mut desk = Desk::with(BULLETIN);
    desk.open_codebook();
    let before = desk.tree();
    let from = desk
        .harness
        .get_by_label(&row("人员培训", 0))
        .rect()
        .center();
    let onto = desk
        .harness
        .get_by_label(&row("会议活动", 0))
        .rect()
        .center();
    desk.harness.drag_at(from);
    desk.harness.run_steps(2);
    desk.harness.hover_at(from + (onto - from) / 2.0);
    desk.harness.run_steps(2);
    desk.harness.hover_at(onto);
    desk.harness.run_steps(2);
    desk.harness.drop_at(onto);
    desk.harness.run_steps(3);
    assert!(
        desk.tree().contains("会议活动 -人员培训 数据成效"),
        "{}",
        desk.tree()
    );

    desk.click(&row("人员培训", 0));
    desk.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert!(
        desk.tree().contains("会议活动 人员培训 数据成效"),
        "{}",
        desk.tree()
    );
    desk.press_with(Modifiers::ALT, Key::ArrowUp);
    assert!(
        desk.tree().contains("人员培训 会议活动 数据成效"),
        "{}",
        desk.tree()
    );
    desk.press_with(Modifiers::ALT, Key::ArrowRight);
    assert!(
        desk.tree().contains("政策文件 -人员培训 会议活动"),
        "{}",
        desk.tree()
    );
    desk.press(Key::ArrowDown);
    desk.press(Key::F2);
    desk.harness.event(egui::Event::Text("会务".to_owned()));
    desk.press(Key::Enter);
    assert!(
        desk.tree().contains("-人员培训 会务 数据成效"),
        "{}",
        desk.tree()
    );
    for _ in 0..5 {
        desk.press_with(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(desk.tree(), before);
    desk.press_with(Modifiers::COMMAND, Key::Y);
    assert!(desk.tree().contains("会议活动 -人员培训 数据成效"));
}

#[test]
fn a_digit_of_another_tag_is_given_only_after_that_was_said() {
    let mut desk = Desk::with(BULLETIN);
    desk.open_codebook();
    desk.click(&row("需跟进", 0));
    desk.click("用数字键 1");
    assert!(desk.has("1 现在是“政策文件”的键，改给“需跟进”吗？"));
    desk.click("不改");
    assert!(!desk.codebook().is_changed());
    desk.click("用数字键 1");
    desk.click("改过来");
    desk.save_codebook();
    assert_eq!(
        desk.codebook_on_disk()
            .tag_of_key('1')
            .map(|tag| &*tag.name),
        Some("需跟进")
    );
    desk.press(Key::Escape);
    desk.press(Key::Num1);
    assert!(desk.has("1 需跟进 ✕"));
}

#[test]
fn a_type_of_ones_own_is_made_and_the_machine_finds_its_terms_after_a_trial() {
    let mut desk = Desk::with(BULLETIN);
    desk.open_codebook();
    desk.press_with(Modifiers::ALT, Key::Num2);
    desk.click("＋ 新类型");
    desk.type_over("名称", "项目");
    desk.type_over("标记（一个字）", "项");
    desk.press_with(Modifiers::ALT, Key::Num4);
    let kind = desk
        .harness
        .get_by_role_and_label(egui::accesskit::Role::ComboBox, "类型");
    kind.click();
    desk.harness.run_steps(3);
    desk.click("项 项目");
    desk.click("词语");
    desk.harness.event(egui::Event::Text("培训班".to_owned()));
    desk.harness.run_steps(2);
    wait(&mut desk.harness, |app| {
        match app.session().codebook_editor() {
            Some(CodebookEditor::Open(open)) => open.trial().is_passed(),
            _ => false,
        }
    });
    desk.harness.run_steps(3);
    assert!(
        desk.harness
            .query_by_label_contains("试一试：在打开的文档中找到 1 处")
            .is_some()
    );
    assert!(desk.codebook().codebook().terms.is_empty());
    desk.click("加入");
    assert_eq!(desk.codebook().codebook().terms.len(), 1);
    desk.save_codebook();
    desk.press(Key::Escape);
    let document = desk.document();
    let text = &document.loaded.source.text;
    let mentions = document.record.mentions.iter();
    let found: Vec<_> = mentions
        .filter(|mention| matches!(mention.kind, MentionType::Custom(_)))
        .map(|mention| text.slice(mention.span))
        .collect();
    assert_eq!(found, ["培训班"], "{:?}", desk.codebook_on_disk());
}

#[test]
fn an_archived_type_is_offered_no_more_and_what_was_decided_stays() {
    let mut desk = Desk::with(BULLETIN);
    let n_metrics = |desk: &Desk| {
        let mentions = desk.document().record.mentions.iter();
        mentions
            .filter(|mention| mention.kind == MentionType::Metric)
            .count()
    };
    let before = n_metrics(&desk);
    assert!(before >= 3);
    let is_on_metric = |desk: &Desk| {
        let mention = &desk.document().selection.mention;
        mention
            .as_ref()
            .is_some_and(|(kind, _)| *kind == MentionType::Metric)
    };
    for _ in 0..6 {
        if !is_on_metric(&desk) {
            desk.press(Key::L);
        }
    }
    desk.press(Key::Y);
    desk.open_codebook();
    desk.press_with(Modifiers::ALT, Key::Num2);
    desk.click(&format!("类型 指标，{before} 处"));
    desk.click("停用");
    desk.harness
        .get_all_by_label("停用")
        .next()
        .expect("the answer")
        .click();
    desk.harness.run_steps(3);
    desk.save_codebook();
    desk.press(Key::Escape);
    assert_eq!(n_metrics(&desk), 1, "the one that was decided");
}

#[test]
fn what_is_not_saved_is_asked_about_and_a_broken_file_left_alone() {
    let mut desk = Desk::with(BULLETIN);
    desk.open_codebook();
    desk.click("＋ 新标签");
    desk.harness.event(egui::Event::Text("督办".to_owned()));
    desk.harness.run_steps(2);
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    assert!(desk.has("标签体系有改动尚未保存。"));
    desk.click("先不");
    assert!(desk.codebook().is_changed());
    desk.press(Key::Escape);
    desk.click("不保存");
    assert!(desk.harness.state().session().codebook_editor().is_none());
    assert!(!desk.folder.path().join("codebook.piyue.ron").exists());

    let broken = "Codebook(\n  version: 2,\n  tags: [(nam: \"甲\")])";
    fs::write(desk.folder.path().join("codebook.piyue.ron"), broken).expect("writes");
    desk.open_codebook();
    assert!(
        desk.harness
            .query_by_label_contains("标签体系文件第 3 行")
            .is_some()
    );
    desk.press(Key::Escape);
    let path = desk.folder.path().join("codebook.piyue.ron");
    assert_eq!(fs::read_to_string(path).expect("reads"), broken);
}

#[test]
fn fields_of_ones_own_are_filled_in_in_the_form_and_kept_when_they_are_asked_no_more() {
    let mut desk = Desk::with(BULLETIN);
    desk.open_codebook();
    desk.press_with(Modifiers::ALT, Key::Num3);
    desk.click("＋ 条目字段");
    desk.type_over("名称", "级别");
    let kind = desk
        .harness
        .get_by_role_and_label(egui::accesskit::Role::ComboBox, "填什么");
    kind.click();
    desk.harness.run_steps(3);
    desk.click("单选");
    desk.click("选项（每行一个，Ctrl+Enter 完成）");
    desk.harness.event(egui::Event::Text("国家级".to_owned()));
    desk.press(Key::Enter);
    desk.harness.event(egui::Event::Text("省级".to_owned()));
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.click("必填（没填时在校核表中标出）");
    desk.click("＋ 文档字段");
    desk.type_over("名称", "督办");
    desk.save_codebook();
    let fields = desk.codebook_on_disk().fields;
    assert_eq!(fields[0].choices, ["国家级", "省级"]);
    assert_eq!(fields[1].name, "督办");
    desk.press(Key::Escape);

    assert!(desk.has("级别（必填）"));
    desk.click("选择 ▾");
    desk.click("省级");
    desk.wait_until_saved();
    let entry = &desk.on_disk().entries[0];
    assert_eq!(entry.fields["级别"].value.as_deref(), Some("省级"));
    assert!(!desk.has("级别（必填）"));
    desk.press(Key::D);
    desk.click("督办");
    desk.harness
        .event(egui::Event::Text("是，七月底前".to_owned()));
    desk.press(Key::Enter);
    desk.wait_until_saved();
    let own = piyue::annotation::FieldName::Own("督办".into());
    assert_eq!(
        desk.on_disk().document[&own].value.as_deref(),
        Some("是，七月底前")
    );
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.wait_until_saved();
    assert!(desk.on_disk().document.is_empty(), "taken back");

    desk.open_codebook();
    desk.press_with(Modifiers::ALT, Key::Num3);
    desk.click("字段 级别，1 处");
    desk.click("停用");
    desk.harness
        .get_all_by_label("停用")
        .next()
        .expect("the answer")
        .click();
    desk.harness.run_steps(3);
    desk.save_codebook();
    desk.press(Key::Escape);
    desk.press(Key::J);
    desk.press(Key::K);
    assert!(desk.has("级别（已停用）：省级"));
}

#[test]
fn the_table_of_codes_is_exported_from_where_the_codes_are() {
    let mut desk = Desk::with(BULLETIN);
    desk.press(Key::Enter);
    desk.open_codebook();
    desk.click("导出编码表…");
    desk.harness.run_steps(3);
    let session = desk.harness.state().session();
    assert!(session.codebook_editor().is_none(), "one window at a time");
    let field = desk.harness.get_by_label("存为");
    let proposed = field.value().expect("a name");
    assert!(proposed.ends_with("-编码表.docx"), "{proposed}");
    let target = desk.folder.path().join("编码表.docx");
    field.focus();
    desk.harness.run_steps(2);
    desk.press_with(Modifiers::COMMAND, Key::A);
    let field = desk.harness.get_by_label("存为");
    field.type_text(&target.display().to_string());
    desk.harness.run_steps(2);
    let start = desk.harness.get_all_by_label("导出").last();
    start.expect("the button").click();
    desk.harness.run_steps(2);
    wait(&mut desk.harness, |app| {
        matches!(app.session().export(), Some(ExportState::Finished { .. }))
    });
    assert_eq!(fs::read(&target).expect("written")[..2], *b"PK");
}
