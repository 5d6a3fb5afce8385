//! Days as numbers, counted from 1970-01-01.

use jiff::civil::{Date, date};
use onrecord_model::{Day, Interval};

const FIRST: Date = date(1970, 1, 1);

/// The number of a day.
pub fn number(day: Day) -> i64 {
    day.0.duration_since(FIRST).as_hours() / 24
}

/// The day of a number; `None` outside the calendar's four-digit years.
pub fn day_of(number: i64) -> Option<Day> {
    FIRST.checked_add(jiff::SignedDuration::from_hours(number.checked_mul(24)?)).ok().map(Day)
}

/// First and last day of an interval.
pub fn ends(interval: Interval) -> (Option<i64>, Option<i64>) {
    let (first, last) = interval.days();
    (first.map(number), last.map(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        for (day, n) in [("1970-01-01", 0), ("2031-03-12", 22350), ("1969-12-31", -1)] {
            let day: Day = day.parse().expect("a day");
            assert_eq!((number(day), day_of(n)), (n, Some(day)));
        }
        assert_eq!(day_of(i64::MAX), None);
    }
}
