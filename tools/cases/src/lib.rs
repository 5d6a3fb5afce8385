//! The Markdown cases: read, run, told.
//!
//! What a case may say is in `cases/README.md`.
#![allow(clippy::print_stdout)]

mod check;
mod fields;
#[cfg(test)]
mod lexicon_tests;
mod parse;
#[cfg(test)]
mod rules_tests;
mod text;

use parse::Case;
use xtask::tree;

/// What became of one bullet.
enum Found {
    Good,
    Missed(String),
    /// A known miss, still missed.
    Wanted,
    /// A known miss that is met: its mark must go.
    Met,
}

/// Runs the cases that hold the words; true where all is well.
pub fn run(words: &[&str]) -> anyhow::Result<bool> {
    let update = words.contains(&"--update");
    if let Some(unknown) = words.iter().find(|w| w.starts_with("--") && **w != "--update") {
        anyhow::bail!("cases knows no {unknown}; there is --update");
    }
    let words: Vec<String> = words.iter().filter(|w| !w.starts_with("--")).map(|w| w.to_lowercase()).collect();
    let (mut n_cases, mut n_bullets, mut n_wanted, mut faults) = (0, 0, 0, 0);
    for path in tree::files(&tree::root().join("cases"), &[".md"]) {
        let name = tree::short(&path);
        if name == "cases/README.md" {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let cases = match parse::file(&text) {
            Ok(cases) => cases,
            Err((line, why)) => {
                println!("{name}:{line}: {why}");
                faults += 1;
                continue;
            }
        };
        let mut met: Vec<usize> = Vec::new();
        for case in &cases {
            let here = format!("{name} {}", case.heading).to_lowercase();
            if !words.iter().all(|w| here.contains(w)) {
                continue;
            }
            n_cases += 1;
            n_bullets += case.bullets.len();
            for (line, found) in outcomes(case) {
                match found {
                    Found::Good => {}
                    Found::Wanted => n_wanted += 1,
                    Found::Met => {
                        met.push(line);
                        if !update {
                            println!(
                                "{name}:{line}: {}\n    is met now: take \"wanted: yes\" away (or --update)",
                                case.heading
                            );
                            faults += 1;
                        }
                    }
                    Found::Missed(why) => {
                        println!("{name}:{line}: {}\n    {}", case.heading, why.replace('\n', "\n    "));
                        faults += 1;
                    }
                }
            }
        }
        if update && !met.is_empty() {
            std::fs::write(&path, parse::without_marks(&text, &met))?;
            println!("{name}: {} marks taken away", met.len());
        }
    }
    if n_cases == 0 {
        println!("no case holds these words");
        return Ok(false);
    }
    println!("{n_cases} cases with {n_bullets} bullets: {faults} faults, {n_wanted} known misses");
    Ok(faults == 0)
}

/// What became of each bullet of a case, with its line.
fn outcomes(case: &Case) -> Vec<(usize, Found)> {
    let read = check::Read::of(case);
    case.bullets
        .iter()
        .map(|bullet| {
            let found = match (read.bullet(bullet), bullet.wanted) {
                (Ok(()), false) => Found::Good,
                (Ok(()), true) => Found::Met,
                (Err(check::Why::Wrong(why)), _) => Found::Missed(why),
                (Err(check::Why::Missed(_)), true) => Found::Wanted,
                (Err(check::Why::Missed(why)), false) => Found::Missed(why),
            };
            (bullet.line, found)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_cases_hold() {
        assert!(run(&[]).expect("the cases can be read"), "see the lines above");
    }

    fn faults(text: &str) -> usize {
        let cases = parse::file(text).expect("a case");
        cases.iter().flat_map(outcomes).filter(|(_, f)| matches!(f, Found::Missed(_) | Found::Met)).count()
    }

    const HEAD: &str = "# Test\n\n## One\n\n> The bell rang in Wexley. The bell was old.\n\n";

    #[test]
    fn what_is_not_read_is_a_fault() {
        assert_eq!(faults(&format!("{HEAD}- direct: The bell rang\n")), 1);
        assert_eq!(faults(&format!("{HEAD}- paragraph: The bell rang in Wexley. The bell was old.\n")), 0);
        assert_eq!(faults(&format!("{HEAD}- nothing: paragraph\n")), 1);
        assert_eq!(faults(&format!("{HEAD}- nothing: direct\n")), 0);
        assert_eq!(faults(&format!("{HEAD}- nothing: paragraph bell\n")), 1);
        assert_eq!(faults(&format!("{HEAD}- sentence: The bell was old.\n- sentence: The bell rang in Wexley.\n")), 0);
    }

    #[test]
    fn a_wrong_case_is_a_fault_even_when_wanted() {
        // No such words; words that stand there twice; a field that does not exist.
        assert_eq!(faults(&format!("{HEAD}- direct: no such words\n  - wanted: yes\n")), 1);
        assert_eq!(faults(&format!("{HEAD}- time: bell\n  - wanted: yes\n")), 1);
        assert_eq!(faults(&format!("{HEAD}- time: bell @2\n  - colour: red\n  - wanted: yes\n")), 1);
        assert_eq!(faults(&format!("{HEAD}- time: bell @3\n  - wanted: yes\n")), 1);
    }

    #[test]
    fn a_known_miss_that_is_met_is_a_fault() {
        assert_eq!(faults(&format!("{HEAD}- nothing: direct\n  - wanted: yes\n")), 1);
        assert_eq!(faults(&format!("{HEAD}- direct: The bell rang\n  - wanted: yes\n")), 0);
    }

    #[test]
    fn what_cannot_be_parsed_names_its_line() {
        assert_eq!(parse::file("# T\n\n## A\n\n- direct: x\n").err().map(|e| e.0), Some(3), "a case without a text");
        assert_eq!(parse::file("# T\n\n## A\n\n> x\n\n- colour: x\n").err().map(|e| e.0), Some(7));
        assert_eq!(parse::file("# T\n\n## A\n\n> x\n\n* direct: x\n").err().map(|e| e.0), Some(7));
        assert_eq!(parse::file("# T\n\n## A\n\n> x\n\n- direct: x\nmore\n").err().map(|e| e.0), Some(8));
        assert_eq!(parse::file("# T\n\n## A\n\n> x\n").err().map(|e| e.0), Some(3), "a case that asks nothing");
    }
}
