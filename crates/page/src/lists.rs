//! The words and phrases that pages are read by: lists by name (`phrases/phrases.tsv` what readers see,
//! `phrases/names.tsv` what markup and addresses say).

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident)*) => {
        /// A list of `phrases/phrases.tsv` or `phrases/names.tsv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum List { $($(#[$doc])* $name),* }

        impl List {
            const ALL: &[(&str, List)] = &[$((stringify!($name), List::$name)),*];
        }
    };
}

lists! {
    /// Heads of lines about other stories: "Read more".
    RelatedHead
    /// Heads of lines that ask to sign up for mail.
    NewsletterHead
    /// Heads of lines about sharing and following.
    ShareHead
    /// Heads of labels of adverts.
    AdvertHead
    /// Heads of lines about readers' comments.
    CommentsHead
    /// Heads of appeals for money or a subscription.
    AppealHead
    /// Heads of lines about cookies and privacy.
    ConsentHead
    /// Heads of lines that are a credit.
    CreditHead
    /// Heads of menus, tags and jumps.
    NavigationHead
    /// Heads of other furniture.
    OtherHead
    /// The date behind it is the page's: "Published".
    PublicationLabel
    /// A short line with it anywhere asks to sign up for mail: "inbox".
    SignUp
    /// Beginnings of units in ages: "hour" in "7 hours ago".
    AgeUnit
    /// Opens a byline: "Written by".
    BylineOpener
    /// Openers that make a byline of a line that nothing else tells of.
    SureOpener
    /// Between two names in a byline: "and".
    BylineJoiner
    /// Words that tell what somebody is or what a link does, and are no part of a name: "editor".
    NoName
    /// Words and marks, with spaces around them, behind which a name in a byline has ended: "in".
    NameEnd
    /// What follows a name and is none itself: "jr".
    NameSuffix
    /// Who is named behind it, and a space, took the picture: "Photo by".
    CreditMark
    /// Words that make a credit of short brackets at a caption's end: "Getty". Case counts.
    CreditWord
    /// Opens a row of names from left to right: "(L-R)". Case counts.
    RowOpener
    /// Small words inside the name of a person: "van".
    NameParticle
    /// Small words inside the name of a place: "am".
    PlaceParticle
    /// Words between day, month and year: "of". Case counts.
    DateWord
    /// Words in the titles of error pages.
    ErrorTitle

    /// Words of class and id names of each meaning.
    ClassRelated
    ClassNewsletter
    ClassShare
    ClassAdvert
    ClassNavigation
    ClassConsent
    ClassComments
    ClassAppeal
    ClassOther
    ClassByline
    ClassDate
    ClassCaption
    ClassStandfirst
    ClassCorrection
    ClassKicker
    ClassFooter
    ClassTitle
    ClassBody
    /// First words of the class names of a body: "article" in `article-text`.
    ClassBodyFirst
    /// Later words of the class names of a body: "text" in `article-text`.
    ClassBodyLater
    /// Attributes that are read as classes are.
    ShapeAttribute
    /// Names of meta elements that hold the day of publication, the best first.
    PublishedMeta
    /// Names of meta elements that hold the day of the last change, the best first.
    ModifiedMeta
    /// Names of meta elements that hold the authors, the best first.
    AuthorMeta
    /// Keys of a publication date in a script.
    PublishedKey
    /// Folders of addresses that lead to a person.
    AuthorFolder
    /// Beginnings of character references that show a text to be escaped twice.
    EscapedTwice
    /// Regions of English that write the day before the month.
    DayFirstRegion
    /// Ends of host names in whose countries the day comes before the month.
    DayFirstDomain
    /// Languages written in Windows-1250 where a page names no charset.
    Windows1250
}

/// The rows of both files: word, list, and languages in the first file.
fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let files = [include_str!("../phrases/phrases.tsv"), include_str!("../phrases/names.tsv")];
    files.into_iter().flat_map(str::lines).filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect())
}

struct Lists {
    members: Vec<Vec<&'static str>>,
    sets: Vec<FxHashSet<&'static str>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut members = vec![Vec::new(); List::ALL.len()];
    for row in rows() {
        // A list that the code does not know is left out, which a test refuses.
        if let [word, name, ..] = row[..]
            && let Some((_, list)) = List::ALL.iter().find(|l| l.0 == name)
        {
            members[*list as usize].push(word);
        }
    }
    let sets = members.iter().map(|words| words.iter().copied().collect()).collect();
    Lists { members, sets }
});

/// The words of a list, in the order of the file.
pub fn members(list: List) -> &'static [&'static str] {
    &LISTS.members[list as usize]
}

/// True where the word is on the list, letter by letter.
pub fn on(word: &str, list: List) -> bool {
    LISTS.sets[list as usize].contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The languages that the lists are in (BCP 47), and none in particular.
    const LANGUAGES: &str = "af ar bg bn ca cs da de el en es et fi fr he hi hr hu id is it ja ko lt lv mk mul nb nl pl pt \
         ro ru sk sl sr sv tr uk vi zh";

    fn are_known(languages: &str) -> bool {
        languages.split(' ').all(|l| LANGUAGES.split_whitespace().any(|known| known == l))
    }

    #[test]
    fn every_row_has_a_list_and_a_language() {
        let names = List::ALL.iter().position(|l| l.0 == "ClassRelated").unwrap();
        for row in rows() {
            let list = List::ALL.iter().position(|l| l.0 == row[1]);
            let list = list.unwrap_or_else(|| panic!("{row:?}: there is no list {}", row[1]));
            assert!(!row[0].trim().is_empty(), "{row:?}: a word");
            match row[2..] {
                [languages] => assert!(list < names && are_known(languages), "{row:?}: languages of a phrase"),
                _ => assert!(list >= names && row.len() == 2, "{row:?}: a name in markup has no language"),
            }
        }
    }

    #[test]
    fn every_list_has_words_and_each_once() {
        for (name, list) in List::ALL {
            let list = *list as usize;
            assert!(!LISTS.members[list].is_empty(), "{name} is empty");
            assert_eq!(LISTS.members[list].len(), LISTS.sets[list].len(), "{name}: a word stands twice");
        }
    }

    #[test]
    fn months_have_languages() {
        for row in include_str!("../phrases/months.tsv").lines().filter(|l| !l.starts_with('#')) {
            let row: Vec<&str> = row.split('\t').collect();
            assert!(
                matches!(row[..], [_, month, languages]
                if (1..=12).contains(&month.parse().unwrap_or(0)) && are_known(languages)),
                "{row:?}"
            );
        }
    }

    #[test]
    fn a_word_is_on_its_list() {
        assert!(on("and", List::BylineJoiner) && !on("And", List::BylineJoiner));
        assert_eq!(members(List::RelatedHead)[..2], ["related", "read more"]);
    }
}
