//! Statements about the future that somebody can be held to.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use crate::names::names;
use crate::{Key, Rule, Span, Standing, When, Who};

/// A statement about the future that somebody can be held to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Expectation {
    /// Its place in the list. Local to this record.
    pub id: u32,
    /// See `ExpectationKind`.
    pub kind: ExpectationKind,
    /// The words that carry it: the words of the future and what is expected, without "said"; with the if-clause
    /// where that stands right before them.
    pub span: Span,
    /// The act or state alone; null where the page does not give it ("I will be, yes").
    pub what: Option<Span>,
    /// Entities mentioned in `span`, each once, in text order, at most 16.
    pub about: Vec<u32>,
    /// To whom it was made.
    pub to: Option<Who>,
    /// Who is bound by it, which need not be the speaker; of a prediction or possibility, who predicts; of a
    /// demand, who is called upon. Null = the writer, or nobody known.
    pub holder: Option<Who>,
    /// The statement it was made in.
    pub said_in: Option<u32>,
    /// The event that it expects.
    pub event: Option<u32>,
    /// When it can be checked. "By the end of May" starts on the day of the report; "in the near future" starts
    /// there and is open.
    pub horizon: Option<When>,
    /// The if-clause.
    pub condition: Option<Span>,
    /// True where what is expected is that it does not happen.
    pub negated: bool,
    /// `current` or `earlier`.
    pub standing: Standing,
    /// True where it is told what and by whom, so that one can see whether it came true.
    pub specific: bool,
    /// Its durable name, beginning with `x:`.
    pub key: Key,
    /// The construction it was read by.
    pub rule: Rule,
    /// That it is an expectation of this kind.
    pub score: f32,
}

names! {
    /// What sort of statement about the future it is.
    pub enum ExpectationKind {
        /// An act that is intended, scheduled or arranged.
        Plan = "plan",
        /// The holder binds itself to an act.
        Promise = "promise",
        /// A hedged act, or something that is not in the holder's hands.
        Prediction = "prediction",
        /// An act to another's harm, with or without a condition.
        Threat = "threat",
        /// Another is called on to act.
        Demand = "demand",
        /// Open whether.
        Possibility = "possibility",
    }
}
