//! What a number counts: the nouns behind it.

use crate::words::{TokenKind, Words};

pub fn is_plural(lower: &str) -> bool {
    lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us")
        || matches!(lower, "people" | "men" | "women" | "children" | "police" | "troops" | "lives")
}

/// True where a counted noun begins at token `at`, adjectives before it allowed.
pub fn is_counted(words: &Words<'_>, at: usize, end: usize) -> bool {
    (at..end.min(at + 3))
        .take_while(|k| words.kind(*k) == TokenKind::Word && !is_function_word(words.lower(*k)))
        .count()
        > 0
}

pub fn is_function_word(lower: &str) -> bool {
    matches!(
        lower,
        "should"
            | "must"
            | "shall"
            | "of"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "from"
            | "with"
            | "by"
            | "and"
            | "or"
            | "but"
            | "that"
            | "which"
            | "who"
            | "as"
            | "than"
            | "the"
            | "a"
            | "an"
            | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "could"
            | "can"
            | "may"
            | "might"
            | "after"
            | "before"
            | "since"
            | "until"
            | "when"
            | "while"
            | "if"
            | "because"
            | "during"
            | "against"
            | "over"
            | "under"
            | "into"
            | "he"
            | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "you"
            | "his"
            | "her"
            | "their"
            | "its"
            | "this"
            | "these"
            | "those"
            | "not"
            | "so"
            | "up"
            | "down"
            | "out"
            | "off"
            | "said"
            | "per"
            | "each"
            | "every"
            | "ago"
            | "later"
            | "earlier"
            | "about"
            | "around"
            | "away"
            | "apart"
    )
}

/// What is counted: the noun phrase behind the number, its last word the noun.
pub fn counted(words: &Words<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    let mut stop = at;
    while stop < end && stop < at + 4 && words.kind(stop) == TokenKind::Word && !is_function_word(words.lower(stop)) {
        stop += 1;
        // The first plural is the noun: "7,000 lives were".
        if is_plural(words.lower(stop - 1)) {
            break;
        }
    }
    (stop > at).then_some((at, stop))
}
