//! Who writes: one process at a time, the others wait their turn.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::{Error, Result};

/// So long a turn is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// A turn to write; it ends when this is dropped.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "the lock ends with the file")] File);

/// The file whose lock is the turn; it tells who holds it.
fn beside(archive: &Path) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push("-writer");
    PathBuf::from(name)
}

/// Waits for a turn.
pub fn take(archive: &Path) -> Result<Turn> {
    take_within(archive, PATIENCE)
}

fn take_within(archive: &Path, patience: Duration) -> Result<Turn> {
    let path = beside(archive);
    let failed = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly {
            path: archive.to_owned(),
            why: "its folder may not be written to; copy the file to a folder of your own".into(),
        },
        std::io::ErrorKind::StorageFull => Error::Full { path: archive.to_owned() },
        _ => Error::File { what: format!("cannot open {}", path.display()), why: e.to_string() },
    };
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if began.elapsed() < patience => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                let holder =
                    if holder.trim().is_empty() { "another process".to_owned() } else { holder.trim().to_owned() };
                return Err(Error::Held { path: archive.to_owned(), holder, seconds: patience.as_secs() });
            }
            Err(TryLockError::Error(e)) => return Err(failed(e)),
        }
    }
    // Whoever waits is told; where that cannot be written they are told less.
    let words: Vec<String> = std::env::args().take(2).collect();
    let told = format!("{} (process {})", words.join(" "), std::process::id());
    let _ = file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0))).and_then(|_| file.write_all(told.as_bytes()));
    Ok(Turn(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_waits_and_is_told_who_writes() {
        let archive = std::env::temp_dir().join(format!("onrecord-turn-{}", std::process::id()));
        let turn = take(&archive).expect("a turn");
        let refused = take_within(&archive, Duration::from_millis(50)).expect_err("it is held").to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        let other = std::thread::spawn({
            let archive = archive.clone();
            move || take_within(&archive, Duration::from_secs(5)).is_ok()
        });
        std::thread::sleep(Duration::from_millis(60));
        drop(turn);
        assert!(other.join().expect("it ends"), "its turn came");
        let _ = std::fs::remove_file(beside(&archive));
    }
}
