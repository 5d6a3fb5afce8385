//! Days, moments and intervals of the calendar (ISO 8601, proleptic Gregorian).

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar day: `2031-03-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

/// A day, or a minute of it: `2031-03-12`, `2031-03-12T18:00`. A day sorts before its minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Minutes since midnight, 0 to 1439; `None` where the text gives a day only.
    pub minute: Option<u16>,
}

/// From one moment to another, both included; `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// The first day or minute, ISO 8601: `2031-03-12`, `2031-03-12T18:00`; null where it is open towards the past or not known.
    pub start: Option<Moment>,
    /// The last day or minute, included, as `start`; null where it is open towards the future or not known.
    pub end: Option<Moment>,
}

impl Interval {
    /// A single moment.
    pub fn at(moment: Moment) -> Interval {
        Interval { start: Some(moment), end: Some(moment) }
    }

    /// True where neither side is known.
    pub fn is_open(self) -> bool {
        self.start.is_none() && self.end.is_none()
    }

    /// First and last day.
    pub fn days(self) -> (Option<Day>, Option<Day>) {
        (self.start.map(|m| m.day), self.end.map(|m| m.day))
    }

    /// The day that all of it lies in, where that is one.
    pub fn one_day(self) -> Option<Day> {
        match self.days() {
            (Some(a), Some(b)) if a == b => Some(a),
            _ => None,
        }
    }
}

/// A date, or a date and time with or without offset, as a page gives it: `2031-03-12`, `2031-03-12T14:30:00+01:00`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime {
    day: Day,
    text: Box<str>,
}

impl DateTime {
    /// The day, as the page's own clock has it.
    pub fn day(&self) -> Day {
        self.day
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        Day(date)
    }
}

impl From<Day> for Moment {
    fn from(day: Day) -> Moment {
        Moment { day, minute: None }
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Moment {
        Day(date).into()
    }
}

impl From<Day> for DateTime {
    fn from(day: Day) -> DateTime {
        DateTime { day, text: day.to_string().into() }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minute {
            Some(minute) => write!(f, "{}T{:02}:{:02}", self.day, minute / 60, minute % 60),
            None => write!(f, "{}", self.day),
        }
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Text that is not a day, moment or date-time of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date is written as 2016-11-07, with or without a time as in 2016-11-07T09:30:00+01:00")
    }
}

impl std::error::Error for NotADate {}

impl FromStr for Day {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Day, NotADate> {
        // jiff reads other forms as well.
        let shape =
            text.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
        if text.len() != 10 || !shape {
            return Err(NotADate);
        }
        text.parse().map(Day).map_err(|_| NotADate)
    }
}

impl FromStr for Moment {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Moment, NotADate> {
        let (day, rest) = text.split_at_checked(10).ok_or(NotADate)?;
        let day = day.parse()?;
        if rest.is_empty() {
            return Ok(Moment { day, minute: None });
        }
        let (minute, rest) = clock(rest.strip_prefix('T').ok_or(NotADate)?)?;
        if rest.is_empty() { Ok(Moment { day, minute: Some(minute) }) } else { Err(NotADate) }
    }
}

impl FromStr for DateTime {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<DateTime, NotADate> {
        let (day, rest) = text.split_at_checked(10).ok_or(NotADate)?;
        let day = day.parse()?;
        if !rest.is_empty() {
            let (_, mut rest) = clock(rest.strip_prefix('T').ok_or(NotADate)?)?;
            if let Some(seconds) = rest.strip_prefix(':') {
                let (seconds, after) = two(seconds)?;
                // A leap second.
                if seconds > 60 {
                    return Err(NotADate);
                }
                rest = after;
                if let Some(fraction) = rest.strip_prefix('.') {
                    let after = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
                    if after.len() == fraction.len() {
                        return Err(NotADate);
                    }
                    rest = after;
                }
            }
            let good = match rest.strip_prefix(['+', '-']) {
                Some(offset) => matches!(clock(offset), Ok((_, ""))),
                None => matches!(rest, "" | "Z"),
            };
            if !good {
                return Err(NotADate);
            }
        }
        Ok(DateTime { day, text: text.into() })
    }
}

/// `18:05` at the head of a text, as minutes, and what follows.
fn clock(text: &str) -> Result<(u16, &str), NotADate> {
    let (hours, rest) = two(text)?;
    let (minutes, rest) = two(rest.strip_prefix(':').ok_or(NotADate)?)?;
    if hours < 24 && minutes < 60 { Ok((hours * 60 + minutes, rest)) } else { Err(NotADate) }
}

/// Two digits at the head of a text.
fn two(text: &str) -> Result<(u16, &str), NotADate> {
    let (digits, rest) = text.split_at_checked(2).ok_or(NotADate)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotADate);
    }
    digits.parse().map(|n| (n, rest)).map_err(|_| NotADate)
}

/// Writes and reads a type as the string that it displays, with a schema that says which.
macro_rules! as_text {
    ($name:ident, $format:literal) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(|e| D::Error::custom(format!("\"{text}\": {e}")))
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "pattern": $format})
            }
        }
    };
}

as_text!(Day, r"^\d{4}-\d{2}-\d{2}$");
as_text!(Moment, r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$");
as_text!(DateTime, r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_back() {
        for text in ["2031-03-12", "0001-01-01", "9999-12-31", "2032-02-29"] {
            assert_eq!(text.parse::<Day>().map(|d| d.to_string()).as_deref(), Ok(text));
            assert_eq!(text.parse::<Moment>().map(|d| d.to_string()).as_deref(), Ok(text));
        }
        for text in ["2031-03-12T00:00", "2031-03-12T23:59"] {
            assert_eq!(text.parse::<Moment>().map(|d| d.to_string()).as_deref(), Ok(text));
        }
        for text in ["2031-03-12T09:30:00Z", "2031-03-12T09:30:00.250+01:00", "2031-03-12T09:30-05:00", "2031-03-12"] {
            assert_eq!(text.parse::<DateTime>().map(|d| d.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_refused() {
        for text in ["2031-02-29", "2031-13-01", "2031-3-12", "12-03-2031", "2031", "", "2031-03-12 "] {
            assert_eq!(text.parse::<Day>(), Err(NotADate), "{text}");
        }
        for text in ["2031-03-12T24:00", "2031-03-12T9:30", "2031-03-12T09:30:00", "2031-03-12x"] {
            assert_eq!(text.parse::<Moment>(), Err(NotADate), "{text}");
        }
        for text in
            ["2031-03-12T99:99", "2031-03-12Tgarbage", "2031-03-12T09:30:00.", "2031-03-12T09:30+1", "2031-03-1é"]
        {
            assert_eq!(text.parse::<DateTime>(), Err(NotADate), "{text}");
        }
    }

    #[test]
    fn days_sort_as_the_calendar_does() {
        let moment = |text: &str| text.parse::<Moment>().unwrap();
        assert!(moment("2031-03-12") < moment("2031-03-12T00:00"));
        assert!(moment("2031-03-12T23:59") < moment("2031-03-13"));
        let evening = Interval { start: Some(moment("2031-03-12T18:00")), end: Some(moment("2031-03-12T23:00")) };
        assert_eq!(evening.one_day().map(|d| d.to_string()).as_deref(), Some("2031-03-12"));
        assert!(Interval::default().is_open());
    }
}
