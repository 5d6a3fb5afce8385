//! The place at the head of a report: `TAMBER, Sept 6 (Agency) — The bridge ...`, `NORTH HOLLIS: The mayor ...`.
//!
//! Leaves alone: questions of an interview (`Q: ...`), speakers of a transcript, headings. Cases: cases/page/dateline.md

use onrecord_model::{Article, BlockKind, Dateline, Span};

use crate::lists::{self, List};

/// The dateline of the first paragraph.
pub fn of(article: &Article) -> Option<Dateline> {
    let block = article.blocks.iter().find(|b| b.kind == BlockKind::Paragraph)?;
    let words = article.text.get(block.span)?;
    let (n, place) = find(words)?;
    let start = block.span.start as usize;
    Some(Dateline { place, span: Span::new(start, start + n) })
}

/// How many bytes the dateline takes, and its place.
pub fn find(words: &str) -> Option<(usize, String)> {
    let head = match words.char_indices().nth(90) {
        Some((i, _)) => words.get(..i)?,
        None => words,
    };
    // The earliest mark that may end it.
    let marks = [" — ", " – ", " -- ", " - ", ": ", ".- ", ".– ", "— ", "– "];
    let (end, mark) = marks.iter().filter_map(|m| head.find(m).map(|i| (i, *m))).min()?;
    let told = head.get(..end)?.trim_end();
    let behind = words.get(end + mark.len()..)?.trim_start();
    if behind.chars().next().is_none_or(char::is_lowercase) {
        return None;
    }
    let (before, agency) = match told.find('(') {
        Some(i) if told.ends_with(')') => (told.get(..i)?.trim_end(), true),
        Some(_) => return None,
        None => (told, false),
    };
    // "TAMBER, Sept 6": the day is no part of the place.
    let parts = before.split(", ").take_while(|part| !part.bytes().any(|b| b.is_ascii_digit()));
    let place = parts.collect::<Vec<_>>().join(", ");
    let place = place.trim_end_matches(',').trim();
    let names: Vec<&str> = place.split_whitespace().collect();
    if names.is_empty() || names.len() > 6 || place.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        return None;
    }
    let first = place.split(',').next().unwrap_or_default();
    let shouted = first.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !first.chars().any(char::is_lowercase)
        && first.chars().any(char::is_uppercase);
    let capitals =
        names.iter().all(|n| n.chars().next().is_some_and(char::is_uppercase) || lists::on(n, List::PlaceParticle));
    let dash = mark.contains(['—', '–', '-']);
    let ok = (shouted && (dash || mark == ": ")) || (agency && dash && capitals);
    ok.then(|| (end + mark.trim_end().len(), place.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn places_at_the_head_of_a_report() {
        let place = |w: &str| find(w).map(|(_, p)| p);
        assert_eq!(place("TAMBER — The bridge is open.").as_deref(), Some("TAMBER"));
        assert_eq!(place("NORTH HOLLIS, OLA: The mayor resigned.").as_deref(), Some("NORTH HOLLIS, OLA"));
        assert_eq!(place("TAMBER, Sept 6 (Agency) - The bridge is open.").as_deref(), Some("TAMBER"));
        assert_eq!(place("Tamber (dpa) – Die Brücke ist offen.").as_deref(), Some("Tamber"));
        assert_eq!(place("The mayor — who resigned — left."), None);
        assert_eq!(place("Ana Ruiz: We will rebuild it."), None);
        assert_eq!(place("Q: Will it open?"), None);
        assert_eq!(place(""), None);
    }
}
