//! The feature vector of each candidate line of a web page: its own shape, its place, the elements and lines around it.
//!
//! Sees shapes, densities and places only, never which words, so that weights carry over to every language.

use std::hash::Hasher;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHasher};

use super::Context;
use crate::features::{Names, Numbers, Row, flag};
use crate::html::body::{Body, has_letters, text_score};
use crate::html::lines::{Element, Line, Page};
use crate::html::located;
use crate::html::shape::{self, DATE};
use crate::markup::{Id, NONE, Tag, Tree};
use crate::phrases;

/// Numbers of a line. A test holds it against what [`fill`] adds, the compiler against what the forest was grown for.
pub const N: usize = 123;

/// A candidate line with its numbers.
pub struct Features {
    pub line: u32,
    pub numbers: [f32; N],
}

/// The candidate lines with their numbers, in page order.
pub fn rows(tree: &Tree<'_>, page: &Page<'_>, body: &Body, context: &Context<'_>) -> Vec<Features> {
    let rows = filled::<Numbers<N>>(tree, page, body, context);
    rows.into_iter().map(|(line, row)| Features { line, numbers: row.finish() }).collect()
}

/// The names of the numbers, in order: what [`fill`] says of them on an invented page.
pub static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let found =
        located::locate("<article><h1>Ferry</h1><p>The old ferry to the island is out of service.</article>", None);
    let context = Context { title_line: None, proven: &[], described: &[] };
    let rows = filled::<Names>(&found.tree, &found.page, &found.body, &context);
    rows.into_iter().next().map(|(_, names)| names.0).unwrap_or_default()
});

fn log(n: u32) -> f32 {
    crate::features::log(n as usize)
}

fn share(part: u32, whole: u32) -> f32 {
    crate::features::share(part as usize, whole as usize)
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

/// Lines whose elements are marked alike.
#[derive(Clone, Copy, Default)]
struct Alike {
    n_lines: u32,
    good: u32,
    text: u32,
}

/// What is known of the page as a whole before the first line is looked at.
struct Measured<'a> {
    tree: &'a Tree<'a>,
    page: &'a Page<'a>,
    body: &'a Body,
    context: &'a Context<'a>,
    /// By line: the rules keep it; bytes of running text in it; how its element is marked.
    by_rule: Vec<bool>,
    goods: Vec<u32>,
    marks: Vec<u64>,
    alike: FxHashMap<u64, Alike>,
    /// How often a line's words are on the page.
    times: FxHashMap<&'a str, u32>,
    /// Bytes of the page: text, links, running text.
    all: u32,
    linked: u32,
    all_good: u32,
}

impl<'a> Measured<'a> {
    fn of(tree: &'a Tree<'_>, page: &'a Page<'_>, body: &'a Body, context: &'a Context<'_>) -> Measured<'a> {
        let n = page.lines.len();
        let mut measured = Measured {
            tree,
            page,
            body,
            context,
            by_rule: vec![false; n],
            goods: Vec::with_capacity(n),
            marks: Vec::with_capacity(n),
            alike: FxHashMap::default(),
            times: FxHashMap::default(),
            all: 0,
            linked: 0,
            all_good: 0,
        };
        for i in &body.kept {
            if let Some(kept) = measured.by_rule.get_mut(*i as usize) {
                *kept = true;
            }
        }
        for line in &page.lines {
            let words = page.words(line);
            let size = line.end - line.start;
            let running = text_score(&Line { shape: 0, ..*line }, words);
            measured.goods.push(running);
            measured.all += size;
            measured.linked += line.linked;
            measured.all_good += running;
            let mark = mark(tree, line.node);
            measured.marks.push(mark);
            let alike = measured.alike.entry(mark).or_default();
            alike.n_lines += 1;
            alike.good += running;
            alike.text += size;
            *measured.times.entry(words).or_default() += 1;
        }
        measured
    }

    /// Whether a line could be body.
    fn is_candidate(&self, i: usize, title: Option<&str>) -> bool {
        let (page, body) = (self.page, self.body);
        let line = &page.lines[i];
        let size = line.end - line.start;
        if i >= body.limit {
            return false;
        }
        if self.by_rule[i] {
            return true;
        }
        // The headline has its own block, a post's time goes with the post.
        let clock = size < 12 && page.words(line).bytes().all(|b| b.is_ascii_digit() || b".: -".contains(&b));
        let time = clock || line.shape & DATE != 0 && size < 24;
        if time
            || Some(i) == self.context.title_line
            || line.heading > 0 && title.is_some_and(|t| t == page.words(line))
        {
            return false;
        }
        (i >= body.first && i < body.last && size >= 4 && line.linked * 5 < size * 4 && has_letters(page.words(line)))
            || (size >= 40 && line.linked * 2 < size && self.goods[i] > 0)
    }
}

/// What has been passed above a line.
#[derive(Default)]
struct Passed {
    text: u32,
    good: u32,
    kept: u32,
    headings: u32,
    /// Bytes since the last line kept, and that line.
    since_kept: u32,
    last_kept: u32,
}

/// The rows of all candidates, with their lines.
fn filled<R: Row>(tree: &Tree<'_>, page: &Page<'_>, body: &Body, context: &Context<'_>) -> Vec<(u32, R)> {
    let measured = Measured::of(tree, page, body, context);
    let title = context.title_line.and_then(|t| page.lines.get(t)).map(|l| page.words(l));
    let mut rows = Vec::with_capacity(body.kept.len() * 2);
    let mut passed = Passed::default();
    for (i, line) in page.lines.iter().enumerate() {
        if measured.is_candidate(i, title) {
            let mut row = R::default();
            fill(&mut row, &measured, &passed, i);
            rows.push((i as u32, row));
        }
        let size = line.end - line.start;
        passed.text += size;
        passed.good += measured.goods[i];
        passed.headings += u32::from(line.heading > 0);
        if measured.by_rule[i] {
            passed.kept += size;
            passed.since_kept = 0;
            passed.last_kept = i as u32;
        } else {
            passed.since_kept += size;
        }
    }
    rows
}

/// Adds all numbers of line `i`. What is added, in which order, is what the forest was grown on.
fn fill(row: &mut impl Row, measured: &Measured<'_>, passed: &Passed, i: usize) {
    own(row, measured, i);
    for (bit, name) in shape::NAMES {
        row.add(name, flag(measured.page.lines[i].shape & bit != 0));
    }
    place(row, measured, passed, i);
    around(row, measured, i);
    beside(row, measured, i);
    wider(row, measured, i);
}

/// The line by itself.
fn own(row: &mut impl Row, measured: &Measured<'_>, i: usize) {
    let Measured { tree, page, body, context, .. } = measured;
    let line = &page.lines[i];
    let size = line.end - line.start;
    let words = page.words(line);
    row.add("length", log(size));
    row.add("share of links", share(line.linked, size));
    row.add("share of bold", share(line.bold.min(size), size));
    row.add("heading level", f32::from(line.heading));
    row.add("ends as a sentence", flag(phrases::ends_sentence(words)));
    row.add("ends with a colon", flag(words.ends_with(':')));
    row.add("opens with a quotation mark", flag(words.starts_with(['"', '“', '„', '«', '‘', '\'', '「'])));
    letters(row, words);
    row.add("words of furniture", flag(size < 250 && phrases::furniture(words, line.heading > 0).is_some()));
    let in_json_ld = if context.proven.is_empty() { -1.0 } else { flag(context.proven.get(i) == Some(&true)) };
    row.add("stands in JSON-LD's body", in_json_ld);
    let described = (20..1000).contains(&size) && context.described.contains(&phrases::key(words));
    row.add("stands in the description", flag(described));
    row.add("element", tag_number(tree.node(line.node).tag));
    row.add("kept by rule", flag(measured.by_rule[i]));
    row.add("times on the page", measured.times.get(words).copied().unwrap_or(1).min(9) as f32);
    row.add("running text in it", log(measured.goods[i]));
    row.add("within the body by rule", flag(i >= body.first && i < body.last));
    row.add(
        "lines below the headline",
        context.title_line.map_or(-99.0, |t| (i as f32 - t as f32).clamp(-60.0, 300.0)),
    );
}

/// Cheap measures of a line's words.
fn letters(row: &mut impl Row, words: &str) {
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
    row.add("words", n_words as f32);
    row.add("letters a word", n as f32 / n_words.max(1) as f32);
    row.add("full stops", stops as f32);
    row.add("commas a word", share(commas, n_words));
    row.add("capitals a word", share(capitals, n_words));
    row.add("share of digits", share(digits, n));
    row.add("bars and bullets", bars as f32);
}

/// Where the line is on the page and in the body that the rules found.
fn place(row: &mut impl Row, measured: &Measured<'_>, passed: &Passed, i: usize) {
    let Measured { body, all, all_good, marks, .. } = measured;
    row.add("share of the page above", share(passed.text, *all));
    row.add("share of running text above", share(passed.good, *all_good));
    row.add("share of the body above", share(passed.kept, body.good.max(1)));
    row.add("headings above", passed.headings.min(40) as f32);
    row.add("text since the last line kept", log(passed.since_kept));
    row.add("lines since the last line kept", (i as f32 - passed.last_kept as f32).min(80.0));
    row.add("text of the page", log(*all));
    row.add("running text of the page", log(*all_good));
    row.add("share of links of the page", share(measured.linked, *all));
    row.add("share of running text that is body", share(body.good, *all_good));
    row.add("lines into the body's stretch", (i as f32 - body.first as f32).clamp(-60.0, 300.0));
    row.add("lines to the end of the body's stretch", (body.last as f32 - i as f32).clamp(-60.0, 300.0));
    let into = body.kept.first().map_or(-99.0, |k| (i as f32 - *k as f32).clamp(-60.0, 200.0));
    row.add("lines into the body", into);
    let to_end = body.kept.last().map_or(-99.0, |k| (*k as f32 - i as f32).clamp(-60.0, 200.0));
    row.add("lines to the end of the body", to_end);
    let alike = measured.alike[&marks[i]];
    row.add("lines marked alike", log(alike.n_lines));
    row.add("running text of lines marked alike", share(alike.good, alike.text));
    row.add("share of the page's running text in lines marked alike", share(alike.good, *all_good));
    row.add("marked as the line above", flag(marks.get(i.wrapping_sub(1)) == Some(&marks[i])));
}

/// The elements around the line: the first four that hold more lines than the one before.
fn around(row: &mut impl Row, measured: &Measured<'_>, i: usize) {
    let Measured { tree, page, body, .. } = measured;
    let mut found = [None; 4];
    let (mut at, mut held, mut n, mut depth) = (page.lines[i].node, 1, 0, 0);
    while at != NONE && at != 0 && n < found.len() && depth < 60 {
        if let Some(e) = page.elements.get(at as usize) {
            let lines = e.last.saturating_sub(e.first);
            if lines > held {
                held = lines;
                found[n] = Some((e, tree.node(at).tag));
                n += 1;
            }
        }
        at = tree.node(at).parent;
        depth += 1;
    }
    const AROUND: &str = "element around";
    for (which, found) in ["1.", "2.", "3.", "4."].into_iter().zip(found) {
        // Absent: -1.
        let (e, tag) = found.unzip();
        let of = |number: fn(&Element) -> f32| e.map_or(-1.0, number);
        row.add(["lines of the", which, AROUND], of(|e| log(e.last.saturating_sub(e.first))));
        row.add(["running text of the", which, AROUND], of(|e| log(e.good)));
        row.add(["share of running text of the", which, AROUND], of(|e| share(e.good, e.text)));
        let by_body = e.map_or(-1.0, |e| share(e.good, body.good.max(1)).min(4.0));
        row.add(["its running text by the body's of the", which, AROUND], by_body);
        row.add(["lines above in it of the", which, AROUND], e.map_or(-1.0, |e| i as f32 - e.first as f32));
        row.add(["lines below in it of the", which, AROUND], e.map_or(-1.0, |e| e.last as f32 - i as f32));
        row.add(["element of the", which, AROUND], tag.map_or(-1.0, tag_number));
    }
}

/// The lines right above and below.
fn beside(row: &mut impl Row, measured: &Measured<'_>, i: usize) {
    for (step, which) in [(-2i64, "2 above"), (-1, "1 above"), (1, "1 below"), (2, "2 below")] {
        // Absent: -1.
        let line = usize::try_from(i as i64 + step).ok().and_then(|k| Some((k, measured.page.lines.get(k)?)));
        let size = |l: &Line| l.end - l.start;
        row.add(["length of the line", which], line.map_or(-1.0, |(_, l)| log(size(l))));
        row.add(["share of links of the line", which], line.map_or(-1.0, |(_, l)| share(l.linked, size(l))));
        row.add(["kept by rule of the line", which], line.map_or(-1.0, |(k, _)| flag(measured.by_rule[k])));
        row.add(["heading level of the line", which], line.map_or(-1.0, |(_, l)| f32::from(l.heading)));
    }
}

/// How much of the ten lines on either side is running text, linked, kept.
fn wider(row: &mut impl Row, measured: &Measured<'_>, i: usize) {
    let n = measured.page.lines.len();
    for (range, side) in [(i.saturating_sub(10)..i, "above"), ((i + 1).min(n)..(i + 11).min(n), "below")] {
        let (mut text, mut links, mut running, mut kept) = (0u32, 0u32, 0u32, 0u32);
        for k in range {
            let line = &measured.page.lines[k];
            text += line.end - line.start;
            links += line.linked;
            running += measured.goods[k];
            kept += u32::from(measured.by_rule[k]);
        }
        row.add(["text of the ten lines", side], log(text));
        row.add(["share of links of the ten lines", side], share(links, text));
        row.add(["share of running text of the ten lines", side], share(running, text));
        row.add(["lines kept by rule of the ten lines", side], kept as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::assert_names;

    #[test]
    fn every_number_has_a_name_of_its_own() {
        assert_names(&NAMES, N);
    }

    /// An invented page: each line's numbers by name, so that two that were swapped are seen.
    #[test]
    #[expect(clippy::too_many_lines, reason = "a table: each feature by name, with what it must be")]
    fn numbers_are_what_their_names_say() {
        const HTML: &str = "<html><body><nav><a href=/>Home</a></nav><article><h1>Ferry to Oldhaven stops</h1>\
            <p>The ferry to Oldhaven stopped on Monday, the harbour office of the island said in a statement.\
            <h2>What comes next:</h2>\
            <p>\u{201c}We hope that she sails again in the spring,\u{201d} said the harbour master, <b>Ada</b> Moor, on \
            <a href=/pier>the pier</a>.\
            <ul><li>The 7 boats of the island sail on, and so do all those from the mainland to the islands.</ul>\
            <p>The ferry has sailed to Oldhaven and back for forty years, and 12,000 people used her last year.\
            </article></body></html>";
        let found = located::locate(HTML, None);
        let context = Context { title_line: found.title_line, proven: &[], described: &[] };
        let rows = rows(&found.tree, &found.page, &found.body, &context);
        let words = |row: &Features| found.page.words(&found.page.lines[row.line as usize]);
        let of = |opening: &str| rows.iter().find(|row| words(row).starts_with(opening)).unwrap();
        let check = |opening: &str, name: &str, wanted: f32| {
            let at = NAMES.iter().position(|n| n == name).unwrap_or_else(|| panic!("no number is named {name:?}"));
            let number = of(opening).numbers[at];
            assert!((number - wanted).abs() < 0.005, "{name:?} of {opening:?}: {number}, not {wanted}");
        };
        assert_eq!(rows.len(), 5, "each line below the headline has its row");
        for (name, wanted) in [
            ("heading level", 2.0),
            ("ends as a sentence", 1.0),
            ("ends with a colon", 1.0),
            ("words", 3.0),
            ("element", 5.0),
            ("paragraph", 0.0),
            ("kept by rule", 1.0),
            ("lines below the headline", 2.0),
        ] {
            check("What comes next:", name, wanted);
        }
        for (name, wanted) in [
            ("length", log(97)),
            ("share of links", 9.0 / 97.0),
            ("share of bold", 4.0 / 97.0),
            ("heading level", 0.0),
            ("ends as a sentence", 1.0),
            ("ends with a colon", 0.0),
            ("opens with a quotation mark", 1.0),
            ("full stops", 1.0),
            ("stands in JSON-LD's body", -1.0),
            ("stands in the description", 0.0),
            ("times on the page", 1.0),
            ("within the body by rule", 1.0),
            ("paragraph", 1.0),
            ("list", 0.0),
            ("within a newsletter", 0.0),
            ("headings above", 2.0),
            ("lines below the headline", 3.0),
            ("lines into the body", 2.0),
            ("lines to the end of the body", 2.0),
            ("marked as the line above", 0.0),
            ("lines of the 1. element around", log(6)),
            ("lines above in it of the 1. element around", 3.0),
            ("lines below in it of the 1. element around", 3.0),
            ("element of the 1. element around", 2.0),
            ("lines of the 2. element around", log(7)),
            ("heading level of the line 1 above", 2.0),
            ("heading level of the line 2 above", 0.0),
            ("kept by rule of the line 1 below", 1.0),
            ("heading level of the line 1 below", 0.0),
            ("share of links of the line 1 below", 0.0),
            ("lines kept by rule of the ten lines above", 2.0),
            ("lines kept by rule of the ten lines below", 2.0),
        ] {
            check("\u{201c}We hope", name, wanted);
        }
        for (name, wanted) in [("list", 1.0), ("element", 4.0), ("share of digits", 1.0 / 88.0)] {
            check("The 7 boats", name, wanted);
        }
        check("The ferry has", "length of the line 2 below", -1.0);
        check("The ferry has", "length of the line 1 above", log(88));
    }
}
