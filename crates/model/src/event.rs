//! What is reported as happened, ongoing, planned, called off, denied or hypothetical.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Rule, Span, When, Who};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    pub id: u32,
    /// The word that names it: "greeted", "meeting".
    pub trigger: Span,
    pub kind: EventKind,
    /// Class in PLOVER (Halterman et al. 2023), where one fits.
    pub plover: Option<String>,
    pub participants: Vec<Participant>,
    pub when: Option<When>,
    #[serde(rename = "where")]
    pub place: Option<Who>,
    pub status: Status,
    /// `id` of the statement that reports it; absent where the writer does.
    pub said_in: Option<u32>,
    pub rule: Rule,
    pub score: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    pub entity: Option<u32>,
    pub span: Option<Span>,
    pub role: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Agent,
    Patient,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Happened,
    Ongoing,
    Planned,
    Possible,
    Cancelled,
    Denied,
    Hypothetical,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Meet,
    Call,
    Visit,
    Speak,
    Interview,
    Agree,
    Sign,
    Announce,
    Appoint,
    Resign,
    Elect,
    Vote,
    Attack,
    Kill,
    Arrest,
    Jail,
    Charge,
    Convict,
    Acquit,
    Sentence,
    Fine,
    Sue,
    Protest,
    Threaten,
    Demand,
    Offer,
    Reject,
    Withdraw,
    Cancel,
    Postpone,
    Provide,
    Sanction,
    Launch,
    Acquire,
    Invest,
    Hire,
    Dismiss,
    Release,
    Publish,
    Host,
    Lead,
    Travel,
    Die,
    Injure,
    Other,
}
