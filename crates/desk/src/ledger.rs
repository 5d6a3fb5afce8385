//! What was said would happen, by the day on which it is due, with what people decided of it.
//!
//! Nothing is decided here: a person says what became of an expectation, and what shows it.

use onrecord_store::{Archive, Due, ExpectationRow, Settled};
use serde::Serialize;

use crate::passage::one_line;
use crate::{Error, Result, day, days};

/// What may become of an expectation.
pub const STATES: [&str; 7] = ["kept", "broken", "in_progress", "stalled", "postponed", "withdrawn", "unclear"];

/// A line of the ledger.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// The expectation's key.
    pub key: String,
    /// The article's key.
    pub article: String,
    /// plan, promise, prediction …
    pub kind: String,
    /// Who is bound by it.
    pub holder: Option<String>,
    /// Its words.
    pub words: String,
    /// What is to happen.
    pub what: Option<String>,
    /// On which condition.
    pub condition: Option<String>,
    /// It is not to happen.
    pub negated: bool,
    /// First day of its horizon.
    pub due_first: Option<String>,
    /// The last day.
    pub due_last: Option<String>,
    /// How sure it is.
    pub score: f64,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// What was decided of it last.
    pub state: Option<String>,
    /// All that was decided, in order.
    pub history: Vec<Step>,
}

/// A decision in the history of an expectation.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// kept, broken …
    pub state: String,
    /// What shows it.
    pub because: String,
    /// What else there is to say.
    pub note: Option<String>,
    /// Who decided.
    pub by: String,
    /// On which day.
    pub day: Option<String>,
    /// Who took it back.
    pub undone_by: Option<String>,
}

/// What is asked of the ledger.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Due on this day or before: a day, a month, a year.
    pub due: Option<String>,
    /// Of whom.
    pub by: Option<String>,
    /// With a decision, or without.
    pub settled: Settled,
    /// As it was on this day.
    pub as_of: Option<String>,
    /// Those that score under .9 too.
    pub all: bool,
    /// At most so many; 0: all.
    pub limit: usize,
}

/// From .9 on nine of ten are meant to be right; scores are kept in hundredths.
pub const SURE: f64 = onrecord_store::SURE_SCORE;

fn a_day(text: &str, what: &str) -> Result<i64> {
    let span = days(text)
        .ok_or_else(|| Error::Asked(format!("{what} “{text}” is no day; write 2031-03-12, 2031-03 or 2031")))?;
    Ok(span.1)
}

/// The ledger's lines, and how many less sure ones were folded away.
pub fn lines(archive: &Archive, options: &Options) -> Result<(Vec<Line>, usize)> {
    let due = Due {
        by_day: options.due.as_deref().map(|d| a_day(d, "--due")).transpose()?,
        holders: options.by.as_deref().map(|name| crate::search::people(archive, name)).transpose()?,
        settled: options.settled,
        as_of: options.as_of.as_deref().map(|d| a_day(d, "--as-of")).transpose()?,
        only_sure: !options.all,
        limit: if options.limit == 0 { i64::MAX as usize } else { options.limit },
    };
    let rows = archive.due(&due)?;
    let lines = rows.iter().map(|x| line(archive, x)).collect::<Result<Vec<Line>>>()?;
    let folded = if options.all { 0 } else { archive.n_less_sure(&due)? };
    let folded = usize::try_from(folded).unwrap_or(0);
    Ok((lines, folded))
}

/// One expectation with all that was decided of it.
pub fn line(archive: &Archive, x: &ExpectationRow) -> Result<Line> {
    let article = archive.article(x.article)?;
    let history = archive.history(&x.identity, &x.key)?.into_iter().map(|d| Step {
        state: d.state,
        because: d.because,
        note: d.note,
        by: d.by,
        day: day(Some(d.day)),
        undone_by: d.undone_by,
    });
    Ok(Line {
        key: x.key.clone(),
        article: article.key,
        kind: x.kind.clone(),
        holder: x.holder.clone(),
        words: one_line(&x.words),
        what: x.what.as_deref().map(one_line),
        condition: x.condition.as_deref().map(one_line),
        negated: x.negated,
        due_first: day(x.due_first),
        due_last: day(x.due_last),
        score: x.score,
        title: article.title,
        outlet: article.outlet,
        url: article.url,
        published: article.published,
        state: x.decision.as_ref().map(|d| d.state.clone()),
        history: history.collect(),
    })
}

/// The expectation that a key names: `x:…`, or `a:…/x:…` where several articles have it.
pub fn named(archive: &Archive, key: &str) -> Result<ExpectationRow> {
    let (article, key) = match key.split_once('/') {
        Some((article, key)) => (Some(article), key),
        None => (None, key),
    };
    if !key.starts_with("x:") {
        return Err(Error::Asked(format!(
            "“{key}” is no key of an expectation; onrecord ledger shows them, they begin with x:"
        )));
    }
    let mut all = archive.expectations_named(key)?;
    if let Some(article) = article {
        let wanted: Vec<i64> = archive.articles_named(article)?.into_iter().map(|a| a.n).collect();
        all.retain(|x| wanted.contains(&x.article));
    }
    match all.len() {
        0 => Err(Error::Asked(format!("no expectation has the key {key}"))),
        1 => Ok(all.remove(0)),
        n => {
            let keys = all
                .iter()
                .map(|x| Ok(format!("{}/{key}", archive.article(x.article)?.key)))
                .collect::<Result<Vec<_>>>()?;
            Err(Error::Asked(format!("{n} articles have {key}; say which: {}", keys.join(" "))))
        }
    }
}

/// Notes what somebody decided.
pub fn set(
    archive: &mut Archive,
    key: &str,
    state: &str,
    because: &str,
    note: Option<&str>,
    by: &str,
    today: i64,
) -> Result<Line> {
    if !STATES.contains(&state) {
        return Err(Error::Asked(format!("“{state}” is no state; there are {}", STATES.join(", "))));
    }
    let because = because.trim();
    let is_key = because.len() > 2 && because.as_bytes()[1] == b':' && because.as_bytes()[0].is_ascii_lowercase()
        || because.contains("/x:");
    if !is_key && !because.starts_with("http://") && !because.starts_with("https://") {
        return Err(Error::Asked(
            "--because says what shows it: a key (s:…, e:…, x:…, a:…) or an address (https://…)".into(),
        ));
    }
    if is_key && !is_there(archive, because)? {
        return Err(Error::Asked(format!("nothing in the archive is called {because}; --because names what shows it")));
    }
    let x = named(archive, key)?;
    archive.write(|writer| writer.decide(&x, state, because, note, by, today))?;
    let x = named(archive, &format!("{}/{}", archive.article(x.article)?.key, x.key))?;
    line(archive, &x)
}

/// Is there an article or a fact that this key names?
fn is_there(archive: &Archive, key: &str) -> Result<bool> {
    let (article, fact) = key.split_once('/').unwrap_or((key, ""));
    if fact.is_empty() && !article.starts_with("a:") {
        return Ok(!archive.articles_with(article)?.is_empty());
    }
    let named = archive.articles_named(article)?;
    if fact.is_empty() {
        return Ok(!named.is_empty());
    }
    Ok(archive.articles_with(fact)?.iter().any(|a| named.iter().any(|n| n.n == a.n)))
}

/// Takes the last decision on an expectation back; what it was, where there was one.
pub fn undo(archive: &mut Archive, key: &str, by: &str, today: i64) -> Result<Option<String>> {
    let x = named(archive, key)?;
    Ok(archive.write(|writer| writer.undo_decision(&x.identity, &x.key, by, today))?)
}
