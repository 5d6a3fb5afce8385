//! Any bytes as a page saved as text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| onrecord_fuzz::check(bytes, onrecord::Kind::Dump));
