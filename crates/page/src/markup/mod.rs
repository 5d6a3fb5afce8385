//! HTML markup read from byte slices: tokens, and the tree that a browser would build.
//!
//! Follows the WHATWG HTML Living Standard, section 13.2. Names, values and texts are slices of the source, decoded only
//! when somebody asks; nothing is allocated per node.

mod body;
mod builder;
mod foreign;
mod formatting;
mod open;
mod reference;
mod table;
mod tag;
mod token;
mod tree;

#[cfg(test)]
mod bombs_tests;
#[cfg(test)]
mod html5lib_tests;
#[cfg(test)]
mod oracle_tests;

pub use builder::parse;
#[cfg(test)]
pub use builder::parse_as_browsers_do;
pub use tag::Tag;
pub use token::{Raw, Rules};
pub use tree::{Id, Kind, NONE, Space, Tree};
