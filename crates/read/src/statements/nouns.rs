//! What nouns of speech report: "her promise that ...", "Venn's claim that ...", "the allegation by two clerks that ...".
//!
//! Cases: cases/statements/cue-before.md

use onrecord_grammar::complements::reported_end;
use onrecord_grammar::phrases::*;
use onrecord_grammar::syntax::{Label, Tag};
use onrecord_grammar::{Grammar, Tokens};
use onrecord_words::TokenKind;

use super::draft::{Draft, MOST_IN_UNIT, Scope, extent};
use super::extent::Sign;
use super::judge::finite;

/// Between a noun and what it reports stand no more tokens.
const BETWEEN: usize = 12;

/// Adds what the nouns of a unit report.
pub fn add(scope: &Scope<'_, '_, '_>, drafts: &mut Vec<Draft>) {
    let Scope { passage, n, unit, cuts } = *scope;
    let g = passage.g;
    let before = drafts.len();
    for i in unit.tokens.start..unit.tokens.end.saturating_sub(2) {
        if drafts.len() > before + MOST_IN_UNIT {
            break;
        }
        if passage.mask[i] != 0 {
            continue;
        }
        let Some(sense) = g.lexicon.speech_nouns.get(g.lower(i)) else { continue };
        let owner = owner(g, i, unit.tokens.start);
        let Some(at) = begins(g, passage.mask, i, unit.tokens.end, owner.is_some()) else { continue };
        let end = reported_end(g, passage.mask, at, unit.tokens.end, cuts);
        if end > at + 2 {
            drafts.push(Draft {
                parts: vec![extent(scope, Sign::plain(Tokens::one(i), g.lower(i), sense), Tokens::from(at..end))],
                cue: Some(Tokens::one(i)),
                source: owner,
                sense,
                ..Draft::of(n, "noun-that")
            });
        }
    }
}

/// Where what the noun at token `i` reports begins.
fn begins(g: &Grammar<'_>, mask: &[u32], i: usize, end: usize, owned: bool) -> Option<usize> {
    // "his promise to resign"
    if owned && g.lower(i + 1) == "to" && g.tag(i + 2) == Tag::VerbBase {
        return Some(i + 1);
    }
    let verb = |k: usize| finite(g, k) && !is_be(g.lexicon, g.lower(k));
    let that = (i + 1..end.min(i + BETWEEN))
        .take_while(|k| mask[*k] == 0 && !verb(*k) && !matches!(g.word(*k), "." | ";" | ":"))
        .find(|k| g.lower(*k) == "that");
    // "allegations they failed to act": a clause without "that".
    let bare = || {
        let clause = g.child(i, &[Label::Acl, Label::Ccomp, Label::Relative]).filter(|c| *c > i)?;
        let subject = g.child(clause, &[Label::Nsubj, Label::NsubjPassive, Label::Expl])?;
        (g.phrase(subject).start == i + 1 && mask[i + 1] == 0).then_some(i + 1)
    };
    that.filter(|t| t + 3 < end).or_else(bare)
}

/// Whose the noun at token `i` is: "his", "Venn's".
fn owner(g: &Grammar<'_>, i: usize, start: usize) -> Option<Tokens> {
    let near = start.max(i.saturating_sub(4))..i;
    let own = near.clone().rev().take_while(|k| g.kind(*k) != TokenKind::Mark).find(|k| {
        is_possessive(g.lexicon, g.lower(*k)) || g.kind(*k) == TokenKind::Clitic && g.lower(*k).ends_with('s')
    })?;
    if g.kind(own) == TokenKind::Clitic {
        return phrase_before(g, start, own);
    }
    Some(Tokens::one(own))
}
