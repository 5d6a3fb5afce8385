//! What must hold of the records of whole pages.
#![allow(clippy::expect_used)]

mod examples;
mod html;
mod keys;
mod lost;
