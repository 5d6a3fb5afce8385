//! `docs/record.md`, the schema and the record hold together: the same objects, fields and values in each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use onrecord::{Given, Kind, Parts};
use onrecord_model::Record;
use serde_json::Value;

type Names = BTreeMap<String, BTreeSet<String>>;

fn document() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/record.md")).expect("docs/record.md")
}

/// The first column of the table under each heading of the third level: fields, or the values of "Name (values)".
fn documented() -> Names {
    let mut names = Names::new();
    let mut heading = String::new();
    for line in document().lines() {
        if let Some(title) = line.strip_prefix("### ") {
            heading = title.to_owned();
        } else if line.starts_with("## ") {
            heading.clear();
        } else if let Some(row) = line.strip_prefix("| `").filter(|_| !heading.is_empty()) {
            let name = row.split('`').next().unwrap_or_default().to_owned();
            assert!(names.entry(heading.clone()).or_default().insert(name.clone()), "{heading}: {name} stands twice");
        }
    }
    names
}

/// The same of the schema. Its `Facts` and `Interval` are parts of other objects.
fn of_schema() -> (Names, Vec<String>) {
    let schema = onrecord_model::schema();
    let mut names = Names::new();
    let mut bare = Vec::new();
    let mut objects: Vec<(String, Value)> = vec![("Record".into(), schema.clone())];
    objects.extend(schema["$defs"].as_object().expect("definitions").iter().map(|(k, v)| (k.clone(), v.clone())));
    for (name, definition) in objects {
        if let Some(properties) = definition["properties"].as_object() {
            for (field, about) in properties {
                names.entry(name.clone()).or_default().insert(field.clone());
                if about["description"].as_str().is_none_or(|d| d.trim().is_empty()) {
                    bare.push(format!("{name}.{field}"));
                }
            }
        } else if let Some(values) = definition["oneOf"].as_array() {
            for value in values {
                let value = value["const"].as_str().expect("a value with its meaning").to_owned();
                names.entry(format!("{name} (values)")).or_default().insert(value);
            }
        }
    }
    (names, bare)
}

#[test]
fn the_document_and_the_schema_name_the_same() {
    let (schema, bare) = of_schema();
    let document = documented();
    for (heading, names) in &schema {
        assert_eq!(document.get(heading), Some(names), "docs/record.md, ### {heading}, is not what the schema has");
    }
    let more: Vec<&String> = document.keys().filter(|h| !schema.contains_key(*h)).collect();
    assert!(more.is_empty(), "docs/record.md has what the schema has not: {more:?}");
    assert!(schema.len() > 40, "{}", schema.len());
    assert!(bare.is_empty(), "the schema says nothing of {bare:?}");
}

#[test]
fn the_example_of_the_document_is_a_record() {
    let document = document();
    let json = document.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let record: Record = serde_json::from_str(json).expect("a record");
    let given: Value = serde_json::from_str(json).expect("JSON");
    let written: Value = serde_json::from_str(&serde_json::to_string(&record).expect("JSON")).expect("JSON");
    assert_eq!(written, given, "the example has every field, and no other");
    // Its keys are those of its words.
    let again = onrecord::record(record.article.text.as_bytes(), &Given::new().kind(Kind::Dump), Parts::ALL);
    let keys = |r: &Record| r.facts.statements.iter().map(|s| s.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&record), keys(&again));
}
