//! The tokens of an article with what can be seen of each: its shape, its neighbours, quotation marks and cues around it.
//!
//! Cues are the words of `lexicon/cue-*.tsv`, which no article taught. Names are not looked at: the model that finds them
//! has learned from all of the corpus, so that a quarter of it would know more than it should.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::Context;
use onrecord_model::{Article, Span};
use onrecord_read::{TokenKind, Words};

use crate::shared;

/// Rows of the table that features are hashed into.
pub const ROWS: usize = 1 << 20;

/// Words that attribute, each with its class (say, ask ... noun).
pub struct Cues(HashMap<String, String>);

impl Cues {
    pub fn read() -> anyhow::Result<Cues> {
        let mut all = HashMap::from([("according".to_owned(), "according".to_owned())]);
        for (file, column) in [("cue-verbs.tsv", Some(2)), ("cue-nouns.tsv", None)] {
            let path = shared::root().join("crates/read/lexicon").join(file);
            let lines = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            for line in lines.lines().filter(|line| !line.starts_with('#')) {
                let columns: Vec<&str> = line.split('\t').collect();
                let class = column.and_then(|c| columns.get(c)).copied().unwrap_or("noun");
                all.entry(columns[0].to_owned()).or_insert(class.to_owned());
            }
        }
        Ok(Cues(all))
    }
}

/// An article as the model sees it.
pub struct Seen {
    pub text: String,
    pub spans: Vec<Span>,
    /// In lower case.
    pub lower: Vec<String>,
    pub sentence: Vec<u32>,
    pub block: Vec<u32>,
    /// Between quotation marks.
    pub quoted: Vec<bool>,
    pub rows: Vec<Vec<u32>>,
    /// Tokens of each block.
    pub chains: Vec<Range<usize>>,
}

/// A feature's row: FNV-1a over its number and words.
pub fn row(template: usize, words: &[&str], rows: usize) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ template as u64;
    for byte in words.iter().flat_map(|w| w.bytes().chain([0x1f])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    ((hash ^ (hash >> 29)) % rows as u64) as u32
}

/// A distance, coarser the farther.
pub fn about(distance: usize) -> &'static str {
    match distance {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=6 => "6",
        7..=12 => "12",
        13..=25 => "25",
        _ => "far",
    }
}

pub fn see(article: &Article, cues: &Cues) -> Seen {
    let words = Words::cut(article);
    let n = words.tokens.len();
    let mut seen = Seen {
        text: words.text.to_owned(),
        spans: words.tokens.iter().map(|t| t.span).collect(),
        lower: (0..n).map(|i| words.lower(i).replace('’', "'")).collect(),
        sentence: words.tokens.iter().map(|t| t.sentence).collect(),
        block: (0..n).map(|i| words.sentence_of(i).block).collect(),
        quoted: vec![false; n],
        rows: Vec::with_capacity(n),
        chains: Vec::new(),
    };
    let mut first = 0;
    for i in 1..=n {
        if i == n || seen.block[i] != seen.block[first] {
            if first < i {
                seen.chains.push(first..i);
            }
            first = i;
        }
    }
    for chain in &seen.chains {
        let mut inside = false;
        for i in chain.clone() {
            match words.kind(i) {
                TokenKind::Open => inside = true,
                TokenKind::Close => inside = false,
                _ => seen.quoted[i] = inside,
            }
        }
    }
    for s in 0..words.sentences.len() {
        sentence(&words, s, cues, &mut seen);
    }
    seen
}

/// Letters by their kind: `Xx`, `xx`, `XX`, `9`, a mark as it is.
fn shape(word: &str) -> &str {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) if a.is_uppercase() && b.is_uppercase() => "XX",
        (Some(a), _) if a.is_uppercase() => "Xx",
        (Some(a), _) if a.is_alphabetic() => "xx",
        (Some(a), _) if a.is_numeric() => "9",
        _ => word,
    }
}

/// The rows of a sentence's tokens.
fn sentence(words: &Words<'_>, s: usize, cues: &Cues, seen: &mut Seen) {
    let range = words.tokens_of(s);
    let kind = format!("{:?}", words.sentences[s].kind);
    let class = |i: usize| cues.0.get(&seen.lower[i]).map_or("-", String::as_str);
    let here: Vec<usize> = range.clone().filter(|i| !seen.quoted[*i] && class(*i) != "-").collect();
    let marked = range.clone().any(|i| seen.quoted[i]);
    let all_marked = range.clone().all(|i| seen.quoted[i] || !matches!(words.kind(i), TokenKind::Word));
    let first_in_block = s == 0 || words.sentences[s - 1].block != words.sentences[s].block;
    let closed_before = range.start > 0 && !first_in_block && words.kind(range.start - 1) == TokenKind::Close;
    let overall = format!("{} {marked} {all_marked} {first_in_block} {closed_before}", here.len().min(2));
    let at = |i: usize, by: isize| i.checked_add_signed(by).filter(|k| range.contains(k));
    let lower = |i: usize, by: isize| at(i, by).map_or("^", |k| seen.lower[k].as_str());
    let looks = |i: usize, by: isize| at(i, by).map_or("^", |k| shape(words.word(k)));
    let quoted = |i: usize, by: isize| at(i, by).map_or("^", |k| if seen.quoted[k] { "in" } else { "out" });
    let marks = |a: usize, b: usize| {
        (a + 1..b).filter(|k| matches!(seen.lower[*k].as_str(), "," | "–" | "—" | "-" | ";" | ":"))
    };
    let mut rows: Vec<Vec<u32>> = Vec::with_capacity(range.len());
    for i in range.clone() {
        let mut out: Vec<u32> = Vec::with_capacity(40);
        let mut add = |words: &[&str]| out.push(row(out.len(), words, ROWS));
        let word = lower(i, 0);
        let tail: String = word.chars().rev().take(3).collect();
        let q = quoted(i, 0);
        add(&[]);
        add(&[word]);
        add(&[lower(i, -1)]);
        add(&[lower(i, 1)]);
        add(&[lower(i, -2)]);
        add(&[lower(i, 2)]);
        add(&[lower(i, -1), word]);
        add(&[word, lower(i, 1)]);
        add(&[&tail]);
        add(&[looks(i, 0), q]);
        add(&[looks(i, -1), looks(i, 0), looks(i, 1)]);
        add(&[quoted(i, -1), q, quoted(i, 1)]);
        add(&[q, word]);
        add(&[looks(i, -1), q, looks(i, 1)]);
        add(&[class(i), q]);
        add(&[at(i, -1).map_or("^", class), class(i), at(i, 1).map_or("^", class)]);
        add(&[at(i, -2).map_or("^", class), looks(i, 0), at(i, 2).map_or("^", class)]);
        add(&[&overall, q]);
        add(&[&kind, q]);
        add(&[about(i - range.start), q, &overall]);
        add(&[about(range.end - 1 - i), q, &overall]);
        add(&[lower(range.start, 0), q]);
        // The cues on either side, how far they are and what lies between.
        let left = here.iter().rev().find(|c| **c < i).copied();
        let right = here.iter().find(|c| **c > i).copied();
        match left {
            Some(c) => {
                let (far, between) = (about(i - c), about(marks(c, i).count()));
                add(&[far, between, q]);
                add(&[&seen.lower[c], between, q]);
                add(&[class(c), lower(c, 1), between, q]);
                add(&[&seen.lower[c], far, looks(i, 0)]);
                add(&[lower(c, 1), lower(c, 2), far]);
            }
            None => (0..5).for_each(|_| add(&["none", q])),
        }
        match right {
            Some(c) => {
                let (far, between) = (about(c - i), about(marks(i, c).count()));
                let to_end = about(range.end - 1 - c);
                add(&[far, between, q]);
                add(&[&seen.lower[c], between, q]);
                add(&[class(c), to_end, between, q]);
                add(&[&seen.lower[c], far, looks(i, 0)]);
                add(&[lower(c, 1), to_end, q]);
            }
            None => (0..5).for_each(|_| add(&["none", q])),
        }
        add(&[left.map_or("-", class), right.map_or("-", class), q]);
        add(&[left.map_or("-", class), right.map_or("-", class), looks(i, 0), about(i - range.start)]);
        rows.push(out);
    }
    seen.rows.append(&mut rows);
}
