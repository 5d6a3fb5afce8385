//! Dates as pages print them or carry in their markup, to ISO 8601: `6 Sept 2025, 10.32pm`, `2025-09-06T22:32:00+02:00`,
//! `6 de septiembre de 2025`, `2025年9月6日`.
//!
//! Leaves alone: dates without a year ("Tuesday", "7 hours ago"), and 03/04/2025, where nothing says which is the month.
//! Cases: cases/page/dates.md

mod months;

use std::ops::Range;

use onrecord_model::{DateTime, Day};

/// Longer texts are read up to here: a date stands at the head of its line, or the line is no date line.
const FAR: usize = 400;

/// The first date in a text, with its clock time where one follows: `2025-09-06`, `2025-09-06T22:32:00+02:00`.
pub fn date(text: &str) -> Option<String> {
    find(text, None).map(|(_, iso)| iso)
}

/// As [`date`], where 03/04/2025 is read day first (`Some(true)`), month first (`Some(false)`) or not at all (`None`).
pub fn date_in(text: &str, day_first: Option<bool>) -> Option<String> {
    find(text, day_first).map(|(_, iso)| iso)
}

/// The day of an ISO 8601 date or date-time.
pub fn day(iso: &str) -> Option<Day> {
    iso.parse::<DateTime>().ok().map(|d| d.day())
}

/// Seconds or milliseconds since 1970, as markup sometimes has them.
pub fn stamp(digits: &str) -> Option<String> {
    let n: i64 = digits.trim().parse().ok()?;
    let seconds = match digits.trim().len() {
        10 => n,
        13 => n / 1000,
        _ => return None,
    };
    let day = jiff::Timestamp::from_second(seconds).ok()?;
    Some(day.to_string())
}

/// The name of a month, whole or cut short, in any of the languages known.
pub fn is_month(word: &str) -> bool {
    months::month(word).is_some()
}

/// The first date in a text and where it stands.
pub fn find(text: &str, day_first: Option<bool>) -> Option<(Range<usize>, String)> {
    let mut end = text.len().min(FAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let parts = parts(&text[..end]);
    (0..parts.len()).find_map(|i| {
        let (next, y, m, d) = at(&parts, i, day_first)?;
        let last = parts.get(next.checked_sub(1)?)?;
        let mut iso = format!("{y:04}-{m:02}-{d:02}");
        let mut stop = last.end;
        if let Some((after, clock)) = clock(&parts, next) {
            iso.push('T');
            iso.push_str(&clock);
            stop = parts.get(after - 1).map_or(stop, |p| p.end);
        }
        Some((parts[i].start..stop, iso))
    })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum What<'a> {
    Number(u32, usize),
    Word(&'a str),
    Sign(char),
}

#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    start: usize,
    end: usize,
    what: What<'a>,
    /// White space stands before it.
    apart: bool,
}

/// Numbers, words and signs.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    let mut apart = true;
    let mut chars = text.char_indices().peekable();
    while let Some((mut start, c)) = chars.next() {
        if c.is_whitespace() {
            apart = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        let what = if let Some(digit) = digit(c) {
            let (mut n, mut count) = (digit, 1);
            while let Some((i, c)) = chars.peek()
                && let Some(digit) = self::digit(*c)
            {
                // "May 4, 20312:23 PM", "May 4, 203112 comments": where words were joined without a space, a year ends
                // after four digits.
                if count == 4 && (1900..2100).contains(&n) && (after_month(&out) || clock_follows(&text[*i..])) {
                    break;
                }
                n = n.saturating_mul(10).saturating_add(digit);
                count += 1;
                end = i + c.len_utf8();
                chars.next();
            }
            What::Number(n, count)
        } else if is_cjk(c) {
            What::Sign(c)
        } else if c.is_alphabetic() || is_mark(c) {
            let mut small = c.is_lowercase();
            while let Some((i, c)) = chars.peek()
                && (c.is_alphabetic() || is_mark(*c))
                && !is_cjk(*c)
                // "minute readMay 4" was two words.
                && !(small && c.is_uppercase())
            {
                small = c.is_lowercase();
                end = i + c.len_utf8();
                chars.next();
            }
            // "by A. B. Tamsel IVMay 4".
            let glued =
                text[start..end].rfind(char::is_uppercase).filter(|k| *k > 0 && is_month(&text[start + k..end]));
            if let Some(k) = glued {
                let what = What::Word(&text[start..start + k]);
                out.push(Part { start, end: start + k, what, apart });
                (start, apart) = (start + k, false);
            }
            What::Word(&text[start..end])
        } else {
            What::Sign(c)
        };
        out.push(Part { start, end, what, apart });
        apart = false;
    }
    out
}

/// A month and perhaps a day have just been read, so that a year comes next.
fn after_month(parts: &[Part<'_>]) -> bool {
    let month = |p: &Part<'_>| matches!(p.what, What::Word(w) if is_month(w));
    let day = |p: &Part<'_>| matches!(p.what, What::Number(n, _) if (1..=31).contains(&n));
    let parts = if let [before @ .., Part { what: What::Sign(','), .. }] = parts { before } else { parts };
    match parts {
        [.., m] if month(m) => true,
        [.., m, d] => month(m) && day(d),
        _ => false,
    }
}

/// `2:23`, `14:05` at the head of a text.
fn clock_follows(rest: &str) -> bool {
    let b = rest.as_bytes();
    let colon = b.iter().take(3).position(|c| *c == b':');
    colon.is_some_and(|k| {
        (1..=2).contains(&k) && b[..k].iter().all(u8::is_ascii_digit) && b.get(k + 1).is_some_and(u8::is_ascii_digit)
    })
}

/// Vowel signs of Indian scripts and their like, which are no letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}' | '\u{0980}'..='\u{0983}'
        | '\u{09be}'..='\u{09cd}' | '\u{0b82}' | '\u{0bbe}'..='\u{0bcd}' | '\u{0e31}' | '\u{0e34}'..='\u{0e4e}')
}

fn is_cjk(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일' | '時' | '时' | '分')
}

/// ASCII, Arabic-Indic, Persian, Devanagari, Bengali and full-width digits.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06f0}'..='\u{06f9}' => '\u{06f0}',
        '\u{0966}'..='\u{096f}' => '\u{0966}',
        '\u{09e6}'..='\u{09ef}' => '\u{09e6}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(c as u32 - zero as u32)
}

type Ymd = (usize, u32, u32, u32);

fn number(parts: &[Part<'_>], i: usize) -> Option<(u32, usize)> {
    match parts.get(i)?.what {
        What::Number(n, digits) => Some((n, digits)),
        _ => None,
    }
}

fn sign(parts: &[Part<'_>], i: usize) -> Option<char> {
    match parts.get(i)?.what {
        What::Sign(c) => Some(c),
        _ => None,
    }
}

fn word<'a>(parts: &[Part<'a>], i: usize) -> Option<&'a str> {
    match parts.get(i)?.what {
        What::Word(w) => Some(w),
        _ => None,
    }
}

fn valid(next: usize, y: u32, m: u32, d: u32) -> Option<Ymd> {
    let ok = (1500..2100).contains(&y) && jiff::civil::Date::new(y as i16, m as i8, d as i8).is_ok();
    (ok && m < 13 && d < 32).then_some((next, y, m, d))
}

fn year(parts: &[Part<'_>], i: usize) -> Option<(usize, u32)> {
    match number(parts, i) {
        Some((y, 4)) => Some((i + 1, y)),
        _ => {
            // '25
            let quote = matches!(sign(parts, i)?, '\'' | '’');
            match number(parts, i + 1)? {
                (y, 2) if quote => Some((i + 2, century(y))),
                _ => None,
            }
        }
    }
}

fn century(y: u32) -> u32 {
    if y < 70 { 2000 + y } else { 1900 + y }
}

/// Little words and signs between day, month and year.
fn skip(parts: &[Part<'_>], mut i: usize) -> usize {
    for _ in 0..3 {
        let little = match parts.get(i).map(|p| p.what) {
            Some(What::Sign(c)) => matches!(c, ',' | '.' | '/' | '-' | '–' | 'º' | '°' | '،' | '\'' | '’' | '·'),
            Some(What::Word(w)) => months::is_little(w),
            _ => false,
        };
        if !little {
            break;
        }
        // The quote of '25 belongs to the year.
        if matches!(sign(parts, i), Some('\'' | '’')) && matches!(number(parts, i + 1), Some((_, 2))) {
            break;
        }
        i += 1;
    }
    i
}

/// A date whose first part is the `i`th.
fn at(parts: &[Part<'_>], i: usize, day_first: Option<bool>) -> Option<Ymd> {
    match parts.get(i)?.what {
        What::Number(y, 4) => year_first(parts, i, y),
        What::Number(n, 8) => valid(i + 1, n / 10_000, n / 100 % 100, n % 100).filter(|(_, y, ..)| *y > 1900),
        What::Number(n, 14) if n == u32::MAX => None,
        What::Number(d, 1 | 2) => named_month_second(parts, i, d).or_else(|| all_numbers(parts, i, d, day_first)),
        What::Word(w) => named_month_first(parts, i, w),
        _ => None,
    }
}

/// 2025-09-06, 2025/9/6, 2025年9月6日, 2025. szeptember 6.
fn year_first(parts: &[Part<'_>], i: usize, y: u32) -> Option<Ymd> {
    let next = skip(parts, i + 1);
    if let Some(m) = word(parts, next).and_then(months::month) {
        let day = skip(parts, next + 1);
        return match number(parts, day) {
            Some((d, 1 | 2)) => valid(day + 1, y, m, d),
            _ => None,
        };
    }
    let first = sign(parts, i + 1)?;
    if !matches!(first, '-' | '/' | '.' | '年' | '년' | '–' | '‑') {
        return None;
    }
    let (m, 1 | 2) = number(parts, i + 2)? else { return None };
    if !matches!(sign(parts, i + 3)?, '-' | '/' | '.' | '月' | '월' | '–' | '‑') {
        return None;
    }
    let (d, 1 | 2) = number(parts, i + 4)? else { return None };
    let next = i + 5;
    valid(if matches!(sign(parts, next), Some('日' | '일')) { next + 1 } else { next }, y, m, d)
}

/// 6 September 2025, 6th of September 2025, 6. September 2025, 6 tháng 9 năm 2025.
fn named_month_second(parts: &[Part<'_>], i: usize, d: u32) -> Option<Ymd> {
    let mut next = skip(parts, i + 1);
    if word(parts, next) == Some("tháng") {
        let (m, _) = number(parts, next + 1)?;
        let (after, y) = year(parts, skip(parts, next + 2))?;
        return valid(after, y, m, d);
    }
    let m = months::month(word(parts, next)?)?;
    next = skip(parts, next + 1);
    let (next, y) = year(parts, next).or_else(|| match (number(parts, next)?, sign(parts, next.checked_sub(1)?)) {
        // 06-Sep-25
        ((y, 2), Some('-' | '/' | '.')) => Some((next + 1, century(y))),
        _ => None,
    })?;
    valid(next, y, m, d)
}

/// September 6, 2025; Sept. 6th 2025.
fn named_month_first(parts: &[Part<'_>], i: usize, name: &str) -> Option<Ymd> {
    let m = months::month(name)?;
    let day = skip(parts, i + 1);
    let (d, 1 | 2) = number(parts, day)? else { return None };
    let mut next = skip(parts, day + 1);
    if matches!(sign(parts, next), Some('|')) {
        next += 1;
    }
    let (next, y) = year(parts, next).or_else(|| {
        // Sat Sep 06 22:32:00 +0200 2025
        let colon = sign(parts, next + 1) == Some(':') && sign(parts, next + 3) == Some(':');
        (next..next + 9).filter(|_| colon).find_map(|k| match number(parts, k) {
            Some((y @ 1990..2100, 4)) if sign(parts, k - 1) != Some('+') && sign(parts, k - 1) != Some('-') => {
                Some((k + 1, y))
            }
            _ => None,
        })
    })?;
    valid(next, y, m, d)
}

/// 06.09.2025, 6/9/25.
fn all_numbers(parts: &[Part<'_>], i: usize, a: u32, day_first: Option<bool>) -> Option<Ymd> {
    let between = sign(parts, i + 1)?;
    if !matches!(between, '.' | '/' | '-') || sign(parts, i + 3)? != between {
        return None;
    }
    let (b, 1 | 2) = number(parts, i + 2)? else { return None };
    let y = match number(parts, i + 4)? {
        (y, 4) => y,
        (y, 2) if between != '-' => century(y),
        _ => return None,
    };
    let (d, m) = match () {
        () if between == '.' || a > 12 || a == b => (a, b),
        () if b > 12 => (b, a),
        () => match day_first? {
            true => (a, b),
            false => (b, a),
        },
    };
    valid(i + 5, y, m, d)
}

/// The clock time that begins within the next few parts, with its offset.
fn clock(parts: &[Part<'_>], from: usize) -> Option<(usize, String)> {
    let i = hour_place(parts, from)?;
    let (hour, 1 | 2) = number(parts, i)? else { return None };
    let (minute, second, next) = minute_and_second(parts, i + 1)?;
    let (hour, next) = hour_of_24(parts, hour, next);
    if hour > 23 {
        return None;
    }
    let mut out = format!("{hour:02}:{minute:02}");
    if let Some(s) = second {
        out.push_str(&format!(":{s:02}"));
    }
    let (next, offset) = offset(parts, next).unwrap_or((next.min(parts.len()), String::new()));
    if !offset.is_empty() && second.is_none() {
        out.push_str(":00");
    }
    out.push_str(&offset);
    Some((next, out))
}

/// Where the hour would stand: "6 September 2025 at about 10:30"; `None` where another date begins before it.
fn hour_place(parts: &[Part<'_>], from: usize) -> Option<usize> {
    let mut i = from;
    for _ in 0..5 {
        match parts.get(i)?.what {
            What::Number(..) => break,
            What::Word(w) if months::month(w).is_some() || w.chars().count() > 6 => return None,
            What::Sign('/') => return None,
            _ => i += 1,
        }
    }
    Some(i)
}

/// Minute and second behind an hour, with the part that follows them: ":30", ":30:15.250", "h30", "Uhr". `None` where
/// the number is no hour.
fn minute_and_second(parts: &[Part<'_>], from: usize) -> Option<(u32, Option<u32>, usize)> {
    let joined = |k: usize| parts.get(k).is_some_and(|p| !p.apart);
    let (mut minute, mut second, mut next) = (0, None, from);
    let colon = match parts.get(next).map(|p| p.what) {
        Some(What::Sign(':' | '.' | '時' | '时')) => true,
        Some(What::Word(w)) => matches!(w, "h" | "H" | "Uhr"),
        _ => false,
    };
    match number(parts, next + 1) {
        Some((n, 2)) if colon && n < 60 => {
            minute = n;
            next += 2;
            if sign(parts, next) == Some(':')
                && let Some((s, 2)) = number(parts, next + 1)
            {
                second = Some(s.min(59));
                next += 2;
                if sign(parts, next) == Some('.')
                    && joined(next)
                    && number(parts, next + 1).is_some()
                    && joined(next + 1)
                {
                    next += 2;
                }
            }
        }
        _ if matches!(word(parts, next), Some("Uhr")) => next += 1,
        _ => {
            // 10pm, or no time at all.
            word(parts, next).filter(|w| half(w).is_some())?;
        }
    }
    Some((minute, second, next))
}

/// The hour counted to 24, with the part behind "pm" or "a.m." where one follows it.
fn hour_of_24(parts: &[Part<'_>], mut hour: u32, mut next: usize) -> (u32, usize) {
    if let Some(w) = word(parts, next) {
        let dotted = matches!(w, "a" | "p") && sign(parts, next + 1) == Some('.');
        if let Some(afternoon) = half(w).or(if dotted { Some(w == "p") } else { None }) {
            next += if dotted { 4 } else { 1 };
            hour = match (hour, afternoon) {
                (12, false) => 0,
                (1..=11, true) => hour + 12,
                _ => hour,
            };
        }
    }
    (hour, next)
}

fn half(w: &str) -> Option<bool> {
    match w {
        "am" | "AM" | "Am" => Some(false),
        "pm" | "PM" | "Pm" => Some(true),
        _ => None,
    }
}

fn offset(parts: &[Part<'_>], i: usize) -> Option<(usize, String)> {
    match parts.get(i)?.what {
        What::Word(w) => {
            let hours = match w {
                "Z" | "UTC" | "GMT" if number(parts, i + 2).is_none() => return Some((i + 1, "Z".into())),
                "UTC" | "GMT" => return offset(parts, i + 1),
                "EDT" | "AST" => -4,
                "EST" | "CDT" => -5,
                "CST" | "MDT" => -6,
                "MST" | "PDT" => -7,
                "PST" => -8,
                "BST" | "CET" | "MEZ" => 1,
                "CEST" | "MESZ" | "EET" => 2,
                "JST" | "KST" => 9,
                _ => return None,
            };
            Some((i + 1, format!("{}{:02}:00", if hours < 0 { '-' } else { '+' }, i32::abs(hours))))
        }
        What::Sign(c @ ('+' | '-' | '−')) => {
            let c = if c == '−' { '-' } else { c };
            let (n, digits) = number(parts, i + 1)?;
            let (h, m, next) = match digits {
                4 => (n / 100, n % 100, i + 2),
                1 | 2 => match (sign(parts, i + 2), number(parts, i + 3)) {
                    (Some(':'), Some((m, 2))) => (n, m, i + 4),
                    _ if digits == 2 => (n, 0, i + 2),
                    _ => return None,
                },
                _ => return None,
            };
            (h <= 14 && m < 60).then(|| (next, format!("{c}{h:02}:{m:02}")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{date, date_in};

    #[test]
    fn many_ways_to_print_one_day() {
        for (text, iso) in [
            ("2025-09-06", "2025-09-06"),
            ("2025-09-06T22:32:00+02:00", "2025-09-06T22:32:00+02:00"),
            ("2025-09-06T22:32:00.123Z", "2025-09-06T22:32:00Z"),
            ("2025-09-06 22:32:05", "2025-09-06T22:32:05"),
            ("2025-09-06T22:32:00+0200", "2025-09-06T22:32:00+02:00"),
            ("20250906", "2025-09-06"),
            ("Sat, 06 Sep 2025 22:32:00 GMT", "2025-09-06T22:32:00Z"),
            ("Sat Sep 06 22:32:00 +0200 2025", "2025-09-06"),
            ("PUBLISHED SEP 6, 2025", "2025-09-06"),
            ("Published: September 6th, 2025 at 10:32 p.m. EDT", "2025-09-06T22:32:00-04:00"),
            ("6 Sept 2025, 10.32pm", "2025-09-06T22:32"),
            ("Samstag, 6. September 2025, 22:32 Uhr", "2025-09-06T22:32"),
            ("Stand: 06.09.2025 22:32 Uhr", "2025-09-06T22:32"),
            ("le 6 septembre 2025 à 22h32", "2025-09-06T22:32"),
            ("Publié le 1er août 2025", "2025-08-01"),
            ("6 de septiembre de 2025", "2025-09-06"),
            ("6 de setembro de 2025 às 22h32", "2025-09-06T22:32"),
            ("6 settembre 2025", "2025-09-06"),
            ("6 września 2025", "2025-09-06"),
            ("6 сентября 2025, 22:32", "2025-09-06T22:32"),
            ("6 Eylül 2025", "2025-09-06"),
            ("2025年9月6日 22時32分", "2025-09-06T22:32"),
            ("2025년 9월 6일", "2025-09-06"),
            ("6 tháng 9, 2025", "2025-09-06"),
            ("06-Sep-25", "2025-09-06"),
            ("25/12/2025", "2025-12-25"),
            ("2025. szeptember 6.", "2025-09-06"),
        ] {
            assert_eq!(date(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "Tuesday",
            "7 hours ago",
            "32 February 2025",
            "2025-02-30",
            "03/04/2025",
            "0000-01-01",
            "9999-12-31",
            "May 2025",
            "may 3 people",
            "1-2-3",
            "10:32",
            "99999999",
            "in 2025 9 of 10",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(date_in("03/04/2025", Some(true)).as_deref(), Some("2025-04-03"));
        assert_eq!(date_in("03/04/2025", Some(false)).as_deref(), Some("2025-03-04"));
    }
}
