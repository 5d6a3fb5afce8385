//! The class of a word: what it is by itself, by its ending and by its nearest neighbours.
//!
//! Closed classes only; a verb without one of their members beside it is a `Word`.

use crate::clauses::first;
use onrecord_words::TokenKind;

use crate::{Grammar, Lexicon, List};

/// What a word is, by itself and by its nearest neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// the, a, this, no, some
    Determiner,
    /// my, his, 's behind a noun
    Possessive,
    Preposition,
    To,
    /// will, would, can, could, may, might, must, shall, should
    Modal,
    Be,
    Have,
    Do,
    /// not, n't, never
    Not,
    Adverb,
    /// that, while, because, if …
    Subordinator,
    /// who, which
    Relative,
    /// and, or, but
    And,
    /// he, they, I: only ever a subject
    Subject,
    /// him, it, you, them, us
    Pronoun,
    /// said, says, told …
    Said,
    Number,
    Comma,
    /// A mark that ends a clause.
    Stop,
    Open,
    Close,
    /// A word with a capital that is none of the above.
    Name,
    /// Any other word.
    Word,
    /// Any other mark.
    Mark,
}

use Class::*;

/// The class of token `i`, given the class of the one before it.
pub fn classify(g: &Grammar<'_>, i: usize, before: Option<Class>) -> Class {
    match g.kind(i) {
        TokenKind::Open => Open,
        TokenKind::Close => Close,
        TokenKind::Number => Number,
        TokenKind::Mark => match g.lower(i) {
            "," => Comma,
            ";" | ":" | "." | "!" | "?" | "—" | "–" | "…" | "..." | "--" | "(" | ")" | "[" | "]" => Stop,
            _ => Mark,
        },
        TokenKind::Clitic => clitic(g, i),
        TokenKind::Word => word(g, i, before),
    }
}

/// What stands short behind a word: "it's late", "the mayor's".
fn clitic(g: &Grammar<'_>, i: usize) -> Class {
    let lower = g.lower(i);
    match lower.trim_start_matches(['\'', '’', 'ʼ']) {
        "ll" | "d" => Modal,
        "re" | "m" => Be,
        "ve" => Have,
        "s" if i > 0 && g.on(i - 1, List::BeOwners) => Be,
        "s" => Possessive,
        "t" => Not,
        _ if lower.starts_with('n') => Not,
        _ => Word,
    }
}

fn word(g: &Grammar<'_>, i: usize, before: Option<Class>) -> Class {
    let lower = g.lower(i);
    // "Will" and "May" with a capital inside a sentence are a name and a month.
    let name = g.capital(i) && !first(g, i);
    match lower {
        "may" if name || (g.capital(i) && !g.on(i + 1, List::AfterModal)) => Name,
        "will" if name && before != Some(Close) => headline_or(g, i, Modal),
        "will" if matches!(before, Some(Determiner | Possessive)) => Word,
        _ if g.on(i, List::Determiner) => Determiner,
        _ if g.on(i, List::Possessive) => Possessive,
        "to" => To,
        _ if g.on(i, List::Modal) => Modal,
        _ if g.on(i, List::Be) => Be,
        "has" | "have" | "had" | "having" => Have,
        "do" | "does" | "did" => Do,
        "not" | "never" | "n't" | "n’t" => Not,
        _ if g.on(i, List::Subordinator) => Subordinator,
        "who" | "which" | "whom" => Relative,
        _ if g.on(i, List::Conjunction) => And,
        "he" | "she" | "they" | "we" | "i" => Subject,
        "us" if g.word(i) == "US" => Name,
        _ if g.on(i, List::ObjectPronoun) || g.on(i, List::Reflexive) => Pronoun,
        _ if g.on(i, List::Preposition) => Preposition,
        // "will be announced" and "the stated aim" report nothing.
        _ if g.on(i, List::Quotes) && !name && !matches!(before, Some(Be | Determiner | Possessive | Preposition)) => {
            Said
        }
        _ if g.on(i, List::Adverb) || g.on(i, List::AdverbOfDayOrPlace) => Adverb,
        _ if adverb_by_ending(g.lexicon, lower) => {
            if name {
                Name
            } else {
                Adverb
            }
        }
        _ if g.capital(i) => Name,
        _ => Word,
    }
}

/// An adverb by its ending: "reportedly".
pub fn adverb_by_ending(lexicon: &Lexicon, lower: &str) -> bool {
    lower.len() > 4 && lower.ends_with("ly") && lower != "july" && !lexicon.on(lower, List::LyNoAdverb)
}

/// In a headline of capitals a modal may be written with one.
fn headline_or(g: &Grammar<'_>, i: usize, class: Class) -> Class {
    use onrecord_model::BlockKind::*;
    if matches!(g.sentence_of(i).kind, Title | Heading) { class } else { Name }
}

/// An irregular past or participle: "held", "taken".
pub fn past_by_itself(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.directions.get(lower).is_some_and(|form| form.what.irregular_past || form.what.irregular_participle)
}

/// A lower-case word that is an adjective by its ending, or one of a few that are frequent before the nouns of events.
pub fn adjective(lexicon: &Lexicon, lower: &str) -> bool {
    let endings = lexicon.lists().members(List::AdjectiveEnding);
    // Nouns with those endings are few and mostly people: a president meets.
    lexicon.on(lower, List::EventAdjective)
        || lower.contains('-')
        || (!lexicon.on(lower, List::NounLikeAdjective)
            && endings.iter().any(|e| lower.ends_with(&**e))
            && lower.len() > 5)
}
