//! Money: $600 billion; US$5m; Rs 1,200; RM2.1 billion; EUR 125; 115USD; 3 dollars 50 cents.
//!
//! Leaves alone: whose dollar it is where the page does not tell ("$" is the American one). Cases: cases/figures/money.md

use super::number::{self, Number};
use super::unit;
use onrecord_grammar::{Grammar, List};
use onrecord_words::TokenKind;

/// Money that begins at token `i` with its sign or code: the code, the first token and the number.
pub fn at(g: &Grammar<'_>, i: usize, first: usize, end: usize) -> Option<(&'static str, usize, Number)> {
    if let Some(code) = unit::sign(g.word(i)) {
        // "A$5", "US$5m": the letters before the sign tell whose it is.
        let before = if i > first && !g.tokens[i].spaced { g.lower(i - 1) } else { "" };
        let whose = unit::whose(before).filter(|_| code == "USD" || before == "e");
        let minus = usize::from(i + 1 < end && matches!(g.lower(i + 1), "-" | "−") && !g.tokens[i + 1].spaced);
        let mut number = (i + 1 + minus < end).then(|| number::at(g, i + 1 + minus, end)).flatten()?;
        if minus == 1 {
            number.value = -number.value;
        }
        return Some((whose.unwrap_or(code), if whose.is_some() { i - 1 } else { i }, million(g, number, end)));
    }
    if g.kind(i) == TokenKind::Number {
        // "100元", "30MUSD": the code hangs on the digits.
        let word = g.word(i);
        if word.is_ascii() && !word.ends_with(['D', 'R']) {
            return None;
        }
        let number = number::at(g, i, end)?;
        let (start, stop) = number.tail.unwrap_or((0, 0));
        if &g.text[start..stop] == "元" {
            return Some(("CNY", i, Number { tail: None, ..number }));
        }
        let tail = g.text[start..stop]
            .strip_prefix(['M', 'm'])
            .and_then(|t| unit::tail(g.lexicon, &t.to_ascii_lowercase()).filter(|c| *c == "USD" || *c == "EUR"));
        if let Some(code) = tail {
            return Some((code, i, Number { tail: None, value: number.value * 1e6, scale: 1e6, ..number }));
        }
        return None;
    }
    if g.kind(i) != TokenKind::Word {
        return None;
    }
    // "Rs 1,200", "EUR 125", "USD115", "RM2.1 billion".
    let word = g.word(i);
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters < word.len() {
        let code = prefix(&word[..letters])?;
        let number = number::in_digits(g, i, g.tokens[i].span.start as usize + letters, end)?;
        return Some((code, i, million(g, number, end)));
    }
    let stop = usize::from(i + 1 < end && g.lower(i + 1) == "." && letters == 2 && !g.tokens[i + 1].spaced);
    let at = i + 1 + stop;
    let code =
        (at < end && g.kind(at) == TokenKind::Number).then(|| prefix(word)).flatten().filter(|_| word.len() > 1)?;
    // "10 USD 5": the code belongs to the number before it.
    let own = i > first && g.kind(i - 1) == TokenKind::Number;
    let number = number::at(g, at, end).filter(|n| !own && n.tail.is_none())?;
    Some((code, i, million(g, number, end)))
}

/// "$5m" hangs together, "$5 m" and "75 USD million" do not.
fn million(g: &Grammar<'_>, mut number: Number, end: usize) -> Number {
    if number.end < end && number.scale == 1.0 && number.tail.is_none() {
        let lower = g.lower(number.end);
        if let Some(m) = number::magnitude(g.lexicon, lower).filter(|_| g.lexicon.on(lower, List::ShortMagnitude)) {
            number.value *= m;
            number.scale = m;
            number.end += 1;
        }
    }
    if let Some((start, stop)) = number.tail {
        let tail = g.text[start..stop].trim_start_matches('-').to_ascii_lowercase();
        if let Some(m) = number::magnitude(g.lexicon, &tail) {
            number.value *= m;
            number.scale = m;
            number.tail = None;
        }
    }
    number
}

/// Letters that stand before a sum.
fn prefix(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "Rs" | "Rs." | "INR" => "INR",
        "Rp" | "IDR" => "IDR",
        "RM" | "MYR" => "MYR",
        "R" | "ZAR" => "ZAR",
        "Tk" | "BDT" => "BDT",
        "Ksh" | "KSh" | "Sh" | "KES" => "KES",
        "GHS" | "GH" => "GHS",
        "Fr" | "CHF" => "CHF",
        "Dh" | "Dhs" | "AED" => "AED",
        "SR" | "SAR" => "SAR",
        "P" | "PHP" => "PHP",
        "kr" | "SEK" => "SEK",
        "NOK" => "NOK",
        "DKK" => "DKK",
        "EUR" | "Eur" => "EUR",
        "USD" | "dlrs" => "USD",
        "GBP" => "GBP",
        "JPY" => "JPY",
        "CNY" | "RMB" | "rmb" => "CNY",
        "TRY" => "TRY",
        "UAH" => "UAH",
        "RUB" => "RUB",
        "NGN" => "NGN",
        "AUD" => "AUD",
        "CAD" => "CAD",
        "NZD" => "NZD",
        "HKD" => "HKD",
        "SGD" => "SGD",
        "BRL" => "BRL",
        "MXN" => "MXN",
        "PLN" => "PLN",
        "HUF" => "HUF",
        "THB" => "THB",
        "KRW" => "KRW",
        "ILS" => "ILS",
        "PKR" => "PKR",
        "LKR" => "LKR",
        _ => return None,
    })
}

/// The smaller coins behind a sum: the 50 cents of "3 dollars 50 cents", "17 USD 25": their share of it and the token behind.
pub fn coins(g: &Grammar<'_>, code: &str, stop: usize, end: usize) -> Option<(f64, usize)> {
    if !(matches!(code, "USD" | "EUR" | "GBP" | "CAD" | "AUD" | "NZD") || code == "foot") || stop >= end {
        return None;
    }
    let and = usize::from(g.lower(stop) == "and");
    let at = stop + and;
    let number = (at < end)
        .then(|| number::at(g, at, end))
        .flatten()
        .filter(|n| (1.0..100.0).contains(&n.value) && n.value.fract() == 0.0)?;
    if code == "foot" && number.end < end && g.lower(number.end) == "in" {
        return Some((number.value / 12.0, number.end + 1));
    }
    let Some((small, behind)) = unit::named(g, number.end, end) else {
        // "17 USD 25", "15 dollars and 15."
        let closed = number.end >= end || g.kind(number.end) == TokenKind::Mark || g.lower(number.end) == "more";
        return (code != "foot" && closed && number.tail.is_none() && number.value >= 5.0 && number.scale == 1.0)
            .then_some((number.value / 100.0, number.end));
    };
    match (code, small) {
        ("foot", "inch") => Some((number.value / 12.0, behind)),
        ("foot", _) => None,
        (_, "cent" | "GBX") => Some((number.value / 100.0, behind)),
        _ => None,
    }
}
