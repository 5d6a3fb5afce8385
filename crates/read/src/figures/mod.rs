//! Quantities: the number, its unit, and what is counted.
//!
//! Leaves alone: times and dates (a length of time that measures something is both), names with numbers (`Route 66`, `G20`), `one` as a
//! pronoun, "the two leaders", ordinals. Cases: cases/figures/

mod age;
mod compare;
mod counted;
mod durations;
mod fraction;
mod money;
mod not_figures;
mod number;
mod range;
mod unit;

use onrecord_grammar::{Grammar, List, Tokens};
use onrecord_model::{Figure, Key, Time};

use compare::{compared, modifier, per};
use counted::counted;
use not_figures::{is_no_quantity, is_noun_tail};
use number::Number;
use onrecord_words::TokenKind;

/// All figures in text order.
pub fn find(g: &Grammar<'_>, times: &[Time]) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut next_time = 0;
    for sentence in &g.sentences {
        let (first, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let of_before = figures.len();
        let mut i = first;
        while i < end {
            let at = g.tokens[i].span.start;
            while times.get(next_time).is_some_and(|t| t.span.end <= at) {
                next_time += 1;
            }
            // What is a time is no figure, save for a length of time that measures something.
            if let Some(time) = times.get(next_time).filter(|t| t.span.start <= at) {
                let behind = g.token_at(time.span.end.saturating_sub(1)).max(i) + 1;
                if let Some((number, unit)) =
                    durations::lasting(g, time, i, first, end).filter(|_| time.span.start == at)
                {
                    let mut figure =
                        build(g, &Measure::of(i, number, Some((unit, number.end)), "lasting", 0.85), first, end).0;
                    figure.high = durations::high(g, i, number.end);
                    figures.push(figure);
                }
                i = behind;
                continue;
            }
            if !may_begin(g, i) {
                i += 1;
                continue;
            }
            if let Some((left, second, right, unit)) = range::pair(g, i, first, end) {
                let unit = unit.map(str::to_owned);
                for (from, number) in [(i, left), (second, right)] {
                    let (mut figure, _) = build(g, &Measure::of(from, number, None, "pair", 0.85), first, number.end);
                    figure.unit = unit.clone();
                    figures.push(figure);
                }
                i = right.end;
                continue;
            }
            match one(g, i, first, end) {
                Some((mut figure, stop)) => {
                    // "up from nine", "compared with two": the same is counted as before.
                    if figure.unit.is_none()
                        && let Some(before) = figures[of_before..].last()
                        && i > first
                        && g.on(i - 1, List::NumberPair)
                    {
                        figure.unit = before.unit.clone();
                    }
                    figures.push(figure);
                    i = stop.max(i + 1);
                }
                None => i += 1,
            }
        }
    }
    figures
}

/// False for most words at a glance: no figure begins with them.
fn may_begin(g: &Grammar<'_>, i: usize) -> bool {
    match g.kind(i) {
        TokenKind::Number | TokenKind::Mark => true,
        TokenKind::Word => {
            let lower = g.lower(i);
            number::may_begin(lower)
                || g.capital(i) && lower.len() < 12
                || !lower.is_ascii() && fraction::sign(lower).is_some()
                || matches!(lower, "minus" | "negative" | "kr" | "rmb" | "dlrs")
        }
        _ => false,
    }
}

/// The figure that begins at token `i`, and the token behind it.
fn one(g: &Grammar<'_>, i: usize, first: usize, end: usize) -> Option<(Figure, usize)> {
    let mark = g.lower(i);
    // "$600 billion", "US$5m", "Rs 1,200"; "-$5".
    if let Some((code, from, number)) = money::at(g, i, first, end) {
        return Some(build(g, &Measure::of(from, number, Some((code, number.end)), "money", 0.96), first, end));
    }
    // "-3.5", "+4%", "minus five percent".
    let sign = matches!(mark, "-" | "−" | "–" | "+")
        && i + 1 < end
        && g.kind(i + 1) == TokenKind::Number
        && !g.tokens[i + 1].spaced
        && (i == first || g.tokens[i].spaced)
        && !matches!(g.kind(i.saturating_sub(1)), TokenKind::Number);
    let minus = matches!(mark, "minus" | "negative") && i + 1 < end;
    if (sign || minus)
        && let Some(mut number) = number::at(g, i + 1, end)
        && (sign || unit_behind(g, number, end).is_some() || number.end >= end || g.kind(number.end) == TokenKind::Mark)
    {
        if mark != "+" {
            number.value = -number.value;
        }
        let unit = unit_behind(g, number, end);
        return Some(build(g, &Measure::of(i, number, unit, "signed", 0.85), first, end));
    }
    if let Some((value, stop)) = fraction::at(g, i, end) {
        let number = Number { end: stop, value, in_words: true, tail: None, scale: 1.0 };
        return Some(build(g, &Measure::of(i, number, of_a_unit(g, stop, end), "fraction", 0.75), first, end));
    }
    if let Some(figure) = compound(g, i, first) {
        return Some(figure);
    }
    let number = number::at(g, i, end)?;
    if age::is_age(g, i, number, first, end) {
        let (mut figure, stop) = build(g, &Measure::of(i, number, Some(("year", number.end)), "age", 0.9), first, end);
        figure.of = None;
        return Some((figure, stop));
    }
    if is_no_quantity(g, i, number, first, end) {
        return None;
    }
    let unit = unit_behind(g, number, end);
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
    Some(build(g, &Measure::of(i, number, unit, rule, score), first, end))
}

/// "twelve-member", "six-mile", "half-point", "quarter-point": a number in words and what it counts in one token.
fn compound(g: &Grammar<'_>, i: usize, first: usize) -> Option<(Figure, usize)> {
    let lower = g.lower(i);
    if g.kind(i) != TokenKind::Word || !number::may_begin(lower) || !lower.contains('-') {
        return None;
    }
    let (head, tail) = lower.rsplit_once('-')?;
    let value = match head {
        "half" => 0.5,
        "quarter" => 0.25,
        // "twenty-five" is a number, and no more.
        _ if number::small(g.lexicon, tail).is_some() => return None,
        _ => number::small(g.lexicon, head)?,
    };
    let share = matches!(head, "half" | "quarter");
    let unit = match tail {
        "point" if share => Some("percentage_point"),
        _ => unit::tail(g.lexicon, tail),
    };
    if unit.is_none() && (share || value < 2.0 || !is_noun_tail(g.lexicon, tail))
        || g.capital(i) && i > first && unit.is_none()
    {
        return None;
    }
    let number = Number { end: i + 1, value, in_words: true, tail: None, scale: 1.0 };
    let name = unit.map_or_else(|| unit::singular(g.lexicon, tail), str::to_owned);
    let (mut figure, stop) = build(g, &Measure::of(i, number, None, "measure", 0.85), first, i + 1);
    figure.unit = Some(name);
    Some((figure, stop))
}

/// The unit of a fraction: "a quarter point", "a quarter of a percentage point", "half a mile".
fn of_a_unit(g: &Grammar<'_>, stop: usize, end: usize) -> Option<(&'static str, usize)> {
    let mut at = stop;
    if at < end && g.lower(at) == "of" {
        at += 1;
    }
    if at < end && matches!(g.lower(at), "a" | "an" | "one") {
        at += 1;
    }
    if at < end && matches!(g.lower(at), "point" | "points") {
        return Some(("percentage_point", at + 1));
    }
    unit::named(g, at, end).filter(|_| at > stop || stop < end && !matches!(g.lower(stop), "of"))
}

/// The unit behind a number, or the one that hangs on its digits: code and the token behind it.
fn unit_behind(g: &Grammar<'_>, number: Number, end: usize) -> Option<(&'static str, usize)> {
    if let Some((from, to)) = number.tail {
        let bare = g.text[from..to].trim_start_matches('-').to_ascii_lowercase();
        return match bare.as_str() {
            "year-old" | "year-olds" => Some(("year", number.end)),
            _ => unit::tail(g.lexicon, &bare).map(|code| (code, number.end)),
        };
    }
    let at = number.end;
    // "3.5-percent": a hyphen of its own.
    let at = if at < end && g.lower(at) == "-" && !g.tokens[at].spaced { at + 1 } else { at };
    let (code, stop) = unit::named(g, at, end)?;
    // "5 m" and "10 c" only where they hang together or nothing else can be meant.
    let letter = g.tokens[at].span.len() == 1 && g.kind(at) == TokenKind::Word;
    if letter && g.tokens[at].spaced {
        return None;
    }
    // "75 USD million".
    Some((code, stop))
}

/// A number that begins at token `from` and its unit, with the token behind that.
struct Measure {
    from: usize,
    number: Number,
    unit: Option<(&'static str, usize)>,
    rule: &'static str,
    score: f32,
}

impl Measure {
    fn of(from: usize, number: Number, unit: Option<(&'static str, usize)>, rule: &'static str, score: f32) -> Measure {
        Measure { from, number, unit, rule, score }
    }
}

/// What a measure comes to with all the words behind it that belong to it; `end` is the token behind them.
struct Amount {
    value: f64,
    high: Option<f64>,
    unit: Option<&'static str>,
    end: usize,
}

/// "75 USD million", "5 dollars and 20 cents", "14 to 16 million": a measure with its magnitude, coins and high end.
fn amount(g: &Grammar<'_>, measure: &Measure, first: usize, end: usize) -> Amount {
    let Measure { from, mut number, unit, .. } = *measure;
    let mut stop = unit.map_or(number.end, |u| u.1);
    let mut code = unit.map(|u| u.0);
    // "75 USD million": the magnitude behind the code.
    if code.is_some_and(|c| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase()))
        && number.scale == 1.0
        && stop > number.end
        && stop < end
        && let Some(m) = number::magnitude(g.lexicon, g.lower(stop)).filter(|_| g.lower(stop).len() > 2)
    {
        number.value *= m;
        stop += 1;
    }
    if let Some((share, behind)) = code.and_then(|c| money::coins(g, c, stop, end)) {
        number.value += share;
        stop = behind;
    }
    let mut value = number.value;
    let mut high = None;
    if let Some(range) = range::at(g, from, number, code, stop, Tokens::from(first..end)) {
        (value, high, code, stop) = (range.low, Some(range.high), range.unit, range.end);
    }
    // "more than 10 but less than 40" is one range.
    if high.is_none()
        && from > first
        && matches!(g.lower(from - 1), "than" | "above" | "over" | "least")
        && let Some((top, behind)) = range::bounded(g, value, stop, end)
    {
        (high, stop) = (Some(top), behind);
    }
    Amount { value, high, unit: code, end: stop }
}

/// The figure of a measure in the sentence `first..end`, and the token behind it.
fn build(g: &Grammar<'_>, measure: &Measure, first: usize, end: usize) -> (Figure, usize) {
    let Measure { from, number, rule, score, .. } = *measure;
    let Amount { value, high, unit: code, end: stop } = amount(g, measure, first, end);
    let of_led = stop < end && g.lower(stop) == "of";
    let share = matches!(code, Some("percent")) || rule == "fraction";
    let of = (!matches!(rule, "age" | "lasting"))
        .then(|| {
            counted(g, of_start(g, stop, rule == "fraction", end), end, high.unwrap_or(value), of_led || code.is_some())
        })
        .flatten()
        .filter(|_| !share || of_led || rule == "fraction");
    let per = per(g, stop, end).or_else(|| of.and_then(|of| per(g, of.end, end)));
    let noun = of.filter(|_| !of_led || share).map(|of| match g.lower(of.last()) {
        "others" => "person".to_owned(),
        lower => unit::singular(g.lexicon, lower),
    });
    let tail_noun = number
        .tail
        .map(|(a, b)| g.text[a..b].trim_start_matches('-').to_lowercase())
        .filter(|t| !matches!(t.as_str(), "odd" | "plus" | "strong"));
    let tail_noun = tail_noun.map(|t| unit::singular(g.lexicon, &t));
    let unit_name = code.map(str::to_owned).or(tail_noun).or_else(|| noun.filter(|_| !share));
    let odd = number.tail.is_some_and(|(a, b)| &g.text[a..b] == "-odd");
    let figure = Figure {
        span: g.span_of(from..stop),
        value,
        high,
        unit: unit_name,
        modifier: if odd { onrecord_model::Modifier::About } else { modifier(g, from, stop, first, end) },
        of: of.map(|of| g.span_of(of)),
        per,
        compared_with: compared(g, stop, end),
        change: None,
        key: Key::default(),
        rule: rule.into(),
        score,
    };
    (figure, stop)
}

/// Where what is counted begins: behind "of" and its determiner, else right here.
fn of_start(g: &Grammar<'_>, stop: usize, share: bool, end: usize) -> usize {
    // "70% of the cost", "half the seats".
    let of = usize::from(stop < end && g.lower(stop) == "of");
    let at = stop + of;
    // Elsewhere an article leads in what it is paid per: "92 cents a share".
    let led = (of == 1 || share) && at < end && g.on(at, List::FigureDeterminer);
    at + usize::from(led)
}
