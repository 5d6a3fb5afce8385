//! A corpus article to text, blocks and facts, with every fault told by its line.

use std::collections::BTreeMap;

use onrecord_model::{
    Article, Block, BlockKind, Entity, Facts, Form, Interval, Key, Mention, Moment, NotADate, Occasion, Quoting, Role,
    Rule, Source, SourceKind, Span, Standing, Statement, When, Who,
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

pub(super) const RULE: Rule = Rule::Borrowed("corpus");

/// A fact under way, by its number in the file.
pub(super) type Numbered<T> = BTreeMap<u32, T>;

pub(super) struct Work {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    /// By id, in the order of the head.
    pub(super) cast: Vec<(String, Entity)>,
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
pub(super) fn word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

/// `2031-03-12` or `2031-03-01..2031-03-12`, either side left out where open; a month or year is all of it.
pub(super) fn interval(text: &str) -> Result<Interval, NotADate> {
    let (start, end) = text.split_once("..").unwrap_or((text, text));
    let side = |s: &str| if s.is_empty() { Ok(Interval::default()) } else { period(s) };
    Ok(Interval { start: side(start)?.start, end: side(end)?.end })
}

/// A year, a month, a day or a minute, from its first moment to its last.
pub(super) fn period(text: &str) -> Result<Interval, NotADate> {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        // An hour: `2031-03-12T16`.
        13 => format!("{text}:00"),
        _ => text.to_owned(),
    };
    let start: Moment = whole.parse()?;
    let end = match text.len() {
        4 => start.day.0.last_of_year().into(),
        7 => start.day.0.last_of_month().into(),
        _ => start,
    };
    Ok(Interval { start: Some(start), end: Some(end) })
}

impl Work {
    pub(super) fn fault(&mut self, line: usize, why: impl Into<String>) {
        self.faults.push((line, why.into()));
    }

    pub(super) fn entity(&mut self, line: usize, id: &str) -> Option<u32> {
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
                    key: Key::default(),
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
                                match interval(day) {
                                    Ok(interval) => statement.said = Some(When { span: None, interval }),
                                    Err(why) => self.faults.push((line, format!("\"{day}\": {why}"))),
                                }
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
                if matches!(letter, "c" | "o") && s.content.iter().any(|c| c.holds(span)) {
                    self.faults.push((
                        line,
                        format!(
                            "{{{head}|…}} stands inside the content of statement {n}: the content has two parts, one \
                             before it and one behind it"
                        ),
                    ));
                }
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
                        s.source = Some(Source { span: Some(span), entity, kind, score: None });
                    }
                }
            }
        }
    }

    /// The entity's mention inside the span or next to it, in the same paragraph.
    pub(super) fn nearest(&self, entity: u32, span: Span) -> Option<Span> {
        let paragraph = |at: u32| self.text[..at as usize].rfind("\n\n").map_or(0, |i| i + 2);
        let here = paragraph(span.start);
        let mentions = &self.cast[entity as usize].1.mentions;
        let near = mentions.iter().filter(|m| paragraph(m.span.start) == here);
        near.min_by_key(|m| (m.span.start.abs_diff(span.start), m.span.start)).map(|m| m.span)
    }
}

/// `d1`, `o1,2 @quarmby`: the letters, the numbers, what else the head says.
pub(super) fn numbered(head: &str) -> Option<(&str, Vec<u32>, Vec<&str>)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(words: &str) -> Vec<Fault> {
        let head = "Published: 2032-02-18\nGenre: local council, UK\nCast:\n  venn person f Venn\n---\n";
        file(&format!("{head}{words}\n")).err().unwrap_or_default()
    }

    #[test]
    fn a_month_is_all_of_it() {
        let shown = |text: &str| {
            let interval = interval(text).expect("an interval");
            [interval.start, interval.end].map(|m| m.map_or("-".to_owned(), |m| m.to_string())).join(" ")
        };
        assert_eq!(shown("2032-02"), "2032-02-01 2032-02-29");
        assert_eq!(shown("..2032"), "- 2032-12-31");
        assert_eq!(shown("2032-02-18T09:00..2032-02"), "2032-02-18T09:00 2032-02-29");
        assert!(interval("2032-13").is_err());
    }

    #[test]
    fn a_cue_stands_outside_of_what_it_reports() {
        let whole = faults("{i1|The plan, {o1|{venn|Venn}} {c1|said}, is dead}.");
        assert_eq!(whole.len(), 2, "{whole:?}");
        assert!(whole.iter().all(|(line, why)| *line == 6 && why.contains("inside the content of statement 1")));
        assert_eq!(faults("{i1|The plan}, {o1|{venn|Venn}} {c1|said}, {i1|is dead}."), []);
    }

    #[test]
    fn a_statement_within_another_keeps_its_cue_there() {
        let words = "{i1|The mayor, {o2|{venn|Venn}} {c2|had said}, {i2|was ill}}, {o1 @none kind=document|a paper} {c1|wrote}.";
        assert_eq!(faults(words), []);
    }
}
