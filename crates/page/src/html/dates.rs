//! When it was published, and when changed: JSON-LD, meta tags, time tags, address, scripts, words, in this order.
//!
//! Leaves alone: dates of related stories and comments; a page that tells its modification only has no publication date.
//! Cases: cases/page/dates.md

use onrecord_model::Origin;

use super::Found;
use super::json_ld::Ld;
use super::lines::Page;
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
    let (first, last) = body;
    let day_first = day_first(page.head.language.as_deref().unwrap_or("en"), url);
    let read = |s: &str| date::date_in(s, day_first).or_else(|| date::stamp(s)).filter(|d| plausible(d));
    let modified = ld
        .modified
        .as_deref()
        .and_then(read)
        .map(|d| (d, Origin::JsonLd))
        .or_else(|| {
            lists::members(List::ModifiedMeta)
                .iter()
                .find_map(|n| page.head.all(n).find_map(|c| read(&c)))
                .map(|d| (d, Origin::Meta))
        })
        .or_else(|| {
            page.whens
                .iter()
                .filter(|w| w.published == Some(false))
                .find_map(|w| read(&w.value))
                .map(|d| (d, Origin::Html))
        });
    let told = ld.published.as_deref().and_then(read).map(|d| (d, Origin::JsonLd));
    let told = told.or_else(|| {
        lists::members(List::PublishedMeta)
            .iter()
            .find_map(|n| page.head.all(n).find_map(|c| read(&c)))
            .map(|d| (d, Origin::Meta))
    });
    // From a little above the headline to a little below the first line of the body.
    let from = title_line.unwrap_or(first).min(first);
    let near = (first.max(title_line.unwrap_or(first)) + 6).min(last.max(first));
    let (from, near) = (from.saturating_sub(8) as u32, near as u32);
    let fine = |w: &&super::lines::When| {
        w.shape & (RELATED | COMMENTS | FOOTER | NAVIGATION | ADVERT | HIDDEN) == 0
            && w.published != Some(false)
            && w.line <= last as u32 + 3
    };
    let whens = || page.whens.iter().filter(fine);
    let shown = |i: usize| {
        page.lines.get(i).filter(|l| l.end - l.start < 160 && l.shape & (RELATED | COMMENTS | FOOTER | ADVERT) == 0)
    };
    if let Some((iso, origin)) = told {
        let address = url.or(page.head.canonical.as_deref()).and_then(url_date).map(|d| (d, Origin::Url));
        let seen = (from as usize..near as usize).filter_map(shown).map(|l| page.words(l));
        let seen = seen.filter(|w| w.bytes().any(|b| b.is_ascii_digit())).filter_map(read).map(|d| (d, Origin::Text));
        let local = local_day(&iso, address.into_iter().chain(seen));
        return (Some(local.unwrap_or((iso, origin))), modified);
    }
    let named = |w: &&super::lines::When| w.published == Some(true) && w.shape & (RELATED | COMMENTS | HIDDEN) == 0;
    let published = None
        .or_else(|| {
            whens().filter(|w| w.published == Some(true)).find_map(|w| read(&w.value)).map(|d| (d, Origin::Html))
        })
        .or_else(|| {
            whens().filter(|w| w.line >= from && w.line <= near).find_map(|w| read(&w.value)).map(|d| (d, Origin::Html))
        })
        .or_else(|| url.or(page.head.canonical.as_deref()).and_then(url_date).map(|d| (d, Origin::Url)))
        .or_else(|| in_scripts(html).and_then(read).map(|d| (d, Origin::Html)))
        .or_else(|| {
            let lines = (from as usize..near as usize).filter_map(shown).map(|l| page.words(l));
            // A day in a sentence is what the article speaks of.
            let sentence = |w: &&str| w.len() > 60 && phrases::ends_sentence(w) && !phrases::tells_publication(w);
            let lines = lines.filter(|w| w.bytes().any(|b| b.is_ascii_digit()) && !sentence(w));
            lines.into_iter().find_map(read).map(|d| (d, Origin::Text))
        })
        .or_else(|| {
            let lines = (0..last + 8).filter_map(shown).map(|l| page.words(l));
            lines
                .filter(|w| w.bytes().any(|b| b.is_ascii_digit()) && phrases::tells_publication(w))
                .find_map(read)
                .map(|d| (d, Origin::Text))
        })
        .or_else(|| whens().find(|w| w.line as usize >= first).and_then(|w| read(&w.value)).map(|d| (d, Origin::Html)))
        .or_else(|| page.whens.iter().filter(named).find_map(|w| read(&w.value)).map(|d| (d, Origin::Html)))
        .or_else(|| {
            // "(12 March 2031) The council ...", on the page or in its description.
            let told = page.head.all("description").chain(page.head.all("og:description"));
            told.chain(page.lines.get(first).map(|l| page.words(l).to_owned()))
                .find_map(|w| in_brackets(&w).and_then(read))
                .map(|d| (d, Origin::Text))
        });
    (published, modified)
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
