//! The parts of the page: statements by speaker, expectations by due day, figures, events.

use onrecord_model::{
    Act, Entity, EntityKind, Event, EventKind, Expectation, ExpectationKind, Figure, Modifier, Record, Source,
    SourceKind, Span, Standing, Statement, Status,
};
use rustc_hash::FxHashMap;

use super::lines::Lines;
use super::{SURE, interval, least_score, paragraph, said};

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

/// Begins a part of what is sure, or of what is less so; what belongs there, or `None` where nothing does.
fn part<'r, T>(
    out: &mut Lines,
    title: &str,
    sure: bool,
    all: &'r [T],
    score: impl Fn(&T) -> f32,
) -> Option<Vec<&'r T>> {
    let all: Vec<&T> = all.iter().filter(|t| (score(t) >= SURE) == sure).collect();
    if all.is_empty() {
        return None;
    }
    if sure {
        out.part(title);
    } else {
        out.part(&format!("{title}, less sure"));
    }
    Some(all)
}

/// Where a span stands: " ¶4".
fn place(record: &Record, span: Span) -> String {
    format!(" ¶{}", paragraph(record, span))
}

/// Whoever can speak: people and bodies, those with an office, documents; no pronoun that stands for nobody, no place or thing.
fn can_speak(source: &Source, names: &Names<'_>) -> bool {
    match names.entity(source.entity) {
        Some(e) => matches!(e.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Group),
        None => source.kind != SourceKind::Unnamed,
    }
}

/// Who said what, in their words, each speaker once; last what nobody in particular said.
pub fn statements(record: &Record, out: &mut Lines, sure: bool) {
    let names = Names(record);
    let Some(all) = part(out, "Who said what", sure, &record.facts.statements, least_score) else { return };
    let key = |s: &Statement| -> Option<String> {
        let source = s.source.as_ref().filter(|source| can_speak(source, &names))?;
        Some(match source.entity {
            Some(id) => format!("#{id}"),
            None => source.span.map_or(String::new(), |s| names.words(s).to_lowercase()),
        })
    };
    let mut speakers: Vec<Vec<&Statement>> = Vec::new();
    let mut others: Vec<&Statement> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for s in all {
        let Some(key) = key(s) else {
            others.push(s);
            continue;
        };
        let place = *places.entry(key).or_insert_with(|| {
            speakers.push(Vec::new());
            speakers.len() - 1
        });
        speakers[place].push(s);
    }
    for theirs in &speakers {
        let Some(source) = theirs.first().and_then(|s| s.source.as_ref()) else { continue };
        let name = names.of(source.span, source.entity).unwrap_or("Somebody");
        let role = names.entity(source.entity).and_then(|e| e.roles.iter().max_by_key(|r| r.text.len()));
        out.name(name, role.map_or("", |r| r.text.as_str()));
        theirs.iter().for_each(|s| statement(s, &names, out, sure, false));
    }
    if !others.is_empty() {
        out.name("Others", "");
        others.iter().for_each(|s| statement(s, &names, out, sure, true));
    }
}

/// A statement and its circumstances; `with_source` where no heading names it.
fn statement(s: &Statement, names: &Names<'_>, out: &mut Lines, sure: bool, with_source: bool) {
    let at = s.content.first().map_or(String::new(), |span| place(names.0, *span));
    out.entry(&format!("{}{at}", said(names.0, s)), !sure);
    let source = s.source.as_ref().filter(|_| with_source).and_then(|x| names.of(x.span, x.entity));
    let about: Vec<String> =
        source.map(str::to_owned).into_iter().chain(Some(circumstances(s, names)).filter(|a| !a.is_empty())).collect();
    if !about.is_empty() {
        out.dim("      ", &about.join(" · "));
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
pub fn expectations(record: &Record, out: &mut Lines, sure: bool) {
    let names = Names(record);
    let Some(mut all) = part(out, "What is expected", sure, &record.facts.expectations, |f| f.score) else { return };
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
        out.entry(&format!("{head}: {not}{words}{}", place(record, x.span)), !sure);
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
pub fn figures(record: &Record, out: &mut Lines, sure: bool) {
    let names = Names(record);
    let Some(all) = part(out, "Figures", sure, &record.facts.figures, |f| f.score) else { return };
    for f in all {
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
        // What is counted may stand in the figure itself ("120 moorings"); where nobody knows, the sentence tells.
        if f.of.is_none() {
            line += &format!(": {}", sentence(record, f.span));
        }
        out.entry(&format!("{line}{}", place(record, f.span)), !sure);
    }
}

/// No more bytes of a sentence are shown on either side.
const MOST_AROUND: usize = 90;

/// The sentence around a span, or as much of it as is near.
fn sentence(record: &Record, span: Span) -> String {
    let text = record.article.text.as_str();
    let block = record.article.blocks.iter().find(|b| b.span.holds(span)).map_or(span, |b| b.span);
    let (before, behind) =
        (&text[block.start as usize..span.start as usize], &text[span.end as usize..block.end as usize]);
    let ends = |at: &usize, text: &str| {
        text[*at..].starts_with(". ") || text[*at..].starts_with("? ") || text[*at..].starts_with("! ")
    };
    let start = before.rmatch_indices(['.', '?', '!']).map(|(i, _)| i).find(|i| ends(i, before)).map_or(0, |i| i + 2);
    let end =
        behind.match_indices(['.', '?', '!']).map(|(i, _)| i).find(|i| ends(i, behind)).map_or(behind.len(), |i| i + 1);
    let from =
        (before.len().saturating_sub(MOST_AROUND).max(start)..=before.len()).find(|i| before.is_char_boundary(*i));
    let to = (0..=end.min(MOST_AROUND)).rev().find(|i| behind.is_char_boundary(*i));
    let (from, to) = (from.unwrap_or(before.len()), to.unwrap_or(0));
    let (open, close) = (if from > start { "…" } else { "" }, if to < end { "…" } else { "" });
    format!("{open}{}{}{}{close}", &before[from..], &text[span.range()], &behind[..to])
}

/// Times as they are printed, and what they mean.
pub fn times(record: &Record, out: &mut Lines, sure: bool) {
    let names = Names(record);
    let Some(all) = part(out, "Times", sure, &record.facts.times, |f| f.score) else { return };
    for t in all {
        let meant = interval(t.interval).or_else(|| t.value.clone()).map_or(String::new(), |m| format!(": {m}"));
        out.entry(&format!("{}{meant}{}", names.words(t.span), place(record, t.span)), !sure);
    }
}

/// Who and what is named, how often, and as what.
pub fn names(record: &Record, out: &mut Lines, _sure: bool) {
    if record.facts.entities.is_empty() {
        return;
    }
    out.part("Names");
    for e in &record.facts.entities {
        let roles: Vec<&str> = e.roles.iter().map(|r| r.text.as_str()).collect();
        let role = if roles.is_empty() { String::new() } else { format!(", {}", roles.join("; ")) };
        let first = e.mentions.first().map_or(String::new(), |m| place(record, m.span));
        let times = if e.mentions.len() == 1 { "once".to_owned() } else { format!("{} times", e.mentions.len()) };
        out.entry(&format!("{}{role} ({}, {times}){first}", e.name, e.kind), false);
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
pub fn events(record: &Record, out: &mut Lines, sure: bool) {
    let names = Names(record);
    let Some(all) = part(out, "What happened", sure, &record.facts.events, |f| f.score) else { return };
    for e in all {
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
        let at = place(record, e.trigger);
        if e.status == Status::Happened && kind.is_empty() {
            out.entry(&format!("{line}{at}"), !sure);
        } else {
            out.entry(&format!("{line} ({kind}{status}){at}"), !sure);
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
