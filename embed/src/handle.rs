//! Handles of resources that a program defines.

use core::cell::Cell;
use core::marker::PhantomData;
use core::ptr;
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering, fence};

use crate::TrapKind;
use crate::instance::State;
use crate::lock::Lock;
use crate::memory::Guest;
use crate::trap::Fault;

/// The table of the handles of a resource `R` in a component.
///
/// # Safety
///
/// The functions run no code of the program.
pub unsafe trait Table<R>: Guest {
    /// Makes an owned handle for a representation.
    ///
    /// # Errors
    ///
    /// If the table is full.
    fn create(rep: u32) -> Result<u32, Fault>;

    /// Ends an owned handle, and gives its representation.
    ///
    /// # Errors
    ///
    /// If there is no such handle, or it is lent.
    fn take(handle: u32) -> Result<u32, Fault>;

    /// The representation of a handle.
    ///
    /// # Errors
    ///
    /// If there is no such handle.
    fn rep(handle: u32) -> Result<u32, Fault>;

    /// Makes a borrowed handle for a representation, until the end of the call.
    ///
    /// # Errors
    ///
    /// If the table is full.
    fn lend(rep: u32) -> Result<u32, Fault>;
}

/// An owned handle, by its representation; or nothing, once it was handed over.
#[derive(Debug)]
pub struct Handle<'s> {
    rep: Cell<Option<u32>>,
    /// Borrows the program, and stays on its thread.
    program: PhantomData<(&'s (), *mut ())>,
}

impl Handle<'_> {
    /// The owner of a representation.
    #[inline]
    pub fn new(rep: u32) -> Self {
        Handle { rep: Cell::new(Some(rep)), program: PhantomData }
    }

    /// The representation.
    ///
    /// # Errors
    ///
    /// If the handle was handed over.
    #[inline]
    pub fn rep(&self) -> Result<u32, Fault> {
        self.rep.get().ok_or(Fault::Violation(TrapKind::UnknownHandle))
    }

    /// Hands the representation over.
    #[inline]
    pub fn take(&self) -> Option<u32> {
        self.rep.take()
    }
}

/// The handles that can wait to be dropped.
const ROOM: usize = 8;

/// Drops a handle by its representation.
pub type Destroy = fn(u32) -> Result<(), Fault>;

/// Handles that were dropped while the program took no calls: they are dropped as soon as it does.
///
/// Any context can add a handle at any time; the one that has the right to call takes them out.
#[derive(Debug)]
pub struct Pending {
    /// True if a handle was added since the last [`Pending::flush`] began.
    is_new: AtomicBool,
    places: [Place; ROOM],
}

/// The place of a handle that waits.
#[derive(Debug)]
struct Place {
    /// Taken from before the handle is written until it was read.
    taken: Lock,
    /// True while the handle is there.
    is_full: AtomicBool,
    rep: AtomicU32,
    /// A [`Destroy`].
    destroy: AtomicPtr<()>,
}

impl Place {
    const fn new() -> Place {
        Place {
            taken: Lock::new(),
            is_full: AtomicBool::new(false),
            rep: AtomicU32::new(0),
            destroy: AtomicPtr::new(ptr::null_mut()),
        }
    }

    fn is_full(&self) -> bool {
        self.is_full.load(Ordering::Acquire)
    }

    /// Frees a place.
    fn clear(&self) {
        self.is_full.store(false, Ordering::Relaxed);
        self.taken.release();
    }
}

impl Pending {
    /// No handles.
    #[expect(clippy::new_without_default, reason = "the list is a static")]
    pub const fn new() -> Pending {
        Pending { is_new: AtomicBool::new(false), places: [const { Place::new() }; ROOM] }
    }

    /// Adds a handle, which is dropped when the program takes calls again. If eight handles wait already, the handle is lost: it takes a
    /// place in the program's table until the program is reset.
    pub fn push(&self, rep: u32, destroy: Destroy) {
        let Some(place) = self.places.iter().find(|place| place.taken.take()) else { return };
        place.rep.store(rep, Ordering::Relaxed);
        place.destroy.store(destroy as *mut (), Ordering::Relaxed);
        place.is_full.store(true, Ordering::Release);
        // `flush` clears the flag before it looks for handles, so it sees this handle or leaves the flag set.
        fence(Ordering::SeqCst);
        self.is_new.store(true, Ordering::Relaxed);
        // `end` gives the right to call back before it looks at the flag, so it sees the flag, or the caller gets the right.
        fence(Ordering::SeqCst);
    }

    /// Ends a call: drops the handles that wait, and gives the right to call back. Only for the one who has it.
    #[inline]
    pub fn end(&self, state: &State) {
        loop {
            self.flush();
            state.end();
            fence(Ordering::SeqCst);
            if !self.is_new.load(Ordering::Relaxed) || !state.begin() {
                return;
            }
        }
    }

    fn flush(&self) {
        while self.is_new.load(Ordering::Relaxed) {
            self.is_new.store(false, Ordering::Relaxed);
            fence(Ordering::SeqCst);
            for place in self.places.iter().filter(|place| place.is_full()) {
                let rep = place.rep.load(Ordering::Relaxed);
                // SAFETY: the place is full, so `push` has written a `Destroy`.
                let destroy =
                    unsafe { core::mem::transmute::<*mut (), Destroy>(place.destroy.load(Ordering::Relaxed)) };
                place.clear();
                // A trap is told by the next call.
                let _ = destroy(rep);
            }
        }
    }

    /// Forgets the handles that wait, because their instance is gone. The owner has exclusive access.
    pub fn forget(&self) {
        self.places.iter().for_each(Place::clear);
        self.is_new.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_handed_over_once() {
        let handle = Handle::new(7);
        assert_eq!(handle.rep(), Ok(7));
        assert_eq!(handle.take(), Some(7));
        assert_eq!(handle.take(), None);
        assert_eq!(handle.rep(), Err(Fault::Violation(TrapKind::UnknownHandle)));
    }

    static SUM: AtomicU32 = AtomicU32::new(0);
    fn destroy(rep: u32) -> Result<(), Fault> {
        SUM.fetch_add(rep, Ordering::Relaxed);
        Ok(())
    }

    #[test]
    fn handles_wait_until_a_call_ends_and_there_is_room() {
        let (pending, state) = (Pending::new(), State::new());
        assert!(state.begin());
        for _ in 0..ROOM + 1 {
            pending.push(3, destroy);
        }
        assert_eq!(SUM.load(Ordering::Relaxed), 0);
        pending.end(&state);
        assert_eq!(SUM.load(Ordering::Relaxed), 3 * ROOM as u32);
        assert!(state.begin(), "the call has ended");
        pending.push(100, destroy);
        pending.forget();
        pending.end(&state);
        assert_eq!(SUM.load(Ordering::Relaxed), 3 * ROOM as u32);
    }

    #[test]
    fn a_handle_of_another_context_is_dropped_by_one_of_the_two() {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        const HANDLES: u32 = 2000;
        let count = |_| {
            COUNT.fetch_add(1, Ordering::Relaxed);
            Ok(())
        };
        let (pending, state) = (Pending::new(), State::new());
        let owner = || {
            for rep in 0..HANDLES {
                if state.begin() {
                    let _ = count(rep);
                } else {
                    pending.push(rep, count);
                    if !state.begin() {
                        continue;
                    }
                }
                pending.end(&state);
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(owner);
            scope.spawn(owner);
        });
        // A few may be lost, if one thread waits for long. None is left.
        assert!(!pending.is_new.load(Ordering::Relaxed));
        assert!(!pending.places.iter().any(Place::is_full));
        assert!(COUNT.load(Ordering::Relaxed) <= 2 * HANDLES);
    }
}
