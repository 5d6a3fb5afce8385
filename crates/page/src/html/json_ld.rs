//! What the page's JSON-LD says of the article. Reads broken JSON as far as it can; size and depth are capped.
//!
//! Cases: cases/page/json-ld.md

use serde_json::Value;

use super::head::{LONGEST_TITLE, fold};
use crate::byline;

/// A script longer than this is no description of an article.
const LONGEST: usize = 4 << 20;
/// What is longer is no headline, name, date or description.
const LONGEST_VALUE: usize = 4000;
/// Values looked at, over all scripts.
const MOST: usize = 200_000;

/// The article as its JSON-LD has it.
#[derive(Debug, Default)]
pub struct Ld {
    pub kind: String,
    pub headline: Option<String>,
    pub description: Option<String>,
    pub body: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub language: Option<String>,
    pub paid: bool,
}

/// Reads all scripts and keeps the best article in them.
pub fn read(scripts: &[&str]) -> Ld {
    let mut roots = Vec::new();
    for script in scripts.iter().take(60) {
        if let Some(value) = parse(script) {
            roots.push(value);
        }
    }
    let nodes = nodes(&roots);
    let mut best: Option<(i32, &serde_json::Map<String, Value>)> = None;
    for map in &nodes {
        let rank = rank(map);
        if rank > best.map_or(0, |(r, _)| r) {
            best = Some((rank, map));
        }
    }
    let Some((_, map)) = best else { return Ld::default() };
    let mut ld = Ld {
        kind: kind(map),
        headline: string(map, &["headline", "name", "alternativeHeadline"]).filter(|h| h.len() <= LONGEST_TITLE),
        description: string(map, &["description"]),
        body: string_raw(map, &["articleBody", "text", "reviewBody"]),
        published: string(map, &["datePublished", "dateCreated", "uploadDate"]),
        modified: string(map, &["dateModified"]),
        section: map.get("articleSection").and_then(first_string),
        language: map.get("inLanguage").and_then(|v| name_of(v, &nodes)),
        publisher: map.get("publisher").and_then(|v| name_of(v, &nodes)),
        paid: map.get("isAccessibleForFree").is_some_and(|v| match v {
            Value::Bool(b) => !b,
            Value::String(s) => s.eq_ignore_ascii_case("false"),
            _ => false,
        }),
        ..Ld::default()
    };
    for key in ["author", "creator"] {
        if let Some(author) = map.get(key) {
            people(author, &nodes, &mut ld.authors);
        }
        if !ld.authors.is_empty() {
            break;
        }
    }
    ld
}

/// All nodes that may describe the page: those at the top, in lists, in a `@graph` and under `mainEntity`.
fn nodes(roots: &[Value]) -> Vec<&serde_json::Map<String, Value>> {
    let mut nodes: Vec<&serde_json::Map<String, Value>> = Vec::new();
    let mut stack: Vec<&Value> = roots.iter().rev().collect();
    let mut seen = 0;
    while let Some(value) = stack.pop() {
        seen += 1;
        if seen > MOST {
            break;
        }
        match value {
            Value::Array(list) => stack.extend(list.iter().rev()),
            Value::Object(map) => {
                nodes.push(map);
                for key in ["mainEntity", "mainEntityOfPage", "@graph"] {
                    if let Some(v) = map.get(key) {
                        stack.push(v);
                    }
                }
            }
            _ => {}
        }
    }
    nodes
}

/// How much a node looks like the article of the page.
fn rank(map: &serde_json::Map<String, Value>) -> i32 {
    let kind = kind(map);
    let base = if kind.contains("Article")
        || matches!(kind.as_str(), "BlogPosting" | "LiveBlogPosting" | "Report" | "Review" | "SocialMediaPosting")
    {
        100
    } else if matches!(kind.as_str(), "Recipe" | "VideoObject" | "PodcastEpisode" | "CreativeWork" | "Event" | "HowTo")
    {
        20
    } else if matches!(kind.as_str(), "WebPage" | "ItemPage" | "MediaObject") {
        10
    } else {
        return 0;
    };
    let has = |key: &str, n| if map.contains_key(key) { n } else { 0 };
    base + has("headline", 10) + has("articleBody", 10) + has("datePublished", 8) + has("author", 4)
}

fn kind(map: &serde_json::Map<String, Value>) -> String {
    let name = |s: &str| s.rsplit(['/', ':', '#']).next().unwrap_or_default().to_owned();
    match map.get("@type") {
        Some(Value::String(s)) => name(s),
        Some(Value::Array(list)) => {
            let names: Vec<String> = list.iter().filter_map(Value::as_str).map(name).collect();
            names
                .iter()
                .find(|n| n.contains("Article") || n.contains("Posting"))
                .or(names.first())
                .cloned()
                .unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn string(map: &serde_json::Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|k| map.get(*k).and_then(first_string))
}

fn string_raw(map: &serde_json::Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|k| map.get(*k)?.as_str().filter(|s| s.len() > 100).map(str::to_owned))
}

fn first_string(value: &Value) -> Option<String> {
    let s = match value {
        Value::String(s) => s.as_str(),
        Value::Array(list) => list.iter().find_map(Value::as_str)?,
        Value::Object(map) => map.get("@value").or_else(|| map.get("name"))?.as_str()?,
        _ => return None,
    };
    // What is longer is no headline, name or date.
    (s.len() <= LONGEST_VALUE).then(|| plain(s)).filter(|s| !s.is_empty())
}

/// Tags and references out, white space folded.
pub fn plain(s: &str) -> String {
    if !s.contains(['<', '&']) {
        return fold(s);
    }
    let decoded = crate::markup::Raw { source: s, rules: crate::markup::Rules::Rcdata }.decoded();
    if !decoded.contains('<') {
        return fold(&decoded);
    }
    let tree = crate::markup::parse(&decoded);
    fold(&super::head::text_of(&tree, 0, s.len()))
}

fn name_of(value: &Value, nodes: &[&serde_json::Map<String, Value>]) -> Option<String> {
    match value {
        Value::String(s) => Some(plain(s)).filter(|s| !s.is_empty() && !s.contains("://")),
        Value::Array(list) => list.iter().take(3).find_map(|v| match v {
            Value::Array(_) => None,
            v => name_of(v, nodes),
        }),
        Value::Object(map) => match map.get("name").and_then(first_string) {
            Some(name) => Some(name),
            None => {
                let id = map.get("@id")?.as_str()?;
                let node = nodes
                    .iter()
                    .find(|n| n.get("@id").and_then(Value::as_str) == Some(id) && n.contains_key("name"))?;
                node.get("name").and_then(first_string)
            }
        },
        _ => None,
    }
}

fn people(value: &Value, nodes: &[&serde_json::Map<String, Value>], out: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for v in list.iter().take(20).filter(|v| !v.is_array()) {
                people(v, nodes, out);
            }
        }
        Value::Object(map) if map.get("name").is_some_and(Value::is_array) => {
            if let Some(list) = map.get("name").and_then(Value::as_array) {
                list.iter().filter_map(Value::as_str).take(20).for_each(|s| byline::add(&plain(s), out));
            }
        }
        _ => {
            if let Some(name) = name_of(value, nodes) {
                byline::add(&name, out);
            }
        }
    }
}

/// JSON as pages write it: with comments around it, raw line breaks in strings, commas too many.
fn parse(script: &str) -> Option<Value> {
    let mut s = script.trim();
    if s.len() > LONGEST || s.is_empty() {
        return None;
    }
    for open in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "//", "/* <![CDATA[ */"] {
        s = s.strip_prefix(open).unwrap_or(s).trim_start();
    }
    for close in ["-->", "//]]>", "/*]]>*/", "]]>", "//", "/* ]]> */"] {
        s = s.strip_suffix(close).unwrap_or(s).trim_end();
    }
    let s = s.trim_end_matches(';');
    serde_json::from_str(s).ok().or_else(|| {
        let mended = mended(s);
        // Something may stand behind the value.
        serde_json::Deserializer::from_str(&mended).into_iter::<Value>().next()?.ok()
    })
}

/// The four digits of "\\uD800" are no letter by themselves: half of a pair whose other half is missing.
fn is_half(digits: &str) -> bool {
    digits.get(..4).and_then(|d| u16::from_str_radix(d, 16).ok()).is_some_and(|n| (0xD800..0xE000).contains(&n))
}

/// A number too large for any reader of JSON.
fn is_boundless(number: &str) -> bool {
    number.parse::<f64>().is_ok_and(f64::is_infinite)
}

fn mended(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let (mut quoted, mut escaped) = (false, false);
    let mut chars = s.char_indices();
    while let Some((at, c)) = chars.next() {
        if !quoted && (c.is_ascii_digit() || c == '-') {
            let n = s[at..]
                .bytes()
                .take_while(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b'e' | b'E'))
                .count();
            out.push_str(if is_boundless(&s[at..at + n]) { "null" } else { &s[at..at + n] });
            if n > 1 {
                chars.nth(n - 2);
            }
            continue;
        }
        if quoted && escaped && c == 'u' && is_half(&s[at + 1..]) {
            let low = s.get(at + 5..at + 7) == Some("\\u") && s.get(at + 7..).is_some_and(is_half);
            let high = s[at + 1..].starts_with(['d', 'D']) && s[at + 2..].starts_with(['8', '9', 'a', 'b', 'A', 'B']);
            escaped = false;
            if high && low {
                out.push_str(&s[at..at + 11]);
                chars.nth(9);
            } else {
                out.push_str("uFFFD");
                chars.nth(3);
            }
            continue;
        }
        if quoted {
            if escaped {
                escaped = false;
                if !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                    out.pop();
                    if !c.is_control() {
                        out.push(c);
                    }
                    continue;
                }
            } else if c == '\\' {
                escaped = true;
            } else if c == '"' {
                quoted = false;
            } else if c.is_control() {
                out.push(' ');
                continue;
            }
        } else if c == '"' {
            quoted = true;
        } else if matches!(c, '}' | ']') {
            let end = out.trim_end().len();
            if out[..end].ends_with(',') {
                out.truncate(end - 1);
            }
        }
        out.push(c);
    }
    out
}
