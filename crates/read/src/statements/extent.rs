//! How far reported words reach: the complement clause with its adjuncts, not the writer's additions.
//!
//! Cases: cases/statements/cue-before.md

use super::cue::Cue;
use onrecord_grammar::phrases::*;
use onrecord_grammar::verbs::Sense;
use onrecord_grammar::{Grammar, List};
use onrecord_words::TokenKind;

/// No reported clause has more words.
const LONGEST: usize = 250;

/// One past the last token of a clause that begins at `from`; `cuts` are places where a coordinate cue takes over.
pub fn clause_end(g: &Grammar<'_>, mask: &[u32], from: usize, end: usize, cuts: &[usize]) -> usize {
    let limit = end.min(from + LONGEST);
    let mut i = from;
    while i < limit {
        if i > from && cuts.binary_search(&i).is_ok() {
            return trim(g, from, i);
        }
        if mask[i] != 0 {
            // The comma stands inside the marks: “in the near future,” as he continues.
            let last = g.kind(i) == TokenKind::Close && i > from && g.word(i - 1) == ",";
            if last && i + 2 < limit && mask[i + 1] == 0 && takes_over(g, i + 1) {
                return i + 1;
            }
            i += 1;
            continue;
        }
        match g.word(i) {
            "while" if i > from + 3 && i + 1 < limit && g.lower(i + 1).ends_with("ing") => {
                return trim(g, from, i);
            }
            ";" => return trim(g, from, i),
            "," if i + 1 < limit && mask[i + 1] == 0 => {
                if takes_over(g, i + 1) {
                    return trim(g, from, i);
                }
            }
            _ => {}
        }
        i += 1;
    }
    trim(g, from, limit)
}

/// True where the writer goes on at token `i`, behind a comma: "but ...", "as he continues ...".
fn takes_over(g: &Grammar<'_>, i: usize) -> bool {
    let next = g.lower(i);
    let after = if i + 1 < g.tokens.len() { g.lower(i + 1) } else { "" };
    matches!(next, "but" | "though" | "although" | "whereas")
        || (next == "while" && !after.ends_with("ing"))
        || (next == "even" && matches!(after, "as" | "though"))
        || (next == "as" && (is_pronoun(g.lexicon, after) || is_determiner(g.lexicon, after) || g.capital(i + 1)))
        || g.lexicon.on(next, List::CommentVerb)
}

/// Without stops and commas at the end.
fn trim(g: &Grammar<'_>, from: usize, mut end: usize) -> usize {
    while end > from
        && g.kind(end - 1) == TokenKind::Mark
        && matches!(g.word(end - 1), "." | "," | ":" | ";" | "!" | "?" | "…" | "..." | "—" | "–")
    {
        if matches!(g.word(end - 1), "!" | "?") {
            break;
        }
        end -= 1;
    }
    end
}

/// Where what a cue reports begins behind it, and the addressee passed on the way; `None` where nothing follows.
pub fn complement(g: &Grammar<'_>, mask: &[u32], cue: &Cue, end: usize) -> Option<(usize, Option<(usize, usize)>)> {
    let mut at = cue.last + 1;
    let mut addressee = None;
    let stop = |k: usize| k >= end;
    if stop(at) {
        return None;
    }
    if cue.passive {
        // "was told by her officers that".
        at = cue.source.map_or(at, |s| s.1 + 1);
    } else if cue.frame.addressee && !matches!(cue.lemma, "say") {
        if mask[at] == 0
            && g.lower(at) != "that"
            && let Some((a, b)) = phrase_after(g, at, end)
        {
            // "told reporters he": the phrase ends where a subject begins.
            addressee = Some((a, b));
            at = b + 1;
        }
    } else if cue.lemma == "say" && at < end && g.lower(at) == "to" {
        // "said to reporters that".
        if let Some((a, b)) = phrase_after(g, at + 1, end) {
            addressee = Some((a, b));
            at = b + 1;
        }
    }
    if stop(at) {
        return None;
    }
    // Days and places between the verb and what it reports: "said on Monday in Halm that".
    let near = end.min(at + 18);
    if let Some(that) = (at..near)
        .take_while(|k| mask[*k] == 0 && !matches!(g.word(*k), "." | ";" | ":"))
        .find(|k| g.lower(*k) == "that")
    {
        let clean = (at..that).all(|k| {
            !is_auxiliary(g.lexicon, g.lower(k))
                && !is_pronoun(g.lexicon, g.lower(k))
                && !is_joiner(g.lexicon, g.lower(k))
                || g.lower(k) == "and"
        });
        let demonstrative = that + 1 < end && matches!(g.lower(that + 1), "of" | "was" | "is");
        if clean
            && !demonstrative
            && (cue.frame.that || cue.passive)
            && (that == at || starts_adjunct(g, at) || g.word(at) == ",")
        {
            return Some((that, addressee));
        }
    }
    while at < end && mask[at] == 0 {
        let lower = g.lower(at);
        if is_weekday_or_day(g.lexicon, lower)
            || matches!(lower, "earlier" | "later" | "also")
            || lower == "on" && at + 1 < end && is_weekday_or_day(g.lexicon, g.lower(at + 1))
        {
            at += 1;
            if at < end && matches!(g.lower(at), "morning" | "afternoon" | "evening" | "night") {
                at += 1;
            }
        } else {
            break;
        }
    }
    if stop(at) {
        return None;
    }
    if mask[at] != 0 {
        return Some((at, addressee));
    }
    let word = g.word(at);
    if matches!(word, "," | ":") {
        // "said: “...”", "said, “...”"; a colon may also open words without marks.
        let quote = at + 1 < end && mask[at + 1] != 0;
        let colon = word == ":" && at + 2 < end;
        if quote || colon {
            return Some((at + 1, addressee));
        }
        // An aside between two commas: "said, as he left the hall, that".
        let close = (at + 1..near).find(|k| g.word(*k) == "," && mask[*k] == 0)?;
        let next = close + 1;
        return (next < end && (mask[next] != 0 || g.lower(next) == "that")).then_some((next, addressee));
    }
    if matches!(word, "." | ";" | "—" | "–" | ")" | "?" | "!") {
        return None;
    }
    let lower = g.lower(at);
    let adjunct = if lower == "to" { !cue.frame.infinitive } else { is_preposition(g.lexicon, lower) };
    if adjunct && !cue.frame.object {
        // "said in a statement “...”": a quotation may follow the adjunct.
        let quote = (at..near).find(|k| mask[*k] != 0)?;
        let clean = (at..quote).all(|k| !is_auxiliary(g.lexicon, g.lower(k)) && !matches!(g.word(k), "." | ";"));
        let joined = quote > at && matches!(g.word(quote - 1), "," | ":");
        return (clean && (joined || quote - at <= 8) && cue.frame.quote).then_some((quote, addressee));
    }
    if lower == "to" && cue.frame.infinitive {
        return Some((at, addressee));
    }
    if g.lexicon.on(lower, List::IndirectQuestion) {
        return (cue.frame.that || cue.frame.question || cue.negated || cue.sense == Sense::Ask)
            .then_some((at, addressee));
    }
    if is_joiner(g.lexicon, lower) && lower != "as" {
        return None;
    }
    // A clause without "that", or an object.
    if cue.frame.that || cue.frame.object || addressee.is_some() {
        return Some((at, addressee));
    }
    None
}

fn starts_adjunct(g: &Grammar<'_>, at: usize) -> bool {
    let lower = g.lower(at);
    is_preposition(g.lexicon, lower) || is_weekday_or_day(g.lexicon, lower) || is_adverb(g.lexicon, lower)
}
