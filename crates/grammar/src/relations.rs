//! What the tree of a sentence tells of a word: its subject, its object, its phrase.
//!
//! Looks no further than `WINDOW` tokens to either side, so that a sentence of any length costs the same for each word.
//! Which questions ask the tree and which the rules of `clauses` and `phrases`, and why: docs/language.md.

use std::ops::Range;

use crate::Grammar;
use crate::syntax::{Arc, Label};

/// Arcs that are followed upwards for one question.
const CLIMB: usize = 6;

impl Grammar<'_> {
    /// The arc of token `i`: its head and its relation to it.
    pub fn arc(&self, i: usize) -> Option<Arc> {
        let sentence = self.tokens.get(i)?.sentence as usize;
        self.tree(sentence).get(i - self.tokens_of(sentence).start).copied()
    }

    /// The token that token `i` depends on.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.arc(i)?.head.map(|head| head as usize)
    }

    /// The first token that depends on `i` by one of the relations.
    pub fn child(&self, i: usize, labels: &[Label]) -> Option<usize> {
        self.around(i)
            .find(|&k| self.arc(k).is_some_and(|arc| arc.head == Some(i as u32) && labels.contains(&arc.label)))
    }

    /// The head of the subject of the verb at `i`, its own or one that it shares ("voted and left", "wants to leave",
    /// "the mayor who left", "urged her to leave"); `None` where the tree shows none.
    pub fn subject_head(&self, i: usize) -> Option<usize> {
        use Label::{
            Acl, Advcl, Advmod, Aux, AuxPassive, Conj, Cop, Iobj, Mark, Nsubj, NsubjPassive, Obj, Relative, Xcomp,
        };
        let mut verb = i;
        for _ in 0..CLIMB {
            if let Some(subject) = self.child(verb, &[Nsubj, NsubjPassive]) {
                // "the mayor who left": the pronoun stands for the noun.
                let arc = self.arc(verb)?;
                let relative = arc.label == Relative
                    && (self.is(subject, &[crate::Class::Relative]) || self.lower(subject) == "that");
                return if relative { arc.head.map(|h| h as usize) } else { Some(subject) };
            }
            let arc = self.arc(verb)?;
            let over = arc.head? as usize;
            match arc.label {
                Relative | Acl => return Some(over),
                // "urged the mayor to resign": the mayor is to.
                Xcomp => match self.child(over, &[Obj, Iobj]) {
                    Some(object) => return Some(object),
                    None => verb = over,
                },
                Aux | AuxPassive | Cop | Conj | Advcl | Mark | Advmod => verb = over,
                _ => return None,
            }
        }
        None
    }

    /// The head of the object of the verb at `i`, or of whoever it was done for; `None` where the tree shows none.
    pub fn object_head(&self, i: usize) -> Option<usize> {
        self.child(i, &[Label::Obj, Label::Iobj])
    }

    /// The tokens of the phrase whose head is `i`: those that depend on it, directly or through others.
    pub fn phrase(&self, i: usize) -> Range<usize> {
        let around = self.around(i);
        let below = |k: usize| {
            let mut at = k;
            for _ in 0..2 * CLIMB {
                if at == i {
                    return true;
                }
                match self.head(at) {
                    Some(over) => at = over,
                    None => return false,
                }
            }
            false
        };
        let first = (around.start..i).rev().take_while(|k| below(*k)).last().unwrap_or(i);
        let last = (i + 1..around.end).take_while(|k| below(*k)).last().unwrap_or(i);
        first..last + 1
    }
}
