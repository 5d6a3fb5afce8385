//! What the command line may say to an archive.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};
use onrecord_model::DateTime;

use crate::args::As;

/// The archive and who asks.
#[derive(Args, Debug)]
pub struct Where {
    /// The archive file
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    pub archive: PathBuf,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Whoever decides.
#[derive(Args, Debug)]
pub struct User {
    /// Who decides [default: the login name]
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
}

#[derive(Args, Debug)]
pub struct Add {
    #[command(flatten)]
    pub at: Where,

    /// Files or folders to add; '-' is standard input; what gzip packed is unpacked
    #[arg(value_name = "PAGE")]
    pub pages: Vec<PathBuf>,

    /// A list of pages: lines of id TAB path TAB address [TAB publication date]; '-' is standard input
    #[arg(long, value_name = "LIST")]
    pub list: Option<PathBuf>,

    /// The address of one page
    #[arg(long, value_name = "ADDRESS", conflicts_with = "list")]
    pub url: Option<String>,

    /// What the input is; without it, that is recognised
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<As>,

    /// Publication date to assume where a page gives none: 2016-11-07
    #[arg(long, value_name = "DATE", value_parser = DateTime::from_str)]
    pub published: Option<DateTime>,

    /// Threads to read with; what is kept never depends on it [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
}

#[derive(Args, Debug)]
pub struct Search {
    #[command(flatten)]
    pub at: Where,

    /// Words, "phrases", fields: see below
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,

    /// The most relevant of the newest 5,000 first
    #[arg(long, conflicts_with_all = ["by_time", "first"])]
    pub by_relevance: bool,

    /// The newest first, as without it
    #[arg(long)]
    pub by_time: bool,

    /// The earliest appearance first
    #[arg(long)]
    pub first: bool,

    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,

    /// Go on behind this: the number that the last page of results ended with
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<i64>,
}

pub const SEARCH_HELP: &str = "\
Words are found whatever their case, accents and quotation marks. A \"phrase\" in quotation marks is found as it stands;
OR, NOT, -word, brackets and the beginning of a word (cancel*) work as usual. Fields:
  by:ruiz  about:ruiz  to:\"harbour post\"    who said it, who is named in it, whom it was told
  form:direct                              direct, mixed or indirect
  said:2031-03  published:2031  before:2031-03-12  after:2031-03-01
  outlet:courier                           in the outlet's name or address
  kind:promise  status:planned             expectations and events

Examples:
  onrecord search flood barriers
  onrecord search '\"will not\" by:ruiz said:2031-03'
  onrecord search --first 'leisure centre' closure

Exit codes: 0 found, 1 nothing found, 2 failed or called wrongly.";

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Who {
    #[command(flatten)]
    pub at: Where,

    /// A name, or words of it
    #[arg(value_name = "NAME")]
    pub name: Vec<String>,

    /// Statements of each kind, at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: u16,

    #[command(subcommand)]
    pub decide: Option<Decide>,
}

#[derive(Subcommand, Debug)]
pub enum Decide {
    /// Two names are one person's: A's statements are shown under B.
    Merge {
        a: String,
        b: String,
        #[command(flatten)]
        at: Where,
        #[command(flatten)]
        user: User,
    },
    /// A name that was merged is somebody else's after all.
    Split {
        name: String,
        #[command(flatten)]
        at: Where,
        #[command(flatten)]
        user: User,
    },
    /// Call somebody by another name.
    Rename {
        name: String,
        new: String,
        #[command(flatten)]
        at: Where,
        #[command(flatten)]
        user: User,
    },
    /// Take the last decision on names back, or the one with this number.
    Undo {
        number: Option<i64>,
        #[command(flatten)]
        at: Where,
        #[command(flatten)]
        user: User,
    },
    /// All decisions on names.
    Log {
        #[command(flatten)]
        at: Where,
    },
}

#[derive(Args, Debug)]
pub struct Verify {
    #[command(flatten)]
    pub at: Where,

    /// A quotation, or the file of a draft (.md, .txt, .html); '-' is a draft on standard input
    #[arg(value_name = "QUOTE|DRAFT", allow_hyphen_values = true)]
    pub what: String,

    /// Who is said to have said it
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// It is a quotation, even where a file has that name
    #[arg(long, conflicts_with = "draft")]
    pub quote: bool,

    /// It is a draft
    #[arg(long, conflicts_with = "by")]
    pub draft: bool,

    /// Write a report too: a web page, or JSON where the name ends in .json
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

pub const VERIFY_HELP: &str = "\
Verdicts, on the words alone: exact; trimmed (only words are left out, the sense stays); altered (what differs is named);
stitched (from several places); indirect (reported in these words, never quoted); close; not_found; too_short.
Case, quotation marks, punctuation, house spelling and [insertions] make no difference; negation, numbers, names and tense do.
That words are in the archive shows that they were printed, not that they were said.

Examples:
  onrecord verify \"We will not sell the quay\" --by \"Ada Quarmby\"
  onrecord verify draft.md --report report.html

Exit codes: 0 every quotation is exact or trimmed, and by whom it says; 1 one is not; 2 failed or called wrongly.";

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Ledger {
    #[command(flatten)]
    pub at: Where,

    /// Due on this day or before: 2031-03-12, 2031-03, 2031
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,

    /// Of somebody
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// Those that nobody decided on
    #[arg(long, conflicts_with = "settled")]
    pub open: bool,

    /// Those that somebody decided on
    #[arg(long)]
    pub settled: bool,

    /// As it was on this day
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,

    /// Also what is not sure: a score under .9
    #[arg(long)]
    pub all: bool,

    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    #[command(subcommand)]
    pub decide: Option<Settle>,
}

#[derive(Subcommand, Debug)]
pub enum Settle {
    /// Note what became of an expectation, and what shows it.
    Set {
        /// Its key (x:…)
        key: String,
        /// kept, broken, in_progress, stalled, postponed, withdrawn, unclear
        state: String,
        /// What shows it: a key, or an address
        #[arg(long, value_name = "KEY|ADDRESS")]
        because: String,
        /// What else there is to say
        #[arg(long, value_name = "WORDS")]
        note: Option<String>,
        #[command(flatten)]
        at: Where,
        #[command(flatten)]
        user: User,
    },
    /// Take the last decision on an expectation back.
    Undo {
        key: String,
        #[command(flatten)]
        at: Where,
        #[command(flatten)]
        user: User,
    },
}

#[derive(Args, Debug)]
pub struct Show {
    #[command(flatten)]
    pub at: Where,

    /// The key of an article, statement, expectation, event or figure (a:… s:… x:… e:… f:…), or a page's address, file or hash
    pub key: String,

    /// Print a citation instead
    #[arg(long = "as", value_name = "FORM", value_parser = onrecord_desk::cite::FORMS)]
    pub form: Option<String>,
}

#[derive(Args, Debug)]
pub struct Note {
    /// The key of a fact
    pub key: String,

    /// What there is to say of it
    pub words: String,

    #[command(flatten)]
    pub at: Where,

    #[command(flatten)]
    pub user: User,
}

#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    pub at: Where,

    /// Make the indexes and all that was derived again
    #[arg(long)]
    pub rebuild: bool,
}

#[derive(Args, Debug)]
pub struct Reread {
    #[command(flatten)]
    pub at: Where,

    /// Threads to read with [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
}

#[derive(Args, Debug)]
pub struct Forget {
    /// The key of an article, or a page's address, file or hash
    pub page: String,

    #[command(flatten)]
    pub at: Where,

    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args, Debug)]
pub struct Backup {
    /// A file that is not there yet
    pub to: PathBuf,

    #[command(flatten)]
    pub at: Where,
}

#[derive(Args, Debug)]
pub struct Merge {
    /// Archives to take in; they stay as they are
    #[arg(required = true, value_name = "FILE")]
    pub from: Vec<PathBuf>,

    #[command(flatten)]
    pub at: Where,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sampled {
    Statements,
    Expectations,
    Articles,
}

#[derive(Args, Debug)]
pub struct Sample {
    /// How many
    pub n: usize,

    /// The same seed draws the same ones from the same facts, whatever order they came in
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,

    /// What is drawn
    #[arg(long, value_name = "KIND", default_value = "statements")]
    pub of: Sampled,

    #[command(flatten)]
    pub at: Where,
}

#[derive(Args, Debug)]
pub struct Hydrate {
    /// A folder that `export --without-text` wrote, as JSON Lines
    pub from: PathBuf,

    /// Where the rows with their words go [default: the folder `hydrated` in it]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub at: Where,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    Jsonl,
    Csv,
}

#[derive(Args, Debug)]
pub struct Export {
    #[command(flatten)]
    pub at: Where,

    /// A folder; what it has of these files is replaced
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,

    /// JSON Lines, or CSV for spreadsheets
    #[arg(long, value_name = "FORM", default_value = "jsonl")]
    pub format: ExportFormat,

    /// Leave the text and all words at offsets out; headlines, authors, outlets and names of people stay. For hydrate, as JSON Lines
    #[arg(long)]
    pub without_text: bool,
}

#[derive(Args, Debug)]
pub struct Demo {
    /// The archive file [default: in a temporary folder]
    #[arg(long, value_name = "FILE")]
    pub archive: Option<PathBuf>,
}
