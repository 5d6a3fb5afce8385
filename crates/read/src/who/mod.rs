//! Which names, descriptions and pronouns stand for one person, organization or place.

use onrecord_model::Article;

use crate::cast::Cast;
use crate::names::Name;
use crate::words::Words;

pub fn resolve(_words: &Words<'_>, _article: &Article, _names: Vec<Name>) -> Cast {
    Cast::default()
}
