//! Each line's own trial: given all that is known of it and around it, is it part of the article?
//!
//! `body` proposes by rule; a small forest of boosted trees (`weights/lines.txt`) then looks at every line that could be
//! body. It sees shapes, densities and places only, never a word, so that weights may be learned from pages whose texts
//! may not be learned from, and pages of every language are read alike. Grown by `cargo xtask train`.

mod names;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

use super::body::{Body, good, has_letters};
use super::lines::{Line, Page};
use super::shape::{DATE, LIST};
use crate::forest::Forest;
use crate::markup::{Id, NONE, Tag, Tree};
use crate::phrases;

/// Numbers that are known of a line.
pub const N: usize = 23 + 30 + 18 + 4 * 7 + 16 + 8;

static FOREST: LazyLock<Forest> =
    LazyLock::new(|| Forest::read(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/lines.txt"))));

/// Log-odds that it takes to overrule the rules. Chosen on traf, whose text nothing was learned from: snippet F1 .938 with none,
/// .941 with one.
const SURE: f32 = 1.0;
/// Articles of fewer bytes than these were hardly among what was learned from, so that it takes more to overrule the rules.
const SMALL: u32 = 800;
const SURE_OF_SMALL: f32 = 2.0;

/// What a line is judged by besides the page itself.
pub struct Case<'a> {
    pub title_line: Option<usize>,
    /// Lines that JSON-LD's body has too; empty where it tells none.
    pub proven: &'a [bool],
    pub described: &'a [String],
}

/// A line that could be body, with what is known of it.
pub struct Row {
    pub line: u32,
    pub numbers: [f32; N],
}

/// Puts every line of the body on trial, and those outside it that could be body.
pub fn judge(tree: &Tree<'_>, page: &Page<'_>, body: &mut Body, case: &Case<'_>) {
    let rows = rows(tree, page, body, case);
    let odds = odds(tree, page, body, &rows);
    let kept: Vec<u32> = rows.iter().zip(&odds).filter(|(_, odds)| **odds > 0.0).map(|(row, _)| row.line).collect();
    // A page where nothing convinces keeps what the rules found.
    if size(page, &kept) * 4 >= size(page, &body.kept) {
        body.kept = kept;
        if let (Some(first), Some(last)) = (body.kept.first(), body.kept.last()) {
            body.first = body.first.min(*first as usize);
            body.last = body.last.max(*last as usize + 1);
        }
    }
}

fn size(page: &Page<'_>, kept: &[u32]) -> u32 {
    kept.iter().filter_map(|i| page.lines.get(*i as usize)).map(|l| l.end - l.start).sum()
}

/// What speaks most for and against a line.
pub fn reasons(row: &Row) -> Vec<(String, f32)> {
    FOREST.reasons(&row.numbers, 4).into_iter().map(|(feature, moved)| (names::of(feature), moved)).collect()
}

/// The log-odds of each line on trial, with what the rules say counted in.
pub fn odds(tree: &Tree<'_>, page: &Page<'_>, body: &Body, rows: &[Row]) -> Vec<f32> {
    let sure = if size(page, &body.kept) < SMALL { SURE_OF_SMALL } else { SURE };
    let mut odds: Vec<f32> = Vec::with_capacity(rows.len());
    for row in rows {
        let by_rule = body.kept.binary_search(&row.line).is_ok();
        odds.push(FOREST.answer(&row.numbers) + if by_rule { sure } else { -sure });
    }
    // The items of a list stand or fall together.
    let lists: Vec<Id> =
        rows.iter().map(|row| page.lines.get(row.line as usize).map_or(NONE, |l| list_of(tree, l))).collect();
    let mut from = 0;
    for items in lists.chunk_by(|a, b| a == b) {
        let to = from + items.len();
        if items[0] != NONE {
            let mean = odds[from..to].iter().sum::<f32>() / items.len() as f32;
            odds[from..to].fill(mean);
        }
        from = to;
    }
    odds
}

/// The list whose item a line is.
fn list_of(tree: &Tree<'_>, line: &Line) -> Id {
    let mut at = line.node;
    for _ in 0..4 {
        if at == NONE || line.shape & LIST == 0 {
            return NONE;
        }
        let node = tree.node(at);
        if matches!(node.tag, Tag::Ul | Tag::Ol) {
            return at;
        }
        at = node.parent;
    }
    NONE
}

fn log(n: u32) -> f32 {
    (n as f32 + 1.0).log2()
}

fn share(part: u32, of: u32) -> f32 {
    if of == 0 { 0.0 } else { part as f32 / of as f32 }
}

fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// Classes of tags, for trees to cut between.
fn tag_number(tag: Tag) -> f32 {
    use Tag::*;
    let n: u8 = match tag {
        P => 0,
        Div => 1,
        Section | Article | Main => 2,
        Blockquote => 3,
        Li => 4,
        H2 => 5,
        H3 => 6,
        H4 | H5 | H6 => 7,
        H1 => 8,
        Td | Th => 9,
        Dd | Dt => 10,
        Pre => 11,
        Figcaption | Caption => 12,
        Header => 13,
        Footer => 14,
        Aside => 15,
        _ => 16,
    };
    f32::from(n)
}

/// A hash of how an element is marked: its tag and classes, digits left out, with its parent's.
fn mark(tree: &Tree<'_>, id: Id) -> u64 {
    let mut hasher = FxHasher::default();
    let parent = tree.node(id).parent;
    for id in [id, parent] {
        if id == NONE {
            continue;
        }
        hasher.write_u8(tree.node(id).tag as u8);
        if let Some(class) = tree.attribute(id, "class") {
            class.source.bytes().filter(|b| !b.is_ascii_digit()).for_each(|b| hasher.write_u8(b));
        }
    }
    hasher.finish()
}

/// Cheap measures of a line's words.
fn letters(words: &str) -> [f32; 7] {
    let (mut n, mut stops, mut commas, mut capitals, mut digits, mut bars) = (0u32, 0u32, 0u32, 0u32, 0u32, 0u32);
    let mut n_words = 0;
    let mut before = ' ';
    for c in words.chars() {
        n += 1;
        n_words += u32::from(before == ' ' && c != ' ');
        match c {
            '.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' => stops += 1,
            ',' | '、' | '，' | '،' | ';' => commas += 1,
            '|' | '›' | '»' | '•' | '·' | '/' => bars += 1,
            '0'..='9' => digits += 1,
            _ if before == ' ' && c.is_uppercase() => capitals += 1,
            _ => {}
        }
        before = if c == '\n' { ' ' } else { c };
    }
    [
        n_words as f32,
        n as f32 / n_words.max(1) as f32,
        stops as f32,
        share(commas, n_words),
        share(capitals, n_words),
        share(digits, n),
        bars as f32,
    ]
}

/// The lines on trial, with their numbers.
pub fn rows(tree: &Tree<'_>, page: &Page<'_>, body: &Body, case: &Case<'_>) -> Vec<Row> {
    let n = page.lines.len();
    let mut by_rule = vec![false; n];
    body.kept.iter().for_each(|i| {
        if let Some(k) = by_rule.get_mut(*i as usize) {
            *k = true;
        }
    });
    let (mut all, mut linked, mut all_good) = (0u32, 0u32, 0u32);
    let mut goods = Vec::with_capacity(n);
    let mut groups: FxHashMap<u64, (u32, u32, u32)> = FxHashMap::default();
    let mut marks = Vec::with_capacity(n);
    let mut times: FxHashMap<&str, u32> = FxHashMap::default();
    for line in &page.lines {
        let words = page.words(line);
        let g = good(&Line { shape: 0, ..*line }, words);
        goods.push(g);
        all += line.end - line.start;
        linked += line.linked;
        all_good += g;
        let m = mark(tree, line.node);
        marks.push(m);
        let group = groups.entry(m).or_default();
        *group = (group.0 + 1, group.1 + g, group.2 + (line.end - line.start));
        *times.entry(words).or_default() += 1;
    }
    let title = case.title_line.and_then(|t| page.lines.get(t)).map(|l| page.words(l));
    let trial = |i: usize| {
        let line = &page.lines[i];
        let size = line.end - line.start;
        if i >= body.limit {
            return false;
        }
        if by_rule[i] {
            return true;
        }
        // The headline has its own block, a post's time goes with the post.
        let clock = size < 12 && page.words(line).bytes().all(|b| b.is_ascii_digit() || b".: -".contains(&b));
        let time = clock || line.shape & DATE != 0 && size < 24;
        if time || Some(i) == case.title_line || line.heading > 0 && title.is_some_and(|t| t == page.words(line)) {
            return false;
        }
        (i >= body.first && i < body.last && size >= 4 && line.linked * 5 < size * 4 && has_letters(page.words(line)))
            || (size >= 40 && line.linked * 2 < size && goods[i] > 0)
    };
    let mut rows = Vec::with_capacity(body.kept.len() * 2);
    let (mut so_far, mut good_far, mut kept_far, mut headings, mut gap, mut last_kept) =
        (0u32, 0u32, 0u32, 0u32, 0u32, 0u32);
    for i in 0..n {
        let line = &page.lines[i];
        let size = line.end - line.start;
        if trial(i) {
            let words = page.words(line);
            let mut row = Vec::with_capacity(N);
            row.push(log(size));
            row.push(share(line.linked, size));
            row.push(share(line.bold.min(size), size));
            row.push(f32::from(line.heading));
            row.push(flag(phrases::ends_sentence(words)));
            row.push(flag(words.ends_with(':')));
            row.push(flag(words.starts_with(['"', '“', '„', '«', '‘', '\'', '「'])));
            row.extend(letters(words));
            row.push(flag(size < 250 && phrases::furniture(words, line.heading > 0).is_some()));
            row.push(if case.proven.is_empty() { -1.0 } else { flag(case.proven.get(i) == Some(&true)) });
            row.push(flag((20..1000).contains(&size) && case.described.contains(&phrases::key(words))));
            row.push(tag_number(tree.node(line.node).tag));
            row.push(flag(by_rule[i]));
            row.push(times.get(words).copied().unwrap_or(1).min(9) as f32);
            row.push(log(goods[i]));
            row.push(flag(i >= body.first && i < body.last));
            row.push(case.title_line.map_or(-99.0, |t| (i as f32 - t as f32).clamp(-60.0, 300.0)));
            row.extend((0..30).map(|bit| flag(line.shape >> bit & 1 == 1)));
            // What has been passed so far.
            row.push(share(so_far, all));
            row.push(share(good_far, all_good));
            row.push(share(kept_far, body.good.max(1)));
            row.push(headings.min(40) as f32);
            row.push(log(gap));
            row.push((i as f32 - last_kept as f32).min(80.0));
            row.push(log(all));
            row.push(log(all_good));
            row.push(share(linked, all));
            row.push(share(body.good, all_good));
            row.push((i as f32 - body.first as f32).clamp(-60.0, 300.0));
            row.push((body.last as f32 - i as f32).clamp(-60.0, 300.0));
            row.push(body.kept.first().map_or(-99.0, |k| (i as f32 - *k as f32).clamp(-60.0, 200.0)));
            row.push(body.kept.last().map_or(-99.0, |k| (*k as f32 - i as f32).clamp(-60.0, 200.0)));
            let (members, group_good, group_text) = groups[&marks[i]];
            row.push(log(members));
            row.push(share(group_good, group_text));
            row.push(share(group_good, all_good));
            row.push(flag(marks.get(i.wrapping_sub(1)) == Some(&marks[i])));
            // The elements around it, the first four that hold more lines than the one before.
            let (mut at, mut held, mut found, mut depth) = (line.node, 1, 0, 0);
            while at != NONE && at != 0 && found < 4 && depth < 60 {
                if let Some(e) = page.elements.get(at as usize) {
                    let lines = e.last.saturating_sub(e.first);
                    if lines > held {
                        held = lines;
                        found += 1;
                        row.push(log(lines));
                        row.push(log(e.good));
                        row.push(share(e.good, e.text));
                        row.push(share(e.good, body.good.max(1)).min(4.0));
                        row.push(i as f32 - e.first as f32);
                        row.push(e.last as f32 - i as f32);
                        row.push(tag_number(tree.node(at).tag));
                    }
                }
                at = tree.node(at).parent;
                depth += 1;
            }
            for _ in found..4 {
                row.extend([-1.0; 7]);
            }
            // Its neighbours.
            for step in [-2i64, -1, 1, 2] {
                match usize::try_from(i as i64 + step).ok().and_then(|k| page.lines.get(k).map(|l| (k, l))) {
                    Some((k, l)) => {
                        let size = l.end - l.start;
                        row.extend([log(size), share(l.linked, size), flag(by_rule[k]), f32::from(l.heading)]);
                    }
                    None => row.extend([-1.0; 4]),
                }
            }
            // Its wider neighbourhood: how much of the ten lines on either side is good, linked, kept.
            for range in [i.saturating_sub(10)..i, (i + 1).min(n)..(i + 11).min(n)] {
                let (mut text, mut links, mut goodness, mut kept) = (0u32, 0u32, 0u32, 0u32);
                for k in range {
                    let l = &page.lines[k];
                    text += l.end - l.start;
                    links += l.linked;
                    goodness += goods[k];
                    kept += u32::from(by_rule[k]);
                }
                row.extend([log(text), share(links, text), share(goodness, text), kept as f32]);
            }
            if let Ok(numbers) = row.try_into() {
                rows.push(Row { line: i as u32, numbers });
            }
        }
        so_far += size;
        good_far += goods[i];
        headings += u32::from(line.heading > 0);
        if by_rule[i] {
            kept_far += size;
            gap = 0;
            last_kept = i as u32;
        } else {
            gap += size;
        }
    }
    rows
}
