//! Names that stand for one entity: full name and surname, given name, initials, acronyms and long forms.
//!
//! A bare surname that two people share belongs to the one who holds an office, is named most and came first, never
//! to the nearest; a title that tells the gender overrides that. Leaves alone: places and people of one name.
//! Cases: cases/entities/names.md

use onrecord_grammar::{Grammar, List};
use onrecord_model::{EntityKind, Form, Gender, Role, Span};
use rustc_hash::FxHashMap;

use super::chain::{Chain, mention};
use crate::names::Name;
use onrecord_words::names::{acronym, compatible, parts, without_suffix};

/// At most so many namesakes are weighed against each other.
const MOST: usize = 16;

type Index = FxHashMap<String, Vec<usize>>;

/// A name's words, all places where it stands so, and what was made of it.
struct Spelling {
    parts: Vec<String>,
    names: Vec<usize>,
    kind: EntityKind,
}

/// The chains so far, by the words that a shorter form of their name has.
#[derive(Default)]
struct ShortForms {
    surnames: Index,
    givens: Index,
    /// First words of organizations.
    leads: Index,
    acronyms: Index,
}

impl ShortForms {
    /// Enters a chain that stands at `at`.
    fn enter(&mut self, made: &Chain, at: usize) {
        let (first, last) = (made.first().to_string(), made.last().to_string());
        if made.is_person() {
            let rest = made.parts.get(made.parts.len().saturating_sub(2)).cloned();
            if made.parts.len() > 2
                && let Some(rest) = rest
            {
                self.surnames.entry(format!("{rest} {last}")).or_default().push(at);
            }
            self.surnames.entry(last).or_default().push(at);
            if made.parts.len() > 1 {
                self.givens.entry(first).or_default().push(at);
            }
        } else {
            if let Some(short) = acronym(&made.parts) {
                self.acronyms.entry(short).or_default().push(at);
            }
            if made.kind == EntityKind::Organization && made.parts.len() > 1 {
                self.leads.entry(first).or_default().push(at);
            }
        }
    }
}

/// Groups names into chains, in the order of their first mention.
pub fn chains(g: &Grammar<'_>, names: &[Name]) -> Vec<Chain> {
    let spellings = spellings(g, names);
    // Fuller names first, so that short forms find them; of equal length the earlier.
    let mut order: Vec<usize> = (0..spellings.len()).collect();
    order.sort_by_key(|&s| (std::cmp::Reverse(spellings[s].parts.len()), spellings[s].names[0]));

    let mut chains: Vec<Chain> = Vec::new();
    let mut short = ShortForms::default();
    for s in order {
        let spelling = &spellings[s];
        let made = chain(g, names, spelling);
        let home = match spelling.kind {
            EntityKind::Person => person(g, &chains, &made, &short.surnames, &short.givens),
            EntityKind::Organization | EntityKind::Place | EntityKind::Product | EntityKind::Event => {
                body(&chains, &made, &short.leads, &short.acronyms).or_else(|| {
                    unsure_person(names, spelling).then(|| person(g, &chains, &made, &short.surnames, &short.givens))?
                })
            }
            _ => None,
        };
        match home {
            Some(home) => chains[home].take(made),
            None => {
                short.enter(&made, chains.len());
                chains.push(made);
            }
        }
    }
    chains
}

/// Names that are written alike, in the order of their first mention.
fn spellings(g: &Grammar<'_>, names: &[Name]) -> Vec<Spelling> {
    let mut spellings: Vec<Spelling> = Vec::new();
    let mut by_key: FxHashMap<(String, Option<Gender>), usize> = FxHashMap::default();
    for (n, name) in names.iter().enumerate() {
        let parts = parts(g, name.span);
        if parts.is_empty() {
            continue;
        }
        // "Mrs. Ruiz" and "Mr. Ruiz" are kept apart.
        let titled = if parts.len() == 1 { name.role.and_then(|r| title_gender(g, r)) } else { None };
        let at = *by_key.entry((parts.join(" "), titled)).or_insert_with(|| {
            spellings.push(Spelling { parts, names: Vec::new(), kind: name.kind });
            spellings.len() - 1
        });
        spellings[at].names.push(n);
    }
    for spelling in &mut spellings {
        spelling.kind = vote(names, &spelling.names);
    }
    spellings
}

fn vote(names: &[Name], at: &[usize]) -> EntityKind {
    let mut votes: Vec<(EntityKind, f32)> = Vec::with_capacity(2);
    for &n in at {
        match votes.iter_mut().find(|v| v.0 == names[n].kind) {
            Some(v) => v.1 += names[n].score,
            None => votes.push((names[n].kind, names[n].score)),
        }
    }
    // Of equals the first seen.
    votes.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(EntityKind::Organization, |v| v.0)
}

/// A bare word held to be an organization on little evidence may be a surname.
fn unsure_person(names: &[Name], spelling: &Spelling) -> bool {
    spelling.kind != EntityKind::Place
        && spelling.parts.len() == 1
        && spelling.names.iter().all(|&n| names[n].score < 0.75)
}

fn chain(g: &Grammar<'_>, names: &[Name], spelling: &Spelling) -> Chain {
    let first = &names[spelling.names[0]];
    let mut chain = Chain::described(spelling.kind, &g.text[first.span.range()]);
    chain.parts = spelling.parts.clone();
    chain.n_names = spelling.names.len() as u32;
    for &n in &spelling.names {
        let name = &names[n];
        let mut seen = mention(name.span, Form::Name, "", name.score);
        seen.rule = name.rule.clone();
        chain.mentions.push(seen);
        if let Some(role) = name.role.map(|r| with_nation(g, r)) {
            chain.roles.push(Role { text: g.text[role.range()].to_string(), span: role });
            chain.gender = chain.gender.or_else(|| title_gender(g, role));
        }
    }
    if chain.is_person() && chain.gender.is_none() {
        chain.gender = g.lexicon.who_given.get(chain.first()).and_then(|r| gender(r.column(0)));
    }
    chain
}

/// A role with the nation right before it: "Norlandian President".
fn with_nation(g: &Grammar<'_>, role: Span) -> Span {
    let at = g.token_at(role.start);
    if at == 0 || at >= g.tokens.len() || g.tokens[at - 1].sentence != g.tokens[at].sentence {
        return role;
    }
    let before = g.lower(at - 1);
    let nation = g.lexicon.lists().members(List::NationEnding).iter().any(|end| before.ends_with(&**end));
    if nation && g.capital(at - 1) { g.tokens[at - 1].span.join(role) } else { role }
}

pub fn gender(letter: &str) -> Option<Gender> {
    match letter {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

fn title_gender(g: &Grammar<'_>, role: Span) -> Option<Gender> {
    let lower = g.lower_of(role);
    let tail = lower.rsplit(' ').next().unwrap_or(lower);
    g.lexicon
        .who_titles
        .get(lower)
        .or_else(|| g.lexicon.who_titles.get(tail))
        .or_else(|| lower.ends_with("first lady").then(|| g.lexicon.who_titles.get("first lady"))?)
        .and_then(|r| gender(r.column(0)))
}

fn agree(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// The chain that a person's name belongs to.
fn person(g: &Grammar<'_>, chains: &[Chain], made: &Chain, surnames: &Index, givens: &Index) -> Option<usize> {
    if made.parts.len() > 1 {
        let same = surnames.get(made.last()).into_iter().flatten().copied().take(MOST);
        let full = same.clone().find(|&c| compatible(&chains[c].parts, &made.parts));
        // "Van Dyke" of "Ana Van Dyke".
        return full.or_else(|| {
            let key = made.parts.join(" ");
            surnames.get(&key).and_then(|all| best(g, chains, all, made.gender))
        });
    }
    // A bare name that a title marks with a gender is of that gender; a given name's own gender says nothing of a surname.
    let titled = if made.roles.is_empty() { None } else { made.gender };
    let by_surname = surnames.get(made.last()).and_then(|all| best(g, chains, all, titled));
    by_surname.or_else(|| givens.get(made.last()).and_then(|all| best(g, chains, all, titled)))
}

/// Of several namesakes the one who is called so.
fn best(g: &Grammar<'_>, chains: &[Chain], all: &[usize], gender: Option<Gender>) -> Option<usize> {
    all.iter().copied().take(MOST).filter(|&c| agree(chains[c].gender, gender)).max_by_key(|&c| {
        let chain = &chains[c];
        let office = chain.roles.iter().any(|r| !g.lexicon.who_titles.has(&r.text.to_lowercase()));
        (chain.n_names + 2 * u32::from(office), std::cmp::Reverse(chain.mentions.first().map(|m| m.span.start)))
    })
}

/// The chain that a name of an organization, place or the like belongs to.
fn body(chains: &[Chain], made: &Chain, leads: &Index, acronyms: &Index) -> Option<usize> {
    if made.parts.len() == 1 && made.name.chars().filter(|c| c.is_uppercase()).count() >= 2 {
        let found = acronyms.get(made.first())?;
        return found.iter().copied().find(|&c| chains[c].kind == made.kind).or_else(|| found.first().copied());
    }
    if made.kind != EntityKind::Organization {
        return None;
    }
    let bare = without_suffix(&made.parts);
    let all = leads.get(made.first())?;
    let mut fit = all.iter().copied().take(MOST).filter(|&c| {
        let other = &chains[c].parts;
        without_suffix(other) == bare || (other.len() > bare.len() && other.starts_with(bare))
    });
    let found = fit.next()?;
    // Two that begin alike: only the one that differs by nothing but "Inc." counts.
    if without_suffix(&chains[found].parts) != bare && fit.next().is_some() { None } else { Some(found) }
}
