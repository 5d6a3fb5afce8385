//! Circumstances of a statement: when it was said, to whom, on what occasion, and what the next statements share of it.
//!
//! Cases: cases/statements/circumstances.md

use onrecord_grammar::{Grammar, List, Tokens};
use onrecord_model::{Occasion, Span, Time, TimeType, When, Who};

use crate::cast::Cast;
use onrecord_grammar::phrases::*;

/// What holds until something else is said: where and to whom somebody is speaking.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    pub said: Option<When>,
    pub addressee: Option<Who>,
    pub occasion: Option<Occasion>,
}

/// The occasion told in the tokens `near` a cue, outside what is said: "in a separate interview with TRV".
pub fn occasion(g: &Grammar<'_>, mask: &[u32], near: Tokens) -> Option<Tokens> {
    let Tokens { start: mut i, end: to } = near;
    while i < to {
        let lower = g.lower(i);
        let opens = matches!(lower, "in" | "at" | "during" | "on");
        if mask[i] == 0 && opens && i + 1 < to {
            let next = g.lower(i + 1);
            if is_determiner(g.lexicon, next)
                || matches!(next, "remarks" | "court" | "parliament" | "testimony")
                || g.capital(i + 1)
            {
                let noun = (i + 1..to.min(i + 8))
                    .take_while(|k| mask[*k] == 0 && !matches!(g.word(*k), "," | "." | ";" | ":"))
                    .find(|k| g.on(*k, List::Occasion));
                if let Some(noun) = noun {
                    return Some(Tokens { start: i, end: tail(g, mask, noun, to) });
                }
            }
        }
        i += 1;
    }
    None
}

/// Where an occasion ends, on from its noun: "interview with TRV", "event with executives", "conference in Halm".
fn tail(g: &Grammar<'_>, mask: &[u32], noun: usize, to: usize) -> usize {
    let mut end = noun + 1;
    while end < to && mask[end] == 0 && g.on(end, List::Occasion) {
        end += 1;
    }
    for _ in 0..2 {
        if end + 1 < to
            && mask[end] == 0
            && matches!(g.lower(end), "with" | "in" | "at" | "to" | "of" | "for")
            && !is_weekday_or_day(g.lexicon, g.lower(end + 1))
        {
            match phrase_after(g, end + 1, to) {
                Some(phrase) if mask[phrase.last()] == 0 => end = phrase.end,
                _ => break,
            }
        }
    }
    end
}

/// Who was spoken to at an occasion: "in an interview with TRV".
pub fn interviewer(g: &Grammar<'_>, cast: &Cast, occasion: Tokens) -> Option<Who> {
    let with = (occasion.start..occasion.last()).find(|k| matches!(g.lower(*k), "with"))?;
    let interview =
        (occasion.start..with).any(|k| matches!(g.lower(k), "interview" | "interviews" | "call" | "podcast"));
    let told = phrase_after(g, with + 1, occasion.end)?;
    interview.then(|| who(g, cast, told))
}

/// Words as somebody: with the entity that stands there.
pub fn who(g: &Grammar<'_>, cast: &Cast, phrase: Tokens) -> Who {
    let span = g.span_of(phrase);
    Who { span: Some(span), entity: cast.main_in(span).map(|m| m.entity) }
}

/// The day told in the cue's part of the sentence, outside what is said.
pub fn said(times: &[Time], part: Span, content: &[Span]) -> Option<When> {
    let first = times.partition_point(|t| t.span.start < part.start);
    times[first..]
        .iter()
        .take_while(|t| t.span.start < part.end)
        .filter(|t| matches!(t.kind, TimeType::Date | TimeType::Time) && !t.interval.is_open())
        // Nobody speaks on a season or a year's end: that is what the words are about.
        .filter(|t| !matches!(t.rule.as_ref(), "season" | "period" | "period-end" | "half"))
        .find(|t| !content.iter().any(|c| c.touches(t.span)))
        .map(|t| When { span: Some(t.span), interval: t.interval })
}
