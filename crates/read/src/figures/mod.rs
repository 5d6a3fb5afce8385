//! Quantities: the number, its unit, and what is counted.
//!
//! Leaves alone: times and dates, names with numbers (`Route 66`, `G20`), `one` as a pronoun, "the two leaders", ordinals.
//! Cases: cases/figures/

mod counted;
mod not_one;
mod number;
mod unit;

use onrecord_model::{Figure, Modifier, Span, Time};

use crate::words::{TokenKind, Words};
use counted::{counted, is_function_word};
use not_one::is_no_quantity;
use number::Number;

/// All figures in text order.
pub fn find(words: &Words<'_>, times: &[Time]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut next_time = 0;
    for sentence in &words.sentences {
        let (first, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let mut i = first;
        while i < end {
            let at = words.tokens[i].span.start;
            while times.get(next_time).is_some_and(|t| t.span.end <= at) {
                next_time += 1;
            }
            // What is a time is no figure.
            if let Some(time) = times.get(next_time).filter(|t| t.span.start <= at) {
                i = words.token_at(time.span.end.saturating_sub(1)).max(i) + 1;
                continue;
            }
            match one(words, i, first, end) {
                Some((figure, stop)) => {
                    figures.push(figure);
                    i = stop.max(i + 1);
                }
                None => i += 1,
            }
        }
    }
    figures
}

/// The figure that begins at token `i`, and the token behind it.
fn one(words: &Words<'_>, i: usize, first: usize, end: usize) -> Option<(Figure, usize)> {
    let mark = words.lower(i);
    let before = if i > first { words.lower(i - 1) } else { "" };
    // "$600 billion", "US$5m", "-3.5", "+4%".
    if let Some(code) = unit::sign(mark) {
        let number = (i + 1 < end).then(|| number::at(words, i + 1, end)).flatten()?;
        let whose = if words.tokens[i].spaced { None } else { unit::whose(before) };
        let from = if whose.is_some() { i - 1 } else { i };
        return Some(build(words, from, number, Some((whose.unwrap_or(code), number.end)), first, end, "money", 0.96));
    }
    let signed = matches!(mark, "-" | "−" | "–" | "+")
        && i + 1 < end
        && words.kind(i + 1) == TokenKind::Number
        && !words.tokens[i + 1].spaced
        && (i == first || words.tokens[i].spaced)
        && !matches!(words.kind(i.saturating_sub(1)), TokenKind::Number);
    if signed {
        let mut number = number::at(words, i + 1, end)?;
        if mark != "+" {
            number.value = -number.value;
        }
        let unit = unit_behind(words, number, end);
        return Some(build(words, i, number, unit, first, end, "signed", 0.85));
    }
    if let Some((value, stop)) = number::fraction(words, i, end) {
        let number = Number { end: stop, value, in_words: true, tail: None };
        return Some(build(words, i, number, None, first, end, "fraction", 0.75));
    }
    let number = number::at(words, i, end)?;
    if is_no_quantity(words, i, number, first, end) {
        return None;
    }
    let unit = unit_behind(words, number, end);
    let rule = match unit {
        Some(("percent" | "percentage_point" | "basis_point", _)) => "percent",
        Some(_) => "measure",
        None => "count",
    };
    let score = if unit.is_some() {
        0.95
    } else if number.in_words && number.value < 13.0 {
        0.6
    } else {
        0.8
    };
    Some(build(words, i, number, unit, first, end, rule, score))
}

/// The unit behind a number, or the one that hangs on its digits: code and the token behind it.
fn unit_behind(words: &Words<'_>, number: Number, end: usize) -> Option<(&'static str, usize)> {
    if let Some((from, to)) = number.tail {
        let bare = words.text[from..to].trim_start_matches('-').to_ascii_lowercase();
        let code = match bare.as_str() {
            "km" => "km",
            "m" | "meter" | "metre" => "m",
            "cm" => "cm",
            "mm" => "mm",
            "kg" => "kg",
            "g" => "g",
            "pc" | "pct" | "percent" => "percent",
            "p" => "GBX",
            "mph" => "mph",
            "kph" => "km/h",
            "ft" | "foot" => "foot",
            "lb" | "lbs" => "[lb_av]",
            "mw" => "MW",
            "gw" => "GW",
            "kw" => "kW",
            "gb" => "GB",
            "mb" => "MB",
            "tb" => "TB",
            "c" => "Cel",
            "f" => "[degF]",
            "ha" => "hectare",
            "l" => "l",
            "mile" => "mile",
            "ton" | "tonne" => "t",
            "acre" => "acre",
            "inch" => "inch",
            "kilometre" | "kilometer" => "km",
            "year-old" => "year",
            _ => return None,
        };
        return Some((code, number.end));
    }
    let at = number.end;
    // "3.5-percent": a hyphen of its own.
    let at = if at < end && words.lower(at) == "-" && !words.tokens[at].spaced { at + 1 } else { at };
    let (code, stop) = unit::named(words, at, end)?;
    // "5 m" and "10 c" only where they hang together or nothing else can be meant.
    let letter = words.tokens[at].span.len() == 1 && words.kind(at) == TokenKind::Word;
    (!letter || !words.tokens[at].spaced).then_some((code, stop))
}

#[allow(clippy::too_many_arguments)]
fn build(
    words: &Words<'_>,
    from: usize,
    number: Number,
    unit: Option<(&'static str, usize)>,
    first: usize,
    end: usize,
    rule: &'static str,
    score: f32,
) -> (Figure, usize) {
    let mut stop = unit.map_or(number.end, |u| u.1);
    let mut high = None;
    let mut code = unit.map(|u| u.0);
    let mut value = number.value;
    // A range: "14 to 16 million", "$14bn-$14.5bn", "between 10 and 20 percent".
    let between = from > first && matches!(words.lower(from - 1), "between" | "from");
    let joiner = if stop < end { words.lower(stop) } else { "" };
    let joins =
        matches!(joiner, "to" | "-" | "–") || (joiner == "and" && between && words.lower(from - 1) == "between");
    if joins && stop + 1 < end && !(joiner == "to" && from > first && words.lower(from - 1) == "from" && code.is_none())
    {
        let sign = unit::sign(words.lower(stop + 1));
        let at = stop + 1 + usize::from(sign.is_some());
        if let Some(other) = (at < end).then(|| number::at(words, at, end)).flatten() {
            let other_unit = unit_behind(words, other, end).or(sign.map(|s| (s, other.end)));
            let tied =
                joiner == "to" || joiner == "and" || (!words.tokens[stop].spaced && !words.tokens[stop + 1].spaced);
            // "14 to 16 million": the first shares the magnitude.
            let mut low = value;
            let scale = scale_of(words, at, other);
            if low < other.value && scale > 1.0 && low < 1000.0 && other.value / scale >= low {
                low *= scale;
            }
            let agree = code.is_none() || other_unit.is_none() || code == other_unit.map(|u| u.0);
            if tied
                && agree
                && other.value > low
                && (other_unit.is_some() || code.is_some() || joiner != "to" || between || same_size(low, other.value))
            {
                value = low;
                high = Some(other.value);
                stop = other_unit.map_or(other.end, |u| u.1);
                code = code.or(other_unit.map(|u| u.0));
            }
        }
    }
    let of = counted(words, of_start(words, stop, end), end)
        .filter(|_| !matches!(code, Some("percent")) || stop < end && words.lower(stop) == "of");
    let per = per(words, stop, end).or_else(|| of.and_then(|(_, b)| per(words, b, end)));
    let noun = of.map(|(_, b)| unit::singular(words.lower(b - 1)));
    let tail_noun =
        number.tail.map(|(a, b)| unit::singular(words.text[a..b].trim_start_matches('-').to_lowercase().as_str()));
    let unit_name = code.map(str::to_owned).or(tail_noun).or(noun);
    let span = words.span(from, stop - 1);
    let figure = Figure {
        span,
        value,
        high,
        unit: unit_name,
        modifier: modifier(words, from, stop, first, end),
        of: of.map(|(a, b)| words.span(a, b - 1)),
        per,
        compared_with: compared(words, stop, end),
        rule: rule.into(),
        score,
    };
    (figure, stop)
}

fn of_start(words: &Words<'_>, stop: usize, end: usize) -> usize {
    // "70% of the cost", "a third of its seats".
    let mut at = stop;
    if at < end && words.lower(at) == "of" {
        at += 1;
        if at < end
            && matches!(
                words.lower(at),
                "the" | "its" | "his" | "her" | "their" | "all" | "a" | "an" | "this" | "these" | "those"
            )
        {
            at += 1;
        }
    }
    at
}

/// By how much the words behind the digits multiply: 1,000,000 of "16 million".
fn scale_of(words: &Words<'_>, at: usize, number: Number) -> f64 {
    let last = words.lower(number.end - 1);
    let letters = last.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let _ = at;
    number::magnitude(letters).unwrap_or(1.0)
}

fn same_size(a: f64, b: f64) -> bool {
    a > 0.0 && b / a < 20.0
}

/// "a day", "per barrel", "an hour".
fn per(words: &Words<'_>, at: usize, end: usize) -> Option<String> {
    let lower = if at + 1 < end { words.lower(at) } else { return None };
    let next = words.lower(at + 1);
    let unit = matches!(
        next,
        "day"
            | "week"
            | "month"
            | "year"
            | "hour"
            | "minute"
            | "second"
            | "barrel"
            | "share"
            | "head"
            | "person"
            | "tonne"
            | "ton"
            | "kilo"
            | "gallon"
            | "litre"
            | "liter"
            | "night"
            | "household"
            | "ounce"
            | "mile"
            | "game"
    );
    (matches!(lower, "a" | "an") && unit || lower == "per" && words.kind(at + 1) == TokenKind::Word)
        .then(|| unit::singular(next))
}

fn modifier(words: &Words<'_>, from: usize, stop: usize, first: usize, end: usize) -> Modifier {
    let back = |n: usize| from.checked_sub(n).filter(|k| *k >= first).map_or("", |k| words.lower(k));
    let (one, two) = (back(1), back(2));
    match (two, one) {
        ("more" | "greater" | "higher" | "larger" | "bigger" | "longer" | "worth", "than")
        | (_, "over" | "above" | "exceeding" | "topping" | "surpassing") => return Modifier::MoreThan,
        ("less" | "fewer" | "lower" | "smaller", "than") | (_, "under" | "below") => return Modifier::LessThan,
        ("at", "least") => return Modifier::AtLeast,
        ("at", "most") => return Modifier::AtMost,
        ("as", "many" | "much") | ("up", "to") => return Modifier::UpTo,
        (_, "nearly" | "almost") => return Modifier::Nearly,
        ("close" | "near", "to") => return Modifier::Nearly,
        (_, "about" | "around" | "approximately" | "roughly" | "some" | "estimated" | "circa" | "~" | "approx.") => {
            return Modifier::About;
        }
        _ => {}
    }
    if one == "as" && matches!(back(2), "many" | "much" | "high") {
        return Modifier::UpTo;
    }
    // "as many as 30", "30 or more", "30 or so", "a minimum of 30".
    if one == "of" {
        match two {
            "minimum" => return Modifier::AtLeast,
            "maximum" => return Modifier::AtMost,
            "excess" => return Modifier::MoreThan,
            "total" => return Modifier::Exact,
            _ => {}
        }
    }
    let behind = |n: usize| if stop + n < end { words.lower(stop + n) } else { "" };
    match (behind(0), behind(1)) {
        ("or", "more") | ("and", "up") => Modifier::AtLeast,
        ("or", "less" | "fewer") => Modifier::AtMost,
        ("or", "so") => Modifier::About,
        ("-", "plus") | ("+", _) | ("plus", _) => Modifier::MoreThan,
        _ => Modifier::Exact,
    }
}

/// "up from 12 percent", "compared with 31 million", "down from 19".
fn compared(words: &Words<'_>, stop: usize, end: usize) -> Option<Span> {
    for at in stop..end.min(stop + 10) {
        let next = if at + 1 < end { words.lower(at + 1) } else { "" };
        let opens = matches!(
            (words.lower(at), next),
            ("up" | "down", "from") | ("compared", "with" | "to") | ("versus" | "against", _) | ("rather", "than")
        );
        if opens {
            let from = at + if matches!(words.lower(at), "versus" | "against") { 1 } else { 2 };
            let number_at = (from..end.min(from + 8))
                .find(|k| words.kind(*k) == TokenKind::Number || number::at(words, *k, end).is_some())?;
            let number = number::at(words, number_at, end)?;
            let mut stop = unit_behind(words, number, end).map_or(number.end, |u| u.1);
            // "down from 31 million last year": the words up to the stop belong to it.
            while stop < end
                && stop < number.end + 5
                && words.kind(stop) == TokenKind::Word
                && !is_function_word(words.lower(stop))
            {
                stop += 1;
            }
            return Some(words.span(at, stop - 1));
        }
        if matches!(words.word(at), "." | ";") {
            break;
        }
    }
    None
}
