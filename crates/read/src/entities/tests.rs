//! Promises of the cast: order, spans, ids; and the rules with names given by hand.

use onrecord_grammar::{Grammar, Lexicon};
use onrecord_model::{Article, Block, BlockKind, EntityKind, Span, Text};

use super::resolve;
use crate::cast::Cast;
use crate::names::Name;

fn article(text: &str) -> Article {
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), time: None };
    Article { text: Text::from(text), blocks: vec![block], ..Article::default() }
}

/// Reads `text` with every occurrence of the given names; a role stands before `|`.
fn read(text: &str, given: &[(&str, EntityKind)]) -> Cast {
    let article = article(text);
    let g = Grammar::of(&article, Lexicon::english());
    let mut names: Vec<Name> = Vec::new();
    for &(phrase, kind) in given {
        let (role, name) = phrase.split_once('|').unwrap_or(("", phrase));
        let whole = if role.is_empty() { name.to_string() } else { format!("{role} {name}") };
        for (at, _) in text.match_indices(&whole) {
            let start = at + whole.len() - name.len();
            let span = Span::new(start, start + name.len());
            if names.iter().all(|n| !n.span.touches(span)) {
                let role = (!role.is_empty()).then(|| Span::new(at, at + role.len()));
                names.push(Name { span, kind, role, rule: "test".into(), score: 0.9 });
            }
        }
    }
    names.sort_by_key(|n| n.span);
    let cast = resolve(&g, &names);
    promises(text, &cast);
    cast
}

fn promises(text: &str, cast: &Cast) {
    for (i, entity) in cast.entities.iter().enumerate() {
        assert_eq!(entity.id as usize, i);
        assert!(!entity.mentions.is_empty());
        assert!(entity.mentions.windows(2).all(|m| m[0].span < m[1].span));
        for mention in &entity.mentions {
            assert!(!mention.span.is_empty() && text.get(mention.span.range()).is_some());
            assert!((0.0..=1.0).contains(&mention.score));
        }
    }
}

/// The mentions of the entity of that name, as words.
fn of<'t>(text: &'t str, cast: &Cast, name: &str) -> Vec<&'t str> {
    let found = cast.entities.iter().find(|e| e.name == name);
    found.map_or(Vec::new(), |e| e.mentions.iter().map(|m| &text[m.span.range()]).collect())
}

const P: EntityKind = EntityKind::Person;

#[test]
fn a_bare_surname_is_the_office_holders() {
    let text = "President Tom Marlo met envoys. First lady Anna Marlo smiled. Marlo left early.";
    let cast = read(text, &[("President|Tom Marlo", P), ("First lady|Anna Marlo", P), ("Marlo", P)]);
    assert_eq!(of(text, &cast, "Tom Marlo"), ["Tom Marlo", "Marlo"]);
}

#[test]
fn a_title_tells_which_of_two() {
    let text = "Mayor Tom Marlo met Anna Marlo. Mrs. Marlo smiled.";
    let cast = read(text, &[("Mayor|Tom Marlo", P), ("Anna Marlo", P), ("Mrs.|Marlo", P)]);
    assert_eq!(of(text, &cast, "Anna Marlo"), ["Anna Marlo", "Marlo"]);
}

#[test]
fn two_spellings_are_one_and_a_slip_is_likely() {
    let text = "Petro Marovsky spoke. Petro Marovskyy left. Ana Tolen sang. Ana Tloen sat.";
    let cast = read(text, &[("Petro Marovskyy", P), ("Petro Marovsky", P), ("Ana Tolen", P), ("Ana Tloen", P)]);
    assert_eq!(cast.entities.len(), 3);
    assert_eq!((cast.entities[1].maybe[0].entity, cast.entities[2].maybe[0].entity), (2, 1));
}

#[test]
fn the_leader_is_the_president_of_that_nation() {
    let text = "Norlandian President Petro Marov met Tom Ode. The Norlandian leader said he was glad.";
    let cast = read(text, &[("President|Petro Marov", P), ("Tom Ode", P), ("Norlandian", EntityKind::Group)]);
    assert_eq!(of(text, &cast, "Petro Marov"), ["Petro Marov", "The Norlandian leader", "he"]);
}

#[test]
fn gender_keeps_pronouns_apart() {
    let text = "Mary Ode met Peter Hall. She thanked him.";
    let cast = read(text, &[("Mary Ode", P), ("Peter Hall", P)]);
    assert_eq!(of(text, &cast, "Mary Ode"), ["Mary Ode", "She"]);
    assert_eq!(of(text, &cast, "Peter Hall"), ["Peter Hall", "him"]);
}

#[test]
fn his_company_is_the_one_in_his_role() {
    let text = "Brightway CEO Paul Ode spoke. Ode said his company would grow.";
    let cast = read(text, &[("Brightway", EntityKind::Organization), ("Brightway CEO|Paul Ode", P), ("Ode", P)]);
    assert_eq!(of(text, &cast, "Brightway"), ["Brightway", "his company"]);
}

#[test]
fn a_pronoun_may_come_before_its_name() {
    let text = "Tom Ode spoke. After his own speech, Peter Hall left.";
    let cast = read(text, &[("Tom Ode", P), ("Peter Hall", P)]);
    assert_eq!(of(text, &cast, "Peter Hall"), ["his", "Peter Hall"]);
}

#[test]
fn odd_input_keeps_the_promises() {
    for text in ["", "“", "he he he", "the the president", "his", "the company’s", "é’s the mayor of “her"] {
        let article = article(text);
        let g = Grammar::of(&article, Lexicon::english());
        promises(text, &resolve(&g, &[]));
    }
}
