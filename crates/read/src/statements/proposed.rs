//! What the rules propose in an article, before any of it is judged.

use std::cell::{OnceCell, RefCell};

use onrecord_grammar::{Grammar, Tokens};
use onrecord_model::{Article, Form, Quoting};
use onrecord_words::{TokenKind, quotes};
use rustc_hash::FxHashMap;

use super::draft::{self, Draft, Passage};
use super::extent::{self, Offer};
use super::judge::{self, Chances};
use super::source_entity;
use super::speaker::{self, Scene};
use super::unit::{self, Unit};
use crate::cast::Cast;

/// Least chance that whoever a pronoun or a description stands for is right: a wrong name costs twice a missing one.
const SURE_WHO: f32 = 2.0 / 3.0;

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
    /// Of each draft the entity that was chosen for its source; all drafts are judged by these, also where one is left open later.
    pub entities: Vec<Option<u32>>,
    /// How often each entity is the subject of a verb that does nothing but report.
    speaks: FxHashMap<u32, u32>,
    page: judge::Page,
    subjects: Subjects,
    /// The choices of sources, for the trainer.
    pub choices: Vec<speaker::Choice>,
}

/// The subject of each unit's main verb, looked for once.
pub struct Subjects(Vec<OnceCell<Option<Subject>>>);

/// A subject with whom it stands for.
#[derive(Clone, Copy)]
pub struct Subject {
    pub phrase: Tokens,
    pub entity: Option<u32>,
}

impl Subjects {
    fn of(units: &[Unit]) -> Subjects {
        Subjects(units.iter().map(|_| OnceCell::new()).collect())
    }

    /// That of the unit before.
    pub fn before(&self, g: &Grammar<'_>, cast: &Cast, units: &[Unit], unit: usize) -> Option<Subject> {
        let before = unit.checked_sub(1)?;
        *self.0[before].get_or_init(|| {
            let tokens = units[before].tokens;
            let phrase = speaker::noun_phrase(g, speaker::main_subject(g, tokens)?, tokens, Tokens::one(tokens.end));
            Some(Subject { phrase, entity: speaker::entity_of(g, cast, phrase) })
        })
    }
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
        let subjects = Subjects::of(&units);
        for (n, by_rule) in by_rule.into_iter().enumerate() {
            let (before, rest) = drafts.split_at_mut(n);
            let scene = Scene {
                g,
                cast,
                mask: &mask,
                units: &units,
                subjects: &subjects,
                before,
                entities: &entities,
                speaks: &speaks,
            };
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
        Some(Proposed { mask, units, drafts, entities, speaks, page, subjects, choices })
    }

    /// Whom the source of draft `n` stands for, and its chances. A pronoun or a description is left open where that is unsure.
    pub fn judged(&self, g: &Grammar<'_>, cast: &Cast, n: usize) -> (Option<u32>, Chances) {
        let ask = |entity: Option<u32>| {
            let mut values = judge::Values::new();
            self.tell(g, cast, n, entity, &mut values);
            judge::chances(&values)
        };
        let chosen = self.entities[n];
        let chances = ask(chosen);
        let Some(entity) = chosen else { return (None, chances) };
        let named = |source: Tokens| cast.within(g.span_of(source)).any(|m| m.entity == entity && m.form == Form::Name);
        if chances.source >= SURE_WHO || self.drafts[n].source.is_some_and(named) {
            return (chosen, chances);
        }
        (None, ask(None))
    }

    /// How a source stands to the last speaker and to the subject of the sentence before: the same, another, or nobody known.
    fn beside(&self, g: &Grammar<'_>, cast: &Cast, n: usize, entity: Option<u32>) -> [&'static str; 2] {
        let Some(own) = entity else { return ["none", "none"] };
        let unit = self.drafts[n].unit;
        let told = |other: Option<u32>| match other {
            None => "nobody",
            Some(other) if other == own => "same",
            Some(_) => "another",
        };
        let last = n.checked_sub(1).filter(|k| self.drafts[*k].unit + 4 >= unit).and_then(|k| self.entities[k]);
        let subject = self.subjects.before(g, cast, &self.units, unit).and_then(|s| s.entity);
        [told(last), told(subject)]
    }

    /// Tells all that is known of draft `n`, were this its source.
    pub fn tell(&self, g: &Grammar<'_>, cast: &Cast, n: usize, entity: Option<u32>, values: &mut impl judge::Sink) {
        let draft = &self.drafts[n];
        let unit = self.units[draft.unit];
        let says = draft.verb.is_some_and(|v| matches!(v.verb.lemma, "say" | "tell"));
        let elsewhere = entity.and_then(|e| self.speaks.get(&e)).map_or(0, |n| n - u32::from(says).min(*n));
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
            entity,
            elsewhere,
            nested,
            beside: self.beside(g, cast, n, entity),
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
