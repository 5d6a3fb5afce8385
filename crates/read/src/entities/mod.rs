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

use onrecord_model::{Entity, EntityKind, Form, Span};
use rustc_hash::FxHashMap;

use crate::cast::Cast;
use crate::names::Name;
use antecedent::Anaphor;
pub(crate) use chain::Chain;
use chain::mention;
use onrecord_grammar::{Grammar, Tokens};
use onrecord_words::TokenKind;
use salience::{Heard, Recent};

/// From this score on a pronoun is evidence of gender.
const SURE: f32 = 0.85;

/// The entities of an article, in the order of their first mention.
pub fn resolve(g: &Grammar<'_>, names: &[Name]) -> Cast {
    resolve_with(g, names, antecedent::WEIGHTS)
}

/// The same by other weights of pronouns than those that ship.
pub fn resolve_with(g: &Grammar<'_>, names: &[Name], weights: &[u8]) -> Cast {
    resolve_by(g, names, |chains, anaphor| antecedent::choose(g, chains, anaphor, weights))
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
    let mut walk = Walk::of(g, chains);
    let mut i = 0;
    while i < g.tokens.len() {
        let token = g.tokens[i];
        walk.come_to(i);
        if let Some(&(span, c)) = walk.named.get(walk.next).filter(|n| n.0.start <= token.span.start) {
            let end = g.token_at(span.end.saturating_sub(1)).max(i) + 1;
            walk.hear(c, Tokens { start: i, end }, Form::Name);
            i = end;
        } else if walk.roles.get(walk.role).is_some_and(|r| r.start <= token.span.start)
            || !matches!(token.kind, TokenKind::Word)
        {
            i += 1;
        } else if let Some(found) = nominal::at(g, i, walk.wall()) {
            walk.describe(i, &found, &mut choose);
            i = found.tokens.end;
        } else {
            walk.refer(i, &mut choose);
            i += 1;
        }
    }
}

/// What a walk through the text knows at the token that it has come to.
struct Walk<'a, 'w> {
    g: &'a Grammar<'w>,
    chains: &'a mut Vec<Chain>,
    /// Names in text order, with their chains; titles in text order.
    named: Vec<(Span, usize)>,
    roles: Vec<Span>,
    /// The first of `named` and of `roles` that does not end before the token.
    next: usize,
    role: usize,
    offices: nominal::OfficeIndex,
    /// Groups that nothing names, by their words.
    groups: FxHashMap<String, usize>,
    recent: Recent,
    /// The token stands within quotation marks.
    quoted: bool,
    /// Of the token that was come to last.
    sentence: u32,
}

impl<'a, 'w> Walk<'a, 'w> {
    fn of(g: &'a Grammar<'w>, chains: &'a mut Vec<Chain>) -> Walk<'a, 'w> {
        let mut named: Vec<(Span, usize)> =
            chains.iter().enumerate().flat_map(|(c, chain)| chain.mentions.iter().map(move |m| (m.span, c))).collect();
        named.sort_by_key(|&(span, c)| (span.start, c));
        let mut roles: Vec<Span> = chains.iter().flat_map(|c| c.roles.iter().map(|r| r.span)).collect();
        roles.sort_unstable();
        let offices = nominal::OfficeIndex::new(chains);
        Walk {
            g,
            chains,
            named,
            roles,
            next: 0,
            role: 0,
            offices,
            groups: FxHashMap::default(),
            recent: Recent::default(),
            quoted: false,
            sentence: u32::MAX,
        }
    }

    /// Goes on to token `i`: what is quoted there, and which name and title come next.
    #[inline]
    fn come_to(&mut self, i: usize) {
        let g = self.g;
        let token = g.tokens[i];
        if token.sentence != self.sentence {
            let new_block = self.sentence == u32::MAX
                || g.sentences[self.sentence as usize].block != g.sentences[token.sentence as usize].block;
            self.quoted &= !new_block;
            self.sentence = token.sentence;
        }
        match token.kind {
            TokenKind::Open => self.quoted = true,
            TokenKind::Close => self.quoted = false,
            _ => {}
        }
        while self.named.get(self.next).is_some_and(|n| n.0.end <= token.span.start) {
            self.next += 1;
        }
        while self.roles.get(self.role).is_some_and(|r| r.end <= token.span.start) {
            self.role += 1;
        }
    }

    fn hear(&mut self, chain: usize, tokens: Tokens, form: Form) {
        self.recent.hear(Heard::at(self.g, chain, tokens, form, self.quoted));
    }

    /// A description ends before the next name and the next title; a nation may stand in it ("the Norlandian leader").
    fn wall(&self) -> u32 {
        self.named[self.next..]
            .iter()
            .take(3)
            .find(|n| self.chains[n.1].kind != EntityKind::Group)
            .map_or(u32::MAX, |n| n.0.start)
            .min(self.roles.get(self.role).map_or(u32::MAX, |r| r.start))
    }

    /// The chain that the pronoun at token `i` stands for, and how sure that is.
    fn antecedent(
        &self,
        i: usize,
        choose: &mut impl FnMut(&[Chain], &Anaphor) -> Option<(usize, f32)>,
    ) -> Option<(usize, f32)> {
        let asked = pronoun::question(self.g, i, self.chains, &self.recent, self.quoted, &self.named[self.next..]);
        asked.and_then(|q| choose(self.chains, &q))
    }

    /// Gives the description that begins at token `i`, and the "his" that it begins with, to their chains.
    fn describe(
        &mut self,
        i: usize,
        found: &nominal::Found,
        choose: &mut impl FnMut(&[Chain], &Anaphor) -> Option<(usize, f32)>,
    ) {
        let g = self.g;
        let owner = self.antecedent(i, choose);
        if let Some((c, score)) = owner {
            self.chains[c].mentions.push(mention(g.tokens[i].span, Form::Pronoun, "pronoun-possessive", score));
            self.hear(c, Tokens::one(i), Form::Pronoun);
        }
        let home = nominal::resolve(g, found, owner.map(|o| o.0), self.chains, &self.offices, &self.recent);
        let span = g.span_of(found.tokens);
        let home = home.or_else(|| {
            let kind = found.stands_alone()?;
            let key = g.lower_of(g.span_of(found.noun_phrase..found.tokens.end)).to_string();
            let c = *self.groups.entry(key).or_insert_with(|| {
                self.chains.push(Chain::described(kind, &g.text[span.range()]));
                self.chains.len() - 1
            });
            Some((c, "nominal-alone", 0.6))
        });
        if let Some((c, rule, score)) = home {
            self.chains[c].mentions.push(mention(span, Form::Nominal, rule, score));
            self.hear(c, found.tokens, Form::Nominal);
        }
    }

    /// Gives the pronoun at token `i`, where one stands there, to its chain.
    fn refer(&mut self, i: usize, choose: &mut impl FnMut(&[Chain], &Anaphor) -> Option<(usize, f32)>) {
        let Some((c, score)) = self.antecedent(i, choose) else { return };
        let chain = &mut self.chains[c];
        chain.mentions.push(mention(self.g.tokens[i].span, Form::Pronoun, "pronoun", score));
        // A sure pronoun tells the gender of a name that does not.
        if score >= SURE && chain.gender.is_none() && chain.is_person() {
            chain.gender = pronoun::gender_of(self.g.lexicon, self.g.lower(i));
        }
        self.hear(c, Tokens::one(i), Form::Pronoun);
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
