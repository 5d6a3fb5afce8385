//! A pointer at somebody or something.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use crate::Span;

/// A pointer at somebody or something: by words, by entity, or both. At least one of them is there. Used for
/// `addressee`, `via`, `where`, `to` and `holder`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Who {
    /// The words that name it here; null where it is carried over from another sentence.
    pub span: Option<Span>,
    /// The entity; null where the words name nobody in particular.
    pub entity: Option<u32>,
}
