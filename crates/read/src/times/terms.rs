//! Single words of time: months, weekdays, units, numbers in words.

use jiff::civil::Weekday;

use super::calendar::Unit;

pub fn month(lower: &str) -> Option<i8> {
    Some(match lower.trim_end_matches('.') {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

pub fn day_of_week(lower: &str) -> Option<Weekday> {
    let bare = lower.trim_end_matches('.');
    Some(match bare {
        "monday" | "mondays" | "mon" => Weekday::Monday,
        "tuesday" | "tuesdays" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wednesdays" | "wed" => Weekday::Wednesday,
        "thursday" | "thursdays" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fridays" | "fri" => Weekday::Friday,
        "saturday" | "saturdays" | "sat" => Weekday::Saturday,
        "sunday" | "sundays" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// A unit, and whether it stands in the plural.
pub fn unit(lower: &str) -> Option<(Unit, bool)> {
    Some(match lower {
        "second" => (Unit::Second, false),
        "seconds" => (Unit::Second, true),
        "minute" => (Unit::Minute, false),
        "minutes" | "mins" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" | "hrs" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" => (Unit::Day, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "quarters" => (Unit::Quarter, true),
        "year" => (Unit::Year, false),
        "years" | "yrs" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        _ => return None,
    })
}

pub fn season(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "spring" => "SP",
        "summer" => "SU",
        "autumn" | "fall" => "FA",
        "winter" => "WI",
        _ => return None,
    })
}

pub fn part_of_day(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "morning" | "mornings" => "MO",
        "midday" | "noon" | "lunchtime" => "MI",
        "afternoon" | "afternoons" => "AF",
        "evening" | "evenings" => "EV",
        "night" | "nights" | "overnight" | "nightfall" => "NI",
        _ => return None,
    })
}

/// A whole number in digits or words.
pub fn number(lower: &str) -> Option<i64> {
    if lower.bytes().next()?.is_ascii_digit() {
        return lower.replace(',', "").parse().ok();
    }
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    if let Some(n) = WORDS.iter().position(|w| *w == lower) {
        return Some(n as i64);
    }
    Some(match lower {
        "a" | "an" => 1,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        "hundred" => 100,
        _ => {
            let (tens, ones) = lower.split_once('-')?;
            let (tens, ones) = (number(tens)?, number(ones)?);
            return (tens >= 20 && tens % 10 == 0 && (1..10).contains(&ones)).then_some(tens + ones);
        }
    })
}

/// A whole number at token `i`, in digits or in words that may be several ("twenty four", "a hundred", "two hundred and six"), and the
/// token behind it.
pub fn spoken(r: &super::Reader<'_, '_>, i: usize, end: usize) -> Option<(i64, usize)> {
    let (mut n, mut at) = below_hundred(r, i, end)?;
    if r.lower(i).as_bytes()[0].is_ascii_digit() {
        return Some((n, at));
    }
    if n < 100 && matches!(r.word(at, end), "hundred" | "thousand") {
        n = n.max(1) * if r.word(at, end) == "hundred" { 100 } else { 1000 };
        at += 1;
        if r.word(at, end) == "and"
            && let Some((rest, stop)) = below_hundred(r, at + 1, end).filter(|r| (2..100).contains(&r.0))
        {
            n += rest;
            at = stop;
        }
    }
    Some((n, at))
}

/// A number in one word, or tens and ones in two.
fn below_hundred(r: &super::Reader<'_, '_>, i: usize, end: usize) -> Option<(i64, usize)> {
    let n = number(r.word(i, end))?;
    let tens = (20..100).contains(&n) && n % 10 == 0 && !r.lower(i).as_bytes()[0].is_ascii_digit();
    let ones = number(r.word(i + 1, end)).filter(|o| tens && (1..10).contains(o) && r.word(i + 1, end).len() > 2);
    Some(ones.map_or((n, i + 1), |o| (n + o, i + 2)))
}

/// `1st`, `3rd`, `fourth`, `twenty-second`.
pub fn ordinal(lower: &str) -> Option<i64> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    if let Some(n) = WORDS.iter().position(|w| *w == lower) {
        return Some(n as i64 + 1);
    }
    if let Some((tens, ones)) = lower.split_once('-') {
        let tens = match tens {
            "twenty" => 20,
            "thirty" => 30,
            _ => return None,
        };
        return WORDS.iter().take(9).position(|w| *w == ones).map(|n| tens + n as i64 + 1);
    }
    const TEENS: [&str; 8] =
        ["thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"];
    if let Some(n) = TEENS.iter().position(|w| *w == lower) {
        return Some(n as i64 + 13);
    }
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &lower[digits.len()..];
    if matches!(tail, "st" | "nd" | "rd" | "th") { digits.parse().ok() } else { None }
}

/// A year as it is written: 1950, 2028.
pub fn year(lower: &str) -> Option<i16> {
    let n: i16 =
        if lower.len() == 4 && lower.bytes().all(|b| b.is_ascii_digit()) { lower.parse().ok()? } else { return None };
    (1400..=2199).contains(&n).then_some(n)
}

/// A day of the month.
pub fn day(lower: &str) -> Option<i8> {
    let digits = lower.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    let n: i8 = if digits.len() <= 2 { digits.parse().ok()? } else { return None };
    (1..=31).contains(&n).then_some(n)
}
