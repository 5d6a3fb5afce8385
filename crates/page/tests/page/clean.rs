//! Clean text is kept byte for byte, and its blocks hold all of its words.

use onrecord_page::{Given, Kind, open};
use proptest::prelude::*;

const GIVEN: Given<'static> = Given { url: None, published: None };

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_text_is_the_input(text in "(\\PC|\n|\r|\t|\u{feff}){0,200}") {
        let opened = open(text.as_bytes(), Kind::Clean, &GIVEN);
        prop_assert_eq!(opened.article.text.as_str(), text.as_str());
        let mut end = 0;
        for block in &opened.article.blocks {
            prop_assert!(opened.article.text.get(block.span).is_some_and(|w| !w.trim().is_empty()));
            prop_assert!(text[end..block.span.range().start].trim().is_empty(), "words outside the blocks");
            end = block.span.range().end;
        }
        prop_assert!(text[end..].trim().is_empty(), "words behind the blocks");
    }
}
