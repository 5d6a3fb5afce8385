//! Lines that wrap at the page's width, with a little colour.

use textwrap::{Options, wrap};

use super::Style;

/// A page in the making.
pub struct Lines {
    style: Style,
    out: String,
    /// A fact was marked as unsure.
    pub marked: bool,
}

impl Lines {
    pub fn new(style: Style) -> Lines {
        Lines { style, out: String::new(), marked: false }
    }

    pub fn finish(self) -> String {
        self.out
    }

    pub fn blank(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    pub fn plain(&mut self, indent: &str, words: &str) {
        self.put(indent, indent, words, "");
    }

    pub fn dim(&mut self, indent: &str, words: &str) {
        self.put(indent, indent, words, "2");
    }

    pub fn strong(&mut self, words: &str) {
        self.put("", "", words, "1");
    }

    /// The head of a part of the page.
    pub fn part(&mut self, words: &str) {
        self.blank();
        self.put("", "", &words.to_uppercase(), "36");
    }

    /// Somebody's name, with what they are behind it.
    pub fn name(&mut self, name: &str, role: &str) {
        let role = if role.is_empty() { String::new() } else { format!(", {role}") };
        let line = format!("{name}{role}");
        self.put("  ", "  ", &line, "1");
    }

    /// An entry whose first line stands out by two columns; `mark` where it is unsure.
    pub fn entry(&mut self, words: &str, unsure: bool) {
        self.marked |= unsure;
        self.put(if unsure { "  ? " } else { "    " }, "    ", words, "");
    }

    fn put(&mut self, first: &str, rest: &str, words: &str, code: &str) {
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        // What stands in a page must not steer the terminal.
        let words = super::harmless(&words);
        let options = Options::new(self.style.width).initial_indent(first).subsequent_indent(rest).break_words(true);
        for line in wrap(&words, options) {
            if code.is_empty() || !self.style.colour {
                self.out.push_str(&line);
            } else {
                self.out.push_str(&format!("\x1b[{code}m{line}\x1b[0m"));
            }
            self.out.push('\n');
        }
    }
}
