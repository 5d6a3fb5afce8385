//! Why a line of a page is body or not: for `onrecord read --why`.

use crate::dump::{classify as dump_classify, label, lines as dump_lines};
use crate::html::{classify, located};
use crate::{Given, Kind, encoding};

/// A classified line.
#[derive(Clone, Debug)]
pub struct ExplainedLine {
    pub words: String,
    /// Log-odds of being body, with what the rules say counted in.
    pub odds: f32,
    /// What spoke most for it and against it, in log-odds, strongest first.
    pub reasons: Vec<(String, f32)>,
}

/// The lines of a page that were classified, in page order; none where it is clean text.
pub fn lines(bytes: &[u8], kind: Kind, given: &Given<'_>) -> Vec<ExplainedLine> {
    let decoded = encoding::decode(bytes, kind);
    match kind {
        Kind::Clean => Vec::new(),
        Kind::Html => {
            let found = located::locate(&decoded.text, given.url);
            let context =
                classify::Context { title_line: found.title_line, proven: &found.proven, described: &found.described };
            let rows = classify::rows(&found.tree, &found.page, &found.body, &context);
            let odds = classify::odds(&found.tree, &found.page, &found.body, &rows);
            let lines = rows.iter().zip(odds).filter_map(|(row, odds)| {
                let line = found.page.lines.get(row.line as usize)?;
                Some(ExplainedLine { words: found.page.words(line).to_owned(), odds, reasons: classify::reasons(row) })
            });
            lines.collect()
        }
        Kind::Dump => {
            let lines = dump_lines::read(&decoded.text);
            let labels = label::labels(&lines);
            let (first, end) = label::body(&lines, &labels);
            if first == end {
                return Vec::new();
            }
            let rows = dump_classify::rows(&lines, &labels, first, end);
            let odds = dump_classify::body_odds(&rows);
            let lines = lines.into_iter().zip(rows).zip(odds);
            lines
                .map(|((line, row), odds)| ExplainedLine {
                    words: line.text,
                    odds,
                    reasons: dump_classify::reasons(&row),
                })
                .collect()
        }
    }
}
