//! The parts of the page: statements by speaker, expectations by due day, figures, events.

use onrecord_model::{
    Act, Entity, Event, EventKind, Expectation, ExpectationKind, Figure, Modifier, Quoting, Record, Span, Standing,
    Statement, Status,
};
use rustc_hash::FxHashMap;

use super::lines::Lines;
use super::{UNSURE, interval};

/// Entities are numbered by their place, so that looking one up needs no search.
struct Names<'r>(&'r Record);

impl<'r> Names<'r> {
    fn words(&self, span: Span) -> &'r str {
        self.0.article.text.as_str().get(span.range()).unwrap_or_default()
    }

    fn entity(&self, id: Option<u32>) -> Option<&'r Entity> {
        self.0.facts.entities.get(id? as usize)
    }

    /// The name of whom something points at, else the words.
    fn of(&self, span: Option<Span>, entity: Option<u32>) -> Option<&'r str> {
        self.entity(entity).map(|e| e.name.as_str()).or_else(|| span.map(|s| self.words(s)))
    }
}

/// Who said what, in their words, each speaker once.
pub fn statements(record: &Record, out: &mut Lines) {
    let names = Names(record);
    let all = &record.facts.statements;
    if all.is_empty() {
        return;
    }
    out.part("Who said what");
    let key = |s: &Statement| -> String {
        let source = s.source.as_ref();
        match source.and_then(|x| x.entity) {
            Some(id) => format!("#{id}"),
            None => source.and_then(|x| x.span).map_or(String::new(), |s| names.words(s).to_lowercase()),
        }
    };
    let mut speakers: Vec<Vec<&Statement>> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for s in all {
        let place = *places.entry(key(s)).or_insert_with(|| {
            speakers.push(Vec::new());
            speakers.len() - 1
        });
        speakers[place].push(s);
    }
    for theirs in speakers {
        let Some(first) = theirs.first() else { continue };
        let source = first.source.as_ref();
        let name = source.and_then(|s| names.of(s.span, s.entity)).unwrap_or("Nobody in particular");
        let role =
            source.and_then(|s| names.entity(s.entity)).and_then(|e| e.roles.first()).map_or("", |r| r.text.as_str());
        out.name(name, role);
        for s in theirs {
            out.entry(&content(s, &names), s.score < UNSURE);
            let about = circumstances(s, &names);
            if !about.is_empty() {
                out.dim("      ", &about);
            }
        }
    }
}

fn content(s: &Statement, names: &Names<'_>) -> String {
    let parts: Vec<&str> = s.content.iter().map(|p| names.words(*p).trim()).collect();
    match s.form {
        Quoting::Direct => format!("“{}”", parts.join(" … ")),
        Quoting::Mixed | Quoting::Indirect => parts.join(" … "),
    }
}

fn circumstances(s: &Statement, names: &Names<'_>) -> String {
    let mut about: Vec<String> = Vec::new();
    let cue = s.cue.iter().map(|c| names.words(*c)).collect::<Vec<_>>().join(" ");
    let to = s.addressee.as_ref().and_then(|w| names.of(w.span, w.entity));
    match (cue.is_empty(), to) {
        (false, Some(to)) => about.push(format!("{cue} (to {to})")),
        (false, None) => about.push(cue),
        (true, Some(to)) => about.push(format!("to {to}")),
        (true, None) => {}
    }
    if let Some(asked) = s.asked {
        about.push(names.words(asked).to_owned());
    }
    if let Some(occasion) = s.occasion {
        about.push(names.words(occasion.span).to_owned());
    }
    if let Some(said) = &s.said {
        about.extend(interval(said.interval));
    }
    if s.act == Act::Deny || s.act == Act::Refuse {
        about.push(if s.act == Act::Deny { "denial".into() } else { "no answer".into() });
    }
    if s.negated {
        about.push("was not said".into());
    }
    if s.standing == Standing::Earlier {
        about.push("said before".into());
    }
    if let Some(via) = s.via.as_ref().and_then(|w| names.of(w.span, w.entity)) {
        about.push(format!("as told by {via}"));
    }
    about.join(" · ")
}

/// What is expected, what is due first first, what has no day last.
pub fn expectations(record: &Record, out: &mut Lines) {
    let names = Names(record);
    let mut all: Vec<&Expectation> = record.facts.expectations.iter().collect();
    if all.is_empty() {
        return;
    }
    out.part("What is expected");
    let due = |x: &Expectation| x.horizon.and_then(|h| h.interval.end.or(h.interval.start));
    all.sort_by_key(|x| (due(x).is_none(), due(x), x.span.start));
    for x in all {
        let holder = match &x.holder {
            Some(who) => names.of(who.span, who.entity).unwrap_or("somebody"),
            None => "according to the article",
        };
        let when = x.horizon.as_ref().and_then(|h| interval(h.interval));
        let words = names.words(x.what.unwrap_or(x.span));
        let not = if x.negated { "not: " } else { "" };
        let head = when.unwrap_or_else(|| "no day given".into());
        out.entry(&format!("{head}: {not}{words}"), x.score < UNSURE);
        let mut about = vec![format!("{}, {holder}", kind(x.kind))];
        if let Some(condition) = x.condition {
            about.push(names.words(condition).to_owned());
        }
        if !x.specific {
            about.push("vague".into());
        }
        if x.standing == Standing::Earlier {
            about.push("said before".into());
        }
        out.dim("      ", &about.join(" · "));
    }
}

fn kind(kind: ExpectationKind) -> String {
    kind.as_str().replace('_', " ")
}

/// Figures with the words around them.
pub fn figures(record: &Record, out: &mut Lines) {
    let names = Names(record);
    if record.facts.figures.is_empty() {
        return;
    }
    out.part("Figures");
    for f in &record.facts.figures {
        let mut line = format!("{}{}", modifier(f), names.words(f.span));
        // "120 moorings" says what is counted already.
        if let Some(of) = f.of.filter(|of| !f.span.holds(*of)) {
            line += &format!(" {}", names.words(of));
        }
        if let Some(per) = &f.per {
            line += &format!(" per {per}");
        }
        if let Some(other) = f.compared_with {
            line += &format!(" ({})", names.words(other));
        }
        out.entry(&line, f.score < UNSURE);
    }
}

fn modifier(f: &Figure) -> &'static str {
    match f.modifier {
        Modifier::Exact => "",
        Modifier::About => "about ",
        Modifier::MoreThan => "more than ",
        Modifier::LessThan => "less than ",
        Modifier::AtLeast => "at least ",
        Modifier::AtMost => "at most ",
        Modifier::Nearly => "nearly ",
        Modifier::UpTo => "up to ",
    }
}

/// What happened, and what is only planned, each with whether.
pub fn events(record: &Record, out: &mut Lines) {
    let names = Names(record);
    if record.facts.events.is_empty() {
        return;
    }
    out.part("What happened");
    for e in &record.facts.events {
        let mut line = format!("{}: {}", names.words(e.trigger), with(e, &names));
        line = line.trim_end_matches([' ', ':']).to_owned();
        if let Some(place) = e.place.as_ref().and_then(|p| names.of(p.span, p.entity)) {
            line += &format!(", {place}");
        }
        if let Some(when) = e.when.as_ref().and_then(|w| interval(w.interval)) {
            line += &format!(", {when}");
        }
        let kind =
            if e.kind == EventKind::Other { String::new() } else { format!("{}, ", e.kind.as_str().replace('_', " ")) };
        let status = e.status.as_str().replace('_', " ");
        if e.status == Status::Happened && kind.is_empty() {
            out.entry(&line, e.score < UNSURE);
        } else {
            out.entry(&format!("{line} ({kind}{status})"), e.score < UNSURE);
        }
    }
}

fn with(e: &Event, names: &Names<'_>) -> String {
    let mut who: Vec<&str> = Vec::new();
    for p in &e.participants {
        if let Some(name) = names.of(p.span, p.entity)
            && !who.contains(&name)
        {
            who.push(name);
        }
    }
    who.join(", ")
}
