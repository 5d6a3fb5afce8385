//! What `cargo xtask train` learns from: the tokens of an article that may be names, with their features.

use onrecord_model::{Article, Span};

pub use crate::names::tagger::{KINDS, N_TAGS, ROWS, SIZE, best};
use crate::{names, words::Words};

/// A token that may be part of a name.
pub struct Cell {
    pub span: Span,
    /// It stands right behind the cell before.
    pub joined: bool,
    /// Rows of its features.
    pub rows: Vec<u32>,
}

/// All tokens of an article that may be names, in text order.
pub fn cells(article: &Article) -> Vec<Cell> {
    let words = Words::cut(article);
    let mut cells = Vec::new();
    names::chains(&words, |chain| {
        for (k, rows) in chain.rows().enumerate() {
            cells.push(Cell { span: words.tokens[chain.first + k].span, joined: k > 0, rows: rows.to_vec() });
        }
    });
    cells
}
