//! Where what a verb of reporting reports begins and ends: its complement with adjuncts, not the writer's additions.
//!
//! Answered by words, classes and quotation marks. Throughout, `mask[i]` is 0 where token `i` stands outside quotation marks
//! ([`onrecord_words::quotes::mask`]).
//!
//! Cases: cases/statements/cue-before.md

use onrecord_words::TokenKind;

use crate::phrases::*;
use crate::syntax::Label;
use crate::verbs::{Frame, Sense};
use crate::{Grammar, List, Tokens};

/// A verb of reporting where it stands: "has repeatedly said", "was told by her officers".
#[derive(Clone, Copy, Debug)]
pub struct Reporting {
    /// The verb with its auxiliaries and particle: "has repeatedly said", "called for".
    pub tokens: Tokens,
    pub lemma: &'static str,
    pub sense: Sense,
    pub frame: Frame,
    pub passive: bool,
    pub negated: bool,
    /// Who reports, where that is known: "her officers" in "was told by her officers".
    pub source: Option<Tokens>,
}

/// No reported clause has more words.
const LONGEST: usize = 250;

/// Where what is reported from token `from` on ends; `cuts` are the places, in order, where another verb of reporting takes over.
pub fn reported_end(g: &Grammar<'_>, mask: &[u32], from: usize, end: usize, cuts: &[usize]) -> usize {
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

/// Between a verb and what it reports stand no more tokens of day, place and occasion.
const ADJUNCTS: usize = 18;

/// Where what a verb reports begins behind it, before token `end`, and the addressee passed on the way; `None` where nothing follows.
pub fn reported_start(g: &Grammar<'_>, mask: &[u32], verb: &Reporting, end: usize) -> Option<(usize, Option<Tokens>)> {
    if verb.tokens.end >= end {
        return None;
    }
    let (at, addressee) = behind_addressee(g, mask, verb, end);
    if at >= end {
        return None;
    }
    if let Some(that) = that_behind(g, mask, verb, at, end) {
        return Some((that, addressee));
    }
    let near = end.min(at + ADJUNCTS);
    let at = behind_days(g, mask, at, end);
    if at >= end {
        return None;
    }
    if mask[at] != 0 {
        return Some((at, addressee));
    }
    let word = g.word(at);
    if matches!(word, "," | ":") {
        let found = behind_mark(g, mask, at, near, end).or_else(|| clause_behind(g, mask, verb, at + 1, near));
        return found.map(|at| (at, addressee));
    }
    if matches!(word, "." | ";" | "—" | "–" | ")" | "?" | "!") {
        return None;
    }
    let lower = g.lower(at);
    let adjunct = if lower == "to" { !verb.frame.infinitive } else { is_preposition(g.lexicon, lower) };
    if adjunct && !verb.frame.object {
        let found =
            quote_behind_adjunct(g, mask, verb, at, near).or_else(|| clause_behind(g, mask, verb, at + 1, near));
        return found.map(|start| (start, addressee));
    }
    if lower == "to" && verb.frame.infinitive {
        return Some((at, addressee));
    }
    if g.lexicon.on(lower, List::IndirectQuestion) {
        return (verb.frame.that || verb.frame.question || verb.negated || verb.sense == Sense::Ask)
            .then_some((at, addressee));
    }
    if is_joiner(g.lexicon, lower) && lower != "as" {
        return None;
    }
    // A clause without "that", or an object.
    if verb.frame.that || verb.frame.object || addressee.is_some() {
        return Some((at, addressee));
    }
    None
}

/// The token behind whoever is told, and the addressee: "told reporters he", "said to reporters that".
fn behind_addressee(g: &Grammar<'_>, mask: &[u32], verb: &Reporting, end: usize) -> (usize, Option<Tokens>) {
    let at = verb.tokens.end;
    if verb.passive {
        // "was told by her officers that".
        return (verb.source.map_or(at, |s| s.end), None);
    }
    let addressee = if verb.frame.addressee && !matches!(verb.lemma, "say") {
        // "told reporters he": the phrase ends where a subject begins.
        if mask[at] == 0 && g.lower(at) != "that" { phrase_after(g, at, end) } else { None }
    } else if verb.lemma == "say" && at < end && g.lower(at) == "to" {
        // "said to reporters that".
        phrase_after(g, at + 1, end)
    } else {
        None
    };
    (addressee.map_or(at, |a| a.end), addressee)
}

/// The "that" of what is reported, behind days and places from token `at` on: "said on Monday in Halm that".
fn that_behind(g: &Grammar<'_>, mask: &[u32], verb: &Reporting, at: usize, end: usize) -> Option<usize> {
    let that = (at..end.min(at + ADJUNCTS))
        .take_while(|k| mask[*k] == 0 && !matches!(g.word(*k), "." | ";" | ":"))
        .find(|k| g.lower(*k) == "that")?;
    let clean = (at..that).all(|k| {
        !is_auxiliary(g.lexicon, g.lower(k)) && !is_pronoun(g.lexicon, g.lower(k)) && !is_joiner(g.lexicon, g.lower(k))
            || g.lower(k) == "and"
    });
    let demonstrative = that + 1 < end && matches!(g.lower(that + 1), "of" | "was" | "is");
    (clean
        && !demonstrative
        && (verb.frame.that || verb.passive)
        && (that == at || starts_adjunct(g, at) || g.word(at) == ","))
        .then_some(that)
}

/// The token behind the days and adverbs that follow a verb: "said on Monday evening", "said earlier".
fn behind_days(g: &Grammar<'_>, mask: &[u32], mut at: usize, end: usize) -> usize {
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
    at
}

/// What is reported behind the comma or colon at token `at`; an aside ends before token `near`.
fn behind_mark(g: &Grammar<'_>, mask: &[u32], at: usize, near: usize, end: usize) -> Option<usize> {
    // "said: “...”", "said, “...”"; a colon may also open words without marks.
    let quote = at + 1 < end && mask[at + 1] != 0;
    let colon = g.word(at) == ":" && at + 2 < end;
    if quote || colon {
        return Some(at + 1);
    }
    // An aside between two commas: "said, as he left the hall, that".
    let close = (at + 1..near).find(|k| g.word(*k) == "," && mask[*k] == 0)?;
    let next = close + 1;
    (next < end && (mask[next] != 0 || g.lower(next) == "that")).then_some(next)
}

/// "said in a statement “...”": a quotation may follow the adjunct that begins at token `at`, before token `near`.
fn quote_behind_adjunct(g: &Grammar<'_>, mask: &[u32], verb: &Reporting, at: usize, near: usize) -> Option<usize> {
    let quote = (at..near).find(|k| mask[*k] != 0)?;
    let clean = (at..quote).all(|k| !is_auxiliary(g.lexicon, g.lower(k)) && !matches!(g.word(k), "." | ";"));
    let joined = quote > at && matches!(g.word(quote - 1), "," | ":");
    (clean && (joined || quote - at <= 8) && verb.frame.quote).then_some(quote)
}

/// "said at a meeting the pier was closed": where the tree has the clause that the verb reports begin, between two tokens.
fn clause_behind(g: &Grammar<'_>, mask: &[u32], verb: &Reporting, from: usize, to: usize) -> Option<usize> {
    let at = verb.tokens.last();
    if !verb.frame.that {
        return None;
    }
    let clause = g.child(at, &[Label::Ccomp]).filter(|c| *c > from)?;
    let start = g.phrase(clause).start.max(from);
    let mark = g.kind(start) == TokenKind::Mark;
    (start < to
        && !mark
        && mask[start] == 0
        && g.child(clause, &[Label::Nsubj, Label::NsubjPassive, Label::Expl]).is_some())
    .then_some(start)
}

fn starts_adjunct(g: &Grammar<'_>, at: usize) -> bool {
    let lower = g.lower(at);
    is_preposition(g.lexicon, lower) || is_weekday_or_day(g.lexicon, lower) || is_adverb(g.lexicon, lower)
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Article, Block, BlockKind, Span};
    use onrecord_words::quotes;

    use super::*;
    use crate::Lexicon;

    /// What the first token `word` of a sentence reports.
    fn reported(text: &str, word: &str) -> Option<String> {
        let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), time: None };
        let article = Article { text: text.into(), blocks: vec![block], ..Article::default() };
        let g = Grammar::of(&article, Lexicon::english());
        let mask = quotes::mask(&g, &quotes::pair(&g));
        let at = (0..g.tokens.len()).find(|i| g.lower(*i) == word)?;
        let form = g.lexicon.reports.get(word)?;
        let verb = Reporting {
            tokens: Tokens::one(at),
            lemma: form.lemma,
            sense: form.what.sense,
            frame: form.what.frame,
            passive: false,
            negated: false,
            source: None,
        };
        let (start, _) = reported_start(&g, &mask, &verb, g.tokens.len())?;
        let end = reported_end(&g, &mask, start, g.tokens.len(), &[]);
        Some(article.text[g.span_of(start..end)].to_owned())
    }

    #[test]
    fn a_complement_stands_between_adjuncts_and_the_writers_words() {
        let told = reported("Venn told reporters on Monday that the pier is safe.", "told");
        assert_eq!(told.as_deref(), Some("that the pier is safe"));
        let said = reported("Venn said the pier is safe, but the council closed it.", "said");
        assert_eq!(said.as_deref(), Some("the pier is safe"));
        assert_eq!(reported("Venn said on Monday.", "said"), None);
    }
}
