//! The archive's promises: quotations found under every change, no changed one taken for exact, nobody's words given to another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;
use onrecord::{Given, Kind, Parts};
use onrecord_corpus as corpus;
use onrecord_desk::store::{Due, Fetched};
use onrecord_desk::verify::differences::Kind as Difference;
use onrecord_desk::verify::{By, Finding, Verdict, Verifier};
use onrecord_desk::{Access, Archive};
use onrecord_model::{DateTime, Expectation, Quoting, Span};
use onrecord_words::folded::Folded;
use onrecord_words::keys;
use serde_json::Value;
use xtask::tree;

use super::Proof;
use super::measured::Scratch;

pub fn archive(shared: Option<&Path>) -> anyhow::Result<Vec<Proof>> {
    let scratch = Scratch::new()?;
    let mut proofs = changed(shared, &scratch.0)?;
    proofs.push(decisions(&scratch.0)?);
    if let Some(shared) = shared {
        proofs.extend(stories(shared, &scratch.0)?);
    }
    Ok(proofs)
}

/// A clean text: id, text, address, day.
type Clean = (String, String, Option<String>, Option<String>);

/// An archive of clean texts.
fn kept(path: &Path, texts: &[Clean]) -> anyhow::Result<Archive> {
    let mut archive = Archive::open(path, Access::Create)?;
    for some in texts.chunks(64) {
        archive.write(|writer| {
            for (id, text, url, day) in some {
                let published: Option<DateTime> = day.as_deref().and_then(|d| d.parse().ok());
                let given = Given::new().kind(Kind::Clean).url(url.as_deref()).published(published.as_ref());
                let record = onrecord::record(text.as_bytes(), &given, Parts::ALL);
                let page =
                    Fetched { bytes: text.as_bytes(), path: Some(id), url: url.as_deref(), ..Fetched::default() };
                writer.add(&page, &record)?;
            }
            Ok(())
        })?;
    }
    Ok(archive)
}

/// A quotation of the corpus.
struct Quoted {
    article: String,
    text: String,
    speaker: Option<String>,
}

/// Quotations of six words or more, each with whom its article names for it.
fn quoted() -> anyhow::Result<(Vec<Clean>, Vec<Quoted>)> {
    let (mut texts, mut all) = (Vec::new(), Vec::new());
    for path in corpus::files("train") {
        let compiled = corpus::article(&path).map_err(|faults| anyhow::anyhow!(faults.join("; ")))?;
        let text = compiled.article.text.as_str();
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for s in compiled.facts.statements.iter().filter(|s| s.form == Quoting::Direct && s.content.len() == 1) {
            let words = compiled.article.text.get(s.content[0]).unwrap_or_default();
            let entity = s.source.as_ref().and_then(|x| x.entity).and_then(|e| compiled.facts.entities.get(e as usize));
            if words.split_whitespace().count() >= 6 && !words.contains('\n') {
                all.push(Quoted {
                    article: id.clone(),
                    text: words.to_owned(),
                    speaker: entity.map(|e| e.name.clone()),
                });
            }
        }
        texts.push((id, text.to_owned(), None, Some("2031-03-12".to_owned())));
    }
    Ok((texts, all))
}

/// The same of dev pages, as they are read: what is measured is whether a change of them is seen, not whether they were said.
fn quoted_on_pages(shared: &Path) -> anyhow::Result<(Vec<Clean>, Vec<Quoted>)> {
    let (mut texts, mut all) = (Vec::new(), Vec::new());
    for gold in tree::files(&shared.join("gold/extract"), &["gold.jsonl"]) {
        for (n, line) in std::fs::read_to_string(&gold)?.lines().enumerate().take(PAGES_OF_SET) {
            let row: Value = serde_json::from_str(line)?;
            let text = row["text"].as_str().unwrap_or_default();
            let record = onrecord::record(text.as_bytes(), &Given::new().kind(Kind::Clean), Parts::ALL);
            if record.page.language.as_deref() != Some("en") || text.len() > 40_000 {
                continue;
            }
            let id = format!("{}-{n}", tree::short(&gold));
            for s in record.facts.statements.iter().filter(|s| s.form == Quoting::Direct && s.content.len() == 1) {
                let words = record.article.text.get(s.content[0]).unwrap_or_default();
                if words.split_whitespace().count() >= 6 && !words.contains(['\n', '“', '”', '"', '[']) {
                    all.push(Quoted { article: id.clone(), text: words.to_owned(), speaker: None });
                }
            }
            texts.push((id, text.to_owned(), None, None));
        }
    }
    Ok((texts, all))
}

/// Pages of a gold set, at most.
const PAGES_OF_SET: usize = 150;

/// A quotation with something changed, and the kind of that.
fn change(text: &str, how: Difference, n: usize) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let put = |k: usize, new: String| -> String {
        let mut out: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        out[k] = words[k].replacen(&bare(words[k]), &new, 1);
        out.join(" ")
    };
    match how {
        Difference::Negation => {
            let k = words.iter().position(|w| matches!(bare(w).to_lowercase().as_str(), "not" | "never"))?;
            let mut out = words.clone();
            out.remove(k);
            Some(out.join(" "))
        }
        Difference::Number => {
            let k = words.iter().position(|w| {
                bare(w).len() < 4 && bare(w).bytes().all(|b| b.is_ascii_digit()) && !bare(w).is_empty()
            })?;
            let value: u32 = bare(words[k]).parse().ok()?;
            Some(put(k, (value + 7).to_string()))
        }
        Difference::Name => {
            let is_name = |k: &usize| {
                let w = bare(words[*k]);
                *k > 0
                    && w.len() > 3
                    && w.starts_with(char::is_uppercase)
                    && !words[k - 1].ends_with(['.', '?', '!', ':'])
                    && w.chars().skip(1).all(char::is_lowercase)
            };
            let k = (0..words.len()).find(is_name)?;
            Some(put(k, ["Vorling", "Teskov", "Marrable", "Onslip"][n % 4].to_owned()))
        }
        Difference::Tense => {
            let pairs = [
                ("is", "was"),
                ("are", "were"),
                ("was", "is"),
                ("were", "are"),
                ("has", "had"),
                ("have", "had"),
                ("had", "has"),
                ("go", "went"),
                ("did", "does"),
                ("said", "says"),
                ("came", "comes"),
                ("need", "needed"),
                ("want", "wanted"),
            ];
            let (k, new) = words
                .iter()
                .enumerate()
                .find_map(|(k, w)| pairs.iter().find(|(a, _)| bare(w) == *a).map(|(_, b)| (k, *b)))?;
            Some(put(k, new.to_owned()))
        }
        // Two clauses swapped.
        _ => {
            let from = (text.len() / 5..).find(|i| text.is_char_boundary(*i))?;
            let marks = [", and ", ", but ", "; ", ". "];
            let at = marks.iter().find_map(|m| text[from..].find(m).map(|i| (i + from, m.len())))?;
            let (a, b) = (&text[..at.0], text[at.0 + at.1..].trim_end_matches(['.', ',']));
            (a.split(' ').count() >= 4 && b.split(' ').count() >= 4).then(|| format!("{b}, and {a}"))
        }
    }
}

/// Quotations of the corpus, changed; and with another speaker.
fn changed(shared: Option<&Path>, scratch: &Path) -> anyhow::Result<Vec<Proof>> {
    let (mut texts, all) = quoted()?;
    let (pages, more) = shared.map_or_else(|| Ok(Default::default()), quoted_on_pages)?;
    texts.extend(pages);
    let archive = kept(&scratch.join("corpus.db"), &texts)?;
    let verifier = Verifier::of(&archive)?;
    let mut proofs = Vec::new();
    let held = all.iter().take(500).map(|q| verifier.verify(&q.text, None, None)).collect::<Result<Vec<_>, _>>()?;
    let exact = held.iter().filter(|f| f.verdict == Verdict::Exact).count();
    proofs.push(share("quotations of the corpus as they are: exact", exact, held.len(), 0.98));
    let mut nowhere = 0;
    let strangers: Vec<&Quoted> = all.iter().step_by((all.len() / 400).max(1)).collect();
    for q in &strangers {
        let own = archive.articles_named(&q.article)?.first().map(|a| a.n);
        let f = Verifier::of(&archive)?.without(own).verify(&q.text, None, None)?;
        let is_nowhere = matches!(f.verdict, Verdict::NotFound | Verdict::TooShort);
        nowhere += usize::from(is_nowhere);
        if !is_nowhere && std::env::var_os("ONRECORD_WHY").is_some() {
            println!("  nowhere {}", told(Difference::Word, &f));
        }
    }
    proofs.push(share(
        "quotations whose own article is left out: not found, or too short to tell",
        nowhere,
        strangers.len(),
        0.97,
    ));
    let (mut n, mut taken, mut named) = (0, 0, 0);
    let mut missed: Vec<String> = Vec::new();
    let mut of_kind: Vec<String> = Vec::new();
    for how in [Difference::Negation, Difference::Number, Difference::Name, Difference::Tense] {
        let changed: Vec<String> =
            all.iter().chain(&more).enumerate().filter_map(|(k, q)| change(&q.text, how, k)).take(400).collect();
        of_kind.push(format!("{} {how:?}", changed.len()).to_lowercase());
        for text in &changed {
            let f = verifier.verify(text, None, None)?;
            n += 1;
            taken += usize::from(matches!(f.verdict, Verdict::Exact | Verdict::Trimmed));
            let good = f.verdict == Verdict::Altered && f.differences.iter().any(|d| d.kind == how);
            named += usize::from(good);
            if !good {
                missed.push(told(how, &f));
            }
        }
    }
    if std::env::var_os("ONRECORD_WHY").is_some() {
        missed.iter().for_each(|line| println!("  {line}"));
    }
    proofs.push(Proof {
        what: "quotations with “not” dropped, a number, a name or a tense changed: taken for exact or trimmed".into(),
        wanted: "0 of 1,000 or more".into(),
        got: format!("{taken} of {n} ({})", of_kind.join(", ")),
        good: taken == 0 && n >= 1_000,
    });
    proofs.push(share("the same: altered, with the change named", named, n, 0.98));
    let swapped: Vec<String> = all.iter().filter_map(|q| change(&q.text, Difference::Order, 0)).take(250).collect();
    let mut good = 0;
    for text in &swapped {
        let f = verifier.verify(text, None, None)?;
        let is_order = f.verdict == Verdict::Stitched
            || f.verdict == Verdict::Altered && f.differences.iter().any(|d| d.kind == Difference::Order);
        good += usize::from(is_order);
        if !is_order && std::env::var_os("ONRECORD_WHY").is_some() {
            println!("  {}", told(Difference::Order, &f));
        }
    }
    proofs.push(share("two clauses swapped: altered (order) or stitched", good, swapped.len(), 0.9));
    let named: Vec<&Quoted> = all.iter().filter(|q| q.speaker.is_some()).take(300).collect();
    let (mut agrees, mut own) = (0, 0);
    for (k, q) in named.iter().enumerate() {
        let other = named[(k + 37) % named.len()].speaker.as_deref().unwrap_or_default();
        let by = |name: &str| -> anyhow::Result<bool> {
            Ok(verifier.verify(&q.text, None, Some(name))?.by == Some(By::Agrees))
        };
        agrees += usize::from(Some(other) != q.speaker.as_deref() && by(other)?);
        own += usize::from(by(q.speaker.as_deref().unwrap_or_default())?);
    }
    proofs.push(Proof {
        what: "quotations with another speaker: `by` agrees".into(),
        wanted: "at most 1%".into(),
        got: format!("{agrees} of {}", named.len()),
        good: agrees * 100 <= named.len(),
    });
    proofs.push(Proof {
        what: "the same with their own speaker: `by` agrees".into(),
        wanted: "told".into(),
        got: format!("{own} of {}", named.len()),
        good: true,
    });
    Ok(proofs)
}

/// Every expectation of the corpus is decided on; then each article is read again by a version that has something in front of it, so that
/// every place and every number is another, that reads some expectations a word shorter and others not at all.
fn decisions(scratch: &Path) -> anyhow::Result<Proof> {
    let (texts, _) = quoted()?;
    let mut archive = kept(&scratch.join("decided.db"), &texts)?;
    let rows = archive.due(&Due { limit: 1_000_000, ..Due::default() })?;
    archive.write(|writer| {
        for x in &rows {
            writer.decide(x, "kept", "https://paper.example/1", None, "me", 22_350)?;
        }
        Ok(())
    })?;
    // Where each of them is to be: by article and key, the place where its words begin then; none where they changed or are gone.
    let mut wanted: BTreeMap<(String, String), Option<u32>> = BTreeMap::new();
    for article in archive.articles()? {
        let before = archive.record(article.revision)?;
        let text = format!("{FRONT}{}", before.article.text.as_str());
        let shift = FRONT.len() as u32;
        let mut after = onrecord::record(text.as_bytes(), &Given::new().kind(Kind::Clean), Parts::ALL);
        after.page.canonical_url = before.page.canonical_url.clone();
        after.facts.expectations.clear();
        let moved = |s: Span| Span { start: s.start + shift, end: s.end + shift };
        let mut alike: BTreeMap<String, [usize; 2]> = BTreeMap::new();
        let hash_of = |x: &Expectation| x.key.0.split('-').next().unwrap_or_default().to_owned();
        for (n, x) in before.facts.expectations.iter().enumerate() {
            let words = before.article.text.get(x.span).unwrap_or_default();
            let shorter = words.rfind(' ').filter(|_| n % 5 == 3).map(|at| x.span.start + at as u32);
            let stays = n % 7 != 6 && shorter.is_none();
            let count = alike.entry(hash_of(x)).or_default();
            *count = [count[0] + 1, count[1] + usize::from(stays)];
            let place = stays.then_some(x.span.start + shift);
            wanted.insert((article.identity.clone(), x.key.0.clone()), place);
            if n % 7 != 6 {
                let span = moved(Span { start: x.span.start, end: shorter.unwrap_or(x.span.end) });
                after.facts.expectations.push(Expectation {
                    id: after.facts.expectations.len() as u32,
                    span,
                    what: None,
                    about: Vec::new(),
                    to: None,
                    holder: None,
                    said_in: None,
                    event: None,
                    horizon: None,
                    condition: None,
                    ..x.clone()
                });
            }
        }
        // Of equal ones of which some went nobody knows which are left.
        for x in &before.facts.expectations {
            if alike.get(&hash_of(x)).is_some_and(|[all, stay]| all != stay) {
                wanted.insert((article.identity.clone(), x.key.0.clone()), None);
            }
        }
        keys::give(&after.article, &mut after.facts);
        archive.write(|writer| writer.reread(article.revision, article.n, &after))?;
    }
    let adrift: BTreeSet<(String, String)> = archive.adrift()?.into_iter().map(|(d, _)| (d.article, d.key)).collect();
    let now = archive.due(&Due { limit: 1_000_000, ..Due::default() })?;
    let (mut kept, mut moved, mut lost) = (0, 0, 0);
    let to_stay = wanted.values().flatten().count();
    for x in now.iter().filter(|x| x.decision.is_some()) {
        let own = (x.identity.clone(), x.key.clone());
        if adrift.contains(&own) {
            continue;
        }
        let record = archive.record(archive.article(x.article)?.revision)?;
        let start = record.facts.expectations.get(x.id as usize).map(|e| e.span.start);
        let is_it = wanted.get(&own).copied().flatten() == start && start.is_some();
        kept += usize::from(is_it);
        moved += usize::from(!is_it);
    }
    for (own, place) in &wanted {
        lost += usize::from(place.is_none() && !adrift.contains(own));
    }
    Ok(Proof {
        what: format!("decisions on {} expectations after a reread that moves every place and number", rows.len()),
        wanted: "all on unchanged words stay, none moves to another, the rest are listed".into(),
        got: format!("{kept} of {to_stay} stay, {moved} moved, {} listed, {lost} not listed", adrift.len()),
        good: kept == to_stay && moved == 0 && lost == 0 && rows.len() > 100 && adrift.len() == wanted.len() - to_stay,
    })
}

/// What the later version has in front of each article.
const FRONT: &str = "Plans for the harbour\n\nThe school will move to Wexley in May 2031, its head said.\n\n";

fn told(how: Difference, f: &Finding) -> String {
    let kinds: Vec<String> =
        f.differences.iter().map(|d| format!("{:?} [{}] [{}]", d.kind, d.draft, d.archive)).collect();
    format!("{how:?}: {:?} {:.2} {} {}", f.verdict, f.score, f.quote, kinds.join("; "))
}

fn share(what: &str, n: usize, of: usize, wanted: f64) -> Proof {
    let share = n as f64 / of.max(1) as f64;
    Proof {
        what: what.into(),
        wanted: format!(">= {wanted}"),
        got: format!("{n} of {of} ({share:.3})"),
        good: of > 0 && share >= wanted,
    }
}

/// Utterances of the stories: found in another article than their own.
fn stories(shared: &Path, scratch: &Path) -> anyhow::Result<Vec<Proof>> {
    let folder = shared.join("gold/stories");
    let read = |name: &str| {
        std::fs::read_to_string(folder.join(name)).with_context(|| format!("{} is absent", folder.join(name).display()))
    };
    let gold: Value = serde_json::from_str(&read("gold.json")?)?;
    let mut texts = Vec::new();
    for line in read("articles.jsonl")?.lines() {
        let a: Value = serde_json::from_str(line)?;
        let text = |key: &str| a[key].as_str().map(str::to_owned);
        texts.push((text("id").unwrap_or_default(), text("text").unwrap_or_default(), text("url"), text("date")));
    }
    let archive = kept(&scratch.join("stories.db"), &texts)?;
    let number = |id: &str| -> anyhow::Result<Option<i64>> { Ok(archive.articles_named(id)?.first().map(|a| a.n)) };
    let mut counts = [[0usize; 2]; 2];
    // What is printed in another language has other words.
    let english: BTreeSet<String> = english(&read("articles.jsonl")?)?;
    for utterance in gold["utterances"].as_array().into_iter().flatten() {
        let instances: Vec<&Value> = utterance["instances"].as_array().into_iter().flatten().collect();
        let kind = |i: &Value| i["kind"].as_str().unwrap_or_default().to_owned();
        for one in &instances {
            let group = match kind(one).as_str() {
                "exact" | "trimmed" | "variant" => 0,
                "backtranslated" => 1,
                _ => continue,
            };
            let own = one["article"].as_str().unwrap_or_default();
            if !english.contains(own) {
                continue;
            }
            let other = |i: &&&Value| i["article"].as_str().is_some_and(|a| a != own && english.contains(a));
            let others: BTreeSet<&str> = instances.iter().filter(other).filter_map(|i| i["article"].as_str()).collect();
            let printed = |i: &&Value| matches!(kind(i).as_str(), "exact" | "trimmed" | "variant" | "original");
            if !instances.iter().filter(other).any(printed) {
                continue;
            }
            let verifier = Verifier::of(&archive)?.without(number(own)?);
            let f = verifier.verify(one["text"].as_str().unwrap_or_default(), None, None)?;
            let is_it = f.matches.first().is_some_and(|m| {
                instances.iter().any(|i| {
                    let id = i["article"].as_str().unwrap_or_default();
                    others.contains(id)
                        && archive.articles_named(id).is_ok_and(|all| all.iter().any(|a| a.key == m.article))
                        && shares(&m.words, i["text"].as_str().unwrap_or_default())
                })
            });
            counts[group][0] += usize::from(is_it);
            counts[group][1] += 1;
            if !is_it && std::env::var_os("ONRECORD_WHY").is_some() {
                println!("  {} {own}: {}", utterance["uid"], told(Difference::Word, &f));
            }
        }
    }
    Ok(vec![
        share(
            "stories, own article left out: exact, trimmed and variant instances are found",
            counts[0][0],
            counts[0][1],
            0.9,
        ),
        share("the same, back-translated ones", counts[1][0], counts[1][1], 0.5),
    ])
}

fn english(articles: &str) -> anyhow::Result<BTreeSet<String>> {
    let mut all = BTreeSet::new();
    for line in articles.lines() {
        let a: Value = serde_json::from_str(line)?;
        if a["lang"] == "en" {
            all.extend(a["id"].as_str().map(str::to_owned));
        }
    }
    Ok(all)
}

/// Half of the shorter one's words are the other's too.
fn shares(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> { Folded::of(text).words().map(str::to_owned).collect() };
    let (a, b) = (words(a), words(b));
    a.intersection(&b).count() * 2 >= a.len().min(b.len()).max(1)
}
