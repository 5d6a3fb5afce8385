//! Boosted trees that answer yes or no for a row of numbers (Friedman 2001); grown by `cargo xtask train`.
//!
//! The file is text, so that it can be read and compared: after the head, `start VALUE`, then a tree a line in preorder.
//! `F<T` is a branch: rows whose feature F is below T go on to the next node, others behind that node's whole branch.
//! `=V` is a leaf.

/// A tree's node, in preorder.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Node {
    Branch { feature: u16, other: u16, below: f32 },
    Leaf(f32),
}

/// Trees whose answers are summed up.
#[derive(Debug, Default)]
pub struct Forest {
    start: f32,
    nodes: Vec<Node>,
    /// Where each tree begins in `nodes`.
    roots: Vec<u32>,
}

impl Forest {
    /// Reads the text form; lines that make no sense are left out.
    pub fn read(text: &str) -> Forest {
        let mut forest = Forest::default();
        for line in text.lines() {
            if let Some(value) = line.strip_prefix("start ") {
                forest.start = value.parse().unwrap_or(0.0);
            } else if !line.is_empty() && !line.starts_with('#') {
                let root = forest.nodes.len();
                let mut words = line.split(' ');
                if forest.branch(root, &mut words).is_some() && words.next().is_none() {
                    forest.roots.push(root as u32);
                } else {
                    forest.nodes.truncate(root);
                }
            }
        }
        forest
    }

    fn branch<'a>(&mut self, root: usize, words: &mut impl Iterator<Item = &'a str>) -> Option<()> {
        let word = words.next()?;
        if let Some(value) = word.strip_prefix('=') {
            self.nodes.push(Node::Leaf(value.parse().ok()?));
            return Some(());
        }
        let (feature, below) = word.split_once('<')?;
        let (feature, below) = (feature.parse().ok()?, below.parse().ok()?);
        let at = self.nodes.len();
        self.nodes.push(Node::Leaf(0.0));
        self.branch(root, words)?;
        let other = u16::try_from(self.nodes.len() - root).ok()?;
        self.branch(root, words)?;
        self.nodes[at] = Node::Branch { feature, other, below };
        Some(())
    }

    /// The log-odds of yes.
    pub fn answer(&self, row: &[f32]) -> f32 {
        let mut sum = self.start;
        for root in &self.roots {
            let root = *root as usize;
            let mut at = root;
            loop {
                match self.nodes[at] {
                    Node::Leaf(value) => {
                        sum += value;
                        break;
                    }
                    Node::Branch { feature, other, below } => {
                        let value = row.get(usize::from(feature)).copied().unwrap_or(0.0);
                        at = if value < below { at + 1 } else { root + usize::from(other) };
                    }
                }
            }
        }
        sum
    }

    /// What spoke most for and against, strongest first: by feature, by how much the steps on it moved the mean of the answers
    /// below them (Saabas 2014, each branch counting alike).
    pub fn reasons(&self, row: &[f32], n: usize) -> Vec<(usize, f32)> {
        let mut sums: Vec<(usize, f32)> = Vec::new();
        for root in self.roots.iter().map(|r| *r as usize) {
            let mut at = root;
            while let Node::Branch { feature, other, below } = self.nodes[at] {
                let value = row.get(usize::from(feature)).copied().unwrap_or(0.0);
                let next = if value < below { at + 1 } else { root + usize::from(other) };
                let moved = self.mean(root, next) - self.mean(root, at);
                match sums.iter_mut().find(|(f, _)| *f == usize::from(feature)) {
                    Some((_, sum)) => *sum += moved,
                    None => sums.push((usize::from(feature), moved)),
                }
                at = next;
            }
        }
        sums.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        sums.truncate(n);
        sums
    }

    fn mean(&self, root: usize, at: usize) -> f32 {
        match self.nodes[at] {
            Node::Leaf(value) => value,
            Node::Branch { other, .. } => {
                f32::midpoint(self.mean(root, at + 1), self.mean(root, root + usize::from(other)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_lead_where_their_text_says() {
        let forest = Forest::read("# head\nstart 0.5\n0<2 1<7 =1 =2 =4\n=0.25\nnonsense\n");
        assert_eq!(forest.roots.len(), 2);
        assert_eq!(forest.answer(&[1.0, 3.0]), 1.75);
        assert_eq!(forest.answer(&[1.0, 7.0]), 2.75);
        assert_eq!(forest.answer(&[2.0, 7.0]), 4.75);
        // 0<2 leads from the mean of 1.5 and 4 to 1.5, then 1<7 to 2.
        assert_eq!(forest.reasons(&[1.0, 7.0], 2), [(0, -1.25), (1, 0.5)]);
    }
}
