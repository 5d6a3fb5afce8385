//! Who is bound by an expectation: whoever plans or promises, else whoever said it, else (absent) the writer.
//!
//! "Officials said the summit will be held": the officials. "His company expected to spend": the company.
//! Cases: cases/expectations/holder.md

use onrecord_model::{EntityKind, Statement, Who};

use super::cue::{Cue, Way};
use crate::cast::{Cast, Seen};
use crate::events::participants;
use onrecord_grammar::{Class, Grammar};

/// What stands as subject of the clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// I, we
    First,
    /// A mention of the cast.
    Seen(u32),
    /// Something else, or nothing.
    Other,
}

/// The subject of the cue, and its mention.
pub fn subject(g: &Grammar<'_>, cast: &Cast, cue: &Cue) -> (Subject, Option<Seen>) {
    let low = g.around(cue.tokens.start).start;
    let start = g.clause_start(cue.tokens.start).max(low);
    let first = (start..cue.tokens.start).rev().take(4).any(|k| matches!(g.lower(k), "i" | "we"))
        || (start..cue.tokens.start).any(|k| matches!(g.lower(k), "i" | "we"))
            && !(start..cue.tokens.start).any(|k| g.lower(k) == "think");
    if first {
        return (Subject::First, None);
    }
    let seen = participants::subject(g, cast, cue.tokens.start, cue.way == Way::Noun || cue.way == Way::Intends)
        .into_iter()
        .next();
    (seen.map_or(Subject::Other, |s| Subject::Seen(s.entity)), seen)
}

/// Who is bound.
pub fn of(
    g: &Grammar<'_>,
    cast: &Cast,
    cue: &Cue,
    (subject, seen): (Subject, Option<Seen>),
    statement: Option<&Statement>,
) -> Option<Who> {
    let source = statement.and_then(|s| s.source).map(|s| Who { span: s.span, entity: s.entity });
    let it = seen.map(|s| Who { span: Some(s.span), entity: Some(s.entity) });
    let kind = seen.map(|s| cast.entity(s.entity).kind);
    match cue.way {
        _ if subject == Subject::First => source,
        Way::Intends | Way::Noun | Way::Wants => it.or(source).or_else(|| near(g, cast, cue)),
        Way::Adjective => source.or_else(|| near(g, cast, cue)).or(it),
        // Passive and fixed: by whom is told by the source; a body that is to do something is bound itself.
        Way::Is => source.or(it.filter(|_| matches!(kind, Some(EntityKind::Organization | EntityKind::Group)))),
        Way::Must => it.or(source),
        Way::Will | Way::GoingTo | Way::Would | Way::Could => source
            .or(it.filter(|_| matches!(kind, Some(EntityKind::Organization | EntityKind::Group | EntityKind::Person)))),
    }
}

/// "his intention", "Ruiz's pledge", "the council's planned vote": the possessive before.
fn near(g: &Grammar<'_>, cast: &Cast, cue: &Cue) -> Option<Who> {
    let low = g.around(cue.tokens.start).start.max(cue.tokens.start.saturating_sub(5));
    if low >= cue.tokens.start || !(low..cue.tokens.start).any(|k| g.class(k) == Class::Possessive) {
        return None;
    }
    let seen = cast.within(g.span_of(low..cue.tokens.start)).last()?;
    Some(Who { span: Some(seen.span), entity: Some(seen.entity) })
}
