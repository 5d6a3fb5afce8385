//! The quotations of a draft, each with whom the draft gives it to.
//!
//! Whatever stands between quotation marks and has at least two words. Leaves alone: titles of works and scare quotes are asked like the
//! rest; short ones get no verdict unless their words are rare.

use onrecord::{Given, Kind, Parts};
use onrecord_model::{Article, Record, SourceKind, Span};
use onrecord_words::{TokenKind, Words, quotes};

/// A quotation of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Its words, without the marks.
    pub text: String,
    /// Where it stands in the draft's text.
    pub span: Option<Span>,
    /// Whom the draft gives it to.
    pub by: Option<String>,
}

/// What a draft is, by its file's name.
pub fn kind(path: &std::path::Path) -> Kind {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("html" | "htm" | "xhtml") => Kind::Html,
        _ => Kind::Clean,
    }
}

/// The text of a draft and its quotations.
pub fn quotations(bytes: &[u8], kind: Kind) -> (Record, Vec<Quoted>) {
    let record = onrecord::record(bytes, &Given::new().kind(kind), Parts::ALL);
    let quoted = of_record(&record);
    (record, quoted)
}

fn of_record(record: &Record) -> Vec<Quoted> {
    let article: &Article = &record.article;
    let words = Words::cut(article);
    let mut all = Vec::new();
    for quote in quotes::pair(&words) {
        let (first, end) = (quote.open + 1, quote.close);
        let n_words = (first..end).filter(|k| matches!(words.kind(*k), TokenKind::Word | TokenKind::Number)).count();
        if end <= first || n_words < 2 {
            continue;
        }
        let span = Span { start: words.tokens[first].span.start, end: words.tokens[end - 1].span.end };
        let by = speaker(record, span);
        let text = article.text.get(span).unwrap_or_default().trim_end_matches([',', ' ']).to_owned();
        all.push(Quoted { text, span: Some(span), by });
    }
    all
}

/// The name of whom a statement of the draft gives these words to.
fn speaker(record: &Record, span: Span) -> Option<String> {
    let overlap = |c: &Span| c.end.min(span.end).saturating_sub(c.start.max(span.start));
    let holds = record.facts.statements.iter().map(|s| (s.content.iter().map(overlap).max().unwrap_or(0), s));
    let (_, statement) = holds.filter(|(n, _)| *n > 0).max_by_key(|(n, _)| *n)?;
    let source = statement.source.as_ref()?;
    match source.entity.and_then(|id| record.facts.entities.get(id as usize)) {
        Some(entity) => Some(entity.name.clone()),
        None if source.kind == SourceKind::Named => {
            source.span.and_then(|s| record.article.text.get(s)).map(str::to_owned)
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_marks_is_asked_with_its_speaker() {
        let text = "# Quay row\n\n“We will not sell the quay,” Ada Quarmby said on Monday. The \"so-called\" plan is dead, she added: \"Nobody asked us.\"\n";
        let (_, all) = quotations(text.as_bytes(), Kind::Clean);
        let told: Vec<(&str, Option<&str>)> = all.iter().map(|q| (q.text.as_str(), q.by.as_deref())).collect();
        assert_eq!(told[0], ("We will not sell the quay", Some("Ada Quarmby")));
        assert_eq!(told.last().map(|t| t.0), Some("Nobody asked us."));
    }
}
