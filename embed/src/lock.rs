//! A flag that is taken by one context at a time: a task, an interrupt or a core.
//!
//! With an atomic exchange, [`Lock::take`] is one. Chips without (Armv6-M, RV32 without `A`) only load and store, see [`take_by_stores`]. There
//! interrupts wait for these few instructions, as they do for the library's own. Where that has no effect, because the code is not
//! privileged or another core comes between, still no two contexts get the flag; but it can happen that none does, and that it stays
//! taken.

use core::sync::atomic::{AtomicBool, Ordering};

/// A flag that is taken by one context at a time. There is no waiting.
#[derive(Debug)]
pub struct Lock {
    taken: AtomicBool,
    /// The context that was the last one to try.
    #[cfg(not(target_has_atomic = "8"))]
    last: core::sync::atomic::AtomicUsize,
}

impl Lock {
    /// A flag that is free.
    pub const fn new() -> Lock {
        Lock {
            taken: AtomicBool::new(false),
            #[cfg(not(target_has_atomic = "8"))]
            last: core::sync::atomic::AtomicUsize::new(0),
        }
    }

    /// Takes the flag. Returns false if it is taken already.
    #[cfg(target_has_atomic = "8")]
    #[inline]
    pub fn take(&self) -> bool {
        !self.taken.swap(true, Ordering::AcqRel)
    }

    /// Takes the flag. Returns false if it is taken already.
    #[cfg(not(target_has_atomic = "8"))]
    pub fn take(&self) -> bool {
        without_interrupts(|| take_by_stores(&self.taken, &self.last))
    }

    /// Gives the flag back. Only the context that took it may do so, or one that has exclusive access.
    #[inline]
    pub fn release(&self) {
        let order = if cfg!(target_has_atomic = "8") { Ordering::Release } else { Ordering::SeqCst };
        self.taken.store(false, order);
    }
}

/// Takes a flag by loads and stores, with other contexts between any two of them.
///
/// A context writes its name, an address on its stack. If it finds the flag free, it sets it, and has it if the name is still there. Let
/// A and B both find the flag free, and A be the first to write its name. Then A finds the name of B in the end; or A was done before B
/// wrote it, but then B found the flag set. So no two contexts have the flag.
#[cfg(any(test, not(target_has_atomic = "8")))]
#[inline(never)]
fn take_by_stores(taken: &AtomicBool, last: &core::sync::atomic::AtomicUsize) -> bool {
    let place = 0_u8;
    let name = core::hint::black_box(&raw const place).addr();
    last.store(name, Ordering::SeqCst);
    if taken.load(Ordering::SeqCst) {
        return false;
    }
    taken.store(true, Ordering::SeqCst);
    let is_first = last.load(Ordering::SeqCst) == name;
    // The name is this context's until here.
    core::hint::black_box(&place);
    is_first
}

/// Runs something while interrupts wait, if the code is privileged.
#[cfg(all(not(target_has_atomic = "8"), target_arch = "arm"))]
fn without_interrupts<R>(run: impl FnOnce() -> R) -> R {
    let mask: u32;
    // SAFETY: interrupts may wait at any time. Memory accesses are not moved out of the two.
    unsafe { core::arch::asm!("mrs {}, PRIMASK", "cpsid i", out(reg) mask, options(nostack, preserves_flags)) };
    let result = run();
    // SAFETY: the mask as it was.
    unsafe { core::arch::asm!("msr PRIMASK, {}", in(reg) mask, options(nostack, preserves_flags)) };
    result
}

/// Runs something while interrupts wait, in machine mode.
#[cfg(all(not(target_has_atomic = "8"), target_arch = "riscv32"))]
fn without_interrupts<R>(run: impl FnOnce() -> R) -> R {
    let status: u32;
    // SAFETY: interrupts may wait at any time. Memory accesses are not moved out of the two.
    unsafe { core::arch::asm!("csrrci {}, mstatus, 8", out(reg) status, options(nostack)) };
    let result = run();
    // SAFETY: the bit as it was.
    unsafe { core::arch::asm!("csrs mstatus, {}", in(reg) status & 8, options(nostack)) };
    result
}

#[cfg(test)]
mod tests {
    use core::sync::atomic::{AtomicU32, AtomicUsize};
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn it_is_taken_once_until_it_is_free_again() {
        let lock = Lock::new();
        assert!(lock.take());
        assert!(!lock.take());
        lock.release();
        assert!(lock.take());
    }

    #[test]
    fn stores_are_enough_for_one_context() {
        let (taken, last) = (AtomicBool::new(false), AtomicUsize::new(0));
        assert!(take_by_stores(&taken, &last));
        assert!(!take_by_stores(&taken, &last));
        taken.store(false, Ordering::SeqCst);
        assert!(take_by_stores(&taken, &last));
    }

    #[test]
    fn no_two_threads_take_it_by_stores() {
        const THREADS: usize = 3;
        let barrier = Barrier::new(THREADS);
        let locks: std::vec::Vec<_> =
            (0..500).map(|_| (AtomicBool::new(false), AtomicUsize::new(0), AtomicU32::new(0))).collect();
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    for (taken, last, inside) in &locks {
                        barrier.wait();
                        for _ in 0..20 {
                            if take_by_stores(taken, last) {
                                assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                                inside.fetch_sub(1, Ordering::SeqCst);
                                taken.store(false, Ordering::SeqCst);
                            }
                        }
                    }
                });
            }
        });
    }
}
