//! The program and its contract.
#![allow(clippy::expect_used)]

mod contract;
mod program;
