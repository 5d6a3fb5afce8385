//! Bytes of a block to tokens.

use onrecord_model::Span;

use super::{Token, TokenKind};

/// The text in lower case where the lower-case letter has as many bytes; other letters stay as they are.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => folded.push(one),
            _ => folded.push(c),
        }
    }
    folded
}

const CLITICS: [&str; 7] = ["s", "re", "ve", "ll", "d", "m", "t"];

/// Abbreviations that keep their full stop. Those behind which a sentence may end all the same are told by the splitter.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "cpl", "maj", "cmdr", "adm", "rev", "hon",
    "pres", "gov", "sen", "rep", "reps", "sens", "st", "ste", "mt", "ft", "jr", "sr", "co", "corp", "inc", "ltd",
    "llc", "plc", "bros", "vs", "v", "etc", "no", "nos", "op", "vol", "pp", "fig", "dept", "est", "al", "ave", "blvd",
    "rd", "sq", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "approx", "calif", "fla", "mass", "mich", "minn", "okla", "ore",
    "pa", "penn", "tenn", "tex", "va", "wash", "wis", "ariz", "ark", "colo", "conn", "del", "ga", "ill", "ind", "kan",
    "ky", "la", "md", "miss", "mo", "mont", "neb", "nev", "atty", "supt", "det", "insp", "messrs", "mme", "mlle",
];

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Appends the tokens of `block`; their sentence is set later.
pub fn tokens(text: &str, block: Span, out: &mut Vec<Token>) {
    let (mut at, end) = (block.start as usize, block.end as usize);
    let mut spaced = true;
    while at < end {
        let Some(c) = text[at..end].chars().next() else { break };
        if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let rest = &text[at..end];
        if c.is_ascii_digit() {
            let n = number(rest);
            push(out, at, at + n, TokenKind::Number, spaced);
            at += n;
        } else if is_letter(c) {
            at = word(text, at, end, spaced, out);
        } else if let Some(kind) = quote(text, at, c, spaced, block) {
            let n = if rest.starts_with("''") || rest.starts_with("``") { 2 } else { c.len_utf8() };
            push(out, at, at + n, kind, spaced);
            at += n;
        } else {
            let n = if rest.starts_with("...") {
                3
            } else if rest.starts_with("--") {
                2
            } else {
                c.len_utf8()
            };
            push(out, at, at + n, TokenKind::Mark, spaced);
            at += n;
        }
        spaced = false;
    }
}

fn push(out: &mut Vec<Token>, start: usize, end: usize, kind: TokenKind, spaced: bool) {
    out.push(Token { span: Span::new(start, end), kind, sentence: 0, spaced, hash: 0 });
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark_of_letter(c)
}

/// Combining marks, so that a decomposed "é" stays one word.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

/// Length of the number at the head of `rest`: digits with inner `,` and `.`, then letters that hang on it.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let digit = |k: usize| bytes.get(k).is_some_and(u8::is_ascii_digit);
        match bytes[i] {
            b'0'..=b'9' => i += 1,
            b',' if digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4) => i += 1,
            b'.' if digit(i + 1) => i += 1,
            _ => break,
        }
    }
    let digits = i;
    i += letters(&rest[i..]);
    // "24-year-old", but not "1939-45" or "10-2".
    while rest[i..].starts_with('-') {
        let n = letters(&rest[i + 1..]);
        if n == 0 {
            break;
        }
        i += 1 + n;
    }
    // "5p.m." stays "5" and "p.m.".
    if i > digits && rest[i..].starts_with('.') && rest[i + 1..].starts_with("m.") { digits } else { i }
}

fn letters(rest: &str) -> usize {
    rest.char_indices().find(|&(_, c)| !c.is_alphabetic()).map_or(rest.len(), |(i, _)| i)
}

/// Pushes the word at `at` with its clitics and gives the byte behind them.
fn word(text: &str, at: usize, end: usize, spaced: bool, out: &mut Vec<Token>) -> usize {
    let rest = &text[at..end];
    let mut i = run(rest);
    let mut clitic = None;
    while let Some(c) = rest[i..].chars().next() {
        let after = i + c.len_utf8();
        let n = run(&rest[after..]);
        if is_apostrophe(c) && n > 0 {
            let tail = &rest[after..after + n];
            if CLITICS.iter().any(|x| tail.eq_ignore_ascii_case(x)) && !rest[after + n..].starts_with('-') {
                // "n't" takes the n of its verb along.
                let negation = tail.eq_ignore_ascii_case("t") && i > 1 && rest[..i].ends_with(['n', 'N']);
                if negation || !tail.eq_ignore_ascii_case("t") {
                    clitic = Some((if negation { i - 1 } else { i }, after + n));
                    break;
                }
            }
            i = after + n;
        } else if (c == '-' || c == '‐' || c == '‑') && n > 0 {
            i = after + n;
        } else if c == '&' && n > 0 && i <= 3 && n <= 3 {
            // "AT&T", "R&D".
            i = after + n;
        } else {
            break;
        }
    }
    let word_end = clitic.map_or(i, |(start, _)| start);
    let stop = if clitic.is_none() { abbreviation(rest, word_end) } else { word_end };
    if stop > 0 {
        push(out, at, at + stop, TokenKind::Word, spaced);
    }
    match clitic {
        Some((start, stop)) => {
            push(out, at + start, at + stop, TokenKind::Clitic, start == 0 && spaced);
            at + stop
        }
        // The bare apostrophe of a plural owner ("the workers' union") hangs on its word.
        None => at + stop,
    }
}

fn run(rest: &str) -> usize {
    rest.char_indices().find(|&(_, c)| !is_letter(c)).map_or(rest.len(), |(i, _)| i)
}

/// Where the word of `n` bytes ends once the full stops of an abbreviation are taken in.
fn abbreviation(rest: &str, n: usize) -> usize {
    if !rest[n..].starts_with('.') {
        return n;
    }
    let word = &rest[..n];
    let single = |s: &str| s.chars().count() == 1 && s.chars().all(char::is_alphabetic);
    if single(word) {
        // "U.S.", "p.m.", "J. K."; a lone "I." is the end of a sentence, a lone initial is not.
        let mut i = n + 1;
        while let Some(c) = rest[i..].chars().next() {
            let after = i + c.len_utf8();
            if c.is_alphabetic() && rest[after..].starts_with('.') {
                i = after + 1;
            } else if c.is_alphabetic() && !rest[after..].chars().next().is_some_and(is_letter) && i > n + 1 {
                return after;
            } else {
                break;
            }
        }
        let one_initial = i == n + 1;
        return if one_initial && !word.chars().all(|c| c.is_uppercase() && c != 'I') { n } else { i };
    }
    if word.len() <= 6 && ABBREVIATIONS.iter().any(|a| word.eq_ignore_ascii_case(a)) {
        let written_small = !word.starts_with(|c: char| c.is_uppercase());
        // "no." and "fig." only before a number; "mar", "sat" and the like only with a capital.
        let before_number = rest[n + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        let always = matches!(word, "vs" | "etc" | "v" | "al" | "st" | "approx" | "dept" | "est");
        if !written_small && !word.eq_ignore_ascii_case("no") || always || before_number {
            return n + 1;
        }
    }
    n
}

/// What a quotation mark does here, or `None` where the character is none.
fn quote(text: &str, at: usize, c: char, spaced: bool, block: Span) -> Option<TokenKind> {
    let after = text[at + c.len_utf8()..block.end as usize].chars().next();
    let before = text[block.start as usize..at].chars().next_back();
    let opens_by_place = || {
        let free =
            spaced || before.is_none_or(|b| matches!(b, '(' | '[' | '—' | '–' | '-' | '/' | '“' | '"' | '‘' | '\''));
        free && after.is_some_and(|a| !a.is_whitespace())
    };
    match c {
        '“' | '„' | '«' | '‹' => Some(TokenKind::Open),
        '”' | '»' | '›' => Some(TokenKind::Close),
        '‘' | '‚' => Some(TokenKind::Open),
        '"' => Some(if opens_by_place() { TokenKind::Open } else { TokenKind::Close }),
        '`' => Some(TokenKind::Open),
        '\'' if text[at..].starts_with("''") => Some(if opens_by_place() { TokenKind::Open } else { TokenKind::Close }),
        '\'' | '’' | 'ʼ' => {
            // Before a digit ("'90s") it stands for what is left out; behind an s it may be an owner's.
            if opens_by_place() && c != '’' && !after.is_some_and(|a| a.is_ascii_digit()) {
                Some(TokenKind::Open)
            } else if before.is_some_and(|b| !b.is_whitespace()) {
                Some(TokenKind::Close)
            } else {
                None
            }
        }
        _ => None,
    }
}
