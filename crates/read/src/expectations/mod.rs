//! Statements about the future that somebody can be held to.

use onrecord_model::{Article, Event, Expectation, Statement, Time};

use crate::cast::Cast;
use crate::words::Words;

pub fn find(
    _words: &Words<'_>,
    _article: &Article,
    _cast: &Cast,
    _times: &[Time],
    _statements: &[Statement],
    _events: &[Event],
) -> Vec<Expectation> {
    Vec::new()
}
