//! Whole and decimal numbers as they stand: 7,000; 3.5; 600bn; 2 300; 12,34,567; two million; a dozen; two hundred and six; two and a half.
//!
//! Leaves alone: fractions (fraction.rs), what the number counts (counted.rs). Cases: cases/figures/numbers.md

use super::fraction;
use onrecord_grammar::{Grammar, Lexicon, NumberKind};
use onrecord_words::TokenKind;

/// A number of tokens `first..end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub end: usize,
    pub value: f64,
    /// Written in words, all of it.
    pub in_words: bool,
    /// What hangs on the digits and is no magnitude: `km`, `pc`, `-year-old`.
    pub tail: Option<(usize, usize)>,
    /// The last magnitude that it was multiplied by, 1 where none was.
    pub scale: f64,
}

/// What a magnitude multiplies by: "million", "bn".
pub fn magnitude(lexicon: &Lexicon, lower: &str) -> Option<f64> {
    lexicon.numbers.of(lower.trim_end_matches('.'), NumberKind::Magnitude).map(|n| n as f64)
}

/// Numbers below a hundred in one word.
pub fn small(lexicon: &Lexicon, lower: &str) -> Option<f64> {
    lexicon.numbers.below_hundred(lower).map(|n| n as f64)
}

/// The value of the digits that begin at byte `at`, with their commas, points and thin spaces, and the byte behind them.
///
/// The mark before the last group is a decimal one where that group has not three digits, or where another mark stands before it.
pub fn digits(text: &str, at: usize) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let digit = |k: usize| bytes.get(k).is_some_and(u8::is_ascii_digit);
    let run = |from: usize| (from..).take_while(|k| digit(*k)).count();
    let first = run(at);
    if first == 0 {
        return None;
    }
    let mut stop = at + first;
    // (the mark before each further group, its digits)
    let mut all = [(0_u8, 0_usize); 8];
    let mut n_groups = 0;
    while n_groups < all.len() {
        let (mark, wide) = match bytes.get(stop) {
            Some(mark @ (b',' | b'.')) => (*mark, 1),
            Some(b' ') if first <= 3 && run(stop + 1) == 3 && all[..n_groups].iter().all(|g| g.0 == b' ') => (b' ', 1),
            Some(0xc2) if bytes.get(stop + 1) == Some(&0xa0) && first <= 3 && run(stop + 2) == 3 => (b' ', 2),
            _ => break,
        };
        let n = run(stop + wide);
        if n == 0 {
            break;
        }
        all[n_groups] = (mark, n);
        n_groups += 1;
        stop += wide + n;
    }
    let groups = &all[..n_groups];
    let last = groups.last().copied();
    let zeros = text.get(stop.saturating_sub(3)..stop) == Some("000");
    let Some(decimal) = ends_in_decimals(groups, first, zeros) else { return first_group(text, at, first) };
    let cut = if decimal { stop - last.map_or(0, |l| l.1) } else { stop };
    let whole: String = text[at..cut].chars().filter(char::is_ascii_digit).collect();
    let plain = if decimal { format!("{whole}.{}", &text[cut..stop]) } else { whole };
    let (power, stop) = exponent(bytes, stop);
    plain.parse().ok().map(|v: f64| v * 10_f64.powi(power)).filter(|v| v.is_finite()).map(|v| (v, stop))
}

/// True where the last of the groups behind `first` digits is a fraction's; `None` where they are no groups of one number.
/// `zeros` tells that the last three digits are: "50.000" is fifty thousand.
fn ends_in_decimals(groups: &[(u8, usize)], first: usize, zeros: bool) -> Option<bool> {
    let grouped = |all: &[(u8, usize)]| {
        let indian = all.last().is_some_and(|g| g.1 == 3) && all.iter().all(|g| matches!(g.1, 2 | 3)) && first <= 2;
        first <= 3 && (all.iter().all(|g| g.1 == 3) || indian)
    };
    let Some((&(mark, n), rest)) = groups.split_last() else { return Some(false) };
    if rest.iter().any(|g| g.0 == mark) {
        return grouped(groups).then_some(false);
    }
    if !rest.is_empty() {
        // "1,674.5", "1.111,11", "2 300,5"
        return grouped(rest).then_some(true);
    }
    match mark {
        b'.' => Some(!(n == 3 && first <= 3 && zeros)),
        b',' if n == 3 && first <= 3 => Some(false),
        b',' if n <= 2 => Some(true),
        b' ' => Some(false),
        _ => None,
    }
}

/// "e6", "e-4" and "x10^6" behind digits: the power of ten and the byte behind it.
fn exponent(bytes: &[u8], at: usize) -> (i32, usize) {
    let from = match bytes.get(at..) {
        Some([b'e' | b'E', ..]) => at + 1,
        Some([b'x' | b'X', b'1', b'0', b'^', ..]) => at + 4,
        _ => return (0, at),
    };
    let sign = usize::from(matches!(bytes.get(from), Some(b'+' | b'-')));
    let n = (from + sign..).take_while(|k| bytes.get(*k).is_some_and(u8::is_ascii_digit)).count();
    let power = (n > 0 && n < 4).then(|| std::str::from_utf8(&bytes[from + sign..from + sign + n]).ok()).flatten();
    match power.and_then(|p| p.parse::<i32>().ok()) {
        Some(power) => (if bytes[from] == b'-' { -power } else { power }, from + sign + n),
        None => (0, at),
    }
}

fn first_group(text: &str, at: usize, n: usize) -> Option<(f64, usize)> {
    text[at..at + n].parse().ok().filter(|v: &f64| v.is_finite()).map(|v| (v, at + n))
}

/// False for most words at a glance: no number or fraction in words begins so.
pub fn may_begin(lower: &str) -> bool {
    matches!(
        lower.as_bytes(),
        [b'a']
            | [b'a', b'n']
            | [b'z', b'e', ..]
            | [b'o', b'n', b'e', ..]
            | [b't', b'w' | b'e', ..]
            | [b't', b'h', b'i' | b'r', ..]
            | [b'f', b'o' | b'i', ..]
            | [b's', b'i' | b'e', ..]
            | [b'e', b'i' | b'l', ..]
            | [b'n', b'i', ..]
            | [b'h', b'a', b'l', ..]
            | [b'h', b'u', ..]
            | [b'q', b'u', b'a', ..]
    )
}

/// The number that begins at token `i`.
pub fn at(g: &Grammar<'_>, i: usize, end: usize) -> Option<Number> {
    let number = match g.kind(i) {
        TokenKind::Number => in_digits(g, i, g.tokens[i].span.start as usize, end),
        TokenKind::Word if may_begin(g.lower(i)) => in_words(g, i, end),
        _ => None,
    }?;
    Some(and_a_half(g, number, end))
}

/// The number whose digits begin at byte `start`, within token `i`.
pub fn in_digits(g: &Grammar<'_>, i: usize, start: usize, end: usize) -> Option<Number> {
    let (value, stop) = digits(g.text, start)?;
    let last = g.token_at(stop as u32 - 1).max(i);
    if last >= end {
        return None;
    }
    let mut found = Number { end: last + 1, value, in_words: false, tail: None, scale: 1.0 };
    let behind = g.tokens[last].span.end as usize;
    if stop < behind {
        let tail = g.lower_of(onrecord_model::Span::new(stop, behind));
        let bare = tail.trim_start_matches('-');
        if matches!(bare, "st" | "nd" | "rd" | "th" | "s") {
            return None;
        }
        match magnitude(g.lexicon, bare).filter(|_| bare != "m" || !tail.starts_with('-')) {
            // "1.8m tall", "48m long": a length; "5m" otherwise a magnitude.
            Some(_) if &g.text[stop..behind] == "m" && is_length(g, i, value, last + 1, end) => {
                found.tail = Some((stop, behind))
            }
            Some(m) => {
                found.value *= m;
                found.scale = m;
            }
            None => found.tail = Some((stop, behind)),
        }
        return Some(found);
    }
    // "3 1/2", "1/2".
    if let Some((value, stop)) = fraction::slash(g, last, value, end) {
        found.value = value;
        found.end = stop;
        return Some(found);
    }
    magnitudes(g, &mut found, end);
    Some(found)
}

/// True where "m" is metres: "1.8m tall", "the 5,000m", "peaked at 4.6m"; millions count something or are of something.
fn is_length(g: &Grammar<'_>, i: usize, value: f64, at: usize, end: usize) -> bool {
    let money = i > 0 && super::unit::sign(g.word(i - 1)).is_some();
    if money || i > 0 && matches!(g.lower(i - 1), "of" | "some" | "than") {
        return false;
    }
    value >= 1000.0
        || at >= end
        || g.kind(at) != TokenKind::Word
        || super::counted::counted(g, at, end, 2.0, false).is_none() && !matches!(g.lower(at), "a" | "of")
}

/// "8 million", "7 thousand 5 hundred and 12".
fn magnitudes(g: &Grammar<'_>, found: &mut Number, end: usize) {
    let mut any = false;
    while found.end < end && g.kind(found.end) == TokenKind::Word {
        let lower = g.lower(found.end);
        // "m" and "k" count only where they hang on the digits or on money.
        match magnitude(g.lexicon, lower).filter(|_| lower.len() > 2 || matches!(lower, "bn" | "mn" | "tn" | "cr")) {
            Some(m) => {
                found.value *= m;
                found.scale = if any { found.scale * m } else { m };
                found.end += 1;
                any = true;
            }
            None => break,
        }
    }
    // "4 thousand 3 hundred and 21" is as long as it gets.
    let end = end.min(found.end + 7);
    let and = usize::from(found.end < end && g.lower(found.end) == "and");
    let next = found.end + and;
    if any
        && next < end
        && matches!(g.kind(next), TokenKind::Number | TokenKind::Word)
        && (and == 1 || g.kind(next) == TokenKind::Number)
    {
        let more = match g.kind(next) {
            TokenKind::Number => in_digits(g, next, g.tokens[next].span.start as usize, end),
            _ if found.scale <= 1000.0 => in_words(g, next, end).filter(|n| n.value >= 1.0),
            _ => None,
        };
        let share = fraction::bare(g, next, end).is_some();
        if let Some(more) = more.filter(|_| !share).filter(|n| {
            n.value < found.scale
                && n.tail.is_none()
                && (n.end >= end || super::unit::named(g, n.end, end).is_none() || and == 1)
        }) {
            found.value += more.value;
            found.end = more.end;
            found.scale = 1.0;
        }
    }
}

fn in_words(g: &Grammar<'_>, i: usize, end: usize) -> Option<Number> {
    let lower = g.lower(i);
    // "a hundred", "half a million", "a quarter million", "a dozen".
    if matches!(lower, "a" | "an" | "half" | "quarter" | "hundred") {
        let one = |k: usize| k < end && matches!(g.lower(k), "a" | "an");
        let (share, next) = match lower {
            "half" => (0.5, if one(i + 1) { i + 2 } else { i + 1 }),
            "quarter" => (0.25, if one(i + 1) { i + 2 } else { i + 1 }),
            "hundred" => (100.0, i + 1),
            _ if i + 1 < end && g.lower(i + 1) == "quarter" => {
                (0.25, if i + 2 < end && g.lower(i + 2) == "of" && one(i + 3) { i + 4 } else { i + 2 })
            }
            _ if i + 1 < end && g.lower(i + 1) == "half" => (0.5, i + 2),
            _ => (1.0, i + 1),
        };
        let m = (next < end)
            .then(|| magnitude(g.lexicon, g.lower(next)))
            .flatten()
            .filter(|_| g.lower(next).len() > 2 && !g.lower(next).ends_with('s'))?;
        let mut found = Number { end: next + 1, value: share * m, in_words: true, tail: None, scale: m };
        if share == 1.0 {
            cardinal(g, &mut found, i + 1, 1.0, end);
        }
        return Some(found);
    }
    let mut found = Number { end: i, value: 0.0, in_words: true, tail: None, scale: 1.0 };
    cardinal(g, &mut found, i, 0.0, end);
    (found.end > i).then_some(found)
}

/// Reads a number in words from token `at` on, with `start` in hand ("a" of "a hundred").
fn cardinal(g: &Grammar<'_>, found: &mut Number, at: usize, start: f64, end: usize) {
    let (mut total, mut current, mut k, mut any) = (0.0_f64, start, at, start > 0.0);
    let mut scale = 1.0;
    while k < end && k < at + 14 && g.kind(k) == TokenKind::Word {
        let lower = g.lower(k);
        if let Some(n) = small(g.lexicon, lower) {
            // "twenty one", "two hundred six"; but "five, six" and "one one" are two numbers.
            let fits = current == 0.0 && (total == 0.0 || scale > 1.0)
                || current % 100.0 == 0.0 && current > 0.0
                || current % 100.0 >= 20.0 && current % 10.0 == 0.0 && (1.0..10.0).contains(&n) && !lower.contains('-');
            if !fits {
                break;
            }
            current += n;
            scale = 1.0;
        } else if let Some(m) = magnitude(g.lexicon, lower).filter(|_| {
            any && lower.len() > 2 && !lower.ends_with("ands") && !lower.ends_with("ions") && !lower.ends_with("eds")
        }) {
            if m < 1e3 {
                current = current.max(1.0) * m;
            } else if current == 0.0 {
                total *= m;
            } else {
                total += current * m;
                current = 0.0;
            }
            scale = m;
        } else if lower == "and"
            && any
            && scale > 1.0
            && k + 1 < end
            && small(g.lexicon, g.lower(k + 1)).is_some_and(|n| n > 0.0)
            && fraction::bare(g, k + 1, end).is_none()
        {
            // "two hundred and six", but "two hundred and one of them" is rare enough.
            k += 1;
            continue;
        } else {
            break;
        }
        any = true;
        k += 1;
        found.end = k;
    }
    // A trailing "and" belongs to the sentence.
    found.value = if any { total + current } else { found.value };
    found.scale = scale;
    // "one hundred point four five".
    if any && k + 1 < end && g.lower(k) == "point" {
        let (mut step, mut stop) = (0.1, k + 1);
        while stop < end && small(g.lexicon, g.lower(stop)).is_some_and(|n| n < 10.0) {
            found.value += small(g.lexicon, g.lower(stop)).unwrap_or(0.0) * step;
            step /= 10.0;
            stop += 1;
        }
        if stop > k + 1 {
            found.end = stop;
            found.scale = 1.0;
        }
    }
}

/// "three and a half million", "two million and a half", "five and one fourth".
fn and_a_half(g: &Grammar<'_>, mut number: Number, end: usize) -> Number {
    let at = number.end;
    if number.tail.is_some() || at + 1 >= end || g.lower(at) != "and" || !number.in_words && number.value.fract() != 0.0
    {
        return number;
    }
    let Some((share, stop)) = fraction::bare(g, at + 1, end) else { return number };
    let m = (stop < end)
        .then(|| magnitude(g.lexicon, g.lower(stop)))
        .flatten()
        .filter(|m| *m >= 1e3 && g.lower(stop).len() > 1);
    (number.value, number.end) = match m {
        Some(m) if number.value < 1000.0 => ((number.value + share) * m, stop + 1),
        Some(m) => (number.value + share * m, stop + 1),
        None => (number.value + share * number.scale, stop),
    };
    number.scale = m.unwrap_or(1.0);
    number
}
