//! A web page to its article.
//!
//! The tree becomes lines ([`lines`]); the element that holds most running text and least else is the body ([`body`]);
//! headline, authors and dates are chosen among what markup, JSON-LD and the visible page say ([`title`], [`authors`], [`dates`]).
//! Leaves alone: what scripts would add. Cases: cases/page/

mod authors;
mod body;
pub(crate) mod classify;
mod dates;
mod head;
mod json_ld;
mod json_ld_body;
mod lines;
pub(crate) mod located;
mod shape;
mod title;

use onrecord_model::{
    Article, BlockKind, DateTime, Furniture, FurnitureKind, Image, Link, Note, NoteKind, Origin, Page as Provenance,
    PageKind, Related, Span,
};

use crate::build::{LeftOut, TextBuilder};
use crate::lists::{self, List};
use crate::live::{self, Post};
use crate::markup::{self, NONE};
use crate::{Given, caption, dateline, phrases};
use classify::Context;
use lines::{Line, Page};
use located::Located;
use shape::*;

/// A fact and where it was read.
pub type Found<T> = Option<(T, Origin)>;

/// The article of a web page, or of the page that it frames by `srcdoc` where it has none itself.
pub fn article(html: &str, given: &Given<'_>, provenance: &mut Provenance, notes: &mut Vec<Note>) -> Article {
    let outer = one(html, given, provenance, notes);
    if !notes.iter().any(|n| matches!(n.kind, NoteKind::NoArticle | NoteKind::Short)) {
        return outer;
    }
    let Some(framed) = framed(html) else { return outer };
    let (mut own, mut told) = (provenance.clone(), Vec::new());
    let inner = one(&framed, given, &mut own, &mut told);
    if inner.text.len() < 2 * outer.text.len() {
        return outer;
    }
    notes.retain(|n| !matches!(n.kind, NoteKind::NoArticle | NoteKind::Short));
    notes.push(Note::new(NoteKind::Inner, "the text stands in a page within the page (srcdoc)"));
    notes.extend(told);
    *provenance = own;
    inner
}

/// What is wrong with the page's markup.
fn damage(tree: &markup::Tree<'_>, notes: &mut Vec<Note>) {
    if tree.deep {
        notes.push(Note::new(NoteKind::Deep, "elements are nested too deep; the deepest were read flat"));
    }
    if tree.unclosed {
        let words = "a comment, a script or a title is never closed; reading went on at the next block";
        notes.push(Note::new(NoteKind::Unclosed, words));
    }
}

/// The longest page that is framed by `srcdoc`.
fn framed(html: &str) -> Option<String> {
    memchr::memmem::find(html.as_bytes(), b"srcdoc")?;
    let tree = markup::parse(html);
    let frames = (0..tree.len() as markup::Id).filter(|id| tree.node(*id).tag == markup::Tag::Iframe);
    let longest = frames.filter_map(|id| tree.attribute(id, "srcdoc")).max_by_key(|raw| raw.source.len())?;
    Some(longest.decoded().into_owned())
}

/// The article of one page.
fn one(html: &str, given: &Given<'_>, provenance: &mut Provenance, notes: &mut Vec<Note>) -> Article {
    let Located { tree, page, ld, proven, title, title_line, mut body, described } = located::locate(html, given.url);
    damage(&tree, notes);
    let standfirst = standfirst(&page, &described, title_line, &body);
    classify::classify(&tree, &page, &mut body, &Context { title_line, proven: &proven, described: &described });

    let mut article = Article::default();
    let publisher = json_ld_or_meta(
        ld.publisher.as_ref(),
        &page,
        &["og:site_name", "publisher", "dc.publisher", "application-name"],
    );
    let authors = authors::authors(&page, &ld, body.first, body.last, publisher.as_ref().map(|p| p.0.as_str()));
    let kept = (body.kept.first().map_or(body.first, |k| *k as usize), body.last);
    let (published, modified) = dates::dates(&page, &ld, html, given.url, title_line, kept);

    provenance.canonical_url =
        page.head.canonical.clone().or_else(|| page.head.meta(&["og:url"])).filter(|u| u.starts_with("http"));
    provenance.language = language(&page, &ld);

    let mut draft = TextBuilder::default();
    let standfirst_words = standfirst.and_then(|i| page.lines.get(i)).map(|line| page.words(line));
    write_opening(title.as_ref(), standfirst_words, &mut draft, &mut article);
    let dom = body::size(&page, &body);
    let mut live = false;
    let told = ld.body.as_deref().map(json_ld_body::paragraphs).unwrap_or_default();
    let told_size: usize = told.iter().map(String::len).sum();
    if told_size > 400 && dom * 2 < told_size {
        // The page shows its text by script, or hides most of it: JSON-LD has it.
        notes.push(Note::new(NoteKind::BodyFromJsonLd, "most of the text stands in the page's JSON-LD only"));
        for words in &told {
            draft.push(BlockKind::Paragraph, words);
        }
    } else {
        live = ld.kind == "LiveBlogPosting";
        let mut posts = posts(&page, &body, live);
        live |= !posts.is_empty();
        let day = published.as_ref().and_then(|p| crate::date::day(&p.0));
        posts.iter_mut().for_each(|post| post.time = post.at(day).unwrap_or_default());
        emit(&tree, &page, &body, &Places { title_line, standfirst, posts }, &mut draft, &mut article);
    }
    article.related = related(&tree, &page, &body);
    article.furniture = furniture(&page, &body, title_line, standfirst, notes);
    (article.text, article.blocks) = draft.finish();
    article.dateline = dateline::of(&article);
    let text = article.text.clone();
    article.images.iter_mut().for_each(|image| caption::fill(image, &text));
    (article.published, article.from.published) = split(published.and_then(dated));
    notes.extend(dates::unread(&page, &ld).filter(|_| article.published.is_none()));
    (article.modified, article.from.modified) = split(modified.and_then(dated));
    (article.publisher, article.from.publisher) = split(publisher);
    (article.title, _) = split(title);
    if let Some((names, from)) = authors {
        (article.authors, article.from.authors) = (names, Some(from));
    }
    let section = json_ld_or_meta(ld.section.as_ref(), &page, &["article:section", "parsely-section", "section"]);
    (article.section, article.from.section) = split(section);
    article.kind = if live { PageKind::LiveBlog } else { kind(&page, &ld, &tree, given.url, dom.max(told_size)) };
    notes.extend(told_by_kind(&page, article.kind, dom.max(told_size)));
    article.score = score(&article, &body, dom, notes);
    article
}

/// What JSON-LD says, else the first of some meta tags that says anything.
fn json_ld_or_meta(told: Option<&String>, page: &Page<'_>, names: &[&str]) -> Found<String> {
    told.map(|t| (t.clone(), Origin::JsonLd)).or_else(|| page.head.meta(names).map(|t| (t, Origin::Meta)))
}

/// A date read somewhere, where the calendar has it.
fn dated((iso, from): (String, Origin)) -> Option<(DateTime, Origin)> {
    // An impossible hour costs the hour.
    let day = || iso.get(..10)?.parse().ok();
    Some((iso.parse().ok().or_else(day)?, from))
}

fn split<T>(found: Found<T>) -> (Option<T>, Option<Origin>) {
    match found {
        Some((value, from)) => (Some(value), Some(from)),
        None => (None, None),
    }
}

fn language(page: &Page<'_>, ld: &json_ld::Ld) -> Option<String> {
    let told = page
        .head
        .language
        .clone()
        .or_else(|| page.head.meta(&["content-language", "og:locale"]))
        .or_else(|| ld.language.clone())?;
    let told = told.trim().replace('_', "-");
    let ok = (2..=12).contains(&told.len()) && told.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    ok.then_some(told)
}

/// The standfirst: a line between headline and body that says it is one, or that the page's description repeats.
fn standfirst(page: &Page<'_>, described: &[String], title_line: Option<usize>, body: &body::Body) -> Option<usize> {
    let from = title_line.map_or(body.first.saturating_sub(12), |t| t + 1).min(body.first);
    let to = body.kept.first().map_or(body.first, |k| *k as usize);
    let to = to.min(from + 40);
    let mut best = None;
    for i in from..to {
        let line = page.lines.get(i)?;
        let words = page.words(line);
        let n = line.end - line.start;
        if !(20..=800).contains(&n)
            || line.linked * 2 > n
            || line.shape & (DROP | FOOTER | HIDDEN | CAPTION | BYLINE | DATE) != 0
            || line.heading == 1
        {
            continue;
        }
        let k = phrases::key(words);
        let repeated = described.iter().any(|d| d.len() > 15 && (d.starts_with(&k) || k.starts_with(d.as_str())));
        let shaped = line.shape & STANDFIRST != 0 && line.shape & FIGURE == 0;
        if repeated || shaped {
            return Some(i);
        }
        if best.is_none()
            && title_line.is_some()
            && line.shape & FIGURE == 0
            && n > 50
            && phrases::furniture(words, false).is_none()
            && (line.shape & PARAGRAPH != 0 || line.heading == 2)
        {
            best = Some(i);
        }
    }
    best
}

/// The times of a live blog's posts; none where the page is no live blog.
fn posts(page: &Page<'_>, body: &body::Body, told: bool) -> Vec<Post> {
    let inside = body.first..body.last + 1;
    let timed = page.whens.iter().filter(|w| inside.contains(&(w.line as usize)) && w.shape & DROP == 0);
    let marked = timed.filter_map(|w| {
        let time = crate::date::date(&w.value).filter(|d| d.len() > 10)?;
        Some(Post { line: w.line as usize, time })
    });
    let lines = page.lines.iter().enumerate().take(body.last).skip(body.first);
    let shown = lines.filter_map(|(line, l)| Some(Post { line, time: live::clock(page.words(l))? }));
    let text = |from: usize, to: usize| -> usize {
        let kept = body.kept.iter().filter(|i| (from..to).contains(&(**i as usize)));
        let sizes = kept.filter_map(|i| page.lines.get(*i as usize)).map(|l| (l.end - l.start) as usize);
        sizes.filter(|n| *n >= 40).sum()
    };
    let marked: Vec<Post> = marked.collect();
    if told && !marked.is_empty() || live::is_live(&marked, body.last, text) {
        return marked;
    }
    let shown: Vec<Post> = shown.collect();
    if told || live::is_live(&shown, body.last, text) { shown } else { Vec::new() }
}

/// Begins the text with headline and standfirst.
fn write_opening(
    title: Option<&(String, Origin)>,
    standfirst: Option<&str>,
    draft: &mut TextBuilder,
    article: &mut Article,
) {
    if let Some((t, from)) = title {
        draft.push(BlockKind::Title, t);
        article.from.title = Some(*from);
    }
    if let Some(words) = standfirst {
        draft.push(BlockKind::Standfirst, words);
        article.standfirst = Some(words.replace('\n', " "));
        article.from.standfirst = Some(Origin::Html);
    }
}

/// Lines of the page that are more than body.
struct Places {
    title_line: Option<usize>,
    standfirst: Option<usize>,
    posts: Vec<Post>,
}

/// Writes the body's lines with their pictures in page order.
fn emit(
    tree: &markup::Tree<'_>,
    page: &Page<'_>,
    body: &body::Body,
    places: &Places,
    draft: &mut TextBuilder,
    article: &mut Article,
) {
    let from = places.title_line.unwrap_or(body.first).min(body.first) as u32;
    let last = body.last as u32;
    let mut pictures =
        page.pictures.iter().filter(|p| p.line >= from && p.line <= last && p.shape & (DROP | FOOTER) == 0).peekable();
    let mut posts = places.posts.iter().peekable();
    let mut row = String::new();
    let mut used = 0;
    for (at, i) in body.kept.iter().enumerate() {
        let Some(line) = page.lines.get(*i as usize) else { continue };
        while let Some(p) = pictures.next_if(|p| p.line <= *i) {
            picture(page, p, draft, article, &mut used);
        }
        if Some(*i as usize) == places.standfirst {
            continue;
        }
        let words = page.words(line);
        let kind = block_kind(line, words);
        if kind == BlockKind::Table {
            if !row.is_empty() {
                row.push_str(" | ");
            }
            row.push_str(words);
            let next = body.kept.get(at + 1).and_then(|j| page.lines.get(*j as usize));
            let same = next.is_some_and(|l| {
                block_kind(l, page.words(l)) == BlockKind::Table && row_of(tree, l.node) == row_of(tree, line.node)
            });
            if !same || row.len() > 400 {
                draft.push(BlockKind::Table, &row);
                row.clear();
            }
            continue;
        }
        let span = draft.push(kind, words);
        links(tree, page, line, span, article);
        // A post of a live blog carries its time on its first block.
        while let Some(post) = posts.next_if(|post| post.line <= *i as usize) {
            draft.set_time(&post.time);
        }
    }
    for p in pictures {
        picture(page, p, draft, article, &mut used);
    }
}

/// Notes the links of a line that has become a block.
fn links(tree: &markup::Tree<'_>, page: &Page<'_>, line: &Line, block: Span, article: &mut Article) {
    let from = page.anchors.partition_point(|a| a.end <= line.start);
    for anchor in page.anchors[from..].iter().take_while(|a| a.start < line.end) {
        let (start, end) = (anchor.start.max(line.start), anchor.end.min(line.end));
        let Some(words) = page.text.get(start as usize..end as usize) else { continue };
        let gap = words.len() - words.trim_start().len();
        let start = block.start as usize + (start - line.start) as usize + gap;
        let size = words.trim().len();
        if let Some(url) = leads_to(tree, anchor.node).filter(|_| size > 0) {
            article.links.push(Link { span: Span::new(start, start + size), url });
        }
    }
}

/// Where a link leads to, if that is another page.
fn leads_to(tree: &markup::Tree<'_>, anchor: markup::Id) -> Option<String> {
    let url = head::value(tree, anchor, "href")?;
    let inside = url.starts_with('#') || url.starts_with("javascript:") || url.starts_with("data:");
    (!url.is_empty() && url.len() < 2000 && !inside).then_some(url)
}

/// The table row that a cell's line lies in.
fn row_of(tree: &markup::Tree<'_>, node: markup::Id) -> markup::Id {
    let mut at = node;
    for _ in 0..8 {
        if at == NONE || tree.node(at).tag == markup::Tag::Tr {
            break;
        }
        at = tree.node(at).parent;
    }
    at
}

fn block_kind(line: &Line, words: &str) -> BlockKind {
    let n = line.end - line.start;
    match line.shape {
        _ if line.heading > 0
            || (line.bold + 2 >= n && n < 120 && line.shape & (LIST | CELL) == 0 && !phrases::ends_sentence(words)) =>
        {
            BlockKind::Heading
        }
        s if s & CORRECTION != 0 => BlockKind::Correction,
        s if s & CODE != 0 => BlockKind::Code,
        s if s & QUOTE != 0 => BlockKind::Quote,
        s if s & CELL != 0 && n < 120 => BlockKind::Table,
        s if s & LIST != 0 => BlockKind::ListItem,
        _ => BlockKind::Paragraph,
    }
}

/// A picture with its caption; `used` is the first line that no caption has taken yet.
fn picture(page: &Page<'_>, p: &lines::Picture, draft: &mut TextBuilder, article: &mut Article, used: &mut usize) {
    let mut image = Image { url: p.url.clone(), ..Image::default() };
    let mut caption = String::new();
    if p.figure != NONE
        && let Some(e) = page.elements.get(p.figure as usize)
    {
        for i in (e.first as usize).max(*used)..e.last as usize {
            let Some(line) = page.lines.get(i) else { break };
            let words = page.words(line);
            if caption.len() + words.len() < 1500 && line.shape & (ADVERT | SHARE) == 0 {
                if !caption.is_empty() {
                    caption.push(' ');
                }
                caption.push_str(&words.replace('\n', " "));
            }
        }
        *used = (*used).max(e.last as usize);
    } else {
        // A line right behind the picture that says it is a caption.
        for i in (p.line as usize).max(*used)..p.line as usize + 3 {
            if let Some(line) = page.lines.get(i)
                && line.shape & CAPTION != 0
            {
                caption = page.words(line).replace('\n', " ");
                *used = i + 1;
                break;
            }
        }
    }
    let alt = p.alt.as_deref().filter(|a| a.len() > 12 && a.contains(' ') && a.len() < 1500).unwrap_or_default();
    if caption.is_empty() && alt.is_empty() {
        return;
    }
    if !alt.is_empty() {
        image.alt = Some(draft.push(BlockKind::Alt, alt)).filter(|s: &Span| !s.is_empty());
    }
    if !caption.is_empty() {
        image.caption = Some(draft.push(BlockKind::Caption, &caption)).filter(|s: &Span| !s.is_empty());
    }
    article.images.push(image);
}

/// Links to other stories, from the regions that are for them.
fn related(tree: &markup::Tree<'_>, page: &Page<'_>, body: &body::Body) -> Vec<Related> {
    let mut out: Vec<Related> = Vec::new();
    for line in page.lines.iter().skip(body.first) {
        if out.len() >= 40 {
            break;
        }
        let n = line.end - line.start;
        if line.shape & RELATED == 0 || line.linked * 4 < n * 3 || !(25..250).contains(&n) {
            continue;
        }
        let title = page.words(line).replace('\n', " ");
        let url = link(tree, line.node);
        if !out.iter().any(|r| r.title == title) {
            out.push(Related { title, url, age: None });
        }
    }
    out
}

/// The address of the first link within an element or right around it.
fn link(tree: &markup::Tree<'_>, node: markup::Id) -> Option<String> {
    let mut at = Some(node);
    for _ in 0..20 {
        let Some(id) = at else { break };
        if tree.node(id).tag == markup::Tag::A {
            return head::value(tree, id, "href");
        }
        at = tree.following(id, node, false);
    }
    let mut up = node;
    for _ in 0..4 {
        if up == NONE {
            break;
        }
        if tree.node(up).tag == markup::Tag::A {
            return head::value(tree, up, "href");
        }
        up = tree.node(up).parent;
    }
    None
}

/// Whatever a reader of the page sees and the article leaves out.
fn furniture(
    page: &Page<'_>,
    body: &body::Body,
    title_line: Option<usize>,
    standfirst: Option<usize>,
    notes: &mut Vec<Note>,
) -> Vec<Furniture> {
    let mut left_out = LeftOut::default();
    let mut kept = body.kept.iter().copied().peekable();
    for (i, line) in page.lines.iter().enumerate() {
        while kept.next_if(|k| (*k as usize) < i).is_some() {}
        let used = kept.peek().is_some_and(|k| *k as usize == i) || Some(i) == title_line || Some(i) == standfirst;
        if used || line.shape & (HIDDEN | CAPTION) != 0 {
            continue;
        }
        let words = page.words(line);
        let inside = (body.first..body.last).contains(&i);
        let phrase = || if inside { phrases::furniture(words, line.heading > 0) } else { None };
        left_out.add(shape::furniture(line.shape).or_else(phrase).unwrap_or(FurnitureKind::Other), words);
    }
    left_out.finish(notes)
}

fn tree_has(tree: &markup::Tree<'_>, tag: markup::Tag) -> bool {
    (0..tree.len() as markup::Id).any(|id| tree.node(id).tag == tag)
}

/// What a reader of the record must know where the page is no whole article.
fn told_by_kind(page: &Page<'_>, kind: PageKind, size: usize) -> Option<Note> {
    let asks = |l: &&Line| {
        l.shape & CONSENT != 0 || phrases::furniture(page.words(l), l.heading > 0) == Some(FurnitureKind::Consent)
    };
    let consent = || size < 300 && page.lines.iter().any(|l| asks(&l));
    Some(match kind {
        PageKind::Front => {
            Note::new(NoteKind::Front, "this is a front or a section, with many stories and none of its own")
        }
        PageKind::PaywallStub => Note::new(NoteKind::Paywall, "only the beginning of the article stands on the page"),
        PageKind::Error => {
            Note::new(NoteKind::ErrorPage, "the page says that there is no such article, or refuses to show it")
        }
        PageKind::Gallery => Note::new(NoteKind::Gallery, "the page is a gallery or a video; most of it is captions"),
        _ if consent() => Note::new(NoteKind::ConsentWall, "the page asks for consent and shows little else"),
        _ => return None,
    })
}

/// A front: hardly any text of its own, and many headings that are links to stories.
fn is_front(page: &Page<'_>, url: Option<&str>, size: usize) -> bool {
    let stories = page.lines.iter().filter(|l| l.heading > 0 && l.linked * 10 > (l.end - l.start) * 8).count();
    let address = url.and_then(|u| u.split("://").nth(1)).map_or("x", |u| u.split_once('/').map_or("", |(_, p)| p));
    let root = address.split(['?', '#']).next().unwrap_or_default().trim_matches('/').is_empty();
    let website = page.head.meta(&["og:type"]).is_some_and(|t| t == "website");
    stories >= 12 && (root || website && size < 1000)
}

fn kind(page: &Page<'_>, ld: &json_ld::Ld, tree: &markup::Tree<'_>, url: Option<&str>, size: usize) -> PageKind {
    let title = page.head.title.as_deref().unwrap_or_default();
    let error = lists::members(List::ErrorTitle);
    if size < 600 && error.iter().any(|e| title.to_lowercase().contains(e)) {
        return PageKind::Error;
    }
    if ld.paid && size < 1500 {
        return PageKind::PaywallStub;
    }
    if ld.kind.is_empty() && is_front(page, url, size) {
        return PageKind::Front;
    }
    let video = || tree_has(tree, markup::Tag::Video);
    if size < 400
        && (ld.kind == "VideoObject" || page.head.meta(&["og:type"]).is_some_and(|t| t.starts_with("video")) || video())
    {
        return PageKind::Gallery;
    }
    if size == 0 {
        return PageKind::Other;
    }
    let galleries = page.head.meta(&["og:type"]).unwrap_or_default();
    if ld.kind == "ImageGallery" || galleries.contains("gallery") {
        return PageKind::Gallery;
    }
    PageKind::Article
}

/// How sure the extraction is of itself.
fn score(article: &Article, body: &body::Body, dom: usize, notes: &mut Vec<Note>) -> f32 {
    if article.blocks.is_empty() || (dom == 0 && article.text.len() < 200) {
        notes.push(Note::new(NoteKind::NoArticle, "no running text was found on the page"));
        return 0.0;
    }
    let mut score: f32 = 0.95;
    if dom < 400 {
        notes.push(Note::new(NoteKind::Short, "little running text was found on the page"));
        score -= 0.35;
    }
    if u64::from(body.good) * 2 < u64::from(body.good_all) {
        notes.push(Note::new(
            NoteKind::Split,
            "most running text of the page stands outside what was taken for the body",
        ));
        score -= 0.2;
    }
    if notes.iter().any(|n| n.kind == NoteKind::Unclosed) {
        score -= 0.2;
    }
    if article.title.is_none() {
        score -= 0.1;
    }
    if article.published.is_none() {
        score -= 0.05;
    }
    score.clamp(0.05, 1.0)
}
