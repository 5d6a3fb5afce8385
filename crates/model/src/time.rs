//! Time expressions with their calendar intervals.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use crate::names::names;
use crate::{Interval, Rule, Span};

/// A time expression. Spans, types and values follow TIMEX3 (ISO-TimeML, ISO 24617-1): the preposition stays out,
/// the determiner stays in. The interval is ours: calendar days or minutes, both ends included, local to the
/// article (no offset). Relative times count from the day that the report speaks of; in captions, from the
/// picture's day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Time {
    /// The expression.
    pub span: Span,
    /// `date`, `time`, `duration` or `set`.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// The TIMEX3 value: `2031-03-11`, `2031-03`, `2031-W11`, `2031-W10-WE`, `2031-Q3`, `2031-H1`, `2031-SP`,
    /// `203`, `2031-03-11T14:00`, `2031-03-07TMO`, `P2W`, `XXXX-WXX-1`, `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    /// Null where the words allow several (03/04/2031) and for a range of two dates.
    pub value: Option<String>,
    /// The calendar interval that the words mean; open on both sides where they have no place in the calendar.
    #[serde(flatten)]
    pub interval: Interval,
    /// What read it.
    pub rule: Rule,
    /// That span, value and interval are right.
    pub score: f32,
}

names! {
    /// The types of TIMEX3.
    pub enum TimeType {
        /// A day or anything longer that has a place in the calendar: "Friday", "May 2031", "recently".
        Date = "date",
        /// A part of a day: "2 pm", "Friday morning".
        Time = "time",
        /// A length: "two weeks".
        Duration = "duration",
        /// Something that comes again: "every Monday".
        Set = "set",
    }
}

/// The interval of a fact. Used for `said`, `when` and `horizon`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct When {
    /// The time expression that gives it; null where the day is carried over from another sentence.
    pub span: Option<Span>,
    /// The calendar interval.
    #[serde(flatten)]
    pub interval: Interval,
}
