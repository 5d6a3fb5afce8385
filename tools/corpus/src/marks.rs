//! Marked text to plain text and marks: `{c1|said}` marks the word "said" as cue of statement 1.
//!
//! Braces nest and never cross; a mark's head ends at the first bar. Format: corpus/README.md

use onrecord_model::Span;

/// A stretch of text that is marked.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What stands before the bar: `i1`, `quarmby`, `t=2031-03-12`.
    pub head: String,
    pub span: Span,
    pub line: usize,
}

/// Takes the marks out of one line and appends its plain text to `text`; marks are in the order they open.
pub fn take(line: &str, number: usize, text: &mut String, marks: &mut Vec<Mark>) -> Result<(), String> {
    let mut open: Vec<usize> = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        if rest.as_bytes()[at] == b'{' {
            let bar = rest[at..].find('|').ok_or("an opened brace has no bar behind it")? + at;
            let head = rest[at + 1..bar].trim();
            if head.is_empty() || head.contains(['{', '}']) {
                return Err(format!("\"{}\" is no mark: {{what|words}}", &rest[at..=bar]));
            }
            let span = Span::new(text.len(), text.len());
            marks.push(Mark { head: head.to_owned(), span, line: number });
            open.push(marks.len() - 1);
            rest = &rest[bar + 1..];
        } else {
            let mark = open.pop().ok_or("a brace is closed that was never opened")?;
            marks[mark].span = Span::new(marks[mark].span.range().start, text.len());
            let words = &text[marks[mark].span.range()];
            if words.is_empty() || words.trim() != words {
                return Err(format!(
                    "{{{}|{words}}}: the words of a mark neither begin nor end with a space",
                    marks[mark].head
                ));
            }
            rest = &rest[at + 1..];
        }
    }
    text.push_str(rest);
    match open.last() {
        Some(mark) => Err(format!("{{{}| is never closed in its paragraph", marks[*mark].head)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(line: &str) -> Result<(String, Vec<(String, String)>), String> {
        let (mut text, mut marks) = (String::new(), Vec::new());
        take(line, 1, &mut text, &mut marks)?;
        let words = marks.iter().map(|m| (m.head.clone(), text[m.span.range()].to_owned())).collect();
        Ok((text, words))
    }

    #[test]
    fn marks_nest() {
        let (text, marks) = taken("{o1|Mayor {ruiz|Ana Ruiz}} {c1|said}: {t=T09:30|9:30}.").expect("good marks");
        assert_eq!(text, "Mayor Ana Ruiz said: 9:30.");
        assert_eq!(marks[1], ("ruiz".to_owned(), "Ana Ruiz".to_owned()));
        assert_eq!(marks[3], ("t=T09:30".to_owned(), "9:30".to_owned()));
    }

    #[test]
    fn what_is_open_is_told() {
        assert!(taken("{o1|Mayor").is_err());
        assert!(taken("Mayor}").is_err());
        assert!(taken("{o1}").is_err());
        assert!(taken("{o1| Mayor}").is_err());
    }
}
