//! Grows the weights by which statements are read, from what the rules propose in annotated articles and in texts whose proposals were judged:
//! where what is reported begins and ends (`crates/read/weights/extents.bin`), who says it (`speakers.bin`), and whether it is right
//! (`statements.bin`). The judges see each article as it is read by extents and speakers that never saw it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;
use onrecord_corpus::{self as corpus, Compiled, conllu};
use onrecord_model::Article;
use onrecord_read::learn::{self, Lesson, Tables};
use xtask::tree;

use crate::extents;
use crate::logit::{self, Choice};
use crate::pronouns;
use crate::truths::{Truth, annotated, judged, of_sheet};

/// An article that is learned from.
pub struct Document {
    pub id: String,
    pub article: Article,
    pub truth: Truth,
}

impl Document {
    /// It is news that was printed.
    fn is_real(&self) -> bool {
        self.id.starts_with("wikinews")
    }
}

/// A proposed statement with what is right of it, as far as that is known.
pub struct Judged {
    pub rows: Vec<u16>,
    /// It is a statement and its content is whole and no more; its source is right.
    pub truth: [Option<bool>; 2],
    /// Who was to be chosen from as its source, where one of them is right.
    pub speakers: Option<Choice>,
    /// The rule that proposes it.
    pub rule: &'static str,
    /// It stands in a real article.
    pub real: bool,
}

impl Judged {
    /// Are its words and its source right, as far as that is known?
    fn right(&self) -> Option<bool> {
        match self.truth {
            [Some(false), _] | [_, Some(false)] => Some(false),
            [Some(true), Some(true)] => Some(true),
            _ => None,
        }
    }
}

/// Strength of the penalty on weights, chosen by ten folds.
const RIDGE: f64 = 20.0;
const SPEAKERS_RIDGE: f64 = 8.0;

/// Sets whose proposals were judged, in `corpus/judged`.
pub const SETS: [&str; 3] = ["ud_ewt_train", "gum_by", "gum_bysa"];

/// All that is learned from: annotated articles, invented and real, and judged proposals.
pub fn gather(gold: &Path) -> anyhow::Result<Vec<Document>> {
    let mut all = Vec::new();
    let mut add = |id: String, compiled: Compiled| {
        all.push(Document { id, article: compiled.article, truth: Truth::Annotated(compiled.facts) });
    };
    for path in corpus::files("train") {
        match corpus::article(&path) {
            Ok(compiled) => add(path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), compiled),
            Err(faults) => bail!(faults.join("; ")),
        }
    }
    let real = corpus::real::articles("train")?;
    if real.is_empty() {
        bail!("the texts of corpus/real are absent (gold/news_free)");
    }
    real.into_iter().for_each(|(id, compiled)| add(id, compiled));
    for set in SETS {
        let file = gold.join(format!("lang/{set}.conllu.gz"));
        let sheet = std::fs::read_to_string(tree::root().join(format!("corpus/judged/{set}.tsv")))?;
        if !sheet.contains(blake3::hash(&std::fs::read(&file)?).to_hex().as_str()) {
            bail!("{set}: these are not the texts that were judged");
        }
        all.extend(of_sheet(&sheet, &conllu::texts(&conllu::read(&file)?))?);
    }
    Ok(all)
}

/// The proposals of a document as these weights read it.
fn proposals(document: &Document, lesson: &Lesson<'_>, tables: Tables<'_>) -> Vec<Judged> {
    let text = document.article.text.as_str();
    let examples = lesson.examples(tables).into_iter();
    let real = document.is_real();
    let mut all: Vec<Judged> = match &document.truth {
        Truth::Annotated(facts) => {
            let names = lesson.names();
            examples.map(|e| annotated(text, facts, e, &names)).collect()
        }
        Truth::Judged(verdicts) => examples.filter_map(|e| judged(text, verdicts, e)).collect(),
    };
    all.iter_mut().for_each(|j| j.real = real);
    all
}

/// As often a real article counts: they are fewer than the invented ones and nearer to what is read.
const REAL: usize = 3;

fn times(real: bool) -> usize {
    if real { REAL } else { 1 }
}

/// Share of documents that are held out at once.
const FOLDS: usize = 10;

/// The fold of a document.
fn fold(id: &str) -> usize {
    id.bytes().fold(7usize, |h, b| h.wrapping_mul(31).wrapping_add(usize::from(b))) % FOLDS
}

/// The documents with what is read of them before anything is learned.
pub struct School<'a> {
    documents: &'a [Document],
    lessons: Vec<Lesson<'a>>,
}

/// Weights of extents and speakers.
pub struct Grown {
    pub extents: Vec<u8>,
    pub speakers: Vec<u8>,
}

impl Grown {
    fn tables(&self) -> Tables<'_> {
        Tables { extents: &self.extents, speakers: &self.speakers }
    }
}

impl<'a> School<'a> {
    /// In each document pronouns stand for whom weights say that did not learn from it.
    pub fn of(documents: &'a [Document], pronouns: &[pronouns::Document]) -> School<'a> {
        let weights: Vec<Vec<u8>> =
            (0..FOLDS).map(|k| pronouns::grow(pronouns.iter().filter(|d| fold(&d.id) != k))).collect();
        School { documents, lessons: documents.iter().map(|d| Lesson::of(&d.article, &weights[fold(&d.id)])).collect() }
    }

    fn fold(&self, n: usize) -> usize {
        fold(&self.documents[n].id)
    }

    /// Numbers of the documents in a fold, or outside it; all where there is none.
    fn which(&self, fold: Option<usize>, inside: bool) -> Vec<usize> {
        (0..self.documents.len()).filter(|n| fold.is_none_or(|k| (self.fold(*n) == k) == inside)).collect()
    }

    /// The choices of extents as these weights meet them.
    fn offers(&self, of: &[usize], tables: Tables<'_>) -> Vec<extents::Example> {
        let one = |n: &usize| {
            let document = &self.documents[*n];
            match &document.truth {
                Truth::Annotated(facts) => {
                    let offers = self.lessons[*n].offers(tables);
                    extents::examples(&document.article, facts, offers, times(document.is_real()))
                }
                Truth::Judged(_) => Vec::new(),
            }
        };
        of.iter().flat_map(one).collect()
    }

    fn proposals(&self, of: &[usize], tables: Tables<'_>) -> Vec<Judged> {
        of.iter().flat_map(|n| proposals(&self.documents[*n], &self.lessons[*n], tables)).collect()
    }

    /// Weights of extents and speakers from these documents.
    fn grow(&self, of: &[usize]) -> Grown {
        let mut grown = Grown { extents: Vec::new(), speakers: Vec::new() };
        // Where the end is looked for depends on where the beginning was found.
        for _ in 0..2 {
            grown.extents = extents::grow(&self.offers(of, grown.tables()));
        }
        let judged = self.proposals(of, grown.tables());
        let choices: Vec<&Choice> = judged
            .iter()
            .flat_map(|j| j.speakers.iter().flat_map(|c| std::iter::repeat_n(c, times(j.real))))
            .filter(|c| c.rows.len() > 1)
            .collect();
        grown.speakers = bytes(&logit::learned(&choices, learn::STATEMENT_ROWS, SPEAKERS_RIDGE));
        grown
    }

    /// All weights, and what can be told of them by documents that they never saw.
    pub fn all(&self) -> (Grown, Vec<u8>, String, String) {
        let mut told = Told::default();
        let mut unseen: Vec<(usize, Judged)> = Vec::new();
        let one = |k: usize| {
            let grown = self.grow(&self.which(Some(k), false));
            let held_out = self.which(Some(k), true);
            let offers = extents::tally(&self.offers(&held_out, grown.tables()), &grown.extents);
            (k, offers, self.proposals(&held_out, grown.tables()), grown)
        };
        for (k, offers, proposals, grown) in (0..FOLDS).map(one) {
            told.extents.iter_mut().zip(offers).for_each(|(sum, n)| *sum += n);
            for choice in proposals.iter().filter_map(|j| j.speakers.as_ref()).filter(|c| c.rows.len() > 1) {
                told.speakers[0] += usize::from(choice.right[chosen(&choice.rows, &grown.speakers)]);
                told.speakers[1] += usize::from(choice.right[0]);
                told.speakers[2] += 1;
            }
            unseen.extend(proposals.into_iter().map(|j| (k, j)));
        }
        let (judges, chances, measured) = judges(&unseen);
        told.chances = chances;
        (self.grow(&self.which(None, true)), judges, told.words(), measured)
    }
}

/// Where an article comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Invented,
    Real,
    Judged,
}

/// What is learned from at a step of the learning curve: of each origin so many tenths.
const STEPS: [(&str, [usize; 3]); 7] = [
    ("a quarter of the invented articles", [3, 0, 0]),
    ("half of them", [5, 0, 0]),
    ("all of them", [10, 0, 0]),
    ("and the judged proposals", [10, 0, 10]),
    ("and half of the real articles", [10, 5, 10]),
    ("and all real articles", [10, 10, 10]),
    ("the real articles alone", [0, 10, 0]),
];

/// Of the proposals in real articles so many, the likeliest, are looked at.
const LIKELIEST: usize = 500;

impl School<'_> {
    fn origin(&self, n: usize) -> Origin {
        match self.documents[n].truth {
            Truth::Judged(_) => Origin::Judged,
            Truth::Annotated(_) if self.documents[n].is_real() => Origin::Real,
            Truth::Annotated(_) => Origin::Invented,
        }
    }

    /// How much is right in real articles that were not learned from, by what was learned from (ten folds).
    pub fn curve(&self) -> String {
        let mut out = format!(
            "of the {LIKELIEST} likeliest proposals in real articles not learned from, words and source right:\n"
        );
        for (what, tenths) in STEPS {
            let mut said: Vec<(f64, bool)> = Vec::new();
            for k in 0..FOLDS {
                let taken = |n: &usize| {
                    let hash = blake3::hash(self.documents[*n].id.as_bytes()).as_bytes()[0];
                    usize::from(hash) % 10 < tenths[self.origin(*n) as usize]
                };
                let learned: Vec<usize> = self.which(Some(k), false).into_iter().filter(taken).collect();
                let grown = self.grow(&learned);
                let train = self.proposals(&learned, grown.tables());
                let train: Vec<&Judged> = train.iter().collect();
                let weights = [question(&train, 0), question(&train, 1)];
                let real = self.which(Some(k), true).into_iter().filter(|n| self.origin(*n) == Origin::Real);
                for j in self.proposals(&real.collect::<Vec<_>>(), grown.tables()) {
                    let odds = weights
                        .each_ref()
                        .map(|w| 1.0 / (1.0 + (-logit::sum(w, &j.rows) - w[learn::STATEMENT_ROWS]).exp()));
                    said.extend(j.right().map(|right| (odds[0] * odds[1], right)));
                }
            }
            said.sort_by(|a, b| b.0.total_cmp(&a.0));
            let right = said.iter().take(LIKELIEST).filter(|s| s.1).count();
            out += &format!("  {what}: {right}\n");
        }
        out
    }
}

/// The candidate of the largest sum; of equals the first.
pub fn chosen(rows: &[Vec<u16>], weights: &[u8]) -> usize {
    let sum = |rows: &Vec<u16>| -> i32 { rows.iter().map(|r| i32::from(weights[usize::from(*r)].cast_signed())).sum() };
    (0..rows.len()).rev().max_by_key(|k| sum(&rows[*k])).unwrap_or(0)
}

/// Weights in bytes, the largest as large as they go.
pub fn bytes(weights: &[f64]) -> Vec<u8> {
    let most = weights.iter().fold(1e-6f64, |most, w| most.max(w.abs()));
    weights.iter().map(|w| (w / most * 127.0).round() as i8 as u8).collect()
}

/// What is told of weights by documents that they never saw.
#[derive(Default)]
struct Told {
    /// By place: right, nearly, by rules right, nearly, all.
    extents: [usize; 15],
    /// Right, by rules, all.
    speakers: [usize; 3],
    chances: String,
}

impl Told {
    fn words(&self) -> String {
        let mut out = String::new();
        for (what, [right, nearly, by_rule, nearly_by_rule, all]) in
            ["begins", "ends", "begins before a cue"].iter().zip(self.extents.as_chunks::<5>().0)
        {
            out += &format!(
                "where what is reported {what}: {right} of {all} right, {nearly} nearly; by rules {by_rule}, {nearly_by_rule}\n"
            );
        }
        let [right, by_rule, all] = self.speakers;
        out += &format!("speakers: {right} of {all} right; by rules {by_rule}\n");
        out + &self.chances
    }
}

/// The weights of a question.
fn question(judged: &[&Judged], question: usize) -> Vec<f64> {
    let choice = |j: &&Judged| -> Option<(Choice, bool)> {
        // The last row is the same for all: how often the answer is yes.
        let mut rows = j.rows.clone();
        rows.push(learn::STATEMENT_ROWS as u16);
        j.truth[question].map(|yes| (Choice::yes_or_no(rows, yes), j.real))
    };
    let choices: Vec<(Choice, bool)> = judged.iter().filter_map(choice).collect();
    logit::learned(
        &choices.iter().flat_map(|(c, r)| std::iter::repeat_n(c, times(*r))).collect::<Vec<_>>(),
        learn::STATEMENT_ROWS + 1,
        RIDGE,
    )
}

/// The weights of the judges in bytes (of each question scale and shift of its sums, then a byte a row), and how right judges are that never
/// saw the document.
fn judges(unseen: &[(usize, Judged)]) -> (Vec<u8>, String, String) {
    let (mut out, mut tables, mut told) = (Vec::new(), Vec::new(), String::new());
    let mut all: Vec<Vec<f64>> = Vec::new();
    for (q, name) in ["whole", "source right"].iter().enumerate() {
        let mut sums = vec![0.0; unseen.len()];
        for k in 0..FOLDS {
            let train: Vec<&Judged> = unseen.iter().filter(|(f, _)| *f != k).map(|(_, j)| j).collect();
            let weights = question(&train, q);
            for (sum, (_, j)) in sums.iter_mut().zip(unseen).filter(|(_, (f, _))| *f == k) {
                *sum = logit::sum(&weights, &j.rows);
            }
        }
        let said: Vec<(f64, bool)> =
            sums.iter().zip(unseen).filter_map(|(s, (_, j))| Some((*s, j.truth[q]?))).collect();
        let (a, b) = curve(&said);
        all.push(sums.iter().map(|sum| 1.0 / (1.0 + (-(a * sum + b)).exp())).collect());
        told += &bands(name, &said, (a, b));
        let weights = question(&unseen.iter().map(|(_, j)| j).collect::<Vec<_>>(), q);
        // The shift was fitted on sums without the last row.
        let weights = &weights[..learn::STATEMENT_ROWS];
        let most = weights.iter().fold(1e-6f64, |most, w| most.max(w.abs()));
        out.extend(((a * most / 127.0) as f32).to_le_bytes());
        out.extend((b as f32).to_le_bytes());
        tables.extend(bytes(weights));
    }
    out.extend(tables);
    told += "all articles: ";
    told += &kept(unseen, &all, false);
    told += "real articles: ";
    told += &kept(unseen, &all, true);
    (out, told, measured(unseen, &all))
}

/// Of each rule that proposes statements how many are kept and right: the lines of `crates/read/measured.tsv`.
fn measured(unseen: &[(usize, Judged)], chances: &[Vec<f64>]) -> String {
    let mut rules: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (n, (_, j)) in unseen.iter().enumerate() {
        let [kept, right] = rules.entry(j.rule).or_default();
        if let Some(is_right) = j.right().filter(|_| chances[0][n] * chances[1][n] >= f64::from(learn::LEAST_KEPT)) {
            *kept += 1;
            *right += usize::from(is_right);
        }
    }
    rules.iter().map(|(rule, [kept, right])| format!("{rule}\t{kept}\t{right}\n")).collect()
}

/// How many are kept by the least chance of words and source, and how many of those are right.
fn kept(unseen: &[(usize, Judged)], chances: &[Vec<f64>], real: bool) -> String {
    let mut out = "kept by least chance of words and source, share right:".to_owned();
    for least in [0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6] {
        let held = unseen
            .iter()
            .enumerate()
            .filter(|(n, (_, j))| j.real >= real && chances[0][*n] * chances[1][*n] >= least)
            .filter_map(|(_, (_, j))| j.right());
        let (right, all) = (held.clone().filter(|right| *right).count(), held.count());
        out += &format!(" {least} {right}/{all}");
    }
    out + "\n"
}

/// The share of rights by step of the chance told.
fn bands(name: &str, said: &[(f64, bool)], (a, b): (f64, f64)) -> String {
    let chances: Vec<(f64, bool)> = said.iter().map(|(s, r)| (1.0 / (1.0 + (-(a * s + b)).exp()), *r)).collect();
    let loss: f64 = chances.iter().map(|(p, r)| -(if *r { *p } else { 1.0 - p }).max(1e-9).ln()).sum();
    let mut out = format!(
        "{name}: {} proposals, log loss {:.4}; right by chance told:",
        chances.len(),
        loss / chances.len() as f64
    );
    for (low, high) in [(0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)] {
        let band: Vec<bool> = chances.iter().filter(|(p, _)| *p >= low && *p < high).map(|(_, r)| *r).collect();
        out += &format!(" {low} {}/{}", band.iter().filter(|r| **r).count(), band.len());
    }
    out + "\n"
}

/// Slope and shift of the logistic curve that turns sums into chances (Platt 1999), fitted on sums of judges that never saw the document.
fn curve(said: &[(f64, bool)]) -> (f64, f64) {
    let (mut a, mut b) = (1.0f64, 0.0f64);
    for _ in 0..50 {
        let (mut ga, mut gb, mut haa, mut hab, mut hbb) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
        for (sum, right) in said {
            let p = 1.0 / (1.0 + (-(a * sum + b)).exp());
            let (d, w) = (p - f64::from(u8::from(*right)), p * (1.0 - p));
            (ga, gb) = (ga + d * sum, gb + d);
            (haa, hab, hbb) = (haa + w * sum * sum, hab + w * sum, hbb + w);
        }
        let det = haa * hbb - hab * hab;
        (a, b) = (a - (hbb * ga - hab * gb) / det, b - (haa * gb - hab * ga) / det);
    }
    (a, b)
}
