//! `cargo xtask score syntax --conllu FILE...`: tags and trees against treebanks, on their tokens and on raw text.
//!
//! Raw text is scored as at CoNLL 2018 (Zeman et al.): words and sentences count where their characters are the same, F1. Relations count
//! without their subtypes, as there; with subtypes beside it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::bail;
use onrecord_grammar::syntax::learn;
use onrecord_grammar::syntax::{Label, Syntax, Tag};
use onrecord_model::{Article, Block, BlockKind, Span};
use onrecord_words::Words;

use onrecord_corpus::conllu::{self, Sentence};

/// Figures by name, and of how many.
pub type Figures = Vec<(&'static str, f64, usize)>;

pub fn run(words: &[&str]) -> anyhow::Result<bool> {
    let files: Vec<PathBuf> = words.iter().filter(|w| !w.starts_with("--")).map(PathBuf::from).collect();
    if files.is_empty() {
        bail!("name at least one file: cargo xtask score syntax --conllu FILE...");
    }
    for file in &files {
        let sentences = conllu::read(file)?;
        let n: usize = sentences.iter().map(|s| s.words.len()).sum();
        println!("{}: {} sentences, {n} words", file.display(), sentences.len());
        for (name, value, n) in gold(&sentences).into_iter().chain(raw(&sentences)) {
            println!("  {name:<34} {value:.4}  of {n}");
        }
    }
    Ok(true)
}

fn base(name: &str) -> &str {
    name.split(':').next().unwrap_or(name)
}

/// Words, sentences and tokens given.
pub fn gold(sentences: &[Sentence]) -> Figures {
    let (mut tally, mut all) = ([0usize; 4], 0);
    for sentence in sentences {
        let forms: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        let (tags, arcs) = learn::read(&forms);
        for (i, word) in sentence.words.iter().enumerate() {
            all += 1;
            let head = arcs[i].head.map(|h| h as usize) == word.head;
            let label = arcs[i].label;
            tally[0] += usize::from(tags[i].upos() == word.upos);
            tally[1] += usize::from(head);
            tally[2] += usize::from(head && base(label.name()) == base(&word.label));
            tally[3] += usize::from(head && label == Label::of(&word.label));
        }
    }
    let share = |k: usize| tally[k] as f64 / all.max(1) as f64;
    vec![
        ("UPOS, words given", share(0), all),
        ("UAS, words given", share(1), all),
        ("LAS, words given", share(2), all),
        ("LAS with subtypes, words given", share(3), all),
    ]
}

/// A word's place in the text, and what is said of it.
struct Node {
    upos: String,
    /// Place of its head; the root's is its own.
    head: (usize, usize),
    label: String,
}

type Nodes = BTreeMap<(usize, usize), Node>;

/// From the text alone.
pub fn raw(sentences: &[Sentence]) -> Figures {
    let (text, blocks, theirs, their_sentences) = laid_out(sentences);
    let article = Article { text: text.into(), blocks, ..Article::default() };
    let words = Words::cut(&article);
    let syntax = Syntax::of(&words);
    let mut ours = Nodes::new();
    let place = |i: usize| {
        let span = words.tokens[i].span;
        (span.start as usize, span.end as usize)
    };
    for s in 0..words.sentences.len() {
        for (i, arc) in words.tokens_of(s).zip(syntax.tree(&words, s)) {
            let tag: Tag = syntax.tag(&words, i);
            let head = arc.head.map_or(place(i), |h| place(h as usize));
            ours.insert(place(i), Node { upos: tag.upos().to_owned(), head, label: arc.label.name().to_owned() });
        }
    }
    let our_sentences: Vec<(usize, usize)> = (0..words.sentences.len())
        .map(|s| (place(words.tokens_of(s).start).0, place(words.tokens_of(s).end - 1).1))
        .collect();
    let both = |fits: &dyn Fn(&Node, &Node) -> bool| {
        theirs.iter().filter(|(at, theirs)| ours.get(at).is_some_and(|ours| fits(ours, theirs))).count()
    };
    let f1 = |right: usize, a: usize, b: usize| 2.0 * right as f64 / (a + b).max(1) as f64;
    let words_f1 = |right: usize| f1(right, ours.len(), theirs.len());
    let same = their_sentences.iter().filter(|s| our_sentences.contains(s)).count();
    vec![
        ("words F1, raw text", words_f1(both(&|_, _| true)), theirs.len()),
        ("sentences F1, raw text", f1(same, our_sentences.len(), their_sentences.len()), their_sentences.len()),
        ("UPOS F1, raw text", words_f1(both(&|a, b| a.upos == b.upos)), theirs.len()),
        (
            "LAS F1, raw text",
            words_f1(both(&|a, b| a.head == b.head && base(&a.label) == base(&b.label))),
            theirs.len(),
        ),
    ]
}

/// The text of a treebank, a block a paragraph, with its words and sentences in their places.
fn laid_out(sentences: &[Sentence]) -> (String, Vec<Block>, Nodes, Vec<(usize, usize)>) {
    let (mut text, mut blocks, mut nodes, mut spans) = (String::new(), Vec::new(), Nodes::new(), Vec::new());
    let mut start = 0;
    for (n, sentence) in sentences.iter().enumerate() {
        if n > 0 && (sentence.paragraph || sentence.document.is_some()) {
            let end = text.trim_end().len();
            blocks.push(Span::new(start, end));
            text.truncate(end);
            text.push_str("\n\n");
            start = text.len();
        }
        let mut places = Vec::new();
        for (i, word) in sentence.words.iter().enumerate() {
            places.push((text.len(), text.len() + word.form.len()));
            text.push_str(&word.form);
            // Words that are written as one have no space between.
            if word.spaced && !sentence.words.get(i + 1).is_some_and(|next| next.fused) {
                text.push(' ');
            }
        }
        for (word, at) in sentence.words.iter().zip(&places) {
            let head = word.head.map_or(*at, |h| places[h]);
            nodes.insert(*at, Node { upos: word.upos.clone(), head, label: word.label.clone() });
        }
        if let (Some(first), Some(last)) = (places.first(), places.last()) {
            spans.push((first.0, last.1));
        }
    }
    blocks.push(Span::new(start, text.trim_end().len()));
    let block = |span: Span| Block { kind: BlockKind::Paragraph, span, time: None };
    (text, blocks.into_iter().map(block).collect(), nodes, spans)
}
