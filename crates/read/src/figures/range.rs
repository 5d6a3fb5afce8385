//! Two numbers that belong together: ranges (14 to 16 million), and votes and scores (10-2), which are two figures.
//!
//! Leaves alone: dates and years, which are times. Cases: cases/figures/ranges.md

use super::number::{self, Number};
use super::{money, unit, unit_behind};
use onrecord_grammar::{Grammar, List, Tokens};
use onrecord_words::TokenKind;

/// A range that begins with `number`: its low end, its high end, its unit and the token behind it.
pub struct Range {
    pub low: f64,
    pub high: f64,
    pub unit: Option<&'static str>,
    pub end: usize,
}

/// The range whose first number, with its unit, ends before token `stop` of a sentence.
pub fn at(
    g: &Grammar<'_>,
    from: usize,
    number: Number,
    code: Option<&'static str>,
    stop: usize,
    sentence: Tokens,
) -> Option<Range> {
    let Tokens { start: first, end } = sentence;
    let lead = if from > first { g.lower(from - 1) } else { "" };
    let between = matches!(lead, "between" | "from");
    let joiner = if stop < end { g.lower(stop) } else { "" };
    let joins = matches!(joiner, "to" | "-" | "–" | "—" | "through" | "or") || joiner == "and" && lead == "between";
    if !joins || stop + 1 >= end {
        return None;
    }
    // "rose from 40 to 60": two figures.
    if joiner == "to" && lead == "from" && code.is_none() {
        return None;
    }
    let (other, other_unit) = if unit::sign(g.word(stop + 1)).is_some() {
        let (code, _, other) = money::at(g, stop + 1, first, end)?;
        (other, Some((code, other.end)))
    } else {
        let other = number::at(g, stop + 1, end)?;
        (other, unit_behind(g, other, end))
    };
    let close = !g.tokens[stop].spaced && !g.tokens[stop + 1].spaced;
    let dash = matches!(joiner, "-" | "–" | "—");
    let tied = if dash {
        close || g.tokens[stop].spaced == g.tokens[stop + 1].spaced && (code.is_some() || other_unit.is_some())
    } else {
        true
    };
    // "14 to 16 million": the first shares the magnitude.
    let mut low = number.value;
    if low < other.value && other.scale > 1.0 && number.scale == 1.0 && low < 1000.0 && other.value / other.scale >= low
    {
        low *= other.scale;
    }
    // "two or three" is a range, "60 or 70 miles" too; "5 or 500" is none.
    if joiner == "or" && !(other.value - low <= low.max(2.0) && number.in_words == other.in_words && low >= 2.0) {
        return None;
    }
    let agree = code.is_none() || other_unit.is_none() || code == other_unit.map(|u| u.0);
    let same_size = low > 0.0 && other.value / low < 20.0;
    let sized = other_unit.is_some() || code.is_some() || joiner != "to" || between || same_size;
    (tied && agree && other.value > low && sized).then(|| Range {
        low,
        high: other.value,
        unit: code.or(other_unit.map(|u| u.0)),
        end: other_unit.map_or(other.end, |u| u.1),
    })
}

/// The second bound of "more than 10 but less than 40", where `stop` is the token behind the first: its value and the token behind.
pub fn bounded(g: &Grammar<'_>, low: f64, stop: usize, end: usize) -> Option<(f64, usize)> {
    let word = |k: usize| if k < end { g.lower(k) } else { "" };
    if !matches!(word(stop), "and" | "but") {
        return None;
    }
    let at = match (word(stop + 1), word(stop + 2)) {
        ("less" | "fewer" | "lower" | "under", "than") | ("at", "most") | ("up", "to") => stop + 3,
        ("below" | "under", _) => stop + 2,
        _ => return None,
    };
    let other = (at < end).then(|| number::at(g, at, end)).flatten().filter(|n| n.value > low)?;
    Some((other.value, unit_behind(g, other, end).map_or(other.end, |u| u.1)))
}

/// Words of voting and of matches near a pair of numbers.
fn near(g: &Grammar<'_>, i: usize, stop: usize, first: usize, end: usize, list: List) -> bool {
    (first.max(i.saturating_sub(9))..end.min(stop + 7)).any(|k| g.on(k, list))
}

/// A vote or a score: both numbers, and the unit of a vote.
pub fn pair(
    g: &Grammar<'_>,
    i: usize,
    first: usize,
    end: usize,
) -> Option<(Number, usize, Number, Option<&'static str>)> {
    let left = number::at(g, i, end)
        .filter(|n| n.tail.is_none() && n.value.fract() == 0.0 && n.value < 1000.0 && n.scale == 1.0)?;
    let joiner = if left.end + 1 < end { g.lower(left.end) } else { return None };
    let dash = matches!(joiner, "-" | "–" | "—") && !g.tokens[left.end].spaced && !g.tokens[left.end + 1].spaced;
    if !dash && joiner != "to" {
        return None;
    }
    let right = number::at(g, left.end + 1, end)
        .filter(|n| n.tail.is_none() && n.value.fract() == 0.0 && n.value < 1000.0 && n.in_words == left.in_words)?;
    if unit_behind(g, right, end).is_some_and(|u| u.0 != "vote") {
        return None;
    }
    // "6–4, 6–2": digits tied on both sides are no pair of this kind.
    let more = right.end + 1 < end
        && matches!(g.lower(right.end), "-" | "–")
        && !g.tokens[right.end].spaced
        && g.kind(right.end + 1) == TokenKind::Number;
    if more {
        return None;
    }
    let vote = near(g, i, right.end, first, end, List::VoteWord);
    // A range goes up; a vote or a score that is told by the winner's side goes down.
    let down = left.value >= right.value;
    if vote && (down || dash && near(g, i, right.end, first, end, List::VoteVerb)) {
        return Some((left, left.end + 1, right, Some("vote")));
    }
    (dash && (down || near(g, i, right.end, first, end, List::ScoreWord))).then_some((left, left.end + 1, right, None))
}
