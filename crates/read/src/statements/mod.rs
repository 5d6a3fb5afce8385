//! Who said what: direct, mixed and indirect statements with cue, source and circumstances.
//!
//! Marks are paired ([`onrecord_words::quotes`]), sentences joined where a quotation runs over them (`unit`), cues found with their sources
//! ([`cue`]), and what they report is delimited ([`onrecord_grammar::complements`], [`draft`]); then come day, addressee and occasion
//! ([`context`]). What counts as a statement: docs/annotation-guide.md. Cases: cases/statements/

mod according;
mod by_tree;
mod context;
mod cue;
mod draft;
pub mod extent;
mod judge;
mod nouns;
mod proposed;
pub mod speaker;
mod unit;

use std::cell::RefCell;

use onrecord_grammar::verbs::Sense;
use onrecord_grammar::{Grammar, List, Tokens};

use onrecord_model::{
    Act, Article, BlockKind, Key, Occasion, Quoting, Source, SourceKind, Span, Standing, Statement, Time, When,
};

use crate::cast::Cast;
use crate::entities;
use context::Setting;
use draft::Draft;
use judge::Chances;
pub use judge::ROWS;
use onrecord_words::TokenKind;
use proposed::Proposed;
pub use proposed::Tables;
use unit::Unit;

/// Least chance of what is kept that its words and its source are right; where the right ones kept and the wrong ones left out balance, by
/// documents that the judges never saw.
pub const LEAST: f32 = 0.4;

/// So many proposals that begin at one word are compared.
const MOST_ALIKE: usize = 8;

/// All statements in text order.
pub fn find(g: &Grammar<'_>, article: &Article, cast: &Cast, times: &[Time]) -> Vec<Statement> {
    let Some(mut proposed) = Proposed::of(g, article, cast) else { return Vec::new() };
    let (entities, chances): (Vec<Option<u32>>, Vec<Chances>) =
        (0..proposed.drafts.len()).map(|n| proposed.judged(g, cast, n)).unzip();
    let keep: Vec<bool> = (0..chances.len())
        .map(|n| chances[n].right() >= LEAST && !is_told_twice(&proposed.drafts, &chances, n))
        .collect();
    let known = Known { g, cast, times, units: &proposed.units };
    let mut made: Vec<Made> = Vec::with_capacity(proposed.drafts.len());
    for (n, draft) in proposed.drafts.iter().enumerate().filter(|(n, _)| keep[*n]) {
        made.extend(make(&known, &mut proposed.mask, draft, entities[n], chances[n], &made));
    }
    number(made)
}

/// "said in a statement that": do the words begin where those of a likelier proposal do, of another cue?
fn is_told_twice(drafts: &[Draft], chances: &[Chances], n: usize) -> bool {
    let begins = |k: usize| drafts[k].parts[0].start;
    let alike = |k: &usize| begins(*k) == begins(n);
    // They stand in text order.
    let before = (0..n).rev().take_while(alike);
    let behind = (n + 1..drafts.len()).take_while(alike);
    before.chain(behind).take(MOST_ALIKE).any(|k| (chances[k].right(), n) > (chances[n].right(), k))
}

/// A proposed statement as the trainer sees it.
pub struct Example {
    pub cue: Option<Span>,
    pub source: Option<Span>,
    pub entity: Option<u32>,
    pub content: Vec<Span>,
    /// Rows of its features in the tables of weights.
    pub rows: Vec<u16>,
    /// The rule that proposes it.
    pub rule: &'static str,
    /// Its verb has no subject of its own ("..., adding that").
    pub shared: bool,
    /// Who was to be chosen from as its source, the rules' choice first.
    pub speakers: speaker::Choice,
}

/// The choices of extents in an article.
pub fn offers(g: &Grammar<'_>, article: &Article, cast: &Cast, tables: Tables<'_>) -> Vec<extent::Offer> {
    let offers = RefCell::default();
    let _ = Proposed::offering(g, article, cast, tables, Some(&offers));
    offers.into_inner()
}

/// What is proposed in an article, with its features.
pub fn examples(g: &Grammar<'_>, article: &Article, cast: &Cast, tables: Tables<'_>) -> Vec<Example> {
    let offers = RefCell::default();
    let Some(mut proposed) = Proposed::offering(g, article, cast, tables, Some(&offers)) else { return Vec::new() };
    let mut choices = std::mem::take(&mut proposed.choices).into_iter();
    let example = |(n, draft): (usize, &Draft)| {
        let mut values = judge::Values::<{ judge::N }>::new();
        proposed.tell(g, cast, n, proposed.entities[n], &mut values);
        let mut rows = Vec::new();
        values.rows(judge::PAIRS, |row| rows.push(row));
        let direct = proposed::form(g, &proposed.mask, &draft.parts) == Quoting::Direct;
        Example {
            cue: draft.cue.map(|c| g.span_of(c)),
            source: draft.source.map(|s| g.span_of(s)),
            entity: proposed.entities[n],
            content: draft.parts.iter().filter_map(|p| words(g, *p, direct)).collect(),
            rows,
            rule: draft.rule,
            shared: draft.verb.is_some_and(|cue| cue.shared),
            speakers: choices.next().unwrap_or_default(),
        }
    };
    proposed.drafts.iter().enumerate().map(example).collect()
}

pub use judge::Reasons;

/// What spoke for and against each proposal of an article, with the first words of its content and its rule.
pub fn reasons(g: &Grammar<'_>, article: &Article, cast: &Cast) -> Vec<(Span, &'static str, Reasons)> {
    let Some(proposed) = Proposed::of(g, article, cast) else { return Vec::new() };
    let mut out = Vec::new();
    for n in 0..proposed.drafts.len() {
        let mut worded = judge::Worded::new();
        proposed.tell(g, cast, n, proposed.judged(g, cast, n).0, &mut worded);
        let draft = &proposed.drafts[n];
        let direct = proposed::form(g, &proposed.mask, &draft.parts) == Quoting::Direct;
        if let Some(span) = words(g, draft.parts[0], direct) {
            out.push((span, draft.rule, judge::reasons(&worded)));
        }
    }
    out
}

/// What is known of an article when its drafts become statements.
struct Known<'a, 'w> {
    g: &'a Grammar<'w>,
    cast: &'a Cast,
    times: &'a [Time],
    units: &'a [Unit],
}

/// A statement with what later ones may share.
struct Made {
    statement: Statement,
    setting: Setting,
    block: u32,
    kind: BlockKind,
    /// The source's words, for sources that are no entity.
    source_key: String,
}

/// Tokens of context on either side that are searched for date and occasion.
const NEAR: usize = 80;

/// The words of a part, without the marks of a direct quotation at its ends; `None` where none are left.
fn words(g: &Grammar<'_>, mut part: Tokens, direct: bool) -> Option<Span> {
    while direct && !part.is_empty() && matches!(g.kind(part.start), TokenKind::Open | TokenKind::Close) {
        part.start += 1;
    }
    while direct && !part.is_empty() && matches!(g.kind(part.last()), TokenKind::Open | TokenKind::Close) {
        part.end -= 1;
    }
    (!part.is_empty()).then(|| g.span_of(part))
}

/// A draft with its circumstances; `None` where no words are left of it. `made` are the statements before it.
fn make(
    known: &Known<'_, '_>,
    mask: &mut [u32],
    draft: &Draft,
    entity: Option<u32>,
    chances: Chances,
    made: &[Made],
) -> Option<Made> {
    let Known { g, cast, units, .. } = *known;
    let form = proposed::form(g, mask, &draft.parts);
    let content: Vec<Span> = draft.parts.iter().filter_map(|part| words(g, *part, form == Quoting::Direct)).collect();
    content.first()?;
    let unit = units[draft.unit];
    let kind = g.sentence_of(unit.tokens.start).kind;
    let source = source(g, cast, draft, entity).map(|s| Source { score: Some(score(chances.source)), ..s });
    let source_key = draft.source.map_or(String::new(), |source| g.lower_of(g.span_of(source)).to_owned());
    let mut setting = setting(known, mask, draft, &content);
    carry(&mut setting, made, unit.block, kind, entity, &source_key);
    let statement = Statement {
        id: 0,
        form,
        cue: draft.cue.map(|cue| g.span_of(cue)).into_iter().collect(),
        source,
        act: act(draft.sense),
        standing: if draft.earlier { Standing::Earlier } else { Standing::Current },
        asked: draft.asked.and_then(|asked| words(g, asked, false)),
        addressee: setting.addressee,
        via: None,
        inside: None,
        about: about(cast, &content),
        said: setting.said,
        occasion: setting.occasion,
        negated: draft.negated,
        key: Key::default(),
        rule: draft.rule.into(),
        score: score(chances.whole),
        content,
    };
    Some(Made { statement, setting, block: unit.block, kind, source_key })
}

/// A chance as a score of the record.
fn score(chance: f32) -> f32 {
    (chance * 100.0).round().clamp(1.0, 99.0) / 100.0
}

/// Who says it; `None` where the source is carried over from words that stand for nobody known.
fn source(g: &Grammar<'_>, cast: &Cast, draft: &Draft, entity: Option<u32>) -> Option<Source> {
    let tokens = draft.source?;
    let span = g.span_of(tokens);
    let source = Source {
        span: (!draft.carried).then_some(span),
        entity,
        kind: source_kind(g, cast, tokens, entity),
        score: None,
    };
    (source.span.is_some() || source.entity.is_some()).then_some(source)
}

/// Day, addressee and occasion, as the unit tells them outside what is said in it.
fn setting(known: &Known<'_, '_>, mask: &mut [u32], draft: &Draft, content: &[Span]) -> Setting {
    let Known { g, cast, times, units } = *known;
    let unit = units[draft.unit];
    // The unit without what is said in it.
    let mut covered: Vec<(usize, u32)> = Vec::new();
    for k in draft.parts.iter().flat_map(|p| p.indices()) {
        covered.push((k, mask[k]));
        mask[k] = u32::MAX;
    }
    // The cue's own neighbourhood: of a sentence without end only a part.
    let parts = draft.parts.iter().fold((usize::MAX, 0), |(a, b), p| (a.min(p.start), b.max(p.end)));
    let near = Tokens::from(unit.tokens.start.max(parts.0.saturating_sub(NEAR))..unit.tokens.end.min(parts.1 + NEAR));
    let occasion = context::occasion(g, mask, near);
    for (k, was) in covered {
        mask[k] = was;
    }
    let mut setting = Setting {
        said: context::said(times, g.span_of(near), content),
        addressee: draft.addressee.map(|addressee| context::who(g, cast, addressee)),
        occasion: occasion.map(|occasion| Occasion { span: g.span_of(occasion) }),
    };
    if setting.addressee.is_none() {
        setting.addressee = occasion.and_then(|o| context::interviewer(g, cast, o));
    }
    setting
}

/// The entities that are named in what is said, each once.
fn about(cast: &Cast, content: &[Span]) -> Vec<u32> {
    let mut about: Vec<u32> = Vec::new();
    for seen in content.iter().flat_map(|c| cast.within(*c)) {
        if !about.contains(&seen.entity) && about.len() < 50 {
            about.push(seen.entity);
        }
    }
    about
}

/// What is done by saying it.
fn act(sense: Sense) -> Act {
    match sense {
        Sense::Deny => Act::Deny,
        Sense::Refuse => Act::Refuse,
        Sense::Ask => Act::Ask,
        Sense::Order => Act::Order,
        Sense::Say | Sense::Find => Act::Assert,
    }
}

/// The entity of a source; of "who", that of the words before it.
fn source_entity(g: &Grammar<'_>, cast: &Cast, draft: &Draft) -> Option<u32> {
    let span = g.span_of(draft.source?);
    // "Prentice's lawyer", "an Orsk official": a name that only says whose or which speaks for nobody.
    let last = g.token_at(span.end.saturating_sub(1));
    let heads = cast.within(span).filter(|m| !tells_whose(g, m.span, last));
    if let Some(seen) = heads.max_by_key(|m| (m.span.len(), m.span.start)) {
        return Some(seen.entity);
    }
    let a = draft.source?.start;
    if !matches!(g.lower(a), "who" | "which") {
        return None;
    }
    let before = (a.saturating_sub(14)..a).rev().find(|k| g.kind(*k) == TokenKind::Word)?;
    let near = Span { start: g.tokens[before.saturating_sub(6)].span.start, end: g.tokens[before].span.end };
    cast.within(near).filter(|m| m.span.end == near.end).last().map(|m| m.entity)
}

/// A mention that stands before the noun that it belongs to, up to token `last`.
fn tells_whose(g: &Grammar<'_>, mention: Span, last: usize) -> bool {
    let next = g.token_at(mention.end);
    if next > last {
        return false;
    }
    if matches!(g.word(next), "'s" | "’s" | "'" | "’") {
        return next < last;
    }
    let plain = |k: &usize| g.kind(*k) == TokenKind::Word && !g.capital(*k);
    (next..=last.min(next + 2)).take_while(plain).any(|k| {
        let lower = g.lower(k);
        entities::is_description(g.lexicon, lower)
            || matches!(lower, "official" | "aide" | "source" | "insider" | "witness")
    })
}

fn source_kind(g: &Grammar<'_>, cast: &Cast, source: Tokens, entity: Option<u32>) -> SourceKind {
    let has = |list: List| source.indices().any(|k| g.on(k, list));
    if has(List::DocumentNoun) {
        return SourceKind::Document;
    }
    if let Some(id) = entity {
        let named = cast.entity(id).mentions.iter().any(|m| m.form == onrecord_model::Form::Name);
        if named {
            return SourceKind::Named;
        }
    }
    if has(List::OfficialNoun) {
        return SourceKind::Official;
    }
    if has(List::WitnessNoun) {
        return SourceKind::Witness;
    }
    if has(List::CrowdNoun) {
        return SourceKind::Crowd;
    }
    if source.indices().any(|k| g.capital(k) && !g.first_of_sentence(k)) {
        SourceKind::Named
    } else {
        SourceKind::Unnamed
    }
}

/// Carries date and occasion over from the same source's previous statement, where that is close by.
fn carry(setting: &mut Setting, made: &[Made], block: u32, kind: BlockKind, entity: Option<u32>, key: &str) {
    if kind != BlockKind::Paragraph || setting.occasion.is_some() && setting.said.is_some() {
        return;
    }
    let Some(last) = made.iter().rev().take(4).find(|m| m.kind == BlockKind::Paragraph) else { return };
    let same = match (last.statement.source.as_ref().and_then(|s| s.entity), entity) {
        (Some(a), Some(b)) => a == b,
        _ => last.source_key == key || matches!(key, "he" | "she"),
    };
    if !same || last.block + 4 < block {
        return;
    }
    if setting.said.is_none() {
        setting.said = last.setting.said.as_ref().map(|s| When { span: None, ..*s });
    }
    if setting.occasion.is_none() && last.block + 3 >= block {
        setting.occasion = last.setting.occasion;
        if setting.addressee.is_none() && last.setting.occasion.is_some() {
            setting.addressee = last.setting.addressee;
        }
    }
}

/// Numbers them and finds which lies inside which.
fn number(made: Vec<Made>) -> Vec<Statement> {
    let mut statements: Vec<Statement> = made.into_iter().map(|m| m.statement).collect();
    for i in 0..statements.len() {
        statements[i].id = i as u32;
        let mine = statements[i].content[0];
        let cue = statements[i].cue.first().copied();
        let outer = (i.saturating_sub(8)..i).rev().find(|k| {
            let holds = |span: Span| statements[*k].content.iter().any(|c| c.holds(span) && *c != span);
            holds(mine) && cue.is_none_or(holds)
        });
        statements[i].inside = outer.map(|k| k as u32);
    }
    statements
}
