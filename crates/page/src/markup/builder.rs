//! Tokens to the tree that a browser would build: WHATWG HTML 13.2.6, the modes around the body.
//!
//! Leaves alone: scripts (never run), frames, and nesting beyond [`DEEPEST`]: what lies deeper is put there, since the
//! standard's own algorithm takes quadratic time in depth.

use super::formatting::Active;
use super::open::{Open, Stack};
use super::tag::Tag;
use super::token::{Attribute, Content, Raw, Rules, Tag as TagToken, Token, Tokenizer, is_space};
use super::tree::{Id, NONE, Space, Tree};

/// How many elements may lie open in each other. Real pages stay below 300.
pub const DEEPEST: usize = 1500;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    BeforeHtml,
    BeforeHead,
    Head,
    AfterHead,
    Body,
    Text,
    Table,
    Caption,
    Columns,
    TableBody,
    Row,
    Cell,
    Template,
    AfterBody,
}

/// A start tag with its name looked up.
#[derive(Clone, Copy)]
pub(super) struct Start<'a> {
    pub tag: Tag,
    pub name: Raw<'a>,
    pub self_closing: bool,
}

pub(super) struct Builder<'a> {
    pub(super) tokens: Tokenizer<'a>,
    pub(super) tree: Tree<'a>,
    pub(super) open: Stack,
    pub(super) active: Vec<Active>,
    pub(super) mode: Mode,
    /// Where to go on behind raw text.
    pub(super) back: Mode,
    pub(super) templates: Vec<Mode>,
    /// Of the open templates which are shadow roots.
    shadows: Vec<bool>,
    pub(super) html: Id,
    pub(super) head: Id,
    pub(super) body: Id,
    pub(super) form: Id,
    /// What may not stand in a table goes before it.
    pub(super) foster: bool,
    /// The line break right behind `<pre>` does not count.
    pub(super) skip_newline: bool,
    table_text: Vec<Raw<'a>>,
    /// Elements that lay too deep and are open all the same, by name.
    too_deep: [u32; Tag::Other as usize + 1],
}

/// The tree of all that the tokens tell.
pub(super) fn build(tokens: Tokenizer<'_>) -> Tree<'_> {
    let mut builder = Builder {
        tree: Tree::new(tokens.source()),
        tokens,
        open: Stack::new(),
        active: Vec::new(),
        mode: Mode::BeforeHtml,
        back: Mode::Body,
        templates: Vec::new(),
        shadows: Vec::new(),
        html: NONE,
        head: NONE,
        body: NONE,
        form: NONE,
        foster: false,
        skip_newline: false,
        table_text: Vec::new(),
        too_deep: [0; Tag::Other as usize + 1],
    };
    while let Some(token) = builder.tokens.next_token() {
        match token {
            Token::Text(raw) => builder.text(raw),
            Token::Start(tag) => builder.start(tag),
            Token::End(tag) => builder.end(tag),
            Token::Comment(_) | Token::Doctype(_) => builder.flush_table_text(),
        }
    }
    builder.flush_table_text();
    if builder.mode == Mode::Text {
        builder.open.pop();
        builder.mode = builder.back;
    }
    while builder.open.has(Tag::Template) {
        builder.end_template();
    }
    builder.tree.unclosed = builder.tokens.unclosed;
    // A page always has a head and a body.
    while matches!(builder.mode, Mode::BeforeHtml | Mode::BeforeHead | Mode::Head | Mode::AfterHead) {
        builder.leave_towards_body(builder.mode);
    }
    builder.tree
}

impl<'a> Builder<'a> {
    // ---- where things go

    /// The innermost open element; the document where none is.
    pub(super) fn current(&self) -> Open {
        self.open.top().unwrap_or(Open { id: 0, tag: Tag::Other, space: Space::Html, key: 0 })
    }

    /// Puts a node where the next one belongs.
    pub(super) fn place(&mut self, id: Id) {
        let current = self.current();
        let in_table = matches!(current.tag, Tag::Table | Tag::Tbody | Tag::Tfoot | Tag::Thead | Tag::Tr);
        if self.foster && in_table && current.space == Space::Html {
            self.place_before_table(id);
        } else {
            self.tree.append(current.id, id);
        }
    }

    pub(super) fn place_before_table(&mut self, id: Id) {
        let table = self.open.innermost(Tag::Table);
        let template = self.open.innermost(Tag::Template);
        match (table, template) {
            (table, Some(t)) if table.is_none_or(|x| x < t) => {
                if let Some(open) = self.open.get(t) {
                    self.tree.append(open.id, id);
                }
            }
            (Some(at), _) => {
                let above = at.checked_sub(1).and_then(|i| self.open.get(i));
                if let Some(table) = self.open.get(at) {
                    if self.tree.node(table.id).parent != NONE {
                        self.tree.insert_before(table.id, id);
                    } else if let Some(above) = above {
                        self.tree.append(above.id, id);
                    }
                }
            }
            (None, _) => {
                let first = self.open.get(0).map_or(0, |o| o.id);
                self.tree.append(first, id);
            }
        }
    }

    /// Inserts an element and leaves it open.
    pub(super) fn insert(&mut self, start: Start<'a>) -> Open {
        self.insert_in(start, Space::Html)
    }

    pub(super) fn insert_in(&mut self, start: Start<'a>, space: Space) -> Open {
        let id = self.tree.element(start.tag, space, start.name, self.tokens.attributes());
        self.place(id);
        let open = Open { id, tag: start.tag, space, key: start.tag.key(start.name.source) };
        self.open.push(open);
        open
    }

    /// Inserts an element that holds nothing.
    pub(super) fn insert_void(&mut self, start: Start<'a>) {
        self.insert(start);
        self.open.pop();
    }

    /// Inserts an element that the page left out.
    pub(super) fn insert_implied(&mut self, tag: Tag) -> Open {
        let name = Raw { source: "", rules: Rules::Name };
        let id = self.tree.element(tag, Space::Html, name, &[]);
        self.place(id);
        let open = Open { id, tag, space: Space::Html, key: 0 };
        self.open.push(open);
        open
    }

    pub(super) fn insert_text(&mut self, raw: Raw<'a>) {
        if !raw.is_empty() {
            let id = self.tree.text_node(raw);
            self.place(id);
        }
    }

    /// Inserts an element whose content is text up to its end tag.
    pub(super) fn insert_raw(&mut self, start: Start<'a>, content: Content) {
        if start.self_closing && self.tokens.is_xhtml {
            return self.insert_void(start);
        }
        self.insert(start);
        self.tokens.content = content;
        self.back = self.mode;
        self.mode = Mode::Text;
    }

    // ---- texts

    fn text(&mut self, mut raw: Raw<'a>) {
        if std::mem::take(&mut self.skip_newline) {
            let s = raw.source;
            raw.source = s.strip_prefix("\r\n").or_else(|| s.strip_prefix(['\n', '\r'])).unwrap_or(s);
        }
        if raw.is_empty() {
            return;
        }
        if self.current().space != Space::Html && !self.is_island(self.current()) {
            return self.insert_text(raw);
        }
        self.text_in(self.mode, raw);
    }

    pub(super) fn text_in(&mut self, mode: Mode, mut raw: Raw<'a>) {
        let n = raw.source.bytes().take_while(|b| is_space(*b)).count();
        let blank = n == raw.source.len();
        match mode {
            Mode::BeforeHtml | Mode::BeforeHead | Mode::Head | Mode::AfterHead | Mode::Columns => {
                if mode == Mode::Head || mode == Mode::AfterHead || mode == Mode::Columns {
                    self.insert_text(Raw { source: &raw.source[..n], ..raw });
                }
                if !blank {
                    raw.source = &raw.source[n..];
                    if self.leave_towards_body(mode) {
                        self.text_in(self.mode, raw);
                    }
                }
            }
            Mode::Text => self.insert_text(raw),
            Mode::Table | Mode::TableBody | Mode::Row => {
                let tag = self.current().tag;
                if matches!(tag, Tag::Table | Tag::Tbody | Tag::Template | Tag::Tfoot | Tag::Thead | Tag::Tr) {
                    self.table_text.push(raw);
                } else {
                    self.foster = true;
                    self.text_in(Mode::Body, raw);
                    self.foster = false;
                }
            }
            Mode::AfterBody => {
                if !blank {
                    self.mode = Mode::Body;
                }
                self.text_in(Mode::Body, raw);
            }
            Mode::Body | Mode::Caption | Mode::Cell | Mode::Template => {
                self.reopen();
                self.insert_text(raw);
            }
        }
    }

    /// Text between the parts of a table: white space stays, anything else goes before the table.
    pub(super) fn flush_table_text(&mut self) {
        if self.table_text.is_empty() {
            return;
        }
        let pending = std::mem::take(&mut self.table_text);
        if pending.iter().all(|raw| raw.source.bytes().all(is_space)) {
            for raw in &pending {
                self.insert_text(*raw);
            }
        } else {
            self.foster = true;
            for raw in &pending {
                self.text_in(Mode::Body, *raw);
            }
            self.foster = false;
        }
        self.table_text = pending;
        self.table_text.clear();
    }

    /// Does what the end of a mode before the body implies; false where the token is to be dropped.
    pub(super) fn leave_towards_body(&mut self, mode: Mode) -> bool {
        match mode {
            Mode::BeforeHtml => {
                self.html = self.insert_implied(Tag::Html).id;
                self.mode = Mode::BeforeHead;
            }
            Mode::BeforeHead => {
                self.head = self.insert_implied(Tag::Head).id;
                self.mode = Mode::Head;
            }
            Mode::Head => {
                // `noscript` in the head holds only what may stand in a head.
                self.open.clear_to(&[Tag::Head]);
                self.open.pop();
                self.mode = Mode::AfterHead;
            }
            Mode::AfterHead => {
                self.body = self.insert_implied(Tag::Body).id;
                self.mode = Mode::Body;
            }
            Mode::Columns => {
                if !self.current().is(Tag::Colgroup) {
                    return false;
                }
                self.open.pop();
                self.mode = Mode::Table;
            }
            _ => {}
        }
        true
    }

    // ---- tags

    fn start(&mut self, token: TagToken<'a>) {
        self.skip_newline = false;
        self.flush_table_text();
        let mut start = Start { tag: Tag::of(token.name.source), name: token.name, self_closing: token.self_closing };
        if start.tag == Tag::Template {
            let declared = |a: &Attribute<'_>| a.name.source.eq_ignore_ascii_case("shadowrootmode");
            let shadow = self.tokens.lenient && self.tokens.attributes().iter().any(declared);
            self.shadows.push(shadow);
            start.tag = if shadow { Tag::Div } else { Tag::Template };
        }
        if self.open.len() >= DEEPEST && self.too_deep_for(start) {
            return;
        }
        if self.in_foreign_content(start.tag) {
            self.foreign_start(start);
        } else {
            self.start_in(self.mode, start);
        }
        self.tokens.foreign = self.current().space != Space::Html;
    }

    /// Puts an element that lies too deep beside its like, empty; true where that is all there is to do.
    fn too_deep_for(&mut self, start: Start<'a>) -> bool {
        let raw_text = matches!(
            start.tag,
            Tag::Script
                | Tag::Style
                | Tag::Title
                | Tag::Textarea
                | Tag::Xmp
                | Tag::Iframe
                | Tag::Noembed
                | Tag::Noframes
        );
        if raw_text || start.tag.is_void() {
            return false;
        }
        self.tree.deep = true;
        let space = self.current().space;
        self.insert_in(start, space);
        self.open.pop();
        if !start.self_closing || space == Space::Html {
            self.too_deep[start.tag as usize] += 1;
        }
        true
    }

    fn end(&mut self, token: TagToken<'a>) {
        self.skip_newline = false;
        self.flush_table_text();
        let mut tag = Tag::of(token.name.source);
        if tag == Tag::Template && self.shadows.pop() == Some(true) {
            tag = Tag::Div;
        }
        if self.too_deep[tag as usize] > 0 {
            self.too_deep[tag as usize] -= 1;
            return;
        }
        if self.current().space != Space::Html {
            self.foreign_end(tag, token.name);
        } else {
            self.end_in(self.mode, tag, token.name);
        }
        self.tokens.foreign = self.current().space != Space::Html;
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a table: the insertion modes of the standard outside body and table, by start tag"
    )]
    pub(super) fn start_in(&mut self, mode: Mode, start: Start<'a>) {
        use Tag::*;
        match mode {
            Mode::BeforeHtml => {
                if start.tag == Html {
                    self.html = self.insert(start).id;
                    self.mode = Mode::BeforeHead;
                } else {
                    self.leave_towards_body(mode);
                    self.start_in(self.mode, start);
                }
            }
            Mode::BeforeHead => match start.tag {
                Html => self.start_in(Mode::Body, start),
                Head => {
                    self.head = self.insert(start).id;
                    self.mode = Mode::Head;
                }
                _ => {
                    self.leave_towards_body(mode);
                    self.start_in(self.mode, start);
                }
            },
            Mode::Head => match start.tag {
                Html => self.start_in(Mode::Body, start),
                Head => {}
                Noscript if self.current().is(Noscript) => {}
                tag if self.current().is(Noscript)
                    && !matches!(tag, Basefont | Bgsound | Link | Meta | Noframes | Style) =>
                {
                    self.open.pop();
                    self.start_in(mode, start);
                }
                _ if self.head_start(start) => {}
                _ => {
                    self.leave_towards_body(mode);
                    self.start_in(self.mode, start);
                }
            },
            Mode::AfterHead => match start.tag {
                Html => self.start_in(Mode::Body, start),
                Head => {}
                Body => {
                    self.body = self.insert(start).id;
                    self.mode = Mode::Body;
                }
                Base | Basefont | Bgsound | Link | Meta | Noframes | Script | Style | Template | Title => {
                    // Belongs into the head, although that is closed.
                    let head = Open { id: self.head, tag: Head, space: Space::Html, key: 0 };
                    self.open.push(head);
                    self.head_start(start);
                    if let Some(i) = self.open.place(head.id) {
                        self.open.remove(i);
                    }
                }
                _ => {
                    self.leave_towards_body(mode);
                    self.start_in(self.mode, start);
                }
            },
            Mode::Text => {}
            Mode::Body => self.body_start(start),
            Mode::Table | Mode::Caption | Mode::Columns | Mode::TableBody | Mode::Row | Mode::Cell => {
                self.table_start(mode, start);
            }
            Mode::Template => {
                let next = match start.tag {
                    Base | Basefont | Bgsound | Link | Meta | Noframes | Script | Style | Template | Title => {
                        self.head_start(start);
                        return;
                    }
                    Caption | Colgroup | Tbody | Tfoot | Thead => Mode::Table,
                    Col => Mode::Columns,
                    Tr => Mode::TableBody,
                    Td | Th => Mode::Row,
                    _ => Mode::Body,
                };
                if let Some(last) = self.templates.last_mut() {
                    *last = next;
                }
                self.mode = next;
                self.start_in(next, start);
            }
            Mode::AfterBody => {
                if start.tag != Html {
                    self.mode = Mode::Body;
                }
                self.start_in(Mode::Body, start);
            }
        }
    }

    /// A start tag of the head; false where it is none.
    pub(super) fn head_start(&mut self, start: Start<'a>) -> bool {
        use Tag::*;
        match start.tag {
            Base | Basefont | Bgsound | Link | Meta => self.insert_void(start),
            Title => self.insert_raw(start, Content::Rcdata),
            Noframes | Style => self.insert_raw(start, Content::Rawtext),
            Script => self.insert_raw(start, Content::Script),
            Noscript => {
                self.insert(start);
            }
            Template => {
                self.insert(start);
                self.active.push(Active::Marker);
                self.mode = Mode::Template;
                self.templates.push(Mode::Template);
            }
            _ => return false,
        }
        true
    }

    pub(super) fn end_in(&mut self, mode: Mode, tag: Tag, name: Raw<'a>) {
        use Tag::*;
        match mode {
            Mode::Text => {
                self.open.pop();
                self.mode = self.back;
            }
            Mode::BeforeHtml | Mode::BeforeHead => {
                if matches!(tag, Head | Body | Html | Br) {
                    self.leave_towards_body(mode);
                    self.end_in(self.mode, tag, name);
                }
            }
            Mode::Head => match tag {
                Head if !self.current().is(Noscript) => {
                    self.leave_towards_body(mode);
                }
                Template => self.end_template(),
                Noscript if self.current().is(Noscript) => {
                    self.open.pop();
                }
                _ if self.current().is(Noscript) && tag != Br => {}
                Body | Html | Br => {
                    self.leave_towards_body(mode);
                    self.end_in(self.mode, tag, name);
                }
                _ => {}
            },
            Mode::AfterHead => match tag {
                Template => self.end_template(),
                Body | Html | Br => {
                    self.leave_towards_body(mode);
                    self.end_in(self.mode, tag, name);
                }
                _ => {}
            },
            Mode::Body => self.body_end(tag, name),
            Mode::Table | Mode::Caption | Mode::Columns | Mode::TableBody | Mode::Row | Mode::Cell => {
                self.table_end(mode, tag, name);
            }
            Mode::Template => {
                if tag == Template {
                    self.end_template();
                }
            }
            Mode::AfterBody => {
                if tag != Html {
                    self.mode = Mode::Body;
                    self.end_in(Mode::Body, tag, name);
                }
            }
        }
    }

    pub(super) fn end_template(&mut self) {
        if !self.open.has(Tag::Template) {
            return;
        }
        self.open.close_implied_thoroughly();
        self.open.pop_until(&[Tag::Template]);
        self.clear_active_to_marker();
        self.templates.pop();
        self.mode = self.mode_of_stack();
    }

    /// The mode that the open elements call for ("reset the insertion mode appropriately").
    pub(super) fn mode_of_stack(&self) -> Mode {
        for (i, open) in self.open.inward() {
            if open.space != Space::Html {
                continue;
            }
            match open.tag {
                Tag::Td | Tag::Th if i > 0 => return Mode::Cell,
                Tag::Tr => return Mode::Row,
                Tag::Tbody | Tag::Thead | Tag::Tfoot => return Mode::TableBody,
                Tag::Caption => return Mode::Caption,
                Tag::Colgroup => return Mode::Columns,
                Tag::Table => return Mode::Table,
                Tag::Template => return self.templates.last().copied().unwrap_or(Mode::Body),
                Tag::Head if i > 0 => return Mode::Head,
                Tag::Body => return Mode::Body,
                Tag::Html => return if self.head == NONE { Mode::BeforeHead } else { Mode::AfterHead },
                _ => {}
            }
        }
        Mode::Body
    }
}
