//! Verbs that the rules pass over and the tree has as verbs with something to report: "Activists claim roads flood", "was reported to have
//! died", and verbs of no list with a clause ("The court determined it was late"). Proposed widely; the judges decide.

use onrecord_grammar::complements::{Reporting, reported_start};
use onrecord_grammar::phrases::is_modal;
use onrecord_grammar::syntax::{Label, Tag};
use onrecord_grammar::verbs::{Frame, Report, Sense};
use onrecord_grammar::{Grammar, List, Tokens};
use onrecord_words::TokenKind;

use super::cue::{Cue, Group};
use super::draft::{Draft, MOST_IN_UNIT, Scope, clause_before, follows, inside, quote_at};
use super::speaker;

/// Adds what the verbs of a unit report that no draft from `first` on has as its cue.
pub fn add(scope: &Scope<'_, '_, '_>, first: usize, used: &mut [bool], drafts: &mut Vec<Draft>) {
    let Scope { passage, n, unit, .. } = *scope;
    let g = passage.g;
    let mut taken: Vec<usize> = drafts[first..].iter().filter_map(|d| Some(d.verb?.at)).collect();
    taken.sort_unstable();
    let rules = drafts.len();
    for i in unit.tokens.indices() {
        if drafts.len() > rules + MOST_IN_UNIT {
            break;
        }
        if passage.mask[i] != 0 || taken.binary_search(&i).is_ok() {
            continue;
        }
        let Some(cue) = cue_at(scope, i) else { continue };
        let mut draft = Draft::by(n, "", &cue);
        if let Some((at, addressee)) = complement(scope, &cue) {
            draft.addressee = addressee;
            if follows(scope, &cue, at, used, &mut draft).is_some() {
                draft.rule = if g.child(i, &[Label::Ccomp]).is_some() { "tree-clause" } else { "tree-object" };
                drafts.push(draft);
            }
            continue;
        }
        let head = draft.source.filter(|s| s.start < i).map_or(cue.verb.tokens.start, |s| s.start);
        let region = drafts[first..].iter().filter_map(|d| d.parts.last()).map(|p| p.end).filter(|e| *e < head).max();
        let region = Tokens::from(region.unwrap_or(unit.tokens.start)..head);
        if !region.is_empty() && clause_before(scope, &cue, region, cue.verb.tokens.end, &mut draft).is_some() {
            drafts.push(draft);
        }
    }
}

/// "He offered “condolences to all”": quotations left over, with the verb that they stand under as cue.
pub fn quotations(scope: &Scope<'_, '_, '_>, used: &mut [bool], drafts: &mut Vec<Draft>) {
    let Scope { passage, n, unit, .. } = *scope;
    let g = passage.g;
    let mut at = unit.tokens.start;
    while at < unit.tokens.end {
        let Some((q, quote)) = quote_at(passage, at) else {
            at += 1;
            continue;
        };
        at = quote.close.max(at) + 1;
        if used[q] || quote.n_tokens() == 0 || quote.open < unit.tokens.start || quote.close > unit.tokens.end {
            continue;
        }
        let mut verb = g.top(inside(quote));
        for _ in 0..CLIMB {
            let Some(over) = g.head(verb) else { break };
            verb = over;
            if passage.mask[verb] == 0 && is_verb(g, verb) {
                break;
            }
        }
        let governs = passage.mask[verb] == 0 && is_verb(g, verb) && unit.tokens.indices().contains(&verb);
        let Some(cue) = governs.then(|| cue_of(scope, verb, any_verb(g, verb))) else { continue };
        used[q] = true;
        drafts.push(Draft { parts: vec![inside(quote)], ..Draft::by(n, "tree-quotation", &cue) });
    }
}

/// Arcs that are followed upwards.
const CLIMB: usize = 6;

fn is_verb(g: &Grammar<'_>, k: usize) -> bool {
    matches!(g.tag(k), Tag::VerbPast | Tag::VerbPresent | Tag::VerbIng | Tag::VerbParticiple | Tag::VerbBase)
}

/// How a verb reports; one of no list simply says.
fn any_verb(g: &Grammar<'_>, k: usize) -> (&'static str, Report) {
    let unknown = Report { sense: Sense::Say, frame: Frame { that: true, ..Frame::default() } };
    g.lexicon.reports.get(g.lower(k)).map_or(("", unknown), |form| (form.lemma, form.what))
}

/// A verb with what it may report, by lexicon or tree.
fn cue_at(scope: &Scope<'_, '_, '_>, i: usize) -> Option<Cue> {
    let g = scope.passage.g;
    if !is_verb(g, i) || g.kind(i) != TokenKind::Word {
        return None;
    }
    let (lemma, what) = any_verb(g, i);
    if lemma.is_empty() {
        if g.on(i, List::NoSpeech) {
            return None;
        }
        let clause = g.child(i, &[Label::Ccomp]).filter(|c| *c > i)?;
        g.child(clause, &[Label::Nsubj, Label::NsubjPassive, Label::Expl])?;
    }
    let cue = cue_of(scope, i, (lemma, what));
    // "to say", "might say": nobody said it.
    let open = cue.verb.tokens.start;
    let said = open == scope.unit.tokens.start || g.lower(open - 1) != "to";
    let modal = (open..i).any(|k| is_modal(g.lexicon, g.lower(k)));
    (said && !modal).then_some(cue)
}

/// The verb at token `i` with the subject or agent that the tree has.
fn cue_of(scope: &Scope<'_, '_, '_>, i: usize, (lemma, Report { sense, frame }): (&'static str, Report)) -> Cue {
    let Scope { passage, unit, .. } = *scope;
    let g = passage.g;
    let group = Group::before(g, passage.mask, i, unit.tokens.start);
    let passive = group.passive && g.tag(i) == Tag::VerbParticiple;
    let tokens = Tokens::from(group.first..i + 1);
    let verb = Reporting { tokens, lemma, sense, frame, passive, negated: group.negated, source: None };
    let mut cue = Cue { verb, at: i, inverted: false, shared: false, earlier: group.earlier };
    let subject = if passive {
        g.child(i, &[Label::Agent, Label::Obl])
            .filter(|a| g.child(*a, &[Label::Case]).is_some_and(|by| g.lower(by) == "by"))
    } else {
        cue.shared = g.child(i, &[Label::Nsubj]).is_none();
        g.subject_head(i)
    };
    let outside = |s: &usize| passage.mask[*s] == 0 && unit.tokens.indices().contains(s);
    cue.verb.source = subject.filter(outside).map(|s| speaker::noun_phrase(g, s, unit.tokens, tokens));
    cue
}

/// Where what a verb reports begins behind it, and who is told.
fn complement(scope: &Scope<'_, '_, '_>, cue: &Cue) -> Option<(usize, Option<Tokens>)> {
    let Scope { passage, unit, .. } = *scope;
    let g = passage.g;
    if let Some(found) = reported_start(g, passage.mask, &cue.verb, unit.tokens.end) {
        return Some(found);
    }
    let behind = cue.verb.tokens.end;
    let within = |k: &usize| *k >= behind && *k < unit.tokens.end;
    let clause = g.child(cue.at, &[Label::Ccomp]).filter(within);
    let other =
        || (!cue.verb.lemma.is_empty()).then(|| g.child(cue.at, &[Label::Xcomp, Label::Obj, Label::Obl])).flatten();
    let head = clause.or_else(|| other().filter(within))?;
    Some((first_of(g, head, behind), None))
}

/// The first word of the phrase of a head, behind a token.
fn first_of(g: &Grammar<'_>, head: usize, behind: usize) -> usize {
    let start = g.phrase(head).start.max(behind);
    (start..head).find(|k| matches!(g.kind(*k), TokenKind::Word | TokenKind::Number | TokenKind::Open)).unwrap_or(head)
}
