//! Line classifier for a page saved as text: is this line body text, is it the headline? Gradient-boosted trees.
//!
//! Rules label lines and find the stretch that is mostly running text; two small forests of boosted trees then look at every
//! line (`weights/dump-lines.txt`, `weights/dump-titles.txt`). They see lengths, marks, labels and places, and how many of a
//! line's words the body takes up, never which words. Grown by `cargo xtask train`.

mod features;

use std::sync::LazyLock;

use super::label::Label;
use super::lines::Line;
use crate::forest::{self, Forest};
pub use features::{N, NAMES, rows};

/// The forests as they ship.
pub(crate) const LINES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/dump-lines.txt"));
pub(crate) const TITLES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/dump-titles.txt"));

// Where numbers were added or removed: set `numbers` in the files, then grow the forests anew with `cargo xtask train pages`.
const _: () = assert!(matches!(forest::n_numbers(LINES), Some(N)), "weights/dump-lines.txt was grown for other rows");
const _: () = assert!(matches!(forest::n_numbers(TITLES), Some(N)), "weights/dump-titles.txt was grown for other rows");

static BODY: LazyLock<Forest> = LazyLock::new(|| Forest::shipped(LINES));
static TITLE: LazyLock<Forest> = LazyLock::new(|| Forest::shipped(TITLES));

/// Log-odds that it takes to call a line the headline.
const LEAST_TITLE: f32 = -4.0;

/// Log-odds by which a line must beat the one right above it.
const AHEAD: f32 = 1.0;

/// What the forests say of a page's lines.
pub struct Scores {
    /// Log-odds of being body, by line.
    pub body: Vec<f32>,
    pub title: Option<usize>,
}

/// Scores all lines, given the stretch of running text.
pub fn classify(lines: &[Line], labels: &[Label], first: usize, end: usize) -> Scores {
    let rows = rows(lines, labels, first, end);
    let body = body_odds(&rows);
    let mut title: Option<(f32, usize)> = None;
    for (i, row) in rows.iter().enumerate().take((first + 4).min(lines.len())) {
        let odds = if may_be_title(&lines[i], labels[i]) { TITLE.answer(row) } else { continue };
        // Of headline and standfirst, one right below the other, the headline stands first.
        let ahead = title.map_or(LEAST_TITLE, |(most, at)| if at + 1 == i { most + AHEAD } else { most });
        if odds > ahead {
            title = Some((odds, i));
        }
    }
    // "News / Town / Harbour to be rebuilt" is the path to the page; the headline alone follows it.
    let title = title.map(|(_, i)| {
        let ends_it = |k: &usize| lines[*k].n_words >= 4 && lines[i].text.ends_with(lines[*k].text.as_str());
        (i + 1..(i + 5).min(lines.len())).find(ends_it).unwrap_or(i)
    });
    Scores { body, title }
}

/// The log-odds of being body, by line.
pub fn body_odds(rows: &[[f32; N]]) -> Vec<f32> {
    rows.iter().map(|row| BODY.answer(row)).collect()
}

/// What speaks most for and against a line being body.
pub fn reasons(row: &[f32]) -> Vec<(String, f32)> {
    BODY.reasons(row, 4).into_iter().filter_map(|(feature, moved)| Some((NAMES.get(feature)?.clone(), moved))).collect()
}

/// A line that could be a headline by its length.
pub fn may_be_title(line: &Line, label: Label) -> bool {
    (2..=40).contains(&line.n_words)
        && line.text.len() <= 300
        && !matches!(label, Label::Date | Label::Byline | Label::Age)
        && !line.text.starts_with("Q:")
        && !line.text.starts_with("A:")
}
