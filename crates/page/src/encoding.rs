//! Bytes to text: which kind of page, which encoding.
//!
//! A byte order mark counts first, then valid UTF-8 whatever the page says of itself, then its `charset`; UTF-16 without a mark
//! shows by its zero bytes; UTF-8 with stray bytes of Windows-1252 in it is mended.
//! Leaves alone: languages of one-byte pages that say neither charset nor language (they are read as Windows-1252).
//! Cases: cases/page/letters.md

use std::borrow::Cow;

use encoding_rs::Encoding;
use memchr::memmem;
use onrecord_model::{Note, NoteKind};

use crate::Kind;
use crate::lists::{self, List};

pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// Name in the WHATWG Encoding Standard.
    pub charset: &'static str,
    pub notes: Vec<Note>,
}

/// How far into a page its charset and its first tags are looked for.
const HEAD: usize = 4096;

/// The media type of what is no page at all: pictures, PDF, archives, JSON.
pub fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\xFF\xD8\xFF", "image/jpeg"),
        (b"\x89PNG", "image/png"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"RIFF", "application/octet-stream"),
        (b"%PDF-", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"\x1F\x8B", "application/gzip"),
        (b"\x28\xB5\x2F\xFD", "application/zstd"),
        (b"\x7FELF", "application/octet-stream"),
        (b"OggS", "application/ogg"),
        (b"ID3", "audio/mpeg"),
        (b"wOFF", "font/woff"),
        (b"wOF2", "font/woff2"),
        (b"SQLite format 3\0", "application/vnd.sqlite3"),
    ];
    if let Some((_, media)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // "RIFF" and "ID3" may open a text.
        let text =
            matches!(*media, "application/octet-stream" | "audio/mpeg") && !bytes.iter().take(512).any(|b| *b == 0);
        return (!text).then_some(*media);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("video/mp4");
    }
    let first = bytes.iter().position(|b| !b.is_ascii_whitespace())?;
    let rest = bytes.get(first..)?;
    let json = match rest.first() {
        Some(b'{') => rest[1..].iter().find(|b| !b.is_ascii_whitespace()).is_some_and(|b| matches!(b, b'"' | b'}')),
        Some(b'[') => {
            let next = rest[1..].iter().find(|b| !b.is_ascii_whitespace());
            next.is_some_and(|b| matches!(b, b'{' | b'"' | b']' | b'[')) && bytes.trim_ascii_end().ends_with(b"]")
        }
        _ => false,
    };
    if json {
        return Some("application/json");
    }
    // Neither text nor UTF-16: zeros all over, or control characters.
    let sample = &bytes[..bytes.len().min(2048)];
    let odd = sample.iter().filter(|b| matches!(b, 1..=8 | 14..=26 | 28..=31)).count();
    (utf16(bytes).is_none() && odd * 20 > sample.len() && sample.len() > 16).then_some("application/octet-stream")
}

/// Recognises markup by a tag at its head.
pub fn kind(bytes: &[u8]) -> Kind {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = &bytes[..bytes.len().min(HEAD)];
    // UTF-16 is looked at without its zeros.
    let plain: Vec<u8> = head.iter().filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let plain = plain.strip_prefix(b"\xFF\xFE").or(plain.strip_prefix(b"\xFE\xFF")).unwrap_or(&plain);
    let tag = |from: &[u8]| {
        from.first() == Some(&b'<')
            && from.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'!' | b'?'))
            && from.contains(&b'>')
    };
    if tag(plain.trim_ascii_start()) {
        return Kind::Html;
    }
    let told = [&b"<!doctype html"[..], b"<html", b"<body", b"<head>", b"<div", b"</p>"];
    if told.iter().any(|t| memmem::find(plain, t).is_some()) { Kind::Html } else { Kind::Dump }
}

/// Decodes; never fails.
pub fn decode(bytes: &[u8], kind: Kind) -> Decoded<'_> {
    let plain = |text: Cow<'_, str>, charset: &'static Encoding| (text.into_owned(), charset.name());
    if let Some((encoding, n)) = Encoding::for_bom(bytes)
        && (kind != Kind::Clean || encoding != encoding_rs::UTF_8)
    {
        let rest = bytes.get(n..).unwrap_or_default();
        if encoding != encoding_rs::UTF_8 {
            let (text, charset) = plain(encoding.decode_without_bom_handling(rest).0, encoding);
            return Decoded { text: text.into(), charset, notes: Vec::new() };
        }
        return match std::str::from_utf8(rest) {
            Ok(text) => Decoded { text: text.into(), charset: "UTF-8", notes: Vec::new() },
            Err(_) => mended(rest),
        };
    }
    if let Some(encoding) = utf16(bytes) {
        let (text, charset) = plain(encoding.decode_without_bom_handling(bytes).0, encoding);
        return Decoded { text: text.into(), charset, notes: Vec::new() };
    }
    let told = told(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        if told == Some(encoding_rs::ISO_2022_JP) && bytes.contains(&0x1B) {
            let (text, charset) =
                plain(encoding_rs::ISO_2022_JP.decode_without_bom_handling(bytes).0, encoding_rs::ISO_2022_JP);
            return Decoded { text: text.into(), charset, notes: Vec::new() };
        }
        return Decoded { text: text.into(), charset: "UTF-8", notes: Vec::new() };
    }
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    if whole > broken * 2 || (told == Some(encoding_rs::UTF_8) && whole >= broken) {
        return mended(bytes);
    }
    let encoding = match told {
        Some(e) if e != encoding_rs::UTF_8 && e != encoding_rs::REPLACEMENT => e,
        _ => by_language(bytes),
    };
    let (text, charset) = plain(encoding.decode_without_bom_handling(bytes).0, encoding);
    Decoded { text: text.into(), charset, notes: Vec::new() }
}

/// UTF-8 with bytes of Windows-1252 in it.
fn mended(bytes: &[u8]) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len() + 64);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    let note = Note::new(NoteKind::MixedEncoding, "bytes that are no UTF-8 were read as windows-1252");
    Decoded { text: text.into(), charset: "UTF-8", notes: vec![note] }
}

/// Zero bytes in every second place.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(1024)];
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    match () {
        () if odd * 10 > pairs * 3 && even * 20 < pairs => Some(encoding_rs::UTF_16LE),
        () if even * 10 > pairs * 3 && odd * 20 < pairs => Some(encoding_rs::UTF_16BE),
        () => None,
    }
}

/// What `charset=` at the head of the page says.
fn told(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let mut at = 0;
    let finder = memmem::Finder::new(b"harset");
    while let Some(i) = finder.find(&head[at..]) {
        at += i + 6;
        let rest = head[at..].trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"=") else { continue };
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest
            .iter()
            .position(|b| matches!(b, b'"' | b'\'' | b';' | b'>' | b'/') || b.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let label = rest[..end].trim_ascii();
        if let Some(encoding) = Encoding::for_label(label) {
            // A meta that can be read as ASCII is not in UTF-16.
            let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
            return Some(if wide { encoding_rs::UTF_8 } else { encoding });
        }
    }
    None
}

/// The usual encoding of the language that the page names.
fn by_language(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(HEAD)];
    let language = memmem::find(head, b"lang=").and_then(|i| {
        let rest = head.get(i + 5..)?;
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        rest.get(..2).map(|l| [l[0].to_ascii_lowercase(), l[1].to_ascii_lowercase()])
    });
    let fits = |e: &'static Encoding| !e.decode_without_bom_handling(bytes).1;
    match language.as_ref().map(|l| &l[..]) {
        Some(b"ru" | b"uk" | b"be" | b"bg" | b"sr" | b"mk") => encoding_rs::WINDOWS_1251,
        Some(l) if std::str::from_utf8(l).is_ok_and(|l| lists::on(l, List::Windows1250)) => encoding_rs::WINDOWS_1250,
        Some(b"el") => encoding_rs::WINDOWS_1253,
        Some(b"tr" | b"az") => encoding_rs::WINDOWS_1254,
        Some(b"he" | b"iw") => encoding_rs::WINDOWS_1255,
        Some(b"ar" | b"fa") => encoding_rs::WINDOWS_1256,
        Some(b"lt" | b"lv" | b"et") => encoding_rs::WINDOWS_1257,
        Some(b"vi") => encoding_rs::WINDOWS_1258,
        Some(b"th") => encoding_rs::WINDOWS_874,
        Some(b"ja") if fits(encoding_rs::EUC_JP) => encoding_rs::EUC_JP,
        Some(b"ja") => encoding_rs::SHIFT_JIS,
        Some(b"ko") => encoding_rs::EUC_KR,
        Some(b"zh") if fits(encoding_rs::GBK) => encoding_rs::GBK,
        Some(b"zh") => encoding_rs::BIG5,
        _ => encoding_rs::WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, foreign, kind};
    use crate::Kind;

    fn words(bytes: &[u8]) -> String {
        decode(bytes, Kind::Html).text.into_owned()
    }

    #[test]
    fn umlauts_survive_whatever_the_page_says() {
        assert_eq!(words("<meta charset=iso-8859-1><p>Grüße".as_bytes()), "<meta charset=iso-8859-1><p>Grüße");
        assert_eq!(words(b"<meta charset=iso-8859-1><p>Gr\xFC\xDFe"), "<meta charset=iso-8859-1><p>Grüße");
        assert_eq!(words(b"<p>Gr\xFC\xDFe"), "<p>Grüße");
        assert_eq!(words(b"\xEF\xBB\xBF<p>Gr\xC3\xBC\xC3\x9Fe \x93ja\x94"), "<p>Grüße “ja”");
        assert_eq!(words(b"<html lang=ru><p>\xCC\xEE\xF1\xF2"), "<html lang=ru><p>Мост");
        let wide: Vec<u8> = "<p>Grüße".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(words(&wide), "<p>Grüße");
        let wide: Vec<u8> = "<p>Grüße".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(words(&wide), "<p>Grüße");
        assert_eq!(kind(&wide), Kind::Html);
    }

    #[test]
    fn what_is_no_page_is_told_from_pages() {
        assert_eq!(foreign(b"\xFF\xD8\xFF\xE0 JFIF"), Some("image/jpeg"));
        assert_eq!(foreign(b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(foreign(b"{\"title\": \"x\"}"), Some("application/json"));
        assert_eq!(foreign(b"[Tamber] The bridge is open."), None);
        assert_eq!(foreign(b"<p>The bridge is open."), None);
        assert_eq!(foreign(b""), None);
        assert_eq!(kind(b"The bridge is open."), Kind::Dump);
        assert_eq!(kind(b"\n<!DOCTYPE html><p>The bridge is open."), Kind::Html);
    }
}
