//! Is what the rules propose a statement with these words, and is its source right? A log-linear judge for each question, over
//! features of grammar (`features`), learned from articles that were read and annotated (`cargo xtask train statements`,
//! `weights/statements.bin`).
//!
//! The chances are fitted out of fold: of ten statements with a score of .9 nine are right.

mod features;
mod values;

use onrecord_grammar::weight_files;

pub use features::{F, N, NAMES, Page, Proposal, entity_kind, fill, finite, frame, kind_of, label};
pub use values::{ROWS, Sink, Values, Worded, grown};
pub(super) use values::{features, pairs};

/// Features that are looked at together.
pub const PAIRS: &[(u8, u8)] = pairs![
    Lemma & ContentBegins,
    Lemma & ContentUnderVerb,
    Lemma & SourceKind,
    Lemma & HasObject,
    Lemma & HasClause,
    Frame & ContentBegins,
    Frame & ContentRelation,
    Rule & SourceHead,
    Rule & SourceKind,
    Rule & ContentBegins,
    SourceHead & VerbTag,
    Source & VerbTag,
    Lemma & VerbTag,
    Rule & ContentQuoted,
    Frame & ContentQuoted,
    SourceKind & PageSaid,
    Rule & PageSaid,
    Source & PageYou,
    Rule & SubjectInSource,
    Lemma & SourceHead,
    VerbRelation & Opener,
    Frame & SourceCoarse,
    Frame & ContentCoarse,
    Rule & Elsewhere,
    Rule & SourceCoarse,
    Rule & SourceNoun,
    Rule & SourceForm,
    Rule & ContentFinite,
    Rule & Block,
    Sense & SourceNoun,
    Sense & SourceKind,
    Sense & SourceCoarse,
    Sense & ContentBegins,
    Sense & ContentFinite,
    Lemma & SourceNoun,
    Lemma & ContentFinite,
    Frame & ContentFinite,
    Frame & ContentSubject,
    Lemma & SubjectTag,
    Source & ContentFinite,
    SourceCoarse & ContentFinite,
    Carried & SourceKind,
    Source & Elsewhere,
    Rule & Lemma,
    SourceForm & LastSpeaker,
    SourceForm & SubjectBefore,
    LastSpeaker & SubjectBefore,
    Source & LastSpeaker,
    Source & SubjectBefore,
    SourceForm & SourceGender,
    ContentFirst & ContentSecond,
    Rule & ContentRelation,
    Rule & ContentWords,
    Rule & VerbTag,
    Rule & VerbRelation,
    Rule & VerbCluster,
    Rule & VerbCoarse,
    Rule & Opener,
    Rule & Auxiliary,
    VerbCoarse & SubjectTag,
    VerbCoarse & ContentBegins,
    VerbCoarse & SourceKind,
    VerbCoarse & VerbTag,
];

/// What is asked of a proposal.
const QUESTIONS: usize = 2;

/// Bytes before the tables: scale and shift of each question's sums.
const CURVES: usize = QUESTIONS * 8;

static WEIGHTS: &[u8; CURVES + QUESTIONS * ROWS] =
    weight_files::weights(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/statements.bin")));

/// The chances that a proposal is right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chances {
    /// That it is a statement and its words are whole.
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
    Chances { whole: chance(0), source: chance(1) }
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
    Reasons { whole: largest(0), source: largest(1) }
}
