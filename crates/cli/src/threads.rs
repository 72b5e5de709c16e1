//! Work on all cores, with results in the order of the work: what comes out does not depend on how many threads there are or
//! on which is faster.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, Scope},
};

/// Jobs for each thread that are under way or whose results were not taken yet. More keep the others busy behind one long
/// job, and hold more texts in memory.
const AHEAD: usize = 16;

/// A thread: where its jobs go, and where its results come from.
type Lane<J, R> = (Sender<J>, Receiver<R>);

/// As many threads as the machine runs at once.
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does each job on one of so many threads and shows the results here, in the order of the jobs, until showing one fails.
/// Jobs are taken one by one as results are shown, so that there may be more of them than memory holds.
///
/// # Errors
/// The first that `see` gives; no further job is begun behind it.
pub fn in_order<J: Send, R: Send, E>(
    threads: usize,
    jobs: impl Iterator<Item = J>,
    work: impl Fn(J) -> R + Sync,
    mut see: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let lanes: Vec<Lane<J, R>> = (0..threads.max(1)).map(|_| lane(scope, &work)).collect();
        let (mut to, mut from) = (lanes.iter().cycle(), lanes.iter().cycle());
        // A thread that panicked takes no job and gives no result; its panic goes on where the scope ends.
        let mut take = || from.next().and_then(|(_, results)| results.recv().ok()).map_or(Ok(()), &mut see);
        let mut under_way = 0;
        for job in jobs {
            if under_way == lanes.len() * AHEAD {
                take()?;
                under_way -= 1;
            }
            under_way += to.next().map_or(0, |(jobs, _)| usize::from(jobs.send(job).is_ok()));
        }
        (0..under_way).try_for_each(|_| take())
    })
}

fn lane<'scope, J: Send + 'scope, R: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: &'scope (impl Fn(J) -> R + Sync),
) -> Lane<J, R> {
    let (to, jobs) = channel::<J>();
    let (results, from) = channel();
    // A result that nobody takes any more is the last one.
    scope.spawn(move || jobs.into_iter().map(work).all(|result| results.send(result).is_ok()));
    (to, from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_are_in_the_order_of_the_jobs() {
        for (threads, jobs) in [(0, 3), (1, 100), (2, 0), (2, 100), (7, 1000)] {
            let mut seen = Vec::new();
            let work = |job: u64| {
                thread::sleep(Duration::from_micros(job * 7919 % 50));
                job * job
            };
            let found = in_order(threads, 0..jobs, work, |result| {
                seen.push(result);
                Ok::<(), ()>(())
            });
            assert_eq!(
                (found, seen),
                (Ok(()), (0..jobs).map(|job| job * job).collect()),
                "{threads} threads"
            );
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        let mut begun = 0;
        let jobs = (0..1_000_000).inspect(|_| begun += 1);
        let found = in_order(2, jobs, |job| job, |result| if result < 5 { Ok(()) } else { Err(result) });
        assert_eq!(found, Err(5));
        assert!(begun < 100, "{begun} jobs");
    }
}
