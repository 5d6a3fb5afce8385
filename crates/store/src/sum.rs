//! What stands in a row, in 24 bits: a row of which a bit was turned is seen when it is read, and never shown.

/// A sum that is being made (FNV-1a).
#[derive(Clone, Copy)]
pub struct Sum(u64);

impl Sum {
    pub fn new() -> Sum {
        Sum(0xcbf2_9ce4_8422_2325)
    }

    pub fn text(self, text: &str) -> Sum {
        text.bytes().fold(self.number(text.len() as i64), Sum::byte)
    }

    pub fn number(self, n: i64) -> Sum {
        n.to_le_bytes().into_iter().fold(self, Sum::byte)
    }

    /// A number that may be absent.
    pub fn maybe(self, n: Option<i64>) -> Sum {
        match n {
            Some(n) => self.byte(1).number(n),
            None => self.byte(0),
        }
    }

    fn byte(self, byte: u8) -> Sum {
        Sum((self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    pub fn end(self) -> i64 {
        ((self.0 ^ (self.0 >> 24) ^ (self.0 >> 48)) & 0xff_ffff) as i64
    }
}

/// The row is not what was written.
#[derive(Debug, thiserror::Error)]
#[error("a row is not what was written")]
pub struct Turned;

/// Fails where a row has another sum than it should.
pub fn check(should: i64, is: i64) -> rusqlite::Result<()> {
    if should == is {
        return Ok(());
    }
    Err(rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Integer, Box::new(Turned)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_has_another_sum() {
        let of = |text: &str, n: Option<i64>| Sum::new().text(text).maybe(n).number(7).end();
        assert_eq!(of("We will pay", Some(1)), of("We will pay", Some(1)));
        for other in [of("We will pax", Some(1)), of("We will pay", Some(2)), of("We will pay", None), of("", None)] {
            assert_ne!(of("We will pay", Some(1)), other);
        }
        assert!(of("x", None) < 1 << 24);
    }
}
