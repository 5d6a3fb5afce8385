//! Names of people, organizations, places, groups and the rest: where they stand and of what kind they are.

use onrecord_model::{Article, EntityKind, Rule, Span};

use crate::words::Words;

/// A name as it stands in the text, before it is known whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name alone: no title, no office, no article, no `'s`.
    pub span: Span,
    pub kind: EntityKind,
    /// Title or office right before or behind it: "President", "Meta CEO".
    pub role: Option<Span>,
    pub rule: Rule,
    pub score: f32,
}

/// All names in text order; none overlaps another.
pub fn find(_words: &Words<'_>, _article: &Article) -> Vec<Name> {
    Vec::new()
}
