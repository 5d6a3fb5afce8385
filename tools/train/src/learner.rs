//! Weights while they are learned: logistic regression over sparse features by adaptive steps (AdaGrad, Duchi et al. 2011), features left out by chance.

use onrecord_grammar::syntax::learn::{Scores, best, check, place};
use rustc_hash::FxHashMap;

/// How a table is learned.
#[derive(Clone, Copy)]
pub struct Plan {
    pub epochs: usize,
    /// Size of the first step.
    pub rate: f32,
    /// Of a hundred features so many are left out each time.
    pub dropped: u64,
}

/// Weights of `N` answers.
pub struct Learner<const N: usize> {
    /// Features, numbered as they come.
    ids: FxHashMap<u32, u32>,
    /// How often each was seen.
    counts: Vec<u32>,
    weights: Vec<[f32; N]>,
    /// Sums of squared gradients.
    squares: Vec<[f32; N]>,
    plan: Plan,
    /// Features of the present example that are not left out.
    now: Vec<u32>,
}

impl<const N: usize> Learner<N> {
    pub fn new(plan: Plan) -> Learner<N> {
        let (counts, weights, squares) = (Vec::new(), Vec::new(), Vec::new());
        Learner { ids: FxHashMap::default(), counts, weights, squares, plan, now: Vec::new() }
    }

    fn id(&mut self, feature: u32) -> u32 {
        let id = *self.ids.entry(feature).or_insert(self.counts.len() as u32);
        if id as usize == self.counts.len() {
            self.counts.push(0);
            self.weights.push([0.0; N]);
            self.squares.push([0.01; N]);
        }
        id
    }

    /// Learns that `right` holds some of the answers that `may` be given; gives the answer it would have given.
    pub fn learn(
        &mut self,
        features: &[u32],
        may: impl Fn(usize) -> bool,
        right: impl Fn(usize) -> bool,
        next: &mut impl FnMut() -> u64,
    ) -> usize {
        let mut now = std::mem::take(&mut self.now);
        now.clear();
        for feature in features {
            if next() % 100 >= self.plan.dropped {
                let id = self.id(*feature);
                self.counts[id as usize] += 1;
                now.push(id);
            }
        }
        let mut sums = [0.0f32; N];
        for id in &now {
            for (sum, w) in sums.iter_mut().zip(&self.weights[*id as usize]) {
                *sum += w;
            }
        }
        let said = best(&sums, &may);
        let most = sums[said];
        // The share of each answer, and what it should be: all on the right ones, as they share it now.
        let mut shares = [0.0f32; N];
        let (mut all, mut good) = (0.0, 0.0);
        for k in (0..N).filter(|k| may(*k)) {
            shares[k] = (sums[k] - most).exp();
            all += shares[k];
            if right(k) {
                good += shares[k];
            }
        }
        if good > 0.0 && good / all < 0.99 {
            let mut steps = [0.0f32; N];
            for k in (0..N).filter(|k| may(*k)) {
                steps[k] = shares[k] / all - if right(k) { shares[k] / good } else { 0.0 };
            }
            for id in &now {
                let (weights, squares) = (&mut self.weights[*id as usize], &mut self.squares[*id as usize]);
                for k in 0..N {
                    squares[k] += steps[k] * steps[k];
                    weights[k] -= self.plan.rate * steps[k] / squares[k].sqrt();
                }
            }
        }
        self.now = now;
        said
    }

    /// Adds the weights of another model.
    pub fn add(&mut self, other: &Learner<N>) {
        let mut features: Vec<(u32, u32)> = other.ids.iter().map(|(f, id)| (*f, *id)).collect();
        features.sort_unstable();
        for (feature, theirs) in features {
            let (id, theirs) = (self.id(feature) as usize, theirs as usize);
            self.counts[id] += other.counts[theirs];
            for (a, b) in self.weights[id].iter_mut().zip(&other.weights[theirs]) {
                *a += b;
            }
        }
    }

    /// The features that weigh most, as many as find a place.
    pub fn places(&self, bits: u32) -> Vec<Option<u32>> {
        // What a feature is worth: how far it moves answers, and how often.
        let mut order: Vec<(f32, u32, usize)> = self
            .ids
            .iter()
            .map(|(feature, id)| {
                let (weights, n) = (&self.weights[*id as usize], self.counts[*id as usize]);
                let mean = weights.iter().sum::<f32>() / N as f32;
                let reach = weights.iter().map(|w| (w - mean).abs()).fold(0.0, f32::max);
                (reach * (n as f32).sqrt(), *feature, *id as usize)
            })
            .collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut placed: Vec<Option<u32>> = vec![None; 1 << bits];
        let mut checks = vec![0u8; 1 << bits];
        for (_, feature, _) in order {
            let at = place(feature, bits);
            let check = check(feature);
            // Two features of one check byte cannot both stand here.
            if checks[at] == check || checks[at ^ 1] == check {
                continue;
            }
            if let Some(at) = [at, at ^ 1].into_iter().find(|at| placed[*at].is_none()) {
                (placed[at], checks[at]) = (Some(feature), check);
            }
        }
        placed
    }

    /// The table that ships.
    pub fn packed(&self, bits: u32) -> Vec<u8> {
        let features = self.places(bits);
        let placed: Vec<Option<usize>> = features.iter().map(|f| f.map(|f| self.ids[&f] as usize)).collect();
        let checks: Vec<u8> = features.iter().map(|f| f.map_or(0, check)).collect();
        // Answers count relative to each other, so each row is moved to where its largest is as large as its smallest.
        let centred = |id: usize| {
            let row = self.weights[id];
            let (least, most) = row.iter().fold((f32::MAX, f32::MIN), |(a, b), w| (a.min(*w), b.max(*w)));
            row.map(|w| w - (least + most) / 2.0)
        };
        let reach = |row: &[f32; N]| row.iter().fold(0.0f32, |most, w| most.max(w.abs()));
        let mut sizes: Vec<f32> = placed.iter().flatten().map(|id| reach(&centred(*id))).collect();
        sizes.sort_by(f32::total_cmp);
        let most = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 1000)).copied().unwrap_or(1.0).max(1e-6);
        let mut out = checks;
        for id in &placed {
            let row = id.map_or([0.0; N], &centred).map(|w| w / most * 700.0);
            let scale = (reach(&row) / 7.0).round().clamp(1.0, 100.0);
            let half = |n: usize| row.get(n).map_or(8, |w| ((w / scale).round().clamp(-8.0, 7.0) + 8.0) as u8);
            out.push(scale as u8);
            out.extend((0..N.div_ceil(2)).map(|k| half(2 * k) | half(2 * k + 1) << 4));
        }
        out
    }
}

impl<const N: usize> Scores<N> for Learner<N> {
    type Sum = f32;

    fn score(&self, features: &[u32]) -> [f32; N] {
        let mut sums = [0.0; N];
        for id in features.iter().filter_map(|f| self.ids.get(f)) {
            for (sum, w) in sums.iter_mut().zip(&self.weights[*id as usize]) {
                *sum += w;
            }
        }
        sums
    }
}
