//! Lines that are furniture by what they say, in the languages of the web's news; and small questions about lines.
//!
//! Written for onrecord from general knowledge. A phrase counts at the head of a short line only.

use std::sync::LazyLock;

use onrecord_model::FurnitureKind::{self, *};
use rustc_hash::FxHashMap;

/// Heads of lines, in lower case; a line of this kind is short.
const HEADS: &[(FurnitureKind, &[&str])] = &[
    (
        Related,
        &[
            "related",
            "read more",
            "read also",
            "also read",
            "read next",
            "see also",
            "more on this",
            "more from",
            "more stories",
            "recommended",
            "you may also like",
            "you might also like",
            "don't miss",
            "don’t miss",
            "most read",
            "most popular",
            "trending",
            "top stories",
            "up next",
            "more news",
            "related articles",
            "related stories",
            "related content",
            "further reading",
            "keep reading",
            "continue reading",
            "latest news",
            "what to read next",
            "similar posts",
            "related posts",
            "recent posts",
            "mehr zum thema",
            "lesen sie auch",
            "lesen sie mehr",
            "lesen sie hier",
            "lesen sie dazu",
            "mehr dazu",
            "auch interessant",
            "das könnte sie auch interessieren",
            "weitere artikel",
            "meistgelesen",
            "zum thema",
            "siehe auch",
            "weiterlesen",
            "mehr lesen",
            "weitere themen",
            "à lire aussi",
            "a lire aussi",
            "lire aussi",
            "à lire également",
            "lire la suite",
            "sur le même sujet",
            "à voir aussi",
            "voir aussi",
            "les plus lus",
            "lea también",
            "lea tambien",
            "lee también",
            "leer más",
            "te puede interesar",
            "más noticias",
            "más información",
            "le puede interesar",
            "ver también",
            "noticias relacionadas",
            "lo más leído",
            "leia também",
            "leia mais",
            "saiba mais",
            "veja também",
            "mais lidas",
            "leggi anche",
            "leggi tutto",
            "potrebbe interessarti",
            "ti potrebbe interessare",
            "lees ook",
            "lees meer",
            "meer nieuws",
            "læs også",
            "les også",
            "läs också",
            "läs även",
            "läs mer",
            "lue myös",
            "czytaj także",
            "czytaj też",
            "czytaj więcej",
            "zobacz także",
            "zobacz też",
            "čtěte také",
            "přečtěte si",
            "citește și",
            "vezi și",
            "читайте также",
            "читать также",
            "читайте також",
            "διαβάστε επίσης",
            "olvasta már",
            "ilgili haberler",
            "bunlar da ilginizi",
            "baca juga",
            "xem thêm",
            "اقرأ أيضا",
            "اقرأ أيضاً",
            "あわせて読みたい",
            "関連記事",
            "相关阅读",
            "相關新聞",
            "相关新闻",
            "관련기사",
            "यह भी पढ़ें",
            "ये भी पढ़ें",
        ],
    ),
    (
        Newsletter,
        &[
            "sign up",
            "subscribe to",
            "get the latest",
            "get our",
            "newsletter",
            "join our newsletter",
            "enter your email",
            "sign me up",
            "abonnieren sie",
            "jetzt anmelden",
            "newsletter abonnieren",
            "inscrivez-vous",
            "abonnez-vous",
            "recevez",
            "suscríbete",
            "suscribete",
            "iscriviti",
            "meld je aan",
            "inscreva-se",
            "prenumerera",
            "zapisz się",
        ],
    ),
    (
        Share,
        &[
            "share this",
            "share on",
            "share via",
            "follow us",
            "follow on",
            "tweet this",
            "click to share",
            "copy link",
            "email this",
            "print this",
            "teilen",
            "auf facebook teilen",
            "partager",
            "compartir",
            "condividi",
            "compartilhe",
            "siga-nos",
            "síguenos",
            "suivez-nous",
            "folgen sie uns",
            "delen",
            "udostępnij",
            "поделиться",
            "paylaş",
            "like us on",
            "find us on",
            "like this:",
            "share:",
            "shares",
        ],
    ),
    (
        Advert,
        &[
            "advertisement",
            "advertising",
            "sponsored",
            "story continues below",
            "article continues below",
            "scroll to continue",
            "anzeige",
            "werbung",
            "publicité",
            "publicidad",
            "pubblicità",
            "publicidade",
            "advertentie",
            "annons",
            "annonse",
            "annonce",
            "mainos",
            "reklama",
            "реклама",
            "reklam",
            "広告",
            "广告",
            "광고",
            "إعلان",
            "continues after ad",
            "a continuación",
        ],
    ),
    (
        Comments,
        &[
            "leave a comment",
            "leave a reply",
            "post a comment",
            "view comments",
            "comments",
            "join the conversation",
            "show comments",
            "add a comment",
            "kommentare",
            "kommentar schreiben",
            "commentaires",
            "comentarios",
            "commenti",
            "comentários",
            "reacties",
            "kommentarer",
            "komentarze",
            "комментарии",
            "yorumlar",
            "your email address will not be published",
            "no comments",
            "responses to",
            "thoughts on",
            "réponses à",
            "antworten auf",
            "respuestas a",
            "risposte a",
        ],
    ),
    (
        Appeal,
        &[
            "support our",
            "donate",
            "support independent",
            "become a member",
            "already a subscriber",
            "subscribe now",
            "to continue reading",
            "this article is for subscribers",
            "log in to",
            "jetzt weiterlesen",
            "weiterlesen mit",
            "il vous reste",
            "article réservé",
            "contenido exclusivo",
            "contenuto riservato",
        ],
    ),
    (
        Consent,
        &[
            "we use cookies",
            "we value your privacy",
            "we and our partners",
            "our partners store",
            "partners store and access",
            "manage your choices",
            "wir und unsere partner",
            "nous et nos partenaires",
            "nosotros y nuestros socios",
            "noi e i nostri partner",
            "this site uses cookies",
            "an dieser stelle finden sie",
            "wir verwenden cookies",
            "ce contenu est bloqué",
            "cookies",
            "empfohlener externer inhalt",
            "externer inhalt",
            "to view this content",
        ],
    ),
    (
        Credit,
        &[
            "photo:",
            "photo by",
            "image:",
            "image credit",
            "picture:",
            "credit:",
            "getty images",
            "foto:",
            "bild:",
            "photo credit",
            "crédit photo",
            "source: getty",
        ],
    ),
    (
        Navigation,
        &[
            "skip to",
            "jump to",
            "table of contents",
            "back to top",
            "filed under",
            "tags:",
            "tagged",
            "topics:",
            "posted in",
            "category:",
            "categories:",
            "schlagworte",
            "themen:",
            "mots-clés",
            "etiquetas",
            "in this article",
            "home /",
            "temas",
            "schlagwörter",
            "previous article",
            "next article",
            "previous post",
            "next post",
        ],
    ),
    (
        Other,
        &[
            "copyright ©",
            "© ",
            "all rights reserved",
            "alle rechte vorbehalten",
            "tous droits réservés",
            "todos los derechos reservados",
            "tutti i diritti riservati",
            "listen to this article",
            "listen to article",
            "loading",
            "please enable javascript",
            "your browser does not support",
            "watch:",
            "watch now",
            "play video",
            "artikel anhören",
            "(c) ",
            "view this post on instagram",
            "a post shared by",
            "min read",
            "minute read",
            "about the author",
            "über den autor",
            "à propos de l'auteur",
            "sobre el autor",
        ],
    ),
];

/// The heads by their first character.
static BY_FIRST: LazyLock<FxHashMap<char, Vec<(FurnitureKind, &'static str)>>> = LazyLock::new(|| {
    let mut map: FxHashMap<char, Vec<(FurnitureKind, &'static str)>> = FxHashMap::default();
    for (kind, heads) in HEADS {
        for head in *heads {
            if let Some(first) = head.chars().next() {
                map.entry(first).or_default().push((*kind, head));
            }
        }
    }
    map
});

/// Which kind of furniture a short line is by its words.
pub fn furniture(words: &str, heading: bool) -> Option<FurnitureKind> {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
    // "12 comments".
    let counted = words.trim_start_matches(|c: char| c.is_ascii_digit());
    if counted.len() < words.len() && counted.starts_with(' ') && words.len() < 80 {
        return furniture(counted.trim_start_matches(' '), heading).filter(|kind| *kind == FurnitureKind::Comments);
    }
    let first = words.chars().next().and_then(|c| c.to_lowercase().next())?;
    let heads = BY_FIRST.get(&first)?;
    let mut lower = String::new();
    for c in words.chars().take(48) {
        lower.extend(c.to_lowercase());
    }
    // Lines longer than this are no furniture by any head.
    let n = words.chars().take(200).count();
    let sentence = ends_sentence(words);
    for (kind, head) in heads {
        if let Some(rest) = lower.strip_prefix(head) {
            // "Related" alone, with a colon, or a few words more; not "Related costs rose by a fifth last year."
            let bounded = rest.chars().next().is_none_or(|c| !c.is_alphanumeric()) || !head.is_ascii();
            let single = !head.contains(' ') && !head.ends_with(':');
            let short =
                if single { n < head.chars().count() + 22 && !sentence || rest.starts_with(':') } else { n < 140 };
            if bounded && (short || (heading && !single)) {
                return Some(*kind);
            }
        }
    }
    None
}

/// The last character ends a sentence, quotation marks and brackets apart.
pub fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['"', '”', '’', '\'', '»', '«', '“', ')', ']', '」', '』', ' ', '\u{a0}'])
        .ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '।', '؟', '۔', '．'])
}

/// Letters and digits alone, in lower case: to compare titles.
pub fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A line that says that its date is the page's.
pub fn tells_publication(words: &str) -> bool {
    publication_label(words).is_some()
}

/// Where the words begin that say that the date behind them is the page's.
pub fn publication_label(words: &str) -> Option<usize> {
    const LABELS: &[&str] = &[
        "published",
        "posted",
        "publication date",
        "date:",
        "veröffentlicht",
        "erschienen",
        "datum",
        "publié",
        "mis en ligne",
        "publicado",
        "fecha",
        "pubblicato",
        "data:",
        "gepubliceerd",
        "geplaatst",
        "publicerad",
        "publisert",
        "udgivet",
        "offentliggjort",
        "julkaistu",
        "opublikowano",
        "data publikacji",
        "publikováno",
        "опубликовано",
        "опубліковано",
        "дата",
        "δημοσιεύτηκε",
        "közzétéve",
        "yayınlanma",
        "yayın tarihi",
        "diterbitkan",
        "đăng",
        "نشر",
        "פורסם",
        "公開",
        "掲載",
        "发布",
        "發布",
        "입력",
        "प्रकाशित",
    ];
    let starts = |rest: &str, label: &str| {
        let mut own = rest.chars().flat_map(char::to_lowercase);
        label.chars().all(|c| own.next() == Some(c))
    };
    let mut places = words.char_indices().take(60).map(|(i, _)| i);
    places.find(|i| LABELS.iter().any(|label| starts(&words[*i..], label)))
}
