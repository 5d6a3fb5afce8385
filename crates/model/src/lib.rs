//! The words that all of onrecord shares: a text and spans of it, the article, the record and its facts.
//!
//! Plain data. Its JSON is the public schema (`onrecord schema`): a field that is absent is `null` or `[]`, never left
//! out and never guessed; a span is `[start, end)` in bytes of `article.text`.
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod article;
mod entity;
mod event;
mod expectation;
mod figure;
mod record;
mod statement;
mod text;
mod time;

pub use article::{
    Article, Block, BlockKind, Dateline, From, Furniture, FurnitureKind, Image, Link, Origin, PageKind, Person, Related,
};
pub use entity::{Entity, EntityKind, Form, Gender, Maybe, Mention, Role};
pub use event::{Event, EventKind, Part, Participant, Status};
pub use expectation::{Expectation, ExpectationKind, Holder};
pub use figure::{Figure, Modifier};
pub use record::{Facts, MadeBy, Note, Page, Record, VERSION};
pub use statement::{Act, Occasion, Quoting, Said, Source, SourceKind, Standing, Statement};
pub use text::{Span, Text};
pub use time::{Time, TimeType, When};

use std::borrow::Cow;

/// The id of the rule or model that made a fact, such as `cue-after`: stable, lower case, words joined by hyphens.
pub type Rule = Cow<'static, str>;

/// Somebody or something that a fact points at: by the words, by the entity, or by both.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Who {
    /// The words that name it here; absent when it is carried over from another sentence.
    pub span: Option<Span>,
    /// `id` of the entity in this record; absent when the words name nobody in particular.
    pub entity: Option<u32>,
}

/// The JSON Schema of a record (draft 2020-12).
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
