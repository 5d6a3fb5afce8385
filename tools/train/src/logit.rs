//! Log-linear choice (multinomial logistic regression) over hashed features with a ridge penalty, by L-BFGS (Nocedal 1980).
//!
//! Deterministic: the same choices in the same order give the same weights.

/// Candidates of which one is to be chosen: rows of features of each, and which of them are right.
#[derive(Clone, Debug)]
pub struct Choice {
    pub rows: Vec<Vec<u16>>,
    pub right: Vec<bool>,
}

impl Choice {
    /// Yes or no: "no" has no features.
    pub fn yes_or_no(rows: Vec<u16>, yes: bool) -> Choice {
        Choice { rows: vec![rows, Vec::new()], right: vec![yes, !yes] }
    }
}

/// Past steps that the curvature is taken from.
const MEMORY: usize = 8;
const ITERATIONS: usize = 120;

/// The sum of a candidate's weights.
pub fn sum(weights: &[f64], rows: &[u16]) -> f64 {
    rows.iter().map(|r| weights[usize::from(*r)]).sum()
}

/// The shares of the candidates.
pub fn shares(weights: &[f64], choice: &Choice) -> Vec<f64> {
    let sums: Vec<f64> = choice.rows.iter().map(|rows| sum(weights, rows)).collect();
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let shares: Vec<f64> = sums.iter().map(|s| (s - most).exp()).collect();
    let all: f64 = shares.iter().sum();
    shares.into_iter().map(|s| s / all).collect()
}

/// The loss and its slope.
fn loss(weights: &[f64], choices: &[&Choice], ridge: f64, slope: &mut [f64]) -> f64 {
    let mut loss = 0.0;
    for (g, w) in slope.iter_mut().zip(weights) {
        *g = ridge * w;
        loss += ridge * w * w / 2.0;
    }
    for choice in choices {
        let shares = shares(weights, choice);
        let good: f64 = shares.iter().zip(&choice.right).filter(|(_, r)| **r).map(|(s, _)| s).sum();
        if good <= 0.0 {
            continue;
        }
        loss -= good.ln();
        for ((rows, share), right) in choice.rows.iter().zip(&shares).zip(&choice.right) {
            let step = share - if *right { share / good } else { 0.0 };
            for row in rows {
                slope[usize::from(*row)] += step;
            }
        }
    }
    loss
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The weights that fit best.
pub fn learned(choices: &[&Choice], n: usize, ridge: f64) -> Vec<f64> {
    let mut weights = vec![0.0; n];
    let mut slope = vec![0.0; n];
    let mut now = loss(&weights, choices, ridge, &mut slope);
    let mut past: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..ITERATIONS {
        // The direction, by the two loops.
        let mut way: Vec<f64> = slope.iter().map(|g| -g).collect();
        let mut alphas = Vec::new();
        for (s, y, rho) in past.iter().rev() {
            let alpha = rho * dot(s, &way);
            way.iter_mut().zip(y).for_each(|(d, y)| *d -= alpha * y);
            alphas.push(alpha);
        }
        let scale = past.last().map_or(1.0 / dot(&slope, &slope).sqrt().max(1.0), |(s, y, _)| dot(s, y) / dot(y, y));
        way.iter_mut().for_each(|d| *d *= scale);
        for ((s, y, rho), alpha) in past.iter().zip(alphas.iter().rev()) {
            let beta = rho * dot(y, &way);
            way.iter_mut().zip(s).for_each(|(d, s)| *d += (alpha - beta) * s);
        }
        let descent = dot(&way, &slope);
        if descent > -1e-9 {
            break;
        }
        // The longest step that goes down enough (Armijo).
        let mut step = 1.0;
        let mut next_slope = vec![0.0; n];
        let (next, after) = loop {
            let next: Vec<f64> = weights.iter().zip(&way).map(|(w, d)| w + step * d).collect();
            let after = loss(&next, choices, ridge, &mut next_slope);
            if after <= now + 1e-4 * step * descent || step < 1e-6 {
                break (next, after);
            }
            step /= 2.0;
        };
        let s: Vec<f64> = next.iter().zip(&weights).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = next_slope.iter().zip(&slope).map(|(a, b)| a - b).collect();
        let sy = dot(&s, &y);
        if sy > 1e-12 {
            past.push((s, y, 1.0 / sy));
            if past.len() > MEMORY {
                past.remove(0);
            }
        }
        let done = (now - after).abs() < 1e-7 * now.abs();
        (weights, slope, now) = (next, next_slope, after);
        if done {
            break;
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_come_to_what_was_seen() {
        // One feature, three times yes, once no: with hardly a penalty its odds are three to one.
        let seen: Vec<Choice> =
            [true, true, true, false].into_iter().map(|yes| Choice::yes_or_no(vec![1], yes)).collect();
        let weights = learned(&seen.iter().collect::<Vec<_>>(), 4, 1e-6);
        assert!((weights[1] - 3f64.ln()).abs() < 1e-3, "{weights:?}");
        assert_eq!(weights[0], 0.0);
    }
}
