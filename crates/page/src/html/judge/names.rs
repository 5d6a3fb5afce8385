//! What the numbers known of a line are, for people: in the order of `rows`.

const OWN: [&str; 23] = [
    "length",
    "share of links",
    "share of bold",
    "heading level",
    "ends as a sentence",
    "ends with a colon",
    "opens with a quotation mark",
    "words",
    "letters a word",
    "full stops",
    "commas a word",
    "capitals a word",
    "share of digits",
    "bars and bullets",
    "words of furniture",
    "stands in JSON-LD's body",
    "stands in the description",
    "element",
    "kept by rule",
    "times on the page",
    "running text in it",
    "within the body by rule",
    "lines below the headline",
];
const SHAPES: [(u8, &str); 29] = [
    (0, "within related stories"),
    (1, "within navigation"),
    (2, "within sharing"),
    (3, "within adverts"),
    (4, "within consent"),
    (5, "within a newsletter"),
    (6, "within comments"),
    (7, "within an appeal"),
    (8, "within other furniture"),
    (9, "byline"),
    (10, "date"),
    (11, "caption"),
    (12, "standfirst"),
    (13, "correction"),
    (14, "title"),
    (15, "element says that it is the body"),
    (16, "within a story"),
    (17, "within main"),
    (18, "quotation"),
    (19, "list"),
    (20, "table cell"),
    (21, "code"),
    (22, "header"),
    (23, "figure"),
    (24, "paragraph"),
    (25, "hidden"),
    (27, "link"),
    (28, "footer"),
    (29, "kicker"),
];
const PLACE: [&str; 18] = [
    "share of the page above",
    "share of running text above",
    "share of the body above",
    "headings above",
    "text since the last line kept",
    "lines since the last line kept",
    "text of the page",
    "running text of the page",
    "share of links of the page",
    "share of running text that is body",
    "lines into the body's stretch",
    "lines to the end of the body's stretch",
    "lines into the body",
    "lines to the end of the body",
    "lines marked alike",
    "running text of lines marked alike",
    "share of the page's running text in lines marked alike",
    "marked as the line above",
];
const AROUND: [&str; 7] = [
    "lines",
    "running text",
    "share of running text",
    "its running text by the body's",
    "lines above in it",
    "lines below in it",
    "element",
];
const BESIDE: [&str; 4] = ["length", "share of links", "kept by rule", "heading level"];
const WIDER: [&str; 4] = ["text", "share of links", "share of running text", "lines kept by rule"];

/// The name of a number.
pub fn of(feature: usize) -> String {
    let mut i = feature;
    if i < OWN.len() {
        return OWN[i].into();
    }
    i -= OWN.len();
    if i < 30 {
        let shape = SHAPES.iter().find(|(bit, _)| usize::from(*bit) == i);
        return shape.map_or("shape", |(_, name)| name).into();
    }
    i -= 30;
    if i < PLACE.len() {
        return PLACE[i].into();
    }
    i -= PLACE.len();
    if i < 4 * AROUND.len() {
        return format!("{} of the {}. element around", AROUND[i % AROUND.len()], i / AROUND.len() + 1);
    }
    i -= 4 * AROUND.len();
    if i < 4 * BESIDE.len() {
        let whose = ["2 above", "1 above", "1 below", "2 below"][i / BESIDE.len()];
        return format!("{} of the line {whose}", BESIDE[i % BESIDE.len()]);
    }
    i -= 4 * BESIDE.len();
    format!("{} of the ten lines {}", WIDER[i % WIDER.len()], if i < WIDER.len() { "above" } else { "below" })
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
