//! Statements about the future that somebody can be held to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Rule, Span, Standing, When, Who};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Expectation {
    pub id: u32,
    pub kind: ExpectationKind,
    /// The words that carry it, cue included.
    pub span: Span,
    /// What is to happen; absent where the page does not say ("I will be, yeah").
    pub what: Option<Span>,
    /// Entities that it is about.
    pub about: Vec<u32>,
    /// To whom it was made.
    pub to: Option<Who>,
    /// Who is bound by it; absent = the writer.
    pub holder: Option<Holder>,
    /// `id` of the statement that it was made in.
    pub said_in: Option<u32>,
    /// `id` of the event that it expects.
    pub event: Option<u32>,
    pub horizon: Option<When>,
    /// The if-clause.
    pub condition: Option<Span>,
    pub negated: bool,
    pub standing: Standing,
    /// Tells what and by whom, so that one can see whether it came true.
    pub specific: bool,
    pub rule: Rule,
    pub score: f32,
}

/// Who is bound by an expectation.
pub type Holder = Who;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExpectationKind {
    Plan,
    Promise,
    Prediction,
    Threat,
    Demand,
    Possibility,
}
