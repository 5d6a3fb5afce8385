//! `corpus/real/`: annotations of real news whose text stays outside the repository. Offsets and labels, the hash of the text, no words of it.
//!
//! The text is that of `news_free/articles.jsonl` of the gold sets: title and paragraphs, joined by empty lines. Where it is absent these
//! articles are skipped.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use onrecord_model::{
    Act, Article, Block, BlockKind, Entity, EntityKind, Facts, Form, Gender, Key, Mention, Occasion, Quoting, Role,
    Source, SourceKind, Span, Standing, Statement, Who,
};
use serde::{Deserialize, Serialize};
use xtask::tree;

use crate::compile::RULE;
use crate::{Compiled, article};

/// An annotated article without its words.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Folded {
    id: String,
    /// BLAKE3 of the text that the offsets count in, bytes of UTF-8.
    hash: String,
    /// `train` or `test`.
    part: String,
    entities: Vec<FoldedEntity>,
    statements: Vec<FoldedStatement>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct FoldedEntity {
    kind: EntityKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<Gender>,
    mentions: Vec<(Span, Form)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roles: Vec<Span>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct FoldedStatement {
    form: Quoting,
    content: Vec<Span>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cue: Vec<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<(Span, Option<u32>, SourceKind)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    addressee: Option<(Span, Option<u32>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    via: Option<(Span, Option<u32>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    occasion: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    act: Option<Act>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    earlier: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    not: bool,
}

/// The folder, and that of second readings.
pub fn folder() -> PathBuf {
    tree::root().join("corpus/real")
}

/// The texts, by id.
pub struct Texts(BTreeMap<String, Article>);

impl Texts {
    /// `None` where the gold sets are absent.
    pub fn read() -> anyhow::Result<Option<Texts>> {
        let Some(path) = tree::shared().map(|s| s.join("gold/news_free/articles.jsonl")).filter(|p| p.exists()) else {
            return Ok(None);
        };
        let mut texts = BTreeMap::new();
        for line in std::fs::read_to_string(&path)?.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let of = |key: &str| row[key].as_str().with_context(|| format!("{}: no {key:?}", path.display()));
            texts.insert(of("id")?.to_owned(), as_article(of("title")?, of("text")?));
        }
        Ok(Some(Texts(texts)))
    }
}

/// Title and paragraphs as blocks.
fn as_article(title: &str, body: &str) -> Article {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let paragraphs = body.lines().map(str::trim).filter(|l| !l.is_empty());
    for (words, kind) in
        std::iter::once((title.trim(), BlockKind::Title)).chain(paragraphs.map(|p| (p, BlockKind::Paragraph)))
    {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        blocks.push(Block { kind, span: Span::new(start, text.len()), time: None });
    }
    Article { title: Some(title.trim().to_owned()), text: text.into(), blocks, ..Article::default() }
}

/// The annotated articles of a part; none where the texts are absent.
pub fn articles(part: &str) -> anyhow::Result<Vec<(String, Compiled)>> {
    let Some(texts) = Texts::read()? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for path in tree::files(&folder(), &[".json"]) {
        if path.parent().is_some_and(|p| p.ends_with("second")) {
            continue;
        }
        let folded = folded(&path)?;
        if folded.part == part {
            all.push((folded.id.clone(), unfold(&folded, &texts).with_context(|| tree::short(&path))?));
        }
    }
    Ok(all)
}

/// The articles that were read twice, both readings.
pub fn twice() -> anyhow::Result<Vec<(Compiled, Compiled)>> {
    let Some(texts) = Texts::read()? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for path in tree::files(&folder().join("second"), &[".json"]) {
        let second = folded(&path)?;
        let first = folded(&folder().join(format!("{}.json", second.id)))?;
        all.push((unfold(&first, &texts)?, unfold(&second, &texts)?));
    }
    Ok(all)
}

fn folded(path: &Path) -> anyhow::Result<Folded> {
    let text = std::fs::read_to_string(path).with_context(|| tree::short(path))?;
    serde_json::from_str(&text).with_context(|| tree::short(path))
}

/// Turns annotated files (inline marks) into files without words; `part` is theirs.
pub fn fold(files: &[PathBuf], part: &str, to: &Path) -> anyhow::Result<()> {
    let texts = Texts::read()?.context("no texts in ../shared/gold/news_free or $ONRECORD_SHARED to fold against")?;
    std::fs::create_dir_all(to)?;
    for path in files {
        let compiled = article(path).map_err(|faults| anyhow::anyhow!(faults.join("\n")))?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some(source) = texts.0.get(&id) else { bail!("{id} is no article of news_free") };
        if source.text != compiled.article.text {
            bail!("{id}: the annotated text is not that of the article");
        }
        let folded = Folded {
            id: id.clone(),
            hash: hash(source.text.as_str()),
            part: part.to_owned(),
            entities: compiled.facts.entities.iter().map(fold_entity).collect(),
            statements: compiled.facts.statements.iter().map(fold_statement).collect(),
        };
        let back = unfold(&folded, &texts)?;
        if back.facts.statements.len() != compiled.facts.statements.len() {
            bail!("{id}: does not come back as it went in");
        }
        std::fs::write(to.join(format!("{id}.json")), written(&folded)?)?;
    }
    Ok(())
}

/// A line for each entity and statement.
fn written(folded: &Folded) -> anyhow::Result<String> {
    let lines = |items: Vec<Result<String, serde_json::Error>>| -> Result<String, serde_json::Error> {
        Ok(items.into_iter().collect::<Result<Vec<String>, _>>()?.join(",\n  "))
    };
    let entities = lines(folded.entities.iter().map(serde_json::to_string).collect())?;
    let statements = lines(folded.statements.iter().map(serde_json::to_string).collect())?;
    Ok(format!(
        "{{\"id\": {:?}, \"part\": {:?},\n \"hash\": {:?},\n \"entities\": [\n  {entities}\n ],\n \"statements\": [\n  {statements}\n ]}}\n",
        folded.id, folded.part, folded.hash
    ))
}

fn hash(text: &str) -> String {
    format!("blake3:{}", blake3::hash(text.as_bytes()).to_hex())
}

fn fold_entity(e: &Entity) -> FoldedEntity {
    FoldedEntity {
        kind: e.kind,
        gender: e.gender,
        mentions: e.mentions.iter().map(|m| (m.span, m.form)).collect(),
        roles: e.roles.iter().map(|r| r.span).collect(),
    }
}

fn fold_statement(s: &Statement) -> FoldedStatement {
    let who = |w: &Option<Who>| w.as_ref().and_then(|w| Some((w.span?, w.entity)));
    FoldedStatement {
        form: s.form,
        content: s.content.clone(),
        cue: s.cue.clone(),
        source: s.source.as_ref().and_then(|x| Some((x.span?, x.entity, x.kind))),
        addressee: who(&s.addressee),
        via: who(&s.via),
        occasion: s.occasion.as_ref().map(|o| o.span),
        asked: s.asked,
        act: (s.act != Act::Assert).then_some(s.act),
        earlier: s.standing == Standing::Earlier,
        not: s.negated,
    }
}

/// The article with its facts.
fn unfold(folded: &Folded, texts: &Texts) -> anyhow::Result<Compiled> {
    let Some(article) = texts.0.get(&folded.id) else { bail!("{} is no article of news_free", folded.id) };
    let text = article.text.as_str();
    if hash(text) != folded.hash {
        bail!("the text of {} is not the one that was annotated", folded.id);
    }
    let spans = folded.statements.iter().flat_map(|s| s.content.iter().chain(&s.cue)).copied();
    let mentions = folded.entities.iter().flat_map(|e| e.mentions.iter().map(|m| m.0));
    if let Some(span) = spans.chain(mentions).find(|s| text.get(s.range()).is_none()) {
        bail!("{}: {}..{} is no stretch of its text", folded.id, span.start, span.end);
    }
    let mut facts = Facts::default();
    for (id, e) in folded.entities.iter().enumerate() {
        let names = e.mentions.iter().filter(|m| m.1 == Form::Name).map(|m| m.0);
        let name = names.max_by_key(|s| s.len()).or(e.mentions.first().map(|m| m.0));
        facts.entities.push(Entity {
            id: id as u32,
            kind: e.kind,
            name: name.map_or(String::new(), |s| text[s.range()].to_owned()),
            gender: e.gender,
            mentions: e
                .mentions
                .iter()
                .map(|(span, form)| Mention { span: *span, form: *form, rule: RULE, score: 1.0 })
                .collect(),
            roles: e.roles.iter().map(|r| Role { text: text[r.range()].to_owned(), span: *r }).collect(),
            maybe: Vec::new(),
        });
    }
    for (id, s) in folded.statements.iter().enumerate() {
        let who = |w: Option<(Span, Option<u32>)>| w.map(|(span, entity)| Who { span: Some(span), entity });
        facts.statements.push(Statement {
            id: id as u32,
            form: s.form,
            content: s.content.clone(),
            cue: s.cue.clone(),
            source: s.source.map(|(span, entity, kind)| Source { span: Some(span), entity, kind, score: None }),
            act: s.act.unwrap_or(Act::Assert),
            standing: if s.earlier { Standing::Earlier } else { Standing::Current },
            asked: s.asked,
            addressee: who(s.addressee),
            via: who(s.via),
            inside: None,
            about: Vec::new(),
            said: None,
            occasion: s.occasion.map(|span| Occasion { span }),
            negated: s.not,
            key: Key::default(),
            rule: RULE,
            score: 1.0,
        });
    }
    Ok(Compiled { genre: "real news".into(), article: article.clone(), facts, not_expected: Vec::new() })
}
