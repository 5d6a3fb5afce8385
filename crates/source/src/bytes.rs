//! The bytes of a page, unpacked where it is compressed.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::{Entry, Error, plain, shown};

/// A larger file is no news page: it is refused.
pub const MOST_BYTES: u64 = 64 << 20;

/// Reads a page whole.
pub fn bytes(entry: &mut Entry) -> Result<Vec<u8>, Error> {
    if let Some(wrong) = entry.wrong.take() {
        return Err(wrong);
    }
    let path = entry.path.as_path();
    if is_web_archive(path) {
        return Err(Error::WebArchive { path: shown(path) });
    }
    if let Some(address) = path.to_str().filter(|p| p.starts_with("http://") || p.starts_with("https://")) {
        return Err(Error::Address { address: address.to_owned() });
    }
    let failed = |e: io::Error| Error::Unreadable {
        path: if path.as_os_str().is_empty() { "\"\"".into() } else { shown(path) },
        why: plain(&e),
    };
    let bytes = unpacked(read(path).map_err(failed)?).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::TooLarge { path: shown(path) });
    }
    Ok(bytes)
}

/// True for names of web archives.
pub fn is_web_archive(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    name.ends_with(".warc") || name.ends_with(".warc.gz")
}

/// What gzip packed, whatever its name; of a file that ends in something else the part before it.
fn unpacked(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let (mut rest, mut out) = (bytes.as_slice(), Vec::new());
    while rest.starts_with(b"\x1f\x8b") && out.len() as u64 <= MOST_BYTES {
        let mut member = flate2::bufread::GzDecoder::new(rest).take(MOST_BYTES + 1 - out.len() as u64);
        match member.read_to_end(&mut out) {
            Ok(_) => rest = member.into_inner().into_inner(),
            // What follows a whole member is no page's fault.
            Err(_) if rest.len() < bytes.len() => break,
            Err(e) => return Err(e),
        }
    }
    Ok(if rest.len() < bytes.len() { out } else { bytes })
}

/// Reads one byte past the limit, so that the caller sees that it was passed.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let file = File::open(path)?;
    bytes.reserve(file.metadata().map_or(0, |m| m.len().min(MOST_BYTES)) as usize + 1);
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(words: &str) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(words.as_bytes()).expect("memory");
        out.finish().expect("memory")
    }

    #[test]
    fn gzip_is_told_by_its_bytes() {
        assert_eq!(unpacked(b"plain".to_vec()).expect("plain"), b"plain");
        let two = [packed("The ferry "), packed("stops.")].concat();
        assert_eq!(unpacked(two.clone()).expect("two members"), b"The ferry stops.");
        assert_eq!(unpacked([two, b"\0\0padding".to_vec()].concat()).expect("trailing bytes"), b"The ferry stops.");
        let whole = packed(&"The ferry stops. ".repeat(100));
        assert!(unpacked(whole[..whole.len() / 2].to_vec()).is_err());
        let again = [packed("The ferry stops."), b"\x1f\x8bnot gzip".to_vec()].concat();
        assert_eq!(unpacked(again).expect("a bad second member"), b"The ferry stops.");
    }
}
