//! From tagged spans to statements: does a content carry on the statement before it, and if not, whose words is it?
//!
//! Two linear models over the places of spans (order, distance, what lies between). Neither looks at more than the
//! sources within four blocks.

use std::ops::Range;

use super::model::Choice;
use super::tags::{Seen, about, row};

/// Rows of each of the two tables.
pub const ROWS: usize = 1 << 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Content,
    Cue,
    Source,
}

/// A tagged span: its tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    pub role: Role,
    pub tokens: Range<usize>,
}

/// A statement: spans by their place in the list of tagged spans.
#[derive(Debug, Default)]
pub struct Linked {
    pub content: Vec<usize>,
    pub source: Option<usize>,
}

/// Does the content at `here` carry on the one at `before`? Two answers, the first is no.
pub fn carries_on(seen: &Seen, spans: &[Tagged], before: usize, here: usize) -> Choice {
    let (a, b) = (&spans[before].tokens, &spans[here].tokens);
    let between = |role| spans[before..here].iter().filter(|s| s.role == role).count();
    let (cues, sources) = (about(between(Role::Cue)), about(between(Role::Source)));
    let sentences = about((seen.sentence[b.start] - seen.sentence[a.end - 1]) as usize);
    let blocks = about((seen.block[b.start] - seen.block[a.end - 1]) as usize);
    let marks = format!("{} {}", seen.quoted[a.start], seen.quoted[b.start]);
    let cue_in = |i: usize, after: bool| {
        spans.iter().any(|s| {
            let there =
                if after { s.tokens.start >= spans[i].tokens.end } else { s.tokens.end <= spans[i].tokens.start };
            s.role == Role::Cue && there && seen.sentence[s.tokens.start] == seen.sentence[spans[i].tokens.start]
        })
    };
    let around = format!("{} {}", cue_in(before, false), cue_in(here, true));
    let gap = about(b.start - a.end);
    let words = [seen.lower[a.end.min(b.start)].as_str(), seen.lower[b.start - 1].as_str()];
    let rows = [
        row(0, &[cues, sources, sentences, blocks, &marks, &around], ROWS),
        row(1, &[cues, sources, &marks], ROWS),
        row(2, &[sentences, blocks, &marks], ROWS),
        row(3, &[&around, &marks, cues], ROWS),
        row(4, &[gap, &marks], ROWS),
        row(5, &[words[0], words[1], gap], ROWS),
        row(6, &[words[1], cues], ROWS),
        row(7, &[], ROWS),
    ];
    vec![vec![], rows.to_vec()]
}

/// Spans that may be the source of the content at `here`; behind them a place for none.
pub fn candidates(seen: &Seen, spans: &[Tagged], here: usize) -> Vec<Option<usize>> {
    let block = seen.block[spans[here].tokens.start];
    let near = |s: &Tagged| s.role == Role::Source && seen.block[s.tokens.start].abs_diff(block) <= 4;
    (0..spans.len()).filter(|i| near(&spans[*i])).map(Some).chain([None]).collect()
}

/// What speaks for each of the candidates; `last` is the source of the content before.
pub fn whose(seen: &Seen, spans: &[Tagged], here: usize, last: Option<usize>, candidates: &[Option<usize>]) -> Choice {
    let c = &spans[here].tokens;
    let sentence = seen.sentence[c.start];
    let marks = if seen.quoted[c.start] { "in" } else { "out" };
    let cue_here = spans.iter().any(|s| s.role == Role::Cue && seen.sentence[s.tokens.start] == sentence);
    let source_here = spans.iter().any(|s| s.role == Role::Source && seen.sentence[s.tokens.start] == sentence);
    let cue_here = format!("{cue_here} {source_here}");
    candidates
        .iter()
        .map(|candidate| {
            let Some(i) = *candidate else {
                return vec![row(0, &[&cue_here, marks], ROWS), row(1, &[&cue_here], ROWS), row(2, &[], ROWS)];
            };
            let s = &spans[i].tokens;
            let (side, low, high) = if i < here { ("before", i, here) } else { ("behind", here, i) };
            let between = |role| about(spans[low + 1..high].iter().filter(|s| s.role == role).count());
            let (sources, cues, contents) = (between(Role::Source), between(Role::Cue), between(Role::Content));
            let sentences = about(seen.sentence[s.start].abs_diff(sentence) as usize);
            let blocks = about(seen.block[s.start].abs_diff(seen.block[c.start]) as usize);
            let next_to = |role| {
                let near = |t: &Tagged| {
                    t.role == role && (t.tokens.end.abs_diff(s.start) <= 2 || s.end.abs_diff(t.tokens.start) <= 2)
                };
                spans[i.saturating_sub(1)..(i + 2).min(spans.len())].iter().any(near)
            };
            let beside = format!("{} {}", next_to(Role::Cue), next_to(Role::Content));
            let same = if last == Some(i) { "last" } else { "other" };
            let gap = about(if i < here { c.start.saturating_sub(s.end) } else { s.start.saturating_sub(c.end) });
            vec![
                row(3, &[side, sources, sentences, marks], ROWS),
                row(4, &[side, sources, cues, contents], ROWS),
                row(5, &[side, sentences, blocks, same, &cue_here], ROWS),
                row(6, &[side, gap, &beside], ROWS),
                row(7, &[side, &beside, cues, marks, &cue_here], ROWS),
                row(8, &[same, sentences, marks, &cue_here], ROWS),
                row(9, &[side, cues, sentences], ROWS),
                row(10, &[side, sources, sentences, contents, cues, &beside], ROWS),
            ]
        })
        .collect()
}
