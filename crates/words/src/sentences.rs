//! Tokens of a block to sentences.
//!
//! Leaves alone: stops inside abbreviations, numbers and addresses, and a question or exclamation that goes on in lower
//! case behind its mark (`“Why?” he asked`).

use onrecord_model::{BlockKind, Span};

use super::{Sentence, TokenKind, Words};

/// Words that begin a sentence behind an abbreviation far more often than they carry it on.
const STARTERS: &[&str] = &[
    "the", "he", "she", "it", "they", "we", "but", "and", "in", "on", "at", "a", "an", "this", "that", "there", "his",
    "her", "their", "its", "if", "when", "while", "after", "as", "for", "mr.", "mrs.", "ms.", "also", "however", "i",
    "you", "what", "who", "how", "no", "some", "many", "both", "so", "since", "with", "from", "by", "to", "then",
    "these", "those", "our", "my",
];

/// Splits the tokens from `first` on, all of one block, and sets the sentence of each.
pub fn split(words: &mut Words<'_>, first: usize, block: u32, kind: BlockKind) {
    let end = words.tokens.len();
    let mut start = first;
    let mut i = first;
    while i < end {
        if ends_at(words, i, end) {
            // Closing marks and brackets belong to the sentence that they close.
            let mut last = i;
            while last + 1 < end && closes(words, last + 1) {
                last += 1;
            }
            if last + 1 >= end || starts_at(words, i, last + 1) {
                push(words, start, last + 1, block, kind);
                start = last + 1;
            }
            i = last;
        }
        i += 1;
    }
    if start < end {
        push(words, start, end, block, kind);
    }
}

fn push(words: &mut Words<'_>, start: usize, end: usize, block: u32, kind: BlockKind) {
    let index = words.sentences.len() as u32;
    for token in &mut words.tokens[start..end] {
        token.sentence = index;
    }
    let span = Span { start: words.tokens[start].span.start, end: words.tokens[end - 1].span.end };
    words.sentences.push(Sentence { tokens: start as u32..end as u32, block, kind, span });
}

/// True where token `i` could end a sentence.
fn ends_at(words: &Words<'_>, i: usize, end: usize) -> bool {
    match words.word(i) {
        "." | "!" | "?" | "…" | "..." | "。" | "！" | "？" => true,
        // An abbreviation ends its sentence when a word follows that begins one.
        word if word.len() > 1 && word.ends_with('.') && words.kind(i) == TokenKind::Word => {
            let mut next = i + 1;
            while next < end && closes(words, next) {
                next += 1;
            }
            next >= end || (may_end(words.lower(i)) && words.capital(next) && STARTERS.contains(&words.lower(next)))
        }
        _ => false,
    }
}

/// False for abbreviations that always stand before something: titles, initials, months before a day.
fn may_end(lower: &str) -> bool {
    !matches!(
        lower,
        "mr."
            | "mrs."
            | "ms."
            | "dr."
            | "prof."
            | "gen."
            | "col."
            | "lt."
            | "sgt."
            | "capt."
            | "rev."
            | "gov."
            | "sen."
            | "rep."
            | "st."
            | "mt."
            | "no."
            | "vs."
            | "v."
    ) && lower.len() > 2
}

fn closes(words: &Words<'_>, i: usize) -> bool {
    let token = words.tokens[i];
    token.kind == TokenKind::Close && !(token.spaced && words.word(i).is_ascii())
        || (token.kind == TokenKind::Mark && matches!(words.word(i), ")" | "]" | "!" | "?" | "." | "…" | "..."))
}

/// True where the token behind the stop at `stop` begins a new sentence.
fn starts_at(words: &Words<'_>, stop: usize, next: usize) -> bool {
    let token = words.tokens[next];
    match token.kind {
        TokenKind::Open => true,
        // "news.example/page", "3.Item": no space, no new sentence, save behind a quotation mark.
        _ if !token.spaced && words.kind(next - 1) != TokenKind::Close => false,
        TokenKind::Number => true,
        TokenKind::Word => {
            let lower_case = words.word(next).chars().next().is_some_and(char::is_lowercase);
            // An ellipsis or a quoted question goes on in lower case.
            !lower_case
                || (words.word(stop) == "." && words.kind(next - 1) != TokenKind::Close && long_enough(words, stop))
        }
        TokenKind::Mark => !matches!(words.word(next), "," | ";" | ":" | "—" | "–" | "-"),
        _ => false,
    }
}

/// A stop before a small letter ends a sentence only where typing is careless, not behind a short token.
fn long_enough(words: &Words<'_>, stop: usize) -> bool {
    stop > 0 && words.tokens[stop - 1].span.len() > 3
}
