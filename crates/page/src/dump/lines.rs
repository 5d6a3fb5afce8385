//! A page's text as lines: line ends of every kind, wrapped lines put together again, and what can be counted of each.

use onrecord_model::is_invisible;
use std::borrow::Cow;

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
    let seen = without_unseen(text);
    for line in split(&seen) {
        let line = line.trim();
        if line.is_empty() {
            blank = true;
        } else {
            raw.push((line, blank));
            blank = false;
        }
    }
    // Blank lines part its paragraphs.
    let is_spaced = raw.iter().skip(1).any(|(_, apart)| *apart);
    let at_hyphens = raw.iter().any(|(line, _)| is_hyphenated(line));
    let width = wrap_width(&raw, at_hyphens);
    let mut lines: Vec<Line> = Vec::new();
    let mut last = 0;
    for (i, (line, apart)) in raw.iter().enumerate() {
        let before = i.checked_sub(1).map_or("", |k| raw[k].0);
        let is_wrapped = |width: usize| {
            // A hand that wraps does not fill every line; a small letter runs on all the same.
            let runs_on = line.starts_with(char::is_lowercase) && last + 14 > width;
            last + first_piece(line, at_hyphens) > width || runs_on
        };
        let joins = !apart && i > 0 && (is_spaced && is_cut_off(before, line) || width.is_some_and(is_wrapped));
        match lines.last_mut() {
            Some(before) if joins && before.text.len() < 20_000 => {
                if !(is_hyphenated(&before.text) && line.starts_with(char::is_alphanumeric)) {
                    before.text.push(' ');
                }
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

/// The text without what no reader sees: controls, and letters without width, which would split words and figures for nothing.
fn without_unseen(text: &str) -> Cow<'_, str> {
    let is_unseen = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}') || is_invisible(c);
    let bytes = text.as_bytes();
    // All of them begin with one of these bytes.
    if !bytes.iter().any(|b| matches!(b, 0..=8 | 0xb | 0xe..=0x1f | 0x7f | 0xc2 | 0xe2 | 0xef))
        || !text.contains(is_unseen)
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // "ESC [ 3 1 m": a command to a terminal, up to its letter.
        if c == '\u{1b}' && chars.next_if_eq(&'[').is_some() {
            while chars.next_if(|c| matches!(c, ' '..='?')).is_some() {}
            chars.next_if(|c| matches!(c, '@'..='~'));
        } else if !is_unseen(c) {
            out.push(c);
        }
    }
    Cow::Owned(out)
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

/// What had no room any more on the line before: a blank and the first word; up to the first hyphen in it where the page's lines end
/// at hyphens ("well-" / "known").
fn first_piece(line: &str, at_hyphens: bool) -> usize {
    let word = line.split(' ').next().unwrap_or_default();
    let is_long = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let hyphen = word.find('-').filter(|i| at_hyphens && is_long(&word[..*i]) && is_long(&word[i + 1..]));
    1 + count(hyphen.map_or(word, |i| &word[..=i]))
}

/// "… that the bridge would close" / "for repairs.": a long line that ends in the midst of a sentence, which the next goes on with.
fn is_cut_off(line: &str, next: &str) -> bool {
    line.len() > CUT_OFF
        && line.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && next.starts_with(char::is_lowercase)
        && line.split(' ').filter(|w| w.starts_with(char::is_lowercase)).count() >= 4
}

/// A shorter line that ends without a mark may be a heading.
const CUT_OFF: usize = 40;

/// Ends within a word: "well-".
fn is_hyphenated(line: &str) -> bool {
    line.strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_alphanumeric))
}

/// No text is wrapped at a smaller width than the first, or a larger one than the second.
const NARROW: usize = 30;
const WIDE: usize = 132;

/// The width at which the page was wrapped; `None` where it was not.
fn wrap_width(raw: &[(&str, bool)], at_hyphens: bool) -> Option<usize> {
    filled_width(raw, at_hyphens).or_else(|| ragged_width(raw))
}

/// A program fills each line: of the widths at which most lines have no room for what the next begins with, and which hardly any passes,
/// the one that most of them fit.
fn filled_width(raw: &[(&str, bool)], at_hyphens: bool) -> Option<usize> {
    // By width how many lines, and how many more than at the width before are full, and of these go on with a small letter.
    let mut longest = [0usize; WIDE + 2];
    let (mut full, mut small) = ([0isize; WIDE + 2], [0isize; WIDE + 2]);
    let mut breaks = 0;
    for (i, (line, _)) in raw.iter().enumerate().take(5000) {
        let n = if line.len() > 600 { WIDE + 1 } else { count(line).min(WIDE + 1) };
        longest[n] += 1;
        let Some((next, false)) = raw.get(i + 1) else { continue };
        breaks += 1;
        // A hyphen that ends a line needs no blank behind it.
        let until = (n + first_piece(next, at_hyphens)).min(WIDE + 1);
        for sums in
            [Some(&mut full), next.starts_with(|c: char| !c.is_uppercase()).then_some(&mut small)].into_iter().flatten()
        {
            sums[n] += 1;
            sums[until.max(n)] -= 1;
        }
    }
    let (mut best, mut here, mut runs_on, mut longer) = (None, 0, 0, raw.len().min(5000));
    for width in 0..=WIDE {
        here += full[width];
        runs_on += small[width];
        longer -= longest[width];
        let n = here.unsigned_abs();
        let fits = width >= NARROW && n >= 3 && longer * 5 <= n && n * 2 > breaks && runs_on * 3 >= here;
        if fits && best.is_none_or(|(most, _)| n >= most) {
            best = Some((n, width));
        }
    }
    best.map(|(_, width)| width)
}

/// A hand breaks lines before they are full: many lines that run on come near the width, and hardly any is longer.
fn ragged_width(raw: &[(&str, bool)]) -> Option<usize> {
    // Lengths of the lines that another one follows without a blank, and of all.
    let (mut run_on, mut all) = ([0usize; WIDE + 2], [0usize; WIDE + 2]);
    for (i, (line, _)) in raw.iter().enumerate().take(5000) {
        let n = if line.len() > 600 { WIDE + 1 } else { count(line).min(WIDE + 1) };
        all[n] += 1;
        run_on[n] += usize::from(raw.get(i + 1).is_some_and(|(_, apart)| !apart));
    }
    let mut best = None;
    for width in 50..=WIDE {
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
