//! Bad pages (the faults 1 to 8 of a page), made here at any size.

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
}

const WORDS: &str =
    "The ferry to Lower Tamsel was late again on Monday, and nobody at the harbour office would say why it was late.";

fn fault(name: &'static str, kind: &'static str, bytes: impl Into<Vec<u8>>) -> Fault {
    Fault { name, kind, bytes: bytes.into(), has: None, note: None }
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
        fault("5: 50 MB in one line", "dump", line.repeat(n * 500 / line.len())),
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
    vec![
        Fault { note: Some("language_unsupported"), ..fault("6: German", "clean", german.repeat(8)) },
        fault("6: Finnish", "clean", finnish.repeat(8)),
        fault("7: a million quotation marks", "clean", "“\" ".repeat(n * 5)),
        fault("7: a sentence of 100,000 words", "clean", "the ferry and ".repeat(n / 3)),
        fault("7: 10,000 speakers", "clean", speakers),
        fault("7: 1 MiB of he said", "clean", "he said ".repeat(n * 131 / 100)),
        fault("7: one paragraph of plans", "clean", "She said they will meet on Monday if it rains. ".repeat(n / 5)),
        fault("7: capitals", "clean", "Ada Quarmby ".repeat(n)),
        fault("7: numbers", "clean", "12 million of 3,000 on 4 May 2025, ".repeat(n / 3)),
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
        ld("8: 32 February", &date("2025-02-32")),
        ld("8: year 0", &date("0000-01-01")),
        ld("8: year 9999", &date("9999-12-31T23:59:59Z")),
        ld("8: ten years ahead", &date("2046-01-01")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_page::{Given, Kind};
    use onrecord_read::Parts;
    use std::time::Instant;

    /// Each fault, small, in this process: nothing panics, what must be found is found, and no stage takes forever.
    #[test]
    fn bad_pages_are_read() {
        for fault in all(4_000) {
            let kind = match fault.kind {
                "html" => Some(Kind::Html),
                "dump" => Some(Kind::Dump),
                "clean" => Some(Kind::Clean),
                _ => None,
            };
            let began = Instant::now();
            let opened = onrecord_page::open(&fault.bytes, &Given { kind, ..Given::default() });
            let mut notes = opened.notes;
            let language = onrecord_read::language(&opened.article);
            let facts = onrecord_read::read(&opened.article, language, Parts::ALL, &mut notes);
            assert!(began.elapsed().as_secs() < 20, "{} took {:?}", fault.name, began.elapsed());
            if let Some(words) = fault.has {
                assert!(
                    opened.article.text.contains(words),
                    "{}: the article lacks its words: {:.300}",
                    fault.name,
                    opened.article.text.as_str()
                );
            }
            if let Some(note) = fault.note {
                assert!(notes.iter().any(|n| n.kind == note), "{}: no note {note}", fault.name);
            }
            for s in &facts.statements {
                for part in &s.content {
                    assert!(opened.article.text.get(*part).is_some(), "{}: a span off the text", fault.name);
                }
            }
        }
    }
}
