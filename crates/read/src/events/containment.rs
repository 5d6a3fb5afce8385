//! Which statement contains a span.

use onrecord_model::{Span, Statement};

/// The contents of all statements, in text order.
pub struct Contents {
    /// Span, index in the list of statements, and the greatest end up to here.
    spans: Vec<(Span, u32, u32)>,
}

/// As many contents as are looked at for one question: more never hold one word.
const DEEPEST: usize = 32;

impl Contents {
    pub fn of(statements: &[Statement]) -> Contents {
        let mut spans: Vec<(Span, u32, u32)> =
            statements.iter().enumerate().flat_map(|(i, s)| s.content.iter().map(move |c| (*c, i as u32, 0))).collect();
        spans.sort_by_key(|(s, i, _)| (s.start, std::cmp::Reverse(s.end), *i));
        let mut furthest = 0;
        for s in &mut spans {
            furthest = furthest.max(s.0.end);
            s.2 = furthest;
        }
        Contents { spans }
    }

    /// The innermost content that holds `span`: its index among the statements, and the part.
    pub fn holding(&self, span: Span) -> Option<(usize, Span)> {
        let end = self.spans.partition_point(|(s, ..)| s.start <= span.start);
        let mut best: Option<(usize, Span)> = None;
        for &(part, i, furthest) in self.spans[..end].iter().rev().take(DEEPEST) {
            if furthest < span.end {
                break;
            }
            if part.holds(span) && best.is_none_or(|(_, b)| part.len() < b.len()) {
                best = Some((i as usize, part));
            }
        }
        best
    }
}
