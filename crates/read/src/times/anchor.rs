//! From which day relative times count: the picture's in a caption, the day that the report speaks of, publication.

use jiff::civil::Date;
use onrecord_grammar::Grammar;
use onrecord_model::{Article, BlockKind};

use super::calendar::plus;
use super::{Reader, calendar::Unit};

/// The days that a sentence's times count from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anchor {
    pub published: Option<Date>,
    /// The day of the report: what "earlier in the day" means.
    pub report: Option<Date>,
}

/// The publication day of an article, where it has one.
pub fn published(article: &Article) -> Option<Date> {
    article.published.as_ref().map(|p| p.day().0)
}

/// The day that the report is about: the first day its text names, where that lies in the ten days up to publication.
pub fn report(g: &Grammar<'_>, published: Option<Date>) -> Option<Date> {
    let published_day = published?;
    let anchor = Anchor { published, report: published };
    let earliest = plus(published_day, -10, Unit::Day);
    let paragraphs = g.sentences.iter().filter(|s| s.kind == BlockKind::Paragraph).take(8);
    for sentence in paragraphs {
        let mut reader = Reader { g, anchor, found: Vec::new() };
        reader.sentence(sentence.tokens.start as usize, sentence.tokens.end as usize);
        for found in reader.found {
            let named = matches!(found.rule, "full-date" | "month-day" | "weekday" | "weekday-date");
            let day = found.timex.first_day().filter(|_| named && found.timex.start == found.timex.end);
            if let Some(day) = day.filter(|d| *d >= earliest && *d <= published_day) {
                return Some(day);
            }
        }
    }
    Some(published_day)
}

/// The day that a caption's picture was taken: its own full date.
pub fn of_caption(g: &Grammar<'_>, anchor: Anchor, first: usize, end: usize) -> Anchor {
    let mut reader = Reader { g, anchor, found: Vec::new() };
    reader.sentence(first, end);
    let own = reader.found.iter().find(|f| matches!(f.rule, "full-date")).and_then(|f| f.timex.first_day());
    Anchor { report: own.or(anchor.report), published: own.or(anchor.published) }
}
