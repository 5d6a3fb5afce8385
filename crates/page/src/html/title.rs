//! The headline: the one shown on the page where it can be told, else what JSON-LD or meta tags say.
//!
//! Leaves alone: kickers, the paper's name. Cases: cases/page/title.md

use onrecord_model::Origin;

use super::Found;
use super::json_ld::Ld;
use super::lines::Page;
use super::shape::*;
use crate::phrases::key;

/// Behind or before these a title names its site.
const BARS: &[&str] =
    &[" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / ", " |", "| ", " « ", " ‹ ", "｜", "：", " : "];

/// The headline, and the line that shows it.
pub fn title(page: &Page<'_>, ld: &Ld, url: Option<&str>) -> (Found<String>, Option<usize>) {
    let site = page
        .head
        .meta(&["og:site_name", "application-name"])
        .or_else(|| ld.publisher.clone())
        .or_else(|| host_name(url?));
    let site = site.as_deref();
    let og = page.head.meta(&["og:title", "twitter:title", "dc.title", "headline", "sailthru.title", "parsely-title"]);
    let described = Described::of([ld.headline.as_deref(), og.as_deref(), page.head.title.as_deref()]);
    let best = best_heading(page, &described, site);
    if let Some((rank, i)) = best
        && let Some(line) = page.lines.get(i)
        && (rank >= 20 || og.is_none())
    {
        let shown = page.words(line).replace('\n', " ");
        // "Culture: The bridge opens again", where markup has "The bridge opens again".
        let shown_key = key(&shown);
        let bare =
            [ld.headline.clone(), og.as_deref().map(|t| without_site(t, site))].into_iter().flatten().find(|t| {
                let k = key(t);
                k.len() >= 20 && k.len() < shown_key.len() && shown_key.ends_with(&k)
            });
        return (Some((without_named(&bare.unwrap_or(shown), site), Origin::Html)), Some(i));
    }
    let line = best.map(|(_, i)| i);
    if let Some(t) = &ld.headline
        && site.is_none_or(|s| key(s) != key(t))
        && ld.kind != "WebPage"
    {
        return (Some((without_named(t, site), Origin::JsonLd)), line);
    }
    if let Some(t) = og {
        return (Some((without_site(&t, site), Origin::Meta)), line);
    }
    let t = page.head.title.as_deref().map(|t| (without_site(t, site), Origin::Html));
    (t.or_else(|| ld.headline.clone().map(|t| (t, Origin::JsonLd))), line)
}

/// The headline as the page describes itself to machines, in up to three ways.
struct Described {
    keys: Vec<String>,
    words: Vec<Vec<String>>,
}

impl Described {
    fn of(titles: [Option<&str>; 3]) -> Described {
        let titles = || titles.into_iter().flatten();
        Described { keys: titles().map(key).collect(), words: titles().map(words_of).collect() }
    }

    /// One of them says the same, but for the site or the section around it.
    fn has(&self, words: &str) -> bool {
        let k = key(words);
        !k.is_empty()
            && self
                .keys
                .iter()
                .any(|o| *o == k || (k.len() > 12 && o.contains(&k)) || (o.len() > 20 && k.contains(o.as_str())))
    }

    /// One of them shares four words in ten: "Bridge reopens after flood", "The bridge is open again after the flood".
    fn resembles(&self, words: &str) -> bool {
        let own = words_of(words);
        self.words.iter().any(|k| {
            let shared = own.iter().filter(|w| k.contains(w)).count();
            shared * 10 >= own.len().min(k.len()).max(1) * 4 && own.len() > 1
        })
    }
}

/// The heading that looks most like the headline, with its rank: 10 for a first-level heading, 20 for the words that the
/// page describes itself with.
fn best_heading(page: &Page<'_>, described: &Described, site: Option<&str>) -> Option<(i32, usize)> {
    let mut best: Option<(i32, usize)> = None;
    // A page with more headings than this is no article.
    let mut n_seen = 0;
    for (i, line) in page.lines.iter().enumerate() {
        if line.heading == 0 || line.heading > 2 || line.shape & (HIDDEN | COMMENTS | KICKER) != 0 {
            continue;
        }
        let words = page.words(line);
        n_seen += 1;
        if words.len() > 400 || n_seen > 500 {
            continue;
        }
        let mut rank = if line.heading == 1 { 10 } else { 0 };
        rank += if described.has(words) {
            20
        } else if described.resembles(words) {
            12
        } else {
            0
        };
        rank += if line.shape & TITLE != 0 { 4 } else { 0 };
        rank -= if line.shape & (DROP | FOOTER) != 0 { 9 } else { 0 };
        rank -= if line.linked * 2 > line.end - line.start { 4 } else { 0 };
        rank -= if site.is_some_and(|s| key(s) == key(words)) { 20 } else { 0 };
        if rank >= 10 && best.is_none_or(|(r, _)| rank > r) {
            best = Some((rank, i));
        }
    }
    best
}

/// `Bridge reopens | The Tamber Post` without the paper.
pub fn without_site(title: &str, site: Option<&str>) -> String {
    let mut best = title.trim();
    for _ in 0..2 {
        let cut = BARS.iter().filter_map(|b| best.rfind(b).map(|i| (i, b.len()))).max();
        let Some((i, n)) = cut else { break };
        let (head, tail) = (best[..i].trim(), best[i + n..].trim());
        if site.is_some_and(|s| key(s) == key(head)) && !tail.is_empty() {
            best = tail;
            break;
        }
        let named =
            site.is_some_and(|s| !key(s).is_empty() && (key(tail).contains(&key(s)) || key(s).contains(&key(tail))));
        let short =
            tail.split_whitespace().count() <= 4 && head.split_whitespace().count() > tail.split_whitespace().count();
        if (named || short) && head.len() >= 8 {
            best = head;
        } else {
            break;
        }
    }
    best.to_owned()
}

/// As [`without_site`], where the site is named for sure.
fn without_named(title: &str, site: Option<&str>) -> String {
    let cut = BARS.iter().filter_map(|b| title.rfind(b).map(|i| (i, b.len()))).max();
    match cut {
        Some((i, n)) if i >= 8 && site.is_some_and(|s| !key(s).is_empty() && key(&title[i + n..]) == key(s)) => {
            title[..i].trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

/// `tamberpost` of `https://www.tamberpost.example/…`.
fn host_name(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split(['/', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let labels: Vec<&str> = host.split('.').collect();
    labels.iter().rev().skip(1).find(|l| l.len() > 3).or(labels.first()).map(|l| (*l).to_owned())
}

/// Words in lower case; of scripts without spaces the characters.
fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words
        .take(40)
        .flat_map(|w| {
            if w.is_ascii() || w.chars().count() < 12 {
                vec![w.to_lowercase()]
            } else {
                w.chars().map(String::from).collect()
            }
        })
        .take(80)
        .collect()
}
