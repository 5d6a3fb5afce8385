//! Formatting elements that the markup forgot to nest (`<b><p></b></p>`): WHATWG HTML 13.2.4.3 and the adoption agency.

use super::builder::Builder;
use super::open::{Open, Scope};
use super::tag::Tag;
use super::tree::{Id, NONE, Space};

/// An entry of the list of active formatting elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Active {
    /// Begins with a table cell, an object and the like; nothing before it is opened again inside.
    Marker,
    Element(Open),
}

/// More than any page needs; the standard knows no limit, and time would be quadratic without one.
const MOST_ACTIVE: usize = 16;

impl<'a> Builder<'a> {
    /// Puts an element on the list, the earliest of three equal ones off it.
    pub(super) fn push_active(&mut self, open: Open) {
        let since_marker = self.active.iter().rposition(|a| *a == Active::Marker).map_or(0, |i| i + 1);
        let mut equal = Vec::new();
        for (i, entry) in self.active.iter().enumerate().skip(since_marker) {
            if let Active::Element(other) = entry
                && other.tag == open.tag
                && self.same_attributes(other.id, open.id)
            {
                equal.push(i);
            }
        }
        if equal.len() >= 3 {
            self.active.remove(equal[0]);
        } else if self.active.len() - since_marker >= MOST_ACTIVE {
            self.active.remove(since_marker);
        }
        self.active.push(Active::Element(open));
    }

    fn same_attributes(&self, a: Id, b: Id) -> bool {
        let (a, b) = (self.tree.attributes(a), self.tree.attributes(b));
        a.len() == b.len()
            && a.iter()
                .zip(b)
                .all(|(x, y)| x.name.source.eq_ignore_ascii_case(y.name.source) && x.value.source == y.value.source)
    }

    pub(super) fn clear_active_to_marker(&mut self) {
        while let Some(entry) = self.active.pop() {
            if entry == Active::Marker {
                break;
            }
        }
    }

    /// Opens again what the end of a block closed too early.
    pub(super) fn reopen(&mut self) {
        let still_open = |builder: &Self, entry: &Active| match entry {
            Active::Marker => true,
            Active::Element(open) => builder.open.place(open.id).is_some(),
        };
        match self.active.last() {
            None => return,
            Some(last) if still_open(self, last) => return,
            Some(_) => {}
        }
        let mut first = self.active.len() - 1;
        while first > 0 && !still_open(self, &self.active[first - 1]) {
            first -= 1;
        }
        for i in first..self.active.len() {
            if let Active::Element(old) = self.active[i] {
                let id = self.tree.opened_again(old.id);
                self.place(id);
                let new = Open { id, ..old };
                self.open.push(new);
                self.active[i] = Active::Element(new);
            }
        }
    }

    /// Where the innermost active element of a name stands on the list, up to the last marker.
    pub(super) fn active_place(&self, tag: Tag) -> Option<usize> {
        for (i, entry) in self.active.iter().enumerate().rev() {
            match entry {
                Active::Marker => return None,
                Active::Element(open) if open.tag == tag => return Some(i),
                Active::Element(_) => {}
            }
        }
        None
    }

    pub(super) fn forget_active(&mut self, id: Id) {
        if let Some(i) = self.active.iter().rposition(|a| matches!(a, Active::Element(o) if o.id == id)) {
            self.active.remove(i);
        }
    }

    /// The adoption agency algorithm, for the end tag (or a second start tag) of a formatting element.
    #[expect(
        clippy::too_many_lines,
        reason = "a list: the numbered steps of the standard's adoption agency algorithm, in its order"
    )]
    pub(super) fn adopt(&mut self, tag: Tag) {
        if let Some(top) = self.open.top()
            && top.is(tag)
            && !self.active.iter().any(|a| matches!(a, Active::Element(o) if o.id == top.id))
        {
            self.open.pop();
            return;
        }
        for _ in 0..8 {
            let Some(at) = self.active_place(tag) else { return self.any_other_end(tag, None) };
            let Active::Element(format) = self.active[at] else { return };
            let Some(depth) = self.open.place(format.id) else {
                self.active.remove(at);
                return;
            };
            if !self.open.in_scope(tag, Scope::Default) {
                return;
            }
            let block = (depth + 1..self.open.len()).find(|i| self.open.get(*i).is_some_and(Open::is_special));
            let Some(block_at) = block else {
                self.open.truncate(depth);
                self.active.remove(at);
                return;
            };
            let (Some(block), Some(ancestor)) = (self.open.get(block_at), self.open.get(depth.wrapping_sub(1))) else {
                return;
            };
            let mut bookmark = at;
            let mut last = block;
            // Inward from the block to the formatting element: copies are made of what lies between.
            let mut i = block_at;
            let mut round = 0;
            while i > depth + 1 {
                i -= 1;
                round += 1;
                let Some(node) = self.open.get(i) else { break };
                let place = self.active.iter().position(|a| matches!(a, Active::Element(o) if o.id == node.id));
                match place {
                    Some(p) if round > 3 => {
                        self.active.remove(p);
                        bookmark -= usize::from(p < bookmark);
                        self.open.remove(i);
                    }
                    None => self.open.remove(i),
                    Some(p) => {
                        let copy = Open { id: self.tree.copy_of(node.id), ..node };
                        self.active[p] = Active::Element(copy);
                        self.open.remove(i);
                        self.open.insert(i, copy);
                        if last.id == block.id {
                            bookmark = p + 1;
                        }
                        self.tree.append(copy.id, last.id);
                        last = copy;
                    }
                }
            }
            self.tree.detach(last.id);
            self.place_in(ancestor, last.id);
            let copy = Open { id: self.tree.copy_of(format.id), ..format };
            self.tree.move_children(block.id, copy.id);
            self.tree.append(block.id, copy.id);
            let at = self.active.iter().position(|a| matches!(a, Active::Element(o) if o.id == format.id));
            if let Some(at) = at {
                self.active.remove(at);
                bookmark -= usize::from(at < bookmark);
            }
            self.active.insert(bookmark.min(self.active.len()), Active::Element(copy));
            if let Some(i) = self.open.place(format.id) {
                self.open.remove(i);
            }
            let behind = self.open.place(block.id).map_or(self.open.len(), |i| i + 1);
            self.open.insert(behind, copy);
        }
    }

    /// Puts a node into `parent`, or before the table where nothing may stand in it.
    fn place_in(&mut self, parent: Open, id: Id) {
        let in_table = matches!(parent.tag, Tag::Table | Tag::Tbody | Tag::Tfoot | Tag::Thead | Tag::Tr);
        if in_table && parent.space == Space::Html {
            self.place_before_table(id);
        } else if parent.id != NONE {
            self.tree.append(parent.id, id);
        }
    }
}
