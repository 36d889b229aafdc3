//! A folder of odd files in the window: each can be shown, and what cannot be read says why.

use std::fs;

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use piyue::session::Loading;

use crate::window::{wait, window_built_by};

#[test]
fn every_odd_document_can_be_shown_and_what_cannot_be_read_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("writes");
    write("01空.txt", b"");
    write("02零.txt", &[0; 64]);
    write(
        "03无换行.txt",
        "省教育厅召开推进会，".repeat(4000).as_bytes(),
    );
    write("04换行.txt", "\n".repeat(20_000).as_bytes());
    write(
        "05合成.txt",
        "e\u{301}\u{302}\u{303}".repeat(300).as_bytes(),
    );
    write(
        "06反向.txt",
        "\u{202E}النص العربي\u{202C} 5月24日\u{2066}\u{FFFC}\u{7}\n"
            .repeat(20)
            .as_bytes(),
    );
    write("07表情.txt", "👨‍👩‍👧‍👦𠮷🏳️‍🌈".repeat(200).as_bytes());
    write("08半字.txt", b"\xFF\xFE\x00\xD8a\0\x2D\x4E");
    fs::File::create(folder.path().join("09大.txt"))
        .and_then(|file| file.set_len(65 << 20))
        .expect("takes no room on disk");
    write("10坏批注.txt", "正文\n".as_bytes());
    write("10坏批注.txt.piyue.ron", &"[".repeat(100_000).into_bytes());
    // The typeface of the program has no Arabic: a box is drawn, as in the real window where the system has none either.
    let mut harness = window_built_by(Harness::builder().allow_missing_glyphs(), folder.path());
    wait(&mut harness, |app| {
        let documents = app
            .session()
            .folder()
            .map(piyue::session::Folder::documents);
        documents.is_some_and(|documents| {
            documents.len() == 10
                && documents
                    .iter()
                    .all(|document| !matches!(document.loading, Loading::Waiting))
        })
    });
    let mut said = Vec::new();
    for _ in 0..10 {
        harness.run_steps(4);
        for words in [
            "文件内容是二进制数据",
            "文件超过 64 MB 的上限，无法打开；请拆分成几个较小的文件",
            "10坏批注.txt.piyue.ron 第 1 行第 1 列",
        ] {
            if harness.query_by_label_contains(words).is_some() && !said.contains(&words) {
                said.push(words);
            }
        }
        harness.key_press(Key::End);
        harness.run_steps(2);
        harness.key_press(Key::CloseBracket);
    }
    assert_eq!(said.len(), 3, "{said:?}");
}
