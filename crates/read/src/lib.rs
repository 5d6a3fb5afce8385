//! An article to its record: g, names, statements, times, figures, events, expectations.
//!
//! Pure: same article, same facts, byte for byte. Each stage reads the ones before it and adds facts that point at
//! theirs; none edits another's.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::too_many_arguments, clippy::too_many_lines)]

mod cast;
mod entities;
mod events;
mod expectations;
mod figures;
mod language;
pub mod learn;
mod names;
mod rules;
mod statements;
mod times;

use onrecord_grammar::{Grammar, Lexicon};
use onrecord_model::{Article, Block, Facts, Note, NoteKind, Span};

pub use language::{Language, language, primary};
pub use rules::{Measured, RuleRow, Stage, nearest, rule, rules, rules_of, unlisted};
pub use statements::Reasons;

/// Names the word lists and weights of this crate: BLAKE3 of their names and bytes.
pub const FINGERPRINT: &str = env!("FINGERPRINT");

/// Which lists of facts are wanted; what is not wanted is not worked on, unless another one needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub entities: bool,
    pub statements: bool,
    pub times: bool,
    pub figures: bool,
    pub events: bool,
    pub expectations: bool,
}

impl Parts {
    pub const ALL: Parts =
        Parts { entities: true, statements: true, times: true, figures: true, events: true, expectations: true };
    pub const NONE: Parts =
        Parts { entities: false, statements: false, times: false, figures: false, events: false, expectations: false };

    fn any(self) -> bool {
        self != Parts::NONE
    }
}

/// What spoke for and against each proposed statement of an English article: the first words of its content, its rule, the reasons. Read again.
pub fn reasons(article: &Article) -> Vec<(Span, &'static str, Reasons)> {
    let beginning = beginning(article);
    let article = beginning.as_ref().unwrap_or(article);
    let g = Grammar::of(article, Lexicon::english());
    let cast = entities::resolve(&g, &names::find(&g));
    statements::reasons(&g, article, &cast)
}

/// Reads an article in `language` (BCP 47; absent: unknown). English is read; of any other language a note is made and
/// nothing is invented.
pub fn read(article: &Article, language: Option<&str>, parts: Parts, notes: &mut Vec<Note>) -> Facts {
    let mut facts = Facts::default();
    if !parts.any() {
        return facts;
    }
    if let Some(language) = language
        && language::primary(language) != "en"
    {
        notes.push(Note::new(
            NoteKind::LanguageUnsupported,
            format!("the article is in \"{language}\"; only English is read so far, so the record has no facts"),
        ));
        return facts;
    }
    let beginning = beginning(article);
    if beginning.is_some() {
        notes.push(Note::new(
            NoteKind::Truncated,
            format!(
                "the article is {} MiB long; facts were looked for in its first {} MiB",
                article.text.len() >> 20,
                MOST_BYTES >> 20
            ),
        ));
    }
    let article = beginning.as_ref().unwrap_or(article);
    let g = Grammar::of(article, Lexicon::english());
    // What needs what: an expectation looks at everything before it, an event at all but figures.
    let deep = parts.events || parts.expectations;
    let needs_times = parts.times || parts.figures || parts.statements || deep;
    let needs_cast = parts.entities || parts.statements || deep;

    let times = if needs_times { times::find(&g, article) } else { Vec::new() };
    let cast = if needs_cast { entities::resolve(&g, &names::find(&g)) } else { cast::Cast::default() };
    let statements = if parts.statements || deep { statements::find(&g, article, &cast, &times) } else { Vec::new() };
    let events = if deep { events::find(&g, article, &cast, &times, &statements) } else { Vec::new() };
    if parts.expectations {
        facts.expectations = expectations::find(&g, article, &cast, &times, &statements, &events);
    }
    if parts.figures {
        facts.figures = figures::find(&g, &times);
    }
    // Facts point at entities, statements and events by id: what the wanted ones point at comes with them.
    if needs_cast {
        facts.entities = cast.entities;
    }
    if parts.statements || deep {
        facts.statements = statements;
    }
    if parts.times {
        facts.times = times;
    }
    if deep {
        facts.events = events;
    }
    debug_assert!(
        unlisted(&facts).is_none(),
        "rule {:?} has no row in crates/read/rules.tsv: add one",
        unlisted(&facts).unwrap_or_default()
    );
    facts
}

/// Bytes of an article's text in which facts are looked for.
const MOST_BYTES: usize = 16 << 20;

/// The first part of an article that is longer than `MOST_BYTES`: its blocks up to there, the last one up to a blank.
fn beginning(article: &Article) -> Option<Article> {
    let text = article.text.as_str();
    let limit = (0..=MOST_BYTES.min(text.len())).rev().find(|i| text.is_char_boundary(*i))?;
    if limit == text.len() {
        return None;
    }
    let limit = text[..limit].rfind(char::is_whitespace).unwrap_or(limit);
    let blocks = article.blocks.iter().filter(|b| b.span.range().start < limit);
    let blocks =
        blocks.map(|b| Block { span: Span::new(b.span.range().start, b.span.range().end.min(limit)), ..b.clone() });
    Some(Article { text: text[..limit].into(), blocks: blocks.collect(), ..article.clone() })
}

#[cfg(test)]
mod tests {
    use onrecord_grammar::weight_files::{head_len, told_hash};

    #[test]
    fn weights_have_the_hash_that_their_head_tells() {
        for file in [
            include_bytes!("../weights/names.bin") as &[u8],
            include_bytes!("../weights/pronouns.bin"),
            include_bytes!("../weights/statements.bin"),
            include_bytes!("../weights/extents.bin"),
            include_bytes!("../weights/speakers.bin"),
        ] {
            assert_eq!(told_hash(file), Some(blake3::hash(&file[head_len(file)..]).to_hex().as_str()));
        }
    }
}
