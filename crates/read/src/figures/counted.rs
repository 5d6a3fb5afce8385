//! What a number counts: the nouns behind it.
//!
//! Leaves alone: numbers whose noun was said before ("ten of them", "up from nine"). Cases: cases/figures/counted.md

use onrecord_grammar::{Grammar, Lexicon, List, Tokens};
use onrecord_words::TokenKind;

/// Nouns whose plural has no -s.
pub fn is_plural(lexicon: &Lexicon, lower: &str) -> bool {
    lower.len() > 3
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is")
        || lower.len() > 3 && lower.ends_with("men")
        || lexicon.on(lower, List::PluralWithoutS)
}

/// True for a word that begins or ends no counted noun phrase.
pub fn is_function_word(g: &Grammar<'_>, i: usize) -> bool {
    g.lexicon.function_words.word_at(g, i).is_some()
}

/// A verb by its ending or, of the frequent ones, by name: "one asked", "two supported".
fn is_verb(lexicon: &Lexicon, lower: &str) -> bool {
    lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed") || lexicon.on(lower, List::CountedVerb)
}

/// True where a counted noun begins at token `at`, adjectives before it allowed.
pub fn is_counted(g: &Grammar<'_>, at: usize, end: usize) -> bool {
    at < end && g.kind(at) == TokenKind::Word && !is_function_word(g, at) && !is_verb(g.lexicon, g.lower(at))
}

/// What `value` counts: the noun phrase that begins at token `at`, its last word the noun.
///
/// More than one needs a plural, so that a verb or an adverb behind a lone number is no noun; `of` tells that "of" led in.
pub fn counted(g: &Grammar<'_>, at: usize, end: usize, value: f64, of: bool) -> Option<Tokens> {
    let more = usize::from(at < end && matches!(g.lower(at), "more" | "further" | "additional" | "other" | "extra"));
    let from = at + more;
    let one = value <= 1.0;
    let mut stop = from;
    while stop < end && stop < from + 4 && g.kind(stop) == TokenKind::Word && !is_function_word(g, stop) {
        let lower = g.lower(stop);
        if one
            && is_verb(g.lexicon, lower)
            && !(of && stop == from)
            && !is_plural(g.lexicon, g.lower(stop.saturating_sub(1).max(from)))
        {
            break;
        }
        // "One reader writes": behind a singular noun a form in -s is the verb.
        if one && !of && stop > from && is_plural(g.lexicon, lower) {
            break;
        }
        stop += 1;
        // The first plural is the noun: "7,000 lives were".
        if is_plural(g.lexicon, lower) {
            break;
        }
    }
    // "Some 41 others are in hospital".
    if more == 0 && at < end && matches!(g.lower(at), "others") {
        return Some(Tokens::one(at));
    }
    let known = one || of || stop > from && is_plural(g.lexicon, g.lower(stop - 1)) || value < 2.0;
    (stop > from && known).then_some(Tokens::from(from..stop))
}
