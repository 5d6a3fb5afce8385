//! Ranges of tokens: a phrase, a clause, what somebody says.

use std::ops::Range;

use onrecord_model::Span;

use crate::Grammar;

/// Tokens of an article by index, the end excluded: in "The mayor left.", "the mayor" is 0 to 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    pub start: usize,
    pub end: usize,
}

impl Tokens {
    /// Token `i` alone.
    pub fn one(i: usize) -> Tokens {
        Tokens::from(i..i + 1)
    }

    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// How many they are.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// The last of them, of which there must be one: "mayor" in "the mayor".
    pub fn last(self) -> usize {
        self.end - 1
    }

    /// Their indices, in order.
    pub fn indices(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Tokens {
    fn from(Range { start, end }: Range<usize>) -> Tokens {
        Tokens { start, end }
    }
}

impl Grammar<'_> {
    /// From the first byte of the first of the tokens, of which there must be one, to the last byte of the last.
    pub fn span_of(&self, tokens: impl Into<Tokens>) -> Span {
        let Tokens { start, end } = tokens.into();
        self.tokens[start].span.join(self.tokens[end - 1].span)
    }
}
