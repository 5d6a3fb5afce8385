//! A web page to its article.

use onrecord_model::{Article, Note, Page};

use crate::Given;

pub fn article(_html: &str, _given: &Given<'_>, _page: &mut Page, _notes: &mut Vec<Note>) -> Article {
    Article::default()
}
