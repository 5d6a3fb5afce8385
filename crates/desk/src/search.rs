//! Search: statements, articles, expectations and events by their words and by who, when and where.

use onrecord_model::{BlockKind, EventKind, ExpectationKind, Span, Status};
use onrecord_store::{Archive, Hit, Order, Prose, StatementRow, Wanted};
use onrecord_words::folded::Folded;
use serde::Serialize;

use crate::query::{Expr, Field, Query};
use crate::{Error, Result, day, days, passage};

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// In which order.
    pub order: Order,
    /// At most so many.
    pub limit: usize,
    /// Go on behind this.
    pub cursor: Option<i64>,
}

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The query as it was understood.
    pub understood: String,
    /// What was found, in order.
    pub hits: Vec<Found>,
    /// Give this to go on; `None` where there is no more.
    pub next: Option<i64>,
    /// By relevance only the newest matches are compared: how many at most.
    pub compared: Option<usize>,
}

/// A match, in its sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// The article's key.
    pub article: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The statement's, expectation's or event's key.
    pub key: Option<String>,
    /// Who said it.
    pub speaker: Option<String>,
    /// How sure that is.
    pub speaker_score: Option<f64>,
    /// direct, mixed, indirect; or the kind of an expectation or event.
    pub form: Option<String>,
    /// The day on which it was said.
    pub said: Option<String>,
    /// The words, or the sentence that has them.
    pub sentence: String,
    /// Bytes of the sentence that are to be highlighted.
    pub highlights: Vec<[usize; 2]>,
    /// The page, opened at the words.
    pub link: Option<String>,
}

/// Runs a query.
pub fn search(archive: &Archive, query: &Query, options: &Options) -> Result<Answer> {
    let mut wanted = Wanted {
        words: query.expr.as_ref().map(Expr::fts),
        terms: query.expr.as_ref().map(Expr::terms).unwrap_or_default(),
        near: query.expr.as_ref().and_then(Expr::near),
        alternatives: query.expr.as_ref().map(Expr::alternatives).unwrap_or_default(),
        order: options.order,
        cursor: options.cursor,
        limit: options.limit.max(1) + 1,
        ..Wanted::default()
    };
    let (mut kinds, mut statuses) = (Vec::new(), Vec::new());
    for (field, value) in &query.fields {
        match field {
            Field::Kind => kinds.push(value.to_lowercase().replace(' ', "_")),
            Field::Status => statuses.push(value.to_lowercase()),
            _ => set(archive, &mut wanted, *field, value)?,
        }
    }
    if !kinds.is_empty() || !statuses.is_empty() {
        return facts(archive, query, &wanted, &kinds, &statuses, options);
    }
    let mut hits = archive.find(&wanted)?;
    let more = hits.len() >= wanted.limit;
    hits.truncate(options.limit.max(1));
    let ranked = options.order == Order::Relevance && wanted.words.is_some();
    let next = if !more {
        None
    } else if ranked {
        Some(options.cursor.unwrap_or(0) + hits.len() as i64)
    } else {
        hits.last().map(|h| h.at)
    };
    let found = hits.iter().map(|hit| found(archive, hit, query.expr.as_ref())).collect::<Result<_>>()?;
    Ok(Answer { understood: query.told(), hits: found, next, compared: ranked.then_some(onrecord_store::MOST_RANKED) })
}

/// Search among expectations and events: `kind:promise`, `status:planned`.
fn facts(
    archive: &Archive,
    query: &Query,
    wanted: &Wanted,
    kinds: &[String],
    statuses: &[String],
    options: &Options,
) -> Result<Answer> {
    let other = |(field, _): &&(Field, String)| matches!(field, Field::About | Field::To | Field::Form | Field::Said);
    if let Some((field, _)) = query.fields.iter().find(other) {
        let name = field.name();
        return Err(Error::Asked(format!(
            "{name}: is of statements, and kind: and status: are of expectations and events"
        )));
    }
    for kind in kinds {
        let known = ExpectationKind::ALL.iter().map(|k| k.as_str()).chain(EventKind::ALL.iter().map(|k| k.as_str()));
        known_among(known, "kind", kind)?;
    }
    for status in statuses {
        known_among(Status::ALL.iter().map(|s| s.as_str()), "status", status)?;
    }
    let mut hits: Vec<Found> = Vec::new();
    let (limit, skip) = (options.limit.max(1), usize::try_from(options.cursor.unwrap_or(0)).unwrap_or(0));
    let matches = |words: &str| query.expr.as_ref().is_none_or(|e| e.matches(&Folded::of(words)));
    let found = archive.find_facts(&Wanted { cursor: None, ..wanted.clone() }, kinds, statuses)?;
    let mut found = found.into_iter().filter(|fact| matches(&fact.words)).skip(skip).peekable();
    while let Some(fact) = found.next_if(|_| hits.len() < limit) {
        let article = archive.article(fact.article)?;
        archive.holds(&article, &fact.words)?;
        let sentence = passage::one_line(&fact.words);
        hits.push(Found {
            article: article.key,
            title: article.title,
            outlet: article.outlet,
            link: article.url.as_deref().map(|url| passage::link(url, &sentence)),
            url: article.url,
            published: article.published,
            key: Some(fact.key),
            speaker: fact.who,
            speaker_score: None,
            form: Some(fact.kind),
            said: None,
            highlights: marked(&Folded::of(&sentence), query.expr.as_ref()),
            sentence,
        });
    }
    let next = found.peek().map(|_| (skip + hits.len()) as i64);
    Ok(Answer { understood: query.told(), hits, next, compared: None })
}

/// A value that no fact can have is a mistake, and is told.
fn known_among<'k>(known: impl Iterator<Item = &'k str>, field: &str, value: &str) -> Result<()> {
    let known: Vec<&str> = known.collect();
    if known.contains(&value) {
        return Ok(());
    }
    Err(Error::Asked(format!("“{field}:{value}”: there are {}", known.join(", "))))
}

fn set(archive: &Archive, wanted: &mut Wanted, field: Field, value: &str) -> Result<()> {
    let span = |value: &str| {
        days(value).ok_or_else(|| {
            Error::Asked(format!(
                "“{}:{value}” is no day; write 2031, 2031-03, 2031-03-12 or 2031-03-01..2031-03-12",
                field.name()
            ))
        })
    };
    match field {
        Field::By => wanted.by = Some(people(archive, value)?),
        Field::About => wanted.about = Some(people(archive, value)?),
        Field::To => wanted.to = Some(people(archive, value)?),
        Field::Outlet => wanted.outlet = Some(value.to_lowercase()),
        Field::Form => {
            let form = value.to_lowercase();
            if !["direct", "mixed", "indirect"].contains(&form.as_str()) {
                return Err(Error::Asked(format!("“form:{value}”: a form is direct, mixed or indirect")));
            }
            wanted.form = Some(form);
        }
        Field::Said => wanted.said = Some(span(value)?),
        Field::Published => wanted.published = Some(span(value)?),
        Field::Before => {
            let (first, _) = wanted.published.unwrap_or((i64::MIN, i64::MAX));
            wanted.published = Some((first, span(value)?.0.saturating_sub(1)));
        }
        Field::After => {
            let (_, last) = wanted.published.unwrap_or((i64::MIN, i64::MAX));
            wanted.published = Some((span(value)?.0, last));
        }
        Field::Kind | Field::Status => {}
    }
    Ok(())
}

/// Everybody who has these words in their name.
pub fn people(archive: &Archive, name: &str) -> Result<Vec<i64>> {
    let found = archive.people_named(name)?;
    if found.is_empty() {
        return Err(Error::Asked(format!("nobody in the archive is called “{name}”")));
    }
    Ok(found)
}

fn found(archive: &Archive, hit: &Hit, expr: Option<&Expr>) -> Result<Found> {
    let (sentence, highlights, statement) = match &hit.statement {
        Some(s) => {
            let folded = Folded::of(&s.words);
            (s.words.clone(), marked(&folded, expr), Some(s.clone()))
        }
        None => in_article(archive, hit, expr)?,
    };
    // As long in bytes, so that places stay.
    let sentence = sentence.replace(['\n', '\r', '\t'], " ");
    let url = hit.article.url.clone();
    let link = url.as_deref().map(|url| passage::link(url, sentence.split(" … ").next().unwrap_or_default()));
    Ok(Found {
        article: hit.article.key.clone(),
        title: hit.article.title.clone(),
        outlet: hit.article.outlet.clone(),
        url,
        published: hit.article.published.clone(),
        key: statement.as_ref().map(|s| s.key.clone()),
        speaker: statement.as_ref().and_then(|s| s.speaker.clone()),
        speaker_score: statement.as_ref().and_then(|s| s.source_score),
        form: statement.as_ref().map(|s| s.form.clone()),
        said: statement.as_ref().and_then(|s| day(s.said_first)),
        sentence,
        highlights,
        link,
    })
}

fn marked(folded: &Folded, expr: Option<&Expr>) -> Vec<[usize; 2]> {
    let mut all: Vec<[usize; 2]> = Vec::new();
    for (k, n) in expr.map(|e| e.places(folded)).unwrap_or_default() {
        all.push([folded.span(k).start as usize, folded.span(k + n - 1).end as usize]);
    }
    all.sort_unstable();
    all.dedup_by(|next, last| {
        let touches = next[0] < last[1];
        if touches {
            last[1] = last[1].max(next[1]);
        }
        touches
    });
    all
}

/// The sentence of an article that has most of the words, and the statement that it lies in.
fn in_article(
    archive: &Archive,
    hit: &Hit,
    expr: Option<&Expr>,
) -> Result<(String, Vec<[usize; 2]>, Option<StatementRow>)> {
    let prose = archive.prose(hit.article.revision)?;
    let Some(place) = expr.and_then(|expr| place(&prose, expr)) else {
        let start: String = prose.text.as_str().chars().take(200).collect();
        return Ok((start, Vec::new(), None));
    };
    let sentence = passage::sentence(&prose.text, &prose.blocks, place.span);
    let words = prose.text.get(sentence).unwrap_or_default().to_owned();
    let (start, end) = (sentence.start as usize, sentence.end as usize);
    let marks = place.marks.iter().filter(|m| m[0] >= start && m[1] <= end).map(|m| [m[0] - start, m[1] - start]);
    let statement = archive.statement_where(hit.article.n, |own| {
        !own.is_empty() && words.contains(own) && expr.is_none_or(|e| e.matches(&Folded::of(own)))
    })?;
    Ok((words, marks.collect(), statement))
}

/// Words of a query further apart than this many bytes are not together.
const TOGETHER: usize = 300;

/// Where words of a query stand together.
struct Place {
    /// How many of its words and phrases.
    n: usize,
    /// From the first to the last.
    span: Span,
    /// All of them in this block, in bytes of the text.
    marks: Vec<[usize; 2]>,
}

/// Where most of a query's words and phrases stand together: in the body rather than in a headline, then the first such place.
fn place(prose: &Prose, expr: &Expr) -> Option<Place> {
    let wanted = expr.positive();
    let lower = prose.text.as_str().to_ascii_lowercase();
    // A word is mostly printed as it is compared: where it is, it is looked for first.
    let mut order: Vec<(usize, bool, usize)> = Vec::new();
    let mut are_printed = vec![false; wanted.len()];
    for (n, block) in prose.blocks.iter().enumerate() {
        let own = lower.get(block.span.range()).unwrap_or_default();
        let mut printed = 0;
        for (k, one) in wanted.iter().enumerate() {
            let is_here = one.first().is_some_and(|word| own.contains(word));
            printed += usize::from(is_here);
            are_printed[k] |= is_here;
        }
        let is_body = !matches!(block.kind, BlockKind::Title | BlockKind::Byline | BlockKind::Heading);
        order.push((wanted.len() - printed, !is_body, n));
    }
    order.sort_unstable();
    let are_printed = are_printed.iter().all(|is| *is);
    let mut best: Option<Place> = None;
    for (without, _, n) in order {
        // Where each is printed as it is compared, a block has no more of them than are printed there.
        if are_printed && best.as_ref().is_some_and(|best| best.n >= wanted.len() - without) {
            break;
        }
        let block = &prose.blocks[n];
        let mut folded = Folded::default();
        folded.add(prose.text.get(block.span).unwrap_or_default(), block.span.start);
        let here = place_in(&folded, &wanted, expr);
        let more = |here: &Place| best.as_ref().is_none_or(|best| best.n < here.n);
        if let Some(here) = here.filter(more) {
            let all = here.n >= expr.least();
            best = Some(here);
            if all {
                break;
            }
        }
    }
    best
}

/// The same within a block.
fn place_in(folded: &Folded, wanted: &[&Expr], expr: &Expr) -> Option<Place> {
    let mut all: Vec<(Span, usize)> = Vec::new();
    for (of, one) in wanted.iter().enumerate() {
        let spans = one.places(folded).into_iter();
        all.extend(spans.map(|(k, n)| (Span { start: folded.span(k).start, end: folded.span(k + n - 1).end }, of)));
    }
    all.sort_unstable_by_key(|(span, of)| (span.start, *of));
    let mut best: Option<(usize, Span)> = None;
    let mut seen: Vec<usize> = Vec::new();
    for (k, (first, _)) in all.iter().enumerate() {
        seen.clear();
        let mut end = first.end;
        for (span, of) in all[k..].iter().take_while(|(s, _)| (s.end as usize) < first.start as usize + TOGETHER) {
            if !seen.contains(of) {
                seen.push(*of);
                end = end.max(span.end);
            }
        }
        let n = seen.len().max(1);
        if best.is_none_or(|(most, _)| most < n) {
            best = Some((n, Span { start: first.start, end }));
        }
        if n == wanted.len() {
            break;
        }
    }
    best.map(|(n, span)| Place { n, span, marks: marked(folded, Some(expr)) })
}
