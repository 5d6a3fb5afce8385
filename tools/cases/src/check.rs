//! One case read, and its bullets held against what was read.

use onrecord::{Given, Parts};
use onrecord_model::{Article, EntityKind, Note, NoteKind, Quoting, Span};
use onrecord_words::Words;
use serde_json::{Value, json};

use super::fields;
use super::parse::{Bullet, Case, KEYS};
use super::text::{self, find};

/// Why a bullet does not hold: what it asks for was not read, or it asks for what cannot be.
pub enum Why {
    Missed(String),
    Wrong(String),
}

type Held = Result<(), Why>;

/// A case's record, as JSON for the fields and as data for the rest.
pub struct Read {
    pub article: Article,
    pub notes: Vec<Note>,
    pub facts: Value,
    pub language: Option<String>,
    page: Value,
    entities: Vec<onrecord_model::Entity>,
    statements: Vec<onrecord_model::Statement>,
}

impl Read {
    pub fn of(case: &Case) -> Read {
        let given = Given::new().kind(case.kind).published(case.published.as_ref());
        let record = onrecord::record(case.text.as_bytes(), &given, Parts::ALL);
        Read {
            facts: json!(record.facts),
            page: json!(record.article),
            article: record.article,
            notes: record.notes,
            language: record.page.language,
            entities: record.facts.entities,
            statements: record.facts.statements,
        }
    }

    /// Whether a bullet holds.
    pub fn bullet(&self, bullet: &Bullet) -> Held {
        // A panic of the reader is caught in its record, which then has nothing: "nothing: direct" would hold of it.
        if self.notes.iter().any(|n| n.kind == NoteKind::Fault) {
            return Err(Why::Wrong("the reader panicked on this text".into()));
        }
        let words = bullet.words.as_str();
        let kind = self.kind_of(&bullet.key);
        if let Some((field, _)) = bullet.fields.iter().find(|(field, _)| !fields::known(kind, field)) {
            return Err(Why::Wrong(format!("\"{field}\" is no field of {}; see cases/README.md", bullet.key)));
        }
        match bullet.key.as_str() {
            "direct" => self.statement(bullet, Quoting::Direct),
            "mixed" => self.statement(bullet, Quoting::Mixed),
            "indirect" => self.statement(bullet, Quoting::Indirect),
            "time" | "figure" | "event" | "expectation" => self.fact(bullet),
            "sentence" => self.sentence(words),
            "nothing" => self.nothing(words),
            "author" => {
                self.one_of(words, &self.article.authors)?;
                self.from(bullet, "authors")
            }
            "published" | "modified" | "publisher" | "section" => self.plain(bullet, &self.page[&bullet.key]),
            "page kind" => self.plain(bullet, &json!(self.page["kind"].as_str().map(|k| k.replace('_', " ")))),
            "language" => self.plain(bullet, &json!(self.language)),
            "note" => self.one_of(words, &self.notes.iter().map(|n| n.kind.to_string()).collect::<Vec<_>>()),
            "image" => self.image(bullet),
            "related" => self.listed(bullet, "related", "title"),
            "furniture" => self.listed(bullet, "furniture", "text"),
            key => match entity_kind(key) {
                Some(kind) => self.entity(bullet, kind),
                None => self.block(bullet),
            },
        }
    }

    /// What a bullet's fields are fields of.
    fn kind_of<'b>(&self, key: &'b str) -> &'b str {
        match key {
            "direct" | "mixed" | "indirect" => "statement",
            "time" | "figure" | "event" | "expectation" | "image" | "related" | "furniture" => key,
            "published" | "modified" | "publisher" | "section" | "author" => "head",
            "sentence" | "nothing" | "note" | "page kind" | "language" => "nothing",
            _ if entity_kind(key).is_some() => "entity",
            _ => "block",
        }
    }

    fn find(&self, phrase: &str) -> Result<Span, Why> {
        find(&self.article.text, phrase).map_err(Why::Wrong)
    }

    fn words(&self, span: Span) -> &str {
        self.article.text.get(span).unwrap_or("(no such words)")
    }

    fn fields(&self, bullet: &Bullet, kind: &str, fact: &Value) -> Held {
        for (key, wanted) in &bullet.fields {
            fields::hold(self, kind, key, wanted, fact)?;
        }
        Ok(())
    }

    fn statement(&self, bullet: &Bullet, form: Quoting) -> Held {
        let parts = bullet.words.split(" | ").map(|p| self.find(p)).collect::<Result<Vec<_>, _>>()?;
        let fits = |content: &[Span]| {
            content.len() == parts.len()
                && content.iter().zip(&parts).all(|(a, b)| text::same(&self.article.text, *a, *b))
        };
        let near = |content: &[Span]| content.iter().any(|a| parts.iter().any(|b| a.touches(*b)));
        let mut found = None;
        for (i, s) in self.statements.iter().enumerate() {
            if fits(&s.content) && s.form == form {
                found = Some(i);
            }
        }
        if let Some(i) = found {
            return self.fields(bullet, "statement", &self.facts["statements"][i]);
        }
        let read: Vec<String> = self
            .statements
            .iter()
            .filter(|s| near(&s.content))
            .map(|s| {
                format!("{:?}: {}", s.form, s.content.iter().map(|c| self.words(*c)).collect::<Vec<_>>().join(" | "))
            })
            .collect();
        Err(Why::Missed(format!("no such statement: {}\nread there: {}", bullet.words, or_nothing(&read))))
    }

    fn fact(&self, bullet: &Bullet) -> Held {
        let wanted = self.find(&bullet.words)?;
        let (list, place) = match bullet.key.as_str() {
            "time" => ("times", "span"),
            "figure" => ("figures", "span"),
            "event" => ("events", "trigger"),
            _ => ("expectations", "span"),
        };
        let mut near = Vec::new();
        let mut other = None;
        for fact in self.facts[list].as_array().into_iter().flatten() {
            let Some(span) = fields::span(&fact[place]) else { continue };
            if text::same(&self.article.text, span, wanted) {
                // Two events may share a trigger: any of them may be meant.
                match self.fields(bullet, &bullet.key, fact) {
                    Ok(()) => return Ok(()),
                    Err(why) => other = Some(why),
                }
            } else if span.touches(wanted) {
                near.push(self.words(span).to_owned());
            }
        }
        other.map_or_else(
            || Err(Why::Missed(format!("no such {}: {}\nread there: {}", bullet.key, bullet.words, or_nothing(&near)))),
            Err,
        )
    }

    fn entity(&self, bullet: &Bullet, kind: EntityKind) -> Held {
        let named = self.entities.iter().position(|e| e.kind == kind && e.name == bullet.words);
        match named {
            Some(i) => self.fields(bullet, "entity", &self.facts["entities"][i]),
            None => {
                let read: Vec<String> = self.entities.iter().map(|e| format!("{:?} {}", e.kind, e.name)).collect();
                Err(Why::Missed(format!("no {} of the name {}\nread: {}", bullet.key, bullet.words, or_nothing(&read))))
            }
        }
    }

    fn sentence(&self, wanted: &str) -> Held {
        let span = self.find(wanted)?;
        let words = Words::cut(&self.article);
        if words.sentences.iter().any(|s| s.span == span) {
            return Ok(());
        }
        let near: Vec<String> =
            words.sentences.iter().filter(|s| s.span.touches(span)).map(|s| self.words(s.span).to_owned()).collect();
        Err(Why::Missed(format!("no such sentence: {wanted}\nread there: {}", or_nothing(&near))))
    }

    fn block(&self, bullet: &Bullet) -> Held {
        let kind = bullet.key.replace(' ', "_");
        let blocks = self.page["blocks"].as_array().cloned().unwrap_or_default();
        let wanted = folded(&bullet.words);
        let mut read = Vec::new();
        for block in &blocks {
            let Some(span) = fields::span(&block["span"]) else { continue };
            if folded(self.words(span)) == wanted {
                if block["kind"] == kind.as_str() {
                    return self.fields(bullet, "block", block);
                }
                read.push(format!("{} {}", block["kind"], self.words(span)));
            }
        }
        // A dateline may be told by its place alone.
        if kind == "dateline" && self.article.dateline.as_ref().is_some_and(|d| d.place == bullet.words) {
            return Ok(());
        }
        if read.is_empty() {
            read = blocks
                .iter()
                .filter_map(|b| Some(format!("{} {}", b["kind"], self.words(fields::span(&b["span"])?))))
                .collect();
        }
        Err(Why::Missed(format!("no {} like this: {}\nread: {}", bullet.key, bullet.words, read.join("\n      "))))
    }

    fn image(&self, bullet: &Bullet) -> Held {
        let wanted = folded(&bullet.words);
        for image in self.page["images"].as_array().into_iter().flatten() {
            let has = |key: &str| fields::span(&image[key]).is_some_and(|s| folded(self.words(s)) == wanted);
            if has("caption") || has("alt") {
                return self.fields(bullet, "image", image);
            }
        }
        Err(Why::Missed(format!("no image with this caption: {}\nread: {}", bullet.words, self.page["images"])))
    }

    fn listed(&self, bullet: &Bullet, list: &str, key: &str) -> Held {
        let wanted = folded(&bullet.words);
        for item in self.page[list].as_array().into_iter().flatten() {
            if folded(item[key].as_str().unwrap_or_default()).contains(&wanted) {
                return self.fields(bullet, list, item);
            }
        }
        Err(Why::Missed(format!("not among {list}: {}\nread: {}", bullet.words, self.page[list])))
    }

    fn one_of(&self, wanted: &str, read: &[String]) -> Held {
        if read.iter().any(|r| r == wanted) || (wanted == "none" && read.is_empty()) {
            return Ok(());
        }
        Err(Why::Missed(format!("not {wanted}\nread: {}", or_nothing(read))))
    }

    fn plain(&self, bullet: &Bullet, read: &Value) -> Held {
        let shown = read.as_str().unwrap_or("none");
        if shown != bullet.words {
            return Err(Why::Missed(format!("{} is not {}\nread: {shown}", bullet.key, bullet.words)));
        }
        self.from(bullet, &bullet.key)
    }

    /// Which part of the page a field was read from, where the case asks.
    fn from(&self, bullet: &Bullet, key: &str) -> Held {
        for (_, wanted) in &bullet.fields {
            let from = self.page["from"][key].as_str().unwrap_or("none");
            if from != wanted {
                return Err(Why::Missed(format!("{} is not from {wanted}\nread: {from}", bullet.key)));
            }
        }
        Ok(())
    }

    /// That nothing of a kind was read, or nothing with certain words.
    fn nothing(&self, asked: &str) -> Held {
        let key = KEYS.iter().filter(|k| asked == **k || asked.starts_with(&format!("{k} "))).max_by_key(|k| k.len());
        let Some(key) = key else {
            return Err(Why::Wrong(format!("\"{asked}\" does not begin with anything that is read")));
        };
        let words = asked[key.len()..].trim();
        let read: Vec<String> = self.all_of(key).into_iter().filter(|w| folded(w).contains(&folded(words))).collect();
        if read.is_empty() {
            Ok(())
        } else {
            Err(Why::Missed(format!("nothing of this was to be read: {asked}\nread: {}", read.join("\n      "))))
        }
    }

    /// The words of everything that was read of a kind.
    fn all_of(&self, key: &str) -> Vec<String> {
        let spans = |list: &str, place: &str| -> Vec<String> {
            let facts = self.facts[list].as_array().cloned().unwrap_or_default();
            facts.iter().filter_map(|f| fields::span(&f[place])).map(|s| self.words(s).to_owned()).collect()
        };
        let strings = |list: &Value, key: &str| -> Vec<String> {
            list.as_array().into_iter().flatten().filter_map(|i| i[key].as_str().map(str::to_owned)).collect()
        };
        let form = |form: Quoting| -> Vec<String> {
            let mine = self.statements.iter().filter(|s| s.form == form);
            mine.map(|s| s.content.iter().map(|c| self.words(*c)).collect::<Vec<_>>().join(" | ")).collect()
        };
        match key {
            "direct" => form(Quoting::Direct),
            "mixed" => form(Quoting::Mixed),
            "indirect" => form(Quoting::Indirect),
            "time" => spans("times", "span"),
            "figure" => spans("figures", "span"),
            "event" => spans("events", "trigger"),
            "expectation" => spans("expectations", "span"),
            "author" => self.article.authors.clone(),
            "note" => self.notes.iter().map(|n| n.kind.to_string()).collect(),
            "image" => self.page["images"].as_array().into_iter().flatten().map(Value::to_string).collect(),
            "related" => strings(&self.page["related"], "title"),
            "furniture" => strings(&self.page["furniture"], "text"),
            "published" | "modified" | "publisher" | "section" => {
                self.page[key].as_str().map(str::to_owned).into_iter().collect()
            }
            _ => match entity_kind(key) {
                Some(kind) => {
                    let mine = self.entities.iter().filter(|e| e.kind == kind);
                    mine.flat_map(|e| e.mentions.iter().map(|m| self.words(m.span).to_owned())).collect()
                }
                None => {
                    let kind = key.replace(' ', "_");
                    let blocks = self.page["blocks"].as_array().cloned().unwrap_or_default();
                    let mine = blocks.iter().filter(|b| b["kind"] == kind.as_str());
                    mine.filter_map(|b| fields::span(&b["span"])).map(|s| self.words(s).to_owned()).collect()
                }
            },
        }
    }
}

fn entity_kind(key: &str) -> Option<EntityKind> {
    Some(match key {
        "person" => EntityKind::Person,
        "organization" => EntityKind::Organization,
        "place" => EntityKind::Place,
        "group" => EntityKind::Group,
        "work" => EntityKind::Work,
        "product" => EntityKind::Product,
        "named event" => EntityKind::Event,
        _ => return None,
    })
}

/// White space folded, for blocks that were wrapped.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn or_nothing(read: &[String]) -> String {
    if read.is_empty() { "nothing".to_owned() } else { read.join("\n            ") }
}
