//! Facts drawn by a seed: which ones depends on the seed and on the facts, not on the order in which pages came.

use std::collections::BinaryHeap;

use crate::get::{STATEMENT, StatementRow};
use crate::ledger::{self, ExpectationRow};
use crate::{Archive, Result};

/// What is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sampled {
    /// Statements.
    #[default]
    Statements,
    /// Expectations.
    Expectations,
    /// Articles.
    Articles,
}

/// A fact that was drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct SampledRow {
    /// Its article.
    pub article: i64,
    /// The statement.
    pub statement: Option<StatementRow>,
    /// The expectation.
    pub expectation: Option<ExpectationRow>,
}

/// Every bit of each number moves every bit (the finish of splitmix64).
fn mixed(numbers: [i64; 4]) -> u64 {
    numbers.into_iter().fold(0, |hash: u64, n| {
        let mut z = (hash ^ n.cast_unsigned()).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

impl Archive {
    /// So many facts, in the order in which they were drawn: each has a number that follows from the seed, its article and its key, and those
    /// with the lowest are the sample.
    pub fn sample(&self, of: Sampled, n: usize, seed: u64) -> Result<Vec<SampledRow>> {
        let sql = match of {
            Sampled::Statements => {
                "SELECT s.n, a.n, a.key, s.key, s.nth FROM statements s JOIN articles a ON a.n = s.article"
            }
            Sampled::Expectations => {
                "SELECT s.n, a.n, a.key, s.key, s.nth FROM expectations s JOIN articles a ON a.n = s.article"
            }
            Sampled::Articles => "SELECT a.n, a.n, a.key, 0, 0 FROM articles a",
        };
        self.read(|db| {
            let mut lowest: BinaryHeap<(u64, i64, i64)> = BinaryHeap::with_capacity(n + 1);
            let mut query = db.prepare(sql)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let hash = mixed([seed.cast_signed(), row.get(2)?, row.get(3)?, row.get(4)?]);
                if lowest.len() < n || lowest.peek().is_some_and(|(most, ..)| hash < *most) {
                    lowest.push((hash, row.get(0)?, row.get(1)?));
                    if lowest.len() > n {
                        lowest.pop();
                    }
                }
            }
            let mut all = Vec::with_capacity(lowest.len());
            for (_, n, article) in lowest.into_sorted_vec() {
                let mut drawn = SampledRow { article, statement: None, expectation: None };
                match of {
                    Sampled::Statements => {
                        let sql = format!("SELECT {STATEMENT} FROM statements s WHERE s.n = ?");
                        drawn.statement = Some(db.prepare_cached(&sql)?.query_row([n], StatementRow::of)?);
                    }
                    Sampled::Expectations => drawn.expectation = Some(ledger::expectation_at(db, n)?),
                    Sampled::Articles => {}
                }
                all.push(drawn);
            }
            Ok(all)
        })
    }
}
