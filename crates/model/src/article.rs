//! The page's text without its furniture, and labelled blocks over it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Span, Text};

/// What a page says once its furniture is gone: one text, and labelled blocks in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// All blocks in page order, joined by blank lines; what every span points into.
    pub text: Text,
    pub title: Option<String>,
    pub standfirst: Option<String>,
    pub authors: Vec<String>,
    /// ISO 8601, as precise as the page is: a date, or a date-time with or without offset.
    pub published: Option<String>,
    /// As `published`.
    pub modified: Option<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub dateline: Option<Dateline>,
    pub from: From,
    pub kind: PageKind,
    pub blocks: Vec<Block>,
    pub images: Vec<Image>,
    /// Links within the blocks, in page order.
    pub links: Vec<Link>,
    pub related: Vec<Related>,
    pub furniture: Vec<Furniture>,
    /// How sure the extraction is of itself, 0 to 1; reasons in the record's notes.
    pub score: f32,
}

/// Where a fact about the article was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct From {
    pub title: Option<Origin>,
    pub standfirst: Option<Origin>,
    pub authors: Option<Origin>,
    pub published: Option<Origin>,
    pub modified: Option<Origin>,
    pub publisher: Option<Origin>,
    pub section: Option<Origin>,
}

/// The part of a page that gave a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    JsonLd,
    Meta,
    Html,
    Text,
    Url,
    Argument,
}

/// The place at the head of a report: `WASHINGTON, DC:`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    pub place: String,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    #[default]
    Article,
    LiveBlog,
    Transcript,
    List,
    Gallery,
    Front,
    PaywallStub,
    Error,
    Other,
}

/// A labelled stretch of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
    /// ISO 8601: when a live-blog post was put up.
    pub time: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    Title,
    Standfirst,
    Byline,
    Date,
    Dateline,
    Heading,
    Paragraph,
    ListItem,
    Quote,
    Table,
    Code,
    Caption,
    Alt,
    Correction,
}

/// Words of the text that lead somewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    pub span: Span,
    /// As the page has it, so it may be relative to the page's address.
    pub url: String,
}

/// A picture: what its captions say and show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    pub url: Option<String>,
    /// The alternative text, often the agency's caption.
    pub alt: Option<Span>,
    /// The publisher's caption.
    pub caption: Option<Span>,
    pub credit: Option<String>,
    /// ISO 8601 date.
    pub taken: Option<String>,
    pub place: Option<String>,
    pub people: Vec<Person>,
}

/// Somebody whom a caption points out by position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    pub name: String,
    pub span: Span,
    /// `left`, `right`, `center`, `2 from left` and the like.
    pub position: Option<String>,
}

/// A link to another story, with its age as the page printed it: it counts from an unknown day, so it is no date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    pub title: String,
    pub url: Option<String>,
    pub age: Option<String>,
}

/// What stood on the page and is no part of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Furniture {
    pub kind: FurnitureKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureKind {
    Newsletter,
    Related,
    Share,
    Advert,
    Navigation,
    Consent,
    Comments,
    Appeal,
    Credit,
    Other,
}
