//! Grows the parser over the treebanks: moves by a dynamic oracle for arc-hybrid (Goldberg and Nivre 2013), labels beside them.

use onrecord_grammar::syntax::learn::{
    self, Label, Letters, Line, MOVES, Move, N_LABELS, N_MOVES, NONE, Scores, State, Tag,
};

use crate::averaged::{chance, shuffle};
use crate::learner::{Learner, Plan};
use onrecord_corpus::conllu::Sentence;

const MOVE_PLAN: Plan = Plan { epochs: 6, rate: 0.1, dropped: 10 };
const LABEL_PLAN: Plan = Plan { epochs: 6, rate: 0.2, dropped: 20 };

/// A sentence as the parser sees it, with tags as the tagger gives them, and its right tree.
pub struct Lesson {
    pub letters: Vec<Letters>,
    pub tags: Vec<Tag>,
    heads: Vec<u16>,
    labels: Vec<Label>,
}

pub fn lesson(sentence: &Sentence, letters: Vec<Letters>, tags: Vec<Tag>) -> Lesson {
    let heads = sentence.words.iter().map(|w| w.head.map_or(NONE, |h| h as u16)).collect();
    Lesson { letters, tags, heads, labels: sentence.words.iter().map(|w| Label::of(&w.label)).collect() }
}

/// How many arcs of the right tree a move makes impossible.
fn cost(state: &State, heads: &[u16], step: Move) -> usize {
    let (top, below, next) = (state.item(0), state.item(1), state.next);
    let head = |i: u16| heads.get(usize::from(i)).copied();
    // The root's head stands behind the last word.
    let head_place = |i: u16| head(i).map(|h| if h == NONE { state.n } else { h });
    let hang = |on: u16, from: u16| (from..state.n).filter(|d| head(*d) == Some(on)).count();
    match step {
        Move::Shift => {
            let lost = |i: &&u16| head(next) == Some(**i) || head(**i) == Some(next);
            let stack = &state.stack;
            let under = stack[..stack.len().saturating_sub(1)].iter().filter(lost).count();
            under + usize::from(head(top).is_some() && head(top) == Some(next))
        }
        Move::Left => {
            let theirs = head_place(top);
            let lost = theirs.is_some_and(|h| (Some(h) == Some(below) && below != NONE) || h > next);
            usize::from(lost) + hang(top, next)
        }
        Move::Right => usize::from(head_place(top).is_some_and(|h| h >= next)) + hang(top, next),
    }
}

/// Models whose mean ships.
const MODELS: u64 = 4;

/// Moves and labels, each the mean of several models.
pub fn grow(lessons: &[Lesson]) -> (Learner<N_MOVES>, Learner<N_LABELS>) {
    let (mut moves, mut labels) = one(lessons, 0);
    for seed in 1..MODELS {
        let more = one(lessons, seed);
        moves.add(&more.0);
        labels.add(&more.1);
    }
    (moves, labels)
}

fn one(lessons: &[Lesson], seed: u64) -> (Learner<N_MOVES>, Learner<N_LABELS>) {
    let (mut moves, mut labels) = (Learner::new(MOVE_PLAN), Learner::new(LABEL_PLAN));
    let mut next = chance(seed);
    let mut order: Vec<&Lesson> = lessons.iter().collect();
    let (mut state, mut found) = (State::default(), Vec::new());
    for epoch in 0..MOVE_PLAN.epochs {
        shuffle(&mut order, &mut next);
        for lesson in &order {
            let line = Line { letters: &lesson.letters, tags: &lesson.tags };
            state.begin(lesson.letters.len());
            while !state.done() {
                learn::move_features(line, &state, &mut found);
                let costs = MOVES.map(|m| if state.may(m) { cost(&state, &lesson.heads, m) } else { usize::MAX });
                let least = costs.iter().copied().min().unwrap_or(0);
                let said = moves.learn(&found, |k| costs[k] < usize::MAX, |k| costs[k] == least, &mut next);
                // From the second time on it mostly goes its own way, so that it learns to go on after a fault.
                let own = epoch > 0 && next() % 100 < 90;
                let step = if own || costs[said] == least {
                    MOVES[said]
                } else {
                    MOVES[costs.iter().position(|c| *c == least).unwrap_or(said)]
                };
                let mut label = Label::Root;
                if let Some((head, word)) = state.arc(step).filter(|a| a.0 != NONE) {
                    learn::label_features(line, &state, head, word, &mut found);
                    let right = lesson.labels[usize::from(word)];
                    let said = if lesson.heads[usize::from(word)] == head {
                        labels.learn(&found, |k| k > 0, |k| k == right as usize, &mut next)
                    } else {
                        learn::best(&labels.score(&found), |k| k > 0)
                    };
                    label = learn::LABELS[said];
                }
                state.make(step, label);
            }
        }
    }
    (moves, labels)
}

/// Shares of words with the right head; with the right head and relation; and with the right subtype too.
pub fn right(moves: &impl Scores<N_MOVES>, labels: &impl Scores<N_LABELS>, lessons: &[Lesson]) -> [f64; 3] {
    let mut state = State::default();
    let (mut tally, mut all) = ([0usize; 3], 0);
    let base = |l: Label| l.name().split(':').next();
    for lesson in lessons {
        let line = Line { letters: &lesson.letters, tags: &lesson.tags };
        learn::parse(moves, labels, line, &mut state);
        for i in 0..lesson.heads.len() {
            all += 1;
            if state.heads[i] == lesson.heads[i] {
                tally[0] += 1;
                tally[1] += usize::from(base(state.labels[i]) == base(lesson.labels[i]));
                tally[2] += usize::from(state.labels[i] == lesson.labels[i]);
            }
        }
    }
    tally.map(|n| n as f64 / all.max(1) as f64)
}
