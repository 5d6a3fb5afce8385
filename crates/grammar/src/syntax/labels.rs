//! Relations of Universal Dependencies, with the subtypes that English treebanks use.

macro_rules! labels {
    ($($name:ident $text:literal),* $(,)?) => {
        /// The dependency relation of a word to its head.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Label { $($name),* }

        /// All of them, in order.
        pub const LABELS: [Label; N_LABELS] = [$(Label::$name),*];

        impl Label {
            /// The name in Universal Dependencies.
            pub fn name(self) -> &'static str {
                match self { $(Label::$name => $text),* }
            }
        }
    };
}

pub const N_LABELS: usize = 47;

labels! {
    Root "root", Punct "punct", Case "case", Nsubj "nsubj", Det "det", Advmod "advmod", Obj "obj", Amod "amod", Obl "obl",
    Conj "conj", Compound "compound", Mark "mark", Nmod "nmod", Cc "cc", Aux "aux", Cop "cop", Advcl "advcl",
    Possessive "nmod:poss", Xcomp "xcomp", Ccomp "ccomp", Relative "acl:relcl", Flat "flat", Parataxis "parataxis",
    Nummod "nummod", Appos "appos", Acl "acl", AuxPassive "aux:pass", NsubjPassive "nsubj:pass", OblUnmarked "obl:unmarked",
    NmodUnmarked "nmod:unmarked", Discourse "discourse", Particle "compound:prt", Iobj "iobj", List "list", Expl "expl",
    Fixed "fixed", NmodDesc "nmod:desc", Agent "obl:agent", Csubj "csubj", NsubjOuter "nsubj:outer",
    Predeterminer "det:predet", Vocative "vocative", GoesWith "goeswith", AdvclRelative "advcl:relcl",
    Preconjunction "cc:preconj", Reparandum "reparandum", Dep "dep",
}

impl Label {
    /// The label of a treebank's name: an unknown subtype counts as its relation, an unknown relation as `dep`.
    pub fn of(name: &str) -> Label {
        let find = |name: &str| LABELS.iter().copied().find(|l| l.name() == name);
        let base = name.split(':').next().unwrap_or(name);
        find(name).or_else(|| find(base)).unwrap_or(Label::Dep)
    }
}
