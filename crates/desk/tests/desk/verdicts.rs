//! A case for each verdict, for each kind of difference, and for each answer on the speaker.

use onrecord::{Given, Kind, Parts};
use onrecord_desk::store::Fetched;
use onrecord_desk::verify::differences::Kind as Of;
use onrecord_desk::verify::{By, Verdict, Verifier};

use super::{Folder, archive};

const PAGES: [&str; 3] = [
    "Tamsel keeps its quay\n\n“We will not sell the old quay before the vote in April, and nobody has asked us to,” the harbour master, \
     Ines Quarmby, said on Monday. “It cost us £42m to buy, and it has paid for itself twice.”\n\nQuarmby said that the council had never \
     discussed a price for the northern warehouses.\n\n“I trust the engineers of Vorling Marine, who have looked at every pile,” she added.",
    "Ferry row goes on\n\n“The ferry must run every day through the winter, whatever it costs the town,” Idris Pennock told the meeting.\n\n\
     Rain stopped the second sailing, and the queue at the slipway reached the church. “They were angry because nobody told them \
     anything,” a passenger said.",
    "Questions to the mayor\n\nQ: Will the toll stay?\n\nA: The toll will stay until the loan is paid back in full.\n\nQ: When is that?\n\n\
     A: In nine years if the traffic grows as we expect it to.",
];

#[test]
fn each_verdict_has_its_cases() {
    use Verdict::*;
    let folder = Folder::new("verdicts");
    let mut archive = archive(&folder);
    archive
        .write(|writer| {
            for (n, text) in PAGES.iter().enumerate() {
                let url = format!("https://gazette.example/{n}");
                let record = onrecord::record(
                    text.as_bytes(),
                    &Given::new().kind(Kind::Clean).url(Some(url.as_str())),
                    Parts::ALL,
                );
                writer.add(&Fetched { bytes: text.as_bytes(), url: Some(&url), ..Fetched::default() }, &record)?;
            }
            Ok(())
        })
        .expect("they are added");
    let verifier = Verifier::of(&archive).expect("a verifier");
    let cases: &[(&str, Verdict, &[Of])] = &[
        ("We will not sell the old quay before the vote in April", Exact, &[]),
        ("we won't sell the old quay before the vote in April", Exact, &[]),
        ("It cost us 42 million pounds to buy, and it has paid for itself twice", Altered, &[Of::Number]),
        ("It cost us £42 million to buy, and it has paid for itself twice.", Exact, &[]),
        ("The toll will stay until the loan is paid back in full", Exact, &[]),
        ("We will not sell the old quay … and nobody has asked us to", Trimmed, &[Of::Omission]),
        ("The ferry must run every day […] whatever it costs the town", Trimmed, &[Of::Omission]),
        ("[The council] will not sell the old quay before the vote in April", Exact, &[]),
        ("We will sell the old quay before the vote in April", Altered, &[Of::Negation]),
        ("It cost us £24m to buy, and it has paid for itself twice", Altered, &[Of::Number]),
        ("I trust the engineers of Teskov Marine, who have looked at every pile", Altered, &[Of::Name]),
        ("The ferry should run every day through the winter, whatever it costs the town", Altered, &[Of::Modal]),
        ("They are angry because nobody told them anything", Altered, &[Of::Tense]),
        ("The ferry must run every night through the winter, whatever it costs the town", Altered, &[Of::Word]),
        (
            "The ferry must run every single day through the winter, whatever it costs the town",
            Altered,
            &[Of::Addition],
        ),
        ("Whatever it costs the town, the ferry must run every day through the winter", Altered, &[Of::Order]),
        ("We will not sell the old quay, whatever it costs the town", Stitched, &[Of::Order]),
        ("it has paid for itself twice. I trust the engineers of Vorling Marine", Altered, &[Of::Omission]),
        ("it runs every day through the winter. They were angry because nobody told them", Altered, &[]),
        ("nobody has asked us to. It cost us £42m to buy", Trimmed, &[Of::Omission]),
        ("I trust the engineers, and the ferry must run every day through the winter", Stitched, &[Of::Order]),
        ("the council had never discussed a price for the northern warehouses", Indirect, &[]),
        ("the queue at the slipway reached the church", Indirect, &[]),
        ("the council never discussed a price for northern warehouses", Indirect, &[Of::Tense]),
        ("We cannot sell the old quay before that vote, and nobody here has ever asked for it", Close, &[]),
        ("A ferry must somehow run through the coming winter, whatever people think it costs", Close, &[]),
        ("The moon is made of green cheese and everyone here has eaten some", NotFound, &[]),
        ("Of course not", TooShort, &[]),
    ];
    let mut wrong = Vec::new();
    for (quote, verdict, kinds) in cases {
        let f = verifier.verify(quote, None, None).expect("a finding");
        let has = kinds.iter().all(|kind| f.differences.iter().any(|d| d.kind == *kind));
        if f.verdict != *verdict || !has || (*verdict == Exact && !f.differences.is_empty()) {
            wrong.push(format!("{quote}: {:?} {:?}", f.verdict, f.differences));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (quote, by, told) in [
        ("We will not sell the old quay before the vote in April", "Ines Quarmby", By::Agrees),
        ("We will not sell the old quay before the vote in April", "Quarmby", By::Agrees),
        ("We will not sell the old quay before the vote in April", "Idris Pennock", By::Differs),
        ("They were angry because nobody told them anything", "Idris Pennock", By::Unknown),
        ("The moon is made of green cheese and everyone here has eaten some", "Idris Pennock", By::Unknown),
    ] {
        let f = verifier.verify(quote, None, Some(by)).expect("a finding");
        if f.by != Some(told) {
            wrong.push(format!("{quote} by {by}: {:?} {:?}", f.by, f.matches));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
