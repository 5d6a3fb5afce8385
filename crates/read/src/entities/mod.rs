//! Which names, descriptions and pronouns stand for one person, organization or place.
//!
//! Names first become chains (`alias`, `spelling`); then one walk through the text gives each description (`nominal`)
//! and each pronoun (`pronoun`) to the chain that was mentioned lately (`salience`).
//! Cases: cases/entities/

mod alias;
pub(crate) mod antecedent;
mod chain;
mod nominal;

pub use nominal::is_description;
pub(crate) mod pronoun;
mod salience;
mod spelling;
#[cfg(test)]
mod tests;

use onrecord_model::{Entity, EntityKind, Form};
use rustc_hash::FxHashMap;

use crate::cast::Cast;
use crate::names::Name;
use antecedent::Anaphor;
pub(crate) use chain::Chain;
use chain::mention;
use onrecord_grammar::Grammar;
use onrecord_words::TokenKind;
use salience::{Heard, Recent};

/// From this score on a pronoun is evidence of gender.
const SURE: f32 = 0.85;

/// The entities of an article, in the order of their first mention.
pub fn resolve(g: &Grammar<'_>, names: &[Name]) -> Cast {
    resolve_by(g, names, |chains, anaphor| antecedent::choose(g, chains, anaphor))
}

/// The same, with pronouns chosen by somebody else: `choose` is given the chains so far and the anaphor.
pub(crate) fn resolve_by(
    g: &Grammar<'_>,
    names: &[Name],
    choose: impl FnMut(&[Chain], &Anaphor) -> Option<(usize, f32)>,
) -> Cast {
    let mut chains = spelling::settle(alias::chains(g, names));
    walk(g, &mut chains, choose);
    finish(chains)
}

/// Goes through the text once and gives descriptions and pronouns to the chains.
fn walk(g: &Grammar<'_>, chains: &mut Vec<Chain>, mut choose: impl FnMut(&[Chain], &Anaphor) -> Option<(usize, f32)>) {
    let mut named: Vec<(onrecord_model::Span, usize)> =
        chains.iter().enumerate().flat_map(|(c, chain)| chain.mentions.iter().map(move |m| (m.span, c))).collect();
    named.sort_by_key(|&(span, c)| (span.start, c));
    let mut roles: Vec<onrecord_model::Span> = chains.iter().flat_map(|c| c.roles.iter().map(|r| r.span)).collect();
    roles.sort_unstable();
    let book = nominal::OfficeIndex::new(chains);
    let mut groups: FxHashMap<String, usize> = FxHashMap::default();
    let mut recent = Recent::default();
    let (mut next, mut role) = (0, 0);
    let mut quoted = false;
    let mut sentence = u32::MAX;
    let mut i = 0;
    while i < g.tokens.len() {
        let token = g.tokens[i];
        if token.sentence != sentence {
            let new_block = sentence == u32::MAX
                || g.sentences[sentence as usize].block != g.sentences[token.sentence as usize].block;
            quoted &= !new_block;
            sentence = token.sentence;
        }
        match token.kind {
            TokenKind::Open => quoted = true,
            TokenKind::Close => quoted = false,
            _ => {}
        }
        while named.get(next).is_some_and(|n| n.0.end <= token.span.start) {
            next += 1;
        }
        while roles.get(role).is_some_and(|r| r.end <= token.span.start) {
            role += 1;
        }
        if let Some(&(span, c)) = named.get(next).filter(|n| n.0.start <= token.span.start) {
            let last = g.token_at(span.end.saturating_sub(1)).max(i);
            recent.hear(Heard::at(g, c, (i, last), Form::Name, quoted));
            i = last + 1;
            continue;
        }
        if roles.get(role).is_some_and(|r| r.start <= token.span.start) {
            i += 1;
            continue;
        }
        // A description ends before the next name and the next title; a nation may stand in it ("the Norlandian leader").
        let wall = named[next..]
            .iter()
            .take(3)
            .find(|n| chains[n.1].kind != EntityKind::Group)
            .map_or(u32::MAX, |n| n.0.start)
            .min(roles.get(role).map_or(u32::MAX, |r| r.start));
        if matches!(token.kind, TokenKind::Word) {
            if let Some(found) = nominal::at(g, i, wall) {
                let asked = pronoun::question(g, i, chains, &recent, quoted, &named[next..]);
                let owner = asked.and_then(|q| choose(chains, &q));
                if let Some((c, score)) = owner {
                    chains[c].mentions.push(mention(token.span, Form::Pronoun, "pronoun-possessive", score));
                    recent.hear(Heard::at(g, c, (i, i), Form::Pronoun, quoted));
                }
                let home = nominal::resolve(g, &found, owner.map(|o| o.0), chains, &book, &recent);
                let span = g.span(found.first, found.last);
                let home = home.or_else(|| {
                    let kind = found.stands_alone()?;
                    let key = g.lower_of(g.span(found.noun_phrase, found.last)).to_string();
                    let c = *groups.entry(key).or_insert_with(|| {
                        chains.push(Chain::described(kind, &g.text[span.range()]));
                        chains.len() - 1
                    });
                    Some((c, "nominal-alone", 0.6))
                });
                if let Some((c, rule, score)) = home {
                    chains[c].mentions.push(mention(span, Form::Nominal, rule, score));
                    recent.hear(Heard::at(g, c, (found.first, found.last), Form::Nominal, quoted));
                }
                i = found.last + 1;
                continue;
            }
            let asked = pronoun::question(g, i, chains, &recent, quoted, &named[next..]);
            if let Some((c, score)) = asked.and_then(|q| choose(chains, &q)) {
                chains[c].mentions.push(mention(token.span, Form::Pronoun, "pronoun", score));
                // A sure pronoun tells the gender of a name that does not.
                if score >= SURE && chains[c].gender.is_none() && chains[c].is_person() {
                    chains[c].gender = pronoun::gender_of(g.lexicon, g.lower(i));
                }
                recent.hear(Heard::at(g, c, (i, i), Form::Pronoun, quoted));
            }
        }
        i += 1;
    }
}

/// Chains in text order become entities with ids.
fn finish(mut chains: Vec<Chain>) -> Cast {
    for chain in &mut chains {
        chain.mentions.sort_by_key(|m| (m.span.start, m.span.end));
        chain.mentions.dedup_by_key(|m| m.span);
        chain.roles.sort_by_key(|r| r.span);
        chain.roles.dedup();
    }
    let mut order: Vec<usize> = (0..chains.len()).filter(|&c| !chains[c].mentions.is_empty()).collect();
    order.sort_by_key(|&c| (chains[c].mentions.first().map(|m| m.span), c));
    let mut id = vec![u32::MAX; chains.len()];
    for (new, &old) in order.iter().enumerate() {
        id[old] = new as u32;
    }
    let mut entities: Vec<Entity> = chains
        .into_iter()
        .enumerate()
        .filter(|(c, _)| id[*c] != u32::MAX)
        .map(|(c, chain)| Entity {
            id: id[c],
            kind: chain.kind,
            name: chain.name,
            gender: chain.gender,
            mentions: chain.mentions,
            roles: chain.roles,
            maybe: chain
                .maybe
                .into_iter()
                .filter_map(|m| {
                    let entity = *id.get(m.entity as usize)?;
                    (entity != u32::MAX).then_some(onrecord_model::LikelySame { entity, ..m })
                })
                .collect(),
        })
        .collect();
    entities.sort_by_key(|e| e.id);
    Cast::new(entities)
}
