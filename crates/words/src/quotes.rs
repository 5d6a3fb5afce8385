//! Quotation marks paired, a paragraph at a time.
//!
//! Marks inside a quotation are part of it. A mark that is never closed reaches to the end of its paragraph, and goes on
//! in the next one where that begins with a mark too. Leaves alone: apostrophes, marks that close nothing.
//! Cases: cases/statements/marks.md

use crate::{TokenKind, Words};

/// Words between marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quote {
    /// Token of the opening mark.
    pub open: usize,
    /// Token of the closing mark, or one past the paragraph's last token where it is missing.
    pub close: usize,
    pub closed: bool,
    pub block: u32,
}

impl Quote {
    /// Number of tokens between the marks.
    pub fn n_tokens(&self) -> usize {
        self.close - self.open - 1
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Family {
    Double,
    Single,
}

fn family(mark: &str) -> Option<Family> {
    match mark {
        "“" | "”" | "\"" | "„" | "«" | "»" | "''" | "``" => Some(Family::Double),
        "‘" | "’" | "'" | "‚" | "‹" | "›" | "`" | "ʼ" => Some(Family::Single),
        _ => None,
    }
}

/// All outermost quotations in text order.
pub fn pair(words: &Words<'_>) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut first = 0;
    while first < words.tokens.len() {
        let block = words.sentence_of(first).block;
        let mut end = words.sentence_of(first).tokens.end as usize;
        while end < words.tokens.len() && words.sentence_of(end).block == block {
            end = words.sentence_of(end).tokens.end as usize;
        }
        pair_block(words, first, end, block, &mut quotes);
        first = end;
    }
    quotes
}

fn pair_block(words: &Words<'_>, first: usize, end: usize, block: u32, quotes: &mut Vec<Quote>) {
    // Single marks close only where they are no owner's apostrophe: the last one of the paragraph is looked up once.
    let mut singles: Vec<usize> = (first..end).filter(|i| closes_single(words, *i)).collect();
    singles.reverse();
    let mut open: Option<(usize, Family)> = None;
    for i in first..end {
        let kind = words.kind(i);
        let Some(family) = family(words.word(i)).filter(|_| matches!(kind, TokenKind::Open | TokenKind::Close)) else {
            continue;
        };
        while singles.last().is_some_and(|s| *s <= i) {
            singles.pop();
        }
        match open {
            None if kind == TokenKind::Open && (family == Family::Double || !singles.is_empty()) => {
                open = Some((i, family))
            }
            Some((at, Family::Double)) if family == Family::Double => {
                // A second opening mark means that the first was never closed, or that one is nested: curly marks tell.
                if kind == TokenKind::Close || words.word(i) == "\"" {
                    quotes.push(Quote { open: at, close: i, closed: true, block });
                    open = None;
                }
            }
            Some((at, Family::Single)) if family == Family::Single && kind == TokenKind::Close => {
                if closes_single(words, i) || singles.is_empty() {
                    quotes.push(Quote { open: at, close: i, closed: true, block });
                    open = None;
                }
            }
            _ => {}
        }
    }
    if let Some((at, Family::Double)) = open
        && end > at + 3
    {
        quotes.push(Quote { open: at, close: end, closed: false, block });
    }
}

/// A single closing mark behind a stop, or behind a word that is no plural owner.
fn closes_single(words: &Words<'_>, i: usize) -> bool {
    words.kind(i) == TokenKind::Close
        && family(words.word(i)) == Some(Family::Single)
        && i > 0
        && !(words.lower(i - 1).ends_with('s')
            && words.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Word && t.spaced))
}

/// For each token, the number of its quotation plus one; 0 outside. Marks count as inside.
pub fn mask(words: &Words<'_>, quotes: &[Quote]) -> Vec<u32> {
    let mut mask = vec![0; words.tokens.len()];
    for (n, q) in quotes.iter().enumerate() {
        let end = (q.close + 1).min(mask.len());
        mask[q.open..end].fill(n as u32 + 1);
    }
    mask
}
