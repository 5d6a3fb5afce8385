//! Units of attribution: sentences, joined where a quotation runs over their stops.

use onrecord_grammar::{Grammar, Tokens};
use onrecord_words::quotes::Quote;

/// Tokens of one block that are read together.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    pub tokens: Tokens,
    pub block: u32,
}

/// All units in text order.
pub fn units(g: &Grammar<'_>, quotes: &[Quote]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut q = 0;
    for s in &g.sentences {
        let (first, end) = (s.tokens.start as usize, s.tokens.end as usize);
        while q < quotes.len() && quotes[q].close < first {
            q += 1;
        }
        // Does a quotation begin before this sentence and reach into it?
        let runs_on = quotes.get(q).is_some_and(|q| q.open < first && q.close >= first && q.block == s.block);
        match units.last_mut() {
            Some(last) if runs_on && last.block == s.block => last.tokens.end = end,
            _ => units.push(Unit { tokens: Tokens::from(first..end), block: s.block }),
        }
    }
    units
}
