//! A person, or a body, over all articles: what they said, and what was said of them.

use onrecord_store::{Archive, NameRow, StatementRow};
use serde::Serialize;

use crate::{Result, day, passage};

/// Somebody, with the newest of what they said and of what was said of them.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// As people decided to call them, else as it is printed.
    pub name: String,
    /// person, organization …
    pub kind: Option<String>,
    /// Other spellings that are theirs.
    pub aliases: Vec<String>,
    /// Statements of theirs.
    pub n_said: i64,
    /// Articles that name them.
    pub n_articles: i64,
    /// What they said, the newest first.
    pub said: Vec<Line>,
    /// What was said of them.
    pub said_of: Vec<Line>,
    /// Others whose name has the same words.
    pub others: Vec<Other>,
}

/// Somebody with a name like it.
#[derive(Clone, Debug, Serialize)]
pub struct Other {
    /// The name.
    pub name: String,
    /// Statements of theirs.
    pub n_said: i64,
    /// Articles that name them.
    pub n_articles: i64,
}

/// A statement in somebody's list.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Its key.
    pub key: String,
    /// The article's key.
    pub article: String,
    /// The day on which it was said, else that of publication.
    pub day: Option<String>,
    /// Who said it.
    pub speaker: Option<String>,
    /// How sure that is.
    pub speaker_score: Option<f64>,
    /// direct, mixed, indirect.
    pub form: String,
    /// The words.
    pub words: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The page, opened at the words.
    pub link: Option<String>,
}

/// Everybody whose name has these words, the likeliest first in full; `None` where nobody has.
pub fn who(archive: &Archive, name: &str, limit: usize) -> Result<Option<Person>> {
    let mut all = archive.find_names(name)?.into_iter();
    let Some(first) = all.next() else { return Ok(None) };
    let NameRow { n, name, aliases, kind, n_said, n_articles } = first;
    let lines = |rows: Vec<StatementRow>| rows.iter().map(|s| line(archive, s)).collect::<Result<Vec<Line>>>();
    let others = all.map(|row| Other { name: row.name, n_said: row.n_said, n_articles: row.n_articles });
    Ok(Some(Person {
        said: lines(archive.said_by(n, None, limit)?)?,
        said_of: lines(archive.said_about(n, None, limit)?)?,
        name,
        kind,
        aliases,
        n_said,
        n_articles,
        others: others.take(20).collect(),
    }))
}

/// A statement as lists show it.
pub fn line(archive: &Archive, s: &StatementRow) -> Result<Line> {
    let article = archive.article(s.article)?;
    let words = passage::one_line(&s.words);
    let words = words.trim_end_matches(',').to_owned();
    let said = day(s.said_first).or_else(|| article.published.as_deref().map(|p| p.chars().take(10).collect()));
    let link = article.url.as_deref().map(|url| passage::link(url, words.split(" … ").next().unwrap_or_default()));
    Ok(Line {
        key: s.key.clone(),
        article: article.key,
        day: said,
        speaker: s.speaker.clone(),
        speaker_score: s.source_score,
        form: s.form.clone(),
        words,
        outlet: article.outlet,
        title: article.title,
        link,
    })
}
