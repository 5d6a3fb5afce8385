//! Whether a sentence looks ahead or back at a time that names no year: "will meet on Friday", "met on Friday".
//!
//! The nearest verb before the time decides, else the nearest behind it ("On Friday the board will meet"), else the word right
//! before it ("by Friday"). Leaves alone: what stands across a closing quotation mark, which looks from another day.
//! Cases: cases/times/tense.md

use crate::class::adverb_by_ending;
use crate::verbs::{Report, TimeSense, VerbForm};
use crate::{Grammar, List};
use onrecord_words::TokenKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ahead,
    Back,
    /// The sentence does not tell.
    Open,
}

/// As far as a verb may stand from its time.
const REACH: usize = 18;

/// Where the sentence `first..end` looks at the time of tokens `from..stop`.
pub fn direction(g: &Grammar<'_>, from: usize, stop: usize, first: usize, end: usize) -> Direction {
    let sight = Sight { g, first: first.max(from.saturating_sub(REACH)), end: end.min(stop + REACH), from, stop };
    let lead = sight.lead();
    if lead == "since" || lead == "recently" {
        return Direction::Back;
    }
    let deadline = ["by", "until", "till", "before", "soon", "from"].contains(&lead);
    // "Officials said Thursday's vote will": a day that owns something goes with what follows.
    let owns = stop < end && matches!(g.lower(stop), "'s" | "’s");
    // "They never say so, and on Tuesday they did": a time that opens its clause goes with what follows.
    let opens = {
        let on = usize::from(from > first && ["on", "in", "by", "until", "since"].contains(&g.lower(from - 1)));
        let at = from - on;
        at == first
            || at > first
                && ([",", "and", "but", "—", "–"].contains(&g.lower(at - 1)) && on == 1
                    || matches!(g.lower(at - 1), ";" | ":"))
    };
    let aside = opens
        && from > first
        && stop < end
        && g.lower(stop) == ","
        && g.lower(from - 1) != ";"
        && from >= first + 2
        && g.lower(from - 2) == ",";
    let told = if owns || opens && !aside {
        sight.forward(deadline).or_else(|| sight.back(deadline, lead))
    } else {
        sight.back(deadline, lead).or_else(|| sight.forward(deadline))
    };
    told.unwrap_or(if deadline { Direction::Ahead } else { Direction::Open })
}

struct Sight<'a, 'w> {
    g: &'a Grammar<'w>,
    first: usize,
    end: usize,
    from: usize,
    stop: usize,
}

impl Sight<'_, '_> {
    fn lower(&self, k: usize) -> &str {
        self.g.lower(k)
    }

    /// The preposition that leads in the time: "by" in "by the end of May", "soon" in "as soon as Monday".
    fn lead(&self) -> &str {
        let mut k = self.from;
        while k > self.first && self.g.on(k - 1, List::TimeLead) {
            k -= 1;
        }
        let near = if k > self.first { self.lower(k - 1) } else { "" };
        if self.g.lexicon.on(near, List::TimePreposition) {
            return near;
        }
        if self.from > self.first { self.lower(self.from - 1) } else { "" }
    }

    /// Which way the verb at token `k` looks.
    fn time_sense(&self, k: usize) -> TimeSense {
        self.g.lexicon.directions.word_at(self.g, k).map_or(TimeSense::default(), |form| form.what)
    }

    /// The past of a verb for which this holds: "agreed", "called".
    fn is_past_that(&self, k: usize, holds: impl Fn(TimeSense) -> bool) -> bool {
        let form = self.g.lexicon.directions.word_at(self.g, k);
        form.is_some_and(|form| (form.forms.past || form.forms.participle) && holds(form.what))
    }

    /// The present of a verb for which this holds: "plans", "opens".
    fn is_present_that(&self, k: usize, holds: impl Fn(TimeSense) -> bool) -> bool {
        let form = self.g.lexicon.directions.word_at(self.g, k);
        form.is_some_and(|form| (form.forms.base || form.forms.third) && holds(form.what))
    }

    /// A participle that is no past: "taken".
    fn participle(&self, k: usize) -> bool {
        self.time_sense(k).irregular_participle
    }

    /// Fixed for a day to come: "due", "scheduled".
    fn arranged(&self, k: usize) -> bool {
        self.g.on(k, List::Arranged)
    }

    /// Who said it, and nothing of its own: "said", "told".
    fn tells(&self, k: usize) -> bool {
        let said = |form: VerbForm<Report>| form.what.frame.that && (form.forms.past || form.lemma == "say");
        self.lower(k) == "according" || self.g.lexicon.reports.word_at(self.g, k).is_some_and(said)
    }

    /// A regular past by its ending, or an irregular one.
    fn past(&self, k: usize) -> bool {
        let lower = self.lower(k);
        let regular = lower.len() > 3
            && lower.ends_with("ed")
            && !lower.ends_with("eed")
            && !matches!(lower, "hundred" | "united" | "sacred" | "naked" | "wicked" | "biped");
        regular || self.time_sense(k).irregular_past
    }

    fn back(&self, deadline: bool, lead: &str) -> Option<Direction> {
        for k in (self.first..self.from).rev() {
            if matches!(self.g.kind(k), TokenKind::Close | TokenKind::Open) || self.lower(k) == ";" {
                return None;
            }
            if let Some(aim) = self.verb(k, deadline, lead) {
                return Some(aim);
            }
        }
        None
    }

    fn forward(&self, deadline: bool) -> Option<Direction> {
        let mut k = self.stop;
        while k < self.end {
            if matches!(self.g.kind(k), TokenKind::Close | TokenKind::Open) || self.lower(k) == ";" {
                return None;
            }
            // "On Friday, she said, the board will meet": who said it decides nothing.
            if self.lower(k) == ","
                && let Some(said) = (k + 1..self.end.min(k + 6)).find(|j| self.tells(*j))
                && let Some(close) = (said + 1..self.end.min(said + 4)).find(|j| self.lower(*j) == ",")
            {
                k = close + 1;
                continue;
            }
            if let Some(aim) = self.verb(k, deadline, "") {
                return Some(aim);
            }
            k += 1;
        }
        None
    }

    /// The nearest token before `k` that is no adverb.
    fn before(&self, k: usize) -> Option<usize> {
        (self.first..k)
            .rev()
            .find(|j| !(adverb_by_ending(self.g.lexicon, self.lower(*j)) || self.g.on(*j, List::VerbAdverb)))
    }

    fn word_before(&self, k: usize) -> &str {
        self.before(k).map_or("", |j| self.lower(j))
    }

    /// What the verb at token `k` says, where it is one that tells.
    fn verb(&self, k: usize, deadline: bool, lead: &str) -> Option<Direction> {
        let kind = self.g.kind(k);
        if !matches!(kind, TokenKind::Word | TokenKind::Clitic) {
            return None;
        }
        let lower = self.lower(k);
        match lower {
            // "after his summit in May": what comes after it has been.
            "after" | "following" if k < self.from && !deadline => return Some(Direction::Back),
            word if self.g.lexicon.on(word, List::Modal) => return self.modal(k, deadline),
            "to" => return self.infinitive(k),
            "was" | "were" | "did" | "had" | "'d" | "’d" => {
                // "unless there was an answer by Saturday".
                let open = deadline
                    && matches!(lead, "by" | "before" | "from")
                    && !matches!(lower, "had" | "'d" | "’d")
                    && !(k + 1..self.end.min(k + 4)).any(|j| self.past(j) || self.participle(j));
                return if open { None } else { Some(self.past_auxiliary(k)) };
            }
            "is" | "are" | "am" => return self.present_auxiliary(k),
            "has" | "have" | "'ve" | "’ve" => {
                if matches!(lead, "until" | "till") {
                    return Some(Direction::Ahead);
                }
                // "have to", "have a plan" tell nothing of the past.
                let done =
                    (k + 1..self.end.min(k + 4)).any(|j| self.past(j) || self.participle(j) || self.lower(j) == "been");
                return if done { Some(Direction::Back) } else { None };
            }
            _ => {}
        }
        if self.arranged(k) {
            return Some(self.arrangement(k));
        }
        // "by Friday": only what was over then ("had left by Friday") is past; until Friday something may have lasted.
        let lasted =
            matches!(lead, "until" | "till" | "from") && !self.tells(k) && !self.is_past_that(k, |d| d.calls_for);
        if deadline && !lasted {
            return None;
        }
        if !self.g.capital(k) || self.g.first_of_sentence(k) {
            if self.participle(k) && !self.past(k) {
                return self.by_auxiliary(k);
            }
            if self.past(k) {
                return self.past_verb(k, lead);
            }
        }
        (self.is_present_that(k, |d| d.future || d.calendar) && self.is_finite(k)).then_some(Direction::Ahead)
    }

    /// A modal by what stands behind it: "will meet", "would have met".
    fn modal(&self, k: usize, deadline: bool) -> Option<Direction> {
        let lower = self.lower(k);
        if self.g.capital(k) && lower == "may" {
            return None;
        }
        let have = (k + 1..self.end.min(k + 4)).any(|j| {
            self.lower(j) == "have"
                && j + 1 < self.end
                && (self.past(j + 1) || self.participle(j + 1) || self.lower(j + 1) == "been")
        });
        // "could not be reached on Friday": a reporter tried.
        let tried = lower == "could"
            && (k + 1..self.end.min(k + 6)).any(|j| {
                ["reached", "located", "contacted", "determined", "learned", "verified"].contains(&self.lower(j))
            });
        // "should have most homes reconnected by Friday" is still to come.
        let back = (have || tried) && !(deadline && lower == "should");
        Some(if back { Direction::Back } else { Direction::Ahead })
    }

    /// The past of a verb, which may tell of what is still to come.
    fn past_verb(&self, k: usize, lead: &str) -> Option<Direction> {
        // "promised a parade on Tuesday", not "promised on Tuesday".
        if self.is_past_that(k, |d| d.promise) && k + 2 < self.from {
            return Some(Direction::Ahead);
        }
        match self.by_auxiliary(k) {
            // "called a strike for Monday", "put it off until May": what was arranged is still to come.
            Some(Direction::Back)
                if self.is_past_that(k, |d| d.arranges) && matches!(lead, "for" | "until" | "till" | "to") =>
            {
                Some(Direction::Ahead)
            }
            other => other,
        }
    }

    /// A past form by what stands before it: "was met", "be met", "met".
    fn by_auxiliary(&self, k: usize) -> Option<Direction> {
        match self.word_before(k) {
            // "will be signed", "to be signed": the word before tells.
            "be" | "being" | "get" | "gets" | "getting" => None,
            // "could cut", "to set", "did not quit": a base form, told by the word before it.
            word if self.g.lexicon.on(word, List::BeforeBase) => None,
            "is" | "are" | "'re" | "’re" => None,
            // "stay shut until Monday"
            "stay" | "stays" | "remain" | "remains" | "keep" | "keeps" => Some(Direction::Ahead),
            // "the reduced dividend", "a planned strike".
            word if self.g.lexicon.on(word, List::BeforeAdjective) && !self.time_sense(k).irregular_past => None,
            _ => Some(Direction::Back),
        }
    }

    /// "to meet on Friday", not "to court on Friday".
    fn infinitive(&self, k: usize) -> Option<Direction> {
        let verb = k + 1;
        if verb >= self.end || self.g.kind(verb) != TokenKind::Word {
            return None;
        }
        let headline = {
            use onrecord_model::BlockKind::{Heading, Title};
            matches!(self.g.sentence_of(k).kind, Title | Heading)
        };
        let lower = self.lower(verb);
        if self.g.capital(verb) && !headline
            || lower.ends_with("ing")
            || lower.ends_with('s') && !lower.ends_with("ss")
            || self.g.on(verb, List::NoVerbBehindTo)
        {
            return None;
        }
        if lower.starts_with(|c: char| c.is_ascii_digit()) || self.g.lexicon.numbers.below_hundred(lower).is_some() {
            return None;
        }
        // "was to have begun", "had been due to open": the plan is past.
        if verb + 1 < self.end
            && lower == "have"
            && (self.past(verb + 1) || self.lower(verb + 1) == "been" || self.participle(verb + 1))
        {
            return Some(Direction::Back);
        }
        let governor = self.before(k)?;
        // "the first to reach the summit on Friday".
        let from = self.first.max(governor.saturating_sub(4));
        let ordinal = (from..k).rev().find(|j| matches!(self.lower(*j), "first" | "last" | "only" | "latest"));
        if ordinal.is_some_and(|o| {
            (o + 1..k).all(|j| !matches!(self.lower(j), "is" | "are" | "was" | "were" | "has" | "have"))
        }) {
            return Some(Direction::Back);
        }
        let word = self.lower(governor);
        if self.arranged(governor) || matches!(word, "was" | "were") {
            return Some(self.arrangement(governor));
        }
        if self.is_past_that(governor, |d| d.settled) || matches!(word, "able" | "enough" | "had") {
            return Some(Direction::Back);
        }
        // "talked to staff", "went to work": behind most pasts "to" leads in a noun.
        if self.past(governor) && !self.is_past_that(governor, |d| d.infinitive) {
            return None;
        }
        Some(Direction::Ahead)
    }

    /// "was", "were", "had", "did" at token `k`: the past, save for what was arranged and is not told to be over.
    fn past_auxiliary(&self, k: usize) -> Direction {
        let next = (k + 1..self.end.min(k + 4)).find(|j| {
            let w = self.lower(*j);
            self.arranged(*j) || w == "to"
        });
        match next {
            Some(j) if self.lower(k) != "did" && (self.arranged(j) || j == k + 1 && self.lower(k) != "had") => {
                self.arrangement(j)
            }
            _ => Direction::Back,
        }
    }

    fn present_auxiliary(&self, k: usize) -> Option<Direction> {
        let next = k + 1;
        if next >= self.end {
            return None;
        }
        let lower = self.lower(next);
        // "is sending three ships on Sunday", "is on Sunday".
        let adjacent = self.from == next || self.from == next + 1 && matches!(lower, "on" | "in" | "at");
        // "The final is in Dhaka on Saturday".
        let placed = matches!(lower, "in" | "at")
            && self.from > next
            && self.from <= next + 5
            && self.lower(self.from - 1) == "on";
        (lower.ends_with("ing") || adjacent || placed || self.arranged(next)).then_some(Direction::Ahead)
    }

    /// Something scheduled, planned or due: to come, unless the sentence tells that it is over.
    fn arrangement(&self, k: usize) -> Direction {
        // "had expected another cut in May" looks ahead, "it had expected in May" back.
        if self.lower(k) == "expected" && k + 2 < self.from {
            return Direction::Ahead;
        }
        let had = {
            let from = self.first.max(k.saturating_sub(4));
            (from..=k).any(|j| matches!(self.lower(j), "had" | "'d" | "’d"))
                || (k + 1..self.end.min(k + 3)).any(|j| self.lower(j) == "have")
        };
        let outcome = (self.stop..self.end).find_map(|j| match self.lower(j) {
            word if self.g.lexicon.on(word, List::StillOpen) => Some(Direction::Ahead),
            // "was called off", "fell through": over, or still to come; the nearest day is the likeliest.
            "was" | "were" | "had" | "never" | "did" | "fell" => Some(Direction::Open),
            _ => None,
        });
        match outcome {
            Some(aim) => aim,
            None if had => Direction::Open,
            None => Direction::Ahead,
        }
    }

    /// True where a form in -s or a base form is the verb of its clause: "the board meets", not "the meets", "to meet", "did not meet".
    fn is_finite(&self, k: usize) -> bool {
        let Some(before) = self.before(k) else { return false };
        let word = self.lower(before);
        if self.g.on(before, List::NoVerbBehind) || self.g.kind(before) == TokenKind::Number {
            return false;
        }
        let lower = self.lower(k);
        // "The camps meet", "they meet", but "board meet".
        lower.ends_with('s') && (self.g.kind(before) != TokenKind::Mark || word == ",")
            || word.ends_with('s')
            || self.g.lexicon.on(word, List::PluralSubject)
    }
}
