//! The gazetteers: lists of places, organizations, given names, titles, and of words that are never a name.

pub use onrecord_grammar::gazetteers::{ANY_LISTED, city, lists};
use onrecord_grammar::{Grammar, Lexicon, List, NumberKind, NumberWord};
use onrecord_model::EntityKind;

use onrecord_grammar::lexicon::Row;

/// A place, group or organization that the lists have, beginning at token `i`: its number of tokens and kind.
pub fn listed(g: &Grammar<'_>, i: usize, end: usize) -> Option<(usize, EntityKind)> {
    let mut best: Option<(usize, EntityKind)> = None;
    for (table, kind) in [
        (&g.lexicon.name_organizations, EntityKind::Organization),
        (&g.lexicon.name_places, EntityKind::Place),
        (&g.lexicon.name_groups, EntityKind::Group),
    ] {
        if let Some((n, _)) = table.longest_at(g, i)
            && i + n <= end
            && best.is_none_or(|(most, _)| n > most)
            // "us" and "is" are no abbreviations.
            && (n > 1 || written_as_name(g, i))
        {
            best = Some((n, kind));
        }
    }
    best
}

/// A short entry counts only in capitals: "US", not "us"; any other with a capital.
fn written_as_name(g: &Grammar<'_>, i: usize) -> bool {
    let lower = g.lower(i);
    let short = lower.bytes().filter(u8::is_ascii_alphabetic).count() <= 3;
    if short && lower != "mit" || matches!(lower, "nato" | "opec") {
        let in_capitals = g.all_capitals(i);
        return in_capitals || (g.capital(i) && lower.len() == 3 && !matches!(lower, "who" | "ice" | "may"));
    }
    g.capital(i)
}

pub fn is_given(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.name_given.has(lower) || lexicon.who_given.has(lower)
}

/// As [`is_given`], of a token.
pub fn given_at(g: &Grammar<'_>, i: usize) -> bool {
    g.lexicon.name_given.word_at(g, i).is_some() || g.lexicon.who_given.word_at(g, i).is_some()
}

/// As [`is_never`], of a token.
pub fn never_at(g: &Grammar<'_>, i: usize) -> bool {
    g.lexicon.name_never.word_at(g, i).is_some()
}

/// As [`head`], of a token: the kind alone.
pub fn head_at(g: &Grammar<'_>, i: usize) -> Option<EntityKind> {
    g.lexicon.name_heads.word_at(g, i).map(kind_of_head)
}

fn kind_of_head(row: Row) -> EntityKind {
    match row.column(0) {
        "organization" => EntityKind::Organization,
        "place" => EntityKind::Place,
        _ => EntityKind::Event,
    }
}

/// A title or office at token `i`: its number of tokens.
pub fn title(g: &Grammar<'_>, i: usize) -> Option<usize> {
    g.lexicon.name_titles.longest_at(g, i).map(|(n, _)| n)
}

/// Months, days, time zones, and words that are written with a capital and are no names.
pub fn is_never_a_name(lexicon: &Lexicon, lower: &str) -> bool {
    // "Jan" and "Mar" are given names too.
    let calendar = |w: NumberWord| match w.kind {
        NumberKind::Month => !(w.short && w.ambiguous),
        kind => kind == NumberKind::Weekday,
    };
    lexicon.on(lower, List::NeverAName)
        || lexicon.on(lower, List::TimeZone)
        || lexicon.numbers.get(lower).is_some_and(calendar)
}

pub fn is_never(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.name_never.has(lower)
}

/// What a word tells of the name that it stands in.
pub fn head(lexicon: &Lexicon, lower: &str) -> Option<(EntityKind, bool)> {
    let row = lexicon.name_heads.get(lower)?;
    Some((kind_of_head(row), row.column(1) == "any"))
}
