//! Questions about a clause that several stages ask: what governs a word, whose it is, whether it stands under an "if" or in a quotation.
//!
//! Answered by the classes of the words around, no further than `WINDOW` tokens.

use onrecord_model::Span;

use crate::{Class, Grammar, List, Tokens, Verb};

/// The verb that a noun depends on.
pub struct Head {
    pub at: usize,
    /// It only carries the noun: held talks, had a call.
    pub light: bool,
}

impl Grammar<'_> {
    /// True where the phrase of token `i` hangs on a preposition: "of the two leaders".
    pub fn on_preposition(&self, i: usize, low: usize) -> bool {
        if self.class(i) == Class::Subject {
            return false;
        }
        let mut named = false;
        for k in (low..i).rev().take(6) {
            match self.class(k) {
                // "Secretary of State Ana Ruiz", "president of the council Ana Ruiz": a title.
                Class::Preposition if self.lower(k) == "of" && k == low => return false,
                // "a day after Ruiz met him": these begin clauses as well.
                Class::Preposition if matches!(self.lower(k), "after" | "before" | "since" | "until") => return false,
                Class::Preposition => return !(named && self.lower(k) == "of"),
                // "On Thursday the council met": the day hangs, not the council.
                Class::Name if self.lexicon.numbers.on_calendar(self.lower(k)) => return false,
                Class::Number => return false,
                Class::Name => named = true,
                Class::Determiner | Class::Possessive | Class::Word => {}
                _ => return false,
            }
        }
        false
    }

    /// The phrase right before a verb: "five hundred rebels surrendered".
    pub fn plain_subject(&self, verb: &Verb) -> Option<Span> {
        let low = self.around(verb.first).start;
        let mut k = verb.first;
        while k > low
            && verb.first - k < 8
            && (self.lower(k - 1) == "of"
                || self.is(k - 1, &[Class::Determiner, Class::Word, Class::Name, Class::Number, Class::Possessive]))
        {
            k -= 1;
        }
        // A phrase has a noun at its end and hangs on nothing.
        let free = k == low || !self.is(k - 1, &[Class::Preposition, Class::To]);
        let noun = verb.first > k
            && self.is(verb.first - 1, &[Class::Word, Class::Name])
            && !self.lower(verb.first - 1).ends_with("ed");
        (free && noun).then(|| self.span_of(k..verb.first))
    }

    /// "I" or "we" right before a verb.
    pub fn first_person(&self, verb: &Verb) -> bool {
        let low = self.around(verb.first).start;
        (low..verb.first)
            .rev()
            .take_while(|&k| !self.is(k, &[Class::Stop, Class::Subordinator, Class::Said, Class::Comma]))
            .take(6)
            .any(|k| matches!(self.lower(k), "i" | "we"))
    }

    /// "their" or "his" right before a noun and its adjectives.
    pub fn owned_by_pronoun(&self, first: usize) -> bool {
        let low = self.around(first).start;
        (low..first)
            .rev()
            .take(5)
            .find(|&k| self.class(k) != Class::Word)
            .is_some_and(|k| matches!(self.lower(k), "their" | "his" | "her" | "its"))
    }

    /// The verb before a noun in its clause: directly, or through a preposition.
    pub fn governor(&self, first: usize) -> Option<Head> {
        let low = self.around(first).start;
        let mut through = false;
        for k in (low..first).rev() {
            match self.class(k) {
                Class::Stop | Class::Relative => return None,
                Class::Preposition | Class::To => through = true,
                Class::Said => return Some(Head { at: k, light: false }),
                Class::Have | Class::Be => {
                    return Some(Head { at: k, light: !through && self.class(k) == Class::Have });
                }
                Class::Word if self.on(k, List::LightVerb) => return Some(Head { at: k, light: !through }),
                Class::Word if self.lower(k).ends_with("ed") || self.lexicon.event_verbs.has(self.lower(k)) => {
                    return Some(Head { at: k, light: false });
                }
                _ => {}
            }
        }
        None
    }

    /// "no", "not" or "no longer" within the three tokens before `i`.
    pub fn denied_before(&self, i: usize) -> bool {
        let low = self.around(i).start;
        (low..i)
            .rev()
            .take(3)
            .any(|k| self.class(k) == Class::Not || matches!(self.lower(k), "no" | "longer" | "denied"))
    }

    /// The clause of `i` begins with "if" or "unless".
    pub fn in_condition(&self, i: usize) -> bool {
        let start = self.clause_start(i);
        let gate = |k: usize| matches!(self.lower(k), "if" | "unless");
        if start == 0 || !self.around(i).contains(&(start - 1)) {
            return gate(start) && start < i;
        }
        // "asked if" and "as if" set no condition.
        gate(start - 1) && !(start >= 2 && self.on(start - 2, List::AskedVerb))
    }

    /// A quotation mark opens before `i` in its sentence and has not closed.
    pub fn in_quotation(&self, i: usize) -> bool {
        let low = self.around(i).start;
        for k in (low..i).rev() {
            match self.class(k) {
                Class::Open => return true,
                Class::Close => return false,
                _ => {}
            }
        }
        // A quotation of several sentences: it closes behind.
        (i..self.around(i).end)
            .find(|&k| self.is(k, &[Class::Open, Class::Close]))
            .is_some_and(|k| self.class(k) == Class::Close)
    }

    /// The head of the noun phrase that `at` is in: its article or possessive.
    pub fn phrase_start(&self, at: usize) -> usize {
        let low = self.around(at).start;
        let mut k = at;
        while k > low
            && at - k < 6
            && self.is(k - 1, &[Class::Determiner, Class::Possessive, Class::Name, Class::Number])
        {
            k -= 1;
        }
        k
    }

    pub fn have_before_at(&self, at: usize) -> bool {
        let low = self.around(at).start;
        (low..at)
            .rev()
            .take(5)
            .take_while(|&k| !self.is(k, &[Class::Stop, Class::Comma]))
            .any(|k| self.class(k) == Class::Have)
    }

    /// The if-clause of the sentence of token `at`, which does not hold it: from "if" to before the comma or the end.
    pub fn if_clause(&self, at: usize) -> Option<Tokens> {
        let around = self.around(at);
        let k = around.clone().find(|&k| {
            matches!(self.lower(k), "if" | "unless" | "provided")
                && !(k > around.start
                    && matches!(self.lower(k - 1), "asked" | "as" | "even" | "see" | "know" | "unclear"))
        })?;
        let mut end = k + 1;
        while end < around.end && !self.is(end, &[Class::Comma, Class::Stop, Class::Close, Class::Open, Class::Modal]) {
            end += 1;
        }
        // An if-clause holds a verb, not the cue.
        (end > k + 1 && !(k..end).contains(&at)).then(|| Tokens::from(k..end))
    }
}
