//! The archive at the command line: a session from the first page to an export, its exit codes, its JSON.

use std::path::Path;

use serde_json::Value;

use super::program::{Folder, onrecord, told};

fn out(words: &[&str]) -> String {
    String::from_utf8_lossy(&onrecord(words).stdout).into_owned()
}

fn demo(folder: &Folder) -> String {
    let archive = folder.0.join("a.db").to_string_lossy().into_owned();
    assert_eq!(onrecord(&["demo", "--archive", &archive]).status.code(), Some(0));
    archive
}

#[test]
fn a_session_from_the_demo_to_an_export() {
    let folder = Folder::new("archive-session");
    let archive = demo(&folder);
    let draft = folder.0.join("onrecord-demo-pages/draft.md").to_string_lossy().into_owned();
    let found = out(&["search", "--archive", &archive, "flood", "barriers", "-strike", "--limit", "2"]);
    assert!(found.to_lowercase().contains("*flood*") || found.to_lowercase().contains("*barriers*"), "{found}");
    let verified =
        onrecord(&["verify", "--archive", &archive, &draft, "--report", &folder.0.join("r.html").to_string_lossy()]);
    assert_eq!(verified.status.code(), Some(1), "one does not hold");
    let report = std::fs::read_to_string(folder.0.join("r.html")).expect("a report");
    assert!(report.contains("NOT FOUND") && !report.contains("<script"));
    let by = |name: &str| {
        let quotation = "we have not ruled out a further offer";
        let told = onrecord(&["verify", "--archive", &archive, "--json", quotation, "--by", name]);
        let finding: Value = serde_json::from_slice(&told.stdout).expect("an object");
        (told.status.code(), finding)
    };
    let (code, finding) = by("Helena Wraxford");
    assert_eq!((code, finding["verdict"].as_str(), finding["by"].as_str()), (Some(0), Some("exact"), Some("agrees")));
    let (code, finding) = by("Idris Pennock");
    assert_eq!((code, finding["by"].as_str()), (Some(1), Some("differs")));
    assert!(out(&["who", "--archive", &archive, "Dunmallet"]).contains("Philippa Dunmallet"));
    assert!(out(&["stats", "--archive", &archive]).contains("29  articles"));
    assert!(out(&["check", "--archive", &archive]).contains("every hash, span and index holds"));
    assert!(told(&onrecord(&["verify", "--archive", &archive, "none.md"])).contains("there is no file none.md"));
    assert_eq!(onrecord(&["demo", "--archive", &archive]).status.code(), Some(0), "it may be run again");
    let page = folder.0.join("own.txt").to_string_lossy().into_owned();
    std::fs::write(&page, "Own page\n\nThe ferry to Skerrel stopped on Monday, its owner said.").expect("a page");
    let own = folder.0.join("own.db").to_string_lossy().into_owned();
    assert_eq!(onrecord(&["add", "--archive", &own, &page]).status.code(), Some(0));
    assert!(told(&onrecord(&["demo", "--archive", &own])).contains("has pages of its own"));
    let backup = folder.0.join("b.db").to_string_lossy().into_owned();
    assert!(out(&["backup", "--archive", &archive, &backup]).contains("has all 29 articles"));
    assert!(out(&["stats", "--archive", &backup]).contains("29  articles"));
    let csv = folder.0.join("csv").to_string_lossy().into_owned();
    assert_eq!(onrecord(&["export", "--archive", &archive, "--format", "csv", "--out", &csv]).status.code(), Some(0));
    assert!(std::fs::read_to_string(Path::new(&csv).join("statements.csv")).expect("a table").starts_with('\u{feff}'));
}

#[test]
fn a_decision_has_a_key_a_state_and_what_shows_it() {
    let folder = Folder::new("archive-ledger");
    let archive = demo(&folder);
    let lines = out(&["ledger", "--archive", &archive, "--json", "--all"]);
    let first: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("an object");
    let key = format!("{}/{}", first["article"].as_str().expect("a key"), first["key"].as_str().expect("a key"));
    let set = |state: &str, because: &str| {
        onrecord(&["ledger", "set", &key, state, "--because", because, "--archive", &archive, "--user", "Ada"])
    };
    assert_eq!(set("kept", "https://p.example/1").status.code(), Some(0));
    assert!(told(&set("done", "https://p.example/1")).contains("there are kept, broken"));
    assert!(told(&set("kept", "I know")).contains("--because says what shows it"));
    assert!(out(&["ledger", "--archive", &archive, "--settled", "--all"]).contains("kept"));
    assert_eq!(onrecord(&["ledger", "undo", &key, "--archive", &archive]).status.code(), Some(0));
    assert_eq!(onrecord(&["ledger", "undo", &key, "--archive", &archive]).status.code(), Some(1));
}

#[test]
fn facts_are_shown_cited_and_noted() {
    let folder = Folder::new("archive-show");
    let archive = demo(&folder);
    let found: Value =
        serde_json::from_str(&out(&["search", "--archive", &archive, "--json", "by:dunmallet"])).expect("an object");
    let key = found["hits"][0]["key"].as_str().expect("a key").to_owned();
    for (form, has) in [
        ("cite", "Philippa Dunmallet"),
        ("bibtex", "@online{"),
        ("ris", "TY  - NEWS"),
        ("csl", "article-newspaper"),
        ("markdown", "> "),
        ("annotation", "TextQuoteSelector"),
    ] {
        let cited = out(&["show", "--archive", &archive, &key, "--as", form]);
        assert!(cited.contains(has), "{form}: {cited}");
    }
    assert_eq!(
        onrecord(&["note", &key, "asked her office", "--archive", &archive, "--user", "Ada"]).status.code(),
        Some(0)
    );
    assert!(out(&["show", "--archive", &archive, &key]).contains("asked her office"));
}

#[test]
fn what_is_absent_or_wrong_is_said_in_words() {
    let folder = Folder::new("archive-wrong");
    let none = folder.0.join("none.db").to_string_lossy().into_owned();
    let refused = onrecord(&["search", "--archive", &none, "x"]);
    assert!(refused.status.code() == Some(2) && told(&refused).contains("there is no archive"), "{}", told(&refused));
    let archive = demo(&folder);
    let wrong = onrecord(&["search", "--archive", &archive, "from:x"]);
    assert!(wrong.status.code() == Some(2) && told(&wrong).contains("there is no field"), "{}", told(&wrong));
    let nothing = onrecord(&["search", "--archive", &archive, "zzzz"]);
    assert!(nothing.status.code() == Some(1) && told(&nothing).contains("understood: zzzz"), "{}", told(&nothing));
    let nobody = onrecord(&["forget", "a:0000", "--archive", &archive, "--yes"]);
    assert!(nobody.status.code() == Some(2) && told(&nobody).contains("nothing in the archive is called"));
    let pdf = folder.file("x.pdf", "%PDF-1.7 x");
    let added = onrecord(&["add", "--archive", &archive, &pdf]);
    assert!(added.status.code() == Some(2) && told(&added).contains("PDF"), "{}", told(&added));
}
