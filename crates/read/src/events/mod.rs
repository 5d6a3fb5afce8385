//! What is reported as happened, ongoing, planned, called off, denied or hypothetical.

use onrecord_model::{Article, Event, Statement, Time};

use crate::cast::Cast;
use crate::words::Words;

pub fn find(
    _words: &Words<'_>,
    _article: &Article,
    _cast: &Cast,
    _times: &[Time],
    _statements: &[Statement],
) -> Vec<Event> {
    Vec::new()
}
