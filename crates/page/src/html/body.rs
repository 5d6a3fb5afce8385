//! Where the body stands: the element that holds most good text and least else, and which of its lines belong to it.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::lines::{Line, Page};
use super::shape::*;
use crate::markup::{Id, Kind, NONE, Tag, Tree};
use crate::phrases;

/// The body: an element, and whether each of its lines is part of the article.
pub struct Body {
    /// Line indices.
    pub first: usize,
    pub last: usize,
    /// Lines that belong to the body, in order.
    pub kept: Vec<u32>,
    /// The line from which on the page tells another story.
    pub limit: usize,
    /// Bytes of good text on the page, inside and outside.
    pub good: u32,
    pub good_all: u32,
}

/// A line of signs alone is no text.
pub fn has_letters(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}

/// Bytes of running text in a line; 0 where it is too short or mostly links.
pub fn text_score(line: &Line, words: &str) -> u32 {
    let n = line.end - line.start;
    if line.heading > 0 || line.shape & (BYLINE | DATE | CAPTION | TITLE | FOOTER | HIDDEN) != 0 || line.linked * 3 > n
    {
        return 0;
    }
    if !has_letters(words) {
        return 0;
    }
    let plain = n - line.linked;
    let sentence = phrases::ends_sentence(words);
    let least = match (line.shape & PARAGRAPH != 0, sentence) {
        (true, true) => 30,
        (true, false) => 60,
        (false, true) => 70,
        (false, false) => 160,
    };
    if plain < least {
        return 0;
    }
    if line.shape & (LIST | CELL) != 0 { plain * 2 / 3 } else { plain }
}

/// What counts as good text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TextMeasure {
    /// Running text.
    Running,
    /// Whatever is no link: for poems, recipes, results.
    Any,
}

/// Takes all marks of furniture from the lines, for a page on which they left nothing.
pub fn clear_furniture_marks(page: &mut Page<'_>) {
    for line in &mut page.lines {
        line.shape &= !UNMARKED;
    }
}

/// Bits that are taken back from an element that holds most of the page's running text.
const UNMARKED: Shape = DROP | FOOTER | HIDDEN | BYLINE | DATE | CAPTION | TITLE | STANDFIRST | FIGURE | KICKER;

/// An element that holds half of the running text is no furniture, whatever its name says.
pub fn unmark_large_containers(tree: &Tree<'_>, page: &mut Page<'_>, order: &[Id], title: Option<usize>) {
    let mut raw = vec![0u32; page.elements.len()];
    let (mut all, mut free) = (0u32, 0u32);
    for line in &page.lines {
        let bare = Line { shape: line.shape & !UNMARKED, ..*line };
        let g = text_score(&bare, page.words(line));
        all = all.saturating_add(g);
        if line.shape & UNMARKED == 0 {
            free = free.saturating_add(g);
        }
        if let Some(r) = raw.get_mut(line.node as usize) {
            *r += g;
        }
    }
    for id in order.iter().rev() {
        let parent = tree.node(*id).parent;
        let own = raw.get(*id as usize).copied().unwrap_or(0);
        if let Some(p) = raw.get_mut(parent as usize) {
            *p = p.saturating_add(own);
        }
    }
    let mut any = false;
    for (e, g) in page.elements.iter_mut().zip(&raw) {
        let bits = e.shape & UNMARKED;
        if bits == 0 {
            continue;
        }
        // Nor is one that holds the headline and a good part of the text.
        let titled = title.is_some_and(|t| e.first as usize <= t && t < e.last as usize);
        let share = if bits & (COMMENTS | RELATED | CONSENT) != 0 { 85 } else { 50 };
        if u64::from(*g) * 100 >= u64::from(all) * share && *g / 2 > free
            || titled
                && u64::from(*g) * 100 >= u64::from(all) * 25
                && bits & (COMMENTS | RELATED | CONSENT | HIDDEN | FOOTER) == 0
        {
            e.shape &= !UNMARKED;
            any = true;
        }
    }
    if !any {
        return;
    }
    let mut inherited = vec![0 as Shape; page.elements.len()];
    for id in order {
        let parent = tree.node(*id).parent;
        let above = inherited.get(parent as usize).copied().unwrap_or(0);
        let own = page.elements.get(*id as usize).map_or(0, |e| e.shape);
        if let Some(i) = inherited.get_mut(*id as usize) {
            *i = (above | own) & UNMARKED;
        }
    }
    for line in &mut page.lines {
        let now = inherited.get(line.node as usize).copied().unwrap_or(0);
        line.shape &= now | !UNMARKED;
    }
}

/// All elements, parents before their children.
pub fn in_order(tree: &Tree<'_>) -> Vec<Id> {
    let mut order = Vec::with_capacity(tree.len());
    let mut at = Some(0);
    while let Some(id) = at {
        if tree.node(id).kind != Kind::Text {
            order.push(id);
        }
        at = tree.following(id, 0, false);
    }
    order
}

/// Fills in how much good text each element holds. `proven` lines are those that JSON-LD has too.
pub fn score_elements(
    tree: &Tree<'_>,
    page: &mut Page<'_>,
    proven: &[bool],
    order: &[Id],
    measure: TextMeasure,
) -> u32 {
    let mut all = 0;
    let mut goods = vec![(0u32, 0u32); page.elements.len()];
    for (i, line) in page.lines.iter().enumerate() {
        let n = line.end - line.start;
        let sure = proven.get(i).copied().unwrap_or(false);
        let g = match measure {
            _ if sure => n * 2,
            TextMeasure::Running => text_score(line, page.words(line)),
            TextMeasure::Any
                if line.heading == 0 && n > 15 && line.linked * 2 < n && line.shape & (FOOTER | HIDDEN) == 0 =>
            {
                n
            }
            TextMeasure::Any => 0,
        };
        let dropped = line.shape & DROP != 0 && !sure;
        if !dropped && let Some(e) = goods.get_mut(line.node as usize) {
            e.0 += g;
            e.1 += n;
            all += g;
        }
    }
    // Children before parents.
    for id in order.iter().rev() {
        let own = goods[*id as usize];
        if let Some(e) = page.elements.get_mut(*id as usize) {
            (e.good, e.text) = own;
        }
        let parent = tree.node(*id).parent;
        if parent != NONE
            && let Some(p) = goods.get_mut(parent as usize)
        {
            p.0 = p.0.saturating_add(own.0);
            p.1 = p.1.saturating_add(own.1);
        }
    }
    all
}

/// The element that holds the body.
pub fn container(page: &Page<'_>, all: u32, title: Option<usize>) -> Id {
    let mut best = (0.0f32, 0u32);
    for (id, e) in page.elements.iter().enumerate() {
        if e.good == 0 || e.good * 20 < all {
            continue;
        }
        let density = e.good as f32 / (e.text as f32 + 1.0).max(e.good as f32);
        let mut score = e.good as f32 * (0.25 + density * density);
        if e.shape & BODY != 0 {
            score *= 1.35;
        } else if e.shape & STORY != 0 {
            score *= 1.15;
        } else if e.shape & MAIN != 0 {
            score *= 1.05;
        }
        if let Some(t) = title {
            let (first, last, t) = (e.first as usize, e.last as usize, t);
            // The body stands below its headline, and not far.
            if last <= t {
                score *= 0.4;
            } else if first > t + 30 {
                score *= 0.75;
            }
        }
        // Of two that hold the same the inner one.
        if score >= best.0 * 0.9999 {
            best = (score.max(best.0), id as u32);
        }
    }
    best.1
}

/// Where JSON-LD proves nearly all that was kept, what comes behind the last proven line is none of it.
fn trim(page: &Page<'_>, kept: &mut Vec<u32>, proven: &[bool]) {
    let size = |i: &u32| page.lines.get(*i as usize).map_or(0, |l| l.end - l.start);
    let sure = |i: &u32| proven.get(*i as usize).copied().unwrap_or(false);
    let all: u32 = kept.iter().map(size).sum();
    let told: u32 = kept.iter().filter(|i| sure(i)).map(size).sum();
    if told < 800 || u64::from(told) * 10 < u64::from(all) * 5 {
        return;
    }
    if let Some(end) = kept.iter().rposition(sure) {
        kept.truncate(end + 1);
    }
}

/// The lines of the element that are body.
pub fn lines(page: &Page<'_>, node: Id, proven: &[bool], title: &str, good_all: u32, measure: TextMeasure) -> Body {
    let e = page.elements.get(node as usize).copied().unwrap_or_default();
    let (first, last) = (e.first as usize, (e.last as usize).min(page.lines.len()));
    let mut kept = Vec::new();
    let mut headings: Vec<u32> = Vec::new();
    let mut marks = NO_BODY;
    if measure == TextMeasure::Running && dropped_text(page, first..last) > e.good.max(1) * 2 {
        // Furniture that holds half of the text is none.
        marks &= !DROP;
    }
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut skipping = false;
    let title_key = phrases::key(title);
    for i in first..last {
        let Some(line) = page.lines.get(i) else { break };
        let words = page.words(line);
        let sure = proven.get(i).copied().unwrap_or(false);
        let n = line.end - line.start;
        if !sure && is_marked(line, marks) {
            continue;
        }
        let heading = line.heading > 0 || (line.bold + 2 >= n && n < 120 && line.shape & LIST == 0);
        if n < 250 && !sure && phrases::furniture(words, heading).is_some() {
            if heading {
                skipping = true;
            }
            continue;
        }
        if heading {
            skipping = false;
            if line.heading == 1 || phrases::key(words) == title_key {
                continue;
            }
            if line.linked * 2 <= n && n < 300 {
                headings.push(i as u32);
            }
            continue;
        }
        let list = line.shape & LIST != 0;
        let linky = line.linked * 2 > n && !(sure && n > 60);
        if linky || (skipping && (list || line.linked * 3 > n || n < 120)) {
            continue;
        }
        let worth = sure || is_worth_keeping(line, words, measure);
        if !worth || !has_letters(words) || (n > 60 && !seen.insert(words)) {
            continue;
        }
        if !list && n > 80 {
            skipping = false;
        }
        kept.append(&mut headings);
        kept.push(i as u32);
    }
    trim(page, &mut kept, proven);
    Body { first, last, kept, limit: page.lines.len(), good: e.good, good_all }
}

/// Marks of lines that are no running text, wherever they stand.
const NO_BODY: Shape = DROP | HIDDEN | CAPTION | TITLE | KICKER;

/// Bytes of running text in lines that are marked as furniture.
fn dropped_text(page: &Page<'_>, lines: Range<usize>) -> u32 {
    lines.filter_map(|i| page.lines.get(i)).filter(|l| l.shape & DROP != 0).map(|l| text_score(l, page.words(l))).sum()
}

/// One of these marks, or one that a line of its size may not have, keeps a line out of the body. A byline of 300 bytes and
/// a figure of 600 hold running text.
#[inline]
fn is_marked(line: &Line, marks: Shape) -> bool {
    let n = line.end - line.start;
    line.shape & marks != 0
        || line.shape & FOOTER != 0
        || (line.shape & (BYLINE | DATE) != 0 && n < 300)
        || (line.shape & FIGURE != 0 && line.shape & (QUOTE | CELL) == 0 && n < 600)
}

/// A line that nobody proves must be long enough for what it lies in, or end as a sentence does.
#[inline]
fn is_worth_keeping(line: &Line, words: &str, measure: TextMeasure) -> bool {
    let n = line.end - line.start;
    match () {
        () if measure == TextMeasure::Any => n >= 4,
        () if line.shape & (LIST | CELL | CODE | QUOTE) != 0 => true,
        () if line.shape & PARAGRAPH != 0 => n >= 12 || phrases::ends_sentence(words),
        () => n >= 60 || (n >= 25 && phrases::ends_sentence(words)),
    }
}

/// Where a page that goes on without end begins its next story: an element marked like one that holds the headline, beside it,
/// with a headline of its own as high and text of its own.
pub fn next_story(tree: &Tree<'_>, page: &Page<'_>, title_line: usize) -> Option<usize> {
    let title = page.lines.get(title_line)?;
    if title.heading == 0 {
        return None;
    }
    let class = |id: Id| tree.attribute(id, "class").map(|c| c.source.trim_end_matches(|c: char| c.is_ascii_digit()));
    let mut at = title.node;
    let mut steps = 0;
    while at != NONE && at != 0 {
        let mut beside = tree.node(at).next;
        while beside != NONE && steps < 500 {
            steps += 1;
            let alike = tree.node(beside).kind == Kind::Element
                && tree.node(beside).tag == tree.node(at).tag
                && matches!(tree.node(at).tag, Tag::Article | Tag::Section | Tag::Div | Tag::Main)
                && class(beside) == class(at);
            if alike && let Some(e) = page.elements.get(beside as usize) {
                let lines = page.lines.get(e.first as usize..e.last as usize).unwrap_or_default();
                let headed = lines.iter().any(|l| {
                    l.heading == title.heading && l.linked * 2 < l.end - l.start && page.words(l) != page.words(title)
                });
                let text: u32 = lines.iter().map(|l| text_score(l, page.words(l))).sum();
                if headed && text >= 150 {
                    return Some(e.first as usize);
                }
            }
            beside = tree.node(beside).next;
        }
        at = tree.node(at).parent;
    }
    None
}

/// Bytes of the lines kept.
pub fn size(page: &Page<'_>, body: &Body) -> usize {
    body.kept.iter().filter_map(|i| page.lines.get(*i as usize)).map(|l| (l.end - l.start) as usize).sum()
}
