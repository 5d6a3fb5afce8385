//! The evidence: every block with its label, every fact with its rule and score, in the order of the text.

use onrecord_model::{Article, DateTime, Expectation, Figure, Form, Interval, Moment, Origin, Record, Span, Statement};
use onrecord_page::explain::ExplainedLine;
use onrecord_read::Reasons;
use rustc_hash::FxHashMap;

use super::syntax::Syntax;
use super::words;

/// Code points of words that are shown of a fact.
const MOST: usize = 160;

/// A line about a stretch of the text.
struct Line {
    span: Span,
    /// Blocks before entities before statements ..., where they begin at one place.
    order: u8,
    what: String,
    /// Rule and score.
    by: String,
    more: String,
}

/// Tab-separated lines: bytes, what it is, rule and score, words, what is known of it. `lines` are those of the page that the line
/// classifier looked at; what spoke for and against them stands behind their blocks.
pub fn evidence(record: &Record, lines: &[ExplainedLine]) -> String {
    let article = &record.article;
    // A line that stands twice is told of as it stood first.
    let mut explained: FxHashMap<&str, &ExplainedLine> = FxHashMap::default();
    for line in lines {
        explained.entry(line.words.as_str()).or_insert(line);
    }
    let mut found = facts(record);
    add_reasons(record, &mut found);
    for b in &article.blocks {
        let reasons = explained.remove(&article.text[b.span]);
        let time = b.time.as_ref().map_or(String::new(), |t| format!("at {t}"));
        found.push(Line {
            span: b.span,
            order: 0,
            what: format!("block {}", b.kind),
            by: reasons.map_or(String::new(), |t| format!("body {:.2}", likelihood(t.odds))),
            more: reasons.map_or(time, reasons_of),
        });
    }
    found.sort_by_key(|line| (line.span.start, line.order, line.span.end));

    let mut out = head(record);
    for line in found {
        out += &told(record, &line);
    }
    out + &entities(record) + &around(article, &explained)
}

/// Puts behind each statement what spoke for and against its words and its source.
fn add_reasons(record: &Record, found: &mut [Line]) {
    if record.facts.statements.is_empty() {
        return;
    }
    let reasons: FxHashMap<(u32, &str), Reasons> =
        onrecord_read::reasons(&record.article).into_iter().map(|(span, rule, of)| ((span.start, rule), of)).collect();
    let told = |reasons: &[(String, f32)]| {
        let one = |(words, weight): &(String, f32)| format!("{} {weight:+.1}", clean(words));
        reasons.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    for line in found.iter_mut().filter(|line| line.order == STATEMENT) {
        let rule = line.by.split(' ').next().unwrap_or_default();
        if let Some(of) = reasons.get(&(line.span.start, rule)) {
            line.more += &format!(" | words: {} | source: {}", told(&of.whole), told(&of.source));
        }
    }
}

/// The lines of [`evidence`] about facts that one rule made.
pub fn evidence_of(record: &Record, rule: &str) -> String {
    let mut found = facts(record);
    found.retain(|line| line.by.split(' ').next() == Some(rule));
    found.sort_by_key(|line| (line.span.start, line.order, line.span.end));
    found.iter().map(|line| told(record, line)).collect()
}

/// A line as it is printed.
fn told(record: &Record, line: &Line) -> String {
    let Span { start, end } = line.span;
    let shown = shortened(&words(record, line.span));
    let columns = format!("{start}..{end}\t{}\t{}\t{shown}\t{}", line.what, line.by, line.more);
    format!("{}\n", columns.trim_end())
}

/// Identity, where the article's head was read, notes.
fn head(record: &Record) -> String {
    let article = &record.article;
    let mut out =
        format!("{}\t{}\t{} bytes\n", record.id, record.page.hash.as_deref().unwrap_or("-"), record.page.bytes);
    let from = &article.from;
    let authors = article.authors.join("; ");
    for (what, value, from) in [
        ("title", article.title.as_deref(), from.title),
        ("standfirst", article.standfirst.as_deref(), from.standfirst),
        ("authors", Some(authors.as_str()).filter(|a| !a.is_empty()), from.authors),
        ("published", article.published.as_ref().map(DateTime::as_str), from.published),
        ("modified", article.modified.as_ref().map(DateTime::as_str), from.modified),
        ("publisher", article.publisher.as_deref(), from.publisher),
        ("section", article.section.as_deref(), from.section),
    ] {
        let from = from.map_or("nowhere", Origin::as_str);
        out += &format!("{what}\tfrom {from}\t{}\n", clean(value.unwrap_or("-")));
    }
    let dateline = article.dateline.as_ref().map_or("-", |d| d.place.as_str());
    out += &format!("kind\t{}\t{:.2}\tdateline {}\n", article.kind, article.score, clean(dateline));
    for note in &record.notes {
        out += &format!("note\t{}\t{}\n", note.kind, clean(&note.text));
    }
    out
}

/// The order of statements among the lines of one place.
const STATEMENT: u8 = 2;

/// Mentions, statements, times, figures, events, expectations; those that ask the trees with what these told.
fn facts(record: &Record) -> Vec<Line> {
    let facts = &record.facts;
    let mut out = Vec::new();
    let syntax = Syntax::of(&record.article);
    let with = |more: String, tree: Option<String>| match tree {
        Some(tree) => format!("{more} | tree: {tree}"),
        None => more,
    };
    let mut push = |span: Span, order: u8, what: String, rule: &str, score: f32, more: String| {
        out.push(Line { span, order, what, by: format!("{rule} {score:.2}"), more });
    };
    for e in &facts.entities {
        for m in &e.mentions {
            let tree = (m.form == Form::Pronoun).then(|| syntax.word(m.span)).flatten();
            push(m.span, 1, format!("{} {}", e.kind, m.form), &m.rule, m.score, with(format!("→ {}", e.name), tree));
        }
    }
    for s in &facts.statements {
        for (n, part) in s.content.iter().enumerate() {
            let part_of = if s.content.len() > 1 { format!(", part {}", n + 1) } else { String::new() };
            let what = format!("{} statement {}{part_of}", s.form, s.id);
            push(*part, STATEMENT, what, &s.rule, s.score, statement(record, s));
        }
    }
    for t in &facts.times {
        let value = format!("= {} [{}]", or(&t.value), shown(t.interval));
        push(t.span, 3, t.kind.to_string(), &t.rule, t.score, value);
    }
    for f in &facts.figures {
        push(f.span, 4, "figure".into(), &f.rule, f.score, figure(record, f));
    }
    for e in &facts.events {
        let what = format!("event {} {} {}", e.id, e.kind, e.status);
        let mut more: Vec<String> = Vec::new();
        more.extend(e.participants.iter().map(|p| format!("{} {}", p.role, who(record, p.span, p.entity))));
        more.extend(e.when.as_ref().map(|w| format!("when {}", shown(w.interval))));
        more.extend(e.place.as_ref().map(|p| format!("where {}", who(record, p.span, p.entity))));
        more.extend(e.said_in.map(|i| format!("in statement {i}")));
        let tree = e.rule.ends_with("verb").then(|| syntax.verb(e.trigger)).flatten();
        push(e.trigger, 5, what, &e.rule, e.score, with(more.join(" | "), tree));
    }
    for x in &facts.expectations {
        push(
            x.span,
            6,
            format!("expectation {}", x.kind),
            &x.rule,
            x.score,
            with(expectation(record, x), syntax.verb(x.span)),
        );
    }
    out
}

fn statement(record: &Record, s: &Statement) -> String {
    let source = s.source.as_ref();
    let by = source.map_or("nobody".into(), |x| format!("{} ({})", who(record, x.span, x.entity), x.kind));
    let cue = s.cue.iter().map(|c| words(record, *c)).collect::<Vec<_>>().join(" ");
    let mut more = vec![format!("by {by}, cue \"{cue}\"")];
    more.extend(s.addressee.map(|w| format!("to {}", who(record, w.span, w.entity))));
    more.extend(s.via.map(|w| format!("via {}", who(record, w.span, w.entity))));
    more.extend(s.asked.map(|a| format!("asked {}", words(record, a))));
    more.extend(s.occasion.map(|o| format!("at {}", words(record, o.span))));
    more.extend(s.said.as_ref().map(|d| format!("said {}", shown(d.interval))));
    more.extend(s.inside.map(|i| format!("inside {i}")));
    more.push(format!("{} {}", s.act, s.standing));
    more.extend(s.negated.then(|| "negated".to_owned()));
    more.join(" | ")
}

fn figure(record: &Record, f: &Figure) -> String {
    let high = f.high.map_or(String::new(), |h| format!(" to {h}"));
    let mut more = vec![format!("= {} {}{high} {}", f.modifier, f.value, or(&f.unit))];
    more.extend(f.of.map(|s| format!("of {}", words(record, s))));
    more.extend(f.per.as_ref().map(|p| format!("per {p}")));
    more.extend(f.compared_with.map(|s| format!("against {}", words(record, s))));
    more.join(" | ")
}

fn expectation(record: &Record, x: &Expectation) -> String {
    let holder = x.holder.as_ref().map_or("the writer".to_owned(), |h| who(record, h.span, h.entity));
    let mut more = vec![format!("holder {holder}")];
    more.push(format!("what {}", x.what.map_or("-".to_owned(), |s| words(record, s))));
    more.extend(x.to.map(|w| format!("to {}", who(record, w.span, w.entity))));
    more.extend(x.horizon.as_ref().map(|w| format!("due {}", shown(w.interval))));
    more.extend(x.condition.map(|s| format!("condition {}", words(record, s))));
    more.extend(x.said_in.map(|i| format!("in statement {i}")));
    more.push(x.standing.to_string());
    more.extend(x.negated.then(|| "negated".to_owned()));
    more.extend((!x.specific).then(|| "vague".to_owned()));
    more.join(" | ")
}

/// Each entity with what is known of it as a whole.
fn entities(record: &Record) -> String {
    let mut out = String::new();
    let facts = &record.facts;
    for e in &facts.entities {
        let mut more: Vec<String> = vec![format!("{} mentions", e.mentions.len())];
        more.extend(e.gender.map(|g| g.to_string()));
        more.extend(e.roles.iter().map(|r| format!("role {}", r.text)));
        more.extend(e.maybe.iter().map(|m| format!("maybe {} {:.2}", named(record, m.entity), m.score)));
        out += &format!("entity {}\t{}\t{}\t{}\n", e.id, e.kind, clean(&e.name), clean(&more.join(" | ")));
    }
    out
}

/// What stands around the article: pictures, other stories, what was left out of the text.
fn around(article: &Article, explained: &FxHashMap<&str, &ExplainedLine>) -> String {
    let mut out = String::new();
    for i in &article.images {
        let caption = i.caption.or(i.alt).and_then(|s| article.text.get(s)).unwrap_or("-");
        let mut more = Vec::new();
        more.extend(i.credit.as_ref().map(|c| format!("credit {c}")));
        more.extend(i.taken.as_ref().map(|t| format!("taken {t}")));
        more.extend(i.place.as_ref().map(|p| format!("place {p}")));
        more.extend(i.people.iter().map(|p| format!("{} {}", p.name, or(&p.position))));
        out += &format!("image\t{}\t{}\n", shortened(&clean(caption)), clean(&more.join(" | ")));
    }
    for r in &article.related {
        out += &format!("related\t{}\t{}\n", clean(&r.title), clean(or(&r.age)));
    }
    for f in &article.furniture {
        let line = explained.get(f.text.as_str());
        let by = line.map_or(String::new(), |t| format!("body {:.2}", likelihood(t.odds)));
        let reasons = line.map_or(String::new(), |t| reasons_of(t));
        out += format!("left out\t{}\t{by}\t{}\t{reasons}", f.kind, shortened(&clean(&f.text))).trim_end();
        out.push('\n');
    }
    out
}

/// The words that name somebody here, and whose name that is.
fn who(record: &Record, span: Option<Span>, entity: Option<u32>) -> String {
    match (span, entity) {
        (Some(span), Some(id)) => format!("{} → {}", words(record, span), named(record, id)),
        (Some(span), None) => words(record, span),
        (None, Some(id)) => format!("→ {}", named(record, id)),
        (None, None) => "-".to_owned(),
    }
}

fn named(record: &Record, id: u32) -> String {
    record.facts.entities.get(id as usize).map_or("?".to_owned(), |e| clean(&e.name))
}

/// Log-odds as a share of one.
fn likelihood(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// What spoke for a line and against it: "+1.20 ends as a sentence, -0.30 share of links".
fn reasons_of(line: &ExplainedLine) -> String {
    let told: Vec<String> = line.reasons.iter().map(|(what, moved)| format!("{moved:+.2} {what}")).collect();
    told.join(", ")
}

/// First and last moment, `-` where it is open.
fn shown(interval: Interval) -> String {
    let moment = |m: Option<Moment>| m.map_or("-".to_owned(), |m| m.to_string());
    format!("{} .. {}", moment(interval.start), moment(interval.end))
}

fn or(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or("-")
}

/// On one line, and without what would steer a terminal.
fn clean(words: &str) -> String {
    words.replace(char::is_control, " ")
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    format!("{}…", words.chars().take(MOST - 1).collect::<String>())
}
