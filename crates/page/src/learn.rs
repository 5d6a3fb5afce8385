//! What `cargo xtask train` learns from: the lines of a page that are put on trial, as numbers.

use crate::html::{judge, located};
use crate::{Kind, encoding};

/// Numbers that are known of a line.
pub const N: usize = judge::N;

/// A line on trial.
pub struct Line {
    pub numbers: [f32; N],
    /// Its words, to be held against what a person took for the article; nothing is learned of them.
    pub words: String,
}

/// The lines of a web page that are put on trial.
pub fn lines(bytes: &[u8], url: Option<&str>) -> Vec<Line> {
    let decoded = encoding::decode(bytes, Kind::Html);
    let found = located::locate(&decoded.text, url);
    let case = judge::Case { title_line: found.title_line, proven: &found.proven, described: &found.described };
    let rows = judge::rows(&found.tree, &found.page, &found.body, &case);
    rows.into_iter()
        .filter_map(|row| {
            let line = found.page.lines.get(row.line as usize)?;
            Some(Line { numbers: row.numbers, words: found.page.words(line).to_owned() })
        })
        .collect()
}
