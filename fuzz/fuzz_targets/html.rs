//! Any bytes as a web page: nothing panics, every block lies on character boundaries, and so does every statement.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_page::{Given, Kind, open};
use onrecord_read::{Parts, read};

fuzz_target!(|bytes: &[u8]| {
    let opened = open(bytes, &Given { kind: Some(Kind::Html), url: None, published: Some("2031-03-12") });
    let article = &opened.article;
    for block in &article.blocks {
        assert!(article.text.get(block.span).is_some_and(|words| !words.is_empty()));
    }
    let facts = read(article, Some("en"), Parts::ALL, &mut vec![]);
    for content in facts.statements.iter().flat_map(|s| &s.content) {
        assert!(article.text.get(*content).is_some_and(|words| !words.is_empty()));
    }
});
