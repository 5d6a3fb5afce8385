//! Lists of pages: lines of id TAB path TAB address [TAB publication date].

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use onrecord_model::DateTime;

use crate::bytes::is_web_archive;
use crate::{Entry, Error, plain};

/// The pages of a list in its order, one for each line that is not blank; `-` is standard input. `published` is assumed
/// of pages whose line has no date.
pub fn list(name: &str, published: Option<&DateTime>) -> Result<Vec<Entry>, Error> {
    let failed = |e: io::Error| Error::Unreadable { path: format!("the list {name}"), why: plain(&e) };
    if name == "-" {
        return entries(io::stdin().lock(), name, published).map_err(failed);
    }
    entries(BufReader::new(File::open(name).map_err(failed)?), name, published).map_err(failed)
}

fn entries(lines: impl BufRead, list: &str, published: Option<&DateTime>) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for (n, line) in lines.split(b'\n').enumerate() {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches('\r');
        if !line.trim().is_empty() {
            entries.push(entry(line, n + 1, list, published));
        }
    }
    Ok(entries)
}

/// The page that a line names, or what is wrong with the line.
fn entry(line: &str, n: usize, list: &str, published: Option<&DateTime>) -> Entry {
    let mut fields = line.split('\t');
    let id = fields.next().map(str::to_owned);
    let some = |field: Option<&str>| field.map(str::trim).filter(|f| !f.is_empty()).map(str::to_owned);
    let (path, url, date) = (some(fields.next()), some(fields.next()), some(fields.next()));
    let mut wrong = None;
    let published = match date {
        Some(date) => match date.parse() {
            Ok(date) => Some(date),
            Err(why) => {
                wrong = Some(Error::NoDate { list: list.to_owned(), line: n, date, why });
                None
            }
        },
        None => published.cloned(),
    };
    let path = path.unwrap_or_else(|| {
        wrong = Some(Error::NoPath { list: list.to_owned(), line: n });
        String::new()
    });
    if is_web_archive(&path) {
        wrong = Some(Error::WebArchive { path: path.clone() });
    }
    Entry { id, path, url, published, wrong }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_page_or_says_what_is_wrong_with_it() {
        let text = "a\tp.html\thttps://news.example/1\t2031-04-01\r\n\nb\tq.html\nc\nd\tr.html\t\t32 May\ne\tx.warc\n";
        let entries = entries(text.as_bytes(), "l.tsv", "2030-01-01".parse().ok().as_ref()).expect("memory");
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
        assert!(said[3].starts_with("line 5 of l.tsv: \"32 May\" is no date"), "{}", said[3]);
        assert!(said[4].contains("WARC"), "{}", said[4]);
    }
}
