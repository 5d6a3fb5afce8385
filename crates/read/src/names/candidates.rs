//! Candidates for names: runs of capitalised words.
//!
//! Leaves alone: sentence starts that nothing else supports, ordinary words in headlines, positions such as `(R)`.

use onrecord_grammar::{Grammar, Lexicon, List, Tokens};
use rustc_hash::FxHashSet;

use super::gazetteers;
use onrecord_model::BlockKind;
use onrecord_words::TokenKind;

/// What the whole article says about its words' letters.
pub struct Letters<'w> {
    /// Words that occur in small letters.
    small: FxHashSet<&'w str>,
    /// Words that have a capital where no sentence begins, outside headings.
    names: FxHashSet<&'w str>,
    /// There is running text at all.
    has_text: bool,
    lexicon: &'w Lexicon,
}

impl<'w> Letters<'w> {
    pub fn of(g: &'w Grammar<'_>) -> Letters<'w> {
        let (small, names) = Default::default();
        let mut letters = Letters { small, names, has_text: false, lexicon: g.lexicon };
        for sentence in &g.sentences {
            let heading = is_heading(sentence.kind)
                || in_capitals(g, sentence.tokens.start as usize, sentence.tokens.end as usize);
            let mut first = true;
            for i in sentence.tokens.start as usize..sentence.tokens.end as usize {
                if g.kind(i) != TokenKind::Word {
                    // A quotation begins a sentence of its own.
                    first |= matches!(g.kind(i), TokenKind::Open) || g.word(i) == ":";
                    continue;
                }
                if !g.capital(i) {
                    letters.small.insert(g.lower(i));
                    letters.has_text |= !heading;
                } else if !first && !heading {
                    letters.names.insert(g.lower(i));
                }
                first = false;
            }
        }
        letters
    }

    /// True where the article uses the word as a name and not as a word.
    pub fn is_name(&self, lower: &str) -> bool {
        self.names.contains(lower) && !gazetteers::is_never(self.lexicon, lower)
    }

    pub fn is_small(&self, lower: &str) -> bool {
        self.small.contains(lower)
    }
}

pub fn is_heading(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Title | BlockKind::Heading | BlockKind::Byline | BlockKind::Date)
}

/// Most letters of the words `first..end` are capitals, or most words have one: neither tells names from words.
pub fn in_capitals(g: &Grammar<'_>, first: usize, end: usize) -> bool {
    let (mut all, mut capital) = (0, 0);
    for i in first..end.min(first + 60) {
        if g.kind(i) == TokenKind::Word && g.word(i).len() > 3 {
            all += 1;
            capital += usize::from(g.capital(i));
        }
    }
    all >= 6 && capital * 10 >= all * 9
}

/// The runs of one sentence.
pub fn runs(g: &Grammar<'_>, letters: &Letters<'_>, sentence: Tokens, heading: bool, out: &mut Vec<Tokens>) {
    let Tokens { start: first, end } = sentence;
    out.clear();
    let strict = heading && letters.has_text;
    let shouting = in_capitals(g, first, end);
    let mut starts_sentence = true;
    let mut i = first;
    while i < end {
        let fresh = starts_sentence;
        match g.kind(i) {
            TokenKind::Word => starts_sentence = false,
            TokenKind::Open => starts_sentence = true,
            TokenKind::Mark if matches!(g.word(i), ":" | "(" | "•" | "-" | "—") => {
                starts_sentence = g.word(i) != "(" && g.word(i) != "-" && g.word(i) != "—"
            }
            _ => {}
        }
        if !can_begin(g, letters, i, fresh, strict || shouting) {
            i += 1;
            continue;
        }
        let mut last = i;
        let mut k = i + 1;
        while k < end && k < i + 16 {
            let lower = g.lower(k);
            match g.kind(k) {
                TokenKind::Word
                    if g.capital(k)
                        && !gazetteers::is_never_a_name(g.lexicon, lower)
                        && fits(g, letters, k, strict || shouting) =>
                {
                    last = k
                }
                TokenKind::Word
                    if (g.lexicon.on(lower, List::NameParticle)
                        || matches!(lower, "of" | "for" | "the" | "and" | "&"))
                        && k + 1 < end => {}
                TokenKind::Mark if g.word(k) == "&" => {}
                TokenKind::Word if g.capital(k) && lower == "may" => break,
                _ => break,
            }
            k += 1;
        }
        out.push(Tokens::from(i..last + 1));
        i = last + 1;
    }
}

/// A word of a headline counts only where the article or a list knows it.
fn fits(g: &Grammar<'_>, letters: &Letters<'_>, i: usize, strict: bool) -> bool {
    let lower = g.lower(i);
    if !strict {
        return !gazetteers::is_never(g.lexicon, lower)
            || gazetteers::head(g.lexicon, lower).is_some()
            || gazetteers::title(g, i).is_some();
    }
    letters.is_name(lower)
        || (!letters.is_small(lower)
            && (gazetteers::is_given(g.lexicon, lower) || gazetteers::listed(g, i, i + 1).is_some()))
        || (letters.is_name(lower) || !letters.is_small(lower))
            && gazetteers::head(g.lexicon, lower).is_some()
            && !letters.is_small(lower)
}

fn can_begin(g: &Grammar<'_>, letters: &Letters<'_>, i: usize, fresh: bool, strict: bool) -> bool {
    if g.kind(i) != TokenKind::Word || !g.capital(i) && !g.lower(i).starts_with("al-") {
        return false;
    }
    let lower = g.lower(i);
    if gazetteers::is_never_a_name(g.lexicon, lower) || gazetteers::is_never(g.lexicon, lower) && !matches!(lower, "us")
    {
        return false;
    }
    if lower == "us" && !g.all_capitals(i) {
        return false;
    }
    if strict {
        return fits(g, letters, i, true);
    }
    if !fresh {
        return true;
    }
    let end = g.sentence_of(i).tokens.end as usize;
    letters.is_name(lower)
        || gazetteers::listed(g, i, end).is_some()
        || gazetteers::is_given(g.lexicon, lower) && !letters.is_small(lower)
        || gazetteers::title(g, i).is_some() && i + 1 < end && g.capital(i + 1)
        || (!letters.is_small(lower)
            && i + 1 < end
            && g.kind(i + 1) == TokenKind::Word
            && g.capital(i + 1)
            && !g.lower(i).ends_with("ing"))
        || g.all_capitals(i) && lower.len() <= 6
        || !letters.is_small(lower) && i + 1 < end && behaves(g, i + 1)
}

/// What follows a name more often than a word: a verb of speech, an apostrophe, an age.
fn behaves(g: &Grammar<'_>, i: usize) -> bool {
    g.on(i, List::NameNeighbour)
}
