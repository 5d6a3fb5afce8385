//! Numbers that are no figures: dates, names with numbers, lists, idioms, "one" as a pronoun.
//!
//! Cases: cases/figures/numbers.md

use super::counted::{is_counted, is_plural};
use super::number::{self, Number};
use super::unit_behind;
use crate::words::{TokenKind, Words};

/// Numbers that count nothing.
pub fn is_no_quantity(words: &Words<'_>, i: usize, number: Number, first: usize, end: usize) -> bool {
    let before = if i > first { words.lower(i - 1) } else { "" };
    let next = if number.end < end { words.lower(number.end) } else { "" };
    let next_word = number.end < end && words.kind(number.end) == TokenKind::Word;
    // "one of the men", "this one", "no one", "one another", "one day".
    if words.lower(i) == "one" && number.end == i + 1 {
        let counts = next_word
            && is_counted(words, number.end, end)
            && !matches!(
                next,
                "day" | "side" | "thing" | "another" | "reason" | "way" | "hand" | "point" | "example" | "time" | "end"
            );
        let pronoun = matches!(
            before,
            "this"
                | "that"
                | "no"
                | "any"
                | "every"
                | "each"
                | "the"
                | "another"
                | "which"
                | "some"
                | "last"
                | "next"
                | "first"
                | "only"
                | "good"
                | "new"
        );
        let in_n = next == "in" && number.end + 1 < end && number::at(words, number.end + 1, end).is_some();
        return !in_n && (!counts || pronoun);
    }
    // "the two leaders", "both", "these three": known ones, not a count that is given.
    if number.in_words
        && number.value < 13.0
        && matches!(
            before,
            "the"
                | "these"
                | "those"
                | "his"
                | "her"
                | "their"
                | "its"
                | "our"
                | "my"
                | "other"
                | "first"
                | "last"
                | "all"
        )
    {
        return true;
    }
    if number.in_words
        && !next_word
        && number.value < 13.0
        && !matches!(next, "%" | "-")
        && !matches!(before, "to" | "than" | "least" | "of" | "about" | "by")
    {
        return true;
    }
    // Names: "Route 66", "Boeing 737", "Formula 1", "Article 5", "No. 10", "Chapter 11", "Act 3".
    let named = i > first
        && words.capital(i - 1)
        && words.kind(i - 1) == TokenKind::Word
        && !words.tokens[i].span.is_empty()
        && words.kind(i) == TokenKind::Number
        && (i - 1 > first || words.lower(i - 1).len() > 3)
        && !is_name_of_counter(before)
        && unit_behind(words, number, end).is_none()
        && !(next_word && is_plural(next));
    let labelled = matches!(
        before,
        "no."
            | "nos."
            | "number"
            | "#"
            | "page"
            | "pages"
            | "chapter"
            | "article"
            | "section"
            | "paragraph"
            | "route"
            | "highway"
            | "flight"
            | "room"
            | "channel"
            | "version"
            | "phase"
            | "level"
            | "class"
            | "grade"
            | "type"
            | "model"
            | "line"
            | "gate"
            | "platform"
            | "age"
            | "aged"
    );
    // Ages: "Oduya, 45,", "(45)", "45-year-old" keep their number only where a unit says so.
    let age = i > first
        && matches!(before, "," | "(")
        && matches!(next, "," | ")" | ".")
        && (1.0..=115.0).contains(&number.value)
        && words.kind(i) == TokenKind::Number
        && i >= first + 2
        && words.capital(i - 2);
    // Telephone numbers, addresses, times of races: digits tied to digits.
    let tied = matches!(next, ":" | "/")
        && number.end + 1 < end
        && !words.tokens[number.end].spaced
        && words.kind(number.end + 1) == TokenKind::Number;
    named
        || (labelled && unit_behind(words, number, end).is_none())
        || age
        || tied
        || number.tail.is_some_and(|t| !known_tail(&words.text[t.0..t.1]))
}

fn is_name_of_counter(lower: &str) -> bool {
    matches!(
        lower,
        "about"
            | "around"
            | "nearly"
            | "some"
            | "only"
            | "just"
            | "over"
            | "more"
            | "at"
            | "up"
            | "almost"
            | "roughly"
            | "than"
            | "to"
            | "in"
            | "of"
            | "the"
            | "and"
            | "another"
            | "between"
            | "with"
            | "by"
            | "for"
            | "from"
            | "on"
            | "a"
    )
}

fn known_tail(tail: &str) -> bool {
    let bare = tail.trim_start_matches('-').to_ascii_lowercase();
    matches!(
        bare.as_str(),
        "km" | "m"
            | "cm"
            | "mm"
            | "kg"
            | "g"
            | "pc"
            | "pct"
            | "p"
            | "mph"
            | "kph"
            | "ft"
            | "lb"
            | "lbs"
            | "mw"
            | "gw"
            | "kw"
            | "gb"
            | "mb"
            | "tb"
            | "c"
            | "f"
            | "ha"
            | "l"
            | "x"
    ) || bare.ends_with("-year-old")
        || bare.ends_with("year-old")
        || matches!(
            bare.as_str(),
            "mile"
                | "meter"
                | "metre"
                | "foot"
                | "member"
                | "seat"
                | "page"
                | "point"
                | "percent"
                | "kilometre"
                | "kilometer"
                | "acre"
                | "strong"
                | "ton"
                | "tonne"
                | "inch"
                | "bed"
                | "storey"
                | "story"
                | "room"
                | "person"
        )
}
