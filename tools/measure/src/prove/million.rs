//! The archive with a million statements: what it costs to add, how large it is, how long answers take.

use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use cpu_time::{ProcessTime, ThreadTime};
use onrecord::{Given, Kind, Parts};
use onrecord_corpus as corpus;
use onrecord_desk::store::{Fetched, Order};
use onrecord_desk::verify::{Verdict, Verifier};
use onrecord_desk::{Access, Archive, ledger, query, search, verify, who};
use onrecord_model::{Quoting, Record};
use onrecord_words::folded::Folded;
use serde_json::Value;
use xtask::tree;

use super::Proof;
use super::measured::{Scratch, run};
use super::varied::{Random, Varied};

/// Varied articles that are added by the program, to be compared with reading them.
const ADDED: usize = 2_000;

/// Statements of the archive.
const STATEMENTS: usize = 1_000_000;

/// Queries of each sort.
const QUERIES: usize = 200;

pub fn million(program: &Path, shared: &Path) -> anyhow::Result<Vec<Proof>> {
    let scratch = Scratch::new()?;
    // A smaller one, and one that stays, to try something out.
    let statements = std::env::var("ONRECORD_STATEMENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(STATEMENTS);
    let path = std::env::var_os("ONRECORD_MILLION").map_or_else(|| scratch.0.join("million.db"), Into::into);
    let was_filled = path.exists();
    let records = if was_filled { Vec::new() } else { pages(shared)? };
    let (mut archive, mut varied, mut proofs) = filled(&path, records, statements)?;
    // To one that stays nothing is added twice.
    if !was_filled {
        proofs.push(added(program, &scratch.0, &mut archive, &mut varied)?);
    }
    proofs.push(size(&archive, 2.8)?);
    proofs.extend(answers(&archive, &mut varied)?);
    if statements != STATEMENTS {
        proofs.into_iter().for_each(|proof| drop(proof.told()));
        anyhow::bail!("a smaller archive is no proof: it was shown and not written down");
    }
    Ok(proofs)
}

/// Records of the dev pages' text and of the corpus that may be varied: English articles with a statement.
fn pages(shared: &Path) -> anyhow::Result<Vec<Record>> {
    let mut all = Vec::new();
    let mut add = |text: &str| {
        let record = onrecord::record(text.as_bytes(), &Given::new().kind(Kind::Clean), Parts::ALL);
        let is_article = record.page.language.as_deref() == Some("en") && (600..20_000).contains(&text.len());
        if is_article && !record.facts.statements.is_empty() {
            all.push(record);
        }
    };
    for gold in tree::files(&shared.join("gold/extract"), &["gold.jsonl"]) {
        for line in std::fs::read_to_string(&gold)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            add(row["text"].as_str().unwrap_or_default());
        }
    }
    for path in corpus::files("train") {
        let compiled = corpus::article(&path).map_err(|faults| anyhow::anyhow!(faults.join("; ")))?;
        add(&compiled.article.text);
    }
    Ok(all)
}

/// An archive of varied articles with so many statements. Their pages are a line each: what pages take stands apart anyway.
fn filled(path: &Path, records: Vec<Record>, statements: usize) -> anyhow::Result<(Archive, Varied, Vec<Proof>)> {
    let mut varied = Varied::of(records, 20);
    let mut archive = Archive::open(path, Access::Create)?;
    let had = archive.counts()?.iter().find(|(what, _)| *what == "statements").map_or(0, |(_, n)| *n);
    let (mut n, mut n_statements, mut bytes) = (0, usize::try_from(had)?, 0);
    let (mut made, mut kept) = (Duration::ZERO, Duration::ZERO);
    while n_statements < statements {
        let began = ProcessTime::now();
        let batch: Vec<Record> = (n..n + 256).map(|k| varied.next(k)).collect();
        made += began.elapsed();
        let began = ProcessTime::now();
        archive.write(|writer| {
            for record in &batch {
                let id = record.page.url.as_deref().unwrap_or_default();
                writer.add(&Fetched { bytes: id.as_bytes(), url: Some(id), ..Fetched::default() }, record)?;
            }
            Ok(())
        })?;
        kept += began.elapsed();
        n += batch.len();
        n_statements += batch.iter().map(|r| r.facts.statements.len()).sum::<usize>();
        bytes += batch.iter().map(|r| r.article.text.len()).sum::<usize>();
        if n % (256 * 40) == 0 {
            println!("  {n} articles, {n_statements} statements, {:.0} CPU s", kept.as_secs_f64());
        }
    }
    let began = ProcessTime::now();
    archive.tidy(&std::sync::atomic::AtomicBool::new(false))?;
    let tidied = began.elapsed();
    let told = format!(
        "{n} articles, {n_statements} statements, {} MB of text; {:.1} ms an article, and {:.0} s to tidy the indexes; {:.0} s to make them up",
        bytes / 1_000_000,
        kept.as_secs_f64() * 1e3 / n.max(1) as f64,
        tidied.as_secs_f64(),
        made.as_secs_f64()
    );
    let proofs = vec![
        Proof { what: "articles kept that were read before".into(), wanted: "told".into(), got: told, good: true },
        Proof {
            what: "sentences of 20 bytes or more that are equal to another".into(),
            wanted: "at most 0.1%".into(),
            got: format!("{} of {}", varied.equal, varied.sentences),
            good: varied.equal * 1_000 <= varied.sentences,
        },
    ];
    Ok((archive, varied, proofs))
}

/// The CPU time of adding pages to it, beside that of reading them.
fn added(program: &Path, scratch: &Path, archive: &mut Archive, varied: &mut Varied) -> anyhow::Result<Proof> {
    let mut list = String::new();
    for k in 0..ADDED {
        let record = varied.next(10_000_000 + k);
        let path = scratch.join(format!("{k}.txt"));
        std::fs::write(&path, record.article.text.as_bytes())?;
        let day = record.article.published.as_ref().map(|d| d.day().to_string()).unwrap_or_default();
        list += &format!("{k}\t{}\t{}\t{day}\n", path.display(), record.page.url.as_deref().unwrap_or_default());
    }
    let file = scratch.join("list.tsv");
    std::fs::write(&file, list)?;
    let words = |command: &[&'static str]| -> Vec<std::ffi::OsString> { command.iter().map(|w| (*w).into()).collect() };
    let (mut read, mut add) = (
        words(&["read", "-q", "--json", "--as", "clean", "--list"]),
        words(&["add", "-q", "--as", "clean", "--archive"]),
    );
    read.push(file.clone().into());
    add.extend([archive.path().into(), "--list".into(), file.into()]);
    let of = |words: &[std::ffi::OsString]| -> anyhow::Result<f64> {
        let words: Vec<&OsStr> = words.iter().map(|w| w.as_os_str()).collect();
        let run = run(program, &words, scratch)?;
        anyhow::ensure!(run.code == Some(0), "the program ended with {:?}", run.code);
        Ok(run.cpu)
    };
    let before = archive.n_articles()?;
    let (read, add) = (of(&read)?, of(&add)?);
    anyhow::ensure!(archive.n_articles()? == before + ADDED as i64, "not all were added");
    Ok(Proof {
        what: format!("CPU time of `add` over that of `read --json`, {ADDED} texts into the full archive"),
        wanted: "at most 2.0".into(),
        got: format!("{:.2} ({add:.1} s over {read:.1} s)", add / read),
        good: add <= 2.0 * read,
    })
}

/// What records and indexes take beside the text.
fn size(archive: &Archive, wanted: f64) -> anyhow::Result<Proof> {
    let s = archive.sizes()?;
    let times = |bytes: i64| bytes as f64 / s.text.max(1) as f64;
    let all = s.records + s.tables + s.texts + s.said + s.shingles;
    Ok(Proof {
        what: "records and indexes together, times the text".into(),
        wanted: format!("at most {wanted} (aim 2.2)"),
        got: format!(
            "{:.2} (records {:.2}, tables {:.2}, full text {:.2} and {:.2}, quotation index {:.2}; pages {:.2}, free {:.2})",
            times(all),
            times(s.records),
            times(s.tables),
            times(s.texts),
            times(s.said),
            times(s.shingles),
            times(s.originals),
            times(s.other)
        ),
        good: times(all) <= wanted,
    })
}

/// CPU times of answers, in milliseconds.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn of<T>(&mut self, job: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
        let began = ThreadTime::now();
        let made = job()?;
        self.0.push(began.elapsed().as_secs_f64() * 1e3);
        Ok(made)
    }

    fn at(&mut self, share: f64) -> f64 {
        self.0.sort_by(f64::total_cmp);
        let k = (self.0.len() as f64 * share) as usize;
        self.0.get(k.min(self.0.len().saturating_sub(1))).copied().unwrap_or_default()
    }

    fn proof(mut self, what: &str, p50: f64, p99: f64) -> Proof {
        let (a, b) = (self.at(0.5), self.at(0.99));
        Proof {
            what: format!("{what}: CPU time, {} of them", self.0.len()),
            wanted: format!("p50 at most {p50} ms, p99 at most {p99} ms"),
            got: format!("p50 {a:.1} ms, p99 {b:.1} ms"),
            good: !self.0.is_empty() && a <= p50 && b <= p99,
        }
    }
}

fn answers(archive: &Archive, varied: &mut Varied) -> anyhow::Result<Vec<Proof>> {
    let mut random = Random(7);
    // Articles of it, by their number: what is asked stands there.
    let n_articles = archive.n_articles()? as usize;
    let mut some = Vec::new();
    for _ in 0..QUERIES {
        let article = archive.article(1 + random.below(n_articles - ADDED.min(n_articles / 2)) as i64)?;
        some.push(archive.record(article.revision)?);
    }
    let mut proofs = Vec::new();
    for (sort, order) in [("by time", Order::Newest), ("by relevance", Order::Relevance)] {
        for (what, asked) in questions(&some, &mut random) {
            let mut times = Times::default();
            let options = search::Options { order, limit: 20, cursor: None };
            for text in &asked {
                let query = query::parse(text).map_err(anyhow::Error::msg)?;
                let found = times.of(|| Ok(search::search(archive, &query, &options)?))?;
                anyhow::ensure!(!found.hits.is_empty(), "nothing is found for {text}");
            }
            proofs.push(times.proof(&format!("search {sort}, {what}"), 5.0, 20.0));
        }
    }
    let mut times = Times::default();
    for record in &some {
        let person = record.facts.entities.iter().max_by_key(|e| e.mentions.len()).map_or("", |e| e.name.as_str());
        times.of(|| Ok(who::who(archive, person, 20)?))?;
    }
    proofs.push(times.proof("who", 20.0, 20.0));
    let mut times = Times::default();
    for by in [None, Some("Council")] {
        for _ in 0..10 {
            let options = ledger::Options { by: by.map(str::to_owned), limit: 50, ..ledger::Options::default() };
            times.of(|| Ok(ledger::lines(archive, &options)))?.ok();
        }
    }
    proofs.push(times.proof("ledger", 50.0, 100.0));
    proofs.extend(quotations(archive, &some, varied)?);
    Ok(proofs)
}

/// Rare words, common ones, two of them, and two in a row.
fn questions(some: &[Record], random: &mut Random) -> Vec<(&'static str, Vec<String>)> {
    let common = [
        "said",
        "the",
        "government",
        "people",
        "years",
        "first",
        "police",
        "new",
        "of",
        "two",
        "would",
        "when",
        "more",
        "president",
        "time",
        "week",
        "year",
        "children",
        "water",
        "school",
        "city",
        "money",
        "court",
        "work",
    ];
    let mut rare: Vec<String> = Vec::new();
    let mut pairs: Vec<String> = Vec::new();
    let mut phrases: Vec<String> = Vec::new();
    for record in some {
        let words = Folded::of(&record.article.text);
        let plain = |k: usize| words.word(k).bytes().all(|b| b.is_ascii_lowercase());
        let at = 3 + random.below(words.len().saturating_sub(6));
        if (0..3).all(|k| plain(at + k)) {
            pairs.push(format!("{} {}", words.word(at), words.word(at + 2)));
            phrases.push(format!("\"{} {}\"", words.word(at), words.word(at + 1)));
        }
        let longest = (0..words.len()).filter(|k| plain(*k)).max_by_key(|k| words.word(*k).len());
        rare.extend(longest.map(|k| words.word(k).to_owned()));
    }
    let common_pairs = (0..some.len())
        .map(|_| format!("{} {}", common[random.below(common.len())], common[random.below(common.len())]))
        .collect();
    vec![
        ("rare words", rare),
        ("common words", common.map(str::to_owned).to_vec()),
        ("two words", pairs),
        ("two common words", common_pairs),
        ("two words in a row", phrases),
    ]
}

/// Quotations as they are, and with a word changed; and a draft of five hundred.
fn quotations(archive: &Archive, some: &[Record], varied: &mut Varied) -> anyhow::Result<Vec<Proof>> {
    let verifier = Verifier::of(archive)?;
    let mut all: Vec<String> = Vec::new();
    for record in some {
        for s in record.facts.statements.iter().filter(|s| s.form == Quoting::Direct && s.content.len() == 1) {
            let words = record.article.text.get(s.content[0]).unwrap_or_default();
            if words.split_whitespace().count() >= 6 && !words.contains(['\n', '“', '”', '"', '[']) {
                all.push(words.to_owned());
            }
        }
    }
    all.truncate(500);
    let (mut times, mut exact) = (Times::default(), 0);
    for text in &all {
        exact += usize::from(times.of(|| Ok(verifier.verify(text, None, None)?))?.verdict == Verdict::Exact);
    }
    let mut proofs = vec![times.proof("verify, quotations as they are", 30.0, 30.0)];
    proofs.push(Proof {
        what: "those that are found exact".into(),
        wanted: "at least 99%".into(),
        got: format!("{exact} of {}", all.len()),
        good: exact * 100 >= all.len() * 99,
    });
    let changed: Vec<String> = all.iter().filter_map(|text| varied.changed(text)).collect();
    let (mut times, mut found) = (Times::default(), 0);
    for text in &changed {
        let finding = times.of(|| Ok(verifier.verify(text, None, None)?))?;
        let verdict = finding.verdict;
        if std::env::var_os("ONRECORD_WHY").is_some() {
            let ms = times.0.last().copied().unwrap_or_default();
            println!("  {ms:.1} ms, {verdict:?}, {} words: {text}", text.split(' ').count());
        }
        anyhow::ensure!(!matches!(verdict, Verdict::Exact | Verdict::Trimmed), "{finding:?}");
        found += usize::from(verdict == Verdict::Altered);
    }
    proofs.push(times.proof("verify, one word changed", 30.0, 30.0));
    proofs.push(Proof {
        what: "those that are altered".into(),
        wanted: "at least 95%".into(),
        got: format!("{found} of {}", changed.len()),
        good: found * 100 >= changed.len() * 95,
    });
    let draft: String = (0..500).map(|k| format!("“{}” said a clerk.\n\n", changed[k % changed.len()])).collect();
    let mut times = Times::default();
    let n = times.of(|| {
        let (_, quoted) = verify::draft::quotations(draft.as_bytes(), Kind::Clean);
        for q in &quoted {
            verifier.verify(&q.text, q.span, q.by.as_deref())?;
        }
        Ok(quoted.len())
    })?;
    anyhow::ensure!(n >= 490, "{n} quotations of the draft are seen");
    proofs.push(times.proof(&format!("verify, a draft with {n} quotations"), 10_000.0, 10_000.0));
    Ok(proofs)
}
