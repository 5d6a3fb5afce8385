//! Who was spoken of lately: the last mentions, capped, with the place each had in its sentence.

use std::collections::VecDeque;

use crate::words::{TokenKind, Words};

use super::chain::Chain;

/// At most so many mentions are remembered.
const MOST: usize = 40;

/// A mention that a pronoun may go back to.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    pub chain: usize,
    pub first: usize,
    pub sentence: u32,
    pub subject: bool,
    pub quoted: bool,
    /// Beside a verb of speaking.
    pub speaks: bool,
    /// Behind it stands "'s".
    pub owns: bool,
}

const BEFORE_OBJECT: &[&str] = &[
    "of",
    "to",
    "with",
    "by",
    "for",
    "from",
    "at",
    "in",
    "on",
    "about",
    "against",
    "between",
    "after",
    "before",
    "under",
    "over",
    "into",
    "near",
    "like",
    "than",
    "toward",
    "towards",
    "without",
    "through",
    "including",
    "as",
];
const SPEECH: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "replied",
    "asked",
    "wrote",
    "declared",
    "announced",
    "stated",
    "explained",
    "noted",
    "insisted",
    "warned",
    "argued",
    "claimed",
];

impl Heard {
    pub fn at(words: &Words<'_>, chain: usize, first: usize, last: usize, quoted: bool) -> Heard {
        let tokens = words.tokens_of(words.tokens[first].sentence as usize);
        let before = if first > tokens.start { words.lower(first - 1) } else { "" };
        let behind = if last + 1 < tokens.end { words.lower(last + 1) } else { "" };
        let owns = matches!(behind, "'s" | "’s" | "'" | "’");
        let verb = last + 1 < tokens.end && words.kind(last + 1) != TokenKind::Mark && looks_like_verb(behind);
        let opens = (tokens.start..first).take(3).all(|k| words.kind(k) != TokenKind::Word) && first - tokens.start < 3;
        Heard {
            chain,
            first,
            sentence: words.tokens[first].sentence,
            subject: !owns && !BEFORE_OBJECT.contains(&before) && (verb || opens),
            quoted,
            speaks: SPEECH.contains(&before) || SPEECH.contains(&behind),
            owns,
        }
    }
}

fn looks_like_verb(word: &str) -> bool {
    matches!(
        word,
        "is" | "was"
            | "has"
            | "had"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "did"
            | "does"
            | "should"
            | "must"
            | "who"
            | "made"
            | "went"
            | "took"
            | "came"
            | "left"
            | "won"
            | "became"
            | "began"
            | "told"
            | "met"
            | "gave"
            | "got"
            | "saw"
            | "found"
            | "kept"
            | "led"
            | "lost"
            | "ran"
            | "wrote"
            | "says"
            | "also"
            | "then"
            | "were"
            | "are"
            | "have"
            | "said"
            | "held"
            | "sent"
            | "spoke"
            | "stood"
            | "grew"
            | "felt"
            | "knew"
            | "never"
    ) || (word.len() > 3 && word.ends_with("ed"))
        || (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s"))
}

/// The last mentions, oldest first.
#[derive(Debug, Default)]
pub struct Recent {
    heard: VecDeque<Heard>,
}

impl Recent {
    pub fn hear(&mut self, heard: Heard, _chains: &[Chain]) {
        if self.heard.len() == MOST {
            self.heard.pop_front();
        }
        self.heard.push_back(heard);
    }

    /// The latest first.
    pub fn back(&self) -> impl Iterator<Item = &Heard> {
        self.heard.iter().rev()
    }
}
