//! Where things stand on a page: its lines, its headline, and the body as the rules have it.

use super::body::{self, Body, TextMeasure};
use super::lines::{self, Page};
use super::{Found, json_ld, json_ld_body, title};
use crate::markup::{self, Tree};
use crate::phrases;

/// A page taken apart, before anything of it is put into an article.
pub struct Located<'a> {
    pub tree: Tree<'a>,
    pub page: Page<'a>,
    pub ld: json_ld::Ld,
    /// Lines that JSON-LD's body has too; empty where it tells none.
    pub proven: Vec<bool>,
    pub title: Found<String>,
    pub title_line: Option<usize>,
    pub body: Body,
    /// What the page says of itself in a sentence or two, as keys.
    pub described: Vec<String>,
}

/// Tree, lines, headline and body of a page.
pub fn locate<'a>(html: &'a str, url: Option<&str>) -> Located<'a> {
    let tree = markup::parse(html);
    let mut page = lines::read(&tree);
    let ld = json_ld::read(&page.head.scripts);
    let proven = json_ld_body::proven(&page, ld.body.as_deref());
    let order = body::in_order(&tree);
    let (mut title, mut title_line) = title::title(&page, &ld, url);
    body::unmark_large_containers(&tree, &mut page, &order, title_line);
    if title_line.is_none() {
        (title, title_line) = title::title(&page, &ld, url);
    }
    let words = title.as_ref().map(|t| t.0.as_str()).unwrap_or_default();
    let known = Known { proven: &proven, order: &order, title: words, title_line };
    let mut body = find(&tree, &mut page, &known, TextMeasure::Running);
    for again in 0..2 {
        let size = body::size(&page, &body);
        if size >= 250 {
            break;
        }
        if again == 1 {
            if size >= 60 {
                break;
            }
            body::clear_furniture_marks(&mut page);
        }
        let other = find(&tree, &mut page, &known, TextMeasure::Any);
        if body::size(&page, &other) > size * 2 {
            body = other;
        }
    }
    // Where a headline of the first order comes again, another story begins.
    let first_order = |t: &usize| page.lines.get(*t).is_some_and(|l| l.heading == 1);
    if let Some(limit) = title_line.filter(first_order).and_then(|t| body::next_story(&tree, &page, t))
        && body.kept.first().is_some_and(|k| (*k as usize) < limit)
    {
        body.kept.retain(|i| (*i as usize) < limit);
        (body.last, body.limit) = (body.last.min(limit), limit);
    }
    let described = [ld.description.clone(), page.head.meta(&["og:description"]), page.head.meta(&["description"])];
    let described = described.into_iter().flatten().map(|d| phrases::key(&d)).collect();
    Located { tree, page, ld, proven, title, title_line, body, described }
}

/// What is known of a page before its body is found.
struct Known<'a> {
    proven: &'a [bool],
    /// All elements, parents before their children.
    order: &'a [markup::Id],
    title: &'a str,
    title_line: Option<usize>,
}

/// The body as one measure of good text has it.
fn find(tree: &Tree<'_>, page: &mut Page<'_>, known: &Known<'_>, measure: TextMeasure) -> body::Body {
    let all = body::score_elements(tree, page, known.proven, known.order, measure);
    let node = body::container(page, all, known.title_line);
    body::lines(page, node, known.proven, known.title, all, measure)
}
