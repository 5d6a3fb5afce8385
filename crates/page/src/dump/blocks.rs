//! The lines of an article as blocks: headline, byline and date above the body, paragraphs, pictures, the times of posts.
//!
//! Leaves alone: furniture in the midst of the body. Cases: cases/page/dump-*.md

use onrecord_model::{BlockKind, DateTime, Image, Span};

use super::label::Label;
use super::lines::Line;
use super::{Outline, first_line};
use crate::build::TextBuilder;
use crate::byline;

/// An article's blocks, and what was read on the way.
pub struct Written {
    pub draft: TextBuilder,
    pub pictures: Vec<Image>,
    pub authors: Vec<String>,
    /// For each line of the page, whether it is in a block or told the time of one.
    pub used: Vec<bool>,
}

/// Writes the lines from the headline to the end of the body as blocks.
pub fn write(outline: &Outline<'_>, published: Option<&DateTime>) -> Written {
    let Outline { lines, labels, head, body, posts } = outline;
    let mut draft = TextBuilder::default();
    let mut used: Vec<bool> = vec![false; lines.len()];
    let top = first_line(head, body);
    // Date and byline stand above the body or right behind its first lines.
    let opening = body.first.max(top + 1) + 3;
    let mut live = posts.iter().peekable();
    let mut time = None;
    let (mut pictures, mut authors) = (Vec::new(), Vec::new());
    let mut i = top;
    while i < body.end {
        let line = &lines[i];
        let words = line.text.as_str();
        used[i] = true;
        if let Some(post) = live.next_if(|post| post.line == i) {
            time = post.at(published.map(DateTime::day));
        } else if Some(i) == head.title {
            draft.push(BlockKind::Title, words);
        } else if Some(i) == head.standfirst {
            draft.push(BlockKind::Standfirst, words);
        } else if labels[i] == Label::Caption {
            let second = lines[..body.end].get(i + 1).filter(|l| labels[i + 1] == Label::Caption && !l.apart);
            pictures.push(picture(&lines[i], second, &mut draft));
            let behind = i + 1 + usize::from(second.is_some());
            used[i..behind].fill(true);
            i = behind;
            continue;
        } else if labels[i] == Label::Date && i < opening {
            draft.push(BlockKind::Date, words);
        } else if labels[i] == Label::Byline && i < opening {
            byline::add(words, &mut authors);
            draft.push(BlockKind::Byline, words);
        } else if i >= body.first {
            let kind = inside(lines, labels, i, body.end);
            match kind.or_else(|| body.convinced.then_some(BlockKind::Paragraph)) {
                Some(kind) if body.kept[i] => {
                    draft.push(kind, words);
                    draft.set_time(&time.take().unwrap_or_default());
                }
                _ => used[i] = false,
            }
        } else {
            used[i] = false;
        }
        i += 1;
    }
    Written { draft, pictures, authors, used }
}

/// What a line inside the body is; `None` where it is furniture in its midst.
fn inside(lines: &[Line], labels: &[Label], i: usize, end: usize) -> Option<BlockKind> {
    let line = &lines[i];
    match labels[i] {
        Label::Running => Some(bullet(&line.text).unwrap_or(BlockKind::Paragraph)),
        Label::Short => {
            if bullet(&line.text).is_some() {
                return Some(BlockKind::ListItem);
            }
            let next = (i + 1..end).find(|k| labels[*k] != Label::Caption);
            let leads = next.is_some_and(|k| labels[k] == Label::Running);
            let sentence = line.ends && line.n_words >= 2;
            let quoted = line.text.starts_with(['“', '"', '‘', '«', '„', '—', '–']);
            if sentence
                || quoted && (line.n_words > 9 || !leads) && line.n_words >= 2
                || line.text.ends_with(':') && line.n_words >= 4
            {
                return Some(BlockKind::Paragraph);
            }
            if leads
                && (1..=20).contains(&line.n_words)
                && !line.text.ends_with(['|', '»', '>'])
                && (line.n_words > 1 || line.apart)
            {
                return Some(BlockKind::Heading);
            }
            let neighbours = [i.checked_sub(1), Some(i + 1)];
            let list = neighbours.iter().flatten().all(|k| labels.get(*k) == Some(&Label::Short));
            (list && line.n_words >= 5).then_some(BlockKind::ListItem)
        }
        _ => None,
    }
}

fn bullet(text: &str) -> Option<BlockKind> {
    let marked = text.starts_with(['•', '▪', '◦', '‣', '*', '·']) || text.starts_with("- ");
    marked.then_some(BlockKind::ListItem)
}

/// The picture of a caption; an agency's caption may be followed by the paper's own.
fn picture(caption: &Line, second: Option<&Line>, draft: &mut TextBuilder) -> Image {
    let mut put = |kind, line: &Line| Some(draft.push(kind, &line.text)).filter(|s: &Span| !s.is_empty());
    let alt = second.and_then(|_| put(BlockKind::Alt, caption));
    Image { alt, caption: put(BlockKind::Caption, second.unwrap_or(caption)), ..Image::default() }
}
