//! The periods that accounts are kept by: the third quarter of 2015; Q3; fiscal 2028; the first half; the latest quarter; the year-earlier period.
//!
//! Leaves alone: a quarter of something. Cases: cases/times/fiscal.md

use jiff::civil::Date;
use onrecord_grammar::List;
use onrecord_model::TimeType;

use super::calendar::{Timex, Unit, plus};
use super::{Found, Reader, found, terms};
use onrecord_grammar::tense::Direction;

pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    match r.lower(i) {
        "the" | "its" | "their" => {
            let its = r.lower(i) != "the";
            let (from, at) = if its { (i + 1, i + 1) } else { (i, i + 1) };
            if at >= end {
                return None;
            }
            quarter(r, from, at, first, end).or_else(|| if its { None } else { the_period(r, i, first, end) })
        }
        "fiscal" => {
            if let Some(quarter) = quarter(r, i, i + 1, first, end).filter(|_| i + 1 < end) {
                return Some(quarter);
            }
            let at = if r.word(i + 1, end) == "year" { i + 2 } else { i + 1 };
            let year = (at < end).then(|| terms::year(r.lower(at))).flatten()?;
            found(i, at + 1, TimeType::Date, Timex::year(year), "fiscal-year", 0.8)
        }
        "year-earlier" | "year-ago" => {
            let stop = if matches!(r.word(i + 1, end), "quarter" | "period") { i + 2 } else { i + 1 };
            year_before(r, i, stop)
        }
        "year-end" => year_end(r, i, i + 1, first, end),
        "month-end" => {
            let day = r.anchor.published?;
            found(i, i + 1, TimeType::Date, Timex::month(day.year(), day.month()), "period-end", 0.7)
        }
        "year" if r.word(i + 1, end) == "end" => year_end(r, i, i + 2, first, end),
        _ => quarter(r, i, i, first, end),
    }
}

fn year_end(r: &Reader<'_, '_>, i: usize, stop: usize, first: usize, end: usize) -> Option<Found> {
    let day = r.anchor.published?;
    let back = r.direction(i, stop, first, end) == Direction::Back || r.before(i, first) == "since";
    found(i, stop, TimeType::Date, Timex::year(if back { day.year() - 1 } else { day.year() }), "period-end", 0.7)
}

/// The quarter that a report of results speaks of: the one told last, else the last that was over on the day of publication.
fn reported(r: &Reader<'_, '_>) -> Option<Date> {
    let told = r.found.iter().rev().take(40).find(|f| f.rule == "quarter").and_then(|f| f.timex.first_day());
    told.or_else(|| r.anchor.published.map(|day| plus(day, -1, Unit::Quarter)))
}

/// "the quarter", "the latest quarter", "the year-ago period", "the fiscal year", "the full year", "the year".
fn the_period(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let next = r.word(i + 1, end);
    let named = r.g.lexicon.on(next, List::FiscalNamed);
    if matches!(next, "year-earlier" | "year-ago" | "prior-year") && matches!(r.word(i + 2, end), "quarter" | "period")
    {
        return year_before(r, i, i + 3);
    }
    let mut at = i + 1;
    while at < end && r.g.on(at, List::FiscalAdjective) && at < i + 4 {
        at += 1;
    }
    let published = r.anchor.published?;
    match r.word(at, end) {
        "quarter" if r.word(at + 1, end) != "of" => {
            let day = if next == "current" { published } else { reported(r)? };
            found(i, at + 1, TimeType::Date, Timex::quarter(day.year(), (day.month() + 2) / 3), "quarter", 0.7)
        }
        "period" if next == "latest" => {
            let day = reported(r)?;
            found(i, at + 1, TimeType::Date, Timex::quarter(day.year(), (day.month() + 2) / 3), "quarter", 0.6)
        }
        // "the year ended March 31" is a length.
        "year" if matches!(r.word(at + 1, end), "ended" | "ending" | "to") => {
            found(i, at + 1, TimeType::Duration, Timex::length("P1Y".into()), "period", 0.7)
        }
        // "her third meeting of the year" tells of what year, not when.
        "year" if r.before(i, first) == "of" && !r.g.lexicon.on(r.before(i - 1, first), List::PeriodPart) => None,
        "year" if named || !matches!(r.word(at + 1, end), "that" | "when" | "before" | "after" | "of" | "in") => {
            found(i, at + 1, TimeType::Date, Timex::year(published.year()), "period", 0.7)
        }
        _ => None,
    }
}

/// The same quarter a year before.
pub fn year_before(r: &Reader<'_, '_>, from: usize, stop: usize) -> Option<Found> {
    let day = plus(reported(r)?, -1, Unit::Year);
    found(from, stop, TimeType::Date, Timex::quarter(day.year(), (day.month() + 2) / 3), "year-before", 0.7)
}

/// "third quarter of 2015", "fiscal-first quarter", "Q3 2015", "first half of next year"; the number stands at token `i`.
pub fn quarter(r: &Reader<'_, '_>, from: usize, i: usize, first: usize, end: usize) -> Option<Found> {
    let i = if r.word(i, end) == "fiscal" { i + 1 } else { i };
    let lower = r.word(i, end);
    let lower = lower.strip_prefix("fiscal-").unwrap_or(lower);
    let (n, what, mut stop) = if let Some(n) = lower.strip_prefix('q').and_then(|d| d.parse::<i64>().ok()) {
        (n, "quarter", i + 1)
    } else if let Some((first, what @ ("quarter" | "half"))) = lower.split_once('-') {
        (terms::ordinal(r.g.lexicon, first)?, what, i + 1)
    } else {
        let n = terms::ordinal(r.g.lexicon, lower)?;
        let at = if r.word(i + 1, end) == "fiscal" { i + 2 } else { i + 1 };
        let what = match r.word(at, end) {
            what @ ("quarter" | "half") => what,
            _ => return None,
        };
        (n, what, at + 1)
    };
    let most = if what == "half" { 2 } else { 4 };
    if !(1..=most).contains(&n) {
        return None;
    }
    let n = n as i8;
    let published = r.anchor.published;
    let of = usize::from(r.word(stop, end) == "of");
    let at = stop + of;
    let mut year = (at < end).then(|| terms::year(r.lower(at))).flatten();
    if year.is_some() {
        stop = at + 1;
    } else if let Some(day) = published {
        let (word, next) = (r.word(at, end), r.word(at + 1, end));
        let n = match (word, next) {
            ("next", "year") => Some(1),
            ("last", "year") => Some(-1),
            ("this" | "the", "year") => Some(0),
            _ => None,
        };
        if let Some(n) = n {
            year = Some(day.year() + n);
            stop = at + 2;
        }
    }
    let of_match = of == 1 && year.is_none();
    if what == "half" && (of_match || year.is_none() && from == i) {
        return None;
    }
    let Some(year) = year.or_else(|| {
        let day = published?;
        let now = if what == "half" { (day.month() + 5) / 6 } else { (day.month() + 2) / 3 };
        Some(match r.direction(from, stop, first, end) {
            Direction::Ahead if n < now => day.year() + 1,
            Direction::Ahead => day.year(),
            _ if n > now => day.year() - 1,
            _ => day.year(),
        })
    }) else {
        let value = Some(format!("XXXX-{}{n}", if what == "half" { 'H' } else { 'Q' }));
        return found(from, stop, TimeType::Date, Timex { value, ..Timex::default() }, "quarter", 0.7);
    };
    let timex = if what == "half" { Timex::half(year, n) } else { Timex::quarter(year, n) };
    let rule = if what == "half" { "half" } else { "quarter" };
    found(from, stop, TimeType::Date, timex, rule, 0.85)
}
