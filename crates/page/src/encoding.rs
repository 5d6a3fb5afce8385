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

/// The media type of what is no page at all, and its name: pictures, documents, archives, feeds, JSON.
pub fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const MAGIC: &[(&[u8], &str, &str)] = &[
        (b"\xFF\xD8\xFF", "image/jpeg", "a JPEG picture"),
        (b"\x89PNG", "image/png", "a PNG picture"),
        (b"GIF87a", "image/gif", "a GIF picture"),
        (b"GIF89a", "image/gif", "a GIF picture"),
        (b"RIFF", "application/octet-stream", "a picture, a sound or a film"),
        (b"%PDF-", "application/pdf", "a PDF document"),
        (b"{\\rtf", "application/rtf", "an RTF document"),
        (b"\xD0\xCF\x11\xE0", "application/msword", "a document of an office program"),
        (b"PK\x03\x04", "application/zip", "a ZIP archive, or a document of an office program"),
        (b"PK\x05\x06", "application/zip", "an empty ZIP archive"),
        (b"7z\xBC\xAF\x27\x1C", "application/x-7z-compressed", "a 7z archive"),
        (b"Rar!", "application/vnd.rar", "a RAR archive"),
        (b"\x1F\x8B", "application/gzip", "gzip within gzip"),
        (b"BZh", "application/x-bzip2", "a bzip2 file"),
        (b"\xFD7zXZ\0", "application/x-xz", "an XZ file"),
        (b"\x28\xB5\x2F\xFD", "application/zstd", "a Zstandard file"),
        (b"bplist00", "application/x-webarchive", "a Safari web archive or another property list"),
        (b"WARC/1.", "application/warc", "a web archive (WARC), which is not read yet"),
        (b"\x7FELF", "application/octet-stream", "a program"),
        (b"OggS", "application/ogg", "a sound or a film"),
        (b"ID3", "audio/mpeg", "a sound"),
        (b"wOFF", "font/woff", "a font"),
        (b"wOF2", "font/woff2", "a font"),
        (b"SQLite format 3\0", "application/vnd.sqlite3", "an SQLite database"),
    ];
    if let Some((_, media, what)) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        // "RIFF", "BZh", "Rar!" and "ID3" may open a text.
        let unsure =
            matches!(*media, "application/octet-stream" | "audio/mpeg" | "application/x-bzip2" | "application/vnd.rar");
        let text = unsure && std::str::from_utf8(bytes).is_ok() && !bytes.iter().take(512).any(|b| *b == 0);
        return (!text).then_some((*media, *what));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(("video/mp4", "a film"));
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(("application/x-tar", "a tar archive"));
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
        return Some(("application/json", "JSON"));
    }
    if let Some(feed) = feed(rest) {
        return Some(feed);
    }
    // Neither text nor UTF-16 or UTF-32: control characters.
    let sample = &bytes[..bytes.len().min(2048)];
    let odd = sample.iter().filter(|b| matches!(b, 1..=8 | 14..=26 | 28..=31)).count();
    let wide = utf16(bytes).is_some() || utf32(bytes).is_some();
    (!wide && sample.len() > 16 && odd * 20 > sample.len()).then_some(("application/octet-stream", "a file of bytes"))
}

/// A feed or a drawing: XML whose root element is no page's.
fn feed(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut rest = &bytes[..bytes.len().min(HEAD)];
    // Declarations and comments stand before the root.
    while rest.starts_with(b"<?") || rest.starts_with(b"<!") {
        let end = if rest.starts_with(b"<!--") {
            memmem::find(rest, b"-->").map(|i| i + 3)
        } else {
            memchr::memchr(b'>', rest).map(|i| i + 1)
        };
        rest = rest.get(end?..)?.trim_ascii_start();
    }
    let name = rest.strip_prefix(b"<")?;
    let name = &name[..name.iter().take(12).take_while(|b| b.is_ascii_alphanumeric() || **b == b':').count()];
    match name {
        b"rss" | b"rdf:RDF" => Some(("application/rss+xml", "an RSS feed")),
        b"feed" => Some(("application/atom+xml", "an Atom feed")),
        b"urlset" | b"sitemapindex" => Some(("application/xml", "a sitemap")),
        b"svg" => Some(("image/svg+xml", "a drawing")),
        _ => None,
    }
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
    if let Some(order) = utf32(bytes) {
        let units = bytes.chunks(4).map(|unit| match *unit {
            [a, b, c, d] => char::from_u32(order([a, b, c, d])).unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => char::REPLACEMENT_CHARACTER,
        });
        let text: String = units.filter(|c| *c != '\u{feff}').collect();
        return Decoded { text: text.into(), charset: "UTF-32", notes: Vec::new() };
    }
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

/// Two zero bytes in every four, the same two: how four bytes make a number.
fn utf32(bytes: &[u8]) -> Option<fn([u8; 4]) -> u32> {
    let sample = &bytes[..bytes.len().min(1024) / 4 * 4];
    let (mut little, mut big) = (0, 0);
    for unit in sample.chunks_exact(4) {
        little += usize::from(unit[3] == 0 && unit[2] <= 0x10 && unit[..2] != [0, 0]);
        big += usize::from(unit[0] == 0 && unit[1] <= 0x10 && unit[2..] != [0, 0]);
    }
    let all = sample.len() / 4;
    match () {
        () if all < 3 => None,
        () if little == all => Some(u32::from_le_bytes),
        () if big == all => Some(u32::from_be_bytes),
        () => None,
    }
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
        assert_eq!(foreign(b"\xFF\xD8\xFF\xE0 JFIF"), Some(("image/jpeg", "a JPEG picture")));
        assert_eq!(foreign(b"%PDF-1.7\n"), Some(("application/pdf", "a PDF document")));
        assert_eq!(foreign(b"{\"title\": \"x\"}"), Some(("application/json", "JSON")));
        assert_eq!(foreign(b"[Tamber] The bridge is open."), None);
        assert_eq!(foreign(b"<p>The bridge is open."), None);
        assert_eq!(foreign(b""), None);
        assert_eq!(kind(b"The bridge is open."), Kind::Dump);
        assert_eq!(kind(b"\n<!DOCTYPE html><p>The bridge is open."), Kind::Html);
    }
}
