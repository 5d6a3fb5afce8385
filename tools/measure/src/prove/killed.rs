//! The archive under force: killed at any moment, with turned bits, without room, read-only, with two who write.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use anyhow::Context;
use onrecord_corpus as corpus;
use onrecord_desk::store::Order;
use onrecord_desk::verify::Verifier;
use onrecord_desk::{Access, Archive, query, search};

use super::Proof;
use super::measured::Scratch;
use super::varied::Random;

/// Times that a process is killed.
const KILLS: usize = 200;

/// Bits that are turned, each in a file of its own.
const FLIPS: u64 = 1_000;

pub fn killed(program: &Path) -> anyhow::Result<Vec<Proof>> {
    let scratch = Scratch::new()?;
    let force = Force::new(program, &scratch.0)?;
    let mut proofs = vec![force.kills(KILLS)?];
    proofs.push(force.flips(FLIPS)?);
    proofs.extend(force.without_room()?);
    proofs.extend(force.two_writers()?);
    proofs.push(force.zones()?);
    Ok(proofs)
}

/// Pages, and an archive of them that nothing happened to.
struct Force<'p> {
    program: &'p Path,
    folder: PathBuf,
    pages: PathBuf,
    whole: PathBuf,
}

impl Force<'_> {
    fn new<'p>(program: &'p Path, folder: &Path) -> anyhow::Result<Force<'p>> {
        let pages = folder.join("pages");
        std::fs::create_dir_all(&pages)?;
        for path in corpus::files("train") {
            let compiled = corpus::article(&path).map_err(|faults| anyhow::anyhow!(faults.join("; ")))?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            std::fs::write(pages.join(format!("{name}.txt")), compiled.article.text.as_bytes())?;
        }
        let force = Force { program, folder: folder.to_owned(), pages, whole: folder.join("whole.db") };
        let added = force.run("add", &force.whole, &[force.pages.clone().into()])?;
        anyhow::ensure!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
        Ok(force)
    }

    fn command(&self, name: &str, archive: &Path, words: &[OsString]) -> Command {
        let mut command = Command::new(self.program);
        command.arg(name).arg("--archive").arg(archive).args(words).stdin(Stdio::null());
        command
    }

    fn run(&self, name: &str, archive: &Path, words: &[OsString]) -> anyhow::Result<Output> {
        self.command(name, archive, words).output().context("the program cannot be started")
    }

    /// What an archive exports, as one text.
    fn export(&self, archive: &Path) -> anyhow::Result<Vec<u8>> {
        let out = self.folder.join("export");
        let _ = std::fs::remove_dir_all(&out);
        let done = self.run("export", archive, &["-q".into(), "--out".into(), out.clone().into()])?;
        anyhow::ensure!(done.status.success(), "export: {}", String::from_utf8_lossy(&done.stderr));
        let mut files: Vec<PathBuf> = std::fs::read_dir(&out)?.map(|e| Ok(e?.path())).collect::<anyhow::Result<_>>()?;
        files.sort();
        let mut all = Vec::new();
        for file in files {
            all.extend(std::fs::read(file)?);
        }
        Ok(all)
    }

    /// Kills add, reread and forget at any moment; each time everything holds and nothing that was there is gone, and in the end all is as
    /// if nothing had happened.
    fn kills(&self, kills: usize) -> anyhow::Result<Proof> {
        let wanted = self.export(&self.whole)?;
        let keys = self.keys(&self.whole)?;
        let (mut random, mut n, mut wrong) = (Random(11), 0, Vec::new());
        let (mut ends, mut in_midst) = (0, 0);
        let archive = self.folder.join("killed.db");
        while n < kills {
            remove(&archive);
            // Added until all is there.
            let mut had = 0;
            for limit in 0.. {
                let words = ["-q".into(), self.pages.clone().into()];
                let killed = n < kills && self.kill_at("add", &archive, &words, random.below(900))?;
                n += usize::from(killed);
                in_midst += usize::from(killed);
                if !killed {
                    let done = self.run("add", &archive, &words)?;
                    wrong.extend((!done.status.success()).then(|| "add does not go on".to_owned()));
                    break;
                }
                let now = self.holds(&archive, &mut wrong)?;
                wrong.extend((now < had).then(|| format!("{had} pages were there, and {now} are")));
                had = now;
                // A machine on which it never ends before it is killed.
                if limit > 40 {
                    break;
                }
            }
            self.run("add", &archive, &["-q".into(), self.pages.clone().into()])?;
            wrong.extend((self.export(&archive)? != wanted).then(|| "after add the export differs".to_owned()));
            // Read again, as if another version had read it.
            rusqlite::Connection::open(&archive)?.execute("UPDATE makers SET version = '0.0.1'", [])?;
            for _ in 0..6 {
                let killed =
                    n < kills && self.kill_at("reread", &archive, &["-q".into()], 200 + random.below(1_500))?;
                n += usize::from(killed);
                in_midst += usize::from(killed);
                self.holds(&archive, &mut wrong)?;
            }
            let done = self.run("reread", &archive, &["-q".into()])?;
            wrong.extend((!done.status.success()).then(|| "reread does not go on".to_owned()));
            wrong.extend((self.export(&archive)? != wanted).then(|| "after reread the export differs".to_owned()));
            // Forgotten one by one.
            let mut left: BTreeSet<&String> = keys.iter().collect();
            for _ in 0..4 {
                let key = &keys[random.below(keys.len())];
                let words = ["-q".into(), "--yes".into(), key.into()];
                let killed = n < kills && self.kill_at("forget", &archive, &words, random.below(600))?;
                n += usize::from(killed);
                in_midst += usize::from(killed);
                self.holds(&archive, &mut wrong)?;
                self.run("forget", &archive, &words)?;
                left.remove(key);
            }
            let now: BTreeSet<String> = self.keys(&archive)?.into_iter().collect();
            wrong.extend((now.iter().ne(left)).then(|| "other pages are left than should be".to_owned()));
            ends += 1;
        }
        wrong.sort_unstable();
        wrong.dedup();
        Ok(Proof {
            what: "add, reread and forget killed (SIGKILL) at any moment, and run again".into(),
            wanted:
                "file and indexes hold each time, nothing that was there is gone, in the end the export is the same"
                    .into(),
            got: format!("{in_midst} kills, {ends} times to the end; {}", told(&wrong)),
            good: wrong.is_empty() && in_midst >= kills,
        })
    }

    /// Runs a command and kills it after so many milliseconds; false where it had ended.
    fn kill_at(&self, name: &str, archive: &Path, words: &[OsString], after: usize) -> anyhow::Result<bool> {
        let mut command = self.command(name, archive, words);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(Duration::from_millis(after as u64));
        let ended = child.try_wait()?.is_some();
        child.kill().ok();
        child.wait()?;
        Ok(!ended)
    }

    /// How many articles there are, after a check of everything.
    fn holds(&self, archive: &Path, wrong: &mut Vec<String>) -> anyhow::Result<usize> {
        if !archive.exists() {
            return Ok(0);
        }
        let checked = self.run("check", archive, &["-q".into()])?;
        // Killed before its first page: a file without a table is empty, and add goes on with it.
        let told = String::from_utf8_lossy(&checked.stderr).into_owned() + &String::from_utf8_lossy(&checked.stdout);
        if !checked.status.success() && std::fs::metadata(archive)?.len() > 0 {
            wrong.push(format!("check: {}", told.trim().chars().take(200).collect::<String>()));
        }
        Ok(self.keys(archive).map_or(0, |keys| keys.len()))
    }

    fn keys(&self, archive: &Path) -> anyhow::Result<Vec<String>> {
        let archive = Archive::open(archive, Access::Read)?;
        Ok(archive.articles()?.into_iter().map(|a| a.key).collect())
    }

    /// Turns bits, each in a copy of the file, and asks for everything: an error or what was there, never anything else.
    fn flips(&self, flips: u64) -> anyhow::Result<Proof> {
        let bytes = std::fs::read(&self.whole)?;
        let texts: Vec<String> = {
            let archive = Archive::open(&self.whole, Access::Read)?;
            let texts = archive.articles()?.into_iter().map(|a| Ok(archive.prose(a.revision)?.text.to_string()));
            texts.collect::<anyhow::Result<_>>()?
        };
        let printed = |words: &str| {
            let one_line = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
            let words = one_line(words);
            texts.iter().any(|t| one_line(t).contains(&words))
        };
        let quotation =
            texts.iter().find_map(|t| t.split('“').nth(1)?.split('”').next()).unwrap_or_default().to_owned();
        let (mut random, mut wrong, mut refused, mut seen) = (Random(5), Vec::new(), 0, 0);
        let path = self.folder.join("turned.db");
        for _ in 0..flips {
            let mut turned = bytes.clone();
            let bit = random.next() % (turned.len() as u64 * 8);
            turned[(bit / 8) as usize] ^= 1 << (bit % 8);
            remove(&path);
            std::fs::write(&path, turned)?;
            let Ok(archive) = Archive::open(&path, Access::Read) else {
                refused += 1;
                continue;
            };
            let mut failed = false;
            match Verifier::of(&archive).and_then(|v| v.verify(&quotation, None, None)) {
                Ok(finding) => {
                    let other = finding.matches.iter().any(|m| !printed(&m.words) || !printed(&m.sentence));
                    wrong.extend(other.then(|| format!("bit {bit}: a quotation that nobody printed")));
                }
                Err(_) => failed = true,
            }
            for words in ["council said", "by:council", "form:direct"] {
                let query = query::parse(words).map_err(anyhow::Error::msg)?;
                let options = search::Options { order: Order::Newest, limit: 20, cursor: None };
                match search::search(&archive, &query, &options) {
                    Ok(found) => {
                        let other = found.hits.iter().any(|h| !h.sentence.split(" … ").all(printed));
                        wrong.extend(other.then(|| format!("bit {bit}: {words}: words that nobody printed")));
                    }
                    Err(_) => failed = true,
                }
            }
            failed |= archive.check(|_| {}).map_or(true, |damage| !damage.is_empty());
            seen += usize::from(failed);
        }
        Ok(Proof {
            what: format!("{flips} files with one bit turned: verified, searched, checked"),
            wanted: "an error or what was printed, never a panic or other words".into(),
            got: format!("{refused} refused, {seen} seen to be damaged; {}", told(&wrong)),
            good: wrong.is_empty() && refused + seen > 0,
        })
    }

    /// On a full disk, and where nothing may be written.
    fn without_room(&self) -> anyhow::Result<Vec<Proof>> {
        let mount = self.folder.join("mount");
        std::fs::create_dir_all(&mount)?;
        let inside = |script: &str| -> anyhow::Result<Output> {
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]);
            command.arg(self.program).arg(&mount).arg(&self.pages).arg(&self.whole);
            command.output().context("unshare cannot be started")
        };
        if !inside("mount -t tmpfs -o size=1m tmpfs \"$2\"").is_ok_and(|o| o.status.success()) {
            println!("  this machine allows no file system of one's own: a full disk is not tried");
            return Ok(Vec::new());
        }
        // It fills up; what is there holds; with more room the same command goes on.
        let full = inside(
            "mount -t tmpfs -o size=3m tmpfs \"$2\" && \"$1\" add -q --archive \"$2/a.db\" \"$3\"; echo code $?; \
             \"$1\" check -q --archive \"$2/a.db\"; echo check $?; mount -o remount,size=99m \"$2\"; \
             \"$1\" add -q --archive \"$2/a.db\" \"$3\"; echo again $?; \"$1\" check -q --archive \"$2/a.db\"; echo checked $?",
        )?;
        let (out, said) = (String::from_utf8_lossy(&full.stdout), String::from_utf8_lossy(&full.stderr));
        let good = ["code 2", "check 0", "again 0", "checked 0"].iter().all(|w| out.contains(w))
            && said.contains("no room left");
        let mut proofs = vec![Proof {
            what: "add on a disk that fills up, then with more room".into(),
            wanted: "said in words, what is there holds, the same command goes on".into(),
            got: if good { "so".into() } else { format!("{} {}", one_line(&out), one_line(&said)) },
            good,
        }];
        let only = inside(
            "cp \"$4\" \"$2/a.db\" && mount --bind \"$2\" \"$2\" && mount -o remount,ro,bind \"$2\" && \
             \"$1\" search -q --archive \"$2/a.db\" council >/dev/null; echo search $?; \
             \"$1\" add -q --archive \"$2/a.db\" \"$3\"; echo add $?; \"$1\" add -q --archive \"$2/b.db\" \"$3\"; echo new $?",
        )?;
        let (out, said) = (String::from_utf8_lossy(&only.stdout), String::from_utf8_lossy(&only.stderr));
        let good = ["search 0", "add 2", "new 2"].iter().all(|w| out.contains(w)) && said.contains("written to");
        proofs.push(Proof {
            what: "an archive in a folder that may only be read".into(),
            wanted: "searched; add says that it may not be written to".into(),
            got: if good { "so".into() } else { format!("{} {}", one_line(&out), one_line(&said)) },
            good,
        });
        Ok(proofs)
    }

    /// Two processes that add at once; and one that has to wait too long.
    fn two_writers(&self) -> anyhow::Result<Vec<Proof>> {
        let archive = self.folder.join("two.db");
        remove(&archive);
        let words = ["-q".into(), self.pages.clone().into()];
        let mut children = Vec::new();
        for _ in 0..3 {
            let mut command = self.command("add", &archive, &words);
            children.push(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?);
        }
        let mut told = String::new();
        let mut ok = true;
        for child in children {
            let done = child.wait_with_output()?;
            ok &= done.status.success();
            told += &String::from_utf8_lossy(&done.stderr);
        }
        let same = self.export(&archive)? == self.export(&self.whole)?;
        let good = ok && same && !told.contains("locked");
        let mut proofs = vec![Proof {
            what: "three processes add the same pages at once".into(),
            wanted: "all end well, with the same export as one".into(),
            got: if good { "so".into() } else { format!("ended well: {ok}, same: {same}; {}", one_line(&told)) },
            good,
        }];
        let mut held = Archive::open(&archive, Access::Write)?;
        let waits = held.write(|_| {
            Ok(self
                .run("note", &archive, &["s:0".into(), "a note".into()])
                .map(|o| (o.status.code(), String::from_utf8_lossy(&o.stderr).into_owned())))
        })?;
        let keys = self.keys(&archive)?;
        let long = held.write(|_| {
            let words = ["-q".into(), "--yes".into(), OsString::from(&keys[0])];
            Ok(self
                .run("forget", &archive, &words)
                .map(|o| (o.status.code(), String::from_utf8_lossy(&o.stderr).into_owned())))
        })?;
        let (_, (code, said)) = (waits, long?);
        let good = code == Some(2) && said.contains("is being written to by") && !said.contains("locked");
        proofs.push(Proof {
            what: "a process waits for another that writes for more than 30 s".into(),
            wanted: "it says who holds the file".into(),
            got: if good { "so".into() } else { format!("{code:?} {}", one_line(&said)) },
            good,
        });
        Ok(proofs)
    }

    /// The ledger of a day is the same in every time zone.
    fn zones(&self) -> anyhow::Result<Proof> {
        let mut outs = BTreeSet::new();
        for zone in
            [None, Some("Pacific/Kiritimati"), Some("Pacific/Pago_Pago"), Some("America/St_Johns"), Some("nonsense")]
        {
            let words: Vec<OsString> = ["--all", "--as-of", "2031-03-20", "--json"].iter().map(Into::into).collect();
            let mut command = self.command("ledger", &self.whole, &words);
            match zone {
                Some(zone) => command.env("TZ", zone),
                None => command.env_remove("TZ"),
            };
            let done = command.output()?;
            anyhow::ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            outs.insert(done.stdout);
        }
        let n = outs.iter().next().map_or(0, |o| o.iter().filter(|b| **b == b'\n').count());
        Ok(Proof {
            what: "the ledger as of a day, in five time zones".into(),
            wanted: "the same bytes".into(),
            got: format!("{} of {n} lines", if outs.len() == 1 { "the same bytes" } else { "DIFFERENT bytes" }),
            good: outs.len() == 1 && n > 0,
        })
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn told(wrong: &[String]) -> String {
    match wrong {
        [] => "nothing wrong".into(),
        all => format!("{} things wrong: {}", all.len(), all.iter().take(3).cloned().collect::<Vec<_>>().join("; ")),
    }
}

/// An archive with what SQLite keeps beside it.
fn remove(archive: &Path) {
    for ending in ["", "-wal", "-shm", "-writer"] {
        let mut name = archive.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
}
