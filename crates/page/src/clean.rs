//! Clean article text: kept byte for byte, one block a paragraph.

use onrecord_model::{Article, Block, BlockKind, Span};

use crate::dateline;

/// The text unchanged, with a block for each run of lines between line breaks.
pub fn article(text: String) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, start + words.len()), time: None });
        }
        at += line.len() + 1;
    }
    let mut article = Article { text: text.into(), blocks, score: 1.0, ..Article::default() };
    article.dateline = dateline::of(&article);
    article
}
