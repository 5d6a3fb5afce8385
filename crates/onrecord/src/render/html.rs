//! A record as one web page that needs nothing else: the article's text with its facts marked, and a panel for each fact.
//!
//! No script, no address that is fetched: switches are checkboxes and style sheet. Everything that the page said is escaped by the
//! template library. Offsets of the record appear as places only: a mark's text is the page's own.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use onrecord_model::{
    Block, BlockKind, Entity, Event, Expectation, Figure, Form, Note, Record, Span, Standing, Statement, When, Who,
};

use super::{SURE, day, interval, least_score, paragraph, said};

const STYLE: &str = include_str!("html.css");

/// The page.
pub fn html(record: &Record) -> String {
    let view = View::of(record);
    let title = record.article.title.as_deref().unwrap_or("(no headline found)");
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) " – record" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#text" { "Skip to the text" }
                (view.head())
                (view.legend())
                div.columns {
                    main #text lang=[record.page.language.as_deref()] { (view.text()) (view.pictures()) }
                    aside aria-label="What the record says" { (view.panels()) }
                }
                (view.left_out())
                (view.foot())
            }
        }
    };
    page.into_string()
}

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Statement,
    Expectation,
    Event,
    Figure,
    Time,
    Name,
}

impl Kind {
    const ALL: [Kind; 6] = [Kind::Statement, Kind::Expectation, Kind::Event, Kind::Figure, Kind::Time, Kind::Name];

    /// A letter for addresses and classes.
    fn letter(self) -> &'static str {
        match self {
            Kind::Statement => "s",
            Kind::Expectation => "x",
            Kind::Event => "v",
            Kind::Figure => "f",
            Kind::Time => "t",
            Kind::Name => "n",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Kind::Statement => "Who said what",
            Kind::Expectation => "What is expected",
            Kind::Event => "What happened",
            Kind::Figure => "Figures",
            Kind::Time => "Times",
            Kind::Name => "Names",
        }
    }
}

/// A stretch of the text that a fact points to.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    kind: Kind,
    /// The fact's place in its list.
    fact: usize,
    /// The first mark of its fact, to which its panel leads back.
    first: bool,
    unsure: bool,
}

struct View<'r> {
    record: &'r Record,
    /// By place; of those that begin together the longest first.
    marks: Vec<Mark>,
}

impl<'r> View<'r> {
    fn of(record: &'r Record) -> View<'r> {
        let facts = &record.facts;
        let mut marks = Vec::new();
        let mut add = |kind, fact, spans: &mut dyn Iterator<Item = Span>, score: f32| {
            for (n, span) in spans.filter(|s| !s.is_empty()).enumerate() {
                marks.push(Mark { span, kind, fact, first: n == 0, unsure: score < SURE });
            }
        };
        for (n, s) in facts.statements.iter().enumerate() {
            add(Kind::Statement, n, &mut s.content.iter().copied(), least_score(s));
        }
        for (n, x) in facts.expectations.iter().enumerate() {
            add(Kind::Expectation, n, &mut [x.span].into_iter(), x.score);
        }
        for (n, e) in facts.events.iter().enumerate() {
            add(Kind::Event, n, &mut [e.trigger].into_iter(), e.score);
        }
        for (n, f) in facts.figures.iter().enumerate() {
            add(Kind::Figure, n, &mut [f.span].into_iter(), f.score);
        }
        for (n, t) in facts.times.iter().enumerate() {
            add(Kind::Time, n, &mut [t.span].into_iter(), t.score);
        }
        for (n, e) in facts.entities.iter().enumerate() {
            add(Kind::Name, n, &mut e.mentions.iter().filter(|m| m.form == Form::Name).map(|m| m.span), 1.0);
        }
        marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.kind, m.fact));
        View { record, marks }
    }

    fn words(&self, span: Span) -> &'r str {
        self.record.article.text.get(span).unwrap_or_default()
    }

    fn entity(&self, id: Option<u32>) -> Option<&'r Entity> {
        self.record.facts.entities.get(id? as usize)
    }

    /// The name of whom something points at, as a link to what is known of them, else the words.
    fn who(&self, span: Option<Span>, entity: Option<u32>) -> Markup {
        match (self.entity(entity), span) {
            (Some(e), _) => html! { a href=(format!("#n{}", e.id)) { (e.name) } },
            (None, Some(span)) => html! { (self.words(span)) },
            (None, None) => html! { "nobody named" },
        }
    }

    // ---- the text

    fn head(&self) -> Markup {
        let article = &self.record.article;
        let page = &self.record.page;
        let address = page.canonical_url.as_deref().or(page.url.as_deref());
        html! {
            header {
                p.brand { "onrecord · record of a page" }
                h1 { (article.title.as_deref().unwrap_or("(no headline found)")) }
                p.about {
                    @if let Some(published) = &article.published { time datetime=(published) { (day(published.day())) } " · " }
                    @if !article.authors.is_empty() { "by " (article.authors.join(", ")) " · " }
                    @if let Some(publisher) = &article.publisher { (publisher) " · " }
                    @match address {
                        Some(url) if url.starts_with("http") => a href=(url) rel="noreferrer" { (url) },
                        _ => (page.path.as_deref().unwrap_or("standard input")),
                    }
                }
                @for note in &self.record.notes { p.note { "Note: " (note_words(note)) } }
            }
        }
    }

    fn legend(&self) -> Markup {
        let count = |kind: Kind| {
            let facts = &self.record.facts;
            match kind {
                Kind::Statement => facts.statements.len(),
                Kind::Expectation => facts.expectations.len(),
                Kind::Event => facts.events.len(),
                Kind::Figure => facts.figures.len(),
                Kind::Time => facts.times.len(),
                Kind::Name => facts.entities.len(),
            }
        };
        html! {
            section.legend aria-label="Legend" { fieldset {
                legend { "Marked in the text" }
                @for kind in Kind::ALL {
                    label class=(kind.letter()) {
                        input type="checkbox" id=(format!("show-{}", kind.letter())) checked;
                        span.swatch { (kind.title()) } " " (count(kind))
                    }
                }
                p { "A dashed line: a score under .9, less sure. Marks and numbers lead to what the record says; there, the paragraph leads back." }
            } }
        }
    }

    fn text(&self) -> Markup {
        let blocks = &self.record.article.blocks;
        let groups = blocks.chunk_by(|a, b| a.kind == BlockKind::ListItem && b.kind == BlockKind::ListItem);
        let mut number = 0;
        let mut out = Vec::new();
        for group in groups {
            let one = |block: &Block, number: usize| {
                let words = self.marked(block.span);
                let id = format!("p{number}");
                match block.kind {
                    BlockKind::Caption | BlockKind::Alt => html! {},
                    BlockKind::Title => html! { p.title id=(id) { (words) } },
                    BlockKind::Heading => html! { h2 id=(id) { (words) } },
                    BlockKind::ListItem => html! { li id=(id) { (words) } },
                    BlockKind::Quote => html! { blockquote id=(id) { p { (words) } } },
                    BlockKind::Code => html! { pre id=(id) tabindex="0" { (words) } },
                    kind => html! { p id=(id) class=(kind.as_str()) { (words) } },
                }
            };
            let each: Vec<Markup> = group
                .iter()
                .map(|block| {
                    number += 1;
                    one(block, number)
                })
                .collect();
            let is_list = group.first().is_some_and(|b| b.kind == BlockKind::ListItem);
            out.push(if is_list {
                html! { ul { @for item in &each { (item) } } }
            } else {
                html! { @for item in &each { (item) } }
            });
        }
        html! { @for group in &out { (group) } }
    }

    /// Captions and alternative texts, at the end.
    fn pictures(&self) -> Markup {
        let blocks = self.record.article.blocks.iter().enumerate();
        let all: Vec<(usize, &Block)> =
            blocks.filter(|(_, b)| matches!(b.kind, BlockKind::Caption | BlockKind::Alt)).collect();
        html! {
            @if !all.is_empty() {
                section.pictures aria-labelledby="pictures" {
                    h2 id="pictures" { "Pictures" }
                    @for (n, block) in &all {
                        p id=(format!("p{}", n + 1)) class=(block.kind.as_str()) { (self.marked(block.span)) }
                    }
                }
            }
        }
    }

    /// A block's words with its marks; one that crosses the end of another is cut there, and goes on behind it.
    fn marked(&self, block: Span) -> Markup {
        let from = self.marks.partition_point(|m| m.span.start < block.start);
        let behind = self.marks.partition_point(|m| m.span.start < block.end);
        let mine = &self.marks[from..behind];
        // Pieces still to be written: beginning, end (the farther first), mark.
        let mut pieces: BTreeSet<(u32, Reverse<u32>, usize)> =
            mine.iter().enumerate().map(|(n, m)| (m.span.start, Reverse(m.span.end.min(block.end)), n)).collect();
        let mut out = String::new();
        // Open marks with where they end, the innermost last.
        let mut open: Vec<(Mark, u32)> = Vec::new();
        let mut at = block.start;
        while let Some((start, Reverse(end), n)) = pieces.pop_first() {
            let mark = Mark { first: mine[n].first && mine[n].span.start == start, ..mine[n] };
            self.close_until(&mut open, &mut at, start, &mut out);
            let inner = open.last().map_or(end, |(_, e)| *e);
            if inner < end {
                pieces.insert((inner, Reverse(end), n));
            }
            let end = inner.min(end);
            let holds_none = pieces.first().is_none_or(|(next, ..)| *next >= end);
            if !is_container(mark.kind) && holds_none {
                self.link(mark, (start, end), &mut out);
                at = end;
            } else {
                self.open(mark, end, &mut open, &mut out);
            }
        }
        self.close_until(&mut open, &mut at, block.end, &mut out);
        PreEscaped(out)
    }

    /// Writes the words up to `to`, and closes what ends there or before.
    fn close_until(&self, open: &mut Vec<(Mark, u32)>, at: &mut u32, to: u32, out: &mut String) {
        while let Some((mark, end)) = open.last().copied().filter(|(_, end)| *end <= to) {
            self.escape(*at, end, out);
            *at = end.max(*at);
            open.pop();
            out.push_str("</mark>");
            if mark.span.end == end && mark.kind != Kind::Name {
                let id = format!("{}{}", mark.kind.letter(), mark.fact);
                let label = format!("{} {}", mark.kind.title(), mark.fact + 1);
                let link = html! { sup { a.ref.(mark.kind.letter()) href=(format!("#{id}")) aria-label=(label) { (mark.fact + 1) } } };
                out.push_str(&link.into_string());
            }
        }
        self.escape(*at, to, out);
        *at = to.max(*at);
    }

    /// A mark that leads to its panel.
    fn link(&self, mark: Mark, (start, end): (u32, u32), out: &mut String) {
        let (letter, fact) = (mark.kind.letter(), mark.fact);
        self.begin(mark, out);
        out.push_str(&format!("<a href=#{letter}{fact}>"));
        self.escape(start, end, out);
        out.push_str("</a></mark>");
    }

    fn open(&self, mark: Mark, end: u32, open: &mut Vec<(Mark, u32)>, out: &mut String) {
        self.begin(mark, out);
        open.push((mark, end));
    }

    fn begin(&self, mark: Mark, out: &mut String) {
        let letter = mark.kind.letter();
        let unsure = if mark.unsure { " u" } else { "" };
        let id = if mark.first { format!(" id=m-{letter}{}", mark.fact) } else { String::new() };
        out.push_str(&format!("<mark class=\"{letter}{unsure}\" data-f={letter}{}{id}>", mark.fact));
    }

    fn escape(&self, from: u32, to: u32, out: &mut String) {
        if from < to {
            let words = self.words(Span { start: from, end: to });
            out.push_str(&html! { (words) }.into_string());
        }
    }

    // ---- the panels

    fn panels(&self) -> Markup {
        let facts = &self.record.facts;
        html! {
            (self.section(Kind::Statement, facts.statements.len(), &|n| self.statement(n, &facts.statements[n])))
            (self.section(Kind::Expectation, facts.expectations.len(), &|n| self.expectation(n, &facts.expectations[n])))
            (self.section(Kind::Event, facts.events.len(), &|n| self.event(n, &facts.events[n])))
            (self.section(Kind::Figure, facts.figures.len(), &|n| self.figure(n, &facts.figures[n])))
            (self.section(Kind::Time, facts.times.len(), &|n| self.time(n)))
            (self.section(Kind::Name, facts.entities.len(), &|n| self.name(n, &facts.entities[n])))
        }
    }

    fn section(&self, kind: Kind, n: usize, one: &dyn Fn(usize) -> Markup) -> Markup {
        let id = format!("all-{}", kind.letter());
        html! {
            @if n > 0 {
                section class=(kind.letter()) aria-labelledby=(id) {
                    h2 id=(id) { (kind.title()) }
                    @for k in 0..n { (one(k)) }
                }
            }
        }
    }

    /// A panel: a line to open, what is known of the fact, and the ways to its place and to its neighbours.
    fn panel(
        &self,
        kind: Kind,
        n: usize,
        all: usize,
        line: Markup,
        score: f32,
        rows: Vec<(&str, Markup)>,
        span: Span,
    ) -> Markup {
        let letter = kind.letter();
        html! {
            details {
                summary class=[(score < SURE).then_some("u")] { b { (n + 1) } " " (line) }
                div.panel id=(format!("{letter}{n}")) {
                    dl {
                        @for (what, words) in &rows { div { dt { (what) } dd { (words) } } }
                        div { dt { "score" } dd { (format!("{score:.2}")) } }
                    }
                    p.ways {
                        a href=(format!("#m-{letter}{n}")) { "paragraph " (paragraph(self.record, span)) }
                        @if n > 0 { a href=(format!("#{letter}{}", n - 1)) { "previous" } }
                        @if n + 1 < all { a href=(format!("#{letter}{}", n + 1)) { "next" } }
                    }
                }
            }
        }
    }

    fn statement(&self, n: usize, s: &Statement) -> Markup {
        let source = s.source.as_ref();
        let words = said(self.record, s);
        let mut rows = vec![("words", html! { (words) }), ("form", html! { (s.form) })];
        if let Some(source) = source {
            let printed = source.span.filter(|_| source.entity.is_some()).map(|p| self.words(p));
            rows.push((
                "source",
                html! {
                    (self.who(source.span, source.entity))
                    @if let Some(printed) = printed { " (printed: " (printed) ")" }
                    " · " (source.kind)
                    @if let Some(score) = source.score { " · score " (format!("{score:.2}")) }
                },
            ));
        }
        let cue: Vec<&str> = s.cue.iter().map(|c| self.words(*c)).collect();
        if !cue.is_empty() {
            rows.push(("cue", html! { (cue.join(" ")) }));
        }
        rows.extend(s.addressee.as_ref().map(|w| ("told to", self.who_of(w))));
        rows.extend(s.via.as_ref().map(|w| ("as told by", self.who_of(w))));
        rows.extend(s.asked.map(|q| ("asked", html! { (self.words(q)) })));
        rows.extend(s.occasion.map(|o| ("occasion", html! { (self.words(o.span)) })));
        rows.extend(s.said.as_ref().and_then(|w| self.when(w)).map(|w| ("said", w)));
        let mut act = s.act.as_str().to_owned();
        if s.negated {
            act += ", was not said";
        }
        if s.standing == Standing::Earlier {
            act += ", said before";
        }
        rows.push(("act", html! { (act) }));
        rows.push(("rule, key", html! { (s.rule) ", " code { (s.key) } }));
        let short: String = words.chars().take(90).collect();
        let line = html! { @if let Some(x) = source { span.who { (self.plain(x.span, x.entity)) } ": " } (short) @if short.len() < words.len() { "…" } };
        let span = s.content.first().copied().unwrap_or_default();
        self.panel(Kind::Statement, n, self.record.facts.statements.len(), line, least_score(s), rows, span)
    }

    fn plain(&self, span: Option<Span>, entity: Option<u32>) -> &'r str {
        self.entity(entity).map(|e| e.name.as_str()).or_else(|| span.map(|s| self.words(s))).unwrap_or("nobody named")
    }

    fn who_of(&self, who: &Who) -> Markup {
        self.who(who.span, who.entity)
    }

    fn when(&self, when: &When) -> Option<Markup> {
        let told = interval(when.interval)?;
        let words = when.span.map(|s| self.words(s));
        Some(html! { (told) @if let Some(words) = words { " (“" (words) "”)" } })
    }

    fn expectation(&self, n: usize, x: &Expectation) -> Markup {
        let what = self.words(x.what.unwrap_or(x.span));
        let mut rows = vec![
            ("words", html! { (self.words(x.span)) }),
            (
                "who is bound",
                match &x.holder {
                    Some(who) => self.who_of(who),
                    None => html! { "the article says no more than that it is expected" },
                },
            ),
        ];
        rows.extend(x.horizon.as_ref().and_then(|w| self.when(w)).map(|w| ("by when", w)));
        rows.extend(x.condition.map(|c| ("condition", html! { (self.words(c)) })));
        rows.extend(x.said_in.map(|s| ("said in", html! { a href=(format!("#s{s}")) { "statement " (s + 1) } })));
        let mut status = Vec::new();
        status.extend(x.negated.then_some("is not to be"));
        status.extend((!x.specific).then_some("vague"));
        status.extend((x.standing == Standing::Earlier).then_some("said before"));
        if !status.is_empty() {
            rows.push(("how", html! { (status.join(", ")) }));
        }
        rows.push(("rule, key", html! { (x.rule) ", " code { (x.key) } }));
        let line = html! { span.who { (x.kind) } ": " (what) };
        self.panel(Kind::Expectation, n, self.record.facts.expectations.len(), line, x.score, rows, x.span)
    }

    fn event(&self, n: usize, e: &Event) -> Markup {
        let mut rows = Vec::new();
        for p in &e.participants {
            rows.push((p.role.as_str(), self.who(p.span, p.entity)));
        }
        rows.extend(e.when.as_ref().and_then(|w| self.when(w)).map(|w| ("when", w)));
        rows.extend(e.place.as_ref().map(|w| ("where", self.who_of(w))));
        rows.extend(e.said_in.map(|s| ("said in", html! { a href=(format!("#s{s}")) { "statement " (s + 1) } })));
        rows.push(("kind", html! { (e.kind) ", " (e.status) }));
        rows.push(("rule, key", html! { (e.rule) ", " code { (e.key) } }));
        let line = html! { (self.words(e.trigger)) " " span.dim { (e.status) } };
        self.panel(Kind::Event, n, self.record.facts.events.len(), line, e.score, rows, e.trigger)
    }

    fn figure(&self, n: usize, f: &Figure) -> Markup {
        let of = f.of.map(|of| self.words(of));
        html! {
            p.row id=(format!("f{n}")) class=[(f.score < SURE).then_some("u")] {
                b { (n + 1) } " "
                a href=(format!("#m-f{n}")) { (self.words(f.span)) }
                " = " @if f.modifier.as_str() != "exact" { (f.modifier.as_str().replace('_', " ")) " " }
                (f.value) @if let Some(high) = f.high { " to " (high) }
                @if let Some(unit) = &f.unit { " " (unit) }
                @if let Some(of) = of { ", of “" (of) "”" }
                @if let Some(per) = &f.per { ", per " (per) }
                @if let Some(other) = f.compared_with { ", against “" (self.words(other)) "”" }
                span.dim { " " (format!("{:.2}", f.score)) }
            }
        }
    }

    fn time(&self, n: usize) -> Markup {
        let t = &self.record.facts.times[n];
        html! {
            p.row id=(format!("t{n}")) class=[(t.score < SURE).then_some("u")] {
                b { (n + 1) } " "
                a href=(format!("#m-t{n}")) { (self.words(t.span)) }
                @if let Some(value) = &t.value { " = " (value) }
                @if let Some(told) = interval(t.interval) { ", " (told) }
                span.dim { " " (format!("{:.2}", t.score)) }
            }
        }
    }

    fn name(&self, n: usize, e: &Entity) -> Markup {
        let roles: Vec<&str> = e.roles.iter().map(|r| r.text.as_str()).collect();
        let named = e.mentions.iter().any(|m| m.form == Form::Name);
        let of = |form: Form| e.mentions.iter().filter(|m| m.form == form).count();
        let theirs =
            self.record.facts.statements.iter().filter(|s| s.source.as_ref().is_some_and(|x| x.entity == Some(e.id)));
        let said: Vec<u32> = theirs.map(|s| s.id).take(MOST_LINKS).collect();
        html! {
            p.row id=(format!("n{n}")) {
                @if named { a href=(format!("#m-n{n}")) { (e.name) } } @else { b { (e.name) } }
                " " span.dim { (e.kind) }
                @if !roles.is_empty() { ", " (roles.join("; ")) }
                ": named " (of(Form::Name)) ", described " (of(Form::Nominal)) ", by pronoun " (of(Form::Pronoun))
                @if !said.is_empty() { "; said" @for s in &said { " " a href=(format!("#s{s}")) { (s + 1) } } }
            }
        }
    }

    // ---- the end

    fn left_out(&self) -> Markup {
        let furniture = &self.record.article.furniture;
        html! {
            @if !furniture.is_empty() {
                details.left {
                    summary { (furniture.len()) " lines of the page were left out of the text" }
                    ul { @for line in furniture { li { span.dim { (line.kind) } " " (line.text) } } }
                }
            }
        }
    }

    fn foot(&self) -> Markup {
        let record = self.record;
        html! {
            footer {
                p { "Each fact points at the words that prove it. A score of .90 is meant to say that nine of ten such facts are right." }
                p.dim { "Made by onrecord " (record.made_by.version) " (" (short(&record.made_by.weights)) ") from " (record.page.bytes) " bytes" @if let Some(hash) = &record.page.hash { ", " (short(hash)) } "." }
            }
        }
    }
}

/// No more statements are linked behind a name.
const MOST_LINKS: usize = 40;

/// Marks that hold others; their panel is reached by a number behind them.
fn is_container(kind: Kind) -> bool {
    matches!(kind, Kind::Statement | Kind::Expectation)
}

fn note_words(note: &Note) -> String {
    format!("{}.", note.text.trim_end_matches('.'))
}

/// The first letters of a hash.
fn short(hash: &str) -> &str {
    hash.get(..23).unwrap_or(hash)
}
