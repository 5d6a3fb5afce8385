//! Lists of pages: lines of id TAB path TAB address [TAB publication date].

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use onrecord_model::DateTime;

use crate::bytes::is_web_archive;
use crate::{Entry, Error, plain, shown};

/// The pages of a list in its order, one for each line that is not blank, as the lines come; `-` is standard input. `published` is assumed
/// of pages whose line has no date. Paths are relative to where the program was called.
///
/// Where the list itself cannot be read to its end, the last entry says so.
pub fn list(name: &Path, published: Option<&DateTime>) -> Result<Box<dyn Iterator<Item = Entry> + Send>, Error> {
    let list = shown(name);
    let published = published.cloned();
    if name == Path::new("-") {
        return Ok(Box::new(entries(BufReader::new(io::stdin()), list, published)));
    }
    let file = File::open(name).map_err(|e| failed(&list, &e))?;
    Ok(Box::new(entries(BufReader::new(file), list, published)))
}

fn failed(list: &str, e: &io::Error) -> Error {
    Error::Unreadable { path: format!("the list {list}"), why: plain(e) }
}

fn entries(lines: impl BufRead, list: String, published: Option<DateTime>) -> impl Iterator<Item = Entry> {
    let mut ids: HashMap<String, usize> = HashMap::new();
    let mut ended = false;
    lines
        .split(b'\n')
        .enumerate()
        .map_while(move |(n, line)| {
            if ended {
                return None;
            }
            let line = match line {
                Ok(line) => line,
                Err(e) => {
                    ended = true;
                    return Some(Some(Entry { wrong: Some(failed(&list, &e)), ..Entry::default() }));
                }
            };
            let line = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| n == 0).unwrap_or(&line);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.trim_ascii().is_empty() {
                return Some(None);
            }
            let mut entry = entry(line, n + 1, &list, published.as_ref());
            if let Some(id) = &entry.id {
                match ids.get(id) {
                    Some(before) => {
                        let told = Error::Repeated { list: list.clone(), line: n + 1, before: *before, id: id.clone() };
                        entry.odd.get_or_insert(told);
                    }
                    None => drop(ids.insert(id.clone(), n + 1)),
                }
            }
            Some(Some(entry))
        })
        .flatten()
}

/// The page that a line names, or what is wrong with the line.
fn entry(line: &[u8], n: usize, list: &str, published: Option<&DateTime>) -> Entry {
    let mut fields = line.split(|b| *b == b'\t').map(<[u8]>::trim_ascii);
    let mut some = || fields.next().filter(|f| !f.is_empty());
    let (id, path) = (some(), some());
    let text = |field: &[u8]| String::from_utf8_lossy(field).into_owned();
    let (url, date) = (some().map(text), some().map(text));
    let list = list.to_owned();
    let (mut wrong, mut odd) = (None, None);
    let published = match date.map(|date| date.parse().map_err(|why| (date, why))) {
        Some(Ok(date)) => Some(date),
        Some(Err((date, why))) => {
            odd = Some(Error::NoDate { list: list.clone(), line: n, date, why });
            published.cloned()
        }
        None => published.cloned(),
    };
    let url = url.filter(|url| {
        let good = url.split_once("://").is_some_and(|(scheme, rest)| scheme.starts_with("http") && rest.contains('.'));
        if !good {
            odd.get_or_insert(Error::NoAddress { list: list.clone(), line: n, address: url.clone() });
        }
        good
    });
    let path = path.map_or_else(
        || {
            wrong = Some(Error::NoPath { list: list.clone(), line: n });
            PathBuf::new()
        },
        of_bytes,
    );
    if is_web_archive(&path) {
        wrong = Some(Error::WebArchive { path: shown(&path) });
    }
    Entry { id: id.map(text), path, url, published, wrong, odd }
}

/// A path as the system has it, which need not be Unicode.
#[cfg(unix)]
fn of_bytes(path: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(path))
}

#[cfg(not(unix))]
fn of_bytes(path: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(path).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_page_or_says_what_is_wrong_with_it() {
        let text = "a\tp.html\thttps://news.example/1\t2031-04-01\r\n\nb\tq.html\nc\nd\tr.html\t\t32 May\ne\tx.warc\n";
        let entries = entries(text.as_bytes(), "l.tsv".into(), "2030-01-01".parse().ok()).collect::<Vec<_>>();
        let said: Vec<String> = entries
            .iter()
            .map(|e| {
                e.wrong
                    .as_ref()
                    .map_or(e.published.as_ref().map_or(String::new(), DateTime::to_string), Error::to_string)
            })
            .collect();
        assert_eq!(said[0], "2031-04-01");
        assert_eq!((entries[0].url.as_deref(), entries[1].url.as_deref()), (Some("https://news.example/1"), None));
        assert_eq!(said[1], "2030-01-01");
        assert!(said[2].starts_with("line 4 of l.tsv names no path"), "{}", said[2]);
        assert_eq!(said[3], "2030-01-01");
        let odd = entries[3].odd.as_ref().map_or(String::new(), Error::to_string);
        assert!(odd.starts_with("line 5 of l.tsv: \"32 May\" is no date"), "{odd}");
        assert!(said[4].contains("WARC"), "{}", said[4]);
    }

    #[test]
    fn marks_empty_ids_and_doubles_are_told() {
        let text = "\u{feff}a\tp.html\n\tq.html\tnot an address\na\tr.html\n";
        let entries = entries(text.as_bytes(), "l.tsv".into(), None).collect::<Vec<_>>();
        assert_eq!(entries.iter().map(|e| e.id.as_deref()).collect::<Vec<_>>(), [Some("a"), None, Some("a")]);
        let odd: Vec<String> = entries.iter().filter_map(|e| Some(e.odd.as_ref()?.to_string())).collect();
        assert_eq!(odd.len(), 2);
        assert!(odd[0].contains("is no address") && odd[1].contains("the id \"a\" of line 1"), "{odd:?}");
        assert_eq!(entries[1].url, None);
    }
}
