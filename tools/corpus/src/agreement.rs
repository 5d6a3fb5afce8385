//! How far two readers agree: articles of the corpus beside their second, independent annotation in `corpus/second/`.
//!
//! F1 of the second against the first, as people are compared on PolNeAR: a fact counts where the other reader has one of its own at the
//! same place. Statements: four fifths of the tokens of the content on both sides, and sources that overlap.

use std::path::Path;

use onrecord_model::{Facts, Form, Quoting, Span, Statement};

use super::Compiled;
use xtask::tree;

/// One kind of fact: how many each reader has, and how many stand at the same place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub first: usize,
    pub second: usize,
    pub both: usize,
}

impl Tally {
    pub fn f1(&self) -> f64 {
        2.0 * self.both as f64 / (self.first + self.second).max(1) as f64
    }
}

/// What is compared, in the order in which it is told.
pub type Table = Vec<(&'static str, Tally)>;

/// The articles annotated twice, and how far their readers agree.
pub fn all() -> Result<(usize, Table), Vec<String>> {
    let mut pairs = Vec::new();
    let folder = tree::root().join("corpus/second");
    for path in tree::files(&folder, &[".txt"]) {
        let Ok(name) = path.strip_prefix(&folder) else { continue };
        let first = super::article(&tree::root().join("corpus").join(name))?;
        let second = super::article(&path)?;
        if first.article.text != second.article.text {
            return Err(vec![format!("{}: its text is not that of {}", tree::short(&path), Path::new(name).display())]);
        }
        pairs.push((first, second));
    }
    Ok((pairs.len(), sum(&pairs)))
}

/// The same of the real articles that were read twice, of which only statements and names are annotated; empty where their texts are absent.
pub fn real() -> anyhow::Result<(usize, Table)> {
    let pairs = super::real::twice()?;
    let mut table = sum(&pairs);
    table.retain(|(_, tally)| tally.first + tally.second > 0);
    Ok((pairs.len(), table))
}

fn sum(pairs: &[(Compiled, Compiled)]) -> Table {
    let mut table: Table = Vec::new();
    for (first, second) in pairs {
        for (what, tally) in compare(first, second) {
            match table.iter_mut().find(|(known, _)| *known == what) {
                Some((_, sum)) => {
                    sum.first += tally.first;
                    sum.second += tally.second;
                    sum.both += tally.both;
                }
                None => table.push((what, tally)),
            }
        }
    }
    table
}

fn compare(first: &Compiled, second: &Compiled) -> Table {
    let text = first.article.text.as_str();
    let (a, b) = (&first.facts, &second.facts);
    let statements = |form: Option<Quoting>, joint: bool| {
        let of = |facts: &Facts| -> Vec<Statement> {
            facts.statements.iter().filter(|s| form.is_none_or(|f| s.form == f)).cloned().collect()
        };
        pair(&of(a), &of(b), |x, y| same_content(text, x, y) && (!joint || same_source(x, y)))
    };
    let mentions = |form: Form| {
        let of = |facts: &Facts| -> Vec<Span> {
            let all = facts.entities.iter().flat_map(|e| &e.mentions);
            all.filter(|m| m.form == form).map(|m| m.span).collect()
        };
        pair(&of(a), &of(b), |x, y| x == y)
    };
    let kinds = |facts: &Facts| -> Vec<(Span, String)> {
        let named = facts.entities.iter().flat_map(|e| e.mentions.iter().map(move |m| (m, format!("{:?}", e.kind))));
        named.filter(|(m, _)| m.form == Form::Name).map(|(m, kind)| (m.span, kind)).collect()
    };
    vec![
        ("statements, content and source", statements(None, true)),
        ("statements, content", statements(None, false)),
        ("direct statements, content and source", statements(Some(Quoting::Direct), true)),
        ("mixed statements, content and source", statements(Some(Quoting::Mixed), true)),
        ("indirect statements, content and source", statements(Some(Quoting::Indirect), true)),
        ("names, exact span", mentions(Form::Name)),
        ("names, exact span and kind", pair(&kinds(a), &kinds(b), |x, y| x == y)),
        ("pronouns", mentions(Form::Pronoun)),
        ("descriptions", mentions(Form::Nominal)),
        ("times", pair(&a.times, &b.times, |x, y| overlap(x.span, y.span))),
        ("times with the same value", pair(&a.times, &b.times, |x, y| overlap(x.span, y.span) && x.value == y.value)),
        ("figures", pair(&a.figures, &b.figures, |x, y| overlap(x.span, y.span))),
        (
            "figures with the same value",
            pair(&a.figures, &b.figures, |x, y| overlap(x.span, y.span) && (x.value, x.high) == (y.value, y.high)),
        ),
        ("events", pair(&a.events, &b.events, |x, y| overlap(x.trigger, y.trigger))),
        (
            "events with the same status",
            pair(&a.events, &b.events, |x, y| overlap(x.trigger, y.trigger) && x.status == y.status),
        ),
        ("expectations", pair(&a.expectations, &b.expectations, |x, y| overlap(x.span, y.span))),
        (
            "expectations of the same kind",
            pair(&a.expectations, &b.expectations, |x, y| overlap(x.span, y.span) && x.kind == y.kind),
        ),
        (
            "expectations with the same end of the horizon",
            pair(&a.expectations, &b.expectations, |x, y| {
                let end = |w: &onrecord_model::Expectation| w.horizon.and_then(|h| h.interval.end);
                overlap(x.span, y.span) && end(x) == end(y)
            }),
        ),
        (
            "future words that are no expectation",
            pair(&first.not_expected, &second.not_expected, |x, y| overlap(*x, *y)),
        ),
    ]
}

/// Pairs each fact of the first reader with one of the second that none has yet.
fn pair<T>(first: &[T], second: &[T], same: impl Fn(&T, &T) -> bool) -> Tally {
    let mut taken = vec![false; second.len()];
    let mut both = 0;
    for x in first {
        if let Some(k) = second.iter().enumerate().position(|(k, y)| !taken[k] && same(x, y)) {
            taken[k] = true;
            both += 1;
        }
    }
    Tally { first: first.len(), second: second.len(), both }
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// Words of the content, by where they begin.
fn tokens(text: &str, parts: &[Span]) -> Vec<usize> {
    let mut out = Vec::new();
    for part in parts {
        let Some(words) = text.get(part.range()) else { continue };
        let mut inside = false;
        for (i, c) in words.char_indices() {
            let word = c.is_alphanumeric();
            if word && !inside {
                out.push(part.start as usize + i);
            }
            inside = word || inside && matches!(c, '\'' | '’' | '-');
        }
    }
    out
}

fn same_content(text: &str, a: &Statement, b: &Statement) -> bool {
    let (a, b) = (tokens(text, &a.content), tokens(text, &b.content));
    let both = a.iter().filter(|t| b.contains(t)).count();
    both > 0 && both * 5 >= a.len() * 4 && both * 5 >= b.len() * 4
}

fn same_source(a: &Statement, b: &Statement) -> bool {
    let span = |s: &Statement| s.source.as_ref().and_then(|x| x.span);
    match (span(a), span(b)) {
        (Some(x), Some(y)) => overlap(x, y),
        (x, y) => x.is_none() && y.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_is_paired_once() {
        let tally = pair(&[1, 1, 2], &[1, 2, 2, 3], |a, b| a == b);
        assert_eq!((tally.first, tally.second, tally.both), (3, 4, 2));
        assert!((tally.f1() - 4.0 / 7.0).abs() < 1e-9);
        assert_eq!(tokens("It’s a co-op, he", &[Span::new(0, 18)]).len(), 4);
    }
}
