//! What must hold of any bytes: nothing panics, every block lies on character boundaries, and so does every statement.

use onrecord::{Given, Kind, Parts, record};
use onrecord_model::NoteKind;

/// Reads the bytes whole, to their record.
pub fn check(bytes: &[u8], kind: Kind) {
    let day = "2031-03-12".parse().ok();
    let record = record(bytes, &Given::new().kind(kind).published(day.as_ref()), Parts::ALL);
    assert!(record.notes.iter().all(|note| note.kind != NoteKind::Fault), "the reader failed");
    let text = &record.article.text;
    for block in &record.article.blocks {
        assert!(text.get(block.span).is_some_and(|words| !words.is_empty()));
    }
    for content in record.facts.statements.iter().flat_map(|s| &s.content) {
        assert!(text.get(*content).is_some_and(|words| !words.is_empty()));
    }
}
