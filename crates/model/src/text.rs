//! A text that never changes, and byte ranges of it.

use std::fmt;
use std::ops::{Index, Range};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An immutable UTF-8 text of less than 4 GiB: a longer one is cut there. A copy shares the bytes.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Text(Arc<str>);

impl Text {
    /// All of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words of `span`, or `None` where it lies outside the text or cuts a character.
    pub fn get(&self, span: Span) -> Option<&str> {
        self.0.get(span.range())
    }
}

/// Without width, or turning the direction of writing: nobody sees it. Joiners are not among them, for scripts need them.
pub fn is_invisible(c: char) -> bool {
    c >= '\u{ad}'
        && matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text up to so many bytes, whole characters only.
fn up_to(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    &text[..end]
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text(up_to(text, u32::MAX as usize).into())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text(up_to(&text, u32::MAX as usize).into())
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Index<Span> for Text {
    type Output = str;

    fn index(&self, span: Span) -> &str {
        &self.0[span.range()]
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Text::from)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string"})
    }
}

/// A half-open range of bytes, on character boundaries of one text. JSON: `[start, end]`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte `start` up to byte `end`, `start <= end`. No text reaches past 4 GiB, so neither does a span.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "{start}..{end}");
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: short(start), end: short(end) }
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True where no byte lies in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True where `other` lies inside this span, ends included.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where the two share at least one byte.
    pub fn touches(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(from)?;
        if start > end {
            return Err(serde::de::Error::custom(format!("the span [{start}, {end}] ends before it starts")));
        }
        Ok(Span { start, end })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Span {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "[start, end): bytes of article.text, on character boundaries",
            "type": "array",
            "items": {"type": "integer", "minimum": 0},
            "minItems": 2,
            "maxItems": 2
        })
    }
}

#[cfg(test)]
mod tests {
    use super::up_to;

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(up_to("naïve", 3), "na");
        assert_eq!(up_to("naïve", 4), "naï");
        assert_eq!(up_to("naïve", 99), "naïve");
    }
}
