//! Who said what: direct, mixed and indirect statements with cue, source and circumstances.

use onrecord_model::{Article, Statement, Time};

use crate::cast::Cast;
use crate::words::Words;

pub fn find(_words: &Words<'_>, _article: &Article, _cast: &Cast, _times: &[Time]) -> Vec<Statement> {
    Vec::new()
}
