//! Several mentions of one event inside an article become one.
//!
//! Careful: the same kind and status, days that agree, and the same people; of two that name nobody, none.
//! Cases: cases/events/fold.md

use onrecord_model::{Event, EventKind, Status, When};

/// As many earlier events of a kind as one is held against.
const BACK: usize = 24;

/// Folds later mentions into earlier ones; ids count from 0 again.
pub fn fold(events: Vec<Event>) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::with_capacity(events.len());
    for event in events {
        let same = out.iter().rev().take(BACK).position(|e| one(e, &event)).map(|back| out.len() - 1 - back);
        match same.and_then(|i| out.get_mut(i)) {
            Some(earlier) => merge(earlier, event),
            None => out.push(event),
        }
    }
    for (i, event) in out.iter_mut().enumerate() {
        event.id = i as u32;
    }
    out
}

fn one(a: &Event, b: &Event) -> bool {
    if a.kind != b.kind || a.kind == EventKind::Other || a.status != b.status || a.status == Status::Hypothetical {
        return false;
    }
    let days = match (&a.when, &b.when) {
        (Some(a), Some(b)) => agree(a, b),
        _ => true,
    };
    days && same_people(a, b)
}

fn agree(a: &When, b: &When) -> bool {
    a.interval.days() == b.interval.days()
}

/// One event's people are all among the other's, and the smaller number is not one unless both have one.
fn same_people(a: &Event, b: &Event) -> bool {
    let ids = |e: &Event| e.participants.iter().filter_map(|p| p.entity).collect::<Vec<u32>>();
    let (a_ids, b_ids) = (ids(a), ids(b));
    let (few, many) = if a_ids.len() <= b_ids.len() { (&a_ids, &b_ids) } else { (&b_ids, &a_ids) };
    let near = matches!((&a.when, &b.when), (Some(x), Some(y)) if agree(x, y));
    !few.is_empty() && few.iter().all(|i| many.contains(i)) && (few.len() >= 2 || few.len() == many.len() || near)
}

fn merge(earlier: &mut Event, later: Event) {
    for p in later.participants {
        if earlier.participants.len() < 8 && earlier.participants.iter().all(|q| q.entity != p.entity) {
            earlier.participants.push(p);
        }
    }
    earlier.when = earlier.when.take().or(later.when);
    earlier.place = earlier.place.or(later.place);
    earlier.score = earlier.score.max(later.score);
}
