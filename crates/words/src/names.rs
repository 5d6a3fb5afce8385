//! Names compared: their parts, initials, acronyms, suffixes of companies, letters apart.
//!
//! Leaves alone: which of two namesakes is meant; that is for whoever knows the article.
//! Cases: cases/entities/names.md

use onrecord_model::Span;

use crate::{TokenKind, Words};

/// What a company's name may end with or lack.
const COMPANY_SUFFIXES: &[&str] =
    &["inc", "corp", "ltd", "co", "company", "group", "holdings", "plc", "llc", "corporation", "limited", "ag", "sa"];

/// The parts of a name in lower case, without marks, accents folded: `J. Núñez` is `j`, `nunez`.
pub fn parts(words: &Words<'_>, name: Span) -> Vec<String> {
    let mut parts = Vec::new();
    let mut i = words.token_at(name.start);
    while i < words.tokens.len() && words.tokens[i].span.start < name.end {
        if matches!(words.kind(i), TokenKind::Word | TokenKind::Number) {
            let part: String = words.lower(i).chars().filter(|c| *c != '.').map(without_accent).collect();
            let article = parts.is_empty() && part == "the";
            if !article && !part.is_empty() {
                parts.push(part);
            }
        }
        i += 1;
    }
    parts
}

/// A letter without its accent, for the Latin letters that names have.
pub fn without_accent(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ź' | 'ż' | 'ž' => 'z',
        'ł' => 'l',
        'ğ' => 'g',
        'ř' => 'r',
        'đ' => 'd',
        'ţ' | 'ț' => 't',
        '’' => '\'',
        c => c,
    }
}

/// True where two names may be one person's: one surname, and given names that agree or an initial (`ana m ruiz`, `a ruiz`).
pub fn compatible(a: &[String], b: &[String]) -> bool {
    let (Some(x), Some(y)) = (a.first(), b.first()) else { return false };
    if a.len() < 2 || b.len() < 2 || a.last() != b.last() {
        return false;
    }
    let junior = |p: &[String]| p.last().is_some_and(|l| matches!(l.as_str(), "jr" | "sr" | "ii" | "iii"));
    if junior(a) || junior(b) {
        return false;
    }
    let initial = |x: &str, y: &str| x.len() == 1 && y.starts_with(x);
    x == y || initial(x, y) || initial(y, x)
}

/// A company's name without "Inc.", "Ltd" and the like at its end.
pub fn without_suffix(parts: &[String]) -> &[String] {
    let mut parts = parts;
    while let [rest @ .., tail] = parts
        && !rest.is_empty()
        && COMPANY_SUFFIXES.contains(&tail.as_str())
    {
        parts = rest;
    }
    parts
}

/// The initials of a name's words, small ones ("of", "and") left out, in lower case; `None` for fewer than two.
pub fn acronym(parts: &[String]) -> Option<String> {
    let small = ["of", "the", "and", "for", "in", "on", "de", "to"];
    let letters: String =
        parts.iter().filter(|p| !small.contains(&p.as_str())).filter_map(|p| p.chars().next()).collect();
    (letters.chars().count() >= 2 && parts.len() <= 10).then_some(letters)
}

/// Letters added, lost, changed or swapped with a neighbour; 3 and more count as 3.
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(48).collect(), b.chars().take(48).collect());
    if a.len().abs_diff(b.len()) > 2 {
        return 3;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()].min(3)
}

#[cfg(test)]
mod tests {
    use super::{compatible, distance};

    #[test]
    fn initials_and_middle_names_agree() {
        let parts = |s: &str| s.split(' ').map(String::from).collect::<Vec<_>>();
        assert!(compatible(&parts("ana ruiz"), &parts("ana m ruiz")));
        assert!(compatible(&parts("a ruiz"), &parts("ana ruiz")));
        assert!(!compatible(&parts("ana ruiz"), &parts("tomas ruiz")));
    }

    #[test]
    fn letters_apart() {
        assert_eq!(distance("marovsky", "marovskyy"), 1);
        assert_eq!(distance("tolen", "tloen"), 1);
        assert_eq!(distance("ruiz", "marovsky"), 3);
    }
}
