//! Parts of speech and dependency trees (Universal Dependencies).
//!
//! A sentence is tagged and parsed when a later stage first asks for it. Weights: `weights/tags.bin`, `weights/trees.bin`, grown by
//! `cargo xtask train syntax` from the treebanks. How well: docs/language.md.

mod clusters;
mod glove;
mod labels;
mod letters;
mod moves;
mod parser;
mod tagger;
mod tags;
mod weights;

use std::cell::OnceCell;

pub use clusters::cluster;
pub use glove::glove;
pub use labels::Label;
use letters::Letters;
use moves::{NONE, State};
use parser::{LABEL_BITS, Line, MOVE_BITS};
pub use tags::Tag;
use weights::Table;
pub use weights::feature;

use onrecord_words::Words;

use crate::{Tokens, weight_files};

pub mod learn {
    //! What `cargo xtask train` and `score syntax` need of the models.
    pub use super::clusters::slots as cluster_slots;
    pub use super::glove::LEVELS as GLOVE_LEVELS;
    pub use super::labels::{LABELS, Label, N_LABELS};
    pub use super::letters::{Letters, letters};
    pub use super::moves::{MOVES, Move, NONE, State};
    pub use super::parser::{LABEL_BITS, Line, MOVE_BITS, N_MOVES, features as move_features, label_features, parse};
    pub use super::tagger::{BITS, N_FEATURES, capitals, features, tag};
    pub use super::tags::{N_TAGS, TAGS, Tag};
    pub use super::weights::{Scores, Table, best, check, place};
    pub use onrecord_words::fold;

    /// Tags and arcs of a sentence whose words are given, by the weights that ship.
    pub fn read(forms: &[&str]) -> (Vec<Tag>, Vec<super::Arc>) {
        let letters: Vec<Letters> = forms.iter().map(|w| letters(w, &fold(w))).collect();
        let mut tags = Vec::new();
        super::tagger::tag(&super::MODEL.tags, &letters, false, &mut tags);
        let arcs = super::arcs(&letters, &tags, 0);
        (tags, arcs)
    }
}

struct Model {
    tags: Table<'static, { tags::N_TAGS }>,
    moves: Table<'static, { parser::N_MOVES }>,
    labels: Table<'static, { labels::N_LABELS }>,
}

const TAGS_SIZE: usize = Table::<{ tags::N_TAGS }>::size(tagger::BITS);
const MOVES_SIZE: usize = Table::<{ parser::N_MOVES }>::size(MOVE_BITS);
const LABELS_SIZE: usize = Table::<{ labels::N_LABELS }>::size(LABEL_BITS);

static TAGS: &[u8; TAGS_SIZE] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/tags.bin")));
/// Moves, then labels.
static TREES: &[u8; MOVES_SIZE + LABELS_SIZE] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/trees.bin")));

static MODEL: Model = Model {
    tags: Table::read(TAGS, tagger::BITS),
    moves: Table::read(TREES.split_at(MOVES_SIZE).0, MOVE_BITS),
    labels: Table::read(TREES.split_at(MOVES_SIZE).1, LABEL_BITS),
};

/// Tokens of a sentence that are tagged and parsed; after them every token is `X` and has no head.
const MOST: usize = 1000;

/// The dependency relation of a token to its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Index of the head token; `None` for the root.
    pub head: Option<u32>,
    /// The relation's name in Universal Dependencies.
    pub label: Label,
}

/// Tags and trees of an article's sentences, each worked out when a stage first asks for it.
#[derive(Default)]
pub struct Syntax {
    sentences: Vec<OnceCell<Analysis>>,
}

/// Tags and arcs of a sentence's tokens, in order, up to `MOST`.
struct Analysis {
    tags: Box<[Tag]>,
    arcs: Box<[Arc]>,
}

impl Syntax {
    /// Nothing is tagged yet.
    pub fn of(words: &Words<'_>) -> Syntax {
        Syntax { sentences: words.sentences.iter().map(|_| OnceCell::new()).collect() }
    }

    fn analysis(&self, words: &Words<'_>, sentence: usize) -> Option<&Analysis> {
        let analysis = self.sentences.get(sentence)?.get_or_init(|| {
            let range = words.tokens_of(sentence);
            let first = range.start as u32;
            let letters: Vec<Letters> =
                range.take(MOST).map(|i| letters::letters(words.word(i), words.lower(i))).collect();
            let mut tags = Vec::with_capacity(letters.len());
            tagger::tag(&MODEL.tags, &letters, false, &mut tags);
            let arcs = arcs(&letters, &tags, first).into();
            Analysis { tags: tags.into(), arcs }
        });
        Some(analysis)
    }

    /// The part of speech of token `i`.
    pub fn tag(&self, words: &Words<'_>, i: usize) -> Tag {
        let sentence = words.tokens[i].sentence as usize;
        let at = i - words.tokens_of(sentence).start;
        self.analysis(words, sentence).and_then(|a| a.tags.get(at)).copied().unwrap_or(Tag::X)
    }

    /// The head of a phrase: its first token whose own head is outside the phrase.
    pub fn top(&self, words: &Words<'_>, phrase: Tokens) -> usize {
        let sentence = words.tokens[phrase.start].sentence as usize;
        let start = words.tokens_of(sentence).start;
        let tree = self.tree(words, sentence);
        let outside = |i: usize| {
            let head = tree.get(i - start).and_then(|a| a.head);
            head.is_none_or(|h| !phrase.indices().contains(&(h as usize)))
        };
        phrase.indices().find(|i| outside(*i)).unwrap_or(phrase.last())
    }

    /// The arcs of a sentence's first `MOST` tokens, in order.
    pub fn tree(&self, words: &Words<'_>, sentence: usize) -> &[Arc] {
        self.analysis(words, sentence).map_or(&[], |a| &a.arcs)
    }
}

/// The arcs of a sentence whose first token is `first`.
fn arcs(letters: &[Letters], tags: &[Tag], first: u32) -> Vec<Arc> {
    let n = letters.len().min(MOST);
    let mut state = State::default();
    let line = Line { letters: &letters[..n], tags: &tags[..n] };
    parser::parse(&MODEL.moves, &MODEL.labels, line, &mut state);
    let head = |h: u16| (h != NONE).then(|| first + u32::from(h));
    let mut arcs: Vec<Arc> =
        state.heads.iter().zip(&state.labels).map(|(h, label)| Arc { head: head(*h), label: *label }).collect();
    arcs.resize(letters.len(), Arc { head: None, label: Label::Dep });
    arcs
}
