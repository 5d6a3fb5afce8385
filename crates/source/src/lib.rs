//! Pages from where people keep them: files, folders, lists, standard input; and a pool of workers that keeps their order.
//!
//! The edge that touches files. What cannot be read becomes an [`Error`] that names it; nothing is passed over in silence.
//! Leaves alone: what is in a page; web archives (WARC) and addresses, which are not read yet.

mod bytes;
mod folder;
mod list;
mod pool;

use std::path::{Path, PathBuf};

use onrecord_model::{DateTime, NotADate, is_invisible};

pub use bytes::{MOST_BYTES, bytes};
pub use folder::pages as folder;
pub use list::list;
pub use pool::ordered;

/// A page to be read: where it is, and what is known of it.
#[derive(Debug, Default)]
pub struct Entry {
    /// As a list names it; `None` for pages named one by one.
    pub id: Option<String>,
    /// The file as it was named; `-` is standard input.
    pub path: PathBuf,
    /// Its address.
    pub url: Option<String>,
    /// Its publication date where the page gives none.
    pub published: Option<DateTime>,
    /// Why it cannot be read, where that is known already.
    pub wrong: Option<Error>,
    /// What is odd about the line that names it, and costs it nothing.
    pub odd: Option<Error>,
}

impl Entry {
    /// The file as it was named, for people and records.
    pub fn shown(&self) -> String {
        shown(&self.path)
    }
}

/// A path for people: what is no Unicode in it, or would steer a terminal, is replaced.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy()
        .chars()
        .map(|c| if c.is_control() || is_invisible(c) { char::REPLACEMENT_CHARACTER } else { c })
        .collect()
}

/// Why a page, or a list of pages, cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system's reason for not reading a file.
    #[error("cannot read {path}: {why}")]
    Unreadable {
        /// The file as it was named.
        path: String,
        /// The reason in plain words.
        why: String,
    },
    /// More than [`MOST_BYTES`].
    #[error("{path} is larger than {} MiB: that is no news page", MOST_BYTES >> 20)]
    TooLarge {
        /// The file as it was named.
        path: String,
    },
    /// Nothing is ever fetched.
    #[error(
        "{address} is an address, and onrecord fetches nothing: curl -sL {address} | onrecord read --url {address} -"
    )]
    Address {
        /// As it was named.
        address: String,
    },
    /// WARC.
    #[error("{path}: web archives (WARC) are not read yet; unpack the pages and name those")]
    WebArchive {
        /// The file as it was named.
        path: String,
    },
    /// A line of a list without its second column.
    #[error("line {line} of {list} names no path: a line is id TAB path TAB address [TAB date]")]
    NoPath {
        /// The list as it was named.
        list: String,
        /// Counted from one.
        line: usize,
    },
    /// A line of a list whose third column is no address.
    #[error("line {line} of {list}: \"{address}\" is no address; the page is read without it")]
    NoAddress {
        /// The list as it was named.
        list: String,
        /// Counted from one.
        line: usize,
        /// What stands there.
        address: String,
    },
    /// Two lines of a list with one id.
    #[error("line {line} of {list} has the id \"{id}\" of line {before}")]
    Repeated {
        /// The list as it was named.
        list: String,
        /// Counted from one.
        line: usize,
        /// The earlier line.
        before: usize,
        /// The id of both.
        id: String,
    },
    /// A line of a list with a fourth column that is no date.
    #[error("line {line} of {list}: \"{date}\" is no date ({why}); the page is read without it")]
    NoDate {
        /// The list as it was named.
        list: String,
        /// Counted from one.
        line: usize,
        /// What stands there.
        date: String,
        /// What a date looks like.
        why: NotADate,
    },
}

/// The reason in plain words, without the system's number.
fn plain(e: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match e.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "no permission".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::UnexpectedEof => "it ends early: the file is damaged".to_owned(),
        ErrorKind::InvalidInput | ErrorKind::InvalidData => {
            "it is not what its name says: damaged, or not compressed".to_owned()
        }
        _ => e.to_string(),
    }
}
