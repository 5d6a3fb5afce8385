//! Verbs and clauses: whether a form is a verb or a noun here, what tense and mood a verb stands in with its auxiliaries, where its
//! clause begins and ends.
//!
//! The answers come from the classes of words (`class`), endings and neighbours. The tree answers in `relations`, where it
//! was measured to be better. Every look around is capped at `WINDOW` tokens.

use std::ops::Range;

use crate::Grammar;
use crate::lexicon::Table;
use crate::verbs::Forms;
use onrecord_words::{TokenKind, Words};

/// As far as a question looks around its word.
pub const WINDOW: usize = 40;

use crate::class::{Class, adjective, past_by_itself};
use Class::*;

/// Tense and mood of a verb with its auxiliaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Past,
    /// has met, is met
    Present,
    Perfect,
    /// had met
    Pluperfect,
    /// is meeting
    Progressive,
    /// will meet, 'll meet, is going to meet
    Future,
    /// would meet
    Would,
    /// would have met
    Counterfactual,
    /// could, may, might, can
    Maybe,
    /// must, should
    Must,
    /// to meet
    Infinitive,
    /// meeting, without be
    Gerund,
    /// arrested, without be: "the man arrested on Friday"
    Reduced,
}

/// A verb with its auxiliaries.
#[derive(Clone, Copy, Debug)]
pub struct Verb {
    /// First token of the group: "has" in "has been arrested".
    pub first: usize,
    /// The verb itself.
    pub at: usize,
    pub mood: Mood,
    pub negated: bool,
    pub passive: bool,
    /// The token before "to" in an infinitive: "plans" in "plans to meet".
    pub governor: Option<usize>,
}

/// What tells whether a form is a verb or a noun here.
#[derive(Clone, Copy)]
struct Near {
    before: Class,
    behind: Class,
    /// The form may be a noun.
    noun: bool,
}

/// The auxiliaries that stand before a verb, by token.
#[derive(Clone, Copy, Default)]
struct Auxiliaries {
    modal: Option<usize>,
    have: Option<usize>,
    be: Option<usize>,
    /// "going to meet"
    going: bool,
}

impl Grammar<'_> {
    pub fn class(&self, i: usize) -> Class {
        self.class.get(i).copied().unwrap_or(Stop)
    }

    pub fn is(&self, i: usize, any: &[Class]) -> bool {
        any.contains(&self.class(i))
    }

    /// Token indices of the sentence that token `i` is in.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        if i >= self.class.len() {
            return self.class.len()..self.class.len();
        }
        let tokens = &self.sentence_of(i).tokens;
        tokens.start as usize..tokens.end as usize
    }

    /// The sentence of `i`, no further than `WINDOW` tokens to either side.
    pub fn around(&self, i: usize) -> Range<usize> {
        let sentence = self.sentence(i);
        sentence.start.max(i.saturating_sub(WINDOW))..sentence.end.min(i + WINDOW)
    }

    /// The longest entry of a list that begins at token `i`, with its number of tokens.
    pub fn longest<T: Copy>(&self, table: &Table<T>, i: usize) -> Option<(usize, T)> {
        if i < self.class.len() { table.longest_at(self, i) } else { None }
    }

    /// The nearest token before `i` that is no adverb, in the same sentence.
    pub fn before(&self, i: usize) -> Option<usize> {
        let low = self.around(i).start;
        (low..i).rev().find(|&k| self.class(k) != Adverb)
    }

    /// The class of `before(i)`, `Stop` at the head of a sentence.
    fn class_before(&self, i: usize) -> Class {
        self.before(i).map_or(Stop, |k| self.class(k))
    }

    fn next(&self, i: usize) -> Class {
        let end = self.sentence(i).end;
        let mut k = i + 1;
        while k < end && self.class(k) == Adverb {
            k += 1;
        }
        if k < end { self.class(k) } else { Stop }
    }

    /// The word before `i` makes a noun of it: the meeting, his meeting, a tense meeting, at meetings.
    fn noun_before(&self, i: usize) -> bool {
        match self.class_before(i) {
            Determiner | Possessive | Preposition => true,
            // "two visits", but "the 24-year-old visits".
            Number => self.before(i).is_some_and(|k| !self.lower(k).ends_with("old")),
            Word => self.before(i).is_some_and(|k| adjective(self.lexicon, self.lower(k))),
            _ => false,
        }
    }

    /// True where a noun phrase begins at `i`.
    fn opens_phrase(&self, class: Class) -> bool {
        matches!(class, Determiner | Possessive | Name | Number | Pronoun | Open)
    }

    /// Reads the `n` tokens from `i`, which may be a verb in `forms`, and, if `noun`, may be a noun as well.
    pub fn verb(&self, i: usize, n: usize, forms: Forms, noun: bool) -> Option<Verb> {
        // In running text a capital inside a sentence is a name: "the March of Dimes".
        if self.capital(i) && !first(self, i) && !self.headline(i) && self.class(i) == Name {
            return None;
        }
        let near = Near { before: self.class_before(i), behind: self.next(i + n - 1), noun };
        let before = near.before;
        let helped = matches!(before, Modal | To | Do) || (before == Not && self.helped(i));
        let mut verb = Verb { first: i, at: i, mood: Mood::Past, negated: false, passive: false, governor: None };
        if helped && forms.base {
            return Some(self.group(verb));
        }
        if self.noun_before(i) && !(before == Preposition && forms.ing && !noun) {
            // "the proposed visit", "after the arrest": no verb, unless a name or a gerund comes in between.
            return None;
        }
        let be = self.be_before(i);
        if forms.ing {
            if be {
                verb.mood = Mood::Progressive;
                return Some(self.group(verb));
            }
            verb.mood = Mood::Gerund;
            return self.is_gerund(near).then_some(verb);
        }
        if forms.participle {
            if be {
                verb.passive = true;
                verb.mood = Mood::Past;
                return Some(self.group(verb));
            }
            if self.have_before(i) {
                return Some(self.group(verb));
            }
        }
        let by = forms.participle && self.lower(i + n) == "by";
        if forms.past {
            // "the arrested man" has been left out above; "a man arrested on Friday" has no object.
            if by && matches!(before, Word | Name | Comma | Stop) && !self.opens_phrase(near.behind) {
                verb.passive = true;
                verb.mood = Mood::Reduced;
            }
            return matches!(
                before,
                Word | Name | Subject | Pronoun | Comma | And | Relative | Subordinator | Close | Mark | Said
            )
            .then_some(verb);
        }
        if by && matches!(before, Word | Name | Comma) {
            verb.passive = true;
            verb.mood = Mood::Reduced;
            return Some(verb);
        }
        verb.mood = Mood::Present;
        if forms.third {
            return self.is_third_person(i, near).then_some(verb);
        }
        (forms.base && self.is_plural_present(i, near)).then_some(verb)
    }

    /// An "-ing" form without "be" that is a verb: "before meeting the mayor", not "a council meeting".
    fn is_gerund(&self, near: Near) -> bool {
        if near.noun && !matches!(near.before, Preposition | Subordinator | Comma) {
            return false;
        }
        if near.noun && !(self.opens_phrase(near.behind) || near.behind == Preposition) {
            return false;
        }
        matches!(near.before, Preposition | Subordinator | Comma | Word | Name | Stop | And)
    }

    /// A form on "-s" that is a verb: "who visits the port", not "the visits".
    fn is_third_person(&self, i: usize, Near { before, behind, noun }: Near) -> bool {
        let subject = matches!(before, Name | Relative | Subject)
            || (before == Pronoun && !noun)
            || (matches!(before, Word | Close) && !noun)
            || (before == And && !noun);
        let object = self.opens_phrase(behind) || matches!(behind, Subordinator | To | Preposition | Word);
        subject && object && (!noun || self.headline(i) || before != Name || self.opens_phrase(behind))
    }

    /// A base form that is a verb in the present: "they visit the port", "ministers meet in Halm".
    fn is_plural_present(&self, i: usize, Near { before, behind, noun }: Near) -> bool {
        let subject = matches!(before, Subject)
            || (before == Pronoun && !noun)
            || (!noun && before == Word && self.before(i).is_some_and(|k| self.lower(k).ends_with('s')))
            || (!noun && before == And);
        subject && behind != Stop
    }

    /// Tense and mood of the verb at `i`, whichever verb it is.
    pub fn any_verb(&self, i: usize) -> Verb {
        let mut verb = Verb { first: i, at: i, mood: Mood::Present, negated: false, passive: false, governor: None };
        let lower = self.lower(i);
        let ed = lower.ends_with("ed") || past_by_itself(self.lexicon, lower);
        if lower.ends_with("ing") {
            verb.mood = if self.be_before(i) { Mood::Progressive } else { Mood::Gerund };
        } else if ed {
            verb.mood = Mood::Past;
            verb.passive = self.be_before(i);
        }
        if matches!(self.class_before(i), Modal | To | Do | Be | Have | Not) || self.be_before(i) || self.have_before(i)
        {
            return self.group(verb);
        }
        verb
    }

    /// True in a title, standfirst or heading, where most words may have a capital.
    pub fn headline(&self, i: usize) -> bool {
        use onrecord_model::BlockKind::*;
        matches!(self.sentence_of(i).kind, Title | Heading)
    }

    /// True in the caption or alternative text of a picture.
    pub fn caption(&self, i: usize) -> bool {
        use onrecord_model::BlockKind::*;
        matches!(self.sentence_of(i).kind, Caption | Alt)
    }

    fn helped(&self, i: usize) -> bool {
        let low = self.around(i).start;
        (low..i).rev().take(4).find(|&k| !self.is(k, &[Adverb, Not])).is_some_and(|k| self.is(k, &[Modal, Do, To]))
    }

    /// A form of "be" before `i`, adverbs and "not" aside: was arrested, has been arrested, was not being held.
    fn be_before(&self, i: usize) -> bool {
        let low = self.around(i).start;
        (low..i)
            .rev()
            .take(5)
            .find(|&k| !self.is(k, &[Adverb, Not]))
            .is_some_and(|k| self.class(k) == Be || matches!(self.lower(k), "get" | "got" | "gets" | "getting"))
    }

    fn have_before(&self, i: usize) -> bool {
        let low = self.around(i).start;
        (low..i).rev().take(5).find(|&k| !self.is(k, &[Adverb, Not])).is_some_and(|k| self.class(k) == Have)
    }

    /// Takes the auxiliaries before a verb into its group and reads tense and mood off them.
    fn group(&self, mut verb: Verb) -> Verb {
        let auxiliaries = self.take_auxiliaries(&mut verb);
        if let Some(mood) = self.mood(auxiliaries, verb.mood) {
            verb.mood = mood;
        }
        verb
    }

    /// Takes the auxiliaries before a verb into its group: "will not have", "has been", "plans to". Those that tell its
    /// mood alone, "did" and "to", set it.
    fn take_auxiliaries(&self, verb: &mut Verb) -> Auxiliaries {
        let low = self.around(verb.at).start;
        let mut k = verb.at;
        let mut found = Auxiliaries::default();
        while k > low {
            let c = self.class(k - 1);
            match c {
                Modal => {
                    found.modal = Some(k - 1);
                    k -= 1;
                    break;
                }
                Have => found.have = Some(k - 1),
                Be => found.be = Some(k - 1),
                Do => {
                    verb.mood = if self.lower(k - 1) == "did" { Mood::Past } else { Mood::Present };
                }
                Not => verb.negated = true,
                Adverb => {}
                To => {
                    if k >= 2 && k - 1 > low && self.lower(k - 2) == "going" {
                        found.going = true;
                        k -= 2;
                        continue;
                    }
                    verb.mood = Mood::Infinitive;
                    verb.governor = (k - 1 > low).then(|| k - 2);
                    k -= 1;
                    break;
                }
                _ => break,
            }
            k -= 1;
        }
        // "not" may stand behind its modal: will not meet.
        if k > low && self.class(k - 1) == Not {
            verb.negated = true;
        }
        let helped = found.modal.is_some() || found.be.is_some() || found.have.is_some();
        if helped && (k..verb.at).any(|j| self.class(j) == Not) {
            verb.negated = true;
        }
        while k < verb.at && self.class(k) == Adverb {
            k += 1;
        }
        verb.first = k;
        found
    }

    /// Tense and mood by the auxiliaries of a verb that would stand in `own` without them; `None` where they leave it so.
    fn mood(&self, Auxiliaries { modal, have, be, going }: Auxiliaries, own: Mood) -> Option<Mood> {
        if let Some(m) = modal {
            return Some(match self.lower(m) {
                "would" | "'d" | "’d" => {
                    if have.is_some() {
                        Mood::Counterfactual
                    } else {
                        Mood::Would
                    }
                }
                "could" | "might" | "should" if have.is_some() => Mood::Counterfactual,
                "could" | "may" | "might" | "can" | "ca" | "cannot" => Mood::Maybe,
                "must" | "should" | "ought" => Mood::Must,
                _ => Mood::Future,
            });
        }
        if going {
            let was = be.is_some_and(|b| matches!(self.lower(b), "was" | "were"));
            return Some(if was { Mood::Would } else { Mood::Future });
        }
        if own == Mood::Infinitive {
            return None;
        }
        if let Some(h) = have {
            return Some(if matches!(self.lower(h), "had" | "'d") { Mood::Pluperfect } else { Mood::Perfect });
        }
        let be = be.filter(|_| own != Mood::Progressive)?;
        let past = matches!(self.lower(be), "was" | "were" | "been" | "being");
        Some(if past { Mood::Past } else { Mood::Present })
    }

    /// Where the clause of token `i` begins: behind the nearest word or mark to the left that ends another clause.
    pub fn clause_start(&self, i: usize) -> usize {
        let low = self.around(i).start;
        let mut k = i;
        while k > low {
            match self.class(k - 1) {
                Stop | Subordinator | Relative | Open => return k,
                And if k >= 2 && self.class(k - 2) == Comma => return k,
                _ => k -= 1,
            }
        }
        low
    }

    /// Where the clause of token `i` ends: before the nearest word or mark to the right that begins another clause.
    pub fn clause_end(&self, i: usize) -> usize {
        let high = self.around(i).end;
        let mut k = i + 1;
        while k < high {
            match self.class(k) {
                Stop | Subordinator | Relative | Said => return k,
                Comma if matches!(self.class(k + 1), Subject | And) => return k,
                _ => k += 1,
            }
        }
        high.max(i + 1)
    }
}

/// True where token `i` begins its sentence.
pub fn first(words: &Words<'_>, i: usize) -> bool {
    let start = words.sentence_of(i).tokens.start as usize;
    i == start || (i == start + 1 && words.kind(start) == TokenKind::Open)
}
