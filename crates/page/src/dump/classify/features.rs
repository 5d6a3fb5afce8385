//! The feature vector of each line of a page saved as text: its own marks and label, its place, the lines around it.
//!
//! Sees lengths, marks, labels and places, and how many of a line's words the body takes up, never which words.

use std::sync::LazyLock;

use onrecord_model::FurnitureKind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::may_be_title;
use crate::dump::content_words;
use crate::dump::label::{self, Label};
use crate::dump::lines::{self, Line};
use crate::features::{Names, Numbers, Row, flag, log, share};
use crate::phrases;

/// Numbers of a line. A test holds it against what [`fill`] adds, the compiler against what the forests were grown for.
pub const N: usize = 104;

/// The numbers of all lines, given the stretch of running text.
pub fn rows(lines: &[Line], labels: &[Label], first: usize, end: usize) -> Vec<[f32; N]> {
    filled::<Numbers<N>>(lines, labels, first, end).into_iter().map(Numbers::finish).collect()
}

/// The names of the numbers, in order: what [`fill`] says of them on an invented page.
pub static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = lines::read("The old ferry to the island is out of service until the spring.");
    let rows = filled::<Names>(&lines, &label::labels(&lines), 0, lines.len());
    rows.into_iter().next().map(|names| names.0).unwrap_or_default()
});

fn number(label: Label) -> f32 {
    match label {
        Label::Running => 0.0,
        Label::Short => 1.0,
        Label::Caption => 2.0,
        Label::Date => 3.0,
        Label::Byline => 4.0,
        Label::Related => 5.0,
        Label::Age => 6.0,
        Label::Furniture(_) => 7.0,
    }
}

/// As much of a line as is looked at.
fn head_of(text: &str) -> &str {
    text.char_indices().nth(600).map_or(text, |(i, _)| &text[..i])
}

/// How many lines up to each have a property, so that any stretch can be counted by one subtraction.
struct Sums(Vec<usize>);

impl Sums {
    fn of(n: usize, each: impl Fn(usize) -> usize) -> Sums {
        let mut sums = Vec::with_capacity(n + 1);
        let mut sum = 0;
        sums.push(0);
        for i in 0..n {
            sum += each(i);
            sums.push(sum);
        }
        Sums(sums)
    }

    /// In lines `from` to before `to`.
    fn within(&self, (from, to): (usize, usize)) -> usize {
        self.0[to] - self.0[from]
    }

    fn up_to(&self, to: usize) -> usize {
        self.0[to]
    }

    fn all(&self) -> usize {
        self.0[self.0.len() - 1]
    }
}

/// What is known of the page as a whole before the first line is looked at.
struct Measured<'a> {
    lines: &'a [Line],
    labels: &'a [Label],
    first: usize,
    end: usize,
    /// How often a line's words are on the page, and the first line that has them.
    times: FxHashMap<&'a str, usize>,
    first_of: FxHashMap<&'a str, usize>,
    /// By line: how many of its content words the body has, of how many.
    taken: Vec<(usize, usize)>,
    words: Sums,
    running: Sums,
    ended: Sums,
    short: Sums,
    repeated: Sums,
    furniture: Sums,
    ages: Sums,
    /// Lines in a row right above, and right below, that end no sentence.
    open_above: Vec<usize>,
    open_below: Vec<usize>,
    /// Words of the body's median paragraph.
    paragraph: usize,
}

impl<'a> Measured<'a> {
    fn of(lines: &'a [Line], labels: &'a [Label], first: usize, end: usize) -> Measured<'a> {
        let n = lines.len();
        let mut spoken: FxHashSet<String> = FxHashSet::default();
        for line in lines[first..end].iter().take(60) {
            spoken.extend(content_words(&line.text));
        }
        let taken = lines
            .iter()
            .map(|line| {
                let words: Vec<String> = content_words(head_of(&line.text)).take(60).collect();
                (words.iter().filter(|w| spoken.contains(*w)).count(), words.len())
            })
            .collect();
        let (mut times, mut first_of) = (FxHashMap::default(), FxHashMap::default());
        let (mut open_above, mut open_below) = (vec![0usize; n], vec![0usize; n]);
        for (i, line) in lines.iter().enumerate() {
            *times.entry(line.text.as_str()).or_default() += 1;
            first_of.entry(line.text.as_str()).or_insert(i);
            open_above[i] = if i > 0 && !lines[i - 1].ends { open_above[i - 1] + 1 } else { 0 };
        }
        for i in (0..n.saturating_sub(1)).rev() {
            open_below[i] = if lines[i + 1].ends { 0 } else { open_below[i + 1] + 1 };
        }
        let mut sizes: Vec<usize> =
            (first..end).filter(|i| labels[*i] == Label::Running).map(|i| lines[i].n_words).collect();
        sizes.sort_unstable();
        let count = |yes: bool| usize::from(yes);
        Measured {
            words: Sums::of(n, |i| lines[i].n_words),
            running: Sums::of(n, |i| if labels[i] == Label::Running { lines[i].n_words } else { 0 }),
            ended: Sums::of(n, |i| count(lines[i].ends)),
            short: Sums::of(n, |i| count(lines[i].n_words <= 6)),
            repeated: Sums::of(n, |i| count(lines[i].n_words <= 6 && times[lines[i].text.as_str()] >= 3)),
            furniture: Sums::of(n, |i| count(matches!(labels[i], Label::Furniture(_)))),
            ages: Sums::of(n, |i| count(matches!(labels[i], Label::Age | Label::Date))),
            paragraph: sizes.get(sizes.len() / 2).copied().unwrap_or(1),
            lines,
            labels,
            first,
            end,
            times,
            first_of,
            taken,
            open_above,
            open_below,
        }
    }

    /// A stretch of lines, cut off at the page's end.
    fn stretch(&self, from: usize, to: usize) -> (usize, usize) {
        (from.min(self.lines.len()), to.min(self.lines.len()))
    }
}

/// What has been passed above a line.
#[derive(Default)]
struct Passed {
    last_running: usize,
    /// Where the comments began, and the last line of furniture.
    comments: Option<usize>,
    left_out: Option<usize>,
}

/// The rows of all lines.
fn filled<R: Row>(lines: &[Line], labels: &[Label], first: usize, end: usize) -> Vec<R> {
    let measured = Measured::of(lines, labels, first, end);
    let mut passed = Passed::default();
    let mut rows = Vec::with_capacity(lines.len());
    for (i, label) in labels.iter().enumerate() {
        let mut row = R::default();
        fill(&mut row, &measured, &passed, i);
        rows.push(row);
        match label {
            Label::Furniture(FurnitureKind::Comments) => {
                passed.comments = passed.comments.or(Some(i));
                passed.left_out = Some(i);
            }
            Label::Furniture(_) | Label::Age => passed.left_out = Some(i),
            Label::Running => passed.last_running = i,
            _ => {}
        }
    }
    rows
}

/// Adds all numbers of line `i`. What is added, in which order, is what the forests were grown on.
fn fill(row: &mut impl Row, measured: &Measured<'_>, passed: &Passed, i: usize) {
    own(row, measured, i);
    place(row, measured, passed, i);
    beside(row, measured, i);
    taken_up(row, measured, i);
    prose(row, measured, i);
    comments(row, measured, passed, i);
}

/// The line by itself.
fn own(row: &mut impl Row, measured: &Measured<'_>, i: usize) {
    let line = &measured.lines[i];
    let text = line.text.as_str();
    let head = head_of(text);
    let (mut stops, mut commas, mut digits, mut bars, mut capitals) = (0, 0, 0, 0, 0);
    let mut before = ' ';
    for c in head.chars() {
        match c {
            '.' | '!' | '?' | '。' | '！' | '？' => stops += 1,
            ',' | '、' | '，' | '،' | ';' => commas += 1,
            '0'..='9' => digits += 1,
            '|' | '›' | '»' | '•' | '·' | '/' | '>' => bars += 1,
            _ if before == ' ' && c.is_uppercase() => capitals += 1,
            _ => {}
        }
        before = c;
    }
    row.add("words", log(line.n_words));
    row.add("letters a word", share(text.len(), line.n_words.max(1)).min(40.0));
    row.add("ends as a sentence", flag(line.ends));
    row.add("in capitals", flag(line.shouts));
    row.add("stands apart", flag(line.apart));
    row.add("ends in a credit", flag(line.credit));
    row.add("ends with a colon", flag(text.ends_with(':')));
    row.add("opens with a quotation mark", flag(text.starts_with(['"', '“', '„', '«', '‘', '\'', '「'])));
    row.add("full stops", stops as f32);
    row.add("commas a word", share(commas, line.n_words));
    row.add("share of digits", share(digits, head.len()));
    row.add("bars and bullets", bars as f32);
    row.add("capitals a word", share(capitals, line.n_words));
    row.add("label", number(measured.labels[i]));
    row.add("words of furniture", flag(line.n_words < 40 && phrases::furniture(text, false).is_some()));
    row.add("times on the page", measured.times[text].min(9) as f32);
    row.add("ends cut off", flag(text.ends_with(['…', '»', '›', '>', '→'])));
}

/// Where the line is on the page and in the body's stretch.
fn place(row: &mut impl Row, measured: &Measured<'_>, passed: &Passed, i: usize) {
    let Measured { first, end, words, running, taken, .. } = measured;
    let n = measured.lines.len();
    row.add("share of lines above", share(i, n));
    row.add("lines into the body's stretch", (i as f32 - *first as f32).clamp(-80.0, 200.0));
    row.add("lines to the end of the body's stretch", (*end as f32 - i as f32).clamp(-80.0, 200.0));
    row.add("within the body's stretch", flag(i >= *first && i < *end));
    row.add("share of words above", share(words.up_to(i), words.all()));
    row.add("share of running text above", share(running.up_to(i), running.all()));
    row.add("share of running text in the body's stretch", share(running.within((*first, *end)), running.all()));
    row.add("words of the page", log(words.all()));
    row.add("running text of the page", log(running.all()));
    row.add("lines of the page", log(n));
    row.add("lines since running text", (i - passed.last_running).min(60) as f32);
    row.add("share of its words that the body has", share(taken[i].0, taken[i].1));
    row.add("its words that the body has", taken[i].0.min(30) as f32);
}

const STEPS: [(i64, &str); 6] =
    [(-3, "3 above"), (-2, "2 above"), (-1, "1 above"), (1, "1 below"), (2, "2 below"), (3, "3 below")];

/// The lines above and below, one by one and by stretches.
fn beside(row: &mut impl Row, measured: &Measured<'_>, i: usize) {
    let Measured { lines, labels, words, running, .. } = measured;
    for (step, which) in STEPS {
        // Absent: -1.
        let line = usize::try_from(i as i64 + step).ok().and_then(|k| Some((lines.get(k)?, labels[k])));
        row.add(["words of the line", which], line.map_or(-1.0, |(l, _)| log(l.n_words)));
        row.add(["ends as a sentence of the line", which], line.map_or(-1.0, |(l, _)| flag(l.ends)));
        row.add(["label of the line", which], line.map_or(-1.0, |(_, label)| number(label)));
        row.add(["in capitals of the line", which], line.map_or(-1.0, |(l, _)| flag(l.shouts)));
    }
    let stretches = [
        (i.saturating_sub(12), i, "12 above"),
        (i + 1, i + 13, "12 below"),
        (i.saturating_sub(4), i, "4 above"),
        (i + 1, i + 5, "4 below"),
        (i + 1, i + 30, "29 below"),
    ];
    for (from, to, which) in stretches {
        let near = measured.stretch(from, to);
        row.add(["words of the lines", which], log(words.within(near)));
        row.add(["share of running text of the lines", which], share(running.within(near), words.within(near)));
    }
    let kinds = [(Label::Date, "date"), (Label::Byline, "byline"), (Label::Caption, "caption"), (Label::Age, "age")];
    for (label, kind) in kinds {
        let near = |k: &usize| labels[*k] == label;
        row.add([kind, "above"], flag((i.saturating_sub(4)..i).any(|k| near(&k))));
        row.add([kind, "below"], flag((i + 1..(i + 6).min(lines.len())).any(|k| near(&k))));
    }
}

/// Headline and standfirst stand together, and the body takes up both.
fn taken_up(row: &mut impl Row, measured: &Measured<'_>, i: usize) {
    let Measured { lines, labels, taken, .. } = measured;
    for (step, which) in STEPS {
        let near = usize::try_from(i as i64 + step).ok().and_then(|k| taken.get(k));
        let taken = near.map_or(-1.0, |(hits, n)| share(*hits, *n));
        row.add(["share of the words of the line", which, "that the body has"], taken);
    }
    let most = |from: usize, to: usize| {
        let shares = (from..to.min(lines.len()))
            .filter(|k| may_be_title(&lines[*k], labels[*k]))
            .map(|k| share(taken[k].0, taken[k].1.max(3)));
        shares.fold(-1.0f32, f32::max)
    };
    row.add("most words of a headline above that the body has", most(i.saturating_sub(8), i));
    row.add("most words of a headline below that the body has", most(i + 1, i + 9));
}

/// Stretches above and below whose lines are counted for sentence ends, shortness and repetition.
fn sides(measured: &Measured<'_>, i: usize) -> [((usize, usize), &'static str); 4] {
    [
        (measured.stretch(i.saturating_sub(6), i), "6 above"),
        (measured.stretch(i + 1, i + 7), "6 below"),
        (measured.stretch(i.saturating_sub(20), i), "20 above"),
        (measured.stretch(i + 1, i + 21), "20 below"),
    ]
}

/// Prose ends its sentences; lists of headlines and of links do not.
fn prose(row: &mut impl Row, measured: &Measured<'_>, i: usize) {
    let line = &measured.lines[i];
    let text = line.text.as_str();
    row.add("lines in a row above that end no sentence", measured.open_above[i].min(60) as f32);
    row.add("lines in a row below that end no sentence", measured.open_below[i].min(60) as f32);
    for ((from, to), side) in sides(measured, i) {
        let ended = share(measured.ended.within((from, to)), to - from);
        row.add(["share of lines", side, "that end as a sentence"], ended);
        row.add(["share of lines", side, "that are short"], share(measured.short.within((from, to)), to - from));
    }
    row.add("begins with a capital", flag(text.starts_with(|c: char| c.is_uppercase())));
    row.add("ends with a letter", flag(text.chars().next_back().is_some_and(|c| c.is_alphanumeric())));
    row.add("lines since it stood there first", (i - measured.first_of[text]).min(100) as f32);
    row.add("words by those of a paragraph", share(line.n_words, measured.paragraph));
}

/// Comments follow a line that says so, and the same few words stand under each.
fn comments(row: &mut impl Row, measured: &Measured<'_>, passed: &Passed, i: usize) {
    let Measured { labels, furniture, .. } = measured;
    row.add("lines since the comments began", passed.comments.map_or(-1.0, |c| (i - c).min(300) as f32));
    row.add("heads the comments", flag(matches!(labels[i], Label::Furniture(FurnitureKind::Comments))));
    for ((from, to), side) in sides(measured, i) {
        let repeated = share(measured.repeated.within((from, to)), to - from);
        row.add(["share of lines", side, "that are said again and again"], repeated);
    }
    row.add("lines since furniture", passed.left_out.map_or(-1.0, |c| (i - c).min(100) as f32));
    row.add("share of furniture above", share(furniture.up_to(i + 1), i + 1));
    row.add("share of furniture in 19 lines below", share(furniture.within(measured.stretch(i + 1, i + 20)), 19));
    row.add("share of ages and dates above", share(measured.ages.up_to(i), i + 1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::assert_names;

    #[test]
    fn every_number_has_a_name_of_its_own() {
        assert_names(&NAMES, N);
    }

    /// An invented page: each line's numbers by name, so that two that were swapped are seen.
    #[test]
    #[expect(clippy::too_many_lines, reason = "a table: each feature by name, with what it must be")]
    fn numbers_are_what_their_names_say() {
        const TEXT: &str = "Menu\n\nFerry to Oldhaven stops\n\nBy Ada Moor\n\n\
            The ferry to Oldhaven stopped on Monday, the harbour office of the island said in a statement.\n\
            \u{201c}We hope that the ferry sails again in the spring,\u{201d} said the harbour master of Oldhaven.\n\n\
            WHAT COMES NEXT:\n\n\
            The ferry has sailed to Oldhaven and back for forty years, and 12,000 people used her last year.\n\n\
            Comments\n\nReply\n\nRead more \u{203a}\n\nReply\n";
        let lines = lines::read(TEXT);
        let labels = label::labels(&lines);
        let (first, end) = label::body(&lines, &labels);
        let rows = rows(&lines, &labels, first, end);
        assert_eq!((first, end, rows.len(), lines.len()), (3, 7, 11, 11), "each line has its row");
        let check = |line: usize, name: &str, wanted: f32| {
            let at = NAMES.iter().position(|n| n == name).unwrap_or_else(|| panic!("no number is named {name:?}"));
            let number = rows[line][at];
            assert!((number - wanted).abs() < 0.005, "{name:?} of {:?}: {number}, not {wanted}", lines[line].text);
        };
        for (name, wanted) in [
            ("words", log(4)),
            ("ends as a sentence", 0.0),
            ("stands apart", 1.0),
            ("label", 1.0),
            ("within the body's stretch", 0.0),
            ("lines into the body's stretch", -2.0),
            ("share of its words that the body has", 2.0 / 3.0),
            ("begins with a capital", 1.0),
            ("ends with a letter", 1.0),
            ("byline below", 1.0),
            ("byline above", 0.0),
            ("label of the line 1 below", 4.0),
        ] {
            check(1, name, wanted);
        }
        for (name, wanted) in [
            ("ends as a sentence", 1.0),
            ("in capitals", 0.0),
            ("stands apart", 0.0),
            ("opens with a quotation mark", 1.0),
            ("label", 0.0),
            ("lines of the page", log(11)),
            ("lines since running text", 1.0),
            ("within the body's stretch", 1.0),
            ("lines into the body's stretch", 1.0),
            ("lines to the end of the body's stretch", 3.0),
            ("ends as a sentence of the line 1 above", 1.0),
            ("ends as a sentence of the line 1 below", 1.0),
            ("in capitals of the line 1 above", 0.0),
            ("in capitals of the line 1 below", 1.0),
            ("byline above", 1.0),
            ("date above", 0.0),
            ("share of the words of the line 3 above that the body has", 2.0 / 3.0),
            ("most words of a headline above that the body has", 1.0),
            ("lines in a row above that end no sentence", 0.0),
            ("lines in a row below that end no sentence", 0.0),
            ("share of lines 6 above that end as a sentence", 0.25),
            ("share of lines 6 above that are short", 0.75),
        ] {
            check(4, name, wanted);
        }
        for (name, wanted) in [("in capitals", 1.0), ("ends with a colon", 1.0), ("stands apart", 1.0)] {
            check(5, name, wanted);
        }
        for (name, wanted) in [("label", 7.0), ("heads the comments", 1.0), ("lines since the comments began", -1.0)] {
            check(7, name, wanted);
        }
        for (name, wanted) in [
            ("times on the page", 2.0),
            ("lines since it stood there first", 2.0),
            ("lines since the comments began", 3.0),
            ("heads the comments", 0.0),
        ] {
            check(10, name, wanted);
        }
        check(3, "lines in a row above that end no sentence", 3.0);
        check(0, "lines in a row below that end no sentence", 2.0);
        check(9, "ends cut off", 1.0);
        check(9, "bars and bullets", 1.0);
    }
}
