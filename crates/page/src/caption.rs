//! What a caption says of its picture: credit, day, place, and who stands where.
//!
//! Agencies write `PLACE - MONTH DAY: Name (R) greets Name at the Hall on March 3, 2031 in Halm. (Photo by A. Venn/Kestrel
//! Images)`; papers put the credit in brackets behind a sentence of their own. Leaves alone: faces nobody points out.
//! Cases: cases/page/caption-*.md

use std::sync::LazyLock;

use memchr::memmem::FinderRev;
use onrecord_model::{Day, Image, Person, Span};

use crate::date;
use crate::lists::{self, List};

/// Fills in what the picture's captions tell; `text` is the article's text, in which the spans lie.
pub fn fill(image: &mut Image, text: &str) {
    let spans: Vec<Span> = [image.alt, image.caption].into_iter().flatten().collect();
    for span in spans {
        let Some(words) = text.get(span.range()) else { continue };
        let told = read(words);
        if image.credit.is_none() {
            image.credit = told.credit;
        }
        if image.taken.is_none() {
            image.taken = told.taken;
        }
        if image.place.is_none() {
            image.place = told.place;
        }
        if image.people.is_empty() {
            image.people = told
                .people
                .into_iter()
                .filter_map(|(name, at, position)| {
                    let start = span.start as usize + at;
                    Some(Person {
                        span: Span::new(start, start + name.len()),
                        name: name.to_owned(),
                        position: Some(position),
                    })
                    .filter(|p| text.get(p.span.range()) == Some(name))
                })
                .collect();
        }
    }
}

#[derive(Debug, Default, PartialEq)]
struct Told<'a> {
    credit: Option<String>,
    taken: Option<Day>,
    place: Option<String>,
    /// Name, byte offset in the caption, position.
    people: Vec<(&'a str, usize, String)>,
}

fn read(words: &str) -> Told<'_> {
    let (credit, rest) = credit(words);
    let dated = dated(rest);
    Told {
        credit: credit.map(str::to_owned),
        taken: dated.as_ref().and_then(|d| date::day(&d.1)),
        place: dated.and_then(|(range, _)| place(rest, range)),
        people: people(rest),
    }
}

/// True where a caption ends in a credit, as no paragraph does.
pub fn has_credit(words: &str) -> bool {
    credit(words).0.is_some()
}

/// The marks of a credit with the space behind each, and a search for each from the end of a caption, made ready once.
static MARKS: LazyLock<Vec<(String, FinderRev<'static>)>> = LazyLock::new(|| {
    let marks = lists::members(List::CreditMark).iter().map(|mark| format!("{mark} "));
    marks.map(|mark| (mark.clone(), FinderRev::new(&mark).into_owned())).collect()
});

/// The credit at the end of a caption, and the caption without it.
fn credit(words: &str) -> (Option<&str>, &str) {
    let trimmed = words.trim_end();
    if let Some(open) = trimmed.rfind(['(', '[']).filter(|_| trimmed.ends_with([')', ']'])) {
        let inside = &trimmed[open + 1..trimmed.len() - 1];
        if let Some(name) = behind_mark(inside) {
            return (Some(name), trimmed[..open].trim_end());
        }
        let short = inside.len() <= 60 && inside.split_whitespace().count() <= 7;
        if short
            && inside.starts_with(char::is_uppercase)
            && lists::members(List::CreditWord).iter().any(|w| inside.contains(w))
        {
            return (Some(inside.trim()), trimmed[..open].trim_end());
        }
    }
    // "... Picture: Tam Ludgrove" at the end.
    let lower = trimmed.to_ascii_lowercase();
    for (mark, finder) in MARKS.iter() {
        if let Some(at) = finder.rfind(lower.as_bytes()) {
            let name = trimmed[at + mark.len()..].trim().trim_end_matches('.');
            let starts = at == 0 || trimmed[..at].ends_with([' ', '.', '(', '|', '\n']);
            if starts && !name.is_empty() && name.len() <= 60 && name.split_whitespace().count() <= 7 {
                return (Some(name), trimmed[..at].trim_end());
            }
        }
    }
    (None, trimmed)
}

fn behind_mark(inside: &str) -> Option<&str> {
    let lower = inside.to_ascii_lowercase();
    MARKS
        .iter()
        .find(|(m, _)| lower.starts_with(m.as_str()))
        .map(|(m, _)| inside[m.len()..].trim())
        .filter(|n| !n.is_empty())
}

/// The day a caption tells in full, with its place in the caption.
fn dated(words: &str) -> Option<(std::ops::Range<usize>, String)> {
    // The date stands behind the names, so the caption is read from each "on" and month on.
    let mut from = 0;
    while let Some(rest) = words.get(from..) {
        let (range, iso) = date::find(rest, None)?;
        let range = from + range.start..from + range.end;
        let year = words.get(range.clone()).is_some_and(|w| w.bytes().filter(u8::is_ascii_digit).count() >= 5);
        if iso.len() >= 10 && year {
            return Some((range, iso));
        }
        from = range.end.max(from + 1);
        while from < words.len() && !words.is_char_boundary(from) {
            from += 1;
        }
    }
    None
}

/// Where: "at the Hall" before the date, "in Halm" behind it, in the date's own sentence.
fn place(words: &str, day: std::ops::Range<usize>) -> Option<String> {
    let start = words[..day.start].rfind(". ").map_or(0, |i| i + 2);
    let end = sentence_end(words, day.end);
    let mut places: Vec<String> = Vec::new();
    for part in [&words[start..day.start], &words[day.end..end]] {
        let mut from = 0;
        while let Some((at, n)) =
            [" at ", " in "].iter().filter_map(|p| part[from..].find(p).map(|i| (from + i, p.len()))).min()
        {
            let rest = part[at + n..].strip_prefix("the ").unwrap_or(&part[at + n..]);
            let name = capitals(rest);
            if !name.is_empty() && !places.iter().any(|p| p == name) {
                places.push(name.to_owned());
            }
            from = at + n;
        }
    }
    (!places.is_empty()).then(|| places.join(", "))
}

/// The capitals at the head of a text, with "of the" and commas between them: "State Room of the White Hall".
fn capitals(text: &str) -> &str {
    let mut end = 0;
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        let name = bare.trim_end_matches([',', '.', ';', ')']);
        if name.starts_with(|c: char| c.is_uppercase()) {
            end = at + name.len();
            at += word.len();
            if bare.ends_with(['.', ';', ')']) && !bare.ends_with(".C.") {
                break;
            }
        } else if matches!(bare, "of" | "the" | "de" | "la" | "du") && end > 0 {
            at += word.len();
        } else {
            break;
        }
    }
    &text[..end]
}

/// Where the sentence that goes on at byte `at` ends: a stop behind a small letter, not that of "U.S. President".
fn sentence_end(words: &str, at: usize) -> usize {
    let stops = words[at..].match_indices(". ").map(|(i, _)| at + i);
    stops.into_iter().find(|i| words[..*i].ends_with(|c: char| !c.is_uppercase())).unwrap_or(words.len())
}

/// Who is pointed out: `Name (R)`, `(L-R) Name, Name and Name`, `Name, left,`.
fn people(words: &str) -> Vec<(&str, usize, String)> {
    for mark in lists::members(List::RowOpener) {
        if let Some(at) = words.find(mark) {
            return row(words, at + mark.len());
        }
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = words[from..].find('(').map(|i| from + i) {
        let Some(close) = words[open..].find(')').map(|i| open + i) else { break };
        if let Some(position) = position(&words[open + 1..close])
            && let Some((name, at)) = name_before(words, open)
        {
            found.push((name, at, position));
        }
        from = close + 1;
    }
    for (mark, position) in [
        (", left,", "left"),
        (", right,", "right"),
        (", center,", "center"),
        (", centre,", "center"),
        (", second left,", "2 from left"),
        (", second right,", "2 from right"),
    ] {
        if let Some(at) = words.find(mark)
            && let Some((name, start)) = name_before(words, at)
        {
            found.push((name, start, position.to_owned()));
        }
    }
    found.sort_by_key(|p| p.1);
    found
}

/// `R`, `L`, `C`, `2nd L`, `2R`, `left`.
fn position(code: &str) -> Option<String> {
    let code = code.trim().to_ascii_lowercase();
    let bare = code.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = ["nd", "rd", "th"].iter().find_map(|e| bare.strip_prefix(e)).unwrap_or(bare);
    let side = match bare.trim() {
        "l" | "left" | "from left" => "left",
        "r" | "right" | "from right" => "right",
        "c" | "center" | "centre" => return Some("center".to_owned()),
        _ => return None,
    };
    let n: String = code.chars().take_while(char::is_ascii_digit).collect();
    Some(if n.is_empty() { side.to_owned() } else { format!("{n} from {side}") })
}

/// The name that ends right before byte `end`: its last two capitals.
fn name_before(words: &str, end: usize) -> Option<(&str, usize)> {
    let head = words[..end].trim_end();
    let mut start = head.len();
    let mut n = 0;
    for word in head.rsplit(' ') {
        let capital = word.starts_with(char::is_uppercase) && !word.ends_with(['.', ',', ';', ':'])
            || (word.len() == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase));
        let particle = lists::on(word, List::NameParticle) && n > 0;
        if !particle && (!capital || n == 2) {
            break;
        }
        n += usize::from(capital);
        start -= word.len() + usize::from(start < head.len());
    }
    let name = head[start..].trim_start();
    (n > 0).then(|| (name, head.len() - name.len()))
}

/// Names in a row, from byte `at` on: left to right.
fn row(words: &str, at: usize) -> Vec<(&str, usize, String)> {
    let end = sentence_end(words, at);
    let mut names: Vec<(&str, usize)> = Vec::new();
    let mut from = at;
    let mut last = false;
    while from < end && !last && names.len() < 30 {
        let rest = &words[from..end];
        let cut = next_cut(rest);
        let (segment, skip) = cut.unwrap_or((rest.len(), 0));
        last = cut.is_none();
        if let Some((name, i, goes_on)) = name_in(&rest[..segment]) {
            names.push((name, from + i));
            // "... and Ada Venn share a moment": the row ends where words in small letters follow.
            last |= goes_on;
        }
        from += segment + skip;
    }
    let n = names.len();
    names
        .into_iter()
        .enumerate()
        .map(|(i, (name, start))| {
            let position = match i {
                0 => "left".to_owned(),
                i if i + 1 == n => "right".to_owned(),
                i => format!("{} from left", i + 1),
            };
            (name, start, position)
        })
        .collect()
}

/// The first comma or "and" outside quotation marks: its place and length.
fn next_cut(text: &str) -> Option<(usize, usize)> {
    let mut inside = false;
    for (i, c) in text.char_indices() {
        match c {
            '“' => inside = true,
            '”' => inside = false,
            '"' => inside = !inside,
            ',' | ';' if !inside => return Some((i, 1)),
            ' ' if !inside && text[i..].starts_with(" and ") => return Some((i, 5)),
            _ => {}
        }
    }
    None
}

/// A person in one part of a row: the last two of its first run of capitals, words in marks left out; and whether small words follow.
fn name_in(part: &str) -> Option<(&str, usize, bool)> {
    let from = part.rfind(['”', '"']).map_or(0, |i| i + part[i..].chars().next().map_or(1, char::len_utf8));
    let mut run: Vec<(usize, &str)> = Vec::new();
    let mut goes_on = false;
    let mut at = from;
    for word in part[from..].split(' ') {
        let capital = word.starts_with(char::is_uppercase);
        if capital {
            run.push((at, word));
        } else if !run.is_empty() && !word.is_empty() && !matches!(word, "de" | "van" | "von" | "bin" | "al") {
            goes_on = true;
            break;
        }
        at += word.len() + 1;
    }
    let first = run[run.len().saturating_sub(2)..].first()?.0;
    let (start, last) = run.last()?;
    let end = start + last.trim_end_matches(['.', ',', ')', ':']).len();
    Some((part.get(first..end)?, first, goes_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_tells_all() {
        let told = read(
            "HALM, ORRIN - MARCH 3: (EDITOR'S NOTE: Crop) Council President Ada Venn (R) greets Bram Oduya as he arrives at Port Selim Quay on March 3, 2031 in Halm, Orrin. They met for lunch. (Photo by Tam Ludgrove/Kestrel Images)",
        );
        assert_eq!(told.credit.as_deref(), Some("Tam Ludgrove/Kestrel Images"));
        assert_eq!(told.taken.map(|d| d.to_string()).as_deref(), Some("2031-03-03"));
        assert_eq!(told.place.as_deref(), Some("Port Selim Quay, Halm, Orrin"));
        assert_eq!(told.people.len(), 1);
        assert_eq!((told.people[0].0, told.people[0].2.as_str()), ("Ada Venn", "right"));
    }

    #[test]
    fn a_row_is_read_from_the_left() {
        let told = read(
            "(L-R) Tamsel “Cod and Chips King” Rufus Obi, Meridan CEO Ines Quarmby, U.S. Mayor Ada Venn and first lady Lida Kerr share a laugh at a dinner",
        );
        let names: Vec<_> = told.people.iter().map(|p| (p.0, p.2.as_str())).collect();
        assert_eq!(
            names,
            [
                ("Rufus Obi", "left"),
                ("Ines Quarmby", "2 from left"),
                ("Ada Venn", "3 from left"),
                ("Lida Kerr", "right")
            ]
        );
    }

    #[test]
    fn a_paper_tells_less() {
        let told = read("The old harbour, closed since a wall gave way. Picture: Tam Ludgrove");
        assert_eq!((told.credit.as_deref(), told.taken, told.place), (Some("Tam Ludgrove"), None, None));
        assert_eq!(read("The quay (pictured in May) was full.").credit, None);
    }
}
