//! The class of a word: what it is by itself, by its ending and by its nearest neighbours.
//!
//! Closed classes only; a verb without one of their members beside it is a `Word`.

use crate::clauses::first;
use onrecord_words::{TokenKind, Words};

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
pub fn classify(words: &Words<'_>, i: usize, before: Option<Class>) -> Class {
    let lower = words.lower(i);
    match words.kind(i) {
        TokenKind::Open => return Open,
        TokenKind::Close => return Close,
        TokenKind::Number => return Number,
        TokenKind::Mark => {
            return match lower {
                "," => Comma,
                ";" | ":" | "." | "!" | "?" | "—" | "–" | "…" | "..." | "--" | "(" | ")" | "[" | "]" => Stop,
                _ => Mark,
            };
        }
        TokenKind::Clitic => {
            let tail = lower.trim_start_matches(['\'', '’', 'ʼ']);
            return match tail {
                "ll" | "d" => Modal,
                "re" | "m" => Be,
                "ve" => Have,
                "s" => match i.checked_sub(1).map(|k| words.lower(k)) {
                    Some("he" | "she" | "it" | "that" | "there" | "what" | "who" | "here" | "how" | "where") => Be,
                    _ => Possessive,
                },
                "t" => Not,
                _ if lower.starts_with('n') => Not,
                _ => Word,
            };
        }
        TokenKind::Word => {}
    }
    // "Will" and "May" with a capital inside a sentence are a name and a month.
    let name = words.capital(i) && !first(words, i);
    match lower {
        "may" if name || (words.capital(i) && !matches_subject(words, i + 1)) => Name,
        "will" if name && before != Some(Close) => headline_or(words, i, Modal),
        "will" if matches!(before, Some(Determiner | Possessive)) => Word,
        "the" | "a" | "an" | "this" | "these" | "those" | "no" | "some" | "any" | "each" | "every" | "another"
        | "both" | "either" | "neither" | "several" | "many" | "few" | "all" | "such" | "much" => Determiner,
        "my" | "your" | "his" | "her" | "its" | "our" | "their" | "whose" => Possessive,
        "to" => To,
        "will" | "would" | "can" | "could" | "may" | "might" | "must" | "shall" | "should" | "wo" | "ca" | "cannot" => {
            Modal
        }
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" => Be,
        "has" | "have" | "had" | "having" => Have,
        "do" | "does" | "did" => Do,
        "not" | "never" | "n't" | "n’t" => Not,
        "that" | "while" | "when" | "because" | "although" | "though" | "if" | "unless" | "whether" | "where"
        | "whereas" | "why" | "how" | "what" | "so" | "as" | "once" | "than" => Subordinator,
        "who" | "which" | "whom" => Relative,
        "and" | "or" | "but" | "nor" => And,
        "he" | "she" | "they" | "we" | "i" => Subject,
        "us" if words.word(i) == "US" => Name,
        "him" | "them" | "us" | "me" | "it" | "you" | "himself" | "herself" | "itself" | "themselves" => Pronoun,
        "of" | "in" | "on" | "at" | "by" | "for" | "with" | "from" | "about" | "against" | "between" | "after"
        | "before" | "during" | "since" | "until" | "till" | "into" | "over" | "under" | "through" | "throughout"
        | "without" | "within" | "amid" | "among" | "despite" | "following" | "near" | "toward" | "towards"
        | "upon" | "via" | "across" | "around" | "outside" | "inside" | "behind" | "below" | "above" | "along"
        | "ahead" => Preposition,
        "said" | "says" | "told" | "tells" | "added" | "wrote" | "adds" => Said,
        "also" | "now" | "then" | "already" | "just" | "again" | "soon" | "still" | "even" | "later" | "ever"
        | "often" | "always" | "yet" | "too" | "perhaps" | "maybe" | "today" | "yesterday" | "tomorrow" | "tonight"
        | "twice" | "together" | "instead" | "far" | "almost" | "only" | "here" | "there" | "longer" | "thus"
        | "formally" | "first" => Adverb,
        _ if lower.len() > 4 && lower.ends_with("ly") && !matches!(lower, "family" | "early" | "july" | "italy") => {
            if name {
                Name
            } else {
                Adverb
            }
        }
        _ if words.capital(i) => Name,
        _ => Word,
    }
}

/// In a headline of capitals a modal may be written with one.
fn headline_or(words: &Words<'_>, i: usize, class: Class) -> Class {
    use onrecord_model::BlockKind::*;
    if matches!(words.sentence_of(i).kind, Title | Heading) { class } else { Name }
}

fn matches_subject(words: &Words<'_>, i: usize) -> bool {
    i < words.tokens.len() && matches!(words.lower(i), "i" | "we" | "he" | "she" | "they" | "you" | "the" | "god")
}

/// Irregular pasts of the verbs that carry the noun of an event, and a few more.
pub fn past_by_itself(lower: &str) -> bool {
    matches!(
        lower,
        "held"
            | "made"
            | "began"
            | "gave"
            | "paid"
            | "took"
            | "led"
            | "met"
            | "went"
            | "came"
            | "broke"
            | "brought"
            | "saw"
            | "left"
            | "got"
            | "put"
            | "set"
            | "sent"
            | "built"
            | "found"
            | "fell"
            | "spoke"
            | "taken"
            | "given"
            | "begun"
            | "gone"
            | "undertook"
            | "won"
            | "lost"
    )
}

/// A lower-case word that is an adjective by its ending, or one of a few that are frequent before the nouns of events.
pub fn adjective(lower: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["al", "ous", "ive", "ful", "less", "ic", "able", "ible", "ary", "ent", "ant", "ish", "ian", "ese"];
    // Nouns with those endings are few and mostly people: a president meets.
    const NOUNS: [&str; 14] = [
        "president",
        "government",
        "parliament",
        "agent",
        "residents",
        "executive",
        "official",
        "minister",
        "politician",
        "civilian",
        "defendant",
        "student",
        "resident",
        "general",
    ];
    matches!(
        lower,
        "new"
            | "first"
            | "second"
            | "third"
            | "last"
            | "next"
            | "recent"
            | "possible"
            | "planned"
            | "scheduled"
            | "proposed"
            | "upcoming"
            | "joint"
            | "brief"
            | "long"
            | "short"
            | "expected"
            | "canceled"
            | "cancelled"
            | "postponed"
            | "deadly"
            | "early"
            | "late"
            | "weekly"
            | "daily"
            | "big"
            | "major"
            | "private"
            | "public"
            | "future"
            | "further"
            | "phone"
            | "telephone"
            | "peace"
            | "trade"
            | "prison"
            | "press"
            | "state"
            | "separate"
            | "other"
            | "own"
            | "open"
            | "live"
            | "formal"
            | "jail"
            | "death"
            | "more"
    ) || lower.contains('-')
        || (!NOUNS.contains(&lower) && ENDINGS.iter().any(|e| lower.ends_with(e)) && lower.len() > 5)
}
