//! Transition-based dependency parser (arc-hybrid, Kuhlmann et al. 2011): greedy, trained with a dynamic oracle (Goldberg and Nivre 2013),
//! by hashed features of the words around (Zhang and Nivre 2011).

use super::labels::{LABELS, Label, N_LABELS};
use super::letters::Letters;
use super::moves::{MOVES, NONE, State};
use super::tags::{N_TAGS, Tag};
use super::weights::{Scores, decide, feature};

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
pub fn parse(moves: &impl Scores<N_MOVES>, labels: &impl Scores<N_LABELS>, line: Line<'_>, state: &mut State) {
    state.begin(line.letters.len());
    while !state.done() {
        // Where one move alone may be made, nothing need be asked.
        let mut may = (0..N_MOVES).filter(|k| state.may(MOVES[*k]));
        let step = match (may.next(), may.next()) {
            (Some(only), None) => MOVES[only],
            _ => {
                let view = MoveView::of(line, state);
                MOVES[decide(
                    moves,
                    &MOVE_LEADS,
                    |k, found| view.stage(k, |n, value| found.add(n, value)),
                    |k| state.may(MOVES[k]),
                )]
            }
        };
        let label = match state.arc(step) {
            Some((head, word)) => {
                if head == NONE {
                    Label::Root
                } else {
                    let view = ArcView::of(line, state, head, word);
                    LABELS[decide(
                        labels,
                        &LABEL_LEADS,
                        |k, found| view.stage(k, |n, value| found.add(n, value)),
                        |k| k > 0,
                    )]
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

/// Features of a move, and of a label, which are numbered behind them.
const N_MOVE_FEATURES: usize = 91;
const N_LABEL_FEATURES: usize = 38;
const LABELS_FROM: u8 = 150;

/// Leads after which a move is taken: set on EWT dev, by tables that never saw it, where nothing is lost (docs/language.md).
const MOVE_LEADS: [i16; 3] = [2300, 2620, 2550];
/// The same of labels.
const LABEL_LEADS: [i16; 2] = [920, 850];

/// The features of the next move.
pub fn features(line: Line<'_>, state: &State, found: &mut Vec<u32>) {
    found.clear();
    found.resize(N_MOVE_FEATURES, 0);
    let view = MoveView::of(line, state);
    (0..=MOVE_LEADS.len()).for_each(|k| view.stage(k, |n, value| found[usize::from(n)] = feature(n, value)));
}

/// The features of an arc's label.
pub fn label_features(line: Line<'_>, state: &State, head: u16, word: u16, found: &mut Vec<u32>) {
    found.clear();
    found.resize(N_LABEL_FEATURES, 0);
    let view = ArcView::of(line, state, head, word);
    (0..=LABEL_LEADS.len())
        .for_each(|k| view.stage(k, |n, value| found[usize::from(n - LABELS_FROM)] = feature(n, value)));
}

/// The outermost dependent of a word on one side, the one before it, how many there are, and their labels.
type Dependents = (u16, u16, u8, u64);

/// What the next move depends on.
struct MoveView<'a> {
    line: Line<'a>,
    state: &'a State,
    /// The two upper items of the stack.
    i0: u16,
    i1: u16,
    s0: Node,
    s1: Node,
    s2: Node,
    b0: Node,
    b1: Node,
    b2: Node,
    s0l: Dependents,
    s0r: Dependents,
    s1l: Dependents,
    s1r: Dependents,
    b0l: Dependents,
}

impl MoveView<'_> {
    fn of<'a>(line: Line<'a>, state: &'a State) -> MoveView<'a> {
        let (i0, i1, i2, n0) = (state.item(0), state.item(1), state.item(2), state.next);
        let at = |i: u16| node(line, i);
        let ahead = |k: u16| if n0 + k < state.n { at(n0 + k) } else { END };
        let side = |sides: &[super::moves::Side], i: u16| {
            sides.get(usize::from(i)).map_or((NONE, NONE, 0, 0), |s| (s.outer, s.second, s.n, s.labels))
        };
        MoveView {
            line,
            state,
            i0,
            i1,
            s0: at(i0),
            s1: at(i1),
            s2: at(i2),
            b0: ahead(0),
            b1: ahead(1),
            b2: ahead(2),
            s0l: side(&state.left, i0),
            s0r: side(&state.right, i0),
            s1l: side(&state.left, i1),
            s1r: side(&state.right, i1),
            b0l: side(&state.left, n0),
        }
    }

    fn at(&self, i: u16) -> Node {
        node(self.line, i)
    }

    /// The word beside word `i`.
    fn beside(&self, i: u16, by: i16) -> Node {
        if i == NONE { NOBODY } else { i.checked_add_signed(by).map_or(NOBODY, |i| self.at(i)) }
    }

    fn label(&self, i: u16) -> u64 {
        self.state.labels.get(usize::from(i)).map_or(63, |l| *l as u64)
    }

    /// The features of a stage, by number of template: chosen one after the other by what they are worth on EWT.
    #[expect(clippy::too_many_lines, reason = "a table: the templates of each stage, with what they look at")]
    #[inline]
    fn stage(&self, k: usize, mut add: impl FnMut(u8, u64)) {
        let MoveView { s0, s1, s2, b0, b1, b2, s0l, s0r, s1l, s1r, b0l, i0, i1, .. } = *self;
        let n0 = self.state.next;
        let label = |i: u16| self.label(i);
        let beside = |i: u16, by: i16| self.beside(i, by);
        let wt = |n: Node| n.word << 5 | n.tag;
        // Their outermost dependents.
        let (c0l, c0r, c1l, c1r, cbl) =
            (|| self.at(s0l.0), || self.at(s0r.0), || self.at(s1l.0), || self.at(s1r.0), || self.at(b0l.0));
        // How far apart they are, and what stands between.
        let (d0, d1) = (|| far(i0, n0), || far(i1, i0));
        let (q1, q2) = (|| beside(n0, -1), || beside(i0, 1));
        match k {
            0 => {
                add(53, tags(&[s0, cbl(), b0]));
                add(40, tags(&[s0, b0, b1]));
                add(41, tags(&[s1, s0, b0]));
                add(22, pair(s0.tag, wt(b0)));
                add(21, pair(wt(s0), b0.tag));
                add(54, tags(&[s1, s0, c0l()]));
                add(68, pair(pair(s0.tag, b0.tag), pair(s0l.3, s0r.3)));
                add(9, b0.word);
                add(61, pair(s0.word, s0r.3));
                add(29, pair(wt(s1), s0.tag));
                add(79, pair(label(s1r.1) << 6 | label(s1r.0), s1.tag));
                add(49, pair(pair(s1.cluster, s0.tag), b0.tag));
            }
            1 => {
                add(17, b1.cluster);
                add(88, pair(beside(i1, 1).word, tags(&[s1, s0])));
                add(64, pair(s1.word, s1r.3));
                add(84, pair(d0() << 8 | d1(), tags(&[s1, s0, b0])));
                add(24, pair(s0.cluster, b0.cluster));
                add(85, tags(&[s0, q2(), q1(), b0]));
                add(78, pair(label(s0l.1) << 6 | label(s0l.0), s0.tag));
                add(71, pair(pair(s1.cluster, s0.cluster), c0l().word));
                add(43, tags(&[b0, b1, b2]));
                add(57, tags(&[s1, c1l(), s0]));
                add(82, pair(d0(), wt(s0)));
                add(39, pair(s1.tag, b0.word));
            }
            2 => {
                add(56, tags(&[s1, c1r(), s0]));
                add(50, pair(pair(s1.short, s0.short), b0.short));
                add(38, pair(s1.word, b0.tag));
                add(13, wt(s2));
                add(10, b0.tag);
                add(69, pair(wt(s1), c0l().word));
                add(55, tags(&[s1, s0, c0r()]));
                add(51, tags(&[s0, c0l(), b0]));
                add(18, wt(b2));
                add(44, tags(&[s1, s0, b0, b1]));
                add(3, wt(s0));
                add(90, u64::from(s1r.2) | s1.tag << 16);
                add(5, s1.word);
                add(89, u64::from(s0l.2) << 8 | u64::from(s0r.2) | s0.tag << 16);
                add(32, pair(s1.cluster, s0.cluster));
                add(73, pair(pair(s0.tag, b0.tag), cbl().word));
            }
            _ => {
                add(12, b0.cluster);
                add(70, pair(pair(s1.tag, s0.tag), c0l().word));
                add(16, b1.tag);
                add(42, tags(&[s2, s1, s0]));
                add(34, pair(s1.tag, s0.cluster));
                add(27, tags(&[s0, b0]));
                add(83, pair(d1(), wt(s1)));
                add(31, pair(s1.word, s0.word));
                add(26, pair(s0.tag, b0.cluster));
                add(25, pair(s0.cluster, b0.tag));
                add(14, s2.tag);
                add(87, pair(beside(i0, -1).word, tags(&[s1, s0])));
                add(35, tags(&[s1, s0]));
                add(6, s1.tag);
                add(76, c0r().word << 6 | label(s0r.0));
                add(8, s1.cluster);
                add(86, pair(q1().word, tags(&[s0, b0])));
                add(60, pair(s0.word, s0l.3));
                add(19, b2.tag);
                add(11, wt(b0));
                add(81, pair(d1(), tags(&[s1, s0])));
                add(80, pair(d0(), tags(&[s0, b0])));
                add(75, c0l().word << 6 | label(s0l.0));
                add(48, pair(pair(s1.tag, s0.tag), b0.word));
                add(7, wt(s1));
                add(36, tags(&[s1, b0]));
                add(30, pair(s1.tag, wt(s0)));
                add(23, pair(s0.word, b0.word));
                add(2, s0.tag);
                add(52, tags(&[s0, c0r(), b0]));
                add(15, wt(b1));
                add(4, s0.cluster);
                add(37, tags(&[b0, b1]));
                add(67, pair(pair(s0.tag, b0.tag), pair(s0l.3, b0l.3)));
                add(33, pair(s1.cluster, s0.tag));
                add(72, pair(pair(s2.tag, s1.tag), c0l().word));
                add(65, pair(b0.tag, b0l.3));
                add(77, c1r().word << 6 | label(s1r.0));
                add(62, pair(s1.tag, s1l.3));
                add(45, tags(&[s2, s1, s0, b0]));
                add(66, pair(pair(s1.tag, s0.tag), pair(s1r.3, s0l.3)));
                add(1, s0.word);
                add(63, pair(s1.tag, s1r.3));
                add(59, pair(s0.tag, s0r.3));
                add(58, pair(s0.tag, s0l.3));
                add(47, pair(pair(s1.word, s0.tag), b0.tag));
                add(20, pair(wt(s0), wt(b0)));
                add(46, pair(pair(s1.tag, s0.word), b0.tag));
                add(28, pair(wt(s1), wt(s0)));
                add(0, 0);
                add(74, pair(c0r().word, b0.tag));
            }
        }
    }
}

/// What the label of an arc depends on.
struct ArcView<'a> {
    line: Line<'a>,
    head: u16,
    word: u16,
    h: Node,
    d: Node,
    /// Outermost dependent and labels on either side of the head, then of the word.
    hl: (u16, u64),
    hr: (u16, u64),
    dl: (u16, u64),
    dr: (u16, u64),
}

impl ArcView<'_> {
    fn of<'a>(line: Line<'a>, state: &State, head: u16, word: u16) -> ArcView<'a> {
        let side =
            |all: &[super::moves::Side], i: u16| all.get(usize::from(i)).map_or((NONE, 0), |s| (s.outer, s.labels));
        ArcView {
            line,
            head,
            word,
            h: node(line, head),
            d: node(line, word),
            hl: side(&state.left, head),
            hr: side(&state.right, head),
            dl: side(&state.left, word),
            dr: side(&state.right, word),
        }
    }

    /// The features of a stage, by number of template.
    #[inline]
    fn stage(&self, k: usize, mut add: impl FnMut(u8, u64)) {
        let ArcView { line, head, word, h, d, hl, hr, dl, dr } = *self;
        let beside = |i: u16, by: i16| i.checked_add_signed(by).map_or(NOBODY, |i| node(line, i));
        let toward = u64::from(head > word);
        let distance = || far(head, word) << 1 | toward;
        let (first, last) = (|| node(line, dl.0), || node(line, dr.0));
        let (before, behind) = (|| beside(word, -1), || beside(word, 1));
        let wt = |n: Node| n.word << 5 | n.tag;
        let mut add = |n: u8, value: u64| add(LABELS_FROM + n, value << 1 ^ toward);
        match k {
            0 => {
                add(25, pair(first().word, d.word));
                add(28, tags(&[h, d, first()]));
                add(22, pair(pair(hl.1, hr.1), tags(&[h, d])));
                add(31, tags(&[h, before(), d, behind()]));
                add(30, pair(pair(dl.1, dr.1), d.tag));
                add(14, pair(h.cluster, d.tag));
                add(21, pair(hr.1, tags(&[h, d])));
                add(15, pair(h.tag, d.cluster));
            }
            1 => {
                add(24, pair(first().word, tags(&[h, d])));
                add(34, tags(&[beside(head, -1), h, beside(head, 1), d]));
                add(5, wt(h));
                add(16, pair(distance(), tags(&[h, d])));
                add(18, pair(dl.1, d.tag));
                add(6, wt(d));
                add(9, tags(&[h, d]));
                add(1, h.word);
            }
            _ => {
                add(8, d.cluster);
                add(29, tags(&[h, d, last()]));
                add(37, pair(pair(h.cluster, d.tag), first().word));
                add(33, pair(behind().word, tags(&[h, d])));
                add(26, pair(first().word, h.word));
                add(17, pair(distance(), d.word));
                add(2, h.tag);
                add(12, pair(h.tag, wt(d)));
                add(4, d.tag);
                add(27, pair(last().word, tags(&[h, d])));
                add(7, h.cluster);
                add(36, pair(d.cluster, dl.1));
                add(23, pair(dl.1, tags(&[h, d])));
                add(32, pair(before().word, tags(&[h, d])));
                add(11, pair(wt(h), d.tag));
                add(20, pair(hl.1, tags(&[h, d])));
                add(19, pair(dr.1, d.tag));
                add(3, d.word);
                add(13, pair(h.cluster, d.cluster));
                add(0, 0);
                add(35, pair(pair(h.word, d.tag), hl.1));
                add(10, pair(h.word, d.word));
            }
        }
    }
}
