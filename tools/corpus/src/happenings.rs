//! Events and expectations of a corpus article.

use std::collections::BTreeMap;

use onrecord_model::{
    Entity, Event, Expectation, Key, Participant, ParticipantRole, Span, Standing, Statement, When, Who,
};

use super::compile::{Compiled, Numbered, RULE, Work, interval, numbered, word};
use super::marks::Mark;

impl Work {
    /// Events and expectations.
    pub(super) fn happenings(&mut self, compiled: &mut Compiled) {
        let mut events: Numbered<Event> = BTreeMap::new();
        let mut expected: Numbered<Expectation> = BTreeMap::new();
        let mut parts: Vec<(bool, u32, Span, usize)> = Vec::new();
        for i in 0..self.marks.len() {
            let Mark { head, span, line, .. } = self.marks[i].clone();
            let Some((letter, numbers, attributes)) = numbered(&head) else { continue };
            let n = numbers[0];
            let said_in = compiled
                .facts
                .statements
                .iter()
                .filter(|s| s.content.iter().any(|c| c.holds(span)))
                .max_by_key(|s| s.content[0].start)
                .map(|s| s.id);
            match letter {
                "e" if attributes.is_empty() => {
                    if !events.contains_key(&n) {
                        self.fault(
                            line,
                            format!("event {n} is told here without kind and status: {{e{n} meet happened agent=…|…}}"),
                        );
                    }
                }
                "e" => {
                    if let Some(mut event) = self.event(line, span, &attributes) {
                        event.said_in = said_in;
                        if events.insert(n, event).is_some() {
                            self.fault(line, format!("event {n} is told twice; a second mention is {{e{n}|…}} alone"));
                        }
                    }
                }
                "x" => {
                    if let Some(mut x) = self.expectation(line, span, &attributes) {
                        x.said_in = said_in.or_else(|| {
                            let inside = |s: &&Statement| s.content.iter().any(|c| span.holds(*c));
                            compiled.facts.statements.iter().find(inside).map(|s| s.id)
                        });
                        if expected.insert(n, x).is_some() {
                            self.fault(line, format!("expectation {n} is told twice"));
                        }
                    }
                }
                "w" | "if" => parts.push((letter == "w", n, span, line)),
                _ => {}
            }
        }
        for (what, n, span, line) in parts {
            match expected.get_mut(&n) {
                Some(x) if what => {
                    x.what = Some(x.what.map_or(span, |w: Span| w.join(span)));
                }
                Some(x) => x.condition = Some(span),
                None => self.fault(line, format!("there is no expectation {n}")),
            }
        }
        compiled.facts.events = events.into_values().collect();
        compiled.facts.events.sort_by_key(|e| e.trigger.start);
        for (i, e) in compiled.facts.events.iter_mut().enumerate() {
            e.id = u32::try_from(i).unwrap_or(u32::MAX);
        }
        compiled.facts.expectations = expected.into_values().collect();
        compiled.facts.expectations.sort_by_key(|x| x.span.start);
        for (i, x) in compiled.facts.expectations.iter_mut().enumerate() {
            x.id = u32::try_from(i).unwrap_or(u32::MAX);
            let what = x.what;
            let about = |e: &&(String, Entity)| e.1.mentions.iter().any(|m| what.is_some_and(|w| w.holds(m.span)));
            x.about = self.cast.iter().filter(about).map(|(_, e)| e.id).collect();
        }
    }

    fn event(&mut self, line: usize, span: Span, attributes: &[&str]) -> Option<Event> {
        let Some(kind) = word(attributes[0]) else {
            self.fault(line, format!("\"{}\" is no kind of event", attributes[0]));
            return None;
        };
        let Some(status) = attributes.get(1).and_then(|a| word(a)) else {
            self.fault(line, "behind its kind an event has its status: happened ongoing planned possible cancelled denied hypothetical");
            return None;
        };
        let mut event = Event {
            id: 0,
            trigger: span,
            kind,
            plover: None,
            participants: vec![],
            when: None,
            place: None,
            status,
            said_in: None,
            main: false,
            key: Key::default(),
            rule: RULE,
            score: 1.0,
        };
        for a in &attributes[2..] {
            let Some((key, value)) = a.split_once('=') else {
                self.fault(line, format!("an event has no \"{a}\""));
                continue;
            };
            match key {
                "agent" | "patient" | "other" => {
                    for id in value.split(',') {
                        if let (Some(entity), Some(role)) = (self.entity(line, id), word::<ParticipantRole>(key)) {
                            let span = self.nearest(entity, span);
                            event.participants.push(Participant { entity: Some(entity), span, role });
                        }
                    }
                }
                "where" => {
                    if let Some(entity) = self.entity(line, value) {
                        event.place = Some(Who { span: self.nearest(entity, span), entity: Some(entity) });
                    }
                }
                "when" => match interval(value) {
                    Ok(interval) => event.when = Some(When { span: None, interval }),
                    Err(why) => self.fault(line, format!("\"{value}\": {why}")),
                },
                _ => self.fault(line, format!("an event has no \"{a}\"")),
            }
        }
        Some(event)
    }

    fn expectation(&mut self, line: usize, span: Span, attributes: &[&str]) -> Option<Expectation> {
        let Some(kind) = attributes.first().and_then(|a| word(a)) else {
            self.fault(line, "an expectation has its kind: plan promise prediction threat demand possibility");
            return None;
        };
        let mut x = Expectation {
            id: 0,
            kind,
            span,
            what: None,
            about: vec![],
            to: None,
            holder: None,
            said_in: None,
            event: None,
            horizon: None,
            condition: None,
            negated: false,
            standing: Standing::Current,
            specific: true,
            key: Key::default(),
            rule: RULE,
            score: 1.0,
        };
        for a in &attributes[1..] {
            match a.split_once('=') {
                None if *a == "not" => x.negated = true,
                None if *a == "vague" => x.specific = false,
                None if *a == "earlier" => x.standing = Standing::Earlier,
                Some(("holder", "writer")) => {}
                Some(("holder", id)) => {
                    if let Some(entity) = self.entity(line, id) {
                        x.holder = Some(Who { span: self.nearest(entity, span), entity: Some(entity) });
                    }
                }
                Some(("for", id)) => {
                    if let Some(entity) = self.entity(line, id) {
                        x.to = Some(Who { span: self.nearest(entity, span), entity: Some(entity) });
                    }
                }
                Some(("by", days)) => match interval(days) {
                    Ok(interval) => x.horizon = Some(When { span: None, interval }),
                    Err(why) => self.fault(line, format!("\"{days}\": {why}")),
                },
                _ => self.fault(line, format!("an expectation has no \"{a}\"")),
            }
        }
        Some(x)
    }
}
