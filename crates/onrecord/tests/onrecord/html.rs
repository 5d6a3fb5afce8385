//! The web page of a record: each mark has the page's own words, nothing is fetched, nothing of a page becomes markup.

use std::collections::BTreeMap;

use onrecord::{Given, Parts, record, render};
use onrecord_model::{Form, Record, Span};

fn examples() -> Vec<(String, Record)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("examples") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "html" || e == "txt") {
            let bytes = std::fs::read(&path).expect("an example");
            all.push((path.display().to_string(), record(&bytes, &Given::new(), Parts::ALL)));
        }
    }
    assert!(all.len() >= 8);
    all
}

/// The words of each mark by its fact ("s3"), numbers that lead to panels left out.
fn marks(html: &str) -> BTreeMap<String, String> {
    let (mut out, mut open): (BTreeMap<String, String>, Vec<String>) = (BTreeMap::new(), Vec::new());
    let mut rest = &html[html.find("<main").expect("a text")..html.find("</main>").expect("its end")];
    let mut is_number = false;
    while let Some(at) = rest.find('<') {
        let words = rest[..at].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        if !is_number {
            open.iter().for_each(|fact| out.entry(fact.clone()).or_default().push_str(&words));
        }
        let end = at + rest[at..].find('>').expect("a whole tag");
        let tag = &rest[at + 1..end];
        match tag.split(' ').next().unwrap_or_default() {
            "mark" => {
                open.push(tag.split("data-f=").nth(1).and_then(|t| t.split(' ').next()).expect("a fact").to_owned())
            }
            "/mark" => drop(open.pop()),
            "sup" => is_number = true,
            "/sup" => is_number = false,
            _ => {}
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
    out
}

/// Where each fact that is marked stands.
fn places(record: &Record) -> BTreeMap<String, Vec<Span>> {
    let facts = &record.facts;
    let mut out = BTreeMap::new();
    facts.statements.iter().enumerate().for_each(|(n, s)| drop(out.insert(format!("s{n}"), s.content.clone())));
    facts.expectations.iter().enumerate().for_each(|(n, x)| drop(out.insert(format!("x{n}"), vec![x.span])));
    facts.events.iter().enumerate().for_each(|(n, e)| drop(out.insert(format!("v{n}"), vec![e.trigger])));
    facts.figures.iter().enumerate().for_each(|(n, f)| drop(out.insert(format!("f{n}"), vec![f.span])));
    facts.times.iter().enumerate().for_each(|(n, t)| drop(out.insert(format!("t{n}"), vec![t.span])));
    for (n, e) in facts.entities.iter().enumerate() {
        let mut named: Vec<Span> = e.mentions.iter().filter(|m| m.form == Form::Name).map(|m| m.span).collect();
        named.sort_unstable();
        if !named.is_empty() {
            out.insert(format!("n{n}"), named);
        }
    }
    out
}

#[test]
fn each_mark_has_the_words_of_its_fact() {
    for (name, record) in examples() {
        let html = render::html(&record);
        let marks = marks(&html);
        let places = places(&record);
        assert_eq!(marks.keys().collect::<Vec<_>>(), places.keys().collect::<Vec<_>>(), "{name}");
        for (fact, spans) in &places {
            let mut spans = spans.clone();
            spans.sort_unstable();
            let words: String = spans.iter().map(|s| &record.article.text[*s]).collect();
            // Pictures stand at the end, so a name that is first met in a caption is marked last.
            let (mut a, mut b): (Vec<char>, Vec<char>) = (words.chars().collect(), marks[fact].chars().collect());
            if words != marks[fact] {
                a.sort_unstable();
                b.sort_unstable();
            }
            assert_eq!(a, b, "{name} {fact}");
            let panel = [format!("id=\"{fact}\""), format!("id={fact}")];
            assert!(panel.iter().any(|id| html.contains(id.as_str())), "{name}: no panel of {fact}");
            assert!(html.contains(&format!("id=m-{fact}>")), "{name}: no way back to {fact}");
        }
    }
}

#[test]
fn the_page_needs_nothing_else() {
    for (name, record) in examples() {
        let html = render::html(&record);
        for what in ["<script", "<link", "<img", "url(", "@import", "javascript:", " onclick", "src="] {
            assert!(!html.contains(what), "{name}: {what}");
        }
        assert!(html.contains("default-src 'none'"));
    }
}

#[test]
fn nothing_of_a_page_becomes_markup() {
    let page = "<title>Bridge</title><h1>Bridge &lt;script&gt;alert(1)&lt;/script&gt;</h1><p>The council of Ostrey said on Monday that \
        &lt;b onmouseover=\"x\"&gt; is its &amp;amp; new sign.</p><p>“&lt;img src=x onerror=y&gt; stays,” said Ada Marl, the mayor of Ostrey.</p>\
        <p>It costs £4 million &lt;/mark&gt;&lt;/main&gt;, she said on Tuesday.</p>";
    let record = record(page.as_bytes(), &Given::new().url("https://a.example/\"><script>x</script>"), Parts::ALL);
    let html = render::html(&record);
    assert!(!html.contains("<script") && !html.contains("<b onmouse") && !html.contains("<img"), "{html}");
    assert_eq!(html.matches("</main>").count(), 1);
    assert!(!record.facts.statements.is_empty());
}
