//! What differs between a quotation and the words in the archive, and of which kind it is.
//!
//! Negation, numbers, names, tense and modal verbs are never folded: each is named. Leaves alone: what it means that something differs.

use std::sync::LazyLock;

use onrecord_words::folded::Folded;
use serde::Serialize;

use crate::passage::one_line;

use super::align::{Alignment, Quotation, Step};

/// Of which kind a difference is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// "not" and its like are there or not.
    Negation,
    /// Another number.
    Number,
    /// Another name.
    Name,
    /// Another modal verb.
    Modal,
    /// Another form of the same verb.
    Tense,
    /// The same words in another order.
    Order,
    /// Another word.
    Word,
    /// A word that is not in the archive.
    Addition,
    /// Words that are left out.
    Omission,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its kind.
    pub kind: Kind,
    /// The words of the quotation; empty where something is left out.
    pub draft: String,
    /// The words in the archive; empty where something was added.
    pub archive: String,
    /// The omission is marked, or leaves the sense of what is quoted.
    #[serde(skip)]
    pub is_fair: bool,
}

/// Two texts side by side.
pub struct Sides<'a> {
    /// The quotation.
    pub quotation: &'a Quotation,
    /// As it was given.
    pub given: &'a str,
    /// The article's words.
    pub article: &'a Folded,
    /// Its text.
    pub text: &'a str,
}

const NEGATIONS: [&str; 14] = [
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "hardly", "barely",
    "scarcely", "unable",
];
const MODALS: [&str; 10] = ["will", "would", "can", "could", "may", "might", "must", "shall", "should", "ought"];
/// Words that make weaker, or bind to a condition, what stands beside them.
const HEDGES: [&str; 26] = [
    "if",
    "unless",
    "until",
    "only",
    "perhaps",
    "maybe",
    "probably",
    "possibly",
    "likely",
    "unlikely",
    "almost",
    "nearly",
    "about",
    "around",
    "some",
    "sometimes",
    "allegedly",
    "reportedly",
    "apparently",
    "partly",
    "most",
    "few",
    "rarely",
    "at",
    "less",
    "more",
];
const NUMBER_WORDS: [&str; 12] = [
    "hundred", "thousand", "million", "billion", "trillion", "half", "quarter", "dozen", "double", "twice", "percent",
    "third",
];
const CURRENCIES: [&str; 3] = ["gbp", "usd", "eur"];

fn is_number(word: &str) -> bool {
    word.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || NUMBER_WORDS.contains(&word)
        || CURRENCIES.contains(&word)
}

/// So many words left out in a row are more than a slip: a clause.
const CLAUSE: usize = 4;

/// All differences of an alignment, in text order.
pub fn differences(sides: &Sides<'_>, alignment: &Alignment) -> Vec<Difference> {
    let mut all: Vec<Difference> = Vec::new();
    let (mut added, mut omitted): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for step in alignment.steps.iter().chain([&Step::Same(usize::MAX, 0)]) {
        match step {
            Step::Added(i) => added.push(*i),
            Step::Omitted(j) => omitted.push(*j),
            Step::Same(i, _) => {
                let marked = sides.quotation.gap.get(*i).copied().unwrap_or(false);
                all.extend(difference(sides, &added, &omitted, marked));
                added.clear();
                omitted.clear();
            }
        }
    }
    moved(&mut all);
    all
}

fn difference(sides: &Sides<'_>, added: &[usize], omitted: &[usize], marked: bool) -> Option<Difference> {
    // The writer's own words in brackets, and what they stand for.
    let theirs: Vec<usize> = added.iter().copied().filter(|i| !sides.quotation.own[*i]).collect();
    let bracketed = theirs.len() < added.len();
    if theirs.is_empty() && (omitted.is_empty() || bracketed && omitted.len() <= 2 * added.len() + 2) {
        return None;
    }
    let draft = |k: &usize| sides.quotation.words.word(*k);
    let archive = |k: &usize| sides.article.word(*k);
    let words = |all: &[usize], of: &dyn Fn(&usize) -> String| all.iter().map(of).collect::<Vec<_>>();
    let (a, b): (Vec<String>, Vec<String>) =
        (words(&theirs, &|k| draft(k).to_owned()), words(omitted, &|k| archive(k).to_owned()));
    let made = |kind: Kind, is_fair: bool| {
        Some(Difference {
            kind,
            draft: printed(sides.given, &sides.quotation.words, &theirs),
            archive: printed(sides.text, sides.article, omitted),
            is_fair,
        })
    };
    if a.is_empty() {
        let crosses = !marked && crosses(sides, omitted);
        return omission(&b, marked).and_then(|(kind, fair)| made(kind, fair && !crosses));
    }
    let kind = if count(&a, &NEGATIONS) != count(&b, &NEGATIONS) {
        Kind::Negation
    } else if numbers(&a) != numbers(&b) {
        Kind::Number
    } else if is_name(sides.given, &sides.quotation.words, &theirs) || is_name(sides.text, sides.article, omitted) {
        Kind::Name
    } else if those(&a, &MODALS) != those(&b, &MODALS) {
        Kind::Modal
    } else if !b.is_empty() && is_tense(&a, &b) {
        Kind::Tense
    } else if b.is_empty() {
        Kind::Addition
    } else {
        Kind::Word
    };
    made(kind, false)
}

/// What is left out, and nothing marks it, runs into another paragraph, or over a quotation that ends and another that begins with more
/// between them than who speaks: the words on either side need not be one person's.
fn crosses(sides: &Sides<'_>, omitted: &[usize]) -> bool {
    let (Some(first), Some(last)) = (omitted.first(), omitted.last()) else { return false };
    let from = first.checked_sub(1).map_or(0, |k| sides.article.span(k).end);
    let to = if last + 1 < sides.article.len() { sides.article.span(last + 1).start } else { from };
    let between = sides.text.get(from as usize..to as usize).unwrap_or_default();
    between.contains('\n') || omitted.len() > TAG && between.contains(['”', '"'])
}

/// Words between two parts of a quotation that tell who speaks and how, at most.
const TAG: usize = 16;

/// The kind of words left out, and whether what is left says the same; `None` where nothing that counts is left out.
fn omission(words: &[String], marked: bool) -> Option<(Kind, bool)> {
    let touches = |list: &[&str]| {
        let n = words.len();
        words.iter().enumerate().any(|(k, w)| list.contains(&w.as_str()) && (n <= CLAUSE || k < 2 || k + 2 >= n))
    };
    if touches(&NEGATIONS) {
        return Some((Kind::Negation, false));
    }
    if touches(&HEDGES) && words.len() <= CLAUSE && !marked {
        return Some((Kind::Omission, false));
    }
    if words.len() <= 2 && touches(&MODALS) {
        return Some((Kind::Modal, false));
    }
    // "never discussed" for "had never discussed".
    let is_auxiliary = |word: &String| lemma(word).iter().any(|form| matches!(form.as_str(), "be" | "have" | "do"));
    if words.len() <= 2 && words.iter().all(is_auxiliary) && !marked {
        return Some((Kind::Tense, false));
    }
    if words.len() <= CLAUSE && words.iter().any(|w| is_number(w)) && !marked {
        return Some((Kind::Number, false));
    }
    Some((Kind::Omission, true))
}

fn count(words: &[String], list: &[&str]) -> usize {
    words.iter().filter(|w| list.contains(&w.as_str())).count()
}

fn those<'w>(words: &'w [String], list: &[&str]) -> Vec<&'w str> {
    words.iter().map(String::as_str).filter(|w| list.contains(w)).collect()
}

fn numbers(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).filter(|w| is_number(w)).collect()
}

/// A word that is printed with a capital elsewhere than where a sentence begins.
fn is_name(text: &str, words: &Folded, which: &[usize]) -> bool {
    which.iter().any(|k| {
        let span = words.span(*k);
        let word = &text[span.range()];
        let begins = {
            let before = text[..span.start as usize].trim_end_matches([' ', '\n', '\t', '“', '"', '‘', '\'', '(', '[']);
            before.is_empty() || before.ends_with(['.', '?', '!', ':', '…'])
        };
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        capital && !begins && word.chars().count() > 1 && words.word(*k) != "i"
    })
}

/// Forms of verbs that are not made by rule, with their lemma.
static IRREGULAR: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("irregular.tsv").lines().filter(|l| !l.starts_with('#'));
    let forms = |line: &'static str| {
        let lemma = line.split('\t').next().unwrap_or_default();
        line.split('\t').map(move |form| (form, lemma))
    };
    let mut all: Vec<_> = lines.flat_map(forms).collect();
    all.sort_unstable();
    all
});

/// The forms that a word may be a form of.
fn lemma(word: &str) -> Vec<String> {
    let from = IRREGULAR.partition_point(|(form, _)| *form < word);
    let known: Vec<String> =
        IRREGULAR[from..].iter().take_while(|(form, _)| *form == word).map(|(_, lemma)| (*lemma).to_owned()).collect();
    if !known.is_empty() {
        return known;
    }
    let mut all = vec![word.to_owned()];
    for ending in ["ing", "ed", "es", "d", "s"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|s| s.len() >= 2) {
            all.push(stem.to_owned());
            all.push(format!("{stem}e"));
            if let Some(y) = stem.strip_suffix('i') {
                all.push(format!("{y}y"));
            }
            let bytes = stem.as_bytes();
            if stem.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] {
                all.push(stem[..stem.len() - 1].to_owned());
            }
        }
    }
    all
}

const AUXILIARIES: [&str; 5] = ["be", "have", "do", "will", "going"];

/// The same verbs in other forms, auxiliaries apart: "is working" for "works", "went" for "go".
fn is_tense(a: &[String], b: &[String]) -> bool {
    let full = |words: &[String]| -> Vec<Vec<String>> {
        let all = words.iter().map(|w| lemma(w));
        all.filter(|forms| !forms.iter().any(|f| AUXILIARIES.contains(&f.as_str()))).collect()
    };
    let (x, y) = (full(a), full(b));
    x.len() == y.len() && x.iter().zip(&y).all(|(p, q)| p.iter().any(|form| q.contains(form)))
}

/// Words as they are printed, from the first to the last.
fn printed(text: &str, words: &Folded, which: &[usize]) -> String {
    match (which.first(), which.last()) {
        (Some(first), Some(last)) => {
            let (start, end) = (words.span(*first).start, words.span(*last).end);
            one_line(text.get(start as usize..end as usize).unwrap_or_default())
        }
        _ => String::new(),
    }
}

/// What was added here and left out there is moved.
fn moved(all: &mut Vec<Difference>) {
    let fold = |text: &str| Folded::of(text).joined().to_owned();
    for i in 0..all.len() {
        if all[i].draft.is_empty() || !all[i].archive.is_empty() {
            continue;
        }
        let own = fold(&all[i].draft);
        let other = (0..all.len()).find(|k| *k != i && all[*k].draft.is_empty() && fold(&all[*k].archive) == own);
        if let Some(k) = other {
            all[i].kind = Kind::Order;
            all[i].archive = std::mem::take(&mut all[k].archive);
        }
    }
    all.retain(|d| !d.draft.is_empty() || !d.archive.is_empty());
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::*;

    fn kinds(given: &str, text: &str) -> Vec<Kind> {
        let (quotation, article) = (Quotation::of(given), Folded::of(text));
        let alignment = align(&quotation, &article, 0, article.len());
        let sides = Sides { quotation: &quotation, given, article: &article, text };
        differences(&sides, &alignment).into_iter().filter(|d| !d.is_fair).map(|d| d.kind).collect()
    }

    const SAID: &str =
        "“We will not sell the old quay to Torv Bank for £42m, and it is working well,” the harbour master said.";

    #[test]
    fn each_kind_is_named() {
        for (given, kind) in [
            ("We will sell the old quay to Torv Bank for £42m", Some(Kind::Negation)),
            ("We will not sell the old quay to Torv Bank for £24m", Some(Kind::Number)),
            ("We will not sell the old quay to Hale Bank for £42m", Some(Kind::Name)),
            ("We would not sell the old quay to Torv Bank for £42m", Some(Kind::Modal)),
            ("it was working well", Some(Kind::Tense)),
            ("it works well", Some(Kind::Tense)),
            ("We will not sell the old pier to Torv Bank", Some(Kind::Word)),
            ("We will not sell the very old quay to Torv Bank", Some(Kind::Addition)),
            ("we won't sell the old quay to Torv Bank for £42 million", None),
            ("We will not sell [our] old quay to Torv Bank", None),
            ("We will not sell the old quay … and it is working well", None),
        ] {
            assert_eq!(kinds(given, SAID), kind.into_iter().collect::<Vec<_>>(), "{given}");
        }
    }
}
