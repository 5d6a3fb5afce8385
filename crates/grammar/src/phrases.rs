//! Noun phrases: where the phrase before or behind a token begins and ends, and the subject of a sentence; what a word may be by itself.
//!
//! The answers come from closed classes, endings and neighbours. The trees of `syntax` know more, but these rules do not ask
//! them yet. Every look around is capped.

use std::ops::ControlFlow;

use onrecord_words::TokenKind;

use crate::class::adverb_by_ending;
use crate::{Grammar, Lexicon, List, NumberKind, Tokens};

pub fn is_pronoun(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.on(lower, List::Pronoun)
}

pub fn is_object_pronoun(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.on(lower, List::ObjectPronoun)
}

pub fn is_determiner(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.on(lower, List::Determiner) || lexicon.on(lower, List::Quantity) || is_possessive(lexicon, lower)
}

pub fn is_possessive(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.on(lower, List::Possessive) || lexicon.on(lower, List::Genitive)
}

pub fn is_preposition(lexicon: &Lexicon, lower: &str) -> bool {
    lower == "to" || lexicon.on(lower, List::Preposition)
}

/// Words that begin a clause or join two.
pub fn is_joiner(lexicon: &Lexicon, lower: &str) -> bool {
    lower == "yet" || lexicon.on(lower, List::Subordinator) || lexicon.on(lower, List::Conjunction)
}

pub fn is_auxiliary(lexicon: &Lexicon, lower: &str) -> bool {
    [List::Be, List::HaveOrDo, List::Modal].iter().any(|list| lexicon.on(lower, *list))
}

pub fn is_modal(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.on(lower, List::Modal)
}

pub fn is_be(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.on(lower, List::Be)
}

pub fn is_not(lower: &str) -> bool {
    matches!(lower, "not" | "n't" | "n’t" | "never")
}

/// Adverbs that stand between a subject and its verb.
pub fn is_adverb(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.on(lower, List::Adverb)
        || lexicon.on(lower, List::BetweenSubjectAndVerb)
        || adverb_by_ending(lexicon, lower)
}

pub fn is_weekday_or_day(lexicon: &Lexicon, lower: &str) -> bool {
    // "sun" and "mon" without a stop are other words.
    matches!(lower, "yesterday" | "today" | "tonight")
        || lower.len() > 3 && lexicon.numbers.of(lower, NumberKind::Weekday).is_some()
}

fn plain_word(g: &Grammar<'_>, i: usize) -> bool {
    matches!(g.kind(i), TokenKind::Word | TokenKind::Number)
}

/// True for a word that may be the head of a subject: no function word, no adverb.
fn noun_like(g: &Grammar<'_>, i: usize) -> bool {
    let lower = g.lower(i);
    let function_word = is_preposition(g.lexicon, lower)
        || is_joiner(g.lexicon, lower)
        || is_auxiliary(g.lexicon, lower)
        || is_object_pronoun(g.lexicon, lower);
    plain_word(g, i) && !function_word && (g.capital(i) || !is_adverb(g.lexicon, lower))
}

/// The noun phrase that ends right before token `end`, no further left than `start`: "the mayor" before "said".
pub fn phrase_before(g: &Grammar<'_>, start: usize, end: usize) -> Option<Tokens> {
    let start = start.max(end.saturating_sub(40));
    if end <= start {
        return None;
    }
    let last = end - 1;
    let lower = g.lower(last);
    if is_pronoun(g.lexicon, lower) {
        return Some(Tokens::one(last));
    }
    if g.lexicon.on(lower, List::PronounLikeDeterminer) {
        return (lower != "that").then_some(Tokens::one(last));
    }
    // "the ministry in Halm", "officials there".
    if !noun_like(g, last) {
        return None;
    }
    let mut first = last;
    let mut steps = 0;
    while first > start && steps < 24 {
        steps += 1;
        match start_with_word_before(g, start, first) {
            ControlFlow::Continue(on) => first = on,
            ControlFlow::Break(found) => {
                first = found;
                break;
            }
        }
    }
    // "On Monday Venn": a day is no part of a name.
    while first < last && (is_weekday_or_day(g.lexicon, g.lower(first)) || is_preposition(g.lexicon, g.lower(first))) {
        first += 1;
    }
    Some(Tokens::from(first..end))
}

/// Where the phrase that is known from token `first` on begins, once the word before it has been looked at; `Break` where
/// nothing before that belongs to it.
#[inline]
fn start_with_word_before(g: &Grammar<'_>, start: usize, first: usize) -> ControlFlow<usize, usize> {
    let i = first - 1;
    let lower = g.lower(i);
    if g.kind(i) == TokenKind::Clitic && matches!(lower, "'s" | "’s") {
        // "Quarmby's office": the owner belongs to it.
        return ControlFlow::Continue(i);
    }
    if !plain_word(g, i) {
        // "J. K. Oduya" keeps its stops; anything else ends the phrase.
        return ControlFlow::Break(first);
    }
    if is_determiner(g.lexicon, lower) {
        return start_with_determiner(g, start, i);
    }
    if g.lexicon.on(lower, List::InsideSubject) {
        // A prepositional phrase inside the subject: only where a noun stands before it.
        let carried = i > start
            && noun_like(g, i - 1)
            && !is_weekday_or_day(g.lexicon, g.lower(i - 1))
            && lower != "to"
            && has_head(g, start, i);
        return if carried { ControlFlow::Continue(i - 1) } else { ControlFlow::Break(first) };
    }
    if lower == "and" || lower == "&" {
        // "Venn and Oduya", "police and rescuers": alike on both sides.
        let alike = i > start && noun_like(g, i - 1) && g.capital(i - 1) == g.capital(first);
        return if alike { ControlFlow::Continue(i - 1) } else { ControlFlow::Break(first) };
    }
    let ends = is_joiner(g.lexicon, lower)
        || is_auxiliary(g.lexicon, lower)
        || is_pronoun(g.lexicon, lower)
        || is_object_pronoun(g.lexicon, lower)
        || is_adverb(g.lexicon, lower) && !g.capital(i)
        || g.capital(first) && !g.capital(i) && looks_like_verb(g.lexicon, lower);
    if ends { ControlFlow::Break(first) } else { ControlFlow::Continue(i) }
}

/// Where a phrase with a determiner at `i` begins: there, but for what counts it or holds it.
fn start_with_determiner(g: &Grammar<'_>, start: usize, i: usize) -> ControlFlow<usize, usize> {
    // "many of the", "one of his": on through the preposition.
    if i > start && g.lower(i - 1) == "of" && i - 1 > start && noun_or_quantity(g, i - 2) {
        return ControlFlow::Continue(i - 2);
    }
    // "all the", "both his".
    let counted = i > start && matches!(g.lower(i - 1), "all" | "both" | "such");
    let first = if counted { i - 1 } else { i };
    if may_be_inside_phrase(g, start, i) { ControlFlow::Continue(first) } else { ControlFlow::Break(first) }
}

/// True where a determiner at `i` is in the midst of a larger phrase: "the head of the agency".
fn may_be_inside_phrase(g: &Grammar<'_>, start: usize, i: usize) -> bool {
    i > start + 1
        && matches!(g.lower(i - 1), "of" | "for" | "at" | "in" | "from")
        && noun_like(g, i - 2)
        && !looks_like_verb(g.lexicon, g.lower(i - 2))
        && has_head(g, start, i - 1)
}

/// True where what stands before the preposition at `i` can carry it: a noun behind a determiner, a title or a name, and no clause start.
fn has_head(g: &Grammar<'_>, start: usize, i: usize) -> bool {
    let mut k = i;
    let mut n = 0;
    while k > start && n < 6 {
        k -= 1;
        n += 1;
        let lower = g.lower(k);
        if is_determiner(g.lexicon, lower) || g.capital(k) && k > start {
            return true;
        }
        if !noun_like(g, k) {
            return n > 1;
        }
    }
    true
}

fn noun_or_quantity(g: &Grammar<'_>, i: usize) -> bool {
    noun_like(g, i) || matches!(g.lower(i), "all" | "both" | "most" | "some" | "many")
}

/// Endings that verbs have and nouns of a subject seldom do.
pub fn looks_like_verb(lexicon: &Lexicon, lower: &str) -> bool {
    lower.len() > 4 && (lower.ends_with("ed") || lower.ends_with("ing")) && !lexicon.on(lower, List::VerbLikeNoun)
}

/// The noun phrase that begins at token `at`, up to `end`: "the mayor of Halm" behind "said".
pub fn phrase_after(g: &Grammar<'_>, at: usize, end: usize) -> Option<Tokens> {
    if at >= end || !plain_word(g, at) {
        return None;
    }
    let lower = g.lower(at);
    if is_pronoun(g.lexicon, lower) || is_object_pronoun(g.lexicon, lower) {
        return Some(Tokens::one(at));
    }
    if is_joiner(g.lexicon, lower) || is_preposition(g.lexicon, lower) || is_auxiliary(g.lexicon, lower) {
        return None;
    }
    let mut last = at;
    let mut i = at + 1;
    let names = |k: usize| g.capital(k) || g.kind(k) == TokenKind::Number;
    while i < end.min(at + 16) {
        let lower = g.lower(i);
        let next_name = i + 1 < end && names(i + 1);
        if g.kind(i) == TokenKind::Clitic && matches!(lower, "'s" | "’s") {
            last = i;
        } else if !plain_word(g, i) {
            break;
        } else if matches!(lower, "of" | "for" | "at" | "from" | "in")
            && i + 1 < end
            && (next_name || is_determiner(g.lexicon, g.lower(i + 1)))
        {
            // "head of the agency": only the first two belong to a name's tail.
            if lower == "in" && g.capital(last) {
                break;
            }
        } else if g.lexicon.on(lower, List::InsideName) && next_name {
        } else if is_determiner(g.lexicon, lower)
            || is_joiner(g.lexicon, lower)
            || is_preposition(g.lexicon, lower)
            || is_auxiliary(g.lexicon, lower)
            || is_pronoun(g.lexicon, lower)
            || ends_phrase(g, i, last)
        {
            break;
        } else {
            last = i;
        }
        i += 1;
    }
    Some(Tokens::from(at..last + 1))
}

/// A day, an adverb, or the verb behind a name.
fn ends_phrase(g: &Grammar<'_>, i: usize, last: usize) -> bool {
    let lower = g.lower(i);
    let small = !g.capital(i);
    is_weekday_or_day(g.lexicon, lower)
        || small && (is_adverb(g.lexicon, lower) || (looks_like_verb(g.lexicon, lower) && g.capital(last)))
}

/// The subject of the sentence that begins at `first`: its first noun phrase behind an introduction.
pub fn subject(g: &Grammar<'_>, first: usize, before: usize) -> Option<Tokens> {
    let mut at = first;
    while at < before && !plain_word(g, at) {
        at += 1;
    }
    let lower = g.lower(at.min(g.tokens.len() - 1));
    let intro = is_preposition(g.lexicon, lower)
        || looks_like_verb(g.lexicon, lower)
        || (is_joiner(g.lexicon, lower) && !matches!(lower, "and" | "but"));
    if intro {
        let comma = (at..before.min(at + 40)).find(|i| g.word(*i) == ",")?;
        at = comma + 1;
    } else if matches!(lower, "and" | "but" | "so" | "yet")
        || is_adverb(g.lexicon, lower) && at + 1 < before && !g.capital(at + 1)
    {
        at += 1;
        if at < before && g.word(at) == "," {
            at += 1;
        }
    }
    let found = phrase_after(g, at, before)?;
    // A subject is short: what runs up to the verb in lower case is cut at eight tokens.
    Some(Tokens { end: found.end.min(found.start + 8), ..found })
}
