//! Time expressions, each with its TIMEX3 value and its calendar interval.

use onrecord_model::{Article, Time};

use crate::words::Words;

pub fn find(_words: &Words<'_>, _article: &Article) -> Vec<Time> {
    Vec::new()
}
