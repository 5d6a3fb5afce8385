//! A record for people: headline, who said what, what is expected by when, figures, what happened.
//!
//! What the reader is unsure of is marked with `?`. Colour only on a terminal, and not where `NO_COLOR` is set.

mod facts;
mod lines;

use std::io::IsTerminal;

use onrecord_model::Record;
use onrecord_read::Parts;

use lines::Lines;

/// How wide the page is, and whether it has colour.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub width: usize,
    pub colour: bool,
}

impl Page {
    /// The terminal's width where standard output is one; else 100 columns without colour.
    pub fn of_terminal() -> Page {
        let terminal = std::io::stdout().is_terminal();
        let width = if terminal { terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0)) } else { 100 };
        let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Page { width: width.clamp(40, 110), colour }
    }
}

/// Facts below this score are marked.
pub const UNSURE: f32 = 0.6;

/// The whole page.
pub fn record(record: &Record, page: &Page, parts: Parts) -> String {
    let mut out = Lines::new(*page);
    head(record, &mut out);
    facts::statements(record, &mut out);
    facts::expectations(record, &mut out);
    facts::figures(record, &mut out);
    facts::events(record, &mut out);
    if parts == Parts::NONE {
        body(record, &mut out);
    }
    for note in &record.notes {
        out.plain("", &format!("Note: {}.", note.text.trim_end_matches('.')));
    }
    if out.marked {
        out.dim("", "? not sure; --why shows rules and scores");
    }
    out.finish()
}

fn head(record: &Record, out: &mut Lines) {
    let article = &record.article;
    match &article.title {
        Some(title) => out.strong(title),
        None => out.strong("(no headline found)"),
    }
    if let Some(standfirst) = &article.standfirst {
        out.plain("", standfirst);
    }
    let mut about: Vec<String> = Vec::new();
    about.extend(article.published.as_deref().map(day));
    about.extend(article.dateline.as_ref().map(|d| d.place.clone()));
    if !article.authors.is_empty() {
        about.push(format!("by {}", article.authors.join(", ")));
    }
    about.extend(article.publisher.clone());
    about.extend(record.page.canonical_url.clone().or(record.page.url.clone()));
    if !about.is_empty() {
        out.dim("", &about.join(" · "));
    }
}

fn body(record: &Record, out: &mut Lines) {
    out.blank();
    for block in &record.article.blocks {
        out.plain("", &record.article.text[block.span]);
        out.blank();
    }
}

/// `2025-09-06T10:00:00Z` as `6 September 2025`; a month or year as it is.
pub fn day(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let day = iso.get(..10).and_then(|d| d.parse::<jiff::civil::Date>().ok());
    match day {
        Some(d) => format!("{} {} {}", d.day(), MONTHS[usize::from(d.month().unsigned_abs()) - 1], d.year()),
        None => iso.to_owned(),
    }
}

/// An interval in words: `on 4 September 2025`, `by 31 December 2028`, `from 4 September 2025`.
pub fn interval(start: Option<&str>, end: Option<&str>) -> Option<String> {
    let cut = |iso: &str| iso.get(..10).unwrap_or(iso).to_owned();
    match (start, end) {
        (Some(a), Some(b)) if cut(a) == cut(b) => Some(day(a)),
        (Some(a), Some(b)) => Some(whole(&cut(a), &cut(b)).unwrap_or_else(|| format!("{} to {}", day(a), day(b)))),
        (None, Some(b)) => Some(format!("by {}", day(b))),
        (Some(a), None) => Some(format!("from {}", day(a))),
        (None, None) => None,
    }
}

/// A whole year or month by its name.
fn whole(start: &str, end: &str) -> Option<String> {
    let (a, b) = (start.parse::<jiff::civil::Date>().ok()?, end.parse::<jiff::civil::Date>().ok()?);
    if a == a.first_of_year() && b == a.last_of_year() {
        return Some(a.year().to_string());
    }
    (a == a.first_of_month() && b == a.last_of_month()).then(|| day(start)[2..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_read_as_one_says_them() {
        let shown = |a, b| interval(a, b).unwrap_or_default();
        assert_eq!(shown(Some("2025-09-04"), Some("2025-09-04")), "4 September 2025");
        assert_eq!(shown(None, Some("2028-12-31")), "by 31 December 2028");
        assert_eq!(shown(Some("2025-09-04"), None), "from 4 September 2025");
        assert_eq!(shown(Some("2028-01-01"), Some("2028-12-31")), "2028");
        assert_eq!(shown(Some("2028-02-01"), Some("2028-02-29")), "February 2028");
        assert_eq!(shown(Some("2028-02-01"), Some("2028-02-03")), "1 February 2028 to 3 February 2028");
        assert_eq!(interval(None, None), None);
    }
}
