//! Names of people, organizations, places, groups and the rest: where they stand and of what kind they are.
//!
//! Capitals tell where ([`candidates`]), lists and heads tell of what kind ([`kinds`]); then the article itself decides what one
//! place leaves open: a surname belongs to the person who bears it elsewhere. Leaves alone: titles, articles, `'s`,
//! months, what is only a nickname in marks. Cases: cases/names/

mod candidates;
mod gazetteers;
mod kinds;
pub(crate) mod tagger;

use onrecord_grammar::{Grammar, List, Tokens};
use onrecord_model::{EntityKind, Rule, Span};
use rustc_hash::FxHashMap;

use candidates::Letters;
use onrecord_words::TokenKind;

/// A name as it stands in the text, before it is known whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name alone: no title, no office, no article, no `'s`.
    pub span: Span,
    pub kind: EntityKind,
    /// Title or office right before or behind it: "President", "Meta CEO".
    pub role: Option<Span>,
    pub rule: Rule,
    pub score: f32,
}

/// A stretch of tokens that is some name; its kind may still be open.
#[derive(Clone, Copy, Debug)]
struct Piece {
    tokens: Tokens,
    kind: Option<EntityKind>,
    role: Option<Span>,
    rule: &'static str,
    score: f32,
}

/// All names in text order; none overlaps another.
pub fn find(g: &Grammar<'_>) -> Vec<Name> {
    let letters = Letters::of(g);
    let pieces = pieces(g, &letters);
    let mut tagged = Vec::new();
    tagger::runs(g, &letters, &pieces, |run| tagger::tag(run, &mut tagged));
    agree(g, &mut tagged);
    // A letter alone is an initial or a position: "(L)".
    tagged.retain(|t| t.end > t.first + 1 || g.word(t.first).chars().nth(1).is_some());
    tagged.iter().map(|tagged| name(g, &pieces, tagged)).collect()
}

/// The whole article decides on names of one word: a surname belongs to the person who bears it elsewhere, other words are
/// what they are most surely taken for, everywhere.
fn agree(g: &Grammar<'_>, tagged: &mut Vec<tagger::Tagged>) {
    for t in tagged.iter_mut().filter(|t| t.kind == EntityKind::Person) {
        // "Ms Abara" is Abara.
        while t.end > t.first + 1
            && gazetteers::title(g, t.first) == Some(1)
            && !gazetteers::is_given(g.lexicon, g.lower(t.first))
        {
            t.first += 1;
        }
    }
    let mut surnames: FxHashMap<&str, i32> = FxHashMap::default();
    let mut votes: FxHashMap<&str, [i32; tagger::KINDS.len()]> = FxHashMap::default();
    for t in tagged.iter() {
        if t.end > t.first + 1 {
            if t.kind == EntityKind::Person {
                *surnames.entry(g.lower(t.end - 1)).or_default() += t.margin;
            }
        } else {
            votes.entry(g.lower(t.first)).or_default()[t.kind as usize] += t.margin.max(1);
        }
    }
    let decided = |word: &str| -> Option<(EntityKind, i32)> {
        // By the order of kinds where two are as sure, so that the same article always gives the same names.
        let own = votes.get(word).and_then(|v| tagger::KINDS.into_iter().zip(*v).rev().max_by_key(|(_, sure)| *sure));
        match (surnames.get(word), own) {
            (Some(margin), Some((kind, sure))) if kind != EntityKind::Person && sure > 2 * margin => Some((kind, sure)),
            (Some(margin), _) => Some((EntityKind::Person, *margin)),
            (None, own) => own,
        }
    };
    for t in tagged.iter_mut().filter(|t| t.end == t.first + 1) {
        if let Some((kind, margin)) = decided(g.lower(t.first)) {
            (t.kind, t.margin) = (kind, margin.min(150));
        }
    }
    // "Norlandian" before a title is a nation, whatever the article makes of the word.
    for t in tagged.iter_mut().filter(|t| t.end == t.first + 1 && t.margin < LEAST) {
        let of_nation = ["ian", "ean", "ese", "ish", "ani"].iter().any(|e| g.lower(t.first).ends_with(e));
        if of_nation && t.end < g.tokens.len() && gazetteers::title(g, t.end).is_some() {
            t.kind = EntityKind::Group;
        }
    }
    // A capital that was passed over is what it is elsewhere.
    let mut more = Vec::new();
    let mut at = 0;
    for i in (0..g.tokens.len()).filter(|i| g.kind(*i) == TokenKind::Word && g.capital(*i)) {
        while at < tagged.len() && tagged[at].end <= i {
            at += 1;
        }
        if tagged.get(at).is_none_or(|t| t.first > i)
            && let Some((kind, margin)) = decided(g.lower(i))
            && margin >= LEAST
        {
            more.push(tagger::Tagged { first: i, end: i + 1, kind, margin: margin.min(150) });
        }
    }
    tagged.extend(more);
    tagged.sort_by_key(|t| t.first);
}

/// How sure a name must be elsewhere to be one where it was passed over.
const LEAST: i32 = 60;

/// Goes through the runs of tokens that may be names, to learn from.
pub fn runs(g: &Grammar<'_>, each: impl FnMut(&tagger::Run)) {
    let letters = Letters::of(g);
    tagger::runs(g, &letters, &pieces(g, &letters), each);
}

/// What the rules find.
fn pieces(g: &Grammar<'_>, letters: &Letters<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut found = Vec::new();
    for (s, sentence) in g.sentences.iter().enumerate() {
        let tokens = Tokens::from(g.tokens_of(s));
        candidates::runs(g, letters, tokens, candidates::is_heading(sentence.kind), &mut found);
        for run in &found {
            kinds::run(g, *run, tokens, &mut pieces);
        }
    }
    decide(g, &mut pieces);
    pieces
}

/// A name as the tagger has it; rule, score and role are the rules' where they agree.
fn name(g: &Grammar<'_>, pieces: &[Piece], tagged: &tagger::Tagged) -> Name {
    let tagger::Tagged { first, end, kind, margin } = *tagged;
    let tokens = Tokens::from(first..end);
    let from = pieces.partition_point(|p| p.tokens.end <= first);
    let mut near = pieces[from..].iter().take_while(|p| p.tokens.start < end);
    let piece = near.find(|p| p.tokens.start == first || p.tokens.end == end);
    let span = g.span_of(tokens);
    let agreed = piece.filter(|p| (p.tokens, p.kind) == (tokens, Some(kind)));
    let (rule, score) = match agreed {
        Some(p) => (p.rule, p.score),
        None => ("tagger", 0.5 + 0.45 * (margin as f32 / 150.0).clamp(0.0, 1.0)),
    };
    let role = piece.and_then(|p| p.role).filter(|r| r.end <= span.start || r.start >= span.end);
    let role = match role {
        None if kind == EntityKind::Person && agreed.is_none() => kinds::role(g, tokens, g.sentence(first).into()),
        known => known,
    };
    Name { span, kind, role, rule: rule.into(), score }
}

/// What one place leaves open, the rest of the article decides.
fn decide(g: &Grammar<'_>, pieces: &mut [Piece]) {
    // Surnames and given names of people, and names of the other kinds, by their words in lower case.
    let mut surnames: FxHashMap<&str, u32> = FxHashMap::default();
    let mut kinds: FxHashMap<&str, (EntityKind, f32)> = FxHashMap::default();
    for p in pieces.iter() {
        let Some(kind) = p.kind else { continue };
        if kind == EntityKind::Person && p.tokens.len() > 1 && p.score >= 0.6 {
            *surnames.entry(g.lower(p.tokens.last())).or_default() += 1;
        }
        let whole = g.lower_of(g.span_of(p.tokens));
        let known = kinds.entry(whole).or_insert((kind, p.score));
        if p.score > known.1 {
            *known = (kind, p.score);
        }
    }
    let mut settled: Vec<(usize, EntityKind, &'static str, f32)> = Vec::new();
    for (n, p) in pieces.iter().enumerate() {
        let whole = g.lower_of(g.span_of(p.tokens));
        let single = p.tokens.len() == 1;
        if single && surnames.contains_key(whole) && p.kind.is_none_or(|k| k != EntityKind::Person) {
            // "Lincoln" the town keeps its kind where it was said to lie somewhere.
            if !matches!(p.rule, "in-a-place" | "listed-organization" | "listed-place" | "nation") {
                settled.push((n, EntityKind::Person, "surname", 0.85));
                continue;
            }
        }
        if p.kind.is_none() || p.score < 0.5 {
            if let Some((kind, score)) = kinds.get(whole).filter(|k| k.1 >= 0.5) {
                settled.push((n, *kind, "as-elsewhere", score.min(0.8)));
            } else if p.kind.is_none()
                && let Some((kind, score)) = guess(g, p)
            {
                settled.push((n, kind, "guess", score));
            }
        }
    }
    for (n, kind, rule, score) in settled {
        let p = &mut pieces[n];
        (p.kind, p.rule, p.score) = (Some(kind), rule, score);
    }
}

/// A name that nothing is known of, by what stands around it; a lone capital that nothing supports is none.
fn guess(g: &Grammar<'_>, p: &Piece) -> Option<(EntityKind, f32)> {
    let first = p.tokens.start;
    let before =
        first.checked_sub(1).filter(|b| g.tokens[*b].sentence == g.tokens[first].sentence).map_or("", |b| g.lower(b));
    let after = g.tokens.get(p.tokens.end).map_or("", |_| g.lower(p.tokens.end));
    if g.lexicon.on(before, List::NamePlacePreposition) {
        return Some((EntityKind::Place, 0.6));
    }
    if g.lexicon.on(after, List::PersonNeighbour) {
        return Some((EntityKind::Person, 0.6));
    }
    if before == "the" || g.all_capitals(first) {
        return Some((EntityKind::Organization, 0.5));
    }
    if (2..=3).contains(&p.tokens.len()) && p.tokens.indices().all(|i| g.kind(i) == TokenKind::Word) {
        return Some((EntityKind::Person, 0.55));
    }
    if matches!(before, "from" | "at") {
        return Some((EntityKind::Place, 0.4));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_grammar::Lexicon;
    use onrecord_model::{Article, Block, BlockKind};
    use proptest::prelude::*;

    fn article(text: &str) -> Article {
        let blocks = text
            .match_indices('\n')
            .map(|(i, _)| i)
            .chain([text.len()])
            .scan(0, |from, to| Some((std::mem::replace(from, to), to)))
            .filter(|(a, b)| b > a)
            .map(|(a, b)| Block { kind: BlockKind::Paragraph, span: Span::new(a, b), time: None })
            .collect();
        Article { text: text.into(), blocks, ..Article::default() }
    }

    proptest! {
        #[test]
        fn names_stand_in_order_and_apart(text in "([A-Z][a-z]{0,8}|of|the|and|said|\\.|,|\\n|\u{e9}|President|Bank|in|[ ]){0,60}") {
            let article = article(&text);
            let g = Grammar::of(&article, Lexicon::english());
            let names = find(&g);
            for pair in names.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?}", pair);
            }
            for name in &names {
                prop_assert!(article.text.get(name.span).is_some_and(|w| !w.is_empty()));
            }
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,80}") {
            let article = article(&text);
            find(&Grammar::of(&article, Lexicon::english()));
        }
    }
}
