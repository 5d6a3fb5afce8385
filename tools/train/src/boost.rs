//! Gradient-boosted trees over dense rows (Friedman 2001), by histograms, for a yes-or-no question.
//!
//! Deterministic: the same rows in the same order give the same trees.

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub trees: usize,
    pub depth: usize,
    /// How much of each tree's answer counts.
    pub rate: f64,
    /// Least weight of rows in a leaf.
    pub least: f64,
    /// Penalty on the size of answers.
    pub ridge: f64,
}

/// A tree in preorder: a branch has a feature, a leaf a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// Rows with a value below the threshold go on to the next node, others to `other`.
    Branch {
        feature: usize,
        below: f32,
        other: usize,
    },
    Leaf(f32),
}

const BINS: usize = 64;

/// Rows cut into at most [`BINS`] steps a feature.
struct Binned {
    /// By feature, then row.
    bins: Vec<Vec<u8>>,
    /// Upper ends of the steps.
    edges: Vec<Vec<f32>>,
}

fn bin(rows: &[f32], width: usize) -> Binned {
    let n = rows.len() / width;
    let mut binned = Binned { bins: Vec::new(), edges: Vec::new() };
    for f in 0..width {
        let mut sorted: Vec<f32> = (0..n).step_by((n / 50_000).max(1)).map(|i| rows[i * width + f]).collect();
        sorted.sort_by(f32::total_cmp);
        let mut edges: Vec<f32> = Vec::new();
        for k in 1..BINS {
            let value = sorted[k * (sorted.len() - 1) / BINS];
            if edges.last().is_none_or(|e| value > *e) {
                edges.push(value);
            }
        }
        binned.bins.push((0..n).map(|i| edges.partition_point(|e| *e <= rows[i * width + f]) as u8).collect());
        binned.edges.push(edges);
    }
    binned
}

/// Slope and curvature of the loss, summed up by feature and step.
type Sums = Vec<[(f64, f64); BINS]>;

/// Grows trees on rows of `width` numbers, each with a yes or no and a weight.
pub fn grow(rows: &[f32], width: usize, yes: &[bool], weights: &[f32], plan: Plan) -> (f32, Vec<Vec<Node>>) {
    let n = yes.len();
    let binned = bin(rows, width);
    let total: f64 = weights.iter().map(|w| f64::from(*w)).sum();
    let hits: f64 = weights.iter().zip(yes).filter(|(_, y)| **y).map(|(w, _)| f64::from(*w)).sum();
    let start = (hits / (total - hits)).ln() as f32;
    let mut scores = vec![start; n];
    let mut trees = Vec::new();
    let mut slope = vec![(0f32, 0f32); n];
    for _ in 0..plan.trees {
        for i in 0..n {
            let p = 1.0 / (1.0 + (-scores[i]).exp());
            let y = f32::from(u8::from(yes[i]));
            slope[i] = ((y - p) * weights[i], (p * (1.0 - p)).max(1e-6) * weights[i]);
        }
        let index: Vec<u32> = (0..n as u32).collect();
        let mut tree = Tree { binned: &binned, slope: &slope, plan, nodes: Vec::new(), scores: &mut scores };
        let sums = tree.sums(&index, width);
        tree.split(&index, sums, plan.depth);
        trees.push(tree.nodes);
    }
    (start, trees)
}

/// A tree that grows.
struct Tree<'a> {
    binned: &'a Binned,
    slope: &'a [(f32, f32)],
    plan: Plan,
    nodes: Vec<Node>,
    scores: &'a mut [f32],
}

impl Tree<'_> {
    /// The sums of the first so many features, both halves of them at once.
    fn sums(&self, index: &[u32], n_features: usize) -> Sums {
        let of = |features: &[Vec<u8>]| -> Sums {
            let sum = |bins: &Vec<u8>| {
                let mut sums = [(0f64, 0f64); BINS];
                for i in index {
                    let s = self.slope[*i as usize];
                    let cell = &mut sums[bins[*i as usize] as usize];
                    cell.0 += f64::from(s.0);
                    cell.1 += f64::from(s.1);
                }
                sums
            };
            features.iter().map(sum).collect()
        };
        let (left, right) = self.binned.bins[..n_features].split_at(n_features.div_ceil(2));
        std::thread::scope(|scope| {
            let right = scope.spawn(|| of(right));
            let mut sums = of(left);
            sums.extend(right.join().unwrap_or_default());
            sums
        })
    }

    /// The feature and step that tell most.
    fn best(&self, sums: &Sums, g: f64, h: f64) -> Option<(usize, u8)> {
        let least = self.plan.least;
        let gain_of = |g: f64, h: f64| g * g / (h + self.plan.ridge);
        let mut best: Option<(f64, usize, u8)> = None;
        for (f, steps) in sums.iter().enumerate() {
            let (mut gl, mut hl) = (0.0, 0.0);
            for (b, sum) in steps.iter().enumerate().take(self.binned.edges[f].len()) {
                gl += sum.0;
                hl += sum.1;
                if hl < least || h - hl < least {
                    continue;
                }
                let gain = gain_of(gl, hl) + gain_of(g - gl, h - hl) - gain_of(g, h);
                if gain > best.map_or(1e-3, |(most, _, _)| most) {
                    best = Some((gain, f, b as u8));
                }
            }
        }
        best.map(|(_, f, b)| (f, b))
    }

    fn split(&mut self, index: &[u32], sums: Sums, depth: usize) {
        let (g, h) = sums[0].iter().fold((0f64, 0f64), |(g, h), s| (g + s.0, h + s.1));
        let best = if depth > 0 && h > 2.0 * self.plan.least { self.best(&sums, g, h) } else { None };
        let Some((f, b)) = best else {
            let value = (self.plan.rate * g / (h + self.plan.ridge)) as f32;
            for i in index {
                self.scores[*i as usize] += value;
            }
            self.nodes.push(Node::Leaf(value));
            return;
        };
        // In order, so that the same rows always give the same sums.
        let (left, right): (Vec<u32>, Vec<u32>) = index.iter().partition(|i| self.binned.bins[f][**i as usize] <= b);
        // Of two parts the smaller is summed up; the rest is the other's.
        // A leaf needs the sums of one feature only.
        let n_features = if depth > 1 { sums.len() } else { 1 };
        let (mut small, mut large) =
            (self.sums(if left.len() <= right.len() { &left } else { &right }, n_features), sums);
        for (rest, part) in large.iter_mut().flatten().zip(small.iter().flatten()) {
            *rest = (rest.0 - part.0, rest.1 - part.1);
        }
        if left.len() > right.len() {
            std::mem::swap(&mut small, &mut large);
        }
        let at = self.nodes.len();
        self.nodes.push(Node::Leaf(0.0));
        self.split(&left, small, depth - 1);
        let other = self.nodes.len();
        self.split(&right, large, depth - 1);
        self.nodes[at] = Node::Branch { feature: f, below: self.binned.edges[f][usize::from(b)], other };
    }
}

/// The sum of the trees' answers for a row.
pub fn answer(start: f32, trees: &[Vec<Node>], row: &[f32]) -> f32 {
    trees.iter().fold(start, |sum, tree| {
        let mut at = 0;
        loop {
            match tree[at] {
                Node::Leaf(value) => return sum + value,
                Node::Branch { feature, below, other } => at = if row[feature] < below { at + 1 } else { other },
            }
        }
    })
}
