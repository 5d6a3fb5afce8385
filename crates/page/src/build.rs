//! Puts an article together block by block, so that text and spans cannot disagree.

use onrecord_model::{Block, BlockKind, Furniture, FurnitureKind, Note, NoteKind, Span, Text};

/// No more bytes of furniture are kept.
const MOST_FURNITURE: usize = 1 << 20;

/// What a page shows and its article leaves out.
#[derive(Debug, Default)]
pub struct LeftOut {
    lines: Vec<Furniture>,
    bytes: usize,
    /// Lines for which there was no room.
    lost: usize,
}

impl LeftOut {
    pub fn add(&mut self, kind: FurnitureKind, words: &str) {
        self.bytes += words.len();
        if self.bytes > MOST_FURNITURE {
            self.lost += 1;
        } else {
            self.lines.push(Furniture { kind, text: words.to_owned() });
        }
    }

    /// The lines; where some are lost a note says how many.
    pub fn finish(self, notes: &mut Vec<Note>) -> Vec<Furniture> {
        if self.lost > 0 {
            let words = format!(
                "{} of the lines that were left out of the text are not in furniture, which holds a MiB at most",
                self.lost
            );
            notes.push(Note::new(NoteKind::FurnitureCut, words));
        }
        self.lines
    }
}

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
