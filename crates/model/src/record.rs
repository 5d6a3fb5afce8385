//! All that is known of one page: provenance, article, facts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Article, Entity, Event, Expectation, Figure, Statement, Time};

/// Version of the JSON: grows when a listed field changes its meaning.
pub const VERSION: u32 = 1;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    pub version: u32,
    pub made_by: MadeBy,
    /// The id given in a list, else the page's hash.
    pub id: String,
    pub page: Page,
    pub article: Article,
    #[serde(flatten)]
    pub facts: Facts,
    pub notes: Vec<Note>,
}

/// Same version and weights, same bytes in: same record out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MadeBy {
    pub version: String,
    pub weights: String,
}

/// Provenance: which bytes, from where, got when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    pub url: Option<String>,
    pub canonical_url: Option<String>,
    /// RFC 3339.
    pub retrieved: Option<String>,
    /// `blake3:` and 64 hexadecimal digits, of the bytes as they came.
    pub hash: String,
    pub bytes: u64,
    pub media_type: String,
    /// Label of the WHATWG Encoding Standard.
    pub charset: String,
    /// BCP 47.
    pub language: Option<String>,
}

/// What an article says, in lists that point at each other by `id`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Facts {
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    pub times: Vec<Time>,
    pub figures: Vec<Figure>,
    pub events: Vec<Event>,
    pub expectations: Vec<Expectation>,
}

/// Something that the reader of a record should know about its making.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// `deep`, `language_unsupported`, `no_article` and the like.
    pub kind: String,
    pub text: String,
}

impl Note {
    pub fn new(kind: &str, text: impl Into<String>) -> Note {
        Note { kind: kind.into(), text: text.into() }
    }
}
