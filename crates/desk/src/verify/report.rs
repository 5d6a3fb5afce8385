//! What was found of a draft's quotations, as one page for people that needs nothing else: no script, no foreign origin.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{By, Finding, Verdict};

const STYLE: &str = "
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } section { border-top: 1px solid GrayText; padding: .6rem 0; }
.v { font: bold .85rem/1 system-ui, sans-serif; padding: .2rem .5rem; border: 1px solid; border-radius: .2rem; }
.good .v { border-style: double; border-width: 3px; } blockquote { margin: .5rem 0 .5rem 1rem; }
dt { font-weight: bold; } dd { margin: 0 0 .4rem 1rem; } del, ins { text-decoration-thickness: 2px; } small { font-family: system-ui, sans-serif; }
";

/// A verdict in words.
pub fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Exact => "exact: word for word in the archive",
        Verdict::Trimmed => "trimmed: only words are left out, the sense stays",
        Verdict::Altered => "ALTERED: the archive has other words",
        Verdict::Stitched => "STITCHED: put together from several places",
        Verdict::Indirect => "NOT QUOTED: reported in these words, and never between quotation marks",
        Verdict::Close => "CLOSE: something like it",
        Verdict::NotFound => "NOT FOUND: nothing like it in this archive",
        Verdict::TooShort => "too short to tell",
    }
}

/// Whether the speaker agrees, in words.
pub fn by_words(by: By, asked: &str, found: Option<&str>) -> String {
    match (by, found) {
        (By::Agrees, _) => format!("said by {asked}"),
        (By::Differs, Some(found)) => format!("NOT said by {asked} there: by {found}"),
        (By::Differs, None) => format!("NOT said by {asked} there"),
        (By::Unknown, _) => format!("whether {asked} said it is not known"),
    }
}

/// The page.
pub fn page(title: &str, findings: &[Finding]) -> String {
    let good = findings.iter().filter(|f| f.is_good()).count();
    let searched = findings.first().map(|f| f.searched.clone()).unwrap_or_default();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { "Quotations of " (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Quotations of " (title) }
                p { (good) " of " (findings.len()) " hold. Looked through: " (searched.articles) " articles"
                    @if let (Some(first), Some(last)) = (&searched.first, &searched.last) { ", " (first) " to " (last) } "." }
                @for (n, f) in findings.iter().enumerate() { (one(n + 1, f)) }
                p { small { "The verdict is on the words alone. That words stand in the archive does not prove that they were said, only that they were printed." } }
            }
        }
    };
    page.into_string()
}

fn one(n: usize, f: &Finding) -> Markup {
    let found = f.matches.iter().find_map(|m| m.speaker.as_deref());
    html! {
        section class=(if f.is_good() { "good" } else { "bad" }) {
            p { b { (n) ". " } span.v { (words(f.verdict)) }
                @if let (Some(by), Some(asked)) = (f.by, &f.asked) { " " small { (by_words(by, asked, found)) } } }
            blockquote { "“" (f.quote) "”" }
            @if !f.differences.is_empty() {
                dl { @for d in &f.differences {
                    dt { (format!("{:?}", d.kind).to_lowercase()) }
                    dd { @if !d.draft.is_empty() { "draft: " ins { (d.draft) } } @if !d.draft.is_empty() && !d.archive.is_empty() { " · " }
                         @if !d.archive.is_empty() { "archive: " del { (d.archive) } } }
                } }
            }
            @for m in &f.matches {
                p { small { (m.published.as_deref().unwrap_or("no date")) " · " (m.outlet.as_deref().unwrap_or("unknown outlet"))
                    @if let Some(speaker) = &m.speaker { " · " (speaker) } } br;
                    (m.sentence) br;
                    @if let Some(link) = &m.link { a href=(link) { (m.title.as_deref().unwrap_or(link)) } } @else { (m.title.as_deref().unwrap_or(&m.article)) } }
            }
        }
    }
}
