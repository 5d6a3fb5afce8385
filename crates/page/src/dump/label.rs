//! What each line is by itself, and which stretch of lines is the body.

use onrecord_model::FurnitureKind;

use super::lines::Line;
use crate::lists::{self, List};
use crate::{byline, date, phrases};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Label {
    /// Sentences of running text.
    Running,
    /// Anything short that nothing else is known of.
    Short,
    Caption,
    Date,
    Byline,
    /// The title of another story, its age in the next line.
    Related,
    /// "7 hours ago".
    Age,
    Furniture(FurnitureKind),
}

/// Labels by what stands in each line and right behind it.
pub fn labels(lines: &[Line]) -> Vec<Label> {
    let mut labels: Vec<Label> = lines.iter().map(alone).collect();
    for i in 0..lines.len() {
        // A story's title, then its age.
        if labels[i] == Label::Age
            && i > 0
            && matches!(labels[i - 1], Label::Running | Label::Short)
            && lines[i - 1].n_words >= 3
        {
            labels[i - 1] = Label::Related;
        }
        // An agency's caption is followed by the paper's own.
        if i > 0 && labels[i] == Label::Short && labels[i - 1] == Label::Caption && lines[i].text == lines[i - 1].text {
            labels[i] = Label::Caption;
        }
        // A shout next to a sign-up line is its first half.
        if let Label::Furniture(kind) = labels[i]
            && i > 0
            && !lines[i].apart
            && labels[i - 1] == Label::Short
            && lines[i - 1].shouts
            && lines[i].shouts
        {
            labels[i - 1] = Label::Furniture(kind);
        }
    }
    labels
}

fn alone(line: &Line) -> Label {
    let text = line.text.as_str();
    if is_age(text) {
        return Label::Age;
    }
    if line.credit && line.n_words >= 3 {
        return Label::Caption;
    }
    if line.n_words <= 16 && is_sign_up(text) {
        return Label::Furniture(FurnitureKind::Newsletter);
    }
    if line.n_words <= 40
        && let Some(kind) = phrases::furniture(text, false)
    {
        return Label::Furniture(kind);
    }
    if line.n_words <= 14 && !line.ends || line.n_words <= 6 {
        if text.bytes().any(|b| b.is_ascii_digit()) && is_date_line(text) {
            return Label::Date;
        }
        if line.n_words <= 12 && byline::opens(text) {
            return Label::Byline;
        }
    }
    let long = line.n_words >= 25 || line.ends && (line.n_words >= 8 || is_turn(text));
    if long && !line.shouts { Label::Running } else { Label::Short }
}

/// "Q: Why now?", "Mayor Venn: It is safe.": somebody's turn in a conversation.
fn is_turn(text: &str) -> bool {
    let Some((who, words)) = text.split_once(": ") else { return false };
    let named = who.split(' ').count() <= 4 && who.split(' ').all(|w| w.starts_with(char::is_uppercase));
    named && words.split_whitespace().count() >= 2
}

/// A short line that speaks of the reader's mailbox.
fn is_sign_up(text: &str) -> bool {
    let lower = text.to_lowercase();
    lists::members(List::SignUp).iter().any(|w| lower.contains(w))
}

/// A date with hardly anything beside it.
fn is_date_line(text: &str) -> bool {
    let Some((range, _)) = date::find(text, None) else { return false };
    let rest: usize = text[..range.start].split_whitespace().count() + text[range.end..].split_whitespace().count();
    rest <= 6
}

/// "7 hours ago", "vor 3 Stunden", "il y a 2 jours": counts back from a day nobody knows.
pub fn is_age(text: &str) -> bool {
    if text.len() > 32 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return matches!(text.to_lowercase().as_str(), "yesterday" | "just now" | "an hour ago" | "a day ago");
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |w: &&str| w.bytes().all(|b| b.is_ascii_digit());
    let unit = |w: &&str| lists::members(List::AgeUnit).iter().any(|u| w.starts_with(u));
    match words.as_slice() {
        [n, u, "ago"] => number(n) && unit(u),
        [short, "ago"] => {
            short.ends_with(['h', 'm', 'd', 'w']) && short.bytes().next().is_some_and(|b| b.is_ascii_digit())
        }
        ["vor" | "för" | "hace" | "há", n, u] => number(n) && unit(u),
        ["il", "y", "a", n, u] => number(n) && unit(u),
        [n, u, "fa" | "geleden" | "siden" | "sedan"] => number(n) && unit(u),
        _ => false,
    }
}

/// The stretch of lines that holds most running text and least else: first and one past the last (Kadane's maximum).
pub fn body(lines: &[Line], labels: &[Label]) -> (usize, usize) {
    let worth = |i: usize| -> f64 {
        match labels[i] {
            Label::Running => (lines[i].n_words as f64).min(120.0),
            Label::Short => -9.0 - if lines[i].n_words < 4 { 4.0 } else { 0.0 },
            Label::Caption => -2.0,
            Label::Date | Label::Byline => -6.0,
            Label::Related | Label::Age => -25.0,
            Label::Furniture(_) => -18.0,
        }
    };
    let (mut best, mut sum, mut from) = ((0.0, 0, 0), 0.0, 0);
    for i in 0..lines.len() {
        if sum <= 0.0 {
            (sum, from) = (0.0, i);
        }
        sum += worth(i);
        if sum > best.0 {
            best = (sum, from, i + 1);
        }
    }
    (best.1, best.2)
}
