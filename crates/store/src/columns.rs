//! A JSON value as columns: what stands at one path in all items of a list stands together, so that it packs well.
//!
//! Every value is a number, its kind in the lowest three bits: spans and whole numbers as differences from the one before in their column,
//! strings as places in a table. A string that stands in the article's text too is kept as its place there. Nothing of what the record
//! looks like is built in: a field that is added later is one column more.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserializer;
use serde::de::value::{Error as Broken, SeqDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The lowest three bits of what stands for a value.
mod kind {
    /// null, false, true, and numbers that fit no other kind.
    pub const OTHER: u64 = 0;
    /// A list of two whole numbers from 0, the second not smaller: the difference of the first from the second of the span before; behind it
    /// how much larger the second is.
    pub const SPAN: u64 = 1;
    /// A whole number: the difference from the one before.
    pub const WHOLE: u64 = 2;
    /// An object: which of the lists of keys.
    pub const OBJECT: u64 = 3;
    /// A list: how many items.
    pub const LIST: u64 = 4;
    /// A string: its place in the table.
    pub const STRING: u64 = 5;
    /// Thousandths.
    pub const THOUSANDTHS: u64 = 6;
    /// Hundred-millionths.
    pub const FINE: u64 = 7;
}

/// What stands for what has no number of its own, beside [`kind::OTHER`].
mod other {
    pub const NULL: u64 = 0;
    pub const FALSE: u64 = 1;
    pub const TRUE: u64 = 2;
    /// Eight bytes of a double follow.
    pub const DOUBLE: u64 = 3;
    /// Eight bytes of a signed number follow.
    pub const SIGNED: u64 = 4;
    /// Eight bytes of an unsigned number follow.
    pub const UNSIGNED: u64 = 5;
}

/// Strings that most records have, one a line, and lists of keys, parted by commas: they are known by their number. Part of format 1; both
/// are written by `cargo xtask train dictionary`.
const STRINGS: &str = include_str!("../facts-strings.txt");
const SHAPES: &str = include_str!("../facts-shapes.txt");

static KNOWN_STRINGS: LazyLock<FxHashMap<&'static str, u64>> = LazyLock::new(|| numbered(STRINGS));
static KNOWN_SHAPES: LazyLock<FxHashMap<&'static str, u64>> = LazyLock::new(|| numbered(SHAPES));

/// The same by number.
static STRING_OF: LazyLock<Vec<&'static str>> = LazyLock::new(|| STRINGS.lines().collect());
static SHAPE_OF: LazyLock<Vec<Vec<&'static str>>> =
    LazyLock::new(|| SHAPES.lines().map(|line| line.split_terminator(',').collect()).collect());

fn numbered(lines: &'static str) -> FxHashMap<&'static str, u64> {
    lines.lines().enumerate().map(|(n, line)| (line, n as u64)).collect()
}

/// Values lie no deeper in each other.
const DEEPEST: usize = 64;

/// Strings shorter than this are not looked for in the text.
const SHORTEST: usize = 6;

#[derive(Default)]
struct Column {
    bytes: Vec<u8>,
    /// The number before, or the end of the span before.
    before: i64,
    /// The columns within it, by key; of a list's items the key is "".
    inside: Vec<(String, usize)>,
}

#[derive(Default)]
struct Encoder<'a> {
    text: &'a str,
    columns: Vec<Column>,
    /// Lists of keys, in order, behind those that are known.
    shapes: FxHashMap<String, u64>,
    /// Strings, in order, behind those that are known.
    strings: FxHashMap<String, u64>,
    shape_bytes: Vec<u8>,
    string_bytes: Vec<u8>,
}

/// The columns of a value, with the text that its strings may stand in.
pub fn encode(value: &Value, text: &str) -> Vec<u8> {
    let mut encoder = Encoder { text, ..Encoder::default() };
    encoder.columns.push(Column::default());
    encoder.add(value, 0);
    let mut out = Vec::new();
    number(&mut out, encoder.strings.len() as u64);
    out.extend(&encoder.string_bytes);
    number(&mut out, encoder.shapes.len() as u64);
    out.extend(&encoder.shape_bytes);
    number(&mut out, encoder.columns.len() as u64);
    encoder.columns.iter().for_each(|c| number(&mut out, c.bytes.len() as u64));
    encoder.columns.iter().for_each(|c| out.extend(&c.bytes));
    out
}

impl Encoder<'_> {
    fn add(&mut self, value: &Value, at: usize) {
        match value {
            Value::Null => self.put(at, kind::OTHER, other::NULL),
            Value::Bool(false) => self.put(at, kind::OTHER, other::FALSE),
            Value::Bool(true) => self.put(at, kind::OTHER, other::TRUE),
            Value::Number(n) => self.number(n, at),
            Value::String(s) => {
                let n = self.string(s);
                self.put(at, kind::STRING, n);
            }
            Value::Array(items) => {
                if let Some((start, end)) = span(items) {
                    let difference = self.difference(at, start);
                    self.columns[at].before = end;
                    self.put(at, kind::SPAN, difference);
                    number(&mut self.columns[at].bytes, (end - start) as u64);
                    return;
                }
                self.put(at, kind::LIST, items.len() as u64);
                let inside = if items.is_empty() { 0 } else { self.column(at, "") };
                items.iter().for_each(|item| self.add(item, inside));
            }
            Value::Object(fields) => {
                let n = self.shape(fields);
                self.put(at, kind::OBJECT, n);
                for (key, value) in fields {
                    let inside = self.column(at, key);
                    self.add(value, inside);
                }
            }
        }
    }

    fn put(&mut self, at: usize, kind: u64, value: u64) {
        number(&mut self.columns[at].bytes, value << 3 | kind);
    }

    fn number(&mut self, n: &Number, at: usize) {
        let raw = |own: &mut Self, what: u64, bytes: [u8; 8]| {
            own.put(at, kind::OTHER, what);
            own.columns[at].bytes.extend(bytes);
        };
        if let Some(whole) = n.as_i64() {
            if whole.unsigned_abs() < 1 << 40 {
                let difference = self.difference(at, whole);
                self.put(at, kind::WHOLE, difference);
            } else {
                raw(self, other::SIGNED, whole.to_le_bytes());
            }
            return;
        }
        if let Some(whole) = n.as_u64() {
            raw(self, other::UNSIGNED, whole.to_le_bytes());
            return;
        }
        let double = n.as_f64().unwrap_or_default();
        for (kind, parts) in [(kind::THOUSANDTHS, 1e3), (kind::FINE, 1e8)] {
            let times = (double * parts).round();
            if times.abs() < 1e12 && (times / parts).to_bits() == double.to_bits() {
                self.put(at, kind, zigzag(times as i64));
                return;
            }
        }
        raw(self, other::DOUBLE, double.to_le_bytes());
    }

    fn difference(&mut self, at: usize, value: i64) -> u64 {
        let before = std::mem::replace(&mut self.columns[at].before, value);
        zigzag(value - before)
    }

    fn column(&mut self, of: usize, key: &str) -> usize {
        if let Some((_, n)) = self.columns[of].inside.iter().find(|(k, _)| k == key) {
            return *n;
        }
        let n = self.columns.len();
        self.columns.push(Column::default());
        self.columns[of].inside.push((key.to_owned(), n));
        n
    }

    fn shape(&mut self, fields: &Map<String, Value>) -> u64 {
        let mut name = String::new();
        for key in fields.keys() {
            name.push_str(key);
            name.push(',');
        }
        // A key with a comma in it would look like two.
        let is_plain = fields.keys().all(|key| !key.contains([',', '\n']));
        if is_plain && let Some(n) = KNOWN_SHAPES.get(name.as_str()).or_else(|| self.shapes.get(&name)) {
            return *n;
        }
        let n = (KNOWN_SHAPES.len() + self.shapes.len()) as u64;
        number(&mut self.shape_bytes, fields.len() as u64);
        for key in fields.keys() {
            number(&mut self.shape_bytes, key.len() as u64);
            self.shape_bytes.extend(key.as_bytes());
        }
        self.shapes.insert(if is_plain { name } else { format!("\n{n}") }, n);
        n
    }

    fn string(&mut self, s: &str) -> u64 {
        if let Some(n) = KNOWN_STRINGS.get(s).or_else(|| self.strings.get(s)) {
            return *n;
        }
        let n = (KNOWN_STRINGS.len() + self.strings.len()) as u64;
        let place = if s.len() < SHORTEST { None } else { self.text.find(s) };
        match place {
            // A string by its place has 0 before it, any other its length and 1.
            Some(at) => {
                number(&mut self.string_bytes, 0);
                number(&mut self.string_bytes, at as u64);
                number(&mut self.string_bytes, s.len() as u64);
            }
            None => {
                number(&mut self.string_bytes, s.len() as u64 + 1);
                self.string_bytes.extend(s.as_bytes());
            }
        }
        self.strings.insert(s.to_owned(), n);
        n
    }
}

/// Two whole numbers that may be a span.
fn span(items: &[Value]) -> Option<(i64, i64)> {
    let [start, end] = items else { return None };
    let (start, end) = (start.as_i64()?, end.as_i64()?);
    (0 <= start && start <= end && end < 1 << 40).then_some((start, end))
}

fn zigzag(n: i64) -> u64 {
    ((n << 1) ^ (n >> 63)).cast_unsigned()
}

fn number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Bytes that are read from their start.
#[derive(Clone, Copy, Default)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn number(&mut self) -> Option<u64> {
        let mut n = 0u64;
        for k in 0..10 {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            n |= u64::from(byte & 0x7f).checked_shl(7 * k)?;
            if byte & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }

    fn take(&mut self, n: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(n).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    fn string(&mut self, n: u64) -> Option<&'a str> {
        std::str::from_utf8(self.take(n)?).ok()
    }

    fn eight(&mut self) -> Option<[u8; 8]> {
        self.take(8)?.try_into().ok()
    }
}

#[derive(Default)]
struct Decoder<'a> {
    columns: Vec<Bytes<'a>>,
    before: Vec<i64>,
    /// Columns of a column, by key, in the order in which they were met.
    inside: Vec<Vec<(&'a str, usize)>>,
    /// Columns met so far.
    met: usize,
    shapes: Vec<Vec<&'a str>>,
    strings: Vec<&'a str>,
}

/// What was encoded with this text; `None` of bytes that are none of ours.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], text: &str) -> Option<T> {
    let mut decoder = Decoder::of(Bytes(bytes), text)?;
    T::deserialize(Item { of: &mut decoder, at: 0, depth: 0 }).ok()
}

impl<'a> Decoder<'a> {
    fn of(mut bytes: Bytes<'a>, text: &'a str) -> Option<Decoder<'a>> {
        let mut decoder = Decoder { met: 1, ..Decoder::default() };
        for _ in 0..bytes.number()? {
            let string = match bytes.number()? {
                0 => {
                    let (at, n) = (usize::try_from(bytes.number()?).ok()?, usize::try_from(bytes.number()?).ok()?);
                    text.get(at..at.checked_add(n)?)?
                }
                n => bytes.string(n - 1)?,
            };
            decoder.strings.push(string);
        }
        for _ in 0..bytes.number()? {
            let mut keys = Vec::new();
            for _ in 0..bytes.number()? {
                let n = bytes.number()?;
                keys.push(bytes.string(n)?);
            }
            decoder.shapes.push(keys);
        }
        let mut lengths = Vec::new();
        for _ in 0..bytes.number()? {
            lengths.push(bytes.number()?);
        }
        for n in lengths {
            decoder.columns.push(Bytes(bytes.take(n)?));
        }
        decoder.before = vec![0; decoder.columns.len()];
        decoder.inside = vec![Vec::new(); decoder.columns.len()];
        Some(decoder)
    }

    /// A string by its number: the known ones come first.
    fn string(&self, n: usize) -> Option<&'a str> {
        match STRING_OF.get(n) {
            Some(known) => Some(known),
            None => self.strings.get(n - STRING_OF.len()).copied(),
        }
    }

    /// A list of keys by its number.
    fn shape(&self, n: usize) -> Option<&[&'a str]> {
        let own = || self.shapes.get(n - SHAPE_OF.len());
        SHAPE_OF.get(n).or_else(own).map(Vec::as_slice)
    }

    fn whole(&mut self, at: usize, difference: u64) -> Option<i64> {
        let value = self.before[at].checked_add(unzigzag(difference))?;
        self.before[at] = value;
        Some(value)
    }

    /// Columns are met in the order in which they were made.
    fn column(&mut self, of: usize, key: &'a str) -> usize {
        if let Some((_, n)) = self.inside[of].iter().find(|(k, _)| *k == key) {
            return *n;
        }
        let n = self.met;
        self.met += 1;
        self.inside[of].push((key, n));
        n
    }
}

/// A value that is read where it stands.
struct Item<'d, 'a> {
    of: &'d mut Decoder<'a>,
    /// Its column.
    at: usize,
    depth: usize,
}

/// The bytes are none of ours.
fn none() -> Broken {
    Broken::custom("no columns")
}

impl Item<'_, '_> {
    fn number(&mut self) -> Result<u64, Broken> {
        self.of.columns.get_mut(self.at).and_then(Bytes::number).ok_or_else(none)
    }

    fn other<'de, V: Visitor<'de>>(self, what: u64, visitor: V) -> Result<V::Value, Broken> {
        let bytes = &mut self.of.columns[self.at];
        match what {
            other::NULL => visitor.visit_unit(),
            other::FALSE => visitor.visit_bool(false),
            other::TRUE => visitor.visit_bool(true),
            other::DOUBLE => visitor.visit_f64(f64::from_le_bytes(bytes.eight().ok_or_else(none)?)),
            other::SIGNED => visitor.visit_i64(i64::from_le_bytes(bytes.eight().ok_or_else(none)?)),
            other::UNSIGNED => visitor.visit_u64(u64::from_le_bytes(bytes.eight().ok_or_else(none)?)),
            _ => Err(none()),
        }
    }
}

impl<'de> Deserializer<'de> for Item<'_, '_> {
    type Error = Broken;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Broken> {
        if self.depth > DEEPEST {
            return Err(none());
        }
        let n = self.number()?;
        let (kind, n) = (n & 7, n >> 3);
        let (at, depth) = (self.at, self.depth + 1);
        match kind {
            kind::OTHER => self.other(n, visitor),
            kind::SPAN => {
                let start = self.of.whole(at, n).ok_or_else(none)?;
                let longer = i64::try_from(self.number()?).map_err(|_| none())?;
                let end = start.checked_add(longer).ok_or_else(none)?;
                self.of.before[at] = end;
                visitor.visit_seq(SeqDeserializer::new([start, end].into_iter()))
            }
            kind::WHOLE => visitor.visit_i64(self.of.whole(at, n).ok_or_else(none)?),
            kind::OBJECT => {
                let shape = usize::try_from(n).map_err(|_| none())?;
                let left = self.of.shape(shape).ok_or_else(none)?.len();
                visitor.visit_map(Fields { of: self.of, at, depth, shape, next: 0, left, inside: 0 })
            }
            kind::LIST => {
                let inside = if n == 0 { 0 } else { self.of.column(at, "") };
                visitor.visit_seq(Items { of: self.of, inside, depth, left: n })
            }
            kind::STRING => {
                let n = usize::try_from(n).map_err(|_| none())?;
                visitor.visit_str(self.of.string(n).ok_or_else(none)?)
            }
            kind::THOUSANDTHS => visitor.visit_f64(unzigzag(n) as f64 / 1e3),
            _ => visitor.visit_f64(unzigzag(n) as f64 / 1e8),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Broken> {
        let before = self.of.columns.get(self.at).copied().ok_or_else(none)?;
        if self.number()? == other::NULL << 3 | kind::OTHER {
            return visitor.visit_none();
        }
        self.of.columns[self.at] = before;
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &str, visitor: V) -> Result<V::Value, Broken> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _: &str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Broken> {
        let n = self.number()?;
        let n = usize::try_from(n >> 3).ok().filter(|_| n & 7 == kind::STRING).ok_or_else(none)?;
        visitor.visit_enum(self.of.string(n).ok_or_else(none)?.into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

/// The items of a list.
struct Items<'d, 'a> {
    of: &'d mut Decoder<'a>,
    inside: usize,
    depth: usize,
    left: u64,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Broken;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Broken> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(Item { of: self.of, at: self.inside, depth: self.depth }).map(Some)
    }
}

/// The fields of an object.
struct Fields<'d, 'a> {
    of: &'d mut Decoder<'a>,
    at: usize,
    depth: usize,
    shape: usize,
    next: usize,
    left: usize,
    /// The column of the field in hand.
    inside: usize,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Broken;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Broken> {
        if self.next == self.left {
            return Ok(None);
        }
        let key = self.of.shape(self.shape).and_then(|keys| keys.get(self.next)).copied().ok_or_else(none)?;
        self.inside = self.of.column(self.at, key);
        self.next += 1;
        seed.deserialize(key.into_deserializer()).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Broken> {
        seed.deserialize(Item { of: self.of, at: self.inside, depth: self.depth })
    }
}

fn unzigzag(n: u64) -> i64 {
    (n >> 1).cast_signed() ^ -((n & 1).cast_signed())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn any_value_comes_back() {
        let text = "The ferry to Skerrel stops in May, said Ada Quarmby.";
        let values = [
            json!(null),
            json!({"a": [{"span": [4, 9], "score": 0.97, "key": null}, {"span": [13, 20], "score": 0.80999994}], "b": {}}),
            json!([[3, 1], [1, 3], [], [[2, 2]], [1], [1, 2, 3], [-1, 4]]),
            json!({"n": [0, -1, 1, i64::MAX, i64::MIN, u64::MAX, 1u64 << 40, (1u64 << 40) - 1]}),
            json!([0.1, -0.0, 0.0, 1e300, 5e-324, 0.000_000_01, -12.345, 1.0 / 3.0, 1_000_000_000_000.5]),
            json!([
                "Ada Quarmby",
                "ferry",
                "Zoë",
                "",
                "Ada Quarmby",
                "The ferry to Skerrel stops in May, said Ada Quarmby."
            ]),
            json!({"": {"": {"": [true, false, "\u{0}"]}}}),
            json!([{"a,b": 1}, {"a": 2, "b": 3}, {"a,b": 4}, {}, {}]),
        ];
        for value in values {
            let encoded = encode(&value, text);
            assert_eq!(decode(&encoded, text).as_ref(), Some(&value), "{value}");
        }
    }

    #[test]
    fn a_string_of_the_text_costs_its_place_only() {
        let text = "Councillor Wilhelmina Featherstonehaugh-Brandreth spoke.";
        let value = json!("Wilhelmina Featherstonehaugh-Brandreth");
        assert!(encode(&value, text).len() < 12);
        assert_eq!(decode::<Value>(&encode(&value, text), "Another text"), None);
    }

    #[test]
    fn damaged_bytes_are_no_panic() {
        let value = json!({"a": [{"s": [1, 2], "x": "ferry boat"}, {"s": [5, 9], "x": null}], "n": [1.5, 7, -3, 0.25]});
        let good = encode(&value, "the ferry boat");
        for at in 0..good.len() {
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[at] ^= 1 << bit;
                let _ = decode::<Value>(&bad, "the ferry boat");
            }
            let _ = decode::<Value>(&good[..at], "the ferry boat");
        }
        // A list that says it is endless, of items that take no room, is refused.
        assert_eq!(decode::<Value>(&[0, 0, 1, 2, 0xfc, 0xff], ""), None);
    }
}
