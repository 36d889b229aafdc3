//! What is confidential stays where it is: among the people who may read the folder, and inside it.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::cli::{annotate, code, err, folder, out, run};

/// Crates that speak with other machines. One of them among the dependencies would have to be explained.
const NETWORK_CLIENTS: [&str; 28] = [
    "attohttpc",
    "awc",
    "curl",
    "ehttp",
    "h2",
    "h3",
    "hickory-client",
    "http",
    "hyper",
    "hyper-util",
    "isahc",
    "lettre",
    "libp2p",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "self_update",
    "sentry",
    "socket2",
    "ssh2",
    "surf",
    "tokio-tungstenite",
    "tungstenite",
    "ureq",
    "websocket",
];

#[test]
fn no_dependency_is_a_network_client() {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    let lock = fs::read_to_string(lock).expect("reads");
    let names: Vec<&str> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .collect();
    assert!(
        names.len() > 200 && names.contains(&"eframe"),
        "the names are found"
    );
    let clients: Vec<&&str> = names
        .iter()
        .filter(|name| NETWORK_CLIENTS.contains(name))
        .collect();
    assert!(clients.is_empty(), "{clients:?}");
}

#[test]
fn complaints_do_not_tell_what_a_document_says() {
    let folder = folder();
    let secret = "绝密词句甲乙丙";
    let text = format!(
        "2024年5月工作月报\n\n★工作进展\n  数字治理 5月24日,教育部{secret}公布了1276家企业。\n"
    );
    fs::write(folder.path().join("密.txt"), &text).expect("writes");
    fs::write(folder.path().join("坏.txt"), format!("\0\u{1}{secret}")).expect("writes");
    fs::write(
        folder.path().join("通报.txt.piyue.ron"),
        format!("Sidecar(version: 1, \"{secret}\")"),
    )
    .expect("writes");
    let start = text[..text.find("教育部").expect("there")].chars().count();
    let edits = [
        json!({"path": "密.txt", "op": "reject", "type": "org", "start": start, "end": start + 10, "quote": "别的"}),
        json!({"path": "密.txt", "op": "accept", "type": "org", "start": start + 1, "end": start + 3, "quote": "育部"}),
        json!({"path": "密.txt", "op": "add", "type": "date", "start": start, "end": start + 3, "quote": "教育部", "value": "x"}),
        json!({"path": "密.txt", "op": "tag", "node": start, "tag": "重要"}),
        json!({"path": "通报.txt", "op": "tag", "tag": "重要"}),
    ];
    let complaints = [
        annotate(folder.path(), &[], &edits),
        run(folder.path(), &["extract", ".", "-o", "x.jsonl"]),
        run(
            folder.path(),
            &["export", ".", "--format", "xlsx", "-o", "x.xlsx"],
        ),
        run(folder.path(), &["check", "."]),
    ]
    .map(|output| err(&output));
    for (n, complaints) in complaints.iter().enumerate() {
        assert!(
            !complaints.is_empty(),
            "run {n} complains of the broken files"
        );
        for words in [secret, "绝密", "甲乙丙"] {
            assert!(!complaints.contains(words), "run {n}: {complaints}");
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    fn mode(path: &Path) -> u32 {
        let known =
            fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        known.permissions().mode() & 0o777
    }

    /// Runs the program with a mask that takes these permissions from new files.
    fn run_masked(mask: &str, folder: &Path, arguments: &str) {
        let run = Command::new("sh")
            .args(["-c", &format!("umask {mask}; exec \"$0\" {arguments}")])
            .arg(env!("CARGO_BIN_EXE_piyue"))
            .current_dir(folder)
            .output();
        let output = run.expect("runs");
        assert_eq!(code(&output), Some(0), "{}", err(&output));
    }

    fn backups(folder: &Path) -> Vec<std::path::PathBuf> {
        let list = fs::read_dir(folder.join(".piyue/backups")).expect("is there");
        let files = list.map(|entry| entry.expect("an entry").path());
        files.filter(|path| path.is_file()).collect()
    }

    #[test]
    fn new_files_honour_the_mask_and_replaced_ones_keep_their_mode() {
        let edit = json!({"path": "通报.txt", "op": "tag", "tag": "重要"}).to_string();
        let other = json!({"path": "通报.txt", "op": "note", "text": "注"}).to_string();
        for (mask, fresh, kept) in [
            ("077", 0o600, 0o640),
            ("022", 0o644, 0o600),
            ("027", 0o640, 0o660),
        ] {
            let folder = folder();
            let sidecar = folder.path().join("通报.txt.piyue.ron");
            fs::write(folder.path().join("1.jsonl"), &edit).expect("writes");
            fs::write(folder.path().join("2.jsonl"), &other).expect("writes");
            run_masked(mask, folder.path(), "annotate . 1.jsonl");
            assert_eq!(mode(&sidecar), fresh, "{mask}");
            for target in ["x.csv", "x.xlsx", "x.jsonl"] {
                let format = target.rsplit('.').next().expect("an ending");
                let export = format!("export . --format {format} -o {target}");
                run_masked(mask, folder.path(), &export);
                let target = folder.path().join(target);
                assert_eq!(mode(&target), fresh, "{mask}");
                fs::set_permissions(&target, fs::Permissions::from_mode(kept)).expect("changes");
                run_masked(mask, folder.path(), &export);
                assert_eq!(mode(&target), kept, "{mask}");
            }
            fs::set_permissions(&sidecar, fs::Permissions::from_mode(kept)).expect("changes");
            run_masked(mask, folder.path(), "annotate . 2.jsonl");
            assert_eq!(mode(&sidecar), kept, "{mask}");
            for copy in backups(folder.path()) {
                assert_eq!(mode(&copy), kept, "{mask}: {}", copy.display());
            }
            assert!(!backups(folder.path()).is_empty());
        }
    }

    #[test]
    fn links_laid_in_the_folder_lead_no_word_out_of_it() {
        let outside = tempfile::tempdir().expect("a folder");
        let victim = outside.path().join("外.txt");
        fs::write(&victim, "外").expect("writes");
        let folder = folder();
        for name in [".通报.txt.piyue.ron.tmp", ".x.csv.tmp"] {
            symlink(&victim, folder.path().join(name)).expect("links");
        }
        symlink(&victim, folder.path().join("y.csv")).expect("links");
        let edit = json!({"path": "通报.txt", "op": "tag", "tag": "重要"});
        assert_eq!(code(&annotate(folder.path(), &[], &[edit])), Some(0));
        for target in ["x.csv", "y.csv"] {
            let output = run(
                folder.path(),
                &["export", ".", "--format", "csv", "-o", target],
            );
            assert_eq!(code(&output), Some(0), "{}", err(&output));
        }
        assert_eq!(fs::read_to_string(&victim).expect("reads"), "外");
        assert_eq!(fs::read_dir(outside.path()).expect("lists").count(), 1);
    }

    #[test]
    fn an_annotation_behind_a_link_is_not_taken_for_one_of_the_folder() {
        let name = format!("{}.txt", "报".repeat(82));
        let [outside, folder] = [folder(), folder()];
        for folder in [&outside, &folder] {
            fs::copy(folder.path().join("通报.txt"), folder.path().join(&name)).expect("copies");
        }
        let edit = json!({"path": name, "op": "tag", "tag": "重要"});
        let edits = std::slice::from_ref(&edit);
        assert_eq!(code(&annotate(outside.path(), &[], edits)), Some(0));
        symlink(outside.path().join(".piyue"), folder.path().join(".piyue")).expect("links");
        let output = annotate(folder.path(), &[], edits);
        assert_eq!((code(&output), out(&output).as_str()), (Some(1), ""));
        assert!(err(&output).contains("symbolic link"), "{}", err(&output));
    }

    #[test]
    fn a_link_in_place_of_the_programs_own_folder_is_refused() {
        let outside = tempfile::tempdir().expect("a folder");
        let folder = folder();
        symlink(outside.path(), folder.path().join(".piyue")).expect("links");
        // The first generation has nothing to be kept of; the second would be copied.
        let edits =
            ["重要", "待核实"].map(|tag| json!({"path": "通报.txt", "op": "tag", "tag": tag}));
        annotate(folder.path(), &[], &edits[..1]);
        let before = fs::read(folder.path().join("通报.txt.piyue.ron")).ok();
        let output = annotate(folder.path(), &[], &edits[1..]);
        assert_eq!((code(&output), out(&output).as_str()), (Some(1), ""));
        assert!(err(&output).contains("symbolic link"), "{}", err(&output));
        assert_eq!(
            fs::read(folder.path().join("通报.txt.piyue.ron")).ok(),
            before
        );
        assert_eq!(fs::read_dir(outside.path()).expect("lists").count(), 0);
    }
}
