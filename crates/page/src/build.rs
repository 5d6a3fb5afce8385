//! Puts an article together block by block, so that text and spans cannot disagree.

use onrecord_model::{Block, BlockKind, Span, Text};

/// A text under construction: blocks in page order, joined by blank lines.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: String,
    blocks: Vec<Block>,
}

impl TextBuilder {
    /// Adds a block and returns its span; words are kept as they are, so fold white space first. An empty block is
    /// left out and gives an empty span.
    pub fn push(&mut self, kind: BlockKind, words: &str) -> Span {
        if words.is_empty() {
            return Span::new(self.text.len(), self.text.len());
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        let span = Span::new(start, self.text.len());
        self.blocks.push(Block { kind, span, time: None });
        span
    }

    /// Sets the time of the last block: of a live-blog post. A time without a day is left out.
    pub fn set_time(&mut self, time: &str) {
        if let Some(block) = self.blocks.last_mut()
            && let Ok(time) = time.parse()
        {
            block.time = Some(time);
        }
    }

    pub fn finish(self) -> (Text, Vec<Block>) {
        (self.text.into(), self.blocks)
    }
}
