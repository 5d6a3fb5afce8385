//! The durable name of what a person can point at.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A statement's, figure's, event's or expectation's durable name within its article: it stays when a better version reads the
/// article again. The kind's letter (`s`, `f`, `e`, `x`), a colon, and a hash of the exact words and of up to 32 code points on either side
/// within their block; equal keys of one article are numbered in text order (`s:3f2a…`, `s:3f2a…-2`). Empty until it is worked out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Key(pub String);

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
