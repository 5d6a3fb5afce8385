//! Grows the weights that choose where what is reported begins and ends (`crates/read/weights/extents.bin`) from annotated articles.

use onrecord_model::{Article, Facts, Span, Statement};
use onrecord_read::learn::{self, Offer, PLACES, Place};

use crate::logit::{self, Choice};
use crate::statements;

/// Strength of the penalty on weights, chosen by ten folds.
const RIDGE: f64 = 8.0;

/// A choice of an annotated article.
pub struct Example {
    choice: Choice,
    place: Place,
    /// How often it counts.
    times: usize,
    /// The candidate of the rules.
    rule: usize,
    /// Bytes of what is reported, by each candidate and in truth.
    bytes: Vec<(f64, f64)>,
}

/// The first letter or digit from a place on.
fn first(text: &[u8], from: u32) -> usize {
    (from as usize..text.len()).find(|i| text[*i].is_ascii_alphanumeric() || text[*i] > 127).unwrap_or(text.len())
}

/// Behind the last letter or digit before a place.
fn last(text: &[u8], to: u32) -> usize {
    (0..to as usize).rev().find(|i| text[*i].is_ascii_alphanumeric()).map_or(0, |i| i + 1)
}

/// The part of a statement with this cue that stands behind it, or before it.
fn reported(statements: &[Statement], cue: Span, place: Place) -> Option<Span> {
    let of = |s: &&Statement| s.cue.iter().any(|c| c.start < cue.end && cue.start < c.end);
    let parts = statements.iter().filter(of).flat_map(|s| &s.content);
    match place {
        Place::Back => parts.filter(|p| p.end <= cue.start).max_by_key(|p| p.end).copied(),
        _ => parts.filter(|p| p.start >= cue.start).min_by_key(|p| p.start).copied(),
    }
}

/// The choices of an annotated article that can be told right or wrong.
pub fn examples(article: &Article, facts: &Facts, offers: Vec<Offer>, times: usize) -> Vec<Example> {
    let text = article.text.as_str().as_bytes();
    let mut all = Vec::new();
    for Offer { cue, place, at, rows, rule } in offers {
        let start = place != Place::End;
        let Some(part) = reported(&facts.statements, cue, place) else { continue };
        let right: Vec<bool> = at
            .iter()
            .map(|at| {
                if start {
                    first(text, *at) == first(text, part.start)
                } else {
                    last(text, *at) == last(text, part.end)
                }
            })
            .collect();
        if right.contains(&true) && at.len() > 1 {
            let (from, to) = (f64::from(part.start), f64::from(part.end));
            let bytes = at
                .iter()
                .map(|at| if start { (to - f64::from(*at), to - from) } else { (f64::from(*at) - from, to - from) })
                .collect();
            all.push(Example { bytes, choice: Choice { rows, right }, place, times, rule });
        }
    }
    all
}

fn learned(examples: &[&Example]) -> Vec<f64> {
    let choices: Vec<&Choice> = examples.iter().flat_map(|e| std::iter::repeat_n(&e.choice, e.times)).collect();
    logit::learned(&choices, learn::STATEMENT_ROWS, RIDGE)
}

/// How often weights choose the right place and one nearly right, how often the rules do, and of how many, by place.
pub fn tally(examples: &[Example], weights: &[u8]) -> [usize; 15] {
    let near = |(a, b): (f64, f64)| usize::from(a.min(b) >= 0.8 * a.max(b));
    let mut out = [0; 15];
    for e in examples {
        let from = 5 * e.place as usize;
        let weights = weights.chunks(learn::STATEMENT_ROWS).nth(e.place as usize).unwrap_or_default();
        let best = statements::chosen(&e.choice.rows, weights);
        for (at, k) in [(from, best), (from + 2, e.rule)] {
            out[at] += usize::from(e.choice.right[k]);
            out[at + 1] += near(e.bytes[k]);
        }
        out[from + 4] += 1;
    }
    out
}

/// The weights in bytes, a table for each place.
pub fn grow(examples: &[Example]) -> Vec<u8> {
    let table = |place: Place| {
        let of: Vec<&Example> = examples.iter().filter(|e| e.place == place).collect();
        statements::bytes(&learned(&of))
    };
    PLACES.into_iter().flat_map(table).collect()
}
