//! Seasons: summer 2015; the spring of 2015; last winter; by spring; the summer.
//!
//! Leaves alone: "spring" and "fall" as verbs and nouns of another kind ("a fall in prices"). Cases: cases/times/seasons.md

use jiff::civil::Date;
use onrecord_grammar::List;
use onrecord_model::TimeType;

use super::calendar::Timex;
use super::{Found, Reader, found, terms};
use onrecord_grammar::tense::Direction;
use onrecord_words::TokenKind;

/// "summer 2015", "the spring of 2015", "the summer", "by spring"; `from` is "the" or the season itself.
pub fn at(r: &Reader<'_, '_>, from: usize, i: usize, first: usize, end: usize) -> Option<Found> {
    // "the early summer"
    let early = matches!(r.word(i, end), "early" | "late" | "coming");
    let i = if early { i + 1 } else { i };
    let season = terms::season(r.word(i, end))?;
    let of = usize::from(r.word(i + 1, end) == "of");
    let at = i + 1 + of;
    if let Some(year) = (at < end).then(|| terms::year(r.lower(at))).flatten() {
        return found(from, at + 1, TimeType::Date, Timex::season(year, season), "season", 0.9);
    }
    // "a fall", "a spring": behind "the" or a preposition of time, and with no noun right behind that it only describes.
    let near = r.before(from, first);
    let preposition = r.g.lexicon.on(near, List::SeasonLead);
    let behind = r.word(i + 1, end);
    let alone = i + 1 >= end || r.g.kind(i + 1) != TokenKind::Word || r.g.lexicon.on(behind, List::AfterSeason);
    let fall = r.word(i, end) == "fall"
        && (from != i || of == 1 || !matches!(near, "in" | "by" | "until" | "before" | "since") || !alone);
    if !preposition || !alone || fall || r.g.capital(i) && i > first {
        return None;
    }
    let day = r.anchor.published?;
    let timex = if from == i && !matches!(near, "by" | "until" | "till" | "before" | "since" | "in") {
        return None;
    } else {
        Timex::season(year(day, season, r.direction(from, i + 1, first, end)), season)
    };
    found(from, i + 1, TimeType::Date, timex, "season", 0.7)
}

/// The year of a season without one: the coming one where the sentence looks ahead, else the one that began last.
pub fn year(day: Date, season: &str, aim: Direction) -> i16 {
    let this = Timex::season(day.year(), season);
    let begun = this.start.is_some_and(|s| s.day.0 <= day);
    let over = this.end.is_some_and(|e| e.day.0 < day);
    match aim {
        Direction::Ahead if over || begun && season != "WI" && this.end.is_some_and(|e| e.day.0 <= day) => {
            day.year() + 1
        }
        Direction::Ahead => day.year(),
        Direction::Back if !begun => day.year() - 1,
        Direction::Back | Direction::Open => day.year(),
    }
}
