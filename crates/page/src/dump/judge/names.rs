//! What the numbers known of a line are, for people: in the order of `rows`.

const OWN: [&str; 17] = [
    "words",
    "letters a word",
    "ends as a sentence",
    "in capitals",
    "stands apart",
    "ends in a credit",
    "ends with a colon",
    "opens with a quotation mark",
    "full stops",
    "commas a word",
    "share of digits",
    "bars and bullets",
    "capitals a word",
    "label",
    "words of furniture",
    "times on the page",
    "ends cut off",
];
const PLACE: [&str; 13] = [
    "share of lines above",
    "lines into the body's stretch",
    "lines to the end of the body's stretch",
    "within the body's stretch",
    "share of words above",
    "share of running text above",
    "share of running text in the body's stretch",
    "words of the page",
    "running text of the page",
    "lines of the page",
    "lines since running text",
    "share of its words that the body has",
    "its words that the body has",
];
const BESIDE: [&str; 4] = ["words", "ends as a sentence", "label", "in capitals"];
const STEPS: [&str; 6] = ["3 above", "2 above", "1 above", "1 below", "2 below", "3 below"];
const WINDOWS: [&str; 5] = ["12 above", "12 below", "4 above", "4 below", "29 below"];
const SIDES: [&str; 4] = ["6 above", "6 below", "20 above", "20 below"];
const REST: [&str; 4] = [
    "begins with a capital",
    "ends with a letter",
    "lines since it stood there first",
    "words by those of a paragraph",
];
const LAST: [&str; 4] = [
    "lines since furniture",
    "share of furniture above",
    "share of furniture in 19 lines below",
    "share of ages and dates above",
];

/// The name of a number.
pub fn of(feature: usize) -> String {
    let mut i = feature;
    let groups: [(usize, &dyn Fn(usize) -> String); 10] = [
        (17, &|i| OWN[i].into()),
        (13, &|i| PLACE[i].into()),
        (24, &|i| format!("{} of the line {}", BESIDE[i % 4], STEPS[i / 4])),
        (10, &|i| format!("{} of the lines {}", ["words", "share of running text"][i % 2], WINDOWS[i / 2])),
        (8, &|i| format!("{} {}", ["date", "byline", "caption", "age"][i / 2], ["above", "below"][i % 2])),
        (6, &|i| format!("share of the words of the line {} that the body has", STEPS[i])),
        (2, &|i| format!("most words of a headline {} that the body has", ["above", "below"][i])),
        (2, &|i| format!("lines in a row {} that end no sentence", ["above", "below"][i])),
        (8, &|i| format!("share of lines {} that {}", SIDES[i / 2], ["end as a sentence", "are short"][i % 2])),
        (4, &|i| REST[i].into()),
    ];
    for (n, name) in groups {
        if i < n {
            return name(i);
        }
        i -= n;
    }
    match i {
        0 => "lines since the comments began".into(),
        1 => "heads the comments".into(),
        2..=5 => format!("share of lines {} that are said again and again", SIDES[i - 2]),
        _ => LAST[(i - 6) % 4].into(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_number_has_a_name_of_its_own() {
        let mut names: Vec<String> = (0..super::super::N).map(super::of).filter(|n| n != "shape").collect();
        names.sort_unstable();
        let n = names.len();
        names.dedup();
        assert!(names.len() == n && n + 2 > super::super::N, "{} of {}", names.len(), super::super::N);
    }
}
