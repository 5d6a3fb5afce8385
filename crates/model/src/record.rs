//! All that is known of one page: provenance, article, facts.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use crate::names::names;
use crate::{Article, Entity, Event, Expectation, Figure, Statement, Time};

/// Version of the JSON: grows when a listed field changes its meaning.
pub const VERSION: u32 = 1;

/// One page, with everything read from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Record {
    /// Version of this contract, now 1. See `Versions`.
    pub version: u32,
    /// Which program made the record.
    pub made_by: MadeBy,
    /// The id that a list of pages gave; without a list, the page's hash; for a page that could not be read, its
    /// path. It may be any string, and two pages may share it: an alias, not an identity.
    pub id: String,
    /// Provenance: which bytes, and from where.
    pub page: Page,
    /// The page without its furniture.
    pub article: Article,
    /// What the article says.
    #[serde(flatten)]
    pub facts: Facts,
    /// What a reader should know about the making of this record; `[]` when nothing was amiss.
    pub notes: Vec<Note>,
}

/// Of one page, read with the same options, two records with equal `made_by` are equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct MadeBy {
    /// Version of the program, such as `0.1.0`.
    pub version: String,
    /// `blake3:` and 64 hexadecimal digits: a hash of the lexicon and weight files that are compiled in.
    pub weights: String,
}

/// Provenance: which bytes, from where, got when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Page {
    /// The file it was read from, as it was named; null for standard input, or where it is not known.
    pub path: Option<String>,
    /// The address given for it in a list. Never taken from the page.
    pub url: Option<String>,
    /// The address that the page gives itself (`link rel=canonical`, else `og:url`), where it begins with `http`;
    /// null for text.
    pub canonical_url: Option<String>,
    /// When it was fetched, RFC 3339. Null today: the program fetches nothing.
    pub retrieved: Option<String>,
    /// `blake3:` and 64 hexadecimal digits of the bytes as they came; of a `.gz` file, of its content. Null where
    /// no byte could be read.
    pub hash: Option<String>,
    /// How many bytes those are.
    pub bytes: u64,
    /// `text/html` or `text/plain`; of what is not a page, the type recognised by its first bytes, such as
    /// `application/pdf`.
    pub media_type: String,
    /// The encoding it was decoded from: a name of the WHATWG Encoding Standard in lower case, such as `utf-8` or
    /// `windows-1252`. Empty for what is not a page.
    pub charset: String,
    /// BCP 47. What the page says, unless the article's words show that it is English after all, or is not; null
    /// where neither tells, and then it is read as English.
    pub language: Option<String>,
}

/// What an article says, in lists that point at each other by `id`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Facts {
    /// People, organisations, places and so on, in the order of their first mention. `entities[i].id` is `i`.
    pub entities: Vec<Entity>,
    /// Words or propositions given to a source, in text order. `statements[i].id` is `i`.
    pub statements: Vec<Statement>,
    /// Time expressions, in text order.
    pub times: Vec<Time>,
    /// Quantities, in text order.
    pub figures: Vec<Figure>,
    /// What happened, or was to, each once, in the order of its first mention. `events[i].id` is `i`.
    pub events: Vec<Event>,
    /// Statements about the future, in text order. `expectations[i].id` is `i`.
    pub expectations: Vec<Expectation>,
}

/// Something that the reader of a record should know about its making.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Note {
    /// What a program tests for.
    pub kind: NoteKind,
    /// The same for people, in English; the wording may change.
    pub text: String,
}

impl Note {
    /// A note of a kind.
    pub fn new(kind: NoteKind, text: impl Into<String>) -> Note {
        Note { kind, text: text.into() }
    }
}

names! {
    /// What a note is about, for programs to test.
    pub enum NoteKind {
        /// The page shows most of its text by script; the article was taken from its JSON-LD.
        BodyFromJsonLd = "body_from_json_ld",
        /// The page asks for consent and shows little else.
        ConsentWall = "consent_wall",
        /// More was left out of the text than `furniture` holds: a MiB.
        FurnitureCut = "furniture_cut",
        /// The text was read from a page within the page (`srcdoc`).
        Inner = "inner",
        /// A comment, a script or a title is never closed; reading went on at the next block.
        Unclosed = "unclosed",
        /// The language could not be told; facts were looked for only where nothing speaks against English.
        LanguageUnknown = "language_unknown",
        /// The page tells a publication date that is no day of the calendar, or has a form that is not known.
        DateUnread = "date_unread",
        /// Elements were nested too deep; the deepest were read flat.
        Deep = "deep",
        /// The page says that there is no such article, or refuses to show it.
        ErrorPage = "error_page",
        /// The program failed on this page; the record is empty. Please report it.
        Fault = "fault",
        /// A front page or a section, with many stories and none of its own.
        Front = "front",
        /// A gallery or a video; most of it is captions.
        Gallery = "gallery",
        /// The article is not in English, so there are no facts: all six lists are empty.
        LanguageUnsupported = "language_unsupported",
        /// Bytes that are not UTF-8 were read as windows-1252.
        MixedEncoding = "mixed_encoding",
        /// No running text was found.
        NoArticle = "no_article",
        /// A picture, PDF, archive or JSON: nothing was read. `page.media_type` says which.
        NotAPage = "not_a_page",
        /// Only the beginning of the article is on the page.
        Paywall = "paywall",
        /// Little running text was found.
        Short = "short",
        /// Most running text of the page is outside what was taken for the body.
        Split = "split",
        /// Facts were looked for in the first 16 MiB of the article's text only; the text itself is whole.
        Truncated = "truncated",
        /// The file could not be read; the record is empty, and `text` says why.
        Unreadable = "unreadable",
        /// Little of a page saved as text reads like one article; check what was left out.
        Unsure = "unsure",
    }
}
