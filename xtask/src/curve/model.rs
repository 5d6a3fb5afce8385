//! The small model: an averaged structured perceptron (Collins 2002) that tags tokens as content, cue and source, and two linear choices
//! that link what it tagged. Nothing of it ships.

use onrecord_model::{Quoting, Span, Statement};

use super::link::{self, Linked, Role, Tagged};
use super::tags::{ROWS, Seen};
use crate::train::averaged::{Averaged, chance, shuffle};

/// Times that all is looked at.
const EPOCHS: usize = 10;
/// Of a hundred features so many are left out each time.
const DROPPED: u64 = 15;
/// Outside, then beginning and inside of each role.
const N_TAGS: usize = 7;
const ROLES: [Role; 3] = [Role::Content, Role::Cue, Role::Source];

/// The features of each answer to a question; the highest sum wins, the first of equals.
pub type Choice = Vec<Vec<u32>>;

/// An article with the statements that nobody else's words hold.
pub struct Lesson {
    pub seen: Seen,
    tags: Vec<usize>,
    spans: Vec<Tagged>,
    /// By place in `spans`: the statement of each content, and the span of its source.
    of: Vec<Option<(u32, Option<usize>)>>,
}

impl Lesson {
    pub fn new(seen: Seen, statements: &[Statement]) -> Lesson {
        let outer: Vec<&Statement> = statements.iter().filter(|s| s.inside.is_none()).collect();
        let mut tags = vec![0; seen.spans.len()];
        let mut mark = |role: usize, span: Span| {
            let first = seen.spans.partition_point(|t| t.end <= span.start);
            let end = seen.spans.partition_point(|t| t.start < span.end);
            if first < end && tags[first..end].iter().all(|t| *t == 0) {
                tags[first..end].fill(2 + 2 * role);
                tags[first] = 1 + 2 * role;
            }
        };
        outer.iter().flat_map(|s| &s.content).for_each(|span| mark(0, *span));
        outer.iter().flat_map(|s| &s.cue).for_each(|span| mark(1, *span));
        outer.iter().filter_map(|s| s.source.as_ref()?.span).for_each(|span| mark(2, span));
        let spans = spans(&tags);
        let bytes = |t: &Tagged| seen.spans[t.tokens.start].join(seen.spans[t.tokens.end - 1]);
        let touch = |t: &Tagged, s: Span| bytes(t).start < s.end && s.start < bytes(t).end;
        let of = spans.iter().map(|t| {
            let s = outer.iter().find(|s| t.role == Role::Content && s.content.iter().any(|c| touch(t, *c)))?;
            let source = s.source.as_ref().and_then(|source| source.span);
            let at = source.and_then(|span| spans.iter().position(|t| t.role == Role::Source && touch(t, span)));
            Some((s.id, at))
        });
        let of = of.collect();
        Lesson { seen, tags, spans, of }
    }
}

/// What was learned.
pub struct Model {
    features: Vec<f32>,
    follows: Vec<f32>,
    joins: Vec<f32>,
    sources: Vec<f32>,
}

/// Learns from the lessons, in an order that hangs on `n`.
pub fn grow(lessons: &[&Lesson], n: u64) -> Model {
    let mut next = chance(n);
    let (features, follows) = tagger(lessons, &mut next);
    let mut joins: Vec<(Choice, usize)> = Vec::new();
    let mut sources: Vec<(Choice, usize)> = Vec::new();
    for lesson in lessons {
        let mut before: Option<(usize, u32, Option<usize>)> = None;
        for (here, of) in lesson.of.iter().enumerate() {
            let Some((statement, source)) = *of else { continue };
            let carried = before.is_some_and(|(_, s, _)| s == statement);
            if let Some((i, ..)) = before {
                joins.push((link::carries_on(&lesson.seen, &lesson.spans, i, here), usize::from(carried)));
            }
            if !carried {
                let all = link::candidates(&lesson.seen, &lesson.spans, here);
                if let Some(right) = all.iter().position(|c| *c == source) {
                    let last = before.and_then(|(.., source)| source);
                    sources.push((link::whose(&lesson.seen, &lesson.spans, here, last, &all), right));
                }
            }
            before = Some((here, statement, source));
        }
    }
    let (joins, sources) = (chooser(&joins, &mut next), chooser(&sources, &mut next));
    Model { features, follows, joins, sources }
}

/// What the model finds in an article: tagged spans, and how they belong together.
pub fn find(model: &Model, seen: &Seen) -> (Vec<Tagged>, Vec<Linked>) {
    let mut tags = Vec::with_capacity(seen.spans.len());
    for chain in &seen.chains {
        let scores: Vec<[f32; N_TAGS]> = seen.rows[chain.clone()].iter().map(|r| score(&model.features, r)).collect();
        tags.extend(best(&scores, &model.follows));
    }
    let spans = spans(&tags);
    let mut found: Vec<Linked> = Vec::new();
    for here in (0..spans.len()).filter(|i| spans[*i].role == Role::Content) {
        if let Some(last) = found.last_mut()
            && let Some(before) = last.content.last()
            && choose(&model.joins, &link::carries_on(seen, &spans, *before, here)) == 1
        {
            last.content.push(here);
            continue;
        }
        let all = link::candidates(seen, &spans, here);
        let last = found.last().and_then(|l| l.source);
        let source = all[choose(&model.sources, &link::whose(seen, &spans, here, last, &all))];
        found.push(Linked { content: vec![here], source });
    }
    (spans, found)
}

/// The form by how many of the words stand in quotation marks.
pub fn form(seen: &Seen, spans: &[Tagged], content: &[usize]) -> Quoting {
    let is_word = |i: &usize| seen.lower[*i].starts_with(char::is_alphanumeric);
    let words: Vec<usize> = content.iter().flat_map(|c| spans[*c].tokens.clone()).filter(is_word).collect();
    match words.iter().filter(|i| seen.quoted[**i]).count() {
        0 => Quoting::Indirect,
        n if n == words.len() => Quoting::Direct,
        _ => Quoting::Mixed,
    }
}

fn spans(tags: &[usize]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for (i, tag) in tags.iter().enumerate().filter(|(_, tag)| **tag > 0) {
        match out.last_mut() {
            Some(last) if tag % 2 == 0 => last.tokens.end = i + 1,
            _ => out.push(Tagged { role: ROLES[(tag - 1) / 2], tokens: i..i + 1 }),
        }
    }
    out
}

/// Weights of features and of tags that follow each other.
fn tagger(lessons: &[&Lesson], next: &mut impl FnMut() -> u64) -> (Vec<f32>, Vec<f32>) {
    let mut features = Averaged::new(ROWS * N_TAGS);
    let mut follows = Averaged::new((N_TAGS + 1) * N_TAGS);
    let mut order: Vec<_> = lessons.iter().flat_map(|l| l.seen.chains.iter().map(move |c| (l, c.clone()))).collect();
    for _ in 0..EPOCHS {
        shuffle(&mut order, next);
        for (lesson, chain) in &order {
            let kept = |rows: &Vec<u32>, next: &mut dyn FnMut() -> u64| -> Vec<u32> {
                rows.iter().copied().filter(|_| next() % 100 >= DROPPED).collect()
            };
            let rows: Vec<Vec<u32>> = lesson.seen.rows[chain.clone()].iter().map(|r| kept(r, next)).collect();
            let scores: Vec<[f32; N_TAGS]> = rows.iter().map(|rows| score(&features.now, rows)).collect();
            let right = &lesson.tags[chain.clone()];
            let said = best(&scores, &follows.now);
            let mut before = (N_TAGS, N_TAGS);
            for ((rows, right), said) in rows.iter().zip(right).zip(&said) {
                if right != said {
                    for row in rows {
                        features.add(*row as usize * N_TAGS + right, 1.0);
                        features.add(*row as usize * N_TAGS + said, -1.0);
                    }
                }
                if (before.0, *right) != (before.1, *said) {
                    follows.add(before.0 * N_TAGS + right, 1.0);
                    follows.add(before.1 * N_TAGS + said, -1.0);
                }
                before = (*right, *said);
            }
            features.time += 1.0;
            follows.time += 1.0;
        }
    }
    (features.mean(), follows.mean())
}

fn chooser(questions: &[(Choice, usize)], next: &mut impl FnMut() -> u64) -> Vec<f32> {
    let mut weights = Averaged::new(link::ROWS);
    let mut order: Vec<usize> = (0..questions.len()).collect();
    for _ in 0..EPOCHS {
        shuffle(&mut order, next);
        for (choice, right) in order.iter().map(|i| &questions[*i]) {
            let said = choose(&weights.now, choice);
            if said != *right {
                choice[*right].iter().for_each(|row| weights.add(*row as usize, 1.0));
                choice[said].iter().for_each(|row| weights.add(*row as usize, -1.0));
            }
            weights.time += 1.0;
        }
    }
    weights.mean()
}

fn choose(weights: &[f32], choice: &Choice) -> usize {
    let sum = |rows: &Vec<u32>| rows.iter().map(|r| weights[*r as usize]).sum::<f32>();
    let sums: Vec<f32> = choice.iter().map(sum).collect();
    (0..sums.len()).rev().max_by(|a, b| sums[*a].total_cmp(&sums[*b])).unwrap_or(0)
}

fn score(weights: &[f32], rows: &[u32]) -> [f32; N_TAGS] {
    let mut sums = [0.0; N_TAGS];
    for row in rows {
        let at = *row as usize * N_TAGS;
        sums.iter_mut().zip(&weights[at..at + N_TAGS]).for_each(|(sum, w)| *sum += w);
    }
    sums
}

/// The tags with the highest sum (Viterbi); an inside tag follows only its own kind.
fn best(scores: &[[f32; N_TAGS]], follows: &[f32]) -> Vec<usize> {
    let may = |before: usize, tag: usize| tag == 0 || tag % 2 == 1 || before == tag || before + 1 == tag;
    let mut sums = [f32::NEG_INFINITY; N_TAGS + 1];
    sums[N_TAGS] = 0.0;
    let mut from: Vec<[usize; N_TAGS]> = Vec::with_capacity(scores.len());
    for score in scores {
        let mut now = [f32::NEG_INFINITY; N_TAGS + 1];
        let mut came = [0; N_TAGS];
        for tag in 0..N_TAGS {
            for before in (0..=N_TAGS).filter(|before| may(*before, tag)) {
                let sum = sums[before] + follows[before * N_TAGS + tag] + score[tag];
                if sum > now[tag] {
                    (now[tag], came[tag]) = (sum, before);
                }
            }
        }
        from.push(came);
        sums = now;
    }
    let mut tag = (0..N_TAGS).rev().max_by(|a, b| sums[*a].total_cmp(&sums[*b])).unwrap_or(0);
    let mut tags: Vec<usize> = from
        .iter()
        .rev()
        .map(|came| {
            let this = tag;
            tag = came[tag];
            this
        })
        .collect();
    tags.reverse();
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus;
    use crate::curve::tags::{self, Cues};

    #[test]
    fn an_inside_tag_follows_only_its_own_kind() {
        let follows = vec![0.0; (N_TAGS + 1) * N_TAGS];
        let mut scores = vec![[0.0; N_TAGS]; 3];
        scores[0][3] = 1.0;
        scores[1][2] = 9.0;
        scores[2][4] = 1.0;
        let tags = best(&scores, &follows);
        assert_eq!(tags[1], 2, "the highest of all is worth a beginning before it");
        assert_eq!(tags[0], 1, "an inside of a content stands behind its beginning, never behind a cue");
        assert_ne!(tags[2], 4, "an inside of a cue does not stand behind a content");
    }

    #[test]
    fn what_was_taught_is_found_again() {
        let cues = Cues::read().unwrap();
        let files = corpus::files("train");
        let lesson = |i: usize| {
            let compiled = corpus::article(&files[i]).unwrap();
            Lesson::new(tags::see(&compiled.article, &cues), &compiled.facts.statements)
        };
        let lessons: Vec<Lesson> = (0..8).map(|n| lesson(n * files.len() / 8)).collect();
        let model = grow(&lessons.iter().collect::<Vec<_>>(), 0);
        let (mut right, mut all) = (0, 0);
        for lesson in &lessons {
            let (spans, found) = find(&model, &lesson.seen);
            right += lesson.spans.iter().filter(|s| spans.contains(s)).count();
            all += lesson.spans.len();
            let contents = spans.iter().filter(|s| s.role == Role::Content).count();
            let held = found.iter().map(|l| l.content.len()).sum::<usize>();
            assert_eq!(held, contents, "each content is in one statement");
            assert!(found.iter().any(|l| l.source.is_some()));
        }
        assert!(right * 4 >= all * 3, "{right} of {all} spans");
    }
}
