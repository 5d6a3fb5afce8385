//! Lines that are furniture by what they say, in the languages of the web's news; and small questions about lines.
//!
//! The words are in `phrases/phrases.tsv`. A phrase counts at the head of a short line only.

use std::sync::LazyLock;

use onrecord_model::FurnitureKind::{self, *};
use rustc_hash::FxHashMap;

use crate::lists::{self, List};

/// Heads of lines, in lower case; a line of this kind is short.
const HEADS: [(List, FurnitureKind); 10] = [
    (List::RelatedHead, Related),
    (List::NewsletterHead, Newsletter),
    (List::ShareHead, Share),
    (List::AdvertHead, Advert),
    (List::CommentsHead, Comments),
    (List::AppealHead, Appeal),
    (List::ConsentHead, Consent),
    (List::CreditHead, Credit),
    (List::NavigationHead, Navigation),
    (List::OtherHead, Other),
];

/// The heads by their first character.
static BY_FIRST: LazyLock<FxHashMap<char, Vec<(FurnitureKind, &'static str)>>> = LazyLock::new(|| {
    let mut map: FxHashMap<char, Vec<(FurnitureKind, &'static str)>> = FxHashMap::default();
    for (list, kind) in HEADS {
        for head in lists::members(list) {
            if let Some(first) = head.chars().next() {
                map.entry(first).or_default().push((kind, head));
            }
        }
    }
    map
});

/// Which kind of furniture a short line is by its words.
pub fn furniture(words: &str, heading: bool) -> Option<FurnitureKind> {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
    // "12 comments".
    let counted = words.trim_start_matches(|c: char| c.is_ascii_digit());
    if counted.len() < words.len() && counted.starts_with(' ') && words.len() < 80 {
        return furniture(counted.trim_start_matches(' '), heading).filter(|kind| *kind == FurnitureKind::Comments);
    }
    let first = words.chars().next().and_then(|c| c.to_lowercase().next())?;
    let heads = BY_FIRST.get(&first)?;
    let mut lower = String::new();
    for c in words.chars().take(48) {
        lower.extend(c.to_lowercase());
    }
    // Lines longer than this are no furniture by any head.
    let n = words.chars().take(200).count();
    let sentence = ends_sentence(words);
    for (kind, head) in heads {
        if let Some(rest) = lower.strip_prefix(head) {
            // "Related" alone, with a colon, or a few words more; not "Related costs rose by a fifth last year."
            let bounded = rest.chars().next().is_none_or(|c| !c.is_alphanumeric()) || !head.is_ascii();
            let single = !head.contains(' ') && !head.ends_with(':');
            let short =
                if single { n < head.chars().count() + 22 && !sentence || rest.starts_with(':') } else { n < 140 };
            if bounded && (short || (heading && !single)) {
                return Some(*kind);
            }
        }
    }
    None
}

/// The last character ends a sentence, quotation marks and brackets apart.
pub fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['"', '”', '’', '\'', '»', '«', '“', ')', ']', '」', '』', ' ', '\u{a0}'])
        .ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '।', '؟', '۔', '．'])
}

/// Letters and digits alone, in lower case: to compare titles.
pub fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A line that says that its date is the page's.
pub fn tells_publication(words: &str) -> bool {
    publication_label(words).is_some()
}

/// Where the words begin that say that the date behind them is the page's.
pub fn publication_label(words: &str) -> Option<usize> {
    let starts = |rest: &str, label: &str| {
        let mut own = rest.chars().flat_map(char::to_lowercase);
        label.chars().all(|c| own.next() == Some(c))
    };
    let mut places = words.char_indices().take(60).map(|(i, _)| i);
    places.find(|i| lists::members(List::PublicationLabel).iter().any(|label| starts(&words[*i..], label)))
}
