//! Tags inside drawings and formulas (SVG, MathML): WHATWG HTML 13.2.6.5.

use super::builder::{Builder, Start};
use super::open::Open;
use super::tag::Tag;
use super::token::Raw;
use super::tree::Space;

impl<'a> Builder<'a> {
    /// True where HTML goes on inside a foreign element.
    pub(super) fn is_island(&self, open: Open) -> bool {
        open.is_svg_island() || open.is_math_text() || self.is_html_annotation(open)
    }

    fn is_html_annotation(&self, open: Open) -> bool {
        open.space == Space::MathMl
            && open.tag == Tag::AnnotationXml
            && self.tree.attribute(open.id, "encoding").is_some_and(|e| {
                ["text/html", "application/xhtml+xml"].iter().any(|kind| e.source.eq_ignore_ascii_case(kind))
            })
    }

    /// True where a start tag is read by the rules for foreign content.
    pub(super) fn in_foreign_content(&self, tag: Tag) -> bool {
        let current = self.current();
        if current.space == Space::Html || current.is_svg_island() || self.is_html_annotation(current) {
            return false;
        }
        if current.is_math_text() {
            return matches!(tag, Tag::Mglyph | Tag::Malignmark);
        }
        !(current.space == Space::MathMl && current.tag == Tag::AnnotationXml && tag == Tag::Svg)
    }

    pub(super) fn foreign_start(&mut self, start: Start<'a>) {
        if self.breaks_out(start.tag) {
            self.leave_foreign();
            return self.start_in(self.mode, start);
        }
        let space = self.current().space;
        self.insert_in(start, space);
        if start.self_closing {
            self.open.pop();
        }
    }

    /// True for tags of HTML that end a drawing nobody closed.
    fn breaks_out(&self, tag: Tag) -> bool {
        use Tag::*;
        match tag {
            Font => self
                .tokens
                .attributes()
                .iter()
                .any(|a| ["color", "face", "size"].iter().any(|name| a.name.source.eq_ignore_ascii_case(name))),
            B | Big | Blockquote | Body | Br | Center | Code | Dd | Div | Dl | Dt | Em | Embed | H1 | H2 | H3 | H4
            | H5 | H6 | Head | Hr | I | Img | Li | Listing | Menu | Meta | Nobr | Ol | P | Pre | Ruby | S | Small
            | Span | Strong | Strike | Sub | Sup | Table | Tt | U | Ul | Var => true,
            _ => false,
        }
    }

    fn leave_foreign(&mut self) {
        while self.current().space != Space::Html && !self.is_island(self.current()) {
            self.open.pop();
        }
    }

    pub(super) fn foreign_end(&mut self, tag: Tag, name: Raw<'a>) {
        if matches!(tag, Tag::Br | Tag::P) {
            self.leave_foreign();
            return self.end_in(self.mode, tag, name);
        }
        let key = tag.key(name.source);
        let mut found = None;
        for (i, open) in self.open.inward() {
            if open.space == Space::Html {
                break;
            }
            if open.tag == tag && open.key == key {
                found = Some(i);
                break;
            }
        }
        match found {
            Some(i) => self.open.truncate(i),
            None => self.end_in(self.mode, tag, name),
        }
    }
}
