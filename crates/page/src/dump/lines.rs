//! A page's text as lines: line ends of every kind, wrapped lines put together again, and what can be counted of each.

use crate::{caption, phrases};

/// One line of the page, or several that were wrapped.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub text: String,
    /// Words, or letters by two where a script has no spaces.
    pub n_words: usize,
    /// Ends as a sentence does.
    pub ends: bool,
    /// Most letters are capitals.
    pub shouts: bool,
    /// A blank line, or the page's beginning, stands before it.
    pub apart: bool,
    /// Ends in a credit: a caption.
    pub credit: bool,
}

/// All lines that are not blank.
pub fn read(text: &str) -> Vec<Line> {
    let mut raw: Vec<(&str, bool)> = Vec::new();
    let mut blank = true;
    for line in split(text) {
        let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0'));
        if line.is_empty() {
            blank = true;
        } else {
            raw.push((line, blank));
            blank = false;
        }
    }
    let width = wrap_width(&raw);
    let mut lines: Vec<Line> = Vec::new();
    let mut last = 0;
    for (i, (line, apart)) in raw.iter().enumerate() {
        let joins = !apart
            && i > 0
            && width.is_some_and(|width| {
                let first = line.split(' ').next().map_or(0, count);
                // A hand that wraps does not fill every line; a small letter runs on all the same.
                let runs_on = line.starts_with(char::is_lowercase) && last + 14 > width;
                last + 1 + first > width || runs_on
            });
        match lines.last_mut() {
            Some(before) if joins && before.text.len() < 20_000 => {
                before.text.push(' ');
                before.text.push_str(line);
            }
            _ => lines.push(Line { text: (*line).to_owned(), apart: *apart, ..Line::default() }),
        }
        last = count(line);
    }
    for line in &mut lines {
        measure(line);
    }
    lines
}

/// The lines of a text whose line ends may be of any kind, or mixed: "\r\n" is one end, not two.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut after_return = false;
    text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']).filter(move |line| {
        let second_half = after_return && *line == "\n";
        after_return = line.ends_with('\r');
        !second_half
    })
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// The width at which the page was wrapped: many lines that run on come near it, and hardly any is longer. `None` where it
/// was not.
fn wrap_width(raw: &[(&str, bool)]) -> Option<usize> {
    // Lengths of the lines that another one follows without a blank, and of all.
    let (mut run_on, mut all) = ([0usize; 134], [0usize; 134]);
    for (i, (line, _)) in raw.iter().enumerate().take(5000) {
        let n = if line.len() > 600 { 133 } else { count(line).min(133) };
        all[n] += 1;
        run_on[n] += usize::from(raw.get(i + 1).is_some_and(|(_, apart)| !apart));
    }
    let mut best = None;
    for width in 50..=132 {
        let near: usize = run_on[width - 13..=width].iter().sum();
        let longer: usize = all[width + 1..].iter().sum();
        if run_on[width] > 0 && near >= 3 && longer * 5 <= near && best.is_none_or(|(most, _)| near >= most) {
            best = Some((near, width));
        }
    }
    best.map(|(_, width)| width)
}

fn measure(line: &mut Line) {
    let text = &line.text;
    let (mut letters, mut upper, mut wide, mut words, mut inside) = (0usize, 0usize, 0usize, 0usize, false);
    for c in text.chars() {
        if c.is_whitespace() {
            inside = false;
            continue;
        }
        words += usize::from(!inside);
        inside = true;
        if c.is_alphabetic() {
            letters += 1;
            upper += usize::from(c.is_uppercase());
            wide += usize::from(
                matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{e00}'..='\u{e7f}'),
            );
        }
    }
    line.n_words = words + wide / 2;
    line.shouts = letters > 3 && upper * 10 > letters * 8;
    line.ends = phrases::ends_sentence(text);
    line.credit = text.len() < 1500 && caption::has_credit(text);
}
