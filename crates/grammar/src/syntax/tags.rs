//! Parts of speech: the universal ones (UPOS), with the forms of nouns and verbs that later stages ask for.

/// A part of speech. Verbs are told by form: `said` past, `says` present, `say` base, `saying` -ing, `said` participle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
#[repr(u8)]
pub enum Tag {
    #[default]
    Noun,
    Nouns,
    Propn,
    VerbPast,
    VerbPresent,
    VerbBase,
    VerbIng,
    VerbParticiple,
    AuxFinite,
    AuxOther,
    Adj,
    Adv,
    Adp,
    Det,
    Pron,
    Num,
    Part,
    Sconj,
    Cconj,
    Intj,
    Punct,
    Sym,
    X,
}

pub const N_TAGS: usize = 23;

/// All of them, in order.
pub const TAGS: [Tag; N_TAGS] = [
    Tag::Noun,
    Tag::Nouns,
    Tag::Propn,
    Tag::VerbPast,
    Tag::VerbPresent,
    Tag::VerbBase,
    Tag::VerbIng,
    Tag::VerbParticiple,
    Tag::AuxFinite,
    Tag::AuxOther,
    Tag::Adj,
    Tag::Adv,
    Tag::Adp,
    Tag::Det,
    Tag::Pron,
    Tag::Num,
    Tag::Part,
    Tag::Sconj,
    Tag::Cconj,
    Tag::Intj,
    Tag::Punct,
    Tag::Sym,
    Tag::X,
];

impl Tag {
    /// The name in Universal Dependencies.
    pub fn upos(self) -> &'static str {
        match self {
            Tag::Noun | Tag::Nouns => "NOUN",
            Tag::Propn => "PROPN",
            Tag::VerbPast | Tag::VerbPresent | Tag::VerbBase | Tag::VerbIng | Tag::VerbParticiple => "VERB",
            Tag::AuxFinite | Tag::AuxOther => "AUX",
            Tag::Adj => "ADJ",
            Tag::Adv => "ADV",
            Tag::Adp => "ADP",
            Tag::Det => "DET",
            Tag::Pron => "PRON",
            Tag::Num => "NUM",
            Tag::Part => "PART",
            Tag::Sconj => "SCONJ",
            Tag::Cconj => "CCONJ",
            Tag::Intj => "INTJ",
            Tag::Punct => "PUNCT",
            Tag::Sym => "SYM",
            Tag::X => "X",
        }
    }

    /// A name for people: the part of speech with the form that this tag tells.
    pub fn name(self) -> &'static str {
        match self {
            Tag::Nouns => "NOUN plural",
            Tag::VerbPast => "VERB past",
            Tag::VerbPresent => "VERB present",
            Tag::VerbBase => "VERB base",
            Tag::VerbIng => "VERB -ing",
            Tag::VerbParticiple => "VERB participle",
            Tag::AuxFinite => "AUX finite",
            _ => self.upos(),
        }
    }

    /// The tag of a universal part of speech and features (`Tense=Past|VerbForm=Fin`), as a treebank writes them.
    pub fn of(upos: &str, features: &str) -> Option<Tag> {
        let has = |feature: &str| features.split('|').any(|f| f == feature);
        Some(match upos {
            "NOUN" if has("Number=Plur") => Tag::Nouns,
            "NOUN" => Tag::Noun,
            "PROPN" => Tag::Propn,
            "VERB" if has("VerbForm=Ger") || has("VerbForm=Part") && has("Tense=Pres") => Tag::VerbIng,
            "VERB" if has("VerbForm=Part") => Tag::VerbParticiple,
            "VERB" if has("VerbForm=Inf") || has("Mood=Imp") => Tag::VerbBase,
            "VERB" if has("Tense=Past") => Tag::VerbPast,
            "VERB" => Tag::VerbPresent,
            "AUX" if has("VerbForm=Fin") => Tag::AuxFinite,
            "AUX" => Tag::AuxOther,
            "ADJ" => Tag::Adj,
            "ADV" => Tag::Adv,
            "ADP" => Tag::Adp,
            "DET" => Tag::Det,
            "PRON" => Tag::Pron,
            "NUM" => Tag::Num,
            "PART" => Tag::Part,
            "SCONJ" => Tag::Sconj,
            "CCONJ" => Tag::Cconj,
            "INTJ" => Tag::Intj,
            "PUNCT" => Tag::Punct,
            "SYM" => Tag::Sym,
            "X" => Tag::X,
            _ => return None,
        })
    }

    pub fn is_verb(self) -> bool {
        matches!(self, Tag::VerbPast | Tag::VerbPresent | Tag::VerbBase | Tag::VerbIng | Tag::VerbParticiple)
    }
}
