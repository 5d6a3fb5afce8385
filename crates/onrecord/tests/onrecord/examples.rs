//! The records of the invented pages in `examples/`, whole, as the program prints them: for people, then the evidence.
//!
//! `UPDATE_EXPECT=1 cargo test -p onrecord` writes what is read now.

use std::path::Path;

use expect_test::expect_file;
use onrecord::render::{self, Style};
use onrecord::{Given, Parts};

#[test]
fn records_of_the_examples() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<_> = std::fs::read_dir(here.join("../../examples"))
        .expect("the folder of examples")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    pages.sort();
    assert!(pages.len() >= 8, "only {} examples", pages.len());
    for path in pages {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).expect("an example");
        let given = Given::new().path("page");
        let record = onrecord::record(&bytes, &given, Parts::ALL);
        let people = render::page(&record, Parts::ALL, &Style { width: 100, colour: false });
        // Why a line was taken for body changes with the weights, not with the rules: it is not part of the snapshot.
        let evidence = render::evidence(&record, &[]);
        expect_file![here.join("tests/snapshots").join(format!("{name}.txt"))]
            .assert_eq(&format!("{people}\n{evidence}"));
    }
}
