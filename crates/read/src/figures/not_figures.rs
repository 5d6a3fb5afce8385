//! Numbers that are not quantities: names with numbers, labels, lists, idioms, "one" as a pronoun.
//!
//! Leaves alone: ages (age.rs). Cases: cases/figures/numbers.md

use onrecord_grammar::{Grammar, Lexicon, List};
use onrecord_model::BlockKind;

use super::counted::{is_counted, is_function_word, is_plural};
use super::number::{self, Number};
use super::unit_behind;
use onrecord_words::TokenKind;

/// Numbers that count nothing.
pub fn is_no_quantity(g: &Grammar<'_>, i: usize, number: Number, first: usize, end: usize) -> bool {
    let before = if i > first { g.lower(i - 1) } else { "" };
    let next = if number.end < end { g.lower(number.end) } else { "" };
    let next_word = number.end < end && g.kind(number.end) == TokenKind::Word;
    if g.lower(i) == "one" && number.end == i + 1 {
        return !one_counts(g, number, before, next, end);
    }
    let unit = unit_behind(g, number, end).is_some();
    // "the two leaders", "these three": known ones, not a count that is given.
    if number.in_words && number.value < 13.0 && g.lexicon.on(before, List::KnownBefore) && !unit {
        return true;
    }
    // "Three Forks", "Paper Two", "the Ronde of Two Seas": a name.
    if number.in_words && g.capital(i) && is_name(g, i, number, first, end) {
        return true;
    }
    if number.in_words
        && !next_word
        && number.value < 13.0
        && number.value.fract() == 0.0
        && !matches!(next, "%" | "-" | "–")
        && !g.lexicon.on(before, List::NumberLead)
        && !unit
    {
        return true;
    }
    // "It takes two to tango": a small number in words before an infinitive.
    if number.in_words
        && number.value < 13.0
        && next == "to"
        && number.end + 1 < end
        && number::at(g, number.end + 1, end).is_none()
        && !g.lexicon.on(before, List::NumberLead)
    {
        return true;
    }
    listed(g, i, number, first, end)
        || !unit && (named(g, i, number, first, end) || labelled(g.lexicon, before, next, next_word))
        || tied(g, number, end)
        || number.tail.is_some_and(|t| !known_tail(g.lexicon, &g.text[t.0..t.1]))
}

/// "one bus", not "one of the men", "this one", "no one", "one day".
fn one_counts(g: &Grammar<'_>, number: Number, before: &str, next: &str, end: usize) -> bool {
    let counts =
        is_counted(g, number.end, end) && !g.lexicon.on(next, List::OneIdiom) || unit_behind(g, number, end).is_some();
    // "one in five", "one more": a share, an addition.
    let more = matches!(next, "more" | "additional" | "further" | "other") && is_counted(g, number.end + 1, end);
    let share = next == "in" && number.end + 1 < end && number::at(g, number.end + 1, end).is_some();
    share || (counts || more) && !g.lexicon.on(before, List::OnePointer)
}

/// A capital number word that belongs to a name.
fn is_name(g: &Grammar<'_>, i: usize, number: Number, first: usize, end: usize) -> bool {
    if matches!(g.sentence_of(i).kind, BlockKind::Title | BlockKind::Heading) {
        return false;
    }
    let noun = number.end < end
        && g.kind(number.end) == TokenKind::Word
        && g.capital(number.end)
        && !is_function_word(g, number.end);
    let opens = g.first_of_sentence(i);
    let label = i > first && g.kind(i - 1) == TokenKind::Word && g.capital(i - 1) && !g.first_of_sentence(i - 1);
    noun && (!opens || is_plural(g.lexicon, g.lower(number.end)))
        || !opens && (label || i > first && g.kind(i - 1) == TokenKind::Word && !g.all_capitals(i))
}

/// "4." at the head of a block, and lone digits: they number something.
fn listed(g: &Grammar<'_>, i: usize, number: Number, first: usize, end: usize) -> bool {
    let sentence = g.sentence_of(i);
    let heads = i == first && (i == 0 || g.sentence_of(i - 1).block != sentence.block);
    heads
        && g.kind(i) == TokenKind::Number
        && number.end == i + 1
        && number.value < 100.0
        && number.end < end
        && matches!(g.lower(number.end), "." | ")" | ":")
}

/// Names: "Route 66", "Boeing 737", "Formula 1", "Apollo 17".
fn named(g: &Grammar<'_>, i: usize, number: Number, first: usize, end: usize) -> bool {
    let before = if i > first { g.lower(i - 1) } else { "" };
    let next_plural = number.end < end
        && g.kind(number.end) == TokenKind::Word
        && (is_plural(g.lexicon, g.lower(number.end))
            || number.end + 1 < end
                && !is_function_word(g, number.end)
                && g.kind(number.end + 1) == TokenKind::Word
                && is_plural(g.lexicon, g.lower(number.end + 1)));
    i > first
        && g.capital(i - 1)
        && g.kind(i - 1) == TokenKind::Word
        && g.kind(i) == TokenKind::Number
        && (i - 1 > first || before.len() > 3)
        && !is_function_word(g, i - 1)
        && !g.lexicon.on(before, List::Roughly)
        && !next_plural
}

/// Labels: "Article 5", "No. 10", "stage 11", "row three"; numbered machines and works: "reactor 2", "tunnel-borer 3".
fn labelled(lexicon: &Lexicon, before: &str, next: &str, next_word: bool) -> bool {
    let noun = before.rsplit('-').next().unwrap_or(before);
    (lexicon.on(before, List::NumberLabel) || lexicon.on(noun, List::NumberLabel))
        && !(next_word && is_plural(lexicon, next))
}

/// Telephone numbers, addresses, scores of sets: digits tied to digits.
fn tied(g: &Grammar<'_>, number: Number, end: usize) -> bool {
    number.end + 1 < end
        && matches!(g.lower(number.end), ":" | "/")
        && !g.tokens[number.end].spaced
        && g.kind(number.end + 1) == TokenKind::Number
}

/// What may hang on digits: a unit, or behind a hyphen a noun ("12-member", not "7-Eleven").
fn known_tail(lexicon: &Lexicon, tail: &str) -> bool {
    let bare = tail.trim_start_matches('-');
    let lower = bare.to_ascii_lowercase();
    super::unit::tail(lexicon, &lower).is_some()
        || matches!(lower.as_str(), "x" | "odd" | "plus" | "strong")
        || lower.ends_with("year-old")
        || lower.ends_with("year-olds")
        || tail.starts_with('-') && is_noun_tail(lexicon, bare)
}

/// A noun behind a hyphen: "member" of "twelve-member".
pub fn is_noun_tail(lexicon: &Lexicon, tail: &str) -> bool {
    tail.len() > 2
        && tail.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        && !tail.ends_with("ed")
        && !lexicon.on(tail, List::NumberTail)
}
