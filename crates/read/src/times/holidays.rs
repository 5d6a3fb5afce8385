//! Days that have a name: Christmas Eve, New Year's Day, Easter Monday, Thanksgiving, Labor Day, Election Day.
//!
//! The year is the one that stands behind it, else the nearest one that the sentence looks at. Leaves alone: feasts of the moon, whose days
//! this file does not know. Cases: cases/times/holidays.md

use jiff::civil::{Date, Weekday};
use onrecord_model::TimeType;

use super::calendar::{Timex, Unit, plus, safe, weekday};
use super::{Found, Reader, found, terms};
use onrecord_grammar::tense::Direction;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Day {
    Fixed(i8, i8),
    /// The n-th such weekday of a month, 0 for the last.
    Nth(i8, Weekday, i8),
    /// Days from Easter Sunday.
    Easter(i64),
    /// The Tuesday after the first Monday of November.
    Election,
}

pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    if !r.g.capital(i) {
        return None;
    }
    let (day, mut stop) = named(r, i, end)?;
    let mut from = i;
    let given = (stop < end).then(|| terms::year(r.lower(stop))).flatten();
    let published = r.anchor.published;
    let year = match (given, published) {
        (Some(year), _) => {
            stop += 1;
            year
        }
        (None, Some(published)) => {
            let pointer = r.before(i, first);
            let aim = match pointer {
                "next" | "coming" | "this" => Direction::Ahead,
                "last" | "previous" | "past" => Direction::Back,
                _ => r.direction(i, stop, first, end),
            };
            if matches!(pointer, "next" | "last" | "previous" | "this") {
                from = i - 1;
            }
            let this = of_year(day, published.year());
            match aim {
                Direction::Ahead if this < published => published.year() + 1,
                Direction::Back if this > published => published.year() - 1,
                Direction::Open if this > plus(published, 270, Unit::Day) => published.year() - 1,
                _ => published.year(),
            }
        }
        (None, None) => return None,
    };
    found(from, stop, TimeType::Date, Timex::day(of_year(day, year)), "holiday", 0.8)
}

/// The holiday that begins at token `i`, and the token behind it.
fn named(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<(Day, usize)> {
    use Weekday::{Monday, Sunday, Thursday};
    let owner = matches!(r.word(i + 1, end), "'s" | "’s" | "'" | "’");
    let day_at = if owner { i + 2 } else { i + 1 };
    let is_day = r.word(day_at, end) == "day";
    let next = r.word(i + 1, end);
    let two = |day: Day| Some((day, i + 2));
    let of_day = |day: Day| is_day.then_some((day, day_at + 1));
    match r.lower(i) {
        "christmas" => match next {
            "eve" => two(Day::Fixed(12, 24)),
            "day" => two(Day::Fixed(12, 25)),
            _ => Some((Day::Fixed(12, 25), i + 1)),
        },
        "boxing" => of_day(Day::Fixed(12, 26)),
        "halloween" => Some((Day::Fixed(10, 31), i + 1)),
        "juneteenth" => Some((Day::Fixed(6, 19), i + 1)),
        "valentine" | "valentines" => of_day(Day::Fixed(2, 14)),
        "patrick" => of_day(Day::Fixed(3, 17)),
        "bastille" => of_day(Day::Fixed(7, 14)),
        "armistice" => of_day(Day::Fixed(11, 11)),
        "veterans" => of_day(Day::Fixed(11, 11)),
        "canada" => of_day(Day::Fixed(7, 1)),
        "australia" => of_day(Day::Fixed(1, 26)),
        "epiphany" => Some((Day::Fixed(1, 6), i + 1)),
        "new" if matches!(next, "year" | "years") => new_year(r, i, end),
        "easter" => match next {
            "sunday" | "day" => two(Day::Easter(0)),
            "monday" => two(Day::Easter(1)),
            _ => Some((Day::Easter(0), i + 1)),
        },
        "good" if next == "friday" => two(Day::Easter(-2)),
        "maundy" if next == "thursday" => two(Day::Easter(-3)),
        "palm" if next == "sunday" => two(Day::Easter(-7)),
        "ash" if next == "wednesday" => two(Day::Easter(-46)),
        "ascension" => of_day(Day::Easter(39)),
        "whit" if next == "sunday" => two(Day::Easter(49)),
        "whit" if next == "monday" => two(Day::Easter(50)),
        "pentecost" => Some((Day::Easter(49), i + 1)),
        "thanksgiving" => Some((Day::Nth(11, Thursday, 4), if next == "day" { i + 2 } else { i + 1 })),
        "labor" => of_day(Day::Nth(9, Monday, 1)),
        "memorial" => of_day(Day::Nth(5, Monday, 0)),
        "columbus" => of_day(Day::Nth(10, Monday, 2)),
        "presidents" => of_day(Day::Nth(2, Monday, 3)),
        "martin" if next == "luther" && r.word(i + 2, end) == "king" => {
            let at = (i + 3..end.min(i + 6)).find(|k| r.lower(*k) == "day")?;
            Some((Day::Nth(1, Monday, 3), at + 1))
        }
        "mother" => of_day(Day::Nth(5, Sunday, 2)),
        "father" => of_day(Day::Nth(6, Sunday, 3)),
        "independence" => of_day(Day::Fixed(7, 4)),
        "election" => of_day(Day::Election),
        _ => None,
    }
}

/// "New Year's Eve", "New Year's Day", "the New Year"; "new" stands at token `i`.
fn new_year(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<(Day, usize)> {
    let owner = usize::from(matches!(r.word(i + 2, end), "'s" | "’s" | "'" | "’"));
    match r.word(i + 2 + owner, end) {
        "eve" => Some((Day::Fixed(12, 31), i + 3 + owner)),
        "day" => Some((Day::Fixed(1, 1), i + 3 + owner)),
        _ if owner == 1 || r.g.capital(i + 1) => Some((Day::Fixed(1, 1), i + 2 + owner)),
        _ => None,
    }
}

fn of_year(day: Day, year: i16) -> Date {
    match day {
        Day::Fixed(month, day) => safe(year, month, day),
        Day::Nth(month, wanted, 0) => weekday(safe(year, month, 31), wanted, false),
        Day::Nth(month, wanted, n) => plus(weekday(safe(year, month, 1), wanted, true), i64::from(n) - 1, Unit::Week),
        Day::Easter(days) => plus(easter(year), days, Unit::Day),
        Day::Election => plus(weekday(safe(year, 11, 1), Weekday::Monday, true), 1, Unit::Day),
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus 1991, after the anonymous algorithm of 1876).
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    safe(year, month as i8, day as i8)
}

#[cfg(test)]
mod tests {
    #[test]
    fn easter_moves() {
        for (year, wanted) in [(2000, "2000-04-23"), (2016, "2016-03-27"), (2025, "2025-04-20"), (2038, "2038-04-25")] {
            assert_eq!(super::easter(year).to_string(), wanted);
        }
    }
}
