//! The words that all of onrecord shares: a text and spans of it, the article, the record and its facts.
//!
//! Plain data. Its JSON is the public schema (`onrecord schema`, with the feature `schema`); what each field means is in
//! `docs/record.md` and, the same, in the comments here: a field that is absent is `null` or `[]`, never left out and never
//! guessed; a span is `[start, end)` in bytes of `article.text`.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

mod article;
mod date;
mod entity;
mod event;
mod expectation;
mod figure;
mod key;
mod names;
mod record;
mod statement;
mod text;
mod time;
mod who;

pub use article::{
    Article, Block, BlockKind, Dateline, Furniture, FurnitureKind, Image, Link, Origin, Origins, PageKind, Person,
    Related,
};
pub use date::{DateTime, Day, Interval, Moment, NotADate};
pub use entity::{Entity, EntityKind, Form, Gender, LikelySame, Mention, Role};
pub use event::{Event, EventKind, Participant, ParticipantRole, Status};
pub use expectation::{Expectation, ExpectationKind};
pub use figure::{Direction, Figure, Modifier};
pub use key::Key;
pub use record::{Facts, MadeBy, Note, NoteKind, Page, Record, VERSION};
pub use statement::{Act, Occasion, Quoting, Source, SourceKind, Standing, Statement};
pub use text::{Span, Text, is_invisible};
pub use time::{Time, TimeType, When};
pub use who::Who;

use std::borrow::Cow;

/// The id of the rule or model that made a fact, such as `cue-after`: stable, lower case, words joined by hyphens.
pub type Rule = Cow<'static, str>;

/// The JSON Schema of a record (draft 2020-12).
#[cfg(feature = "schema")]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
