//! What the rules propose in an article, before any of it is judged.

use onrecord_grammar::{Grammar, Tokens};
use onrecord_model::{Article, Quoting};
use onrecord_words::{TokenKind, quotes};
use rustc_hash::FxHashMap;

use super::draft::{self, Draft, Passage};
use super::judge;
use super::source;
use super::unit::{self, Unit};
use crate::cast::Cast;

/// Drafts with all that is known around them.
pub struct Proposed {
    pub mask: Vec<u32>,
    pub units: Vec<Unit>,
    /// In text order.
    pub drafts: Vec<Draft>,
    /// Of each draft the entity of its source.
    pub entities: Vec<Option<u32>>,
    /// How often each entity is the subject of a verb that does nothing but report.
    speaks: FxHashMap<u32, u32>,
    page: judge::Page,
}

impl Proposed {
    pub fn of(g: &Grammar<'_>, article: &Article, cast: &Cast) -> Option<Proposed> {
        if g.tokens.is_empty() {
            return None;
        }
        let quotes = quotes::pair(g);
        let mask = quotes::mask(g, &quotes);
        let mut units = unit::units(g, &quotes);
        after_dateline(g, article, &mut units);
        let mut drafts = draft::drafts(&Passage { g, quotes: &quotes, mask: &mask, units: &units });
        drafts.retain(|d| !d.parts.is_empty());
        drafts.sort_by_key(|d| (d.parts[0].start, d.parts.last().map_or(0, |p| p.end)));
        let entities: Vec<Option<u32>> = drafts.iter().map(|d| source(g, cast, d).and_then(|s| s.entity)).collect();
        let mut speaks = FxHashMap::default();
        for (draft, entity) in drafts.iter().zip(&entities) {
            let says = draft.verb.is_some_and(|v| matches!(v.verb.lemma, "say" | "tell"));
            if let Some(entity) = entity.filter(|_| says) {
                *speaks.entry(entity).or_insert(0) += 1;
            }
        }
        let page = judge::Page::of(g, &mask);
        Some(Proposed { mask, units, drafts, entities, speaks, page })
    }

    /// Tells all that is known of draft `n`.
    pub fn tell(&self, g: &Grammar<'_>, cast: &Cast, n: usize, values: &mut judge::Values<{ judge::N }>) {
        let draft = &self.drafts[n];
        let unit = self.units[draft.unit];
        let says = draft.verb.is_some_and(|v| matches!(v.verb.lemma, "say" | "tell"));
        let elsewhere = self.entities[n].and_then(|e| self.speaks.get(&e)).map_or(0, |n| n - u32::from(says).min(*n));
        // Does another proposal hold this one's cue?
        let cue = draft.cue.map(|c| c.start);
        let near = &self.drafts[n.saturating_sub(4)..n];
        let nested = near.iter().filter(|d| d.unit == draft.unit);
        let nested = nested.flat_map(|d| &d.parts).any(|p| cue.is_some_and(|c| p.indices().contains(&c)));
        let proposal = judge::Proposal {
            draft,
            unit: unit.tokens,
            kind: g.sentence_of(unit.tokens.start).kind,
            form: form(g, &self.mask, &draft.parts),
            entity: self.entities[n],
            elsewhere,
            nested,
            page: &self.page,
        };
        judge::fill(g, &self.mask, cast, &proposal, values);
    }
}

/// "PORT SELIM (Wire) — A ship sank, officials said": what is said begins behind the dateline.
fn after_dateline(g: &Grammar<'_>, article: &Article, units: &mut [Unit]) {
    let Some(line) = &article.dateline else { return };
    let at = g.token_at(line.span.end);
    if let Some(unit) = units.iter_mut().find(|u| (u.tokens.start + 1..u.tokens.end).contains(&at)) {
        unit.tokens.start = at;
    }
}

/// How much of what is said stands in quotation marks.
pub fn form(g: &Grammar<'_>, mask: &[u32], parts: &[Tokens]) -> Quoting {
    let (mut inside, mut all) = (0, 0);
    for k in parts.iter().flat_map(|p| p.indices()) {
        if matches!(g.kind(k), TokenKind::Word | TokenKind::Number) {
            all += 1;
            inside += usize::from(mask[k] != 0);
        }
    }
    match inside {
        0 => Quoting::Indirect,
        n if n == all => Quoting::Direct,
        _ => Quoting::Mixed,
    }
}
