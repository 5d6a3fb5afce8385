//! What people type to search: words, "phrases", AND, OR, NOT, `-word`, `pref*`, and fields (`by:ruiz`, `said:2031-03`).
//!
//! Words are folded as the archive folds them, so curly and straight quotation marks, accents and house spelling mean the same.

use onrecord_words::folded::Folded;

/// What is to be found, as a tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// Words in a row; with `true`, the last may go on.
    Words(Vec<String>, bool),
    /// All of these.
    All(Vec<Expr>),
    /// Any of these.
    Any(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
}

/// A query that was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Words; `None` where there are fields alone.
    pub expr: Option<Expr>,
    /// Fields with their values, in order.
    pub fields: Vec<(Field, String)>,
}

/// A field of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Who said it.
    By,
    /// Who is named in it.
    About,
    /// Whom it was told.
    To,
    /// Who published it.
    Outlet,
    /// direct, mixed, indirect.
    Form,
    /// A kind of expectation or event.
    Kind,
    /// A status of an event.
    Status,
    /// When it was said.
    Said,
    /// When it was published.
    Published,
    /// Published before this day.
    Before,
    /// Published on this day or later.
    After,
}

impl Field {
    /// All of them, by name.
    pub const ALL: [(&'static str, Field); 11] = [
        ("by", Field::By),
        ("about", Field::About),
        ("to", Field::To),
        ("outlet", Field::Outlet),
        ("form", Field::Form),
        ("kind", Field::Kind),
        ("status", Field::Status),
        ("said", Field::Said),
        ("published", Field::Published),
        ("before", Field::Before),
        ("after", Field::After),
    ];

    fn named(name: &str) -> Option<Field> {
        Field::ALL.iter().find(|(n, _)| *n == name).map(|(_, field)| *field)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Field::ALL.iter().find(|(_, f)| *f == self).map_or("", |(name, _)| name)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Phrase(String),
    Field(String, String),
    Minus,
    Open,
    Close,
}

/// Nesting of brackets, at most.
const DEEPEST: usize = 50;

/// Words and phrases of a query, at most.
const MOST_TERMS: usize = 200;

/// Reads a query; where it is wrong, what is wrong and what was understood.
pub fn parse(text: &str) -> Result<Query, String> {
    let tokens = tokens(text)?;
    if tokens.len() > MOST_TERMS {
        return Err(format!("the query has {} parts, and {MOST_TERMS} are enough", tokens.len()));
    }
    let mut query = Query::default();
    let mut parser = Parser { tokens: &tokens, at: 0, fields: &mut query.fields, depth: 0 };
    let expr = parser.any()?;
    if parser.at < tokens.len() {
        return Err("there is a “)” without its “(”".to_owned());
    }
    query.expr = expr;
    if let Some(expr) = &query.expr
        && !has_positive(expr)
    {
        return Err("a query of nothing but “not” finds everything: add a word that is to be found".to_owned());
    }
    if query.expr.is_none() && query.fields.is_empty() {
        return Err("there is no word to look for".to_owned());
    }
    Ok(query)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let quoted = |rest: &str| -> Result<(String, usize), String> {
            let inside = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
            let end = inside.find(is_quote).ok_or("a quotation mark is not closed")?;
            let close = inside[end..].chars().next().map_or(1, char::len_utf8);
            Ok((inside[..end].to_owned(), rest.len() - inside.len() + end + close))
        };
        let taken = match first {
            '(' | ')' => {
                tokens.push(if first == '(' { Token::Open } else { Token::Close });
                1
            }
            '-' | '−' if rest[first.len_utf8()..].chars().next().is_some_and(|c| !c.is_whitespace()) => {
                tokens.push(Token::Minus);
                first.len_utf8()
            }
            c if is_quote(c) => {
                let (phrase, n) = quoted(rest)?;
                tokens.push(Token::Phrase(phrase));
                n
            }
            _ => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')'))
                    .unwrap_or(rest.len());
                let word = &rest[..end];
                match word.split_once(':') {
                    Some((name, value))
                        if !name.is_empty()
                            && name.bytes().all(|b| b.is_ascii_alphabetic())
                            && !value.starts_with("//") =>
                    {
                        let name = name.to_ascii_lowercase();
                        if Field::named(&name).is_none() {
                            let all: Vec<&str> = Field::ALL.iter().map(|(n, _)| *n).collect();
                            return Err(format!("there is no field “{name}:”; there are {}:", all.join(": ")));
                        }
                        let behind = &rest[end..];
                        if value.is_empty() && behind.chars().next().is_some_and(is_quote) {
                            let (phrase, n) = quoted(behind)?;
                            tokens.push(Token::Field(name, phrase));
                            end + n
                        } else if value.is_empty() {
                            return Err(format!("“{name}:” has no value; write {name}:WORD or {name}:\"SOME WORDS\""));
                        } else {
                            tokens.push(Token::Field(name, value.to_owned()));
                            end
                        }
                    }
                    _ => {
                        tokens.push(Token::Word(word.to_owned()));
                        end
                    }
                }
            }
        };
        rest = rest[taken.max(1)..].trim_start();
    }
    Ok(tokens)
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    fields: &'t mut Vec<(Field, String)>,
    depth: usize,
}

impl Parser<'_> {
    fn is_word(&self, word: &str) -> bool {
        matches!(self.tokens.get(self.at), Some(Token::Word(w)) if w == word)
    }

    fn any(&mut self) -> Result<Option<Expr>, String> {
        let mut all: Vec<Expr> = self.all()?.into_iter().collect();
        while self.is_word("OR") {
            self.at += 1;
            all.push(self.all()?.ok_or("OR stands between two words")?);
        }
        Ok(if all.len() > 1 { Some(Expr::Any(all)) } else { all.pop() })
    }

    fn all(&mut self) -> Result<Option<Expr>, String> {
        let mut all: Vec<Expr> = Vec::new();
        while self.at < self.tokens.len() && !self.is_word("OR") && self.tokens[self.at] != Token::Close {
            if self.is_word("AND") {
                self.at += 1;
                continue;
            }
            all.extend(self.one()?);
        }
        Ok(if all.len() > 1 { Some(Expr::All(all)) } else { all.pop() })
    }

    fn one(&mut self) -> Result<Option<Expr>, String> {
        let token = self.tokens.get(self.at).ok_or("the query ends in the middle")?;
        self.at += 1;
        match token {
            Token::Minus => self.not(),
            Token::Word(word) if word == "NOT" => self.not(),
            Token::Word(word) => {
                let prefix = word.ends_with('*');
                Ok(words(word.trim_end_matches('*'), prefix))
            }
            Token::Phrase(phrase) => Ok(words(phrase, false)),
            Token::Field(name, value) => {
                self.fields.extend(Field::named(name).map(|field| (field, value.clone())));
                Ok(None)
            }
            Token::Open => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err("the brackets are nested too deep".to_owned());
                }
                let inner = self.any()?;
                if self.tokens.get(self.at) != Some(&Token::Close) {
                    return Err("there is a “(” without its “)”".to_owned());
                }
                self.at += 1;
                self.depth -= 1;
                Ok(inner)
            }
            Token::Close => Err("there is a “)” without its “(”".to_owned()),
        }
    }

    fn not(&mut self) -> Result<Option<Expr>, String> {
        if let Some(Token::Field(name, _)) = self.tokens.get(self.at) {
            return Err(format!("a field cannot be left out: -{name}:"));
        }
        let inner = self.one()?.ok_or("“-” and NOT stand before a word")?;
        Ok(Some(Expr::Not(Box::new(inner))))
    }
}

/// Words as the archive folds them; `None` where only marks were typed.
fn words(text: &str, prefix: bool) -> Option<Expr> {
    let folded = Folded::of(text);
    (!folded.is_empty()).then(|| Expr::Words(folded.words().map(str::to_owned).collect(), prefix))
}

fn has_positive(expr: &Expr) -> bool {
    match expr {
        Expr::Words(..) => true,
        Expr::All(all) => all.iter().any(has_positive),
        Expr::Any(all) => all.iter().all(has_positive),
        Expr::Not(_) => false,
    }
}

impl Expr {
    /// The same for full text (FTS5).
    pub fn fts(&self) -> String {
        match self {
            Expr::Words(words, prefix) => {
                let star = if *prefix { " *" } else { "" };
                format!("\"{}\"{star}", words.join(" "))
            }
            Expr::Any(all) => format!("({})", all.iter().map(Expr::fts).collect::<Vec<_>>().join(" OR ")),
            Expr::All(all) => {
                let (not, yes): (Vec<&Expr>, Vec<&Expr>) = all.iter().partition(|e| matches!(e, Expr::Not(_)));
                let yes: Vec<String> = yes.iter().map(|e| e.fts()).collect();
                let mut out = if yes.len() > 1 { format!("({})", yes.join(" AND ")) } else { yes.join("") };
                for e in not {
                    if let Expr::Not(inner) = e {
                        out = format!("({out} NOT {})", inner.fts());
                    }
                }
                out
            }
            // Never alone: `parse` sees to that.
            Expr::Not(inner) => inner.fts(),
        }
    }

    /// Single words that are to be found.
    pub fn terms(&self) -> Vec<String> {
        match self {
            Expr::Words(words, false) => words.clone(),
            Expr::Words(..) | Expr::Not(_) => Vec::new(),
            Expr::All(all) | Expr::Any(all) => all.iter().flat_map(Expr::terms).collect(),
        }
    }

    /// Its words and phrases close together, for full text (FTS5); `None` where there is one alone, or none.
    pub fn near(&self) -> Option<String> {
        let whole = |e: &&Expr| matches!(e, Expr::Words(_, false));
        let all: Vec<String> = self.positive().into_iter().filter(whole).map(Expr::fts).collect();
        (all.len() > 1).then(|| format!("NEAR({}, 3)", all.join(" ")))
    }

    /// Single words of which a match may lack some.
    pub fn alternatives(&self) -> Vec<String> {
        match self {
            Expr::Any(all) => all.iter().flat_map(Expr::terms).collect(),
            Expr::All(all) => all.iter().flat_map(Expr::alternatives).collect(),
            Expr::Words(..) | Expr::Not(_) => Vec::new(),
        }
    }

    /// Its words and phrases that are to be found.
    pub fn positive(&self) -> Vec<&Expr> {
        match self {
            Expr::Words(..) => vec![self],
            Expr::All(all) | Expr::Any(all) => all.iter().flat_map(Expr::positive).collect(),
            Expr::Not(_) => Vec::new(),
        }
    }

    /// How many of them a match has at least.
    pub fn least(&self) -> usize {
        match self {
            Expr::Words(..) => 1,
            Expr::All(all) => all.iter().map(Expr::least).sum(),
            Expr::Any(all) => all.iter().map(Expr::least).min().unwrap_or(0),
            Expr::Not(_) => 0,
        }
    }

    /// The first word of a phrase.
    pub fn first(&self) -> Option<&str> {
        match self {
            Expr::Words(words, _) => words.first().map(String::as_str),
            _ => None,
        }
    }

    /// Where its words stand: first word and how many.
    pub fn places(&self, text: &Folded) -> Vec<(usize, usize)> {
        match self {
            Expr::Words(words, prefix) => {
                let at = |k: &usize| {
                    words.iter().enumerate().all(|(i, w)| {
                        let own = text.word(k + i);
                        own == w || *prefix && i + 1 == words.len() && own.starts_with(w.as_str())
                    })
                };
                let last = (text.len() + 1).saturating_sub(words.len());
                (0..last).filter(at).map(|k| (k, words.len())).collect()
            }
            Expr::All(all) | Expr::Any(all) => all.iter().flat_map(|e| e.places(text)).collect(),
            Expr::Not(_) => Vec::new(),
        }
    }

    /// Does a text hold it?
    pub fn matches(&self, text: &Folded) -> bool {
        match self {
            Expr::Words(..) => !self.places(text).is_empty(),
            Expr::All(all) => all.iter().all(|e| e.matches(text)),
            Expr::Any(all) => all.iter().any(|e| e.matches(text)),
            Expr::Not(inner) => !inner.matches(text),
        }
    }

    /// In words, as it was understood.
    pub fn told(&self) -> String {
        match self {
            Expr::Words(words, prefix) => {
                let star = if *prefix { "*" } else { "" };
                if words.len() > 1 {
                    format!("“{}{star}”", words.join(" "))
                } else {
                    format!("{}{star}", words.join(" "))
                }
            }
            Expr::All(all) => all.iter().map(Expr::told).collect::<Vec<_>>().join(" and "),
            Expr::Any(all) => format!("({})", all.iter().map(Expr::told).collect::<Vec<_>>().join(" or ")),
            Expr::Not(inner) => format!("not {}", inner.told()),
        }
    }
}

impl Query {
    /// In words, as it was understood.
    pub fn told(&self) -> String {
        let mut parts: Vec<String> = self.expr.iter().map(Expr::told).collect();
        parts.extend(self.fields.iter().map(|(field, value)| format!("{}: {value}", field.name())));
        parts.join(" and ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_understood() {
        for (typed, fts, told) in [
            ("budget", "\"budget\"", "budget"),
            ("“will not” pay", "(\"will not\" AND \"pay\")", "“will not” and pay"),
            ("\"won't pay\"", "\"will not pay\"", "“will not pay”"),
            ("ferry OR bridge -toll", "(\"ferry\" OR (\"bridge\" NOT \"toll\"))", ""),
            ("(ferry OR bridge) NOT toll", "((\"ferry\" OR \"bridge\") NOT \"toll\")", ""),
            ("cancel* AND £42m", "(\"cancel\" * AND \"gbp 42 million\")", ""),
        ] {
            let query = parse(typed).expect(typed);
            let expr = query.expr.as_ref().expect("words");
            if !fts.is_empty() {
                assert_eq!(expr.fts().as_str(), fts, "{typed}");
            }
            if !told.is_empty() {
                assert_eq!(query.told(), told);
            }
        }
        let query = parse("by:ruiz said:2031-03 outlet:\"Harbour Post\" toll").expect("a query");
        assert_eq!(query.fields.len(), 3);
        assert_eq!(query.told(), "toll and by: ruiz and said: 2031-03 and outlet: Harbour Post");
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (typed, told) in [
            ("\"ferry", "not closed"),
            ("-ferry", "nothing but"),
            ("from:ruiz", "there is no field “from:”"),
            ("by: ruiz", "has no value"),
            ("(ferry", "without its “)”"),
            ("ferry)", "without its “(”"),
            ("…", "no word"),
            ("-by:ruiz x", "cannot be left out"),
            ("ferry OR", "OR stands between"),
        ] {
            let why = parse(typed).expect_err(typed);
            assert!(why.contains(told), "{typed}: {why}");
        }
    }

    #[test]
    fn a_text_that_full_text_finds_matches_here_too() {
        let text = Folded::of("The ferry will not stop at Tamsel; tolls won’t rise.");
        for (typed, found) in
            [("ferry toll*", true), ("\"will not stop\"", true), ("ferry -tolls", false), ("bridge OR tamsel", true)]
        {
            assert_eq!(parse(typed).expect(typed).expr.expect("words").matches(&text), found, "{typed}");
        }
    }
}
