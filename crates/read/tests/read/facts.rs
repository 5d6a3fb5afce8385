//! Any text: no panic, every span on character boundaries and not empty, ids that exist, scores in range, the same facts
//! when read again.

#![allow(clippy::expect_used)]

use onrecord_model::{Article, Block, BlockKind, Facts, Span, Who};
use onrecord_read::{Parts, read};
use proptest::prelude::*;

/// Times and figures alone.
const PARTS: Parts = Parts { times: true, figures: true, ..Parts::NONE };

fn article(text: String, published: Option<&str>) -> Article {
    let span = Span::new(0, text.len());
    let blocks = if text.is_empty() { vec![] } else { vec![Block { kind: BlockKind::Paragraph, span, time: None }] };
    Article { text: text.into(), blocks, published: published.and_then(|p| p.parse().ok()), ..Article::default() }
}

/// Everything that a reader of a record relies on.
fn check(article: &Article, facts: &Facts) {
    let words = |span: Span| {
        let words = article.text.get(span).expect("a span on character boundaries");
        assert!(!words.is_empty(), "an empty span");
    };
    let entity = |id: u32| assert!(facts.entities.iter().any(|e| e.id == id), "no entity {id}");
    let statement = |id: u32| assert!(facts.statements.iter().any(|s| s.id == id), "no statement {id}");
    let who = |who: &Who| {
        assert!(who.span.is_some() || who.entity.is_some(), "somebody without evidence");
        who.span.iter().for_each(|s| words(*s));
        who.entity.iter().for_each(|id| entity(*id));
    };
    let score = |score: f32| assert!((0.0..=1.0).contains(&score), "score {score}");
    for e in &facts.entities {
        assert!(!e.mentions.is_empty(), "{} is nowhere", e.name);
        e.mentions.iter().for_each(|m| {
            words(m.span);
            score(m.score);
        });
        e.roles.iter().for_each(|r| words(r.span));
        e.maybe.iter().for_each(|m| entity(m.entity));
    }
    for s in &facts.statements {
        assert!(!s.content.is_empty(), "a statement of nothing");
        s.content.iter().chain(&s.cue).for_each(|s| words(*s));
        if let Some(source) = &s.source {
            source.span.iter().for_each(|s| words(*s));
            source.entity.iter().for_each(|id| entity(*id));
        }
        s.addressee.iter().for_each(who);
        s.asked.iter().for_each(|s| words(*s));
        s.inside.iter().for_each(|id| {
            statement(*id);
            assert_ne!(*id, s.id, "a statement inside itself");
        });
        s.about.iter().for_each(|id| entity(*id));
        score(s.score);
    }
    for t in &facts.times {
        words(t.span);
        score(t.score);
        if let (Some(start), Some(end)) = (t.interval.start, t.interval.end) {
            assert!(start <= end || start.day == end.day && end.minute.is_none(), "{start} after {end}");
        }
    }
    for f in &facts.figures {
        words(f.span);
        f.of.iter().for_each(|s| words(*s));
        assert!(f.value.is_finite(), "no number");
        score(f.score);
    }
    for e in &facts.events {
        words(e.trigger);
        e.participants.iter().for_each(|p| {
            assert!(p.span.is_some() || p.entity.is_some());
            p.span.iter().for_each(|s| words(*s));
            p.entity.iter().for_each(|id| entity(*id));
        });
        e.place.iter().for_each(who);
        e.said_in.iter().for_each(|id| statement(*id));
        score(e.score);
    }
    for x in &facts.expectations {
        words(x.span);
        x.what.iter().chain(&x.condition).for_each(|s| words(*s));
        x.holder.iter().for_each(who);
        x.said_in.iter().for_each(|id| statement(*id));
        x.event.iter().for_each(|id| assert!(facts.events.iter().any(|e| e.id == *id), "no event {id}"));
        score(x.score);
    }
}

fn twice(text: String) {
    let article = article(text, Some("2031-03-12"));
    let facts = read(&article, Some("en"), Parts::ALL, &mut vec![]);
    check(&article, &facts);
    let again = read(&article, Some("en"), Parts::ALL, &mut vec![]);
    assert_eq!(serde_json::to_string(&facts).expect("json"), serde_json::to_string(&again).expect("json"));
}

/// Pieces of news in any order: what grammar there is, and what is broken about it.
const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "(",
    ")",
    "—",
    "…",
    ",",
    ", ",
    ". ",
    ": ",
    "; ",
    "\n\n",
    "\n",
    "? ",
    "! ",
    " ",
    "-",
    "–",
    "%",
    "£",
    "$",
    "€",
    "Ada Quarmby",
    "Quarmby",
    "Dr ",
    "Mrs ",
    "the mayor",
    "The Marine Works Agency",
    "Port Selim",
    "PORT SELIM (Wire) — ",
    " said",
    " told ",
    "According to ",
    "denied that ",
    "asked whether ",
    "will ",
    "would ",
    "is expected to ",
    "by Friday",
    "on 31 February",
    "03/04/2031",
    "Feb. 29",
    "in 0000",
    "next week",
    "hours ago",
    "the 1990s",
    "at 25:61",
    "noon",
    "£42m",
    "nearly 3,000",
    "1,2,3",
    "1/0",
    "99999999999999999999",
    "1e999",
    "−5°C",
    "12-0",
    "two thirds",
    "a dozen ",
    "million ",
    "who ",
    "that ",
    "if ",
    "not ",
    "he ",
    "She ",
    "they ",
    "the end of ",
    "the last ",
    "two weeks ",
    "of December",
    "Monday week",
    "next Tuesday to ",
    "from May 30 to ",
    "ten past ",
    "half ",
    "a quarter of ",
    "Rs 2,30,000",
    "RM2.1bn",
    "2 300 ",
    "½",
    "7–8 ",
    "two-and-a-half-year ",
    "twelve-member ",
    "vote",
    "voted ",
    "the meeting ",
    "was called off",
    "may have ",
    "日本の首相は",
    "Åse Öberg",
    "e\u{301}",
    "\u{200b}",
    "\u{feff}",
    "👩‍🚒",
    "ﷺ",
    "ǅ",
    "ß",
    "İ",
    "\0",
    "\u{2028}",
    "’s ",
    "’",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pile_of_news(parts in proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 0..80)) {
        twice(parts.concat());
    }

    #[test]
    fn any_text(text in "\\PC{0,300}") {
        twice(text);
    }

    #[test]
    fn any_day(day in "[0-9]{0,5}-?[0-9]{0,3}-?[0-9]{0,3}[T0-9:+Z-]{0,20}") {
        let article = article("On Thursday, the agency said it would decide next month; two days ago it was late.".into(), Some(&day));
        check(&article, &read(&article, Some("en"), Parts::ALL, &mut vec![]));
    }
}

/// What may be said of itself again ("the end of the end of") is followed no further than it can mean something.
#[test]
fn chains_end() {
    for link in [
        "the end of ",
        "the last week of ",
        "two hundred and ",
        "1 thousand ",
        "a hundred and a half ",
        "half a ",
        "from May 4 to ",
    ] {
        let facts = read(&article(link.repeat(30_000), Some("2031-03-13")), Some("en"), PARTS, &mut Vec::new());
        facts.times.iter().for_each(|t| assert!(t.span.len() < 60, "{link}: a time of {} bytes", t.span.len()));
        facts.figures.iter().for_each(|f| assert!(f.span.len() < 120, "{link}: a figure of {} bytes", f.span.len()));
    }
}

#[test]
fn nothing_is_read_of_another_language() {
    let article = article("„Wir warten“, sagte Ada Quarmby am Montag.".into(), None);
    let mut notes = vec![];
    let facts = read(&article, Some("de"), Parts::ALL, &mut notes);
    assert!(facts.statements.is_empty() && facts.entities.is_empty());
    assert_eq!(notes.len(), 1);
}

#[test]
fn a_text_may_end_in_what_looks_like_an_adverb() {
    let text = "Ada Venn spoke. Reply";
    let article = Article {
        text: text.into(),
        blocks: [(0, 15), (16, 21)]
            .map(|(a, b)| Block { kind: BlockKind::Paragraph, span: Span::new(a, b), time: None })
            .to_vec(),
        ..Article::default()
    };
    check(&article, &read(&article, Some("en"), Parts::ALL, &mut Vec::new()));
}
