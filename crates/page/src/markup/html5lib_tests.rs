//! The tokenizer against html5lib's tokenizer tests, where the folder that holds them is there.
#![allow(clippy::disallowed_methods)]

use serde_json::{Value, json};

use super::Raw;
use super::token::{Content, Token, Tokenizer};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold/html5lib/tokenizer");

fn folder() -> Option<std::path::PathBuf> {
    let named = std::env::var_os("ONRECORD_SHARED").map(|s| std::path::Path::new(&s).join("gold/html5lib/tokenizer"));
    named.or_else(|| Some(FOLDER.into())).filter(|f| f.is_dir())
}

fn tokens(input: &str, state: &str, last_start: &str) -> Vec<Value> {
    let content = match state {
        "PLAINTEXT state" => Content::Plaintext,
        "RCDATA state" => Content::Rcdata,
        "RAWTEXT state" => Content::Rawtext,
        "Script data state" => Content::Script,
        _ => Content::Data,
    };
    // A CDATA section is only ever begun by its mark.
    let begun = format!("<![CDATA[{input}");
    let mut tokenizer =
        Tokenizer::within(if state == "CDATA section state" { &begun } else { input }, content, last_start);
    tokenizer.foreign = state == "CDATA section state";
    let mut out: Vec<Value> = Vec::new();
    let words = |raw: Raw<'_>| raw.decoded().into_owned();
    while let Some(token) = tokenizer.next_token() {
        let next = match token {
            Token::Start(tag) => {
                let mut attributes = serde_json::Map::new();
                for a in tokenizer.attributes() {
                    attributes.entry(words(a.name)).or_insert_with(|| words(a.value).into());
                }
                let mut start = vec![json!("StartTag"), words(tag.name).into(), attributes.into()];
                if tag.self_closing {
                    start.push(true.into());
                }
                start.into()
            }
            Token::End(tag) => json!(["EndTag", words(tag.name)]),
            Token::Comment(raw) => json!(["Comment", words(raw)]),
            Token::Doctype(d) => {
                json!(["DOCTYPE", d.name.map(words), d.public.map(words), d.system.map(words), !d.force_quirks])
            }
            Token::Text(raw) => {
                let text = words(raw);
                if text.is_empty() {
                    continue;
                }
                if let Some([Value::String(kind), Value::String(before)]) =
                    out.last_mut().and_then(|v| v.as_array_mut()).map(Vec::as_mut_slice)
                    && kind == "Character"
                {
                    before.push_str(&text);
                    continue;
                }
                json!(["Character", text])
            }
        };
        out.push(next);
    }
    out
}

fn unescape(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(i) = rest.find("\\u") {
        out.push_str(&rest[..i]);
        out.push(char::from_u32(u32::from_str_radix(rest.get(i + 2..i + 6)?, 16).ok()?)?);
        rest = &rest[i + 6..];
    }
    Some(out + rest)
}

fn unescape_all(value: &Value) -> Option<Value> {
    Some(match value {
        Value::String(s) => unescape(s)?.into(),
        Value::Array(items) => items.iter().map(unescape_all).collect::<Option<Vec<_>>>()?.into(),
        Value::Object(map) => {
            let pairs = map.iter().map(|(k, v)| Some((unescape(k)?, unescape_all(v)?)));
            pairs.collect::<Option<serde_json::Map<_, _>>>()?.into()
        }
        other => other.clone(),
    })
}

#[test]
fn the_tokenizer_passes_html5lib() {
    let Some(folder) = folder() else {
        eprintln!("skipped: no html5lib tokenizer tests beside this checkout");
        return;
    };
    let (mut n, mut failed) = (0, Vec::new());
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "test")) {
        let tests: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for test in tests["tests"].as_array().into_iter().flatten() {
            let escaped = test["doubleEscaped"] == true;
            let (input, wanted) = if escaped {
                // Lone surrogates cannot be in a Rust string.
                let Some(pair) = unescape_all(&test["input"]).zip(unescape_all(&test["output"])) else { continue };
                pair
            } else {
                (test["input"].clone(), test["output"].clone())
            };
            let states = test["initialStates"].as_array().cloned().unwrap_or_else(|| vec!["Data state".into()]);
            for state in states {
                n += 1;
                let got = tokens(
                    input.as_str().unwrap(),
                    state.as_str().unwrap(),
                    test["lastStartTag"].as_str().unwrap_or_default(),
                );
                if Value::from(got.clone()) != wanted {
                    failed.push(format!(
                        "{}: {} ({state})\n  input  {input}\n  wanted {wanted}\n  got    {}",
                        file.file_name().unwrap().to_string_lossy(),
                        test["description"],
                        Value::from(got)
                    ));
                }
            }
        }
    }
    assert!(n > 6000, "only {n} tests were found");
    assert!(failed.is_empty(), "{} of {n} fail:\n{}", failed.len(), failed[..failed.len().min(20)].join("\n"));
}
