//! Cues: verbs of reporting with their auxiliaries, and their sources.
//!
//! Leaves alone: cues inside quotations, nouns ("the claim"), infinitives ("to say"), what might be said ("would say").
//! Cases: cases/statements/cue-*.md

use onrecord_grammar::complements::Reporting;
use onrecord_grammar::phrases::*;
use onrecord_grammar::verbs::{Forms, Frame, Report, VerbForm};
use onrecord_grammar::{Grammar, List, Tokens};
use onrecord_words::TokenKind;

/// A verb of reporting where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    /// With the source right beside it.
    pub verb: Reporting,
    /// The verb itself, without what stands with it.
    pub at: usize,
    /// The source stands behind the verb ("said Venn").
    pub inverted: bool,
    /// Shares the subject of the cue before it (", adding that", "and called").
    pub shared: bool,
    /// Said before: "has repeatedly said".
    pub earlier: bool,
}

/// What stands with a verb before it: the "has repeatedly" of "has repeatedly said".
#[derive(Clone, Copy, Debug)]
pub struct Group {
    pub first: usize,
    pub perfect: bool,
    pub passive: bool,
    pub negated: bool,
    pub earlier: bool,
    modal: bool,
}

impl Group {
    /// The auxiliaries and adverbs before the verb at token `i`, back to token `start` at most.
    pub fn before(g: &Grammar<'_>, mask: &[u32], i: usize, start: usize) -> Group {
        let mut group =
            Group { first: i, perfect: false, passive: false, negated: false, earlier: false, modal: false };
        while group.first > start && i - group.first < 7 && mask[group.first - 1] == 0 {
            let lower = g.lower(group.first - 1);
            let kind = g.kind(group.first - 1);
            if !matches!(kind, TokenKind::Word | TokenKind::Clitic) {
                break;
            }
            if is_auxiliary(g.lexicon, lower) && (kind != TokenKind::Clitic || !matches!(lower, "'s" | "’s")) {
                group.perfect |= matches!(lower, "has" | "have" | "had" | "'ve" | "’ve");
                group.passive |= is_be(g.lexicon, lower);
                group.modal |= is_modal(g.lexicon, lower);
            } else if is_adverb(g.lexicon, lower) && !g.capital(group.first - 1) {
                group.negated |= is_not(lower);
                group.earlier |= g.lexicon.on(lower, List::EarlierAdverb);
            } else {
                break;
            }
            group.first -= 1;
        }
        group
    }
}

/// The verb of reporting at token `i` of a unit, if it is one here.
pub fn at(g: &Grammar<'_>, mask: &[u32], i: usize, unit: Tokens) -> Option<Cue> {
    let Tokens { start, end } = unit;
    if g.kind(i) != TokenKind::Word {
        return None;
    }
    let VerbForm { lemma, forms, what: Report { sense, frame } } = g.lexicon.reports.get(g.lower(i))?;
    let group = Group::before(g, mask, i, start);
    let first = group.first;
    let before = (first > start).then(|| g.lower(first - 1));
    if before == Some("to") {
        // "went on to say", "continued to insist"; "declined to say" tells nothing.
        let governed = first >= start + 2 && matches!(g.lower(first - 2), "on" | "continued" | "continues");
        if !governed {
            return None;
        }
    }
    if group.modal && !(group.negated && matches!(lemma, "say" | "comment" | "confirm")) {
        return None;
    }
    // A participle: passive only with its own auxiliary, and then a cue only for some verbs.
    let passive = group.passive && forms.participle && !forms.ing;
    let said_of = g.lexicon.on(lemma, List::SaidOfVerb) && g.lower(i + 1) == "to";
    if passive && !said_of && !g.lexicon.on(lemma, List::ToldVerb) {
        return None;
    }
    if forms.ing && !passive && i > start && is_be(g.lexicon, g.lower(i - 1)) && before.is_none() {
        return None;
    }
    if first == i && may_be_noun(g, mask, i, unit, forms, frame) {
        return None;
    }
    let behind = behind_particle(g, i, end, lemma);
    if frame.only_with_tail && behind == i + 1 && !opens_quote(mask, i + 1, end) && lemma != "call" {
        return None;
    }
    if frame.only_quoted && !opens_quote(mask, i + 1, end) {
        return None;
    }
    let tokens = Tokens::from(first..behind);
    let verb = Reporting { tokens, lemma, sense, frame, passive, negated: group.negated, source: None };
    let earlier = group.earlier && (group.perfect || !forms.ing);
    let mut cue = Cue { verb, at: i, inverted: false, shared: false, earlier };
    source(g, mask, &mut cue, forms, unit)?;
    (!cue.shared || !adds_detail(g, &cue, forms, start)).then_some(cue)
}

/// True where a verb without a subject of its own is the writer's, not a source's.
fn adds_detail(g: &Grammar<'_>, cue: &Cue, forms: Forms, start: usize) -> bool {
    // "the rocket, called Kestrel": what somebody is called, not what somebody said.
    let comma = cue.verb.tokens.start > start && g.word(cue.verb.tokens.start - 1) == ",";
    if comma && forms.participle && matches!(cue.verb.lemma, "call" | "describe" | "dub" | "name") {
        return true;
    }
    // ", underscoring the urgency": the writer's word on what was said.
    forms.ing && g.on(cue.at, List::CommentVerb)
}

fn opens_quote(mask: &[u32], at: usize, end: usize) -> bool {
    (at..end.min(at + 2)).any(|k| mask[k] != 0)
}

/// The token behind a verb at `i` and its particle: "called for", "pointed out".
fn behind_particle(g: &Grammar<'_>, i: usize, end: usize, lemma: &str) -> usize {
    let next = if i + 1 < end { g.lower(i + 1) } else { "" };
    let takes = match lemma {
        "call" => matches!(next, "for" | "on" | "upon"),
        "apologize" | "apologise" => next == "for",
        "commit" => next == "to",
        "advocate" | "press" => next == "for",
        _ => false,
    };
    if takes { i + 2 } else { i + 1 }
}

/// Nouns that look like verbs: "the claims", "a report found", "in response".
fn may_be_noun(g: &Grammar<'_>, mask: &[u32], i: usize, unit: Tokens, forms: Forms, frame: Frame) -> bool {
    let Some(before) = i.checked_sub(1).filter(|b| *b >= unit.start) else {
        // A headline may begin with its verb's subject left out, a sentence with a noun.
        return frame.noun && !forms.ing;
    };
    let lower = g.lower(before);
    if is_determiner(g.lexicon, lower) && !g.lexicon.on(lower, List::DeterminerAlone) {
        return true;
    }
    if forms.ing {
        // "the following", "of saying": after a comma, a subject or a preposition that takes clauses.
        return matches!(lower, "of" | "for" | "about" | "from")
            && !matches!(g.lower(i), "saying" | "telling" | "calling");
    }
    if !frame.noun || forms.past {
        return is_preposition(g.lexicon, lower) && lower != "of" && !forms.past;
    }
    // "reports", "claim": a verb only behind a name or pronoun, with something to report behind it.
    let next = if i + 1 < unit.end { g.lower(i + 1) } else { "" };
    let subject =
        is_pronoun(g.lexicon, lower) || (g.capital(before) && before > unit.start) || g.capital(before) && forms.third;
    let reports = next == "that"
        || is_pronoun(g.lexicon, next)
        || is_determiner(g.lexicon, next)
        || opens_quote(mask, i + 1, unit.end)
        || next == ":"
        || i + 1 < unit.end && g.capital(i + 1);
    let subject = subject || (is_plural_subject(lower) && forms.base);
    !(subject && reports)
}

fn is_plural_subject(lower: &str) -> bool {
    lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss")
}

/// Finds who says it; `None` where it cannot be a cue after all.
fn source(g: &Grammar<'_>, mask: &[u32], cue: &mut Cue, forms: Forms, unit: Tokens) -> Option<()> {
    let Tokens { start, end } = unit;
    let Tokens { start: first, end: behind } = cue.verb.tokens;
    let left = left_source(g, mask, cue, start);
    let before = if first > start { g.lower(first - 1) } else { "" };
    let behind_quote =
        first > start && (mask[first - 1] != 0 || (before == "," && first >= start + 2 && mask[first - 2] != 0));
    let behind_comma = before == "," || before == "—" || before == "–";
    // "said Venn": behind a quotation or a comma.
    if first == cue.at
        && !forms.ing
        && (behind_quote || behind_comma)
        && let Some(found) = phrase_after(g, behind, end)
        && mask[found.start] == 0
        && !is_object_pronoun(g.lexicon, g.lower(found.start))
        // "calls Venn a friend": what takes an object and no clause has its object there.
        && (cue.verb.frame.that || !cue.verb.frame.object)
        && (named_at(g, found.start) || behind_quote)
        && (behind_quote || closes_clause(g, found.end, end))
        // "Deal ‘very close’, warns blockade ‘cannot last’": what it reports comes behind it.
        && (named_at(g, found.start) || !(found.end..end).any(|k| mask[k] != 0))
    {
        cue.verb.source = Some(found);
        cue.inverted = true;
        return Some(());
    }
    if cue.verb.passive {
        // "was told by her officers that": the officers say it. Without "by" nobody is named.
        let by = (behind..end.min(behind + 5)).find(|k| g.lower(*k) == "by");
        cue.verb.source = by.and_then(|by| phrase_after(g, by + 1, end));
        // "were advised to stay", "was accused of theft": by nobody that is told.
        let reports = behind < end && matches!(g.lower(behind), "that" | "to" | "of");
        return (cue.verb.source.is_some() || by.is_none() && reports).then_some(());
    }
    if let Some(found) = left {
        cue.verb.source = Some(found);
        return Some(());
    }
    // No subject of its own: it shares one.
    let joined = g.lexicon.on(before, List::BeforeNewClause);
    if joined || behind_quote || forms.ing || first == start {
        cue.shared = true;
        return Some(());
    }
    None
}

/// A name, a pronoun, or a noun with its determiner begins here.
fn named_at(g: &Grammar<'_>, i: usize) -> bool {
    g.capital(i) || is_determiner(g.lexicon, g.lower(i)) || is_pronoun(g.lexicon, g.lower(i))
}

/// True where the clause is over: the end, a stop, a comma, a day.
fn closes_clause(g: &Grammar<'_>, at: usize, end: usize) -> bool {
    at >= end
        || matches!(g.word(at), "." | "," | ":" | ";" | "—" | "–")
        || is_weekday_or_day(g.lexicon, g.lower(at))
        || is_preposition(g.lexicon, g.lower(at))
}

/// The subject right before the verb's group, asides left out.
fn left_source(g: &Grammar<'_>, mask: &[u32], cue: &Cue, start: usize) -> Option<Tokens> {
    let mut end = cue.verb.tokens.start;
    // "Venn, who had met Oduya, said": the aside between two commas is passed over.
    if end > start && g.word(end - 1) == "," {
        let comma = (start.max(end.saturating_sub(40))..end - 1).rev().find(|k| g.word(*k) == "," && mask[*k] == 0)?;
        let inside = g.lower(comma + 1);
        // A single word before the first comma is an introduction ("Still, ..., said").
        if comma <= start
            || is_joiner(g.lexicon, inside) && !matches!(inside, "who" | "which" | "whose" | "when" | "where")
        {
            return None;
        }
        end = comma;
        let found = phrase_before_in(g, mask, start, end)?;
        // Only somebody's name or office has an aside; a clause before the comma is content.
        let named = g.capital(found.last()) || is_determiner(g.lexicon, g.lower(found.start));
        let aside_is_apposition = is_determiner(g.lexicon, inside)
            || g.lexicon.on(inside, List::NoSource)
            || g.kind(comma + 1) == TokenKind::Number
            || g.capital(comma + 1)
            || is_preposition(g.lexicon, inside)
            || inside.ends_with("ing")
            || inside.ends_with("or")
            || inside.ends_with("er");
        return (named && aside_is_apposition).then_some(found);
    }
    // "(R-Texas) said".
    if end > start && g.word(end - 1) == ")" {
        let open = (start.max(end.saturating_sub(12))..end).rev().find(|k| g.word(*k) == "(")?;
        end = open;
    }
    phrase_before_in(g, mask, start, end)
}

fn phrase_before_in(g: &Grammar<'_>, mask: &[u32], start: usize, end: usize) -> Option<Tokens> {
    if end == 0 || end <= start || mask[end - 1] != 0 {
        return None;
    }
    let found = phrase_before(g, start, end)?;
    let clear = found.indices().rev().take_while(|k| mask[*k] == 0).last()?;
    Some(Tokens { start: clear, ..found })
}
