//! The words beside each span of a record's JSON, for `--words`.

use std::io;

use onrecord_model::Record;
use serde_json::{Map, Value};

/// The record as JSON, in which each object that has a place in the text also has `words`.
pub fn beside(record: &Record) -> io::Result<Value> {
    let mut value = serde_json::to_value(record)?;
    let text = record.article.text.as_str();
    add(&mut value, text);
    Ok(value)
}

/// Members that hold a place: one span, or a list of them.
const PLACES: [&str; 3] = ["span", "content", "trigger"];

fn add(value: &mut Value, text: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| add(item, text)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| add(member, text));
            if let Some(words) = PLACES.iter().find_map(|name| words(members, name, text)) {
                members.insert("words".to_owned(), Value::String(words));
            }
        }
        _ => {}
    }
}

/// The words at a member's place; of a list of spans joined by an ellipsis.
fn words(members: &Map<String, Value>, name: &str, text: &str) -> Option<String> {
    let place = members.get(name)?.as_array()?;
    let one = |span: &Value| {
        let offset = |n: usize| usize::try_from(span.get(n)?.as_u64()?).ok();
        text.get(offset(0)?..offset(1)?).map(str::to_owned)
    };
    if place.first()?.is_array() {
        let parts: Option<Vec<String>> = place.iter().map(one).collect();
        return Some(parts?.join(" … "));
    }
    one(members.get(name)?)
}
