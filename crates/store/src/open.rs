//! An archive is opened: to read, on a snapshot; or to write, by turns.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::put::Writer;
use crate::{Error, Result, lock, schema, shared};

/// What is wanted of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It must exist.
    Read,
    /// It must exist.
    Write,
    /// It is made where it is absent.
    Create,
}

/// Something to know about an archive that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// It lies in a folder that others write to; it was opened to read only.
    Shared(String),
}

/// One archive file.
#[derive(Debug)]
pub struct Archive {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    /// What to tell whoever opened it.
    pub warnings: Vec<Warning>,
}

/// So long SQLite itself waits for programs that take no turns.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes of the file that are kept in memory at most: 256 MiB, in KiB and below zero as SQLite wants it.
const CACHE: &str = "-262144";

/// Statements that are kept ready.
const STATEMENTS: usize = 128;

impl Archive {
    /// Opens a file.
    pub fn open(path: &Path, access: Access) -> Result<Archive> {
        let exists = path.exists();
        if !exists && access != Access::Create {
            return Err(Error::Absent { path: path.to_owned() });
        }
        let mut warnings = Vec::new();
        if let Some(by) = shared::by(path) {
            if access != Access::Read {
                let why =
                    format!("it lies in {by}, where writing destroys archives; copy it to a folder of this machine");
                return Err(Error::ReadOnly { path: path.to_owned(), why });
            }
            warnings.push(Warning::Shared(by));
        }
        let shared = !warnings.is_empty();
        Archive::connect(path, access, shared)
            .map(|db| Archive { db, path: path.to_owned(), warnings })
            .map_err(|e| in_words(e, path))
    }

    fn connect(path: &Path, access: Access, shared: bool) -> Result<Connection> {
        let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        flags |= match access {
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
        let open = |immutable: bool| {
            let name = uri(path, immutable);
            let db = Connection::open_with_flags(name, flags)?;
            db.busy_timeout(PATIENCE)?;
            db.pragma_update(None, "cache_size", CACHE)?;
            db.pragma_update(None, "trusted_schema", false)?;
            // No statement is planned again for another value.
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            db.set_prepared_statement_cache_capacity(STATEMENTS);
            let version = schema::version(&db)?;
            Ok::<_, Error>((db, version))
        };
        let is_read_only = |e: &Error| matches!(e, Error::Sql(e) if matches!(e.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)));
        // A log of changes cannot be kept beside a file whose folder may not be written to: then nobody else writes either.
        let (mut db, version) = match open(shared && access == Access::Read) {
            Err(e) if access == Access::Read && is_read_only(&e) => open(true)?,
            opened => opened?,
        };
        if version > schema::VERSION {
            return Err(Error::Newer { path: path.to_owned(), found: version });
        }
        let empty: bool = db.query_row("SELECT count(*) = 0 FROM sqlite_master", [], |row| row.get(0))?;
        let ours: i64 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        if ours != schema::APPLICATION && !(empty && access == Access::Create) {
            return Err(Error::Foreign { path: path.to_owned() });
        }
        if access == Access::Read {
            db.pragma_update(None, "query_only", true)?;
            if version < schema::VERSION {
                let why = format!(
                    "it has format {version}; open it once to write, as add does, and it becomes format {}",
                    schema::VERSION
                );
                return Err(Error::ReadOnly { path: path.to_owned(), why });
            }
            return Ok(db);
        }
        if empty {
            // Records and parts of indexes take some thousand bytes: in larger pages little is left over.
            db.pragma_update(None, "page_size", 32_768)?;
            // Whole pages of the file are set free as they are deleted.
            db.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        }
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        // What is deleted is overwritten: a page that is forgotten is gone.
        db.pragma_update(None, "secure_delete", true)?;
        if version < schema::VERSION {
            let _turn = lock::take(path)?;
            schema::migrate(&mut db)?;
        }
        Ok(db)
    }

    /// Writes: all of it is kept, or nothing. Waits for its turn.
    pub fn write<T>(&mut self, job: impl FnOnce(&mut Writer<'_>) -> Result<T>) -> Result<T> {
        let path = self.path.clone();
        let _turn = lock::take(&path)?;
        let step = || -> Result<T> {
            let step = Transaction::new(&mut self.db, TransactionBehavior::Immediate)?;
            let mut writer = Writer::of(&step);
            let made = job(&mut writer)?;
            writer.end()?;
            step.commit()?;
            Ok(made)
        };
        step().map_err(|e| in_words(e, &path))
    }

    /// Reads, on a snapshot.
    pub fn read<T>(&self, job: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let step = || -> Result<T> {
            let snapshot = self.db.unchecked_transaction()?;
            job(&snapshot)
        };
        step().map_err(|e| in_words(e, &self.path))
    }

    /// Gives free pages back to the disk, and empties the log of changes.
    pub(crate) fn shrink(&mut self) -> Result<()> {
        let path = self.path.clone();
        let _turn = lock::take(&path)?;
        let step = || -> Result<()> {
            // Each step of the first frees one page.
            for sql in ["PRAGMA incremental_vacuum", "PRAGMA wal_checkpoint(TRUNCATE)"] {
                let mut all = self.db.prepare(sql)?;
                let mut rows = all.query([])?;
                while rows.next()?.is_some() {}
            }
            Ok(())
        };
        step().map_err(|e| in_words(e, &path))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// A path as SQLite's addresses have it.
fn uri(path: &Path, immutable: bool) -> String {
    let mut name = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => name.push(char::from(*byte)),
            other => name.push_str(&format!("%{other:02x}")),
        }
    }
    if immutable { name + "?immutable=1" } else { name }
}

/// What SQLite says, in words that say what to do.
pub(crate) fn in_words(e: Error, path: &Path) -> Error {
    let Error::Sql(sql) = &e else { return e };
    let path = path.to_owned();
    match sql.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::Foreign { path },
        Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, why: sql.to_string() },
        Some(ErrorCode::DiskFull) => Error::Full { path },
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Error::ReadOnly {
            path,
            why: "it, or its folder, may not be written to; change that, or copy the file to a folder of your own"
                .into(),
        },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::Held { path, holder: "another program".into(), seconds: PATIENCE.as_secs() }
        }
        Some(ErrorCode::SystemIoFailure) => {
            Error::File { what: format!("{} cannot be read or written", path.display()), why: sql.to_string() }
        }
        _ => e,
    }
}
