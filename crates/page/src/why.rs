//! Why a line of a page is body or not: for `onrecord read --why`.

use crate::dump::{judge as dump_judge, label, lines as dump_lines};
use crate::html::{judge, located};
use crate::{Given, Kind, encoding};

/// A line that was on trial.
#[derive(Clone, Debug)]
pub struct Tried {
    pub words: String,
    /// Log-odds of being body, with what the rules say counted in.
    pub odds: f32,
    /// What spoke most for it and against it, in log-odds, strongest first.
    pub reasons: Vec<(String, f32)>,
}

/// The lines of a page that were on trial; none where it is clean text.
pub fn tried(bytes: &[u8], kind: Kind, given: &Given<'_>) -> Vec<Tried> {
    let decoded = encoding::decode(bytes, kind);
    match kind {
        Kind::Clean => Vec::new(),
        Kind::Html => {
            let found = located::locate(&decoded.text, given.url);
            let case = judge::Case { title_line: found.title_line, proven: &found.proven, described: &found.described };
            let rows = judge::rows(&found.tree, &found.page, &found.body, &case);
            let odds = judge::odds(&found.tree, &found.page, &found.body, &rows);
            let tried = rows.iter().zip(odds).filter_map(|(row, odds)| {
                let line = found.page.lines.get(row.line as usize)?;
                Some(Tried { words: found.page.words(line).to_owned(), odds, reasons: judge::reasons(row) })
            });
            tried.collect()
        }
        Kind::Dump => {
            let lines = dump_lines::read(&decoded.text);
            let labels = label::labels(&lines);
            let (first, end) = label::body(&lines, &labels);
            if first == end {
                return Vec::new();
            }
            let rows = dump_judge::rows(&lines, &labels, first, end);
            let odds = dump_judge::body_odds(&rows);
            let tried = lines.into_iter().zip(rows).zip(odds);
            tried
                .map(|((line, row), odds)| Tried { words: line.text, odds, reasons: dump_judge::reasons(&row) })
                .collect()
        }
    }
}
