//! Bytes of one page to its article: furniture left out, nothing invented.
//!
//! Accepts anything and always returns a value, with notes for what it could not do. Same bytes, same arguments, same
//! article. Three kinds of input: a web page (`html`), a page saved as text (`dump`), clean article text (`clean`).
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::too_many_arguments, clippy::too_many_lines)]

mod build;
mod byline;
mod caption;
mod clean;
mod date;
mod dateline;
mod dump;
mod encoding;
pub mod explain;
mod features;
mod forest;
mod html;
mod lists;
mod live;
mod markup;
mod mhtml;
mod phrases;
pub mod training;

use onrecord_model::{Article, DateTime, Note, NoteKind, Origin, Page, PageKind};

/// What the caller knows of a page besides its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    pub url: Option<&'a str>,
    /// Used where the page gives no publication date of its own.
    pub published: Option<&'a DateTime>,
}

/// How the bytes are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A web page.
    Html,
    /// A page saved as text: the furniture is still in it.
    Dump,
    /// Article text, kept byte for byte.
    Clean,
}

/// A page once read.
#[derive(Clone, Debug)]
pub struct Opened {
    pub page: Page,
    pub article: Article,
    pub notes: Vec<Note>,
}

/// Names the word lists and weights of this crate: BLAKE3 of their names and bytes.
pub const FINGERPRINT: &str = env!("FINGERPRINT");

/// Which kind of input the bytes look like: a web page, or a page saved as text.
pub fn kind(bytes: &[u8]) -> Kind {
    encoding::kind(bytes)
}

/// What names a page by its bytes: BLAKE3.
pub fn hash(bytes: &[u8]) -> String {
    format!("blake3:{}", blake3::hash(bytes).to_hex())
}

/// Reads one page.
pub fn open(bytes: &[u8], kind: Kind, given: &Given<'_>) -> Opened {
    if kind != Kind::Clean
        && let Some((media_type, what)) = encoding::foreign(bytes)
    {
        let page = Page {
            url: given.url.map(str::to_owned),
            hash: Some(hash(bytes)),
            bytes: bytes.len() as u64,
            media_type: media_type.into(),
            ..Page::default()
        };
        let notes = vec![Note::new(NoteKind::NotAPage, format!("this is {what}, not a page"))];
        return Opened { page, article: Article { kind: PageKind::Other, ..Article::default() }, notes };
    }
    let packed = kind != Kind::Clean && mhtml::is_mhtml(bytes);
    let saved = match kind {
        _ if packed => mhtml::page(bytes).unwrap_or_default(),
        Kind::Html => mhtml::comment(bytes),
        Kind::Dump | Kind::Clean => mhtml::Saved::default(),
    };
    let kind = if saved.html.is_some() { Kind::Html } else { kind };
    let decoded = encoding::decode(saved.html.as_deref().unwrap_or(bytes), kind);
    let url = given.url.or(saved.url.as_deref());
    let mut page = Page {
        url: url.map(str::to_owned),
        retrieved: saved.retrieved.as_ref().map(DateTime::to_string),
        hash: Some(hash(bytes)),
        bytes: bytes.len() as u64,
        media_type: match kind {
            _ if packed => "multipart/related",
            Kind::Html => "text/html",
            Kind::Dump | Kind::Clean => "text/plain",
        }
        .into(),
        charset: decoded.charset.to_ascii_lowercase(),
        ..Page::default()
    };
    let given = &Given { url, ..*given };
    let mut notes = decoded.notes;
    let mut article = match kind {
        Kind::Html => html::article(&decoded.text, given, &mut page, &mut notes),
        Kind::Dump => dump::article(&decoded.text, &mut notes),
        Kind::Clean => clean::article(decoded.text.into_owned()),
    };
    if article.published.is_none()
        && let Some(day) = given.published
    {
        article.published = Some(day.clone());
        article.from.published = Some(Origin::Argument);
    }
    Opened { page, article, notes }
}
