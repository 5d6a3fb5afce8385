//! The stack of open elements, and what lies in whose scope: WHATWG HTML 13.2.4.2.

use super::tag::Tag;
use super::tree::{Id, Space};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub id: Id,
    pub tag: Tag,
    pub space: Space,
    /// Tells names apart that HTML does not know; 0 for those it knows.
    pub key: u32,
}

impl Open {
    /// True for this element of HTML; SVG's `title` is no `title`.
    pub fn is(self, tag: Tag) -> bool {
        self.tag == tag && self.space == Space::Html
    }

    fn is_any(self, tags: &[Tag]) -> bool {
        self.space == Space::Html && tags.contains(&self.tag)
    }

    /// MathML's elements that hold text as HTML does.
    pub fn is_math_text(self) -> bool {
        self.space == Space::MathMl && matches!(self.tag, Tag::Mi | Tag::Mo | Tag::Mn | Tag::Ms | Tag::Mtext)
    }

    /// Elements of SVG inside which HTML goes on. (MathML's `annotation-xml` depends on its encoding.)
    pub fn is_svg_island(self) -> bool {
        self.space == Space::Svg && matches!(self.tag, Tag::ForeignObject | Tag::Desc | Tag::Title)
    }

    fn is_annotation(self) -> bool {
        self.space == Space::MathMl && self.tag == Tag::AnnotationXml
    }

    /// Where every scope ends.
    fn ends_scope(self) -> bool {
        use Tag::*;
        match self.space {
            Space::Html => {
                matches!(self.tag, Applet | Caption | Html | Table | Td | Th | Marquee | Object | Select | Template)
            }
            _ => self.is_math_text() || self.is_svg_island() || self.is_annotation(),
        }
    }

    pub fn is_special(self) -> bool {
        match self.space {
            Space::Html => self.tag.is_special(),
            _ => self.is_math_text() || self.is_svg_island() || self.is_annotation(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Default,
    ListItem,
    Button,
    Table,
}

/// The open elements, outermost first, with how many there are of each name so that most questions need no search.
#[derive(Debug)]
pub struct Stack {
    open: Vec<Open>,
    counts: [u32; Tag::Other as usize + 1],
}

impl Stack {
    pub fn new() -> Stack {
        Stack { open: Vec::with_capacity(64), counts: [0; Tag::Other as usize + 1] }
    }

    pub fn len(&self) -> usize {
        self.open.len()
    }

    pub fn push(&mut self, open: Open) {
        self.counts[open.tag as usize] += 1;
        self.open.push(open);
    }

    pub fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.counts[open.tag as usize] -= 1;
        Some(open)
    }

    pub fn top(&self) -> Option<Open> {
        self.open.last().copied()
    }

    pub fn get(&self, i: usize) -> Option<Open> {
        self.open.get(i).copied()
    }

    pub fn remove(&mut self, i: usize) {
        let open = self.open.remove(i);
        self.counts[open.tag as usize] -= 1;
    }

    pub fn insert(&mut self, i: usize, open: Open) {
        self.counts[open.tag as usize] += 1;
        self.open.insert(i.min(self.open.len()), open);
    }

    /// Keeps the outermost `n`.
    pub fn truncate(&mut self, n: usize) {
        while self.open.len() > n {
            self.pop();
        }
    }

    /// Innermost first, with their places.
    pub fn inward(&self) -> impl Iterator<Item = (usize, Open)> + '_ {
        self.open.iter().copied().enumerate().rev()
    }

    /// Where an element lies.
    pub fn place(&self, id: Id) -> Option<usize> {
        self.open.iter().rposition(|o| o.id == id)
    }

    /// Where the innermost of a name lies.
    pub fn innermost(&self, tag: Tag) -> Option<usize> {
        if self.counts[tag as usize] == 0 {
            return None;
        }
        self.open.iter().rposition(|o| o.is(tag))
    }

    pub fn has(&self, tag: Tag) -> bool {
        self.counts[tag as usize] > 0
    }

    pub fn in_scope(&self, tag: Tag, scope: Scope) -> bool {
        self.any_in_scope(&[tag], scope)
    }

    /// True where one of `tags` is open, and nothing that ends the scope lies open in it.
    pub fn any_in_scope(&self, tags: &[Tag], scope: Scope) -> bool {
        if !tags.iter().any(|t| self.has(*t)) {
            return false;
        }
        for (_, open) in self.inward() {
            if open.is_any(tags) {
                return true;
            }
            let ends = match scope {
                Scope::Default => open.ends_scope(),
                Scope::ListItem => open.ends_scope() || open.is_any(&[Tag::Ol, Tag::Ul]),
                Scope::Button => open.ends_scope() || open.is(Tag::Button),
                Scope::Table => open.is_any(&[Tag::Html, Tag::Table, Tag::Template]),
            };
            if ends {
                return false;
            }
        }
        false
    }

    /// Closes elements up to and with the innermost of `tags`.
    pub fn pop_until(&mut self, tags: &[Tag]) {
        while let Some(open) = self.pop() {
            if open.is_any(tags) {
                break;
            }
        }
    }

    /// Closes elements until one of `tags` is the innermost; that one, and the outermost of all, stay.
    pub fn clear_to(&mut self, tags: &[Tag]) {
        while self.len() > 1 && self.top().is_some_and(|o| !o.is_any(tags)) {
            self.pop();
        }
    }

    /// Closes what its parent closes without a word, save `except`.
    pub fn close_implied(&mut self, except: Option<Tag>) {
        while let Some(open) = self.top() {
            if open.space != Space::Html || !open.tag.has_implied_end() || Some(open.tag) == except {
                break;
            }
            self.pop();
        }
    }

    /// As [`Stack::close_implied`], with the parts of tables as well.
    pub fn close_implied_thoroughly(&mut self) {
        use Tag::*;
        while let Some(open) = self.top() {
            let closes = open.tag.has_implied_end()
                || matches!(open.tag, Caption | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr);
            if open.space != Space::Html || !closes {
                break;
            }
            self.pop();
        }
    }
}
