//! Pronouns of the third person: he, she, his, her, himself; it and they where that is safe.
//!
//! Gender and number must fit; which of those that fit is meant is a choice by weights ([`antecedent`](super::antecedent)). Leaves alone: I, we, you,
//! who; idle "it". Cases: cases/entities/pronouns.md

use onrecord_grammar::{Grammar, Lexicon, List};
use onrecord_model::{EntityKind, Gender, Span};

use super::alias::gender;
use super::antecedent::{Anaphor, Candidate};
use super::chain::Chain;
use super::salience::{Heard, Recent};
use onrecord_words::TokenKind;

/// Sentences looked back over, for people and for the rest.
const BACK: [u32; 2] = [4, 2];
/// Most entities that one pronoun chooses from.
const MOST: usize = 8;

/// The gender that a pronoun tells.
pub fn gender_of(lexicon: &Lexicon, word: &str) -> Option<Gender> {
    lexicon.who_pronouns.get(word).and_then(|row| gender(row.column(0)))
}

/// What sort of thing a pronoun stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sort {
    Person(Option<Gender>),
    Thing,
    Plural,
}

/// How a pronoun is declined.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(u8)]
pub enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

/// The pronoun at token `i` with those it may stand for, the latest first. `ahead`: the names that follow.
pub fn question(
    g: &Grammar<'_>,
    i: usize,
    chains: &[Chain],
    recent: &Recent,
    quoted: bool,
    ahead: &[(Span, usize)],
) -> Option<Anaphor> {
    let row = g.lexicon.who_pronouns.get(g.lower(i))?;
    let sort = match row.column(0) {
        "n" => Sort::Thing,
        "p" => Sort::Plural,
        letter => Sort::Person(gender(letter)),
    };
    let case = match row.column(1) {
        "s" => Case::Subject,
        "p" => Case::Possessive,
        "r" => Case::Reflexive,
        "x" if noun_follows(g, i) => Case::Possessive,
        _ => Case::Object,
    };
    let sentence = g.tokens[i].sentence;
    let back = BACK[usize::from(!matches!(sort, Sort::Person(_)))];
    let mut candidates: Vec<Candidate> = Vec::new();
    for heard in recent.back().take_while(|h| sentence - h.sentence <= back) {
        if let Some(known) = candidates.iter_mut().find(|c| c.chain == heard.chain) {
            known.mentions.push(*heard);
        } else if candidates.len() < MOST && fits(sort, &chains[heard.chain]) {
            candidates.push(Candidate { chain: heard.chain, mentions: vec![*heard], ahead: None });
        }
    }
    // "In her speech, Ruiz said": somebody right behind in the same sentence.
    if let Sort::Person(_) = sort {
        let here = g.sentences[sentence as usize].span;
        let near = ahead.iter().take(3).take_while(|(span, _)| here.holds(*span));
        let next = near.copied().find(|(_, c)| fits(sort, &chains[*c]));
        if let Some((span, chain)) = next.filter(|(_, c)| candidates.iter().all(|k| k.chain != *c)) {
            candidates.push(Candidate { chain, mentions: Vec::new(), ahead: Some(g.token_at(span.start)) });
        }
    }
    Some(Anaphor { token: i, sort, case, quoted, candidates })
}

/// True where "her" owns what follows.
fn noun_follows(g: &Grammar<'_>, i: usize) -> bool {
    g.tokens.get(i + 1).is_some_and(|t| {
        t.kind == TokenKind::Word && t.sentence == g.tokens[i].sentence && !g.on(i + 1, List::AfterObjectPronoun)
    })
}

fn fits(sort: Sort, chain: &Chain) -> bool {
    match sort {
        Sort::Person(gender) => chain.is_person() && (chain.gender.is_none() || chain.gender == gender),
        Sort::Thing => matches!(chain.kind, EntityKind::Organization | EntityKind::Place | EntityKind::Product),
        Sort::Plural => matches!(chain.kind, EntityKind::Group | EntityKind::Organization),
    }
}

/// The latest mention of a candidate.
pub fn latest(candidate: &Candidate) -> Option<&Heard> {
    candidate.mentions.first()
}
