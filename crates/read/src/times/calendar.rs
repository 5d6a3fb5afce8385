//! Days, weeks, months and the rest as intervals, with their TIMEX3 values (ISO 8601 where there is one).

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};
use onrecord_model::Moment;

/// What a time expression means: its TIMEX3 value, and its first and last moment, both included; one that is absent is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timex {
    pub value: Option<String>,
    pub start: Option<Moment>,
    pub end: Option<Moment>,
}

impl Timex {
    fn of(value: String, start: Date, end: Date) -> Timex {
        Timex { value: Some(value), start: Some(start.into()), end: Some(end.into()) }
    }

    pub fn day(day: Date) -> Timex {
        Timex::of(day.to_string(), day, day)
    }

    pub fn week(day: Date) -> Timex {
        let monday = plus(day, -i64::from(day.weekday().to_monday_zero_offset()), Unit::Day);
        let iso = monday.iso_week_date();
        Timex::of(format!("{:04}-W{:02}", iso.year(), iso.week()), monday, plus(monday, 6, Unit::Day))
    }

    pub fn weekend(day: Date) -> Timex {
        let monday = plus(day, -i64::from(day.weekday().to_monday_zero_offset()), Unit::Day);
        let iso = monday.iso_week_date();
        let value = format!("{:04}-W{:02}-WE", iso.year(), iso.week());
        Timex::of(value, plus(monday, 5, Unit::Day), plus(monday, 6, Unit::Day))
    }

    pub fn month(year: i16, month: i8) -> Timex {
        let first = safe(year, month, 1);
        Timex::of(format!("{:04}-{:02}", first.year(), first.month()), first, first.last_of_month())
    }

    pub fn quarter(year: i16, quarter: i8) -> Timex {
        let first = safe(year, quarter * 3 - 2, 1);
        let last = safe(year, quarter * 3, 1).last_of_month();
        Timex::of(format!("{year:04}-Q{quarter}"), first, last)
    }

    pub fn half(year: i16, half: i8) -> Timex {
        let first = safe(year, half * 6 - 5, 1);
        Timex::of(format!("{year:04}-H{half}"), first, safe(year, half * 6, 1).last_of_month())
    }

    pub fn year(year: i16) -> Timex {
        let first = safe(year, 1, 1);
        Timex::of(format!("{:04}", first.year()), first, first.last_of_year())
    }

    /// `decade` without its last digit: 199.
    pub fn decade(decade: i16) -> Timex {
        let first = safe(decade.saturating_mul(10), 1, 1);
        Timex::of(format!("{decade:03}"), first, safe(decade.saturating_mul(10).saturating_add(9), 12, 31))
    }

    /// `century` as written in years: 19 for the twentieth.
    pub fn century(century: i16) -> Timex {
        let first = safe(century.saturating_mul(100), 1, 1);
        Timex::of(format!("{century:02}"), first, safe(century.saturating_mul(100).saturating_add(99), 12, 31))
    }

    /// Spring SP, summer SU, autumn FA, winter WI, of the northern half of the Earth.
    pub fn season(year: i16, season: &str) -> Timex {
        let (first, last) = match season {
            "SP" => (safe(year, 3, 1), safe(year, 5, 31)),
            "SU" => (safe(year, 6, 1), safe(year, 8, 31)),
            "FA" => (safe(year, 9, 1), safe(year, 11, 30)),
            _ => (safe(year, 12, 1), safe(year.saturating_add(1), 2, 1).last_of_month()),
        };
        Timex::of(format!("{year:04}-{season}"), first, last)
    }

    /// Open towards the future, from a day on.
    pub fn future(from: Option<Date>) -> Timex {
        Timex { value: Some("FUTURE_REF".into()), start: from.map(Moment::from), end: None }
    }

    /// Open towards the past, up to a day.
    pub fn past(to: Option<Date>) -> Timex {
        Timex { value: Some("PAST_REF".into()), start: None, end: to.map(Moment::from) }
    }

    pub fn present(day: Option<Date>) -> Timex {
        let day = day.map(Moment::from);
        Timex { value: Some("PRESENT_REF".into()), start: day, end: day }
    }

    /// A length of time, which has no place of its own.
    pub fn length(value: String) -> Timex {
        Timex { value: Some(value), start: None, end: None }
    }

    /// A part of a day: `MO`, `AF`, `EV`, `NI`, with its usual hours.
    pub fn part(day: Date, part: &str) -> Timex {
        let next = plus(day, 1, Unit::Day);
        let (start, end) = match part {
            "MO" => (minute(day, 6, 0), minute(day, 11, 59)),
            "MI" => (minute(day, 12, 0), minute(day, 12, 59)),
            "AF" => (minute(day, 12, 0), minute(day, 17, 59)),
            "EV" => (minute(day, 18, 0), minute(day, 22, 59)),
            _ => (minute(day, 20, 0), minute(next, 5, 59)),
        };
        Timex { value: Some(format!("{day}T{part}")), start: Some(start), end: Some(end) }
    }

    pub fn clock(day: Option<Date>, hour: u8, minute: u8) -> Timex {
        match day {
            Some(day) => {
                let at = self::minute(day, hour, minute);
                Timex { value: Some(at.to_string()), start: Some(at), end: Some(at) }
            }
            None => Timex { value: Some(format!("T{hour:02}:{minute:02}")), start: None, end: None },
        }
    }

    /// From the start of one to the end of another.
    pub fn through(&self, other: &Timex) -> Timex {
        Timex { value: None, start: self.start, end: other.end }
    }

    /// Everything up to its end: "through 2028".
    pub fn until(mut self) -> Timex {
        self.start = None;
        self
    }

    /// It begins and ends on one day.
    pub fn is_one_day(&self) -> bool {
        matches!((self.start, self.end), (Some(start), Some(end)) if start.day == end.day)
    }

    pub fn first_day(&self) -> Option<Date> {
        self.start.map(|m| m.day.0)
    }
}

/// A minute of a day.
fn minute(day: Date, hour: u8, minute: u8) -> Moment {
    Moment { day: day.into(), minute: Some(u16::from(hour) * 60 + u16::from(minute)) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// As in TIMEX3 durations.
    pub fn letter(self) -> (&'static str, i64, bool) {
        match self {
            Unit::Second => ("S", 1, true),
            Unit::Minute => ("M", 1, true),
            Unit::Hour => ("H", 1, true),
            Unit::Day => ("D", 1, false),
            Unit::Week => ("W", 1, false),
            Unit::Month => ("M", 1, false),
            Unit::Quarter => ("Q", 1, false),
            Unit::Year => ("Y", 1, false),
            Unit::Decade => ("Y", 10, false),
            Unit::Century => ("Y", 100, false),
        }
    }
}

/// A date of the calendar, the nearest one where there is none such.
pub fn safe(year: i16, month: i8, day: i8) -> Date {
    let (year, month) = (year.clamp(1, 9998), month.clamp(1, 12));
    let first = date(year, month, 1);
    date(year, month, day.clamp(1, first.days_in_month()))
}

/// A day moved by units, kept inside the calendar.
pub fn plus(day: Date, n: i64, unit: Unit) -> Date {
    let n = n.clamp(-3_000_000, 3_000_000);
    let span: Result<Span, _> = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Ok(0.days()),
        Unit::Day => Span::new().try_days(n),
        Unit::Week => Span::new().try_weeks(n),
        Unit::Month => Span::new().try_months(n),
        Unit::Quarter => Span::new().try_months(n.saturating_mul(3)),
        Unit::Year => Span::new().try_years(n),
        Unit::Decade => Span::new().try_years(n.saturating_mul(10)),
        Unit::Century => Span::new().try_years(n.saturating_mul(100)),
    };
    let moved = span.ok().and_then(|s| day.checked_add(s).ok());
    moved.filter(|d| (1..=9998).contains(&d.year())).unwrap_or(if n < 0 { date(1, 1, 1) } else { date(9998, 12, 31) })
}

/// The interval of a unit that holds a day: its week, its month.
pub fn around(day: Date, unit: Unit) -> Timex {
    match unit {
        Unit::Week => Timex::week(day),
        Unit::Month => Timex::month(day.year(), day.month()),
        Unit::Quarter => Timex::quarter(day.year(), (day.month() + 2) / 3),
        Unit::Year => Timex::year(day.year()),
        Unit::Decade => Timex::decade(day.year() / 10),
        Unit::Century => Timex::century(day.year() / 100),
        _ => Timex::day(day),
    }
}

/// The nearest such weekday: on or before `day`, or on or after it.
pub fn weekday(day: Date, wanted: Weekday, ahead: bool) -> Date {
    let (now, then) = (day.weekday().to_monday_zero_offset(), wanted.to_monday_zero_offset());
    let distance = i64::from(then) - i64::from(now);
    let distance = if ahead { distance.rem_euclid(7) } else { -((-distance).rem_euclid(7)) };
    plus(day, distance, Unit::Day)
}
