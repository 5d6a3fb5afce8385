//! The jobs that a person asks for, each over one archive: add pages, search them, verify quotations, follow people and promises, show,
//! check, read again, export.
//!
//! Every job says how far it is, can be stopped and run again, and gives a value that is printed for people or as JSON by whoever asked.
//! Leaves alone: the command line and the screen (`cli`), SQL (`store`).

pub mod add;
pub mod cite;
pub mod demo;
pub mod export;
pub mod hydrate;
pub mod ledger;
pub mod merge;
pub mod passage;
pub mod query;
pub mod reread;
pub mod sample;
pub mod search;
pub mod verify;
pub mod who;

pub use onrecord_store as store;
pub use onrecord_store::{Access, Archive};

/// Why a job could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The archive's reason.
    #[error(transparent)]
    Archive(#[from] onrecord_store::Error),
    /// A file's.
    #[error("{what}: {why}")]
    File {
        /// What was tried.
        what: String,
        /// What the system says.
        why: String,
    },
    /// What was asked cannot be understood, and what can.
    #[error("{0}")]
    Asked(String),
}

/// What a job gives.
pub type Result<T> = std::result::Result<T, Error>;

/// A day as people write it, of a number counted from 1970-01-01.
pub fn day(number: Option<i64>) -> Option<String> {
    number.and_then(onrecord_store::day_of).map(|d| d.to_string())
}

/// First and last day that is meant by a year, a month, a day, or two of them with ".." between.
pub fn days(text: &str) -> Option<(i64, i64)> {
    if let Some((from, to)) = text.split_once("..") {
        let first = if from.is_empty() { i64::MIN } else { days(from)?.0 };
        let last = if to.is_empty() { i64::MAX } else { days(to)?.1 };
        return Some((first, last));
    }
    let number = |day: &str| day.parse::<onrecord_model::Day>().ok().map(onrecord_store::day_number);
    match text.len() {
        4 => Some((number(&format!("{text}-01-01"))?, number(&format!("{text}-12-31"))?)),
        7 => {
            let first = number(&format!("{text}-01"))?;
            let last = (28..=31).rev().find_map(|d| number(&format!("{text}-{d}")))?;
            Some((first, last))
        }
        10 => number(text).map(|d| (d, d)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn a_year_a_month_and_a_day_are_spans_of_days() {
        assert_eq!(days("1970"), Some((0, 364)));
        assert_eq!(days("1970-02"), Some((31, 58)));
        assert_eq!(days("1972-02").map(|(a, b)| b - a), Some(28));
        assert_eq!(days("1970-01-02..1970-02"), Some((1, 58)));
        assert_eq!(days("..1970-01-02"), Some((i64::MIN, 1)));
        assert_eq!((days("1970-13"), days("soon"), days("1970-02-30")), (None, None, None));
    }
}
