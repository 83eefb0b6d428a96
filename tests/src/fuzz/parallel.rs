//! Numbered work on several threads, and its figures added up.

use std::ops::AddAssign;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Runs `one` for 0, 1, … on `jobs` threads while `goes_on` is true of the next number and of the figures so far, and adds up the figures.
///
/// # Errors
///
/// The first error of `one`, after which no other number is begun.
pub fn add_up<F: Default + AddAssign + Send>(
    jobs: usize,
    goes_on: impl Fn(u64, &F) -> bool + Sync,
    one: impl Fn(u64) -> Result<F, String> + Sync,
) -> Result<F, String> {
    let next = AtomicU64::new(0);
    let all = Mutex::new(Ok(F::default()));
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if !matches!(&*unpoisoned(&all), Ok(figures) if goes_on(index, figures)) {
                break;
            }
            let case = one(index);
            let mut all = unpoisoned(&all);
            match (&mut *all, case) {
                (Ok(figures), Ok(case)) => *figures += case,
                (Ok(_), Err(failure)) => *all = Err(failure),
                (Err(_), _) => {}
            }
        }
    };
    thread::scope(|scope| (0..jobs.max(1)).for_each(|_| drop(scope.spawn(work))));
    all.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
