//! How far an expectation reaches: the smallest clause with what is to come, its subject and its cue.
//!
//! Leaves out: "he said", clauses that hang on behind ("as talks go on", ", and she will").
//! Cases: cases/expectations/span.md

use super::cue::{Cue, Way};
use onrecord_grammar::{Class, Grammar, List, Tokens};

/// The clause of a cue.
pub fn clause(g: &Grammar<'_>, cue: &Cue) -> Tokens {
    let start = match cue.way {
        Way::Adjective => g.phrase_start(cue.tokens.start),
        // "have a good chance of winning" is a clause, "his plans for a visit" a phrase.
        Way::Noun if g.have_before_at(cue.tokens.start) => start(g, cue.tokens.start),
        Way::Noun => g.phrase_start(cue.tokens.start),
        _ => start(g, cue.tokens.start),
    };
    let end = end(g, cue);
    Tokens::from(start.min(cue.tokens.start)..end.max(cue.tokens.end))
}

fn start(g: &Grammar<'_>, at: usize) -> usize {
    let low = g.around(at).start;
    let quoted = g.in_quotation(at);
    let mut k = at;
    // An apposition right before the verb belongs to the subject: "Ana Ruiz, 70, will".
    let participle = g.lower(at).ends_with("ing") && g.class(at) == Class::Word;
    let mut jump = k > low && g.class(k - 1) == Class::Comma && !participle;
    while k > low {
        match g.class(k - 1) {
            Class::Stop if g.lower(k - 1) == ")" => {
                while k > low && g.lower(k - 1) != "(" {
                    k -= 1;
                }
            }
            Class::Stop | Class::Said | Class::Subordinator => break,
            Class::Relative => {
                k -= 1;
                break;
            }
            Class::Open => {
                if quoted {
                    break;
                }
            }
            Class::Comma => {
                if jump {
                    jump = false;
                    // Go on behind the comma that opens the apposition.
                    let floor = low.max(k.saturating_sub(10));
                    if let Some(j) = (floor..k - 1).rev().find(|&j| g.class(j) == Class::Comma) {
                        k = j;
                        continue;
                    }
                }
                break;
            }
            Class::Word if k < at && g.on(k - 1, List::ReportedVerb) => break,
            Class::Close if !quoted && k >= 2 && g.class(k - 2) == Class::Comma => break,
            Class::And if k >= 2 && g.class(k - 2) == Class::Comma => break,
            // "the governor and I will": one subject.
            Class::And if g.lower(k) == "i" && k >= 2 && g.is(k - 2, &[Class::Name, Class::Word]) => {}
            Class::And if g.is(k, &[Class::Subject, Class::Modal]) || k == at => break,
            // "a day before the mayor is due"
            Class::Preposition if k - 1 > low && k < at && matches!(g.lower(k - 1), "before" | "after" | "until") => {
                break;
            }
            _ => {}
        }
        k = k.saturating_sub(1);
    }
    while k < at && g.is(k, &[Class::Comma, Class::Close, Class::Mark, Class::And]) {
        k += 1;
    }
    // "said on Thursday he will": the day belongs to the saying.
    if k > low && g.class(k - 1) == Class::Said {
        let day = if g.lower(k) == "on" { k + 1 } else { k };
        if day < at && g.lexicon.numbers.on_calendar(g.lower(day)) {
            k = day + 1;
            while k < at && g.is(k, &[Class::Number, Class::Comma, Class::Subordinator]) {
                k += 1;
            }
        }
    }
    k
}

fn end(g: &Grammar<'_>, cue: &Cue) -> usize {
    let high = g.around(cue.tokens.start).end;
    let quoted = g.in_quotation(cue.tokens.start);
    let mut opened = false;
    let mut k = cue.tokens.end;
    let mut bracket = false;
    while k < high {
        let class = g.class(k);
        if bracket {
            bracket = g.lower(k) != ")" && g.lower(k) != "]";
            k += 1;
            continue;
        }
        match class {
            Class::Stop if matches!(g.lower(k), "(" | "[") => bracket = true,
            Class::Stop => break,
            Class::Said => return before_attribution(g, cue, k),
            Class::Open => opened = true,
            Class::Close if quoted && !opened => break,
            Class::Relative if k > cue.tokens.end => break,
            Class::Subordinator
                if k > cue.tokens.end + 1
                    && matches!(g.lower(k), "because" | "while" | "although" | "though" | "whereas") =>
            {
                break;
            }
            Class::Subordinator
                if g.lower(k) == "as"
                    && k > cue.tokens.end + 1
                    && g.is(k + 1, &[Class::Subject, Class::Name, Class::Possessive, Class::Pronoun]) =>
            {
                break;
            }
            Class::Preposition
                if k > cue.tokens.end + 2 && matches!(g.lower(k), "after" | "despite" | "amid" | "following") =>
            {
                break;
            }
            Class::And if g.class(k + 1) == Class::Subject || g.lower(k + 1) == "that" => break,
            Class::And if g.lower(k) == "but" && !g.is(k + 1, &[Class::Preposition, Class::Not]) => break,
            Class::And if cue.way == Way::Adjective => {}
            Class::Comma if ends_at_comma(g, cue, k) => break,
            // A phrase ends where its sentence's verb begins.
            Class::Modal | Class::Be | Class::Have if matches!(cue.way, Way::Adjective | Way::Noun) => break,
            _ => {}
        }
        k += 1;
    }
    while k > cue.tokens.end && g.is(k - 1, &[Class::Comma, Class::And, Class::Open]) {
        k -= 1;
    }
    k
}

fn ends_at_comma(g: &Grammar<'_>, cue: &Cue, k: usize) -> bool {
    let next = g.class(k + 1);
    let near = k <= cue.tokens.end + 1;
    match next {
        Class::Number => false,
        Class::Name => g.class(k - 1) != Class::Name && g.class(k - 1) != Class::Number && !near,
        Class::Close => false,
        Class::And => {
            !near || g.is(k + 2, &[Class::Subject, Class::Possessive, Class::Determiner, Class::Name, Class::Pronoun])
        }
        _ if g.lower(k + 1) == "if" || near => false,
        _ => true,
    }
}

/// ", the mayor said": the attribution begins behind the last comma or quotation mark.
fn before_attribution(g: &Grammar<'_>, cue: &Cue, said: usize) -> usize {
    let floor = cue.tokens.end;
    let mut k = said;
    while k > floor {
        k -= 1;
        if g.is(k, &[Class::Comma, Class::Close]) {
            return k;
        }
    }
    said.max(floor)
}
