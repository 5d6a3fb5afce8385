//! What is right of what the rules propose: proposals held against annotated articles, and against verdicts on what was proposed once.

use std::collections::BTreeMap;

use anyhow::Context;
use onrecord_model::{Facts, Span, Statement};
use onrecord_read::learn::Example;

use crate::logit::Choice;
use crate::statements::{Document, Judged};

/// What is known of an article's statements.
pub enum Truth {
    Annotated(Facts),
    /// Verdicts on what was proposed once.
    Judged(Vec<Verdict>),
}

/// A verdict on a proposal; spans are `FROM-TO`.
pub struct Verdict {
    cue: String,
    source: String,
    content: String,
    verdict: String,
}

/// Verdicts on proposals of treebanks' texts: document, cue, source and content (bytes), verdict.
pub fn of_sheet(sheet: &str, texts: &BTreeMap<String, String>) -> anyhow::Result<Vec<Document>> {
    let mut all: BTreeMap<&str, Vec<Verdict>> = BTreeMap::new();
    for line in sheet.lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let [_, cue, source, content, verdict] =
            cells.try_into().map_err(|_| anyhow::anyhow!("{line:?} has not five cells"))?;
        let document = line.split('\t').next().unwrap_or_default();
        all.entry(document).or_default().push(Verdict { cue, source, content, verdict });
    }
    let mut documents = Vec::new();
    for (id, verdicts) in all {
        let text = texts.get(id).with_context(|| format!("{id} is no document"))?;
        let opened = onrecord_page::open(text.as_bytes(), onrecord_page::Kind::Clean, &onrecord_page::Given::default());
        documents.push(Document { id: id.to_owned(), article: opened.article, truth: Truth::Judged(verdicts) });
    }
    Ok(documents)
}

/// Words of content that two statements share, and of both.
fn shared(text: &str, a: &[Span], b: &[Span]) -> (usize, usize, usize) {
    let bytes = text.as_bytes();
    let words = |parts: &[Span]| -> Vec<usize> {
        let begins = |part: &Span, i: &usize| {
            bytes[*i].is_ascii_alphanumeric() && (*i == part.start as usize || !bytes[*i - 1].is_ascii_alphanumeric())
        };
        parts.iter().flat_map(|part| part.range().filter(move |i| begins(part, i))).collect()
    };
    let (a, b) = (words(a), words(b));
    (a.iter().filter(|i| b.contains(i)).count(), a.len(), b.len())
}

fn touch(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// Four fifths of the words of either.
fn whole((both, a, b): (usize, usize, usize)) -> bool {
    both > 0 && both * 5 >= a * 4 && both * 5 >= b * 4
}

/// Holds a proposal against an annotated article; `mine`: where each entity is named.
pub fn annotated(text: &str, gold: &Facts, example: Example, mine: &[(u32, Vec<Span>)]) -> Judged {
    let mut best: Option<(bool, usize, &Statement)> = None;
    for s in &gold.statements {
        let (both, a, b) = shared(text, &example.content, &s.content);
        let cue = example.cue.is_some_and(|c| s.cue.iter().any(|k| touch(c, *k)));
        if both == 0 || !(cue || both * 2 >= a.max(1) && both * 2 >= b.max(1)) {
            continue;
        }
        let whole = whole((both, a, b));
        if best.is_none_or(|(w, n, _)| (whole, both) > (w, n)) {
            best = Some((whole, both, s));
        }
    }
    let right = |span: Option<Span>, entity: Option<u32>| {
        best.is_some_and(|(_, _, s)| same_source(s, gold, mine, span, entity))
    };
    let flags: Vec<bool> = example.speakers.candidates.iter().map(|(span, entity)| right(*span, *entity)).collect();
    // Some annotators left the source of a verb that shares its subject unmarked.
    let unmarked = example.shared && best.is_some_and(|(_, _, s)| s.source.is_none());
    let speakers = (flags.contains(&true) && !unmarked).then_some(Choice { rows: example.speakers.rows, right: flags });
    // Words that are right and stand for nobody known are no wrong source.
    let lenient = |s: &Statement| match example.entity {
        None => same_words(s, example.source),
        entity => same_source(s, gold, mine, example.source, entity),
    };
    let source = best.filter(|_| !unmarked).map(|(_, _, s)| lenient(s));
    Judged {
        rule: example.rule,
        rows: example.rows,
        truth: [Some(best.is_some_and(|b| b.0)), source],
        speakers,
        real: false,
    }
}

/// Is this the source of an annotated statement: the same words, and the same entity where it has a name?
fn same_source(
    s: &Statement,
    gold: &Facts,
    mine: &[(u32, Vec<Span>)],
    span: Option<Span>,
    entity: Option<u32>,
) -> bool {
    let theirs = s.source.as_ref();
    let names = |e: u32| -> Vec<Span> {
        let named = gold.entities[e as usize].mentions.iter().filter(|m| m.form == onrecord_model::Form::Name);
        named.map(|m| m.span).collect()
    };
    let gold_names = theirs.and_then(|x| x.entity).map(names).unwrap_or_default();
    let own = entity.and_then(|e| mine.iter().find(|(id, _)| *id == e));
    let own = own.map(|(_, spans)| spans.as_slice()).unwrap_or_default();
    let entity = match (own.is_empty(), gold_names.is_empty()) {
        (true, true) => true,
        (false, false) => own.iter().any(|m| gold_names.iter().any(|n| touch(*m, *n))),
        _ => false,
    };
    same_words(s, span) && entity
}

fn same_words(s: &Statement, span: Option<Span>) -> bool {
    match (span, s.source.as_ref().and_then(|x| x.span)) {
        (Some(a), Some(b)) => touch(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn written(span: Option<Span>) -> String {
    span.map_or("-1--1".to_owned(), |s| format!("{}-{}", s.start, s.end))
}

/// Spans from `FROM-TO;FROM-TO`.
fn spans(written: &str) -> Vec<Span> {
    let one = |part: &str| {
        let (from, to) = part.split_once('-')?;
        Some(Span::new(from.parse().ok()?, to.parse().ok()?))
    };
    written.split(';').filter_map(one).collect()
}

/// Holds a proposal against the verdict on what was once proposed for its cue; what differs from that is known only where that was right.
pub fn judged(text: &str, verdicts: &[Verdict], example: Example) -> Option<Judged> {
    let cue = written(example.cue);
    let near = |v: &&Verdict| {
        if example.cue.is_some() { v.cue == cue } else { whole(shared(text, &example.content, &spans(&v.content))) }
    };
    let v = verdicts.iter().find(near)?;
    let (content_right, source_right) = match v.verdict.as_str() {
        "not" => {
            return Some(Judged {
                rule: example.rule,
                rows: example.rows,
                truth: [Some(false), None],
                speakers: None,
                real: false,
            });
        }
        "ok" => (true, true),
        "src" => (true, false),
        "ext" => (false, true),
        "both" => (false, false),
        _ => return None,
    };
    let same = |is: bool, right: bool| if is { Some(right) } else { right.then_some(false) };
    let content = same(whole(shared(text, &example.content, &spans(&v.content))), content_right);
    let first = example.speakers.candidates.first().map(|c| written(c.0)) == Some(v.source.clone());
    let chosen = example.speakers.candidates.first() == Some(&(example.source, example.entity));
    let source = if first { same(chosen, source_right) } else { None };
    // Of those who may be its source the one once proposed is right, or any other but nobody is.
    let flag = |(k, (span, _)): (usize, &(Option<Span>, Option<u32>))| {
        if source_right { k == 0 } else { k > 0 && span.is_some() }
    };
    let flags: Vec<bool> = example.speakers.candidates.iter().enumerate().map(flag).collect();
    let speakers = (first && flags.contains(&true)).then_some(Choice { rows: example.speakers.rows, right: flags });
    Some(Judged { rule: example.rule, rows: example.rows, truth: [content, source], speakers, real: false })
}
