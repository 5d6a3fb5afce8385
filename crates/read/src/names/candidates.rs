//! Candidates for names: runs of capitalised words.
//!
//! Leaves alone: sentence starts that nothing else supports, ordinary words in headlines, positions such as `(R)`.

use rustc_hash::FxHashSet;

use super::gazetteers;
use onrecord_model::BlockKind;
use onrecord_words::{TokenKind, Words};

/// What the whole article says about its words' letters.
pub struct Letters<'w> {
    /// Words that occur in small letters.
    small: FxHashSet<&'w str>,
    /// Words that have a capital where no sentence begins, outside headings.
    names: FxHashSet<&'w str>,
    /// There is running text at all.
    has_text: bool,
}

impl<'w> Letters<'w> {
    pub fn of(words: &'w Words<'_>) -> Letters<'w> {
        let mut letters = Letters { small: FxHashSet::default(), names: FxHashSet::default(), has_text: false };
        for sentence in &words.sentences {
            let heading = is_heading(sentence.kind)
                || in_capitals(words, sentence.tokens.start as usize, sentence.tokens.end as usize);
            let mut first = true;
            for i in sentence.tokens.start as usize..sentence.tokens.end as usize {
                if words.kind(i) != TokenKind::Word {
                    // A quotation begins a sentence of its own.
                    first |= matches!(words.kind(i), TokenKind::Open) || words.word(i) == ":";
                    continue;
                }
                if !words.capital(i) {
                    letters.small.insert(words.lower(i));
                    letters.has_text |= !heading;
                } else if !first && !heading {
                    letters.names.insert(words.lower(i));
                }
                first = false;
            }
        }
        letters
    }

    /// True where the article uses the word as a name and not as a word.
    pub fn is_name(&self, lower: &str) -> bool {
        self.names.contains(lower) && !gazetteers::is_never(lower)
    }

    pub fn is_small(&self, lower: &str) -> bool {
        self.small.contains(lower)
    }
}

pub fn is_heading(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Title | BlockKind::Heading | BlockKind::Byline | BlockKind::Date)
}

/// Most letters of the words `first..end` are capitals, or most words have one: neither tells names from words.
pub fn in_capitals(words: &Words<'_>, first: usize, end: usize) -> bool {
    let (mut all, mut capital) = (0, 0);
    for i in first..end.min(first + 60) {
        if words.kind(i) == TokenKind::Word && words.word(i).len() > 3 {
            all += 1;
            capital += usize::from(words.capital(i));
        }
    }
    all >= 6 && capital * 10 >= all * 9
}

/// Runs of one sentence as token ranges, ends exclusive.
pub fn runs(
    words: &Words<'_>,
    letters: &Letters<'_>,
    first: usize,
    end: usize,
    heading: bool,
    out: &mut Vec<(usize, usize)>,
) {
    out.clear();
    let strict = heading && letters.has_text;
    let shouting = in_capitals(words, first, end);
    let mut starts_sentence = true;
    let mut i = first;
    while i < end {
        let fresh = starts_sentence;
        match words.kind(i) {
            TokenKind::Word => starts_sentence = false,
            TokenKind::Open => starts_sentence = true,
            TokenKind::Mark if matches!(words.word(i), ":" | "(" | "•" | "-" | "—") => {
                starts_sentence = words.word(i) != "(" && words.word(i) != "-" && words.word(i) != "—"
            }
            _ => {}
        }
        if !can_begin(words, letters, i, fresh, strict || shouting) {
            i += 1;
            continue;
        }
        let mut last = i;
        let mut k = i + 1;
        while k < end && k < i + 16 {
            let lower = words.lower(k);
            match words.kind(k) {
                TokenKind::Word
                    if words.capital(k)
                        && !gazetteers::is_never_a_name(lower)
                        && fits(words, letters, k, strict || shouting) =>
                {
                    last = k
                }
                TokenKind::Word
                    if (gazetteers::is_particle(lower) || matches!(lower, "of" | "for" | "the" | "and" | "&"))
                        && k + 1 < end => {}
                TokenKind::Mark if words.word(k) == "&" => {}
                TokenKind::Word if words.capital(k) && lower == "may" => break,
                _ => break,
            }
            k += 1;
        }
        out.push((i, last + 1));
        i = last + 1;
    }
}

/// A word of a headline counts only where the article or a list knows it.
fn fits(words: &Words<'_>, letters: &Letters<'_>, i: usize, strict: bool) -> bool {
    let lower = words.lower(i);
    if !strict {
        return !gazetteers::is_never(lower)
            || gazetteers::head(lower).is_some()
            || gazetteers::title(words, i).is_some();
    }
    letters.is_name(lower)
        || (!letters.is_small(lower) && (gazetteers::is_given(lower) || gazetteers::listed(words, i, i + 1).is_some()))
        || (letters.is_name(lower) || !letters.is_small(lower))
            && gazetteers::head(lower).is_some()
            && !letters.is_small(lower)
}

fn can_begin(words: &Words<'_>, letters: &Letters<'_>, i: usize, fresh: bool, strict: bool) -> bool {
    if words.kind(i) != TokenKind::Word || !words.capital(i) && !words.lower(i).starts_with("al-") {
        return false;
    }
    let lower = words.lower(i);
    if gazetteers::is_never_a_name(lower) || gazetteers::is_never(lower) && !matches!(lower, "us") {
        return false;
    }
    if lower == "us" && !words.all_capitals(i) {
        return false;
    }
    if strict {
        return fits(words, letters, i, true);
    }
    if !fresh {
        return true;
    }
    let end = words.sentence_of(i).tokens.end as usize;
    letters.is_name(lower)
        || gazetteers::listed(words, i, end).is_some()
        || gazetteers::is_given(lower) && !letters.is_small(lower)
        || gazetteers::title(words, i).is_some() && i + 1 < end && words.capital(i + 1)
        || (!letters.is_small(lower)
            && i + 1 < end
            && words.kind(i + 1) == TokenKind::Word
            && words.capital(i + 1)
            && !words.lower(i).ends_with("ing"))
        || words.all_capitals(i) && lower.len() <= 6
        || !letters.is_small(lower) && i + 1 < end && behaves(words, i + 1)
}

/// What follows a name more often than a word: a verb of speech, an apostrophe, an age.
fn behaves(words: &Words<'_>, i: usize) -> bool {
    matches!(
        words.lower(i),
        "said" | "says" | "told" | "added" | "'s" | "’s" | "has" | "was" | "is" | "had" | "will" | "who" | "and"
    )
}
