//! Ages: "Prentice, 34, a baker"; "aged 34"; "the 34-year-old"; "she is 14"; "at 39, he".
//!
//! Leaves alone: the ages of things ("a 40-year-old bridge" is a measure like any other), times of the clock. Cases: cases/figures/ages.md

use super::number::Number;
use onrecord_grammar::Grammar;
use onrecord_words::TokenKind;

/// True where the number of tokens `i..number.end` is somebody's age.
pub fn is_age(g: &Grammar<'_>, i: usize, number: Number, first: usize, end: usize) -> bool {
    if number.tail.is_some()
        || number.value.fract() != 0.0
        || !(1.0..=115.0).contains(&number.value)
        || number.end > i + 1 && !number.in_words
    {
        return false;
    }
    let before = |n: usize| if i >= first + n { g.lower(i - n) } else { "" };
    let next = if number.end < end { g.lower(number.end) } else { "" };
    let closed = number.end >= end || matches!(g.kind(number.end), TokenKind::Mark | TokenKind::Close);
    if matches!(before(1), "aged" | "age") || before(1) == "of" && before(2) == "age" {
        return true;
    }
    // "Prentice, 34," and "Prentice (34)".
    if g.kind(i) == TokenKind::Number && matches!(before(1), "," | "(") && i >= first + 2 {
        let name = g.kind(i - 2) == TokenKind::Word
            && g.capital(i - 2)
            && (!g.all_capitals(i - 2) || before(2).ends_with('.'));
        let ends = matches!(next, "," | ")" | ";") || next == "." && before(1) == "," || number.end >= end;
        let brackets = (before(1) == "(") == (next == ")");
        return name && ends && brackets && crate::figures::age::no_list(g, i, first);
    }
    // "now 44,", "she is 14 and", "since he was six".
    let subject = matches!(before(2), "he" | "she" | "i" | "who" | "you")
        && matches!(before(1), "was" | "is" | "am" | "turned" | "turns");
    subject && (closed || matches!(next, "and" | "when" | "at" | "years" | "or")) && number.value < 110.0
}

/// False where the name before the comma is one of a list of results ("Malaysia 22, Brunei, 1").
fn no_list(g: &Grammar<'_>, i: usize, first: usize) -> bool {
    !(first..i)
        .rev()
        .take(4)
        .any(|k| g.kind(k) == TokenKind::Number && matches!(g.lower(k.saturating_sub(1)), ";" | ":"))
}
