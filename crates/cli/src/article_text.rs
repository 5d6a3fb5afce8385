//! The article alone, for those who want an extractor: as plain text or Markdown.

use std::fmt::Write;

use onrecord_model::{Article, BlockKind};

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
        ("published", article.published.clone()),
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
        let words = escaped(&article.text[block.span]);
        if after_item && block.kind != BlockKind::ListItem {
            out.push('\n');
        }
        after_item = block.kind == BlockKind::ListItem;
        let _ = match block.kind {
            BlockKind::Title => continue,
            BlockKind::Standfirst => writeln!(out, "**{words}**\n"),
            BlockKind::Heading => writeln!(out, "## {}\n", words.replace('\n', " ")),
            BlockKind::ListItem => writeln!(out, "- {}", words.replace('\n', "\n  ")),
            BlockKind::Quote => writeln!(out, "> {}\n", words.replace('\n', "\n> ")),
            BlockKind::Code => writeln!(out, "```\n{}\n```\n", &article.text[block.span]),
            BlockKind::Caption | BlockKind::Alt => writeln!(out, "*{words}*\n"),
            _ => writeln!(out, "{words}\n"),
        };
    }
    out
}

/// What Markdown would take for markup.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
