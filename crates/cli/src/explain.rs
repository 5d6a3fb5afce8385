//! `onrecord explain`: what a rule does, in words and in an example.

use std::process::ExitCode;

use anyhow::bail;
use onrecord::{RuleRow, render};
use serde_json::json;

use crate::args::Explain;

/// Prints one rule, or without an id all of them.
pub fn explain(args: &Explain) -> anyhow::Result<ExitCode> {
    let text = match &args.rule {
        None if args.json => onrecord::rules().iter().map(json_line).collect(),
        None => list(),
        Some(id) => match onrecord::rule(id) {
            Some(rule) if args.json => json_line(rule),
            Some(rule) => one(rule),
            None => bail!("{}", unknown(id)),
        },
    };
    crate::print(&text)
}

/// All ids, a line each, with the columns below each other.
fn list() -> String {
    let width = |of: fn(&RuleRow) -> usize| onrecord::rules().iter().map(of).max().unwrap_or(0);
    let (ids, stages) = (width(|r| r.id.len()), width(|r| r.stage.as_str().len()));
    let line = |r: &RuleRow| format!("{:ids$}  {:stages$}  {}\n", r.id, r.stage.as_str(), r.sentence);
    onrecord::rules().iter().map(line).collect()
}

fn one(rule: &RuleRow) -> String {
    let (what, example) = match rule.example.strip_prefix("# ") {
        Some(headline) => ("Example, a headline", headline),
        None => ("Example", rule.example),
    };
    let facts = render::evidence_of(&onrecord::example(rule), rule.id);
    format!(
        "{} ({})\n{}\n\n{what}: {example}\n{facts}\n{}Cases: {}\n",
        rule.id,
        rule.stage.as_str(),
        rule.sentence,
        measured(rule),
        rule.case
    )
}

/// "Measured: of 120 statements kept in annotated articles 90 have the right words and source (.75)".
fn measured(rule: &RuleRow) -> String {
    let Some(m) = rule.measured.filter(|m| m.kept > 0) else { return String::new() };
    let share = f64::from(m.right) / f64::from(m.kept);
    let share = format!("{share:.2}");
    format!(
        "Measured: of {} statements kept in annotated articles {} have the right words and source ({})\n",
        m.kept,
        m.right,
        share.trim_start_matches('0')
    )
}

fn json_line(rule: &RuleRow) -> String {
    let row = json!({
        "id": rule.id,
        "stage": rule.stage.as_str(),
        "sentence": rule.sentence,
        "example": rule.example,
        "case": rule.case,
        "measured": rule.measured.map(|m| json!({"kept": m.kept, "right": m.right})),
    });
    format!("{row}\n")
}

fn unknown(id: &str) -> String {
    let near = onrecord::nearest(id);
    let near = if near.is_empty() { String::new() } else { format!(" near it are {};", near.join(", ")) };
    format!("there is no rule \"{id}\";{near} 'onrecord explain' lists them all")
}
