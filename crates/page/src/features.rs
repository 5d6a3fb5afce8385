//! Feature rows: every number is added with its name at the place where it is computed.
//!
//! One function fills both kinds of row: [`Numbers`], for every line of every page, where names cost nothing, and
//! [`Names`], once, on an invented page. So names, order and count have one source and cannot drift apart.

/// Takes the numbers of one line, in order.
pub trait Row: Default {
    fn add(&mut self, name: impl Name, number: f32);
}

/// The name of a number: words, or words in parts (`["length of the line", "2 above"]`) that only [`Names`] joins.
pub trait Name {
    fn text(self) -> String;
}

impl Name for &'static str {
    fn text(self) -> String {
        self.to_owned()
    }
}

impl<const PARTS: usize> Name for [&'static str; PARTS] {
    fn text(self) -> String {
        self.join(" ")
    }
}

/// A row of `N` numbers.
pub struct Numbers<const N: usize> {
    numbers: [f32; N],
    n_added: usize,
}

impl<const N: usize> Default for Numbers<N> {
    fn default() -> Numbers<N> {
        Numbers { numbers: [0.0; N], n_added: 0 }
    }
}

impl<const N: usize> Numbers<N> {
    /// The row once filled. Tests fail where the filling function adds more or fewer than `N`.
    pub fn finish(self) -> [f32; N] {
        debug_assert_eq!(self.n_added, N, "numbers added to a row, against the constant");
        self.numbers
    }
}

impl<const N: usize> Row for Numbers<N> {
    #[inline]
    fn add(&mut self, _: impl Name, number: f32) {
        if let Some(place) = self.numbers.get_mut(self.n_added) {
            *place = number;
        }
        self.n_added += 1;
    }
}

/// The names of a row's numbers.
#[derive(Default)]
pub struct Names(pub Vec<String>);

impl Row for Names {
    fn add(&mut self, name: impl Name, _: f32) {
        self.0.push(name.text());
    }
}

/// The base-two logarithm of a count, one added so that nothing is 0.
pub fn log(n: usize) -> f32 {
    (n as f32 + 1.0).log2()
}

/// A part of a whole, 0 to 1; 0 where there is no whole.
pub fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// 1 for yes.
pub fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// Asserts that names are there, `n` of them, and that no two are the same.
#[cfg(test)]
pub fn assert_names(names: &[String], n: usize) {
    assert_eq!(names.len(), n, "numbers that the row adds, against the constant");
    let mut sorted = names.to_vec();
    sorted.sort_unstable();
    let twice = sorted.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None, "two numbers have one name");
    assert!(!names.iter().any(String::is_empty));
}
