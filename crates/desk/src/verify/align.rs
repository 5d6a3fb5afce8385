//! A quotation laid beside an article's words: which are the same, which one has and the other lacks.
//!
//! Global in the quotation, local in the article, with affine gaps for what the quotation leaves out (Gotoh 1982): a clause that is left
//! out costs little more than a word. Where the quotation marks an omission (`…`, `[...]`) any number of words may be missing.

use onrecord_words::folded::Folded;
use rustc_hash::FxHashMap;

/// A quotation's words.
#[derive(Clone, Debug, Default)]
pub struct Quotation {
    /// Folded, with places in the quotation as it was given.
    pub words: Folded,
    /// Before this word something is marked as left out.
    pub gap: Vec<bool>,
    /// The word stands in brackets: the writer's own.
    pub own: Vec<bool>,
}

/// A step of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Word of the quotation, word of the article: the same.
    Same(usize, usize),
    /// Only the quotation has this word.
    Added(usize),
    /// Only the article has this word.
    Omitted(usize),
}

/// A quotation beside a stretch of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// In the order of the words.
    pub steps: Vec<Step>,
    /// Words that are the same.
    pub n_same: usize,
    /// Words of which another form is there.
    pub n_alike: usize,
    /// How good it is; comparable between articles for one quotation.
    pub score: i32,
    /// What it would be if every word were there.
    pub most: i32,
}

impl Quotation {
    /// Reads a quotation as it was typed or printed. Where it is interrupted ("We stay,” she said. “We fight"), what stands between the marks is
    /// not part of it.
    pub fn of(text: &str) -> Quotation {
        let mut quotation = Quotation::default();
        let mut at = 0;
        for (from, to) in interruptions(text).into_iter().chain([(text.len(), text.len())]) {
            quotation.add(&text[at..from], at as u32, at > 0);
            at = to;
        }
        quotation
    }

    /// Adds a stretch that begins at byte `at`; `marked`: something is left out before it.
    fn add(&mut self, text: &str, at: u32, marked: bool) {
        let quotation = self;
        let (mut rest, mut at, mut marked) = (text, at, marked);
        let mut in_brackets = false;
        // Stretches between marks of omission and brackets.
        while !rest.is_empty() {
            let ends = |c: char| matches!(c, '…' | '[' | ']') || c == '.';
            let end = rest.char_indices().position(|(i, c)| ends(c) && (c != '.' || is_ellipsis(&rest[i..])));
            let end = end.map_or(rest.len(), |n| rest.char_indices().nth(n).map_or(rest.len(), |(i, _)| i));
            let from = quotation.words.len();
            quotation.words.add(&rest[..end], at);
            for k in from..quotation.words.len() {
                quotation.gap.push(marked && k == from);
                quotation.own.push(in_brackets);
            }
            if quotation.words.len() > from {
                marked = false;
            }
            let mark = rest[end..].chars().next();
            let taken = match mark {
                Some('…') => {
                    marked = true;
                    '…'.len_utf8()
                }
                Some('.') => {
                    marked = true;
                    rest[end..].find(|c: char| c != '.' && c != ' ').unwrap_or(rest.len() - end)
                }
                Some(bracket) => {
                    in_brackets = bracket == '[';
                    // What is put into brackets stands for something that may be longer.
                    marked |= bracket == ']' && quotation.words.is_empty();
                    1
                }
                None => 0,
            };
            at += (end + taken) as u32;
            rest = &rest[end + taken..];
        }
    }

    /// How many words are not the writer's own.
    pub fn n_quoted(&self) -> usize {
        self.own.iter().filter(|own| !**own).count()
    }
}

/// From a mark that closes behind a stop or comma to the next one that opens.
fn interruptions(text: &str) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut closed: Option<usize> = None;
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        let behind = text[i + c.len_utf8()..].chars().next();
        let closes = matches!(c, '”' | '"')
            && matches!(before, ',' | '.' | '?' | '!' | '—' | '–' | '…')
            && behind.is_none_or(char::is_whitespace);
        let opens = matches!(c, '“' | '"') && before.is_whitespace() && behind.is_some_and(|b| !b.is_whitespace());
        match closed {
            None if closes => closed = Some(i),
            Some(from) if opens => {
                all.push((from, i + c.len_utf8()));
                closed = None;
            }
            _ => {}
        }
        before = c;
    }
    all
}

/// "..." or ". . ."
fn is_ellipsis(rest: &str) -> bool {
    rest.starts_with("...") || rest.starts_with(". . .") || rest.starts_with("..")
}

const SAME: i32 = 30;
const SAME_SMALL: i32 = 16;
/// A form of the same word, as far as its letters tell: it takes the other's place, and is told as what differs.
const ALIKE: i32 = 8;
const ADDED: i32 = -22;
const GAP: i32 = -20;
const GAP_MORE: i32 = -3;
/// Words that more articles have than not tell little.
const SMALL: [&str; 24] = [
    "the", "a", "an", "of", "to", "and", "in", "is", "it", "that", "for", "on", "we", "i", "be", "this", "was", "are",
    "have", "with", "as", "at", "you", "they",
];
const NEVER: i32 = i32::MIN / 2;

/// No more cells than this are worked out: a longer article is cut to where the quotation's words are.
const MOST_CELLS: usize = 4_000_000;

/// Another form of a word: four letters at least, and all but the last three, are the same.
fn is_alike(a: &str, b: &str) -> bool {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    same >= 4 && same + 3 >= a.len().max(b.len())
}

/// Words as numbers: those of the article that are the same as one of the quotation have its number, others have none.
fn numbered(quotation: &Folded, article: &Folded, from: usize, end: usize) -> (Vec<u32>, Vec<u32>) {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut number = |word| {
        let next = known.len() as u32;
        *known.entry(word).or_insert(next)
    };
    let of_quotation = quotation.words().map(&mut number).collect();
    let of_article = (from..end).map(|j| known.get(article.word(j)).copied().unwrap_or(u32::MAX)).collect();
    (of_quotation, of_article)
}

/// The first four bytes of a word; 0 of a shorter one.
fn beginning(word: &str) -> u32 {
    word.as_bytes().first_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}

/// The best alignment with the words of an article from `from` up to `end`.
pub fn align(quotation: &Quotation, article: &Folded, from: usize, end: usize) -> Alignment {
    let (n, m) = (quotation.words.len(), end.saturating_sub(from));
    if n == 0 || m == 0 || n.saturating_mul(m) > MOST_CELLS {
        return Alignment::default();
    }
    let (ours, theirs) = numbered(&quotation.words, article, from, end);
    let beginnings: Vec<u32> = (from..end).map(|j| beginning(article.word(j))).collect();
    // best[j]: the quotation's first i words, ending before the article's word j, the last not omitted; gap[j]: the last omitted.
    let (mut best, mut gap) = (vec![0i32; m + 1], vec![NEVER; m + 1]);
    // From where a cell was reached: bits 0-1 of `best` (1 same, 2 added, 3 from a gap), bit 2 of `gap` (goes on).
    let mut back = vec![0u8; (n + 1) * (m + 1)];
    for i in 1..=n {
        let word = quotation.words.word(i - 1);
        let (number, begins) = (ours[i - 1], beginning(word));
        let own = quotation.own[i - 1];
        let same = if SMALL.contains(&word) { SAME_SMALL } else { SAME };
        let added = if own { 0 } else { ADDED };
        // Words left out before this one cost nothing where that is marked.
        let (open, more) = if quotation.gap[i - 1] || own { (-2, 0) } else { (GAP, GAP_MORE) };
        if i > 1 {
            let row = (i - 1) * (m + 1);
            for j in 1..=m {
                let (begun, goes_on) = (best[j - 1] + open, gap[j - 1] + more);
                gap[j] = begun.max(goes_on);
                back[row + j] |= if goes_on > begun { 4 } else { 0 };
            }
        }
        let row = i * (m + 1);
        let mut diagonal = best[0];
        let mut diagonal_gap = NEVER;
        for j in 0..=m {
            let (up, up_gap) = (best[j], gap[j]);
            let mut value = up.max(up_gap) + added;
            let mut way = if up_gap > up { 2 | 8 } else { 2 };
            if j > 0 && theirs[j - 1] == number {
                let before = diagonal.max(diagonal_gap) + same;
                if before >= value {
                    value = before;
                    way = if diagonal_gap > diagonal { 1 | 8 } else { 1 };
                }
            } else if j > 0
                && begins != 0
                && beginnings[j - 1] == begins
                && !own
                && is_alike(article.word(from + j - 1), word)
            {
                let before = diagonal.max(diagonal_gap) + ALIKE;
                if before > value {
                    value = before;
                    way = if diagonal_gap > diagonal { 3 | 8 } else { 3 };
                }
            }
            back[row + j] = way;
            (diagonal, diagonal_gap) = (up, up_gap);
            best[j] = value;
            gap[j] = NEVER;
        }
    }
    let weigh = |i: usize| {
        if quotation.own[i] {
            0
        } else if SMALL.contains(&quotation.words.word(i)) {
            SAME_SMALL
        } else {
            SAME
        }
    };
    let most = (0..n).map(weigh).sum();
    let Some(mut j) = (0..=m).max_by_key(|j| (best[*j], std::cmp::Reverse(*j))) else { return Alignment::default() };
    let mut alignment = Alignment { score: best[j], most, ..Alignment::default() };
    let mut i = n;
    while i > 0 {
        let way = back[i * (m + 1) + j];
        i -= 1;
        if way & 3 == 1 {
            j -= 1;
            alignment.steps.push(Step::Same(i, from + j));
            alignment.n_same += 1;
        } else if way & 3 == 3 {
            j -= 1;
            alignment.steps.push(Step::Omitted(from + j));
            alignment.steps.push(Step::Added(i));
            alignment.n_alike += 1;
        } else {
            alignment.steps.push(Step::Added(i));
        }
        if way & 8 != 0 {
            loop {
                let goes_on = back[i * (m + 1) + j] & 4 != 0;
                j -= 1;
                alignment.steps.push(Step::Omitted(from + j));
                if !goes_on {
                    break;
                }
            }
        }
    }
    alignment.steps.reverse();
    // What was left out before the first word that is the same, and behind the last, is not left out of the quotation; but words of its own
    // at an end stand for the article's words there.
    let is_same = |s: &Step| matches!(s, Step::Same(..));
    let first = alignment.steps.iter().position(is_same).unwrap_or(0);
    let last = alignment.steps.iter().rposition(is_same).unwrap_or(0);
    let mut k = 0;
    alignment.steps.retain(|s| {
        k += 1;
        !(matches!(s, Step::Omitted(_)) && (k - 1 < first || k - 1 > last))
    });
    let ends = |steps: &mut dyn Iterator<Item = &Step>| steps.take_while(|s| matches!(s, Step::Added(_))).count();
    let (before, behind) = (ends(&mut alignment.steps.iter()), ends(&mut alignment.steps.iter().rev()));
    if let Some((a, b)) = alignment.stretch() {
        let n = before.min(a - from).min(MOST_AT_END);
        alignment.steps.splice(before..before, (a - n..a).map(Step::Omitted));
        let n = behind.min(end - b - 1).min(MOST_AT_END);
        alignment.steps.extend((b + 1..b + 1 + n).map(Step::Omitted));
    }
    alignment
}

/// Words of its own at an end of a quotation stand for so many of the article's, at most.
const MOST_AT_END: usize = 3;

impl Alignment {
    /// How good it is, of what it could be: 1 for a quotation that is there word for word.
    pub fn fit(&self) -> f32 {
        self.score as f32 / self.most.max(1) as f32
    }

    /// The word of the article in the midst of those that are the same.
    pub fn middle(&self) -> Option<usize> {
        let same = |s: &Step| if let Step::Same(_, a) = s { Some(*a) } else { None };
        self.steps.iter().filter_map(same).nth(self.n_same / 2)
    }

    /// First and last word of the article that is the same.
    pub fn stretch(&self) -> Option<(usize, usize)> {
        let mut all = self.steps.iter().filter_map(|s| if let Step::Same(_, a) = s { Some(*a) } else { None });
        let first = all.next()?;
        Some((first, all.next_back().unwrap_or(first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(quotation: &str, article: &str) -> String {
        let (q, a) = (Quotation::of(quotation), Folded::of(article));
        let alignment = align(&q, &a, 0, a.len());
        let word = |s: &Step| match s {
            Step::Same(i, _) => q.words.word(*i).to_owned(),
            Step::Added(i) => format!("+{}", q.words.word(*i)),
            Step::Omitted(j) => format!("-{}", a.word(*j)),
        };
        alignment.steps.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    const SAID: &str =
        "It rained. “We will not sell the old quay, and nobody has asked us to,” the harbour master said on Monday.";

    #[test]
    fn what_is_the_same_and_what_is_not() {
        assert_eq!(told("We will not sell the old quay", SAID), "we will not sell the old quay");
        assert_eq!(told("We will sell the old quay", SAID), "we will -not sell the old quay");
        assert_eq!(told("We will not sell the new quay", SAID), "we will not sell the -old +new quay");
        assert_eq!(
            told("We will not sell … nobody has asked us", SAID),
            "we will not sell -the -old -quay -and nobody has asked us"
        );
        assert_eq!(told("nobody [in the town] has asked us to", SAID), "nobody +in +the +town has asked us to");
    }

    #[test]
    fn omissions_are_read_as_marks() {
        for text in ["a b … c d", "a b ... c d", "a b [...] c d", "a b […] c d", "a b . . . c d"] {
            let q = Quotation::of(text);
            assert_eq!(q.words.joined(), "a b c d", "{text}");
            assert_eq!(q.gap, [false, false, true, false], "{text}");
        }
        let q = Quotation::of("We will stay,” she said at the old quay. “We will fight.");
        assert_eq!(q.words.joined(), "we will stay we will fight");
        assert_eq!(q.gap.iter().filter(|g| **g).count(), 1);
        let q = Quotation::of("It cost $3.5m. It did");
        assert!(q.gap.iter().all(|g| !g), "a full stop is no mark of omission");
    }
}
