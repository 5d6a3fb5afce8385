//! Bytes of a news page to its record, and a record as text: the one door to everything that reads.
//!
//! Pure: same version and weights, same bytes, same arguments, same record. This is the only place that decides what kind
//! of input the bytes are and which language the article is in, and the only one that says what made a record. A page
//! on which the reader fails costs that page alone: its record says so in a note.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

pub mod render;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use onrecord_model::{Article, BlockKind, DateTime, Facts, MadeBy, Note, NoteKind, Page, PageKind, Record, VERSION};

pub use onrecord_page::Kind;
pub use onrecord_page::explain::ExplainedLine;
use onrecord_read::Language;
pub use onrecord_read::{Parts, RuleRow, Stage, nearest, rule, rules, rules_of, unlisted};
use onrecord_words::keys;

/// What the caller knows of a page besides its bytes; everything may be left out.
///
/// ```
/// use onrecord::{Given, Kind, Parts, record};
///
/// let day: onrecord_model::DateTime = "2031-03-12".parse().unwrap();
/// let given = Given::new().kind(Kind::Clean).published(&day);
/// let record = record("The ferry will stop, Ada Quarmby said.".as_bytes(), &given, Parts::ALL);
/// assert_eq!(record.facts.statements.len(), 1);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    kind: Option<Kind>,
    id: Option<&'a str>,
    path: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<&'a DateTime>,
}

impl<'a> Given<'a> {
    /// Nothing is known.
    pub fn new() -> Given<'a> {
        Given::default()
    }

    /// What the bytes are; without it, that is recognised.
    pub fn kind(self, kind: impl Into<Option<Kind>>) -> Given<'a> {
        Given { kind: kind.into(), ..self }
    }

    /// The record's id; without it, the page's hash.
    pub fn id(self, id: impl Into<Option<&'a str>>) -> Given<'a> {
        Given { id: id.into(), ..self }
    }

    /// The file that the page was read from, as it was named.
    pub fn path(self, path: impl Into<Option<&'a str>>) -> Given<'a> {
        Given { path: path.into(), ..self }
    }

    /// The page's address: relative links and the outlet are worked out from it.
    pub fn url(self, url: impl Into<Option<&'a str>>) -> Given<'a> {
        Given { url: url.into(), ..self }
    }

    /// Used where the page gives no publication date of its own.
    pub fn published(self, published: impl Into<Option<&'a DateTime>>) -> Given<'a> {
        Given { published: published.into(), ..self }
    }

    fn of_page(&self) -> onrecord_page::Given<'a> {
        onrecord_page::Given { url: self.url, published: self.published }
    }
}

/// Reads one page; of its facts the parts that are wanted.
pub fn record(bytes: &[u8], given: &Given<'_>, parts: Parts) -> Record {
    guarded(bytes, given, || read(bytes, given, parts))
}

/// The lines of a page that the line classifier looked at, with what spoke for and against each; none for clean text, and none
/// where the reader fails, which the page's record says.
pub fn explain(bytes: &[u8], given: &Given<'_>) -> Vec<ExplainedLine> {
    catch_unwind(|| onrecord_page::explain::lines(bytes, kind(bytes, given), &given.of_page())).unwrap_or_default()
}

/// What reading a rule's example gives: clean text, published on 12 March 2031, or a headline where it begins with `# `.
pub fn example(rule: &RuleRow) -> Record {
    let published: Option<DateTime> = "2031-03-12".parse().ok();
    let headline = rule.example.strip_prefix("# ");
    let text = headline.unwrap_or(rule.example);
    let mut record = record(text.as_bytes(), &Given::new().kind(Kind::Clean).published(published.as_ref()), Parts::ALL);
    if headline.is_some() {
        // Clean text has paragraphs only; what a headline says is read once more as one.
        record.article.blocks.iter_mut().for_each(|b| b.kind = BlockKind::Title);
        record.facts = onrecord_read::read(&record.article, None, Parts::ALL, &mut record.notes);
        keys::give(&record.article, &mut record.facts);
    }
    record
}

/// The record of a page whose bytes could not be had: it says why in a note.
pub fn unreadable(given: &Given<'_>, why: &str) -> Record {
    empty(given, Note::new(NoteKind::Unreadable, why))
}

/// Version and data of this build.
pub fn made_by() -> MadeBy {
    static WEIGHTS: LazyLock<String> = LazyLock::new(|| {
        let all = [onrecord_page::FINGERPRINT, onrecord_grammar::FINGERPRINT, onrecord_read::FINGERPRINT].concat();
        format!("blake3:{}", blake3::hash(all.as_bytes()).to_hex())
    });
    MadeBy { version: env!("CARGO_PKG_VERSION").into(), weights: WEIGHTS.clone() }
}

fn kind(bytes: &[u8], given: &Given<'_>) -> Kind {
    given.kind.unwrap_or_else(|| onrecord_page::kind(bytes))
}

fn read(bytes: &[u8], given: &Given<'_>, parts: Parts) -> Record {
    let opened = onrecord_page::open(bytes, kind(bytes, given), &given.of_page());
    let (mut page, article, mut notes) = (opened.page, opened.article, opened.notes);
    page.path = given.path.map(str::to_owned);
    let language = onrecord_read::language(&article, page.language.as_deref());
    let unclear = language == Language::Unclear;
    page.language = match language {
        Language::Told(tag) => Some(tag),
        Language::Short | Language::Unclear => None,
    };
    let mut facts = if unclear {
        let words = "the language could not be told, and it is hardly English: no facts were looked for";
        notes.push(Note::new(NoteKind::LanguageUnknown, words));
        Facts::default()
    } else {
        onrecord_read::read(&article, page.language.as_deref(), parts, &mut notes)
    };
    if page.language.is_none() && !unclear && !article.text.is_empty() {
        let words = "there are too few words to tell the language; they were read as English";
        notes.push(Note::new(NoteKind::LanguageUnknown, words));
    }
    keys::give(&article, &mut facts);
    let id = given.id.filter(|id| !id.is_empty()).or(page.hash.as_deref()).unwrap_or_default().to_owned();
    Record { version: VERSION, made_by: made_by(), id, page, article, facts, notes }
}

/// A record, or, where making it fails, one that says so.
fn guarded(bytes: &[u8], given: &Given<'_>, make: impl FnOnce() -> Record) -> Record {
    // Nothing that a failed reading has touched is looked at again.
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|_| {
        let mut record = empty(given, Note::new(NoteKind::Fault, "the reader failed on this page; please report it"));
        let hash = onrecord_page::hash(bytes);
        record.id = given.id.filter(|id| !id.is_empty()).unwrap_or(&hash).to_owned();
        record.page.hash = Some(hash);
        record.page.bytes = bytes.len() as u64;
        record
    })
}

/// A record without an article.
fn empty(given: &Given<'_>, note: Note) -> Record {
    let id = given.id.filter(|id| !id.is_empty()).or(given.path).unwrap_or("-");
    Record {
        version: VERSION,
        made_by: made_by(),
        id: id.to_owned(),
        page: Page { path: given.path.map(str::to_owned), url: given.url.map(str::to_owned), ..Page::default() },
        article: Article { kind: PageKind::Error, ..Article::default() },
        facts: Facts::default(),
        notes: vec![note],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_reader_is_a_note() {
        let record = guarded(b"page", &Given::new().id("a").path("a.html"), || panic!("a fault"));
        assert_eq!((record.id.as_str(), record.page.path.as_deref()), ("a", Some("a.html")));
        assert_eq!((record.page.bytes, record.page.hash.as_deref().map(str::len)), (4, Some(71)));
        assert_eq!(
            guarded(b"page", &Given::new(), || panic!("a fault")).id,
            record.page.hash.clone().unwrap_or_default()
        );
        assert_eq!(record.notes.len(), 1);
        assert_eq!(record.notes[0].kind, NoteKind::Fault);
    }

    #[test]
    fn what_made_a_record_is_named() {
        let weights = made_by().weights;
        assert!(weights.starts_with("blake3:") && weights.len() == 71, "{weights}");
    }
}
