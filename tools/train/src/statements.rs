//! Grows the weights that judge statements (`crates/read/weights/statements.bin`): what the rules propose in articles that people or
//! readers annotated, held against what is annotated.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use onrecord_corpus::{self as corpus, Compiled, conllu};
use onrecord_model::{Article, Facts, Span, Statement};
use onrecord_read::learn::{self, Example};
use xtask::tree;

use crate::logit::{self, Choice};

/// A proposed statement with what is right of it.
pub struct Judged {
    pub rows: Vec<u16>,
    /// It is a statement.
    pub is: bool,
    /// Its content is whole and no more.
    pub whole: bool,
    /// Its source is right.
    pub source: bool,
}

/// Strength of the penalty on weights, chosen by ten folds.
pub const RIDGE: f64 = 8.0;

/// Sets whose proposals were judged, in `corpus/judged`.
pub const SETS: [&str; 3] = ["ud_ewt_train", "gum_by", "gum_bysa"];

/// All that is learned from.
pub fn gather(gold: &Path) -> anyhow::Result<Vec<Document>> {
    let mut all = Vec::new();
    for path in corpus::files("train") {
        match corpus::article(&path) {
            Ok(compiled) => {
                all.push(of_article(path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), &compiled))
            }
            Err(faults) => bail!(faults.join("; ")),
        }
    }
    let real = corpus::real::articles("train")?;
    if real.is_empty() {
        bail!("the texts of corpus/real are absent (gold/news_free)");
    }
    all.extend(real.into_iter().map(|(id, compiled)| of_article(id, &compiled)));
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

/// The proposals of one article.
pub struct Document {
    pub id: String,
    pub judged: Vec<Judged>,
}

/// Bytes of content that two statements share, and of both.
fn shared(text: &str, a: &[Span], b: &[Span]) -> (usize, usize, usize) {
    let words = |parts: &[Span]| -> Vec<usize> {
        let mut out = Vec::new();
        for part in parts {
            let bytes = text.as_bytes();
            for i in part.range() {
                if bytes[i].is_ascii_alphanumeric()
                    && (i == part.start as usize || !bytes[i - 1].is_ascii_alphanumeric())
                {
                    out.push(i);
                }
            }
        }
        out
    };
    let (a, b) = (words(a), words(b));
    (a.iter().filter(|i| b.contains(i)).count(), a.len(), b.len())
}

fn touch(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

fn judge(article: &Article, gold: &Facts, example: Example, mine: &[(u32, Vec<Span>)]) -> Judged {
    let text = article.text.as_str();
    let mut best: Option<(bool, usize, &Statement)> = None;
    for s in &gold.statements {
        let (both, a, b) = shared(text, &example.content, &s.content);
        let cue = example.cue.is_some_and(|c| s.cue.iter().any(|k| touch(c, *k)));
        if both == 0 || !(cue || both * 2 >= a.max(1) && both * 2 >= b.max(1)) {
            continue;
        }
        let whole = both * 5 >= a * 4 && both * 5 >= b * 4;
        if best.is_none_or(|(w, n, _)| (whole, both) > (w, n)) {
            best = Some((whole, both, s));
        }
    }
    let source = best.is_some_and(|(_, _, s)| {
        let theirs = s.source.as_ref();
        let span = theirs.and_then(|x| x.span);
        let words = match (example.source, span) {
            (Some(a), Some(b)) => touch(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        // Of somebody who is known the name must be right, too.
        let gold_entity = theirs.and_then(|x| x.entity);
        let mentions = |e: u32| {
            gold.entities[e as usize]
                .mentions
                .iter()
                .filter(|m| m.form == onrecord_model::Form::Name)
                .map(|m| m.span)
                .collect::<Vec<_>>()
        };
        let entity = match (example.entity, gold_entity.map(mentions)) {
            (Some(e), Some(names)) if !names.is_empty() => {
                let own = mine.iter().find(|(id, _)| *id == e).map(|(_, spans)| spans.as_slice()).unwrap_or_default();
                own.is_empty() || own.iter().any(|m| names.iter().any(|n| touch(*m, *n)))
            }
            _ => true,
        };
        words && entity
    });
    Judged { rows: example.rows, is: best.is_some(), whole: best.is_some_and(|b| b.0), source }
}

/// The proposals of an annotated article.
fn of_article(id: String, compiled: &Compiled) -> Document {
    let (examples, names) = learn::examples(&compiled.article);
    let judged = examples.into_iter().map(|e| judge(&compiled.article, &compiled.facts, e, &names)).collect();
    Document { id, judged }
}

/// Verdicts on proposals of treebanks' texts: document, cue, source and content (bytes), verdict.
fn of_sheet(sheet: &str, texts: &BTreeMap<String, String>) -> anyhow::Result<Vec<Document>> {
    let mut all: BTreeMap<&str, Vec<[&str; 4]>> = BTreeMap::new();
    for line in sheet.lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [document, cue, source, content, verdict] = cells[..] else { bail!("{line:?} has not five cells") };
        all.entry(document).or_default().push([cue, source, content, verdict]);
    }
    let mut documents = Vec::new();
    for (id, rows) in all {
        let text = texts.get(id).with_context(|| format!("{id} is no document"))?;
        let opened = onrecord_page::open(text.as_bytes(), onrecord_page::Kind::Clean, &onrecord_page::Given::default());
        let (examples, _) = learn::examples(&opened.article);
        let mut judged = Vec::new();
        for e in examples {
            let span = |s: Option<Span>| s.map_or("-1--1".to_owned(), |s| format!("{}-{}", s.start, s.end));
            let content = e.content.iter().map(|c| format!("{}-{}", c.start, c.end)).collect::<Vec<_>>().join(";");
            let (cue, source) = (span(e.cue), span(e.source));
            let same = rows.iter().find(|r| r[0] == cue && r[1] == source && r[2] == content);
            let Some(row) = same.or_else(|| rows.iter().find(|r| r[0] == cue && cue != "-1--1" && r[3] == "not"))
            else {
                continue;
            };
            let v = row[3];
            if v == "dup" {
                continue;
            }
            judged.push(Judged {
                rows: e.rows,
                is: v != "not",
                whole: matches!(v, "ok" | "src"),
                source: matches!(v, "ok" | "ext"),
            });
        }
        documents.push(Document { id: id.to_owned(), judged });
    }
    Ok(documents)
}

/// Share of rows that are held out at once.
const FOLDS: u32 = 10;

/// What the judges say of every proposal, by judges that never saw its document, with the truth.
pub fn cross(documents: &[Document], ridge: f64) -> Vec<[(f64, bool); 3]> {
    let fold = |d: &Document| d.id.bytes().fold(7u32, |h, b| h.wrapping_mul(31).wrapping_add(u32::from(b))) % FOLDS;
    let mut out = Vec::new();
    for k in 0..FOLDS {
        let train: Vec<&Judged> = documents.iter().filter(|d| fold(d) != k).flat_map(|d| &d.judged).collect();
        let weights = questions(&train, ridge);
        for j in documents.iter().filter(|d| fold(d) == k).flat_map(|d| &d.judged) {
            let truth = [j.is, j.whole, j.source];
            out.push(std::array::from_fn(|q| (logit::sum(&weights[q], &j.rows), truth[q])));
        }
    }
    out
}

/// The weights of each question.
fn questions(judged: &[&Judged], ridge: f64) -> [Vec<f64>; 3] {
    std::array::from_fn(|q| {
        let choices: Vec<Choice> = judged
            .iter()
            .filter(|j| q < 2 || j.is)
            .map(|j| {
                // The last row is the same for all: how often the answer is yes.
                let mut rows = j.rows.clone();
                rows.push(learn::STATEMENT_ROWS as u16);
                Choice::yes_or_no(rows, [j.is, j.whole, j.source][q])
            })
            .collect();
        logit::learned(&choices.iter().collect::<Vec<_>>(), learn::STATEMENT_ROWS + 1, ridge)
    })
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

/// The weights in bytes: of each question scale and shift of its sums, then a byte a row.
pub fn grow(documents: &[Document], ridge: f64) -> Vec<u8> {
    let said = cross(documents, ridge);
    let all: Vec<&Judged> = documents.iter().flat_map(|d| &d.judged).collect();
    let weights = questions(&all, ridge);
    let mut out = Vec::new();
    let mut tables = Vec::new();
    for (q, weights) in weights.iter().enumerate() {
        let of: Vec<(f64, bool)> = said.iter().filter(|s| q < 2 || s[0].1).map(|s| s[q]).collect();
        let (a, b) = curve(&of);
        let (bias, weights) = (weights[learn::STATEMENT_ROWS], &weights[..learn::STATEMENT_ROWS]);
        let most = weights.iter().fold(1e-6f64, |most, w| most.max(w.abs()));
        out.extend(((a * most / 127.0) as f32).to_le_bytes());
        out.extend(((a * bias + b) as f32).to_le_bytes());
        tables.extend(weights.iter().map(|w| (w / most * 127.0).round() as i8 as u8));
    }
    out.extend(tables);
    out
}

/// How right the judges are that never saw the document: of each question the share of rights by step of the chance told.
pub fn told(documents: &[Document], ridge: f64) -> String {
    let said = cross(documents, ridge);
    let mut out = String::new();
    for (q, name) in ["a statement", "whole", "source"].iter().enumerate() {
        let of: Vec<(f64, bool)> = said.iter().filter(|s| q < 2 || s[0].1).map(|s| s[q]).collect();
        let (a, b) = curve(&of);
        let mut sorted: Vec<(f64, bool)> = of.iter().map(|(s, r)| (1.0 / (1.0 + (-(a * s + b)).exp()), *r)).collect();
        let loss: f64 = sorted.iter().map(|(p, r)| -(if *r { *p } else { 1.0 - p }).max(1e-9).ln()).sum();
        out += &format!("{name}: {} proposals, log loss {:.4};", sorted.len(), loss / sorted.len() as f64);
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (low, high) in [(0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)] {
            let band: Vec<bool> = sorted.iter().filter(|(p, _)| *p >= low && *p < high).map(|(_, r)| *r).collect();
            let right = band.iter().filter(|r| **r).count();
            out += &format!(" {low}: {right}/{}", band.len());
        }
        out.push('\n');
    }
    out
}
