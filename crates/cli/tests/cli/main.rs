//! The program and its contract.

mod contract;
mod program;
