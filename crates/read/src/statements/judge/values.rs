//! Features by name, hashed to rows of a table of weights, one by one and in pairs.

/// Rows of a table of weights.
pub const ROWS: usize = 1 << 15;

/// What may be the value of a feature.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    Word(&'a str),
    Number(u32),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(word: &'a str) -> Value<'a> {
        Value::Word(word)
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Value::Number(u32::from(yes))
    }
}

impl From<u32> for Value<'_> {
    fn from(n: u32) -> Self {
        Value::Number(n)
    }
}

impl std::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Word("") => f.write_str("none"),
            Value::Word(word) => f.write_str(word),
            Value::Number(n) => write!(f, "{n}"),
        }
    }
}

impl Value<'_> {
    /// Zero is no value's.
    fn hash(self) -> u32 {
        let hash = match self {
            Value::Word(word) => {
                word.bytes().fold(0x811c_9dc5, |h: u32, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
            }
            Value::Number(n) => n.wrapping_add(0x5bd1_e995).wrapping_mul(0x85eb_ca6b),
        };
        hash | 1
    }
}

/// Takes the values of features.
pub trait Sink {
    fn put<'v>(&mut self, feature: impl Into<u8>, value: impl Into<Value<'v>>);
}

/// The values of up to `N` features; each feature has one.
pub struct Values<const N: usize> {
    hashes: [u32; N],
}

impl<const N: usize> Values<N> {
    pub fn new() -> Values<N> {
        Values { hashes: [0; N] }
    }

    /// The rows of all values and of all pairs.
    pub fn rows(&self, pairs: &[(u8, u8)], mut each: impl FnMut(u16)) {
        for (feature, hash) in self.hashes.iter().enumerate().filter(|(_, h)| **h != 0) {
            each(row(feature as u32, *hash, 0));
        }
        for (n, (a, b)) in pairs.iter().enumerate() {
            let (x, y) = (self.hashes[usize::from(*a)], self.hashes[usize::from(*b)]);
            if x != 0 && y != 0 {
                each(row((N + n) as u32, x, y));
            }
        }
    }
}

impl<const N: usize> Sink for Values<N> {
    fn put<'v>(&mut self, feature: impl Into<u8>, value: impl Into<Value<'v>>) {
        self.hashes[usize::from(feature.into())] = value.into().hash();
    }
}

/// Values with their words, for people.
pub struct Worded<const N: usize> {
    values: Values<N>,
    words: [String; N],
}

impl<const N: usize> Worded<N> {
    pub fn new() -> Worded<N> {
        Worded { values: Values::new(), words: std::array::from_fn(|_| String::new()) }
    }

    /// Each row with the features that it tells of and their values.
    pub fn rows(&self, names: &[&str; N], pairs: &[(u8, u8)], mut each: impl FnMut(u16, String)) {
        let said = |feature: usize| format!("{} {}", spaced(names[feature]), self.words[feature]);
        for (feature, hash) in self.values.hashes.iter().enumerate().filter(|(_, h)| **h != 0) {
            each(row(feature as u32, *hash, 0), said(feature));
        }
        for (n, (a, b)) in pairs.iter().enumerate() {
            let (a, b) = (usize::from(*a), usize::from(*b));
            let (x, y) = (self.values.hashes[a], self.values.hashes[b]);
            if x != 0 && y != 0 {
                each(row((N + n) as u32, x, y), format!("{} & {}", said(a), said(b)));
            }
        }
    }
}

impl<const N: usize> Sink for Worded<N> {
    fn put<'v>(&mut self, feature: impl Into<u8>, value: impl Into<Value<'v>>) {
        let (feature, value) = (feature.into(), value.into());
        self.values.put(feature, value);
        self.words[usize::from(feature)] = value.to_string();
    }
}

/// "content begins" of "ContentBegins".
fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The row of a template's values.
fn row(template: u32, a: u32, b: u32) -> u16 {
    let value = u64::from(a) << 32 | u64::from(b);
    let mixed =
        (value ^ (u64::from(template) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 49) as u16
}

/// The features `F` that a choice is told, and `N`, how many there are. Their order is that of the weights.
macro_rules! features {
    (named: $($name:ident),* $(,)?) => {
        features!($($name),*);

        /// Their names, in order.
        pub const NAMES: [&str; N] = [$(stringify!($name)),*];
    };
    ($($name:ident),* $(,)?) => {
        #[derive(Clone, Copy, Debug)]
        pub enum F { $($name),* }

        pub const N: usize = [$(F::$name),*].len();

        impl From<F> for u8 {
            fn from(feature: F) -> u8 {
                feature as u8
            }
        }
    };
}
pub(in crate::statements) use features;

/// Features `F` that are looked at together.
macro_rules! pairs {
    ($($a:ident & $b:ident),* $(,)?) => {
        &[$((F::$a as u8, F::$b as u8)),*]
    };
}
pub(in crate::statements) use pairs;

/// Numbers in steps that grow.
pub fn grown(value: usize) -> u32 {
    match value {
        0..=3 => value as u32,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=22 => 7,
        23..=40 => 8,
        _ => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worded_values_have_the_rows_of_plain_ones() {
        let pairs = [(0, 2), (1, 2)];
        let (mut plain, mut worded) = (Values::<3>::new(), Worded::<3>::new());
        plain.put(0, "said");
        plain.put(2, 7);
        worded.put(0, "said");
        worded.put(2, 7);
        let mut rows = Vec::new();
        plain.rows(&pairs, |row| rows.push(row));
        let mut told = Vec::new();
        worded.rows(&["VerbLemma", "Sense", "Words"], &pairs, |row, words| told.push((row, words)));
        assert_eq!(told.iter().map(|t| t.0).collect::<Vec<_>>(), rows);
        let words: Vec<&str> = told.iter().map(|t| t.1.as_str()).collect();
        assert_eq!(words, ["verb lemma said", "words 7", "verb lemma said & words 7"]);
    }
}
