//! Bare years (unless the number counts something), decades and centuries: 2028; the year 2000; nineteen ninety-six; 2016-17; the 1990s; the 19th century.
//!
//! Leaves alone: four digits that count something (`2000 people`), ages ("in his 30s"). Cases: cases/times/years.md

use onrecord_grammar::{List, NumberKind};
use onrecord_model::TimeType;

use super::calendar::Timex;
use super::{Found, Reader, found, terms};
use onrecord_words::TokenKind;

/// A year by itself, where nothing is counted; "the year 2000", "1990s", "the 19th century", "nineteen ninety-six".
pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    if r.g.kind(i) == TokenKind::Number {
        return decade(r, i, i, end).or_else(|| century(r, i, i, end)).or_else(|| year(r, i, first, end));
    }
    if r.lower(i) == "the" && i + 1 < end {
        let year_word = r.word(i + 1, end) == "year";
        if year_word && i + 2 < end {
            if let Some(year) = terms::year(r.lower(i + 2)) {
                return found(i, i + 3, TimeType::Date, Timex::year(year), "year", 0.95);
            }
            if let Some((year, stop)) = in_words(r, i + 2, end) {
                return found(i, stop, TimeType::Date, Timex::year(year), "year", 0.9);
            }
        }
        return decade(r, i, i + 1, end).or_else(|| century(r, i, i + 1, end));
    }
    let (year, stop) = in_words(r, i, end)?;
    let led = i == first || r.g.on(i - 1, List::YearLead);
    led.then(|| found(i, stop, TimeType::Date, Timex::year(year), "year", 0.8)).flatten()
}

/// "nineteen ninety-six", "two thousand and twenty": the year and the token behind it.
pub fn in_words(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<(i16, usize)> {
    if i + 1 >= end {
        return None;
    }
    match r.lower(i) {
        "two" if r.lower(i + 1) == "thousand" => {
            let and = usize::from(r.word(i + 2, end) == "and");
            let at = i + 2 + and;
            match (at < end).then(|| terms::spoken(r, at, end)).flatten().filter(|n| (1..100).contains(&n.0)) {
                Some((n, stop)) => Some((2000 + n as i16, stop)),
                None if and == 0 => Some((2000, i + 2)),
                None => None,
            }
        }
        "eighteen" | "nineteen" | "twenty" => {
            let century = terms::number(r.g.lexicon, r.lower(i))? as i16;
            let (n, stop) = terms::spoken(r, i + 1, end)?;
            (10..100).contains(&n).then_some((century * 100 + n as i16, stop))
        }
        _ => None,
    }
}

/// A year by itself, where nothing is counted.
fn year(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let year = terms::year(r.lower(i))?;
    let before = r.before(i, first);
    let next = r.word(i + 1, end);
    let said = r.g.lexicon.on(before, List::YearSaid);
    let counted = r.g.lexicon.on(next, List::AfterCount) || terms::unit(next).is_some();
    let money = r.g.lexicon.on(before, List::BeforeCount);
    if money || counted && before != "in" || !said && !(1900..=2049).contains(&year) || !(1000..=2199).contains(&year) {
        return None;
    }
    if !said && i == first && counted {
        return None;
    }
    // "2016-17", "1939-45".
    if matches!(next, "-" | "–" | "/")
        && i + 2 < end
        && !r.g.tokens[i + 1].spaced
        && !r.g.tokens[i + 2].spaced
        && let Some(last) = r.lower(i + 2).parse::<i16>().ok().filter(|n| *n < 100 || *n > 1000)
    {
        let last = if last < 100 { year / 100 * 100 + last } else { last };
        if last > year && last - year < 120 {
            return found(i, i + 3, TimeType::Date, Timex::year(year).through(&Timex::year(last)), "years", 0.8);
        }
    }
    let timex = Timex::year(year);
    let timex = if matches!(before, "through" | "until" | "till") { timex.until() } else { timex };
    found(i, i + 1, TimeType::Date, timex, "year", if said { 0.92 } else { 0.8 })
}

/// "1990s", "the '90s".
fn decade(r: &Reader<'_, '_>, from: usize, i: usize, end: usize) -> Option<Found> {
    let word = r.word(i, end);
    // "the nineties", "the '80s".
    if from != i
        && let Some(n) = r.g.lexicon.numbers.of(word, NumberKind::Decade)
    {
        return found(from, i + 1, TimeType::Date, Timex::decade(190 + (n / 10) as i16), "decade", 0.8);
    }
    let digits = word.strip_suffix('s')?;
    let n: i16 = digits.parse().ok()?;
    let decade = match digits.len() {
        4 if n % 10 == 0 => n / 10,
        // "in his 30s" is an age.
        2 if n % 10 == 0 && !r.g.lexicon.on(r.before(i, 0), List::DecadeOwner) => {
            if n <= 20 {
                200 + n / 10
            } else {
                190 + n / 10
            }
        }
        _ => return None,
    };
    found(from, i + 1, TimeType::Date, Timex::decade(decade), "decade", 0.9)
}

/// "the 19th century".
fn century(r: &Reader<'_, '_>, from: usize, i: usize, end: usize) -> Option<Found> {
    let n = terms::ordinal(r.g.lexicon, r.word(i, end))?;
    (r.word(i + 1, end) == "century" && (1..=22).contains(&n)).then_some(())?;
    found(from, i + 2, TimeType::Date, Timex::century(n as i16 - 1), "century", 0.9)
}
