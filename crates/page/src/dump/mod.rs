//! A page saved as text to its article: which lines are headline, paragraph, caption, furniture.

use onrecord_model::{Article, Note};

pub fn article(_text: &str, _notes: &mut Vec<Note>) -> Article {
    Article::default()
}
