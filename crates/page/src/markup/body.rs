//! Tags inside the body: WHATWG HTML 13.2.6.4.7.

use super::builder::{Builder, Mode, Start};
use super::formatting::Active;
use super::open::Scope;
use super::tag::Tag;
use super::token::{Content, Raw};
use super::tree::{NONE, Space};

impl<'a> Builder<'a> {
    #[expect(clippy::too_many_lines, reason = "a table: the start tags of the mode \"in body\" of the standard")]
    pub(super) fn body_start(&mut self, start: Start<'a>) {
        use Tag::*;
        match start.tag {
            Html => {
                if !self.open.has(Template) && self.html != NONE {
                    self.tree.add_missing(self.html, self.tokens.attributes());
                }
            }
            Base | Basefont | Bgsound | Link | Meta | Noframes | Script | Style | Template | Title => {
                self.head_start(start);
            }
            Body => {
                if self.body != NONE && !self.open.has(Template) {
                    self.tree.add_missing(self.body, self.tokens.attributes());
                }
            }
            tag if tag == P || tag.is_plain_block() => {
                self.close_p();
                self.insert(start);
            }
            tag if tag.is_heading() => {
                self.close_p();
                if self.current().tag.is_heading() {
                    self.open.pop();
                }
                self.insert(start);
            }
            Pre | Listing => {
                self.close_p();
                self.insert(start);
                self.skip_newline = true;
            }
            Form => {
                if self.form != NONE && !self.open.has(Template) {
                    return;
                }
                self.close_p();
                let open = self.insert(start);
                if !self.open.has(Template) {
                    self.form = open.id;
                }
            }
            Li => self.list_item(start, &[Li]),
            Dd | Dt => self.list_item(start, &[Dd, Dt]),
            Plaintext => {
                self.close_p();
                self.insert(start);
                self.tokens.content = Content::Plaintext;
            }
            Button => {
                if self.open.in_scope(Button, Scope::Default) {
                    self.open.close_implied(None);
                    self.open.pop_until(&[Button]);
                }
                self.reopen();
                self.insert(start);
            }
            A => {
                if let Some(at) = self.active_place(A)
                    && let Active::Element(old) = self.active[at]
                {
                    self.adopt(A);
                    self.forget_active(old.id);
                    if let Some(i) = self.open.place(old.id) {
                        self.open.remove(i);
                    }
                }
                self.formatting(start);
            }
            Nobr => {
                self.reopen();
                if self.open.in_scope(Nobr, Scope::Default) {
                    self.adopt(Nobr);
                }
                self.formatting(start);
            }
            tag if tag.is_formatting() => self.formatting(start),
            Applet | Marquee | Object => {
                self.reopen();
                self.insert(start);
                self.active.push(Active::Marker);
            }
            Table => {
                self.close_p();
                self.insert(start);
                self.mode = Mode::Table;
            }
            Area | Br | Embed | Img | Keygen | Wbr => {
                self.reopen();
                self.insert_void(start);
            }
            Image => {
                self.reopen();
                self.insert_void(Start { tag: Img, ..start });
            }
            Input => {
                if self.open.in_scope(Select, Scope::Default) {
                    self.open.pop_until(&[Select]);
                }
                self.reopen();
                self.insert_void(start);
            }
            Param | Source | Track => self.insert_void(start),
            Hr => {
                self.close_p();
                if self.open.in_scope(Select, Scope::Default) {
                    self.open.close_implied(None);
                }
                self.insert_void(start);
            }
            Textarea => {
                self.insert_raw(start, Content::Rcdata);
                self.skip_newline = true;
            }
            Xmp => {
                self.close_p();
                self.reopen();
                self.insert_raw(start, Content::Rawtext);
            }
            Iframe | Noembed => self.insert_raw(start, Content::Rawtext),
            Select => {
                if self.open.in_scope(Select, Scope::Default) {
                    self.open.pop_until(&[Select]);
                } else {
                    self.reopen();
                    self.insert(start);
                }
            }
            Option | Optgroup => {
                if self.open.in_scope(Select, Scope::Default) {
                    self.open.close_implied((start.tag == Option).then_some(Optgroup));
                } else if self.current().is(Option) {
                    self.open.pop();
                }
                self.reopen();
                self.insert(start);
            }
            Rb | Rtc => {
                if self.open.in_scope(Ruby, Scope::Default) {
                    self.open.close_implied(None);
                }
                self.insert(start);
            }
            Rp | Rt => {
                if self.open.in_scope(Ruby, Scope::Default) {
                    self.open.close_implied(Some(Rtc));
                }
                self.insert(start);
            }
            Math | Svg => {
                self.reopen();
                let space = if start.tag == Svg { Space::Svg } else { Space::MathMl };
                self.insert_in(start, space);
                if start.self_closing {
                    self.open.pop();
                }
            }
            Caption | Col | Colgroup | Frame | Frameset | Head | Tbody | Td | Tfoot | Th | Thead | Tr => {}
            _ => {
                self.reopen();
                self.insert(start);
            }
        }
    }

    fn formatting(&mut self, start: Start<'a>) {
        self.reopen();
        let open = self.insert(start);
        self.push_active(open);
    }

    /// A list item closes the one before it, as long as no other block lies open in between.
    fn list_item(&mut self, start: Start<'a>, tags: &[Tag]) {
        let mut closes = None;
        if tags.iter().any(|t| self.open.has(*t)) {
            for (_, open) in self.open.inward() {
                if open.space == Space::Html && tags.contains(&open.tag) {
                    closes = Some(open.tag);
                    break;
                }
                if open.is_special() && !matches!(open.tag, Tag::Address | Tag::Div | Tag::P) {
                    break;
                }
            }
        }
        if let Some(tag) = closes {
            self.open.close_implied(Some(tag));
            self.open.pop_until(&[tag]);
        }
        self.close_p();
        self.insert(start);
    }

    /// Closes an open paragraph, where one is in scope.
    pub(super) fn close_p(&mut self) {
        if self.open.in_scope(Tag::P, Scope::Button) {
            self.open.close_implied(Some(Tag::P));
            self.open.pop_until(&[Tag::P]);
        }
    }

    pub(super) fn body_end(&mut self, tag: Tag, name: Raw<'a>) {
        use Tag::*;
        match tag {
            Template => self.end_template(),
            Body | Html => {
                if self.open.in_scope(Body, Scope::Default) {
                    self.mode = Mode::AfterBody;
                }
            }
            Form if !self.open.has(Template) => {
                let form = std::mem::replace(&mut self.form, NONE);
                if form == NONE || !self.open.in_scope(Form, Scope::Default) {
                    return;
                }
                self.open.close_implied(None);
                if let Some(i) = self.open.place(form) {
                    self.open.remove(i);
                }
            }
            P => {
                if !self.open.in_scope(P, Scope::Button) {
                    self.insert_implied(P);
                }
                self.close_p();
            }
            Li => {
                if self.open.in_scope(Li, Scope::ListItem) {
                    self.open.close_implied(Some(Li));
                    self.open.pop_until(&[Li]);
                }
            }
            Dd | Dt => self.close_in_scope(tag, Some(tag)),
            tag if tag.is_heading() => {
                const ALL: [Tag; 6] = [H1, H2, H3, H4, H5, H6];
                if self.open.any_in_scope(&ALL, Scope::Default) {
                    self.open.close_implied(None);
                    self.open.pop_until(&ALL);
                }
            }
            tag if tag.is_formatting() => self.adopt(tag),
            Applet | Marquee | Object => {
                if self.open.in_scope(tag, Scope::Default) {
                    self.close_in_scope(tag, None);
                    self.clear_active_to_marker();
                }
            }
            Br => {
                self.reopen();
                self.insert_implied(Br);
                self.open.pop();
            }
            tag if tag.is_plain_block() || matches!(tag, Button | Listing | Pre | Select | Form) => {
                self.close_in_scope(tag, None)
            }
            _ => self.any_other_end(tag, Some(name)),
        }
    }

    fn close_in_scope(&mut self, tag: Tag, except: Option<Tag>) {
        if self.open.in_scope(tag, Scope::Default) {
            self.open.close_implied(except);
            self.open.pop_until(&[tag]);
        }
    }

    /// An end tag that has no rule of its own closes the innermost of its name, if only phrasing lies open in it.
    pub(super) fn any_other_end(&mut self, tag: Tag, name: Option<Raw<'a>>) {
        if !self.open.has(tag) {
            return;
        }
        let key = name.map_or(0, |n| tag.key(n.source));
        let mut found = None;
        for (i, open) in self.open.inward() {
            if open.is(tag) && open.key == key {
                found = Some(i);
                break;
            }
            if open.is_special() {
                break;
            }
        }
        if let Some(i) = found {
            self.open.truncate(i);
        }
    }
}
