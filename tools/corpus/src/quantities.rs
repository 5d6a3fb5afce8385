//! Times, figures and the dateline of a corpus article.

use onrecord_model::{Dateline, Figure, Interval, Key, Modifier, Span, Time, TimeType};

use super::compile::{Compiled, RULE, Work, period, word};
use super::marks::Mark;

impl Work {
    /// Times, figures and the dateline.
    pub(super) fn quantities(&mut self, compiled: &mut Compiled) {
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
                Some(("from", day)) => start = self.period(line, day).start,
                Some(("to", day)) => end = self.period(line, day).end,
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
        let plain = |n: usize| {
            !value.starts_with('T')
                && value.len() >= n
                && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b'T'))
        };
        if start.is_none() && end.is_none() && kind != TimeType::Duration && plain(4) {
            match period(value) {
                Ok(interval) => (start, end) = (interval.start, interval.end),
                Err(why) => self.fault(line, format!("\"{value}\": {why}")),
            }
        }
        let known = value == "?"
            || value.ends_with("_REF")
            || value.starts_with(['P', 'T'])
            || value.starts_with(|c: char| c.is_ascii_digit() || c == 'X');
        if !known {
            self.fault(line, format!("\"{value}\" is no TIMEX3 value; ? where it has none"));
        }
        let value = (value != "?").then(|| value.to_owned());
        Some(Time { span, kind, value, interval: Interval { start, end }, rule: RULE, score: 1.0 })
    }

    fn period(&mut self, line: usize, text: &str) -> Interval {
        period(text).unwrap_or_else(|why| {
            self.fault(line, format!("\"{text}\": {why}"));
            Interval::default()
        })
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
            change: None,
            key: Key::default(),
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
}
