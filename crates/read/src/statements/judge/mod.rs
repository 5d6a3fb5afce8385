//! Is what the rules propose a statement at all, are its words whole, is its source right? A log-linear judge for each question, over
//! features of grammar (`features`), learned from articles that were read and annotated (`cargo xtask train statements`,
//! `weights/statements.bin`).
//!
//! The chances are fitted out of fold: of ten statements with a score of .9 nine are right.

mod features;
mod values;

use onrecord_grammar::weight_files;

pub use features::{F, N, NAMES, Page, Proposal, entity_kind, fill, finite, frame, kind_of, label};
pub(super) use values::features;
pub use values::{ROWS, Sink, Values, Worded, grown};

/// Features that are looked at together.
pub const PAIRS: &[(u8, u8)] = &[
    (F::Lemma as u8, F::ContentBegins as u8),
    (F::Lemma as u8, F::ContentUnderVerb as u8),
    (F::Lemma as u8, F::SourceKind as u8),
    (F::Lemma as u8, F::HasObject as u8),
    (F::Lemma as u8, F::HasClause as u8),
    (F::Frame as u8, F::ContentBegins as u8),
    (F::Frame as u8, F::ContentRelation as u8),
    (F::Rule as u8, F::SourceHead as u8),
    (F::Rule as u8, F::SourceKind as u8),
    (F::Rule as u8, F::ContentBegins as u8),
    (F::SourceHead as u8, F::VerbTag as u8),
    (F::Source as u8, F::VerbTag as u8),
    (F::Lemma as u8, F::VerbTag as u8),
    (F::Rule as u8, F::ContentQuoted as u8),
    (F::Frame as u8, F::ContentQuoted as u8),
    (F::SourceKind as u8, F::PageSaid as u8),
    (F::Rule as u8, F::PageSaid as u8),
    (F::Source as u8, F::PageYou as u8),
    (F::Rule as u8, F::SubjectInSource as u8),
    (F::Lemma as u8, F::SourceHead as u8),
    (F::VerbRelation as u8, F::Opener as u8),
    (F::Frame as u8, F::SourceCoarse as u8),
    (F::Frame as u8, F::ContentCoarse as u8),
    (F::Rule as u8, F::Elsewhere as u8),
    (F::Rule as u8, F::SourceCoarse as u8),
    (F::Rule as u8, F::SourceNoun as u8),
    (F::Rule as u8, F::SourceForm as u8),
    (F::Rule as u8, F::ContentFinite as u8),
    (F::Rule as u8, F::Block as u8),
    (F::Sense as u8, F::SourceNoun as u8),
    (F::Sense as u8, F::SourceKind as u8),
    (F::Sense as u8, F::SourceCoarse as u8),
    (F::Sense as u8, F::ContentBegins as u8),
    (F::Sense as u8, F::ContentFinite as u8),
    (F::Lemma as u8, F::SourceNoun as u8),
    (F::Lemma as u8, F::ContentFinite as u8),
    (F::Frame as u8, F::ContentFinite as u8),
    (F::Frame as u8, F::ContentSubject as u8),
    (F::Lemma as u8, F::SubjectTag as u8),
    (F::Source as u8, F::ContentFinite as u8),
    (F::SourceCoarse as u8, F::ContentFinite as u8),
    (F::Carried as u8, F::SourceKind as u8),
    (F::Source as u8, F::Elsewhere as u8),
    (F::Rule as u8, F::Lemma as u8),
    (F::SourceForm as u8, F::LastSpeaker as u8),
    (F::SourceForm as u8, F::SubjectBefore as u8),
    (F::LastSpeaker as u8, F::SubjectBefore as u8),
    (F::Source as u8, F::LastSpeaker as u8),
    (F::Source as u8, F::SubjectBefore as u8),
    (F::SourceForm as u8, F::SourceGender as u8),
    (F::ContentFirst as u8, F::ContentSecond as u8),
    (F::Rule as u8, F::ContentRelation as u8),
    (F::Rule as u8, F::ContentWords as u8),
    (F::Rule as u8, F::VerbTag as u8),
    (F::Rule as u8, F::VerbRelation as u8),
    (F::Rule as u8, F::VerbCluster as u8),
    (F::Rule as u8, F::VerbCoarse as u8),
    (F::Rule as u8, F::Opener as u8),
    (F::Rule as u8, F::Auxiliary as u8),
    (F::VerbCoarse as u8, F::SubjectTag as u8),
    (F::VerbCoarse as u8, F::ContentBegins as u8),
    (F::VerbCoarse as u8, F::SourceKind as u8),
    (F::VerbCoarse as u8, F::VerbTag as u8),
];

/// What is asked of a proposal.
const QUESTIONS: usize = 3;

/// Bytes before the tables: scale and shift of each question's sums.
const CURVES: usize = QUESTIONS * 8;

static WEIGHTS: &[u8; CURVES + QUESTIONS * ROWS] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/statements.bin")));

/// The chances that a proposal is right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chances {
    /// That it is a statement at all.
    pub is: f32,
    /// That it is one and its words are whole.
    pub whole: f32,
    /// That its source is right, given that it is one.
    pub source: f32,
}

impl Chances {
    /// That its words and its source are right.
    pub fn right(&self) -> f32 {
        self.whole * self.source
    }
}

/// Scale and shift of a question's sums.
fn curve(question: usize) -> [f32; 2] {
    let at = |i: usize| WEIGHTS.get(i..).and_then(|rest| rest.first_chunk()).map_or(0.0, |b| f32::from_le_bytes(*b));
    [at(question * 8), at(question * 8 + 4)]
}

/// Judges what is told of a proposal.
pub fn chances(values: &Values<N>) -> Chances {
    let mut sums = [0i32; QUESTIONS];
    values.rows(PAIRS, |row| {
        for (question, sum) in sums.iter_mut().enumerate() {
            *sum += i32::from(WEIGHTS[CURVES + question * ROWS + usize::from(row)].cast_signed());
        }
    });
    let chance = |question: usize| {
        let [scale, shift] = curve(question);
        1.0 / (1.0 + (-(scale * sums[question] as f32 + shift)).exp())
    };
    Chances { is: chance(0), whole: chance(1), source: chance(2) }
}

/// What spoke most for and against a proposal: features with their values, and by how much they move the odds (natural logarithm).
#[derive(Clone, Debug, Default)]
pub struct Reasons {
    /// That it is a statement with these words.
    pub whole: Vec<(String, f32)>,
    /// That its source is right.
    pub source: Vec<(String, f32)>,
}

/// So many reasons are told.
const TOLD: usize = 6;

/// The largest weights of what is told of a proposal.
pub fn reasons(of: &Worded<N>) -> Reasons {
    let largest = |question: usize| {
        let [scale, _] = curve(question);
        let mut all: Vec<(String, f32)> = Vec::new();
        of.rows(&NAMES, PAIRS, |row, words| {
            let weight = WEIGHTS[CURVES + question * ROWS + usize::from(row)].cast_signed();
            all.push((words, scale * f32::from(weight)));
        });
        all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        all.truncate(TOLD);
        all
    };
    Reasons { whole: largest(1), source: largest(2) }
}
