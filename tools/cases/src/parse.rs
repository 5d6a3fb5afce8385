//! Markdown to cases.

use onrecord::Kind;
use onrecord_model::DateTime;

/// One case: a text, and what must be read in it.
#[derive(Debug)]
pub struct Case {
    pub heading: String,
    pub kind: Kind,
    pub text: String,
    pub published: Option<DateTime>,
    pub bullets: Vec<Bullet>,
}

/// A fact that must be there, with what must hold of it.
#[derive(Debug)]
pub struct Bullet {
    pub line: usize,
    pub key: String,
    pub words: String,
    pub fields: Vec<(String, String)>,
    /// A known miss.
    pub wanted: bool,
}

/// What a bullet may begin with.
pub const KEYS: &[&str] = &[
    "direct",
    "mixed",
    "indirect",
    "person",
    "organization",
    "place",
    "group",
    "work",
    "product",
    "named event",
    "time",
    "figure",
    "event",
    "expectation",
    "sentence",
    "title",
    "standfirst",
    "byline",
    "date",
    "dateline",
    "heading",
    "paragraph",
    "list item",
    "quote",
    "table",
    "code",
    "caption",
    "alt",
    "correction",
    "author",
    "published",
    "modified",
    "publisher",
    "section",
    "page kind",
    "language",
    "image",
    "related",
    "furniture",
    "note",
    "nothing",
];

/// All cases of a file; a fault with its line.
pub fn file(text: &str) -> Result<Vec<Case>, (usize, String)> {
    let mut cases: Vec<(usize, Case)> = Vec::new();
    let mut lines = text.lines().enumerate().map(|(i, line)| (i + 1, line)).peekable();
    while let Some((n, line)) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            let case = Case {
                heading: heading.trim().into(),
                kind: Kind::Clean,
                text: String::new(),
                published: None,
                bullets: vec![],
            };
            cases.push((n, case));
            continue;
        }
        let Some((_, case)) = cases.last_mut() else { continue };
        if let Some(day) = line.strip_prefix("Published:") {
            let day = day.trim();
            case.published = Some(day.parse().map_err(|why| (n, format!("\"{day}\": {why}")))?);
        } else if let Some(quoted) = line.strip_prefix('>') {
            if !case.text.is_empty() {
                case.text.push('\n');
            }
            case.text.push_str(quoted.strip_prefix(' ').unwrap_or(quoted));
        } else if let Some(fence) = line.strip_prefix("```") {
            case.kind = match fence.trim() {
                "dump" => Kind::Dump,
                "html" => Kind::Html,
                "clean" => Kind::Clean,
                other => return Err((n, format!("a fence is ```dump, ```html or ```clean, not ```{other}"))),
            };
            loop {
                match lines.next() {
                    None => return Err((n, "the fence is never closed".into())),
                    Some((_, line)) if line.starts_with("```") => break,
                    Some((_, line)) => {
                        case.text.push_str(line);
                        case.text.push('\n');
                    }
                }
            }
        } else if let Some(bullet) = line.strip_prefix("- ") {
            let (key, words) = pair(bullet).ok_or((n, "a bullet is \"- what: words\"".to_owned()))?;
            if !KEYS.contains(&key.as_str()) {
                return Err((n, format!("\"{key}\" is nothing that is read; see cases/README.md")));
            }
            case.bullets.push(Bullet { line: n, key, words, fields: vec![], wanted: false });
        } else if let Some(field) = line.trim_start().strip_prefix("- ") {
            let bullet = case.bullets.last_mut().ok_or((n, "a field stands below a bullet".to_owned()))?;
            let (key, words) = pair(field).ok_or((n, "a field is \"  - what: words\"".to_owned()))?;
            if key == "wanted" {
                if words != "yes" {
                    return Err((n, "the mark of a known miss is \"wanted: yes\"".into()));
                }
                bullet.wanted = true;
            } else {
                bullet.fields.push((key, words));
            }
        } else if !line.trim().is_empty() && !case.bullets.is_empty() {
            // Prose may stand between heading and text; behind the bullets a line would be one that nobody checks.
            return Err((n, "this line is no bullet, no field and no heading".into()));
        } else if line.trim_start().starts_with(['-', '*', '+']) {
            return Err((n, "a bullet is \"- what: words\"".into()));
        }
    }
    for (n, case) in &cases {
        if case.text.trim().is_empty() {
            return Err((*n, "the case has no text".into()));
        }
        if case.bullets.is_empty() {
            return Err((*n, "the case asks nothing".into()));
        }
    }
    Ok(cases.into_iter().map(|(_, case)| case).collect())
}

fn pair(text: &str) -> Option<(String, String)> {
    let (key, words) = text.split_once(':')?;
    Some((key.trim().to_owned(), words.trim().to_owned()))
}

/// The file without the marks of the bullets at these lines.
pub fn without_marks(text: &str, bullets: &[usize]) -> String {
    let mut out = String::new();
    let mut here = 0;
    for (i, line) in text.lines().enumerate() {
        if line.starts_with("- ") {
            here = i + 1;
        }
        if line.trim() == "- wanted: yes" && bullets.contains(&here) {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}
