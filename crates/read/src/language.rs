//! Which language an article is in.

use onrecord_grammar::{Lexicon, List};
use onrecord_model::{Article, BlockKind};
use whichlang::Lang;

/// The language of an article by its words, as BCP 47; absent when it has too few of them to tell.
///
/// English is told by its function words: a guess by letters fails on the few words of a short notice. Of other
/// languages only sixteen are known.
pub fn language(article: &Article) -> Option<&'static str> {
    let mut sample = String::new();
    for block in &article.blocks {
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote | BlockKind::Standfirst) {
            let words = &article.text[block.span];
            let end = (0..=words.len().min(2000)).rev().find(|i| words.is_char_boundary(*i)).unwrap_or(0);
            sample.push_str(&words[..end]);
            sample.push(' ');
            if sample.len() > 2000 {
                break;
            }
        }
    }
    let lexicon = Lexicon::english();
    let (mut n, mut english) = (0, 0);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        n += 1;
        english += usize::from(lexicon.on(&word.to_ascii_lowercase(), List::FunctionWord));
    }
    if english * 6 >= n && english > 0 {
        return Some("en");
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let latin = sample.chars().filter(|c| c.is_ascii_alphabetic()).count();
    // A dozen words in Latin letters may be any language's names.
    if letters < 20 || (n < 25 && latin * 10 > letters * 9) {
        return None;
    }
    Some(match whichlang::detect_language(&sample) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    })
}

/// `en` of `en-GB`.
pub fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or(language)
}
