//! A stretch of an article as it is shown: in its sentence, with a link that opens the page there.

use onrecord_model::{Article, Block, Span, Text};
use onrecord_words::Words;

/// The sentence around a span, or all sentences that it touches; within its block.
pub fn sentence(text: &Text, blocks: &[Block], span: Span) -> Span {
    let Some(block) = blocks.iter().find(|b| b.span.start <= span.start && span.start < b.span.end) else {
        return span;
    };
    let start = block.span.start;
    let own = Block { span: Span { start: 0, end: block.span.end - start }, ..block.clone() };
    let own_text = Text::from(text.get(block.span).unwrap_or_default());
    let alone = Article { text: own_text, blocks: vec![own], ..Article::default() };
    let words = Words::cut(&alone);
    let touched: Vec<Span> = words
        .sentences
        .iter()
        .map(|s| Span { start: s.span.start + start, end: s.span.end + start })
        .filter(|s| s.start < span.end && span.start < s.end)
        .collect();
    match (touched.first(), touched.last()) {
        (Some(first), Some(last)) => Span { start: first.start, end: last.end },
        _ => block.span,
    }
}

/// Words with single spaces between them.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A link that opens a page at these words (URL Fragment Text Directives, WICG): the first and the last words of longer ones.
pub fn link(url: &str, words: &str) -> String {
    let base = url.split('#').next().unwrap_or(url);
    let all: Vec<&str> = words.split_whitespace().collect();
    if all.is_empty() {
        return base.to_owned();
    }
    let encoded = |words: &[&str]| {
        let mut out = String::new();
        for byte in words.join(" ").bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
                // "-", "," and "&" mean something in such a link.
                other => out.push_str(&format!("%{other:02X}")),
            }
        }
        out
    };
    if all.len() <= 10 {
        format!("{base}#:~:text={}", encoded(&all))
    } else {
        format!("{base}#:~:text={},{}", encoded(&all[..5]), encoded(&all[all.len() - 5..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_the_first_and_the_last_words() {
        assert_eq!(
            link("https://news.example/1#top", "not-for-sale, she said"),
            "https://news.example/1#:~:text=not%2Dfor%2Dsale%2C%20she%20said"
        );
        let long = "one two three four five six seven eight nine ten eleven";
        assert_eq!(
            link("https://news.example/1", long),
            "https://news.example/1#:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"
        );
    }

    #[test]
    fn a_sentence_is_found_in_its_block() {
        let text = Text::from("It rained. Mr. Ode said no. He left.\n\nIt was late.");
        let block =
            |start, end| Block { kind: onrecord_model::BlockKind::Paragraph, span: Span { start, end }, time: None };
        let blocks = [block(0, 36), block(38, 50)];
        let at = text.as_str().find("said").expect("it is there") as u32;
        assert_eq!(&text[sentence(&text, &blocks, Span { start: at, end: at + 4 })], "Mr. Ode said no.");
    }
}
