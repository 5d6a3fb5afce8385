//! Words or propositions attributed to a source.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Rule, Span, Who};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    pub id: u32,
    pub form: Quoting,
    /// One span a part, in text order, quotation marks left out; never empty.
    pub content: Vec<Span>,
    /// The words that attribute it: "said", "according to"; empty where nothing does.
    pub cue: Vec<Span>,
    /// Absent when nobody is named or meant.
    pub source: Option<Source>,
    pub act: Act,
    pub standing: Standing,
    /// The question that it answers.
    pub asked: Option<Span>,
    pub addressee: Option<Who>,
    /// The outlet that it is taken from.
    pub via: Option<Who>,
    /// `id` of the statement that contains it.
    pub inside: Option<u32>,
    /// Entities spoken of.
    pub about: Vec<u32>,
    pub said: Option<Said>,
    pub occasion: Option<Occasion>,
    /// "did not say that", "never promised".
    pub negated: bool,
    pub rule: Rule,
    pub score: f32,
}

/// How the words are given (Pareti 2012).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quoting {
    /// All in quotation marks.
    Direct,
    /// Some in quotation marks.
    Mixed,
    /// None.
    Indirect,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    pub span: Option<Span>,
    pub entity: Option<u32>,
    pub kind: SourceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    Named,
    Official,
    Witness,
    Document,
    Crowd,
    Unnamed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    #[default]
    Assert,
    Deny,
    Refuse,
    Ask,
    Order,
}

/// Said now, or reported as said before ("has repeatedly said").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    Current,
    Earlier,
}

/// When it was said. The span is absent when the day is carried over from another sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Said {
    pub span: Option<Span>,
    /// ISO 8601; absent = open.
    pub start: Option<String>,
    /// ISO 8601, inclusive; absent = open.
    pub end: Option<String>,
}

/// "in a separate interview with CBS News".
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Occasion {
    pub span: Span,
}
