//! The records of the invented pages in `examples/`, whole, as text that one can read in a diff.
//!
//! `UPDATE_EXPECT=1 cargo test -p xtask --test examples` writes what is read now.

#![allow(clippy::expect_used)]

use std::path::Path;

use expect_test::expect_file;
use onrecord_model::{Article, Facts, Note, Span, When, Who};
use onrecord_page::Given;
use onrecord_read::Parts;

#[test]
fn records_of_the_examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut pages: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder of examples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "html" || e == "txt"))
        .collect();
    pages.sort();
    assert!(pages.len() >= 8, "only {} examples", pages.len());
    for path in pages {
        let bytes = std::fs::read(&path).expect("an example");
        let opened = onrecord_page::open(&bytes, &Given::default());
        let mut notes = opened.notes;
        let language = onrecord_read::language(&opened.article);
        let facts = onrecord_read::read(&opened.article, language, Parts::ALL, &mut notes);
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        expect_file![folder.join("snapshots").join(format!("{name}.txt"))].assert_eq(&readable(
            &opened.article,
            &facts,
            &notes,
        ));
    }
}

/// A record as lines: the article's head, then blocks and facts in the order of the text, then entities and furniture.
fn readable(article: &Article, facts: &Facts, notes: &[Note]) -> String {
    let mut out = vec![
        format!("title      {}", shown(&article.title)),
        format!("standfirst {}", shown(&article.standfirst)),
        format!("authors    {}", article.authors.join("; ")),
        format!("published  {}   modified {}", shown(&article.published), shown(&article.modified)),
        format!("publisher  {}   section {}", shown(&article.publisher), shown(&article.section)),
        format!("dateline   {}", article.dateline.as_ref().map_or("-", |d| &d.place)),
        format!("kind       {:?}   score {:.2}", article.kind, article.score),
    ];
    out.extend(notes.iter().map(|n| format!("note       {}: {}", n.kind, n.text)));
    out.push(String::new());
    let mut lines: Vec<(u32, u8, String)> = Vec::new();
    let words = |span: Span| article.text.get(span).unwrap_or("(no such words)").replace('\n', " ⏎ ");
    let parts = |spans: &[Span]| spans.iter().map(|s| words(*s)).collect::<Vec<_>>().join(" | ");
    let name = |id: u32| facts.entities.iter().find(|e| e.id == id).map_or("?".to_owned(), |e| e.name.clone());
    let who = |span: Option<Span>, entity: Option<u32>| {
        let spelled = span.map_or("-".to_owned(), words);
        entity.map_or(spelled.clone(), |id| format!("{spelled} → {}", name(id)))
    };
    let whom = |w: &Who| who(w.span, w.entity);
    let when = |w: &When| format!("{}..{}", shown(&w.start), shown(&w.end));

    for block in &article.blocks {
        let time = block.time.as_ref().map_or(String::new(), |t| format!(" at {t}"));
        lines.push((block.span.start, 0, format!("¶ {:?}{time}: {}", block.kind, words(block.span))));
    }
    for s in &facts.statements {
        let mut line = format!("    {:?} “{}” cue {}", s.form, parts(&s.content), parts(&s.cue));
        if let Some(source) = &s.source {
            line += &format!(" | by {} ({:?})", who(source.span, source.entity), source.kind);
        }
        for (what, value) in [
            ("to", s.addressee.as_ref().map(whom)),
            ("via", s.via.as_ref().map(whom)),
            ("asked", s.asked.map(words)),
            ("at", s.occasion.map(|o| words(o.span))),
            ("said", s.said.as_ref().map(|d| format!("{}..{}", shown(&d.start), shown(&d.end)))),
            ("inside", s.inside.map(|i| i.to_string())),
        ] {
            line += &value.map_or(String::new(), |v| format!(" | {what} {v}"));
        }
        line += &format!(
            " | {:?} {:?}{} [{} {:.2}]",
            s.act,
            s.standing,
            if s.negated { " not" } else { "" },
            s.rule,
            s.score
        );
        lines.push((s.content[0].start, 1, line));
    }
    for t in &facts.times {
        let value = format!("{:?} {} {}..{}", t.kind, shown(&t.value), shown(&t.start), shown(&t.end));
        lines.push((t.span.start, 2, format!("    time “{}” {value} [{} {:.2}]", words(t.span), t.rule, t.score)));
    }
    for f in &facts.figures {
        let high = f.high.map_or(String::new(), |h| format!("–{h}"));
        let of = f.of.map_or(String::new(), |s| format!(" of “{}”", words(s)));
        let per = f.per.as_ref().map_or(String::new(), |p| format!(" per {p}"));
        let against = f.compared_with.map_or(String::new(), |s| format!(" against “{}”", words(s)));
        let value = format!("{:?} {}{high} {}{of}{per}{against}", f.modifier, f.value, shown(&f.unit));
        lines.push((f.span.start, 3, format!("    figure “{}” {value} [{} {:.2}]", words(f.span), f.rule, f.score)));
    }
    for e in &facts.events {
        let with =
            e.participants.iter().map(|p| format!(" | {:?} {}", p.role, who(p.span, p.entity))).collect::<String>();
        let day = e.when.as_ref().map_or(String::new(), |w| format!(" | when {}", when(w)));
        let place = e.place.as_ref().map_or(String::new(), |p| format!(" | where {}", whom(p)));
        let said = e.said_in.map_or(String::new(), |i| format!(" | in statement {i}"));
        let line = format!(
            "    event “{}” {:?} {:?}{with}{day}{place}{said} [{} {:.2}]",
            words(e.trigger),
            e.kind,
            e.status,
            e.rule,
            e.score
        );
        lines.push((e.trigger.start, 4, line));
    }
    for x in &facts.expectations {
        let holder = x.holder.as_ref().map_or("the writer".to_owned(), whom);
        let due = x.horizon.as_ref().map_or(String::new(), |w| format!(" | due {}", when(w)));
        let if_ = x.condition.map_or(String::new(), |s| format!(" | if “{}”", words(s)));
        let what = x.what.map_or("-".to_owned(), words);
        let marks = format!("{}{}", if x.negated { " not" } else { "" }, if x.specific { "" } else { " vague" });
        let line = format!(
            "    expects {:?}{marks} “{}” what “{what}” | holder {holder}{due}{if_} | {:?} [{} {:.2}]",
            x.kind,
            words(x.span),
            x.standing,
            x.rule,
            x.score
        );
        lines.push((x.span.start, 5, line));
    }
    lines.sort_by_key(|(at, order, _)| (*at, *order));
    out.extend(lines.into_iter().map(|(_, _, line)| line));

    out.push(String::new());
    for e in &facts.entities {
        let mentions = e.mentions.iter().map(|m| words(m.span)).collect::<Vec<_>>().join(", ");
        let roles = e.roles.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join(", ");
        let maybe = e.maybe.iter().map(|m| format!(" | maybe {} {:.2}", name(m.entity), m.score)).collect::<String>();
        let gender = e.gender.map_or(String::new(), |g| format!(" {g:?}"));
        let roles = if roles.is_empty() { String::new() } else { format!(" | {roles}") };
        out.push(format!("{:?}{gender} {}: {mentions}{roles}{maybe}", e.kind, e.name));
    }
    for i in &article.images {
        let caption = i.caption.or(i.alt).map_or("-".to_owned(), words);
        let people =
            i.people.iter().map(|p| format!("{} {}", p.name, shown(&p.position))).collect::<Vec<_>>().join(", ");
        out.push(format!(
            "image “{caption}” credit {} taken {} place {} | {people}",
            shown(&i.credit),
            shown(&i.taken),
            shown(&i.place)
        ));
    }
    out.extend(article.related.iter().map(|r| format!("related {} ({})", r.title, shown(&r.age))));
    out.extend(article.furniture.iter().map(|f| format!("furniture {:?}: {}", f.kind, f.text.replace('\n', " ⏎ "))));
    out.join("\n") + "\n"
}

fn shown(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or("-")
}
