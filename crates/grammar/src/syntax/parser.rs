//! Transition-based dependency parser (arc-hybrid, Kuhlmann et al. 2011): greedy, trained with a dynamic oracle (Goldberg and Nivre 2013),
//! by hashed features of the words around (Zhang and Nivre 2011).

use super::labels::{LABELS, Label, N_LABELS};
use super::letters::Letters;
use super::moves::{MOVES, NONE, State};
use super::tags::{N_TAGS, Tag};
use super::weights::{Scores, best, feature};

/// Tables have two to this power of places.
pub const MOVE_BITS: u32 = 18;
pub const LABEL_BITS: u32 = 16;
pub const N_MOVES: usize = MOVES.len();

/// A sentence to be parsed.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    pub letters: &'a [Letters],
    pub tags: &'a [Tag],
}

/// Parses a sentence into `state.heads` and `state.labels`.
pub fn parse(
    moves: &impl Scores<N_MOVES>,
    labels: &impl Scores<N_LABELS>,
    line: Line<'_>,
    state: &mut State,
    found: &mut Vec<u32>,
) {
    state.begin(line.letters.len());
    while !state.done() {
        // Where one move alone may be made, nothing need be asked.
        let mut may = (0..N_MOVES).filter(|k| state.may(MOVES[*k]));
        let step = match (may.next(), may.next()) {
            (Some(only), None) => MOVES[only],
            _ => {
                features(line, state, found);
                MOVES[best(&moves.score(found), |k| state.may(MOVES[k]))]
            }
        };
        let label = match state.arc(step) {
            Some((head, word)) => {
                if head == NONE {
                    Label::Root
                } else {
                    label_features(line, state, head, word, found);
                    LABELS[best(&labels.score(found), |k| k > 0)]
                }
            }
            None => Label::Root,
        };
        state.make(step, label);
    }
}

/// A word of the sentence as features see it.
#[derive(Clone, Copy)]
struct Node {
    word: u64,
    tag: u64,
    cluster: u64,
    short: u64,
}

const NOBODY: Node = Node { word: 0, tag: N_TAGS as u64 + 1, cluster: 0xfffe, short: 0xfff };
/// Behind the last word.
const END: Node = Node { word: 3, tag: N_TAGS as u64 + 2, cluster: 0xfffd, short: 0xffe };

fn node(line: Line<'_>, i: u16) -> Node {
    let at = usize::from(i);
    match (line.letters.get(at), line.tags.get(at)) {
        (Some(l), Some(tag)) => Node {
            word: u64::from(l.word),
            tag: *tag as u64,
            cluster: u64::from(l.cluster),
            short: u64::from(l.path & 0x3ff),
        },
        _ if i == NONE => NOBODY,
        _ => END,
    }
}

/// Two values in one.
fn pair(a: u64, b: u64) -> u64 {
    a.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) ^ b
}

fn tags(nodes: &[Node]) -> u64 {
    nodes.iter().fold(0, |sum, n| sum << 5 | n.tag)
}

fn far(a: u16, b: u16) -> u64 {
    match a.abs_diff(b) {
        d @ 0..=4 => u64::from(d),
        5..=7 => 5,
        8..=14 => 6,
        _ => 7,
    }
}

/// The features of the next move.
pub fn features(line: Line<'_>, state: &State, found: &mut Vec<u32>) {
    found.clear();
    let (i0, i1, i2, n0) = (state.item(0), state.item(1), state.item(2), state.next);
    let at = |i: u16| node(line, i);
    let ahead = |k: u16| if n0 + k < state.n { at(n0 + k) } else { END };
    let left =
        |i: u16| state.left.get(usize::from(i)).map_or((NONE, NONE, 0, 0), |s| (s.outer, s.second, s.n, s.labels));
    let right =
        |i: u16| state.right.get(usize::from(i)).map_or((NONE, NONE, 0, 0), |s| (s.outer, s.second, s.n, s.labels));
    let label = |i: u16| state.labels.get(usize::from(i)).map_or(63, |l| *l as u64);
    let (s0, s1, s2) = (at(i0), at(i1), at(i2));
    let (b0, b1, b2) = (ahead(0), ahead(1), ahead(2));
    let (s0l, s0r, s1l, s1r, b0l) = (left(i0), right(i0), left(i1), right(i1), left(n0));
    let mut n = 0;
    let mut add = |value: u64| {
        found.push(feature(n, value));
        n += 1;
    };
    let wt = |n: Node| n.word << 5 | n.tag;
    add(0);
    // Words alone.
    for x in [s0, s1, b0] {
        add(x.word);
        add(x.tag);
        add(wt(x));
        add(x.cluster);
    }
    add(wt(s2));
    add(s2.tag);
    add(wt(b1));
    add(b1.tag);
    add(b1.cluster);
    add(wt(b2));
    add(b2.tag);
    // Pairs.
    add(pair(wt(s0), wt(b0)));
    add(pair(wt(s0), b0.tag));
    add(pair(s0.tag, wt(b0)));
    add(pair(s0.word, b0.word));
    add(pair(s0.cluster, b0.cluster));
    add(pair(s0.cluster, b0.tag));
    add(pair(s0.tag, b0.cluster));
    add(tags(&[s0, b0]));
    add(pair(wt(s1), wt(s0)));
    add(pair(wt(s1), s0.tag));
    add(pair(s1.tag, wt(s0)));
    add(pair(s1.word, s0.word));
    add(pair(s1.cluster, s0.cluster));
    add(pair(s1.cluster, s0.tag));
    add(pair(s1.tag, s0.cluster));
    add(tags(&[s1, s0]));
    add(tags(&[s1, b0]));
    add(tags(&[b0, b1]));
    add(pair(s1.word, b0.tag));
    add(pair(s1.tag, b0.word));
    // Triples.
    add(tags(&[s0, b0, b1]));
    add(tags(&[s1, s0, b0]));
    add(tags(&[s2, s1, s0]));
    add(tags(&[b0, b1, b2]));
    add(tags(&[s1, s0, b0, b1]));
    add(tags(&[s2, s1, s0, b0]));
    add(pair(pair(s1.tag, s0.word), b0.tag));
    add(pair(pair(s1.word, s0.tag), b0.tag));
    add(pair(pair(s1.tag, s0.tag), b0.word));
    add(pair(pair(s1.cluster, s0.tag), b0.tag));
    add(pair(pair(s1.short, s0.short), b0.short));
    // Their dependents.
    let (c0l, c0r, c1l, c1r, cbl) = (at(s0l.0), at(s0r.0), at(s1l.0), at(s1r.0), at(b0l.0));
    add(tags(&[s0, c0l, b0]));
    add(tags(&[s0, c0r, b0]));
    add(tags(&[s0, cbl, b0]));
    add(tags(&[s1, s0, c0l]));
    add(tags(&[s1, s0, c0r]));
    add(tags(&[s1, c1r, s0]));
    add(tags(&[s1, c1l, s0]));
    add(pair(s0.tag, s0l.3));
    add(pair(s0.tag, s0r.3));
    add(pair(s0.word, s0l.3));
    add(pair(s0.word, s0r.3));
    add(pair(s1.tag, s1l.3));
    add(pair(s1.tag, s1r.3));
    add(pair(s1.word, s1r.3));
    add(pair(b0.tag, b0l.3));
    add(pair(pair(s1.tag, s0.tag), pair(s1r.3, s0l.3)));
    add(pair(pair(s0.tag, b0.tag), pair(s0l.3, b0l.3)));
    add(pair(pair(s0.tag, b0.tag), pair(s0l.3, s0r.3)));
    // Prepositions and other small words in front of what is to be attached.
    add(pair(wt(s1), c0l.word));
    add(pair(pair(s1.tag, s0.tag), c0l.word));
    add(pair(pair(s1.cluster, s0.cluster), c0l.word));
    add(pair(pair(s2.tag, s1.tag), c0l.word));
    add(pair(pair(s0.tag, b0.tag), cbl.word));
    add(pair(c0r.word, b0.tag));
    add(c0l.word << 6 | label(s0l.0));
    add(c0r.word << 6 | label(s0r.0));
    add(c1r.word << 6 | label(s1r.0));
    add(pair(label(s0l.1) << 6 | label(s0l.0), s0.tag));
    add(pair(label(s1r.1) << 6 | label(s1r.0), s1.tag));
    // How far apart they are, and what marks stand between.
    let (d0, d1) = (far(i0, n0), far(i1, i0));
    add(pair(d0, tags(&[s0, b0])));
    add(pair(d1, tags(&[s1, s0])));
    add(pair(d0, wt(s0)));
    add(pair(d1, wt(s1)));
    add(pair(d0 << 8 | d1, tags(&[s1, s0, b0])));
    let beside = |i: u16, by: i16| if i == NONE { NOBODY } else { i.checked_add_signed(by).map_or(NOBODY, at) };
    let (q1, q2) = (beside(n0, -1), beside(i0, 1));
    add(tags(&[s0, q2, q1, b0]));
    add(pair(q1.word, tags(&[s0, b0])));
    add(pair(beside(i0, -1).word, tags(&[s1, s0])));
    add(pair(beside(i1, 1).word, tags(&[s1, s0])));
    add(u64::from(s0l.2) << 8 | u64::from(s0r.2) | s0.tag << 16);
    add(u64::from(s1r.2) | s1.tag << 16);
}

/// The features of an arc's label.
pub fn label_features(line: Line<'_>, state: &State, head: u16, word: u16, found: &mut Vec<u32>) {
    found.clear();
    let at = |i: u16| node(line, i);
    let (h, d) = (at(head), at(word));
    let empty = (NONE, 0);
    let side = |all: &[super::moves::Side], i: u16| all.get(usize::from(i)).map_or(empty, |s| (s.outer, s.labels));
    let (hl, hr) = (side(&state.left, head), side(&state.right, head));
    let (dl, dr) = (side(&state.left, word), side(&state.right, word));
    let (first, last) = (at(dl.0), at(dr.0));
    let beside = |i: u16, by: i16| i.checked_add_signed(by).map_or(NOBODY, at);
    let toward = u64::from(head > word);
    let distance = far(head, word) << 1 | toward;
    let mut n = 150;
    let mut add = |value: u64| {
        found.push(feature(n, value << 1 ^ toward));
        n += 1;
    };
    let wt = |n: Node| n.word << 5 | n.tag;
    add(0);
    add(h.word);
    add(h.tag);
    add(d.word);
    add(d.tag);
    add(wt(h));
    add(wt(d));
    add(h.cluster);
    add(d.cluster);
    add(tags(&[h, d]));
    add(pair(h.word, d.word));
    add(pair(wt(h), d.tag));
    add(pair(h.tag, wt(d)));
    add(pair(h.cluster, d.cluster));
    add(pair(h.cluster, d.tag));
    add(pair(h.tag, d.cluster));
    add(pair(distance, tags(&[h, d])));
    add(pair(distance, d.word));
    add(pair(dl.1, d.tag));
    add(pair(dr.1, d.tag));
    add(pair(hl.1, tags(&[h, d])));
    add(pair(hr.1, tags(&[h, d])));
    add(pair(pair(hl.1, hr.1), tags(&[h, d])));
    add(pair(dl.1, tags(&[h, d])));
    add(pair(first.word, tags(&[h, d])));
    add(pair(first.word, d.word));
    add(pair(first.word, h.word));
    add(pair(last.word, tags(&[h, d])));
    add(tags(&[h, d, first]));
    add(tags(&[h, d, last]));
    add(pair(pair(dl.1, dr.1), d.tag));
    let (before, behind) = (beside(word, -1), beside(word, 1));
    add(tags(&[h, before, d, behind]));
    add(pair(before.word, tags(&[h, d])));
    add(pair(behind.word, tags(&[h, d])));
    add(tags(&[beside(head, -1), h, beside(head, 1), d]));
    add(pair(pair(h.word, d.tag), hl.1));
    add(pair(d.cluster, dl.1));
    add(pair(pair(h.cluster, d.tag), first.word));
}
