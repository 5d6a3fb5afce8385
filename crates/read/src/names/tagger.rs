//! A linear sequence model over tokens with capitals and the small words between them: where names stand and of what kind they are.
//!
//! An averaged structured perceptron (Collins 2002) over hashed features: the words around, their letters, the lists, and what the
//! rules (`runs`, `sort`, `decide`) say, so that it learns where they may be trusted. First-order Viterbi. Weights:
//! `weights/names.bin`, grown by `cargo xtask train` from `corpus/train` and treebanks that permit it.

use std::sync::LazyLock;

use onrecord_model::EntityKind;

use super::{Piece, known, runs::Letters};
use crate::words::{TokenKind, Words};

/// Outside, then begin and inside of each kind.
pub const N_TAGS: usize = 1 + 2 * KINDS.len();
pub const KINDS: [EntityKind; 7] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Group,
    EntityKind::Event,
    EntityKind::Work,
    EntityKind::Product,
];
/// Rows of the table of weights: features are hashed into them.
pub const ROWS: usize = 1 << 16;

/// Weights of features and of tags that follow each other.
pub struct Model {
    /// By row, then tag.
    pub features: Vec<i8>,
    /// By tag before (the last one: none), then tag.
    pub follows: Vec<i8>,
}

/// Size of the binary part of the file.
pub const SIZE: usize = ROWS * N_TAGS + (N_TAGS + 1) * N_TAGS;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/names.bin"))));

impl Model {
    /// Reads the file: lines that begin with `#`, then the weights.
    fn read(file: &[u8]) -> Model {
        let mut rest = file;
        while rest.first() == Some(&b'#') {
            let end = rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |n| n + 1);
            rest = &rest[end..];
        }
        let mut all: Vec<i8> = rest.iter().map(|b| b.cast_signed()).collect();
        all.resize(SIZE, 0);
        let follows = all.split_off(ROWS * N_TAGS);
        Model { features: all, follows }
    }
}

/// A token that may be part of a name.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub token: usize,
    /// It stands right behind the cell before.
    pub joined: bool,
    /// Rows of its features.
    pub rows: Vec<u32>,
}

/// A name that was found: first token, one past the last, kind, and by how much it beat the next best tag at its first token.
pub struct Tagged {
    pub first: usize,
    pub end: usize,
    pub kind: EntityKind,
    pub margin: i32,
}

/// The names of all cells.
pub fn tag(cells: &[Cell]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    let mut from = 0;
    while from < cells.len() {
        let to = (from + 1..cells.len()).find(|i| !cells[*i].joined).unwrap_or(cells.len());
        let chain = &cells[from..to];
        let scores: Vec<[i32; N_TAGS]> = chain.iter().map(|cell| score(&MODEL.features, &cell.rows)).collect();
        let tags = best(&scores, |before, tag| i32::from(MODEL.follows[before * N_TAGS + tag]), |_, _| true);
        for (k, tag) in tags.iter().enumerate().filter(|(_, tag)| **tag > 0) {
            let (kind, token) = (KINDS[(tag - 1) / 2], chain[k].token);
            if tag % 2 == 1 {
                let rival = (0..N_TAGS).filter(|t| t != tag && *t != tag + 1).map(|t| scores[k][t]).max().unwrap_or(0);
                out.push(Tagged { first: token, end: token + 1, kind, margin: scores[k][*tag] - rival });
            } else if let Some(last) = out.last_mut() {
                last.end = token + 1;
            }
        }
        from = to;
    }
    out
}

fn score(weights: &[i8], rows: &[u32]) -> [i32; N_TAGS] {
    let mut sums = [0; N_TAGS];
    for row in rows {
        let at = *row as usize * N_TAGS;
        for (sum, w) in sums.iter_mut().zip(&weights[at..at + N_TAGS]) {
            *sum += i32::from(*w);
        }
    }
    sums
}

/// The best sequence of tags (Viterbi) among those that may stand; an inside tag follows only its own kind.
pub fn best<T: Copy + PartialOrd + std::ops::Add<Output = T>>(
    scores: &[[T; N_TAGS]],
    follows: impl Fn(usize, usize) -> T,
    may: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let mut back: Vec<[usize; N_TAGS]> = Vec::with_capacity(scores.len());
    let mut sums: [Option<T>; N_TAGS] = [None; N_TAGS];
    for (i, own) in scores.iter().enumerate() {
        let mut next: [Option<T>; N_TAGS] = [None; N_TAGS];
        let mut from = [0; N_TAGS];
        for tag in (0..N_TAGS).filter(|t| may(i, *t)) {
            let inside = tag > 0 && tag % 2 == 0;
            if i == 0 {
                next[tag] = (!inside).then(|| own[tag] + follows(N_TAGS, tag));
                continue;
            }
            for (before, sum) in sums.iter().enumerate() {
                if inside && before != tag && before + 1 != tag {
                    continue;
                }
                let Some(sum) = *sum else { continue };
                let sum = sum + follows(before, tag) + own[tag];
                if next[tag].is_none_or(|most| sum > most) {
                    (next[tag], from[tag]) = (Some(sum), before);
                }
            }
        }
        back.push(from);
        sums = next;
    }
    let mut tag = 0;
    for t in 0..N_TAGS {
        if sums[t].is_some() && (sums[tag].is_none() || sums[t] > sums[tag]) {
            tag = t;
        }
    }
    let mut tags = vec![0; scores.len()];
    for i in (0..scores.len()).rev() {
        tags[i] = tag;
        tag = back[i][tag];
    }
    tags
}

/// Small words that stand inside names.
fn joins(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "the"
            | "and"
            | "for"
            | "de"
            | "la"
            | "le"
            | "du"
            | "des"
            | "del"
            | "della"
            | "di"
            | "da"
            | "do"
            | "dos"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "ten"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "y"
            | "e"
            | "&"
            | "-"
            | "–"
            | "'s"
            | "’s"
            | "."
            | "'"
            | "’"
            | "/"
            | "in"
            | "on"
            | "at"
            | "to"
            | "a"
    )
}

/// The tokens that may be part of a name, with their features.
pub(super) fn cells(words: &Words<'_>, letters: &Letters<'_>, pieces: &[Piece]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    // Which piece a token lies in.
    let mut at_piece = 0;
    for (s, sentence) in words.sentences.iter().enumerate() {
        let range = words.tokens_of(s);
        let big: Vec<bool> = range.clone().map(|i| is_big(words, i)).collect();
        let (first, end) = (range.start, range.end);
        let large = |i: usize| (first..end).contains(&i) && big[i - first];
        let heading = super::runs::is_heading(sentence.kind) || super::runs::in_capitals(words, first, end);
        let mut listed_until = (0, None);
        for i in range {
            let between = || {
                joins(words.lower(i))
                    && (large(i.wrapping_sub(1)) || i > first && joins(words.lower(i - 1)) && large(i.wrapping_sub(2)))
                    && (large(i + 1) || i + 1 < end && joins(words.lower(i + 1)) && large(i + 2))
            };
            if !(large(i) || between()) {
                continue;
            }
            while at_piece < pieces.len() && pieces[at_piece].end <= i {
                at_piece += 1;
            }
            if i >= listed_until.0 {
                let listed = known::listed(words, i, end);
                listed_until = (i + listed.map_or(1, |l| l.0), listed.map(|l| l.1));
            }
            let place = Place { i, first, end, heading, listed: listed_until.1 };
            let rows = features(words, letters, pieces.get(at_piece).filter(|p| p.first <= i), &place, &large);
            let joined = cells.last().is_some_and(|c| c.token + 1 == i && i > first);
            cells.push(Cell { token: i, joined, rows });
        }
    }
    cells
}

fn is_big(words: &Words<'_>, i: usize) -> bool {
    matches!(words.kind(i), TokenKind::Word | TokenKind::Number) && words.word(i).chars().any(char::is_uppercase)
        || words.kind(i) == TokenKind::Number && i > 0 && words.capital(i - 1)
}

/// Where a token stands.
struct Place {
    i: usize,
    first: usize,
    end: usize,
    heading: bool,
    listed: Option<EntityKind>,
}

/// FNV-1a.
struct Hash(u64);

impl Hash {
    fn of(template: u8) -> Hash {
        Hash(0xcbf2_9ce4_8422_2325).and(&[template])
    }

    fn and(mut self, bytes: &[u8]) -> Hash {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        }
        self.0 = (self.0 ^ 0xff).wrapping_mul(0x0100_0000_01b3);
        self
    }

    fn row(self) -> u32 {
        ((self.0 ^ (self.0 >> 29) ^ (self.0 >> 47)) % ROWS as u64) as u32
    }
}

/// What a word's letters are like.
fn shape(word: &str) -> u8 {
    let (mut upper, mut lower, mut digits, mut others, mut n) = (0, 0, 0, 0, 0);
    for c in word.chars() {
        n += 1;
        if c.is_uppercase() {
            upper += 1;
        } else if c.is_alphabetic() {
            lower += 1;
        } else if c.is_ascii_digit() {
            digits += 1;
        } else {
            others += 1;
        }
    }
    let first = word.chars().next().is_some_and(char::is_uppercase);
    match (upper, lower, digits, others) {
        (1, 0, 0, 0) => 1,
        (1, 0, 0, _) => 2,
        (u, 0, 0, 0) if u > 1 => 3 + u8::from(n > 3),
        (u, 0, 0, _) if u > 1 => 5,
        (1, _, 0, 0) if first => 6,
        (1, _, 0, _) if first => 7,
        (u, _, 0, 0) if u > 1 && first => 8,
        (u, _, 0, _) if u > 1 => 9,
        (u, _, d, _) if u > 0 && d > 0 => 10,
        (0, _, 0, 0) => 11,
        (0, 0, d, 0) if d > 0 => 12,
        (0, 0, d, _) if d > 0 => 13,
        (0, 0, 0, _) => 14,
        _ => 15,
    }
}

fn features(
    words: &Words<'_>,
    letters: &Letters<'_>,
    piece: Option<&Piece>,
    place: &Place,
    large: &impl Fn(usize) -> bool,
) -> Vec<u32> {
    let Place { i, first, end, .. } = *place;
    let lower_at = |k: i64| -> &str {
        let at = i as i64 + k;
        if at < first as i64 {
            "<s>"
        } else if at >= end as i64 {
            "</s>"
        } else {
            words.lower(at as usize)
        }
    };
    let shape_at = |k: i64| -> u8 {
        let at = i as i64 + k;
        if at < first as i64 || at >= end as i64 { 0 } else { shape(words.word(at as usize)) }
    };
    let lower = words.lower(i);
    let own = shape_at(0);
    let mut rows = Vec::with_capacity(48);
    let mut add = |hash: Hash| rows.push(hash.row());
    add(Hash::of(0));
    add(Hash::of(1).and(lower.as_bytes()));
    add(Hash::of(2).and(&[own]));
    let letters_of: Vec<usize> = lower.char_indices().map(|(at, _)| at).collect();
    let n = letters_of.len();
    for (template, k) in [(3, 2), (4, 3), (5, 4)] {
        if n > k {
            add(Hash::of(template).and(&lower.as_bytes()[letters_of[n - k]..]));
        }
    }
    if n > 3 {
        add(Hash::of(6).and(&lower.as_bytes()[..letters_of[3]]));
    }
    for (template, k) in [(7, -2), (8, -1), (9, 1), (10, 2)] {
        add(Hash::of(template).and(lower_at(k).as_bytes()));
    }
    add(Hash::of(11).and(&[own, shape_at(-1)]));
    add(Hash::of(12).and(&[own, shape_at(1)]));
    add(Hash::of(13).and(&[shape_at(-1), own, shape_at(1)]));
    add(Hash::of(14).and(lower_at(-1).as_bytes()).and(lower.as_bytes()));
    add(Hash::of(15).and(lower.as_bytes()).and(lower_at(1).as_bytes()));
    // Where in its sentence, and what the article does with the word elsewhere.
    let fresh = words.first_of_sentence(i);
    let use_ =
        [u8::from(fresh), u8::from(place.heading), u8::from(letters.is_small(lower)), u8::from(letters.is_name(lower))];
    add(Hash::of(16).and(&use_));
    add(Hash::of(17).and(&use_).and(&[own]));
    // The lists.
    let kind_of = |kind: Option<EntityKind>| kind.map_or(0, |k| k as u8 + 1);
    let given = known::is_given(lower);
    add(Hash::of(18).and(&[kind_of(place.listed), u8::from(given)]));
    add(Hash::of(19).and(&[kind_of(place.listed), own, u8::from(shape_at(1) == 6), u8::from(shape_at(-1) == 6)]));
    let head_at = |k: i64| known::head(lower_at(k)).map_or(0, |(kind, _)| kind as u8 + 1);
    add(Hash::of(20).and(&[head_at(0), head_at(1), head_at(2)]));
    let given_at = |k: i64| u8::from(known::is_given(lower_at(k)));
    add(Hash::of(21).and(&[given_at(-1), u8::from(given), given_at(1), own]));
    let title_at = |k: i64| {
        let at = i as i64 + k;
        u8::from(at >= first as i64 && at < end as i64 && known::title(words, at as usize).is_some())
    };
    add(Hash::of(22).and(&[title_at(-1), title_at(-2), title_at(0), title_at(1)]));
    add(Hash::of(23).and(&[u8::from(known::is_never(lower)), u8::from(known::is_month_or_day(lower)), own]));
    // What the rules say, here and beside.
    let (told, rule) = match piece {
        Some(p) => (1 + 2 * kind_of(p.kind) + u8::from(p.first == i), p.rule),
        None => (0, ""),
    };
    let close = piece.map_or(0, |p| 1 + u8::from(p.end == i + 1));
    add(Hash::of(24).and(&[told, close]));
    add(Hash::of(25).and(&[told]).and(rule.as_bytes()));
    add(Hash::of(26).and(&[told, own]));
    add(Hash::of(27).and(&[told]).and(lower_at(-1).as_bytes()));
    add(Hash::of(28).and(&[told]).and(lower_at(1).as_bytes()));
    add(Hash::of(29).and(&[told]).and(lower.as_bytes()));
    // The run of capitals that it stands in.
    let (mut a, mut b) = (i, i + 1);
    while a > first && large(a - 1) && i - a < 8 {
        a -= 1;
    }
    while b < end && large(b) && b - i < 8 {
        b += 1;
    }
    let word_at = |at: Option<usize>| at.filter(|k| (first..end).contains(k)).map_or("<>", |k| words.lower(k));
    let size = (b - a).min(6) as u8;
    add(Hash::of(30).and(&[(i - a).min(4) as u8, size]));
    add(Hash::of(31).and(word_at(a.checked_sub(1)).as_bytes()).and(&[u8::from(i == a)]));
    add(Hash::of(32).and(word_at(Some(b)).as_bytes()).and(&[u8::from(i + 1 == b)]));
    add(Hash::of(33).and(words.lower(b - 1).as_bytes()).and(&[u8::from(i + 1 == b)]));
    add(Hash::of(34).and(words.lower(a).as_bytes()).and(&[u8::from(i == a)]));
    add(Hash::of(35).and(word_at(a.checked_sub(1)).as_bytes()).and(word_at(Some(b)).as_bytes()));
    add(Hash::of(36).and(&[head_at((b - 1) as i64 - i as i64), size, u8::from(i == a)]));
    add(Hash::of(37).and(&[u8::from(known::is_given(words.lower(a))), size, u8::from(i == a)]));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inside_tag_follows_its_own_kind() {
        // The second token likes "inside organization" best, but no name of that kind has begun.
        let mut scores = vec![[0; N_TAGS]; 2];
        scores[0][1] = 5;
        scores[1][4] = 9;
        scores[1][2] = 3;
        assert_eq!(best(&scores, |_, _| 0, |_, _| true), [3, 4], "organization begins, for the sake of what follows");
        assert_eq!(best(&scores, |_, _| 0, |i, t| i > 0 || t == 1), [1, 2]);
        assert!(best(&[] as &[[i32; N_TAGS]], |_, _| 0, |_, _| true).is_empty());
    }
}
