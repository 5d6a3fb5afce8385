//! Money: $600 billion; US$5m; Rs 1,200; RM2.1 billion; EUR 125; 115USD; 3 dollars 50 cents.
//!
//! Leaves alone: whose dollar it is where the page does not tell ("$" is the American one). Cases: cases/figures/money.md

use super::number::{self, Number};
use super::unit;
use onrecord_words::{TokenKind, Words};

/// Money that begins at token `i` with its sign or code: the code, the first token and the number.
pub fn at(words: &Words<'_>, i: usize, first: usize, end: usize) -> Option<(&'static str, usize, Number)> {
    if let Some(code) = unit::sign(words.word(i)) {
        // "A$5", "US$5m": the letters before the sign tell whose it is.
        let before = if i > first && !words.tokens[i].spaced { words.lower(i - 1) } else { "" };
        let whose = unit::whose(before).filter(|_| code == "USD" || before == "e");
        let minus = usize::from(i + 1 < end && matches!(words.lower(i + 1), "-" | "−") && !words.tokens[i + 1].spaced);
        let mut number = (i + 1 + minus < end).then(|| number::at(words, i + 1 + minus, end)).flatten()?;
        if minus == 1 {
            number.value = -number.value;
        }
        return Some((whose.unwrap_or(code), if whose.is_some() { i - 1 } else { i }, million(words, number, end)));
    }
    if words.kind(i) == TokenKind::Number {
        // "100元", "30MUSD": the code hangs on the digits.
        let word = words.word(i);
        if word.is_ascii() && !word.ends_with(['D', 'R']) {
            return None;
        }
        let number = number::at(words, i, end)?;
        let (start, stop) = number.tail.unwrap_or((0, 0));
        if &words.text[start..stop] == "元" {
            return Some(("CNY", i, Number { tail: None, ..number }));
        }
        let tail = words.text[start..stop]
            .strip_prefix(['M', 'm'])
            .and_then(|t| unit::tail(&t.to_ascii_lowercase()).filter(|c| *c == "USD" || *c == "EUR"));
        if let Some(code) = tail {
            return Some((code, i, Number { tail: None, value: number.value * 1e6, scale: 1e6, ..number }));
        }
        return None;
    }
    if words.kind(i) != TokenKind::Word {
        return None;
    }
    // "Rs 1,200", "EUR 125", "USD115", "RM2.1 billion".
    let word = words.word(i);
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters < word.len() {
        let code = prefix(&word[..letters])?;
        let number = number::in_digits(words, i, words.tokens[i].span.start as usize + letters, end)?;
        return Some((code, i, million(words, number, end)));
    }
    let stop = usize::from(i + 1 < end && words.lower(i + 1) == "." && letters == 2 && !words.tokens[i + 1].spaced);
    let at = i + 1 + stop;
    let code =
        (at < end && words.kind(at) == TokenKind::Number).then(|| prefix(word)).flatten().filter(|_| word.len() > 1)?;
    // "10 USD 5": the code belongs to the number before it.
    let own = i > first && words.kind(i - 1) == TokenKind::Number;
    let number = number::at(words, at, end).filter(|n| !own && n.tail.is_none())?;
    Some((code, i, million(words, number, end)))
}

/// "$5m" hangs together, "$5 m" and "75 USD million" do not.
fn million(words: &Words<'_>, mut number: Number, end: usize) -> Number {
    if number.end < end && number.scale == 1.0 && number.tail.is_none() {
        let lower = words.lower(number.end);
        if let Some(m) =
            number::magnitude(lower).filter(|_| matches!(lower, "m" | "k" | "b" | "mn" | "bn" | "tn" | "cr"))
        {
            number.value *= m;
            number.scale = m;
            number.end += 1;
        }
    }
    if let Some((start, stop)) = number.tail {
        let tail = words.text[start..stop].trim_start_matches('-').to_ascii_lowercase();
        if let Some(m) = number::magnitude(&tail) {
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
pub fn coins(words: &Words<'_>, code: &str, stop: usize, end: usize) -> Option<(f64, usize)> {
    if !matches!(code, "USD" | "EUR" | "GBP" | "CAD" | "AUD" | "NZD" | "foot") || stop >= end {
        return None;
    }
    let and = usize::from(words.lower(stop) == "and");
    let at = stop + and;
    let number = (at < end)
        .then(|| number::at(words, at, end))
        .flatten()
        .filter(|n| (1.0..100.0).contains(&n.value) && n.value.fract() == 0.0)?;
    if code == "foot" && number.end < end && words.lower(number.end) == "in" {
        return Some((number.value / 12.0, number.end + 1));
    }
    let Some((small, behind)) = unit::named(words, number.end, end) else {
        // "17 USD 25", "15 dollars and 15."
        let closed =
            number.end >= end || words.kind(number.end) == TokenKind::Mark || words.lower(number.end) == "more";
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
