//! The JSON that others rely on: every key is there, absent is `null` or `[]`, spans are pairs.

use onrecord_model::*;
use serde_json::{Value, json};

fn record() -> Record {
    let text = "Council leader Ines Quarmby said work would begin in September.";
    Record {
        version: VERSION,
        made_by: MadeBy { version: "0.1.0".into(), weights: "blake3:00".into() },
        id: "a".into(),
        page: Page { hash: Some("blake3:11".into()), bytes: 63, ..Page::default() },
        article: Article {
            text: text.into(),
            blocks: vec![Block { kind: BlockKind::ListItem, span: Span::new(0, text.len()), time: None }],
            from: Origins { published: Some(Origin::JsonLd), ..Origins::default() },
            score: 0.98,
            ..Article::default()
        },
        facts: Facts {
            events: vec![Event {
                id: 0,
                trigger: Span::new(45, 50),
                kind: EventKind::Other,
                plover: None,
                participants: vec![],
                when: None,
                place: None,
                status: Status::Planned,
                said_in: Some(0),
                main: false,
                key: Key("e:0".into()),
                rule: "test".into(),
                score: 0.5,
            }],
            figures: vec![figure(600_000_000_000.0, None), figure(4.2, Some(5.0)), figure(1e300, None)],
            times: vec![Time {
                span: Span::new(54, 63),
                kind: TimeType::Date,
                value: Some("2031-09".into()),
                interval: Interval { start: day("2031-09-01"), end: day("2031-09-30") },
                rule: "month".into(),
                score: 0.9,
            }],
            ..Facts::default()
        },
        notes: vec![],
    }
}

fn day(text: &str) -> Option<Moment> {
    text.parse().ok()
}

fn figure(value: f64, high: Option<f64>) -> Figure {
    Figure {
        span: Span::new(0, 1),
        value,
        high,
        unit: None,
        modifier: Modifier::MoreThan,
        of: None,
        per: None,
        compared_with: None,
        change: Some(Direction::Up),
        key: Key::default(),
        rule: "test".into(),
        score: 1.0,
    }
}

#[test]
fn every_key_is_written_and_absent_is_null() {
    let json = serde_json::to_value(record()).unwrap();
    for key in [
        "version",
        "made_by",
        "id",
        "page",
        "article",
        "entities",
        "statements",
        "times",
        "figures",
        "events",
        "expectations",
        "notes",
    ] {
        assert!(json.get(key).is_some(), "{key} is left out");
    }
    for key in ["url", "canonical_url", "retrieved", "language"] {
        assert_eq!(json["page"][key], Value::Null, "{key}");
    }
    assert_eq!(json["article"]["blocks"], json!([{"kind": "list_item", "span": [0, 63], "time": null}]));
    assert_eq!(json["article"]["from"]["published"], "json-ld");
    assert_eq!(json["article"]["dateline"], Value::Null);
    assert_eq!(json["events"][0]["where"], Value::Null, "the field's name in JSON is `where`");
    assert_eq!(json["times"][0]["type"], "date");
    assert_eq!((&json["times"][0]["start"], &json["times"][0]["end"]), (&json!("2031-09-01"), &json!("2031-09-30")));
    assert_eq!((&json["events"][0]["main"], &json["events"][0]["key"]), (&json!(false), &json!("e:0")));
    assert_eq!((&json["figures"][0]["change"], &json["page"]["path"]), (&json!("up"), &Value::Null));
}

#[test]
fn whole_numbers_have_no_fraction() {
    let text = serde_json::to_string(&record()).unwrap();
    assert!(text.contains(r#""value":600000000000,"high":null"#), "{text}");
    assert!(text.contains(r#""value":4.2,"high":5,"#), "{text}");
    assert!(text.contains(r#""value":1e300"#) || text.contains(r#""value":1e+300"#), "{text}");
    assert!(text.contains(r#""modifier":"more_than""#));
}

#[test]
fn a_record_comes_back_as_it_went() {
    let before = record();
    let after: Record = serde_json::from_str(&serde_json::to_string(&before).unwrap()).unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_span_that_ends_before_it_starts_is_refused() {
    assert!(serde_json::from_str::<Span>("[3, 2]").is_err());
    assert_eq!(serde_json::from_str::<Span>("[2, 3]").unwrap(), Span::new(2, 3));
}

#[test]
fn a_text_gives_nothing_for_half_a_character() {
    let text = Text::from("Dravić");
    assert_eq!(text.get(Span::new(0, 5)), Some("Dravi"));
    assert_eq!(text.get(Span::new(0, 6)), None);
    assert_eq!(text.get(Span::new(5, 99)), None);
}

#[test]
fn every_value_has_the_name_that_it_has_in_json() {
    for kind in EventKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), json!(kind.as_str()));
        assert_eq!(serde_json::from_value::<EventKind>(json!(kind.as_str())).unwrap(), *kind);
    }
    assert_eq!(EventKind::ALL.len(), 45);
    assert_eq!(Origin::JsonLd.as_str(), "json-ld");
    assert_eq!(format!("{:>9}|", Standing::Earlier), "  earlier|");
}
