//! Units: currencies (ISO 4217), percent, measures (UCUM), and nouns that are counted, in the singular.

use onrecord_grammar::Grammar;

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
    if let Some(code) = two_words(lower, next) {
        return Some((code, i + 2));
    }
    // Words that are more often something else.
    let other = match lower {
        "try" => !g.all_capitals(i),
        "won" => matches!(next, "a" | "by" | "in" | "at" | "and" | "on" | "gold" | "silver"),
        "marks" | "turn" | "turns" | "sen" => true,
        _ => false,
    };
    code(lower).filter(|_| !other).map(|c| (c, i + 1))
}

/// The code of a unit by its name in one word.
pub fn code(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "dollar" | "dollars" | "usd" | "buck" | "bucks" => "USD",
        "euro" | "euros" | "eur" => "EUR",
        "gbp" | "sterling" | "quid" => "GBP",
        "pound" | "pounds" => "GBP",
        "pence" | "p" => "GBX",
        "cent" | "cents" => "cent",
        "yen" | "jpy" => "JPY",
        "yuan" | "renminbi" | "cny" | "rmb" => "CNY",
        "rupee" | "rupees" | "inr" => "INR",
        "ruble" | "rubles" | "rouble" | "roubles" | "rub" => "RUB",
        "franc" | "francs" | "chf" => "CHF",
        "krona" | "kronor" | "sek" => "SEK",
        "krone" | "kroner" | "nok" => "NOK",
        "crown" | "crowns" => "crown",
        "peso" | "pesos" | "mxn" => "MXN",
        "reais" | "brl" => "BRL",
        "rand" | "zar" => "ZAR",
        "lira" | "liras" => "TRY",
        "baht" | "thb" => "THB",
        "ringgit" | "myr" => "MYR",
        "rupiah" | "idr" => "IDR",
        "dirham" | "dirhams" | "aed" => "AED",
        "riyal" | "riyals" | "sar" => "SAR",
        "shekel" | "shekels" | "ils" => "ILS",
        "naira" | "ngn" => "NGN",
        "hryvnia" | "hryvnias" | "uah" => "UAH",
        "zloty" | "zlotys" | "pln" => "PLN",
        "forint" | "forints" | "huf" => "HUF",
        "bitcoin" | "bitcoins" | "btc" => "BTC",
        "aud" => "AUD",
        "cad" => "CAD",
        "hkd" => "HKD",
        "km" | "kilometer" | "kilometers" | "kilometre" | "kilometres" | "kms" => "km",
        "m" | "meter" | "meters" | "metre" | "metres" => "m",
        "cm" | "centimeter" | "centimeters" | "centimetre" | "centimetres" => "cm",
        "mm" | "millimeter" | "millimeters" | "millimetre" | "millimetres" => "mm",
        "mile" | "miles" => "mile",
        "yard" | "yards" => "yard",
        "foot" | "feet" | "ft" => "foot",
        "inch" | "inches" => "inch",
        "acre" | "acres" => "acre",
        "hectare" | "hectares" | "ha" => "hectare",
        "kg" | "kilogram" | "kilograms" | "kilo" | "kilos" => "kg",
        "g" | "gram" | "grams" => "g",
        "mg" | "milligram" | "milligrams" => "mg",
        "ton" | "tons" | "tonne" | "tonnes" => "t",
        "ounce" | "ounces" | "oz" => "ounce",
        "lb" | "lbs" => "[lb_av]",
        "liter" | "liters" | "litre" | "litres" | "l" => "l",
        "gallon" | "gallons" => "gallon",
        "barrel" | "barrels" | "bpd" => "barrel",
        "mph" => "mph",
        "kph" | "km/h" => "km/h",
        "basis-point" | "basis-points" => "basis_point",
        "percentage-point" | "percentage-points" => "percentage_point",
        "mw" | "megawatt" | "megawatts" => "MW",
        "gw" | "gigawatt" | "gigawatts" => "GW",
        "kw" | "kilowatt" | "kilowatts" => "kW",
        "gb" | "gigabyte" | "gigabytes" => "GB",
        "mb" | "megabyte" | "megabytes" => "MB",
        "tb" | "terabyte" | "terabytes" => "TB",
        "hz" | "mhz" | "ghz" => "Hz",
        "c" | "celsius" | "°c" => "Cel",
        "f" | "fahrenheit" | "°f" => "[degF]",
        "bps" => "basis_point",
        "mcg" | "microgram" | "micrograms" | "microgramme" | "microgrammes" => "ug",
        "kilogramme" | "kilogrammes" => "kg",
        "teaspoon" | "teaspoons" => "teaspoon",
        "radian" | "radians" | "rad" => "rad",
        "turn" | "turns" => "turn",
        "knot" | "knots" => "knot",
        "decibel" | "decibels" => "dB",
        "degree" | "degrees" | "°" => "deg",
        "percent" | "%" | "pc" | "pct" | "per-cent" => "percent",
        "won" => "KRW",
        "try" => "TRY",
        "marks" => "DEM",
        "cedi" | "cedis" => "GHS",
        "taka" => "BDT",
        "dong" => "VND",
        "sen" => "sen",
        "guilder" | "guilders" => "NLG",
        "m2" | "sqm" => "m2",
        "m3" => "m3",
        "millilitre" | "millilitres" | "milliliter" | "milliliters" | "ml" => "ml",
        "kilometres/hour" => "km/h",
        "kwh" => "kWh",
        "mwh" => "MWh",
        "year-old" | "year-olds" => "year",
        _ => return None,
    })
}

/// The unit that hangs on digits: `km`, `pc`, `-year-old`, `-cent`.
pub fn tail(bare: &str) -> Option<&'static str> {
    Some(match bare {
        "p" => "GBX",
        "c" => "Cel",
        "f" => "[degF]",
        "t" => "t",
        "usd" => "USD",
        "eur" => "EUR",
        "gbp" => "GBP",
        "sec" | "s" | "h" | "y" | "d" | "try" | "won" | "real" | "mark" | "marks" | "turn" => return None,
        _ => return code(bare),
    })
}

fn two_words(first: &str, second: &str) -> Option<&'static str> {
    Some(match (first, second) {
        ("per", "cent") => "percent",
        ("%" | "percent" | "pc" | "pct" | "per-cent", "point" | "points") => "percentage_point",
        ("°" | "degree" | "degrees", "c" | "celsius" | "centigrade") => "Cel",
        ("°" | "degree" | "degrees", "f" | "fahrenheit") => "[degF]",
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
        "kids" => "kid",
        "policemen" => "policeman",
        "firemen" => "fireman",
        "fishermen" => "fisherman",
        "halves" => "half",
        "shelves" => "shelf",
        "loaves" => "loaf",
        "heroes" => "hero",
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
        | "crew" | "cattle" | "personnel" | "troops" => {
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
