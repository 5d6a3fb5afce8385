//! Archives put together: pages, records and decisions of one are taken into another. What is there already stays as it is, so that an
//! interrupted run is simply started once more.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use onrecord_store::{Added, Archive};
use serde::Serialize;

use crate::Result;

/// What was taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Pages that were looked at.
    pub pages: usize,
    /// Articles that were not there.
    pub added: usize,
    /// Articles that say something else in the other archive.
    pub revised: usize,
    /// Pages with nothing new.
    pub seen: usize,
    /// Pages that are damaged in the other archive, and were left there.
    pub damaged: usize,
    /// Decisions on expectations, notes, and decisions on names.
    pub decisions: usize,
    /// It was interrupted; what is counted here is kept.
    pub interrupted: bool,
}

/// Pages in one transaction.
const BATCH: usize = 256;

/// Takes `other` into `archive`; `stop` ends it after the batch in hand, `done` is told how many pages are done.
pub fn merge(
    archive: &mut Archive,
    other: &Archive,
    stop: &AtomicBool,
    mut done: impl FnMut(usize),
    mut damaged: impl FnMut(&str),
) -> Result<Summary> {
    let mut summary = Summary::default();
    let known: HashSet<[u8; 32]> = archive.hashes()?.into_iter().collect();
    // A page that says the same as another comes when that one is there.
    for stands in [true, false] {
        let mut after = 0;
        loop {
            if stop.load(Ordering::Relaxed) {
                summary.interrupted = true;
                return Ok(summary);
            }
            let numbers = other.page_numbers(stands, after, BATCH)?;
            let Some((last, _)) = numbers.last() else { break };
            after = *last;
            let mut pages = Vec::with_capacity(numbers.len());
            for (n, hash) in &numbers {
                match other.page(*n, *hash, known.contains(hash)) {
                    Ok(page) => pages.push(page),
                    Err(e @ onrecord_store::Error::Broken { .. }) => {
                        damaged(&e.to_string());
                        summary.damaged += 1;
                    }
                    Err(e) => return Err(e.into()),
                }
            }
            let counts = archive.write(|writer| {
                let mut counts = [0usize; 3];
                for page in &pages {
                    counts[writer.take(page)? as usize] += 1;
                }
                Ok(counts)
            })?;
            summary.pages += numbers.len();
            summary.added += counts[Added::New as usize];
            summary.revised += counts[Added::Revised as usize];
            summary.seen += counts[Added::Seen as usize];
            done(summary.pages);
        }
    }
    summary.decisions = archive.write(|writer| writer.take_decisions(other))?;
    if summary.added + summary.revised > 0 {
        archive.tidy(stop)?;
    }
    Ok(summary)
}
