//! What is known of a proposed statement, in the words of grammar: verb, frame, subject, what follows, the sentence, the page.
//!
//! Each feature is a name and a value ("subject tag" = "Propn"), so that what spoke for and against can be read. Verbs are told by their
//! lemma in the lexicon, other words by their classes and clusters.

use onrecord_grammar::syntax::{Label, Tag, glove};
use onrecord_grammar::verbs::Frame;
use onrecord_grammar::{Class, Grammar, List, Tokens};
use onrecord_model::{BlockKind, EntityKind, Form, Quoting};
use onrecord_words::TokenKind;

use crate::cast::Cast;
use crate::statements::cue::Cue;
use crate::statements::draft::Draft;

use super::values::{Sink, features, grown};

/// A proposed statement with where it stands.
pub struct Proposal<'a> {
    pub draft: &'a Draft,
    pub unit: Tokens,
    pub kind: BlockKind,
    pub form: Quoting,
    pub entity: Option<u32>,
    /// How often its source speaks elsewhere in the article.
    pub elsewhere: u32,
    /// Its cue stands within what another proposal reports.
    pub nested: bool,
    /// How its source stands to the last speaker and to the subject of the sentence before.
    pub beside: [&'static str; 2],
    pub page: &'a Page,
}

features! {
    named:
    Rule,
    Lemma,
    Sense,
    Frame,
    VerbTag,
    VerbRelation,
    VerbOver,
    VerbCluster,
    VerbCoarse,
    OverCoarse,
    Passive,
    Negated,
    Shared,
    Inverted,
    Group,
    BeforeVerb,
    Capital,
    Opener,
    Auxiliary,
    AuxiliaryAbove,
    HasObject,
    HasClause,
    HasInfinitive,
    HasParticle,
    SubjectTag,
    SubjectCluster,
    SubjectCoarse,
    SubjectInSource,
    Source,
    SourceHead,
    SourceLast,
    SourceRelation,
    SourceWords,
    SourcePlural,
    SourceCluster,
    SourceCoarse,
    SourceNoun,
    SourceKind,
    SourceMentions,
    SourceForm,
    SourceGap,
    BeforeSource,
    Carried,
    SourceQuoted,
    Form,
    Parts,
    ContentBegins,
    ContentEnds,
    BehindContent,
    ContentWords,
    ContentQuoted,
    ContentFinite,
    ContentSubject,
    ContentSpoken,
    ContentFirst,
    ContentSecond,
    ContentCapital,
    ContentHead,
    ContentRelation,
    ContentCluster,
    ContentCoarse,
    ContentUnderVerb,
    ContentSide,
    ContentGap,
    Between,
    Addressee,
    Asked,
    Block,
    UnitWords,
    FromStart,
    UnitBegins,
    UnitEnds,
    UnitQuoted,
    Elsewhere,
    Nested,
    LastSpeaker,
    SubjectBefore,
    SourceGender,
    PageYou,
    PageI,
    PageSaid,
    PageQuoted,
}

/// What the whole page is like, in steps.
#[derive(Debug, Default)]
pub struct Page {
    you: u32,
    i: u32,
    said: u32,
    quoted: u32,
}

/// Steps of a share of the words, in parts of a thousand.
fn step(n: usize, all: usize, steps: &[usize]) -> u32 {
    steps.iter().filter(|s| n * 1000 > all * **s).count() as u32
}

impl Page {
    pub fn of(g: &Grammar<'_>, mask: &[u32]) -> Page {
        let (mut you, mut i, mut said, mut quoted, mut all) = (0, 0, 0, 0, 0);
        for (k, mask) in mask.iter().enumerate() {
            if g.kind(k) != TokenKind::Word {
                continue;
            }
            all += 1;
            if *mask != 0 {
                quoted += 1;
                continue;
            }
            match g.lower(k) {
                "you" | "your" => you += 1,
                "i" | "my" | "we" | "our" => i += 1,
                "said" | "says" | "told" => said += 1,
                _ => {}
            }
        }
        Page {
            you: step(you, all, &[0, 5, 15, 30]),
            i: step(i, all, &[0, 5, 15, 30]),
            said: step(said, all, &[0, 4, 10, 20]),
            quoted: step(quoted, all, &[0, 30, 100, 250]),
        }
    }
}

/// A word of a closed class by itself, any other by its tag, a mark by its kind.
pub fn kind_of<'g>(g: &'g Grammar<'_>, k: usize) -> &'g str {
    match g.class(k) {
        Class::Name | Class::Word | Class::Number | Class::Said | Class::Adverb => g.tag(k).name(),
        Class::Open => "opening mark",
        Class::Close => "closing mark",
        Class::Stop => "stop",
        Class::Comma => "comma",
        Class::Mark => "mark",
        _ => g.lower(k),
    }
}

/// What an entity is, in the words of the features.
pub fn entity_kind(cast: &Cast, entity: Option<u32>) -> &'static str {
    match entity.map(|e| cast.entity(e).kind) {
        None => "none",
        Some(EntityKind::Person) => "person",
        Some(EntityKind::Organization) => "organization",
        Some(EntityKind::Group) => "group",
        Some(EntityKind::Place) => "place",
        Some(_) => "thing",
    }
}

/// A finite verb or auxiliary stands at token `k`.
pub fn finite(g: &Grammar<'_>, k: usize) -> bool {
    matches!(g.tag(k), Tag::VerbPast | Tag::VerbPresent | Tag::AuxFinite)
}

fn kind_if<'g>(g: &'g Grammar<'_>, k: Option<usize>) -> &'g str {
    k.map_or("none", |k| kind_of(g, k))
}

/// Adds all features of a proposal.
pub fn fill(g: &Grammar<'_>, mask: &[u32], cast: &Cast, of: &Proposal<'_>, sink: &mut impl Sink) {
    let draft = of.draft;
    sink.put(F::Rule, draft.rule);
    match (&draft.verb, draft.cue) {
        (Some(cue), _) => add_verb(g, cue, of, sink),
        (None, Some(cue)) => {
            sink.put(F::Lemma, g.lower(cue.start));
            sink.put(F::VerbTag, g.tag(cue.start).name());
            sink.put(F::VerbRelation, label(g, cue.start));
            sink.put(F::BeforeVerb, kind_if(g, cue.start.checked_sub(1).filter(|k| *k >= of.unit.start)));
        }
        (None, None) => {}
    }
    add_source(g, mask, cast, of, sink);
    add_content(g, mask, of, sink);
    add_place(g, mask, cast, of, sink);
}

/// The relation of token `k` to its head.
pub fn label(g: &Grammar<'_>, k: usize) -> &'static str {
    g.arc(k).map_or("none", |arc| arc.label.name())
}

/// The frame of a verb as a number of bits.
pub fn frame(f: Frame) -> u32 {
    let flags =
        [f.that, f.quote, f.object, f.infinitive, f.addressee, f.question, f.noun, f.only_quoted, f.only_with_tail];
    flags.iter().enumerate().map(|(bit, on)| u32::from(*on) << bit).sum()
}

fn add_verb(g: &Grammar<'_>, cue: &Cue, of: &Proposal<'_>, sink: &mut impl Sink) {
    let at = cue.at;
    let verb = &cue.verb;
    sink.put(F::Lemma, verb.lemma);
    sink.put(
        F::Sense,
        match verb.sense {
            onrecord_grammar::verbs::Sense::Say => "say",
            onrecord_grammar::verbs::Sense::Ask => "ask",
            onrecord_grammar::verbs::Sense::Deny => "deny",
            onrecord_grammar::verbs::Sense::Order => "order",
            onrecord_grammar::verbs::Sense::Refuse => "refuse",
            onrecord_grammar::verbs::Sense::Find => "find",
        },
    );
    sink.put(F::Frame, frame(verb.frame));
    sink.put(F::VerbTag, g.tag(at).name());
    sink.put(F::VerbRelation, label(g, at));
    let over = g.head(at);
    sink.put(F::VerbOver, over.map_or("none", |o| g.tag(o).name()));
    let clusters = glove(g.lower(at));
    sink.put(F::VerbCluster, u32::from(clusters[1]));
    sink.put(F::VerbCoarse, u32::from(clusters[2]));
    sink.put(F::OverCoarse, over.map_or(0, |o| u32::from(glove(g.lower(o))[2])));
    sink.put(F::Passive, verb.passive);
    sink.put(F::Negated, verb.negated);
    sink.put(F::Shared, cue.shared);
    sink.put(F::Inverted, cue.inverted);
    sink.put(F::Group, (at - verb.tokens.start) as u32);
    let first = verb.tokens.start;
    sink.put(F::BeforeVerb, kind_if(g, first.checked_sub(1).filter(|k| *k >= of.unit.start)));
    sink.put(F::Capital, g.capital(at) && at > of.unit.start);
    add_arguments(g, cue, of, sink);
}

/// What the tree has around the verb: what opens its clause, auxiliaries, subject and object.
fn add_arguments(g: &Grammar<'_>, cue: &Cue, of: &Proposal<'_>, sink: &mut impl Sink) {
    let (at, over) = (cue.at, g.head(cue.at));
    // What opens the verb's clause, its own or the one above: "if", "when", "should".
    let mark = |k: usize| g.child(k, &[Label::Mark]).map(|m| g.lower(m));
    let opener = mark(at).or_else(|| over.and_then(mark)).unwrap_or_default();
    sink.put(F::Opener, opener);
    let aux = |k: usize| g.child(k, &[Label::Aux]).map(|m| g.lower(m));
    sink.put(F::Auxiliary, aux(at).unwrap_or_default());
    let above = if matches!(label(g, at), "xcomp" | "conj" | "advcl" | "ccomp") { over.and_then(aux) } else { None };
    sink.put(F::AuxiliaryAbove, above.unwrap_or_default());
    sink.put(F::HasObject, g.object_head(at).map_or("none", |o| g.tag(o).name()));
    sink.put(F::HasClause, g.child(at, &[Label::Ccomp, Label::Parataxis]).is_some());
    sink.put(F::HasInfinitive, g.child(at, &[Label::Xcomp]).is_some());
    sink.put(F::HasParticle, g.child(at, &[Label::Particle]).is_some());
    let subject = g.subject_head(at);
    sink.put(F::SubjectTag, kind_if(g, subject));
    if let Some(s) = subject {
        let clusters = glove(g.lower(s));
        sink.put(F::SubjectCluster, u32::from(clusters[1]));
        sink.put(F::SubjectCoarse, u32::from(clusters[2]));
    }
    let agrees = match (subject, of.draft.source) {
        (Some(s), Some(source)) => {
            if source.indices().contains(&s) {
                "yes"
            } else {
                "other"
            }
        }
        (None, Some(_)) => "no subject",
        (_, None) => "no source",
    };
    sink.put(F::SubjectInSource, agrees);
}

fn add_source(g: &Grammar<'_>, mask: &[u32], cast: &Cast, of: &Proposal<'_>, sink: &mut impl Sink) {
    let Some(source) = of.draft.source else {
        sink.put(F::Source, "none");
        return;
    };
    let top = g.top(source);
    sink.put(F::Source, kind_of(g, source.start));
    sink.put(F::SourceHead, kind_of(g, top));
    sink.put(F::SourceLast, kind_of(g, source.last()));
    sink.put(F::SourceRelation, label(g, top));
    sink.put(F::SourceWords, grown(source.len()));
    sink.put(F::SourcePlural, g.tag(top) == Tag::Nouns);
    let clusters = glove(g.lower(top));
    sink.put(F::SourceCluster, u32::from(clusters[1]));
    sink.put(F::SourceCoarse, u32::from(clusters[2]));
    let lists = [List::OfficialNoun, List::DocumentNoun, List::WitnessNoun, List::CrowdNoun];
    for (list, name) in lists.iter().zip(["official", "document", "witness", "crowd"]) {
        if source.indices().any(|k| g.on(k, *list)) {
            sink.put(F::SourceNoun, name);
        }
    }
    sink.put(F::SourceKind, entity_kind(cast, of.entity));
    if let Some(e) = of.entity {
        let entity = cast.entity(e);
        sink.put(F::SourceMentions, grown(entity.mentions.len()));
        let span = g.span_of(source);
        let form = entity.mentions.iter().filter(|m| span.holds(m.span)).map(|m| m.form).next_back();
        sink.put(
            F::SourceForm,
            match form {
                Some(Form::Name) => "name",
                Some(Form::Pronoun) => "pronoun",
                Some(_) => "nominal",
                None => "elsewhere",
            },
        );
    }
    if let Some(cue) = of.draft.cue {
        let gap = if source.start >= cue.end { source.start - cue.end } else { cue.start.saturating_sub(source.end) };
        sink.put(F::SourceGap, grown(gap));
    }
    sink.put(F::BeforeSource, kind_if(g, source.start.checked_sub(1).filter(|k| *k >= of.unit.start)));
    sink.put(F::Carried, of.draft.carried);
    sink.put(F::SourceQuoted, mask[top] != 0);
}

fn add_content(g: &Grammar<'_>, mask: &[u32], of: &Proposal<'_>, sink: &mut impl Sink) {
    let draft = of.draft;
    let part = draft.parts[0];
    sink.put(
        F::Form,
        match of.form {
            Quoting::Direct => "direct",
            Quoting::Mixed => "mixed",
            Quoting::Indirect => "indirect",
        },
    );
    sink.put(F::Parts, (draft.parts.len()) as u32);
    sink.put(F::ContentBegins, kind_of(g, part.start));
    sink.put(F::ContentEnds, kind_of(g, part.last()));
    sink.put(F::BehindContent, if part.end < g.tokens.len() { kind_of(g, part.end) } else { "" });
    let words = part.indices().filter(|k| matches!(g.kind(*k), TokenKind::Word | TokenKind::Number)).count();
    sink.put(F::ContentWords, grown(words));
    let quoted = part.indices().filter(|k| mask[*k] != 0).count();
    sink.put(F::ContentQuoted, (if quoted == 0 { 0 } else { 1 + quoted * 4 / part.len() }) as u32);
    let near = part.start..part.end.min(part.start + 40);
    let finite =
        near.clone().filter(|k| matches!(g.tag(*k), Tag::VerbPast | Tag::VerbPresent | Tag::AuxFinite)).count();
    sink.put(F::ContentFinite, (finite.min(3)) as u32);
    let subject = near.clone().find(|k| matches!(label(g, *k), "nsubj" | "nsubj:pass" | "expl"));
    sink.put(F::ContentSubject, kind_if(g, subject));
    let spoken = part.end > part.start && g.kind(part.last()) == TokenKind::Mark;
    sink.put(F::ContentSpoken, spoken);
    let first = near.clone().find(|k| matches!(g.kind(*k), TokenKind::Word | TokenKind::Number)).unwrap_or(part.start);
    sink.put(F::ContentFirst, kind_of(g, first));
    sink.put(F::ContentSecond, if first + 1 < part.end { kind_of(g, first + 1) } else { "end" });
    sink.put(F::ContentCapital, g.capital(first));
    let top = g.top(Tokens::from(first..near.end.max(first + 1)));
    sink.put(F::ContentHead, g.tag(top).name());
    sink.put(F::ContentRelation, label(g, top));
    let clusters = glove(g.lower(top));
    sink.put(F::ContentCluster, u32::from(clusters[1]));
    sink.put(F::ContentCoarse, u32::from(clusters[2]));
    if let Some(cue) = &draft.verb {
        let under = g.head(top) == Some(cue.at);
        sink.put(F::ContentUnderVerb, if under { label(g, top) } else { "no" });
        let (a, b) = if part.start >= cue.verb.tokens.end {
            (cue.verb.tokens.end, part.start)
        } else {
            (part.end, cue.verb.tokens.start)
        };
        sink.put(F::ContentSide, if part.start >= cue.verb.tokens.end { "behind" } else { "before" });
        sink.put(F::ContentGap, grown(b.saturating_sub(a)));
        sink.put(F::Between, if b > a { kind_of(g, a) } else { "nothing" });
    }
    sink.put(F::Addressee, draft.addressee.is_some());
    sink.put(F::Asked, draft.asked.is_some());
}

fn add_place(g: &Grammar<'_>, mask: &[u32], cast: &Cast, of: &Proposal<'_>, sink: &mut impl Sink) {
    sink.put(
        F::Block,
        match of.kind {
            BlockKind::Title => "title",
            BlockKind::Standfirst => "standfirst",
            BlockKind::Heading => "heading",
            BlockKind::ListItem => "item",
            BlockKind::Caption | BlockKind::Alt => "caption",
            BlockKind::Quote => "quote",
            BlockKind::Paragraph => "paragraph",
            _ => "other",
        },
    );
    sink.put(F::UnitWords, grown(of.unit.len() / 2));
    let start = of.draft.cue.or(of.draft.source).map_or(of.unit.start, |c| c.start);
    sink.put(F::FromStart, grown(start.saturating_sub(of.unit.start)));
    sink.put(F::UnitBegins, kind_of(g, of.unit.start));
    sink.put(F::UnitEnds, g.word(of.unit.last()));
    let quotes = of.unit.indices().take(200).filter(|k| mask[*k] != 0).count();
    sink.put(F::UnitQuoted, (if quotes == 0 { 0 } else { 1 + quotes * 4 / of.unit.len().max(1) }) as u32);
    sink.put(F::Elsewhere, of.elsewhere.min(3));
    sink.put(F::Nested, of.nested);
    sink.put(F::LastSpeaker, of.beside[0]);
    sink.put(F::SubjectBefore, of.beside[1]);
    if let Some(e) = of.entity {
        sink.put(F::SourceGender, cast.entity(e).gender.is_some());
    }
    let p = of.page;
    sink.put(F::PageYou, p.you);
    sink.put(F::PageI, p.i);
    sink.put(F::PageSaid, p.said);
    sink.put(F::PageQuoted, p.quoted);
}
