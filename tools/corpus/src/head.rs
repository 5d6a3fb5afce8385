//! The head of a corpus article: day, genre, cast.

use onrecord_model::{Entity, EntityKind, Gender};

use super::compile::{Compiled, Work, word};

impl Work {
    /// `Published:`, `Genre:`, `Cast:` with its indented lines, up to `---`.
    pub(super) fn head<'a>(&mut self, lines: &mut impl Iterator<Item = (usize, &'a str)>, compiled: &mut Compiled) {
        let mut n_lines = 0;
        for (n, line) in lines.by_ref() {
            n_lines = n;
            if line.trim() == "---" {
                if compiled.article.published.is_none() || compiled.genre.is_empty() || self.cast.is_empty() {
                    self.fault(n, "the head has \"Published:\", \"Genre:\" and \"Cast:\"");
                }
                return;
            }
            if let Some(day) = line.strip_prefix("Published:") {
                let day = day.trim();
                match day.parse() {
                    Ok(day) => compiled.article.published = Some(day),
                    Err(why) => self.fault(n, format!("\"{day}\": {why}")),
                }
            } else if let Some(genre) = line.strip_prefix("Genre:") {
                compiled.genre = genre.trim().to_owned();
            } else if line.starts_with(' ') && !line.trim().is_empty() {
                self.member(n, line.trim());
            } else if !line.trim().is_empty() && line.trim() != "Cast:" {
                self.fault(n, format!("\"{line}\" is nothing of a head; it ends with a line \"---\""));
            }
        }
        self.fault(n_lines, "the head never ends with a line \"---\"");
    }

    /// `quarmby person f Ines Quarmby`.
    pub(super) fn member(&mut self, n: usize, line: &str) {
        let mut words = line.splitn(3, char::is_whitespace);
        let (id, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let mut name = words.next().unwrap_or_default().trim();
        let good_id = id.len() >= 3 && id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        if !good_id {
            return self.fault(n, format!("\"{id}\" is no id: three small letters at least, with - between words"));
        }
        if self.cast.iter().any(|(known, _)| known == id) {
            return self.fault(n, format!("\"{id}\" is in the cast already"));
        }
        let Some(kind) = word::<EntityKind>(kind) else {
            return self.fault(n, format!("\"{kind}\" is no kind: person organization place group event work product"));
        };
        let mut gender = None;
        for (mark, known) in [("f ", Some(Gender::Female)), ("m ", Some(Gender::Male)), ("- ", None)] {
            if let Some(rest) = name.strip_prefix(mark) {
                gender = known;
                name = rest.trim();
            }
        }
        if name.is_empty() {
            return self.fault(n, format!("{id} has no name: id kind [f|m] name"));
        }
        let number = u32::try_from(self.cast.len()).unwrap_or(u32::MAX);
        let entity =
            Entity { id: number, kind, name: name.to_owned(), gender, mentions: vec![], roles: vec![], maybe: vec![] };
        self.cast.push((id.to_owned(), entity));
    }
}
