//! Records that another version made are made again, a batch at a time; what people decided stays with the words that it was decided on.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use onrecord::{Given, Parts};
use onrecord_model::{DateTime, Record};
use onrecord_source as source;
use onrecord_store::{Archive, ExpectationRow, Kept};
use serde::Serialize;

use crate::Result;
use crate::add::kind_named;

/// What reading again changed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Revisions that were read again.
    pub read: usize,
    /// Of those, whose facts changed.
    pub changed: usize,
    /// Facts before and after, by kind.
    pub facts: BTreeMap<&'static str, [usize; 2]>,
    /// Decisions whose words are not there any more as they were.
    pub adrift: Vec<Adrift>,
    /// It was interrupted; started again it goes on.
    pub interrupted: bool,
}

/// A decision that needs a look.
#[derive(Clone, Debug, Serialize)]
pub struct Adrift {
    /// The article's identity.
    pub article: String,
    /// The key that it was decided on.
    pub key: String,
    /// The words that it was decided on.
    pub words: String,
    /// What was decided.
    pub state: String,
    /// Expectations whose words hold these or lie in them, to be confirmed by a person.
    pub near: Vec<Near>,
}

/// An expectation that a decision may be meant for.
#[derive(Clone, Debug, Serialize)]
pub struct Near {
    /// Its key.
    pub key: String,
    /// Its words.
    pub words: String,
}

const BATCH: usize = 64;

/// Reads again what another version read.
pub fn reread(
    archive: &mut Archive,
    threads: usize,
    stop: &AtomicBool,
    mut done: impl FnMut(usize, usize),
) -> Result<Summary> {
    let made_by = onrecord::made_by();
    let (all, _) = archive.n_made_by_others(&made_by.version, &made_by.weights)?;
    let all = usize::try_from(all).unwrap_or(0);
    let mut summary = Summary::default();
    let mut after = 0;
    let threads = if threads == 0 { std::thread::available_parallelism().map_or(1, usize::from) } else { threads };
    loop {
        if stop.load(Ordering::Relaxed) {
            summary.interrupted = true;
            break;
        }
        let batch = archive.made_by_others(&made_by.version, &made_by.weights, after, BATCH)?;
        let Some(last) = batch.last() else { break };
        after = last.revision;
        let mut made: Vec<(i64, i64, Record)> = Vec::new();
        source::ordered(
            batch,
            threads,
            |kept| (kept.revision, kept.article, again(&kept)),
            |one| -> Result<()> {
                made.push(one);
                Ok(())
            },
        )?;
        for (revision, _, record) in &made {
            compare(&mut summary, &archive.record(*revision)?, record);
        }
        archive.write(|writer| {
            made.iter().try_for_each(|(revision, article, record)| writer.reread(*revision, *article, record))
        })?;
        summary.read += made.len();
        done(summary.read, all);
    }
    summary.adrift = adrift(archive)?;
    Ok(summary)
}

fn again(kept: &Kept) -> Record {
    let published: Option<DateTime> = kept.appearance.published.as_deref().and_then(|p| p.parse().ok());
    let given = Given::new()
        .kind(kept.appearance.kind.as_deref().and_then(kind_named))
        .url(kept.appearance.url.as_deref())
        .published(published.as_ref());
    onrecord::record(&kept.bytes, &given, Parts::ALL)
}

fn compare(summary: &mut Summary, before: &Record, after: &Record) {
    summary.changed += usize::from(before.facts != after.facts);
    let mut one = |kind: &'static str, a: usize, b: usize| {
        let sum = summary.facts.entry(kind).or_default();
        sum[0] += a;
        sum[1] += b;
    };
    one("statements", before.facts.statements.len(), after.facts.statements.len());
    one("expectations", before.facts.expectations.len(), after.facts.expectations.len());
    one("events", before.facts.events.len(), after.facts.events.len());
    one("figures", before.facts.figures.len(), after.facts.figures.len());
    one("entities", before.facts.entities.len(), after.facts.entities.len());
}

/// Decisions whose expectation is not there any more as it was.
pub fn adrift(archive: &Archive) -> Result<Vec<Adrift>> {
    let near = |x: ExpectationRow| Near { key: x.key, words: x.words };
    let all = archive.adrift()?.into_iter().map(|(decision, rows)| Adrift {
        article: decision.article,
        key: decision.key,
        words: decision.words,
        state: decision.state,
        near: rows.into_iter().map(near).collect(),
    });
    Ok(all.collect())
}
