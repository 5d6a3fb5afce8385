//! Where what is reported begins and ends: among the places where a phrase or clause could, the likeliest by a log-linear choice
//! (`weights/extents.bin`, `cargo xtask train statements`).
//!
//! Candidates to begin behind a cue: where the rules begin, each phrase that depends on the verb, the first quotation mark. Candidates to end:
//! where the rules end, each mark, conjunction and relative outside quotations, each phrase that depends on the verb, the end of the sentence.
//! Before a cue: behind each mark and conjunction.

use std::cell::RefCell;

use onrecord_grammar::complements::Reporting;
use onrecord_grammar::syntax::{Label, Tag, glove};
use onrecord_grammar::verbs::{Frame, Sense};
use onrecord_grammar::{Class, Grammar, List, Tokens, weight_files};
use onrecord_model::Span;
use onrecord_words::TokenKind;

use super::cue::Cue;
use super::judge::{Sink, Values, features, finite, grown, kind_of, label, pairs};

/// Rows of each table of weights.
pub const ROWS: usize = super::judge::ROWS;

/// The choices, each with a table of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where what stands behind a cue begins.
    Begin,
    End,
    /// Where what stands before a cue begins.
    Back,
}

pub const PLACES: [Place; 3] = [Place::Begin, Place::End, Place::Back];

/// Byte tables of the choices.
pub static WEIGHTS: &[u8; PLACES.len() * ROWS] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/extents.bin")));

/// A choice that was offered, for the trainer.
pub struct Offer {
    pub cue: Span,
    pub place: Place,
    /// Where each candidate begins or ends.
    pub at: Vec<u32>,
    pub rows: Vec<Vec<u16>>,
    /// The candidate of the rules.
    pub rule: usize,
}

/// Words that say that something is reported: a verb, a noun, "according to".
#[derive(Clone, Copy)]
pub struct Sign<'a> {
    /// The verb or noun.
    pub at: usize,
    pub tokens: Tokens,
    pub lemma: &'a str,
    pub sense: Sense,
    pub frame: Frame,
    pub passive: bool,
    pub shared: bool,
}

impl From<&Cue> for Sign<'static> {
    fn from(cue: &Cue) -> Self {
        let Reporting { tokens, lemma, sense, frame, passive, .. } = cue.verb;
        Sign { at: cue.at, tokens, lemma, sense, frame, passive, shared: cue.shared }
    }
}

impl<'a> Sign<'a> {
    /// A noun, or "according to".
    pub fn plain(tokens: Tokens, lemma: &'a str, sense: Sense) -> Sign<'a> {
        Sign { at: tokens.start, tokens, lemma, sense, frame: Frame::default(), passive: false, shared: false }
    }
}

/// What may be reported.
pub struct Reach<'a> {
    pub mask: &'a [u32],
    pub cue: Sign<'a>,
    /// Where the rules begin and end.
    pub rule: Tokens,
    /// End of the sentence or unit.
    pub limit: usize,
}

/// No more candidates are looked at.
const MOST: usize = 14;

features! {
    IsRule, Rank, Lemma, Frame, Sense, Passive, Shared, Begins, Before, Relation, Far, Quote, Between, Behind, Behind2, Last, Attached,
    AttachedBy, IsLimit, IsFirst, Skipped, Words, Left, LeftFinite, LeftSubject, Finite, Inside, CloseQuote, AnyQuote, QuoteLeft, Says,
    That, Tense, RuleWord, Main, Subtree, CueRelation, Opener, Cluster,
}

/// Pairs for the beginning.
const START_PAIRS: &[(u8, u8)] = pairs![
    Lemma & Relation,
    Lemma & Begins,
    Lemma & IsRule,
    Cluster & Relation,
    Cluster & Begins,
    Frame & Relation,
    Frame & Begins,
    Sense & Begins,
    Sense & Relation,
    IsRule & Begins,
    Begins & Before,
    Begins & Between,
    Quote & Lemma,
    Quote & Frame,
    RuleWord & Begins,
    RuleWord & Relation,
];

/// Pairs for the end.
const END_PAIRS: &[(u8, u8)] = pairs![
    Between & Behind,
    Between & Attached,
    Behind & Attached,
    Behind & AttachedBy,
    Behind & Behind2,
    IsRule & Behind,
    Between & AttachedBy,
    IsRule & Between,
    IsRule & Attached,
    IsLimit & Frame,
    IsLimit & That,
    IsLimit & Skipped,
    IsLimit & Lemma,
    Behind & LeftFinite,
    Behind & LeftSubject,
    Behind & Frame,
    Between & QuoteLeft,
    Between & AnyQuote,
    Inside & Between,
    CloseQuote & Between,
    Finite & Frame,
    Finite & Between,
    Words & Between,
    Tense & Behind,
    That & Behind,
    Main & Between,
    Main & Behind,
    Main & That,
    Main & LeftSubject,
    Subtree & Between,
    Subtree & Behind,
    Subtree & AttachedBy,
    CueRelation & Between,
    CueRelation & IsLimit,
    Opener & Between,
    Opener & IsLimit,
];

/// Where what is reported begins and ends.
pub fn choose(g: &Grammar<'_>, of: &Reach<'_>, weights: &[u8], offers: Option<&RefCell<Vec<Offer>>>) -> Tokens {
    let starts = starts(g, of);
    let rows: Vec<Vec<u16>> = (0..starts.len()).map(|n| start_rows(g, of, &starts, n)).collect();
    let start = starts[best(&rows, table(weights, Place::Begin), 0)];
    if let Some(offers) = offers {
        let at = starts.iter().map(|s| g.tokens[*s].span.start).collect();
        offers.borrow_mut().push(Offer { cue: g.span_of(of.cue.tokens), place: Place::Begin, at, rows, rule: 0 });
    }
    let ends = ends(g, of, start);
    if ends.is_empty() {
        return Tokens::from(start..of.rule.end.max(start));
    }
    let rows: Vec<Vec<u16>> = (0..ends.len()).map(|n| end_rows(g, of, start, &ends, n)).collect();
    let rule = ends.iter().position(|e| *e == of.rule.end).unwrap_or(0);
    let end = ends[best(&rows, table(weights, Place::End), rule)];
    if let Some(offers) = offers {
        let at = ends.iter().map(|e| g.tokens[e - 1].span.end).collect();
        offers.borrow_mut().push(Offer { cue: g.span_of(of.cue.tokens), place: Place::End, at, rows, rule });
    }
    Tokens::from(start..end)
}

/// The table of a choice; none where nothing is learned yet.
fn table(weights: &[u8], place: Place) -> &[u8] {
    weights.chunks(ROWS).nth(place as usize).unwrap_or_default()
}

/// Where what ends before a cue, at `of.rule.end`, begins.
pub fn back(g: &Grammar<'_>, of: &Reach<'_>, weights: &[u8], offers: Option<&RefCell<Vec<Offer>>>) -> usize {
    let Tokens { start: from, end } = of.rule;
    let mut all = vec![from];
    for k in from + 1..end.saturating_sub(1) {
        let opens = match g.class(k - 1) {
            Class::Comma | Class::Stop | Class::Mark | Class::And | Class::Subordinator => of.mask[k - 1] == 0,
            _ => false,
        };
        if opens && all.len() < 2 * MOST {
            all.push(k);
        }
    }
    let rows: Vec<Vec<u16>> = (0..all.len()).map(|n| back_rows(g, of, &all, n)).collect();
    let start = all[best(&rows, table(weights, Place::Back), 0)];
    if let Some(offers) = offers {
        let at = all.iter().map(|s| g.tokens[*s].span.start).collect();
        offers.borrow_mut().push(Offer { cue: g.span_of(of.cue.tokens), place: Place::Back, at, rows, rule: 0 });
    }
    start
}

/// The candidate of the largest sum; of equals the rules', then the first.
pub fn best(rows: &[Vec<u16>], weights: &[u8], rule: usize) -> usize {
    let weight = |row: &u16| weights.get(usize::from(*row)).map_or(0, |w| i32::from(w.cast_signed()));
    let sums: Vec<i32> = rows.iter().map(|rows| rows.iter().map(weight).sum()).collect();
    let most = sums.iter().copied().max().unwrap_or(0);
    if sums.get(rule) == Some(&most) {
        return rule;
    }
    sums.iter().position(|s| *s == most).unwrap_or(rule)
}

/// Where it may begin, the rules' choice first.
fn starts(g: &Grammar<'_>, of: &Reach<'_>) -> Vec<usize> {
    let from = of.rule.start;
    let mut all = vec![from];
    let mut add = |k: usize| {
        if k >= from && k + 1 < of.limit && !all.contains(&k) && all.len() < MOST {
            all.push(k);
        }
    };
    // What depends on the verb.
    let around = g.around(of.cue.at);
    for k in from.max(around.start)..of.limit.min(around.end) {
        let under = g.arc(k).is_some_and(|arc| arc.head == Some(of.cue.at as u32) && arc.label != Label::Punct);
        if under {
            add(g.phrase(k).start.max(from));
        }
    }
    // "called the plan “a gift”", "told the crowd of ...": behind the first phrase.
    let near = of.limit.min(from + 14);
    if let Some(quote) = (from + 1..near).find(|k| of.mask[*k] != 0 && of.mask[k - 1] == 0) {
        add(quote);
    }
    let article = |k: usize| g.class(k) == Class::Determiner && g.lower(k).starts_with('a') && g.lower(k).len() < 3;
    for k in from + 1..near {
        let opens = matches!(g.lower(k), "to" | "of" | "for" | "that" | "as") || article(k);
        let subject = matches!(label(g, k), "nsubj" | "nsubj:pass" | "expl");
        let behind = matches!(g.lower(k - 1), "as" | "with" | ",");
        if of.mask[k] == 0 && (opens || behind) {
            add(k);
        }
        if of.mask[k] == 0 && subject {
            add(g.phrase(k).start.max(from + 1));
        }
    }
    all
}

/// Where what begins at `start` may end, in text order.
fn ends(g: &Grammar<'_>, of: &Reach<'_>, start: usize) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    let limit = trimmed(g, start, of.limit);
    for k in start + 2..limit {
        if all.len() >= MOST {
            break;
        }
        let quoted = of.mask[k] != 0;
        // A mark of quotation that opens begins something new; one that closes ends.
        let opens = quoted && of.mask[k - 1] != of.mask[k];
        let closed = !quoted && of.mask[k - 1] != 0;
        let boundary = match g.class(k) {
            Class::Comma | Class::Stop | Class::Mark if g.kind(k) == TokenKind::Mark => true,
            Class::And | Class::Subordinator | Class::Relative => true,
            _ => false,
        };
        // What depends on the verb itself: "announced the deal | in a letter".
        let adjunct = !quoted && starts_adjunct(g, of.cue.at, k);
        if (boundary && !quoted) || opens || closed || adjunct {
            let end = trimmed(g, start, k);
            if end > start + 1 && all.last() != Some(&end) {
                all.push(end);
            }
        }
    }
    for end in [of.rule.end, limit] {
        if end > start && !all.contains(&end) {
            all.push(end);
        }
    }
    all.sort_unstable();
    all
}

/// Does a phrase or clause begin at token `k` that stands beside what a verb reports: under the verb, or an adverbial clause?
fn starts_adjunct(g: &Grammar<'_>, verb: usize, k: usize) -> bool {
    let opens = matches!(g.tag(k), Tag::Adp | Tag::Sconj | Tag::VerbIng | Tag::Adv) || g.class(k) == Class::Preposition;
    let Some(arc) = g.arc(k).filter(|_| opens) else { return false };
    let under = |k: usize| g.head(k) == Some(verb);
    match arc.label {
        Label::Case | Label::Mark => {
            arc.head.is_some_and(|h| h as usize > k && (under(h as usize) || label(g, h as usize) == "advcl"))
        }
        Label::Advcl | Label::Advmod | Label::Obl => under(k) || arc.label == Label::Advcl,
        _ => false,
    }
}

/// Without stops, commas and dashes at the end.
fn trimmed(g: &Grammar<'_>, from: usize, mut end: usize) -> usize {
    while end > from
        && g.kind(end - 1) == TokenKind::Mark
        && matches!(g.word(end - 1), "." | "," | ":" | ";" | "…" | "..." | "—" | "–" | "-" | "(")
    {
        end -= 1;
    }
    end
}

/// What both choices are told.
fn common(g: &Grammar<'_>, of: &Reach<'_>, values: &mut Values<N>) {
    values.put(F::Lemma, of.cue.lemma);
    values.put(F::Frame, super::judge::frame(of.cue.frame));
    values.put(F::Sense, of.cue.sense as u32);
    values.put(F::Cluster, u32::from(glove(g.lower(of.cue.at))[1]));
    values.put(F::Passive, of.cue.passive);
    values.put(F::Shared, of.cue.shared);
    values.put(F::CueRelation, label(g, of.cue.at));
    values.put(F::Opener, g.child(of.cue.at, &[Label::Mark]).map_or("", |m| g.lower(m)));
}

fn rows(values: &Values<N>, pairs: &[(u8, u8)]) -> Vec<u16> {
    let mut rows = Vec::with_capacity(60);
    values.rows(pairs, |row| rows.push(row));
    rows
}

fn start_rows(g: &Grammar<'_>, of: &Reach<'_>, starts: &[usize], n: usize) -> Vec<u16> {
    let at = starts[n];
    let mut values = Values::new();
    common(g, of, &mut values);
    values.put(F::IsRule, n == 0);
    values.put(F::Begins, kind_of(g, at));
    values.put(F::Before, kind_of(g, at - 1));
    values.put(F::RuleWord, kind_of(g, of.rule.start));
    // The child of the verb that begins here.
    let child = (at..of.limit.min(at + 12)).find(|k| g.head(*k) == Some(of.cue.at));
    values.put(F::Relation, child.map_or("none", |k| label(g, k)));
    values.put(F::Far, grown(at - of.rule.start).min(8));
    values.put(F::Quote, of.mask[at] != 0);
    let passed = of.rule.start..at;
    values.put(F::Finite, passed.clone().any(|k| finite(g, k)));
    values.put(F::Between, if n == 0 { "nothing" } else { kind_of(g, of.rule.start) });
    values.put(F::Skipped, passed.filter(|k| g.class(*k) == Class::Comma).count().min(3) as u32);
    rows(&values, START_PAIRS)
}

/// Pairs for the beginning of what stands before a cue.
const BACK_PAIRS: &[(u8, u8)] = pairs![
    Begins & Before,
    IsRule & Before,
    Before & LeftFinite,
    Before & Finite,
    Begins & Finite,
    Lemma & IsRule,
    Lemma & Rank,
    Attached & Before,
    Attached & Finite,
    Finite & LeftFinite,
    IsRule & Skipped,
];

fn back_rows(g: &Grammar<'_>, of: &Reach<'_>, all: &[usize], n: usize) -> Vec<u16> {
    let (at, Tokens { start: from, end }) = (all[n], of.rule);
    let mut values = Values::new();
    common(g, of, &mut values);
    values.put(F::IsRule, n == 0);
    values.put(F::Rank, (all.len() - n).min(5) as u32);
    values.put(F::Skipped, n.min(5) as u32);
    values.put(F::Begins, kind_of(g, at));
    values.put(F::Before, if n == 0 { "start" } else { kind_of(g, at - 1) });
    values.put(F::Words, grown(end - at).min(8));
    values.put(F::Left, grown(at - from).min(8));
    values.put(F::LeftFinite, (from..at).filter(|k| finite(g, *k)).count().min(2) as u32);
    values.put(F::Finite, (at..end).filter(|k| finite(g, *k)).count().min(2) as u32);
    let subject = (at..end).find(|k| matches!(label(g, *k), "nsubj" | "nsubj:pass" | "expl"));
    values.put(F::LeftSubject, subject.map_or("none", |k| kind_of(g, k)));
    values.put(F::AnyQuote, (at..end).any(|k| of.mask[k] != 0));
    values.put(F::QuoteLeft, (from..at).any(|k| of.mask[k] != 0));
    values.put(F::Says, (from..at).any(|k| g.class(k) == Class::Said));
    let top = g.top(Tokens::from(at..end));
    values.put(F::Relation, label(g, top));
    let head = g.head(top);
    values.put(
        F::Attached,
        match head {
            None => "root",
            Some(h) if h == of.cue.at => "cue",
            Some(h) if h < at && h >= from => "left out",
            Some(h) if h >= end => "behind",
            Some(_) => "before",
        },
    );
    rows(&values, BACK_PAIRS)
}

/// Arcs that are followed upwards.
const CLIMB: usize = 12;

fn end_rows(g: &Grammar<'_>, of: &Reach<'_>, start: usize, ends: &[usize], n: usize) -> Vec<u16> {
    let end = ends[n];
    let mut values = Values::new();
    common(g, of, &mut values);
    values.put(F::IsRule, end == of.rule.end);
    values.put(F::IsLimit, n + 1 == ends.len());
    values.put(F::IsFirst, n == 0);
    values.put(F::Skipped, n.min(5) as u32);
    values.put(F::Rank, (ends.len() - n).min(5) as u32);
    values.put(F::Words, grown((end - start) / 2).min(8));
    values.put(F::Begins, kind_of(g, start));
    values.put(F::That, g.lower(start) == "that");
    values.put(F::Last, kind_of(g, end - 1));
    let behind = |k: usize| if k < of.limit { kind_of(g, k) } else { "end" };
    values.put(F::Between, if end < of.limit && g.kind(end) == TokenKind::Mark { g.word(end) } else { behind(end) });
    let next = (end..of.limit).find(|k| g.kind(*k) == TokenKind::Word);
    let follows = |k: usize| if g.on(k, List::CommentVerb) { "comment" } else { kind_of(g, k) };
    values.put(F::Behind, next.map_or("end", follows));
    values.put(F::Behind2, next.map_or("end", |k| behind(k + 1)));
    values.put(F::Inside, end < g.tokens.len() && of.mask[end - 1] != 0 && of.mask[end] == of.mask[end - 1]);
    values.put(F::CloseQuote, of.mask[end - 1] != 0 && (end >= of.limit || of.mask[end] == 0));
    values.put(F::AnyQuote, (start..end).any(|k| of.mask[k] != 0));
    // What is left out by this end, as far as the next.
    let upto = ends.get(n + 1).copied().unwrap_or(of.limit).min(of.limit);
    let left = end.min(upto)..upto;
    values.put(F::QuoteLeft, left.clone().any(|k| of.mask[k] != 0));
    values.put(F::Left, grown(left.len()).min(8));
    values.put(F::LeftFinite, left.clone().filter(|k| finite(g, *k)).count().min(2) as u32);
    let subject = left.clone().find(|k| matches!(label(g, *k), "nsubj" | "nsubj:pass" | "expl"));
    values.put(F::LeftSubject, subject.map_or("none", |k| kind_of(g, k)));
    values.put(F::Says, (end..of.limit.min(end + 12)).any(|k| g.class(k) == Class::Said));
    values.put(F::Finite, (start..end).filter(|k| finite(g, *k)).count().min(2) as u32);
    let tense = |mut range: std::ops::Range<usize>| {
        range
            .find(|k| finite(g, *k))
            .map_or("none", |k| if g.tag(k) == Tag::AuxFinite { g.lower(k) } else { g.tag(k).name() })
    };
    if next.is_some() {
        let (inner, outer) = (tense(start..end), tense(left));
        values.put(F::Tense, if inner == outer { "same" } else { outer });
    }
    // Is the verb of what is reported in it yet?
    let main = g.child(of.cue.at, &[Label::Ccomp, Label::Xcomp, Label::Parataxis, Label::Obj]);
    let main = main.filter(|m| *m >= start);
    let subtree = main.map(|m| trimmed(g, start, g.phrase(m).end.min(of.limit)));
    values.put(
        F::Subtree,
        match subtree {
            None => "none",
            Some(to) if to == end => "same",
            Some(to) if to < end => "beyond",
            Some(_) => "inside",
        },
    );
    let main = match main {
        None => "none",
        Some(m) if m >= end => "behind",
        Some(m) if m + 1 == end => "last",
        Some(_) => "in",
    };
    values.put(F::Main, main);
    add_attachment(g, of, start..end, next, &mut values);
    rows(&values, END_PAIRS)
}

/// Where the tree has what follows, at token `next`: under what is reported, under the verb, above it?
fn add_attachment(
    g: &Grammar<'_>,
    of: &Reach<'_>,
    said: std::ops::Range<usize>,
    next: Option<usize>,
    values: &mut Values<N>,
) {
    let Some(next) = next else { return };
    let std::ops::Range { start, end } = said;
    let mut top = next;
    for _ in 0..CLIMB {
        match g.head(top) {
            Some(head) if head >= end => top = head,
            _ => break,
        }
    }
    let to =
        match g.head(top) {
            None => "root",
            Some(head) if head == of.cue.at => "verb",
            Some(head) if (start..end).contains(&head) => {
                if g.head(head).is_none_or(|over| !(start..end).contains(&over)) { "its head" } else { "content" }
            }
            Some(head) if head < start => "above",
            Some(_) => "behind",
        };
    values.put(F::Attached, to);
    values.put(F::AttachedBy, label(g, top));
}
