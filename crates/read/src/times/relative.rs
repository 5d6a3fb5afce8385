//! Times told from another day: yesterday, last week, this afternoon, the past year, two years ago, soon.

use onrecord_grammar::List;
use onrecord_model::{Moment, TimeType};

use super::calendar::{Timex, Unit, around, plus};
use super::{Found, Reader, found, terms};
use onrecord_grammar::tense::Direction;
use onrecord_words::TokenKind;

pub fn at(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let today = r.anchor.published;
    let lower = r.lower(i);
    let next = r.word(i + 1, end);
    match lower {
        "today" => return part_or_day(r, i, end, 0, "today"),
        "yesterday" => return part_or_day(r, i, end, -1, "yesterday"),
        "tomorrow" => return part_or_day(r, i, end, 1, "tomorrow"),
        "tonight" => return part(r, i, i + 1, today, "NI"),
        "overnight" => return part(r, i, i + 1, today, "NI"),
        "right" if next == "now" => return found(i, i + 2, TimeType::Date, Timex::present(today), "now", 0.75),
        "now" => return found(i, i + 1, TimeType::Date, Timex::present(today), "now", 0.7),
        "these" if next == "days" => return found(i, i + 2, TimeType::Date, Timex::present(today), "now", 0.8),
        "someday" => return found(i, i + 1, TimeType::Date, Timex::future(r.anchor.report), "vague", 0.8),
        "some" if next == "day" => {
            return found(i, i + 2, TimeType::Date, Timex::future(r.anchor.report), "vague", 0.8);
        }
        "one" if next == "day" && (first.max(i.saturating_sub(6))..i).any(|k| r.g.on(k, List::AheadWord)) => {
            return found(i, i + 2, TimeType::Date, Timex::future(r.anchor.report), "vague", 0.6);
        }
        "currently" | "nowadays" | "presently" => {
            return found(i, i + 1, TimeType::Date, Timex::present(today), "now", 0.8);
        }
        "recently" | "lately" => return found(i, i + 1, TimeType::Date, Timex::past(today), "vague", 0.8),
        "soon" | "shortly" if next != "after" && next != "before" && r.before(i, first) != "as" => {
            return found(i, i + 1, TimeType::Date, Timex::future(r.anchor.report), "vague", 0.7);
        }
        "since" => return since(r, i, end),
        _ => {}
    }
    // "earlier in the day", "later that day", "the same day".
    if matches!(lower, "earlier" | "later") {
        match (next, r.word(i + 2, end)) {
            ("in", "the") => return earlier_in(r, i, end),
            ("today", _) => {
                return found(i, i + 2, TimeType::Date, today.map_or_else(Timex::default, Timex::day), "today", 0.85);
            }
            ("that", "year" | "month" | "week" | "day") => return that_period(r, i, end),
            ("this", "day") => {
                let base = r.anchor.report.or(today);
                return found(i, i + 3, TimeType::Date, base.map_or_else(Timex::default, Timex::day), "that-day", 0.75);
            }
            _ => {}
        }
    }
    if lower == "near" && next == "future" {
        return found(i, i + 2, TimeType::Date, Timex::future(r.anchor.report.or(today)), "vague", 0.75);
    }
    if lower == "the" {
        return with_article(r, i, first, end);
    }
    if r.g.lexicon.on(lower, List::DeicticLead) {
        return deictic(r, i, i, end);
    }
    if lower == "recent"
        && let Some((unit, true)) = terms::unit(next)
    {
        return stretch(r, i, i + 2, 0, unit, "recent");
    }
    // "two years ago", "a week later".
    ago(r, i, first, end)
}

/// "earlier in the day", "later in the year": from the report's day.
fn earlier_in(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let unit = terms::unit(r.word(i + 3, end)).filter(|(_, plural)| !plural)?;
    let base = r.anchor.report.or(r.anchor.published);
    let timex = base.map_or_else(Timex::default, |d| around(d, unit.0));
    found(i, i + 4, TimeType::Date, timex, "earlier-in", 0.85)
}

/// "later that year", "earlier that day": the one told last.
fn that_period(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let unit = terms::unit(r.word(i + 2, end))?.0;
    let told = if unit == Unit::Day { r.day_told(0) } else { r.told() };
    let timex = told.or(r.anchor.report).map_or_else(Timex::default, |d| around(d, unit));
    found(i, i + 3, TimeType::Date, timex, "that-day", 0.75)
}

fn part_or_day(r: &Reader<'_, '_>, i: usize, end: usize, n: i64, rule: &'static str) -> Option<Found> {
    let base = r.anchor.published.map(|d| plus(d, n, Unit::Day));
    if let Some(name) = (i + 1 < end).then(|| terms::part_of_day(r.lower(i + 1))).flatten() {
        return part(r, i, i + 2, base, name);
    }
    found(i, i + 1, TimeType::Date, base.map_or_else(Timex::default, Timex::day), rule, 0.93)
}

fn part(_: &Reader<'_, '_>, from: usize, stop: usize, base: Option<jiff::civil::Date>, name: &str) -> Option<Found> {
    let timex = base.map_or_else(Timex::default, |d| Timex::part(d, name));
    found(from, stop, TimeType::Time, timex, "part-of-day", 0.88)
}

/// "the past week", "the last two years", "the near future", "the day", "the weekend".
fn with_article(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let next = r.word(i + 1, end);
    let today = r.anchor.published;
    match (next, r.word(i + 2, end)) {
        ("near" | "immediate" | "foreseeable", "future") | ("not-too-distant", "future") => {
            return found(i, i + 3, TimeType::Date, Timex::future(r.anchor.report.or(today)), "vague", 0.8);
        }
        ("future", _) => {
            return found(i, i + 2, TimeType::Date, Timex::future(r.anchor.report.or(today)), "vague", 0.6);
        }
        ("moment", _) if r.before(i, first) == "at" => {
            return found(i, i + 2, TimeType::Date, Timex::present(today), "now", 0.7);
        }
        ("weekend", _) => {
            let pointer = if r.direction(i, i + 2, first, end) == Direction::Ahead { "this" } else { "last" };
            return deictic_unit(r, i, i + 1, i + 2, pointer);
        }
        ("past", behind)
            if matches!(r.before(i, first), "in" | "from" | "of" | "into" | "than")
                && (i + 2 >= end
                    || r.g.kind(i + 2) != TokenKind::Word
                    || r.g.lexicon.on(behind, List::AfterPeriod))
                && r.g.kind((i + 2).min(end - 1)) != TokenKind::Number =>
        {
            return found(i, i + 2, TimeType::Date, Timex::past(today), "vague", 0.75);
        }
        ("next" | "following" | "previous" | "same", period) if r.g.lexicon.on(period, List::ToldPeriod) => {
            return from_told(r, i, i + 1);
        }
        (which, _) if r.g.lexicon.on(which, List::PeriodLead) => return deictic(r, i, i + 1, end),
        _ => {}
    }
    None
}

/// "the next day", "the following month", "the same year": from the day told last; `at` is the word that points.
fn from_told(r: &Reader<'_, '_>, from: usize, at: usize) -> Option<Found> {
    let day = terms::unit(r.lower(at + 1)).is_none_or(|u| u.0 == Unit::Day);
    let told = if day { r.day_told(0) } else { r.told() };
    let told = told.or(r.anchor.report).or(r.anchor.published)?;
    let n = match r.lower(at) {
        "next" | "following" => 1,
        "previous" => -1,
        _ => 0,
    };
    if let Some(part) = terms::part_of_day(r.lower(at + 1)) {
        return found(from, at + 2, TimeType::Time, Timex::part(plus(told, n, Unit::Day), part), "from-told", 0.6);
    }
    let (unit, _) = terms::unit(r.lower(at + 1))?;
    found(from, at + 2, TimeType::Date, around(plus(told, n, unit), unit), "from-told", 0.65)
}

/// "last week", "this afternoon", "next Monday" without weekdays, "past three months"; `at` is the word that points.
fn deictic(r: &Reader<'_, '_>, from: usize, at: usize, end: usize) -> Option<Found> {
    let pointer = r.lower(at);
    let next = at + 1;
    let word = r.word(next, end);
    let today = r.anchor.published;
    if let Some(name) =
        (next < end).then(|| terms::part_of_day(word)).flatten().filter(|_| matches!(pointer, "this" | "last" | "that"))
    {
        let base = match pointer {
            "last" => today.map(|d| plus(d, -1, Unit::Day)),
            _ => r.anchor.report.or(today),
        };
        return part(r, from, next + 1, base, name);
    }
    if word == "weekend" {
        return deictic_unit(r, from, next, next + 1, pointer);
    }
    if let Some(season) = (next < end)
        .then(|| terms::season(word))
        .flatten()
        .filter(|_| matches!(pointer, "this" | "last" | "next" | "past" | "previous"))
    {
        let year = year_of_season(today?, pointer, season);
        return found(from, next + 1, TimeType::Date, Timex::season(year, season), "season", 0.8);
    }
    // "last fiscal year", "this financial year".
    if matches!(word, "fiscal" | "financial" | "calendar" | "academic" | "school") && r.word(next + 1, end) == "year" {
        return deictic_unit(r, from, next + 1, next + 2, pointer);
    }
    if let Some(unit) = (next < end).then(|| terms::unit(word)).flatten() {
        return deictic_period(r, from, at, end, unit);
    }
    deictic_count(r, from, at, end)
}

/// The year of "last summer", "this winter", said on `day`.
fn year_of_season(day: jiff::civil::Date, pointer: &str, season: &str) -> i16 {
    match pointer {
        "last" | "past" | "previous" => {
            let this = Timex::season(day.year(), season);
            if this.end.is_some_and(|e| e.day.0 < day) { day.year() } else { day.year() - 1 }
        }
        "next" => {
            let this = Timex::season(day.year(), season);
            if this.start.is_some_and(|s| s.day.0 > day) && day.month() < 3 { day.year() } else { day.year() + 1 }
        }
        // In January "this winter" began last year.
        _ if season == "WI" && day.month() < 3 => day.year() - 1,
        _ => day.year(),
    }
}

/// "last week", "recent months", "the last week of December": the unit stands behind the word that points, at token `at`.
fn deictic_period(
    r: &Reader<'_, '_>,
    from: usize,
    at: usize,
    end: usize,
    (unit, plural): (Unit, bool),
) -> Option<Found> {
    let (pointer, next) = (r.lower(at), at + 1);
    // "the last week of December", "the last week of 2029".
    if pointer == "last"
        && !plural
        && let Some(whole) = of_period(r, next + 1, end)
    {
        let last = whole.1.end.map(|m| m.day.0)?;
        return found(from, whole.0, TimeType::Date, around(last, unit), "last-of", 0.7);
    }
    if plural {
        return matches!(pointer, "past" | "last" | "recent" | "coming" | "next" | "previous")
            .then(|| stretch(r, from, next + 1, 0, unit, pointer))
            .flatten();
    }
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return matches!(pointer, "past" | "last" | "next")
            .then(|| stretch(r, from, next + 1, 1, unit, pointer))
            .flatten();
    }
    deictic_unit(r, from, next, next + 1, pointer)
}

/// "the past two weeks", "the next couple of years", "the last four months of 2029"; `at` is the word that points.
fn deictic_count(r: &Reader<'_, '_>, from: usize, at: usize, end: usize) -> Option<Found> {
    let (pointer, next) = (r.lower(at), at + 1);
    let word = r.word(next, end);
    // "the past two weeks", "last few months", "the next couple of years".
    let count = match word {
        "few" | "several" | "many" => Some((0, next + 1)),
        "couple" => Some((2, next + 1 + usize::from(r.word(next + 1, end) == "of"))),
        "a" => None,
        _ => (next < end).then(|| terms::spoken(r, next, end)).flatten(),
    };
    if let Some((n, unit_at)) = count
        && let Some((unit, _)) = terms::unit(r.word(unit_at, end))
        && matches!(pointer, "past" | "last" | "next" | "coming" | "previous" | "following")
    {
        // "the last four months of 2029" end with the year.
        if pointer == "last"
            && n > 0
            && let Some((_, whole)) = of_period(r, unit_at + 1, end)
            && let Some(last) = whole.end.map(|m| m.day.0)
        {
            let mut timex = super::lengths::length(n, unit);
            timex.start = Some(plus(plus(last, 1, Unit::Day), -n, unit).into());
            timex.end = whole.end;
            return found(from, unit_at + 1, TimeType::Duration, timex, "last-of", 0.75);
        }
        return stretch(r, from, unit_at + 1, n, unit, pointer);
    }
    None
}

/// "of 2029", "of December", "of the year" at token `at`: the token behind it and its interval.
fn of_period(r: &Reader<'_, '_>, at: usize, end: usize) -> Option<(usize, Timex)> {
    if r.word(at, end) != "of" || at + 1 >= end {
        return None;
    }
    // Nothing that may itself be "of" something, so that no chain of them is followed.
    let opens = r.lower(at + 1);
    let plain = terms::month(r.g.lexicon, opens).is_some()
        || terms::year(opens).is_some()
        || matches!(opens, "this" | "next")
        || opens == "the" && matches!(r.word(at + 2, end), "year" | "month" | "quarter");
    if !plain {
        return None;
    }
    let whole = super::dates::at(r, at + 1, at + 1, end).or_else(|| self::at(r, at + 1, at + 1, end))?;
    let fits = matches!(whole.rule, "month" | "month-year" | "year" | "deictic" | "period" | "quarter")
        && whole.kind == TimeType::Date;
    fits.then_some((whole.end, whole.timex))
}

/// One unit pointed at: "last week", "this year", "the past week".
fn deictic_unit(r: &Reader<'_, '_>, from: usize, unit_at: usize, stop: usize, pointer: &str) -> Option<Found> {
    let word = r.lower(unit_at);
    let Some(today) = r.anchor.published else {
        let value = match pointer {
            "this" => "PRESENT_REF",
            "next" | "coming" | "following" => "FUTURE_REF",
            _ => "PAST_REF",
        };
        return found(
            from,
            stop,
            TimeType::Date,
            Timex { value: Some(value.into()), ..Timex::default() },
            "deictic",
            0.5,
        );
    };
    let n: i64 = match pointer {
        "last" | "previous" | "past" => -1,
        "next" | "coming" | "following" => 1,
        _ => 0,
    };
    if word == "weekend" {
        let base = match n {
            1 => plus(today, 1, Unit::Week),
            // On a Saturday or Sunday the weekend is this one; else a weekend that has not begun is not the last one.
            -1 if pointer == "last" && r.lower(from) == "the" && today.weekday().to_monday_zero_offset() > 4 => today,
            -1 => plus(today, -1, Unit::Week),
            _ => today,
        };
        return found(from, stop, TimeType::Date, Timex::weekend(base), "weekend", 0.75);
    }
    let (unit, _) = terms::unit(word)?;
    if pointer == "past" || (pointer == "previous" && unit == Unit::Day) {
        // "the past week": the seven days up to the report.
        return stretch(r, from, stop, 1, unit, pointer);
    }
    // "that year": the one told last.
    if pointer == "that" && unit != Unit::Day {
        return found(from, stop, TimeType::Date, around(r.told()?, unit), "that-day", 0.65);
    }
    let base = if pointer == "that" || n == 0 { r.anchor.report.unwrap_or(today) } else { today };
    let timex = around(plus(base, n, unit), unit);
    found(from, stop, TimeType::Date, timex, "deictic", 0.88)
}

/// A stretch up to the report's day, or from it on: "the past two years". `n` of 0: some.
fn stretch(r: &Reader<'_, '_>, from: usize, stop: usize, n: i64, unit: Unit, pointer: &str) -> Option<Found> {
    let ahead = matches!(pointer, "next" | "coming" | "following");
    // "coming months" tell neither how many nor when they end.
    if pointer == "coming" && n == 0 {
        return found(from, stop, TimeType::Date, Timex::future(r.anchor.report), "stretch", 0.75);
    }
    let mut timex = super::lengths::length(n, unit);
    if let Some(day) = r.anchor.report.or(r.anchor.published) {
        let far = (n > 0).then(|| Moment::from(plus(day, if ahead { n } else { -n }, unit)));
        let near = Some(Moment::from(day));
        (timex.start, timex.end) = if ahead { (near, far) } else { (far, near) };
    }
    found(from, stop, TimeType::Duration, timex, "stretch", 0.85)
}

/// "two years ago", "a week earlier", "three days later", "three weeks from now".
fn ago(r: &Reader<'_, '_>, i: usize, first: usize, end: usize) -> Option<Found> {
    let (n, at) = super::lengths::count(r, i, end)?;
    let (unit, _) = (at < end).then(|| terms::unit(r.lower(at))).flatten()?;
    let today = r.anchor.published;
    let told = || r.day_told(first).or(r.anchor.report).or(today);
    let closed = |k: usize| {
        k >= end
            || matches!(r.g.kind(k), TokenKind::Mark | TokenKind::Close) && !matches!(r.lower(k), "(" | "$" | "£" | "€")
    };
    let (sign, base, stop) = match (r.word(at + 1, end), r.word(at + 2, end)) {
        ("ago", _) => (-1, today, at + 2),
        ("earlier", _) => (-1, told(), at + 2),
        // "three weeks before the vote" is a length; alone it is a day.
        ("before", _) if closed(at + 2) => (-1, told(), at + 2),
        ("later" | "hence", _) => (1, told(), at + 2),
        ("from", "now" | "today") => (1, today, at + 3),
        ("from", "tomorrow") => (1, today.map(|d| plus(d, 1, Unit::Day)), at + 3),
        _ => return None,
    };
    if sign < 0 && n == 1 && unit == Unit::Year && of_results(r, i, first) {
        return super::fiscal::year_before(r, i, stop);
    }
    let by_clock = matches!(unit, Unit::Second | Unit::Minute | Unit::Hour);
    if by_clock && r.word(at + 1, end) != "ago" {
        return found(i, at + 1, TimeType::Duration, super::lengths::length(n, unit), "duration", 0.8);
    }
    if n == 0 {
        let timex = if sign < 0 { Timex::past(base) } else { Timex::future(base) };
        return found(i, stop, TimeType::Date, timex, "ago", 0.7);
    }
    let Some(base) = base else {
        return found(i, stop, TimeType::Date, Timex::default(), "ago", 0.5);
    };
    let kind = if by_clock { TimeType::Time } else { TimeType::Date };
    let mut timex = around(plus(base, sign * n, unit), unit);
    // TIMEX3 gives "a year ago" as a year, "two days ago" as a day.
    if unit == Unit::Decade {
        timex = Timex::year(plus(base, sign * n, unit).year());
    }
    found(i, stop, kind, timex, "ago", if sign < 0 { 0.88 } else { 0.6 })
}

/// True where the words before token `i` are figures of a company's results and a quarter was told: "up from $3 million a year earlier".
fn of_results(r: &Reader<'_, '_>, i: usize, first: usize) -> bool {
    let low = first.max(i.saturating_sub(12));
    let money = (low..i).any(|k| r.g.on(k, List::MoneyWord));
    // Behind "the first nine months" the year before is a year.
    let told = r.found.iter().rev().take(40).find_map(|f| match (f.rule, f.timex.value.as_deref()) {
        ("quarter" | "year-before", _) => Some(true),
        ("duration", Some("P9M" | "P6M")) | ("period", _) => Some(false),
        _ => None,
    });
    money && told == Some(true)
}

/// "since taking office": open, for the page does not say when.
fn since(r: &Reader<'_, '_>, i: usize, end: usize) -> Option<Found> {
    let verb = r.word(i + 1, end);
    if verb.len() < 5 || !verb.ends_with("ing") || r.g.kind(i + 1) != TokenKind::Word {
        return None;
    }
    let mut stop = i + 2;
    while stop < end && stop < i + 6 && r.g.kind(stop) == TokenKind::Word && !r.g.on(stop, List::AfterSince) {
        stop += 1;
    }
    found(i, stop, TimeType::Date, Timex::default(), "since-event", 0.4)
}
