//! What `cargo xtask train` learns from: the tokens of an article that may be names, with their features.

use onrecord_grammar::{Grammar, Lexicon};
use onrecord_model::{Article, Span};

pub use crate::names::tagger::{KINDS, N_TAGS, ROWS, best};

use crate::names;

/// A token that may be part of a name.
pub struct Cell {
    pub span: Span,
    /// It stands right behind the cell before.
    pub joined: bool,
    /// Rows of its features.
    pub rows: Vec<u32>,
}

/// All tokens of an article that may be names, in text order.
pub fn cells(article: &Article) -> Vec<Cell> {
    let g = Grammar::of(article, Lexicon::english());
    let mut cells = Vec::new();
    names::runs(&g, |run| {
        for (k, rows) in run.rows().enumerate() {
            cells.push(Cell { span: g.tokens[run.first + k].span, joined: k > 0, rows: rows.to_vec() });
        }
    });
    cells
}

/// A pronoun: the features of each entity that it may stand for, last of nobody, and which of them are right.
pub struct Choice {
    pub rows: Vec<Vec<u16>>,
    pub right: Vec<bool>,
    /// It is "he" or "she".
    pub person: bool,
}

/// Rows of the table of weights by which pronouns choose.
pub const PRONOUN_ROWS: usize = crate::entities::antecedent::ROWS;

/// The pronouns of an article, each chosen rightly before the next is asked. `mentions`: span and entity, in text order.
pub fn choices(article: &Article, mentions: &[(Span, u32)]) -> Vec<Choice> {
    let g = Grammar::of(article, Lexicon::english());
    // Whose a name is, by the smallest mention around it, else one that it touches; a pronoun must be marked itself.
    let around = |span: Span| {
        let holds = mentions.iter().filter(|m| m.0.holds(span)).min_by_key(|m| m.0.len());
        holds.or_else(|| mentions.iter().find(|m| m.0.touches(span))).map(|m| m.1)
    };
    let mut out = Vec::new();
    let names = names::find(&g);
    crate::entities::resolve_by(&g, &names, |chains, anaphor| {
        let span = g.tokens[anaphor.token].span;
        let own = mentions.iter().find(|m| m.0 == span).map(|m| m.1);
        let whose = |c: usize| {
            let named = chains[c].mentions.iter().filter(|m| m.form == onrecord_model::Form::Name);
            let mut votes: Vec<u32> = named.filter_map(|m| around(m.span)).collect();
            votes.sort_unstable();
            votes.chunk_by(|a, b| a == b).max_by_key(|v| v.len()).map(|v| v[0])
        };
        let mut right: Vec<bool> = anaphor.candidates.iter().map(|c| own.is_some() && whose(c.chain) == own).collect();
        let answer = right.iter().position(|r| *r);
        right.push(answer.is_none());
        let person = anaphor.is_person();
        out.push(Choice { rows: crate::entities::antecedent::features(&g, chains, anaphor), right, person });
        answer.map(|k| (anaphor.candidates[k].chain, 0.9))
    });
    out
}

pub use crate::statements::extent::{Offer, PLACES, Place};
pub use crate::statements::speaker::Choice as Speakers;
pub use crate::statements::{Example, LEAST as LEAST_KEPT, ROWS as STATEMENT_ROWS, Tables};

/// An article that statements are learned from, read as far as names and pronouns.
pub struct Lesson<'a> {
    article: &'a Article,
    g: Grammar<'a>,
    cast: crate::cast::Cast,
}

impl<'a> Lesson<'a> {
    /// `pronouns`: the weights by which they choose.
    pub fn of(article: &'a Article, pronouns: &[u8]) -> Lesson<'a> {
        let g = Grammar::of(article, Lexicon::english());
        let cast = crate::entities::resolve_with(&g, &names::find(&g), pronouns);
        Lesson { article, g, cast }
    }

    /// The statements that are proposed by these weights, with their features.
    pub fn examples(&self, tables: Tables<'_>) -> Vec<Example> {
        crate::statements::examples(&self.g, self.article, &self.cast, tables)
    }

    /// The choices of extents.
    pub fn offers(&self, tables: Tables<'_>) -> Vec<Offer> {
        crate::statements::offers(&self.g, self.article, &self.cast, tables)
    }

    /// Where each entity is named.
    pub fn names(&self) -> Vec<(u32, Vec<Span>)> {
        let named = |e: &onrecord_model::Entity| {
            let names = e.mentions.iter().filter(|m| m.form == onrecord_model::Form::Name);
            (e.id, names.map(|m| m.span).collect())
        };
        self.cast.entities.iter().map(named).collect()
    }
}
