//! Log-linear pronoun resolution (Denis and Baldridge 2008): the antecedent among the candidates that fit, by the places of mentions
//! in their sentences and trees, learned from our corpus and treebanks (`cargo xtask train pronouns`, `weights/pronouns.bin`).
//!
//! What speaks for somebody: late mentions, subjects, the same place in the sentence before, much-named people, the speaker of the sentence.
//! What speaks against: "She met her" is two people; a speaker is seldom "he" within her own words. "Nobody" is a choice too.

use onrecord_grammar::Grammar;
use onrecord_model::Gender;

use super::chain::Chain;
use super::pronoun::{Case, Sort, latest};
use super::salience::Heard;
use onrecord_grammar::syntax::Label;

use onrecord_grammar::weight_files;

/// Rows of the table of weights.
pub const ROWS: usize = 1 << 13;

/// Those that ship, as signed bytes.
pub static WEIGHTS: &[u8; ROWS] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/pronouns.bin")));

/// A pronoun, and those it may stand for.
#[derive(Debug)]
pub struct Anaphor {
    pub token: usize,
    pub sort: Sort,
    pub case: Case,
    /// It stands within quotation marks.
    pub quoted: bool,
    pub candidates: Vec<Candidate>,
}

impl Anaphor {
    /// True for "he" and "she".
    pub fn is_person(&self) -> bool {
        matches!(self.sort, Sort::Person(_))
    }
}

#[derive(Debug)]
pub struct Candidate {
    pub chain: usize,
    /// Its mentions within reach, the latest first.
    pub mentions: Vec<Heard>,
    /// Token of its name behind the pronoun, where none stands before.
    pub ahead: Option<usize>,
}

/// What every candidate for an anaphor is held against.
struct Asked<'a> {
    anaphor: &'a Anaphor,
    here: Place,
    /// Person, thing or plural; of he and she alike, so that one is not favoured over the other.
    person: u64,
    case: u64,
    /// Both of these.
    pronoun: u64,
    /// Candidates, up to four.
    n: u64,
    /// Those of known gender.
    n_known: usize,
    /// Mentions of the candidate that has most.
    most: usize,
}

impl<'a> Asked<'a> {
    fn of(g: &Grammar<'_>, chains: &[Chain], anaphor: &'a Anaphor) -> Asked<'a> {
        let sort = match anaphor.sort {
            Sort::Person(Some(Gender::Female)) => 0,
            Sort::Person(_) => 1,
            Sort::Thing => 2,
            Sort::Plural => 3,
        };
        let person = u64::from(sort > 1) * sort;
        let case = anaphor.case as u64;
        Asked {
            anaphor,
            here: Place::of(g, anaphor.token),
            person,
            case,
            pronoun: person << 2 | case,
            n: anaphor.candidates.len().min(4) as u64,
            n_known: anaphor.candidates.iter().filter(|c| chains[c.chain].gender.is_some()).count(),
            most: anaphor.candidates.iter().map(|c| chains[c.chain].mentions.len()).max().unwrap_or(0),
        }
    }
}

/// Adds the row of a template with its values.
#[inline]
fn add(rows: &mut Vec<u16>, template: u8, values: &[u64]) {
    let value = values.iter().fold(0, |sum: u64, v| sum.wrapping_mul(1009).wrapping_add(*v + 1));
    rows.push(row(template, value));
}

/// The features of each candidate, and, last, of "nobody".
pub fn features(g: &Grammar<'_>, chains: &[Chain], anaphor: &Anaphor) -> Vec<Vec<u16>> {
    let asked = Asked::of(g, chains, anaphor);
    let mut out = Vec::with_capacity(anaphor.candidates.len() + 1);
    for (rank, candidate) in anaphor.candidates.iter().enumerate() {
        let mut rows = Vec::with_capacity(32);
        add_chain(&asked, &chains[candidate.chain], rank, &mut rows);
        match latest(candidate) {
            Some(heard) => add_heard(g, &asked, candidate, heard, &mut rows),
            None => add_ahead(g, &asked, candidate, &mut rows),
        }
        out.push(rows);
    }
    out.push(nobody(g, &asked));
    out
}

/// What the article as a whole tells of a candidate: how often it is named, of what kind and gender it is.
fn add_chain(asked: &Asked<'_>, chain: &Chain, rank: usize, rows: &mut Vec<u16>) {
    let Asked { pronoun, person, n, .. } = *asked;
    let rank = rank.min(5) as u64;
    let gender = u64::from(chain.gender.is_some());
    let count = match chain.mentions.len() {
        0..=1 => 0,
        2 => 1,
        3..=4 => 2,
        5..=8 => 3,
        _ => 4,
    };
    let foremost = u64::from(chain.mentions.len() == asked.most);
    add(rows, 0, &[pronoun, rank]);
    add(rows, 1, &[pronoun, rank, n]);
    add(rows, 2, &[pronoun, count]);
    add(rows, 3, &[person, foremost, rank]);
    add(rows, 4, &[person, gender, asked.n_known.min(3) as u64]);
    add(rows, 5, &[person, chain.kind as u64]);
    add(rows, 6, &[person, foremost, gender]);
}

/// What speaks for a candidate whose name stands only behind the pronoun.
fn add_ahead(g: &Grammar<'_>, asked: &Asked<'_>, candidate: &Candidate, rows: &mut Vec<u16>) {
    let Asked { anaphor, ref here, pronoun, case, n, .. } = *asked;
    let at = candidate.ahead.unwrap_or(anaphor.token);
    let there = Place::of(g, at);
    let opening = u64::from(here.clause_opens(&there));
    add(rows, 10, &[pronoun, opening]);
    add(rows, 17, &[case, u64::from(here.over == Some(there.phrase))]);
    add(rows, 11, &[pronoun, there.role as u64, opening]);
    add(rows, 12, &[pronoun, u64::from(anaphor.quoted)]);
    add(rows, 13, &[pronoun, ((at - anaphor.token.min(at)) / 4).min(4) as u64]);
    add(rows, 14, &[pronoun, n]);
    // "After her speech, Ruiz left": a phrase that opens the sentence, before anybody is named in it.
    let sentence = g.tokens[anaphor.token].sentence;
    let comma = (anaphor.token..at).any(|k| g.word(k) == ",");
    let named = anaphor.candidates.iter().flat_map(|c| &c.mentions).any(|m| m.sentence == sentence);
    add(rows, 15, &[case, u64::from(comma) << 2 | u64::from(named) << 1 | opening, there.role as u64]);
}

/// What speaks for a candidate by its latest mention before the pronoun: how far it is, what it is in its sentence.
fn add_heard(g: &Grammar<'_>, asked: &Asked<'_>, candidate: &Candidate, heard: &Heard, rows: &mut Vec<u16>) {
    let Asked { anaphor, ref here, pronoun, person, .. } = *asked;
    let there = Place::of(g, g.top(heard.tokens));
    let far = u64::from(g.tokens[anaphor.token].sentence - heard.sentence).min(4);
    let role = there.role as u64;
    let same_clause = u64::from(far == 0 && there.clause == here.clause);
    let block = |s: u32| g.sentences[s as usize].block;
    let same_block = u64::from(block(heard.sentence) == block(g.tokens[anaphor.token].sentence));
    let quotes = u64::from(anaphor.quoted) << 2 | u64::from(heard.quoted) << 1 | u64::from(there.speaks);
    // Does the mention's clause govern the pronoun's, or the other way round, or neither?
    let governs = if far > 0 {
        3
    } else if here.above.contains(&there.clause) {
        1
    } else if there.above.contains(&here.clause) {
        2
    } else {
        0
    };
    let tokens = match anaphor.token.abs_diff(heard.tokens.last()) {
        0..=1 => 0,
        2..=3 => 1,
        4..=7 => 2,
        8..=15 => 3,
        16..=31 => 4,
        _ => 5,
    };
    let subject_at = |sentences: u32| {
        candidate.mentions.iter().any(|m| {
            g.tokens[anaphor.token].sentence - m.sentence == sentences
                && Place::of(g, g.top(m.tokens)).role == Role::Subject
        })
    };
    let (subject_here, subject_before) = (u64::from(subject_at(0)), u64::from(subject_at(1)));
    let often = candidate.mentions.len().min(5) as u64;
    let first = u64::from(g.first_of_sentence(heard.tokens.start));
    add(rows, 20, &[pronoun, far]);
    add(rows, 21, &[pronoun, far, role]);
    add(rows, 22, &[pronoun, same_clause, role]);
    add(rows, 24, &[pronoun, u64::from(there.role == here.role), far.min(2)]);
    add(rows, 25, &[pronoun, heard.form as u64, far.min(2)]);
    add(rows, 26, &[pronoun, quotes, far.min(2)]);
    add(rows, 27, &[person, same_block, far]);
    add(rows, 28, &[pronoun, governs, role]);
    add(rows, 29, &[pronoun, tokens]);
    add(rows, 30, &[pronoun, subject_here, subject_before]);
    add(rows, 31, &[pronoun, often]);
    add(rows, 32, &[pronoun, first, role, far.min(2)]);
    add(rows, 34, &[pronoun, u64::from(there.depth.min(3)), far.min(1)]);
    add(rows, 37, &[pronoun, u64::from(there.nested), far.min(1)]);
}

/// What speaks for the pronoun's standing for nobody.
fn nobody(g: &Grammar<'_>, asked: &Asked<'_>) -> Vec<u16> {
    let Asked { anaphor, ref here, pronoun, person, n, .. } = *asked;
    // "It rained", "it was she who": what stands behind an idle pronoun.
    let behind = (anaphor.token + 1).min(g.tokens.len() - 1);
    vec![
        row(50, pronoun),
        row(51, pronoun << 3 | n),
        row(52, person << 1 | u64::from(anaphor.quoted)),
        row(53, pronoun << 4 | here.role as u64),
        row(54, pronoun << 16 | u64::from(g.tokens[behind].hash)),
    ]
}

/// The candidate that a pronoun stands for, and how sure that is, 0.5 to 0.95.
pub fn choose(g: &Grammar<'_>, chains: &[Chain], anaphor: &Anaphor, weights: &[u8]) -> Option<(usize, f32)> {
    if let Some(c) = announced(g, anaphor) {
        return Some((c, 0.6));
    }
    let rows = features(g, chains, anaphor);
    let sums: Vec<i32> =
        rows.iter().map(|rows| rows.iter().map(|r| i32::from(weights[usize::from(*r)].cast_signed())).sum()).collect();
    // "It" and "they" may stand for nothing that has a name; "he" and "she" are somebody.
    let n = sums.len() - usize::from(matches!(anaphor.sort, Sort::Person(_)));
    let most = *sums[..n].iter().max()?;
    // The earlier candidate is the later mention.
    let best = sums.iter().position(|s| *s == most)?;
    let candidate = anaphor.candidates.get(best)?;
    let rival = sums.iter().enumerate().filter(|(k, _)| *k != best).map(|(_, s)| *s).max().unwrap_or(0);
    Some((candidate.chain, 0.5 + 0.45 * ((most - rival) as f32 / 100.0).clamp(0.0, 1.0)))
}

/// "After her speech, Ruiz left": the subject behind the phrase that opens the sentence, before anybody is named in it. Too seldom in what
/// was learned from for the weights to tell.
fn announced(g: &Grammar<'_>, anaphor: &Anaphor) -> Option<usize> {
    let candidate = anaphor.candidates.last()?;
    let (at, token) = (candidate.ahead?, anaphor.token);
    let sentence = g.tokens[token].sentence;
    let mut mentions = anaphor.candidates.iter().flat_map(|c| &c.mentions);
    if anaphor.quoted || anaphor.case == Case::Object || mentions.any(|m| m.sentence == sentence) {
        return None;
    }
    let comma = (token..at).any(|k| g.word(k) == ",");
    let (here, there) = (Place::of(g, token), Place::of(g, at));
    // "His aide, Ruiz" is somebody else.
    let other = here.over == Some(there.phrase);
    (comma && !other && there.role == Role::Subject && here.clause_opens(&there)).then_some(candidate.chain)
}

fn row(template: u8, value: u64) -> u16 {
    (onrecord_grammar::syntax::feature(template, value) >> 19) as u16
}

/// What a mention is in its clause.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(u8)]
enum Role {
    Subject,
    Passive,
    Object,
    Oblique,
    Owner,
    Attached,
    Other,
}

/// Where a word stands in its sentence's tree.
struct Place {
    role: Role,
    /// The head of the noun phrase, where the word stands beside it ("her aide Tom Ode": aide).
    phrase: usize,
    /// The word that the phrase hangs on.
    over: Option<usize>,
    /// The word that its clause hangs on.
    clause: usize,
    /// The clauses above that one.
    above: Vec<usize>,
    depth: u8,
    /// It hangs within a noun phrase or a clause about a noun.
    nested: bool,
    /// Its clause is one of speaking with what is said below it or beside it.
    speaks: bool,
}

impl Place {
    fn of(g: &Grammar<'_>, token: usize) -> Place {
        let sentence = g.tokens[token].sentence as usize;
        let tree = g.tree(sentence);
        let first = g.tokens_of(sentence).start;
        let arc = |i: usize| tree.get(i.wrapping_sub(first));
        let up = |i: usize| arc(i).and_then(|a| a.head).map(|h| h as usize);
        let label = |i: usize| arc(i).map_or(Label::Root, |a| a.label);
        // "Ruiz and Abara": both are what the first is; so is an apposition.
        let mut at = token;
        for _ in 0..4 {
            match (label(at), up(at)) {
                (Label::Conj | Label::Appos | Label::Flat | Label::Compound | Label::NmodDesc, Some(head)) => at = head,
                _ => break,
            }
        }
        let role = match label(at) {
            Label::Nsubj | Label::NsubjOuter | Label::Csubj => Role::Subject,
            Label::NsubjPassive => Role::Passive,
            Label::Obj | Label::Iobj => Role::Object,
            Label::Obl | Label::Agent | Label::OblUnmarked => Role::Oblique,
            Label::Possessive => Role::Owner,
            Label::Nmod | Label::NmodUnmarked | Label::Acl => Role::Attached,
            _ => Role::Other,
        };
        let heads_clause = |l: Label| {
            matches!(
                l,
                Label::Root
                    | Label::Ccomp
                    | Label::Xcomp
                    | Label::Advcl
                    | Label::AdvclRelative
                    | Label::Acl
                    | Label::Relative
                    | Label::Parataxis
                    | Label::Csubj
                    | Label::Conj
            )
        };
        let (mut clauses, mut depth, mut nested) = (Vec::new(), 0u8, false);
        let mut now = at;
        for _ in 0..24 {
            if heads_clause(label(now)) {
                clauses.push(now);
            } else if clauses.is_empty() {
                nested |= matches!(label(now), Label::Nmod | Label::Possessive) && now != at;
            }
            let Some(head) = up(now) else { break };
            depth = depth.saturating_add(u8::from(!clauses.is_empty()));
            now = head;
        }
        let clause = clauses.first().copied().unwrap_or(now);
        let above = clauses.into_iter().skip(1).collect();
        let speaks = role == Role::Subject && g.lexicon.reports.has(g.lower(clause));
        Place { role, phrase: at, over: up(at), clause, above, depth, nested, speaks }
    }

    /// True where this place is in a phrase that opens the sentence of the other's clause.
    fn clause_opens(&self, other: &Place) -> bool {
        self.clause == other.clause || self.above.contains(&other.clause)
    }
}
