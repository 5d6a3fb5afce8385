//! Is this quotation in the archive: exact, trimmed, altered, stitched together, only reported, in another's mouth, or nowhere?
//!
//! Candidates come from the quotation index ([`Archive::candidates`]); each is laid beside the quotation word by word ([`align::align`]), and
//! what differs is named ([`differences::differences`]). The verdict judges the words; who said them is judged beside it.
//! Leaves alone: whether what was said is true.

pub mod align;
pub mod differences;
pub mod draft;
mod parts;
pub mod report;

use onrecord_model::{Quoting, SourceKind, Span};
use onrecord_store::{Archive, ArticleRow, Prose};
use onrecord_words::folded::Folded;
use onrecord_words::{Words, quotes};
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::passage::{self, one_line};
use crate::{Result, day};
use align::{Alignment, Quotation, align};
use differences::{Difference, Kind, Sides, differences};
use parts::{Part, Parts};

/// What the archive has of a quotation's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Word for word.
    Exact,
    /// Only omissions that leave the sense.
    Trimmed,
    /// What differs is named.
    Altered,
    /// Put together from several places.
    Stitched,
    /// Reported in these words, and not quoted.
    Indirect,
    /// Something like it.
    Close,
    /// Nothing like it.
    NotFound,
    /// Under five words, and none of them rare.
    TooShort,
}

impl Verdict {
    /// As JSON and people read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Exact => "exact",
            Verdict::Trimmed => "trimmed",
            Verdict::Altered => "altered",
            Verdict::Stitched => "stitched",
            Verdict::Indirect => "indirect",
            Verdict::Close => "close",
            Verdict::NotFound => "not_found",
            Verdict::TooShort => "too_short",
        }
    }
}

/// Whether the archive gives the words to whom the draft gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// It does.
    Agrees,
    /// It gives them to somebody else.
    Differs,
    /// Nobody is named there, or it is not sure who.
    Unknown,
}

/// A place in the archive.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Match {
    /// The statement's key, where it lies in one.
    pub key: Option<String>,
    /// The article's key.
    pub article: String,
    /// The headline.
    pub title: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Who said it.
    pub speaker: Option<String>,
    /// How sure that is.
    pub speaker_score: Option<f32>,
    /// Who said it has a name: "a passenger" may be anybody.
    #[serde(skip)]
    pub is_named: bool,
    /// The words as they are printed there.
    pub words: String,
    /// The sentences around them.
    pub sentence: String,
    /// The page, opened at the words.
    pub link: Option<String>,
}

/// What was looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Searched {
    /// Articles.
    pub articles: i64,
    /// First day of publication.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
}

/// What there is to say of a quotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The quotation as it was given.
    pub quote: String,
    /// Where it stands in the draft's text, in bytes.
    pub span: Option<[u32; 2]>,
    /// What the archive has of its words.
    pub verdict: Verdict,
    /// Whether the speaker agrees; `None` where none was named.
    pub by: Option<By>,
    /// Whom the draft gives it to.
    pub asked: Option<String>,
    /// The share of its words that stand there in this order.
    pub score: f32,
    /// What differs.
    pub differences: Vec<Difference>,
    /// Where, the earliest first.
    pub matches: Vec<Match>,
    /// What was looked through.
    pub searched: Searched,
}

impl Finding {
    /// Nothing stands against the quotation.
    pub fn is_good(&self) -> bool {
        matches!(self.verdict, Verdict::Exact | Verdict::Trimmed) && self.by.is_none_or(|by| by == By::Agrees)
    }
}

/// Candidates that are laid beside a quotation.
const MOST_CANDIDATES: usize = 24;

/// Share of the likeliest candidate's weight under which others are not laid beside a quotation; each part of a stitched one has more.
const LEAST_WEIGHT: f32 = 0.2;

/// The same where one has been found word for word: others of that kind share as much.
const LEAST_BESIDE_EXACT: f32 = 0.9;

/// The same where one has been found with a word or two changed.
const LEAST_BESIDE_NEARLY: f32 = 0.5;
const NEARLY: f32 = 0.85;

/// Places that are told.
const MOST_MATCHES: usize = 20;

/// Quotations of fewer words get a verdict only where their words are rare.
const SHORTEST: usize = 5;

/// Words of a quotation that are laid beside articles; a longer one is judged by these.
const LONGEST: usize = 400;

/// Least share of the words for something that was changed.
const ALTERED: f32 = 0.6;

/// Least fit ([`Alignment::fit`]) of the same.
const ALTERED_FIT: f32 = 0.4;
const CLOSE_FIT: f32 = 0.25;

/// Bytes of an omission that is no slip.
const TORN: usize = 60;

/// Of so many words fewer in the same order are no chance.
const LONG: usize = 9;
const CLOSE_LONG: f32 = 0.33;
const CLOSE_LONG_FIT: f32 = 0.12;

/// Least share of the words for something like it.
const CLOSE: f32 = 0.4;

/// A quotation laid beside an article.
struct Beside {
    article: ArticleRow,
    prose: Prose,
    folded: Folded,
    alignment: Alignment,
    differences: Vec<Difference>,
    /// The words stand between quotation marks there.
    /// `None`: that was not looked at.
    is_quoted: Option<bool>,
    /// Words of the quotation.
    n_words: usize,
}

/// Verifies quotations against one archive.
pub struct Verifier<'a> {
    archive: &'a Archive,
    searched: Searched,
    /// An article that is not looked at: the draft's own.
    without: Option<i64>,
    /// People have decided on names: two may be one person's.
    has_aliases: bool,
}

impl<'a> Verifier<'a> {
    /// Of an archive.
    pub fn of(archive: &'a Archive) -> Result<Verifier<'a>> {
        let (first, last) = archive.days()?;
        let searched = Searched { articles: archive.n_articles()?, first: day(first), last: day(last) };
        let has_aliases = archive.renamings()?.iter().any(|r| r.undone_by.is_none());
        Ok(Verifier { archive, searched, without: None, has_aliases })
    }

    /// Leaves an article out: that of a draft which is in the archive already.
    pub fn without(self, article: Option<i64>) -> Verifier<'a> {
        Verifier { without: article, ..self }
    }

    /// Looks a quotation up.
    pub fn verify(&self, quote: &str, span: Option<Span>, by: Option<&str>) -> Result<Finding> {
        let quotation = Quotation::of(cut(quote));
        let mut finding = Finding {
            quote: quote.to_owned(),
            span: span.map(|s| [s.start, s.end]),
            verdict: Verdict::NotFound,
            by: None,
            asked: by.map(str::to_owned),
            score: 0.0,
            differences: Vec::new(),
            matches: Vec::new(),
            searched: self.searched.clone(),
        };
        let mut beside: Vec<Beside> = Vec::new();
        let candidates = self.archive.candidates(&quotation.words, MOST_CANDIDATES)?;
        let candidates = candidates.into_iter().filter(|c| Some(c.article) != self.without);
        let n = quotation.n_quoted().max(1) as f32;
        let share = |b: &Beside| b.alignment.n_same as f32 / n;
        let (mut most, mut least): (f32, f32) = (0.0, LEAST_WEIGHT);
        for candidate in candidates {
            // What shares little of what the likeliest shares need not be opened.
            most = candidate.weight.max(most);
            if candidate.weight < least * most {
                break;
            }
            if let Some(side) = self.beside(&quotation, cut(quote), self.archive.article(candidate.article)?)? {
                least = least.max(match verdict(&side, share(&side)) {
                    Verdict::Exact => LEAST_BESIDE_EXACT,
                    Verdict::Altered if share(&side) >= NEARLY => LEAST_BESIDE_NEARLY,
                    _ => 0.0,
                });
                beside.push(side);
            }
        }
        // Who is best is asked whether its words are quoted there; where they are not, another may be better.
        loop {
            beside.sort_by_key(|b| (verdict(b, share(b)), std::cmp::Reverse(b.alignment.score)));
            match beside.first_mut() {
                Some(best) if best.is_quoted.is_none() => self.look_for_marks(best)?,
                _ => break,
            }
        }
        if let Some((of, same)) = beside.first().map(|b| (verdict(b, share(b)), b.alignment.n_same)) {
            for b in beside.iter_mut().filter(|b| b.is_quoted.is_none() && b.alignment.n_same == same) {
                if verdict(b, share(b)) == of {
                    self.look_for_marks(b)?;
                }
            }
        }
        let Some(best) = beside.first() else {
            finding.verdict = if quotation.words.len() < SHORTEST { Verdict::TooShort } else { Verdict::NotFound };
            finding.by = by.map(|_| By::Unknown);
            return Ok(finding);
        };
        let words = verdict(best, share(best));
        finding.verdict = words;
        finding.score = share(best).min(1.0);
        if quotation.words.len() < SHORTEST && !self.is_rare(&quotation)? {
            finding.verdict = Verdict::TooShort;
        }
        let missing = quotation.n_quoted().saturating_sub(best.alignment.n_same);
        // All words are there, and what is left out between them is more than may be: they may come from two mouths.
        let is_torn = finding.verdict == Verdict::Altered
            && best.differences.iter().any(|d| d.kind == Kind::Omission && !d.is_fair && d.archive.len() > TORN);
        let unexplained = matches!(finding.verdict, Verdict::NotFound | Verdict::Close)
            || is_torn
            || finding.verdict == Verdict::Altered && missing >= 3 && missing * 7 >= quotation.n_quoted();
        let parts = if unexplained { parts::parts(&quotation, &beside) } else { None };
        if let Some(Parts { all, is_moved, covered }) = parts {
            finding.verdict = if is_moved { Verdict::Altered } else { Verdict::Stitched };
            finding.differences = all.iter().map(|part| part.difference(&quotation, &beside)).collect();
            let place =
                |part: &Part| self.place_of(&beside[part.of].article, &beside[part.of].prose, part.span(&beside));
            finding.matches = all.iter().map(place).collect::<Result<_>>()?;
            finding.score = covered;
        } else if words != Verdict::NotFound {
            finding.differences = best.differences.clone();
            let (of, same) = (words, best.alignment.n_same);
            let alike = beside.iter().filter(|b| verdict(b, share(b)) == of && b.alignment.n_same == same);
            finding.matches = alike.map(|b| self.place(b)).collect::<Result<_>>()?;
        }
        finding.matches.sort_by(|a, b| {
            (a.published.is_none(), &a.published, &a.article).cmp(&(b.published.is_none(), &b.published, &b.article))
        });
        finding.matches.truncate(MOST_MATCHES);
        finding.by = match by {
            Some(by) => Some(self.by(by, &finding.matches)?),
            None => None,
        };
        Ok(finding)
    }

    fn beside(&self, quotation: &Quotation, given: &str, article: ArticleRow) -> Result<Option<Beside>> {
        let prose = self.archive.prose(article.revision)?;
        let mut folded = Folded::default();
        for block in prose.blocks.iter().filter(|b| !matches!(b.kind, onrecord_model::BlockKind::Title)) {
            folded.add(prose.text.get(block.span).unwrap_or_default(), block.span.start);
        }
        let (from, end) = window(quotation, &folded);
        let alignment = align(quotation, &folded, from, end);
        let Some((first, last)) = alignment.stretch() else { return Ok(None) };
        let differences =
            differences(&Sides { quotation, given, article: &folded, text: prose.text.as_str() }, &alignment);
        let mut differences = differences;
        differences.extend(cut_off(&folded, prose.text.as_str(), first, last));
        let n_words = quotation.n_quoted();
        Ok(Some(Beside { article, prose, folded, alignment, differences, is_quoted: None, n_words }))
    }

    /// Whether the words are quoted there, where that matters: where they are the words.
    fn look_for_marks(&self, beside: &mut Beside) -> Result<()> {
        let share = beside.alignment.n_same as f32 / beside.n_words.max(1) as f32;
        let is_it = matches!(verdict(beside, share), Verdict::Exact | Verdict::Trimmed | Verdict::Altered);
        // A word that is the same: between two parts of a quotation stands who speaks.
        let middle = beside.folded.span(beside.alignment.middle().unwrap_or_default());
        let (prose, article) = (&beside.prose, &beside.article);
        // Interviews and transcripts print what was said without marks.
        let is_quoted = || -> Result<bool> {
            Ok(is_quoted(prose, middle) || is_turn(prose, middle) || self.is_direct(article, prose, middle)?)
        };
        beside.is_quoted = Some(is_it && share >= CLOSE && is_quoted()?);
        Ok(())
    }

    /// Do these words lie in a statement that is read as direct speech?
    fn is_direct(&self, article: &ArticleRow, prose: &Prose, span: Span) -> Result<bool> {
        let spoken = self.archive.spoken(article.revision, prose)?;
        let holds =
            |s: &onrecord_model::Statement| s.form == Quoting::Direct && s.content.iter().any(|c| c.holds(span));
        Ok(spoken.statements.iter().any(holds))
    }

    /// The place of an alignment, with its statement and who made it.
    fn place(&self, beside: &Beside) -> Result<Match> {
        let (first, last) = beside.alignment.stretch().unwrap_or_default();
        let span = Span { start: beside.folded.span(first).start, end: beside.folded.span(last).end };
        self.place_of(&beside.article, &beside.prose, span)
    }

    fn place_of(&self, article: &ArticleRow, prose: &Prose, span: Span) -> Result<Match> {
        let words = prose.text.get(span).unwrap_or_default();
        let sentence = passage::sentence(&prose.text, &prose.blocks, span);
        let spoken = self.archive.spoken(article.revision, prose)?;
        let statement = statement(&spoken.statements, span);
        let source = statement.and_then(|s| s.source.as_ref());
        let speaker = source.and_then(|x| match x.entity.and_then(|id| spoken.entities.get(id as usize)) {
            Some(entity) => Some(entity.name.clone()),
            None => x.span.and_then(|s| prose.text.get(s)).map(str::to_owned),
        });
        let score = statement.zip(source).and_then(|(s, x)| x.score.map(|score| score.min(s.score)));
        Ok(Match {
            key: statement.map(|s| s.key.0.clone()),
            article: article.key.clone(),
            title: article.title.clone(),
            url: article.url.clone(),
            outlet: article.outlet.clone(),
            published: article.published.clone(),
            speaker,
            speaker_score: score,
            is_named: source.is_some_and(|x| x.entity.is_some() || x.kind == SourceKind::Named),
            words: one_line(words),
            sentence: one_line(prose.text.get(sentence).unwrap_or_default()),
            link: article.url.as_deref().map(|url| passage::link(url, words.split('\n').next().unwrap_or_default())),
        })
    }

    /// Does the archive have any of its words in few articles only?
    fn is_rare(&self, quotation: &Quotation) -> Result<bool> {
        let most = (self.searched.articles / 50).clamp(3, 200);
        Ok(self.archive.rarest(&quotation.words)?.is_some_and(|n| n <= most))
    }

    /// Whether the places are given to somebody.
    fn by(&self, asked: &str, matches: &[Match]) -> Result<By> {
        let sure: Vec<&str> = matches
            .iter()
            .filter(|m| m.is_named && m.speaker_score.is_some_and(|s| s >= SURE))
            .filter_map(|m| m.speaker.as_deref())
            .collect();
        if sure.is_empty() {
            return Ok(By::Unknown);
        }
        for speaker in &sure {
            if is_same_name(asked, speaker) || self.has_aliases && self.is_one_person(asked, speaker)? {
                return Ok(By::Agrees);
            }
        }
        Ok(By::Differs)
    }

    /// People decided that both names are one person's.
    fn is_one_person(&self, a: &str, b: &str) -> Result<bool> {
        let of = |name: &str| -> Result<Option<i64>> {
            let whole = Folded::of(name);
            let found = self.archive.find_names(name)?;
            let is_it = |n: &str| Folded::of(n).joined() == whole.joined();
            Ok(found.into_iter().find(|row| is_it(&row.name) || row.aliases.iter().any(|a| is_it(a))).map(|row| row.n))
        };
        Ok(of(a)?.is_some_and(|a| of(b).is_ok_and(|b| b == Some(a))))
    }
}

/// From this score on nine of ten speakers are meant to be right.
const SURE: f32 = 0.9;

/// The verdict on one place, where `share` of the words are the same.
fn verdict(beside: &Beside, share: f32) -> Verdict {
    let grave = beside.differences.iter().any(|d| !d.is_fair);
    // Small words that happen to stand in the same order are nothing like it.
    let fit = beside.alignment.fit();
    let words = if beside.differences.is_empty() {
        Verdict::Exact
    } else if !grave {
        Verdict::Trimmed
    } else if share >= ALTERED && fit >= ALTERED_FIT {
        Verdict::Altered
    } else if share >= CLOSE && fit >= CLOSE_FIT && beside.alignment.n_same >= 4
        || beside.n_words >= LONG && share >= CLOSE_LONG && fit >= CLOSE_LONG_FIT
    {
        Verdict::Close
    } else {
        Verdict::NotFound
    };
    // What is reported may be in another tense and person; another number or another name is another matter.
    let other = |d: &Difference| !d.is_fair && matches!(d.kind, Kind::Negation | Kind::Number | Kind::Name);
    match words {
        Verdict::Altered if beside.differences.iter().any(other) => Verdict::Altered,
        Verdict::Exact | Verdict::Trimmed | Verdict::Altered if beside.is_quoted == Some(false) => Verdict::Indirect,
        other => other,
    }
}

/// The quotation's first words, where it is very long.
fn cut(quote: &str) -> &str {
    quote.split_whitespace().nth(LONGEST).map_or(quote, |word| {
        let at = word.as_ptr() as usize - quote.as_ptr() as usize;
        &quote[..at]
    })
}

/// The words of an article within which a quotation's three words in a row are found, and as many around.
fn window(quotation: &Quotation, article: &Folded) -> (usize, usize) {
    let n = quotation.words.len();
    if article.len() <= 4 * n + 400 {
        return (0, article.len());
    }
    let pairs: FxHashSet<[&str; 2]> = (1..n).map(|k| [quotation.words.word(k - 1), quotation.words.word(k)]).collect();
    let hits: Vec<usize> =
        (1..article.len()).filter(|k| pairs.contains(&[article.word(k - 1), article.word(*k)])).collect();
    // Where most of them lie within twice the quotation's length and a clause.
    let reach = 2 * n + 120;
    let near = |k: usize| hits[k..].partition_point(|h| *h < hits[k] + reach);
    let Some(best) = (0..hits.len()).max_by_key(|k| (near(*k), std::cmp::Reverse(*k))) else {
        return (0, article.len().min(4 * n + 400));
    };
    (hits[best].saturating_sub(n + 60), (hits[best] + reach + n + 60).min(article.len()))
}

/// Do these words stand between quotation marks?
fn is_quoted(prose: &Prose, span: Span) -> bool {
    let Some(block) = prose.blocks.iter().find(|b| b.span.start <= span.start && span.start < b.span.end) else {
        return false;
    };
    if block.kind == onrecord_model::BlockKind::Quote {
        return true;
    }
    let alone = onrecord_model::Article {
        text: prose.text.clone(),
        blocks: vec![block.clone()],
        ..onrecord_model::Article::default()
    };
    let words = Words::cut(&alone);
    let at = words.token_at(span.start);
    quotes::pair(&words).iter().any(|q| q.open < at && at < q.close)
}

/// Do these words lie in a transcript or an interview: behind the first of at least three turns ("Q:", "ADA QUARMBY:")?
fn is_turn(prose: &Prose, span: Span) -> bool {
    let begins = |b: &&onrecord_model::Block| {
        let words = prose.text.get(b.span).unwrap_or_default();
        words.split_once(':').is_some_and(|(name, said)| {
            let n = name.split(' ').count();
            said.starts_with(' ') && n <= 4 && name.len() <= 40 && name.starts_with(char::is_uppercase)
        })
    };
    let mut turns = prose.blocks.iter().filter(begins);
    let first = turns.next().map(|b| b.span.start);
    turns.count() >= 2 && first.is_some_and(|first| first <= span.start)
}

/// A negation that stands right before the words, or right behind them, and was cut off with the rest of its sentence.
fn cut_off(article: &Folded, text: &str, first: usize, last: usize) -> Option<Difference> {
    let negates = |k: usize| matches!(article.word(k), "not" | "never" | "no" | "nor" | "neither");
    let near = |a: usize, b: usize| {
        let between = text.get(article.span(a).end as usize..article.span(b).start as usize).unwrap_or(".");
        between.len() <= 2 && !between.contains(['.', '?', '!', ';', '“', '”', '"', '\n', ','])
    };
    let before = first.checked_sub(1).filter(|k| negates(*k) && near(*k, first));
    let behind = Some(last + 1).filter(|k| *k < article.len() && article.word(*k) == "not" && near(last, *k));
    let k = before.or(behind)?;
    let words = text.get(article.span(k).range()).unwrap_or_default().to_owned();
    Some(Difference { kind: Kind::Negation, draft: String::new(), archive: words, is_fair: false })
}

/// The statement that holds most of a stretch; of those the innermost.
fn statement(all: &[onrecord_model::Statement], span: Span) -> Option<&onrecord_model::Statement> {
    let overlap = |c: &Span| c.end.min(span.end).saturating_sub(c.start.max(span.start));
    let all = all.iter().map(|s| (s.content.iter().map(overlap).sum::<u32>(), s));
    let quoted = |s: &onrecord_model::Statement| s.form != Quoting::Indirect;
    all.filter(|(n, _)| *n > 0).max_by_key(|(n, s)| (*n, quoted(s), s.id)).map(|(_, s)| s)
}

/// The same name, titles and given names apart: one has all words of the other, and they end alike.
fn is_same_name(a: &str, b: &str) -> bool {
    let parts = |name: &str| -> Vec<String> {
        let folded = Folded::of(name);
        folded.words().filter(|w| !TITLES.contains(w)).map(str::to_owned).collect()
    };
    let (a, b) = (parts(a), parts(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    short.last() == long.last() && short.iter().all(|w| long.contains(w))
        || short.len() > 1 && onrecord_words::names::compatible(short, long)
}

const TITLES: [&str; 20] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "cllr",
    "councilor",
    "rev",
    "president",
    "mayor",
    "minister",
    "senator",
    "governor",
    "judge",
];
