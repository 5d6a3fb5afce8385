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
    let own = |names: Vec<String>| {
        let kept: Vec<String> = names.iter().filter(|n| publisher.is_none_or(|p| key(p) != key(n))).cloned().collect();
        if kept.is_empty() { None } else { Some(kept) }
    };
    if let Some(mut names) = own(ld.authors.clone()) {
        // "Ana" for machines, "Ana Ruiz" for readers.
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
        return Some((names, Origin::JsonLd));
    }
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
    if let Some(names) = own(names) {
        return Some((names, Origin::Meta));
    }
    let mut names = Vec::new();
    let from = first.saturating_sub(25);
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
    if names.is_empty() {
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
    }
    if names.is_empty() {
        let head = from..(first + 4).min(page.lines.len());
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
    }
    // Topics ("games") are written small; so are agencies, which are short.
    let several = names.len() > 1;
    names.retain(|n| !several || n.len() < 5 || n.contains(' ') || n.chars().any(|c| !c.is_ascii_lowercase()));
    if let Some(names) = own(names) {
        return Some((names, Origin::Html));
    }
    // Signed by the paper itself.
    if ld.authors.is_empty() { None } else { Some((ld.authors.clone(), Origin::JsonLd)) }
}
