//! Pronouns of the third person: he, she, his, her, himself; it and they where that is safe.
//!
//! Gender and number must fit; subjects, late mentions and much-named people are preferred. Words in quotation marks
//! and the words around them are not each other's first choice. Leaves alone: I, we, you, who; idle "it".
//! Cases: cases/who/pronouns.md

use onrecord_model::{EntityKind, Gender, Span};

use super::alias::gender;
use super::chain::Chain;
use super::recent::{Heard, Recent};
use crate::lexicon::table;
use crate::words::{TokenKind, Words};

table!(PRONOUNS, "who-pronouns.tsv");

/// Sentences looked back over.
const BACK: u32 = 3;

/// The gender that a pronoun tells.
pub fn gender_of(word: &str) -> Option<Gender> {
    PRONOUNS.get(word).and_then(|row| gender(row.column(0)))
}

/// What sort of thing a pronoun stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sort {
    Person(Option<Gender>),
    Thing,
    Plural,
}

/// The chain that the pronoun at token `i` stands for. `ahead`: the names that follow.
pub fn at(
    words: &Words<'_>,
    i: usize,
    chains: &[Chain],
    recent: &Recent,
    quoted: bool,
    ahead: &[(Span, usize)],
) -> Option<(usize, f32)> {
    let row = PRONOUNS.get(words.lower(i))?;
    let sort = match row.column(0) {
        "n" => Sort::Thing,
        "p" => Sort::Plural,
        letter => Sort::Person(gender(letter)),
    };
    let mut case = row.column(1);
    if case == "x" {
        let next = words.tokens.get(i + 1);
        let noun = next.is_some_and(|t| {
            t.kind == TokenKind::Word
                && t.sentence == words.tokens[i].sentence
                && !FOLLOWS_OBJECT.contains(&words.lower(i + 1))
        });
        case = if noun { "p" } else { "o" };
    }
    let sentence = words.tokens[i].sentence;
    if let (Sort::Person(_), "p" | "s", false) = (sort, case, quoted)
        && let Some(c) = announced(words, i, ahead)
        && fits(sort, &chains[c])
    {
        return Some((c, 0.6));
    }
    let block = words.sentences[sentence as usize].block;
    let back = if matches!(sort, Sort::Person(_)) { BACK } else { 1 };
    let mut best: Option<(usize, f32)> = None;
    let mut second = f32::MIN;
    let mut rank = 0.0;
    for heard in recent.back() {
        if sentence - heard.sentence > back {
            break;
        }
        if !fits(sort, &chains[heard.chain]) {
            continue;
        }
        let here = &words.sentences[heard.sentence as usize];
        let mut score = weigh(words, i, heard, case, quoted) - rank;
        rank += 0.08;
        score -= 0.5 * (sentence - heard.sentence) as f32;
        if here.block != block {
            score -= 0.3;
        }
        let chain = &chains[heard.chain];
        score += 0.12 * (chain.mentions.len().min(8) as f32);
        if let Sort::Person(_) = sort {
            score += if chain.gender.is_some() { 0.8 } else { 0.0 };
        }
        match best {
            Some((c, _)) if c == heard.chain => {
                best = best.map(|(c, s)| (c, s.max(score) + 0.1));
            }
            Some((_, s)) if s >= score => second = second.max(score),
            _ => {
                second = best.map_or(second, |b| b.1.max(second));
                best = Some((heard.chain, score));
            }
        }
    }
    if let Some((c, score)) = best {
        if sort != Sort::Person(None) && matches!(sort, Sort::Thing | Sort::Plural) && score < 0.9 {
            return None;
        }
        let lead = (score - second).clamp(0.0, 2.0);
        return Some((c, 0.5 + 0.2 * lead));
    }
    // "In her speech, Ruiz said": nobody before, somebody right behind in the same sentence.
    let Sort::Person(_) = sort else { return None };
    let (span, c) = ahead.iter().take(4).find(|(_, c)| fits(sort, &chains[*c]))?;
    (words.sentences[sentence as usize].span.holds(*span) && case != "o" && !quoted).then_some((*c, 0.55))
}

/// "After her speech, Ruiz left": the name right behind the comma that ends the opening phrase; nobody is named before it.
fn announced(words: &Words<'_>, i: usize, ahead: &[(Span, usize)]) -> Option<usize> {
    let &(span, c) = ahead.first()?;
    let tokens = words.tokens_of(words.tokens[i].sentence as usize);
    let opens = words.lower(tokens.start);
    if i > tokens.start + 12 || !(OPENS_PHRASE.contains(&opens) || opens.ends_with("ing")) {
        return None;
    }
    let at = words.token_at(span.start);
    if at <= i + 1 || at >= tokens.end || at > i + 14 {
        return None;
    }
    let comma = (tokens.start..at).find(|&k| words.lower(k) == ",")?;
    (comma > i && at <= comma + 3).then_some(c)
}

const OPENS_PHRASE: &[&str] = &[
    "in",
    "after",
    "before",
    "when",
    "while",
    "as",
    "during",
    "despite",
    "with",
    "at",
    "on",
    "for",
    "since",
    "although",
    "though",
    "by",
    "throughout",
    "until",
    "once",
    "following",
    "under",
    "from",
    "upon",
    "because",
    "if",
];

const FOLLOWS_OBJECT: &[&str] = &[
    "to", "and", "in", "on", "at", "with", "for", "from", "as", "by", "of", "that", "when", "after", "before", "who",
    "but", "or", "into", "out", "up", "down", "off", "a", "an", "the", "because", "while", "if", "about", "was", "is",
    "had", "has", "he", "she", "they", "over", "back", "away", "not", "during", "through", "his", "then", "again",
    "what", "how", "why", "where", "so", "until", "since", "along",
];

fn fits(sort: Sort, chain: &Chain) -> bool {
    match sort {
        Sort::Person(gender) => chain.is_person() && (chain.gender.is_none() || chain.gender == gender),
        Sort::Thing => matches!(chain.kind, EntityKind::Organization | EntityKind::Place | EntityKind::Product),
        Sort::Plural => chain.kind == EntityKind::Group,
    }
}

/// How well a mention's place in the text suits a pronoun at `i`.
fn weigh(words: &Words<'_>, i: usize, heard: &Heard, case: &str, quoted: bool) -> f32 {
    let mut score = 0.0;
    let same = heard.sentence == words.tokens[i].sentence;
    if heard.subject {
        score += 0.7;
    }
    if heard.owns {
        score += 0.2;
    }
    if same {
        let clause = clause_between(words, heard.first, i);
        match case {
            // "She met her": two people.
            "o" if heard.subject && !clause => score -= 2.0,
            "o" if !heard.subject && !clause => score -= 0.2,
            "p" | "r" if !clause => score += 0.6,
            "s" if heard.subject => score += 0.3,
            _ => {}
        }
    }
    if quoted != heard.quoted {
        score -= 0.5;
        if quoted && heard.speaks {
            score -= 1.0;
        }
    } else if !quoted && heard.speaks && case == "s" {
        score += 0.3;
    }
    score
}

/// True where another clause begins between two tokens of a sentence; at most 40 tokens are looked at.
fn clause_between(words: &Words<'_>, from: usize, to: usize) -> bool {
    (from + 1..to).rev().take(40).any(|k| {
        matches!(
            words.lower(k),
            "that"
                | ","
                | ";"
                | "when"
                | "while"
                | "and"
                | "but"
                | "because"
                | "who"
                | "as"
                | "if"
                | "after"
                | "before"
                | "where"
                | "which"
                | "said"
        )
    })
}
