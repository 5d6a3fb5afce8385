//! Archives for others, and from others.

use std::sync::atomic::AtomicBool;

use onrecord_desk::export::{Format, export};
use onrecord_desk::hydrate::hydrate;
use onrecord_desk::merge::{Summary, merge};
use onrecord_desk::sample::sample;
use onrecord_desk::store::{Due, Sampled};
use onrecord_desk::{Access, Archive};

use super::{Folder, added, archive, exported, files, pages};

fn taken(archive: &mut Archive, other: &Archive) -> Summary {
    let mut damaged = Vec::new();
    let summary = merge(archive, other, &AtomicBool::new(false), |_| {}, |why| damaged.push(why.to_owned()));
    assert!(damaged.is_empty(), "{damaged:?}");
    summary.expect("it merges")
}

fn decide(archive: &mut Archive, n: usize, state: &str) {
    let due = archive.due(&Due { limit: 1_000, ..Due::default() }).expect("expectations");
    archive.write(|w| w.decide(&due[n], state, "https://p.example/1", None, "Ada", 30_000)).expect("it decides");
}

#[test]
fn archives_that_were_made_apart_are_as_one_that_was_made_whole() {
    let [whole, one, other, sum] = ["whole", "one", "other", "sum"].map(|name| Folder::new(&format!("merge-{name}")));
    let all = pages();
    let mut archives = [&whole, &one, &other].map(archive);
    // Wire copies and a revised page lie in both.
    added(&mut archives[0], &all, 0);
    added(&mut archives[1], &all[..20], 0);
    added(&mut archives[2], &all[12..], 0);
    decide(&mut archives[1], 3, "kept");
    decide(&mut archives[2], 0, "broken");
    let [whole_archive, mut first, second] = archives;
    first.write(|w| w.rename("rename", "Helena Wraxford", Some("H. Wraxford"), "Ada")).expect("it renames");
    let mut together = archive(&sum);
    let summary = taken(&mut together, &first);
    assert_eq!((summary.pages, summary.decisions), (20, 2));
    assert_eq!(taken(&mut together, &second).decisions, 1);
    let decided = together.decisions().expect("decisions");
    assert_eq!(decided.iter().map(|d| d.state.as_str()).collect::<Vec<_>>(), ["kept", "broken"]);
    assert_eq!(together.renamings().expect("names").len(), 1);
    assert!(together.check(|_| {}).expect("a check").is_empty());
    // But for what was decided, in the table of expectations.
    let (a, b) = (exported(&whole_archive, &whole, "out"), exported(&together, &sum, "out"));
    let differ: Vec<usize> = (0..a.len()).filter(|k| a[*k] != b[*k]).collect();
    assert_eq!(differ, [2], "articles, events, expectations, figures, statements");
    let again = taken(&mut together, &second);
    assert_eq!((again.added, again.revised, again.decisions), (0, 0, 0));
    assert_eq!(exported(&together, &sum, "again"), b);
    // What is taken back there is taken back here.
    let mut second = second;
    let d = second.decisions().expect("decisions").remove(0);
    second.write(|w| w.undo_decision(&d.article, &d.key, "Ada", 30_001)).expect("it is undone");
    assert_eq!(taken(&mut together, &second).decisions, 1);
    assert!(together.decisions().expect("decisions")[1].undone_by.is_some());
}

#[test]
fn a_sample_is_the_same_whatever_the_order() {
    let (one, other) = (Folder::new("sample-a"), Folder::new("sample-b"));
    let (mut a, mut b) = (archive(&one), archive(&other));
    let mut all = pages();
    added(&mut a, &all, 1);
    all.reverse();
    added(&mut b, &all, 4);
    let drawn = |archive: &Archive, kind, seed| {
        let all = sample(archive, kind, 12, seed).expect("a sample");
        all.into_iter().map(|d| (d.article, d.key, d.words)).collect::<Vec<_>>()
    };
    for kind in [Sampled::Statements, Sampled::Expectations, Sampled::Articles] {
        let first = drawn(&a, kind, 7);
        assert_eq!(first.len(), 12);
        assert_eq!(first, drawn(&b, kind, 7));
        assert_ne!(first, drawn(&a, kind, 8));
        // More are drawn behind those that were drawn before.
        assert_eq!(sample(&a, kind, 20, 7).expect("a sample")[11].key, first[11].1);
    }
    assert_eq!(sample(&a, Sampled::Articles, 1_000, 1).expect("a sample").len(), 29);
}

#[test]
fn words_come_back_to_an_export_without_text() {
    let folder = Folder::new("hydrate");
    let mut whole = archive(&folder);
    let all = pages();
    added(&mut whole, &all, 0);
    let [bare, full, back] = ["bare", "full", "back"].map(|name| folder.0.join(name));
    export(&whole, &bare, Format::JsonLines, false, |_| {}).expect("it exports");
    export(&whole, &full, Format::JsonLines, true, |_| {}).expect("it exports");
    assert!(files(&bare) != files(&full));
    let summary = hydrate(&whole, &bare, &back, |_| {}).expect("it hydrates");
    assert_eq!((summary.absent, summary.differ), (0, 0));
    assert_eq!(files(&back), files(&full));
    // From an archive that has some of the pages.
    let path = folder.0.join("part.db");
    let mut part = Archive::open(&path, Access::Create).expect("an archive");
    added(&mut part, &all[..10], 0);
    let some = hydrate(&part, &bare, &back, |_| {}).expect("it hydrates");
    assert!(some.filled > 0 && some.absent > 0 && some.filled + some.absent + some.differ == summary.filled);
    // Words that changed do not come in the place of others.
    let file = folder.file("bare/statements.jsonl", "{\"article\": 1}\nno row\n");
    assert!(hydrate(&whole, &bare, &back, |_| {}).expect_err("a fault").to_string().contains("line 2"), "{file:?}");
}
