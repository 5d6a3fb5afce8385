//! Pages saved as text: any lines in any order; what is not article is furniture, and nothing is lost or doubled.

use onrecord_page::{Given, Kind, open};
use proptest::prelude::*;

const GIVEN: Given<'static> = Given { url: None, published: None };

const LINES: &[&str] = &[
    "",
    "Harbour wall to be rebuilt, council says",
    "By Ottilie Brandreth",
    "PUBLISHED MAR 12, 2031",
    "12 March 2031, 6.40pm",
    "The council said on Wednesday that the wall, which fell in November, would be rebuilt before the winter storms.",
    "“We will not let it fall twice,” said Ines Quarmby, who leads the council and lives within sight of the harbour.",
    "‘Not a penny more’",
    "The old harbour at low tide (Tam Ludgrove/Mercury Pictures)",
    "MORE STORIES",
    "Seal pup found in car park",
    "7 hours ago",
    "SIGN UP TO OUR NEWSLETTER",
    "Share",
    "Accept all cookies",
    "• A first point of the plan is the sea wall",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_lines(lines in proptest::collection::vec(prop::sample::select(LINES.to_vec()), 0..40), end in prop::sample::select(vec!["\n", "\r\n", "\r"])) {
        let page = lines.join(end);
        let opened = open(page.as_bytes(), Kind::Dump, &GIVEN);
        let article = &opened.article;
        let mut last = 0;
        for block in &article.blocks {
            prop_assert!(article.text.get(block.span).is_some_and(|w| !w.is_empty()));
            prop_assert!(block.span.start >= last);
            last = block.span.end;
        }
        // Every line is somewhere, as often as the page has it.
        for line in LINES.iter().filter(|l| !l.is_empty()) {
            let given = page.matches(line).count();
            let kept = article.text.matches(line).count()
                + article.furniture.iter().map(|f| f.text.matches(line).count()).sum::<usize>()
                + article.related.iter().map(|r| r.title.matches(line).count() + r.age.iter().filter(|a| a == line).count()).sum::<usize>();
            prop_assert_eq!(given, kept, "{} is there {} times, kept {}", line, given, kept);
        }
    }
}
