//! Units: currencies (ISO 4217), percent, measures (UCUM), and nouns that are counted, in the singular.

use onrecord_grammar::{Grammar, Lexicon, List};

/// A currency sign right before a number.
pub fn sign(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "$" => "USD",
        "£" => "GBP",
        "€" => "EUR",
        "¥" => "JPY",
        "₹" => "INR",
        "₽" => "RUB",
        "₩" => "KRW",
        "₺" => "TRY",
        "₴" => "UAH",
        "₪" => "ILS",
        "₦" => "NGN",
        "₿" => "BTC",
        "₱" => "PHP",
        "₫" => "VND",
        "฿" => "THB",
        "元" => "CNY",
        _ => return None,
    })
}

/// Letters before a sign that tell whose dollar it is: `US$`, `A$`, `HK$`.
pub fn whose(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "us" | "u.s." => "USD",
        "a" | "au" => "AUD",
        "c" | "ca" | "can" => "CAD",
        "hk" => "HKD",
        "nz" => "NZD",
        "s" => "SGD",
        "nt" => "TWD",
        "r" => "BRL",
        "ec" => "XCD",
        "j" => "JMD",
        "tt" => "TTD",
        "mx" => "MXN",
        "z" => "ZWL",
        _ => return None,
    })
}

/// A unit by name at token `i`: its code and the token behind it.
pub fn named(g: &Grammar<'_>, i: usize, end: usize) -> Option<(&'static str, usize)> {
    if i >= end {
        return None;
    }
    let lower = g.lower(i);
    let next = if i + 1 < end { g.lower(i + 1) } else { "" };
    if let Some((2, row)) = g.lexicon.units.longest_at(g, i).filter(|_| i + 2 <= end) {
        return Some((row.column(0), i + 2));
    }
    // Words that are more often something else.
    let other = match lower {
        "try" => !g.all_capitals(i),
        "won" => g.lexicon.on(next, List::AfterWon),
        "marks" | "turn" | "turns" | "sen" => true,
        _ => false,
    };
    code(g.lexicon, lower).filter(|_| !other).map(|c| (c, i + 1))
}

/// The code of a unit by its name in one word.
pub fn code(lexicon: &Lexicon, lower: &str) -> Option<&'static str> {
    lexicon.units.get(lower).map(|row| row.column(0))
}

/// The unit that hangs on digits: `km`, `pc`, `-year-old`, `-cent`.
pub fn tail(lexicon: &Lexicon, bare: &str) -> Option<&'static str> {
    match bare {
        "t" => Some("t"),
        _ if lexicon.on(bare, List::NoUnitTail) => None,
        _ => code(lexicon, bare),
    }
}

/// The singular of a counted noun: lives, life; people, person.
pub fn singular(lexicon: &Lexicon, lower: &str) -> String {
    if let Some(row) = lexicon.singulars.get(lower) {
        return row.column(0).to_owned();
    }
    if let Some(stem) = lower.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "ches", "shes", "xes"] {
        if lower.ends_with(ending) {
            return lower[..lower.len() - 2].to_owned();
        }
    }
    lower.strip_suffix('s').filter(|s| s.len() > 1 && !s.ends_with(['s', 'u', 'i'])).unwrap_or(lower).to_owned()
}
