//! A page is forgotten for good: its bytes, its record, and every word of it in the indexes.

use onrecord_words::folded::Folded;
use rusqlite::params;

use crate::put::Writer;
use crate::{Archive, Result, get, pack};

/// What was forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Pages as they came.
    pub n_originals: usize,
    /// Articles of which nothing is left.
    pub n_articles: usize,
}

impl Archive {
    /// Forgets all pages of these articles. The indexes are written anew, which takes a while in a large archive.
    pub fn forget(&mut self, articles: &[i64]) -> Result<Forgotten> {
        let forgotten = self.write(|writer| {
            let mut sum = Forgotten::default();
            for article in articles {
                let one = writer.forget(*article)?;
                sum.n_originals += one.n_originals;
                sum.n_articles += one.n_articles;
            }
            // A word that only stood there would stay in the index until its part is written anew.
            for index in crate::check::INDEXES {
                writer.db.execute(&format!("INSERT INTO {index} ({index}) VALUES ('optimize')"), [])?;
            }
            crate::shingles::tidy(writer.db)?;
            Ok(sum)
        })?;
        // Nothing stays in the log of changes, and nothing in free pages of the file.
        self.shrink()?;
        Ok(forgotten)
    }
}

impl Writer<'_> {
    fn forget(&mut self, article: i64) -> Result<Forgotten> {
        let mut query = self.db.prepare(
            "SELECT DISTINCT o.n FROM originals o LEFT JOIN appearances p ON p.original = o.n LEFT JOIN revisions r ON r.n = p.revision \
             WHERE r.article = ?1 OR o.n IN (SELECT original FROM revisions WHERE article = ?1)",
        )?;
        let originals: Vec<i64> = query.query_map([article], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        self.clear(article)?;
        let sql = "DELETE FROM appearances WHERE revision IN (SELECT n FROM revisions WHERE article = ?)";
        self.db.execute(sql, [article])?;
        let mut sum = Forgotten { n_articles: 1, ..Forgotten::default() };
        for table in ["prose", "facts"] {
            let sql = format!("DELETE FROM {table} WHERE revision IN (SELECT n FROM revisions WHERE article = ?)");
            self.db.execute(&sql, [article])?;
        }
        self.db.execute("DELETE FROM revisions WHERE article = ?", [article])?;
        for n in &originals {
            self.let_go(*n)?;
        }
        // What others are packed against goes last.
        for n in originals.iter().rev() {
            self.db.execute("DELETE FROM appearances WHERE original = ?", [n])?;
            sum.n_originals += self.db.execute("DELETE FROM originals WHERE n = ? AND base IS NOT NULL", [n])?;
        }
        for n in &originals {
            sum.n_originals += self.db.execute("DELETE FROM originals WHERE n = ?", [n])?;
        }
        self.db.execute("DELETE FROM articles WHERE n = ?", [article])?;
        // Names that nothing points at any more are words of that page too.
        let sql = "SELECT n, name FROM names WHERE n NOT IN (SELECT name FROM entities) AND n NOT IN (SELECT source FROM statements WHERE source IS NOT NULL) \
                   AND n NOT IN (SELECT addressee FROM statements WHERE addressee IS NOT NULL) AND n NOT IN (SELECT name FROM about) \
                   AND n NOT IN (SELECT holder FROM expectations WHERE holder IS NOT NULL) AND n NOT IN (SELECT place FROM events WHERE place IS NOT NULL) \
                   AND n NOT IN (SELECT name FROM aliases) AND n NOT IN (SELECT person FROM aliases) AND n NOT IN (SELECT person FROM called)";
        let mut query = self.db.prepare(sql)?;
        let names: Vec<(i64, String)> =
            query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        for (n, name) in names {
            let sql = "INSERT INTO named (named, rowid, name) VALUES ('delete', ?, ?)";
            self.db.prepare_cached(sql)?.execute(params![n, Folded::of(&name).joined()])?;
            self.db.prepare_cached("DELETE FROM names WHERE n = ?")?.execute([n])?;
        }
        Ok(sum)
    }

    /// Originals that stay and are packed against this one are packed by themselves.
    fn let_go(&mut self, base: i64) -> Result<()> {
        let sql = "SELECT n FROM originals o WHERE o.base = ? AND EXISTS (SELECT 1 FROM appearances p WHERE p.original = o.n)";
        let mut query = self.db.prepare(sql)?;
        let kept: Vec<i64> = query.query_map([base], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for n in kept {
            let bytes = get::original(self.db, n)?;
            let packed = pack::original(&bytes, None)
                .map_err(|e| crate::Error::File { what: "a page cannot be packed".into(), why: e.to_string() })?;
            self.db.execute("UPDATE originals SET base = NULL, packed = ? WHERE n = ?", params![packed, n])?;
        }
        Ok(())
    }
}
