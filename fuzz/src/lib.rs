//! What must hold of any bytes: nothing panics, every block lies on character boundaries, and so does every statement.

use onrecord_page::{Given, Kind, open};
use onrecord_read::{Parts, read};

/// Reads the bytes whole, to their record.
pub fn check(bytes: &[u8], kind: Kind) {
    let opened = open(bytes, &Given { kind: Some(kind), url: None, published: Some("2031-03-12") });
    let article = &opened.article;
    for block in &article.blocks {
        assert!(article.text.get(block.span).is_some_and(|words| !words.is_empty()));
    }
    let facts = read(article, Some("en"), Parts::ALL, &mut vec![]);
    for content in facts.statements.iter().flat_map(|s| &s.content) {
        assert!(article.text.get(*content).is_some_and(|words| !words.is_empty()));
    }
}
