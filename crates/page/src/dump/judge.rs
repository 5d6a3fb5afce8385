//! Each line's own trial on a page saved as text: is it body, is it the headline?
//!
//! Rules label lines and find the stretch that is mostly running text; two small forests of boosted trees then look at every
//! line (`weights/dump-lines.txt`, `weights/dump-titles.txt`). They see lengths, marks, labels and places, and how many of a
//! line's words the body takes up, never which words. Grown by `cargo xtask train`.

mod names;

use std::sync::LazyLock;

use onrecord_model::FurnitureKind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::content_words;
use super::label::Label;
use super::lines::Line;
use crate::forest::Forest;
use crate::phrases;

/// Numbers that are known of a line.
pub const N: usize = 17 + 13 + 6 * 4 + 10 + 8 + 8 + 14 + 10;

static BODY: LazyLock<Forest> =
    LazyLock::new(|| Forest::read(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/dump-lines.txt"))));
static TITLE: LazyLock<Forest> =
    LazyLock::new(|| Forest::read(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/dump-titles.txt"))));

/// Log-odds that it takes to call a line the headline.
const LEAST_TITLE: f32 = -4.0;

/// Log-odds by which a line must beat the one right above it.
const AHEAD: f32 = 1.0;

/// What the forests say of a page's lines.
pub struct Verdict {
    /// Log-odds of being body, by line.
    pub body: Vec<f32>,
    pub title: Option<usize>,
}

/// Judges all lines, given the stretch of running text.
pub fn judge(lines: &[Line], labels: &[Label], first: usize, end: usize) -> Verdict {
    let rows = rows(lines, labels, first, end);
    let body = body_odds(&rows);
    let mut title: Option<(f32, usize)> = None;
    for (i, row) in rows.iter().enumerate().take((first + 4).min(lines.len())) {
        let odds = if may_be_title(&lines[i], labels[i]) { TITLE.answer(row) } else { continue };
        // Of headline and standfirst, one right below the other, the headline stands first.
        let ahead = title.map_or(LEAST_TITLE, |(most, at)| if at + 1 == i { most + AHEAD } else { most });
        if odds > ahead {
            title = Some((odds, i));
        }
    }
    // "News / Town / Harbour to be rebuilt" is the path to the page; the headline alone follows it.
    let title = title.map(|(_, i)| {
        let ends_it = |k: &usize| lines[*k].n_words >= 4 && lines[i].text.ends_with(lines[*k].text.as_str());
        (i + 1..(i + 5).min(lines.len())).find(ends_it).unwrap_or(i)
    });
    Verdict { body, title }
}

/// The log-odds of being body, by line.
pub fn body_odds(rows: &[Vec<f32>]) -> Vec<f32> {
    rows.iter().map(|row| BODY.answer(row)).collect()
}

/// What speaks most for and against a line being body.
pub fn reasons(row: &[f32]) -> Vec<(String, f32)> {
    BODY.reasons(row, 4).into_iter().map(|(feature, moved)| (names::of(feature), moved)).collect()
}

/// A line that could be a headline by its length.
pub fn may_be_title(line: &Line, label: Label) -> bool {
    (2..=40).contains(&line.n_words)
        && line.text.len() <= 300
        && !matches!(label, Label::Date | Label::Byline | Label::Age)
}

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

fn log(n: usize) -> f32 {
    (n as f32 + 1.0).log2()
}

fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

fn share(part: usize, of: usize) -> f32 {
    if of == 0 { 0.0 } else { part as f32 / of as f32 }
}

/// The numbers of all lines.
pub fn rows(lines: &[Line], labels: &[Label], first: usize, end: usize) -> Vec<Vec<f32>> {
    let n = lines.len();
    let mut spoken: FxHashSet<String> = FxHashSet::default();
    for line in lines[first..end].iter().take(60) {
        spoken.extend(content_words(&line.text));
    }
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    // Sums of words and of running words up to each line.
    let (mut sums, mut running) = (vec![0usize; n + 1], vec![0usize; n + 1]);
    for (i, line) in lines.iter().enumerate() {
        *times.entry(line.text.as_str()).or_default() += 1;
        sums[i + 1] = sums[i] + line.n_words;
        running[i + 1] = running[i] + if labels[i] == Label::Running { line.n_words } else { 0 };
    }
    // How many words of each line the body takes up.
    let taken: Vec<(usize, usize)> = lines
        .iter()
        .map(|line| {
            let words: Vec<String> = content_words(head_of(&line.text)).take(60).collect();
            (words.iter().filter(|w| spoken.contains(*w)).count(), words.len())
        })
        .collect();
    // Lines that end as sentences do, and those of a few words, up to each; how many lines without an end stand around.
    let (mut ended, mut short) = (vec![0usize; n + 1], vec![0usize; n + 1]);
    let (mut runs, mut ends_in) = (vec![0usize; n], vec![0usize; n]);
    let mut first_of: FxHashMap<&str, usize> = FxHashMap::default();
    for (i, line) in lines.iter().enumerate() {
        ended[i + 1] = ended[i] + usize::from(line.ends);
        short[i + 1] = short[i] + usize::from(line.n_words <= 6);
        runs[i] = if i > 0 && !lines[i - 1].ends { runs[i - 1] + 1 } else { 0 };
        first_of.entry(line.text.as_str()).or_insert(i);
    }
    for i in (0..n.saturating_sub(1)).rev() {
        ends_in[i] = if lines[i + 1].ends { 0 } else { ends_in[i + 1] + 1 };
    }
    let mut sizes: Vec<usize> =
        (first..end).filter(|i| labels[*i] == Label::Running).map(|i| lines[i].n_words).collect();
    sizes.sort_unstable();
    let long = sizes.get(sizes.len() / 2).copied().unwrap_or(1);
    let (mut repeated, mut furniture, mut ages) = (vec![0usize; n + 1], vec![0usize; n + 1], vec![0usize; n + 1]);
    for (i, line) in lines.iter().enumerate() {
        repeated[i + 1] = repeated[i] + usize::from(line.n_words <= 6 && times[line.text.as_str()] >= 3);
        furniture[i + 1] = furniture[i] + usize::from(matches!(labels[i], Label::Furniture(_)));
        ages[i + 1] = ages[i] + usize::from(matches!(labels[i], Label::Age | Label::Date));
    }
    let (mut comments, mut left_out): (Option<usize>, Option<usize>) = (None, None);
    let mut rows = Vec::with_capacity(n);
    let mut last_running = 0;
    for (i, line) in lines.iter().enumerate() {
        let text = line.text.as_str();
        let mut row = Vec::with_capacity(N);
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
        row.push(log(line.n_words));
        row.push(share(text.len(), line.n_words.max(1)).min(40.0));
        row.push(flag(line.ends));
        row.push(flag(line.shouts));
        row.push(flag(line.apart));
        row.push(flag(line.credit));
        row.push(flag(text.ends_with(':')));
        row.push(flag(text.starts_with(['"', '“', '„', '«', '‘', '\'', '「'])));
        row.push(stops as f32);
        row.push(share(commas, line.n_words));
        row.push(share(digits, head.len()));
        row.push(bars as f32);
        row.push(share(capitals, line.n_words));
        row.push(number(labels[i]));
        row.push(flag(line.n_words < 40 && phrases::furniture(text, false).is_some()));
        row.push(times[text].min(9) as f32);
        row.push(flag(text.ends_with(['…', '»', '›', '>', '→'])));
        // Its place.
        row.push(share(i, n));
        row.push((i as f32 - first as f32).clamp(-80.0, 200.0));
        row.push((end as f32 - i as f32).clamp(-80.0, 200.0));
        row.push(flag(i >= first && i < end));
        row.push(share(sums[i], sums[n]));
        row.push(share(running[i], running[n]));
        row.push(share(running[end] - running[first], running[n]));
        row.push(log(sums[n]));
        row.push(log(running[n]));
        row.push(log(n));
        row.push((i - last_running).min(60) as f32);
        row.push(share(taken[i].0, taken[i].1));
        row.push(taken[i].0.min(30) as f32);
        // Its neighbours.
        for step in [-3i64, -2, -1, 1, 2, 3] {
            match usize::try_from(i as i64 + step).ok().filter(|k| *k < n) {
                Some(k) => {
                    let other = &lines[k];
                    row.extend([log(other.n_words), flag(other.ends), number(labels[k]), flag(other.shouts)]);
                }
                None => row.extend([-1.0; 4]),
            }
        }
        for (from, to) in
            [(i.saturating_sub(12), i), (i + 1, i + 13), (i.saturating_sub(4), i), (i + 1, i + 5), (i + 1, i + 30)]
        {
            let (from, to) = (from.min(n), to.min(n));
            row.push(log(sums[to] - sums[from]));
            row.push(share(running[to] - running[from], sums[to] - sums[from]));
        }
        for label in [Label::Date, Label::Byline, Label::Caption, Label::Age] {
            let near = |k: &usize| labels[*k] == label;
            row.push(flag((i.saturating_sub(4)..i).any(|k| near(&k))));
            row.push(flag((i + 1..(i + 6).min(n)).any(|k| near(&k))));
        }
        // Headline and standfirst stand together, and the body takes up both.
        for step in [-3i64, -2, -1, 1, 2, 3] {
            let near = usize::try_from(i as i64 + step).ok().and_then(|k| taken.get(k));
            row.push(near.map_or(-1.0, |(hits, n)| share(*hits, *n)));
        }
        let most = |from: usize, to: usize| {
            let shares = (from..to.min(n))
                .filter(|k| may_be_title(&lines[*k], labels[*k]))
                .map(|k| share(taken[k].0, taken[k].1.max(3)));
            shares.fold(-1.0f32, f32::max)
        };
        row.push(most(i.saturating_sub(8), i));
        row.push(most(i + 1, i + 9));
        // Prose ends its sentences; lists of headlines and of links do not.
        let (before, behind) = (runs[i], ends_in[i]);
        row.push(before.min(60) as f32);
        row.push(behind.min(60) as f32);
        for (from, to) in [(i.saturating_sub(6), i), (i + 1, i + 7), (i.saturating_sub(20), i), (i + 1, i + 21)] {
            let (from, to) = (from.min(n), to.min(n));
            row.push(share(ended[to] - ended[from], to - from));
            row.push(share(short[to] - short[from], to - from));
        }
        row.push(flag(text.starts_with(|c: char| c.is_uppercase())));
        row.push(flag(text.chars().next_back().is_some_and(|c| c.is_alphanumeric())));
        row.push((i - first_of[text]).min(100) as f32);
        row.push(share(line.n_words, long));
        // Comments follow a line that says so, and the same few words stand under each.
        row.push(comments.map_or(-1.0, |c| (i - c).min(300) as f32));
        row.push(flag(matches!(labels[i], Label::Furniture(FurnitureKind::Comments))));
        for (from, to) in [(i.saturating_sub(6), i), (i + 1, i + 7), (i.saturating_sub(20), i), (i + 1, i + 21)] {
            let (from, to) = (from.min(n), to.min(n));
            row.push(share(repeated[to] - repeated[from], to - from));
        }
        row.push(left_out.map_or(-1.0, |c| (i - c).min(100) as f32));
        row.push(share(furniture[i + 1], i + 1));
        row.push(share(furniture[(i + 20).min(n)] - furniture[(i + 1).min(n)], 19));
        row.push(share(ages[i], i + 1));
        match labels[i] {
            Label::Furniture(FurnitureKind::Comments) => (comments, left_out) = (comments.or(Some(i)), Some(i)),
            Label::Furniture(_) | Label::Age => left_out = Some(i),
            _ => {}
        }
        if labels[i] == Label::Running {
            last_running = i;
        }
        debug_assert_eq!(row.len(), N);
        rows.push(row);
    }
    rows
}
