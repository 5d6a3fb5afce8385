//! A sample that anybody draws again: the same seed over the same facts gives the same ones, in whatever order they came into the archive.

use onrecord_store::{Archive, Sampled};
use serde::Serialize;

use crate::{Result, day, passage, who};

/// A fact that was drawn.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    /// Its key.
    pub key: String,
    /// The article's key.
    pub article: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Who said it, or who is bound by it.
    pub speaker: Option<String>,
    /// direct, mixed, indirect; or the kind of an expectation.
    pub form: Option<String>,
    /// The day on which it was said, or on which it is due.
    pub day: Option<String>,
    /// The words; of an article its headline.
    pub words: String,
    /// How sure it is.
    pub score: Option<f64>,
    /// The page, opened at the words.
    pub link: Option<String>,
}

/// Draws so many facts of a kind.
pub fn sample(archive: &Archive, kind: Sampled, n: usize, seed: u64) -> Result<Vec<Drawn>> {
    let mut all = Vec::new();
    for place in archive.sample(kind, n, seed)? {
        let article = archive.article(place.article)?;
        let mut drawn = Drawn {
            key: article.key.clone(),
            article: article.key.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            published: article.published.clone(),
            speaker: None,
            form: None,
            day: article.published.as_deref().map(|p| p.chars().take(10).collect()),
            words: article.title.clone().unwrap_or_default(),
            score: None,
            link: article.url.clone(),
        };
        if let Some(s) = place.statement {
            let line = who::line(archive, &s)?;
            drawn = Drawn {
                key: line.key,
                speaker: line.speaker,
                form: Some(line.form),
                day: line.day,
                score: Some(s.score),
                words: line.words,
                link: line.link,
                ..drawn
            };
        } else if let Some(x) = place.expectation {
            let words = passage::one_line(&x.words);
            drawn.link = article.url.as_deref().map(|url| passage::link(url, &words));
            drawn = Drawn {
                key: x.key,
                speaker: x.holder,
                form: Some(x.kind),
                day: day(x.due_last),
                score: Some(x.score),
                words,
                ..drawn
            };
        }
        all.push(drawn);
    }
    Ok(all)
}
