//! Any bytes as a web page: no panic, spans on character boundaries, blocks in order; depth, size and lies survived.

use onrecord_model::PageKind;
use onrecord_page::{Given, Kind, Opened, open};
use proptest::prelude::*;

const GIVEN: Given<'static> = Given { url: None, published: None };

/// Everything a record's reader relies on.
fn check(opened: &Opened) {
    let article = &opened.article;
    let mut end = 0;
    for block in &article.blocks {
        let words = article.text.get(block.span).unwrap_or_default();
        assert!(!words.trim().is_empty(), "an empty block");
        assert!(block.span.start >= end, "blocks out of order");
        end = block.span.end;
    }
    for link in &article.links {
        let words = article.text.get(link.span).unwrap_or_default();
        assert!(!words.is_empty() && words.trim() == words, "a link's words: {words:?}");
    }
    for image in &article.images {
        for span in [image.alt, image.caption].into_iter().flatten() {
            assert!(article.text.get(span).is_some());
        }
        for person in &image.people {
            assert!(article.text.get(person.span).is_some());
        }
    }
    assert!((0.0..=1.0).contains(&article.score));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&open(&bytes, Kind::Html, &GIVEN));
        check(&open(&bytes, onrecord_page::kind(&bytes), &Given::default()));
    }

    #[test]
    fn any_pile_of_markup(parts in proptest::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class='article-body'>", "</div>", "<aside class=related>", "<ul><li>", "<table><tr><td>", "</table>",
        "<figure><img src=a.jpg alt='A long picture text here'>", "<figcaption>", "</figure>", "<h1>", "</h1>", "<h2>", "<br>", "<br><br>",
        "<time datetime='2025-09-06'>", "<a href=/author/x>", "</a>", "<pre>", "<article>", "<blockquote>", "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",",
        "\"articleBody\":\"", "\"}</script>", "<meta property='og:title' content='", "'>", "&nbsp;", "&#8217;", "é", "道", "\u{1F600}",
        "The bridge over the Tamber opened again on Monday, the town said. ", "By Ana Ruiz", "\0", "\r\n", "<svg>", "</svg>", "<b>", "</b>",
    ]), 0..120)) {
        check(&open(parts.concat().as_bytes(), Kind::Html, &GIVEN));
    }
}

const SENTENCE: &str = "The bridge over the Tamber opened again on Monday after nine weeks of repairs, the town said, and traffic was light.";

fn body() -> String {
    (0..8).map(|i| format!("<p>{SENTENCE} It was sentence number {i} of the report.</p>")).collect()
}

#[test]
fn links_keep_their_words_and_place() {
    let page = format!(
        "<article><h1>Bridge</h1><p>On Monday <a href='/tamber'> the bridge\nover the Tamber </a>opened, <a href='#top'>as told</a>.</p>{}\
         <p>Planks from the first to the last <a href='https://tamber.example/a'>are of <b>oak</b></a>, the town said on Monday.</p></article>",
        body()
    );
    let opened = open(page.as_bytes(), Kind::Html, &GIVEN);
    let links =
        opened.article.links.iter().map(|l| (opened.article.text.get(l.span).unwrap_or_default(), l.url.as_str()));
    let expected = [("the bridge over the Tamber", "/tamber"), ("are of oak", "https://tamber.example/a")];
    assert_eq!(links.collect::<Vec<_>>(), expected);
}

#[test]
fn every_candidate_is_explained() {
    let lines = onrecord_page::explain::lines(
        format!("<article><h1>Bridge</h1>{}</article>", body()).as_bytes(),
        Kind::Html,
        &GIVEN,
    );
    assert_eq!(lines.len(), 8);
    for line in lines {
        assert!(line.odds > 0.0, "{line:?}");
        assert!(
            line.reasons.len() == 4 && line.reasons.iter().all(|(what, moved)| !what.is_empty() && moved.is_finite())
        );
    }
}

#[test]
fn an_article_at_any_depth_reads_the_same() {
    let read = |depth: usize| {
        let page = format!(
            "<html><body><h1>Bridge opens again</h1>{}{}{}</body></html>",
            "<div>".repeat(depth),
            body(),
            "</div>".repeat(depth)
        );
        open(page.as_bytes(), Kind::Html, &GIVEN).article
    };
    let shallow = read(10);
    assert!(shallow.text.contains("number 7"));
    assert_eq!(shallow, read(300));
    assert_eq!(shallow, read(600));
}

#[test]
fn text_is_found_however_deep_it_lies() {
    for open_tag in
        ["<div>", "<ul><li>", "<table><tr><td>", "<p><font>", "<section><article>", "<blockquote>", "<b><i>"]
    {
        let page = format!("<html><body><h1>Bridge opens again</h1>{}{}", open_tag.repeat(20_000), body());
        let opened = open(page.as_bytes(), Kind::Html, &GIVEN);
        check(&opened);
        assert!(opened.article.text.contains("number 7"), "{open_tag}");
    }
}

#[test]
fn what_is_no_page_says_so() {
    for bytes in [&b"\xFF\xD8\xFF\xE0\0\x10JFIF"[..], b"%PDF-1.7 stream", b"{\"a\": [1, 2]}"] {
        let opened = open(bytes, Kind::Html, &GIVEN);
        assert_eq!(opened.article.kind, PageKind::Other);
        assert_eq!(opened.notes.len(), 1);
        assert_eq!(&*opened.article.text, "");
    }
}

#[test]
fn odd_json_ld_is_survived() {
    for json in [
        "[".repeat(100_000),
        format!(
            "{{\"@type\":\"NewsArticle\",\"headline\":\"Bridge opens\",\"x\":{}1{}}}",
            "[".repeat(5000),
            "]".repeat(5000)
        ),
        "{\"@type\":\"NewsArticle\",\"datePublished\":\"2025-02-32\",\"author\":[[[]]]}".into(),
        "{\"@type\":\"NewsArticle\",\"datePublished\":\"9999-01-01\"}".into(),
        "{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"#a\"},\"x\":1,}".into(),
    ] {
        let page = format!("<script type=\"application/ld+json\">{json}</script><h1>Bridge opens again</h1>{}", body());
        let opened = open(page.as_bytes(), Kind::Html, &GIVEN);
        check(&opened);
        assert!(opened.article.text.contains("number 7"));
        assert_eq!(opened.article.published, None);
    }
}
