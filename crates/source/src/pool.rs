//! Workers that share a queue, and results that come out in the order in which the work went in.
//!
//! Memory stays bounded: no more than `threads * AHEAD` pieces of work are in hand at once, whatever the first of them costs.
//! Nobody sleeps or polls: each result has a channel of its own, and the caller waits for the next one in order. Jobs are asked for in a
//! thread of their own, so that results come out while the next job is still to come.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};

/// Pieces of work in hand for each thread.
const AHEAD: usize = 32;

/// Does `work` on every job with so many threads, and gives the results to `take` in the order of the jobs. The first
/// error of `take` ends it: work in hand is finished, no more is begun.
pub fn ordered<J, D, E, I>(
    jobs: I,
    threads: usize,
    work: impl Fn(J) -> D + Sync,
    mut take: impl FnMut(D) -> Result<(), E>,
) -> Result<(), E>
where
    J: Send,
    D: Send,
    I: IntoIterator<Item = J>,
    I::IntoIter: Send,
{
    let mut jobs = jobs.into_iter();
    if threads <= 1 {
        return jobs.try_for_each(|job| take(work(job)));
    }
    let (queue, jobs_in) = channel::<(J, SyncSender<D>)>();
    let (jobs_in, stopped) = (Mutex::new(jobs_in), AtomicBool::new(false));
    // What is in hand, in order; it holds no more than that.
    let (in_hand, results) = sync_channel::<Receiver<D>>(threads * AHEAD);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((job, done)) = next(&jobs_in) {
                    if stopped.load(Ordering::Relaxed) {
                        break;
                    }
                    // Nobody listens any more only where `take` has failed.
                    let _ = done.send(work(job));
                }
            });
        }
        // Jobs may come slowly: what is done must not wait for the next.
        let stopped = &stopped;
        scope.spawn(move || {
            for job in jobs {
                let (done, receive) = sync_channel(1);
                if stopped.load(Ordering::Relaxed) || in_hand.send(receive).is_err() || queue.send((job, done)).is_err()
                {
                    break;
                }
            }
        });
        let mut result = Ok(());
        while let Ok(first) = results.recv() {
            // A worker that panics drops its sender; the scope passes the panic on.
            let Ok(done) = first.recv() else {
                stopped.store(true, Ordering::Relaxed);
                break;
            };
            result = take(done);
            if result.is_err() {
                break;
            }
        }
        stopped.fetch_or(result.is_err(), Ordering::Relaxed);
        // Whoever waits to hand in more is let go.
        drop(results);
        result
    })
}

/// The next job, once there is one; `None` when there will be no more.
fn next<J>(jobs: &Mutex<Receiver<J>>) -> Option<J> {
    jobs.lock().ok()?.recv().ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// Work whose first piece takes longest: its turn comes first all the same, and the others do not run away.
    #[test]
    fn results_come_in_order_and_memory_is_bounded() {
        for threads in [1, 2, 5] {
            let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let mut out = Vec::new();
            let most = AtomicUsize::new(0);
            let work = |n: u64| {
                let ahead = begun.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
                most.fetch_max(ahead, Ordering::SeqCst);
                (0..if n == 0 { 3_000_000 } else { 100 }).fold(n, |sum, k: u64| sum ^ std::hint::black_box(k % 2)) | 1
            };
            let done: Result<(), ()> = ordered(
                0..2_000u64,
                threads,
                |n| (n, work(n)),
                |(n, _)| {
                    taken.fetch_add(1, Ordering::SeqCst);
                    out.push(n);
                    Ok(())
                },
            );
            assert_eq!(done, Ok(()));
            assert!(out.iter().copied().eq(0..2_000), "{threads} threads");
            assert!(
                most.load(Ordering::SeqCst) <= threads * (AHEAD + 1) + 1,
                "{} at once",
                most.load(Ordering::SeqCst)
            );
        }
    }

    #[test]
    fn no_work_is_no_result_and_a_panic_is_passed_on() {
        assert_eq!(ordered(0..0, 3, |n: usize| n, |_| Err("a result")), Ok(()));
        let begun = AtomicUsize::new(0);
        let work = |n: usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            assert!(n != 3, "a fault");
        };
        let run = std::panic::AssertUnwindSafe(|| ordered(0..1_000_000, 2, work, |()| Ok::<(), ()>(())));
        assert!(std::panic::catch_unwind(run).is_err());
        assert!(begun.load(Ordering::SeqCst) < 1_000);
    }

    #[test]
    fn the_first_error_ends_it() {
        for threads in [1, 3] {
            let begun = AtomicUsize::new(0);
            let work = |n: usize| {
                begun.fetch_add(1, Ordering::SeqCst);
                n
            };
            let done = ordered(0..1_000_000, threads, work, |n| if n == 5 { Err("enough") } else { Ok(()) });
            assert_eq!(done, Err("enough"));
            assert!(begun.load(Ordering::SeqCst) < 1_000, "{}", begun.load(Ordering::SeqCst));
        }
    }
}
