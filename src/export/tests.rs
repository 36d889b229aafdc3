//! What holds for all formats, and what each makes of a document that is hard to write.

use serde_json::Value;

use super::sample::{Folder, Sample, written};
use super::*;
use crate::annotation::{Anchor, Erratum};
use crate::document::DocumentField;
use crate::text::Span;

/// Surrogate pairs, a mark in another and one that crosses a line, a sign that means something in every markup.
fn hard() -> Sample {
    let mut sample = Sample::of("𠮷林省教育厅😀印发《办法》\n示范<项目\n推广>");
    sample.mark("𠮷林省教育厅😀", "org");
    sample.mark("😀", "笑 脸");
    sample.mark("<项目\n推广>", "project");
    sample
}

fn of(sample: &Sample, format: Format) -> Folder {
    let written = written(&[sample], format, &Choices::default());
    written.expect("writes").0
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_mention_that_is_no_words_of_the_text_is_written_by_no_format() {
    let mut sample = hard();
    sample.record.mentions[1].span = Span::new(1, 4);
    // A digest has no mentions.
    let formats = Format::ALL.into_iter();
    for format in formats.filter(|format| format.purpose() != Purpose::Read) {
        let refused = written(&[&sample], format, &Choices::default());
        let is_refused = matches!(refused, Err(ExportError::Place { .. }));
        assert!(is_refused, "{format:?}");
    }
}

#[test]
fn every_format_takes_documents_with_nothing_in_them_and_no_documents() {
    let empty = [Sample::of(""), Sample::of(" \n\u{3000}\n")];
    for format in Format::ALL {
        let both = written(&[&empty[0], &empty[1]], format, &Choices::default());
        let (folder, notices) = both.expect("writes");
        assert_eq!(notices, [], "{format:?}");
        assert!(!folder.names().is_empty(), "{format:?}");
        let layout = empty[0].layout(Language::English);
        let mut folder = Folder::default();
        let output = if format.is_folder() {
            Output::Folder(Box::new(folder.clone()))
        } else {
            Output::File(folder.create("").expect("creates"))
        };
        let none = exporter(format, &Choices::default(), layout, output).expect("begins");
        assert!(none.finish().is_ok(), "{format:?}");
    }
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    let samples = [Sample::new(), hard()];
    let samples = [&samples[0], &samples[1]];
    for format in Format::ALL {
        // A workbook notes when it was made.
        if format == Format::Xlsx {
            continue;
        }
        let once = || {
            written(&samples, format, &Choices::default())
                .expect("writes")
                .0
        };
        let (first, second) = (once(), once());
        assert_eq!(first.names(), second.names());
        for name in first.names() {
            assert!(
                first.bytes(&name) == second.bytes(&name),
                "{format:?} {name}"
            );
        }
    }
}

#[test]
fn a_format_of_one_file_cannot_be_a_folder_nor_the_other_way_round() {
    let sample = Sample::new();
    for format in Format::ALL {
        let output = if format.is_folder() {
            Output::File(Box::new(Vec::new()))
        } else {
            Output::Folder(Box::new(Folder::default()))
        };
        let layout = sample.layout(Language::Chinese);
        assert!(exporter(format, &Choices::default(), layout, output).is_err());
        for language in Language::ALL {
            for id in ["format", "about"] {
                assert!(language.has(&format!("export-{id}-{}", format.name())));
            }
        }
    }
}

#[test]
fn label_studio_has_findings_as_predictions_and_decisions_as_annotations() {
    let folder = of(&Sample::new(), Format::LabelStudio);
    let tasks = json(&folder.text("tasks.json"));
    let spans = |kind: &str| -> Vec<(String, String, String)> {
        let results = tasks[0][kind][0]["result"].as_array().expect("results");
        let of_spans = results.iter().filter(|region| region["type"] == "labels");
        of_spans
            .map(|region| {
                let [label, quote] = [&region["value"]["labels"][0], &region["value"]["text"]];
                let value = &region["meta"]["value"];
                let text = |value: &Value| value.as_str().expect("text").to_owned();
                (text(label), text(quote), text(value))
            })
            .collect()
    };
    let known = |label: &str, quote: &str, value: &str| {
        (label.to_owned(), quote.to_owned(), value.to_owned())
    };
    assert_eq!(
        spans("predictions"),
        [
            known("date", "5月底", "2024-05"),
            known("metric", "1276家", "1276 家"),
            known("doc", "《管理办法》", "管理办法"),
            known("org", "市教委", "北京市教委"),
        ]
    );
    assert_eq!(
        spans("annotations"),
        [
            known("date", "5月底", "2024-05-31"),
            known("project", "示范项目", "示范项目"),
        ]
    );
    let nobody = json(&of(&Sample::of("无"), Format::LabelStudio).text("tasks.json"));
    assert_eq!(nobody[0]["annotations"].as_array().map(Vec::len), Some(0));
    let labels = folder.text("labeling-config.xml");
    let label = r##"<Label value="项目" alias="project" background="#55702B"/>"##;
    assert!(labels.contains(label), "{labels}");
}

#[test]
fn brat_has_pieces_for_marks_across_lines_and_plain_names_for_types() {
    let folder = of(&hard(), Format::Brat);
    assert_eq!(
        folder.names(),
        [
            "annotation.conf",
            "visual.conf",
            "各省/通报.ann",
            "各省/通报.txt"
        ]
    );
    let annotations = folder.text("各省/通报.ann");
    let spans: Vec<&str> = annotations
        .lines()
        .filter(|line| line.starts_with('T'))
        .collect();
    assert_eq!(
        spans,
        [
            "T1\torg 0 7\t𠮷林省教育厅😀",
            "T2\tu7B11u0020u8138 6 7\t😀",
            "T3\tproject 16 19;20 23\t<项目 推广>",
        ]
    );
    assert!(
        annotations.contains("A1\tVerdict T1 added\n"),
        "{annotations}"
    );
    let shown = folder.text("visual.conf");
    assert!(shown.contains("u7B11u0020u8138 | 笑 脸\n"), "{shown}");
}

#[test]
fn of_marks_that_overlap_the_longest_has_the_tags_and_the_table_has_all() {
    let (folder, notices) =
        written(&[&hard()], Format::Conll, &Choices::default()).expect("writes");
    let overlapping = Notice::Overlapping {
        path: "各省/通报.txt".to_owned(),
        n: 1,
    };
    assert_eq!(notices, [overlapping]);
    let characters = folder.text("characters.bio");
    let expected = "-DOCSTART-\tO\n\n𠮷\tB-org\n林\tI-org\n省\tI-org\n教\tI-org\n育\tI-org\n厅\tI-org\n😀\tI-org\n印\tO\n";
    assert!(characters.starts_with(expected), "{characters}");
    let across = "<\tB-project\n项\tI-project\n目\tI-project\n\n推\tI-project\n广\tI-project\n>\tI-project\n";
    assert!(characters.contains(across), "{characters}");
    let table = folder.text("mentions.tsv");
    assert_eq!(table.lines().count(), 4);
    assert!(
        table.contains("各省/通报.txt\t6\t7\t笑 脸\t😀\t😀\tadded\t李\t\t\t\tfalse\t\n"),
        "{table}"
    );
    let choices = Choices {
        separator: Separator::Space,
        ..Choices::default()
    };
    let (folder, _) = written(&[&hard()], Format::Conll, &choices).expect("writes");
    assert!(
        folder
            .text("characters.bio")
            .starts_with("-DOCSTART- O\n\n𠮷 B-org\n")
    );
}

#[test]
fn lines_that_were_not_asked_for_have_no_tags() {
    let mut sample = Sample::new();
    let filter = Filter {
        reviewed_only: true,
        ..Filter::default()
    };
    let scope = filter.scope_of("", &sample.outline, &sample.record, &Codebook::built_in());
    sample.scope = scope.expect("one entry is reviewed");
    let folder = of(&sample, Format::Conll);
    let characters = folder.text("characters.bio");
    assert!(characters.contains("5\tB-date\n"), "{characters}");
    assert!(
        !characters.contains("管\t") && !characters.contains("进\t"),
        "{characters}"
    );
}

#[test]
fn cas_and_browsers_count_utf_16_units() {
    let folder = of(&hard(), Format::CasJson);
    let cas = json(&folder.text("各省/通报.json"));
    let structures = cas["%FEATURE_STRUCTURES"].as_array().expect("structures");
    let mentions = structures
        .iter()
        .filter(|of| of["%TYPE"] == "piyue.Mention");
    let places: Vec<_> = mentions
        .map(|of| (of["begin"].clone(), of["end"].clone()))
        .collect();
    let expected = [(0, 9), (7, 9), (18, 25)];
    assert_eq!(
        places,
        expected.map(|(begin, end)| (begin.into(), end.into()))
    );
    let xmi = of(&hard(), Format::CasXmi).text("各省/通报.xmi");
    assert!(
        xmi.contains(r#"begin="18" end="25" label="project" value="&lt;项目&#10;推广&gt;""#),
        "{xmi}"
    );
    for (units, end) in [(Units::CodePoints, 7), (Units::Utf16, 9)] {
        let choices = Choices {
            units,
            ..Choices::default()
        };
        let (folder, _) = written(&[&hard()], Format::WebAnnotation, &choices).expect("writes");
        let collection = json(&folder.text(""));
        let position = &collection["first"]["items"][0]["target"]["selector"][0];
        assert_eq!(
            (&position["start"], &position["end"]),
            (&0.into(), &end.into())
        );
        assert_eq!(collection["total"], 3);
    }
}

#[test]
fn the_digest_has_statements_under_their_sections_with_their_sources() {
    let mut sample = Sample::new();
    sample.record.fields[1].1.value = Some("五月*通报*".to_owned());
    assert_eq!(sample.record.fields[1].0, DocumentField::Title);
    let folder = of(&sample, Format::Markdown);
    assert_eq!(
        folder.text(""),
        "<!-- piyue-export -->\n# 通报摘编\n\n## 五月\\*通报\\*\n\n*报告期：2024-05-01/2024-05-31*\n\n### 工作进展\n\n\
         **数字治理**  截至5月底,系统公布了1276家企业。[^1]\n\n> 标签：重要、待核实\n\n\
         **\\=北京**  印发《管理办法》,启动示范项目,市教委等参加。[^2]\n\n\
         [^1]: 来源：各省/通报.txt，工作进展，第 6—30 字；李已审\n\
         [^2]: 来源：各省/通报.txt，工作进展，第 31—58 字\n\n"
    );
    let html = of(&hard(), Format::Html).text("");
    assert!(
        html.contains("𠮷林省教育厅😀印发《办法》示范&lt;项目推广&gt;<sup>"),
        "{html}"
    );
    let mut reviewed = Sample::new();
    let filter = Filter {
        reviewed_only: true,
        ..Filter::default()
    };
    let scope = filter.scope_of(
        "",
        &reviewed.outline,
        &reviewed.record,
        &Codebook::built_in(),
    );
    reviewed.scope = scope.expect("one entry is reviewed");
    let text = of(&reviewed, Format::Markdown).text("");
    assert!(
        text.contains("数字治理") && !text.contains("北京"),
        "{text}"
    );
}

#[test]
fn a_docx_is_a_container_of_well_formed_parts() {
    let bytes = of(&hard(), Format::Docx).bytes("");
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).expect("a container");
    let mut part = |name: &str| {
        let file = archive.by_name(name).expect(name);
        io::read_to_string(file).expect("text")
    };
    let text = part("word/document.xml");
    assert!(text.contains("示范&lt;项目推广&gt;"), "{text}");
    assert!(
        text.contains(r#"<w:footnoteReference w:id="1"/>"#),
        "{text}"
    );
    let notes = part("word/footnotes.xml");
    assert!(notes.contains("来源：各省/通报.txt，第 0—23 字"), "{notes}");
    assert!(notes.ends_with("</w:footnotes>"));
}

#[test]
fn partitions_are_months_in_which_periods_begin_however_many_there_are() {
    let choices = Choices {
        is_partitioned: true,
        ..Choices::default()
    };
    let period = |words: Option<&str>| {
        let mut sample = Sample::new();
        let (field, value) = &mut sample.record.fields[2];
        assert_eq!(*field, DocumentField::Period);
        value.value = words.map(str::to_owned);
        sample
    };
    let months: Vec<String> = (0..60)
        .map(|month| format!("{}-{:02}", 2020 + month / 12, month % 12 + 1))
        .collect();
    let mut samples: Vec<Sample> = months.iter().map(|month| period(Some(month))).collect();
    samples.push(period(None));
    // A partition that was closed meanwhile goes on in another part.
    samples.push(period(Some("2020-01-15/2020-03")));
    let samples: Vec<&Sample> = samples.iter().collect();
    let (folder, _) = written(&samples, Format::Parquet, &choices).expect("writes");
    let names = folder.names();
    let of_mentions = names.iter().filter(|name| name.starts_with("mentions/"));
    assert_eq!(of_mentions.count(), 62);
    for name in [
        "mentions/period=2024-12/part-0.parquet",
        "entries/period=2020-01/part-1.parquet",
        "documents/period=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
    ] {
        assert!(names.iter().any(|known| known == name), "{name}");
        assert!(folder.bytes(name).ends_with(b"PAR1"), "{name}");
    }
}

#[test]
fn corrections_of_the_source_are_in_words_and_values_and_never_where_positions_point() {
    let mut sample = hard();
    let amended = "教育厅";
    let place = super::sample::span(&sample.text, amended);
    sample.errata = vec![Erratum {
        anchor: Anchor::of(place, &sample.text),
        text: "教育委员会".to_owned(),
        by: None,
        at: String::new(),
    }];
    let digest = of(&sample, Format::Markdown).text("");
    assert!(digest.contains("𠮷林省教育委员会😀印发"), "{digest}");
    let line = json(&of(&sample, Format::Doccano).text(""));
    let mention = &line["mentions"][0];
    assert_eq!(mention["quote"], "𠮷林省教育厅😀");
    assert_eq!(mention["value"], "𠮷林省教育委员会😀");
    assert!(line["text"].as_str().expect("text").contains(amended));
}

#[test]
fn what_was_filled_in_of_the_codebooks_fields_is_in_every_exchange_format() {
    let mut sample = Sample::new();
    let filled = |value: &str| FieldValue {
        value: Some(value.to_owned()),
        ..FieldValue::default()
    };
    let record = &mut sample.record;
    record.own_fields.insert("卷号".into(), filled("第三卷"));
    let entry = sample.record.mentions[0].node.expect("in an entry");
    let node = &mut sample.record.nodes[entry.0 as usize];
    node.own_fields.insert("级别".into(), filled("省级"));
    let of_document = [
        Format::Jsonl,
        Format::LabelStudio,
        Format::Doccano,
        Format::CasXmi,
        Format::CasJson,
        Format::WebAnnotation,
    ];
    let of_entries = [Format::Brat, Format::Conll];
    for format in of_document.into_iter().chain(of_entries) {
        let folder = of(&sample, format);
        let names = folder.names();
        let written: String = names.iter().map(|name| folder.text(name)).collect();
        let has = |word: &str| written.contains(word);
        assert!(has("级别") && has("省级"), "{format:?}: {written}");
        if of_document.contains(&format) {
            assert!(has("卷号") && has("第三卷"), "{format:?}: {written}");
        }
    }
}

#[test]
fn corrections_of_the_source_are_a_table_of_their_own() {
    let mut sample = Sample::new();
    let at = sample.text.as_str().find("5月底").expect("in the text");
    sample.record.errata.push(Erratum {
        anchor: Anchor::of(Span::from_usize(at, at + "5月底".len()), &sample.text),
        text: "6月底".into(),
        by: Some("李".into()),
        at: String::new(),
    });
    let choices = Choices {
        table: Table::Errata,
        ..Choices::default()
    };
    let (folder, _) = written(&[&sample], Format::Csv, &choices).expect("writes");
    let csv = folder.text("");
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.contains(",5月底,6月底,李,,"), "{csv}");
}
