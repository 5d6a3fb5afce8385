//! Which language an article is in.

use onrecord_model::{Article, BlockKind};
use whichlang::Lang;

/// The language of an article by its words, as BCP 47; absent when it has too few of them to tell.
pub fn language(article: &Article) -> Option<&'static str> {
    let mut sample = String::new();
    for block in &article.blocks {
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote | BlockKind::Standfirst) {
            sample.push_str(&article.text[block.span]);
            sample.push(' ');
            if sample.len() > 2000 {
                break;
            }
        }
    }
    if sample.chars().filter(|c| c.is_alphabetic()).count() < 20 {
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
