//! English as the stages of `read` ask it: word lists, parts of speech, dependency trees, and the questions about a sentence.
//!
//! Pure. Word lists are in `lexicon/`, by language; what was learned from treebanks is in `weights/`.
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::too_many_arguments, clippy::too_many_lines)]

mod class;
mod clauses;
pub mod complements;
pub mod gazetteers;
pub mod lexicon;
mod lists;
mod numbers;
pub mod phrases;
mod questions;
mod relations;
pub mod syntax;
pub mod tense;
mod tokens;
pub mod verbs;
pub mod weight_files;

use std::ops::Deref;

use onrecord_model::Article;
use onrecord_words::Words;

pub use class::{Class, past_by_itself};
pub use clauses::{Mood, Verb, WINDOW, first};
pub use lexicon::Lexicon;
pub use lists::{List, Lists};
pub use numbers::{NumberKind, NumberWord, Numbers};
pub use questions::Head;
use syntax::{Arc, Syntax, Tag};
pub use tokens::Tokens;
pub use verbs::Forms;

/// Names the word lists and weights of this crate: BLAKE3 of their names and bytes.
pub const FINGERPRINT: &str = env!("FINGERPRINT");

/// The words of an article, with what the lexicon and the syntax tell of them.
pub struct Grammar<'a> {
    words: Words<'a>,
    pub lexicon: &'a Lexicon,
    /// Where the lists have each token's word.
    places: Vec<u16>,
    class: Vec<Class>,
    syntax: Syntax,
}

impl<'a> Grammar<'a> {
    /// Cuts an article into words and classifies them.
    pub fn of(article: &'a Article, lexicon: &'a Lexicon) -> Grammar<'a> {
        let words = Words::cut(article);
        let places =
            (0..words.tokens.len()).map(|i| lexicon.lists().place(words.lower(i), words.tokens[i].hash)).collect();
        let (class, syntax) = (Vec::with_capacity(words.tokens.len()), Syntax::of(&words));
        let mut g = Grammar { words, lexicon, places, class, syntax };
        for i in 0..g.tokens.len() {
            let before = g.class.last().copied().filter(|_| !first(&g, i));
            g.class.push(class::classify(&g, i, before));
        }
        g
    }

    /// Token `i` in lower case; empty past the last.
    pub fn lower(&self, i: usize) -> &str {
        if i < self.places.len() { self.words.lower(i) } else { "" }
    }

    /// True where the word of token `i` is on the list.
    pub fn on(&self, i: usize, list: List) -> bool {
        self.places.get(i).is_some_and(|place| self.lexicon.lists().on_at(*place, list))
    }

    /// The part of speech of token `i`.
    pub fn tag(&self, i: usize) -> Tag {
        self.syntax.tag(self, i)
    }

    /// The head of a phrase: its first token whose own head is outside the phrase.
    pub fn top(&self, phrase: Tokens) -> usize {
        self.syntax.top(self, phrase)
    }

    /// The arcs of a sentence, in order.
    pub fn tree(&self, sentence: usize) -> &[Arc] {
        self.syntax.tree(self, sentence)
    }
}

impl<'a> Deref for Grammar<'a> {
    type Target = Words<'a>;

    fn deref(&self) -> &Words<'a> {
        &self.words
    }
}
