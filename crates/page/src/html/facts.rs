//! Title, authors, dates, publisher: chosen among what markup, JSON-LD and the visible page say.

use onrecord_model::Origin;

use super::json_ld::Ld;
use super::lines::Page;
use super::phrases::key;
use super::shape::*;
use crate::{byline, date};

/// A fact and where it was read.
pub type Found<T> = Option<(T, Origin)>;

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
    let og = page.head.meta(&["og:title", "twitter:title", "dc.title", "headline", "sailthru.title", "parsely-title"]);
    let known_texts: Vec<&str> =
        [ld.headline.as_deref(), og.as_deref(), page.head.title.as_deref()].into_iter().flatten().collect();
    let known: Vec<String> = known_texts.iter().map(|t| key(t)).collect();
    let like = |words: &str| {
        let k = key(words);
        !k.is_empty()
            && known
                .iter()
                .any(|o| *o == k || (k.len() > 12 && o.contains(&k)) || (o.len() > 20 && k.contains(o.as_str())))
    };
    let known_words: Vec<Vec<String>> = known_texts.iter().map(|t| words_of(t)).collect();
    let near = |words: &str| {
        let own = words_of(words);
        known_words.iter().any(|k| {
            let shared = own.iter().filter(|w| k.contains(w)).count();
            shared * 10 >= own.len().min(k.len()).max(1) * 4 && own.len() > 1
        })
    };
    let mut best: Option<(i32, usize)> = None;
    for (i, line) in page.lines.iter().enumerate() {
        if line.heading == 0 || line.heading > 2 || line.shape & (HIDDEN | COMMENTS | KICKER) != 0 {
            continue;
        }
        let words = page.words(line);
        if words.len() > 400 {
            continue;
        }
        let mut rank = if line.heading == 1 { 10 } else { 0 };
        rank += if like(words) {
            20
        } else if near(words) {
            12
        } else {
            0
        };
        rank += if line.shape & TITLE != 0 { 4 } else { 0 };
        rank -= if line.shape & (DROP | FOOTER) != 0 { 9 } else { 0 };
        rank -= if line.linked * 2 > line.end - line.start { 4 } else { 0 };
        rank -= if site.as_deref().is_some_and(|s| key(s) == key(words)) { 20 } else { 0 };
        if rank >= 10 && best.is_none_or(|(r, _)| rank > r) {
            best = Some((rank, i));
        }
    }
    if let Some((rank, i)) = best
        && let Some(line) = page.lines.get(i)
        && (rank >= 20 || og.is_none())
    {
        let shown = page.words(line).replace('\n', " ");
        // "Culture: The bridge opens again", where markup has "The bridge opens again".
        let shown_key = key(&shown);
        let bare = [ld.headline.clone(), og.as_deref().map(|t| without_site(t, site.as_deref()))]
            .into_iter()
            .flatten()
            .find(|t| {
                let k = key(t);
                k.len() >= 20 && k.len() < shown_key.len() && shown_key.ends_with(&k)
            });
        return (Some((without_named(&bare.unwrap_or(shown), site.as_deref()), Origin::Html)), Some(i));
    }
    let line = best.map(|(_, i)| i);
    if let Some(t) = &ld.headline
        && site.as_deref().is_none_or(|s| key(s) != key(t))
        && ld.kind != "WebPage"
    {
        return (Some((without_named(t, site.as_deref()), Origin::JsonLd)), line);
    }
    if let Some(t) = og {
        return (Some((without_site(&t, site.as_deref()), Origin::Meta)), line);
    }
    let t = page.head.title.as_deref().map(|t| (without_site(t, site.as_deref()), Origin::Html));
    (t.or_else(|| ld.headline.clone().map(|t| (t, Origin::JsonLd))), line)
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

/// Who wrote it.
pub fn authors(page: &Page<'_>, ld: &Ld, first: usize, last: usize, publisher: Option<&str>) -> Found<Vec<String>> {
    let own = |names: Vec<String>| {
        let kept: Vec<String> = names.iter().filter(|n| publisher.is_none_or(|p| key(p) != key(n))).cloned().collect();
        if kept.is_empty() { None } else { Some(kept) }
    };
    if let Some(names) = own(ld.authors.clone()) {
        return Some((names, Origin::JsonLd));
    }
    let mut names = Vec::new();
    for name in [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "article:author_name",
        "cxenseparse:author",
        "creator",
        "authors",
    ] {
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

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "publication_date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "date",
    "article:post_date",
    "rnews:datepublished",
    "originalpublicationdate",
    "og:pubdate",
    "pub_date",
    "date_published",
    "article:create_at",
    "datecreated",
    "last-published",
    "vr:published_time",
    "publisheddate",
    "published_on",
    "published",
    "datepublic",
    "article.created",
    "publish_time",
    "og:article:published_time",
    "dc.created",
    "created_at",
    "bt:pubdate",
    "mediator_published_time",
    "shareaholic:article_published_time",
    "article_date_original",
    "prism.publicationdate",
    "citation_date",
    "created",
    "cxenseparse:mdate",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "modified",
    "date_modified",
    "revised",
    "article:updated_time",
];

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
        .or_else(|| MODIFIED.iter().find_map(|n| page.head.all(n).find_map(|c| read(&c))).map(|d| (d, Origin::Meta)))
        .or_else(|| {
            page.whens
                .iter()
                .filter(|w| w.published == Some(false))
                .find_map(|w| read(&w.value))
                .map(|d| (d, Origin::Html))
        });
    let told = ld.published.as_deref().and_then(read).map(|d| (d, Origin::JsonLd));
    let told = told
        .or_else(|| PUBLISHED.iter().find_map(|n| page.head.all(n).find_map(|c| read(&c))).map(|d| (d, Origin::Meta)));
    if told.is_some() {
        return (told, modified);
    }
    let from = title_line.unwrap_or(first).min(first);
    let (from, near) = (from.saturating_sub(8) as u32, (first + 6).min(last.max(first)) as u32);
    let fine = |w: &&super::lines::When| {
        w.shape & (RELATED | COMMENTS | FOOTER | NAVIGATION | ADVERT | HIDDEN) == 0
            && w.published != Some(false)
            && w.line <= last as u32 + 3
    };
    let whens = || page.whens.iter().filter(fine);
    let shown = |i: usize| {
        page.lines.get(i).filter(|l| l.end - l.start < 160 && l.shape & (RELATED | COMMENTS | FOOTER | ADVERT) == 0)
    };
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
            lines.filter(|w| w.bytes().any(|b| b.is_ascii_digit())).find_map(read).map(|d| (d, Origin::Text))
        })
        .or_else(|| {
            let lines = (0..last + 8).filter_map(shown).map(|l| page.words(l));
            lines
                .filter(|w| w.bytes().any(|b| b.is_ascii_digit()) && labelled(w))
                .find_map(read)
                .map(|d| (d, Origin::Text))
        })
        .or_else(|| whens().find(|w| w.line as usize >= first).and_then(|w| read(&w.value)).map(|d| (d, Origin::Html)));
    (published, modified)
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
    match (region, land) {
        ("us", _) | (_, "us" | "gov" | "mil" | "edu") => Some(false),
        ("gb" | "uk" | "au" | "nz" | "ie" | "in" | "za" | "ng" | "ke" | "sg" | "my", _) => Some(true),
        (
            _,
            "uk" | "au" | "nz" | "ie" | "in" | "za" | "ng" | "ke" | "sg" | "my" | "eu" | "de" | "fr" | "es" | "it"
            | "nl",
        ) => Some(true),
        _ => None,
    }
}

/// A line that says that its date is the page's.
fn labelled(words: &str) -> bool {
    const LABELS: &[&str] = &[
        "published",
        "posted",
        "publication date",
        "date:",
        "veröffentlicht",
        "erschienen",
        "datum",
        "publié",
        "mis en ligne",
        "publicado",
        "fecha",
        "pubblicato",
        "data:",
        "gepubliceerd",
        "geplaatst",
        "publicerad",
        "publisert",
        "udgivet",
        "offentliggjort",
        "julkaistu",
        "opublikowano",
        "data publikacji",
        "publikováno",
        "опубликовано",
        "опубліковано",
        "дата",
        "δημοσιεύτηκε",
        "közzétéve",
        "yayınlanma",
        "yayın tarihi",
        "diterbitkan",
        "đăng",
        "نشر",
        "פורסם",
        "公開",
        "掲載",
        "发布",
        "發布",
        "입력",
        "प्रकाशित",
    ];
    let head: String = words.chars().take(40).flat_map(char::to_lowercase).collect();
    LABELS.iter().any(|l| head.contains(l))
}

/// A publication date in a script's state: `"publishedAt":"2025-09-06T…`.
fn in_scripts(html: &str) -> Option<&str> {
    const KEYS: &[&str] = &[
        "datePublished",
        "publishedDate",
        "publishedAt",
        "published_at",
        "publishDate",
        "publish_date",
        "publicationDate",
        "publication_date",
        "firstPublished",
        "pubDate",
        "postedAt",
        "published_on",
        "publishedTime",
        "published_time",
    ];
    for (i, _) in memchr::memmem::find_iter(html.as_bytes(), b"ub").take(20_000).map(|i| (i, ())) {
        let Some(key) = KEYS
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
