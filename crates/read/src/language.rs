//! Which language an article is in: by its script, its function words and what the page says of itself. What is unsure is not told.
//!
//! Of Latin letters the languages of `languages.tsv` are known, of other scripts those that the script or its own letters tell.

use std::sync::LazyLock;

use onrecord_model::{Article, BlockKind};
use rustc_hash::FxHashMap;

/// What is known of an article's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Language {
    /// BCP 47.
    Told(String),
    /// Too few words to tell; nothing in them speaks against English.
    Short,
    /// The words speak against English, and for no other language that is known.
    Unclear,
}

/// Bytes of an article that are looked at.
const SAMPLE: usize = 4000;

/// Of fewer words nothing is told by what they lack.
const FEW: usize = 12;

/// The language of an article; `told` is what the page says of itself, which is often a template's.
pub fn language(article: &Article, told: Option<&str>) -> Language {
    let sample = sample(article);
    let told = told.filter(|tag| !tag.is_empty());
    let (letters, script) = script(&sample);
    match script {
        Script::Latin => of_latin(&sample, told),
        _ if letters < FEW => told.map_or(Language::Short, |tag| Language::Told(tag.to_owned())),
        script => script.language(&sample, told).map_or(Language::Unclear, Language::Told),
    }
}

/// The first running text; all text where none runs.
fn sample(article: &Article) -> String {
    let mut sample = String::new();
    let runs =
        |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote | BlockKind::Standfirst);
    for all in [false, true] {
        for block in article.blocks.iter().filter(|b| all || runs(b.kind)) {
            let words = &article.text[block.span];
            let end = (0..=words.len().min(SAMPLE)).rev().find(|i| words.is_char_boundary(*i)).unwrap_or(0);
            sample.push_str(&words[..end]);
            sample.push(' ');
            if sample.len() > SAMPLE {
                return sample;
            }
        }
        if !sample.is_empty() {
            break;
        }
    }
    sample
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Devanagari,
    Thai,
    Georgian,
    Kana,
    Han,
    Hangul,
    Other,
}

impl Script {
    const ALL: [Script; Script::Other as usize + 1] = [
        Script::Latin,
        Script::Greek,
        Script::Cyrillic,
        Script::Armenian,
        Script::Hebrew,
        Script::Arabic,
        Script::Devanagari,
        Script::Thai,
        Script::Georgian,
        Script::Kana,
        Script::Han,
        Script::Hangul,
        Script::Other,
    ];

    fn of(c: char) -> Script {
        match c {
            'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
            '\u{400}'..='\u{52f}' => Script::Cyrillic,
            '\u{531}'..='\u{58f}' => Script::Armenian,
            '\u{590}'..='\u{5ff}' => Script::Hebrew,
            '\u{600}'..='\u{77f}' => Script::Arabic,
            '\u{900}'..='\u{97f}' => Script::Devanagari,
            '\u{e00}'..='\u{e7f}' => Script::Thai,
            '\u{10a0}'..='\u{10ff}' => Script::Georgian,
            '\u{3040}'..='\u{30ff}' => Script::Kana,
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Script::Han,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
            _ => Script::Other,
        }
    }

    /// The language that is written in this script, where one can be told.
    fn language(self, text: &str, told: Option<&str>) -> Option<String> {
        let says = |tags: &[&str]| told.filter(|tag| tags.contains(&primary(tag)));
        let share = |letters: &str| {
            let n = text.chars().filter(|c| c.is_alphabetic()).count();
            text.chars().filter(|c| letters.contains(*c)).count() * 1000 / n.max(1)
        };
        let known = match self {
            Script::Latin | Script::Other => return told.filter(|t| primary(t) != "en").map(str::to_owned),
            Script::Greek => "el",
            Script::Armenian => "hy",
            Script::Hebrew => says(&["yi"]).unwrap_or("he"),
            Script::Thai => "th",
            Script::Georgian => "ka",
            Script::Kana => "ja",
            Script::Han => says(&["yue", "ja"]).unwrap_or("zh"),
            Script::Hangul => "ko",
            Script::Arabic if share("پچژگکی") > 20 => says(&["fa", "ur", "ps", "ckb", "sd", "ug"])?,
            Script::Arabic => "ar",
            Script::Devanagari => says(&["hi", "mr", "ne"]).or_else(|| text.contains(" है").then_some("hi"))?,
            Script::Cyrillic if share("їєґ") > 5 => "uk",
            Script::Cyrillic if share("ў") > 5 => "be",
            Script::Cyrillic if share("јљњћђџѓќѕ") > 10 => says(&["sr", "mk", "bs"])?,
            Script::Cyrillic if share("әғқңөұүһіӣӯҷ") > 10 => says(&["kk", "ky", "tt", "tg", "mn", "uk"])?,
            Script::Cyrillic if share("ыэ") > 10 => says(&["ru"]).unwrap_or("ru"),
            Script::Cyrillic if share("ъ") > 5 => says(&["bg"]).unwrap_or("bg"),
            Script::Cyrillic => says(&["ru", "bg", "mk", "sr", "uk", "be"])?,
        };
        // "en-GB" of the page's own tag knows more than "en" of the words.
        Some(told.filter(|tag| primary(tag) == primary(known)).unwrap_or(known).to_owned())
    }
}

/// How many letters there are, and the script of most of them; kana make Japanese of what is mostly Han.
fn script(text: &str) -> (usize, Script) {
    let mut counts = [0usize; Script::ALL.len()];
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        counts[Script::of(c) as usize] += 1;
    }
    let letters = counts.iter().sum();
    let most = Script::ALL.into_iter().rev().max_by_key(|s| counts[*s as usize]).unwrap_or(Script::Latin);
    let kana = most == Script::Han && counts[Script::Kana as usize] * 10 > letters;
    (letters, if kana { Script::Kana } else { most })
}

/// The languages of the list, and for each word in which of them it is: a bit each.
static WORDS: LazyLock<(Vec<&'static str>, FxHashMap<&'static str, u64>)> = LazyLock::new(|| {
    let (mut tags, mut words) = (Vec::new(), FxHashMap::default());
    let rows = include_str!("../languages.tsv").lines().filter(|l| !l.starts_with('#'));
    for (tag, list) in rows.filter_map(|l| l.split_once('\t')) {
        list.split(' ').for_each(|word| *words.entry(word).or_insert(0) |= 1 << tags.len());
        tags.push(tag);
    }
    (tags, words)
});

/// The language of a text in Latin letters: the one with most function words, where it has enough of them and clearly more than others.
fn of_latin(text: &str, told: Option<&str>) -> Language {
    let (tags, words) = &*WORDS;
    let (mut hits, mut seen) = (vec![0usize; tags.len()], vec![Vec::new(); tags.len()]);
    let (mut n, mut n_small) = (0, 0);
    let mut last = "";
    for word in text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).filter(|w| !w.is_empty()) {
        // A word that is repeated is of no language.
        if std::mem::replace(&mut last, word) == word {
            continue;
        }
        n += 1;
        n_small += usize::from(word.starts_with(char::is_lowercase));
        let lower = word.to_lowercase();
        let Some((word, mask)) = words.get_key_value(lower.trim_matches(['\'', '’'])) else { continue };
        for k in (0..tags.len()).filter(|k| mask & (1 << k) != 0) {
            hits[k] += 1;
            if !seen[k].contains(word) {
                seen[k].push(*word);
            }
        }
    }
    let english = tags.iter().position(|t| *t == "en").unwrap_or_default();
    let of_told = |tag: &str| told.filter(|t| primary(t) == tag).unwrap_or(tag).to_owned();
    if n < FEW {
        // One function word that no other language has is enough where nothing contradicts.
        let own = seen[english].iter().any(|w| words[w].count_ones() == 1);
        let other = (0..tags.len()).any(|k| k != english && seen[k].len() > seen[english].len());
        return match told {
            Some(tag) if primary(tag) != "en" && !own => Language::Told(tag.to_owned()),
            _ if own && !other => Language::Told(of_told("en")),
            _ => Language::Short,
        };
    }
    let enough = |k: usize| hits[k] * 100 >= n * LEAST_SHARE && seen[k].len() >= LEAST_WORDS;
    let best = (0..tags.len()).rev().max_by_key(|k| hits[*k]).unwrap_or(english);
    let rival = (0..tags.len()).filter(|k| *k != best).map(|k| hits[k]).max().unwrap_or(0);
    if enough(best) && hits[best] * 3 >= rival * 4 {
        return Language::Told(of_told(tags[best]));
    }
    // Kin that so few words cannot tell apart, lists with hardly a sentence, and languages that are not listed.
    let agrees = |k: usize| hits[k] * 100 >= n * LEAST_TOLD && hits[k] * 4 >= hits[best] * 3;
    match told {
        Some(tag) if tags.iter().position(|t| *t == primary(tag)).is_none_or(agrees) => Language::Told(tag.to_owned()),
        _ if enough(english) && best == english => Language::Told("en".to_owned()),
        // A list of names and figures, or a sentence or two: nothing speaks against English.
        _ if !enough(best) && is_plain(text, n) && (n < MANY || n_small * 2 < n || agrees(english)) => Language::Short,
        _ => Language::Unclear,
    }
}

/// Of a hundred words so many are function words of the list, at least.
const LEAST_SHARE: usize = 12;

/// And where the page says of itself that it is in that language.
const LEAST_TOLD: usize = 4;

/// And so many different ones.
const LEAST_WORDS: usize = 3;

/// Of fewer words little is told by what they lack.
const MANY: usize = 30;

/// Hardly a word with letters that English does not have; names may have some.
fn is_plain(text: &str, n: usize) -> bool {
    let foreign = |w: &&str| w.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    text.split_whitespace().filter(foreign).count() * 6 <= n
}

/// `en` of `en-GB`.
pub fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or(language)
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Block, Span};

    use super::*;

    fn of(text: &str, told: Option<&str>) -> Language {
        let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), time: None };
        language(&Article { text: text.into(), blocks: vec![block], ..Article::default() }, told)
    }

    fn told(tag: &str) -> Language {
        Language::Told(tag.to_owned())
    }

    #[test]
    fn words_and_script_tell_the_language() {
        for (tag, text) in [
            ("en", "The council met on Monday and voted for the new bridge, which is to open in May."),
            (
                "cy",
                "Mae'r cyngor wedi penderfynu cau'r bont yn ystod y gaeaf, ac mae ei haelodau yn dweud bod y gwaith wedi dechrau.",
            ),
            (
                "tl",
                "Sinabi ng alkalde na isasara ang tulay sa Lunes at ang mga tao ay dapat umiwas sa kalsada para sa gawain.",
            ),
            (
                "sw",
                "Meya alisema kuwa daraja la mji litafungwa katika mwezi wa tano kwa ajili ya kazi za ukarabati na watu ni lazima wasubiri.",
            ),
            ("fi", "Kaupunki on päättänyt että silta suljetaan, mutta työt ovat myös myöhässä ja se ei ole kuin alku."),
            ("de", "Der Rat hat am Montag die neue Brücke beschlossen, und sie wird im Mai für den Verkehr geöffnet."),
            ("el", "Το συμβούλιο αποφάσισε να κλείσει τη γέφυρα τον Μάιο."),
            ("uk", "Рада вирішила закрити міст у травні, і її члени кажуть, що роботи вже почалися в місті."),
            (
                "ru",
                "Совет решил закрыть мост в мае, и рабочие уже начали ремонт, который продлится до осени, сообщили власти этого города.",
            ),
            ("ja", "市議会は月曜日に橋を閉鎖することを決めた。"),
        ] {
            assert_eq!(of(text, None), told(tag), "{text}");
        }
    }

    #[test]
    fn the_page_says_what_words_leave_open() {
        let text = "Kommunen har vedtatt at broen skal stenges i mai, og det er ikke klart når den åpner for biler som kommer.";
        assert_eq!(of(text, Some("nb-NO")), told("nb-NO"));
        // A template's "en" over a text in German; "en-GB" over one in English; a language that no list has.
        assert_eq!(
            of(
                "Der Rat hat die Brücke beschlossen, und sie wird im Mai für den Verkehr geöffnet, sagt er.",
                Some("en")
            ),
            told("de")
        );
        assert_eq!(
            of("The council has voted for the bridge, and it will be open in May.", Some("en-GB")),
            told("en-GB")
        );
        assert_eq!(of("The council has voted for the bridge, and it will be open in May.", Some("cy")), told("en"));
        assert_eq!(
            of(
                "U Kunsill iddeċieda li jagħlaq il-pont f'Mejju minħabba xogħol fuq it-toroq, qal is-sindku lill-ġurnalisti.",
                Some("mt")
            ),
            told("mt")
        );
    }

    #[test]
    fn what_is_unsure_is_not_told() {
        assert_eq!(
            of(
                "U Kunsill iddeċieda li jagħlaq il-pont f'Mejju minħabba xogħol fuq it-toroq, qal is-sindku lill-ġurnalisti.",
                None
            ),
            Language::Unclear
        );
        assert_eq!(of("12 March 2031", None), Language::Short);
        assert_eq!(of("Mayor quits", None), Language::Short);
        assert_eq!(of("The mayor quits", None), told("en"));
        assert_eq!(of("Y cyngor", Some("cy")), told("cy"));
        assert_eq!(of("", None), Language::Short);
    }
}
