//! `cargo xtask prove`: faults and promises at full size, with command, date and figure, into `docs/proof.md`.

mod archive;
mod corpus;
mod every;
mod faults;
mod killed;
pub mod measured;
mod million;
mod mutated;
mod sets;
mod varied;

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use xtask::stale::{self, PROOFS};
use xtask::tree;

use crate::score;

/// One promise with what was measured.
struct Proof {
    what: String,
    wanted: String,
    got: String,
    good: bool,
}

impl Proof {
    /// Shows it at once: a campaign takes minutes.
    fn told(self) -> Proof {
        let mark = if self.good { "ok  " } else { "MISS" };
        println!("{mark} {}: {} (wanted: {})", self.what, self.got, self.wanted);
        self
    }
}

pub fn run(words: &[&str]) -> anyhow::Result<bool> {
    if words == ["--stale"] {
        let stale = stale::stale_proofs();
        stale.iter().for_each(|part| println!("docs/proof.md: {part} was not measured with this tree"));
        println!("{} of {} parts are fresh", PROOFS.len() - stale.len(), PROOFS.len());
        return Ok(stale.is_empty());
    }
    let known: Vec<&str> = PROOFS.iter().map(|(part, _)| *part).collect();
    let parts: Vec<&str> = if words.is_empty() { known.clone() } else { words.to_vec() };
    if let Some(unknown) = parts.iter().find(|p| !known.contains(p)) {
        bail!("nothing is called {unknown}; there are {} and --stale", known.join(", "));
    }
    // What is measured is the tree as it is before the program is built.
    let marks: BTreeMap<&str, String> = PROOFS.iter().map(|(part, paths)| (*part, stale::mark(paths))).collect();
    let program = score::release()?;
    let shared = tree::shared();
    let mut good = true;
    for part in parts {
        println!("== {part}");
        let proofs = match (part, &shared) {
            ("faults", _) => faults::campaign(&program)?,
            ("mutated", _) => mutated::mutated(&program)?,
            ("killed", _) => killed::killed(&program)?,
            ("archive", shared) => archive::archive(shared.as_deref())?,
            (_, None) => {
                println!("skipped: no gold sets in ../shared or $ONRECORD_SHARED");
                continue;
            }
            ("seed", Some(shared)) => sets::seed(&program, shared)?,
            ("scores", Some(shared)) => sets::scores(&program, shared)?,
            ("every", Some(shared)) => every::every(&program, shared)?,
            ("million", Some(shared)) => million::million(&program, shared)?,
            ("corpus", Some(shared)) => corpus::prove(shared)?,
            (_, Some(shared)) => sets::speed(&program, shared)?,
        };
        let proofs: Vec<Proof> = if part == "faults" { proofs } else { proofs.into_iter().map(Proof::told).collect() };
        if proofs.is_empty() {
            println!("skipped: nothing was measured");
            good = false;
            continue;
        }
        good &= proofs.iter().all(|p| p.good);
        // What is measured is kept, whatever becomes of the parts behind it.
        let mark = &marks[part];
        let now = PROOFS.iter().find(|(p, _)| *p == part).map(|(_, paths)| stale::mark(paths));
        anyhow::ensure!(now.as_ref() == Some(mark), "the tree has changed while {part} was measured: measure again");
        write(part, mark, &proofs)?;
    }
    Ok(good)
}

/// Replaces a part of `docs/proof.md` and keeps the others.
fn write(part: &str, mark: &str, proofs: &[Proof]) -> anyhow::Result<()> {
    let file = tree::root().join("docs/proof.md");
    let old = std::fs::read_to_string(&file).unwrap_or_default();
    let place = |name: &str| PROOFS.iter().position(|(p, _)| *p == name);
    let mut sections: BTreeMap<usize, String> = BTreeMap::new();
    for section in old.split("\n## ").skip(1) {
        if let Some(i) = section.split_whitespace().next().and_then(place) {
            sections.insert(i, format!("## {}\n", section.trim_end()));
        }
    }
    let Some(i) = place(part) else { bail!("nothing is called {part}") };
    let mut text = format!(
        "## {part}\n\n`cargo xtask prove {part}`, {}, {mark}\n\n| what | wanted | measured | |\n|---|---|---|---|\n",
        today()
    );
    for p in proofs {
        let held = if p.good { "holds" } else { "**missed**" };
        text += &format!("| {} | {} | {} | {held} |\n", p.what, p.wanted, p.got);
    }
    sections.insert(i, text);
    let head = "# Proof\n\nWhat holds under bad input and at full size, as `cargo xtask prove` last measured it.\nCPU times are those of one machine on one day; ratios within one run carry over.\n`cargo xtask prove --stale` says which parts were measured with another tree than this one.\n";
    let body: Vec<String> = sections.into_values().collect();
    std::fs::write(&file, format!("{head}\n{}", body.join("\n")))
        .with_context(|| format!("cannot write {}", file.display()))
}

/// The day in UTC.
fn today() -> jiff::civil::Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let days = i32::try_from(since.as_secs() / 86_400).unwrap_or(0);
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
}
