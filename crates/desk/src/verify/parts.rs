//! A quotation that was put together: parts of it stand word for word in several places, or in one and in another order.

use onrecord_model::Span;
use rustc_hash::FxHashMap;

use super::Beside;
use super::align::Quotation;
use super::differences::{Difference, Kind};
use crate::passage::one_line;

/// Words of one part, at least.
const SHORTEST: usize = 4;

/// A part of a quotation that stands word for word in an article.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The first word in the quotation.
    from: usize,
    /// How many words.
    n: usize,
    /// Which of the articles beside it.
    pub of: usize,
    /// The first word in the article.
    at: usize,
}

/// All of them, in the order of the quotation.
pub struct Parts {
    pub all: Vec<Part>,
    /// They stand in one place, in another order.
    pub is_moved: bool,
    /// Share of the quotation's words that lie in one.
    pub covered: f32,
}

impl Part {
    /// Where it is printed.
    pub fn span(&self, beside: &[Beside]) -> Span {
        let words = &beside[self.of].folded;
        Span { start: words.span(self.at).start, end: words.span(self.at + self.n - 1).end }
    }

    /// That it stands somewhere else.
    pub fn difference(&self, quotation: &Quotation, beside: &[Beside]) -> Difference {
        let words: Vec<&str> = (self.from..self.from + self.n).map(|k| quotation.words.word(k)).collect();
        let there = one_line(beside[self.of].prose.text.get(self.span(beside)).unwrap_or_default());
        Difference { kind: Kind::Order, draft: words.join(" "), archive: there, is_fair: false }
    }
}

/// The parts of a quotation, where they are most of it; `None` where one part has it all, or too little is found.
pub fn parts(quotation: &Quotation, beside: &[Beside]) -> Option<Parts> {
    let n = quotation.words.len();
    let places: Vec<Places<'_>> = beside.iter().map(|side| Places::of(quotation, side)).collect();
    let mut all: Vec<Part> = Vec::new();
    let mut from = 0;
    while from < n {
        let of = |(of, places): (usize, &Places<'_>)| {
            let (at, n) = places.longest(quotation, &beside[of], from)?;
            Some(Part { from, n, of, at })
        };
        let longest = places.iter().enumerate().filter_map(of).max_by_key(|p| (p.n, std::cmp::Reverse(p.of)));
        match longest.filter(|part| part.n >= SHORTEST) {
            Some(part) => {
                from += part.n;
                all.push(part);
            }
            None => from += 1,
        }
    }
    let covered: usize = all.iter().map(|p| p.n).sum();
    if all.len() < 2 || covered * 10 < n * 8 {
        return None;
    }
    // One place after the other in one sentence, in another order: moved, not put together.
    let is_one = all.iter().all(|p| p.of == all[0].of);
    let is_moved = is_one && all.windows(2).all(|w| w[0].at.abs_diff(w[1].at) <= 3 * n);
    if is_moved && all.windows(2).all(|w| w[0].at < w[1].at) {
        return None;
    }
    Some(Parts { all, is_moved, covered: covered as f32 / n as f32 })
}

/// Where the words of a quotation stand in an article.
struct Places<'q>(FxHashMap<&'q str, Vec<usize>>);

impl<'q> Places<'q> {
    fn of(quotation: &'q Quotation, side: &Beside) -> Places<'q> {
        let mut all: FxHashMap<&str, Vec<usize>> = quotation.words.words().map(|word| (word, Vec::new())).collect();
        for k in 0..side.folded.len() {
            if let Some(places) = all.get_mut(side.folded.word(k)) {
                places.push(k);
            }
        }
        Places(all)
    }

    /// The longest run of the quotation's words from `from` on: where it begins, the first of several, and how many words it has.
    fn longest(&self, quotation: &Quotation, side: &Beside, from: usize) -> Option<(usize, usize)> {
        let (words, article) = (&quotation.words, &side.folded);
        let run = |at: &usize| {
            let most = (words.len() - from).min(article.len() - at);
            let n = (0..most).take_while(|i| words.word(from + i) == article.word(at + i)).count();
            (*at, n)
        };
        let places = self.0.get(words.word(from))?;
        places.iter().map(run).max_by_key(|(at, n)| (*n, std::cmp::Reverse(*at)))
    }
}
