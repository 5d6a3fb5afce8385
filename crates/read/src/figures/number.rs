//! Numbers as they stand: 7,000; 3.5; 600bn; two million; a dozen; one in five; two-thirds.

use crate::words::{TokenKind, Words};

/// A number of tokens `first..end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub end: usize,
    pub value: f64,
    /// Written in words, all of it.
    pub in_words: bool,
    /// What hangs on the digits and is no magnitude: `km`, `pc`, `-year-old`.
    pub tail: Option<(usize, usize)>,
}

pub fn magnitude(lower: &str) -> Option<f64> {
    Some(match lower.trim_end_matches('.') {
        "hundred" | "hundreds" => 1e2,
        "thousand" | "thousands" | "k" => 1e3,
        "lakh" | "lakhs" => 1e5,
        "million" | "millions" | "mn" | "mln" | "mil" | "m" | "mio" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "billions" | "bn" | "bln" | "b" => 1e9,
        "trillion" | "trillions" | "tn" | "trn" => 1e12,
        "dozen" | "dozens" => 12.0,
        _ => return None,
    })
}

fn small(lower: &str) -> Option<f64> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Some(n) = WORDS.iter().position(|w| *w == lower) {
        return Some(n as f64);
    }
    if let Some(n) = TENS.iter().position(|w| *w == lower) {
        return Some(20.0 + 10.0 * n as f64);
    }
    let (tens, ones) = lower.split_once('-')?;
    let tens = TENS.iter().position(|w| *w == tens)?;
    let ones = WORDS[1..10].iter().position(|w| *w == ones)?;
    Some(20.0 + 10.0 * tens as f64 + ones as f64 + 1.0)
}

/// The value of digits with their commas and stop, and the bytes they take.
fn digits(text: &str) -> Option<(f64, usize)> {
    let n = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
    let text = &text[..n];
    let text = text.trim_end_matches(['.', ',']);
    if text.is_empty() || text.matches('.').count() > 1 {
        return None;
    }
    let plain: String = text.chars().filter(|c| *c != ',').collect();
    plain.parse().ok().filter(|v: &f64| v.is_finite()).map(|v| (v, text.len()))
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
    )
}

/// The number that begins at token `i`.
pub fn at(words: &Words<'_>, i: usize, end: usize) -> Option<Number> {
    match words.kind(i) {
        TokenKind::Number => in_digits(words, i, end),
        TokenKind::Word if may_begin(words.lower(i)) => in_words(words, i, end),
        _ => None,
    }
}

fn in_digits(words: &Words<'_>, i: usize, end: usize) -> Option<Number> {
    let lower = words.lower(i);
    let (mut value, n) = digits(lower)?;
    let tail = &lower[n..];
    let mut found = Number { end: i + 1, value, in_words: false, tail: None };
    if !tail.is_empty() {
        let bare = tail.trim_start_matches('-');
        if matches!(bare, "st" | "nd" | "rd" | "th" | "s") {
            return None;
        }
        match magnitude(bare).filter(|_| bare != "m" || !tail.starts_with('-')) {
            Some(m) => value *= m,
            None => {
                let start = words.tokens[i].span.start as usize + n;
                found.tail = Some((start, words.tokens[i].span.end as usize));
            }
        }
        found.value = value;
        return Some(found);
    }
    // "3 1/2", "1/2".
    if found.end + 1 < end
        && words.lower(found.end) == "/"
        && !words.tokens[found.end].spaced
        && !words.tokens[found.end + 1].spaced
    {
        let below = digits(words.lower(found.end + 1)).map(|d| d.0).filter(|d| *d > 0.0)?;
        found.value = value / below;
        found.end += 2;
        return Some(found);
    }
    while found.end < end && words.kind(found.end) == TokenKind::Word {
        let lower = words.lower(found.end);
        // "m" and "k" count only where they hang on the digits or on money.
        match magnitude(lower).filter(|_| lower.len() > 2 || matches!(lower, "bn" | "mn" | "tn")) {
            Some(m) => {
                found.value *= m;
                found.end += 1;
            }
            None => break,
        }
    }
    Some(found)
}

fn in_words(words: &Words<'_>, i: usize, end: usize) -> Option<Number> {
    let lower = words.lower(i);
    let (mut total, mut current, mut at) = (0.0, 0.0, i);
    let mut any = false;
    // "a hundred", "half a million", "a dozen".
    if matches!(lower, "a" | "an" | "half") {
        let next =
            if lower == "half" && i + 1 < end && matches!(words.lower(i + 1), "a" | "an") { i + 2 } else { i + 1 };
        let m = (next < end)
            .then(|| magnitude(words.lower(next)))
            .flatten()
            .filter(|_| words.lower(next).len() > 2 && !words.lower(next).ends_with('s'))?;
        let value = if lower == "half" { m / 2.0 } else { m };
        return Some(Number { end: next + 1, value, in_words: true, tail: None });
    }
    while at < end && at < i + 12 && words.kind(at) == TokenKind::Word {
        let lower = words.lower(at);
        if let Some(n) = small(lower) {
            current += n;
        } else if let Some(m) =
            magnitude(lower).filter(|_| any && lower.len() > 2 && !lower.ends_with("ands") && !lower.ends_with("ions"))
        {
            current = if current == 0.0 { m } else { current * m };
            if m >= 1e3 {
                total += current;
                current = 0.0;
            }
        } else if lower == "and" && any && at + 1 < end && small(words.lower(at + 1)).is_some() && current >= 100.0 {
            at += 1;
            continue;
        } else {
            break;
        }
        any = true;
        at += 1;
    }
    any.then_some(Number { end: at, value: total + current, in_words: true, tail: None })
}

/// "two-thirds", "three quarters", "a third", "half": the value and the token behind it.
pub fn fraction(words: &Words<'_>, i: usize, end: usize) -> Option<(f64, usize)> {
    let lower = words.lower(i);
    if !may_begin(lower) {
        return None;
    }
    let below = |w: &str| -> Option<f64> {
        Some(match w.trim_end_matches('s') {
            "half" | "halve" => 2.0,
            "third" => 3.0,
            "quarter" => 4.0,
            "fifth" => 5.0,
            "sixth" => 6.0,
            "eighth" => 8.0,
            "tenth" => 10.0,
            _ => return None,
        })
    };
    let of = |at: usize| at < end && words.lower(at) == "of";
    if let Some((above, under)) = lower.split_once('-')
        && let (Some(a), Some(b)) = (small(above), below(under))
    {
        return Some((a / b, i + 1));
    }
    let next = if i + 1 < end { words.lower(i + 1) } else { "" };
    if let (Some(a), Some(b)) = (small(lower), below(next))
        && (next.ends_with('s') || a == 1.0)
    {
        return of(i + 2).then_some((a / b, i + 2));
    }
    if matches!(lower, "a" | "one") && of(i + 2) {
        return below(next).map(|b| (1.0 / b, i + 2));
    }
    (lower == "half" && of(i + 1)).then_some((0.5, i + 1))
}
