//! The most recent mentions, a bounded number of them: candidates for an antecedent.

use onrecord_grammar::{Grammar, Tokens};
use std::collections::VecDeque;

use onrecord_model::Form;

/// At most so many mentions are remembered.
const MOST: usize = 40;

/// A mention that a pronoun may go back to.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    pub chain: usize,
    pub tokens: Tokens,
    pub sentence: u32,
    pub form: Form,
    /// It stands within quotation marks.
    pub quoted: bool,
}

impl Heard {
    pub fn at(g: &Grammar<'_>, chain: usize, tokens: Tokens, form: Form, quoted: bool) -> Heard {
        Heard { chain, tokens, sentence: g.tokens[tokens.start].sentence, form, quoted }
    }
}

/// The last mentions, oldest first.
#[derive(Debug, Default)]
pub struct Recent {
    heard: VecDeque<Heard>,
}

impl Recent {
    pub fn hear(&mut self, heard: Heard) {
        if self.heard.len() == MOST {
            self.heard.pop_front();
        }
        self.heard.push_back(heard);
    }

    /// The latest first.
    pub fn back(&self) -> impl Iterator<Item = &Heard> {
        self.heard.iter().rev()
    }
}
