//! The bytes of a page, unpacked where it is compressed.

use std::fs::File;
use std::io::{self, BufReader, Read};

use crate::{Entry, Error, plain};

/// A larger file is no news page: it is refused.
pub const MOST_BYTES: u64 = 64 << 20;

/// Reads a page whole.
pub fn bytes(entry: &mut Entry) -> Result<Vec<u8>, Error> {
    if let Some(wrong) = entry.wrong.take() {
        return Err(wrong);
    }
    let path = entry.path.as_str();
    if is_web_archive(path) {
        return Err(Error::WebArchive { path: path.to_owned() });
    }
    let bytes = read(path).map_err(|e| Error::Unreadable { path: path.to_owned(), why: plain(&e) })?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::TooLarge { path: path.to_owned() });
    }
    Ok(bytes)
}

/// True for names of web archives.
pub fn is_web_archive(path: &str) -> bool {
    path.ends_with(".warc") || path.ends_with(".warc.gz")
}

/// Reads one byte past the limit, so that the caller sees that it was passed.
fn read(path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == "-" {
        io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let file = File::open(path)?;
    if path.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(BufReader::new(file)).take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    } else {
        bytes.reserve(file.metadata().map_or(0, |m| m.len().min(MOST_BYTES)) as usize + 1);
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
