//! The archive: one SQLite file that keeps pages, records, people's decisions, full text and the quotation index. The only SQL.
//!
//! Originals are kept byte for byte, addressed by hash; records and indexes can be made again from them. One process writes at a time
//! ([`Archive::write`]); whoever reads sees a snapshot. Folding is [`onrecord_words::folded`] everywhere, so that what is indexed, what is
//! asked and what is compared are cut alike.
//! Leaves alone: how pages are read, and what questions people ask (`desk`).

mod check;
mod columns;
mod days;
mod forget;
mod get;
mod identity;
mod ledger;
mod lock;
mod merge;
mod names;
mod open;
mod pack;
mod put;
mod query;
mod quotations;
mod sample;
mod schema;
mod shared;
mod shingles;
mod sum;

use std::path::PathBuf;

pub use check::{Damage, Sizes};
pub use days::{day_of, number as day_number};
pub use forget::Forgotten;
pub use get::{Appearance, ArticleRow, Kept, Prose, RemarkRow, Spoken, StatementRow};
pub use ledger::{Decision, Due, ExpectationRow, SURE_SCORE, Settled};
pub use merge::Page;
pub use names::{NameRow, Renaming};
pub use open::{Access, Archive, Warning};
pub use pack::{facts, samples};
pub use put::{Added, Fetched};
pub use query::{FactRow, Hit, MOST_RANKED, Order, Wanted};
pub use quotations::Candidate;
pub use sample::{Sampled, SampledRow};
pub use schema::VERSION;

/// Why the archive cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is absent.
    #[error("there is no archive {0}: onrecord add --archive {0} PAGE... makes one", path.display())]
    Absent {
        /// As it was named.
        path: PathBuf,
    },
    /// Another program's file.
    #[error("{} is no archive of onrecord; it was left alone", path.display())]
    Foreign {
        /// As it was named.
        path: PathBuf,
    },
    /// Made by a later version.
    #[error("{} has format {found}, and this onrecord knows formats up to {VERSION}: a newer onrecord made it; it was left alone", path.display())]
    Newer {
        /// As it was named.
        path: PathBuf,
        /// The format it has.
        found: i64,
    },
    /// SQLite finds it damaged.
    #[error("{0} is damaged ({why}); nothing was changed. Keep the file, and see what is left: onrecord check --archive {0}", path.display())]
    Damaged {
        /// As it was named.
        path: PathBuf,
        /// What SQLite says.
        why: String,
    },
    /// It may only be read.
    #[error("{} can only be read: {why}", path.display())]
    ReadOnly {
        /// As it was named.
        path: PathBuf,
        /// Why, and what to do.
        why: String,
    },
    /// Another process writes.
    #[error("{} is being written to by {holder}; it was waited for {seconds} s, try again later", path.display())]
    Held {
        /// As it was named.
        path: PathBuf,
        /// Who writes.
        holder: String,
        /// How long it was waited.
        seconds: u64,
    },
    /// No room.
    #[error("there is no room left for {}: free some space and run it again; what was added before is kept", path.display())]
    Full {
        /// As it was named.
        path: PathBuf,
    },
    /// A record or an original that is not what its hash says.
    #[error("{what} is damaged in the archive: its hash does not hold; onrecord check tells more")]
    Broken {
        /// What was to be read.
        what: String,
    },
    /// An index that is not as it was written.
    #[error("{what} is damaged; nothing that was kept is lost. onrecord check --rebuild makes it again")]
    Index {
        /// Which.
        what: String,
    },
    /// The query cannot be run.
    #[error("{0}")]
    Query(String),
    /// Anything else that SQLite says.
    #[error("the archive failed: {0}")]
    Sql(rusqlite::Error),
    /// A file beside the archive.
    #[error("{what}: {why}")]
    File {
        /// What was tried.
        what: String,
        /// What the system says.
        why: String,
    },
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Error {
        use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
        match e {
            // What was written has these types.
            FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..) => {
                Error::Broken { what: "a row of a table".into() }
            }
            e => Error::Sql(e),
        }
    }
}

/// What a job of the archive gives.
pub type Result<T> = std::result::Result<T, Error>;
