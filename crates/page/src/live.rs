//! Live blogs and tickers: posts one below the other, each under the time when it was put up.
//! Cases: cases/page/live.md

use onrecord_model::Day;

use crate::date;

/// Fewer posts than these are no live blog.
const LEAST: usize = 4;

/// A post's time, on the line that says it or, where markup says it, the line that follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    pub line: usize,
    /// ISO 8601 date-time, or the clock time alone: `14:32`.
    pub time: String,
}

impl Post {
    /// As a date-time, given the day on which the page was published.
    pub fn at(&self, published: Option<Day>) -> Option<String> {
        if self.time.len() > 5 {
            return Some(self.time.clone());
        }
        published.map(|day| format!("{day}T{}", self.time))
    }
}

/// The clock time, `HH:MM`, of a line that is hardly more than one: `14:32`, `2.32pm`, `10h05`, `Posted at 8:15 a.m. GMT`.
pub fn clock(line: &str) -> Option<String> {
    let line = line.trim();
    if line.len() > 32 {
        return None;
    }
    let at = line.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = line.split_at(at);
    if before.split_whitespace().count() > 2 || before.contains(|c: char| !c.is_alphabetic() && c != ' ' && c != ':') {
        return None;
    }
    let (hour, rest) = number(rest)?;
    let mut chars = rest.chars();
    let sign = chars.next().filter(|c| matches!(c, ':' | '.' | 'h'))?;
    let (minute, rest) =
        number(chars.as_str()).filter(|_| chars.as_str().as_bytes().get(1).is_some_and(u8::is_ascii_digit))?;
    let rest = rest.trim().to_lowercase().replace('.', "");
    let mut words = rest.split_whitespace().peekable();
    let half = words.next_if(|w| matches!(*w, "am" | "pm"));
    let zone = words.next();
    let zoned =
        zone.is_none_or(|z| z.len() <= 5 && z.bytes().all(|b| b.is_ascii_alphabetic())) && words.next().is_none();
    // "14.32" alone may be a price.
    let plain = sign != '.' || half.is_some() || zone.is_some();
    let hour = match half {
        Some(_) if hour == 0 || hour > 12 => return None,
        Some("pm") => hour % 12 + 12,
        Some(_) => hour % 12,
        None => hour,
    };
    (zoned && plain && hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// One or two digits at the head of a text, and what follows.
fn number(text: &str) -> Option<(u32, &str)> {
    let n = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&n) {
        return None;
    }
    Some((text[..n].parse().ok()?, &text[n..]))
}

/// Posts of a live blog are put up within so many days; a list of stories goes back further.
const DAYS: i32 = 4;

/// Whether these posts are a live blog's: several, put up within days, in the order of time one way or the other, with text of
/// their own that is most of the article's (else they are readers' comments). `text` tells how much text the article has from
/// one line up to another.
pub fn is_live(posts: &[Post], end: usize, text: impl Fn(usize, usize) -> usize) -> bool {
    let (Some(first), Some(last)) = (posts.first(), posts.last()) else { return false };
    let day = |post: &Post| date::day(&post.time).map(|day| day.0);
    let days = day(first).zip(day(last)).map_or(0, |(a, b)| (a - b).get_days().abs());
    let own = text(first.line, end);
    let steps = || posts.windows(2).filter(|p| p[0].time.len() == p[1].time.len() && p[0].time != p[1].time);
    let up = steps().filter(|p| p[0].time < p[1].time).count();
    let n_steps = steps().count();
    let filled =
        (0..posts.len()).filter(|i| text(posts[*i].line, posts.get(i + 1).map_or(end, |next| next.line)) > 0).count();
    posts.len() >= LEAST
        && n_steps + 1 >= LEAST
        && up.max(n_steps - up) * 5 >= n_steps * 4
        && filled * 4 >= posts.len() * 3
        && days <= DAYS
        && text(0, first.line) <= own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_a_clock_time() {
        let of = |s: &str| clock(s).unwrap_or_default();
        assert_eq!(of("14:32"), "14:32");
        assert_eq!(of("2.32pm"), "14:32");
        assert_eq!(of("12:05 a.m. ET"), "00:05");
        assert_eq!(of("10h05"), "10:05");
        assert_eq!(of("Posted at 8:15 GMT"), "08:15");
        assert_eq!(of("10.42 BST"), "10:42");
        assert_eq!(of("08:15 Uhr"), "08:15");
        for none in ["14.32", "2:1", "25:10", "13:05 pm", "Wexley 3:12 Tamsel and others", "12:30:15", "", "£4.50"] {
            assert_eq!(clock(none), None, "{none}");
        }
    }

    #[test]
    fn posts_go_one_way_and_have_text() {
        let posts = |times: &[&str]| -> Vec<Post> {
            times.iter().enumerate().map(|(i, t)| Post { line: i * 3, time: (*t).to_owned() }).collect()
        };
        let up = posts(&["09:10", "09:40", "10:15", "11:00"]);
        assert!(is_live(&up, 12, |a, b| b - a));
        assert!(!is_live(&up, 12, |a, _| usize::from(a < 6)), "two posts without text");
        assert!(is_live(&posts(&["18:00", "17:30", "17:10", "16:00"]), 12, |a, b| b - a), "newest first");
        assert!(!is_live(&posts(&["09:10", "21:40", "10:15", "23:00", "04:00"]), 15, |a, b| b - a), "no order");
        assert!(!is_live(&up[..3], 9, |a, b| b - a), "too few");
        assert!(
            !is_live(&up, 12, |a, b| if a == 0 && b == 0 { 90 } else { b - a }),
            "most of the text stands before them"
        );
        let old = ["2031-03-12T10:00", "2031-02-12T10:00", "2031-01-12T10:00", "2030-12-12T10:00"];
        assert!(!is_live(&posts(&old), 12, |a, b| b - a), "months apart");
    }
}
