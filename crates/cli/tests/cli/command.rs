//! The command as people expect it: hints, summaries, exit codes, file names, where the output goes and how it looks.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::program::{Folder, PAGE, onrecord, records, told, with_input};

fn shown(words: &[&str]) -> String {
    String::from_utf8_lossy(&onrecord(words).stdout).into_owned()
}

#[test]
fn whoever_forgets_read_or_names_an_address_is_told_what_to_do() {
    let folder = Folder::new("hints");
    let page = folder.file("page.html", PAGE);
    let out = onrecord(&[&page]);
    assert_eq!(out.status.code(), Some(2));
    assert!(told(&out).contains(&format!("onrecord read {page}")), "{}", told(&out));
    for words in [&["https://news.example/1"][..], &["read", "https://news.example/1"]] {
        let out = onrecord(words);
        assert_eq!(out.status.code(), Some(2));
        assert!(told(&out).contains("curl -sL https://news.example/1 | onrecord read --url"), "{}", told(&out));
    }
    for list in ["nope.tsv", "."] {
        let out = onrecord(&["read", "--list", list]);
        assert!(told(&out).contains(&format!("cannot read the list {list}: ")) && !told(&out).contains("os error"));
    }
}

#[test]
fn what_is_no_page_is_named_and_counted() {
    let folder = Folder::new("strangers");
    let pdf = folder.file("report.pdf", "%PDF-1.7 x");
    let page = folder.file("page.html", PAGE);
    for form in [&["read", &pdf][..], &["read", "--format", "text", &pdf], &["read", "--json", &pdf]] {
        let out = onrecord(form);
        assert_eq!(out.status.code(), Some(2), "{form:?}");
        assert!(told(&out).contains("report.pdf: this is a PDF document"), "{}", told(&out));
    }
    let out = onrecord(&["read", "--json", &pdf, &page, "missing.html"]);
    assert_eq!((out.status.code(), records(&out).len()), (Some(3), 3));
    assert!(
        told(&out).contains("1 of 3 pages read, 2 not: 1 not a page but a PDF document, 1 there is no such file"),
        "{}",
        told(&out)
    );
    assert_eq!(told(&onrecord(&["read", "-q", "--json", &pdf, &page])), "");
}

/// A thousand lines, half of them bad in six ways: each is answered in order, and the summary counts them.
#[test]
fn a_thousand_pages_half_of_them_bad() {
    let folder = Folder::new("thousand");
    let page = folder.file("page.html", PAGE);
    let pdf = folder.file("x.pdf", "%PDF-1.7 x");
    let cut = folder.file("cut.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]);
    let inner = folder.0.to_string_lossy().into_owned();
    let line = |n: usize| match n % 12 {
        1 => format!("{n}\t{page}.missing"),
        3 => format!("{n}\t{pdf}"),
        5 => format!("{n}\t{cut}"),
        7 => format!("{n}"),
        9 => format!("{n}\t{inner}"),
        11 => format!("{n}\tcrawl.warc.gz"),
        _ => format!("{n}\t{page}"),
    };
    let list: Vec<String> = (0..1_000).map(line).collect();
    let list = folder.file("list.tsv", list.join("\n"));
    let out = onrecord(&["read", "--json", "--list", &list]);
    let all = records(&out);
    assert_eq!(out.status.code(), Some(3));
    assert_eq!(all.len(), 1_000);
    for (n, record) in all.iter().enumerate() {
        assert_eq!(record["id"], n.to_string());
        assert_eq!(record["article"]["title"].is_string(), n % 2 == 0, "{n}");
    }
    let said = told(&out);
    assert!(said.contains("500 of 1000 pages read, 500 not: "), "{said}");
    let summary = said.lines().last().expect("a summary");
    let counts: usize = summary
        .split("not: ")
        .nth(1)
        .expect("reasons")
        .split(", ")
        .map(|part| part.split(' ').next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0))
        .sum();
    assert_eq!(counts, 500, "{summary}");
}

#[test]
fn a_line_says_which_file_a_record_is_of() {
    let folder = Folder::new("which");
    let (a, b) = (folder.file("a.html", PAGE), folder.file("b.html", PAGE));
    let out = shown(&["read", &a, &b]);
    assert!(out.contains(&format!("==> {a}\n")) && out.contains(&format!("\n==> {b}\n")), "{out}");
    assert!(!shown(&["read", &a]).contains("==>"));
}

#[test]
fn parts_come_with_what_they_point_at_and_show_what_they_hold() {
    let folder = Folder::new("parts");
    let page = folder.file("page.html", PAGE);
    for part in ["statements", "events", "expectations"] {
        let record = &records(&onrecord(&["read", "--json", "--only", part, &page]))[0];
        let n = record["entities"].as_array().expect("a list").len() as u64;
        let said = record["statements"].as_array().expect("a list");
        for s in said {
            assert!(s["source"]["entity"].as_u64().is_none_or(|e| e < n), "{part}: {s}");
        }
        for x in record["expectations"].as_array().expect("a list") {
            assert!(x["said_in"].as_u64().is_none_or(|s| s < said.len() as u64), "{part}: {x}");
        }
    }
    assert!(shown(&["read", "--only", "entities", &page]).contains("NAMES"));
    assert!(shown(&["read", "--only", "times", &page]).contains("TIMES"));
    let article = shown(&["read", "--only", "article", &page]);
    assert_eq!(article.matches("Ferry to stop in May").count(), 1, "{article}");
}

#[test]
fn words_stand_beside_their_spans() {
    let folder = Folder::new("words");
    let page = folder.file("page.html", PAGE);
    let record = &records(&onrecord(&["read", "--json", "--words", &page]))[0];
    let text = record["article"]["text"].as_str().expect("text");
    let mut n = 0;
    for list in ["statements", "times", "figures", "events", "expectations"] {
        for fact in record[list].as_array().expect("a list") {
            let words = fact["words"].as_str().expect("words");
            assert!(words.split(" … ").all(|part| text.contains(part)), "{words}");
            n += 1;
        }
    }
    assert!(n > 5);
    assert!(record["entities"][0]["mentions"][0]["words"].is_string());
    assert_eq!(onrecord(&["read", "--words", &page]).status.code(), Some(2));
}

#[test]
fn output_goes_where_it_is_wanted_and_says_where_it_cannot() {
    let folder = Folder::new("output");
    let page = folder.file("page.html", PAGE);
    let to = folder.0.join("out.html").to_string_lossy().into_owned();
    let out = onrecord(&["read", "--format", "html", "-o", &to, &page]);
    assert_eq!((out.status.code(), out.stdout.len()), (Some(0), 0));
    assert!(std::fs::read_to_string(&to).expect("a file").starts_with("<!DOCTYPE html>"));
    let out = onrecord(&["read", "-o", "/no/such/folder/x", &page]);
    assert!(told(&out).contains("cannot write to /no/such/folder/x"), "{}", told(&out));
}

#[test]
fn width_and_colour_are_obeyed() {
    let folder = Folder::new("style");
    let page = folder.file("page.html", PAGE);
    let widest = |text: &str| text.lines().map(|l| l.chars().count()).max().unwrap_or(0);
    assert!(widest(&shown(&["read", "--width", "50", &page])) <= 50);
    assert!(!shown(&["read", &page]).contains('\u{1b}'));
    assert!(shown(&["read", "--color", "always", &page]).contains('\u{1b}'));
    let columns = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["read", &page])
        .env("COLUMNS", "60")
        .output()
        .expect("it runs");
    assert!(widest(&String::from_utf8_lossy(&columns.stdout)) <= 60);
}

#[test]
fn an_address_is_given_to_one_page() {
    let out = with_input(&["read", "--json", "--url", "https://ostrey.example/a/1", "-"], PAGE.as_bytes());
    assert_eq!(records(&out)[0]["page"]["url"], "https://ostrey.example/a/1");
    assert_eq!(onrecord(&["read", "--url", "https://ostrey.example/", "a", "b"]).status.code(), Some(2));
    assert!(told(&onrecord(&["read", "--url", "ostrey", "-"])).contains("is no address"));
}

#[test]
#[cfg(unix)]
fn file_names_need_not_be_unicode_and_steer_no_terminal() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new("names");
    let name = std::ffi::OsStr::from_bytes(b"b\xff.html");
    if std::fs::write(folder.0.join(name), PAGE).is_err() {
        // A system whose names are always Unicode.
        return;
    }
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .arg("read")
        .arg("--json")
        .arg(folder.0.join(name))
        .output()
        .expect("it runs");
    assert_eq!(out.status.code(), Some(0), "{}", told(&out));
    let list = [b"a\t", folder.0.as_os_str().as_bytes(), b"/b\xff.html\n"].concat();
    let list = folder.file("list.tsv", list);
    assert_eq!(onrecord(&["read", "--json", "--list", &list]).status.code(), Some(0));
    let out = onrecord(&["read", "a\u{1b}[31m\u{202e}.html"]);
    assert!(!told(&out).contains(['\u{1b}', '\u{202e}']), "{:?}", told(&out));
}

#[test]
fn gzip_is_told_by_its_bytes_wherever_it_comes_from() {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(PAGE.as_bytes()).expect("memory");
    let packed = packed.finish().expect("memory");
    let folder = Folder::new("anygzip");
    for name in ["page.GZ", "page", "page.html"] {
        let page = folder.file(name, [packed.as_slice(), b"trailing"].concat());
        assert_eq!(
            records(&onrecord(&["read", "--json", &page]))[0]["article"]["title"],
            "Ferry to stop in May",
            "{name}"
        );
    }
    assert_eq!(records(&with_input(&["read", "--json", "-"], &packed))[0]["article"]["title"], "Ferry to stop in May");
}

#[test]
fn what_was_left_out_is_said() {
    let folder = Folder::new("left");
    let page = folder
        .file("page.html", PAGE.replace("<article>", "<nav><a href=/>Home</a> <a href=/n>News</a></nav><article>"));
    assert!(shown(&["read", &page]).contains("left out of the text"), "{}", shown(&["read", &page]));
}

#[test]
fn schema_manual_and_licences_are_printed() {
    let schema: Value = serde_json::from_str(&shown(&["schema", "--json"])).expect("JSON");
    assert!(schema["properties"]["statements"].is_object());
    assert!(shown(&["man"]).contains(".TH onrecord 1") && shown(&["man"]).contains("published"));
    assert!(shown(&["licences"]).contains("GeoNames") && shown(&["licences"]).contains("serde"));
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/licences.txt").exists());
}

#[test]
fn a_list_from_standard_input_is_read_as_it_comes() {
    let folder = Folder::new("stream");
    let page = folder.file("page.html", PAGE);
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["read", "--json", "--list", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let (mut lines, out) = (child.stdin.take().expect("its input"), child.stdout.take().expect("its output"));
    let mut out = BufReader::new(out);
    for id in ["a", "b"] {
        writeln!(lines, "{id}\t{page}").expect("it reads");
        lines.flush().expect("it reads");
        // The second line is not written before the first is answered.
        let mut answer = String::new();
        out.read_line(&mut answer).expect("it answers");
        assert_eq!(serde_json::from_str::<Value>(&answer).expect("a record")["id"], id);
    }
    drop(lines);
    assert!(child.wait().expect("it ends").success());
    let none = with_input(&["read", "--json", "--list", "-"], b"\n\n");
    assert_eq!((none.status.code(), told(&none).contains("no page")), (Some(1), true));
}

#[test]
fn what_could_not_be_read_has_no_hash_and_a_publication_date_is_a_day() {
    let out = onrecord(&["read", "--json", "missing.html"]);
    assert_eq!(records(&out)[0]["page"]["hash"], Value::Null);
    for date in ["2031", "2031-03", "2031-03-12Tgarbage"] {
        let out = onrecord(&["read", "--published", date, "page.html"]);
        assert_eq!(out.status.code(), Some(2));
        assert!(told(&out).contains("a date is written as 2016-11-07"), "{}", told(&out));
    }
}
