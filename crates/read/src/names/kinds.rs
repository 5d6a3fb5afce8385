//! The parts of a candidate and their kinds: title, nation, person, organization, place.

use onrecord_grammar::{Grammar, List, Tokens};
use onrecord_model::{EntityKind, Span};

use super::Piece;
use super::gazetteers::{self, head, is_given, listed};
use onrecord_words::TokenKind;

/// Takes a run of a sentence apart.
pub fn run(g: &Grammar<'_>, run: Tokens, sentence: Tokens, out: &mut Vec<Piece>) {
    let Tokens { start: mut i, end } = run;
    while i < end {
        let lower = g.lower(i);
        if matches!(lower, "the" | "of" | "for" | "and" | "&")
            || g.lexicon.on(lower, List::NameParticle) && !g.capital(i)
        {
            i += 1;
            continue;
        }
        // A title in front: what it stands before is a person.
        if let Some(n) = gazetteers::title(g, i).filter(|n| i + n < end && starts_person(g, i + n, end)) {
            let role_first = role_start(i, out);
            let role = g.span_of(role_first..i + n);
            let stop = person_end(g, i + n, end);
            out.push(Piece {
                tokens: Tokens::from(i + n..stop),
                kind: Some(EntityKind::Person),
                role: Some(role),
                rule: "titled",
                score: 0.95,
            });
            i = stop;
            continue;
        }
        // A title alone at the end ("the President"): no name.
        if let Some(n) = gazetteers::title(g, i)
            .filter(|n| i + n >= end && head(g.lexicon, lower).is_none() && !is_given(g.lexicon, lower))
        {
            i += n;
            continue;
        }
        i = one(g, i, end, sentence, out);
    }
}

/// The words before an office that belong to it: "Meta CEO", "Ukrainian President" keep the office alone, a firm's goes with it.
fn role_start(title: usize, out: &[Piece]) -> usize {
    match out.last() {
        Some(p) if p.tokens.end == title && p.kind == Some(EntityKind::Organization) => p.tokens.start,
        _ => title,
    }
}

fn starts_person(g: &Grammar<'_>, i: usize, end: usize) -> bool {
    i < end
        && g.kind(i) == TokenKind::Word
        && g.capital(i)
        && !matches!(g.lower(i), "of" | "the" | "and")
        && gazetteers::title(g, i).is_none_or(|n| i + n < end)
}

/// Where a person's name ends: before "of", "and", "for", at most five words.
fn person_end(g: &Grammar<'_>, first: usize, end: usize) -> usize {
    let mut k = first;
    while k < end && k < first + 5 {
        let lower = g.lower(k);
        if matches!(lower, "of" | "and" | "for" | "the" | "&") {
            break;
        }
        k += 1;
    }
    while k > first + 1 && !g.capital(k - 1) {
        k -= 1;
    }
    k.max(first + 1)
}

/// A name without a role.
fn piece(tokens: impl Into<Tokens>, kind: Option<EntityKind>, rule: &'static str, score: f32) -> Piece {
    Piece { tokens: tokens.into(), kind, role: None, rule, score }
}

/// One name from token `i` on; gives the token behind it.
fn one(g: &Grammar<'_>, i: usize, end: usize, sentence: Tokens, out: &mut Vec<Piece>) -> usize {
    let found = match listed_or_headed(g, i, end, sentence.start) {
        Some(found) => found,
        None => {
            let stop = person_end(g, i, end);
            // A letter alone is no name.
            if stop == i + 1 && g.word(i).trim_end_matches('.').chars().count() < 2 {
                return stop;
            }
            let n = (i..stop).filter(|k| g.capital(*k)).count();
            match person(g, Tokens::from(i..stop), sentence) {
                Some(found) => found,
                None if n == 1 => capital_alone(g, i, sentence.start),
                None => piece(i..stop, None, "guess", 0.3),
            }
        }
    };
    out.push(found);
    found.tokens.end
}

/// A name that a list or its head tells, or the adjective of a nation; none where a person's may stand there.
fn listed_or_headed(g: &Grammar<'_>, i: usize, end: usize, sentence: usize) -> Option<Piece> {
    // What a list has whole: "Oval Office".
    if let Some((n, kind)) =
        listed(g, i, end).filter(|(n, _)| *n >= 2 && (i + n >= end || head(g.lexicon, g.lower(i + n)).is_none()))
    {
        let rule = if kind == EntityKind::Organization { "listed-organization" } else { "listed-place" };
        return Some(piece(i..i + n, Some(kind), if kind == EntityKind::Group { "nation" } else { rule }, 0.92));
    }
    // An organization or place by its head: "Bank of Halm", "Orrin Water Board", "Ulm's Ford".
    if let Some((stop, kind, score)) = by_head(g, i, end) {
        return Some(piece(i..stop, Some(kind), if kind == EntityKind::Place { "place-head" } else { "head" }, score));
    }
    if let Some((n, kind)) = listed(g, i, end) {
        let stop = i + n;
        let next_capital = stop < end && g.capital(stop) && gazetteers::title(g, stop).is_none_or(|n| stop + n > end);
        // "Jordan Venn", "Washington Quarmby": a listed word before a surname may be a given name.
        let given = n == 1 && is_given(g.lexicon, g.lower(i)) && next_capital;
        // "Paris Venn" is a person only by her given name; "London Bridge" has a head and was found above.
        let surname_follows = kind == EntityKind::Place && next_capital && n == 1 && stop + 1 == end;
        if !given && (!surname_follows || in_place(g, i, sentence)) {
            let rule = match kind {
                EntityKind::Organization => "listed-organization",
                EntityKind::Place => "listed-place",
                _ => "nation",
            };
            return Some(piece(i..stop, Some(kind), rule, 0.9));
        }
    }
    // "Norlandian President": an adjective of a nation that no list has.
    let adjective = ["ian", "ean", "ese", "ish"].iter().any(|e| g.lower(i).ends_with(e));
    (adjective && i + 1 < end && gazetteers::title(g, i + 1).is_some())
        .then(|| piece(i..i + 1, Some(EntityKind::Group), "nation", 0.7))
}

/// A person's name: by an office beside it, a given name, an initial, an age, or two capitals.
fn person(g: &Grammar<'_>, name: Tokens, sentence: Tokens) -> Option<Piece> {
    let Tokens { start: i, end: stop } = name;
    let known = |rule: &'static str, score: f32| Some(piece(name, Some(EntityKind::Person), rule, score));
    let n = (i..stop).filter(|k| g.capital(*k)).count();
    if let Some(role) = role(g, name, sentence) {
        return known("with-role", 0.9).map(|found| Piece { role: Some(role), ..found });
    }
    if is_given(g.lexicon, g.lower(i)) && n >= 2 {
        return known("given-name", 0.92);
    }
    // "J. Oduya", "Ada J. Oduya".
    let initial = (i..stop).any(|k| g.word(k).len() == 2 && g.word(k).ends_with('.'));
    if initial && n >= 2 {
        return known("initial", 0.9);
    }
    if stop < sentence.end && has_age(g, stop, sentence.end) {
        return known("with-age", 0.93);
    }
    if n >= 2 && name.len() <= 3 && hyphen_or_plain(g, i, stop) {
        let place = in_place(g, i, sentence.start);
        let kind = (!place).then_some(EntityKind::Person);
        return Some(piece(name, kind, "two-capitals", if place { 0.4 } else { 0.6 }));
    }
    None
}

/// A name of one word that nothing beside it tells: "in Halm", "TRV", "Orrinians", "Ada".
fn capital_alone(g: &Grammar<'_>, i: usize, sentence: usize) -> Piece {
    let lower = g.lower(i);
    let (kind, rule, score) = if in_place(g, i, sentence) && !g.all_capitals(i) {
        (Some(EntityKind::Place), "in-a-place", 0.55)
    } else if g.all_capitals(i) && (2..=6).contains(&g.word(i).len()) {
        (Some(EntityKind::Organization), "acronym", 0.65)
    } else if is_people(lower) {
        (Some(EntityKind::Group), "people", 0.6)
    } else if is_given(g.lexicon, lower) {
        (Some(EntityKind::Person), "given-name-alone", 0.6)
    } else {
        (None, "guess", 0.3)
    };
    piece(i..i + 1, kind, rule, score)
}

/// "Seychellois", "Orrinians": by the endings of peoples.
fn is_people(lower: &str) -> bool {
    lower.len() > 5 && ["ians", "eans", "ese", "llois", "istas", "ists"].iter().any(|e| lower.ends_with(e))
}

fn hyphen_or_plain(g: &Grammar<'_>, i: usize, stop: usize) -> bool {
    (i..stop).all(|k| {
        g.kind(k) == TokenKind::Word
            && g.word(k).chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
            && !(g.all_capitals(k) && g.word(k).len() > 3)
    })
}

/// True behind "in", "near", "to" and the like, or behind a comma that follows a place.
fn in_place(g: &Grammar<'_>, i: usize, sentence: usize) -> bool {
    if i <= sentence {
        return false;
    }
    matches!(g.lower(i - 1), "in" | "near" | "outside" | "across" | "throughout" | "around")
}

/// A name with a head at its end, or at its beginning before "of" or "for".
fn by_head(g: &Grammar<'_>, i: usize, end: usize) -> Option<(usize, EntityKind, f32)> {
    if let Some(found) = by_first_head(g, i, end) {
        return Some(found);
    }
    if g.on(i, List::PlaceLead)
        && i + 1 < end
        && g.capital(i + 1)
        && head(g.lexicon, g.lower((i + 2).min(end - 1))).is_none_or(|_| i + 2 >= end)
    {
        return Some((i + 2, EntityKind::Place, 0.75));
    }
    if g.lower(i) == "joint" && i + 2 < end && g.lower(i + 1) == "base" {
        return Some((i + 3, EntityKind::Place, 0.9));
    }
    by_last_head(g, i, end)
}

/// "Ministry of Defence", "Foundation for Rivers and Lakes".
fn by_first_head(g: &Grammar<'_>, i: usize, end: usize) -> Option<(usize, EntityKind, f32)> {
    let (kind, true) = head(g.lexicon, g.lower(i))? else { return None };
    if i + 1 >= end || !matches!(g.lower(i + 1), "of" | "for") {
        return None;
    }
    let mut k = i + 2;
    while k < end && (g.capital(k) || matches!(g.lower(k), "the" | "and" | "of")) {
        // "the Ministry of Rivers and Corvid Inc": another name with a head of its own.
        if g.lower(k) == "and" && (k + 1..end).any(|m| head(g.lexicon, g.lower(m)).is_some()) {
            break;
        }
        k += 1;
    }
    while k > i + 2 && !g.capital(k - 1) {
        k -= 1;
    }
    (k > i + 2 || (k > i + 1 && g.capital(k - 1))).then_some((k, kind, 0.9))
}

/// The last head of the run that has a name before it: "Wexley Town Council".
fn by_last_head(g: &Grammar<'_>, i: usize, end: usize) -> Option<(usize, EntityKind, f32)> {
    let mut found = None;
    let mut k = i + 1;
    while k < end && k < i + 9 {
        let lower = g.lower(k);
        if matches!(lower, "and" | "&" | "for" | "of" | "the") {
            let joins = matches!(lower, "&" | "of" | "and" | "for") && found.is_none();
            let later_head = (k + 1..end.min(k + 5)).any(|m| head(g.lexicon, g.lower(m)).is_some_and(|(_, any)| any));
            // "Trade and Industry Board": on only where a head is still to come and no title or given name stands between.
            if lower == "of" && found.is_some() {
                // "University of Halm" begins with its head; "Water Board of Orrin" goes on.
                k += 1;
                while k < end && (g.capital(k) || g.lower(k) == "the") {
                    k += 1;
                }
                while k > i + 1 && !g.capital(k - 1) {
                    k -= 1;
                }
                return found.map(|(_, kind, score)| (k, kind, score));
            }
            if !(joins && later_head && lower != "of") || (lower == "and" && listed(g, i, k).is_some()) {
                break;
            }
            k += 1;
            continue;
        }
        if is_given(g.lexicon, lower) && k + 1 < end && found.is_some() {
            break;
        }
        if gazetteers::title(g, k).is_some_and(|n| k + n < end) && head(g.lexicon, lower).is_none() {
            break;
        }
        if let Some((kind, _)) = head(g.lexicon, lower)
            && g.capital(k)
        {
            let weak = g.lexicon.on(lower, List::WeakHead);
            // "Henry Ford", "Ada Park": a given name before a weak head is a person's.
            if !(weak && is_given(g.lexicon, g.lower(i)) && k == i + 1) {
                found = Some((k + 1, kind, if weak { 0.7 } else { 0.9 }));
            }
        }
        k += 1;
    }
    found
}

/// The office beside a person's name.
pub fn role(g: &Grammar<'_>, name: Tokens, sentence: Tokens) -> Option<Span> {
    role_before(g, name.start, sentence.start).or_else(|| role_behind(g, name.end, sentence.end))
}

/// A small-letter title right before: "spokesman Bram Oduya", "first lady Melania Venn".
fn role_before(g: &Grammar<'_>, i: usize, sentence: usize) -> Option<Span> {
    for n in [3usize, 2, 1] {
        let Some(at) = i.checked_sub(n).filter(|a| *a >= sentence) else { continue };
        if g.kind(at) == TokenKind::Word && gazetteers::title(g, at) == Some(n) {
            // "council leader Ines Quarmby": a plain noun before the title belongs to it.
            let more = at.checked_sub(1).filter(|m| {
                *m >= sentence
                    && g.kind(*m) == TokenKind::Word
                    && !g.capital(*m)
                    && n == 1
                    && compound(g, g.lower(*m), g.lower(at))
            });
            return Some(g.span_of(more.unwrap_or(at)..i));
        }
    }
    None
}

fn compound(g: &Grammar<'_>, before: &str, title: &str) -> bool {
    g.lexicon.on(title, List::CompoundTitle)
        && before.len() > 3
        && !before.ends_with("ed")
        && !before.ends_with("ing")
        && !gazetteers::is_never(g.lexicon, before)
}

/// An office behind a comma: ", the mayor of Halm,", ", who runs the dams": up to the next comma.
fn role_behind(g: &Grammar<'_>, stop: usize, end: usize) -> Option<Span> {
    if stop + 1 >= end || g.word(stop) != "," {
        return None;
    }
    let mut at = stop + 1;
    if matches!(g.lower(at), "the" | "a" | "an" | "its" | "his" | "her") {
        at += 1;
    }
    for skip in 0..3 {
        let k = at + skip;
        if k >= end || g.kind(k) != TokenKind::Word {
            return None;
        }
        if let Some(n) = gazetteers::title(g, k)
            && !g.lower(k).ends_with('.')
            && !is_given(g.lexicon, g.lower(k))
        {
            let limit = end.min(k + n + 10);
            let close = (k + n..limit).find(|m| matches!(g.word(*m), "," | "." | ";" | ":" | "—")).unwrap_or(k + n);
            return Some(g.span_of(at..close));
        }
    }
    None
}

/// ", 45," or "(45)".
fn has_age(g: &Grammar<'_>, at: usize, end: usize) -> bool {
    at + 2 < end
        && matches!(g.word(at), "," | "(")
        && g.kind(at + 1) == TokenKind::Number
        && g.word(at + 1).parse::<u32>().is_ok_and(|n| (5..110).contains(&n))
        && matches!(g.word(at + 2), "," | ")" | ".")
}
