//! A page as a tree of small numbers: every node in one vector, names and texts as slices of the source.

use super::tag::Tag;
use super::token::{Attribute, Raw, Rules};

/// A node's place in the tree; 0 is the document.
pub type Id = u32;

/// No node.
pub const NONE: Id = u32::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    Html,
    Svg,
    MathMl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Document,
    Element,
    Text,
}

/// Comments and doctypes are no part of it.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    pub parent: Id,
    pub next: Id,
    pub previous: Id,
    pub first: Id,
    pub last: Id,
    /// Element: its attributes in [`Tree::attributes`]; text: its bytes in the source.
    from: u32,
    to: u32,
    pub kind: Kind,
    pub tag: Tag,
    pub space: Space,
    /// Of a text; of an element whether it was opened again.
    rules: Rules,
}

/// The tree of one page.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node>,
    attributes: Vec<Attribute<'a>>,
    /// Names of elements that HTML does not know.
    names: Vec<(Id, Raw<'a>)>,
    /// Something lay too deep and was put higher.
    pub deep: bool,
    /// A comment, a script or a title was never closed.
    pub unclosed: bool,
}

impl<'a> Tree<'a> {
    pub fn new(source: &'a str) -> Tree<'a> {
        let mut tree = Tree { source, nodes: Vec::with_capacity(source.len() / 48), ..Tree::default() };
        tree.push(Kind::Document, Tag::Other, Space::Html, (0, 0), Rules::Plain);
        tree
    }

    fn push(&mut self, kind: Kind, tag: Tag, space: Space, (from, to): (usize, usize), rules: Rules) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(Node {
            parent: NONE,
            next: NONE,
            previous: NONE,
            first: NONE,
            last: NONE,
            from: from as u32,
            to: to as u32,
            kind,
            tag,
            space,
            rules,
        });
        id
    }

    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    /// The number of nodes, those that came loose included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A new element outside the tree.
    pub fn element(&mut self, tag: Tag, space: Space, name: Raw<'a>, attributes: &[Attribute<'a>]) -> Id {
        let from = self.attributes.len();
        self.attributes.extend_from_slice(attributes);
        let id = self.push(Kind::Element, tag, space, (from, self.attributes.len()), Rules::Plain);
        if tag == Tag::Other {
            self.names.push((id, name));
        }
        id
    }

    /// A new element like another: same name, same attributes.
    pub fn copy_of(&mut self, id: Id) -> Id {
        let Node { tag, space, from, to, .. } = *self.node(id);
        self.push(Kind::Element, tag, space, (from as usize, to as usize), Rules::Plain)
    }

    /// The same, opened again in a block because its own end tag is missing before it.
    pub fn opened_again(&mut self, id: Id) -> Id {
        let copy = self.copy_of(id);
        self.node_mut(copy).rules = Rules::Value;
        self.node_mut(id).rules = Rules::Value;
        copy
    }

    /// True for an element whose end tag is missing in its block, and for those that were opened again for it.
    pub fn is_opened_again(&self, id: Id) -> bool {
        let node = self.node(id);
        node.kind == Kind::Element && node.rules == Rules::Value
    }

    /// A new text outside the tree.
    pub fn text_node(&mut self, raw: Raw<'a>) -> Id {
        let from = raw.source.as_ptr() as usize - self.source.as_ptr() as usize;
        self.push(Kind::Text, Tag::Other, Space::Html, (from, from + raw.source.len()), raw.rules)
    }

    /// Adds attributes to an element that lacks them (a second `<body class=…>`), as long as they are few.
    pub fn add_missing(&mut self, id: Id, more: &[Attribute<'a>]) {
        const MOST: usize = 100;
        if self.attributes(id).len() + more.len() > MOST {
            return;
        }
        let mut all = self.attributes(id).to_vec();
        for a in more {
            if !all.iter().any(|b| b.name.source.eq_ignore_ascii_case(a.name.source)) {
                all.push(*a);
            }
        }
        if all.len() > self.attributes(id).len() {
            let from = self.attributes.len() as u32;
            self.attributes.extend_from_slice(&all);
            let to = self.attributes.len() as u32;
            let node = self.node_mut(id);
            (node.from, node.to) = (from, to);
        }
    }

    /// Puts `child` behind the last child of `parent`.
    pub fn append(&mut self, parent: Id, child: Id) {
        self.detach(child);
        let last = self.node(parent).last;
        let node = self.node_mut(child);
        (node.parent, node.previous) = (parent, last);
        match last {
            NONE => self.node_mut(parent).first = child,
            _ => self.node_mut(last).next = child,
        }
        self.node_mut(parent).last = child;
    }

    /// Puts `child` right before `sibling`.
    pub fn insert_before(&mut self, sibling: Id, child: Id) {
        self.detach(child);
        let Node { parent, previous, .. } = *self.node(sibling);
        let node = self.node_mut(child);
        (node.parent, node.previous, node.next) = (parent, previous, sibling);
        match previous {
            NONE => self.node_mut(parent).first = child,
            _ => self.node_mut(previous).next = child,
        }
        self.node_mut(sibling).previous = child;
    }

    /// Takes a node, with all that is in it, out of its parent.
    pub fn detach(&mut self, id: Id) {
        let Node { parent, previous, next, .. } = *self.node(id);
        if parent == NONE {
            return;
        }
        match previous {
            NONE => self.node_mut(parent).first = next,
            _ => self.node_mut(previous).next = next,
        }
        match next {
            NONE => self.node_mut(parent).last = previous,
            _ => self.node_mut(next).previous = previous,
        }
        let node = self.node_mut(id);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Moves all children of one node to the end of another.
    pub fn move_children(&mut self, from: Id, to: Id) {
        while self.node(from).first != NONE {
            self.append(to, self.node(from).first);
        }
    }

    /// The attributes of an element as they stood, duplicates included: the first of a name counts.
    pub fn attributes(&self, id: Id) -> &[Attribute<'a>] {
        let node = self.node(id);
        if node.kind != Kind::Element {
            return &[];
        }
        self.attributes.get(node.from as usize..node.to as usize).unwrap_or_default()
    }

    /// An attribute's value; `name` in lower case.
    pub fn attribute(&self, id: Id, name: &str) -> Option<Raw<'a>> {
        self.attributes(id).iter().find(|a| a.name.source.eq_ignore_ascii_case(name)).map(|a| a.value)
    }

    /// A text node's words, not yet decoded; empty for any other node.
    pub fn text(&self, id: Id) -> Raw<'a> {
        let node = self.node(id);
        let range = if node.kind == Kind::Text { node.from as usize..node.to as usize } else { 0..0 };
        Raw { source: &self.source[range], rules: node.rules }
    }

    #[cfg(test)]
    /// An element's name as the page has it, in lower case save for names that HTML does not know.
    pub fn name(&self, id: Id) -> &str {
        match self.node(id).tag {
            Tag::Other => self.names.binary_search_by_key(&id, |(i, _)| *i).map_or("", |i| self.names[i].1.source),
            tag => tag.name(),
        }
    }

    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(self.node(id).first).filter(|c| *c != NONE), |c| {
            Some(self.node(*c).next).filter(|n| *n != NONE)
        })
    }

    /// The next node in document order; with `skip`, the one behind all that is in `id`. Ends at `root`.
    pub fn following(&self, id: Id, root: Id, skip: bool) -> Option<Id> {
        let first = self.node(id).first;
        if !skip && first != NONE {
            return Some(first);
        }
        let mut at = id;
        while at != root {
            let node = self.node(at);
            if node.next != NONE {
                return Some(node.next);
            }
            at = node.parent;
            if at == NONE {
                break;
            }
        }
        None
    }
}
