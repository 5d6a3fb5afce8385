//! The program as one calls it: its flags, its exit codes, its messages, its output whatever the threads.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub const PAGE: &str = "<!doctype html><html lang=en><title>Ferry to stop in May</title><body><article><h1>Ferry to stop in May</h1>\
<p>By <a rel=author href=/x>Ada Quarmby</a></p>\
<p>The ferry to Lower Tamsel will stop running on 3 May 2031, the harbour office said on Monday.</p>\
<p>\u{201c}Nobody asked us,\u{201d} said Bram Oduya, who has run the quay café for 20 years. \u{201c}We will fight it.\u{201d}</p>\
<p>The office denied that 31 people would lose their work.</p></article></body></html>";

/// A folder of this test's own, gone afterwards.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("onrecord-test-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("a file");
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn onrecord(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(words).stdin(Stdio::null()).output().expect("the program runs")
}

pub fn with_input(words: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("its input").write_all(input).expect("it reads");
    child.wait_with_output().expect("it ends")
}

pub fn records(out: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&out.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect()
}

pub fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

#[test]
fn a_page_gives_its_record() {
    let folder = Folder::new("record");
    let page = folder.file("page.html", PAGE);
    let out = onrecord(&["read", "--json", &page]);
    assert_eq!(out.status.code(), Some(0), "{}", told(&out));
    let records = records(&out);
    let record = &records[0];
    assert_eq!(record["version"], 1);
    assert_eq!(record["article"]["title"], "Ferry to stop in May");
    assert_eq!(record["id"], record["page"]["hash"]);
    assert!(record["made_by"]["weights"].as_str().is_some_and(|w| w.starts_with("blake3:") && w.len() == 71));
    assert!(record["statements"].as_array().is_some_and(|s| s.len() >= 3), "{:#}", record["statements"]);
}

#[test]
fn standard_input_and_people() {
    let out = with_input(&["read", "-"], PAGE.as_bytes());
    assert_eq!(out.status.code(), Some(0));
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.starts_with("Ferry to stop in May\n"), "{text}");
    assert!(text.contains("WHO SAID WHAT") && text.contains("“Nobody asked us, … We will fight it.”"), "{text}");
    assert!(!text.contains('\x1b'), "no colour where there is no terminal");
}

#[test]
fn a_list_gives_a_line_each_in_its_order() {
    let folder = Folder::new("list");
    let page = folder.file("a.html", PAGE);
    let mut list = String::new();
    for i in 0..200 {
        let path =
            if i % 50 == 7 { folder.0.join("missing.html").to_string_lossy().into_owned() } else { page.clone() };
        list += &format!("page {i}\t{path}\thttps://news.example/{i}\t2031-04-0{}\n", i % 9 + 1);
    }
    list += "no path\n";
    list += &format!("bad day\t{page}\t\t32 May\n");
    let list = folder.file("list.tsv", list);
    let outs: Vec<Output> =
        ["1", "2", "5"].iter().map(|n| onrecord(&["read", "--list", &list, "--json", "--threads", n])).collect();
    assert_eq!(outs[0].stdout, outs[1].stdout);
    assert_eq!(outs[0].stdout, outs[2].stdout);
    assert_eq!(outs[0].status.code(), Some(3));
    let records = records(&outs[0]);
    assert_eq!(records.len(), 202);
    for (i, record) in records.iter().take(200).enumerate() {
        assert_eq!(record["id"], format!("page {i}"));
        let unread = record["notes"].as_array().is_some_and(|n| n.iter().any(|n| n["kind"] == "unreadable"));
        assert_eq!(unread, i % 50 == 7, "{i}");
        if !unread {
            assert_eq!(record["article"]["published"], format!("2031-04-0{}", i % 9 + 1));
            assert_eq!(record["article"]["from"]["published"], "argument");
        }
    }
    assert!(told(&outs[0]).contains("there is no such file"), "{}", told(&outs[0]));
    assert!(told(&outs[0]).contains("names no path") && told(&outs[0]).contains("is no date"));
}

#[test]
fn exit_codes_say_what_became_of_it() {
    let folder = Folder::new("codes");
    let empty = folder.file("empty.tsv", "");
    assert_eq!(onrecord(&["read", "--list", &empty, "--json"]).status.code(), Some(1), "nothing to read");
    for (words, what) in [
        (vec!["read"], "no page named"),
        (vec!["read", "/no/such/page.html"], "no such page"),
        (vec!["read", "--list", "/no/such/list"], "no such list"),
        (vec!["read", "--only", "everything", "x"], "no such part"),
        (vec!["read", "--published", "2031-02-30", "x"], "no such day"),
        (vec!["read", "--as", "pdf", "x"], "no such kind"),
        (vec!["read", "crawl.warc.gz"], "no archives yet"),
        (vec!["read", "--format", "md", "--only", "statements", "x"], "two different things"),
        (vec!["unheard-of"], "no such command"),
    ] {
        let out = onrecord(&words);
        assert_eq!(out.status.code(), Some(2), "{what}");
        assert!(!told(&out).is_empty() && !told(&out).contains("panicked"), "{what}: {}", told(&out));
    }
    assert!(told(&onrecord(&["read", "crawl.warc"])).contains("WARC"));
    assert_eq!(onrecord(&["read", "--help"]).status.code(), Some(0));
    assert!(String::from_utf8_lossy(&onrecord(&["read", "--help"]).stdout).contains("--threads"));
}

#[test]
fn only_what_is_wanted() {
    let folder = Folder::new("only");
    let page = folder.file("page.html", PAGE);
    let out = onrecord(&["read", "--json", "--only", "article,times", &page]);
    let record = &records(&out)[0];
    assert!(record["times"].is_array() && record["article"]["text"].is_string());
    for part in ["statements", "entities", "events", "figures", "expectations"] {
        assert_eq!(record[part], Value::Array(vec![]), "{part}");
    }
    let text = onrecord(&["read", "--only", "article", "--format", "text", &page]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("Nobody asked us"));
    let md = onrecord(&["read", "--format", "md", &page]);
    assert!(String::from_utf8_lossy(&md.stdout).starts_with("# Ferry to stop in May\n"));
    let json = onrecord(&["read", "--format", "json", &page]);
    assert_eq!(records(&json)[0]["statements"], Value::Array(vec![]));
}

#[test]
fn why_shows_rules() {
    let out = with_input(&["read", "--why", "-"], PAGE.as_bytes());
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.contains("block paragraph") && text.contains("cue-after 0."), "{text}");
}

#[test]
fn clean_text_comes_back_byte_for_byte() {
    let folder = Folder::new("clean");
    for (i, text) in ["", "x", "\n\n a \r\n\tb\u{a0}c \n", "“Nobody asked us,” Oduya said.\n\n\nEnd", "\u{feff}mark"]
        .iter()
        .enumerate()
    {
        let path = folder.file(&format!("{i}.txt"), text);
        let out = onrecord(&["read", "--json", "--as", "clean", &path]);
        assert_eq!(records(&out)[0]["article"]["text"], *text, "{text:?}");
    }
}

#[test]
fn gzip_and_damage() {
    let folder = Folder::new("gzip");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(PAGE.as_bytes()).expect("memory");
    let packed = packed.finish().expect("memory");
    let good = folder.file("page.html.gz", &packed);
    let out = onrecord(&["read", "--json", "--as", "html", &good]);
    assert_eq!(records(&out)[0]["article"]["title"], "Ferry to stop in May");
    let cut = folder.file("cut.html.gz", &packed[..packed.len() / 2]);
    let out = onrecord(&["read", "--json", &cut, &good]);
    assert_eq!(records(&out).len(), 2);
    assert_eq!(out.status.code(), Some(3), "one of two was read");
    assert!(told(&out).contains("damaged"), "{}", told(&out));
}

#[test]
fn the_schema_and_completions_are_printed() {
    let schema: Value = serde_json::from_slice(&onrecord(&["schema"]).stdout).expect("JSON");
    assert_eq!(schema["title"], "Record");
    for shell in ["bash", "zsh", "fish"] {
        assert!(String::from_utf8_lossy(&onrecord(&["completions", shell]).stdout).contains("onrecord"));
    }
}

#[test]
fn a_rule_is_explained() {
    let out = onrecord(&["explain", "that-clause"]);
    assert_eq!(out.status.code(), Some(0), "{}", told(&out));
    let wanted = "\
that-clause (statements)
A clause behind a reporting verb and \"that\" is what was said.

Example: Ada Venn said that the pier would stay open.
14..43\tindirect statement 0\tthat-clause SCORE\tthat the pier would stay open\tby Ada Venn → Ada Venn (named), cue \"said\" | assert current

Measured: of KEPT statements kept in annotated articles RIGHT have the right words and source (SHARE)
Cases: cases/statements/cue-before.md
";
    // Score and shares are measured and change with the weights.
    let rows = records(&onrecord(&["explain", "that-clause", "--json"]));
    let measured = |what: &str| rows[0]["measured"][what].as_u64().expect("it is measured");
    let (kept, right) = (measured("kept"), measured("right"));
    assert!(right * 2 > kept, "{right} of {kept} are right");
    let share = format!("{:.2}", right as f64 / kept as f64);
    let printed = String::from_utf8_lossy(&out.stdout);
    let (before, rest) = printed.split_once("that-clause 0.").expect("a score");
    let masked = format!("{before}that-clause SCORE{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let wanted = wanted.replace("KEPT", &kept.to_string()).replace("RIGHT", &right.to_string());
    assert_eq!(masked, wanted.replace("SHARE", share.trim_start_matches('0')));

    assert_eq!(
        (rows.len(), rows[0]["stage"].as_str(), rows[0]["id"].as_str()),
        (1, Some("statements"), Some("that-clause"))
    );
    let list = onrecord(&["explain"]);
    let lines = String::from_utf8_lossy(&list.stdout).lines().filter(|l| !l.trim().is_empty()).count();
    assert_eq!(lines, records(&onrecord(&["explain", "--json"])).len());
}

#[test]
fn an_unknown_rule_names_the_nearest() {
    let out = onrecord(&["explain", "that-clasue"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(out.stdout.is_empty());
    assert!(told(&out).contains("no rule \"that-clasue\"; near it are that-clause"), "{}", told(&out));
}

#[test]
fn a_record_fits_its_schema() {
    let schema: Value = serde_json::from_slice(&onrecord(&["schema"]).stdout).expect("JSON");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let page = folder.join("harbour-vote.html");
    let out = onrecord(&["read", "--json", &page.to_string_lossy()]);
    let record = &records(&out)[0];
    for key in schema["required"].as_array().expect("required keys") {
        assert!(record.get(key.as_str().unwrap_or_default()).is_some(), "{key} is missing");
    }
    for key in record.as_object().expect("an object").keys() {
        assert!(schema["properties"].get(key).is_some(), "{key} is not in the schema");
    }
}

#[test]
fn a_reader_who_has_had_enough_is_no_failure() {
    let folder = Folder::new("pipe");
    let page = folder.file("page.html", PAGE.replace("20 years", &"very ".repeat(30_000)));
    let list = (0..50).map(|i| format!("{i}\t{page}\t\n")).collect::<String>();
    let list = folder.file("list.tsv", list);
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["read", "--json", "--list", &list])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let out = child.wait_with_output().expect("it ends");
    assert_eq!(out.status.code(), Some(0), "{}", told(&out));
    assert_eq!(told(&out), "");
}

/// What the README shows is what the program prints, so the view for people is a snapshot as well.
#[test]
fn the_readme_shows_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let shown =
        readme.split_once("```text\n").and_then(|(_, rest)| rest.split_once("```\n")).expect("a block of output").0;
    let page = root.join("examples/harbour-vote.html");
    let out = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .arg("read")
        .arg(&page)
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&out.stdout), shown, "copy what is printed now into the README");
}

/// Messages that nobody can read are lost; records are not.
#[test]
fn a_closed_or_full_standard_error_costs_no_record() {
    let folder = Folder::new("stderr");
    let page = folder.file("page.html", PAGE);
    let list: String = (0..400)
        .map(|i| if i % 2 == 0 { format!("{i}\t{page}\n") } else { format!("{i}\t{page}.missing\n") })
        .collect();
    let list = folder.file("list.tsv", list);
    let run = |stderr: Stdio, close: bool| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["read", "--json", "--list", &list])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .expect("the program starts");
        if close {
            drop(child.stderr.take());
        }
        let out = child.wait_with_output().expect("it ends");
        assert_eq!(records(&out).len(), 400);
        assert_eq!(out.status.code(), Some(3));
    };
    run(Stdio::piped(), true);
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        run(full.into(), false);
    }
}

#[test]
fn a_folder_is_read_in_order_of_path_and_each_record_names_its_file() {
    let folder = Folder::new("folder");
    let inner = folder.0.join("inner");
    std::fs::create_dir_all(&inner).expect("a folder");
    let mut paths = vec![folder.file("b.html", PAGE), folder.file("a.html", PAGE)];
    paths.push(folder.file("inner/c.html", PAGE));
    folder.file(".hidden.html", PAGE);
    paths.sort();
    let out = onrecord(&["read", "--json", &folder.0.to_string_lossy()]);
    let read: Vec<Value> = records(&out).iter().map(|r| r["page"]["path"].clone()).collect();
    assert_eq!(read, paths);
    assert_eq!(out.status.code(), Some(0));
    let none = folder.0.join("none");
    std::fs::create_dir_all(&none).expect("a folder");
    assert_eq!(onrecord(&["read", "--json", &none.to_string_lossy()]).status.code(), Some(1));
    let input = with_input(&["read", "--json", "-"], PAGE.as_bytes());
    assert_eq!(records(&input)[0]["page"]["path"], Value::Null);
}

#[test]
fn a_date_of_the_call_is_one_of_the_calendar() {
    let folder = Folder::new("published");
    let page = folder.file("page.txt", "The ferry to Lower Tamsel will stop, Ada Quarmby said.");
    let read = |day: &str| onrecord(&["read", "--json", "--as", "clean", "--published", day, &page]);
    for wrong in ["2031-03-12Tgarbage", "2031-03-12T99:99", "2031-02-29", "12 March"] {
        assert_eq!(read(wrong).status.code(), Some(2), "{wrong}");
        assert!(told(&read(wrong)).contains("a date is written as"), "{wrong}: {}", told(&read(wrong)));
    }
    let day = "2031-03-12T09:30:00+01:00";
    assert_eq!(records(&read(day))[0]["article"]["published"], day);
}
