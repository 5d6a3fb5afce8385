//! A corpus article to text, blocks and facts, with every fault told by its line.

use std::collections::BTreeMap;

use onrecord_model::{
    Article, Block, BlockKind, Dateline, Entity, EntityKind, Event, Expectation, Facts, Figure, Form, Gender, Mention,
    Modifier, Occasion, Part, Participant, Quoting, Role, Rule, Said, Source, SourceKind, Span, Standing, Statement,
    Time, TimeType, When, Who,
};
use serde_json::Value;

use super::marks::{self, Mark};

/// An article of the corpus, compiled.
#[derive(Debug)]
pub struct Compiled {
    pub genre: String,
    pub article: Article,
    pub facts: Facts,
    /// Future words that are no expectation.
    pub not_expected: Vec<Span>,
}

type Fault = (usize, String);

const RULE: Rule = Rule::Borrowed("corpus");

/// A fact under way, by its number in the file.
type Numbered<T> = BTreeMap<u32, T>;

struct Work {
    text: String,
    marks: Vec<Mark>,
    cast: Vec<(String, Entity)>,
    faults: Vec<Fault>,
}

/// Compiles a file; all its faults, else the article.
pub fn file(source: &str) -> Result<Compiled, Vec<Fault>> {
    let mut work = Work { text: String::new(), marks: vec![], cast: vec![], faults: vec![] };
    let mut compiled =
        Compiled { genre: String::new(), article: Article::default(), facts: Facts::default(), not_expected: vec![] };
    let mut lines = source.lines().enumerate().map(|(i, line)| (i + 1, line));
    work.head(&mut lines, &mut compiled);
    let mut blocks: Vec<Block> = Vec::new();
    for (n, line) in lines {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let (kind, words) = block_kind(line);
        if !work.text.is_empty() {
            work.text.push_str("\n\n");
        }
        let start = work.text.len();
        if let Err(why) = marks::take(words, n, &mut work.text, &mut work.marks) {
            work.faults.push((n, why));
        }
        blocks.push(Block { kind, span: Span::new(start, work.text.len()), time: None });
    }
    if blocks.iter().filter(|b| b.kind == BlockKind::Title).count() > 1 {
        work.faults.push((1, "an article has one title".into()));
    }
    compiled.article.blocks = blocks;
    work.facts(&mut compiled);
    compiled.article.text = std::mem::take(&mut work.text).into();
    let of = |kind| {
        compiled.article.blocks.iter().find(|b| b.kind == kind).map(|b| compiled.article.text[b.span].to_owned())
    };
    compiled.article.title = of(BlockKind::Title);
    compiled.article.standfirst = of(BlockKind::Standfirst);
    if work.faults.is_empty() { Ok(compiled) } else { Err(work.faults) }
}

/// The kind of block by the word before its text; a paragraph has none.
fn block_kind(line: &str) -> (BlockKind, &str) {
    let kinds = [
        ("title:", BlockKind::Title),
        ("standfirst:", BlockKind::Standfirst),
        ("byline:", BlockKind::Byline),
        ("date:", BlockKind::Date),
        ("heading:", BlockKind::Heading),
        ("item:", BlockKind::ListItem),
        ("quote:", BlockKind::Quote),
        ("caption:", BlockKind::Caption),
        ("alt:", BlockKind::Alt),
        ("correction:", BlockKind::Correction),
    ];
    let found = kinds.iter().find_map(|(word, kind)| line.strip_prefix(word).map(|rest| (*kind, rest.trim_start())));
    found.unwrap_or((BlockKind::Paragraph, line))
}

/// A word of the schema to its value: `happened`, `more_than`.
fn word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

/// `2031-03-12` or `2031-03-01..2031-03-12`, either side left out where open.
fn interval(text: &str) -> (Option<String>, Option<String>) {
    let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
    match text.split_once("..") {
        Some((start, end)) => (some(start), some(end)),
        None => (some(text), some(text)),
    }
}

impl Work {
    fn fault(&mut self, line: usize, why: impl Into<String>) {
        self.faults.push((line, why.into()));
    }

    /// `Published:`, `Genre:`, `Cast:` with its indented lines, up to `---`.
    fn head<'a>(&mut self, lines: &mut impl Iterator<Item = (usize, &'a str)>, compiled: &mut Compiled) {
        let mut n_lines = 0;
        for (n, line) in lines.by_ref() {
            n_lines = n;
            if line.trim() == "---" {
                if compiled.article.published.is_none() || compiled.genre.is_empty() || self.cast.is_empty() {
                    self.fault(n, "the head has \"Published:\", \"Genre:\" and \"Cast:\"");
                }
                return;
            }
            if let Some(day) = line.strip_prefix("Published:") {
                let day = day.trim();
                if day.get(..10).and_then(|d| d.parse::<jiff::civil::Date>().ok()).is_none() {
                    self.fault(n, format!("\"{day}\" is no day: 2031-03-12"));
                }
                compiled.article.published = Some(day.to_owned());
            } else if let Some(genre) = line.strip_prefix("Genre:") {
                compiled.genre = genre.trim().to_owned();
            } else if line.starts_with(' ') && !line.trim().is_empty() {
                self.member(n, line.trim());
            } else if !line.trim().is_empty() && line.trim() != "Cast:" {
                self.fault(n, format!("\"{line}\" is nothing of a head; it ends with a line \"---\""));
            }
        }
        self.fault(n_lines, "the head never ends with a line \"---\"");
    }

    /// `quarmby person f Ines Quarmby`.
    fn member(&mut self, n: usize, line: &str) {
        let mut words = line.splitn(3, char::is_whitespace);
        let (id, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let mut name = words.next().unwrap_or_default().trim();
        let good_id = id.len() >= 3 && id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        if !good_id {
            return self.fault(n, format!("\"{id}\" is no id: three small letters at least, with - between words"));
        }
        if self.cast.iter().any(|(known, _)| known == id) {
            return self.fault(n, format!("\"{id}\" is in the cast already"));
        }
        let Some(kind) = word::<EntityKind>(kind) else {
            return self.fault(n, format!("\"{kind}\" is no kind: person organization place group event work product"));
        };
        let mut gender = None;
        for (mark, known) in [("f ", Some(Gender::Female)), ("m ", Some(Gender::Male)), ("- ", None)] {
            if let Some(rest) = name.strip_prefix(mark) {
                gender = known;
                name = rest.trim();
            }
        }
        if name.is_empty() {
            return self.fault(n, format!("{id} has no name: id kind [f|m] name"));
        }
        let number = u32::try_from(self.cast.len()).unwrap_or(u32::MAX);
        let entity =
            Entity { id: number, kind, name: name.to_owned(), gender, mentions: vec![], roles: vec![], maybe: vec![] };
        self.cast.push((id.to_owned(), entity));
    }

    fn entity(&mut self, line: usize, id: &str) -> Option<u32> {
        let found = self.cast.iter().position(|(known, _)| known == id);
        if found.is_none() {
            self.fault(line, format!("\"{id}\" is not in the cast"));
        }
        found.and_then(|i| u32::try_from(i).ok())
    }

    /// The entity whose mention has this span, else the only one mentioned inside it.
    fn entity_of(&mut self, mark: usize) -> Option<u32> {
        let (span, line, head) = (self.marks[mark].span, self.marks[mark].line, self.marks[mark].head.clone());
        let mut inside: Vec<(Span, u32)> = Vec::new();
        for (i, (_, e)) in self.cast.iter().enumerate() {
            let id = u32::try_from(i).unwrap_or(u32::MAX);
            inside.extend(e.mentions.iter().filter(|m| span.holds(m.span)).map(|m| (m.span, id)));
        }
        if let Some((_, id)) = inside.iter().find(|(s, _)| *s == span) {
            return Some(*id);
        }
        let mut ids: Vec<u32> = inside.iter().map(|(_, id)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > 1 {
            self.fault(line, format!("{{{head}|…}} holds several of the cast: say which is meant, {{{head} @id|…}}"));
        }
        ids.first().copied()
    }

    fn facts(&mut self, compiled: &mut Compiled) {
        self.mentions();
        self.statements(compiled);
        self.quantities(compiled);
        self.happenings(compiled);
        let unused: Vec<String> =
            self.cast.iter().filter(|(_, e)| e.mentions.is_empty()).map(|(id, _)| id.clone()).collect();
        for id in unused {
            self.fault(1, format!("{id} of the cast is nowhere in the text"));
        }
        for (_, entity) in &mut self.cast {
            entity.mentions.sort_by_key(|m| (m.span.start, m.span.end));
        }
        compiled.facts.entities = self.cast.iter().map(|(_, e)| e.clone()).collect();
    }

    /// `{quarmby|Ines Quarmby}`, `{~quarmby|she}`, `{r=quarmby|council leader}`.
    fn mentions(&mut self) {
        for i in 0..self.marks.len() {
            let Mark { head, span, line, .. } = self.marks[i].clone();
            if let Some(id) = head.strip_prefix("r=") {
                let text = self.text[span.range()].to_owned();
                if let Some(id) = self.entity(line, id) {
                    self.cast[id as usize].1.roles.push(Role { text, span });
                }
                continue;
            }
            let (form, id) = match head.strip_prefix('~') {
                Some(id) if is_pronoun(&self.text[span.range()]) => (Form::Pronoun, id),
                Some(id) => (Form::Nominal, id),
                None if self.cast.iter().any(|(id, _)| *id == head) => (Form::Name, head.as_str()),
                None => {
                    let quantity = head.starts_with("t=") || head.starts_with("f=");
                    if !quantity && !matches!(head.as_str(), "of" | "vs" | "dl" | "z") && numbered(&head).is_none() {
                        self.fault(line, format!("{{{head}|…}}: \"{head}\" is neither in the cast nor a mark"));
                    }
                    continue;
                }
            };
            if let Some(id) = self.entity(line, id) {
                self.cast[id as usize].1.mentions.push(Mention { span, form, rule: RULE, score: 1.0 });
            }
        }
    }

    fn statements(&mut self, compiled: &mut Compiled) {
        let mut all: Numbered<Statement> = BTreeMap::new();
        let mut first_line: Numbered<usize> = BTreeMap::new();
        for i in 0..self.marks.len() {
            let Mark { head, span, line, .. } = self.marks[i].clone();
            let Some((letter, numbers, attributes)) = numbered(&head) else { continue };
            let form = match letter {
                "d" => Quoting::Direct,
                "m" => Quoting::Mixed,
                "i" => Quoting::Indirect,
                _ => continue,
            };
            for n in numbers {
                let statement = all.entry(n).or_insert_with(|| Statement {
                    id: 0,
                    form,
                    content: vec![],
                    cue: vec![],
                    source: None,
                    act: onrecord_model::Act::Assert,
                    standing: Standing::Current,
                    asked: None,
                    addressee: None,
                    via: None,
                    inside: None,
                    about: vec![],
                    said: None,
                    occasion: None,
                    negated: false,
                    rule: RULE,
                    score: 1.0,
                });
                first_line.entry(n).or_insert(line);
                if statement.form != form {
                    self.faults.push((
                        line,
                        format!("statement {n} has parts of two forms: all parts carry the form of the whole"),
                    ));
                }
                statement.content.push(span);
                for a in &attributes {
                    match *a {
                        "earlier" => statement.standing = Standing::Earlier,
                        "not" => statement.negated = true,
                        a => {
                            if let Some(day) = a.strip_prefix("said=") {
                                let (start, end) = interval(day);
                                statement.said = Some(Said { span: None, start, end });
                            } else if let Some(act) = word(a) {
                                statement.act = act;
                            } else {
                                self.faults.push((line, format!("a statement has no \"{a}\"")));
                            }
                        }
                    }
                }
                if form == Quoting::Direct && !quoted(&self.text, span) {
                    self.faults
                        .push((line, format!("the words of direct statement {n} are not next to quotation marks")));
                }
            }
        }
        self.around(&mut all);
        for (n, s) in &mut all {
            s.content.sort_by_key(|c| c.start);
            s.cue.sort_by_key(|c| c.start);
            if s.source.is_none() && s.cue.is_empty() {
                self.faults
                    .push((first_line[n], format!("statement {n} has neither source nor cue: {{o{n}|…}}, {{c{n}|…}}")));
            }
        }
        let order: Vec<u32> = {
            let mut order: Vec<u32> = all.keys().copied().collect();
            order.sort_by_key(|n| all[n].content[0].start);
            order
        };
        let mut done: Vec<Statement> = Vec::new();
        for (id, n) in order.iter().enumerate() {
            let Some(mut s) = all.remove(n) else { continue };
            s.id = u32::try_from(id).unwrap_or(u32::MAX);
            done.push(s);
        }
        for i in 0..done.len() {
            let here = done[i].content[0];
            let outer = done
                .iter()
                .filter(|o| o.id != done[i].id && o.content.iter().any(|c| c.holds(here) && c.len() > here.len()))
                .min_by_key(|o| o.content.iter().filter(|c| c.holds(here)).map(|c| c.len()).min());
            let outer = outer.map(|o| o.id);
            done[i].inside = outer;
            let content = done[i].content.clone();
            done[i].about = self
                .cast
                .iter()
                .filter(|(_, e)| e.mentions.iter().any(|m| content.iter().any(|c| c.holds(m.span))))
                .map(|(_, e)| e.id)
                .collect();
        }
        compiled.facts.statements = done;
    }

    /// Cues, sources, addressees, occasions, questions and outlets of statements.
    fn around(&mut self, all: &mut Numbered<Statement>) {
        for i in 0..self.marks.len() {
            let Mark { head, span, line, .. } = self.marks[i].clone();
            let Some((letter, numbers, attributes)) = numbered(&head) else { continue };
            if !matches!(letter, "c" | "o" | "a" | "n" | "q" | "v") {
                continue;
            }
            let mut entity = None;
            let mut kind = None;
            if matches!(letter, "o" | "a" | "v") {
                let named = attributes.iter().find_map(|a| a.strip_prefix('@'));
                entity = match named {
                    Some("none") => None,
                    Some(id) => self.entity(line, id),
                    None => self.entity_of(i),
                };
            }
            for a in &attributes {
                if let Some(value) = a.strip_prefix("kind=") {
                    kind = word::<SourceKind>(value);
                    if kind.is_none() {
                        self.fault(line, format!("\"{value}\" is no kind of source"));
                    }
                } else if !a.starts_with('@') {
                    self.fault(line, format!("{{{head}|…}} cannot have \"{a}\""));
                }
            }
            for n in numbers {
                let Some(s) = all.get_mut(&n) else {
                    self.fault(line, format!("{{{head}|…}}: there is no statement {n}"));
                    continue;
                };
                let who = Who { span: Some(span), entity };
                match letter {
                    "c" => s.cue.push(span),
                    "a" => s.addressee = Some(who),
                    "v" => s.via = Some(who),
                    "n" => s.occasion = Some(Occasion { span }),
                    "q" => s.asked = Some(span),
                    _ => {
                        let has_name = entity
                            .is_some_and(|e| self.cast[e as usize].1.mentions.iter().any(|m| m.form == Form::Name));
                        let Some(kind) = kind.or(has_name.then_some(SourceKind::Named)) else {
                            self.faults.push((
                                line,
                                format!(
                                    "{{{head}|…}} has no name: say kind=official, witness, document, crowd or unnamed"
                                ),
                            ));
                            continue;
                        };
                        if s.source.is_some() {
                            self.faults.push((line, format!("statement {n} has two sources")));
                        }
                        s.source = Some(Source { span: Some(span), entity, kind });
                    }
                }
            }
        }
    }

    /// Times, figures and the dateline.
    fn quantities(&mut self, compiled: &mut Compiled) {
        let mut counted: Vec<(bool, Span, usize)> = Vec::new();
        for i in 0..self.marks.len() {
            let Mark { head, span, line, .. } = self.marks[i].clone();
            if let Some(rest) = head.strip_prefix("t=") {
                let time = self.time(line, span, rest);
                compiled.facts.times.extend(time);
            } else if let Some(rest) = head.strip_prefix("f=") {
                let figure = self.figure(line, span, rest);
                compiled.facts.figures.extend(figure);
            } else if head == "of" || head == "vs" {
                counted.push((head == "of", span, line));
            } else if head == "dl" {
                compiled.article.dateline = Some(Dateline { place: self.text[span.range()].to_owned(), span });
            } else if head == "z" {
                compiled.not_expected.push(span);
            }
        }
        for (of, span, line) in counted {
            let near = compiled.facts.figures.iter_mut().min_by_key(|f| {
                if f.span.end <= span.start {
                    span.start - f.span.end
                } else {
                    f.span.start.saturating_sub(span.end) * 3 + 9
                }
            });
            match near {
                Some(figure) if of => figure.of = Some(span),
                Some(figure) => figure.compared_with = Some(span),
                None => self.fault(line, "there is no figure that this belongs to"),
            }
        }
    }

    fn time(&mut self, line: usize, span: Span, rest: &str) -> Option<Time> {
        let mut words = rest.split_whitespace();
        let value = words.next().unwrap_or_default();
        let (mut start, mut end, mut set) = (None, None, false);
        for w in words {
            match w.split_once('=') {
                Some(("from", day)) => start = Some(day.to_owned()),
                Some(("to", day)) => end = Some(day.to_owned()),
                None if w == "set" => set = true,
                _ => self.fault(line, format!("a time has no \"{w}\"")),
            }
        }
        let kind = match value {
            _ if set => TimeType::Set,
            v if v.starts_with('P') && !v.ends_with("_REF") => TimeType::Duration,
            v if v.contains('T') && !v.ends_with("_REF") => TimeType::Time,
            _ => TimeType::Date,
        };
        let plain =
            |n: usize| value.len() >= n && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b'T'));
        if start.is_none() && end.is_none() && kind != TimeType::Duration && plain(4) {
            let days = |from: &str, to: &str| (Some(format!("{value}{from}")), Some(format!("{value}{to}")));
            (start, end) = match value.len() {
                4 => days("-01-01", "-12-31"),
                7 => {
                    let last =
                        format!("{value}-01").parse::<jiff::civil::Date>().map(|d| d.last_of_month().to_string());
                    if last.is_err() {
                        self.fault(line, format!("\"{value}\" is no month"));
                    }
                    (Some(format!("{value}-01")), last.ok())
                }
                _ => days("", ""),
            };
        }
        let known = value == "?"
            || value.ends_with("_REF")
            || value.starts_with(['P', 'T'])
            || value.starts_with(|c: char| c.is_ascii_digit() || c == 'X');
        if !known {
            self.fault(line, format!("\"{value}\" is no TIMEX3 value; ? where it has none"));
        }
        let value = (value != "?").then(|| value.to_owned());
        Some(Time { span, kind, value, start, end, rule: RULE, score: 1.0 })
    }

    fn figure(&mut self, line: usize, span: Span, rest: &str) -> Option<Figure> {
        let mut words = rest.split_whitespace();
        let value = words.next().unwrap_or_default().replace(',', "");
        let (low, high) = value.split_once("..").map_or((value.as_str(), None), |(l, h)| (l, Some(h)));
        let number = |v: &str| v.parse::<f64>().ok().filter(|v| v.is_finite());
        let Some(low) = number(low) else {
            self.fault(line, format!("\"{value}\" is no number"));
            return None;
        };
        let mut figure = Figure {
            span,
            value: low,
            high: high.and_then(number),
            unit: None,
            modifier: Modifier::Exact,
            of: None,
            per: None,
            compared_with: None,
            rule: RULE,
            score: 1.0,
        };
        for w in words {
            if let Some(per) = w.strip_prefix("per=") {
                figure.per = Some(per.to_owned());
            } else if let Some(modifier) = word(w) {
                figure.modifier = modifier;
            } else if figure.unit.is_none() {
                figure.unit = Some(w.to_owned());
            } else {
                self.fault(line, format!("a figure has no \"{w}\""));
            }
        }
        Some(figure)
    }

    /// Events and expectations.
    fn happenings(&mut self, compiled: &mut Compiled) {
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
                        if let (Some(entity), Some(role)) = (self.entity(line, id), word::<Part>(key)) {
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
                "when" => {
                    let (start, end) = interval(value);
                    event.when = Some(When { span: None, start, end });
                }
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
                Some(("by", days)) => {
                    let (start, end) = interval(days);
                    x.horizon = Some(When { span: None, start, end });
                }
                _ => self.fault(line, format!("an expectation has no \"{a}\"")),
            }
        }
        Some(x)
    }

    /// The entity's mention inside the span or next to it, in the same paragraph.
    fn nearest(&self, entity: u32, span: Span) -> Option<Span> {
        let paragraph = |at: u32| self.text[..at as usize].rfind("\n\n").map_or(0, |i| i + 2);
        let here = paragraph(span.start);
        let mentions = &self.cast[entity as usize].1.mentions;
        let near = mentions.iter().filter(|m| paragraph(m.span.start) == here);
        near.min_by_key(|m| (m.span.start.abs_diff(span.start), m.span.start)).map(|m| m.span)
    }
}

/// `d1`, `o1,2 @quarmby`: the letters, the numbers, what else the head says.
fn numbered(head: &str) -> Option<(&str, Vec<u32>, Vec<&str>)> {
    let mut words = head.split_whitespace();
    let first = words.next()?;
    let digits = first.find(|c: char| c.is_ascii_digit())?;
    let (letter, numbers) = first.split_at(digits);
    let known = matches!(letter, "d" | "m" | "i" | "c" | "o" | "a" | "n" | "q" | "v" | "e" | "x" | "w" | "if");
    let numbers: Option<Vec<u32>> = numbers.split(',').map(|n| n.parse().ok()).collect();
    Some((letter, numbers?, words.collect())).filter(|_| known)
}

fn is_pronoun(words: &str) -> bool {
    let lower = words.to_lowercase();
    matches!(
        lower.as_str(),
        "i" | "me"
            | "my"
            | "mine"
            | "myself"
            | "we"
            | "us"
            | "our"
            | "ours"
            | "ourselves"
            | "you"
            | "your"
            | "yours"
            | "yourself"
            | "he"
            | "him"
            | "his"
            | "himself"
            | "she"
            | "her"
            | "hers"
            | "herself"
            | "it"
            | "its"
            | "itself"
            | "they"
            | "them"
            | "their"
            | "theirs"
            | "themselves"
            | "who"
            | "whom"
            | "whose"
            | "this"
            | "that"
            | "these"
            | "those"
            | "one"
            | "which"
            | "both"
            | "yourselves"
            | "themself"
    )
}

/// True where a quotation mark stands right before or behind the words, or they are in the midst of a quotation.
fn quoted(text: &str, span: Span) -> bool {
    const MARKS: &[char] = &['“', '”', '"', '‘', '’', '\'', '„', '«', '»', '‹', '›', '`', 'ʼ'];
    let (before, after) = (text[..span.range().start].trim_end(), text[span.range().end..].trim_start());
    before.ends_with(MARKS) || after.starts_with(MARKS) || before.ends_with(':')
}
