//! A linear sequence model over tokens with capitals and the small words between them: where names stand and of what kind they are.
//!
//! An averaged structured perceptron (Collins 2002) over hashed features: the words around, their letters, the clusters that these
//! words are in, the lists, and what the rules (`candidates`, `kinds`) say, so that it learns where they may be trusted. First-order
//! Viterbi. Weights: `weights/names.bin`, grown by `cargo xtask train` from `corpus/train` and treebanks that permit it.

use onrecord_grammar::{Grammar, List};
use onrecord_model::EntityKind;

use super::{Piece, candidates::Letters, gazetteers};
use onrecord_words::TokenKind;

use onrecord_grammar::syntax::{cluster, glove};
use onrecord_grammar::weight_files;

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

/// Weights of features: by row, then tag.
const FEATURES: usize = ROWS * N_TAGS;
/// Weights of tags that follow each other: by tag before (the last one: none), then tag.
const FOLLOWS: usize = (N_TAGS + 1) * N_TAGS;

/// Weights of both, one after the other, as signed bytes.
static WEIGHTS: &[u8; FEATURES + FOLLOWS] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/names.bin")));

/// Tokens in a row that may be part of a name, with the rows of their features.
#[derive(Clone, Debug, Default)]
pub struct Run {
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Features of all, one token behind the other, and where each token's end.
    rows: Vec<u32>,
    ends: Vec<usize>,
}

impl Run {
    /// The features of each token.
    pub fn rows(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len()).map(|k| &self.rows[if k == 0 { 0 } else { self.ends[k - 1] }..self.ends[k]])
    }
}

/// A name that was found: first token, one past the last, kind, and by how much it beat the next best tag at its first token.
pub struct Tagged {
    pub first: usize,
    pub end: usize,
    pub kind: EntityKind,
    pub margin: i32,
}

/// The names of a run.
pub fn tag(run: &Run, out: &mut Vec<Tagged>) {
    let (features, follows) = WEIGHTS.split_at(FEATURES);
    let scores: Vec<[i32; N_TAGS]> = run.rows().map(|rows| score(features, rows)).collect();
    let tags = best(&scores, |before, tag| i32::from(follows[before * N_TAGS + tag].cast_signed()), |_, _| true);
    for (k, tag) in tags.iter().enumerate().filter(|(_, tag)| **tag > 0) {
        let (kind, token) = (KINDS[(tag - 1) / 2], run.first + k);
        if tag % 2 == 1 {
            let rival = (0..N_TAGS).filter(|t| t != tag && *t != tag + 1).map(|t| scores[k][t]).max().unwrap_or(0);
            out.push(Tagged { first: token, end: token + 1, kind, margin: scores[k][*tag] - rival });
        } else if let Some(last) = out.last_mut() {
            last.end = token + 1;
        }
    }
}

fn score(weights: &[u8], rows: &[u32]) -> [i32; N_TAGS] {
    let mut sums = [0; N_TAGS];
    for row in rows {
        let at = *row as usize * N_TAGS;
        for (sum, w) in sums.iter_mut().zip(&weights[at..at + N_TAGS]) {
            *sum += i32::from(w.cast_signed());
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

/// What is known of a token, worked out once.
#[derive(Clone, Copy, Default)]
struct Info {
    seen: bool,
    word: u64,
    shape: u8,
    given: u8,
    head: u8,
    title: u8,
    /// The way to its Brown cluster, first branch in the lowest bit.
    path: u32,
    /// Its clusters of word vectors, the finest first.
    glove: [u16; 3],
    /// What the large lists have of it: see [`gazetteers::lists`].
    lists: u8,
}

impl Info {
    /// The first branches of the way to its Brown cluster.
    fn branches(&self, n: u32) -> u64 {
        u64::from(self.path & ((1 << n) - 1))
    }
}

/// The tokens of a sentence.
struct View<'a, 'w> {
    g: &'a Grammar<'w>,
    first: usize,
    end: usize,
    /// Of the sentence's tokens.
    infos: &'a mut [Info],
}

/// What stands before a sentence's first token and behind its last.
const BEFORE: Info =
    Info { seen: true, word: 1, shape: 0, given: 0, head: 0, title: 0, path: u32::MAX, glove: [u16::MAX; 3], lists: 0 };
const BEHIND: Info = Info { word: 2, path: u32::MAX - 1, ..BEFORE };

impl View<'_, '_> {
    fn at(&mut self, i: Option<usize>) -> Info {
        let Some(i) = i.filter(|i| *i >= self.first) else { return BEFORE };
        if i >= self.end {
            return BEHIND;
        }
        let k = i - self.first;
        if !self.infos[k].seen {
            let (word, lower) = (self.g.word(i), self.g.lower(i));
            self.infos[k] = Info {
                seen: true,
                word: hash(lower.as_bytes()),
                shape: shape(word),
                given: u8::from(gazetteers::given_at(self.g, i)),
                head: gazetteers::head_at(self.g, i).map_or(0, |kind| kind as u8 + 1),
                title: u8::from(gazetteers::title(self.g, i).is_some()),
                path: path(word, lower),
                glove: glove(lower),
                lists: if has_capital(word) { gazetteers::lists(lower) } else { 0 },
            };
        }
        self.infos[k]
    }
}

/// The way to a word's Brown cluster: as it is written, else in lower case.
fn path(word: &str, lower: &str) -> u32 {
    match cluster(word) {
        (0, _) if word != lower => cluster(lower).1,
        (_, path) => path,
    }
}

/// Goes through the chains of tokens that may be part of a name.
pub(super) fn runs(g: &Grammar<'_>, letters: &Letters<'_>, pieces: &[Piece], mut each: impl FnMut(&Run)) {
    let mut run = Run::default();
    let mut infos: Vec<Info> = Vec::new();
    let mut at_piece = 0;
    for (s, sentence) in g.sentences.iter().enumerate() {
        let std::ops::Range { start: first, end } = g.tokens_of(s);
        let large = |i: usize| (first..end).contains(&i) && is_big(g, i);
        let joins = |i: usize| i > first && i < end && g.on(i, List::NameJoin);
        let heading = super::candidates::is_heading(sentence.kind) || super::candidates::in_capitals(g, first, end);
        infos.clear();
        infos.resize(end - first, Info::default());
        let mut view = View { g, first, end, infos: &mut infos };
        let mut listed = (0, 0);
        // The city of several words that a token stands in: first token, one past the last.
        let mut city = (first, first);
        // The capitalised words that a token stands among.
        let mut capitals = (first, first);
        for i in first..end {
            if !large(i) {
                // Letters first: they are cheaper to look at than words.
                let near = large(i + 1) || large(i + 2);
                let before = || large(i.wrapping_sub(1)) || large(i.wrapping_sub(2)) && joins(i - 1);
                let behind = || large(i + 1) || joins(i + 1) && large(i + 2);
                if !(near && before() && joins(i) && behind()) {
                    continue;
                }
            }
            while at_piece < pieces.len() && pieces[at_piece].tokens.end <= i {
                at_piece += 1;
            }
            if i >= listed.0 {
                let known = gazetteers::listed(g, i, end);
                listed = (i + known.map_or(1, |l| l.0), known.map_or(0, |l| l.1 as u8 + 1));
            }
            // A small word stands in the runs on both sides of it.
            if !large(i) {
                let from = if capitals.1 == i { capitals.0 } else { i };
                capitals = (from, (i + 1..end).find(|k| !large(*k)).unwrap_or(end));
            } else if i >= capitals.1 || !large(i - 1) {
                capitals = (i, (i..end).find(|k| !large(*k)).unwrap_or(end));
            }
            let lower = g.lower(i);
            let place = Place {
                i,
                run: capitals,
                listed: listed.1,
                city: place_in_city(g, i, end, &mut city),
                used: u8::from(g.first_of_sentence(i))
                    | u8::from(heading) << 1
                    | u8::from(letters.is_small(lower)) << 2
                    | u8::from(letters.is_name(lower)) << 3,
                ordinary: u8::from(gazetteers::never_at(g, i))
                    | u8::from(gazetteers::is_never_a_name(g.lexicon, lower)) << 1,
                piece: pieces.get(at_piece).filter(|p| p.tokens.start <= i),
            };
            if run.end != i {
                finish(&mut run, &mut each);
                run.first = i;
            }
            run.end = i + 1;
            features(&mut view, &place, &mut run.rows);
            run.ends.push(run.rows.len());
        }
        finish(&mut run, &mut each);
    }
}

/// Whether token `i` begins a city of several words (1), goes on with one (2) or neither; `city` is the one found last.
fn place_in_city(g: &Grammar<'_>, i: usize, end: usize, city: &mut (usize, usize)) -> u8 {
    if i >= city.1 && is_big(g, i) {
        *city = (i, i + gazetteers::city(g, i, end));
    }
    if i >= city.1 || city.1 - city.0 < 2 { 0 } else { 1 + u8::from(i > city.0) }
}

/// Hands over a run and begins another.
fn finish(run: &mut Run, each: &mut impl FnMut(&Run)) {
    if !run.ends.is_empty() {
        each(run);
    }
    run.rows.clear();
    run.ends.clear();
    run.end = 0;
}

fn is_big(g: &Grammar<'_>, i: usize) -> bool {
    match g.kind(i) {
        TokenKind::Word => has_capital(g.word(i)),
        TokenKind::Number => has_capital(g.word(i)) || i > 0 && g.capital(i - 1),
        _ => false,
    }
}

fn has_capital(word: &str) -> bool {
    if word.is_ascii() { word.bytes().any(|b| b.is_ascii_uppercase()) } else { word.chars().any(char::is_uppercase) }
}

/// Where a token stands.
struct Place<'a> {
    i: usize,
    run: (usize, usize),
    /// The kind that the lists give.
    listed: u8,
    /// It begins a city of several words (1) or goes on with one (2).
    city: u8,
    /// Bits: how the article uses the word.
    used: u8,
    /// Bits: it is a word that is no name, a month or a day.
    ordinary: u8,
    piece: Option<&'a Piece>,
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// The row of a feature: its template and values, mixed by multiplication.
fn row(template: u8, values: &[u64]) -> u32 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let start = (u64::from(template) + 1).wrapping_mul(K);
    let mixed = values.iter().fold(start, |h, v| ((h ^ v).wrapping_mul(K)).rotate_left(26));
    (mixed.wrapping_mul(K) >> (64 - ROWS.trailing_zeros())) as u32
}

/// What a word's letters are like.
fn shape(word: &str) -> u8 {
    let (mut upper, mut lower, mut digits, mut others) = (0, 0, 0, 0);
    for c in word.chars() {
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
        (2..=3, 0, 0, 0) => 3,
        (4.., 0, 0, 0) => 4,
        (2.., 0, 0, _) => 5,
        (1, _, 0, 0) if first => 6,
        (1, _, 0, _) if first => 7,
        (2.., _, 0, 0) if first => 8,
        (2.., _, 0, _) => 9,
        (1.., _, 1.., _) => 10,
        (0, _, 0, 0) => 11,
        (0, 0, 1.., 0) => 12,
        (0, 0, 1.., _) => 13,
        (0, 0, 0, _) => 14,
        _ => 15,
    }
}

/// A token and its neighbours, two on either side.
struct Near {
    own: Info,
    before: Info,
    before2: Info,
    behind: Info,
    behind2: Info,
}

#[inline]
fn add(rows: &mut Vec<u32>, template: u8, values: &[u64]) {
    rows.push(row(template, values));
}

fn features(view: &mut View<'_, '_>, place: &Place<'_>, rows: &mut Vec<u32>) {
    let i = place.i;
    let near = Near {
        own: view.at(Some(i)),
        before: view.at(i.checked_sub(1)),
        before2: view.at(i.checked_sub(2)),
        behind: view.at(Some(i + 1)),
        behind2: view.at(Some(i + 2)),
    };
    add_words(view.g.lower(i), &near, rows);
    add_lists(&near, place, rows);
    add_rules(&near, place, rows);
    add_run(view, place, rows);
    add_clusters(&near, rows);
    add_gazetteers(&near, place, rows);
}

/// What the large lists have of it and of its neighbours, and whether it stands in a city of several words.
#[inline]
fn add_gazetteers(near: &Near, place: &Place<'_>, rows: &mut Vec<u32>) {
    let n = |small: u8| u64::from(small);
    let Near { own, before, behind, .. } = near;
    let plain = |lists: u8| n(lists & gazetteers::ANY_LISTED);
    add(rows, 63, &[n(own.lists), n(own.shape)]);
    add(rows, 64, &[n(before.lists), n(own.lists), n(own.shape)]);
    add(rows, 65, &[n(own.lists), n(behind.lists), n(own.shape)]);
    add(rows, 66, &[plain(before.lists), plain(own.lists), plain(behind.lists)]);
    // "Reading", "Mark", "May": what the article does with the word elsewhere tells whether the lists mean it.
    add(rows, 67, &[n(own.lists), n(place.used)]);
    add(rows, 68, &[n(place.city), u64::from(before.shape == 6), u64::from(behind.shape == 6)]);
}

/// The word, its shape, its ends, and the words beside it.
#[inline]
fn add_words(lower: &str, near: &Near, rows: &mut Vec<u32>) {
    let n = |small: u8| u64::from(small);
    let Near { own, before, before2, behind, behind2 } = near;
    add(rows, 0, &[]);
    add(rows, 1, &[own.word]);
    add(rows, 2, &[n(own.shape)]);
    // Its last letters and its first.
    let mut cuts = lower.char_indices().rev().map(|(at, _)| at).skip(1);
    for template in [3, 4, 5] {
        if let Some(at) = cuts.next().filter(|at| *at > 0) {
            add(rows, template, &[hash(&lower.as_bytes()[at..])]);
        }
    }
    if let Some((at, _)) = lower.char_indices().nth(3) {
        add(rows, 6, &[hash(&lower.as_bytes()[..at])]);
    }
    add(rows, 7, &[before2.word]);
    add(rows, 8, &[before.word]);
    add(rows, 9, &[behind.word]);
    add(rows, 10, &[behind2.word]);
    add(rows, 11, &[n(own.shape), n(before.shape)]);
    add(rows, 12, &[n(own.shape), n(behind.shape)]);
    add(rows, 13, &[n(before.shape), n(own.shape), n(behind.shape)]);
    add(rows, 14, &[before.word, own.word]);
    add(rows, 15, &[own.word, behind.word]);
}

/// What the article does with the word elsewhere, and what the lists say of it.
#[inline]
fn add_lists(near: &Near, place: &Place<'_>, rows: &mut Vec<u32>) {
    let n = |small: u8| u64::from(small);
    let Near { own, before, before2, behind, behind2 } = near;
    add(rows, 16, &[n(place.used)]);
    add(rows, 17, &[n(place.used), n(own.shape)]);
    add(rows, 18, &[n(place.listed), n(own.given)]);
    add(rows, 19, &[n(place.listed), n(own.shape), u64::from(before.shape == 6), u64::from(behind.shape == 6)]);
    add(rows, 20, &[n(own.head), n(behind.head), n(behind2.head)]);
    add(rows, 21, &[n(before.given), n(own.given), n(behind.given), n(own.shape)]);
    add(rows, 22, &[n(before2.title), n(before.title), n(own.title), n(behind.title)]);
    add(rows, 23, &[n(place.ordinary), n(own.shape)]);
}

/// What the rules say.
#[inline]
fn add_rules(near: &Near, place: &Place<'_>, rows: &mut Vec<u32>) {
    let n = |small: u8| u64::from(small);
    let Near { own, before, behind, .. } = near;
    let (told, rule) = match place.piece {
        Some(p) => {
            (3 + 2 * p.kind.map_or(0, |k| k as u8 + 1) + u8::from(p.tokens.start == place.i), hash(p.rule.as_bytes()))
        }
        None => (0, 0),
    };
    let close = place.piece.map_or(0, |p| 1 + u8::from(p.tokens.end == place.i + 1));
    add(rows, 24, &[n(told), n(close)]);
    add(rows, 25, &[n(told), rule]);
    add(rows, 26, &[n(told), n(own.shape)]);
    add(rows, 27, &[n(told), before.word]);
    add(rows, 28, &[n(told), behind.word]);
    add(rows, 29, &[n(told), own.word]);
}

/// The run of capitals that it stands in.
#[inline]
fn add_run(view: &mut View<'_, '_>, place: &Place<'_>, rows: &mut Vec<u32>) {
    let n = |small: u8| u64::from(small);
    let (i, (a, b)) = (place.i, place.run);
    let (head, last) = (view.at(Some(a)), view.at(Some(b - 1)));
    let (above, below) = (view.at(a.checked_sub(1)), view.at(Some(b)));
    let size = (b - a).min(6) as u64;
    let (from, to) = ((i - a).min(4) as u64, u64::from(i + 1 == b));
    add(rows, 30, &[from, size]);
    add(rows, 31, &[above.word, from]);
    add(rows, 32, &[below.word, to]);
    add(rows, 33, &[last.word, to]);
    add(rows, 34, &[head.word, from]);
    add(rows, 35, &[above.word, below.word]);
    add(rows, 36, &[n(last.head), size, from]);
    add(rows, 37, &[n(head.given), size, from]);
}

/// Words of like use: what was never seen itself has a cluster that was.
#[inline]
fn add_clusters(near: &Near, rows: &mut Vec<u32>) {
    let Near { own, before, before2, behind, behind2 } = near;
    for (template, branches) in [(38, 4), (39, 6), (40, 10), (41, 20)] {
        add(rows, template, &[own.branches(branches)]);
    }
    for (template, near) in [(42, before), (44, behind)] {
        add(rows, template, &[near.branches(6)]);
        add(rows, template + 1, &[near.branches(20)]);
    }
    add(rows, 46, &[before2.branches(10)]);
    add(rows, 47, &[behind2.branches(10)]);
    let wide = |k: u16| u64::from(k);
    for (template, level) in [(54, 0), (55, 1), (56, 2)] {
        add(rows, template, &[wide(own.glove[level])]);
    }
    for (template, near) in [(57, before), (59, behind)] {
        add(rows, template, &[wide(near.glove[0])]);
        add(rows, template + 1, &[wide(near.glove[2])]);
    }
    add(rows, 61, &[wide(before2.glove[1])]);
    add(rows, 62, &[wide(behind2.glove[1])]);
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
