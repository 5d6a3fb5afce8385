//! Source to tokens: WHATWG HTML 13.2.5, by slices instead of state by state.
//!
//! Leaves alone: duplicate attributes (the first counts; who reads them takes the first), parse errors.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3, memmem};

use super::reference;

/// What the text behind a tag is made of; the tree builder sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Data,
    /// `title`, `textarea`: character references count, tags do not.
    Rcdata,
    /// `style`, `noframes` and the like.
    Rawtext,
    Script,
    Plaintext,
}

/// A slice of the source that stands for text once decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raw<'a> {
    pub source: &'a str,
    pub rules: Rules,
}

/// How a slice is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Character references count; NUL stays for the tree builder to drop.
    Data,
    /// Character references count; NUL becomes U+FFFD.
    Rcdata,
    /// As [`Rules::Rcdata`], where `&copy=` is no reference.
    Value,
    /// As they stand, save for line breaks and NUL.
    Plain,
    /// As they stand, save for line breaks.
    Cdata,
    /// Tag and attribute names: as [`Rules::Plain`], ASCII in lower case.
    Name,
}

impl<'a> Raw<'a> {
    pub fn is_empty(self) -> bool {
        self.source.is_empty()
    }

    /// True where decoding would change nothing.
    pub fn is_plain(self) -> bool {
        let bytes = self.source.as_bytes();
        match self.rules {
            Rules::Data | Rules::Rcdata | Rules::Value => memchr3(b'&', b'\r', 0, bytes).is_none(),
            Rules::Plain | Rules::Cdata => memchr2(b'\r', 0, bytes).is_none(),
            Rules::Name => !bytes.iter().any(|b| b.is_ascii_uppercase() || matches!(b, b'\r' | 0)),
        }
    }

    /// The text it stands for.
    pub fn decoded(self) -> Cow<'a, str> {
        if self.is_plain() {
            return Cow::Borrowed(self.source);
        }
        let mut out = String::with_capacity(self.source.len());
        self.decode_into(&mut out);
        Cow::Owned(out)
    }

    /// Appends the text it stands for.
    pub fn decode_into(self, out: &mut String) {
        if self.rules == Rules::Name {
            out.extend(self.source.chars().map(|c| if c == '\0' { '\u{FFFD}' } else { c.to_ascii_lowercase() }));
            return;
        }
        let references = matches!(self.rules, Rules::Data | Rules::Rcdata | Rules::Value);
        let keep_nul = matches!(self.rules, Rules::Data | Rules::Cdata);
        let mut rest = self.source;
        while let Some(i) = memchr3(b'&', b'\r', 0, rest.as_bytes()) {
            out.push_str(&rest[..i]);
            let found = rest.as_bytes()[i];
            rest = &rest[i + 1..];
            match found {
                b'&' => {
                    let used = if references { reference::read(rest, self.rules == Rules::Value, out) } else { 0 };
                    if used == 0 {
                        out.push('&');
                    }
                    rest = &rest[used..];
                }
                b'\r' => {
                    out.push('\n');
                    rest = rest.strip_prefix('\n').unwrap_or(rest);
                }
                _ => out.push(if keep_nul { '\0' } else { '\u{FFFD}' }),
            }
        }
        out.push_str(rest);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    pub name: Raw<'a>,
    pub value: Raw<'a>,
}

/// A start or end tag; the attributes lie in the tokenizer until the next token is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    pub name: Raw<'a>,
    pub self_closing: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doctype<'a> {
    pub name: Option<Raw<'a>>,
    pub public: Option<Raw<'a>>,
    pub system: Option<Raw<'a>>,
    pub force_quirks: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    Start(Tag<'a>),
    End(Tag<'a>),
    Text(Raw<'a>),
    Comment(Raw<'a>),
    Doctype(Doctype<'a>),
}

/// Reads a source token by token.
pub struct Tokenizer<'a> {
    source: &'a str,
    at: usize,
    /// How the text at hand is read; back to data after the end tag that closes it.
    pub content: Content,
    /// True inside SVG and MathML, where `<![CDATA[` counts.
    pub foreign: bool,
    /// What is never closed ends before the next tag of a block; a browser takes all that follows for a part of it.
    pub lenient: bool,
    /// The page says that it is XML: its CDATA counts, and its raw texts may close themselves.
    pub is_xhtml: bool,
    /// A comment or a raw text was never closed.
    pub unclosed: bool,
    /// The last start tag, whose end tag alone closes raw text.
    last_start: &'a str,
    /// Its end tag is missing: it comes next.
    is_missing_end: bool,
    /// Names of raw texts, and "--" for comments, that are known to be closed nowhere behind.
    never_closed: Vec<&'a str>,
    attributes: Vec<Attribute<'a>>,
}

impl<'a> Tokenizer<'a> {
    pub fn new(source: &'a str) -> Tokenizer<'a> {
        Tokenizer {
            source,
            at: 0,
            content: Content::Data,
            foreign: false,
            lenient: false,
            is_xhtml: false,
            unclosed: false,
            last_start: "",
            is_missing_end: false,
            never_closed: Vec::new(),
            attributes: Vec::new(),
        }
    }

    /// Starts inside an element, as a fragment does: `last_start` is its name.
    #[cfg(test)]
    pub fn within(source: &'a str, content: Content, last_start: &'a str) -> Tokenizer<'a> {
        Tokenizer { content, last_start, ..Tokenizer::new(source) }
    }

    pub fn source(&self) -> &'a str {
        self.source
    }

    /// The attributes of the tag that was read last, duplicates included.
    pub fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    fn bytes(&self) -> &'a [u8] {
        self.source.as_bytes()
    }

    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn raw(&self, from: usize, to: usize, rules: Rules) -> Raw<'a> {
        Raw { source: &self.source[from..to], rules }
    }

    /// Takes the source up to `to` as a text.
    fn text(&mut self, to: usize, rules: Rules) -> Option<Token<'a>> {
        let raw = self.raw(self.at, to, rules);
        self.at = to;
        Some(Token::Text(raw))
    }

    /// The next token; `None` at the end.
    pub fn next_token(&mut self) -> Option<Token<'a>> {
        while self.at < self.source.len() {
            let found = match self.content {
                Content::Data if std::mem::take(&mut self.is_missing_end) => {
                    let name = Raw { source: self.last_start, rules: Rules::Name };
                    return Some(Token::End(Tag { name, self_closing: false }));
                }
                Content::Data => self.data(),
                Content::Plaintext => self.text(self.source.len(), Rules::Plain),
                Content::Rcdata => self.until_end_tag(Rules::Rcdata),
                Content::Rawtext => self.until_end_tag(Rules::Plain),
                Content::Script => self.until_end_tag(Rules::Plain),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Ordinary content: text up to the next `<` that begins markup.
    fn data(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        let mut from = start;
        let end = self.source.len();
        loop {
            let Some(i) = memchr(b'<', &self.bytes()[from..]) else { return self.text(end, Rules::Data) };
            let open = from + i;
            let begins = match self.bytes().get(open + 1) {
                Some(b'!' | b'?') => true,
                Some(b'/') => self.bytes().get(open + 2).is_some(),
                Some(b) => b.is_ascii_alphabetic(),
                None => false,
            };
            if !begins {
                from = open + 1;
            } else if open > start {
                return self.text(open, Rules::Data);
            } else {
                return self.markup();
            }
        }
    }

    /// What begins at the `<` here; `None` where it gives no token.
    fn markup(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        match self.bytes().get(start + 1) {
            Some(b'!') => self.declaration(),
            Some(b'?') => self.bogus_comment(start + 1),
            Some(b'/') => match self.bytes().get(start + 2) {
                Some(b) if b.is_ascii_alphabetic() => self.tag(start + 2).map(Token::End),
                Some(b'>') => {
                    self.at = start + 3;
                    None
                }
                _ => self.bogus_comment(start + 2),
            },
            _ => {
                let tag = self.tag(start + 1)?;
                self.last_start = tag.name.source;
                Some(Token::Start(tag))
            }
        }
    }

    /// A comment up to the next `>`, whatever is in it.
    fn bogus_comment(&mut self, from: usize) -> Option<Token<'a>> {
        let end = memchr(b'>', &self.bytes()[from..]).map(|i| from + i);
        let to = end.unwrap_or(self.source.len());
        self.at = end.map_or(self.source.len(), |e| e + 1);
        Some(Token::Comment(self.raw(from, to, Rules::Plain)))
    }

    fn declaration(&mut self) -> Option<Token<'a>> {
        let from = self.at + 2;
        let rest = &self.bytes()[from..];
        if rest.starts_with(b"--") {
            self.at = from + 2;
            self.comment()
        } else if rest.len() >= 7 && rest[..7].eq_ignore_ascii_case(b"doctype") {
            self.at = from + 7;
            Some(Token::Doctype(self.doctype()))
        } else if (self.foreign || self.is_xhtml) && rest.starts_with(b"[CDATA[") {
            self.at = from + 7;
            let end = memmem::find(&self.bytes()[self.at..], b"]]>").map(|i| self.at + i);
            let found = self.text(end.unwrap_or(self.source.len()), Rules::Cdata);
            self.at = end.map_or(self.source.len(), |e| e + 3);
            found
        } else {
            self.bogus_comment(from)
        }
    }

    /// A comment, its `<!--` read.
    fn comment(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        let bytes = self.bytes();
        let empty = |n: usize| (start, start + n);
        let (end, next) = if self.never_closed.contains(&"--") {
            let end = self.next_block(start);
            (end, end)
        } else if bytes[start..].starts_with(b">") {
            empty(1)
        } else if bytes[start..].starts_with(b"->") {
            empty(2)
        } else {
            let mut from = start;
            loop {
                let Some(i) = memmem::find(&bytes[from..], b"--") else {
                    if self.lenient {
                        self.never_closed.push("--");
                        self.unclosed = true;
                        let end = self.next_block(start);
                        break (end, end);
                    }
                    // The end of the source closes it; dashes that could have begun its end are dropped.
                    let n = self.source.len();
                    break (if bytes[start..].ends_with(b"-") { n - 1 } else { n }, n);
                };
                let dashes = from + i;
                match &bytes[dashes + 2..] {
                    [b'>', ..] => break (dashes, dashes + 3),
                    [b'!', b'>', ..] => break (dashes, dashes + 4),
                    [] => break (dashes, dashes + 2),
                    [b'!'] => break (dashes, dashes + 3),
                    _ => from = dashes + 1,
                }
            }
        };
        self.at = next;
        Some(Token::Comment(self.raw(start, end, Rules::Plain)))
    }

    /// The doctype, its keyword read.
    fn doctype(&mut self) -> Doctype<'a> {
        let mut found = Doctype::default();
        let mut quirks = true;
        'parts: {
            self.skip_space();
            let start = self.at;
            let n = self.bytes()[start..].iter().take_while(|b| !is_space(**b) && **b != b'>').count();
            if n == 0 {
                break 'parts;
            }
            found.name = Some(self.raw(start, start + n, Rules::Name));
            self.at += n;
            self.skip_space();
            let word = self.bytes()[self.at..].get(..6).unwrap_or_default();
            if self.rest().is_empty() {
                break 'parts;
            } else if self.rest().starts_with('>') {
                quirks = false;
                break 'parts;
            } else if word.eq_ignore_ascii_case(b"public") {
                self.at += 6;
                self.skip_space();
                let Some((id, closed)) = self.identifier() else { break 'parts };
                found.public = Some(id);
                if !closed {
                    break 'parts;
                }
                self.skip_space();
                if self.rest().starts_with('>') {
                    quirks = false;
                    break 'parts;
                }
            } else if word.eq_ignore_ascii_case(b"system") {
                self.at += 6;
                self.skip_space();
            } else {
                break 'parts;
            }
            let Some((id, closed)) = self.identifier() else { break 'parts };
            found.system = Some(id);
            if !closed {
                break 'parts;
            }
            self.skip_space();
            // Whatever else stands there is passed over, and does not make it quirky.
            quirks = self.rest().is_empty();
        }
        found.force_quirks = quirks;
        self.at = memchr(b'>', &self.bytes()[self.at..]).map_or(self.source.len(), |i| self.at + i + 1);
        found
    }

    /// A quoted identifier, and whether its quote was closed.
    fn identifier(&mut self) -> Option<(Raw<'a>, bool)> {
        let quote = *self.bytes().get(self.at).filter(|b| matches!(b, b'"' | b'\''))?;
        let start = self.at + 1;
        let n = memchr2(quote, b'>', &self.bytes()[start..]);
        let end = n.map_or(self.source.len(), |n| start + n);
        let closed = self.bytes().get(end) == Some(&quote);
        self.at = end + usize::from(closed);
        Some((self.raw(start, end, Rules::Plain), closed))
    }

    fn skip_space(&mut self) {
        self.at += self.bytes()[self.at..].iter().take_while(|b| is_space(**b)).count();
    }

    /// Reads a tag whose name begins at `from`; `None` where the source ends inside it.
    fn tag(&mut self, from: usize) -> Option<Tag<'a>> {
        self.attributes.clear();
        let bytes = self.bytes();
        let n = bytes[from..].iter().take_while(|b| !is_space(**b) && !matches!(b, b'/' | b'>')).count();
        let name = self.raw(from, from + n, Rules::Name);
        self.at = from + n;
        loop {
            self.skip_space();
            match bytes.get(self.at) {
                None => {
                    self.at = self.source.len();
                    self.attributes.clear();
                    return None;
                }
                Some(b'>') => {
                    self.at += 1;
                    return Some(Tag { name, self_closing: false });
                }
                Some(b'/') => {
                    self.at += 1;
                    if bytes.get(self.at) == Some(&b'>') {
                        self.at += 1;
                        return Some(Tag { name, self_closing: true });
                    }
                }
                Some(_) => self.attribute(),
            }
        }
    }

    fn attribute(&mut self) {
        let bytes = self.bytes();
        let start = self.at;
        // A "=" in the first place belongs to the name.
        let n =
            1 + bytes[start + 1..].iter().take_while(|b| !is_space(**b) && !matches!(b, b'/' | b'>' | b'=')).count();
        let name = self.raw(start, start + n, Rules::Name);
        self.at = start + n;
        let behind_name = self.at;
        self.skip_space();
        if bytes.get(self.at) != Some(&b'=') {
            self.at = behind_name;
            self.attributes.push(Attribute { name, value: self.raw(behind_name, behind_name, Rules::Value) });
            return;
        }
        self.at += 1;
        self.skip_space();
        let (from, to, next) = match bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => {
                let from = self.at + 1;
                let end = memchr(quote, &bytes[from..]).map(|i| from + i);
                (from, end.unwrap_or(bytes.len()), end.map_or(bytes.len(), |e| e + 1))
            }
            _ => {
                let n = bytes[self.at..].iter().take_while(|b| !is_space(**b) && **b != b'>').count();
                (self.at, self.at + n, self.at + n)
            }
        };
        self.at = next;
        self.attributes.push(Attribute { name, value: self.raw(from, to, Rules::Value) });
    }

    /// Text up to the end tag of the element we are in, or that end tag.
    fn until_end_tag(&mut self, rules: Rules) -> Option<Token<'a>> {
        let known = self.never_closed.contains(&self.last_start);
        let end = match self.content {
            _ if known => self.source.len(),
            Content::Script => self.script_end(),
            _ => self.end_tag_from(self.at),
        };
        if self.lenient && end == self.source.len() {
            if !known {
                self.never_closed.push(self.last_start);
            }
            self.unclosed = true;
            self.content = Content::Data;
            self.is_missing_end = true;
            let end = self.next_block(self.at);
            return if end > self.at { self.text(end, rules) } else { self.next_token() };
        }
        if end > self.at {
            return self.text(end, rules);
        }
        self.content = Content::Data;
        self.tag(self.at + 2).map(Token::End)
    }

    /// Where the next tag stands that begins or ends a block, or belongs to a head; the end of the source without one.
    fn next_block(&self, mut from: usize) -> usize {
        let bytes = self.bytes();
        while let Some(i) = memchr(b'<', &bytes[from..]) {
            let at = from + i;
            from = at + 1;
            let name = bytes[from..].strip_prefix(b"/").unwrap_or(&bytes[from..]);
            let n = name.iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count();
            if n > 0 && matches!(name.get(n), Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r')) {
                let tag = super::tag::Tag::of(std::str::from_utf8(&name[..n]).unwrap_or_default());
                if tag.is_resumed_at() {
                    return at;
                }
            }
        }
        bytes.len()
    }

    /// Where the next end tag of the last start tag begins, at or behind `from`; the end of the source without one.
    fn end_tag_from(&self, mut from: usize) -> usize {
        while let Some(i) = memchr(b'<', &self.bytes()[from..]) {
            if self.is_tag(from + i, b"</", self.last_start) {
                return from + i;
            }
            from += i + 1;
        }
        self.source.len()
    }

    /// True where `open` and then `name`, in any case, and the end of a name stand at `at`.
    fn is_tag(&self, at: usize, open: &[u8], name: &str) -> bool {
        let rest = &self.bytes()[at..];
        let n = open.len() + name.len();
        !name.is_empty()
            && rest.starts_with(open)
            && rest.len() > n
            && rest[open.len()..n].eq_ignore_ascii_case(name.as_bytes())
            && (is_space(rest[n]) || matches!(rest[n], b'/' | b'>'))
    }

    /// Where a script's end tag begins: not inside `<!-- <script> … -->`.
    fn script_end(&self) -> usize {
        #[derive(PartialEq)]
        enum Escape {
            Not,
            Once,
            Twice,
        }
        let bytes = self.bytes();
        let mut escape = Escape::Not;
        let mut from = self.at;
        while let Some(i) = memchr2(b'<', b'-', &bytes[from..]) {
            let at = from + i;
            from = at + 1;
            if bytes[at] == b'-' {
                if escape != Escape::Not && bytes[at..].starts_with(b"-->") {
                    escape = Escape::Not;
                    from = at + 3;
                }
            } else if escape != Escape::Twice && self.is_tag(at, b"</", self.last_start) {
                return at;
            } else if escape == Escape::Not && bytes[at..].starts_with(b"<!--") {
                // The dashes of "<!-->" close it at once.
                escape = Escape::Once;
                from = at + 2;
            } else if escape == Escape::Once && self.is_tag(at, b"<", "script") {
                escape = Escape::Twice;
            } else if escape == Escape::Twice && self.is_tag(at, b"</", "script") {
                escape = Escape::Once;
            }
        }
        bytes.len()
    }
}

/// White space of HTML, the carriage return that decoding turns into a line feed included.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}
