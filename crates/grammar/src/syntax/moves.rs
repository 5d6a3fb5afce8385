//! Arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011): a stack, what is still to be read, and the arcs made so far.

use super::labels::Label;

/// No word.
pub const NONE: u16 = u16::MAX;

/// What can be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Move {
    /// The next word goes on the stack.
    Shift,
    /// The next word becomes the head of the word on top of the stack; after the last word: it is the root.
    Left,
    /// The word below becomes the head of the word on top of the stack.
    Right,
}

pub const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// The dependents of a word so far, on one side.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// The outermost word.
    pub outer: u16,
    /// The one before it.
    pub second: u16,
    pub n: u8,
    /// A bit a label.
    pub labels: u64,
}

const EMPTY: Side = Side { outer: NONE, second: NONE, n: 0, labels: 0 };

/// A sentence half read.
#[derive(Clone, Debug, Default)]
pub struct State {
    pub n: u16,
    pub stack: Vec<u16>,
    /// The next word; `n`: all are read.
    pub next: u16,
    /// Head of each word; `NONE`: not known yet, or the root.
    pub heads: Vec<u16>,
    pub labels: Vec<Label>,
    pub left: Vec<Side>,
    pub right: Vec<Side>,
}

impl State {
    /// Begins a sentence of `n` words, at most 60,000.
    pub fn begin(&mut self, n: usize) {
        self.n = n as u16;
        self.stack.clear();
        self.next = 0;
        for side in [&mut self.left, &mut self.right] {
            side.clear();
            side.resize(n, EMPTY);
        }
        self.heads.clear();
        self.heads.resize(n, NONE);
        self.labels.clear();
        self.labels.resize(n, Label::Root);
    }

    /// Item `k` of the stack, counted from the top.
    pub fn item(&self, k: usize) -> u16 {
        self.stack.len().checked_sub(k + 1).map_or(NONE, |at| self.stack[at])
    }

    pub fn may(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.next < self.n,
            // Only one word is the root.
            Move::Left => !self.stack.is_empty() && (self.next < self.n || self.stack.len() == 1),
            Move::Right => self.stack.len() > 1,
        }
    }

    pub fn done(&self) -> bool {
        self.next == self.n && self.stack.is_empty()
    }

    /// Head and dependent of the arc that a move would make; the head is `NONE` for the root.
    pub fn arc(&self, step: Move) -> Option<(u16, u16)> {
        match step {
            Move::Shift => None,
            Move::Left => Some((if self.next == self.n { NONE } else { self.next }, self.item(0))),
            Move::Right => Some((self.item(1), self.item(0))),
        }
    }

    /// Makes a move that may be made; the label is for the arc it makes.
    pub fn make(&mut self, step: Move, label: Label) {
        let Some((head, word)) = self.arc(step) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        let at = usize::from(word);
        if at >= self.heads.len() {
            return;
        }
        (self.heads[at], self.labels[at]) = (head, label);
        if head != NONE {
            let sides = if head > word { &mut self.left } else { &mut self.right };
            let side = &mut sides[usize::from(head)];
            // Words come from the inside out.
            side.second = side.outer;
            side.outer = word;
            side.n = side.n.saturating_add(1);
            side.labels |= 1 << label as u8;
        }
    }
}
