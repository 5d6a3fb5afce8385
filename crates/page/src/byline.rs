//! Who wrote it: names out of a byline or an author field, cleaned.
//!
//! `By ANA RUIZ and Tom Okafor, Health Correspondent` gives two names. Leaves alone: what is no name (addresses, dates, roles);
//! rather none than a bad one. Cases: cases/page/bylines.md

use crate::lists::{self, List};

/// The names in a byline, without doubles.
pub fn authors(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    add(text, &mut out);
    out
}

/// Adds the names of one more byline or author field.
pub fn add(text: &str, out: &mut Vec<String>) {
    if text.len() > 600 {
        return;
    }
    // "ada@press.example (Ada Marl)", as feeds and their readers write it.
    let is_address = |w: &&str| w.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let without: String;
    let mut text = text.trim();
    if text.contains('@') && text.split_whitespace().any(|w| is_address(&w)) {
        without = text.split_whitespace().filter(|w| !is_address(w)).collect::<Vec<_>>().join(" ");
        text = &without;
    }
    text = strip_opener(behind_by(text));
    for (i, piece) in pieces(text).into_iter().enumerate() {
        if out.len() >= 20 {
            return;
        }
        if let Some(name) = name(piece, i == 0)
            && !out.iter().any(|n| n.to_lowercase() == name.to_lowercase())
        {
            out.push(name);
        }
    }
}

/// A line that opens as bylines do, with a name right behind: `By Ana Ruiz`.
pub fn opens(text: &str) -> bool {
    let text = text.trim();
    let rest = strip_opener(text);
    let sure = lists::members(List::SureOpener);
    let head = text.get(..text.len() - rest.len()).unwrap_or_default().trim().trim_end_matches(':').to_lowercase();
    rest.len() < text.len()
        && sure.iter().any(|s| head == *s || head.ends_with(&format!(" {s}")))
        && rest.chars().next().is_some_and(|c| !c.is_lowercase())
        && rest.split_whitespace().count() < 10
        && !rest.ends_with(['.', '?', '!'])
}

fn strip_opener(text: &str) -> &str {
    let mut text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    // "ByAna Ruiz", where markup parts them.
    if let Some(rest) = text.strip_prefix("By")
        && rest.chars().next().is_some_and(char::is_uppercase)
        && rest.contains(' ')
    {
        text = rest;
    }
    for _ in 0..2 {
        let found = lists::members(List::BylineOpener)
            .iter()
            .filter(|o| {
                // What follows is looked at first: most lines fail there, and it costs nothing.
                o.len() < text.len()
                    && text.get(o.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == ':'))
                    && text[..o.len()].to_lowercase() == **o
            })
            .max_by_key(|o| o.len());
        // "De Vries" is a name, "de Jan de Vries" a byline.
        let capital = |o: &str| text[..o.len()].chars().next().is_some_and(char::is_uppercase);
        match found {
            Some(o)
                if !(o.len() <= 3
                    && *o != "by"
                    && *o != "von"
                    && *o != "par"
                    && *o != "por"
                    && capital(o)
                    && text[o.len()..].split_whitespace().count() < 2) =>
            {
                text = text[o.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
            }
            _ => break,
        }
    }
    text
}

/// What stands behind an inner "by": `Science desk, reported by Ana Ruiz`.
fn behind_by(text: &str) -> &str {
    let at = [" by ", " By ", " BY "].iter().filter_map(|b| text.rfind(b)).max();
    match at.and_then(|i| text.get(i + 4..)) {
        Some(rest) if text.len() < 90 && rest.chars().next().is_some_and(char::is_uppercase) => rest,
        _ => text,
    }
}

/// Cut at commas, bars, joining words and the like.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for piece in text.split(['|', ',', ';', '•', '·', '\n', '/', '&', '，', '、', '–', '—', '(', ')', '@', '：'])
    {
        let mut start = 0;
        let mut at = 0;
        for word in piece.split(' ') {
            let end = at + word.len();
            if at > start && lists::on(word, List::BylineJoiner) {
                out.push(&piece[start..at]);
                start = (end + 1).min(piece.len());
            }
            at = end + 1;
        }
        out.push(piece.get(start..).unwrap_or_default());
    }
    out
}

/// One piece as a name, or nothing. The first piece may be a single word ("dpa"); a later one must look like a person.
fn name(piece: &str, first: bool) -> Option<String> {
    let piece = strip_opener(piece.trim());
    let piece = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let piece = piece.trim_start_matches('.');
    // "Ana Ruiz in Berlin", "Ana Ruiz for The Tamber Post"
    let ends = lists::members(List::NameEnd).iter().filter_map(|end| find_between_spaces(piece, end));
    let cut = ends.chain(["Updated", "Published"].iter().filter_map(|w| piece.find(w)));
    let cut = cut.filter(|i| *i > 0).min().unwrap_or(piece.len());
    let piece = piece[..cut].trim();
    if piece.is_empty()
        || piece.len() > 70
        || piece.contains("://")
        || piece.contains('.') && !piece.contains(' ') && piece.contains("www")
    {
        return None;
    }
    let words: Vec<&str> = piece.split_whitespace().collect();
    let digits = piece.bytes().filter(u8::is_ascii_digit).count();
    let month = || words.iter().any(|w| crate::date::is_month(w.trim_matches(|c: char| !c.is_alphanumeric())));
    if words.len() > 6 || digits > 3 || (digits > 0 && month()) || crate::date::date(piece).is_some() {
        return None;
    }
    // "Ana Ruiz 12", "Agency PressApril 28": the number is no part of a name.
    if digits > 0 && words.len() > 1 {
        return None;
    }
    if lists::on(piece.trim_end_matches('.').to_lowercase().as_str(), List::NameSuffix) {
        return None;
    }
    if lists::on(&piece.to_lowercase(), List::BylineOpener) {
        return None;
    }
    // An address.
    if words.len() == 1
        && piece.contains('.')
        && !piece.ends_with('.')
        && piece.chars().next().is_some_and(char::is_lowercase)
    {
        return None;
    }
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if words.iter().any(|w| lists::on(&bare(w), List::NoName)) {
        return None;
    }
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || (!first && words.len() < 2 && piece.is_ascii()) || (!first && digits > 0) {
        return None;
    }
    // A name has a capital, save for scripts without any and for agencies ("dpa").
    let lower = |w: &&str| w.chars().next().is_some_and(char::is_lowercase);
    if words.len() > 2 && words.iter().filter(|w| lower(w)).count() * 2 > words.len() {
        return None;
    }
    Some(words.iter().map(|w| tidy(w, words.len())).collect::<Vec<_>>().join(" "))
}

/// Where the first space stands that has the word and another space behind it.
fn find_between_spaces(text: &str, word: &str) -> Option<usize> {
    let between = |i: &usize| text[i + 1..].strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    text.match_indices(' ').map(|(i, _)| i).find(between)
}

/// RUIZ becomes Ruiz where it is part of a longer name.
fn tidy(word: &str, n: usize) -> String {
    let shout =
        n > 1 && word.chars().count() > 2 && word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '’' | '\''));
    if !shout {
        return word.to_owned();
    }
    let mut up = true;
    let mut out = String::new();
    for c in word.chars() {
        if up {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        up = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::authors;

    #[test]
    fn names_come_out_clean() {
        for (text, names) in [
            ("By Ana Ruiz", &["Ana Ruiz"][..]),
            ("By ANA RUIZ and Tom Okafor, Health Correspondent", &["Ana Ruiz", "Tom Okafor"]),
            ("Von Ana Ruiz und Tom Okafor", &["Ana Ruiz", "Tom Okafor"]),
            ("Par Ana Ruiz et Tom Okafor", &["Ana Ruiz", "Tom Okafor"]),
            ("Ana Ruiz | The Tamber Post", &["Ana Ruiz", "The Tamber Post"]),
            ("Ana Ruiz in Tamber", &["Ana Ruiz"]),
            ("https://tamber.example/ana", &[]),
            ("Published 6 September 2025", &[]),
            ("Staff Reporter", &[]),
            ("dpa", &["dpa"]),
        ] {
            assert_eq!(authors(text), names, "{text}");
        }
    }
}
