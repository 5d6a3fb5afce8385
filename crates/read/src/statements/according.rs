//! What stands with "according to": the clause behind it, before it, or on both sides.

use onrecord_grammar::complements::reported_end;
use onrecord_grammar::phrases::*;
use onrecord_grammar::verbs::Sense;
use onrecord_grammar::{Grammar, Tokens};

use super::draft::{Draft, LEAD, MOST_IN_UNIT, Scope, back, extent, skip_joiner};
use super::extent::Sign;
use super::judge::finite;

/// "According to X, ...", "..., according to X".
pub fn add(scope: &Scope<'_, '_, '_>, drafts: &mut Vec<Draft>) {
    let Scope { passage, unit, .. } = *scope;
    let g = passage.g;
    let before = drafts.len();
    for i in unit.tokens.start..unit.tokens.end.saturating_sub(2) {
        if drafts.len() > before + MOST_IN_UNIT {
            break;
        }
        // "per the report": at the beginning or behind a comma, else it counts ("miles per hour").
        let cue = match (g.lower(i), g.lower(i + 1)) {
            ("according", "to") => Tokens::from(i..i + 2),
            ("per", _) if i == unit.tokens.start || g.word(i - 1) == "," => Tokens::one(i),
            _ => continue,
        };
        if passage.mask[i] != 0 {
            continue;
        }
        if let Some(draft) = according_at(scope, cue, drafts) {
            drafts.push(draft);
        }
    }
}

/// What an "according to" reports, given the drafts so far.
fn according_at(scope: &Scope<'_, '_, '_>, cue: Tokens, drafts: &[Draft]) -> Option<Draft> {
    let i = cue.start;
    let Scope { passage, n, unit, cuts } = *scope;
    let g = passage.g;
    let source = phrase_after(g, cue.end, unit.tokens.end)?;
    // "a report by the agency", "figures published on Friday": up to the comma.
    let comma = (source.end..unit.tokens.end.min(source.end + 21))
        .find(|k| passage.mask[*k] == 0 && matches!(g.word(*k), "," | "." | ";"));
    let mut draft = Draft { cue: Some(cue), source: Some(source), ..Draft::of(n, "according-to") };
    let sign = Sign::plain(cue, "according to", Sense::Say);
    let opens =
        i == unit.tokens.start || (i == unit.tokens.start + 1 && matches!(g.lower(unit.tokens.start), "but" | "and"));
    if opens {
        let comma = behind_apposition(g, comma?, unit.tokens.end);
        let end = reported_end(g, passage.mask, comma + 1, unit.tokens.end, cuts);
        if end > comma + 2 {
            draft.parts.push(extent(scope, sign, Tokens::from(comma + 1..end)));
        }
    } else if let Some(from) = joined_before(scope, i, source.end) {
        let end = reported_end(g, passage.mask, from, unit.tokens.end, cuts);
        if end > from + 2 {
            draft.parts.push(extent(scope, sign, Tokens::from(from..end)));
        }
    } else {
        let before = back_from(scope, i, drafts)?;
        draft.parts.push(Tokens::from(back(scope, sign, before)..before.end));
        if let Some(comma) = comma.filter(|c| g.word(*c) == "," && i > unit.tokens.start + 1 && g.word(i - 1) == ",") {
            let end = reported_end(g, passage.mask, comma + 1, unit.tokens.end, cuts);
            if end > comma + 3
                && !is_joiner(g.lexicon, g.lower(comma + 1))
                && !matches!(g.lower(comma + 1), "who" | "which" | "a" | "an" | "the")
            {
                draft.parts.push(Tokens::from(comma + 1..end));
            }
        }
    }
    (!draft.parts.is_empty()).then_some(draft)
}

/// "According to Ann Roe, head of the board, the pier fell": the comma behind what stands in apposition to the source.
fn behind_apposition(g: &Grammar<'_>, comma: usize, end: usize) -> usize {
    let mut at = comma;
    for _ in 0..2 {
        let Some(next) = (at + 1..end.min(at + 20)).find(|k| g.word(*k) == ",") else { return at };
        let lower = g.lower(at + 1);
        let aside = is_preposition(g.lexicon, lower) || is_weekday_or_day(g.lexicon, lower);
        let clause = (at + 1..next).any(|k| finite(g, k));
        let goes_on = (next + 1..end.min(next + LEAD)).any(|k| finite(g, k));
        if aside || clause || !goes_on {
            return at;
        }
        at = next;
    }
    at
}

/// "..., and according to Roe the pier fell": where the clause behind begins, if a conjunction stands before "according to" at token `i`.
fn joined_before(scope: &Scope<'_, '_, '_>, i: usize, behind: usize) -> Option<usize> {
    let Scope { passage, unit, .. } = *scope;
    let g = passage.g;
    let comma = i > unit.tokens.start + 1 && g.word(i - 1) == ",";
    let before = if comma { i - 2 } else { i - 1 };
    let joined = matches!(g.lower(before), "and" | "but" | "while" | "although" | "that");
    let from = if behind < unit.tokens.end && g.word(behind) == "," { behind + 1 } else { behind };
    (joined && before > unit.tokens.start && from + 2 < unit.tokens.end).then_some(from)
}

/// Back to where the last statement of this unit ended, or to the unit's beginning: the words before "according to" at token `i`.
fn back_from(scope: &Scope<'_, '_, '_>, i: usize, drafts: &[Draft]) -> Option<Tokens> {
    let Scope { passage, n, unit, .. } = *scope;
    let g = passage.g;
    let mut end = i;
    while end > unit.tokens.start && g.word(end - 1) == "," {
        end -= 1;
    }
    let from = drafts
        .iter()
        .rev()
        .take(12)
        .take_while(|d| d.unit == n)
        .filter_map(|d| d.parts.last().map(|p| p.end.max(d.cue.map_or(0, |c| c.end))))
        .filter(|e| *e < end)
        .max()
        .unwrap_or(unit.tokens.start);
    let from = skip_joiner(g, from, end);
    (end >= from + 3).then_some(Tokens::from(from..end))
}
