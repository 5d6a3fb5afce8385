//! When it was published, and when changed: JSON-LD, meta tags, time tags, address, scripts, words, in this order.
//!
//! Leaves alone: dates of related stories and comments; a page that tells its modification only has no publication date.
//! Cases: cases/page/dates.md

use std::ops::Range;

use onrecord_model::{Note, NoteKind, Origin};

use super::Found;
use super::head::fold;
use super::json_ld::Ld;
use super::lines::{Page, When};
use super::shape::*;
use crate::date;
use crate::lists::{self, List};
use crate::phrases;

/// Publication and modification.
pub fn dates(
    page: &Page<'_>,
    ld: &Ld,
    html: &str,
    url: Option<&str>,
    title_line: Option<usize>,
    body: (usize, usize),
) -> (Found<String>, Found<String>) {
    let day_first = day_first(page.head.language.as_deref().unwrap_or("en"), url);
    let modified = modified(page, ld, day_first);
    let shown = Shown::on(page, title_line, body, day_first);
    let address = || url.or(page.head.canonical.as_deref()).and_then(url_date).map(|d| (d, Origin::Url));
    let published = match described(page, ld, day_first) {
        Some((iso, origin)) => {
            Some(local_day(&iso, address().into_iter().chain(shown.days_near_headline())).unwrap_or((iso, origin)))
        }
        None => None
            .or_else(|| shown.in_time_tags())
            .or_else(address)
            .or_else(|| in_scripts(html).and_then(|s| read(s, day_first)).map(|d| (d, Origin::Html)))
            .or_else(|| shown.in_words())
            .or_else(|| shown.in_other_time_tags())
            .or_else(|| shown.in_opening_brackets()),
    };
    (published, modified)
}

/// The date in a text, where it is one of news.
fn read(words: &str, day_first: Option<bool>) -> Option<String> {
    date::date_in(words, day_first).or_else(|| date::stamp(words)).filter(|d| plausible(d))
}

/// The date in the first of some meta tags that has one.
fn in_meta_tags(page: &Page<'_>, names: List, day_first: Option<bool>) -> Found<String> {
    lists::members(names)
        .iter()
        .find_map(|n| page.head.all(n).find_map(|c| read(&c, day_first)))
        .map(|d| (d, Origin::Meta))
}

/// When it was changed, as JSON-LD, meta tags or a time tag say.
fn modified(page: &Page<'_>, ld: &Ld, day_first: Option<bool>) -> Found<String> {
    ld.modified
        .as_deref()
        .and_then(|d| read(d, day_first))
        .map(|d| (d, Origin::JsonLd))
        .or_else(|| in_meta_tags(page, List::ModifiedMeta, day_first))
        .or_else(|| {
            page.whens
                .iter()
                .filter(|w| w.published == Some(false))
                .find_map(|w| read(&w.value, day_first))
                .map(|d| (d, Origin::Html))
        })
}

/// When it was published, as the page describes itself to machines: in JSON-LD or meta tags.
fn described(page: &Page<'_>, ld: &Ld, day_first: Option<bool>) -> Found<String> {
    ld.published
        .as_deref()
        .and_then(|d| read(d, day_first))
        .map(|d| (d, Origin::JsonLd))
        .or_else(|| in_meta_tags(page, List::PublishedMeta, day_first))
}

/// A note of the publication date that the page tells machines, where it is none that the calendar has.
pub fn unread(page: &Page<'_>, ld: &Ld) -> Option<Note> {
    let in_meta_tags = || lists::members(List::PublishedMeta).iter().find_map(|n| page.head.all(n).next());
    let told = ld.published.clone().or_else(|| in_meta_tags().map(|c| c.to_string()))?;
    let told: String = fold(&told).chars().take(60).collect();
    let words = format!("the page says that it was published on “{told}”, which is no day that can be read");
    (!told.is_empty()).then(|| Note::new(NoteKind::DateUnread, words))
}

/// What the visible page says of its publication, by where it stands.
struct Shown<'a> {
    page: &'a Page<'a>,
    /// First and last line of the body.
    first: usize,
    last: usize,
    /// From a little above the headline to a little below the first line of the body.
    from: u32,
    near: u32,
    day_first: Option<bool>,
}

impl<'a> Shown<'a> {
    fn on(
        page: &'a Page<'a>,
        title_line: Option<usize>,
        (first, last): (usize, usize),
        day_first: Option<bool>,
    ) -> Shown<'a> {
        let from = title_line.unwrap_or(first).min(first);
        let near = (first.max(title_line.unwrap_or(first)) + 6).min(last.max(first));
        Shown { page, first, last, from: from.saturating_sub(8) as u32, near: near as u32, day_first }
    }

    fn read(&self, words: &str) -> Option<String> {
        read(words, self.day_first)
    }

    /// Time tags that may tell the publication: none of other stories, of comments or of a change.
    fn whens(&self) -> impl Iterator<Item = &'a When> {
        let last = self.last;
        self.page.whens.iter().filter(move |w| {
            w.shape & (RELATED | COMMENTS | FOOTER | NAVIGATION | ADVERT | HIDDEN) == 0
                && w.published != Some(false)
                && w.line <= last as u32 + 3
        })
    }

    /// Short lines with a digit that belong to the story.
    fn dated_lines(&self, lines: Range<usize>) -> impl Iterator<Item = &'a str> {
        let page = self.page;
        let shown = move |i: usize| {
            page.lines.get(i).filter(|l| l.end - l.start < 160 && l.shape & (RELATED | COMMENTS | FOOTER | ADVERT) == 0)
        };
        lines.filter_map(shown).map(|l| page.words(l)).filter(|w| w.bytes().any(|b| b.is_ascii_digit()))
    }

    fn near_lines(&self) -> impl Iterator<Item = &'a str> {
        self.dated_lines(self.from as usize..self.near as usize)
    }

    /// Every day in words beside the headline.
    fn days_near_headline(&self) -> impl Iterator<Item = (String, Origin)> {
        self.near_lines().filter_map(|w| self.read(w)).map(|d| (d, Origin::Text))
    }

    /// A time tag that says it is the publication's, else one beside the headline.
    fn in_time_tags(&self) -> Found<String> {
        let named = self.whens().filter(|w| w.published == Some(true)).find_map(|w| self.read(&w.value));
        let near =
            || self.whens().filter(|w| w.line >= self.from && w.line <= self.near).find_map(|w| self.read(&w.value));
        named.or_else(near).map(|d| (d, Origin::Html))
    }

    /// Words beside the headline, else words anywhere that speak of publication: "Published 12 March 2031".
    fn in_words(&self) -> Found<String> {
        // A day in a sentence is what the article speaks of.
        let sentence = |w: &&str| w.len() > 60 && phrases::ends_sentence(w) && !phrases::tells_publication(w);
        let near = self.near_lines().filter(|w| !sentence(w)).find_map(|w| self.read(w));
        let told =
            || self.dated_lines(0..self.last + 8).filter(|w| phrases::tells_publication(w)).find_map(|w| self.read(w));
        near.or_else(told).map(|d| (d, Origin::Text))
    }

    /// The first time tag from the body on, else one anywhere that says it is the publication's.
    fn in_other_time_tags(&self) -> Found<String> {
        let named = |w: &&When| w.published == Some(true) && w.shape & (RELATED | COMMENTS | HIDDEN) == 0;
        let behind = self.whens().find(|w| w.line as usize >= self.first).and_then(|w| self.read(&w.value));
        behind
            .or_else(|| self.page.whens.iter().filter(named).find_map(|w| self.read(&w.value)))
            .map(|d| (d, Origin::Html))
    }

    /// "(12 March 2031) The council ...", on the page or in its description.
    fn in_opening_brackets(&self) -> Found<String> {
        let head = &self.page.head;
        let told = head.all("description").chain(head.all("og:description"));
        told.chain(self.page.lines.get(self.first).map(|l| self.page.words(l).to_owned()))
            .find_map(|w| in_brackets(&w).and_then(|inside| self.read(inside)))
            .map(|d| (d, Origin::Text))
    }
}

/// A stamp in universal time may name the day before or after the one that the page's own place had: the address or the
/// words beside the headline tell which.
fn local_day(iso: &str, mut seen: impl Iterator<Item = (String, Origin)>) -> Option<(String, Origin)> {
    if !(iso.ends_with('Z') || iso.ends_with("+00:00") || iso.ends_with("+0000")) {
        return None;
    }
    let day = |iso: &str| date::day(iso).map(|d| d.0);
    let told = day(iso)?;
    let near = [told.yesterday().ok(), Some(told), told.tomorrow().ok()];
    let (other, origin) = seen.find(|(d, _)| near.contains(&day(d)))?;
    let other = day(&other).filter(|d| *d != told)?;
    Some((other.to_string(), origin))
}

/// What stands in the first brackets of a text.
fn in_brackets(words: &str) -> Option<&str> {
    let (_, rest) = words.split_once('(')?;
    rest.split_once(')').map(|(inside, _)| inside).filter(|inside| inside.len() < 40)
}

/// Whether 03/04 is the third of April here; `None` where it cannot be known.
fn day_first(language: &str, url: Option<&str>) -> Option<bool> {
    let language = language.to_ascii_lowercase().replace('_', "-");
    if !language.starts_with("en") {
        return Some(true);
    }
    let region = language.get(3..5).unwrap_or_default();
    let host = url.and_then(|u| u.split("://").nth(1)).and_then(|u| u.split('/').next()).unwrap_or_default();
    let land = host.rsplit('.').next().unwrap_or_default();
    if region == "us" || ["us", "gov", "mil", "edu"].contains(&land) {
        return Some(false);
    }
    (lists::on(region, List::DayFirstRegion) || lists::on(land, List::DayFirstDomain)).then_some(true)
}

/// A publication date in a script's state: `"publishedAt":"2025-09-06T…`.
fn in_scripts(html: &str) -> Option<&str> {
    for (i, _) in memchr::memmem::find_iter(html.as_bytes(), b"ub").take(20_000).map(|i| (i, ())) {
        let Some(key) = lists::members(List::PublishedKey)
            .iter()
            .find(|k| k.find("ub").is_some_and(|n| i >= n && html.get(i - n..).is_some_and(|r| r.starts_with(**k))))
        else {
            continue;
        };
        let from = i + key.len() - key.find("ub").unwrap_or(0);
        let Some(rest) = html.get(from..) else { continue };
        let skip = rest.bytes().take(24).position(|b| b.is_ascii_digit())?;
        let between = rest.get(..skip).unwrap_or("x").replace("&quot;", "").replace("&#34;", "");
        if !between.contains([':', '=']) || between.contains(|c: char| c.is_alphabetic()) {
            continue;
        }
        let value = rest.get(skip..)?;
        let end = value
            .bytes()
            .take(40)
            .position(|b| !(b.is_ascii_digit() || matches!(b, b'-' | b':' | b'T' | b'Z' | b'+' | b'.' | b' ')))
            .unwrap_or(0);
        if end >= 10 {
            return value.get(..end);
        }
    }
    None
}

fn plausible(iso: &str) -> bool {
    iso.get(..4).and_then(|y| y.parse::<u32>().ok()).is_some_and(|y| (1850..2100).contains(&y))
        && !iso.starts_with("1970-01-01")
}

/// `/2025/09/06/`, `/2025-09-06-`, `20250906`.
pub fn url_date(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, p)| p);
    let bytes = path.as_bytes();
    for (i, _) in path.match_indices(['/', '-', '_', '.']) {
        let rest = path.get(i + 1..)?;
        let year = rest.get(..4).filter(|y| y.starts_with("19") || y.starts_with("20"));
        if year.is_none() || bytes.get(i).is_none() {
            continue;
        }
        let b = rest.as_bytes();
        let spread = b.len() >= 9 && matches!(b[4], b'/' | b'-' | b'_');
        let joined =
            b.len() >= 8 && b[..8].iter().all(u8::is_ascii_digit) && b.get(8).is_none_or(|c| !c.is_ascii_digit());
        if !spread && !joined {
            continue;
        }
        let head: String = rest.chars().take(10).map(|c| if matches!(c, '/' | '_') { '-' } else { c }).collect();
        let head = if joined { head.chars().take(8).collect() } else { head };
        if let Some(d) = date::date(&head)
            && d.len() == 10
        {
            return Some(d);
        }
    }
    None
}
