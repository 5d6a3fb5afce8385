//! `cargo xtask score`: the gold scoreboard, kept in `docs/scoreboard.csv` so that a change shows what it moved.

mod syntax;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use xtask::{stale, tree};

/// A figure's place on the board: area, set, metric.
type Key = (String, String, String);
/// Value and number of each figure.
type Board = BTreeMap<Key, (String, String)>;

pub fn run(words: &[&str]) -> anyhow::Result<bool> {
    if let ["syntax", files @ ..] = words {
        return syntax::run(files);
    }
    let why = words.contains(&"--why");
    let area = words.iter().find(|w| !w.starts_with("--")).copied().unwrap_or("all");
    let Some(shared) = tree::shared() else {
        println!("skipped: no gold sets in ../shared or $ONRECORD_SHARED");
        return Ok(true);
    };
    let mark = stale::mark(&[stale::PROGRAM]);
    let program = release()?;
    if why {
        let status = Command::new("python3")
            .arg(shared.join("score/run.py"))
            .args([area, "--why", "40", "--bin"])
            .arg(&program)
            .status()
            .context("cannot run python3")?;
        return Ok(status.success());
    }
    let rows = rows(&shared, &program, area, &[])?;
    let file = tree::root().join("docs/scoreboard.csv");
    let old = std::fs::read_to_string(&file).unwrap_or_default();
    let before = read_board(&old);
    // Only a board that was measured whole is of this tree; what it no longer measures is gone from it.
    let whole = area == "all";
    anyhow::ensure!(
        mark == stale::mark(&[stale::PROGRAM]),
        "the tree has changed while it was measured: measure again"
    );
    let areas = |board: &[&Key]| board.iter().map(|k| k.0.clone()).collect::<BTreeSet<String>>();
    let lost = &areas(&before.keys().collect::<Vec<_>>()) - &areas(&rows.iter().map(|r| &r.0).collect::<Vec<_>>());
    anyhow::ensure!(!whole || lost.is_empty(), "the scorer gave nothing for {lost:?}, which the board has");
    let mut board = if whole { Board::new() } else { before.clone() };
    let mut moved = 0;
    for (key, (value, n)) in rows {
        // CPU times are another machine's tomorrow; their ratios are in docs/proof.md.
        if key.2.starts_with("cpu") {
            continue;
        }
        let old = before.get(&key).map_or("-", |o| o.0.as_str());
        if old != value {
            moved += 1;
            println!("{:<8} {:<28} {:<32} {old:>9} -> {value}", key.0, key.1, key.2);
        }
        board.insert(key, (value, n));
    }
    // A part measured again with the board's own tree leaves it whole; with another tree, nothing says what it is of.
    let head = format!("# {mark}");
    let head = if whole || old.lines().next() == Some(&head) { head } else { "# measured in parts".to_owned() };
    std::fs::write(&file, write_board(&head, &board)).with_context(|| format!("cannot write {}", file.display()))?;
    println!("{moved} figures moved; {} on the board", board.len());
    Ok(true)
}

/// Builds the program as it is released.
pub fn release() -> anyhow::Result<PathBuf> {
    if !tree::cargo(&["build", "--quiet", "--release", "-p", "onrecord-cli"], &[])? {
        bail!("the program does not build");
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| tree::root().join("target"), PathBuf::from);
    Ok(target.join("release/onrecord"))
}

/// What the scorer gives for an area.
pub fn rows(shared: &Path, program: &Path, area: &str, more: &[&str]) -> anyhow::Result<Vec<(Key, (String, String))>> {
    let out = Command::new("python3")
        .arg(shared.join("score/run.py"))
        .args([area, "--json", "--bin"])
        .arg(program)
        .args(more)
        .output()
        .context("cannot run python3: the scorers need Python 3.11")?;
    let told = String::from_utf8_lossy(&out.stderr);
    print!("{told}");
    let rows: Vec<Value> = serde_json::from_slice(&out.stdout).with_context(|| format!("the scorer failed: {told}"))?;
    anyhow::ensure!(!rows.is_empty(), "the scorer measured nothing: {told}");
    if !out.status.success() {
        println!("the scorer counts documents without a record as empty: see the lines above");
    }
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let number = |v: &Value| match v.as_f64() {
        Some(x) if v.is_f64() => format!("{x:.4}"),
        _ => v.to_string(),
    };
    Ok(rows
        .iter()
        .map(|r| ((text(&r["area"]), text(&r["set"]), text(&r["metric"])), (number(&r["value"]), number(&r["n"]))))
        .collect())
}

fn read_board(csv: &str) -> Board {
    csv.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let cells = cells(line);
            let [area, set, metric, value, n] = <[String; 5]>::try_from(cells).ok()?;
            Some(((area, set, metric), (value, n)))
        })
        .collect()
}

/// The board as CSV behind its first line, which says what it was measured with.
fn write_board(head: &str, board: &Board) -> String {
    let quoted =
        |s: &str| if s.contains([',', '"']) { format!("\"{}\"", s.replace('"', "\"\"")) } else { s.to_owned() };
    let mut out = format!("{head}\narea,set,metric,value,n\n");
    for ((area, set, metric), (value, n)) in board {
        out += &format!("{},{},{},{value},{n}\n", quoted(area), quoted(set), quoted(metric));
    }
    out
}

/// A line of CSV (RFC 4180) taken apart.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut inside = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if inside && chars.peek() == Some(&'"') => {
                chars.next();
                cells.last_mut().into_iter().for_each(|x| x.push('"'));
            }
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            c => cells.last_mut().into_iter().for_each(|x| x.push(c)),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_comes_back_as_it_went() {
        let csv = "# measured with 00\narea,set,metric,value,n\nquotes,polnear,\"score >= .9, share\",0.2000,10\n";
        assert_eq!(write_board("# measured with 00", &read_board(csv)), csv);
    }
}
