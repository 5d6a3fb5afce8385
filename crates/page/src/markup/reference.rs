//! Character references (`&amp;`, `&#8217;`) to characters: WHATWG HTML 13.2.5.72 and following.

use std::sync::LazyLock;

/// Name without `&` (with its `;` where it has one) and characters, sorted by name.
static NAMED: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    include_str!("entities.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (name, codes) = line.split_once('\t')?;
            let value = codes.split(' ').filter_map(|c| char::from_u32(u32::from_str_radix(c, 16).ok()?)).collect();
            Some((name, value))
        })
        .collect()
});

/// Names that may lack their semicolon have at most this many letters.
const LONGEST_BARE: usize = 6;
const LONGEST: usize = 32;

fn named(name: &str) -> Option<&'static str> {
    let i = NAMED.binary_search_by(|(n, _)| (*n).cmp(name)).ok()?;
    NAMED.get(i).map(|(_, value)| value.as_str())
}

/// Reads the reference at the head of `rest` (behind its `&`), appends what it stands for and gives the bytes used: 0
/// where it is none and the `&` stands for itself.
pub fn read(rest: &str, in_attribute: bool, out: &mut String) -> usize {
    let bytes = rest.as_bytes();
    match bytes.first() {
        Some(b'#') => numeric(bytes, out),
        Some(b) if b.is_ascii_alphanumeric() => by_name(rest, in_attribute, out),
        _ => 0,
    }
}

fn by_name(rest: &str, in_attribute: bool, out: &mut String) -> usize {
    let bytes = rest.as_bytes();
    let n = bytes.iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    if bytes.get(n) == Some(&b';')
        && let Some(value) = named(&rest[..=n])
    {
        out.push_str(value);
        return n + 1;
    }
    for k in (2..=n.min(LONGEST_BARE)).rev() {
        if let Some(value) = named(&rest[..k]) {
            let next = bytes.get(k);
            // "?a=1&copy=2" in an address is no copyright sign.
            if in_attribute && next.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric()) {
                return 0;
            }
            out.push_str(value);
            return k;
        }
    }
    0
}

fn numeric(bytes: &[u8], out: &mut String) -> usize {
    let hex = matches!(bytes.get(1), Some(b'x' | b'X'));
    let start = if hex { 2 } else { 1 };
    let radix = if hex { 16 } else { 10 };
    let mut code: u32 = 0;
    let mut i = start;
    while let Some(digit) = bytes.get(i).and_then(|b| (*b as char).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        i += 1;
    }
    if i == start {
        return 0;
    }
    out.push(character(code));
    if bytes.get(i) == Some(&b';') { i + 1 } else { i }
}

/// The character of a code, with the standard's corrections: pages write Windows-1252 where they mean Unicode.
fn character(code: u32) -> char {
    const WINDOWS_1252: [u32; 32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ];
    let code = match code {
        0 => 0xFFFD,
        0x80..=0x9F => WINDOWS_1252[(code - 0x80) as usize],
        _ => code,
    };
    char::from_u32(code).unwrap_or('\u{FFFD}')
}
