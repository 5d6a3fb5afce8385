//! The fields below a bullet, held against a fact's JSON.

use onrecord_model::Span;
use serde_json::Value;

use super::check::{Read, Why};
use super::text::{self, find};

/// `[start, end]` as a span.
pub fn span(value: &Value) -> Option<Span> {
    let at = |i: usize| value.get(i).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    Some(Span::new(at(0)?, at(1)?))
}

/// How a field is compared.
enum Shape {
    /// Words of the text.
    Words,
    /// `words → name`, `→ name`, `words`.
    Who,
    /// `2025-09-04`, `2025-09-04..`, `..2028-12-31`.
    Interval,
    Plain,
    Number,
    Flag,
}

/// The JSON key and shape of a field; `None` where a fact has no such field.
fn shape(kind: &str, field: &str) -> Option<(&'static str, Shape)> {
    use Shape::*;
    Some(match (kind, field) {
        ("statement", "source") => ("source", Who),
        ("statement", "addressee") => ("addressee", Who),
        ("statement", "via") => ("via", Who),
        ("statement", "asked") => ("asked", Words),
        ("statement", "said") => ("said", Interval),
        ("statement", "act") => ("act", Plain),
        ("statement" | "expectation", "standing") => ("standing", Plain),
        ("statement" | "expectation", "negated") => ("negated", Flag),
        ("entity", "gender") => ("gender", Plain),
        ("time", "type") => ("type", Plain),
        ("time", "value") => ("value", Plain),
        ("time", "start") => ("start", Plain),
        ("time", "end") => ("end", Plain),
        ("figure", "value") => ("value", Number),
        ("figure", "high") => ("high", Number),
        ("figure", "unit") => ("unit", Plain),
        ("figure", "modifier") => ("modifier", Plain),
        ("figure", "of") => ("of", Words),
        ("figure", "per") => ("per", Plain),
        ("figure", "compared with") => ("compared_with", Words),
        ("figure", "change") => ("change", Plain),
        ("event", "main") => ("main", Flag),
        ("event" | "expectation", "kind") => ("kind", Plain),
        ("event", "status") => ("status", Plain),
        ("event", "when") => ("when", Interval),
        ("event", "where") => ("where", Who),
        ("event", "plover") => ("plover", Plain),
        ("expectation", "what") => ("what", Words),
        ("expectation", "holder") => ("holder", Who),
        ("expectation", "to") => ("to", Who),
        ("expectation", "horizon") => ("horizon", Interval),
        ("expectation", "condition") => ("condition", Words),
        ("expectation", "specific") => ("specific", Flag),
        ("block", "time") => ("time", Plain),
        ("image", "caption") => ("caption", Words),
        ("image", "alt") => ("alt", Words),
        ("image", "credit") => ("credit", Plain),
        ("image", "taken") => ("taken", Plain),
        ("image", "place") => ("place", Plain),
        ("related", "age") => ("age", Plain),
        ("related", "url") => ("url", Plain),
        ("furniture", "kind") => ("kind", Plain),
        _ => return None,
    })
}

/// True where such a fact may have such a field.
pub fn known(kind: &str, field: &str) -> bool {
    let listed = match kind {
        "statement" => matches!(field, "kind" | "cue" | "occasion" | "inside" | "about"),
        "expectation" => matches!(field, "about" | "said by"),
        "event" => matches!(field, "agent" | "patient" | "who"),
        "entity" => matches!(field, "mention" | "nominal" | "pronoun" | "never" | "role" | "maybe"),
        "image" => field == "person",
        "head" => field == "from",
        _ => false,
    };
    listed || shape(kind, field).is_some()
}

/// Whether a field of a fact is what the case says.
pub fn hold(read: &Read, kind: &str, field: &str, wanted: &str, fact: &Value) -> Result<(), Why> {
    let missed = |got: String| Err(Why::Missed(format!("{field} is not {wanted}\nread: {got}")));
    if let Some((key, shape)) = shape(kind, field) {
        let got = &fact[key];
        if wanted == "none" {
            return if got.is_null() { Ok(()) } else { missed(shown(read, got)) };
        }
        let same = match shape {
            Shape::Words => same_words(read, wanted, got)?,
            Shape::Who => same_who(read, wanted, got)?,
            Shape::Interval => same_interval(wanted, got),
            Shape::Plain => got.as_str() == Some(wanted),
            Shape::Number => got.as_f64().is_some() && got.as_f64() == wanted.replace([',', '_'], "").parse().ok(),
            Shape::Flag => got.as_bool() == Some(wanted == "yes"),
        };
        return if same { Ok(()) } else { missed(shown(read, got)) };
    }
    match (kind, field) {
        ("statement", "kind") => {
            let got = fact["source"]["kind"].as_str().unwrap_or("none");
            if got == wanted { Ok(()) } else { missed(got.to_owned()) }
        }
        ("statement", "cue") => {
            let spans = fact["cue"].as_array().cloned().unwrap_or_default();
            let got = spans.iter().map(|s| shown(read, s)).collect::<Vec<_>>().join(" | ");
            let same = if wanted == "none" { spans.is_empty() } else { got == wanted };
            if same { Ok(()) } else { missed(got) }
        }
        ("statement", "occasion") => {
            let got = &fact["occasion"]["span"];
            let same = if wanted == "none" { got.is_null() } else { same_words(read, wanted, got)? };
            if same { Ok(()) } else { missed(shown(read, got)) }
        }
        ("statement", "inside") => {
            let id = fact["inside"].as_u64();
            let outer = read.facts["statements"]
                .as_array()
                .into_iter()
                .flatten()
                .find(|s| s["id"].as_u64() == id && id.is_some());
            let same = match outer {
                None => wanted == "none",
                Some(outer) => {
                    let place = find(&read.article.text, wanted).map_err(Why::Wrong)?;
                    outer["content"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .any(|c| span(c).is_some_and(|c| text::same(&read.article.text, c, place)))
                }
            };
            if same { Ok(()) } else { missed(outer.map_or("none".into(), |o| shown(read, &o["content"][0]))) }
        }
        ("statement" | "expectation", "about") => {
            let names: Vec<String> = fact["about"].as_array().into_iter().flatten().map(|id| name(read, id)).collect();
            if names.iter().any(|n| n == wanted) { Ok(()) } else { missed(names.join(", ")) }
        }
        ("expectation", "said by") => {
            let id = fact["said_in"].as_u64();
            let said = read.facts["statements"]
                .as_array()
                .into_iter()
                .flatten()
                .find(|s| s["id"].as_u64() == id && id.is_some());
            let same = match said {
                None => wanted == "none",
                Some(said) => same_who(read, wanted, &said["source"])?,
            };
            if same { Ok(()) } else { missed(said.map_or("nobody".into(), |s| shown(read, &s["source"]))) }
        }
        ("event", "agent" | "patient" | "who") => {
            let all = fact["participants"].as_array().cloned().unwrap_or_default();
            let mut mine = all.iter().filter(|p| field == "who" || p["role"] == field).peekable();
            if wanted == "none" && mine.peek().is_none() {
                return Ok(());
            }
            for p in mine {
                if same_who(read, wanted, p)? || name(read, &p["entity"]) == wanted {
                    return Ok(());
                }
            }
            missed(all.iter().map(|p| format!("{} {}", p["role"], shown(read, p))).collect::<Vec<_>>().join(", "))
        }
        ("entity", "mention" | "nominal" | "pronoun" | "never") => {
            let all = fact["mentions"].as_array().cloned().unwrap_or_default();
            // A bare phrase is any mention with these words; a numbered one is that place.
            let place =
                if wanted.contains(" @") { Some(find(&read.article.text, wanted).map_err(Why::Wrong)?) } else { None };
            let has = all.iter().any(|m| {
                let form = field == "mention" || field == "never" || m["form"] == field;
                let here = span(&m["span"]);
                form && match place {
                    Some(place) => here == Some(place),
                    None => here.is_some_and(|s| read.article.text.get(s) == Some(wanted)),
                }
            });
            let list = || {
                all.iter().map(|m| format!("{} {}", m["form"], shown(read, &m["span"]))).collect::<Vec<_>>().join(", ")
            };
            if has != (field == "never") { Ok(()) } else { missed(list()) }
        }
        ("entity", "role") => {
            let all = fact["roles"].as_array().cloned().unwrap_or_default();
            let has = all.iter().any(|r| r["text"].as_str() == Some(wanted)) || (wanted == "none" && all.is_empty());
            if has { Ok(()) } else { missed(fact["roles"].to_string()) }
        }
        ("entity", "maybe") => {
            let names: Vec<String> =
                fact["maybe"].as_array().into_iter().flatten().map(|m| name(read, &m["entity"])).collect();
            let has = names.iter().any(|n| n == wanted) || (wanted == "none" && names.is_empty());
            if has { Ok(()) } else { missed(names.join(", ")) }
        }
        ("image", "person") => {
            let people = fact["people"].as_array().cloned().unwrap_or_default();
            let (name, position) = wanted.rsplit_once(", ").unwrap_or((wanted, ""));
            let has = people.iter().any(|p| p["name"] == name && (position.is_empty() || p["position"] == position));
            if has { Ok(()) } else { missed(fact["people"].to_string()) }
        }
        _ => Err(Why::Wrong(format!("\"{field}\" is no field of {kind}; see cases/README.md"))),
    }
}

fn same_words(read: &Read, wanted: &str, got: &Value) -> Result<bool, Why> {
    let Some(got) = span(got) else { return Ok(false) };
    if read.article.text.get(got).is_some_and(|w| w == wanted || text::bare(w) == wanted) {
        return Ok(true);
    }
    let place = find(&read.article.text, wanted).map_err(Why::Wrong)?;
    Ok(text::same(&read.article.text, got, place))
}

fn same_who(read: &Read, wanted: &str, got: &Value) -> Result<bool, Why> {
    let (words, called) = match wanted.split_once('→') {
        Some((words, called)) => (words.trim(), Some(called.trim())),
        None => (wanted.trim(), None),
    };
    let named = called.is_none_or(|c| name(read, &got["entity"]) == c);
    let spelled = words.is_empty() || same_words(read, words, &got["span"])?;
    Ok(!got.is_null() && named && spelled)
}

fn same_interval(wanted: &str, got: &Value) -> bool {
    let (start, end) = wanted.split_once("..").unwrap_or((wanted, wanted));
    let is = |side: &Value, wanted: &str| match side.as_str() {
        None => wanted.is_empty(),
        // A day is met by any time of it.
        Some(iso) => !wanted.is_empty() && iso.starts_with(wanted),
    };
    !got.is_null() && is(&got["start"], start.trim()) && is(&got["end"], end.trim())
}

fn name(read: &Read, id: &Value) -> String {
    let all = read.facts["entities"].as_array();
    let entity = all.into_iter().flatten().find(|e| !id.is_null() && e["id"] == *id);
    entity.and_then(|e| e["name"].as_str()).unwrap_or_default().to_owned()
}

/// A value as a person would read it.
fn shown(read: &Read, value: &Value) -> String {
    if let Some(span) = span(value) {
        return read.article.text.get(span).unwrap_or("(no such words)").to_owned();
    }
    if value.get("entity").is_some() {
        return format!("{} → {}", shown(read, &value["span"]), name(read, &value["entity"]));
    }
    value.as_str().map_or_else(|| if value.is_null() { "none".to_owned() } else { value.to_string() }, str::to_owned)
}
