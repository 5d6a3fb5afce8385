//! Grows the tagger and the parser over the treebanks that permit it.

use std::path::Path;

use onrecord_grammar::syntax::learn::{self, BITS, LABEL_BITS, MOVE_BITS, Table};

use super::{tags, trees};
use onrecord_corpus::conllu::{self, Sentence};

/// What is learned from, all of it Universal Dependencies; EWT's `dev` part last, so that `--cross` can leave it out.
pub const SETS: [&str; 4] = ["ud_ewt_train", "gum_by", "gum_bysa", "ud_ewt_dev"];

/// Tables of tags, and of moves and labels behind each other.
pub struct Tables {
    pub tags: Vec<u8>,
    pub trees: Vec<u8>,
}

/// The sentences of sets, and those with words around hyphens once more with these words written as one, as our tokens have them.
fn gather(gold: &Path, sets: &[&str]) -> anyhow::Result<Vec<Sentence>> {
    let mut all = Vec::new();
    for set in sets {
        let sentences = conllu::read(&gold.join(format!("lang/{set}.conllu.gz")))?;
        let joined: Vec<Sentence> = sentences.iter().filter_map(Sentence::joined).collect();
        all.extend(sentences);
        all.extend(joined);
    }
    Ok(all)
}

/// Grows both over all sets, or over the first `n_sets` of them.
pub fn grow(gold: &Path, n_sets: usize) -> anyhow::Result<Tables> {
    let sentences = gather(gold, &SETS[..n_sets.min(SETS.len())])?;
    let lessons: Vec<tags::Lesson> = sentences.iter().map(tags::lesson).collect();
    let tagger = tags::grow(&lessons.iter().collect::<Vec<_>>(), tags::MODELS).packed(BITS);
    // The parser learns from tags as a tagger gives them that never saw the sentence.
    let folds = 4;
    let fold = |i: usize| i / 50 % folds;
    let mut told: Vec<Vec<learn::Tag>> = vec![Vec::new(); lessons.len()];
    for k in 0..folds {
        let some: Vec<&tags::Lesson> = lessons.iter().enumerate().filter(|(i, _)| fold(*i) != k).map(|l| l.1).collect();
        let weights = tags::grow(&some, 1);
        for (i, lesson) in lessons.iter().enumerate().filter(|(i, _)| fold(*i) == k) {
            learn::tag(&weights, &lesson.letters, true, &mut told[i]);
        }
    }
    let lessons: Vec<trees::Lesson> = sentences
        .iter()
        .zip(lessons)
        .zip(told)
        .map(|((sentence, lesson), tags)| trees::lesson(sentence, lesson.letters, tags))
        .collect();
    let (moves, labels) = trees::grow(&lessons);
    Ok(Tables { tags: tagger, trees: [moves.packed(MOVE_BITS), labels.packed(LABEL_BITS)].concat() })
}

/// How well tables do on EWT's dev part, which they must not have learned from: UPOS, then UAS, LAS, and LAS with subtypes.
pub fn judge(gold: &Path, tables: &Tables) -> anyhow::Result<(f64, [f64; 3])> {
    let dev = conllu::read(&gold.join("lang/ud_ewt_dev.conllu.gz"))?;
    let tagger = Table::read(&tables.tags, BITS);
    let (moves, labels) = tables.trees.split_at(Table::<{ learn::N_MOVES }>::size(MOVE_BITS));
    let (moves, labels) = (Table::read(moves, MOVE_BITS), Table::read(labels, LABEL_BITS));
    let lessons: Vec<tags::Lesson> = dev.iter().map(tags::lesson).collect();
    let upos = tags::right(&tagger, &lessons);
    let lines: Vec<trees::Lesson> = dev
        .iter()
        .zip(lessons)
        .map(|(sentence, lesson)| {
            let mut told = Vec::new();
            learn::tag(&tagger, &lesson.letters, false, &mut told);
            trees::lesson(sentence, lesson.letters, told)
        })
        .collect();
    Ok((upos, trees::right(&moves, &labels, &lines)))
}

/// Share of GUM's words whose part of speech is right, by taggers that learned from EWT and every other document of GUM.
pub fn judge_gum(gold: &Path) -> anyhow::Result<f64> {
    let ewt = gather(gold, &["ud_ewt_train", "ud_ewt_dev"])?;
    let gum: Vec<Sentence> = ["gum_by", "gum_bysa"]
        .into_iter()
        .map(|set| conllu::read(&gold.join(format!("lang/{set}.conllu.gz"))))
        .collect::<anyhow::Result<Vec<_>>>()?
        .concat();
    let (mut n, mut half) = (0, Vec::with_capacity(gum.len()));
    for sentence in &gum {
        n += usize::from(sentence.document.is_some());
        half.push(n % 2);
    }
    let (mut right, mut all) = (0.0, 0);
    for k in 0..2 {
        let part = |theirs: usize| gum.iter().zip(&half).filter(move |(_, h)| **h == theirs).map(|(s, _)| s);
        let lessons: Vec<tags::Lesson> = ewt.iter().chain(part(1 - k)).map(tags::lesson).collect();
        let table = tags::grow(&lessons.iter().collect::<Vec<_>>(), tags::MODELS).packed(BITS);
        let unseen: Vec<tags::Lesson> = part(k).map(tags::lesson).collect();
        let words: usize = unseen.iter().map(|l| l.tags.len()).sum();
        right += tags::right(&Table::read(&table, BITS), &unseen) * words as f64;
        all += words;
    }
    Ok(right / all.max(1) as f64)
}
