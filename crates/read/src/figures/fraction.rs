//! Fractions: two-thirds; three quarters; a fifth of; half the seats; 3 1/2; ½; a quarter point.
//!
//! Leaves alone: "a third man", "the quarter", "half past". Cases: cases/figures/fractions.md

use super::number::{self, small};
use onrecord_grammar::{Grammar, List};
use onrecord_words::TokenKind;

/// What a denominator divides by: 3 for "third" and "thirds".
fn below(word: &str) -> Option<f64> {
    let bare = word.strip_suffix('s').unwrap_or(word);
    Some(match bare {
        "half" | "halve" => 2.0,
        "third" => 3.0,
        "quarter" | "fourth" => 4.0,
        "fifth" => 5.0,
        "sixth" => 6.0,
        "seventh" => 7.0,
        "eighth" => 8.0,
        "ninth" => 9.0,
        "tenth" => 10.0,
        "twelfth" => 12.0,
        "fifteenth" => 15.0,
        "sixteenth" => 16.0,
        "twentieth" => 20.0,
        "thirtieth" => 30.0,
        "hundredth" => 100.0,
        "thousandth" => 1e3,
        "millionth" => 1e6,
        "billionth" => 1e9,
        "trillionth" => 1e12,
        _ => return None,
    })
}

/// A sign that is a fraction: ½.
pub fn sign(word: &str) -> Option<f64> {
    Some(match word {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "⅕" => 0.2,
        "⅛" => 0.125,
        _ => return None,
    })
}

/// The fraction that begins at token `i`, where it stands as a quantity: its value and the token behind it.
pub fn at(g: &Grammar<'_>, i: usize, end: usize) -> Option<(f64, usize)> {
    if let Some(value) = sign(g.word(i)) {
        return Some((value, i + 1));
    }
    if g.kind(i) != TokenKind::Word || !number::may_begin(g.lower(i)) {
        return None;
    }
    let (value, stop) = bare(g, i, end)?;
    let next = |k: usize| if stop + k < end { g.lower(stop + k) } else { "" };
    let plural = g.lower(stop - 1).ends_with('s') || g.lower(i).contains('-') && stop == i + 1;
    // "a third of", "half the seats", "a quarter point", "half its debts"; "two thirds" needs nothing.
    let share = g.lexicon.on(next(0), List::FractionOf)
        || g.lower(stop - 1) == "half" && g.lexicon.on(next(0), List::FractionDeterminer);
    let ends = stop >= end || g.kind(stop) == TokenKind::Mark;
    // "by half", "more than half."
    let half = g.lower(i) == "half" && ends && i > 0 && g.on(i - 1, List::FractionLead);
    // "three quarters billion", "a half", alone.
    let alone = ends && (i == 0 || g.first_of_sentence(i)) && stop >= end;
    (alone
        || plural && !matches!(next(0), "past")
        || share && !(g.lower(i) == "half" && matches!(next(1), "hour" | "day" | "century" | "year"))
        || half)
        .then_some((value, stop))
}

/// A fraction wherever it stands: "a half", "one fourth", "two-thirds", "fifty-four hundredths".
pub fn bare(g: &Grammar<'_>, i: usize, end: usize) -> Option<(f64, usize)> {
    let lower = g.lower(i);
    if lower == "half" {
        return Some((0.5, i + 1));
    }
    // "another quarter point"
    if lower == "quarter" && i + 1 < end && matches!(g.lower(i + 1), "point" | "points") {
        return Some((0.25, i + 1));
    }
    // "two-thirds", "one-fifth".
    if let Some((above, under)) = lower.split_once('-')
        && let (Some(a), Some(b)) = (small(g.lexicon, above), below(under))
    {
        return Some((a / b, i + 1));
    }
    let next = if i + 1 < end { g.lower(i + 1) } else { "" };
    if matches!(lower, "a" | "an" | "one") {
        return below(next).filter(|_| !next.ends_with('s')).map(|b| (1.0 / b, i + 2));
    }
    // A denominator behind a number of several words: "twenty one fifths".
    let mut at = i;
    let mut above = 0.0;
    while at < end && at < i + 3 && small(g.lexicon, g.lower(at)).is_some() {
        above += small(g.lexicon, g.lower(at)).unwrap_or(0.0);
        at += 1;
    }
    if at == i || at >= end {
        return None;
    }
    let under = g.lower(at);
    below(under).filter(|_| under.ends_with('s')).map(|b| (above / b, at + 1))
}

/// "1/2" behind the digits at token `i`, "3 1/2", "3 ½": the value and the token behind.
pub fn slash(g: &Grammar<'_>, i: usize, value: f64, end: usize) -> Option<(f64, usize)> {
    let joined = |k: usize| {
        k + 1 < end
            && matches!(g.lower(k), "/" | "⁄")
            && !g.tokens[k].spaced
            && !g.tokens[k + 1].spaced
            && g.kind(k + 1) == TokenKind::Number
    };
    let whole = |k: usize| {
        number::digits(g.text, g.tokens[k].span.start as usize)
            .filter(|d| d.1 == g.tokens[k].span.end as usize)
            .map(|d| d.0)
    };
    if joined(i + 1) {
        let under = whole(i + 2).filter(|d| *d > 0.0 && *d <= 100.0)?;
        return Some((value / under, i + 3));
    }
    if i + 1 < end && value.fract() == 0.0 {
        if let Some(share) = sign(g.word(i + 1)) {
            return Some((value + share, i + 2));
        }
        if g.kind(i + 1) == TokenKind::Number && joined(i + 2) {
            let (above, under) = (whole(i + 1)?, whole(i + 3)?);
            return (above < under && under <= 100.0).then_some((value + above / under, i + 4));
        }
    }
    None
}
