//! A record as text: for people ([`page`]), with the evidence for every fact ([`evidence()`]), or its article alone.
//!
//! In [`page`] what is less sure stands in groups of its own at the end, marked with `?`. The snapshots of the examples are these renderings, so what the
//! program prints is what the tests hold. What these two print of a page has no control characters; the article
//! alone is printed as it is.

mod article;
mod evidence;
mod facts;
mod html;
mod lines;
mod syntax;

use onrecord_model::{BlockKind, Day, Interval, Quoting, Record, Span, Statement, is_invisible};
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

/// From this score on nine of ten facts are meant to be right; the others stand at the end, marked.
const SURE: f32 = 0.9;

/// A record for people: headline, who said what, what is expected by when, figures, what happened; then the same of what is less sure. Names
/// and times where they alone were wanted; the article where no facts were.
pub fn page(record: &Record, parts: Parts, style: &Style) -> String {
    let mut out = Lines::new(*style);
    head(record, &mut out);
    for sure in [true, false] {
        let wanted = |part: bool, put: fn(&Record, &mut Lines, bool), out: &mut Lines| {
            if part {
                put(record, out, sure);
            }
        };
        wanted(parts.statements, facts::statements, &mut out);
        wanted(parts.expectations, facts::expectations, &mut out);
        wanted(parts.figures, facts::figures, &mut out);
        wanted(parts.events, facts::events, &mut out);
        if parts != Parts::ALL {
            wanted(parts.times, facts::times, &mut out);
            wanted(parts.entities && sure, facts::names, &mut out);
        }
    }
    if parts == Parts::NONE {
        body(record, &mut out);
    }
    out.blank();
    left_out(record, &mut out);
    for note in &record.notes {
        out.plain("", &format!("Note: {}.", note.text.trim_end_matches('.')));
    }
    if out.marked {
        out.dim(
            "",
            "? less sure: a score under .90; --why shows rules and scores. ¶ is the paragraph of the page's text.",
        );
    }
    out.finish()
}

/// Without what would steer a terminal: controls but line ends and tabs, and marks that turn the direction of writing.
pub fn harmless(text: &str) -> String {
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || is_invisible(c);
    text.chars().filter(|c| !steers(*c)).collect()
}

/// The words of a span, on one line and without what would steer a terminal.
fn words(record: &Record, span: Span) -> String {
    harmless(&record.article.text.get(span).unwrap_or_default().replace(char::is_control, " "))
}

/// The number of the block that holds a span, from one.
fn paragraph(record: &Record, span: Span) -> usize {
    record.article.blocks.partition_point(|b| b.span.start <= span.start).max(1)
}

/// The lesser of a statement's two scores.
fn least_score(s: &Statement) -> f32 {
    s.score.min(s.source.as_ref().and_then(|source| source.score).unwrap_or(1.0))
}

/// The words of a statement, in marks where all of them were said.
fn said(record: &Record, s: &Statement) -> String {
    let parts: Vec<&str> = s.content.iter().filter_map(|p| record.article.text.get(*p)).map(str::trim).collect();
    match s.form {
        Quoting::Direct => format!("“{}”", parts.join(" … ")),
        Quoting::Mixed | Quoting::Indirect => parts.join(" … "),
    }
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

/// Says that something was left out of the text: nothing disappears in silence.
fn left_out(record: &Record, out: &mut Lines) {
    let n = record.article.furniture.len();
    let lines = if n == 1 { "line was" } else { "lines were" };
    if n > 0 && record.page.media_type == "text/plain" {
        out.dim("", &format!("{n} {lines} left out of the text; --why shows them, --as clean keeps all."));
    } else if n > 0 {
        out.dim("", &format!("{n} {lines} left out of the text (menus, links and the like); --why shows them."));
    }
}

/// The article below its head; what belongs to pictures says so.
fn body(record: &Record, out: &mut Lines) {
    out.blank();
    for block in &record.article.blocks {
        let words = &record.article.text[block.span];
        match block.kind {
            BlockKind::Title | BlockKind::Standfirst => continue,
            BlockKind::Caption | BlockKind::Alt => out.dim("", &format!("[Picture: {words}]")),
            BlockKind::ListItem => out.plain("- ", words),
            _ => out.plain("", words),
        }
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
