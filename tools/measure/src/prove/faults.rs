//! Bad pages (the faults 1 to 8 of a page), made here at any size, and the campaign that reads them all.
//!
//! The campaign (`cargo xtask prove faults`) runs the program on each at full size, at a quarter and at four times the size; the tests
//! below read each in theirs, at sizes where growth shows. Both look whether facts were looked for.

use std::ffi::OsStr;
use std::path::Path;

use serde_json::Value;

use super::Proof;
use super::measured::{Scratch, least};

/// One bad input, and what must come of it.
pub struct Fault {
    /// Its number in the list of faults, and what it is.
    pub name: &'static str,
    /// As the program's `--as` names it; empty: recognised.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    /// Words that the article must have.
    pub has: Option<&'static str>,
    /// A note that the record must have.
    pub note: Option<&'static str>,
    /// A list of facts that must not be empty, so that one knows that facts were looked for.
    pub facts: Option<&'static str>,
    /// CPU seconds, where not those of any page.
    pub seconds: Option<f64>,
}

const WORDS: &str =
    "The ferry to Lower Tamsel was late again on Monday, and nobody at the harbour office would say why it was late.";

fn fault(name: &'static str, kind: &'static str, bytes: impl Into<Vec<u8>>) -> Fault {
    Fault { name, kind, bytes: bytes.into(), has: None, note: None, facts: None, seconds: None }
}

fn article(inside: &str) -> String {
    let paragraphs = format!("<p>{WORDS}</p>").repeat(6);
    format!(
        "<!doctype html><html lang=en><title>The ferry was late</title><body><article><h1>The ferry was late</h1>{inside}{paragraphs}</article>"
    )
}

/// All faults, `n` being 100,000 at full size.
pub fn all(n: usize) -> Vec<Fault> {
    let mut all = nesting(n);
    all.extend(odd_bytes(n));
    all.extend(encodings());
    all.extend(dumps(n));
    all.extend(language(n));
    all.extend(markup(n));
    all
}

/// 1 and 2: nesting.
fn nesting(n: usize) -> Vec<Fault> {
    let deep = |name, open: &str| Fault {
        has: Some("nobody at the harbour office"),
        note: Some("deep"),
        seconds: Some(1.0),
        ..fault(name, "html", article(&open.repeat(n)))
    };
    let at_depth = |name, depth: usize| Fault {
        has: Some("nobody at the harbour office"),
        ..fault(name, "html", format!("<body>{}{}", "<div>".repeat(depth), article("")))
    };
    vec![
        deep("1: nested div", "<div>"),
        deep("1: nested ul li", "<ul><li>"),
        deep("1: nested svg", "<svg>"),
        deep("1: nested table", "<table><tr><td>"),
        Fault { note: None, ..deep("1: unclosed p font", "<p><font>") },
        deep("1: nested span", "<span>"),
        Fault { has: None, note: None, ..deep("1: nested svg title", "<svg><title>") },
        Fault { has: None, note: None, ..deep("1: nested xmp", "<xmp>") },
        at_depth("2: an article at depth 10", 10),
        at_depth("2: an article at depth 300", 300),
        at_depth("2: an article at depth 600", 600),
    ]
}

/// 3: attributes, references, bytes that are no page.
fn odd_bytes(n: usize) -> Vec<Fault> {
    let attributes: String = (0..n * 2 / 5).map(|i| format!(" a{i}=\"{i}\"")).collect();
    let held = |name, inside: &str| Fault {
        has: Some("nobody at the harbour office"),
        ..fault(name, "html", article(inside))
    };
    vec![
        held("3: 40,000 attributes", &format!("<p{attributes}>x</p>")),
        held("3: an 8 MiB attribute", &format!("<img alt=\"{}\">", "x ".repeat(n * 42))),
        held("3: a million references", &format!("<p>{}</p>", "&amp;".repeat(n * 10))),
        held("3: NUL bytes", &format!("<p>{}</p>", "\0".repeat(n))),
        fault("3: no byte", "", ""),
        fault("3: one byte", "", "x"),
        fault("3: a JPEG as HTML", "html", [&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10][..], b"JFIF", &noise(n)].concat()),
        fault("3: a PDF as HTML", "html", [b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".as_slice(), &noise(n)].concat()),
        fault("3: JSON as HTML", "html", format!("{{\"text\": [{}1]}}", "[1,2],".repeat(n / 10))),
    ]
}

/// Bytes of every value in an order that looks like none, the same each time.
fn noise(n: usize) -> Vec<u8> {
    let mut x = 0x2545_F491_4F6C_DD1Du64;
    let step = |x: &mut u64| {
        *x ^= *x << 13;
        *x ^= *x >> 7;
        *x ^= *x << 17;
        *x as u8
    };
    (0..n).map(|_| step(&mut x)).collect()
}

/// 4: encodings.
fn encodings() -> Vec<Fault> {
    let page = |label: &str, words: &str| {
        format!(
            "<!doctype html><meta charset={label}><title>t</title><article><h1>Café</h1>{}</article>",
            format!("<p>{words}</p>").repeat(6)
        )
    };
    let words =
        "Im Café am Hafen wartete man am Montag über eine Stunde, und niemand wusste, warum das Schiff so spät kam.";
    let utf16: Vec<u8> = page("utf-16", words).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = page("iso-8859-1", words).chars().map(|c| c as u32 as u8).collect();
    let mut mixed = page("utf-8", words).into_bytes();
    mixed.extend(b"<p>caf\xE9 \x93so\x94</p>");
    let has = |name, bytes: Vec<u8>| Fault { has: Some("Café am Hafen"), ..fault(name, "html", bytes) };
    vec![
        has("4: UTF-8 under a wrong label", page("windows-1251", words).into_bytes()),
        has("4: UTF-16 without a mark", utf16),
        has("4: Latin-1 as it says", latin),
        has("4: UTF-8 with Windows-1252 in it", mixed),
    ]
}

/// 5: pages saved as text.
fn dumps(n: usize) -> Vec<Fault> {
    let line = format!("{WORDS} ");
    vec![
        Fault { facts: Some("times"), ..fault("5: 50 MB in one line", "dump", line.repeat(n * 500 / line.len())) },
        fault("5: a million lines of one letter", "dump", "x\n".repeat(n * 10)),
        Fault {
            has: Some("nobody at the harbour office"),
            ..fault("5: mixed line ends", "dump", format!("The ferry was late\r\n\r{WORDS}\n\r\n{WORDS}\r\r{WORDS}\n"))
        },
        fault(
            "5: furniture only",
            "dump",
            "Home\nNews\nSport\n\nSign up to our newsletter\n\nShare\nTweet\n\nAccept all cookies\n"
                .repeat(n / 1000 + 1),
        ),
    ]
}

/// 6 and 7: languages and texts.
fn language(n: usize) -> Vec<Fault> {
    let finnish = "Lautta oli taas myöhässä maanantaina, eikä kukaan satamatoimistossa kertonut, miksi. Matkustajat odottivat yli tunnin. ";
    let german = "Die Fähre war am Montag wieder zu spät, und niemand im Hafenamt wollte sagen, warum. „Wir warten“, sagte ein Fahrgast. ";
    let speakers: String =
        (0..n / 10).map(|i| format!("“Ferry {i} is late,” said Ada Number{} of Tamsel. ", letters(i))).collect();
    // Every text has facts at its head, so that one sees that it was read for them.
    let clean = |name, facts, head: &str, words: &str, times: usize| Fault {
        facts: Some(facts),
        ..fault(name, "clean", format!("{head}{}", words.repeat(times)))
    };
    let script = "var a=b.c(d,e[0]);if(f&&g){h=i.j}else{k(l,m)} ";
    let waiting: String = (0..60)
        .map(|i| format!("<p>“Boat {i} is late,” said Ada Number{}, who had waited at the harbour.</p>", letters(i)))
        .collect();
    let said = "“It is late,” said Ada Quarmby of the harbour office";
    vec![
        Fault { note: Some("language_unsupported"), ..fault("6: German", "clean", german.repeat(8)) },
        fault("6: Finnish", "clean", finnish.repeat(8)),
        clean("7: a million quotation marks", "statements", &format!("{said}. "), "“\" ", n * 5),
        Fault {
            seconds: Some(0.5),
            ..clean("7: a sentence of 100,000 words", "statements", said, ", and the ferry", n / 3)
        },
        clean("7: 10,000 speakers", "statements", "", &speakers, 1),
        clean("7: 1 MiB of he said", "statements", &format!("{said}. "), "he said ", n * 131 / 100),
        clean(
            "7: one paragraph of plans",
            "expectations",
            "",
            "She said they will meet on Monday if it rains. ",
            n / 5,
        ),
        clean("7: a sentence of names", "entities", "", "Ada Quarmby and the mayor of ", n / 3),
        clean("7: numbers", "figures", "", "12 million of 3,000 on 4 May 2025, ", n / 3),
        clean("7: a paragraph of digits", "figures", "The council of the town said it has 12 boats and ", "1,", n * 5),
        clean("7: tags without an end as text", "statements", &format!("{said}. "), "<a", n / 2),
        Fault {
            facts: Some("statements"),
            ..fault(
                "7: minified script as text",
                "html",
                article(&format!("{waiting}<p>{}</p>", script.repeat(n / 20))),
            )
        },
    ]
}

/// A number as letters, so that names differ.
fn letters(mut i: usize) -> String {
    let mut out = String::new();
    loop {
        out.push(char::from(b'a' + (i % 26) as u8));
        i /= 26;
        if i == 0 {
            return out;
        }
    }
}

/// 8: JSON-LD.
fn markup(n: usize) -> Vec<Fault> {
    let ld = |name, json: &str| Fault {
        has: Some("nobody at the harbour office"),
        ..fault(name, "html", article(&format!("<script type=application/ld+json>{json}</script>")))
    };
    let date = |day: &str| format!("{{\"@type\":\"NewsArticle\",\"datePublished\":\"{day}\"}}");
    vec![
        ld("8: nested arrays", &format!("{}{}", "[".repeat(n), "]".repeat(n))),
        ld("8: 10 MiB", &format!("{{\"@type\":\"NewsArticle\",\"x\":\"{}\"}}", "y".repeat(n * 105))),
        ld(
            "8: a headline of 1 MB",
            &format!("{{\"@type\":\"NewsArticle\",\"headline\":\"{}\"}}", "late ferry ".repeat(n)),
        ),
        ld("8: 32 February", &date("2025-02-32")),
        ld("8: year 0", &date("0000-01-01")),
        ld("8: year 9999", &date("9999-12-31T23:59:59Z")),
        ld("8: ten years ahead", &date("2046-01-01")),
    ]
}

/// Runs the program on every fault.
pub fn campaign(program: &Path) -> anyhow::Result<Vec<Proof>> {
    let scratch = Scratch::new()?;
    let (quarters, fourfold) = (all(25_000), all(400_000));
    let mut proofs = Vec::new();
    for ((fault, quarter), four) in all(100_000).into_iter().zip(quarters).zip(fourfold) {
        proofs.push(one(program, &scratch.0, &fault, &quarter, &four)?.told());
    }
    Ok(proofs)
}

/// CPU seconds and MiB that a page of so many bytes may take: 2 s and 256 MiB up to 2 MiB; 0.6 s and 64 MiB for each MiB beyond,
/// up to 16 MiB, in which facts are looked for.
fn budget(bytes: usize) -> (f64, f64) {
    let mib = (bytes as f64 / f64::from(1 << 20)).min(16.0);
    ((0.6 * mib).max(2.0), (64.0 * mib).max(256.0))
}

fn one(program: &Path, scratch: &Path, fault: &Fault, quarter: &Fault, four: &Fault) -> anyhow::Result<Proof> {
    let path = scratch.join("page");
    let mut words: Vec<&OsStr> = ["read", "--json", "--threads", "1"].map(OsStr::new).to_vec();
    words.push(path.as_os_str());
    if !fault.kind.is_empty() {
        words.extend(["--as", fault.kind].map(OsStr::new));
    }
    std::fs::write(&path, &fault.bytes)?;
    let run = least(program, &words, scratch)?;
    // T(4n)/T(n) tells something only where the larger takes long enough to be measured, and where both are read whole. Two steps are
    // measured, up to this size and on from it; both must hold.
    let grows = fault.bytes.len() > 3 * quarter.bytes.len() && run.cpu >= 0.1 && fault.bytes.len() < 16 << 20;
    let mut growth: Vec<f64> = Vec::new();
    if grows {
        std::fs::write(&path, &quarter.bytes)?;
        growth.push(run.cpu / least(program, &words, scratch)?.cpu);
        if run.cpu < 1.0 {
            std::fs::write(&path, &four.bytes)?;
            growth.push(least(program, &words, scratch)?.cpu / run.cpu);
        }
    }
    let record: Value = serde_json::from_slice(&run.out).unwrap_or(Value::Null);
    let text = record["article"]["text"].as_str();
    let notes: Vec<&str> =
        record["notes"].as_array().into_iter().flatten().filter_map(|n| n["kind"].as_str()).collect();
    let found = fault.has.is_none_or(|w| text.is_some_and(|t| t.contains(w)));
    let noted = fault.note.is_none_or(|n| notes.contains(&n));
    let looked = fault.facts.is_none_or(|list| record[list].as_array().is_some_and(|l| !l.is_empty()));
    let (seconds, mib) = budget(fault.bytes.len());
    let seconds = fault.seconds.unwrap_or(seconds);
    // What is no page is read by nobody, and says so.
    let code = if notes.contains(&"not_a_page") { 2 } else { 0 };
    let good = run.code == Some(code)
        && text.is_some()
        && found
        && noted
        && looked
        && !notes.contains(&"fault")
        && run.cpu <= seconds
        && run.mib <= mib
        && growth.iter().all(|g| *g <= 5.0);
    let mut wanted = format!("{seconds:.1} s, {mib:.0} MiB");
    let mut got = format!("{:.2} s, {:.0} MiB", run.cpu, run.mib);
    let mut add = |wish: String, missed: bool, report: &str| {
        wanted += &format!(", {wish}");
        if missed {
            got += &format!(", {report}");
        }
    };
    if grows {
        add("T(4n)/T(n) <= 5".into(), false, "");
    }
    if fault.has.is_some() {
        add("text found".into(), !found, "text NOT found");
    }
    if let Some(note) = fault.note {
        add(format!("note {note}"), !noted, "NO note");
    }
    if let Some(list) = fault.facts {
        add(format!("{list} found"), !looked, "NO facts");
    }
    if grows {
        let steps: Vec<String> = growth.iter().map(|g| format!("{g:.1}")).collect();
        got += &format!(", T(4n)/T(n) {}", steps.join(" and "));
    }
    Ok(Proof { what: format!("{} ({} kB)", fault.name, fault.bytes.len() / 1000), wanted, got, good })
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord::{Given, Kind, Parts};
    use onrecord_model::{NoteKind, Record};

    fn read(fault: &Fault) -> Record {
        let kind = match fault.kind {
            "html" => Some(Kind::Html),
            "dump" => Some(Kind::Dump),
            "clean" => Some(Kind::Clean),
            _ => None,
        };
        let record = onrecord::record(&fault.bytes, &Given::new().kind(kind), Parts::ALL);
        // A panic is caught there.
        assert!(record.notes.iter().all(|n| n.kind != NoteKind::Fault), "{}: the reader panicked", fault.name);
        record
    }

    /// Nanoseconds that this thread has spent on a CPU; where the system does not tell, the time that has passed.
    fn cpu(began: std::time::Instant) -> u64 {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
        let spent = told.and_then(|s| s.split_whitespace().next()?.parse().ok());
        spent.unwrap_or_else(|| u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX))
    }

    fn nanoseconds(fault: &Fault) -> u64 {
        let began = std::time::Instant::now();
        let before = cpu(began);
        std::hint::black_box(read(fault));
        cpu(began) - before
    }

    /// Shorter than this is not measured: what else the machine does would count for more.
    const LEAST: u64 = 40_000_000;

    /// Each fault, small, in this process: nothing panics, what must be found is found, and facts are looked for.
    #[test]
    fn bad_pages_are_read() {
        for fault in all(4_000) {
            let record = read(&fault);
            let facts = serde_json::to_value(&record).expect("JSON");
            if let Some(words) = fault.has {
                let text = record.article.text.as_str();
                assert!(text.contains(words), "{}: the article lacks its words: {text:.300}", fault.name);
            }
            if let Some(note) = fault.note {
                assert!(record.notes.iter().any(|n| n.kind.as_str() == note), "{}: no note {note}", fault.name);
            }
            if let Some(list) = fault.facts {
                assert!(!facts[list].as_array().expect("a list").is_empty(), "{}: no {list}", fault.name);
            }
            for part in record.facts.statements.iter().flat_map(|s| &s.content) {
                assert!(record.article.text.get(*part).is_some(), "{}: a span off the text", fault.name);
            }
        }
    }

    /// Four times the page takes at most five times as long, at sizes where a stage that looks at everything for everything would
    /// take sixteen times as long.
    #[test]
    fn time_grows_with_the_page_and_no_faster() {
        for (small, large) in all(10_000).iter().zip(all(40_000)) {
            if large.bytes.len() < 3 * small.bytes.len() {
                continue;
            }
            let mut ratio = 0.0;
            for _ in 0..4 {
                let (long, short) = (nanoseconds(&large), nanoseconds(small).max(1));
                ratio = long as f64 / short as f64;
                if long < LEAST || ratio <= 5.0 {
                    ratio = 0.0;
                    break;
                }
            }
            assert!(ratio <= 5.0, "{}: four times the page took {ratio:.1} times as long", large.name);
        }
    }
}
