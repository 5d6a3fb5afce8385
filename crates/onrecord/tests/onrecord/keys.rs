//! The durable names of facts.

use onrecord::{Given, Kind, Parts, record};

fn keys(text: &str) -> Vec<String> {
    let record = record(text.as_bytes(), &Given::new().kind(Kind::Clean), Parts::ALL);
    record.facts.statements.iter().map(|s| s.key.0.clone()).collect()
}

const SAID: &str = "The harbour was quiet. “We will not sell the quay,” Ada Quarmby said on Monday.";

#[test]
fn a_key_stays_when_another_paragraph_changes() {
    let alone = keys(SAID);
    let among = keys(&format!("Boats lay in the mud at Tamsel.\n\n{SAID}\n\nIt rained."));
    assert_eq!(alone.len(), 1);
    assert!(alone[0].starts_with("s:") && alone[0].len() == 18, "{}", alone[0]);
    assert_eq!(alone, among);
}

#[test]
fn other_words_or_another_context_are_another_key() {
    let alone = keys(SAID);
    assert_ne!(alone, keys(&SAID.replace("the quay", "the pier")));
    assert_ne!(alone, keys(&SAID.replace("was quiet", "was loud")));
    // Past 32 code points on either side, words may change.
    assert_eq!(
        keys(&format!("{} {}", "It was late and nobody stood there.", SAID)),
        keys(&format!("{} {}", "It was early and all stood there.", SAID))
    );
}

#[test]
fn every_kind_has_keys_and_any_text_may_stand_around_them() {
    let text = "“Nous n’irons pas au café,” said Zoë Çelik, the mayor’s aide in Évora, “and the £42m plan is dead.” \
                She will meet Ada Ærø on Friday — é.";
    let record = record(
        text.as_bytes(),
        &Given::new().kind(Kind::Clean).published(&"2031-03-12".parse::<onrecord_model::DateTime>().unwrap()),
        Parts::ALL,
    );
    let facts = &record.facts;
    assert!(facts.statements.iter().any(|s| s.content.len() == 2), "a quotation in two parts");
    let all = [
        ("s:", facts.statements.iter().map(|s| &s.key.0).collect::<Vec<_>>()),
        ("f:", facts.figures.iter().map(|f| &f.key.0).collect()),
        ("e:", facts.events.iter().map(|e| &e.key.0).collect()),
        ("x:", facts.expectations.iter().map(|x| &x.key.0).collect()),
    ];
    for (letter, mut keys) in all {
        assert!(!keys.is_empty() && keys.iter().all(|k| k.starts_with(letter)), "{letter} {keys:?}");
        let n = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), n, "{letter}");
    }
}

#[test]
fn equal_keys_are_numbered_in_text_order() {
    let all = keys(&format!("{SAID}\n\n{SAID}\n\n{SAID}"));
    assert_eq!(all.len(), 3);
    assert_eq!(all[1], format!("{}-2", all[0]));
    assert_eq!(all[2], format!("{}-3", all[0]));
}
