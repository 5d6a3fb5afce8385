//! Grows the sequence model that finds names (`crates/read/weights/names.bin`): an averaged structured perceptron (Collins 2002).
//!
//! Learns from `corpus/train`, `corpus/real` and UNER EWT, whose README line permits training. UNER marks people, organizations and places only: where
//! it marks nothing, any of the other kinds may stand, and the model learns from the best of its own readings that fit.

use std::path::Path;

use anyhow::bail;
use onrecord_model::{EntityKind, Form};
use onrecord_page::{Given, Kind};
use onrecord_read::learn::{self, Cell, KINDS, N_TAGS, ROWS};
use serde_json::Value;

use crate::averaged::{Averaged, chance, shuffle};
use onrecord_corpus::{self as corpus, Compiled};

/// Times that all is looked at.
const EPOCHS: usize = 12;
/// Models whose mean ships.
const MODELS: u64 = 4;
/// Of a hundred features so many are left out each time.
const DROPPED: u64 = 15;
const ANY: u16 = (1 << N_TAGS) - 1;
const OUTSIDE: u16 = 1;

/// Tokens in a row, and which tags each may have.
pub struct Lesson {
    rows: Vec<Vec<u32>>,
    may: Vec<u16>,
}

/// Chains of tokens with the tags that the marks leave open.
fn lessons(cells: Vec<Cell>, marks: &[(u32, u32, EntityKind)], elsewhere: u16) -> Document {
    let mut out: Document = Vec::new();
    let mut next = 0;
    for cell in cells {
        while next < marks.len() && marks[next].1 <= cell.span.start {
            next += 1;
        }
        let mark = marks.get(next).filter(|m| m.0 < cell.span.end);
        let may = match mark {
            None => elsewhere,
            // A token that reaches over the end of a name teaches nothing.
            Some((start, end, _)) if cell.span.start < *start || cell.span.end > *end => ANY,
            Some((start, _, kind)) => {
                let k = KINDS.iter().position(|known| known == kind).unwrap_or(0);
                1 << (1 + 2 * k + usize::from(cell.span.start > *start))
            }
        };
        // An inside tag must follow something.
        let lone = !cell.joined && may.count_ones() == 1 && may != OUTSIDE && may.trailing_zeros() % 2 == 0;
        let may = if lone { ANY } else { may };
        match out.last_mut() {
            Some(lesson) if cell.joined => {
                lesson.rows.push(cell.rows);
                lesson.may.push(may);
            }
            _ => out.push(Lesson { rows: vec![cell.rows], may: vec![may] }),
        }
    }
    out
}

/// The lessons of a document.
pub type Document = Vec<Lesson>;

fn of_corpus(part: &str, out: &mut Vec<Document>) -> anyhow::Result<()> {
    for path in corpus::files(part) {
        let compiled = match corpus::article(&path) {
            Ok(compiled) => compiled,
            Err(faults) => bail!(faults.join("; ")),
        };
        out.push(of_article(&compiled, OUTSIDE));
    }
    Ok(())
}

/// The lessons of an annotated article; where it marks nothing its tokens are `elsewhere`.
fn of_article(compiled: &Compiled, elsewhere: u16) -> Document {
    let all = compiled.facts.entities.iter().flat_map(|e| e.mentions.iter().map(|m| (m, e.kind)));
    let names = all.filter(|(m, _)| m.form == Form::Name).map(|(m, kind)| (m.span.start, m.span.end, kind));
    let mut marks: Vec<(u32, u32, EntityKind)> = names.collect();
    // Of names within names the outer one counts.
    marks.sort_by_key(|m| (m.0, std::cmp::Reverse(m.1)));
    let mut end = 0;
    marks.retain(|m| {
        let outer = m.0 >= end;
        end = end.max(m.1);
        outer
    });
    lessons(learn::cells(&compiled.article), &marks, elsewhere)
}

/// The real articles, where nations and peoples are unmarked.
fn of_real(out: &mut Vec<Document>) -> anyhow::Result<()> {
    out.extend(corpus::real::articles("train")?.iter().map(|(_, compiled)| of_article(compiled, OTHERS)));
    Ok(())
}

/// Outside names, or of a kind other than people, organizations and places, which come first among the kinds.
const OTHERS: u16 = ANY & !0b111_1110;

fn of_uner(gold: &Path, out: &mut Vec<Document>) -> anyhow::Result<()> {
    for line in std::fs::read_to_string(gold.join("lang/ner_uner_ewt.jsonl"))?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or_default();
        // Offsets count characters.
        let bytes: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]).collect();
        let at = |v: &Value| bytes.get(v.as_u64().unwrap_or(0) as usize).copied().unwrap_or(0);
        let mut marks = Vec::new();
        for e in row["entities"].as_array().into_iter().flatten() {
            let kind = match e["type"].as_str() {
                Some("PER") => EntityKind::Person,
                Some("ORG") => EntityKind::Organization,
                _ => EntityKind::Place,
            };
            marks.push((at(&e["start"]), at(&e["end"]), kind));
        }
        let opened = onrecord_page::open(text.as_bytes(), Kind::Clean, &Given::default());
        out.push(lessons(learn::cells(&opened.article), &marks, OTHERS));
    }
    Ok(())
}

/// All that is learned from.
pub fn gather(gold: &Path) -> anyhow::Result<Vec<Document>> {
    let mut all = Vec::new();
    of_corpus("train", &mut all)?;
    of_real(&mut all)?;
    of_uner(gold, &mut all)?;
    Ok(all)
}

/// F1 of names by models that never saw the document, over every fourth document in turn: those of the corpus, then all.
pub fn cross(documents: &[Document], n_corpus: usize) -> (f64, f64) {
    let mut tallies = [[0usize; 3]; 2];
    for k in 0..4 {
        let train: Vec<&Lesson> =
            documents.iter().enumerate().filter(|(d, _)| d % 4 != k).flat_map(|(_, l)| l).collect();
        let (features, follows) = mean(&train);
        for (d, document) in documents.iter().enumerate().filter(|(d, _)| d % 4 == k) {
            for lesson in document {
                let scores: Vec<[f32; N_TAGS]> = lesson.rows.iter().map(|rows| score(&features, rows)).collect();
                let follow = |before: usize, tag: usize| follows[before * N_TAGS + tag];
                let said = spans(&learn::best(&scores, follow, |_, _| true));
                let right = spans(&learn::best(&scores, follow, |i, tag| lesson.may[i] >> tag & 1 == 1));
                for tally in &mut tallies[usize::from(d >= n_corpus)..] {
                    tally[0] += said.len();
                    tally[1] += right.len();
                    tally[2] += said.iter().filter(|s| right.contains(s)).count();
                }
            }
        }
    }
    let [corpus, all] = tallies.map(|[said, right, both]| 2.0 * both as f64 / (said + right).max(1) as f64);
    (corpus, all)
}

/// First, one past the last, kind.
fn spans(tags: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut out: Vec<(usize, usize, usize)> = Vec::new();
    for (i, tag) in tags.iter().enumerate().filter(|(_, tag)| **tag > 0) {
        match out.last_mut() {
            Some(last) if tag % 2 == 0 => last.1 = i + 1,
            _ => out.push((i, i + 1, (tag - 1) / 2)),
        }
    }
    out
}

/// The model's weights, in bytes.
pub fn grow(documents: &[Document]) -> Vec<u8> {
    let (features, follows) = mean(&documents.iter().flatten().collect::<Vec<_>>());
    let mut sizes: Vec<f32> = features.iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1.0);
    features.iter().chain(&follows).map(|w| (w / most * 127.0).round().clamp(-127.0, 127.0) as i8 as u8).collect()
}

/// Weights of features and of tags that follow each other: the mean of models that saw the lessons in another order each.
fn mean(lessons: &[&Lesson]) -> (Vec<f32>, Vec<f32>) {
    let mut sums = (vec![0.0; ROWS * N_TAGS], vec![0.0; (N_TAGS + 1) * N_TAGS]);
    for n in 0..MODELS {
        let (features, follows) = one(lessons, n);
        sums.0.iter_mut().zip(features).for_each(|(sum, w)| *sum += w / MODELS as f32);
        sums.1.iter_mut().zip(follows).for_each(|(sum, w)| *sum += w / MODELS as f32);
    }
    sums
}

/// One model's weights, averaged over its training.
fn one(lessons: &[&Lesson], n: u64) -> (Vec<f32>, Vec<f32>) {
    let mut features = Averaged::new(ROWS * N_TAGS);
    let mut follows = Averaged::new((N_TAGS + 1) * N_TAGS);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut next = chance(n);
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut next);
        for lesson in order.iter().map(|i| lessons[*i]) {
            // No feature may be leant on alone: of the names to come most words were never seen.
            let rows =
                lesson.rows.iter().map(|rows| rows.iter().copied().filter(|_| next() % 100 >= DROPPED).collect());
            let rows: Vec<Vec<u32>> = rows.collect();
            let scores: Vec<[f32; N_TAGS]> = rows.iter().map(|rows| score(&features.now, rows)).collect();
            let follow = |before: usize, tag: usize| follows.now[before * N_TAGS + tag];
            let right = learn::best(&scores, follow, |i, tag| lesson.may[i] >> tag & 1 == 1);
            let said = learn::best(&scores, follow, |_, _| true);
            if right != said {
                step(&mut features, &mut follows, &rows, &right, 1.0);
                step(&mut features, &mut follows, &rows, &said, -1.0);
            }
            features.time += 1.0;
            follows.time += 1.0;
        }
    }
    (features.mean(), follows.mean())
}

fn score(weights: &[f32], rows: &[u32]) -> [f32; N_TAGS] {
    let mut sums = [0.0; N_TAGS];
    for row in rows {
        let at = *row as usize * N_TAGS;
        for (sum, w) in sums.iter_mut().zip(&weights[at..at + N_TAGS]) {
            *sum += w;
        }
    }
    sums
}

fn step(features: &mut Averaged, follows: &mut Averaged, rows: &[Vec<u32>], tags: &[usize], by: f32) {
    let mut before = N_TAGS;
    for (rows, tag) in rows.iter().zip(tags) {
        for row in rows {
            features.add(*row as usize * N_TAGS + tag, by);
        }
        follows.add(before * N_TAGS + tag, by);
        before = *tag;
    }
}
