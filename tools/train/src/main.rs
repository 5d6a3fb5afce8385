//! `cargo xtask train [PART...] [--cross]`: rebuilds every table of weights from what it was learned from, byte for byte.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod averaged;
mod boost;
mod clusters;
mod dictionary;
mod dumps;
mod extents;
mod glove;
mod learner;
mod logit;
mod names;
mod pages;
mod pronouns;
mod statements;
mod syntax;
mod tags;
mod trees;
mod truths;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use onrecord_page::training;

use onrecord_corpus as corpus;
use xtask::tree;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("train: {e:#}");
            ExitCode::from(2)
        }
    }
}

fn run(words: &[&str]) -> anyhow::Result<()> {
    let Some(shared) = tree::shared() else {
        println!("skipped: no gold sets in ../shared or $ONRECORD_SHARED to learn from");
        return Ok(());
    };
    let gold = shared.join("gold");
    let cross = words.contains(&"--cross");
    // All of it, unless parts are named.
    let parts: Vec<&str> = words.iter().copied().filter(|w| !w.starts_with('-')).collect();
    let wants = |part: &str| parts.is_empty() || parts.contains(&part);
    let folder = tree::root().join("crates/page/weights");

    if wants("pages") {
        self::forests(&shared, &gold, &folder, cross)?;
    }
    if wants("names") {
        let head = names_head(&gold)?;
        let documents = names::gather(&gold)?;
        if cross {
            let (corpus, all) = names::cross(&documents, corpus::files("train").len());
            println!("names, by models that never saw the document: F1 {corpus:.4} in the corpus, {all:.4} over all");
        }
        write(&tree::root().join("crates/read/weights/names.bin"), &head, &names::grow(&documents))?;
    }
    if parts.contains(&"clusters")
        && let Some(file) = std::env::var_os("ONRECORD_CLUSTERS")
    {
        let (head, table) = clusters::table(Path::new(&file))?;
        write(&tree::root().join("crates/grammar/weights/clusters.bin"), &head, &table)?;
    }
    if parts.contains(&"glove")
        && let Some(file) = std::env::var_os("ONRECORD_GLOVE")
    {
        let (head, table) = glove::table(Path::new(&file))?;
        write(&tree::root().join("crates/grammar/weights/glove.bin"), &head, &table)?;
    }
    // Part of the archive's format: made once, and only where it is asked for by name.
    if parts.contains(&"dictionary") {
        let grown = dictionary::grow()?;
        let (folder, [prose, facts]) = (tree::root().join("crates/store"), grown.dictionaries);
        for (name, list) in ["facts-strings.txt", "facts-shapes.txt"].iter().zip(&grown.lists) {
            if std::fs::read_to_string(folder.join(name)).ok().as_ref() != Some(list) {
                println!("{name} has changed: run it once more, so that the dictionary is of records packed with it");
            }
            std::fs::write(folder.join(name), list)?;
        }
        std::fs::write(folder.join("prose.zdict"), prose)?;
        std::fs::write(folder.join("facts.zdict"), facts)?;
    }
    if wants("syntax") {
        if cross {
            let (upos, [uas, las, subtypes]) = syntax::judge(&gold, &syntax::grow(&gold, 3)?)?;
            println!(
                "EWT dev, not learned from: UPOS {upos:.4}, UAS {uas:.4}, LAS {las:.4}, with subtypes {subtypes:.4}"
            );
            println!("GUM, by taggers that saw every other document: UPOS {:.4}", syntax::judge_gum(&gold)?);
        }
        let tables = syntax::grow(&gold, syntax::SETS.len())?;
        for (name, what, table) in [
            ("tags", "What part of speech a word is", tables.tags),
            ("trees", "Which word hangs on which, and how", tables.trees),
        ] {
            let path = tree::root().join(format!("crates/grammar/weights/{name}.bin"));
            write(&path, &syntax_head(&gold, what)?, &table)?;
        }
    }
    // After names and syntax, whose weights it reads by.
    if wants("pronouns") {
        let documents = pronouns::gather(&gold)?;
        if cross {
            let (somebody, all) = pronouns::cross(&documents);
            println!(
                "pronouns, by models that never saw the document: right {somebody:.4} of those that stand for somebody, {all:.4} of all"
            );
        }
        let path = tree::root().join("crates/read/weights/pronouns.bin");
        write(&path, &pronouns_head(&gold)?, &pronouns::grow(&documents))?;
    }
    // After all of these.
    if wants("statements") {
        let documents = statements::gather(&gold)?;
        let school = statements::School::of(&documents, &pronouns::gather(&gold)?);
        if words.contains(&"--curve") {
            print!("{}", school.curve());
            return Ok(());
        }
        let (grown, judges, told, measured) = school.all();
        if cross {
            print!("{told}");
        }
        for (name, what, weights) in [
            ("extents", "Where what is reported begins and ends: log-linear choices", grown.extents),
            ("speakers", "Who says it, of those who may: a log-linear choice", grown.speakers),
            ("statements", "Is it a statement, are its words whole, is its source right: log-linear", judges),
        ] {
            let path = tree::root().join(format!("crates/read/weights/{name}.bin"));
            write(&path, &statements_head(&gold, what)?, &weights)?;
        }
        let head = "# How often the rules that propose statements are right: rule, statements kept in annotated articles and judged proposals, and of\n\
                    # these those whose words and source are right, by judges, extents and speakers that never saw the document (ten folds).\n\
                    # Source: written by `cargo xtask train statements`\n# Licence: MIT OR Apache-2.0\n";
        std::fs::write(tree::root().join("crates/read/measured.tsv"), format!("{head}{measured}"))?;
    }
    Ok(())
}

/// What the weights of pronouns say of themselves.
fn pronouns_head(gold: &Path) -> anyhow::Result<String> {
    let mut head = format!(
        "# Whom a pronoun stands for: log-linear choice over hashed features; behind these lines bytes.\n\
         # Source: grown by `cargo xtask train pronouns` from corpus/train (blake3 {}), corpus/real (English Wikinews,\n\
         # CC BY 2.5; each article's address: corpus/real/CREDITS.md) and GUM's coreference of these documents (blake3 of each file):\n",
        corpus_hash()?
    );
    for set in ["gum_by.conllu.gz", "gum_bysa.conllu.gz", "coref_gum.jsonl"] {
        head += &format!("#   {set} {}\n", blake3::hash(&std::fs::read(gold.join("lang").join(set))?).to_hex());
    }
    head += "# Licence: CC BY-SA 4.0\n";
    Ok(head)
}

/// What the weights say of themselves by which statements are read.
fn statements_head(gold: &Path, what: &str) -> anyhow::Result<String> {
    let hash = |file: &Path| -> anyhow::Result<String> { Ok(blake3::hash(&std::fs::read(file)?).to_hex().to_string()) };
    let mut head = format!(
        "# {what} over hashed features of grammar; behind these lines bytes.\n\
         # Source: grown by `cargo xtask train statements` from corpus/train (blake3 {}) and corpus/real (English Wikinews, CC BY 2.5; each article's\n\
         # address: corpus/real/CREDITS.md; blake3 of its texts {}),\n\
         # and the verdicts of corpus/judged on texts of Universal Dependencies, English EWT (CC BY-SA 4.0), and GUM (CC BY, CC BY-SA; blake3 of each file):\n",
        corpus_hash()?,
        hash(&gold.join("news_free/articles.jsonl"))?
    );
    for set in statements::SETS {
        head += &format!("#   {set} {}\n", hash(&gold.join("lang").join(format!("{set}.conllu.gz")))?);
    }
    head += "# Licence: CC BY-SA 4.0\n";
    Ok(head)
}

fn corpus_hash() -> anyhow::Result<String> {
    let mut hasher = blake3::Hasher::new();
    for path in corpus::files("train") {
        hasher.update(&std::fs::read(path)?);
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// What judges the lines of pages.
fn forests(shared: &Path, gold: &Path, folder: &Path, cross: bool) -> anyhow::Result<()> {
    let told = |what: &str, (trees, rules): (f64, f64)| {
        println!("{what} judged right by trees that never saw the site: {trees:.4}; by the rules alone: {rules:.4}");
    };
    let lines = pages::pages(gold)?;
    if cross {
        let kept = training::index("kept by rule").context("no number of a line says whether rules keep it")?;
        told("lines of pages", pages::cross(&lines, training::N, pages::PLAN, |row| row[kept] > 0.5));
    }
    let head = head(gold, "Which lines of a web page are its article", &pages::SETS)?;
    write(&folder.join("lines.txt"), &head, pages::forest(&lines, training::N, pages::PLAN).as_bytes())?;

    let (bodies, titles) = dumps::pages(shared)?;
    if cross {
        let index = |name| training::dump_index(name).with_context(|| format!("no number of a line is named {name:?}"));
        let (within, label) = (index("within the body's stretch")?, index("label")?);
        let rule = |row: &[f32]| row[within] > 0.5 && row[label] < 0.5;
        told("lines of dumps", pages::cross(&bodies, training::DUMP_N, dumps::PLAN, rule));
        told("headlines of dumps", pages::cross(&titles, training::DUMP_N, dumps::PLAN, |_| false));
    }
    let head = self::head(gold, "Which lines of a page saved as text are its article", &pages::SETS)?;
    write(&folder.join("dump-lines.txt"), &head, pages::forest(&bodies, training::DUMP_N, dumps::PLAN).as_bytes())?;
    let sets: Vec<&str> = pages::SETS.into_iter().chain(["traf"]).collect();
    let head = self::head(gold, "Which line of a page saved as text is its headline", &sets)?;
    write(&folder.join("dump-titles.txt"), &head, pages::forest(&titles, training::DUMP_N, dumps::PLAN).as_bytes())?;
    Ok(())
}

/// What the model of names says of itself.
fn names_head(gold: &Path) -> anyhow::Result<String> {
    let uner = blake3::hash(&std::fs::read(gold.join("lang/ner_uner_ewt.jsonl"))?).to_hex();
    Ok(format!(
        "# Where names stand and of what kind they are: an averaged perceptron over hashed features; behind these lines bytes.\n\
         # Source: grown by `cargo xtask train` from corpus/train (blake3 {}), corpus/real (English Wikinews,\n\
         # CC BY 2.5; each article's address: corpus/real/CREDITS.md) and Universal NER, English EWT (blake3 {uner}).\n\
         # Licence: CC BY-SA 4.0\n",
        corpus_hash()?
    ))
}

/// What the models of syntax say of themselves.
fn syntax_head(gold: &Path, what: &str) -> anyhow::Result<String> {
    let mut head = format!(
        "# {what}: logistic regression over hashed features; behind these lines bytes.\n\
         # Source: grown by `cargo xtask train syntax` from Universal Dependencies, English EWT and GUM (blake3 of each file):\n"
    );
    for set in syntax::SETS {
        let file = gold.join(format!("lang/{set}.conllu.gz"));
        head += &format!("#   {set} {}\n", blake3::hash(&std::fs::read(file)?).to_hex());
    }
    head += "# Licence: CC BY-SA 4.0\n";
    Ok(head)
}

/// What a forest says of itself: question, sources with their fingerprints, licence.
fn head(gold: &Path, question: &str, sets: &[&str]) -> anyhow::Result<String> {
    let mut head = format!(
        "# {question}: boosted trees over shapes, densities and places, no words.\n\
         # Source: grown by `cargo xtask train` from the dev part of these sets of annotated pages (blake3 of each gold.jsonl):\n"
    );
    for set in sets {
        let file = gold.join("extract").join(set).join("gold.jsonl");
        head += &format!("#   {set} {}\n", blake3::hash(&std::fs::read(file)?).to_hex());
    }
    head += "# Licence: MIT OR Apache-2.0\n";
    Ok(head)
}

/// Writes a file of weights if it has changed: its head, whose last line is the hash of the weights, then the weights.
fn write(path: &Path, head: &str, weights: &[u8]) -> anyhow::Result<()> {
    let mut file = format!("{head}# Hash: blake3 {}\n", blake3::hash(weights).to_hex()).into_bytes();
    file.extend(weights);
    let same = std::fs::read(path).is_ok_and(|old| old == file);
    if !same {
        std::fs::write(path, &file)?;
    }
    println!("{}: {} ({} kB)", tree::short(path), if same { "as it was" } else { "written" }, file.len() / 1000);
    Ok(())
}
