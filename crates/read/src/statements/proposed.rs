//! What the rules propose in an article, before any of it is judged.

use std::cell::RefCell;

use onrecord_grammar::{Grammar, Tokens};
use onrecord_model::{Article, Quoting};
use onrecord_words::{TokenKind, quotes};
use rustc_hash::FxHashMap;

use super::draft::{self, Draft, Passage};
use super::extent::{self, Offer};
use super::judge;
use super::source_entity;
use super::speaker::{self, Scene};
use super::unit::{self, Unit};
use crate::cast::Cast;

/// The weights by which extents and speakers are chosen; none: as the rules have it.
#[derive(Clone, Copy)]
pub struct Tables<'t> {
    pub extents: &'t [u8],
    pub speakers: &'t [u8],
}

impl Tables<'_> {
    /// Those that ship.
    pub const SHIPPED: Tables<'static> = Tables { extents: extent::WEIGHTS, speakers: speaker::WEIGHTS };
}

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
    /// The choices of sources, for the trainer.
    pub choices: Vec<speaker::Choice>,
}

impl Proposed {
    pub fn of(g: &Grammar<'_>, article: &Article, cast: &Cast) -> Option<Proposed> {
        Proposed::offering(g, article, cast, Tables::SHIPPED, None)
    }

    /// The same by other weights than those that ship; the choices of extents are put into `offers`.
    pub fn offering(
        g: &Grammar<'_>,
        article: &Article,
        cast: &Cast,
        tables: Tables<'_>,
        offers: Option<&RefCell<Vec<Offer>>>,
    ) -> Option<Proposed> {
        if g.tokens.is_empty() {
            return None;
        }
        let quotes = quotes::pair(g);
        let mask = quotes::mask(g, &quotes);
        let mut units = unit::units(g, &quotes);
        after_dateline(g, article, &mut units);
        let mut drafts =
            draft::drafts(&Passage { g, quotes: &quotes, mask: &mask, units: &units, extents: tables.extents, offers });
        drafts.retain(|d| !d.parts.is_empty());
        drafts.sort_by_key(|d| (d.parts[0].start, d.parts.last().map_or(0, |p| p.end)));
        let by_rule: Vec<Option<u32>> = drafts.iter().map(|d| source_entity(g, cast, d)).collect();
        let mut speaks = FxHashMap::default();
        for (draft, entity) in drafts.iter().zip(&by_rule) {
            let says = draft.verb.is_some_and(|v| matches!(v.verb.lemma, "say" | "tell"));
            if let Some(entity) = entity.filter(|_| says) {
                *speaks.entry(entity).or_insert(0) += 1;
            }
        }
        let mut entities: Vec<Option<u32>> = Vec::with_capacity(drafts.len());
        let mut choices = Vec::new();
        for (n, by_rule) in by_rule.into_iter().enumerate() {
            let (before, rest) = drafts.split_at_mut(n);
            let scene = Scene { g, cast, mask: &mask, units: &units, before, entities: &entities, speaks: &speaks };
            let candidates = speaker::candidates(&scene, &rest[0], by_rule);
            let rows = speaker::rows(&scene, &rest[0], &candidates);
            let chosen = candidates[extent::best(&rows, tables.speakers, 0)];
            if offers.is_some() {
                let told = candidates.iter().map(|c| (c.source.map(|s| g.span_of(s)), c.entity)).collect();
                choices.push(speaker::Choice { candidates: told, rows });
            }
            rest[0].source = chosen.source;
            entities.push(chosen.entity);
        }
        let page = judge::Page::of(g, &mask);
        Some(Proposed { mask, units, drafts, entities, speaks, page, choices })
    }

    /// How the source of draft `n` stands to the last speaker and to the subject of the sentence before: the same, another, or nobody known.
    fn beside(&self, g: &Grammar<'_>, cast: &Cast, n: usize) -> [&'static str; 2] {
        let Some(own) = self.entities[n] else { return ["none", "none"] };
        let unit = self.drafts[n].unit;
        let told = |other: Option<u32>| match other {
            None => "nobody",
            Some(other) if other == own => "same",
            Some(_) => "another",
        };
        let last = n.checked_sub(1).filter(|k| self.drafts[*k].unit + 4 >= unit).and_then(|k| self.entities[k]);
        let before = unit.checked_sub(1).map(|k| self.units[k].tokens);
        let subject = before.and_then(|unit| {
            let subject = speaker::main_subject(g, unit)?;
            speaker::entity_of(g, cast, speaker::noun_phrase(g, subject, unit, Tokens::one(unit.end)))
        });
        [told(last), told(subject)]
    }

    /// Tells all that is known of draft `n`.
    pub fn tell(&self, g: &Grammar<'_>, cast: &Cast, n: usize, values: &mut impl judge::Sink) {
        let draft = &self.drafts[n];
        let unit = self.units[draft.unit];
        let says = draft.verb.is_some_and(|v| matches!(v.verb.lemma, "say" | "tell"));
        let elsewhere = self.entities[n].and_then(|e| self.speaks.get(&e)).map_or(0, |n| n - u32::from(says).min(*n));
        // Does another proposal hold this one's cue?
        let cue = draft.cue.map(|c| c.start);
        let near = &self.drafts[n.saturating_sub(4)..n];
        let nested = near.iter().filter(|d| d.unit == draft.unit);
        let nested = nested.flat_map(|d| &d.parts).any(|p| cue.is_some_and(|c| p.indices().contains(&c)));
        let beside = self.beside(g, cast, n);
        let proposal = judge::Proposal {
            draft,
            unit: unit.tokens,
            kind: g.sentence_of(unit.tokens.start).kind,
            form: form(g, &self.mask, &draft.parts),
            entity: self.entities[n],
            elsewhere,
            nested,
            beside,
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
