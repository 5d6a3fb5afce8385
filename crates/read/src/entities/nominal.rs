//! Descriptions: "the president", "the Russian leader", "his company", "the foundation", "technology executives".
//!
//! An office goes to whoever holds it in this article, with a nation where one is given; a group of people that
//! nothing names stands for itself. Leaves alone: "a president", titles right before a name.
//! Cases: cases/entities/nominals.md

use onrecord_grammar::{Grammar, Lexicon, List, Tokens};
use onrecord_model::EntityKind;
use rustc_hash::FxHashMap;

use super::alias::gender;
use super::chain::Chain;
use super::salience::Recent;
use onrecord_grammar::lexicon::Row;
use onrecord_words::TokenKind;

/// A noun that describes somebody: "lawyer", "ministry", "soldiers".
pub fn is_description(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.who_nominals.has(lower)
}

/// A description found in the text.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub tokens: Tokens,
    /// First token behind "the" or "his".
    pub noun_phrase: usize,
    /// First token of the noun; of "prime minister" it is "prime".
    pub noun: usize,
    row: Row,
    opening: Opening,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Opening {
    Definite,
    Owned,
    Bare,
}

impl Found {
    /// The kind of an entity that is known by this description alone, where one may be made of it.
    pub fn stands_alone(&self) -> Option<EntityKind> {
        let group = self.row.column(2) == "group" && self.opening != Opening::Owned;
        (group && (self.opening == Opening::Definite || self.noun > self.noun_phrase)).then_some(EntityKind::Group)
    }
}

/// Who holds which office, and which names end in which noun.
pub struct OfficeIndex {
    holders: FxHashMap<String, Vec<usize>>,
    ends: FxHashMap<String, Vec<usize>>,
}

impl OfficeIndex {
    pub fn new(chains: &[Chain]) -> OfficeIndex {
        let mut book = OfficeIndex { holders: FxHashMap::default(), ends: FxHashMap::default() };
        for (c, chain) in chains.iter().enumerate() {
            for role in chain.roles.iter().take(32) {
                for word in role.text.to_lowercase().split_whitespace() {
                    let all = book.holders.entry(word.to_string()).or_default();
                    if all.last() != Some(&c) {
                        all.push(c);
                    }
                }
            }
            if !chain.is_person() && chain.parts.len() > 1 {
                book.ends.entry(chain.last().to_string()).or_default().push(c);
            }
        }
        book
    }
}

/// The description that begins at token `i` and ends before byte `wall`.
pub fn at(g: &Grammar<'_>, i: usize, wall: u32) -> Option<Found> {
    let (opening, start) = match g.lower(i) {
        "the" | "this" | "that" => (Opening::Definite, i + 1),
        "his" | "her" | "its" | "their" => (Opening::Owned, i + 1),
        _ => (Opening::Bare, i),
    };
    let end = (g.sentence_of(i).tokens.end as usize).min(start + 5);
    let mut found = None;
    let mut k = start;
    while k < end && g.kind(k) == TokenKind::Word && g.tokens[k].span.end <= wall {
        if g.on(k, List::AfterDescription) {
            break;
        }
        if let Some((n, row)) = g.lexicon.who_nominals.longest_at(g, k) {
            if g.tokens.get(k + n - 1).is_none_or(|t| t.span.end > wall) {
                break;
            }
            found = Some(Found { tokens: Tokens::from(i..k + n), noun_phrase: start, noun: k, row, opening });
            k += n;
        } else if found.is_some() || (opening == Opening::Bare && k > start) {
            // Without "the" the noun is the first or the second word.
            break;
        } else {
            k += 1;
        }
    }
    let found = found?;
    let group = found.row.column(2) == "group";
    // Without "the", only groups: "technology executives"; and a word before them must belong to them.
    (opening != Opening::Bare || (group && found.noun <= start + 1)).then_some(found)
}

/// The chain that a description stands for, with rule and score.
pub fn resolve(
    g: &Grammar<'_>,
    found: &Found,
    owner: Option<usize>,
    chains: &[Chain],
    book: &OfficeIndex,
    recent: &Recent,
) -> Option<(usize, &'static str, f32)> {
    let class = found.row.column(2);
    if found.opening == Opening::Bare || class == "group" {
        return None;
    }
    if found.opening == Opening::Owned {
        let owner = &chains[owner?];
        return if class == "org" { owned(owner, chains, recent) } else { None };
    }
    match class {
        "office" => holder(g, found, chains, book, recent),
        "human" => {
            let wanted = Some(gender(found.row.column(1))?);
            let here = g.tokens[found.tokens.start].sentence;
            recent
                .back()
                .take_while(|h| here - h.sentence <= 1)
                .map(|h| h.chain)
                .find(|&c| chains[c].is_person() && chains[c].gender == wanted)
                .map(|c| (c, "nominal-human", 0.5))
        }
        _ => body(g, found, chains, book, recent),
    }
}

/// "his company": the one that stands in his role.
fn owned(owner: &Chain, chains: &[Chain], recent: &Recent) -> Option<(usize, &'static str, f32)> {
    owner.roles.iter().take(8).find_map(|role| {
        let role = role.text.to_lowercase();
        recent_or_all(chains, recent)
            .find(|&c| {
                chains[c].kind == EntityKind::Organization
                    && !chains[c].first().is_empty()
                    && mentions(&role, chains[c].first())
            })
            .map(|c| (c, "nominal-owned", 0.75))
    })
}

/// "the Norlandian president": who holds the office, named lately or else most often.
fn holder(
    g: &Grammar<'_>,
    found: &Found,
    chains: &[Chain],
    book: &OfficeIndex,
    recent: &Recent,
) -> Option<(usize, &'static str, f32)> {
    let noun = g.lower_of(g.span_of(found.noun..found.tokens.end));
    let tail = g.lower(found.tokens.last());
    let nation = (found.noun > found.noun_phrase && g.capital(found.noun_phrase)).then(|| g.lower(found.noun_phrase));
    let wanted = gender(found.row.column(1));
    let agrees = |c: usize| wanted.is_none() || chains[c].gender.is_none() || chains[c].gender == wanted;
    let holds = |c: &usize| {
        let chain = &chains[*c];
        chain.roles.iter().take(16).any(|role| {
            let role = role.text.to_lowercase();
            let office = role.ends_with(noun)
                || (tail == "leader"
                    && g.lexicon.lists().members(List::LeaderOffice).iter().any(|l| mentions(&role, l)));
            let office = office && (noun != "president" || !mentions(&role, "vice"));
            office && nation.is_none_or(|n| mentions(&role, n))
        })
    };
    if let Some(c) = recent.back().map(|h| h.chain).find(|c| chains[*c].is_person() && agrees(*c) && holds(c)) {
        return Some((c, "nominal-office", 0.8));
    }
    let all = book.holders.get(nation.unwrap_or(tail)).or_else(|| book.holders.get(tail))?;
    all.iter()
        .copied()
        .take(16)
        .filter(|c| chains[*c].is_person() && agrees(*c) && holds(c))
        .max_by_key(|&c| (chains[c].n_names, std::cmp::Reverse(c)))
        .map(|c| (c, "nominal-office", 0.7))
}

/// "the foundation": the name that ends so, else the organization or place spoken of last.
fn body(
    g: &Grammar<'_>,
    found: &Found,
    chains: &[Chain],
    book: &OfficeIndex,
    recent: &Recent,
) -> Option<(usize, &'static str, f32)> {
    let tail = g.lower(found.tokens.last());
    let plain = found.noun <= found.noun_phrase;
    if let Some(all) = book.ends.get(tail)
        && plain
    {
        let near = recent
            .back()
            .map(|h| h.chain)
            .find(|&c| !chains[c].is_person() && chains[c].parts.len() > 1 && chains[c].last() == tail);
        if let Some(c) = near.or_else(|| (all.len() == 1).then(|| all.first().copied()).flatten()) {
            return Some((c, "nominal-head", 0.8));
        }
    }
    let kind = if found.row.column(2) == "place" { EntityKind::Place } else { EntityKind::Organization };
    let generic = g.lexicon.on(g.lower_of(g.span_of(found.noun..found.tokens.end)), List::GenericBody);
    let here = g.tokens[found.tokens.start].sentence;
    (generic && plain)
        .then(|| recent.back().take_while(|h| here - h.sentence <= 2).find(|h| chains[h.chain].kind == kind))
        .flatten()
        .map(|h| (h.chain, "nominal-recent", 0.55))
}

/// Chains spoken of lately, then the first of all.
fn recent_or_all<'c>(chains: &'c [Chain], recent: &'c Recent) -> impl Iterator<Item = usize> + 'c {
    recent.back().map(|h| h.chain).chain(0..chains.len().min(200))
}

/// True where `word` is a whole word of `role`.
fn mentions(role: &str, word: &str) -> bool {
    role.split(|c: char| !c.is_alphanumeric() && c != '.').any(|w| w == word)
}
