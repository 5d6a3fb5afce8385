//! Every question about grammar that attribution asks: what a word may be here, where a noun phrase begins and ends.
//!
//! The answers come from closed classes, endings and neighbours. The tagger and parser of `syntax` know more, but these
//! rules do not ask them yet. Every look around is capped.

use onrecord_words::TokenKind;

use crate::Grammar;

pub fn is_pronoun(lower: &str) -> bool {
    matches!(lower, "he" | "she" | "they" | "it" | "i" | "we" | "you" | "who" | "which")
}

pub fn is_object_pronoun(lower: &str) -> bool {
    matches!(lower, "him" | "her" | "them" | "it" | "me" | "us" | "you")
}

pub fn is_determiner(lower: &str) -> bool {
    matches!(
        lower,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "some"
            | "any"
            | "no"
            | "every"
            | "each"
            | "many"
            | "most"
            | "several"
            | "few"
            | "all"
            | "both"
            | "another"
            | "other"
            | "one"
            | "two"
            | "three"
            | "such"
            | "more"
    ) || is_possessive(lower)
}

pub fn is_possessive(lower: &str) -> bool {
    matches!(lower, "his" | "her" | "their" | "its" | "my" | "our" | "your" | "whose" | "'s" | "’s")
}

pub fn is_preposition(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "in"
            | "on"
            | "at"
            | "for"
            | "from"
            | "with"
            | "by"
            | "to"
            | "about"
            | "after"
            | "before"
            | "during"
            | "since"
            | "until"
            | "through"
            | "over"
            | "under"
            | "into"
            | "near"
            | "against"
            | "between"
            | "among"
            | "outside"
            | "inside"
            | "within"
            | "without"
            | "via"
            | "following"
            | "despite"
            | "amid"
            | "across"
            | "behind"
            | "toward"
            | "towards"
            | "upon"
    )
}

/// Words that begin a clause or join two.
pub fn is_joiner(lower: &str) -> bool {
    matches!(
        lower,
        "and"
            | "but"
            | "or"
            | "nor"
            | "that"
            | "because"
            | "while"
            | "when"
            | "whenever"
            | "as"
            | "if"
            | "although"
            | "though"
            | "whether"
            | "than"
            | "so"
            | "yet"
            | "unless"
            | "where"
            | "why"
            | "how"
            | "what"
            | "whereas"
            | "once"
    )
}

pub fn is_auxiliary(lower: &str) -> bool {
    matches!(
        lower,
        "has"
            | "have"
            | "had"
            | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "did"
            | "does"
            | "do"
            | "'s"
            | "’s"
            | "'ve"
            | "’ve"
            | "'d"
            | "’d"
            | "'re"
            | "’re"
    ) || is_modal(lower)
}

pub fn is_modal(lower: &str) -> bool {
    matches!(lower, "will" | "would" | "can" | "could" | "may" | "might" | "must" | "shall" | "should" | "'ll" | "’ll")
}

pub fn is_be(lower: &str) -> bool {
    matches!(lower, "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'re" | "’re")
}

pub fn is_not(lower: &str) -> bool {
    matches!(lower, "not" | "n't" | "n’t" | "never")
}

/// Adverbs that stand between a subject and its verb.
pub fn is_adverb(lower: &str) -> bool {
    matches!(
        lower,
        "also"
            | "later"
            | "then"
            | "again"
            | "once"
            | "now"
            | "just"
            | "even"
            | "still"
            | "already"
            | "often"
            | "always"
            | "long"
            | "only"
            | "further"
            | "instead"
            | "first"
            | "earlier"
            | "soon"
            | "simply"
            | "ever"
            | "not"
            | "n't"
            | "n’t"
            | "never"
            | "since"
            | "twice"
            | "himself"
            | "herself"
            | "themselves"
            | "itself"
            | "all"
            | "both"
    ) || (lower.len() > 4
        && lower.ends_with("ly")
        && !matches!(lower, "family" | "italy" | "july" | "ally" | "supply" | "assembly"))
}

pub fn is_weekday_or_day(lower: &str) -> bool {
    matches!(
        lower,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "yesterday"
            | "today"
            | "tonight"
            | "mon."
            | "tues."
            | "wed."
            | "thurs."
            | "fri."
    )
}

fn plain_word(g: &Grammar<'_>, i: usize) -> bool {
    matches!(g.kind(i), TokenKind::Word | TokenKind::Number)
}

/// True for a word that may be the head of a subject: no function word, no adverb.
fn noun_like(g: &Grammar<'_>, i: usize) -> bool {
    let lower = g.lower(i);
    let function_word = is_preposition(lower) || is_joiner(lower) || is_auxiliary(lower) || is_object_pronoun(lower);
    plain_word(g, i) && !function_word && (g.capital(i) || !is_adverb(lower))
}

/// The noun phrase that ends right before token `end` (exclusive), no further left than `start`: as `(first, last)`.
pub fn phrase_before(g: &Grammar<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let start = start.max(end.saturating_sub(40));
    if end <= start {
        return None;
    }
    let last = end - 1;
    let lower = g.lower(last);
    if is_pronoun(lower) {
        return Some((last, last));
    }
    if matches!(lower, "this" | "that" | "many" | "some" | "others" | "both" | "one" | "most" | "these" | "those") {
        return (lower != "that").then_some((last, last));
    }
    // "the ministry in Halm", "officials there".
    if !noun_like(g, last) {
        return None;
    }
    let mut first = last;
    let mut steps = 0;
    while first > start && steps < 24 {
        steps += 1;
        let i = first - 1;
        let lower = g.lower(i);
        if g.kind(i) == TokenKind::Clitic && matches!(lower, "'s" | "’s") {
            // "Quarmby's office": the owner belongs to it.
            first = i;
            continue;
        }
        if !plain_word(g, i) {
            // "J. K. Oduya" keeps its stops; anything else ends the phrase.
            break;
        }
        if is_determiner(lower) {
            first = i;
            // "many of the", "one of his": on through the preposition.
            if i > start && g.lower(i - 1) == "of" && i - 1 > start && noun_or_quantity(g, i - 2) {
                first = i - 2;
                continue;
            }
            // "all the", "both his".
            if i > start && matches!(g.lower(i - 1), "all" | "both" | "such") {
                first = i - 1;
            }
            if may_be_inside_phrase(g, start, i) {
                continue;
            }
            break;
        }
        if matches!(lower, "of" | "for" | "in" | "at" | "from" | "on" | "with" | "against" | "to") {
            // A prepositional phrase inside the subject: only where a noun stands before it.
            if i > start
                && noun_like(g, i - 1)
                && !is_weekday_or_day(g.lower(i - 1))
                && lower != "to"
                && has_head(g, start, i)
            {
                first = i - 1;
                continue;
            }
            break;
        }
        if lower == "and" || lower == "&" {
            // "Venn and Oduya", "police and rescuers": alike on both sides.
            if i > start && noun_like(g, i - 1) && g.capital(i - 1) == g.capital(first) {
                first = i - 1;
                continue;
            }
            break;
        }
        if is_joiner(lower) || is_auxiliary(lower) || is_pronoun(lower) || is_object_pronoun(lower) {
            break;
        }
        if is_adverb(lower) && !g.capital(i) {
            break;
        }
        if g.capital(first) && !g.capital(i) && looks_like_verb(lower) {
            break;
        }
        first = i;
    }
    // "On Monday Venn": a day is no part of a name.
    while first < last && (is_weekday_or_day(g.lower(first)) || is_preposition(g.lower(first))) {
        first += 1;
    }
    Some((first, last))
}

/// True where a determiner at `i` is in the midst of a larger phrase: "the head of the agency".
fn may_be_inside_phrase(g: &Grammar<'_>, start: usize, i: usize) -> bool {
    i > start + 1
        && matches!(g.lower(i - 1), "of" | "for" | "at" | "in" | "from")
        && noun_like(g, i - 2)
        && !looks_like_verb(g.lower(i - 2))
        && has_head(g, start, i - 1)
}

/// True where what stands before the preposition at `i` can carry it: a noun behind a determiner, a title or a name, and no clause start.
fn has_head(g: &Grammar<'_>, start: usize, i: usize) -> bool {
    let mut k = i;
    let mut n = 0;
    while k > start && n < 6 {
        k -= 1;
        n += 1;
        let lower = g.lower(k);
        if is_determiner(lower) || g.capital(k) && k > start {
            return true;
        }
        if !noun_like(g, k) {
            return n > 1;
        }
    }
    true
}

fn noun_or_quantity(g: &Grammar<'_>, i: usize) -> bool {
    noun_like(g, i) || matches!(g.lower(i), "all" | "both" | "most" | "some" | "many")
}

/// Endings that verbs have and nouns of a subject seldom do.
pub fn looks_like_verb(lower: &str) -> bool {
    lower.len() > 4
        && (lower.ends_with("ed") || lower.ends_with("ing"))
        && !matches!(
            lower,
            "united"
                | "allied"
                | "meeting"
                | "building"
                | "filing"
                | "ruling"
                | "hundred"
                | "wing"
                | "king"
                | "feed"
                | "speed"
        )
}

/// The noun phrase that begins at token `at`, up to `end`: as `(first, last)`.
pub fn phrase_after(g: &Grammar<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    if at >= end || !plain_word(g, at) {
        return None;
    }
    let lower = g.lower(at);
    if is_pronoun(lower) || is_object_pronoun(lower) {
        return Some((at, at));
    }
    if is_joiner(lower) || is_preposition(lower) || is_auxiliary(lower) {
        return None;
    }
    let mut last = at;
    let mut i = at + 1;
    let names = |k: usize| g.capital(k) || g.kind(k) == TokenKind::Number;
    while i < end.min(at + 16) {
        let lower = g.lower(i);
        let next_name = i + 1 < end && names(i + 1);
        if g.kind(i) == TokenKind::Clitic && matches!(lower, "'s" | "’s") {
            last = i;
        } else if !plain_word(g, i) {
            break;
        } else if matches!(lower, "of" | "for" | "at" | "from" | "in")
            && i + 1 < end
            && (next_name || is_determiner(g.lower(i + 1)))
        {
            // "head of the agency": only the first two belong to a name's tail.
            if lower == "in" && g.capital(last) {
                break;
            }
        } else if matches!(lower, "and" | "&" | "the" | "de" | "van" | "von" | "bin" | "al" | "di" | "da" | "del")
            && next_name
        {
        } else if is_determiner(lower)
            || is_joiner(lower)
            || is_preposition(lower)
            || is_auxiliary(lower)
            || is_pronoun(lower)
            || ends_phrase(g, i, last)
        {
            break;
        } else {
            last = i;
        }
        i += 1;
    }
    Some((at, last))
}

/// A day, an adverb, or the verb behind a name.
fn ends_phrase(g: &Grammar<'_>, i: usize, last: usize) -> bool {
    let lower = g.lower(i);
    let small = !g.capital(i);
    is_weekday_or_day(lower) || small && (is_adverb(lower) || (looks_like_verb(lower) && g.capital(last)))
}

/// The subject of the sentence that begins at `first`: its first noun phrase behind an introduction.
pub fn subject(g: &Grammar<'_>, first: usize, before: usize) -> Option<(usize, usize)> {
    let mut at = first;
    while at < before && !plain_word(g, at) {
        at += 1;
    }
    let lower = g.lower(at.min(g.tokens.len() - 1));
    let intro =
        is_preposition(lower) || looks_like_verb(lower) || (is_joiner(lower) && !matches!(lower, "and" | "but"));
    if intro {
        let comma = (at..before.min(at + 40)).find(|i| g.word(*i) == ",")?;
        at = comma + 1;
    } else if matches!(lower, "and" | "but" | "so" | "yet") || (is_adverb(lower) && !g.capital(at + 1)) {
        at += 1;
        if at < before && g.word(at) == "," {
            at += 1;
        }
    }
    let found = phrase_after(g, at, before)?;
    // A subject is short: what runs up to the verb in lower case is cut at six words.
    Some((found.0, found.1.min(found.0 + 7)))
}
