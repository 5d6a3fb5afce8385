//! Phrases of a case looked up in the article's text.

use onrecord_model::{Span, Text};

const QUOTES: &[char] = &['“', '”', '"', '‘', '’', '\'', '„', '«', '»'];

/// A phrase without the quotation marks around the whole of it.
pub fn bare(phrase: &str) -> &str {
    let inner = phrase.strip_prefix(QUOTES).and_then(|p| p.strip_suffix(QUOTES));
    inner.filter(|p| !p.is_empty()).unwrap_or(phrase)
}

/// Where a phrase stands: `Ruiz @2` is its second occurrence; one that occurs more than once needs its number.
pub fn find(text: &Text, phrase: &str) -> Result<Span, String> {
    let (words, wanted) = numbered(phrase);
    let places: Vec<usize> = places(text, words);
    match (places.len(), wanted) {
        (0, _) => {
            let inner = bare(words);
            if inner != words {
                find_bare(text, inner, wanted)
            } else {
                Err(format!("the text does not have \"{words}\""))
            }
        }
        (n, Some(k)) if k == 0 || k > n => Err(format!("the text has \"{words}\" {n} times, not {k}")),
        (_, Some(k)) => Ok(Span::new(places[k - 1], places[k - 1] + words.len())),
        (1, None) => Ok(Span::new(places[0], places[0] + words.len())),
        (n, None) => Err(format!("the text has \"{words}\" {n} times: say which, as in \"{words} @2\"")),
    }
}

fn find_bare(text: &Text, words: &str, wanted: Option<usize>) -> Result<Span, String> {
    find(text, &wanted.map_or(words.to_owned(), |k| format!("{words} @{k}")))
}

/// `words @2` taken apart.
fn numbered(phrase: &str) -> (&str, Option<usize>) {
    match phrase.rsplit_once(" @") {
        Some((words, n)) if n.bytes().all(|b| b.is_ascii_digit()) && !n.is_empty() => (words, n.parse().ok()),
        _ => (phrase, None),
    }
}

/// Where words begin, not inside longer ones.
fn places(text: &Text, words: &str) -> Vec<usize> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(words)
        .map(|(i, _)| i)
        .filter(|i| {
            let (before, after) =
                (text.as_str()[..*i].chars().next_back(), text.as_str()[i + words.len()..].chars().next());
            let (first, last) = (letter(words.chars().next()), letter(words.chars().next_back()));
            (!letter(before) || !first) && (!letter(after) || !last)
        })
        .collect()
}

/// True where two spans have the same words but for marks and white space at their edges.
pub fn same(text: &Text, a: Span, b: Span) -> bool {
    trimmed(text, a) == trimmed(text, b)
}

fn trimmed(text: &Text, span: Span) -> (usize, usize) {
    let words = text.get(span).unwrap_or_default();
    let edge = |c: char| c.is_whitespace() || QUOTES.contains(&c) || matches!(c, ',' | '.' | ';' | ':');
    let start = span.range().start + (words.len() - words.trim_start_matches(edge).len());
    (start, start + words.trim_matches(edge).len())
}
