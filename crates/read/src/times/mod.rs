//! Time expressions, each with its TIMEX3 value and its calendar interval.
//!
//! Spans, types and values follow TIMEX3 (ISO 24617-1): the preposition stays out, the determiner stays in. Leaves alone: ages of
//! people, what only looks like a year (`2000 people`), `may` the verb. Cases: cases/times/

mod anchor;
mod calendar;
mod clock;
mod dates;
mod fiscal;
mod holidays;
mod lengths;
mod numeric;
mod relative;
mod seasons;
mod terms;
mod weekdays;
mod years;

use onrecord_grammar::{Grammar, List};
use onrecord_model::{Article, BlockKind, Interval, Time, TimeType};

use anchor::Anchor;
use calendar::Timex;
use onrecord_grammar::tense::{self, Direction};
use onrecord_words::TokenKind;

/// An expression found: tokens `first..end`.
#[derive(Clone, Debug)]
struct Found {
    first: usize,
    end: usize,
    kind: TimeType,
    timex: Timex,
    rule: &'static str,
    score: f32,
}

/// Reads sentences against an anchor.
struct Reader<'a, 'w> {
    g: &'a Grammar<'w>,
    anchor: Anchor,
    found: Vec<Found>,
}

/// All time expressions in text order.
pub fn find(g: &Grammar<'_>, article: &Article) -> Vec<Time> {
    let published = anchor::published(article);
    let paper = Anchor { published, report: anchor::report(g, published) };
    let mut reader = Reader { g, anchor: paper, found: Vec::new() };
    let mut block = u32::MAX;
    for (n, sentence) in g.sentences.iter().enumerate() {
        if sentence.block != block {
            block = sentence.block;
            let caption = matches!(sentence.kind, BlockKind::Caption | BlockKind::Alt);
            reader.anchor = if caption {
                let end = g.sentences[n..].iter().take(12).take_while(|s| s.block == block).last();
                let end = end.map_or(sentence.tokens.end, |s| s.tokens.end) as usize;
                anchor::of_caption(g, paper, sentence.tokens.start as usize, end)
            } else {
                paper
            };
        }
        reader.sentence(sentence.tokens.start as usize, sentence.tokens.end as usize);
    }
    reader
        .found
        .into_iter()
        .map(|f| Time {
            span: g.span_of(f.first..f.end),
            kind: f.kind,
            value: f.timex.value,
            interval: Interval { start: f.timex.start, end: f.timex.end },
            rule: f.rule.into(),
            score: f.score,
        })
        .collect()
}

impl Reader<'_, '_> {
    fn sentence(&mut self, first: usize, end: usize) {
        let mut i = first;
        while i < end {
            match self.at(i, first, end) {
                Some(mut found) if found.end > i => {
                    self.widen(&mut found, first);
                    i = found.end;
                    self.found.push(found);
                }
                _ => i += 1,
            }
        }
    }

    /// The longest expression that begins at token `i`.
    fn at(&self, i: usize, first: usize, end: usize) -> Option<Found> {
        let opens = match self.g.kind(i) {
            TokenKind::Number => true,
            TokenKind::Word => self.g.on(i, List::TimeOpener) || self.lower(i).contains('-'),
            _ => false,
        };
        if !opens {
            return None;
        }
        dates::at(self, i, first, end)
            .or_else(|| clock::at(self, i, first, end))
            .or_else(|| relative::at(self, i, first, end))
            .or_else(|| lengths::at(self, i, first, end))
    }

    /// "early", "late" and the like belong to what they are said of.
    fn widen(&self, found: &mut Found, first: usize) {
        let floor = self.found.last().map_or(first, |f| f.end.max(first));
        if found.first > floor
            && found.kind == TimeType::Date
            && matches!(self.lower(found.first - 1), "early" | "late" | "mid" | "earlier" | "later")
            && !matches!(found.rule, "vague" | "now")
        {
            found.first -= 1;
        }
    }

    fn lower(&self, i: usize) -> &str {
        self.g.lower(i)
    }

    /// The lower-case word at `i`, `""` at or behind `end`.
    fn word(&self, i: usize, end: usize) -> &str {
        if i < end { self.g.lower(i) } else { "" }
    }

    fn before(&self, i: usize, first: usize) -> &str {
        if i > first { self.g.lower(i - 1) } else { "" }
    }

    /// Whether the sentence looks ahead or back at the time of tokens `i..stop`.
    fn direction(&self, i: usize, stop: usize, first: usize, end: usize) -> Direction {
        tense::direction(self.g, i, stop, first, end)
    }

    /// The first day of the date that a range begins with, where token `i` begins its end: "from May 4 to June 1".
    fn start_of_range(&self, i: usize, first: usize) -> Option<jiff::civil::Date> {
        if i < first + 2 || !matches!(self.lower(i - 1), "to" | "through" | "until" | "till" | "–" | "-") {
            return None;
        }
        let start =
            self.found.last().filter(|f| f.end == i - 1 && f.kind == TimeType::Date && f.timex.end.is_some())?;
        start.timex.first_day()
    }

    /// The date told last, of whatever length.
    fn told(&self) -> Option<jiff::civil::Date> {
        let closed = |f: &&Found| {
            f.kind == TimeType::Date && f.timex.start.is_some() && f.timex.end.is_some() && f.rule != "now"
        };
        self.found.iter().rev().take(20).find(closed)?.timex.first_day()
    }

    /// The day told last at or behind token `from`.
    fn day_told(&self, from: usize) -> Option<jiff::civil::Date> {
        let days = self.found.iter().rev().take(20).take_while(|f| f.first >= from);
        let mut days = days.filter(|f| matches!(f.kind, TimeType::Date | TimeType::Time));
        days.find(|f| f.timex.start.map(|m| m.day) == f.timex.end.map(|m| m.day))?.timex.first_day()
    }
}

/// Builds what was found.
fn found(first: usize, end: usize, kind: TimeType, timex: Timex, rule: &'static str, score: f32) -> Option<Found> {
    Some(Found { first, end, kind, timex, rule, score })
}
