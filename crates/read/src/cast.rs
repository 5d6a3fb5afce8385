//! Who is who in one article: its entities, and which of them stands where.

use onrecord_model::{Entity, Form, Span};

/// All entities of an article and their mentions in text order.
#[derive(Debug, Default)]
pub struct Cast {
    /// `entities[i].id == i`.
    pub entities: Vec<Entity>,
    mentions: Vec<Seen>,
}

/// One mention, seen from the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    pub span: Span,
    pub entity: u32,
    pub form: Form,
}

impl Cast {
    pub fn new(entities: Vec<Entity>) -> Cast {
        debug_assert!(entities.iter().enumerate().all(|(i, e)| e.id as usize == i));
        let mut mentions: Vec<Seen> = entities
            .iter()
            .flat_map(|e| e.mentions.iter().map(|m| Seen { span: m.span, entity: e.id, form: m.form }))
            .collect();
        mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.entity));
        Cast { entities, mentions }
    }

    pub fn entity(&self, id: u32) -> &Entity {
        &self.entities[id as usize]
    }

    /// The mentions that lie in `span`, ends included, in text order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = Seen> + '_ {
        let first = self.mentions.partition_point(|m| m.span.start < span.start);
        self.mentions[first..]
            .iter()
            .copied()
            .take_while(move |m| m.span.start < span.end)
            .filter(move |m| span.holds(m.span))
    }

    /// The mentions that begin before byte `at`, the nearest first.
    pub fn before(&self, at: u32) -> impl Iterator<Item = Seen> + '_ {
        let end = self.mentions.partition_point(|m| m.span.start < at);
        self.mentions[..end].iter().rev().copied()
    }

    /// The longest mention in `span`; of equals the last, since titles and offices stand before names.
    pub fn main_in(&self, span: Span) -> Option<Seen> {
        self.within(span).max_by_key(|m| (m.span.len(), m.span.start))
    }
}
