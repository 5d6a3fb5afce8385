//! One entity in the making: its forms, mentions, votes for kind and gender.

use onrecord_model::{EntityKind, Form, Gender, LikelySame, Mention, Role, Span};

/// Everything that is held to be one person, organization, place or group.
#[derive(Debug)]
pub struct Chain {
    pub kind: EntityKind,
    /// Lower-case parts of its fullest name, accents folded; empty where nothing but descriptions name it.
    pub parts: Vec<String>,
    /// The fullest name as it stands in the text.
    pub name: String,
    pub mentions: Vec<Mention>,
    pub roles: Vec<Role>,
    pub gender: Option<Gender>,
    pub maybe: Vec<LikelySame>,
    /// Number of mentions by name.
    pub n_names: u32,
}

impl Chain {
    pub fn described(kind: EntityKind, name: &str) -> Chain {
        Chain {
            kind,
            parts: Vec::new(),
            name: name.to_string(),
            mentions: Vec::new(),
            roles: Vec::new(),
            gender: None,
            maybe: Vec::new(),
            n_names: 0,
        }
    }

    pub fn last(&self) -> &str {
        self.parts.last().map_or("", |p| p.as_str())
    }

    pub fn first(&self) -> &str {
        self.parts.first().map_or("", |p| p.as_str())
    }

    pub fn is_person(&self) -> bool {
        self.kind == EntityKind::Person
    }

    /// Takes over everything of `other`; keeps the fuller name.
    pub fn take(&mut self, other: Chain) {
        if self.is_person() == other.is_person()
            && (other.parts.len(), other.name.len()) > (self.parts.len(), self.name.len())
        {
            self.parts = other.parts;
            self.name = other.name;
        }
        self.mentions.extend(other.mentions);
        self.roles.extend(other.roles);
        self.gender = self.gender.or(other.gender);
        self.n_names += other.n_names;
    }
}

/// A mention by `rule`.
pub fn mention(span: Span, form: Form, rule: &'static str, score: f32) -> Mention {
    Mention { span, form, rule: rule.into(), score }
}
