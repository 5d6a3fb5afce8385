//! Lines confirmed by JSON-LD's `articleBody`: they are body whatever else is known of them.

use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher;

use super::head::fold;
use super::lines::Page;

/// Words in a row that are compared.
const RUN: usize = 4;

/// For each line whether most of it stands in the told body; empty where nothing is told.
pub fn proven(page: &Page<'_>, told: Option<&str>) -> Vec<bool> {
    let Some(told) = told.filter(|t| t.len() > 200) else { return Vec::new() };
    let told = super::json_ld::plain(told);
    let mut set = FxHashSet::default();
    runs(&told, |h| {
        set.insert(h);
    });
    let mut out = Vec::with_capacity(page.lines.len());
    for line in &page.lines {
        if line.end - line.start < 30 {
            out.push(false);
            continue;
        }
        let (mut n, mut hit) = (0u32, 0u32);
        runs(page.words(line), |h| {
            n += 1;
            hit += u32::from(set.contains(&h));
        });
        out.push(n > 0 && hit * 10 >= n * 8);
    }
    out
}

/// A hash for every run of words.
fn runs(text: &str, mut each: impl FnMut(u64)) {
    let mut last = [0u64; RUN];
    let mut n = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let mut h = FxHasher::default();
        h.write(word.as_bytes());
        last.rotate_left(1);
        last[RUN - 1] = h.finish();
        n += 1;
        if n >= RUN {
            let mut h = FxHasher::default();
            last.iter().for_each(|w| h.write_u64(*w));
            each(h.finish());
        }
    }
}

/// The told body as paragraphs: at tags, at line breaks.
pub fn paragraphs(told: &str) -> Vec<String> {
    let decoded = crate::markup::Raw { source: told, rules: crate::markup::Rules::Rcdata }.decoded();
    if decoded.contains("</p>") || decoded.contains("<br") || decoded.contains("</div>") {
        let tree = crate::markup::parse(&decoded);
        let page = super::lines::read(&tree);
        return page.lines.iter().map(|l| page.words(l).to_owned()).collect();
    }
    let breaks = if decoded.contains("\n\n") { "\n\n" } else { "\n" };
    decoded.split(breaks).map(fold).filter(|p| !p.is_empty()).collect()
}
