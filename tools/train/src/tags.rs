//! Grows the tagger over the treebanks.

use onrecord_grammar::syntax::learn::{self, Letters, N_FEATURES, N_TAGS, Scores, Tag};

use crate::averaged::{chance, shuffle};
use crate::learner::{Learner, Plan};
use onrecord_corpus::conllu::Sentence;

const PLAN: Plan = Plan { epochs: 8, rate: 0.2, dropped: 20 };
/// Models whose mean ships.
pub const MODELS: u64 = 4;

/// A sentence as the tagger sees it, with its right tags.
pub struct Lesson {
    pub letters: Vec<Letters>,
    pub tags: Vec<Tag>,
}

pub fn lesson(sentence: &Sentence) -> Lesson {
    let letters = sentence.words.iter().map(|w| learn::letters(&w.form, &learn::fold(&w.form))).collect();
    let tags = sentence.words.iter().map(|w| Tag::of(&w.upos, &w.features).unwrap_or(Tag::X)).collect();
    Lesson { letters, tags }
}

/// The mean of several models, each of which sees the lessons in another order.
pub fn grow(lessons: &[&Lesson], models: u64) -> Learner<N_TAGS> {
    let mut sum = one(lessons, 0);
    for seed in 1..models {
        sum.add(&one(lessons, seed));
    }
    sum
}

fn one(lessons: &[&Lesson], seed: u64) -> Learner<N_TAGS> {
    let mut learner = Learner::new(PLAN);
    let mut next = chance(seed);
    let mut order: Vec<&Lesson> = lessons.to_vec();
    let mut features = [0; N_FEATURES];
    for _ in 0..PLAN.epochs {
        shuffle(&mut order, &mut next);
        for lesson in &order {
            let (mut t1, mut t2) = (N_TAGS as u8, N_TAGS as u8);
            let capitals = learn::capitals(&lesson.letters);
            for (i, right) in lesson.tags.iter().enumerate() {
                learn::features(&lesson.letters, capitals, i, [t1, t2], &mut features);
                let said = learner.learn(&features, |_| true, |k| k == *right as usize, &mut next);
                (t1, t2) = (said as u8, t1);
            }
        }
    }
    learner
}

/// Share of words whose part of speech is right.
pub fn right(weights: &impl Scores<N_TAGS>, lessons: &[Lesson]) -> f64 {
    let (mut right, mut all) = (0, 0);
    let mut said = Vec::new();
    for lesson in lessons {
        said.clear();
        learn::tag(weights, &lesson.letters, false, &mut said);
        right += said.iter().zip(&lesson.tags).filter(|(a, b)| a.upos() == b.upos()).count();
        all += said.len();
    }
    right as f64 / all.max(1) as f64
}
