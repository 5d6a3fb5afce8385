//! Grows the weights by which pronouns choose whom they stand for (`crates/read/weights/pronouns.bin`): a log-linear choice among the
//! entities spoken of lately, over `corpus/train` and the part of GUM that permits it.

use std::path::Path;

use anyhow::bail;
use onrecord_model::Span;
use onrecord_page::{Given, Kind};
use onrecord_read::learn::{self, Choice, PRONOUN_ROWS};
use serde_json::Value;

use crate::averaged::{chance, shuffle};
use onrecord_corpus::{self as corpus, conllu};

const EPOCHS: usize = 12;
const RATE: f32 = 0.1;
/// Of a hundred features so many are left out each time.
const DROPPED: u64 = 20;

/// A document with its choices.
pub struct Document {
    pub id: String,
    pub choices: Vec<Choice>,
}

/// The choices of each document.
pub fn gather(gold: &Path) -> anyhow::Result<Vec<Document>> {
    let mut all = Vec::new();
    for path in corpus::files("train") {
        let compiled = match corpus::article(&path) {
            Ok(compiled) => compiled,
            Err(faults) => bail!(faults.join("; ")),
        };
        let entities = &compiled.facts.entities;
        let mut mentions: Vec<(Span, u32)> =
            entities.iter().flat_map(|e| e.mentions.iter().map(|m| (m.span, e.id))).collect();
        mentions.sort_unstable();
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        all.push(Document { id, choices: learn::choices(&compiled.article, &mentions) });
    }
    // Of the real articles only "he" and "she" are marked throughout.
    for (id, compiled) in corpus::real::articles("train")? {
        let entities = &compiled.facts.entities;
        let mut mentions: Vec<(Span, u32)> =
            entities.iter().flat_map(|e| e.mentions.iter().map(|m| (m.span, e.id))).collect();
        mentions.sort_unstable();
        let mut choices = learn::choices(&compiled.article, &mentions);
        choices.retain(|c| c.person);
        all.push(Document { id, choices });
    }
    let mut allowed = Vec::new();
    for set in ["gum_by", "gum_bysa"] {
        let sentences = conllu::read(&gold.join(format!("lang/{set}.conllu.gz")))?;
        allowed.extend(sentences.into_iter().filter_map(|s| s.document));
    }
    for line in std::fs::read_to_string(gold.join("lang/coref_gum.jsonl"))?.lines() {
        let row: Value = serde_json::from_str(line)?;
        if !allowed.iter().any(|id| row["id"] == **id) {
            continue;
        }
        let text = row["text"].as_str().unwrap_or_default();
        // Offsets count characters.
        let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let at = |v: &Value| bytes.get(v.as_u64().unwrap_or(0) as usize).copied().unwrap_or(0);
        let mut mentions = Vec::new();
        for (id, cluster) in row["clusters"].as_array().into_iter().flatten().enumerate() {
            for mention in cluster.as_array().into_iter().flatten() {
                mentions.push((Span::new(at(&mention[0]), at(&mention[1])), id as u32));
            }
        }
        mentions.sort_unstable();
        let opened = onrecord_page::open(text.as_bytes(), Kind::Clean, &Given::default());
        // The text must stand as it was marked.
        if opened.article.text.as_str() == text {
            for _ in 0..3 {
                let id = row["id"].as_str().unwrap_or_default().to_owned();
                all.push(Document { id, choices: learn::choices(&opened.article, &mentions) });
            }
        }
    }
    Ok(all)
}

/// Share of pronouns that choose rightly by models that never saw the document: of those that stand for somebody, and of all.
pub fn cross(documents: &[Document]) -> (f64, f64) {
    let mut tallies = [[0usize; 2]; 2];
    for k in 0..4 {
        let train: Vec<&Choice> =
            documents.iter().enumerate().filter(|(d, _)| d % 4 != k).flat_map(|(_, d)| &d.choices).collect();
        let weights = learned(&train);
        for choice in documents.iter().enumerate().filter(|(d, _)| d % 4 == k).flat_map(|(_, d)| &d.choices) {
            let said = best(&weights, &choice.rows);
            let somebody = choice.right.last() == Some(&false);
            for tally in &mut tallies[usize::from(!somebody)..] {
                tally[0] += usize::from(choice.right[said]);
                tally[1] += 1;
            }
        }
    }
    let [somebody, all] = tallies.map(|[right, n]| right as f64 / n.max(1) as f64);
    (somebody, all)
}

/// The weights in bytes.
pub fn grow<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Vec<u8> {
    let weights = learned(&documents.into_iter().flat_map(|d| &d.choices).collect::<Vec<_>>());
    let most = weights.iter().fold(1e-6f32, |most, w| most.max(w.abs()));
    weights.iter().map(|w| (w / most * 127.0).round() as i8 as u8).collect()
}

fn sums(weights: &[f32], rows: &[Vec<u16>]) -> Vec<f32> {
    rows.iter().map(|rows| rows.iter().map(|r| weights[usize::from(*r)]).sum()).collect()
}

fn best(weights: &[f32], rows: &[Vec<u16>]) -> usize {
    let sums = sums(weights, rows);
    (0..sums.len()).rev().max_by(|a, b| sums[*a].total_cmp(&sums[*b])).unwrap_or(0)
}

/// Logistic regression over the candidates by adaptive steps (AdaGrad, Duchi et al. 2011), the mean over time.
fn learned(choices: &[&Choice]) -> Vec<f32> {
    let (mut weights, mut squares) = (vec![0.0f32; PRONOUN_ROWS], vec![1.0f32; PRONOUN_ROWS]);
    let mut mean = vec![0.0f32; PRONOUN_ROWS];
    let mut next = chance(0);
    let mut order = choices.to_vec();
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut next);
        for choice in &order {
            let kept = |rows: &Vec<u16>, next: &mut dyn FnMut() -> u64| -> Vec<u16> {
                rows.iter().copied().filter(|_| next() % 100 >= DROPPED).collect()
            };
            let rows: Vec<Vec<u16>> = choice.rows.iter().map(|r| kept(r, &mut next)).collect();
            let sums = sums(&weights, &rows);
            let most = sums.iter().copied().fold(f32::MIN, f32::max);
            let shares: Vec<f32> = sums.iter().map(|s| (s - most).exp()).collect();
            let all: f32 = shares.iter().sum();
            let good: f32 = shares.iter().zip(&choice.right).filter(|(_, r)| **r).map(|(s, _)| s).sum();
            for ((rows, share), right) in rows.iter().zip(&shares).zip(&choice.right) {
                let step = share / all - if *right { share / good } else { 0.0 };
                for row in rows {
                    let at = usize::from(*row);
                    squares[at] += step * step;
                    weights[at] -= RATE * step / squares[at].sqrt();
                }
            }
        }
        // The last half of the times round.
        if epoch * 2 >= EPOCHS {
            mean.iter_mut().zip(&weights).for_each(|(m, w)| *m += w);
        }
    }
    mean
}
