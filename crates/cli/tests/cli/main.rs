//! The program and its contract.
#![allow(clippy::expect_used)]

mod archive;
mod command;
mod contract;
mod licences;
mod program;
