//! Treebanks in CoNLL-U (universaldependencies.org/format.html): words, tags, trees; enhanced graphs and empty nodes are left aside.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};

/// A syntactic word.
#[derive(Clone, Debug)]
pub struct Word {
    pub form: String,
    pub upos: String,
    pub features: String,
    /// Index of the word it hangs on; `None`: the root.
    pub head: Option<usize>,
    pub label: String,
    /// White space stands behind it.
    pub spaced: bool,
    /// It is written as one with the word before it (`do` `n't`).
    pub fused: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub words: Vec<Word>,
    /// Name of the document that it begins.
    pub document: Option<String>,
    /// It begins a paragraph.
    pub paragraph: bool,
}

/// The sentences of a file; packed where its name ends in `.gz`.
pub fn read(path: &Path) -> anyhow::Result<Vec<Sentence>> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = if path.extension().is_some_and(|e| e == "gz") {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
        text
    } else {
        String::from_utf8(bytes)?
    };
    parse(&text).with_context(|| format!("{} is no CoNLL-U", path.display()))
}

fn parse(text: &str) -> anyhow::Result<Vec<Sentence>> {
    let mut all = Vec::new();
    let mut now = Sentence::default();
    // Number of the last word of a token that is written as one, and whether white space follows it.
    let mut fused: Option<(usize, usize, bool)> = None;
    for (n, line) in text.lines().enumerate() {
        if line.is_empty() {
            if !now.words.is_empty() {
                all.push(std::mem::take(&mut now));
            }
            fused = None;
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            if let Some(id) = comment.strip_prefix("newdoc") {
                now.document = Some(
                    id.trim_start_matches([' ', '=']).trim_start_matches("id").trim_matches([' ', '=']).to_owned(),
                );
            }
            // The name of a block within a paragraph (`newpar_block`) begins none.
            now.paragraph |= comment == "newpar" || comment.starts_with("newpar ");
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, _, features, head, label, _, more] = cells[..] else {
            bail!("line {}: {} cells where ten stand", n + 1, cells.len());
        };
        let spaced = !more.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((from, to)) = id.split_once('-') {
            fused = Some((from.parse()?, to.parse()?, spaced));
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let id: usize = id.parse()?;
        let inside = fused.filter(|(from, to, _)| (*from..=*to).contains(&id));
        let head: usize = head.parse().unwrap_or(0);
        now.words.push(Word {
            form: form.to_owned(),
            upos: upos.to_owned(),
            features: features.to_owned(),
            head: head.checked_sub(1),
            label: label.to_owned(),
            spaced: inside.map_or(spaced, |(_, to, spaced)| id == to && spaced),
            fused: inside.is_some_and(|(from, _, _)| id > from),
        });
    }
    if !now.words.is_empty() {
        all.push(now);
    }
    for s in &all {
        if let Some(word) = s.words.iter().find(|w| w.head.is_some_and(|h| h >= s.words.len())) {
            bail!("the head of \"{}\" is no word of its sentence", word.form);
        }
    }
    Ok(all)
}

/// The texts of the documents, by name: sentences joined by blanks, paragraphs by empty lines.
pub fn texts(sentences: &[Sentence]) -> std::collections::BTreeMap<String, String> {
    let mut all: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    let mut name = String::new();
    for s in sentences {
        if let Some(document) = &s.document {
            name.clone_from(document);
        }
        let text = all.entry(name.clone()).or_default();
        if !text.is_empty() {
            text.push_str(if s.paragraph { "\n\n" } else { " " });
        }
        text.push_str(&s.text());
    }
    all
}

impl Sentence {
    /// The words as they stood.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for w in &self.words {
            text.push_str(&w.form);
            if w.spaced {
                text.push(' ');
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// The sentence with words around hyphens written as one (`well-known`), as our tokens have them; `None` where there are none.
    ///
    /// The word is what the part is that hangs on a word outside.
    pub fn joined(&self) -> Option<Sentence> {
        let n = self.words.len();
        // For each word the first of its group.
        let mut group: Vec<usize> = (0..n).collect();
        let letters = |i: usize| self.words[i].form.chars().all(char::is_alphanumeric);
        for i in 1..n.saturating_sub(1) {
            let tight = !self.words[i - 1].spaced && !self.words[i].spaced;
            if self.words[i].form == "-" && tight && letters(i - 1) && letters(i + 1) {
                group[i] = group[i - 1];
                group[i + 1] = group[i - 1];
            }
        }
        if group.iter().enumerate().all(|(i, g)| i == *g) {
            return None;
        }
        let starts: Vec<usize> = (0..n).filter(|i| group[*i] == *i).collect();
        let place = |i: usize| starts.partition_point(|s| *s <= group[i]) - 1;
        let mut words = Vec::with_capacity(starts.len());
        for (k, start) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(n);
            let mut outside = (*start..end).filter(|i| self.words[*i].head.is_none_or(|h| !(*start..end).contains(&h)));
            let (Some(top), None) = (outside.next(), outside.next()) else { return None };
            let form = self.words[*start..end].iter().map(|w| w.form.as_str()).collect();
            let head = self.words[top].head.map(place);
            words.push(Word { form, head, spaced: self.words[end - 1].spaced, ..self.words[top].clone() });
        }
        Some(Sentence { words, ..self.clone() })
    }
}
