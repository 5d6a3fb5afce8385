//! An article cut into tokens and sentences with byte spans; quotation marks paired; names compared.
//!
//! A word keeps its hyphens and inner apostrophes (`well-known`, `O'Neil`), an abbreviation its full stop (`Mr.`,
//! `U.S.`, `p.m.`); clitics stand alone (`'s`, `n't`, `'ll`), as in Universal Dependencies. A number keeps its commas,
//! its decimal point and the letters that hang on it (`7,000`, `3.5`, `4th`, `600bn`, `24-year-old`). Every other mark is a
//! token of its own. A sentence never crosses the edge of a block.
//! Cases: cases/words/

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod cut;
pub mod folded;
pub mod keys;
pub mod names;
pub mod quotes;
mod sentences;

pub use cut::fold;

use onrecord_model::{Article, BlockKind, Span};

/// One token of an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
    /// Index of its sentence.
    pub sentence: u32,
    /// White space, or the start of a block, stands before it.
    pub spaced: bool,
    /// Hash of its lower-case form: a list that has no word of this hash need not be asked.
    pub hash: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Word,
    /// `'s`, `n't`, `'re`: hangs on the word before it.
    Clitic,
    Number,
    /// A quotation mark that opens, by its form or by the white space around it.
    Open,
    /// A quotation mark that closes.
    Close,
    /// Any other mark: `,` `.` `(` `$` `%` …
    Mark,
}

/// A sentence, or a heading or caption without a stop.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Indices of its tokens.
    pub tokens: std::ops::Range<u32>,
    /// Index of its block in the article.
    pub block: u32,
    pub kind: BlockKind,
    pub span: Span,
}

/// Sixteen bits that tell most words apart (FNV-1a, folded).
pub fn hash(word: &[u8]) -> u16 {
    let hash = word.iter().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) as u16
}

/// An article's tokens and sentences.
#[derive(Debug)]
pub struct Words<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    /// The text in lower case, as long byte for byte.
    folded: String,
}

impl<'a> Words<'a> {
    /// Cuts all blocks of an article.
    pub fn cut(article: &'a Article) -> Words<'a> {
        let text = article.text.as_str();
        let mut words = Words { text, tokens: Vec::new(), sentences: Vec::new(), folded: cut::fold(text) };
        words.tokens.reserve(text.len() / 5);
        for (index, block) in article.blocks.iter().enumerate() {
            let first = words.tokens.len();
            cut::tokens(text, block.span, &mut words.tokens);
            sentences::split(&mut words, first, index as u32, block.kind);
        }
        let folded = words.folded.as_bytes();
        words.tokens.iter_mut().for_each(|t| t.hash = hash(&folded[t.span.range()]));
        words
    }

    /// The words of token `i` as they stand.
    pub fn word(&self, i: usize) -> &'a str {
        &self.text[self.tokens[i].span.range()]
    }

    /// The words of token `i` in lower case, with `'` for every apostrophe that is one byte; others stay.
    pub fn lower(&self, i: usize) -> &str {
        &self.folded[self.tokens[i].span.range()]
    }

    /// The lower-case form of any span.
    pub fn lower_of(&self, span: Span) -> &str {
        &self.folded[span.range()]
    }

    pub fn kind(&self, i: usize) -> TokenKind {
        self.tokens[i].kind
    }

    /// The sentence that token `i` is in.
    pub fn sentence_of(&self, i: usize) -> &Sentence {
        &self.sentences[self.tokens[i].sentence as usize]
    }

    /// Token indices of a sentence, as a range of `usize`.
    pub fn tokens_of(&self, sentence: usize) -> std::ops::Range<usize> {
        let tokens = &self.sentences[sentence].tokens;
        tokens.start as usize..tokens.end as usize
    }

    /// The first token that ends behind byte `at`; `tokens.len()` when none does.
    pub fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|t| t.span.end <= at)
    }

    /// True where token `i` begins with a capital letter.
    pub fn capital(&self, i: usize) -> bool {
        match self.word(i).as_bytes().first() {
            Some(b) if b.is_ascii() => b.is_ascii_uppercase(),
            _ => self.word(i).chars().next().is_some_and(char::is_uppercase),
        }
    }

    /// True where token `i` has letters and all of them are capitals, and it is longer than one.
    pub fn all_capitals(&self, i: usize) -> bool {
        let word = self.word(i);
        let mut n = 0;
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            if !c.is_uppercase() {
                return false;
            }
            n += 1;
        }
        n > 1
    }

    /// True where token `i` is the first of its sentence, opening marks and brackets left aside.
    pub fn first_of_sentence(&self, i: usize) -> bool {
        let start = self.sentence_of(i).tokens.start as usize;
        (start..i).all(|k| matches!(self.kind(k), TokenKind::Open | TokenKind::Mark | TokenKind::Close))
    }
}
