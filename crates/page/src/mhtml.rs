//! Pages saved as one file: MHTML (RFC 2557, what Chrome and Edge write) and SingleFile, with the address and the day that they were
//! saved with.
//!
//! Leaves alone: pictures and frames in the file, and mail that holds no page.

use data_encoding::BASE64;
use encoding_rs::Encoding;
use memchr::memmem;
use onrecord_model::DateTime;

/// The page in a file, and what the file tells of it.
#[derive(Debug, Default, PartialEq)]
pub struct Saved {
    /// HTML in UTF-8, where the file is not HTML itself.
    pub html: Option<Vec<u8>>,
    pub url: Option<String>,
    pub retrieved: Option<DateTime>,
}

/// So far into a file its headers, or a saver's comment, are looked for.
const HEAD: usize = 8192;

/// True for the head of a MIME message of several parts.
pub fn is_mhtml(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(HEAD)].trim_ascii_start();
    // Its first line is a header, and one of its headers tells of parts.
    let named = head.iter().position(|b| !b.is_ascii_alphanumeric() && *b != b'-');
    if named.is_none_or(|at| at == 0 || head[at] != b':') {
        return false;
    }
    let head = head.to_ascii_lowercase();
    memmem::find(&head, b"mime-version:").is_some() && memmem::find(&head, b"multipart/").is_some()
}

/// The first page in an MHTML file; `None` where it holds none.
pub fn page(bytes: &[u8]) -> Option<Saved> {
    let (head, rest) = headers(bytes);
    let boundary = parameter(&header(&head, "content-type")?, "boundary")?;
    let line = format!("--{boundary}");
    let ends: Vec<usize> = memmem::find_iter(rest, line.as_bytes()).collect();
    let parts = ends.iter().enumerate().map(|(n, at)| {
        let end = ends.get(n + 1).copied().unwrap_or(rest.len());
        &rest[(at + line.len()).min(end)..end]
    });
    for part in parts {
        let (own, body) = headers(after_line(part));
        let Some(kind) = header(&own, "content-type") else { continue };
        if !kind.trim_start().to_ascii_lowercase().starts_with("text/html") {
            continue;
        }
        let told = header(&head, "snapshot-content-location").or_else(|| header(&own, "content-location"));
        return Some(Saved {
            html: Some(in_utf8(decoded(body, header(&own, "content-transfer-encoding")), parameter(&kind, "charset"))),
            url: told.map(|u| u.trim().to_owned()).filter(|u| u.starts_with("http")),
            retrieved: header(&head, "date").and_then(|d| moment(&d)),
        });
    }
    None
}

/// What SingleFile and browsers that save a page write into a comment at its head.
pub fn comment(html: &[u8]) -> Saved {
    let mut saved = Saved::default();
    let head = &html[..html.len().min(HEAD)];
    if memmem::find(head, b"saved ").is_none() {
        return saved;
    }
    let head = String::from_utf8_lossy(head);
    let Some(at) = head.find("Page saved with SingleFile") else {
        // "<!-- saved from url=(0035)https://news.example/town/ -->"
        let told = head.split_once("<!-- saved from url=(").and_then(|(_, rest)| rest.split_once(')'));
        saved.url = told
            .and_then(|(_, rest)| rest.split([' ', '>', '\n']).next())
            .filter(|u| u.starts_with("http"))
            .map(str::to_owned);
        return saved;
    };
    let comment = head[at..].split("-->").next().unwrap_or_default();
    for line in comment.lines().map(str::trim) {
        if let Some(url) = line.strip_prefix("url:") {
            saved.url = Some(url.trim().to_owned()).filter(|u| u.starts_with("http"));
        } else if let Some(date) = line.strip_prefix("saved date:") {
            saved.retrieved = moment(date);
        }
    }
    saved
}

/// The lines of headers before the first blank line, folded lines joined, and what follows them.
fn headers(bytes: &[u8]) -> (Vec<String>, &[u8]) {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = bytes;
    while let Some(n) = memchr::memchr(b'\n', rest) {
        let line = String::from_utf8_lossy(&rest[..n]);
        let line = line.trim_end();
        rest = &rest[n + 1..];
        if line.is_empty() {
            if lines.is_empty() {
                continue;
            }
            break;
        }
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => *last += line,
            _ => lines.push(line.to_owned()),
        }
        if lines.len() > 100 {
            break;
        }
    }
    (lines, rest)
}

fn header(lines: &[String], name: &str) -> Option<String> {
    let value = |line: &String| {
        let (own, value) = line.split_once(':')?;
        own.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    };
    lines.iter().find_map(value)
}

/// `boundary` of `multipart/related; type="text/html"; boundary="----x"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    let one = |part: &str| {
        let (own, value) = part.split_once('=')?;
        own.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    };
    value.split(';').find_map(one).filter(|v| !v.is_empty())
}

fn after_line(part: &[u8]) -> &[u8] {
    memchr::memchr(b'\n', part).map_or(&[], |n| &part[n + 1..])
}

/// A part's body; what is damaged in it is kept as it stands.
fn decoded(body: &[u8], encoding: Option<String>) -> Vec<u8> {
    match encoding.unwrap_or_default().to_ascii_lowercase().as_str() {
        "quoted-printable" => {
            quoted_printable::decode(body, quoted_printable::ParseMode::Robust).unwrap_or_else(|_| body.to_vec())
        }
        "base64" => {
            let letters: Vec<u8> = body.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
            BASE64.decode(&letters).unwrap_or_else(|_| body.to_vec())
        }
        _ => body.to_vec(),
    }
}

/// In UTF-8, where the part's header names another encoding.
fn in_utf8(bytes: Vec<u8>, charset: Option<String>) -> Vec<u8> {
    match charset.and_then(|c| Encoding::for_label(c.as_bytes())) {
        Some(encoding) if encoding != encoding_rs::UTF_8 => encoding.decode(&bytes).0.into_owned().into_bytes(),
        _ => bytes,
    }
}

/// "Wed, 12 Mar 2031 09:30:00 -0000" (RFC 5322), or "Wed Mar 12 2031 10:30:00 GMT+0100 (Central European Standard Time)".
fn moment(date: &str) -> Option<DateTime> {
    let words: Vec<&str> = date.split_whitespace().map(|w| w.trim_end_matches(',')).collect();
    let at = words.iter().position(|w| w.len() == 8 && w.as_bytes().get(2) == Some(&b':'))?;
    let (a, b, year) = (words.get(at.checked_sub(3)?)?, words.get(at - 2)?, words.get(at - 1)?);
    let (day, month) = if a.starts_with(|c: char| c.is_ascii_digit()) { (a, b) } else { (b, a) };
    let month = 1 + "JanFebMarAprMayJunJulAugSepOctNovDec".find(month.get(..3)?)? / 3;
    let zone = words.get(at + 1).map(|z| z.trim_start_matches("GMT").trim_start_matches("UTC"));
    let zone = match zone {
        Some(z) if z.len() == 5 && z.starts_with(['+', '-']) && z != "-0000" => format!("{}:{}", &z[..3], &z[3..]),
        _ => "+00:00".to_owned(),
    };
    let day: u8 = day.parse().ok()?;
    format!("{year}-{month:02}-{day:02}T{}{zone}", words[at]).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://quarry.example/town/1\r\nSubject: Bridge\r\n\
        Date: Wed, 12 Mar 2031 09:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
        \tboundary=\"----x\"\r\n\r\n\r\n------x\r\nContent-Type: text/html\r\nContent-ID: <a>\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://quarry.example/town/1\r\n\r\n\
        <p>It costs =C2=A34m, a lo=\r\nng way off.</p>\r\n------x\r\nContent-Type: image/png\r\n\r\nabc\r\n------x--\r\n";

    #[test]
    fn the_page_of_an_mhtml_file_comes_with_address_and_moment() {
        assert!(is_mhtml(FILE.as_bytes()));
        let saved = page(FILE.as_bytes()).expect("a page");
        let html = String::from_utf8(saved.html.expect("html")).expect("UTF-8");
        assert_eq!(html.trim_end(), "<p>It costs £4m, a long way off.</p>");
        assert_eq!(saved.url.as_deref(), Some("https://quarry.example/town/1"));
        assert_eq!(saved.retrieved.map(|d| d.to_string()).as_deref(), Some("2031-03-12T09:30:00+00:00"));
        let text = "Note: the council met.\nMIME-Version: 1.0 is a header that it did not speak of.";
        assert!(!is_mhtml(text.as_bytes()));
        assert_eq!(page(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n"), None);
    }

    #[test]
    fn savers_comments_tell_the_address() {
        let single = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://quarry.example/a \n \
            saved date: Wed Mar 12 2031 10:30:00 GMT+0100 (Central European Standard Time)\n--><p>x";
        let saved = comment(single.as_bytes());
        assert_eq!(saved.url.as_deref(), Some("https://quarry.example/a"));
        assert_eq!(saved.retrieved.map(|d| d.to_string()).as_deref(), Some("2031-03-12T10:30:00+01:00"));
        let chrome = comment(b"<!DOCTYPE html>\n<!-- saved from url=(0026)https://quarry.example/b -->\n<p>x");
        assert_eq!(chrome.url.as_deref(), Some("https://quarry.example/b"));
    }
}
