//! The names of elements as small numbers, and the classes of them that the tree builder asks about.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

macro_rules! tags {
    ($($name:ident $text:literal),* $(,)?) => {
        /// The name of an element. Names that HTML does not know share [`Tag::Other`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Tag { $($name),*, Other }

        impl Tag {
            const ALL: &'static [(&'static str, Tag)] = &[$(($text, Tag::$name)),*];

            #[cfg(test)]
            /// The name in lower case; `""` for one that HTML does not know.
            pub fn name(self) -> &'static str {
                Self::ALL.get(self as usize).map_or("", |(name, _)| name)
            }
        }
    };
}

tags! {
    A "a", Abbr "abbr", Address "address", Applet "applet", Area "area", Article "article", Aside "aside", Audio "audio", B "b",
    Base "base", Basefont "basefont", Bdi "bdi", Bdo "bdo", Bgsound "bgsound", Big "big", Blockquote "blockquote", Body "body",
    Br "br", Button "button", Canvas "canvas", Caption "caption", Center "center", Cite "cite", Code "code", Col "col",
    Colgroup "colgroup", Data "data", Datalist "datalist", Dd "dd", Del "del", Details "details", Dfn "dfn", Dialog "dialog",
    Dir "dir", Div "div", Dl "dl", Dt "dt", Em "em", Embed "embed", Fieldset "fieldset", Figcaption "figcaption",
    Figure "figure", Font "font", Footer "footer", Form "form", Frame "frame", Frameset "frameset", H1 "h1", H2 "h2", H3 "h3",
    H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header", Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe",
    Image "image", Img "img", Input "input", Ins "ins", Kbd "kbd", Keygen "keygen", Label "label", Legend "legend", Li "li",
    Link "link", Listing "listing", Main "main", Map "map", Mark "mark", Marquee "marquee", Math "math", Menu "menu",
    Meta "meta", Meter "meter", Nav "nav", Nobr "nobr", Noembed "noembed", Noframes "noframes", Noscript "noscript",
    Object "object", Ol "ol", Optgroup "optgroup", Option "option", Output "output", P "p", Param "param", Picture "picture",
    Plaintext "plaintext", Pre "pre", Progress "progress", Q "q", Rb "rb", Rp "rp", Rt "rt", Rtc "rtc", Ruby "ruby", S "s",
    Samp "samp", Script "script", Search "search", Section "section", Select "select", Slot "slot", Small "small",
    Source "source", Span "span", Strike "strike", Strong "strong", Style "style", Sub "sub", Summary "summary", Sup "sup",
    Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template", Textarea "textarea", Tfoot "tfoot", Th "th",
    Thead "thead", Time "time", Title "title", Tr "tr", Track "track", Tt "tt", U "u", Ul "ul", Var "var", Video "video",
    Wbr "wbr", Xmp "xmp",
    // Of SVG and MathML, as far as the tree builder asks for them.
    Mi "mi", Mo "mo", Mn "mn", Ms "ms", Mtext "mtext", AnnotationXml "annotation-xml", ForeignObject "foreignobject",
    Desc "desc", Mglyph "mglyph", Malignmark "malignmark",
}

/// At most 14 bytes of a name, in lower case, with its length: enough to tell all names apart.
fn key(name: &[u8]) -> Option<u128> {
    if name.len() > 14 {
        return None;
    }
    let mut bytes = [0u8; 16];
    for (to, from) in bytes.iter_mut().zip(name) {
        *to = from.to_ascii_lowercase();
    }
    bytes[15] = name.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

static BY_KEY: LazyLock<FxHashMap<u128, Tag>> =
    LazyLock::new(|| Tag::ALL.iter().filter_map(|(name, tag)| Some((key(name.as_bytes())?, *tag))).collect());

impl Tag {
    /// The tag of a name in any case.
    pub fn of(name: &str) -> Tag {
        match name.as_bytes() {
            // The most frequent ones need no table.
            b"a" => Tag::A,
            b"p" => Tag::P,
            b"li" => Tag::Li,
            b"div" => Tag::Div,
            b"span" => Tag::Span,
            bytes => key(bytes).and_then(|k| BY_KEY.get(&k).copied()).unwrap_or(Tag::Other),
        }
    }

    /// Tells names apart that HTML does not know, in any case (FNV-1a); 0 for those it knows.
    pub fn key(self, name: &str) -> u32 {
        if self != Tag::Other {
            return 0;
        }
        name.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
    }

    /// Has no content and no end tag.
    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base
                | Basefont
                | Bgsound
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Img
                | Input
                | Keygen
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// "Formatting" in the standard: opened again where the markup forgot to nest.
    pub fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(self, A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U)
    }

    /// "Special" in the standard, of the HTML namespace.
    #[expect(clippy::too_many_lines, reason = "a table: the special elements of the standard")]
    pub fn is_special(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Applet
                | Area
                | Article
                | Aside
                | Base
                | Basefont
                | Bgsound
                | Blockquote
                | Body
                | Br
                | Button
                | Caption
                | Center
                | Col
                | Colgroup
                | Dd
                | Details
                | Dir
                | Div
                | Dl
                | Dt
                | Embed
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | Frame
                | Frameset
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Head
                | Header
                | Hgroup
                | Hr
                | Html
                | Iframe
                | Img
                | Input
                | Keygen
                | Li
                | Link
                | Listing
                | Main
                | Marquee
                | Menu
                | Meta
                | Nav
                | Noembed
                | Noframes
                | Noscript
                | Object
                | Ol
                | P
                | Param
                | Plaintext
                | Pre
                | Script
                | Search
                | Section
                | Select
                | Source
                | Style
                | Summary
                | Table
                | Tbody
                | Td
                | Template
                | Textarea
                | Tfoot
                | Th
                | Thead
                | Title
                | Tr
                | Track
                | Ul
                | Wbr
                | Xmp
        )
    }

    /// Where reading goes on behind a comment or a raw text that is never closed.
    pub fn is_resumed_at(self) -> bool {
        use Tag::*;
        self.is_plain_block()
            || self.is_heading()
            || matches!(
                self,
                P | Li | Table | Tr | Td | Pre | Form | Head | Body | Html | Meta | Link | Script | Style | Title
            )
    }

    /// Ends an open paragraph, and is closed by its own end tag together with whatever lies open in it.
    pub fn is_plain_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Center
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Header
                | Hgroup
                | Main
                | Menu
                | Nav
                | Ol
                | Search
                | Section
                | Summary
                | Ul
        )
    }

    pub fn is_heading(self) -> bool {
        matches!(self, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
    }

    /// Closed without a word when its parent is.
    pub fn has_implied_end(self) -> bool {
        use Tag::*;
        matches!(self, Dd | Dt | Li | Optgroup | Option | P | Rb | Rp | Rt | Rtc)
    }
}
