//! A line on standard error that counts the pages of a long list, on a terminal only.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How many pages are done, and how long the rest will take.
pub struct Progress {
    /// `None` where pages come one by one.
    all: Option<usize>,
    done: usize,
    began: Instant,
    shown: Option<Instant>,
    on: bool,
}

impl Progress {
    pub fn new(all: Option<usize>, is_quiet: bool) -> Progress {
        // Where records go to the same terminal they are progress enough.
        let on = all.is_none_or(|n| n > 20) && io::stderr().is_terminal() && !io::stdout().is_terminal() && !is_quiet;
        Progress { all, done: 0, began: Instant::now(), shown: None, on }
    }

    pub fn step(&mut self) {
        self.done += 1;
        let due = self
            .shown
            .map_or(self.began.elapsed() > Duration::from_millis(500), |t| t.elapsed() > Duration::from_millis(200));
        if self.on && (due || (self.all == Some(self.done) && self.shown.is_some())) {
            let rate = self.done as f64 / self.began.elapsed().as_secs_f64().max(1e-9);
            show(&match self.all {
                Some(all) => {
                    let left = (all - self.done) as f64 / rate.max(1e-9);
                    format!("\r\x1b[K{} of {all} pages, {rate:.0} a second, {left:.0} s left", self.done)
                }
                None => format!("\r\x1b[K{} pages, {rate:.0} a second", self.done),
            });
            self.shown = Some(Instant::now());
            if self.all == Some(self.done) {
                show("\r\x1b[K");
            }
        }
    }

    /// A message that does not run into the counting line.
    pub fn say(&mut self, message: &str) {
        self.clear();
        crate::remark(message);
    }

    /// Takes the counting line away.
    pub fn clear(&mut self) {
        if self.shown.is_some() {
            show("\r\x1b[K");
        }
    }
}

/// Puts text on standard error as it is. Where that is closed or full, nothing is shown.
fn show(text: &str) {
    let mut err = io::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}
