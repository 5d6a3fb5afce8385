//! Pages with damage put into them: bytes flipped, parts cut, doubled and moved, hostile pieces spliced in. Same seed, same pages.

use std::ffi::OsStr;
use std::path::Path;

use xtask::tree;

use super::Proof;
use super::every::spans_hold;
use super::measured::{Scratch, run};

/// Pages in all, and in one run of the program.
const PAGES: usize = 20_000;
const AT_ONCE: usize = 2_500;

/// What is spliced in.
const PIECES: &[&str] = &[
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<style>",
    "</title>",
    "<title>",
    "<a href=/x>",
    "</a>",
    "<h1>",
    "<h2",
    "</p>",
    "<p>",
    "<table><tr><td>",
    "</table>",
    "<template shadowrootmode=open>",
    "</template>",
    "<iframe srcdoc=\"<p>x</p>\">",
    "<svg><title>",
    "<math><mi>",
    "<select>",
    "<plaintext>",
    "<![CDATA[",
    "]]>",
    "<?xml version=\"1.0\"?>",
    "&#x110000;",
    "&#0;",
    "&notit;",
    "\0",
    "\r\r\n",
    "\u{feff}",
    "\u{202e}",
    "\u{200d}",
    "\u{1b}[31m",
    "“",
    "”",
    "\"",
    "' said",
    "“““",
    ", said, said,",
    " who said who said ",
    "£",
    "$$$",
    "1,2,3,4,5,6,7,8,9",
    "31 June 2031",
    "00/00/0000",
    "1e999",
    "12 a.m. p.m.",
    "......",
    "\u{fffd}",
    "한국어",
    "ﬃ",
    "{\"@type\":\"NewsArticle\",\"headline\":\"\\ud800\"}",
    "<script type=\"application/ld+json\">{\"@type\":[",
    "<meta property=og:title content=",
];

/// Numbers that look random (xorshift, Marsaglia 2003), the same each time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize
    }

    fn below(&mut self, n: usize) -> usize {
        self.next() % n.max(1)
    }
}

/// The examples, which are invented, as bytes.
fn sources() -> anyhow::Result<Vec<Vec<u8>>> {
    let files = tree::files(&tree::root().join("examples"), &[".html", ".txt"]);
    let read = files.iter().map(std::fs::read).collect::<Result<Vec<_>, _>>()?;
    anyhow::ensure!(read.len() >= 8, "the examples are gone");
    Ok(read)
}

/// A page with one to eight wounds.
fn wounded(sources: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut page = sources[chance.below(sources.len())].clone();
    for _ in 0..=chance.below(8) {
        if page.is_empty() {
            break;
        }
        let at = chance.below(page.len());
        let n = 1 + chance.below(300.min(page.len() - at));
        match chance.below(7) {
            0 => page[at] ^= 1 << chance.below(8),
            1 => drop(page.drain(at..at + n)),
            2 => page.truncate(at),
            3 => {
                let part = page[at..at + n].to_vec();
                let to = chance.below(page.len());
                page.splice(to..to, part);
            }
            4 => {
                let other = &sources[chance.below(sources.len())];
                let from = chance.below(other.len());
                let part = other[from..(from + n).min(other.len())].to_vec();
                page.splice(at..at, part);
            }
            _ => {
                let piece = PIECES[chance.below(PIECES.len())].repeat(1 + chance.below(4));
                page.splice(at..at, piece.into_bytes());
            }
        }
    }
    page
}

pub fn mutated(program: &Path) -> anyhow::Result<Vec<Proof>> {
    let sources = sources()?;
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let (mut lines, mut faults, mut off, mut codes, mut cpu) = (0, 0, 0, 0, 0.0);
    for _ in 0..PAGES / AT_ONCE {
        let scratch = Scratch::new()?;
        let mut list = String::new();
        for n in 0..AT_ONCE {
            let path = scratch.0.join(format!("{n}.page"));
            std::fs::write(&path, wounded(&sources, &mut chance))?;
            list += &format!("{n}\t{}\n", path.display());
        }
        let file = scratch.0.join("list.tsv");
        std::fs::write(&file, list)?;
        let words =
            [OsStr::new("read"), OsStr::new("--json"), OsStr::new("-q"), OsStr::new("--list"), file.as_os_str()];
        let ran = run(program, &words, &scratch.0)?;
        let all: Vec<&[u8]> = ran.out.split(|b| *b == b'\n').filter(|l| !l.is_empty()).collect();
        lines += all.len();
        off += all.iter().filter(|l| !spans_hold(l)).count();
        faults += String::from_utf8_lossy(&ran.out).matches("\"kind\":\"fault\"").count();
        // Some wounds make a page no page, which is told.
        codes += usize::from(!matches!(ran.code, Some(0 | 3)));
        cpu += ran.cpu;
    }
    Ok(vec![Proof {
        what: format!("{PAGES} pages with damage put into them"),
        wanted: "one line each, no abort, no fault, every span on characters".into(),
        got: format!("{lines} lines, {codes} aborts, {faults} faults, {off} records with a bad span; {cpu:.0} CPU s"),
        good: lines == PAGES && faults == 0 && off == 0 && codes == 0,
    }])
}

#[cfg(test)]
mod tests {
    use onrecord::{Given, Parts, record};
    use onrecord_model::NoteKind;

    use super::*;

    /// The same, few, in this process, where a panic would be a note.
    #[test]
    fn pages_with_damage_are_read() {
        let sources = sources().expect("the examples");
        let mut chance = Chance(7);
        for n in 0..400 {
            let page = wounded(&sources, &mut chance);
            let record = record(&page, &Given::new(), Parts::ALL);
            assert!(
                !record.notes.iter().any(|note| note.kind == NoteKind::Fault),
                "page {n}: {:?}",
                String::from_utf8_lossy(&page)
            );
            assert!(spans_hold(&serde_json::to_vec(&record).expect("JSON")), "page {n}");
        }
    }
}
