//! What stands around a figure: about, more than, up to; per day; up from 12 percent.
//!
//! Leaves alone: the words of the figure itself. Cases: cases/figures/modifiers.md

use onrecord_grammar::{Grammar, List};
use onrecord_model::{Modifier, Span};

use super::counted::is_function_word;
use super::{number, unit, unit_behind};
use onrecord_words::TokenKind;

/// "a day", "per barrel", "an hour".
pub fn per(g: &Grammar<'_>, at: usize, end: usize) -> Option<String> {
    let lower = if at + 1 < end { g.lower(at) } else { return None };
    let next = g.lower(at + 1);
    (matches!(lower, "a" | "an") && g.lexicon.on(next, List::PerUnit)
        || lower == "per" && g.kind(at + 1) == TokenKind::Word)
        .then(|| unit::singular(g.lexicon, next))
}

/// Whether it is about, more than, at least that much: by the words before tokens `from..stop` and behind them.
pub fn modifier(g: &Grammar<'_>, from: usize, stop: usize, first: usize, end: usize) -> Modifier {
    let back = |n: usize| from.checked_sub(n).filter(|k| *k >= first).map_or("", |k| g.lower(k));
    let (one, two) = (back(1), back(2));
    // "under four conditions" sets no bound.
    if one == "under" && number::small(g.lexicon, g.lower(from)).is_some() && super::counted::is_counted(g, stop, end) {
        return Modifier::Exact;
    }
    let on = |word: &str, list: List| g.lexicon.on(word, list);
    let no = matches!(back(3), "no" | "not");
    match (two, one) {
        ("no" | "not", "more" | "less" | "fewer") => {}
        (than, "than") if no && on(than, List::MoreThan) => return Modifier::AtMost,
        ("less" | "fewer" | "lower", "than") if no => return Modifier::AtLeast,
        (than, "than") if on(than, List::MoreThan) => return Modifier::MoreThan,
        (than, "than") if on(than, List::LessThan) => return Modifier::LessThan,
        (_, over) if on(over, List::Over) => return Modifier::MoreThan,
        (_, "under" | "below") => return Modifier::LessThan,
        ("at", "least") => return Modifier::AtLeast,
        ("at", "most") => return Modifier::AtMost,
        ("as", "many" | "much") | ("up", "to") => return Modifier::UpTo,
        (_, "nearly" | "almost") => return Modifier::Nearly,
        ("close" | "near" | "nearer" | "closer", "to") => return Modifier::Nearly,
        (_, about) if on(about, List::About) => return Modifier::About,
        _ => {}
    }
    if one == "as" && matches!(two, "many" | "much" | "high" | "far") {
        return Modifier::UpTo;
    }
    // "about a third", "more than a dozen": the article belongs to the number.
    if matches!(one, "the" | "a")
        && matches!(two, "about" | "around" | "nearly" | "almost" | "roughly")
        && from > first + 1
    {
        return modifier(g, from - 1, stop, first, end);
    }
    // "a minimum of 30".
    if one == "of" {
        match two {
            "minimum" => return Modifier::AtLeast,
            "maximum" => return Modifier::AtMost,
            "excess" => return Modifier::MoreThan,
            _ => {}
        }
    }
    let behind = |n: usize| if stop + n < end { g.lower(stop + n) } else { "" };
    // "30 or more", "30 people or more", "30 or so", "400-odd".
    let at = (0..3).find(|n| behind(*n) == "or").unwrap_or(0);
    match (behind(at), behind(at + 1)) {
        ("or", "more" | "above") => Modifier::AtLeast,
        ("or", "less" | "fewer" | "under") => Modifier::AtMost,
        ("or", "so" | "thereabouts") => Modifier::About,
        _ => match (behind(0), behind(1)) {
            ("and", "up" | "upwards") => Modifier::AtLeast,
            ("-", "plus") | ("+", _) | ("plus", _) => Modifier::MoreThan,
            ("-", "odd") | ("odd", _) => Modifier::About,
            _ => Modifier::Exact,
        },
    }
}

/// "up from 12 percent", "compared with 31 million", "down from 19".
pub fn compared(g: &Grammar<'_>, stop: usize, end: usize) -> Option<Span> {
    for at in stop..end.min(stop + 10) {
        let next = if at + 1 < end { g.lower(at + 1) } else { "" };
        let opens = matches!(
            (g.lower(at), next),
            ("up" | "down", "from") | ("compared", "with" | "to") | ("versus" | "against", _) | ("rather", "than")
        );
        if opens {
            let from = at + if matches!(g.lower(at), "versus" | "against") { 1 } else { 2 };
            let number_at = (from..end.min(from + 8))
                .find(|k| g.kind(*k) == TokenKind::Number || number::at(g, *k, end).is_some())?;
            let number = number::at(g, number_at, end)?;
            let mut stop = unit_behind(g, number, end).map_or(number.end, |u| u.1);
            // "down from 31 million last year": the words up to the stop belong to it.
            while stop < end && stop < number.end + 5 && g.kind(stop) == TokenKind::Word && !is_function_word(g, stop) {
                stop += 1;
            }
            return Some(g.span_of(at..stop));
        }
        if matches!(g.word(at), "." | ";") {
            break;
        }
    }
    None
}
