//! Nothing of an article is lost in silence, whatever is wrong with its page: damaged markup, wrapped lines, short lines, foreign forms.

use onrecord::{Given, Kind, Parts, record};
use onrecord_model::{BlockKind, NoteKind, Record};

const TOWNS: [&str; 12] =
    ["Ostrey", "Varn", "Tolland", "Hythe", "Selim", "Brandel", "Wexley", "Tamber", "Orsk", "Quarry", "Marl", "Corvid"];

fn paragraphs() -> Vec<String> {
    let one = |(n, town): (usize, &&str)| {
        format!(
            "The council of {town} said on Monday that the {town} bridge would close for repairs in May, and that {} of its \
             shops would lose their custom while the work goes on.",
            n + 3
        )
    };
    TOWNS.iter().enumerate().map(one).collect()
}

fn html() -> String {
    paragraphs().iter().map(|p| format!("<p>{p}</p>\n")).collect()
}

fn page(head: &str, body: &str) -> String {
    format!("<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>")
}

fn article(inner: &str) -> String {
    format!(
        "<nav><a href=/>Home</a></nav><article><h1>Bridges to close in May</h1>{inner}</article><footer>About</footer>"
    )
}

fn read(bytes: &[u8]) -> Record {
    record(bytes, &Given::new(), Parts::NONE)
}

fn kept(record: &Record) -> usize {
    paragraphs().iter().filter(|p| record.article.text.as_str().contains(p.as_str())).count()
}

fn has(record: &Record, kind: NoteKind) -> bool {
    record.notes.iter().any(|n| n.kind == kind)
}

/// The page with something behind its sixth paragraph.
fn broken_by(what: &str) -> String {
    let body = html();
    let middle = body.match_indices("<p>").nth(6).map_or(0, |(i, _)| i);
    page("<title>Bridges</title>", &article(&format!("{}{what}{}", &body[..middle], &body[middle..])))
}

#[test]
fn an_end_tag_that_is_missing_costs_no_article() {
    let body = html();
    for (what, html) in [
        ("nothing", page("<title>Bridges</title>", &article(&body))),
        (
            "</a> in a menu",
            page("", &format!("<nav><a href=/>Home</a> <a href=/n>News</nav><h1>Bridges to close</h1>{body}")),
        ),
        ("</a> around all", page("", &format!("<div><a href=/>Home<div><h1>Bridges to close</h1>{body}</div></div>"))),
        ("</a> in a paragraph", page("", &article(&body.replacen("Monday", "<a href=/m>Monday", 1)))),
        ("</h1>", page("", &format!("<article><h1>Bridges to close in May{body}</article>"))),
        (
            "</h1> before a section",
            page("", &format!("<article><h1>Bridges to close in May<section>{body}</section></article>")),
        ),
        ("</h2>", broken_by("<h2>What is next")),
        ("</h3>", broken_by("<h3>And then")),
    ] {
        let read = read(html.as_bytes());
        assert_eq!(kept(&read), 12, "without {what}: {:?}", read.notes);
    }
}

#[test]
fn reading_goes_on_behind_what_is_never_closed() {
    for what in ["<!-- advert", "<script>let a = 'b';\n", "<style>p { margin: 0 }\n"] {
        let read = read(broken_by(what).as_bytes());
        assert_eq!((kept(&read), has(&read, NoteKind::Unclosed)), (12, true), "{what}");
        assert!(read.article.score < 0.8, "{what}: {}", read.article.score);
    }
    for head in ["<title>Bridges to close", "<title>Bridges to close\n<meta name=a content=b>", "<title>"] {
        let read = read(page(head, &article(&html())).as_bytes());
        assert_eq!((kept(&read), has(&read, NoteKind::Unclosed)), (12, true), "{head}");
        assert!(read.article.title.as_ref().is_some_and(|t| t.len() < 40), "{:?}", read.article.title);
    }
    let closed = read(broken_by("<!-- advert --><script>let a = '<p>';</script>").as_bytes());
    assert_eq!((kept(&closed), has(&closed, NoteKind::Unclosed)), (12, false));
}

#[test]
fn xhtml_shadow_roots_and_framed_pages_are_read() {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head>";
    let body = article(&html());
    let data: String = paragraphs().iter().map(|p| format!("<p><![CDATA[{p}]]></p>")).collect();
    let escaped = page("", &body).replace('&', "&amp;").replace('"', "&quot;");
    for (what, html) in [
        (
            "a script that closes itself",
            format!("{xml}<title>B</title><script src=\"a.js\" /></head><body>{body}</body></html>"),
        ),
        ("a title that closes itself", format!("{xml}<title/></head><body>{body}</body></html>")),
        ("CDATA", format!("{xml}<title>B</title></head><body>{}</body></html>", article(&data))),
        ("a shadow root", page("", &format!("<x-page><template shadowrootmode=open>{body}</template></x-page>"))),
        ("srcdoc", page("<title>B</title>", &format!("<p>Frame</p><iframe srcdoc=\"{escaped}\"></iframe>"))),
    ] {
        let read = read(html.as_bytes());
        assert_eq!(kept(&read), 12, "{what}: {:?}", read.notes);
    }
    // A template that no script has filled in is no part of the page.
    let template = read(page("", &format!("<template>{}</template>", html())).as_bytes());
    assert_eq!(kept(&template), 0);
}

#[test]
fn damage_in_json_ld_costs_its_own_value_only() {
    for (damage, what) in [
        (r#""x":"\ud800""#, "half a letter"),
        (r#""x":"\udc00 and \ud83d\ude00""#, "the other half"),
        (r#""n":1e999999"#, "a boundless number"),
        (r#""n":-1E+400, "m":[1,2,]"#, "another"),
    ] {
        let ld = format!(
            "<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",{damage},\"author\":{{\"name\":\"ada@wexley.example (Ada Marl)\"}}}}</script>"
        );
        assert_eq!(read(page(&ld, &article(&html())).as_bytes()).article.authors, ["Ada Marl"], "{what}");
    }
    let long = format!(
        "<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"{}\"}}</script>",
        "so ".repeat(400_000)
    );
    let read = read(page(&long, &article(&html())).as_bytes());
    assert_eq!(read.article.title.as_deref(), Some("Bridges to close in May"));
}

/// Fills lines as a program does that wraps text.
fn filled(text: &str, width: usize) -> String {
    let (mut out, mut used) = (String::new(), 0);
    for word in text.split(' ') {
        let n = word.chars().count();
        if used > 0 && used + 1 + n > width {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += n;
    }
    out
}

#[test]
fn text_wrapped_at_any_width_is_whole() {
    let title = "Twelve bridges to close in May for repairs, towns say";
    for width in 30..=100 {
        let mut blocks = vec![filled(title, width)];
        blocks.extend(paragraphs().iter().map(|p| filled(p, width)));
        let read = read(blocks.join("\n\n").as_bytes());
        assert_eq!(kept(&read), 12, "{width} columns: {:?}", read.article.furniture);
        assert_eq!(read.article.title.as_deref(), Some(title), "{width} columns");
    }
}

#[test]
fn the_examples_keep_every_word_at_every_width() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let mut n = 0;
    for entry in std::fs::read_dir(folder).expect("examples") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "html" && e != "txt") {
            continue;
        }
        n += 1;
        let whole = read(&std::fs::read(&path).expect("an example")).article;
        let blocks: Vec<String> = whole.blocks.iter().map(|b| whole.text[b.span].replace('\n', " ")).collect();
        let words = |text: &str| text.split_whitespace().count();
        let wanted: usize = blocks.iter().map(|b| words(b)).sum();
        for width in 30..=100 {
            let text: Vec<String> = blocks.iter().map(|b| filled(b, width)).collect();
            let page = read(text.join("\n\n").as_bytes());
            assert_eq!(
                words(page.article.text.as_str()),
                wanted,
                "{} at {width}: {:?}",
                path.display(),
                page.article.furniture
            );
        }
    }
    assert!(n >= 8);
}

/// Without a width to be seen: an odd break, and lists whose lines are no wrapped text.
#[test]
fn a_sentence_that_is_cut_off_goes_on_and_lists_stay_lists() {
    let text = "Bridge at Ostrey closes\n\nThe council of Ostrey said on Monday that the bridge would close\nfor repairs.\n\n\
        The mayor told people it was safe.\n\nIt will reopen in spring.\n";
    let cut = read(text.as_bytes());
    assert!(cut.article.text.as_str().contains("would close for repairs."), "{}", cut.article.text.as_str());
    assert!(cut.article.text.as_str().contains("It will reopen in spring."));
    let list = "What to bring to the Ostrey fair\n\nThe fair opens on Friday, and the council of Ostrey has a list of what to bring to it.\n\n\
        A warm coat for the evening\nTwo lamps\nBread and cheese for four\nA rope of nine metres\n\nThe gates close at ten in the evening, the council said.";
    let list = read(list.as_bytes());
    assert!(!list.article.text.as_str().contains("evening Two lamps"), "{}", list.article.text.as_str());
}

#[test]
fn short_texts_and_interviews_are_kept() {
    let short = read("Bridge at Ostrey closes\n\nThe council said on Monday that it would close for repairs.\n\nThe mayor called it safe.\n\nIt reopens in spring.".as_bytes());
    assert_eq!(short.article.blocks.len(), 4, "{:?}", short.article.furniture);
    let talk = "Ostrey bridge: the engineer answers\n\nQ: Why close it now?\n\nA: The bearings are worn.\n\nQ: How long?\n\nA: Until spring, I hope. It \
        may take longer if the river rises before the new steel arrives.\n\nQ: Is it safe today?\n\nA: It is.\n\nQ: Who pays?\n\nA: The county pays.";
    let talk = read(talk.as_bytes());
    assert_eq!(talk.article.text.as_str().matches("Q:").count() + talk.article.text.as_str().matches("A:").count(), 8);
    assert_eq!(talk.article.title.as_deref(), Some("Ostrey bridge: the engineer answers"));
    let ten: Vec<String> = TOWNS[..10].iter().map(|t| format!("{t} is closed.")).collect();
    let ten = read(ten.join("\n\n").as_bytes());
    assert_eq!((ten.article.blocks.len(), has(&ten, NoteKind::NoArticle)), (10, false));
}

/// Whatever is left out stands in furniture: no line is cut, none is missing.
#[test]
fn what_is_left_out_stands_in_furniture() {
    let menu: Vec<String> = (0..500).map(|n| format!("Section {n} of the town")).collect();
    let text = format!(
        "{}\n\nBridges to close in May\n\n{}\n\n{}",
        menu.join("\n"),
        paragraphs().join("\n\n"),
        menu.join("\n")
    );
    let page = read(text.as_bytes());
    assert_eq!(kept(&page), 12);
    let whole: String = page
        .article
        .furniture
        .iter()
        .map(|f| f.text.as_str())
        .chain([page.article.text.as_str()])
        .collect::<Vec<_>>()
        .join("\n");
    for line in &menu {
        assert!(whole.contains(line.as_str()), "{line}");
    }
    let links: String = (0..300).map(|n| format!("<li><a href=/{n}>Section {n} of the town</a></li>")).collect();
    let web = format!("<nav><ul>{links}</ul></nav>{}", article(&html()));
    let page = read(self::page("", &web).as_bytes());
    assert!(page.article.furniture.len() >= 300, "{}", page.article.furniture.len());
    let huge = format!("{}\n\n{}", "MENU OF THE TOWN AND ITS SECTIONS\n".repeat(60_000), paragraphs().join("\n\n"));
    assert!(has(&read(huge.as_bytes()), NoteKind::FurnitureCut));
}

#[test]
fn letters_that_nobody_sees_split_no_words() {
    let html = page("", &article(&html().replacen("council", "coun\0cil", 1).replacen("bridge", "bri\u{200b}dge", 1)));
    assert_eq!(kept(&read(html.as_bytes())), 12);
    let text = paragraphs()
        .join("\n\n")
        .replacen("council", "coun\u{200b}cil", 1)
        .replacen("said", "\u{1b}[31msaid\u{1b}[0m", 1)
        .replacen("Monday", "\u{202e}Mon\u{7}day", 1);
    assert_eq!(kept(&read(text.as_bytes())), 12);
    let figures = record("The bridge of Ostrey costs £\u{200e}4 million, said the council on Monday.\n\nIt will be open in May, it said.".as_bytes(), &Given::new().kind(Kind::Dump), Parts::ALL);
    assert!(figures.facts.figures.iter().any(|f| f.unit.as_deref() == Some("GBP")), "{:?}", figures.facts.figures);
}

#[test]
fn strangers_are_refused_by_name() {
    let mut tar = vec![b'a'; 512];
    tar[257..262].copy_from_slice(b"ustar");
    for (bytes, name) in [
        (&b"%PDF-1.7 x"[..], "PDF"),
        (b"{\\rtf1 The council met.\\par}", "RTF"),
        (b"PK\x03\x04abc", "ZIP"),
        (&tar, "tar"),
        (b"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'><channel><title>Bridge</title></channel></rss>", "RSS"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "Atom"),
        (b"WARC/1.0\r\nWARC-Type: response", "WARC"),
        (b"\xFF\xD8\xFF\xE0", "JPEG"),
        (b"{\"a\": 1}", "JSON"),
    ] {
        let read = read(bytes);
        let note = read.notes.iter().find(|n| n.kind == NoteKind::NotAPage);
        assert!(note.is_some_and(|n| n.text.contains(name)), "{name}: {:?}", read.notes);
        assert!(read.article.text.is_empty());
    }
}

#[test]
fn utf32_and_mhtml_are_read() {
    let page = page("<title>Bridges</title>", &article(&html()));
    let little: Vec<u8> = page.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let big: Vec<u8> = "\u{feff}".chars().chain(page.chars()).flat_map(|c| u32::from(c).to_be_bytes()).collect();
    for bytes in [little, big] {
        let read = read(&bytes);
        assert_eq!((kept(&read), read.page.charset.as_str()), (12, "utf-32"));
    }
    let coded = page.replace('=', "=3D").replace("Monday", "Mon=\r\nday");
    let file = format!(
        "From: <Saved by Blink>\r\nDate: Wed, 12 Mar 2031 09:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--x\"\r\n\r\n\
         ----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://ostrey.example/1\r\n\r\n{coded}\r\n----x--\r\n"
    );
    let saved = read(file.as_bytes());
    assert_eq!(kept(&saved), 12, "{:?}", saved.notes);
    assert_eq!(saved.page.url.as_deref(), Some("https://ostrey.example/1"));
    assert_eq!(saved.page.retrieved.as_deref(), Some("2031-03-12T09:30:00+00:00"));
}

#[test]
fn english_facts_are_never_read_out_of_another_language() {
    let welsh = "Mae'r cyngor wedi penderfynu cau'r bont yn ystod y gaeaf, ac mae ei haelodau yn dweud bod y gwaith wedi dechrau.";
    for (html, tag) in [
        (format!("<html lang=cy><h1>Y bont</h1><p>{welsh}</p><p>{welsh}</p>"), Some("cy")),
        ("<p>Το συμβούλιο αποφάσισε να κλείσει τη γέφυρα τον Μάιο, είπε ο δήμαρχος.</p>".repeat(4), Some("el")),
        ("<p>Il-Kunsill iddeċieda li jagħlaq il-pont f'Mejju minħabba xogħol fuq it-toroq, qal is-sindku lill-ġurnalisti.</p>".repeat(4), None),
    ] {
        let read = record(html.as_bytes(), &Given::new(), Parts::ALL);
        assert_eq!(read.page.language.as_deref(), tag, "{html}");
        assert!(has(&read, if tag.is_some() { NoteKind::LanguageUnsupported } else { NoteKind::LanguageUnknown }));
        assert!(read.facts.entities.is_empty() && read.facts.times.is_empty());
    }
    assert!(read(b"<p>x").article.blocks.iter().all(|b| b.kind != BlockKind::Title));
}

#[test]
fn a_date_that_was_not_read_says_why() {
    let with = |date: &str| {
        let head = format!("<meta property='article:published_time' content='{date}'>");
        read(page(&head, &article(&html())).as_bytes())
    };
    let good = with("2031-04-30T09:00:00Z");
    assert!(good.article.published.is_some() && !has(&good, NoteKind::DateUnread));
    for wrong in ["2031-04-31", "soon", "2031-13-01T09:00:00Z"] {
        let record = with(wrong);
        assert!(
            record.article.published.is_none() && has(&record, NoteKind::DateUnread),
            "{wrong}: {:?}",
            record.notes
        );
        assert!(record.notes.iter().any(|n| n.text.contains(&wrong[..4])), "{:?}", record.notes);
    }
    // An impossible hour costs the hour only.
    let hour = with("2031-04-30T25:99:00Z");
    assert_eq!(hour.article.published.map(|p| p.to_string()).as_deref(), Some("2031-04-30"));
}
