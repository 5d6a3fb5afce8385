//! Boosted trees that answer yes or no for a row of numbers (Friedman 2001); grown by `cargo xtask train`.
//!
//! The file is text, so that it can be read and compared: after the head, `numbers N` for how many numbers a row has and
//! `start VALUE`, then a tree a line in preorder. `F<T` is a branch: rows whose feature F is below T go on to the next
//! node, others to the node after that one's whole branch. `=V` is a leaf. The head's last line is the hash of all that
//! comes after it. Files are read strictly: a line that makes no sense makes the file none.

/// A tree's node, in preorder.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Node {
    Branch { feature: u16, other: u16, below: f32 },
    Leaf(f32),
}

const NUMBERS: &str = "numbers ";

/// How many numbers a forest's rows have, by the line `numbers N`; for the compiler to hold against the rows' own count.
pub const fn n_numbers(text: &str) -> Option<usize> {
    let (bytes, word) = (text.as_bytes(), NUMBERS.as_bytes());
    let mut at = 0;
    while at < bytes.len() {
        // Here a line begins.
        let mut k = 0;
        while k < word.len() && at + k < bytes.len() && bytes[at + k] == word[k] {
            k += 1;
        }
        if k == word.len() {
            let (mut n, mut digit) = (0, at + k);
            while digit < bytes.len() && bytes[digit].is_ascii_digit() {
                n = n * 10 + (bytes[digit] - b'0') as usize;
                digit += 1;
            }
            return if digit > at + k { Some(n) } else { None };
        }
        while at < bytes.len() && bytes[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    None
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
    /// Reads the text form; `None` where any line of it makes no sense or asks for a number that rows do not have.
    pub fn read(text: &str) -> Option<Forest> {
        let mut forest = Forest::default();
        let mut lines = text.lines().skip_while(|line| line.starts_with('#'));
        let n_numbers: usize = lines.next()?.strip_prefix(NUMBERS)?.parse().ok()?;
        forest.start = lines.next()?.strip_prefix("start ")?.parse().ok()?;
        for line in lines {
            let root = forest.nodes.len();
            let mut words = line.split(' ');
            forest.branch(root, &mut words)?;
            if words.next().is_some() {
                return None;
            }
            forest.roots.push(u32::try_from(root).ok()?);
        }
        let within = |node: &Node| !matches!(node, Node::Branch { feature, .. } if usize::from(*feature) >= n_numbers);
        forest.nodes.iter().all(within).then_some(forest)
    }

    /// Reads a forest that is compiled in; a test reads every one of them, so that none is ever empty.
    pub fn shipped(text: &str) -> Forest {
        let forest = Forest::read(text);
        debug_assert!(forest.is_some(), "a forest that ships cannot be read");
        forest.unwrap_or_default()
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
        let forest = Forest::read("# head\nnumbers 2\nstart 0.5\n0<2 1<7 =1 =2 =4\n=0.25\n").unwrap();
        assert_eq!(forest.roots.len(), 2);
        assert_eq!(forest.answer(&[1.0, 3.0]), 1.75);
        assert_eq!(forest.answer(&[1.0, 7.0]), 2.75);
        assert_eq!(forest.answer(&[2.0, 7.0]), 4.75);
        // 0<2 leads from the mean of 1.5 and 4 to 1.5, then 1<7 to 2.
        assert_eq!(forest.reasons(&[1.0, 7.0], 2), [(0, -1.25), (1, 0.5)]);
    }

    #[test]
    fn a_line_that_makes_no_sense_makes_the_file_none() {
        for text in [
            "",
            "start 0.5\n=1\n",
            "numbers 2\n=1\n",
            "numbers 2\nstart 0.5\nnonsense\n",
            "numbers 2\nstart 0.5\n0<2 =1\n",
            "numbers 2\nstart 0.5\n0<2 =1 =2 =3\n",
            "numbers 2\nstart 0.5\n\n",
            "numbers 2\nstart 0.5\n2<2 =1 =2\n",
        ] {
            assert!(Forest::read(text).is_none(), "{text:?}");
        }
        assert_eq!(n_numbers("# numbers 3\nstart 1\nnumbers 12\n"), Some(12));
        assert_eq!(n_numbers("start 1\nnumbers \n"), None);
        assert_eq!(n_numbers("start 1"), None);
    }

    /// Every line of the forests that ship is a tree, and what follows the head is what was grown.
    #[test]
    fn forests_that_ship_are_whole() {
        use crate::{dump, html};
        for (name, text, n) in [
            ("lines.txt", html::classify::LINES, html::classify::N),
            ("dump-lines.txt", dump::classify::LINES, dump::classify::N),
            ("dump-titles.txt", dump::classify::TITLES, dump::classify::N),
        ] {
            let forest = Forest::read(text).unwrap_or_else(|| panic!("{name} cannot be read"));
            let head: usize = text.lines().take_while(|l| l.starts_with('#')).map(|l| l.len() + 1).sum();
            let (head, rest) = text.split_at(head);
            assert_eq!(forest.roots.len(), rest.lines().count() - 2, "{name}: trees");
            assert_eq!(n_numbers(text), Some(n), "{name}: numbers");
            let hash = head.lines().find_map(|l| l.strip_prefix("# Hash: blake3 "));
            assert_eq!(
                hash,
                Some(blake3::hash(rest.as_bytes()).to_hex().as_str()),
                "{name}: hash of what follows the head"
            );
        }
    }
}
