//! What the words of class and id names tell of an element: `article-body`, `related-links`, `newsletterSignup`.
//!
//! These are words of markup, English nearly everywhere, with their counterparts of other languages' sites.

use std::sync::LazyLock;

use onrecord_model::FurnitureKind;
use rustc_hash::FxHashMap;

use crate::lists::{self, List};

/// What an element is, as a set of the bits below; children inherit [`INHERITED`].
pub type Shape = u32;

pub const RELATED: Shape = 1;
pub const NEWSLETTER: Shape = 1 << 1;
pub const SHARE: Shape = 1 << 2;
pub const ADVERT: Shape = 1 << 3;
pub const NAVIGATION: Shape = 1 << 4;
pub const CONSENT: Shape = 1 << 5;
pub const COMMENTS: Shape = 1 << 6;
pub const APPEAL: Shape = 1 << 7;
pub const OTHER: Shape = 1 << 8;
/// Furniture of any kind.
pub const DROP: Shape = 0x1ff;

pub const BYLINE: Shape = 1 << 9;
pub const DATE: Shape = 1 << 10;
pub const CAPTION: Shape = 1 << 11;
pub const STANDFIRST: Shape = 1 << 12;
pub const CORRECTION: Shape = 1 << 13;
pub const TITLE: Shape = 1 << 14;
/// The element tells that it holds the body.
pub const BODY: Shape = 1 << 15;
/// `article`, `post`, `story` and the like.
pub const STORY: Shape = 1 << 16;
pub const MAIN: Shape = 1 << 17;
// From the tags.
pub const QUOTE: Shape = 1 << 18;
pub const LIST: Shape = 1 << 19;
pub const CELL: Shape = 1 << 20;
pub const CODE: Shape = 1 << 21;
pub const HEADER: Shape = 1 << 22;
pub const FIGURE: Shape = 1 << 23;
pub const PARAGRAPH: Shape = 1 << 24;
pub const HIDDEN: Shape = 1 << 25;
pub const LINK: Shape = 1 << 27;
pub const FOOTER: Shape = 1 << 28;
/// The words above or before a headline: `Culture:`.
pub const KICKER: Shape = 1 << 29;

pub const INHERITED: Shape = DROP
    | BYLINE
    | DATE
    | CAPTION
    | STANDFIRST
    | CORRECTION
    | QUOTE
    | LIST
    | CELL
    | CODE
    | HEADER
    | FIGURE
    | HIDDEN
    | LINK
    | FOOTER
    | TITLE
    | KICKER;

/// What each bit says of a line, lowest first: the forest was grown on all thirty, bit 26 included, which nothing sets.
pub const NAMES: [(Shape, &str); 30] = [
    (RELATED, "within related stories"),
    (NEWSLETTER, "within a newsletter"),
    (SHARE, "within sharing"),
    (ADVERT, "within adverts"),
    (NAVIGATION, "within navigation"),
    (CONSENT, "within consent"),
    (COMMENTS, "within comments"),
    (APPEAL, "within an appeal"),
    (OTHER, "within other furniture"),
    (BYLINE, "byline"),
    (DATE, "date"),
    (CAPTION, "caption"),
    (STANDFIRST, "standfirst"),
    (CORRECTION, "correction"),
    (TITLE, "title"),
    (BODY, "element says that it is the body"),
    (STORY, "within a story"),
    (MAIN, "within main"),
    (QUOTE, "quotation"),
    (LIST, "list"),
    (CELL, "table cell"),
    (CODE, "code"),
    (HEADER, "header"),
    (FIGURE, "figure"),
    (PARAGRAPH, "paragraph"),
    (HIDDEN, "hidden"),
    (1 << 26, "unused bit of the shape"),
    (LINK, "link"),
    (FOOTER, "footer"),
    (KICKER, "kicker"),
];

/// What the words of class names mean.
const CLASSES: [(List, Shape); 20] = [
    (List::ClassRelated, RELATED),
    (List::ClassNewsletter, NEWSLETTER),
    (List::ClassShare, SHARE),
    (List::ClassAdvert, ADVERT),
    (List::ClassNavigation, NAVIGATION),
    (List::ClassConsent, CONSENT),
    (List::ClassComments, COMMENTS),
    (List::ClassAppeal, APPEAL),
    (List::ClassOther, OTHER),
    (List::ClassByline, BYLINE),
    (List::ClassDate, DATE),
    (List::ClassCaption, CAPTION),
    (List::ClassStandfirst, STANDFIRST),
    (List::ClassCorrection, CORRECTION),
    (List::ClassKicker, KICKER),
    (List::ClassFooter, FOOTER),
    (List::ClassTitle, TITLE),
    (List::ClassBody, BODY),
    (List::ClassBodyFirst, BODY_FIRST),
    (List::ClassBodyLater, BODY_LATER),
];

/// First and later words of compound names of a body, in [`MEANING`] only: no element has these bits.
const BODY_FIRST: Shape = 1 << 30;
const BODY_LATER: Shape = 1 << 31;

static MEANING: LazyLock<FxHashMap<&'static [u8], Shape>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for (list, bit) in CLASSES {
        for word in lists::members(list) {
            *map.entry(word.as_bytes()).or_insert(0) |= bit;
        }
    }
    map
});

/// The words of one class or id attribute.
pub fn of(names: &str) -> Shape {
    let mut shape = 0;
    let mut word = [0u8; 32];
    let mut joined = [0u8; 48];
    for name in names.split_ascii_whitespace().take(12) {
        if name.len() > 80 {
            continue;
        }
        let (mut n, mut m, mut n_words) = (0usize, 0usize, 0);
        let (mut story, mut content) = (false, false);
        let mut before = 0u8;
        let bytes = name.as_bytes();
        for i in 0..=bytes.len() {
            let c = bytes.get(i).copied().unwrap_or(b'-');
            let cut = !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && before.is_ascii_lowercase());
            if cut && n > 0 {
                n_words += 1;
                let w = &word[..n];
                let bits = MEANING.get(w).copied().unwrap_or(0);
                shape |= bits & !(BODY_FIRST | BODY_LATER);
                content |= bits & BODY_LATER != 0 && n_words > 1;
                story |= bits & BODY_FIRST != 0 && n_words == 1;
                if n_words == 1 && bytes.len() == n && matches!(w, b"article" | b"story" | b"post" | b"hentry") {
                    shape |= STORY;
                }
                if n_words == 1 && bytes.len() == n && matches!(w, b"main" | b"content") {
                    shape |= MAIN;
                }
                n = 0;
            }
            if c.is_ascii_alphabetic() {
                let low = c.to_ascii_lowercase();
                if n < word.len() {
                    word[n] = low;
                    n += 1;
                }
                if m < joined.len() {
                    joined[m] = low;
                    m += 1;
                }
            }
            before = c;
        }
        if n_words > 1
            && let Some(bits) = MEANING.get(&joined[..m])
        {
            shape |= bits & !(BODY_FIRST | BODY_LATER);
        }
        if story && content && n_words <= 4 {
            shape |= BODY;
        }
    }
    shape
}

/// Which kind of furniture the bits mean.
pub fn furniture(shape: Shape) -> Option<FurnitureKind> {
    use FurnitureKind::*;
    let order = [
        (CONSENT, Consent),
        (NEWSLETTER, Newsletter),
        (ADVERT, Advert),
        (COMMENTS, Comments),
        (RELATED, Related),
        (SHARE, Share),
        (APPEAL, Appeal),
        (NAVIGATION, Navigation),
        (OTHER, Other),
    ];
    order.iter().find(|(bit, _)| shape & bit != 0).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_their_bits() {
        for (i, (bit, name)) in NAMES.iter().enumerate() {
            assert_eq!(*bit, 1 << i, "{name}");
        }
    }
}
