//! What the command line may say.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;

use onrecord::{Kind, Parts};

use crate::desk::args::{
    Add, Backup, Check, Demo, Export, Forget, Hydrate, Ledger, Merge, Note, Reread, SEARCH_HELP, Sample, Search, Show,
    VERIFY_HELP, Verify, Where, Who,
};
use onrecord_model::DateTime;

/// Who said what, to whom, when and where: the record of news pages, offline, with evidence for every fact.
#[derive(Parser)]
#[command(
    name = "onrecord",
    version,
    after_help = "Exit codes: 0 done, 1 there was nothing to read, 2 failed or called wrongly, 3 some pages could not be read."
)]
pub struct Arguments {
    /// Say nothing on standard error but why it failed
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// Use colour: on a terminal that has it, always, never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: clap::ColorChoice,

    /// Columns of what is printed for people [default: the terminal's, else COLUMNS, else 100]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Read pages and print their records; nothing is stored.
    #[command(after_help = READ_EXAMPLES)]
    Read(Read),
    /// Add pages to an archive, with their records; what is there already is seen and not read again.
    Add(Add),
    /// Search an archive by words, and by who, when and where.
    #[command(after_help = SEARCH_HELP)]
    Search(Search),
    /// What somebody said, and what was said of them.
    Who(Who),
    /// Is this quotation in the archive? Of a draft, all its quotations.
    #[command(after_help = VERIFY_HELP)]
    Verify(Verify),
    /// What was said would happen, by the day on which it is due, and what people decided of it.
    Ledger(Ledger),
    /// Show what a key names: an article with its record, or a fact in its sentence.
    Show(Show),
    /// Note something on a fact.
    Note(Note),
    /// What an archive holds, and where its bytes go.
    Stats(Where),
    /// Check the file, every hash, every span and the indexes.
    Check(Check),
    /// Make the records again that another version made.
    Reread(Reread),
    /// Forget a page for good, with its article, indexes included.
    Forget(Forget),
    /// Copy an archive into a new file, while others may write to it.
    Backup(Backup),
    /// Take other archives into this one, which is made where it is absent: pages, records, decisions.
    Merge(Merge),
    /// Write everything into a folder: JSON Lines, or CSV.
    Export(Export),
    /// Put the words back into an export without text, from an archive that has the same pages.
    Hydrate(Hydrate),
    /// Draw some facts at random, the same ones for the same seed.
    Sample(Sample),
    /// Make an archive of invented coverage to try everything on.
    Demo(Demo),
    /// Tell what a rule does, with an example; without RULE, list all rules.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Print the JSON Schema of the record.
    Schema {
        /// As it is always printed
        #[arg(long)]
        json: bool,
    },
    /// Print the credits and licences of weights, lists and libraries.
    Licences,
    /// Print the manual page (roff), to be kept as onrecord.1.
    #[command(hide = true)]
    Man,
    /// Print completions for a shell, to be sourced by it.
    Completions { shell: clap_complete::Shell },
}

const READ_EXAMPLES: &str = "\
Examples:
  onrecord read page.html                       a record for people
  onrecord read --json *.html > records.jsonl   one JSON object a line
  curl -s ADDRESS | onrecord read -             from standard input
  onrecord read --only article --format md page.html
  onrecord read --why page.txt                  each fact with its rule, score and syntax
  onrecord read --format html -o page-record.html page.html    the text with its facts marked, for a browser
  onrecord read --list pages.tsv --json         many pages; a line is id TAB path TAB address [TAB date],
                                                paths as from here
  curl -sL ADDRESS | onrecord read --url ADDRESS -

Exit codes: 0 every page was read, 1 there was nothing to read, 2 failed or called wrongly, 3 some pages could
not be read, the others were.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  onrecord explain                 all rules, one a line
  onrecord explain that-clause     what it does, and what it reads in an example

Exit codes: 0 done, 2 there is no such rule, or called wrongly.";

#[derive(Args, Debug)]
pub struct Explain {
    /// The id of a rule, as a record's 'rule' and --why have it
    pub rule: Option<String>,

    /// Print JSON: id, stage, sentence, example and case; without RULE one object a line
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug, Default)]
pub struct Read {
    /// Files or folders to read; '-' is standard input; what gzip packed is unpacked
    #[arg(value_name = "PAGE")]
    pub pages: Vec<PathBuf>,

    /// A list of pages: lines of id TAB path TAB address [TAB publication date]; '-' is standard input
    #[arg(long, value_name = "LIST")]
    pub list: Option<PathBuf>,

    /// The address of one page: relative links and the outlet are worked out from it
    #[arg(long, value_name = "ADDRESS", conflicts_with = "list")]
    pub url: Option<String>,

    /// Print JSON Lines: one record a line, as the schema says
    #[arg(long)]
    pub json: bool,

    /// With --json: put the words beside each span
    #[arg(long, requires = "json")]
    pub words: bool,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// What the input is; without it, that is recognised
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<As>,

    /// Comma-separated facts to extract, with those that they point at; the rest is skipped
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    pub only: Vec<Part>,

    /// Print in this form: text, md: the article alone; html: a web page of the record
    #[arg(long, value_name = "FORM")]
    pub format: Option<Format>,

    /// Show each fact with its rule, score and place, and each block with its label
    #[arg(long, conflicts_with_all = ["json", "format"])]
    pub why: bool,

    /// Publication date to assume where a page gives none: 2016-11-07
    #[arg(long, value_name = "DATE", value_parser = DateTime::from_str)]
    pub published: Option<DateTime>,

    /// Threads to read with; the output never depends on it [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum As {
    /// A web page
    Html,
    /// A page saved as text, with furniture to be found
    Dump,
    /// Clean article text, kept byte for byte
    Clean,
}

impl From<As> for Kind {
    fn from(kind: As) -> Kind {
        match kind {
            As::Html => Kind::Html,
            As::Dump => Kind::Dump,
            As::Clean => Kind::Clean,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    Article,
    Entities,
    Statements,
    Times,
    Figures,
    Events,
    Expectations,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text, blocks parted by blank lines
    Text,
    /// Markdown
    Md,
    /// The record's JSON
    Json,
    /// One web page: the article's text with its facts marked; needs no script and no network
    Html,
}

impl Read {
    /// The lists of facts to work on.
    pub fn parts(&self) -> Parts {
        if self.only.is_empty() {
            let article = matches!(self.format, Some(Format::Text | Format::Md | Format::Json));
            return if article { Parts::NONE } else { Parts::ALL };
        }
        let has = |part| self.only.contains(&part);
        Parts {
            entities: has(Part::Entities),
            statements: has(Part::Statements),
            times: has(Part::Times),
            figures: has(Part::Figures),
            events: has(Part::Events),
            expectations: has(Part::Expectations),
        }
    }
}
