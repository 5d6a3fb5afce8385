//! Bytes to text: which kind of page, which encoding.

use std::borrow::Cow;

use onrecord_model::Note;

use crate::Kind;

pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// Name in the WHATWG Encoding Standard.
    pub charset: &'static str,
    pub notes: Vec<Note>,
}

/// Recognises markup by its first tag.
pub fn kind(bytes: &[u8]) -> Kind {
    let head = &bytes[..bytes.len().min(1024)];
    let first = head.iter().position(|b| !b.is_ascii_whitespace());
    match first {
        Some(i) if head[i] == b'<' => Kind::Html,
        _ => Kind::Dump,
    }
}

/// Decodes; valid UTF-8 wins over whatever the page says of itself.
pub fn decode(bytes: &[u8], _kind: Kind) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), charset: "utf-8", notes: Vec::new() },
        Err(_) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            Decoded { text, charset: "windows-1252", notes: Vec::new() }
        }
    }
}
