//! The formats of an archive, and the way from each to the next.
//!
//! Steps are only ever added. All that are missing are taken in one transaction, by whoever opens the file to write; readers take an older
//! file as it is only where no step is missing.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{Error, Result};

/// The steps, the first from an empty file.
const STEPS: [&str; 1] = [include_str!("schema/1.sql")];

/// The format that this version writes.
pub const VERSION: i64 = STEPS.len() as i64;

/// "onrc" in ASCII: how the file tells that it is ours.
pub const APPLICATION: i64 = 0x6f6e_7263;

/// The format of a file; 0 of an empty one.
pub fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings a file to the newest format.
pub fn migrate(db: &mut Connection) -> Result<()> {
    if version(db)? == VERSION {
        return Ok(());
    }
    let step = Transaction::new(db, TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let from = usize::try_from(version(&step)?).map_err(|_| Error::Query("its format is below zero".into()))?;
    for sql in STEPS.iter().skip(from) {
        step.execute_batch(sql)?;
    }
    step.execute_batch(&format!("PRAGMA user_version = {VERSION}; PRAGMA application_id = {APPLICATION};"))?;
    Ok(step.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(db: &Connection) -> Vec<String> {
        let mut all = db
            .prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1")
            .expect("SQL");
        all.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a name")).collect()
    }

    /// The schema of every released format, as it was written then.
    const RELEASED: [&str; 1] = [include_str!("schema/released/1.sql")];

    #[test]
    fn every_released_format_becomes_a_new_one() {
        let mut new = Connection::open_in_memory().expect("memory");
        migrate(&mut new).expect("a new archive");
        for (n, released) in RELEASED.iter().enumerate() {
            let mut old = Connection::open_in_memory().expect("memory");
            old.execute_batch(released).expect("the fixture");
            assert_eq!(version(&old).expect("a number"), n as i64 + 1);
            migrate(&mut old).expect("it migrates");
            assert_eq!(names(&old), names(&new), "format {}", n + 1);
            let kept: i64 = old.query_row("SELECT count(*) FROM originals", [], |row| row.get(0)).expect("a count");
            assert_eq!(kept, 1, "what was kept stays");
        }
        assert_eq!(RELEASED.len() as i64, VERSION, "a released format has a fixture");
    }
}
