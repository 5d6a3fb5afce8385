//! Words or propositions attributed to a source.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use crate::names::names;
use crate::{Key, Rule, Span, When, Who};

/// Words or a proposition that the text gives to a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Statement {
    /// Its place in the list. Local to this record.
    pub id: u32,
    /// `direct`, `mixed` or `indirect`.
    pub form: Quoting,
    /// What was said, a span for each part ("..., she said. ..."), in text order; never empty. Of a direct
    /// statement it is what stands between the marks, so a comma before the closing mark is in it; of a mixed or
    /// indirect one the whole reported clause, "that" and inner marks included. What the writer adds stays out.
    pub content: Vec<Span>,
    /// The words that attribute it: "said", "according to". `[]` where nothing does: a speaker's name and a colon,
    /// a quotation that goes on in the next paragraph.
    pub cue: Vec<Span>,
    /// Who said it; null where nobody is named or meant ("it is said that").
    pub source: Option<Source>,
    /// What saying it does.
    pub act: Act,
    /// `current` or `earlier`.
    pub standing: Standing,
    /// The words of the question it answers: "Asked about the budget".
    pub asked: Option<Span>,
    /// Who was told.
    pub addressee: Option<Who>,
    /// The outlet it is taken from ("..., TRV reports"). Null today: no rule fills it.
    pub via: Option<Who>,
    /// The statement whose content contains it.
    pub inside: Option<u32>,
    /// Entities that its content mentions, each once, in text order, at most 50.
    pub about: Vec<u32>,
    /// When it was said.
    pub said: Option<When>,
    /// On what occasion.
    pub occasion: Option<Occasion>,
    /// True where the text says that it was not said: "did not say whether".
    pub negated: bool,
    /// Its durable name, beginning with `s:`.
    pub key: Key,
    /// The construction it was read by.
    pub rule: Rule,
    /// That it is a statement, with these words.
    pub score: f32,
}

names! {
    /// How the words are given (Pareti 2012).
    pub enum Quoting {
        /// All of the content stands in quotation marks.
        Direct = "direct",
        /// Some of it does.
        Mixed = "mixed",
        /// None of it does.
        Indirect = "indirect",
    }
}

/// Who said something.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Source {
    /// The words that name the source here, with title and apposition; null where it is carried over from a
    /// neighbouring statement.
    pub span: Option<Span>,
    /// The entity; null where the words name nobody in particular ("officials"). Of two sources joined by "and",
    /// one.
    pub entity: Option<u32>,
    /// See `SourceKind`.
    pub kind: SourceKind,
    /// That this is the source, given that the statement is right. Not filled yet: null until it is measured.
    pub score: Option<f32>,
}

names! {
    /// What sort of source it is, by its words and its entity.
    pub enum SourceKind {
        /// A report, a statement, a court filing.
        Document = "document",
        /// Somebody with a name.
        Named = "named",
        /// An office or who speaks for one: "police", "a ministry spokesman".
        Official = "official",
        /// Somebody who was there.
        Witness = "witness",
        /// Many: "protesters", "residents", "critics".
        Crowd = "crowd",
        /// Anybody else: "a person familiar with the talks".
        Unnamed = "unnamed",
    }
}

names! {
    /// What saying it does.
    #[derive(Default)]
    pub enum Act {
        /// Says that something is so; also warnings, promises, praise and all else that is not listed below.
        #[default]
        Assert = "assert",
        /// Says that something is not so.
        Deny = "deny",
        /// Declines: "would not say whether".
        Refuse = "refuse",
        /// Asks.
        Ask = "ask",
        /// Orders, urges, calls on.
        Order = "order",
    }
}

names! {
    /// Whether something is said now, or reported as said before. Of statements and expectations.
    #[derive(Default)]
    pub enum Standing {
        /// Said in what the article reports.
        #[default]
        Current = "current",
        /// Reported as said before: "has repeatedly said".
        Earlier = "earlier",
    }
}

/// On what occasion something was said: "in an interview with the Mercury".
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Occasion {
    /// "in an interview with the Halm Lantern". It may stand in a neighbouring sentence.
    pub span: Span,
}
