//! Markup made to exhaust a reader: nesting, loops of the adoption agency, endless attributes. Time must stay linear.

use std::fmt::Write;

use super::builder::DEEPEST;
use super::{Kind, Tree, parse};

const N: usize = 20_000;

/// The visible text, with a check that the tree is one: every walk ends.
fn words(tree: &Tree<'_>) -> String {
    let (mut text, mut at, mut steps) = (String::new(), 0, 0);
    while let Some(next) = tree.following(at, 0, false) {
        at = next;
        steps += 1;
        assert!(steps <= tree.len(), "the walk goes in circles");
        if tree.node(at).kind == Kind::Text {
            tree.text(at).decode_into(&mut text);
        }
    }
    text
}

fn numbered(one: impl Fn(usize) -> String) -> String {
    (0..N).fold(String::new(), |mut all, i| {
        let _ = write!(all, "{}", one(i));
        all
    })
}

#[test]
fn nesting_bombs_are_read_and_their_text_found() {
    for bomb in [
        "<div>",
        "<ul><li>",
        "<svg>",
        "<table><tr><td>",
        "<p><font>",
        "<b><i>",
        "<blockquote>",
        "<x-y>",
        "<svg><g>",
        "<dl><dd>",
    ] {
        let html = format!("{}the words{}", bomb.repeat(N), "</div>".repeat(N));
        let tree = parse_and_check(&html);
        assert!(words(&tree).contains("the words"), "{bomb}");
    }
}

fn parse_and_check(html: &str) -> Tree<'_> {
    let tree = parse(html);
    // Nodes bound the work: what does not grow them is bounded by the depth.
    assert!(tree.len() <= 40 * N + 1000, "{} nodes", tree.len());
    tree
}

#[test]
fn loops_of_the_standard_stay_linear() {
    let bombs = [
        numbered(|i| format!("<p><font a={i}>x")),
        numbered(|i| format!("<b a={i}>x")),
        "<b>".repeat(N) + &"<div></b>".repeat(N),
        "<a><p>".repeat(N),
        "<table>x<b>".repeat(N),
        "<x>".repeat(DEEPEST) + &"</y>".repeat(N),
        numbered(|i| format!("<body a{i}=1>")),
        numbered(|i| format!("<x{i}>x</x{i}>")),
        "<template><tr>".repeat(N),
        "<option><optgroup>".repeat(N),
    ];
    for bomb in &bombs {
        words(&parse_and_check(bomb));
    }
}

#[test]
fn only_what_lies_too_deep_is_marked() {
    assert!(!parse(&"<div>".repeat(600)).deep);
    assert!(parse(&"<div>".repeat(DEEPEST + 1)).deep);
}

#[test]
fn what_follows_a_bomb_stands_where_it_should() {
    let html = format!("<main>{}x{}</main><footer>end</footer>", "<div>".repeat(N), "</div>".repeat(N));
    let tree = parse(&html);
    let footer = (0..tree.len() as u32).find(|id| tree.name(*id) == "footer");
    assert_eq!(footer.map(|id| tree.name(tree.node(id).parent)), Some("body"));
}

#[test]
fn endless_attributes_and_references() {
    let attributes = numbered(|i| format!(" a{i}=1"));
    assert_eq!(words(&parse(&format!("<p{attributes}>words"))), "words");
    assert_eq!(words(&parse(&"&amp;".repeat(N))), "&".repeat(N));
    assert_eq!(words(&parse(&format!("<p title=\"{}\">words", "x".repeat(1 << 20)))), "words");
}
