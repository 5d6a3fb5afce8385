//! Who and what an article names, each with all its mentions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Rule, Span};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Counts from 0 in this record; changes when a better version reads the article again.
    pub id: u32,
    pub kind: EntityKind,
    /// The fullest form that the article gives.
    pub name: String,
    /// By the text's own evidence (pronouns, "Mrs", a given name), else absent.
    pub gender: Option<Gender>,
    /// In text order; never empty.
    pub mentions: Vec<Mention>,
    pub roles: Vec<Role>,
    /// Entities that are likely the same.
    pub maybe: Vec<Maybe>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    Person,
    Organization,
    Place,
    /// People of one nation, party or faith; "the executives".
    Group,
    Event,
    Work,
    Product,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Male,
    Female,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    pub span: Span,
    pub form: Form,
    pub rule: Rule,
    /// How sure it is that these words name this entity, 0 to 1.
    pub score: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    Name,
    /// A description: "the president", "his company".
    Nominal,
    Pronoun,
}

/// What somebody is, in the article's words: "President", "CEO".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    pub text: String,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Maybe {
    pub entity: u32,
    pub score: f32,
}
