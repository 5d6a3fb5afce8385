//! Statements as ranges of tokens, unit by unit, before circumstances are added.

use std::cell::RefCell;

use onrecord_grammar::complements::{reported_end, reported_start};
use onrecord_grammar::syntax::Label;
use onrecord_grammar::verbs::Sense;
use onrecord_grammar::{Grammar, List, Tokens};
use onrecord_model::BlockKind;

use super::according;
use super::by_tree;
use super::cue::{self, Cue};
use super::extent::{self, Offer, Reach, Sign};
use super::judge::finite;
use super::nouns;
use super::speaker;
use super::unit::Unit;
use onrecord_grammar::phrases::*;
use onrecord_words::TokenKind;
use onrecord_words::quotes::Quote;

/// A statement in the making, in tokens.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is said; in two parts where the cue stands in between.
    pub parts: Vec<Tokens>,
    pub cue: Option<Tokens>,
    pub source: Option<Tokens>,
    pub addressee: Option<Tokens>,
    /// "Asked about the budget"
    pub asked: Option<Tokens>,
    pub sense: Sense,
    pub negated: bool,
    pub earlier: bool,
    pub unit: usize,
    pub rule: &'static str,
    /// Another statement that lends its source ("“...”" in a paragraph of its own).
    pub carried: bool,
    /// The verb of reporting that proposed it.
    pub verb: Option<Cue>,
}

impl Draft {
    /// A draft of unit `n` that has nothing yet but its rule: simply said, by nobody, to nobody.
    pub fn of(n: usize, rule: &'static str) -> Draft {
        Draft {
            parts: Vec::new(),
            cue: None,
            source: None,
            addressee: None,
            asked: None,
            sense: Sense::Say,
            negated: false,
            earlier: false,
            unit: n,
            rule,
            carried: false,
            verb: None,
        }
    }

    /// A draft of unit `n` by a verb of reporting.
    pub fn by(n: usize, rule: &'static str, cue: &Cue) -> Draft {
        Draft {
            cue: Some(cue.verb.tokens),
            source: cue.verb.source,
            verb: Some(*cue),
            sense: cue.verb.sense,
            negated: cue.verb.negated,
            earlier: cue.earlier,
            ..Draft::of(n, rule)
        }
    }
}

/// What units are drafted from.
pub struct Passage<'a, 'w> {
    pub g: &'a Grammar<'w>,
    pub quotes: &'a [Quote],
    pub mask: &'a [u32],
    pub units: &'a [Unit],
    /// Weights by which extents are chosen.
    pub extents: &'a [u8],
    /// Takes down the choices of extents, for the trainer.
    pub offers: Option<&'a RefCell<Vec<Offer>>>,
}

/// One unit of a passage, its number, and where in it a cue without a subject of its own takes over.
#[derive(Clone, Copy)]
pub struct Scope<'p, 'a, 'w> {
    pub passage: &'p Passage<'a, 'w>,
    pub n: usize,
    pub unit: Unit,
    pub cuts: &'p [usize],
}

/// A sentence with more statements is none: what lies behind them is left alone.
pub const MOST_IN_UNIT: usize = 100;

/// The end of what is reported is looked for among so many words.
const LONGEST: usize = 250;

/// All drafts in text order of their units.
pub fn drafts(passage: &Passage<'_, '_>) -> Vec<Draft> {
    let mut used = vec![false; passage.quotes.len()];
    let mut drafts: Vec<Draft> = Vec::new();
    for (n, unit) in passage.units.iter().enumerate() {
        let kind = passage.g.sentences[passage.g.tokens[unit.tokens.start].sentence as usize].kind;
        of_unit(passage, n, *unit, kind, &mut used, &mut drafts);
        floating(passage, n, *unit, &mut used, &mut drafts);
        by_tree::quotations(&Scope { passage, n, unit: *unit, cuts: &[] }, &mut used, &mut drafts);
    }
    drafts
}

/// What stands between the marks of a quotation.
pub fn inside(quote: &Quote) -> Tokens {
    Tokens::from(quote.open + 1..quote.close)
}

pub fn quote_at<'q>(passage: &Passage<'q, '_>, token: usize) -> Option<(usize, &'q Quote)> {
    let n = passage.mask.get(token).copied().unwrap_or(0).checked_sub(1)? as usize;
    passage.quotes.get(n).map(|q| (n, q))
}

fn of_unit(
    passage: &Passage<'_, '_>,
    n: usize,
    unit: Unit,
    kind: BlockKind,
    used: &mut [bool],
    drafts: &mut Vec<Draft>,
) {
    let g = passage.g;
    let mut cues: Vec<Cue> = Vec::new();
    let asked = question(g, unit);
    for i in asked.map_or(unit.tokens.start, |a| a.end)..unit.tokens.end {
        if cues.len() < MOST_IN_UNIT
            && passage.mask[i] == 0
            && let Some(cue) = cue::at(g, passage.mask, i, unit.tokens)
        {
            cues.push(cue);
        }
    }
    share_sources(g, unit, &mut cues);
    // Where a cue without a subject of its own takes over, the words before it end.
    let mut cuts: Vec<usize> =
        cues.iter().filter(|c| c.shared).map(|c| cut_before(g, c.verb.tokens.start, unit.tokens.start)).collect();
    cuts.sort_unstable();
    let scope = Scope { passage, n, unit, cuts: &cuts };
    let first_draft = drafts.len();
    let mut region = unit.tokens.start;
    for cue in &cues {
        if let Some(draft) = of_cue(&scope, cue, region, used) {
            region = draft.parts.last().map_or(region, |p| p.end.max(cue.verb.tokens.end)).max(region);
            let behind = behind_colon(&scope, &draft, used);
            region = behind.as_ref().map_or(region, |b| b.parts[0].end);
            drafts.push(draft);
            drafts.extend(behind);
        }
    }
    according::add(&scope, drafts);
    nouns::add(&scope, drafts);
    if matches!(kind, BlockKind::Title | BlockKind::Heading) && drafts.len() == first_draft {
        headline(passage, n, unit, drafts);
    }
    led_in(&scope, used, drafts);
    by_tree::add(&scope, first_draft, used, drafts);
    if let Some(asked) = asked {
        for draft in &mut drafts[first_draft..] {
            if draft.parts.first().is_some_and(|p| p.start >= asked.end) {
                draft.asked = Some(asked);
            }
        }
    }
}

/// "Venn said the pier was closed: “We had no choice.”": the quotation behind the colon is the same speaker's.
fn behind_colon(scope: &Scope<'_, '_, '_>, draft: &Draft, used: &mut [bool]) -> Option<Draft> {
    let Scope { passage, n, unit, .. } = *scope;
    let end = draft.parts.last()?.end;
    let colon = end + 1 < unit.tokens.end && passage.g.word(end) == ":" && passage.mask[end] == 0;
    let (q, quote) = quote_at(passage, end + 1).filter(|(q, x)| colon && x.open == end + 1 && !used[*q])?;
    (quote.n_tokens() > 2).then(|| {
        used[q] = true;
        Draft { parts: vec![inside(quote)], source: draft.source, carried: true, ..Draft::of(n, "carried-on") }
    })
}

/// No clause that leads in has more words.
pub const LEAD: usize = 80;

/// "Roe opposed the plan: “It will cost us the harbour.”": a sentence in marks behind a colon is said by the subject of what leads in.
fn led_in(scope: &Scope<'_, '_, '_>, used: &mut [bool], drafts: &mut Vec<Draft>) {
    let Scope { passage, n, unit, .. } = *scope;
    let g = passage.g;
    for colon in unit.tokens.start + 2..unit.tokens.end.saturating_sub(3) {
        if g.word(colon) != ":" || passage.mask[colon] != 0 {
            continue;
        }
        let Some((q, quote)) = quote_at(passage, colon + 1).filter(|(q, x)| x.open == colon + 1 && !used[*q]) else {
            continue;
        };
        if quote.n_tokens() < 5 {
            continue;
        }
        let near = unit.tokens.start.max(colon.saturating_sub(LEAD));
        let root = (near..colon).find(|k| g.arc(*k).is_some_and(|a| a.label == Label::Root));
        let Some(subject) = root.and_then(|r| g.child(r, &[Label::Nsubj])).filter(|s| passage.mask[*s] == 0) else {
            continue;
        };
        used[q] = true;
        let source = speaker::noun_phrase(
            g,
            subject,
            Tokens::from(unit.tokens.start..colon),
            Tokens::one(root.unwrap_or(colon)),
        );
        drafts.push(Draft {
            parts: vec![inside(quote)],
            cue: root.map(Tokens::one),
            source: Some(source),
            ..Draft::of(n, "led-in")
        });
    }
}

/// Back over the comma or conjunction that joins a cue to what is before it.
fn cut_before(g: &Grammar<'_>, first: usize, start: usize) -> usize {
    let mut at = first;
    while at > start && g.on(at - 1, List::BeforeCue) {
        at -= 1;
    }
    at
}

fn share_sources(g: &Grammar<'_>, unit: Unit, cues: &mut [Cue]) {
    let mut last = None;
    for cue in cues {
        if cue.shared {
            cue.verb.source = last.or_else(|| subject(g, unit.tokens.start, cue.verb.tokens.start));
        } else {
            last = cue.verb.source;
        }
    }
}

/// What a cue reports: the quotation before it, else what follows it, else the words before it without marks.
fn of_cue(scope: &Scope<'_, '_, '_>, cue: &Cue, region: usize, used: &mut [bool]) -> Option<Draft> {
    let Scope { passage, n, unit, .. } = *scope;
    let g = passage.g;
    let source = cue.verb.source;
    let head = match source {
        Some(source) if !cue.shared && !cue.inverted && !cue.verb.passive => source.start.min(cue.verb.tokens.start),
        _ => cue.verb.tokens.start,
    };
    let after = if cue.inverted { source.map_or(cue.verb.tokens.end, |s| s.end) } else { cue.verb.tokens.end };
    let mut draft = Draft::by(n, "", cue);
    // A quotation right before: “...,” Venn said.
    if head > region
        && let Some((q, quote)) = left_quote(passage, head, region).filter(|(q, _)| !used[*q])
        && (cue.verb.frame.quote || ends_spoken(g, quote))
    {
        used[q] = true;
        let lead = lead(passage, region, quote.open);
        draft.parts.push(lead.map_or(inside(quote), |from| Tokens::from(from..quote.close + 1)));
        draft.rule = if lead.is_some() { "mixed-cue-after" } else { "cue-after" };
        second_part(scope, cue, after, used, &mut draft);
        return Some(draft);
    }
    // What follows the verb.
    if !cue.inverted
        && let Some((at, addressee)) = reported_start(g, passage.mask, &cue.verb, unit.tokens.end)
    {
        draft.addressee = addressee;
        follows(scope, cue, at, used, &mut draft)?;
        return Some(draft);
    }
    if let Some(addressee) = told(g, passage.mask, after, unit.tokens.end) {
        draft.addressee = Some(addressee);
    }
    clause_before(scope, cue, Tokens::from(region..head), after, &mut draft)?;
    Some(draft)
}

/// Words before, without marks: The bridge is safe, Venn said. They stand in `region`, which ends at the cue or its source.
pub fn clause_before(
    scope: &Scope<'_, '_, '_>,
    cue: &Cue,
    region: Tokens,
    after: usize,
    draft: &mut Draft,
) -> Option<()> {
    let Scope { passage, unit, cuts, .. } = *scope;
    let g = passage.g;
    let comma =
        region.end.checked_sub(1).filter(|c| *c > region.start && g.word(*c) == "," && passage.mask[*c] == 0)?;
    let speaks = cue.verb.frame.that && !cue.shared && cue.verb.source.is_some();
    let from = skip_joiner(g, region.start, comma);
    // "The bridge, Venn said, is safe."
    let close = (after..unit.tokens.end.min(after + 14)).find(|k| passage.mask[*k] == 0 && g.word(*k) == ",");
    let around = || {
        let near = |c: usize| (c + 1..unit.tokens.end.min(c + 12)).any(|k| finite(g, k));
        from < comma && close.is_some_and(|c| c < after + 3 && near(c))
    };
    if !speaks || !around() && (comma < from + 3 || !has_clause(g, from, comma)) {
        return None;
    }
    let from = back(scope, cue.into(), Tokens::from(from..comma));
    draft.parts.push(Tokens::from(from..comma));
    draft.rule = "clause-before";
    // ... and on behind it.
    if let Some(close) = close.filter(|c| c + 2 < unit.tokens.end && *c < after + 10) {
        let next = g.lower(close + 1);
        let more = !passage.g.lexicon.on(next, List::MoreOfSource);
        if more && !cuts.contains(&close) {
            let end = reported_end(g, passage.mask, close + 1, unit.tokens.end, cuts);
            if end > close + 2 {
                let part = extent(scope, cue.into(), Tokens::from(close + 1..end));
                draft.parts.push(Tokens::from(close + 1..part.end));
            }
        }
    }
    Some(())
}

/// The quotation that ends right before `head`, a comma let pass.
fn left_quote<'q>(passage: &Passage<'q, '_>, head: usize, region: usize) -> Option<(usize, &'q Quote)> {
    let mut at = head - 1;
    if passage.mask[at] == 0 && matches!(passage.g.word(at), "," | "—" | "–") && at > region {
        at -= 1;
    }
    let (q, quote) = quote_at(passage, at)?;
    (quote.close == at && quote.open >= region && quote.n_tokens() > 0).then_some((q, quote))
}

/// True where quoted words end as speech does: with a mark.
fn ends_spoken(g: &Grammar<'_>, quote: &Quote) -> bool {
    quote.close > 0 && g.kind(quote.close - 1) == TokenKind::Mark
}

/// Where the clause begins that runs into a quotation: The plan is “a bet on a boom,” she said. `None` where only a
/// joiner stands before it.
fn lead(passage: &Passage<'_, '_>, region: usize, open: usize) -> Option<usize> {
    let g = passage.g;
    let from = skip_joiner(g, region, open);
    let n = (from..open).filter(|k| matches!(g.kind(*k), TokenKind::Word | TokenKind::Number)).count();
    let apart = open > from && matches!(g.word(open - 1), "," | ":" | "." | "—" | "–" | ";" | ")");
    (n >= 1 && !apart && open > from).then_some(from)
}

pub fn skip_joiner(g: &Grammar<'_>, mut from: usize, to: usize) -> usize {
    while from < to && (g.kind(from) == TokenKind::Mark || g.on(from, List::SentenceJoiner)) {
        from += 1;
    }
    from
}

fn has_clause(g: &Grammar<'_>, from: usize, to: usize) -> bool {
    let lower = g.lower(from);
    !is_preposition(g.lexicon, lower)
        && !looks_like_verb(g.lexicon, lower)
        && !g.lexicon.on(lower, List::ClauseOpener)
        && (from..to).any(|k| {
            let l = g.lower(k);
            is_auxiliary(g.lexicon, l)
                || looks_like_verb(g.lexicon, l)
                || (k > from && l.len() > 3 && l.ends_with('s') && !g.capital(k))
        })
}

/// “...,” Venn said. “...”: the second half in the same unit.
fn second_part(scope: &Scope<'_, '_, '_>, cue: &Cue, after: usize, used: &mut [bool], draft: &mut Draft) {
    let Scope { passage, unit, .. } = *scope;
    let g = passage.g;
    if let Some(addressee) = told(g, passage.mask, after, unit.tokens.end) {
        draft.addressee = Some(addressee);
    } else if cue.verb.frame.addressee && !cue.inverted && cue.verb.lemma != "say" {
        draft.addressee = phrase_after(g, after, unit.tokens.end).filter(|p| passage.mask[p.start] == 0);
    }
    let open = (after..unit.tokens.end.min(after + 24)).find(|k| passage.mask[*k] != 0);
    if let Some((q, quote)) = open.and_then(|k| quote_at(passage, k))
        && !used[q]
        && quote.open > after
        && matches!(g.word(quote.open - 1), "," | ":" | "." | "—" | "–")
        && !(after..quote.open).any(|k| g.lower(k) == "that" || g.lower(k).ends_with("ing") && !g.capital(k))
    {
        used[q] = true;
        draft.parts.push(inside(quote));
    }
}

/// "said to reporters", "told TRV" behind a quotation.
fn told(g: &Grammar<'_>, mask: &[u32], after: usize, end: usize) -> Option<Tokens> {
    if after < end && g.lower(after) == "to" && mask[after] == 0 {
        return phrase_after(g, after + 1, end);
    }
    None
}

/// Where what is reported behind a sign begins and ends; `rule`: by the rules.
pub fn extent(scope: &Scope<'_, '_, '_>, sign: Sign<'_>, rule: Tokens) -> Tokens {
    let Scope { passage, unit, cuts, .. } = *scope;
    let Tokens { start, end } = rule;
    let limit = cuts.iter().copied().find(|c| *c > start).unwrap_or(unit.tokens.end);
    let limit = limit.max(end).min(start + LONGEST).max(end);
    let reach = Reach { mask: passage.mask, cue: sign, rule, limit };
    extent::choose(passage.g, &reach, passage.extents, passage.offers)
}

/// Where what is reported before a sign begins, at the earliest where `rule` does.
pub fn back(scope: &Scope<'_, '_, '_>, sign: Sign<'_>, rule: Tokens) -> usize {
    let Scope { passage, .. } = *scope;
    let rule = Tokens::from(rule.start.max(rule.end.saturating_sub(LONGEST))..rule.end);
    let reach = Reach { mask: passage.mask, cue: sign, rule, limit: rule.end };
    extent::back(passage.g, &reach, passage.extents, passage.offers)
}

/// Content behind the verb, from token `at`.
pub fn follows(scope: &Scope<'_, '_, '_>, cue: &Cue, at: usize, used: &mut [bool], draft: &mut Draft) -> Option<()> {
    let Scope { passage, unit, cuts, .. } = *scope;
    let g = passage.g;
    if let Some((q, quote)) = quote_at(passage, at).filter(|(_, q)| q.open == at) {
        let next = quote.close + 1;
        let alone = next >= unit.tokens.end
            || matches!(g.word(next), "." | "," | ";" | ")" | "—" | "–")
            || g.on(next, List::FollowsQuote);
        if used[q] {
            return None;
        }
        if alone && (cue.verb.frame.quote || ends_spoken(g, quote) || quote.n_tokens() > 3) {
            if quote.n_tokens() < 2 && !ends_spoken(g, quote) && !cue.verb.frame.quote {
                return None;
            }
            used[q] = true;
            draft.parts.push(inside(quote));
            draft.rule = "cue-before";
            return Some(());
        }
    }
    let end = reported_end(g, passage.mask, at, unit.tokens.end, cuts);
    if end <= at {
        return None;
    }
    let (from, Tokens { start: at, end }) = (at, extent(scope, cue.into(), Tokens::from(at..end)));
    let n = (at..end).filter(|k| matches!(g.kind(*k), TokenKind::Word | TokenKind::Number)).count();
    if n == 0 || n < 2 && passage.mask[at] == 0 {
        return None;
    }
    for k in at..end {
        if passage.mask[k] != 0 {
            used[passage.mask[k] as usize - 1] = true;
        }
    }
    // "warned ministers to act": what the words begin behind is who was told.
    if draft.addressee.is_none()
        && at > from
        && cue.verb.frame.that | cue.verb.frame.infinitive
        && matches!(g.lower(at), "to" | "that" | "of" | "for")
        && passage.mask[from..at].iter().all(|m| *m == 0)
    {
        draft.addressee = Some(Tokens::from(from..at));
    }
    draft.parts.push(Tokens::from(at..end));
    let that = g.lower(at) == "that";
    draft.rule = match (that, cue.verb.frame.that || matches!(cue.verb.lemma, "say" | "tell" | "add")) {
        (true, _) => "that-clause",
        (_, true) => "bare-clause",
        _ => "object",
    };
    Some(())
}

/// `Minister: no grain ships before harvest`.
fn headline(passage: &Passage<'_, '_>, n: usize, unit: Unit, drafts: &mut Vec<Draft>) {
    let g = passage.g;
    let Some(colon) = (unit.tokens.start + 1..unit.tokens.end.min(unit.tokens.start + 6))
        .find(|k| g.word(*k) == ":" && passage.mask[*k] == 0)
    else {
        return;
    };
    let person = (unit.tokens.start..colon).all(|k| g.kind(k) == TokenKind::Word) && g.capital(colon - 1);
    if !person || unit.tokens.end < colon + 4 || g.lower(unit.tokens.start) == "the" {
        return;
    }
    let mut part = Tokens::from(colon + 1..unit.tokens.end);
    if let Some((_, quote)) =
        quote_at(passage, colon + 1).filter(|(_, q)| q.open == colon + 1 && q.close + 1 >= unit.tokens.end)
    {
        part = inside(quote);
    }
    drafts.push(Draft {
        parts: vec![part],
        source: Some(Tokens::from(unit.tokens.start..colon)),
        ..Draft::of(n, "headline-colon")
    });
}

/// "Asked about the budget, ...": tokens up to the comma.
fn question(g: &Grammar<'_>, unit: Unit) -> Option<Tokens> {
    let lower = g.lower(unit.tokens.start);
    let asked = matches!(lower, "asked" | "questioned" | "pressed" | "quizzed")
        || (matches!(lower, "when" | "if")
            && unit.tokens.start + 1 < unit.tokens.end
            && g.lower(unit.tokens.start + 1) == "asked");
    let comma = (unit.tokens.start..unit.tokens.end.min(unit.tokens.start + 60)).find(|k| g.word(*k) == ",")?;
    asked.then_some(Tokens::from(unit.tokens.start..comma))
}

/// Quotations in units of their own, without a cue: they go on with what was being said.
fn floating(passage: &Passage<'_, '_>, n: usize, unit: Unit, used: &mut [bool], drafts: &mut Vec<Draft>) {
    let g = passage.g;
    let Some((q, quote)) =
        quote_at(passage, unit.tokens.start).filter(|(q, x)| x.open == unit.tokens.start && !used[*q])
    else {
        return;
    };
    let behind = quote.close + 1;
    let alone = behind >= unit.tokens.end || (behind..unit.tokens.end).all(|k| g.kind(k) != TokenKind::Word);
    if !alone || quote.n_tokens() < 3 {
        return;
    }
    let Some(last) = drafts.last() else { return };
    let before = passage.units[last.unit];
    let quoted_before = last.parts.last().and_then(|p| quote_at(passage, p.start)).map(|(_, q)| *q);
    let near = last.unit + 4 >= n;
    let same_block = before.block == unit.block;
    let runs_on = quoted_before.is_some_and(|q| !q.closed) && before.block + 2 >= unit.block;
    if quoted_before.is_some() && near && (same_block || runs_on) {
        used[q] = true;
        if let Some(last) = drafts.last_mut() {
            last.parts.push(inside(quote));
        }
        return;
    }
    if before.block + 2 >= unit.block && (quoted_before.is_some() || quote.n_tokens() > 5) {
        used[q] = true;
        let source = last.source;
        drafts.push(Draft { parts: vec![inside(quote)], source, carried: true, ..Draft::of(n, "carried-on") });
    }
}
