//! One page to its record: bytes in, record out, whatever the bytes are.

use std::panic::{AssertUnwindSafe, catch_unwind};

use onrecord_model::{Article, Facts, MadeBy, Note, PageKind, Record, VERSION};
use onrecord_page::{Given, Kind};
use onrecord_read::Parts;

use onrecord_page::explain::ExplainedLine;

use crate::input::{self, Job};

/// What a page became; `read` is false where it could not even be opened.
pub struct Read {
    pub record: Record,
    pub read: bool,
    /// The lines that were classified, where `--why` asks for them.
    pub tried: Vec<ExplainedLine>,
}

/// Reads one page. A fault in the reader costs this page and no other.
pub fn of(job: &Job, kind: Option<Kind>, parts: Parts, why: bool) -> Read {
    match input::bytes(job) {
        Ok(bytes) => {
            let record = catch_unwind(AssertUnwindSafe(|| record(&bytes, job, kind, parts)));
            match record {
                Ok(record) => {
                    let given = Given { kind, url: job.url.as_deref(), published: None };
                    Read {
                        record,
                        read: true,
                        tried: if why { onrecord_page::explain::lines(&bytes, &given) } else { vec![] },
                    }
                }
                Err(_) => Read {
                    record: empty(job, "fault", "the reader failed on this page; please report it"),
                    read: false,
                    tried: vec![],
                },
            }
        }
        Err(why) => Read { record: empty(job, "unreadable", &why), read: false, tried: vec![] },
    }
}

fn made_by() -> MadeBy {
    MadeBy { version: env!("CARGO_PKG_VERSION").into(), weights: env!("ONRECORD_WEIGHTS").into() }
}

fn record(bytes: &[u8], job: &Job, kind: Option<Kind>, parts: Parts) -> Record {
    let given = Given { kind, url: job.url.as_deref(), published: job.published.as_deref() };
    let opened = onrecord_page::open(bytes, &given);
    let (mut page, article, mut notes) = (opened.page, opened.article, opened.notes);
    // The words know better than the markup, which is often a template's.
    if let Some(language) = onrecord_read::language(&article) {
        let told = page.language.as_deref().unwrap_or_default();
        let english = |tag: &str| tag.split('-').next() == Some("en");
        if told.is_empty() || english(told) != english(language) {
            page.language = Some(language.into());
        }
    }
    let facts = onrecord_read::read(&article, page.language.as_deref(), parts, &mut notes);
    let id = job.id.clone().unwrap_or_else(|| page.hash.clone());
    Record { version: VERSION, made_by: made_by(), id, page, article, facts, notes }
}

/// The record of a page that could not be read: it says so.
fn empty(job: &Job, kind: &str, why: &str) -> Record {
    let given = Given { kind: Some(Kind::Clean), url: job.url.as_deref(), published: None };
    let mut page = onrecord_page::open(b"", &given).page;
    page.hash = String::new();
    Record {
        version: VERSION,
        made_by: made_by(),
        id: job.id.clone().unwrap_or_else(|| job.path.clone()),
        page,
        article: Article { kind: PageKind::Error, ..Article::default() },
        facts: Facts::default(),
        notes: vec![Note::new(kind, why)],
    }
}
