//! The page's text without its furniture, and labelled blocks over it.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use crate::names::names;
use crate::{DateTime, Day, Span, Text};

/// What a page says once its furniture is gone: one text, and labelled blocks over it in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Article {
    /// All blocks in page order, joined by blank lines: what every span points into. It never changes. Of clean
    /// text (`--as clean`), the input byte for byte. Empty where there is no article.
    pub text: Text,
    /// The headline, as the page shows it, without the site's name.
    pub title: Option<String>,
    /// The summary between headline and body.
    pub standfirst: Option<String>,
    /// Names only, without titles and offices, each once.
    pub authors: Vec<String>,
    /// When it was published: ISO 8601, as precise as the page is. A date, or a date and time, with or without
    /// offset: `2031-03-12`, `2031-03-12T14:30`, `2031-03-12T14:30:00+01:00`.
    pub published: Option<DateTime>,
    /// When it was last changed; as `published`.
    pub modified: Option<DateTime>,
    /// Who publishes the page, as its markup says; null for text.
    pub publisher: Option<String>,
    /// The part of the paper, as the page's markup says; null for text.
    pub section: Option<String>,
    /// The place that the report was filed from.
    pub dateline: Option<Dateline>,
    /// Where the facts above were read.
    pub from: Origins,
    /// What sort of page it is.
    pub kind: PageKind,
    /// The labelled stretches of `text`, in text order, not overlapping; together they are all of `text` except the
    /// white space between them.
    pub blocks: Vec<Block>,
    /// Pictures that have a caption or an alternative text, in page order.
    pub images: Vec<Image>,
    /// Links within the blocks, in page order; `[]` for text.
    pub links: Vec<Link>,
    /// Other stories that the page links to, in page order, as far as they were recognised: at most 40 of a web
    /// page.
    pub related: Vec<Related>,
    /// What a reader of the page sees and the text leaves out, in page order; a MiB at most, and a note where that is not all.
    pub furniture: Vec<Furniture>,
    /// How sure the extraction is of itself; 1 for clean text, near 0 where there is no article. Reasons are in
    /// `notes`.
    pub score: f32,
}

/// For each fact of an article's head, the part of the page that gave it; `None` where the fact is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Origins {
    /// See `Origin`.
    pub title: Option<Origin>,
    /// As above.
    pub standfirst: Option<Origin>,
    /// As above.
    pub authors: Option<Origin>,
    /// As above. `argument` where only the caller knew the day.
    pub published: Option<Origin>,
    /// As above.
    pub modified: Option<Origin>,
    /// As above.
    pub publisher: Option<Origin>,
    /// As above.
    pub section: Option<Origin>,
}

names! {
    /// The part of a page that gave a fact.
    pub enum Origin {
        /// The page's JSON-LD (schema.org).
        JsonLd = "json-ld",
        /// A meta tag.
        Meta = "meta",
        /// An element of the page, or a script's state.
        Html = "html",
        /// The words that a reader sees.
        Text = "text",
        /// The page's address.
        Url = "url",
        /// The caller: a list's column or `--published`.
        Argument = "argument",
    }
}

/// The place at the head of a report: `WEXLEY:`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Dateline {
    /// The place alone, as printed: `PORT SELIM`.
    pub place: String,
    /// The whole dateline with its day, agency and dash, at the head of the first paragraph.
    pub span: Span,
}

names! {
    /// What sort of page it is.
    #[derive(Default)]
    pub enum PageKind {
        /// One article. Also what is said where nothing tells otherwise.
        #[default]
        Article = "article",
        /// Posts under their times, newest or oldest first.
        LiveBlog = "live_blog",
        /// An interview or a hearing, speaker by speaker. Not assigned yet.
        Transcript = "transcript",
        /// A list of short items. Not assigned yet.
        List = "list",
        /// A gallery or a video: mostly captions.
        Gallery = "gallery",
        /// A front page or a section: headlines of many stories, and no story of its own.
        Front = "front",
        /// Only the beginning of an article; the rest is for subscribers.
        PaywallStub = "paywall_stub",
        /// "Page not found" and the like; also the record of a page that could not be read.
        Error = "error",
        /// No article: nothing to read, or not a page.
        Other = "other",
    }
}

/// A labelled stretch of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Block {
    /// See `BlockKind`.
    pub kind: BlockKind,
    /// Its words.
    pub span: Span,
    /// When a live blog's post was put up: ISO 8601, on the first block of the post. Null everywhere else.
    pub time: Option<DateTime>,
}

names! {
    /// What a stretch of the text is. The body is what text is measured by: standfirst, dateline, heading,
    /// paragraph, list item, quote, table, code and correction.
    pub enum BlockKind {
        /// The headline.
        Title = "title",
        /// The summary below it.
        Standfirst = "standfirst",
        /// Who wrote it; kept as a block of saved text only.
        Byline = "byline",
        /// When it was published; kept as a block of saved text only.
        Date = "date",
        /// A dateline in a block of its own. Not made yet: a dateline stays in its paragraph.
        Dateline = "dateline",
        /// A heading within the article.
        Heading = "heading",
        /// A paragraph.
        Paragraph = "paragraph",
        /// One item of a list.
        ListItem = "list_item",
        /// A quotation set apart.
        Quote = "quote",
        /// A row of a table, its cells joined by a vertical bar.
        Table = "table",
        /// Preformatted text.
        Code = "code",
        /// The publisher's caption of a picture.
        Caption = "caption",
        /// A picture's alternative text.
        Alt = "alt",
        /// A correction or an editor's note.
        Correction = "correction",
    }
}

/// Words of the text that lead somewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Link {
    /// The words that link.
    pub span: Span,
    /// Where to, as the page has it: it may be relative to the page's address. Links within the page and scripts
    /// are left out.
    pub url: String,
}

/// A picture: what its captions say and show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Image {
    /// The picture's address as the page has it, so it may be relative; null for text.
    pub url: Option<String>,
    /// Its alternative text, often the agency's caption: a block of kind `alt`.
    pub alt: Option<Span>,
    /// The publisher's caption: a block of kind `caption`. At least one of the two is there.
    pub caption: Option<Span>,
    /// Who took it, as the caption says, without "Photo by" and the like.
    pub credit: Option<String>,
    /// The day that the caption gives in full: ISO 8601 date.
    pub taken: Option<Day>,
    /// Where, by the caption; several places are joined by commas, in the caption's order.
    pub place: Option<String>,
    /// Whom the caption points out by position.
    pub people: Vec<Person>,
}

/// Somebody in a picture. Not an entity; compare the span with the entities' mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Person {
    /// The name as the caption prints it: the text at `span`.
    pub name: String,
    /// Where.
    pub span: Span,
    /// `left`, `right`, `center`, or a count from one side such as `2 from left`.
    pub position: Option<String>,
}

/// A link to another story, with its age as the page printed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Related {
    /// The other story's headline, as printed.
    pub title: String,
    /// Its address as the page has it; null for text.
    pub url: Option<String>,
    /// Its age as printed ("7 hours ago"). It counts from the day the page was saved, which nobody knows, so it is
    /// not a date. Null for web pages.
    pub age: Option<String>,
}

/// What was on the page and is no part of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Furniture {
    /// See `FurnitureKind`.
    pub kind: FurnitureKind,
    /// Its words, cut after 2,000 characters. Lines of a web page that are longer than 1,000 bytes are not kept.
    pub text: String,
}

names! {
    /// What furniture is for.
    pub enum FurnitureKind {
        /// A sign-up for mail.
        Newsletter = "newsletter",
        /// Other stories.
        Related = "related",
        /// Share and follow buttons.
        Share = "share",
        /// An advertisement, or its label.
        Advert = "advert",
        /// Menus, tags, jumps.
        Navigation = "navigation",
        /// Cookies and privacy.
        Consent = "consent",
        /// Readers' comments.
        Comments = "comments",
        /// An appeal for money or a subscription.
        Appeal = "appeal",
        /// A credit by itself.
        Credit = "credit",
        /// Anything else.
        Other = "other",
    }
}
