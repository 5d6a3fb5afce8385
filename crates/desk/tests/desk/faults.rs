//! Bad luck and damage: FAULTS 20 to 24, small.

use std::process::Command;
use std::sync::atomic::AtomicBool;

use onrecord_desk::add::{Options, add};
use onrecord_desk::store::{Damage, Error};
use onrecord_desk::{Access, Archive};
use onrecord_source::Entry;

use super::{Folder, added, archive, pages};

/// Numbers that look random (xorshift, Marsaglia 2003), the same each time.
fn chance(seed: &mut u64) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    usize::try_from(*seed >> 16).unwrap_or(0)
}

#[test]
fn bits_that_flip_are_an_error_and_never_a_wrong_quotation() {
    let folder = Folder::new("flips");
    let mut whole = archive(&folder);
    added(&mut whole, &pages()[..6], 0);
    let texts: Vec<String> = whole
        .articles()
        .expect("a list")
        .iter()
        .map(|a| whole.record(a.revision).expect("a record").article.text.as_str().to_owned())
        .collect();
    drop(whole);
    let bytes = std::fs::read(folder.0.join("a.db")).expect("the file");
    let path = folder.0.join("b.db");
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    let mut seen = 0;
    for _ in 0..60 {
        let mut wrong = bytes.clone();
        let at = chance(&mut seed) % wrong.len();
        wrong[at] ^= 1 << (chance(&mut seed) % 8);
        std::fs::write(&path, wrong).expect("a file");
        let Ok(damaged) = Archive::open(&path, Access::Read) else {
            seen += 1;
            continue;
        };
        let Ok(articles) = damaged.articles() else {
            seen += 1;
            continue;
        };
        for article in articles {
            match damaged.record(article.revision) {
                Ok(record) => {
                    assert!(texts.iter().any(|t| t == record.article.text.as_str()), "a text that nobody added")
                }
                Err(_) => seen += 1,
            }
        }
        seen += usize::from(damaged.check(|_| {}).map_or(true, |found| !found.is_empty()));
    }
    assert!(seen > 0, "some of the damage is seen");
}

#[test]
fn an_index_that_drifted_is_found_and_made_again() {
    let folder = Folder::new("drift");
    let mut archive = archive(&folder);
    added(&mut archive, &pages()[..8], 0);
    drop(archive);
    let path = folder.0.join("a.db");
    for wound in [
        "DELETE FROM texts WHERE rowid = (SELECT max(at) FROM articles)",
        "DELETE FROM shingles WHERE n = (SELECT min(n) FROM shingles)",
        "UPDATE shingles SET packed = zeroblob(length(packed)) WHERE n = (SELECT max(n) FROM shingles)",
        "DELETE FROM quoted WHERE article = 3",
        "DELETE FROM said WHERE rowid = (SELECT min(at) FROM statements)",
        "DELETE FROM titles WHERE rowid = (SELECT min(at) FROM articles)",
        "INSERT INTO times (n, words, type, score) VALUES (999 << 24, 'in May', 1, 9000)",
        "INSERT INTO named (named, rowid, name) SELECT 'delete', n, lower(name) FROM names WHERE name = 'Harrowmere'",
    ] {
        let done = rusqlite::Connection::open(&path).expect("the file").execute(wound, []).expect("a wound");
        assert_eq!(done, 1, "{wound}");
        let mut archive = Archive::open(&path, Access::Write).expect("it opens");
        let found = archive.check(|_| {}).expect("a check");
        assert!(!found.is_empty() && found.iter().all(|d| matches!(d, Damage::Index(_))), "{wound}: {found:?}");
        assert_eq!(archive.rebuild(|_| {}).expect("made again"), 8);
        assert!(
            archive.check(|_| {}).expect("a check").is_empty() && archive.check_indexes().expect("a check").is_empty()
        );
    }
    // What is kept and wrong is another matter.
    let sql = "UPDATE originals SET packed = zeroblob(length(packed)) WHERE n = 1";
    rusqlite::Connection::open(&path).expect("the file").execute(sql, []).expect("a wound");
    let found = Archive::open(&path, Access::Read).expect("it opens").check(|_| {}).expect("a check");
    assert!(found.iter().any(|d| matches!(d, Damage::Kept(_))), "{found:?}");
}

#[test]
fn foreign_newer_and_absent_files_are_refused_in_words() {
    let folder = Folder::new("strangers");
    let opened = |path: &std::path::Path| Archive::open(path, Access::Write).map(drop).expect_err("refused");
    assert!(matches!(opened(&folder.0.join("none.db")), Error::Absent { .. }));
    assert!(matches!(
        opened(&folder.file(
            "text.db",
            "this is no archive, it is a text of more than a hundred bytes, so that SQLite reads a whole head of it ..."
        )),
        Error::Foreign { .. }
    ));
    // Nothing is no archive that holds.
    assert!(matches!(opened(&folder.file("empty.db", "")), Error::Foreign { .. }));
    let other = folder.0.join("other.db");
    rusqlite::Connection::open(&other).expect("a file").execute_batch("CREATE TABLE t (x)").expect("a table");
    assert!(matches!(opened(&other), Error::Foreign { .. }));
    drop(archive(&folder));
    let own = folder.0.join("a.db");
    rusqlite::Connection::open(&own).expect("the file").execute_batch("PRAGMA user_version = 99").expect("a version");
    let told = opened(&own).to_string();
    assert!(told.contains("format 99") && told.contains("newer"), "{told}");
    std::fs::create_dir_all(folder.0.join("Dropbox")).expect("a folder");
    let synced = folder.0.join("Dropbox/a.db");
    let told = Archive::open(&synced, Access::Create).map(drop).expect_err("refused").to_string();
    assert!(told.contains("Dropbox"), "{told}");
}

#[test]
fn who_is_interrupted_keeps_what_was_counted_and_goes_on() {
    let folder = Folder::new("stop");
    let mut archive = archive(&folder);
    let stop = AtomicBool::new(true);
    let entries: Vec<Entry> = pages().into_iter().map(|path| Entry { path, ..Entry::default() }).collect();
    let summary = add(&mut archive, entries.into_iter(), Options::default(), &stop, |_| {}).expect("it stops");
    assert!(summary.interrupted && summary.pages < 31);
    assert_eq!(archive.n_articles().expect("a count"), (summary.added) as i64);
    let rest = added(&mut archive, &pages(), 0);
    assert_eq!(summary.added + rest.added, 29);
}

/// This very test, as a process of its own that adds pages until it is killed.
#[test]
fn killed_at_any_moment_nothing_that_was_counted_is_lost() {
    if let Some(path) = std::env::var_os("ONRECORD_KILLED") {
        let mut archive = Archive::open(path.as_ref(), Access::Create).expect("an archive");
        for page in pages() {
            added(&mut archive, &[page], 1);
            println!("kept");
        }
        return;
    }
    let folder = Folder::new("killed");
    let path = folder.0.join("a.db");
    let mut seed = 0x2545_f491_4f6c_dd1d;
    let mut kept = 0;
    for _ in 0..6 {
        let out = folder.0.join("out");
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "faults::killed_at_any_moment_nothing_that_was_counted_is_lost", "--nocapture"])
            .env("ONRECORD_KILLED", &path)
            .stdout(std::fs::File::create(&out).expect("a file"))
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(std::time::Duration::from_millis(60 + (chance(&mut seed) % 400) as u64));
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        let told = std::fs::read_to_string(&out).expect("its output").matches("kept").count();
        if path.exists() {
            let archive = Archive::open(&path, Access::Write).expect("it opens");
            assert!(archive.check(|_| {}).expect("a check").is_empty());
            let n = usize::try_from(archive.n_articles().expect("a count")).expect("a count");
            // Of what was counted, two pages are no articles of their own.
            assert!(n + 2 >= told.max(kept), "{n} of {told}");
            kept = kept.max(n);
        }
    }
    let mut archive = Archive::open(&path, Access::Create).expect("it opens");
    added(&mut archive, &pages(), 0);
    assert_eq!(archive.n_articles().expect("a count"), 29);
}
