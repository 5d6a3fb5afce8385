//! The article alone, for those who want an extractor: as plain text or Markdown.

use std::fmt::Write;

use onrecord_model::{Article, BlockKind, Span};

/// Title and blocks parted by blank lines; captions left out.
pub fn plain(article: &Article) -> String {
    let mut out = String::new();
    for block in &article.blocks {
        if !matches!(block.kind, BlockKind::Caption | BlockKind::Alt) {
            let _ = writeln!(out, "{}\n", &article.text[block.span]);
        }
    }
    out
}

/// Markdown, with a head of what is known of the article.
pub fn markdown(article: &Article) -> String {
    let mut out = String::new();
    let head = [
        ("author", (!article.authors.is_empty()).then(|| article.authors.join("; "))),
        ("published", article.published.as_ref().map(|p| p.to_string())),
        ("publisher", article.publisher.clone()),
    ];
    if let Some(title) = &article.title {
        let _ = writeln!(out, "# {}\n", escaped(title));
    }
    for (what, value) in head {
        if let Some(value) = value {
            let _ = writeln!(out, "*{what}: {}*\n", escaped(&value));
        }
    }
    let mut after_item = false;
    for block in &article.blocks {
        let words = with_links(article, block.span);
        if after_item && block.kind != BlockKind::ListItem {
            out.push('\n');
        }
        after_item = block.kind == BlockKind::ListItem;
        let _ = match block.kind {
            BlockKind::Title => continue,
            BlockKind::Standfirst => writeln!(out, "**{}**\n", words.trim()),
            BlockKind::Heading => writeln!(out, "## {}\n", words.replace('\n', " ")),
            BlockKind::ListItem => writeln!(out, "- {}", words.replace('\n', "\n  ")),
            BlockKind::Quote => writeln!(out, "> {}\n", words.replace('\n', "\n> ")),
            BlockKind::Code => writeln!(out, "```\n{}\n```\n", &article.text[block.span]),
            BlockKind::Caption | BlockKind::Alt => writeln!(out, "*{words}*\n"),
            _ => writeln!(out, "{}\n", at_head(&words)),
        };
    }
    out
}

/// A block's words with their links.
fn with_links(article: &Article, span: Span) -> String {
    let from = article.links.partition_point(|link| link.span.start < span.start);
    let mut out = String::new();
    let mut at = span.start;
    for link in article.links[from..].iter().take_while(|link| link.span.end <= span.end) {
        if link.span.start < at {
            continue;
        }
        out += &escaped(&article.text[Span { start: at, end: link.span.start }]);
        // Spaces and brackets would end the address.
        let url = link.url.replace(['<', '>', '\n', '\r'], "");
        let url = if url.contains([' ', '(', ')']) { format!("<{url}>") } else { url };
        let _ = write!(out, "[{}]({url})", escaped(&article.text[link.span]));
        at = link.span.end;
    }
    out + &escaped(&article.text[Span { start: at, end: span.end }])
}

/// What Markdown would take for markup.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for (i, c) in words.char_indices() {
        // "&lt;" as a page shows it; "R&D" is no reference.
        let reference = c == '&' && words[i + 1..].find(';').is_some_and(|n| (1..=31).contains(&n));
        if reference || matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '|' | '~' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A paragraph whose lines begin as headings, lists and quotations do.
fn at_head(words: &str) -> String {
    let line = |line: &str| {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let marks = line.starts_with(['#', '>', '+', '-', '=']);
        match line.get(digits..) {
            Some(rest) if digits > 0 && rest.starts_with(['.', ')']) => format!("{}\\{rest}", &line[..digits]),
            _ if marks => format!("\\{line}"),
            _ => line.to_owned(),
        }
    };
    words.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Block, Link};

    use super::*;

    #[test]
    fn what_looks_like_markdown_is_escaped() {
        for (words, md) in [
            ("# x", "\\# x"),
            ("1. x", "1\\. x"),
            ("- x", "\\- x"),
            ("> x", "\\> x"),
            ("+ x", "\\+ x"),
            ("| a | b |", "\\| a \\| b \\|"),
            ("&lt; is R&D; 3 & 4", "\\&lt; is R\\&D; 3 & 4"),
            ("2031 was #1", "2031 was #1"),
        ] {
            let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, words.len()), time: None };
            let article = Article { text: words.into(), blocks: vec![block], ..Article::default() };
            assert_eq!(markdown(&article), format!("{md}\n\n"));
        }
    }

    #[test]
    fn links_stand_where_their_words_stand() {
        let text = "He * went to Varn on Monday.";
        let article = Article {
            text: text.into(),
            blocks: vec![Block { kind: BlockKind::ListItem, span: Span::new(0, text.len()), time: None }],
            links: vec![
                Link { span: Span::new(13, 17), url: "/varn_(north)".into() },
                Link { span: Span::new(21, 27), url: "/mon".into() },
            ],
            ..Article::default()
        };
        assert_eq!(markdown(&article), "- He \\* went to [Varn](</varn_(north)>) on [Monday](/mon).\n");
    }
}
