//! An article or a statement as citation: for people, BibTeX, RIS, CSL-JSON, Markdown, W3C Web Annotation.

use onrecord_model::{Record, Span};
use onrecord_store::ArticleRow;
use serde_json::{Value, json};

use crate::passage;

/// Forms of a citation.
pub const FORMS: [&str; 6] = ["cite", "bibtex", "ris", "csl", "markdown", "annotation"];

/// What is cited.
pub struct Cited<'a> {
    /// The article.
    pub article: &'a ArticleRow,
    /// Its record.
    pub record: &'a Record,
    /// Words of it.
    pub span: Option<Span>,
    /// Who said them.
    pub speaker: Option<String>,
}

impl Cited<'_> {
    fn words(&self) -> Option<String> {
        Some(passage::one_line(self.record.article.text.get(self.span?)?))
    }

    fn day(&self) -> Option<&str> {
        self.article.published.as_deref().and_then(|p| p.get(..10))
    }

    fn title(&self) -> &str {
        self.article.title.as_deref().unwrap_or("(no headline)")
    }

    fn link(&self) -> Option<String> {
        let url = self.article.url.as_deref()?;
        Some(self.words().map_or_else(|| url.to_owned(), |words| passage::link(url, &words)))
    }

    /// In one of [`FORMS`]; `None` for another.
    pub fn as_form(&self, form: &str) -> Option<String> {
        Some(match form {
            "cite" => self.plain(),
            "bibtex" => self.bibtex(),
            "ris" => self.ris(),
            "csl" => format!("{:#}\n", self.csl()),
            "markdown" => self.markdown(),
            "annotation" => format!("{:#}\n", self.annotation()),
            _ => return None,
        })
    }

    fn plain(&self) -> String {
        let mut out = String::new();
        if let Some(words) = self.words() {
            out += &format!("“{words}”");
            out += &self.speaker.as_ref().map_or(String::new(), |s| format!(" – {s}"));
            out += ", in: ";
        }
        let authors = self.record.article.authors.join(", ");
        if !authors.is_empty() {
            out += &format!("{authors}: ");
        }
        out += self.title();
        for part in [self.article.outlet.as_deref(), self.day()].into_iter().flatten() {
            out += &format!(", {part}");
        }
        if let Some(link) = self.link() {
            out += &format!(", {link}");
        }
        out + &format!(" [{}]\n", self.article.key)
    }

    fn bibtex(&self) -> String {
        let safe = |text: &str| text.replace(['{', '}', '\\'], "");
        let mut out = format!("@online{{onrecord{},\n  title = {{{}}},\n", &self.article.key[2..], safe(self.title()));
        let authors = self.record.article.authors.join(" and ");
        if !authors.is_empty() {
            out += &format!("  author = {{{}}},\n", safe(&authors));
        }
        for (name, value) in [("organization", self.article.outlet.as_deref()), ("date", self.day())] {
            out += &value.map_or(String::new(), |v| format!("  {name} = {{{}}},\n", safe(v)));
        }
        if let Some(link) = self.link() {
            out += &format!("  url = {{{link}}},\n");
        }
        if let Some(words) = self.words() {
            out += &format!("  note = {{{}}},\n", safe(&words));
        }
        out + "}\n"
    }

    fn ris(&self) -> String {
        let mut out = String::from("TY  - NEWS\n");
        for author in &self.record.article.authors {
            out += &format!("AU  - {author}\n");
        }
        out += &format!("TI  - {}\n", self.title());
        let fields = [
            ("T2", self.article.outlet.clone()),
            ("DA", self.day().map(|d| d.replace('-', "/"))),
            ("UR", self.link()),
            ("N1", self.words()),
        ];
        for (name, value) in fields {
            out += &value.map_or(String::new(), |v| format!("{name}  - {v}\n"));
        }
        out + "ER  - \n"
    }

    fn csl(&self) -> Value {
        let parts: Vec<i64> =
            self.day().map(|d| d.split('-').filter_map(|p| p.parse().ok()).collect()).unwrap_or_default();
        let authors: Vec<Value> = self.record.article.authors.iter().map(|a| json!({ "literal": a })).collect();
        json!([{
            "id": self.article.key, "type": "article-newspaper", "title": self.title(), "author": authors,
            "container-title": self.article.outlet, "URL": self.link(), "note": self.words(),
            "issued": if parts.is_empty() { Value::Null } else { json!({ "date-parts": [parts] }) },
        }])
    }

    fn markdown(&self) -> String {
        let safe = |text: &str| text.replace('[', "\\[").replace(']', "\\]");
        let mut out = self.words().map_or(String::new(), |words| format!("> {}\n>\n> ", safe(&words)));
        if let Some(speaker) = &self.speaker {
            out += &format!("— {}, ", safe(speaker));
        }
        out += &match self.link() {
            Some(link) => format!("[{}]({})", safe(self.title()), link.replace('(', "%28").replace(')', "%29")),
            None => safe(self.title()),
        };
        for part in [self.article.outlet.as_deref(), self.day()].into_iter().flatten() {
            out += &format!(", {}", safe(part));
        }
        out + &format!(" `{}`\n", self.article.key)
    }

    /// W3C Web Annotation with the words and what stands around them, and their place in code points.
    fn annotation(&self) -> Value {
        let text = self.record.article.text.as_str();
        let selector = self.span.filter(|s| text.get(s.range()).is_some()).map(|span| {
            let (start, end) = (span.start as usize, span.end as usize);
            let before: Vec<char> = text[..start].chars().rev().take(32).collect();
            let points = |to: usize| text[..to].chars().count();
            json!([
                { "type": "TextQuoteSelector", "exact": &text[start..end], "prefix": before.iter().rev().collect::<String>(),
                  "suffix": text[end..].chars().take(32).collect::<String>() },
                { "type": "TextPositionSelector", "start": points(start), "end": points(end) },
            ])
        });
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
            "body": { "type": "TextualBody", "value": self.speaker, "purpose": "describing" },
            "target": { "source": self.article.url, "title": self.title(), "selector": selector },
        })
    }
}
