//! The project's own jobs: `cargo xtask check | cases | score | prove`.

fn main() {}
