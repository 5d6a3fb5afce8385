//! What is reported as happened, ongoing, planned, called off, denied or hypothetical: who did what to whom, where, when.
//!
//! A trigger (`trigger.rs`) is read with its clause: participants (`participants.rs`), status (`status.rs`), time
//! (`when.rs`); mentions of one event are folded (`fold.rs`).
//! Leaves alone: byline, date and credit lines.
//! Cases: cases/events/

pub(crate) mod containment;
mod fold;
pub(crate) mod participants;
mod status;
mod trigger;
pub(crate) mod when;

use onrecord_model::{
    Article, BlockKind, DateTime, Event, EventKind, Key, Participant, ParticipantRole, Statement, Status, Time,
};

use crate::cast::Cast;
use containment::Contents;
use onrecord_grammar::{Grammar, Lexicon, Mood};

/// True for a form of a verb that names an event.
fn is_verb(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.event_verbs.has(lower)
}

/// What one travels or gathers for.
fn act_of_note(kind: EventKind) -> bool {
    matches!(kind, EventKind::Meet | EventKind::Visit | EventKind::Sign | EventKind::Vote)
}

/// All events of an article, one for each happening, in the order of their first mention.
pub fn find(g: &Grammar<'_>, article: &Article, cast: &Cast, times: &[Time], statements: &[Statement]) -> Vec<Event> {
    let contents = Contents::of(statements);
    let report = article.published.as_ref().map(DateTime::day);
    let mut events = Vec::new();
    let mut context = when::Context::default();
    for trigger in trigger::find(g, cast) {
        if matches!(g.sentence_of(trigger.tokens.start).kind, BlockKind::Byline | BlockKind::Date | BlockKind::Code) {
            continue;
        }
        let (mut participants, place) = participants::participants(g, cast, &trigger);
        let span = trigger.span(g);
        let statement = contents.holding(span).and_then(|(i, _)| statements.get(i));
        // "I will meet her": whoever says it.
        if let Some(source) = statement.and_then(|s| s.source)
            && let Some(verb) = &trigger.verb
            && g.first_person(verb)
            && let Some(entity) = source.entity
            && participants.iter().all(|p| p.entity != Some(entity))
        {
            let role = if verb.passive { ParticipantRole::Patient } else { ParticipantRole::Agent };
            participants.insert(0, Participant { entity: Some(entity), span: None, role });
        }
        let (mut status, sure) = status::of(g, &trigger);
        // A mere purpose ("to discuss a deal") is no event of its own.
        if trigger.verb.is_some_and(|v| v.mood == Mood::Infinitive) && sure <= 0.5 && !act_of_note(trigger.kind) {
            continue;
        }
        let when = when::of(g, times, &trigger, status, report);
        let mut when = context.carry(g, &trigger, status, report, when);
        // "The alliance holds a summit on Thursday", told on Wednesday.
        let start = when.and_then(|w| w.interval.start);
        if let (Some(start), Some(report)) = (start, report)
            && matches!(status, Status::Happened | Status::Ongoing)
            && start.day > report
        {
            // "agreed to stop on Friday": the day belongs to the stopping.
            let done = trigger.verb.is_some_and(|v| matches!(v.mood, Mood::Past | Mood::Perfect | Mood::Pluperfect));
            if done {
                when = None;
            } else {
                status = Status::Planned;
            }
        }
        let said_in = statement.map(|s| s.id);
        let score = sure * if participants.is_empty() { 0.6 } else { 0.9 };
        events.push(Event {
            id: events.len() as u32,
            trigger: span,
            kind: trigger.kind,
            plover: trigger.plover.map(str::to_owned),
            participants,
            when,
            place,
            status,
            said_in,
            main: false,
            key: Key::default(),
            rule: if trigger.verb.is_some() { "event-verb" } else { "event-noun" }.into(),
            score,
        });
    }
    fold::fold(events)
}

#[cfg(test)]
pub(crate) mod tests {
    use onrecord_grammar::{Grammar, Lexicon};
    use onrecord_model::{Article, Block, BlockKind, Entity, EntityKind, Form, Mention, Span, Statement, Status};
    use proptest::prelude::*;

    use crate::cast::Cast;

    /// One paragraph a line.
    pub fn article(text: &str) -> Article {
        let mut article = Article { text: text.into(), ..Article::default() };
        let mut at = 0;
        for line in text.split('\n') {
            if !line.trim().is_empty() {
                let span = Span::new(at, at + line.len());
                article.blocks.push(Block { kind: BlockKind::Paragraph, span, time: None });
            }
            at += line.len() + 1;
        }
        article
    }

    /// Every word with a capital that stands inside a sentence is a person.
    pub fn cast(g: &Grammar<'_>) -> Cast {
        let mut entities: Vec<Entity> = Vec::new();
        for i in 0..g.tokens.len() {
            if g.capital(i) && !g.sentences.is_empty() {
                let id = entities.len() as u32;
                let span = g.tokens[i].span;
                let mention = Mention { span, form: Form::Name, rule: "test".into(), score: 1.0 };
                entities.push(Entity {
                    id,
                    kind: EntityKind::Person,
                    name: g.word(i).to_owned(),
                    gender: None,
                    mentions: vec![mention],
                    roles: Vec::new(),
                    maybe: Vec::new(),
                });
            }
        }
        Cast::new(entities)
    }

    /// Sentences out of the words that the rules look at, and anything else.
    pub fn news() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            proptest::sample::select(vec![
                "Ruiz",
                "Ode",
                "she",
                "I",
                "will",
                "not",
                "meet",
                "met",
                "meeting",
                "to",
                "plans",
                "planned",
                "a",
                "the",
                "his",
                "with",
                "between",
                "and",
                "if",
                "that",
                "said",
                "had",
                "was",
                "going",
                "be",
                "been",
                "could",
                "by",
                "June",
                "2028",
                ",",
                ".",
                "“",
                "”",
                "?",
                "cancelled",
                "talks",
                "possibility",
                "of",
                "expected",
                "due",
                "arrested",
                "n't",
                "'ll",
                "'s",
                "(",
                ")",
                "after",
                "who",
                "called",
                "off",
                "\n",
            ])
            .prop_map(str::to_owned),
            "\\PC{0,6}",
        ];
        proptest::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn any_text_gives_sound_events(text in news()) {
            let article = article(&text);
            let g = Grammar::of(&article, Lexicon::english());
            let cast = cast(&g);
            let statements: Vec<Statement> = Vec::new();
            let events = super::find(&g, &article, &cast, &[], &statements);
            for (i, event) in events.iter().enumerate() {
                prop_assert_eq!(event.id as usize, i);
                prop_assert!(!event.trigger.is_empty());
                prop_assert!(article.text.get(event.trigger).is_some());
                prop_assert!(event.score > 0.0 && event.score <= 1.0);
                prop_assert!(!event.rule.is_empty());
                for p in &event.participants {
                    prop_assert!(p.entity.is_some() || p.span.is_some());
                    prop_assert!(p.span.is_none_or(|s| article.text.get(s).is_some()));
                }
            }
            prop_assert_eq!(events, super::find(&g, &article, &cast, &[], &statements));
        }
    }

    fn statuses(text: &str) -> Vec<(String, Status)> {
        let article = article(text);
        let g = Grammar::of(&article, Lexicon::english());
        let events = super::find(&g, &article, &Cast::default(), &[], &[]);
        events.iter().map(|e| (article.text[e.trigger].to_owned(), e.status)).collect()
    }

    #[test]
    fn tense_and_governor_tell_the_status() {
        let one = |text: &str| statuses(text).first().map(|x| x.1);
        assert_eq!(one("The ministers met on Friday."), Some(Status::Happened));
        assert_eq!(one("The ministers will not meet on Friday."), Some(Status::Denied));
        assert_eq!(one("They plan to meet on Friday."), Some(Status::Planned));
        assert_eq!(one("They no longer plan to meet."), Some(Status::Cancelled));
        assert_eq!(one("If they meet on Friday, the port opens."), Some(Status::Hypothetical));
        assert_eq!(one("Their planned meeting was called off."), Some(Status::Planned));
        assert_eq!(one("It was a plan of the past."), None);
    }
}
