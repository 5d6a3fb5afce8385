//! The rules by their ids: what each does, an example, and where its case is.
//!
//! The table is `rules.tsv`, for people: nothing is read with it, so it is no part of `FINGERPRINT`.

use std::sync::LazyLock;

use onrecord_model::Facts;
use onrecord_words::names::distance;

/// One rule, as `rules.tsv` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// The id that facts carry, such as `that-clause`.
    pub id: &'static str,
    /// Which part of the reader has it.
    pub stage: Stage,
    /// What it does, in one sentence.
    pub sentence: &'static str,
    /// A line of invented news in which it makes a fact; a headline begins with `# `.
    pub example: &'static str,
    /// The file with a case of it, from the root of the repository.
    pub case: &'static str,
    /// How often it is right, where that is measured.
    pub measured: Option<Measured>,
}

/// How often a rule is right in articles that people annotated, as judges see them that never saw the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Statements that it proposed and the judges kept.
    pub kept: u32,
    /// Those whose words and source are right.
    pub right: u32,
}

/// A part of the reader, in the order in which an article goes through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Mentions by name.
    Names,
    /// Mentions by pronoun and description.
    Entities,
    /// Who said what.
    Statements,
    /// Time expressions.
    Times,
    /// Numbers with what they count or measure.
    Figures,
    /// What happened.
    Events,
    /// What is to come.
    Expectations,
}

impl Stage {
    const ALL: [Stage; 7] = [
        Stage::Names,
        Stage::Entities,
        Stage::Statements,
        Stage::Times,
        Stage::Figures,
        Stage::Events,
        Stage::Expectations,
    ];

    /// The stage's name in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Names => "names",
            Stage::Entities => "entities",
            Stage::Statements => "statements",
            Stage::Times => "times",
            Stage::Figures => "figures",
            Stage::Events => "events",
            Stage::Expectations => "expectations",
        }
    }
}

static TABLE: &str = include_str!("../rules.tsv");
static MEASURED: &str = include_str!("../measured.tsv");
static RULES: LazyLock<Vec<RuleRow>> = LazyLock::new(|| lines().filter_map(row).collect());

/// All rules, in the order of the stages.
pub fn rules() -> &'static [RuleRow] {
    &RULES
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static RuleRow> {
    rules().iter().find(|r| r.id == id)
}

/// Ids that somebody who wrote `id` may have meant, the likeliest first, at most five: those with an equal beginning, and those in
/// which no more than a third of the letters, and no more than two, are others.
pub fn nearest(id: &str) -> Vec<&'static str> {
    let beginning = |r: &RuleRow| {
        let first = |id: &str| id.split('-').next().unwrap_or_default().to_owned();
        !id.is_empty() && (r.id.starts_with(id) || first(r.id) == first(id))
    };
    let near = rules()
        .iter()
        .map(|r| (distance(id, r.id), r))
        .filter(|(far, r)| *far <= 2 && far * 3 <= id.len() || beginning(r));
    let mut near: Vec<(usize, &str)> = near.map(|(far, r)| (far, r.id)).collect();
    near.sort_by_key(|(far, _)| *far);
    near.into_iter().map(|(_, id)| id).take(5).collect()
}

/// The rules that made these facts: one id for each mention, statement, time, figure, event and expectation.
pub fn rules_of(facts: &Facts) -> impl Iterator<Item = &str> {
    let mentions = facts.entities.iter().flat_map(|e| &e.mentions).map(|m| &m.rule);
    mentions
        .chain(facts.statements.iter().map(|f| &f.rule))
        .chain(facts.times.iter().map(|f| &f.rule))
        .chain(facts.figures.iter().map(|f| &f.rule))
        .chain(facts.events.iter().map(|f| &f.rule))
        .chain(facts.expectations.iter().map(|f| &f.rule))
        .map(AsRef::as_ref)
}

/// An id among these facts' that the table lacks.
pub fn unlisted(facts: &Facts) -> Option<&str> {
    rules_of(facts).find(|id| rule(id).is_none())
}

/// The table without its head.
fn lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// A line of the table; `None` where a column is missing or the stage is none.
fn row(line: &'static str) -> Option<RuleRow> {
    let mut columns = line.split('\t');
    let id = columns.next()?;
    let stage = columns.next()?;
    let stage = Stage::ALL.into_iter().find(|s| s.as_str() == stage)?;
    let row = RuleRow {
        id,
        stage,
        sentence: columns.next()?,
        example: columns.next()?,
        case: columns.next()?,
        measured: measured(id),
    };
    columns.next().is_none().then_some(row)
}

/// What `measured.tsv` has of a rule.
fn measured(id: &str) -> Option<Measured> {
    let line = MEASURED.lines().find_map(|l| l.strip_prefix(id)?.strip_prefix('\t'))?;
    let (kept, right) = line.split_once('\t')?;
    Some(Measured { kept: kept.parse().ok()?, right: right.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_statements_is_measured_and_no_other() {
        for rule in rules() {
            assert_eq!(rule.measured.is_some(), rule.stage == Stage::Statements, "measured.tsv: {}", rule.id);
            assert!(rule.measured.is_none_or(|m| m.right <= m.kept), "measured.tsv: {}", rule.id);
        }
    }

    #[test]
    fn every_line_is_a_rule_and_stages_stand_together() {
        for line in lines() {
            let row = row(line);
            assert!(row.is_some(), "rules.tsv: five columns and a known stage, not \"{line}\"");
            let whole = |r: RuleRow| r.sentence.ends_with('.') && !r.example.is_empty() && r.case.starts_with("cases/");
            assert!(row.is_some_and(whole), "rules.tsv: a sentence, an example, a path below cases/, not \"{line}\"");
        }
        assert!(rules().is_sorted_by_key(|r| r.stage as u8), "rules.tsv: rows of one stage stand together");
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_rule() {
        assert_eq!(nearest("that-clasue"), ["that-clause", "that-day"]);
        assert_eq!(nearest("cue"), ["cue-after", "cue-before"]);
        assert_eq!(nearest("weekd"), ["weekday", "weekday-date", "weekday-part", "weekdays"]);
        assert!(nearest("").is_empty() && nearest("nothing-like-it").is_empty());
    }
}
