//! What the trees told of the words that a fact depends on: part of speech, relation and head, by their names in Universal Dependencies.

use onrecord_grammar::{Grammar, Lexicon};
use onrecord_model::{Article, Span};

/// The words of an article with their trees, worked out again as they were for its facts.
pub struct Syntax<'a>(Grammar<'a>);

impl<'a> Syntax<'a> {
    pub fn of(article: &'a Article) -> Syntax<'a> {
        Syntax(Grammar::of(article, Lexicon::english()))
    }

    /// The first word of a fact: "She PRON, nsubj of said".
    pub fn word(&self, span: Span) -> Option<String> {
        let i = self.0.token_at(span.start);
        (i < self.0.tokens.len()).then(|| self.told(i))
    }

    /// The first verb of a fact with its subject: "met VERB, root; subject Holm PROPN, nsubj of met".
    pub fn verb(&self, span: Span) -> Option<String> {
        let g = &self.0;
        let tokens = g.token_at(span.start)..g.token_at(span.end);
        let verb = tokens.into_iter().find(|&i| matches!(g.tag(i).upos(), "VERB" | "AUX"))?;
        let subject = g.subject_head(verb).map_or("none".to_owned(), |i| self.told(i));
        Some(format!("{}; subject {subject}", self.told(verb)))
    }

    /// A word with its part of speech, its relation and its head.
    fn told(&self, i: usize) -> String {
        let g = &self.0;
        let relation = match (g.arc(i), g.head(i)) {
            (Some(arc), Some(head)) => format!("{} of {}", arc.label.name(), g.word(head)),
            _ => "root".to_owned(),
        };
        format!("{} {}, {relation}", g.word(i), g.tag(i).upos())
    }
}
