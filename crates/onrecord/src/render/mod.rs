//! A record as text: for people ([`page`]), with the evidence for every fact ([`evidence()`]), or its article alone.
//!
//! In [`page`] what the reader is unsure of is marked with `?`. The snapshots of the examples are these renderings, so what the
//! program prints is what the tests hold. What these two print of a page has no control characters; the article
//! alone is printed as it is.

mod article;
mod evidence;
mod facts;
mod html;
mod lines;
mod syntax;

use onrecord_model::{Day, Interval, Record, Span};
use onrecord_read::Parts;

pub use article::{markdown as article_markdown, plain as article_text};
pub use evidence::{evidence, evidence_of};
pub use html::html;
use lines::Lines;

/// How a page for people is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns, at least 40.
    pub width: usize,
    /// Whether to use the terminal's colours.
    pub colour: bool,
}

/// Facts below this score are marked.
const UNSURE: f32 = 0.6;

/// A record for people: headline, who said what, what is expected by when, figures, what happened. Where no facts were wanted,
/// the article.
pub fn page(record: &Record, parts: Parts, style: &Style) -> String {
    let mut out = Lines::new(*style);
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

/// The words of a span, on one line and without what would steer a terminal.
fn words(record: &Record, span: Span) -> String {
    record.article.text.get(span).unwrap_or_default().replace(char::is_control, " ")
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
    about.extend(article.published.as_ref().map(|p| day(p.day())));
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

/// A day as it is written in running text: `6 September 2025`.
fn day(day: Day) -> String {
    format!("{} {} {}", day.0.day(), month(day), day.0.year())
}

fn month(day: Day) -> &'static str {
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
    MONTHS[usize::from(day.0.month().unsigned_abs()) - 1]
}

/// An interval in words: `4 September 2025`, `by 31 December 2028`, `from 4 September 2025`; `None` where it is open.
fn interval(interval: Interval) -> Option<String> {
    match interval.days() {
        (Some(a), Some(b)) if a == b => Some(day(a)),
        (Some(a), Some(b)) => Some(whole(a, b).unwrap_or_else(|| format!("{} to {}", day(a), day(b)))),
        (None, Some(b)) => Some(format!("by {}", day(b))),
        (Some(a), None) => Some(format!("from {}", day(a))),
        (None, None) => None,
    }
}

/// A whole year or month by its name.
fn whole(start: Day, end: Day) -> Option<String> {
    let (a, b) = (start.0, end.0);
    if a == a.first_of_year() && b == a.last_of_year() {
        return Some(a.year().to_string());
    }
    (a == a.first_of_month() && b == a.last_of_month()).then(|| format!("{} {}", month(start), a.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_read_as_one_says_them() {
        let shown = |a: Option<&str>, b: Option<&str>| {
            let moment = |text: &str| text.parse().expect("a day");
            interval(Interval { start: a.map(moment), end: b.map(moment) }).unwrap_or_default()
        };
        assert_eq!(shown(Some("2025-09-04"), Some("2025-09-04")), "4 September 2025");
        assert_eq!(shown(None, Some("2028-12-31")), "by 31 December 2028");
        assert_eq!(shown(Some("2025-09-04"), None), "from 4 September 2025");
        assert_eq!(shown(Some("2028-01-01"), Some("2028-12-31")), "2028");
        assert_eq!(shown(Some("2028-02-01"), Some("2028-02-29")), "February 2028");
        assert_eq!(shown(Some("2028-02-01"), Some("2028-02-03")), "1 February 2028 to 3 February 2028");
        assert_eq!(shown(None, None), "");
    }
}
