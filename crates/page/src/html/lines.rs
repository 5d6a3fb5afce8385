//! The tree as lines: what a reader sees one below the other, each with its tag, its links and the shapes it lies in.
//!
//! Leaves out: scripts, styles, forms' fields, pictures' insides. Keeps furniture, marked as such.

use onrecord_model::is_invisible;

use super::head::{Head, fold, is_gap, value};
use super::shape::{self, *};
use crate::lists::{self, List};
use crate::markup::{Id, Kind, NONE, Tag, Tree};

/// A run of text without a break.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// In [`Page::text`].
    pub start: u32,
    pub end: u32,
    /// Bytes of it that are links.
    pub linked: u32,
    /// Bytes of it that are bold.
    pub bold: u32,
    /// Innermost block element.
    pub node: Id,
    pub shape: Shape,
    /// 1 to 6, else 0.
    pub heading: u8,
}

/// What is known of an element: the lines in it, how much good text they hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Element {
    pub first: u32,
    pub last: u32,
    pub good: u32,
    pub text: u32,
    pub shape: Shape,
}

/// A link's words in [`Page::text`].
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    pub start: u32,
    pub end: u32,
    pub node: Id,
}

#[derive(Debug)]
pub struct Picture {
    pub url: Option<String>,
    pub alt: Option<String>,
    /// Index of the line before which it stands.
    pub line: u32,
    pub figure: Id,
    pub shape: Shape,
}

#[derive(Debug)]
pub struct When {
    pub value: String,
    pub line: u32,
    pub shape: Shape,
    /// Said to be the publication date (Some(true)) or the modification date (Some(false)).
    pub published: Option<bool>,
}

/// The page line by line.
#[derive(Default)]
pub struct Page<'a> {
    pub text: String,
    pub lines: Vec<Line>,
    pub elements: Vec<Element>,
    pub pictures: Vec<Picture>,
    /// In page order.
    pub anchors: Vec<Anchor>,
    pub whens: Vec<When>,
    pub head: Head<'a>,
    /// Links to people: line, marked by `rel=author`, words.
    pub bylines: Vec<(u32, bool, String)>,
}

impl Page<'_> {
    pub fn words(&self, line: &Line) -> &str {
        self.text.get(line.start as usize..line.end as usize).unwrap_or_default()
    }
}

struct Frame {
    node: Id,
    shape: Shape,
    block: bool,
    heading: u8,
    block_node: Id,
    bold: bool,
    /// Where a link's words begin.
    opened: u32,
}

/// No link.
const NOWHERE: u32 = u32::MAX;

struct Writer<'a, 'b> {
    page: &'b mut Page<'a>,
    start: usize,
    linked: u32,
    bold: u32,
    gap: bool,
    breaks: u8,
}

impl<'a> Writer<'a, '_> {
    /// The metas, title and scripts of a page's head are all that is read of it.
    fn read_head(&mut self, tree: &Tree<'a>, head: Id) {
        let mut at = tree.following(head, head, false);
        while let Some(inner) = at {
            self.page.head.see(tree, inner, tree.node(inner).tag);
            at = tree.following(inner, head, false);
        }
    }

    /// Begins an element: ends the line before a block, notes what the element tells of dates and people.
    #[inline]
    fn open(&mut self, tree: &Tree<'_>, id: Id, parent: &Frame) -> Frame {
        let tag = tree.node(id).tag;
        let (own, shape) = shapes(tree, id, tag, parent);
        // Words above a headline stand in a line of their own.
        let block = is_block(tag) || (own & KICKER != 0 && parent.heading > 0);
        let frame = Frame {
            node: id,
            shape,
            block,
            heading: heading(tag).unwrap_or(if self.is_outgrown(tag, parent) { 0 } else { parent.heading }),
            block_node: if block { id } else { parent.block_node },
            bold: parent.bold || matches!(tag, Tag::B | Tag::Strong),
            opened: if tag == Tag::A && !tree.is_opened_again(id) { self.page.text.len() as u32 } else { NOWHERE },
        };
        if block {
            self.end_line(parent);
        }
        if own & DATE != 0 || tag == Tag::Time {
            when(tree, id, self, shape);
        }
        if tag == Tag::A {
            author_link(tree, id, self, shape);
        }
        if shape & BYLINE != 0 && shape & (COMMENTS | RELATED | NAVIGATION | CONSENT) == 0 {
            byline(tree, id, self, parent.shape & BYLINE == 0);
        }
        if let Some(e) = self.page.elements.get_mut(id as usize) {
            e.first = self.page.lines.len() as u32;
            e.shape |= own;
        }
        frame
    }

    /// A paragraph behind other words of a heading: the heading's end tag is missing.
    fn is_outgrown(&self, tag: Tag, parent: &Frame) -> bool {
        let has_lines = |e: &Element| (e.first as usize) < self.page.lines.len();
        parent.heading > 0
            && (tag.is_plain_block() && tag != Tag::Div || matches!(tag, Tag::P | Tag::Li | Tag::Table | Tag::Pre))
            && (self.page.text.len() > self.start
                || self.page.elements.get(parent.block_node as usize).is_some_and(has_lines))
    }

    /// Ends an element: its line where it is a block, its words where it is a link.
    #[inline]
    fn close(&mut self, frame: &Frame) {
        if frame.block {
            self.end_line(frame);
        } else if frame.shape & DATE != 0 {
            self.gap = true;
        }
        if frame.opened != NOWHERE && self.page.text.len() > frame.opened as usize {
            let (start, end) = (frame.opened, self.page.text.len() as u32);
            self.page.anchors.push(Anchor { start, end, node: frame.node });
        }
        if let Some(e) = self.page.elements.get_mut(frame.node as usize) {
            e.last = self.page.lines.len() as u32;
        }
    }

    fn end_line(&mut self, frame: &Frame) {
        let end = self.page.text.trim_end().len().max(self.start);
        self.page.text.truncate(end);
        if end > self.start {
            self.page.lines.push(Line {
                start: self.start as u32,
                end: end as u32,
                linked: self.linked.min((end - self.start) as u32),
                bold: self.bold,
                node: frame.block_node,
                shape: frame.shape,
                heading: frame.heading,
            });
            self.page.text.push('\n');
        }
        self.start = self.page.text.len();
        (self.linked, self.bold, self.gap, self.breaks) = (0, 0, false, 0);
    }

    fn write(&mut self, words: &str, frame: &Frame) {
        let before = self.page.text.len();
        let keep = frame.shape & CODE != 0;
        if self.breaks > 0 && words.chars().any(|c| !is_gap(c)) {
            if self.breaks > 1 {
                self.end_line(frame);
            } else if self.page.text.len() > self.start {
                self.page.text.push('\n');
            }
            (self.breaks, self.gap) = (0, false);
        }
        // Mostly plain: copied run by run.
        for c in words.chars() {
            if is_gap(c) {
                if keep && c == '\n' && self.page.text.len() > self.start {
                    self.page.text.push('\n');
                    self.gap = false;
                } else if keep && c == ' ' && self.page.text.len() > self.start {
                    self.page.text.push(' ');
                } else {
                    self.gap = true;
                }
            } else if c != '\0' && !is_invisible(c) {
                if self.gap && self.page.text.len() > self.start && !self.page.text.ends_with('\n') {
                    self.page.text.push(' ');
                }
                self.gap = false;
                self.page.text.push(c);
            }
        }
        let n = (self.page.text.len().saturating_sub(before)) as u32;
        if frame.shape & LINK != 0 {
            self.linked += n;
        }
        if frame.bold {
            self.bold += n;
        }
    }
}

fn is_skipped(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Script
            | Style
            | Noscript
            | Template
            | Iframe
            | Object
            | Canvas
            | Audio
            | Video
            | Select
            | Textarea
            | Button
            | Datalist
            | Map
            | Head
            | Math
            | Dialog
            | Input
            | Embed
            | Applet
            | Rp
            | Rt
    )
}

fn is_block(tag: Tag) -> bool {
    use Tag::*;
    tag.is_plain_block()
        || tag.is_heading()
        || matches!(
            tag,
            P | Li
                | Table
                | Tr
                | Td
                | Th
                | Tbody
                | Thead
                | Tfoot
                | Caption
                | Pre
                | Body
                | Html
                | Form
                | Hr
                | Dt
                | Dd
                | Listing
                | Xmp
                | Legend
                | Noscript
        )
}

/// Reads the tree into lines, and the head on the way.
pub fn read<'a>(tree: &Tree<'a>) -> Page<'a> {
    let mut page = Page { elements: vec![Element::default(); tree.len()], ..Page::default() };
    let mut stack =
        vec![Frame { node: 0, shape: 0, block: true, heading: 0, block_node: 0, bold: false, opened: NOWHERE }];
    let mut w = Writer { page: &mut page, start: 0, linked: 0, bold: 0, gap: false, breaks: 0 };
    let mut next = tree.node(0).first;
    loop {
        if next == NONE {
            let Some(frame) = stack.pop() else { break };
            w.close(&frame);
            if stack.is_empty() {
                break;
            }
            next = tree.node(frame.node).next;
            continue;
        }
        let id = next;
        let node = tree.node(id);
        let Some(parent) = stack.last() else { break };
        next = node.next;
        if node.kind == Kind::Text {
            let raw = tree.text(id);
            if tree.node(parent.node).space != crate::markup::Space::Html && !tree.deep {
                // Labels of drawings and formulas.
            } else if raw.is_plain() {
                w.write(raw.source, parent);
            } else {
                w.write(&raw.decoded(), parent);
            }
            continue;
        }
        if node.kind != Kind::Element {
            continue;
        }
        w.page.head.see(tree, id, node.tag);
        match node.tag {
            Tag::Br => {
                w.breaks = w.breaks.saturating_add(1);
                continue;
            }
            Tag::Img => picture(tree, id, &mut w, &stack),
            Tag::Head => w.read_head(tree, id),
            _ => {}
        }
        if is_skipped(node.tag) {
            if node.tag == Tag::Hr || node.tag == Tag::Iframe {
                w.breaks = 2;
            }
            continue;
        }
        let frame = w.open(tree, id, parent);
        stack.push(frame);
        next = node.first;
    }
    unlink(&mut page);
    page
}

/// A link has not more lines and bytes: behind its first line its end tag is missing.
const LONGEST_LINK: (usize, u32) = (4, 1000);

/// What lies in a link that nobody closed is no link.
fn unlink(page: &mut Page<'_>) {
    let (lines, anchors) = (&mut page.lines, &mut page.anchors);
    for anchor in anchors.iter_mut().filter(|a| a.end - a.start > LONGEST_LINK.1) {
        let first = lines.partition_point(|l| l.end <= anchor.start);
        let behind = lines.partition_point(|l| l.start < anchor.end);
        if behind - first > LONGEST_LINK.0 {
            anchor.end = lines[first].end;
            lines[first + 1..behind].iter_mut().for_each(|line| {
                line.linked = 0;
                line.shape &= !LINK;
            });
        }
    }
}

/// An element's own shape, and the one that its words have.
#[inline]
fn shapes(tree: &Tree<'_>, id: Id, tag: Tag, parent: &Frame) -> (Shape, Shape) {
    let mut own = own_shape(tree, id, tag);
    // Who says that it holds the body is no furniture, whatever else it says.
    if own & BODY != 0 {
        own &= !(DROP | STANDFIRST | BYLINE | DATE | CAPTION | TITLE);
    }
    if tag == Tag::Article {
        own &= !DROP;
    }
    if matches!(tag, Tag::Body | Tag::Html | Tag::Main) {
        own &= MAIN | BODY;
        return (own, own);
    }
    (own, (parent.shape & INHERITED) | own)
}

fn heading(tag: Tag) -> Option<u8> {
    match tag {
        Tag::H1 => Some(1),
        Tag::H2 => Some(2),
        Tag::H3 => Some(3),
        Tag::H4 => Some(4),
        Tag::H5 => Some(5),
        Tag::H6 => Some(6),
        _ => None,
    }
}

/// What an element's tag tells.
#[inline]
fn tag_shape(tag: Tag) -> Shape {
    match tag {
        Tag::A => LINK,
        Tag::Nav | Tag::Menu => NAVIGATION,
        Tag::Aside => OTHER,
        Tag::Footer => FOOTER,
        Tag::Header => HEADER,
        Tag::Form => OTHER,
        Tag::Figure => FIGURE,
        Tag::Figcaption | Tag::Caption => CAPTION,
        Tag::Blockquote => QUOTE,
        Tag::Li | Tag::Dd | Tag::Dt => LIST,
        Tag::Td | Tag::Th => CELL,
        Tag::Pre | Tag::Listing | Tag::Xmp => CODE,
        Tag::Article => STORY,
        Tag::Main => MAIN,
        Tag::P => PARAGRAPH,
        Tag::Time => DATE,
        _ => 0,
    }
}

/// What `role` tells: a landmark of WAI-ARIA.
fn role_shape(role: &str) -> Shape {
    match role {
        "main" => MAIN,
        "article" => STORY,
        "navigation" | "menu" | "search" | "banner" => NAVIGATION,
        "complementary" => OTHER,
        "contentinfo" => FOOTER,
        "dialog" => OTHER,
        _ => 0,
    }
}

/// What `itemprop` tells: properties of schema.org's Article.
fn property_shape(names: &str) -> Shape {
    if names.contains("articleBody") {
        BODY
    } else if names.contains("author") || names.contains("creator") {
        BYLINE
    } else if names.contains("datePublished") || names.contains("dateModified") {
        DATE
    } else if names.contains("headline") {
        TITLE
    } else {
        0
    }
}

/// What an element's own tag and names tell.
fn own_shape(tree: &Tree<'_>, id: Id, tag: Tag) -> Shape {
    if tree.is_opened_again(id) {
        return 0;
    }
    let mut s = tag_shape(tag);
    for a in tree.attributes(id) {
        let name = a.name.source;
        let names = match name.len() {
            2 if name.eq_ignore_ascii_case("id") => shape::of(a.value.source),
            5 if name.eq_ignore_ascii_case("class") => shape::of(a.value.source),
            4 if name.eq_ignore_ascii_case("role") => role_shape(a.value.source),
            8 if name.eq_ignore_ascii_case("itemprop") => property_shape(a.value.source),
            5 if name.eq_ignore_ascii_case("style") => {
                let v = a.value.source;
                let hide = v.len() < 400 && (v.contains("display:none") || v.contains("display: none"));
                if hide { HIDDEN } else { 0 }
            }
            6 if name.eq_ignore_ascii_case("hidden") => HIDDEN,
            _ if name.len() > 8 && name.starts_with("data-") && lists::on(name, List::ShapeAttribute) => {
                shape::of(a.value.source) & !(TITLE | DATE | BODY)
            }
            _ => 0,
        };
        s |= names;
    }
    // A word like "author-sponsored" on a paragraph or on inline markup of running text means little.
    if matches!(tag, Tag::Span | Tag::A | Tag::B | Tag::Em | Tag::I | Tag::Strong | Tag::Font) {
        s &= !(DROP & !(ADVERT | SHARE | RELATED)) | LINK;
    }
    s
}

/// `/author/ana-ruiz`: one of the folders of the address, with a slash on either side, is of people.
fn in_author_folder(address: &str) -> bool {
    let between = address.split_once('/').and_then(|(_, rest)| rest.rsplit_once('/'));
    between.is_some_and(|(folders, _)| folders.split('/').any(|folder| lists::on(folder, List::AuthorFolder)))
}

/// The words of a byline's element: `outer` where it lies in no other one, else only where it is for the name.
fn byline(tree: &Tree<'_>, id: Id, w: &mut Writer<'_, '_>, outer: bool) {
    let named =
        tree.attribute(id, "class").or(tree.attribute(id, "itemprop")).is_some_and(|c| c.source.contains("name"));
    if (outer || named) && w.page.bylines.len() < 60 {
        let words = fold(&super::head::text_of(tree, id, 120));
        if (3..80).contains(&words.len()) {
            let line = w.page.lines.len() as u32;
            w.page.bylines.push((line, named, words));
        }
    }
}

/// A link that leads to a person: `rel=author`, `/author/ana-ruiz`.
fn author_link(tree: &Tree<'_>, id: Id, w: &mut Writer<'_, '_>, shape: Shape) {
    if w.page.bylines.len() >= 60 || shape & (COMMENTS | RELATED | NAVIGATION | FOOTER) != 0 {
        return;
    }
    let told = tree
        .attribute(id, "rel")
        .is_some_and(|r| r.source.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case("author")));
    let leads = || tree.attribute(id, "href").is_some_and(|h| h.source.len() < 200 && in_author_folder(h.source));
    if told || leads() {
        let words = fold(&super::head::text_of(tree, id, 200));
        if (3..60).contains(&words.len()) {
            let line = w.page.lines.len() as u32;
            w.page.bylines.push((line, told, words));
        }
    }
}

fn picture(tree: &Tree<'_>, id: Id, w: &mut Writer<'_, '_>, stack: &[Frame]) {
    if w.page.pictures.len() >= 2000 {
        return;
    }
    let Some(parent) = stack.last() else { return };
    let figure = stack.iter().rev().take(8).find(|f| tree.node(f.node).tag == Tag::Figure).map_or(NONE, |f| f.node);
    let url = ["src", "data-src", "data-original", "data-lazy-src"]
        .iter()
        .filter_map(|n| value(tree, id, n))
        .find(|u| !u.starts_with("data:") && u.len() < 2000);
    let alt = value(tree, id, "alt");
    let line = w.page.lines.len() as u32;
    w.page.pictures.push(Picture { url, alt, line, figure, shape: parent.shape });
}

fn when(tree: &Tree<'_>, id: Id, w: &mut Writer<'_, '_>, shape: Shape) {
    if w.page.whens.len() >= 200 {
        return;
    }
    let prop = tree.attribute(id, "itemprop").map(|p| p.source).unwrap_or_default();
    let class = tree.attribute(id, "class").map(|p| p.source).unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|w| prop.contains(w) || class.contains(w));
    let published = if has(&["dateModified", "modified", "updated", "update"]) {
        Some(false)
    } else if has(&["datePublished", "publish", "Publish", "pubdate", "entry-date", "dateCreated"])
        || tree.attribute(id, "pubdate").is_some()
    {
        Some(true)
    } else {
        None
    };
    let given = ["datetime", "content", "data-datetime", "data-timestamp", "data-date", "title"]
        .iter()
        .find_map(|n| value(tree, id, n));
    let value = given
        .filter(|v| v.bytes().any(|b| b.is_ascii_digit()))
        .unwrap_or_else(|| fold(&super::head::text_of(tree, id, 300)));
    if value.len() < 400 && value.chars().any(|c| c.is_numeric()) {
        let line = w.page.lines.len() as u32;
        w.page.whens.push(When { value, line, shape, published });
    }
}
