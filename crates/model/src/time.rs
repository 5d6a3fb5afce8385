//! Time expressions with their calendar intervals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Rule, Span};

/// Type and value follow TIMEX3 (ISO-TimeML, ISO 24617-1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    pub span: Span,
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// TIMEX3 value: `2025-09-04`, `2025-W36`, `P1W`, `FUTURE_REF`; absent where the words allow several (03/04).
    pub value: Option<String>,
    /// ISO 8601 date or date-time; absent = open.
    pub start: Option<String>,
    /// As `start`, inclusive.
    pub end: Option<String>,
    pub rule: Rule,
    pub score: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeType {
    Date,
    Time,
    Duration,
    Set,
}

/// The interval of a fact. The span is absent when it is carried over from another sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    pub span: Option<Span>,
    pub start: Option<String>,
    pub end: Option<String>,
}
