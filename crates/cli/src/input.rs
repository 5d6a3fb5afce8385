//! The pages asked for, and their bytes.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};

use anyhow::{Context, bail};

use crate::args::{Read, date};

/// More than this is no news page: it is refused, not read.
pub const MOST_BYTES: u64 = 64 << 20;

/// One page to be read.
#[derive(Clone, Debug)]
pub struct Job {
    /// As the list names it; absent for pages of the command line.
    pub id: Option<String>,
    pub path: String,
    pub url: Option<String>,
    pub published: Option<String>,
    /// Why it cannot be read, when that is known already.
    pub wrong: Option<String>,
}

/// All pages in the order in which they were named.
pub fn jobs(read: &Read) -> anyhow::Result<Vec<Job>> {
    let mut jobs: Vec<Job> = Vec::new();
    for path in &read.pages {
        refuse_archive(path)?;
        jobs.push(Job { id: None, path: path.clone(), url: None, published: read.published.clone(), wrong: None });
    }
    if let Some(list) = &read.list {
        if list == "-" {
            of_list(BufReader::new(io::stdin().lock()), read, list, &mut jobs)?;
        } else {
            let file = File::open(list).with_context(|| format!("cannot read the list {list}"))?;
            of_list(BufReader::new(file), read, list, &mut jobs)?;
        }
    }
    if jobs.iter().filter(|j| j.path == "-").count() + usize::from(read.list.as_deref() == Some("-")) > 1 {
        bail!("'-' can be named only once: standard input can be read only once");
    }
    Ok(jobs)
}

fn of_list(list: impl BufRead, read: &Read, name: &str, jobs: &mut Vec<Job>) -> anyhow::Result<()> {
    for (n, line) in list.split(b'\n').enumerate() {
        let line = line.with_context(|| format!("cannot read the list {name}"))?;
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        let mut fields = line.split('\t');
        let id = fields.next().unwrap_or_default().to_owned();
        let some = |field: Option<&str>| field.map(str::trim).filter(|f| !f.is_empty()).map(str::to_owned);
        let path = some(fields.next());
        let url = some(fields.next());
        let day = some(fields.next());
        let mut wrong = None;
        if path.is_none() {
            wrong =
                Some(format!("line {} of {name} names no path: a line is id TAB path TAB address [TAB date]", n + 1));
        }
        let published = match day {
            Some(day) => match date(&day) {
                Ok(day) => Some(day),
                Err(e) => {
                    wrong = wrong.or(Some(format!("line {} of {name}: \"{day}\" is no date ({e})", n + 1)));
                    None
                }
            },
            None => read.published.clone(),
        };
        let path = path.unwrap_or_default();
        if let Err(e) = refuse_archive(&path) {
            wrong = Some(e.to_string());
        }
        jobs.push(Job { id: Some(id), path, url, published, wrong });
    }
    Ok(())
}

fn refuse_archive(path: &str) -> anyhow::Result<()> {
    if path.ends_with(".warc") || path.ends_with(".warc.gz") {
        bail!("{path}: web archives (WARC) are not read yet; unpack the pages and name those");
    }
    Ok(())
}

/// The bytes of a page, unpacked where it is compressed.
pub fn bytes(job: &Job) -> Result<Vec<u8>, String> {
    if let Some(wrong) = &job.wrong {
        return Err(wrong.clone());
    }
    let failed = |e: io::Error| format!("cannot read {}: {}", job.path, plain(&e));
    let mut bytes = Vec::new();
    if job.path == "-" {
        io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let mut file = File::open(&job.path).map_err(failed)?;
        if job.path.ends_with(".gz") {
            flate2::read::MultiGzDecoder::new(BufReader::new(file))
                .take(MOST_BYTES + 1)
                .read_to_end(&mut bytes)
                .map_err(failed)?;
        } else {
            bytes.reserve(file.metadata().map_or(0, |m| m.len().min(MOST_BYTES)) as usize + 1);
            file.by_ref().take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
        }
    }
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("{} is larger than {} MiB: that is no news page", job.path, MOST_BYTES >> 20));
    }
    Ok(bytes)
}

/// An error without its number.
fn plain(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder; name the pages in it".to_owned(),
        io::ErrorKind::UnexpectedEof => "it ends early: the file is damaged".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            "it is not what its name says: damaged, or not compressed".to_owned()
        }
        _ => e.to_string(),
    }
}
