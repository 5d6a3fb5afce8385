//! Training examples for `cargo xtask train`: the feature vector of each candidate line.

use crate::dump::{classify as dump_classify, label, lines as dump_lines};
use crate::html::{classify, located};
use crate::{Kind, encoding};

/// Numbers that are known of a line.
pub const N: usize = classify::N;

/// Numbers that are known of a line of a page saved as text.
pub const DUMP_N: usize = dump_classify::N;

/// Where in [`Line::numbers`] of a web page the number of this name is; `None` where no number has it.
pub fn index(name: &str) -> Option<usize> {
    classify::NAMES.iter().position(|n| n == name)
}

/// As [`index`], for a page saved as text.
pub fn dump_index(name: &str) -> Option<usize> {
    dump_classify::NAMES.iter().position(|n| n == name)
}

/// A candidate line.
pub struct Line {
    pub numbers: Vec<f32>,
    /// Its words, to be held against what a person took for the article; nothing is learned of them.
    pub words: String,
}

/// The candidate lines of a web page.
pub fn lines(bytes: &[u8], url: Option<&str>) -> Vec<Line> {
    let decoded = encoding::decode(bytes, Kind::Html);
    let found = located::locate(&decoded.text, url);
    let context =
        classify::Context { title_line: found.title_line, proven: &found.proven, described: &found.described };
    let rows = classify::rows(&found.tree, &found.page, &found.body, &context);
    rows.into_iter()
        .filter_map(|row| {
            let line = found.page.lines.get(row.line as usize)?;
            Some(Line { numbers: row.numbers.to_vec(), words: found.page.words(line).to_owned() })
        })
        .collect()
}

/// A line of a page saved as text.
pub struct DumpLine {
    pub line: Line,
    /// It could be the headline by its length and place.
    pub may_be_title: bool,
}

/// All lines of a page saved as text; none where it has no running text.
pub fn dump_lines_of(text: &str) -> Vec<DumpLine> {
    let lines = dump_lines::read(text);
    let labels = label::labels(&lines);
    let (first, end) = label::body(&lines, &labels);
    if first == end {
        return Vec::new();
    }
    let rows = dump_classify::rows(&lines, &labels, first, end);
    let may = |i: usize| i < first + 4 && dump_classify::may_be_title(&lines[i], labels[i]);
    rows.into_iter()
        .enumerate()
        .map(|(i, numbers)| DumpLine {
            line: Line { numbers: numbers.to_vec(), words: lines[i].text.clone() },
            may_be_title: may(i),
        })
        .collect()
}
