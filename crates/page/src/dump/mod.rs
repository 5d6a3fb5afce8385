//! A page saved as text to its article: which lines are headline, paragraph, caption, furniture.
//!
//! Structure first: how long a line is, whether it ends as a sentence, what stands around it. Words only where nothing else
//! tells, in the languages of `phrases.rs`. Every line ends up in the article, in `related` or in `furniture`.
//! Cases: cases/page/dump-*.md

mod blocks;
pub(crate) mod classify;
pub(crate) mod label;
pub(crate) mod lines;

use onrecord_model::{Article, BlockKind, FurnitureKind, Note, NoteKind, Origin, PageKind, Related};

use crate::build::{LeftOut, TextBuilder};
use crate::live::{self, Post};
use crate::{caption, date, dateline, phrases};
use label::Label;
use lines::Line;

/// The article in a page saved as text.
pub fn article(text: &str, notes: &mut Vec<Note>) -> Article {
    let lines = lines::read(text);
    let labels = label::labels(&lines);
    let (first, end) = label::body(&lines, &labels);
    let mut article = Article::default();
    if first == end {
        // What little there is may still be an article without a full stop.
        return short_page(lines, article, notes);
    }
    let scores = classify::classify(&lines, &labels, first, end);
    let mut body = body(&lines, &scores.body, (first, end));
    let is_plain = is_plain(&lines, &labels);
    let found = scores.title.filter(|t| !is_plain || labels[*t] != Label::Running);
    let title = found.or_else(|| (is_plain && opens_with_title(&lines, &labels)).then_some(0)).or(scores.title);
    let head = head(&lines, &labels, body.first, body.end, title);
    if is_plain {
        body.take_all(head.title.map_or(0, |t| t + 1), lines.len());
    }
    let published = publication(&lines, &labels, head.title.unwrap_or(body.first), (body.first, body.end))
        .and_then(|iso| iso.parse().ok());
    let posts = posts(&lines, &body.kept, first_line(&head, &body), body.end);
    let outline = Outline { lines: &lines, labels: &labels, head, body, posts };
    let written = blocks::write(&outline, published.as_ref());
    fill(&mut article, &outline, written, notes);
    article.from.published = published.as_ref().map(|_| Origin::Text);
    article.published = published;
    article.dateline = dateline::of(&article);
    let text = article.text.clone();
    article.images.iter_mut().for_each(|image| caption::fill(image, &text));
    let Outline { head, body, .. } = &outline;
    article.score = score(&lines, &labels, body.first, body.end, head.title.is_some());
    if article.score < 0.5 {
        notes.push(Note::new(NoteKind::Unsure, "little of this page reads like one article; check what was left out"));
    }
    article
}

/// A page's lines, and which of them are what.
struct Outline<'a> {
    lines: &'a [Line],
    /// One for each line.
    labels: &'a [Label],
    head: Head,
    body: Body,
    posts: Vec<Post>,
}

/// The lines of running text.
struct Body {
    /// Line indices; `end` is behind the last.
    first: usize,
    end: usize,
    /// For each line of the page, whether it is body.
    kept: Vec<bool>,
    /// The classifier found it; else it is the stretch that the rules found.
    convinced: bool,
}

/// Body is what convinces; where nothing does, the stretch that the rules found.
fn body(lines: &[Line], odds: &[f32], (first, end): (usize, usize)) -> Body {
    let kept: Vec<bool> = odds.iter().map(|odds| *odds > 0.0).collect();
    let size = |from: usize, to: usize| -> usize { (from..to).filter(|i| kept[*i]).map(|i| lines[i].n_words).sum() };
    let convinced = size(0, lines.len()) * 4 >= lines[first..end].iter().map(|l| l.n_words).sum();
    let kept = if convinced { kept } else { vec![true; lines.len()] };
    let (first, end) = match (kept.iter().position(|k| *k), kept.iter().rposition(|k| *k)) {
        (Some(a), Some(b)) if convinced => (a, b + 1),
        _ => (first, end),
    };
    Body { first, end, kept, convinced }
}

impl Body {
    /// Every line from `first` on is body.
    fn take_all(&mut self, first: usize, end: usize) {
        self.kept[first..end].fill(true);
        (self.first, self.end, self.convinced) = (first.min(self.first), end, true);
    }
}

/// A line of so many words without a full stop may be a standfirst.
const LEAST_STANDFIRST: usize = 12;

/// An article and nothing else: no furniture, and most of its lines are sentences.
fn is_plain(lines: &[Line], labels: &[Label]) -> bool {
    let is_furniture = |label: &Label| matches!(label, Label::Furniture(_) | Label::Related | Label::Age);
    let odd = |i: &usize| {
        let line = &lines[*i];
        labels[*i] == Label::Short && line.n_words < LEAST_STANDFIRST && !line.ends && !line.text.ends_with(':')
    };
    let n_odd = (1..lines.len()).filter(odd).count();
    !labels.iter().any(is_furniture) && n_odd * 5 <= lines.len() * 2
}

/// The first line is short, no sentence, and stands above one.
fn opens_with_title(lines: &[Line], labels: &[Label]) -> bool {
    labels[0] == Label::Short && !lines[0].ends && classify::may_be_title(&lines[0], labels[0]) && labels.len() > 1
}

/// Where the article begins: at its headline, else at its body.
fn first_line(head: &Head, body: &Body) -> usize {
    head.title.unwrap_or(body.first).min(head.top)
}

/// Puts what was written and what was left out into the article, and says that all of it was read in the text.
fn fill(article: &mut Article, outline: &Outline<'_>, written: blocks::Written, notes: &mut Vec<Note>) {
    let Outline { lines, labels, head, posts, .. } = outline;
    article.authors = written.authors;
    if let Some(title) = head.title {
        article.title = Some(lines[title].text.clone());
        article.from.title = Some(Origin::Text);
    }
    if let Some(standfirst) = head.standfirst {
        article.standfirst = Some(lines[standfirst].text.clone());
        article.from.standfirst = Some(Origin::Text);
    }
    if !article.authors.is_empty() {
        article.from.authors = Some(Origin::Text);
    }
    if !posts.is_empty() {
        article.kind = PageKind::LiveBlog;
    }
    leave_out(lines, labels, &written.used, article, notes);
    let (text, blocks) = written.draft.finish();
    article.text = text;
    article.blocks = blocks;
    article.images = written.pictures;
}

/// The times of a live blog's posts; none where the page is no live blog.
fn posts(lines: &[Line], kept: &[bool], top: usize, end: usize) -> Vec<Post> {
    let shown = (top..end).filter_map(|line| Some(Post { line, time: live::clock(&lines[line].text)? }));
    let posts: Vec<Post> = shown.collect();
    let text = |from: usize, to: usize| -> usize {
        (from.max(top)..to).filter(|i| kept[*i] && lines[*i].n_words >= 6).map(|i| lines[i].text.len()).sum()
    };
    if live::is_live(&posts, end, text) { posts } else { Vec::new() }
}

/// A page without running text: the lines as they are, if they are few and say something.
fn short_page(lines: Vec<Line>, mut article: Article, notes: &mut Vec<Note>) -> Article {
    let mut draft = TextBuilder::default();
    let mut left_out = LeftOut::default();
    for (i, line) in lines.iter().enumerate() {
        if lines.len() <= MOST_SHORT && line.n_words >= 3 {
            draft.push(if i == 0 && lines.len() > 1 { BlockKind::Title } else { BlockKind::Paragraph }, &line.text);
        } else {
            left_out.add(FurnitureKind::Other, &line.text);
        }
    }
    (article.text, article.blocks) = draft.finish();
    if article.blocks.is_empty() {
        notes.push(Note::new(NoteKind::NoArticle, "no running text was found among the lines of this page"));
        article.kind = PageKind::Other;
    } else {
        notes.push(Note::new(NoteKind::Short, "little running text was found; the lines are kept as they stand"));
    }
    article.furniture = left_out.finish(notes);
    article.score = 0.1;
    article
}

/// A page of more lines without running text is no article.
const MOST_SHORT: usize = 12;

/// What stands above the body.
struct Head {
    title: Option<usize>,
    standfirst: Option<usize>,
    /// The first line that belongs to the article.
    top: usize,
}

/// Headline and standfirst: the line classified as the headline, and the sentence between it and the body.
fn head(lines: &[Line], labels: &[Label], first: usize, end: usize, title: Option<usize>) -> Head {
    let Some(at) = title else { return Head { title: None, standfirst: None, top: first } };
    // The standfirst: between headline and body, before any paragraph.
    let standfirst = (at + 1..first.max(at + 1).min(lines.len())).find(|i| {
        matches!(labels[*i], Label::Short | Label::Running)
            && lines[*i].n_words >= 7
            && lines[*i].text != lines[at].text
    });
    // A first "paragraph" right behind the headline with date or picture between it and the next is one too.
    let broken = standfirst.is_none()
        && at < first
        && labels[first] == Label::Running
        && lines[first].n_words <= 45
        && first + 1 < end
        && matches!(labels[first + 1], Label::Date | Label::Byline | Label::Caption);
    Head { title, standfirst: standfirst.or(broken.then_some(first)), top: at }
}

/// Words of four letters and more, folded.
fn content_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() >= 4 || !w.is_ascii() && !w.is_empty())
        .map(str::to_lowercase)
}

/// The date as precise as the line is: a day, unless it has a clock time.
fn shortened(iso: &str, words: &str) -> String {
    let clock = words.contains(':') || words.to_lowercase().contains("am") || words.to_lowercase().contains("pm");
    if clock { iso.to_owned() } else { iso.split('T').next().unwrap_or(iso).to_owned() }
}

/// The publication date: of a line that says so, else one that is hardly more than a
/// date, near the headline or right behind the body. Dates of captions and of other stories are left alone.
fn publication(lines: &[Line], labels: &[Label], top: usize, body: (usize, usize)) -> Option<String> {
    let (first, end) = body;
    let opening = (first.max(top)..end).find(|i| labels[*i] == Label::Running).unwrap_or(first.max(top));
    // Where the page is not in English, 03/04 is the third of April.
    let the = lines[opening.min(end)..end].iter().take(30).any(|l| l.text.contains(" the ") || l.text.contains(" of "));
    let day_first = (!the).then_some(true);
    let near = top.saturating_sub(15)..(opening + 16).min(end.max(top + 1));
    let mut best: Option<(f32, String)> = None;
    for (i, line) in lines.iter().enumerate() {
        let words = line.text.as_str();
        let label = if line.n_words <= 40 { phrases::publication_label(words) } else { None };
        let around = near.contains(&i) || (end..end + 8).contains(&i);
        let short = line.n_words <= 18 && !matches!(labels[i], Label::Caption | Label::Related | Label::Age);
        if !(label.is_some() || around && short) || !words.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        // "Last updated 6 May, first published 4 May".
        let labelled = label.and_then(|k| date::find(&words[k..], day_first));
        let told = labelled.is_some();
        let Some((place, iso)) = labelled.or_else(|| date::find(words, day_first)) else { continue };
        let beside = words.len() - (place.end - place.start);
        let far = (i as f32 - top as f32).abs().min(60.0);
        let mut value = -0.03 * far + if near.contains(&i) { 1.0 } else { 0.0 };
        if told {
            value += 3.5;
        } else {
            value += if labels[i] == Label::Date { 1.0 } else { 0.0 } - 0.01 * (beside.min(120) as f32);
            value -= if labels[i] == Label::Running { 1.5 } else { 0.0 };
        }
        // Above the headline stand today's date and other stories.
        value -= if i < top { 0.5 } else { 0.0 };
        if best.as_ref().is_none_or(|(most, _)| value > *most) {
            best = Some((value, shortened(&iso, words)));
        }
    }
    best.map(|(_, iso)| iso)
}

/// Everything else: other stories with their ages, and furniture.
fn leave_out(lines: &[Line], labels: &[Label], used: &[bool], article: &mut Article, notes: &mut Vec<Note>) {
    let mut left_out = LeftOut::default();
    let mut kind = FurnitureKind::Other;
    for (i, line) in lines.iter().enumerate() {
        if used[i] {
            kind = FurnitureKind::Other;
            continue;
        }
        match labels[i] {
            Label::Related => {
                let age = lines.get(i + 1).filter(|_| labels.get(i + 1) == Some(&Label::Age)).map(|l| l.text.clone());
                article.related.push(Related { title: line.text.clone(), url: None, age });
                continue;
            }
            Label::Age if i > 0 && labels[i - 1] == Label::Related && !used[i - 1] => continue,
            Label::Furniture(own) => kind = own,
            // What follows a heading of furniture without a blank line belongs to it.
            _ if line.apart => kind = FurnitureKind::Other,
            _ => {}
        }
        left_out.add(kind, &line.text);
    }
    article.furniture = left_out.finish(notes);
}

/// The share of running text inside the body, and whether there is a headline.
fn score(lines: &[Line], labels: &[Label], first: usize, end: usize, titled: bool) -> f32 {
    let words = |range: std::ops::Range<usize>| -> usize {
        range.filter(|i| labels[*i] == Label::Running).map(|i| lines[i].n_words).sum()
    };
    let (mine, all) = (words(first..end), words(0..lines.len()).max(1));
    let size = (mine as f32 / 150.0).min(1.0);
    let share = mine as f32 / all as f32;
    ((0.2 + 0.4 * share + 0.3 * size + if titled { 0.1 } else { 0.0 }) * 100.0).round() / 100.0
}
