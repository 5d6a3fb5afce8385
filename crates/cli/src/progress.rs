//! A line on standard error that counts the pages of a long list, on a terminal only.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How many pages are done, and how long the rest will take.
pub struct Progress {
    all: usize,
    done: usize,
    began: Instant,
    shown: Option<Instant>,
    on: bool,
}

impl Progress {
    pub fn new(all: usize, is_quiet: bool) -> Progress {
        // Where records go to the same terminal they are progress enough.
        let on = all > 20 && io::stderr().is_terminal() && !io::stdout().is_terminal() && !is_quiet;
        Progress { all, done: 0, began: Instant::now(), shown: None, on }
    }

    pub fn step(&mut self) {
        self.done += 1;
        let due = self
            .shown
            .map_or(self.began.elapsed() > Duration::from_millis(500), |t| t.elapsed() > Duration::from_millis(200));
        if self.on && (due || (self.done == self.all && self.shown.is_some())) {
            let rate = self.done as f64 / self.began.elapsed().as_secs_f64().max(1e-9);
            let left = (self.all - self.done) as f64 / rate.max(1e-9);
            show(&format!("\r\x1b[K{} of {} pages, {rate:.0} a second, {left:.0} s left", self.done, self.all));
            self.shown = Some(Instant::now());
            if self.done == self.all {
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
