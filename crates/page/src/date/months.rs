//! The names of the months, whole and cut short, in the languages of the web's news; and the little words of dates.
//!
//! The names are in `phrases/months.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lists::{self, List};

static MONTHS: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    let rows = include_str!("../../phrases/months.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| {
        let mut columns = row.split('\t');
        Some((columns.next()?, columns.next()?.parse().ok()?))
    })
    .collect()
});

/// The month of a name, in any case; "ma" and the like are none.
pub fn month(word: &str) -> Option<u32> {
    if word.len() > 40 {
        return None;
    }
    if let Some(m) = MONTHS.get(word) {
        return Some(*m);
    }
    let lower = word.to_lowercase();
    // "İ" in lower case is an "i" and a dot; Hebrew puts its "in" before the month.
    let bare = lower.strip_prefix('ב').unwrap_or(&lower);
    MONTHS.get(lower.as_str()).or_else(|| MONTHS.get(bare)).copied()
}

/// Words that may stand between day, month and year.
pub fn is_little(word: &str) -> bool {
    lists::on(word, List::DateWord)
}
