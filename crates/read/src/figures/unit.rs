//! Units: currencies (ISO 4217), percent, measures (UCUM), and nouns that are counted, in the singular.

use crate::words::{TokenKind, Words};

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
        _ => return None,
    })
}

/// A unit by name at token `i`: its code and the token behind it.
pub fn named(words: &Words<'_>, i: usize, end: usize) -> Option<(&'static str, usize)> {
    if i >= end {
        return None;
    }
    let lower = words.lower(i);
    let next = if i + 1 < end { words.lower(i + 1) } else { "" };
    let one = |code: &'static str| Some((code, i + 1));
    if let Some(code) = two_words(lower, next) {
        return Some((code, i + 2));
    }
    match lower {
        "%" | "percent" | "pc" | "pct" | "per-cent" => {
            if matches!(next, "point" | "points") {
                Some(("percentage_point", i + 2))
            } else {
                one("percent")
            }
        }
        "dollar" | "dollars" | "usd" | "buck" | "bucks" => one("USD"),
        "euro" | "euros" | "eur" => one("EUR"),
        "gbp" | "sterling" => one("GBP"),
        "pound" | "pounds" => one("GBP"),
        "pence" | "p" if words.kind(i) == TokenKind::Word => one("GBX"),
        "cent" | "cents" => one("cent"),
        "yen" | "jpy" => one("JPY"),
        "yuan" | "renminbi" | "cny" | "rmb" => one("CNY"),
        "rupee" | "rupees" | "inr" => one("INR"),
        "ruble" | "rubles" | "rouble" | "roubles" | "rub" => one("RUB"),
        "franc" | "francs" | "chf" => one("CHF"),
        "krona" | "kronor" | "sek" => one("SEK"),
        "krone" | "kroner" | "nok" => one("NOK"),
        "crown" | "crowns" => one("crown"),
        "peso" | "pesos" | "mxn" => one("MXN"),
        "real" | "reais" | "brl" => one("BRL"),
        "rand" | "zar" => one("ZAR"),
        "lira" | "liras" | "try" if lower != "try" || words.all_capitals(i) => one("TRY"),
        "won" | "krw" if lower != "won" || next != "the" => one("KRW"),
        "baht" | "thb" => one("THB"),
        "ringgit" | "myr" => one("MYR"),
        "rupiah" | "idr" => one("IDR"),
        "dirham" | "dirhams" | "aed" => one("AED"),
        "riyal" | "riyals" | "sar" => one("SAR"),
        "shekel" | "shekels" | "ils" => one("ILS"),
        "naira" | "ngn" => one("NGN"),
        "hryvnia" | "hryvnias" | "uah" => one("UAH"),
        "zloty" | "zlotys" | "pln" => one("PLN"),
        "forint" | "forints" | "huf" => one("HUF"),
        "bitcoin" | "bitcoins" | "btc" => one("BTC"),
        "mark" | "marks" => one("DEM"),
        "aud" => one("AUD"),
        "cad" => one("CAD"),
        "hkd" => one("HKD"),
        "km" | "kilometer" | "kilometers" | "kilometre" | "kilometres" | "kms" => one("km"),
        "m" | "meter" | "meters" | "metre" | "metres" => one("m"),
        "cm" | "centimeter" | "centimeters" | "centimetre" | "centimetres" => one("cm"),
        "mm" | "millimeter" | "millimeters" | "millimetre" | "millimetres" => one("mm"),
        "mile" | "miles" => one("mile"),
        "yard" | "yards" => one("yard"),
        "foot" | "feet" | "ft" => one("foot"),
        "inch" | "inches" => one("inch"),
        "acre" | "acres" => one("acre"),
        "hectare" | "hectares" | "ha" => one("hectare"),
        "kg" | "kilogram" | "kilograms" | "kilo" | "kilos" => one("kg"),
        "g" | "gram" | "grams" => one("g"),
        "mg" | "milligram" | "milligrams" => one("mg"),
        "ton" | "tons" | "tonne" | "tonnes" => one("t"),
        "ounce" | "ounces" | "oz" => one("ounce"),
        "lb" | "lbs" => one("[lb_av]"),
        "liter" | "liters" | "litre" | "litres" | "l" => one("l"),
        "gallon" | "gallons" => one("gallon"),
        "barrel" | "barrels" | "bpd" => one("barrel"),
        "mph" => one("mph"),
        "kph" | "km/h" => one("km/h"),
        "mw" | "megawatt" | "megawatts" => one("MW"),
        "gw" | "gigawatt" | "gigawatts" => one("GW"),
        "kw" | "kilowatt" | "kilowatts" => one("kW"),
        "gb" | "gigabyte" | "gigabytes" => one("GB"),
        "mb" | "megabyte" | "megabytes" => one("MB"),
        "tb" | "terabyte" | "terabytes" => one("TB"),
        "hz" | "mhz" | "ghz" => one("Hz"),
        "c" | "celsius" | "°c" => one("Cel"),
        "f" | "fahrenheit" | "°f" => one("[degF]"),
        "°" => match next {
            "c" => Some(("Cel", i + 2)),
            "f" => Some(("[degF]", i + 2)),
            _ => one("deg"),
        },
        "degree" | "degrees" => match next {
            "celsius" | "c" | "centigrade" => Some(("Cel", i + 2)),
            "fahrenheit" | "f" => Some(("[degF]", i + 2)),
            _ => one("deg"),
        },
        "bps" => one("basis_point"),
        _ => None,
    }
}

fn two_words(first: &str, second: &str) -> Option<&'static str> {
    Some(match (first, second) {
        ("per", "cent") => "percent",
        ("percentage", "point" | "points") => "percentage_point",
        ("basis", "point" | "points") => "basis_point",
        ("u.s." | "us" | "american", "dollars" | "dollar") => "USD",
        ("australian", "dollars" | "dollar") => "AUD",
        ("canadian", "dollars" | "dollar") => "CAD",
        ("british", "pounds" | "pound") => "GBP",
        ("hong", "kong") => "HKD",
        ("swiss", "francs" | "franc") => "CHF",
        ("pounds", "sterling") => "GBP",
        ("square", "metres" | "meters" | "metre" | "meter") => "m2",
        ("square", "kilometres" | "kilometers" | "kilometre" | "kilometer") => "km2",
        ("square", "miles" | "mile") => "square_mile",
        ("square", "feet" | "foot") => "square_foot",
        ("cubic", "metres" | "meters" | "metre" | "meter") => "m3",
        ("metric", "tons" | "tonnes") => "t",
        ("nautical", "miles" | "mile") => "nautical_mile",
        _ => return None,
    })
}

/// The singular of a counted noun: lives, life; people, person.
pub fn singular(lower: &str) -> String {
    let fixed = match lower {
        "people" | "persons" => "person",
        "children" => "child",
        "men" => "man",
        "women" => "woman",
        "lives" => "life",
        "wives" => "wife",
        "knives" => "knife",
        "leaves" => "leaf",
        "mice" => "mouse",
        "feet" => "foot",
        "teeth" => "tooth",
        "police" | "series" | "species" | "aircraft" | "staff" | "sheep" | "fish" | "headquarters" | "news"
        | "crew" | "troops" => {
            if lower == "troops" {
                "troop"
            } else {
                lower
            }
        }
        "crises" => "crisis",
        "houses" | "cases" | "bases" | "nurses" | "horses" | "licences" | "licenses" | "offences" | "purchases"
        | "causes" | "courses" | "uses" | "buses" => {
            if lower == "buses" {
                "bus"
            } else {
                &lower[..lower.len() - 1]
            }
        }
        _ => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
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
