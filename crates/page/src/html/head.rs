//! What the page says of itself outside its body: meta tags, title, canonical address, language, scripts of JSON-LD.

use onrecord_model::is_invisible;
use std::borrow::Cow;

use crate::lists::{self, List};
use crate::markup::{Id, Raw, Tag, Tree};

/// What is longer is no title.
pub const LONGEST_TITLE: usize = 1000;

/// What is longer is no name or description.
const LONGEST_META: usize = 8000;

/// The page's own words about itself; meta names in lower case.
#[derive(Default)]
pub struct Head<'a> {
    pub metas: Vec<(Cow<'a, str>, Raw<'a>)>,
    pub title: Option<String>,
    pub canonical: Option<String>,
    pub language: Option<String>,
    /// Sources of JSON-LD scripts.
    pub scripts: Vec<&'a str>,
}

impl<'a> Head<'a> {
    /// Takes note of one element.
    pub fn see(&mut self, tree: &Tree<'a>, id: Id, tag: Tag) {
        match tag {
            Tag::Html => self.language = value(tree, id, "lang"),
            Tag::Meta if self.metas.len() < 400 => {
                let Some(content) = tree.attribute(id, "content") else { return };
                for key in ["property", "name", "itemprop", "http-equiv"] {
                    if let Some(name) = tree.attribute(id, key) {
                        let name = name.decoded();
                        let name = if name.bytes().any(|b| b.is_ascii_uppercase()) {
                            name.to_ascii_lowercase().into()
                        } else {
                            name
                        };
                        self.metas.push((name, content));
                    }
                }
            }
            Tag::Title if self.title.is_none() => {
                self.title = Some(fold(&text_of(tree, id, 2 * LONGEST_TITLE)))
                    .filter(|t| (1..=LONGEST_TITLE).contains(&t.len()));
            }
            Tag::Link if self.canonical.is_none() => {
                let rel = tree.attribute(id, "rel");
                if rel.is_some_and(|r| r.source.eq_ignore_ascii_case("canonical")) {
                    self.canonical = value(tree, id, "href");
                }
            }
            Tag::Script => {
                let json = tree.attribute(id, "type").is_some_and(|t| {
                    t.source.trim().get(..19).is_some_and(|t| t.eq_ignore_ascii_case("application/ld+json"))
                });
                if json {
                    self.scripts.extend(tree.children(id).map(|c| tree.text(c).source));
                }
            }
            _ => {}
        }
    }

    /// The first non-empty meta of these names, in their order.
    pub fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// Every meta of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = String> {
        self.metas
            .iter()
            .filter(move |(n, _)| n == name)
            .filter(|(_, c)| c.source.len() <= LONGEST_META)
            .map(|(_, c)| fold(&unescape_twice(&c.decoded())))
            .filter(|c| !c.is_empty())
    }
}

/// Some pages escape their titles twice.
fn unescape_twice(text: &str) -> Cow<'_, str> {
    let coded = text.contains('&') && lists::members(List::EscapedTwice).iter().any(|e| text.contains(e));
    if coded {
        Raw { source: text, rules: crate::markup::Rules::Rcdata }.decoded().into_owned().into()
    } else {
        Cow::Borrowed(text)
    }
}

/// A decoded, folded, non-empty attribute.
pub fn value(tree: &Tree<'_>, id: Id, name: &str) -> Option<String> {
    Some(fold(&tree.attribute(id, name)?.decoded())).filter(|v| !v.is_empty())
}

/// All text within an element, up to a length.
pub fn text_of(tree: &Tree<'_>, id: Id, most: usize) -> String {
    let mut out = String::new();
    let mut at = tree.following(id, id, false);
    let mut seen = 0;
    while let Some(node) = at {
        tree.text(node).decode_into(&mut out);
        seen += 1;
        // Markup without words counts as well: many nested elements may each ask for their text.
        if out.len() > most || seen > most {
            break;
        }
        at = tree.following(node, id, false);
    }
    out
}

/// White space folded to single spaces, none at the ends; soft hyphens and the like left out; tags too.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if is_gap(c) {
            gap = true;
        } else if c != '\0' && !is_invisible(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}

/// White space, and NUL and its like.
pub fn is_gap(c: char) -> bool {
    c.is_whitespace() || c.is_control() && c != '\0'
}
