//! What is kept, and found again.

use onrecord::{Given, Kind, Parts};
use onrecord_desk::ledger::{self, Options};
use onrecord_desk::query::parse;
use onrecord_desk::search::{Options as Search, search};
use onrecord_desk::store::{Due, Fetched, Order, Settled};
use onrecord_desk::verify::{By, Verdict, Verifier, draft};
use onrecord_desk::who::who;
use onrecord_desk::{Access, Archive};

use super::{Folder, added, archive, exported, pages};

#[test]
fn adding_twice_adds_nothing_and_the_order_is_the_same_to_the_archive() {
    let (one, other) = (Folder::new("order-a"), Folder::new("order-b"));
    let (mut a, mut b) = (archive(&one), archive(&other));
    let mut all = pages();
    let first = added(&mut a, &all, 1);
    assert_eq!((first.added, first.revised, first.seen, first.refused), (29, 1, 1, 0));
    let again = added(&mut a, &all, 2);
    assert_eq!((again.added, again.revised, again.seen), (0, 0, 31));
    all.reverse();
    added(&mut b, &all, 8);
    assert_eq!(exported(&a, &one, "out"), exported(&b, &other, "out"));
    assert!(a.check(|_| {}).expect("a check").is_empty() && b.check(|_| {}).expect("a check").is_empty());
}

#[test]
fn a_hundred_fetches_that_differ_in_furniture_are_one_revision() {
    let folder = Folder::new("fetches");
    let mut archive = archive(&folder);
    added(&mut archive, &pages(), 0);
    let before = archive.sizes().expect("sizes");
    let page =
        std::fs::read_to_string(pages().iter().find(|p| p.ends_with("courier-0311-pool.html")).expect("the page"))
            .expect("text");
    let fetches: Vec<_> = (0..100)
        .map(|n| {
            folder
                .file(&format!("{n}.html"), page.replace("</footer>", &format!("<p>{n} people read this</p></footer>")))
        })
        .collect();
    let summary = added(&mut archive, &fetches, 0);
    assert_eq!((summary.added, summary.revised, summary.seen), (0, 0, 100));
    let after = archive.sizes().expect("sizes");
    let grown = (after.originals - before.originals) / 100;
    assert!(grown < 400, "{grown} bytes for each fetch of {}", page.len());
    // Another of the fetches may stand for the revision now, with its furniture.
    assert!((after.records - before.records).abs() < 200);
    let hash = format!("blake3:{}", blake3::hash(&std::fs::read(&fetches[7]).expect("a page")).to_hex());
    assert_eq!(archive.original(&hash).expect("it holds"), Some(std::fs::read(&fetches[7]).expect("a page")));
}

#[test]
fn words_are_found_however_they_are_typed() {
    let folder = Folder::new("search");
    let mut archive = archive(&folder);
    added(&mut archive, &pages(), 0);
    let find = |typed: &str, order: Order| {
        let query = parse(typed).expect("a query");
        search(&archive, &query, &Search { order, limit: 50, cursor: None }).expect("an answer")
    };
    let plain = find("\"leisure centre\"", Order::Newest);
    let curly = find("“LEISURE center”", Order::Newest);
    assert!(plain.hits.len() > 5);
    assert_eq!(plain.hits.len(), curly.hits.len());
    for hit in &plain.hits {
        for [from, to] in &hit.highlights {
            assert!(hit.sentence[*from..*to].to_lowercase().contains("leisure centre"), "{hit:?}");
        }
        assert!(!hit.highlights.is_empty(), "{hit:?}");
    }
    let days = |order| find("flood", order).hits.iter().filter_map(|h| h.published.clone()).collect::<Vec<_>>();
    let (newest, oldest) = (days(Order::Newest), days(Order::Oldest));
    assert!(newest.windows(2).all(|w| w[0][..10] >= w[1][..10]) && oldest.windows(2).all(|w| w[0][..10] <= w[1][..10]));
    assert!(find("flood", Order::Relevance).hits[0].title.as_ref().is_some_and(|t| t.to_lowercase().contains("flood")));
    assert!(
        find("by:dunmallet pool", Order::Newest)
            .hits
            .iter()
            .all(|h| h.speaker.as_deref() == Some("Philippa Dunmallet"))
    );
    assert!(!find("kind:promise", Order::Newest).hits.is_empty());
    // What a field cannot mean is told, and none is passed over.
    let of_her = find("kind:plan by:dunmallet", Order::Newest).hits;
    assert!(
        !of_her.is_empty() && of_her.iter().all(|h| h.speaker.as_deref() == Some("Philippa Dunmallet")),
        "{of_her:?}"
    );
    for wrong in ["kind:nonsense", "status:soon", "kind:promise said:2031-03"] {
        let query = parse(wrong).expect("a query");
        let options = Search { order: Order::Newest, limit: 5, cursor: None };
        assert!(search(&archive, &query, &options).is_err(), "{wrong}");
    }
    // Page after page gives all of them, each once.
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page =
            search(&archive, &parse("council").expect("a query"), &Search { order: Order::Newest, limit: 3, cursor })
                .expect("an answer");
        seen.extend(page.hits.iter().map(|h| h.article.clone()));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let all = find("council", Order::Newest).hits.len();
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!((seen.len(), once.len()), (all, all));
}

#[test]
fn the_draft_of_the_demo_is_judged() {
    let folder = Folder::new("draft");
    let mut archive = archive(&folder);
    added(&mut archive, &pages(), 0);
    let text = include_bytes!("../../demo/draft.md");
    let (_, all) = draft::quotations(text, draft::kind("draft.md".as_ref()));
    let verifier = Verifier::of(&archive).expect("a verifier");
    let found: Vec<_> =
        all.iter().map(|q| verifier.verify(&q.text, q.span, q.by.as_deref()).expect("a finding")).collect();
    let verdicts: Vec<Verdict> = found.iter().map(|f| f.verdict).collect();
    use Verdict::*;
    assert_eq!(verdicts, [Exact, Altered, Altered, Trimmed, Indirect, NotFound, Stitched, Exact]);
    assert_eq!(found[0].by, Some(By::Agrees));
    assert_ne!(found[7].by, Some(By::Agrees), "the draft gives it to another");
    let first = &found[0].matches[0];
    assert!(
        first.link.as_ref().is_some_and(|l| l.contains("#:~:text=")) && first.sentence.contains(&first.words),
        "{first:?}"
    );
}

#[test]
fn people_are_merged_split_and_called_otherwise_and_all_of_it_is_undone() {
    let folder = Folder::new("people");
    let mut archive = archive(&folder);
    added(&mut archive, &pages(), 0);
    let said = |archive: &Archive, name: &str| who(archive, name, 50).expect("an answer").map_or(0, |p| p.n_said);
    let (a, b) = (said(&archive, "Serhiy Hrabovenko"), said(&archive, "Sergei Grabovenko"));
    assert!(a > 0 && b > 0);
    archive.write(|w| w.rename("merge", "Sergei Grabovenko", Some("Serhiy Hrabovenko"), "me")).expect("a merge");
    assert_eq!(said(&archive, "Grabovenko"), a + b);
    archive.write(|w| w.rename("rename", "Serhiy Hrabovenko", Some("S. Hrabovenko"), "me")).expect("a name");
    assert_eq!(who(&archive, "Hrabovenko", 5).expect("an answer").map(|p| p.name).as_deref(), Some("S. Hrabovenko"));
    archive.write(|w| w.undo_rename(None, "me")).expect("undone");
    archive.write(|w| w.undo_rename(None, "me")).expect("undone");
    assert_eq!((said(&archive, "Serhiy Hrabovenko"), said(&archive, "Sergei Grabovenko")), (a, b));
    assert_eq!(archive.renamings().expect("a log").len(), 2, "what was decided stays in the log");
    assert!(archive.write(|w| w.rename("merge", "Nobody Here", Some("Serhiy Hrabovenko"), "me")).is_err());
}

#[test]
fn decisions_are_logged_dated_and_taken_back() {
    let folder = Folder::new("ledger");
    let mut archive = archive(&folder);
    added(&mut archive, &pages(), 0);
    let all = Options { all: true, ..Options::default() };
    let (lines, _) = ledger::lines(&archive, &all).expect("a ledger");
    let due: Vec<_> = lines.iter().filter_map(|l| l.due_last.clone()).collect();
    assert!(due.len() > 10 && due.windows(2).all(|w| w[0] <= w[1]), "by due day");
    let line = lines.iter().find(|l| l.due_last.is_some()).expect("one with a day");
    let key = format!("{}/{}", line.article, line.key);
    assert!(ledger::set(&mut archive, &key, "done", "https://a.example", None, "me", 22_350).is_err(), "no such state");
    assert!(ledger::set(&mut archive, &key, "kept", "because", None, "me", 22_350).is_err(), "nothing shows it");
    for none in ["a:0123456789abcdef", "s:0123456789abcdef", "a:0123456789abcdef/x:0123456789abcdef"] {
        let told = ledger::set(&mut archive, &key, "kept", none, None, "me", 22_350).expect_err("nothing is called so");
        assert!(told.to_string().contains(none), "{told}");
    }
    let article = line.article.as_str();
    assert!(
        ledger::set(&mut archive, "x:0", "kept", article, None, "me", 1).expect_err("x:0").to_string().contains("x:0")
    );
    ledger::set(&mut archive, &key, "kept", "https://a.example/1", Some("seen"), "me", 22_350).expect("a decision");
    let state = |archive: &Archive, as_of: Option<&str>| {
        let options = Options { as_of: as_of.map(str::to_owned), ..all.clone() };
        let (lines, _) = ledger::lines(archive, &options).expect("a ledger");
        lines.into_iter().find(|l| l.key == line.key && l.article == line.article).and_then(|l| l.state)
    };
    assert_eq!(state(&archive, None).as_deref(), Some("kept"));
    // What is folded away is counted as what is shown.
    for settled in [Settled::Either, Settled::Open, Settled::Settled] {
        let n = |all: bool| {
            let options = Options { all, settled, ..Options::default() };
            let (lines, folded) = ledger::lines(&archive, &options).expect("a ledger");
            lines.len() + folded
        };
        assert_eq!(n(true), n(false), "{settled:?}");
    }
    // Day 22350 is 2031-03-12.
    assert_eq!(
        (state(&archive, Some("2031-03-11")), state(&archive, Some("2031-03-12"))),
        (None, Some("kept".to_owned()))
    );
    assert_eq!(ledger::undo(&mut archive, &key, "me", 22_352).expect("undone").as_deref(), Some("kept"));
    assert_eq!(state(&archive, None), None);
    assert_eq!(state(&archive, Some("2031-03-13")).as_deref(), Some("kept"), "as it was then");
}

#[test]
fn what_is_forgotten_is_gone_and_a_backup_has_everything() {
    let folder = Folder::new("forget");
    let mut archive = archive(&folder);
    let page = folder.file("x.html", "<html lang=en><head><title>Quay</title><link rel=canonical href=https://p.example/1></head><body><article><h1>The quay of Xyzzyqx</h1><p>The harbour master Oddvarq Plughnose said on Monday that the quay would stay open until the end of the summer, whatever it costs the town.</p><p>Nobody had asked him, he added, and nobody would.</p></article></body></html>");
    added(&mut archive, &pages(), 0);
    added(&mut archive, &[page], 0);
    let backup = folder.0.join("b.db");
    archive.backup(&backup).expect("a backup");
    assert!(archive.backup(&backup).is_err(), "nothing is written over");
    let found = archive.articles_named("https://p.example/1").expect("a list");
    archive.forget(&[found[0].n]).expect("forgotten");
    assert!(archive.articles_named("https://p.example/1").expect("a list").is_empty());
    assert!(archive.check(|_| {}).expect("a check").is_empty());
    drop(archive);
    let bytes = std::fs::read(folder.0.join("a.db")).expect("the file");
    for word in ["plughnose", "Plughnose", "xyzzyqx", "oddvarq"] {
        assert!(memchr::memmem::find(&bytes, word.as_bytes()).is_none(), "{word} is left in the file");
    }
    let copy = Archive::open(&backup, Access::Read).expect("the copy");
    assert_eq!(copy.n_articles().expect("a count"), 30);
}

/// A page of plans; the last two are the same words.
const PLANS: [&str; 6] = [
    "Plans for the harbour",
    "The council will open the Tamsel bridge in May 2031, Ada Quarmby said.",
    "The county will close the swimming baths in October 2031, she said.",
    "The company will build forty houses at Skerrel in 2032, its owner said.",
    "The town will repair the old quay in June 2031, the mayor said.",
    "The town will repair the old quay in June 2031, the mayor said.",
];

#[test]
fn decisions_stay_with_their_words_whatever_a_later_version_reads() {
    let folder = Folder::new("shifted");
    let mut archive = archive(&folder);
    let read = |text: &str| onrecord::record(text.as_bytes(), &Given::new().kind(Kind::Clean), Parts::ALL);
    let text = PLANS.join("\n\n");
    let before = read(&text);
    archive
        .write(|w| w.add(&Fetched { bytes: text.as_bytes(), ..Fetched::default() }, &before))
        .expect("a page is added");
    let article = archive.articles().expect("articles")[0].clone();
    let rows = archive.due(&Due { limit: 100, ..Due::default() }).expect("a ledger");
    let with = |words: &str| -> Vec<_> { rows.iter().filter(|x| x.words.contains(words)).cloned().collect() };
    let (bridge, baths, houses, quay) = (with("bridge"), with("baths"), with("houses"), with("quay"));
    assert_eq!([bridge.len(), baths.len(), houses.len(), quay.len()], [1, 1, 1, 2], "{rows:?}");
    for x in bridge.iter().chain(&baths).chain(&houses).chain(&quay[1..]) {
        archive.write(|w| w.decide(x, "kept", "https://a.example/1", None, "me", 22_350)).expect("a decision");
    }
    // Another version: a plan more in front, so that every place and every number is another; one whose words grew, one that is read no
    // more, and one of the two alike is gone.
    let more = ["Plans for the harbour", "The school will move to Wexley in May 2031, its head said."];
    let mut after = read(&[&more[..], &PLANS[1..5]].concat().join("\n\n"));
    let all = &mut after.facts.expectations;
    all.retain(|x| !after.article.text[x.span].contains("houses"));
    let grown = all.iter_mut().find(|x| after.article.text[x.span].contains("baths")).expect("the baths");
    grown.span.end += ", she said".len() as u32;
    all.iter_mut().enumerate().for_each(|(n, x)| x.id = n as u32);
    onrecord_words::keys::give(&after.article, &mut after.facts);
    archive.write(|w| w.reread(article.revision, article.n, &after)).expect("it is read again");
    let now = archive.due(&Due { limit: 100, ..Due::default() }).expect("a ledger");
    let decided: Vec<&str> = now.iter().filter(|x| x.decision.is_some()).map(|x| x.key.as_str()).collect();
    assert_eq!(decided, [bridge[0].key.as_str()], "only unchanged words keep their decision: {now:?}");
    assert_ne!(now.iter().find(|x| x.key == bridge[0].key).map(|x| x.id), Some(bridge[0].id), "its number moved");
    let adrift = onrecord_desk::reread::adrift(&archive).expect("what needs a look");
    let of = |words: &str| adrift.iter().find(|a| a.words.contains(words)).expect("it needs a look");
    assert_eq!(adrift.len(), 3, "{adrift:?}");
    assert!(of("baths").near[0].words.starts_with(&of("baths").words), "the one that grew is offered");
    assert!(of("houses").near.is_empty(), "nothing is like it");
    assert_eq!(of("quay").near.len(), 1, "which of the two it was nobody knows");
}
