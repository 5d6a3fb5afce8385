//! Who and what an article names, each with all its mentions.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use crate::names::names;
use crate::{Rule, Span};

/// Somebody or something that the article names, with all mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Entity {
    /// Its place in the list. Local to this record: another version may number differently.
    pub id: u32,
    /// See `EntityKind`.
    pub kind: EntityKind,
    /// The fullest name that the article gives; for something only described, the description.
    pub name: String,
    /// By the text's own evidence: a title or kinship word before the name, or a pronoun that surely stands for it.
    /// Today a common given name fills it as well, from the list `who-given.tsv`; treat it as weak. Null where
    /// nothing tells.
    pub gender: Option<Gender>,
    /// Everywhere it is named, described or stood for by a pronoun, in text order; never empty.
    pub mentions: Vec<Mention>,
    /// What it is, in the article's words.
    pub roles: Vec<Role>,
    /// Entities that are likely the same one. They are not merged.
    pub maybe: Vec<LikelySame>,
}

names! {
    /// What an entity is.
    pub enum EntityKind {
        /// A person, or an animal that acts under a name.
        Person = "person",
        /// A firm, party, office, team or the like.
        Organization = "organization",
        /// A place, also where it acts: "Orrin said".
        Place = "place",
        /// People of one nation, party or faith; people described ("the executives").
        Group = "group",
        /// An event with a name of its own.
        Event = "event",
        /// A book, film, law or the like.
        Work = "work",
        /// A product, a ship.
        Product = "product",
    }
}

names! {
    /// By the text's own evidence.
    pub enum Gender {
        /// He.
        Male = "male",
        /// She.
        Female = "female",
    }
}

/// A stretch of the text that names an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Mention {
    /// The name alone: no title, no article, no possessive. For descriptions, the noun phrase.
    pub span: Span,
    /// `name`, `nominal` or `pronoun`.
    pub form: Form,
    /// What found it.
    pub rule: Rule,
    /// That these words stand for this entity.
    pub score: f32,
}

names! {
    /// How a mention names its entity.
    pub enum Form {
        /// A name: "Ines Oduya", "Oduya".
        Name = "name",
        /// A description: "the mayor", "his company".
        Nominal = "nominal",
        /// A pronoun of the third person: "she", "its".
        Pronoun = "pronoun",
    }
}

/// What somebody is, in the article's words: "council leader".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Role {
    /// "Mayor", "chief executive": the text at `span`.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Another entity that is likely the same. It is mutual: the other entity points back, with the same score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct LikelySame {
    /// The other entity.
    pub entity: u32,
    /// That the two are one.
    pub score: f32,
}
