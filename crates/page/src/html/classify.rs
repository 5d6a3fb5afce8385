//! Line classifier: is this line body text? Gradient-boosted trees over layout features.
//!
//! `body` proposes by rule; a small forest of boosted trees (`weights/lines.txt`) then looks at every line that could be
//! body. It sees shapes, densities and places only, never a word, so that weights may be learned from pages whose texts
//! may not be learned from, and pages of every language are read alike. Grown by `cargo xtask train`.

mod features;

use std::sync::LazyLock;

use super::body::Body;
use super::lines::{Line, Page};
use super::shape::LIST;
use crate::forest::{self, Forest};
use crate::markup::{Id, NONE, Tag, Tree};
pub use features::{Features, N, NAMES, rows};

/// The forest as it ships.
pub(crate) const LINES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/lines.txt"));

// Where numbers were added or removed: set `numbers` in the file, then grow the forest anew with `cargo xtask train pages`.
const _: () = assert!(matches!(forest::n_numbers(LINES), Some(N)), "weights/lines.txt was grown for other rows");

static FOREST: LazyLock<Forest> = LazyLock::new(|| Forest::shipped(LINES));

/// Log-odds that it takes to overrule the rules. Chosen on traf, whose text nothing was learned from: snippet F1 .938 with none,
/// .941 with one.
const SURE: f32 = 1.0;
/// Articles of fewer bytes than these were hardly among what was learned from, so that it takes more to overrule the rules.
const SMALL: u32 = 800;
const SURE_OF_SMALL: f32 = 2.0;

/// What is known besides the lines themselves.
pub struct Context<'a> {
    pub title_line: Option<usize>,
    /// Lines that JSON-LD's body has too; empty where it tells none.
    pub proven: &'a [bool],
    pub described: &'a [String],
}

/// Classifies every line of the body, and those outside it that could be body; updates the body.
pub fn classify(tree: &Tree<'_>, page: &Page<'_>, body: &mut Body, context: &Context<'_>) {
    let rows = rows(tree, page, body, context);
    let odds = odds(tree, page, body, &rows);
    let kept: Vec<u32> = rows.iter().zip(&odds).filter(|(_, odds)| **odds > 0.0).map(|(row, _)| row.line).collect();
    // A page where nothing convinces keeps what the rules found.
    if size(page, &kept) * 4 >= size(page, &body.kept) {
        body.kept = kept;
        if let (Some(first), Some(last)) = (body.kept.first(), body.kept.last()) {
            body.first = body.first.min(*first as usize);
            body.last = body.last.max(*last as usize + 1);
        }
    }
}

fn size(page: &Page<'_>, kept: &[u32]) -> u32 {
    kept.iter().filter_map(|i| page.lines.get(*i as usize)).map(|l| l.end - l.start).sum()
}

/// What speaks most for and against a line.
pub fn reasons(row: &Features) -> Vec<(String, f32)> {
    FOREST
        .reasons(&row.numbers, 4)
        .into_iter()
        .filter_map(|(feature, moved)| Some((NAMES.get(feature)?.clone(), moved)))
        .collect()
}

/// The log-odds of each candidate line, with what the rules say counted in.
pub fn odds(tree: &Tree<'_>, page: &Page<'_>, body: &Body, rows: &[Features]) -> Vec<f32> {
    let sure = if size(page, &body.kept) < SMALL { SURE_OF_SMALL } else { SURE };
    let mut odds: Vec<f32> = Vec::with_capacity(rows.len());
    for row in rows {
        let by_rule = body.kept.binary_search(&row.line).is_ok();
        odds.push(FOREST.answer(&row.numbers) + if by_rule { sure } else { -sure });
    }
    // The items of a list stand or fall together.
    let lists: Vec<Id> =
        rows.iter().map(|row| page.lines.get(row.line as usize).map_or(NONE, |l| list_of(tree, l))).collect();
    let mut from = 0;
    for items in lists.chunk_by(|a, b| a == b) {
        let to = from + items.len();
        if items[0] != NONE {
            let mean = odds[from..to].iter().sum::<f32>() / items.len() as f32;
            odds[from..to].fill(mean);
        }
        from = to;
    }
    odds
}

/// The list whose item a line is.
fn list_of(tree: &Tree<'_>, line: &Line) -> Id {
    let mut at = line.node;
    for _ in 0..4 {
        if at == NONE || line.shape & LIST == 0 {
            return NONE;
        }
        let node = tree.node(at);
        if matches!(node.tag, Tag::Ul | Tag::Ol) {
            return at;
        }
        at = node.parent;
    }
    NONE
}
