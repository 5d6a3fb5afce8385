//! Who wrote it, as JSON-LD, meta tags or the page's byline say, in this order.
//!
//! Leaves alone: the paper's own name, unless nobody else signs. Cases: cases/page/bylines.md

use onrecord_model::Origin;

use super::Found;
use super::json_ld::Ld;
use super::lines::Page;
use super::shape::*;
use crate::byline;
use crate::lists::{self, List};
use crate::phrases::key;

/// Who wrote it.
pub fn authors(page: &Page<'_>, ld: &Ld, first: usize, last: usize, publisher: Option<&str>) -> Found<Vec<String>> {
    if let Some(names) = without_publisher(ld.authors.clone(), publisher) {
        return Some((as_shown(names, page), Origin::JsonLd));
    }
    if let Some(names) = without_publisher(in_meta_tags(page), publisher) {
        return Some((names, Origin::Meta));
    }
    let mut names = in_byline_lines(page, first, last);
    if names.is_empty() {
        names = in_byline_elements(page, first, last);
    }
    if names.is_empty() {
        names = in_unmarked_bylines(page, first, last);
    }
    // Topics ("games") are written small; so are agencies, which are short.
    let several = names.len() > 1;
    names.retain(|n| !several || n.len() < 5 || n.contains(' ') || n.chars().any(|c| !c.is_ascii_lowercase()));
    if let Some(names) = without_publisher(names, publisher) {
        return Some((names, Origin::Html));
    }
    // Signed by the paper itself.
    if ld.authors.is_empty() { None } else { Some((ld.authors.clone(), Origin::JsonLd)) }
}

/// The names but for the paper's own; `None` where nobody is left.
fn without_publisher(names: Vec<String>, publisher: Option<&str>) -> Option<Vec<String>> {
    let kept: Vec<String> = names.iter().filter(|n| publisher.is_none_or(|p| key(p) != key(n))).cloned().collect();
    if kept.is_empty() { None } else { Some(kept) }
}

/// The names as the page's bylines have them: "Ana" for machines, "Ana Ruiz" for readers.
fn as_shown(mut names: Vec<String>, page: &Page<'_>) -> Vec<String> {
    for name in names.iter_mut().filter(|n| !n.contains(' ')) {
        let longer = |w: &String| {
            w.strip_prefix(name.as_str()).is_some_and(|rest| {
                rest.starts_with(' ')
                    && rest.split_whitespace().count() < 3
                    && rest.split_whitespace().all(|w| w.starts_with(char::is_uppercase))
            })
        };
        let shown = page.bylines.iter().flat_map(|(_, _, w)| byline::authors(w)).find(longer);
        if let Some(shown) = shown {
            *name = shown;
        }
    }
    names
}

/// The names in the first of the meta tags for authors that has any; addresses of pages and mail are none.
fn in_meta_tags(page: &Page<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for name in lists::members(List::AuthorMeta) {
        for content in page.head.all(name) {
            if !content.contains("://") && !content.contains('@') {
                byline::add(&content, &mut names);
            }
        }
        if !names.is_empty() {
            break;
        }
    }
    names
}

/// A byline stands at most this many lines above the body.
const ABOVE: usize = 25;

/// The names in lines that markup calls a byline, from a little above the body to its end.
fn in_byline_lines(page: &Page<'_>, first: usize, last: usize) -> Vec<String> {
    let mut names = Vec::new();
    let from = first.saturating_sub(ABOVE);
    for line in page.lines.get(from..last.min(page.lines.len())).unwrap_or_default() {
        if line.shape & BYLINE == 0 || line.shape & (DROP | FOOTER | HIDDEN) != 0 || line.heading > 0 {
            continue;
        }
        let words = page.words(line);
        if words.len() < 160 {
            for part in words.split('\n') {
                byline::add(part, &mut names);
            }
        }
        if names.len() >= 3 || (!names.is_empty() && words.len() > 100) {
            break;
        }
    }
    names
}

/// At most three names in links to people and elements for a byline near the body, those marked as authors first.
fn in_byline_elements(page: &Page<'_>, first: usize, last: usize) -> Vec<String> {
    let mut names = Vec::new();
    let near = |l: &u32| *l as usize + 30 >= first && (*l as usize) < last + 12;
    for told in [true, false] {
        for (_, _, words) in page.bylines.iter().filter(|(l, t, _)| *t == told && near(l)) {
            byline::add(words, &mut names);
        }
        if !names.is_empty() {
            names.truncate(3);
            break;
        }
    }
    names
}

/// The names in a line that only its words show to be a byline, at the head or the foot of the body: "By Ana Ruiz".
fn in_unmarked_bylines(page: &Page<'_>, first: usize, last: usize) -> Vec<String> {
    let mut names = Vec::new();
    let head = first.saturating_sub(ABOVE)..(first + 4).min(page.lines.len());
    let foot = last.saturating_sub(4).max(first)..(last + 2).min(page.lines.len());
    for line in page.lines.get(head).unwrap_or_default().iter().chain(page.lines.get(foot).unwrap_or_default()) {
        let words = page.words(line);
        if words.len() < 90 && line.shape & DROP == 0 && byline::opens(words) {
            byline::add(words, &mut names);
            if !names.is_empty() {
                break;
            }
        }
    }
    names
}
