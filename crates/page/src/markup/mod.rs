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

pub use tag::Tag;
pub use token::{Raw, Rules};
pub use tree::{Id, Kind, NONE, Space, Tree};

use builder::build;
use memchr::memmem;
use token::Tokenizer;

/// Reads a page into a tree. Scripting counts as off: what is in `noscript` is read as markup.
///
/// Beyond the standard: what is never closed ends before the next block, XHTML is read as such, declared shadow roots
/// (`<template shadowrootmode=…>`) are read as a part of the page.
pub fn parse(source: &str) -> Tree<'_> {
    let mut tokens = Tokenizer::new(source.strip_prefix('\u{FEFF}').unwrap_or(source));
    tokens.lenient = true;
    tokens.is_xhtml = is_xhtml(source);
    build(tokens)
}

/// The tree that a browser builds.
#[cfg(test)]
pub fn parse_as_browsers_do(source: &str) -> Tree<'_> {
    build(Tokenizer::new(source.strip_prefix('\u{FEFF}').unwrap_or(source)))
}

/// So far into a page its root element is looked for.
const HEAD: usize = 2048;

/// The page says that it is XML.
fn is_xhtml(source: &str) -> bool {
    let head = &source.as_bytes()[..source.len().min(HEAD)];
    head.trim_ascii_start().starts_with(b"<?xml") || memmem::find(head, b"http://www.w3.org/1999/xhtml").is_some()
}
